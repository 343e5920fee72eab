//! The head of a telegram: 内部明电, and rows of 发往, 发电单位, 签批盖章, 等级 with urgency, number and the room's own number.

use crate::claims::{Claims, Element, Slot};
use crate::lines::squeezed;
use crate::patterns as p;

/// Such rows stand among so many lines.
const LONGEST: usize = 12;
const LABELS: [&str; 10] = [
    "发电单位",
    "发报单位",
    "发电机关",
    "发往",
    "签批盖章",
    "签批",
    "签发盖章",
    "等级",
    "电报等级",
    "紧急等级",
];
/// What stands over them.
const MARKS: [&str; 6] = ["内部明电", "明电", "电报", "传真电报", "明传电报", "内部传真电报"];

/// Claims them where two of them stand together, or one under the mark of a telegram.
pub(super) fn recognise(claims: &mut Claims) {
    let top = claims.free(0..claims.len().min(LONGEST));
    let mark = top.iter().copied().find(|&line| MARKS.contains(&squeezed(&claims.text(line)).as_str()));
    let rows: Vec<usize> = top.into_iter().filter(|&line| begins(&claims.text(line)).is_some()).collect();
    let own = rows.iter().filter_map(|&line| begins(&claims.text(line))).any(|name| name.starts_with('发'))
        || mark.is_some();
    let labels: usize = rows.iter().map(|&line| fields(&claims.text(line)).len()).sum();
    if labels < 2 || !own {
        return;
    }
    claims.telegram = true;
    if let Some(mark) = mark {
        // It is the one that a telegram has by itself.
        let usual = squeezed(&claims.text(mark)) == "内部明电";
        claims.claim(mark, if usual { Slot::Beside(Element::Mark) } else { Slot::Value(Element::Mark) });
    }
    for line in rows {
        let text = claims.text(line);
        let mut parts: Vec<(Slot, &str)> = Vec::new();
        for (label, value) in fields(&text) {
            let name =
                LABELS.iter().find(|name| squeezed(label).starts_with(**name)).copied().unwrap_or_default();
            match name {
                "发往" => {
                    // They may stand again over the text.
                    let slot = if addressed(claims, line) { Slot::Beside } else { Slot::Value };
                    parts.extend([
                        (Slot::Beside(Element::Recipients), label),
                        (slot(Element::Recipients), value),
                    ]);
                }
                name if name.ends_with("等级") => {
                    parts.push((Slot::Beside(Element::Urgency), label));
                    level(claims, value, &mut parts);
                }
                name if name.starts_with('签') && !value.trim().is_empty() => {
                    parts.extend([
                        (Slot::Beside(Element::Signers), label),
                        (Slot::Value(Element::Signers), value),
                    ]);
                }
                name if name.starts_with("发") && !value.trim().is_empty() => {
                    parts.extend([
                        (Slot::Beside(Element::Sender), label),
                        (Slot::Value(Element::Sender), value),
                    ]);
                }
                _ => parts.extend([(Slot::NoElement, label), (Slot::NoElement, value)]),
            }
        }
        claims.split(line, &parts);
    }
}

/// Whether a line below says to whom it goes, before the text.
fn addressed(claims: &Claims, row: usize) -> bool {
    let below = claims.free(row + 1..claims.len().min(row + 2 * LONGEST));
    let mut texts = below.into_iter().map(|line| claims.text(line));
    texts.any(|text| text.strip_suffix(['：', ':']).is_some_and(p::is_recipients))
}

/// The label that a row begins with.
fn begins(text: &str) -> Option<&'static str> {
    let bare = squeezed(text);
    LABELS.into_iter().filter(|name| bare.starts_with(name)).max_by_key(|name| name.len()).filter(|name| {
        // 等级保护制度: a word that goes on.
        let rest = text.trim_start().strip_prefix(*name).unwrap_or_default();
        rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || "：:".contains(c))
    })
}

