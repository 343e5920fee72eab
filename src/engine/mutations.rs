//! The conformance report proven: each figure of the template is shifted by more than its tolerance,
//! and the report must catch it.

use serde_json::{Value, json};

use super::*;
use crate::source::SourceText;
use gongwen_page::Verdict;

/// The template with one text in its files replaced.
fn engine(from: &str, to: &str) -> Engine {
    let mut files = compose::GONGWEN.files();
    let mut changed = 0;
    for file in files.iter_mut().filter(|file| file.name.ends_with(".typ")) {
        let text = Arc::clone(file.text().unwrap());
        if text.text().contains(from) {
            changed += 1;
            let text = SourceText::new(text.name(), text.text().replacen(from, to, 1));
            file.content = crate::press::Content::Text(text);
        }
    }
    assert_eq!(changed, 1, "`{from}` stands in one file");
    let sources = Arc::new(Sources::new(&files, GONGWEN_ENTRY).unwrap());
    Engine { sources, ..Engine::builder().bundled_fonts_only(true).build() }
}

fn prose(paragraphs: usize) -> String {
    let sentence = "各地要充分认识防汛抗旱工作面临的严峻形势把保障人民群众生命财产安全放在第一位";
    let lines = (0..paragraphs).map(|i| match i {
        1 => "一、总体要求\n".to_owned(),
        2 => format!("（一）加强领导。{}。\n", sentence.repeat(2)),
        _ => sentence.repeat(2 + i % 3) + "。\n",
    });
    lines.collect()
}

/// A document of every element, and the other formats.
fn document(name: &str) -> Document {
    let seal = "yangzhang.svg";
    let mut keys = json!({
        "issuers": [{ "name": "东江省水利厅", "seal": seal }],
        "number": "东水〔2024〕2号",
        "title": "东江省水利厅关于做好2024年防汛抗旱工作的通知",
        "recipients": ["各市水利局"],
        "body": prose(14),
        "date": "2024-03-01",
        "note": "此件公开发布",
        "cc": ["省应急管理厅"],
        "printer": "东江省水利厅办公室",
        "print-date": "2024-03-02",
        "attachments": [{ "title": "实施方案", "body": prose(2) }],
    });
    let more = match name {
        "document" => json!({ "copy-number": 1, "classification": "秘密★1年", "urgency": "特急" }),
        "upward" => json!({
            "title": "东江省水利厅关于防汛抗旱工作情况的报告", "signers": ["张三", "李四", "王五"],
            "issuers": ["东江省水利厅"], "sealing": "none", "attachments": ["实施方案"],
        }),
        "short-organ" => json!({ "issuers": ["县政府"], "sealing": "none" }),
        "letter" => json!({ "format": "letter", "printer": null, "print-date": null, "urgency": "加急" }),
        "order" => json!({
            "format": "order", "number": "第12号", "title": null, "recipients": null, "issuers": ["东江省人民政府"],
            "signature": { "title": "省长", "name": "张三" }, "body": prose(3), "attachments": null,
            "note": null,
        }),
        "minutes" => json!({
            "format": "minutes", "mark": "东江省水利厅会议纪要", "issuers": ["东江省水利厅"],
            "attendees": ["甲局张三", "乙局李四"], "attachments": null, "recipients": null, "note": null,
        }),
        "telegram" => {
            json!({ "format": "telegram", "urgency": "特急", "signers": ["张三"], "number": "东水明电〔2024〕2号" })
        }
        "joint" => json!({
            "issuers": (0..4).map(|i| json!({
                "name": format!("东江省{}局", ["水利", "农业", "林业", "气象"][i]), "seal": seal, "seal-diameter": 35,
            })).collect::<Vec<_>>(),
            "title": "关于做好2024年防汛抗旱工作的通知",
            "cc": (0..30).map(|i| format!("第{i}单位")).collect::<Vec<_>>(),
        }),
        "many" => json!({
            "issuers": (0..12).map(|i| format!("东江省第{i}局")).collect::<Vec<_>>(), "sealing": "none",
            "title": "关于做好2024年防汛抗旱工作的通知", "recipients": ["各市"], "attachments": null, "body": prose(3),
        }),
        "stamp" => json!({
            "format": "order", "number": "第12号", "title": null, "recipients": null, "issuers": ["东江省人民政府"],
            "signature": { "title": "省长", "name": "张三", "image": "qianmingzhang.svg" }, "body": prose(3),
            "attachments": null, "note": null,
        }),
        "square-stamp" => json!({
            "format": "order", "number": "第12号", "title": null, "recipients": null, "issuers": ["东江省人民政府"],
            "signature": { "title": "省长", "name": "张三", "image": seal }, "body": prose(2),
            "attachments": null, "note": null,
        }),
        "plain" => json!({
            "format": "plain", "sealing": "none", "note": null, "postscript": "本告知书一式两份，一份送达，一份存档。", "body": prose(3), "attachments": null,
        }),
        "crowded" => json!({
            "issuers": (0..8).map(|i| format!("东江省第{i}管理局")).collect::<Vec<_>>(), "sealing": "none",
            "title": "关于防汛抗旱工作情况的报告", "recipients": ["省政府"], "attachments": null, "body": prose(3),
            "signers": ["张三", "李四", "王五", "赵六", "钱七", "孙八", "周九", "吴十"],
        }),
        "a3" => json!({ "attachments": [{ "title": "实施方案", "paper": "a3", "body": prose(2) }] }),
        "long-title" => json!({
            "title": "东江省水利厅关于进一步做好2024年全省防汛抗旱和山洪灾害防御以及水库安全度汛工作的紧急通知",
        }),
        other => unreachable!("{other}"),
    };
    for (key, value) in more.as_object().unwrap() {
        match value {
            Value::Null => keys.as_object_mut().unwrap().remove(key),
            value => keys.as_object_mut().unwrap().insert(key.clone(), value.clone()),
        };
    }
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    Document::reader().folder(data).read_value(&keys).unwrap_or_else(|failure| panic!("{name}: {failure}"))
}

