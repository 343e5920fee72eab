//! `render import` and `render new`, run in real folders.

use std::process::Stdio;

use gongwen::data::skeleton;
use gongwen::{Document, Failure, Rendered, Severity};

use crate::measured::piece;
use crate::support::{ENGINE, Project, Run, program};

/// The page of the office's site as it was published.
const PUBLISHED: &str = include_str!("../fixtures/longke-2024-2.web.txt");

const TEXT: &str =
    "关于召开会议的通知\n各科室：\n定于明日召开会议，请准时参加。\n某某市财政局\n2024年1月30日\n";

const KINDS: [(&str, &str); 15] = [
    ("决议", "resolution"),
    ("决定", "decision"),
    ("命令", "order"),
    ("公报", "communique"),
    ("公告", "announcement"),
    ("通告", "public-notice"),
    ("意见", "opinion"),
    ("通知", "notice"),
    ("通报", "circular"),
    ("报告", "report"),
    ("请示", "request"),
    ("批复", "reply"),
    ("议案", "bill"),
    ("函", "letter"),
    ("纪要", "minutes"),
];

fn data(name: &str) -> Document {
    Document::from_path(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)).unwrap()
}

/// A subcommand, which takes no fonts.
fn run(project: &Project, args: &[&str]) -> Run {
    Run::of(program().current_dir(project.folder()).args(args))
}

/// Marks as the office typed them on its site.
fn half_width(text: &str) -> String {
    "，：；（）"
        .chars()
        .zip(",:;()".chars())
        .fold(text.to_owned(), |text, (wide, half)| text.replace(wide, &half.to_string()))
}

#[test]
fn the_published_page_of_the_first_document_becomes_its_data_file() {
    let project = Project::new();
    project.write("web.txt", PUBLISHED);
    run(&project, &["import", "web.txt", "-o", "longke.toml", "--body-file"]).ends(0).tells("import-doubts");
    assert_eq!(project.made(), ["longke.toml", "longke.txt", "web.txt"]);
    let file = String::from_utf8(project.read("longke.toml")).unwrap();
    for line in [
        "issuers = [\"龙泉市科学技术局\"]",
        "number = \"龙科〔2024〕2号\"",
        "date = \"2024年1月30日\"",
        "body-file = \"longke.txt\"",
    ] {
        assert!(file.lines().any(|known| known.starts_with(line)), "{line}\n{file}");
    }
    assert!(file.contains("# 请核对：有半角标点，可用 render fmt 改为全角"), "{file}");
    let document = Document::from_path(project.path("longke.toml")).unwrap();
    let wanted = data("longke-2024-2.toml");
    assert_eq!((document.title(), document.number()), (wanted.title(), wanted.number()));
    assert_eq!(document.kind(), wanted.kind());
    let body = String::from_utf8(project.read("longke.txt")).unwrap();
    let published =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/longke-2024-2.txt")).unwrap();
    assert_eq!(half_width(&body).trim(), half_width(&published).trim());
    // It sets, and only the marks and the faces are remarked on.
    project.render(["longke.toml", "-o", "longke.pdf"]).ends(0);
    let rendered = ENGINE.render(&document).unwrap();
    assert!(rendered.diagnostics().iter().all(|found| found.severity() != Severity::Error));
    let line = |part: &str| -> String {
        let pages = rendered.pages();
        let lines = pages.iter().flat_map(|page| gongwen::page::part_lines(page, piece(part)));
        lines.map(|line| line.text()).collect()
    };
    assert_eq!((line("organ").as_str(), line("date").as_str()), ("龙泉市科学技术局", "2024年1月30日"));
}

#[test]
fn text_comes_from_a_file_or_standard_input_and_goes_to_a_file_or_standard_output() {
    let project = Project::new();
    project.write("pasted.txt", TEXT);
    let shown = run(&project, &["import", "pasted.txt"]).ends(0);
    run(&project, &["import", "pasted.txt", "-o", "a.toml"]).ends(0);
    assert_eq!(project.read("a.toml"), shown.stdout);
    assert_eq!(run(&project, &["import", "pasted.txt", "-o", "-"]).ends(0).stdout, shown.stdout);

    let mut command = program();
    command.current_dir(project.folder()).args(["import", "-", "-o", "b.toml"]);
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), TEXT.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(project.read("b.toml"), shown.stdout);
    project.render(["a.toml", "-o", "a.pdf"]).ends(0);
}

