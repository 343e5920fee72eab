//! The library in a host's process (library.md 1 and 2): what a document, a font, a picture or another engine may not do to it.

use std::collections::BTreeMap;
use std::fs;

use gongwen::pdf::SourceMode;
use gongwen::template::{Template, TemplateData};
use gongwen::{Document, DocumentReader, Engine, Failure, Lang, Limits, Rendered, Severity};
use serde_json::{Value, json};

use crate::cli::face_named_fangsong;
use crate::support::{BODY, DATA, ENGINE, Project, Run, data_with, words_on_pages};

/// A small document with these keys beside or in place of its own.
fn document(keys: Value) -> Value {
    let mut document = json!({
        "title": "甲局关于乙的通知", "issuers": ["甲局"], "date": "2024-01-02", "recipients": "各科室", "body": "丙。",
    });
    document.as_object_mut().unwrap().extend(keys.as_object().unwrap().clone());
    document
}

#[track_caller]
fn code<T>(result: Result<T, Failure>) -> String {
    let Err(failure) = result else { panic!("no error") };
    failure.diagnostics().iter().find(|found| found.severity() == Severity::Error).unwrap().code().to_owned()
}

/// A document with this file as a picture.
pub fn with_picture(name: &str, bytes: Vec<u8>) -> Result<Rendered, Failure> {
    let data = document(json!({ "body": format!("丙。\n![图]({name})") }));
    ENGINE.render(&Document::reader().file(name, bytes).read_value(&data)?)
}

/// library.md 1: a form that draws itself twice kept a document busy for ever; forms that draw each other twice, too.
#[test]
fn a_drawing_without_end_is_no_picture() {
    for name in ["form-twice.pdf", "form-bomb.pdf"] {
        let path = format!("{}/tests/fixtures/hostile/{name}", env!("CARGO_MANIFEST_DIR"));
        let failure = with_picture(name, fs::read(path).unwrap()).unwrap_err();
        let found = &failure.diagnostics()[0];
        assert_eq!(found.code(), "pdf-too-large", "{failure}");
        assert!(!found.message(Lang::En).contains("seconds"), "{failure}");
    }
}

/// library.md 1: 40 PNGs of 49 megapixels took 7.8 GB.
#[test]
fn pictures_are_counted_together() {
    let mut png = Vec::new();
    let side = 7_000;
    let encoder = image::codecs::png::PngEncoder::new(&mut png);
    let white = vec![255; side * side];
    image::ImageEncoder::write_image(encoder, &white, 7_000, 7_000, image::ExtendedColorType::L8).unwrap();
    let read = |count: usize| {
        let mut reader = Document::reader();
        let mut body = "丙。".to_owned();
        for number in 0..count {
            reader = reader.file(format!("{number}.png"), png.clone());
            body += &format!("\n![图]({number}.png)");
        }
        reader.read_value(&document(json!({ "body": body })))
    };
    assert!(read(2).is_ok());
    assert_eq!(code(read(15)), "pictures-too-large");
}

