//! The body's paragraphs: numbering, headings, blanks, and words that have no place there.

use std::cell::LazyCell;

use super::Subject;
use super::findings::{Finding, Findings};
use super::text::{Text, characters, is_chinese, is_han};
use crate::lint::Rule;
use crate::text::levels::{self, SlipKind};
use crate::text::{Block, BlockKind, Numbering, people, regulation};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for text in subject.texts() {
        numbering(text, findings);
        heading_marks(text, findings);
    }
    // The signatures of an agreement may stand on a page of their own: there it keeps anything from being added.
    if subject.document.parties.is_empty() {
        no_text_here(&subject.body, findings);
    }
    blanks(&subject.body, findings);
}

fn numbering(text: &Text<'_>, findings: &mut Findings) {
    // A text without paragraphs is a table, a picture or a fragment of another language.
    if text.paragraphs().next().is_none() {
        return;
    }
    let mut slips = match text.is_plain {
        true => levels::read(text.text(), text.numbering).slips,
        false => levels::of_blocks(text.blocks, text.text(), text.numbering),
    };
    // What stands in a frame is counted by itself.
    for block in text.blocks {
        if let BlockKind::Boxed(boxed) = &block.kind {
            slips.extend(levels::of_blocks(&boxed.blocks, text.text(), Numbering::Official));
        }
    }
    slips.extend(regulation::slips(text.blocks, text.text()));
    for slip in slips {
        let rule = match slip.kind {
            SlipKind::Skip => Rule::NumberingSkip,
            SlipKind::Repeat => Rule::NumberingRepeat,
            SlipKind::Back => Rule::NumberingBack,
            SlipKind::Start => Rule::NumberingStart,
            SlipKind::Form => Rule::NumberingForm,
        };
        let finding = Finding::within(rule, text, slip.range).with(slip.typed).with(slip.right.as_str());
        findings.tell(if rule == Rule::NumberingForm { finding.fix(slip.right) } else { finding });
    }
}

/// A heading on a line of its own ends with 。 where the others of its level do not. Where all do, or
/// where the level's headings run in, the mark is the house's style.
fn heading_marks(text: &Text<'_>, findings: &mut Findings) {
    let level_of = |block: &Block| match block.kind {
        BlockKind::Heading(level) | BlockKind::Paragraph(Some(level)) => Some(level),
        _ => None,
    };
    let ends = |block: &Block, marks: &[char]| block.text().ends_with(|c| marks.contains(&c));
    // How many lines each level has, and how many of them are headings without a mark.
    let (mut lines, mut bare) = ([0_usize; 4], [0_usize; 4]);
    for block in text.blocks {
        let Some(level) = level_of(block) else { continue };
        lines[level as usize - 1] += 1;
        let heading = matches!(block.kind, BlockKind::Heading(_));
        bare[level as usize - 1] += usize::from(heading && !ends(block, &['。', '？', '！', '：']));
    }
    for (block, next) in text.blocks.iter().zip(text.blocks.iter().skip(1)) {
        let BlockKind::Heading(level) = block.kind else { continue };
        let (lines, bare) = (lines[level as usize - 1], bare[level as usize - 1]);
        // Something has to stand under it, or it is a sentence of a list.
        let heads = level_of(next).is_none_or(|below| below > level);
        // A note may stand behind the mark.
        let typed = text.text().get(block.range.clone()).is_some_and(|typed| typed.ends_with('。'));
        if typed && heads && ends(block, &['。']) && lines > 2 && bare == lines - 1 {
            let end = block.range.end;
            let finding = Finding::within(Rule::HeadingEndMark, text, end - '。'.len_utf8()..end);
            findings.tell(finding.with(block.text()).fix(""));
        }
    }
}

/// （此页无正文） was typed when the sign-off stood alone; now spacing is adjusted.
fn no_text_here(text: &Text<'_>, findings: &mut Findings) {
    for (start, paragraph) in text.paragraphs() {
        let inner = paragraph.trim_matches(['（', '）', '(', ')', '。', ' ', '　']);
        if matches!(inner, "此页无正文" | "本页无正文" | "以下无正文") {
            let range = start..start + paragraph.len();
            findings.tell(Finding::within(Rule::NoTextHere, text, range).with(paragraph));
        }
    }
}

/// Two or more blanks between characters of one sentence. Full-width ones after a character are meant: they are to be
/// filled in by hand, or part names. So are those after a numbering or 第一条, and in lines that are no sentences.
fn blanks(text: &Text<'_>, findings: &mut Findings) {
    /// More blanks than this are room for something.
    const MOST: usize = 4;
    for (start, paragraph) in text.paragraphs() {
        if !paragraph.ends_with(['。', '；', '：', '！', '？']) || paragraph.contains("：　") {
            continue;
        }
        let characters = characters(paragraph);
        // Once for all runs of a paragraph, and only where there is one to tell of.
        let line = LazyCell::new(|| characters.iter().map(|(_, c)| *c).collect::<Vec<char>>());
        let mut at = 0;
        while at < characters.len() {
            let run =
                characters[at..].iter().take_while(|(_, c)| matches!(c, ' ' | '\u{3000}' | '\u{A0}')).count();
            if run == 0 {
                at += 1;
                continue;
            }
            let before = at.checked_sub(1).map(|before| characters[before].1);
            let after = characters.get(at + run).map(|(_, c)| *c);
            // 　　年　　月　　日, 第一条　　, 一、
            let meant = |c: char| "年月日时分条章节、.．）)：:".contains(c);
            let inside = before.is_some_and(|c| is_chinese(c) && !meant(c))
                && after.is_some_and(|c| is_chinese(c) && !"年月日时分".contains(c));
            // 联系人：张三  电话：…
            let labels = characters[at + run..].iter().take(8).any(|(_, c)| matches!(c, '：' | ':'));
            let numbered = at <= 6 && characters[..at].iter().any(|(_, c)| "条章节".contains(*c));
            let wide = characters[at].1 == '\u{3000}' && before.is_some_and(is_han);
            if (2..=MOST).contains(&run) && !wide && inside && !numbered && !labels {
                let range = start + characters[at].0..start + characters[at + run].0;
                let finding = Finding::within(Rule::BlankRun, text, range);
                let right = if people::parts_name(&line, at..at + run) { "\u{3000}" } else { "" };
                findings.tell(finding.with(run.to_string()).fix(right));
            }
            at += run;
        }
    }
}
