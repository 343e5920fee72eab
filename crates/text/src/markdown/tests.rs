//! Markdown and the blocks it becomes, judged by the words of docs/data-format.md, "Markdown".
//!
//! A block is written `标1` (heading of a level), `段`/`段3` (paragraph, with a level's numbering),
//! then its runs: 黑, 楷, 仿 and a `*` when bold, `^` when raised, `_` when lowered; `表` with its cells; `图`.

use super::*;

fn describe(block: &Block) -> String {
    crate::body::tests::describe(block, describe_table)
}

fn describe_table(table: &Table) -> String {
    let row = |cells: &Vec<table::Cell>| {
        let cells = cells.iter().map(|cell| {
            let pieces = cell.words.pieces().into_iter();
            pieces
                .map(|(text, look)| match (look.bold, look.script) {
                    (true, _) => format!("*{text}*"),
                    (false, Some(Script::Raised)) => format!("^{text}^"),
                    (false, Some(Script::Lowered)) => format!("_{text}_"),
                    (false, None) => text.to_owned(),
                })
                .collect()
        });
        cells.collect::<Vec<String>>().join("|")
    };
    let aligned: String = table
        .aligned
        .iter()
        .map(|aligned| match aligned {
            None => '·',
            Some(Aligned::Left) => '左',
            Some(Aligned::Centre) => '中',
            Some(Aligned::Right) => '右',
        })
        .collect();
    let caption = table.caption.as_ref().map(|caption| format!("「{}」", caption.text)).unwrap_or_default();
    let header: Vec<String> = table.header.iter().map(row).collect();
    let rows: Vec<String> = table.rows.iter().map(row).collect();
    format!("表{caption}{aligned} {} ‖ {}", header.join(" ‖ "), rows.join(" ‖ "))
}

/// Each text must be the blocks beside it, without a remark.
fn check(table: &[(&str, &[&str])]) {
    for (text, wanted) in table {
        let (blocks, remarks) = read(text);
        let found: Vec<String> = blocks.iter().map(describe).collect();
        assert_eq!(found, *wanted, "{text:?}");
        assert_eq!(remarks, [], "{text:?}");
    }
}

#[test]
fn headings_are_numbered_officially_unless_they_carry_a_number() {
    check(&[
        ("# 总体要求", &["标1 黑[一、总体要求]"]),
        ("# 一、总体要求", &["标1 黑[一、总体要求]"]),
        (
            "# 甲\n## 乙\n### 丙\n#### 丁\n## 戊\n# 己",
            &[
                "标1 黑[一、甲]",
                "标2 楷[（一）乙]",
                "标3 仿[1.丙]",
                "标4 仿[（1）丁]",
                "标2 楷[（二）戊]",
                "标1 黑[二、己]",
            ],
        ),
        ("# 三、甲\n# 乙", &["标1 黑[三、甲]", "标1 黑[四、乙]"]),
        ("甲\n===\n\n乙\n---", &["标1 黑[一、甲]", "标2 楷[（一）乙]"]),
        ("# **重**点 #", &["标1 黑[一、] 黑*[重] 黑[点]"]),
    ]);
}

#[test]
fn a_paragraph_ends_at_a_blank_line_and_keeps_its_level() {
    check(&[
        ("甲，\n乙。\n\n丙。", &["段 仿[甲，乙。]", "段 仿[丙。]"]),
        ("Typst\nmakes\n公文", &["段 仿[Typst makes 公文]"]),
        ("甲  \n乙\\\n丙<br>丁", &["段 仿[甲]", "段 仿[乙]", "段 仿[丙]", "段 仿[丁]"]),
        ("（一）强化领导。认真落实。", &["段2 楷[（一）强化领导。] 仿[认真落实。]"]),
        ("一、工作目标", &["标1 黑[一、工作目标]"]),
        ("1.本公报数据为初步数。", &["标3 仿[1.本公报数据为初步数。]"]),
        ("　　甲。", &["段 仿[甲。]"]),
        ("甲<!-- 待核 -->乙\n\n<!-- 待核 -->\n\n丙", &["段 仿[甲乙]", "段 仿[丙]"]),
        ("a~~b~~ `c` &amp; \\*", &["段 仿[a~~b~~ c & *]"]),
    ]);
}

