//! Word's automatic numbering, counted and written out as the numbers a typist would have typed.

use std::collections::{BTreeMap, BTreeSet};

use super::formats::{padded, written};
use super::styles::Styles;
use super::tree::{Node, Tree};

/// Word knows so many levels of a list.
const LEVELS: usize = 9;
/// A list that stands for a style's list may stand for another's again; more is a circle.
const DEEPEST: usize = 8;

/// One level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    /// A format of one's own: `001, 002, …`.
    custom: Option<String>,
    /// `%1.` or `（%2）`: the counters with what stands around them.
    text: String,
    start: u32,
    /// The level whose numbers restart this one, from 1; 0 for none.
    restart: Option<usize>,
    /// Every counter of the text in Arabic numerals.
    legal: bool,
    /// Nothing stands between the number and the words.
    glued: bool,
    hidden: bool,
    /// The style whose paragraphs stand on this level.
    style: Option<String>,
}

type Levels = BTreeMap<usize, Level>;

/// A list that paragraphs name.
#[derive(Debug, Clone, Default)]
struct List {
    of: u32,
    /// Where its levels begin, as far as it says.
    starts: BTreeMap<usize, u32>,
    /// Levels that are other than those of the list it is of.
    levels: Levels,
}

/// The lists of a file, and how far each is counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    levels: BTreeMap<u32, Levels>,
    /// The style that a list without levels stands for.
    linked: BTreeMap<u32, String>,
    lists: BTreeMap<u32, List>,
    counted: BTreeMap<u32, [Option<u32>; LEVELS]>,
    begun: BTreeSet<u32>,
}

/// What a paragraph says of its numbering.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbered {
    pub list: Option<u32>,
    pub level: Option<usize>,
}

/// The number of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Number {
    None,
    /// The number, with the blank that Word shows behind it.
    Typed(String),
    /// A bullet.
    Bullet,
    /// It has one, in a way that is not known here.
    Unknown,
}

fn level_of(node: Node<'_>) -> Option<usize> {
    node.attribute("ilvl")?.parse().ok().filter(|level| *level < LEVELS)
}

fn number<T: std::str::FromStr>(text: Option<&str>) -> Option<T> {
    text?.trim().parse().ok()
}

impl Numbered {
    /// Reads `w:numPr`.
    pub(super) fn read(node: Option<Node<'_>>) -> Numbered {
        let Some(node) = node else { return Numbered::default() };
        let level = number(node.value_of("w:ilvl")).filter(|level| *level < LEVELS);
        Numbered { list: number(node.value_of("w:numId")), level }
    }
}

impl Level {
    fn read(node: Node<'_>) -> Level {
        // A format that older programs do not know stands beside one that they do.
        let choice = node.at(&["mc:AlternateContent", "mc:Choice", "w:numFmt"]);
        let format = choice.or_else(|| node.child("w:numFmt"));
        Level {
            format: format.and_then(Node::value).unwrap_or("decimal").to_owned(),
            custom: format.and_then(|format| format.attribute("format")).map(str::to_owned),
            text: node.value_of("w:lvlText").unwrap_or_default().to_owned(),
            start: number(node.value_of("w:start")).unwrap_or(1),
            restart: number(node.value_of("w:lvlRestart")),
            legal: node.switch("w:isLgl").unwrap_or(false),
            glued: node.value_of("w:suff") == Some("nothing"),
            hidden: node.child("w:rPr").and_then(|look| look.switch("w:vanish")).unwrap_or(false),
            style: node.value_of("w:pStyle").map(str::to_owned),
        }
    }

    fn is_bullet(&self) -> bool {
        self.format == "bullet"
    }

    /// A counter in this level's format.
    fn counter(&self, value: u32) -> Option<String> {
        match (self.format.as_str(), &self.custom) {
            ("custom", Some(custom)) => padded(value, custom),
            ("bullet", _) => Some(String::new()),
            (format, _) => written(value, format),
        }
    }
}

