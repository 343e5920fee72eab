//! Forms beside the standard's four formats: plain paper, what stands in a corner and under a title, papers that nobody
//! signs, dates that are still open.

use gongwen::conformance::Verdict;
use gongwen::page::{Line, Page};
use gongwen::{Document, Rendered};

use crate::pdf_text::{Element, structure};
use crate::sheet::{
    CELL, LEFT, PITCH, RIGHT, TOP, all, blank_lines, codes, message, middle, near, only, set, try_set,
};
use crate::standard::{AREA_CENTRE, MARK_TOP, ORDER_MARK_TOP, TWO_BLANK_LINES};

/// From the em box of a row of 3号 to that of the next.
const LEADING: f64 = PITCH - CELL;

fn paper(more: &str) -> String {
    format!(
        "format = 'plain'\nissuers = ['甲市水务局']\ntitle = '情况汇报'\ndate = 2025-03-05\nbody = '正文。'\n{more}"
    )
}

/// With these lines in place of those of the same key.
fn with(more: &str) -> String {
    let key = |line: &str| line.split(" = ").next().unwrap_or_default().to_owned();
    let new: Vec<String> = more.lines().map(key).collect();
    let kept: Vec<String> =
        paper("").lines().filter(|line| !new.contains(&key(line))).map(str::to_owned).collect();
    // What ends in a table stands last.
    kept.join("\n") + "\n" + more
}

