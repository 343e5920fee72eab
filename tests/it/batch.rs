//! `render batch`: a document a row, through the program and through the library.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use gongwen::batch::{Batch, BatchReader, BatchRun, Existing, RowStatus};
use gongwen::{Document, Failure};
use lopdf::Document as Pdf;
use serde_json::{Value, json};

use crate::body_content::workbook;
use crate::support::{ENGINE, Project, Run, names_in, program, words_on_pages};

const BASE: &str = r#"issuers = ["南屏市档案局"]
number = "南屏档〔2025〕17号"
title = "关于举办{{班次}}的通知"
recipients = ["各县（区）档案局"]
body = """
请于6月6日前报名。
{{联络员}}同志负责联系。
"""
date = 2025-05-20
"#;

const LIST: &str = "份号,主送,班次,联络员\n\
    1,东湖区档案局,培训班,马学文\n\
    2,西岭区档案局,研讨班,施国平\n\
    3,北塘县档案局,进修班,罗燕\n";

fn project(list: &str) -> Project {
    let project = Project::of(BASE, "");
    project.write("list.csv", list);
    project
}

impl Project {
    /// Runs `render batch` over `list.csv` into `out/`.
    fn batch(&self, more: &[&str]) -> Run {
        Run::of(self.batch_command().args(["--name", "{份号}-{主送}.pdf"]).args(more))
    }

    fn batch_command(&self) -> Command {
        let mut command = program();
        command.current_dir(self.folder()).args(["batch", "data.toml", "-o", "out", "--fonts", "bundled"]);
        command.args(["--list", "list.csv"]);
        command
    }

    fn out(&self) -> Vec<String> {
        if self.path("out").exists() { names_in(&self.path("out")) } else { Vec::new() }
    }

    /// The register's rows, each a list of cells.
    fn register(&self) -> Vec<Vec<String>> {
        let text = fs::read_to_string(self.path("out/register.csv")).unwrap();
        let text = text.strip_prefix('\u{FEFF}').expect("Excel wants the mark");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    }
}

fn read(base: &str, list: &str) -> Result<Batch, Failure> {
    let project = Project::of(base, "");
    project.write("list.csv", list);
    BatchReader::new(Document::reader()).read_paths(project.path("data.toml"), project.path("list.csv"))
}

/// Code and place of each finding of a batch that cannot be read, or of its first row.
fn told(base: &str, list: &str) -> Vec<(String, usize, usize)> {
    let failure = match read(base, list) {
        Ok(batch) => batch.document(1).expect_err("the row is wrong"),
        Err(failure) => failure,
    };
    let one = |finding: &gongwen::Diagnostic| {
        let (line, column) = finding.place().map_or((0, 0), gongwen::Place::line_column);
        (finding.code().to_owned(), line, column)
    };
    failure.diagnostics().iter().map(one).collect()
}

#[test]
fn each_row_is_a_document_with_its_own_values() {
    let project = project(LIST);
    project.batch(&[]).ends(0);
    let names = ["000001-东湖区档案局.pdf", "000002-西岭区档案局.pdf", "000003-北塘县档案局.pdf"];
    assert_eq!(project.out(), [&names[..], &["register.csv"]].concat());
    let batch = BatchReader::new(Document::reader())
        .read_paths(project.path("data.toml"), project.path("list.csv"))
        .unwrap();
    let words: Vec<String> = batch
        .documents()
        .map(|(_, document)| words_on_pages(&ENGINE.render(&document.unwrap()).unwrap()))
        .collect();
    for (words, wanted) in words.iter().zip([
        ["000001", "东湖区档案局：", "关于举办培训班的通知", "马学文同志"],
        ["000002", "西岭区档案局：", "关于举办研讨班的通知", "施国平同志"],
        ["000003", "北塘县档案局：", "关于举办进修班的通知", "罗燕同志"],
    ]) {
        for wanted in wanted {
            assert!(words.contains(wanted), "no {wanted} in {words}");
        }
    }
    for (row, cells) in project.register().iter().enumerate() {
        assert_eq!(cells[..3], [(row + 1).to_string(), names[row].to_owned(), "1".to_owned()]);
        assert_eq!(cells[4], "made");
    }
}

