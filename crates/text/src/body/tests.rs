//! Body text line by line, judged by the words of docs/data-format.md, "Body text".
//!
//! A block is written `标1` (a heading of level 1) or `段2`/`段` (a paragraph with or without the
//! numbering of a level), then its runs with the first character of their face: 黑, 楷, 仿.

use super::super::marked::Script;
use super::*;

/// A block in short; `table` says what is of interest about one.
pub fn describe(block: &Block, table: impl Fn(&Table) -> String) -> String {
    described(block, &table)
}

fn described(block: &Block, table: &dyn Fn(&Table) -> String) -> String {
    let kind = match &block.kind {
        BlockKind::Heading(level) => format!("标{}", *level as u8),
        BlockKind::Paragraph(Some(level)) => format!("段{}", *level as u8),
        BlockKind::Paragraph(None) => "段".to_owned(),
        BlockKind::Division(_) => "章".to_owned(),
        BlockKind::Article => "条".to_owned(),
        BlockKind::UnderTitle => "题".to_owned(),
        BlockKind::Table(given) => return table(given),
        BlockKind::Pictures(row) => {
            let said = |picture: &Picture| format!("{}（{}）", picture.caption.text, picture.path);
            format!(
                "图组[{}]（{}）",
                row.pictures.iter().map(said).collect::<Vec<_>>().join(" "),
                row.caption.text
            )
        }
        BlockKind::Picture(picture) => format!("图[{}]（{}）", picture.caption.text, picture.path),
        BlockKind::Chart(chart) => format!("表[{}]", chart.caption.text),
        BlockKind::Boxed(boxed) => {
            let lines: Vec<String> = boxed.all().map(|block| described(block, table)).collect();
            format!("框「{}」", lines.join("；"))
        }
        BlockKind::Typst(after) => format!("排{after:?}"),
        BlockKind::Placed(_) => "置".to_owned(),
        BlockKind::Title => "名".to_owned(),
        BlockKind::PageBreak => "页".to_owned(),
        BlockKind::Line(_) => "行".to_owned(),
        BlockKind::Names(_) => "单".to_owned(),
        BlockKind::Roster(_) => "员".to_owned(),
    };
    let runs = block.runs.iter().map(|run| {
        let face = match run.face {
            Face::Heiti => "黑",
            Face::Kaiti => "楷",
            Face::Fangsong => "仿",
            Face::Biaosong => "标",
        };
        format!(" {face}{}[{}]", looks(run.look), run.text)
    });
    kind + &runs.collect::<String>()
}

fn looks(look: Look) -> &'static str {
    match (look.bold, look.script) {
        (false, None) => "",
        (true, None) => "*",
        (false, Some(Script::Raised)) => "^",
        (true, Some(Script::Raised)) => "*^",
        (false, Some(Script::Lowered)) => "_",
        (true, Some(Script::Lowered)) => "*_",
    }
}

fn size(table: &Table) -> String {
    format!("表{}×{}", table.rows.len(), table.columns())
}

fn blocks(text: &str) -> Vec<String> {
    read(text).iter().map(|block| describe(block, size)).collect()
}

