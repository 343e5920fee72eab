//! The table of `titles.txt`: titles of all kinds, broken as it says, and no word torn.

use super::titles::{MEASURE, advance};
use crate::title::*;

/// A title of the table.
struct Case {
    title: String,
    names: Vec<String>,
    /// By characters: where a line may end without tearing a word.
    ends: Vec<usize>,
    /// By characters: the names that fit in a line, from and to.
    whole: Vec<(usize, usize)>,
    accepted: Vec<&'static str>,
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in include_str!("titles.txt").lines().filter(|line| !line.starts_with('#')) {
        match line.strip_prefix("  ") {
            Some(lines) => cases.last_mut().expect("a title before its lines").accepted.push(lines),
            None if line.is_empty() => {}
            None => cases.push(case(line)),
        }
    }
    cases
}

fn case(line: &str) -> Case {
    let (mut title, mut names, mut ends, mut whole) = (String::new(), Vec::new(), Vec::new(), Vec::new());
    let mut open = None;
    for c in line.chars() {
        let at = title.chars().count();
        match c {
            '|' => ends.push(at),
            '{' => {
                ends.push(at);
                open = Some(at);
            }
            '}' => {
                let from = open.take().expect("{ before }");
                let name: String = title.chars().skip(from).collect();
                ends.push(at);
                if name.chars().map(advance).sum::<f64>() <= MEASURE {
                    whole.push((from, at));
                }
                names.push(name);
            }
            _ => title.push(c),
        }
    }
    Case { title, names, ends, whole, accepted: Vec::new() }
}

impl Case {
    fn shaped(&self) -> Shaped {
        let names = Named::new(self.names.iter().map(String::as_str));
        shape(&self.title, &names, &advance, MEASURE)
    }
}

/// By characters: the ends of all lines but the last.
fn ends(lines: &[String]) -> Vec<usize> {
    let ends = lines.iter().scan(0, |at, line| {
        *at += line.chars().count();
        Some(*at)
    });
    ends.take(lines.len() - 1).collect()
}

#[test]
fn the_table_has_titles_of_all_kinds() {
    let cases = cases();
    assert!(cases.len() >= 200, "{}", cases.len());
    for kind in [
        "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复",
        "议案", "函", "纪要",
    ] {
        let of_kind = cases.iter().filter(|case| case.title.ends_with(kind)).count();
        assert!(of_kind >= 5, "{kind}: {of_kind}");
    }
}

#[test]
fn titles_are_broken_as_the_table_says() {
    let mut wrong = Vec::new();
    for case in cases() {
        let broken = case.shaped().lines.join("/");
        if !case.accepted.contains(&broken.as_str()) {
            wrong.push(format!("{broken}\n  {}", case.accepted.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn at_most_two_titles_in_a_hundred_are_torn_inside_a_word_and_none_inside_a_name() {
    let cases = cases();
    let (mut torn, mut inside) = (Vec::new(), Vec::new());
    for case in &cases {
        let lines = case.shaped().lines;
        let ends = ends(&lines);
        if ends.iter().any(|end| !case.ends.contains(end)) {
            torn.push(lines.join("/"));
        }
        if ends.iter().any(|end| case.whole.iter().any(|&(from, to)| from < *end && *end < to)) {
            inside.push(lines.join("/"));
        }
    }
    assert!(torn.len() * 50 <= cases.len(), "{}:\n{}", torn.len(), torn.join("\n"));
    assert!(inside.is_empty(), "{}", inside.join("\n"));
}

#[test]
fn every_title_is_a_trapezoid_or_a_diamond_without_scraps() {
    for case in cases() {
        let shaped = case.shaped();
        assert_ne!(shaped.shape, Shape::Other, "{:?}", shaped.lines);
        let shortest = shaped.lines.iter().map(|line| line.trim().chars().count()).min();
        assert!(shaped.lines.len() == 1 || shortest >= Some(4), "{:?}", shaped.lines);
    }
}

#[test]
fn names_of_the_data_are_words() {
    let title = "澜川省发展和改革委员会、澜川省财政厅、澜川省自然资源厅关于印发云岭县古梯田与古茶林联合体保护要诀的通知";
    let named =
        ["澜川省发展和改革委员会", "澜川省财政厅", "澜川省自然资源厅", "云岭县古梯田与古茶林联合体保护要诀"];
    let shaped = shape(title, &Named::new(named), &advance, MEASURE);
    for name in named {
        assert!(shaped.lines.iter().any(|line| line.contains(name)), "{name}: {:?}", shaped.lines);
    }
}

#[test]
fn a_name_wider_than_a_line_is_broken_and_the_others_are_not() {
    let long = "云岭县国家级非物质文化遗产代表性项目代表性传承人传习所建设管理委员会";
    let title = format!("{long}、云岭县古茶林联合体关于开展联合检查的通知");
    let shaped = shape(&title, &Named::new([long, "云岭县古茶林联合体"]), &advance, MEASURE);
    assert_eq!(shaped.lines.concat(), title);
    for line in &shaped.lines {
        assert!(line.chars().map(advance).sum::<f64>() <= MEASURE, "{line}");
    }
    assert!(shaped.lines.iter().any(|line| line.contains("云岭县古茶林联合体")), "{:?}", shaped.lines);
}
