//! 7.3 主体: 标题, 主送机关, 正文, 附件说明, 附件. The sign-off (7.3.5) and the note have a file of
//! their own.

use gongwen::page::{Line, Part, Piece, part_lines};
use serde_json::{Value, json};

use crate::measured::{Sheets, at, between, full_lines, near, prose, set_in, with};
use crate::sheet::hanzi;
use crate::standard::{
    AREA_BOTTOM, AREA_CENTRE, AREA_LEFT, AREA_TOP, CELLS, EM, PITCH, ROW_3_TOP, SIZE_2, SIZE_3,
    TWO_BLANK_LINES, blank_lines, under,
};

/// Where a paragraph begins: 左空二字.
const INDENTED: f64 = AREA_LEFT + 2.0 * EM;
/// Where what follows 附件： begins: three characters further.
const AFTER_LABEL: f64 = INDENTED + 3.0 * EM;

/// Titles of one to four lines.
const TITLES: [(usize, &str); 8] = [
    (1, "关于做好防汛抗旱工作的通知"),
    (1, "东江省水利厅关于做好防汛抗旱工作的通知"),
    (2, "东江省水利厅关于做好2024年防汛抗旱工作的通知"),
    (2, "东江省人民政府关于公布第五批省级文物保护单位的通知"),
    (2, "东江省水利厅关于印发《东江省小型水库运行管理办法（试行）》的通知"),
    (3, "东江省人民政府办公厅转发省水利厅等部门关于进一步加强农村饮水安全工程建设和运行管理意见的通知"),
    (3, "东江省水利厅　东江省财政厅关于印发《东江省中央财政水利发展资金使用管理办法实施细则》的通知"),
    (
        4,
        "东江省水利厅　东江省发展和改革委员会　东江省财政厅　东江省农业农村厅关于印发《东江省中小河流系统治理和农村饮水安全工程建设管理办法（试行）》的通知",
    ),
];

/// The characters of a line with the family each is set in.
fn characters(line: &Line) -> Vec<(char, &str)> {
    let runs = line.runs.iter();
    runs.flat_map(|run| run.text().chars().map(|c| (c, run.family.as_str())).collect::<Vec<_>>()).collect()
}

fn said(lines: &[Line]) -> String {
    lines.iter().map(Line::text).collect()
}

/// Where the character at this place of a line begins.
fn x_of(line: &Line, index: usize) -> f64 {
    line.runs.iter().flat_map(|run| &run.glyphs).nth(index).expect("so many characters").x
}

#[track_caller]
fn one_pitch_apart(lines: &[Line]) {
    for pair in lines.windows(2).filter(|pair| pair[0].page == pair[1].page) {
        at(pair[1].baseline - pair[0].baseline, PITCH, &format!("under {}", pair[0].text()));
    }
}

/// 7.3.1 一般用2号小标宋体字，编排于红色分隔线下空二行位置，分一行或多行居中排布.
#[test]
fn the_title_stands_two_lines_under_the_rule_each_line_in_the_middle() {
    for (count, words) in TITLES {
        let sheets = with(json!({ "title": words }));
        let title = sheets.part("title");
        assert_eq!(title.len(), count, "{:?}", title.iter().map(Line::text).collect::<Vec<_>>());
        set_in(&sheets, "title", &["gw-biaosong"], SIZE_2);
        between(title[0].top() - sheets.shape("red-rule").bottom, &TWO_BLANK_LINES, words);
        for line in &title {
            near(f64::midpoint(line.left(), line.right()), AREA_CENTRE, 0.05, &line.text());
            assert!(line.left() >= AREA_LEFT, "{} is inside the type area", line.text());
        }
        one_pitch_apart(&title);
    }
}

#[test]
fn the_title_keeps_its_distance_under_every_head() {
    let heads = [
        json!({ "issuers": ["东江省水利厅", "东江省财政厅", "东江省公安厅"] }),
        json!({ "signers": ["李明"], "title": "东江省水利厅关于有关工作的请示" }),
        json!({ "signers": ["李明", "王小明", "张三", "赵一", "孙二"], "title": "东江省水利厅关于有关工作的请示" }),
        json!({ "copy-number": 3, "classification": "秘密★1年", "urgency": "特急" }),
    ];
    for keys in heads {
        let sheets = with(keys.clone());
        let gap = sheets.part("title")[0].top() - sheets.shape("red-rule").bottom;
        between(gap, &TWO_BLANK_LINES, &keys.to_string());
    }
}

