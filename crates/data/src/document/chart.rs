//! Charts: what their keys say, and why none can be drawn.

use serde::Serialize;

use super::keys as k;
use super::reader::{Found, Reader};
use crate::diagnostic::{Entry, Lang, error};
use crate::document::{BodyFinding, Spot};
use crate::limits::LimitFinding;
use crate::source::Value;
use crate::text::chart::{Chart, ChartKind, Series};

/// Why no chart can be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChartFault {
    /// The program was built without charts.
    NotBuiltIn,
    /// A series has another number of values than there are labels.
    Lengths {
        /// How many it has.
        values: usize,
        /// How many there are.
        labels: usize,
    },
    /// Shares of a whole cannot be negative.
    Negative {
        /// The share.
        written: String,
    },
    /// Nothing to draw: no value at all, or a pie of zeros.
    Empty,
    /// A pie has one series.
    PieSeries {
        /// How many are given.
        #[serde(rename = "count")]
        series: usize,
    },
    /// The words do not all have room.
    NoRoom,
    /// The numbers at the axis leave no room for the plot.
    LongTicks,
}

impl ChartFault {
    /// What is wrong, in Chinese and in English.
    pub fn sentences(&self) -> (String, String) {
        let said = self.entry().message;
        (said.in_lang(Lang::Zh).to_owned(), said.in_lang(Lang::En).to_owned())
    }

    /// What is said of it in a document.
    pub(super) fn entry(&self) -> Entry {
        match self {
            ChartFault::NotBuiltIn => error(
                "chart-not-built-in",
                "这个程序没有编入画图表的部分（feature charts）",
                "this program was built without charts (the feature `charts`)",
            )
            .help("用编入了图表的程序，或改用图片", "use a program with charts, or a picture"),
            ChartFault::Lengths { values, labels } => error(
                "chart-lengths",
                format!("这一系列有 {values} 个数，标签有 {labels} 个"),
                format!("values in this series: {values}; labels: {labels}"),
            )
            .help(
                "每个标签写一个数，没有的写 \"\"",
                "write a value for each label, \"\" where there is none",
            ),
            ChartFault::Negative { written } => error(
                "chart-negative",
                format!("饼图的值不能为负：{written}"),
                format!("a share of a pie cannot be negative: {written}"),
            )
            .help("改用 ⟦kind = 'bar'|图型 = '柱形'⟧", "⟦kind = 'bar'|图型 = '柱形'⟧ draws bars"),
            ChartFault::Empty => error("chart-empty", "没有可画的数", "there is nothing to draw")
                .help("写上“⟦values|数值⟧”", "write `⟦values|数值⟧`"),
            ChartFault::PieSeries { series } => error(
                "chart-pie-series",
                format!("饼图只能有一个系列，这里有 {series} 个"),
                format!("a pie has one series, and here are {series}"),
            )
            .help(
                "改用 ⟦kind = 'bar'|图型 = '柱形'⟧，或分成几个图",
                "take ⟦kind = 'bar'|图型 = '柱形'⟧, or a pie for each",
            ),
            ChartFault::NoRoom => error(
                "chart-no-room",
                "图上的文字放不下：缩到七号、分行、斜排都不够",
                "the words of the chart do not fit, not at 5.5 pt, in lines or slanted",
            )
            .help(
                "缩短文字，减少项数，或加大“⟦width|宽度⟧”",
                "shorten the words, take fewer of them, or raise `⟦width|宽度⟧`",
            ),
            ChartFault::LongTicks => error(
                "chart-long-ticks",
                "数轴上的数太长，图画不下",
                "the numbers at the axis are too long for the chart",
            )
            .help(
                "换大一些或小一些的单位，如“亿元”，写在“⟦unit|单位⟧”里；或加大“⟦width|宽度⟧”",
                "take a larger or smaller unit and say it in `⟦unit|单位⟧`, or raise `⟦width|宽度⟧`",
            ),
        }
    }
}

const KINDS: [(&str, ChartKind); 4] = [
    ("bar", ChartKind::Bar),
    ("stacked", ChartKind::Stacked),
    ("line", ChartKind::Line),
    ("pie", ChartKind::Pie),
];

const TABLE: (&str, &str) = ("系列（表）", "a series (a table)");

/// The most labels and series, and the most characters of each.
const LABELS: usize = 60;
const SERIES: usize = 6;
const CHARACTERS: usize = 40;

