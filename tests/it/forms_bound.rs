//! What is bound behind and is a document of its own: a forwarded original, an attachment that is a letter.

use gongwen::batch::BatchReader;
use gongwen::conformance::Verdict;
use gongwen::page::Line;
use gongwen::{Document, Lang};
use serde_json::{Value, json};

use crate::measured::{Sheets, at, near, with};
use crate::sheet::{codes, try_set};
use crate::standard::{AREA_BOTTOM, AREA_LEFT, AREA_RIGHT, AREA_TOP, EM, PITCH, SIZE_3};
use crate::support::{ENGINE, Project, Run, data_with, program, words_on_pages};

/// No row of the report is broken, and nothing is told but that faces stand in.
#[track_caller]
fn whole(sheets: &Sheets) {
    let told = codes(sheets.rendered.diagnostics());
    assert!(told.iter().all(|code| *code == "substitute-face"), "{told:?}");
    let rows = &sheets.rendered.report().requirements;
    let broken: Vec<_> = rows.iter().filter(|row| row.verdict == Verdict::Broken).collect();
    assert!(broken.is_empty(), "{broken:?}");
}

fn original() -> Value {
    json!({
        "title": "关于做好救助工作的意见", "number": "甲财社〔2025〕7号", "recipients": "市政府",
        "issuers": ["甲市财政局", "甲市民政局"], "date": "2025-03-03", "note": "联系人：王敏",
        "body": "一、完善机制\n每季度走访一次。\n以上意见如无不妥，请批转各地执行。",
        "attachments": [{ "title": "资金安排表", "body": "东城区1260万元。" }, "另送的清单"],
    })
}

fn forwarded() -> Sheets {
    with(json!({
        "title": "甲市人民政府办公室转发市财政局市民政局关于做好救助工作意见的通知", "issuers": ["甲市人民政府办公室"],
        "issued": [original()],
    }))
}

fn baseline(lines: &[Line]) -> f64 {
    lines[0].baseline
}

/// A forwarded original stands with its number, whom it went to, its attachments, organs, date and note, as it was.
#[test]
fn a_forwarded_document_is_set_in_full() {
    let sheets = forwarded();
    whole(&sheets);
    let title = sheets.part("issued-title");
    let number = sheets.line("part-number.0");
    assert_eq!((number.text().as_str(), number.size()), ("甲财社〔2025〕7号", SIZE_3));
    near(number.right(), AREA_RIGHT, 0.3, "发文字号右齐");
    near(number.baseline - title[0].baseline, PITCH, 0.6, "on the row under the title");
    let recipients = sheets.line("part-recipients.0");
    assert_eq!(recipients.text(), "市政府：");
    at(recipients.left(), AREA_LEFT, "顶格");
    at(recipients.baseline - number.baseline, 2.0 * PITCH, "one blank line under the number");
    at(baseline(&sheets.part("issued.0.0")) - recipients.baseline, PITCH, "the text on the next row");
    let list = sheets.part("part-attachment-list.0");
    let said: Vec<String> = list.iter().map(Line::text).collect();
    assert_eq!(said, ["附件：1.资金安排表", "2.另送的清单"]);
    at(list[0].left(), AREA_LEFT + 2.0 * EM, "左空二字");
    at(list[0].baseline - baseline(&sheets.part("issued.0.2")), 2.0 * PITCH, "正文下空一行");
    let organs = [sheets.line("part-organ.0.0"), sheets.line("part-organ.0.1")];
    let date = sheets.line("part-date.0");
    at(organs[0].baseline - list[1].baseline, 2.0 * PITCH, "one blank line over the organs");
    at(organs[0].left(), organs[1].left(), "联合行文，左齐");
    at(date.left() - organs[0].left(), 2.0 * EM, "7.3.5.2: 日期首字右移二字");
    assert_eq!(date.text(), "2025年3月3日");
    let note = sheets.line("part-note.0");
    assert_eq!(note.text(), "（联系人：王敏）");
    at(note.baseline - date.baseline, PITCH, "7.3.6: 成文日期下一行");
    // Its attachment follows it, labelled as it was there.
    let label = sheets.line("attachment-label");
    assert_eq!((label.text().as_str(), label.page), ("附件1", note.page + 1));
    at(label.top(), AREA_TOP, "row 1");
    let attached = sheets.line("attachment-title");
    near(baseline(&sheets.part("issued.1.0")) - attached.baseline, 2.0 * PITCH, 0.6, "标题下空一行");
    // The document's own elements are its own.
    assert_eq!(sheets.line("organ.0").text(), "甲市人民政府办公室");
    assert!(sheets.part("attachment-list").is_empty(), "no attachment of the document's");
    let told = crate::tagged::paragraphs(&sheets);
    for words in [
        "甲财社〔2025〕7号",
        "市政府：",
        "甲市财政局",
        "2025年3月3日",
        "（联系人：王敏）",
        "附件：1.资金安排表",
    ] {
        assert!(told.contains(&("P".to_owned(), words.to_owned())), "{words} in {told:?}");
    }
}

