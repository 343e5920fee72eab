//! Tables as a strict office reads them: figures in their columns, cells broken by sense, captions and units,
//! what stands under a table (setting.md 5; field.md D).

use gongwen::Rendered;
use gongwen::conformance::Verdict;
use gongwen::page::Run;
use gongwen::page::{Line, Part, lines};
use gongwen::page::{Page, Rect};

use crate::measured::piece;
use crate::sheet::{all, codes, near, set, try_set};
use crate::standard::{AREA_CENTRE, SIZE_4};

const HEAD: &str = "issuers = [\"甲市财政局\"]\nnumber = \"甲财〔2024〕1号\"\ntitle = \"关于试验的通知\"\ndate = 2024-11-01\n";

fn body(text: &str) -> String {
    format!("{HEAD}body = '''\n文。\n{text}\n文。\n'''\n")
}

fn attached(text: &str, landscape: bool) -> String {
    format!(
        "{HEAD}body = \"文（见附件）。\"\n[[attachments]]\ntitle = \"甲表\"\nlandscape = {landscape}\nbody = '''\n{text}\n'''\n"
    )
}

fn runs<'a>(rendered: &'a Rendered, part: &'a str) -> impl Iterator<Item = &'a Run> {
    rendered.pages().iter().flat_map(|page| &page.runs).filter(move |run| run.part == piece(part))
}

/// The row of the report about ink over rules.
fn over(rendered: &Rendered) -> Option<(Verdict, String)> {
    let rows = &rendered.report().requirements;
    let row = rows.iter().find(|row| row.quantity.0 == "表格文字越过格线")?;
    Some((row.verdict, format!("{:?}", row.measured)))
}

#[test]
fn figures_are_level_with_their_signs_and_stay_in_their_cells() {
    for pair in [
        ["1 234 567.89", "345 678.00"],
        ["1234567", "0.1234567"],
        ["¥120,000.00", "¥98,500.50"],
        ["-￥3.5", "￥1,286.25"],
        ["(1,234.50)", "98.5"],
        ["≤0.5%", "12.25%"],
        ["11111111.1", "0.2"],
    ] {
        for (columns, landscape) in [(1, false), (3, false), (6, false), (6, true)] {
            let row = |cell: &str| format!("|甲{}|", format!("|{cell}").repeat(columns));
            let rule = format!("|---{}|", "|---".repeat(columns));
            let text = format!("{}\n{rule}\n{}\n{}", row("金额"), row(pair[0]), row(pair[1]));
            let rendered = set(&attached(&text, landscape));
            let (verdict, measured) = over(&rendered).expect("tables are measured");
            assert_eq!(verdict, Verdict::Met, "{pair:?} {columns}: {measured}");
            if columns == 1 && pair.iter().all(|cell| cell.contains('.')) {
                let points: Vec<f64> = runs(&rendered, "attachment.0.0")
                    .flat_map(|run| run.glyphs.iter().filter(|glyph| glyph.text == ".").map(|glyph| glyph.x))
                    .collect();
                let [one, two] = points[..] else { panic!("{pair:?}: {points:?}") };
                near(one, two, &format!("{pair:?}"));
            }
        }
    }
}

#[test]
fn only_tables_are_measured() {
    assert_eq!(over(&set(&body("文。"))), None, "no table, no row");
}

#[test]
fn a_figure_is_half_a_cell() {
    let rendered = set(&body("甲11111111乙。"));
    let run = runs(&rendered, "body.1").find(|run| run.text().contains("1111")).unwrap();
    let wide = run.glyphs.last().unwrap().x - run.glyphs[0].x;
    near(wide, 7.0 * 0.5 * 15.79 * 25.4 / 72.0, "eight figures");
}

#[test]
fn twenty_eight_columns_of_one_digit_are_set() {
    for (first, landscape, count) in [("1", false, 28), ("甲", false, 28), ("甲", true, 40)] {
        let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(count));
        let rendered = set(&attached(&format!("{}{}{}", row(first), row("---"), row("8")), landscape));
        assert_eq!(over(&rendered).unwrap().0, Verdict::Met);
    }
    // Where nothing helps it is told.
    let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(50));
    let failure =
        try_set(&attached(&format!("{}{}{}", row("甲"), row("---"), row("8")), false)).err().unwrap();
    assert_eq!(codes(failure.diagnostics()).iter().filter(|code| **code == "table-too-wide").count(), 1);
}

