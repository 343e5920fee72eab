use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;

/// Before → after, as a person reads them.
const CASES: &str = include_str!("cases.txt");

fn cases() -> Vec<(&'static str, &'static str)> {
    let lines = CASES.lines().filter(|line| !line.is_empty() && !line.starts_with("# Each"));
    let lines = lines
        .filter(|line| !line.starts_with("# The") && !line.starts_with("# PDFs") && !line.starts_with("## "));
    lines
        .map(|line| match line.strip_suffix(" ＝") {
            Some(stays) => (stays, stays),
            None => line.split_once(" → ").unwrap_or_else(|| panic!("no case: {line}")),
        })
        .collect()
}

fn text(typed: &str) -> String {
    correct(typed, Markup::Text).text
}

#[test]
fn every_case_of_the_table() {
    let cases = cases();
    assert!(cases.len() >= 150, "{}", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(before, after)| {
            let found = text(before);
            (found != *after).then(|| format!("{before}\n  becomes {found}\n  not     {after}\n"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.concat());
}

/// Marks that may come, go and change; whatever else a text has is its words.
const MARKS: &str = ",.:;?!(){}[]<>\"'-~，。、；：？！（）［］【】〔〕﹝﹞《》〈〉≪≫“”‘’〝〞〟「」『』〖〗｛｝＂＇｢｣｡､\
                     …⋯·・•‧∙⋅—–―─－−‐‒━～〜∼．";

/// What is left without marks, spaces and what nobody sees; width folded, and ○ and 〇 the same.
fn words(text: &str) -> String {
    let seen = |c: &char| {
        let steers =
            matches!(*c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}');
        !steers
            && !matches!(*c, '\u{FEFF}' | '\u{AD}' | '\u{61C}')
            && !c.is_whitespace()
            && !MARKS.contains(*c)
    };
    // NFKC of the full-width forms only: of a character at a time, so that nothing is composed.
    let folded = |c: char| -> Vec<char> {
        if ('\u{FF01}'..='\u{FF5E}').contains(&c) || ('\u{FE50}'..='\u{FE6B}').contains(&c) {
            std::iter::once(c).nfkc().collect()
        } else {
            vec![if matches!(c, '○' | '◯') { '〇' } else { c }]
        }
    };
    text.chars().flat_map(folded).filter(seen).collect()
}

fn holds(typed: &str, markup: Markup) -> Result<(), TestCaseError> {
    let once = correct(typed, markup);
    prop_assert_eq!(words(&once.text), words(typed), "{:?}", typed);
    let again = correct(&once.text, markup);
    prop_assert_eq!(&again.text, &once.text, "typed {:?}", typed);
    prop_assert_eq!(&again.edits, &[], "typed {:?}", typed);
    // The edits are the change, in order and apart.
    let mut edited = String::new();
    let mut end = 0;
    for edit in &once.edits {
        prop_assert_eq!(&typed[edit.range.clone()], &edit.old);
        prop_assert!(edit.range.start >= end && edit.old != edit.new);
        edited += &typed[end..edit.range.start];
        edited += &edit.new;
        end = edit.range.end;
    }
    edited += &typed[end..];
    prop_assert_eq!(edited, once.text);
    for remark in &once.remarks {
        prop_assert!(typed.get(remark.range.clone()).is_some_and(|text| !text.is_empty()));
    }
    Ok(())
}

#[test]
fn the_cases_keep_their_words_and_are_settled_by_one_run() {
    for (before, _) in cases() {
        for markup in [Markup::Text, Markup::Markdown] {
            holds(before, markup).unwrap_or_else(|error| panic!("{before}: {error}"));
        }
    }
}

/// What is left to a person, and the place of it.
#[test]
fn what_is_not_certain_is_remarked_at_its_place() {
    for (typed, found, doubt) in [
        ("开展“一件事改革", "“", Doubt::UnpairedQuote),
        ("（一（二）三）", "（二）", Doubt::NestedBrackets),
        ("各单位要加强领导（见附件", "（", Doubt::UnpairedBracket),
        ("《甲《乙》", "《", Doubt::UnpairedBracket),
        ("推行‘放管服’改革", "‘放管服’", Doubt::InnerMarkOutside),
        ("印发〈办法〉", "〈办法〉", Doubt::InnerMarkOutside),
        ("落实，。推动", "，。", Doubt::TwoMarks),
        ("阿不都.热合曼", ".", Doubt::StopOrInterpunct),
        ("1、120个村已脱贫。", "1、", Doubt::Numbering),
        ("二0二四年", "0", Doubt::ZeroAmongHanzi),
        ("二０二四年", "０", Doubt::ZeroAmongHanzi),
        ("“甲”、“乙”", "、", Doubt::NeedlessComma),
        ("《甲》、《乙》", "、", Doubt::NeedlessComma),
        ("认真\u{3000}履职。", "\u{3000}", Doubt::WideSpace),
        ("某\u{E000}同志", "\u{E000}", Doubt::PrivateUse),
        ("⼀是", "⼀", Doubt::LookAlike),
        ("عم\u{200F}", "\u{200F}", Doubt::Directional),
    ] {
        let correction = correct(typed, Markup::Text);
        assert_eq!(correction.edits, [], "{typed}");
        let [remark] = &correction.remarks[..] else { panic!("{typed}: {:?}", correction.remarks) };
        assert_eq!((remark.found.as_str(), remark.doubt), (found, doubt), "{typed}");
        assert_eq!(&typed[remark.range.clone()], found);
    }
    for typed in
        ["第一条\u{3000}为规范公文，制定本办法。", "“甲”“乙”和“丙”", "（一）加强（见附件）", "一)加强"]
    {
        assert_eq!(correct(typed, Markup::Text).remarks, [], "{typed}");
    }
}

/// Each way a text can be wrong has its reason, and the edit shows what was typed and what stands there now.
#[test]
fn every_edit_says_why() {
    for (typed, old, new, reason) in [
        ("甲\u{200B}乙", "\u{200B}", "", Reason::Invisible),
        ("共２０个", "２０", "20", Reason::Width),
        ("甲,乙", ",", "，", Reason::HalfWidth),
        ("国办发[2024]5号", "[", "〔", Reason::NumberBracket),
        ("\"甲\"", "\"", "“", Reason::Quote),
        ("<<甲>>", "<<", "《", Reason::TitleMark),
        ("甲...", "...", "……", Reason::Ellipsis),
        ("甲…", "…", "……", Reason::Ellipsis),
        ("甲---乙", "---", "——", Reason::Dash),
        ("2021--2025年", "--", "—", Reason::Range),
        ("二○二四年", "○", "〇", Reason::Zero),
        ("甲•乙", "•", "·", Reason::Interpunct),
        ("甲，，乙", "，", "", Reason::Repeated),
        ("第 3条", " ", "", Reason::Space),
        ("1、甲", "、", ".", Reason::Numbering),
        ("甲(乙)", "(", "（", Reason::Bracket),
    ] {
        let edits = correct(typed, Markup::Text).edits;
        let first = edits.first().unwrap_or_else(|| panic!("{typed}"));
        assert_eq!((first.old.as_str(), first.new.as_str(), first.reason), (old, new, reason), "{typed}");
    }
}

/// What documents are typed with, in no order.
fn mixes() -> impl Strategy<Value = String> {
    let marks: Vec<String> = (MARKS.to_owned() + " \u{3000}\u{A0}\t\r|#\\*_`>/@&%+=×○◯〇％０９ＡｚⅠ①℃′″★□\u{200B}\u{200D}\u{FEFF}\u{AD}\u{202E}\u{E000}⼀豈عم")
        .chars()
        .map(String::from)
        .collect();
    let pieces = [
        "一",
        "二",
        "十",
        "中国",
        "龙泉市科学技术局认真履职",
        "年",
        "月",
        "日",
        "号",
        "第",
        "附件",
        "表",
        "个",
        "0",
        "1",
        "12",
        "2024",
        "2025",
        "1.5",
        "1,234",
        "10:30",
        "A",
        "GDP",
        "the WTO",
        "don't",
        "...",
        "……",
        "——",
        "--",
        "。。。",
        "\n",
        "[2024]",
        "(2024)",
        "(一)",
        "1、",
        "一.",
        "<<",
        ">>",
        "www.gov.cn/a?b=1,2",
        "a@b.cn",
        "https://x.cn/a,b;c",
        ".pdf",
        "![",
        "](",
        "|---|",
        "```",
        "# ",
        "No.",
        "&nbsp;",
        "  ",
        "<!--",
        "-->",
    ];
    let marks = prop::sample::select(marks);
    let pieces = prop::sample::select(pieces.to_vec()).prop_map(str::to_owned);
    prop::collection::vec(prop_oneof![marks, pieces], 0..24).prop_map(|parts| parts.concat())
}

fn config(cases: u32) -> ProptestConfig {
    let given = ProptestConfig::default();
    ProptestConfig {
        cases: if std::env::var_os("PROPTEST_CASES").is_some() { given.cases } else { cases },
        rng_seed: proptest::test_runner::RngSeed::Fixed(15834),
        failure_persistence: None,
        max_shrink_iters: 4000,
        ..given
    }
}

fn read(path: &str) -> String {
    std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path))
        .unwrap()
}

/// The page as the office published it, typed with half-width marks, becomes the text we set, to the byte.
#[test]
fn the_published_page_becomes_the_text_of_the_first_document() {
    let published = read("tests/fixtures/longke-2024-2.web.txt");
    let lines: Vec<&str> = published.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let body = lines[1..lines.len() - 3].join("\n") + "\n";
    let corrected = correct(&body, Markup::Text);
    assert_eq!(corrected.text, read("data/longke-2024-2.txt"));
    assert!(corrected.edits.len() > 100 && corrected.edits.iter().all(|edit| edit.old.len() == 1));
    holds(&published, Markup::Text).unwrap();
}

/// Whatever real text there is keeps its words, and what was set with care is left as it is.
#[test]
fn every_real_text_keeps_its_words_and_needs_no_change() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let markup = match path.extension().and_then(std::ffi::OsStr::to_str) {
            Some("txt") => Markup::Text,
            Some("md") => Markup::Markdown,
            _ => continue,
        };
        let text = std::fs::read_to_string(&path).unwrap();
        holds(&text, markup).unwrap();
        assert_eq!(correct(&text, markup).edits, [], "{}", path.display());
        // Typed with a half-width keyboard, it comes back as it was, or keeps its words at least.
        let typed: String = text.chars().map(half).collect();
        holds(&typed, markup).unwrap();
        read += 1;
    }
    assert!(read > 5);
}

