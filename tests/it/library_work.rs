//! What a host asks of the library while it works: files from elsewhere, ends, results as data.

use std::collections::HashMap;
use std::io::{Error, ErrorKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use gongwen::batch::{BatchRun, Existing, Merger};
use gongwen::data::{Encoding, InputFormat};
use gongwen::import::Importer;
use gongwen::measure::Measurer;
use gongwen::output::MessageFormat;
use gongwen::template::{Template, TemplateData};
use gongwen::{
    Cancel, Document, Engine, Failure, Format, Kind, Lang, Limits, RenderOptions, Rendered, Severity,
};
use serde_json::{Value, json};

use crate::cli::face_named_fangsong;
use crate::library::batch_of;
use crate::support::{BODY, DATA, ENGINE, Project, data_with, pdf_of_pages};

#[track_caller]
fn code<T>(result: Result<T, Failure>) -> &'static str {
    let Err(failure) = result else { panic!("it was made") };
    failure.diagnostics().iter().find(|found| found.severity() == Severity::Error).unwrap().code()
}

/// library.md 4: pictures, seals, bodies, CSV and fonts as bytes, or by a provider of files.
#[test]
fn files_come_from_a_provider_in_place_of_the_disk() {
    let picture = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/page-1.png")).unwrap();
    let store: HashMap<&str, Vec<u8>> = HashMap::from([
        ("正文.md", "![图](图.png)\n\n正文，2024 年。".into()),
        ("图.png", picture),
        ("表.csv", "名称,数量\n甲,1\n".into()),
        ("字体/仿宋.ttf", face_named_fangsong()),
    ]);
    let data = |body: &str, font: &str| {
        format!(
            "title = \"关于甲的通知\"\nissuers = [\"甲局\"]\ndate = 2024-01-02\n{body}\nlayout = {{ digits = \"fangsong\" }}\n[fonts]\nfangsong = \"{font}\"\n\
             [[attachments]]\ntitle = \"乙表\"\nbody = [{{ table = {{ csv = \"表.csv\" }} }}]\n"
        )
    };
    let project = Project::new();
    std::fs::create_dir(project.path("字体")).unwrap();
    for (name, bytes) in &store {
        project.write(name, bytes);
    }
    let text = data("body-file = \"正文.md\"", "字体/仿宋.ttf");
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let reader = Document::reader().files_from(move |name: &str| {
        count.fetch_add(1, Ordering::Relaxed);
        store.get(name).cloned().ok_or(Error::from(if name == "坏.md" {
            ErrorKind::TimedOut
        } else {
            ErrorKind::NotFound
        }))
    });
    let provided = ENGINE.render(&reader.read_toml("data.toml", &text).unwrap()).unwrap();
    assert!(asked.load(Ordering::Relaxed) >= 4);
    // The same as from a folder, the face too.
    let from_disk = Document::reader().folder(project.folder()).read_toml("data.toml", &text).unwrap();
    let from_disk = ENGINE.render(&from_disk).unwrap();
    assert!(pdf_of_pages(&provided) == pdf_of_pages(&from_disk));
    let set = |rendered: &Rendered| {
        rendered.audit().fonts.iter().map(|font| font.postscript.clone()).collect::<Vec<_>>()
    };
    assert!(set(&provided).iter().any(|name| name.contains("FangSong_GB2312")), "{:?}", set(&provided));

    let told = |body: &str, font: &str| reader.read_toml("data.toml", &data(body, font));
    assert_eq!(code(told("body-file = \"无.md\"", "字体/仿宋.ttf")), "missing-file");
    let failure = told("body-file = \"坏.md\"", "字体/仿宋.ttf").unwrap_err();
    assert_eq!(failure.diagnostics()[0].code(), "unreadable-file");
    let source = std::error::Error::source(&failure).and_then(|source| source.downcast_ref::<Error>());
    assert_eq!(source.unwrap().kind(), ErrorKind::TimedOut);
    let strange = told("body = \"正文。\"", "表.csv").unwrap();
    assert_eq!(code(ENGINE.render(&strange)), "font-not-found");
    let broken = told("body = \"正文。\"", "字体/表.ttf").unwrap();
    assert_eq!(code(ENGINE.render(&broken)), "missing-file");
    // What is larger than may be is refused as on the disk.
    let small = reader.clone().limits(Limits::default().picture_bytes(9));
    assert_eq!(code(small.read_toml("data.toml", &text)), "picture-file-too-large");
    // A file that was given comes first.
    let given = reader.clone().file("正文.md", "另一篇。").read_toml("data.toml", &text).unwrap();
    assert!(pdf_of_pages(&ENGINE.render(&given).unwrap()) != pdf_of_pages(&provided));
}

