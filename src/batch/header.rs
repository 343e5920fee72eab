//! Which row of a list names its columns: the first, the one that was asked for, or, where titles stand
//! above it, the first that has a key.

use super::delimited::FOREIGN;
use crate::text::normal::normalise;

/// So many rows are looked at.
pub(super) const LOOKED_AT: usize = 10;

/// What is known when a list is read.
pub(super) struct Header<'a> {
    /// The header's row as somebody named it: a sheet's row, a text's line, from 1.
    pub asked: Option<usize>,
    /// Whether a name is a key, or a placeholder of the base.
    pub known: &'a dyn Fn(&str) -> bool,
}

impl Header<'_> {
    /// Which of the first rows is the header, from 0, where none was asked for.
    ///
    /// Rows above it are titles only when they have fewer cells and none that is known; else the list's
    /// first row is its header, and its faults are told.
    pub(crate) fn find<R: AsRef<[C]>, C: AsRef<str>>(&self, rows: &[R]) -> usize {
        let cells = |row: &R| row.as_ref().iter().filter(|cell| !cell.as_ref().trim().is_empty()).count();
        let known = |row: &R| self.knows(row.as_ref());
        let Some(first) = rows.iter().take(LOOKED_AT).position(known) else { return 0 };
        let width = cells(&rows[first]);
        if rows[..first].iter().all(|row| cells(row) < width) { first } else { 0 }
    }

    /// Whether one of these cells is a name that is known.
    pub(crate) fn knows<C: AsRef<str>>(&self, row: &[C]) -> bool {
        row.iter().any(|cell| (self.known)(&self.name(cell.as_ref())))
    }

    /// The mark that parts names in the one cell of a header, where it was meant to part cells.
    pub(crate) fn foreign_mark(&self, said: &str) -> Option<char> {
        let parts = |mark: &char| said.split(*mark).map(|part| self.name(part)).collect::<Vec<_>>();
        let is_meant =
            |mark: &char| said.contains(*mark) && parts(mark).iter().any(|name| (self.known)(name));
        FOREIGN.into_iter().find(is_meant).filter(|_| !(self.known)(&self.name(said)))
    }

    /// The name that a header's cell says: without its blanks and line breaks where only so it is known.
    pub(crate) fn name(&self, said: &str) -> String {
        let said = said.trim();
        // Characters without width come with what was copied from a page.
        let right = normalise(said).map_or_else(|| said.to_owned(), |normal| normal.text);
        let bare: String = right.chars().filter(|c| !c.is_whitespace()).collect();
        match !(self.known)(said) && (self.known)(&bare) {
            true => bare,
            false => said.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_what_is_shorter_and_names_nothing() {
        let known = |name: &str| matches!(name, "主送" | "姓名");
        let header = Header { asked: None, known: &known };
        for (rows, wanted) in [
            (vec![vec!["主送", "姓名"], vec!["甲局", "张三"]], 0),
            (vec![vec!["培训名单"], vec!["主送", "姓名"], vec!["甲局", "张三"]], 1),
            (
                vec![vec!["培训名单", ""], vec!["填报单位：甲局", "日期：3月"], vec!["序号", "主送", "姓名"]],
                2,
            ),
            // Narrow columns break their names.
            (vec![vec!["名单"], vec!["主\n送", "姓　名"], vec!["甲局", "张三"]], 1),
            // A header that nobody knows is told as such.
            (vec![vec!["单位", "名字"], vec!["主送", "张三"]], 0),
            (vec![vec!["单位"], vec!["甲局"]], 0),
            (vec![], 0),
        ] {
            assert_eq!(header.find(&rows), wanted, "{rows:?}");
        }
    }

    /// A list typed with a Chinese keyboard had a column of a name that nobody knows.
    #[test]
    fn names_parted_by_a_foreign_mark_are_seen() {
        let known = |name: &str| matches!(name, "主送" | "姓名");
        let header = Header { asked: None, known: &known };
        for (said, mark) in [
            ("主送，姓名", Some('，')),
            ("| 主送 | 姓名 |", Some('|')),
            ("份号、主送", Some('、')),
            ("主送", None),
            ("甲，乙", None),
        ] {
            assert_eq!(header.foreign_mark(said), mark, "{said}");
        }
        assert_eq!(header.name("姓名\u{200b}"), "姓名");
    }
}
