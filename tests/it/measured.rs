//! Documents set with the bundled faces, and the questions tests ask of their pages.

use std::path::{Path, PathBuf};

use gongwen::page::{Colour, Page, Rect, Run, Shape};
use gongwen::page::{Line, Piece, lines, part_lines};
use gongwen::{Document, Rendered};
use serde_json::{Value, json};

use crate::standard::HAIR;
use crate::support::ENGINE;

/// A set document.
pub struct Sheets {
    pub pages: Vec<Page>,
    pub codes: Vec<&'static str>,
    pub rendered: Rendered,
}

fn data_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn set(document: &Document) -> Sheets {
    let rendered = ENGINE.render(document).unwrap_or_else(|failure| panic!("{failure}"));
    let codes = rendered.diagnostics().iter().map(gongwen::Diagnostic::code).collect();
    Sheets { pages: rendered.pages().to_vec(), codes, rendered }
}

/// A file of `data/`, with more keys at its end.
pub fn data_with(name: &str, more: &str) -> Sheets {
    let folder = data_folder();
    let text = std::fs::read_to_string(folder.join(name)).expect("the data file is there");
    set(&Document::reader()
        .folder(&folder)
        .read_toml(name, &(text + more))
        .unwrap_or_else(|failure| panic!("{failure}")))
}

/// A file of `data/`.
pub fn data(name: &str) -> Sheets {
    data_with(name, "")
}

/// A plain document with these keys in place of, or beside, its own; `null` takes a key away.
pub fn with(keys: Value) -> Sheets {
    let mut document = json!({
        "issuers": ["东江省水利厅"],
        "number": "东水〔2024〕2号",
        "title": "东江省水利厅关于做好2024年防汛抗旱工作的通知",
        "recipients": ["各市水利局"],
        "body": prose(3),
        "date": "2024-03-01",
        "sealing": "none",
    });
    let (Value::Object(document_keys), Value::Object(keys)) = (&mut document, keys) else {
        unreachable!("both are objects")
    };
    for (key, value) in keys {
        match value {
            Value::Null => document_keys.remove(&key),
            value => document_keys.insert(key, value),
        };
    }
    let document = Document::reader().folder(data_folder()).read_value(&document);
    set(&document.unwrap_or_else(|failure| panic!("{failure}")))
}

/// Paragraphs of three to five lines without marks that could be pressed.
pub fn prose(paragraphs: usize) -> String {
    let sentence = "各地要充分认识防汛抗旱工作面临的严峻形势把保障人民群众生命财产安全放在第一位";
    (0..paragraphs).map(|i| sentence.repeat(2 + i % 3) + "。\n").collect()
}

impl Sheets {
    /// The lines of an element, on all pages.
    pub fn part(&self, part: &str) -> Vec<Line> {
        self.pages.iter().flat_map(|page| part_lines(page, piece(part))).collect()
    }

    /// The one line of an element.
    pub fn line(&self, part: &str) -> Line {
        let found = self.part(part);
        assert_eq!(found.len(), 1, "{part}: {:?}", found.iter().map(Line::text).collect::<Vec<_>>());
        found.into_iter().next().expect("one")
    }

    pub fn lines(&self) -> Vec<Line> {
        self.pages.iter().flat_map(lines).collect()
    }

    pub fn runs(&self, part: &str) -> Vec<Run> {
        let runs = self.pages.iter().flat_map(|page| &page.runs);
        runs.filter(|run| within(run.part, part)).cloned().collect()
    }

    pub fn shapes(&self, part: &str) -> Vec<(usize, Shape)> {
        let shapes = self
            .pages
            .iter()
            .flat_map(|page| page.shapes.iter().map(move |shape| (page.number, shape.clone())));
        shapes.filter(|(_, shape)| within(shape.part, part)).collect()
    }

    pub fn shape(&self, part: &str) -> Rect {
        let found = self.shapes(part);
        assert_eq!(found.len(), 1, "{part}");
        found[0].1.rect
    }

    /// The extent of an element's ink.
    pub fn ink(&self, part: &str) -> Rect {
        let inks = self.runs(part).iter().filter_map(Run::ink_all).reduce(Rect::union);
        inks.unwrap_or_else(|| panic!("{part} has no ink"))
    }
}

pub fn within(part: Piece, name: &str) -> bool {
    part.is_of(piece(name))
}

/// An element of the page, or one of several, by its name.
pub fn piece(name: &str) -> Piece {
    name.parse().unwrap_or_else(|_| panic!("no element is named {name}"))
}

/// Full lines of the text: those after which their paragraph goes on.
pub fn full_lines(body: &[Line]) -> Vec<&Line> {
    body.windows(2).filter(|pair| pair[0].part() == pair[1].part()).map(|pair| &pair[0]).collect()
}

pub fn centre(rect: Rect) -> f64 {
    (rect.left + rect.right) / 2.0
}

#[track_caller]
pub fn near(actual: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((actual - expected).abs() <= tolerance, "{what}: {actual:.3}, not {expected:.3} ± {tolerance}");
}

#[track_caller]
pub fn at(actual: f64, expected: f64, what: &str) {
    near(actual, expected, HAIR, what);
}

#[track_caller]
pub fn between(actual: f64, range: &std::ops::RangeInclusive<f64>, what: &str) {
    assert!(range.contains(&actual), "{what}: {actual:.3}, not within {range:?}");
}

/// Every run of the element is of this family and size.
#[track_caller]
pub fn set_in(sheets: &Sheets, part: &str, families: &[&str], size: f64) {
    let runs = sheets.runs(part);
    assert!(!runs.is_empty(), "{part} is not there");
    for run in runs {
        assert!(families.contains(&run.family.as_str()), "{part}: {} in {}", run.text(), run.family);
        near(run.size, size, 0.01, &format!("size of {part}: {}", run.text()));
    }
}

pub fn is_red(colour: Colour) -> bool {
    colour == Colour::Rgb(255, 0, 0)
}
