//! Headers and footers: the mark of the first page may stand in one, and the colophon of the last.

use std::collections::BTreeSet;

use super::fields::{is_of_pages, kind};
use super::runs::Field;
use super::text::Reader;
use super::tree::{Node, Tree};
use crate::doubt::Doubt;
use crate::lines::{Line, squeezed};
use crate::patterns as p;
use crate::{WordFault, mark};

/// So many lines of the text may be its head.
const LONGEST_HEAD: usize = 20;
/// So many lines of the text may be its colophon.
const LONGEST_FOOT: usize = 12;

/// What headers and footers add to the lines of the body.
#[derive(Debug, Default)]
pub(super) struct Margins {
    /// Lines that stand before the body.
    pub before: Vec<Line>,
    /// Lines that stand behind it.
    pub after: Vec<Line>,
    /// What is told of the rest.
    pub doubts: Vec<Doubt>,
}

/// A header or footer, as a section names it.
struct Margin {
    part: String,
    header: bool,
    /// On the first page only.
    first_only: bool,
    /// Word shows it on the file's first page.
    on_first_page: bool,
    /// On which pages it stands.
    pages: &'static str,
}

/// Reads the headers and footers of a document whose text has these lines.
pub(super) fn read(reader: &mut Reader<'_, '_>, root: Node<'_>, body: &[Line]) -> Result<Margins, WordFault> {
    let mut margins = Margins::default();
    let head = body.iter().take_while(|line| !p::is_running(&line.text)).take(LONGEST_HEAD);
    let head: Vec<String> = head.map(|line| squeezed(&line.text)).collect();
    let foot = &body[body.len().saturating_sub(LONGEST_FOOT)..];
    let foot: Vec<String> = foot.iter().map(|line| squeezed(&line.text)).collect();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let settings = reader.relations.of_kind("settings").into_iter().next();
    let settings = reader.package.part(settings.as_deref().unwrap_or("word/settings.xml"))?;
    let settings = settings.as_ref().and_then(Tree::root);
    let two_sided = settings.and_then(|root| root.switch("w:evenAndOddHeaders")).unwrap_or(false);
    for margin in named(reader, root, two_sided) {
        let Some(tree) = reader.package.part(&margin.part)? else { continue };
        let lines = lines(reader, &tree)?;
        let text: Vec<String> =
            lines.iter().map(|line| line.text.clone()).filter(|text| !is_page_number(text)).collect();
        if text.is_empty() || !known.insert(text.concat()) {
            continue;
        }
        let what = if margin.header { "页眉" } else { "页脚" };
        if margin.header && margins.before.is_empty() && is_head(&text, margin.first_only) {
            let what = if margin.first_only && !margin.on_first_page {
                "首页页眉（没有启用“首页不同”）"
            } else {
                "页眉"
            };
            margins.before = taken(&mut margins.doubts, lines, what, &head);
        } else if !margin.header && margins.after.is_empty() && is_colophon(&text) {
            margins.after = taken(&mut margins.doubts, lines, what, &foot);
        } else {
            let place = format!("{}{what}", margin.pages);
            margins.doubts.push(Doubt::LeftOut { what, text, place });
            margins.doubts.extend(doubts_of_left_out(lines));
        }
    }
    Ok(margins)
}

/// The headers and footers that sections name, those of the first page first.
fn named(reader: &Reader<'_, '_>, root: Node<'_>, two_sided: bool) -> Vec<Margin> {
    let mut found: Vec<Margin> = Vec::new();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for (at, section) in root.all("w:sectPr").into_iter().enumerate() {
        let title_page = section.switch("w:titlePg").unwrap_or(false);
        for node in section.children() {
            let header = node.name() == "w:headerReference";
            if !header && node.name() != "w:footerReference" {
                continue;
            }
            let Some(part) = node.attribute("id").and_then(|id| reader.relations.part(id)) else { continue };
            if !known.insert(part) {
                continue;
            }
            let kind = node.attribute("type").unwrap_or("default");
            let on_first_page = at == 0 && kind == if title_page { "first" } else { "default" };
            let pages = match kind {
                "first" if !title_page => "没有启用的首页",
                "even" if !two_sided => "没有启用的双数页",
                _ if at > 0 => "后面一节的",
                "first" => "第一页的",
                "even" => "双数页的",
                _ if title_page => "第一页以外的",
                _ if two_sided => "单数页的",
                _ => "每一页的",
            };
            let first_only = kind == "first";
            found.push(Margin { part: part.to_owned(), header, first_only, on_first_page, pages });
        }
    }
    found.sort_by_key(|margin| !margin.on_first_page);
    found
}

