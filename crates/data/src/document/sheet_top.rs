//! What stands above the header of a table's file: a title, a unit, and what makes a header doubtful.

use crate::text::Marked;
use crate::text::captions::{says_unit, split_unit};
use crate::text::table::Merge;
use crate::workbook::WorkbookFinding;

/// So many rows above a header are looked at.
const LOOKED_AT: usize = 4;

/// What was found above a header, and what is to be told of it.
#[derive(Default)]
pub(super) struct Top {
    pub caption: Option<String>,
    pub unit: Option<String>,
    pub told: Vec<WorkbookFinding>,
}

impl Top {
    /// Of the rows above a header that was named: a cell alone is the title or the unit, more is left out.
    pub(super) fn of(above: Vec<Vec<String>>, path: &str) -> Top {
        let mut top = Top::default();
        for row in above {
            let mut cells = row.into_iter().filter(|said| !said.trim().is_empty());
            let Some(first) = cells.next() else { continue };
            let said: String = first.lines().map(str::trim).collect();
            match cells.next() {
                None if says_unit(&said) && top.unit.is_none() => top.unit = Some(said),
                None if top.caption.is_none() => top.caption = Some(said),
                _ if top.told.is_empty() => {
                    top.told.push(WorkbookFinding::Above { path: path.to_owned(), said });
                }
                _ => {}
            }
        }
        top.split();
        top
    }

    /// 收支情况表（单位：万元）: the unit stands apart.
    fn split(&mut self) {
        let Some(caption) = self.caption.take() else { return };
        let (name, unit) = split_unit(&caption);
        match unit.filter(|_| self.unit.is_none()) {
            Some(unit) => (self.unit, self.caption) = (Some(unit.to_owned()), Some(name.to_owned())),
            None => self.caption = Some(caption),
        }
    }
}

fn filled(row: &[Marked]) -> usize {
    row.iter().filter(|cell| !cell.text.trim().is_empty()).count()
}

fn in_a_line(cell: &Marked) -> String {
    cell.text.lines().map(str::trim).collect()
}

/// Takes away rows above the header: one cell over the whole width, or alone above rows of several, is the
/// table's title or its unit.
pub(super) fn take(rows: &mut Vec<Vec<Marked>>, merged: &mut Vec<Merge>, path: &str) -> Top {
    let mut top = Top::default();
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    while rows.len() > 1 && width > 1 && is_alone(rows, merged, width) {
        let cell = rows[0].iter().find(|cell| !cell.text.trim().is_empty());
        let Some(cell) = cell.filter(|cell| !cell.has_script()) else { break };
        let said = in_a_line(cell);
        let whole = merged.iter().any(|merge| merge.row == 0 && merge.columns >= width);
        match () {
            () if says_unit(&said) && top.unit.is_none() => top.unit = Some(said),
            () if top.caption.is_none() => {
                if !whole {
                    let (path, title) = (path.to_owned(), said.clone());
                    top.told.push(WorkbookFinding::TitleFound { path, title });
                }
                top.caption = Some(said);
            }
            () => break,
        }
        rows.remove(0);
        merged.retain(|merge| merge.row > 0);
        merged.iter_mut().for_each(|merge| merge.row -= 1);
    }
    top.split();
    doubts(rows, merged, path, &mut top);
    top
}

/// Whether the first row has one cell, above a row of several.
fn is_alone(rows: &[Vec<Marked>], merged: &[Merge], width: usize) -> bool {
    let first: Vec<&Merge> = merged.iter().filter(|merge| merge.row == 0).collect();
    if first.iter().any(|merge| merge.rows > 1) || filled(&rows[0]) != 1 {
        return false;
    }
    if first.iter().any(|merge| merge.column == 0 && merge.columns >= width) {
        return true;
    }
    let below = rows.iter().skip(1).take(LOOKED_AT).map(|row| filled(row)).find(|count| *count != 1);
    let begins = !rows[0][0].text.trim().is_empty();
    // A blank corner and one name beside it are a header of two columns.
    below.is_some_and(|below| below > 2 || below == 2 && begins)
}

