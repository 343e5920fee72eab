//! Names of faces that are in no book: Typst sets nothing where the only face is one that it does not know,
//! and says so in a warning. The names found so get a face, and what was lost comes back.

use typst::diag::{SourceDiagnostic, SourceResult, Warned};
use typst::layout::{Frame, FrameItem};
use typst::syntax::DiagSpan;
use typst_layout::PagedDocument;

use super::fonts::Named;
use super::world::PressWorld;
use crate::layout::Role;

/// How Typst's warning begins.
const UNKNOWN: &str = "unknown font family: ";
/// Whose face sets what asks for a face that nobody knows.
const LAST: Role = Role::Fangsong;

/// What came of a compilation.
pub(super) struct Compiled {
    pub output: SourceResult<PagedDocument>,
    /// What Typst warned of, but for names of faces.
    pub warnings: Vec<SourceDiagnostic>,
    /// Names of faces that another stands for, and where they were asked for.
    pub named: Vec<(DiagSpan, Named)>,
}

/// Compiles, and again when faces were asked for by names that the book has not.
pub(super) fn compile(world: &mut PressWorld) -> Compiled {
    let (output, warnings, asked) = attempt(world);
    if asked.is_empty() {
        return Compiled { output, warnings, named: Vec::new() };
    }
    let named = asked.into_iter().map(|(span, name)| {
        let known = world.fonts.named_as(&name);
        (span, known.unwrap_or_else(|| Named::unknown(&name, LAST)))
    });
    let named: Vec<(DiagSpan, Named)> = named.collect();
    let (unknown, known): (Vec<Named>, Vec<Named>) =
        named.iter().map(|(_, named)| named.clone()).partition(Named::is_unknown);
    let (mut output, mut warnings) = (output, warnings);
    if !known.is_empty() {
        world.fonts = world.fonts.with_names(&known);
        (output, warnings, _) = attempt(world);
    }
    // A face that nobody knows may stand in a list with others, or before faces to fall back to. Where it does
    // not, its words are gone; then it is given a face too.
    if !unknown.is_empty()
        && let Ok(document) = &output
    {
        let before = std::sync::Arc::clone(&world.fonts);
        world.fonts = before.with_names(&unknown);
        let again = attempt(world);
        if again.0.as_ref().is_ok_and(|again| letters(again) > letters(document)) {
            (output, warnings, _) = again;
        } else {
            world.fonts = before;
        }
    }
    let named = named.into_iter().filter(|(_, named)| named.is_told()).collect();
    Compiled { output, warnings, named }
}

type Attempt = (SourceResult<PagedDocument>, Vec<SourceDiagnostic>, Vec<(DiagSpan, String)>);

fn attempt(world: &PressWorld) -> Attempt {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let name = |found: &SourceDiagnostic| found.message.strip_prefix(UNKNOWN).map(str::to_owned);
    let mut asked: Vec<(DiagSpan, String)> = Vec::new();
    for (span, name) in warnings.iter().filter_map(|found| Some((found.span, name(found)?))) {
        if !asked.contains(&(span, name.clone())) {
            asked.push((span, name));
        }
    }
    // The words of a picture's web pages are told with the picture.
    let is_told = |found: &SourceDiagnostic| found.message == "image contains foreign object";
    let others = warnings.into_iter().filter(|found| name(found).is_none() && !is_told(found));
    (output, others.collect(), asked)
}

/// How many bytes of text stand on the pages.
fn letters(document: &PagedDocument) -> usize {
    fn of(frame: &Frame) -> usize {
        let items = frame.items().map(|(_, item)| match item {
            FrameItem::Group(group) => of(&group.frame),
            FrameItem::Text(text) => text.text.len(),
            _ => 0,
        });
        items.sum()
    }
    document.pages().iter().map(|page| of(&page.frame)).sum()
}
