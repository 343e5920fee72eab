//! 明电: the head of a telegram, what is told of it, and its way through the other commands.

use gongwen::conformance::Verdict;
use gongwen::{Document, Rendered};

use crate::pdf_text::{Element, structure};
use crate::sheet::{
    CELL, LEFT, PITCH, RIGHT, TOP, all, blank_lines, codes, message, middle, near, only, set,
};
use crate::standard::{AREA_CENTRE, AREA_WIDTH, RULE_GAP, TWO_BLANK_LINES};
use crate::support::ENGINE;

fn telegram(more: &str) -> String {
    format!(
        "format = 'telegram'\nurgency = '特急'\nnumber = '甲政明电〔2025〕6号'\nissuers = ['甲市人民政府']\n\
         title = '甲市人民政府关于做好防汛工作的紧急通知'\ndate = 2025-06-17\nbody = '正文。'\n{more}"
    )
}

/// With all rows met and nothing told but what is named.
#[track_caller]
fn sound(data: &str, told: &[&str]) -> Rendered {
    let rendered = set(data);
    let found: Vec<_> =
        codes(rendered.diagnostics()).into_iter().filter(|code| *code != "substitute-face").collect();
    assert_eq!(found, told, "{data}");
    let broken: Vec<_> =
        rendered.report().requirements.iter().filter(|row| row.verdict == Verdict::Broken).collect();
    assert!(broken.is_empty(), "{broken:#?}");
    rendered
}

fn rule(rendered: &Rendered, name: &str) -> gongwen::page::Rect {
    let shapes = &rendered.pages()[0].shapes;
    shapes.iter().find(|shape| shape.part.to_string() == name).unwrap_or_else(|| panic!("no {name}")).rect
}

#[test]
fn a_telegram_says_where_it_goes_who_approved_it_and_how_urgent_it_is() {
    let rendered = sound(&telegram("signers = ['张三']\nrecipients = '各县（市、区）人民政府'"), &[]);
    let pages = rendered.pages();
    let mark = only(pages, "mark");
    assert_eq!(mark.text(), "内部明电");
    let ink = mark.ink().unwrap();
    near(ink.top, TOP + 20.0, "the mark 20 mm under the type area's top");
    near(middle(&mark), AREA_CENTRE, "the mark in the middle");
    let (sent, label, signer) = (only(pages, "sent-to"), only(pages, "signer-label"), only(pages, "signer"));
    assert_eq!(sent.text(), "发往：各县（市、区）人民政府");
    assert_eq!((label.text().as_str(), signer.text().as_str()), ("签批盖章：", "张三"));
    assert!(TWO_BLANK_LINES.contains(&(sent.top() - ink.bottom)), "two blank lines under the mark");
    near(sent.left(), LEFT + CELL, "1 字 from the left");
    near(label.top(), sent.top(), "one row");
    let (degree, number) = (only(pages, "degree"), only(pages, "number"));
    assert_eq!(degree.text(), "等级：特急");
    near(degree.top() - sent.top(), PITCH, "the next row");
    near(degree.left(), LEFT + CELL, "1 字 from the left");
    near(number.top(), degree.top(), "one row");
    near(number.right(), RIGHT - CELL, "the number 1 字 from the right");
    let (thin, red) = (rule(&rendered, "telegram-rule"), rule(&rendered, "red-rule"));
    near(
        f64::midpoint(thin.top, thin.bottom),
        f64::midpoint(sent.bottom(), degree.top()),
        "between the rows",
    );
    near(thin.width(), AREA_WIDTH, "the thin rule");
    near(thin.height(), 0.25, "as thin as one of the colophon");
    near(red.top - degree.bottom(), RULE_GAP, "the red rule");
    assert!(TWO_BLANK_LINES.contains(&(only(pages, "title").top() - red.bottom)), "the title");
    // They stand under the title too, as in any document.
    let recipients = only(pages, "recipients");
    assert_eq!(recipients.text(), "各县（市、区）人民政府：");
    near(recipients.top() - only(pages, "title").bottom(), blank_lines(1), "under the title");
    assert!(all(pages, "urgency").is_empty(), "the degree stands in its row only");
}

