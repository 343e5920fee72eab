//! Marks of Markdown and of pages in plain text: `**…**`, fences, quotations, items, rules, links, tags. There they are characters
//! and are printed.

use std::ops::Range;

use super::fences::Hidden;

/// The first mark of Markdown in a plain text, and how many lines have one.
pub fn of_markdown(text: &str) -> Option<(Range<usize>, usize)> {
    let mut first = None;
    let mut count = 0;
    let mut start = 0;
    let mut hidden = Hidden::of(text);
    for line in text.split('\n') {
        let program = hidden.hides(start);
        if let Some(range) = mark(line).filter(|_| !program) {
            count += 1;
            first.get_or_insert(start + range.start..start + range.end);
        }
        start += line.len() + 1;
    }
    first.map(|range| (range, count))
}

/// The first mark of Markdown around words of a text that begins no item and no quotation, as a cell's.
pub fn around_words(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split('\n') {
        if let Some(range) = paired(line) {
            return Some(start + range.start..start + range.end);
        }
        start += line.len() + 1;
    }
    None
}

fn mark(line: &str) -> Option<Range<usize>> {
    let words = line.trim();
    let indent = line.len() - line.trim_start().len();
    let at_start = |length: usize| Some(indent..indent + length);
    if words.starts_with("```") {
        return at_start(3);
    }
    // An item or a quotation; `-5℃` and `>5%` are words. A leading `\` keeps a line plain.
    if ["- ", "* ", "> "].iter().any(|mark| words.starts_with(mark)) {
        return at_start(1);
    }
    // A rule, or what stands under a heading; `____` is a blank to fill in.
    let ruled = |mark: u8| words.len() > 2 && words.bytes().all(|byte| byte == mark);
    if b"-*=".iter().any(|mark| ruled(*mark)) {
        return at_start(words.len());
    }
    paired(line).into_iter().chain(link(line)).chain(of_page(line)).min_by_key(|range| range.start)
}

/// `[words](address)`: where its `[`, its `](` and its `)` stand.
pub struct Link {
    /// `[`.
    pub open: usize,
    /// `](`.
    pub middle: usize,
    /// `)`.
    pub close: usize,
}

/// What a line has in such brackets, one after another; whether an address stands in them is not asked.
pub fn links(line: &str) -> impl Iterator<Item = Link> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let (before, middle) = (from, from + line[from..].find("](")?);
            from = middle + 2;
            // No further than an address may reach, so that a line is gone over once.
            let close = from + line[from..].find(|c: char| matches!(c, ')' | ']') || c.is_whitespace())?;
            let open = line[before..middle].rfind('[').map(|open| before + open);
            if let Some(open) = open.filter(|_| line[close..].starts_with(')')) {
                from = close + 1;
                return Some(Link { open, middle, close });
            }
        }
    })
}

/// Whether what stands in the brackets leads somewhere: not `(3)`.
pub fn is_address(text: &str) -> bool {
    ["http", "www.", "mailto:", "/", "./", "#"].iter().any(|start| text.starts_with(start))
}

/// `[附件](http://…)`, and a picture that shares its line with words.
fn link(line: &str) -> Option<Range<usize>> {
    links(line).find_map(|Link { open, middle, close }| {
        let (address, end) = (&line[middle + 2..close], close + 1);
        let picture = line[..open].ends_with('!');
        let start = if picture { open - 1 } else { open };
        let alone = line[..start].trim().is_empty() && line[end..].trim().is_empty();
        let rest = line[end..].trim_start();
        // Pictures alone on a line are pictures, one beside the other too.
        let beside = picture && (line[..start].trim_end().ends_with(')') || rest.starts_with("![") || alone);
        let addressed = picture || is_address(address);
        (addressed && !beside && !line[..start].ends_with('\\')).then_some(start..end)
    })
}

