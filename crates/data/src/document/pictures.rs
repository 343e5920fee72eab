//! The files of pictures: of a sane size, read and made ready, at the places that name them.

use super::{Picture, Words};
use crate::diagnostic::{Diagnostic, Problem, Sink};
use crate::pictures::{self, PictureChange, PictureFault, PictureFinding, Prepared};
use crate::source::{FileFinding, Files};
use crate::text;

/// Reads a picture that is named with its page, `x.pdf#page=2`; what was done to it is told.
pub fn named(files: &Files, named: Words, sink: &mut Sink) -> Result<Picture, Box<dyn Problem>> {
    let text::Picture { path, page, .. } = text::Picture::new(&named.text, "");
    read(files, page, Words { text: path, ..named }, sink)
}

/// Reads the picture of a seal or a signature, as [`named`] does; its file is remembered as one.
pub(super) fn stamp(files: &Files, words: Words, sink: &mut Sink) -> Result<Picture, Box<dyn Problem>> {
    let path = text::Picture::new(&words.text, "").path;
    let picture = named(files, words, sink);
    files.is_stamp(&path);
    picture
}

/// Reads a picture's file; `page` counts from 1. What was done to it is told.
pub(super) fn read(
    files: &Files,
    page: usize,
    named: Words,
    sink: &mut Sink,
) -> Result<Picture, Box<dyn Problem>> {
    let bytes = bytes(files, &named.text)?;
    let prepared = pictures::prepare(&bytes, page, files.limits()).map_err(|fault| of(&named, fault))?;
    finished(files, prepared, page, named, &mut Vec::new(), sink)
}

/// Reads the pages of a file that is bound page by page.
pub(super) fn sheets(
    files: &Files,
    named: &Words,
    sink: &mut Sink,
) -> Result<Vec<Picture>, Box<dyn Problem>> {
    let bytes = bytes(files, &named.text)?;
    let pages = pictures::prepare_all(&bytes, files.limits()).map_err(|fault| of(named, fault))?;
    // Each page of a scan would say the same.
    let mut told = Vec::new();
    let sheet = |(index, prepared)| {
        let picture = finished(files, prepared, index + 1, named.clone(), &mut told, sink)?;
        Ok(Picture { sheet: true, ..picture })
    };
    pages.into_iter().enumerate().map(sheet).collect()
}

fn bytes(files: &Files, path: &str) -> Result<std::sync::Arc<[u8]>, Box<dyn Problem>> {
    let unread = |problem| -> Box<dyn Problem> {
        match problem {
            FileFinding::FileTooLarge { path, limit } => {
                PictureFinding::PictureFileTooLarge { path, limit }.into()
            }
            FileFinding::MissingFile { path } => match path.rsplit_once("#page=") {
                Some((file, written)) => {
                    let fault = PictureFault::NotAPage { written: written.to_owned() };
                    PictureFinding::Picture { path: file.to_owned(), fault }.into()
                }
                None => FileFinding::MissingFile { path }.into(),
            },
            other => other.into(),
        }
    };
    files.look()?;
    files.read(path, files.limits().picture_bytes).map_err(unread)
}

fn of(named: &Words, fault: PictureFault) -> Box<dyn Problem> {
    PictureFinding::Picture { path: named.text.clone(), fault }.into()
}

fn finished(
    files: &Files,
    prepared: Prepared,
    page: usize,
    named: Words,
    told: &mut Vec<PictureChange>,
    sink: &mut Sink,
) -> Result<Picture, Box<dyn Problem>> {
    let held = files.hold_pixels(prepared.pixels);
    if let Err(limit) = held.and_then(|()| files.hold_pixels_in_pages(prepared.in_pages())) {
        return Err(of(&named, PictureFault::TooMuchTogether { limit }));
    }
    for change in prepared.changes {
        if told.contains(&change) {
            continue;
        }
        told.push(change);
        let problem = PictureFinding::PictureChanged { path: named.text.clone(), change };
        sink.push(Diagnostic::new(problem).at(named.place.clone()).path(named.path.clone()));
    }
    Ok(Picture { content: prepared.content, page, sheet: false, size: prepared.size, named })
}
