//! PDFs of other programs, made by `tests/fixtures/foreign/make.sh`: what is measured is what two other
//! readers measured, poppler (left and right ends) and MuPDF (baselines), written down by `read.py`.

use std::path::Path;

use gongwen::conformance::Value;
use gongwen::measure::{Measured, measure_path};
use gongwen::page::{Line, Part, lines};

use crate::measured::piece;

/// Page, words, element, left, right and baseline in mm as the other readers have them.
type Known = (usize, &'static str, &'static str, f64, f64, f64);

const MARK: &str = "云川市水利局文件";
const ORGAN: &str = "云川市水利局";
const ABOUT: &str = "关于做好2024年防汛工作的通知";
const TO: &str = "各县（区）水利局，局属各单位：";
const TEXT: &str = "为切实做好今年防汛工作，保障人民群众生命财产安全，";
const HEADING: &str = "一、压实工作责任";
const DATE: &str = "2024年4月8日";

/// LibreOffice Writer: CFF faces as Type 1, lines of unlike length, a paragraph's border as the rule.
const LIBREOFFICE: [Known; 6] = [
    (1, MARK, "mark", 55.245, 156.845, 86.643),
    (1, ORGAN, "title", 82.762, 129.328, 138.042),
    (1, TO, "recipients", 28.046, 112.712, 168.734),
    (1, TEXT, "body.5", 39.335, 183.697, 178.964),
    (1, HEADING, "body.6", 39.335, 84.490, 209.656),
    (2, ORGAN, "organ.0", 133.279, 167.146, 45.191),
];

/// Chromium: Type 3 faces, radicals in place of hanzi, pages of whole pixels.
const CHROMIUM: [Known; 6] = [
    (1, MARK, "mark", 55.298, 156.898, 78.58),
    (1, ABOUT, "title", 51.065, 161.219, 138.377),
    (1, TO, "recipients", 28.046, 111.477, 157.427),
    (1, TEXT, "body.5", 39.332, 184.237, 167.746),
    (2, ORGAN, "organ.0", 133.879, 167.304, 44.185),
    (2, DATE, "date", 138.733, 172.951, 54.504),
];

/// XeLaTeX: a face that does not say what its characters mean but for its Adobe-GB1 numbers.
const XELATEX: [Known; 5] = [
    (1, MARK, "mark", 55.200, 156.800, 78.159),
    (1, TO, "recipients", 28.000, 112.667, 157.542),
    (1, TEXT, "body.5", 39.289, 184.001, 167.773),
    (1, HEADING, "body.6", 39.289, 84.444, 188.234),
    (1, ORGAN, "organ.0", 133.200, 167.067, 249.617),
];

/// cairo: rules stroked.
const CAIRO: [Known; 5] = [
    (1, MARK, "mark", 55.200, 156.800, 83.001),
    (1, ABOUT, "title", 50.221, 161.779, 158.0),
    (1, TEXT, "body.5", 39.289, 186.045, 189.0),
    (1, ORGAN, "organ.0", 128.000, 161.867, 239.0),
    (1, DATE, "date", 133.644, 167.510, 249.0),
];

/// reportlab: a face that is not in the file, text drawn twice to look bold, the mark in a form, red as
/// CMYK and as a spot colour, a page turned by its entry.
const REPORTLAB: [Known; 7] = [
    (1, MARK, "mark", 55.200, 156.800, 83.000),
    (1, ORGAN, "title", 82.717, 129.283, 148.000),
    (1, ABOUT, "title", 52.262, 159.738, 158.000),
    (1, TEXT, "body.5", 39.289, 186.045, 189.000),
    (1, HEADING, "body.6", 39.289, 84.445, 209.000),
    (1, DATE, "date", 133.644, 166.224, 249.000),
    (2, "附件", "attachment-label", 37.000, 48.289, 30.000),
];

fn measured(name: &str) -> Measured {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/foreign");
    measure_path(folder.join(name)).unwrap_or_else(|failure| panic!("{name}: {failure}"))
}

/// Every known line is there, once, as its element, within 0.03 mm.
fn says(name: &str, known: &[Known]) -> Measured {
    let measured = measured(name);
    for (page, words, part, left, right, baseline) in known {
        let all = lines(&measured.pages()[page - 1]);
        let found: Vec<&Line> =
            all.iter().filter(|line| line.text().starts_with(words) && line.part() == piece(part)).collect();
        let said = || all.iter().map(|line| (line.part().to_string(), line.text())).collect::<Vec<_>>();
        assert_eq!(found.len(), 1, "{name}: {words} as {part} in {:#?}", said());
        for (what, is, wanted) in [
            ("left", found[0].left(), left),
            ("right", found[0].right(), right),
            ("baseline", found[0].baseline, baseline),
        ] {
            assert!((is - wanted).abs() < 0.03, "{name}: {what} of {words} is {is:.3}, not {wanted}");
        }
    }
    measured
}

/// The red rule: from 28 mm, 156 mm wide, 0.35 mm thick but for what its program made of that.
fn has_red_rule(name: &str, measured: &Measured, thickness: f64) {
    let rules: Vec<_> =
        measured.pages()[0].shapes.iter().filter(|shape| shape.part == Part::RedRule).collect();
    let [rule] = rules[..] else { panic!("{name}: {rules:?}") };
    assert!(
        (rule.rect.left - 28.0).abs() < 0.06 && (rule.rect.width() - 156.0).abs() < 0.05,
        "{name}: {rule:?}"
    );
    assert!((rule.rect.height() - thickness).abs() < 0.01, "{name}: {rule:?}");
}

#[test]
fn files_of_other_programs_measure_as_other_readers_do() {
    let programs: [(&str, &[Known], f64); 5] = [
        ("libreoffice.pdf", &LIBREOFFICE, 0.353),
        ("chromium.pdf", &CHROMIUM, 0.265),
        ("xelatex.pdf", &XELATEX, 0.35),
        ("cairo.pdf", &CAIRO, 0.35),
        ("reportlab.pdf", &REPORTLAB, 0.35),
    ];
    for (name, known, thickness) in programs {
        let measured = says(name, known);
        has_red_rule(name, &measured, thickness);
        let rows = measured.requirements();
        assert!(rows.iter().any(|row| row.clause == "7.3.1"), "{name}: {} rows", rows.len());
    }
}

/// The sizes are those that were asked for, and the colours are known whatever space they are in.
#[test]
fn sizes_and_colours_come_from_any_space() {
    for name in ["libreoffice.pdf", "chromium.pdf", "xelatex.pdf", "cairo.pdf", "reportlab.pdf"] {
        let measured = measured(name);
        let row = |en: &str| {
            let rows = measured.requirements();
            let row =
                rows.iter().find(|row| row.quantity.1 == en).unwrap_or_else(|| panic!("{name}: no {en}"));
            row.measured.clone()
        };
        let words = |words: &str| Value::Words(words.to_owned());
        assert_eq!(row("colour of the text"), words("黑"), "{name}");
        assert_eq!(row("colour of the mark"), words("红"), "{name}");
        assert_eq!(row("colour of the red rule"), words("红"), "{name}");
        let Value::Number(size) = row("size of the text") else { panic!("{name}: no number") };
        assert!((size - 16.0).abs() < 0.01, "{name}: {size}");
    }
}
