//! Words: a run of hanzi cut into the most probable row of words.
//!
//! The dictionary is a sorted text inside the program, and a word is found in it by halving the text: nothing is
//! loaded, nothing is kept. jieba's own dictionary takes longer to load than a whole document takes to set.

/// A word and its cost to a line, sorted by bytes. Built by `build_words.py`, which says what is in it.
const WORDS: &str = include_str!("lexicon/words.txt");

/// What a hanzi costs that is no word of the dictionary: as much as a word seen once.
const UNKNOWN: u32 = 72;

/// Cuts `text` into words so that the sum of their costs is least; of two equal ways, the one with the longer word
/// at the end of it.
pub(super) fn segment(text: &str) -> Vec<&str> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.len()]).collect();
    // For each end of a character: the least cost of what comes before, and where its last word starts.
    let mut best: Vec<(u32, usize)> = vec![(u32::MAX, 0); text.len() + 1];
    best[0] = (0, 0);
    for (index, &start) in starts.iter().enumerate() {
        let before = best[start].0;
        for (length, &end) in ends[index..].iter().enumerate() {
            let cost = match look_up(&text[start..end]) {
                Found::Word(cost) => Some(cost),
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
    words
}

/// What the dictionary knows of a string.
enum Found {
    Word(u32),
    /// No word, but some word begins so.
    Beginning,
    Nothing,
}

fn look_up(word: &str) -> Found {
    let (mut low, mut high) = (0, WORDS.len());
    while low < high {
        let (start, end) = line_around(low + (high - low) / 2);
        if word_of(&WORDS[start..end]) < word {
            low = end + 1;
        } else {
            high = start;
        }
    }
    // A single character may begin words without being one, and a number is no part of a word.
    let line = WORDS.get(low..).and_then(|rest| rest.lines().next()).unwrap_or("");
    match line.split_once(' ') {
        Some((found, cost)) if found == word => cost.parse().map_or(Found::Nothing, Found::Word),
        Some((found, _)) if found.starts_with(word) => Found::Beginning,
        _ => Found::Nothing,
    }
}

/// The range of the line that `at` lies in, without the line's end.
fn line_around(at: usize) -> (usize, usize) {
    let bytes = WORDS.as_bytes();
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
    fn the_dictionary_is_sorted_and_well_formed() {
        let words: Vec<&str> = WORDS.lines().map(word_of).collect();
        assert!(words.is_sorted_by(|a, b| a < b));
        assert!(
            WORDS
                .lines()
                .all(|line| { line.split_once(' ').is_some_and(|(_, cost)| cost.parse::<u32>().is_ok()) })
        );
    }

    #[test]
    fn every_word_is_found() {
        for word in WORDS.lines().map(word_of) {
            assert!(matches!(look_up(word), Found::Word(_)), "{word}");
        }
    }

    #[test]
    fn titles_are_cut_into_words() {
        for wanted in [
            "龙泉市/科学技术局/关于/法治政府/建设/工作情况/的/报告",
            "国务院办公厅/关于/推进/政务新媒体/健康/有序/发展/的/意见",
            "深入开展/消费扶贫/助力/打赢/脱贫攻坚/战/的/指导意见",
        ] {
            assert_eq!(segment(&wanted.replace('/', "")).join("/"), wanted);
        }
    }

    #[test]
    fn unknown_characters_stand_alone_and_nothing_is_lost() {
        assert_eq!(segment("龘龘"), ["龘", "龘"]);
        assert!(segment("").is_empty());
    }
}
