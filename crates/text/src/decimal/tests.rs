use super::*;
use crate::levels::{of_blocks, read};
use crate::{BlockKind, Counters, Face, Marked, body, lists, markdown};

/// Each block as its level, whether it is a heading, and its runs.
fn said(text: &str) -> Vec<String> {
    describe(&body::read_numbered(text, Numbering::Decimal))
}

fn describe(blocks: &[crate::Block]) -> Vec<String> {
    let kind = |block: &crate::Block| match block.kind {
        BlockKind::Heading(level) => format!("H{}", level as usize),
        BlockKind::Paragraph(Some(level)) => format!("P{}", level as usize),
        BlockKind::Paragraph(None) => "-".to_owned(),
        ref other => format!("{other:?}"),
    };
    let face = |run: &Run| match run.face {
        Face::Fangsong => "f",
        Face::Heiti => "h",
        Face::Kaiti => "k",
        Face::Biaosong => "b",
    };
    let runs = |block: &crate::Block| -> String {
        block.runs.iter().map(|run| format!(" {}{}", face(run), run.text)).collect()
    };
    blocks.iter().map(|block| kind(block) + &runs(block)).collect()
}

#[test]
fn decimals_are_the_levels_of_a_text() {
    let text = "1 总则\n1.1目的\n为规范处置，制定本预案。\n1.2　依据\n1.2.1\t法律\n1.2.1.1 国家法律\n1.2.2 规章。依据如下规章。\n\
                2　组织体系\n2.1　领导小组。由市长任组长。\n（1）甲；\n（2）乙。";
    assert_eq!(
        said(text),
        [
            "H1 h1　总则",
            "H2 k1.1　目的",
            "- f为规范处置，制定本预案。",
            "H2 k1.2　依据",
            "H3 f1.2.1　法律",
            "H4 f1.2.1.1　国家法律",
            "P3 f1.2.2　规章。依据如下规章。",
            "H1 h2　组织体系",
            "P2 k2.1　领导小组。 f由市长任组长。",
            "- f（1）甲；",
            "- f（2）乙。",
        ]
    );
    assert_eq!(read(text, Numbering::Decimal).slips, []);
}

#[test]
fn quantities_years_and_dates_number_nothing() {
    for line in [
        "1.5万元以上的项目由甲局审批。",
        "1.5%的指标留作机动。",
        "2024 年度安排如下。",
        "2024.5.1",
        "12.4国家宪法日活动",
        "3 个工作日内办结。",
        "24 小时值班电话为12345。",
        "3.2规定的情形除外，其他的照办。",
        "7.5",
        "0.5 公里",
        "1.1.1.1.1　甲",
        "1.1、1.2和1.3",
        "1.1—1.3",
        "3.15消费者权益日",
        "100 甲",
    ] {
        let text = format!("1　总则\n1.1　目的\n甲。\n{line}\n1.2　依据\n乙。\n2　附则");
        let found = said(&text);
        assert!(found[3].starts_with("- f"), "{line}: {found:?}");
        assert_eq!((found[4].as_str(), found[6].as_str()), ("H2 k1.2　依据", "H1 h2　附则"), "{line}");
        assert_eq!(read(&text, Numbering::Decimal).slips, [], "{line}");
    }
    // Where it is due, and reads like a heading, it is one.
    for line in ["1.2年度目标", "1.2　人员职责", "1.2 分级响应", "1.2天气预报"] {
        let found = said(&format!("1　总则\n1.1　目的\n甲。\n{line}\n2　附则"));
        assert!(found[3].starts_with("H2 k1.2　"), "{line}: {found:?}");
    }
}

#[test]
fn an_item_of_a_list_is_no_chapter_and_a_chapter_may_have_a_point() {
    let items = said("1　总则\n要求如下：\n1.甲县；\n2.乙县。\n2　附则\n2.1　解释");
    assert_eq!(items[2..4], ["- f1.甲县；", "- f2.乙县。"]);
    let points = said("1.总则\n1.1目的\n甲。\n2. 附则\n2.1解释\n乙。");
    assert_eq!([&points[0], &points[3]], ["H1 h1.　总则", "H1 h2.　附则"]);
}

