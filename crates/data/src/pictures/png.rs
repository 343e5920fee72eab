//! PNG written from pixels.

/// What a pixel is made of, 8 bits each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// Brightness.
    Grey,
    /// Red, green, blue.
    Rgb,
    /// Red, green, blue, and how much it covers.
    Rgba,
}

impl Colours {
    /// How many bytes a pixel takes.
    pub fn count(self) -> usize {
        match self {
            Colours::Grey => 1,
            Colours::Rgb => 3,
            Colours::Rgba => 4,
        }
    }
}

/// A picture's file; `density` is pixels to the metre, across and down. The same pixels are the same bytes.
pub fn encode(
    pixels: &[u8],
    (width, height): (u32, u32),
    colours: Colours,
    density: Option<(u32, u32)>,
) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(match colours {
        Colours::Grey => png::ColorType::Grayscale,
        Colours::Rgb => png::ColorType::Rgb,
        Colours::Rgba => png::ColorType::Rgba,
    });
    encoder.set_depth(png::BitDepth::Eight);
    // Typst packs the pixels anew.
    encoder.set_compression(png::Compression::Fast);
    encoder.set_pixel_dims(density.map(|(xppu, yppu)| png::PixelDimensions {
        xppu,
        yppu,
        unit: png::Unit::Meter,
    }));
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(pixels));
    debug_assert!(written.is_ok(), "as many pixels as width and height say, into memory: {written:?}");
    file
}
