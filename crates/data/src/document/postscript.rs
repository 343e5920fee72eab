//! 附言: rows under the sign-off of plain paper, and of a part that is a document of its own.

use super::body::tell_tables_of_tabs;
use super::keys as k;
use super::reader::Reader;
use super::{Body, BodyFinding};
use crate::diagnostic::Diagnostic;
use crate::text::{markup, postscript};

/// Reads `postscript`, which is written as plain body text; what does not stand there is told.
pub(super) fn read(r: &mut Reader<'_>) -> Option<Body> {
    let words = r.words(k::POSTSCRIPT)?;
    let (blocks, faults) = postscript::read(&words.text);
    let foreign = postscript::foreign(&blocks).map(|(block, kind)| (block.range.clone(), kind));
    let marked = markup::of_markdown(&words.text).map(|(range, lines)| {
        let mark = words.text[range.clone()].to_owned();
        (range, BodyFinding::MarkdownInText { mark, lines })
    });
    let body = Body::new(words, blocks, Vec::new());
    let faults = faults.into_iter().map(|(fault, range)| (range, BodyFinding::Note(fault)));
    let foreign = foreign.map(|(range, kind)| (range, BodyFinding::PostscriptPart { kind }));
    for (range, problem) in faults.chain(marked).chain(foreign) {
        let told = Diagnostic::new(problem).at(body.place(range));
        r.sink().push(told.path(body.words.path.clone()));
    }
    tell_tables_of_tabs(r.sink(), &body);
    Some(body)
}
