//! Faces by the names people call them: in fragments, in pictures, in templates of one's own.
//!
//! A usual name is its role's face. A name that stands for a like design is the face of that role, and told.
//! What no role knows falls back to the faces of 仿宋, and is told. Behind each stands every other face, so
//! that no character is set by nothing.

use std::sync::Arc;

use typst::text::{Coverage, FontWeight};

use super::{Entry, FontSet};
use crate::document::{Digits, folded};
use crate::layout::Role;

/// How a role's face stands for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    /// The name is one of the role's.
    Same,
    /// The name is of another face of a like design.
    Like,
}

/// Names of faces that are of no role, and the role whose design is nearest.
const LIKE: [(Role, &[&str]); 5] = [
    (
        Role::Heiti,
        &[
            "微软雅黑",
            "Microsoft YaHei",
            "Microsoft YaHei UI",
            "等线",
            "DengXian",
            "思源黑体",
            "Source Han Sans",
            "Source Han Sans SC",
            "Source Han Sans CN",
            "Noto Sans",
            "Noto Sans SC",
            "Noto Sans CJK SC",
            "苹方",
            "PingFang SC",
            "冬青黑体简体中文",
            "Hiragino Sans GB",
            "文泉驿正黑",
            "WenQuanYi Zen Hei",
            "文泉驿微米黑",
            "WenQuanYi Micro Hei",
            "华文细黑",
            "STXihei",
            "Heiti SC",
            "幼圆",
            "YouYuan",
            "FandolHei",
            "Arial",
            "Arial Unicode MS",
            "Arial Black",
            "Helvetica",
            "Helvetica Neue",
            "Calibri",
            "Verdana",
            "Tahoma",
            "Segoe UI",
            "Trebuchet MS",
            "Open Sans",
            "Roboto",
            "Lato",
            "Ubuntu",
            "DejaVu Sans",
            "Liberation Sans",
            "Arimo",
            "Nimbus Sans",
            "San Francisco",
            "system-ui",
            "ui-sans-serif",
            "sans-serif",
            "Courier New",
            "Consolas",
            "Menlo",
            "Monaco",
            "DejaVu Sans Mono",
            "Liberation Mono",
            "monospace",
            "Impact",
            "Comic Sans MS",
        ],
    ),
    (
        Role::Songti,
        &[
            "思源宋体",
            "Source Han Serif",
            "Source Han Serif SC",
            "Source Han Serif CN",
            "Noto Serif",
            "Noto Serif SC",
            "Noto Serif CJK SC",
            "FandolSong",
            "文泉驿点阵宋体",
            "AR PL UMing CN",
            "明体",
            "MingLiU",
            "PMingLiU",
            "serif",
            "ui-serif",
        ],
    ),
    (
        Role::Biaosong,
        &[
            "方正大标宋简体",
            "方正大标宋_GBK",
            "FZDaBiaoSong-B06",
            "FZDaBiaoSong-B06S",
            "华文中宋",
            "STZhongsong",
        ],
    ),
    (
        Role::Kaiti,
        &["霞鹜文楷", "LXGW WenKai", "GW Kai Supplement", "AR PL UKai CN", "AR PL KaitiM GB", "FandolKai"],
    ),
    (
        Role::Latin,
        &[
            "Times",
            "Times New Roman PS",
            "Liberation Serif",
            "Tinos",
            "Nimbus Roman",
            "TeX Gyre Termes",
            "Georgia",
            "Cambria",
            "Garamond",
            "Palatino",
            "Palatino Linotype",
            "Book Antiqua",
            "Libertinus Serif",
            "Linux Libertine",
            "New Computer Modern",
            "Latin Modern Roman",
            "DejaVu Serif",
        ],
    ),
];

/// The faces of the default set, which somebody who looked into `fonts/` may name.
const BUNDLED: [(Role, &str); 3] =
    [(Role::Fangsong, "FandolFang"), (Role::Fangsong, "FandolFang R"), (Role::Fangsong, "Zhuque Fangsong")];

/// Names of mathematical faces: there is one.
const MATH: [&str; 9] = [
    "New Computer Modern Math",
    "STIX Math",
    "STIX Two Math",
    "XITS Math",
    "Cambria Math",
    "Latin Modern Math",
    "Libertinus Math",
    "TeX Gyre Termes Math",
    "Asana Math",
];

/// The role whose face stands for a name.
pub(crate) fn role_of(name: &str) -> Option<(Role, Stands)> {
    let name = name.trim().trim_matches(['"', '\'']);
    let known = folded(name);
    let bundled = BUNDLED.iter().find(|(_, bundled)| folded(bundled) == known).map(|(role, _)| *role);
    if let Some(role) = bundled.or_else(|| Role::of_face(name)) {
        return Some((role, Stands::Same));
    }
    let like = LIKE.iter().find(|(_, names)| names.iter().any(|like| folded(like) == known));
    like.map(|(role, _)| (*role, Stands::Like))
}

/// The role whose face looks like the bold of a role's; none has a bold of its own.
fn bold(role: Role) -> Role {
    match role {
        Role::Songti | Role::Biaosong => Role::Biaosong,
        Role::Fangsong | Role::Kaiti | Role::Heiti => Role::Heiti,
        Role::Latin => Role::Latin,
    }
}

