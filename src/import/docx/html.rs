//! A web page inside a Word file as lines: what a browser would show of it.

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::numbering::Number;
use super::runs::{HIDDEN, STRUCK};
use super::said::{Said, Uncertain, lines_of, with_scripts};
use super::styles::Height;
use super::tables::{self, Cell, Row};
use crate::import::lines::Line;

/// Elements in elements deeper than this are read as if they stood on this level.
const DEEPEST: usize = 256;

/// What an open element does to the words in it.
#[derive(Debug, Clone, Copy, Default)]
struct Effect {
    /// Nothing of it is shown, or meant to be.
    skipped: bool,
    left_out: Option<&'static str>,
    height: Height,
    kept_blanks: bool,
}

/// The lines of a web page.
pub(super) fn read(text: &str) -> Vec<Line> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page::default();
    for Ok(token) in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attribute = |wanted: &str| {
                    let found = tag.attributes.iter().find(|(name, _)| name.as_slice() == wanted.as_bytes());
                    found.map(|(_, value)| String::from_utf8_lossy(value).into_owned())
                };
                page.open(&name, &attribute, tag.self_closing);
            }
            Token::EndTag(tag) => page.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => page.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.finish()
}

#[derive(Default)]
struct Page {
    out: Vec<Line>,
    said: Said,
    open: Vec<(String, Effect)>,
    tables: Vec<Vec<Row>>,
    /// The next number of each open list; none of one with bullets.
    lists: Vec<Option<u32>>,
    number: Option<Number>,
    before: String,
}

impl Page {
    fn effect(&self) -> Effect {
        self.open.last().map(|(_, effect)| *effect).unwrap_or_default()
    }

