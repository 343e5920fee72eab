//! Whether a text counts its levels 1, 1.1, 1.1.1, as plans and technical papers do.

/// So many headings of the second level show it at least.
const LEAST: usize = 2;

/// Whether the lines of a text are so numbered from the first number on, and none of them 一、 or （一）.
pub(super) fn is_decimal(lines: &[(usize, &str)]) -> bool {
    let mut last: Vec<u32> = Vec::new();
    let (mut first, mut second) = (0, 0);
    for (_, text) in lines {
        if crate::text::body::numbering(text).is_some_and(|(_, length)| !text[..length].contains('.')) {
            return false;
        }
        let Some(number) = number(text) else { continue };
        // Each goes on from the one before: 1.2 after 1.1 or 1.1.1, 2 after any of 1.
        let level = number.len();
        let above = last.get(..level - 1) == Some(&number[..level - 1]);
        let counted = last.get(level - 1).copied().unwrap_or(0) + 1 == number[level - 1];
        if !above || !counted {
            continue;
        }
        first += usize::from(level == 1);
        second += usize::from(level == 2);
        last = number;
    }
    first >= 2 && second >= LEAST
}

/// 1　总则, 1.1 目的: the number that begins a line, and words behind it.
fn number(text: &str) -> Option<Vec<u32>> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let rest = &text[end..];
    let parted = rest.starts_with(char::is_whitespace);
    let words = rest
        .trim_start()
        .starts_with(|c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c) || "“《（".contains(c));
    let number: Option<Vec<u32>> =
        text[..end].split('.').map(|part| part.parse().ok().filter(|n| *n < 100)).collect();
    // 3个 is a count, 1.5万元 a sum.
    number.filter(|number| words && (1..=4).contains(&number.len()) && (parted || number.len() > 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_that_count_on_are_decimal_and_counts_are_not() {
        let decimal = |text: &str| is_decimal(&text.lines().enumerate().collect::<Vec<_>>());
        assert!(decimal(
            "1 总则\n1.1 目的\n为规范工作，制定本预案。\n1.2 依据\n1.2.1 法律\n2 体系\n2.1 机构\n设指挥部。"
        ));
        for text in [
            "1 总则\n2 体系\n3 附则",
            "一、总则\n1.1 目的\n1.2 依据\n1 甲\n2 乙",
            "1.5 万元以上的项目\n2.5 万元以上的项目",
            "3 个镇\n4 个村\n1.1 目的\n1.2 依据",
        ] {
            assert!(!decimal(text), "{text}");
        }
    }
}
