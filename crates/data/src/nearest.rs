//! Which of the known words somebody meant who wrote another one.

mod usual;

use std::error::Error;
use std::fmt;

pub(crate) use usual::{instead, no_kind};

/// A name that is none of those that there are; it says which there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    written: String,
    known: Vec<&'static str>,
}

impl UnknownName {
    pub(crate) fn new(written: &str, known: impl IntoIterator<Item = &'static str>) -> UnknownName {
        UnknownName { written: written.to_owned(), known: known.into_iter().collect() }
    }

    /// The names that there are.
    #[must_use]
    pub fn known(&self) -> &[&'static str] {
        &self.known
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is none of {}", self.written, self.known.join(", "))
    }
}

impl Error for UnknownName {}

/// What is longer, in characters, is no misspelt word; comparing it would take the square of its length.
const LONGEST: usize = 40;

/// Heads of columns for the reader of a list; no key is meant, however near one is (序号: 份号, 备注: 附注).
const OF_OTHERS: [&str; 3] = ["序号", "备注", "说明"];

/// What means a thing's absence, in Chinese.
const DENIALS: [char; 5] = ['不', '无', '否', '未', '勿'];

/// What denies an English word that it stands before.
const ENGLISH_DENIALS: [&str; 5] = ["un", "non", "not", "no", "without"];

/// Whether one of two words says that something is, and the other that it is not: 不盖章 and 加盖印章.
fn are_contrary(written: &str, word: &str) -> bool {
    let denied = |text: &str, other: &str| {
        let rest = ENGLISH_DENIALS.iter().find_map(|denial| text.strip_prefix(denial));
        rest.is_some_and(|rest| !other.is_empty() && rest.contains(other))
    };
    written.contains(DENIALS) != word.contains(DENIALS) || denied(written, word) || denied(word, written)
}

/// The known word for what is called by another name, such as 文号 for 发文字号.
#[must_use]
pub(crate) fn usual<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let known: Vec<&str> = known.into_iter().collect();
    usual::usual(written, &known).or_else(|| usual::usual(&in_days(written), &known))
}

/// 成文时间 is 成文日期.
fn in_days(written: &str) -> String {
    written.replace("时间", "日期")
}

/// The known word that was meant by another: its usual name, else what it is misspelt of, where at most half of the
/// letters are others, or one holds the other. None says the contrary.
/// A Chinese word that ends with it, or else holds it or is held by it, before all others (标志: 发文机关标志, not 标题);
/// among equals the first.
#[must_use]
pub fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let asked = written;
    let length = written.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    if OF_OTHERS.contains(&written) {
        return None;
    }
    let known: Vec<&str> = known.into_iter().filter(|word| !word.is_empty() && *word != asked).collect();
    if let Some(word) = usual(written, known.iter().copied()) {
        return Some(word);
    }
    let in_days = in_days(written);
    let written = in_days.as_str();
    let related = |word: &str| word.contains(written) || written.contains(word);
    let rank = |word: &str| match !word.is_ascii() && related(word) {
        true if word.ends_with(written) => 0,
        true => 1,
        false => 2,
    };
    known
        .into_iter()
        .filter(|word| word.chars().count() <= LONGEST && !are_contrary(written, word))
        .map(|word| (distance(written, word), word))
        .filter(|(distance, word)| distance * 2 <= length.max(word.chars().count()) || related(word))
        // 主送机关 is as far from 发文机关 as from 主送, but it is made of the latter.
        .min_by_key(|(distance, word)| (rank(word), *distance, !related(word)))
        .map(|(_, word)| word)
}

/// The first of the known words with the fewest letters that are others, however many: for lists so short that any
/// answer helps. Of long words the beginnings are compared.
#[must_use]
pub fn closest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    known.into_iter().min_by_key(|word| distance(written, word))
}

/// How many letters are too many, too few, others or exchanged between two words, as far as they are compared.
#[must_use]
pub fn distance(written: &str, known: &str) -> usize {
    let start = |word: &str| word.chars().take(LONGEST).collect::<String>();
    strsim::damerau_levenshtein(&start(written), &start(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_what_is_none_finds_nothing() {
        let known = [
            "主送",
            "发文机关",
            "标题",
            "份号",
            "标志机关",
            "发文机关标志",
            "成文日期",
            "印发机关",
            "印发日期",
            "title",
            "recipients",
        ];
        for (written, word) in [
            ("主送机关", Some("主送")),
            ("成文时间", Some("成文日期")),
            ("印发时间", Some("印发日期")),
            ("标志", Some("发文机关标志")),
            ("落款时间", Some("成文日期")),
            ("印发单位", Some("印发机关")),
            ("subject", Some("title")),
            ("序号", None),
            ("备注", None),
            ("titel", Some("title")),
            ("quux", None),
            ("", None),
            (&*"title".repeat(9), None),
        ] {
            assert_eq!(nearest(written, known), word, "{written}");
        }
        assert_eq!(nearest("title", known), None, "a word is not meant by itself");
    }

    /// 不盖章 was said to be nearest to 加盖印章, 红头 to 白头.
    #[test]
    fn what_says_the_contrary_is_never_offered() {
        for (written, known, word) in [
            ("不盖章", vec!["加盖印章", "签名章"], None),
            ("不盖章", vec!["加盖印章", "不加盖印章"], Some("不加盖印章")),
            ("加盖章", vec!["不加盖印章", "加盖印章"], Some("加盖印章")),
            ("不居中", vec!["居中"], None),
            ("unsealing", vec!["seal", "signature"], None),
            ("no-title", vec!["title"], None),
            ("nomber", vec!["number"], Some("number")),
            ("红头", vec!["文件", "白头"], Some("文件")),
        ] {
            assert_eq!(nearest(written, known), word, "{written}");
        }
    }

    #[test]
    fn the_closest_is_found_however_far_and_long() {
        assert_eq!(closest("quux", ["date", "time"]), Some("date"));
        assert_eq!(closest(&"x".repeat(100_000), ["date", "xxxx"]), Some("xxxx"));
        assert_eq!(closest("date", []), None);
    }
}