/// A row's labels, each with its colon, and what stands behind it up to the next.
fn fields(text: &str) -> Vec<(&str, &str)> {
    let starts: Vec<usize> = text
        .char_indices()
        .filter(|(at, _)| *at == 0 || text[..*at].ends_with(char::is_whitespace))
        .filter(|(at, _)| begins(&text[*at..]).is_some())
        .map(|(at, _)| at)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let field = |(start, end): (usize, usize)| {
        let whole = &text[start..end];
        let label = begins(whole).map_or(0, str::len);
        let rest = &whole[label..];
        let value = rest.trim_start_matches(|c: char| c.is_whitespace() || "：:".contains(c));
        whole.split_at(whole.len() - value.len())
    };
    starts.iter().copied().zip(ends).map(field).collect()
}

/// 等级　特急·明电　　甲汛办电〔2025〕14号　　甲机发　231号.
fn level<'a>(claims: &Claims, text: &'a str, parts: &mut Vec<(Slot, &'a str)>) {
    const URGENT: [&str; 5] = ["特提", "特急", "加急", "平急", "急"];
    let mut rest = text;
    for word in
        text.split(|c: char| c.is_whitespace() || "·：:/、•".contains(c)).filter(|word| !word.is_empty())
    {
        let slot = match word {
            _ if URGENT.contains(&word) => Slot::Value(Element::Urgency),
            _ if word.contains('〔') && p::is_number(word) => Slot::Value(Element::Number),
            _ => continue,
        };
        if claims.has(slot) || parts.iter().any(|(of, _)| *of == slot) {
            continue;
        }
        let at = rest.find(word).unwrap_or(0);
        parts.push((Slot::NoElement, &rest[..at]));
        parts.push((slot, word));
        rest = &rest[at + word.len()..];
    }
    // What is left at the row's end: 甲机发　231号, 甲机发　0271.
    let sent = rest.trim_start();
    if sent.contains("机发") && sent.trim_end().ends_with(|c: char| c == '号' || c.is_ascii_digit()) {
        parts.push((Slot::NoElement, &rest[..rest.len() - sent.len()]));
        parts.push((Slot::Value(Element::DispatchNumber), sent));
    } else {
        parts.push((Slot::NoElement, rest));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::says;

    #[test]
    fn who_approves_a_telegram_signs_it_wherever_the_row_says_it() {
        for rows in [
            "发电单位：甲市防汛办公室　　签批盖章：李三\n等级　特急·明电　　甲汛办电〔2025〕14号",
            "发电单位　甲市防汛办公室　签批　李三\n等级　特急",
        ] {
            let text = format!(
                "{rows}\n甲市防汛办公室关于防范强降雨的紧急通知\n各县防汛办：\n据预报，明日有暴雨，请做好防范。\n甲市防汛办公室\n2025年6月19日\n（共1页）"
            );
            says(&text, &["format = \"telegram\"", "signers = [\"李三\"]", "sender = \"甲市防汛办公室\""]);
            assert!(!crate::import("a", text.into_bytes()).unwrap().toml().contains("note = "));
        }
    }

    #[test]
    fn the_rows_over_a_telegram_are_told_apart() {
        for level in [
            "等级　特急·明电　　甲汛办电〔2025〕14号　　甲机发　231号",
            "等级：特急 明电　甲汛办电〔2025〕14号",
        ] {
            let text = format!(
                "发电单位　甲市防汛办公室\n签批盖章　李三\n{level}\n甲市防汛办公室关于防范强降雨的紧急通知\n各县防汛办：\n据预报，明日有暴雨，请做好防范。\n甲市防汛办公室\n2025年6月19日"
            );
            says(
                &text,
                &[
                    "urgency = \"特急\"",
                    "number = \"甲汛办电〔2025〕14号\"",
                    "format = \"telegram\"",
                    "signers = [\"李三\"]",
                ],
            );
        }
    }
}
