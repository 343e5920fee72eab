//! What is doubtful of an import, for programs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::claims::{Claims, Element};
use super::toml::{self, Asked};

#[derive(Serialize)]
struct Whole {
    doubts: Vec<Told>,
    elements: BTreeMap<&'static str, Lines>,
}

/// A doubt: what is doubtful, why, what was done.
#[derive(Serialize)]
struct Told {
    /// The key that is doubtful; none for words that no key takes.
    key: Option<String>,
    code: &'static str,
    /// The words behind `# 请核对`.
    words: String,
    /// The line of the data file that has them.
    line: usize,
    /// Places in the text, by the words around them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<String>,
    /// Words of the text that stand behind `#|` below it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<String>,
}

/// The lines of the text that an element was taken from, counted from 1.
#[derive(Serialize)]
struct Lines {
    from: usize,
    to: usize,
}

/// The elements by the keys that take them.
const KEYS: [(Element, &str); 32] = [
    (Element::CopyNumber, "copy-number"),
    (Element::Classification, "classification"),
    (Element::Urgency, "urgency"),
    (Element::Corner, "corner"),
    (Element::Issuers, "issuers"),
    (Element::Mark, "mark"),
    (Element::Number, "number"),
    (Element::Signers, "signers"),
    (Element::Sender, "sender"),
    (Element::DispatchNumber, "dispatch-number"),
    (Element::Title, "title"),
    (Element::Subtitle, "subtitle"),
    (Element::Speaker, "speaker"),
    (Element::Recipients, "recipients"),
    (Element::Body, "body"),
    (Element::Issued, "issued"),
    (Element::Attachments, "attachments"),
    (Element::Date, "date"),
    (Element::Signature, "signature"),
    (Element::Parties, "parties"),
    (Element::Note, "note"),
    (Element::Postscript, "postscript"),
    (Element::Attendees, "attendees"),
    (Element::Absentees, "absentees"),
    (Element::Observers, "observers"),
    (Element::Attendance, "attendance"),
    (Element::Cc, "cc"),
    (Element::Printer, "printer"),
    (Element::PrintDate, "print-date"),
    (Element::Copies, "copies"),
    (Element::Reprinter, "reprinter"),
    (Element::ReprintDate, "reprint-date"),
];

/// The report as JSON.
pub(super) fn write(claims: &Claims, body_file: Option<&str>) -> String {
    let told = |asked: Asked| Told {
        key: asked.key,
        code: asked.doubt.code(),
        words: asked.doubt.words(),
        line: asked.line,
        places: asked.doubt.places(),
        left_out: asked.doubt.left_out().to_vec(),
    };
    let doubts = toml::asked(claims, body_file).into_iter().map(told).collect();
    let mut elements: BTreeMap<&'static str, Lines> = BTreeMap::new();
    for (element, number) in claims.numbered() {
        let Some((_, key)) = KEYS.iter().find(|(known, _)| *known == element) else { continue };
        let lines = elements.entry(key).or_insert(Lines { from: number, to: number });
        (lines.from, lines.to) = (lines.from.min(number), lines.to.max(number));
    }
    serde_json::to_string_pretty(&Whole { doubts, elements }).expect("texts and numbers") + "\n"
}

#[cfg(test)]
mod tests {
    #[test]
    fn doubts_have_their_key_and_place() {
        let text = "工作方案草稿\n\n各科室：\n请抓好落实，按时报送。";
        let imported = crate::import("a.txt", text.as_bytes().to_vec()).unwrap();
        let report: serde_json::Value = serde_json::from_str(&imported.report()).unwrap();
        let keys: Vec<_> = report["doubts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|doubt| (doubt["key"].as_str().unwrap(), doubt["code"].as_str().unwrap()))
            .collect();
        assert_eq!(
            keys,
            [("format", "plain"), ("issuers", "missing"), ("title", "title-by-place"), ("date", "missing")]
        );
        let file = imported.toml();
        for doubt in report["doubts"].as_array().unwrap() {
            let line = usize::try_from(doubt["line"].as_u64().unwrap()).unwrap();
            let words = doubt["words"].as_str().unwrap();
            assert_eq!(file.lines().nth(line - 1), Some(format!("# 请核对：{words}").as_str()));
        }
        assert_eq!(report["elements"]["recipients"], serde_json::json!({ "from": 3, "to": 3 }));
        assert_eq!(report["elements"]["body"], serde_json::json!({ "from": 4, "to": 4 }));
    }
}