#[test]
fn bold_is_bold_in_the_levels_own_face() {
    check(&[
        ("甲**乙**丙", &["段 仿[甲] 仿*[乙] 仿[丙]"]),
        ("**（一）强化领导。**认真落实。", &["段2 楷*[（一）强化领导。] 仿[认真落实。]"]),
        ("（一）强**化领导。认真**落实。", &["段2 楷[（一）强] 楷*[化领导。] 仿*[认真] 仿[落实。]"]),
        // Markdown's own rule finds no bold beside full-width quotes.
        ("抓好**“双随机”**监管", &["段 仿[抓好] 仿*[“双随机”] 仿[监管]"]),
        (r"甲\*\*乙", &["段 仿[甲**乙]"]),
        ("5 * 3 *", &["段 仿[5 * 3 *]"]),
    ]);
}

#[test]
fn sup_and_sub_raise_and_lower() {
    check(&[
        ("面积30m<sup>2</sup>。", &["段 仿[面积30m] 仿^[2] 仿[。]"]),
        ("CO<sub>2</sub>和**10<SUP>8</SUP>吨**", &["段 仿[CO] 仿_[2] 仿[和] 仿*[10] 仿*^[8] 仿*[吨]"]),
        ("# 减少CO<sub>2</sub>排放", &["标1 黑[一、减少CO] 黑_[2] 黑[排放]"]),
        ("|甲|\n|-|\n|m<sup>2</sup>|", &["表· 甲 ‖ m^2^"]),
    ]);
    // No end in the paragraph, an end without a beginning, one inside another.
    for text in [
        "m<sup>2。\n\n乙</sup>",
        "m2</sub>",
        "m<sup>2</sub>",
        "m<sup><sup>2</sup></sup>",
        "m<sup a=b>2</sup>",
    ] {
        let (_, remarks) = read(text);
        assert!(!remarks.is_empty(), "{text}");
    }
    let (_, remarks) = read("面积m<sup>2。");
    assert_eq!(remarks, [(Foreign::LoneScript, 7..12)]);
}

#[test]
fn lists_are_the_third_and_fourth_level_and_bullets_are_paragraphs() {
    check(&[
        ("1. 甲；\n2. 乙。", &["段3 仿[1.甲；]", "段3 仿[2.乙。]"]),
        ("3) 甲；\n4) 乙；", &["段3 仿[3.甲；]", "段3 仿[4.乙；]"]),
        (
            "1. 甲：\n   1. 乙；\n   2. 丙；\n2. 丁；",
            &["标3 仿[1.甲：]", "段4 仿[（1）乙；]", "段4 仿[（2）丙；]", "段3 仿[2.丁；]"],
        ),
        ("- 甲\n- **乙**\n  - 丙", &["段 仿[甲]", "段 仿*[乙]", "段 仿[丙]"]),
        ("- 甲\n  1. 乙；", &["段 仿[甲]", "段3 仿[1.乙；]"]),
        ("1. 甲；\n\n   续。\n\n2. 乙；", &["段3 仿[1.甲；]", "段 仿[续。]", "段3 仿[2.乙；]"]),
        ("1.\n2. 乙；", &["标3 仿[1.]", "段3 仿[2.乙；]"]),
        ("1. 甲；\n\n### 乙", &["段3 仿[1.甲；]", "标3 仿[2.乙]"]),
    ]);
}

