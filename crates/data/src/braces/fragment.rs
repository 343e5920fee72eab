//! What the parts of a Typst fragment are, for those who put words into it: most braces are a program's own.

use std::ops::Range;

use typst_syntax::{LinkedNode, SyntaxKind, parse};

/// What a stretch of a fragment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Words of the page.
    Words,
    /// Inside a string.
    String,
    /// Inside raw text, where nothing is escaped.
    Raw,
    /// Inside a string of keys in which nothing is escaped.
    Literal,
    /// A value of keys, outside of strings.
    Value,
    /// Words that are read as something else: an address, a formula.
    Other,
    /// The program's own, or a comment.
    Program,
}

/// What each of these stretches is.
pub fn parts(fragment: &str, stretches: &[Range<usize>]) -> Vec<Part> {
    let root = parse(fragment);
    // Asked one by one, each would be looked for from the fragment's start.
    let leaves = leaves(LinkedNode::new(&root));
    stretches.iter().map(|stretch| part(&leaves, stretch)).collect()
}

/// All that has bytes and no parts, in the fragment's order and without a gap.
fn leaves(root: LinkedNode<'_>) -> Vec<LinkedNode<'_>> {
    let mut leaves = Vec::new();
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        if node.children().len() > 0 {
            waiting.extend(node.children().rev());
        } else if !node.range().is_empty() {
            leaves.push(node);
        }
    }
    leaves
}

fn part(leaves: &[LinkedNode<'_>], stretch: &Range<usize>) -> Part {
    let with = |byte: usize| leaves.get(leaves.partition_point(|leaf| leaf.range().end <= byte));
    let (first, last) = (with(stretch.start), with(stretch.end.saturating_sub(1)));
    let (Some(first), Some(last)) = (first, last) else { return Part::Program };
    let around = |leaf: &LinkedNode<'_>| leaf.parent().map(|parent| (parent.kind(), parent.range()));
    match first.kind() {
        SyntaxKind::Str if first.range() == last.range() => Part::String,
        SyntaxKind::Text if around(first) == around(last) => match around(first) {
            Some((SyntaxKind::Raw, _)) => Part::Raw,
            _ => Part::Words,
        },
        SyntaxKind::Text
        | SyntaxKind::Str
        | SyntaxKind::Link
        | SyntaxKind::MathText
        | SyntaxKind::MathIdent => Part::Other,
        _ if is_math(first) => Part::Other,
        _ => Part::Program,
    }
}

fn is_math(leaf: &LinkedNode<'_>) -> bool {
    std::iter::successors(leaf.parent(), |node| node.parent())
        .find(|node| {
            matches!(
                node.kind(),
                SyntaxKind::Math | SyntaxKind::Code | SyntaxKind::CodeBlock | SyntaxKind::Markup
            )
        })
        .is_some_and(|node| node.kind() == SyntaxKind::Math)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_of_words_are_told_from_those_of_the_program() {
        for (fragment, wanted) in [
            ("请{{甲}}同志到会。", Part::Words),
            ("= {{甲}}", Part::Words),
            ("#strong[{{ 甲 }}]", Part::Words),
            ("*{{a_b-c}}*", Part::Words),
            ("#text(\"{{甲}}\")", Part::String),
            ("#link(\"https://a.cn/{{甲}}\")[甲]", Part::String),
            ("`{{甲}}`", Part::Raw),
            ("```\n{{甲}}\n```", Part::Raw),
            ("#{{甲}}", Part::Program),
            ("#let f(x) = {{x}}", Part::Program),
            ("// {{甲}}", Part::Program),
            ("$ {{甲}} $", Part::Other),
        ] {
            let open = fragment.find("{{").unwrap();
            let end = fragment.find("}}").unwrap() + 2;
            assert_eq!(parts(fragment, std::slice::from_ref(&(open..end))), [wanted], "{fragment}");
        }
    }
}
