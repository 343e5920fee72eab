//! The 15 kinds (文种) of 党政机关公文处理工作条例 Art. 8 and the page formats: four of GB/T 9704,
//! and those that offices use beside them.

use std::fmt;
use std::str::FromStr;

use super::shape::Words;
use crate::nearest::UnknownName;

/// A page format: clauses 7 and 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// 文件格式, clause 7.
    Document,
    /// 信函格式, clause 10.1.
    Letter,
    /// 命令（令）格式, clause 10.2.
    Order,
    /// 纪要格式, clause 10.3.
    Minutes,
    /// 白头: paper without a red head, which the standard is silent about.
    Plain,
    /// 简报: numbered issues of an office, with the head of minutes.
    Briefing,
    /// 明电: a telegram in plain words, sent within a network of offices.
    Telegram,
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Format] = &[
        Format::Document,
        Format::Letter,
        Format::Order,
        Format::Minutes,
        Format::Plain,
        Format::Briefing,
        Format::Telegram,
    ];

    /// The words for each in the data, in their order; the first is its key.
    pub(crate) const WORDS: Words = &[
        &["document", "文件"],
        &["letter", "信函"],
        &["order", "命令", "令", "命令（令）"],
        &["minutes", "纪要"],
        &["plain", "白头", "白头件"],
        &["briefing", "简报"],
        &["telegram", "明电", "电报", "内部明电"],
    ];

    /// Whether its papers are of no kind unless the data say so: what its title ends with is its own.
    pub(crate) fn is_kindless(self) -> bool {
        matches!(self, Format::Plain | Format::Briefing)
    }

    /// Whether its mark has the words that a title would have.
    pub(crate) fn is_titled_by_mark(self) -> bool {
        matches!(self, Format::Minutes | Format::Briefing)
    }

    /// The format's key in the data, such as `document`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.words()[0]
    }

    /// The words for it in the data.
    pub(crate) fn words(self) -> &'static [&'static str] {
        Format::WORDS[self as usize]
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = UnknownName;

    /// Reads any of the words that the key `format` takes, such as `letter` or 信函.
    fn from_str(name: &str) -> Result<Format, UnknownName> {
        let known = Format::ALL.iter().find(|format| format.words().contains(&name));
        known.copied().ok_or_else(|| UnknownName::new(name, Format::ALL.iter().map(|format| format.as_str())))
    }
}

macro_rules! kinds {
    ($($variant:ident $name:literal $(or $also:literal)* $doc:literal),+ $(,)?) => {
        /// A kind of document (文种).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $(#[doc = concat!($name, ": ", $doc)] $variant,)+
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant),+];

            /// The words for each in the data, in their order; the first is its name.
            pub(crate) const WORDS: Words = &[$(&[$name $(, $also)*]),+];
        }
    };
}

kinds! {
    Resolution "决议" "a decision adopted by a meeting.",
    Decision "决定" "an important decision or arrangement.",
    Order "命令" or "令" or "命令（令）" "promulgates, compels, honours; also written 令.",
    Communique "公报" "publishes an important decision or event.",
    Announcement "公告" "announces at home and abroad.",
    PublicNotice "通告" "announces to those within an area.",
    Opinion "意见" "views and measures on an important question.",
    Notice "通知" "issues, transmits, requires.",
    Circular "通报" "praises, criticises, informs.",
    Report "报告" "reports to the superior organ.",
    Request "请示" "asks the superior organ for instruction or approval.",
    Reply "批复" "answers a request.",
    Bill "议案" "a government's bill to the people's congress.",
    Letter "函" "between organs not subordinate to each other.",
    Minutes "纪要" "records a meeting's results.",
}

