//! Names of the head and the foot in one line, two, three: cut by sense, so that the template takes as many
//! lines as it has room for.

use serde_json::{Value as Json, json};

use super::data::MarkInk;
use crate::document::{Document, Issuer, Signature, mark};
use crate::text::title::lines_by_sense;

/// Names of no more characters, in em, are never cut.
const SHORT: f64 = 12.0;
/// What is longer, in characters, is no name any more.
const LONGEST: usize = 200;
/// How long a line may be at most, as a share of the whole: two lines to four.
const SHARES: [f64; 6] = [0.85, 0.7, 0.6, 0.45, 0.4, 0.3];

/// How wide a character is, in em.
type Advance<'a> = dyn Fn(char) -> f64 + 'a;

/// The names of a document, each in all its cuts, the fewest lines first.
pub(crate) struct Names {
    /// The mark of one organ in two lines.
    mark: Option<Vec<String>>,
    own: Signed,
    /// Those of the parts, as [`Document::parts`] has them.
    parts: Vec<Signed>,
    parties: Vec<Vec<Vec<String>>>,
}

/// The names of a sign-off, each in all its cuts.
#[derive(Default)]
pub(crate) struct Signed {
    organs: Vec<Vec<Vec<String>>>,
    posts: Vec<Vec<Vec<String>>>,
}

impl Signed {
    fn of(issuers: &[Issuer], signatures: &[Signature], small: &Advance<'_>) -> Signed {
        let organs = issuers.iter().map(|issuer| cuts(&issuer.signature.text, small));
        let posts = signatures.iter().map(|signature| cuts(&signature.title.text, small));
        Signed { organs: organs.collect(), posts: posts.collect() }
    }

    pub(super) fn organ(&self, index: usize) -> &[Vec<String>] {
        self.organs.get(index).map_or(&[], Vec::as_slice)
    }

    pub(super) fn post(&self, index: usize) -> &[Vec<String>] {
        self.posts.get(index).map_or(&[], Vec::as_slice)
    }
}

impl Names {
    /// `large` measures the mark's characters, `small` those of the sign-off.
    pub(crate) fn of(document: &Document, large: &Advance<'_>, small: &Advance<'_>) -> Names {
        let mark = mark(document);
        let halves = match &mark.names[..] {
            [name] if mark.word.is_none() => cuts(name, large).into_iter().find(|lines| lines.len() == 2),
            _ => None,
        };
        let own = Signed::of(&document.issuers, &document.signatures, small);
        let parts = document.parts().map(|part| Signed::of(&part.own.issuers, &part.own.signatures, small));
        let parties = document.parties.iter().map(|party| cuts(&party.name.text, small)).collect();
        Names { mark: halves, own, parts: parts.collect(), parties }
    }

    pub(super) fn mark(&self, ink: &MarkInk<'_>) -> Json {
        self.mark.as_ref().map_or(Json::Null, |lines| {
            let inks: Json = lines.iter().map(|line| json!(ink(line))).collect();
            json!({ "lines": lines, "inks": inks })
        })
    }

    /// Of the document's own sign-off.
    pub(super) fn own(&self) -> &Signed {
        &self.own
    }

    /// Of the sign-off of a part.
    pub(super) fn part(&self, index: usize) -> Option<&Signed> {
        self.parts.get(index)
    }

    pub(super) fn party(&self, index: usize) -> &[Vec<String>] {
        self.parties.get(index).map_or(&[], Vec::as_slice)
    }
}

/// A name in one line, and in more.
fn cuts(name: &str, advance: &Advance<'_>) -> Vec<Vec<String>> {
    let wide = |text: &str| -> f64 { text.trim_end().chars().map(advance).sum() };
    let widest = |lines: &[String]| lines.iter().map(|line| wide(line)).fold(0.0, f64::max);
    let whole = wide(name);
    let mut cuts = vec![vec![name.to_owned()]];
    if whole <= SHORT || name.chars().count() > LONGEST {
        return cuts;
    }
    for share in SHARES {
        let lines = lines_by_sense(name, whole * share, advance);
        let lines: Vec<String> = lines.iter().map(|line| line.trim().to_owned()).collect();
        if cuts.last().is_none_or(|last| widest(&lines) < widest(last)) {
            cuts.push(lines);
        }
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Vec<String> {
        cuts(name, &|c| if c.is_ascii() { 0.5 } else { 1.0 }).iter().map(|lines| lines.join("/")).collect()
    }

    #[test]
    fn a_name_is_cut_into_more_and_more_lines() {
        assert_eq!(of("云川市财政局"), ["云川市财政局"]);
        let cut = of("云岭彝族自治州人民政府国有资产监督管理委员会重大项目建设领导小组办公室");
        assert!(cut[1].matches('/').count() == 1 && cut.len() >= 3, "{cut:?}");
        for (a, b) in cut.iter().zip(&cut[1..]) {
            let widest = |cut: &String| cut.split('/').map(|line| line.chars().count()).max();
            assert!(widest(b) < widest(a), "{cut:?}");
        }
    }

    #[test]
    fn what_is_no_name_is_left_alone() {
        assert_eq!(of(&"国".repeat(LONGEST + 1)).len(), 1);
    }
}
