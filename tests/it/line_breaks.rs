//! Clause 9, GB/T 15834 5.1, GB/T 15835: where lines begin and end (setting.md 2).

use gongwen::Rendered;
use gongwen::conformance::Verdict;
use gongwen::page::Line;
use gongwen::page::{Glyph, Run};
use proptest::prelude::*;

use crate::property::config;
use crate::sheet::{CELL, RIGHT, all, centre, hanzi, set};

fn notice(body: &str, layout: &str) -> Rendered {
    set(&format!(
        "issuers = [\"××市财政局\"]\ntitle = \"关于试验的通知\"\ndate = 2024-11-01\nbody = '''\n{body}\n'''\n[layout]\nfit = false\n{layout}"
    ))
}

/// Lines of the body that go on with a paragraph, each with the one before it.
fn continued(rendered: &Rendered) -> Vec<(Line, Line)> {
    let lines = all(rendered.pages(), "body");
    let pairs = lines.windows(2).filter(|pair| pair[0].part() == pair[1].part());
    pairs.map(|pair| (pair[0].clone(), pair[1].clone())).collect()
}

/// What is wrong at the lines' ends, judged apart from the report.
fn wrong(rendered: &Rendered) -> Vec<String> {
    let mut found = Vec::new();
    for (before, after) in continued(rendered) {
        let (before, after) = (before.text(), after.text());
        let (before, after) = (before.trim().to_owned(), after.trim().to_owned());
        let first = after.chars().next().unwrap_or(' ');
        let last = before.chars().next_back().unwrap_or(' ');
        let starts = "，。、；：？！）》”～·/%℃".contains(first)
            || first == '—' && !after.starts_with("——")
            || first.is_ascii_digit() && last.is_ascii_digit();
        let torn = before.ends_with(['王', '赵']) && after.starts_with(['五', '六']);
        let ends = "（《“/￥－±＞".contains(last) && !before.ends_with("元－");
        if starts || ends || torn {
            found.push(format!("{before}｜{after}"));
        }
    }
    found
}

/// What breaks wrongly under Unicode's rules alone, with words of any length before it.
const PIECES: [&str; 29] = [
    "（2024—2026年）",
    "12.5%～15.8%",
    "9:00—11:30",
    "云川—石溪",
    "GB/T 9704—2012",
    "11月28日—12月1日",
    "阿不都·买买提",
    "10 000 000元",
    "5 000～8 000元",
    "1 286.4亿元",
    "0.046mg/L",
    "和/或",
    "气温－5℃",
    "±0.5",
    "＞5%",
    "￥36.8万元",
    "25 kg",
    "3×5米",
    "86.3%",
    "《办法》",
    "“双随机”",
    "周　×，冯　××",
    "1∶500",
    "5～8℃",
    "第五条　",
    "周　×主持",
    "王 五、赵 六、",
    "20℃~60℃",
    "编号______",
];

proptest! {
    #![proptest_config(config(40))]

    /// `PROPTEST_CASES=1000` asks more.
    #[test]
    fn no_line_begins_or_ends_wrongly(
        parts in prop::collection::vec((1_usize..26, prop::sample::select(PIECES.to_vec())), 6..30),
        layout in prop::sample::select(vec!["", "punctuation = \"grid\"\n", "characters-per-line = 22\n", "characters-per-line = 30\n"]),
    ) {
        let body: String = parts.iter().map(|(length, piece)| hanzi(*length) + piece).collect();
        let rendered = notice(&(body + "。"), layout);
        prop_assert_eq!(wrong(&rendered), Vec::<String>::new(), "{}", layout);
        let rows = rendered.report().requirements.iter().filter(|row| row.clause == "9");
        prop_assert!(rows.clone().count() == 3 || rendered.page_count() == 1);
        for row in rows {
            prop_assert_eq!(row.verdict, Verdict::Met, "{:?}", row);
        }
    }
}

