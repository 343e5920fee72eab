//! Words of a chart: numbers as they are printed, the text for those who do not see it.

use super::{Chart, Kind, TYPE};

/// The longest alternative text, in characters.
const LONGEST: usize = 2_000;

/// A value as the data has it, or with the decimals the data asks for.
pub(super) fn number(value: f64, decimals: Option<usize>) -> String {
    match decimals {
        Some(decimals) => format!("{value:.decimals$}"),
        None => format!("{value}"),
    }
}

/// About how wide a text is in mm: hanzi take a cell, the rest half of one.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.52 } else { 1.0 }).sum::<f64>() * TYPE
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