/// 7.3.1 回行时，要做到词意完整，排列对称，长短适宜，间距恰当，应当使用梯形或菱形.
#[test]
fn the_title_breaks_by_its_sense_into_a_trapezoid_or_a_diamond() {
    for (_, words) in TITLES {
        let title = with(json!({ "title": words })).part("title");
        let joined: String = said(&title).split_whitespace().collect();
        assert_eq!(joined, words.split_whitespace().collect::<String>(), "not a character is lost");
        for line in &title {
            let first = line.text().chars().next().expect("a character");
            assert!(!"的、，。；：？！）》〉”’】〕".contains(first), "{words}: a line begins with {first}");
            let last = line.text().chars().next_back().expect("a character");
            assert!(!"（《〈“‘【〔".contains(last), "{words}: a line ends with {last}");
            assert!(line.text().chars().count() >= 4 || title.len() == 1, "{words}: {}", line.text());
        }
        let widths: Vec<f64> = title.iter().map(|line| line.right() - line.left()).collect();
        let turns = widths.windows(3).filter(|w| w[1] < w[0] - 0.1 && w[1] < w[2] - 0.1).count();
        assert_eq!(turns, 0, "{words}: an hourglass {widths:?}");
    }
}

/// A line break of the user's own wins over the program's.
#[test]
fn a_title_breaks_where_the_data_says() {
    let sheets = with(json!({ "title": "东江省水利厅\n关于做好防汛抗旱工作的\n通知" }));
    let lines: Vec<String> = sheets.part("title").iter().map(Line::text).collect();
    assert_eq!(lines, ["东江省水利厅", "关于做好防汛抗旱工作的", "通知"]);
}

/// 7.3.2 编排于标题下空一行位置，居左顶格，回行时仍顶格，最后一个机关名称后标全角冒号.
#[test]
fn recipients_stand_one_line_under_the_title_flush_left() {
    for (_, title) in TITLES {
        for count in [1, 5, 12] {
            let organs: Vec<String> = (0..count).map(|i| format!("第{}市水利局", i + 1)).collect();
            let sheets = with(json!({ "title": title, "recipients": organs }));
            let recipients = sheets.part("recipients");
            assert_eq!(said(&recipients), organs.join("，") + "：");
            set_in(&sheets, "recipients", &["gw-fangsong", "gw-latin"], SIZE_3);
            let title = sheets.part("title");
            at(recipients[0].top() - title[title.len() - 1].bottom(), under(1), "空一行");
            for line in &recipients {
                at(line.left(), AREA_LEFT, &line.text());
            }
            one_pitch_apart(&recipients);
        }
    }
}

#[test]
fn one_full_width_colon_ends_the_recipients_however_they_are_typed() {
    let recipients = |given: Value| said(&with(json!({ "recipients": given })).part("recipients"));
    for typed in [
        "各市水利局",
        "各市水利局：",
        "各市水利局:",
        "各市水利局，",
        "各市水利局。",
        "各市水利局 ：",
        "各市水利局； ",
    ] {
        assert_eq!(recipients(json!(typed)), "各市水利局：", "{typed}");
        assert_eq!(recipients(json!([typed])), "各市水利局：", "[{typed}]");
    }
    assert_eq!(recipients(json!(["各市水利局：", "厅直各单位："])), "各市水利局，厅直各单位：");
    assert_eq!(recipients(json!(["各市水利局，", "厅直各单位。"])), "各市水利局，厅直各单位：");
    assert_eq!(recipients(json!("各市、县水利局，厅直各单位")), "各市、县水利局，厅直各单位：");
}

