//! Names as long as they occur, and heads with as much in them: set by sense, told when they are beyond the form.

use gongwen::page::Run;
use gongwen::page::{Line, Part, part_lines};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::measured::{Sheets, at, near, with};
use crate::property::config;
use crate::standard::{
    AREA_CENTRE, AREA_LEFT, AREA_RIGHT, AREA_TOP, AREA_WIDTH, EM, MARK_LEAST, MARK_NARROWEST, ORDER_MARK_TOP,
    PITCH,
};

const LIST: &str = include_str!("long_names.txt");

/// The names of a section of the list.
fn listed(section: &str) -> impl Iterator<Item = &'static str> {
    let from = LIST.split("# ").find(|part| part.starts_with(section)).expect("the section is there");
    from.lines().skip(1).filter(|line| !line.is_empty())
}

fn bare(listed: &str) -> String {
    listed.replace('/', "")
}

fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| line.text().trim().to_owned()).collect()
}

/// Lines that are a name of the list, each ending where one may end; how many they are.
#[track_caller]
fn whole_words(lines: &[Line], entry: &str) -> usize {
    let lines = texts(lines);
    let mut rest = entry.split('/');
    for line in &lines {
        let mut said = String::new();
        while said.len() < line.len() {
            said += rest.next().unwrap_or_else(|| panic!("{lines:?} are not {entry}"));
        }
        assert_eq!(&said, line, "{lines:?} of {entry}");
    }
    assert_eq!(rest.next(), None, "{lines:?} are not all of {entry}");
    lines.len()
}

fn broken(sheets: &Sheets) -> bool {
    sheets.codes.contains(&"nonconforming")
}

const ORGANS: [&str; 12] = [
    "东江省教育厅",
    "东江省公安厅",
    "东江省财政厅",
    "东江省住房和城乡建设厅",
    "东江省市场监督管理局",
    "东江省卫生健康委员会",
    "东江省应急管理厅",
    "东江省消防救援总队",
    "东江省民政厅",
    "东江省水利厅",
    "东江省司法厅",
    "东江省审计厅",
];
const SIGNERS: [&str; 8] = ["张三", "李四五", "王六", "赵七八", "钱九", "孙十一", "周十二", "吴十三"];

/// So many signers; none is no key.
fn signed_by(count: usize) -> Value {
    if count == 0 { Value::Null } else { json!(SIGNERS[..count]) }
}

const TWO_LINES: &str = "东江省教育厅等部门关于校园安全管理工作情况的报告";

/// Page 1 of a joint document shows text, and the mark can be seen.
fn shows_text(organs: usize, signers: usize, title: &str, more: Value) -> Sheets {
    let mut keys = json!({ "issuers": ORGANS[..organs], "signers": signed_by(signers), "title": title });
    if let (Value::Object(keys), Value::Object(more)) = (&mut keys, more) {
        keys.extend(more);
    }
    let sheets = with(keys);
    let what = format!("{organs} organs, {signers} signers: {:?}", sheets.codes);
    assert!(!part_lines(&sheets.pages[0], Part::Body).is_empty(), "{what}");
    assert!(!broken(&sheets), "{what}");
    assert!(!sheets.codes.contains(&"no-body-on-first-page"), "{what}");
    let least = sheets.runs("mark").iter().map(|run| run.size).fold(f64::INFINITY, f64::min);
    assert!(least >= MARK_LEAST - 0.01, "{what}: {least} pt");
    sheets
}

/// setting.md 4: five organs and a title of two lines left page 1 without text and its 主送 in the colophon.
#[test]
fn page_1_shows_text_under_any_head() {
    for (organs, signers) in [(4, 0), (5, 0), (6, 6), (7, 7), (8, 8), (12, 0)] {
        let sheets = shows_text(organs, signers, TWO_LINES, json!({}));
        assert_eq!(sheets.part("title").len(), 2);
        assert!(!sheets.part("recipients").is_empty(), "{organs}: {:?}", sheets.codes);
        assert!(!sheets.codes.contains(&"recipients-moved"), "{organs}");
        let reduced = sheets.rendered.report().adjusted.mark;
        assert_eq!(reduced.is_some(), sheets.codes.contains(&"mark-reduced"), "{organs}");
    }
}

