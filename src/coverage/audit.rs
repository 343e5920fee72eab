//! The glyph audit: which character was set by which file, and every font that is on the pages.
//!
//! It is made from the set pages, so it says what is in the PDF and not what was meant to be. The words of SVG
//! pictures are in it; those of other pictures are pictures.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::Place;
use crate::document::walk::{of_block, texts};
use crate::document::{Document, Spot};
use crate::press::FontSet;
use crate::press::fonts::{About, Face, Origin, Permissions, Via, is_blank};
use crate::text::charsets::{Gb18030, Level, in_gb2312, is_hanzi};
use gongwen_page::geometry::{Page, Run};
use gongwen_page::{MATH_FAMILY, Piece, Role};

/// Which face set which character of a document, and the fonts it took.
///
/// Made by [`Rendered::audit`](crate::Rendered::audit).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Audit {
    /// The fonts on the pages, those of the roles first, in the order of the roles.
    pub fonts: Vec<Font>,
    /// A row for each character, role and font, by code point.
    pub characters: Vec<Character>,
    /// What broke the audit, which is empty then: the words of a panic. Otherwise none, and not in the JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub broken: Option<String>,
}

/// A font file that set characters.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Font {
    /// The file's name.
    pub file: String,
    /// Where the file lies; none for a font inside the program. Not in the JSON, which is the same on
    /// every machine.
    #[serde(skip)]
    pub path: Option<PathBuf>,
    /// Where it came from.
    pub source: Source,
    /// The keys of the roles it serves as their own face, such as `fangsong`.
    pub serves: Vec<&'static str>,
    /// Family name (name ID 1).
    pub family: String,
    /// PostScript name (name ID 6).
    pub postscript: String,
    /// Version (name ID 5).
    pub version: String,
    /// Copyright notice (name ID 0).
    pub copyright: String,
    /// Licence (name ID 13), as the font states it; empty when it states none.
    pub licence: String,
    /// Address of the licence (name ID 14).
    pub licence_url: String,
    /// What the licence bits of the font (OS/2 `fsType`) allow.
    pub embedding: Embedding,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// The file's size in bytes.
    pub size: usize,
    /// How many different characters it set.
    pub characters: usize,
    /// How many characters on the pages are its own.
    pub count: usize,
}

/// Where a font came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Source {
    /// The default set, inside the program or beside it.
    Bundled,
    /// The machine, or a file that somebody named.
    File,
    /// A folder of fonts for rare characters.
    Rare,
}

impl Source {
    /// All there are.
    pub const ALL: [Source; 3] = [Source::Bundled, Source::File, Source::Rare];

    /// Its words in Chinese and in English.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Source::Bundled => ("自带", "bundled"),
            Source::File => ("本机或指定的文件", "of this machine, or named"),
            Source::Rare => ("罕用字补字", "for rare characters"),
        }
    }
}

/// What the licence bits of a font say about documents it is embedded in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Embedding {
    /// No restriction.
    Installable,
    /// The document may be read and printed.
    PreviewAndPrint,
    /// The document may be edited, too.
    Editable,
    /// Forbidden; such a font is refused.
    Restricted,
    /// The font says nothing.
    Unknown,
}

impl Embedding {
    /// All there are.
    pub const ALL: [Embedding; 5] = [
        Embedding::Installable,
        Embedding::PreviewAndPrint,
        Embedding::Editable,
        Embedding::Restricted,
        Embedding::Unknown,
    ];

    /// Its words in Chinese and in English.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Embedding::Installable => ("可嵌入", "may be embedded"),
            Embedding::PreviewAndPrint => {
                ("可嵌入，供阅读、打印", "may be embedded for reading and printing")
            }
            Embedding::Editable => ("可嵌入，供编辑", "may be embedded for editing"),
            Embedding::Restricted => ("不得嵌入", "must not be embedded"),
            Embedding::Unknown => ("未注明嵌入权限", "says nothing of embedding"),
        }
    }
}

