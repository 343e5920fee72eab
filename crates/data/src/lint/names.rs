//! Names: a list has one in each item (7.2.4, 7.2.6), for each gets a place of its own on the page.

use super::Subject;
use super::findings::{Finding, Findings};
use crate::document::Words;
use crate::lint::Rule;
use crate::text::organs::ends_as_organ_among_names;

/// What people put between names.
const BETWEEN: [char; 8] = ['、', '，', ',', '；', ';', '/', '|', '\n'];

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let document = subject.document;
    for signer in &document.signers {
        tell(Rule::SignersInOne, signer, |_| true, findings);
    }
    for issuer in &document.issuers {
        tell(Rule::IssuersInOne, &issuer.name, is_organ, findings);
    }
}

fn tell(rule: Rule, words: &Words, is_name: impl Fn(&str) -> bool, findings: &mut Findings) {
    let names: Vec<&str> = words.text.split(BETWEEN).map(str::trim).filter(|name| !name.is_empty()).collect();
    if names.len() > 1 && names.iter().all(|name| is_name(name)) {
        let list = names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        findings.tell(Finding::of(rule, words).with(words.text.clone()).with(list));
    }
}

/// 石溪市北山、南山街道办事处 is one organ: 石溪市北山 is none.
fn is_organ(name: &str) -> bool {
    name.chars().count() > 2 && ends_as_organ_among_names(name)
}
