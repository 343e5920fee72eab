//! A document as the template reads it: defaults filled in, decisions about words made.

use serde_json::{Value as Json, json};

use super::blocks::{FileNames, Place, Rooms, blocks, fragment_name};
use super::kept::{kept, kept_names};
use super::names::Names;
use super::parts::parts;
use super::signoff::{Signing, imprint, own_stamps, parties, signoff, stamps};
use super::words::Composed;
use crate::document::{
    Binding, Body, ColophonPage, Contents, Document, Format, Labelled, Margins, Mark, PageNumber, Picture,
    Punctuation, Red, Sheet, Words, corner_role, mark, without_end_mark,
};
use crate::press::Ready;
use crate::text::breaks::Setting;
use crate::text::{Block, BlockKind};
use gongwen_page::{Adjustment, Carried};

/// A picture's constant virtual name: Typst never forgets a name it has seen.
pub(super) fn picture_name(index: usize) -> String {
    format!("picture-{index}")
}

/// How far a text's ink reaches over and under the baseline, in em of the mark's face.
pub(crate) type MarkInk<'a> = dyn Fn(&str) -> (f64, f64) + 'a;

/// The data dictionary of the template, and the pictures it names.
pub(crate) fn dictionary(
    document: &Document,
    composed: &Composed,
    ink: &MarkInk<'_>,
    adjustment: &Adjustment,
    ready: &[Ready],
) -> String {
    let texts = |list: &[Words]| -> Json { list.iter().map(|words| words.text.as_str()).collect() };
    let recipients = document.recipients.as_ref().map(|words| with_colon(&words.text));
    let (recipients, moved) =
        if adjustment.recipients_moved { (None, recipients) } else { (recipients, None) };
    let spacing: serde_json::Map<String, Json> =
        adjustment.spacing.iter().map(|(block, share)| (block.to_string(), json!(share))).collect();
    let house = house_setting(document);
    let broken = |text: &str| kept(text, house);
    let spaced = |block: usize| Setting {
        spaced: house.spaced || adjustment.spacing.iter().any(|(spaced, _)| *spaced == block),
        ..house
    };
    let carried =
        adjustment.carried.map(|Carried { before, rows }| json!({ "before": before, "rows": rows }));
    let bound: serde_json::Map<String, Json> =
        adjustment.bound.iter().map(|(block, rows)| (block.to_string(), json!(rows))).collect();
    let mut pictures = (stamps(document).count()..).map(picture_name);
    let mut fragments = (0..).map(fragment_name);
    let mut charts = composed.charts.told.iter().cloned();
    let mut names = FileNames { pictures: &mut pictures, fragments: &mut fragments, charts: &mut charts };
    let mut stamps_of_parts = (own_stamps(document).count()..).map(picture_name);
    // Pictures are named in the order that they stand in.
    let (title, body) = blocks(
        (&composed.title, &composed.body),
        &document.body,
        Place {
            body: 0,
            rooms: rooms(document, Sheet::Upright),
            setting: &spaced,
            marks: document.layout.note_mark,
            listed: document.contents.is_some(),
        },
        &mut names,
        ready,
    );
    let postscript = postscript_rows(
        document,
        &document.postscript,
        &composed.postscript,
        rooms(document, Sheet::Upright),
        &mut names,
    );
    let mut issued = parts(document, composed, (&mut names, &mut stamps_of_parts), ready);
    let attachments = issued.split_off(document.issued.len());
    json!({
        // What names faces itself falls back to the faces of the roles.
        "fallback": true,
        "format": document.format.as_str(),
        "metadata": metadata(document),
        "copy-number": text(&document.copy_number),
        "classification": text(&document.classification),
        "urgency": text(&document.urgency),
        "corner": corner(document),
        "label": text(&document.label),
        "mark": inked(&mark(document), &composed.names, ink),
        "number": text(&document.number),
        "imprint": imprint(document, &composed.names),
        "signers": texts(&document.signers),
        "title": title,
        "subtitle": composed.subtitle,
        "speaker": texts(&document.speaker),
        "speech-date": document.said_date().filter(|date| {
            !document.speaker.is_empty() && !says_date(date, &document.title.text, &document.subtitle, &document.body)
        }),
        "contents": own_contents(document),
        "recipients": recipients.as_deref().map(broken),
        "sent-to": sent_to(document, house),
        "sender": document.sender.as_ref().map(|sender| in_head(&sender.text, house)),
        "dispatch-number": text(&document.dispatch_number),
        "body": body,
        "issued": issued,
        "attachments": attachments,
        "sign-off": document.sign_off,
        "signoff": signoff(&Signing::of(document), composed.names.own(), &mut (0..).map(picture_name)),
        "parties": parties(document, &composed.names),
        "note": text(&document.note).map(broken),
        "postscript": postscript,
        "attendance": attendance(document),
        "attendance-first": document.layout.attendance_first,
        "colophon": colophon(document, moved),
        "layout": layout(document),
        "adjustment": {
            "pitch": adjustment.pitch,
            "spacing": spacing,
            "carried": carried,
            "bound": bound,
            "mark": adjustment.mark,
            "signers-closer": adjustment.signers_closer,
        },
    })
    .to_string()
}

