use super::*;
use crate::Numbering;
use crate::{body, markdown};

/// Each block as its kind and its runs, the faces by a letter.
fn said(blocks: &[Block]) -> Vec<String> {
    let face = |run: &Run| match run.face {
        Face::Fangsong => "f",
        Face::Heiti => "h",
        Face::Kaiti => "k",
        Face::Biaosong => "b",
    };
    let kind = |block: &Block| match &block.kind {
        BlockKind::Division(division) => format!("{division:?}"),
        BlockKind::Article => "Article".to_owned(),
        BlockKind::UnderTitle => "Under".to_owned(),
        BlockKind::Heading(level) => format!("H{}", *level as u8),
        BlockKind::Paragraph(_) => "P".to_owned(),
        _ => "?".to_owned(),
    };
    blocks
        .iter()
        .map(|block| {
            let runs = block.runs.iter().filter(|run| run.text != BLANK);
            format!(
                "{} {}",
                kind(block),
                runs.map(|run| face(run).to_owned() + &run.text).collect::<String>()
            )
        })
        .collect()
}

#[test]
fn units_are_read_with_their_numbers() {
    for (line, wanted) in [
        ("第一章　总则", Some((Unit::Division(Division::Chapter), 1, true))),
        ("第 十二 章 附 则", Some((Unit::Division(Division::Chapter), 12, true))),
        ("第二分编　通则", Some((Unit::Division(Division::Part), 2, true))),
        ("第三节一般规定", Some((Unit::Division(Division::Section), 3, false))),
        ("第3条　甲", Some((Unit::Article, 3, true))),
        ("第一千二百六十条　甲", Some((Unit::Article, 1260, true))),
        ("第三条之一　甲", Some((Unit::Article, 3, true))),
        ("第一条【目的】甲", Some((Unit::Article, 1, true))),
        ("第一条", Some((Unit::Article, 1, true))),
        ("第三条规定", Some((Unit::Article, 3, false))),
        ("第一部分　总体要求", None),
        ("第条", None),
        ("第〇条　甲", None),
    ] {
        let found = mark(line).map(|mark| (mark.unit, mark.number, mark.apart));
        assert_eq!(found, wanted, "{line}");
    }
}

#[test]
fn a_regulation_is_read_alike_from_text_and_markdown() {
    let lines = [
        "第一章 总　则",
        "第一节　一般规定",
        "第一条　为了甲，制定本办法。",
        "第二条   有下列情形之一的，予以处罚：",
        "（一）甲乙丙丁的；",
        "（二）甲乙丙丁的情形。",
        "前款所称甲，是指乙。",
    ];
    let wanted = [
        "Chapter h第一章h总　则",
        "Section k第一节k一般规定",
        "Article h第一条f为了甲，制定本办法。",
        "Article h第二条f有下列情形之一的，予以处罚：",
        "P f（一）甲乙丙丁的；",
        "P f（二）甲乙丙丁的情形。",
        "P f前款所称甲，是指乙。",
    ];
    let text = body::read(&lines.join("\n"));
    assert_eq!(said(&text), wanted);
    assert_eq!(text[0].text(), "第一章　总　则");
    assert_eq!(text[3].text(), "第二条　有下列情形之一的，予以处罚：");
    assert_eq!(said(&markdown::read(&lines.join("\n\n")).0), wanted);
    let headed = "# 第一章 总　则\n## 第一节 一般规定\n### 第一条 为了甲，制定本办法。";
    assert_eq!(said(&markdown::read(headed).0), wanted[..3]);
    assert_eq!(said(&body::read(headed)), wanted[..3]);
}

#[test]
fn every_item_under_an_article_is_text_however_it_ends() {
    let text =
        "第一条　本办法所称的情形：\n（一）甲\n（二）乙。丙丁。\n1.戊\n第二章　附则\n第二条　甲。\n（三）乙";
    assert_eq!(
        said(&body::read(text)),
        [
            "Article h第一条f本办法所称的情形：",
            "P f（一）甲",
            "P f（二）乙。丙丁。",
            "P f1.戊",
            "Chapter h第二章h附则",
            "Article h第二条f甲。",
            "P f（三）乙",
        ]
    );
}

