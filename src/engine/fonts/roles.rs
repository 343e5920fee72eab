//! The official faces of each role, and the chain behind it.

use crate::layout::Role;

/// Which faces serve a role.
pub(crate) trait Faces: Sized {
    /// The official faces to look for on the machine, best first. A name matches any-language
    /// family and PostScript names, case and ` _-` not counted.
    fn official(self) -> &'static [&'static str];

    /// The role that a face of this name, family or PostScript, serves officially or in the bundled set.
    fn of_face(name: &str) -> Option<Role>;

    /// The bundled faces of the role, best first, by file name.
    fn bundled(self) -> &'static [&'static str];

    /// The bundled faces that fill the role's gaps, in order.
    fn behind(self) -> &'static [&'static str];
}

impl Faces for Role {
    fn official(self) -> &'static [&'static str] {
        match self {
            Role::Fangsong => &[
                "仿宋_GB2312",
                "FangSong_GB2312",
                "仿宋",
                "FangSong",
                "方正仿宋_GBK",
                "FZFangSong-Z02",
                "方正仿宋简体",
                "FZFangSong-Z02S",
                "方正公文仿宋",
                "FZDocFangSong",
                "CESI仿宋-GB18030",
                "CESI_FS_GB18030",
                "CESI仿宋-GB13000",
                "CESI_FS_GB13000",
                "CESI仿宋-GB2312",
                "CESI_FS_GB2312",
                "GB_FS_GB18030",
                "华文仿宋",
                "STFangsong",
                "华光仿宋_CNKI",
                "Adobe Fangsong Std",
                "朱雀仿宋",
                "Zhuque Fangsong",
                "Zhuque Fangsong (technical preview)",
            ],
            Role::Biaosong => &[
                "方正小标宋简体",
                "FZXiaoBiaoSong-B05S",
                "FZXBSJW--GB1-0",
                "方正小标宋_GBK",
                "FZXiaoBiaoSong-B05",
                "FZXBSK--GBK1-0",
                "方正公文小标宋",
                "FZDocXiaoBiaoSong",
                "FZDXBS--GBK1-0",
                "CESI小标宋-GB18030",
                "CESI_XBS_GB18030",
                "CESI小标宋-GB13000",
                "CESI_XBS_GB13000",
                "CESI小标宋-GB2312",
                "CESI_XBS_GB2312",
                "CESI_XBS",
                "CESI_XBSJ",
                "GB_XBS_GB18030",
                "华光小标宋_CNKI",
                "汉仪小标宋",
                "汉仪小标宋简",
                "HYXiaoBiaoSongJ",
                "文星标宋",
                "文星小标宋",
                "文鼎小标宋简",
            ],
            Role::Heiti => &[
                "黑体",
                "SimHei",
                "方正黑体_GBK",
                "FZHei-B01",
                "方正黑体简体",
                "FZHei-B01S",
                "方正公文黑体",
                "FZDocHei",
                "CESI黑体-GB18030",
                "CESI_HT_GB18030",
                "CESI黑体-GB13000",
                "CESI_HT_GB13000",
                "CESI黑体-GB2312",
                "CESI_HT_GB2312",
                "GB_HT_GB18030",
                "华文黑体",
                "STHeiti",
                "华光黑体_CNKI",
            ],
            Role::Kaiti => &[
                "楷体_GB2312",
                "KaiTi_GB2312",
                "楷体",
                "KaiTi",
                "方正楷体_GBK",
                "FZKai-Z03",
                "方正楷体简体",
                "FZKai-Z03S",
                "方正公文楷体",
                "FZDocKai",
                "CESI楷体-GB18030",
                "CESI_KT_GB18030",
                "CESI楷体-GB13000",
                "CESI_KT_GB13000",
                "CESI楷体-GB2312",
                "CESI_KT_GB2312",
                "GB_KT_GB18030",
                "华文楷体",
                "STKaiti",
                "Kaiti SC",
                "华光楷体_CNKI",
            ],
            Role::Songti => &[
                "宋体",
                "SimSun",
                "新宋体",
                "NSimSun",
                "宋体_GB2312",
                "SimSun_GB2312",
                "方正书宋_GBK",
                "FZShuSong-Z01",
                "方正书宋简体",
                "FZShuSong-Z01S",
                "CESI宋体-GB18030",
                "CESI_SS_GB18030",
                "CESI宋体-GB13000",
                "CESI_SS_GB13000",
                "CESI宋体-GB2312",
                "CESI_SS_GB2312",
                "GB_ST_GB18030",
                "华文宋体",
                "STSong",
                "Songti SC",
                "华光书宋_CNKI",
            ],
            Role::Latin => &["Times New Roman"],
        }
    }

    fn of_face(name: &str) -> Option<Role> {
        let name = folded(name);
        let is = |known: &&str| folded(known) == name;
        let upright =
            |known: &&str| name.strip_prefix(&folded(known)).is_some_and(|rest| STYLES.contains(&rest));
        let serves = |role: &Role| role.official().iter().any(|known| is(known) || upright(known));
        let bundled = BUNDLED_NAMES.iter().find(|(known, _)| is(known)).map(|(_, role)| *role);
        bundled
            .or_else(|| Role::ALL.into_iter().find(serves))
            .or_else(|| POSTSCRIPT_NAMES.iter().find(|(known, _)| is(known)).map(|(_, role)| *role))
    }

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

/// What may stand behind a family's name in a PostScript name.
const STYLES: [&str; 8] = ["regular", "bold", "ps", "psmt", "psboldmt", "psitalicmt", "mt", "psbolditalicmt"];

/// The PostScript names of the bundled faces.
const BUNDLED_NAMES: [(&str, Role); 9] = [
    ("FandolFang-Regular", Role::Fangsong),
    ("NotoSerifCJKsc-Bold", Role::Biaosong),
    ("NotoSansCJKsc-Medium", Role::Heiti),
    // What the two are called inside, where some programs look.
    ("NotoSerifCJKjp-Bold", Role::Biaosong),
    ("NotoSansCJKjp-Medium", Role::Heiti),
    ("GBZenKai-Medium", Role::Kaiti),
    ("GWKaiSupplement-Regular", Role::Kaiti),
    ("NotoSerifSC-Regular", Role::Songti),
    ("LiberationSerif", Role::Latin),
];

/// Further PostScript names of official faces, as they stand in PDF files.
const POSTSCRIPT_NAMES: [(&str, Role); 11] = [
    ("FZFSK--GBK1-0", Role::Fangsong),
    ("FZFSJW--GB1-0", Role::Fangsong),
    ("FZFS--GB1-0", Role::Fangsong),
    ("FZXBSJW--GB1-0", Role::Biaosong),
    ("FZHTK--GBK1-0", Role::Heiti),
    ("FZHTJW--GB1-0", Role::Heiti),
    ("FZKTK--GBK1-0", Role::Kaiti),
    ("FZKTJW--GB1-0", Role::Kaiti),
    ("STKaiti", Role::Kaiti),
    ("FZSSK--GBK1-0", Role::Songti),
    ("FZSSJW--GB1-0", Role::Songti),
];

/// A name as it is compared: without case, spaces, `_` and `-`.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, ' ' | '_' | '-')).flat_map(char::to_lowercase).collect()
}