#[test]
fn what_is_there_is_not_overwritten_without_being_told_to() {
    let project = Project::new();
    project.write("pasted.txt", TEXT);
    project.write("a.toml", "mine");
    project.write("b.txt", "mine");
    run(&project, &["import", "pasted.txt", "-o", "a.toml"]).ends(2).tells("file-exists");
    run(&project, &["new", "请示", "-o", "a.toml"]).ends(2).tells("file-exists");
    // The body's file is asked about before the data file is written.
    run(&project, &["import", "pasted.txt", "-o", "b.toml", "--body-file"]).ends(2).tells("file-exists");
    assert_eq!((project.read("a.toml"), project.read("b.txt")), (b"mine".to_vec(), b"mine".to_vec()));
    assert_eq!(project.made(), ["a.toml", "b.txt", "pasted.txt"]);
    run(&project, &["import", "pasted.txt", "-o", "b.toml", "--body-file", "--force"]).ends(0);
    assert_eq!(project.read("b.txt"), "定于明日召开会议，请准时参加。\n".as_bytes());
    // A data file that is named as its body would be keeps its name.
    run(&project, &["import", "pasted.txt", "-o", "c.txt", "--body-file"]).ends(0);
    assert_eq!(project.read("c-body.txt"), project.read("b.txt"));
}

