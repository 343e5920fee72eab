//! What is bound behind the document: attachments and what it issues, each perhaps a document of its own.

use super::body::Bound;
use super::keys::{self as k, Key};
use super::misplaced::Outside;
use super::parts::{contents, issuers, required, signatures};
use super::read::{bracketed, parted, printed_day, read_number, read_sealing, read_subtitle};
use super::reader::{Found, ITEMS, LIMIT_TABLES, Reader};
use super::repeats;
use super::titled::Calls;
use super::unused::{self, OfPart};
use super::{
    Attachment, Body, Contents, Issuer, Sealing, Sheet, Signature, Words, body, joined, postscript,
    without_end_mark,
};
use crate::diagnostic::Sink;
use crate::document::DocumentFinding;
use crate::source::{Files, Node, Value};

/// What makes a part a document of its own: a forwarded original, an attachment that is a letter.
#[derive(Debug, Clone, Default)]
pub struct Own {
    /// 副标题, with its dash.
    pub subtitle: Option<Words>,
    /// 讲话人, a row each.
    pub speaker: Vec<Words>,
    /// 发文字号.
    pub number: Option<Words>,
    /// 主送机关.
    pub recipients: Option<Words>,
    /// 发文机关, the host first.
    pub issuers: Vec<Issuer>,
    /// 成文日期 as it is printed.
    pub date: Option<Words>,
    /// Whether it is signed.
    pub sign_off: bool,
    /// How.
    pub sealing: Sealing,
    /// 签名章.
    pub signatures: Vec<Signature>,
    /// 附注, in brackets.
    pub note: Option<Words>,
    /// 附言, without them.
    pub postscript: Option<Body>,
}

/// 7.3.4: no mark follows an attachment's name, and its title on the page is the same.
fn attachment_title(words: Words) -> Words {
    let title = without_end_mark(&words.text).to_owned();
    if title.is_empty() { words } else { Words { text: title, ..words } }
}

/// The attachments in reading order, each followed by its own.
pub(super) fn attachments(r: &mut Reader<'_>, files: &Files, lacking: &Lacking) -> Vec<Attachment> {
    let mut all = Vec::new();
    for item in r.items(k::ATTACHMENTS) {
        attachment(r.sink(), &item, (files, lacking), None, &mut all);
    }
    bounded(r, k::ATTACHMENTS, all)
}

/// What the document issues, each followed by its attachments.
pub(super) fn issued(r: &mut Reader<'_>, files: &Files, lacking: &Lacking) -> Vec<Attachment> {
    let mut all = Vec::new();
    for item in r.items(k::ISSUED) {
        let Value::Table(table) = &item.node.value else {
            item.wrong_type(r.sink(), ("表", "a table"));
            continue;
        };
        let part = Reader::new(table, k::ISSUED_KEYS, &item.path, r.sink());
        bound(part, k::ISSUED_TITLE, (files, lacking), None, &mut all);
    }
    bounded(r, k::ISSUED, all)
}

/// All of them together are no more than one list may have.
fn bounded(r: &mut Reader<'_>, key: Key, all: Vec<Attachment>) -> Vec<Attachment> {
    match r.find(key) {
        Some(found) if !found.holds(r.sink(), all.len(), LIMIT_TABLES, ITEMS) => Vec::new(),
        _ => all,
    }
}

/// An attachment, of the document or of the part at `parent`.
fn attachment(
    sink: &mut Sink,
    item: &Found<'_>,
    (files, lacking): (&Files, &Lacking),
    parent: Option<usize>,
    all: &mut Vec<Attachment>,
) {
    match &item.node.value {
        Value::String(_) => {
            let Some(title) = item.element(sink) else { return };
            if title.text.is_empty() {
                item.report(sink, DocumentFinding::EmptyValue { key: k::ATTACHMENT_TITLE });
                return;
            }
            all.push(Attachment { parent, ..Attachment::named(attachment_title(title)) });
        }
        Value::Table(table) => {
            let keys = if parent.is_some() { k::INNER_ATTACHMENT } else { k::ATTACHMENT };
            let part = Reader::new(table, keys, &item.path, sink);
            bound(part, k::ATTACHMENT_TITLE, (files, lacking), parent, all);
        }
        _ => item.wrong_type(sink, ("文字或一张表", "a string or a table")),
    }
}