/// The rows that are broken. A page so far off that characters leave the type area is refused before
/// there is a report: caught too.
fn broken(engine: &Engine, name: &str) -> Vec<String> {
    match engine.render(&document(name)) {
        Ok(rendered) => {
            let rows = &rendered.report().requirements;
            let off = rows.iter().filter(|row| row.verdict == Verdict::Broken);
            off.map(|row| format!("{} {} {:?}", row.clause, row.quantity.1, row.measured)).collect()
        }
        Err(failure) => {
            assert!(failure.diagnostics().iter().any(|found| found.code() == "does-not-fit"), "{failure}");
            vec!["refused".to_owned()]
        }
    }
}

#[test]
fn nothing_is_broken_in_the_template_as_it_is() {
    let engine = engine("#let mark-top = 35mm", "#let mark-top = 35mm");
    let names = [
        "document",
        "upward",
        "short-organ",
        "letter",
        "order",
        "minutes",
        "telegram",
        "joint",
        "many",
        "stamp",
        "square-stamp",
        "crowded",
        "long-title",
        "a3",
    ];
    for name in names {
        assert!(broken(&engine, name).is_empty(), "{name}: {:?}", broken(&engine, name));
    }
}

/// What is changed to what, the document that shows it, the clause whose row must be broken.
const MUTATIONS: &[(&str, &str, &str, &str)] = &[
    ("#let paper-width = 210mm", "#let paper-width = 209mm", "document", "5.1"),
    ("#let margin-top = 37mm", "#let margin-top = 39mm", "document", "5.2.1"),
    ("#let margin-left = 28mm", "#let margin-left = 29.5mm", "document", "5.2.1"),
    ("#let area-width = 156mm", "#let area-width = 154mm", "document", "5.2.1"),
    ("#let area-height = 225mm", "#let area-height = 214mm", "document", "5.2.3"),
    ("#let size-3 = 15.79pt", "#let size-3 = 15.5pt", "document", "5.2.2"),
    ("#let pitch = 29.61pt", "#let pitch = 29.3pt", "document", "3.2"),
    ("#let mark-top = 35mm", "#let mark-top = 34.5mm", "document", "7.2.4"),
    ("#let mark-height = 22mm", "#let mark-height = 23mm", "short-organ", "7.2.4"),
    ("#let number-blank-lines = 2", "#let number-blank-lines = 1", "document", "7.2.5"),
    ("#let number-indent = 1", "#let number-indent = 2", "upward", "7.2.5"),
    ("#let signer-indent = 1", "#let signer-indent = 0", "upward", "7.2.6"),
    ("#let rule-gap = 4mm", "#let rule-gap = 4.5mm", "document", "7.2.7"),
    ("#let rule-thickness = 0.35mm", "#let rule-thickness = 0.5mm", "document", "7.2.7"),
    ("#let title-blank-lines = 2", "#let title-blank-lines = 1", "document", "7.3.1"),
    ("#let size-2 = 22pt", "#let size-2 = 21pt", "document", "7.3.1"),
    ("#let recipients-blank-lines = 1", "#let recipients-blank-lines = 2", "document", "7.3.2"),
    ("#let paragraph-indent = 2em", "#let paragraph-indent = 1.5em", "document", "7.3.3"),
    ("#let attachments-blank-lines = 1", "#let attachments-blank-lines = 0", "document", "7.3.4"),
    ("#let attachment-title-row = 3", "#let attachment-title-row = 4", "document", "7.3.7"),
    ("#let sealed-date-indent = 4", "#let sealed-date-indent = 3", "document", "7.3.5.1"),
    ("#let unsealed-indent = 2", "#let unsealed-indent = 1", "short-organ", "7.3.5.2"),
    ("#let unsealed-date-shift = 2", "#let unsealed-date-shift = 1", "short-organ", "7.3.5.2"),
    ("#let signature-indent = 4", "#let signature-indent = 3", "order", "7.3.5.3"),
    ("#let note-indent = 2em", "#let note-indent = 1em", "document", "7.3.6"),
    ("#let postscript-blank-lines = 1", "#let postscript-blank-lines = 0", "plain", "7.3.6"),
    ("#let colophon-rule-thick = 0.35mm", "#let colophon-rule-thick = 0.25mm", "document", "7.4.1"),
    ("#let colophon-rule-thin = 0.25mm", "#let colophon-rule-thin = 0.35mm", "document", "7.4.1"),
    ("#let colophon-indent = 1", "#let colophon-indent = 2", "document", "7.4.2"),
    ("#let size-4 = 14pt", "#let size-4 = 13pt", "document", "7.5"),
    ("#let page-number-gap = 7mm", "#let page-number-gap = 8mm", "document", "7.5"),
    ("#let page-number-indent = 1", "#let page-number-indent = 0", "document", "7.5"),
    ("#let letter-mark-top = 30mm", "#let letter-mark-top = 31mm", "letter", "10.1"),
    ("#let letter-rule-width = 170mm", "#let letter-rule-width = 156mm", "letter", "10.1"),
    ("#let letter-rule-gap = 4mm", "#let letter-rule-gap = 5mm", "letter", "10.1"),
    ("#let letter-lower-rule = 20mm", "#let letter-lower-rule = 21mm", "letter", "10.1"),
    ("#let letter-row-gap = size-3 * 7 / 8", "#let letter-row-gap = size-3", "letter", "10.1"),
    ("#let order-mark-top = 20mm", "#let order-mark-top = 35mm", "order", "10.2"),
    ("#let order-number-blank-lines = 2", "#let order-number-blank-lines = 1", "order", "10.2"),
    ("#let paper-height = 297mm", "#let paper-height = 296mm", "document", "5.1"),
    ("#let a3-width = 420mm", "#let a3-width = 419mm", "a3", "5.1"),
    ("#let em-top = 0.88em", "#let em-top = 0.8em", "document", "7.3.2"),
    ("#let em-bottom = -0.12em", "#let em-bottom = -0.2em", "document", "5.2.1"),
    ("#let mark-stack-pitch = 1.25", "#let mark-stack-pitch = 0.9", "joint", "7.2.4"),
    ("#let mark-word-gap = 0.35", "#let mark-word-gap = 0", "joint", "7.2.4"),
    ("#let signers-per-row = 2", "#let signers-per-row = 3", "upward", "7.2.6"),
    ("#let signer-gap = 1", "#let signer-gap = 2", "upward", "7.2.6"),
    ("#let title-pitch = pitch", "#let title-pitch = pitch + 3pt", "long-title", "7.3.1"),
    ("#let attachment-body-blank-lines = 1", "#let attachment-body-blank-lines = 2", "document", "7.3.7"),
    ("#let seal-drop = 5mm", "#let seal-drop = 0mm", "document", "7.3.5.1"),
    ("#let seals-per-row = 3", "#let seals-per-row = 4", "joint", "7.3.5.1"),
    ("#let seal-gap = 3mm", "#let seal-gap = -1mm", "joint", "7.3.5.1"),
    ("#let unsealed-blank-lines = 1", "#let unsealed-blank-lines = 2", "short-organ", "7.3.5.2"),
    ("#let signature-blank-lines = 2", "#let signature-blank-lines = 1", "order", "7.3.5.3"),
    ("#let signature-blank-lines = 2", "#let signature-blank-lines = 1", "stamp", "7.3.5.3"),
    ("#let signature-title-gap = 2", "#let signature-title-gap = 1", "order", "7.3.5.3"),
    ("#let signature-date-blank-lines = 1", "#let signature-date-blank-lines = 0", "order", "7.3.5.3"),
    ("#let signature-width = 40mm", "#let signature-width = 60mm", "stamp", "7.3.5.3"),
    ("#let signature-height = 20mm", "#let signature-height = 30mm", "square-stamp", "7.3.5.3"),
    ("#let colophon-pitch = size-4 * 1.875", "#let colophon-pitch = size-4 * 1.5", "joint", "3.2"),
    ("#let letter-rule-thick = 2.25pt", "#let letter-rule-thick = 0.5pt", "letter", "10.1"),
    ("#let letter-rule-space = 1pt", "#let letter-rule-space = 4pt", "letter", "10.1"),
    ("#let letter-rule-thin = 0.75pt", "#let letter-rule-thin = 3pt", "letter", "10.1"),
    ("#let letter-title-blank-lines = 2", "#let letter-title-blank-lines = 1", "letter", "7.3.1"),
    ("#let order-body-blank-lines = 2", "#let order-body-blank-lines = 1", "order", "10.2"),
    ("#let attendance-blank-lines = 1", "#let attendance-blank-lines = 2", "minutes", "10.3"),
    ("#let telegram-mark-top = 20mm", "#let telegram-mark-top = 22mm", "telegram", "7.2.4"),
    ("#let telegram-rule-thickness = 0.25mm", "#let telegram-rule-thickness = 0.35mm", "telegram", "7.2.4"),
    ("rgb(\"#FF0000\")", "rgb(\"#E60012\")", "document", "7.2.4"),
    ("text.with(font: songti, size: size-4", "text.with(font: fangsong, size: size-4", "document", "7.5"),
];

