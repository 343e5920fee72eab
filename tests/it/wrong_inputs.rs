//! What a clerk gets wrong, and what she is told: `tests/wrong/*.txt`, each case run with the program in both languages,
//! the whole of standard error compared. `docs/zh/常见错误.md` is printed from the same cases.
//!
//! A file of cases, a line that begins with @ by its word:
//!
//! - `@# 标题` the group, `@@ 标题` a case, `@run render …` what is typed (several by ` && `; the last one counts);
//! - `@file 名` a file in the folder, `@gbk 名` the same in GBK, `@folder 名`, `@copy 名 tests/…` a file of the repository;
//! - `@with 名` one of the two right files of `tests/wrong` with these lines in place of those of the same keys;
//! - `@zh 1`, `@en 1` exit status and standard error in each language.
//!
//! `GONGWEN_WRITE_WRONG=1 cargo test --test it wrong_inputs` writes what is told anew, and the page: look at it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use gongwen::output::OutputSchema;
use serde_json::Value;

use crate::arguments::unlisted;
use crate::output_schemas::validator;
use crate::support::{Run, program};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PAGE: &str = "docs/zh/常见错误.md";
const RIGHT: [&str; 2] = ["通知.toml", "notice.toml"];

/// A file of a case: how it is made, its name, its lines.
#[derive(Debug, Clone)]
struct Part {
    how: String,
    name: String,
    lines: Vec<String>,
}

/// A run in one language: how it ends, and what it says.
#[derive(Debug, Clone, Default, PartialEq)]
struct Told {
    status: i32,
    text: String,
}

#[derive(Debug, Clone, Default)]
struct Case {
    title: String,
    run: String,
    parts: Vec<Part>,
    zh: Told,
    en: Told,
}

struct Group {
    path: PathBuf,
    title: String,
    cases: Vec<Case>,
}

fn folder() -> PathBuf {
    Path::new(ROOT).join("tests/wrong")
}

fn groups() -> Vec<Group> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    paths.into_iter().map(group).collect()
}

fn group(path: PathBuf) -> Group {
    let text = fs::read_to_string(&path).unwrap();
    let mut group = Group { path, title: String::new(), cases: Vec::new() };
    let mut parts: Vec<Part> = Vec::new();
    let close = |group: &mut Group, parts: &mut Vec<Part>| {
        let Some(case) = group.cases.last_mut() else { return };
        for mut part in parts.drain(..) {
            while part.lines.last().is_some_and(|line| line.is_empty()) {
                part.lines.pop();
            }
            let told = || Told { status: part.name.parse().unwrap(), text: part.lines.join("\n") };
            match part.how.as_str() {
                "zh" => case.zh = told(),
                "en" => case.en = told(),
                _ => case.parts.push(part),
            }
        }
    };
    for line in text.lines() {
        let Some(marked) = line.strip_prefix('@') else {
            match parts.last_mut() {
                Some(part) => part.lines.push(line.to_owned()),
                None => assert!(line.is_empty(), "{}: {line}", group.path.display()),
            }
            continue;
        };
        let (how, rest) = marked.split_once(' ').unwrap_or((marked, ""));
        match how {
            "#" => group.title = rest.to_owned(),
            "@" => {
                close(&mut group, &mut parts);
                group.cases.push(Case { title: rest.to_owned(), ..Case::default() });
            }
            "run" => group.cases.last_mut().unwrap().run = rest.to_owned(),
            _ => parts.push(Part { how: how.to_owned(), name: rest.to_owned(), lines: Vec::new() }),
        }
    }
    close(&mut group, &mut parts);
    group
}

fn written(group: &Group) -> String {
    let mut text = format!("@# {}\n", group.title);
    for case in &group.cases {
        let _ = write!(text, "\n@@ {}\n@run {}\n", case.title, case.run);
        for part in &case.parts {
            let _ = writeln!(text, "@{} {}", part.how, part.name);
            part.lines.iter().for_each(|line| text += &format!("{line}\n"));
        }
        for (lang, told) in [("zh", &case.zh), ("en", &case.en)] {
            let _ = writeln!(text, "@{lang} {}", told.status);
            if !told.text.is_empty() {
                text += &format!("{}\n", told.text);
            }
        }
    }
    text
}

