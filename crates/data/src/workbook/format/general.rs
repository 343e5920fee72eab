//! The format General: as many digits as eleven places hold, else powers of ten.

use super::decimal::Decimal;

/// The places that a number has, its decimal point among them and its sign not.
const PLACES: i32 = 11;
/// The decimals of a number below 1: the places but those of `0.`.
const DECIMALS: usize = 9;

/// A number without its sign.
pub(super) fn general(number: &Decimal) -> String {
    if number.is_zero() {
        return "0".to_owned();
    }
    let magnitude = number.magnitude();
    let fits = match magnitude {
        PLACES.. => false,
        -4..PLACES => true,
        _ => number.decimals() <= DECIMALS,
    };
    if fits {
        let room = PLACES - 1 - (magnitude.max(0) + 1);
        let shown = number.plain(usize::try_from(room).unwrap_or_default());
        // 99999999999.9 has no eleven places any more.
        if shown.len() <= PLACES as usize {
            return shown;
        }
    }
    scientific(number)
}

/// Six digits and a power of ten: 1.23457E+11.
fn scientific(number: &Decimal) -> String {
    let mut power = number.magnitude();
    let mut mantissa = number.shifted(-power).rounded(5);
    if mantissa.magnitude() > 0 {
        mantissa = mantissa.shifted(-1);
        power += 1;
    }
    let sign = if power < 0 { '-' } else { '+' };
    format!("{}E{sign}{:02}", mantissa.plain(5), power.abs())
}
