//! The library through its door, as a program that embeds it would use it.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::io::Write;
use std::panic::{RefUnwindSafe, UnwindSafe};

use gongwen::page::Page;
use gongwen::{Diagnostic, Document, DocumentReader, Engine, Failure, Format, Kind, Rendered, Severity};
use gongwen::{archive, batch, conformance, coverage, import, measure, template};
use serde::Serialize;

use crate::support::{BODY, DATA, ENGINE, Project, data_with, pdf_of_pages, words_on_pages};

#[test]
fn the_engine_and_what_it_makes_are_shared_by_threads() {
    fn shared<T: Send + Sync + UnwindSafe + RefUnwindSafe + 'static>() {}
    shared::<Engine>();
    shared::<Document>();
    shared::<Rendered>();
    shared::<Failure>();
    shared::<Diagnostic>();
    shared::<Page>();
    shared::<DocumentReader>();
    shared::<conformance::Report>();
    shared::<coverage::Audit>();
    shared::<batch::Batch>();
    shared::<template::Template>();
    shared::<template::TemplateData>();
    shared::<import::Imported>();
    shared::<measure::Measured>();
    shared::<archive::Extracted>();
}

#[test]
fn threads_that_share_an_engine_make_the_same_bytes() {
    let texts: Vec<String> =
        (0..6).map(|n| data_with(&[("body", &format!("\"一、第{n}件\\n正文。\""))])).collect();
    let pdf = |text: &String| ENGINE.render(&Document::from_toml(text).unwrap()).unwrap().pdf().unwrap();
    let alone: Vec<Vec<u8>> = texts.iter().map(pdf).collect();
    let together: Vec<Vec<Vec<u8>>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| texts.iter().map(pdf).collect())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(together.iter().all(|made| *made == alone));
    assert!(alone.windows(2).all(|pair| pair[0] != pair[1]), "different documents are the same bytes");
    // Another engine makes them too.
    let other = Engine::builder().bundled_fonts_only(true).build();
    assert!(alone[0] == other.render(&Document::from_toml(&texts[0]).unwrap()).unwrap().pdf().unwrap());
}

/// The facts as an office tool has them.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Facts {
    issuers: Vec<Organ>,
    number: &'static str,
    title: &'static str,
    signers: Option<Vec<String>>,
    recipients: Option<String>,
    date: &'static str,
    body: String,
    layout: BTreeMap<&'static str, f64>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Organ {
    name: &'static str,
    mark_name: Option<&'static str>,
}

#[test]
fn a_struct_a_json_value_and_toml_make_the_same_document() {
    let toml = r#"
        issuers = [{ name = "甲市科学技术局", mark-name = "甲市科技局" }]
        number = "甲科〔2024〕2号"
        title = "关于2023年度工作情况的报告"
        signers = ["张三"]
        date = 2024-01-30
        body = "正文。"
        layout = { mark-size = 15.0 }
    "#;
    let facts = Facts {
        issuers: vec![Organ { name: "甲市科学技术局", mark_name: Some("甲市科技局") }],
        number: "甲科〔2024〕2号",
        title: "关于2023年度工作情况的报告",
        signers: Some(vec!["张三".to_owned()]),
        recipients: None,
        date: "2024-01-30",
        body: "正文。".to_owned(),
        layout: BTreeMap::from([("mark-size", 15.0)]),
    };
    let json = serde_json::json!({
        "发文机关": [{ "名称": "甲市科学技术局", "标志名称": "甲市科技局" }],
        "发文字号": "甲科〔2024〕2号",
        "标题": "关于2023年度工作情况的报告",
        "签发人": "张三",
        "主送": null,
        "成文日期": "2024年1月30日",
        "正文": "正文。",
        "版式": { "标志字高": 15 },
    });
    let pdf = |document: Result<Document, Failure>| pdf_of_pages(&ENGINE.render(&document.unwrap()).unwrap());
    let plain = pdf(Document::from_toml(toml));
    assert!(plain == pdf(Document::from_value(&facts)), "the struct's is another");
    assert!(plain == pdf(Document::from_value(&json)), "the JSON value's is another");
}

