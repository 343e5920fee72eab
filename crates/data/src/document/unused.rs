//! Elements that the format, the way of sealing or another key leaves no place for: they are told, never
//! dropped in silence. One table of key and circumstance.

use super::keys::{self as k, Key};
use super::reader::{Found, Reader};
use super::{Contents, Format, MarkIssuers, Sealing, parties};
use crate::document::DocumentFinding;
use crate::source::{Table, Value};

/// What decides where a key has a place.
pub(super) struct Circumstances {
    pub format: Format,
    pub sealing: Sealing,
    pub mark_issuers: MarkIssuers,
    /// Whether the data say the mark themselves.
    pub has_mark: bool,
    pub has_date: bool,
    pub has_title: bool,
    /// Contents that nothing in the text would stand in.
    pub nothing_named: Option<Contents>,
    /// Whether anything is signed under the text.
    pub sign_off: bool,
    /// Whether parties sign it.
    pub agreed: bool,
}

/// Where a key has no place, in Chinese and in English, and the clause.
#[derive(Clone, Copy)]
struct Nowhere(&'static str, &'static str, &'static str);

const LETTER: Nowhere = Nowhere("信函格式", "in a letter", "10.1");
const ORDER: Nowhere = Nowhere("命令（令）格式", "in an order", "10.2");
const PLAIN: Nowhere = Nowhere("白头", "in plain paper", "7.2.4");
const TELEGRAM: Nowhere = Nowhere("明电", "in a telegram", "7.2.4");
const NOT_TELEGRAM: Nowhere = Nowhere("明电以外的格式", "outside telegrams", "7.2.4");
const RED_HEADED: Nowhere = Nowhere(
    "白头、简报以外的格式（写在“⟦issued|印发件⟧”或“⟦attachments|附件⟧”里）",
    "outside plain paper and briefings, but in `⟦issued|印发件⟧` and `⟦attachments|附件⟧`,",
    "7.3.3",
);
const NO_HEADINGS: Nowhere = Nowhere("正文没有标题时", "where the text has no headings", "7.3.3");
const NO_UNITS: Nowhere = Nowhere(
    "正文没有这样的编、章、节、条（要排各级标题，写 true 或 1 至 4）时",
    "where the text has no such part, chapter, section or article (`true`, or 1 to 4, names its headings)",
    "7.3.3",
);
const NOT_PLAIN: Nowhere = Nowhere("白头以外的格式", "outside plain paper", "7.3.7");
const BRACKETED: Nowhere = Nowhere(
    "白头以外的格式（落款下的字写在“⟦note|附注⟧”里）",
    "outside plain paper, where `⟦note|附注⟧` has what stands under the sign-off,",
    "7.3.6",
);
const UNSIGNED_ROWS: Nowhere = Nowhere(
    "不落款时（写在正文末尾）",
    "where nothing is signed, for there they are the last lines of the text,",
    "7.3.5",
);
const UNTITLED: Nowhere = Nowhere("没有标题时", "without a title", "7.3.1");
const UNSIGNED: Nowhere = Nowhere("不落款时", "where nothing is signed", "7.3.5");
const NOT_MET: Nowhere =
    Nowhere("纪要、白头、简报以外的格式", "outside minutes, plain paper and briefings", "10.3");
const IN_MINUTES: Nowhere = Nowhere("纪要、简报", "in minutes and briefings", "10.3");
const NOT_MINUTES: Nowhere = Nowhere("纪要以外的格式", "outside minutes", "10.3");
const IMPRINT: Nowhere =
    Nowhere("纪要的红线上方只排第一个机关，", "in minutes, whose head names the first organ only,", "10.3");
const NOT_STAMPED: Nowhere = Nowhere("不用签名章时", "without a signature stamp", "7.3.5.3");
const UNSEALED: Nowhere = Nowhere("不加盖印章时", "without a seal", "7.3.5.2");
const STAMPED: Nowhere = Nowhere("加盖签名章时", "beside a signature stamp", "7.3.5.3");
const GIVEN_MARK: Nowhere = Nowhere("写明了发文机关标志时", "beside `mark`", "7.2.4");
const HOST_ONLY: Nowhere = Nowhere("标志只用主办机关时", "where the mark carries the host only", "7.2.4");

impl Circumstances {
    /// Organ and date stand in the head of minutes (10.3), not under the text.
    fn has_imprint(&self) -> bool {
        let sealed = self.sign_off && self.sealing != Sealing::None;
        self.format.is_titled_by_mark() && !sealed && self.has_date
    }

    /// Where organs after the first have no place.
    fn of_more_organs(&self) -> Option<Nowhere> {
        match self.format {
            Format::Minutes if self.has_imprint() => Some(IMPRINT),
            _ => None,
        }
    }

    /// Organ and date stand nowhere.
    fn is_unsigned(&self) -> bool {
        !self.sign_off && !self.has_imprint()
    }

    /// Where a key at the top has no place.
    fn of_top(&self, key: Key, joint: bool) -> Option<Nowhere> {
        let (letter, order) = (self.format == Format::Letter, self.format == Format::Order);
        let minutes = self.format == Format::Minutes;
        let plain = self.format == Format::Plain;
        let is = |keys: &[Key]| keys.contains(&key);
        match () {
            () if is(&[k::MARK, k::MARK_ISSUERS, k::SIGNERS]) && plain => Some(PLAIN),
            () if is(&[k::MARK_ISSUERS]) && self.format == Format::Telegram => Some(TELEGRAM),
            () if is(&[k::PARTIES]) && !parties::have_place(self.format) => {
                Some(if order { ORDER } else { IN_MINUTES })
            }
            () if is(&[k::REPRINTER, k::REPRINT_DATE]) && letter => Some(LETTER),
            () if is(&[k::CONTENTS]) && !self.format.is_kindless() => Some(RED_HEADED),
            () if is(&[k::CONTENTS]) => self.nothing_named.map(unnamed),
            () if is(&[k::LABEL]) && !plain => Some(NOT_PLAIN),
            // Elsewhere the note stands there (7.3.6).
            () if is(&[k::POSTSCRIPT]) && !plain => Some(BRACKETED),
            // Under what nobody signs they are lines of the text.
            () if is(&[k::POSTSCRIPT]) && !self.sign_off && !self.agreed => Some(UNSIGNED_ROWS),
            () if is(&[k::SENDER, k::DISPATCH_NUMBER]) && self.format != Format::Telegram => {
                Some(NOT_TELEGRAM)
            }
            () if is(&[k::SUBTITLE, k::SPEAKER]) && !self.has_title => Some(UNTITLED),
            () if is(&[k::SEALING, k::SIGNATURE]) && !self.sign_off => Some(UNSIGNED),
            () if is(&[k::SIGNERS, k::PRINTER, k::PRINT_DATE, k::COPIES]) && letter => Some(LETTER),
            () if is(&[k::SIGNERS]) && order => Some(ORDER),
            () if is(&[k::ATTENDEES, k::ABSENTEES, k::OBSERVERS]) && !minutes => Some(NOT_MINUTES),
            () if is(&[k::ATTENDANCE]) && !minutes && !self.format.is_kindless() => Some(NOT_MET),
            () if is(&[k::SIGNATURE]) && self.sealing != Sealing::Signature => Some(NOT_STAMPED),
            () if is(&[k::MARK_ISSUERS]) && self.has_mark => Some(GIVEN_MARK),
            () if is(&[k::MARK_ISSUERS]) && joint && letter => Some(LETTER),
            _ => None,
        }
    }

    /// Where a key of the organ that stands at `index` has no place.
    fn of_issuer(&self, key: Key, index: usize) -> Option<Nowhere> {
        let host_only = self.format == Format::Letter || self.mark_issuers == MarkIssuers::Host;
        let is = |keys: &[Key]| keys.contains(&key);
        match () {
            () if is(&[k::ISSUER_MARK_NAME]) && self.format == Format::Plain => Some(PLAIN),
            () if is(&[k::ISSUER_MARK_NAME]) && self.format == Format::Telegram => Some(TELEGRAM),
            () if is(&[k::ISSUER_SEAL, k::ISSUER_SEAL_DIAMETER]) && !self.sign_off => Some(UNSIGNED),
            () if is(&[k::ISSUER_SIGNATURE]) && self.is_unsigned() => Some(UNSIGNED),
            () if is(&[k::ISSUER_MARK_NAME]) && self.has_mark => Some(GIVEN_MARK),
            () if is(&[k::ISSUER_MARK_NAME]) && index > 0 && host_only => Some(HOST_ONLY),
            () if is(&[k::ISSUER_SEAL, k::ISSUER_SEAL_DIAMETER]) => unsealed(self.sealing),
            () if is(&[k::ISSUER_SIGNATURE]) && self.sealing == Sealing::Signature => Some(STAMPED),
            _ => None,
        }
    }

    /// Where a key of `layout` has no place.
    fn of_layout(&self, key: Key) -> Option<Nowhere> {
        let is = |keys: &[Key]| keys.contains(&key);
        match self.format {
            Format::Document | Format::Letter | Format::Order | Format::Telegram
                if is(&[k::ATTENDANCE_PLACE]) =>
            {
                Some(NOT_MET)
            }
            Format::Letter if is(&[k::RULE_THICKNESS, k::COLOPHON_PAGE]) => Some(LETTER),
            Format::Order if is(&[k::RULE_THICKNESS]) => Some(ORDER),
            Format::Plain if is(&[k::RULE_THICKNESS, k::MARK_SIZE, k::RED]) => Some(PLAIN),
            _ => None,
        }
    }
}

/// What decides where a key of a part has a place that may be a document of its own.
pub(super) struct OfPart {
    /// Whether it is a file bound page by page.
    pub is_sheets: bool,
    /// Contents that nothing in its text would stand in.
    pub nothing_named: Option<Contents>,
    pub sign_off: bool,
    pub sealing: Sealing,
    pub speaks: bool,
}

const SHEETS: Nowhere = Nowhere("逐页附入的文件", "with a file that is bound page by page", "7.3.7");
const NO_MARK: Nowhere = Nowhere("附件和印发件", "in what is bound behind", "7.2.4");

impl OfPart {
    fn of_key(&self, key: Key) -> Option<Nowhere> {
        let is = |keys: &[Key]| keys.contains(&key);
        match () {
            () if is(&[
                k::SUBTITLE,
                k::SPEAKER,
                k::NUMBER,
                k::RECIPIENTS,
                k::ISSUERS,
                k::DATE,
                k::PART_SIGN_OFF,
                k::SEALING,
                k::SIGNATURE,
                k::NOTE,
                k::POSTSCRIPT,
            ]) && self.is_sheets =>
            {
                Some(SHEETS)
            }
            () if is(&[k::CONTENTS]) => self.nothing_named.map(unnamed),
            () if is(&[k::ISSUERS, k::SEALING, k::SIGNATURE]) && !self.sign_off => Some(UNSIGNED),
            () if is(&[k::POSTSCRIPT]) && !self.sign_off => Some(UNSIGNED_ROWS),
            () if is(&[k::DATE]) && !self.sign_off && !self.speaks => Some(UNSIGNED),
            () if is(&[k::SIGNATURE]) && self.sealing != Sealing::Signature => Some(NOT_STAMPED),
            _ => None,
        }
    }

    fn of_issuer(&self, key: Key) -> Option<Nowhere> {
        let is = |keys: &[Key]| keys.contains(&key);
        match () {
            () if is(&[k::ISSUER_MARK_NAME]) => Some(NO_MARK),
            // Then all of them have none.
            () if !self.sign_off => None,
            () if is(&[k::ISSUER_SEAL, k::ISSUER_SEAL_DIAMETER]) => unsealed(self.sealing),
            () if is(&[k::ISSUER_SIGNATURE]) && self.sealing == Sealing::Signature => Some(STAMPED),
            _ => None,
        }
    }
}

/// Where contents would name nothing.
fn unnamed(contents: Contents) -> Nowhere {
    match contents {
        Contents::Headings | Contents::Levels(_) => NO_HEADINGS,
        Contents::Chapter | Contents::Section | Contents::Article => NO_UNITS,
    }
}

/// Where a seal has no place.
fn unsealed(sealing: Sealing) -> Option<Nowhere> {
    match sealing {
        Sealing::Seal => None,
        Sealing::None => Some(UNSEALED),
        Sealing::Signature => Some(STAMPED),
    }
}

/// Tells of each key of a part that has no place.
pub(super) fn tell_of_part(r: &mut Reader<'_>, part: &OfPart) {
    for key in k::ATTACHMENT {
        say(r, r.find(*key), *key, part.of_key(*key));
    }
    let organs: Vec<Found<'_>> = r.find(k::ISSUERS).iter().flat_map(Found::each).collect();
    for organ in organs {
        for key in k::ISSUER {
            say(r, organ.inner(*key), *key, part.of_issuer(*key));
        }
    }
}

/// Tells of each key that has no place.
pub(super) fn tell(r: &mut Reader<'_>, circumstances: &Circumstances) {
    // While kind or format are themselves wrong, nobody knows what has a place.
    if [k::KIND, k::FORMAT].iter().any(|key| r.find(*key).is_some_and(|found| r.has_told(&found.path))) {
        return;
    }
    let issuers = r.find(k::ISSUERS);
    let organs: Vec<Found<'_>> = issuers.iter().flat_map(Found::each).collect();
    for key in k::TOP {
        let nowhere = circumstances.of_top(*key, organs.len() > 1);
        say(r, r.find(*key), *key, nowhere);
    }
    for (index, organ) in organs.iter().enumerate() {
        if index > 0
            && let Some(nowhere) = circumstances.of_more_organs()
        {
            say(r, Some(organ.again()), k::ISSUERS, Some(nowhere));
            continue;
        }
        for key in k::ISSUER {
            say(r, organ.inner(*key), *key, circumstances.of_issuer(*key, index));
        }
    }
    let Some(layout) = r.find(k::LAYOUT) else { return };
    for key in k::LAYOUT_KEYS {
        // A house's file is for all its documents.
        let own = layout.inner(*key).filter(|found| r.is_own(found));
        say(r, own, *key, circumstances.of_layout(*key));
    }
}

fn say(r: &mut Reader<'_>, found: Option<Found<'_>>, key: Key, nowhere: Option<Nowhere>) {
    let (Some(found), Some(Nowhere(zh, en, clause))) = (found, nowhere) else { return };
    // What could not be read has been told.
    if !r.has_told(&found.path) {
        let problem = DocumentFinding::NotUsed { key: key.name, alias: key.alias, where_: (zh, en), clause };
        found.report(r.sink(), problem);
    }
}

impl<'a> Found<'a> {
    /// The items of an array, or the one value.
    fn each(&self) -> Vec<Found<'a>> {
        match &self.node.value {
            Value::Array(items) => items
                .iter()
                .enumerate()
                .map(|(index, node)| Found { node, path: format!("{}[{index}]", self.path) })
                .collect(),
            _ => vec![self.again()],
        }
    }

    pub(super) fn again(&self) -> Found<'a> {
        Found { node: self.node, path: self.path.clone() }
    }

    /// The value under a key of this table.
    pub(super) fn inner(&self, key: Key) -> Option<Found<'a>> {
        let Value::Table(Table { entries, .. }) = &self.node.value else { return None };
        let is_key = |name: &str| name == key.name || name == key.alias;
        let entry = entries.iter().find(|e| is_key(&e.key) && !matches!(e.node.value, Value::Null))?;
        Some(Found { node: &entry.node, path: format!("{}.{}", self.path, entry.key) })
    }
}
