//! Pages of a file as pictures for a document: what is drawn as SVG, and what they say.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use hayro_interpret::font::{FallbackFontQuery, FontData, FontQuery};
use hayro_interpret::hayro_cmap::CidFamily;
use hayro_interpret::{
    Context, FontResolverFn, InterpreterCache, InterpreterSettings, TransformExt, interpret_page,
};
use hayro_syntax::Pdf;
use kurbo::{Affine, Rect};

use super::Line;
use super::budget::Budget;
use super::faces::{Faces, clean};
use super::gate::Plain;
use super::limits::{Halt, LIMIT_ELEMENTS, within};
use super::lines::Lines;
use super::pen::{Pen, Shared, Whole};
use crate::document::Role;
use crate::foreign::PdfFault;

/// A face that stands for one that is not in a file.
#[derive(Clone)]
pub struct Stand {
    /// Its file.
    pub data: FontData,
    /// Which face of the file.
    pub index: u32,
    /// What it is called in messages.
    pub name: String,
}

/// The faces of the roles, for files that have not theirs inside.
pub type FaceFor = Arc<BTreeMap<&'static str, Stand>>;

/// A page as a picture.
#[derive(Debug, Clone)]
pub struct DrawnPage {
    /// A `<svg>` as large as the page.
    pub svg: String,
    /// What it says, in the order of the file.
    pub lines: Vec<Line>,
    /// Characters that the face put in place of the file's has not.
    pub missing: Vec<char>,
    /// How many pictures on it could not be unpacked.
    pub broken: usize,
}

/// Draws the pages of a file that has passed the gate with its pixels. The second value says which face stands
/// for which that is not in the file.
pub fn draw(
    plain: &Plain,
    faces: &FaceFor,
    time: Duration,
) -> Result<(Vec<DrawnPage>, BTreeMap<String, String>), PdfFault> {
    let (plain, faces) = (plain.clone(), Arc::clone(faces));
    within(time, move |deadline| {
        let run = AssertUnwindSafe(move || pages(&plain, &faces, deadline));
        Halt::caught(run).map_err(Halt::fault)
    })
}

fn pages(
    plain: &Plain,
    faces: &FaceFor,
    deadline: Instant,
) -> Result<(Vec<DrawnPage>, BTreeMap<String, String>), Halt> {
    let pdf = Pdf::new(Arc::clone(&plain.bytes)).map_err(|_| Halt::Panic)?;
    let told = Arc::new(Mutex::new(BTreeMap::new()));
    let settings = InterpreterSettings {
        font_resolver: resolver(Arc::clone(faces), Arc::clone(&told)),
        render_annotations: true,
        ..InterpreterSettings::default()
    };
    let cache = InterpreterCache::new();
    let known = Faces::of(&pdf);
    let mut shared = Shared::new(Budget::new(deadline));
    let mut drawn = Vec::new();
    for (index, page) in pdf.pages().iter().enumerate() {
        let unit = plain.scales.get(index).copied().unwrap_or(1.0);
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width) * unit, f64::from(height) * unit);
        // A page without an area is nothing that can be seen.
        if !(width > 0.0 && height > 0.0 && width.is_finite() && height.is_finite()) {
            return Err(Halt::Panic);
        }
        let to_page = Affine::scale(unit) * page.initial_transform(true).to_kurbo();
        let bounds = Rect::new(0.0, 0.0, width, height);
        let mut context = Context::new(to_page, bounds, &cache, pdf.xref(), settings.clone());
        let mut whole =
            Whole { faces: &known, lines: Lines::default(), missing: Vec::new(), broken: 0, characters: 0 };
        let mut pen = Pen::new(&mut shared, bounds, Some(&mut whole));
        interpret_page(page, &mut context, &mut pen);
        let body = pen.finished();
        let definitions = shared.page();
        // Characters alone are counted while they are drawn.
        if body.matches("/>").count() > LIMIT_ELEMENTS {
            return Err(Halt::Elements);
        }
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" viewBox=\"0 0 {width} {height}\"><defs>{definitions}</defs>{body}</svg>"
        );
        let Whole { lines, missing, broken, .. } = whole;
        let lines = lines.finished();
        let seen = |line: &Line| {
            line.x > -line.size && line.y > 0.0 && line.x < width && line.y < height + line.size
        };
        let lines = lines.into_iter().filter(seen).collect();
        drawn.push(DrawnPage { svg, lines, missing, broken });
    }
    let told = std::mem::take(&mut *told.lock().unwrap_or_else(PoisonError::into_inner));
    Ok((drawn, told))
}

fn resolver(faces: FaceFor, told: Arc<Mutex<BTreeMap<String, String>>>) -> FontResolverFn {
    Arc::new(move |query| match query {
        FontQuery::Standard(standard) => Some(standard.get_font_data()),
        FontQuery::Fallback(asked) => match role(asked) {
            Some(role) => {
                let stand = faces.get(role.key())?;
                let name = [&asked.post_script_name, &asked.font_name, &asked.font_family];
                let name = name
                    .into_iter()
                    .flatten()
                    .next()
                    .map(|name| clean(name))
                    .unwrap_or_else(|| "?".to_owned());
                let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
                told.entry(name).or_insert_with(|| stand.name.clone());
                Some((Arc::clone(&stand.data), stand.index))
            }
            None => Some(asked.pick_standard_font().get_font_data()),
        },
    })
}

/// The role that a face serves which is not in the file: by its name, else by what it is said to look like; none
/// for one that is not Chinese.
fn role(asked: &FallbackFontQuery) -> Option<Role> {
    let names = [&asked.post_script_name, &asked.font_name, &asked.font_family];
    let names: Vec<String> = names.into_iter().flatten().map(|name| clean(name)).collect();
    if let Some(role) = names.iter().find_map(|name| Role::of_face(name)) {
        return Some(role);
    }
    let han = asked.character_collection.as_ref().is_some_and(|collection| {
        matches!(
            collection.family,
            CidFamily::AdobeGB1 | CidFamily::AdobeCNS1 | CidFamily::AdobeJapan1 | CidFamily::AdobeKorea1
        )
    });
    let chinese = |name: &String| !name.is_ascii();
    if !han && !names.iter().any(chinese) {
        return None;
    }
    let says = |words: &[&str]| {
        names.iter().any(|name| {
            let name = name.to_lowercase();
            words.iter().any(|word| name.contains(word))
        })
    };
    Some(match () {
        () if says(&["仿宋", "fang"]) => Role::Fangsong,
        () if says(&["楷", "kai"]) => Role::Kaiti,
        () if says(&["标宋", "biaosong"]) => Role::Biaosong,
        () if says(&["黑", "hei", "gothic", "yahei", "sans"]) || asked.is_bold => Role::Heiti,
        () => Role::Songti,
    })
}
