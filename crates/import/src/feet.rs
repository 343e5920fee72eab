//! Heads and feet of pages that hold words and the number of their page: 甲市水利局　　— 2 —.

use super::lines::{Line, squeezed};
use super::patterns as p;

/// Such words, and what names the page, have so many characters at most.
const LONGEST: usize = 40;

/// Sets them aside. A number that only pages have makes one by itself; 1/2 and what no blank parts, where the words
/// stand with another number too.
pub(super) fn aside(lines: &mut [Line]) {
    let found: Vec<Option<(String, String, bool)>> = lines.iter().map(|line| parted(&line.text)).collect();
    let again = |at: usize, words: &str, number: &str| {
        let mut others =
            found.iter().enumerate().filter(|(other, _)| *other != at).filter_map(|(_, foot)| foot.as_ref());
        others.any(|(other, page, _)| other == words && page != number)
    };
    let own: Vec<bool> = found
        .iter()
        .enumerate()
        .map(|(at, foot)| {
            let Some((words, number, sure)) = foot else { return false };
            // Rows of contents follow each other.
            let row = |at: Option<usize>| at.and_then(|at| found.get(at)).is_some_and(Option::is_some);
            let contents = row(at.checked_sub(1)) || row(Some(at + 1));
            again(at, words, number) || (*sure && !contents)
        })
        .collect();
    // What a browser prints: 2025/11/3 15:22　　关于…的通知_某县政府 over a page, its address and 1/2 under it.
    let printed: Vec<bool> = lines.iter().map(|line| is_address_and_page(&line.text)).collect();
    let any = printed.contains(&true);
    for ((line, own), printed) in lines.iter_mut().zip(own).zip(printed) {
        line.aside |= own || printed || (any && is_time_and_title(&line.text));
    }
}

/// https://www.example.cn/a.html　　1/2.
fn is_address_and_page(text: &str) -> bool {
    let address = ["http://", "https://", "file://", "www."].iter().any(|start| text.starts_with(start));
    let mut words = text.split_whitespace();
    address && words.next_back().is_some_and(is_page) && words.count() == 1
}

/// 2025/11/3 15:22　　关于…的通知.
fn is_time_and_title(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let figures = |word: &str, mark: char| {
        let parts: Vec<&str> = word.split(mark).collect();
        parts.len() > 1
            && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let mut day = words.next().is_some_and(|day| figures(day, '/') || figures(day, '-'));
    day &= words.next().is_some_and(|time| figures(time.trim_start_matches(['上', '下', '午']), ':'));
    day && words.next().is_some()
}

/// The words and the number of a page behind or before them; whether number and gap are those of a page alone.
fn parted(text: &str) -> Option<(String, String, bool)> {
    let blanks = |c: char| c.is_whitespace();
    // Blanks in a row part the same words.
    let starts = text.char_indices().filter(|(at, c)| blanks(*c) && !text[..*at].ends_with(blanks));
    let starts = starts.map(|(at, c)| (at, at + c.len_utf8()));
    let cuts = starts.filter_map(|(at, end)| {
        let (before, after) = (text[..at].trim_end(), text[end..].trim_start());
        let gap = text[before.len()..].chars().take_while(|c| blanks(*c)).collect::<String>();
        let wide = gap.chars().count() > 1 || gap == "\t";
        match () {
            () if is_page(after) => Some((before, after, wide)),
            () if is_page(before) => Some((after, before, wide)),
            () => None,
        }
    });
    let (words, number, wide) = cuts.max_by_key(|(words, _, wide)| (*wide, usize::MAX - words.len()))?;
    let leader = words.contains(['…', '·', '|']) || words.ends_with('.');
    let fits = words.chars().count() <= LONGEST
        && words.chars().any(char::is_alphabetic)
        && !words.contains(['。', '；', '，'])
        && !words.ends_with(['：', ':'])
        && !p::opens_numbered(words)
        && !leader;
    fits.then(|| (squeezed(words), squeezed(number), wide && p::is_page_number(number)))
}

/// — 2 —, 第2页, 2/5, 第2页/共5页.
fn is_page(text: &str) -> bool {
    // A long line is not gone through again for each of its blanks.
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).take(LONGEST + 1).collect();
    if bare.chars().count() > LONGEST {
        return false;
    }
    let of = bare.split_once('/').is_some_and(|(page, of)| {
        let figures = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let ordered = || page.parse::<u32>().ok() <= of.parse::<u32>().ok();
        figures(page) && figures(of) && !page.starts_with('0') && ordered()
    });
    of || p::is_page_number(&bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::split;

    fn kept(text: &str) -> Vec<String> {
        let mut lines = split(text);
        aside(&mut lines);
        lines.into_iter().filter(|line| !line.aside).map(|line| line.text).collect()
    }

    #[test]
    fn words_beside_the_number_of_a_page_are_its_foot() {
        for foot in [
            "甲市博物馆函　　　- 2 -",
            "甲水〔2024〕7号　　　　　　　　— 2 —",
            "甲市水利局　　第 2 页",
            "- 2 -    甲市水利局文件",
            "甲市水利局关于节水的通知\t第2页 共5页",
        ] {
            assert_eq!(kept(&format!("各地要落实\n{foot}\n责任。")), ["各地要落实", "责任。"], "{foot}");
        }
        let twice = "各地要\n甲县安委会　　1/2\n落实。\n甲县安委会　　2/2";
        assert_eq!(kept(twice), ["各地要", "落实。"]);
    }

    #[test]
    fn what_a_browser_prints_around_a_page_is_none_of_it() {
        let (head, foot) =
            ("2025/11/3 15:22　　关于节水的通知_甲县政府", "https://www.example.cn/a.html　　　");
        let text = format!("{head}\n各地要落实\n{foot}1/2\n{head}\n责任。\n{foot}2/2");
        assert_eq!(kept(&text), ["各地要落实", "责任。"]);
        let row = "2025/11/3 15:22　　开会";
        assert_eq!(kept(row), [row]);
    }

    #[test]
    fn rows_of_contents_and_figures_stay() {
        for text in [
            "总体要求　　第1页\n重点任务　　第3页",
            "一、总体要求　　— 1 —",
            "完成率　　1/2",
            "目录……　　第2页",
            "甲组 — 12 — 乙组",
        ] {
            assert_eq!(kept(text).join("\n"), text);
        }
    }
}