/// The key of a line of data, however wrongly it is written.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(['=', '＝', '：', ':'])?;
    Some(key.trim_matches([' ', '　', '"', '\'', '“', '”']))
}

/// A right file with these lines in place of those of the same keys, else behind them.
fn with(right: &str, lines: &[String]) -> String {
    let keys: Vec<&str> = lines.iter().filter_map(|line| key(line)).collect();
    let mut text: Vec<&str> = Vec::new();
    let mut put = false;
    for line in right.lines() {
        if !key(line).is_some_and(|key| keys.contains(&key)) {
            text.push(line);
        } else if !put {
            text.extend(lines.iter().map(String::as_str));
            put = true;
        }
    }
    if !put {
        text.extend(lines.iter().map(String::as_str));
    }
    text.join("\n") + "\n"
}

fn lay(case: &Case, at: &Path) {
    let right = |name: &str| fs::read_to_string(folder().join(name)).unwrap();
    for name in RIGHT {
        fs::write(at.join(name), right(name)).unwrap();
    }
    for part in &case.parts {
        let (name, from) = part.name.split_once(' ').unwrap_or((&part.name, ""));
        let path = at.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let text: String = part.lines.iter().map(|line| format!("{line}\n")).collect();
        match part.how.as_str() {
            "file" => fs::write(path, text).unwrap(),
            "with" => fs::write(path, with(&right(name), &part.lines)).unwrap(),
            "gbk" => fs::write(path, encoding_rs::GBK.encode(&text).0).unwrap(),
            "folder" => fs::create_dir_all(path).unwrap(),
            "copy" => {
                fs::copy(Path::new(ROOT).join(from), path).unwrap();
            }
            how => panic!("what is @{how}?"),
        }
    }
}

/// The words of a line; those in "…" are one.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn told(case: &Case, chinese: bool, more: &[&str]) -> Told {
    let at = tempfile::tempdir().unwrap();
    lay(case, at.path());
    let mut told = Told::default();
    for line in case.run.split(" && ") {
        let args = words(line);
        let mut command = program();
        command
            .current_dir(at.path())
            .env("LC_ALL", if chinese { "zh_CN.UTF-8" } else { "C" })
            .args(&args[1..])
            .args(more);
        let sets =
            args.get(1).is_some_and(|first| first == "batch" || first == "check" || first.contains('.'));
        if sets && !args.iter().any(|word| word == "--fonts") {
            command.args(["--fonts", "bundled"]);
        }
        let run = Run::of(&mut command);
        let here = at.path().display().to_string();
        told = Told { status: run.status, text: run.stderr.replace(&here, "…").trim_end().to_owned() };
    }
    told
}

/// Every case run in both languages, on all cores.
fn run(groups: &[Group]) -> Vec<Vec<[Told; 2]>> {
    let all: Vec<(usize, usize)> = groups
        .iter()
        .enumerate()
        .flat_map(|(at, group)| (0..group.cases.len()).map(move |case| (at, case)))
        .collect();
    let next = AtomicUsize::new(0);
    let found: Mutex<Vec<Vec<[Told; 2]>>> =
        Mutex::new(groups.iter().map(|group| vec![Default::default(); group.cases.len()]).collect());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from).min(4) {
            scope.spawn(|| {
                while let Some((group, case)) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let both = [true, false].map(|chinese| told(&groups[*group].cases[*case], chinese, &[]));
                    found.lock().unwrap()[*group][*case] = both;
                }
            });
        }
    });
    found.into_inner().unwrap()
}

const HEAD: &str = "# 常见错误\n\nEnglish: [Codes](../codes.md)\n\n写错了什么，会看到什么提示。按提示里的代码（方括号里的英文）或要点在本页查找；“办法”一行说怎么改。\
    每条提示都指出文件、行、列（如 `通知.toml:3:8` 是第 3 行第 8 个字）。各代码的全表见 [代码](../codes.zh.md)，键的全表见 [数据的键](键.md)。\n\n\
    本页由测试生成（tests/it/wrong_inputs.rs，案例在 tests/wrong），每一条都实际运行过，不要手改。\
    例子里没有写出的部分，同下面这个正确的 `通知.toml`：\n\n";

