//! The axis of values: from one round number to another.

use super::text::number;
use super::{Chart, Kind};

/// About how many steps an axis has.
const STEPS: f64 = 5.0;
/// Lines that move in this share of their height, or less, begin above zero.
const FLAT: f64 = 0.4;

/// Round numbers at equal distances, as integers of a power of ten.
#[derive(Debug, PartialEq)]
pub(super) struct Axis {
    /// The step: `digits` × 10^`power`.
    digits: i64,
    power: i32,
    first: i64,
    last: i64,
}

impl Axis {
    /// The axis on which all values of a chart stand.
    pub(crate) fn of(chart: &Chart) -> Axis {
        let (least, most) = extent(chart);
        let moves = most - least;
        let from_above = chart.kind == Kind::Line && least > 0.0 && moves > 0.0 && moves < FLAT * most;
        let from_below = chart.kind == Kind::Line && most < 0.0 && moves > 0.0 && moves < FLAT * -least;
        let least = if from_above { least } else { least.min(0.0) };
        let most = if from_below { most } else { most.max(0.0) };
        Axis::between(least, most)
    }

    fn between(least: f64, most: f64) -> Axis {
        // Nothing but zeros.
        let most = if most > least { most } else { least + 1.0 };
        let rough = (most - least) / STEPS;
        let mut power = rough.log10().floor() as i32 - 1;
        let mantissa = rough / ten_to(power);
        // 10, 20, 25, 50 or 100 of the power below.
        let digits = [10, 20, 25, 50, 100].into_iter().find(|step| *step as f64 >= mantissa * 0.999);
        let mut digits = digits.unwrap_or(100);
        while digits % 10 == 0 {
            digits /= 10;
            power += 1;
        }
        let step = digits as f64 * ten_to(power);
        let first = (least / step + 1e-9).floor() as i64;
        let last = (most / step - 1e-9).ceil() as i64;
        Axis { digits, power, first, last: last.max(first + 1) }
    }

    fn value(&self, step: i64) -> f64 {
        (step * self.digits) as f64 * ten_to(self.power)
    }

    pub(crate) fn least(&self) -> f64 {
        self.value(self.first)
    }

    pub(crate) fn most(&self) -> f64 {
        self.value(self.last)
    }

    /// Each step's value and how it is written.
    pub(crate) fn steps(&self) -> Vec<(f64, String)> {
        let decimals = usize::try_from(-self.power).unwrap_or_default();
        (self.first..=self.last)
            .map(|step| (self.value(step), number(self.value(step), Some(decimals))))
            .collect()
    }
}

/// A power of ten, the nearest there is.
fn ten_to(power: i32) -> f64 {
    format!("1e{power}").parse().unwrap_or(1.0)
}

/// The least and the greatest value that is drawn: stacked ones are sums.
fn extent(chart: &Chart) -> (f64, f64) {
    let mut least = f64::INFINITY;
    let mut most = f64::NEG_INFINITY;
    let mut meet = |value: f64| {
        least = least.min(value);
        most = most.max(value);
    };
    if chart.kind == Kind::Stacked {
        for index in 0..chart.labels.len() {
            let at = || chart.series.iter().filter_map(|series| series.values[index]);
            meet(at().filter(|value| *value > 0.0).sum());
            meet(at().filter(|value| *value < 0.0).sum());
        }
    } else {
        chart.series.iter().flat_map(|series| series.values.iter().flatten()).for_each(|value| meet(*value));
    }
    (least, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(least: f64, most: f64) -> Vec<String> {
        Axis::between(least, most).steps().into_iter().map(|(_, written)| written).collect()
    }

    #[test]
    fn an_axis_goes_from_one_round_number_to_another() {
        assert_eq!(steps(0.0, 47.3), ["0", "10", "20", "30", "40", "50"]);
        assert_eq!(steps(0.0, 1.13), ["0.00", "0.25", "0.50", "0.75", "1.00", "1.25"]);
        assert_eq!(steps(-3.0, 7.0), ["-4", "-2", "0", "2", "4", "6", "8"]);
        assert_eq!(steps(0.0, 1.0), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(steps(0.0, 98_400.0), ["0", "20000", "40000", "60000", "80000", "100000"]);
        assert_eq!(steps(0.0, 1e-9).len(), 6);
        assert_eq!(steps(0.0, 1e12).len(), 6);
        assert_eq!(steps(0.0, 0.0), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
    }
}
