//! A format's code taken apart: sections, and in each what is to be put where.

use super::numerals::Numerals;

pub(super) const CHINA: u16 = 0x804;
pub(super) const TAIWAN: u16 = 0x404;
pub(super) const JAPAN: u16 = 0x411;

/// Calendars by their numbers.
const GREGORIAN: u8 = 1;
const HIJRI: u8 = 6;

/// The longest code that is read; Excel itself takes 255 characters.
const LONGEST: usize = 1024;

/// What stands in a section.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Literal(char),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// `E+` or `E-`: whether a plus is shown.
    Exponent(bool),
    Slash,
    General,
    /// `@`
    Text,
    Date(Part),
}

/// A part of a date or a time; the number is how often its letter was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Year(usize),
    /// The year as the calendar of the locale counts it: `e`.
    Era(usize),
    /// The name of the era: `g`.
    EraName(usize),
    Buddhist,
    Month(usize),
    Day(usize),
    /// `aaa`, `aaaa`
    Weekday(usize),
    Hour(usize),
    Minute(usize),
    Second(usize),
    /// `.00` after seconds.
    Fraction(usize),
    HalfDay(HalfDay),
    /// `[h]`, `[mm]`, `[s]`: all hours, minutes, seconds that went by, with so many digits.
    Elapsed(Unit, usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Hours,
    Minutes,
    Seconds,
}

/// How the half of the day is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HalfDay {
    /// `AM/PM`, in the language of the locale.
    Word,
    /// `A/P`
    Letter,
    /// `上午/下午`
    Chinese,
}

/// `[>=10000]`
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Condition {
    pub relation: Relation,
    pub number: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
    Other,
}

impl Condition {
    pub(super) fn holds(self, value: f64) -> bool {
        match self.relation {
            Relation::Less => value < self.number,
            Relation::AtMost => value <= self.number,
            Relation::More => value > self.number,
            Relation::AtLeast => value >= self.number,
            Relation::Equal => value == self.number,
            Relation::Other => value != self.number,
        }
    }
}

/// One of the parts between semicolons.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Section {
    pub tokens: Vec<Token>,
    pub condition: Option<Condition>,
    pub numerals: Option<Numerals>,
    /// The language of names: `[$-804]`.
    pub language: Option<u16>,
    /// How years are counted: the calendar's number in `[$-130000]`.
    pub calendar: u8,
    /// `[$-F800]`: the system's long date or time, whatever else is written; here that of China.
    system: Option<&'static str>,
    /// Whether something stood in brackets: with nothing else it is General in a colour or in figures.
    bracketed: bool,
}

impl Section {
    pub(super) fn is_date(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token, Token::Date(_)))
    }

    pub(super) fn has(&self, wanted: &Token) -> bool {
        self.tokens.contains(wanted)
    }
}

/// The sections of a code; none when it is no code.
pub(super) fn read(code: &str) -> Option<Vec<Section>> {
    if code.chars().count() > LONGEST {
        return None;
    }
    let mut scanner = Scanner { rest: code, section: Section::default(), sections: Vec::new() };
    scanner.scan();
    let mut sections = scanner.sections;
    sections.iter_mut().for_each(settle);
    (sections.len() <= 4).then_some(sections)
}

struct Scanner<'c> {
    rest: &'c str,
    section: Section,
    sections: Vec<Section>,
}

