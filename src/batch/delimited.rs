//! Records of CSV with the bytes that each cell stands on: what a finding points at. RFC 4180, with any
//! separator and any line end; the `csv` crate tells no cell's place and takes an open quote for a cell.

use std::ops::Range;

use crate::workbook::words_of_formula;

/// One record.
#[derive(Debug, PartialEq)]
pub(super) struct Record {
    /// What each cell says, and where it stands from the record's start, quotes included.
    pub cells: Vec<(String, Range<usize>)>,
    /// Where the next record starts.
    pub end: usize,
}

impl Record {
    /// Counts places from the record's own start.
    fn counted_from(mut self, start: usize) -> Record {
        self.cells.iter_mut().for_each(|(_, range)| *range = range.start - start..range.end - start);
        self
    }
}

/// The record that starts at a byte; the place of a quote that nobody closes is an error.
pub(super) fn record(text: &str, start: usize, separator: char) -> Result<Record, usize> {
    let mut cells = Vec::new();
    let mut at = start;
    loop {
        let (said, end) = cell(text, at, separator)?;
        cells.push((words_of_formula(&said).unwrap_or(said), at..end));
        let rest = &text[end..];
        if rest.starts_with(separator) {
            at = end + separator.len_utf8();
            continue;
        }
        let end = end + if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
        return Ok(Record { cells, end }.counted_from(start));
    }
}

/// What the cell at a byte says, and where it ends.
fn cell(text: &str, start: usize, separator: char) -> Result<(String, usize), usize> {
    let stop =
        |from: usize| text[from..].find([separator, '\n', '\r']).map_or(text.len(), |length| from + length);
    if !text[start..].starts_with('"') {
        let end = stop(start);
        return Ok((text[start..end].to_owned(), end));
    }
    let mut said = String::new();
    let mut at = start + 1;
    loop {
        let quote = at + text[at..].find('"').ok_or(start)?;
        said.push_str(&text[at..quote]);
        at = quote + 1;
        if !text[at..].starts_with('"') {
            // What follows the closing quote belongs to the cell as it is.
            let end = stop(at);
            said.push_str(&text[at..end]);
            return Ok((said, end));
        }
        said.push('"');
        at += 1;
    }
}

/// What separates the cells of a header: the likeliest of comma, semicolon and tab.
pub(super) fn separator(text: &str) -> char {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut quoted = false;
    let mut counts = [(',', 0), (';', 0), ('\t', 0)];
    for c in header.chars() {
        quoted ^= c == '"';
        counts.iter_mut().filter(|(mark, _)| *mark == c && !quoted).for_each(|(_, count)| *count += 1);
    }
    // Of several with as many, the first.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(',', |(mark, _)| mark)
}

/// Marks that look as if they parted cells, and do not.
pub(super) const FOREIGN: [char; 5] = ['，', '、', '；', '|', '｜'];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn records(text: &str, separator: char) -> Result<Vec<Vec<String>>, usize> {
        let mut at = 0;
        let mut all = Vec::new();
        while at < text.len() {
            let record = record(text, at, separator)?;
            at = record.end;
            all.push(record.cells.into_iter().map(|(said, _)| said).collect());
        }
        Ok(all)
    }

    #[test]
    fn cells_know_where_they_stand() {
        let text = "甲,\"乙,\"\"丙\"\"\n丁\",\r\n";
        let found = record(text, 0, ',').unwrap();
        let said: Vec<&str> = found.cells.iter().map(|(said, _)| said.as_str()).collect();
        assert_eq!(said, ["甲", "乙,\"丙\"\n丁", ""]);
        assert_eq!(&text[found.cells[1].1.clone()], "\"乙,\"\"丙\"\"\n丁\"");
        assert_eq!(found.end, text.len());
        assert_eq!(record("a,\"b\nc", 0, ','), Err(2));
    }

    #[test]
    fn the_separator_is_the_headers() {
        for (header, wanted) in [
            ("份号,主送", ','),
            ("份号;主送", ';'),
            ("份号\t主送", '\t'),
            ("主送", ','),
            ("\n\"a,b,c\";d", ';'),
        ] {
            assert_eq!(separator(header), wanted, "{header:?}");
        }
    }

    proptest! {
        /// The `csv` crate reads the same cells from whatever has its quotes in pairs.
        #[test]
        fn the_csv_crate_reads_the_same(text in "([a甲 ,;\"\n]|\r\n|\"[a,\n]*\"){0,40}") {
            let Ok(ours) = records(&text, ',') else { return Ok(()) };
            let ours: Vec<_> = ours.into_iter().filter(|cells| cells.len() > 1 || !cells[0].is_empty()).collect();
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .filter(|cells: &Vec<String>| cells.len() > 1 || !cells[0].is_empty())
                .collect();
            prop_assert_eq!(ours, theirs);
        }
    }
}
