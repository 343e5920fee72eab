//! GB/T 15834 5.1.3: which halves of brackets, quotes and 书名号 have no partner. `render check` tells them, and
//! `render fmt` names what it cannot mend of them.

const PAIRS: [(char, char); 7] =
    [('（', '）'), ('《', '》'), ('〈', '〉'), ('〔', '〕'), ('【', '】'), ('“', '”'), ('‘', '’')];

/// The halves of one paragraph that have no partner, at most one of each pair: the first.
pub fn unpaired(paragraph: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    for (open, close) in PAIRS {
        let mut opened: Vec<usize> = Vec::new();
        let mut lone = None;
        for (at, c) in paragraph.char_indices() {
            if c == open {
                opened.push(at);
            } else if c == close && opened.pop().is_none() && !numbers(paragraph, at, c) {
                lone = lone.or(Some((at, c)));
            }
        }
        found.extend(lone.or_else(|| opened.first().map(|at| (*at, open))));
    }
    found.sort_unstable();
    found
}

/// Marks that a numbered item stands behind.
pub(super) const BEFORE_ITEMS: [char; 9] = ['：', '；', '，', '。', '、', ':', ';', ',', ' '];

/// 1） and a） number an item; ’ is an apostrophe after a letter; a half-width ( may be its partner.
fn numbers(paragraph: &str, at: usize, close: char) -> bool {
    let before = &paragraph[..at];
    let line = before.trim_start_matches('\\');
    let number = line.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    // At the start, or in the sentence: 分为：1）准备；2）实施。
    let item = (1..=3).contains(&(line.len() - number.len()))
        && (number.is_empty() || number.ends_with(BEFORE_ITEMS));
    let latin = before.ends_with(|c: char| c.is_ascii_alphanumeric());
    match close {
        '）' => item || before.matches('(').count() > before.matches(')').count(),
        '’' => latin,
        _ => false,
    }
}
