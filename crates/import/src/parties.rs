//! Who signs an agreement or a pledge under its text: 甲方（盖章）：… and 乙方（盖章）：…, side by side or one under the other.

use std::ops::Range;

use super::claims::{Claims, Element, Party, Slot};
use super::doubt::Doubt;
use super::lines::squeezed;
use super::patterns as p;
use super::signed;
use super::signoff;
use crate::document::Date;

/// So many lines they take at most.
const LONGEST: usize = 24;
/// As many as the data file takes.
const MOST: usize = 8;

/// What stands before a party's name.
const ROLES: [&str; 25] = [
    "甲方",
    "乙方",
    "丙方",
    "丁方",
    "签订单位",
    "责任单位",
    "责任人",
    "考核单位",
    "主管单位",
    "委托人",
    "受托人",
    "委托方",
    "受托方",
    "委托单位",
    "受托单位",
    "出租方",
    "承租方",
    "出让方",
    "受让方",
    "发包方",
    "承包方",
    "发包人",
    "承包人",
    "签约单位",
    "承诺单位",
];

/// What stands before who signs for it.
const SIGNERS: [&str; 10] = [
    "代表",
    "负责人",
    "法定代表人",
    "授权代表",
    "委托代理人",
    "主要负责人",
    "签字",
    "代表人",
    "签约代表",
    "法定代表人或授权代表",
];

/// A cell of such a row.
enum Cell {
    /// 甲方（盖章） and the byte where the colon ends.
    Role {
        label: usize,
        colon: usize,
    },
    Representative,
    /// The day, behind 日期： or not.
    Day(Range<usize>),
    Blank,
}

/// Claims the parties where two of them and nothing else stand under the text; says which lines they take.
pub(super) fn recognise(claims: &mut Claims) -> Option<Range<usize>> {
    let from = signoff::first_running(claims);
    let mut lines: Vec<usize> = Vec::new();
    for line in claims.free(from..claims.len()).into_iter().rev().take(LONGEST) {
        let text = claims.text(line);
        if text.contains('。') || !cells(&text).into_iter().all(|cell| kind(&text[cell]).is_some()) {
            break;
        }
        lines.insert(0, line);
    }
    // What stands over the first name is the text's.
    let role = |line: &usize| {
        let text = claims.text(*line);
        cells(&text).into_iter().any(|cell| matches!(kind(&text[cell]), Some(Cell::Role { .. })))
    };
    let first = lines.iter().position(role)?;
    let lines = lines.split_off(first);
    let parts = sorted(claims, &lines)?;
    for (line, parts) in lines.iter().zip(&parts) {
        let parts: Vec<(Slot, &str)> = parts.iter().map(|(slot, text)| (*slot, text.as_str())).collect();
        claims.split(*line, &parts);
    }
    claims.doubt(Element::Parties, Doubt::PartiesByPlace);
    Some(lines[0]..lines[lines.len() - 1] + 1)
}

