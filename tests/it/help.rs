//! Help, completions and manual pages: from one set of arguments, in both languages.

use crate::support::{BODY, Project, Run, data_with, program};

fn run(arguments: &[&str]) -> Run {
    Run::of(program().args(arguments))
}

/// The commands, as the program's own help names them.
fn commands() -> Vec<String> {
    let help = run(&["help", "--lang", "en"]).ends(0);
    let listed = help.text().split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    listed.lines().map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

/// field.md D: `render` alone printed a usage error.
#[test]
fn the_program_alone_says_what_it_is_for() {
    for (locale, steps) in [("zh_CN.UTF-8", "render new 通知"), ("en_US.UTF-8", "render new notice")] {
        let alone = Run::of(program().env("LC_ALL", locale).env("LANG", locale)).ends(2);
        assert!(alone.stderr.contains(&format!("\n  {steps}")), "{}", alone.stderr);
        assert!(
            commands().iter().all(|command| alone.stderr.contains(&format!("  {command} "))),
            "{}",
            alone.stderr
        );
        assert!(!alone.stderr.contains("错误") && !alone.stderr.contains("error:"), "{}", alone.stderr);
    }
}

#[test]
fn help_speaks_the_language_asked_for() {
    for name in commands() {
        let english = run(&[&name, "--help"]).ends(0);
        assert!(english.text().contains("Usage: render"), "{name}");
        // `schema` tells nothing and has no language; those inside `template` have one each.
        let inner: &[&str] = if name == "template" { &["list", "new", "check"] } else { &[] };
        let with_lang =
            (name != "schema" && name != "template").then(|| vec![&*name, "--lang", "zh", "--help"]);
        let inner = inner.iter().map(|inner| vec![&*name, *inner, "--lang", "zh", "--help"]);
        for call in with_lang.into_iter().chain(inner).chain([vec!["help", &name, "--lang=zh"]]) {
            let chinese = run(&call);
            assert!(chinese.text().contains("用法：render"), "{call:?}: {}", chinese.stderr);
            for english in ["Options:", "Print help", "[default", "[possible", "docs/lint", "docs/templates"]
            {
                assert!(!chinese.text().contains(english), "{call:?} says {english}");
            }
            let shown = chinese.text().split(['<', '[']).skip(1).any(|rest| {
                let name = rest.split(['>', ']']).next().unwrap_or_default();
                name.len() > 1 && name.chars().all(|c| c.is_ascii_uppercase() || c == '_')
            });
            assert!(!shown, "{call:?} names values in English: {}", chinese.text());
        }
    }
}

#[test]
fn a_wrong_call_is_told_in_the_language_asked_for() {
    for (call, wanted) in [
        (vec!["x.toml", "--lang", "zh", "--pp"], "没有“--pp”这个参数"),
        (vec!["x.toml", "--lang", "zh", "--ppi", "9999"], "“9999”不对"),
        (
            vec!["batch", "x.toml", "-l", "l", "-o", "o", "--header-row", "0", "--lang", "zh"],
            "“0”不对：最小是 1\n",
        ),
        (
            vec!["batch", "x.toml", "-l", "l", "-o", "o", "--header-row", "二", "--lang", "zh"],
            "“二”不对：要写整数\n",
        ),
        (vec!["new", "--lang", "zh"], "缺少参数"),
        (vec!["x.toml", "--lang=zh", "--fonts", "none"], "可选：auto、bundled"),
        (vec!["help", "nothing", "--lang", "zh"], "没有“nothing”这个命令"),
    ] {
        let told = run(&call).ends(2);
        assert!(told.stderr.contains(wanted), "{call:?}: {}", told.stderr);
    }
}

#[test]
fn every_shell_completes_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&["completions", shell]).ends(0);
        for name in commands() {
            assert!(script.text().contains(&name), "{shell}: {name}");
        }
    }
    assert!(run(&["completions", "zsh", "--lang", "zh"]).ends(0).text().contains("数据文件"));
    run(&["completions", "dos"]).ends(2);
}

#[test]
fn each_command_has_its_manual_page() {
    let project = Project::new();
    for (lang, heading) in [("en", ".SH OPTIONS"), ("zh", ".SH 选项")] {
        Run::of(program().current_dir(project.folder()).args(["man", "--lang", lang, "-o", lang])).ends(0);
        let main = project.read(&format!("{lang}/render.1"));
        assert_eq!(run(&["man", "--lang", lang]).ends(0).stdout, main);
        assert!(String::from_utf8(main).unwrap().contains(heading), "{lang}");
        for name in commands().iter().filter(|name| *name != "help") {
            let page = String::from_utf8(project.read(&format!("{lang}/render-{name}.1"))).unwrap();
            assert!(page.contains(".SH") && page.contains("render"), "{lang} {name}");
        }
    }
    // paste.md 5: a folder that is not there is made; what cannot be one is told.
    Run::of(program().current_dir(project.folder()).args(["man", "-o", "new/man"])).ends(0);
    assert!(project.path("new/man/render.1").is_file());
    Run::of(program().current_dir(project.folder()).args(["man", "-o", "new/man/render.1/x"]))
        .ends(2)
        .tells("write-failed");
}

