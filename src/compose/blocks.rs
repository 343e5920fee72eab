//! The blocks of a body as the template reads them.

use serde_json::{Value as Json, json};

use super::kept::{is_torn, kept};
use super::notes::Notes;
use super::{forms, tables};
use crate::document::{Body, NoteMark, Picture as File};
use crate::foreign::Line;
use crate::press::Ready;
use crate::text::breaks::Setting;
use crate::text::placed::is_greeting;
use crate::text::table::Aligned;
use crate::text::tabs::Beside;
use crate::text::{
    Block, BlockKind, Division, Face, Level, Look, Marked, Numbering, Picture, Run, Script, Table, lists,
};

/// The constant virtual names of what stands in files of its own, counted through the document: Typst never
/// forgets a name it has seen.
pub(super) struct FileNames<'n> {
    pub pictures: &'n mut dyn Iterator<Item = String>,
    pub fragments: &'n mut dyn Iterator<Item = String>,
    /// The charts as they are drawn.
    pub charts: &'n mut dyn Iterator<Item = Json>,
}

pub(super) fn fragment_name(index: usize) -> String {
    format!("fragment-{index}.typ")
}

/// Where blocks are set, and how.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// Which of the document's bodies they are.
    pub body: usize,
    pub rooms: Rooms,
    /// How a block is set.
    pub setting: &'a dyn Fn(usize) -> Setting,
    /// What calls a note.
    pub marks: NoteMark,
    /// Whether contents name its headings.
    pub listed: bool,
}