#[track_caller]
fn sound(rendered: &Rendered) {
    let broken: Vec<String> = rendered
        .report()
        .requirements
        .iter()
        .filter(|row| row.verdict == Verdict::Broken)
        .map(|row| format!("{row:?}"))
        .collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[track_caller]
fn fine(data: &str) -> Rendered {
    let rendered = set(data);
    let found: Vec<_> =
        codes(rendered.diagnostics()).into_iter().filter(|code| *code != "substitute-face").collect();
    assert!(found.is_empty(), "{found:?}\n{data}");
    sound(&rendered);
    rendered
}

fn none(pages: &[Page], part: &str) {
    assert!(all(pages, part).is_empty(), "{part}");
}

#[test]
fn plain_paper_begins_with_its_title() {
    let rendered = fine(&with("number = '甲水汇〔2025〕6号'\nrecipients = '市人民政府'"));
    let pages = rendered.pages();
    let (title, number) = (only(pages, "title"), only(pages, "number"));
    near(title.top(), TOP, "the title on row 1");
    near(middle(&title), AREA_CENTRE, "the title in the middle");
    near(number.top() - title.bottom(), LEADING, "the number on the row under the title");
    near(number.right(), RIGHT, "the number flush right");
    near(
        only(pages, "recipients").top() - number.bottom(),
        blank_lines(1),
        "one blank line under the number",
    );
    none(pages, "mark");
    assert!(pages.iter().flat_map(|page| &page.shapes).all(|shape| shape.part.to_string() != "red-rule"));
    assert_eq!(only(pages, "organ").text(), "甲市水务局");
}

#[test]
fn what_stands_over_the_title_of_plain_paper_leaves_it_a_blank_line() {
    let rendered = fine(&with(
        "copy-number = 7\nclassification = '秘密★1年'\ncorner = ['会议材料（三）', '编号：0012', '2025-7']",
    ));
    let pages = rendered.pages();
    let corner = all(pages, "corner");
    assert_eq!(
        corner.iter().map(gongwen::page::Line::text).collect::<Vec<_>>(),
        ["会议材料（三）", "编号：0012", "2025-7"]
    );
    for (row, line) in corner.iter().enumerate() {
        near(line.top(), TOP + row as f64 * PITCH, "the corner's row");
        near(line.right(), RIGHT, "the corner flush right");
    }
    let faces: Vec<&str> = corner.iter().map(|line| line.runs[0].family.as_str()).collect();
    assert!(faces[0].contains("heiti") && faces[1].contains("fangsong"), "{faces:?}");
    near(only(pages, "copy-number").top(), TOP, "the copy number");
    near(only(pages, "classification").top(), TOP + PITCH, "the classification");
    near(only(pages, "title").top() - corner[2].bottom(), blank_lines(1), "a blank line over the title");
}

#[test]
fn an_attachment_that_travels_apart_has_its_label_on_row_1_and_its_title_on_row_3() {
    let rendered = fine(&with("label = '云教〔2025〕40号附件1'\nsign-off = false"));
    let pages = rendered.pages();
    let label = only(pages, "label");
    near(label.top(), TOP, "the label on row 1");
    near(label.left(), LEFT, "the label flush left");
    near(only(pages, "title").top(), TOP + 2.0 * PITCH, "the title on row 3");
    let found = set(&with("format = 'document'\nlabel = '附件1'"));
    assert!(codes(found.diagnostics()).contains(&"not-used"));
}

#[test]
fn the_corner_stands_on_rows_of_its_own_in_every_format() {
    let of = |format: &str| {
        with(&format!(
            "format = '{format}'\nkind = '函'\ntitle = '关于协助调查的函'\nnumber = '甲函〔2025〕6号'\ncorner = ['A', '会办', '存档']"
        ))
    };
    let letter = fine(&of("letter"));
    let (number, corner) = (only(letter.pages(), "number"), all(letter.pages(), "corner"));
    for (row, line) in corner.iter().enumerate() {
        near(line.top() - number.top(), (row + 1) as f64 * PITCH, "under a letter's number");
        near(line.right(), RIGHT, "flush right");
    }
    let document = fine(&of("document"));
    near(all(document.pages(), "corner")[2].top(), TOP + 2.0 * PITCH, "row 3 of a document");
    // 10.2: an order's mark begins beside row 3.
    let order = set(&of("order"));
    let (mark, corner) = (only(order.pages(), "mark"), all(order.pages(), "corner"));
    near(mark.ink().map_or(0.0, |ink| ink.top), ORDER_MARK_TOP, "the mark of an order");
    assert!(mark.right() < corner[2].left(), "{} {}", mark.right(), corner[2].left());
}

#[test]
fn a_speech_has_its_speaker_and_day_under_the_title_and_no_sign_off() {
    let rendered = fine(&with(
        "title = \"\"\"\n在全市防汛工作会议上的讲话\n——在视频会议主会场\"\"\"\nspeaker = ['市长　×××', '（根据录音整理）']\nrecipients = '同志们'",
    ).replace("issuers = ['甲市水务局']\n", ""));
    let pages = rendered.pages();
    let title = only(pages, "title");
    assert_eq!(title.text(), "在全市防汛工作会议上的讲话");
    let rows: Vec<_> =
        ["subtitle", "speaker", "speech-date"].iter().flat_map(|part| all(pages, part)).collect();
    let texts: Vec<String> = rows.iter().map(gongwen::page::Line::text).collect();
    assert_eq!(texts, ["——在视频会议主会场", "市长　×××", "（根据录音整理）", "（2025年3月5日）"]);
    for (row, line) in rows.iter().enumerate() {
        near(line.top() - title.bottom(), LEADING + row as f64 * PITCH, "a row under the title");
        assert!((middle(line) - AREA_CENTRE).abs() < 0.3, "{} is not centred", line.text());
        let face = if row == 0 { "fangsong" } else { "kaiti" };
        assert!(line.runs.iter().any(|run| run.family.contains(face)), "{} is not of {face}", line.text());
    }
    // X-E2: figures of a text are of one face, in 楷体 too.
    let figures: Vec<_> = rows[3].runs.iter().filter(|run| run.text().contains('5')).collect();
    assert!(!figures.is_empty() && figures.iter().all(|run| run.family == "gw-latin"), "{figures:?}");
    near(only(pages, "recipients").top() - rows[3].bottom(), blank_lines(1), "one blank line under them");
    for part in ["organ", "date"] {
        none(pages, part);
    }
    // The day under the title is the file's.
    assert!(rendered.pdf().is_ok());
}

/// A government's report: 2026年1月13日 stood in the subtitle and under the speaker.
#[test]
fn a_date_that_the_subtitle_says_is_not_repeated_under_the_speaker() {
    let rendered = fine(
        &with("title = '甲市人民政府工作报告'\nsubtitle = '2025年3月5日在甲市第六届人民代表大会第五次会议上'\nspeaker = '市长　×××'\nrecipients = '各位代表'")
            .replace("issuers = ['甲市水务局']\n", ""),
    );
    none(rendered.pages(), "speech-date");
    near(
        only(rendered.pages(), "recipients").top() - only(rendered.pages(), "speaker").bottom(),
        blank_lines(1),
        "one blank line under the speaker",
    );
    // It is the file's all the same.
    assert!(!codes(rendered.diagnostics()).contains(&"not-archived"));
}

/// X-C1: what stands in the middle under a speech's day was taken for the text's first line, and two 必须 were not met.
#[test]
fn a_row_in_the_middle_over_the_recipients_belongs_to_the_title() {
    for row in
        ["（根据录音整理，未经本人审阅）", "（2025年3月5日甲市第六届人民代表大会常务委员会第五次会议）"]
    {
        let rendered = fine(
            &with(&format!("title = '在全市防汛工作会议上的讲话'\nspeaker = '市长　×××'\nrecipients = '同志们'\nbody = '''\n:-: {row}\n正文。'''"))
                .replace("issuers = ['甲市水务局']\n", "")
                .replacen("body = '正文。'\n", "", 1),
        );
        let rows = &rendered.report().requirements;
        assert!(rows.iter().any(|row| row.quantity.0 == "正文在主送下一行"));
    }
}

#[test]
fn a_subtitle_may_be_given_with_or_without_its_dash_but_once() {
    for (given, wanted) in [
        ("subtitle = '在工作会议上'", "——在工作会议上"),
        ("subtitle = '——在工作会议上'", "——在工作会议上"),
        ("subtitle = '--在工作会议上'", "——在工作会议上"),
        ("subtitle = '（送审稿）'", "（送审稿）"),
    ] {
        assert_eq!(only(fine(&with(given)).pages(), "subtitle").text(), wanted);
    }
    let twice = with("title = \"\"\"\n情况汇报\n——之一\"\"\"\nsubtitle = '之二'");
    let found = Document::from_toml(&twice).unwrap_err();
    assert_eq!(codes(found.diagnostics()), ["keys-exclude"]);
}

#[test]
fn what_is_not_signed_ends_with_its_text() {
    let data = with("sign-off = false\nnote = '联系人：张三'");
    let rendered = fine(&data);
    let pages = rendered.pages();
    for part in ["organ", "date"] {
        none(pages, part);
    }
    let (body, note) = (only(pages, "body.0"), only(pages, "note"));
    near(note.top() - body.top(), PITCH, "the note on the next row");
    // Nobody signs, so nobody need be named on plain paper; on any other the mark is the organ's.
    fine(&data.replace("issuers = ['甲市水务局']\n", ""));
    for data in [
        paper("").replace("issuers = ['甲市水务局']\n", ""),
        data.replace("plain", "document").replace("issuers = ['甲市水务局']\n", ""),
    ] {
        let found = Document::from_toml(&data).unwrap_err();
        assert!(codes(found.diagnostics()).contains(&"missing-key"), "{found}");
    }
    // In JSON, by Chinese names.
    let json = r#"{ "格式": "白头件", "标题": "情况汇报", "正文": "正文。", "落款": false, "右上标注": "A", "成文日期": "2025-03-05" }"#;
    let document = Document::from_json(json).unwrap();
    none(crate::support::ENGINE.render(&document).unwrap().pages(), "organ");
}

#[test]
fn an_open_date_is_printed_as_it_stands_and_told() {
    let open = with("date = '2025年 月 日'");
    let rendered = set(&open);
    assert_eq!(only(rendered.pages(), "date").text(), "2025年　月　日");
    assert_eq!(
        codes(rendered.diagnostics()).iter().filter(|code| **code != "substitute-face").collect::<Vec<_>>(),
        [&"date-open", &"not-archived"]
    );
    let why = message(rendered.diagnostics(), "not-archived").unwrap();
    assert!(why.starts_with("the date is still open"), "{why}");
    sound(&rendered);
    let rows = &rendered.report().requirements;
    assert!(rows.iter().all(|row| row.clause != "7.3.5.4"), "no form is asked of a date that is none");
    // A day of printing makes it one that can be archived.
    let printed = set(&(open.clone() + "\nprinter = '甲市水务局'\nprint-date = 2025-03-05"));
    assert!(!codes(printed.diagnostics()).contains(&"not-archived"));
    let crosses = set(&(with("date = '2025年×月××日'") + "\nprinter = '甲'\nprint-date = '2025年3月　日'"));
    assert_eq!(only(crosses.pages(), "date").text(), "2025年×月××日");
    assert_eq!(only(crosses.pages(), "print-date").text(), "2025年3月　日印发");
    assert_eq!(
        message(crosses.diagnostics(), "date-open").unwrap(),
        "the date 2025年×月××日 is open and printed as it stands"
    );
    assert!(try_set(&with("date = '2025年13月　日'")).is_err());
}

#[test]
fn what_has_no_place_on_plain_paper_is_told() {
    for (more, key) in [
        ("mark = '甲市文件'", "mark"),
        ("signers = ['张三']", "signers"),
        ("sign-off = false\nsealing = 'seal'", "sealing"),
        ("issuers = [{ name = '甲局', mark-name = '甲' }]", "mark-name"),
        ("sign-off = false\nissuers = [{ name = '甲局', signature = '甲' }]", "signature"),
        ("layout = { mark-size = 12 }", "mark-size"),
        ("layout = { red = 'cmyk' }", "red"),
    ] {
        let found = Document::from_toml(&with(more)).unwrap();
        let told = message(found.diagnostics(), "not-used").unwrap_or_else(|| panic!("{more}: nothing told"));
        assert!(told.starts_with(&format!("`{key}`")), "{more}: {told}");
    }
    // An order without a title has no place under it.
    let order = with("format = 'order'\nsubtitle = '之一'").replace("title = '情况汇报'\n", "");
    assert!(codes(Document::from_toml(&order).unwrap().diagnostics()).contains(&"not-used"));
    let many = Document::from_toml(&with("corner = ['A', 'B', 'C', 'D']")).unwrap_err();
    assert_eq!(codes(many.diagnostics()), ["out-of-range"]);
}

#[test]
fn what_is_no_state_secret_stands_where_a_secret_does_without_a_term() {
    for word in ["内部", "内部资料", "内部文件", "内部参阅", "内部参考", "内部使用", "工作秘密"]
    {
        let rendered = fine(&with(&format!("classification = '{word}'")));
        let line = only(rendered.pages(), "classification");
        near(line.top(), TOP, "row 1");
        assert!(line.runs[0].family.contains("heiti"));
        let document = Document::from_toml(&with(&format!("classification = '{word}'"))).unwrap();
        assert!(!codes(&document.check()).contains(&"copy-number-missing"), "{word}");
    }
    let found = Document::from_toml(&with("classification = '内部资料★1年'")).unwrap_err();
    assert_eq!(codes(found.diagnostics()), ["classification-form"]);
}

/// forms.md 3: the 15 kinds are for red-headed documents, others have endings of their own.
#[test]
fn papers_of_other_forms_are_no_false_alarms() {
    let of = |format: &str, title: &str, number: &str| {
        format!(
            "format = '{format}'\nissuers = ['甲市水务局']\ntitle = '{title}'\nnumber = '{number}'\ndate = 2025-03-05\nbody = '正文。'"
        )
    };
    for (format, title, number) in [
        ("document", "拟任职干部公示", "甲组〔2025〕2号"),
        ("plain", "关于拟表彰对象的公示", "甲组〔2025〕2号"),
        ("document", "关于拟表彰对象的公示", "甲组〔2025〕2号"),
        ("document", "行政处罚决定书", "甲罚〔2025〕2号"),
        ("plain", "司法建议书", "（2025）云01司建3号"),
        ("plain", "安全生产责任书", "甲安〔2025〕2号"),
        ("document", "水务简报", "第3期"),
        ("letter", "邀请函", "甲函〔2025〕2号"),
        ("letter", "致全市人民的慰问函", "甲函〔2025〕2号"),
        ("plain", "甲市水务局关于整治进展的汇报", "甲水〔2025〕2号"),
    ] {
        let document = Document::from_toml(&of(format, title, number)).unwrap();
        let mut found = codes(document.diagnostics());
        found.extend(codes(&document.check()));
        for code in ["title-kind", "title-about", "number-brackets"] {
            assert!(!found.contains(&code), "{title}: {found:?}");
        }
    }
    for (title, code) in [("关于防汛工作的方案", "title-kind"), ("甲市水务局函", "title-about")]
    {
        let document = Document::from_toml(&of("document", title, "甲函〔2025〕2号")).unwrap();
        assert!(codes(&document.check()).contains(&code), "{title}");
    }
}

#[test]
fn a_colon_in_a_list_of_names_makes_no_label() {
    let attendees =
        "市水务局：张三、李四，市应急管理局：王五、赵六，市气象局：钱七、孙八，市自然资源和规划局：周九";
    let minutes = format!(
        "format = 'minutes'\nmark = '会议纪要'\nissuers = ['甲市水务局']\nbody = '正文。'\ndate = 2025-03-05\nattendees = '{attendees}'"
    );
    sound(&set(&minutes));
}

fn briefing(more: &str) -> String {
    format!(
        "format = 'briefing'\nmark = '防汛工作简报'\nnumber = '第12期'\nissuers = ['甲市防汛办公室']\ndate = 2025-07-16\nbody = '正文。'\n{more}"
    )
}

#[test]
fn a_briefing_has_organ_and_day_over_its_rule_and_no_sign_off() {
    let rendered = fine(&briefing(""));
    let pages = rendered.pages();
    let (mark, number) = (only(pages, "mark"), only(pages, "number"));
    near(mark.ink().map_or(0.0, |ink| ink.top), MARK_TOP, "35 mm under the type area's top");
    near(middle(&number), AREA_CENTRE, "the issue in the middle");
    let (organ, date) = (only(pages, "imprint-organ"), only(pages, "imprint-date"));
    near(organ.left(), LEFT + CELL, "the organ 1 字 from the left");
    near(date.right(), RIGHT - CELL, "the date 1 字 from the right");
    near(organ.top() - number.top(), PITCH, "on the row under the issue");
    for part in ["organ", "date", "title"] {
        none(pages, part);
    }
    // Some are signed all the same, and then every organ.
    let signed =
        fine(&briefing("sign-off = true").replace("['甲市防汛办公室']", "['甲市防汛办公室', '甲市水务局']"));
    assert_eq!(all(signed.pages(), "organ.1").len(), 1);
    assert_eq!(all(signed.pages(), "imprint-organ").len(), 1);
    // Several editors stand one under the other, the day beside the last.
    let joint = fine(&briefing("").replace("['甲市防汛办公室']", "['甲市防汛办公室', '甲市水务局']"));
    let editors = all(joint.pages(), "imprint-organ");
    assert_eq!(editors.iter().map(Line::text).collect::<Vec<_>>(), ["甲市防汛办公室", "甲市水务局"]);
    near(editors[1].top() - editors[0].top(), PITCH, "a row each");
    near(only(joint.pages(), "imprint-date").baseline, editors[1].baseline, "the day beside the last");
    // Who was there, and no kind is asked for.
    let met =
        fine(&briefing("title = '关于防汛的会议情况'\nattendance = [{ label = '主持', names = ['张三'] }]"));
    assert_eq!(all(met.pages(), "attendance").len(), 1);
    let document = Document::from_toml(&briefing("title = '关于防汛的会议情况'")).unwrap();
    assert!(codes(&document.check()).is_empty(), "{:?}", codes(&document.check()));
    let bare = Document::from_toml(&briefing("").replace("mark = '防汛工作简报'\n", "")).unwrap_err();
    assert_eq!(codes(bare.diagnostics()), ["missing-key"]);
}

#[test]
fn a_mark_that_is_the_title_needs_no_title() {
    let data = "issuers = ['甲市人民代表大会常务委员会']\nmark = '甲市人民代表大会常务委员会公告'\nnumber = '〔五届〕第18号'\nbody = '正文。'\ndate = 2025-03-05\n";
    let rendered = fine(data);
    none(rendered.pages(), "title");
    let document = Document::from_toml(data).unwrap();
    assert_eq!(document.kind(), Some(gongwen::Kind::Announcement));
    assert!(codes(&document.check()).is_empty(), "{:?}", codes(&document.check()));
    // The text stands as far under the rule as a title would.
    let rule = rendered.pages()[0].shapes.iter().find(|shape| shape.part.to_string() == "red-rule").unwrap();
    let gap = only(rendered.pages(), "body.0").top() - rule.rect.bottom;
    assert!(TWO_BLANK_LINES.contains(&gap), "{gap}");
    let other = data.replace("委员会公告", "委员会文件");
    assert_eq!(codes(Document::from_toml(&other).unwrap_err().diagnostics()), ["missing-key"]);
}

#[test]
fn what_stands_under_a_title_is_a_paragraph_of_the_file() {
    let rendered = set(&with(
        "corner = ['A', '编号：1']\nsubtitle = '在会议上'\nspeaker = ['市长　甲']\nlabel = '附件1'",
    ));
    let pdf = lopdf::Document::load_mem(&rendered.pdf().unwrap()).unwrap();
    fn paragraphs(element: &Element) -> Vec<String> {
        let own = (element.role == "P").then(|| element.text.clone());
        own.into_iter().chain(element.kids.iter().flat_map(paragraphs)).collect()
    }
    let found = paragraphs(&structure(&pdf));
    for words in ["附件1", "A", "编号：1", "——在会议上", "市长　甲", "（2025年3月5日）"]
    {
        assert!(found.iter().any(|text| text == words), "{words}: {found:?}");
    }
}
