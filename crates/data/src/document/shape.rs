//! What may stand under a key: said once, for the reader, the messages and the schema.

use super::keys::Key;

/// What may stand under a key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// A string.
    Text,
    /// The path of a file.
    Path,
    /// A string, or an array of strings.
    List,
    /// True or false.
    Flag,
    /// True or false, an integer of a range, or one of a few words.
    FlagCountOrChoice(i64, i64, Words),
    /// A date, or a string that is one.
    Date,
    /// An integer of a range.
    Count(i64, i64),
    /// An integer of a range, or a string.
    CountOrText(i64, i64),
    /// An integer of a range, or one of a few words.
    CountOrChoice(i64, i64, Words),
    /// A number of millimetres.
    Millimetres(f64, f64),
    /// A number of a range, or an array of such.
    Numbers(f64, f64),
    /// One of the words, or several.
    Choices(Words),
    /// An array of numbers of a range, a blank where there is none.
    Figures(f64, f64),
    /// One of a few words.
    Choice(Words),
    /// One of a few words, or `#RRGGBB`.
    Colour(Words),
    /// A table.
    Table(&'static [Key]),
    /// Tables in an array, or one of them without it.
    Tables(&'static [Key]),
    /// As `Tables`, and a string in place of a table.
    TablesOrText(&'static [Key]),
    /// A string or an array of strings, or tables in an array, or one of them without it.
    ListOrTables(&'static [Key]),
    /// The text of a body, or blocks: each a table with the keys of one of these.
    Body(&'static [&'static [Key]]),
    /// A string, or strings and tables one after another, each table with the keys of one of these.
    Pieces(&'static [&'static [Key]]),
    /// An array of such as `Pieces`, one a part of a line; or one string.
    Parts(&'static [&'static [Key]]),
    /// The words of a table's cell: as `Pieces`, and a number, true, false or nothing.
    CellWords(&'static [&'static [Key]]),
    /// A cell: its words, or a table with these keys.
    Cell(&'static [Key]),
    /// The cells of a table's row.
    Row(&'static [Key]),
    /// The rows of a table.
    Rows(&'static [Key]),
    /// As `Rows`, and one row in place of them.
    RowOrRows(&'static [Key]),
}

/// The words of a choice: each line is one value, the word that the program uses first.
pub(super) type Words = &'static [&'static [&'static str]];

impl Shape {
    /// The tables that may stand under it, those of several kinds with the key that says which.
    pub fn tables(self) -> Vec<(Option<&'static Key>, &'static [Key])> {
        match self {
            Shape::Table(keys)
            | Shape::Tables(keys)
            | Shape::TablesOrText(keys)
            | Shape::ListOrTables(keys)
            | Shape::Cell(keys)
            | Shape::Row(keys)
            | Shape::Rows(keys)
            | Shape::RowOrRows(keys) => vec![(None, keys)],
            Shape::Body(kinds) | Shape::Pieces(kinds) | Shape::Parts(kinds) | Shape::CellWords(kinds) => {
                kinds.iter().map(|keys| (keys.first(), *keys)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The words of a choice.
    pub fn words(self) -> Words {
        match self {
            Shape::Choice(words)
            | Shape::Choices(words)
            | Shape::FlagCountOrChoice(_, _, words)
            | Shape::Colour(words)
            | Shape::CountOrChoice(_, _, words) => words,
            _ => &[],
        }
    }

    /// The value that a word stands for, by the first word of its line.
    pub fn canonical(self, written: &str) -> Option<&'static str> {
        canonical(self.words(), written)
    }

    /// The range of a number, as messages say it.
    pub fn range(self) -> String {
        match self {
            Shape::Count(least, most)
            | Shape::CountOrText(least, most)
            | Shape::CountOrChoice(least, most, _)
            | Shape::FlagCountOrChoice(least, most, _) => format!("{least}–{most}"),
            Shape::Millimetres(least, most) => format!("{least}–{most} mm"),
            Shape::Numbers(least, most) | Shape::Figures(least, most) => format!("{least}–{most}"),
            _ => String::new(),
        }
    }
}

/// The value that a word stands for, by the first word of its line.
pub(super) fn canonical(words: Words, written: &str) -> Option<&'static str> {
    words.iter().find(|line| line.contains(&written)).and_then(|line| line.first().copied())
}
