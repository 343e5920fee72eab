//! What a spreadsheet wrote into a text file in place of what its cells hold.

use serde::Serialize;

/// Why a cell of a text file does not say what was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spoiled {
    /// An error value, or `####` of a column too narrow.
    Error,
    /// A long number, of which only a few digits are left.
    Power,
    /// A formula, whose result the text does not have.
    Formula,
    /// The mark before a cell that is a text, which a spreadsheet does not show.
    TextMark,
}

/// What a cell is that a spreadsheet spoiled when it wrote CSV.
pub fn spoiled(said: &str) -> Option<Spoiled> {
    const ERRORS: [&str; 9] =
        ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"];
    let said = said.trim();
    if ERRORS.contains(&said) || said.len() >= 4 && said.bytes().all(|byte| byte == b'#') {
        return Some(Spoiled::Error);
    }
    if is_formula(said) {
        return Some(Spoiled::Formula);
    }
    if said.strip_prefix('\'').is_some_and(|rest| !rest.is_empty() && !rest.contains('\'')) {
        return Some(Spoiled::TextMark);
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

/// Whether a cell is a formula: = and what only a formula goes on with.
fn is_formula(said: &str) -> bool {
    let next = said.strip_prefix('=').and_then(|rest| rest.chars().next());
    next.is_some_and(|c| c.is_ascii_alphanumeric() || "\"'($+-@{.".contains(c))
}

/// The words of `="000012"`, as which systems write digits that a spreadsheet shall not count with: it shows 000012.
pub fn words_of_formula(said: &str) -> Option<String> {
    let inner = said.trim().strip_prefix("=\"")?.strip_suffix('"')?;
    let alone = inner.replace("\"\"", "");
    (!alone.contains('"')).then(|| inner.replace("\"\"", "\""))
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
            ("=000012", Some(Spoiled::Formula)),
            ("=SUM(A1:A2)", Some(Spoiled::Formula)),
            ("=\"甲\"&\"乙\"", Some(Spoiled::Formula)),
            ("= 甲", None),
            ("==", None),
            ("'000012", Some(Spoiled::TextMark)),
            ("'", None),
            ("'甲'", None),
        ] {
            assert_eq!(spoiled(said), wanted, "{said}");
        }
    }

    /// Lists of systems that export for Excel had =" printed.
    #[test]
    fn words_in_a_formula_are_what_a_spreadsheet_shows() {
        for (said, words) in [
            ("=\"000012\"", Some("000012")),
            (" =\"甲\"\"乙\"\"\" ", Some("甲\"乙\"")),
            ("=\"\"", Some("")),
            ("=\"甲\"&\"乙\"", None),
            ("=000012", None),
            ("\"甲\"", None),
        ] {
            assert_eq!(words_of_formula(said).as_deref(), words, "{said}");
        }
    }
}