/// 附件1 is a letter with attachments of its own, 附件1-1 and 附件1-2; 附件2 follows them.
#[test]
fn attachments_of_an_attachment_have_both_numbers() {
    let letter = json!({
        "title": "致家长的一封信\n——2025年春季", "recipients": ["各位家长"], "issuers": ["甲市教育局"],
        "date": "2025年4月　日", "body": "您好！",
        "attachments": [{ "title": "报名表", "body": "姓名。" }, { "title": "须知", "body": "八时到。" }],
    });
    let sheets = with(json!({
        "title": "关于培训的通知", "body": "见附件1、2。",
        "attachments": [letter, { "title": "日程", "label": "附表", "body": "一天。" }, "另送的画册"],
    }));
    whole(&sheets);
    let labels: Vec<String> = sheets.part("attachment-label").iter().map(Line::text).collect();
    assert_eq!(labels, ["附件1", "附件1-1", "附件1-2", "附表"]);
    let pages: Vec<usize> = sheets.part("attachment-label").iter().map(|line| line.page).collect();
    assert!(pages.windows(2).all(|pair| pair[1] == pair[0] + 1), "{pages:?}");
    let list: Vec<String> = sheets.part("attachment-list").iter().map(Line::text).collect();
    assert_eq!(list, ["附件：1.致家长的一封信", "2.日程", "3.另送的画册"]);
    let subtitle = sheets.line("part-subtitle.0");
    assert_eq!(subtitle.text(), "——2025年春季");
    assert_eq!(sheets.line("part-date.0").text(), "2025年4月　日");
    assert_eq!(sheets.line("attachment.3").text(), "一天。");
    let alone = with(
        json!({ "attachments": [{ "title": "信", "body": "您好！", "attachments": [{ "title": "表", "body": "甲。" }] }] }),
    );
    let labels: Vec<String> = alone.part("attachment-label").iter().map(Line::text).collect();
    assert_eq!(labels, ["附件", "附件1-1"]);
    let document = Document::reader().read_value(&json!({
        "title": "关于培训的通知", "issuers": ["甲局"], "body": "见附件。", "date": "2025-03-05",
        "attachments": [{ "title": "信", "body": "您好！", "attachments": ["表"] }],
    }));
    let document = document.unwrap();
    assert_eq!(document.attachment_titles().collect::<Vec<_>>(), ["信"]);
}

/// Seals and stamps of a part are its own, also on a page that lies on its side.
#[test]
fn a_part_is_sealed_as_a_document_is() {
    let sheets = with(json!({
        "issuers": [{ "name": "东江省水利厅", "seal": "yangzhang.svg" }], "sealing": null,
        "attachments": [
            {
                "title": "证明", "body": "情况属实。", "landscape": true, "date": "2025-03-05",
                "issuers": [{ "name": "甲市水利局", "seal": "yangzhang.svg" }],
            },
            {
                "title": "任命书", "body": "任命张三。", "date": "2025-03-05",
                "signature": [{ "title": "市长", "name": "李四", "image": "qianmingzhang.svg" }],
            },
        ],
    }));
    whole(&sheets);
    let seal = crate::sheet::pictures(sheets.rendered.pages(), "part-seal.0.0");
    assert_eq!(seal.len(), 1);
    near(seal[0].1.rect.width(), 42.0, 0.1, "the seal's true size");
    // Turned with its head to the left, the date ends 4 字 from the type area's right, now its top.
    let runs = sheets.runs("part-date.0");
    let last = runs.last().and_then(|run| run.glyphs.last()).expect("a date");
    near(last.baseline, AREA_TOP + 5.0 * EM, 0.6, "右空四字");
    let stamp = crate::sheet::pictures(sheets.rendered.pages(), "part-signature.1.0");
    assert_eq!(stamp.len(), 1);
    near(stamp[0].1.rect.right, AREA_RIGHT - 4.0 * EM, 0.1, "右空四字");
    assert_eq!(crate::sheet::pictures(sheets.rendered.pages(), "seal.0").len(), 1);
}