/// A title's lines and the blocks under it; `given` is the body they are of, `names` are those of pictures, `ready` what they became.
pub(super) fn blocks(
    (title, blocks): (&[Marked], &[Block]),
    given: &Body,
    Place { body, rooms, setting, marks, listed }: Place<'_>,
    names: &mut FileNames<'_>,
    ready: &[Ready],
) -> (Json, Json) {
    let mut files = given.pictures.iter();
    // An attachment's headings stand under its title.
    let mut outline = Outline { base: u8::from(body > 0), open: Vec::new() };
    let parted = lists::parted(blocks);
    let notes = Notes::of(body, marks, &given.of_title, blocks);
    // It calls first.
    let title: Json = title.iter().map(|line| notes.words(line, "biaosong")).collect();
    let words =
        |kind: &str, outline: Option<u8>, runs: &[Run], setting| words(kind, outline, runs, setting, &notes);
    let of = |(at, block): (usize, &Block)| match &block.kind {
        BlockKind::Heading(level) => {
            let depth = outline.depth(Rank::of_level(*level));
            heading(words("heading", Some(depth), &block.runs, setting(at)), parted[at])
        }
        BlockKind::Division(division) => {
            let depth = outline.depth(Rank::of_division(*division));
            let mut heading = heading(words("heading", Some(depth), &block.runs, setting(at)), parted[at]);
            heading["division"] = json!(match division {
                Division::Part => "part",
                Division::Chapter => "chapter",
                Division::Section => "section",
            });
            heading
        }
        BlockKind::Article => {
            let (number, rest) = numbered(&block.runs);
            let mut article = words("article", Some(outline.depth(Rank::ARTICLE)), rest, setting(at));
            article["number"] = json!(number);
            article
        }
        BlockKind::UnderTitle => words("under-title", None, &block.runs, setting(at)),
        BlockKind::Placed(aligned) => {
            let mut placed = words("placed", None, &block.runs, setting(at));
            placed["align"] = json!(match aligned {
                Aligned::Left => "left",
                Aligned::Centre => "centre",
                Aligned::Right => "right",
            });
            if let Some(signed) = forms::signed(at, blocks) {
                placed["signed"] = json!(signed);
            }
            placed
        }
        BlockKind::Line(beside) => {
            forms::line(*beside, block, &|runs| words("line", None, runs, setting(at))["runs"].take())
        }
        BlockKind::Names(columns) => forms::names(*columns, block, &|note| notes.call(note)),
        BlockKind::Roster(columns) => {
            forms::roster(*columns, (at, blocks), &|post| kept(post, setting(at)), &|note| notes.call(note))
        }
        BlockKind::Title => {
            let depth = outline.depth(Rank::TITLE);
            heading(json!({ "kind": "title", "outline": depth, "lines": lines(block, &notes) }), parted[at])
        }
        BlockKind::Paragraph(Some(level)) if block.runs.len() > 1 && block.runs[0].face != Face::Fangsong => {
            words("paragraph", Some(outline.depth(Rank::of_level(*level))), &block.runs, setting(at))
        }
        BlockKind::Paragraph(_) => {
            let mut paragraph = words("paragraph", None, &block.runs, setting(at));
            // In a face that was asked for it says nothing of a level, whatever it begins with.
            if block.asked && block.runs.iter().all(|run| run.face != Face::Fangsong) {
                paragraph["aside"] = json!(true);
            }
            if is_torn(&block.text(), setting(at)) {
                paragraph["ragged"] = json!(true);
            }
            if block.text().ends_with("此致") && blocks.get(at + 1).is_some_and(is_greeting) {
                paragraph["closes"] = json!(true);
            }
            paragraph
        }
        BlockKind::Table(given) => {
            let stands = |wanted: Beside| move |block: &&Block| block.kind == BlockKind::Line(wanted);
            let leads = blocks[..at].iter().rev().take_while(stands(Beside::Above)).count();
            let close = blocks[at + 1..].iter().take_while(stands(Beside::Below)).count();
            tables::table(given, rooms.of(given), (leads, close), &notes)
        }
        BlockKind::Pictures(row) => {
            let each = |given: &Picture| {
                files.next();
                picture(given, names.pictures.next(), &notes)
            };
            let width = row.width.map_or(1.0, |width| f64::from(width) / 10_000.0);
            let pictures: Json = row.pictures.iter().map(each).collect();
            json!({ "kind": "pictures", "pictures": pictures, "caption": notes.words(&row.caption, "fangsong"), "width": width })
        }
        BlockKind::Picture(given) => match (names.pictures.next(), files.next()) {
            (Some(name), Some(file)) if file.sheet => sheet(file, &name, ready),
            (name, _) => picture(given, name, &notes),
        },
        BlockKind::Chart(chart) => {
            json!({ "kind": "chart", "caption": notes.words(&chart.caption, "fangsong"), "drawn": names.charts.next() })
        }
        BlockKind::Boxed(boxed) => {
            let line = |block: &Block| {
                let align = match block.kind {
                    BlockKind::Placed(Aligned::Left) => "left",
                    BlockKind::Placed(Aligned::Centre) => "centre",
                    BlockKind::Placed(Aligned::Right) => "right",
                    _ => "indented",
                };
                json!({ "align": align, "runs": words("line", None, &block.runs, setting(at))["runs"].take() })
            };
            let inner = |block: &Block| match &block.kind {
                BlockKind::Table(given) => tables::table(given, rooms.own - FRAME, (0, 0), &notes),
                _ => line(block),
            };
            let lines: Json = boxed.blocks.iter().map(inner).collect();
            json!({ "kind": "box", "title": boxed.title.as_deref().map(line), "lines": lines })
        }
        BlockKind::PageBreak => json!({ "kind": "page-break" }),
        BlockKind::Typst(after) => json!({
            "kind": "typst", "file": names.fragments.next(), "after": after, "decimal": given.numbering == Numbering::Decimal,
        }),
    };
    let mut all: Vec<Json> = blocks.iter().enumerate().map(of).collect();
    if listed {
        all.iter_mut().zip(blocks).for_each(|(said, block)| list(said, block));
    }
    let own = setting(blocks.len());
    let heading = given.notes_heading.as_ref().map(|words| words.text.as_str());
    all.extend(notes.block(heading, &|runs| words("notes", None, runs, own)["runs"].take()));
    (title, Json::Array(all))
}

/// Says as what contents may name a heading.
fn list(said: &mut Json, block: &Block) {
    let level = match block.kind {
        BlockKind::Title => Some("title"),
        BlockKind::Heading(level) | BlockKind::Paragraph(Some(level)) => match level {
            _ if said["outline"].is_null() => None,
            Level::One => Some("level-1"),
            Level::Two => Some("level-2"),
            Level::Three => Some("level-3"),
            Level::Four => Some("level-4"),
        },
        _ => None,
    };
    if let Some(level) = level {
        said["listed"] = json!(level);
    }
}

/// What the frame of a 专栏 takes of the type area's width, in pt: `box-inset` of the template at either side.
const FRAME: f64 = 2.0 * 0.6 * 14.0;

/// How wide the type area of a body is, in pt, and that of a sheet on its side.
#[derive(Clone, Copy)]
pub(super) struct Rooms {
    pub own: f64,
    pub landscape: f64,
}

impl Rooms {
    /// What a table has.
    pub(super) fn of(self, table: &Table) -> f64 {
        if table.asked.landscape { self.landscape } else { self.own }
    }
}

