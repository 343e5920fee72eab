//! The shape of a title (GB/T 9704-2012, 7.3.1): broken by meaning, in a trapezoid or a diamond.
//!
//! A title wider than the measure is cut into words ([`words`], [`tokens`]); every gap between two words gets a
//! price ([`gaps`]); and the cheapest layout of the fewest lines is taken ([`layout`]). Nothing is guessed at a
//! line's end: the whole title is weighed at once, so that a poor break early is not paid for by a worse one later.

mod gaps;
mod layout;
mod lexicon;
mod names;
mod narrow;
mod tokens;
mod words;

#[cfg(test)]
mod tests;

use layout::Piece;
pub use names::Named;
pub use narrow::lines_by_sense;
use words::Cut;

/// The outline of a title's lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
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
pub struct Shaped {
    /// Together they are the title. A space at which a line ends stays at its end.
    pub lines: Vec<String>,
    /// The outline that came of it.
    pub shape: Shape,
}

/// A text cut into words, numbers, marks and blanks; together they are the text.
pub fn words_of(text: &str) -> Vec<&str> {
    tokens::tokens(text, &Named::default(), Cut::Words, &|_| 1.0)
        .into_iter()
        .map(|token| token.text)
        .collect()
}

/// Breaks `title`, which has no line breaks of its own, into lines of at most `measure`. What the data names is one
/// word, unless it is wider than a line.
///
/// `advance` measures a character. It and `measure` are in em of the title's size.
pub fn shape(title: &str, names: &Named, advance: &dyn Fn(char) -> f64, measure: f64) -> Shaped {
    let whole: f64 = title.trim_end().chars().map(advance).sum();
    if whole <= measure {
        return Shaped { lines: vec![title.to_owned()], shape: Shape::Single };
    }
    let first = attempt(title, names, Cut::Terms, advance, measure);
    if first.shape != Shape::Other {
        return first;
    }
    // A term in its parts is better than an hourglass.
    let second = attempt(title, names, Cut::Words, advance, measure);
    if second.shape == Shape::Other { first } else { second }
}

/// The best lines when the title is cut so.
fn attempt(title: &str, names: &Named, cut: Cut, advance: &dyn Fn(char) -> f64, measure: f64) -> Shaped {
    let mut names = names.clone();
    let (texts, pieces) = loop {
        let (texts, pieces) = pieces(title, &names, cut, advance);
        let wide = |piece: &&Piece| piece.width - piece.trailing > measure;
        let too_wide = pieces.iter().position(|piece| wide(&piece)).map(|at| &texts[at]);
        match too_wide.filter(|text| names.any_in(text)) {
            Some(text) => names = names.without(text),
            None => break (texts, pieces),
        }
    };
    let ranges = layout::lines(&pieces, measure);
    let widths: Vec<f64> = ranges.iter().map(|&(start, end)| layout::width(&pieces[start..end])).collect();
    let lines = ranges.iter().map(|&(start, end)| texts[start..end].concat()).collect();
    Shaped { lines, shape: outline(&widths) }
}

/// What of a title is never broken: its texts, and what the layout must know of them.
fn pieces(title: &str, names: &Named, cut: Cut, advance: &dyn Fn(char) -> f64) -> (Vec<String>, Vec<Piece>) {
    let tokens = tokens::tokens(title, names, cut, advance);
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
