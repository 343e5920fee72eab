//! Lines for a narrow place: a name in two lines, a title too long to be given a shape.

use super::words::Cut;
use super::{Named, pieces};

/// What a clerk would call wrong weighs as much as this.
const FAULT: f64 = 40.0;

/// What an em away from the mean costs, squared.
const UNEVEN: f64 = 0.35;

/// Breaks `text` by sense into the fewest lines of at most `width`, of even length; together they are the text, and
/// a blank at which a line ends stays at its end. What is wider than a line and has no place to be broken is broken
/// anywhere.
///
/// `advance` measures a character in the unit of `width`.
pub fn lines_by_sense(text: &str, width: f64, advance: &dyn Fn(char) -> f64) -> Vec<String> {
    let stretches = stretches(text, width, advance);
    let count = stretches.len();
    if count < 2 {
        return vec![text.to_owned()];
    }
    let whole: f64 = stretches.iter().map(|stretch| stretch.width).sum();
    // For each end: the fewest lines, and the starts of all lines that may be the last of them.
    let mut fewest: Vec<usize> = vec![0; count + 1];
    for end in 1..=count {
        let before = starts(&stretches, end, width).map(|start| fewest[start]).min();
        fewest[end] = before.unwrap_or(0) + 1;
    }
    let lines = fewest[count];
    let mean = whole / as_f64(lines);
    // best[n][end]: the least cost of `n` lines that end there, and where the last starts.
    let mut best: Vec<Vec<Option<(f64, usize)>>> = vec![vec![None; count + 1]; lines + 1];
    best[0][0] = Some((0.0, 0));
    for number in 1..=lines {
        for end in 1..=count {
            for start in starts(&stretches, end, width) {
                let Some((before, _)) = best[number - 1][start] else { continue };
                let line = line_width(&stretches[start..end]);
                let gap = if start == 0 { 0.0 } else { stretches[start].price };
                let cost = before + gap + (line - mean).powi(2) * UNEVEN;
                if best[number][end].is_none_or(|(held, _)| cost < held) {
                    best[number][end] = Some((cost, start));
                }
            }
        }
    }
    let mut cut = Vec::new();
    let mut end = count;
    for number in (1..=lines).rev() {
        let start = best[number][end].map_or(0, |(_, start)| start);
        cut.push(stretches[start..end].iter().map(|stretch| stretch.text.as_str()).collect());
        end = start;
    }
    cut.reverse();
    cut
}

/// What is not broken, and what a line's end before it costs.
struct Stretch {
    text: String,
    width: f64,
    trailing: f64,
    price: f64,
}

/// The pieces of a text; one that is wider than a line in pieces that fit.
fn stretches(text: &str, width: f64, advance: &dyn Fn(char) -> f64) -> Vec<Stretch> {
    let (texts, pieces) = pieces(text, &Named::default(), Cut::Parts, advance);
    let mut stretches = Vec::new();
    for (text, piece) in texts.into_iter().zip(pieces) {
        let price = piece.gap.cost + if piece.gap.fault { FAULT } else { 0.0 };
        if piece.width - piece.trailing <= width {
            stretches.push(Stretch { text, width: piece.width, trailing: piece.trailing, price });
            continue;
        }
        for (index, c) in text.chars().enumerate() {
            let price = if index == 0 { price } else { 2.0 * FAULT };
            stretches.push(Stretch { text: c.into(), width: advance(c), trailing: 0.0, price });
        }
    }
    stretches
}

/// Where a line that ends at `end` may start: what fits, or one stretch.
fn starts(stretches: &[Stretch], end: usize, width: f64) -> impl Iterator<Item = usize> {
    let fits = move |&start: &usize| start + 1 == end || line_width(&stretches[start..end]) <= width;
    (0..end).rev().take_while(fits)
}

fn line_width(line: &[Stretch]) -> f64 {
    let whole: f64 = line.iter().map(|stretch| stretch.width).sum();
    whole - line.last().map_or(0.0, |stretch| stretch.trailing)
}

#[expect(clippy::cast_precision_loss, reason = "a count of lines")]
fn as_f64(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, width: f64) -> String {
        lines_by_sense(text, width, &|c| if c.is_ascii() { 0.5 } else { 1.0 }).join("/")
    }

    #[test]
    fn names_are_broken_by_sense() {
        for wanted in [
            "云岭县人民政府办公室",
            "中华人民共和国/人力资源和社会保障部",
            "云岭彝族自治州/人力资源和社会保障局",
            "云岭经济技术开发区/管理委员会办公室",
            "中共云岭县委/全面深化改革委员会办公室",
            "国家粮食和物资储备局/云岭监管局",
            "全国农村义务教育学生营养/改善计划领导小组办公室",
        ] {
            assert_eq!(cut(&wanted.replace('/', ""), 14.0), wanted);
        }
    }

    #[test]
    fn when_it_was_passed_is_broken_by_sense() {
        for wanted in [
            "（2026年1月16日云岭县/第十八届人民代表大会第六次会议通过）",
            "（2024年11月29日青河市第十九届人民代表大会/常务委员会第二十三次会议通过）",
            "（2026年3月12日云岭县人民政府/第42次常务会议审议通过）",
        ] {
            assert_eq!(cut(&wanted.replace('/', ""), 24.0), wanted);
        }
    }

    #[test]
    fn what_has_no_place_to_be_broken_still_fits() {
        assert_eq!(cut("abcdefghijklmnopqrstuvwxyz", 4.0), "abcdefg/hijklmn/opqrst/uvwxyz");
        assert_eq!(cut("", 4.0), "");
        assert_eq!(cut("国", 0.5), "国");
    }

    #[test]
    fn a_long_text_takes_bounded_time() {
        let text: String = "关于进一步加强龙泉市法治政府建设工作情况的报告和营商环境".repeat(40);
        let (lines, effort) = gongwen_testing::effort(|| lines_by_sense(&text, 20.0, &|_| 1.0));
        assert_eq!(lines.concat(), text);
        assert!(effort.as_secs() < 5, "{effort:?}");
    }
}
