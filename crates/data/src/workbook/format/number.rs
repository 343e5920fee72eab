//! Numbers: digits put into their places, thousands, percent, powers of ten.

use super::code::{Section, Token};
use super::decimal::{Decimal, PRECISION};
use super::fraction::{Denominator, Fraction};
use super::general::general;

/// What a section shows for a number without its sign.
pub(super) fn number(value: f64, section: &Section) -> String {
    let tokens = &section.tokens;
    if let Some(fraction) = Fraction::of(tokens) {
        return with_fraction(value, &fraction, section);
    }
    let first = tokens.iter().position(|token| matches!(token, Token::Digit(_) | Token::Point));
    if first.is_none() {
        return tokens.iter().map(|token| alone(token, value, section)).collect();
    }
    match tokens.iter().position(|token| matches!(token, Token::Exponent(_))) {
        Some(at) => scientific(value, &tokens[..at], &tokens[at..], section),
        None => {
            let power = 2 * tokens.iter().filter(|token| **token == Token::Percent).count() as i32;
            filled(&Decimal::of(value).shifted(power), tokens, section)
        }
    }
}

/// A token of a section that has no places for digits.
fn alone(token: &Token, value: f64, section: &Section) -> String {
    match token {
        Token::General | Token::Text => {
            let number = Decimal::of(value);
            match section.numerals {
                // Chinese figures have no powers of ten, and so room for all digits.
                Some(numerals) if (11..PRECISION as i32).contains(&number.magnitude()) => {
                    numerals.read(&number.plain(0))
                }
                Some(numerals) => numerals.read(&general(&number)),
                None => general(&number),
            }
        }
        other => mark(other),
    }
}

/// What is shown as it was written.
fn mark(token: &Token) -> String {
    match token {
        Token::Literal(c) => c.to_string(),
        Token::Point => ".".to_owned(),
        Token::Percent => "%".to_owned(),
        Token::Slash => "/".to_owned(),
        _ => String::new(),
    }
}

/// Places for digits, divided at the decimal point.
struct Places<'s> {
    whole: &'s [Token],
    rest: &'s [Token],
    /// How many thousands the commas after the last place divide by.
    thousands: i32,
    /// Whether there is a comma between two places.
    grouped: bool,
}

impl Places<'_> {
    fn of(tokens: &[Token]) -> Places<'_> {
        let point = tokens.iter().position(|token| *token == Token::Point).unwrap_or(tokens.len());
        let (whole, rest) = tokens.split_at(point);
        let is_digit = |token: &Token| matches!(token, Token::Digit(_));
        // Commas right after the last place of either side.
        let after = |side: &[Token]| {
            let last = side.iter().rposition(is_digit).map_or(0, |at| at + 1);
            side[last..].iter().take_while(|token| **token == Token::Comma).count() as i32
        };
        let first = whole.iter().position(is_digit).unwrap_or(whole.len());
        let last = whole.iter().rposition(is_digit).unwrap_or(first);
        let grouped = whole.get(first..last).is_some_and(|places| places.contains(&Token::Comma));
        Places { whole, rest, thousands: after(whole) + after(rest), grouped }
    }

    fn decimals(&self) -> usize {
        self.rest.iter().filter(|token| matches!(token, Token::Digit(_))).count()
    }
}

/// The number put into the places.
fn filled(number: &Decimal, tokens: &[Token], section: &Section) -> String {
    let places = Places::of(tokens);
    let number = number.shifted(-3 * places.thousands);
    let (whole, rest) = number.parts(places.decimals());
    let figure = |digit: char| match section.numerals {
        Some(numerals) => numerals.digits(digit.encode_utf8(&mut [0; 4])),
        None => digit.to_string(),
    };
    let mut shown = before_the_point(&whole, &places, &figure);
    shown.push_str(&after_the_point(&rest, &places, &figure));
    shown
}

