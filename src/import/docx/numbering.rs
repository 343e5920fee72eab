//! Word's automatic numbering, counted and written out as the numbers a typist would have typed.

use std::collections::BTreeMap;

use super::xml::{Step, walk};
use crate::diagnostic::WordFault;
use crate::text::body::hanzi;

/// Word knows so many levels of a list.
const LEVELS: usize = 9;
/// Styles are based on each other at most so deep; more is a circle.
const DEEPEST_STYLE: usize = 12;

/// One level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    /// `%1.` or `（%2）`: the counters with what stands around them.
    text: String,
    start: u32,
}

/// A style's list, and the style it is based on.
#[derive(Debug, Clone, Default)]
struct Style {
    list: Option<u32>,
    level: Option<usize>,
    based_on: Option<String>,
}

/// The lists of a file, and how far each is counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: BTreeMap<u32, BTreeMap<usize, Level>>,
    /// Which abstract list a `numId` is of, and the levels it starts anew.
    used: BTreeMap<u32, (u32, BTreeMap<usize, u32>)>,
    styles: BTreeMap<String, Style>,
    counted: BTreeMap<u32, [u32; LEVELS]>,
    begun: BTreeMap<u32, ()>,
}

/// What a paragraph says of its numbering.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbered {
    pub list: Option<u32>,
    pub level: Option<usize>,
    pub style: Option<String>,
}

/// The number of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Number {
    None,
    Typed(String),
    /// It has one, in a way that is not known here.
    Unknown,
}

/// Reads `numbering.xml` and `styles.xml`; either may be empty.
pub(super) fn read(numbering: &str, styles: &str) -> Result<Numbering, WordFault> {
    let mut result = Numbering::default();
    lists(numbering, &mut result)?;
    read_styles(styles, &mut result)?;
    Ok(result)
}

fn number(text: Option<String>) -> Option<u32> {
    text?.parse().ok()
}

fn level_number(text: Option<String>) -> Option<usize> {
    number(text).map(|level| level as usize).filter(|level| *level < LEVELS)
}

fn lists(text: &str, result: &mut Numbering) -> Result<(), WordFault> {
    let (mut list, mut used, mut level) = (None, None, None);
    walk(
        text,
        |name| name == "Fallback",
        |step| {
            match step {
                Step::Open("abstractNum", attributes) => list = number(attributes.get("abstractNumId")),
                Step::Close("abstractNum") => list = None,
                Step::Open("num", attributes) => used = number(attributes.get("numId")),
                Step::Close("num") => used = None,
                Step::Open("lvl" | "lvlOverride", attributes) => level = level_number(attributes.get("ilvl")),
                Step::Open("abstractNumId", attributes) => {
                    if let (Some(used), Some(list)) = (used, number(attributes.val())) {
                        result.used.insert(used, (list, BTreeMap::new()));
                    }
                }
                Step::Open("startOverride", attributes) => {
                    if let (Some(used), Some(level), Some(start)) = (used, level, number(attributes.val())) {
                        result.used.entry(used).or_default().1.insert(level, start);
                    }
                }
                Step::Open(name @ ("start" | "numFmt" | "lvlText"), attributes) => {
                    if let (Some(list), Some(level), Some(value)) = (list, level, attributes.val()) {
                        let level = result.lists.entry(list).or_default().entry(level).or_default();
                        match name {
                            "start" => level.start = value.parse().unwrap_or(1),
                            "numFmt" => level.format = value,
                            _ => level.text = value,
                        }
                    }
                }
                _ => {}
            }
            Ok(())
        },
    )
}

