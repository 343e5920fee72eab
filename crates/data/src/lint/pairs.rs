//! GB/T 15834 5.1.3: brackets, quotes and 书名号 have two halves.

use super::Subject;
use super::findings::{Finding, Findings};
use super::text::Text;
use crate::lint::Rule;
use crate::text::punctuation::unpaired;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for text in subject.prose() {
        paragraphs(text, findings);
    }
}

fn paragraphs(text: &Text<'_>, findings: &mut Findings) {
    let paragraphs: Vec<(usize, &str)> = text.paragraphs().collect();
    let quoted = quotations(&paragraphs);
    for ((start, paragraph), quoted) in paragraphs.iter().zip(quoted) {
        for (at, c) in unpaired(paragraph) {
            if matches!(c, '“' | '”') && quoted {
                continue;
            }
            let range = start + at..start + at + c.len_utf8();
            findings.tell(Finding::within(Rule::Unpaired, text, range).with(c.to_string()));
        }
    }
}

/// Which paragraphs are a quotation of several: it opens each of them and closes the last (4.8.3.5).
fn quotations(paragraphs: &[(usize, &str)]) -> Vec<bool> {
    let open = |paragraph: &str| {
        paragraph.starts_with('“') && paragraph.matches('“').count() > paragraph.matches('”').count()
    };
    let mut quoted = vec![false; paragraphs.len()];
    let mut at = 0;
    while at < paragraphs.len() {
        let more = paragraphs[at..].iter().take_while(|(_, paragraph)| open(paragraph)).count();
        let closes = paragraphs.get(at + more).is_some_and(|(_, last)| {
            let ends = last.trim_end_matches(['。', '！', '？', '，', '；']).ends_with('”');
            last.starts_with('“') && ends && last.matches('“').count() == last.matches('”').count()
        });
        if more > 0 && closes {
            quoted[at..=at + more].fill(true);
        }
        at += more.max(1);
    }
    quoted
}