/// A character as one font set it for one role.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Character {
    /// The character.
    pub character: char,
    /// Its code point, such as `U+4E00`.
    pub code: String,
    /// How often.
    pub count: usize,
    /// The key of the role it was set for, such as `fangsong`; of a template's own face, empty.
    pub role: &'static str,
    /// The file that set it, one of [`Audit::fonts`].
    pub font: String,
    /// Why it was another face than the role's own; none when it was that.
    pub substitute: Option<Substitute>,
    /// Whether it is a hanzi; only those have levels.
    pub hanzi: bool,
    /// Its level in 通用规范汉字表, 1 to 3; none when it is not in the table.
    pub level: Option<u8>,
    /// The implementation level of GB 18030-2022 that has it, 1 to 3; none for what is no hanzi, and for
    /// hanzi beyond the standard.
    pub gb18030: Option<u8>,
    /// Whether it is in GB/T 2312-1980.
    pub gb2312: bool,
    /// The page it stands on first, from 1.
    pub page: usize,
    /// The element it stands in first, such as `title` or `body.3`.
    pub element: String,
    /// Where the data have it first; none for what the program writes, such as page numbers.
    pub data: Option<InData>,
}

impl Font {
    /// The Chinese names of the roles it serves, such as 仿宋.
    #[must_use]
    pub fn serves_in_chinese(&self) -> Vec<&'static str> {
        self.serves.iter().map(|role| in_chinese(role)).collect()
    }
}

impl Character {
    /// The Chinese name of the role it was set for, such as 仿宋.
    #[must_use]
    pub fn role_in_chinese(&self) -> &'static str {
        in_chinese(self.role)
    }
}

fn in_chinese(role: &'static str) -> &'static str {
    Role::of_key(role).map_or(role, Role::chinese)
}

/// Why another face than the role's own set a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Substitute {
    /// Digits and letters of 仿宋 text are set in the Latin face, as `layout.digits` says.
    Digits,
    /// The role's own face has it ill made: FandolFang's ？ stands off its place.
    IllMade,
    /// The role's own face lacks it.
    Lacking,
    /// It is a sign of forms, lists or formulas, which text faces lack.
    Sign,
    /// Every face of the role lacks it; a font for rare characters has it.
    Rare,
    /// It stands together with a mark that the role's own face lacks.
    Cluster,
}

impl Substitute {
    /// All there are.
    pub const ALL: [Substitute; 6] = [
        Substitute::Digits,
        Substitute::IllMade,
        Substitute::Lacking,
        Substitute::Sign,
        Substitute::Rare,
        Substitute::Cluster,
    ];

    /// Its words in Chinese and in English.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Substitute::Digits => ("数字用西文字体", "digits are Latin"),
            Substitute::IllMade => ("本字体的字形不合用", "ill made in the role's own face"),
            Substitute::Lacking => ("本字体没有", "the role's own face lacks it"),
            Substitute::Sign => ("符号", "a sign"),
            Substitute::Rare => ("罕用字", "rare"),
            Substitute::Cluster => ("与后面的符号相连", "with its mark"),
        }
    }
}

/// Where the data have something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct InData {
    /// The file's name as it was given. Not in the JSON.
    #[serde(skip)]
    pub file: Option<String>,
    /// The key, such as `issuers[1].name`.
    pub path: String,
    /// Line and column from 1, of the data file or the body file it names; none for data that came
    /// without a file.
    pub line: Option<usize>,
    /// The column counts characters.
    pub column: Option<usize>,
}

impl Audit {
    /// The audit as JSON, with its keys in the order of the fields: the same for the same document and
    /// fonts, always.
    #[must_use]
    pub fn to_json(&self) -> String {
        let json = serde_json::to_string_pretty(self);
        json.expect("strings, numbers and lists") + "\n"
    }

    pub(crate) fn new(document: &Document, fonts: &FontSet, rows: &[Row]) -> Audit {
        let wanted = rows.iter().map(|row| row.character).collect();
        let spots = locate(document, &wanted);
        let mut characters: Vec<Character> =
            rows.iter().map(|row| character(row, spots.get(row.role, row.character))).collect();
        characters.sort_by(|a, b| (a.character, a.role, &a.font).cmp(&(b.character, b.role, &b.font)));
        let set = rows.iter().map(|row| (&row.face, row.character, row.count)).collect::<Vec<_>>();
        Audit { fonts: used(fonts, &set), characters, broken: None }
    }

