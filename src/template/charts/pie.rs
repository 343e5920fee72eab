//! Pies: shares of a whole, each named beside it.

use std::f64::consts::{FRAC_PI_2, TAU};

use plotters::prelude::*;

use super::draw::{colour, units};
use super::{Anchor, Chart, TYPE, Text, UNITS};
use crate::diagnostic::ChartFault;

/// Room above and below the disc, in mm.
const MARGIN: f64 = 5.0;
/// From the disc to the bend of a share's line, and from there to its text, in mm.
const REACH: f64 = 2.6;
const ARM: f64 = 4.0;
/// Lines of text beside the disc stand so far apart, in mm.
const ROW: f64 = TYPE * 1.45;
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
    let centre = (chart.width / 2.0, chart.height / 2.0);
    let radius = (chart.height / 2.0 - MARGIN).min(chart.width / 4.0);
    let mut svg = String::new();
    let mut texts = Vec::new();
    // Drawing into a string does not fail: there is no disk and no face.
    let _ = draw(chart, &shares, centre, radius, &mut svg, &mut texts);
    Ok((svg, texts))
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
            (part > 0.0).then_some(share)
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
    centre: Point,
    radius: f64,
    svg: &mut String,
    texts: &mut Vec<Text>,
) -> Result<(), DrawingAreaErrorKind<std::io::Error>> {
    let root = SVGBackend::with_string(svg, (units(chart.width), units(chart.height))).into_drawing_area();
    for share in shares {
        // A point every degree: no corner shows at this size.
        let steps = (share.part * 360.0).ceil().max(1.0) as usize;
        let arc =
            (0..=steps).map(|step| at(centre, radius, share.start + share.part * step as f64 / steps as f64));
        let mut outline: Vec<(i32, i32)> = arc.map(pixel).collect();
        if shares.len() > 1 {
            outline.push(pixel(centre));
        }
        root.draw(&Polygon::new(outline.clone(), colour(share.index).filled()))?;
        if shares.len() > 1 {
            outline.push(outline[0]);
            root.draw(&PathElement::new(outline, EDGE.stroke_width(14)))?;
        }
    }
    for right in [true, false] {
        let mut side: Vec<&Share<'_>> = shares.iter().filter(|share| share.is_right() == right).collect();
        side.sort_by(|a, b| at(centre, radius, a.middle()).1.total_cmp(&at(centre, radius, b.middle()).1));
        let wanted: Vec<f64> =
            side.iter().map(|share| at(centre, radius + REACH, share.middle()).1).collect();
        let rows = apart(&wanted, TYPE / 2.0, chart.height - TYPE / 2.0);
        for (share, y) in side.iter().zip(rows) {
            let sign = if right { 1.0 } else { -1.0 };
            let bend = (centre.0 + sign * (radius + REACH), y);
            let bend = if (at(centre, radius + REACH, share.middle()).1 - y).abs() < 0.05 {
                (at(centre, radius + REACH, share.middle()).0, y)
            } else {
                bend
            };
            let end = (centre.0 + sign * (radius + REACH + ARM), y);
            let way = [at(centre, radius + 0.4, share.middle()), bend, end].map(pixel);
            root.draw(&PathElement::new(way.to_vec(), POINTER.stroke_width(7)))?;
            texts.push(Text {
                x: end.0 + sign,
                y,
                text: format!("{} {:.1}%", share.name, share.part * 100.0),
                anchor: if right { Anchor::Start } else { Anchor::End },
                kind: "label",
                room: None,
            });
        }
    }
    root.present()
}

/// Heights in order, moved as little as need be to stand a row apart between two bounds.
fn apart(wanted: &[f64], top: f64, bottom: f64) -> Vec<f64> {
    let row = ROW.min((bottom - top) / wanted.len().max(1) as f64);
    let mut rows = wanted.to_vec();
    for index in 0..rows.len() {
        let least = if index == 0 { top } else { rows[index - 1] + row };
        rows[index] = rows[index].max(least);
    }
    for index in (0..rows.len()).rev() {
        let most = if index + 1 == rows.len() { bottom } else { rows[index + 1] - row };
        rows[index] = rows[index].min(most);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_beside_a_pie_never_meet() {
        let rows = apart(&[1.0, 1.1, 1.2, 60.0], 2.0, 62.0);
        assert!(rows.windows(2).all(|pair| pair[1] - pair[0] > ROW - 1e-9), "{rows:?}");
        assert!(rows[0] >= 2.0 && rows[3] == 60.0, "{rows:?}");
        let crowded = apart(&[61.0, 61.5, 62.0], 2.0, 62.0);
        assert!(crowded.windows(2).all(|pair| pair[1] - pair[0] > ROW - 1e-9) && crowded[2] <= 62.0);
    }
}
