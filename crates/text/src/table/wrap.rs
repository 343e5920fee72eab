//! Where the words of a narrow cell are broken: by sense, or evenly, never one character alone.

use super::columns::{Width, width};
use crate::{marker, title};

/// Longer cells are prose, which is broken as prose is.
const LONGEST: f64 = 24.0;
const MOST_LINES: usize = 4;

const OPENING: &str = "（《〈【〔［“‘([";
const CLOSING: &str = "）》〉】〕］”’)]，。、；：？！,.;:%％‰";

/// A text cut at its words; dates, brackets with what is short inside, and marks with their words are one.
pub(super) fn words(text: &str) -> Vec<&str> {
    let mut ends: Vec<usize> = Vec::new();
    let mut start = 0;
    for word in title::words_of(text) {
        let end = start + word.len();
        let before =
            ends.last().map_or("", |last| &text[ends.len().checked_sub(2).map_or(0, |at| ends[at])..*last]);
        if !before.is_empty() && together(before, word) {
            ends.pop();
        }
        ends.push(end);
        start = end;
    }
    let mut from = 0;
    let cut = ends.into_iter().map(|end| {
        let word = &text[from..end];
        from = end;
        word
    });
    cut.collect()
}

/// Whether no line should end between two stretches.
fn together(before: &str, next: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), next.chars().next()) else { return true };
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let dated = |c: char| "年月日号时分秒".contains(c);
    // 2021年|7月, and 3|人.
    let date = (dated(last) && before.starts_with(|c: char| c.is_ascii_digit()) && first.is_ascii_digit())
        || (last.is_ascii_digit() && dated(first))
        || (last.is_ascii_alphanumeric() && next.chars().count() == 1 && !first.is_ascii());
    let open = before.chars().filter(|c| OPENING.contains(*c)).count();
    let closed = before.chars().filter(|c| CLOSING.contains(*c)).count();
    let bracket = before.starts_with(|c: char| OPENING.contains(c))
        && open > closed
        && width(before) + width(next) <= 6.0;
    // Characters that no word of the dictionary has are a name, or a word of its own.
    let single = |text: &str| text.chars().count() == 1 && !digits(text);
    // What goes with the words behind it is none: 可直接|下到水边.
    let leads = "下上到在从向往对和与及或由为将被把以于按经".contains(first);
    let name = single(next)
        && !leads
        && before.chars().count() <= 3
        && before.chars().all(|c| c > '\u{2E80}')
        && !CLOSING.contains(last);
    CLOSING.contains(first)
        // No line begins with a dash.
        || "—–～".contains(first)
        || OPENING.contains(last)
        || date
        || bracket
        || (name && !OPENING.contains(first))
        || latin(last) && latin(first)
}

fn latin(c: char) -> bool {
    c.is_ascii_graphic() || "≤≥＜＞＝±×÷～~—–·℃°\u{a0}".contains(c)
}

/// Between these no line ends: what the template sets as one word.
pub(crate) const KEPT: [char; 2] = ['\u{1f}', '\u{1e}'];

