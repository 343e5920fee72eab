//! The six roles that a face can have on a page.

/// What a face is for. The names are those of the data format's `fonts` table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// 仿宋: everything not listed otherwise.
    Fangsong,
    /// 小标宋: mark and title.
    Biaosong,
    /// 黑体: level 1, classification, labels.
    Heiti,
    /// 楷体: level 2, signers' names.
    Kaiti,
    /// 宋体: page numbers.
    Songti,
    /// Digits and Latin in 仿宋 text.
    Latin,
}

impl Role {
    /// All six, in the order of the key `fonts`.
    pub const ALL: [Role; 6] =
        [Role::Fangsong, Role::Biaosong, Role::Heiti, Role::Kaiti, Role::Songti, Role::Latin];

    /// The key in the data's `fonts` table.
    pub fn key(self) -> &'static str {
        match self {
            Role::Fangsong => "fangsong",
            Role::Biaosong => "biaosong",
            Role::Heiti => "heiti",
            Role::Kaiti => "kaiti",
            Role::Songti => "songti",
            Role::Latin => "latin",
        }
    }

    /// Its Chinese name, as in the key 字体.
    pub fn chinese(self) -> &'static str {
        match self {
            Role::Fangsong => "仿宋",
            Role::Biaosong => "小标宋",
            Role::Heiti => "黑体",
            Role::Kaiti => "楷体",
            Role::Songti => "宋体",
            Role::Latin => "西文",
        }
    }

    /// The role that has this key.
    pub fn of_key(key: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.key() == key)
    }

    /// The constant family name templates know the role by.
    pub fn family(self) -> &'static str {
        match self {
            Role::Fangsong => "gw-fangsong",
            Role::Biaosong => "gw-biaosong",
            Role::Heiti => "gw-heiti",
            Role::Kaiti => "gw-kaiti",
            Role::Songti => "gw-songti",
            Role::Latin => "gw-latin",
        }
    }

    /// The role whose face a family name stands for: `gw-kaiti-2` is one behind the first of 楷体.
    pub fn of_family(family: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| family.starts_with(role.family()))
    }

    /// The official faces to look for on the machine, best first. A name matches any-language
    /// family and PostScript names, case and ` _-` not counted.
    pub fn official(self) -> &'static [&'static str] {
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
                "小标宋",
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

    /// The role that a face of this name, family or PostScript, serves officially or in the bundled set.
    pub fn of_face(name: &str) -> Option<Role> {
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
}

/// The constant families of the faces that are of no role.
pub const SIGNS_FAMILY: &str = "gw-signs";
/// The face of formulas.
pub const MATH_FAMILY: &str = "gw-math";

/// The constant family name of a face that serves a role, or is for signs, by its PostScript name.
pub fn family_of(name: &str) -> Option<&'static str> {
    match name {
        "GWSigns-Regular" => Some(SIGNS_FAMILY),
        "GWMath-Regular" => Some(MATH_FAMILY),
        _ => Role::of_face(name).map(Role::family),
    }
}

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
pub fn folded(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, ' ' | '_' | '-')).flat_map(char::to_lowercase).collect()
}