#[test]
fn long_addressees_of_a_telegram_hang_and_longer_ones_stand_in_the_text_only() {
    let two = sound(&telegram("recipients = ['各县（市、区）人民政府', '市防指各成员单位']"), &[]);
    let lines = all(two.pages(), "sent-to");
    assert_eq!(lines.len(), 2);
    near(lines[1].left(), LEFT + 4.0 * CELL, "under the first character behind 发往：");
    near(only(two.pages(), "degree").top() - lines[1].top(), PITCH, "the row under them");
    let long = telegram("recipients = ['各县（市、区）人民政府', '市政府各委办局', '各有关企业事业单位']");
    let long = sound(&long, &["recipients-in-text"]);
    assert_eq!(only(long.pages(), "sent-to").text(), "发往：见主送");
    assert_eq!(
        message(long.diagnostics(), "recipients-in-text").unwrap(),
        "the recipients are too long for the head of a telegram; it says 见主送"
    );
    let found = long.diagnostics().iter().find(|found| found.code() == "recipients-in-text").unwrap();
    assert!(found.data_path().unwrap().starts_with("recipients"));
}

/// Neither could be said.
#[test]
fn a_telegram_says_who_sends_it_and_the_number_of_the_room_that_does() {
    let more = "sender = '甲市人民政府办公室'\ndispatch-number = '甲机发123号'\nrecipients = '各县（市、区）人民政府'";
    let rendered = sound(&telegram(&format!("signers = ['张三']\n{more}")), &[]);
    let pages = rendered.pages();
    let (sender, label) = (only(pages, "sender"), only(pages, "signer-label"));
    assert_eq!(sender.text(), "发电单位：甲市人民政府办公室");
    near(sender.left(), LEFT + CELL, "1 字 from the left");
    near(label.top(), sender.top(), "one row");
    assert!(all(pages, "sent-to").is_empty(), "in place of 发往");
    assert_eq!(only(pages, "recipients").text(), "各县（市、区）人民政府：");
    let (degree, number) = (only(pages, "degree"), only(pages, "number"));
    let dispatched = only(pages, "dispatch-number");
    assert_eq!(dispatched.text(), "甲机发123号");
    near(degree.top() - sender.top(), PITCH, "the next row");
    near(number.baseline, degree.baseline, "one row");
    near(dispatched.baseline, degree.baseline, "one row");
    near(dispatched.right(), RIGHT - CELL, "1 字 from the right");
    near(
        number.left() - degree.right(),
        dispatched.left() - number.right(),
        "the number in the middle between",
    );
    near(rule(&rendered, "red-rule").top - degree.bottom(), RULE_GAP, "the red rule");
    // Without room on the row it stands under the number, and the red rule under it.
    let long = telegram("urgency = '特急·明电'\ndispatch-number = '甲市机要局机发1234号'")
        .replace("urgency = '特急'\n", "");
    let long = sound(&long, &[]);
    let (number, dispatched) = (only(long.pages(), "number"), only(long.pages(), "dispatch-number"));
    near(dispatched.top() - number.top(), PITCH, "a row under it");
    near(number.right(), RIGHT - CELL, "the number 1 字 from the right");
    near(rule(&long, "red-rule").top - dispatched.bottom(), RULE_GAP, "the red rule");
    // A long name hangs.
    let hung = sound(&telegram("sender = '甲市人民政府防汛抗旱指挥部办公室'"), &[]);
    let lines = all(hung.pages(), "sender");
    assert_eq!(lines.len(), 2);
    near(lines[1].left(), LEFT + 6.0 * CELL, "under the first character behind 发电单位：");
    // The rows are paragraphs of the file.
    let pdf = lopdf::Document::load_mem(&rendered.pdf().unwrap()).unwrap();
    let all = structure(&pdf);
    for words in ["发电单位：甲市人民政府办公室", "甲机发123号"] {
        assert!(all.all().iter().any(|element| element.role == "P" && element.text == words), "{words}");
    }
    // Elsewhere they have no place; the same by Chinese names.
    let letter = telegram(more).replace("'telegram'", "'document'");
    let told = codes(Document::from_toml(&letter).unwrap().diagnostics())
        .into_iter()
        .filter(|code| *code == "not-used");
    assert_eq!(told.count(), 2);
    let chinese = telegram(&more.replace("sender", "'发电单位'").replace("dispatch-number", "'机发号'"));
    assert_eq!(set(&chinese).svg(0).unwrap(), set(&telegram(more)).svg(0).unwrap());
}