/// A speech behind the document: who speaks and when under its title, nothing under its text.
#[test]
fn a_speech_behind_the_document_is_not_signed() {
    let sheets = with(json!({
        "issued": [{
            "title": "在防汛会议上的讲话", "speaker": ["厅长　张三"], "date": "2025-03-05", "body": "同志们：\n今天开会。",
        }],
    }));
    whole(&sheets);
    let (title, speaker) = (sheets.line("issued-title"), sheets.line("part-speaker.0"));
    let date = sheets.line("part-speech-date.0");
    near(speaker.baseline - title.baseline, PITCH, 0.6, "on the row under the title");
    at(date.baseline - speaker.baseline, PITCH, "the date under it");
    assert_eq!((date.text().as_str(), date.runs[0].family.as_str()), ("（2025年3月5日）", "gw-kaiti"));
    assert!(sheets.part("part-date.0").is_empty());
}

fn told(keys: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    let found = match Document::from_toml(&data_with(keys)) {
        Ok(document) => document.diagnostics().to_vec(),
        Err(failure) => failure.diagnostics().to_vec(),
    };
    found.iter().map(|found| (found.code(), found.data_path().unwrap_or_default().to_owned())).collect()
}

#[test]
fn keys_of_parts_are_told_where_they_are_wrong() {
    let part = |more: &str| format!("[{{ title = \"表\", body = \"甲。\", {more} }}]");
    let inner = part("attachments = [{ title = \"乙\", body = \"乙。\", attachments = [\"丙\"] }]");
    let sealed =
        "issuers = [{ name = \"甲局\", seal = \"yangzhang.svg\", mark-name = \"甲\" }], sealing = \"none\"";
    for (key, value, code, path) in [
        ("attachments", inner, "unknown-key", "attachments[0].attachments[0].attachments"),
        ("issued", part("label = \"附件\""), "unknown-key", "issued[0].label"),
        ("attachments", part("sealing = \"none\""), "not-used", "attachments[0].sealing"),
        ("attachments", part("sign-off = false, date = 2025-03-05"), "not-used", "attachments[0].date"),
        ("attachments", part("sign-off = true"), "missing-key", "attachments[0].issuers"),
        (
            "attachments",
            part("date = 2025-03-05, sealing = \"seal\""),
            "missing-key",
            "attachments[0].issuers",
        ),
        ("issued", part("issuers = \"甲局\", sealing = \"signature\""), "missing-key", "issued[0].signature"),
        ("attachments", part(sealed), "not-used", "attachments[0].issuers[0].mark-name"),
        (
            "attachments",
            part("number = \"甲〔2025年〕1号\", signers = \"甲\""),
            "unknown-key",
            "attachments[0].signers",
        ),
        ("attachments", part("date = \"三月\""), "not-a-date", "attachments[0].date"),
        (
            "issued",
            "[{ title = \"表\", attachments = [\"甲\"] }]".to_owned(),
            "missing-body",
            "issued[0].body",
        ),
    ] {
        let found = told(&[(key, &value)]);
        assert!(found.contains(&(code, path.to_owned())), "{value}: {found:?}");
    }
}

/// What was typed under `[[attachments]]` in TOML and meant for the document was an error; now that a part may have it,
/// it is told where nobody signs the part and the document has none.
#[test]
fn a_key_that_the_document_lacks_is_told_in_its_part() {
    let text = |more: &str| {
        format!(
            "title = \"关于培训的通知\"\nissuers = [\"甲局\"]\nbody = \"见附件。\"\n\n[[attachments]]\ntitle = \"表\"\nbody = \"甲。\"\n{more}"
        )
    };
    let document = Document::from_toml(&text("date = 2025-03-05\n")).unwrap();
    let found = &document.diagnostics()[0];
    assert_eq!((found.code(), found.data_path()), ("key-of-part", Some("attachments[0].date")));
    assert_eq!(found.message(Lang::Zh), "“date”写在第1个附件里，归这一件；公文本身没有“date”");
    assert!(
        Document::from_toml(&text("date = 2025-03-05\nissuers = [\"乙局\"]\n"))
            .unwrap()
            .diagnostics()
            .is_empty()
    );
    let value = json!({
        "title": "关于培训的通知", "issuers": ["甲局"], "body": "见附件。",
        "attachments": [{ "title": "信", "body": "您好！", "recipients": "各位家长" }],
    });
    assert!(
        Document::reader().read_value(&value).unwrap().diagnostics().is_empty(),
        "nothing strays in JSON"
    );
}

