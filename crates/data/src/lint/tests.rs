//! Every rule against documents that break it and documents that do not (`cases.rs`), every example
//! in `data/`, and docs/lint.md.

mod cases;

use super::*;
use crate::diagnostic::{Lang, Severity};
use crate::lint::{Broken, Rule};
use cases::CASES;

/// A document that breaks no rule; a case replaces or adds keys.
const SOUND: &[(&str, &str)] = &[
    ("issuers", "[\"甲市水利局\"]"),
    ("number", "\"甲水〔2024〕2号\""),
    ("title", "\"甲市水利局关于做好防汛工作的通知\""),
    ("recipients", "[\"各县（区）水利局\"]"),
    ("date", "2024-05-30"),
    ("body", "\"现将有关事项通知如下。\""),
];

/// The sound document with the lines of a case, each `key = value`; `key =` removes one. A line
/// without a key goes on with the value before it.
fn document(case: &str) -> Document {
    tried(case).unwrap_or_else(|failure| panic!("{failure}\n{case}"))
}

fn tried(case: &str) -> Result<Document, crate::Failure> {
    let mut keys: Vec<(String, String)> =
        SOUND.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let mut own: Vec<(String, String)> = Vec::new();
    for line in case.lines() {
        match line.split_once(" =") {
            Some((key, value)) if key.chars().all(|c| c.is_ascii_lowercase() || c == '-') => {
                own.push((key.to_owned(), value.trim().to_owned()));
            }
            _ => {
                let (_, value) = own.last_mut().expect("a case begins with a key");
                value.push('\n');
                value.push_str(line);
            }
        }
    }
    keys.retain(|(key, _)| own.iter().all(|(other, _)| other != key));
    keys.extend(own.into_iter().filter(|(_, value)| !value.is_empty()));
    let data: String = keys.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
    Document::from_toml(&data)
}

fn codes(document: &Document) -> Vec<&'static str> {
    check(document).iter().map(Diagnostic::code).collect()
}

fn code(rule: Rule) -> &'static str {
    Diagnostic::new(Broken { rule, with: Vec::new() }).code()
}

/// What stands in a rule's words has a name as an argument, and nothing else has.
#[test]
fn what_a_rule_says_is_an_argument() {
    for rule in Rule::ALL {
        let with: Vec<String> = (0..2).map(|at| format!("<{at}>")).collect();
        let found = Diagnostic::new(Broken { rule: *rule, with: with.clone() });
        let said = found.message(Lang::En) + &found.help(Lang::En).unwrap_or_default();
        let arguments = found.arguments();
        for value in &with {
            let named = arguments.iter().any(|(_, argument)| argument.as_text() == Some(value));
            assert_eq!(named, said.contains(value.as_str()), "{rule:?}: {said}");
        }
    }
}

#[test]
fn the_sound_document_breaks_no_rule() {
    assert_eq!(codes(&document("")), [""; 0]);
}

#[test]
fn every_rule_fires_where_it_is_broken_and_only_there() {
    let mut wrong = Vec::new();
    for (rule, broken, kept) in CASES {
        let code = code(*rule);
        let slips = broken.iter().filter(|case| !codes(&document(case)).contains(&code));
        wrong.extend(slips.map(|case| format!("{code} is silent on\n{case}")));
        let alarms = kept.iter().filter(|case| codes(&document(case)).contains(&code));
        wrong.extend(alarms.map(|case| format!("{code} is a false alarm on\n{case}")));
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_has_cases() {
    for rule in Rule::ALL {
        let cases = CASES.iter().find(|(known, ..)| known == rule);
        let (_, broken, kept) = cases.unwrap_or_else(|| panic!("{rule:?} has no cases"));
        assert!(!broken.is_empty() && !kept.is_empty(), "{rule:?}");
    }
    assert_eq!(CASES.len(), Rule::ALL.len());
}

/// A replacement, put where the finding lies, leaves nothing of it to find there.
#[test]
fn every_fix_puts_its_finding_right() {
    let mut fixed = 0;
    for (rule, broken, _) in CASES {
        for case in *broken {
            let whole = document(case);
            let findings = check(&whole);
            let Some(found) = findings.iter().find(|found| found.code() == code(*rule)) else { continue };
            let (Some(place), Some(right)) = (found.place(), found.replacement()) else { continue };
            let mut data = place.source.text().to_owned();
            data.replace_range(place.range(), right);
            let after = Document::from_toml(&data).unwrap_or_else(|failure| panic!("{failure}\n{data}"));
            let there = |other: &Diagnostic| {
                let start = |found: &Diagnostic| found.place().map(|place| place.range().start);
                other.code() == code(*rule) && start(other) == start(found)
            };
            assert!(!check(&after).iter().any(there), "{rule:?} stays after its fix:\n{data}");
            fixed += 1;
        }
    }
    assert!(fixed > 20, "only {fixed} cases have a fix");
}

/// What the examples truly break; all else said of them would be a false alarm.
const TRUE_BREAKS: &[(&str, &[&str])] = &[];

#[test]
fn the_examples_break_only_what_they_truly_break() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".toml"))
        .collect();
    names.sort();
    let mut read = 0;
    for name in &names {
        let Ok(document) = Document::from_path(format!("{folder}/{name}")) else { continue };
        read += 1;
        let known = TRUE_BREAKS.iter().find(|(file, _)| file == name).map_or(&[][..], |(_, codes)| codes);
        assert_eq!(codes(&document), known, "{name}");
    }
    assert!(read >= 20, "only {read} of {} files were read", names.len());
}

