//! A web page inside a Word file as lines: what a browser would show of it.

mod css;
mod parts;

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::numbering::Number;
use super::runs::{HIDDEN, READING, STRUCK};
use super::said::{Said, Uncertain, lines_of};
use super::styles::Height;
use super::tables::{self, Cell, Row};
use crate::WordFault;
use crate::doubt::Doubt;
use crate::lines::{Line, MOST_LINES};
use parts::{Grid, List};

/// Elements in elements deeper than this are read as if they stood on this level.
const DEEPEST: usize = 256;

const BUTTON: &str = "网页按钮上的字";
const UNCHOSEN: &str = "没有选中的选项";

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
pub(super) fn read(text: &str) -> Result<Vec<Line>, WordFault> {
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
        if page.made > MOST_LINES {
            return Err(WordFault::TooManyLines);
        }
    }
    Ok(page.finish())
}

#[derive(Default)]
struct Page {
    out: Vec<Line>,
    said: Said,
    open: Vec<(String, Effect)>,
    tables: Vec<Grid>,
    lists: Vec<List>,
    number: Option<Number>,
    /// Bullets were told.
    bullets: bool,
    sheet: css::Sheet,
    /// The options of a choice that is open: whether each is chosen, and its words.
    options: Option<Vec<(bool, String)>>,
    before: String,
    /// How many lines, rows and cells there are so far.
    made: usize,
}

impl Effect {
    /// What declarations do to the words.
    fn styled(mut self, declared: &str) -> Effect {
        let mut hidden = false;
        for (key, value) in declared.split(';').filter_map(|one| one.split_once(':')) {
            match key {
                "display" | "mso-hide" => hidden = matches!(value, "none" | "all"),
                "visibility" => hidden = matches!(value, "hidden" | "collapse"),
                "vertical-align" if value == "super" => self.height = Height::Raised,
                "vertical-align" if value == "sub" => self.height = Height::Lowered,
                _ if key.starts_with("text-decoration") && value.contains("line-through") => {
                    self.left_out = Some(STRUCK);
                }
                _ => {}
            }
        }
        if hidden {
            self.left_out = Some(HIDDEN);
        }
        self
    }
}

impl Page {
    fn effect(&self) -> Effect {
        self.open.last().map(|(_, effect)| *effect).unwrap_or_default()
    }

    fn open(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>, closed: bool) {
        if is_block(name) {
            self.end_paragraph();
        }
        self.close_before(name);
        let given = |name: &str| attribute(name).unwrap_or_default();
        let declared = self.sheet.of(name, &given("id"), &given("class"), &given("style"));
        let mut effect = self.effect().styled(&declared);
        if attribute("hidden").is_some() {
            effect.left_out = Some(HIDDEN);
        }
        match name {
            "script" | "style" | "head" | "title" | "noscript" | "template" | "rp" | "datalist" => {
                effect.skipped = true;
            }
            "s" | "strike" | "del" => effect.left_out = Some(STRUCK),
            "rt" => effect.left_out = Some(READING),
            "button" => effect.left_out = Some(BUTTON),
            "sup" => effect.height = Height::Raised,
            "sub" => effect.height = Height::Lowered,
            "pre" | "textarea" => effect.kept_blanks = true,
            "br" if !effect.skipped => self.said.push("\n", Height::Line),
            "img" | "svg" | "object" | "video" | "canvas" | "iframe" | "embed" | "audio"
                if !effect.skipped =>
            {
                let what = if matches!(name, "img" | "svg" | "canvas") { "图片" } else { "嵌入对象" };
                self.said.doubt(Uncertain::Object(what));
            }
            "input" if !effect.skipped => self.input(attribute, effect),
            "select" => self.options = Some(Vec::new()),
            "option" => {
                if let Some(options) = &mut self.options {
                    options.push((attribute("selected").is_some(), String::new()));
                }
            }
            "ol" | "ul" => self.lists.push(List::read(name, &declared, attribute)),
            "li" => self.number = self.lists.last_mut().and_then(|list| list.number(attribute("value"))),
            "table" => {
                let bordered = is_bordered(&declared) || !matches!(given("border").trim(), "" | "0");
                self.tables.push(Grid { bordered, ..Grid::default() });
            }
            "tr" => {
                self.made += 1;
                let header = self.open.iter().rev().take_while(|(open, _)| open != "table");
                let header = header.into_iter().any(|(open, _)| open == "thead");
                if let Some(grid) = self.tables.last_mut() {
                    grid.rows.push(Row { header, ..Row::default() });
                    grid.reach.push(Vec::new());
                }
            }
            "td" | "th" => {
                self.made += 1;
                let span = |name: &str| attribute(name).and_then(|span| span.trim().parse().ok());
                let columns: usize = span("colspan").unwrap_or(1);
                if let Some(grid) = self.tables.last_mut() {
                    grid.bordered |= is_bordered(&declared);
                }
                if let Some(grid) = self.tables.last_mut()
                    && let (Some(row), Some(reach)) = (grid.rows.last_mut(), grid.reach.last_mut())
                {
                    row.cells.push(Cell { span: columns.clamp(1, 60), ..Cell::default() });
                    // 0 is all rows that come.
                    reach.push(span("rowspan").map_or(1, |rows| if rows == 0 { usize::MAX } else { rows }));
                }
            }
            _ => {}
        }
        if !closed && !is_void(name) && self.open.len() < DEEPEST {
            self.open.push((name.to_owned(), effect));
        }
    }