    /// No audit, and why.
    pub(crate) fn broken(why: String) -> Audit {
        Audit { fonts: Vec::new(), characters: Vec::new(), broken: Some(why) }
    }

    /// The audit of pages of which only the set faces are known.
    pub(crate) fn of_pages(fonts: &FontSet, pages: &[Page]) -> Audit {
        let mut known: HashMap<(String, char), usize> = HashMap::new();
        let mut rows: Vec<(Arc<Face>, Character)> = Vec::new();
        each(fonts, pages, |run, face, text, page| {
            for c in text.chars().filter(|c| !is_blank(*c) && !c.is_control()) {
                let row = *known.entry((run.family.clone(), c)).or_insert_with(|| {
                    let role = Role::of_family(&run.family).map_or("", Role::key);
                    let said = described(c, role, face, page, run.part);
                    rows.push((Arc::clone(face), said));
                    rows.len() - 1
                });
                rows[row].1.count += 1;
            }
        });
        let set: Vec<_> = rows.iter().map(|(face, said)| (face, said.character, said.count)).collect();
        let used = used(fonts, &set);
        let mut characters: Vec<Character> = rows.into_iter().map(|(_, said)| said).collect();
        characters.sort_by(|a, b| (a.character, a.role, &a.font).cmp(&(b.character, b.role, &b.font)));
        Audit { fonts: used, characters, broken: None }
    }
}

/// The fonts that set these characters so often, in the set's order.
fn used(fonts: &FontSet, set: &[(&Arc<Face>, char, usize)]) -> Vec<Font> {
    let mut used: Vec<Font> = Vec::new();
    for face in fonts.faces() {
        let own = || set.iter().filter(|(known, ..)| Arc::ptr_eq(known, face));
        let count: usize = own().map(|(_, _, count)| count).sum();
        if count > 0 {
            let distinct: HashSet<char> = own().map(|(_, character, _)| *character).collect();
            let serves = fonts.served().iter().filter(|served| Arc::ptr_eq(&served.face, face));
            let serves = serves.map(|served| served.role.key()).collect();
            used.push(font(face, serves, distinct.len(), count));
        }
    }
    used
}

fn font(face: &Face, serves: Vec<&'static str>, characters: usize, count: usize) -> Font {
    let About { family, postscript, version, copyright, licence, licence_url, permissions, sha256, size } =
        face.about().clone();
    Font {
        file: face.name.clone(),
        path: face.origin.path().cloned(),
        source: match face.origin {
            Origin::Embedded { .. } | Origin::Bundled(_) => Source::Bundled,
            Origin::File(_) => Source::File,
            Origin::Rare(_) => Source::Rare,
        },
        serves,
        family,
        postscript,
        version,
        copyright,
        licence,
        licence_url,
        embedding: match permissions {
            Some(Permissions::Installable) => Embedding::Installable,
            Some(Permissions::PreviewAndPrint) => Embedding::PreviewAndPrint,
            Some(Permissions::Editable) => Embedding::Editable,
            Some(Permissions::Restricted) => Embedding::Restricted,
            None => Embedding::Unknown,
        },
        sha256,
        size,
        characters,
        count,
    }
}

fn character(row: &Row, spot: Option<&Spot>) -> Character {
    Character {
        count: row.count,
        substitute: match row.via {
            Via::Own => None,
            Via::Digits => Some(Substitute::Digits),
            Via::IllMade => Some(Substitute::IllMade),
            Via::Lacking => Some(Substitute::Lacking),
            Via::Sign => Some(Substitute::Sign),
            Via::Rare => Some(Substitute::Rare),
            Via::Cluster => Some(Substitute::Cluster),
        },
        data: spot.map(|Spot { place, path }| {
            let at = place.as_ref().map(Place::line_column);
            InData {
                file: place.as_ref().map(|place| place.file().to_owned()),
                path: path.clone(),
                line: at.map(|(line, _)| line),
                column: at.map(|(_, column)| column),
            }
        }),
        ..described(row.character, row.role.key(), &row.face, row.page, row.element)
    }
}