/// field.md E: “”不能与“<DATA>”同用 was said of both.
#[test]
fn a_word_too_many_is_a_mistyped_command_or_a_second_file() {
    let project = Project::new();
    for (words, zh, en) in [
        (["chekc", "data.toml"], "是不是“check”？", "did you mean `check`?"),
        (["data.toml", "data.toml"], "一次排一份公文", "one document at a time"),
    ] {
        for (lang, said) in [("zh", zh), ("en", en)] {
            let mut command = project.command();
            let run = Run::of(command.args(words).args(["--lang", lang])).ends(2);
            assert!(run.stderr.contains(said), "{}", run.stderr);
        }
    }
}

/// “没有“check”这个命令” was said of commands that there are.
#[test]
fn a_word_too_many_behind_a_command_is_told_as_such() {
    for (words, zh, en) in [
        (
            &["check", "a.toml", "b.toml"][..],
            "render check 多写了“b.toml”，一次只写一个",
            "`b.toml` is too much for `render check`",
        ),
        (&["fmt", "a.txt", "b.txt"], "render fmt 多写了“b.txt”", "`b.txt` is too much for `render fmt`"),
        (&["import", "a.txt", "b.txt"], "render import 多写了“b.txt”", "takes one at a time"),
        (&["batch", "a.toml", "b.csv"], "名单写在 --list 后面", "the list stands behind --list"),
        (
            &["--message-format", "short", "batch", "a.toml"],
            "选项写在命令后面：render batch",
            "options stand behind the command: render batch",
        ),
        (
            &["--ppi", "100", "check", "a.toml"],
            "选项写在命令后面：render check",
            "options stand behind the command",
        ),
    ] {
        for (lang, said) in [("zh", zh), ("en", en)] {
            let run = run(&[words, &["--lang", lang]].concat()).ends(2);
            assert!(run.stderr.contains(said), "{words:?}: {}", run.stderr);
            assert!(
                !run.stderr.contains("没有“") && !run.stderr.contains("there is no command"),
                "{}",
                run.stderr
            );
        }
    }
}

/// The name of what is missing stands in a line of its own, and the largest number of 64 bits is no limit to a reader.
#[test]
fn what_is_missing_or_too_small_is_named() {
    let missing = run(&["new", "--message-format", "json", "--lang", "en"]).ends(2);
    let json: serde_json::Value = serde_json::from_str(&missing.stderr).unwrap();
    assert!(json["message"]["en"].as_str().unwrap().contains('<'), "{json}");
    let small = run(&["x.toml", "--memory", "64", "--lang", "en"]).ends(2);
    assert!(
        small.stderr.contains("it is at least 128") && !small.stderr.contains("18446744"),
        "{}",
        small.stderr
    );
}

#[test]
fn a_call_that_is_off_is_json_for_programs() {
    let project = Project::new();
    for wrong in [&["--nope"][..], &["data.toml"], &["--ppi", "x"]] {
        let mut command = project.command();
        let output = command
            .args(["data.toml", "--message-format", "json", "--lang", "zh"])
            .args(wrong)
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let json: serde_json::Value = serde_json::from_str(&said).unwrap_or_else(|_| panic!("{said}"));
        assert_eq!((json["code"].as_str(), output.status.code()), (Some("usage"), Some(2)), "{said}");
    }
}

/// field.md E: the words of the system were shown.
#[test]
fn a_folder_that_is_not_there_is_told_and_made_when_asked() {
    let project = Project::new();
    let mut command = project.command();
    Run::of(command.args(["data.toml", "-o", "出文/2024/x.pdf"])).ends(2).tells("no-such-folder");
    let mut command = project.command();
    Run::of(command.args(["data.toml", "-o", "出文/2024/x.pdf", "--make-folders"])).ends(0);
    assert!(project.path("出文/2024/x.pdf").is_file());
}

/// field.md E: `--strict` that made nothing said nothing of it.
#[test]
fn strict_says_that_nothing_was_made() {
    let project = Project::of(data_with(&[("number", "\"×科[2024]2号\"")]), BODY);
    let mut command = project.command();
    Run::of(command.args(["data.toml", "--strict", "-o", "x.pdf", "--lang", "zh"])).ends(1).tells("strict");
    assert!(!project.path("x.pdf").exists());
}
