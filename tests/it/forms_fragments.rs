//! Typst fragments among the blocks of a body: what docs/data-format.md says of them.

use gongwen::batch::BatchReader;
use gongwen::conformance::Verdict;
use gongwen::data::InputFormat;
use gongwen::page::Run as Set;
use gongwen::{Document, Rendered};
use lopdf::Document as Pdf;

use crate::pdf_text::{by_font, structure};
use crate::sheet::{all, codes, near, set, try_set};
use crate::standard::{AREA_LEFT, EM, PITCH};
use crate::support::{ENGINE, Project, Run, program, words_on_pages};

const HEAD: &str = "issuers = [\"甲市统计局\"]\ntitle = \"关于测算方法的通知\"\ndate = 2025-03-03\n";
const INNER: &str = "= 权重\n权重由*专家*打分，见#text(font: \"楷体\")[楷书]与#text(font: \"黑体\")[等线]。\n\n== 办法\n写成#text(font: \"仿宋\")[仿宋字]。\n";

/// The same text as blocks, as plain text and as Markdown.
fn spellings() -> [String; 3] {
    [
        format!(
            "{HEAD}body = [{{ heading = \"指标\", level = 1 }}, {{ text = \"文一。\" }}, {{ typst = '''\n{INNER}''' }}, {{ heading = \"结果\", level = 1 }}, {{ \"文字\" = \"文二。\" }}]\n"
        ),
        format!("{HEAD}body = '''\n# 指标\n文一。\n```typst\n{INNER}```\n# 结果\n文二。\n'''\n"),
        format!(
            "{HEAD}body-format = \"markdown\"\nbody = '''\n# 指标\n\n文一。\n\n```typst\n{INNER}```\n\n# 结果\n\n文二。\n'''\n"
        ),
    ]
}

fn run<'r>(rendered: &'r Rendered, says: &str) -> &'r Set {
    let runs = rendered.pages().iter().flat_map(|page| &page.runs);
    runs.into_iter().find(|run| run.text().contains(says)).unwrap_or_else(|| panic!("{says} is on the page"))
}

#[test]
fn a_fragment_stands_in_its_place_and_its_headings_count_on() {
    for data in spellings() {
        let rendered = set(&data);
        let broken: Vec<_> =
            rendered.report().requirements.iter().filter(|row| row.verdict == Verdict::Broken).collect();
        assert!(broken.is_empty(), "{broken:?}");
        let words = words_on_pages(&rendered);
        for heading in ["一、指标", "二、权重", "（一）办法", "三、结果"] {
            assert!(words.contains(heading), "{heading}: {words}");
        }
        // One row after another, 2 字 in, whoever set it.
        let lines: Vec<_> =
            (0..5).flat_map(|block| all(rendered.pages(), &format!("body.{block}"))).collect();
        assert_eq!(lines.len(), 8);
        for pair in lines.windows(2).filter(|pair| pair[0].page == pair[1].page) {
            near(pair[1].baseline - pair[0].baseline, PITCH, "pitch");
        }
        lines.iter().for_each(|line| near(line.left(), AREA_LEFT + 2.0 * EM, "2 字 in"));
    }
}

#[test]
fn faces_levels_and_bold_have_the_names_that_the_docs_give() {
    for data in spellings() {
        let data = data.replace("写成", "#text(font: \"小标宋\")[宋体字]");
        let rendered = set(&data);
        for (says, family) in [
            ("权重", "gw-heiti"),
            ("办法", "gw-kaiti"),
            ("楷书", "gw-kaiti"),
            ("等线", "gw-heiti"),
            ("宋体字", "gw-biaosong"),
            ("仿宋字", "gw-fangsong"),
            ("专家", "gw-fangsong"),
        ] {
            assert_eq!(run(&rendered, says).family, family, "{says}");
        }
        // Bold is a stroke around the same characters.
        let plain = set(&data.replace("*专家*", "专家"));
        assert_ne!(rendered.png(0, 60.0).unwrap(), plain.png(0, 60.0).unwrap());
        let pdf = Pdf::load_mem(&rendered.pdf().unwrap()).unwrap();
        let headings: Vec<(String, String)> = structure(&pdf)
            .all()
            .into_iter()
            .filter(|element| element.role.starts_with('H'))
            .map(|element| (element.role.clone(), element.text.trim().to_owned()))
            .collect();
        let wanted = [("H1", "一、指标"), ("H1", "二、权重"), ("H2", "（一）办法"), ("H1", "三、结果")];
        assert_eq!(headings, wanted.map(|(role, text)| (role.to_owned(), text.to_owned())));
    }
}

