//! Fractions: `# ?/?`, `# ??/??`, `?/8`.

use super::code::Token;

/// The largest denominator that is looked for.
const LARGEST: u64 = 9_999;

/// A section with a fraction, taken apart.
pub(super) struct Fraction<'s> {
    /// What stands before the numerator, the digits of the whole number among it.
    pub before: &'s [Token],
    pub numerator: &'s [Token],
    pub denominator: Denominator,
    pub after: &'s [Token],
}

pub(super) enum Denominator {
    Given(u64),
    /// Placeholders, each a digit.
    Free(Vec<char>),
}

impl Fraction<'_> {
    /// Finds the fraction of a section: digits on both sides of a slash.
    pub(super) fn of(tokens: &[Token]) -> Option<Fraction<'_>> {
        let slash = tokens.iter().position(|token| *token == Token::Slash)?;
        let is_digit = |token: &&Token| matches!(token, Token::Digit(_));
        // A denominator that is given may have blanks before it.
        let blanks = tokens[slash + 1..].iter().take_while(|token| **token == Token::Literal(' ')).count();
        let begin = slash + 1 + blanks;
        let figure = |token: &&Token| matches!(token, Token::Digit(_) | Token::Literal('0'..='9'));
        let length = tokens[begin..].iter().take_while(figure).count();
        let said: String = tokens[begin..begin + length]
            .iter()
            .map(|token| match token {
                Token::Digit(c) | Token::Literal(c) => *c,
                _ => ' ',
            })
            .collect();
        let denominator = if said.starts_with(|c: char| c.is_ascii_digit() && c != '0') {
            Denominator::Given(said.parse().ok().filter(|given| *given <= LARGEST)?)
        } else {
            Denominator::Free(said.chars().collect())
        };
        let end = slash - tokens[..slash].iter().rev().take_while(|t| **t == Token::Literal(' ')).count();
        let start = end - tokens[..end].iter().rev().take_while(is_digit).count();
        if start == end || length == 0 {
            return None;
        }
        Some(Fraction {
            before: &tokens[..start],
            numerator: &tokens[start..end],
            denominator,
            after: &tokens[begin + length..],
        })
    }

    /// The nearest fraction to a number without its sign, with what is whole apart where that is shown.
    pub(super) fn nearest(&self, value: f64) -> (u64, u64, u64) {
        let whole_apart = self.before.iter().any(|token| matches!(token, Token::Digit(_)));
        let whole = if whole_apart { value.trunc() } else { 0.0 };
        let rest = value - whole;
        let (numerator, denominator) = match &self.denominator {
            Denominator::Given(denominator) => ((rest * *denominator as f64).round() as u64, *denominator),
            Denominator::Free(digits) => {
                nearest(rest, 10_u64.pow(digits.len().min(4) as u32).saturating_sub(1).min(LARGEST))
            }
        };
        let whole = whole as u64;
        if whole_apart && numerator == denominator {
            (whole + 1, 0, 1)
        } else {
            (whole, numerator, denominator)
        }
    }
}

/// The fraction nearest to a number, with the smallest denominator of several.
fn nearest(value: f64, limit: u64) -> (u64, u64) {
    let mut best = (value.round() as u64, 1);
    let mut off = (value - value.round()).abs();
    for denominator in 2..=limit {
        let numerator = (value * denominator as f64).round();
        let this = (value - numerator / denominator as f64).abs();
        // What differs by no more than a number's last digit is as near.
        if this + 1e-14 < off {
            best = (numerator as u64, denominator);
            off = this;
        }
    }
    best
}