/// What is known of a character without the data: how often is not counted yet.
fn described(c: char, role: &'static str, face: &Face, page: usize, element: Piece) -> Character {
    Character {
        character: c,
        code: format!("U+{:04X}", c as u32),
        count: 0,
        role,
        font: face.name.clone(),
        substitute: None,
        hanzi: is_hanzi(c),
        level: Level::of(c).map(Level::number),
        gb18030: Gb18030::of(c).map(Gb18030::number),
        gb2312: in_gb2312(c),
        page,
        element: element.to_string(),
        data: None,
    }
}

/// Where the data first have characters, by role.
pub(super) struct Spots(HashMap<(Role, char), Spot>);

impl Spots {
    /// Where the data first have a character for a role; where the program writes it, there is none.
    pub(crate) fn get(&self, role: Role, character: char) -> Option<&Spot> {
        let found = &self.0;
        let other = || Role::ALL.into_iter().find_map(|role| found.get(&(role, character)));
        found.get(&(role, character)).or_else(other)
    }
}

pub(super) fn locate(document: &Document, wanted: &HashSet<char>) -> Spots {
    let mut found: HashMap<(Role, char), Spot> = HashMap::new();
    texts(document, &mut |role, text, at| {
        for c in text.chars().filter(|c| wanted.contains(c)) {
            found.entry((role, c)).or_insert_with(|| at.spot_of(c));
        }
    });
    Spots(found)
}

/// A character of the set pages with its role and the face that set it.
pub(crate) struct Row {
    pub character: char,
    pub role: Role,
    pub face: Arc<Face>,
    /// The role's own face.
    pub own: Arc<Face>,
    pub via: Via,
    pub count: usize,
    /// Where it stands first.
    pub page: usize,
    pub element: Piece,
}

/// Every character of the pages, in the order each is first met.
pub(crate) fn rows(document: &Document, fonts: &FontSet, pages: &[Page]) -> Vec<Row> {
    let mut found = Rows { document, fonts, rows: Vec::new(), known: HashMap::new(), roles: HashMap::new() };
    each(fonts, pages, |run, face, text, page| found.add(run.part, face, text, page));
    found.rows
}

/// Calls with each cluster of the pages, its run, the face that set it and the page, from 1.
fn each(fonts: &FontSet, pages: &[Page], mut call: impl FnMut(&Run, &Arc<Face>, &str, usize)) {
    for page in pages {
        for run in &page.runs {
            let Some(face) = run.outlines.as_ref().and_then(|outlines| fonts.drew(outlines)) else {
                continue;
            };
            let mut before = "";
            for glyph in &run.glyphs {
                // A cluster of several glyphs says its text with each; a mark has no advance.
                let again =
                    glyph.text == before && glyph.advance == 0.0 && glyph.text.chars().nth(1).is_some();
                before = &glyph.text;
                if !again {
                    call(run, face, &glyph.text, page.number);
                }
            }
        }
    }
}

struct Rows<'a> {
    document: &'a Document,
    fonts: &'a FontSet,
    rows: Vec<Row>,
    /// The row of a character in an element, by the face's file and index in the set.
    known: HashMap<(Piece, usize, char), usize>,
    roles: HashMap<Piece, Vec<Role>>,
}

