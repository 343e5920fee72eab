//! The report as a page: whole markup, a box for every row with a place where the row says, the same bytes
//! every time, and files that are there whole or not at all.

use std::collections::BTreeMap;

use gongwen::conformance::{Report, Verdict};
use gongwen::measure::measure;
use gongwen::{Document, Lang, Rendered, Severity};
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use crate::support::{BODY, DATA, ENGINE, Project, Run, data_with};

/// An element with its attributes.
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
}

impl Element {
    fn of(start: &BytesStart<'_>) -> Element {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned();
            (attribute.key.as_ref().to_owned(), value)
        });
        Element { name: start.name().as_ref().to_owned(), attributes: attributes.collect() }
    }

    fn get(&self, key: &str) -> &str {
        self.attributes.get(key).map_or("", String::as_str)
    }

    fn number(&self, key: &str) -> f64 {
        self.get(key).parse().unwrap()
    }
}

/// Every element in order, and all text outside the style sheet; the page must be well-formed XML, each
/// attribute given once, each id once, each reference led to an id.
fn elements(html: &str) -> (Vec<Element>, String) {
    let mut reader = Reader::from_str(html);
    let (mut elements, mut text, mut open) = (Vec::new(), String::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                open.push(start.name().as_ref().to_owned());
                elements.push(Element::of(&start));
            }
            Event::Empty(start) => elements.push(Element::of(&start)),
            Event::End(_) => drop(open.pop()),
            Event::Text(words) if open.last().is_some_and(|name| name != "style") => {
                text.push_str(&words.xml10_content());
            }
            Event::GeneralRef(name) => text.push_str(&format!("&{};", &*name)),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
    let mut ids: Vec<&str> = elements.iter().map(|el| el.get("id")).filter(|id| !id.is_empty()).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "an id twice");
    for element in &elements {
        for value in element.attributes.values() {
            let id = value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')'));
            if let Some(id) = id.or(element.get("href").strip_prefix('#')) {
                assert!(ids.binary_search(&id).is_ok(), "{id} leads nowhere");
            }
        }
    }
    (elements, text)
}

fn set(name: &str) -> Rendered {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    ENGINE.render(&Document::from_path(format!("{folder}/{name}")).unwrap()).unwrap()
}

/// Each row is in a table; each with a place has a box there on its own sheet, and a number beside it.
fn holds_every_row(html: &str, report: &Report) {
    let (elements, _) = elements(html);
    let sheets = elements.iter().filter(|el| el.get("class") == "sheet").count();
    assert_eq!(sheets, report.pages);
    for (number, row) in (1..).zip(&report.requirements) {
        let said = format!("row {number}: {} {}", row.clause, row.quantity.1);
        let class = row.verdict.words().1;
        let line = elements.iter().find(|el| el.get("id") == format!("row-{number}")).expect(&said);
        assert!(line.name == "tr" && line.get("class").starts_with(class), "{said}");
        let at = elements.iter().position(|el| el.get("id") == format!("at-{number}"));
        let Some(place) = row.place else {
            assert!(at.is_none(), "{said}");
            continue;
        };
        let at = at.expect(&said);
        let sheet = elements[..at].iter().rev().find(|el| el.get("class") == "page").unwrap();
        assert_eq!(sheet.get("id"), format!("page-{}", row.page), "{said}");
        let drawn = &elements[at + 1];
        assert_eq!((drawn.name.as_str(), drawn.get("class")), ("rect", "place"), "{said}");
        for (key, wanted) in
            [("x", place.left), ("y", place.top), ("width", place.width()), ("height", place.height())]
        {
            assert!((drawn.number(key) - wanted).abs() < 0.001, "{said}: {key} {wanted}");
        }
        let links = elements.iter().filter(|el| el.name == "a");
        let to = |target: String| links.clone().filter(|el| el.get("href") == target).count();
        assert!(to(format!("#at-{number}")) == 1 && to(format!("#row-{number}")) >= 1, "{said}");
    }
}