/// In the file itself: every name that the docs give a fragment is the font of that role, by the font's own name.
#[test]
fn the_fonts_of_the_file_are_those_that_the_names_mean() {
    const FONTS: [(&str, &str); 6] = [
        ("仿宋", "FandolFang"),
        ("黑体", "NotoSansCJKsc"),
        ("楷体", "Kai"),
        ("宋体", "NotoSerifSC"),
        ("小标宋", "NotoSerifCJKsc-Bold"),
        ("Times New Roman", "LiberationSerif"),
    ];
    let named: String = FONTS
        .iter()
        .zip(["甲字", "乙字", "丙字", "丁字", "戊字", "ABC"])
        .map(|((name, _), said)| format!("#text(font: \"{name}\")[{said}]，\n"))
        .collect();
    let levels = "= 子节\n== 丑节\n=== 寅节\n==== 卯节\n常文与*粗文*、*#text(font: \"楷体\")[粗楷]*。\n\n";
    let data = format!("{HEAD}body = [{{ text = \"文。\" }}, {{ typst = '''\n{levels}{named}''' }}]\n");
    let pdf = Pdf::load_mem(&set(&data).pdf().unwrap()).unwrap();
    let sets: Vec<_> = pdf.get_pages().values().flat_map(|page| by_font(&pdf, *page)).collect();
    let find = |says: &str| {
        let all = || sets.iter().map(|set| (&set.font, &set.text)).collect::<Vec<_>>();
        sets.iter().find(|set| set.text.contains(says)).unwrap_or_else(|| panic!("{says}: {:?}", all()))
    };
    for (says, role) in [
        ("甲字", 0),
        ("乙字", 1),
        ("丙字", 2),
        ("丁字", 3),
        ("戊字", 4),
        ("ABC", 5),
        ("子节", 1),
        ("丑节", 2),
        ("寅节", 0),
        ("卯节", 0),
        ("常文", 0),
        ("粗文", 0),
        ("粗楷", 2),
    ] {
        let (name, font) = FONTS[role];
        assert!(find(says).font.contains(font), "{says} is of {name}: {}", find(says).font);
        assert_eq!(find(says).stroked, says.starts_with('粗'), "{says}");
    }
}

#[test]
fn slips_and_missing_characters_are_told_at_their_lines() {
    for (wrong, code, column) in [("#nothing", "typst-fragment", 2), ("乙#[\u{2A6D6}]", "missing-glyph", 4)]
    {
        for data in spellings() {
            let data = data.replace("== 办法", wrong);
            let line = data.lines().position(|line| line == wrong).expect("it is there") + 1;
            let failure = try_set(&data).expect_err(code);
            let found = failure.diagnostics().iter().find(|found| found.code() == code).expect(code);
            assert_eq!(found.place().expect("a place").line_column(), (line, column), "{data}");
        }
    }
}

#[test]
fn a_fragment_among_others_is_refused_where_fragments_are() {
    for data in spellings() {
        let failure = Document::reader().read_stream("request", data.as_bytes()).expect_err("a program");
        assert_eq!(codes(failure.diagnostics()), ["fragment-refused"]);
        assert!(failure.diagnostics()[0].place().expect("a place").line_column().0 >= 4);
        let allowed = Document::reader().typst_fragments(true).read_stream("request", data.as_bytes());
        assert!(allowed.is_ok());
    }
    let blank = format!("{HEAD}body = [{{ text = \"文。\" }}, {{ typst = \" \" }}]\n");
    assert_eq!(codes(try_set(&blank).expect_err("blank").diagnostics()), ["empty-value"]);
    let both = format!("{HEAD}body = [{{ text = \"文。\", typst = \"$ a $\" }}]\n");
    assert_eq!(codes(try_set(&both).expect_err("two kinds").diagnostics()), ["block-kind"]);
}

