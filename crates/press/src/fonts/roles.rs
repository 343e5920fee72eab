//! The bundled faces of each role, and the chain behind it.

use crate::layout::Role;

/// Which faces serve a role.
pub trait Faces: Sized {
    /// The bundled faces of the role, best first, by file name.
    fn bundled(self) -> &'static [&'static str];

    /// The bundled faces that fill the role's gaps, in order.
    fn behind(self) -> &'static [&'static str];
}

impl Faces for Role {
    fn bundled(self) -> &'static [&'static str] {
        match self {
            Role::Fangsong => &[FANDOL_FANG, KAI_SUPPLEMENT],
            Role::Biaosong => &["NotoSerifCJKsc-Bold-GBK.otf"],
            Role::Heiti => &["NotoSansCJKsc-Medium-GBK.otf"],
            Role::Kaiti => &["gkai00mp.ttf"],
            Role::Songti => &[NOTO_SERIF],
            Role::Latin => &["LiberationSerif-Regular.ttf"],
        }
    }

    fn behind(self) -> &'static [&'static str] {
        match self {
            Role::Fangsong | Role::Kaiti => &[SIGNS, KAI_SUPPLEMENT, NOTO_SERIF],
            Role::Biaosong | Role::Heiti => &[SIGNS, NOTO_SERIF],
            Role::Songti | Role::Latin => &[SIGNS],
        }
    }
}

pub(super) const FANDOL_FANG: &str = "FandolFang-Regular.otf";
pub(super) const KAI_SUPPLEMENT: &str = "GWKaiSupplement-Regular.ttf";
pub(super) const NOTO_SERIF: &str = "NotoSerifSC-Regular-L2.otf";
/// The signs of forms, lists and formulas that text faces lack.
pub(super) const SIGNS: &str = "GWSigns-Regular.ttf";
/// The mathematical face.
pub(super) const MATH: &str = "GWMath-Regular.otf";

/// Fonts known for rare characters, best first; any other comes after them, by its file's name.
pub(super) const RARE: &[&str] = &[
    "SimSun-ExtB",
    "SimSun-ExtG",
    "方正宋体S-超大字符集",
    "FZSongS-Extended",
    "FZSongS-Extended(SIP)",
    "HanaMinB",
    "HanaMinA",
    "BabelStone Han",
    "Plangothic P1",
    "Plangothic P2",
    "Jigmo",
    "Jigmo2",
    "Jigmo3",
    "TH-Tshyn-P0",
    "TH-Tshyn-P1",
    "TH-Tshyn-P2",
    "KaiXinSong",
];