fn lines(reader: &mut Reader<'_, '_>, tree: &Tree) -> Result<Vec<Line>, WordFault> {
    let Some(root) = tree.root() else { return Ok(Vec::new()) };
    let fields: Vec<Field> = std::mem::take(&mut reader.fields);
    let mut lines = reader.inner_story(root)?;
    reader.fields = fields;
    // Pages are numbered anew.
    let of_pages = |doubt: &Doubt| match doubt {
        Doubt::WordField { code, .. } | Doubt::WordChanging { code, .. } => is_of_pages(&kind(code)),
        _ => false,
    };
    lines.iter_mut().for_each(|line| line.doubts.retain(|doubt| !of_pages(doubt)));
    reader.pending.retain(|doubt| !of_pages(doubt));
    let mut pending = std::mem::take(&mut reader.pending);
    if let Some(last) = lines.last_mut() {
        last.doubts.append(&mut pending);
    }
    reader.pending = pending;
    Ok(lines)
}

/// The lines of a header or footer that the text does not say itself; those that it says are told.
fn taken(doubts: &mut Vec<Doubt>, lines: Vec<Line>, what: &'static str, said: &[String]) -> Vec<Line> {
    let lines = lines.into_iter().filter(|line| !is_page_number(&line.text));
    let again = |line: &Line| says(said, &squeezed(&line.text));
    let (again, mut lines): (Vec<Line>, Vec<Line>) = lines.partition(again);
    if !again.is_empty() {
        let text = again.iter().map(|line| line.text.clone()).collect();
        let place = format!("{what}里的与正文里的相同");
        doubts.push(Doubt::LeftOut { what, text, place });
        doubts.extend(doubts_of_left_out(again));
    }
    if let Some(first) = lines.first_mut() {
        first.doubts.insert(0, Doubt::FromMargin(what));
    }
    lines
}

/// What is doubtful of lines that are not written: not where they stand.
fn doubts_of_left_out(lines: Vec<Line>) -> impl Iterator<Item = Doubt> {
    let doubts = lines.into_iter().flat_map(|line| line.doubts);
    doubts.filter(|doubt| !matches!(doubt, Doubt::InFrame { .. }))
}

/// Whether lines say a text, one of them or several that follow each other; 某局 is said by 某局文件.
fn says(lines: &[String], text: &str) -> bool {
    let from = |at: usize| {
        let mut rest = text;
        let whole = lines[at..].iter().find_map(|line| match rest.strip_prefix(line.as_str()) {
            Some("") => Some(true),
            Some(more) => {
                rest = more;
                None
            }
            None => Some(false),
        });
        whole == Some(true)
    };
    let mark = |line: &String| line.strip_suffix("文件").is_some_and(|name| name == text || text == "文件");
    (0..lines.len()).any(from) || lines.iter().any(mark)
}

/// Whether a header has a document's head: a mark or a number; on the first page only, an organ too.
fn is_head(lines: &[String], first_only: bool) -> bool {
    lines.iter().any(|line| {
        mark::is_mark(line)
            || squeezed(line) == "文件"
            || p::is_number(line)
            || squeezed(line).contains("签发人：")
            || (first_only && p::organs(line).is_some())
    })
}

/// Whether a footer has a document's colophon.
fn is_colophon(lines: &[String]) -> bool {
    let printed = |line: &String| line.strip_suffix("印发").and_then(p::trailing_date).is_some();
    lines.iter().any(|line| squeezed(line).starts_with("抄送：") || printed(line))
}

/// — 1 —, 第1页 共3页, 1/3: what a page number is made of.
fn is_page_number(text: &str) -> bool {
    let text = squeezed(text);
    let digits = text.chars().any(p::is_digit);
    p::is_page_number(&text)
        || text.chars().all(|c| p::is_digit(c) || "-—–－−─―‐‑第页共，,/／·.".contains(c))
            && (digits || text.chars().all(|c| !c.is_alphanumeric()))
        || matches!(text.as_str(), "第页" | "第页共页" | "共页")
}