#[test]
fn a_long_text_beside_figures_is_no_table_too_wide() {
    let long = "加强组织领导，压实工作责任，建立健全长效机制，确保各项整改措施落实到位见到实效。".repeat(4);
    let rendered = set(&body(&format!("|说明|一|二|\n|---|---|---|\n|{long}|1285|0.8525|")));
    assert_eq!(over(&rendered).unwrap().0, Verdict::Met);
    let whole: Vec<String> = runs(&rendered, "body.1").map(Run::text).collect();
    assert!(whole.contains(&"1285".to_owned()) && whole.contains(&"0.8525".to_owned()), "{whole:?}");
}

#[test]
fn narrow_heads_and_cells_are_broken_by_words() {
    let heads = [
        "出生年月",
        "政治面貌",
        "整改措施",
        "完成时限",
        "责任单位",
        "隐患类别",
        "整改责任人",
        "投入资金（万元）",
    ];
    let cells = "|2021年7月|中共党员|落实到位|2021年12月|县财政局|校园安全|张三|12.5|12.5|12.5|12.5|12.5|";
    let text = format!("|{}|甲乙|丙丁|戊己|庚辛|\n{}|\n{cells}", heads.join("|"), "|---".repeat(12));
    let rendered = set(&attached(&text, false));
    let said: Vec<String> = runs(&rendered, "attachment.0.0").map(Run::text).collect();
    // Nothing of one hanzi alone but what is one.
    let alone: Vec<&String> =
        said.iter().filter(|text| text.chars().count() == 1 && !text.is_ascii()).collect();
    assert!(alone.iter().all(|text| ["年", "月"].contains(&text.as_str())), "{said:?}");
    for (line, with) in [("2021", "7"), ("2021", "12")] {
        let rows: Vec<Line> = rendered.pages().iter().flat_map(lines).collect();
        let together = rows.iter().any(|row| row.text().contains(&format!("{line}年{with}月")));
        assert!(together, "a date is one word: {:?}", rows.iter().map(Line::text).collect::<Vec<_>>());
    }
    assert_eq!(over(&rendered).unwrap().0, Verdict::Met);
}

/// The left edges of an element's runs that say this.
fn lefts(rendered: &Rendered, part: &str, words: &str) -> Vec<f64> {
    let of = runs(rendered, part).filter(|run| run.text().trim().starts_with(words));
    of.map(|run| run.glyphs.iter().find(|glyph| !glyph.text.trim().is_empty()).unwrap().x).collect()
}

#[test]
fn lists_and_indents_stand_at_the_left_and_totals_in_the_middle() {
    let rendered = set(&body(
        "|项目|内容|\n|---|---|\n|甲|1.加强组织领导；<br>2.压实责任。|\n|很长的项目名称写在这里|乙|",
    ));
    let (one, two) = (lefts(&rendered, "body.1", "1."), lefts(&rendered, "body.1", "2."));
    near(one[0], two[0], "a list's items begin together");
    let rendered = set(&body("|指标|数|\n|---|---|\n|其中：城镇|1|\n|　　本级安排|2|\n|合　计|3|"));
    let edges =
        table(&rendered.pages()[0], "body.1").or_else(|| table(&rendered.pages()[1], "body.1")).unwrap();
    let total = lefts(&rendered, "body.1", "合")[0];
    assert!(total > lefts(&rendered, "body.1", "其中")[0] + 5.0, "合计 is in the middle: {total} {edges:?}");
    let long = "本级财政安排的专项资金支出明细情况说明";
    let rest: String = "|甲乙丙丁".repeat(9);
    let rendered =
        set(&attached(&format!("|指标{rest}|\n|---{}|\n|　　{long}{rest}|", "|---".repeat(9)), false));
    let cell: Vec<&Run> = runs(&rendered, "attachment.0.0")
        .filter(|run| long.contains(run.text().trim()) && run.text().trim().chars().count() > 1)
        .collect();
    assert!(cell.len() > 1, "it takes several lines");
    let left = |run: &Run| run.glyphs.iter().find(|glyph| !glyph.text.trim().is_empty()).unwrap().x;
    cell.windows(2).for_each(|pair| near(left(pair[1]), left(pair[0]), "the indent is kept"));
}

