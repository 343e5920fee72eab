//! A run of `|`-lines as a table: the first row is the header when a `|---|` row follows it.

/// A table's cells, as written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Table {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The number of columns: that of the longest row.
    pub fn columns(&self) -> usize {
        self.rows.iter().map(Vec::len).chain([self.header.len()]).max().unwrap_or_default()
    }

    /// Every cell's text, row by row.
    pub fn cells(&self) -> impl Iterator<Item = &String> {
        self.header.iter().chain(self.rows.iter().flatten())
    }
}

/// Whether a line is a row of a table.
pub(super) fn is_row(line: &str) -> bool {
    line.len() > 1 && line.starts_with('|') && line.ends_with('|')
}

/// Reads the rows of a run of lines.
pub(super) fn read(lines: &[&str]) -> Table {
    let cells = |line: &str| -> Vec<String> {
        split(line).into_iter().map(|cell| cell.trim().replace("\\|", "|")).collect()
    };
    let ruled = lines.get(1).is_some_and(|line| is_rule(line));
    let (header, rows) = if ruled { (cells(lines[0]), &lines[2..]) } else { (Vec::new(), lines) };
    let rows = rows.iter().filter(|line| !is_rule(line)).map(|line| cells(line)).collect();
    Table { header, rows }
}

/// The cells between the bars; `\|` is a bar inside a cell.
fn split(line: &str) -> Vec<&str> {
    let inner = &line[1..line.len() - 1];
    let mut cells = Vec::new();
    let mut start = 0;
    for (at, _) in inner.match_indices('|') {
        if inner[..at].ends_with('\\') {
            continue;
        }
        cells.push(&inner[start..at]);
        start = at + 1;
    }
    cells.push(&inner[start..]);
    cells
}

fn is_rule(line: &str) -> bool {
    split(line).iter().all(|cell| {
        let cell = cell.trim();
        cell.contains('-') && cell.chars().all(|c| matches!(c, '-' | ':'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_rule_and_escaped_bar() {
        let table = read(&["| 县区 | 数量 |", "|---|---:|", r"| 甲\|乙 | 12 |", "| 丙 | |"]);
        assert_eq!(table.header, ["县区", "数量"]);
        assert_eq!(table.rows, [vec!["甲|乙", "12"], vec!["丙", ""]]);
        assert_eq!(table.columns(), 2);
    }

    #[test]
    fn without_a_rule_every_row_is_a_row() {
        let table = read(&["|一|二|", "|三|四|"]);
        assert!(table.header.is_empty());
        assert_eq!(table.rows.len(), 2);
    }
}