impl Scanner<'_> {
    fn scan(&mut self) {
        while let Some(c) = self.rest.chars().next() {
            let rest = self.rest;
            let after = &rest[c.len_utf8()..];
            match c {
                ';' => {
                    self.sections.push(std::mem::take(&mut self.section));
                    self.rest = after;
                }
                '"' => {
                    let end = after.find('"').unwrap_or(after.len());
                    after[..end].chars().for_each(|c| self.put(Token::Literal(c)));
                    self.rest = after.get(end + 1..).unwrap_or_default();
                }
                // ! is what Excel in East Asia has for \; at the end of a section it is itself.
                '\\' | '!' => self.escaped(c, after),
                // A blank as wide as the next character, and what fills the cell: both only move the rest.
                '_' | '*' => {
                    let width = after.chars().next().map_or(0, char::len_utf8);
                    self.rest = &after[width..];
                }
                '[' => match after.find(']') {
                    Some(end) => {
                        self.bracket(&after[..end]);
                        self.rest = &after[end + 1..];
                    }
                    None => self.literal(c),
                },
                '0' | '#' | '?' => self.one(Token::Digit(c)),
                '.' => self.one(Token::Point),
                ',' => self.one(Token::Comma),
                '%' => self.one(Token::Percent),
                '@' => self.one(Token::Text),
                '/' => self.one(Token::Slash),
                _ => self.word(c),
            }
        }
        self.sections.push(std::mem::take(&mut self.section));
    }

    fn put(&mut self, token: Token) {
        self.section.tokens.push(token);
    }

    /// A token of one byte.
    fn one(&mut self, token: Token) {
        self.put(token);
        self.rest = &self.rest[1..];
    }

    fn literal(&mut self, c: char) {
        self.put(Token::Literal(c));
        self.rest = &self.rest[c.len_utf8()..];
    }

    fn escaped(&mut self, escape: char, after: &str) {
        match after.chars().next() {
            Some(next) if next != ';' || escape == '\\' => {
                self.put(Token::Literal(next));
                self.rest = &self.rest[1 + next.len_utf8()..];
            }
            _ => self.literal(escape),
        }
    }

    /// What begins with a letter or any other character.
    fn word(&mut self, c: char) {
        const WORDS: [(&str, Token); 5] = [
            ("General", Token::General),
            ("G/通用格式", Token::General),
            ("AM/PM", Token::Date(Part::HalfDay(HalfDay::Word))),
            ("上午/下午", Token::Date(Part::HalfDay(HalfDay::Chinese))),
            ("A/P", Token::Date(Part::HalfDay(HalfDay::Letter))),
        ];
        let begins =
            |word: &str| self.rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if let Some((word, token)) = WORDS.iter().find(|(word, _)| begins(word)) {
            self.put(token.clone());
            self.rest = &self.rest[word.len()..];
            return;
        }
        // After a digit it is the power of ten; else it is the year.
        if matches!(self.section.tokens.last(), Some(Token::Digit(_) | Token::Point))
            && (begins("E+") || begins("E-"))
        {
            return self.exponent();
        }
        // B1 and B2 before a date choose the calendar: Gregorian, Hijri.
        if c.eq_ignore_ascii_case(&'b')
            && let Some(calendar @ (b'1' | b'2')) = self.rest.as_bytes().get(1).copied()
        {
            self.section.calendar = if calendar == b'1' { GREGORIAN } else { HIJRI };
            self.rest = &self.rest[2..];
            return;
        }
        let count = self.rest.chars().take_while(|next| next.eq_ignore_ascii_case(&c)).count();
        let part = match c.to_ascii_lowercase() {
            'y' => Part::Year(count),
            'e' => Part::Era(count),
            'g' => Part::EraName(count),
            'b' => Part::Buddhist,
            'm' => Part::Month(count),
            'd' => Part::Day(count),
            'h' => Part::Hour(count),
            's' => Part::Second(count),
            'a' if count >= 3 => Part::Weekday(count),
            _ => return self.literal(c),
        };
        self.put(Token::Date(part));
        self.rest = &self.rest[count..];
    }

    fn exponent(&mut self) {
        self.put(Token::Exponent(self.rest[1..].starts_with('+')));
        self.rest = &self.rest[2..];
    }

    /// What stands in brackets: a colour is none of ours.
    fn bracket(&mut self, inner: &str) {
        self.section.bracketed = true;
        let lower = inner.to_ascii_lowercase();
        let all = |letter: char| !lower.is_empty() && lower.chars().all(|c| c == letter);
        let unit = match () {
            () if all('h') => Some(Unit::Hours),
            () if all('m') => Some(Unit::Minutes),
            () if all('s') => Some(Unit::Seconds),
            () => None,
        };
        if let Some(unit) = unit {
            self.put(Token::Date(Part::Elapsed(unit, inner.len())));
        } else if let Some(currency) = inner.strip_prefix('$') {
            self.locale(currency);
        } else if let Some(number) = lower.strip_prefix("dbnum") {
            self.section.numerals = match number {
                "1" => Some(Numerals::Lower),
                "2" => Some(Numerals::Upper),
                "3" => Some(Numerals::FullWidth),
                _ => None,
            };
        } else if let Some(condition) = condition(inner) {
            self.section.condition = Some(condition);
        }
    }

    /// `[$¥-804]`: a currency's sign, then figures, calendar and language as a number of sixteens.
    fn locale(&mut self, said: &str) {
        let (sign, locale) = said.split_once('-').unwrap_or((said, ""));
        sign.chars().for_each(|c| self.put(Token::Literal(c)));
        let locale = locale.split(',').next().unwrap_or_default();
        self.section.system = match locale.to_ascii_lowercase().as_str() {
            "f800" | "x-sysdate" => Some("yyyy年m月d日"),
            "f400" | "x-systime" => Some("h:mm:ss"),
            _ => None,
        };
        if self.section.system.is_some() {
            return;
        }
        let Ok(number) = u32::from_str_radix(locale, 16) else {
            self.section.language = language(locale).or(self.section.language);
            return;
        };
        self.section.numerals = match number >> 24 {
            0x1E => Some(Numerals::Lower),
            0x1F => Some(Numerals::Upper),
            0x20 => Some(Numerals::FullWidth),
            _ => self.section.numerals,
        };
        self.section.calendar = (number >> 16) as u8;
        let language = number as u16;
        self.section.language = (language != 0).then_some(language).or(self.section.language);
    }
}