fn page(groups: &[Group]) -> String {
    let right = fs::read_to_string(folder().join("通知.toml")).unwrap();
    let mut page = format!("{HEAD}````toml\n{right}````\n");
    for group in groups {
        let _ = write!(page, "\n## {}\n", group.title);
        for case in &group.cases {
            // That the default set is in use is no fault of the case.
            let told: Vec<&str> = case
                .zh
                .text
                .split("\n\n")
                .filter(|told| !told.starts_with("说明[substitute-face]"))
                .collect();
            if told.concat().is_empty() {
                continue;
            }
            let _ = write!(page, "\n### {}\n\n`{}`\n", case.title, case.run);
            for part in case.parts.iter().filter(|part| !part.lines.is_empty()) {
                let name = part.name.split(' ').next().unwrap_or_default();
                let _ = write!(page, "\n`{name}`：\n\n````ini\n{}\n````\n", part.lines.join("\n"));
            }
            let _ = write!(page, "\n提示：\n\n````text\n{}\n````\n", told.join("\n\n"));
        }
    }
    page
}

#[test]
fn every_wrong_input_is_told_as_the_table_says() {
    let mut groups = groups();
    let found = run(&groups);
    let mut faults = String::new();
    for (group, found) in groups.iter_mut().zip(found) {
        for (case, [zh, en]) in group.cases.iter_mut().zip(found) {
            for (lang, told, now) in [("zh", &mut case.zh, zh), ("en", &mut case.en, en)] {
                if *told != now {
                    let _ = writeln!(
                        faults,
                        "{} / {} / {lang}: status {}, not {}\n{}\n--- not\n{}\n",
                        group.title, case.title, now.status, told.status, now.text, told.text
                    );
                    *told = now;
                }
            }
        }
    }
    let page = page(&groups);
    let path = Path::new(ROOT).join(PAGE);
    if std::env::var_os("GONGWEN_WRITE_WRONG").is_some() {
        groups.iter().for_each(|group| fs::write(&group.path, written(group)).unwrap());
        fs::write(&path, &page).unwrap();
        return;
    }
    assert!(
        faults.is_empty(),
        "GONGWEN_WRITE_WRONG=1 cargo test --test it wrong_inputs writes anew:\n{faults}"
    );
    assert!(fs::read_to_string(path).is_ok_and(|written| written == page), "{PAGE} is old");
}

/// Every key of the data by its English name, of more than three letters.
pub(crate) fn keys() -> BTreeSet<String> {
    fn inside(value: &serde_json::Value, keys: &mut BTreeSet<String>) {
        if let Some(properties) = value.get("properties").and_then(|properties| properties.as_object()) {
            keys.extend(properties.keys().filter(|key| key.is_ascii() && key.len() > 3).cloned());
        }
        match value {
            serde_json::Value::Object(all) => all.values().for_each(|value| inside(value, keys)),
            serde_json::Value::Array(all) => all.iter().for_each(|value| inside(value, keys)),
            _ => {}
        }
    }
    let mut keys = BTreeSet::new();
    inside(&serde_json::from_str(&gongwen::data::schema()).unwrap(), &mut keys);
    assert!(keys.contains("attachments") && keys.contains("landscape"), "{keys:?}");
    keys
}

/// A file with Chinese keys is spoken of in Chinese: no key by its English name, in no line of ours.
#[test]
fn a_chinese_file_is_told_of_by_chinese_keys() {
    // Words of a command line, of endings and of Typst.
    const NO_KEYS: [&str; 7] = ["fonts", "typst", "xlsx", "image", "page", "width", "chart"];
    let keys = keys();
    let mut looked = 0;
    for case in groups().iter().flat_map(|group| &group.cases) {
        let is_chinese = case.run.split(' ').any(|word| word.starts_with("通知."));
        let is_template = case.run.contains("--template");
        for line in case.zh.text.lines().filter(|line| is_chinese && !is_template && !line.contains(" |")) {
            let words = line.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
            let named: Vec<&str> =
                words.filter(|word| keys.contains(*word) && !NO_KEYS.contains(word)).collect();
            // What was typed is told as it was typed.
            let typed = case.parts.iter().flat_map(|part| &part.lines);
            let named: Vec<&&str> =
                named.iter().filter(|word| !typed.clone().any(|line| line.contains(**word))).collect();
            assert!(named.is_empty(), "{}: {named:?} in {line}", case.title);
            looked += 1;
        }
    }
    assert!(looked > 300, "{looked}");
}

