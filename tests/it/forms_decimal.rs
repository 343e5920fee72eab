//! `numbering = "decimal"`: 1, 1.1, 1.1.1 on the page, in every way to write a body, and what is told of them.

use gongwen::batch::BatchReader;
use gongwen::conformance::Verdict;
use gongwen::page::Line;
use gongwen::{Document, Rendered};

use crate::pdf_text::{Element, structure};
use crate::sheet::{CELL, LEFT, all, codes, message, near, only, set};
use crate::support::{ENGINE, Project};

const TEXT: &str = "1 总则\n1.1目的\n为规范处置工作，制定本预案。\n1.1.1　甲\n1.1.1.1　乙\n（1）丙。\n2　附则。自印发之日起施行，有效期五年，由甲市应急管理局负责解释，其他规定与本预案不一致的，以本预案为准。";

fn paper(body: &str) -> String {
    format!(
        "format = 'plain'\nissuers = ['甲市应急管理局']\ntitle = '内涝应急预案'\ndate = 2025-03-05\nnumbering = 'decimal'\nbody = '''\n{body}'''\n"
    )
}

#[track_caller]
fn sound(data: &str) -> Rendered {
    let rendered = set(data);
    let found: Vec<_> =
        codes(rendered.diagnostics()).into_iter().filter(|code| *code != "substitute-face").collect();
    assert!(found.is_empty(), "{found:?}\n{data}");
    let broken: Vec<_> =
        rendered.report().requirements.iter().filter(|row| row.verdict == Verdict::Broken).collect();
    assert!(broken.is_empty(), "{broken:#?}");
    rendered
}

fn texts(rendered: &Rendered, blocks: usize) -> Vec<String> {
    let pages = rendered.pages();
    (0..blocks).map(|block| all(pages, &format!("body.{block}")).iter().map(Line::text).collect()).collect()
}

#[test]
fn decimals_have_the_faces_of_the_four_levels_and_one_blank_behind_them() {
    let rendered = sound(&paper(TEXT));
    let pages = rendered.pages();
    for (block, face, number) in
        [(0, "heiti", "1"), (1, "kaiti", "1.1"), (3, "fangsong", "1.1.1"), (4, "fangsong", "1.1.1.1")]
    {
        let line = only(pages, &format!("body.{block}"));
        near(line.left(), LEFT + 2.0 * CELL, "two 字 in");
        let words: Vec<_> = line.runs.iter().flat_map(|run| &run.glyphs).collect();
        let first = words.iter().find(|glyph| glyph.text.starts_with(['总', '目', '甲', '乙'])).unwrap();
        let last = words.iter().rfind(|glyph| glyph.text.starts_with(|c: char| c.is_ascii_digit())).unwrap();
        near(first.x - (last.x + last.advance), CELL, number);
        assert!(line.runs.iter().any(|run| run.family.contains(face)), "{number} is not of {face}");
    }
    // Run in as 一、 is: up to the first full stop in the heading's face.
    let lines = all(pages, "body.6");
    let own: String = lines
        .iter()
        .flat_map(|line| &line.runs)
        .filter(|run| run.family.contains("heiti"))
        .map(|run| run.text())
        .collect();
    assert!(own.ends_with("附则。"), "{own}");
    assert_eq!(only(pages, "body.5").text(), "（1）丙。");
}

#[test]
fn decimals_read_alike_in_markdown_blocks_json_and_yaml() {
    let wanted = ["1　总则", "1.1　目的", "甲。", "1.2　依据", "2　附则"];
    let text = sound(&paper("1　总则\n1.1　目的\n甲。\n1.2　依据\n2　附则\n乙。"));
    assert_eq!(texts(&text, 5), wanted);
    let markdown =
        paper("# 总则\n\n## 目的\n\n甲。\n\n## 1.2 依据\n\n# 附则\n\n乙。\n") + "body-format = 'markdown'\n";
    assert_eq!(texts(&sound(&markdown), 5), wanted);
    let head = "\"格式\": \"白头\", \"标题\": \"内涝应急预案\", \"发文机关\": \"甲市应急管理局\", \"成文日期\": \"2025-03-05\", \"正文编号\": \"数字\"";
    let json = format!(
        "{{ {head}, \"正文\": [{{ \"heading\": \"总则\", \"level\": 1 }}, {{ \"heading\": \"1.1 目的\" }}, {{ \"text\": \"甲。\" }}, {{ \"text\": \"1.2依据\" }}, {{ \"heading\": \"附则\", \"level\": 1 }}, {{ \"text\": \"乙。\" }}] }}"
    );
    let yaml = "格式: 白头\n标题: 内涝应急预案\n发文机关: 甲市应急管理局\n成文日期: 2025-03-05\n正文编号: decimal\n正文: |\n  1　总则\n  1.1　目的\n  甲。\n  1.2　依据\n  2　附则\n  乙。\n";
    for document in [Document::from_json(&json).unwrap(), Document::from_yaml(yaml).unwrap()] {
        assert!(codes(&document.check()).is_empty(), "{:?}", codes(&document.check()));
        let rendered = ENGINE.render(&document).unwrap();
        assert_eq!(rendered.svg(0).unwrap(), text.svg(0).unwrap());
    }
}

