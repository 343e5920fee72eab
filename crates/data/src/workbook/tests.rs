//! Parts of a workbook by themselves; whole ones are in `tests/it/workbooks.rs`.

use super::*;

fn at(row: u32, column: u32) -> At {
    At { row, column }
}

#[test]
fn columns_have_names() {
    for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
        assert_eq!(column_name(column), name);
    }
    assert_eq!(at(6, 1).name(), "B7");
    assert_eq!(Merged { rows: 1..=2, columns: 0..=1 }.name(), "A2:B3");
}

#[test]
fn what_is_hidden_goes_and_a_merged_cell_moves_to_where_it_is_seen() {
    let cell = |row, column, said: &str| Cell { at: at(row, column), said: said.to_owned(), dressed: None };
    let sheet = Sheet {
        cells: vec![cell(0, 0, "甲"), cell(1, 0, "乙"), cell(1, 1, "丙"), cell(2, 1, "丁")],
        merged: vec![Merged { rows: 1..=2, columns: 0..=0 }],
        hidden: Hidden { rows: Ranges::of(vec![1..=1]), columns: Ranges::default() },
        ..Sheet::default()
    };
    let seen = sheet.without_hidden();
    let said: Vec<(At, &str)> = seen.cells.iter().map(|cell| (cell.at, cell.said.as_str())).collect();
    assert_eq!(said, [(at(0, 0), "甲"), (at(2, 0), "乙"), (at(2, 1), "丁")]);
    assert_eq!(seen.unseen, [cell(1, 1, "丙")]);
}

#[test]
fn remarks_name_the_first_cells_and_count_all() {
    let mut remarks = Remarks::default();
    for row in 0..100 {
        remarks.add(Remark::Struck, at(row, 0));
        remarks.add(Remark::Error { written: format!("#{row}!") }, at(row, 1));
    }
    let struck = &remarks.0[&Remark::Struck];
    assert_eq!((struck.first, struck.names.len(), struck.count), (at(0, 0), NAMED, 100));
    // A file may have as many errors as it likes; the findings stay few.
    assert!(remarks.0.len() <= 42);
}
