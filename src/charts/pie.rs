//! Pies: shares of a whole, each named beside it.

use crate::document::ChartFault;
use std::f64::consts::{FRAC_PI_2, TAU};

use plotters::prelude::*;

use super::draw::{colour, units};
use super::labels::{LEADING, SIZES};
use super::text::{broken, ems, number};
use super::{Anchor, Chart, PT, Text, UNITS};

/// Room above and below the disc, in mm.
const MARGIN: f64 = 5.0;
/// From the disc to the bend of a share's line, and from there to its text, in mm.
const REACH: f64 = 2.6;
const ARM: f64 = 4.0;
/// What stands between two names beyond their lines, in em.
const APART: f64 = 0.2;
/// Discs that are tried, as shares of the largest there is room for: what a smaller one leaves is for the names.
const DISCS: [f64; 4] = [1.0, 0.8, 0.65, 0.5];
const EDGE: RGBColor = RGBColor(255, 255, 255);
const POINTER: RGBColor = RGBColor(150, 155, 163);

/// One share: its name and part of the whole, and where its middle lies, in turns clockwise from the top.
struct Share<'a> {
    name: &'a str,
    part: f64,
    start: f64,
    index: usize,
}

impl Share<'_> {
    fn middle(&self) -> f64 {
        self.start + self.part / 2.0
    }

    fn is_right(&self) -> bool {
        self.middle() < 0.5
    }
}

pub(super) fn pie(chart: &Chart) -> Result<(String, Vec<Text>), (String, ChartFault)> {
    if chart.series.len() != 1 {
        return Err(("/series".to_owned(), ChartFault::PieSeries { series: chart.series.len() }));
    }
    let shares = shares(chart)?;
    let plan = Plan::of(chart, &shares).ok_or_else(|| {
        let longest = shares.iter().max_by(|a, b| ems(a.name).total_cmp(&ems(b.name)));
        (format!("/labels/{}", longest.map_or(0, |share| share.index)), ChartFault::NoRoom)
    })?;
    let mut svg = String::new();
    let mut texts = Vec::new();
    // Drawing into a string does not fail: there is no disk and no face.
    let _ = draw(chart, &shares, &plan, &mut svg, &mut texts);
    Ok((svg, texts))
}

/// What is said beside a share: its part of the whole; before it its value where the chart has a unit.
fn said(chart: &Chart, share: &Share<'_>) -> String {
    format!("{} {}", share.name, figures(chart, share))
}

fn figures(chart: &Chart, share: &Share<'_>) -> String {
    let part = share.part * 100.0;
    match &chart.unit {
        Some(unit) => {
            let value = chart.series[0].values[share.index].unwrap_or_default();
            format!("{}{unit}，{part:.1}%", number(value, chart.decimals))
        }
        None => format!("{part:.1}%"),
    }
}

/// What is said in lines of so many em; a value stands under the name, its unit in its line.
fn lines(chart: &Chart, share: &Share<'_>, room: f64) -> Option<Vec<String>> {
    let whole = said(chart, share);
    if chart.unit.is_none() || ems(&whole) <= room {
        return broken(&whole, room);
    }
    let mut lines = broken(share.name, room)?;
    let figures = figures(chart, share);
    match figures.split_once('，') {
        Some((value, part)) if ems(&figures) > room => lines.extend([format!("{value}，"), part.to_owned()]),
        _ => lines.push(figures),
    }
    lines.iter().all(|line| ems(line) <= room).then_some(lines)
}

/// Where disc and names stand.
struct Plan {
    centre: Point,
    radius: f64,
    /// Size of the names, in pt.
    size: f64,
    names: Vec<Name>,
}

/// A share's name: its lines, and the middle of their height.
struct Name {
    share: usize,
    lines: Vec<String>,
    y: f64,
}