fn read_styles(text: &str, result: &mut Numbering) -> Result<(), WordFault> {
    let mut name: Option<String> = None;
    walk(
        text,
        |name| name == "Fallback" || name.ends_with("Change"),
        |step| {
            if let Step::Open("style", attributes) = step {
                name = attributes.get("styleId");
            }
            let Some(name) = &name else { return Ok(()) };
            let style = result.styles.entry(name.clone()).or_default();
            match step {
                Step::Open("basedOn", attributes) => style.based_on = attributes.val(),
                Step::Open("numId", attributes) => style.list = number(attributes.val()),
                Step::Open("ilvl", attributes) => style.level = level_number(attributes.val()),
                _ => {}
            }
            Ok(())
        },
    )
}

impl Numbering {
    /// The number of the next paragraph.
    pub fn next(&mut self, paragraph: &Numbered) -> Number {
        let (list, level) = self.list_of(paragraph);
        // 0 takes a paragraph out of the list of its style.
        let Some(list) = list.filter(|list| *list != 0) else { return Number::None };
        let Some((of, starts)) = self.used.get(&list).cloned() else { return Number::None };
        let Some(levels) = self.lists.get(&of).cloned() else { return Number::Unknown };
        let counted = self.counted.entry(of).or_insert([0; LEVELS]);
        if self.begun.insert(list, ()).is_none() {
            for (level, start) in starts {
                counted[level] = start.saturating_sub(1);
            }
        }
        let start = |level: usize| levels.get(&level).map_or(1, |level| level.start);
        if counted[level] == 0 {
            counted[level] = start(level).saturating_sub(1);
        }
        counted[level] = counted[level].saturating_add(1);
        counted[level + 1..].fill(0);
        let values: Vec<u32> = (0..LEVELS)
            .map(|level| if counted[level] == 0 { start(level) } else { counted[level] })
            .collect();
        written(&levels, level, &values)
    }

    /// The list and level of a paragraph: its own, else its style's.
    fn list_of(&self, paragraph: &Numbered) -> (Option<u32>, usize) {
        let (mut list, mut level) = (paragraph.list, paragraph.level);
        let mut style = paragraph.style.as_ref();
        for _ in 0..DEEPEST_STYLE {
            let Some(known) = style.and_then(|style| self.styles.get(style)) else { break };
            list = list.or(known.list);
            level = level.or(known.level);
            style = known.based_on.as_ref();
        }
        (list, level.unwrap_or(0))
    }
}

/// The level's text with its counters filled in.
fn written(levels: &BTreeMap<usize, Level>, level: usize, values: &[u32]) -> Number {
    let Some(own) = levels.get(&level) else { return Number::Unknown };
    if matches!(own.format.as_str(), "bullet" | "none") {
        return Number::None;
    }
    let mut text = String::new();
    let mut chars = own.text.chars().peekable();
    while let Some(c) = chars.next() {
        let counter = (c == '%').then(|| chars.peek().and_then(|c| c.to_digit(10))).flatten();
        let Some(at) = counter.filter(|at| (1..=LEVELS as u32).contains(at)) else {
            text.push(c);
            continue;
        };
        chars.next();
        let at = at as usize - 1;
        let format = levels.get(&at).map_or("decimal", |level| level.format.as_str());
        match in_format(values[at], format) {
            Some(number) => text.push_str(&number),
            None => return Number::Unknown,
        }
    }
    Number::Typed(text)
}

/// A number as a list writes it.
fn in_format(number: u32, format: &str) -> Option<String> {
    let letter =
        |first: u8| (1..=26).contains(&number).then(|| char::from(first + (number - 1) as u8).to_string());
    match format {
        "decimal" | "" => Some(number.to_string()),
        "decimalZero" => Some(format!("{number:02}")),
        "decimalFullWidth" => {
            let wide = |c: char| c.to_digit(10).and_then(|digit| char::from_u32('０' as u32 + digit));
            number.to_string().chars().map(wide).collect()
        }
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital" => (number < 1000).then(|| hanzi(number)),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            char::from_u32(0x2460 + number.checked_sub(1)?).filter(|_| number <= 20).map(String::from)
        }
        "lowerLetter" => letter(b'a'),
        "upperLetter" => letter(b'A'),
        _ => None,
    }
}