fn half(c: char) -> char {
    "，。：；？！（）“”".chars().position(|mark| mark == c).map_or(c, |at| char::from(b",.:;?!()\"\""[at]))
}

/// Of the texts we have, typed with half-width commas, colons, brackets and straight quotes throughout, all
/// lines come back exactly.
#[test]
fn texts_typed_half_width_come_back() {
    for name in [
        "longke-2024-2.txt",
        "yijian-changpian.txt",
        "yijian-shangxing.txt",
        "baogao-lianhe.txt",
        "tongzhi-banfa-1.txt",
        "tongzhi-banfa-2.txt",
        "jueding-1.txt",
    ] {
        for line in read(&format!("data/{name}")).lines() {
            // A dot between hanzi is nobody's certainty.
            let typed: String = line.chars().map(|c| if c == '。' { c } else { half(c) }).collect();
            assert_eq!(text(&typed), line, "{name}");
        }
    }
}

proptest! {
    #![proptest_config(config(2000))]

    #[test]
    fn no_mix_loses_a_word_and_one_run_settles_it(mix in mixes()) {
        holds(&mix, Markup::Text)?;
        holds(&mix, Markup::Markdown)?;
    }
}

/// A pair beside a Chinese one is Chinese, however long the row: what is put right is right at once (fuzz of the doors).
#[test]
fn a_long_row_of_quotations_is_put_right_at_once() {
    for pairs in 1..60 {
        for row in ["''", "\"\"", "'a'", "\"b\" 'c'"] {
            for line in [format!("A'{}区（一层）", row.repeat(pairs)), format!("区{}", row.repeat(pairs))]
            {
                let once = correct(&line, Markup::Text).text;
                assert_eq!(correct(&once, Markup::Text).text, once, "{line}");
            }
        }
    }
}

