//! The labels under an axis: all of one size, every one of them in full. Smaller, in lines or slanted, or
//! not at all: then the chart is refused.

use super::text::{broken, ems};
use super::{Chart, PT};

/// Sizes that are tried, in pt: 小五 down to 七号.
pub(super) const SIZES: [f64; 6] = [9.0, 8.0, 7.5, 6.5, 6.0, 5.5];
/// The smallest size that is as good as a larger one with more lines.
const GOOD: f64 = 7.5;
/// How much of its room a label may fill, so that it does not touch the next.
const FILLED: f64 = 0.95;
/// From line to line, in em.
pub(super) const LEADING: f64 = 1.25;
/// Half a right angle.
const SLANT: f64 = std::f64::consts::FRAC_1_SQRT_2;
/// The plot itself is no lower, in mm.
const LOWEST_PLOT: f64 = 12.0;

/// How the labels are set.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Labels {
    /// In pt.
    pub size: f64,
    /// Rising from left to right, their ends under their values.
    pub slanted: bool,
    /// The lines of each.
    pub lines: Vec<Vec<String>>,
    /// How much height they take, in mm.
    pub height: f64,
    /// How far the first ones reach out to the left of the plot, in mm.
    pub reach: f64,
}

/// What a way of setting them may take.
struct Way {
    slanted: bool,
    lines: usize,
    least: f64,
    share: f64,
}

/// The best way first: a few lines, more lines, a slant; then whatever leaves a plot.
const WAYS: [Way; 5] = [
    Way { slanted: false, lines: 3, least: GOOD, share: 0.45 },
    Way { slanted: false, lines: 6, least: GOOD, share: 0.45 },
    Way { slanted: true, lines: 1, least: GOOD, share: 0.5 },
    Way { slanted: false, lines: 40, least: 0.0, share: 1.0 },
    Way { slanted: true, lines: 1, least: 0.0, share: 1.0 },
];

impl Labels {
    /// The labels between two edges in mm, above the plot's least height; none when they cannot all be set.
    pub(crate) fn of(chart: &Chart, left: f64, right: f64, above: f64) -> Option<Labels> {
        let room = chart.height - above - LOWEST_PLOT;
        WAYS.iter().find_map(|way| {
            let most = room.min(way.share * chart.height);
            let sizes = SIZES.into_iter().filter(|size| *size >= way.least);
            sizes.into_iter().find_map(|size| {
                let set = match way.slanted {
                    true => slanted(chart, size, left, right),
                    false => across(chart, size, right - left, way.lines),
                };
                set.filter(|set| set.height <= most)
            })
        })
    }
}

fn across(chart: &Chart, size: f64, width: f64, most: usize) -> Option<Labels> {
    let room = FILLED * width / chart.labels.len() as f64 / (size * PT);
    let lines: Vec<Vec<String>> =
        chart.labels.iter().map(|label| broken(label, room)).collect::<Option<_>>()?;
    let longest = lines.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let height = longest as f64 * LEADING * size * PT;
    (longest <= most).then_some(Labels { size, slanted: false, lines, height, reach: 0.0 })
}

fn slanted(chart: &Chart, size: f64, left: f64, right: f64) -> Option<Labels> {
    let count = chart.labels.len() as f64;
    let long = |label: &String| (ems(label) + 0.5) * size * PT * SLANT;
    let mut reach = 0.0_f64;
    // The plot grows narrower by what reaches out, and then more does.
    for _ in 0..20 {
        let slot = (right - left - reach) / count;
        if slot * SLANT < LEADING * size * PT {
            return None;
        }
        let out = chart.labels.iter().enumerate().map(|(at, label)| long(label) - (at as f64 + 0.5) * slot);
        let wanted = out.fold(0.0, f64::max) - left;
        if wanted <= reach {
            let height = chart.labels.iter().map(long).fold(0.0, f64::max) + size * PT * SLANT;
            let lines = chart.labels.iter().map(|label| vec![label.clone()]).collect();
            return Some(Labels { size, slanted: true, lines, height, reach });
        }
        reach = wanted;
    }
    None
}