impl Rows<'_> {
    fn add(&mut self, part: Piece, face: &Arc<Face>, text: &str, page: usize) {
        let Some(place) = self.fonts.faces().position(|known| Arc::ptr_eq(known, face)) else { return };
        for c in text.chars().filter(|c| !is_blank(*c) && !c.is_control()) {
            let key = (part, place, c);
            let row = match self.known.get(&key) {
                Some(row) => *row,
                None => {
                    let row = self.row(part, face, c, page);
                    self.known.insert(key, row);
                    row
                }
            };
            self.rows[row].count += 1;
        }
    }

    /// The row for a character, made when there is none.
    fn row(&mut self, part: Piece, face: &Arc<Face>, c: char, page: usize) -> usize {
        let (role, via) = self.role(part, face, c);
        let same = |row: &Row| row.character == c && row.role == role && Arc::ptr_eq(&row.face, face);
        if let Some(row) = self.rows.iter().position(same) {
            return row;
        }
        let own = self.fonts.served().iter().find(|served| served.role == role);
        let own = own.map_or_else(|| Arc::clone(face), |served| Arc::clone(&served.face));
        let (face, element) = (Arc::clone(face), part);
        self.rows.push(Row { character: c, role, face, own, via, count: 0, page, element });
        self.rows.len() - 1
    }

    /// For which role of an element a face set a character.
    fn role(&mut self, part: Piece, face: &Arc<Face>, c: char) -> (Role, Via) {
        let document = self.document;
        if self.fonts.family_of(face) == Some(MATH_FAMILY) {
            return (Role::Fangsong, Via::Sign);
        }
        let roles = self.roles.entry(part).or_insert_with(|| roles_of(document, part));
        let via = |role: Role| self.fonts.via(role, face, c, document.layout.digits).map(|via| (role, via));
        let able: Vec<(Role, Via)> = roles.iter().filter_map(|role| via(*role)).collect();
        let own = able.iter().find(|(_, via)| *via == Via::Own);
        // Of several roles that it may be of, one that has it so by design.
        let asked = || {
            let asked = able.iter().filter(|(role, _)| able.len() > 1 && asks(document, part, *role, c));
            let asked: Vec<_> = asked.collect();
            let meant = |(_, via): &&(Role, Via)| !matches!(via, Via::Lacking | Via::Rare | Via::Cluster);
            asked.iter().copied().find(meant).or(asked.first().copied())
        };
        let found = own.or_else(asked).or(able.first()).copied();
        found.unwrap_or((roles.first().copied().unwrap_or(Role::Fangsong), Via::Cluster))
    }
}

/// The roles of an element's texts, the chief one first.
fn roles_of(document: &Document, part: Piece) -> Vec<Role> {
    if let Some(block) = document.block(part) {
        let mut roles = Vec::new();
        of_block(block, &mut |role, _| {
            if !roles.contains(&role) {
                roles.push(role);
            }
        });
        if roles.is_empty() {
            // A fragment may name any of the faces.
            roles = vec![Role::Fangsong, Role::Heiti, Role::Kaiti, Role::Biaosong, Role::Songti];
        }
        return roles;
    }
    part.part().roles().to_vec()
}

/// Whether an element has a character in a text of this role.
fn asks(document: &Document, part: Piece, role: Role, c: char) -> bool {
    let mut asks = false;
    if let Some(block) = document.block(part) {
        of_block(block, &mut |of, text| asks |= of == role && text.contains(c));
    }
    // Contents say what headings do, in their faces.
    if part.part() == crate::document::Part::Contents {
        let blocks = document.bodies().flat_map(|body| &body.blocks);
        for block in blocks.filter(|block| block.kind.is_prose()) {
            of_block(block, &mut |of, text| asks |= of == role && role != Role::Fangsong && text.contains(c));
        }
    }
    asks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_have_all() {
        // Whoever adds one finds the lists here: the compiler asks for it.
        let source = |it| match it {
            Source::Bundled | Source::File | Source::Rare => Source::ALL.contains(&it),
        };
        let embedding = |it| match it {
            Embedding::Installable
            | Embedding::PreviewAndPrint
            | Embedding::Editable
            | Embedding::Restricted
            | Embedding::Unknown => Embedding::ALL.contains(&it),
        };
        let substitute = |it| match it {
            Substitute::Digits
            | Substitute::IllMade
            | Substitute::Lacking
            | Substitute::Sign
            | Substitute::Rare
            | Substitute::Cluster => Substitute::ALL.contains(&it),
        };
        assert!(source(Source::Rare) && embedding(Embedding::Unknown) && substitute(Substitute::Cluster));
    }
}
