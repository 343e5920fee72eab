//! `cases.txt`, and what a table of codes and values cannot say.

use super::*;

fn read(code: &str) -> NumberFormat {
    NumberFormat::read(code).unwrap_or_else(|| panic!("{code} is a format"))
}

#[test]
fn the_table_of_cases() {
    let mut count = 0;
    for line in include_str!("cases.txt").lines().filter(|line| !line.is_empty() && !line.starts_with("//")) {
        let [code, value, wanted, ..] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three columns: {line}");
        };
        let format = read(&code.replace("\\n", "\n"));
        let shown = match value.strip_prefix('\'') {
            Some(text) => format.text(text),
            None => format.number(value.parse().unwrap(), Epoch::Of1900).unwrap(),
        };
        assert_eq!(shown.trim(), wanted, "{code} of {value}");
        count += 1;
    }
    assert!(count >= 380, "only {count} cases");
}

#[test]
fn days_are_counted_from_1904_in_other_workbooks() {
    assert_eq!(read("yyyy/m/d").number(44259.0, Epoch::Of1904).unwrap(), "2025/3/5");
    assert_eq!(read("yyyy/m/d").number(0.0, Epoch::Of1904).unwrap(), "1904/1/1");
    assert_eq!(read("B1yyyy-m-d").number(45775.0, Epoch::Of1900).unwrap(), "2025-4-28");
    assert_eq!(read("h:mm").number(0.25, Epoch::Of1904).unwrap(), "6:00");
    assert_eq!(read("[h]:mm").number(1.5, Epoch::Of1904).unwrap(), "36:00");
    assert_eq!(read("[h]:mm").number(-1.5, Epoch::Of1904).unwrap(), "-36:00");
}

#[test]
fn what_a_spreadsheet_cannot_show_is_not_made_up() {
    for (code, value, wanted) in [
        ("yyyy/m/d", -1.0, NotShown::Hashes),
        ("yyyy/m/d", 2_958_466.0, NotShown::Hashes),
        ("[h]:mm", -0.5, NotShown::Hashes),
        ("[>100]0", 5.0, NotShown::Hashes),
        ("[=1]0;[=2]0", 5.0, NotShown::Hashes),
        ("[$-130000]yyyy年m月d日", 45721.0, NotShown::Calendar),
        ("[$-060401]d/m/yyyy", 45721.0, NotShown::Calendar),
        ("B2yyyy-m-d", 45775.0, NotShown::Calendar),
    ] {
        assert_eq!(read(code).number(value, Epoch::Of1900), Err(wanted), "{code} of {value}");
    }
}

#[test]
fn what_is_no_code_is_none() {
    assert_eq!(NumberFormat::read("0;0;0;0;0"), None);
    assert_eq!(NumberFormat::read(&"0".repeat(2000)), None);
    // Unfinished ones are read as far as they go.
    assert_eq!(read("0\"元").number(5.0, Epoch::Of1900).unwrap(), "5元");
    assert_eq!(read("0[红").number(5.0, Epoch::Of1900).unwrap(), "5[红");
    assert_eq!(read("").number(5.0, Epoch::Of1900).unwrap(), "5");
}

#[test]
fn every_built_in_format_is_one() {
    for id in 0..100 {
        if let Some(code) = builtin(id) {
            read(code).number(1.5, Epoch::Of1900).unwrap();
        }
    }
    let shown = |id, value| read(builtin(id).unwrap()).number(value, Epoch::Of1900).unwrap();
    assert_eq!(shown(14, 45721.0), "2025/3/5");
    assert_eq!(shown(22, 45721.5), "2025/3/5 12:00");
    assert_eq!(shown(57, 45721.0), "2025年3月");
    assert_eq!(shown(58, 45721.0), "3月5日");
    assert_eq!(shown(31, 45721.0), "2025年3月5日");
    assert_eq!(shown(37, -1234.0), "(1,234)");
    assert_eq!(shown(40, -1234.5), "(1,234.50)");
}

proptest::proptest! {
    /// Whatever somebody writes as a format, a number comes out, or a reason why not, and soon.
    #[test]
    fn no_code_makes_it_fall(
        code in "([0#?.,%;@/ymdhsaegb\"\\\\_*!\\[\\]<>=$E+\\-年月日 \n]|General|AM/PM|\\[DBNum[123]\\]|\\[h\\]|\\[>=1\\]){0,24}",
        value in proptest::num::f64::NORMAL | proptest::num::f64::ZERO,
    ) {
        if let Some(format) = NumberFormat::read(&code) {
            let _ = format.number(value, Epoch::Of1900);
            let _ = format.number(value, Epoch::Of1904);
            let _ = format.text("甲");
        }
    }
}
