//! The default set of faces, as far as it is compiled into the program.

use crate::press::BundledFaces;

macro_rules! embedded {
    ($($name:literal),+ $(,)?) => {
        const EMBEDDED: &[(&str, &[u8])] = &[
            $(#[cfg(feature = "embed-fonts")] ($name, include_bytes!(concat!("../fonts/", $name))),)+
            // GPLv3: only for those who accept its terms for the whole binary.
            #[cfg(feature = "embed-fandol")]
            ("FandolFang-Regular.otf", include_bytes!("../fonts/gpl/FandolFang-Regular.otf")),
        ];
    };
}

embedded!(
    "GWKaiSupplement-Regular.ttf",
    "GWMath-Regular.otf",
    "GWSigns-Regular.ttf",
    "LiberationSerif-Regular.ttf",
    "NotoSansCJKsc-Medium-GBK.otf",
    "NotoSerifCJKsc-Bold-GBK.otf",
    "NotoSerifSC-Regular-L2.otf",
    "gkai00mp.ttf",
);

/// What is in the program, the sums that `fonts/refresh.sh` wrote, and the checkout's folder for the rest.
pub(crate) const FACES: BundledFaces = BundledFaces {
    embedded: EMBEDDED,
    sums: include_str!("../fonts/SHA256SUMS"),
    folder: concat!(env!("CARGO_MANIFEST_DIR"), "/fonts"),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::hash::sha256;

    /// What PDFs say of the faces inside the program is true.
    #[test]
    fn the_list_has_the_sum_of_every_face_in_the_program() {
        for (name, bytes) in EMBEDDED {
            assert_eq!(FACES.sha256(name), Some(sha256(bytes).as_str()), "{name}");
        }
    }
}
