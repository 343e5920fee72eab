//! What a character is, and what no rule may touch: addresses, file names, markup.

use super::Markup;
use crate::charsets::is_hanzi;

/// What has marks of Chinese beside it: hanzi, their radicals, 々, and the cross and the box that stand for a hanzi.
pub(super) fn is_like_hanzi(c: char) -> bool {
    is_hanzi(c) || matches!(c, '\u{2E80}'..='\u{2FDF}' | '々' | '×' | '□')
}

/// The digits that hanzi numbers are made of.
pub(super) fn is_hanzi_digit(c: char) -> bool {
    "〇零一二三四五六七八九".contains(c)
}

pub(super) fn is_hanzi_numeral(c: char) -> bool {
    is_hanzi_digit(c) || "十百千万亿".contains(c)
}

/// Marks of Chinese text that end something: what follows them is Chinese text again.
pub(super) fn is_chinese_end(c: char) -> bool {
    "，。、；：？！）》〉】〕…—～★".contains(c)
}

/// Marks of Chinese text that begin something.
pub(super) fn is_chinese_start(c: char) -> bool {
    "（《〈【〔".contains(c)
}

/// Quotes look alike in Chinese and in Latin text.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’')
}

/// Spaces somebody typed between words; U+3000 and tabs are layout and no business of ours.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}

/// Letters, digits and signs of Latin text.
pub(super) fn is_latin_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || (c.is_alphanumeric() && c < '\u{2000}') || "%‰℃°㎡㎏±≤≥＋".contains(c)
}

/// What Markdown puts around words.
pub(super) fn is_emphasis(c: char) -> bool {
    matches!(c, '*' | '_' | '`')
}

/// How many hanzi and how many Latin words there are outside what is kept.
pub(super) fn census(text: impl Iterator<Item = (char, bool)>) -> (usize, usize) {
    let (mut hanzi, mut words, mut in_word) = (0, 0, false);
    for (c, kept) in text {
        let letter = !kept && c.is_alphabetic() && !is_like_hanzi(c) && c < '\u{2000}';
        words += usize::from(letter && !in_word);
        in_word = letter || (in_word && c.is_ascii_digit());
        hanzi += usize::from(!kept && is_like_hanzi(c));
    }
    (hanzi, words)
}

/// Marks what no rule may touch on a line.
pub(super) fn kept(text: &[char], markup: Markup) -> Vec<bool> {
    let mut kept = vec![false; text.len()];
    let mut i = 0;
    while i < text.len() {
        let code = match markup {
            Markup::Markdown => code(text, i).or_else(|| tag(text, i)),
            _ => None,
        };
        let end = code.or_else(|| link(text, i)).or_else(|| entity(text, i)).or_else(|| address(text, i));
        match end {
            Some((from, to)) => {
                kept[from..to].fill(true);
                i = to.max(i + 1);
            }
            None => i += plain_length(text, i),
        }
    }
    file_names(text, &mut kept);
    kept
}

/// The longest address or link that is looked for; also what bounds the work on a line of brackets.
const LONGEST: usize = 500;

/// How many characters from `i` begin no address: the rest of a word.
fn plain_length(text: &[char], i: usize) -> usize {
    text[i..].iter().take_while(|c| c.is_ascii_alphanumeric()).count().max(1)
}

/// `` `code` ``: between two runs of as many backticks.
fn code(text: &[char], i: usize) -> Option<(usize, usize)> {
    if text[i] != '`' || i > 0 && text[i - 1] == '`' {
        return None;
    }
    let run = |at: usize| text[at..].iter().take_while(|c| **c == '`').count();
    let width = run(i);
    let mut at = i + width;
    let most = text.len().min(at + LONGEST);
    while at < most {
        match run(at) {
            0 => at += 1,
            closing if closing == width => return Some((i, at + width)),
            other => at += other,
        }
    }
    None
}

/// `<a href="甲,乙">`: a tag with its attributes; `a<b` is none.
fn tag(text: &[char], i: usize) -> Option<(usize, usize)> {
    let start = i + 1 + usize::from(text.get(i + 1) == Some(&'/'));
    if text[i] != '<' || !text.get(start).is_some_and(char::is_ascii_alphabetic) {
        return None;
    }
    let name = text[start..].iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '-').count();
    text.get(start + name).filter(|c| c.is_whitespace() || matches!(c, '/' | '>'))?;
    let length = text[i..].iter().take(LONGEST).position(|c| *c == '>')?;
    Some((i, i + length + 1))
}

/// `](path)` of a link or picture, and the `![` a picture begins with.
fn link(text: &[char], i: usize) -> Option<(usize, usize)> {
    if text[i..].starts_with(&['!', '[']) {
        return Some((i, i + 2));
    }
    if !text[i..].starts_with(&[']', '(']) {
        return None;
    }
    let length = text[i..].iter().take(LONGEST).position(|c| *c == ')')?;
    Some((i, i + length + 1))
}

