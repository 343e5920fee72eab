//! Kind and format, as far as they are not what the title says.

use super::claims::{Claims, Element, Slot};
use super::doubt::Doubt;
use crate::document::{Format, Kind};

/// What the file says of the format, and what it was concluded from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub format: Option<Format>,
    pub kind: Option<Kind>,
    /// Set when somebody should look at it.
    pub doubtful: Option<&'static str>,
}

pub(super) fn joined(claims: &Claims, element: Element) -> String {
    claims.of(Slot::Value(element)).iter().map(|(_, text)| super::lines::squeezed(text)).collect()
}

/// The words of the mark, whole, wherever they went.
fn mark_words(claims: &Claims) -> String {
    let beside = claims.of(Slot::Beside(Element::Issuers)).into_iter().filter(|_| !is_given(claims));
    let beside: String = beside.map(|(_, text)| text).collect();
    joined(claims, Element::Mark) + &beside
}

/// Whether only a page's table says the organ: it stands in no head.
fn is_given(claims: &Claims) -> bool {
    claims.doubts.contains(&(Some(Element::Issuers), Doubt::FromSurroundings))
}

/// A number with 函 before its year: 东江政函〔2024〕56号.
pub(super) fn has_letter_number(claims: &Claims) -> bool {
    let number = joined(claims, Element::Number);
    number.find(['〔', '[', '［', '（', '(', '【']).is_some_and(|at| number[..at].ends_with('函'))
}

/// Whether number or title say that it is set as a letter.
pub(super) fn is_letter(claims: &Claims) -> bool {
    let usual = Kind::of_title(&joined(claims, Element::Title)).map(Kind::usual_format);
    has_letter_number(claims) || (usual == Some(Format::Letter) && !claims.has(Slot::Value(Element::Number)))
}

/// Whether a number stands under an organ's name that no word of a mark follows, and nothing says that
/// it is a letter's.
pub(super) fn has_plain_mark(claims: &Claims) -> bool {
    let organs = organs_over(claims);
    let worded = organs.iter().any(|&line| {
        let words = super::lines::squeezed(&claims.text(line));
        ["文件", "令", "纪要", "公告", "通告", "公报", "决定", "决议", "议案", "电报"]
            .iter()
            .any(|word| words.ends_with(word))
    });
    !organs.is_empty() && !worded && !is_letter(claims)
}

/// The lines over the title that name who issues it.
fn organs_over(claims: &Claims) -> Vec<usize> {
    let text = claims.of(Slot::Value(Element::Title)).first().map_or(0, |(line, _)| *line);
    let given = |line: usize| {
        let own = |(slot, _): &(Slot, String)| *slot == Slot::Value(Element::Issuers);
        is_given(claims) && claims.parts(line).iter().any(own)
    };
    [
        Slot::Value(Element::Issuers),
        Slot::Beside(Element::Issuers),
        Slot::MarkName(0),
        Slot::Value(Element::Mark),
    ]
    .into_iter()
    .flat_map(|slot| claims.of(slot).into_iter().map(|(line, _)| line).collect::<Vec<_>>())
    .filter(|&line| line < text && !given(line))
    .collect()
}

pub(super) fn is_order(claims: &Claims) -> bool {
    let mark = mark_words(claims);
    let number = joined(claims, Element::Number);
    mark.ends_with('令') && (number.is_empty() || number.contains('第'))
}

/// Whether the mark says that these are minutes.
pub(super) fn has_minutes_mark(claims: &Claims) -> bool {
    mark_words(claims).ends_with("纪要")
}

pub(super) fn is_minutes(claims: &Claims) -> bool {
    has_minutes_mark(claims) || Kind::of_title(&joined(claims, Element::Title)) == Some(Kind::Minutes)
}

/// Whether documents of this kind have a number: decisions of congresses and what is made public may have none.
pub(super) fn is_numbered(claims: &Claims) -> bool {
    const MAY_HAVE_NONE: [Kind; 5] =
        [Kind::Resolution, Kind::Communique, Kind::Announcement, Kind::PublicNotice, Kind::Order];
    Kind::of_title(&joined(claims, Element::Title)).is_some_and(|kind| !MAY_HAVE_NONE.contains(&kind))
}

/// Whether documents of this kind go to those below or to everybody: nobody's name stands beside their number.
pub(super) fn goes_down(claims: &Claims) -> bool {
    const DOWN: [Kind; 7] = [
        Kind::Notice,
        Kind::Circular,
        Kind::Reply,
        Kind::Announcement,
        Kind::PublicNotice,
        Kind::Decision,
        Kind::Communique,
    ];
    Kind::of_title(&joined(claims, Element::Title)).is_some_and(|kind| DOWN.contains(&kind))
}

/// Concludes the format from mark, number and title.
pub(super) fn shape(claims: &Claims) -> Shape {
    let title = Kind::of_title(&joined(claims, Element::Title));
    let mark = mark_words(claims);
    let usual = title.map_or(Format::Document, Kind::usual_format);
    let plain = Shape { format: None, kind: None, doubtful: None };
    if let Some(format) = super::forms::format(claims) {
        return Shape { format: Some(format), ..plain };
    }
    if is_order(claims) {
        let kind = (title != Some(Kind::Order)).then_some(Kind::Order);
        return Shape { format: (usual != Format::Order).then_some(Format::Order), kind, ..plain };
    }
    if mark.ends_with("纪要") {
        return Shape { format: (usual != Format::Minutes).then_some(Format::Minutes), ..plain };
    }
    if mark.contains("文件") {
        return Shape { format: (usual != Format::Document).then_some(Format::Document), ..plain };
    }
    // A bill goes to a congress: only a letter's head makes it one.
    let bill = title == Some(Kind::Bill) && organs_over(claims).is_empty();
    if has_letter_number(claims) && usual != Format::Letter && !bill {
        return Shape {
            format: Some(Format::Letter), doubtful: Some("发文字号中的“函”"), ..plain
        };
    }
    // Minutes need a mark, and an order without its mark is no order: set as plain documents.
    if usual == Format::Minutes && mark.is_empty() {
        return Shape { format: Some(Format::Document), doubtful: Some("纪要没有标志"), ..plain };
    }
    plain
}