#[test]
fn decimals_are_headings_of_the_file_and_its_outline() {
    let pdf = lopdf::Document::load_mem(&sound(&paper(TEXT)).pdf().unwrap()).unwrap();
    fn headings(element: &Element) -> Vec<(String, String)> {
        let own = (element.role.starts_with('H')).then(|| (element.role.clone(), element.text.clone()));
        own.into_iter().chain(element.kids.iter().flat_map(headings)).collect()
    }
    let found = headings(&structure(&pdf));
    for (role, text) in [
        ("H1", "1　总则"),
        ("H2", "1.1　目的"),
        ("H3", "1.1.1　甲"),
        ("H4", "1.1.1.1　乙"),
        ("H1", "2　附则。"),
    ] {
        assert!(found.iter().any(|(own, words)| own == role && words == text), "{text}: {found:?}");
    }
}

#[test]
fn parts_and_fragments_count_in_decimals_too() {
    let data = "issuers = ['甲市应急管理局']\ntitle = '关于印发内涝应急预案的通知'\nrecipients = '各县'\ndate = 2025-03-05\nbody = '一、执行。'\n\
        [[issued]]\ntitle = '内涝应急预案'\nnumbering = 'decimal'\nbody = '''\n1　总则\n1.1　目的\n```typst\n== 依据\n=== 法律\n```\n## 原则\n'''\n\
        [[attachments]]\ntitle = '表'\n正文编号 = '数字'\nbody = '# 甲'\n".replace("正文编号 = ", "'正文编号' = ");
    let rendered = sound(&data);
    let pages = rendered.pages();
    assert_eq!(only(pages, "body.0").text(), "一、执行。");
    assert_eq!(only(pages, "issued.0.1").text(), "1.1　目的");
    let fragment: Vec<String> = all(pages, "issued.0.2").iter().map(|line| line.text()).collect();
    assert_eq!(fragment, ["1.2　依据", "1.2.1　法律"]);
    assert_eq!(only(pages, "issued.0.3").text(), "1.3　原则");
    assert_eq!(only(pages, "attachment.0.0").text(), "1　甲");
    // The whole body as a fragment.
    let whole = paper("= 总则\n== 目的\n== 1.2 依据\n") + "body-format = 'typst'\n";
    let lines: Vec<String> = all(sound(&whole).pages(), "body.0").iter().map(|line| line.text()).collect();
    assert_eq!(lines, ["1　总则", "1.1　目的", "1.2 依据"]);
}

#[test]
fn decimals_out_of_order_are_told_as_other_numbers_are() {
    let told = |body: &str| {
        let document = Document::from_toml(&paper(body)).unwrap();
        let found = document.check();
        let said = codes(&found).first().and_then(|code| message(&found, code));
        (codes(&found), said)
    };
    assert_eq!(told("1　甲\n1.1　乙\n1.2　丙\n2　丁"), (vec![], None));
    let (found, said) = told("1　甲\n1.1　乙\n1.3　丙\n2　丁");
    assert_eq!(found, ["numbering-skip"]);
    let said = said.unwrap();
    assert!(said.contains("1.3") && said.contains("1.2"), "{said}");
    for (body, code) in [
        ("1　甲\n1.1　乙\n1.1　丙\n2　丁", "numbering-repeat"),
        ("1　甲\n1.2　乙\n1.3　丙\n2　丁", "numbering-start"),
        ("1　甲\n2　乙\n2.1　丙\n1.2　丁\n2.2　戊", "numbering-back"),
    ] {
        assert_eq!(told(body).0, [code], "{body}");
    }
    // 一、 is a word there, and no slip.
    assert!(told("1　甲\n一、乙\n三、丙\n1、丁").0.is_empty());
}

#[test]
fn numbering_has_no_place_beside_pages_that_are_bound() {
    let project = Project::of("", "");
    project.write("a.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>");
    let data = "issuers = ['甲局']\ntitle = '关于甲的通知'\ndate = 2025-03-05\nbody = '甲。'\n[[attachments]]\ntitle = '表'\nnumbering = 'decimal'\nbody-file = 'a.svg'\n";
    project.write("data.toml", data);
    let document = Document::reader().read_path(project.path("data.toml")).unwrap();
    let told = message(document.diagnostics(), "not-used").unwrap();
    assert!(told.starts_with("`numbering`"), "{told}");
    let wrong = Document::from_toml(&paper("甲。").replace("decimal", "十进制")).unwrap_err();
    assert_eq!(codes(wrong.diagnostics()), ["unknown-choice"]);
}

#[test]
fn fmt_leaves_decimals_and_a_cell_of_a_batch_makes_none() {
    let text = "1　总则\n1.1　目的\n1.1.1 甲\n1.1.2乙\n2　附则,丙。";
    assert_eq!(gongwen::fmt::correct_text("a.txt", text).text(), text.replace(',', "，"));
    let project = Project::of(paper("1　总则\n1.1　目的\n{{甲}}\n2　附则"), "");
    project.write("list.csv", "序号,甲\n1,1.2　编制依据\n");
    let batch = BatchReader::new(Document::reader())
        .file_names("{序号}")
        .read_paths(project.path("data.toml"), project.path("list.csv"))
        .unwrap();
    let rendered = ENGINE.render(&batch.document(1).unwrap()).unwrap();
    let line = only(rendered.pages(), "body.2");
    assert_eq!(line.text(), "1.2　编制依据");
    assert!(line.runs.iter().all(|run| !run.family.contains("kaiti")), "the cell is words");
}
