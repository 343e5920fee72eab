//! Bars, stacked bars and lines on two axes.

use crate::document::ChartFault;
use plotters::prelude::*;

use super::axis::Axis;
use super::labels::{LEADING, Labels, SIZES};
use super::text::{ems, number};
use super::{Anchor, COLOURS, Chart, Kind, PT, TYPE, Text, UNITS, VALUE};

/// Room between a text and what it belongs to, in mm.
const GAP: f64 = 1.4;
/// The share of a label's room that its bars fill.
const FILLED: f64 = 0.62;
/// More bars or points than this carry no numbers.
const MOST_NUMBERED: usize = 14;
/// A bar is never wider, in mm.
const WIDEST_BAR: f64 = 12.0;
/// Ticks take no more of the width than this share.
const WIDEST_TICKS: f64 = 0.4;
/// Ticks stand no nearer to one another, in mm.
const TICKS_APART: f64 = 1.15 * TYPE;
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
    labels: Labels,
    /// Whether each mark carries its value.
    numbered: bool,
}

impl Frame {
    fn of(chart: &Chart, axis: &Axis) -> Result<Frame, (String, ChartFault)> {
        let widest_tick = axis.steps().iter().map(|(_, text)| ems(text) * TYPE).fold(0.0, f64::max);
        if widest_tick > WIDEST_TICKS * chart.width {
            return Err(("/series".to_owned(), ChartFault::LongTicks));
        }
        let right = 1.0;
        let top = if chart.unit.is_some() { TYPE + 3.0 * GAP } else { TYPE + GAP };
        // Values under negative bars.
        let under = if axis.least() < 0.0 && chart.kind == Kind::Bar { TYPE } else { 0.0 };
        let left = widest_tick + GAP;
        let above = top + under + GAP;
        let labels = Labels::of(chart, left, chart.width - right, above).ok_or_else(|| {
            let longest = chart.labels.iter().enumerate().max_by(|a, b| ems(a.1).total_cmp(&ems(b.1)));
            (format!("/labels/{}", longest.map_or(0, |(at, _)| at)), ChartFault::NoRoom)
        })?;
        let left = left + labels.reach;
        let slot = (chart.width - left - right) / chart.labels.len() as f64;
        let bottom = GAP + under + labels.height;
        let mut frame = Frame { left, right, top, bottom, slot, labels, numbered: false };
        frame.numbered = frame.numbers(chart);
        Ok(frame)
    }

    /// Whether all values have room on their marks.
    fn numbers(&self, chart: &Chart) -> bool {
        let labels = chart.labels.len();
        let (marks, most) = match chart.kind {
            Kind::Bar => (chart.series.len(), 2 * MOST_NUMBERED),
            Kind::Line if chart.series.len() > 1 => return false,
            _ => (1, MOST_NUMBERED),
        };
        let sums = (0..labels).map(|at| sum(chart, at));
        let values: Vec<String> = match chart.kind {
            Kind::Stacked => sums.flatten().collect(),
            _ => chart
                .series
                .iter()
                .flat_map(|series| series.values.iter().flatten())
                .map(|value| number(*value, chart.decimals))
                .collect(),
        };
        let widest = values.iter().map(|value| ems(value) * VALUE * PT).fold(0.0, f64::max);
        marks * labels <= most && widest <= self.slot / marks as f64
    }
}

