//! Signs of fonts that have no letters: which character of Unicode each code is.
//!
//! Only signs that official documents and forms use, and that one character stands for; the others are
//! told at their place.

use super::formats::circled;
use super::styles::Height;

/// Signs by the codes of Wingdings.
const WINGDINGS: &[(u8, char)] = &[
    (0x20, ' '),
    (0x22, '✂'),
    (0x28, '☎'),
    (0x2A, '✉'),
    (0x3F, '✍'),
    (0x46, '☞'),
    (0x4A, '☺'),
    (0x6C, '●'),
    (0x6D, '❍'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x70, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x73, '⬧'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x78, '☒'),
    (0x9E, '·'),
    (0x9F, '•'),
    (0xA0, '▪'),
    (0xA1, '○'),
    (0xA4, '◉'),
    (0xA5, '◎'),
    (0xA7, '▪'),
    (0xA8, '□'),
    (0xAA, '✦'),
    (0xAB, '★'),
    (0xAC, '✶'),
    (0xB2, '◇'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '➔'),
    (0xEF, '⇦'),
    (0xF0, '⇨'),
    (0xF1, '⇧'),
    (0xF2, '⇩'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

/// Signs by the codes of Wingdings 2.
const WINGDINGS_2: &[(u8, char)] = &[
    (0x20, ' '),
    (0x25, '✄'),
    (0x4F, '✗'),
    (0x50, '✓'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0x54, '☒'),
    (0x55, '⊗'),
    (0x56, '⊗'),
    (0x95, '·'),
    (0x97, '•'),
    (0x98, '●'),
    (0x99, '○'),
    (0x9D, '⊙'),
    (0x9E, '◉'),
    (0xA1, '■'),
    (0xA2, '■'),
    (0xA3, '□'),
    (0xA8, '▣'),
    (0xAE, '◆'),
    (0xAF, '◇'),
    (0xB1, '◈'),
    (0xB8, '◊'),
];

/// Signs by the codes of Webdings.
const WEBDINGS: &[(u8, char)] = &[
    (0x20, ' '),
    (0x33, '◀'),
    (0x34, '▶'),
    (0x35, '▲'),
    (0x36, '▼'),
    (0x61, '✓'),
    (0x63, '□'),
    (0x67, '■'),
    (0x6E, '●'),
    (0x72, '✗'),
];

/// The letters of Symbol from A, from a.
const SYMBOL_UPPER: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
const SYMBOL_LOWER: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
/// What Symbol has from A0 on; a blank where it has nothing of its own.
const SYMBOL_HIGH: &str =
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";
/// What Symbol has between 20 and 7E that is no letter and no figure.
const SYMBOL_LOW: &[(u8, char)] = &[
    (0x22, '∀'),
    (0x24, '∃'),
    (0x27, '∋'),
    (0x2A, '∗'),
    (0x2D, '−'),
    (0x40, '≅'),
    (0x5C, '∴'),
    (0x5E, '⊥'),
    (0x7E, '∼'),
];

/// Whether a face has signs at the codes of letters.
pub(super) fn is_symbol_face(face: &str) -> bool {
    let face = face.trim().to_ascii_lowercase();
    ["wingdings", "wingdings 2", "wingdings 3", "webdings", "symbol"].contains(&face.as_str())
}

/// The character that a code of a symbol face stands for; none when no one character does.
pub(super) fn sign(face: &str, code: u32) -> Option<char> {
    // Word keeps these codes in the private area, from F000 on.
    let code = u8::try_from(if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code }).ok()?;
    let of = |table: &[(u8, char)]| table.iter().find(|(known, _)| *known == code).map(|(_, c)| *c);
    let numbered = |ring: u8, disc: u8| {
        let number = |from: u8| code.checked_sub(from).filter(|number| *number <= 10);
        let black =
            |number: u8| if number == 0 { Some('⓿') } else { char::from_u32(0x2775 + u32::from(number)) };
        number(ring).and_then(|n| circled(u32::from(n))).or_else(|| number(disc).and_then(black))
    };
    match face.trim().to_ascii_lowercase().as_str() {
        "wingdings" => of(WINGDINGS).or_else(|| numbered(0x80, 0x8B)),
        "wingdings 2" => of(WINGDINGS_2).or_else(|| numbered(0x69, 0x74)),
        "webdings" => of(WEBDINGS),
        "symbol" => symbol(code),
        _ => None,
    }
}

fn symbol(code: u8) -> Option<char> {
    let from = |text: &str, first: u8| text.chars().nth(usize::from(code - first));
    match code {
        b'A'..=b'Z' => from(SYMBOL_UPPER, b'A'),
        b'a'..=b'z' => from(SYMBOL_LOWER, b'a'),
        0xA0.. => from(SYMBOL_HIGH, 0xA0).filter(|c| *c != ' '),
        _ => {
            let own = SYMBOL_LOW.iter().find(|(known, _)| *known == code).map(|(_, c)| *c);
            own.or_else(|| Some(char::from(code)).filter(|c| c.is_ascii_graphic() || *c == ' '))
        }
    }
}

/// Characters in circles that Unicode has, beside numbers and letters.
const RINGED: &str = "一㊀二㊁三㊂四㊃五㊄六㊅七㊆八㊇九㊈十㊉月㊊火㊋水㊌木㊍金㊎土㊏日㊐株㊑有㊒社㊓名㊔特㊕財㊖祝㊗労㊘秘㊙男㊚女㊛適㊜優㊝印㊞注㊟項㊠休㊡写㊢正㊣上㊤中㊥下㊦左㊧右㊨医㊩宗㊪学㊫監㊬企㊭資㊮協㊯夜㊰";

/// A number, letter or character in a circle, where there is one character for it.
pub(super) fn ringed(text: &str) -> Option<char> {
    if let Ok(number) = text.parse::<u32>() {
        return circled(number);
    }
    let mut chars = text.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return None };
    match c {
        'A'..='Z' => char::from_u32(0x24B6 + (c as u32 - 'A' as u32)),
        'a'..='z' => char::from_u32(0x24D0 + (c as u32 - 'a' as u32)),
        _ => {
            let pairs: Vec<char> = RINGED.chars().collect();
            pairs.chunks(2).find(|pair| pair[0] == c).map(|pair| pair[1])
        }
    }
}

