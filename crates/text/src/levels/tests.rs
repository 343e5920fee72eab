//! The sequence of levels, case by case: `cases.txt`.

use super::*;
use crate::Numbering;

/// One line of a case: what it should be, the line itself, what should be told of it.
struct Expected<'a> {
    level: Option<char>,
    text: &'a str,
    slip: Option<&'a str>,
}

fn cases() -> Vec<Vec<Expected<'static>>> {
    let text = include_str!("cases.txt");
    let lines = |case: &'static str| -> Vec<Expected<'static>> {
        case.lines().filter(|line| !is_comment(line)).map(expected).collect()
    };
    text.split("\n\n").map(lines).filter(|case| !case.is_empty()).collect()
}

/// `# …` and `## …` stand above cases; a forced heading has its level before it.
fn is_comment(line: &str) -> bool {
    line.starts_with('#') || line.is_empty()
}

fn expected(line: &'static str) -> Expected<'static> {
    let (line, slip) = match line.split_once(" ⇐ ") {
        Some((line, slip)) => (line, Some(slip)),
        None => (line, None),
    };
    if line.starts_with('|') {
        return Expected { level: None, text: line, slip };
    }
    let (level, text) = line.split_once(' ').unwrap();
    Expected { level: level.chars().next().filter(|c| *c != '-'), text, slip }
}

fn describe(slip: &Slip) -> String {
    let kind = match slip.kind {
        SlipKind::Skip => "跳号",
        SlipKind::Repeat => "重号",
        SlipKind::Back => "倒号",
        SlipKind::Start => "起号",
        SlipKind::Form => "写法",
    };
    format!("{kind} {}", slip.right)
}

/// What a case is read as, in the words of the file.
fn read_as(case: &[Expected<'_>]) -> Vec<String> {
    let text: Vec<&str> = case.iter().map(|line| line.text).collect();
    let text = text.join("\n");
    let levels = read(&text, Numbering::Official);
    let mut offset = 0;
    let mut read_as = Vec::new();
    for line in case {
        let trimmed = line.text.trim();
        let start = offset + line.text.len() - line.text.trim_start().len();
        offset += line.text.len() + 1;
        let level = match forced(trimmed) {
            _ if table::is_row(trimmed) => None,
            Some((level, _)) => Some(level),
            None => levels.numbering(start, trimmed).map(|(level, _)| level),
        };
        let level = level.map_or("-".to_owned(), |level| (level as u8).to_string());
        let told =
            levels.slips.iter().filter(|slip| (start..start + trimmed.len()).contains(&slip.range.start));
        let told: Vec<String> = told.map(describe).collect();
        read_as.push(format!("{level} {}", told.join("，")));
    }
    read_as
}

#[test]
fn every_case_is_read_as_written() {
    let cases = cases();
    assert!(cases.len() >= 120, "only {} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        for (line, found) in case.iter().zip(read_as(case)) {
            let level = line.level.map_or("-".to_owned(), |level| level.to_string());
            let wanted = format!("{level} {}", line.slip.unwrap_or_default());
            if wanted != found {
                wrong.push(format!("{}\n  expected {wanted}\n  read     {found}", line.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{} lines of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// The bodies of `data/` keep the levels their numbering names, and nothing is told of them.
#[test]
fn the_examples_keep_their_levels() {
    for name in ["baogao-lianhe", "longke-2024-2", "tongzhi-banfa-1", "tongzhi-banfa-2", "yijian-changpian"] {
        let path = format!("{}/../../data/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap();
        let levels = read(&text, Numbering::Official);
        assert_eq!(levels.slips, [], "{name}");
        let mut offset = 0;
        for line in text.split('\n') {
            let read = levels.numbering(offset, line);
            assert_eq!(read, numbering(line), "{name}: {line}");
            offset += line.len() + 1;
        }
    }
}

/// Reading takes time in proportion to the text, whatever it says.
#[test]
fn a_long_text_takes_bounded_time() {
    let text = "1.甲。乙。\n（1）丙。丁。\n1.5万\n一、二审\n".repeat(20_000);
    assert_eq!(read(&text, Numbering::Official).verdicts.len(), 80_000);
}

#[test]
fn any_text_is_read() {
    for text in [
        "",
        "\n",
        "一",
        "一、",
        "（",
        "（）",
        "（一",
        "1",
        "1.",
        "0.",
        "〇、",
        "# ",
        "\\",
        "、",
        "９９９９９.",
        "百、",
    ] {
        read(text, Numbering::Official);
        read(&format!("一、甲\n{text}\n{text}"), Numbering::Official);
    }
}
