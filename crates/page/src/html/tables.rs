//! The tables of the report: the rows of a page, departures, adjustments, seals, faces.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::sheet::Numbered;
use super::words::Words;
use super::xml::escape;
use crate::geometry::Page;
use crate::source::short;
use crate::{Departure, Report, Requirement, Role, Seal, Target, Unit, Value};

/// The rows measured on one page.
pub(super) fn rows(rows: &[Numbered<'_>], words: &Words) -> String {
    if rows.is_empty() {
        let none = words.pick("本页没有单独测量的项目。", "No row was measured on this page.");
        return format!("<p class=\"none\">{none}</p>");
    }
    let heads = words.pick(
        "号 条款 项目 标准 实测 偏差 效力 结论",
        "no. clause quantity standard measured deviation strength verdict",
    );
    let mut table = String::from("<table class=\"rows\"><thead><tr>");
    for head in heads.split(' ') {
        let _ = write!(table, "<th scope=\"col\">{head}</th>");
    }
    table.push_str("</tr></thead><tbody>");
    let mut clause = "";
    for Numbered { number, row } in rows {
        // A clause is named where its rows begin.
        let begins = std::mem::replace(&mut clause, row.clause) != row.clause;
        let said = if begins { row.clause } else { "" };
        let cell = match row.place {
            Some(_) => format!("<a href=\"#at-{number}\">{number}</a>"),
            None => number.to_string(),
        };
        let _ = write!(
            table,
            "<tr id=\"row-{number}\" class=\"{}{}\"><td class=\"no\">{cell}</td><td class=\"clause\">{said}</td>\
             <td>{}</td><td class=\"figure\">{}</td><td class=\"figure\">{}</td><td class=\"gauge\">{}</td>\
             <td class=\"strength\">{}</td><td class=\"verdict\">{}</td></tr>",
            row.verdict.words().1,
            if begins { " begins" } else { "" },
            escape(row.quantity_text(words.0)),
            figure(row, &row.target_text(words.0)),
            figure(row, &row.measured_text(words.0)),
            gauge(row),
            words.pair(row.strength.words()),
            words.pair(row.verdict.words()),
        );
    }
    table.push_str("</tbody></table>");
    table
}

/// A cell's words; a number stays on one line with its tolerance and unit.
fn figure(row: &Requirement, said: &str) -> String {
    let said = escape(said);
    if row.unit == Unit::Words { said } else { said.replace(' ', "\u{A0}") }
}

/// Where in its tolerance a number lies, drawn: the band, its middle, the measure.
fn gauge(row: &Requirement) -> String {
    const WIDE: f64 = 64.0;
    let Value::Number(measured) = row.measured else { return String::new() };
    let (least, most, middle) = match row.target {
        Target::Near(target, tolerance) if tolerance > 0.0 => {
            (target - tolerance, target + tolerance, Some(target))
        }
        Target::Between(least, most) if most > least => (least, most, None),
        _ => return String::new(),
    };
    // The band is half of the drawing; what is farther off stands at its end.
    let place = |value: f64| {
        let share = (value - least) / (most - least) * 0.5 + 0.25;
        short(share.clamp(0.03, 0.97) * WIDE)
    };
    let (from, to) = (WIDE * 0.25, WIDE * 0.75);
    let tick = middle.map(|middle| format!("<path class=\"tick\" d=\"M{} 3v6\"/>", place(middle)));
    format!(
        "<svg viewBox=\"0 0 64 12\" width=\"64\" height=\"12\" aria-hidden=\"true\"><path class=\"axis\" d=\"M0 6h64\"/>\
         <path class=\"band\" d=\"M{from} 6H{to}\"/>{}<circle cx=\"{}\" cy=\"6\" r=\"2.6\"/></svg>",
        tick.unwrap_or_default(),
        place(measured)
    )
}

/// A table of a few columns; nothing where there are no lines.
fn plain(title: &str, heads: &str, lines: &[Vec<String>]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let mut table = format!("<section><h2>{title}</h2><table><thead><tr>");
    for head in heads.split('|') {
        let _ = write!(table, "<th scope=\"col\">{head}</th>");
    }
    table.push_str("</tr></thead><tbody>");
    for line in lines {
        table.push_str("<tr>");
        for cell in line {
            let _ = write!(table, "<td>{}</td>", escape(cell));
        }
        table.push_str("</tr>");
    }
    table.push_str("</tbody></table></section>");
    table
}

/// What stands behind the sheets.
pub(super) fn behind(report: &Report, pages: &[Page], words: &Words) -> String {
    let departure = |found: &Departure| {
        vec![
            found.clause.to_owned(),
            format!("layout.{}", found.key),
            found.value.clone(),
            found.standard.to_owned(),
            words.pair(found.strength.words()).to_owned(),
        ]
    };
    let seal = |seal: &Seal| {
        let mm = |value: f64| format!("{value:.2} mm");
        let (issuer, page) = ((seal.issuer + 1).to_string(), seal.page.to_string());
        vec![issuer, page, mm(seal.x), mm(seal.y), mm(seal.diameter)]
    };
    let adjustments = words.adjustments(&report.adjusted).into_iter();
    let departures: Vec<_> = report.departures.iter().map(departure).collect();
    let adjustments: Vec<_> = adjustments.map(|(clause, said)| vec![clause.to_owned(), said]).collect();
    let seals: Vec<_> = report.seals.iter().map(seal).collect();
    [
        plain(
            words.pick("按要求的调整", "Departures on purpose"),
            words.pick("条款|键|取值|标准|效力", "clause|key|value|standard|strength"),
            &departures,
        ),
        plain(
            words.pick("排版中的调整", "Adjustments of the fitting"),
            words.pick("条款|调整", "clause|adjustment"),
            &adjustments,
        ),
        plain(
            words.pick("印章", "Seals"),
            words.pick(
                "机关|页|圆心距左边|圆心距上边|直径",
                "organ|page|centre from the left|centre from the top|diameter",
            ),
            &seals,
        ),
        faces(pages, words),
    ]
    .concat()
}

/// The faces on the pages by role, and how many characters each has.
fn faces(pages: &[Page], words: &Words) -> String {
    let mut counts: BTreeMap<(usize, &str, &str), usize> = BTreeMap::new();
    for run in pages.iter().flat_map(|page| &page.runs) {
        let role = Role::of_family(&run.family);
        let order = Role::ALL.iter().position(|other| Some(*other) == role).unwrap_or(Role::ALL.len());
        let called = role.map_or("—", |role| words.pick(role.chinese(), role.key()));
        let count = run.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).count();
        *counts.entry((order, called, &run.face)).or_default() += count;
    }
    let inked = counts.into_iter().filter(|(_, count)| *count > 0);
    let lines: Vec<_> = inked
        .map(|((_, role, face), count)| vec![role.to_owned(), face.to_owned(), count.to_string()])
        .collect();
    plain(words.pick("字体", "Faces"), words.pick("用途|字体|字数", "role|face|characters"), &lines)
}