#[test]
fn every_figure_that_is_shifted_is_caught() {
    let mut missed = Vec::new();
    for (from, to, name, clause) in MUTATIONS {
        let found = broken(&engine(from, to), name);
        let caught = |row: &String| row == "refused" || row.split(' ').next() == Some(clause);
        if !found.iter().any(caught) {
            missed.push(format!("{to} in a {name}: {clause} is not among {found:?}"));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

/// Figures that no row measures, and why.
const UNMEASURED: &[(&str, &str)] = &[
    ("margin-right", "follows from the others"),
    ("margin-bottom", "follows from the others"),
    ("leading", "follows from the others"),
    ("half-leading", "follows from the others"),
    ("pictures-gap", "the standard is silent about pictures"),
    ("notes-blank-lines", "the standard is silent about notes"),
    ("notes-heading-indent", "the standard is silent about notes"),
    ("notes-mark-gap", "the standard is silent about notes"),
    ("postscript-share", "the standard is silent about rows under the sign-off"),
    ("party-gap", "the standard is silent about parties"),
    ("party-room", "the standard is silent about parties"),
    ("party-height", "the standard is silent about parties"),
    ("telegram-approved-width", "the standard is silent about telegrams"),
    ("telegram-sent-to-lines", "the standard is silent about telegrams"),
    ("lines-per-page", "read only when a house sets margins"),
    ("characters-per-line", "the house's figure stands beside it; 28 follow from size-3"),
    ("plain-head-blank-lines", "the standard is silent about plain paper"),
    ("mark-narrow-under", "7.2.4 leaves the mark's size open"),
    ("mark-narrowest", "7.2.4 leaves the mark's size open"),
    ("mark-two-lines-under", "7.2.4 leaves the mark's size open"),
    ("mark-stack-height", "7.2.4 leaves the mark's size open"),
    ("mark-stack-pitch-least", "7.2.4 leaves the mark's size open"),
    ("mark-least", "7.2.4 leaves the mark's size open"),
    ("signers-per-row-most", "7.2.6 says two in general"),
    ("script-size", "the standard is silent about raised figures"),
    ("script-raised", "the standard is silent about raised figures"),
    ("script-lowered", "the standard is silent about raised figures"),
    ("attachments-together", "the standard is silent about page breaks in the list"),
    ("division-blank-lines", "the standard is silent about regulations"),
    ("part-title-blank-lines", "the standard is silent about the articles of a 简报"),
    ("contents-blank-lines", "the standard is silent about contents"),
    ("contents-indent", "the standard is silent about contents"),
    ("contents-leader", "the standard is silent about contents"),
    ("contents-number", "the standard is silent about contents"),
    ("table-stroke", "the standard is silent about tables"),
    ("table-short-rows", "the standard is silent about tables"),
    ("table-short-share", "the standard is silent about tables"),
    ("table-span-share", "the standard is silent about tables"),
    ("table-caption-gap", "the standard is silent about captions"),
    ("table-row-side", "the standard is silent about tables"),
    ("table-row-side-least", "the standard is silent about tables"),
    ("table-unit-gap", "the standard is silent about tables"),
    ("table-note-size", "the standard is silent about tables"),
    ("table-note-gap", "the standard is silent about tables"),
    ("table-notes-share", "the standard is silent about tables"),
    ("box-stroke", "the standard is silent about boxes"),
    ("box-inset", "the standard is silent about boxes"),
    ("box-pitch", "the standard is silent about boxes"),
    ("chart-legend-size", "the standard is silent about charts"),
    ("chart-legend-gap", "the standard is silent about charts"),
    ("picture-caption-gap", "the standard is silent about captions"),
];

/// A figure that is new in the template needs a row that measures it, or a reason here.
#[test]
fn every_figure_of_the_template_is_shifted_or_its_reason_is_said() {
    let files = compose::GONGWEN.files();
    let dimensions = files.iter().find(|file| file.name == "dimensions.typ").unwrap().text().unwrap();
    let figures = dimensions.text().lines().filter_map(|line| line.strip_prefix("#let ")?.split_once(" = "));
    let figures: Vec<&str> = figures.map(|(name, _)| name).filter(|name| !name.contains('(')).collect();
    assert!(figures.len() > 70, "{}", figures.len());
    let shifted =
        |name: &str| MUTATIONS.iter().any(|(from, ..)| from.starts_with(&format!("#let {name} = ")));
    for name in &figures {
        let excused = UNMEASURED.iter().any(|(known, _)| known == name);
        assert!(shifted(name) != excused, "{name}: shifted {}, excused {excused}", shifted(name));
    }
    assert!(UNMEASURED.iter().all(|(name, _)| figures.contains(name)));
}
