//! library.md 2: what panics behind a door – a store of the host's, a writer, a crate below – is an error of it, and the next
//! call finds everything as it was.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use gongwen::batch::{BatchReader, BatchRun, Merger};
use gongwen::template::{Template, TemplateData};
use gongwen::{Document, DocumentReader, Failure, Lang};
use serde::{Serialize, Serializer};
use serde_json::json;

use crate::library::batch_of;
use crate::support::{ENGINE, data_with};

/// What a host hands over, and what falls when it is used.
struct Falls;

impl Read for Falls {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        panic!("the host fell")
    }
}

impl Write for Falls {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        panic!("the host fell")
    }

    fn flush(&mut self) -> io::Result<()> {
        panic!("the host fell")
    }
}

impl Serialize for Falls {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        panic!("the host fell")
    }
}

fn falling() -> DocumentReader {
    Document::reader().files_from(|_: &str| panic!("the host fell"))
}

/// Asserts that the door told of it, in the panic's own words, and that documents are set as before.
#[track_caller]
fn told<T>(door: &str, result: Result<T, Failure>) {
    let Err(failure) = result else { panic!("{door}: no error") };
    let found = failure.diagnostics().iter().find(|found| found.code() == "internal-error");
    let found = found.unwrap_or_else(|| panic!("{door}: {failure}"));
    for lang in [Lang::En, Lang::Zh] {
        assert!(found.message(lang).contains("the host fell"), "{door}: {}", found.message(lang));
        assert!(found.help(lang).is_some(), "{door}");
    }
    let next = ENGINE.render(&Document::from_toml(&data_with(&[])).unwrap()).and_then(|set| set.pdf());
    assert!(next.is_ok(), "after {door}: {:?}", next.err());
}

#[test]
fn a_panic_is_an_error_of_the_door_behind_which_it_was() {
    let with_file = data_with(&[]).replace("body = \"正文。\"", "body-file = \"甲.txt\"");
    told("read_toml", falling().read_toml("data.toml", &with_file));
    told("read_stream", Document::reader().read_stream("data", Falls));
    told("read_data_stream", Document::reader().read_data_stream("data", Falls));
    told("read_value", Document::from_value(&Falls));
    told("from_value", TemplateData::from_value(&Falls));
    let usual = || json!({ "title": "关于甲的通知", "issuers": ["甲局"], "date": "2024-01-02" });
    let batch = |key: &str, value: serde_json::Value| {
        let mut base = usual();
        base.as_object_mut().unwrap().extend([("body".to_owned(), json!("乙。")), (key.to_owned(), value)]);
        if key == "body-file" {
            base.as_object_mut().unwrap().remove("body");
        }
        BatchReader::new(falling()).read_values(&base, [json!({ "主送": "丙局" })])
    };
    told("read_values", BatchReader::new(Document::reader()).read_values(&Falls, [json!({})]));
    told("Batch::document", batch("body-file", json!("甲.txt")).and_then(|batch| batch.document(1)));
    let broken = batch("fonts", json!({ "fangsong": "甲.ttf" })).unwrap();
    told("Batch::make", broken.make(1, &ENGINE, &BatchRun::new()));
    // A font is read when the document is set.
    let with_font = data_with(&[("fonts", "{ fangsong = \"甲.ttf\" }")]);
    told("render", ENGINE.render(&falling().read_toml("data.toml", &with_font).unwrap()));
    // A picture of a template's data, too.
    let template = Template::builtin("gongzuo-baogao").unwrap();
    let data = json!({
        "title": "工作报告", "organ": "甲市水利局", "date": "2026-01-20",
        "chapters": [{ "title": "一章", "blocks": [{ "picture": { "file": "甲.png", "title": "图题", "alt": "图" } }] }],
    });
    let data = falling().read_data_stream("data.json", data.to_string().as_bytes()).unwrap();
    told("render_template", ENGINE.render_template(&template, &data));
    // What takes pages and bytes.
    let rendered = ENGINE.render(&Document::from_toml(&data_with(&[])).unwrap()).unwrap();
    told("write_pdf", rendered.write_pdf(&rendered.form(), Falls));
    told("Merger::new", Merger::new(Falls).map(drop));
    let folder = tempfile::tempdir().unwrap();
    let run = batch_of(2).run(&ENGINE, folder.path(), &BatchRun::new(), &mut |_| panic!("the host fell"));
    told("Batch::run", run);
    // What was made by then stays, and a run goes on with it.
    let how = BatchRun::new().existing(gongwen::batch::Existing::GoOn);
    let summary = batch_of(2).run(&ENGINE, folder.path(), &how, &mut |_| {}).unwrap();
    assert_eq!((summary.made + summary.kept, summary.failed), (2, 0));
}