/// The mark gives way before the recipients do, unless those are too many by themselves (7.3.2).
#[test]
fn many_recipients_move_before_the_mark_gives_way() {
    let recipients: Vec<String> = (1..=40).map(|n| format!("第{n}县人民政府")).collect();
    let sheets = shows_text(4, 0, TWO_LINES, json!({ "recipients": recipients }));
    assert!(sheets.codes.contains(&"recipients-moved"), "{:?}", sheets.codes);
    assert!(sheets.rendered.report().adjusted.mark.is_none());
}

/// What no size of the mark helps is told.
#[test]
fn a_head_that_fills_the_page_is_told() {
    let title = "东江省教育厅等部门关于校园安全管理工作情况和下一步打算的报告".repeat(6);
    let sheets = with(json!({ "issuers": ORGANS, "signers": SIGNERS, "title": title }));
    assert!(sheets.codes.contains(&"no-body-on-first-page"), "{:?}", sheets.codes);
}

fn sizes(sheets: &Sheets) -> Vec<f64> {
    sheets.runs("mark").iter().map(|run| run.size).collect()
}

/// How narrow the characters of a run are.
fn narrow(run: &Run) -> f64 {
    let glyph = &run.glyphs[0];
    glyph.advance / (run.size * 25.4 / 72.0)
}

/// 7.2.4 醒目: characters of a long mark are narrowed to 15 : 22 at most, then there are two lines, whole words each.
#[test]
fn a_long_mark_is_narrowed_then_stands_in_two_lines() {
    for entry in listed("marks") {
        let name = bare(entry);
        let sheets = with(json!({ "issuers": [name] }));
        let lines = sheets.part("mark");
        assert!(whole_words(&lines, &format!("{entry}文件")) <= 2);
        assert!(sizes(&sheets).iter().all(|size| *size >= MARK_LEAST), "{name}");
        for run in sheets.runs("mark") {
            assert!(
                narrow(&run) >= MARK_NARROWEST - 0.001 && narrow(&run) <= 1.001,
                "{name}: {}",
                narrow(&run)
            );
        }
        let ink = sheets.ink("mark");
        near(ink.top, AREA_TOP + 35.0, 0.1, &name);
        assert!(ink.width() <= AREA_WIDTH + 0.1, "{name}");
        for line in &lines {
            near(f64::midpoint(line.left(), line.right()), AREA_CENTRE, 0.2, &name);
        }
        assert!(!broken(&sheets) && !sheets.codes.contains(&"mark-small"), "{name}: {:?}", sheets.codes);
    }
}

#[test]
fn a_mark_beyond_two_lines_is_told() {
    let name = "东江省国有林区改革和重点国有林保护修复工程建设领导小组办公室".repeat(4);
    let sheets = with(json!({ "issuers": [{ "name": "东江省林业局", "mark-name": name }] }));
    assert!(sheets.codes.contains(&"mark-small"), "{:?}", sheets.codes);
}

/// Every name of the list in every place where a name stands: nothing is torn, nothing refused.
#[test]
fn an_unsealed_organ_of_any_length_keeps_its_2_zi() {
    for entry in listed("sign-offs") {
        let name = bare(entry);
        let sheets = with(json!({ "issuers": [{ "name": name, "mark-name": "东江省水利厅" }] }));
        let (organ, date) = (sheets.part("organ"), sheets.line("date"));
        let count = whole_words(&organ, entry);
        assert_eq!(count, if name.chars().count() > 26 { 2 } else { 1 }, "{name}");
        let right = organ.iter().map(Line::right).fold(0.0, f64::max);
        at(right, AREA_RIGHT - 2.0 * EM, &name);
        for line in &organ {
            at(line.left(), organ[0].left(), &name);
        }
        at(date.left(), organ[0].left() + 2.0 * EM, &name);
        assert!(organ[0].left() >= AREA_LEFT - 0.05, "{name}");
        near(date.baseline - organ.last().expect("lines").baseline, PITCH, 0.05, &name);
        assert!(!broken(&sheets), "{name}: {:?}", sheets.codes);
    }
}

