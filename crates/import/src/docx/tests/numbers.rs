//! Automatic numbers, as Word counts them.

use super::*;

#[test]
fn automatic_numbers_are_typed_out() {
    let level = |at: usize, format: &str, text: &str| {
        format!(
            r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#
        )
    };
    let numbering = format!(
        r#"<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="3">{}{}{}{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>"#,
        level(0, "chineseCounting", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3."),
        level(3, "cardinalText", "%4"),
    );
    let styles = format!(
        r#"<w:styles {NAMESPACES}><w:style w:styleId="h1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="h2"><w:basedOn w:val="h1"/></w:style></w:styles>"#
    );
    let numbered = |list: u32, level: usize, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let styled = |text: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="h2"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
    };
    let body = [
        numbered(1, 0, "甲"),
        numbered(1, 1, "乙"),
        numbered(1, 1, "丙"),
        numbered(1, 2, "丁"),
        styled("戊"),
        numbered(1, 1, "己"),
        numbered(2, 0, "庚"),
        numbered(0, 0, "辛"),
        numbered(1, 3, "壬"),
    ];
    let bytes = zipped(&[
        ("word/document.xml", &document(&body.concat())),
        ("word/numbering.xml", &numbering),
        ("word/styles.xml", &styles),
    ]);
    assert_eq!(
        lines_of(&bytes),
        ["一、甲", "（一）乙", "（二）丙", "1.丁", "二、戊", "（一）己", "五、庚", "辛", "壬"]
    );
    let file = import("a.docx", bytes).unwrap().toml();
    assert!(file.contains("# 请核对：“壬”在 Word 里有自动编号，没有认出号码"), "{file}");
}

/// A level of a list; `more` stands before the text.
fn level(at: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
    )
}

fn list(id: u32, levels: &[String]) -> String {
    format!(r#"<w:abstractNum w:abstractNumId="{id}">{}</w:abstractNum>"#, levels.concat())
}

fn num(id: u32, of: u32, more: &str) -> String {
    format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{of}"/>{more}</w:num>"#)
}

fn at(list: u32, level: usize, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
    )
}

/// The numbers of paragraphs at these lists and levels, whose text is 甲.
#[track_caller]
fn numbers(numbering: &str, paragraphs: &[(u32, usize)], wanted: &[&str]) {
    let body: String = paragraphs.iter().map(|(list, level)| at(*list, *level, "甲")).collect();
    let lines = File::of(&body).numbering(numbering).lines();
    let found: Vec<&str> = lines.iter().map(|line| line.strip_suffix('甲').unwrap()).collect();
    assert_eq!(found, wanted);
}