/// library.md 4: templates as bytes.
#[test]
fn a_template_from_memory_sets_what_its_folder_sets() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t");
    gongwen::template::new_template(&path).unwrap();
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&path).unwrap() {
        let entry = entry.unwrap();
        files.push((entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()));
    }
    let disk = Template::from_folder(&path).unwrap();
    let memory = Template::loader().files(files.clone()).unwrap();
    let set = |template: &Template| {
        ENGINE.render_template(template, &template.sample().unwrap()).unwrap().pdf().unwrap()
    };
    assert!(set(&disk) == set(&memory));
    // A package of its own, and files that are none of it.
    let import = "#import \"@local/wen:1.0.0\": wen\n#wen";
    let with = |more: &[(&str, &str)]| {
        let mut all: Vec<(String, Vec<u8>)> =
            files.iter().filter(|(name, _)| name != "main.typ").cloned().collect();
        all.extend(more.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())));
        Template::loader().files(all)
    };
    let manifest = "[package]\nname = \"wen\"\nversion = \"1.0.0\"\nentrypoint = \"lib.typ\"\n";
    let package = [
        ("main.typ", import),
        ("packages/local/wen/1.0.0/typst.toml", manifest),
        ("packages/local/wen/1.0.0/lib.typ", "#let wen = [文]"),
    ];
    let template = with(&package).unwrap();
    assert!(ENGINE.render_template(&template, &template.sample().unwrap()).is_ok());
    for (strange, told) in
        [("../x.typ", "template-file"), ("a//x.typ", "template-file"), ("x.wasm", "template-plugin")]
    {
        let mut more = package.to_vec();
        more.push((strange, "x"));
        assert_eq!(code(with(&more)), told, "{strange}");
    }
    assert_eq!(code(Template::loader().files([("main.typ", "x")])), "no-manifest");
    let strict = RenderOptions::new().strict(true);
    let data = TemplateData::from_json("{}").unwrap();
    assert_eq!(code(ENGINE.render_template_with(&disk, &data, &strict)), "not-for-templates");
}

/// library.md 4: cancel a render or a batch.
#[test]
fn work_that_nobody_waits_for_is_ended() {
    let cancelled = Cancel::new();
    cancelled.cancel();
    let over = Cancel::after(Duration::ZERO);
    let project = Project::new();
    let document = project.document().unwrap();
    for (cancel, told) in [(&cancelled, "cancelled"), (&over, "timed-out")] {
        let reader = Document::reader().cancel(cancel);
        assert_eq!(code(reader.read_path(project.path("data.toml"))), told);
        let gathering = reader.clone().gather_errors(true);
        assert_eq!(code(gathering.read_path(project.path("data.toml"))), told);
        assert_eq!(code(ENGINE.render_with(&document, &RenderOptions::new().cancel(cancel))), told);
        let folder = tempfile::tempdir().unwrap();
        let run = |how: &BatchRun| batch_of(3).run(&ENGINE, folder.path(), how, &mut |_| {});
        assert_eq!(code(run(&BatchRun::new().cancel(cancel))), told);
        assert_eq!(code(batch_of(1).make(1, &ENGINE, &BatchRun::new().cancel(cancel))), told);
        // What was not done is no failure: the run goes on later.
        assert_eq!(run(&BatchRun::new().existing(Existing::GoOn)).unwrap().made, 3);
    }
    // While it is under way: after the first row, from the callback.
    let (cancel, folder) = (Cancel::new(), tempfile::tempdir().unwrap());
    let how = BatchRun::new().jobs(1).cancel(&cancel);
    let run = batch_of(40).run(&ENGINE, folder.path(), &how, &mut |_| cancel.cancel());
    assert_eq!(code(run), "cancelled");
    let again =
        batch_of(40).run(&ENGINE, folder.path(), &BatchRun::new().existing(Existing::GoOn), &mut |_| {});
    let summary = again.unwrap();
    assert!(summary.kept > 0 && summary.made > 0 && summary.failed == 0, "{summary:?}");
    // What was rendered is drawn and written as long as its own token says so, and checked by the reader's.
    let cancel = Cancel::new();
    let document = Document::reader().cancel(&cancel).read_path(project.path("data.toml")).unwrap();
    let rendered = ENGINE.render_with(&document, &RenderOptions::new().cancel(&cancel)).unwrap();
    assert!(rendered.pdf().is_ok() && rendered.png(0, 20.0).is_ok());
    cancel.cancel();
    assert_eq!(code(rendered.pdf()), "cancelled");
    assert_eq!(code(rendered.png(0, 20.0)), "cancelled");
    assert_eq!(code(rendered.svg(0)), "cancelled");
    assert_eq!(code(rendered.report_html(Lang::Zh)), "cancelled");
    assert_eq!(document.check().last().unwrap().code(), "cancelled");
}