fn levels(node: Node<'_>) -> Levels {
    let levels = node.children().filter(|child| child.name() == "w:lvl");
    levels.filter_map(|level| Some((level_of(level)?, Level::read(level)))).collect()
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(tree: Option<&Tree>) -> Numbering {
        let mut numbering = Numbering::default();
        for node in tree.and_then(Tree::root).into_iter().flat_map(Node::children) {
            match node.name() {
                "w:abstractNum" => {
                    let Some(id) = number(node.attribute("abstractNumId")) else { continue };
                    numbering.levels.insert(id, levels(node));
                    if let Some(style) = node.value_of("w:numStyleLink") {
                        numbering.linked.insert(id, style.to_owned());
                    }
                }
                "w:num" => {
                    let (Some(id), Some(of)) =
                        (number(node.attribute("numId")), number(node.value_of("w:abstractNumId")))
                    else {
                        continue;
                    };
                    let mut list = List { of, ..List::default() };
                    for node in node.children().filter(|child| child.name() == "w:lvlOverride") {
                        let Some(level) = level_of(node) else { continue };
                        if let Some(own) = node.child("w:lvl") {
                            list.levels.insert(level, Level::read(own));
                        }
                        if let Some(start) = number(node.value_of("w:startOverride")) {
                            list.starts.insert(level, start);
                        }
                    }
                    numbering.lists.insert(id, list);
                }
                _ => {}
            }
        }
        numbering
    }

    /// The number of the next paragraph, whose style this is.
    pub(super) fn next(&mut self, paragraph: &Numbered, style: Option<&str>, styles: &Styles) -> Number {
        let id = paragraph.list.or_else(|| styles.chain(style).find_map(|(_, style)| style.list));
        // 0 takes a paragraph out of the list of its style.
        let Some(id) = id.filter(|id| *id != 0) else { return Number::None };
        let Some(list) = self.lists.get(&id).cloned() else { return Number::None };
        let Some(of) = self.of(list.of, styles) else { return Number::Unknown };
        let mut levels = self.levels.get(&of).cloned().unwrap_or_default();
        levels.extend(list.levels.clone());
        let level = paragraph.level.or_else(|| level_by_style(&levels, style, styles)).unwrap_or(0);
        let start = |at: usize| {
            list.starts.get(&at).copied().unwrap_or_else(|| levels.get(&at).map_or(1, |level| level.start))
        };
        let counted = self.counted.entry(of).or_insert([None; LEVELS]);
        if self.begun.insert(id) {
            list.starts.keys().for_each(|at| counted[*at] = None);
        }
        counted[level] = Some(counted[level].map_or_else(|| start(level), |value| value.saturating_add(1)));
        for (deeper, counter) in counted.iter_mut().enumerate().skip(level + 1) {
            let restart = levels.get(&deeper).and_then(|level| level.restart);
            // A level restarts after any above it, or only after one of those up to the level it names.
            let restarts = restart.filter(|at| *at <= deeper).is_none_or(|at| level < at);
            if restarts {
                *counter = None;
            }
        }
        let values: Vec<u32> = (0..LEVELS).map(|at| counted[at].unwrap_or_else(|| start(at))).collect();
        typed(&levels, level, &values)
    }

    /// The list whose levels a list has: its own, or those of the style it stands for.
    fn of(&self, list: u32, styles: &Styles) -> Option<u32> {
        let mut of = list;
        for _ in 0..DEEPEST {
            let Some(style) = self.linked.get(&of) else { break };
            let named = styles.chain(Some(style)).find_map(|(_, style)| style.list)?;
            of = self.lists.get(&named)?.of;
        }
        self.levels.get(&of).filter(|levels| !levels.is_empty()).map(|_| of)
    }
}

/// The level of a paragraph by its style: the one it names, or the one that names it.
fn level_by_style(levels: &Levels, style: Option<&str>, styles: &Styles) -> Option<usize> {
    styles.chain(style).find_map(|(id, style)| {
        let linked = levels.iter().find(|(_, level)| level.style.as_deref() == Some(id));
        linked.map(|(at, _)| *at).or(style.level.filter(|level| *level < LEVELS))
    })
}

/// The level's text with its counters filled in, and the blank behind it.
fn typed(levels: &Levels, level: usize, values: &[u32]) -> Number {
    let Some(own) = levels.get(&level) else { return Number::Unknown };
    if own.hidden {
        return Number::None;
    }
    if own.is_bullet() {
        return if own.text.trim().is_empty() { Number::None } else { Number::Bullet };
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
        let number = match levels.get(&at) {
            Some(level) if own.legal && !level.is_bullet() && level.format != "none" => {
                Some(values[at].to_string())
            }
            Some(level) => level.counter(values[at]),
            None => Some(values[at].to_string()),
        };
        match number {
            Some(number) => text.push_str(&number),
            None => return Number::Unknown,
        }
    }
    let text = text.trim().to_owned();
    if text.is_empty() {
        return Number::None;
    }
    // Behind a mark there is none on the page of an official document: 一、总则, 第一条　为了…….
    let blank = match text.chars().next_back() {
        _ if own.glued => "",
        Some(c) if c.is_ascii_alphanumeric() => " ",
        Some(c) if c.is_alphanumeric() => "\u{3000}",
        _ => "",
    };
    Number::Typed(text + blank)
}
