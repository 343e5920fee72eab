//! A document as the template reads it: defaults filled in, decisions about words made.

use serde_json::{Value as Json, json};

use crate::document::{Binding, Document, Punctuation, Red, Sealing, Words};
use crate::text::{Block, BlockKind, Face};

/// What the fitting of 7.3.5.5 changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Adjustment {
    /// Line pitch as a share of the standard's.
    pub pitch: f64,
    /// Extra space after each character, in em.
    pub tracking: f64,
}

impl Default for Adjustment {
    fn default() -> Self {
        Adjustment { pitch: 1.0, tracking: 0.0 }
    }
}

/// The data dictionary of the template.
pub(crate) fn dictionary(
    document: &Document,
    title: &[String],
    body: &[Block],
    fonts: Json,
    adjustment: Adjustment,
) -> String {
    let texts = |list: &[Words]| -> Json { list.iter().map(|words| words.text.as_str()).collect() };
    json!({
        "fonts": fonts,
        "fallback": false,
        "format": document.format.as_str(),
        "mark": mark(document),
        "number": text(&document.number),
        "signers": texts(&document.signers),
        "title": title,
        "recipients": document.recipients.as_ref().map(|words| with_colon(&words.text)),
        "body": body.iter().map(block).collect::<Json>(),
        "signoff": {
            "sealing": match document.sealing { Sealing::Seal => "seal", Sealing::None => "none" },
            "organs": document.issuers.iter().map(|issuer| issuer.signature.text.as_str()).collect::<Json>(),
            "date": document.date.as_ref().map(|(date, _)| date.to_string()),
        },
        "note": text(&document.note),
        "layout": layout(document),
        "adjustment": { "pitch": adjustment.pitch, "tracking": adjustment.tracking },
    })
    .to_string()
}

fn text(words: &Option<Words>) -> Option<&str> {
    words.as_ref().map(|words| words.text.as_str())
}

/// 发文机关标志 (7.2.4): the host's mark name and 文件, unless the data says otherwise.
pub(crate) fn mark(document: &Document) -> String {
    if let Some(mark) = &document.mark {
        return mark.text.clone();
    }
    let name = document.issuers.first().map(|host| host.mark_name.text.as_str()).unwrap_or_default();
    if name.ends_with("文件") { name.to_owned() } else { format!("{name}文件") }
}

/// A full-width colon closes the recipients (7.3.2).
fn with_colon(recipients: &str) -> String {
    format!("{}：", recipients.trim_end_matches(['：', ':', '，', '。']))
}

fn block(block: &Block) -> Json {
    let (kind, level) = match block.kind {
        BlockKind::Heading(level) => ("heading", Some(level as u8)),
        BlockKind::Paragraph(level) => ("paragraph", level.map(|level| level as u8)),
    };
    let runs: Json = block
        .runs
        .iter()
        .map(|run| {
            let face = match run.face {
                Face::Fangsong => "fangsong",
                Face::Heiti => "heiti",
                Face::Kaiti => "kaiti",
            };
            json!({ "text": run.text, "face": face })
        })
        .collect();
    json!({ "kind": kind, "level": level, "runs": runs })
}

fn layout(document: &Document) -> Json {
    let layout = &document.layout;
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
    })
}
