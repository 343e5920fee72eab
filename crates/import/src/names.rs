//! Names of people in a row: 张三　李四, 张　三、李　四, 赵 立 新.

/// Marks between names.
pub(super) const MARKS: [char; 5] = ['、', '，', ',', '；', ';'];

/// The names of a row, each with the marks before it, and whether the blanks leave no doubt.
pub(super) fn persons(text: &str) -> (Vec<&str>, bool) {
    let mut names = Vec::new();
    let mut certain = true;
    let mut start = 0;
    for (at, _) in text.match_indices(MARKS).chain([(text.len(), "")]) {
        let (mut found, sure) = between_marks(&text[start..at]);
        certain &= sure;
        names.append(&mut found);
        start = at;
    }
    (names, certain)
}

/// Names between blanks: single characters that follow each other are one name, unless a wider gap
/// or their number says that they are several.
fn between_marks(text: &str) -> (Vec<&str>, bool) {
    let lead = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || MARKS.contains(&c)).len();
    let tokens: Vec<&str> = text[lead..].split_whitespace().collect();
    let at = |token: &str| token.as_ptr() as usize - text.as_ptr() as usize;
    let single = |token: &str| token.chars().count() == 1;
    let mut names: Vec<(usize, usize)> = Vec::new();
    let mut certain = true;
    let mut rest = &tokens[..];
    while let Some(first) = rest.first() {
        let run = rest.iter().take_while(|token| single(token)).count();
        if run < 2 {
            let (from, to) = (at(first), at(first) + first.len());
            // 太史 昭: nobody is called by one character.
            match names.last_mut().filter(|(from, to)| run == 1 && text[*from..*to].chars().count() <= 3) {
                Some(last) => {
                    certain &= text[last.0..last.1].chars().count() == 2;
                    last.1 = to;
                }
                None => names.push((from, to)),
            }
            rest = &rest[1..];
            continue;
        }
        let (own, after) = rest.split_at(run);
        let gap =
            |pair: &[&str]| text[at(pair[0]) + pair[0].len()..at(pair[1])].chars().map(width).sum::<usize>();
        let gaps: Vec<usize> = own.windows(2).map(gap).collect();
        let narrow = gaps.iter().min().copied().unwrap_or(0);
        let wide = gaps.iter().any(|gap| *gap > narrow);
        certain &= run <= 3 || wide;
        // Without a wider gap four characters are two names.
        let ends =
            |count: usize| if wide { gaps[count - 1] > narrow } else { run > 3 && count.is_multiple_of(2) };
        let mut from = 0;
        for count in 1..=run {
            if count == run || ends(count) {
                names.push((at(own[from]), at(own[count - 1]) + own[count - 1].len()));
                from = count;
            }
        }
        rest = after;
    }
    // Marks stay with the name behind them.
    let found: Vec<&str> = names
        .iter()
        .enumerate()
        .map(|(item, (from, to))| &text[if item == 0 { 0 } else { *from }..*to])
        .collect();
    if found.is_empty() && !text.trim().is_empty() { (vec![text], certain) } else { (found, certain) }
}

/// A blank as wide as a character counts for two.
fn width(c: char) -> usize {
    if c == '\u{3000}' { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// paste.md 1: 赵 立 新 is one person.
    #[test]
    fn characters_set_apart_are_one_name() {
        let squeezed = |text: &str| -> Vec<String> {
            persons(text).0.iter().map(|name| name.chars().filter(|c| !c.is_whitespace()).collect()).collect()
        };
        for (text, wanted) in [
            ("赵 立 新", vec!["赵立新"]),
            ("张三　李四", vec!["张三", "李四"]),
            ("张　三", vec!["张三"]),
            ("张　三　李四", vec!["张三", "李四"]),
            ("张 三　　李 四", vec!["张三", "李四"]),
            ("张 三 李 四", vec!["张三", "李四"]),
            ("闫 守 诚　上官云", vec!["闫守诚", "上官云"]),
            ("太史 昭", vec!["太史昭"]),
            ("艾　沁、诸葛岚", vec!["艾沁", "、诸葛岚"]),
        ] {
            assert_eq!(squeezed(text), wanted, "{text}");
        }
        assert!(!persons("张 三 李 四").1);
        assert!(persons("张 三　　李 四").1);
    }
}
