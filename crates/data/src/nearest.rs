//! Which of the known words somebody meant who wrote another one.

use std::error::Error;
use std::fmt;

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

/// Heads of columns for the reader of a list; no key is meant, however near one is (序号: 份号).
const OF_OTHERS: [&str; 1] = ["序号"];

/// The known word that a misspelt one was meant to be: at most half of its letters are others, or one holds the other.
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
    let usual = written.replace("时间", "日期");
    let written = usual.as_str();
    let related = |word: &str| word.contains(written) || written.contains(word);
    let rank = |word: &str| match !word.is_ascii() && related(word) {
        true if word.ends_with(written) => 0,
        true => 1,
        false => 2,
    };
    known
        .into_iter()
        .filter(|word| !word.is_empty() && *word != asked && word.chars().count() <= LONGEST)
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
            ("序号", None),
            ("titel", Some("title")),
            ("quux", None),
            ("", None),
            (&*"title".repeat(9), None),
        ] {
            assert_eq!(nearest(written, known), word, "{written}");
        }
        assert_eq!(nearest("title", known), None, "a word is not meant by itself");
    }

    #[test]
    fn the_closest_is_found_however_far_and_long() {
        assert_eq!(closest("quux", ["date", "time"]), Some("date"));
        assert_eq!(closest(&"x".repeat(100_000), ["date", "xxxx"]), Some("xxxx"));
        assert_eq!(closest("date", []), None);
    }
}
