//! The default set of faces, as far as it is compiled into the program.

use crate::press::{BundledFaces, EmbeddedFace};

#[cfg(not(feature = "packed-fonts"))]
macro_rules! embedded {
    ($($name:literal),+ $(,)?) => {
        &[
            $(
                #[cfg(feature = "embed-fonts")]
                EmbeddedFace { name: $name, bytes: include_bytes!(concat!("../fonts/", $name)), packing: None },
            )+
            // GPLv3: only for those who accept its terms for the whole binary.
            #[cfg(feature = "embed-fandol")]
            EmbeddedFace {
                name: "FandolFang-Regular.otf",
                bytes: include_bytes!("../fonts/gpl/FandolFang-Regular.otf"),
                packing: None,
            },
        ]
    };
}

#[cfg(not(feature = "packed-fonts"))]
const EMBEDDED: &[EmbeddedFace] = embedded!(
    "GWKaiSupplement-Regular.ttf",
    "GWMath-Regular.otf",
    "GWSigns-Regular.ttf",
    "LiberationSerif-Regular.ttf",
    "NotoSansCJKsc-Medium-GBK.otf",
    "NotoSerifCJKsc-Bold-GBK.otf",
    "NotoSerifSC-Regular-L2.otf",
    "gkai00mp.ttf",
);

/// The same, as `build.rs` packed them.
#[cfg(feature = "packed-fonts")]
const EMBEDDED: &[EmbeddedFace] = {
    use crate::press::Packing;
    include!(concat!(env!("OUT_DIR"), "/packed.rs"))
};

/// The file that was packed; none when there are not so many bytes in it.
#[cfg(feature = "packed-fonts")]
fn unpack(packed: &[u8], size: usize) -> Option<Vec<u8>> {
    use std::io::Read;
    const STEP: usize = 1 << 16;
    let mut bytes = vec![0; size];
    brotli::Decompressor::new(packed, STEP).read_exact(&mut bytes).ok()?;
    Some(bytes)
}

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
        for EmbeddedFace { name, bytes, packing } in EMBEDDED {
            let unpacked = packing.map(|packing| (packing.unpack)(bytes, packing.size).unwrap());
            let bytes = unpacked.as_deref().unwrap_or(bytes);
            assert_eq!(FACES.sha256(name), Some(sha256(bytes).as_str()), "{name}");
        }
    }

    /// With either feature the program has the whole set, but for the face that is a file beside it.
    #[cfg(feature = "embed-fonts")]
    #[test]
    fn every_face_of_the_list_is_in_the_program() {
        let gpl = cfg!(feature = "embed-fandol");
        let files = FACES.sums.lines().filter_map(|line| Some(line.split_once("  ")?.1));
        let mut listed: Vec<&str> = files
            .filter(|file| gpl || !file.starts_with("gpl/"))
            .filter_map(|file| file.rsplit('/').next())
            .collect();
        let mut inside: Vec<&str> = EMBEDDED.iter().map(|face| face.name).collect();
        listed.sort_unstable();
        inside.sort_unstable();
        assert_eq!(inside, listed);
    }
}
