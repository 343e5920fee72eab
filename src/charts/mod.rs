//! Charts from data: the marks as an SVG picture without a letter in it, and the texts beside it, each with
//! its place in mm, which the template sets in the document's own faces.

mod axis;
mod draw;
mod labels;
mod pie;
mod text;

use crate::document::ChartFault;
use serde_json::{Value as Json, json};

/// Units of the drawing in a mm: what is drawn is rounded to 0.025 mm.
const UNITS: f64 = 40.0;
/// A chart's width in mm where the data says none: the type area of 公文.
const WIDTH: f64 = 156.0;
/// A chart's height in mm where the data says none.
const HEIGHT: f64 = 64.0;
/// A point in mm.
const PT: f64 = 25.4 / 72.0;
/// Size of the texts beside the marks, in mm: 小五.
const TYPE: f64 = 3.175;
/// Size of the values on the marks, in pt.
const VALUE: f64 = 8.0;

/// Colours of the series. They differ in lightness too, so that a grey print tells them apart.
const COLOURS: [(u8, u8, u8); 6] =
    [(31, 78, 121), (214, 158, 46), (96, 150, 180), (158, 59, 48), (122, 158, 126), (110, 110, 118)];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bar,
    Stacked,
    Line,
    Pie,
}

/// One row of numbers.
struct Series {
    name: String,
    values: Vec<Option<f64>>,
}

/// A chart as the data has it.
struct Chart {
    kind: Kind,
    title: String,
    labels: Vec<String>,
    series: Vec<Series>,
    unit: Option<String>,
    decimals: Option<usize>,
    width: f64,
    height: f64,
}

/// How a text stands to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    Start,
    Middle,
    End,
}

/// A text beside the marks; its place is the middle of its height, in mm from the top left.
struct Text {
    x: f64,
    y: f64,
    text: String,
    anchor: Anchor,
    /// What it is: `tick`, `label`, `value`, `unit`.
    kind: &'static str,
    /// In pt.
    size: f64,
    /// Its lines, when it has several.
    lines: Vec<String>,
    /// Rising by half a right angle.
    slanted: bool,
    /// How wide it may become before it is broken.
    room: Option<f64>,
}

impl Text {
    /// A line of words of the usual size.
    fn new(kind: &'static str, text: String, (x, y): (f64, f64), anchor: Anchor) -> Text {
        let size = if kind == "value" { VALUE } else { TYPE / PT };
        Text { x, y, text, anchor, kind, size, lines: Vec::new(), slanted: false, room: None }
    }
}

/// Draws a chart that the chart schema has let through; else says what is wrong, and where inside it.
pub(crate) fn draw(chart: &Json) -> Result<(String, Json), (String, ChartFault)> {
    let chart = read(chart);
    for (index, series) in chart.series.iter().enumerate() {
        let (values, labels) = (series.values.len(), chart.labels.len());
        if values != labels {
            return Err((format!("/series/{index}/values"), ChartFault::Lengths { values, labels }));
        }
    }
    let numbers = || chart.series.iter().flat_map(|series| series.values.iter().flatten());
    // A pie of nothing has no shares; elsewhere a zero is a value.
    if !numbers().any(|value| chart.kind != Kind::Pie || *value != 0.0) {
        return Err(("/series".to_owned(), ChartFault::Empty));
    }
    let (svg, texts) = if chart.kind == Kind::Pie { pie::pie(&chart)? } else { draw::axes(&chart)? };
    let texts: Vec<Json> = texts.iter().map(placed).collect();
    let drawn = json!({
        "width": chart.width,
        "height": chart.height,
        "texts": texts,
        "legend": legend(&chart),
        "alt": text::alternative(&chart),
    });
    Ok((svg, drawn))
}

fn read(chart: &Json) -> Chart {
    let string = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let list = |key: &str| chart[key].as_array().cloned().unwrap_or_default();
    let series = |series: &Json| Series {
        name: string(&series["name"]),
        values: series["values"].as_array().into_iter().flatten().map(Json::as_f64).collect(),
    };
    Chart {
        kind: match chart["kind"].as_str() {
            Some("stacked") => Kind::Stacked,
            Some("line") => Kind::Line,
            Some("pie") => Kind::Pie,
            _ => Kind::Bar,
        },
        title: string(&chart["title"]),
        labels: list("labels").iter().map(string).collect(),
        series: list("series").iter().map(series).collect(),
        unit: chart["unit"].as_str().map(str::to_owned),
        decimals: chart["decimals"].as_u64().and_then(|decimals| usize::try_from(decimals).ok()),
        width: chart["width"].as_f64().unwrap_or(WIDTH),
        height: chart["height"].as_f64().unwrap_or(HEIGHT),
    }
}

/// What the colours stand for; one series needs no legend, and a pie says it beside each share.
fn legend(chart: &Chart) -> Json {
    if chart.kind == Kind::Pie || chart.series.len() == 1 {
        return json!([]);
    }
    let entries = chart.series.iter().zip(COLOURS);
    entries
        .map(
            |(series, (r, g, b))| json!({ "name": series.name, "colour": format!("#{r:02x}{g:02x}{b:02x}") }),
        )
        .collect()
}

fn placed(text: &Text) -> Json {
    // To a hundredth of a mm: no digit of the sum's rounding reaches the page.
    let round = |value: f64| (value * 100.0).round() / 100.0;
    json!({
        "x": round(text.x),
        "y": round(text.y),
        "text": text.text,
        "anchor": match text.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        },
        "kind": text.kind,
        "size": text.size,
        "lines": if text.lines.is_empty() { vec![text.text.clone()] } else { text.lines.clone() },
        "turn": if text.slanted { -45 } else { 0 },
        "room": text.room.map(round),
    })
}

#[cfg(test)]
mod tests;