/// The picture and its texts.
pub(super) fn axes(chart: &Chart) -> Result<(String, Vec<Text>), (String, ChartFault)> {
    let axis = Axis::of(chart);
    let frame = Frame::of(chart, &axis)?;
    let mut svg = String::new();
    let mut texts = Vec::new();
    // Drawing into a string does not fail: there is no disk and no face.
    let _ = draw(chart, &axis, &frame, &mut svg, &mut texts);
    if let Some(unit) = &chart.unit {
        let mut text = Text::new("unit", format!("单位：{unit}"), (0.0, TYPE / 2.0), Anchor::Start);
        let fits = |size: &f64| ems(&text.text) * size * PT <= chart.width;
        let size = SIZES.into_iter().find(fits);
        text.size = size.ok_or_else(|| ("/unit".to_owned(), ChartFault::NoRoom))?;
        texts.push(text);
    }
    Ok((svg, texts))
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
    let mut ticks = Vec::new();
    for (value, written) in axis.steps() {
        let style = if value == 0.0 { AXIS.stroke_width(RULE) } else { GRID.stroke_width(HAIR) };
        canvas.draw_series([PathElement::new(vec![(0.0, value), (count, value)], style)])?;
        let y = mm(canvas.backend_coord(&(0.0, value)).1);
        // On a low plot every second step has its number, or every third.
        if ticks.last().is_none_or(|last: &f64| (last - y).abs() >= TICKS_APART) {
            texts.push(Text::new("tick", written, (frame.left - GAP, y), Anchor::End));
            ticks.push(y);
        }
    }
    if axis.least() > 0.0 || axis.most() < 0.0 {
        let floor = vec![(0.0, axis.least()), (count, axis.least())];
        canvas.draw_series([PathElement::new(floor, AXIS.stroke_width(RULE))])?;
    }
    match chart.kind {
        Kind::Line => lines(chart, frame, &mut canvas, texts)?,
        Kind::Stacked => stacks(chart, frame, &mut canvas, texts)?,
        _ => bars(chart, frame, &mut canvas, texts)?,
    }
    let labels = &frame.labels;
    let foot = chart.height - labels.height;
    for (index, label) in chart.labels.iter().enumerate() {
        let x = frame.left + (index as f64 + 0.5) * frame.slot;
        // Each begins right under the axis, however many lines the others have.
        let high = if labels.slanted { 1.0 } else { LEADING * labels.lines[index].len() as f64 };
        let place = (x, foot + high * labels.size * PT / 2.0);
        let anchor = if labels.slanted { Anchor::End } else { Anchor::Middle };
        let mut text = Text::new("label", label.clone(), place, anchor);
        text.size = labels.size;
        text.lines.clone_from(&labels.lines[index]);
        text.slanted = labels.slanted;
        text.room = (!labels.slanted).then_some(frame.slot);
        texts.push(text);
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
    Text::new("value", number(value, chart.decimals), (mm(x), y), Anchor::Middle)
}

fn bars(chart: &Chart, frame: &Frame, canvas: &mut Canvas<'_, '_>, texts: &mut Vec<Text>) -> Drawn {
    let several = chart.series.len();
    let half = half_width(frame, several);
    for (index, series) in chart.series.iter().enumerate() {
        for (at, value) in series.values.iter().enumerate().filter_map(|(at, value)| Some((at, (*value)?))) {
            let middle = at as f64 + 0.5 + (index as f64 - (several as f64 - 1.0) / 2.0) * 2.0 * half;
            let gap = if several > 1 { half * 0.06 } else { 0.0 };
            let corners = [(middle - half + gap, 0.0), (middle + half - gap, value)];
            canvas.draw_series([Rectangle::new(corners, colour(index).filled())])?;
            if frame.numbered {
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
        if let Some(sum) = sum(chart, at).filter(|_| frame.numbered) {
            let mut text = numbered(canvas, chart, middle, above, above, 0.6);
            text.text = sum;
            texts.push(text);
        }
    }
    Ok(())
}

/// What a stack amounts to; none when parts of it are negative, or there are none.
fn sum(chart: &Chart, at: usize) -> Option<String> {
    let mut values = chart.series.iter().filter_map(|series| series.values[at]).peekable();
    values.peek()?;
    let sum = values.try_fold(0.0, |sum, value| (value >= 0.0).then_some(sum + value))?;
    // The sum's own rounding is none of the data's digits.
    Some(number(sum, Some(chart.decimals.unwrap_or_else(|| decimals_of(chart, at)))))
}

/// The most decimals that a value of a stack is written with.
fn decimals_of(chart: &Chart, at: usize) -> usize {
    let written = chart.series.iter().filter_map(|series| Some(number(series.values[at]?, None)));
    written.map(|text| text.split_once('.').map_or(0, |(_, rest)| rest.len())).max().unwrap_or_default()
}

fn lines(chart: &Chart, frame: &Frame, canvas: &mut Canvas<'_, '_>, texts: &mut Vec<Text>) -> Drawn {
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
        if frame.numbered {
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