/// Figures and Latin words are not letter-spaced where characters stand apart.
#[test]
fn latin_words_are_not_letter_spaced() {
    let rendered = notice(
        "推进IPv6规模部署，推进IPv6规模部署，在2024—2026年推进IPv6规模部署。",
        "characters-per-line = 22\n",
    );
    let plain = notice("推进IPv6规模部署。", "");
    let width = |rendered: &Rendered| -> Vec<f64> {
        let lines = all(rendered.pages(), "body");
        let glyphs =
            lines.iter().flat_map(|line| line.runs.iter().flat_map(|run| &run.glyphs)).collect::<Vec<_>>();
        glyphs
            .windows(4)
            .filter(|four| four.iter().map(|g| g.text.as_str()).collect::<String>() == "IPv6")
            .map(|four| four[3].x - four[0].x)
            .collect()
    };
    let wanted = width(&plain)[0];
    let found = width(&rendered);
    assert!(!found.is_empty());
    assert!(found.iter().all(|width| (width - wanted).abs() < 0.35), "{found:?}, wanted {wanted}");
}

/// 5.1.7: 间隔号 takes half a cell.
#[test]
fn a_middle_dot_takes_half_a_cell() {
    let rendered = notice("阿不都·买买提同志。", "");
    let line = all(rendered.pages(), "body").remove(0);
    let glyphs: Vec<_> = line.runs.iter().flat_map(|run| &run.glyphs).collect();
    let at = |text: &str| glyphs.iter().find(|glyph| glyph.text == text).map(|glyph| glyph.x).unwrap();
    let gap = at("买") - at("都");
    assert!((gap - 1.5 * CELL).abs() < 0.1, "{gap}");
}

/// field.md C, 78-email-line: a long address gives way, and the line before it is full.
#[test]
fn a_long_address_breaks_at_its_marks() {
    let rendered = notice(&format!("{}请发至zhang_san_2024_bangongshi@yuncheng.gov.cn。", hanzi(14)), "");
    let pairs = continued(&rendered);
    assert!(!pairs.is_empty());
    let (before, after) = &pairs[0];
    assert!(before.text().ends_with(['_', '@', '.']), "{}｜{}", before.text(), after.text());
}

/// Z-A4: what goes over whole (an address, a number, a rule) tore the line before it apart.
#[test]
fn no_line_is_torn_apart_before_what_goes_over_whole() {
    for text in [
        "联系人：段云，电话：0000—6123001，邮箱：wenlv@example.cn。",
        "申请理由：____________________________________________",
        "请与市政府督查室王敏、李卫东两位同志联系，电话：0000—6123456，传真：0000—6123457。",
        "身份证号码为：甲乙丙丁戊己庚辛壬癸甲乙丙丁戊××××××19880612××××。",
    ] {
        let rendered = notice(text, "");
        let lines = all(rendered.pages(), "body");
        assert!(lines.len() > 1, "{text}");
        for line in &lines {
            let glyphs: Vec<_> = line.runs.iter().flat_map(|run| &run.glyphs).collect();
            let gaps = glyphs.windows(2).map(|pair| pair[1].x - pair[0].x - pair[0].advance);
            let most = gaps.fold(0.0, f64::max);
            assert!(most < CELL * 0.3, "{} {most}", line.text());
        }
        let ends: Vec<String> = lines.iter().map(Line::text).collect();
        assert!(!ends.iter().any(|line| line.ends_with(['—', '×'])), "{ends:?}");
    }
}

/// The glyphs of a body's first line.
fn first_line(rendered: &Rendered) -> Vec<(String, f64, f64)> {
    let line = all(rendered.pages(), "body").remove(0);
    let glyphs = line.runs.iter().flat_map(|run| run.glyphs.iter());
    glyphs.map(|glyph| (glyph.text.clone(), glyph.x, glyph.advance)).collect()
}

/// setting.md 1: the blank after 条 was 4.8 to 7.1 mm.
#[test]
fn a_blank_cell_keeps_its_width_in_a_stretched_line() {
    for (text, before, after) in [
        ("第一百零四条　前款", "条", "前"),
        ("本通知　即日", "知", "即"),
        ("张　喆", "张", "喆"),
        ("联系人：　王", "：", "王"),
    ] {
        for rest in 20..30 {
            let rendered = notice(&format!("{text}{}，{}。", hanzi(rest), hanzi(20)), "");
            let glyphs = first_line(&rendered);
            let at = |says: &str| glyphs.iter().find(|(text, ..)| text == says).unwrap();
            let gap = at(after).1 - at(before).1 - CELL;
            assert!((gap - CELL).abs() < CELL * 0.06, "{text} {rest}: {gap}");
        }
    }
    // A line neither begins with it nor ends short of the edge for it.
    for length in 20..30 {
        let rendered = notice(&format!("{}条　{}。", hanzi(length), hanzi(40)), "");
        for line in all(rendered.pages(), "body") {
            let full = line.text().chars().count() > 20 && !line.text().ends_with('。');
            let ink =
                line.runs.iter().filter_map(Run::ink_all).fold(0.0, |most: f64, ink| most.max(ink.right));
            assert!(!full || (ink - RIGHT).abs() < 1.6, "{} {ink}", line.text());
            assert!(!line.text().starts_with('　'), "{}", line.text());
        }
    }
}

