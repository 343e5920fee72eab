//! What a cell shows is what is printed: workbooks as tables of a document, and as lists of a batch.

use std::io::{Cursor, Write};

use gongwen::batch::BatchReader;
use gongwen::{Document, Failure, Lang};
use zip::write::SimpleFileOptions;

use crate::sheet::{all, codes};
use crate::support::{Project, Run, names_in, program, words_on_pages};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A workbook made for a test.
#[derive(Default)]
pub struct Book {
    /// Name, attributes, and what stands in `worksheet`.
    sheets: Vec<(String, String, String)>,
    formats: Vec<String>,
    /// Fonts after the first, which is plain; style `100 + n` has font n.
    fonts: Vec<String>,
    properties: String,
    strings: String,
    /// The sheet that is open, from 0.
    open: usize,
    /// Parts that take the place of others.
    parts: Vec<(String, String)>,
}

impl Book {
    pub fn new(rows: &[&[String]]) -> Book {
        Book::default().sheet("Sheet1", "", &rows_of(rows))
    }

    pub fn sheet(mut self, name: &str, attributes: &str, inner: &str) -> Book {
        self.sheets.push((name.to_owned(), attributes.to_owned(), inner.to_owned()));
        self
    }

    /// What is added to the last sheet's XML, before or after its rows.
    pub fn with(mut self, before: &str, after: &str) -> Book {
        let (_, _, inner) = self.sheets.last_mut().unwrap();
        *inner = format!("{before}{inner}{after}");
        self
    }

    pub fn merged(self, ranges: &[&str]) -> Book {
        let cells: String = ranges.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
        self.with("", &format!("<mergeCells>{cells}</mergeCells>"))
    }

    /// Style 1, 2 … are these formats.
    pub fn formats(mut self, codes: &[&str]) -> Book {
        self.formats = codes.iter().map(|code| code.replace('"', "&quot;").replace('<', "&lt;")).collect();
        self
    }

    pub fn fonts(mut self, fonts: &[&str]) -> Book {
        self.fonts = fonts.iter().map(|font| (*font).to_owned()).collect();
        self
    }

    pub fn open(mut self, sheet: usize) -> Book {
        self.open = sheet;
        self
    }

    pub fn part(mut self, name: &str, text: &str) -> Book {
        self.parts.push((name.to_owned(), text.to_owned()));
        self
    }

    pub fn bytes(self) -> Vec<u8> {
        let mut sheets = String::new();
        let mut relations = String::new();
        let mut parts = Vec::new();
        for (index, (name, attributes, inner)) in self.sheets.iter().enumerate() {
            let n = index + 1;
            sheets += &format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"r{n}\" {attributes}/>");
            relations += &format!(
                "<Relationship Id=\"r{n}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
            );
            parts.push((
                format!("xl/worksheets/sheet{n}.xml"),
                format!("<worksheet xmlns=\"{MAIN}\">{inner}</worksheet>"),
            ));
        }
        for (id, name) in [("s1", "styles"), ("s2", "sharedStrings")] {
            relations +=
                &format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{name}\" Target=\"{name}.xml\"/>");
        }
        let formats = self.formats.iter().enumerate();
        let formats: String = formats
            .map(|(n, code)| format!("<numFmt numFmtId=\"{}\" formatCode=\"{code}\"/>", 164 + n))
            .collect();
        let fonts: String = self.fonts.iter().map(|font| format!("<font>{font}</font>")).collect();
        // Styles 1 … 99 are formats, 100 … fonts.
        let xfs: String = (0..110)
            .map(|n| match n {
                0 => "<xf numFmtId=\"0\"/>".to_owned(),
                1..100 => format!("<xf numFmtId=\"{}\"/>", if n <= self.formats.len() { 163 + n } else { 0 }),
                _ => format!("<xf numFmtId=\"0\" fontId=\"{}\"/>", n - 100),
            })
            .collect();
        let relation = |target: &str| {
            format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{target}</Relationships>")
        };
        parts.extend([
            ("[Content_Types].xml".to_owned(), format!("<Types xmlns=\"{PACKAGE}/content-types\"/>")),
            (
                "_rels/.rels".to_owned(),
                relation(&format!("<Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"/xl/workbook.xml\"/>")),
            ),
            (
                "xl/workbook.xml".to_owned(),
                format!(
                    "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{}<bookViews><workbookView activeTab=\"{}\"/></bookViews><sheets>{sheets}</sheets></workbook>",
                    self.properties, self.open
                ),
            ),
            ("xl/_rels/workbook.xml.rels".to_owned(), relation(&relations)),
            ("xl/sharedStrings.xml".to_owned(), format!("<sst xmlns=\"{MAIN}\">{}</sst>", self.strings)),
            (
                "xl/styles.xml".to_owned(),
                format!(
                    "<styleSheet xmlns=\"{MAIN}\"><numFmts>{formats}</numFmts><fonts><font/>{fonts}</fonts><cellXfs>{xfs}</cellXfs></styleSheet>"
                ),
            ),
        ]);
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            let text = self.parts.iter().find(|(other, _)| *other == name).map_or(&text, |(_, text)| text);
            archive.start_file(name, SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }
}