/// 7.3.5.1: a sealed organ over 28 字 stands in lines under its seal, centred on the date.
#[test]
fn a_sealed_organ_of_any_length_stands_under_its_seal() {
    for entry in listed("sealed") {
        let name = bare(entry);
        let issuer = json!({ "name": name, "mark-name": "东江省水利厅", "seal": "yangzhang.svg" });
        let sheets = with(json!({ "issuers": [issuer], "sealing": "seal" }));
        let (organ, date) = (sheets.part("organ"), sheets.line("date"));
        assert_eq!(whole_words(&organ, entry), 2);
        let middle = f64::midpoint(date.left(), date.right());
        for line in &organ {
            near(f64::midpoint(line.left(), line.right()), middle, 0.1, &name);
            assert!(line.left() >= AREA_LEFT - 0.05 && line.right() <= AREA_RIGHT + 0.05, "{name}");
        }
        let seal = &sheets.rendered.report().seals[0];
        near(seal.x, middle, 0.1, &name);
        near(f64::midpoint(organ[0].top(), date.bottom()) - seal.y, 5.0, 0.1, &name);
        assert!(!broken(&sheets), "{name}: {:?}", sheets.codes);
    }
}

/// setting.md 4: one organ of 18 characters among four stood one seal a row, a whole page.
#[test]
fn two_seals_stand_in_a_row_where_two_fit() {
    let long = ["东江省国有资产监督管理委员会办公厅综合处", "东江省人民政府国有资产监督管理委员会"];
    for (name, at_index) in [(long[0], 1), (long[1], 2), (long[1], 0)] {
        let mut organs = ORGANS[..4].to_vec();
        organs[at_index] = name;
        let issuers: Vec<Value> =
            organs.iter().map(|name| json!({ "name": name, "seal": "yangzhang.svg" })).collect();
        let sheets = with(
            json!({ "issuers": issuers, "mark-issuers": "host", "sealing": "seal", "title": "关于试验的通知" }),
        );
        let seals = sheets.rendered.report().seals.clone();
        assert_eq!(seals.len(), 4);
        near(seals[0].y, seals[1].y, 0.01, name);
        near(seals[2].y, seals[3].y, 0.01, name);
        near(seals[0].x, seals[2].x, 0.01, name);
        assert!(!broken(&sheets), "{name}: {:?}", sheets.codes);
    }
}

/// 7.3.5.3: an official's title of any length, whole words a line, 2 字 left of the name.
#[test]
fn an_officials_title_of_any_length_stands_beside_the_stamp() {
    for entry in listed("titles") {
        let title = bare(entry);
        for image in [Value::Null, json!("qianmingzhang.svg")] {
            let sheets = with(json!({
                "format": "order", "number": "第12号", "title": null, "recipients": null, "sealing": null,
                "signature": if image.is_null() { json!({ "title": title, "name": "张三丰" }) } else {
                    json!({ "title": title, "name": "张三丰", "image": image })
                },
            }));
            let lines = sheets.part("signer-title");
            assert!(whole_words(&lines, entry) <= 2, "{title}: {:?}", texts(&lines));
            assert!(lines.iter().all(|line| line.left() >= AREA_LEFT - 0.05), "{title}");
            assert!(!broken(&sheets), "{title}: {:?}", sheets.codes);
        }
    }
}

/// Recipients, printer and the organ of minutes take names of any length.
#[test]
fn long_names_stand_everywhere() {
    for entry in listed("sign-offs") {
        let name = bare(entry);
        let sheets = with(json!({ "recipients": [name, name], "printer": name, "print-date": "2024-03-02" }));
        assert_eq!(texts(&sheets.part("recipients")).concat(), format!("{name}，{name}："));
        assert_eq!(texts(&sheets.part("printer")).concat(), name);
        let minutes = with(json!({
            "format": "minutes", "mark": "东江省水利厅会议纪要", "recipients": null, "title": null,
            "issuers": [{ "name": name, "mark-name": "东江省水利厅" }], "attendees": ["甲局张三"],
        }));
        let organ = minutes.part("imprint-organ");
        assert_eq!(texts(&organ).concat(), name);
        assert!(!broken(&sheets) && !broken(&minutes), "{name}: {:?} {:?}", sheets.codes, minutes.codes);
    }
}

fn order(keys: Value) -> Sheets {
    let mut all =
        json!({ "format": "order", "number": "第12号", "title": null, "recipients": null, "sealing": null });
    if let (Value::Object(all), Value::Object(keys)) = (&mut all, keys) {
        all.extend(keys);
    }
    with(all)
}

