//! Pictures side by side, in blocks, in a line of text and in Markdown.

use gongwen::conformance::Verdict;
use gongwen::page::lines;
use gongwen::{Document, Failure, Rendered};
use lopdf::Document as Pdf;
use serde_json::json;

use crate::measured::piece;
use crate::pdf_text::structure;
use crate::sheet::{codes, near};
use crate::standard::{AREA_LEFT, AREA_RIGHT, EM};
use crate::support::{ENGINE, Project};

/// Sets data beside pictures of these sizes: `a.svg`, `b.svg`, ….
fn set_with(pictures: &[(u32, u32)], data: &serde_json::Value) -> Result<Rendered, Failure> {
    let project = Project::of("", "");
    for (name, (width, height)) in ('a'..).zip(pictures) {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"><rect width=\"{width}\" height=\"{height}\"/></svg>"
        );
        project.write(&format!("{name}.svg"), svg);
    }
    project.write("data.json", data.to_string());
    ENGINE.render(&Document::from_path(project.path("data.json"))?)
}

fn data(body: serde_json::Value) -> serde_json::Value {
    json!({
        "issuers": ["甲局"], "number": "甲发〔2024〕1号", "title": "关于试验的通知", "date": "2024-11-01", "format": "plain",
        "body": body,
    })
}

const LINE: &str = "![甲群](a.svg) ![乙群](b.svg)";

#[test]
fn pictures_of_a_row_are_as_wide_as_each_other() {
    let blocks = data(json!([
        { "text": "文一。" },
        { "images": [{ "image": "a.svg", "caption": "甲群" }, { "图片": "b.svg", "题注": "乙群" }], "caption": "图1　两群" },
        { "text": "文二。" },
    ]));
    let text = data(json!(format!("文一。\n{LINE}\n图1　两群\n文二。")));
    let mut markdown = data(json!(format!("文一。\n\n{LINE}\n\n图1　两群\n\n文二。")));
    markdown["body-format"] = json!("markdown");
    for given in [blocks, text, markdown] {
        let rendered = set_with(&[(100, 100), (200, 250)], &given).unwrap();
        let broken: Vec<_> =
            rendered.report().requirements.iter().filter(|row| row.verdict == Verdict::Broken).collect();
        assert!(broken.is_empty(), "{broken:?}");
        assert!(!codes(rendered.diagnostics()).iter().any(|code| code.starts_with("template")));
        let page = &rendered.pages()[0];
        let found: Vec<_> = page.pictures.iter().filter(|picture| picture.part == piece("body.1")).collect();
        let [first, second] = found[..] else { panic!("{} pictures", found.len()) };
        let width = |rect: gongwen::page::Rect| rect.right - rect.left;
        let share = (AREA_RIGHT - AREA_LEFT - EM) / 2.0;
        assert!(width(first.rect) <= share + 0.1, "{}", width(first.rect));
        near(width(first.rect), width(second.rect), "as wide");
        near(first.rect.top, second.rect.top, "tops level");
        near(
            (first.rect.left + first.rect.right) / 2.0,
            AREA_LEFT + share / 2.0,
            "in the middle of its half",
        );
        let captions: Vec<_> =
            lines(page).into_iter().filter(|line| line.part() == piece("body.1")).collect();
        let said: String = captions.iter().map(|line| line.text()).collect();
        assert!(["甲群", "乙群", "图1　两群"].iter().all(|caption| said.contains(caption)), "{said}");
        near(captions[0].size(), 14.0, "4号");
        let told = structure(&Pdf::load_mem(&rendered.pdf().unwrap()).unwrap());
        let alts: Vec<_> = told.all().into_iter().filter_map(|element| element.alt.clone()).collect();
        assert_eq!(alts, ["甲群", "乙群"]);
    }
}

#[test]
fn four_pictures_keep_within_the_type_area() {
    let images: Vec<_> =
        "abcd".chars().map(|c| json!({ "image": format!("{c}.svg"), "caption": "图" })).collect();
    let given = data(json!([{ "images": images }]));
    let rendered = set_with(&[(100, 2000); 4], &given).unwrap();
    let page = rendered.pages().iter().find(|page| !page.pictures.is_empty()).expect("a page of pictures");
    assert_eq!(page.pictures.len(), 4);
    for picture in &page.pictures {
        assert!(picture.rect.left >= AREA_LEFT - 0.1 && picture.rect.right <= AREA_RIGHT + 0.1);
        assert!(picture.rect.bottom <= 297.0 - 35.0, "{}", picture.rect.bottom);
    }
}

#[test]
fn a_row_of_one_picture_or_of_five_is_told() {
    let image = json!({ "image": "a.svg", "caption": "甲" });
    for images in [vec![image.clone()], vec![image.clone(); 5]] {
        let failure = set_with(&[(10, 10)], &data(json!([{ "images": images }]))).expect_err("a row");
        assert_eq!(codes(failure.diagnostics()), ["image-row"]);
    }
    let line = "![甲](a.svg) ".repeat(5);
    let failure = set_with(&[(10, 10)], &data(json!(line))).expect_err("five");
    assert_eq!(codes(failure.diagnostics()), ["image-row"]);
    let wide = json!([{ "images": [{ "image": "a.svg", "width": "50%" }, image] }]);
    let failure = set_with(&[(10, 10)], &data(wide)).expect_err("equal widths");
    assert!(codes(failure.diagnostics()).contains(&"unknown-key"));
}