/// `<br>`, `</p>`, `&nbsp;`: what pages of sites are written with.
fn of_page(line: &str) -> Option<Range<usize>> {
    // A tag or a name ends before the next begins, so that a line is gone over once.
    let found = |(at, c): (usize, char)| {
        let rest = &line[at + 1..];
        let (end, is_mark, closes): (_, fn(&str) -> bool, _) = match c {
            '<' => (rest.find(['>', '<'])?, is_tag, '>'),
            _ => (rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#')?, is_name, ';'),
        };
        let whole = rest[end..].starts_with(closes) && is_mark(&rest[..end]);
        (whole && !line[..at].ends_with('\\')).then_some(at..at + end + 2)
    };
    line.char_indices().filter(|(_, c)| matches!(c, '<' | '&')).find_map(found)
}

/// What stands between `<` and `>` of a page.
fn is_tag(inner: &str) -> bool {
    const TAGS: [&str; 20] = [
        "br", "p", "b", "i", "u", "strong", "em", "span", "div", "font", "center", "sup", "sub", "table",
        "tr", "td", "a", "hr", "ul", "li",
    ];
    let bare = inner.trim_start_matches('/').trim_end_matches('/').trim();
    let name = bare.split(char::is_whitespace).next().unwrap_or_default().to_ascii_lowercase();
    TAGS.contains(&name.as_str()) && bare.is_ascii()
}

/// What stands between `&` and `;`.
fn is_name(name: &str) -> bool {
    const NAMES: [&str; 8] = ["nbsp", "emsp", "ensp", "lt", "gt", "amp", "quot", "middot"];
    let code = |code: &str| !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    NAMES.contains(&name) || name.strip_prefix('#').is_some_and(code)
}

fn paired(line: &str) -> Option<Range<usize>> {
    for mark in ["**", "__", "~~", "`"] {
        let Some(open) = line.find(mark) else { continue };
        let inner = &line[open + mark.len()..];
        let Some(length) = inner.find(mark) else { continue };
        // `____` is a blank to fill in, and 2**3 a power.
        let said = &inner[..length];
        let digit = |c: char| c.is_ascii_digit();
        let power = line[..open].ends_with(digit) && said.starts_with(digit);
        let fills = power
            || inner[length..].starts_with(&mark.repeat(2))
            || line[..open].ends_with(['_', '*', '`', '\\']);
        if !said.is_empty() && said.trim() == said && !fills && said.chars().any(char::is_alphabetic) {
            return Some(open..open + mark.len());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// setting.md 3: the asterisks of an answer pasted from a chat were printed, and nobody said a word.
    #[test]
    fn marks_of_markdown_are_found_and_others_are_not() {
        for (text, wanted) in [
            ("请**务必**重视。", Some((3..5, 1))),
            ("甲。\n- 乙\n- 丙", Some((7..8, 2))),
            ("```\n甲\n```", Some((0..3, 2))),
            ("```typst\n- *甲*\n```", None),
            ("> 甲", Some((0..1, 1))),
            ("运行`render`。", Some((6..7, 1))),
            ("姓名：____　电话：____", None),
            ("密码******", None),
            ("2**3与4**5", None),
            ("-5℃以下，>5%", None),
            ("\\**甲**", None),
            ("＊＊甲＊＊", None),
            ("甲。\n---\n乙。", Some((7..10, 1))),
            ("***", Some((0..3, 1))),
            ("标题\n===", Some((7..10, 1))),
            ("---分页---", None),
            ("——", None),
            ("请。![图](x.png)后", Some((6..19, 1))),
            ("![图](x.png)", None),
            ("![图](x.png) ![图](y.png)", None),
            ("见[链接](http://a.cn)。", Some((3..24, 1))),
            ("甲[2024](3)号", None),
            ("请~~删~~报。", Some((3..5, 1))),
            ("甲<br>乙", Some((3..7, 1))),
            ("&nbsp;&nbsp;甲", Some((0..6, 1))),
            ("5<6且7>3", None),
            ("<甲>乙", None),
            ("R&D;甲", None),
        ] {
            assert_eq!(of_markdown(text), wanted, "{text}");
        }
    }
}
