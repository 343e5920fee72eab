//! Words of a chart: numbers as they are printed, how wide words are and where they break, the text for those
//! who do not see it.

use super::{Chart, Kind};

/// The longest alternative text, in characters.
const LONGEST: usize = 2_000;

/// A value as the data has it, or with the decimals the data asks for. Nothing is less than nothing by a sign.
pub(super) fn number(value: f64, decimals: Option<usize>) -> String {
    let written = match decimals {
        Some(decimals) => format!("{value:.decimals$}"),
        None => format!("{value}"),
    };
    match written.strip_prefix('-') {
        Some(rest) if !rest.contains(|c: char| ('1'..='9').contains(&c)) => rest.to_owned(),
        _ => written,
    }
}

/// How wide a character is at most, in em: the template chooses the face.
fn em(c: char) -> f64 {
    match c {
        ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'i' | 'j' | 'l' | 'I' => 0.34,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.95,
        '0'..='9' => 0.57,
        'A'..='Z' => 0.75,
        c if c.is_ascii() => 0.6,
        _ => 1.0,
    }
}

/// About how wide a text is, in em, rather too much than too little.
pub(super) fn ems(text: &str) -> f64 {
    text.chars().map(em).sum()
}

/// Marks that begin no line, and marks that end none.
const CLOSING: &str = "，。、；：！？）》」』】〉”’…—％%)]}";
const OPENING: &str = "（《「『【〈“‘([{";

/// The pieces of a text that no line's end parts: words of letters and figures, characters with their marks.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for c in text.chars() {
        let word = |c: char| c.is_ascii() && c != ' ';
        let joins = before.is_some_and(|before| {
            CLOSING.contains(c) || OPENING.contains(before) || word(before) && word(c) || c == ' '
        });
        match pieces.last_mut().filter(|_| joins) {
            Some(piece) => piece.push(c),
            None => pieces.push(c.to_string()),
        }
        before = Some(c);
    }
    pieces
}

/// A text in as few lines as this room has it, in em, and those as even as they get; none when a piece of it
/// is wider.
pub(super) fn broken(text: &str, room: f64) -> Option<Vec<String>> {
    let pieces = pieces(text.trim());
    if pieces.iter().any(|piece| ems(piece.trim_end()) > room) {
        return None;
    }
    let filled = |room: f64| -> Option<Vec<String>> {
        let mut lines = vec![String::new()];
        for piece in &pieces {
            let line = lines.last_mut()?;
            if !line.is_empty() && ems(line) + ems(piece.trim_end()) > room + 1e-9 {
                line.truncate(line.trim_end().len());
                lines.push(piece.clone());
            } else {
                line.push_str(piece);
            }
        }
        Some(lines)
    };
    let most = filled(room)?;
    let widest = pieces.iter().map(|piece| ems(piece.trim_end())).fold(0.0, f64::max);
    let mut even = (ems(text) / most.len() as f64).max(widest);
    while even < room {
        match filled(even) {
            Some(lines) if lines.len() <= most.len() => return Some(lines),
            _ => even += 0.25,
        }
    }
    Some(most)
}

/// What a reader is told who does not see the chart: every value.
pub(super) fn alternative(chart: &Chart) -> String {
    let kind = match chart.kind {
        Kind::Bar => "柱形图",
        Kind::Stacked => "堆积柱形图",
        Kind::Line => "折线图",
        Kind::Pie => "饼图",
    };
    let mut text = if chart.title.is_empty() { kind.to_owned() } else { format!("{kind}：{}", chart.title) };
    if let Some(unit) = &chart.unit {
        text += &format!("（单位：{unit}）");
    }
    text.push('。');
    let series: Vec<String> = chart
        .series
        .iter()
        .map(|series| {
            let values = chart.labels.iter().zip(&series.values);
            let values: Vec<String> = values
                .filter_map(|(label, value)| Some(format!("{label} {}", number((*value)?, chart.decimals))))
                .collect();
            let values = values.join("，");
            if series.name.is_empty() { values } else { format!("{}：{values}", series.name) }
        })
        .collect();
    text += &series.join("；");
    text.push('。');
    if text.chars().count() > LONGEST {
        text = text.chars().take(LONGEST - 1).chain(['…']).collect();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_break_where_they_may_and_evenly() {
        let lines = |text, room| broken(text, room).unwrap();
        assert_eq!(lines("一季度", 3.0), ["一季度"]);
        assert_eq!(lines("市场监督管理局", 5.0), ["市场监督", "管理局"]);
        assert_eq!(lines("水利（含防汛）", 4.0), ["水利（含", "防汛）"]);
        assert_eq!(lines("GDP 增速", 2.5), ["GDP", "增速"]);
        assert_eq!(broken("infrastructure", 4.0), None);
        assert_eq!(lines("", 4.0), [""]);
    }

    #[test]
    fn nothing_has_no_sign() {
        assert_eq!(number(-0.0, None), "0");
        assert_eq!(number(-0.04, Some(1)), "0.0");
        assert_eq!(number(-0.05, Some(2)), "-0.05");
        assert_eq!(number(1.3e12, None), "1300000000000");
    }
}