/// Prose with its dates kept whole where they fit, and with its 一字线 behind the character before.
pub fn keep_dates(text: &str, room: f64) -> String {
    let year = |word: &str| {
        let figures =
            word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with(['年', '月', '日', '号']);
        figures && width(word) <= room
    };
    if !text.contains(['年', '月', '日', '—', '–', '～']) {
        return text.to_owned();
    }
    let whole = |word: &str| format!("{}{word}{}", KEPT[0], KEPT[1]);
    let kept = |word: &str| match date_parts(word, room) {
        _ if year(word) => whole(word),
        Some(parts) => parts.into_iter().map(whole).collect(),
        None => match joined(word) {
            Some(at) => format!("{}{}", &word[..at], whole(&word[at..])),
            None => word.to_owned(),
        },
    };
    let line = |line: &str| words(line).into_iter().map(kept).collect::<String>();
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Where the character before a joining mark that ends a word begins: no line begins with the mark. A 破折号 may.
fn joined(word: &str) -> Option<usize> {
    let before = word.strip_suffix(['—', '–', '～'])?;
    let (at, last) = before.char_indices().next_back()?;
    (last != '—').then_some(at)
}

/// Whether a cell of several lines is a list: numbered, or ended as items are.
pub fn is_list(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let item = |line: &&&str| {
        marker::length(line) > 0
            || line.starts_with([
                '·', '•', '-', '●', '○', '■', '□', '☑', '☐', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨',
            ])
            || line.ends_with(['；', '。'])
    };
    lines.len() > 1 && lines.iter().filter(item).count() > 1
}

/// Whether a line is a day or days and no more: 12月2日（星期三）, 9月16日至18日.
pub fn is_day(line: &str) -> bool {
    const WEEKDAY: usize = 4;
    let (said, weekday) = match line.split_once('（') {
        Some((said, rest)) => (said, rest.strip_suffix('）')),
        None => (line, Some("")),
    };
    let of_dates = |c: char| c.is_ascii_digit() || "年月日号至—～".contains(c);
    weekday.is_some_and(|day| day.chars().count() <= WEEKDAY)
        && said.starts_with(|c: char| c.is_ascii_digit())
        && said.ends_with(['月', '日', '号'])
        && said.chars().all(of_dates)
}

/// Whether a cell says 合计, 总计 and the like, whatever blanks are in it.
pub fn is_total(text: &str) -> bool {
    let said: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    !text.starts_with('\u{3000}')
        && matches!(said.as_str(), "合计" | "总计" | "小计" | "共计" | "累计" | "本页小计" | "总合计")
}

/// Whether a cell of so many em is a text to be read: sentences, paragraphs, more than two lines.
pub fn is_prose(text: &str, room: f64) -> bool {
    let wraps = text.lines().any(|line| width(line) > room);
    let sentences = text.trim_end_matches(['。', '；']).contains(['。', '；']);
    let indented = text.lines().filter(|line| line.starts_with('\u{3000}')).count();
    // A name of a statistic with its indent, 　　其中：……, is none.
    let long = |line: &str| !line.starts_with('\u{3000}') && width(line) > 2.0 * room;
    wraps && (sentences || indented > 1 || text.lines().any(long))
}

/// How the lines of a cell share its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filling {
    /// As even as words allow, for what stands in the middle.
    Even,
    /// From the top, the last line as short as it comes, for what stands at the left.
    FromTop,
}

/// The lines of a cell in a room of so many em, with `\n` between them; none when it needs no help: what fits
/// on a line, prose, Latin.
pub fn wrapped(text: &str, room: f64, width: Width, filling: Filling) -> Option<String> {
    if text.lines().all(|line| width(line) <= room) {
        return None;
    }
    let mut all = Vec::new();
    for line in text.lines() {
        if line.starts_with('\u{3000}') || width(line) > LONGEST {
            return None;
        }
        all.extend(lines(line, room, width, filling)?);
    }
    Some(all.join("\n"))
}