/// 7.3.2 如主送机关名称过多导致公文首页不能显示正文时，应当将主送机关名称移至版记; 7.3.3 公文首页必须显示正文.
#[test]
fn page_1_shows_text_for_every_number_of_recipients() {
    let mut kept = 0;
    let mut moved = 0;
    for count in 1..=60 {
        let organs: Vec<String> = (0..count).map(|i| format!("第{}市水利局", i + 1)).collect();
        let sheets = with(json!({ "recipients": organs, "layout": { "fit": false } }));
        let body = part_lines(&sheets.pages[0], Part::Body);
        assert!(!body.is_empty(), "{count} recipients leave no text on page 1");
        if sheets.codes.contains(&"recipients-moved") {
            moved += 1;
            assert!(sheets.part("recipients").is_empty());
            assert_eq!(said(&sheets.part("moved-recipients")), format!("主送：{}。", organs.join("，")));
            continue;
        }
        assert_eq!(moved, 0, "{count} recipients stand where fewer did not");
        kept = count;
        assert!(sheets.part("moved-recipients").is_empty());
        let recipients = sheets.part("recipients");
        assert!(recipients.iter().all(|line| line.page == 1), "{count}: they stand on page 1");
        // Every line of page 1 is used.
        assert!(body[body.len() - 1].bottom() > AREA_BOTTOM - PITCH, "{count}");
    }
    assert!(kept > 20 && moved > 5, "the boundary lies between: {kept} kept, {moved} moved");
    // One organ is less than a line: before it gives way, the text has come down to one line.
    let organs: Vec<String> = (0..kept).map(|i| format!("第{}市水利局", i + 1)).collect();
    let last = with(json!({ "recipients": organs, "layout": { "fit": false } }));
    assert_eq!(part_lines(&last.pages[0], Part::Body).len(), 1, "with {kept} recipients");
}

/// 7.3.3 编排于主送机关名称下一行.
#[test]
fn the_body_follows_the_recipients() {
    let sheets = with(json!({ "recipients": ["各市水利局", "厅直各单位"] }));
    let (recipients, body) = (sheets.line("recipients"), sheets.part("body"));
    at(body[0].baseline - recipients.baseline, PITCH, "body under recipients");
    set_in(&sheets, "body", &["gw-fangsong", "gw-latin"], SIZE_3);
}

#[test]
fn without_recipients_the_body_stands_one_line_under_the_title() {
    for (_, words) in TITLES {
        let sheets = with(json!({ "title": words, "recipients": null }));
        let (title, body) = (sheets.part("title"), sheets.part("body"));
        at(body[0].top() - title[title.len() - 1].bottom(), under(1), words);
    }
}

/// 7.3.3 每个自然段左空二字，回行顶格.
#[track_caller]
fn paragraphs_are_indented(lines: &[Line]) {
    let mut before = Piece::UNNAMED;
    for line in lines {
        let expected = if line.part() == before { AREA_LEFT } else { INDENTED };
        at(line.left(), expected, &line.text());
        before = line.part();
    }
}

const LEVELS: &str = "一、总体要求\n\
    （一）指导思想\n\
    1.基本原则\n\
    （1）坚持统筹兼顾\n\
    坚持以防为主、防抗救相结合，坚持常态减灾和非常态救灾相统一，全面提高抵御水旱灾害的综合防范能力。\n\
    二、重点任务。各地要对照任务清单逐项抓好落实。工作中的重大问题及时报告，不得迟报、漏报、瞒报。\n\
    （二）落实责任。各级行政首长对本地区防汛抗旱工作负总责。分管负责同志要靠前指挥，一线督战。\n\
    2.加强预警。健全直达基层的预警叫应机制。确保每一名基层责任人都能及时收到预警信息并按预案行动。\n\
    （2）开展演练。汛前组织一次全要素演练。演练结束后认真总结评估，针对发现的问题修订完善应急预案。";

/// The faces that the four levels are set in.
const FACES: [&str; 4] = ["gw-heiti", "gw-kaiti", "gw-fangsong", "gw-fangsong"];