/// A heading, which may end a page when it heads only others.
fn heading(mut heading: Json, parted: bool) -> Json {
    if parted {
        heading["kept"] = json!(false);
    }
    heading
}

/// The lines of a title, which [`Composed`](super::Composed) has parted.
fn lines(block: &Block, notes: &Notes<'_>) -> Json {
    block.words().all_lines().iter().map(|line| notes.words(line, "biaosong")).collect()
}

/// An article's number, which heads it, and its text; the template has the blank between them.
fn numbered(runs: &[Run]) -> (String, &[Run]) {
    let (number, rest) = runs.split_at(runs.len().min(1));
    let number = number.iter().map(|run| run.text.as_str()).collect();
    (number, rest.get(1..).unwrap_or_default())
}

/// What stands over what in a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank(u8);

impl Rank {
    const TITLE: Rank = Rank(0);
    const ARTICLE: Rank = Rank(5);

    fn of_division(division: Division) -> Rank {
        Rank(division as u8)
    }

    /// 一、 may stand over articles, and （一） under them.
    fn of_level(level: Level) -> Rank {
        if level == Level::One { Rank(4) } else { Rank(4 + level as u8) }
    }
}

/// How deep headings stand in the file's outline: PDF/UA allows no level to be skipped, and a text may
/// begin with （一）.
struct Outline {
    base: u8,
    open: Vec<Rank>,
}

/// As deep as the template's outlines go.
const DEEPEST: u8 = 9;

impl Outline {
    fn depth(&mut self, rank: Rank) -> u8 {
        self.open.retain(|open| *open < rank);
        self.open.push(rank);
        (self.base + self.open.len() as u8).min(DEEPEST)
    }
}

fn words(kind: &str, outline: Option<u8>, runs: &[Run], setting: Setting, notes: &Notes<'_>) -> Json {
    let runs: Json = runs
        .iter()
        .map(|run| {
            let face = match run.face {
                Face::Fangsong => "fangsong",
                Face::Heiti => "heiti",
                Face::Kaiti => "kaiti",
                Face::Biaosong => "biaosong",
            };
            if let Some(note) = &run.note {
                let mut call = notes.call(note);
                call["face"] = json!(face);
                return call;
            }
            let mut said = json!({ "text": kept(&run.text, setting), "face": face });
            if run.look.bold {
                said["bold"] = json!(true);
            }
            with_script(said, run.look)
        })
        .collect();
    json!({ "kind": kind, "outline": outline, "runs": runs })
}

pub(super) fn with_script(mut piece: Json, look: Look) -> Json {
    if look.red {
        piece["red"] = json!(true);
    }
    if let Some(script) = look.script {
        let named = match script {
            Script::Raised => "raised",
            Script::Lowered => "lowered",
        };
        piece["script"] = json!(named);
    }
    piece
}

fn picture(given: &Picture, name: Option<String>, notes: &Notes<'_>) -> Json {
    json!({
        "kind": "picture",
        "file": name,
        "caption": notes.words(&given.caption, "fangsong"),
        "alt": alt(given),
        "width": given.width.map(|width| f64::from(width) / 10_000.0),
    })
}

/// A page that is wider than high lies on its side, unless it stands as it is in the type area, in pt.
const UPRIGHT: f64 = 442.0;

/// A page of a bound file: as it is drawn, and what it says.
fn sheet(file: &File, name: &str, ready: &[Ready]) -> Json {
    let lines = ready.iter().find(|ready| ready.name == name).map_or(&[][..], |ready| &ready.lines);
    let line = |line: &Line| {
        json!({
            "text": line.text, "x": line.x, "y": line.y, "stretch": line.stretch, "size": line.size,
            "begins": line.begins,
        })
    };
    let named = file.named.text.rsplit(['/', '\\']).next().unwrap_or(&file.named.text);
    let (width, height) = file.size.unwrap_or((1.0, 1.0));
    json!({
        "kind": "sheet",
        "file": name,
        "alt": format!("{named} 第{}页", file.page),
        "wide": width > height && width > UPRIGHT,
        "size": [width, height],
        "lines": lines.iter().map(line).collect::<Json>(),
    })
}

/// What stands for a picture that cannot be seen (PDF/UA): its caption, or at least its file's name.
fn alt(given: &Picture) -> String {
    if !given.caption.is_empty() {
        return given.caption.text.clone();
    }
    format!("插图 {}", given.path.rsplit(['/', '\\']).next().unwrap_or(&given.path))
}
