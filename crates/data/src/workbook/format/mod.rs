//! Number formats: what a spreadsheet shows for a value, by the code of its format (ECMA-376 18.8.31).
//!
//! Shown as in a column that is wide enough, without the blanks that only bring digits under digits.

mod builtin;
mod code;
mod date;
mod decimal;
mod fraction;
mod general;
mod number;
mod numerals;

pub(super) use builtin::builtin;
use code::{Condition, Relation, Section, Token};

/// The day that dates are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Epoch {
    #[default]
    Of1900,
    Of1904,
}

/// Why nothing can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotShown {
    /// The spreadsheet itself shows ########: a date before the first or after the last, a number that no
    /// section is for.
    Hashes,
    /// A calendar that is not counted here, such as 农历.
    Calendar,
}

/// A code, read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NumberFormat {
    /// For numbers: at least one.
    sections: Vec<Section>,
    text: Option<Section>,
}

impl NumberFormat {
    /// Reads a code; none when it is none.
    pub(super) fn read(code: &str) -> Option<NumberFormat> {
        if code.is_empty() {
            return Some(NumberFormat::general());
        }
        let mut sections = code::read(code)?;
        let is_text = sections.last().is_some_and(|last| last.has(&Token::Text) || sections.len() == 4);
        let text = if is_text && sections.len() > 1 { sections.pop() } else { None };
        let text = text.or_else(|| sections.first().filter(|only| only.has(&Token::Text)).cloned());
        Some(NumberFormat { sections, text })
    }

    /// The format of cells that have none.
    pub(super) fn general() -> NumberFormat {
        let mut section = Section::default();
        section.tokens.push(Token::General);
        NumberFormat { sections: vec![section], text: None }
    }

    /// How many bytes are shown for text.
    pub(super) fn length_of(&self, said: &str) -> usize {
        let Some(section) = &self.text else { return said.len() };
        let length = |token: &Token| match token {
            Token::Text => said.len(),
            Token::Literal(c) => c.len_utf8(),
            _ => 0,
        };
        section.tokens.iter().map(length).sum()
    }

    /// What is shown for text.
    pub(super) fn text(&self, said: &str) -> String {
        let Some(section) = &self.text else { return said.to_owned() };
        let mut shown = String::new();
        for token in &section.tokens {
            match token {
                Token::Text => shown.push_str(said),
                Token::Literal(c) => shown.push(*c),
                _ => {}
            }
        }
        shown
    }

    /// What is shown for a number.
    pub(super) fn number(&self, value: f64, epoch: Epoch) -> Result<String, NotShown> {
        let at = self.section(value).ok_or(NotShown::Hashes)?;
        let section = &self.sections[at];
        if section.is_date() {
            return date::date(value, section, epoch);
        }
        // A section that only negative numbers come to says itself what their sign is.
        let signed = value < 0.0 && self.for_more_than_negative(at);
        let shown = number::number(value.abs(), section);
        let shown = first_line(&shown).trim();
        Ok(if signed { format!("-{shown}") } else { shown.to_owned() })
    }

    /// The section that a number comes to.
    fn section(&self, value: f64) -> Option<usize> {
        let count = self.sections.len();
        let given = |at: usize| self.sections.get(at).and_then(|section| section.condition);
        let usual = |relation| Condition { relation, number: 0.0 };
        let conditions = match (given(0), given(1)) {
            (None, None) => match count {
                1 => [None, None],
                2 => [Some(usual(Relation::AtLeast)), None],
                _ => [Some(usual(Relation::More)), Some(usual(Relation::Less))],
            },
            (first, None) if count > 2 => [first, Some(usual(Relation::Less))],
            (None, second) => [Some(usual(Relation::More)), second],
            (first, second) => [first, second],
        };
        for (at, condition) in conditions.into_iter().enumerate().take(count) {
            match condition {
                Some(condition) if !condition.holds(value) => {}
                _ => return Some(at),
            }
        }
        (count > 2).then_some(2)
    }

    /// Whether nought or a positive number comes to a section, too.
    fn for_more_than_negative(&self, at: usize) -> bool {
        let edges = self.sections.iter().filter_map(|section| section.condition);
        let near = |edge: f64| [edge, edge + edge.abs().max(1.0) * 1e-9, edge - edge.abs().max(1.0) * 1e-9];
        let tried = edges.flat_map(|condition| near(condition.number)).chain([0.0, 1e-300, 1.0, 1e300]);
        tried.filter(|value| *value >= 0.0).any(|value| self.section(value) == Some(at))
    }
}

/// A line break in a code is there to put a percent sign, which divides by 10,000 with two commas, out of
/// sight.
fn first_line(shown: &str) -> &str {
    match shown.split_once('\n') {
        Some((first, hidden)) if hidden.trim() == "%" => first.trim_end_matches('\r'),
        _ => shown,
    }
}

#[cfg(test)]
mod tests;
