//! Which standard sets a character is in: 通用规范汉字表 (2013), GB 18030-2022, GB/T 2312-1980.

use std::sync::LazyLock;

use encoding_rs::GBK;

/// The levels of 通用规范汉字表, the table of characters in general use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 一级: 3500 characters of common use.
    One,
    /// 二级: 3000 characters of printed matter.
    Two,
    /// 三级: 1605 characters of names, places and sciences.
    Three,
}

/// The table with the level of each character, sorted by character.
static TABLE: LazyLock<Vec<(char, Level)>> = LazyLock::new(|| {
    let levels =
        [Level::One, Level::Two, Level::Three].into_iter().zip(include_str!("charsets/tgh.txt").lines());
    let mut table: Vec<_> =
        levels.flat_map(|(level, characters)| characters.chars().map(move |c| (c, level))).collect();
    table.sort_unstable();
    table
});

impl Level {
    /// The level of a character; none for what is not in the table.
    #[must_use]
    pub fn of(character: char) -> Option<Level> {
        let at = TABLE.binary_search_by_key(&character, |(known, _)| *known).ok()?;
        Some(TABLE[at].1)
    }

    /// 1, 2 or 3.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// 一, 二 or 三.
    #[must_use]
    pub fn chinese(self) -> char {
        ['一', '二', '三'][self as usize]
    }
}

/// The implementation levels of GB 18030-2022 for hanzi; a product of a level sets all that are in it.
///
/// Told from the blocks of Unicode that the levels are made of. The standard's own counts differ from what
/// these blocks hold by one character in level 1 and nine in level 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gb18030 {
    /// What every product must have: U+4E00 to U+9FEF, extension A, and what GBK has beside them.
    One,
    /// And the other characters of 通用规范汉字表.
    Two,
    /// And extensions B to F, and the radicals.
    Three,
}

impl Gb18030 {
    /// The lowest level that has a hanzi; none for other characters and for hanzi beyond the standard.
    #[must_use]
    pub fn of(character: char) -> Option<Gb18030> {
        match character {
            '\u{4E00}'..='\u{9FEF}' | '\u{3400}'..='\u{4DB5}' | '〇' => Some(Gb18030::One),
            // The compatibility ideographs of GBK, and the hanzi of its rows FE that are in extension B.
            '\u{F92C}' | '\u{F979}' | '\u{F995}' | '\u{F9E7}' | '\u{F9F1}' => Some(Gb18030::One),
            '\u{FA0C}'..='\u{FA29}' if is_gbk(character) => Some(Gb18030::One),
            '\u{20087}' | '\u{20089}' | '\u{200CC}' | '\u{215D7}' | '\u{2298F}' | '\u{241FE}' => {
                Some(Gb18030::One)
            }
            _ if Level::of(character).is_some() => Some(Gb18030::Two),
            '\u{20000}'..='\u{2A6D6}'
            | '\u{2A700}'..='\u{2B734}'
            | '\u{2B740}'..='\u{2B81D}'
            | '\u{2B820}'..='\u{2CEA1}'
            | '\u{2CEB0}'..='\u{2EBE0}'
            | '\u{2F00}'..='\u{2FD5}' => Some(Gb18030::Three),
            _ => None,
        }
    }

    /// 1, 2 or 3.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8 + 1
    }
}

/// The two bytes of a character in GBK.
fn gbk(character: char) -> Option<[u8; 2]> {
    let mut buffer = [0; 4];
    let (bytes, _, lost) = GBK.encode(character.encode_utf8(&mut buffer));
    if lost { None } else { bytes.as_ref().try_into().ok() }
}

fn is_gbk(character: char) -> bool {
    gbk(character).is_some()
}

/// Whether a character is one of the 6763 hanzi and 682 signs of GB/T 2312-1980.
#[must_use]
pub fn in_gb2312(character: char) -> bool {
    let Some([row, cell]) = gbk(character) else { return false };
    match row {
        0xB0..=0xD6 | 0xD8..=0xF7 => cell >= 0xA1,
        0xD7 => (0xA1..=0xF9).contains(&cell),
        0xA1 | 0xA3 => cell >= 0xA1,
        0xA2 => matches!(cell, 0xB1..=0xE2 | 0xE5..=0xEE | 0xF1..=0xFC),
        0xA4 => (0xA1..=0xF3).contains(&cell),
        0xA5 => (0xA1..=0xF6).contains(&cell),
        0xA6 => matches!(cell, 0xA1..=0xB8 | 0xC1..=0xD8),
        0xA7 => matches!(cell, 0xA1..=0xC1 | 0xD1..=0xF1),
        0xA8 => matches!(cell, 0xA1..=0xBA | 0xC5..=0xE9),
        0xA9 => (0xA4..=0xEF).contains(&cell),
        _ => false,
    }
}

/// Whether a character is a hanzi, which one of the sets can be asked about: the unified ideographs, those of
/// compatibility, and 〇. What only stands among hanzi or for one (○, 々, ×, □) is none; who reads it as one says so.
#[must_use]
pub fn is_hanzi(character: char) -> bool {
    matches!(character, '〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
        || ('\u{20000}'..='\u{3FFFD}').contains(&character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_its_three_levels_whole() {
        let count = |level| TABLE.iter().filter(|(_, known)| *known == level).count();
        assert_eq!([Level::One, Level::Two, Level::Three].map(count), [3500, 3000, 1605]);
        assert!(TABLE.windows(2).all(|pair| pair[0].0 < pair[1].0), "a character is in it once");
        assert!(TABLE.iter().all(|(c, _)| is_hanzi(*c)));
    }

    #[test]
    fn characters_have_the_level_the_table_gives_them() {
        for (characters, level) in [
            ("一乙局国的", Some(Level::One)),
            ("毋睿", Some(Level::Two)),
            ("镕㑊㙍䶮𬱖", Some(Level::Three)),
            ("國㙓𠮷〇Aａ，", None),
        ] {
            for c in characters.chars() {
                assert_eq!(Level::of(c), level, "{c}");
            }
        }
    }

    #[test]
    fn gb_2312_has_its_counts() {
        let all = || ('\u{80}'..='\u{FFFF}').filter(|c| in_gb2312(*c));
        assert_eq!(all().filter(|c| is_hanzi(*c) && *c != '〇').count(), 6763);
        assert_eq!(all().filter(|c| !is_hanzi(*c)).count(), 682);
        assert!(in_gb2312('啊') && in_gb2312('，') && !in_gb2312('镕') && !in_gb2312('ⅰ') && !in_gb2312('A'));
    }

    #[test]
    fn gb_18030_levels_hold_what_the_standard_counts() {
        let has = |most, c| is_hanzi(c) && Gb18030::of(c).is_some_and(|level| level <= most);
        let hanzi = |most| ('\u{3400}'..='\u{3FFFD}').filter(|c| has(most, *c)).count();
        // The standard is quoted with 27584, 27780 and 87887.
        assert_eq!([Gb18030::One, Gb18030::Two, Gb18030::Three].map(hanzi), [27_585, 27_781, 87_896]);
        assert_eq!(Gb18030::of('㑊'), Some(Gb18030::One));
        assert_eq!(Gb18030::of('𬱖'), Some(Gb18030::Two));
        assert_eq!(Gb18030::of('𠮷'), Some(Gb18030::Three));
        // Extension G, and a hanzi after U+9FEF.
        assert_eq!([Gb18030::of('𰻝'), Gb18030::of('\u{9FF0}'), Gb18030::of('A')], [None; 3]);
    }
}
