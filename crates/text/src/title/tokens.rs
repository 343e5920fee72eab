//! A title as tokens (words, numbers, marks, spaces) and the spans of its brackets.

use super::lexicon;
use super::names::{self, Named};
use super::words::{self, Cut};
use crate::charsets::is_hanzi;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// Latin letters and digits, with the marks between them.
    Number,
    Mark,
    Space,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'t> {
    pub text: &'t str,
    pub kind: Kind,
    /// In em.
    pub width: f64,
    /// Whether the data names it.
    pub named: bool,
    /// Whether a term of the dictionary goes over its beginning.
    pub held: bool,
}

impl Token<'_> {
    pub(super) fn first(&self) -> char {
        self.text.chars().next().unwrap_or(' ')
    }

    pub(super) fn last(&self) -> char {
        self.text.chars().next_back().unwrap_or(' ')
    }

    pub(crate) fn is_single(&self) -> bool {
        self.text.chars().nth(1).is_none()
    }

    pub(crate) fn is_in(&self, list: &[&str]) -> bool {
        list.contains(&self.text)
    }
}

/// What stands between an opening mark and the mark that closes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    /// The token that opens and the token that closes.
    pub open: usize,
    pub close: usize,
    pub mark: char,
    /// In em, marks included.
    pub width: f64,
}

impl Span {
    /// Whether the gap before token `gap` lies inside.
    pub(super) fn holds(&self, gap: usize) -> bool {
        self.open < gap && gap <= self.close
    }
}

/// Cuts a title into tokens; together they are the title.
pub(super) fn tokens<'t>(
    title: &'t str,
    names: &Named,
    cut: Cut,
    advance: &dyn Fn(char) -> f64,
) -> Vec<Token<'t>> {
    let token = |text: &'t str, kind: Kind, named: bool| Token {
        text,
        kind,
        width: text.chars().map(advance).sum(),
        named,
        held: false,
    };
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = title;
    while let Some(first) = rest.chars().next() {
        let (kind, length) = if let Some(name) = names.starting(rest) {
            let (name, after) = rest.split_at(name.len());
            tokens.push(token(name, Kind::Word, true));
            rest = after;
            continue;
        } else if is_of_word(first) {
            let hanzi = length_while(rest, is_of_word);
            let named =
                rest[..hanzi].char_indices().skip(1).find(|&(at, _)| names.starting(&rest[at..]).is_some());
            (Kind::Word, named.map_or(hanzi, |(at, _)| at))
        } else if first.is_whitespace() {
            (Kind::Space, length_while(rest, char::is_whitespace))
        } else if first.is_alphanumeric() {
            (Kind::Number, number_length(rest))
        } else {
            (Kind::Mark, first.len_utf8())
        };
        let (run, after) = rest.split_at(length);
        if kind == Kind::Word {
            let segments = words::segment(run, names.regions(), cut);
            let words = with_affixes(run, &with_names(run, &segments.words));
            let mut at = 0;
            for word in words {
                tokens.push(Token { held: segments.held[at], ..token(word, kind, false) });
                at += word.len();
            }
        } else {
            tokens.push(token(run, kind, false));
        }
        rest = after;
    }
    tokens
}

/// What the lexicon cuts into words: hanzi, and the circle that people type for 〇 in years.
fn is_of_word(c: char) -> bool {
    is_hanzi(c) || c == '○'
}

