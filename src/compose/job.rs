//! A document as something that is set: what it hands over, what is told of its pages.

use std::sync::Arc;

use super::data::rooms;
use super::tables::not_as_asked;
use super::{Composed, dictionary, fragments, pictures, shared};
use crate::coverage;
use crate::diagnostic::{Diagnostic, Sink};
use crate::document::{BodyFinding, Digits, Document, Picture, Red, Sheet};
use crate::engine::{Job, Press};
use crate::limits::Allowance;
use crate::press::pdf::PdfForm;
use crate::press::{self, FontSet, Given, Set, Sources, TypstFinding, Unarchivable};
use crate::rendered::{Made, Rendered};
use crate::text::BlockKind;
use gongwen_page::{Adjustment, Nonconforming, PageFinding, Requirement, Role, Verdict};

/// A title of more lines than this is told.
const LONGEST_TITLE: usize = 3;

/// A document, its words composed.
pub(crate) struct DocumentJob<'d> {
    pub document: &'d Document,
    pub composed: Composed,
    pub sources: &'d Arc<Sources>,
    /// Whether the engine has only the bundled faces.
    pub bundled_only: bool,
}

impl Job for DocumentJob<'_> {
    /// What was adjusted so that the pages meet the standard.
    type Found = Adjustment;

    fn sources(&self) -> &Arc<Sources> {
        self.sources
    }

    fn pictures(&self) -> Vec<(String, &Picture)> {
        pictures(self.document)
    }

    fn names_faces(&self, pictures: &[(String, &Picture)]) -> Option<Digits> {
        // Fragments and pictures name what faces they will.
        let has_words = |(_, picture): &(String, &Picture)| press::svg::has_words(picture.ready());
        let any = self.document.fragments().next().is_some() || pictures.iter().any(has_words);
        any.then_some(self.document.layout.digits)
    }

    fn set(&self, press: &Press<'_>, sink: &mut Sink) -> Option<(Set, Adjustment)> {
        let (document, composed) = (self.document, &self.composed);
        self.announce(sink);
        // Without its picture nothing stands where a chart does.
        if !composed.charts.faults.is_empty() {
            composed.charts.faults.iter().for_each(|found| sink.push(found.clone()));
            return None;
        }
        let fonts = press.fonts();
        let families = fonts.chains(document.layout.digits).to_string();
        let ink = fonts.ink(Role::Biaosong);
        let fragments = fragments(document);
        let compile = |adjustment| {
            let given = Given {
                data: vec![
                    ("data.json", dictionary(document, composed, &ink, &adjustment, &press.ready)),
                    ("shared.json", shared(document, &adjustment)),
                ],
                fonts: families.clone(),
                pictures: composed.charts.pictures.clone(),
                fragments: &fragments,
            };
            press.compile(given, Some(document.layout.turned_shift()))
        };
        gongwen_page::fit::settle(document, &compile, sink)
    }

    fn look(&self, set: &Set, fonts: &FontSet, allowance: &Allowance, sink: &mut Sink) {
        let rows = coverage::audit::rows(self.document, fonts, set.pages());
        coverage::check_set(self.document, set.pages(), &rows, sink);
        gongwen_page::tell_parted(self.document, set.pages(), sink);
        // A search that ran out of time has pages, though not those that the document has with more time.
        if !sink.has_errors()
            && let Err(problem) = allowance.time()
        {
            sink.push(Diagnostic::new(problem));
        }
    }

    fn rendered(self, set: Set, adjustment: Adjustment, mut sink: Sink) -> Rendered {
        let document = self.document;
        let report = gongwen_page::report(document, set.pages(), &adjustment);
        // A sign-off alone on its page has been told, with what to do.
        let told = |row: &Requirement| row.clause == "7.3.5.5" && sink.has_code("not-fitted");
        let broken = report.requirements.iter().filter(|row| row.verdict == Verdict::Broken && !told(row));
        for row in broken.collect::<Vec<_>>() {
            let spot = gongwen_page::element_at(document, set.pages(), row.page, row.place);
            let problem = Nonconforming(row.clone());
            sink.push(Diagnostic::new(problem).at(spot.place).path(spot.path));
        }
        let mut plain = unarchivable(document).is_some();
        if !plain && let Some(part) = set.inked() {
            plain = true;
            let spot = document.block_spot(part).unwrap_or_default();
            let place = spot.place.map(|place| place.find_within("cmyk("));
            let problem = TypstFinding::NotArchived(Unarchivable::Inks);
            sink.push(Diagnostic::new(problem).at(place).path(spot.path));
        }
        let title = document.title();
        Rendered {
            ident: format!("{}{title}", document.number().unwrap_or_default()),
            made: Made::Document { document: Box::new(document.clone()), bundled_only: self.bundled_only },
            title,
            set,
            report,
            moment: document.moment(),
            form: if plain { PdfForm::plain() } else { PdfForm::default() },
            diagnostics: sink.into_sorted(),
        }
    }
}

impl DocumentJob<'_> {
    /// What is known before a page is set.
    fn announce(&self, sink: &mut Sink) {
        let document = self.document;
        if let Some(why) = unarchivable(document) {
            let path = document.spelt(if why == Unarchivable::Cmyk { "layout.red" } else { "date" });
            let said = match why {
                Unarchivable::Cmyk => document.layout.red_said.clone(),
                _ => document.open_date.clone(),
            };
            let place = said.and_then(|said| said.place);
            sink.push(Diagnostic::new(TypstFinding::NotArchived(why)).at(place).path(path));
        }
        for departure in gongwen_page::departures(document) {
            let path = document.spelt(&format!("layout.{}", departure.key));
            sink.push(Diagnostic::new(departure).path(path));
        }
        self.tell_tables(sink);
        let lines = self.composed.title.len();
        if lines > LONGEST_TITLE {
            let (place, path) = (document.title.place.clone(), document.title.path.clone());
            sink.push(Diagnostic::new(PageFinding::TitleTooLong { lines }).at(place).path(path));
        }
    }
}

impl DocumentJob<'_> {
    /// Tells of tables that the size or the widths which were asked for do not hold.
    fn tell_tables(&self, sink: &mut Sink) {
        let document = self.document;
        let sheets = document.bound().map(|(given, _)| given.sheet);
        for (body, sheet) in document.bodies().zip(std::iter::once(Sheet::Upright).chain(sheets)) {
            let rooms = rooms(document, sheet);
            for (index, block) in body.blocks.iter().enumerate() {
                let BlockKind::Table(table) = &block.kind else { continue };
                let not = not_as_asked(table, rooms.of(table));
                if !not.widened.is_empty() {
                    body.spot(index).report(sink, BodyFinding::TableWidened { columns: not.widened });
                }
                if let Some((asked, set)) = not.smaller {
                    let problem = BodyFinding::TableSmaller { asked: asked.names(), set: set.names() };
                    body.spot(index).report(sink, problem);
                }
            }
        }
    }
}

/// Why its PDF is no PDF/A, as far as the data tell.
fn unarchivable(document: &Document) -> Option<Unarchivable> {
    if document.layout.red == Red::Cmyk {
        return Some(Unarchivable::Cmyk);
    }
    let undated = if document.open_date.is_some() { Unarchivable::Open } else { Unarchivable::Undated };
    document.moment().is_none().then_some(undated)
}
