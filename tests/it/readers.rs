//! The three readers fed with what nobody wrote: any bytes, shards of each spelling, and real files
//! changed at random. The end is a document or a failure that says why; never a panic, never a hang.
//!
//! `benches/fuzz.sh` runs these with other cases for as long as it is asked to.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use gongwen::data::{Encoding, InputFormat};
use gongwen::{Document, DocumentReader, Failure};
use proptest::prelude::*;

use crate::property::{config, says_why};
use crate::spellings::{as_json, as_yaml};
use crate::support::names_in;
use gongwen_testing::effort;

/// No file of a few kilobytes takes this much work to read, on the slowest machine.
const LONGEST: Duration = Duration::from_secs(10);

/// Reads a text in every spelling it could be in, and asserts how it ends.
fn ends_well(read: impl FnOnce() -> Result<Document, Failure>) {
    let (read, effort) = effort(read);
    match read {
        Ok(document) => assert!(document.diagnostics().iter().all(|found| !found.code().is_empty())),
        Err(failure) => says_why(&failure),
    }
    assert!(effort < LONGEST, "reading took {effort:?}");
}

fn each_spelling(bytes: &[u8]) {
    for format in InputFormat::ALL {
        ends_well(|| DocumentReader::default().input_format(format).read_stream("甲", bytes));
    }
    for encoding in Encoding::ALL {
        ends_well(|| DocumentReader::default().encoding(encoding).read_stream("甲", bytes));
    }
}

/// Every example in every spelling, without the files it names.
static EXAMPLES: LazyLock<Vec<(InputFormat, String)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut examples = Vec::new();
    for name in names_in(&folder).iter().filter(|name| name.ends_with(".toml")) {
        let toml = fs::read_to_string(folder.join(name)).unwrap();
        let value = as_json(&toml);
        examples.push((InputFormat::Yaml, as_yaml(&value, 0)));
        examples.push((InputFormat::Json, serde_json::to_string_pretty(&value).unwrap()));
        examples.push((InputFormat::Toml, toml));
    }
    examples
});

/// What the syntax of the spellings is made of, and what their readers have to do with.
const SHARDS: [&str; 72] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    ":",
    ": ",
    ",",
    "=",
    " = ",
    "\n",
    "\r\n",
    "\r",
    "- ",
    "-",
    "? ",
    "|\n",
    "|-\n",
    ">+\n",
    "|9\n",
    "&a ",
    "*a",
    "<<: *a",
    "!",
    "!!",
    "!!str ",
    "!!int ",
    "!<x> ",
    "%YAML 1.2\n",
    "%TAG ! x\n",
    "---\n",
    "...\n",
    "#",
    " #",
    "//",
    "/*",
    "*/",
    "\\",
    "\\u",
    "\\uD800",
    "\\udc00",
    "\\x",
    "\\U0001F600",
    "null",
    "~",
    "true",
    "nan",
    ".inf",
    "-1e999",
    "0x",
    "0o7",
    "99999999999999999999",
    "2024-02-30",
    "\t",
    "  ",
    "    ",
    "\u{FEFF}",
    "\u{85}",
    "\u{2028}",
    "\0",
    "\u{7}",
    "：",
    "“",
    "　",
    "𠀀",
    "\u{E000}",
    "title",
    "标题",
    "body",
];

fn shards() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(SHARDS.to_vec()), 0..60).prop_map(|shards| shards.concat())
}

/// A change to a text at a place: cut, doubled, swapped, or something put in.
#[derive(Debug, Clone)]
enum Change {
    Cut(prop::sample::Index, usize),
    Double(prop::sample::Index, usize),
    Put(prop::sample::Index, String),
    Flip(prop::sample::Index, u8),
    End(prop::sample::Index),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        (at(), 1_usize..40).prop_map(|(at, length)| Change::Cut(at, length)),
        (at(), 1_usize..400).prop_map(|(at, length)| Change::Double(at, length)),
        (at(), shards()).prop_map(|(at, text)| Change::Put(at, text)),
        (at(), any::<u8>()).prop_map(|(at, byte)| Change::Flip(at, byte)),
        at().prop_map(Change::End),
    ]
}

fn changed(text: &str, changes: &[Change]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for change in changes {
        let place = |at: &prop::sample::Index| at.index(bytes.len().max(1)).min(bytes.len());
        match change {
            Change::Cut(at, length) => {
                let at = place(at);
                let end = (at + length).min(bytes.len());
                bytes.drain(at..end);
            }
            Change::Double(at, length) => {
                let at = place(at);
                let piece = bytes[at..(at + length).min(bytes.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            Change::Put(at, text) => {
                let at = place(at);
                bytes.splice(at..at, text.bytes());
            }
            Change::Flip(at, byte) => {
                let at = place(at);
                if let Some(there) = bytes.get_mut(at) {
                    *there = *byte;
                }
            }
            Change::End(at) => {
                let at = place(at);
                bytes.truncate(at);
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn any_bytes_in_every_spelling(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        each_spelling(&bytes);
    }

    #[test]
    fn any_text_in_every_spelling(text in any::<String>()) {
        each_spelling(text.as_bytes());
    }

    #[test]
    fn shards_of_every_spelling(text in shards()) {
        each_spelling(text.as_bytes());
        each_spelling(format!("title: 甲\nissuers: 甲\nbody: 乙\n{text}").as_bytes());
        each_spelling(format!("{{\"title\": \"甲\", \"body\": {text}").as_bytes());
    }

    #[test]
    fn examples_changed_at_random(
        example in any::<prop::sample::Index>(),
        changes in prop::collection::vec(change(), 1..6),
    ) {
        let (format, text) = &EXAMPLES[example.index(EXAMPLES.len())];
        let bytes = changed(text, &changes);
        ends_well(|| DocumentReader::default().input_format(*format).read_stream("甲", &bytes[..]));
    }

    /// A text that is read in one spelling is read in the others as the same document.
    #[test]
    fn any_words_survive_every_spelling(
        words in prop::collection::vec(any::<String>(), 1..4),
        key in prop::sample::select(vec!["title", "note", "number", "cc", "body"]),
    ) {
        let mut value = serde_json::json!({ "title": "甲", "issuers": ["乙"], "body": "丙。" });
        value[key] = if key == "cc" { words.clone().into() } else { words.concat().into() };
        let codes = |read: Result<Document, Failure>| match read {
            Ok(document) => (Some(format!("{}{:?}", document.title(), document.number())), Vec::new()),
            Err(failure) => (None, failure.diagnostics().iter().map(gongwen::Diagnostic::code).collect()),
        };
        let plain = codes(Document::from_value(&value));
        // Toml's writer takes no characters that TOML has no escape for; JSON's every string is YAML too.
        let json = serde_json::to_string(&value).unwrap();
        prop_assert_eq!(&plain, &codes(Document::from_json(&json)), "{}", json);
        prop_assert_eq!(&plain, &codes(Document::from_toml(&toml::to_string(&value).unwrap())));
        if words.iter().all(|word| word.chars().all(|c| c >= ' ' && c != '\u{7F}')) {
            prop_assert_eq!(&plain, &codes(Document::from_yaml(&json)), "{}", json);
        }
    }
}
