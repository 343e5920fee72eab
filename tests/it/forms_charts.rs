//! 图表: charts from the data of a document, as the second template draws them.

use gongwen::batch::BatchReader;
use gongwen::conformance::Verdict;
use gongwen::{Document, Rendered};
use lopdf::Document as Pdf;

use crate::measured::piece;
use crate::pdf_text::structure;
use crate::sheet::{all, codes, near, pictures, set, try_set};
use crate::standard::{AREA_CENTRE, AREA_LEFT, AREA_RIGHT};
use crate::support::{ENGINE, Project, Run, program, words_on_pages};

const HEAD: &str = "issuers = [\"甲市统计局\"]\ntitle = \"关于经济运行情况的通知\"\ndate = 2025-03-03\n";
const BARS: &str = "{ kind = \"柱形\", labels = [\"2023年\", \"2024年\"], unit = \"亿元\", caption = \"图1　生产总值\", series = [{ name = \"全市\", values = [1204.5, 1310] }, { \"名称\" = \"市区\", \"数值\" = [602, \"\"] }] }";

fn chart(keys: &str) -> String {
    format!("{HEAD}body = [{{ text = \"文一。\" }},\n{{ chart = {keys} }},\n{{ text = \"文二。\" }}]\n")
}

fn sound(rendered: &Rendered) {
    let broken: Vec<_> =
        rendered.report().requirements.iter().filter(|row| row.verdict == Verdict::Broken).collect();
    assert!(broken.is_empty(), "{broken:?}");
    let usual = ["substitute-face", "carried-over"];
    let told: Vec<_> = rendered.diagnostics().iter().filter(|found| !usual.contains(&found.code())).collect();
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn a_chart_stands_as_a_picture_does_with_its_caption_under_it() {
    for (width, wanted) in
        [("", AREA_RIGHT - AREA_LEFT), (", width = \"50%\"", (AREA_RIGHT - AREA_LEFT) / 2.0)]
    {
        let rendered = set(&chart(&BARS.replace(", unit", &format!("{width}, unit"))));
        sound(&rendered);
        let found = pictures(rendered.pages(), "body.1");
        let [(page, picture)] = &found[..] else { panic!("one picture") };
        near(picture.rect.width(), wanted, "width");
        near((picture.rect.left + picture.rect.right) / 2.0, AREA_CENTRE, "in the middle");
        let lines = all(rendered.pages(), "body.1");
        let caption = lines.iter().find(|line| line.text().contains("图1")).expect("a caption");
        assert_eq!(caption.page, *page);
        assert!(caption.top() > picture.rect.bottom);
        near(caption.size(), 14.0, "4号");
        assert_eq!(caption.runs[0].family, "gw-fangsong");
        near((caption.left() + caption.right()) / 2.0, AREA_CENTRE, "caption in the middle");
        // Its words are in 黑体 and black, and inside the type area.
        let own =
            rendered.pages().iter().flat_map(|page| &page.runs).filter(|run| run.part == piece("body.1"));
        let words: String = own.clone().map(gongwen::page::Run::text).collect();
        for said in ["2023年", "2024年", "单位：亿元", "全市", "市区", "1204.5", "602"] {
            assert!(words.contains(said), "{said}: {words}");
        }
        assert!(own.clone().all(|run| run.colour.is_black()));
        let marks = own.filter(|run| !"图1\u{3000}生产总值".contains(&run.text()));
        let other: Vec<_> = marks
            .filter(|run| run.family != "gw-heiti")
            .map(|run| (run.text(), run.family.clone()))
            .collect();
        assert_eq!(other, []);
    }
}

#[test]
fn every_kind_is_drawn_and_is_the_same_bytes_again() {
    for kind in ["bar", "stacked", "line", "pie", "堆积柱形", "折线", "饼图"] {
        let long = "labels = [\"第一季度经济运行情况\", \"第二季度经济运行情况\", \"第三季度经济运行情况\", \"第四季度经济运行情况\", \"全年经济运行情况总计\", \"上年同期经济运行情况\", \"前年同期经济运行情况\", \"近三年平均运行情况\"]";
        for given in [
            format!(
                "{{ kind = \"{kind}\", labels = [\"甲\", \"乙\", \"丙\"], series = {{ values = [1.5, 2, 3] }} }}"
            ),
            format!(
                "{{ kind = \"{kind}\", {long}, series = {{ values = [1, 2, 3, 4, 5, 6, 7, \"8.5\"] }} }}"
            ),
        ] {
            let data = chart(&given);
            let rendered = set(&data);
            sound(&rendered);
            assert_eq!(rendered.pdf().unwrap(), set(&data).pdf().unwrap(), "{kind}");
        }
    }
}

#[test]
fn who_listens_hears_every_value_and_no_loose_words() {
    let pdf = Pdf::load_mem(&set(&chart(BARS)).pdf().unwrap()).unwrap();
    let all = structure(&pdf);
    let all = all.all();
    let figures: Vec<_> = all.iter().filter(|element| element.role == "Figure").collect();
    assert_eq!(figures.len(), 1);
    let alt = figures[0].alt.as_deref().expect("words for it");
    assert_eq!(
        alt,
        "柱形图：图1　生产总值（单位：亿元）。全市：2023年 1204.5，2024年 1310；市区：2023年 602。"
    );
    let caption = all.iter().find(|element| element.role == "P" && element.text.contains("图1"));
    assert_eq!(caption.expect("a caption").text.trim(), "图1　生产总值");
}

#[test]
fn what_cannot_be_drawn_is_told_at_its_place() {
    for (keys, code, path) in [
        (BARS.replace("[602, \"\"]", "[602]"), "chart-lengths", "body[1].chart.series[1].数值"),
        (BARS.replace("柱形", "饼图"), "chart-pie-series", "body[1].chart"),
        (
            BARS.replace("[1204.5, 1310]", "[\"\", \"\"]").replace("[602, \"\"]", "[\"\", \"\"]"),
            "chart-empty",
            "body[1].chart",
        ),
        (
            "{ kind = \"pie\", labels = [\"甲\", \"乙\"], series = { values = [1, -2] } }".to_owned(),
            "chart-negative",
            "body[1].chart.series.values",
        ),
        (BARS.replace("柱形", "雷达"), "unknown-choice", "body[1].chart.kind"),
        (BARS.replace("1310", "\"多\""), "wrong-type", "body[1].chart.series[0].values[1]"),
        (BARS.replace("1310", "1e16"), "out-of-range", "body[1].chart.series[0].values[1]"),
        (BARS.replace("name = \"全市\", ", ""), "missing-key", "body[1].chart.series[0].name"),
        (BARS.replace("labels = [\"2023年\", \"2024年\"], ", ""), "missing-key", "body[1].chart.labels"),
        (BARS.replace("2023年", &"长".repeat(41)), "too-long", "body[1].chart.labels"),
        (
            BARS.replace("[\"2023年\", \"2024年\"]", &format!("[{}]", vec!["\"年\""; 61].join(", "))),
            "too-long",
            "body[1].chart.labels",
        ),
        (BARS.replace("亿元", &"元".repeat(200)), "chart-no-room", "body[1].chart.unit"),
        (BARS.replace("1204.5", "1204.5, 1").replace("kind", "kine"), "unknown-key", "body[1].chart.kine"),
    ] {
        let failure = try_set(&chart(&keys)).expect_err(code);
        let found = failure.diagnostics().iter().find(|found| found.code() == code);
        let found = found.unwrap_or_else(|| panic!("{code}: {failure}"));
        assert_eq!(found.data_path(), Some(path), "{code}");
        assert!(found.place().is_some(), "{code}");
    }
}

/// What stands on a chart is read like all else: characters, marks, placeholders.
#[test]
fn words_on_a_chart_are_looked_at() {
    for word in ["2023年", "生产总值", "市区", "亿元"] {
        let failure = try_set(&chart(&BARS.replace(word, "甲\u{2A6D6}"))).expect_err("no face has it");
        assert!(codes(failure.diagnostics()).contains(&"missing-glyph"), "{word}");
    }
    let typed = chart(&BARS.replace("全市", "全市(含县)").replace("生产总值", "生产总值(现价)"));
    let project = Project::of(&typed, "");
    Run::of(program().current_dir(project.folder()).args(["fmt", "--write", "data.toml"])).ends(0);
    let made = String::from_utf8(project.read("data.toml")).unwrap();
    assert_eq!(made, typed.replace("(含县)", "（含县）").replace("(现价)", "（现价）"));
    let base = chart(&BARS.replace("市区", "{{甲}}"));
    assert!(codes(set(&base).diagnostics()).contains(&"placeholder-left"));
    let project = Project::of(base, "");
    project.write("list.csv", "甲,body.1.chart.series.0.values.1\n城区,77.5\n");
    let batch = BatchReader::new(Document::reader())
        .file_names("{row}")
        .read_paths(project.path("data.toml"), project.path("list.csv"))
        .unwrap_or_else(|failure| panic!("{failure}"));
    let document = batch.document(1).unwrap_or_else(|failure| panic!("{failure}"));
    let words = words_on_pages(&ENGINE.render(&document).unwrap_or_else(|failure| panic!("{failure}")));
    assert!(words.contains("城区") && words.contains("77.5"), "{words}");
}

#[test]
fn a_line_under_a_chart_is_its_caption() {
    let data = chart(&BARS.replace(" caption = \"图1　生产总值\",", "")).replace("文二。", "图1　生产总值");
    let rendered = set(&data);
    sound(&rendered);
    assert!(all(rendered.pages(), "body.2").is_empty());
    let words: String = words_on_pages(&rendered).split_whitespace().collect();
    assert!(words.contains("图1生产总值"), "{words}");
}

#[test]
fn json_says_the_same() {
    let json = r#"{"issuers":["甲市统计局"],"title":"关于经济运行情况的通知","date":"2025-03-03","body":[{"text":"文一。"},{"图表":{"图型":"bar","标签":["2023年","2024年"],"单位":"亿元","题注":"图1　生产总值","系列":[{"名称":"全市","数值":[1204.5,1310]},{"name":"市区","values":[602,null]}]}},{"text":"文二。"}]}"#;
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    let document = Document::from_value(&value).unwrap_or_else(|failure| panic!("{failure}"));
    let rendered = ENGINE.render(&document).unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!(rendered.png(0, 60.0).unwrap(), set(&chart(BARS)).png(0, 60.0).unwrap());
}

const KEYS: &str = "kind = \"柱形\"\nlabels = [\"2023年\", \"2024年\"]\nunit = \"亿元\"\ncaption = \"图1　生产总值\"\nseries = [\n  { name = \"全市\", values = [1204.5, 1310] },\n  { \"名称\" = \"市区\", \"数值\" = [602, \"\"] },\n]\n";

/// The chart between fences: in a text, and in Markdown.
fn fenced(keys: &str) -> [String; 2] {
    [
        format!("{HEAD}body = '''\n文一。\n```图表\n{keys}```\n文二。\n'''\n"),
        format!(
            "{HEAD}body-format = \"markdown\"\nbody = '''\n文一。\n\n``` chart\n{keys}```\n\n文二。\n'''\n"
        ),
    ]
}

#[test]
fn between_fences_stands_the_same_chart_as_in_a_block() {
    let block = set(&chart(BARS)).pdf().unwrap();
    let alt = |pdf: &[u8]| {
        let all = structure(&Pdf::load_mem(pdf).unwrap());
        all.all().into_iter().find_map(|element| element.alt.clone()).expect("words for it")
    };
    let object = "{\"图型\":\"bar\",\"labels\":[\"2023年\",\"2024年\"],\"unit\":\"亿元\",\"caption\":\"图1　生产总值\",\n\"series\":[{\"name\":\"全市\",\"values\":[1204.5,1310]},{\"name\":\"市区\",\"values\":[602,null]}]}\n";
    for data in fenced(KEYS).into_iter().chain(fenced(object)) {
        let rendered = set(&data);
        sound(&rendered);
        assert_eq!(rendered.png(0, 60.0).unwrap(), set(&chart(BARS)).png(0, 60.0).unwrap());
        assert_eq!(alt(&rendered.pdf().unwrap()), alt(&block));
    }
}

#[test]
fn a_caption_between_or_under_fences_calls_its_note() {
    for (caption, under) in [("caption = \"图1　生产总值[^1]\"\n", ""), ("", "图1　生产总值[^1]\n\n")]
    {
        for data in fenced(&KEYS.replace("caption = \"图1　生产总值\"\n", caption)) {
            let rendered = set(&data.replace("文二。", &format!("{under}文二。\n\n[^1]: 按现价计算。")));
            sound(&rendered);
            let words: String = words_on_pages(&rendered).split_whitespace().collect();
            assert!(words.contains("①按现价计算。"), "{words}");
            assert!(all(rendered.pages(), "body.1").iter().any(|line| line.text().contains("图1")), "{data}");
        }
    }
}

#[test]
fn what_is_wrong_between_fences_is_told_at_its_line() {
    for (from, to, code, (line, column)) in [
        ("柱形", "雷达", "unknown-choice", (0, 8)),
        ("unit = ", "unti = ", "unknown-key", (2, 1)),
        ("[602, \"\"]", "[602]", "chart-lengths", (6, 25)),
        ("unit = \"亿元\"", "unit = “亿元”", "full-width-mark", (2, 8)),
        ("unit = \"亿元\"", "unit = \"亿元", "toml-syntax", (2, 8)),
        ("labels", "#labels", "missing-key", (0, 1)),
    ] {
        for data in fenced(&KEYS.replace(from, to)) {
            let first = data.lines().position(|line| line.starts_with("kind")).expect("a chart") + 1;
            let failure = try_set(&data).expect_err(code);
            let found = failure.diagnostics().iter().find(|found| found.code() == code);
            let found = found.unwrap_or_else(|| panic!("{code}: {failure}"));
            let place = found.place().expect("a place").line_column();
            assert_eq!(place, (first + line, column), "{data}");
            assert_eq!(found.data_path(), Some("body"), "{code}");
        }
    }
    // In a file of its own, at the file's lines.
    let project = Project::of(format!("{HEAD}body-file = \"body.md\"\n"), "");
    project.write("body.md", format!("文一。\n\n```图表\n{}```\n", KEYS.replace("1310", "\"多\"")));
    let failure = project.document().map(|_| ()).expect_err("no number");
    let found = &failure.diagnostics()[0];
    assert_eq!((found.code(), found.place().map(|place| place.line_column())), ("wrong-type", Some((9, 36))));
}

#[test]
fn fmt_leaves_what_stands_between_fences_alone() {
    let data = fenced(&KEYS.replace("市区", "市区(建成区)"));
    for data in data {
        let project = Project::of(data.replace("文一。", "文一(全市)。"), "");
        Run::of(program().current_dir(project.folder()).args(["fmt", "--write", "data.toml"])).ends(0);
        let made = String::from_utf8(project.read("data.toml")).unwrap();
        assert_eq!(made, data.replace("文一。", "文一（全市）。"));
    }
}

#[test]
fn a_batch_fills_strings_and_values_between_fences() {
    for data in fenced(
        &KEYS
            .replace("市区", "{{甲}}")
            .replace("[602, \"\"]", "[602, {{乙}}]")
            .replace("\n]", "\n] # {{丙}}"),
    ) {
        let project = Project::of(data, "");
        project.write("list.csv", "甲,乙\n\"\"\"城区\"\"\",77.5\n乡镇,\"8], [9\"\n");
        let batch = BatchReader::new(Document::reader())
            .file_names("{row}")
            .read_paths(project.path("data.toml"), project.path("list.csv"))
            .unwrap_or_else(|failure| panic!("{failure}"));
        let document = batch.document(1).unwrap_or_else(|failure| panic!("{failure}"));
        let words = words_on_pages(&ENGINE.render(&document).unwrap_or_else(|failure| panic!("{failure}")));
        assert!(words.contains("\"城区\"") && words.contains("77.5"), "{words}");
        let failure = batch.document(2).expect_err("a cell is one value");
        assert_eq!(codes(failure.diagnostics())[0], "wrong-type");
    }
}
