//! Named: what the data says is one word, and names of places and persons that no dictionary has.

use super::lexicon as lex;

/// Shorter ones (各县, 本市) are no names.
const SHORTEST: usize = 3;

/// What the data of a document names: its organs, whom it goes to, what is bound with it.
#[derive(Debug, Clone, Default)]
pub struct Named {
    /// The longest first.
    whole: Vec<String>,
    /// The regions they begin with, which are words of the title too.
    regions: Vec<String>,
}

impl Named {
    /// Of the names of organs and texts that the data hold: no title tears them.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut whole: Vec<String> =
            names.into_iter().filter(|name| name.chars().count() >= SHORTEST).map(str::to_owned).collect();
        whole.sort_by(|a, b| b.chars().count().cmp(&a.chars().count()).then_with(|| a.cmp(b)));
        whole.dedup();
        let mut regions: Vec<String> = whole.iter().filter_map(|name| region(name)).collect();
        // 石溪 of 石溪市: 石溪机场, 石溪至云岭.
        let short = |region: &String| {
            let count = region.chars().count();
            (count > 2 && !region.ends_with("自治州")).then(|| region.chars().take(count - 1).collect())
        };
        let shorts: Vec<String> = regions.iter().filter_map(short).collect();
        regions.extend(shorts);
        regions.sort();
        regions.dedup();
        Self { whole, regions }
    }

    /// The regions of the names; they count as words.
    pub(crate) fn regions(&self) -> &[String] {
        &self.regions
    }

    /// The name that `text` begins with.
    pub(crate) fn starting(&self, text: &str) -> Option<&str> {
        self.whole.iter().map(String::as_str).find(|name| text.starts_with(*name))
    }

    /// The names without those that stand in `text`.
    pub fn without(&self, text: &str) -> Self {
        let whole = self.whole.iter().filter(|name| !text.contains(name.as_str())).cloned().collect();
        Self { whole, regions: self.regions.clone() }
    }

    /// Whether any of them stands in `text`.
    pub(crate) fn any_in(&self, text: &str) -> bool {
        self.whole.iter().any(|name| text.contains(name.as_str()))
    }
}

/// The region that a name begins with: 云岭县 of 云岭县财政局.
fn region(name: &str) -> Option<String> {
    let mut taken = name.strip_prefix("中共").unwrap_or(name).chars();
    let mut region = String::new();
    for c in taken.by_ref().take(9) {
        region.push(c);
        if region.chars().nth(1).is_some() && lex::REGION_ENDS.contains(c) {
            return taken.next().is_some().then_some(region);
        }
    }
    None
}

/// How many of the `words` at the beginning are one name that the dictionary lacks, 1 for none: a place (石/溪/市) or a
/// person (王/晓/燕 before 同志). `before` is the word before them.
pub(super) fn length(before: Option<&str>, words: &[&str]) -> usize {
    place(words).or_else(|| committee(before, words)).or_else(|| person(before, words)).unwrap_or(1)
}

/// Up to three single characters and what ends the name of a region.
fn place(words: &[&str]) -> Option<usize> {
    let of_name = |word: &&&str| {
        word.chars().nth(1).is_none() && !lex::NO_NAME.contains(**word) && !lex::NUMERALS.contains(**word)
    };
    let singles = words.iter().take(4).take_while(of_name).count();
    let ends = |word: &&str| word.chars().nth(1).is_none() && lex::REGION_ENDS.contains(*word);
    let end = (1..=singles.min(3)).find(|&at| words.get(at).is_some_and(&ends))?;
    Some(end + 1)
}

/// 中共|云岭/县委: a place without its last character, and the committee of the party.
fn committee(before: Option<&str>, words: &[&str]) -> Option<usize> {
    let at = words.iter().take(3).position(|word| lex::COMMITTEES.contains(word))?;
    let characters: usize = words[..at].iter().map(|word| word.chars().count()).sum();
    (before == Some("中共") && (1..=3).contains(&characters)).then_some(at + 1)
}

/// A family name, one or two more characters, and 同志 or 等 after them.
fn person(before: Option<&str>, words: &[&str]) -> Option<usize> {
    let family = |word: &&str| word.chars().nth(1).is_none() && lex::FAMILY_NAMES.contains(*word);
    if !words.first().is_some_and(family) || before == Some("第") {
        return None;
    }
    let mut characters = 0;
    for (at, word) in words.iter().enumerate().skip(1) {
        if matches!(*word, "同志" | "等" | "同志等") && characters > 0 {
            return Some(at);
        }
        characters += word.chars().count();
        if characters > 2 {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_with_their_region() {
        let names = Named::new(["云岭县财政局", "中共石溪市委", "乡镇", "东岭自治州人民医院"]);
        assert_eq!(names.regions(), ["东岭自治州", "云岭", "云岭县", "石溪", "石溪市"]);
        assert_eq!(names.starting("云岭县财政局关于"), Some("云岭县财政局"));
        assert_eq!(names.starting("乡镇"), None);
    }

    #[test]
    fn places_and_persons_are_found() {
        assert_eq!(length(None, &["石", "溪", "市", "财政局"]), 3);
        assert_eq!(length(None, &["王", "晓", "燕", "同志"]), 3);
        assert_eq!(length(None, &["王", "建国", "等", "4"]), 2);
        assert_eq!(length(None, &["王", "建国", "路"]), 1);
        assert_eq!(length(Some("中共"), &["石", "溪", "市委", "办公室"]), 3);
        assert_eq!(length(None, &["各", "市", "人民政府"]), 1);
    }
}