/// 附言 as the template reads it.
pub(super) fn postscript_rows(
    document: &Document,
    given: &Option<Body>,
    read: &[Block],
    rooms: Rooms,
    names: &mut FileNames<'_>,
) -> Json {
    let Some(given) = given else { return json!([]) };
    let (setting, marks) = (house_setting(document), document.layout.note_mark);
    let place = Place { body: 0, rooms, setting: &|_| setting, marks, listed: false };
    blocks((&[], read), given, place, names, &[]).1
}

/// How the house sets text.
pub(super) fn house_setting(document: &Document) -> Setting {
    let layout = &document.layout;
    Setting { grid: layout.punctuation == Punctuation::Grid, spaced: layout.characters_per_line.is_some() }
}

/// What decides how the pages of such documents look, whatever they say: the part of the dictionary that is
/// the same from one document of an office to the next, in a file of its own, so that Typst need not
/// evaluate the template anew.
pub(crate) fn shared(document: &Document, adjustment: &Adjustment) -> String {
    let format = document.format.as_str();
    json!({ "format": format, "layout": layout(document), "pitch": adjustment.pitch }).to_string()
}

/// What the file says of itself: who issued it, its number, kind and classification.
fn metadata(document: &Document) -> Json {
    let mut author: Vec<&str> = document.issuers.iter().map(|issuer| issuer.name.text.as_str()).collect();
    if author.is_empty() {
        author = document.parties.iter().map(|party| party.name.text.as_str()).collect();
    }
    let kind = document.kind.map(|kind| kind.to_string());
    let description = match (text(&document.number), &kind) {
        (Some(number), Some(kind)) => Some(format!("{kind} {number}")),
        (Some(number), None) => Some(number.to_owned()),
        (None, kind) => kind.clone(),
    };
    let number = text(&document.number).map(str::to_owned);
    let words = [number, kind, text(&document.classification).map(str::to_owned)];
    let keywords: Vec<String> = words.into_iter().flatten().collect();
    json!({ "author": author, "description": description, "keywords": keywords })
}

pub(super) fn text(words: &Option<Words>) -> Option<&str> {
    words.as_ref().map(|words| words.text.as_str())
}

/// The mark with the extent of its ink, which the standard measures it by.
fn inked(mark: &Mark, cut: &Names, ink: &MarkInk<'_>) -> Json {
    let Mark { names, word } = mark;
    let name_inks: Json = names.iter().map(|name| json!(ink(name))).collect();
    json!({
        "names": names,
        "word": word,
        "ink": { "names": name_inks, "word": word.map(ink) },
        "halves": cut.mark(ink),
    })
}

/// A full-width colon closes the recipients (7.3.2).
pub(super) fn with_colon(recipients: &str) -> String {
    format!("{}：", without_end_mark(recipients))
}

/// Whether a title, a subtitle or a row under them says the date already: it is not repeated under the speaker.
pub(super) fn says_date(date: &str, title: &str, subtitle: &Option<Words>, body: &Body) -> bool {
    let rows = body.blocks.iter().take_while(|block| block.kind == BlockKind::UnderTitle).map(Block::text);
    let said = rows.chain([title.to_owned()]).chain(text(subtitle).map(str::to_owned));
    let bare = |words: &str| words.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    said.into_iter().any(|said| bare(&said).contains(&bare(date)))
}

/// Whom a telegram goes to, as its head says it: they stand under the title too.
fn sent_to(document: &Document, house: Setting) -> Option<Json> {
    let recipients = document.recipients.as_ref().filter(|_| document.format == Format::Telegram)?;
    Some(in_head(without_end_mark(&recipients.text), house))
}

/// The head's characters are never moved apart.
fn in_head(words: &str, house: Setting) -> Json {
    kept(words, Setting { spaced: false, ..house })
}