/// `&nbsp;`, `&#12288;`, and an HTML comment with what stands in it, on its line.
fn entity(text: &[char], i: usize) -> Option<(usize, usize)> {
    if text[i..].starts_with(&['<', '!', '-', '-']) {
        let inner = &text[i + 4..];
        let length =
            inner.windows(3).position(|sign| sign == ['-', '-', '>']).map_or(inner.len(), |at| at + 3);
        return Some((i, i + 4 + length));
    }
    if text[i..].starts_with(&['-', '-', '>']) {
        return Some((i, i + 3));
    }
    if text[i] != '&' {
        return None;
    }
    let name = text[i + 1..].iter().take(10).take_while(|c| c.is_ascii_alphanumeric() || **c == '#').count();
    (name > 1 && text.get(i + 1 + name) == Some(&';')).then_some((i, i + name + 2))
}

fn in_address(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'*+,;=%".contains(c)
}

/// A run of address characters that holds `://` or `@`, or begins with `www.`, without the marks after it.
fn address(text: &[char], i: usize) -> Option<(usize, usize)> {
    // An address begins after a word or a mark, not in the middle of another.
    let inside = i > 0 && (text[i - 1].is_ascii_alphanumeric() || "-._~/@&=+#%".contains(text[i - 1]));
    if !text[i].is_ascii_alphanumeric() || inside {
        return None;
    }
    let length = text[i..].iter().take(LONGEST).take_while(|c| in_address(**c)).count();
    let run = &text[i..i + length];
    let scheme = run.windows(3).any(|w| w == [':', '/', '/']);
    let length = if scheme { length + hanzi_path(&text[i..], length) } else { length };
    let run = &text[i..i + length];
    let www = run.starts_with(&['w', 'w', 'w', '.']);
    let mail = run.iter().position(|c| *c == '@').is_some_and(|at| {
        at > 0 && run.get(at + 1).is_some_and(char::is_ascii_alphanumeric) && run[at..].contains(&'.')
    });
    if !(scheme || www || mail) {
        return None;
    }
    let marks = run.iter().rev().take_while(|c| ",.:;?!'[]*_~".contains(**c)).count();
    Some((i, i + length - marks))
}

/// How much further an address goes whose path holds hanzi: `…/附件(1).pdf`, `…/政策,通知`. They begin after a
/// sign of the path; after a letter the sentence goes on. A browser ends an address at blanks and Chinese marks.
fn hanzi_path(text: &[char], length: usize) -> usize {
    let signs = |c: char| "/_-=%&+".contains(c);
    if !(text[..length].ends_with(&['/']) || length > 0 && signs(text[length - 1]))
        || !text.get(length).is_some_and(|c| is_like_hanzi(*c))
    {
        return 0;
    }
    text[length..].iter().take(LONGEST).take_while(|c| in_address(**c) || is_like_hanzi(**c)).count()
}

/// Endings of the files that offices send each other.
const ENDINGS: [&str; 24] = [
    "pdf", "ofd", "doc", "docx", "wps", "xls", "xlsx", "et", "csv", "ppt", "pptx", "txt", "md", "rtf", "jpg",
    "jpeg", "png", "gif", "zip", "rar", "7z", "mp4", "toml", "html",
];

/// Names of files: the ending, also after hanzi, and what stands before it up to a blank or a mark; paths with
/// their folders.
fn file_names(text: &[char], kept: &mut [bool]) {
    let mut free = 0;
    for dot in (1..text.len()).filter(|i| text[*i] == '.') {
        let ending: String =
            text[dot + 1..].iter().take(6).take_while(|c| c.is_ascii_alphanumeric()).collect();
        if ENDINGS.contains(&ending.to_ascii_lowercase().as_str()) && !text[dot - 1].is_whitespace() {
            let end = dot + ending.len();
            let least = free.max(dot.saturating_sub(LONGEST_NAME));
            let start = (least..dot).rev().find(|i| !in_name(text, *i)).map_or(least, |before| before + 1);
            kept[start..=end].fill(true);
            free = end + 1;
        }
    }
}

/// The longest name that file systems take, in characters.
const LONGEST_NAME: usize = 255;

/// Whether a character may stand in a file's name or in the folders before it.
fn in_name(text: &[char], i: usize) -> bool {
    let drive = || text[i] == ':' && text.get(i + 1).is_some_and(|c| "\\/".contains(*c));
    is_like_hanzi(text[i])
        || text[i].is_ascii_alphanumeric()
        || "()（）[]-_.~+&%—\\/".contains(text[i])
        || drive()
}
