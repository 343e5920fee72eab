//! The conformance report as one page to look at: every sheet drawn, with what was measured laid over it,
//! and the rows beside it. One HTML file that is well-formed XML too; it asks for nothing outside itself,
//! runs no script, and is the same bytes for the same pages.

mod drawing;
mod sheet;
mod tables;
mod words;
mod xml;

use std::fmt::Write as _;

pub use drawing::Drawing;
use sheet::{Numbered, Sheet};
use words::Words;
use xml::escape;

use crate::diagnostic::Lang;
use crate::geometry::Page;
use crate::{Report, Verdict};

const STYLE: &str = include_str!("style.css");

/// The layers that can be shown and hidden: name, Chinese, English.
const LAYERS: [(&str, &str, &str); 5] = [
    ("drawn", "版面", "page"),
    ("grid", "版心与网格", "type area and grid"),
    ("boxes", "实测位置", "measured boxes"),
    ("rules", "线条", "rules"),
    ("seals", "印章", "seals"),
];

/// What a report is about.
pub struct Subject<'a> {
    /// The document's title in one line, or the file's name.
    pub title: &'a str,
    /// The document's number; nothing where there is none.
    pub number: &'a str,
    /// Whether the pages were read from a file, and not set by us.
    pub read: bool,
    /// The pages, as geometry.
    pub pages: &'a [Page],
    /// What was measured on them.
    pub report: &'a Report,
    /// The pages drawn.
    pub drawing: Drawing,
}

impl Subject<'_> {
    /// The page.
    pub fn html(&self, lang: Lang) -> String {
        let words = &Words(lang);
        let mut html = String::with_capacity(self.drawing.definitions.len() * 2);
        self.head(words, &mut html);
        self.controls(words, &mut html);
        let _ = write!(
            html,
            "<svg class=\"shared\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>{}{}</defs></svg><main>",
            sheet::grid(),
            self.drawing.definitions
        );
        let rows: Vec<Numbered<'_>> =
            (1..).zip(&self.report.requirements).map(|(number, row)| Numbered { number, row }).collect();
        for (index, page) in self.pages.iter().enumerate() {
            let here: Vec<Numbered<'_>> =
                rows.iter().copied().filter(|numbered| numbered.row.page == page.number).collect();
            let drawing = self.drawing.sheets.get(index).map_or("", String::as_str);
            let sheet = Sheet { page, drawing, rows: &here, seals: &self.report.seals };
            let _ = write!(
                html,
                "<section class=\"page\" id=\"page-{}\"><div class=\"paper-side\">{}</div><div class=\"rows-side\">\
                 <h2>{}</h2>{}</div></section>",
                page.number,
                sheet.svg(words),
                words.page(page.number),
                tables::rows(&here, words)
            );
        }
        let behind = tables::behind(self.report, self.pages, words);
        let _ = write!(html, "<div class=\"behind\">{behind}</div></main>");
        self.foot(words, &mut html);
        html
    }

    fn head(&self, words: &Words, html: &mut String) {
        let count = |verdict| self.report.count(verdict);
        let (departed, broken) = (count(Verdict::Departed), count(Verdict::Broken));
        let total = self.report.requirements.len();
        let called = words.pick("版式检验报告", "Conformance report");
        let title =
            if self.title.is_empty() { words.pick("（无标题）", "(no title)") } else { self.title };
        let (title, number) = (escape(title), escape(self.number));
        let state = match (broken, departed) {
            (0, 0) => Verdict::Met,
            (0, _) => Verdict::Departed,
            _ => Verdict::Broken,
        };
        let number = if number.is_empty() { number } else { format!("<span>{number}</span>") };
        let _ = write!(
            html,
            "<!DOCTYPE html>\n<html lang=\"{}\" xmlns=\"http://www.w3.org/1999/xhtml\"><head><meta charset=\"utf-8\"/>\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
             img-src data:\"/><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\
             <title>{title} – {called}</title><style>{STYLE}</style></head><body>\
             <header><p class=\"called\">{called} · GB/T 9704-2012</p><h1>{title}</h1>\
             <p class=\"facts\">{number}<span>{}</span><span>{}</span></p>\
             <p class=\"state {}\">{}</p><ul class=\"counts\">",
            words.pick("zh-CN", "en"),
            words.pages(self.report.pages),
            words.pick(
                if self.read { "读取 PDF 测得" } else { "由排定的版面测得" },
                if self.read { "measured from the PDF file" } else { "measured on the pages as set" },
            ),
            state.words().1,
            words.verdict(total, departed, broken),
        );
        for verdict in [Verdict::Met, Verdict::Departed, Verdict::Broken] {
            let (class, said) = (verdict.words().1, words.pair(verdict.words()));
            let _ = write!(html, "<li class=\"{class}\"><b>{}</b> {said}</li>", count(verdict));
        }
        html.push_str("</ul>");
        self.worst(words, html);
        html.push_str("</header>");
    }

    /// The rows that are not as the standard says, first of all.
    fn worst(&self, words: &Words, html: &mut String) {
        let rows = (1..).zip(&self.report.requirements);
        let off: Vec<_> = rows.filter(|(_, row)| row.verdict == Verdict::Broken).collect();
        if off.is_empty() {
            return;
        }
        html.push_str("<ol class=\"worst\">");
        for (number, row) in off {
            let said = escape(&words.said(number, row));
            let _ = write!(html, "<li><a href=\"#row-{number}\">{said}</a></li>");
        }
        html.push_str("</ol>");
    }

    /// The switches of the layers: boxes that the style sheet asks, no script.
    fn controls(&self, words: &Words, html: &mut String) {
        for (name, ..) in LAYERS {
            let _ = write!(
                html,
                "<input type=\"checkbox\" class=\"switch\" id=\"show-{name}\" checked=\"checked\"/>"
            );
        }
        let _ = write!(html, "<nav><span>{}</span>", words.pick("图层", "layers"));
        for (name, zh, en) in LAYERS {
            let _ = write!(html, "<label for=\"show-{name}\">{}</label>", words.pick(zh, en));
        }
        html.push_str("</nav>");
    }

    fn foot(&self, words: &Words, html: &mut String) {
        let said = words.pick(
            "网格是标准的版心（156 mm × 225 mm，距上 37 mm、距左 28 mm）和每面 22 行、每行 28 字。\
             框为实测的位置，编号与右表对应；线条旁为长 × 粗，印章旁为直径和圆心，单位毫米。",
            "The grid is the type area of the standard (156 mm × 225 mm, 37 mm from the top, 28 mm from the left) \
             with 22 lines of 28 characters. Boxes are the places measured, numbered as in the tables; beside rules \
             stand length × thickness, beside seals diameter and centre, in mm.",
        );
        let _ = writeln!(
            html,
            "<footer><p>{said}</p><p>gongwen {}</p></footer></body></html>",
            env!("CARGO_PKG_VERSION")
        );
    }
}