#[test]
fn without_a_blank_the_lines_around_decide() {
    // Speaks of articles.
    let speaks = "第三条规定的甲。\n第一条线路已经开通。\n第一章程已经通过。\n第二节课的安排";
    assert!(
        said(&body::read(speaks)).iter().all(|line| line.starts_with("P f")),
        "{:?}",
        said(&body::read(speaks))
    );
    let glued = "第一章总则\n第一条为了甲。\n第二条　乙。\n第三条第二款规定的丙。";
    assert_eq!(
        said(&body::read(glued)),
        [
            "Chapter h第一章h总则",
            "Article h第一条f为了甲。",
            "Article h第二条f乙。",
            "P f第三条第二款规定的丙。"
        ]
    );
    let counted = "第一条为了甲。\n第二条乙。\n第三条丙。\n第四条丁。";
    assert!(said(&body::read(counted)).iter().all(|line| line.starts_with("Article")));
    // A backslash keeps the line.
    assert_eq!(said(&body::read("\\第一条　甲\n\\第一章　乙")), ["P f第一条　甲", "P f第一章　乙"]);
    assert_eq!(
        said(&body::read("第一章　依法加强监管，严格责任。")),
        ["P f第一章　依法加强监管，严格责任。"]
    );
}

#[test]
fn what_stands_under_the_title() {
    for (text, count) in [
        ("（2024年9月27日东江省人民代表大会常务委员会会议通过）\n甲。", 1),
        ("（2005年12月1日甲会议通过　根据2019年\n3月1日乙会议修正）\n甲。", 2),
        ("2024年2月29日\n甲。", 1),
        ("（二〇二四年二月二十九日）\n甲。", 1),
        ("云川市统计局\n2024年2月29日\n甲。", 2),
        ("（2024年9月27日）", 0),
        ("（一）甲", 0),
        ("（甲乙丙）\n丁。", 0),
        ("2024年2月29日，甲。\n乙。", 0),
        ("\\（2024年9月27日甲会议通过）\n甲。", 0),
    ] {
        let under = said(&body::read(text)).iter().filter(|line| line.starts_with("Under k")).count();
        assert_eq!(under, count, "{text}");
    }
}

#[test]
fn a_number_of_another_kind_is_a_number() {
    for (line, wanted) in [
        ("# 1　总则", "H1 h1　总则"),
        ("## 1.1　编制目的", "H2 k1.1　编制目的"),
        ("### 1.1.1 工作原则", "H3 f1.1.1 工作原则"),
        ("## 2.3编制依据", "H2 k2.3编制依据"),
        ("# 第一部分　总体要求", "H1 h第一部分　总体要求"),
        ("# 2024年工作", "H1 h一、2024年工作"),
        ("# 总则", "H1 h一、总则"),
    ] {
        assert_eq!(said(&body::read(line)), [wanted]);
        assert_eq!(said(&markdown::read(line).0), [wanted], "Markdown");
    }
    let text = "# 1　总则\n## 1.1　目的\n甲。\n## 1.2　依据\n乙。\n# 2　组织\n## 2.1　机构\n丙。";
    assert_eq!(crate::levels::read(text, Numbering::Official).slips, []);
    assert_eq!(crate::levels::of_blocks(&markdown::read(text).0, text, Numbering::Official), []);
}

#[test]
fn articles_counted_wrongly_are_told() {
    let told = |text: &str| {
        let slips = slips(&body::read(text), text);
        slips.into_iter().map(|slip| (text[slip.range].to_owned(), slip.kind, slip.right)).collect::<Vec<_>>()
    };
    let right = "第一章　甲\n第一节　乙\n第一条　甲。\n第二章　丙\n第一节　丁\n第二条　乙。\n第二条之一　乙。\n第三条　丙。";
    assert_eq!(told(right), []);
    assert_eq!(told("第三条　甲。\n第九条　乙。"), []);
    let wrong = "第一条　甲。\n第三条　乙。\n第三条　丙。";
    assert_eq!(
        told(wrong),
        [
            ("第三条".to_owned(), SlipKind::Skip, "第二条".to_owned()),
            ("第三条".to_owned(), SlipKind::Repeat, "第四条".to_owned())
        ]
    );
}
