//! Placeholders of a batch: wherever they stand they are filled or refused, and a cell is words.

use gongwen::batch::{Batch, BatchReader};
use gongwen::{Diagnostic, Document, Failure, Severity};

use crate::body_content::workbook;
use crate::support::{ENGINE, Project, Run, program, words_on_pages};

const HEAD: &str = "issuers = [\"南屏市档案局\"]\ntitle = \"关于举办培训班的通知\"\nrecipients = [\"各县档案局\"]\ndate = 2025-05-20\n";

fn batch(project: &Project) -> Result<Batch, Failure> {
    BatchReader::new(Document::reader())
        .file_names("{row}")
        .read_paths(project.path("data.toml"), project.path("list.csv"))
}

fn project(body: &str, list: &str) -> Project {
    let project = Project::of(format!("{HEAD}{body}\n"), "");
    project.write("list.csv", list);
    project
}

/// The words of the first row's pages.
fn words(project: &Project) -> String {
    let document =
        batch(project).and_then(|batch| batch.document(1)).unwrap_or_else(|failure| panic!("{failure}"));
    words_on_pages(&ENGINE.render(&document).unwrap_or_else(|failure| panic!("{failure}")))
}

/// Severity, code, file, line and column of what is told of the first row.
fn told(project: &Project) -> Vec<(Severity, &'static str, String, usize, usize)> {
    let one = |found: &Diagnostic| {
        let (line, column) = found.place().map_or((0, 0), gongwen::Place::line_column);
        let file = found.place().map(|place| place.file().rsplit('/').next().unwrap().to_owned());
        (found.severity(), found.code(), file.unwrap_or_default(), line, column)
    };
    match batch(project).and_then(|batch| batch.document(1)) {
        Ok(document) => document.diagnostics().iter().map(one).collect(),
        Err(failure) => failure.diagnostics().iter().map(one).collect(),
    }
}

fn one(
    severity: Severity,
    code: &'static str,
    file: &str,
    line: usize,
    column: usize,
) -> Vec<(Severity, &'static str, String, usize, usize)> {
    vec![(severity, code, file.to_owned(), line, column)]
}

/// claims.md §2: a row's own file, a file whose name is a placeholder, an attachment's, a table's CSV.
#[test]
fn placeholders_of_every_file_that_a_row_names_are_filled() {
    type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);
    let cases: [Case<'_>; 9] = [
        ("body-file = \"{{文件}}\"", "文件,姓名\na.txt,张三\n", &[("a.txt", "请{{姓名}}同志到会。")]),
        ("body = \"旧文。\"", "正文文件,姓名\na.md,张三\n", &[("a.md", "请**{{姓名}}**同志到会。")]),
        (
            "body-file = \"b.txt\"",
            "body-file,姓名\na.md,张三\n",
            &[("a.md", "请{{姓名}}同志到会。"), ("b.txt", "{{另}}")],
        ),
        (
            "body = \"文。\"\n[[attachments]]\ntitle = \"名单\"\nbody = \"旧\"",
            "attachments.0.body-file,姓名\na.txt,张三\n",
            &[("a.txt", "请{{姓名}}同志到会。")],
        ),
        (
            "body = [{ text = \"文。\" }, { table = { csv = \"t.csv\" } }]",
            "姓名\n张三\n",
            &[("t.csv", "姓名,职务\n请{{姓名}}同志到会。,科长\n")],
        ),
        (
            "body = [{ text = \"文。\" }, { table = { csv = \"{{表}}.csv\", caption = \"请{{姓名}}同志到会。\" } }]",
            "姓名,表\n张三,t\n",
            &[("t.csv", "姓名,职务\n甲,科长\n")],
        ),
        ("body-file = \"a.typ\"", "姓名\n张三\n", &[("a.typ", "请{{姓名}}同志到会。#let f(x) = {{x}}\n")]),
        ("body-file = \"a.typ\"", "姓名\n张三\n", &[("a.typ", "请#text(\"{{姓名}}\")同志到会。")]),
        (
            "body-format = \"{{写法}}\"\nbody = \"请**{{姓名}}**同志到会。\"",
            "写法,姓名\nmarkdown,张三\n",
            &[],
        ),
    ];
    for (body, list, files) in cases {
        let project = project(body, list);
        files.iter().for_each(|(name, text)| project.write(name, text));
        let words = words(&project);
        assert!(words.contains("请张三同志到会。") && !words.contains("{{"), "{body}: {words}");
    }
}