#[test]
fn what_cannot_be_imported_is_refused_with_a_reason() {
    let project = Project::new();
    project.write("empty.txt", " \n\n");
    project.write("word.docx", "text");
    project.write("old.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    project.write("pasted.txt", TEXT);
    for (args, status, code) in [
        (vec!["import", "empty.txt"], 1, "nothing-to-import"),
        (vec!["import", "word.docx"], 1, "not-a-word-file"),
        (vec!["import", "old.doc"], 1, "not-a-word-file"),
        (vec!["import", "nowhere.txt"], 2, "no-input"),
        (vec!["import", "."], 2, "is-a-folder"),
        (vec!["import", "pasted.txt", "-o", "-", "--body-file"], 2, "body-file-needs-output"),
        (vec!["import", "pasted.txt", "-o", "nowhere/a.toml"], 2, "no-such-folder"),
        (vec!["new", "请求"], 2, "unknown-kind"),
        (vec!["new", "请示", "--format", "信件"], 2, "unknown-format"),
    ] {
        let run = run(&project, &args).ends(status).tells(code);
        assert!(run.stdout.is_empty(), "{args:?}");
    }
    run(&project, &["import", "pasted.txt", "--body-file"]).ends(2);
    let doc = run(&project, &["import", "old.doc", "--lang", "zh"]).ends(1);
    assert!(doc.stderr.contains("另存为 .docx"), "{}", doc.stderr);
    let kind = run(&project, &["new", "请求"]).ends(2);
    assert!(kind.stderr.contains("请示"), "{}", kind.stderr);
}

#[test]
fn a_new_file_of_every_kind_renders_as_it_stands() {
    let mut remarks = Vec::new();
    for (kind, english) in KINDS {
        let text = skeleton(kind, None).unwrap();
        assert_eq!(text, skeleton(english, None).unwrap(), "{kind}");
        remarks.extend(remarks_on(kind, &text));
    }
    assert_eq!(remarks, [""; 0]);
}

#[test]
fn a_new_file_of_a_kind_in_another_format_renders_as_it_stands() {
    let mut remarks = Vec::new();
    for (kind, _) in KINDS {
        for format in ["document", "信函", "order", "纪要"] {
            remarks.extend(
                remarks_on(kind, &skeleton(kind, Some(format)).unwrap())
                    .map(|told| format!("{format} {told}")),
            );
        }
    }
    assert_eq!(remarks, [""; 0]);
}

/// What is told of a document beyond the substitute faces.
fn remarks_on(kind: &str, text: &str) -> Option<String> {
    let document = Document::from_toml(text).unwrap_or_else(|failure| panic!("{kind}: {failure}"));
    assert_eq!(document.kind().map(gongwen::Kind::name), Some(kind));
    let rendered = ENGINE.render(&document);
    let found = rendered.as_ref().map_or_else(Failure::diagnostics, Rendered::diagnostics);
    let codes: Vec<_> = found.iter().map(gongwen::Diagnostic::code).collect();
    // A short text, a stamp's room and a note may take more than page 1: the last lines go over to them.
    let usual = ["substitute-face", "carried-over"];
    codes.iter().any(|code| !usual.contains(code)).then(|| format!("{kind}: {codes:?}"))
}

#[test]
fn render_new_writes_a_file_that_render_takes() {
    let project = Project::new();
    run(&project, &["new", "函", "-o", "han.toml"]).ends(0);
    project.render(["han.toml", "-o", "han.pdf"]).ends(0);
    let shown: Run = run(&project, &["new", "letter"]).ends(0);
    assert_eq!(shown.stdout, project.read("han.toml"));
}

/// paste.md 2: lines that a PDF broke are joined under one doubt, and left alone when asked.
#[test]
fn broken_lines_are_joined_unless_they_are_to_be_kept() {
    let project = Project::new();
    project.write(
        "pdf.txt",
        "关于做好防汛工作的通知\n各乡镇：\n为进一步做好今年的防汛工作，确保人民群众生命财产安\n全，现将有关事项通知如下，请各单位认真贯彻落实，不得\n— 1 —\n以任何理由推诿。\n甲县水利局\n2024年4月2日\n",
    );
    run(&project, &["import", "pdf.txt", "-o", "a.toml"]).ends(0).tells("import-doubts");
    let joined = String::from_utf8(project.read("a.toml")).unwrap();
    assert!(joined.contains("请各单位认真贯彻落实，不得以任何理由推诿。\n'''"), "{joined}");
    assert!(joined.contains("# 请核对：接上了断开的行 2 处") && joined.contains("--keep-lines"), "{joined}");
    run(&project, &["import", "pdf.txt", "-o", "b.toml", "--keep-lines"]).ends(0);
    let kept = String::from_utf8(project.read("b.toml")).unwrap();
    assert!(kept.contains("不得\n以任何理由推诿。\n'''"), "{kept}");
}

#[test]
fn what_is_to_be_checked_is_told_to_programs() {
    let project = Project::new();
    project.write("a.txt", "工作方案草稿\n各科室：\n请抓好落实，按时报送。\n");
    run(&project, &["import", "a.txt", "-o", "a.toml", "--report", "a.json"]).ends(0);
    let report: serde_json::Value = serde_json::from_slice(&project.read("a.json")).unwrap();
    let codes: Vec<_> = report["doubts"].as_array().unwrap().iter().map(|doubt| &doubt["code"]).collect();
    assert_eq!(codes, ["plain", "missing", "title-by-place", "missing"]);
    let shown = run(&project, &["import", "a.txt", "--report", "-"]).ends(0);
    assert_eq!(shown.stdout, project.read("a.json"));
    run(&project, &["import", "a.txt", "--report", "a.json"]).ends(2).tells("file-exists");
}

/// From the field: `import` of a text in GBK said "add --encoding gbk", and had no such option.
#[test]
fn a_text_that_is_no_utf_8_is_read_as_the_message_says() {
    const TEXT: &str =
        "甲市水利局关于开展河道清淤工作的通知\n各区水利局：\n请认真落实。\n甲市水利局\n2025年3月5日\n";
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(TEXT.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let project = Project::new();
    project.write("utf-8.txt", TEXT);
    let right = run(&project, &["import", "utf-8.txt"]).ends(0);
    for (name, bytes) in [("gbk", encoding_rs::GBK.encode(TEXT).0.into_owned()), ("utf-16", utf16)] {
        project.write("in.txt", bytes);
        let told = run(&project, &["import", "in.txt"]).ends(1).tells("not-utf-8").stderr;
        assert!(told.contains(&format!("--encoding {name}")), "{told}");
        let read = run(&project, &["import", "in.txt", "--encoding", name]).ends(0);
        assert_eq!(read.text(), right.text(), "{name}");
    }
}