#[test]
fn the_lists_of_rules_have_each_with_its_clause_and_strength() {
    for list in ["lint.md", "zh/规则.md"] {
        let path = format!("{}/../../docs/{list}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let rows: Vec<Vec<&str>> = text
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |"))
            .map(|row| row.split(" | ").map(|cell| cell.trim_matches('`')).collect())
            .collect();
        let documented: Vec<&str> = rows.iter().map(|row| row[0]).collect();
        let rules: Vec<&str> = Rule::ALL.iter().map(|rule| code(*rule)).collect();
        assert_eq!(documented, rules, "{list}");
        for (row, rule) in rows.iter().zip(Rule::ALL) {
            let found = Diagnostic::new(Broken { rule: *rule, with: Vec::new() });
            assert_eq!(row.len(), 5, "{row:?}");
            assert_eq!(Some(row[1]), found.clause(), "{list}: {rule:?}");
            let note = if found.severity() == Severity::Note { "（说明）" } else { "" };
            let strength = found.strength().unwrap().words().0;
            assert_eq!(row[2], format!("{strength}{note}"), "{list}: {rule:?}");
        }
    }
}

/// paste.md 4: what `check` calls 必须, `fmt` mends or names; what `fmt` leaves, `check` does not call wrong. Over the
/// table of marks, and over mixes of its lines.
#[test]
fn check_and_fmt_are_one_knowledge() {
    use crate::text::punctuation::{Markup, correct};
    let table = include_str!("../../../text/src/punctuation/cases.txt");
    let lines: Vec<&str> = table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split(" → ").next().unwrap_or(line).trim_end_matches(" ＝"))
        .filter(|line| !line.contains("'''") && !line.starts_with(['|', '\\']))
        .collect();
    assert!(lines.len() > 200);
    let mixes = lines.chunks(7).map(|lines| lines.join("\n"));
    let singles = lines.iter().map(|line| (*line).to_owned());
    let marks = |body: &str| -> Vec<Diagnostic> {
        // Characters that nothing may be written with are refused when the data are read.
        let Ok(document) = tried(&format!("body = '''\n首句。\n{body}\n'''")) else { return Vec::new() };
        let found = check(&document);
        let of_marks = |found: &Diagnostic| {
            found.clause().is_some_and(|clause| clause.starts_with("GB/T 15834"))
                && found.strength().is_some_and(|strength| strength.words().0 == "必须")
        };
        found.into_iter().filter(of_marks).collect()
    };
    let mut wrong = 0;
    for body in singles.chain(mixes) {
        wrong += usize::from(!marks(&body).is_empty());
        let mended = correct(&body, Markup::Text);
        for left in marks(&mended.text) {
            assert_eq!(left.code(), "unpaired", "{body}\nbecomes\n{}\nand check says {left:?}", mended.text);
            assert!(!mended.remarks.is_empty(), "{body}: fmt names nothing, check says {left:?}");
        }
        if mended.edits.is_empty() && mended.remarks.is_empty() {
            assert!(marks(&body).is_empty(), "fmt leaves, check does not: {body}");
        }
    }
    assert!(wrong > 50, "only {wrong} texts have a mark that is wrong");
}

/// paste.md 5: applied, a replacement made a text of one mark out of a body.
#[test]
fn a_replacement_replaces_what_is_wrong_and_nothing_else() {
    let spelled = [
        r#"body = "规划\u671F为2021-2025年。""#,
        r#"body = "甲。\n规划期为2021-2025年。""#,
        "body = [{ text = ['规划期为', { bold = '2021-2025年' }, '。'] }]",
        "body = [{ text = '规划期为2021-2025年，见表。' }, { text = '期为2021-2025年。' }]",
    ];
    for case in spelled {
        let found = check(&document(case));
        for found in found.iter().filter(|found| found.code() == "range-hyphen") {
            let Some(right) = found.replacement() else { continue };
            let place = found.place().unwrap();
            assert_eq!(place.text().replace('-', "—"), right, "{case}");
        }
        let exact = found.iter().any(|found| found.replacement().is_some());
        assert!(exact || case.contains('['), "an escape is no reason to have no place: {case}");
    }
}

/// Whatever is in a text, checking it ends soon and without a panic.
#[test]
fn any_text_is_checked_in_bounded_time() {
    let pieces = [
        "“",
        "”",
        "（",
        "附件",
        "见附件",
        "--",
        "1-",
        "年",
        "二〇",
        "…",
        "..",
        "《",
        "》、《",
        "  ",
        "a",
        "中",
        "。",
    ];
    let mut seed = 1_u32;
    for round in 0..200 {
        let mut text = String::from("x");
        for _ in 0..round % 40 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(pieces[(seed >> 16) as usize % pieces.len()]);
        }
        check(&document(&format!("body = '''{text}'''")));
    }
    for piece in
        ["见附件3（“甲--乙”、“丙”1-2年,", "一、甲。\n乙\n", "1.5\n", "》、《", "（", "  甲", "二零二四年"]
    {
        let long = format!("甲{}。", piece.repeat(20_000));
        let found = check(&document(&format!("body = '''{long}'''")));
        assert!(found.len() <= 100 * Rule::ALL.len());
    }
}
