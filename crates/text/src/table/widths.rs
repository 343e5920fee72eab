//! The type of a table and the widths of its columns: by what the cells need.

use super::columns::{Width, longest_piece};
use super::{Column, Places, Size, Table};

/// Left and right of a cell's words, in em; the narrower ones for tables that would not fit otherwise.
const SIDES: [f64; 3] = [0.4, 0.25, 0.15];
/// What every column can hold on a line, or all it has, in em.
const COMFORTABLE: f64 = 4.0;
/// How much wider than its words a column is at most, in em.
const COLUMN_ROOM: f64 = 2.0;
/// The rows by which widths are chosen: of long tables the first say enough.
const MOST_ROWS: usize = 400;
/// Room is given away in steps, in em.
const STEP: f64 = 0.5;
/// Tables of more columns or cells keep what was shared: trading looks at each pair of columns.
const TRADED_COLUMNS: usize = 16;
const TRADED_CELLS: usize = 1_000;
/// Longer cells are texts, which may take any lines; in characters.
const LONGEST_NAME: usize = 14;
/// What a cell of so many em needs beyond them, for a line is full before its last character.
const SLACK: f64 = 0.01;

/// How a table is set. Widths are in em of its type and include both sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// The type.
    pub size: Size,
    /// Left and right of a cell's words, in em.
    pub side: f64,
    /// Each column's width, sides included, in em.
    pub widths: Vec<f64>,
    /// The columns that are wider than their share, because their words need it.
    pub widened: Vec<usize>,
}

impl Fitted {
    /// What the words of a cell of these columns have, in em: a hair more, for a column is as wide as its longest word.
    pub fn room(&self, column: usize, span: usize) -> f64 {
        let widths = self.widths.iter().skip(column).take(span);
        widths.sum::<f64>() - 2.0 * self.side + 1e-6
    }

    /// Whether a name takes more than two lines: smaller type is better then.
    fn is_crowded(&self, table: &Table, places: &Places<'_>) -> bool {
        let count = MOST_ROWS + table.header.len();
        places.cells.iter().filter(|placed| placed.row < count && placed.cell.rowspan == 1).any(|placed| {
            let room = self.room(placed.column, placed.cell.colspan);
            let name =
                |line: &str| line.chars().count() <= LONGEST_NAME && !line.contains(['。', '；', '，']);
            placed.cell.text().lines().any(|line| name(line) && table.width_in(placed.row)(line) > 2.0 * room)
        })
    }
}

/// How narrow columns may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Least {
    Comfortable,
    Words,
    /// A header may be broken anywhere: 序号 in two lines.
    Below,
    Pieces,
}

impl Least {
    /// In em, without the sides.
    fn of(self, column: &Column) -> f64 {
        match self {
            Least::Comfortable => column.words.max(column.natural.min(COMFORTABLE)),
            Least::Words => column.words,
            Least::Below => column.below,
            Least::Pieces => column.least,
        }
    }
}

