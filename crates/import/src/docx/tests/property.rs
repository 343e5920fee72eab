//! Word files put together by chance of parts whose words are known: none is lost, none is invented.

use proptest::prelude::*;

use super::*;
use crate::tests::{config, sorted, words_of_file};

/// A part of a paragraph: its XML, and what it says.
#[derive(Debug, Clone, Default)]
struct Part {
    xml: String,
    /// Words that stand in the values, in order.
    live: String,
    /// Words that stand behind `#|`.
    left_out: String,
}

/// The kinds of parts; each gets a word that no other has.
const KINDS: usize = 31;

fn part(kind: usize, word: &str) -> Part {
    let live = |xml: String| Part { xml, live: word.to_owned(), left_out: String::new() };
    let left_out = |xml: String| Part { xml, live: String::new(), left_out: word.to_owned() };
    let plain = run("", word);
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let code = |text: &str| format!(r#"<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>"#);
    match kind {
        0 => live(plain),
        1 => live(word.chars().map(|c| run("<w:b/>", &c.to_string())).collect()),
        2 => live(format!("<w:ins>{plain}</w:ins>")),
        3 => Part {
            xml: format!("<w:del><w:r><w:delText>{word}</w:delText></w:r></w:del>"),
            ..Part::default()
        },
        4 => Part { xml: format!("<w:moveFrom>{plain}</w:moveFrom>"), ..Part::default() },
        5 => live(format!("<w:moveTo>{plain}</w:moveTo>")),
        6 => live(format!("<w:smartTag><w:smartTagPr/>{plain}</w:smartTag>")),
        7 => live(format!(r#"<w:hyperlink r:id="x">{plain}</w:hyperlink>"#)),
        8 => live(format!("<w:sdt><w:sdtPr/><w:sdtContent>{plain}</w:sdtContent></w:sdt>")),
        9 => left_out(format!(
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{plain}</w:sdtContent></w:sdt>"
        )),
        10 => left_out(run("<w:vanish/>", word)),
        11 => left_out(run(r#"<w:rStyle w:val="h"/>"#, word)),
        12 => live(run(r#"<w:rStyle w:val="h"/><w:vanish w:val="0"/>"#, word)),
        13 => left_out(run("<w:strike/>", word)),
        14 => left_out(run("<w:dstrike/>", word)),
        15 => Part {
            xml: format!(
                "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{plain}</w:rubyBase></w:ruby></w:r>",
                run("", "yīn")
            ),
            live: word.to_owned(),
            left_out: "yīn".to_owned(),
        },
        16 => live(mark("begin") + &code(" REF a ") + &mark("separate") + &plain + &mark("end")),
        17 => live(format!(r#"<w:fldSimple w:instr=" SEQ 图 ">{plain}</w:fldSimple>"#)),
        18 => Part {
            xml: mark("begin") + &code(r" EQ \o\ac(○,特)") + &mark("end"),
            live: "㊕".to_owned(),
            ..Part::default()
        },
        19 => Part {
            xml: r#"<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>"#.to_owned(),
            live: "☑".to_owned(),
            ..Part::default()
        },
        20 => Part {
            xml: run(r#"<w:vertAlign w:val="superscript"/>"#, "2"),
            live: "²".to_owned(),
            ..Part::default()
        },
        21 => left_out(format!(
            r#"<w:r><w:footnoteReference w:id="{}"/></w:r>"#,
            word.trim_matches(|c: char| !c.is_ascii_digit())
        )),
        22 => live(format!(
            r#"<w:r><mc:AlternateContent><mc:Choice Requires="w14"><w:t>{word}</w:t></mc:Choice><mc:Fallback><w:t>{word}</w:t></mc:Fallback></mc:AlternateContent></w:r>"#
        )),
        23 => live(run(r#"<w:vertAlign w:val="superscript"/>"#, word)),
        24 => live(run(r#"<w:vertAlign w:val="subscript"/>"#, word)),
        // What looks like markup stays words; bars, blanks and breaks are not counted.
        25 => Part { xml: run("", &format!("# {word}")), live: format!("#{word}"), left_out: String::new() },
        26 => Part { xml: run("", &format!("**{word}**")), live: format!("**{word}**"), ..Part::default() },
        27 => Part { xml: run("", &format!("|{word}|")), live: word.to_owned(), ..Part::default() },
        28 => Part { xml: run("", &format!("{word}&lt;br&gt;")), live: word.to_owned(), ..Part::default() },
        // Drawn things say no words.
        29 => Part { xml: r#"<w:r><w:pict><v:oval/></w:pict></w:r>"#.to_owned(), ..Part::default() },
        _ => live(format!("<m:oMath><m:r><m:t>{word}</m:t></m:r></m:oMath>")),
    }
}

/// A block: a paragraph of parts, and what it stands in.
fn block(around: usize, kinds: &[usize], next: &mut usize, notes: &mut String) -> Part {
    let mut whole = Part::default();
    for kind in kinds {
        *next += 1;
        let word = format!("河{next}道");
        let one = part(*kind, &word);
        if *kind == 21 {
            notes.push_str(&format!(r#"<w:footnote w:id="{next}">{}</w:footnote>"#, paragraph(&word)));
        }
        whole.xml += &one.xml;
        whole.live += &one.live;
        whole.left_out += &one.left_out;
    }
    let inner = std::mem::take(&mut whole.xml);
    whole.xml = match around {
        0 => format!("<w:p>{inner}</w:p>"),
        // Its mark is deleted: it goes on in the next paragraph.
        1 => format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{inner}</w:p><w:p/>"),
        2 => format!("<w:sdt><w:sdtContent><w:p>{inner}</w:p></w:sdtContent></w:sdt>"),
        3 => format!(
            "<w:tbl><w:tr><w:tc><w:p>{inner}</w:p></w:tc><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
        ),
        4 => format!(
            "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc><w:tc><w:tbl><w:tr><w:tc><w:p>{inner}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"
        ),
        5 => format!(
            "<w:p><w:r><w:pict><v:textbox><w:txbxContent><w:p>{inner}</w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>"
        ),
        7 => format!(
            r#"<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p>{inner}</w:p></w:tc><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"#
        ),
        6 => {
            whole.live.insert_str(0, "一、");
            format!(
                r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{inner}</w:p>"#
            )
        }
        _ => format!("<w:ins><w:p>{inner}</w:p></w:ins>"),
    };
    whole
}

fn blocks() -> impl Strategy<Value = Vec<(usize, Vec<usize>)>> {
    prop::collection::vec((0..9_usize, prop::collection::vec(0..KINDS, 0..7)), 1..9)
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn no_word_of_a_word_file_is_lost_and_none_is_invented(blocks in blocks()) {
        let (mut next, mut notes) = (0, String::new());
        let mut whole = Part::default();
        for (around, kinds) in &blocks {
            let mut one = block(*around, kinds, &mut next, &mut notes);
            // Every numbered paragraph is the first of its list; one without words says no number.
            if *around == 6 && one.live == "一、" {
                one.live.clear();
            }
            whole.xml += &one.xml;
            whole.live += &one.live;
            whole.left_out += &one.left_out;
        }
        if whole.live.is_empty() {
            return Ok(());
        }
        let level = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="none"/><w:lvlText w:val="一、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
        let bytes = File::of(&whole.xml)
            .styles(r#"<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>"#)
            .numbering(level)
            .with("footnotes", "footnotes.xml", format!("<w:footnotes {NAMESPACES}>{notes}</w:footnotes>"))
            .bytes();
        let file = import("a.docx", bytes).unwrap().toml();
        // Raised figures beside raised words are raised like these.
        let plain = |text: &str| sorted(&text.replace('²', "2")).replace(['|', '\\'], "");
        let found = plain(&words_of_file(&file).replace("<br>", "").replace(['<', '^'], ""));
        prop_assert_eq!(&found, &plain(&(whole.live.clone() + &whole.left_out)), "\n{}\n{}", whole.xml, file);
        let read = file.parse::<::toml::Table>();
        prop_assert!(read.is_ok(), "{}", file);
        // Live words stand in the lines in their order.
        let lines: String = lines_of(&File::of(&whole.xml).styles(r#"<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>"#).numbering(level).bytes()).concat();
        let lines = lines.replace("<br>", "").replace(['|', '\\', ' ', '\u{3000}', '<', '^', '-'], "");
        prop_assert_eq!(lines.replace('²', "2"), whole.live.replace('²', "2"));
    }

    /// Any piece of XML where a paragraph may stand: lines or an error, never a panic.
    #[test]
    fn xml_by_chance_ends_well(pieces in prop::collection::vec(prop::sample::select(vec![
        "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "甲", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>",
        "<w:tc>", "</w:tc>", "<w:sdt>", "</w:sdt>", "<w:sdtContent>", "</w:sdtContent>", "<w:fldChar w:fldCharType='begin'/>",
        "<w:fldChar w:fldCharType='separate'/>", "<w:fldChar w:fldCharType='end'/>", "<w:instrText>EQ \\o(", "</w:instrText>",
        "<w:ruby>", "</w:ruby>", "<w:txbxContent>", "</w:txbxContent>", "<m:oMath>", "</m:oMath>", "<w:altChunk r:id='a'/>",
        "<w:br/>", "<w:sym w:font='Wingdings' w:char='zz'/>", "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
    ]), 0..40)) {
        if let Err(failure) = import("a.docx", docx(&pieces.concat())) {
            prop_assert!(!failure.diagnostics().is_empty());
        }
    }
}