fn table(page: &Page, part: &str) -> Option<Rect> {
    let shapes = page.shapes.iter().filter(|shape| shape.part == piece(part));
    shapes.map(|shape| shape.rect).reduce(Rect::union)
}

#[test]
fn caption_and_unit_stand_above_their_table() {
    let rows = "|指标|数|\n|---|---|\n|甲|1|\n|乙|2|";
    let block = "[{ text = \"文。\" }, { table = { caption = \"表1　主要指标\", \"单位\" = \"亿元\", header = [\"指标\", \"数\"], rows = [[\"甲\", 1], [\"乙\", 2]] } }, { text = \"文。\" }]";
    for data in [
        body(&format!("表1　主要指标\n单位：亿元\n{rows}")),
        body(&format!("表1　主要指标\n\n单位：亿元\n\n{rows}\n"))
            .replace("body = ", "body-format = \"markdown\"\nbody = "),
        format!("{HEAD}body = {block}\n"),
    ] {
        let rendered = set(&data.replace("文。\n表1", "文。\n\n表1"));
        let found = all(rendered.pages(), "body.1");
        let [caption, unit, ..] = &found[..] else { panic!("{data}") };
        assert_eq!(
            (caption.text().as_str(), unit.text().as_str()),
            ("表1　主要指标", "单位：亿元"),
            "{data}"
        );
        assert!(caption.runs[0].family == "gw-heiti" && (caption.size() - SIZE_4).abs() < 0.01);
        near((caption.left() + caption.right()) / 2.0, AREA_CENTRE, "the caption is centred");
        let page = rendered.pages().iter().find(|page| page.number == unit.page).unwrap();
        let edges = table(page, "body.1").expect("on the same page");
        assert!((edges.right - unit.right()).abs() < 0.4, "{} {}", edges.right, unit.right());
        assert!(unit.bottom() < edges.top && caption.bottom() < unit.top());
    }
}

#[test]
fn lines_under_a_table_never_stand_alone() {
    for landscape in [false, true] {
        let counts = if landscape { 6..=14 } else { 11..=20 };
        for count in counts {
            let rows: String = (1..=count).map(|n| format!("|{n}|甲|{n}.5|\n")).collect();
            let text = format!("|序号|名称|数|\n|---|---|---|\n{rows}注：甲。\n填表人：张三　　审核人：李四");
            let rendered = set(&attached(&text, landscape));
            for said in ["注：", "填表人"] {
                let pages: Vec<&Page> = rendered
                    .pages()
                    .iter()
                    .filter(|page| page.runs.iter().any(|run| run.text().starts_with(said)))
                    .collect();
                let [page] = pages[..] else { panic!("{count}: {said} on {} pages", pages.len()) };
                let own = page.runs.iter().filter(|run| run.part == Part::Attachment.block(0, 0));
                let figures = own.filter(|run| run.text().contains(".5")).count();
                assert!(figures > 0, "{count} rows, {landscape}: {said} is alone on page {}", page.number);
            }
            let all: Vec<String> = runs(&rendered, "attachment.0.0").map(Run::text).collect();
            for n in 1..=count {
                assert_eq!(
                    all.iter().filter(|text| **text == format!("{n}.5")).count(),
                    1,
                    "{count}: row {n}"
                );
            }
        }
    }
}

#[test]
fn a_cell_over_more_rows_than_a_page_says_its_words_on_each() {
    let rows: String = (1..=60)
        .map(|n| if n == 1 { "|类别甲|子项1|1|\n".to_owned() } else { format!("|^^|子项{n}|{n}|\n") })
        .collect();
    for landscape in [false, true] {
        let rendered = set(&attached(&format!("|类别|名称|数|\n|---|---|---|\n{rows}|乙|丙|3|"), landscape));
        let pages: Vec<&Page> = rendered
            .pages()
            .iter()
            .filter(|page| page.runs.iter().any(|run| run.text().contains("子项")))
            .collect();
        assert!(pages.len() >= 3);
        for page in pages {
            let said = page.runs.iter().filter(|run| run.text() == "类别甲").count();
            assert_eq!(said, 1, "page {}", page.number);
        }
    }
    // A span that a page can hold is never parted.
    let span = |n: usize| format!("|类{n}|子项|1|\n{}", "|^^|子项|2|\n".repeat(6));
    let rows: String = (0..9).map(span).collect();
    let rendered = set(&attached(&format!("|类别|名称|数|\n|---|---|---|\n{rows}"), false));
    for page in rendered.pages() {
        let count = page.runs.iter().filter(|run| run.text() == "子项").count();
        assert_eq!(count % 7, 0, "page {} has {count} rows", page.number);
    }
}

