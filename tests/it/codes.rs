//! `docs/codes.md` and `docs/codes.zh.md` have every code that a finding can have, with its words as they stand
//! in the source: a code that no page names is one that nobody can look up.
//!
//! `GONGWEN_WRITE_CODES=1 cargo test --test it codes` writes both, and the same as Rust for `gongwen::codes()`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use gongwen::{Document, Lang, codes};

use crate::argument_names::{Kind, NAMES};
use crate::arguments::{Names, of_codes};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A piece of source, as far as this test needs to know.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    Text(String),
    Name(String),
    Mark(char),
}

use Token::{Mark, Name, Text};

pub fn tokens(source: &str) -> Vec<Token> {
    let mut rest = source;
    let mut found = Vec::new();
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if c == '"' {
            let (text, length) = literal(&rest[1..]);
            found.push(Text(text));
            length + 1
        } else if c == '\'' {
            character(rest)
        } else if c.is_alphanumeric() || c == '_' {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            found.push(Name(rest[..end].to_owned()));
            end
        } else {
            if !c.is_whitespace() {
                found.push(Mark(c));
            }
            c.len_utf8()
        };
        rest = &rest[length..];
    }
    found
}

/// What a literal says after its opening quote, and its length with the closing one.
fn literal(rest: &str) -> (String, usize) {
    let mut text = String::new();
    let mut characters = rest.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return (text, at + 1),
            '\\' => match characters.next().map(|(_, c)| c) {
                Some('\n') => {
                    let blank = characters.as_str().len() - characters.as_str().trim_start().len();
                    for _ in 0..blank {
                        characters.next();
                    }
                }
                Some('n') => text.push(' '),
                Some(escaped) => text.push(escaped),
                None => {}
            },
            c => text.push(c),
        }
    }
    panic!("a literal without an end")
}

/// The length of a character in quotes, or of the quote that begins a lifetime.
fn character(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    match (characters.next(), characters.next(), characters.next()) {
        (Some((_, '\\')), _, _) => 3 + rest[3..].find('\'').unwrap(),
        (Some(_), Some((end, '\'')), _) => end + 1,
        _ => 1,
    }
}