/// A language by its name, as newer files have it.
fn language(name: &str) -> Option<u16> {
    let name = name.to_ascii_lowercase();
    match name.as_str() {
        "zh-tw" | "zh-hk" | "zh-mo" => Some(TAIWAN),
        "ja-jp" => Some(JAPAN),
        _ if name.starts_with("zh") => Some(CHINA),
        _ if name.starts_with("en") => Some(0x409),
        _ => None,
    }
}

fn condition(inner: &str) -> Option<Condition> {
    const RELATIONS: [(&str, Relation); 6] = [
        ("<=", Relation::AtMost),
        (">=", Relation::AtLeast),
        ("<>", Relation::Other),
        ("<", Relation::Less),
        (">", Relation::More),
        ("=", Relation::Equal),
    ];
    let inner = inner.trim();
    let (sign, relation) = RELATIONS.into_iter().find(|(sign, _)| inner.starts_with(sign))?;
    let number = inner[sign.len()..].trim().parse().ok()?;
    Some(Condition { relation, number })
}

/// Decides what only the whole section tells: which m is a minute, and what in a date is no number's mark.
fn settle(section: &mut Section) {
    if let Some(mut whole) = section.system.and_then(read) {
        section.tokens = std::mem::take(&mut whole[0].tokens);
        return;
    }
    if section.bracketed && section.tokens.is_empty() {
        section.tokens.push(Token::General);
    }
    if !section.is_date() {
        return;
    }
    let date = |token: &Token| match token {
        Token::Date(Part::HalfDay(_)) => None,
        Token::Date(part) => Some(*part),
        _ => None,
    };
    let parts: Vec<Option<Part>> = section.tokens.iter().map(date).collect();
    let mut settled = Vec::with_capacity(section.tokens.len());
    let mut at = 0;
    while let Some(token) = section.tokens.get(at) {
        let before = || parts[..at].iter().rev().flatten().next();
        let after = || parts[at + 1..].iter().flatten().next();
        let token = match token {
            Token::Date(Part::Month(count @ 1..=2))
                if matches!(before(), Some(Part::Hour(_) | Part::Elapsed(Unit::Hours, _)))
                    || matches!(after(), Some(Part::Second(_) | Part::Elapsed(Unit::Seconds, _))) =>
            {
                Token::Date(Part::Minute(*count))
            }
            Token::Point => {
                let digits =
                    section.tokens[at + 1..].iter().take_while(|token| **token == Token::Digit('0')).count();
                let seconds = matches!(before(), Some(Part::Second(_) | Part::Elapsed(Unit::Seconds, _)));
                if seconds && digits > 0 {
                    at += digits;
                    Token::Date(Part::Fraction(digits.min(3)))
                } else {
                    Token::Literal('.')
                }
            }
            Token::Comma => Token::Literal(','),
            Token::Percent => Token::Literal('%'),
            Token::Slash => Token::Literal('/'),
            Token::Digit(digit) => Token::Literal(*digit),
            token => token.clone(),
        };
        settled.push(token);
        at += 1;
    }
    section.tokens = settled;
}