/// What is bound with the document: its title, its text, and what else a document has.
fn bound(
    mut r: Reader<'_>,
    key: Key,
    (files, lacking): (&Files, &Lacking),
    parent: Option<usize>,
    all: &mut Vec<Attachment>,
) {
    let (mut title, mut under) = parted(required(&mut r, key, "7.3.7"));
    let calls = Calls::taken(&mut title, &mut under, r.sink());
    let label = r.words(k::PART_LABEL);
    let body = body::body(&mut r, files, Bound::Pages, (title.as_ref(), &calls));
    let sheet = sheet(&mut r, body.as_ref());
    let contents = contents(&mut r);
    let is_sheets = body.as_ref().and_then(|body| body.pictures.first()).is_some_and(|first| first.sheet);
    let nothing_named =
        contents.filter(|contents| body.as_ref().is_some_and(|body| !body.has_headings(*contents)));
    let contents = contents.filter(|_| nothing_named.is_none());
    let own = own(&mut r, under, (is_sheets, nothing_named), (files, lacking));
    if let Some(body) = body.iter().find(|_| !is_sheets) {
        let keys = repeats::Keys {
            title: title.as_ref(),
            recipients: own.recipients.as_ref(),
            issuers: &own.issuers,
            date: own.date.as_ref(),
            signs: own.sign_off,
        };
        repeats::tell(r.sink(), body, &keys);
    }
    let at = all.len();
    if let (Some(title), Some(body)) = (title, body) {
        let title = if key == k::ATTACHMENT_TITLE { attachment_title(title) } else { title };
        all.push(Attachment { title, body: Some(body), sheet, contents, label, parent, own });
    }
    if parent.is_none() {
        for item in r.items(k::PART_ATTACHMENTS) {
            attachment(r.sink(), &item, (files, lacking), Some(at), all);
        }
    }
    r.finish();
    // What belongs to one that could not be read belongs to nothing; its errors are told.
    if all.get(at).is_none_or(|own| own.parent != parent) {
        all.truncate(at);
    }
}

/// The sheets of a part; what has no meaning there is told.
fn sheet(r: &mut Reader<'_>, body: Option<&Body>) -> Sheet {
    let a3 = r.choice(k::PAPER, &[("a4", false), ("a3", true)]).unwrap_or_default();
    let landscape = r.flag(k::LANDSCAPE).unwrap_or_default();
    let (sheet, where_) = match (a3, landscape) {
        (false, false) => return Sheet::Upright,
        (false, true) => (Sheet::Landscape, ("全部横排时", "where all of it lies on its side")),
        (true, _) => (Sheet::A3, ("A3 纸上", "on A3 sheets")),
    };
    let told = |key: Key| DocumentFinding::NotUsed { key: key.name, alias: key.alias, where_, clause: "8" };
    if let Some(found) = r.find(k::LANDSCAPE).filter(|_| a3 && landscape) {
        found.report(r.sink(), told(k::LANDSCAPE));
    }
    for table in body.iter().flat_map(|body| body.lying_tables()) {
        table.report(r.sink(), told(k::TABLE_LANDSCAPE));
    }
    sheet
}