#[test]
fn a_value_that_is_wrong_is_told_by_its_path() {
    let wrong =
        serde_json::json!({ "title": 7, "issuers": ["甲", { "nmae": "乙" }], "date": [1], "x": { "y": 1 } });
    let failure = Document::from_value(&wrong).unwrap_err();
    let mut told: Vec<(&str, Option<&str>)> =
        failure.diagnostics().iter().map(|found| (found.code(), found.data_path())).collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("missing-body", Some("body")),
            ("missing-key", Some("issuers[1].name")),
            ("unknown-key", Some("issuers[1].nmae")),
            ("unknown-key", Some("x")),
            ("wrong-type", Some("date")),
            ("wrong-type", Some("title")),
        ]
    );
    assert!(failure.diagnostics().iter().all(|found| found.place().is_none()));
    for value in [serde_json::json!([1, 2]), serde_json::json!("x"), serde_json::Value::Null] {
        assert_eq!(Document::from_value(&value).unwrap_err().diagnostics()[0].code(), "wrong-type");
    }
    // A map whose keys are no text.
    let odd = BTreeMap::from([((1, 2), 3)]);
    assert_eq!(Document::from_value(&odd).unwrap_err().diagnostics()[0].code(), "not-serialisable");
}

#[test]
fn data_without_a_folder_names_no_files() {
    let failure = Document::from_toml(DATA).unwrap_err();
    assert_eq!(failure.diagnostics()[0].code(), "no-base-folder");
    let value: toml::Value = toml::from_str(&DATA.replace("date = 2024-01-30\n", "")).unwrap();
    assert_eq!(Document::from_value(&value).unwrap_err().diagnostics()[0].code(), "no-base-folder");
    let fonts = data_with(&[("fonts", "{ heiti = \"x.ttf\" }")]);
    let failure = ENGINE.render(&Document::from_toml(&fonts).unwrap()).err().unwrap();
    assert_eq!(failure.diagnostics()[0].code(), "no-base-folder");
    // With one they are read.
    let project = Project::new();
    let document = Document::reader().folder(project.folder()).read_toml("事实.toml", DATA).unwrap();
    assert!(words_on_pages(&ENGINE.render(&document).unwrap()).contains("加强领导"));
    assert!(Document::reader().folder(project.folder()).read_value(&value).is_ok());
    let failure =
        Document::reader().folder(project.folder()).read_toml("事实.toml", "title = 1").unwrap_err();
    assert_eq!(failure.diagnostics()[0].place().unwrap().file(), "事实.toml");
}

#[test]
fn a_document_tells_what_it_is() {
    let document = Document::from_toml(&data_with(&[("title", "\"甲局关于\\n工作的报告\"")])).unwrap();
    assert_eq!((document.kind(), document.format()), (Some(Kind::Report), Format::Document));
    assert_eq!(document.title(), "甲局关于工作的报告");
    assert_eq!(document.number(), Some("×科〔2024〕2号"));
    assert_eq!(document.file_stem(), "×科〔2024〕2号甲局关于工作的报告");
    let facts = Document::from_toml(&data_with(&[
        ("classification", "\"机密★1年\""),
        ("copy-number", "1"),
        ("urgency", "\"特急\""),
        ("attachments", "[\"名单\"]"),
    ]))
    .unwrap();
    assert_eq!((facts.classification(), facts.urgency()), (Some("机密★1年"), Some("特急")));
    assert_eq!(facts.attachment_titles().collect::<Vec<_>>(), ["名单"]);
    assert!(facts.date().is_some() && facts.issuers().next().is_some());
    let said = "title = \"关于甲的请示\"\nissuers = [\"乙局\", \"丙局\"]\nrecipients = [\"丁市政府\"]\nsigners = [\"张三\", \"李四\"]\ndate = 2024-01-02\nbody = \"戊。\"\n";
    let said = Document::from_toml(said).unwrap();
    assert_eq!(said.recipients(), Some("丁市政府"));
    assert_eq!(said.signers().collect::<Vec<_>>(), ["张三", "李四"]);
    assert_eq!((said.number(), said.classification(), said.urgency()), (None, None, None));
    assert_eq!(said.issuers().collect::<Vec<_>>(), ["乙局", "丙局"]);
    assert!(document.diagnostics().is_empty());
    let noticed = Document::from_toml(&data_with(&[("number", "\"×科[2024]2号\"")])).unwrap();
    assert_eq!(noticed.diagnostics()[0].code(), "number-brackets");
    let rendered = ENGINE.render(&noticed).unwrap();
    assert!(rendered.has(Severity::Warning) && !rendered.has(Severity::Error));
    assert!(rendered.diagnostics().iter().any(|found| found.code() == "number-brackets"));
}

