//! What the parser stumbles over, by what somebody meant who typed it on a Chinese keyboard.

use std::ops::Range;

use toml::de::DeTable;

use super::toml::string_length;
use crate::diagnostic::Problem;
use crate::source::{SyntaxFinding, TomlSlip};

/// Marks of the syntax as a Chinese keyboard gives them, and the right ones.
const MARKS: [(char, char); 18] = [
    ('“', '"'),
    ('”', '"'),
    ('＂', '"'),
    ('‘', '\''),
    ('’', '\''),
    ('＇', '\''),
    ('＝', '='),
    ('：', '='),
    ('，', ','),
    ('、', ','),
    ('；', ','),
    ('［', '['),
    ('］', ']'),
    ('【', '['),
    ('】', ']'),
    ('｛', '{'),
    ('｝', '}'),
    ('＃', '#'),
];

/// The slip on the line of a byte at which the parser stopped, with its bytes.
pub(super) fn find(text: &str, at: usize, message: &str) -> Option<(Box<dyn Problem>, Range<usize>)> {
    let at = text.floor_char_boundary(at.min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let slip = |slip| SyntaxFinding::TomlSlip { slip };
    let value = line
        .find('=')
        .map(|equals| equals + 1 + line[equals + 1..].len() - line[equals + 1..].trim_start().len());
    let here = text[at..].chars().next();
    if let Some(character) = here.filter(|c| c.is_control() && !"\t\r\n".contains(*c)) {
        return Some((SyntaxFinding::ControlCharacter { character }.into(), at..at + 1));
    }
    if let Some(blank) = here.filter(|c| matches!(c, '\u{3000}' | '\u{a0}')) {
        return Some((SyntaxFinding::OddBlank { blank }.into(), at..at + blank.len_utf8()));
    }
    if message.starts_with("carriage return") {
        let back = text[..at].rfind('\r').unwrap_or(at);
        return Some((slip(TomlSlip::Return).into(), back..back + 1));
    }
    if message.starts_with("invalid multi-line") {
        let open = text[..at].rfind("'''").max(text[..at].rfind("\"\"\"")).unwrap_or(at);
        return Some((slip(TomlSlip::Open).into(), open..open + 3));
    }
    if message.starts_with("invalid literal string") || message.starts_with("invalid basic string") {
        let open = start + unclosed(line).unwrap_or(0);
        return Some((slip(TomlSlip::Open).into(), open..open + 1));
    }
    if message.contains("unicode value digits") || message.contains("escape") {
        let back = text[start..at].rfind('\\').map_or(at, |back| start + back);
        return Some((slip(TomlSlip::Escape).into(), back..back + 1));
    }
    if message.contains("leading zero") {
        return Some((slip(TomlSlip::Noughts).into(), at..at + 1));
    }
    let bare = outside_strings(line);
    if message.starts_with("string values must be quoted") && line.trim_end().ends_with('=') {
        let equals = start + line.trim_end().len() - 1;
        return Some((slip(TomlSlip::NoValue).into(), equals..equals + 1));
    }
    // Three quotes inside a text of several lines.
    if text[..at].ends_with("'''") && here.is_some_and(|c| !c.is_ascii()) {
        return Some((slip(TomlSlip::Quotes).into(), at - 3..at));
    }
    let is_line = |mark: char| line.contains(mark);
    if !line.trim().is_empty()
        && !line.trim_start().starts_with(['[', ']', '［', '【', ',', '，', '\'', '"', '#', '＃'])
        && !['=', '＝', '：', ':', '[', '{'].into_iter().any(is_line)
    {
        let blanks = line.len() - line.trim_start().len();
        return Some((
            slip(TomlSlip::Loose).into(),
            start + blanks..start + line.trim_end().len().max(blanks),
        ));
    }
    let said = value.map_or("", |value| line[value..].split('#').next().unwrap_or_default().trim());
    if ["yes", "no", "on", "off", "是", "否", "True", "False", "TRUE", "FALSE"].contains(&said)
        && let Some(value) = value
    {
        return Some((slip(TomlSlip::Truth).into(), start + value..start + value + said.len()));
    }
    if message.starts_with("invalid float")
        && said.contains('.')
        && let Some(value) = value
    {
        return Some((slip(TomlSlip::NoQuotes).into(), start + value..start + value + said.len()));
    }
    // A text without quotes may have every mark.
    let first = value.and_then(|value| line[value..].chars().next().map(|c| (value, c)));
    if message.starts_with("string values must be quoted")
        && let Some((value, c)) = first
        && (c.is_alphanumeric() || c == '`')
    {
        return Some((slip(TomlSlip::NoQuotes).into(), start + value..start + line.trim_end().len()));
    }
    // How much of the line was looked at, whether a bracket stands in it, and what it ends with.
    let (mut seen, mut bracket, mut last) = (0, false, None);
    for (index, c) in bare {
        for c in line[seen..index].chars() {
            bracket |= "[［【".contains(c);
            last = if c.is_whitespace() { last } else { Some(c) };
        }
        seen = index;
        // A mark parts items only behind one, or in brackets.
        if "、；，".contains(c) && !bracket && !matches!(last, Some('\'' | '"')) {
            continue;
        }
        if let Some((mark, right)) = MARKS.into_iter().find(|(mark, _)| *mark == c) {
            let at = start + index;
            let behind = line[..index].trim_end();
            // Behind the last value of a line, outside brackets, no mark is right.
            let ends = line[index + c.len_utf8()..].trim_start();
            if right == ','
                && (ends.is_empty() || ends.starts_with('#'))
                && !is_in_brackets(behind)
                && value.is_some()
            {
                return Some((slip(TomlSlip::Tail).into(), at..at + mark.len_utf8()));
            }
            return Some((SyntaxFinding::FullWidthMark { mark, right }.into(), at..at + mark.len_utf8()));
        }
    }
    // "关于"双随机"的通知": the text ended with its first inner quote.
    let before = text[start..at].chars().next_back();
    let again =
        before.filter(|c| matches!(c, '"' | '\'')).is_some_and(|quote| line[at - start..].contains(quote));
    if message.starts_with("unexpected key or value") && again {
        return Some((slip(TomlSlip::Quotes).into(), at - 1..at));
    }
    let found = match message {
        _ if message.starts_with("unexpected key or value") => TomlSlip::Tail,
        _ if message.starts_with("missing comma between") => TomlSlip::Comma,
        _ if message.starts_with("invalid unquoted key") && here == Some(':') => TomlSlip::Colon,
        _ => return None,
    };
    Some((slip(found).into(), at..at + here.map_or(0, char::len_utf8)))
}

/// More of a line is not put right: nobody would read it.
const LONGEST: usize = 400;

/// A line of TOML as it was meant, and what was wrong in it.
pub(super) struct Right {
    /// The line with half-width marks and quoted keys.
    pub line: String,
    /// Its wrong marks, each once, in their order.
    pub marks: Vec<char>,
    /// Where the first of them stands in the line.
    pub first: Range<usize>,
    /// How many slips it has.
    pub slips: usize,
    /// Whether it opens a text of several lines.
    pub opens: bool,
}

/// A line put right, where it is data with full-width marks and nothing else is wrong.
pub(super) fn put_right(line: &str) -> Option<Right> {
    if line.len() > LONGEST {
        return None;
    }
    let mut meant = Meant {
        line,
        at: 0,
        said: String::new(),
        wrong: Vec::new(),
        slips: 0,
        open: Vec::new(),
        is_key: true,
    };
    let opens = meant.read()?;
    let first = meant.wrong.first().map(|(at, mark)| *at..*at + mark.len_utf8())?;
    let mut marks: Vec<char> = Vec::new();
    meant.wrong.iter().for_each(|(_, mark)| {
        if !marks.contains(mark) && !mark.is_whitespace() {
            marks.push(*mark)
        }
    });
    let right = Right { line: meant.said.trim_end().to_owned(), marks, first, slips: meant.slips, opens };
    // A list and a text may go on behind the line.
    let closed = right.line.get(right.line.len().saturating_sub(3)..).unwrap_or_default();
    let ends = if opens { vec![format!("\n{closed}")] } else { vec![String::new(), "\n]".to_owned()] };
    let is_toml = |end: &String| DeTable::parse_recoverable(&format!("{}{end}", right.line)).1.is_empty();
    (right.line.contains('=') || right.line.starts_with('[')).then_some(())?;
    ends.iter().any(is_toml).then_some(right)
}

/// A line being read as it was meant.
struct Meant<'a> {
    line: &'a str,
    at: usize,
    said: String,
    /// Marks that are to be others, and where they stand.
    wrong: Vec<(usize, char)>,
    slips: usize,
    /// The brackets that are open.
    open: Vec<char>,
    /// Whether a key is due, and no value.
    is_key: bool,
}