impl Plan {
    /// The largest disc and size at which every name stands beside it in full; none when none does.
    fn of(chart: &Chart, shares: &[Share<'_>]) -> Option<Plan> {
        let most = (chart.height / 2.0 - MARGIN).min(chart.width / 4.0);
        SIZES
            .into_iter()
            .find_map(|size| DISCS.into_iter().find_map(|part| Plan::with(chart, shares, size, part * most)))
    }

    fn with(chart: &Chart, shares: &[Share<'_>], size: f64, radius: f64) -> Option<Plan> {
        let centre = (chart.width / 2.0, chart.height / 2.0);
        let em = size * PT;
        let room = chart.width / 2.0 - radius - REACH - ARM - 1.0;
        let mut names = Vec::new();
        for right in [true, false] {
            let of_side = shares.iter().enumerate().filter(|(_, share)| share.is_right() == right);
            let mut side: Vec<(usize, f64)> =
                of_side.map(|(at, share)| (at, self::at(centre, radius + REACH, share.middle()).1)).collect();
            side.sort_by(|a, b| a.1.total_cmp(&b.1));
            let lines: Vec<Vec<String>> = side
                .iter()
                .map(|(at, _)| self::lines(chart, &shares[*at], room / em))
                .collect::<Option<_>>()?;
            let heights: Vec<f64> =
                lines.iter().map(|lines| (lines.len() as f64 * LEADING + APART) * em).collect();
            if heights.iter().sum::<f64>() > chart.height {
                return None;
            }
            let wanted: Vec<f64> = side.iter().map(|(_, y)| *y).collect();
            let rows = apart(&wanted, &heights, chart.height);
            names.extend(side.iter().zip(lines).zip(rows).map(|(((share, _), lines), y)| Name {
                share: *share,
                lines,
                y,
            }));
        }
        Some(Plan { centre, radius, size, names })
    }
}

fn shares(chart: &Chart) -> Result<Vec<Share<'_>>, (String, ChartFault)> {
    let values = &chart.series[0].values;
    if let Some((at, value)) =
        values.iter().enumerate().find(|(_, value)| value.is_some_and(|value| value < 0.0))
    {
        let written = value.unwrap_or_default().to_string();
        return Err((format!("/series/0/values/{at}"), ChartFault::Negative { written }));
    }
    let whole: f64 = values.iter().flatten().sum();
    let mut start = 0.0;
    let given = chart.labels.iter().zip(values).enumerate();
    Ok(given
        .filter_map(|(index, (name, value))| {
            let part = (*value)? / whole;
            let share = Share { name, part, start, index };
            start += part;
            // A share of nothing has a name, and no piece of the disc.
            Some(share)
        })
        .collect())
}

type Point = (f64, f64);

/// A point at a distance from the centre, `turn` turns clockwise from the top. Sines differ between
/// machines in their last bit; what is drawn is rounded to whole units.
fn at(centre: Point, distance: f64, turn: f64) -> Point {
    let (sin, cos) = (turn * TAU - FRAC_PI_2).sin_cos();
    (centre.0 + distance * cos, centre.1 + distance * sin)
}

fn pixel((x, y): Point) -> (i32, i32) {
    ((x * UNITS).round() as i32, (y * UNITS).round() as i32)
}

fn draw(
    chart: &Chart,
    shares: &[Share<'_>],
    plan: &Plan,
    svg: &mut String,
    texts: &mut Vec<Text>,
) -> Result<(), DrawingAreaErrorKind<std::io::Error>> {
    let Plan { centre, radius, size, ref names } = *plan;
    let root = SVGBackend::with_string(svg, (units(chart.width), units(chart.height))).into_drawing_area();
    let pieces: Vec<&Share<'_>> = shares.iter().filter(|share| share.part > 0.0).collect();
    for share in &pieces {
        // A point every degree: no corner shows at this size.
        let steps = (share.part * 360.0).ceil().max(1.0) as usize;
        let arc =
            (0..=steps).map(|step| at(centre, radius, share.start + share.part * step as f64 / steps as f64));
        let mut outline: Vec<(i32, i32)> = arc.map(pixel).collect();
        if pieces.len() > 1 {
            outline.push(pixel(centre));
        }
        root.draw(&Polygon::new(outline.clone(), colour(share.index).filled()))?;
        if pieces.len() > 1 {
            outline.push(outline[0]);
            root.draw(&PathElement::new(outline, EDGE.stroke_width(14)))?;
        }
    }
    for Name { share, lines, y } in names {
        let (share, y) = (&shares[*share], *y);
        let sign = if share.is_right() { 1.0 } else { -1.0 };
        let bend = at(centre, radius + REACH, share.middle());
        let bend =
            if (bend.1 - y).abs() < 0.05 { (bend.0, y) } else { (centre.0 + sign * (radius + REACH), y) };
        let end = (centre.0 + sign * (radius + REACH + ARM), y);
        let way = [at(centre, radius + 0.4, share.middle()), bend, end].map(pixel);
        root.draw(&PathElement::new(way.to_vec(), POINTER.stroke_width(7)))?;
        let anchor = if share.is_right() { Anchor::Start } else { Anchor::End };
        let mut text = Text::new("label", said(chart, share), (end.0 + sign, y), anchor);
        text.size = size;
        text.lines.clone_from(lines);
        texts.push(text);
    }
    root.present()
}

/// Middles in order, moved as little as need be for their heights to stand one under the other between nothing
/// and the foot.
fn apart(wanted: &[f64], heights: &[f64], foot: f64) -> Vec<f64> {
    let mut middles = wanted.to_vec();
    let mut top = 0.0;
    for (middle, height) in middles.iter_mut().zip(heights) {
        *middle = middle.max(top + height / 2.0);
        top = *middle + height / 2.0;
    }
    let mut bottom = foot;
    for (middle, height) in middles.iter_mut().zip(heights).rev() {
        *middle = middle.min(bottom - height / 2.0);
        bottom = *middle - height / 2.0;
    }
    middles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_beside_a_pie_never_meet() {
        let stand = |wanted: &[f64], heights: &[f64]| {
            let middles = apart(wanted, heights, 64.0);
            let ends: Vec<(f64, f64)> = middles
                .iter()
                .zip(heights)
                .map(|(middle, height)| (middle - height / 2.0, middle + height / 2.0))
                .collect();
            assert!(ends.windows(2).all(|pair| pair[1].0 > pair[0].1 - 1e-9), "{ends:?}");
            assert!(ends[0].0 > -1e-9 && ends[ends.len() - 1].1 < 64.0 + 1e-9, "{ends:?}");
            middles
        };
        assert_eq!(stand(&[1.0, 1.1, 1.2, 60.0], &[4.0, 8.0, 4.0, 4.0])[3], 60.0);
        stand(&[61.0, 61.5, 62.0], &[4.0, 12.0, 4.0]);
        stand(&[30.0, 31.0, 32.0, 33.0], &[16.0; 4]);
    }
}