/// Twice the text takes about twice the time: no line that somebody made up stops the program. A rule that
/// looked through the whole line for each character would need hours for these.
#[test]
fn a_line_of_any_kind_is_read_in_proportion_to_its_length() {
    for piece in [
        "(", "((一", "“‘", "\"'", "?!", "a.", "a,", "](", "<<中", "《", "1-", "中.", "。，", " ,", "&a",
        "www.", "○一",
    ] {
        let line = piece.repeat(30_000);
        let once = text(&line);
        assert_eq!(words(&once), words(&line), "{piece}");
    }
    let nested = "(".repeat(20_000) + "x" + &")".repeat(20_000);
    assert_eq!(words(&text(&nested)), "x");
}

#[test]
fn comments_of_markdown_over_several_lines_stay() {
    for text in ["<!--\n甲,乙\n\"丙\"\n-->\n", "落实规划<!-- 甲,乙\n丙,丁 -->\n", "<!-- 甲,乙\n丙,丁"]
    {
        assert_eq!(correct(text, Markup::Markdown).text, text);
    }
    // Behind a comment, and behind one that is never closed, stands text.
    assert_eq!(correct("<!--\n甲,乙\n-->\n甲,乙\n", Markup::Markdown).text, "<!--\n甲,乙\n-->\n甲，乙\n");
    assert_eq!(correct("见<!-- 甲\n甲,乙\n", Markup::Markdown).text, "见<!-- 甲\n甲，乙\n");
}
