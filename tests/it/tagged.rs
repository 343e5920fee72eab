//! What a reader who does not see the page is given, and who copies from it: every word of the document
//! once, in reading order, paragraph by paragraph, and no decoration.

use lopdf::Document as Pdf;
use serde_json::json;

use crate::measured::{Sheets, data, with};
use crate::pdf_text::{Element, spans, structure};
use crate::support::names_in;

fn open(sheets: &Sheets) -> Pdf {
    Pdf::load_mem(&sheets.rendered.pdf().unwrap()).unwrap()
}

/// What holds words of its own.
const HOLDERS: [&str; 8] = ["P", "Title", "TH", "TD", "Figure", "Formula", "Caption", "Link"];

/// The document's words: each paragraph, heading, cell and picture with its role.
fn told(element: &Element) -> Vec<(String, String)> {
    let role = element.role.as_str();
    if HOLDERS.contains(&role) || role.starts_with('H') && role.len() == 2 {
        let words = element.alt.clone().unwrap_or_else(|| element.text.clone());
        return vec![(role.to_owned(), words)];
    }
    assert!(!element.kids.is_empty() || element.text.is_empty(), "loose words: {role} {}", element.text);
    element.kids.iter().flat_map(told).collect()
}

pub fn paragraphs(sheets: &Sheets) -> Vec<(String, String)> {
    told(&structure(&open(sheets)))
}

#[track_caller]
fn tells(keys: serde_json::Value, wanted: &[(&str, &str)]) {
    let found = paragraphs(&with(keys));
    let found: Vec<(&str, &str)> =
        found.iter().map(|(role, words)| (role.as_str(), words.as_str())).collect();
    assert_eq!(found, wanted);
}

#[test]
fn lines_and_blocks_of_forms_are_read_in_order() {
    tells(
        json!({
            "number": null, "date": null, "title": "甲",
            "body": "编者按：乙。\n:-: # 丙县\n一、丁\n戊。\n--: 甲局\n:-- 同志们：\n:-: 己\n|庚|\n|---|\n|1|\n注：辛。\n填表人：\t审核人：\n李红\t王小明\t欧阳明",
        }),
        &[
            ("P", "东江省水利厅文件"),
            ("Title", "甲"),
            ("P", "各市水利局："),
            ("P", "编者按：乙。"),
            ("H1", "丙县"),
            ("H2", "一、丁"),
            ("P", "戊。"),
            ("P", "甲局"),
            ("P", "同志们："),
            ("P", "己"),
            ("TH", "庚"),
            ("TD", "1"),
            ("P", "注：辛。"),
            ("P", "填表人：审核人："),
            ("P", "李　红王小明欧阳明"),
            ("P", "东江省水利厅"),
        ],
    );
}

#[test]
fn a_document_is_read_paragraph_by_paragraph() {
    tells(
        json!({
            "copy-number": 7, "classification": "秘密★1年", "urgency": "特急",
            "issuers": ["东江省水利厅", "东江省财政厅"], "signers": ["张三", "李四"],
            "title": "东江省水利厅 东江省财政厅\n关于防汛工作的请示", "kind": "请示",
            "recipients": ["省人民政府"],
            "body": "防汛情况如下：\n一、基本情况\n（一）雨情。降雨偏多。\n|名称|数量|\n|---|---|\n|水库|3|\n妥否，请批示。",
            "attachments": ["甲方案", { "title": "乙方案", "body": "一、总则\n丙。" }],
            "note": "联系人：王五", "cc": ["省应急厅"], "printer": "办公室", "print-date": "2024-03-02", "copies": 20,
        }),
        &[
            ("P", "000007"),
            ("P", "秘密★1年"),
            ("P", "特急"),
            ("P", "东江省水利厅"),
            ("P", "东江省财政厅"),
            ("P", "文件"),
            ("P", "东水〔2024〕2号"),
            ("P", "签发人："),
            ("P", "张三"),
            ("P", "李四"),
            ("Title", "东江省水利厅 东江省财政厅关于防汛工作的请示"),
            ("P", "省人民政府："),
            ("P", "防汛情况如下："),
            ("H1", "一、基本情况"),
            ("P", "（一）雨情。降雨偏多。"),
            ("TH", "名称"),
            ("TH", "数量"),
            ("TD", "水库"),
            ("TD", "3"),
            ("P", "妥否，请批示。"),
            ("P", "附件：1.甲方案"),
            ("P", "2.乙方案"),
            ("P", "东江省水利厅"),
            ("P", "东江省财政厅"),
            ("P", "2024年3月1日"),
            ("P", "（联系人：王五）"),
            ("P", "附件2"),
            ("H1", "乙方案"),
            ("H2", "一、总则"),
            ("P", "丙。"),
            ("P", "抄送：省应急厅。"),
            ("P", "办公室"),
            ("P", "2024年3月2日印发"),
            ("P", "共印20份"),
        ],
    );
}

