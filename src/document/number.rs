//! 发文字号 (7.2.5): 代字〔年份〕序号号.

/// A number whose brackets are not 〔〕, with the brackets put right.
///
/// `[2024]`, `［2024］`, `【2024】`, `(2024)`, `（2024）` and `﹝2024﹞` around a year are slips of the
/// keyboard; （第1号） is a form of its own and stays.
pub(super) fn right_brackets(written: &str) -> Option<String> {
    const OPEN: &str = "[［【(（﹝<〈《";
    const CLOSE: &str = "]］】)）﹞>〉》";
    let chars: Vec<char> = written.chars().collect();
    let at = chars.windows(6).position(|w| {
        let pair = OPEN.chars().position(|c| c == w[0]);
        w[1..5].iter().all(char::is_ascii_digit) && pair.is_some_and(|i| CLOSE.chars().nth(i) == Some(w[5]))
    })?;
    let mut right = chars;
    right[at] = '〔';
    right[at + 5] = '〕';
    Some(right.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::right_brackets;

    #[test]
    fn year_brackets() {
        for (written, right) in [
            ("龙科〔2024〕2号", None),
            ("龙科[2024]2号", Some("龙科〔2024〕2号")),
            ("龙科（2024）2号", Some("龙科〔2024〕2号")),
            ("龙科【2024】2号", Some("龙科〔2024〕2号")),
            ("第227号", None),
            ("（第1号）", None),
        ] {
            assert_eq!(right_brackets(written).as_deref(), right, "{written}");
        }
    }
}