    fn open(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>, closed: bool) {
        if is_block(name) {
            self.end_paragraph();
        }
        let mut effect = self.effect();
        let style = attribute("style").unwrap_or_default().to_lowercase().replace(' ', "");
        if attribute("hidden").is_some() || style.contains("display:none") || style.contains("mso-hide:all") {
            effect.left_out = Some(HIDDEN);
        }
        if style.contains("line-through") {
            effect.left_out = Some(STRUCK);
        }
        match name {
            "script" | "style" | "head" | "title" | "noscript" | "template" => effect.skipped = true,
            "s" | "strike" | "del" => effect.left_out = Some(STRUCK),
            "sup" => effect.height = Height::Raised,
            "sub" => effect.height = Height::Lowered,
            "pre" | "textarea" => effect.kept_blanks = true,
            "br" if !effect.skipped => self.said.push("\n", Height::Line),
            "img" | "svg" | "object" | "video" if !effect.skipped => {
                self.said.doubt(Uncertain::Object("图片"))
            }
            "input" if attribute("type").as_deref() == Some("checkbox") && !effect.skipped => {
                self.said.push(if attribute("checked").is_some() { "☑" } else { "☐" }, Height::Line);
            }
            "ol" => {
                self.lists.push(Some(attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1)))
            }
            "ul" => self.lists.push(None),
            "li" => {
                let next = self.lists.last_mut().and_then(Option::as_mut);
                self.number = next.map(|next| {
                    *next = next.saturating_add(1);
                    Number::Typed(format!("{}.", *next - 1))
                });
            }
            "table" => self.tables.push(Vec::new()),
            "tr" => {
                if let Some(rows) = self.tables.last_mut() {
                    rows.push(Row::default());
                }
            }
            "td" | "th" => {
                let span = attribute("colspan").and_then(|span| span.parse().ok()).unwrap_or(1);
                if let Some(row) = self.tables.last_mut().and_then(|rows| rows.last_mut()) {
                    row.cells.push(Cell { span: usize::clamp(span, 1, 64), ..Cell::default() });
                }
            }
            _ => {}
        }
        if !closed && !is_void(name) && self.open.len() < DEEPEST {
            self.open.push((name.to_owned(), effect));
        }
    }

    fn close(&mut self, name: &str) {
        if is_block(name) {
            self.end_paragraph();
        }
        let Some(at) = self.open.iter().rposition(|(open, _)| open == name) else { return };
        self.open.truncate(at);
        match name {
            "ol" | "ul" => {
                self.lists.pop();
            }
            "table" => self.end_table(),
            _ => {}
        }
    }

    fn end_table(&mut self) {
        let Some(rows) = self.tables.pop() else { return };
        let lines = tables::lines(rows, &self.before);
        if let Some(cell) =
            self.tables.last_mut().and_then(|rows| rows.last_mut()).and_then(|row| row.cells.last_mut())
        {
            cell.nested = true;
        }
        self.emit(lines);
    }

    fn text(&mut self, text: &str) {
        let effect = self.effect();
        if effect.skipped {
            return;
        }
        let mut words = String::new();
        for c in text.chars() {
            let blank = matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}');
            match c {
                _ if effect.kept_blanks => words.push(c),
                _ if blank
                    && (words.ends_with(' ')
                        || (words.is_empty() && self.said.text.ends_with([' ', '\n']))) => {}
                _ if blank => words.push(' '),
                c => words.push(c),
            }
        }
        match effect.left_out {
            Some(what) => self.said.leave_out(what, &words),
            None => self.said.push(&words, effect.height),
        }
    }

    fn end_paragraph(&mut self) {
        let mut said = std::mem::take(&mut self.said);
        let doubts = said.doubts(&self.before);
        let (parts, _) = lines_of(&said.live());
        let mut lines: Vec<Line> = parts.iter().flat_map(|part| with_scripts(part)).collect();
        match lines.first_mut() {
            Some(first) => {
                if let Some(Number::Typed(number)) = self.number.take() {
                    first.prefix(&number);
                }
                first.doubts.extend(doubts);
            }
            // Words that are all left out are told where the page goes on.
            None => self.said.take_over(said),
        }
        if let Some(last) = lines.last() {
            self.before.clone_from(&last.text);
        }
        self.emit(lines);
    }

    /// Lines to where they stand: the cell around them, or the page.
    fn emit(&mut self, lines: Vec<Line>) {
        let cell =
            self.tables.last_mut().and_then(|rows| rows.last_mut()).and_then(|row| row.cells.last_mut());
        match cell {
            Some(cell) => cell.lines.extend(lines),
            None => self.out.extend(lines),
        }
    }

    fn finish(mut self) -> Vec<Line> {
        self.end_paragraph();
        while !self.tables.is_empty() {
            self.end_table();
        }
        let doubts = self.said.doubts(&self.before);
        if let Some(last) = self.out.last_mut() {
            last.doubts.extend(doubts);
        }
        self.out
    }
}

fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 42] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    BLOCKS.contains(&name)
}

fn is_void(name: &str) -> bool {
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
        .contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(page: &str) -> Vec<String> {
        read(page).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn a_page_says_what_a_browser_shows() {
        let page = "<html><head><title>题</title><style>p{}</style></head><body><!-- 注 --><p>甲\n 乙&nbsp;&lt;丙</p>\
            <div>m<sup>2</sup>、CO<sub>2</sub></div><ol start=3><li>一<li>二</ol><ul><li>点</ul>\
            <table><tr><th>项目<th>数</tr><tr><td>甲<td>1</tr></table><p>留<s>删</s>下<span style='display: none'>藏</span><br>行</body></html>";
        assert_eq!(
            texts(page),
            [
                "甲 乙 <丙",
                "m²、CO₂",
                "3.一",
                "4.二",
                "点",
                "| 项目 | 数 |",
                "|---|---|",
                "| 甲 | 1 |",
                "留下",
                "行"
            ]
        );
        let left: Vec<String> = read(page)
            .iter()
            .flat_map(|line| line.doubts.iter())
            .flat_map(|doubt| doubt.left_out().to_vec())
            .collect();
        assert_eq!(left, ["删", "藏"]);
    }

    #[test]
    fn pages_that_never_end_end() {
        texts(&"<div><table><tr><td>".repeat(20_000));
        texts(&"<b>甲".repeat(20_000));
        assert_eq!(texts("<p>甲<table><tr><td>乙"), ["甲", "乙"]);
    }
}
