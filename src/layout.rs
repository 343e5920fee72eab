//! What the finished pages say, in millimetres: lines, cells and edges, read back from the page as
//! set, never from the template's numbers.

pub use gongwen_page::{
    Adjusted, Departure, Line, PT_PER_MM, Part, Piece, Report, Requirement, Seal, Strength, Target, Unit,
    UnknownPart, Value, Verdict, geometry, lines, mm, part_lines,
};
pub(crate) use gongwen_page::{
    Adjustment, Carried, MATH_FAMILY, Nonconforming, PageFinding, Role, beginning_said, departures,
    element_at, fit, report, strays,
};
