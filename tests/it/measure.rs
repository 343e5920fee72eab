//! `render measure`: what is read back from the file is what was set, and any other file is measured too.

use gongwen::Rendered;
use gongwen::conformance::{Requirement, Value};
use gongwen::measure::measure;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Json, json};

/// The rows of one report by clause and quantity; a quantity asked twice keeps its order.
fn named(rows: &[Requirement]) -> Vec<(String, &Requirement)> {
    let mut named: Vec<(String, &Requirement)> = Vec::new();
    for row in rows {
        let name = format!("{} {}", row.clause, row.quantity.1);
        let again = named.iter().filter(|(other, _)| other.split('#').next() == Some(&name)).count();
        named.push((if again > 0 { format!("{name}#{again}") } else { name }, row));
    }
    named
}

/// What differs between frames and file, and the largest difference in mm.
fn compared(name: &str, rendered: &Rendered) -> (Vec<String>, f64, usize) {
    let set = &rendered.report().requirements;
    let read = measure(rendered.pdf().unwrap()).unwrap();
    let (set, read) = (named(set), named(read.requirements()));
    let mut wrong = Vec::new();
    let mut most: f64 = 0.0;
    for (row, wanted) in &set {
        // Rules of a file belong to no table.
        if row.contains("words of a table over its rules") {
            continue;
        }
        let Some((_, found)) = read.iter().find(|(other, _)| other == row) else {
            wrong.push(format!("{name}: {row} is not in the file's report"));
            continue;
        };
        let off = match (&wanted.measured, &found.measured) {
            (Value::Number(wanted), Value::Number(found)) => (wanted - found).abs(),
            (wanted, found) => f64::from(u8::from(wanted != found)),
        };
        // A file does not say whether a mark gave up half its cell or was set so.
        let counted = row.contains("characters on a line");
        if off >= if counted { 0.6 } else { 0.1 } {
            wrong.push(format!(
                "{name}: {row}: {:?} set, {:?} read, page {}",
                wanted.measured, found.measured, found.page
            ));
        } else if !counted {
            most = most.max(off);
        }
    }
    let more = read.iter().filter(|(row, _)| !set.iter().any(|(other, _)| other == row));
    wrong.extend(
        more.map(|(row, found)| format!("{name}: {row} is only in the file's report: {:?}", found.measured)),
    );
    (wrong, most, set.len())
}

/// Forms of the daily office that the reader of files does not know yet (docs/measure.md): a head or a foot of
/// their own, a text that counts 1.1, who signs an agreement, a number left open.
const FORMS: [&str; 10] = [
    "gonggao-renda",
    "guihua",
    "huiyi-cailiao",
    "jianbao",
    "songshengao",
    "weituoshu",
    "xieyi",
    "yuan",
    "zerenshu",
    "zhengming",
];

#[test]
fn the_file_measures_what_the_frames_measure() {
    let (others, documents): (Vec<_>, Vec<_>) = crate::conformance::documents()
        .into_iter()
        .partition(|(name, _)| FORMS.iter().any(|form| name.starts_with(form)));
    let (mut wrong, mut most, mut rows) = (Vec::new(), 0.0f64, 0);
    for (name, rendered) in &documents {
        let (differences, off, count) = compared(name, rendered);
        wrong.extend(differences);
        most = most.max(off);
        rows += count;
    }
    println!("{} documents, {rows} rows, the largest difference {most:.4} mm", documents.len());
    assert!(rows >= 1700 && most < 0.1, "{rows} rows, {most} mm");
    assert!(wrong.is_empty(), "{} of {rows} rows: {wrong:#?}", wrong.len());
    for (name, rendered) in &others {
        println!("== {name}");
        for line in compared(name, rendered).0 {
            println!("{line}");
        }
    }
    // What is known is no longer on the list.
    let known = others.iter().filter(|(name, rendered)| compared(name, rendered).0.is_empty());
    let known: Vec<&str> = known.map(|(name, _)| name.as_str()).collect();
    assert!(others.len() == FORMS.len() && known.is_empty(), "{known:?} of {}", others.len());
}