/// 10.2: an order of several organs named the host only, though `mark-issuers` is `all`.
#[test]
fn an_order_of_several_organs_stacks_their_names_beside_ling() {
    for names in [&ORGANS[..2], &ORGANS[1..4], &["东江省公安厅令", "东江省财政厅令"][..]] {
        let officials: Vec<Value> =
            names.iter().map(|_| json!({ "title": "厅长", "name": "张三" })).collect();
        let sheets = order(json!({ "issuers": names, "signature": officials }));
        let bare: Vec<&str> = names.iter().map(|name| name.trim_end_matches('令')).collect();
        let stacked: Vec<String> = sheets.runs("mark.name").iter().map(Run::text).collect();
        assert_eq!(stacked.concat(), bare.concat());
        let word = sheets.ink("mark.word");
        assert_eq!(sheets.line("mark.word").text(), "令");
        let stack = sheets.ink("mark.name");
        assert!(word.left > stack.right);
        near(f64::midpoint(word.top, word.bottom), f64::midpoint(stack.top, stack.bottom), 0.1, "令");
        near(stack.top, ORDER_MARK_TOP, 0.1, "the mark's top");
        assert!(!broken(&sheets) && !sheets.codes.contains(&"not-used"), "{:?}", sheets.codes);
        let host = order(json!({ "issuers": names, "mark-issuers": "host", "signature": officials }));
        assert_eq!(host.line("mark").text(), format!("{}令", bare[0]));
    }
}

/// claims.md: an order's mark shrank beside 特急; its characters become narrower, not lower.
#[test]
fn an_orders_mark_is_as_high_beside_three_notices() {
    let notices = json!({ "copy-number": 1, "classification": "机密★1年", "urgency": "特急" });
    for issuers in [json!(["东江省人民政府"]), json!(["××县"]), json!(ORGANS[..2])] {
        let signature = json!({ "title": "省长", "name": "张三" });
        let plain = order(json!({ "issuers": issuers, "signature": signature }));
        let mut keys = notices.clone();
        keys["issuers"] = issuers.clone();
        keys["signature"] = signature;
        let beside = order(keys);
        near(beside.ink("mark").height(), plain.ink("mark").height(), 0.1, &issuers.to_string());
        let urgency = beside.line("urgency");
        assert!(beside.ink("mark").left >= urgency.right() + EM - 0.3, "{issuers}");
        assert!(!broken(&beside), "{issuers}: {:?}", beside.codes);
    }
}

/// A name made of parts of names, up to 60 characters.
fn any_name() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "东江省",
        "云岭彝族自治州",
        "人民政府",
        "国有资产",
        "监督管理委员会",
        "办公室",
        "领导小组",
        "重点项目",
        "建设",
        "第2",
        "经济技术开发区",
        "（筹）",
        "ABC",
        "综合协调",
        "中心",
        "×",
        "·",
    ]);
    prop::collection::vec(part, 1..14).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(config(24))]

    /// Whatever the names: a document with text on page 1, or a word of why not; no word is lost.
    #[test]
    fn any_heads_and_feet_are_set_or_told(
        names in prop::collection::vec(any_name(), 1..9),
        signers in 0_usize..9,
        sealing in prop::sample::select(vec!["none", "seal"]),
    ) {
        let issuers: Vec<Value> = names.iter().enumerate()
            .map(|(i, name)| json!({ "name": format!("{name}{i}局"), "mark-name": format!("{name}{i}局") })).collect();
        let mut document = json!({
            "issuers": issuers, "number": "东水〔2024〕2号", "title": TWO_LINES, "recipients": ["省政府"],
            "body": crate::measured::prose(3), "date": "2024-03-01", "sealing": sealing,
        });
        if signers > 0 {
            document["signers"] = signed_by(signers);
        }
        let document = gongwen::Document::reader().read_value(&document).unwrap();
        match crate::support::ENGINE.render(&document) {
            Ok(rendered) => {
                let told: Vec<_> = rendered.diagnostics().iter().map(gongwen::Diagnostic::code).collect();
                let shown = !part_lines(&rendered.pages()[0], Part::Body).is_empty();
                prop_assert!(shown || told.contains(&"no-body-on-first-page"), "{told:?}");
                let small = rendered.pages()[0].runs.iter()
                    .any(|run| run.part.is_of(Part::Mark) && run.size < MARK_LEAST - 0.01);
                prop_assert_eq!(small, told.contains(&"mark-small"), "{:?}", told);
                let pages = rendered.pages().iter();
                let organs: String = pages.flat_map(|page| part_lines(page, Part::Organ)).map(|line| line.text()).collect();
                let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
                let wanted: usize = issuers.iter().map(|issuer| count(issuer["name"].as_str().unwrap())).sum();
                prop_assert_eq!(count(&organs), wanted);
            }
            Err(failure) => crate::property::says_why(&failure),
        }
    }
}
