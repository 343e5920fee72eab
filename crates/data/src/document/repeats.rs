//! What of a whole document stands in its body again though the keys have it: the title, the recipients, who signs, the day. So
//! a text comes that was copied whole; what an assistant said around it comes with it.

use serde::Serialize;

use super::{Block, Body, BodyFinding, Date, Issuer, Words};
use crate::diagnostic::{Diagnostic, Sink};
use crate::text::chat;
use crate::text::markdown::Foreign;
use crate::text::same::{self, bare};

/// What the keys say and the body may say again.
pub(super) struct Keys<'a> {
    pub title: Option<&'a Words>,
    pub recipients: Option<&'a Words>,
    pub issuers: &'a [Issuer],
    /// The day as it is printed.
    pub date: Option<&'a Words>,
    /// Whether organs and day are printed under the text.
    pub signs: bool,
}

/// What stands in a body again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Again {
    /// The title, over Markdown: it is left out.
    TitleLeftOut,
    /// Another title, over Markdown.
    OtherTitle,
    /// The title, set twice.
    Title,
    /// The recipients.
    Recipients,
    /// Who signs.
    Signature,
    /// The day of issue.
    Date,
    /// Words of an assistant to who asked it.
    Chat,
}

/// The lines of one side: the first or the last of a body are looked at.
const EDGE: usize = 6;

/// Tells once of all that stands in a body again, at the first of it.
pub(super) fn tell(sink: &mut Sink, body: &Body, keys: &Keys<'_>) {
    let mut found: Vec<Again> = Vec::new();
    let mut first: Option<usize> = None;
    let said = || {
        let blocks = body.blocks.iter().enumerate();
        blocks.filter(|(_, block)| block.kind.is_prose() || block.runs.iter().any(|run| !run.is_empty()))
    };
    let text = |(at, block): (usize, &Block)| (at, block.text());
    let mut saw = |again: Again, at: usize| {
        if !found.contains(&again) {
            found.push(again);
        }
        first = Some(first.map_or(at, |first| first.min(at)));
    };
    // A title of two lines is looked for, and what stands behind it.
    let first_lines: Vec<(usize, String)> = said().take(EDGE + 2).map(text).collect();
    let (head, over) = head(&first_lines, keys);
    head.into_iter().for_each(|(again, at)| saw(again, at));
    let rest = first_lines.get(over).map_or(body.blocks.len(), |(at, _)| *at);
    let last_lines: Vec<(usize, String)> =
        said().rev().take_while(|(at, _)| *at >= rest).take(EDGE).map(text).collect();
    foot(&last_lines, keys).into_iter().rev().for_each(|(again, at)| saw(again, at));
    let place = first.map(|at| body.spot(at));
    let titled = body.titled.as_ref().map(|(foreign, range)| {
        let again = if *foreign == Foreign::Title { Again::TitleLeftOut } else { Again::OtherTitle };
        found.insert(0, again);
        body.place(range.clone())
    });
    if found.is_empty() {
        return;
    }
    let (place, path) = match (titled, place) {
        (Some(place), _) => (place, body.words.path.clone()),
        (None, Some(spot)) => (spot.place, spot.path),
        (None, None) => (body.words.place.clone(), body.words.path.clone()),
    };
    sink.push(Diagnostic::new(BodyFinding::Again { what: found }).at(place).path(path));
}

/// What stands again over the text, and how many lines it takes.
fn head(lines: &[(usize, String)], keys: &Keys<'_>) -> (Vec<(Again, usize)>, usize) {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((block, line)) = lines.get(at).filter(|_| at < EDGE) {
        let next = lines.get(at + 1).map(|(_, next)| format!("{line}{next}"));
        let is_title = |text: &str| keys.title.is_some_and(|title| same::is_title(text, &title.text));
        let (again, taken) = if chat::is_opening(line) {
            (Again::Chat, 1)
        } else if is_title(line) {
            (Again::Title, 1)
        } else if next.is_some_and(|whole| keys.title.is_some_and(|title| bare(&whole) == bare(&title.text)))
        {
            (Again::Title, 2)
        } else if line.trim_end().ends_with(['：', ':'])
            && keys.recipients.is_some_and(|names| bare(&names.text) == bare(without_label(line)))
        {
            (Again::Recipients, 1)
        } else {
            break;
        };
        found.push((again, *block));
        at += taken;
    }
    (found, at)
}

