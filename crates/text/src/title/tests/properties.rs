//! What holds for every title, however odd.

use super::titles::{MEASURE, advance};
use crate::title::layout::{EQUAL, FEWEST, MORE, Score, line_cost, step_cost, width};
use crate::title::*;
use proptest::prelude::*;

/// Titles put together from up to `most` of what titles are made of, in any order.
fn titles(most: usize) -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "国务院办公厅",
        "龙泉市",
        "人民政府",
        "科学技术局",
        "关于",
        "印发",
        "进一步",
        "加强",
        "推进",
        "的",
        "和",
        "对",
        "等",
        "、",
        " ",
        "《",
        "》",
        "（试行）",
        "“十四五”",
        "“",
        "”",
        "（",
        "）",
        "〔2024〕2号",
        "2023年度",
        "第三次",
        "100%",
        "5G",
        "B-2",
        "法治政府",
        "建设",
        "工作",
        "情况",
        "营商环境",
        "高质量发展",
        "管理办法",
        "，",
        "—",
        "12月31日",
        "龘",
        "通知",
        "报告",
        "2021—2025年",
        "二〇二四年",
        "e\u{301}",
    ]);
    prop::collection::vec(parts, 0..=most).prop_map(|parts| parts.concat())
}

/// Every layout of `pieces` in exactly `lines` lines that fit.
fn layouts(pieces: &[Piece], lines: usize, start: usize) -> Vec<Vec<(usize, usize)>> {
    if lines == 0 {
        return if start == pieces.len() { vec![Vec::new()] } else { Vec::new() };
    }
    let mut all = Vec::new();
    for end in start + 1..=pieces.len() {
        if end > start + 1 && width(&pieces[start..end]) > MEASURE {
            break;
        }
        for mut rest in layouts(pieces, lines - 1, end) {
            rest.insert(0, (start, end));
            all.push(rest);
        }
    }
    all
}

/// The score of a layout, counted from the whole.
fn score(pieces: &[Piece], lines: &[(usize, usize)]) -> Score {
    let widths: Vec<f64> = lines.iter().map(|&(start, end)| width(&pieces[start..end])).collect();
    let mut score = Score { faults: 0, cost: 0.0 };
    for (&line, &width) in lines.iter().zip(&widths) {
        let (faults, cost) = line_cost(pieces, line, width);
        score = Score { faults: score.faults + faults, cost: score.cost + cost };
    }
    let (mut shrinking, mut twins, mut level) = (false, false, true);
    for pair in widths.windows(2) {
        let step = pair[1] - pair[0];
        let equal = step.abs() < EQUAL;
        score.faults += u32::from(equal && twins) + u32::from(shrinking && step >= EQUAL);
        score.cost += step_cost(step.abs());
        shrinking = if equal { shrinking } else { step < 0.0 };
        twins = equal;
        level &= equal;
    }
    score.faults += u32::from(level && lines.len() > 1);
    score
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_is_too_wide(title in titles(40), measure in 8.0..24.0_f64) {
        let shaped = shape(&title, &Named::default(), &advance, measure);
        prop_assert_eq!(shaped.lines.concat(), title.clone());
        let (pieces, _) = pieces(&title, &Named::default(), Cut::Terms, &advance);
        for line in &shaped.lines {
            let width: f64 = line.trim_end().chars().map(advance).sum();
            prop_assert!(width <= measure + 1e-9 || pieces.contains(line), "{line} of {width}");
        }
    }

    #[test]
    fn any_text_survives(title in "\\PC{0,60}") {
        prop_assert_eq!(shape(&title, &Named::default(), &advance, MEASURE).lines.concat(), title);
    }

    #[test]
    fn names_that_fit_are_whole(title in titles(40)) {
        let named = ["国务院办公厅", "人民政府科学技术局", "营商环境建设工作", "管理办法通知"];
        let shaped = shape(&title, &Named::new(named), &advance, MEASURE);
        prop_assert_eq!(shaped.lines.concat(), title.clone());
        for name in named {
            let held: usize = shaped.lines.iter().map(|line| line.matches(name).count()).sum();
            prop_assert_eq!(held, title.matches(name).count(), "{} in {:?}", name, shaped.lines);
        }
    }

    #[test]
    fn lines_start_and_end_well(title in titles(40)) {
        let shaped = shape(&title, &Named::default(), &advance, MEASURE);
        for line in shaped.lines.iter().skip(1) {
            prop_assert!(!line.starts_with(|c: char| lexicon::NEVER_FIRST.contains(c)), "{line}");
            prop_assert!(!line.starts_with(char::is_whitespace), "{line}");
        }
        for line in shaped.lines.iter().rev().skip(1) {
            prop_assert!(!line.ends_with(|c: char| lexicon::NEVER_LAST.contains(c)), "{line}");
        }
        for whole in ["（试行）", "“十四五”", "〔2024〕2号", "2023年度", "第三次", "100%", "12月31日", "B-2"] {
            let held: usize = shaped.lines.iter().map(|line| line.matches(whole).count()).sum();
            prop_assert_eq!(held, title.matches(whole).count(), "{} in {:?}", whole, shaped.lines);
        }
    }

    #[test]
    fn the_fewest_lines_and_the_best_layout_are_found(title in titles(20)) {
        let (_, pieces) = pieces(&title, &Named::default(), Cut::Terms, &advance);
        prop_assume!(!pieces.is_empty() && pieces.len() <= 18);
        let best = |lines: usize| {
            let all = layouts(&pieces, lines, 0);
            all.iter().map(|lines| score(&pieces, lines)).min_by(|a, b| a.partial_cmp(b).unwrap())
        };
        let fewest = (1..=pieces.len()).find(|&lines| best(lines).is_some()).unwrap();
        let mut wanted = (fewest, best(fewest).unwrap());
        for lines in fewest + 1..=if fewest > 1 { fewest + MORE } else { fewest } {
            if let Some(more) = best(lines).filter(|more| more.faults < wanted.1.faults) {
                wanted = (lines, more);
            }
        }
        let found = layout::lines(&pieces, MEASURE);
        prop_assert_eq!(found.len(), wanted.0);
        let (found, wanted) = (score(&pieces, &found), wanted.1);
        prop_assert_eq!(found.faults, wanted.faults);
        prop_assert!((found.cost - wanted.cost).abs() < 1e-6);
    }
}

#[test]
fn a_last_line_of_three_characters_is_avoided() {
    for title in
        ["关于印发龙泉市科学技术局工作规则的通知通知通", "国务院办公厅关于加强政务公开工作有关问题的通知"]
    {
        let shaped = shape(title, &Named::default(), &advance, MEASURE);
        assert!(shaped.lines.last().unwrap().chars().count() >= FEWEST, "{shaped:?}");
    }
}

#[test]
fn a_long_title_takes_bounded_time() {
    let words = "关于进一步加强龙泉市法治政府建设工作情况的报告和营商环境";
    let title: String = words.chars().cycle().take(200).collect();
    let unknown: String = "龘靐齉".chars().cycle().take(200).collect();
    let longer: String = words.chars().cycle().take(500).collect();
    for title in [title, unknown, longer] {
        let (shaped, effort) =
            gongwen_testing::effort(|| shape(&title, &Named::default(), &advance, MEASURE));
        assert_eq!(shaped.lines.concat(), title);
        assert!(effort.as_secs() < 5, "{effort:?}");
    }
}