impl Meant<'_> {
    fn rest(&self) -> &str {
        &self.line[self.at..]
    }

    /// Takes a character, which is to be another one.
    fn mark(&mut self, typed: char, right: Option<char>) {
        if right != Some(typed) {
            self.wrong.extend((!typed.is_ascii()).then_some((self.at, typed)));
            self.slips += 1;
        }
        self.said.extend(right);
        self.at += typed.len_utf8();
    }

    /// Reads the line; whether it opens a text of several lines, and nothing where it is not understood.
    fn read(&mut self) -> Option<bool> {
        while let Some(c) = self.rest().chars().next() {
            let right = MARKS.iter().find(|(mark, _)| *mark == c).map_or(c, |(_, right)| *right);
            let ends = self.rest()[c.len_utf8()..].trim().is_empty();
            match right {
                '"' | '\'' => {
                    if let Some(opens) = self.text(right)? {
                        return Some(opens);
                    }
                }
                '#' => {
                    self.mark(c, Some('#'));
                    self.said.push_str(&self.line[self.at..]);
                    self.at = self.line.len();
                }
                '=' | ':' if self.is_key => {
                    self.mark(c, Some('='));
                    self.is_key = false;
                    // 时间：十月 is a line of text.
                    let value = self.rest().trim_start().chars().next()?;
                    let is_value = value.is_ascii_digit()
                        || ('０'..='９').contains(&value)
                        || "[{".contains(value)
                        || MARKS.iter().any(|(mark, _)| *mark == value);
                    if "：:".contains(c) && !is_value && !"\"'".contains(value) {
                        return None;
                    }
                }
                ',' if !self.open.is_empty() => {
                    self.mark(c, Some(','));
                    self.is_key = self.open.last() == Some(&'{');
                }
                ',' if ends => self.mark(c, None),
                '[' | '{' => {
                    self.mark(c, Some(right));
                    self.open.push(right);
                    self.is_key |= right == '{';
                }
                ']' | '}' => {
                    self.mark(c, Some(right));
                    self.open.pop();
                }
                _ if c == '\u{3000}' || c == '\u{a0}' => self.mark(c, Some(' ')),
                ' ' | '\t' => self.mark(c, Some(c)),
                '=' | ':' | ',' => return None,
                _ => self.word(),
            }
        }
        Some(false)
    }

    fn quote(&mut self, typed: char, around: char) {
        self.mark(typed, Some(if typed.is_ascii() { typed } else { around }));
        self.said.pop();
        self.said.push(around);
    }

    /// A text in quotes of whatever kind; true where it is one of several lines that begins.
    fn text(&mut self, quote: char) -> Option<Option<bool>> {
        let is_quote =
            |c: &char| MARKS.iter().any(|(mark, right)| mark == c && *right == quote) || *c == quote;
        let typed: Vec<char> = self.rest().chars().take_while(is_quote).take(3).collect();
        if typed.len() == 3 && !self.is_key {
            for c in typed {
                self.quote(c, quote);
            }
            return self.rest().trim().is_empty().then_some(Some(true));
        }
        let open = self.rest().chars().next()?;
        let inside = self.at + open.len_utf8();
        let ends = |at: usize, c: char| {
            let behind = self.line[at + c.len_utf8()..].trim_start_matches([' ', '\t', '\u{3000}']);
            behind.chars().next().is_none_or(|c| "=＝：:,，、；]］】}｝#＃.".contains(c))
        };
        let mut closers = self.line[inside..].char_indices().map(|(at, c)| (inside + at, c));
        let (end, close) = closers.find(|(at, c)| is_quote(c) && ends(*at, *c))?;
        let words = self.line[inside..end].to_owned();
        let is_whole = open == quote && close == quote && !words.contains(quote);
        let fits = |around: &char| !words.contains(*around) && (*around == '\'' || !words.contains('\\'));
        let around = if is_whole { quote } else { [quote, '"', '\''].into_iter().find(fits)? };
        self.quote(open, around);
        self.said.push_str(&words);
        self.at = end;
        self.quote(close, around);
        Some(None)
    }

    /// A word without quotes: a number, a key, or a text that was to stand in them.
    fn word(&mut self) {
        let is_end = |c: char| c.is_whitespace() || "=＝：:,，、；[]［］【】{}｛｝\"'“”‘’＂＇#＃".contains(c);
        let rest = self.rest();
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let length = rest.find(is_end).unwrap_or(rest.len()).max(first);
        let word = rest[..length].to_owned();
        let plain: String = word
            .chars()
            .map(|c| match c {
                '\u{ff10}'..='\u{ff5a}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
                c => c,
            })
            .collect();
        if plain.is_ascii() {
            self.slips += usize::from(plain != word);
            self.said.push_str(&plain);
        } else {
            self.slips += 1;
            self.said.push_str(&format!("\"{word}\""));
        }
        self.at += length;
    }
}

