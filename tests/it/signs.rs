//! Every sign that somebody may type, where readers look for signs: no door ends in an error of its own.

use gongwen::import::Importer;
use gongwen::{Document, Failure};
use serde_json::json;

/// What a sign may begin, end or part.
const PLACES: [&str; 16] = [
    "@",
    "@@",
    "@甲",
    "甲@",
    "@1",
    "1@",
    "@1@",
    "一、@",
    "（@）",
    "附件：@",
    "附件@1",
    "2024@1@2@",
    "关于@的通知",
    "甲局@",
    "@：甲",
    "a@b",
];

fn signs() -> impl Iterator<Item = char> {
    let ranges = [
        0x09..=0x0D_u32,
        0x20..=0x7E,
        0xA0..=0xBF,
        0x300..=0x303,
        0x2000..=0x206F,
        0x20DD..=0x20E3,
        0x2100..=0x214F,
        0x2160..=0x217F,
        0x2190..=0x2193,
        0x2460..=0x24FF,
        0x2580..=0x25FF,
        0x2610..=0x261F,
        0x3000..=0x303F,
        0x3200..=0x32CF,
        0xFE00..=0xFE6F,
        0xFF00..=0xFF65,
        0x1F600..=0x1F603,
        0x1F1E6..=0x1F1E7,
        0x20000..=0x20001,
        0xE0100..=0xE0101,
    ];
    ranges.into_iter().flatten().filter_map(char::from_u32)
}

/// The report of a sign that a door had no answer to.
fn fell(door: &str, sign: char, result: Result<(), Failure>) -> Option<String> {
    let failure = result.err()?;
    let found = failure.diagnostics().iter().find(|found| found.code() == "internal-error")?;
    Some(format!("{door}: U+{:04X} {sign:?}: {}", u32::from(sign), found.message(gongwen::Lang::En)))
}

/// A line that begins with ［ had the importer cut within the sign: an error of the program, for any paste with one.
#[test]
fn every_sign_goes_through_every_door_of_texts() {
    let mut wrong = Vec::new();
    for sign in signs() {
        let lines = PLACES.map(|place| place.replace('@', &sign.to_string()));
        // First, last and between: where a title is looked for, a date, a paragraph.
        let whole = format!("{}\n关于甲的通知\n甲局：\n正文。\n{}", lines.join("\n"), lines.join("\n\n"));
        for name in ["x.txt", "x.md", "x.html"] {
            let made = Importer::new().import(name, whole.clone().into()).map(drop);
            wrong.extend(fell(name, sign, made));
        }
        for format in ["text", "markdown"] {
            let data = json!({
                "title": "关于甲的通知", "issuers": ["甲局"], "date": "2024-01-02", "body-format": format, "body": whole
            });
            let read = Document::from_value(&data).map(|document| drop(document.check()));
            wrong.extend(fell(format, sign, read));
        }
        wrong.extend(fell("fmt", sign, gongwen::fmt::correct_bytes("x.txt", whole.clone().into()).map(drop)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(signs().count() > 900);
}
