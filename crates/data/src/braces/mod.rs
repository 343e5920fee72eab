//! Braces that are on their way to the page: what was meant as a placeholder and is none.

mod findings;
pub mod fragment;
mod keys;
mod placeholders;

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Lang, Place, Reading};
use crate::document::walk::{self, At};
use crate::document::{Body, Document, Picture, Spot, Words};
use crate::text::{Block, BlockKind};
pub use findings::PlaceholderFinding;
use fragment::Part;
use placeholders::near;
pub use placeholders::{
    Fragment, Reading as Reads, fragments, of_fragment, parts_in, parts_of, placeholders,
};

/// What people put around a name that is to be filled in: pairs, and marks that stand on both sides alike.
const PAIRS: [(char, char); 14] = [
    ('{', '}'),
    ('｛', '｝'),
    ('[', ']'),
    ('［', '］'),
    ('【', '】'),
    ('〖', '〗'),
    ('〔', '〕'),
    ('《', '》'),
    ('〈', '〉'),
    ('«', '»'),
    ('‹', '›'),
    ('<', '>'),
    ('＜', '＞'),
    ('＄', '＄'),
];
const SAME: &str = "%％#＃$@＠&＆_＿~^*";
/// What may stand between them and the name.
const BLANKS: [char; 3] = [' ', '\u{3000}', '\\'];

/// What is longer between two braces was meant as something else.
const LONGEST: usize = 80;
/// So much is shown of what stands beside braces that have no other.
const SHOWN: usize = 12;

/// Tells what braces a document of a batch would print: those that nobody filled, and others around a column's
/// name.
pub fn look(document: &Document, says: Says<'_>, columns: &[&str]) -> Vec<Diagnostic> {
    look_with(document, Found { row: Some(says), columns, told: Vec::new(), said: HashSet::new() })
}

/// Tells what placeholders a document alone would print: only a batch fills them.
pub(crate) fn unfilled(document: &Document) -> Vec<Diagnostic> {
    look_with(document, Found { row: None, columns: &[], told: Vec::new(), said: HashSet::new() })
}

/// Whether a row of a batch says these words in one of its cells.
pub type Says<'a> = &'a dyn Fn(&str) -> bool;

fn look_with(document: &Document, mut found: Found<'_>) -> Vec<Diagnostic> {
    let mut last: Option<(*const Body, usize)> = None;
    walk::texts(document, &mut |_, text, at| {
        // A block's runs may part what stands in braces: it is looked at as a whole.
        match at {
            At::Block(body, index) if is_in_parts(&body.blocks[index]) => {
                let this = Some((std::ptr::from_ref(body), index));
                if last != this {
                    last = this;
                    wholes(&body.blocks[index]).iter().for_each(|text| found.text(text, &|| at.spot()));
                    body.blocks[index].notes().for_each(|note| found.text(&note.words.text, &|| at.spot()));
                }
            }
            _ => found.text(text, &|| at.spot()),
        }
    });
    let attached = document.bound().map(|(_, body)| body);
    for body in std::iter::once(&document.body).chain(attached) {
        body.fragments.iter().for_each(|words| found.fragment(words));
        body.pictures.iter().for_each(|picture| found.picture(picture));
    }
    found.told
}

/// Whether what a block says stands in several runs.
fn is_in_parts(block: &Block) -> bool {
    block.runs.len() > 1 || matches!(block.kind, BlockKind::Boxed(_))
}

/// What a block says as a whole; a frame's lines and the cells of its tables one by one.
fn wholes(block: &Block) -> Vec<String> {
    match &block.kind {
        BlockKind::Boxed(boxed) => {
            let mut said = Vec::new();
            for block in boxed.all() {
                match &block.kind {
                    BlockKind::Table(_) => walk::of_block(block, &mut |_, text| said.push(text.to_owned())),
                    _ => said.push(block.text()),
                }
            }
            said
        }
        _ => vec![block.text()],
    }
}

/// What was meant as a placeholder, and the column whose name stands in it.
type Suspect = (Range<usize>, Option<String>);

struct Found<'a> {
    /// The row of a batch; none of a document alone.
    row: Option<Says<'a>>,
    columns: &'a [&'a str],
    told: Vec<Diagnostic>,
    /// What of it was said where.
    said: HashSet<(String, Option<(usize, usize)>)>,
}