/// The largest type in which each column is comfortable in `room` pt, then narrower sides, then columns as
/// narrow as their longest unbreakable pieces. When even that does not fit, the table is wider than its room.
pub fn fit(table: &Table, places: &Places<'_>, columns: &[Column], room: f64) -> Fitted {
    let [normal, narrow, narrowest] = SIDES;
    let small = Size::SmallFive;
    let largest = table.asked.size.unwrap_or(Size::Four);
    // A size that somebody asked for gives way last.
    let each = |size: Size, least: &[Least]| -> Vec<(Size, f64, Least)> {
        least.iter().flat_map(|least| [(size, normal, *least), (size, narrow, *least)]).collect()
    };
    let mut ways: Vec<(Size, f64, Least)> = match table.asked.size {
        Some(size) => each(size, &[Least::Comfortable, Least::Words, Least::Pieces]),
        None => Vec::new(),
    };
    let smaller = Size::ALL.into_iter().filter(|size| size.points() <= largest.points());
    // Who gives the widths wants them narrow: words below the header stay whole, and no type is smaller for more.
    if !table.asked.widths.is_empty() {
        ways.extend(
            smaller.clone().flat_map(|size| each(size, &[Least::Comfortable, Least::Words, Least::Below])),
        );
    }
    ways.extend(smaller.map(|size| (size, normal, Least::Comfortable)));
    ways.extend([
        (small, narrow, Least::Comfortable),
        (small, normal, Least::Words),
        (small, narrow, Least::Words),
        (small, normal, Least::Pieces),
        (small, narrow, Least::Pieces),
        (small, narrowest, Least::Pieces),
    ]);
    let needed = |side: f64, least: Least| columns.iter().map(|c| least.of(c) + 2.0 * side).sum::<f64>();
    let shares = shares(&table.asked.widths, columns.len());
    let holds = |(size, side, least): &&(Size, f64, Least)| match &shares {
        None => needed(*side, *least) * size.points() <= room,
        Some(shares) => columns
            .iter()
            .zip(shares)
            .all(|(column, share)| (least.of(column) + 2.0 * side) * size.points() <= share * room + SLACK),
    };
    let way = ways.iter().find(holds).or(ways.last());
    let (size, side, least) = way.copied().unwrap_or((small, normal, Least::Pieces));
    if let Some(shares) = shares {
        let em = room / size.points();
        let least: Vec<f64> = columns.iter().map(|column| Least::Pieces.of(column) + 2.0 * side).collect();
        let (widths, widened) = at_least(&least, &shares, em);
        return Fitted { size, side, widths, widened };
    }
    let shared = |(size, side, least): (Size, f64, Least)| {
        let em = room / size.points();
        let start: Vec<f64> = columns.iter().map(|column| least.of(column) + 2.0 * side).collect();
        let natural: Vec<f64> = columns.iter().map(|column| column.natural + 2.0 * side).collect();
        let mut widths = share(table, places, side, start, &natural, em);
        let total: f64 = widths.iter().sum();
        if table.asked.full_width && total > 0.0 && total < em {
            widths.iter_mut().for_each(|width| *width *= em / total);
        }
        Fitted { size, side, widths, widened: Vec::new() }
    };
    let first = shared((size, side, least));
    if table.asked.size.is_some() || !first.is_crowded(table, places) {
        return first;
    }
    let smaller = ways.iter().filter(|(size, _, least)| {
        *least == Least::Comfortable && size.points() < first.size.points() && *size != Size::SmallFive
    });
    smaller.map(|way| shared(*way)).find(|fitted| !fitted.is_crowded(table, places)).unwrap_or(first)
}

/// The shares of the width that columns take, together 1; none where none were asked for, one a column.
fn shares(asked: &[u32], columns: usize) -> Option<Vec<f64>> {
    let total: f64 = asked.iter().map(|share| f64::from(*share)).sum();
    let usable = asked.len() == columns && asked.iter().all(|share| *share > 0);
    usable.then(|| asked.iter().map(|share| f64::from(*share) / total).collect())
}

/// Shares of a room of so many em, but no column narrower than it must be: the others share what is left. And which
/// are wider than their share.
fn at_least(least: &[f64], shares: &[f64], room: f64) -> (Vec<f64>, Vec<usize>) {
    let mut widened: Vec<usize> = Vec::new();
    loop {
        let others = || (0..shares.len()).filter(|at| !widened.contains(at));
        let taken: f64 = widened.iter().map(|at| least[*at]).sum();
        let left: f64 = others().map(|at| shares[at]).sum();
        let width = |at: usize| shares[at] / left * (room - taken);
        match others().find(|at| width(*at) + SLACK < least[*at]) {
            Some(at) if taken + least[at] <= room => widened.push(at),
            // Nothing holds them all: the table is told to be too wide.
            Some(_) => return (least.to_vec(), Vec::new()),
            None => {
                let widths = (0..shares.len())
                    .map(|at| if widened.contains(&at) { least[at] } else { width(at) })
                    .collect();
                return (widths, widened);
            }
        }
    }
}

