//! 份号, 密级, 紧急程度 (7.2.1–7.2.3; 条例 Art. 9).

use super::Subject;
use super::findings::{Finding, Findings};
use crate::document::{Format, classification_in_arabic, is_unranked};
use crate::lint::Rule;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let document = subject.document;
    // Copies of secrets are counted, not those of 内部资料.
    if let (Some(classification), None) = (&document.classification, &document.copy_number)
        && !is_unranked(&classification.text)
    {
        findings.tell(Finding::of(Rule::CopyNumberMissing, classification));
    }
    if let Some(words) = &document.copy_number {
        let text = words.text.as_str();
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || text.len() < 6 {
            let right = if digits { format!("{text:0>6}") } else { "000001".to_owned() };
            let finding = Finding::of(Rule::CopyNumberDigits, words).with(text).with(right.as_str());
            findings.tell(if digits { finding.at(text).fix(right) } else { finding });
        }
    }
    if let Some(words) = &document.classification
        && let Some(right) = classification_in_arabic(&words.text)
    {
        let finding = Finding::of(Rule::ClassificationDigits, words).at(&words.text);
        findings.tell(finding.with(words.text.as_str()).with(right.as_str()).fix(right));
    }
    urgency(subject, findings);
}

/// 特急 and 加急; a telegram has one of four.
fn urgency(subject: &Subject<'_>, findings: &mut Findings) {
    let document = subject.document;
    let telegram = document.format == Format::Telegram;
    let Some(words) = &document.urgency else {
        let place = if document.title.text.is_empty() { &document.body.words } else { &document.title };
        if telegram {
            findings.tell(Finding::of(Rule::TelegramUrgency, place));
        }
        return;
    };
    // 特　急 is the same word, its characters set apart; 特急·明电 says what is sent, too.
    let word = words.text.replace(char::is_whitespace, "");
    let degree = if telegram { word.split(['·', '•', '・']).next().unwrap_or_default() } else { &word };
    let rule = match degree {
        "特急" | "加急" => return,
        "特提" | "平急" if telegram => return,
        "特提" | "平急" => Rule::UrgencyOfTelegrams,
        _ => Rule::UrgencyWord,
    };
    findings.tell(Finding::of(rule, words).with(words.text.as_str()));
}
