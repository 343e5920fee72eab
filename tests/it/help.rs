//! Help, completions and manual pages: from one set of arguments, in both languages.

use crate::support::{Project, Run, program};

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
            for english in ["Options:", "Print help", "[default", "[possible"] {
                assert!(!chinese.text().contains(english), "{call:?} says {english}");
            }
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
        (vec!["help", "nothing", "--lang", "zh"], "没有这个命令"),
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