impl Kind {
    /// The kind's Chinese name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.words()[0]
    }

    /// The words for it in the data.
    pub(crate) fn words(self) -> &'static [&'static str] {
        Kind::WORDS[self as usize]
    }

    /// The kind a title ends with; a bracket after it such as （试行） or (试行), and an end mark, are not
    /// counted.
    pub fn of_title(title: &str) -> Option<Kind> {
        let title = without_brackets(title);
        if title.ends_with('令') {
            return Some(Kind::Order);
        }
        Kind::ALL.iter().copied().find(|kind| title.ends_with(kind.name()))
    }

    /// The page format this kind usually has.
    pub fn usual_format(self) -> Format {
        match self {
            Kind::Letter => Format::Letter,
            Kind::Order => Format::Order,
            Kind::Minutes => Format::Minutes,
            _ => Format::Document,
        }
    }
}

/// A title without what stands in brackets at its end, of whatever width and form they are typed.
pub(crate) fn without_brackets(title: &str) -> &str {
    let mut title = super::without_end_mark(title);
    loop {
        let mut depth = 0_usize;
        let open = title.char_indices().rev().find(|(_, c)| {
            depth += usize::from(")）]］】〕﹞>〉".contains(*c));
            let opens = "(（[［【〔﹝<〈".contains(*c);
            depth = depth.saturating_sub(usize::from(opens));
            // The first character from the end has to close something.
            depth == 0
        });
        match open {
            Some((at, c)) if at > 0 && "(（[［【〔﹝<〈".contains(c) && at + c.len_utf8() < title.len() =>
            {
                title = super::without_end_mark(&title[..at]);
            }
            _ => return title,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Kind {
    type Err = UnknownName;

    /// Reads any of the words that the key `kind` takes, such as 命令 or 令.
    fn from_str(name: &str) -> Result<Kind, UnknownName> {
        let known = Kind::ALL.iter().find(|kind| kind.words().contains(&name));
        known.copied().ok_or_else(|| UnknownName::new(name, Kind::ALL.iter().map(|kind| kind.name())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_that_of_its_kind_or_format() {
        assert_eq!((Kind::ALL.len(), Format::ALL.len()), (Kind::WORDS.len(), Format::WORDS.len()));
        for (place, kind) in Kind::ALL.iter().enumerate() {
            assert!(Kind::WORDS[place].iter().all(|word| word.parse() == Ok(*kind)), "{kind}");
        }
        for (place, format) in Format::ALL.iter().enumerate() {
            assert!(Format::WORDS[place].iter().all(|word| word.parse() == Ok(*format)), "{format}");
        }
        assert_eq!(Format::Letter.as_str(), "letter");
        let unknown = "报纸".parse::<Kind>().unwrap_err();
        assert!(unknown.to_string().starts_with("报纸 is none of 决议, 决定"), "{unknown}");
        assert_eq!("paper".parse::<Format>().unwrap_err().known().len(), Format::ALL.len());
    }

    #[test]
    fn kind_is_read_from_the_end_of_the_title() {
        for (title, kind) in [
            ("龙泉市科学技术局关于2023年度法治政府建设工作情况的报告", Some(Kind::Report)),
            ("关于请示报告制度的通知", Some(Kind::Notice)),
            ("××省人民政府令", Some(Kind::Order)),
            ("关于印发《……办法（试行）》的通知", Some(Kind::Notice)),
            ("关于进一步规范工作的意见（试行）", Some(Kind::Opinion)),
            ("关于商请派员的函", Some(Kind::Letter)),
            ("关于商请派员的函(试行)", Some(Kind::Letter)),
            ("关于商请派员的函（代拟稿)", Some(Kind::Letter)),
            ("关于印发规程的通知（试行）（2024年修订）", Some(Kind::Notice)),
            ("关于印发规程的通知（试行（二））", Some(Kind::Notice)),
            ("关于商请派员的函[征求意见稿]", Some(Kind::Letter)),
            ("关于商请派员的函【草案】。", Some(Kind::Letter)),
            ("（函）", None),
            ("工作简报", None),
        ] {
            assert_eq!(Kind::of_title(title), kind, "{title}");
        }
    }
}
