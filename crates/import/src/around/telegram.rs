//! The rows over a telegram: 发电单位, 签批盖章, 等级 with urgency, number and the room's own number.

use crate::claims::{Claims, Element, Slot};
use crate::doubt::Doubt;
use crate::lines::squeezed;
use crate::patterns as p;

/// Such rows stand among so many lines.
const LONGEST: usize = 12;
const LABELS: [&str; 8] =
    ["发电单位", "发报单位", "发电机关", "签批盖章", "签批", "签发盖章", "等级", "电报等级"];

/// Claims them where two of them stand together.
pub(super) fn recognise(claims: &mut Claims) {
    let rows: Vec<usize> = claims
        .free(0..claims.len().min(LONGEST))
        .into_iter()
        .filter(|&line| label(&claims.text(line)).is_some())
        .collect();
    let own = rows.iter().filter_map(|&line| label(&claims.text(line))).any(|name| name.starts_with("发"));
    if rows.len() < 2 || !own {
        return;
    }
    for line in rows {
        let text = claims.text(line);
        let Some(name) = label(&text) else { continue };
        let said = text.split_whitespace().nth(1).is_some() || text.contains(['：', ':']);
        if name.starts_with('签') {
            claims.claim(line, Slot::Loose);
            claims.doubt(Element::Signers, Doubt::SaidBeside(text));
        } else if name.ends_with("等级") && said {
            level(claims, line, &text);
        } else {
            claims.claim(line, Slot::Loose);
            // 发电单位：某办公室　　签批盖章：张三 in one row.
            if LABELS.iter().any(|label| label.starts_with('签') && text.contains(label)) {
                claims.doubt(Element::Signers, Doubt::SaidBeside(text));
            }
        }
    }
}

/// The label that a row begins with.
fn label(text: &str) -> Option<&'static str> {
    let bare = squeezed(text);
    LABELS.into_iter().filter(|name| bare.starts_with(name)).max_by_key(|name| name.len()).filter(|name| {
        // 等级保护制度: a word that goes on.
        let rest = text.trim_start().strip_prefix(*name).unwrap_or_default();
        rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || "：:".contains(c))
    })
}

/// 等级　特急·明电　　甲汛办电〔2025〕14号　　甲机发　231号.
fn level(claims: &mut Claims, line: usize, text: &str) {
    const URGENT: [&str; 5] = ["特提", "特急", "加急", "平急", "急"];
    let mut parts: Vec<(Slot, &str)> = Vec::new();
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
        parts.push((Slot::Loose, &rest[..at]));
        parts.push((slot, word));
        rest = &rest[at + word.len()..];
    }
    parts.push((Slot::Loose, rest));
    let urgent = parts.iter().any(|(slot, _)| *slot == Slot::Value(Element::Urgency));
    claims.split(line, &parts);
    if urgent {
        claims.doubt(Element::Urgency, Doubt::FromSurroundings);
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::says;

    #[test]
    fn who_approves_a_telegram_is_asked_about_wherever_the_row_says_it() {
        for rows in [
            "发电单位：甲市防汛办公室　　签批盖章：李三\n等级　特急·明电　　甲汛办电〔2025〕14号",
            "发电单位　甲市防汛办公室　签批　李三\n等级　特急",
        ] {
            let text = format!(
                "{rows}\n甲市防汛办公室关于防范强降雨的紧急通知\n各县防汛办：\n据预报，明日有暴雨，请做好防范。\n甲市防汛办公室\n2025年6月19日\n（共1页）"
            );
            says(&text, &["# 请核对：“发电单位", "# signers"]);
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
                    "# 请核对：“签批盖章　李三”一行像是写着它",
                ],
            );
        }
    }
}
