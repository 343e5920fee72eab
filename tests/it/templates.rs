//! Templates of one's own: what is wrong is told where it is wrong, and a template reaches nothing outside.

use std::fs;
use std::path::{Path, PathBuf};

use gongwen::template::{Template, TemplateData};
use gongwen::{Diagnostic, Document, Failure, Lang, Rendered};
use tempfile::TempDir;

use crate::sheet::codes;
use crate::support::{ENGINE, Run, program, words_on_pages};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

const MANIFEST: &str = r#"name = "klein"
version = "1.0.0"
entry = "main.typ"
schema = "schema.json"
sample = "sample.json"
fonts = ["fangsong", "heiti"]

[metadata]
title = "/title"
date = "/date"
"#;

const SCHEMA: &str = r##"{
  "type": "object",
  "required": ["title", "date"],
  "additionalProperties": false,
  "properties": {
    "title": { "type": "string", "minLength": 2, "maxLength": 8 },
    "date": { "type": "string", "format": "date" },
    "kind": { "enum": ["notice", "report"] },
    "count": { "type": "integer", "minimum": 1, "maximum": 9, "multipleOf": 3 },
    "code": { "type": "string", "pattern": "^[A-Z]{2}[0-9]+$" },
    "rows": { "type": "array", "minItems": 1, "maxItems": 2, "uniqueItems": true, "items": { "$ref": "#/$defs/row" } },
    "image": { "$ref": "gongwen:picture" },
    "chart": { "$ref": "gongwen:chart" },
    "extra": {}
  },
  "$defs": {
    "row": {
      "anyOf": [
        { "type": "string" },
        { "type": "object", "required": ["table"], "additionalProperties": false, "properties": { "table": { "type": "integer" } } },
        { "type": "object", "required": ["picture"], "additionalProperties": false, "properties": { "picture": { "type": "string" } } }
      ]
    }
  }
}
"##;

const MAIN: &str = r##"#let data = json("data.json")
#let family(role) = json("fonts.json").at(role).map(link => link.name)
#set page(width: 100mm, height: 60mm, margin: 10mm)
#set text(font: family("fangsong"), lang: "zh", fallback: false)
#set heading(numbering: none)
#show heading: set text(font: family("heiti"), weight: "regular")
= #data.title
"##;

const SAMPLE: &str = r#"{ "title": "会议通知", "date": "2026-01-20" }"#;

/// A template in a folder of its own, gone when dropped.
struct Folder {
    folder: TempDir,
}

impl Folder {
    fn new() -> Folder {
        let folder = Folder { folder: tempfile::tempdir().unwrap() };
        folder.write("t/template.toml", MANIFEST);
        folder.write("t/schema.json", SCHEMA);
        folder.write("t/main.typ", MAIN);
        folder.write("t/sample.json", SAMPLE);
        folder
    }

    /// The small template with more of Typst at its end.
    fn with_main(more: &str) -> Folder {
        let folder = Folder::new();
        folder.write("t/main.typ", format!("{MAIN}{more}"));
        folder
    }

