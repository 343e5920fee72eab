//! The shape of a title (GB/T 9704-2012, 7.3.1): broken by meaning, in a trapezoid or a diamond.
//!
//! A title wider than the measure is cut into words ([`words`], [`tokens`]); every gap between two words gets a
//! price ([`gaps`]); and the cheapest layout of the fewest lines is taken ([`layout`]). Nothing is guessed at a
//! line's end: the whole title is weighed at once, so that a poor break early is not paid for by a worse one later.

mod gaps;
mod layout;
mod lexicon;
mod narrow;
mod tokens;
mod words;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod titles;

use layout::Piece;
pub(crate) use narrow::lines_by_sense;

/// The outline of a title's lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One line.
    Single,
    /// Each line is longer than the one above: a trapezoid on its long side.
    Widening,
    /// Each line is shorter than the one above: a trapezoid on its short side.
    Narrowing,
    /// Short, long, short.
    Diamond,
    /// A rectangle or an hourglass: the words allowed nothing better.
    Other,
}

/// How a title was broken and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shaped {
    /// Together they are the title. A space at which a line ends stays at its end.
    pub lines: Vec<String>,
    pub shape: Shape,
}

/// A text cut into words, numbers, marks and blanks; together they are the text.
pub(crate) fn words_of(text: &str) -> Vec<&str> {
    tokens::tokens(text, &|_| 1.0).into_iter().map(|token| token.text).collect()
}

/// Breaks `title`, which has no line breaks of its own, into lines of at most `measure`.
///
/// `advance` measures a character. It and `measure` are in em of the title's size.
pub(crate) fn shape(title: &str, advance: &dyn Fn(char) -> f64, measure: f64) -> Shaped {
    let whole: f64 = title.trim_end().chars().map(advance).sum();
    if whole <= measure {
        return Shaped { lines: vec![title.to_owned()], shape: Shape::Single };
    }
    let (texts, pieces) = pieces(title, advance);
    let ranges = layout::lines(&pieces, measure);
    let widths: Vec<f64> = ranges.iter().map(|&(start, end)| layout::width(&pieces[start..end])).collect();
    let lines = ranges.iter().map(|&(start, end)| texts[start..end].concat()).collect();
    Shaped { lines, shape: outline(&widths) }
}

/// What of a title is never broken: its texts, and what the layout must know of them.
fn pieces(title: &str, advance: &dyn Fn(char) -> f64) -> (Vec<String>, Vec<Piece>) {
    let tokens = tokens::tokens(title, advance);
    let spans = tokens::spans(&tokens);
    let gaps = gaps::gaps(&tokens, &spans);
    let mut texts: Vec<String> = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    let first = Some(gaps::Gap { fault: false, cost: 0.0 });
    for (token, gap) in tokens.iter().zip(std::iter::once(first).chain(gaps)) {
        if let Some(gap) = gap {
            texts.push(String::new());
            pieces.push(Piece { width: 0.0, trailing: 0.0, characters: 0, gap });
        }
        if let (Some(text), Some(piece)) = (texts.last_mut(), pieces.last_mut()) {
            text.push_str(token.text);
            piece.width += token.width;
            let is_space = token.kind == tokens::Kind::Space;
            piece.trailing = if is_space { token.width } else { 0.0 };
            piece.characters += if is_space { 0 } else { token.text.chars().count() };
        }
    }
    (texts, pieces)
}

fn outline(widths: &[f64]) -> Shape {
    let steps: Vec<f64> = widths.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let grows = |step: &f64| *step >= layout::EQUAL;
    let shrinks = |step: &f64| *step <= -layout::EQUAL;
    let last_growth = steps.iter().rposition(grows);
    let first_shrinking = steps.iter().position(shrinks);
    match (last_growth, first_shrinking) {
        _ if widths.len() < 2 => Shape::Single,
        (Some(_), None) => Shape::Widening,
        (None, Some(_)) => Shape::Narrowing,
        (Some(growth), Some(shrinking)) if growth < shrinking => Shape::Diamond,
        _ => Shape::Other,
    }
}