/// Widths in a room of so many em, from the least that is comfortable: all as wide as their content and some
/// more; or the room goes where it spares the most lines.
fn share(
    table: &Table,
    places: &Places<'_>,
    side: f64,
    start: Vec<f64>,
    natural: &[f64],
    room: f64,
) -> Vec<f64> {
    let total: f64 = natural.iter().sum();
    if total <= room {
        let more = ((room - total) / natural.len().max(1) as f64).min(COLUMN_ROOM);
        return natural.iter().map(|width| width + more).collect();
    }
    let mut widths = start.clone();
    let needs = Needs::of(table, places, side, widths.len());
    let mut left = room - widths.iter().sum::<f64>();
    while left > 0.0 {
        let step = STEP.min(left);
        let gain = |at: usize| {
            let step = step.min(natural[at] - widths[at]);
            if step < 1e-6 { 0.0 } else { needs.gain(&widths, at, step) / step }
        };
        let best =
            (0..widths.len()).map(|at| (at, gain(at))).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let Some((at, _)) = best.filter(|(_, gain)| *gain > 1e-9) else { break };
        let step = step.min(natural[at] - widths[at]);
        widths[at] += step;
        left -= step;
    }
    // What nobody needs is for all alike.
    let more = (left.max(0.0) / widths.len() as f64).min(COLUMN_ROOM);
    widths.iter_mut().for_each(|width| *width += more);
    needs.trade(&mut widths, &start);
    widths
}

/// The lines of the cells, row by row.
struct Needs {
    side: f64,
    /// For each row its cells: the first column, how many, and the lengths of its lines in em.
    rows: Vec<Vec<(usize, usize, Vec<f64>)>>,
    /// The rows in which a column has more than one line's worth.
    of_column: Vec<Vec<usize>>,
}

impl Needs {
    fn of(table: &Table, places: &Places<'_>, side: f64, columns: usize) -> Needs {
        let count = places.filled.len().min(MOST_ROWS + table.header.len());
        let mut rows = vec![Vec::new(); count];
        for placed in places.cells.iter().filter(|placed| placed.row < count) {
            let width = table.width_in(placed.row);
            let lengths: Vec<f64> =
                placed.cell.text().lines().map(width).filter(|length| *length > 0.0).collect();
            if !lengths.is_empty() {
                // A cell of several rows has their room.
                let rowspan = placed.cell.rowspan as f64;
                let lengths = lengths.into_iter().map(|length| length / rowspan).collect();
                rows[placed.row].push((placed.column, placed.cell.colspan, lengths));
            }
        }
        let mut of_column = vec![Vec::new(); columns];
        for (at, row) in rows.iter().enumerate() {
            for (column, span, _) in row {
                (*column..column + span).for_each(|column| of_column[column].push(at));
            }
        }
        Needs { side, rows, of_column }
    }

    /// Moves room between columns as long as that spares whole lines: what was shared counts parts of lines,
    /// and a header of two lines may keep the half em that a name beside it needs to stand on one.
    fn trade(&self, widths: &mut [f64], least: &[f64]) {
        let cells: usize = self.rows.iter().map(Vec::len).sum();
        if widths.len() > TRADED_COLUMNS || cells > TRADED_CELLS {
            return;
        }
        for _ in 0..widths.len() {
            let now = self.height(widths);
            let mut best: Option<(usize, f64, usize, usize)> = None;
            for taker in 0..widths.len() {
                let Some(more) = self.next_line(widths, taker) else { continue };
                for giver in (0..widths.len()).filter(|giver| *giver != taker) {
                    if widths[giver] - more < least[giver] {
                        continue;
                    }
                    let mut tried = widths.to_vec();
                    tried[taker] += more;
                    tried[giver] -= more;
                    let height = self.height(&tried);
                    let better = best.is_none_or(|best| (height, more) < (best.0, best.1));
                    if height < now && better {
                        best = Some((height, more, taker, giver));
                    }
                }
            }
            let Some((_, more, taker, giver)) = best else { return };
            widths[taker] += more;
            widths[giver] -= more;
        }
    }