impl Found<'_> {
    fn text(&mut self, text: &str, spot: &dyn Fn() -> Spot) {
        let suspects = self.suspects(text);
        if !suspects.is_empty() {
            self.suspected(text, suspects, spot());
        }
    }

    fn suspected(&mut self, text: &str, suspects: Vec<Suspect>, Spot { place, path }: Spot) {
        let reading = place.as_ref().and_then(|place| Reading::of(place, text));
        for (range, name) in suspects {
            let written = &text[range.clone()];
            let place = place.as_ref().map(|place| match &reading {
                Some(reading) => reading.place(range).origin(),
                None => place.find(written).origin(),
            });
            let place = place.map(|place| place.find(written));
            self.found(written, name, place, &path);
        }
    }

    /// What was meant as a placeholder, with the column's name where it has one.
    fn suspects(&self, text: &str) -> Vec<Suspect> {
        let mut found: Vec<Suspect> = Vec::new();
        for name in self.columns {
            // A whole placeholder stands where none is filled: it is told as what is left.
            let whole = |range: &Range<usize>| {
                let inner = text[range.clone()].strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
                inner.is_some_and(|inner| inner.trim() == *name)
            };
            let alike = alike(text, name).into_iter().filter(|range| !whole(range));
            found.extend(alike.map(|range| (range, Some((*name).to_owned()))));
        }
        let mut taken = Taken::default();
        found.iter().for_each(|(range, _)| taken.take(range));
        let mut left = strays(text);
        // With columns the name between them decides; alone two full-width ones are meant as placeholder.
        if self.row.is_none() {
            left.extend(full_width(text));
        }
        for range in left {
            if taken.is_apart(&range) {
                taken.take(&range);
                found.push((range, None));
            }
        }
        found.sort_by_key(|(range, _)| range.start);
        found
    }

    fn found(&mut self, written: &str, name: Option<String>, place: Option<Place>, path: &str) {
        let written = written.to_owned();
        let what = match name {
            // What a cell says is words, and told: its author may have meant more.
            _ if self.row.is_some_and(|says| says(&written)) => PlaceholderFinding::InCell { written },
            Some(name) => PlaceholderFinding::Alike { written, name },
            None => self.left(&written),
        };
        self.tell(Diagnostic::new(what).at(place).path(path.to_owned()));
    }

    fn left(&self, written: &str) -> PlaceholderFinding {
        let written = written.to_owned();
        if self.row.is_some() {
            PlaceholderFinding::Left { written }
        } else {
            PlaceholderFinding::Unfilled { written }
        }
    }

    fn tell(&mut self, found: Diagnostic) {
        let place = found.place().map(Place::line_column);
        if self.said.insert((found.message(Lang::En), place)) {
            self.told.push(found);
        }
    }

    /// The words of a drawing: a picture is set as it is.
    fn picture(&mut self, picture: &Picture) {
        let Ok(text) = std::str::from_utf8(picture.ready()) else { return };
        if !text.contains("<svg") {
            return;
        }
        // Braces and marks of its own are those of its styles and names.
        let mut told: Vec<PlaceholderFinding> =
            placeholders(text, Reads::Plain).into_iter().map(|(range, _)| self.left(&text[range])).collect();
        for name in self.columns {
            told.extend(alike(text, name).into_iter().map(|range| &text[range]).filter_map(|written| {
                let tag = written.starts_with(['<', '>']);
                let whole = written.contains("{{") && written.contains("}}");
                let (written, name) = (written.to_owned(), (*name).to_owned());
                (!tag && !whole).then_some(PlaceholderFinding::Alike { written, name })
            }));
        }
        for what in told {
            let place = picture.named.place.clone();
            self.tell(Diagnostic::new(what).at(place).path(picture.named.path.clone()));
        }
    }

    /// The words of a fragment; braces of its program are its own.
    fn fragment(&mut self, words: &Words) {
        let text = &words.text;
        let suspects = self.suspects(text);
        // The outer marks may be the program's: of `#strong[{姓名}]` the braces are words.
        let inner: Vec<Vec<Range<usize>>> =
            suspects.iter().map(|(range, name)| with_less(text, range, name.as_deref())).collect();
        let parts = fragment::parts(text, &inner.concat());
        let mut parts = parts.into_iter();
        let mut told = Vec::new();
        for ((_, name), inner) in suspects.into_iter().zip(inner) {
            let of_inner: Vec<Part> = parts.by_ref().take(inner.len()).collect();
            // `#姓名#` begins with the program's own mark.
            let whole = &text[inner[0].clone()];
            let hashes = whole.starts_with('#') && whole.ends_with('#');
            let at = if hashes { Some(0) } else { of_inner.iter().position(|part| *part != Part::Program) };
            if let Some(range) = at.and_then(|at| inner.get(at)) {
                told.push((range.clone(), name));
            }
        }
        self.suspected(text, told, Spot { place: words.place.clone(), path: words.path.clone() });
    }
}

