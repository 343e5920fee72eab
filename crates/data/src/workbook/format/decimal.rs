//! Numbers as a spreadsheet has them: 15 decimal digits. Rounding is done on these, so that 1.005 with two
//! decimals is 1.01, as it is shown, and not what its nearest binary fraction would be.

/// The significant digits that a spreadsheet keeps.
pub(super) const PRECISION: usize = 15;

/// A number without its sign: 0.d₁d₂d₃… times ten to the power of `point`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Decimal {
    /// From the first that is not nought; none of nought.
    digits: Vec<u8>,
    point: i32,
}

impl Decimal {
    /// The size of a finite number.
    pub(super) fn of(value: f64) -> Decimal {
        let written = format!("{:.*e}", PRECISION - 1, value.abs());
        let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
        let point = exponent.parse::<i32>().unwrap_or_default() + 1;
        Decimal { digits, point }.trimmed()
    }

    fn trimmed(mut self) -> Decimal {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
        self
    }

    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The power of ten of the first digit.
    pub(super) fn magnitude(&self) -> i32 {
        self.point - 1
    }

    /// How many digits stand after the decimal point.
    pub(super) fn decimals(&self) -> usize {
        usize::try_from(self.digits.len() as i32 - self.point).unwrap_or_default()
    }

    /// Ten to a power times as much.
    pub(super) fn shifted(&self, power: i32) -> Decimal {
        Decimal { point: self.point + power, ..self.clone() }.trimmed()
    }

    /// Rounded to so many decimals; halves go up.
    pub(super) fn rounded(&self, decimals: usize) -> Decimal {
        let kept = self.point + i32::try_from(decimals).unwrap_or(i32::MAX / 2);
        if kept < 0 {
            return Decimal { digits: Vec::new(), point: 0 };
        }
        let kept = kept as usize;
        if kept >= self.digits.len() {
            return self.clone();
        }
        let up = self.digits[kept] >= 5;
        let mut digits = self.digits[..kept].to_vec();
        let mut point = self.point;
        if up {
            let carried = digits.iter().rposition(|digit| *digit < 9);
            match carried {
                Some(at) => {
                    digits[at] += 1;
                    digits.truncate(at + 1);
                }
                None => {
                    digits = vec![1];
                    point += 1;
                }
            }
        }
        Decimal { digits, point }.trimmed()
    }

    /// The digits before the decimal point, without leading noughts, and exactly so many after it.
    pub(super) fn parts(&self, decimals: usize) -> (String, String) {
        let number = self.rounded(decimals);
        let digit = |at: i32| {
            let index = usize::try_from(at).ok().and_then(|at| number.digits.get(at));
            char::from(b'0' + index.copied().unwrap_or_default())
        };
        let whole = (0..number.point.max(0)).map(digit).collect();
        let rest = (number.point..number.point + decimals as i32).map(digit).collect();
        (whole, rest)
    }

    /// As it is written without an exponent, with no more than so many decimals and no nought at their end.
    pub(super) fn plain(&self, most: usize) -> String {
        let (whole, rest) = self.parts(self.decimals().min(most));
        let whole = if whole.is_empty() { "0".to_owned() } else { whole };
        let rest = rest.trim_end_matches('0');
        if rest.is_empty() { whole } else { format!("{whole}.{rest}") }
    }
}