    fn with_manifest(manifest: impl AsRef<[u8]>) -> Folder {
        let folder = Folder::new();
        folder.write("t/template.toml", manifest);
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn load(&self) -> Result<Template, Failure> {
        Template::from_folder(self.path("t"))
    }

    fn set(&self, data: &str) -> Result<Rendered, Failure> {
        ENGINE.render_template(&self.load()?, &TemplateData::from_json(data)?)
    }

    fn render(&self, args: &[&str]) -> Run {
        let sets = !matches!(args, ["template", "new" | "list", ..]);
        let fonts: &[&str] = if sets { &["--fonts", "bundled"] } else { &[] };
        Run::of(program().current_dir(self.folder.path()).args(args).args(fonts))
    }
}

/// The file, line and column of the finding of a code, and its English message.
fn told(found: &[Diagnostic], code: &str) -> (String, (usize, usize), String) {
    let all: Vec<String> =
        found.iter().map(|found| format!("{}: {}", found.code(), found.message(Lang::En))).collect();
    let found =
        found.iter().find(|found| found.code() == code).unwrap_or_else(|| panic!("no {code} in {all:?}"));
    let place = found.place().unwrap_or_else(|| panic!("{code} has no place: {all:?}"));
    let file = Path::new(place.file()).file_name().unwrap().to_string_lossy().into_owned();
    (file, place.line_column(), found.message(Lang::En))
}

#[track_caller]
fn fails(set: Result<Rendered, Failure>) -> Vec<Diagnostic> {
    set.expect_err("it is made").diagnostics().to_vec()
}

#[test]
fn data_that_breaks_the_schema_is_told_at_its_own_place() {
    // The data without its first keys; line, column and words of the finding.
    let cases = [
        (r#""count": "3""#, (2, 10), "expected an integer, found a string"),
        (r#""count": 0"#, (2, 10), "0 is out of range: it must be ≥ 1"),
        (r#""count": 12"#, (2, 10), "12 is out of range: it must be ≤ 9"),
        (r#""count": 4"#, (2, 10), "4 is no multiple of 3"),
        (r#""kind": "reprt""#, (2, 9), "\"reprt\" is not one of the choices"),
        (r#""code": "a1""#, (2, 9), "`a1` does not match ^[A-Z]{2}[0-9]+$"),
        (r#""cuont": 3"#, (2, 1), "there is no key `cuont`"),
        (r#""rows": []"#, (2, 9), "items: 0, where at least 1 are asked"),
        (r#""rows": ["a", "b", "c"]"#, (2, 9), "items: 3, where at most 2 are asked"),
        (r#""rows": ["a", "a"]"#, (2, 9), "two items are the same"),
        // Of several forms: the type is none of theirs; the form that was meant; a key of no form.
        (r#""rows": [5]"#, (2, 10), "expected a string or a table or a table, found an integer"),
        (r#""rows": [{ "table": "x" }]"#, (2, 21), "expected an integer, found a string"),
        (r#""rows": [{ "tabel": 1 }]"#, (2, 12), "there is no key `tabel`"),
        (r#""chart": { "kind": "bar", "labels": ["a"] }"#, (2, 10), "`series` is missing"),
        (
            r#""chart": { "kind": "pie", "labels": ["a", "b"], "series": [{ "values": [1] }] }"#,
            (2, 72),
            "values in this series: 1; labels: 2",
        ),
    ];
    let folder = Folder::new();
    for (line, at, message) in cases {
        let data = format!("{{ \"title\": \"会议通知\", \"date\": \"2026-01-20\",\n{line}\n}}");
        let found = fails(folder.set(&data));
        assert_eq!(told(&found, "template-data"), ("data.json".to_owned(), at, message.to_owned()), "{line}");
        assert_eq!(found.len(), 1, "{line}: {found:?}");
    }
}

#[test]
fn missing_and_malformed_fields_are_all_told_at_once_whatever_the_spelling() {
    let folder = Folder::new();
    let template = folder.load().unwrap();
    let wanted = [
        "`title` is missing",
        "`2026-02-30` is no date (2026-01-30)",
        "expected an integer, found a boolean",
    ];
    for (name, text, lines) in [
        ("d.json", "{\n  \"date\": \"2026-02-30\",\n  \"count\": true\n}", [1, 2, 3]),
        ("d.toml", "date = \"2026-02-30\"\n\ncount = true\n", [1, 1, 3]),
        ("d.yaml", "date: \"2026-02-30\"\ncount: true\n", [1, 1, 2]),
    ] {
        folder.write(name, text);
        let data = TemplateData::from_path(folder.path(name)).unwrap();
        let found = fails(ENGINE.render_template(&template, &data));
        let told: Vec<_> = found.iter().map(|found| found.message(Lang::En)).collect();
        assert!(wanted.iter().all(|wanted| told.iter().any(|told| told == wanted)), "{name}: {told:?}");
        let mut at: Vec<usize> = found.iter().map(|found| found.place().unwrap().line_column().0).collect();
        at.sort_unstable();
        assert_eq!(at, lines, "{name}");
    }
    let value = serde_json::json!({ "title": "会议通知", "date": 5 });
    let found = fails(ENGINE.render_template(&template, &TemplateData::from_value(&value).unwrap()));
    assert_eq!(found[0].data_path(), Some("date"));
    // A date of TOML's is a date.
    let data = TemplateData::from_toml("title = \"会议通知\"\ndate = 2026-01-20").unwrap();
    assert!(ENGINE.render_template(&template, &data).is_ok());
}

#[test]
fn a_mistake_in_the_template_is_told_at_its_line_there() {
    let folder = Folder::with_main("#let twice(x) = x * none\n#twice(2)\n");
    let found = fails(folder.set(SAMPLE));
    let (file, at, message) = told(&found, "template");
    assert_eq!((file.as_str(), at), ("main.typ", (8, 17)), "{message}");
    let help = found.iter().find_map(|found| found.help(Lang::En)).unwrap();
    assert!(help.contains("while calling `twice`") && help.contains("main.typ:9"), "{help}");
    let folder = Folder::with_main("#let (a = 1\n");
    assert_eq!(told(&fails(folder.set(SAMPLE)), "template").1.0, 8);
}

#[test]
fn a_warning_of_typsts_has_its_place_and_fails_the_check() {
    let folder = Folder::with_main("#[<lost>]\n");
    let rendered = folder.set(SAMPLE).unwrap();
    let (file, at, message) = told(rendered.diagnostics(), "template-warning");
    assert_eq!((file.as_str(), at.0), ("main.typ", 8));
    assert!(message.contains("is not attached to anything"), "{message}");
    folder.render(&["template", "check", "t"]).ends(1).tells("template-warning");
}

/// claims.md 1: the words of a face that is not there are on the page all the same.
#[test]
fn a_face_that_a_template_names_and_nobody_has_is_told_and_replaced() {
    for fallback in ["", ", fallback: false", ", fallback: true"] {
        let folder = Folder::with_main(&format!("#text(font: \"Foo Sans\"{fallback})[会议]\n"));
        let rendered = folder.set(SAMPLE).unwrap();
        let (file, at, message) = told(rendered.diagnostics(), "face-replaced");
        assert_eq!((file.as_str(), at.0), ("main.typ", 8));
        assert!(message.contains("Foo Sans"), "{message}");
        assert!(crate::support::words_on_pages(&rendered).contains("会议"), "{fallback}");
        folder.render(&["template", "check", "t"]).ends(1).tells("face-replaced");
    }
    let folder = Folder::with_main("#text(font: \"SimSun\")[会议]\n");
    folder.render(&["template", "check", "t"]).ends(0);
}

/// A photograph in inks and a drawing within a drawing of a template's own were `error[export]` without a place.
#[test]
fn pictures_of_a_template_are_made_ready_or_told_at_its_line() {
    let inner = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='40'><text y='20' font-size='9'>内层</text></svg>";
    let inner = inner.replace('<', "%3C").replace('#', "%23");
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"40\"><image href=\"data:image/svg+xml,{inner}\" width=\"90\" height=\"40\"/><text y=\"35\" font-size=\"9\" font-family=\"楷体\">外层</text></svg>"
    );
    let lost = drawing.replace("外层", "外层\u{1F600}");
    let page = crate::pictures::pages("", &[("/MediaBox[0 0 90 40]", "10 10 20 20 re f")], &[]);
    let press = include_bytes!("../fixtures/pictures/press.jpg");
    let cases: [(&str, &[u8], Option<&str>, bool); 4] = [
        ("a.jpg", press, Some("picture-colours"), true),
        ("a.svg", drawing.as_bytes(), None, true),
        ("b.svg", lost.as_bytes(), Some("missing-glyph"), false),
        ("a.pdf", &page, Some("export"), false),
    ];
    for (name, bytes, code, holds) in cases {
        let folder = Folder::with_main(&format!("#image(\"{name}\", width: 3cm, alt: \"图\")\n"));
        folder.write(&format!("t/{name}"), bytes);
        let check = ENGINE.check_template(&folder.load().unwrap());
        assert_eq!(check.holds(), holds, "{name}");
        if let Some(code) = code {
            let found = check.diagnostics().iter().find(|found| found.code() == code);
            let found = found.unwrap_or_else(|| panic!("{name}: {:?}", codes(check.diagnostics())));
            assert!(found.place().is_some_and(|place| place.file().ends_with("main.typ")), "{name}");
        }
    }
}

/// claims.md 2: no level is skipped, and a picture without words is told, in a template as in a fragment.
#[test]
fn what_the_archive_form_refuses_in_a_template_is_made_right() {
    let main = "#set document(title: \"会议\")\n==== 甲\n\n== 乙\n\n#image(\"t.svg\")\n\n$ x^2 $\n";
    let folder = Folder::with_main(main);
    folder.write("t/t.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>");
    let rendered = folder.set(SAMPLE).unwrap();
    assert_eq!(told(rendered.diagnostics(), "picture-unnamed").1.0, 13);
    rendered.pdf().unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn a_key_that_the_template_uses_and_the_schema_forgets_is_told_as_such() {
    let folder = Folder::with_main("#data.count\n");
    let found = fails(folder.set(SAMPLE));
    assert_eq!(told(&found, "template-asks").1, (8, 7));
    assert!(found[0].help(Lang::En).unwrap().contains("no `count` anywhere"));
    let found = fails(
        Folder::with_main("#data.extra.b.x\n")
            .set(r#"{ "title": "会议通知", "date": "2026-01-20", "extra": { "a": { "x": 1 }, "b": {} } }"#),
    );
    assert!(found[0].help(Lang::En).unwrap().contains("put `x` under `required`"), "{found:?}");
}

#[test]
fn a_template_can_refuse_data_at_the_datas_own_place() {
    let folder =
        Folder::with_main("#if data.title == \"会议\" { panic(\"data:/title: too \\\"short\\\"\") }\n");
    let found = fails(folder.set("{ \"date\": \"2026-01-20\",\n  \"title\": \"会议\" }"));
    let (file, at, message) = told(&found, "template-refuses");
    assert_eq!((file.as_str(), at), ("data.json", (2, 12)));
    assert_eq!(message, "the template refuses this: too \"short\"");
}

#[test]
fn every_mistake_in_a_manifest_is_told_at_its_key() {
    let manifest = "name = \"Klein\"\nversion = \"1.0\"\nentri = \"main.typ\"\nschema = 5\ngongwen = \"99.0.0\"\n\
                    fonts = \"heiti\"\npdf-standard = [\"a-3a\", \"a-9\"]\ndata = \"../x\"\n[metadata]\ndate = \"date\"\n";
    let found = Folder::with_manifest(manifest).load().err().unwrap();
    let found: Vec<(&str, usize)> = found
        .diagnostics()
        .iter()
        .map(|found| (found.code(), found.place().map_or(0, |place| place.line_column().0)))
        .collect();
    for wanted in [
        ("template-name", 1),
        ("not-a-version", 2),
        ("unknown-key", 3),
        ("manifest-key", 1),
        ("wrong-type", 4),
        ("newer-program", 5),
        ("wrong-type", 6),
        ("unknown-choice", 7),
        ("template-file", 8),
        ("not-a-pointer", 10),
    ] {
        assert!(found.contains(&wanted), "{wanted:?} in {found:?}");
    }
    let unknown = Folder::with_manifest(MANIFEST.replace("entry", "entri")).load().err().unwrap();
    let help = unknown
        .diagnostics()
        .iter()
        .find_map(|found| found.help(Lang::En).filter(|_| found.code() == "unknown-key"));
    assert_eq!(help.unwrap(), "the nearest key is `entry`");
    for (from, to, code) in [
        ("heiti", "hieti", "unknown-choice"),
        ("main.typ", "mian.typ", "template-file"),
        ("\"main.typ\"", "\"../main.typ\"", "template-file"),
        ("schema.json", "/etc/passwd", "template-file"),
    ] {
        let failure = Folder::with_manifest(MANIFEST.replace(from, to)).load().err().unwrap();
        assert_eq!(failure.diagnostics()[0].code(), code, "{to}");
        assert!(failure.diagnostics()[0].place().is_some(), "{to}");
    }
}

#[test]
fn a_folder_that_would_reach_outside_or_run_code_is_refused() {
    let refused = |folder: &Folder, code: &str| {
        assert_eq!(codes(folder.load().err().unwrap().diagnostics()), [code]);
    };
    let folder = Folder::new();
    folder.write("t/plugin.wasm", b"\0asm");
    refused(&folder, "template-plugin");
    let folder = Folder::new();
    (0..501).for_each(|number| folder.write(&format!("t/x/{number}.txt"), ""));
    refused(&folder, "template-too-large");
    let folder = Folder::new();
    folder.write(&format!("t{}/x.txt", "/d".repeat(20)), "");
    refused(&folder, "template-too-large");
    let folder = Folder::new();
    folder.write("t/bad.typ", b"\xFF\xFE\0");
    assert!(folder.load().is_err());
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        let folder = Folder::new();
        folder.write("secret.txt", "secret");
        symlink("../secret.txt", folder.path("t/x.txt")).unwrap();
        refused(&folder, "leaves-template");
        let folder = Folder::new();
        symlink(folder.folder.path(), folder.path("t/up")).unwrap();
        refused(&folder, "leaves-template");
        let folder = Folder::with_main("#import \"@local/greet:1.0.0\": greet\n");
        folder.write("greet/typst.toml", "");
        fs::create_dir_all(folder.path("t/packages/local/greet")).unwrap();
        symlink("../../../../greet", folder.path("t/packages/local/greet/1.0.0")).unwrap();
        refused(&folder, "leaves-template");
        let folder = Folder::with_manifest(format!("packages = \"..\"\n{MANIFEST}"));
        refused(&folder, "template-file");
        let folder = Folder::new();
        folder.write("secret.txt", "secret");
        fs::remove_file(folder.path("t/template.toml")).unwrap();
        symlink("../secret.txt", folder.path("t/template.toml")).unwrap();
        refused(&folder, "outside-folder");
        // A link inside the folder is a file like others; one that goes in circles is not.
        let folder = Folder::with_main("#read(\"copy.txt\")\n");
        folder.write("t/own.txt", "own");
        symlink("own.txt", folder.path("t/copy.txt")).unwrap();
        assert!(words_on_pages(&folder.set(SAMPLE).unwrap()).contains("own"));
        symlink(".", folder.path("t/round")).unwrap();
        refused(&folder, "template-too-large");
    }
}

#[test]
fn a_template_reads_no_file_outside_its_folder_and_no_network() {
    for (code, reason) in [
        ("#read(\"../secret.txt\")", "would escape"),
        ("#read(\"/etc/passwd\")", "file not found"),
        ("#image(\"https://example.com/a.png\")", "file not found"),
        ("#plugin(\"a.wasm\")", "never loaded"),
        ("#include \"../x.typ\"", "would escape"),
    ] {
        let folder = Folder::with_main(code);
        folder.write("secret.txt", "secret");
        let code_of = if code.contains("plugin") { "template-plugin" } else { "template" };
        let (_, at, message) = told(&fails(folder.set(SAMPLE)), code_of);
        assert!(message.contains(reason) && at.0 == 8, "{code}: {message}");
    }
    let rendered = Folder::with_main("#datetime.today().display()").set(SAMPLE);
    assert!(rendered.is_err(), "there is no clock");
}

#[test]
fn a_schema_refers_to_nothing_outside_and_its_patterns_are_quick() {
    let refused = |schema: &str| {
        let folder = Folder::new();
        folder.write("t/schema.json", schema);
        let failure = folder.load().err().unwrap_or_else(|| panic!("{schema}"));
        told(failure.diagnostics(), "template-schema")
    };
    for uri in ["https://example.com/s.json", "file:///etc/passwd", "other.json", "gongwen:other"] {
        let (file, at, message) = refused(&format!("{{\n \"$ref\": \"{uri}\"\n}}"));
        assert_eq!((file.as_str(), at), ("schema.json", (2, 10)));
        assert!(message.contains(uri), "{message}");
    }
    assert_eq!(refused("{\n\"$schema\": \"http://json-schema.org/draft-07/schema#\" }").1, (2, 12));
    assert_eq!(refused("{\n\"properties\": {\n\"a\": { \"type\": \"strng\" } } }").1.0, 3);
    refused(r#"{ "properties": { "a": { "pattern": "(?=x)y" } } }"#);
    let folder = Folder::new();
    folder.write("t/schema.json", SCHEMA.replace("^[A-Z]{2}[0-9]+$", "^(a+)+$"));
    let data = format!(
        "{{ \"title\": \"会议\", \"date\": \"2026-01-20\", \"code\": \"{}!\" }}",
        "a".repeat(100_000)
    );
    assert_eq!(codes(&fails(folder.set(&data))), ["template-data"]);
}

#[test]
fn packages_come_from_local_folders_only() {
    let main = "#import \"@local/greet:1.0.0\": greet\n#greet\n";
    let folder = Folder::with_main(main);
    let found = fails(folder.set(SAMPLE));
    assert_eq!(told(&found, "no-package").1, (8, 9));
    let package = |folder: &Folder, at: &str, space: &str| {
        let here = format!("{at}/{space}/greet/1.0.0");
        folder.write(
            &format!("{here}/typst.toml"),
            "[package]\nname = \"greet\"\nversion = \"1.0.0\"\nentrypoint = \"lib.typ\"\n",
        );
        folder.write(&format!("{here}/lib.typ"), "#import \"more.typ\": greet\n");
        folder.write(&format!("{here}/more.typ"), "#let greet = [来自程序包]\n");
    };
    package(&folder, "t/packages", "local");
    assert!(words_on_pages(&folder.set(SAMPLE).unwrap()).contains("来自程序包"));
    // Also those of the public registry's name space, when they lie in a folder.
    let folder = Folder::with_main(&main.replace("local", "preview"));
    fails(folder.set(SAMPLE));
    package(&folder, "elsewhere", "preview");
    let template =
        Template::loader().package_folder(folder.path("elsewhere")).folder(folder.path("t")).unwrap();
    let rendered = ENGINE.render_template(&template, &template.sample().unwrap()).unwrap();
    assert!(words_on_pages(&rendered).contains("来自程序包"));
    folder.render(&["template", "check", "t"]).ends(1).tells("no-package");
    folder.render(&["template", "check", "t", "--package-path", "elsewhere"]).ends(0);
    folder
        .render(&["t/sample.json", "--template", "t", "--package-path", "elsewhere", "-o", "x.pdf"])
        .ends(0);
    // A mistake inside a package is told there.
    folder.write("elsewhere/preview/greet/1.0.0/more.typ", "#let greet = none * none\n");
    let template =
        Template::loader().package_folder(folder.path("elsewhere")).folder(folder.path("t")).unwrap();
    let found = fails(ENGINE.render_template(&template, &template.sample().unwrap()));
    assert_eq!(told(&found, "template").0, "more.typ");
}

#[test]
fn pictures_and_charts_reach_the_template_by_name() {
    let folder = Folder::with_main(
        "#image(data.image, width: 20mm, alt: \"x\")\n#image(data.chart.drawn.picture, width: 40mm, alt: data.chart.drawn.alt)\n",
    );
    let seal = fs::read(format!("{ROOT}/data/yangzhang.svg")).unwrap();
    folder.write("d/seal.svg", &seal);
    folder.write("seal.svg", &seal);
    let data = |image: &str| {
        format!(
            "{{ \"title\": \"会议\", \"date\": \"2026-01-20\", \"image\": \"{image}\",\n\
             \"chart\": {{ \"kind\": \"line\", \"labels\": [\"甲\", \"乙\"], \"series\": [{{ \"values\": [1, 2.5] }}] }} }}"
        )
    };
    folder.write("d/data.json", data("seal.svg"));
    let template = folder.load().unwrap();
    let set = |data: TemplateData| ENGINE.render_template(&template, &data);
    let rendered = set(TemplateData::from_path(folder.path("d/data.json")).unwrap()).unwrap();
    let pictures: Vec<f64> =
        rendered.pages().iter().flat_map(|page| &page.pictures).map(|p| p.rect.width()).collect();
    assert_eq!(pictures.iter().map(|width| width.round()).collect::<Vec<_>>(), [20.0, 40.0]);
    folder.write("d/data.json", data("../seal.svg"));
    let found = fails(set(TemplateData::from_path(folder.path("d/data.json")).unwrap()));
    assert_eq!(told(&found, "outside-folder").1, (1, 49));
    assert_eq!(codes(&fails(set(TemplateData::from_json(&data("seal.svg")).unwrap()))), ["no-base-folder"]);
    let reader = Document::reader().allow_folder(folder.folder.path());
    assert!(set(reader.read_data_path(folder.path("d/data.json")).unwrap()).is_ok());
    folder.write("d/seal.svg", "<svg broken");
    folder.write("d/data.json", data("seal.svg"));
    let found = fails(set(TemplateData::from_path(folder.path("d/data.json")).unwrap()));
    assert_eq!(told(&found, "broken-picture").1, (1, 49));
}

#[test]
fn a_character_that_no_face_has_is_told_where_it_was_written() {
    let folder = Folder::new();
    let found = fails(folder.set("{ \"date\": \"2026-01-20\",\n\"title\": \"会\u{2A6D6}\" }"));
    assert_eq!(
        (told(&found, "missing-glyph").0.as_str(), told(&found, "missing-glyph").1),
        ("data.json", (2, 12))
    );
    let folder = Folder::with_main("\u{2A6D6}\n");
    let found = fails(folder.set(SAMPLE));
    assert_eq!(
        (told(&found, "missing-glyph").0.as_str(), told(&found, "missing-glyph").1),
        ("main.typ", (8, 1))
    );
    folder.render(&["template", "check", "t"]).ends(1).tells("missing-glyph");
}

#[test]
fn faces_are_those_of_the_manifest_and_the_templates_own() {
    let found = fails(Folder::with_main("#text(font: family(\"kaiti\"))[a]").set(SAMPLE));
    assert_eq!(codes(&found[..1]), ["undeclared-role"]);
    let folder = Folder::with_main("#text(font: family(\"brand\"))[Brand]\n");
    folder.write(
        "t/template.toml",
        MANIFEST.replace("[metadata]", "[own-fonts]\nbrand = \"b.ttf\"\n[metadata]"),
    );
    folder.write("t/b.ttf", "no font");
    assert_eq!(codes(folder.load().err().unwrap().diagnostics()), ["template-font"]);
    // Typst tells faces apart by their bytes, and this one is the program's too.
    let mut face = fs::read(format!("{ROOT}/fonts/LiberationSerif-Regular.ttf")).unwrap();
    face.push(0);
    folder.write("t/b.ttf", face);
    let rendered = folder.set(SAMPLE).unwrap();
    let pages = rendered.pages();
    let brand = pages[0].runs.iter().find(|run| run.text().contains("Brand")).unwrap();
    assert_eq!((brand.family.as_str(), brand.face.as_str()), ("own-brand", "b.ttf"));
    // The audit names the file that set each character, and no role for a face of the template's own.
    let audit = rendered.audit();
    let row = |c: char| audit.characters.iter().find(|row| row.character == c).unwrap();
    assert_eq!((row('B').font.as_str(), row('B').role), ("b.ttf", ""));
    assert_eq!(row('会').role, "heiti");
    let own = audit.fonts.iter().find(|font| font.file == "b.ttf").unwrap();
    assert_eq!((own.characters, own.count), (5, 5));
}

#[test]
fn without_a_date_there_is_a_plain_pdf_and_a_note() {
    let folder = Folder::with_manifest(MANIFEST.replace("date = \"/date\"", ""));
    let rendered = folder.set(SAMPLE).unwrap();
    assert!(codes(rendered.diagnostics()).contains(&"not-archived"));
    assert!(rendered.pdf().is_ok());
    folder.render(&["template", "check", "t"]).ends(1).tells("not-archived");
}

#[test]
fn data_never_runs_as_code() {
    let folder = Folder::with_main("#eval(\"1 + 1\")\n");
    let run = folder.render(&["template", "check", "t"]).ends(1).tells("template-eval");
    assert!(run.text().contains("failed\truns no data as code"), "{}", run.text());
    // A word in a text is no code; and what data says is set, not run.
    let folder = Folder::with_main("An eval of it.\n");
    folder.render(&["template", "check", "t"]).ends(0);
    let rendered = folder.set(r##"{ "title": "#(1+1)", "date": "2026-01-20" }"##).unwrap();
    assert!(words_on_pages(&rendered).contains("#(1+1)"));
}

#[test]
fn the_same_data_gives_the_same_bytes_with_the_datas_own_metadata() {
    let first = Folder::new().set(SAMPLE).unwrap().pdf().unwrap();
    let other = gongwen::Engine::builder().bundled_fonts_only(true).build();
    let folder = Folder::new();
    let template = folder.load().unwrap();
    let second = other.render_template(&template, &TemplateData::from_json(SAMPLE).unwrap()).unwrap();
    assert!(first == second.pdf().unwrap());
    assert_eq!(second.report().pages, 1);
    assert!(second.report().requirements.is_empty(), "GB/T 9704 is not about it");
    let pdf = lopdf::Document::load_mem(&first).unwrap();
    let info = pdf.trailer.get(b"Info").and_then(|info| pdf.get_dictionary(info.as_reference()?)).unwrap();
    let title = lopdf::decode_text_string(info.get(b"Title").unwrap()).unwrap();
    assert_eq!(title, "会议通知");
    let date = info.get(b"CreationDate").and_then(lopdf::Object::as_str).unwrap();
    assert!(date.starts_with(b"D:20260120"), "{}", String::from_utf8_lossy(date));
}

#[test]
fn a_new_template_works_and_nothing_is_overwritten() {
    let folder = Folder::new();
    folder.render(&["template", "new", "new/one"]).ends(0);
    let run = folder.render(&["template", "check", "new/one"]).ends(0);
    assert!(
        run.text().lines().count() == 8 && run.text().lines().all(|line| line.starts_with("proven\t")),
        "{}",
        run.text()
    );
    folder.render(&["template", "new", "new/one"]).ends(2).tells("file-exists");
    folder.render(&["new/one/sample.json", "--template", "new/one", "-o", "a.svg"]).ends(0);
    assert!(folder.path("a-1.svg").is_file());
    // Without -o the file is named after the title in the data.
    folder.render(&["new/one/sample.json", "--template", "new/one"]).ends(0);
    assert!(folder.path("关于召开一季度工作调度会的通知.pdf").is_file());
}

#[test]
fn the_templates_inside_the_program_pass_their_own_check() {
    let folder = Folder::new();
    for name in Template::builtins() {
        let check = ENGINE.check_template(&Template::builtin(name).unwrap());
        assert!(check.holds(), "{name}: {:?}\n{:?}", check.proofs(), check.diagnostics());
        // The folder in the repository is the template inside.
        let path = format!("{ROOT}/templates/{name}");
        folder.render(&["template", "check", &path]).ends(0);
        let inside = Template::builtin(name).unwrap();
        let read = Template::from_folder(&path).unwrap();
        let pdf = |template: &Template| {
            ENGINE.render_template(template, &template.sample().unwrap()).unwrap().pdf().unwrap()
        };
        assert!(pdf(&inside) == pdf(&read), "{name}");
    }
    let list = folder.render(&["template", "list"]).ends(0);
    assert!(list.text().starts_with("gongwen\t1.0.0\tofficial documents"), "{}", list.text());
    let same = |a: &str, b: &str| {
        assert!(fs::read(format!("{ROOT}/{a}")).unwrap() == fs::read(format!("{ROOT}/{b}")).unwrap())
    };
    same("templates/new/chart.typ", "templates/gongzuo-baogao/chart.typ");
    same("data/gongzuo-baogao.json", "templates/gongzuo-baogao/sample.json");
}

#[test]
fn a_report_has_cover_contents_tables_and_charts_from_its_data() {
    let template = Template::builtin("gongzuo-baogao").unwrap();
    let data = TemplateData::from_path(format!("{ROOT}/data/gongzuo-baogao.json")).unwrap();
    let rendered = ENGINE.render_template(&template, &data).unwrap();
    let pages = rendered.pages();
    let words = |page: usize| -> String { pages[page].runs.iter().map(gongwen::page::Run::text).collect() };
    assert!(words(0).contains("工作报告") && words(0).contains("2026 年 1 月 20 日"), "{}", words(0));
    assert!(words(1).contains("目　录") && words(1).contains("一、政务服务运行情况"), "{}", words(1));
    let all = words_on_pages(&rendered);
    for wanted in ["表1", "表3", "图1", "图4", "单位：万件", "—1—", "移动端258.9万件，53.2%", "63.80"]
    {
        assert!(all.contains(wanted), "{wanted} in {all}");
    }
    assert_eq!(pages.iter().map(|page| page.pictures.len()).sum::<usize>(), 4);
    // A row that does not fit its table, and a heading out of order, are the data's fault.
    for (blocks, at, path) in [
        (
            "{ \"table\": { \"title\": \"甲\", \"columns\": [\"一\", \"二\"],\n\"rows\": [[1, 2],\n[3]] } }",
            (3, 1),
            "rows[1]",
        ),
        ("\"甲。\",\n{ \"subsection\": \"乙\" }", (2, 17), "subsection"),
    ] {
        let data = format!(
            "{{ \"title\": \"报告\", \"organ\": \"甲局\", \"date\": \"2026-01-20\", \"chapters\": [{{ \"title\": \"一\", \"blocks\": [{blocks}] }}] }}"
        );
        let found = fails(ENGINE.render_template(&template, &TemplateData::from_json(&data).unwrap()));
        assert_eq!(told(&found, "template-refuses").1, at, "{data}");
        assert!(found[0].data_path().unwrap().ends_with(path));
    }
}

#[test]
fn what_the_caller_asks_for_in_vain_ends_with_status_2() {
    let folder = Folder::new();
    folder.write("data.json", SAMPLE);
    folder.render(&["data.json", "--template", "gongzuo-baogau"]).ends(2).tells("unknown-template");
    folder.render(&["data.json", "--template", "t", "--strict"]).ends(2).tells("not-for-templates");
    folder.render(&["data.json", "--template", "."]).ends(1).tells("no-manifest");
    folder.render(&["none.json", "--template", "t"]).ends(2).tells("no-input");
    folder.write("data.json", "{}");
    folder.render(&["data.json", "--template", "t", "-o", "x.pdf"]).ends(1).tells("template-data");
    assert!(!folder.path("x.pdf").exists(), "no half file");
}
