//! Braces that are on their way to the page: what was meant as a placeholder and is none.

use super::columns::Row;
use super::filled::{Reading, placeholders};
use super::list::fault;
use crate::characters::walk::{self, At};
use crate::diagnostic::{BatchFault, Diagnostic, Lang, Place};
use crate::document::{Body, Document, Picture, Spot};
use crate::engine::fragment::{self, Part};
use crate::text::BlockKind;

/// What people put around a name that is to be filled in, before it and behind it.
const OPEN: &str = "{｛《〈«‹<＜";
const CLOSE: &str = "}｝》〉»›>＞";

/// What is longer between two braces was meant as something else.
const LONGEST: usize = 80;

/// Tells what braces a document of a batch would print: those that nobody filled, and others around a column's
/// name.
pub(super) fn look(document: &Document, row: &Row<'_>, columns: &[&str]) -> Vec<Diagnostic> {
    let mut found = Found { row, columns, told: Vec::new() };
    let mut last: Option<(*const Body, usize)> = None;
    walk::texts(document, &mut |_, text, at| {
        found.text(text, &|| at.spot());
        // A block's runs may part what stands in braces.
        if let At::Block(body, index) = at
            && last.replace((std::ptr::from_ref(body), index)) != Some((std::ptr::from_ref(body), index))
            && body.blocks[index].runs.len() > 1
        {
            found.text(&body.blocks[index].text(), &|| at.spot());
        }
    });
    let attached = document.bound().map(|(_, body)| body);
    for body in std::iter::once(&document.body).chain(attached) {
        if body.blocks.iter().any(|block| block.kind == BlockKind::Typst) {
            found.fragment(body);
        }
        body.pictures.iter().for_each(|picture| found.picture(picture));
    }
    found.told
}

struct Found<'a> {
    row: &'a Row<'a>,
    columns: &'a [&'a str],
    told: Vec<Diagnostic>,
}

impl Found<'_> {
    fn text(&mut self, text: &str, spot: &dyn Fn() -> Spot) {
        if !text.contains(|c| OPEN.contains(c)) {
            return;
        }
        let mut rest = text;
        while let Some(open) = rest.find("{{") {
            let inner = &rest[open + 2..];
            let end = inner.find("}}").filter(|end| inner[..*end].chars().count() <= LONGEST);
            let Some(end) = end.filter(|end| !inner[..*end].contains('\n')) else {
                rest = inner;
                continue;
            };
            let written = &rest[open..open + 2 + end + 2];
            self.left(written, spot());
            rest = &inner[end + 2..];
        }
        for name in self.columns {
            if let Some(written) = alike(text, name) {
                let (name, written_as) = ((*name).to_owned(), written.to_owned());
                self.tell(BatchFault::Alike { written: written_as, name }, written, spot());
            }
        }
    }

    fn left(&mut self, written: &str, spot: Spot) {
        let said = written.to_owned();
        // What a cell says is words, and told: its author may have meant more.
        match self.row.says(written) {
            true => self.tell(BatchFault::InCell { written: said }, written, spot),
            false => self.tell(BatchFault::Left { written: said }, written, spot),
        }
    }

    fn tell(&mut self, what: BatchFault, written: &str, spot: Spot) {
        let place = spot.place.map(|place| place.find(written).origin());
        let place = place.map(|place| place.find(written));
        let found = fault(what).at(place).path(spot.path);
        let is_told = |known: &Diagnostic| {
            known.message(Lang::En) == found.message(Lang::En)
                && known.place().map(Place::line_column) == found.place().map(Place::line_column)
        };
        if !self.told.iter().any(is_told) {
            self.told.push(found);
        }
    }

    /// The words of a drawing: a picture is set as it is.
    fn picture(&mut self, picture: &Picture) {
        let Ok(text) = std::str::from_utf8(picture.ready()) else { return };
        if !text.contains("<svg") {
            return;
        }
        for (range, _) in placeholders(text, Reading::Plain) {
            let what = BatchFault::Left { written: text[range].to_owned() };
            let place = picture.named.place.clone();
            self.told.push(fault(what).at(place).path(picture.named.path.clone()));
        }
    }

    /// The words of a fragment; braces of its program are its own.
    fn fragment(&mut self, body: &Body) {
        let text = &body.words.text;
        let braces: Vec<_> = text.match_indices("{{").map(|(at, _)| at..at + 2).collect();
        let parts = fragment::parts(text, &braces);
        let spot = || Spot { place: body.words.place.clone(), path: body.words.path.clone() };
        for (range, part) in braces.into_iter().zip(parts) {
            let line = text[range.start..].lines().next().unwrap_or_default();
            if part != Part::Program
                && let Some(end) = line.find("}}")
            {
                self.left(&line[..end + 2], spot());
            }
        }
        for name in self.columns {
            if let Some(written) = alike(text, name) {
                let at = text.find(written).unwrap_or_default();
                if fragment::parts(text, std::slice::from_ref(&(at..at + written.len())))[0] != Part::Program
                {
                    let what = BatchFault::Alike { written: written.to_owned(), name: (*name).to_owned() };
                    self.tell(what, written, spot());
                }
            }
        }
    }
}

/// The first stretch of a text that has a name in braces of other kinds than a placeholder's.
pub(super) fn alike<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    if name.is_empty() {
        return None;
    }
    text.match_indices(name).find_map(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        let inner = before.trim_end_matches([' ', '\u{3000}']);
        let opened = inner.trim_end_matches(|c| OPEN.contains(c));
        let outer = after.trim_start_matches([' ', '\u{3000}']);
        let closed = outer.trim_start_matches(|c| CLOSE.contains(c));
        if opened.len() == inner.len() || closed.len() == outer.len() {
            return None;
        }
        let written = &text[opened.len()..text.len() - closed.len()];
        let is_placeholder = written.contains("{{") && written.contains("}}");
        (!is_placeholder).then_some(written)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_other_braces_is_found() {
        for (text, written) in [
            ("请{姓名}同志", Some("{姓名}")),
            ("请｛｛姓名｝｝同志", Some("｛｛姓名｝｝")),
            ("请《姓名》同志", Some("《姓名》")),
            ("请«姓名»同志", Some("«姓名»")),
            ("请<<姓名>>同志", Some("<<姓名>>")),
            ("请{{姓名}同志", Some("{{姓名}")),
            ("请｛ 姓名 ｝同志", Some("｛ 姓名 ｝")),
            ("请{{姓名}}同志", None),
            ("姓名：{{姓名}}", None),
            ("（姓名）", None),
            ("{姓名住址}", None),
        ] {
            assert_eq!(alike(text, "姓名"), written, "{text}");
        }
    }
}