/// The texts of several lines whose opening line, one of those at these bytes, is off: to the end of the line that closes
/// them, with whatever quotes. Their lines are words, and nothing is wrong in them.
pub(super) fn opened(text: &str, at: impl IntoIterator<Item = usize>) -> Vec<Range<usize>> {
    let is_quote = |c: &char| {
        MARKS.iter().any(|(mark, right)| mark == c && "\"'".contains(*right)) || "\"'".contains(*c)
    };
    let closes = |line: &str| line.trim_end().chars().rev().take_while(is_quote).count() >= 3;
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in at {
        let at = text.floor_char_boundary(at.min(text.len()));
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        if found.iter().any(|known| known.contains(&start))
            || !put_right(line).is_some_and(|right| right.opens)
        {
            continue;
        }
        let Some(next) = text[start..].find('\n') else { continue };
        let mut end = start + next + 1;
        let closed = text[end..].split_inclusive('\n').any(|line| {
            end += line.len();
            closes(line)
        });
        if closed {
            found.push(start..end);
        }
    }
    found
}

/// Whether a bracket of the line so far is open.
fn is_in_brackets(line: &str) -> bool {
    let depth = |depth: i32, (_, c): (usize, char)| match c {
        '[' | '{' | '［' | '【' | '｛' => depth + 1,
        ']' | '}' | '］' | '】' => depth - 1,
        _ => depth,
    };
    outside_strings(line).into_iter().fold(0, depth) > 0
}