/// day 10: the labels of a chart were measured as text of 8 pt.
#[test]
fn words_of_a_chart_are_no_text() {
    let text = "全年完成投资有所增长，各项工作按计划推进，有关情况另行通报。".repeat(6);
    for kind in ["柱形", "堆积柱形", "折线", "饼图"] {
        let chart = json!({
            "kind": kind, "caption": "图1　投资情况", "labels": ["甲县", "乙县", "丙县"], "unit": "万元",
            "series": [{ "name": "投资", "values": [12.5, 30, 41] }]
        });
        let data = json!({
            "title": "甲市水利局关于投资情况的通报", "issuers": ["甲市水利局"], "date": "2024-05-30",
            "recipients": ["各县水利局"], "body": [{ "text": text }, { "chart": chart }, { "text": text }]
        });
        let rendered =
            crate::support::ENGINE.render(&gongwen::Document::from_json(&data.to_string()).unwrap()).unwrap();
        let (wrong, ..) = compared(kind, &rendered);
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

/// An organ's name out of a place, a field and a kind of organ.
fn organ() -> impl Strategy<Value = String> {
    let places = vec!["东江省", "云川市", "南屏市青溪区", "××县"];
    let fields = vec!["水利", "发展和改革", "市场监督管理", "科学技术", "网络安全和信息化"];
    let kinds = vec!["局", "厅", "委员会", "领导小组", "委员会办公室"];
    (select(places), select(fields), select(kinds))
        .prop_map(|(place, field, kind)| format!("{place}{field}{kind}"))
}

/// A sentence with marks where lines may break, digits and Latin.
fn sentence() -> impl Strategy<Value = String> {
    let clause = select(vec![
        "各单位要高度重视",
        "按照《东江省防汛条例》（2024年修订）的规定",
        "严格落实“四不摘”要求",
        "切实加强组织领导",
        "全年完成投资1326.5万元",
        "占14.1%",
        "坚持“放管服”“一网通办”改革",
        "（以下简称《办法》）",
        "确保2024年12月31日前完成",
        "推广GB/T 9704标准——含附录",
        "健全责任体系、工作机制、考核办法",
    ]);
    (prop::collection::vec(clause, 1..9), select(vec!["。", "！", "；", "。"]))
        .prop_map(|(clauses, end)| clauses.join("，") + end)
}

/// Paragraphs of every level.
fn text() -> impl Strategy<Value = String> {
    let start = select(vec!["", "", "", "《办法》", "“十四五”以来，", "（一）加强领导。", "1.", "（1）"]);
    let paragraph = (start, prop::collection::vec(sentence(), 1..4));
    let paragraph = paragraph.prop_map(|(start, sentences)| start.to_owned() + &sentences.concat());
    let heading = select(vec!["一、总体要求", "二、主要任务", "（一）基本原则"]).prop_map(str::to_owned);
    prop::collection::vec(prop_oneof![5 => paragraph, 1 => heading], 2..14)
        .prop_map(|paragraphs| format!("为做好有关工作，现将有关事项通知如下：\n{}\n", paragraphs.join("\n")))
}

/// The keys of a whole document, with or without each of its elements.
fn keys() -> impl Strategy<Value = Json> {
    let head = (
        select(vec!["document", "document", "letter"]),
        prop::option::of(select(vec!["秘密", "机密★1年"])),
        prop::option::of(select(vec!["特急", "加急"])),
        prop::collection::vec(organ(), 1..4),
        prop::collection::vec(organ(), 1..6),
        select(vec![
            "做好防汛抗旱工作",
            "印发《东江省数据管理办法（试行）》",
            "加强2024年度考核评价和监督检查",
        ]),
        select(vec!["通知", "意见", "决定", "通报"]),
    );
    let tail = (
        text(),
        prop::collection::vec(select(vec!["任务分工表", "名单（2024年）", "实施细则"]), 0..3),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        prop::option::of(organ()),
    );
    let house = (
        select(vec!["press", "press", "grid"]),
        select(vec!["latin", "fangsong"]),
        select(vec!["left", "left", "mirrored"]),
        select(vec!["rgb", "cmyk"]),
    );
    (head, tail, house).prop_map(|(head, tail, house)| {
        let (format, classification, urgency, mut issuers, recipients, about, kind) = head;
        let (body, mut attachments, sealed, noted, copied, printer) = tail;
        let (punctuation, digits, binding, red) = house;
        issuers.sort();
        issuers.dedup();
        attachments.sort_unstable();
        attachments.dedup();
        let attachments: Vec<Json> = attachments
            .into_iter()
            .map(|title| json!({ "title": title, "body": "一、总则\n为规范管理，制定本细则。\n" }))
            .collect();
        json!({
            "format": format,
            "classification": classification,
            "urgency": urgency,
            "title": format!("{}关于{about}的{kind}", issuers[0]),
            "issuers": issuers,
            "recipients": recipients,
            "body": body,
            "attachments": (!attachments.is_empty()).then_some(attachments),
            "sealing": if sealed { "seal" } else { "none" },
            "note": noted.then_some("此件公开发布"),
            "cc": copied.then_some(["省委办公厅", "省高级人民法院、省人民检察院"]),
            "printer": printer.clone(),
            "print-date": printer.map(|_| "2024-03-02"),
            "layout": { "punctuation": punctuation, "digits": digits, "binding": binding, "red": red },
        })
    })
}

/// Bodies as short as they come: the recipients' line is longer, or the title.
fn short() -> impl Strategy<Value = String> {
    let said = vec![
        "同意。",
        "此复。",
        "特此函复。",
        "现予公布，自公布之日起施行。",
        "来函收悉。经研究，函复如下：",
        "请认真贯彻执行。",
        "按照《东江省防汛条例》（2024年修订）的规定，全年完成投资1326.5万元。",
        "要健全责任体系、工作机制、考核办法，落实到人（以下简称《办法》）！",
    ];
    let paragraph = prop::collection::vec(select(said), 1..4).prop_map(|said| said.concat());
    prop::collection::vec(paragraph, 1..5).prop_map(|paragraphs| paragraphs.join("\n"))
}

/// Documents of every format, with what is particular to each.
fn sorts() -> impl Strategy<Value = Json> {
    let names = || select(vec!["张三", "李四光", "王五", "赵六七", "欧阳修文"]);
    let signed = (select(vec!["市　长", "主任", "局　长"]), prop::collection::vec(names(), 1..4));
    let signed = signed.prop_map(|(title, names)| {
        names.into_iter().map(|name| json!({ "title": title, "name": name })).collect::<Vec<_>>()
    });
    let minutes = (
        select(vec!["云川市人民政府常务会议纪要", "××县水利局局务会议纪要"]),
        select(vec!["第1期", "第12期", "（第8期）", "第3次", "第6号", "〔2024〕3号"]),
        prop::collection::vec(names(), 0..5),
    );
    let letter = (
        select(vec!["函", "复函", "批复", "通知", "请示"]),
        prop::option::of(select(vec!["甲水函〔2024〕2号", "云政办发〔2024〕126号"])),
        prop::collection::vec(organ(), 1..6),
        select(vec!["seal", "none"]),
    );
    let parts = (organ(), prop_oneof![4 => short(), 1 => text()], any::<bool>(), 0..4_usize);
    (parts, signed, minutes, letter).prop_map(|((organ, body, noted, sort), signed, minutes, letter)| {
        let about = "同意调整河道管理范围";
        let (mark, count, mut present) = minutes;
        present.dedup();
        let (kind, number, recipients, sealing) = letter;
        let mut keys = match sort {
            0 => json!({
                "format": "order", "issuers": ["云川市人民政府"], "number": "第12号", "signature": signed,
                "title": null, "recipients": null, "sealing": null,
            }),
            1 => json!({
                "format": "minutes", "mark": mark, "number": count, "title": "研究防汛抗旱工作会议纪要",
                "issuers": [organ], "attendees": (!present.is_empty()).then_some(present),
                "recipients": null,
            }),
            2 => json!({
                "title": format!("{organ}关于{about}的决定"), "issuers": [organ], "number": number,
                "signature": signed, "sealing": null,
            }),
            _ => json!({
                "format": if kind.ends_with('函') { "letter" } else { "document" },
                "title": format!("{organ}关于{about}的{kind}"), "issuers": [organ], "number": number,
                "recipients": recipients, "sealing": sealing, "note": noted.then_some("此件公开发布"),
            }),
        };
        keys["body"] = json!(body);
        keys
    })
}

proptest! {
    #![proptest_config(crate::property::config(24))]

    /// claims.md 2: check and measure agree, in every format, however short the text is and whoever signs.
    #[test]
    fn any_sort_of_document_measures_what_its_frames_measure(keys in sorts()) {
        let sheets = crate::measured::with(keys.clone());
        let (wrong, ..) = compared("it", &sheets.rendered);
        prop_assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

proptest! {
    #![proptest_config(crate::property::config(12))]

    /// Whatever is set: every row of the frames is read back from the file.
    #[test]
    fn any_document_measures_what_its_frames_measure(keys in keys()) {
        let sheets = crate::measured::with(keys.clone());
        let (wrong, ..) = compared("it", &sheets.rendered);
        prop_assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

#[track_caller]
fn refused(bytes: Vec<u8>, code: &str) {
    let failure = measure(bytes).expect_err("measured");
    assert_eq!(crate::sheet::codes(failure.diagnostics()), [code]);
}

#[test]
fn what_cannot_be_measured_is_refused_with_its_reason() {
    refused(b"no pdf".to_vec(), "not-a-pdf");
    refused(b"%PDF-1.7\nnothing more".to_vec(), "pdf-broken");
}