/// The widths of a body's type area, and of a sheet on its side that a table of it asks for.
pub(super) fn rooms(document: &Document, sheet: Sheet) -> Rooms {
    let room = |sheet: Sheet| document.layout.room(sheet) / 25.4 * 72.0;
    // On A3 no table lies on its side.
    let lying = if sheet == Sheet::A3 { sheet } else { Sheet::Landscape };
    Rooms { own: room(sheet), landscape: room(lying) }
}

/// A full stop closes a list of the colophon (7.4.2).
fn with_stop(list: &str) -> String {
    format!("{}。", without_end_mark(list))
}

/// How deep contents go, as the template reads it.
pub(super) fn depth(contents: Contents) -> Json {
    match contents {
        Contents::Chapter => json!("chapter"),
        Contents::Section => json!("section"),
        Contents::Article => json!("article"),
        Contents::Headings => json!("headings"),
        Contents::Levels(levels) => json!(levels),
    }
}

/// 目录 of the document itself; a briefing names its articles.
fn own_contents(document: &Document) -> Option<Json> {
    let contents = document.contents?;
    let articles = document.body.blocks.iter().any(|block| block.kind == BlockKind::Title);
    let counted = matches!(contents, Contents::Levels(_));
    let of_articles = document.format == Format::Briefing && articles && !counted;
    Some(if of_articles { json!("titles") } else { depth(contents) })
}

/// The pictures of a document under the names that its dictionary gives them.
pub(crate) fn pictures(document: &Document) -> Vec<(String, &Picture)> {
    let placed = document.bodies().flat_map(|body| &body.pictures);
    stamps(document).chain(placed).enumerate().map(|(i, picture)| (picture_name(i), picture)).collect()
}

/// The Typst fragments of a document under the names that its dictionary gives them.
pub(crate) fn fragments(document: &Document) -> Vec<(String, &Words)> {
    document.fragments().enumerate().map(|(index, words)| (fragment_name(index), words)).collect()
}

/// 右上标注, each with its face.
fn corner(document: &Document) -> Json {
    let one = |words: &Words| json!({ "text": words.text, "face": corner_role(&words.text).key() });
    document.corner.iter().map(one).collect()
}

fn rows(rows: &[Labelled], names: &dyn Fn(&str) -> Json) -> Json {
    rows.iter().map(|row| json!({ "label": row.label.text, "names": names(&row.names.text) })).collect()
}

/// 出席, 请假, 列席 (10.3).
fn attendance(document: &Document) -> Json {
    rows(&document.attendance, &|names| kept_names(names, house_setting(document)))
}

fn colophon(document: &Document, moved: Option<String>) -> Json {
    // Its characters are never moved apart.
    let house = Setting { spaced: false, ..house_setting(document) };
    json!({
        "recipients": moved.map(|list| kept(&with_stop(&list), house)),
        "cc": rows(&document.cc, &|list| kept(&with_stop(list), house)),
        "printer": text(&document.printer),
        "print-date": document.said_print_date().map(|date| format!("{date}印发")),
        "reprinter": text(&document.reprinter),
        "reprint-date": document.reprint_date.as_ref().map(|(date, _)| format!("{date}翻印")),
        "copies": document.copies.map(|copies| format!("共印{copies}份")),
    })
}

fn layout(document: &Document) -> Json {
    let layout = &document.layout;
    let Margins { top, bottom, left, right } = layout.margins.unwrap_or_default();
    json!({
        "punctuation": match layout.punctuation { Punctuation::Press => "press", Punctuation::Grid => "grid" },
        "binding": match layout.binding { Binding::Left => "left", Binding::Mirrored => "mirrored" },
        "red": match layout.red {
            Red::Rgb => "rgb".to_owned(),
            Red::Cmyk => "cmyk".to_owned(),
            Red::Hex(colour) => format!("#{colour:06X}"),
        },
        "mark-size": layout.mark_size,
        "rule-thickness": layout.rule_thickness,
        "colophon-page": match layout.colophon_page {
            ColophonPage::Even => 2,
            ColophonPage::Last => 1,
            ColophonPage::MultipleOf4 => 4,
        },
        "margins": layout.margins.map(|_| json!({ "top": top, "bottom": bottom, "left": left, "right": right })),
        "lines-per-page": layout.lines_per_page,
        "characters-per-line": layout.characters_per_line,
        "heading-bold": layout.heading_bold,
        "page-number": match layout.page_number {
            PageNumber::Outer => "outer",
            PageNumber::Centre => "centre",
            PageNumber::None => "none",
        },
    })
}