/// Functions that are public for the crates above, behind a door of theirs.
const INNER: [&str; 5] = ["guarded", "read_bytes", "read_table", "read_table_bytes", "finish"];

/// Every function that answers with a `Failure` does its work behind the guard, or is another one's shorter form: what
/// nobody can be made to fall behind from outside – a PDF drawn, a file measured – is held by its text.
#[test]
fn every_door_has_the_guard() {
    let mut files = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    sources(&root.join("src"), &mut files);
    for name in ["data", "import", "measure", "page", "press"] {
        sources(&root.join("crates").join(name).join("src"), &mut files);
    }
    let mut doors = Vec::new();
    for file in files {
        let code = fs::read_to_string(&file).unwrap();
        let code = code.split("\n#[cfg(test)]\nmod tests").next().unwrap();
        doors.extend(functions(code).into_iter().map(|door| (file.clone(), door)));
    }
    let mut guarded: BTreeSet<&str> = BTreeSet::new();
    let is_guarded = |door: &Door, known: &BTreeSet<&str>| {
        let passes_on = |name: &str| !door.body.contains(';') && calls(&door.body, name);
        door.body.contains("guarded(") || known.iter().any(|name| passes_on(name))
    };
    loop {
        let before = guarded.len();
        let new: Vec<&str> = doors
            .iter()
            .filter(|(_, door)| is_guarded(door, &guarded))
            .map(|(_, door)| &*door.name)
            .collect();
        guarded.extend(new);
        if guarded.len() == before {
            break;
        }
    }
    for name in
        ["render_with", "pdf_as", "png", "measure", "extract", "import", "read_stream", "check_template"]
    {
        assert!(guarded.contains(name), "{name} is no door any more");
    }
    let open: Vec<String> = doors
        .iter()
        .filter(|(_, door)| door.public && door.fails && !INNER.contains(&&*door.name))
        .filter(|(_, door)| !is_guarded(door, &guarded))
        .map(|(file, door)| format!("{}: {}", file.strip_prefix(root).unwrap().display(), door.name))
        .collect();
    assert!(open.is_empty(), "a panic goes through {open:?}");
}

/// A function, as far as its text tells.
struct Door {
    name: String,
    public: bool,
    /// It answers with a `Failure`.
    fails: bool,
    body: String,
}

fn functions(code: &str) -> Vec<Door> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in code.split_inclusive('\n') {
        let (start, indent) = (at, line.len() - line.trim_start_matches(' ').len());
        at += line.len();
        let head = line.trim_start();
        let public = head.starts_with("pub fn ");
        let Some(rest) = head.strip_prefix("pub fn ").or_else(|| head.strip_prefix("fn ")) else { continue };
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let end = code[start..].find(&format!("\n{}}}\n", " ".repeat(indent)));
        let whole = &code[start..end.map_or(code.len(), |end| start + end)];
        let Some((head, body)) = whole.split_once(" {\n") else { continue };
        let answer = head.rsplit("->").next().unwrap().split("where").next().unwrap();
        found.push(Door { name, public, fails: answer.contains("Failure"), body: body.to_owned() });
    }
    found
}

/// Whether code calls a function of this name.
fn calls(code: &str, name: &str) -> bool {
    [".", "::"].iter().any(|before| code.contains(&format!("{before}{name}(")))
}

/// The files of a folder; not those of the program, which has a guard of its own.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("src/cli") && !path.ends_with("tests") {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Set in the process that uses up its names: they are never given back.
const CHILD: &str = "GONGWEN_USES_UP_NAMES";

