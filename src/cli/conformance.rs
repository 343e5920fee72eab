//! The conformance report as a table for people, as JSON lines for programs.

use std::fmt::Write as _;

use gongwen::layout::{Requirement, Target, Value, Verdict};
use gongwen::{Lang, MessageFormat};
use unicode_width::UnicodeWidthStr;

/// The rows, in the form and language asked for.
pub fn show(rows: &[Requirement], format: MessageFormat, lang: Lang) -> String {
    match format {
        MessageFormat::Json => rows.iter().map(|row| row.to_json() + "\n").collect(),
        _ => table(rows, lang),
    }
}

fn table(rows: &[Requirement], lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let head: [&str; 7] = if zh {
        ["结论", "条款", "项目", "标准", "实测", "页", "效力"]
    } else {
        ["verdict", "clause", "quantity", "target", "measured", "page", "strength"]
    };
    let mut cells: Vec<[String; 7]> = vec![head.map(str::to_owned)];
    cells.extend(rows.iter().map(|row| self::row(row, zh)));
    let widths: Vec<usize> = (0..head.len())
        .map(|column| cells.iter().map(|row| row[column].width()).max().unwrap_or_default())
        .collect();
    let mut text = String::new();
    for row in &cells {
        for (cell, width) in row.iter().zip(&widths) {
            let blank = " ".repeat(width - cell.width() + 2);
            let _ = write!(text, "{cell}{blank}");
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    let count = |verdict| rows.iter().filter(|row| row.verdict == verdict).count();
    let (met, departed, broken) = (count(Verdict::Met), count(Verdict::Departed), count(Verdict::Broken));
    let _ = if zh {
        writeln!(text, "符合 {met} 项，按要求调整 {departed} 项，不符合 {broken} 项")
    } else {
        writeln!(text, "{met} met, {departed} departed on purpose, {broken} broken")
    };
    text
}

fn row(row: &Requirement, zh: bool) -> [String; 7] {
    let pick = |(chinese, english): (&'static str, &'static str)| if zh { chinese } else { english };
    let number = |value: f64| {
        let text = format!("{value:.2}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let unit =
        |text: String| if row.unit.sign().is_empty() { text } else { format!("{text} {}", row.unit.sign()) };
    let target = match &row.target {
        Target::Near(target, 0.0) => unit(number(*target)),
        Target::Near(target, tolerance) => unit(format!("{} ± {}", number(*target), number(*tolerance))),
        Target::Between(least, most) => unit(format!("{}–{}", number(*least), number(*most))),
        Target::OneOf(words) => words.first().cloned().unwrap_or_default(),
    };
    let measured = match &row.measured {
        Value::Number(value) => unit(number(*value)),
        Value::Words(words) => words.clone(),
    };
    [
        pick(row.verdict.words()).to_owned(),
        row.clause.to_owned(),
        pick(row.quantity).to_owned(),
        target,
        measured,
        row.page.to_string(),
        pick(row.strength.words()).to_owned(),
    ]
}