/// A cell of words.
pub fn t(words: &str) -> String {
    format!("<c r=\"@\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{words}</t></is></c>")
}

/// A cell of words with runs.
fn rich(runs: &str) -> String {
    format!("<c r=\"@\" t=\"inlineStr\"><is>{runs}</is></c>")
}

/// A number in a style.
pub fn n(number: &str, style: usize) -> String {
    format!("<c r=\"@\" s=\"{style}\"><v>{number}</v></c>")
}

fn no() -> String {
    String::new()
}

pub fn rows_of(rows: &[&[String]]) -> String {
    let mut xml = String::from("<sheetData>");
    for (row, cells) in rows.iter().enumerate() {
        xml += &format!("<row r=\"{}\">", row + 1);
        for (column, cell) in cells.iter().enumerate() {
            xml += &cell.replace('@', &format!("{}{}", char::from(b'A' + column as u8), row + 1));
        }
        xml += "</row>";
    }
    xml + "</sheetData>"
}

const DATA: &str = r#"title = "甲市统计局关于印发年度数据的通知"
issuers = ["甲市统计局"]
number = "甲统〔2025〕3号"
recipients = ["各县（区）统计局"]
date = 2025-03-05
body = [ { text = "现将数据印发给你们。" }, { table = { xlsx = "t.xlsx" } } ]
"#;

/// A document with the workbook as its table.
fn table(book: Vec<u8>) -> Project {
    let project = Project::of(DATA, "");
    project.write("t.xlsx", book);
    project
}

/// The rows of the set table as they are read, and what was told.
fn set(book: Vec<u8>) -> Result<(Vec<String>, Vec<&'static str>, String), Failure> {
    let rendered = table(book).set()?;
    let lines = all(rendered.pages(), "body.1").iter().map(|line| line.text()).collect();
    let told = rendered.diagnostics().iter().map(|d| d.message(Lang::Zh)).collect::<Vec<_>>().join("\n");
    Ok((lines, codes(rendered.diagnostics()), told))
}

/// What is wrong with the workbook as a table.
fn refused(book: Vec<u8>) -> Failure {
    table(book).set().expect_err("an error")
}

const BASE: &str = r#"title = "甲市水利局关于{{姓名}}同志参加培训的通知"
issuers = ["甲市水利局"]
number = "甲水〔2025〕9号"
recipients = ["各县（区）水利局"]
date = 2025-03-05
body = """
请{{姓名}}同志参加培训。
"""
"#;

/// `render batch` over a list.
fn batch(name: &str, list: impl AsRef<[u8]>, more: &[&str]) -> (Project, Run) {
    let project = Project::of(BASE, "");
    project.write(name, list);
    let mut command = program();
    command.current_dir(project.folder()).args(["batch", "data.toml", "-o", "out", "--fonts", "bundled"]);
    command.args(["--list", name, "--name", "{姓名}.pdf", "--lang", "zh"]).args(more);
    let run = Run::of(&mut command);
    (project, run)
}

/// The recipients of each row, or the codes of what is wrong.
fn recipients(list: Vec<u8>) -> Result<Vec<String>, Vec<&'static str>> {
    let project = Project::of(BASE, "");
    project.write("list.xlsx", list);
    let batch = BatchReader::new(Document::reader()).file_names("{row}-{主送}.pdf");
    let names = batch
        .read_paths(project.path("data.toml"), project.path("list.xlsx"))
        .and_then(|batch| batch.file_names())
        .map_err(|failure| codes(failure.diagnostics()))?;
    let bare = |name: String| name[2..].trim_end_matches(".pdf").to_owned();
    Ok(names.into_iter().map(|name| bare(name.unwrap())).collect())
}

/// 75-xlsx-month, dream-num/univer#3074, PhpSpreadsheet#44.
#[test]
fn a_month_is_no_day() {
    let book = Book::new(&[
        &[t("项目"), t("完成时间")],
        &[t("东河"), n("45901", 1)],
        &[t("西河"), n("45931", 2)],
        &[t("南河"), n("45721", 3)],
    ]);
    let (lines, ..) = set(book.formats(&["yyyy\"年\"m\"月\"", "yyyy.mm", "m\"月\"d\"日\""]).bytes()).unwrap();
    assert_eq!(lines, ["项目完成时间", "东河2025年9月", "西河2025.10", "南河3月5日"]);
}