fn length_while(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// The length of a Latin word or number: letters, digits, and single marks between them (3.5, 2021—2025, 5G, B-2).
fn number_length(text: &str) -> usize {
    let is_part = |c: char| c.is_alphanumeric() && !is_of_word(c);
    let mut length = 0;
    loop {
        length += length_while(&text[length..], is_part);
        let mut rest = text[length..].chars();
        let mark = rest.next().filter(|&mark| ".,:/-+&_'—–～~·－".contains(mark));
        match mark {
            Some(mark) if rest.next().is_some_and(is_part) => length += mark.len_utf8(),
            _ => break,
        }
    }
    let unit = length_while(&text[length..], |c| "%％‰℃°".contains(c));
    length + unit
}

/// Joins the characters of names that the dictionary lacks. `words` together are `run`.
fn with_names<'t>(run: &'t str, words: &[&'t str]) -> Vec<&'t str> {
    let mut joined = Vec::new();
    let (mut at, mut index) = (0, 0);
    while index < words.len() {
        let count = names::length(joined.last().copied(), &words[index..]);
        let length: usize = words[index..index + count].iter().map(|word| word.len()).sum();
        joined.push(&run[at..at + length]);
        at += length;
        index += count;
    }
    joined
}

/// Joins single characters to the word they belong to: 科学技术/局, 新/能源. Named that the dictionary lacks are
/// mostly held together by this. `words` together are `run`.
fn with_affixes<'t>(run: &'t str, words: &[&'t str]) -> Vec<&'t str> {
    let mut joined: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    // Where a prefix starts that waits for its word.
    let mut prefix: Option<usize> = None;
    for (index, word) in words.iter().enumerate() {
        let end = at + word.len();
        let last = joined.last().map_or("", |&(start, end)| &run[start..end]);
        // 县|第十|七届: an ordinal is no word that 县 could begin.
        let next_is_long =
            words.get(index + 1).is_some_and(|next| single(next).is_none() && !next.starts_with('第'));
        // 答复|前|是否: behind a word it leans on that.
        let leans = lexicon::FOLLOWERS.contains(word) && single(last).is_none() && !last.is_empty();
        match single(word) {
            Some(c) if prefix.is_none() && takes_suffix(last, c) => {
                if let Some(joined) = joined.last_mut() {
                    joined.1 = end;
                }
            }
            Some(c) if prefix.is_none() && next_is_long && !leans && lexicon::PREFIXES.contains(c) => {
                prefix = Some(at);
            }
            _ => joined.push((prefix.take().unwrap_or(at), end)),
        }
        at = end;
    }
    joined.into_iter().map(|(start, end)| &run[start..end]).collect()
}

/// The character of a word of one.
fn single(word: &str) -> Option<char> {
    let mut chars = word.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// Whether `suffix` belongs to `word`, which is neither verb nor particle: 加强/法 is no word.
fn takes_suffix(word: &str, suffix: char) -> bool {
    let lists: [&[&str]; 5] =
        [lexicon::VERBS, lexicon::ADVERBS, lexicon::JOINERS, lexicon::LEADERS, &["关于"]];
    lexicon::SUFFIXES.contains(suffix)
        && word.chars().nth(1).is_some()
        && !lists.iter().any(|list| list.contains(&word))
}

/// The bracketed spans, inner and outer. A mark without its partner opens nothing.
pub(super) fn spans(tokens: &[Token]) -> Vec<Span> {
    let mut open: Vec<(usize, char, char)> = Vec::new();
    let mut spans = Vec::new();
    for (index, token) in tokens.iter().enumerate().filter(|(_, token)| token.is_single()) {
        let c = token.first();
        if let Some(&(_, closing)) = lexicon::BRACKETS.iter().find(|(opening, _)| *opening == c) {
            open.push((index, c, closing));
        } else if let Some(at) = open.iter().rposition(|&(_, _, closing)| closing == c) {
            let (start, mark, _) = open[at];
            open.truncate(at);
            let width = tokens[start..=index].iter().map(|token| token.width).sum();
            spans.push(Span { open: start, close: index, mark, width });
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(title: &str) -> String {
        let texts: Vec<&str> =
            tokens(title, &Named::default(), Cut::Terms, &|_| 1.0).iter().map(|token| token.text).collect();
        texts.join("/")
    }

    #[test]
    fn numbers_and_latin_words_are_whole() {
        assert_eq!(cut("2021—2025年5G网络覆盖率100%"), "2021—2025/年/5G/网络覆盖率/100%");
    }

    #[test]
    fn single_characters_join_their_word() {
        assert_eq!(cut("马鬃山村新能源局"), "马/鬃/山村/新能源局");
    }

    #[test]
    fn spans_nest_and_lone_marks_open_nothing() {
        let title = "转发《关于（试行）的》）《通知";
        let tokens = tokens(title, &Named::default(), Cut::Terms, &|_| 1.0);
        let marks: Vec<char> = spans(&tokens).iter().map(|span| span.mark).collect();
        assert_eq!(marks, ['（', '《']);
    }
}