#[test]
fn every_row_is_in_the_table_and_every_place_on_its_sheet() {
    for name in ["longke-2024-2.toml", "tongzhi-mimi.toml", "han-fuhan.toml", "jiyao.toml"] {
        let rendered = set(name);
        holds_every_row(&rendered.report_html(Lang::Zh).unwrap(), rendered.report());
        let measured = measure(rendered.pdf().unwrap()).unwrap();
        holds_every_row(&measured.report_html(Lang::En).unwrap(), measured.report());
    }
}

/// Nothing is fetched, nothing runs: every address is inside the page or is data.
#[test]
fn the_page_asks_for_nothing_outside_itself() {
    let body = "本站网址为 http://example.com/ 。\n".repeat(3);
    let project = Project::of(data_with(&[("body", &format!("\"\"\"{body}\"\"\""))]), "");
    let rendered = project.set().unwrap();
    for html in [
        rendered.report_html(Lang::En).unwrap(),
        set("han-fuhan.toml").report_html(Lang::Zh).unwrap(),
        measure(rendered.pdf().unwrap()).unwrap().report_html(Lang::Zh).unwrap(),
    ] {
        let (elements, _) = elements(&html);
        assert!(!elements.iter().any(|el| ["script", "link", "iframe", "object"].contains(&&*el.name)));
        for element in &elements {
            for (key, value) in &element.attributes {
                let local = value.starts_with('#') || value.starts_with("data:image/");
                assert!(!(key.ends_with("href") || key == "src") || local, "{key} {value}");
                assert!(!key.starts_with("on"), "{key}");
            }
        }
    }
}

#[test]
fn the_same_pages_are_the_same_bytes() {
    let (one, two) = (set("han-fuhan.toml"), set("han-fuhan.toml"));
    assert!(one.report_html(Lang::Zh).unwrap() == two.report_html(Lang::Zh).unwrap());
    assert!(one.report_html(Lang::Zh).unwrap() != one.report_html(Lang::En).unwrap());
    assert_eq!(one.report().to_json(), two.report().to_json());
    let pdf = one.pdf().unwrap();
    let measured = [measure(pdf.clone()).unwrap(), measure(pdf).unwrap()];
    assert!(measured[0].report_html(Lang::Zh).unwrap() == measured[1].report_html(Lang::Zh).unwrap());
}

#[test]
fn words_that_look_like_markup_stay_words() {
    let set = |title: &str| {
        let project = Project::of(data_with(&[("title", &format!("'{title}'"))]), BODY);
        project.set().unwrap()
    };
    let read = |title: &str| measure(set(title).pdf().unwrap()).unwrap().report_html(Lang::Zh).unwrap();
    for (html, title) in [
        (
            set("关于<b>甲&乙</b>\"丙]]>丁的通知").report_html(Lang::Zh).unwrap(),
            "关于&lt;b&gt;甲&amp;乙&lt;/b&gt;&quot;丙]]&gt;丁的通知",
        ),
        (read("××市科学技术局关于A&B工作情况的报告"), "××市科学技术局关于A&amp;B工作情况的报告"),
    ] {
        let (_, text) = elements(&html);
        assert_eq!(text.matches(title).count(), 2, "{title} in title and h1");
    }
}

/// A glyph that many pages have is drawn once: a long document's report stays small.
#[test]
fn characters_are_defined_once_for_all_pages() {
    let long = |pages: usize| {
        let body = crate::support::long_body().repeat(pages);
        Project::of(data_with(&[("body", &format!("\"\"\"{body}\"\"\""))]), "").set().unwrap()
    };
    let (short, long) = (long(2), long(34));
    assert!(long.page_count() >= 30, "{}", long.page_count());
    let sizes = [&short, &long].map(|rendered| rendered.report_html(Lang::Zh).unwrap().len());
    let more = (sizes[1] - sizes[0]) / (long.page_count() - short.page_count());
    assert!(more < 40_000, "{more} bytes a page");
}