/// 76-xlsx-literals, ExcelDataReader#506, SheetJS#1394, firecrawl/anydoc#27.
#[test]
fn what_a_format_writes_around_a_number_is_printed() {
    let book = Book::new(&[
        &[t("编号"), t("预算"), t("单价"), t("证号"), t("大写")],
        &[n("7", 1), n("1234.5", 2), n("1200", 3), n("3.30000199001011e+17", 4), n("123", 5)],
    ]);
    let formats = ["000000", "#,##0.0\"万元\"", "\"¥\"#,##0.00", "0", "[DBNum2][$-804]General"];
    let (lines, codes, told) = set(book.formats(&formats).bytes()).unwrap();
    assert_eq!(lines[1], "0000071,234.5万元¥1,200.00330000199001011000壹佰贰拾叁");
    // Eighteen digits, of which a spreadsheet keeps fifteen.
    assert!(codes.contains(&"cell-digits") && told.contains("D2"), "{told}");
}

/// 17-xlsx-formats, onyx#13354.
#[test]
fn a_formula_without_a_result_is_told_with_its_cell() {
    let formula = |value: &str| format!("<c r=\"@\"><f>SUM(B1:B2)</f>{value}</c>");
    let book = Book::new(&[
        &[t("项目"), t("数")],
        &[t("无结果"), formula("")],
        &[t("有结果"), formula("<v>3</v>")],
        &[t("空文字"), "<c r=\"@\" t=\"str\"><f>IF(1,\"\")</f><v></v></c>".to_owned()],
    ]);
    let (lines, codes, told) = set(book.bytes()).unwrap();
    assert_eq!(lines, ["项目数", "无结果", "有结果3", "空文字"]);
    assert_eq!(codes.iter().filter(|code| **code == "cell-without-value").count(), 1);
    assert!(told.contains("B2") && !told.contains("B4"), "{told}");
}

/// 77-merged-recipients, ui-insight/vandalizer#853, python-calamine#126.
#[test]
fn a_merged_cell_counts_for_each_of_its_rows() {
    let rows: &[&[String]] = &[
        &[t("主送"), t("姓名")],
        &[t("东县水利局"), t("张三")],
        &[no(), t("王四")],
        &[t("西县水利局"), t("李五")],
        &[no(), t("赵六")],
    ];
    // The last is blank, not merged: it has the base's recipients. A range of a million rows makes no rows.
    let list = Book::new(rows).merged(&["A2:A3", "D9:D1048576", "A4:A4"]).bytes();
    assert_eq!(recipients(list).unwrap(), ["东县水利局", "东县水利局", "西县水利局", "各县（区）水利局"]);
    // Over two columns it counts for the first, and that is told; so is what lies under it.
    let wide: &[&[String]] = &[&[t("主送"), t("姓名"), t("#备注")], &[t("东县水利局"), t("张三")]];
    let (_, run) = batch("list.xlsx", Book::new(wide).merged(&["B2:C2"]).bytes(), &[]);
    assert!(run.ends(0).tells("list-merged").stderr.contains("B2:C2"));
    let (_, run) = batch("list.xlsx", Book::new(rows).merged(&["A2:B3"]).bytes(), &[]);
    assert!(run.ends(1).tells("cell-covered").stderr.contains("B2、B3"));
}

/// 19-batch-title-row, chsword/Excel2Object#32.
#[test]
fn titles_above_the_header_are_passed_over() {
    let rows: &[&[String]] = &[
        &[t("培训人员名单")],
        &[],
        &[t("填报单位：甲市"), no(), t("2025年3月")],
        &[t("主送"), t("姓名"), t("#备注")],
        &[t("东县水利局"), t("张三"), t("已报名")],
    ];
    let (project, run) = batch("list.xlsx", Book::new(rows).merged(&["A1:C1"]).bytes(), &[]);
    let run = run.ends(0).tells("list-header");
    assert!(run.stderr.contains("第 4 行") && run.stderr.contains("培训人员名单"), "{}", run.stderr);
    assert!(names_in(&project.path("out")).contains(&"张三.pdf".to_owned()));
    // Where nobody could know, it is said.
    let plain: &[&[String]] = &[&[t("名单")], &[t("主送"), t("姓名")], &[t("东县"), t("张三")]];
    batch("list.xlsx", Book::new(plain).bytes(), &["--header-row", "2"]).1.ends(0);
    batch("list.xlsx", Book::new(plain).bytes(), &["--header-row", "9"]).1.ends(1).tells("list-header");
    let csv = "培训人员名单,,\n填报：甲,,\n主送,姓名,#备注\n东县水利局,张三,\n";
    batch("list.csv", csv, &[]).1.ends(0).tells("list-header");
    batch("list.csv", csv, &["--header-row", "3"]).1.ends(0);
    batch("list.csv", csv, &["--header-row", "4"]).1.ends(1);
    batch("list.jsonl", "{\"姓名\":\"张三\"}\n", &["--header-row", "1"]).1.ends(1).tells("list-header");
}