/// One line's words on as few lines as they take.
fn lines(line: &str, room: f64, width: Width, filling: Filling) -> Option<Vec<String>> {
    if width(line) <= room {
        return Some(vec![line.to_owned()]);
    }
    let mut pieces: Vec<&str> = Vec::new();
    for word in words(line) {
        if width(word) - half(word) <= room {
            pieces.push(word);
        } else {
            pieces.extend(date_parts(word, room).or_else(|| halves(word, room))?);
        }
    }
    let lengths: Vec<f64> = pieces.iter().map(|piece| width(piece)).collect();
    // best[i]: the fewest lines, then the least unevenness, for the first i pieces; and where the last line begins.
    let mut best: Vec<(usize, f64, usize)> = vec![(usize::MAX, 0.0, 0); pieces.len() + 1];
    best[0] = (0, 0.0, 0);
    let last = pieces.len();
    for end in 1..=last {
        let mut length = 0.0;
        for start in (0..end).rev() {
            length += lengths[start];
            // The white half of a mark at a line's end is no part of it.
            if length - half(pieces[end - 1]) > room + 1e-6 {
                break;
            }
            let (count, uneven, _) = best[start];
            let rest = match filling {
                Filling::Even => length * length,
                // A character alone on the last line is what no line before may leave.
                Filling::FromTop if end == last => {
                    if length < 1.6 {
                        room * room
                    } else {
                        0.0
                    }
                }
                Filling::FromTop => (room - length).powi(2),
            };
            let found = (count.saturating_add(1), uneven + rest, start);
            if (found.0, found.1) < (best[end].0, best[end].1) {
                best[end] = found;
            }
        }
    }
    let count = best[pieces.len()].0;
    // Words that would take more lines than characters do are parted: 下湾村三|组一号沟, not 下|湾村三组|一号沟.
    if let Some(filled) = filled(line, room).filter(|filled| filled.len() < count) {
        return Some(filled);
    }
    if !(2..=MOST_LINES).contains(&count) {
        return None;
    }
    let mut lines = Vec::new();
    let mut end = pieces.len();
    while end > 0 {
        let start = best[end].2;
        lines.push(pieces[start..end].concat().trim().to_owned());
        end = start;
    }
    lines.reverse();
    // No character stands alone, on whatever line.
    let lone = lines.iter().any(|line| line.chars().count() == 1);
    let evenly = filled(line, room).filter(|filled| lone && filled.len() <= count);
    Some(evenly.unwrap_or(lines))
}

/// A line of Chinese characters alone in lines as full as they get, the last one not of one character.
fn filled(line: &str, room: f64) -> Option<Vec<String>> {
    let characters: Vec<char> = line.chars().collect();
    let most = room.floor() as usize;
    let marked = |c: &char| c.is_ascii() || *c < '\u{2E80}' || OPENING.contains(*c) || CLOSING.contains(*c);
    if most < 2 || characters.iter().any(marked) {
        return None;
    }
    let count = characters.len().div_ceil(most);
    let each = if characters.len() % most == 1 { characters.len().div_ceil(count) } else { most };
    Some(characters.chunks(each).map(|line| line.iter().collect()).collect())
}

/// How much of a piece's last mark is white.
fn half(piece: &str) -> f64 {
    if piece.ends_with(['，', '。', '、', '；', '：', '）', '》']) { 0.5 } else { 0.0 }
}

/// A date that no line holds, in parts behind 年 and 月; none where these are too long, too, or it is no date.
fn date_parts(word: &str, room: f64) -> Option<Vec<&str>> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) || width(word) <= room {
        return None;
    }
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in word.char_indices() {
        let end = at + c.len_utf8();
        let goes_on = word[end..].starts_with(|c: char| c.is_ascii_digit());
        if "年月".contains(c) && goes_on {
            parts.push(&word[start..end]);
            start = end;
        }
    }
    parts.push(&word[start..]);
    (parts.len() > 1 && parts.iter().all(|part| width(part) <= room)).then_some(parts)
}