/// Tells of a header that is none, or has blanks.
fn doubts(rows: &[Vec<Marked>], merged: &[Merge], path: &str, top: &mut Top) {
    let Some((header, below)) = rows.split_first() else { return };
    let most = below.iter().map(|row| filled(row)).max().unwrap_or_default();
    // 填报单位：甲局 and a date beside it are no names of columns.
    let says = |cell: &&Marked| cell.text.trim().trim_end_matches(['：', ':']).contains(['：', ':']);
    if filled(header) < most
        && let Some(cell) = header.iter().find(says)
    {
        let (path, said) = (path.to_owned(), in_a_line(cell));
        top.told.push(WorkbookFinding::NoHeader { path, said });
        return;
    }
    let reach = merged.iter().filter(|merge| merge.row == 0).map(|merge| merge.rows).max().unwrap_or(1);
    let covered = |column: usize| {
        let here = |merge: &&Merge| (merge.column..merge.column + merge.columns).contains(&column);
        merged.iter().filter(|merge| merge.row < reach).any(|merge| here(&merge))
    };
    let blank =
        |row: &Vec<Marked>, column: usize| row.get(column).is_none_or(|cell| cell.text.trim().is_empty());
    // The corner of a table with names at both edges is blank.
    let columns = (1..header.len().max(1)).filter(|column| {
        rows.iter().take(reach).all(|row| blank(row, *column))
            && !covered(*column)
            && below.iter().any(|row| !blank(row, *column))
    });
    let columns: Vec<String> = columns.map(|column| (column + 1).to_string()).collect();
    if !columns.is_empty() {
        top.told.push(WorkbookFinding::BlankHeader { path: path.to_owned(), columns });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<Marked>> {
        rows.iter().map(|row| row.iter().map(|cell| Marked::from(*cell)).collect()).collect()
    }

    #[test]
    fn one_cell_above_a_row_of_several_is_a_title_and_no_header() {
        for (given, caption, unit, left) in [
            (vec![&["名单", "", ""][..], &["序号", "姓名", "单位"]], Some("名单"), None, 1),
            (vec![&["", "名单", ""], &["序号", "姓名", "单位"]], Some("名单"), None, 1),
            (
                vec![&["收支情况", "", ""], &["", "", "单位：万元"], &["项目", "收入", "支出"]],
                Some("收支情况"),
                Some("单位：万元"),
                1,
            ),
            (vec![&["", "数量"], &["甲", "3"]], None, None, 2),
            (vec![&["项目", "数量"], &["甲", ""]], None, None, 2),
            (vec![&["名单"], &["甲"]], None, None, 2),
        ] {
            let mut rows = rows(&given);
            let top = take(&mut rows, &mut Vec::new(), "t.xlsx");
            assert_eq!(
                (top.caption.as_deref(), top.unit.as_deref(), rows.len()),
                (caption, unit, left),
                "{given:?}"
            );
        }
    }

    #[test]
    fn a_doubtful_header_is_told() {
        for (given, told) in [
            (vec![&["填报单位：甲局", "", "3月"][..], &["序号", "姓名", "单位"]], "NoHeader"),
            (vec![&["序号", "", "单位"], &["1", "张三", "甲局"]], "BlankHeader"),
            (vec![&["", "2023年", "2024年"], &["甲", "1", "2"]], ""),
            (vec![&["比例（1：3）", "数"], &["甲", "1"]], ""),
        ] {
            let top = take(&mut rows(&given), &mut Vec::new(), "t.xlsx");
            let found = top.told.first().map(|told| format!("{told:?}")).unwrap_or_default();
            assert!(found.starts_with(told) && found.is_empty() == told.is_empty(), "{given:?}: {found}");
        }
        // Cells that are merged over the blank ones name them.
        let merged = Merge { row: 0, column: 1, rows: 1, columns: 2 };
        let given = rows(&[&["序号", "情况", ""], &["1", "张三", "甲局"]]);
        assert!(take(&mut given.clone(), &mut vec![merged], "t.xlsx").told.is_empty());
    }
}