/// 64-list-files, SheetJS.
#[test]
fn the_sheets_that_have_rows_are_named() {
    let list: &[&[String]] = &[&[t("主送"), t("姓名")], &[t("东县水利局"), t("张三")]];
    let book = |first: &[&[String]]| {
        Book::default()
            .sheet("说明", "", &rows_of(first))
            .sheet("名单", "", &rows_of(list))
            .sheet("存档", "state=\"hidden\"", &rows_of(list))
            .bytes()
    };
    for first in [&[&[t("填表说明")][..]][..], &[], &[&[t("说明")][..], &[t("一、按单位填写")]]]
    {
        let (_, run) = batch("list.xlsx", book(first), &[]);
        let told = run.ends(1).stderr;
        assert!(told.contains("--sheet 名单") && !told.contains("存档"), "{told}");
        batch("list.xlsx", book(first), &["--sheet", "名单"]).1.ends(0);
    }
    let empty = Book::default().sheet("汇总", "", "<sheetData/>").sheet("明细", "", &rows_of(list)).bytes();
    let failure = refused(empty);
    assert_eq!(codes(failure.diagnostics()), ["empty-sheet"]);
    assert!(failure.diagnostics()[0].help(Lang::Zh).unwrap().contains("明细"));
}

/// claims.md: the first sheet of a workbook is the first that is seen.
#[test]
fn a_hidden_first_sheet_is_passed_over_and_told() {
    let cell = |words: &str| rows_of(&[&[t(words)], &[t("一")]]);
    for state in ["hidden", "veryHidden"] {
        let book = Book::default()
            .sheet("旧", &format!("state=\"{state}\""), &cell("旧数"))
            .sheet("新", "", &cell("新数"))
            .bytes();
        let (lines, codes, _) = set(book).unwrap();
        assert_eq!(lines, ["新数", "一"]);
        assert!(codes.contains(&"hidden-sheet"));
    }
}

/// A workbook saved at the sheet 二月 was read at 一月 without a word.
#[test]
fn another_sheet_that_was_open_is_told() {
    let list = |place: &str| rows_of(&[&[t("主送"), t("姓名")], &[t(place), t("张三")]]);
    let book = |open: usize, second: &str| {
        let book =
            Book::default().sheet("一月", "", &list("东县水利局")).sheet("二月", second, &list("西县水利局"));
        book.sheet("三月", "", "<sheetData/>").open(open).bytes()
    };
    let told = |bytes: Vec<u8>, more: &[&str]| {
        let run = batch("list.xlsx", bytes, more).1;
        run.ends(0).stderr.contains("other-sheet-shown")
    };
    assert!(told(book(1, ""), &[]));
    for sheet in ["一月", "二月"] {
        assert!(!told(book(1, ""), &["--sheet", sheet]));
    }
    assert!(!told(book(0, ""), &[]));
    assert!(!told(book(1, "state=\"hidden\""), &[]));
    // Nobody means a blank one.
    assert!(!told(book(2, ""), &[]));
    let (lines, codes, words) = set(book(1, "")).unwrap();
    assert!(lines.concat().contains("东县") && codes.contains(&"other-sheet-shown"), "{lines:?} {codes:?}");
    assert!(words.contains("二月") && words.contains("一月"), "{words}");
}