/// From the last place to the first, which takes what digits are left.
fn before_the_point(whole: &str, places: &Places<'_>, figure: &dyn Fn(char) -> String) -> String {
    let first = places.whole.iter().position(|token| matches!(token, Token::Digit(_)));
    let mut digits = whole.chars().rev();
    let mut pieces: Vec<String> = Vec::new();
    let mut count = 0;
    let mut put = |digit: char, pieces: &mut Vec<String>| {
        if places.grouped && count > 0 && count % 3 == 0 {
            pieces.push(",".to_owned());
        }
        count += 1;
        pieces.push(figure(digit));
    };
    if first.is_none() {
        digits.by_ref().for_each(|digit| put(digit, &mut pieces));
    }
    for (at, token) in places.whole.iter().enumerate().rev() {
        match token {
            Token::Digit(place) => {
                match digits.next() {
                    Some(digit) => put(digit, &mut pieces),
                    None if *place == '0' => put('0', &mut pieces),
                    None => {}
                }
                if Some(at) == first {
                    digits.by_ref().for_each(|digit| put(digit, &mut pieces));
                }
            }
            other => pieces.push(mark(other)),
        }
    }
    pieces.into_iter().rev().collect()
}

fn after_the_point(rest: &str, places: &Places<'_>, figure: &dyn Fn(char) -> String) -> String {
    let digits: Vec<char> = rest.chars().collect();
    let kinds = places.rest.iter().filter_map(|token| match token {
        Token::Digit(place) => Some(*place),
        _ => None,
    });
    // Noughts at the end are shown only where the place is a 0.
    let shown = kinds.zip(&digits).enumerate().filter(|(_, (place, digit))| *place == '0' || **digit != '0');
    let shown = shown.map(|(at, _)| at + 1).last().unwrap_or_default();
    let mut text = String::new();
    let mut at = 0;
    for token in places.rest {
        match token {
            Token::Digit(_) => {
                if let Some(digit) = digits.get(at).filter(|_| at < shown) {
                    text.push_str(&figure(*digit));
                }
                at += 1;
            }
            other => text.push_str(&mark(other)),
        }
    }
    text
}

/// `0.00E+00`; with several places before the point the power is a multiple of their number.
fn scientific(value: f64, mantissa: &[Token], exponent: &[Token], section: &Section) -> String {
    let number = Decimal::of(value);
    let places = Places::of(mantissa);
    let step = places.whole.iter().filter(|token| matches!(token, Token::Digit(_))).count().max(1) as i32;
    let power_of = |number: &Decimal| number.magnitude().div_euclid(step) * step;
    let mut power = if number.is_zero() { 0 } else { power_of(&number) };
    // 9.99 with one decimal is 10.0, and so 1.0 of the next power.
    let rounded = number.shifted(-power).rounded(places.decimals());
    if !rounded.is_zero() {
        power += power_of(&rounded);
    }
    let plus = exponent.first() == Some(&Token::Exponent(true));
    let sign = match power < 0 {
        true => "-",
        false if plus => "+",
        false => "",
    };
    let (digits, after): (Vec<&Token>, Vec<&Token>) =
        exponent[1..].iter().partition(|token| matches!(token, Token::Digit(_)));
    let least = digits.iter().filter(|token| ***token == Token::Digit('0')).count();
    let power_shown = format!("{:0least$}", power.abs());
    let after: String = after.into_iter().map(mark).collect();
    filled(&number.shifted(-power), mantissa, section) + "E" + sign + &power_shown + &after
}

fn with_fraction(value: f64, fraction: &Fraction<'_>, section: &Section) -> String {
    let (whole, numerator, denominator) = fraction.nearest(value);
    let whole_apart = fraction.before.iter().any(|token| matches!(token, Token::Digit(_)));
    let after = || fraction.after.iter().map(mark).collect::<String>();
    let places = |tokens: &[Token], number: u64| filled(&Decimal::of(number as f64), tokens, section);
    let blank = !fraction.numerator.contains(&Token::Digit('0'));
    if whole_apart && numerator == 0 && blank {
        let shown = places(fraction.before, whole);
        let shown = shown.trim_end();
        return if shown.is_empty() { "0".to_owned() } else { shown.to_owned() } + &after();
    }
    let below = match &fraction.denominator {
        Denominator::Given(given) => given.to_string(),
        Denominator::Free(kinds) => {
            let least = kinds.iter().filter(|kind| **kind == '0').count();
            format!("{denominator:0least$}")
        }
    };
    places(fraction.before, whole) + &places(fraction.numerator, numerator) + "/" + &below + &after()
}
