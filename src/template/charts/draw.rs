//! Bars, stacked bars and lines on two axes.

use plotters::prelude::*;

use super::axis::Axis;
use super::text::{number, width};
use super::{Anchor, COLOURS, Chart, Kind, TYPE, Text, UNITS};

/// Room between a text and what it belongs to, in mm.
const GAP: f64 = 1.4;
/// The share of a label's room that its bars fill.
const FILLED: f64 = 0.62;
/// More bars or points than this carry no numbers.
const MOST_NUMBERED: usize = 14;
/// A bar is never wider, in mm.
const WIDEST_BAR: f64 = 12.0;
/// A label of more lines than this is left out.
const MOST_LINES: f64 = 4.0;
const HAIR: u32 = 6;
const RULE: u32 = 10;
const LINE: u32 = 26;
const GRID: RGBColor = RGBColor(214, 218, 224);
const AXIS: RGBColor = RGBColor(90, 96, 105);

type Canvas<'a, 'b> = ChartContext<
    'a,
    SVGBackend<'b>,
    Cartesian2d<plotters::coord::types::RangedCoordf64, plotters::coord::types::RangedCoordf64>,
>;

pub(super) fn units(mm: f64) -> u32 {
    (mm * UNITS).round() as u32
}

/// A series' colour; beyond the sixth they come again, lighter.
pub(super) fn colour(index: usize) -> RGBColor {
    let (r, g, b) = COLOURS[index % COLOURS.len()];
    let lighter = 0.4 * (index / COLOURS.len()).min(2) as f64;
    let mixed = |part: u8| (f64::from(part) + (255.0 - f64::from(part)) * lighter) as u8;
    RGBColor(mixed(r), mixed(g), mixed(b))
}

/// Where the plot lies in the picture, in mm.
struct Frame {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    /// Room of a label across.
    slot: f64,
    /// Every how many labels one is written.
    every: usize,
}

impl Frame {
    fn of(chart: &Chart, axis: &Axis) -> Frame {
        let widest_tick = axis.steps().iter().map(|(_, text)| width(text)).fold(0.0, f64::max);
        let left = widest_tick + GAP;
        let right = 1.0;
        let slot = (chart.width - left - right) / chart.labels.len() as f64;
        let (lines, every) = rows(chart, slot);
        let top = if chart.unit.is_some() { TYPE + 3.0 * GAP } else { TYPE / 2.0 + GAP };
        let bottom = GAP + lines * TYPE * 1.25;
        Frame { left, right, top, bottom, slot, every }
    }
}

/// How many lines labels take in rooms of this width, and every how many one is written: hanzi are broken
/// into lines; what cannot be broken, or would take too many, is written at every second value, or third …
fn rows(chart: &Chart, slot: f64) -> (f64, usize) {
    let room = 0.92 * slot;
    let widest = chart.labels.iter().map(|label| width(label)).fold(0.0, f64::max);
    let words = chart.labels.iter().flat_map(|label| label.split(|c: char| !c.is_ascii()));
    let whole = words.map(width).fold(TYPE, f64::max);
    // A line holds whole characters only.
    let lines = (widest / (room - TYPE).max(TYPE)).ceil();
    if widest <= room {
        (1.0, 1)
    } else if whole <= room && lines <= MOST_LINES {
        (lines, 1)
    } else {
        (1.0, (widest / room).ceil() as usize)
    }
}

/// The picture and its texts.
pub(super) fn axes(chart: &Chart) -> (String, Vec<Text>) {
    let axis = Axis::of(chart);
    let frame = Frame::of(chart, &axis);
    let mut svg = String::new();
    let mut texts = Vec::new();
    // Drawing into a string does not fail: there is no disk and no face.
    let _ = draw(chart, &axis, &frame, &mut svg, &mut texts);
    if let Some(unit) = &chart.unit {
        let text = format!("单位：{unit}");
        texts.push(Text { x: 0.0, y: TYPE / 2.0, text, anchor: Anchor::Start, kind: "unit", room: None });
    }
    (svg, texts)
}

type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

fn draw(chart: &Chart, axis: &Axis, frame: &Frame, svg: &mut String, texts: &mut Vec<Text>) -> Drawn {
    let root = SVGBackend::with_string(svg, (units(chart.width), units(chart.height))).into_drawing_area();
    let count = chart.labels.len() as f64;
    let mut canvas: Canvas<'_, '_> = ChartBuilder::on(&root)
        .margin_left(units(frame.left))
        .margin_right(units(frame.right))
        .margin_top(units(frame.top))
        .margin_bottom(units(frame.bottom))
        .build_cartesian_2d(0.0..count, axis.least()..axis.most())?;
    for (value, written) in axis.steps() {
        let style = if value == 0.0 { AXIS.stroke_width(RULE) } else { GRID.stroke_width(HAIR) };
        canvas.draw_series([PathElement::new(vec![(0.0, value), (count, value)], style)])?;
        let y = mm(canvas.backend_coord(&(0.0, value)).1);
        let x = frame.left - GAP;
        texts.push(Text { x, y, text: written, anchor: Anchor::End, kind: "tick", room: None });
    }
    if axis.least() > 0.0 || axis.most() < 0.0 {
        let floor = vec![(0.0, axis.least()), (count, axis.least())];
        canvas.draw_series([PathElement::new(floor, AXIS.stroke_width(RULE))])?;
    }
    match chart.kind {
        Kind::Line => lines(chart, &mut canvas, texts)?,
        Kind::Stacked => stacks(chart, frame, &mut canvas, texts)?,
        _ => bars(chart, frame, &mut canvas, texts)?,
    }
    for (index, label) in chart.labels.iter().enumerate().step_by(frame.every) {
        let x = frame.left + (index as f64 + 0.5) * frame.slot;
        let y = chart.height - frame.bottom + GAP + (frame.bottom - GAP) / 2.0;
        let room = Some(frame.slot * frame.every as f64 * 0.96);
        texts.push(Text { x, y, text: label.clone(), anchor: Anchor::Middle, kind: "label", room });
    }
    drop(canvas);
    root.present()
}

