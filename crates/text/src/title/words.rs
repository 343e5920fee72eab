//! Words: a run of hanzi cut into the most probable row of words.
//!
//! The dictionary is a sorted text inside the program, and a word is found in it by halving the text: nothing is
//! loaded, nothing is kept. jieba's own dictionary takes longer to load than a whole document takes to set.

/// A word and its cost to a line, sorted by bytes. Built by `build_words.py`, which says what is in it.
const WORDS: &str = include_str!("lexicon/words.txt");

/// Terms of office work, of several words each, in the same form. What is narrow is broken without them.
const TERMS: &str = include_str!("lexicon/terms.txt");

/// What a hanzi costs that is no word of the dictionary: as much as a word seen once.
const UNKNOWN: u32 = 72;

/// How fine a text is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Terms of office work are one word: 农村基础设施, 国有资产监督管理委员会.
    Terms,
    /// Words and short terms: 领导小组.
    Parts,
    /// No terms.
    Words,
}

impl Cut {
    /// As many characters has a word at most.
    fn longest(self) -> usize {
        match self {
            Self::Parts => 6,
            Self::Terms | Self::Words => usize::MAX,
        }
    }

    fn look_up(self, word: &str) -> Found {
        match (look_up(WORDS, word), self) {
            (found @ Found::Word(_), _) | (found, Self::Words) => found,
            (found, _) => match look_up(TERMS, word) {
                Found::Nothing => found,
                term => term,
            },
        }
    }
}

/// What a word costs that the data has: less than any of the dictionary, so that it is found.
const KNOWN: u32 = 20;

/// Cuts `text` into words so that the sum of their costs is least; of two equal ways, the one with the longer word
/// at the end of it. `more` are words that the dictionary need not have.
pub(super) fn segment<'t>(text: &'t str, more: &[String], cut: Cut) -> Segments<'t> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.len()]).collect();
    // For each end of a character: the least cost of what comes before, and where its last word starts.
    let mut best: Vec<(u32, usize)> = vec![(u32::MAX, 0); text.len() + 1];
    best[0] = (0, 0);
    let mut held = vec![false; text.len() + 1];
    for (index, &start) in starts.iter().enumerate() {
        let before = best[start].0;
        for word in more.iter().filter(|word| text[start..].starts_with(word.as_str())) {
            let end = start + word.len();
            if before.saturating_add(KNOWN) < best[end].0 {
                best[end] = (before + KNOWN, start);
            }
        }
        for (length, &end) in ends[index..].iter().enumerate() {
            let cost = match cut.look_up(&text[start..end]) {
                Found::Word(cost) => {
                    if length + 1 >= TERM {
                        held[start + 1..end].fill(true);
                    }
                    (length < cut.longest()).then_some(cost)
                }
                _ if length == 0 => Some(UNKNOWN),
                Found::Beginning => None,
                Found::Nothing => break,
            };
            if let Some(total) = cost.map(|cost| before.saturating_add(cost))
                && total < best[end].0
            {
                best[end] = (total, start);
            }
        }
    }
    let mut words = Vec::new();
    let mut end = text.len();
    while end > 0 {
        let start = best[end].1;
        words.push(&text[start..end]);
        end = start;
    }
    words.reverse();
    Segments { words, held }
}

/// A text cut into words.
pub(super) struct Segments<'t> {
    pub words: Vec<&'t str>,
    /// By byte: whether a term of the dictionary goes over this place, be it cut there or not. 生活|垃圾处理费 tears
    /// 生活垃圾.
    pub held: Vec<bool>,
}

/// A word of so many characters is a term, and found by no accident.
const TERM: usize = 4;

/// What the dictionary knows of a string.
enum Found {
    Word(u32),
    /// No word, but some word begins so.
    Beginning,
    Nothing,
}

fn look_up(dictionary: &str, word: &str) -> Found {
    let (mut low, mut high) = (0, dictionary.len());
    while low < high {
        let (start, end) = line_around(dictionary, low + (high - low) / 2);
        if word_of(&dictionary[start..end]) < word {
            low = end + 1;
        } else {
            high = start;
        }
    }
    // A single character may begin words without being one, and a number is no part of a word.
    let line = dictionary.get(low..).and_then(|rest| rest.lines().next()).unwrap_or("");
    match line.split_once(' ') {
        Some((found, cost)) if found == word => cost.parse().map_or(Found::Nothing, Found::Word),
        Some((found, _)) if found.starts_with(word) => Found::Beginning,
        _ => Found::Nothing,
    }
}

/// The range of the line that `at` lies in, without the line's end.
fn line_around(dictionary: &str, at: usize) -> (usize, usize) {
    let bytes = dictionary.as_bytes();
    let start = bytes[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
    let end = bytes[at..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |length| at + length);
    (start, end)
}

fn word_of(line: &str) -> &str {
    line.split(' ').next().unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionaries_are_sorted_and_well_formed() {
        for dictionary in [WORDS, TERMS] {
            let words: Vec<&str> = dictionary.lines().map(word_of).collect();
            assert!(words.is_sorted_by(|a, b| a < b));
            let costs =
                |line: &str| line.split_once(' ').is_some_and(|(_, cost)| cost.parse::<u32>().is_ok());
            assert!(dictionary.lines().all(costs));
        }
    }

    #[test]
    fn every_word_is_found() {
        for dictionary in [WORDS, TERMS] {
            for word in dictionary.lines().map(word_of) {
                assert!(matches!(look_up(dictionary, word), Found::Word(_)), "{word}");
            }
        }
    }

    #[test]
    fn titles_are_cut_into_words() {
        for wanted in [
            "龙泉市/科学技术局/关于/法治政府建设/工作情况/的/报告",
            "国务院办公厅/关于/推进/政务新媒体/健康/有序/发展/的/意见",
            "深入开展/消费扶贫/助力/打赢/脱贫攻坚战/的/指导意见",
        ] {
            assert_eq!(segment(&wanted.replace('/', ""), &[], Cut::Terms).words.join("/"), wanted);
        }
    }

    #[test]
    fn unknown_characters_stand_alone_and_nothing_is_lost() {
        assert_eq!(segment("龘龘", &[], Cut::Terms).words, ["龘", "龘"]);
        assert!(segment("", &[], Cut::Terms).words.is_empty());
    }
}