#[test]
fn tables_have_alignment_bold_breaks_and_a_caption() {
    check(&[
        (
            "| 甲 | 乙 | 丙 | 丁 |\n|---|:--|:-:|--:|\n| 1 | **2** | a\\|b | c<br>d |",
            &["表·左中右 甲|乙|丙|丁 ‖ 1|*2*|a|b|c\nd"],
        ),
        ("表1　收支\n\n|甲|乙|\n|-|-|\n|其中|　1|", &["表「表1　收支」·· 甲|乙 ‖ 其中|　1"]),
        ("甲|乙\n-|-\n1|2", &["表·· 甲|乙 ‖ 1|2"]),
        ("|||\n|-|-|\n|1|2|", &["表··  ‖ 1|2"]),
        ("|甲|乙|\n|-|-|\n|1|", &["表·· 甲|乙 ‖ 1|"]),
    ]);
}

#[test]
fn pictures_stand_in_lines_of_their_own() {
    check(&[
        ("![印模](a.svg)", &["图[印模]（a.svg）"]),
        ("甲。\n![图](a.png)\n乙。", &["段 仿[甲。]", "图[图]（a.png）", "段 仿[乙。]"]),
        ("![图](<b c.png> \"标题\")", &["图[图]（b c.png）"]),
        ("![一](a.png)\n![二](b.png)", &["图[一]（a.png）", "图[二]（b.png）"]),
    ]);
}

#[test]
fn a_link_is_its_text() {
    check(&[("见<https://www.gov.cn>。", &["段 仿[见https://www.gov.cn。]"])]);
    let (blocks, remarks) = read("见[官网](https://www.gov.cn)。");
    assert_eq!(describe(&blocks[0]), "段 仿[见官网。]");
    assert_eq!(remarks, [(Foreign::Link { url: "https://www.gov.cn".into() }, 3..31)]);
}

/// What a 公文 has no form for is told where it stands; what is told of is set as written beside it.
#[test]
fn what_is_foreign_is_remarked_at_its_place() {
    for (text, what, at, blocks) in [
        ("甲<u>乙</u>", Foreign::Html, "<u>", "段 仿[甲乙]"),
        ("<div>\n甲\n</div>", Foreign::Html, "<div>\n甲\n</div>", ""),
        (
            "甲[^1]。\n\n[^1]: - 乙\n    # 丙",
            Foreign::Footnote,
            "[^1]: - 乙\n    # 丙",
            "段 仿[甲] 仿[] 仿[。]",
        ),
        ("甲[^1]。", Foreign::Note(Fault::Undefined { name: "1".into() }), "[^1]", "段 仿[甲[^1]。]"),
        ("```\n甲\n```", Foreign::Code, "```\n甲\n```", ""),
        ("---\ntitle: 甲\n---\n乙", Foreign::FrontMatter, "---\ntitle: 甲\n---", "段 仿[乙]"),
        ("##### 甲", Foreign::DeepHeading, "##### 甲", "标4 仿[（1）甲]"),
        ("见![图](a.png)", Foreign::PictureInText, "![图](a.png)", "图[图]（a.png）"),
        ("![图](a.png)见", Foreign::PictureInText, "见", "图[图]（a.png）"),
        ("|甲|\n|-|\n|1|2|", Foreign::LongRow, "|1|2|", "表· 甲 ‖ 1"),
        ("甲**乙", Foreign::LoneAsterisks, "*", ""),
        ("甲。\n\n    乙。\n    丙。", Foreign::IndentedCode, "乙。\n    丙。", "段 仿[甲。]"),
        ("> 甲", Foreign::Quote, "> 甲", "段 仿[甲]"),
        ("甲\n\n***\n\n乙", Foreign::Rule, "***", "段 仿[甲]"),
        ("甲*乙*", Foreign::Emphasis, "*乙*", "段 仿[甲乙]"),
    ] {
        let (found, remarks) = read(text);
        let (said, range) = remarks.first().unwrap_or_else(|| panic!("{text:?} is not remarked"));
        assert_eq!(*said, what, "{text:?}");
        assert_eq!(text[range.clone()].trim(), at, "{text:?}");
        let first = found.first().map(describe).unwrap_or_default();
        assert!(blocks.is_empty() || first == blocks, "{text:?}: {first}");
    }
    let (blocks, _) = read("甲。\n\n    乙。\n    丙。");
    assert_eq!(
        blocks.iter().map(describe).collect::<Vec<_>>(),
        ["段 仿[甲。]", "段 仿[乙。]", "段 仿[丙。]"]
    );
    let (_, remarks) = read("1. 甲\n   1. 乙\n      1. 丙");
    assert_eq!(remarks[0].0, Foreign::DeepList);
}