/// Every line alone must be the one block that is written beside it; every slip is told at once.
fn check(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .filter(|(line, expected)| blocks(line) != [*expected])
        .map(|(line, expected)| {
            format!("{line:?}\n  expected {expected}\n  read     {}", blocks(line).join(" ⏎ "))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} lines:\n{}", wrong.len(), table.len(), wrong.join("\n"));
}

#[test]
fn a_numbered_line_without_end_punctuation_is_a_heading_of_its_level() {
    check(&[
        ("一、总体要求", "标1 黑[一、总体要求]"),
        ("十、组织保障", "标1 黑[十、组织保障]"),
        ("十二、附则", "标1 黑[十二、附则]"),
        ("二十一、其他事项", "标1 黑[二十一、其他事项]"),
        ("（一）指导思想", "标2 楷[（一）指导思想]"),
        ("（十一）加强队伍建设", "标2 楷[（十一）加强队伍建设]"),
        ("（二十一）强化督查", "标2 楷[（二十一）强化督查]"),
        ("1.工作目标", "标3 仿[1.工作目标]"),
        ("1．工作目标", "标3 仿[1．工作目标]"),
        ("12.保障措施", "标3 仿[12.保障措施]"),
        ("１．工作目标", "标3 仿[１．工作目标]"),
        ("1. 工作目标", "标3 仿[1. 工作目标]"),
        ("（1）基本情况", "标4 仿[（1）基本情况]"),
        ("（12）经费来源", "标4 仿[（12）经费来源]"),
        ("（１）基本情况", "标4 仿[（１）基本情况]"),
        (
            "一、2023年度推进法治政府建设的主要举措和成效",
            "标1 黑[一、2023年度推进法治政府建设的主要举措和成效]",
        ),
        ("一、　总体要求", "标1 黑[一、　总体要求]"),
        // However long it is: without end punctuation it is no sentence.
        (
            "（一）关于贯彻落实《优化营商环境条例》和深化“放管服”改革有关重点任务分工的情况",
            "标2 楷[（一）关于贯彻落实《优化营商环境条例》和深化“放管服”改革有关重点任务分工的情况]",
        ),
        // The end of what stands in brackets or quotes is not the line's.
        ("一、工作安排（草案）", "标1 黑[一、工作安排（草案）]"),
        ("（二）落实“双随机、一公开”", "标2 楷[（二）落实“双随机、一公开”]"),
    ]);
}

#[test]
fn half_width_brackets_number_too() {
    check(&[
        ("(一)指导思想", "标2 楷[(一)指导思想]"),
        ("(1)基本情况", "标4 仿[(1)基本情况]"),
        ("（一)混用括号", "标2 楷[（一)混用括号]"),
    ]);
}

#[test]
fn what_only_looks_like_numbering_is_plain() {
    check(&[
        // A regulation has numbers of its own.
        (
            "第一条 为了规范公文处理工作，制定本办法。",
            "条 黑[第一条] 仿[　] 仿[为了规范公文处理工作，制定本办法。]",
        ),
        ("第一章　总则", "章 黑[第一章] 黑[　] 黑[总则]"),
        ("第十二条　本办法自发布之日起施行", "条 黑[第十二条] 仿[　] 仿[本办法自发布之日起施行]"),
        ("1.5万元以上的项目", "段 仿[1.5万元以上的项目]"),
        ("10.5%的企业", "段 仿[10.5%的企业]"),
        ("１.５倍", "段 仿[１.５倍]"),
        ("2.0版本上线", "段 仿[2.0版本上线]"),
        ("2024.1.30前报送", "段 仿[2024.1.30前报送]"),
        ("2024.", "段 仿[2024.]"),
        ("2023年，我局认真履行职责。", "段 仿[2023年，我局认真履行职责。]"),
        ("（2024）第2号文件已废止", "段 仿[（2024）第2号文件已废止]"),
        ("（２０２４）第2号文件已废止", "段 仿[（２０２４）第2号文件已废止]"),
        ("（此件公开发布）", "段 仿[（此件公开发布）]"),
        ("（一是）加强领导", "段 仿[（一是）加强领导]"),
        ("一是加强领导；二是落实责任。", "段 仿[一是加强领导；二是落实责任。]"),
        ("一方面，要加强领导。", "段 仿[一方面，要加强领导。]"),
        ("1、加强领导", "段 仿[1、加强领导]"),
        ("1）加强领导", "段 仿[1）加强领导]"),
        ("①加强领导", "段 仿[①加强领导]"),
        (".5", "段 仿[.5]"),
        ("、", "段 仿[、]"),
        ("（）", "段 仿[（）]"),
        ("（", "段 仿[（]"),
        ("#标题", "段 仿[#标题]"),
        ("##### 五级", "段 仿[##### 五级]"),
        ("#", "段 仿[#]"),
    ]);
}

#[test]
fn a_run_in_heading_ends_with_the_first_full_stop() {
    check(&[
        ("一、加强组织领导。各单位要高度重视。", "段1 黑[一、加强组织领导。] 仿[各单位要高度重视。]"),
        (
            "（一）强化组织领导，坚持民主决策。认真贯彻落实。抓好学习。",
            "段2 楷[（一）强化组织领导，坚持民主决策。] 仿[认真贯彻落实。抓好学习。]",
        ),
        ("（一）加强领导。认真贯彻", "段2 楷[（一）加强领导。] 仿[认真贯彻]"),
        ("1.加强领导。认真贯彻落实。", "段3 仿[1.加强领导。认真贯彻落实。]"),
        ("（1）加强领导。认真贯彻落实。", "段4 仿[（1）加强领导。认真贯彻落实。]"),
        // However long the first sentence is.
        (
            "（一）坚持以习近平总书记全面依法治国新理念新思想新战略为引领推进依法行政。各科室抓好落实。",
            "段2 楷[（一）坚持以习近平总书记全面依法治国新理念新思想新战略为引领推进依法行政。] 仿[各科室抓好落实。]",
        ),
    ]);
}

#[test]
fn a_run_in_heading_ends_with_a_colon_within_20_characters() {
    let twenty = "一、甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申：后文。";
    let twenty_one = "一、甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉：后文。";
    check(&[
        ("一、总体要求：坚持稳中求进。", "段1 黑[一、总体要求：] 仿[坚持稳中求进。]"),
        ("（一）时间安排：2024年1月。其他另定。", "段2 楷[（一）时间安排：] 仿[2024年1月。其他另定。]"),
        ("1.时间：1月30日。", "段3 仿[1.时间：1月30日。]"),
        ("一、主要做法如下：", "标1 黑[一、主要做法如下：]"),
        (twenty, "段1 黑[一、甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申：] 仿[后文。]"),
        (twenty_one, "标1 黑[一、甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉：后文。]"),
        // A colon inside brackets or quotes belongs to them.
        ("（二）印发通知（附件：名单）。请遵照。", "段2 楷[（二）印发通知（附件：名单）。] 仿[请遵照。]"),
        ("（二）回答“问题：什么”。请遵照。", "段2 楷[（二）回答“问题：什么”。] 仿[请遵照。]"),
    ]);
}

#[test]
fn quotes_and_brackets_around_a_full_stop() {
    check(&[
        // Mid-quotation: the heading goes on.
        ("（一）落实“谁执法。谁普法”责任。请遵照。", "段2 楷[（一）落实“谁执法。谁普法”责任。] 仿[请遵照。]"),
        ("（一）加强领导（见附件。）。请遵照。", "段2 楷[（一）加强领导（见附件。）。] 仿[请遵照。]"),
        ("（一）学习《通知。补充》精神。请遵照。", "段2 楷[（一）学习《通知。补充》精神。] 仿[请遵照。]"),
        // The sentence ends inside the quotation; the quotes go with it.
        ("（一）强调“要抓好落实。”各单位照办。", "段2 楷[（一）强调“要抓好落实。”] 仿[各单位照办。]"),
        (
            "（一）强调“他说‘要抓好落实。’”各单位照办。",
            "段2 楷[（一）强调“他说‘要抓好落实。’”] 仿[各单位照办。]",
        ),
        ("（一）强调“要抓好落实。”", "标2 楷[（一）强调“要抓好落实。”]"),
        // … unless it goes on after the quotation.
        (
            "（一）强调“要抓好落实。”，并作部署。请遵照。",
            "段2 楷[（一）强调“要抓好落实。”，并作部署。] 仿[请遵照。]",
        ),
        (
            "（一）回答“怎么看？”“怎么办？”的问题。请遵照。",
            "段2 楷[（一）回答“怎么看？”“怎么办？”的问题。] 仿[请遵照。]",
        ),
        // A quote that nobody closed does not turn the paragraph into a heading.
        ("（一）落实“双随机工作。各单位照办。", "段2 楷[（一）落实“双随机工作。] 仿[各单位照办。]"),
        ("（一）落实双随机”工作。各单位照办。", "段2 楷[（一）落实双随机”工作。] 仿[各单位照办。]"),
    ]);
}

#[test]
fn one_long_numbered_sentence_is_a_paragraph() {
    check(&[
        (
            "一、各单位要认真贯彻落实本通知精神，结合实际制定具体实施方案并报我局备案。",
            "段1 仿[一、各单位要认真贯彻落实本通知精神，结合实际制定具体实施方案并报我局备案。]",
        ),
        (
            "（一）各单位要认真贯彻落实本通知精神，结合实际制定具体实施方案并报我局备案。",
            "段2 仿[（一）各单位要认真贯彻落实本通知精神，结合实际制定具体实施方案并报我局备案。]",
        ),
        (
            "（一）各单位要认真贯彻落实省委关于“绿水青山就是金山银山，要一以贯之抓好落实。”",
            "段2 仿[（一）各单位要认真贯彻落实省委关于“绿水青山就是金山银山，要一以贯之抓好落实。”]",
        ),
        (
            "（一）各单位能否认真贯彻落实本通知精神，结合实际制定具体实施方案并报我局备案？",
            "段2 仿[（一）各单位能否认真贯彻落实本通知精神，结合实际制定具体实施方案并报我局备案？]",
        ),
        (
            "（一）根据国家和省有关法律法规的规定，结合我市工作实际，现将有关事项通知如下：",
            "段2 仿[（一）根据国家和省有关法律法规的规定，结合我市工作实际，现将有关事项通知如下：]",
        ),
        ("（一）加强领导。", "标2 楷[（一）加强领导。]"),
        // 26 cells and the indent of 2 fill the line of 28; one more is a second line.
        (
            "（一）甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥。",
            "标2 楷[（一）甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥。]",
        ),
        (
            "（一）甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥吉。",
            "段2 仿[（一）甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥吉。]",
        ),
    ]);
}

#[test]
fn an_item_of_a_list_is_no_heading() {
    check(&[
        ("（一）加强领导；", "段2 仿[（一）加强领导；]"),
        ("1.加强领导；", "段3 仿[1.加强领导；]"),
        ("（一）加强领导，", "段2 仿[（一）加强领导，]"),
        ("（二）加强领导、落实责任……", "段2 仿[（二）加强领导、落实责任……]"),
    ]);
}

#[test]
fn hashes_force_a_heading() {
    check(&[
        ("# 总体要求", "标1 黑[一、总体要求]"),
        ("## 指导思想", "标2 楷[（一）指导思想]"),
        ("### 工作目标", "标3 仿[1.工作目标]"),
        ("#### 基本情况", "标4 仿[（1）基本情况]"),
        ("#　总体要求", "标1 黑[一、总体要求]"),
        ("# 三、总体要求", "标1 黑[三、总体要求]"),
        // A line that has a number keeps it, whatever its level.
        ("# （一）指导思想", "标1 黑[（一）指导思想]"),
        ("## 1.工作目标", "标2 楷[1.工作目标]"),
        // Forced even when it reads like a sentence.
        ("# 加强领导。抓好落实。", "标1 黑[一、加强领导。抓好落实。]"),
        ("# 第一章　总则", "章 黑[第一章] 黑[　] 黑[总则]"),
    ]);
}

#[test]
fn a_backslash_keeps_the_line_plain() {
    check(&[
        ("\\一、二、三产业融合发展", "段 仿[一、二、三产业融合发展]"),
        ("\\（一）指导思想", "段 仿[（一）指导思想]"),
        ("\\1.工作目标", "段 仿[1.工作目标]"),
        ("\\# 总体要求", "段 仿[# 总体要求]"),
        ("\\　　一、总体要求", "段 仿[一、总体要求]"),
        ("　　\\一、总体要求", "段 仿[一、总体要求]"),
        ("\\\\", "段 仿[\\]"),
    ]);
    assert_eq!(blocks("甲\n\\\n乙"), ["段 仿[甲]", "段 仿[乙]"]);
}

#[test]
fn white_space_around_a_line_is_dropped_and_nothing_inside() {
    check(&[
        ("　　各单位要高度重视。", "段 仿[各单位要高度重视。]"),
        (" \t　一、总体要求　 ", "标1 黑[一、总体要求]"),
        ("\u{A0}一、总体要求\u{2003}", "标1 黑[一、总体要求]"),
        ("抄送：A  B　C", "段 仿[抄送：A  B　C]"),
        ("　　# 总体要求", "标1 黑[一、总体要求]"),
    ]);
}

#[test]
fn each_line_that_is_not_blank_is_one_block() {
    assert_eq!(blocks("甲\n乙\n\n\n丙"), ["段 仿[甲]", "段 仿[乙]", "段 仿[丙]"]);
    assert_eq!(blocks("甲\r\n\r\n一、乙\r\n"), ["段 仿[甲]", "标1 黑[一、乙]"]);
    assert_eq!(blocks("甲\n　　\n \t\n乙\n"), ["段 仿[甲]", "段 仿[乙]"]);
    assert_eq!(blocks(""), [""; 0]);
    assert_eq!(blocks("\n \r\n　\n"), [""; 0]);
}

#[test]
fn automatic_numbers_go_on_from_what_was_typed_and_start_again_under_a_higher_level() {
    let text = "# 甲\n## 乙\n## 丙\n### 丁\n# 戊\n## 己\n七、庚\n# 辛\n（三）壬\n## 癸";
    let numbered = [
        "标1 黑[一、甲]",
        "标2 楷[（一）乙]",
        "标2 楷[（二）丙]",
        "标3 仿[1.丁]",
        "标1 黑[二、戊]",
        "标2 楷[（一）己]",
        "标1 黑[七、庚]",
        "标1 黑[八、辛]",
        "标2 楷[（三）壬]",
        "标2 楷[（四）癸]",
    ];
    assert_eq!(blocks(text), numbered);
    let twelve = "# 甲\n".repeat(12);
    assert_eq!(blocks(&twelve)[9..], ["标1 黑[十、甲]", "标1 黑[十一、甲]", "标1 黑[十二、甲]"]);
    // What is kept plain counts for nothing.
    assert_eq!(blocks("\\五、甲\n# 乙")[1], "标1 黑[一、乙]");
}

/// The pattern of one line is not the last word: see levels_cases.txt.
#[test]
fn the_lines_around_a_line_say_what_it_is() {
    let list = "1、加强领导\n2、落实责任";
    assert_eq!(blocks(list), ["标3 仿[1、加强领导]", "标3 仿[2、落实责任]"]);
    let quantity = "一、标准\n一、二、三产业均增长。其他另计。\n2.5倍以上的，从重。\n二、程序";
    assert_eq!(
        blocks(quantity),
        [
            "标1 黑[一、标准]",
            "段 仿[一、二、三产业均增长。其他另计。]",
            "段 仿[2.5倍以上的，从重。]",
            "标1 黑[二、程序]"
        ]
    );
    // What is not counted counts for automatic numbers neither.
    assert_eq!(blocks("一、甲\n一、二、三产业\n# 乙")[2], "标1 黑[二、乙]");
    assert_eq!(blocks("1.甲\n2.24小时值班。有人在岗。\n3.丙")[1], "段3 仿[2.24小时值班。有人在岗。]");
}

#[test]
fn a_block_knows_the_bytes_it_was_read_from() {
    let text = "　　甲乙\r\n\n\\一、丙\r\n ## 丁 \n（一）戊。己。";
    let read_from: Vec<&str> = read(text).into_iter().map(|block| &text[block.range]).collect();
    assert_eq!(read_from, ["甲乙", "\\一、丙", "## 丁", "（一）戊。己。"]);
}

#[test]
fn numbers_are_counted_in_hanzi() {
    for (number, written) in [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (110, "一百一十"),
        (205, "二百零五"),
    ] {
        assert_eq!(hanzi(number), written);
    }
}

/// The published body of 龙科〔2024〕2号: levels and run-in headings as the office set them.
#[test]
fn the_real_document_is_read_as_its_office_set_it() {
    let text = include_str!("../../../../data/longke-2024-2.txt");
    let read = read(text);
    let outline: Vec<(String, String)> = read
        .iter()
        .map(|block| {
            (describe(block, size).chars().take(2).collect(), block.runs[0].text.chars().take(9).collect())
        })
        .filter(|(kind, _): &(String, String)| kind != "段 ")
        .collect();
    let outline: Vec<String> = outline.into_iter().map(|(kind, start)| format!("{kind} {start}")).collect();
    assert_eq!(
        outline,
        [
            "标1 一、2023年度推",
            "段2 （一）强化组织领导",
            "段2 （二）依法履行职能",
            "段2 （三）建设执法队伍",
            "段2 （四）创新普法宣传",
            "标1 二、存在的问题和不",
            "标1 三、法治建设第一责",
            "标1 四、2024年推进",
            "段2 （一）深入学习贯彻",
            "段2 （二）强化科技政策",
            "段2 （三）加强普法宣传",
        ]
    );
    assert!(read.iter().filter(|block| block.kind == BlockKind::Paragraph(Some(Level::Two))).all(|block| {
        block.runs.len() == 2 && block.runs[0].text.ends_with('。') && block.runs[0].text.chars().count() < 30
    }));
    // Not one character is changed.
    let set: String = read.iter().map(Block::text).collect();
    let typed: String = text.split_whitespace().collect();
    assert_eq!(set, typed);
}

#[test]
fn a_fragment_between_fences_is_a_block_and_its_headings_count() {
    let text =
        "# 甲\n```typst\n= 乙\n- *丙*\n```\n|甲|乙|\n```typst\n\n```\n# 丁\n（一）戊\n```typst\n$ a $\n```";
    let found: Vec<String> = read(text).iter().map(|block| describe(block, |_| "表".to_owned())).collect();
    let wanted =
        ["标1 黑[一、甲]", "排[1, 0, 0, 0]", "表", "标1 黑[三、丁]", "标2 楷[（一）戊]", "排[3, 1, 0, 0]"];
    assert_eq!(found, wanted);
}