#[test]
fn pages_are_drawn_and_one_that_is_not_there_is_an_error() {
    let rendered = Project::of(DATA, BODY).set().unwrap();
    assert_eq!(rendered.page_count(), rendered.pages().len());
    assert!(rendered.png(0, 20.0).unwrap().starts_with(b"\x89PNG"));
    assert!(rendered.svg(0).unwrap().starts_with("<svg"));
    assert!(rendered.png(rendered.page_count(), 20.0).is_err());
    assert!(rendered.svg(usize::MAX).is_err());
}

#[test]
fn a_failure_reads_well_as_an_error() {
    let error: Box<dyn std::error::Error + Send + Sync> =
        Box::new(Document::from_toml("title = 7").unwrap_err());
    let line = error.to_string();
    assert!(line.starts_with("data.toml:1:") && line.ends_with(" (and 2 more)"), "{line}");
    assert_eq!(line.lines().count(), 1);
    assert!(error.source().is_none());
    // What the system said is there as the error that it is.
    let folder = tempfile::tempdir().unwrap();
    let rendered = Project::of(DATA, BODY).set().unwrap();
    let run = batch_of(2).run(&ENGINE, folder.path().join("a\0b"), &batch::BatchRun::new(), &mut |_| {});
    let failure = run.unwrap_err();
    let source = failure.source().and_then(|source| source.downcast_ref::<std::io::Error>());
    assert_eq!(source.unwrap().kind(), std::io::ErrorKind::InvalidInput, "{failure}");
    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let failure = rendered.write_pdf(&rendered.form(), Full).unwrap_err();
    assert_eq!(failure.diagnostics()[0].code(), "write-failed");
    let source = failure.source().and_then(|source| source.downcast_ref::<std::io::Error>());
    assert_eq!(source.unwrap().kind(), std::io::ErrorKind::StorageFull);
}

/// Typst memoises through comemo; with two versions of it, evicting from one does nothing.
#[test]
fn the_lock_file_holds_one_comemo_and_one_typst() {
    let lock: toml::Table = toml::from_str(include_str!("../../Cargo.lock")).unwrap();
    let packages = lock["package"].as_array().unwrap();
    let versions = |wanted: &str| -> Vec<&str> {
        packages
            .iter()
            .filter(|package| package["name"].as_str() == Some(wanted))
            .filter_map(|p| p["version"].as_str())
            .collect()
    };
    for name in ["comemo", "typst", "typst-layout", "typst-pdf", "krilla", "lopdf"] {
        assert_eq!(versions(name).len(), 1, "{name}: {:?}", versions(name));
    }
    assert_eq!(versions("typst"), ["0.15.1"]);
}