fn own(
    r: &mut Reader<'_>,
    under: Option<Words>,
    (is_sheets, nothing_named): (bool, Option<Contents>),
    (files, lacking): (&Files, &Lacking),
) -> Own {
    let subtitle = read_subtitle(r, under);
    let speaker = r.list(k::SPEAKER).unwrap_or_default();
    let number = read_number(r);
    let recipients = r.list(k::RECIPIENTS).map(joined);
    let issuers = issuers(r, files);
    let date = printed_day(r, k::DATE);
    let signatures = signatures(r, files);
    let sealing = read_sealing(r, &issuers, &signatures);
    let signs = !issuers.is_empty() || date.is_some();
    let said = r.flag(k::PART_SIGN_OFF);
    let sign_off = said.unwrap_or(signs && speaker.is_empty()) && !is_sheets;
    // A date alone signs; a seal is an organ's.
    let needs_organ = sealing == Sealing::Seal || date.is_none() && sealing != Sealing::Signature;
    let lacks_organ = sign_off && needs_organ && r.find(k::ISSUERS).is_none();
    let note = r.words(k::NOTE).map(bracketed);
    let postscript = postscript::read(r);
    if !lacking.tell(r, lacks_organ) && lacks_organ {
        r.missing(k::ISSUERS, "7.3.5");
    }
    unused::tell_of_part(
        r,
        &OfPart { is_sheets, nothing_named, sign_off, sealing, speaks: !speaker.is_empty() },
    );
    if is_sheets {
        return Own::default();
    }
    Own {
        subtitle,
        speaker,
        number,
        recipients,
        issuers,
        date,
        sign_off,
        sealing: if sign_off { sealing } else { Sealing::None },
        signatures: if sign_off { signatures } else { Vec::new() },
        note,
        postscript: postscript.filter(|_| sign_off),
    }
}

/// Whether a part that a line like `[[attachments]]` begins has a key.
pub(super) fn is_strayed(r: &Reader<'_>, key: Key) -> bool {
    let has = |node: &Node| {
        let Value::Table(table) = &node.value else { return false };
        let is_key = |name: &str| name == key.name || name == key.alias;
        table.entries.iter().any(|entry| is_key(&entry.key))
            && Outside::of(table.place.as_ref()).is_under_header()
    };
    [k::ISSUED, k::ATTACHMENTS].into_iter().filter_map(|of| r.find(of)).any(|found| match &found.node.value {
        Value::Array(items) => items.iter().any(has),
        _ => has(found.node),
    })
}

/// Keys that the document itself lacks: what stands under `[[attachments]]` in TOML belongs to that table, whatever
/// was meant.
pub(super) struct Lacking {
    keys: Vec<Key>,
}

impl Lacking {
    /// Those of a document; one that is signed by nobody lacks no organ.
    pub(super) fn of(r: &Reader<'_>, needs_issuers: bool) -> Lacking {
        let own = [
            k::NUMBER,
            k::RECIPIENTS,
            k::DATE,
            k::SIGN_OFF,
            k::SEALING,
            k::SIGNATURE,
            k::NOTE,
            k::POSTSCRIPT,
        ];
        let organ = Some(k::ISSUERS).filter(|_| needs_issuers);
        let keys = own.into_iter().chain(organ).filter(|key| r.find(*key).is_none()).collect();
        Lacking { keys }
    }

    /// Tells of keys that a part has in place of the document: where it is signed by nobody, or where it has the organ
    /// that the document lacks. Of those by which it is signed without an organ as errors, and then that is all told.
    fn tell(&self, r: &mut Reader<'_>, lacks_organ: bool) -> bool {
        let outside = r.outside();
        let has_organ = r.find(k::ISSUERS).is_some() && !self.keys.contains(&k::ISSUERS);
        if has_organ || !outside.is_under_header() {
            return false;
        }
        let mut told = false;
        for key in &self.keys {
            let Some(found) = r.find(*key).filter(|found| !r.has_told(&found.path)) else { continue };
            let signs = [k::SIGN_OFF, k::SEALING].contains(key) && lacks_organ;
            let (table, outside) = (r.path().to_owned(), outside.clone());
            let is_error = signs || *key == k::ISSUERS;
            let problem =
                DocumentFinding::KeyOfPart { key: key.name, alias: key.alias, table, outside, is_error };
            found.report(r.sink(), problem);
            told |= signs;
        }
        told
    }
}

impl Attachment {
    /// One that is a name only.
    fn named(title: Words) -> Attachment {
        Attachment {
            title,
            body: None,
            sheet: Sheet::Upright,
            contents: None,
            label: None,
            parent: None,
            own: Own::default(),
        }
    }
}
