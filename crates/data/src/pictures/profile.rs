//! Colour profiles (ICC.1): whether one is a picture's own. A PDF/A with another is none (veraPDF 6.2.4.2-1).

use moxcms::{ColorProfile, Layout, TransformOptions};

/// What a picture's colours are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Grey,
    Rgb,
    Cmyk,
}

/// Whether a profile is whole, and of these colours: its header says so, and it can be read.
pub(super) fn fits(profile: &[u8], space: Space) -> bool {
    let at = |from: usize| profile.get(from..from + 4);
    let size = at(0).and_then(|size| Some(u32::from_be_bytes(size.try_into().ok()?) as usize));
    let class = [&b"scnr"[..], b"mntr", b"prtr", b"spac"];
    let colours: &[u8] = match space {
        Space::Grey => b"GRAY",
        Space::Rgb => b"RGB ",
        Space::Cmyk => b"CMYK",
    };
    size == Some(profile.len())
        && at(36) == Some(b"acsp")
        && profile.get(8).is_some_and(|major| (2..=4).contains(major))
        && at(12).is_some_and(|own| class.contains(&own))
        && at(16) == Some(colours)
        && ColorProfile::new_from_slice(profile).is_ok()
}

/// Printing inks, full at 255, as RGB: by the picture's profile where it is one of inks, else by the formula that
/// every program falls back to. Whether it was the profile is told.
pub(super) fn from_inks(inks: &[u8], profile: Option<&[u8]>) -> (Vec<u8>, bool) {
    let by_profile = profile.filter(|profile| fits(profile, Space::Cmyk)).and_then(|profile| {
        let inks_profile = ColorProfile::new_from_slice(profile).ok()?;
        let options = TransformOptions::default();
        let transform = inks_profile
            .create_transform_8bit(Layout::Rgba, &ColorProfile::new_srgb(), Layout::Rgb, options)
            .ok()?;
        let mut colours = vec![0; inks.len() / 4 * 3];
        transform.transform(inks, &mut colours).ok()?;
        Some(colours)
    });
    match by_profile {
        Some(colours) => (colours, true),
        None => {
            let part = |ink: u8, black: u8| ((255 - u32::from(ink)) * (255 - u32::from(black)) / 255) as u8;
            let pixel =
                |inks: &[u8]| [part(inks[0], inks[3]), part(inks[1], inks[3]), part(inks[2], inks[3])];
            (inks.chunks_exact(4).flat_map(pixel).collect(), false)
        }
    }
}

/// Pixels in the colours of their profile as sRGB; none when it is not theirs.
pub(super) fn to_srgb(pixels: &[u8], profile: &[u8], space: Space) -> Option<Vec<u8>> {
    if !fits(profile, space) {
        return None;
    }
    let own = ColorProfile::new_from_slice(profile).ok()?;
    let (layout, target, made) = match space {
        Space::Grey => (Layout::Gray, ColorProfile::new_srgb(), Layout::Rgb),
        Space::Rgb => (Layout::Rgb, ColorProfile::new_srgb(), Layout::Rgb),
        Space::Cmyk => return Some(from_inks(pixels, Some(profile)).0),
    };
    let transform = own.create_transform_8bit(layout, &target, made, TransformOptions::default()).ok()?;
    let parts = if space == Space::Grey { 1 } else { 3 };
    let mut colours = vec![0; pixels.len() / parts * 3];
    transform.transform(pixels, &mut colours).ok()?;
    Some(colours)
}
