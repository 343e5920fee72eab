//! 发文字号 (7.2.5): 代字〔年份〕序号号.

/// What may be typed for 〔 and for 〕: whatever opens and closes, and marks that look as if they did.
const OPEN: &str = "〔[［【〚〖(（⟮﹙﹝〘〈<＜⟨《«‹{｛﹛「｢『“‘\"'＂＇〝|｜/／\\";
const CLOSE: &str = "〕]］】〛〗)）⟯﹚﹞〙〉>＞⟩》»›}｝﹜」｣』”’\"'＂＇〞|｜/／\\";

/// A number whose brackets around the year are not 〔〕, with the brackets put right.
///
/// `[2024]`, `（2024）`, `{2024}`, 「2024」 and the like are slips of the keyboard, and so are brackets that
/// do not match or are not there (2024年2号), blanks inside them and full-width digits; （第1号） and 2024年第2号
/// are forms of their own and stay.
pub(super) fn right_brackets(written: &str) -> Option<String> {
    let (open, close, year) = year(written)?;
    // （2025）云01司建3号: courts put the year first, in round brackets.
    let is_court_s = open == 0
        && written.starts_with(['（', '('])
        && written[close..].starts_with(|c: char| c == '×' || c >= '\u{4e00}' && c != '号');
    if is_court_s {
        return None;
    }
    let right = format!("〔{year}〕");
    (written[open..close] != right).then(|| format!("{}{right}{}", &written[..open], &written[close..]))
}

/// The year in brackets: the bytes of the whole, and its digits.
fn year(written: &str) -> Option<(usize, usize, String)> {
    let digit = |c: char| c.to_digit(10).or_else(|| (c as u32).checked_sub('０' as u32).filter(|d| *d < 10));
    let starts = written.char_indices().filter(|(_, c)| digit(*c).is_some()).map(|(at, _)| at);
    for start in starts {
        let before = written[..start].trim_end();
        let open = before.chars().next_back().filter(|c| OPEN.contains(*c));
        // The middle of a longer number is no year.
        if before.chars().next_back().is_some_and(|c| digit(c).is_some()) {
            continue;
        }
        let digits: Vec<u32> = written[start..].chars().map_while(digit).collect();
        let length: usize = written[start..].chars().take(digits.len()).map(char::len_utf8).sum();
        let after = written[start + length..].trim_start();
        let dated = after.strip_prefix('年');
        let after = dated.unwrap_or(after).trim_start();
        let close = after.chars().next().filter(|c| CLOSE.contains(*c));
        // Without both brackets it is a year only where a number follows that ends the whole.
        let rest = after[close.map_or(0, char::len_utf8)..].trim_start();
        let serial = rest.trim_start_matches(|c| digit(c).is_some());
        let numbered = serial.len() < rest.len() && serial.trim() == "号" && !before.is_empty();
        let bare = numbered && (dated.is_some() || open.is_some() || close.is_some());
        let year = digits.iter().fold(0, |year: u32, d| year.saturating_mul(10).saturating_add(*d));
        if digits.len() == 4 && (1900..2100).contains(&year) && (open.is_some() && close.is_some() || bare) {
            let end = written.len() - if bare { rest.len() } else { after.len() };
            let end = if bare { end } else { end + close.map_or(0, char::len_utf8) };
            return Some((before.len() - open.map_or(0, char::len_utf8), end, year.to_string()));
        }
    }
    None
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
            ("甲水{2024}2号", Some("甲水〔2024〕2号")),
            ("甲水｛2024｝2号", Some("甲水〔2024〕2号")),
            ("甲水「2024」2号", Some("甲水〔2024〕2号")),
            ("甲水『2024』2号", Some("甲水〔2024〕2号")),
            ("甲水〖2024〗2号", Some("甲水〔2024〕2号")),
            ("甲水“2024”2号", Some("甲水〔2024〕2号")),
            ("甲水<2024>2号", Some("甲水〔2024〕2号")),
            ("甲水[2024〕2号", Some("甲水〔2024〕2号")),
            ("甲水〔2024)2号", Some("甲水〔2024〕2号")),
            ("甲水〔 2024 〕2号", Some("甲水〔2024〕2号")),
            ("甲水〔２０２４〕2号", Some("甲水〔2024〕2号")),
            ("甲水（2024年）2号", Some("甲水〔2024〕2号")),
            ("甲水2024年2号", Some("甲水〔2024〕2号")),
            ("甲水 2024年 2号", Some("甲水〔2024〕2号")),
            ("甲水〔2024年2号", Some("甲水〔2024〕2号")),
            ("甲水2024〕2号", Some("甲水〔2024〕2号")),
            ("甲水〔20242号", None),
            ("国家税务总局公告2024年第2号", None),
            ("2024年2号", None),
            ("甲水12024年2号", None),
            ("甲水〔2024〕（临）2号", None),
            ("甲字（0012）号", None),
            ("（2025）云01司建3号", None),
            ("（2025）×01司建3号", None),
            ("(2025)甲法建字第3号", None),
            ("（2024）2号", Some("〔2024〕2号")),
            ("第227号", None),
            ("（第1号）", None),
        ] {
            assert_eq!(right_brackets(written).as_deref(), right, "{written}");
        }
    }
}
