//! Numbers as markup has them.

/// Millimetres with at most three decimals, as short as they are the same.
pub fn short(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_no_tail() {
        assert_eq!([28.0, 72.35, 0.1234, -0.0001].map(short), ["28", "72.35", "0.123", "0"]);
    }
}