/// library.md 2: an exchanged file set the old face; and a face had no way in but by a folder.
#[test]
fn a_font_is_what_its_file_is_when_the_document_is_set() {
    let latin = |name: &str| fs::read(format!("{}/fonts/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let (one, other) = (latin("LiberationSerif-Regular.ttf"), latin("gkai00mp.ttf"));
    let data = data_with(&[("fonts", "{ fangsong = \"my.ttf\" }"), ("body", "\"乙丙。2024\"")]);
    let project = Project::of(data, BODY);
    let face = |rendered: &Rendered| {
        let fonts = rendered.audit().fonts;
        fonts.into_iter().find(|font| font.file == "my.ttf").unwrap().sha256
    };
    let set = |bytes: &[u8]| {
        project.write("my.ttf", bytes);
        face(&project.set().unwrap())
    };
    let first = set(&one);
    let second = set(&other);
    assert_ne!(first, second);
    assert_eq!(set(&one), first);
    // The same from memory, without a file.
    let data = document(json!({ "fonts": { "fangsong": "my.ttf" }, "body": "乙丙。2024" }));
    let given = |bytes: &[u8]| Document::reader().file("my.ttf", bytes).read_value(&data).unwrap();
    assert_eq!(face(&ENGINE.render(&given(&other)).unwrap()), second);
    assert_eq!(code(ENGINE.render(&given(b"no font"))), "font-broken");
}

/// library.md 2: an official face that was cut off was passed over in silence.
#[test]
fn a_font_file_that_is_cut_off_is_told() {
    let whole = face_named_fangsong();
    for kept in [0, 100, 2_000, whole.len() / 2, whole.len() - 1_000] {
        let fonts = tempfile::tempdir().unwrap();
        let file = fonts.path().join("simfang.ttf");
        fs::write(&file, &whole[..kept]).unwrap();
        let engine = Engine::builder().bundled_fonts_only(true).font_folder(fonts.path()).build();
        let rendered = engine.render(&Project::new().document().unwrap()).unwrap();
        let told =
            rendered.diagnostics().iter().find(|found| found.message(Lang::En).contains("simfang.ttf"));
        if engine.fonts().iter().any(|face| face.path.as_deref() == Some(&file)) {
            // It still has its characters; only what nobody reads is gone.
            assert!(kept > whole.len() / 2, "{kept}");
            continue;
        }
        let told = told.unwrap_or_else(|| panic!("silence at {kept}: {:?}", rendered.diagnostics()));
        assert_eq!(told.severity(), Severity::Warning);
        assert!(["font-file-broken", "official-face-unused"].contains(&told.code()), "{told:?}");
    }
}

/// library.md 2: limits held for files and streams only.
#[test]
fn every_door_holds_its_texts_to_the_limit() {
    let small = || Document::reader().limits(Limits::default().data_bytes(100));
    let long = format!("rule-thickness = 0.7\n# {}", "注".repeat(100));
    assert_eq!(code(small().layout_text("office.toml", &long)), "file-too-large");
    let project = Project::of(DATA, "长".repeat(100));
    assert_eq!(code(small().correct_path(project.path("body.txt"))), "file-too-large");
    assert_eq!(code(small().correct_path(project.path("data.toml"))), "file-too-large");
    let wide = || Document::reader().limits(Limits::default().data_bytes(DATA.len() as u64));
    project.write("body.txt", "长".repeat(DATA.len()));
    assert_eq!(code(wide().correct_path(project.path("data.toml"))), "file-too-large");
    let beyond = " ".repeat(16 * 1024 * 1024 + 1);
    assert_eq!(code(TemplateData::from_json(&beyond)), "file-too-large");
    assert_eq!(code(TemplateData::from_toml(&beyond)), "file-too-large");
    assert_eq!(code(Document::from_json(&beyond)), "file-too-large");
}

/// library.md 2: what is deep aborted the process, by whichever door it came.
#[test]
fn every_door_ends_on_what_is_too_deep() {
    let deep = 100_000;
    let json = format!("{{\"body\":{}{}}}", "[".repeat(deep), "]".repeat(deep));
    let toml = format!("body = {}{}", "[".repeat(deep), "]".repeat(deep));
    let yaml = format!("body: {}{}", "[".repeat(deep), "]".repeat(deep));
    let reader = DocumentReader::default;
    for (name, text) in [("x.json", &json), ("x.toml", &toml), ("x.yaml", &yaml)] {
        let read = reader().read_stream(name, text.as_bytes());
        assert!(!read.unwrap_err().diagnostics().is_empty());
        assert!(reader().layout_text(name, text).is_err(), "{name}");
        let project = Project::new();
        project.write(name, text);
        assert!(reader().read_path(project.path(name)).is_err(), "{name}");
        assert!(TemplateData::from_path(project.path(name)).is_err(), "{name}");
        if name == "x.toml" {
            assert!(reader().correct_path(project.path(name)).is_err(), "{name}");
        }
    }
    assert_eq!(code(TemplateData::from_json(&json)), "too-deep");
    assert!(TemplateData::from_toml(&toml).is_err());
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg'>{}{}</svg>",
        "<g>".repeat(deep),
        "</g>".repeat(deep)
    );
    assert!(with_picture("x.svg", svg.into_bytes()).is_err());
    let deep = 20_000;
    for body in ["「".repeat(deep), "（".repeat(deep), "**".repeat(deep), "[".repeat(deep), "`".repeat(deep)]
    {
        for format in ["text", "markdown"] {
            let data = document(json!({ "body": body, "body-format": format }));
            // Either end is right; that there is one is what counts.
            drop(Document::from_value(&data).map(|document| document.check()));
        }
        drop(gongwen::fmt::correct_text("x.txt", &body));
    }
}

/// library.md 2: JSON has no NaN: serialised, it was a key that is not there.
#[test]
fn a_number_that_is_none_is_told_at_its_path() {
    #[derive(serde::Serialize)]
    struct Data {
        title: &'static str,
        issuers: Vec<&'static str>,
        date: &'static str,
        body: &'static str,
        layout: BTreeMap<&'static str, f64>,
    }
    for number in [f64::NAN, f64::INFINITY] {
        let layout = BTreeMap::from([("rule-thickness", number)]);
        let data =
            Data {
                title: "关于乙的通知", issuers: vec!["甲局"], date: "2024-01-02", body: "丙。", layout
            };
        let failure = Document::from_value(&data).unwrap_err();
        assert_eq!(failure.diagnostics()[0].data_path(), Some("layout.rule-thickness"), "{failure}");
        let data = BTreeMap::from([("series", vec![1.0, number])]);
        let failure = TemplateData::from_value(&data).unwrap_err();
        assert_eq!(failure.diagnostics()[0].data_path(), Some("series[1]"), "{failure}");
    }
    assert_eq!(code(TemplateData::from_toml("a = nan")), "wrong-type");
    assert!(TemplateData::from_toml("a = 1.5").is_ok());
}

/// library.md 2: `SourceMode::Always` of a template's pages: nothing inside, and Ok.
#[test]
fn a_source_that_cannot_be_carried_is_an_error_of_a_template_too() {
    let template = Template::builtin("gongzuo-baogao").unwrap();
    let rendered = ENGINE.render_template(&template, &template.sample().unwrap()).unwrap();
    assert_eq!(code(rendered.pdf_as(&rendered.form().source(SourceMode::Always))), "source-not-carried");
    assert!(rendered.pdf_as(&rendered.form().source(SourceMode::Never)).is_ok());
    assert!(rendered.pdf().is_ok());
}

/// library.md 1: a process kept every name that a fragment asked for, until no document was set any more.
#[test]
fn a_file_that_a_fragment_names_and_nobody_gave_is_told_at_its_place() {
    for (number, text) in
        ["文。\n#image(\"照片-{}.png\")", "文。\n#include \"章-{}.typ\"", "文。\n#{ read(\"数-{}.csv\") }"]
            .into_iter()
            .enumerate()
    {
        let text = text.replace("{}", &number.to_string());
        let data = format!(
            "title = \"关于乙的通知\"\nissuers = [\"甲局\"]\ndate = 2024-01-02\nbody-format = \"typst\"\nbody = '''\n{text}'''\n"
        );
        let failure = ENGINE.render(&Document::from_toml(&data).unwrap()).unwrap_err();
        let found = &failure.diagnostics()[0];
        assert_eq!(
            (found.code(), found.place().unwrap().line_column().0),
            ("typst-fragment", 7),
            "{failure}"
        );
        assert!(found.message(Lang::En).contains(&format!("-{number}.")), "{failure}");
    }
    // What the template has may be read.
    let data = document(json!({ "body-format": "typst", "body": "文。#{ type(json(\"fonts.json\")) }" }));
    assert!(
        words_on_pages(&ENGINE.render(&Document::from_value(&data).unwrap()).unwrap()).contains("dictionary")
    );
}

/// A drawing that a fragment holds itself: Typst reads it, and what a PDF makes of its filter had no end.
#[test]
fn a_drawing_in_a_fragment_is_counted_as_one_beside_it_is() {
    let with = |drawing: &str| {
        let body = format!("文。\n\n#image(bytes(\"{drawing}\"), alt: \"图\")");
        ENGINE.render(
            &Document::from_value(&document(json!({ "body-format": "typst", "body": body }))).unwrap(),
        )
    };
    let drawing = |step: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'><filter id='f'><{step}/></filter><rect filter='url(#f)' width='100' height='100'/></svg>"
        )
    };
    let failure = with(&drawing("feMorphology radius='100000'")).unwrap_err();
    let found = failure.diagnostics().iter().find(|found| found.code() == "picture-too-large").unwrap();
    assert_eq!(found.data_path(), Some("body"), "{failure}");
    assert!(found.message(Lang::En).contains("filters"), "{failure}");
    assert!(with(&drawing("feOffset dx='1'")).and_then(|rendered| rendered.pdf()).is_ok());
}

