//! Word files (.docx) read as Word shows them: a zip of XML parts, of which nothing is run.
//!
//! `package.rs` finds the parts, `tree.rs` parses one; `styles.rs` and `numbering.rs` (`formats.rs`) know what
//! a paragraph looks like and is numbered with; `text.rs` walks blocks, `runs.rs` what stands in a
//! paragraph (`said.rs`), with `fields.rs`, `math.rs` and `symbols.rs` for what has to be computed;
//! `tables.rs`, `frames.rs` (boxes), `margins.rs` (headers and footers), `sections.rs` (sheets) and `chunk.rs` (files inside,
//! `html/`) are the rest.
//!
//! The file comes from anybody: all that is unpacked is counted, document types (and with them
//! entities) are refused, nothing outside the file is looked at.

mod chunk;
mod fields;
mod formats;
mod frames;
mod html;
mod margins;
mod math;
mod numbering;
mod package;
mod runs;
mod said;
mod sections;
mod styles;
mod symbols;
mod tables;
mod text;
mod tree;

use super::lines::{Line, TableRow};
use crate::diagnostic::Problem;
use crate::source::{FileFinding, LIMIT_UNPACKED};
use crate::{ImportFinding, WordFault};
use package::Package;
use sections::Sections;
use tree::Tree;

/// The largest Word file that is read, in bytes; pictures make them large.
pub(super) const LIMIT_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// The lines of a Word file.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Vec<Line>, Box<dyn Problem>> {
    if bytes.len() as u64 > LIMIT_FILE_BYTES {
        return Err(FileFinding::FileTooLarge { path: name.to_owned(), limit: LIMIT_FILE_BYTES }.into());
    }
    let lines =
        Package::open(bytes, LIMIT_UNPACKED).and_then(|mut package| lines_of_package(&mut package, 0));
    let literal = |mut line: Line| {
        line.literal = line.row == TableRow::None;
        line
    };
    lines.map(|lines| lines.into_iter().map(literal).collect()).map_err(|fault| {
        let kind = match fault {
            // Nothing of it can be read but its name.
            WordFault::NotAZip if name.to_lowercase().ends_with(".ofd") => WordFault::Ofd,
            WordFault::NotAZip => WordFault::Cut,
            fault => fault,
        };
        ImportFinding::NotImportable { path: name.to_owned(), kind }.into()
    })
}

/// The lines of a package; `depth` says how deep it lies in others.
fn lines_of_package(package: &mut Package<'_>, depth: usize) -> Result<Vec<Line>, WordFault> {
    let Some(main) = package.main_part()? else { return Err(what_it_is(package)?) };
    let relations = package.relations(&main)?;
    let mut part = |kind: &str, usual: &str| -> Result<Option<Tree>, WordFault> {
        let name = relations.of_kind(kind).into_iter().next().unwrap_or_else(|| usual.to_owned());
        package.part(&name)
    };
    let styles = styles::Styles::read(part("styles", "word/styles.xml")?.as_ref());
    let numbering = numbering::Numbering::read(part("numbering", "word/numbering.xml")?.as_ref());
    let footnotes = text::Notes::of(part("footnotes", "word/footnotes.xml")?);
    let endnotes = text::Notes::of(part("endnotes", "word/endnotes.xml")?);
    let comments = text::Notes::of(part("comments", "word/comments.xml")?);
    let Some(document) = package.part(&main)? else { return Err(WordFault::NoDocument) };
    let root = document.root().filter(|root| root.name() == "w:document");
    let Some(root) = root else { return Err(what_it_is(package)?) };
    let mut reader = text::Reader::new(package, styles, numbering, depth);
    reader.relations = relations;
    (reader.footnotes, reader.endnotes, reader.comments) = (footnotes, endnotes, comments);
    let mut body = match root.child("w:body") {
        Some(body) => {
            reader.sections = Sections::of(body);
            reader.story(body)?
        }
        None => Vec::new(),
    };
    reader.sections = Sections::default();
    let pending = std::mem::take(&mut reader.pending);
    let margins = margins::read(&mut reader, root, &body)?;
    let mut lines = margins.before;
    lines.append(&mut body);
    lines.extend(margins.after);
    let mut doubts = reader.of_the_whole();
    doubts.extend(pending.into_iter().chain(margins.doubts).chain(reader.pending));
    match (lines.first_mut(), doubts.first()) {
        (Some(first), _) => {
            first.doubts.splice(0..0, doubts);
        }
        // Not empty, but nothing in it is live: say what there is.
        (None, Some(doubt)) if depth == 0 => return Err(WordFault::NothingLive { doubt: doubt.words() }),
        _ => {}
    }
    Ok(tables::with_signed_dates(lines))
}

/// What a zip is that has no Word document in it.
fn what_it_is(package: &mut Package<'_>) -> Result<WordFault, WordFault> {
    let kind = package.bytes("mimetype")?.unwrap_or_default();
    let kind = String::from_utf8_lossy(&kind).into_owned();
    let parts = [
        ("xl/workbook.xml", WordFault::Workbook),
        ("xl/workbook.bin", WordFault::Workbook),
        ("ppt/presentation.xml", WordFault::Slides),
        ("OFD.xml", WordFault::Ofd),
    ];
    Ok(match parts.into_iter().find(|(part, _)| package.has(part)) {
        Some((_, fault)) => fault,
        None if kind.contains("opendocument.spreadsheet") => WordFault::Workbook,
        None if kind.contains("opendocument") => WordFault::Odt,
        None => WordFault::NoDocument,
    })
}

#[cfg(test)]
mod tests;