/// Reads the keys of a chart; `width` is what its width says.
pub(super) fn read(
    r: &mut Reader<'_>,
    found: &Found<'_>,
    width: impl Fn(&mut Reader<'_>) -> Option<u32>,
) -> Option<Chart> {
    let kind = r.choice(k::CHART_KIND, &KINDS);
    if r.find(k::CHART_KIND).is_none() {
        r.missing(k::CHART_KIND, "7.3.3");
    }
    let line = |text: String| text.lines().map(str::trim).collect::<String>();
    let caption = r.words(k::CAPTION).map(|words| line(words.text)).unwrap_or_default();
    let unit = r.words(k::CHART_UNIT).map(|words| line(words.text));
    // 单位：亿元 is 亿元.
    let unit = unit.map(|unit| unit.trim_start_matches("单位").trim_start_matches(['：', ':']).to_owned());
    let unit = unit.filter(|unit| !unit.is_empty());
    let decimals = r.count(k::DECIMALS).and_then(|count| u8::try_from(count).ok());
    let width = width(r);
    let labels = labels(r);
    let series = series(r);
    let (kind, labels, series) = (kind?, labels?, series?);
    let (rows, places): (Vec<Series>, Vec<Spot>) = series.into_iter().unzip();
    let caption = caption.as_str().into();
    let chart = Chart { kind, labels, series: rows, caption, unit, decimals, width };
    match fault(&chart) {
        None => Some(chart),
        Some((at, fault)) => {
            match at.and_then(|at| places.get(at)) {
                Some(spot) => spot.report(r.sink(), BodyFinding::Chart(fault)),
                None => found.report(r.sink(), BodyFinding::Chart(fault)),
            }
            None
        }
    }
}

fn labels(r: &mut Reader<'_>) -> Option<Vec<String>> {
    let Some(found) = r.find(k::LABELS) else {
        r.missing(k::LABELS, "7.3.3");
        return None;
    };
    let labels = r.list(k::LABELS)?;
    let long = labels.iter().map(|label| label.text.chars().count()).find(|count| *count > CHARACTERS);
    if let Some(count) = long {
        let problem = LimitFinding::TooLong { count, limit: CHARACTERS, unit: ("个字", "characters") };
        found.report(r.sink(), problem);
        return None;
    }
    if labels.len() > LABELS {
        let unit = ("个标签", "labels");
        found.report(r.sink(), LimitFinding::TooLong { count: labels.len(), limit: LABELS, unit });
        return None;
    }
    Some(labels.into_iter().map(|label| label.text).collect())
}

fn series(r: &mut Reader<'_>) -> Option<Vec<(Series, Spot)>> {
    let Some(found) = r.find(k::SERIES) else {
        r.missing(k::SERIES, "7.3.3");
        return None;
    };
    let items = r.items(k::SERIES);
    if items.len() > SERIES {
        let unit = ("个系列", "series");
        found.report(r.sink(), LimitFinding::TooLong { count: items.len(), limit: SERIES, unit });
        return None;
    }
    let several = items.len() > 1;
    let read: Vec<Option<(Series, Spot)>> = items
        .into_iter()
        .map(|item| {
            let Value::Table(table) = &item.node.value else {
                item.wrong_type(r.sink(), TABLE);
                return None;
            };
            let mut inner = Reader::new(table, k::SERIES_KEYS, &item.path, r.sink());
            let name = inner.words(k::SERIES_NAME).map(|words| words.text);
            if several && inner.find(k::SERIES_NAME).is_none() {
                inner.missing(k::SERIES_NAME, "7.3.3");
            }
            let values = inner.figures(k::VALUES);
            if inner.find(k::VALUES).is_none() {
                inner.missing(k::VALUES, "7.3.3");
            }
            let found = inner.find(k::VALUES);
            let spot = found.map(|found| Spot { place: found.place(), path: found.path });
            inner.finish();
            Some((Series { name: name.unwrap_or_default(), values: values? }, spot?))
        })
        .collect();
    read.into_iter().collect()
}

/// What the figures alone say that nothing can be drawn of; at which series.
fn fault(chart: &Chart) -> Option<(Option<usize>, ChartFault)> {
    let labels = chart.labels.len();
    let uneven = chart.series.iter().position(|series| series.values.len() != labels);
    if let Some(at) = uneven {
        let values = chart.series[at].values.len();
        return Some((Some(at), ChartFault::Lengths { values, labels }));
    }
    let pie = chart.kind == ChartKind::Pie;
    let numbers = || chart.series.iter().flat_map(|series| series.values.iter().flatten());
    if !numbers().any(|value| !pie || *value != 0.0) {
        return Some((None, ChartFault::Empty));
    }
    if pie && chart.series.len() > 1 {
        return Some((None, ChartFault::PieSeries { series: chart.series.len() }));
    }
    let negative = numbers().find(|value| pie && **value < 0.0)?;
    Some((Some(0), ChartFault::Negative { written: negative.to_string() }))
}