/// A stretch, and what is left of it without its outer marks as long as it has a name in marks.
fn with_less(text: &str, range: &Range<usize>, name: Option<&str>) -> Vec<Range<usize>> {
    let mut all = vec![range.clone()];
    let Some(name) = name else { return all };
    while let Some(last) = all.last().filter(|_| all.len() < SHOWN) {
        let mut inside = text[last.clone()].chars();
        let (first, end) = (inside.next(), inside.next_back());
        let start = last.start + first.map_or(0, char::len_utf8);
        let less = text[start..start + inside.as_str().len()].trim();
        let start = start + text[start..].len() - text[start..].trim_start().len();
        if end.is_none() || alike(less, name).is_empty() {
            break;
        }
        all.push(start..start + less.len());
    }
    all
}

/// The stretches of a text that have a name in marks of other kinds than a placeholder's.
pub fn alike(text: &str, name: &str) -> Vec<Range<usize>> {
    if name.is_empty() {
        return Vec::new();
    }
    let found = text.match_indices(name).filter_map(|(at, _)| {
        let end = at + name.len();
        let opens =
            |c: char| PAIRS.iter().any(|(open, _)| *open == c) || SAME.contains(c) || BLANKS.contains(&c);
        let closes =
            |c: char| PAIRS.iter().any(|(_, shut)| *shut == c) || SAME.contains(c) || BLANKS.contains(&c);
        let start = text[..at].trim_end_matches(opens).len();
        let start = at - text[start..at].trim_start_matches([' ', '\u{3000}']).len();
        let rest = text[end..].trim_start_matches(closes).len();
        let stop = end + text[end..text.len() - rest].trim_end_matches([' ', '\u{3000}']).len();
        let (before, after) = (&text[start..at], &text[end..stop]);
        let paired = PAIRS.iter().any(|(open, shut)| before.contains(*open) && after.contains(*shut))
            || SAME.chars().any(|mark| before.contains(mark) && after.contains(mark));
        let half = [before, after].into_iter().any(|marks| {
            let marks: String = marks.chars().filter(|c| !BLANKS.contains(c)).collect();
            ["{{", "}}", "｛｛", "｝｝"].iter().any(|doubled| marks.contains(doubled))
        });
        (paired || half).then_some(start..stop)
    });
    found.collect()
}

/// Stretches of a text that are told already.
#[derive(Default)]
struct Taken(BTreeMap<usize, usize>);

impl Taken {
    /// The stretches that meet a range.
    fn meeting(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        // They are apart: the last that begins before the range's end, and those before it while they reach into it.
        let before = self.0.range(..range.end).rev().map(|(start, end)| *start..*end);
        before.take_while(|known| known.end > range.start).collect()
    }

    fn is_apart(&self, range: &Range<usize>) -> bool {
        self.meeting(range).is_empty()
    }

    fn take(&mut self, range: &Range<usize>) {
        let mut whole = range.clone();
        for known in self.meeting(range) {
            self.0.remove(&known.start);
            whole = whole.start.min(known.start)..whole.end.max(known.end);
        }
        self.0.insert(whole.start, whole.end);
    }
}