    /// Ends the elements that another one ends by its beginning.
    fn close_before(&mut self, name: &str) {
        let (ended, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ol", "ul"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "tr" => (&["tr"], &["table"]),
            "td" | "th" => (&["td", "th"], &["table"]),
            "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot"], &["table"]),
            "option" => (&["option"], &["select"]),
            "rt" | "rp" | "rb" => (&["rt", "rp", "rb"], &["ruby"]),
            _ if is_block(name) => (&["p"], &["td", "th", "table", "div", "li", "button"]),
            _ => return,
        };
        let own = self.open.iter().rposition(|(open, _)| within.contains(&open.as_str()));
        let from = own.map_or(0, |at| at + 1);
        let ends = |(open, _): &(String, Effect)| ended.contains(&open.as_str());
        if let Some(at) = self.open[from..].iter().position(ends) {
            self.open.truncate(from + at);
        }
    }

    /// What a field of a form shows.
    fn input(&mut self, attribute: &dyn Fn(&str) -> Option<String>, effect: Effect) {
        let kind = attribute("type").unwrap_or_default().to_lowercase();
        let value = attribute("value").unwrap_or_default();
        let checked = attribute("checked").is_some();
        let shown = match kind.as_str() {
            "checkbox" => if checked { "☑" } else { "☐" }.to_owned(),
            "radio" => if checked { "◉" } else { "○" }.to_owned(),
            "password" | "file" | "color" | "range" => {
                self.said.doubt(Uncertain::Object("输入框"));
                return;
            }
            "image" => {
                self.said.doubt(Uncertain::Object("图片"));
                return;
            }
            _ => value,
        };
        let left_out = match kind.as_str() {
            "hidden" => Some(HIDDEN),
            "submit" | "reset" | "button" => Some(BUTTON),
            _ => effect.left_out,
        };
        match left_out {
            Some(what) => self.said.leave_out(what, &shown),
            None => self.said.push(&shown, effect.height),
        }
    }

    /// The words of the options that are chosen; others are not shown.
    fn end_options(&mut self) {
        let Some(options) = self.options.take() else { return };
        let effect = self.effect();
        let any = options.iter().any(|(chosen, _)| *chosen);
        for (at, (chosen, words)) in options.into_iter().enumerate() {
            match effect.left_out {
                None if chosen || (!any && at == 0) => self.said.push(words.trim(), effect.height),
                what => self.said.leave_out(what.unwrap_or(UNCHOSEN), &format!("{}\n", words.trim())),
            }
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
            "select" => self.end_options(),
            "table" => self.end_table(),
            _ => {}
        }
    }

    fn end_table(&mut self) {
        let Some(grid) = self.tables.pop() else { return };
        let bordered = grid.bordered;
        let lines = tables::lines(grid.filled(), &self.before, bordered);
        if let Some(cell) = self.cell() {
            cell.nested = true;
        }
        self.emit(lines);
    }

    /// The cell that is open.
    fn cell(&mut self) -> Option<&mut Cell> {
        self.tables.last_mut().and_then(|grid| grid.rows.last_mut()).and_then(|row| row.cells.last_mut())
    }

    fn text(&mut self, text: &str) {
        let effect = self.effect();
        if self.open.last().is_some_and(|(open, _)| open == "style") {
            self.sheet.add(text);
        }
        if effect.skipped {
            return;
        }
        if let Some(options) = &mut self.options {
            if let Some((_, words)) = options.last_mut() {
                words.push_str(text);
            }
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
        let (mut lines, _) = lines_of(&said.live());
        self.made += lines.len();
        match lines.first_mut() {
            Some(first) => {
                match self.number.take() {
                    Some(Number::Typed(number)) => first.prefix(&number),
                    Some(Number::Unknown) => {
                        first.doubts.push(Doubt::WordNumbering(first.name()));
                    }
                    Some(Number::Bullet) if !self.bullets => {
                        self.bullets = true;
                        first.doubts.push(Doubt::WordBullets(first.name()));
                    }
                    _ => {}
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
        match self.cell() {
            Some(cell) => cell.lines.extend(lines),
            None => self.out.extend(lines),
        }
    }

    fn finish(mut self) -> Vec<Line> {
        self.end_options();
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

/// Whether declarations draw lines around something.
fn is_bordered(declared: &str) -> bool {
    let drawn = |(key, value): (&str, &str)| {
        let line = !matches!(key, "border-collapse" | "border-spacing" | "border-color");
        key.starts_with("border") && line && !value.contains("none") && !value.starts_with('0')
    };
    declared.split(';').filter_map(|one| one.split_once(':')).any(drawn)
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
mod tests;
