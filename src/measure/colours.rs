//! Colours as the interpreter gives them, back to what the file means.

use crate::geometry::Colour;

/// What the interpreter makes of the printer's black (0, 0, 0, 1) and of the two reds of press work,
/// (0, 0.8, 0.8, 0) and (0, 1, 1, 0): it shows CMYK as a sheet fed press would.
const BLACK: (u8, u8, u8) = (0, 0, 0);

/// The colour by its RGB.
pub(super) fn named(red: u8, green: u8, blue: u8) -> Colour {
    if (red, green, blue) == BLACK { Colour::Grey(0.0) } else { Colour::Rgb(red, green, blue) }
}