/// A name that is in no book, and the face that stands for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// The name, as the file gives it.
    pub name: String,
    stand: Stand,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Stand {
    /// A face of the set has this name itself.
    Face(usize),
    Role(Role, Stands),
    /// Nobody knows the name; the role's face sets its words.
    Unknown(Role),
}

impl Named {
    /// A name that nobody knows.
    pub fn unknown(name: &str, role: Role) -> Named {
        Named { name: name.to_owned(), stand: Stand::Unknown(role) }
    }

    /// Whether its words are in another face than was meant.
    pub fn is_told(&self) -> bool {
        !matches!(self.stand, Stand::Face(_) | Stand::Role(_, Stands::Same))
    }

    /// Whether nobody knows which face is meant.
    pub fn is_unknown(&self) -> bool {
        matches!(self.stand, Stand::Unknown(_))
    }

    /// The role whose face stands for it.
    pub fn role(&self) -> Option<Role> {
        match self.stand {
            Stand::Face(_) => None,
            Stand::Role(role, _) | Stand::Unknown(role) => Some(role),
        }
    }
}

impl FontSet {
    /// The set as those see it who name faces themselves: with the usual names, and every face behind all.
    pub fn named(&self, digits: Digits) -> Arc<FontSet> {
        // Both ways to set digits are not met in one set but in tests.
        if digits == Digits::Latin {
            return Arc::clone(self.named.get_or_init(|| self.with_usual_names(digits)));
        }
        self.with_usual_names(digits)
    }

    fn with_usual_names(&self, digits: Digits) -> Arc<FontSet> {
        let mut entries = Vec::new();
        for role in Role::ALL {
            let names = role.official().iter().copied();
            let bundled = BUNDLED.iter().filter(|(of, _)| *of == role).map(|(_, name)| *name);
            for name in names.chain(bundled) {
                entries.extend(self.entries_of(name, role));
                // The two ways the longer ones are written.
                let other = name.replace('_', " ");
                if other != name {
                    entries.extend(self.entries_of(&other, role));
                }
            }
        }
        if let Some(math) = self.faces().position(|face| face.name == super::MATH) {
            entries.extend(MATH.iter().map(|name| Entry::new(name, math)));
        }
        entries.extend(self.behind_all(digits));
        Arc::new(self.with(entries))
    }

    /// The face that stands for a name; none when nobody knows it.
    pub fn named_as(&self, name: &str) -> Option<Named> {
        let of_role = || role_of(name).map(|(role, stands)| Stand::Role(role, stands));
        let stand = match of_role() {
            Some(same @ Stand::Role(_, Stands::Same)) => Some(same),
            like => self.face_of_name(name).map(Stand::Face).or(like),
        };
        stand.map(|stand| Named { name: name.to_owned(), stand })
    }

    /// The face that says this name of itself.
    fn face_of_name(&self, name: &str) -> Option<usize> {
        let wanted = folded(name);
        self.faces().position(|face| face.names().iter().any(|own| folded(own) == wanted))
    }

    /// The set with these names in its book.
    pub fn with_names(&self, names: &[Named]) -> Arc<FontSet> {
        let entries = names.iter().flat_map(|named| match named.stand {
            Stand::Face(face) => vec![Entry::new(&named.name, face)],
            Stand::Role(role, _) | Stand::Unknown(role) => self.entries_of(&named.name, role),
        });
        Arc::new(self.with(entries.collect()))
    }

    /// A role's own face, and what looks like its bold, under a name.
    fn entries_of(&self, name: &str, role: Role) -> Vec<Entry> {
        let own = |role: Role| {
            let served = self.served_for(role)?;
            self.faces().position(|face| super::is_same(face, &served.face))
        };
        let (Some(plain), Some(strong)) = (own(role), own(bold(role))) else { return Vec::new() };
        let strong = Entry { weight: FontWeight::BOLD, ..Entry::new(name, strong) };
        [Entry::new(name, plain)].into_iter().chain((bold(role) != role).then_some(strong)).collect()
    }

    /// The constant family of the face that stands behind all others for a character.
    pub fn family_behind(&self, c: char) -> Option<&str> {
        let entry = self.entries.iter().find(|entry| entry.coverage.contains(u32::from(c)))?;
        Some(&self.faces[entry.face].1)
    }

    /// What Typst falls back to for a character: the first face of 仿宋's chain that has it. Of each face only what
    /// those before it lack, for Typst knows no order.
    fn behind_all(&self, digits: Digits) -> Vec<Entry> {
        let mut taken: Vec<u32> = Vec::new();
        let mut entries = Vec::new();
        let chain = self.chain(Role::Fangsong, digits);
        let links = chain.iter().filter_map(|link| {
            let face = self.faces.iter().position(|(_, family)| family == link.family)?;
            Some((face, link.covers))
        });
        for (face, covers) in links {
            let mut own = self.faces[face].0.characters();
            if let Some(covers) = covers {
                own.retain(|c| char::from_u32(*c).is_some_and(|c| covers.has(c)));
            }
            own.retain(|c| taken.binary_search(c).is_err());
            if !own.is_empty() {
                taken.extend(&own);
                taken.sort_unstable();
                let coverage = Coverage::from_vec(own);
                entries.push(Entry { coverage, ..Entry::new("gw-behind", face) });
            }
        }
        entries
    }
}