/// Each line's parts by the parties that they are of; none when it cannot be told of which.
fn sorted(claims: &Claims, lines: &[usize]) -> Option<Vec<Vec<(Slot, String)>>> {
    let mut count = 0;
    // Those who stand in the row of roles that was read last.
    let mut row: Vec<usize> = Vec::new();
    let mut seen: Vec<(usize, Party)> = Vec::new();
    let mut all = Vec::new();
    for &line in lines {
        let text = claims.text(line);
        let cells = cells(&text);
        let roles =
            cells.iter().filter(|cell| matches!(kind(&text[(*cell).clone()]), Some(Cell::Role { .. })));
        if roles.count() == cells.len() {
            row = (count..count + cells.len()).collect();
            count += cells.len();
        } else if cells.len() != row.len() {
            return None;
        }
        let mut parts = Vec::new();
        for (cell, &party) in cells.into_iter().zip(&row) {
            let words = &text[cell];
            let of = |part: Party| Slot::Party(party, part);
            let own = match kind(words)? {
                Cell::Role { label, colon } => {
                    let name = words[colon..].trim();
                    parts.push((of(Party::Role), words[..label].trim().to_owned()));
                    parts.push((Slot::Beside(Element::Parties), words[label..colon].to_owned()));
                    parts.push((of(Party::Name), name.to_owned()));
                    continue;
                }
                Cell::Representative => Party::Representative,
                Cell::Day(day) => {
                    if seen.contains(&(party, Party::Date)) {
                        return None;
                    }
                    seen.push((party, Party::Date));
                    parts.push((Slot::Beside(Element::Parties), words[..day.start].to_owned()));
                    parts.push((of(Party::Date), words[day].to_owned()));
                    continue;
                }
                Cell::Blank => continue,
            };
            // Two who sign for one party have no key.
            if seen.contains(&(party, own)) {
                return None;
            }
            seen.push((party, own));
            parts.push((of(own), words.trim().to_owned()));
        }
        all.push(parts);
    }
    (2..=MOST).contains(&count).then_some(all)
}

/// Where the cells of a row stand: parted by tabs, by wide blanks, or each a day.
fn cells(text: &str) -> Vec<Range<usize>> {
    /// So many blank half characters part two.
    const WIDE: usize = 4;
    /// A day has so many bytes at most, with its label and the blanks before it.
    const LONGEST_DAY: usize = 400;
    let mut cells: Vec<Range<usize>> = Vec::new();
    if text.contains('\t') {
        let mut at = 0;
        for cell in text.split('\t') {
            if !cell.trim().is_empty() {
                cells.push(at..at + cell.len());
            }
            at += cell.len() + 1;
        }
        return cells;
    }
    // 2025年　月　日　　　　2025年　月　日.
    let mut start = 0;
    for (at, day) in text.match_indices('日') {
        let end = at + day.len();
        if end - start > LONGEST_DAY {
            break;
        }
        if is_day(text[start..end].trim()) {
            cells.push(start..end);
            start = end;
        }
    }
    if !cells.is_empty() && text[start..].trim().is_empty() {
        return cells;
    }
    cells.clear();
    let (mut start, mut blank, mut wide) = (0, 0, 0);
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            if wide == 0 {
                blank = at;
            }
            wide += if c == '\u{3000}' { 2 } else { 1 };
            continue;
        }
        if wide >= WIDE && at > start && blank > start {
            cells.push(start..blank);
            start = at;
        }
        wide = 0;
    }
    cells.push(start..text.len());
    cells
}

fn is_day(text: &str) -> bool {
    let bare = text.split_once(['：', ':']).map_or(text, |(_, day)| day.trim());
    p::date(bare).is_some() || Date::parse_open(bare).is_some() || signed::is_open_date(bare)
}

/// What a cell of such a row is; none when it is anything else.
fn kind(cell: &str) -> Option<Cell> {
    let bare = cell.trim();
    if bare.is_empty() {
        return Some(Cell::Blank);
    }
    let label = bare.split_once(['：', ':']);
    if let Some((label, day)) = label
        && (["日期", "签订日期", "签字日期", "签署日期", "时间"].contains(&squeezed(label).as_str()))
    {
        let from = cell.len() - cell.trim_end().len();
        let start = cell.find(day.trim()).unwrap_or(0);
        return is_day(day.trim()).then(|| Cell::Day(start..cell.len() - from));
    }
    if is_day(bare) {
        let start = cell.find(bare).unwrap_or(0);
        return Some(Cell::Day(start..start + bare.len()));
    }
    let (label, _) = label?;
    let word = squeezed(label);
    let word = word.split(['（', '(']).next().unwrap_or_default();
    if ROLES.contains(&word) {
        let end = cell.find(['：', ':'])?;
        let colon = end + cell[end..].chars().next()?.len_utf8();
        return Some(Cell::Role { label: end, colon });
    }
    SIGNERS.contains(&word).then_some(Cell::Representative)
}