/// What stands again under the text, the last first, as the lines are.
fn foot(lines: &[(usize, String)], keys: &Keys<'_>) -> Vec<(Again, usize)> {
    let mut found = Vec::new();
    let organ = |text: &str| {
        let names = keys.issuers.iter().flat_map(|issuer| [&issuer.name.text, &issuer.signature.text]);
        names.into_iter().any(|name| bare(name) == bare(text))
    };
    let dated = |text: &str| {
        let day = Date::parse(text).ok().or_else(|| Date::parse_chinese(text)).map(|day| day.to_string());
        keys.date.is_some_and(|date| bare(&date.text) == bare(text) || day.as_deref() == Some(&date.text))
    };
    for (block, line) in lines {
        // 甲市水利局　2025年3月5日
        let parts = line.rsplit_once(|c: char| c.is_whitespace());
        let both = parts.is_some_and(|(name, day)| organ(name) && dated(day));
        if chat::is_closing(line) {
            found.push((Again::Chat, *block));
        } else if keys.signs && both {
            found.extend([(Again::Date, *block), (Again::Signature, *block)]);
        } else if keys.signs && dated(line) {
            found.push((Again::Date, *block));
        } else if keys.signs && organ(line) {
            found.push((Again::Signature, *block));
        } else {
            break;
        }
    }
    found
}

/// 主送：各县人民政府： without its label.
fn without_label(line: &str) -> &str {
    let line = line.trim();
    ["主送机关：", "主送：", "主送机关:", "主送:"]
        .iter()
        .find_map(|label| line.strip_prefix(label))
        .unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Lang;
    use crate::document::Document;

    /// What is told of a document with this body and these other lines.
    fn told(body: &str, more: &str) -> Vec<String> {
        let text = format!(
            "title = '关于防汛的通知'\nrecipients = ['各县（区）水利局', '各处']\nissuers = ['甲市水利局']\ndate = 2025-05-20\n{more}\nbody = \"\"\"\n{body}\n\"\"\"\n"
        );
        let document = Document::from_toml(&text).unwrap();
        let again = document.diagnostics().iter().filter(|found| found.code() == "body-repeats");
        again.map(|found| found.message(Lang::Zh).to_string()).collect()
    }

    /// CE 2, day 7: title, 主送, sign-off and the words of a chat were printed beside what the keys print.
    #[test]
    fn what_a_body_says_again_is_told_once() {
        let ends = "各县（区）水利局、各处：\n请落实。\n甲市水利局\n2025年5月20日";
        let all = "好的，以下是为您起草的通知：\n\n# 甲市水利局关于防汛的通知\n\n各县（区）水利局，各处：\n\n请落实。\n\n甲市水利局\n\n2025年5月20日\n\n希望对您有帮助！";
        for (body, more, wanted) in [
            (ends, "", vec!["正文里有整篇稿子的字：主送机关、署名、成文日期会印两遍"]),
            (ends, "sign-off = false", vec!["正文里有整篇稿子的字：主送机关会印两遍"]),
            ("关于防汛\n的通知\n请落实。", "", vec!["正文里有整篇稿子的字：标题会印两遍"]),
            ("请落实。\n甲市水利局　2025年5月20日", "", vec!["正文里有整篇稿子的字：署名、成文日期会印两遍"]),
            ("请落实。\n希望对您有帮助！", "", vec!["正文里有整篇稿子的字：对话里的话会照样印出"]),
            (
                all,
                "body-format = 'markdown'",
                vec![
                    "正文里有整篇稿子的字：主送机关、署名、成文日期会印两遍；标题写了两遍，这一遍略去不排；对话里的话会照样印出",
                ],
            ),
            ("各县（区）：\n请甲市水利局落实。\n甲市水利局要加强督查。", "", vec![]),
        ] {
            assert_eq!(told(body, more), wanted, "{body} {more}");
        }
    }

    #[test]
    fn what_an_attachment_says_again_is_told_too() {
        let text = "title = '关于防汛的通知'\nissuers = ['甲局']\nbody = '见附件。'\n[[attachments]]\ntitle = '责任清单'\nbody = \"责任清单\\n一、甲。\"\n";
        let document = Document::from_toml(text).unwrap();
        let found: Vec<&str> = document.diagnostics().iter().map(|found| found.code()).collect();
        assert!(found.contains(&"body-repeats"), "{found:?}");
    }
}
