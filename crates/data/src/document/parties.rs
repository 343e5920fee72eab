//! 各方 of an agreement or a pledge: who signs, side by side or under one another, in place of the organ and the date.

use super::keys::{self as k, Key};
use super::parts::{picture, required};
use super::read::printed_day;
use super::reader::{Found, Reader};
use super::{DocumentFinding, Format, Picture, SEAL_DIAMETER, Words};
use crate::source::{Files, Value, ValueFinding};

/// One of those who sign.
#[derive(Debug, Clone)]
pub struct Party {
    /// What stands before the name, without a colon: 甲方（盖章）.
    pub label: Words,
    /// Its name.
    pub name: Words,
    /// Who signs for it, and what stands before: 代表（签字）.
    pub representative: Option<(String, Option<Words>)>,
    /// The date as it is printed; blanks wait for a hand.
    pub date: Words,
    /// The seal's image.
    pub seal: Option<Picture>,
    /// The seal's true diameter in mm.
    pub seal_diameter: f64,
    /// Whether it begins a row, where it could stand beside the one before.
    pub own_row: bool,
}

/// The most parties: more would fill a page with blanks.
const MOST: usize = 8;
/// What parties are called where the data do not say.
const ROLES: [&str; MOST] = ["甲方", "乙方", "丙方", "丁方", "戊方", "己方", "庚方", "辛方"];
/// A date that is written by hand: two cells for the year, one for the month and the day.
const BY_HAND: &str = "　　年　月　日";

/// Whether a format has a place for parties.
pub(super) fn have_place(format: Format) -> bool {
    !matches!(format, Format::Order | Format::Minutes | Format::Briefing)
}

pub(super) fn parties(r: &mut Reader<'_>, files: &Files) -> Vec<Party> {
    let items = r.items(k::PARTIES);
    let Some(found) = r.find(k::PARTIES) else { return Vec::new() };
    if items.len() > MOST {
        let problem =
            ValueFinding::OutOfRange { written: items.len().to_string(), range: "1–8".to_owned() };
        found.report(r.sink(), problem);
        return Vec::new();
    }
    if items.len() == 1 {
        items[0].report(r.sink(), DocumentFinding::OneParty);
    }
    // What signs otherwise.
    for key in [k::SIGNERS, k::SEALING, k::SIGNATURE] {
        if let Some(other) = r.find(key) {
            let why = ("各方签署，不另落款", "the parties sign, and nobody else");
            other.report(r.sink(), DocumentFinding::exclude(&key, &k::PARTIES, why));
        }
    }
    if let Some(other) = r.find(k::SPEAKER) {
        let why = ("讲话稿没有签署的各方", "nobody signs a speech");
        other.report(r.sink(), DocumentFinding::exclude(&k::SPEAKER, &k::PARTIES, why));
    }
    if let Some(other) = r.find(k::SIGN_OFF).filter(|found| matches!(found.node.value, Value::Bool(true))) {
        let why = ("各方签署，不另落款", "the parties sign, and nobody else");
        other.report(r.sink(), DocumentFinding::exclude(&k::SIGN_OFF, &k::PARTIES, why));
    }
    items.iter().enumerate().filter_map(|(index, item)| party(r, item, index, files)).collect()
}

fn party(r: &mut Reader<'_>, item: &Found<'_>, index: usize, files: &Files) -> Option<Party> {
    let Value::Table(table) = &item.node.value else {
        item.wrong_type(r.sink(), ("表", "a table"));
        return None;
    };
    let mut r = Reader::new(table, k::PARTY, &item.path, r.sink());
    let role = r.words(k::PARTY_ROLE);
    let name = required(&mut r, k::PARTY_NAME, "7.3.5");
    let representative = r.words(k::PARTY_REPRESENTATIVE);
    let date = day(&mut r);
    let seal = picture(&mut r, k::PARTY_SEAL, files);
    let seal_diameter = r.number(k::PARTY_SEAL_DIAMETER).unwrap_or(SEAL_DIAMETER);
    let own_row = r.flag(k::PARTY_OWN_ROW).unwrap_or_default();
    if let Some(found) = r.find(k::PARTY_OWN_ROW).filter(|_| own_row && index == 0) {
        let where_ = ("第一方，本来就在行首", "on the first party, which begins a row anyway");
        let Key { name: key, alias, .. } = k::PARTY_OWN_ROW;
        found.report(r.sink(), DocumentFinding::NotUsed { key, alias, where_, clause: "7.3.5" });
    }
    r.finish();
    let role = role.unwrap_or_else(|| Words {
        text: ROLES.get(index).copied().unwrap_or_default().to_owned(),
        ..Words::default()
    });
    let role = Words { text: super::without_end_mark(&role.text).to_owned(), ..role };
    let own_brackets = role.text.ends_with(['）', ')']);
    // A person signs; for an organ somebody does.
    let by_hand = own_brackets && role.text.contains('签');
    let representative = match representative {
        Some(words) => Some(labelled(words)),
        None if by_hand => None,
        None => Some((REPRESENTATIVE.to_owned(), None)),
    };
    let label =
        if own_brackets { role } else { Words { text: format!("{}（盖章）", role.text), ..role } };
    Some(Party { label, name: name?, representative, date, seal, seal_diameter, own_row })
}

const REPRESENTATIVE: &str = "代表（签字）";

/// A representative with a colon brings what stands before: 法定代表人：张三.
fn labelled(words: Words) -> (String, Option<Words>) {
    match words.text.split_once(['：', ':']) {
        Some((label, name)) => {
            let (label, name) = (label.trim().to_owned(), name.trim().to_owned());
            (label, (!name.is_empty()).then_some(Words { text: name, ..words }))
        }
        None => (REPRESENTATIVE.to_owned(), Some(words)),
    }
}

/// The date under a party: a day, one that is open, or room for a hand.
fn day(r: &mut Reader<'_>) -> Words {
    let by_hand = || Words { text: BY_HAND.to_owned(), ..Words::default() };
    printed_day(r, k::PARTY_DATE).unwrap_or_else(by_hand)
}