#[test]
fn an_attachment_begins_on_its_first_page_whatever_it_begins_with() {
    let tall = "加强组织领导，压实工作责任，建立健全长效机制，确保各项整改措施落实到位。".repeat(22);
    let table = format!("|序号|内容|\n|---|---|\n|1|{tall}|\n|2|乙|");
    let wide = "[{ image = \"wide.svg\", caption = \"示意图\" }]";
    let high = "[{ image = \"high.svg\" }, { text = \"文。\" }]";
    for (value, landscape) in [
        (format!("'''\n{table}\n'''"), false),
        (format!("'''\n表1　甲\n单位：元\n{table}\n'''"), true),
        (wide.to_owned(), true),
        (high.to_owned(), false),
    ] {
        let data = format!(
            "{HEAD}body = \"文（见附件）。\"\n[[attachments]]\ntitle = \"甲表\"\nlandscape = {landscape}\nbody = {value}\n"
        );
        let project = crate::support::Project::of(data, "");
        for (name, width, height) in [("wide.svg", 3000, 2000), ("high.svg", 2100, 2970)] {
            project.write(name, format!("<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'><rect width='{width}' height='{height}'/></svg>"));
        }
        let rendered = project.set().unwrap_or_else(|failure| panic!("{failure}"));
        let of = |page: &&Page, part: &str| {
            page.runs.iter().any(|run| run.part == piece(part))
                || page.pictures.iter().any(|picture| picture.part == piece(part))
        };
        let first = rendered.pages().iter().find(|page| of(page, "attachment-title")).unwrap();
        assert!(of(&first, "attachment.0.0"), "{landscape} {value:.30}");
        let words: String = runs(&rendered, "attachment.0.0").map(Run::text).collect();
        if value.contains("|1|") {
            assert_eq!(words.matches("落实到位").count(), 22, "nothing is lost: {words}");
        }
    }
}

/// setting.md 3: the lines above a table of blocks, and a picture's line, are no paragraphs; nor is the unit on
/// the caption's line a part of it. `~` between figures is ～ in cells too.
#[test]
fn lines_beside_tables_and_pictures_of_blocks_are_their_captions() {
    let rendered = set(
        "issuers = [\"××市财政局\"]\ntitle = \"关于2020~2025年经费的通知\"\ndate = 2024-11-01\nbody = [\n\
         { text = \"现将情况通知如下。\" },\n{ text = \"表1　库容\\n单位：万立方米\" },\n\
         { table = { header = [\"名称\", \"温度\"], rows = [[\"石桥\", \"20~60℃\"]] } },\n\
         { text = \"表2　收支（单位：万元）\" },\n\
         { table = { header = [\"名称\", \"金额\"], rows = [[\"石桥\", \"20\"]] } },\n\
         { image = \"yangzhang.svg\", width = \"20%\" },\n{ text = \"图1　印模\" },\n]\n",
    );
    let document: Vec<_> = all(rendered.pages(), "body");
    let line = |text: &str| {
        document.iter().find(|line| line.text().trim() == text).unwrap_or_else(|| panic!("{text}"))
    };
    let middle = AREA_CENTRE;
    for caption in ["表1　库容", "表2　收支", "图1　印模"] {
        let line = line(caption);
        assert!(((line.left() + line.right()) / 2.0 - middle).abs() < 0.5, "{caption}");
    }
    for unit in ["单位：万立方米", "（单位：万元）"] {
        assert!(line(unit).left() > middle - 10.0, "{unit}");
    }
    let words: String =
        rendered.pages().iter().flat_map(|page| &page.runs).map(|run| run.text().to_owned()).collect();
    assert!(words.contains("20～60℃") && words.contains("2020～2025年"), "{words}");
}