/// What a message owes a clerk: something is said whenever the program does not do what was asked, and what is an error
/// says what to do.
#[test]
fn every_error_of_the_table_says_what_to_do() {
    let groups = groups();
    let cases: Vec<&Case> = groups.iter().flat_map(|group| &group.cases).collect();
    assert!(cases.len() >= 80, "{}", cases.len());
    for case in cases {
        for (told, error, help) in [(&case.zh, "错误[", "办法: "), (&case.en, "error[", "help: ")] {
            assert!(told.status == 0 || !told.text.is_empty(), "{}: silent", case.title);
            for finding in told.text.split("\n\n").filter(|finding| finding.starts_with(error)) {
                // A JSON parser's message says itself what is to be written.
                let says = finding.contains(help) || finding.contains("[json-syntax]");
                assert!(says, "{}: no word of what to do:\n{finding}", case.title);
            }
        }
        assert!(!case.zh.text.contains("程序库的原话"), "{}: a library's English", case.title);
    }
}

/// What stands in an argument, piece by piece, with the name of the argument.
fn pieces<'v>(name: &'v str, value: &'v Value, found: &mut Vec<(&'v str, String)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| pieces(name, item, found)),
        Value::Object(table) => table.iter().for_each(|(column, value)| {
            let name = if ["zh", "en"].contains(&column.as_str()) { name } else { column };
            pieces(name, value, found);
        }),
        Value::String(text) => found.push((name, text.clone())),
        Value::Bool(_) => {}
        other => found.push((name, other.to_string())),
    }
}

/// Whether the words of a finding say a piece of its arguments.
fn is_said(name: &str, piece: &str, words: &str) -> bool {
    match name {
        // Which words they are.
        "case" | "elements" => true,
        // Amounts that the words round, and bytes that they count from 1.
        "limit-bytes" | "bytes" | "offset" | "em" | "pitch" | "size-pt" => true,
        // A key is told as the file spells it, a table by what it is.
        "key" | "alias" | "other-key" | "keys" | "table" => true,
        // None.
        _ if piece == "0" => true,
        _ => piece.lines().all(|line| words.contains(line.trim())),
    }
}

/// The same for programs: each line obeys the schema, has the arguments that its code is said to have, and they say nothing
/// that the words do not.
#[test]
fn what_clerks_get_wrong_is_told_as_data() {
    let groups = groups();
    let cases: Vec<&Case> = groups.iter().flat_map(|group| &group.cases).collect();
    let cases: Vec<&Case> = cases.into_iter().filter(|case| !case.run.contains("--message-format")).collect();
    let schema = validator(OutputSchema::Findings);
    let (next, faults) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let (seen, with) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let look = |case: &Case, line: &str| {
        let mut fault = |said: String| faults.lock().unwrap().push(format!("{}: {said}: {line}", case.title));
        let Ok(finding) = serde_json::from_str::<Value>(line) else { return fault("no JSON".to_owned()) };
        schema.iter_errors(&finding).for_each(|error| fault(error.to_string()));
        unlisted(&finding).into_iter().for_each(&mut fault);
        let Some(arguments) = finding.get("arguments").and_then(Value::as_object) else { return };
        let words: String = ["message", "help"]
            .into_iter()
            .flat_map(|key| ["zh", "en"].map(|lang| finding[key][lang].as_str().unwrap_or_default()))
            .collect::<Vec<_>>()
            .join("\n");
        let mut found = Vec::new();
        arguments.iter().for_each(|(name, value)| pieces(name, value, &mut found));
        for (name, piece) in &found {
            if !is_said(name, piece, &words) {
                fault(format!("{name} is {piece}, which nobody says"));
            }
        }
        seen.fetch_add(1, Ordering::Relaxed);
        with.fetch_add(usize::from(!found.is_empty()), Ordering::Relaxed);
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from).min(4) {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let told = told(case, true, &["--message-format", "json"]);
                    told.text.lines().for_each(|line| look(case, line));
                }
            });
        }
    });
    let faults = faults.into_inner().unwrap();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    let (seen, with) = (seen.into_inner(), with.into_inner());
    assert!(seen > 200 && with > 150, "{seen} findings, {with} of them with arguments");
}
