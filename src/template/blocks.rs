//! The blocks of a body as the template reads them.

use serde_json::{Value as Json, json};

use crate::document::Picture as File;
use crate::foreign::Line;
use crate::pictures::Ready;
use crate::text::table::{Aligned, Column, Content, LONGEST_PIECE, Placed, with_breaks};
use crate::text::{Block, BlockKind, Face, Level, Look, Marked, Picture, Run, Script, Table, lists};

/// A fragment's constant virtual name: Typst never forgets a name it has seen.
pub(super) fn fragment_name(body: usize) -> String {
    format!("fragment-{body}.typ")
}

/// Blocks; `body` counts the document's bodies, `files` are its pictures, `names` are those of pictures, `ready` what they became.
pub(super) fn blocks(
    blocks: &[Block],
    files: &[File],
    body: usize,
    names: &mut dyn Iterator<Item = String>,
    ready: &[Ready],
) -> Json {
    let mut files = files.iter();
    // An attachment's headings stand under its title.
    let mut outline = Outline { base: u8::from(body > 0), open: Vec::new() };
    let parted = lists::parted(blocks);
    let of = |(block, parted): (&Block, bool)| match &block.kind {
        BlockKind::Heading(level) => {
            let mut heading = words("heading", Some(outline.depth(*level)), &block.runs);
            if parted {
                heading["kept"] = json!(false);
            }
            heading
        }
        BlockKind::Paragraph(Some(level)) if block.runs.len() > 1 && block.runs[0].face != Face::Fangsong => {
            words("paragraph", Some(outline.depth(*level)), &block.runs)
        }
        BlockKind::Paragraph(_) => words("paragraph", None, &block.runs),
        BlockKind::Table(given) => table(given),
        BlockKind::Picture(given) => match (names.next(), files.next()) {
            (Some(name), Some(file)) if file.sheet => sheet(file, &name, ready),
            (name, _) => picture(given, name),
        },
        BlockKind::Typst => json!({ "kind": "typst", "file": fragment_name(body) }),
    };
    blocks.iter().zip(parted).map(of).collect()
}

/// How deep headings stand in the file's outline: PDF/UA allows no level to be skipped, and a text may
/// begin with （一）.
struct Outline {
    base: u8,
    open: Vec<Level>,
}

impl Outline {
    fn depth(&mut self, level: Level) -> u8 {
        self.open.retain(|open| *open < level);
        self.open.push(level);
        self.base + self.open.len() as u8
    }
}

fn words(kind: &str, outline: Option<u8>, runs: &[Run]) -> Json {
    let runs: Json = runs
        .iter()
        .map(|run| {
            let face = match run.face {
                Face::Fangsong => "fangsong",
                Face::Heiti => "heiti",
                Face::Kaiti => "kaiti",
            };
            let mut said = json!({ "text": run.text, "face": face });
            if run.look.bold {
                said["bold"] = json!(true);
            }
            with_script(said, run.look)
        })
        .collect();
    json!({ "kind": kind, "outline": outline, "runs": runs })
}

fn with_script(mut piece: Json, look: Look) -> Json {
    if let Some(script) = look.script {
        let named = match script {
            Script::Raised => "raised",
            Script::Lowered => "lowered",
        };
        piece["script"] = json!(named);
    }
    piece
}

fn picture(given: &Picture, name: Option<String>) -> Json {
    json!({
        "kind": "picture",
        "file": name,
        "caption": given.caption,
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
            "text": line.text, "x": line.x, "y": line.y, "width": line.width, "size": line.size,
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
        return given.caption.clone();
    }
    format!("插图 {}", given.path.rsplit(['/', '\\']).next().unwrap_or(&given.path))
}

fn table(table: &Table) -> Json {
    let columns = table.measured();
    let described: Json =
        columns.iter().enumerate().map(|(at, given)| column(given, table.aligned.get(at))).collect();
    let (header, rows) = rows(table);
    json!({
        "kind": "table",
        "caption": table.caption,
        "columns": described,
        "header": header,
        "rows": rows,
    })
}

/// The header's rows and the others, each of its cells: a merged one with its first column and what it
/// takes, as `{ words, x, colspan, rowspan }`. Where there is none, a cell's column is its place in the row.
fn rows(table: &Table) -> (Json, Json) {
    let places = table.places();
    let merged = table.is_merged();
    let mut rows: Vec<Vec<Json>> = vec![Vec::new(); places.filled.len()];
    for Placed { cell: given, row, column } in &places.cells {
        let words = cell(&given.words);
        rows[*row].push(if merged {
            json!({ "words": words, "x": column, "colspan": given.colspan, "rowspan": given.rowspan })
        } else {
            words
        });
    }
    // Rows that are too short, which is told; none is where cells are merged.
    for (row, filled) in rows.iter_mut().zip(&places.filled) {
        row.extend(std::iter::repeat_n(json!(""), places.columns - filled));
    }
    let below = rows.split_off(table.header.len());
    (json!(rows), json!(below))
}

fn column(column: &Column, asked: Option<&Option<Aligned>>) -> Json {
    let asked = asked.copied().flatten().map(|aligned| match aligned {
        Aligned::Left => "left",
        Aligned::Centre => "centre",
        Aligned::Right => "right",
    });
    let indented = (column.content == Content::Indented).then_some("left");
    let numbers = match &column.content {
        Content::Numbers { whole, rest } => json!({ "whole": whole, "rest": rest }),
        _ => Json::Null,
    };
    json!({
        "natural": column.natural,
        "least": column.least,
        "align": asked.or(indented),
        "numbers": numbers,
    })
}

/// A cell's text, or its pieces when some stand out.
fn cell(cell: &Marked) -> Json {
    if cell.looks.is_empty() {
        return json!(with_breaks(&cell.text, LONGEST_PIECE));
    }
    let piece = |(text, look): (&str, Look)| {
        let said = json!({ "text": with_breaks(text, LONGEST_PIECE), "bold": look.bold });
        with_script(said, look)
    };
    cell.pieces().into_iter().map(piece).collect()
}