/// What the PDF carries makes the same pages again: the filled file is in it.
#[test]
fn a_filled_file_travels_in_the_pdf() {
    let project = project("body-file = \"a.md\"", "姓名\n*张*\n");
    project.write("a.md", "请{{姓名}}同志到会。");
    let run = |args: &[&str]| Run::of(program().current_dir(project.folder()).args(args)).ends(0);
    run(&["batch", "data.toml", "-l", "list.csv", "-o", "out", "--name", "{row}", "--fonts", "bundled"]);
    run(&["extract", "out/1.pdf", "-o", "again"]);
    assert_eq!(project.read("again/a.md"), "请\\*张\\*同志到会。".as_bytes());
    run(&["again", "-o", "again.pdf"]);
    assert!(project.read("again.pdf") == project.read("out/1.pdf"));
}

#[test]
fn what_cannot_be_filled_is_refused_at_its_place() {
    use Severity::Error;
    let list = "姓名,份号\n张三,1\n";
    for (body, files, wanted) in [
        // A row's own file is the row's matter; the base's stops the batch.
        (
            "body-file = \"a.txt\"",
            "第一段。\n请{{姓名}}{{姓铭}}同志。",
            one(Error, "placeholder-without-column", "a.txt", 2, 8),
        ),
        ("body = \"{{姓名}}{{}}\"", "", one(Error, "placeholder-left", "data.toml", 5, 15)),
        (
            "body-file = \"a.typ\"",
            "文。{{姓名}}$ {{姓名}} $",
            one(Error, "placeholder-markup", "a.typ", 1, 11),
        ),
        ("body-file = \"a.md\"", "文。`{{姓名}}`", one(Error, "placeholder-markup", "list.csv", 2, 1)),
    ] {
        let project = project(body, if files.contains('`') { "姓名,份号\n张`三,1\n" } else { list });
        for name in ["a.txt", "a.typ", "a.md"] {
            project.write(name, files);
        }
        assert_eq!(told(&project), wanted, "{body}");
    }
    let mut data = HEAD.to_owned();
    data.push_str(
        "body = [{ text = \"{{姓名}}到会。\" }, { table = { xlsx = \"t.xlsx\", sheet = \"明细\" } }]\n",
    );
    let project = Project::of(data, "");
    project.write("list.csv", list);
    project.write("t.xlsx", braced(&workbook()));
    let found = told(&project);
    assert!(found.iter().any(|found| found.1 == "placeholder-left"), "{found:?}");
}

/// A drawing is set as it is: what it asks to be filled stops the row.
#[test]
fn a_drawing_with_a_placeholder_is_refused() {
    let project = project(
        "body = [{ text = \"{{姓名}}到会。\" }, { image = \"a.svg\", caption = \"图\" }]",
        "姓名\n张三\n",
    );
    let drawing = |words: &str| {
        let head = "<svg xmlns='http://www.w3.org/2000/svg' width='100' height='50'>";
        project.write("a.svg", format!("{head}<text x='5' y='20'>{words}</text></svg>"));
        told(&project)
    };
    assert_eq!(drawing("{{姓名}}"), one(Severity::Error, "placeholder-left", "data.toml", 5, 44));
    assert!(drawing("签字").iter().all(|found| found.0 < Severity::Error));
}