fn mm(units: i32) -> f64 {
    f64::from(units) / UNITS
}

/// Half of a bar's width as a share of a label's room.
fn half_width(frame: &Frame, bars: usize) -> f64 {
    (FILLED / bars as f64).min(WIDEST_BAR / frame.slot) / 2.0
}

/// A value written over its bar or point, or under it when it is negative.
fn numbered(canvas: &Canvas<'_, '_>, chart: &Chart, x: f64, value: f64, end: f64, off: f64) -> Text {
    let (x, y) = canvas.backend_coord(&(x, end));
    let away = off + TYPE / 2.0;
    let y = if value < 0.0 { mm(y) + away } else { mm(y) - away };
    let text = number(value, chart.decimals);
    Text { x: mm(x), y, text, anchor: Anchor::Middle, kind: "value", room: None }
}

fn bars(chart: &Chart, frame: &Frame, canvas: &mut Canvas<'_, '_>, texts: &mut Vec<Text>) -> Drawn {
    let several = chart.series.len();
    let half = half_width(frame, several);
    let widest = |series: &super::Series| {
        series.values.iter().flatten().map(|value| width(&number(*value, chart.decimals))).fold(0.0, f64::max)
    };
    let fits = chart.series.iter().map(widest).fold(0.0, f64::max) <= frame.slot / several as f64;
    let write = several * chart.labels.len() <= 2 * MOST_NUMBERED && fits;
    for (index, series) in chart.series.iter().enumerate() {
        for (at, value) in series.values.iter().enumerate().filter_map(|(at, value)| Some((at, (*value)?))) {
            let middle = at as f64 + 0.5 + (index as f64 - (several as f64 - 1.0) / 2.0) * 2.0 * half;
            let gap = if several > 1 { half * 0.06 } else { 0.0 };
            let corners = [(middle - half + gap, 0.0), (middle + half - gap, value)];
            canvas.draw_series([Rectangle::new(corners, colour(index).filled())])?;
            if write {
                texts.push(numbered(canvas, chart, middle, value, value, 0.6));
            }
        }
    }
    Ok(())
}

fn stacks(chart: &Chart, frame: &Frame, canvas: &mut Canvas<'_, '_>, texts: &mut Vec<Text>) -> Drawn {
    let half = half_width(frame, 1);
    for at in 0..chart.labels.len() {
        let middle = at as f64 + 0.5;
        let (mut above, mut below) = (0.0, 0.0);
        for (index, series) in chart.series.iter().enumerate() {
            let Some(value) = series.values[at] else { continue };
            let from: &mut f64 = if value < 0.0 { &mut below } else { &mut above };
            let corners = [(middle - half, *from), (middle + half, *from + value)];
            *from += value;
            canvas.draw_series([Rectangle::new(corners, colour(index).filled())])?;
        }
        if chart.labels.len() <= MOST_NUMBERED && below == 0.0 {
            // The sum's own rounding is none of the data's digits.
            let decimals = chart.decimals.unwrap_or_else(|| decimals_of(chart, at));
            let mut text = numbered(canvas, chart, middle, above, above, 0.6);
            text.text = number(above, Some(decimals));
            texts.push(text);
        }
    }
    Ok(())
}

/// The most decimals that a value of a stack is written with.
fn decimals_of(chart: &Chart, at: usize) -> usize {
    let written = chart.series.iter().filter_map(|series| Some(number(series.values[at]?, None)));
    written.map(|text| text.split_once('.').map_or(0, |(_, rest)| rest.len())).max().unwrap_or_default()
}

fn lines(chart: &Chart, canvas: &mut Canvas<'_, '_>, texts: &mut Vec<Text>) -> Drawn {
    let write = chart.series.len() == 1 && chart.labels.len() <= MOST_NUMBERED;
    for (index, series) in chart.series.iter().enumerate() {
        let ink = colour(index);
        let points: Vec<Option<(f64, f64)>> =
            series.values.iter().enumerate().map(|(at, value)| Some((at as f64 + 0.5, (*value)?))).collect();
        // A missing value interrupts the line.
        for stretch in points.split(Option::is_none) {
            canvas.draw_series(LineSeries::new(stretch.iter().flatten().copied(), ink.stroke_width(LINE)))?;
        }
        let given: Vec<(f64, f64)> = points.into_iter().flatten().collect();
        let (outer, inner) = (units(0.95), units(0.5));
        match index % 3 {
            0 => canvas.draw_series(given.iter().map(|at| Circle::new(*at, outer, ink.filled())))?,
            1 => {
                canvas.draw_series(given.iter().map(|at| Circle::new(*at, outer, ink.filled())))?;
                canvas.draw_series(given.iter().map(|at| Circle::new(*at, inner, WHITE.filled())))?
            }
            _ => canvas
                .draw_series(given.iter().map(|at| TriangleMarker::new(*at, units(1.3), ink.filled())))?,
        };
        if write {
            for (x, value) in given {
                texts.push(numbered(canvas, chart, x, value.abs(), value, 1.5));
                if let Some(text) = texts.last_mut() {
                    text.text = number(value, chart.decimals);
                }
            }
        }
    }
    Ok(())
}
