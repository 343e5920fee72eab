//! The one trip of everything that is set: pictures made ready, pages set, pictures blamed that could not be, the
//! pages looked at. What a document and the data of a template differ in, their [`Job`] says.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::coverage;
use crate::diagnostic::{Diagnostic, Failure, Sink};
use crate::document::{Digits, Picture};
use crate::limits::Allowance;
use crate::press::{self, FontSet, Given, Ready, Set, Sources};
use crate::rendered::Rendered;

/// What is to be set: a document, or data by a template of one's own.
pub(crate) trait Job {
    /// What setting it found out beside the pages.
    type Found;

    /// The template.
    fn sources(&self) -> &Arc<Sources>;

    /// The pictures it hands over, by the names under which the template knows them.
    fn pictures(&self) -> Vec<(String, &Picture)>;

    /// How digits are set where something of it names what face it will; none when nothing does.
    fn names_faces(&self, pictures: &[(String, &Picture)]) -> Option<Digits>;

    /// Sets its pages; what Typst finds is told, at the place that is to blame.
    fn set(&self, press: &Press<'_>, sink: &mut Sink) -> Option<(Set, Self::Found)>;

    /// Tells what the set pages show to be wrong.
    fn look(&self, set: &Set, fonts: &FontSet, allowance: &Allowance, sink: &mut Sink);

    /// What it has become. Nothing is an error any more.
    fn rendered(self, set: Set, found: Self::Found, sink: Sink) -> Rendered;
}

/// A job's faces and pictures, ready to set pages with: once, or again and again.
pub(crate) struct Press<'a> {
    allowance: &'a Allowance,
    sources: &'a Arc<Sources>,
    /// A name that was not in the book is there when the pages are set again.
    fonts: Mutex<Arc<FontSet>>,
    pub ready: Vec<Ready>,
}

impl Press<'_> {
    pub(crate) fn fonts(&self) -> Arc<FontSet> {
        Arc::clone(&self.fonts.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Sets the template with what it is given; its pictures are put to it here. `turned_shift` as
    /// [`press::compile`] has it.
    pub(crate) fn compile(
        &self,
        mut given: Given<'_>,
        turned_shift: Option<f64>,
    ) -> (Option<Set>, Vec<Diagnostic>) {
        given.pictures.extend(self.ready.iter().map(|ready| (ready.name.clone(), Arc::clone(&ready.bytes))));
        let (set, told) = press::compile(self.allowance, self.sources, &self.fonts(), given, turned_shift);
        if let Some(set) = &set {
            *self.fonts.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(set.fonts());
        }
        (set, told)
    }

    /// Tells which pictures it was that Typst could not set; whether there are any.
    fn tell_broken(&self, pictures: &[(String, &Picture)], fonts: &Arc<FontSet>, sink: &mut Sink) {
        let handed = pictures.iter().zip(&self.ready);
        let broken: Vec<Diagnostic> = handed
            .filter_map(|((_, picture), ready)| {
                press::broken_picture(self.allowance, fonts, picture, &ready.bytes)
            })
            .collect();
        // The template's own complaint says no more.
        if !broken.is_empty() {
            sink.forget(press::is_slip);
        }
        broken.into_iter().for_each(|found| sink.push(found));
    }
}

/// Runs a job; what was told before it stands in the sink.
pub(crate) fn run<J: Job>(
    job: J,
    mut fonts: Arc<FontSet>,
    allowance: &Allowance,
    mut sink: Sink,
) -> Result<Rendered, Failure> {
    let pictures = job.pictures();
    let mut changed = BTreeMap::new();
    if let Some(digits) = job.names_faces(&pictures) {
        fonts = fonts.named(digits);
        for (name, picture) in &pictures {
            let other = coverage::check_picture(picture, &mut fonts, &mut sink);
            changed.extend(other.map(|bytes| (name.clone(), bytes)));
        }
    }
    let ready = press::ready(&pictures, &changed, &fonts, allowance, &mut sink);
    let Some(ready) = ready.filter(|_| !sink.has_errors()) else {
        return Err(sink.into());
    };
    let press = Press { allowance, sources: job.sources(), fonts: Mutex::new(Arc::clone(&fonts)), ready };
    let set = job.set(&press, &mut sink);
    match &set {
        Some((set, _)) => job.look(set, &fonts, allowance, &mut sink),
        None => press.tell_broken(&pictures, &fonts, &mut sink),
    }
    let Some((set, found)) = set.filter(|_| !sink.has_errors()) else {
        return Err(sink.into());
    };
    drop((press, pictures));
    Ok(job.rendered(set, found, sink))
}