/// Doubled braces that are left, with what stands between or beside them.
fn strays(text: &str) -> Vec<Range<usize>> {
    let word = |c: &char| !c.is_whitespace() && !"，。、；：！？{}".contains(*c);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(['{', '}']).map(|next| at + next) {
        let rest = &text[next..];
        let Some(inner) = rest.strip_prefix("{{") else {
            at = next + 1;
            if rest.starts_with("}}") {
                let before: String = text[..next].chars().rev().take(SHOWN).take_while(word).collect();
                found.push(next - before.len()..next + 2);
                at = next + 2;
            }
            continue;
        };
        let whole = near(inner, LONGEST).find("}}").filter(|end| {
            let inner = &inner[..*end];
            !inner.contains("{{") && inner.chars().count() <= LONGEST
        });
        let end = match whole {
            Some(end) => next + 2 + end + 2,
            None => next + 2 + inner.chars().take(SHOWN).take_while(word).map(char::len_utf8).sum::<usize>(),
        };
        found.push(next..end);
        at = end;
    }
    found
}

/// Placeholders typed with the full-width braces of a Chinese keyboard: ｛｛姓名｝｝.
fn full_width(text: &str) -> Vec<Range<usize>> {
    const OPEN: &str = "｛｛";
    const CLOSE: &str = "｝｝";
    let opens = text.match_indices(OPEN).filter_map(|(at, _)| {
        let inner = &text[at + OPEN.len()..];
        let end = near(inner, LONGEST + 1)
            .find(CLOSE)
            .filter(|end| (1..=LONGEST).contains(&inner[..*end].chars().count()))?;
        Some(at..at + OPEN.len() + end + CLOSE.len())
    });
    opens.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_braces_are_meant_as_placeholders() {
        let found =
            |text: &'static str| full_width(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(found("请｛｛姓名｝｝、｛｛职务｝｝同志"), ["｛｛姓名｝｝", "｛｛职务｝｝"]);
        assert!(found("｛甲｝和｛｛｝｝、｛｛乙").is_empty());
    }

    #[test]
    fn a_name_in_other_marks_is_found_however_often() {
        for (text, written) in [
            ("请{姓名}同志", vec!["{姓名}"]),
            ("请｛｛姓名｝｝同志", vec!["｛｛姓名｝｝"]),
            ("请《姓名》同志", vec!["《姓名》"]),
            ("请«姓名»同志", vec!["«姓名»"]),
            ("请<<姓名>>同志", vec!["<<姓名>>"]),
            ("请{{姓名}同志", vec!["{{姓名}"]),
            ("请｛ 姓名 ｝同志", vec!["｛ 姓名 ｝"]),
            ("请{{姓名同志", vec!["{{姓名"]),
            ("请姓名}}同志", vec!["姓名}}"]),
            ("请{%姓名%}同志", vec!["{%姓名%}"]),
            ("请[[姓名]]同志", vec!["[[姓名]]"]),
            ("请【姓名】同志", vec!["【姓名】"]),
            ("请#姓名#同志", vec!["#姓名#"]),
            ("请\\{\\{姓名\\}\\}同志", vec!["\\{\\{姓名\\}\\}"]),
            ("请${姓名}同志", vec!["${姓名}"]),
            ("请%姓名%同志", vec!["%姓名%"]),
            ("请__姓名__同志", vec!["__姓名__"]),
            ("请**姓名**同志", vec!["**姓名**"]),
            ("请{姓名}、《姓名》和{姓名}", vec!["{姓名}", "《姓名》", "{姓名}"]),
            ("姓名：张三", vec![]),
            ("（姓名）", vec![]),
            ("{姓名住址}", vec![]),
            ("《姓名登记条例》", vec![]),
            ("| 姓名 | 单位 |", vec![]),
            ("姓名：____", vec![]),
            ("“姓名”栏", vec![]),
        ] {
            let found: Vec<&str> = alike(text, "姓名").into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, written, "{text}");
        }
    }

    #[test]
    fn doubled_braces_that_are_left_are_found() {
        for (text, written) in [
            ("请{{}}同志", vec!["{{}}"]),
            ("请{{姓\n名}}同志", vec!["{{姓\n名}}"]),
            ("请{{姓名。{{单位}}", vec!["{{姓名", "{{单位}}"]),
            ("到会，姓名}}同志", vec!["姓名}}"]),
            ("请{姓名}同志", vec![]),
        ] {
            let found: Vec<&str> = strays(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, written, "{text}");
        }
    }
}