/// Typst's cache is the process's: a second engine is handed the fonts of the first, and must know them.
#[test]
fn two_engines_of_one_process_know_each_others_faces() {
    let project = Project::new();
    let families = |engine: &Engine| -> Vec<String> {
        let pages = engine.render(&project.document().unwrap()).unwrap().pages().to_vec();
        pages.iter().flat_map(|page| &page.runs).map(|run| run.family.clone()).collect()
    };
    let engines = [(); 2].map(|()| Engine::builder().bundled_fonts_only(true).build());
    let [first, second] = engines.each_ref().map(families);
    assert!(first.iter().all(|family| family.starts_with("gw-")), "{first:?}");
    assert_eq!(first, second);
}

/// library.md 3: thirty engines had thirty copies of their faces, 285 MB.
#[test]
fn engines_share_their_faces() {
    let document = Document::from_toml(&data_with(&[])).unwrap();
    let engines = [(); 2].map(|()| Engine::builder().bundled_fonts_only(true).build());
    let [first, second] = engines.map(|engine| engine.render(&document).unwrap().pages().to_vec());
    let runs = |pages: &[Page]| pages.iter().flat_map(|page| page.runs.clone()).collect::<Vec<_>>();
    let (first, second) = (runs(&first), runs(&second));
    assert!(first.len() > 5 && first.len() == second.len());
    for (one, other) in first.iter().zip(&second) {
        let [one, other] = [one, other].map(|run| std::sync::Arc::clone(run.outlines.as_ref().unwrap()));
        assert!(std::sync::Arc::ptr_eq(&one, &other), "a face was read twice");
    }
}

/// A batch of so many rows, from memory.
pub fn batch_of(rows: usize) -> batch::Batch {
    let base = serde_json::json!({
        "title": "关于甲的通知", "issuers": ["甲局"], "date": "2024-01-02", "recipients": "{{单位}}", "body": "乙。",
    });
    let rows = (1..=rows).map(|row| serde_json::json!({ "单位": format!("第{row}局") }));
    batch::BatchReader::new(Document::reader()).read_values(&base, rows).unwrap()
}

/// library.md 2: `document(0)` was a document of nobody, and so was one beyond the last row.
#[test]
fn a_row_that_the_list_does_not_have_has_no_document() {
    let batch = batch_of(2);
    assert!(batch.document(2).is_ok());
    for row in [0, 3, usize::MAX] {
        assert_eq!(batch.document(row).unwrap_err().diagnostics()[0].code(), "no-such-row", "{row}");
    }
}

/// library.md 2: the limit of a file did not hold for a text.
#[test]
fn a_text_is_held_to_the_limit_of_a_file() {
    let reader = || Document::reader().limits(gongwen::Limits::default().data_bytes(1000));
    let long = format!("title = '{}'", "字".repeat(400));
    for read in
        [reader().read_toml("x", &long), reader().read_yaml("x", &long), reader().read_json("x", &long)]
    {
        assert_eq!(read.unwrap_err().diagnostics()[0].code(), "file-too-large");
    }
}

#[test]
fn an_engine_that_would_set_nothing_can_be_refused_at_the_start() {
    let engine = gongwen::Engine::builder().bundled_fonts_only(true).try_build().unwrap();
    assert!(!engine.fonts().is_empty());
}

/// field.md E: a seal that a system has in its store had no way in.
#[test]
fn files_come_as_bytes() {
    let seal = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/data/yangzhang.svg")).unwrap();
    let data = serde_json::json!({
        "title": "甲局关于乙的通知", "issuers": [{ "name": "甲局", "seal": "store/seal-17.svg" }], "date": "2024-01-02",
        "body-file": "正文.txt",
    });
    let reader = Document::reader().file("store/seal-17.svg", seal).file("正文.txt", "丙。\n");
    let rendered = ENGINE.render(&reader.read_value(&data).unwrap()).unwrap();
    assert!(rendered.report().seals.len() == 1 && words_on_pages(&rendered).contains("丙。"));
    let refused = Document::reader().read_value(&data).unwrap_err();
    let told: Vec<String> = refused.diagnostics().iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|line| line.contains("正文.txt")), "{told:?}");
}