/// A word that is too long for a line, in parts of the same length; none for Latin, which breaks elsewhere.
fn halves(word: &str, room: f64) -> Option<Vec<&str>> {
    let ends: Vec<usize> = word.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
    let most = room.floor() as usize;
    if most == 0 || word.chars().any(|c| c.is_ascii() || OPENING.contains(c) || CLOSING.contains(c)) {
        return None;
    }
    let each = ends.len().div_ceil(ends.len().div_ceil(most));
    let mut start = 0;
    let mut parts = Vec::new();
    for at in (0..ends.len()).step_by(each) {
        let end = ends[(at + each).min(ends.len()) - 1];
        parts.push(&word[start..end]);
        start = end;
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_cells_are_broken_by_words_or_evenly() {
        for (text, room, wanted) in [
            ("出生年月", 3.2, Some("出生\n年月")),
            ("压榨菜籽油", 4.5, Some("压榨\n菜籽油")),
            ("政治面貌", 3.9, Some("政治\n面貌")),
            ("整改措施", 3.0, Some("整改\n措施")),
            ("整改责任人", 4.0, Some("整改\n责任人")),
            ("2021年7月", 4.0, Some("2021年\n7月")),
            ("金额（万元）", 4.5, Some("金额\n（万元）")),
            ("出生年月", 4.0, None),
            ("县", 0.5, None),
            // setting.md 2: a comma's white half sent 学习 to a line of its own.
            ("加强学习，认真整改", 8.9, Some("加强学习，\n认真整改")),
            ("加强学习，认真整改", 4.6, Some("加强学习，\n认真整改")),
            ("加强学习，认真整改", 4.2, Some("加强\n学习，\n认真整改")),
            ("提高认识；完善制度。", 4.5, Some("提高认识；\n完善制度。")),
            ("立行立改。", 4.5, None),
            ("答复前是否与您联系沟通", 5.2, Some("答复前\n是否与您\n联系沟通")),
        ] {
            assert_eq!(wrapped(text, room, width, Filling::Even).as_deref(), wanted, "{text} in {room}");
        }
        let long = "加强组织领导，压实工作责任，建立健全长效机制，确保各项措施落实到位";
        assert_eq!(wrapped(long, 8.0, width, Filling::Even), None, "prose is broken as prose");
    }

    #[test]
    fn what_stands_at_the_left_is_filled_from_the_top() {
        for (text, room, wanted) in [
            ("下湾村三组一号沟", 4.5, "下湾村三\n组一号沟"),
            ("下湾村三组一号沟渠", 4.5, "下湾村\n三组一\n号沟渠"),
            ("隔离网缺损86米，可直接下到水边", 7.0, "隔离网缺损\n86米，可直接\n下到水边"),
            ("加强学习，认真整改", 6.2, "加强学习，\n认真整改"),
            ("东河镇人民政府", 6.0, "东河镇\n人民政府"),
        ] {
            assert_eq!(
                wrapped(text, room, width, Filling::FromTop).as_deref(),
                Some(wanted),
                "{text} in {room}"
            );
        }
    }

    #[test]
    fn a_date_is_parted_behind_its_year_and_no_line_begins_with_a_dash() {
        let parted = |text: &str, room| wrapped(text, room, width, Filling::Even);
        assert_eq!(parted("2027年10月", 3.5).as_deref(), Some("2027年\n10月"));
        assert_eq!(parted("东河—青龙—三小", 4.5).as_deref(), Some("东河—\n青龙—\n三小"));
        assert_eq!(keep_dates("至2027年10月底", 3.5), "至\u{1f}2027年\u{1e}\u{1f}10月底\u{1e}");
        assert_eq!(keep_dates("观摩东河—青龙线", 5.5), "观摩东\u{1f}河—\u{1e}青龙线");
        assert_eq!(keep_dates("重点——青龙线", 5.5), "重点——青龙线");
    }

    #[test]
    fn a_day_is_no_text() {
        for (line, is) in [
            ("12月2日（星期三）", true),
            ("9月16日至18日", true),
            ("2026年12月", true),
            ("8月10日前全部返还", false),
            ("12月2日（县政府办公室）", false),
            ("12", false),
        ] {
            assert_eq!(is_day(line), is, "{line}");
        }
    }

    #[test]
    fn what_belongs_together_is_one_word() {
        for (text, wanted) in [
            ("2021年7月", vec!["2021年7月"]),
            ("截至2021年12月31日", vec!["截至", "2021年12月31日"]),
            ("2021年12月底", vec!["2021年12月底"]),
            ("R≤1.8", vec!["R≤1.8"]),
            ("单价（元）", vec!["单价", "（元）"]),
            ("C级危房", vec!["C级", "危房"]),
        ] {
            assert_eq!(words(text), wanted, "{text}");
        }
    }
}