fn is_hanzi(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// 7.3.3 一般第一层用黑体字、第二层用楷体字、第三层和第四层用仿宋体字标注: what `part` is set in.
#[track_caller]
fn levels_have_their_faces(sheets: &Sheets, part: &str) {
    let block = |index: usize| sheets.part(&format!("{part}.{index}"));
    for (index, face) in FACES.into_iter().enumerate() {
        let heading = block(index);
        assert_eq!(heading.len(), 1);
        assert_eq!(heading[0].text(), LEVELS.lines().nth(index).expect("a heading"));
        for (c, family) in characters(&heading[0]).into_iter().filter(|(c, _)| is_hanzi(*c)) {
            assert_eq!(family, face, "{c} of {}", heading[0].text());
        }
    }
    for (index, face) in FACES.into_iter().enumerate() {
        let paragraph = block(5 + index);
        assert!(paragraph.len() > 1);
        assert_eq!(said(&paragraph), LEVELS.lines().nth(5 + index).expect("a paragraph"));
        let all: Vec<(char, &str)> = paragraph.iter().flat_map(characters).collect();
        // The heading's face ends with its full stop, and the paragraph's follows.
        let stop = all.iter().position(|(c, _)| *c == '。').expect("a full stop");
        // 楷体 has it ill made: the face behind it sets it.
        let sets_stop = if face == "gw-kaiti" { "gw-fangsong-3" } else { face };
        assert_eq!(all[stop].1, sets_stop, "the full stop after {}", paragraph[0].text());
        for (at, (c, family)) in all.iter().enumerate().filter(|(_, (c, _))| is_hanzi(*c)) {
            let expected = if at < stop { face } else { "gw-fangsong" };
            assert_eq!(*family, expected, "{c}, character {at} of {}", paragraph[0].text());
        }
    }
}

#[test]
fn each_level_has_its_face_and_a_run_in_heading_ends_with_its_sentence() {
    let sheets = with(json!({ "body": LEVELS }));
    levels_have_their_faces(&sheets, "body");
    let body = sheets.part("body");
    paragraphs_are_indented(&body);
    one_pitch_apart(&body);
    for run in sheets.runs("body") {
        near(run.size, SIZE_3, 0.01, &run.text());
    }
}

/// A heading goes with the line after it, wherever the page ends.
#[test]
fn a_heading_is_never_the_last_line_of_a_page() {
    let long = format!("二、{}", hanzi(40));
    let headings =
        ["二、重点任务", "二、重点任务\n（一）落实责任", "二、重点任务\n（一）落实责任\n1.加强预警", &long];
    for heading in headings {
        let mut at_a_foot = 0;
        for lines in 3..=16 {
            let before: Vec<String> = (0..lines).map(|i| hanzi(12 + i % 9) + "。").collect();
            let body = format!("{}\n{heading}\n{}", before.join("\n"), prose(6));
            let sheets = with(json!({ "body": body, "layout": { "fit": false } }));
            let first = part_lines(&sheets.pages[0], Part::Body);
            let last = first.last().expect("page 1 shows text").part();
            let block = last.index().expect("a block's number");
            let heads = lines..lines + heading.lines().count();
            assert!(!heads.contains(&block), "{lines} lines before {heading}: page 1 ends with a heading");
            // The heading begins page 2: without care, page 1 had held it.
            at_a_foot +=
                usize::from(block + 1 == lines && first[first.len() - 1].bottom() < AREA_BOTTOM - PITCH);
        }
        assert!(at_a_foot > 0, "{heading} never came to a foot");
    }
}

fn names(count: usize) -> Vec<String> {
    (1..=count).map(|i| format!("防汛抗旱工作任务分工表之{i}")).collect()
}

/// 7.3.4 在正文下空一行左空二字编排“附件”二字，后标全角冒号和附件名称.
#[test]
fn one_attachment_is_named_one_line_under_the_body() {
    let sheets = with(json!({ "attachments": ["防汛抗旱工作任务分工表"] }));
    let list = sheets.line("attachment-list");
    assert_eq!(list.text(), "附件：防汛抗旱工作任务分工表");
    let body = sheets.part("body");
    at(list.baseline - body[body.len() - 1].baseline, blank_lines(1), "空一行");
    at(list.left(), INDENTED, "左空二字");
    at(x_of(&list, 3), AFTER_LABEL, "the name follows the colon");
    set_in(&sheets, "attachment-list", &["gw-fangsong", "gw-latin"], SIZE_3);
}

/// 7.3.4 附件名称较长需回行时，应当与上一行附件名称的首字对齐.
#[test]
fn a_long_name_goes_on_under_its_first_character() {
    for count in [1, 2, 9, 10, 12] {
        let long: Vec<String> = names(count).iter().map(|name| format!("{name}{}", hanzi(45))).collect();
        let sheets = with(json!({ "attachments": long, "layout": { "fit": false } }));
        let list = sheets.part("attachment-list");
        one_pitch_apart(&list);
        let several = usize::from(count > 1);
        // 附件：, then 1. and so on.
        let first_name = x_of(&list[0], 3 + 2 * several);
        let mut begun = 0;
        for line in &list {
            let numeral = format!("{}.{}", begun + 1, "防汛");
            let is_first = line.text().starts_with("附件：");
            if is_first || line.text().starts_with(&numeral) {
                begun += 1;
                let before_name = line.text().chars().position(|c| c == '防').expect("the name");
                at(x_of(line, before_name), first_name, &line.text());
                continue;
            }
            at(line.left(), first_name, &line.text());
        }
        assert_eq!(begun, count);
        for line in list.iter().filter(|line| line.cells() > 20.0) {
            assert!(line.right() <= AREA_LEFT + CELLS * EM + 0.05, "{}", line.text());
        }
    }
}

/// 7.3.4 如有多个附件，使用阿拉伯数字标注附件顺序号（如“附件：1.×××××”）.
#[test]
fn several_attachments_are_numbered_and_stand_under_each_other() {
    for count in [2, 3, 9, 10, 11, 23] {
        let sheets = with(json!({ "attachments": names(count) }));
        let list = sheets.part("attachment-list");
        assert_eq!(list.len(), count);
        set_in(&sheets, "attachment-list", &["gw-fangsong", "gw-latin"], SIZE_3);
        one_pitch_apart(&list);
        at(list[0].left(), INDENTED, "左空二字");
        for (i, line) in list.iter().enumerate() {
            let label = if i == 0 { "附件：" } else { "" };
            let numeral = format!("{}.", i + 1);
            assert_eq!(line.text(), format!("{label}{numeral}{}", names(count)[i]));
            at(x_of(line, label.chars().count()), AFTER_LABEL, &format!("numeral of {}", line.text()));
            let name = label.chars().count() + numeral.len();
            at(x_of(line, name), x_of(&list[0], 5), &format!("name of {}", line.text()));
        }
        // The numeral is half-width and the name follows it.
        let gap = x_of(&list[0], 5) - AFTER_LABEL;
        assert!((0.5 * EM..=1.5 * EM).contains(&gap), "{gap:.2} mm from numeral to name");
    }
}

/// 7.3.4 附件名称后不加标点符号.
#[test]
fn no_mark_ends_a_name_whatever_was_typed() {
    for mark in ["", "。", "；", ";", "，", "、", "：", ".", "。 ", "；\u{3000}"] {
        let given = [format!("任务分工表{mark}"), format!("统计表（样式）{mark}")];
        let list = with(json!({ "attachments": given })).part("attachment-list");
        let lines: Vec<String> = list.iter().map(Line::text).collect();
        assert_eq!(lines, ["附件：1.任务分工表", "2.统计表（样式）"], "typed with {mark}");
        let one = with(json!({ "attachments": [given[0]] }));
        assert_eq!(one.line("attachment-list").text(), "附件：任务分工表", "typed with {mark}");
        // The title on its page agrees with the list.
        let bound = with(json!({ "attachments": [{ "title": given[0], "body": prose(1) }] }));
        assert_eq!(bound.line("attachment-list").text(), "附件：任务分工表");
        assert_eq!(bound.line("attachment-title").text(), "任务分工表");
    }
}

fn attachment(title: &str, body: &str) -> Value {
    json!({ "title": title, "body": body })
}

fn colophon() -> Value {
    json!({ "cc": "省防汛抗旱指挥部办公室", "printer": "东江省水利厅办公室", "print-date": "2024-03-02" })
}

fn bound(attachments: &[Value], paragraphs: usize) -> Sheets {
    let mut keys = colophon();
    keys["attachments"] = attachments.into();
    keys["body"] = prose(paragraphs).into();
    keys["layout"] = json!({ "fit": false });
    with(keys)
}

/// The one page that an element stands on.
#[track_caller]
fn page_of(sheets: &Sheets, part: &str) -> usize {
    let pages: Vec<usize> = sheets.part(part).iter().map(|line| line.page).collect();
    assert!(!pages.is_empty(), "{part} is not there");
    assert!(pages.iter().all(|page| *page == pages[0]), "{part} stands on {pages:?}");
    pages[0]
}

/// 7.3.7 附件应当另面编排，并在版记之前; “附件”二字及附件顺序号用3号黑体字顶格编排在版心左上角第一行,
/// 附件标题居中编排在版心第三行.
#[test]
fn each_attachment_begins_a_page_with_its_label_and_title() {
    for paragraphs in [2, 5, 8, 12] {
        let titles = [TITLES[0].1, TITLES[3].1, TITLES[5].1];
        let given: Vec<Value> = titles.iter().map(|title| attachment(title, &prose(paragraphs))).collect();
        let sheets = bound(&given, paragraphs);
        let labels = sheets.part("attachment-label");
        assert_eq!(labels.iter().map(Line::text).collect::<Vec<_>>(), ["附件1", "附件2", "附件3"]);
        set_in(&sheets, "attachment-label", &["gw-heiti", "gw-latin"], SIZE_3);
        set_in(&sheets, "attachment-title", &["gw-biaosong"], SIZE_2);
        let mut page_before = page_of(&sheets, "date");
        for (i, label) in labels.iter().enumerate() {
            at(label.top(), AREA_TOP, "第一行");
            at(label.left(), AREA_LEFT, "顶格");
            assert!(
                characters(label).iter().filter(|(c, _)| is_hanzi(*c)).all(|(_, face)| *face == "gw-heiti")
            );
            assert!(label.page > page_before, "{} begins a page", label.text());
            let title = part_lines(&sheets.pages[label.page - 1], Part::AttachmentTitle);
            assert_eq!(said(&title), titles[i]);
            near(title[0].top(), ROW_3_TOP, 0.05, "第三行");
            one_pitch_apart(&title);
            for line in &title {
                near(f64::midpoint(line.left(), line.right()), AREA_CENTRE, 0.05, &line.text());
            }
            let text = sheets.part(&format!("attachment.{i}"));
            assert_eq!(text[0].page, label.page, "the text begins under its title");
            at(text[0].top() - title[title.len() - 1].bottom(), under(1), "text under the title");
            page_before = text[text.len() - 1].page;
        }
        let copies = page_of(&sheets, "cc");
        assert_eq!(copies, sheets.pages.len());
        assert!(page_before <= copies, "在版记之前");
        // 附件应当与正文一并装订: their pages are counted with the others.
        for page in &sheets.pages[..page_before] {
            let number = part_lines(page, Part::PageNumber);
            assert_eq!(said(&number), format!("— {} —", page.number));
        }
    }
}

#[test]
fn the_only_attachment_carries_no_numeral() {
    let sheets = bound(&[attachment("任务分工表", &prose(2))], 3);
    assert_eq!(sheets.line("attachment-label").text(), "附件");
    assert_eq!(sheets.line("attachment-list").text(), "附件：任务分工表");
}

/// 7.3.7 附件顺序号和附件标题应当与附件说明的表述一致.
#[test]
fn labels_and_titles_agree_with_the_list() {
    let given = [
        json!("随文另发的规划"),
        attachment(TITLES[4].1, &prose(2)),
        json!("图册"),
        attachment("统计表", &prose(1)),
    ];
    let sheets = bound(&given, 3);
    let labels: Vec<String> = sheets.part("attachment-label").iter().map(Line::text).collect();
    assert_eq!(labels, ["附件2", "附件4"], "those that travel apart have their numbers too");
    let list = said(&sheets.part("attachment-list"));
    assert_eq!(list, format!("附件：1.随文另发的规划2.{}3.图册4.统计表", TITLES[4].1));
    for label in sheets.part("attachment-label") {
        let title = said(&part_lines(&sheets.pages[label.page - 1], Part::AttachmentTitle));
        let number = label.text().replace("附件", "");
        assert!(list.contains(&format!("{number}.{title}")), "{} {title}", label.text());
    }
}

/// 7.3.7 附件格式要求同正文.
#[test]
fn an_attachments_text_is_set_as_the_body() {
    let text = format!("{LEVELS}\n{}", prose(12));
    let sheets = bound(&[attachment("任务分工表", &text)], 3);
    levels_have_their_faces(&sheets, "attachment.0");
    let lines = sheets.part("attachment.0");
    paragraphs_are_indented(&lines);
    one_pitch_apart(&lines);
    let mut counted = 0;
    for line in full_lines(&lines) {
        at(line.right(), AREA_LEFT + 156.0, &line.text());
        counted += 1;
    }
    assert!(counted > 20, "{counted} full lines");
    for pair in lines.windows(2).filter(|pair| pair[0].page != pair[1].page) {
        at(pair[1].top(), AREA_TOP, "a new page begins on row 1");
        assert!(pair[0].bottom() > AREA_BOTTOM - PITCH, "and the old one is full");
    }
    assert!(lines[lines.len() - 1].page > lines[0].page, "it goes over a page");
}

/// The headings of attachments are kept with their text too.
#[test]
fn an_attachments_heading_is_never_the_last_line_of_a_page() {
    for lines in 10..=22 {
        let before: Vec<String> = (0..lines).map(|i| hanzi(12 + i % 9) + "。").collect();
        let text = format!("{}\n二、重点任务\n（一）落实责任\n{}", before.join("\n"), prose(6));
        let sheets = bound(&[attachment("任务分工表", &text)], 2);
        let label = sheets.line("attachment-label");
        let page = part_lines(&sheets.pages[label.page - 1], Part::Attachment.at(0));
        let last = page.last().expect("text").text();
        assert!(!last.starts_with("二、") && !last.starts_with("（一）"), "{lines} lines: {last}");
    }
}