/// 7.3.5.5 of a part: its last lines go over to its sign-off; where nothing may be moved, it is told (27).
#[test]
fn a_part_is_signed_on_a_page_with_its_text() {
    let lines = "一行。\n".repeat(17);
    let text = |of: &str, more: &str| {
        let part = format!(
            "{{ title = \"信\", date = 2025-03-05, issuers = [\"乙局\"], body = \'\'\'\n{lines}\'\'\' }}"
        );
        let document =
            "title = \"关于培训的通知\"\nissuers = [\"甲局\"]\ndate = 2025-03-05\nbody = \"见附件。\"\n";
        format!("{document}{of} = [{part}]\n{more}")
    };
    let set = |data: &str| try_set(data).unwrap_or_else(|failure| panic!("{failure}"));
    for (of, own) in [("attachments", "attachment"), ("issued", "issued")] {
        let set = set(&text(of, ""));
        let found = set.diagnostics().iter().find(|found| found.code() == "carried-over").expect("told");
        assert_eq!(found.data_path(), Some(&*format!("{of}[0].issuers[0]")));
        let organ = crate::sheet::only(set.pages(), "part-organ.0.0");
        let beside =
            crate::sheet::all(set.pages(), own).iter().filter(|line| line.page == organ.page).count();
        assert_eq!((organ.page, beside), (3, 2), "{of}");
    }
    let set = set(&text("attachments", "[layout]\nfit = false\n"));
    let found = set.diagnostics().iter().find(|found| found.code() == "part-signed-alone").expect("told");
    assert_eq!(found.data_path(), Some("attachments[0].issuers[0]"));
    let organ = crate::sheet::only(set.pages(), "part-organ.0.0");
    assert!(organ.page == 3 && organ.bottom() < AREA_BOTTOM);
}

/// `fmt` puts the marks of a part's elements right, columns of a list reach into it, JSON and TOML say the same.
#[test]
fn fmt_and_lists_know_the_keys_of_parts() {
    let project = Project::of(
        "issuers = [\"甲局\"]\ntitle = \"关于培训的通知\"\nbody = \"见附件。\"\ndate = 2025-03-05\n\
         attachments = [{ title = \"信\", body = \"您好！\", recipients = \"甲局(甲),乙局\", issuers = [\"丙局\"], attachments = [{ title = \"表\", body = \"甲,乙。\", note = \"联系人:王\" }] }]\n",
        "",
    );
    project.write("list.csv", "附件.0.主送,attachments.0.attachments.0.title,attachments.0.date\n东县,甲表,2025-04-01\n西县,乙表,2025-04-02\n");
    let batch = BatchReader::new(Document::reader())
        .read_paths(project.path("data.toml"), project.path("list.csv"))
        .unwrap_or_else(|failure| panic!("{failure}"));
    let document = batch.document(2).unwrap_or_else(|failure| panic!("{failure}"));
    let words = words_on_pages(&ENGINE.render(&document).unwrap());
    assert!(words.contains("西县：") && words.contains("乙表") && words.contains("2025年4月2日"), "{words}");
    Run::of(program().current_dir(project.folder()).args(["fmt", "--write", "data.toml"])).ends(0);
    let text = String::from_utf8(project.read("data.toml")).unwrap();
    assert!(
        text.contains("甲局（甲），乙局") && text.contains("甲，乙。") && text.contains("联系人：王"),
        "{text}"
    );
}

/// Both spellings of the example make the same pages.
#[test]
fn a_part_in_json_is_as_in_toml() {
    let toml = "title = \"关于培训的通知\"\nissuers = [\"甲局\"]\ndate = 2025-03-05\nbody = \"一。\"\n\
        [[\"印发件\"]]\n\"标题\" = \"办法\"\n\"发文字号\" = \"乙〔2025〕2号\"\n\"发文机关\" = \"乙局\"\n\"成文日期\" = \"2025-03-01\"\n\"正文\" = \"一。\"\n\
        [[\"印发件\".\"附件\"]]\n\"标题\" = \"表\"\n\"附件标签\" = \"附表\"\n\"正文\" = \"甲。\"\n";
    let json = json!({
        "title": "关于培训的通知", "issuers": ["甲局"], "date": "2025-03-05", "body": "一。",
        "issued": [{
            "title": "办法", "number": "乙〔2025〕2号", "issuers": "乙局", "date": "2025-03-01", "body": "一。",
            "attachments": [{ "title": "表", "label": "附表", "body": "甲。" }],
        }],
    });
    let from_toml = words_on_pages(&try_set(toml).unwrap_or_else(|failure| panic!("{failure}")));
    let from_json = words_on_pages(&ENGINE.render(&Document::reader().read_value(&json).unwrap()).unwrap());
    assert_eq!(from_toml, from_json);
    assert!(from_toml.contains("附表") && from_toml.contains("乙〔2025〕2号"), "{from_toml}");
}