/// library.md 4: a deadline on reading, check, PDF, PNG, SVG.
#[test]
fn time_holds_for_every_piece_of_work() {
    let none = Limits::default().time(Duration::ZERO);
    assert_eq!(code(Document::reader().limits(none.clone()).read_toml("x", &data_with(&[]))), "timed-out");
    let many = data_with(&[(
        "attachments",
        "[{ title = \"甲\", body = \"乙。\" }, { title = \"丙\", body = \"丁。\" }]",
    )]);
    let failure = Document::reader().limits(none).read_toml("x", &many).unwrap_err();
    let told = failure.diagnostics().iter().filter(|found| found.code() == "timed-out").count();
    assert_eq!(told, 1, "{failure}");
    // Enough for each is enough for all.
    let long = Limits::default().time(Duration::from_secs(600));
    let document = Document::reader().limits(long.clone()).read_toml("x", &data_with(&[])).unwrap();
    assert!(document.check().iter().all(|found| found.code() != "timed-out"));
    let engine = Engine::builder().bundled_fonts_only(true).limits(long).build();
    let rendered = engine.render(&document).unwrap();
    assert!(rendered.pdf().unwrap() == ENGINE.render(&document).unwrap().pdf().unwrap());
    assert!(rendered.svg(0).is_ok() && rendered.report_html(Lang::En).is_ok());
}

/// library.md 4: ask for `strict` in `render`.
#[test]
fn strict_refuses_what_breaks_a_rule_that_must_hold() {
    let strict = RenderOptions::new().strict(true);
    let plain = Document::from_toml(&data_with(&[])).unwrap();
    assert!(ENGINE.render_with(&plain, &strict).is_ok());
    let wrong = Document::from_toml(&data_with(&[("number", "\"×科〔2024〕02号\"")])).unwrap();
    assert!(ENGINE.render(&wrong).is_ok());
    let failure = ENGINE.render_with(&wrong, &strict).unwrap_err();
    let codes: Vec<&str> = failure.diagnostics().iter().map(|found| found.code()).collect();
    assert!(codes.contains(&"number-leading-zero") && codes.last() == Some(&"strict"), "{codes:?}");
    // What reading noticed counts too.
    let noticed = Document::from_toml(&data_with(&[("number", "\"×科[2024]2号\"")])).unwrap();
    let breaks = noticed.diagnostics().iter().any(|found| found.breaks_a_must());
    assert_eq!(ENGINE.render_with(&noticed, &strict).is_err(), breaks);
}

/// library.md 4: findings, reports and pages by serde, in the one form that the program has.
#[test]
fn results_are_data_in_the_form_of_the_program() {
    let failure = Document::from_toml("titel = \"甲\"\ntitle = 7").unwrap_err();
    for found in failure.diagnostics() {
        let line = found.render(MessageFormat::Json, Lang::Zh, false);
        assert_eq!(line, serde_json::to_string(found).unwrap() + "\n");
    }
    let list = serde_json::to_value(&failure).unwrap();
    assert_eq!(list.as_array().unwrap().len(), failure.diagnostics().len());
    let unknown = list.as_array().unwrap().iter().find(|found| found["code"] == "unknown-key").unwrap();
    assert_eq!(unknown["severity"], "error");
    assert_eq!((&unknown["path"], &unknown["place"]["line"]), (&json!("titel"), &json!(1)));

    let rendered = Project::of(DATA, BODY).set().unwrap();
    let report: Value = serde_json::from_str(&rendered.report().to_json()).unwrap();
    assert_eq!(serde_json::to_value(rendered.report()).unwrap(), report);
    let row = serde_json::to_value(&rendered.report().requirements[0]).unwrap();
    assert_eq!(row, report["requirements"][0]);
    let pages = serde_json::to_value(rendered.pages()).unwrap();
    assert_eq!(pages.as_array().unwrap().len(), rendered.page_count());
    let words: String =
        pages[0]["runs"].as_array().unwrap().iter().filter_map(|run| run["text"].as_str()).collect();
    assert!(words.contains("我局认真履行职责"), "{words}");
    assert_eq!(pages[0]["width"], 210.0);
}