#[test]
fn a_telegram_leaves_room_for_what_a_hand_adds() {
    let rendered =
        sound(&telegram("copy-number = 7\ncorner = ['机1', '机2', '机3']\nmark = '甲市传真电报'"), &[]);
    let pages = rendered.pages();
    assert_eq!(only(pages, "sent-to").text(), "发往：");
    assert_eq!(only(pages, "signer-label").text(), "签批盖章：");
    assert!(all(pages, "signer").is_empty());
    near(only(pages, "copy-number").top(), TOP, "份号 on row 1");
    // The mark begins beside row 3.
    assert!(only(pages, "mark").right() < all(pages, "corner")[2].left());
    let several = sound(&telegram("signers = ['张三', '李四', '王五']\nrecipients = '各县'"), &[]);
    let (signers, degree) = (all(several.pages(), "signer"), only(several.pages(), "degree"));
    assert_eq!(signers.len(), 3, "one a row");
    near(degree.top() - signers[2].top(), PITCH, "the row under them");
}

#[test]
fn a_telegram_names_its_degree_and_no_other_document_one_of_its() {
    let told = |data: &str| codes(&Document::from_toml(data).unwrap().check());
    assert_eq!(told(&telegram("").replace("urgency = '特急'\n", "")), ["telegram-urgency"]);
    for degree in ["特提", "特急", "加急", "平急", "特急·明电"] {
        assert!(told(&telegram("").replace("特急", degree)).is_empty(), "{degree}");
    }
    assert_eq!(told(&telegram("").replace("特急", "火急")), ["urgency-word"]);
    let letter = telegram("").replace("'telegram'", "'document'");
    assert_eq!(told(&letter.replace("特急", "平急")), ["urgency-of-telegrams"]);
    assert!(told(&letter).is_empty());
}

#[test]
fn what_has_no_place_in_a_telegram_is_told() {
    for (more, key) in [("mark-issuers = 'host'", "mark-issuers"), ("attendees = '张三'", "attendees")] {
        let found = Document::from_toml(&telegram(more)).unwrap();
        let told = message(found.diagnostics(), "not-used").unwrap_or_else(|| panic!("{more}"));
        assert!(told.starts_with(&format!("`{key}`")), "{told}");
    }
    let named = telegram("").replace("['甲市人民政府']", "[{ name = '甲市人民政府', mark-name = '甲市' }]");
    assert!(codes(Document::from_toml(&named).unwrap().diagnostics()).contains(&"not-used"));
}

#[test]
fn a_telegram_is_the_same_by_chinese_names_in_json_and_yaml() {
    let toml = set(&telegram("recipients = '各县'\nsigners = '张三'"));
    let json = r#"{ "格式": "明电", "紧急程度": "特急", "发文字号": "甲政明电〔2025〕6号", "发文机关": "甲市人民政府",
        "标题": "甲市人民政府关于做好防汛工作的紧急通知", "成文日期": "2025-06-17", "正文": "正文。", "主送": "各县", "签发人": "张三" }"#;
    let yaml = "格式: 内部明电\n紧急程度: 特急\n发文字号: 甲政明电〔2025〕6号\n发文机关: 甲市人民政府\n标题: 甲市人民政府关于做好防汛工作的紧急通知\n成文日期: 2025-06-17\n正文: 正文。\n主送: 各县\n签发人: 张三\n";
    for document in [Document::from_json(json).unwrap(), Document::from_yaml(yaml).unwrap()] {
        assert_eq!(ENGINE.render(&document).unwrap().svg(0).unwrap(), toml.svg(0).unwrap());
    }
}

#[test]
fn the_rows_of_a_telegram_are_paragraphs_of_the_file() {
    let rendered = set(&telegram("recipients = '各县'\nsigners = '张三'"));
    let pdf = lopdf::Document::load_mem(&rendered.pdf().unwrap()).unwrap();
    fn paragraphs(element: &Element) -> Vec<String> {
        let own = (element.role == "P").then(|| element.text.clone());
        own.into_iter().chain(element.kids.iter().flat_map(paragraphs)).collect()
    }
    let found = paragraphs(&structure(&pdf));
    for words in ["发往：各县", "等级：特急", "甲政明电〔2025〕6号"] {
        assert!(found.iter().any(|text| text == words), "{words}: {found:?}");
    }
    assert!(found.iter().any(|text| text.starts_with("签批盖章：")), "{found:?}");
}