#[test]
fn what_a_file_is_that_is_no_workbook_is_said_with_what_to_do() {
    let compound = |stream: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.resize(512, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let zip = |name: &str| {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.finish().unwrap().into_inner()
    };
    for (name, bytes, said) in [
        ("list.xls", compound("Workbook"), ".xls"),
        ("list.et", compound("Workbook"), ".et"),
        ("list.xlsx", compound("EncryptedPackage"), "密码"),
        ("list.xls", b"<html><table><tr><td>a</td></tr></table></html>".to_vec(), "网页"),
        ("list.xlsx", "主送,姓名\n".into(), "CSV"),
        ("list.xlsx", Vec::new(), "空文件"),
        ("list.xlsb", zip("xl/workbook.bin"), "xlsb"),
        ("list.ods", zip("content.xml"), "ods"),
        ("list.xlsx", zip("word/document.xml"), "不是表格"),
        ("list.xlsx", b"%PDF-1.7".to_vec(), "PDF"),
        ("list.xlsx", b"PK\x03\x04 cut off".to_vec(), "损坏"),
    ] {
        let (_, run) = batch(name, bytes, &[]);
        let run = run.ends(1).tells("not-a-spreadsheet");
        assert!(run.stderr.contains(said), "{name}: {}", run.stderr);
    }
    // Under a wrong name it is read all the same.
    let list: &[&[String]] = &[&[t("主送"), t("姓名")], &[t("东县"), t("张三")]];
    batch("list.xls", Book::new(list).bytes(), &[]).1.ends(0);
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    let mut book = Book::new(&[&[t("日期")], &[n("44259", 1)]]).formats(&["yyyy/m/d"]);
    book.properties = "<workbookPr date1904=\"1\"/>".to_owned();
    assert_eq!(set(book.bytes()).unwrap().0, ["日期", "2025/3/5"]);
}

#[test]
fn hidden_rows_and_columns_are_left_out_and_told() {
    let row = |number: usize, more: &str, cells: [&str; 3]| {
        let cells: String = cells
            .iter()
            .enumerate()
            .map(|(at, words)| t(words).replace('@', &format!("{}{number}", ["A", "B", "C"][at])))
            .collect();
        format!("<row r=\"{number}\" {more}>{cells}</row>")
    };
    let rows = row(1, "", ["主送", "姓名", "#序"])
        + &row(2, "", ["东县", "张三", "1"])
        + &row(3, "hidden=\"1\"", ["西县", "李四", "2"])
        + &row(4, "ht=\"0\" customHeight=\"1\"", ["南县", "王五", "3"])
        + &row(5, "", ["北县", "赵六", "4"]);
    let inner = format!("<cols><col min=\"3\" max=\"5\" hidden=\"1\"/></cols><sheetData>{rows}</sheetData>");
    let book = || Book::default().sheet("名单", "", &inner);
    let (lines, codes, told) = set(book().bytes()).unwrap();
    assert_eq!(lines, ["主送姓名", "东县张三", "北县赵六"]);
    assert!(codes.contains(&"hidden-cells") && told.contains("3–4") && told.contains("C–E"), "{told}");
    assert_eq!(recipients(book().bytes()).unwrap(), ["东县", "北县"]);
    batch("list.xlsx", book().bytes(), &[]).1.ends(0).tells("hidden-cells");
    // A merged cell whose first row is hidden is seen in the others.
    assert_eq!(recipients(book().merged(&["A3:A5"]).bytes()).unwrap(), ["东县", "西县"]);
}

#[test]
fn struck_words_are_left_out_and_raised_ones_raised() {
    let run = |look: &str, words: &str| format!("<r><rPr>{look}</rPr><t>{words}</t></r>");
    let raised = "<vertAlign val=\"superscript\"/>";
    let cells = [
        rich(&(run("", "3月") + &run("<strike/>", "4月") + &run("<strike val=\"0\"/>", "底前"))),
        rich(&(run("", "面积m") + &run(raised, "2") + "<rPh sb=\"0\" eb=\"1\"><t>miàn</t></rPh>")),
        t("作废").replace("r=\"@\"", "r=\"@\" s=\"101\""),
        rich(&(run("", "编号") + &run(raised, "甲"))),
    ];
    let head = [t("时限"), t("面积"), t("旧"), t("注")];
    let book = || Book::new(&[&head, &cells]).fonts(&["<strike/>"]);
    let (lines, codes, told) = set(book().bytes()).unwrap();
    assert_eq!(lines[1], "3月底前面积m2编号甲");
    assert!(codes.contains(&"cell-struck") && told.contains("A2、C2"), "{told}");
    assert!(!codes.contains(&"cell-raised"));
    // In a list a cell is words: characters that are raised, and what has none is told.
    let names = [t("姓名"), t("#面积"), t("#旧"), t("#注")];
    let area = [rich(&(run("", "东m") + &run(raised, "2"))), t("1"), t("2"), cells[3].clone()];
    let (project, run) = batch("list.xlsx", Book::new(&[&names, &area]).bytes(), &[]);
    assert!(run.ends(0).tells("cell-raised").stderr.contains("D2"));
    assert!(names_in(&project.path("out")).contains(&"东m².pdf".to_owned()));
}

#[test]
fn errors_of_cells_are_told_together_with_their_cells() {
    let error = |words: &str| format!("<c r=\"@\" t=\"e\"><f>A1</f><v>{words}</v></c>");
    let book = Book::new(&[
        &[t("甲"), t("乙"), t("丙")],
        &[error("#N/A"), error("#REF!"), error("#N/A")],
        &[n("-1", 1), n("45721", 2), t("好")],
    ]);
    let failure = refused(book.formats(&["yyyy/m/d", "[$-130000]yyyy\"年\"m\"月\""]).bytes());
    let mut found = codes(failure.diagnostics());
    found.sort_unstable();
    assert_eq!(found, ["cell-calendar", "cell-error", "cell-error", "cell-error"]);
    let told: String = failure.diagnostics().iter().map(|found| format!("{found}\n")).collect();
    for cells in ["A2, C2", "B2", "A3", "B3"] {
        assert!(told.contains(cells), "{cells}: {told}");
    }
}

#[test]
fn bad_parts_are_told_and_bounded() {
    let plain = || Book::new(&[&[t("甲")], &[t("乙")]]);
    let sheet = |inner: &str| plain().part("xl/worksheets/sheet1.xml", inner).bytes();
    let far = |at: &str| {
        format!("<worksheet><sheetData><row r=\"1\"><c r=\"{at}\"><v>1</v></c></row></sheetData></worksheet>")
    };
    for (what, bytes, code) in [
        ("cut off", sheet("<worksheet><sheetData><row r=\"1\"><c r="), "workbook-broken"),
        ("a cell nowhere", sheet(&far("甲1")), "workbook-broken"),
        ("a cell beyond the sheet", sheet(&far("A1048577")), "workbook-broken"),
        ("a number that is none", sheet(&far("A1").replace("<v>1", "<v>一")), "workbook-broken"),
        (
            "a string that is not there",
            sheet(&far("A1").replace("r=\"A1\"", "r=\"A1\" t=\"s\"")),
            "workbook-broken",
        ),
        ("a range that is none", plain().merged(&["A1:甲"]).bytes(), "workbook-broken"),
        ("an entity", sheet("<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet/>"), "workbook-broken"),
        ("styles cut off", plain().part("xl/styles.xml", "<styleSheet><fonts").bytes(), "workbook-broken"),
        ("no sheets", Book::default().bytes(), "not-a-spreadsheet"),
    ] {
        let failure = refused(bytes);
        assert_eq!(codes(failure.diagnostics()), [code], "{what}: {failure}");
    }
    // Wrong styles, ranges that lie over each other or go on without end: the words are set, and it is told.
    let wrong = Book::new(&[&[t("甲"), t("乙")], &[n("7", 9999), n("5", 1)]]);
    let (lines, codes, told) = set(wrong.formats(&["0;0;0;0;0"]).bytes()).unwrap();
    assert_eq!(lines, ["甲乙", "75"]);
    assert_eq!(codes.iter().filter(|code| **code == "cell-format").count(), 2, "{told}");
    let merged = plain().merged(&["A1:XFD1048576", "A1:B2", "B2:A1"]).bytes();
    assert_eq!(set(merged).unwrap().0.concat().matches('甲').count(), 1);
}

/// field.md D: a list that unpacks to 400 MB. What comes out is counted, whatever the file says of itself.
#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused() {
    let blank = " ".repeat(70 * 1024 * 1024);
    let bomb = Book::new(&[&[t("主送"), t("姓名")], &[t("东县"), t("张三")]]).with("", &blank).bytes();
    assert!(bomb.len() < 1024 * 1024);
    let failure = refused(bomb.clone());
    assert_eq!(codes(failure.diagnostics()), ["workbook-too-large"]);
    batch("list.xlsx", &bomb, &[]).1.ends(1).tells("workbook-too-large");
    // The sizes that the zip claims are made small: only what is unpacked tells.
    let claimed = (blank.len() as u32 / 1024 / 1024).to_le_bytes();
    assert_eq!(claimed[0], 70);
    let mut lying = bomb;
    let size = |bytes: &[u8]| u32::from_le_bytes(bytes.try_into().unwrap());
    let large: Vec<usize> = (0..lying.len() - 4)
        .filter(|at| (blank.len() as u32..blank.len() as u32 + 1000).contains(&size(&lying[*at..at + 4])))
        .collect();
    assert!(!large.is_empty());
    for at in large {
        lying[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
    }
    let failure = refused(lying);
    let found = codes(failure.diagnostics());
    assert!(["workbook-too-large", "workbook-broken"].contains(&found[0]), "{failure}");
}

/// Issue 13: what a list holds and cannot say was taken from the base, so that a document went to another office.
#[test]
fn a_cell_that_cannot_be_read_does_not_fall_back_to_the_base() {
    let formula = "<c r=\"@\"><f>VLOOKUP(B2,C:D,2)</f></c>".to_owned();
    let base = &["主送", "姓名"].map(t);
    let told = |book: Book, texts: &[&str]| {
        let (_, run) = batch("list.xlsx", book.bytes(), &[]);
        texts.iter().fold(run.ends(1).tells("cell-unread"), |run, text| {
            assert!(run.stderr.contains(text), "{text}: {}", run.stderr);
            run
        });
    };
    told(
        Book::new(&[base, &[formula.clone(), t("张三")], &[t("乙局"), t("李四")]]),
        &["没有存它的结果", "失败 1 份"],
    );
    // A row of formulas is a row.
    told(Book::new(&[base, &[t("乙局"), t("李四")], &[formula.clone(), formula.clone()]]), &["失败 1 份"]);
    // What is merged has it for all its rows, and over columns for the leftmost only.
    told(Book::new(&[base, &[formula, t("张三")], &[no(), t("李四")]]).merged(&["A2:A3"]), &["失败 2 份"]);
    let wide = &["姓名", "主送"].map(t);
    told(
        Book::new(&[wide, &[t("张三"), no()], &[t("李四"), t("乙局")]]).merged(&["A2:B2"]),
        &["A2:B2", "失败 1 份"],
    );
    // Nothing is shown for it.
    told(Book::new(&[base, &[n("7", 1), t("张三")]]).formats(&[";;;"]), &["失败 1 份"]);
    // A blank one leaves the base's, which is told.
    let (_, run) = batch("list.xlsx", Book::new(&[base, &[no(), t("张三")]]).bytes(), &[]);
    assert!(run.ends(0).tells("recipients-of-base").stderr.contains("各县（区）水利局"));
}

/// Issue 13: a hidden column of recipients, a hidden header, names over two rows or lines.
#[test]
fn headers_that_nobody_sees_are_told_and_broken_ones_read() {
    let hidden = |attributes: &str, columns: &str| {
        let rows = rows_of(&[&["主送", "姓名"].map(t), &["乙局", "张三"].map(t)]);
        let rows = rows.replacen("<row r=\"1\"", &format!("<row r=\"1\" {attributes}"), 1);
        Book::default().sheet("名单", "", &format!("{columns}{rows}")).bytes()
    };
    let (_, run) =
        batch("list.xlsx", hidden("", "<cols><col min=\"1\" max=\"1\" hidden=\"1\"/></cols>"), &[]);
    assert!(run.ends(1).tells("list-hidden-column").stderr.contains("主送"));
    let (_, run) = batch("list.xlsx", hidden("hidden=\"1\"", ""), &[]);
    assert!(run.ends(1).tells("list-header").stderr.contains("隐藏"));
    let two: &[&[String]] =
        &[&[t("主送"), t("联系人"), no()], &[no(), t("姓名"), t("#电话")], &[t("乙局"), t("张三"), t("1")]];
    let two = || Book::new(two).merged(&["A1:A2", "B1:C1"]).bytes();
    let (_, run) = batch("list.xlsx", two(), &[]);
    assert!(run.ends(1).tells("list-header").stderr.contains("--header-row 2"));
    batch("list.xlsx", two(), &["--header-row", "2"]).1.ends(0);
    let broken = Book::new(&[&[t("主\n送"), t("姓　名")], &["乙局", "张三"].map(t)]).bytes();
    assert_eq!(recipients(broken).unwrap(), ["乙局"]);
}

/// Issue 13: a title above the header became the header; a hidden header gave its place to the first row.
#[test]
fn the_header_of_a_table_is_the_row_that_names_its_columns() {
    let row = |cells: [&str; 3]| cells.map(|cell| if cell.is_empty() { no() } else { t(cell) });
    let book = |rows: &[[&str; 3]]| {
        let rows: Vec<[String; 3]> = rows.iter().map(|cells| row(*cells)).collect();
        let rows: Vec<&[String]> = rows.iter().map(<[String; 3]>::as_slice).collect();
        Book::new(&rows)
    };
    let (title, lead, head, one) =
        (["名单", "", ""], ["填报单位：甲局", "", "3月"], ["序号", "姓名", "单位"], ["1", "张三", "甲局"]);
    let (lines, codes, _) = set(book(&[title, head, one]).bytes()).unwrap();
    assert_eq!(lines, ["名单", "序号姓名单位", "1张三甲局"]);
    assert!(codes.contains(&"sheet-title"));
    assert!(refused(book(&[title, lead, head, one]).bytes()).to_string().contains("sheet-header"));
    let (_, codes, told) = set(book(&[["序号", "", "单位"], one]).bytes()).unwrap();
    assert!(codes.contains(&"sheet-header") && told.contains("第 2 列"), "{told}");
    let asked = |book: Vec<u8>, row: usize| {
        let project = Project::of(DATA.replace("\"t.xlsx\"", &format!("\"t.xlsx\", header-row = {row}")), "");
        project.write("t.xlsx", book);
        project.set()
    };
    let rendered = asked(book(&[title, lead, head, one]).bytes(), 3).unwrap();
    let lines: Vec<String> = all(rendered.pages(), "body.1").iter().map(|line| line.text()).collect();
    assert_eq!(lines, ["名单", "序号姓名单位", "1张三甲局"]);
    assert!(crate::sheet::codes(rendered.diagnostics()).contains(&"sheet-title"), "what is left out is told");
    assert!(asked(book(&[title, lead, head, one]).bytes(), 9).is_err());
    let rows = rows_of(&[&head.map(t), &one.map(t)]).replacen("<row r=\"1\"", "<row r=\"1\" hidden=\"1\"", 1);
    let failure = refused(Book::default().sheet("表", "", &rows).bytes());
    assert!(failure.to_string().contains("sheet-header"), "{failure}");
}

#[test]
fn noughts_that_the_sheet_does_not_show_are_blank() {
    let rows = rows_of(&[&[t("项目"), t("数")], &[t("甲"), n("0", 0)], &[t("乙"), n("5", 0)]]);
    let views = "<sheetViews><sheetView showZeros=\"0\" workbookViewId=\"0\"/></sheetViews>";
    let book = Book::default().sheet("表", "", &format!("{views}{rows}")).bytes();
    assert_eq!(set(book).unwrap().0, ["项目数", "甲", "乙5"]);
}

#[test]
fn rows_that_add_up_are_told() {
    let list = Book::new(&[
        &[t("#序号"), t("主送"), t("姓名")],
        &[n("1", 0), t("东县"), t("张三")],
        &[t("合计"), n("1", 0), t("1人")],
    ]);
    batch("list.xlsx", list.bytes(), &[]).1.ends(0).tells("list-total");
    for row in ["小计", "合计：", "共2家", "注：费用单位为元"] {
        let list = format!("#序号,主送,姓名\n{row},东县,张三\n2,西县,李四\n");
        batch("list.csv", list.into_bytes(), &[]).1.ends(0).tells("list-total");
    }
}

/// 07-merged-cells: what is merged in the sheet is merged in the table, and a title over all is its caption.
#[test]
fn merged_cells_of_a_sheet_are_merged_in_the_table() {
    let book = || {
        Book::new(&[
            &[t("表1　收支情况")],
            &[t("单位"), t("金额"), no()],
            &[no(), t("收入"), t("支出")],
            &[t("甲局"), n("1", 0), n("2", 0)],
            &[t("乙局"), t("未报"), no()],
        ])
        .merged(&["A1:C1", "A2:A3", "B2:C2", "B5:C5"])
    };
    let project = table(book().bytes());
    let pdf = project.set().unwrap().pdf().unwrap();
    let rendered = project.set().unwrap();
    let lines: Vec<String> = all(rendered.pages(), "body.1").iter().map(|line| line.text()).collect();
    assert_eq!(lines[0], "表1　收支情况");
    assert!(!pdf.is_empty());
    // The second cell of the head and 未报 stand in the middle of two columns.
    let at = |words: &str| {
        let lines = all(rendered.pages(), "body.1");
        let runs = lines.iter().flat_map(|line| line.runs.clone());
        runs.filter(|run| run.text() == words).map(|run| run.glyphs[0].x).next().unwrap()
    };
    assert!(
        at("收入") < at("金额") && at("金额") < at("支出"),
        "{} {} {}",
        at("收入"),
        at("金额"),
        at("支出")
    );
    // A caption of the data's own wins, and that is told.
    let own = DATA.replace("xlsx = \"t.xlsx\"", "xlsx = \"t.xlsx\", caption = \"表一\"");
    let project = Project::of(own, "");
    project.write("t.xlsx", book().bytes());
    let rendered = project.set().unwrap();
    assert!(codes(rendered.diagnostics()).contains(&"sheet-title"));
}

#[test]
fn what_a_list_shows_stands_on_the_pages() {
    let base = BASE.replace("参加培训。", "于{{时间}}参加培训，费用{{费用}}。");
    let project = Project::of(base, "");
    let list = Book::new(&[&[t("姓名"), t("时间"), t("费用")], &[t("张三"), n("45748", 1), n("12000", 2)]]);
    project.write("list.xlsx", list.formats(&["m\"月\"d\"日\"", "[DBNum2][$-804]General\"元\""]).bytes());
    let batch = BatchReader::new(Document::reader())
        .read_paths(project.path("data.toml"), project.path("list.xlsx"))
        .unwrap();
    let rendered = crate::support::ENGINE.render(&batch.document(1).unwrap()).unwrap();
    assert!(words_on_pages(&rendered).contains("于4月1日参加培训，费用壹万贰仟元。"));
}
