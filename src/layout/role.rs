//! The six roles that a face can have on a page.

/// What a face is for. The names are those of the data format's `fonts` table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Role {
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
}

/// The constant families of the faces that are of no role.
pub(crate) const SIGNS_FAMILY: &str = "gw-signs";
pub(crate) const MATH_FAMILY: &str = "gw-math";