#[test]
fn a_quotation_under_a_title_is_a_frame() {
    check(&[
        (
            "# 甲\n\n> **专栏1　工程**\n> 1.乙。\n> **丙**。\n\n# 丁",
            &[
                "标1 黑[一、甲]",
                "框「段 黑[专栏1　工程]；标3 仿[1.乙。]；段 仿*[丙] 仿[。]」",
                "标1 黑[二、丁]",
            ],
        ),
        ("> 专栏2\n>\n> - 乙。", &["框「段 黑[专栏2]；段 仿[乙。]」"]),
        ("```typst\n$ a $\n```", &["排[0, 0, 0, 0]"]),
    ]);
    assert_eq!(read("> 乙。").1.len(), 1);
}

/// CE 2: `# 甲市水利局关于…的通知` over the text was 一、 and pushed all levels down.
#[test]
fn a_title_over_the_text_is_no_level() {
    let under = |text: &str, title: &str| {
        let (blocks, remarks) = read_under(text, Numbering::Official, title, &mut Host::default());
        let told: Vec<Foreign> = remarks.into_iter().map(|(foreign, _)| foreign).collect();
        (blocks.iter().map(describe).collect::<Vec<_>>(), told)
    };
    let text = "好的：\n\n# 甲市水利局关于清淤的通知\n\n## 一、任务\n\n### 清淤\n\n##### 深";
    let levels = ["段 仿[好的：]", "标1 黑[一、任务]", "标2 楷[（一）清淤]", "标4 仿[（1）深]"];
    for title in ["关于清淤的通知", "甲市水利局关于清淤的通知"] {
        assert_eq!(under(text, title), (levels.map(str::to_owned).to_vec(), vec![Foreign::Title]), "{title}");
    }
    let (blocks, told) = under(text, "关于防汛的通知");
    assert_eq!((&blocks[2..], told), (&levels.map(str::to_owned)[1..], vec![Foreign::OtherTitle]));
    // A heading is one.
    let (blocks, told) = under("# 总则\n\n## 目的", "关于清淤的通知");
    assert_eq!((blocks[0].as_str(), told), ("标1 黑[一、总则]", Vec::new()));
}

/// A line that begins with a number is one of the page, but for one with a backslash: what a batch fills in is words.
#[test]
fn a_line_with_a_number_is_joined_when_it_is_told_so() {
    let read = |text: &str| read(text).0.iter().map(describe).collect::<Vec<_>>();
    assert_eq!(read("文字\n\\\\一、总则"), ["段 仿[文字一、总则]"]);
    assert_eq!(read("文字\n一、总则"), read("文字\n\n一、总则"));
    assert_eq!(read("文字\n\\\\甲"), ["段 仿[文字\\甲]"]);
}

/// CE 3: an answer without blank lines became one paragraph when it was called Markdown.
#[test]
fn lines_with_numbers_are_paragraphs() {
    let text = "现将有关事项通知如下：\n**一、工作目标**\n**（一）总体目标。**\n到2025年，面貌明显改善，\n河道畅通。\n1.5万元以上的\n报批。";
    let (blocks, remarks) = read(text);
    let lines: Vec<String> = blocks.iter().map(Block::text).collect();
    assert_eq!(
        lines,
        [
            "现将有关事项通知如下：",
            "一、工作目标",
            "（一）总体目标。",
            "到2025年，面貌明显改善，河道畅通。1.5万元以上的报批。"
        ]
    );
    assert!(matches!(remarks[..], [(Foreign::Joined { lines: 1 }, _)]), "{remarks:?}");
}