/// Field report 73: articles are counted through the chapters.
#[test]
fn levels_restart_after_those_that_word_says() {
    let chapters = |restart: &str| {
        list(
            0,
            &[
                level(0, "chineseCountingThousand", "第%1章", r#"<w:suff w:val="space"/>"#),
                level(1, "chineseCountingThousand", "第%2条", &format!("{restart}<w:suff w:val=\"space\"/>")),
                level(2, "decimal", "%3.", ""),
            ],
        ) + &num(1, 0, "")
    };
    let paragraphs = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2), (1, 2)];
    numbers(
        &chapters(r#"<w:lvlRestart w:val="0"/>"#),
        &paragraphs,
        &["第一章　", "第一条　", "第二条　", "1.", "第二章　", "第三条　", "1.", "2."],
    );
    numbers(
        &chapters(""),
        &paragraphs,
        &["第一章　", "第一条　", "第二条　", "1.", "第二章　", "第一条　", "1.", "2."],
    );
    // The third level restarts after the first only: `lvlRestart` counts levels from 1.
    let third = list(
        0,
        &[
            level(0, "decimal", "%1", ""),
            level(1, "decimal", "%2", ""),
            level(2, "decimal", "%3", r#"<w:lvlRestart w:val="1"/>"#),
        ],
    ) + &num(1, 0, "");
    numbers(
        &third,
        &[(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)],
        &["1 ", "1 ", "1 ", "2 ", "2 ", "2 ", "1 "],
    );
}

#[test]
fn levels_are_shown_with_those_above_them() {
    let many = |more: &str| {
        list(
            0,
            &[
                level(0, "chineseCounting", "%1、", ""),
                level(1, "decimal", "%1.%2", more),
                level(2, "lowerLetter", "%1.%2.%3)", ""),
                level(3, "bullet", "●", ""),
                level(4, "decimal", "%1.%4%5", ""),
            ],
        ) + &num(1, 0, "")
    };
    let paragraphs = [(1, 0), (1, 0), (1, 1), (1, 2), (1, 2), (1, 4)];
    numbers(&many(""), &paragraphs, &["一、", "二、", "二.1 ", "二.1.a)", "二.1.b)", "二.1 "]);
    numbers(&many("<w:isLgl/>"), &paragraphs, &["一、", "二、", "2.1 ", "二.1.a)", "二.1.b)", "二.1 "]);
    // A level whose upper level was never used counts it from its start.
    numbers(&many("<w:isLgl/>"), &[(1, 1), (1, 1)], &["1.1 ", "1.2 "]);
}

#[test]
fn the_blank_behind_a_number_is_the_one_of_word() {
    for (suffix, text, wanted) in [
        ("", "第%1条", "第一条　"),
        ("tab", "第%1条", "第一条　"),
        ("space", "第%1条", "第一条　"),
        ("nothing", "第%1条", "第一条"),
        ("space", "%1、", "一、"),
        ("tab", "（%1）", "（一）"),
        ("space", "附件%1：", "附件一："),
    ] {
        let suffix = format!("<w:suff w:val=\"{suffix}\"/>");
        let suffix = if suffix.contains("\"\"") { "" } else { &suffix };
        let numbering = list(0, &[level(0, "chineseCountingThousand", text, suffix)]) + &num(1, 0, "");
        numbers(&numbering, &[(1, 0)], &[wanted]);
    }
}

#[test]
fn lists_start_where_their_overrides_say() {
    let plain = list(7, &[level(0, "decimal", "%1.", ""), level(1, "decimal", "（%2）", "")]);
    let start = |level: usize, start: u32| {
        format!(r#"<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>"#)
    };
    let other = format!(r#"<w:lvlOverride w:ilvl="0">{}</w:lvlOverride>"#, level(0, "upperRoman", "%1.", ""));
    let numbering = plain
        + &num(1, 7, "")
        + &num(2, 7, &start(0, 1))
        + &num(3, 7, "")
        + &num(4, 7, &other)
        + &num(5, 7, &(start(0, 8) + &start(1, 3)));
    // Two lists of one kind count on; an override starts anew, once.
    numbers(
        &numbering,
        &[(1, 0), (1, 0), (2, 0), (2, 0), (1, 0), (3, 0), (4, 0), (5, 0), (5, 1), (5, 1), (5, 0), (5, 1)],
        &["1.", "2.", "1.", "2.", "3.", "4.", "V.", "8.", "（3）", "（4）", "9.", "（3）"],
    );
}

#[test]
fn styles_number_their_paragraphs() {
    let numbering = list(
        0,
        &[
            level(0, "chineseCounting", "%1、", r#"<w:pStyle w:val="h1"/>"#),
            level(1, "chineseCounting", "（%2）", r#"<w:pStyle w:val="h2"/>"#),
            level(2, "decimal", "%3.", ""),
        ],
    ) + &list(1, &[])
        .replace("</w:abstractNum>", r#"<w:numStyleLink w:val="ls"/></w:abstractNum>"#)
        + &num(1, 0, "")
        + &num(2, 1, "");
    let styles = r#"<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/><w:basedOn w:val="h1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="h3"><w:name w:val="heading 3"/><w:basedOn w:val="h2"/><w:pPr><w:numPr><w:ilvl w:val="2"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="off"><w:basedOn w:val="h1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
        <w:style w:type="numbering" w:styleId="ls"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#;
    let styled = |style: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"#)
    };
    let body = [
        styled("h1"),
        styled("h2"),
        styled("h2"),
        styled("h3"),
        styled("off"),
        styled("h1"),
        styled("h2"),
        at(2, 2, "甲"),
    ];
    let lines = File::of(&body.concat()).numbering(&numbering).styles(styles).lines();
    assert_eq!(lines, ["一、甲", "（一）甲", "（二）甲", "1.甲", "甲", "二、甲", "（一）甲", "1.甲"]);
}

/// What counts without being seen, what is seen without being typed out, and what is not known.
#[test]
fn numbers_that_are_not_written_are_told() {
    let numbering = list(0, &[level(0, "decimal", "%1.", "")])
        + &list(1, &[level(0, "bullet", "●", "")])
        + &list(2, &[level(0, "cardinalText", "%1", "")])
        + &num(1, 0, "")
        + &num(2, 1, "")
        + &num(3, 2, "");
    let hidden = at(1, 0, "藏")
        .replace("<w:pPr>", "<w:pPr><w:rPr><w:vanish/></w:rPr>")
        .replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>");
    let body = [
        at(1, 0, "甲项。"),
        hidden,
        at(1, 0, "乙项。"),
        at(1, 0, ""),
        at(1, 0, "丙项。"),
        at(2, 0, "点项。"),
        at(3, 0, "词项。"),
    ];
    let file = File::of(&notice(&body.concat())).numbering(&numbering).toml();
    has_lines(&file, &["1.甲项。", "2.乙项。", "4.丙项。", "点项。", "词项。"]);
    for doubt in [
        "# 请核对：编号“3.”后面没有文字",
        "# 请核对：从“点项。”起有项目符号",
        "# 请核对：“词项。”在 Word 里有自动编号",
        "# 请核对：隐藏文字",
        "#| 藏",
    ] {
        assert!(file.contains(doubt), "{doubt}\n{file}");
    }
}

/// A format of one's own stands in a choice beside one that older programs know.
#[test]
fn formats_of_ones_own_pad_with_noughts() {
    let custom = r#"<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>"#;
    let own = level(0, "x", "%1.", "").replace(r#"<w:numFmt w:val="x"/>"#, custom);
    numbers(&(list(0, &[own]) + &num(1, 0, "")), &[(1, 0), (1, 0)], &["001.", "002."]);
}

/// Lists by chance, numbered as another program numbers them (tests/fixtures/numbering/make.py).
#[test]
fn lists_are_numbered_as_libreoffice_numbers_them() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/numbering");
    let lines = lines_of(&std::fs::read(folder.join("lists.docx")).unwrap());
    let shown = std::fs::read_to_string(folder.join("libreoffice.txt")).unwrap();
    let shown: Vec<String> = shown.lines().map(|line| line.replace(' ', "")).collect();
    assert!(shown.len() > 300);
    assert_eq!(lines, shown);
}
