//! Characters nobody sees go; full-width digits and letters become the plain ones.

use super::cells::{Cell, Stretch};
use super::scan::is_hanzi_digit;
use super::{Doubt, Reason};

/// Characters without width that mean nothing in Chinese text: left by web pages and word processors.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}') || is_joiner(c)
}

/// Characters without width that steer the letters beside them, in scripts that need it.
pub(crate) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}')
}

/// Hebrew to Tibetan and Mongolian, and pictures: joiners there are spelling.
pub(crate) fn needs_joiners(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{1FFF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE0F}' | '\u{FE70}'..='\u{FEFC}')
        || ('\u{1F000}'..'\u{20000}').contains(&c)
}

/// Removes what nobody sees. Before all else: it hides how a line begins.
pub(super) fn strip(cells: &mut [Cell]) {
    let text: Vec<char> = cells.iter().map(Cell::now).collect();
    let mut before = None;
    for (i, c) in text.iter().enumerate() {
        if !is_invisible(*c) {
            before = Some(*c);
            continue;
        }
        // An isolated joiner in a run of them is as needed as the run.
        let after = text[i..].iter().take(8).find(|c| !is_invisible(**c)).copied();
        let needed = is_joiner(*c) && [before, after].into_iter().flatten().any(needs_joiners);
        if !needed {
            cells[i].remove(Reason::Invisible);
        }
    }
}

fn folded(c: char) -> Option<char> {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ').then(|| char::from_u32(c as u32 - 0xFEE0)).flatten()
}

/// Small and half-width forms of Chinese marks.
fn whole_mark(c: char) -> Option<char> {
    let at = "﹐﹑﹔﹕﹖﹗﹙﹚﹝﹞｡､｢｣".chars().position(|small| small == c)?;
    "，、；：？！（）〔〕。、「」".chars().nth(at)
}

pub(super) fn fold(s: &mut Stretch<'_>) {
    for i in 0..s.len() {
        let Some(c) = s.get(i) else { continue };
        let (before, after) = (s.before(i), s.get(i + 1));
        let beside_hanzi_digit = [before, after].into_iter().flatten().any(is_hanzi_digit);
        let number = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
        let plain = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || folded(c).is_some());
        match c {
            '０' if beside_hanzi_digit => s.doubt(i..i + 1, Doubt::ZeroAmongHanzi),
            '0' if before.is_some_and(is_hanzi_digit) && after.is_some_and(is_hanzi_digit) => {
                s.doubt(i..i + 1, Doubt::ZeroAmongHanzi);
            }
            '％' if number(before) => s.set(i, '%', Reason::Width),
            '．' if number(before) && number(after) => s.set(i, '.', Reason::Width),
            '／' if plain(before) && plain(after) => s.set(i, '/', Reason::Width),
            '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => s.doubt(i..i + 1, Doubt::PrivateUse),
            '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' => s.doubt(i..i + 1, Doubt::LookAlike),
            _ if is_invisible(c) => s.doubt(i..i + 1, Doubt::Directional),
            _ => {
                if let Some(plain) = folded(c) {
                    s.set(i, plain, Reason::Width);
                } else if let Some(mark) = whole_mark(c) {
                    s.set(i, mark, Reason::HalfWidth);
                }
            }
        }
    }
}