/// The workbook with a placeholder in one of its cells.
fn braced(book: &[u8]) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut old = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut file = old.by_index(index).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        new.start_file(file.name().unwrap().into_owned(), zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(text.replace("<t>甲</t>", "<t>{{姓名}}</t>").as_bytes()).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// field.md E, 12 PDFs with braces: others around a column's name are told, and a cell's own are words.
#[test]
fn braces_that_are_no_placeholder_are_told() {
    use Severity::Warning;
    let list = "份号,姓名\n1,张三\n";
    for (body, column) in [
        ("body = \"请{姓名}同志。{{姓名}}\"", 10),
        ("body = \"请｛｛姓名｝｝同志。{{姓名}}\"", 10),
        ("body = \"请《姓名》同志。{{姓名}}\"", 10),
        ("body = \"请«姓名»同志。{{姓名}}\"", 10),
    ] {
        assert_eq!(
            told(&project(body, list)),
            one(Warning, "placeholder-alike", "data.toml", 5, column),
            "{body}"
        );
    }
    // All of a line are told, each at its place.
    let several = told(&project("body = \"请｛｛姓名｝｝、{姓名}、【姓名】和{姓名}。{{姓名}}\"", list));
    let columns: Vec<usize> = several.iter().map(|found| found.4).collect();
    assert_eq!(columns, [10, 17, 22, 27], "{several:?}");
    let cell = project("body = \"请{{姓名}}同志。\"", "姓名,份号\n{{份号}},1\n");
    assert_eq!(told(&cell), one(Warning, "placeholder-in-cell", "list.csv", 2, 1));
    assert!(words(&cell).contains("请{{份号}}同志。"), "what a cell says is words");
    // A column that the data have in other braces is not left to guess.
    let failure = batch(&project("body = \"请{姓名}同志。\"", list)).err().unwrap();
    let found = &failure.diagnostics()[0];
    assert_eq!(found.code(), "unknown-column");
    assert!(found.help(gongwen::Lang::En).unwrap().contains("{{姓名}}"));
}

/// Issue 13: `{{姓名`, `姓名}}`, a name over two lines and `{{{姓名}}}` came on the page untold.
#[test]
fn half_a_placeholder_stops_the_row() {
    use Severity::Error;
    let list = "份号,姓名\n1,张三\n";
    for (body, code, column) in [
        ("body = \"{{姓名}}请{{姓名}同志。\"", "placeholder-alike", 16),
        ("body = \"{{姓名}}请{{姓名同志。\"", "placeholder-alike", 16),
        ("body = \"{{姓名}}请姓名}}同志。\"", "placeholder-alike", 16),
        ("body = \"{{姓名}}请{{同志。\"", "placeholder-left", 16),
        ("body = \"{{姓名}}请{{{姓名}}}同志。\"", "placeholder-left", 16),
    ] {
        assert_eq!(told(&project(body, list)), one(Error, code, "data.toml", 5, column), "{body}");
    }
    let over_lines = told(&project("body = '''{{姓名}}请{{姓\n名}}同志。'''", list));
    assert!(over_lines.iter().all(|found| found.1 == "placeholder-left") && over_lines.len() == 2);
    // In a file too, at its place there.
    let project = project("body-file = \"a.typ\"", list);
    project.write("a.typ", "请{{姓名}}同志。\n\n再请【姓名】和#strong[{姓名}]到会。");
    let found: Vec<_> =
        told(&project).into_iter().map(|found| (found.1, found.2, found.3, found.4)).collect();
    let wanted = |column| ("placeholder-alike", "a.typ".to_owned(), 3, column);
    assert_eq!(found, [wanted(3), wanted(16)]);
}

/// claims.md §2: no backslash is printed, in code or in lines of four blanks.
#[test]
fn a_cell_is_words_in_code_too() {
    for (text, wanted) in [
        ("编号`{{编号}}`。", "编号A_1*2。"),
        ("文。\n\n    编号{{编号}}。", "编号A_1*2。"),
        ("编号**{{编号}}**。", "编号A_1*2。"),
        ("|编号|\n|-|\n|`{{编号}}`|", "A_1*2"),
    ] {
        let project = project("body-file = \"m.md\"", "编号\nA_1*2\n");
        project.write("m.md", text);
        let words = words(&project);
        assert!(words.contains(wanted) && !words.contains('\\'), "{text}: {words}");
    }
}

/// claims.md §2: `第*{{编号}}*段。` on line 5 was told at 1:1, a blank cell at its row's first.
#[test]
fn findings_are_told_where_they_lie() {
    use Severity::{Error, Warning};
    let markdown = project("body-file = \"m.md\"", "编号\n3\n");
    markdown.write("m.md", "第一段。\n\n第{{编号}}段。\n\n第*{{编号}}*段。\n");
    assert_eq!(told(&markdown), one(Warning, "markdown-mapped", "m.md", 5, 2));
    let inline =
        project("body-format = \"markdown\"\nbody = '''\n第{{编号}}段。\n\n文*字*。\n'''", "编号\n3\n");
    assert_eq!(told(&inline), one(Warning, "markdown-mapped", "data.toml", 9, 2));
    let blank = project("body = \"请{{姓名}}同志。\"", "份号,职务,姓名\n1,,\n");
    let blank_of = |list: &str| {
        blank.write("list.csv", list);
        told(&blank)
    };
    assert_eq!(blank_of("份号,#职务,姓名\n1,,\n"), one(Error, "placeholder-blank", "list.csv", 2, 4));
    assert_eq!(blank_of("姓名,份号\n,1\n"), one(Error, "placeholder-blank", "list.csv", 2, 1));
    blank.write("list.jsonl", "{\"份号\": 1, \"姓名\": null}\n{\"份号\": 2, \"姓名\": \"甲\"}\n");
    let list = BatchReader::new(Document::reader())
        .read_paths(blank.path("data.toml"), blank.path("list.jsonl"))
        .unwrap();
    let failure = list.document(1).unwrap_err();
    let place = failure.diagnostics()[0].place().unwrap();
    assert_eq!((failure.diagnostics()[0].code(), place.line_column()), ("placeholder-blank", (1, 17)));
    // A name that no system takes lies in the cell that it comes from.
    let named = |pattern: &str, list: &str| {
        let project = project("body = \"文。\"", list);
        let batch = BatchReader::new(Document::reader()).file_names(pattern);
        let batch = batch.read_paths(project.path("data.toml"), project.path("list.csv")).unwrap();
        let failure = batch.file_names().unwrap_err();
        let found = &failure.diagnostics()[0];
        (found.code(), found.place().unwrap().line_column())
    };
    assert_eq!(named("{row}-{主送}", "份号,主送\n1,甲/乙局\n"), ("file-name-illegal", (2, 3)));
    assert_eq!(named("{主送}-{份号}", "份号,#,主送\n,x,甲局\n"), ("name-without-value", (2, 1)));
}

/// A finding that a cell's words cause lies in the cell, wherever they were put.
#[test]
fn what_a_cell_breaks_is_told_in_the_cell() {
    let project = project("body-file = \"m.md\"", "份号,姓名\n1,张\u{2A6D6}\n");
    project.write("m.md", "文。\n\n请{{姓名}}同志。\n");
    let failure = ENGINE.render(&batch(&project).unwrap().document(1).unwrap()).err().unwrap();
    let found = &failure.diagnostics()[0];
    let place = found.place().unwrap();
    assert_eq!((found.code(), place.line_column()), ("missing-glyph", (2, 4)));
    assert!(place.file().ends_with("list.csv"));
}

/// field.md E: a list with columns nobody uses.
#[test]
fn columns_that_nobody_uses_are_told_how_to_be_left_aside() {
    let project = project("body = \"请{{姓名}}同志。\"", "序号,姓名\n1,张三\n");
    let run = |more: &[&str]| {
        let args = ["batch", "data.toml", "-l", "list.csv", "-o", "out", "--fonts", "bundled"];
        Run::of(program().current_dir(project.folder()).args(args).args(more))
    };
    let refused = run(&[]).ends(1).tells("unknown-column");
    assert!(
        refused.stderr.contains("`#序号`") && refused.stderr.contains("--ignore-columns"),
        "{}",
        refused.stderr
    );
    run(&["--ignore-columns"]).ends(0).tells("column-ignored");
    project.write("list.csv", "#序号,姓名\n1,张三\n");
    let clean = run(&["--force"]).ends(0);
    assert!(!clean.stderr.contains("column"), "{}", clean.stderr);
}
