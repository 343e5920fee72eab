//! What can be the matter with characters that are set.

#![allow(missing_docs, reason = "the words of a finding, its fields in them, stand beside it")]

use serde::Serialize;

use crate::diagnostic::{Arguments, Entry, NAMED, Problem, code_point, error, note, warning};
use crate::text::charsets::{Gb18030, Level};

/// A finding about characters and who sets them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub enum GlyphFinding {
    MissingGlyph {
        character: char,
        role: &'static str,
    },
    Fallback {
        role: &'static str,
        #[serde(rename = "own-face")]
        own: String,
        face: String,
        characters: Vec<char>,
        #[serde(skip)]
        rare: bool,
    },
    PrivateUse {
        characters: Vec<char>,
        face: String,
    },
    VariantIgnored {
        #[serde(rename = "character")]
        base: char,
        selector: char,
    },
}

impl Problem for GlyphFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            GlyphFinding::MissingGlyph { character, role } => {
                let code = code_point(*character);
                let (rank_zh, rank_en) = rank(*character);
                let found = error(
                    "missing-glyph",
                    format!("字体里没有“{character}”（{code}{rank_zh}），{role}及其后备字体都没有"),
                    format!("no face has {character} ({code}{rank_en}), neither {role} nor those behind it"),
                );
                super::no_face::help(found, *character)
            }
            GlyphFinding::Fallback { role, own, face, characters, rare } => {
                let (zh, en) = (named(characters, "、"), named(characters, ", "));
                let found = if *rare {
                    warning(
                        "rare-character",
                        format!("罕用字由补字字体 {face} 排出，字形与{role}不同：{zh}"),
                        format!("rare characters are set in {face}, which is no {role}: {en}"),
                    )
                } else {
                    note(
                        "fallback-face",
                        format!("{role}的字体 {own} 没有的字由 {face} 排出：{zh}"),
                        format!("what {own} ({role}) lacks is set in {face}: {en}"),
                    )
                };
                found.help(
                    "render fonts 数据文件 逐字列出用了哪个字体",
                    "`render fonts DATA` lists which file sets which character",
                )
            }
            GlyphFinding::PrivateUse { characters, face } => warning(
                "private-use",
                format!("私用区字符换一种字体就不是这个字，现由 {face} 排出：{}", named(characters, "、")),
                format!("private-use characters mean something in {face} only: {}", named(characters, ", ")),
            )
            .help("换成正式编码的字", "use the encoded character"),
            GlyphFinding::VariantIgnored { base, selector } => warning(
                "variant-ignored",
                format!("字体里没有“{base}”的这个异体（{}），排的是通常的字形", code_point(*selector)),
                format!(
                    "the face has no such variant of {base} ({}); its usual form is set",
                    code_point(*selector)
                ),
            )
            .help(
                "删去异体选择符，或指定有这个异体的字体",
                "remove the selector, or name a font that has the variant",
            ),
        }
    }
}

/// `，通用规范汉字表二级` and the like, for a hanzi.
fn rank(character: char) -> (String, String) {
    let level = Level::of(character).map(|level| {
        (
            format!("，通用规范汉字表{}级字", level.chinese()),
            format!(", level {} of 通用规范汉字表", level.number()),
        )
    });
    let gb = Gb18030::of(character).map(|level| {
        (format!("，GB 18030 级别 {}", level.number()), format!(", GB 18030 level {}", level.number()))
    });
    level.or(gb).unwrap_or_default()
}

fn named(characters: &[char], separator: &str) -> String {
    let one = |c: &char| format!("{c} {}", code_point(*c));
    let listed: Vec<String> = characters.iter().take(NAMED).map(one).collect();
    let more =
        if characters.len() > NAMED { format!("…（{}）", characters.len()) } else { String::new() };
    listed.join(separator) + &more
}