/// The quote of a line that nobody closes: the last that begins a string.
fn unclosed(line: &str) -> Option<usize> {
    let mut at = 0;
    let mut last = None;
    while let Some(c) = line.get(at..)?.chars().next() {
        at += match c {
            '#' => break,
            '"' | '\'' => {
                last = Some(at);
                string_length(&line.as_bytes()[at..])
            }
            _ => c.len_utf8(),
        };
        at = line.ceil_char_boundary(at);
    }
    last
}

/// The characters of a line that stand in no string and no comment.
fn outside_strings(line: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        match c {
            '#' => break,
            '"' | '\'' => at += string_length(&line.as_bytes()[at..]),
            _ => {
                found.push((at, c));
                at += c.len_utf8();
            }
        }
        at = line.ceil_char_boundary(at);
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::{Lang, Sink};
    use crate::source::{InputFormat, SourceText};

    /// field.md, 49-toml-slips: English parser text without a word of what to write.
    #[test]
    fn slips_of_a_chinese_keyboard_are_named() {
        for (text, at, told) in [
            ("title = “甲”", "“", "半角"),
            ("“title” ＝ “甲”，", "“", "整行写作：\"title\" = \"甲\""),
            ("“title”：８０", "“", "整行写作：\"title\"=80"),
            ("\"title\"＝'''\n一、甲＝乙。\n“丙”：丁\n'''\ncc = '戊'", "＝", "半角"),
            ("title ＝ '甲'", "＝", "半角"),
            ("title：'甲'", "：", "半角"),
            ("issuers = ['甲'，'乙']", "，", "半角"),
            ("issuers = ['甲'、'乙']", "、", "半角"),
            ("issuers = ['甲'；'乙']", "；", "半角"),
            ("issuers = 【'甲'】", "【", "半角"),
            ("title = '甲' ＃题", "＃", "半角"),
            ("［layout］\nfit = true", "［", "半角"),
            ("title = 关于甲：乙的通知", "关于甲：乙的通知", "引号"),
            ("date = 2025年4月28日", "2025年4月28日", "引号"),
            ("copy-number = 000012", "000012", "引号"),
            ("title = \"关于\"甲\"的通知\"", "\"甲", "引号"),
            ("title = `甲`", "`甲`", "引号"),
            ("date = 2025.3.5", "2025.3.5", "日期"),
            ("body = \n一、甲。\n二、乙。", "=", "三个引号"),
            ("title = '甲", "'甲", "没有闭合"),
            ("\"标题\" = \"甲", "\"甲", "没有闭合"),
            ("title = '甲'，", "，", "行末"),
            ("body = '''\n甲\n乙", "'''", "没有闭合"),
            ("[layout]\nfit = 是", "是", "true"),
            ("[layout]\nfit = True # 是", "True", "true"),
            ("title: '甲'", ":", "写 ="),
            ("cc = ['甲' '乙']", "'乙'", "逗号"),
            ("title = '甲';", ";", "行末"),
            ("// 说明\ntitle = '甲'", "// 说明", "#"),
            ("title\u{a0}= '甲'", "\u{a0}", "空格"),
            ("title =\u{3000}'甲'", "\u{3000}", "空格"),
            ("title = '甲'\rcc = '乙'", "\r", "换行"),
            ("title = '甲\0、乙'", "\0", "控制字符"),
            ("body = '''\n一、甲'''。", "'''。", "断了"),
            ("seal = \"C:\\Users\\a.png\"", "\\Users", "反斜杠"),
        ] {
            let source = SourceText::new("t.toml", text);
            let mut sink = Sink::default();
            InputFormat::Toml.read(&source, &mut sink);
            let found = sink.into_sorted();
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let place = found[0].place().unwrap().range().start;
            let words =
                format!("{} {}", found[0].message(Lang::Zh), found[0].help(Lang::Zh).unwrap_or_default());
            assert!(text[place..].starts_with(at) && words.contains(told), "{text}: {place} {words}");
        }
    }
}
