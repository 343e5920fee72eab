//! What a spreadsheet wrote into a text file in place of what its cells hold.

/// Why a cell of a text file does not say what was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spoiled {
    /// An error value, or `####` of a column too narrow.
    Error,
    /// A long number, of which only a few digits are left.
    Power,
}

/// What a cell is that a spreadsheet spoiled when it wrote CSV.
pub(crate) fn spoiled(said: &str) -> Option<Spoiled> {
    const ERRORS: [&str; 9] =
        ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"];
    let said = said.trim();
    if ERRORS.contains(&said) || said.len() >= 4 && said.bytes().all(|byte| byte == b'#') {
        return Some(Spoiled::Error);
    }
    // 1.23E+11 and 4.40102E+17, as General shows them.
    let (digits, power) = said.split_once("E+")?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_power = whole.trim_start_matches('-').len() == 1
        && all(whole.trim_start_matches('-'))
        && all(fraction)
        && power.len() == 2
        && all(power)
        && power >= "11";
    is_power.then_some(Spoiled::Power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_spoiled_is_known() {
        for (said, wanted) in [
            ("#N/A", Some(Spoiled::Error)),
            (" #REF! ", Some(Spoiled::Error)),
            ("########", Some(Spoiled::Error)),
            ("4.40102E+17", Some(Spoiled::Power)),
            ("1E+11", Some(Spoiled::Power)),
            ("1.5E+03", None),
            ("#1", None),
            ("##", None),
            ("E+11", None),
            ("甲局", None),
        ] {
            assert_eq!(spoiled(said), wanted, "{said}");
        }
    }
}