#[test]
fn the_other_formats_are_read_alike() {
    tells(
        json!({
            "format": "minutes", "mark": "东江省水利厅会议纪要", "title": "防汛会议纪要", "recipients": null, "body": "会议议定。",
            "attendees": ["甲局张三，乙局李四"], "absentees": "丙局王五",
        }),
        &[
            ("P", "东江省水利厅会议纪要"),
            ("P", "东水〔2024〕2号"),
            ("P", "东江省水利厅"),
            ("P", "2024年3月1日"),
            ("Title", "防汛会议纪要"),
            ("P", "会议议定。"),
            ("P", "出席：甲局张三，乙局李四"),
            ("P", "请假：丙局王五"),
        ],
    );
    tells(
        json!({
            "format": "order", "number": "第12号", "title": null, "recipients": null, "body": "现予公布。",
            "signature": { "title": "省长", "name": "张三" }, "sealing": "signature",
        }),
        &[
            ("P", "东江省水利厅令"),
            ("P", "第12号"),
            ("P", "现予公布。"),
            ("P", "省长"),
            ("P", "张三"),
            ("P", "2024年3月1日"),
        ],
    );
    tells(
        json!({
            "format": "letter", "body": "乙。", "issuers": [{ "name": "东江省水利厅", "seal": "yangzhang.svg" }],
            "sealing": "seal", "cc": ["省应急厅"],
        }),
        &[
            ("P", "东江省水利厅"),
            ("P", "东水〔2024〕2号"),
            ("Title", "东江省水利厅关于做好2024年防汛抗旱工作的通知"),
            ("P", "各市水利局："),
            ("P", "乙。"),
            ("Figure", "东江省水利厅印章"),
            ("P", "东江省水利厅"),
            ("P", "2024年3月1日"),
            ("P", "抄送：省应急厅。"),
        ],
    );
}

/// A paragraph that goes on on the next page, and a list that hangs over several lines, stay one each.
#[test]
fn pages_and_lines_part_no_paragraph() {
    let long = "各地要充分认识防汛抗旱工作面临的严峻形势".repeat(80) + "。";
    let names = "甲县水利局，乙县水利局，丙县水利局，丁县水利局，戊县水利局，己县水利局，庚县水利局";
    let sheets =
        with(json!({ "body": long, "cc": names, "attachments": ["关于".to_owned() + &"甲".repeat(60)] }));
    assert!(sheets.pages.len() > 2);
    let found = paragraphs(&sheets);
    for wanted in [long, format!("抄送：{names}。"), format!("附件：关于{}", "甲".repeat(60))] {
        assert!(found.contains(&("P".to_owned(), wanted.clone())), "{wanted} in {found:?}");
    }
}

/// Over every example: what the page says is in the structure once, or is decoration, and that is the page
/// number (and a table's head, when it is repeated, and the words on a chart, which its alternative has).
#[test]
fn every_word_has_its_place_or_is_a_page_number() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    for name in names_in(&folder).iter().filter(|name| name.ends_with(".toml")) {
        let pdf = open(&data(name));
        let (mut placed, mut drawn) = (structure(&pdf).text, String::new());
        let charts: String =
            structure(&pdf).all().into_iter().filter_map(|element| element.alt.clone()).collect();
        // The axis has figures of its own.
        let on_chart = |text: &str| text.chars().all(|c| c.is_ascii_digit() || charts.contains(c));
        for (number, page) in pdf.get_pages() {
            for span in spans(&pdf, page) {
                match (span.artifact, span.mcid) {
                    (false, Some(_)) => drawn += &span.text,
                    (false, None) => panic!("{name}: {} is neither text nor decoration", span.text),
                    (true, _) if span.text.trim() == format!("— {number} —") => {}
                    // The dots of contents.
                    (true, _) if span.text.trim().chars().all(|c| c == '·') => {}
                    (true, _) if charts.contains("图：") && on_chart(span.text.trim()) => {}
                    (true, _) => assert!(placed.contains(&span.text), "{name}: {} is decoration", span.text),
                }
            }
        }
        let sorted = |text: &mut String| {
            let mut all: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
            all.sort_unstable();
            all
        };
        assert_eq!(sorted(&mut placed), sorted(&mut drawn), "{name}");
        assert!(!told(&structure(&pdf)).is_empty());
    }
}

/// A picture without a caption has no words to be read in its place: its file's name stands for it, and
/// that is told. It once kept the whole document from being written.
#[test]
fn a_picture_without_a_caption_is_called_by_its_file() {
    let sheets = with(json!({ "body": "甲。\n![](yangzhang.svg)\n![图1 印章](yangzhang.svg)" }));
    let pictures: Vec<_> = paragraphs(&sheets).into_iter().filter(|(role, _)| role == "Figure").collect();
    let wanted = ["插图 yangzhang.svg", "图1 印章"].map(|alt| ("Figure".to_owned(), alt.to_owned()));
    assert_eq!(pictures, wanted);
    assert_eq!(sheets.codes.iter().filter(|code| **code == "picture-unnamed").count(), 1);
}