    /// How much wider a column must be that one of its cells has a line less: the least such room.
    fn next_line(&self, widths: &[f64], at: usize) -> Option<f64> {
        let room = widths[at] - 2.0 * self.side;
        let of_column = self.of_column[at].iter().flat_map(|row| &self.rows[*row]);
        let alone = of_column.filter(|(column, span, _)| *column == at && *span == 1);
        let more = alone.flat_map(|(_, _, lengths)| lengths).filter_map(|length| {
            let lines = (length / room).ceil();
            (lines > 1.0).then(|| length / (lines - 1.0) + SLACK - room).filter(|more| *more > 0.0)
        });
        more.min_by(f64::total_cmp)
    }

    /// The lines of all rows.
    fn height(&self, widths: &[f64]) -> usize {
        let lines = |(column, span, lengths): &(usize, usize, Vec<f64>)| -> usize {
            let width: f64 = widths[*column..column + span].iter().sum::<f64>() - 2.0 * self.side;
            lengths.iter().map(|length| (length / width.max(0.5)).ceil().max(1.0) as usize).sum()
        };
        self.rows.iter().map(|row| row.iter().map(lines).max().unwrap_or(1)).sum()
    }

    /// How much lower the rows are when a column is so much wider: a row is as high as its highest cell, and
    /// a power of the cells' heights says so smoothly.
    fn gain(&self, widths: &[f64], at: usize, step: f64) -> f64 {
        let height = |row: usize, more: f64| -> f64 {
            let cells = self.rows[row].iter().map(|(column, span, lengths)| {
                let inside = *column <= at && at < column + span;
                let width: f64 = widths[*column..column + span].iter().sum::<f64>() - 2.0 * self.side;
                let width = width + if inside { more } else { 0.0 };
                let lines: f64 = lengths.iter().map(|length| (length / width.max(0.5)).max(1.0)).sum();
                lines.powi(8)
            });
            cells.sum::<f64>().powf(0.125)
        };
        let rows = self.of_column[at].iter();
        rows.map(|row| height(*row, 0.0) - height(*row, step)).sum()
    }
}

/// The longest word that a column should hold whole, in em.
pub(super) fn longest_word(text: &str, width: Width) -> f64 {
    const LONGEST: f64 = 7.2;
    super::wrap::words(text)
        .into_iter()
        .map(width)
        .filter(|width| *width <= LONGEST)
        .fold(longest_piece(text, width), f64::max)
}

#[cfg(test)]
mod tests {
    use super::super::Asked;
    use super::super::lines::read;
    use super::*;

    /// The type area, in pt.
    const ROOM: f64 = 156.0 / 25.4 * 72.0;

    fn fitted(lines: &[&str]) -> Fitted {
        let table = read(lines);
        let places = table.places();
        fit(&table, &places, &table.measured(&places), ROOM)
    }

    #[test]
    fn a_table_that_fits_is_as_wide_as_its_words_and_some_more() {
        let fitted = fitted(&["|县区|数量|", "|---|---|", "|甲县|12|"]);
        assert_eq!((fitted.size, fitted.side), (Size::Four, 0.4));
        assert!(fitted.widths.iter().all(|width| (width - 4.8).abs() < 1e-9), "{fitted:?}");
    }