/// A template that is off by half a millimetre is none of ours: a Typst fragment plays it.
fn off() -> Project {
    let project = Project::of(DATA.replace("body-file = \"body.txt\"", "body-file = \"body.typ\""), BODY);
    project.write("body.typ", "#set text(fill: rgb(\"#0000ff\"))\n\n正文是蓝色的。\n\n正文是蓝色的。\n");
    project
}

#[test]
fn a_broken_row_is_told_after_every_render() {
    let project = off();
    let rendered = project.set().unwrap();
    let broken: Vec<_> =
        rendered.report().requirements.iter().filter(|row| row.verdict == Verdict::Broken).collect();
    assert_eq!(broken.len(), 1, "{broken:?}");
    let told: Vec<_> =
        rendered.diagnostics().iter().filter(|found| found.code() == "nonconforming").collect();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].severity(), told[0].clause()), (Severity::Warning, Some("5.2.4")));
    assert_eq!(told[0].message(Lang::Zh), "第 1 页：文字颜色，标准为 黑，实测 其他");
    assert!(rendered.report_html(Lang::En).unwrap().contains("1 do not meet the standard"));
    // The program says so, and with --strict makes nothing.
    project.render(["data.toml", "-o", "x.pdf"]).ends(0).tells("nonconforming");
    assert_eq!(project.made(), ["body.typ", "x.pdf"]);
    let strict = off();
    strict.render(["data.toml", "-o", "x.pdf", "--strict"]).ends(1).tells("nonconforming");
    assert_eq!(strict.made(), ["body.typ"]);
}

fn run(project: &Project, args: &[&str]) -> Run {
    Run::of(crate::support::program().current_dir(project.folder()).args(args))
}

#[test]
fn check_and_measure_write_the_page() {
    let project = off();
    let check = ["check", "data.toml", "--fonts", "bundled", "--lang", "zh"];
    let printed = run(&project, &[&check[..], &["--report", "x.html"]].concat()).ends(0);
    assert!(printed.text().starts_with("结论") && !printed.stderr.contains("nonconforming"));
    let html = String::from_utf8(project.read("x.html")).unwrap();
    assert!(html.contains("<html lang=\"zh-CN\"") && html.contains("1 项不符合标准"));
    // On standard output it takes the table's place.
    let piped = run(&project, &[&check[..], &["--report", "-"]].concat()).ends(0);
    assert_eq!(piped.text(), html);
    // With --strict the page is written all the same: it shows why.
    run(&project, &[&check[..], &["--report", "y.html", "--strict"]].concat()).ends(1);
    assert_eq!(project.read("y.html"), html.as_bytes());
    project.render(["data.toml", "-o", "x.pdf"]).ends(0);
    let read = run(&project, &["measure", "x.pdf", "--report", "z.html", "--lang", "en"]).ends(0);
    assert!(read.text().starts_with("verdict"), "{}", read.text());
    let html = String::from_utf8(project.read("z.html")).unwrap();
    assert!(html.contains("<html lang=\"en\"") && html.contains("measured from the PDF file"));
    assert_eq!(project.made(), ["body.typ", "x.html", "x.pdf", "y.html", "z.html"]);
}

#[test]
fn nothing_is_written_when_something_fails() {
    let project = Project::of(DATA.replace("title", "titel"), BODY);
    run(&project, &["check", "data.toml", "--report", "x.html"]).ends(1).tells("unknown-key");
    project.write("x.pdf", "no pdf");
    run(&project, &["measure", "x.pdf", "--report", "x.html"]).ends(1).tells("not-a-pdf");
    assert_eq!(project.made(), ["x.pdf"]);
    let project = Project::new();
    let run = run(&project, &["check", "data.toml", "--fonts", "bundled", "--report", "no/x.html"]).ends(2);
    assert!(run.tells("no-such-folder").stdout.is_empty());
    assert_eq!(project.made(), [""; 0]);
}
