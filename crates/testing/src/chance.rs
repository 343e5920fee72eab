//! Numbers that look like chance, and texts and files changed by them: the same each time.

/// A row of such numbers.
pub struct Chance(u64);

/// What breaks readers: syntax of every spelling, characters that are more than one or none, numbers at an edge.
const SHARDS: [&str; 64] = [
    "\"",
    "'",
    "'''",
    "\"\"\"",
    "\\",
    "\\u0000",
    "\\x",
    "{",
    "}",
    "[",
    "]",
    "[[",
    "{{",
    "}}",
    "(",
    ")",
    "<",
    ">",
    "</",
    "<!--",
    "&#0;",
    "&lt;",
    "=",
    ":",
    ": ",
    "- ",
    "? ",
    "|",
    ">-",
    "#",
    "##### ",
    "| a |",
    "|---|",
    "**",
    "*",
    "_",
    "`",
    "```",
    "~~~",
    "![",
    "](x.png)",
    "[^1]",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\u{0}",
    "\u{7}",
    "\u{FEFF}",
    "\u{200B}",
    "\u{202E}",
    "\u{2028}",
    "\u{E000}",
    "e\u{301}\u{301}",
    "👨‍👩‍👧",
    "\u{10FFFF}",
    "㍻",
    "一、",
    "（一）",
    "1.1",
    "99999999999999999999",
    "-1",
    "1e309",
    "nan",
];

/// What may stand in any text of ours.
const PLAIN: [&str; 20] = [
    "。",
    "，",
    "、",
    "《",
    "》",
    "（",
    "）",
    "“",
    "”",
    "：",
    "\n",
    " ",
    "1",
    "0",
    "一、",
    "（二）",
    "甲",
    "的通知",
    "2024年1月2日",
    "A",
];

/// Blocks of Unicode whose characters readers of Chinese texts look for: brackets, dashes, numbers in circles, full-width forms.
const SIGNS: [(u32, u32); 6] =
    [(0xA1, 0xBF), (0x2010, 0x205E), (0x2150, 0x218B), (0x2460, 0x24FF), (0x3000, 0x303F), (0xFF01, 0xFF65)];

impl Chance {
    /// The row of a round.
    #[must_use]
    pub fn new(seed: u64, round: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ round.wrapping_mul(0xD6E8_FEB8_6659_FD93))
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ x >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ x >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ x >> 31
    }

    /// A number below another; 0 below 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.draw() % end.max(1) as u64) as usize
    }

    /// Whether it is to be, once in so many times.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of several.
    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// A sign that a reader may look for.
    fn sign(&mut self) -> String {
        let (from, to) = *self.of(&SIGNS);
        let sign = from + self.below((to - from + 1) as usize) as u32;
        char::from_u32(sign).unwrap_or('\u{FFFD}').to_string()
    }

    /// A byte of a text where something is changed: often where a line begins, for there signs count most.
    fn place(&mut self, text: &str) -> usize {
        let at = self.below(text.len() + 1);
        let at = text.floor_char_boundary(at);
        if self.one_in(3) { text[..at].rfind('\n').map_or(0, |end| end + 1) } else { at }
    }

    /// A shard of some syntax, or a character of any kind.
    fn shard(&mut self) -> String {
        if self.one_in(4) {
            return self.sign();
        }
        if self.one_in(6) {
            return char::from_u32(self.draw() as u32 % 0x11_0000).unwrap_or('\u{FFFD}').to_string();
        }
        self.of(&SHARDS).to_string()
    }

    /// A text changed at some places; `other` is what pieces are taken from too. Short texts stay short.
    pub fn text(&mut self, text: &str, other: &str) -> String {
        let mut text = text.to_owned();
        for _ in 0..1 + self.below(6) {
            let from = self.place(&text);
            let to = text.floor_char_boundary((from + 1 + self.below(40)).min(text.len())).max(from);
            match self.below(8) {
                0 => text.replace_range(from..to, ""),
                1 => text.insert_str(from, &self.shard()),
                2 => text.replace_range(from..to, &self.shard()),
                3 => {
                    let piece = text[from..to].repeat(1 + self.below(4));
                    text.insert_str(to, &piece);
                }
                4 => {
                    let times = 1 + self.below(300);
                    let shard = self.shard().repeat(times);
                    text.insert_str(from, &shard);
                }
                5 => {
                    let start = self.place(other);
                    let end =
                        other.floor_char_boundary((start + self.below(200)).min(other.len())).max(start);
                    text.insert_str(from, &other[start..end]);
                }
                6 => {
                    let at = self.place(&text);
                    let piece = text[from..to].to_owned();
                    text.insert_str(at, &piece);
                }
                _ => text.truncate(if self.one_in(4) { from } else { text.len() }),
            }
            if text.len() > 20_000 {
                text.truncate(text.floor_char_boundary(20_000));
            }
        }
        text
    }

    /// A text changed at one place, by what may stand in it: it is nearly what it was.
    pub fn slightly(&mut self, text: &str, other: &str) -> String {
        let mut text = text.to_owned();
        let from = self.place(&text);
        let to = text.floor_char_boundary((from + 1 + self.below(9)).min(text.len())).max(from);
        match self.below(7) {
            0 => text.replace_range(from..to, ""),
            1 => text.replace_range(from..to, self.of::<&str>(&PLAIN)),
            2 => {
                let piece = text[from..to].to_owned();
                text.insert_str(to, &piece);
            }
            3 => {
                let start = self.below(other.len() + 1);
                let start = other.floor_char_boundary(start);
                let end = other.floor_char_boundary((start + self.below(40)).min(other.len())).max(start);
                text.insert_str(from, &other[start..end]);
            }
            4 => text.insert_str(from, &self.sign()),
            _ => text.insert_str(from, self.of::<&str>(&PLAIN)),
        }
        text
    }

    /// Bytes changed in their places: what says where things lie stays right. Sometimes the file is cut off.
    pub fn bytes(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..1 + self.below(8) {
            let at = self.below(bytes.len());
            let Some(byte) = bytes.get_mut(at) else { break };
            *byte = match self.below(5) {
                0 => 0,
                1 => 0xFF,
                2 => *byte ^ (1 << self.below(8)),
                3 => b"0123456789[]<>()/ "[self.below(18)],
                _ => self.draw() as u8,
            };
        }
        if self.one_in(10) {
            let kept = self.below(bytes.len() + 1);
            bytes.truncate(kept);
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_round_is_the_same_text() {
        let made = |round| Chance::new(1, round).text("一二三 = \"四\"", "五六七");
        assert_eq!(made(3), made(3));
        assert!((0..50).any(|round| made(round) != made(round + 1)));
    }
}