/// setting.md 1: a row of separate dashes.
#[test]
fn a_run_of_underscores_is_one_rule() {
    for rest in 12..20 {
        let rendered = notice(&format!("编号：________，{}，{}。", hanzi(rest), hanzi(20)), "");
        let line = all(rendered.pages(), "body").remove(0);
        let rule = line.runs.iter().find(|run| run.text().contains('_')).unwrap();
        assert_eq!(rule.family, "gw-latin");
        let ink: Vec<_> = rule.glyphs.iter().filter(|glyph| glyph.text == "_").collect();
        let ink: Vec<_> = ink.into_iter().map(|glyph| rule.ink(glyph).unwrap()).collect();
        assert_eq!(ink.len(), 8);
        assert!(ink.windows(2).all(|pair| pair[1].left - pair[0].right < 0.01), "{ink:?}");
    }
    // One longer than a line goes on in the next.
    let rendered = notice(&format!("事由：{}", "_".repeat(150)), "");
    let lines = all(rendered.pages(), "body");
    assert!(lines.len() > 2 && lines.iter().all(|line| line.right() < RIGHT + 0.3));
}

/// setting.md 1: `~` hung like an accent.
#[test]
fn a_wave_between_figures_fills_its_cell() {
    let rendered = notice("温度20℃~60℃，见a~b。", "");
    let says: String = first_line(&rendered).into_iter().map(|(text, ..)| text).collect();
    assert_eq!(says, "温度20℃～60℃，见a~b。");
}

/// 一字线 and 破折号 take one cell and two, in the middle of the characters, in every face.
#[test]
fn dashes_of_titles_and_headings_fill_their_cells() {
    let data = "issuers = [\"××市财政局\"]\ntitle = \"甲—乙线——国\"\ndate = 2024-11-01\n";
    let rendered = set(&format!("{data}body = \"\"\"\n一、甲—乙线——国\n\n甲—乙线——国\n\"\"\"\n"));
    for part in ["title", "body.0", "body.1"] {
        let line = all(rendered.pages(), part).remove(0);
        let em = line.size() / 72.0 * 25.4;
        let glyphs = line.runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| (run, glyph)));
        let of = |says: &'static str| glyphs.clone().filter(move |(_, glyph)| glyph.text.starts_with(says));
        let x = |says| of(says).next().unwrap().1.x;
        assert!((x("乙") - x("甲") - 2.0 * em).abs() < 0.06 * em, "{part}");
        assert!((x("国") - x("线") - 3.0 * em).abs() < 0.08 * em, "{part}");
        let middle = |(run, glyph): (&Run, &Glyph)| centre(&run.ink(glyph).unwrap()).1;
        for dash in of("—") {
            let off = middle(dash) - middle(of("国").next().unwrap());
            assert!(off.abs() < 0.06 * em, "{part}: {off}");
        }
    }
}

/// A colon or a semicolon behind what is not parted begins no line, and keeps its cell.
#[test]
fn a_mark_behind_what_is_kept_keeps_its_cell() {
    for more in 0..14 {
        let rendered = notice(&format!("{}局长张　喆：同意。电话：0571—87654321；传真。", hanzi(more)), "");
        let lines = all(rendered.pages(), "body");
        assert!(!lines.iter().any(|line| line.text().starts_with(['：', '；'])), "{more}");
        for line in &lines {
            let glyphs: Vec<&Glyph> = line.runs.iter().flat_map(|run| &run.glyphs).collect();
            let kept = |of: &&[&Glyph]| matches!((&*of[0].text, &*of[1].text), ("喆", "：") | ("1", "；"));
            for of in glyphs.windows(3).filter(kept) {
                let wide = of[2].x - of[1].x;
                assert!(wide > 0.9 * CELL, "{more}: {} {wide:.2} {}", of[1].text, of[2].text);
            }
        }
    }
}
