//! Pages of PDFs as pictures, drawn now that the faces are known.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{FontSet, Ready};
use crate::diagnostic::{Diagnostic, Sink};
use crate::document::{Digits, Picture, Role, Words};
use crate::foreign::{self, DrawnPage, FaceFor, Line, Plain};
use crate::limits::Allowance;
use crate::pictures::{PictureFault, PictureFinding};

/// The pages of a file that nobody has taken yet.
type Drawn = Vec<Option<DrawnPage>>;

pub(super) struct Drawings<'f> {
    fonts: &'f FontSet,
    allowance: &'f Allowance,
    stands: Option<FaceFor>,
    /// Files that were drawn, each once; none for one that could not be.
    files: Vec<(Arc<Plain>, Option<Drawn>)>,
}

impl<'f> Drawings<'f> {
    pub(super) fn new(fonts: &'f FontSet, allowance: &'f Allowance) -> Drawings<'f> {
        Drawings { fonts, allowance, stands: None, files: Vec::new() }
    }

    /// A page as a picture of this name; none when it could not be drawn.
    pub(super) fn ready(
        &mut self,
        name: String,
        picture: &Picture,
        (plain, index): (&Arc<Plain>, usize),
        sink: &mut Sink,
    ) -> Option<Ready> {
        let page = self.page(plain, index, &picture.named, sink)?;
        tell(&page, picture, sink);
        let length = self.fonts.length(Role::Fangsong, Digits::Latin);
        let lines = page.lines.into_iter().filter_map(|line| in_faces(line, self.fonts));
        let stretched = lines.map(|line| {
            let natural = length(&line.text) * line.size;
            let stretch = if natural > 0.0 && line.width > 0.0 { line.width / natural } else { 1.0 };
            Line { stretch: stretch.clamp(0.01, 10.0), ..line }
        });
        let lines = stretched.collect();
        Some(Ready { name, bytes: page.svg.into_bytes().into(), lines })
    }

    /// A page of a file; each is asked for once.
    fn page(
        &mut self,
        plain: &Arc<Plain>,
        index: usize,
        named: &Words,
        sink: &mut Sink,
    ) -> Option<DrawnPage> {
        let known = self.files.iter().position(|(known, _)| Arc::ptr_eq(known, plain));
        let at = known.unwrap_or_else(|| {
            let pages = self.draw(plain, named, sink);
            self.files.push((Arc::clone(plain), pages));
            self.files.len() - 1
        });
        self.files[at].1.as_mut()?.get_mut(index)?.take()
    }

    fn draw(&mut self, plain: &Arc<Plain>, named: &Words, sink: &mut Sink) -> Option<Drawn> {
        let fonts = self.fonts;
        let stands = self.stands.get_or_insert_with(|| Arc::new(stands(fonts)));
        let at = |problem| Diagnostic::new(problem).at(named.place.clone()).path(named.path.clone());
        match foreign::draw(plain, stands, self.allowance.for_drawing()) {
            Ok((pages, told)) => {
                for (face, by) in told {
                    sink.push(at(PictureFinding::PictureFace { path: named.text.clone(), face, by }));
                }
                Some(pages.into_iter().map(Some).collect())
            }
            Err(fault) => {
                let fault = PictureFault::Pdf(fault);
                sink.push(at(PictureFinding::Picture { path: named.text.clone(), fault }));
                None
            }
        }
    }
}

/// The faces of the roles, for files without their own.
fn stands(fonts: &FontSet) -> BTreeMap<&'static str, foreign::Stand> {
    Role::ALL.into_iter().filter_map(|role| Some((role.key(), fonts.stand(role)?))).collect()
}

fn tell(page: &DrawnPage, picture: &Picture, sink: &mut Sink) {
    let (path, named) = (picture.named.text.clone(), &picture.named);
    let mut tell = |problem| {
        sink.push(Diagnostic::new(problem).at(named.place.clone()).path(named.path.clone()));
    };
    if !page.missing.is_empty() {
        let characters = page.missing.iter().collect();
        tell(PictureFinding::PictureGlyphs { path: path.clone(), page: picture.page, characters });
    }
    if page.broken > 0 {
        tell(PictureFinding::PictureInside { path: path.clone(), page: picture.page, count: page.broken });
    }
    if picture.sheet && page.lines.is_empty() {
        tell(PictureFinding::SheetWithoutWords { path, page: picture.page });
    }
}

/// A line without the characters that no face has: a PDF/A names every character, and has no boxes.
fn in_faces(mut line: Line, fonts: &FontSet) -> Option<Line> {
    let missing = fonts.missing(Role::Fangsong, &line.text);
    line.text.retain(|c| !missing.contains(&c) && !c.is_control());
    (!line.text.trim().is_empty()).then_some(line)
}