#[test]
fn fences_that_are_no_fragment_stay_what_they_were() {
    let open = set(&format!("{HEAD}body = '''\n文。\n```typst\n$ a $\n'''\n"));
    assert!(words_on_pages(&open).contains("```typst"));
    assert!(codes(open.diagnostics()).contains(&"markdown-in-text"));
    let other =
        format!("{HEAD}body-format = \"markdown\"\nbody = '''\n文。\n\n```rust\nfn a() {{}}\n```\n'''\n");
    assert_eq!(codes(try_set(&other).expect_err("code").diagnostics()), ["markdown-refused"]);
    let listed =
        format!("{HEAD}body-format = \"markdown\"\nbody = '''\n- 文。\n\n  ```typst\n  $ a $\n  ```\n'''\n");
    assert_eq!(codes(try_set(&listed).expect_err("in a list").diagnostics()), ["markdown-refused"]);
}

/// `fmt` and `check` read no program; what stands around it they do.
#[test]
fn a_program_is_nobody_s_prose() {
    for (data, wrong) in spellings().into_iter().zip(["文一,了。"; 3]) {
        let typed = data.replace("文一。", wrong).replace("= 权重\n", "#let a = (1,2)\n= 权重\n");
        let project = Project::of(&typed, "");
        let args = ["fmt", "--write", "data.toml"];
        Run::of(program().current_dir(project.folder()).args(args)).ends(0);
        let made = String::from_utf8(project.read("data.toml")).unwrap();
        assert_eq!(made, typed.replace(wrong, "文一，了。"));
        assert!(!codes(set(&made).diagnostics()).contains(&"half-width-marks"));
    }
}

#[test]
fn a_row_s_words_stay_words_in_a_fragment() {
    for data in spellings() {
        let project = Project::of(data.replace("*专家*", "{{甲}}").replace("文二", "{{甲}}"), "");
        project.write("list.csv", "甲\n*张#三*\n");
        let batch = BatchReader::new(Document::reader())
            .file_names("{row}")
            .read_paths(project.path("data.toml"), project.path("list.csv"))
            .unwrap_or_else(|failure| panic!("{failure}"));
        let document = batch.document(1).unwrap_or_else(|failure| panic!("{failure}"));
        let words = words_on_pages(&ENGINE.render(&document).unwrap_or_else(|failure| panic!("{failure}")));
        assert_eq!(words.matches("*张#三*").count(), 2, "{words}");
    }
}

#[test]
fn json_and_yaml_say_the_same() {
    let json = "{\"issuers\":[\"甲局\"],\"title\":\"关于测试的通知\",\"date\":\"2025-03-03\",\"body\":[{\"text\":\"文。\"},{\"模板片段\":\"= 乙\\n$ a $\"}]}";
    let yaml = "issuers: [甲局]\ntitle: 关于测试的通知\ndate: 2025-03-03\nbody:\n- text: 文。\n- typst: |\n    = 乙\n    $ a $\n";
    let toml = "issuers = [\"甲局\"]\ntitle = \"关于测试的通知\"\ndate = 2025-03-03\nbody = [{ text = \"文。\" }, { typst = \"= 乙\\n$ a $\" }]\n";
    let made = |format, text: &str| {
        let document = Document::reader().input_format(format).read_stream("a", text.as_bytes());
        assert!(document.is_err(), "a stream");
        let reader = Document::reader().input_format(format).typst_fragments(true);
        let document = reader.read_stream("a", text.as_bytes()).unwrap_or_else(|failure| panic!("{failure}"));
        ENGINE.render(&document).unwrap_or_else(|failure| panic!("{failure}")).png(0, 40.0).unwrap()
    };
    let first = made(InputFormat::Toml, toml);
    assert_eq!(first, made(InputFormat::Json, json));
    assert_eq!(first, made(InputFormat::Yaml, yaml));
}
