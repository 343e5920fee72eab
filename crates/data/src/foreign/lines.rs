//! What a page says, in lines at their places: for those who search a document and for those who listen to it.
//! The lines are those in which the file draws its characters.

use kurbo::{Affine, Point};

use super::Line;

/// Units to the em of a face's space.
const UNITS: f64 = 1000.0;
/// The same character nearer than this to itself, in em, was drawn twice to look bold.
const TWICE: f64 = 0.06;
/// A page of more lines than this is a table, or worse: each piece of it takes its time to be set.
const MANY: usize = 300;
/// How many characters of a page are kept: a page has some thousands.
const LIMIT_CHARACTERS: usize = 100_000;

/// A character as it is drawn.
pub(super) struct Mark<'t> {
    pub text: &'t str,
    /// From the face's space to the page.
    pub placed: Affine,
    /// In the face's units; none for a face that does not say.
    pub advance: Option<f32>,
}

#[derive(Default)]
pub(super) struct Lines {
    lines: Vec<Line>,
    /// Where the last character ends, and whether its line reads to the right.
    end: Point,
    upright: bool,
    /// Where the last characters began, to know those that are drawn twice.
    recent: Vec<(String, Point)>,
    characters: usize,
}

impl Lines {
    pub(super) fn push(&mut self, mark: &Mark<'_>) {
        let [a, b, c, d, x, y] = mark.placed.as_coeffs();
        let along = a.hypot(b) * UNITS;
        let size = c.hypot(d) * UNITS;
        if !(size > 0.1 && along > 0.01 && size.is_finite()) || self.characters > LIMIT_CHARACTERS {
            return;
        }
        let at = Point::new(x, y);
        let again = |(text, other): &(String, Point)| text == mark.text && other.distance(at) < TWICE * size;
        if self.recent.iter().any(again) {
            return;
        }
        self.recent.push((mark.text.to_owned(), at));
        if self.recent.len() > 64 {
            self.recent.remove(0);
        }
        self.characters += mark.text.chars().count();
        let wide = mark.text.chars().next().is_none_or(|c| !c.is_ascii());
        let advance = mark
            .advance
            .map_or(if wide { along } else { along / 2.0 }, |units| f64::from(units) / UNITS * along);
        let (cos, sin) = (a / a.hypot(b), b / a.hypot(b));
        let end = Point::new(x + advance * cos, y + advance * sin);
        let upright = sin.abs() < 0.02 && cos > 0.0;
        let gap = at.x - self.end.x;
        let goes_on = upright
            && self.upright
            && self.lines.last().is_some_and(|line| {
                (line.y - y).abs() < 0.3 * size
                    && (line.size - size).abs() < 0.25 * size
                    && gap > -0.5 * size
                    && gap < 1.5 * size
            });
        let follows = !upright && !self.upright && at.distance(self.end) < 0.8 * size;
        if let (true, Some(line)) = (goes_on || follows, self.lines.last_mut()) {
            let blank = gap > 0.2 * size && !line.text.ends_with(' ');
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            if goes_on && blank && (latin(line.text.chars().last()) || latin(mark.text.chars().next())) {
                line.text.push(' ');
            }
            line.text.push_str(mark.text);
            line.width = if upright { end.x - line.x } else { line.width + advance };
        } else if !mark.text.trim().is_empty() {
            let begins = self.lines.last().is_none_or(|last| {
                let down = y - last.y;
                let same_row = down.abs() < 0.3 * size;
                !(same_row || down > 0.0 && down < 2.2 * size)
                    || (last.size - size).abs() > 0.15 * size
                    || !same_row && x > last.x + 0.8 * size
            });
            let text = mark.text.trim_start().to_owned();
            self.lines.push(Line { text, x, y, width: advance, size, begins, stretch: 1.0 });
        }
        (self.end, self.upright) = (end, upright);
    }

    /// The lines, each with the blank that parts its last word from the next line's first.
    pub(super) fn finished(self) -> Vec<Line> {
        let mut lines = self.lines;
        if lines.len() > MANY {
            lines = rows(lines);
        }
        for at in 0..lines.len() {
            let length = lines[at].text.trim_end().len();
            lines[at].text.truncate(length);
            let ends = lines[at].text.chars().last().is_some_and(|c| c.is_ascii_graphic());
            if ends && lines.get(at + 1).is_some_and(|next| !next.begins) {
                lines[at].text.push(' ');
            }
        }
        lines.retain(|line| !line.text.trim().is_empty());
        lines
    }
}

/// A page of many lines has them side by side, as a table has its cells: those of a row become one.
fn rows(lines: Vec<Line>) -> Vec<Line> {
    let mut rows: Vec<Line> = Vec::new();
    for line in lines {
        let goes_on = rows.last().filter(|row| {
            (row.y - line.y).abs() < 0.3 * row.size
                && (row.size - line.size).abs() < 0.25 * row.size
                && line.x >= row.x + row.width
        });
        if goes_on.is_some()
            && let Some(row) = rows.last_mut()
        {
            row.text.push(' ');
            row.text.push_str(&line.text);
            row.width = line.x + line.width - row.x;
        } else {
            rows.push(line);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(marks: &[(&str, f64, f64)]) -> Vec<String> {
        let mut lines = Lines::default();
        for (text, x, y) in marks {
            let placed = Affine::new([0.01, 0.0, 0.0, -0.01, *x, *y]);
            let advance = Some(if text.is_ascii() { 500.0 } else { 1000.0 });
            lines.push(&Mark { text, placed, advance });
        }
        lines
            .finished()
            .into_iter()
            .map(|line| format!("{}{}", if line.begins { "¶" } else { "" }, line.text))
            .collect()
    }

    #[test]
    fn characters_become_lines_and_lines_paragraphs() {
        let line = [("甲", 0.0, 10.0), ("乙", 10.0, 10.0), ("丙", 0.0, 25.0)];
        assert_eq!(read(&line), ["¶甲乙", "丙"]);
        let words = [("a", 0.0, 10.0), ("b", 8.0, 10.0), ("c", 0.0, 25.0)];
        assert_eq!(read(&words), ["¶a b ", "c"]);
        // Drawn twice to look bold; far to the right; further down.
        let apart = [("甲", 0.0, 10.0), ("甲", 0.3, 10.0), ("乙", 90.0, 10.0), ("丙", 0.0, 60.0)];
        assert_eq!(read(&apart), ["¶甲", "乙", "¶丙"]);
    }

    /// Six thousand words in columns were as many pieces under the page, and took 20 seconds to set.
    #[test]
    fn a_page_of_many_lines_has_rows() {
        let places = (0..400).map(|word| (f64::from(word % 20) * 90.0, f64::from(word / 20) * 12.0));
        let marks: Vec<(&str, f64, f64)> = places.map(|(x, y)| ("甲", x, y)).collect();
        let read = read(&marks);
        assert_eq!(read.len(), 20);
        assert_eq!(read[1].matches('甲').count(), 20);
    }
}