/// A row's file is the one that the same data make alone; each carries its own data.
#[test]
fn a_file_is_that_of_the_same_document_alone() {
    let project = project(LIST);
    project.batch(&[]).ends(0);
    let alone = BASE
        .replace("{{班次}}", "培训班")
        .replace("{{联络员}}", "马学文")
        .replace(r#"["各县（区）档案局"]"#, r#""东湖区档案局""#);
    project.write("alone.toml", alone + "copy-number = 1\n");
    let row =
        gongwen::archive::extract(&project.read("out/000001-东湖区档案局.pdf")).unwrap().document().unwrap();
    let alone = gongwen::Document::from_path(project.path("alone.toml")).unwrap();
    let pdf = |document| {
        let rendered = crate::support::ENGINE.render(document).unwrap();
        rendered.pdf_as(&rendered.form().source(gongwen::pdf::SourceMode::Never)).unwrap()
    };
    assert!(pdf(&row) == pdf(&alone), "the row's own data make another page");
    // What the file carries makes the file again.
    Run::of(program().current_dir(project.folder()).args([
        "extract",
        "out/000001-东湖区档案局.pdf",
        "-o",
        "again",
    ]))
    .ends(0);
    Run::of(program().current_dir(project.folder()).args(["again", "-o", "again.pdf"])).ends(0);
    assert!(project.read("again.pdf") == project.read("out/000001-东湖区档案局.pdf"));
}

#[test]
fn keys_are_paths_in_either_language_and_cells_have_the_keys_type() {
    let base = r#"
issuers = [{ name = "甲局" }, "乙局"]
title = "关于丙的通知"
body = "正文。"
copies = 3
date = 2025-05-20
signature = { title = "局长", name = "某" }
[layout]
fit = true
"#;
    let list = "发文机关.0.name,issuers[1],印数,版式.调整间距,layout.rule-thickness,signature.姓名,成文日期,#备注\n\
        丁局,戊局,25,否,0.7,己,2025年6月1日,不用\n\
        ,,,,,,,\n\
        ,{无},,,,,{none},\n";
    let batch = read(base, list).unwrap();
    assert_eq!(batch.len(), 2, "a blank row is none");
    let words = words_on_pages(&ENGINE.render(&batch.document(1).unwrap()).unwrap());
    for wanted in ["丁局", "戊局", "局长", "己", "2025年6月1日"] {
        assert!(words.contains(wanted), "no {wanted} in {words}");
    }
    assert!(!words.contains("2025年5月20日") && !words.contains("乙局"));
    let kept = words_on_pages(&ENGINE.render(&batch.document(2).unwrap()).unwrap());
    assert!(kept.contains("甲局") && !kept.contains("乙局") && !kept.contains("2025年5月20日"), "{kept}");
}

#[test]
fn what_is_wrong_with_a_list_is_told_at_its_place() {
    let list = |header: &str, row: &str| format!("份号,班次,联络员{header}\n1,甲班,乙{row}\n");
    let one = |header: &str, row: &str| told(BASE, &list(header, row));
    let at = |code: &str, line: usize, column: usize| vec![(code.to_owned(), line, column)];
    assert_eq!(one(",主松", ",x"), at("unknown-column", 1, 11));
    assert_eq!(one(",signature.nam", ",x"), at("unknown-column", 1, 11));
    assert_eq!(one(",copy-number", ",2"), at("column-twice", 1, 11));
    assert_eq!(one(",issuers.2", ",x"), at("column-path", 1, 11));
    assert_eq!(one(",title.0", ",x"), at("unknown-column", 1, 11));
    assert_eq!(one(",,x", ",1,2"), at("column-without-key", 2, 8));
    assert_eq!(one(",印数", ",多"), at("wrong-type", 2, 8));
    assert_eq!(one(",成文日期", ",2025年2月30日"), at("impossible-date", 2, 8));
    assert_eq!(one(",印数", ""), at("list-ragged", 2, 1));
    assert_eq!(one("", "\n2,\"甲"), at("list-quote", 3, 3));
    assert_eq!(told(BASE, "份号,班次\n1,甲班\n"), at("placeholder-without-column", 7, 1));
    assert_eq!(told(BASE, "班次,联络员\n甲班,\n"), at("placeholder-blank", 2, 4));
    assert_eq!(told(BASE, "班次,联络员\n甲班,\"a\nb\"\n"), at("placeholder-line-break", 2, 4));
    assert_eq!(told(BASE, "班次,联络员\n\n"), at("list-empty", 0, 0));
    assert_eq!(told(BASE, "班次，联络员\n甲班，乙\n"), at("list-mark", 1, 3));
    // A hundred thousand columns were compared with every key before they were counted.
    let wide = vec!["x"; 100_000].join(",");
    assert_eq!(told(BASE, &format!("{wide}\n{wide}\n")), at("list-too-long", 0, 0));
    assert_eq!(told(BASE, "| 班次 | 联络员 |\n|---|---|\n| 甲 | 乙 |\n"), at("list-mark", 1, 1));
}

/// What a spreadsheet wrote into CSV in place of a cell is no content: #N/A and 4.40102E+17 were printed.
#[test]
fn cells_that_a_spreadsheet_spoiled_are_told() {
    let list = "份号,主送,班次,联络员\n1,#N/A,培训班,马学文\n2,西岭区档案局,########,施国平\n";
    let spoiled: Vec<_> = told(BASE, list).into_iter().filter(|found| found.0 == "cell-error").collect();
    assert_eq!(spoiled, [("cell-error".to_owned(), 2, 3), ("cell-error".to_owned(), 3, 10)]);
    // ="000012" of an export is what a spreadsheet shows; a formula and the mark of a text are nothing to print.
    let list = "份号,主送,班次,联络员\n=\"000012\",甲局,=A1&\"班\",'张三\n\"=\"\"000013\"\"\",乙局,丙,丁\n";
    let spoiled: Vec<_> = told(BASE, list).into_iter().filter(|found| found.0 == "cell-error").collect();
    assert_eq!(spoiled, [("cell-error".to_owned(), 2, 14), ("cell-error".to_owned(), 2, 22)]);
    let list = "份号,主送,班次,联络员\n=\"000012\",甲局,乙,丙\n\"=\"\"000013\"\"\",乙局,丙,丁\n";
    let batch = read(BASE, list).unwrap();
    let words = words_on_pages(&ENGINE.render(&batch.document(2).unwrap()).unwrap());
    assert!(words.contains("000013") && !words.contains('='), "{words}");
    let run = project("份号,主送,班次,联络员\n1,甲局,培训班,4.40102E+17\n").batch(&[]);
    run.ends(0).tells("cell-digits");
}

#[test]
fn a_character_without_a_glyph_is_told_in_the_cell_it_came_from() {
    let batch = read(BASE, "班次,联络员\n甲班,\"张\u{2A6D6}\"\n").unwrap();
    let failure = ENGINE.render(&batch.document(1).unwrap()).err().unwrap();
    assert_eq!(failure.diagnostics()[0].code(), "missing-glyph");
    let project = project("班次,联络员,份号,主送\n甲班,\"张\u{2A6D6}\",1,甲局\n");
    let run = project.batch(&["--message-format", "short"]).ends(1);
    assert!(
        run.stderr.contains("list.csv:2:6: error[missing-glyph]") && run.stderr.contains("(row 1)"),
        "{}",
        run.stderr
    );
    assert!(project.register()[0][5].contains("missing-glyph") && project.register()[0][4] == "failed");
}

#[test]
fn a_placeholder_in_a_body_file_is_filled_and_its_cell_makes_no_markup() {
    for (name, text, wanted) in [
        ("body.txt", "{{事项}}\n{{联络员}}负责。", "#一、甲"),
        ("body.md", "{{事项}}\n\n{{联络员}}负责。", "#一、甲"),
    ] {
        let project = Project::of(
            BASE.replace(
                "body = \"\"\"\n请于6月6日前报名。\n{{联络员}}同志负责联系。\n\"\"\"",
                &format!("body-file = \"{name}\""),
            ),
            "",
        );
        project.write(name, text);
        project.write("list.csv", "班次,联络员,事项\n甲班,*乙*,# 一、甲\n");
        let batch = BatchReader::new(Document::reader())
            .read_paths(project.path("data.toml"), project.path("list.csv"))
            .unwrap();
        let rendered = ENGINE.render(&batch.document(1).unwrap()).unwrap();
        let words = words_on_pages(&rendered);
        assert!(words.contains(wanted) && words.contains("*乙*负责。"), "{name}: {words}");
        let heading = rendered.pages()[0]
            .runs
            .iter()
            .any(|run| run.text().contains('甲') && run.family.contains("heiti"));
        assert!(!heading, "{name}: a cell became a heading");
    }
}

#[test]
fn names_are_refused_before_anything_is_written() {
    let rows = |recipients: &str| format!("份号,主送,班次,联络员\n1,甲局,a,b\n{recipients}\n");
    for (row, code) in [
        ("2,甲/乙局,a,b", "file-name-illegal"),
        ("2,\"甲\n乙局\",a,b", "file-name-illegal"),
        ("1,甲局,a,b", "file-name-twice"),
        (",乙局,a,b", "name-without-value"),
        (&format!("2,{},a,b", "长".repeat(90)), "file-name-illegal"),
    ] {
        let project = project(&rows(row));
        project.batch(&[]).ends(1).tells(code);
        assert_eq!(project.out(), [""; 0], "{code}");
    }
    let project = project("份号,主送,班次,联络员\n1,Ab,a,b\n2,aB,a,b\n");
    let name = |pattern: &str| Run::of(project.batch_command().args(["--name", pattern]));
    name("{主送}").ends(1).tells("file-name-twice");
    name("../{主送}").ends(1).tells("file-name-illegal");
    name("{主").ends(1).tells("name-pattern");
    name("{主宋}.pdf").ends(1).tells("name-pattern");
    name("{{主送}}.pdf").ends(1).tells("name-pattern");
    name("{主送}.png").ends(1).tells("name-pattern");
    name("register{row}.csv.pdf").ends(0);
    assert_eq!(project.out(), ["register.csv", "register1.csv.pdf", "register2.csv.pdf"]);
}

#[test]
fn a_row_that_fails_does_not_stop_the_rest_unless_asked() {
    let list = LIST.replace("西岭区档案局", "西岭区\u{2A6D6}档案局");
    let mixed = project(&list);
    let run = mixed.batch(&["--message-format", "short"]).ends(1).tells("missing-glyph");
    assert!(run.stderr.contains("2 made, 0 kept, 1 failed, 0 left"), "{}", run.stderr);
    assert_eq!(
        mixed.register().iter().map(|row| row[4].as_str()).collect::<Vec<_>>(),
        ["made", "failed", "made"]
    );
    let fast = project(&list);
    let run = fast.batch(&["--fail-fast", "--jobs", "1", "--message-format", "short"]).ends(1);
    assert!(run.stderr.contains("1 made, 0 kept, 1 failed, 1 left"), "{}", run.stderr);
    // What can be known without setting a page is known before anything is written.
    let bad = project(&LIST.replace("研讨班", ""));
    bad.batch(&["--fail-fast"]).ends(1).tells("placeholder-blank");
    assert_eq!(bad.out(), [""; 0]);
}

#[test]
fn files_that_are_there_are_refused_kept_or_replaced_as_asked() {
    let project = project(LIST);
    project.batch(&[]).ends(0);
    let before = project.read("out/register.csv");
    project.batch(&[]).ends(2).tells("files-exist");
    // One is gone, one is damaged, one row has changed: each is made again, and nothing else.
    fs::remove_file(project.path("out/000001-东湖区档案局.pdf")).unwrap();
    let run = project.batch(&["--resume"]).ends(0);
    assert!(run.stderr.contains("1 made, 2 kept"), "{}", run.stderr);
    project.write("out/000002-西岭区档案局.pdf", "half");
    let run = project.batch(&["--resume"]).ends(0);
    assert!(run.stderr.contains("1 made, 2 kept"), "{}", run.stderr);
    assert_eq!(project.read("out/register.csv"), before);
    project.write("list.csv", LIST.replace("罗燕", "钟丽华"));
    let run = project.batch(&["--resume"]).ends(0);
    assert!(run.stderr.contains("1 made, 2 kept"), "{}", run.stderr);
    // Another form is another file.
    let run = project.batch(&["--resume", "--no-archive"]).ends(0);
    assert!(run.stderr.contains("3 made, 0 kept"), "{}", run.stderr);
    project.write("list.csv", LIST.lines().take(3).map(|line| line.to_owned() + "\n").collect::<String>());
    project.batch(&["--resume", "--no-archive"]).ends(0).tells("register-more");
    assert_eq!(project.register().len(), 2);
    let run = project.batch(&["--force"]).ends(0);
    assert!(run.stderr.contains("2 made, 0 kept"), "{}", run.stderr);
    // Without a register nobody knows whose files they are.
    fs::remove_file(project.path("out/register.csv")).unwrap();
    project.batch(&["--resume"]).ends(2).tells("files-exist");
}

#[test]
fn a_run_that_was_killed_leaves_whole_files_and_goes_on() {
    let mut list = "份号,主送,班次,联络员\n".to_owned();
    (1..=24).for_each(|row| list.push_str(&format!("{row},第{row}局,甲班,乙\n")));
    let whole = project(&list);
    whole.batch(&["--quiet"]).ends(0);
    let killed = project(&list);
    // Killed at once, and after so many tenths were told.
    for tenths in [0, 1, 2, 4] {
        let mut child = killed
            .batch_command()
            .args(["--name", "{份号}-{主送}.pdf", "--resume"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let told = BufReader::new(child.stderr.take().unwrap()).lines();
        let is_tenth = |line: &String| line.ends_with("/24");
        told.map(Result::unwrap).filter(is_tenth).take(tenths).for_each(drop);
        child.kill().unwrap();
        child.wait().unwrap();
        for name in killed.out().iter().filter(|name| name.ends_with(".pdf")) {
            assert!(
                killed.read(&format!("out/{name}")) == whole.read(&format!("out/{name}")),
                "{name} is half"
            );
        }
    }
    killed.write("out/.render-batch-abc.tmp", "what a kill left");
    // A file that a kill left before its row was noted is no stranger's.
    killed.batch(&["--resume", "--quiet"]).ends(0);
    assert_eq!(killed.out(), whole.out());
    for name in whole.out() {
        assert!(killed.read(&format!("out/{name}")) == whole.read(&format!("out/{name}")), "{name}");
    }
}

#[test]
fn the_files_are_the_same_however_many_are_made_at_a_time() {
    let one = project(LIST);
    one.batch(&["--jobs", "1", "--merge", "all.pdf"]).ends(0);
    let many = project(LIST);
    many.batch(&["--jobs", "7", "--merge", "all.pdf"]).ends(0);
    assert_eq!(one.out(), many.out());
    for name in one.out() {
        assert!(one.read(&format!("out/{name}")) == many.read(&format!("out/{name}")), "{name}");
    }
    assert!(one.read("all.pdf") == many.read("all.pdf"));
}

#[test]
fn one_file_for_the_printer_begins_each_document_on_a_right_hand_page() {
    // Documents of one page, of two, of one.
    let project = project(
        &LIST.replace("施国平", "\"施国平和同志、同志\"").replace("3,北塘县档案局,进修班,罗燕\n", ""),
    );
    project.write(
        "list.csv",
        format!(
            "份号,主送,班次,正文,联络员\n1,甲局,a,,x\n2,乙局,b,\"{}\",x\n3,丙局,c,,x\n",
            "请各单位认真组织实施。".repeat(45)
        ),
    );
    project.batch(&["--merge", "all.pdf"]).ends(0);
    let pages: Vec<String> = project.register().iter().map(|row| row[2].clone()).collect();
    assert_eq!(pages, ["1", "2", "1"]);
    let merged = Pdf::load_mem(&project.read("all.pdf")).unwrap();
    let text = |page: u32| merged.extract_text(&[page]).unwrap_or_default();
    assert_eq!(merged.get_pages().len(), 5);
    assert!(text(1).contains("甲局") && text(3).contains("乙局") && text(5).contains("丙局"));
    assert!(text(2).trim().is_empty(), "the back of a document of one page is blank");
    let contents: Vec<bool> =
        merged.page_iter().map(|id| merged.get_dictionary(id).unwrap().has(b"Contents")).collect();
    assert_eq!(contents, [true, false, true, true, true]);
    // Each has its bookmark, and faces that are the same are in the file once.
    let toc = merged.get_toc().unwrap();
    let marks: Vec<(String, usize)> = toc.toc.iter().map(|entry| (entry.title.clone(), entry.page)).collect();
    let wanted = [("000001-甲局", 1), ("000002-乙局", 3), ("000003-丙局", 5)];
    assert_eq!(marks, wanted.map(|(name, page)| (name.to_owned(), page)));
    let alone: usize =
        project.register().iter().map(|row| project.read(&format!("out/{}", row[1])).len()).sum();
    assert!(project.read("all.pdf").len() < alone * 3 / 4);
    project.batch(&["--resume", "--merge", "all.pdf"]).ends(0);
}

#[test]
fn an_incomplete_batch_makes_no_file_for_the_printer() {
    let project = project(&LIST.replace("西岭区档案局", "西岭区\u{2A6D6}档案局"));
    project.batch(&["--merge", "all.pdf"]).ends(1).tells("merge-incomplete");
    assert!(!project.path("all.pdf").exists());
    // One of an earlier run is out of date, and not left under its name.
    project.write("all.pdf", "earlier");
    let run = project.batch(&["--merge", "all.pdf", "--resume"]).ends(1).tells("merge-incomplete");
    assert!(run.stderr.contains("all.pdf.old") && !project.path("all.pdf").exists(), "{}", run.stderr);
}

#[test]
fn a_list_is_csv_of_any_kind_json_lines_or_a_sheet() {
    let title = |name: &str, bytes: &[u8], encoding: Option<gongwen::data::Encoding>| {
        let project = Project::of(BASE, "");
        project.write(name, bytes);
        let mut reader = Document::reader();
        if let Some(encoding) = encoding {
            reader = reader.encoding(encoding);
        }
        let batch = BatchReader::new(reader).read_paths(project.path("data.toml"), project.path(name));
        batch.and_then(|batch| batch.document(1)).map(|document| document.title())
    };
    let wanted = "关于举办甲班的通知";
    for (name, text) in [
        ("a.csv", "\u{FEFF}班次;联络员\r\n甲班;乙\r\n"),
        ("a.tsv", "班次\t联络员\n甲班\t乙\n"),
        ("a.jsonl", "{\"班次\":\"甲班\",\"联络员\":\"乙\"}\n"),
    ] {
        assert_eq!(title(name, text.as_bytes(), None).unwrap(), wanted, "{name}");
    }
    let project = Project::of(BASE.replace("联络员", "比例").replace("班次", "项目"), "");
    project.write("a.xlsx", workbook());
    let batch = BatchReader::new(Document::reader()).sheet("明细").file_names("{项目}-{比例}");
    let batch = batch.read_paths(project.path("data.toml"), project.path("a.xlsx")).unwrap();
    assert_eq!(batch.file_names().unwrap(), [Some("甲-12.5%.pdf".to_owned()), Some("乙-3.pdf".to_owned())]);
    let other = BatchReader::new(Document::reader())
        .sheet("没有")
        .read_paths(project.path("data.toml"), project.path("a.xlsx"));
    assert_eq!(other.err().unwrap().diagnostics()[0].code(), "no-such-sheet");
    // 班次,联络员 and 甲班,乙 in GBK.
    let gbk = b"\xB0\xE0\xB4\xCE,\xC1\xAA\xC2\xE7\xD4\xB1\n\xBC\xD7\xB0\xE0,\xD2\xD2\n";
    let code = |result: Result<String, Failure>| result.unwrap_err().diagnostics()[0].code();
    assert_eq!(code(title("a.csv", gbk, None)), "not-utf-8");
    assert_eq!(title("a.csv", gbk, Some(gongwen::data::Encoding::Gbk)).unwrap(), wanted);
    assert_eq!(code(title("a.doc", b"x", None)), "list-ending");
    assert_eq!(code(title("a.xlsx", b"x", None)), "not-a-spreadsheet");
    assert_eq!(code(title("a.jsonl", b"{\"a\":1", None)), "json-syntax");
}

#[test]
fn values_in_memory_are_a_batch_too_and_an_embedder_hears_of_each_row() {
    let base =
        json!({ "title": "关于{{甲}}的通知", "issuers": ["乙局"], "body": "正文。", "date": "2025-01-02" });
    let rows: Vec<Value> = (1..=5).map(|row| json!({ "甲": row, "signature": null })).collect();
    let batch =
        BatchReader::new(Document::reader()).file_names("{row:3}.pdf").read_values(&base, &rows).unwrap();
    assert_eq!(batch.file_names().unwrap()[4].as_deref(), Some("005.pdf"));
    assert_eq!(batch.document(5).unwrap().title(), "关于5的通知");
    let folder = tempfile::tempdir().unwrap();
    let mut heard = Vec::new();
    let run = BatchRun::new().jobs(3).register("r.csv");
    let summary =
        batch.run(&ENGINE, folder.path(), &run, &mut |made| heard.push((made.row, made.status))).unwrap();
    assert_eq!((summary.made, summary.pages, summary.failed), (5, 5, 0));
    assert_eq!(heard, (1..=5).map(|row| (row, RowStatus::Made)).collect::<Vec<_>>());
    let again = run.existing(Existing::GoOn);
    assert_eq!(batch.run(&ENGINE, folder.path(), &again, &mut |_| {}).unwrap().kept, 5);
    assert_eq!(names_in(folder.path()), ["001.pdf", "002.pdf", "003.pdf", "004.pdf", "005.pdf", "r.csv"]);
}

/// Alone in a process of its own: other tests take memory beside it.
#[test]
fn ten_thousand_rows_are_planned_without_ten_thousand_documents_in_memory() {
    const ALONE: &str = "GONGWEN_TEST_ALONE";
    if std::env::var_os(ALONE).is_none() {
        let name = "batch::ten_thousand_rows_are_planned_without_ten_thousand_documents_in_memory";
        let mut alone = Command::new(std::env::current_exe().unwrap());
        let output = alone.args(["--exact", name, "--nocapture"]).env(ALONE, "1").output().unwrap();
        let told =
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && told.contains("1 passed"), "{told}");
        return;
    }
    let mut list = "份号,主送,班次,联络员\n".to_owned();
    (1..=10_000).for_each(|row| list.push_str(&format!("{row},第{row}局,甲班,乙\n")));
    let batch = read(BASE, &list).unwrap();
    assert_eq!(batch.len(), 10_000);
    let before = resident();
    let names = batch.file_names().unwrap();
    assert_eq!(names[9_999].as_deref(), Some("10000-南屏档〔2025〕17号关于举办甲班的通知.pdf"));
    // Ten thousand documents of this size would be more than 60 MB.
    assert!(resident() < before + 40_000_000, "{before} to {}", resident());
}

/// Bytes resident in memory, where the kernel tells; else 0.
fn resident() -> usize {
    let status = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    status.split_whitespace().nth(1).and_then(|pages| pages.parse::<usize>().ok()).unwrap_or_default() * 4096
}

#[test]
fn a_folder_that_cannot_be_written_ends_with_a_message() {
    let project = project(LIST);
    project.write("out", "a file stands there");
    project.batch(&[]).ends(2).tells("not-a-folder");
    assert_eq!(project.read("out"), b"a file stands there");
    project.write("more.csv", "");
    let run = Run::of(program().current_dir(project.folder()).args([
        "batch",
        "data.toml",
        "-l",
        "none.csv",
        "-o",
        "new",
    ]));
    run.ends(2).tells("no-input");
    assert!(!project.path("new").exists());
}

#[test]
fn the_example_is_made_without_a_warning() {
    let out = tempfile::tempdir().unwrap();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/batch");
    let batch = BatchReader::new(Document::reader())
        .file_names("{份号}-{主送}.pdf")
        .read_paths(format!("{folder}/tongzhi-peixun.toml"), format!("{folder}/danwei.csv"))
        .unwrap();
    let summary = batch
        .run(&ENGINE, out.path(), &BatchRun::new(), &mut |made| {
            let worst = made.diagnostics.iter().map(gongwen::Diagnostic::severity).max();
            assert!(worst <= Some(gongwen::Severity::Note), "{:?}", made.diagnostics);
        })
        .unwrap();
    assert_eq!((summary.made, summary.pages), (12, 24));
}

/// A table is the same however its file quotes it, but the file travels in the PDF.
#[test]
fn a_named_file_of_other_bytes_is_another_input() {
    let base = BASE.replace(
        "body = \"\"\"\n请于6月6日前报名。\n{{联络员}}同志负责联系。\n\"\"\"",
        "body = [{ text = \"{{联络员}}\" }, { table = { csv = \"t.csv\" } }]",
    );
    let project = Project::of(base, "");
    project.write("list.csv", LIST);
    project.write("t.csv", "甲,乙\n1,2\n");
    project.batch(&[]).ends(0);
    project.write("t.csv", "甲,乙\n1,\"2\"\n");
    let run = project.batch(&["--resume"]).ends(0);
    assert!(run.stderr.contains("3 made, 0 kept"), "{}", run.stderr);
}

/// What a row's file carries is asked for as for one document.
#[test]
fn a_batch_leaves_its_source_out_when_asked() {
    let project = project(LIST);
    project.batch(&["--no-source"]).ends(0);
    let bare = project.read("out/000001-东湖区档案局.pdf");
    assert_eq!(gongwen::archive::extract(&bare).err().unwrap().diagnostics()[0].code(), "nothing-attached");
    project.batch(&["--force"]).ends(0);
    assert!(project.read("out/000001-东湖区档案局.pdf").len() > bare.len());
}