/// library.md 3: names that are listed are parsed, and what is none says which there are.
#[test]
fn names_are_listed_and_parsed() {
    assert!(Kind::ALL.iter().all(|kind| kind.name().parse() == Ok(*kind)));
    assert!(Format::ALL.iter().all(|format| format.as_str().parse() == Ok(*format)));
    assert!(InputFormat::ALL.iter().all(|format| format.as_str().parse() == Ok(*format)));
    assert!(Encoding::ALL.iter().all(|encoding| encoding.as_str().parse() == Ok(*encoding)));
    fn error<T: std::error::Error>(error: &T) -> String {
        error.to_string()
    }
    assert_eq!(error(&"ini".parse::<InputFormat>().unwrap_err()), "ini is none of toml, yaml, json");
    assert!(error(&"newspaper".parse::<Format>().unwrap_err()).contains("letter"));
    assert_eq!("令".parse::<Kind>(), Ok(Kind::Order));
    assert_eq!(Severity::Warning.as_str(), "warning");
}

/// library.md 4: a batch into anything but a folder; merge outside a batch.
#[test]
fn a_batch_is_made_and_merged_without_a_folder() {
    let (batch, how) = (batch_of(3), BatchRun::new());
    let folder = tempfile::tempdir().unwrap();
    let all = folder.path().join("all.pdf");
    let out = folder.path().join("out");
    batch.run(&ENGINE, &out, &BatchRun::new().merge(&all), &mut |_| {}).unwrap();
    let names = batch.file_names().unwrap();
    let mut merger = Merger::new(Vec::new()).unwrap();
    for row in 1..=batch.len() {
        let made = batch.make(row, &ENGINE, &how).unwrap();
        let name = names[row - 1].as_ref().unwrap();
        assert!(made.pdf == std::fs::read(out.join(name)).unwrap());
        assert_eq!((made.row, made.pages), (row, 1));
        merger.add(name.trim_end_matches(".pdf"), &made.pdf).unwrap();
    }
    assert!(merger.finish().unwrap() == std::fs::read(&all).unwrap(), "the batch's own is another");
    assert_eq!(code(batch.make(4, &ENGINE, &how)), "no-such-row");
    // What is no PDF is told, and the others are put together all the same.
    let mut merger = Merger::new(Vec::new()).unwrap();
    let pdf = batch.make(1, &ENGINE, &how).unwrap().pdf;
    merger.add("甲", &pdf).unwrap();
    assert_eq!(code(merger.add("乙", b"text")), "not-a-pdf");
    assert!(merger.finish().unwrap().starts_with(b"%PDF-1.7"));
}

/// library.md 4: limits for import and measure.
#[test]
fn measuring_and_importing_may_be_held_to_less() {
    let pdf = Project::of(DATA, BODY).set().unwrap().pdf().unwrap();
    let size = pdf.len() as u64;
    assert!(Measurer::new().file_bytes(size).time(Duration::from_secs(20)).measure(pdf.clone()).is_ok());
    assert_eq!(code(Measurer::new().file_bytes(size - 1).measure(pdf.clone())), "file-too-large");
    let failure = Measurer::new().time(Duration::ZERO).measure(pdf).unwrap_err();
    assert_eq!(failure.diagnostics()[0].code(), "pdf-too-large");
    assert!(failure.diagnostics()[0].message(Lang::En).ends_with("at most 0"), "{failure}");
    let text = "关于召开会议的通知\n各科室：\n请参加。\n某某局\n2024年1月30日";
    let import = |bytes: u64| Importer::new().file_bytes(bytes).import("x.txt", text.into());
    assert!(import(text.len() as u64).is_ok());
    assert_eq!(code(import(text.len() as u64 - 1)), "file-too-large");
}