/// What a stack that overflows says begins with an empty line, which is no JSON.
#[test]
fn a_child_whose_stack_overflows_is_told_in_the_form_asked_for() {
    let project = Project::of(DATA.replace("body.txt", "body.typ"), BODY);
    // Typst's reader of drawings follows this one without end, before anybody else sees it.
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'><filter id='f'><feImage xlink:href='#r'/></filter><g id='r'><rect filter='url(#f)' width='9' height='9'/></g></svg>";
    project.write("body.typ", format!("文。\n#image(bytes(\"{drawing}\"), alt: \"图\")\n"));
    let run = project.render(["data.toml", "-o", "x.pdf", "--timeout", "300", "--message-format", "json"]);
    let Run { stderr, .. } = run.ends(2);
    let told: Vec<Value> = stderr.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let last = told.last().unwrap();
    assert_eq!(last["code"], "internal-error", "{stderr}");
    assert!(last["message"]["en"].as_str().unwrap().contains("overflowed its stack"), "{stderr}");
    assert!(!project.files().iter().any(|name| name.ends_with(".pdf") || name.ends_with(".tmp")));
}

/// library.md 2: status 2 and words that are no JSON: a host tried again for ever.
#[test]
fn memory_that_the_system_refuses_is_the_documents_fault_and_told_in_the_form_asked_for() {
    let data = DATA.replace("body.txt", "body.typ");
    let project = Project::of(data, BODY);
    project.write("body.typ", "#let a = \"x\" * 9000000000000\n文。");
    let run = project.render(["data.toml", "-o", "x.pdf", "--timeout", "300", "--message-format", "json"]);
    let Run { stderr, .. } = run.ends(1);
    let told: Vec<Value> = stderr.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(told.last().unwrap()["code"], "over-memory", "{stderr}");
}
