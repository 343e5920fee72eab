//! A formula as a line of text, for who listens and who copies (PDF/UA asks for it).

use typst::foundations::{Content, NativeElement, SequenceElem, StyleChain, StyledElem, SymbolElem};
use typst::layout::HElem;
use typst::math::{
    AccentElem, AlignPointElem, AttachElem, BinomElem, CancelElem, CasesElem, ClassElem, FracElem,
    LimitsElem, LrElem, MatElem, MidElem, OpElem, PrimesElem, RootElem, ScriptsElem, StretchElem, VecElem,
};
use typst::text::{LinebreakElem, SpaceElem, TextElem};

/// Formulas nested deeper are cut short.
const DEEPEST: usize = 64;

/// What a formula says, such as `S=∑_(i=1)^n a_i×P_i/P`.
pub(super) fn formula(body: &Content) -> String {
    let mut said = String::new();
    say(body, 0, &mut said);
    let said = close(&said);
    if said.is_empty() { "公式".to_owned() } else { said }
}

/// Without blanks but between words: `sin x`, `a b`, a sum and what is summed.
fn close(said: &str) -> String {
    let mut out = String::new();
    for word in said.split_whitespace() {
        let joint = out.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, ')' | ';' | ','));
        if joint && word.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '√') {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn say(content: &Content, depth: usize, out: &mut String) {
    if depth > DEEPEST {
        return;
    }
    let set = StyleChain::default();
    let depth = depth + 1;
    let whole = |content: &Content| {
        let mut said = String::new();
        say(content, depth, &mut said);
        close(&said)
    };
    let grouped = |content: &Content| group(whole(content));
    let row = |cells: &[Content], joint: &str| cells.iter().map(&whole).collect::<Vec<_>>().join(joint);
    if let Some(sequence) = content.to_packed::<SequenceElem>() {
        sequence.children.iter().for_each(|child| say(child, depth, out));
    } else if let Some(styled) = content.to_packed::<StyledElem>() {
        say(&styled.child, depth, out);
    } else if let Some(text) = content.to_packed::<TextElem>() {
        word(&text.text, out);
    } else if let Some(symbol) = content.to_packed::<SymbolElem>() {
        word(&symbol.text, out);
    } else if content.is::<SpaceElem>() || content.is::<HElem>() || content.is::<AlignPointElem>() {
        // Only what would run together is parted: a b, sin x.
        if out.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            out.push(' ');
        }
    } else if content.is::<LinebreakElem>() {
        out.push_str("; ");
    } else if let Some(attach) = content.to_packed::<AttachElem>() {
        let part = |mark: &str, part: Option<Content>, out: &mut String| {
            let Some(part) = part else { return };
            if part.is::<PrimesElem>() {
                say(&part, depth, out);
            } else {
                out.push_str(mark);
                out.push_str(&grouped(&part));
            }
        };
        part("_", attach.bl.get_cloned(set), out);
        part("^", attach.tl.get_cloned(set), out);
        say(&attach.base, depth, out);
        for (mark, given) in [
            ("_", attach.b.get_cloned(set)),
            ("_", attach.br.get_cloned(set)),
            ("^", attach.t.get_cloned(set)),
            ("^", attach.tr.get_cloned(set)),
        ] {
            part(mark, given, out);
        }
        // A sum's bounds do not belong to what is summed.
        if attach.base.plain_text().chars().any(|c| "∑∏∫∮⋃⋂∐".contains(c)) {
            out.push(' ');
        }
    } else if let Some(primes) = content.to_packed::<PrimesElem>() {
        out.extend(std::iter::repeat_n('′', primes.count.min(8)));
    } else if let Some(frac) = content.to_packed::<FracElem>() {
        out.push_str(&format!("{}/{}", grouped(&frac.num), grouped(&frac.denom)));
    } else if let Some(binom) = content.to_packed::<BinomElem>() {
        out.push_str(&format!("C({}, {})", whole(&binom.upper), row(&binom.lower, ", ")));
    } else if let Some(root) = content.to_packed::<RootElem>() {
        out.push_str(&root.index.get_cloned(set).map(|index| whole(&index)).unwrap_or_default());
        out.push_str(&format!("√{}", grouped(&root.radicand)));
    } else if let Some(matrix) = content.to_packed::<MatElem>() {
        let rows: Vec<String> = matrix.rows.iter().map(|cells| row(cells, ", ")).collect();
        out.push_str(&format!("({})", rows.join("; ")));
    } else if let Some(vector) = content.to_packed::<VecElem>() {
        out.push_str(&format!("({})", row(&vector.children, ", ")));
    } else if let Some(cases) = content.to_packed::<CasesElem>() {
        out.push_str(&format!("{{{}}}", row(&cases.children, "; ")));
    } else if let Some(accent) = content.to_packed::<AccentElem>() {
        say(&accent.base, depth, out);
        out.push(accent.accent.0);
    } else if let Some(operator) = content.to_packed::<OpElem>() {
        word(&whole(&operator.text), out);
        out.push(' ');
    } else if let Some(body) = inner(content) {
        say(body, depth, out);
    } else {
        word(&content.plain_text(), out);
    }
}

/// What stands inside an element that only changes how it looks.
fn inner(content: &Content) -> Option<&Content> {
    fn of<T: NativeElement>(content: &Content) -> Option<&T> {
        content.to_packed::<T>().map(|packed| &**packed)
    }
    of::<LrElem>(content)
        .map(|lr| &lr.body)
        .or_else(|| of::<MidElem>(content).map(|mid| &mid.body))
        .or_else(|| of::<ClassElem>(content).map(|class| &class.body))
        .or_else(|| of::<ScriptsElem>(content).map(|scripts| &scripts.body))
        .or_else(|| of::<LimitsElem>(content).map(|limits| &limits.body))
        .or_else(|| of::<StretchElem>(content).map(|stretch| &stretch.body))
        .or_else(|| of::<CancelElem>(content).map(|cancel| &cancel.body))
}

/// A word after another letter does not run into it.
fn word(text: &str, out: &mut String) {
    let letters = |c: char| c.is_ascii_alphabetic();
    if text.chars().count() > 1 && text.starts_with(letters) && out.ends_with(letters) {
        out.push(' ');
    }
    out.push_str(text);
}

/// Brackets around what is more than one word or number, and has none.
fn group(said: String) -> String {
    let said = close(&said);
    let plain = said.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '′' | '_' | '^'));
    if plain || said.starts_with('(') && said.ends_with(')') && said.matches('(').count() == 1 {
        said
    } else {
        format!("({said})")
    }
}