/// library.md 2: engines after 60,000 names panicked where they were built.
#[test]
fn an_engine_that_has_no_names_left_is_refused_and_no_panic() {
    if std::env::var_os(CHILD).is_none() {
        let test = "guards::an_engine_that_has_no_names_left_is_refused_and_no_panic";
        let mut child = std::process::Command::new(std::env::current_exe().unwrap());
        let output = child.args(["--exact", test]).env(CHILD, "1").output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    let manifest = "name = \"a\"\nversion = \"1.0.0\"\nentry = \"main.typ\"\nschema = \"schema.json\"";
    let template = |number: usize| {
        let own = (0..490).map(|file| (format!("{number}-{file}.txt"), String::new()));
        let usual = [("template.toml", manifest), ("schema.json", "{}"), ("main.typ", "文")];
        let usual = usual.map(|(name, text)| (name.to_owned(), text.to_owned()));
        Template::loader().files(usual.into_iter().chain(own))
    };
    // Names are given out by many templates, before any engine was built.
    let refused = (0..200).find_map(|number| template(number).err()).expect("names without end");
    assert_eq!(refused.diagnostics()[0].code(), "names-used-up", "{refused}");
    for _ in 0..2 {
        let failure = gongwen::Engine::builder().bundled_fonts_only(true).try_build().unwrap_err();
        assert_eq!(failure.diagnostics()[0].code(), "names-used-up", "{failure}");
        assert!(failure.diagnostics()[0].help(Lang::Zh).is_some());
    }
    let built = std::panic::catch_unwind(|| gongwen::Engine::builder().bundled_fonts_only(true).build());
    let words = built.err().and_then(|thrown| thrown.downcast::<String>().ok()).expect("it was built");
    assert!(words.contains("names-used-up") || words.contains("names"), "{words}");
    // The process goes on with what asks for no new name.
    assert!(Document::from_toml(&data_with(&[])).is_ok_and(|document| document.check().len() < 100));
}

/// The program on a machine where it was not built: a copy that knows another folder in place of the checkout's.
#[cfg(target_os = "linux")]
#[test]
fn the_program_sets_nothing_with_a_face_that_is_missing_or_altered() {
    use std::os::unix::fs::PermissionsExt as _;

    use crate::support::{Project, Run};

    const NAME: &str = "FandolFang-Regular.otf";
    let known = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts");
    let mut program = fs::read(env!("CARGO_BIN_EXE_render")).unwrap();
    let places: Vec<usize> = {
        let all = program.windows(known.len()).enumerate();
        all.filter(|(_, bytes)| *bytes == known.as_bytes()).map(|(at, _)| at).collect()
    };
    assert!(!places.is_empty(), "the program does not know {known}");
    for at in places {
        program[at + 1] = b'~';
    }
    let away = tempfile::tempdir().unwrap();
    let copy = away.path().join("render");
    fs::write(&copy, program).unwrap();
    fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).unwrap();
    let project = Project::new();
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(&copy);
        command.current_dir(project.folder()).env("LC_ALL", "C").args(args).args(["--fonts", "bundled"]);
        Run::of(&mut command)
    };
    let refused = |code: &str, says: &str| {
        for args in [&["data.toml", "-o", "x.pdf"][..], &["check", "data.toml"]] {
            let run = run(args).ends(1).tells(code);
            assert!(run.stderr.contains(says), "{}", run.stderr);
        }
        assert_eq!(project.made(), [""; 0]);
    };
    refused("bundled-face-missing", NAME);
    let face = fs::read(format!("{known}/gpl/{NAME}")).unwrap();
    fs::create_dir_all(away.path().join("fonts/gpl")).unwrap();
    let path = away.path().join("fonts/gpl").join(NAME);
    let mut altered = face.clone();
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    fs::write(&path, altered).unwrap();
    refused("bundled-face-altered", path.to_str().unwrap());
    fs::write(&path, face).unwrap();
    run(&["data.toml", "-o", "x.pdf"]).ends(0);
    assert!(project.read("x.pdf").starts_with(b"%PDF-"));
}
