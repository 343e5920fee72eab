//! Colours as the interpreter gives them, back to what the file means.

use crate::layout::geometry::Colour;

/// What the interpreter shows for the standard's red in printing ink, (0, 0.8, 0.8, 0): it turns CMYK
/// into RGB as a press would print it.
const PRINTED_RED: (u8, u8, u8) = (241, 90, 65);

/// What it shows for black of one ink, (0, 0, 0, 1).
const PRINTED_BLACK: (u8, u8, u8) = (35, 31, 32);

/// The colour by its RGB.
pub(super) fn named(red: u8, green: u8, blue: u8) -> Colour {
    match (red, green, blue) {
        (0, 0, 0) => Colour::Grey(0.0),
        PRINTED_BLACK => Colour::Cmyk(0.0, 0.0, 0.0, 1.0),
        PRINTED_RED => Colour::Cmyk(0.0, 0.8, 0.8, 0.0),
        _ => Colour::Rgb(red, green, blue),
    }
}

/// Whether a colour is some red.
pub(super) fn is_red(colour: Colour) -> bool {
    if let Colour::Cmyk(cyan, magenta, yellow, _) = colour {
        return cyan < 0.2 && magenta > 0.6 && yellow > 0.6;
    }
    matches!(colour, Colour::Rgb(red, green, blue) if red > 120 && green < 100 && blue < 100)
}