#[test]
fn what_is_wrong_with_the_order_is_told() {
    let slips = |text: &str| -> Vec<(SlipKind, String, String)> {
        let found = read(text, Numbering::Decimal).slips;
        found.into_iter().map(|slip| (slip.kind, slip.typed, slip.right)).collect()
    };
    let of = |kind, typed: &str, right: &str| vec![(kind, typed.to_owned(), right.to_owned())];
    for (text, kind, typed, right) in [
        ("1　甲\n1.1　乙\n1.3　丙\n2　丁", SlipKind::Skip, "1.3", "1.2"),
        ("1　甲\n1.1　乙\n1.1　丙\n2　丁", SlipKind::Repeat, "1.1", "1.2"),
        ("1　甲\n1.2　乙\n1.3　丙\n2　丁", SlipKind::Start, "1.2", "1.1"),
        ("1　甲\n2　乙\n2.1　丙\n1.2　丁\n2.2　戊", SlipKind::Back, "1.2", "2.2"),
        ("1　甲\n1.1　乙\n3　丙\n3.1　丁", SlipKind::Skip, "3", "2"),
        ("1　甲\n1.1　乙\n1.1.2　丙\n1.1.3　丁", SlipKind::Start, "1.1.2", "1.1.1"),
    ] {
        assert_eq!(slips(text), of(kind, typed, right), "{text}");
        let parted = text.replace('\n', "\n\n");
        let (blocks, _) = markdown::read_numbered(&parted, Numbering::Decimal);
        let found = of_blocks(&blocks, &parted, Numbering::Decimal);
        assert_eq!(found.len(), 1, "Markdown: {text}: {found:?}");
        assert_eq!(&parted[found[0].range.clone()], typed, "Markdown: {text}");
    }
    // Each part counts from one.
    assert_eq!(slips("1　甲\n1.1　乙\n附件1\n1　丙\n1.1　丁"), []);
}

#[test]
fn headings_that_carry_no_number_get_the_next() {
    let wanted =
        ["H1 h1　总则", "H2 k1.1　目的", "H2 k1.2　依据", "H1 h2　体系", "H2 k2.1　机构", "H3 f2.1.1　组长"];
    assert_eq!(said("# 总则\n## 目的\n## 1.2 依据\n# 体系\n## 机构\n### 组长"), wanted);
    let text = "# 总则\n\n## 目的\n\n## 1.2 依据\n\n# 体系\n\n## 机构\n\n### 组长";
    let (blocks, remarks) = markdown::read_numbered(text, Numbering::Decimal);
    assert_eq!(describe(&blocks), wanted);
    assert!(remarks.is_empty());
    assert_eq!(of_blocks(&blocks, text, Numbering::Decimal), []);
    assert_eq!(read("# 总则\n## 目的\n## 1.2 依据", Numbering::Decimal).slips, []);
    let mut counters = Counters::numbered(Numbering::Decimal);
    let heading = |counters: &mut Counters, level, words: &str| counters.heading(level, &words.into(), 0..0);
    let blocks = vec![
        heading(&mut counters, Level::One, "总则"),
        heading(&mut counters, Level::Three, "甲"),
        heading(&mut counters, Level::One, "一、乙"),
        heading(&mut counters, Level::One, "丙"),
    ];
    assert_eq!(
        describe(&lists::settle(blocks, Numbering::Decimal)),
        ["H1 h1　总则", "H3 f1.1.1　甲", "H1 h一、乙", "H1 h2　丙"]
    );
}

#[test]
fn a_backslash_keeps_a_line_plain() {
    assert_eq!(said("1　甲\n\\1.1　乙\n\\2　丙")[1..], ["- f1.1　乙", "- f2　丙"]);
    let (blocks, _) = markdown::read_numbered("1　甲\n\n\\\\1.1　乙\n\n\\\\2　丙", Numbering::Decimal);
    assert_eq!(describe(&blocks)[1..], ["- f1.1　乙", "- f2　丙"]);
}

#[test]
fn looks_stay_with_their_words() {
    let mut words = Marked::from("1.1 ");
    words.push("目", crate::Look { bold: true, ..crate::Look::default() });
    words.push("的", crate::Look::default());
    let block = Counters::numbered(Numbering::Decimal).paragraph(&words, 0..0);
    let runs: Vec<(&str, bool)> = block.runs.iter().map(|run| (run.text.as_str(), run.look.bold)).collect();
    assert_eq!(runs, [("1.1　", false), ("目", true), ("的", false)]);
}

#[test]
fn other_texts_keep_their_numbering() {
    let text = "1　总则\n1.1　目的";
    assert!(describe(&body::read(text)).iter().all(|line| line.starts_with('-')));
    assert_eq!(said("一、甲\n（一）乙"), ["- f一、甲", "- f（一）乙"]);
}

#[test]
fn any_line_is_read() {
    for line in ["", ".", "1.", "１．１　甲", "1.1.", "99.99.99.99 甲", "1..1", "\u{FEFF}1.1 甲", "1．1目的"]
    {
        number(line);
        said(line);
    }
    assert_eq!(said("１　甲\n１．１　乙"), ["H1 h１　甲", "H2 k１．１　乙"]);
}