    #[test]
    fn room_goes_where_it_spares_lines() {
        let long = "加强组织领导，压实工作责任，建立健全长效机制，确保各项整改措施落实到位见到实效";
        let row = format!("|1|甲县|{long}|张三||");
        let fitted = fitted(&["|序号|责任单位|整改措施|责任人|备注|", "|---|---|---|---|---|", &row, &row]);
        let widths = &fitted.widths;
        assert!((widths.iter().sum::<f64>() * fitted.size.points() - ROOM).abs() < 0.1, "{fitted:?}");
        assert!(widths[2] > 12.0, "the text has the room: {fitted:?}");
        assert!(widths[4] < 4.5, "an empty column has none: {fitted:?}");
    }

    #[test]
    fn a_name_stands_on_one_line_when_a_header_of_two_can_spare_the_room() {
        let fitted = fitted(&[
            "|行业领域|事故起数|同比|死亡人数|同比|直接经济损失（万元）|",
            "|---|---|---|---|---|---|",
            "|道路运输|12|-20.0|7|-12.5|1 286.40|",
            "|工矿商贸其他|2|-33.3|0|—|48.00|",
        ]);
        assert!(fitted.room(0, 1) >= 6.0, "工矿商贸其他: {fitted:?}");
        assert!(fitted.room(5, 1) >= 6.0, "直接经济损失 / （万元）: {fitted:?}");
        assert!((fitted.widths.iter().sum::<f64>() * fitted.size.points() - ROOM).abs() < 0.1, "{fitted:?}");
    }

    #[test]
    fn many_narrow_columns_get_small_type_and_narrow_sides() {
        let cells =
            |of: &dyn Fn(usize) -> String| format!("|{}|", (0..28).map(of).collect::<Vec<_>>().join("|"));
        let rule = cells(&|_| "---".to_owned());
        for header in [cells(&|n| (n % 10).to_string()), cells(&|_| "甲".to_owned())] {
            let fitted = fitted(&[&header, &rule, &cells(&|n| (n % 10).to_string())]);
            assert!(fitted.widths.iter().sum::<f64>() * fitted.size.points() <= ROOM + 0.01, "{fitted:?}");
            assert!(fitted.widths.iter().all(|width| width - 2.0 * fitted.side >= 0.5));
        }
    }

    #[test]
    fn a_column_of_numbers_holds_its_widest_whole_part_and_its_widest_fraction() {
        let fitted = fitted(&["|名称|数|", "|---|---|", "|甲|1234567|", "|乙|0.1234567|"]);
        assert!(fitted.room(1, 1) >= 7.25, "{fitted:?}");
    }

    #[test]
    fn what_was_asked_of_a_table_is_done() {
        let asked = |asked: Asked| {
            let table = Table { asked, ..read(&["|序号|项目名称|", "|---|---|", "|1|甲工程|"]) };
            let places = table.places();
            fit(&table, &places, &table.measured(&places), ROOM)
        };
        let small = asked(Asked { size: Some(Size::SmallFour), ..Asked::default() });
        assert_eq!(small.size, Size::SmallFour);
        let parted = asked(Asked { widths: vec![1_000, 3_000], ..Asked::default() });
        assert!((parted.widths[1] - 3.0 * parted.widths[0]).abs() < 1e-9, "{parted:?}");
        assert!((parted.widths.iter().sum::<f64>() * 14.0 - ROOM).abs() < 1e-9, "{parted:?}");
        let whole = asked(Asked { full_width: true, ..Asked::default() });
        assert!((whole.widths.iter().sum::<f64>() * 14.0 - ROOM).abs() < 1e-9, "{whole:?}");
        // Not one that holds no word: it has what it needs, and is told.
        let narrow = asked(Asked { widths: vec![1, 1_000], ..Asked::default() });
        assert_eq!((narrow.size, &narrow.widened[..]), (Size::SmallFive, &[0][..]));
        assert!(narrow.room(0, 1) >= 0.99, "{narrow:?}");
        assert!((narrow.widths.iter().sum::<f64>() * 9.0 - ROOM).abs() < 0.1, "{narrow:?}");
    }
}