/// Raised and lowered characters, each behind the one on the line.
const RAISED: &str = "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻=⁼(⁽)⁾nⁿiⁱ";
const LOWERED: &str = "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋−₋=₌(₍)₎";

/// A text in raised or lowered characters; none when one of it has none.
pub(super) fn at_height(text: &str, height: Height) -> Option<String> {
    let table: Vec<char> = match height {
        Height::Line => return Some(text.to_owned()),
        Height::Raised => RAISED.chars().collect(),
        Height::Lowered => LOWERED.chars().collect(),
    };
    let one = |c: char| {
        if c.is_whitespace() {
            return Some(c);
        }
        table.chunks(2).find(|pair| pair[0] == c).map(|pair| pair[1])
    };
    text.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_symbol_faces_are_characters() {
        for (face, code, wanted) in [
            ("Wingdings", 0xF0FE, Some('☑')),
            ("wingdings", 0xA8, Some('□')),
            ("Wingdings", 0x81, Some('①')),
            ("Wingdings", 0x95, Some('❿')),
            ("Wingdings", 0x8B, Some('⓿')),
            ("Wingdings 2", 0xF052, Some('☑')),
            ("Wingdings 2", 0xF0A3, Some('□')),
            ("Wingdings 2", 0x6A, Some('①')),
            ("Wingdings 2", 0x7E, Some('❿')),
            ("Symbol", 0xF061, Some('α')),
            ("Symbol", 0x57, Some('Ω')),
            ("Symbol", 0xB1, Some('±')),
            ("Symbol", 0xB3, Some('≥')),
            ("Symbol", 0xB4, Some('×')),
            ("Symbol", 0xB7, Some('•')),
            ("Symbol", 0xB8, Some('÷')),
            ("Symbol", 0xD6, Some('√')),
            ("Symbol", 0xDE, Some('⇒')),
            ("Symbol", 0xE5, Some('∑')),
            ("Symbol", 0xF2, Some('∫')),
            ("Symbol", 0xFE, Some('⎭')),
            ("Symbol", 0x31, Some('1')),
            ("Wingdings", 0xFF, None),
            ("Wingdings 3", 0x70, None),
            ("Wingdings", 0x2611, None),
        ] {
            assert_eq!(sign(face, code), wanted, "{face} {code:X}");
        }
        for (text, wanted) in [
            ("特", Some('㊕')),
            ("12", Some('⑫')),
            ("A", Some('Ⓐ')),
            ("z", Some('ⓩ')),
            ("密", None),
            ("特急", None),
        ] {
            assert_eq!(ringed(text), wanted, "{text}");
        }
        assert_eq!(at_height("-2", Height::Raised).as_deref(), Some("⁻²"));
        assert_eq!(at_height("a", Height::Lowered), None);
    }
}