/// The arguments of the call whose bracket opens at `open`, and where the bracket closes.
pub fn arguments(tokens: &[Token], open: usize) -> (Vec<&[Token]>, usize) {
    let (mut depth, mut start) = (0, open + 1);
    let mut all = Vec::new();
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token {
            Mark('(' | '[' | '{') => depth += 1,
            Mark(')' | ']' | '}') => {
                depth -= 1;
                if depth == 0 {
                    all.push(&tokens[start..at]);
                    return (all, at);
                }
            }
            Mark(',') if depth == 1 => {
                all.push(&tokens[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    panic!("a bracket that nobody closes")
}

fn texts(tokens: &[Token]) -> Vec<&str> {
    tokens
        .iter()
        .filter_map(|token| if let Text(text) = token { Some(text.as_str()) } else { None })
        .collect()
}

pub fn is_code(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// What the pages say of a code; each part in Chinese and in English.
#[derive(Default)]
struct Entry {
    weights: BTreeSet<&'static str>,
    clauses: BTreeSet<String>,
    messages: Vec<[String; 2]>,
    help: Vec<[String; 2]>,
}

const WEIGHTS: [&str; 3] = ["error", "warning", "note"];

/// The weights that a name stands for: its own, or those of what it was bound to before.
fn weights(tokens: &[Token], at: usize, name: &str) -> Vec<&'static str> {
    if let Some(weight) = WEIGHTS.iter().find(|weight| **weight == name) {
        return vec![weight];
    }
    let is_bound =
        |at: &usize| tokens[*at] == Name("let".into()) && tokens.get(at + 1) == Some(&Name(name.into()));
    let Some(bound) = (0..at).rev().find(is_bound) else { return Vec::new() };
    let end =
        tokens[bound..].iter().position(|token| *token == Mark(';')).map_or(tokens.len(), |end| bound + end);
    let names = || tokens[bound..end].iter();
    WEIGHTS.into_iter().filter(|weight| names().any(|token| *token == Name((*weight).into()))).collect()
}

/// A sentence with what it is filled with left open.
fn sentence(texts: &[&str]) -> String {
    // Joints of lists are no words.
    let is_said =
        |text: &&&str| !text.starts_with(' ') && text.contains(|c: char| c.is_alphanumeric() || c == '{');
    let mut parts = Vec::new();
    for text in texts.iter().filter(is_said) {
        let (mut part, mut rest) = (String::new(), *text);
        while let Some(at) = rest.find(['{', '}']) {
            let brace = &rest[at..at + 1];
            part.push_str(&rest[..at]);
            let length = if rest[at + 1..].starts_with(brace) {
                part.push_str(brace);
                2
            } else {
                part.push('…');
                rest[at..].find('}').map_or(rest.len() - at, |end| end + 1)
            };
            rest = &rest[at + length..];
        }
        parts.push(part + rest);
    }
    parts.join(" / ").replace('\n', " ")
}

/// A sentence with the keys in it as a file in this language spells them (`diagnostic/spelt.rs`).
fn spelt(sentence: &str, lang: usize) -> String {
    let mut text = String::new();
    let mut rest = sentence;
    while let Some((before, behind)) = rest.split_once('⟦') {
        let (both, left) = behind.split_once('⟧').expect("a key's bracket is closed");
        let (name, other) = both.split_once('|').expect("a key has both of its names");
        let parted = |line: &str| match line.split_once(" = ") {
            Some((key, value)) => (key.to_owned(), format!(" = {value}")),
            None => (line.to_owned(), String::new()),
        };
        let ((name, own), (alias, value)) = (parted(name), parted(other));
        text += &match lang {
            0 if !value.is_empty() => format!("{before}\"{alias}\"{value}"),
            0 => format!("{before}{alias}"),
            _ => format!("{before}{name}{}", if own.is_empty() { value } else { own }),
        };
        rest = left;
    }
    text + rest
}

fn both(zh: &[Token], en: &[Token]) -> Option<[String; 2]> {
    let (zh, en) = (texts(zh), texts(en));
    (!zh.is_empty() && !en.is_empty()).then(|| [spelt(&sentence(&zh), 0), spelt(&sentence(&en), 1)])
}

fn add<T: PartialEq>(list: &mut Vec<T>, new: Option<T>) {
    if let Some(new) = new.filter(|new| !list.contains(new)) {
        list.push(new);
    }
}

pub fn without_tests(source: &str) -> &str {
    source.split("#[cfg(test)]\nmod ").next().unwrap()
}

/// Reads the entries of one file of the catalogue.
fn read(source: &str, entries: &mut BTreeMap<String, Entry>) {
    let tokens = tokens(without_tests(source));
    for at in 0..tokens.len() {
        if let [Name(_), Text(code), Name(weight), Name(_), Text(clause), Mark('('), ..] = &tokens[at..]
            && let (_, close) = arguments(&tokens, at + 5)
            && let [
                _,
                Mark('['),
                Text(zh),
                Text(en),
                Mark(']'),
                Mark('['),
                Text(help_zh),
                Text(help_en),
                Mark(']'),
                ..,
            ] = &tokens[close..]
        {
            let entry = entries.entry(code.clone()).or_default();
            let weight = WEIGHTS.into_iter().find(|known| known.eq_ignore_ascii_case(weight));
            entry.weights.extend(weight);
            entry.clauses.insert(clause.clone());
            let said = |zh: &str, en: &str| Some([spelt(&sentence(&[zh]), 0), spelt(&sentence(&[en]), 1)]);
            add(&mut entry.messages, said(zh, en));
            add(&mut entry.help, said(help_zh, help_en));
        }
        let (Some(Name(name)), Some(Mark('('))) = (tokens.get(at), tokens.get(at + 1)) else { continue };
        let weights = weights(&tokens, at, name);
        let (given, close) = arguments(&tokens, at + 1);
        let [codes, zh, en, ..] = given[..] else { continue };
        let codes: Vec<&str> = texts(codes).into_iter().filter(|code| is_code(code)).collect();
        if weights.is_empty() || codes.is_empty() || texts(zh).iter().any(|zh| is_code(zh)) {
            continue;
        }
        let mut messages = vec![both(zh, en)];
        // A closure that gives the words of others their code.
        if texts(zh).is_empty() {
            let bound = (0..at).rev().take(16).find(|at| tokens[*at] == Name("let".into()));
            if let Some(Name(closure)) = bound.and_then(|bound| tokens.get(bound + 1)) {
                messages = calls(&tokens, close, closure);
            }
            messages.extend(lent(&tokens, at));
        }
        for code in codes {
            let entry = entries.entry(code.to_owned()).or_default();
            entry.weights.extend(weights.clone());
            messages.iter().for_each(|message| add(&mut entry.messages, message.clone()));
            let mut end = close;
            while let [Mark('.'), Name(method), Mark('('), ..] = &tokens[end + 1..] {
                let (given, close) = arguments(&tokens, end + 3);
                match (method.as_str(), &given[..]) {
                    ("clause", [clause]) => {
                        entry.clauses.extend(texts(clause).into_iter().map(str::to_owned))
                    }
                    ("help", [zh, en, ..]) => add(&mut entry.help, both(zh, en)),
                    _ => {}
                }
                end = close;
            }
        }
    }
}

/// Words that are bound before: by another function of the file, `let (zh, en) = reason(why);`, or there.
fn lent(tokens: &[Token], at: usize) -> Vec<Option<[String; 2]>> {
    let is_given = |at: &usize| {
        tokens[*at] == Mark('=') && tokens[at.saturating_sub(5)..*at].contains(&Name("en".into()))
    };
    let Some(given) = (0..at).rev().take(200).find(is_given) else { return Vec::new() };
    let body = match &tokens[given + 1..] {
        [Name(function), Mark('('), ..] => body_of(tokens, function),
        _ => None,
    };
    let is_hanzi = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let is_chinese = |text: &str| text.contains(is_hanzi);
    let is_said = |text: &&str| is_chinese(text) || text.bytes().filter(u8::is_ascii_alphabetic).count() > 1;
    let words: Vec<&str> = texts(body.unwrap_or(&tokens[given..at])).into_iter().filter(is_said).collect();
    let pairs = words.windows(2).filter(|pair| is_chinese(pair[0]) && !is_chinese(pair[1]));
    pairs.map(|pair| Some([sentence(&[pair[0]]), sentence(&[pair[1]])])).collect()
}

fn body_of<'t>(tokens: &'t [Token], function: &str) -> Option<&'t [Token]> {
    let is_start = |at: &usize| tokens[*at] == Name("fn".into()) && tokens[*at + 1] == Name(function.into());
    let start = (0..tokens.len() - 1).find(is_start)?;
    let open = start + tokens[start..].iter().position(|token| *token == Mark('{'))?;
    Some(&tokens[open..arguments(tokens, open).1])
}

/// The words of every call of a closure.
fn calls(tokens: &[Token], from: usize, closure: &str) -> Vec<Option<[String; 2]>> {
    let is_call = |at: &usize| tokens[*at] == Name(closure.into()) && tokens.get(at + 1) == Some(&Mark('('));
    let words = |at: usize| match &arguments(tokens, at + 1).0[..] {
        [zh, en, ..] => both(zh, en),
        _ => None,
    };
    (from..tokens.len()).filter(is_call).map(words).collect()
}

pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}

/// The files in which rooms say what can be the matter: findings and the words they lend.
pub fn findings() -> Vec<PathBuf> {
    let is_of_findings = |path: &PathBuf| {
        let source = fs::read_to_string(path).unwrap();
        source.contains("Problem for ")
            || source.contains("diagnostic::{Entry")
            || source.contains("diagnostic::Entry;")
    };
    let mut found = files(&Path::new(ROOT).join("src"));
    found.extend(files(&Path::new(ROOT).join("crates")));
    found.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    found.retain(is_of_findings);
    found
}

fn entries() -> BTreeMap<String, Entry> {
    let mut entries = BTreeMap::new();
    for path in findings() {
        read(&fs::read_to_string(path).unwrap(), &mut entries);
    }
    entries
}

/// The arguments of a code; of the case the cases.
fn values(names: &Names, lang: usize) -> String {
    let one = |(name, cases): (&String, &BTreeSet<String>)| match cases.len() {
        0 => format!("`{name}`"),
        _ => {
            let (open, joint, close) = [("（", "、", "）"), (" (", ", ", ")")][lang];
            let cases: Vec<&str> = cases.iter().map(String::as_str).collect();
            format!("`{name}`{open}{}{close}", cases.join(joint))
        }
    };
    names.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// What the names of arguments mean.
fn meanings(lang: usize) -> String {
    let mut page = match lang {
        0 => "\n## 用词的值\n\n一条提示的文字所用的值，程序可以逐个取用：`Diagnostic::arguments()`，`--message-format json` 的 `arguments`。\
              同一样东西在各处同名，名称各版本不变；\n上表列出每个代码可能有哪些，这一次没有的不写。\
              两种语言的文字是一张有 `zh` 和 `en` 的表；文字里说不出的，这里也没有。\n\n| 名称 | 类型 | 是什么 |\n"
            .to_owned(),
        _ => "\n## Arguments\n\nThe values that the words of a finding are made of, for programs: `Diagnostic::arguments()`, and \
              `arguments` of `--message-format json`. The same thing\nhas the same name everywhere, which stays the same from \
              version to version; the table above has those that a code may have, and what is not\nof the case is left out. A text \
              in both languages is a table of `zh` and `en`. They say nothing that the words do not.\n\n| name | type | what it is |\n"
            .to_owned(),
    };
    page.push_str("| --- | --- | --- |\n");
    for (name, kind, zh, en) in NAMES {
        page.push_str(&format!("| `{name}` | {} | {} |\n", kind.words()[lang], [zh, en][lang]));
    }
    page
}

fn page(entries: &BTreeMap<String, Entry>, lang: usize) -> String {
    let arguments = of_codes(entries.keys());
    let (mut page, weight): (String, [&str; 3]) = match lang {
        0 => (
            "# 代码\n\n每条提示都有一个代码，各版本不变，程序可以据此判断。下表由源代码生成（tests/it/codes.rs），不要手改；“…”处是\
             这一次的文字。规则的依据见 [lint.md](lint.md)。\n\n| 代码 | 轻重 | 条款 | 说的是 | 办法 | 用词的值 |\n"
                .to_owned(),
            ["错误", "警告", "说明"],
        ),
        _ => (
            "# Codes\n\nEvery finding has a code, which stays the same from version to version, for programs to match on. \
             The table is printed from\nthe source (tests/it/codes.rs) and not edited; … stands for words of the case. \
             [lint.md](lint.md) has the rules' reasons.\n\n| code | weight | clause | says | help | arguments |\n"
                .to_owned(),
            WEIGHTS,
        ),
    };
    page.push_str("| --- | --- | --- | --- | --- | --- |\n");
    for (code, entry) in entries {
        let listed = |list: &[[String; 2]]| {
            list.iter().map(|both| both[lang].replace('|', "\\|")).collect::<Vec<_>>().join("<br>")
        };
        let named = WEIGHTS.iter().zip(weight).filter(|(known, _)| entry.weights.contains(*known));
        let weights: Vec<&str> = named.map(|(_, word)| word).collect();
        let clauses: Vec<&str> = entry.clauses.iter().map(String::as_str).collect();
        let (says, help) = (listed(&entry.messages), listed(&entry.help));
        let arguments = values(&arguments[code.as_str()], lang);
        let row = [&format!("`{code}`"), &weights.join(" "), &clauses.join(" "), &says, &help, &arguments]
            .map(|cell| cell.as_str())
            .join(" | ");
        page.push_str(&format!("| {row} |\n").replace("|  |", "| |").replace("|  |", "| |"));
    }
    page + &meanings(lang)
}

/// The same for programs.
fn table(entries: &BTreeMap<String, Entry>) -> String {
    let arguments = of_codes(entries.keys());
    let mut table = "//! Every code with its words. Printed from the rooms' findings by tests/it/codes.rs, never edited.\n\n\
                     use super::{Code, Words};\nuse crate::diagnostic::Severity::{Error, Note, Warning};\n\n\
                     #[rustfmt::skip]\npub(super) static CODES: &[Code] = &[\n"
        .to_owned();
    for (code, entry) in entries {
        let weights = WEIGHTS.iter().zip(["Error", "Warning", "Note"]);
        let weights: Vec<&str> =
            weights.filter(|(known, _)| entry.weights.contains(*known)).map(|(_, name)| name).collect();
        let listed = |list: &[[String; 2]]| {
            let words = list.iter().map(|[zh, en]| format!("Words::new({zh:?}, {en:?})"));
            words.collect::<Vec<_>>().join(", ")
        };
        table.push_str(&format!(
            "    Code {{ code: {code:?}, severities: &[{}], clauses: &{:?}, messages: &[{}], help: &[{}], arguments: &{:?} }},\n",
            weights.join(", "),
            entry.clauses.iter().collect::<Vec<_>>(),
            listed(&entry.messages),
            listed(&entry.help),
            arguments[code.as_str()].keys().collect::<Vec<_>>()
        ));
    }
    table + "];\n"
}

#[test]
fn the_library_lists_every_code() {
    let path = format!("{ROOT}/src/codes/table.rs");
    let table = table(&entries());
    if std::env::var_os("GONGWEN_WRITE_CODES").is_some() {
        fs::write(&path, &table).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap();
    assert!(written == table, "{path} is old: GONGWEN_WRITE_CODES=1 cargo test --test it codes");
}

/// What a document is told is in the list, with the weight, the clause and the words it has there.
#[test]
fn a_finding_is_as_the_list_says() {
    let text = "titel = \"甲\"\ntitle = \"关于甲的通知\"\nissuers = [\"甲局\"]\ndate = \"2024年2月30日\"\nbody = \"乙。\"";
    let failure = Document::from_toml(text).unwrap_err();
    assert_eq!(failure.diagnostics().len(), 2);
    for found in failure.diagnostics() {
        let code = codes().find(|code| code.as_str() == found.code()).unwrap();
        assert!(code.severities().contains(&found.severity()));
        assert!(found.clause().is_none_or(|clause| code.clauses().contains(&clause)));
        for lang in [Lang::Zh, Lang::En] {
            let message = found.message(lang);
            let is_said = |words: &str| words.split('…').all(|words| message.contains(words));
            assert!(code.messages(lang).any(is_said), "{message}");
            assert_eq!(found.help(lang).is_some(), code.help(lang).next().is_some(), "{message}");
        }
        let arguments = found.arguments();
        let names: Vec<&str> = arguments.iter().map(|(name, _)| name).collect();
        assert!(!names.is_empty() && names.iter().all(|name| code.arguments().contains(name)), "{names:?}");
    }
    let codes: Vec<&str> = codes().map(|code| code.as_str()).collect();
    assert!(codes.is_sorted() && codes.len() > 200, "{}", codes.len());
}

#[test]
fn every_code_stands_on_the_page_of_codes() {
    let entries = entries();
    for (name, lang) in [("codes.zh.md", 0), ("codes.md", 1)] {
        let path = format!("{ROOT}/docs/{name}");
        let page = page(&entries, lang);
        if std::env::var_os("GONGWEN_WRITE_CODES").is_some() {
            fs::write(&path, &page).unwrap();
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(written == page, "docs/{name} is old: GONGWEN_WRITE_CODES=1 cargo test --test it codes");
    }
}

/// The schema of findings has the codes of the page, no more and no less.
#[test]
fn every_code_stands_in_the_schema_of_findings() {
    const OPEN: &str = "      \"enum\": [\n        \"";
    let path = format!("{ROOT}/docs/schemas/findings.schema.json");
    let kept = fs::read_to_string(&path).unwrap();
    let start = kept.rfind(OPEN).unwrap() + OPEN.len() - 1;
    let end = start + kept[start..].find("\n      ]").unwrap();
    let codes: Vec<String> = entries().keys().map(|code| format!("\"{code}\"")).collect();
    let schema = format!("{}{}{}", &kept[..start], codes.join(",\n        "), &kept[end..]);
    if std::env::var_os("GONGWEN_WRITE_CODES").is_some() {
        fs::write(&path, &schema).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap() == schema,
        "its codes are old: GONGWEN_WRITE_CODES=1 cargo test --test it codes"
    );
}

/// What the schema of findings says of arguments: names by their type.
fn schema_of_arguments() -> String {
    let of_kind = |kind: Kind| {
        let names: Vec<&str> = NAMES.iter().filter(|row| row.1 == kind).map(|row| row.0).collect();
        let value = match kind {
            Kind::Integer => r#"{ "type": "integer" }"#,
            Kind::Number => r#"{ "type": "number" }"#,
            Kind::Truth => r#"{ "type": "boolean" }"#,
            Kind::Text => r#"{ "type": "string" }"#,
            Kind::Both => r##"{ "$ref": "#/$defs/words" }"##,
            Kind::List => r#"{ "type": "array", "items": { "type": ["string", "integer"] } }"#,
            Kind::Rows => {
                r##"{ "type": "array", "items": { "type": "object", "additionalProperties": { "type": ["string", "number"] } } }"##
            }
        };
        format!("        \"^({})$\": {value}", names.join("|"))
    };
    Kind::ALL.map(of_kind).join(",\n")
}

#[test]
fn the_schema_of_findings_has_every_argument() {
    const OPEN: &str = "      \"patternProperties\": {\n";
    let path = format!("{ROOT}/docs/schemas/findings.schema.json");
    let kept = fs::read_to_string(&path).unwrap();
    let start = kept.find(OPEN).unwrap() + OPEN.len();
    let end = start + kept[start..].find("\n      }").unwrap();
    let schema = format!("{}{}{}", &kept[..start], schema_of_arguments(), &kept[end..]);
    if std::env::var_os("GONGWEN_WRITE_CODES").is_some() {
        fs::write(&path, &schema).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap() == schema,
        "its arguments are old: GONGWEN_WRITE_CODES=1 cargo test --test it codes"
    );
}

/// Whoever adds a finding in a way that this test does not read is told so here.
#[test]
fn no_code_of_the_catalogue_is_overlooked() {
    let entries = entries();
    assert!(entries.len() > 200, "only {} codes", entries.len());
    for (code, entry) in &entries {
        assert!(!entry.weights.is_empty(), "{code} has no weight");
        assert!(!entry.messages.is_empty(), "{code} says nothing");
    }
    // Words with hyphens that are no codes; names of arguments are none.
    let others = ["date-time", "kebab-case"];
    for path in findings() {
        let source = fs::read_to_string(&path).unwrap();
        for text in texts(&tokens(without_tests(&source))) {
            let is_named = others.contains(&text) || NAMES.iter().any(|row| row.0 == text);
            let known = !text.contains('-') || !is_code(text) || entries.contains_key(text) || is_named;
            assert!(known, "{}: is “{text}” a code?", path.display());
        }
    }
}

/// What the program tells has a code of the page: a few that come by different ways.
#[test]
fn codes_that_are_told_are_on_the_page() {
    let entries = entries();
    for code in [
        "unused-role",
        "template-eval",
        "unknown-template",
        "name-pattern",
        "list-empty",
        "list-ending",
        "list-too-long",
        "register-broken",
        "picture-unnamed",
        "element-not-found",
        "unknown-face",
        "face-not-embedded",
        "pdf-scanned",
        "pdf-no-text",
        "pdf-no-pages",
        "not-archived",
        "source-left-out",
        "nonconforming",
        "markdown-refused",
        "number-leading-zero",
        "more-findings",
        "toml-syntax",
        "would-change",
    ] {
        assert!(entries.contains_key(code), "{code}");
    }
}

/// Words of a message without what it quotes: code, texts of the data, commands.
fn own_words(message: &str) -> String {
    let mut words = message.to_owned();
    for (open, close) in [('`', '`'), ('“', '”'), ('"', '"')] {
        while let Some(start) = words.find(open) {
            let after = start + open.len_utf8();
            let Some(end) = words[after..].find(close).map(|end| after + end + close.len_utf8()) else {
                break;
            };
            words.replace_range(start..end, "");
        }
    }
    // A name in both languages.
    words = words.replace("JSON Schema", "");
    for command in ["new", "check", "fmt", "fonts", "import", "batch", "template", "measure", "extract"] {
        words = words.replace(&format!("render {command}"), "");
    }
    words
}

/// Each reader's language: no two English words in a row in Chinese, no Chinese sentence in English.
#[test]
fn messages_are_in_the_readers_language() {
    let is_latin = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic());
    for (code, entry) in entries() {
        for [zh, en] in entry.messages.iter().chain(&entry.help) {
            let words = own_words(zh);
            let words: Vec<&str> = words.split(' ').collect();
            let english = words.windows(2).find(|pair| pair.iter().all(|word| is_latin(word)));
            assert!(english.is_none(), "{code}: {english:?} in {zh}");
            let words = own_words(en);
            let chinese = words.split(|c: char| !('\u{4E00}'..='\u{9FFF}').contains(&c));
            let longest = chinese.max_by_key(|run| run.chars().count()).unwrap_or_default();
            // Terms of the trade have no English.
            assert!(longest.chars().count() <= 7, "{code}: {longest} in {en}");
        }
    }
}

/// A clerk whose file has Chinese keys is told of no English one: keys stand in messages by both of their names. What is
/// left here is no key: a word of a command line, a file's ending, a manifest.
#[test]
fn chinese_messages_name_no_key_in_english() {
    const NO_KEYS: [&str; 7] = ["fonts", "typst", "xlsx", "image", "page", "width", "chart"];
    let keys = crate::wrong_inputs::keys();
    for (code, entry) in entries() {
        for [zh, _] in entry.messages.iter().chain(&entry.help) {
            let words = zh.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
            let named = words.filter(|word| keys.contains(*word) && !NO_KEYS.contains(word));
            let named: Vec<&str> = named.filter(|_| code != "not-a-pointer").collect();
            assert!(named.is_empty(), "{code}: {named:?} in {zh}");
        }
    }
}

/// What a library or the system says goes through `quoted`, which marks it as not ours.
#[test]
fn what_a_library_says_is_quoted() {
    for path in findings() {
        let source = fs::read_to_string(&path).unwrap();
        for (number, line) in source.lines().enumerate() {
            let raw = ["{reason}", "{message}"].iter().any(|inserted| line.contains(inserted));
            // A template's own words are its author's.
            let of_author = line.contains("template-refuses");
            assert!(!raw || of_author, "{}:{}: {line}", path.display(), number + 1);
        }
    }
}
