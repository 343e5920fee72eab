//! A PDF carries what it was made from: `render extract` gives it back, and rendering it again gives the
//! same bytes.

use gongwen::page::Part;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use gongwen::archive::{Extracted, extract};
use gongwen::data::Encoding;
use gongwen::measure::measure;
use gongwen::pdf::{PdfStandard, Relationship, SourceMode};
use gongwen::{Document, PdfForm, Rendered};
use lopdf::{Dictionary, Document as Pdf, Object, Stream, dictionary};
use serde_json::{Value, json};

use crate::measured::with;
use crate::support::{BODY, DATA, ENGINE, Project, Run, data_with, names_in, program};

fn set(document: &Document) -> Rendered {
    ENGINE.render(document).unwrap_or_else(|failure| panic!("{failure}"))
}

/// Runs the program in the project's folder, with nothing said of the fonts.
fn plain(project: &Project, args: &[&str]) -> Run {
    Run::of(program().current_dir(project.folder()).args(args))
}

/// Takes a PDF apart, makes it again from what it carried, and asserts that it is the same.
#[track_caller]
fn made_again(rendered: &Rendered) -> Extracted {
    let pdf = rendered.pdf_as(&rendered.form().source(SourceMode::Always)).unwrap();
    let extracted = extract(&pdf).unwrap_or_else(|failure| panic!("{failure}"));
    let document = extracted.document().unwrap_or_else(|failure| panic!("{failure}"));
    let again = set(&document).pdf_as(&extracted.form()).unwrap();
    assert!(pdf == again, "another PDF: {} bytes, then {}", pdf.len(), again.len());
    extracted
}

fn paths(extracted: &Extracted) -> Vec<&str> {
    extracted.files().iter().map(|file| file.path.as_str()).collect()
}

fn bytes<'e>(extracted: &'e Extracted, path: &str) -> &'e [u8] {
    let file = extracted.files().iter().find(|file| file.path == path);
    &file.unwrap_or_else(|| panic!("no {path} in {:?}", paths(extracted))).bytes
}

fn manifest(extracted: &Extracted) -> Value {
    serde_json::from_slice(bytes(extracted, "gongwen.json")).unwrap()
}

#[test]
fn every_document_gives_back_its_files_and_makes_the_same_pdf_of_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut seen = 0;
    for name in names_in(&folder).iter().filter(|name| name.ends_with(".toml")) {
        let extracted = made_again(&set(&Document::from_path(folder.join(name)).unwrap()));
        assert_eq!(paths(&extracted)[0], name);
        for path in paths(&extracted) {
            if !["report.json", "gongwen.json"].contains(&path) {
                assert!(bytes(&extracted, path) == fs::read(folder.join(path)).unwrap(), "{name}: {path}");
            }
        }
        let said = manifest(&extracted);
        let named = said["files"].as_array().unwrap().len();
        assert_eq!(extracted.files().len(), named + 3, "{name}: the data, the report, the manifest");
        seen += 1;
    }
    assert!(seen > 25);
}

#[test]
fn the_folder_that_extract_writes_makes_the_same_pdf() {
    let project = Project::new();
    project.render(["data.toml", "-o", "a.pdf"]).ends(0);
    let run = plain(&project, &["extract", "a.pdf", "-o", "deep/out/"]).ends(0);
    assert!(run.text().contains("body.txt\t"), "{}", run.text());
    assert!(run.text().ends_with("to make it again: render deep/out/\n"), "{}", run.text());
    assert_eq!(names_in(&project.path("deep/out")), ["body.txt", "data.toml", "gongwen.json", "report.json"]);
    assert_eq!(project.read("deep/out/body.txt"), BODY.as_bytes());
    // What was said of the fonts travels too.
    plain(&project, &["deep/out", "-o", "b.pdf"]).ends(0);
    assert!(project.read("a.pdf") == project.read("b.pdf"));
    // The data file alone does as well where no option matters.
    project.render(["deep/out/data.toml", "-o", "c.pdf"]).ends(0);
    assert!(project.read("a.pdf") == project.read("c.pdf"));
    // Nothing but the folder was left behind.
    assert_eq!(project.made(), ["a.pdf", "b.pdf", "c.pdf", "deep"]);
}

#[test]
fn an_extracted_folder_can_be_changed_and_set_anew() {
    let project = Project::new();
    project.render(["data.toml", "-o", "a.pdf"]).ends(0);
    extract(&project.read("a.pdf")).unwrap().write_to(project.path("out"), false).unwrap();
    project.write("out/body.txt", "另一篇正文。\n");
    fs::remove_file(project.path("out/report.json")).unwrap();
    project.render(["out", "-o", "b.pdf"]).ends(0);
    let extracted = extract(&project.read("b.pdf")).unwrap();
    assert_eq!(bytes(&extracted, "body.txt"), "另一篇正文。\n".as_bytes());
    fs::remove_file(project.path("out/body.txt")).unwrap();
    project.render(["out", "-o", "c.pdf"]).ends(2).tells("no-input");
}

#[test]
fn data_in_every_spelling_comes_back_as_it_was_written() {
    let yaml = "issuers: [甲局]\ntitle: 关于乙的通知\ndate: 2024-01-30\nbody: 正文。 # 注释\n";
    let json = r#"{"issuers":["甲局"],"title":"关于乙的通知","date":"2024-01-30", "body":"正文。"}"#;
    for (name, data) in [("公文.yaml", yaml), ("data.json", json), ("无后缀", json)] {
        let project = Project::new();
        project.write(name, data);
        let extracted = made_again(&set(&Document::from_path(project.path(name)).unwrap()));
        assert_eq!(paths(&extracted)[0], name);
        assert_eq!(bytes(&extracted, name), data.as_bytes());
    }
    let extracted = made_again(&set(&Document::from_yaml(yaml).unwrap()));
    assert_eq!(bytes(&extracted, "data.yaml"), yaml.as_bytes());
}

#[test]
fn data_from_a_stream_and_from_a_value_travel_too() {
    let project = Project::new();
    let mut command = project.command();
    let mut child =
        command.args(["-", "-o", "a.pdf"]).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(DATA.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    let extracted = extract(&project.read("a.pdf")).unwrap();
    assert_eq!(paths(&extracted)[..2], ["data.toml", "body.txt"]);
    extracted.write_to(project.path("out"), false).unwrap();
    project.render(["out", "-o", "b.pdf"]).ends(0);
    assert!(project.read("a.pdf") == project.read("b.pdf"));

    let value = json!({ "title": "关于乙的通知", "issuers": ["甲局"], "date": "2024-01-30", "copies": 30,
        "body": [{ "text": "正文。" }], "layout": { "rule-thickness": 0.5 }, "note": null });
    let extracted = made_again(&set(&Document::from_value(&value).unwrap()));
    let back: Value = serde_json::from_slice(bytes(&extracted, "data.json")).unwrap();
    assert_eq!(back, value);
}

#[test]
fn an_encoding_and_a_house_layout_are_part_of_the_source() {
    let (data, _, _) = encoding_rs::GB18030.encode(DATA);
    let (body, _, _) = encoding_rs::GB18030.encode(BODY);
    let project = Project::of(&*data, &*body);
    project.write("office.yaml", "rule-thickness: 0.7\nred: \"#C00000\"\n");
    let reader = Document::reader().encoding(Encoding::Gbk).layout_file(project.path("office.yaml")).unwrap();
    let extracted = made_again(&set(&reader.read_path(project.path("data.toml")).unwrap()));
    assert_eq!(bytes(&extracted, "data.toml"), &*data);
    assert_eq!(bytes(&extracted, "body.txt"), &*body);
    assert_eq!(paths(&extracted)[..3], ["data.toml", "office.yaml", "body.txt"]);
    assert_eq!(manifest(&extracted)["data"]["encoding"], "gbk");
    // The program reads the same.
    let args = ["data.toml", "--encoding", "gbk", "--layout", "office.yaml", "-o", "a.pdf"];
    project.render(args).ends(0);
    extract(&project.read("a.pdf")).unwrap().write_to(project.path("out"), false).unwrap();
    project.render(["out", "-o", "b.pdf"]).ends(0);
    assert!(project.read("a.pdf") == project.read("b.pdf"));
}

#[test]
fn files_outside_the_datas_folder_come_back_inside_it() {
    let shared = Project::new();
    shared.write("yin zhang.svg", include_bytes!("../../data/yangzhang.svg"));
    let absolute = shared.path("body.txt").display().to_string();
    let project = Project::new();
    fs::create_dir(project.path("in")).unwrap();
    project.write("yin zhang.svg", include_bytes!("../../data/yangzhang.svg"));
    let data = data_with(&[("issuers", r#"[{ name = "甲局", seal = "../yin zhang.svg" }]"#)]);
    project.write("in/data.toml", data.replace("body = \"正文。\"", &format!("body-file = {absolute:?}")));
    let reader = Document::reader().allow_folder(project.folder()).allow_folder(shared.folder());
    let extracted = made_again(&set(&reader.read_path(project.path("in/data.toml")).unwrap()));
    assert_eq!(
        paths(&extracted)[..3],
        ["data.toml", "outside/yin zhang.svg", "outside/body.txt"].map(|path| path)
    );
    extracted.write_to(project.path("out"), false).unwrap();
    fs::remove_file(project.path("yin zhang.svg")).unwrap();
    drop(shared);
    project.render(["out", "-o", "b.pdf"]).ends(0);
}

/// Nobody's folders stand in the file: the data says what it says, and nothing else does.
#[test]
fn no_path_of_the_machine_travels() {
    let project = Project::new();
    project.write("office.toml", "rule-thickness = 0.7\n");
    let layout = project.path("office.toml");
    let args = [project.path("data.toml"), "--layout".into(), layout, "-o".into(), project.path("a.pdf")];
    Run::of(program().args(["--fonts", "bundled"]).args(args)).ends(0);
    let extracted = extract(&project.read("a.pdf")).unwrap();
    let folder = project.folder().display().to_string();
    let holds = |bytes: &[u8]| bytes.windows(folder.len()).any(|window| window == folder.as_bytes());
    assert!(!holds(&project.read("a.pdf")));
    for file in extracted.files() {
        assert!(!holds(&file.bytes), "{}", file.path);
    }
}

/// Pictures, tables and fragments of many attachments; a file named twice is attached once.
#[test]
fn nothing_is_attached_twice() {
    let project = Project::new();
    let picture = include_bytes!("../../data/tonggao-map.png");
    for name in ["甲.png", "乙.png", "图/丙.png"] {
        fs::create_dir_all(project.path("图")).unwrap();
        project.write(name, picture);
    }
    project.write(
        "body.txt",
        "正文。\n![一](甲.png)\n![二](./甲.png)\n![三](乙.png)\n![四](图/丙.png)\n![五](甲.png)\n",
    );
    let extracted = made_again(&project.set().unwrap());
    assert_eq!(
        paths(&extracted),
        ["data.toml", "body.txt", "甲.png", "乙.png", "图/丙.png", "report.json", "gongwen.json"]
    );
    let pdf = Pdf::load_mem(&project.set().unwrap().pdf().unwrap()).unwrap();
    let files = embedded(&pdf);
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["body.txt", "data.toml", "gongwen.json", "report.json", "甲.png"]);
    // And a reader without our manifest finds all that the pages need by its names.
    extracted.write_to(project.path("out"), false).unwrap();
    project.render(["out/data.toml", "-o", "a.pdf"]).ends(0);
    assert!(project.read("a.pdf") == project.set().unwrap().pdf().unwrap());
}

struct Embedded {
    name: String,
    key: Vec<u8>,
    spec: Dictionary,
    stream: Stream,
}

/// The name tree of embedded files, in its order, read by lopdf.
fn embedded(pdf: &Pdf) -> Vec<Embedded> {
    let follow = |object: &Object| pdf.dereference(object).unwrap().1.clone();
    let names = follow(pdf.catalog().unwrap().get(b"Names").unwrap());
    let Ok(tree) = names.as_dict().unwrap().get(b"EmbeddedFiles") else { return Vec::new() };
    let tree = follow(tree);
    let pairs = follow(tree.as_dict().unwrap().get(b"Names").unwrap());
    let read = |pair: &[Object]| {
        let spec = follow(&pair[1]).as_dict().unwrap().clone();
        let stream = follow(spec.get(b"EF").unwrap().as_dict().unwrap().get(b"F").unwrap());
        let name = lopdf::decode_text_string(spec.get(b"UF").unwrap()).unwrap();
        let key = pair[0].as_str().unwrap().to_vec();
        Embedded { name, key, spec, stream: stream.as_stream().unwrap().clone() }
    };
    pairs.as_array().unwrap().chunks(2).map(read).collect()
}

#[test]
fn attachments_are_associated_files_as_pdf_a_3_asks() {
    let project = Project::new();
    let bytes = project.set().unwrap().pdf().unwrap();
    let pdf = Pdf::load_mem(&bytes).unwrap();
    let files = embedded(&pdf);
    let associated = pdf.catalog().unwrap().get(b"AF").and_then(|af| pdf.dereference(af)).unwrap().1;
    assert_eq!(associated.as_array().unwrap().len(), files.len());
    assert!(files.is_sorted_by(|a, b| a.key < b.key), "a name tree is searched by its order");
    let of = |file: &Embedded, key: &[u8]| {
        String::from_utf8(file.spec.get(key).unwrap().as_name().unwrap().to_vec()).unwrap()
    };
    let kinds: Vec<(String, String, String)> = files
        .iter()
        .map(|file| {
            let subtype = file.stream.dict.get(b"Subtype").unwrap().as_name().unwrap();
            let subtype = String::from_utf8(subtype.to_vec()).unwrap();
            (file.name.clone(), of(file, b"AFRelationship"), subtype)
        })
        .collect();
    let wanted = [
        ("body.txt", "Source", "text/plain"),
        ("data.toml", "Source", "application/toml"),
        ("gongwen.json", "Data", "application/json"),
        ("report.json", "Data", "application/json"),
    ];
    assert_eq!(kinds, wanted.map(|(name, kind, media)| (name.to_owned(), kind.to_owned(), media.to_owned())));
    for file in &files {
        let params = file.stream.dict.get(b"Params").and_then(Object::as_dict).unwrap();
        let size = params.get(b"Size").and_then(Object::as_i64).unwrap();
        assert_eq!(size as usize, file.stream.get_plain_content().unwrap().len());
        let date = params.get(b"ModDate").and_then(Object::as_str).unwrap();
        assert!(date.starts_with(b"D:20240130"), "the document's date, no clock");
        assert!(!lopdf::decode_text_string(file.spec.get(b"Desc").unwrap()).unwrap().is_empty());
    }
    // The pages say what they said without them.
    let measured = measure(bytes).unwrap();
    assert!(measured.elements().iter().any(|element| element.part == Part::Title));
}

/// Measured again by what is in the file: the report is that of these pages, the faces are those.
#[test]
fn the_manifest_says_what_the_pages_were_made_with() {
    let rendered = Project::new().set().unwrap();
    let extracted = extract(&rendered.pdf().unwrap()).unwrap();
    assert_eq!(bytes(&extracted, "report.json"), rendered.report().to_json().as_bytes());
    let said = manifest(&extracted);
    let made = &said["made-with"];
    assert_eq!(made["gongwen"], env!("CARGO_PKG_VERSION"));
    assert_eq!(made["template"]["name"], "gongwen");
    assert_eq!(made["template"]["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(said["options"]["pdf-standard"], json!(["a-3a", "ua-1"]));
    assert_eq!(said["options"]["bundled-fonts-only"], true);
    let sums = include_str!("../../fonts/SHA256SUMS");
    let faces = made["fonts"].as_array().unwrap();
    let roles: Vec<&str> = faces.iter().map(|face| face["role"].as_str().unwrap()).collect();
    assert!(["fangsong", "biaosong", "heiti", "latin"].iter().all(|role| roles.contains(role)), "{roles:?}");
    for face in faces {
        let (file, sum) = (face["file"].as_str().unwrap(), face["sha256"].as_str().unwrap());
        assert!(sums.lines().any(|line| line.starts_with(sum) && line.ends_with(file)), "{file}");
        assert!(face["name"].is_string() && face["version"].is_string(), "{face}");
    }
    assert!(rendered.made_otherwise(&extracted).is_none());
}

#[test]
fn another_program_or_face_is_told_when_the_pdf_is_made_again() {
    let project = Project::new();
    project.render(["data.toml", "-o", "a.pdf"]).ends(0);
    extract(&project.read("a.pdf")).unwrap().write_to(project.path("out"), false).unwrap();
    let text = String::from_utf8(project.read("out/gongwen.json")).unwrap();
    project.write("out/gongwen.json", text.replace("LiberationSerif-Regular.ttf", "times.ttf"));
    let run = project.render(["out", "-o", "b.pdf"]).ends(0).tells("made-otherwise");
    assert!(run.stderr.contains("times.ttf"));
    // A face that only one of the two has characters in is no other face.
    let mut said: Value = serde_json::from_str(&text).unwrap();
    let unused = json!({ "role": "kaiti", "file": "k.ttf", "name": "K", "version": "1", "sha256": "0" });
    said["made-with"]["fonts"].as_array_mut().unwrap().push(unused);
    project.write("out/gongwen.json", said.to_string());
    let run = project.render(["out", "-o", "c.pdf"]).ends(0);
    assert!(!run.stderr.contains("made-otherwise"), "{}", run.stderr);
}

/// claims.md 2: the data beside files that had to change their names makes the same document.
#[test]
fn the_extracted_data_finds_its_files_under_their_new_names() {
    let project = Project::new();
    project.write("CON.txt", "一段文字。\n");
    let data = String::from_utf8(project.read("data.toml")).unwrap().replace("body.txt", "CON.txt");
    project.write("named.toml", &data);
    project.render(["named.toml", "-o", "a.pdf"]).ends(0);
    extract(&project.read("a.pdf")).unwrap().write_to(project.path("out"), false).unwrap();
    assert!(project.path("out/_CON.txt").is_file() && !project.path("out/CON.txt").exists());
    project.render(["out/named.toml", "-o", "b.pdf"]).ends(0);
    assert!(project.read("a.pdf") == project.read("b.pdf"));
    // A data file that the manifest does not know takes nothing from it.
    project.write("out/other.toml", data);
    project.render(["out/other.toml", "-o", "c.pdf"]).ends(1).tells("missing-file");
}

/// From a clerk's first hour: every sealed PDF carried its seal as a picture ready to be used on another document.
#[test]
fn the_pictures_of_seals_and_signatures_stay_at_home_unless_asked_for() {
    const SEAL: &[u8] = include_bytes!("../../data/yangzhang.svg");
    const SIGNED: &[u8] = include_bytes!("../../data/qianmingzhang.svg");
    let sealed = ("issuers", r#"[{ name = "甲局", seal = "../印/章.svg" }]"#);
    let signed = [
        ("sealing", "\"signature\""),
        ("signature", r#"{ title = "局长", name = "×××", image = "签名.svg" }"#),
    ];
    for (lines, path, name, bytes) in [
        // The same picture under another name in the text stays at home too.
        (
            vec![sealed, ("body", r#"[{ text = "正文。" }, { image = "同.svg" }]"#)],
            "outside/章.svg",
            "章.svg",
            SEAL,
        ),
        (signed.to_vec(), "签名.svg", "签名.svg", SIGNED),
    ] {
        let project = Project::new();
        for folder in ["in", "印"] {
            fs::create_dir(project.path(folder)).unwrap();
        }
        project.write("印/章.svg", SEAL);
        project.write("in/同.svg", SEAL);
        project.write("in/签名.svg", SIGNED);
        project.write("in/data.toml", data_with(&lines));
        project.render(["in/data.toml", "-o", "a.pdf", "--allow", "印"]).ends(0);
        let run = plain(&project, &["extract", "a.pdf", "-o", "out", "--lang", "zh"]).ends(0);
        assert!(run.stderr.contains(&format!("的图片“{path}”没有随 PDF 附带")), "{}", run.stderr);
        let extracted = extract(&project.read("a.pdf")).unwrap();
        assert!(!extracted.files().iter().any(|file| *file.bytes == *bytes), "{:?}", paths(&extracted));
        // Without it nothing is made, and it is said what is missing; with it the same PDF.
        let told = plain(&project, &["out", "-o", "b.pdf"])
            .ends(1)
            .tells("stamp-not-inside")
            .tells("missing-file")
            .stderr;
        assert!(told.contains(name), "{told}");
        for picture in manifest(&extracted)["stamps"].as_array().unwrap() {
            let path = format!("out/{}", picture["path"].as_str().unwrap());
            fs::create_dir_all(project.path(&path).parent().unwrap()).unwrap();
            project.write(&path, bytes);
        }
        plain(&project, &["out", "-o", "b.pdf"]).ends(0);
        assert!(project.read("a.pdf") == project.read("b.pdf"));
        // Asked for, it travels.
        project.render(["in/data.toml", "-o", "c.pdf", "--allow", "印", "--source"]).ends(0);
        plain(&project, &["extract", "c.pdf", "-o", "all"]).ends(0);
        assert!(fs::read(project.path(&format!("all/{path}"))).unwrap() == bytes);
        plain(&project, &["all", "-o", "d.pdf"]).ends(0);
        assert!(project.read("c.pdf") == project.read("d.pdf"));
    }
}

#[test]
fn a_classified_document_keeps_its_source_unless_asked() {
    let project = Project::new();
    project.write("secret.toml", data_with(&[("classification", "\"秘密★1年\""), ("copy-number", "1")]));
    project.render(["secret.toml", "-o", "a.pdf"]).ends(0).tells("source-left-out");
    let run = Run::of(program().current_dir(project.folder()).args(["extract", "a.pdf", "--list"]));
    run.ends(1).tells("nothing-attached");
    let run = project.render(["secret.toml", "-o", "b.pdf", "--no-source"]).ends(0);
    assert!(!run.stderr.contains("source-left-out"), "{}", run.stderr);
    assert!(project.read("a.pdf") == project.read("b.pdf"));
    let run = project.render(["secret.toml", "-o", "c.pdf", "--source"]).ends(0);
    assert!(!run.stderr.contains("source-left-out"), "{}", run.stderr);
    // What was asked for once is asked for when the PDF is made again.
    extract(&project.read("c.pdf")).unwrap().write_to(project.path("out"), false).unwrap();
    project.render(["out", "-o", "d.pdf"]).ends(0);
    assert!(project.read("c.pdf") == project.read("d.pdf"));
}

#[test]
fn a_form_without_attachments_says_so_and_others_carry() {
    let rendered = with(json!({})).rendered;
    let form = |name: &str| PdfForm::of([name.parse::<PdfStandard>().unwrap()]);
    for name in ["a-1b", "a-2b", "a-2u", "a-2a", "a-4"] {
        let form = form(name);
        assert_eq!(rendered.left_out(&form).unwrap().code(), "source-left-out", "{name}");
        let none = extract(&rendered.pdf_as(&form).unwrap()).unwrap_err();
        assert_eq!(none.diagnostics()[0].code(), "nothing-attached", "{name}");
        let asked = rendered.pdf_as(&form.source(SourceMode::Always)).unwrap_err();
        assert_eq!(asked.diagnostics()[0].code(), "source-not-carried", "{name}");
    }
    for name in ["1.4", "1.7", "2.0", "a-3b", "a-3u", "a-4f", "a-4e", "ua-1"] {
        let form = form(name);
        assert!(rendered.left_out(&form).is_none(), "{name}");
        let extracted = extract(&rendered.pdf_as(&form).unwrap()).unwrap();
        assert_eq!(extracted.form(), form.source(SourceMode::Always), "{name}");
        assert_eq!(paths(&extracted), ["data.json", "report.json", "gongwen.json"], "{name}");
    }
}

#[test]
fn a_plain_pdf_carries_its_source_too() {
    for layout in [json!({ "date": null }), json!({ "layout": { "red": "cmyk" } })] {
        let extracted = made_again(&with(layout).rendered);
        assert!(extracted.form().standards().is_empty());
    }
}

/// PDF/A-3 with attachments is what it was, and a little larger.
#[test]
fn without_source_the_file_is_smaller_by_what_it_carried() {
    let rendered = Project::new().set().unwrap();
    let (with, without) =
        (rendered.pdf().unwrap(), rendered.pdf_as(&rendered.form().source(SourceMode::Never)).unwrap());
    let carried: usize =
        embedded(&Pdf::load_mem(&with).unwrap()).iter().map(|file| file.stream.content.len()).sum();
    // Of each file a specification, a stream's head and three places in tables.
    assert!(with.len() - without.len() < carried + 4 * 1_000, "{} {}", with.len(), without.len());
    assert_eq!(extract(&without).unwrap_err().diagnostics()[0].code(), "nothing-attached");
}

/// A PDF with attachments of these names and bytes, and nothing on its page.
fn crafted(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut pdf = Pdf::with_version("1.7");
    let pages = pdf.new_object_id();
    let page = pdf.add_object(dictionary! { "Type" => "Page", "Parent" => pages,
    "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()] });
    pdf.objects
        .insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let mut names: Vec<Object> = Vec::new();
    for (index, (name, bytes)) in files.iter().enumerate() {
        let mut stream = Stream::new(dictionary! { "Type" => "EmbeddedFile" }, bytes.to_vec());
        stream.compress().unwrap();
        let stream = pdf.add_object(stream);
        let spec = pdf.add_object(dictionary! { "Type" => "Filespec",
        "F" => Object::string_literal(*name), "UF" => lopdf::text_string(name),
        "EF" => dictionary! { "F" => stream } });
        names.push(Object::string_literal(format!("{index:06}")));
        names.push(spec.into());
    }
    let root = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages,
    "Names" => dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } } });
    pdf.trailer.set("Root", root);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

fn refusal(bytes: &[u8]) -> &'static str {
    extract(bytes).expect_err("nothing to take").diagnostics()[0].code()
}

#[test]
fn the_attachments_of_another_program_come_out_too() {
    let extracted = extract(&crafted(&[("发票.xml", b"<a/>"), ("b/c.txt", b"c")])).unwrap();
    assert_eq!(paths(&extracted), ["发票.xml", "b/c.txt"]);
    assert!(!extracted.is_document());
    assert_eq!(extracted.diagnostics()[0].code(), "no-manifest");
    assert_eq!(extracted.document().unwrap_err().diagnostics()[0].code(), "no-manifest");
    assert_eq!(extracted.files()[0].relationship, Relationship::Unspecified);
}

#[test]
fn no_attachment_leaves_the_folder() {
    let project = Project::new();
    let long = "a".repeat(300);
    for name in [
        "../out.txt",
        "a/../../out.txt",
        "/tmp/out.txt",
        "C:\\out.txt",
        "..\\out.txt",
        "a\\..\\..\\out.txt",
        "nul",
        "CON.txt",
        "a\0.txt",
        "",
        ".",
        "..",
        "a//b",
        ".git/config",
        &long,
    ] {
        project.write("a.pdf", crafted(&[("fine.txt", b"fine"), (name, b"gone")]));
        let before = project.files();
        plain(&project, &["extract", "a.pdf", "-o", "out"]).ends(1).tells("unsafe-name");
        assert_eq!(project.files(), before, "{name:?}: all or nothing");
    }
    for (one, other) in [("a.txt", "A.TXT"), ("a", "a/b"), ("a.txt", "a.txt"), ("e\u{301}", "\u{e9}")] {
        assert_eq!(refusal(&crafted(&[(one, b"1"), (other, b"2")])), "name-twice", "{one} {other}");
    }
}

#[test]
fn nothing_is_overwritten_unless_asked() {
    let project = Project::new();
    project.write("a.pdf", crafted(&[("a.txt", b"new"), ("b/c.txt", b"new")]));
    fs::create_dir_all(project.path("out/b")).unwrap();
    project.write("out/b/c.txt", "old");
    project.write("out/mine.txt", "mine");
    let extract = |more: &[&str]| plain(&project, &[&["extract", "a.pdf", "-o", "out"], more].concat());
    extract(&[]).ends(2).tells("file-exists");
    assert_eq!(names_in(&project.path("out")), ["b", "mine.txt"], "all or nothing");
    assert_eq!(project.read("out/b/c.txt"), b"old");
    extract(&["--force"]).ends(0);
    assert_eq!(project.read("out/b/c.txt"), b"new");
    assert_eq!(names_in(&project.path("out")), ["a.txt", "b", "mine.txt"]);
    assert_eq!(project.read("out/mine.txt"), b"mine");
    // A folder where a file is to be, a file where a folder is to be.
    fs::remove_file(project.path("out/a.txt")).unwrap();
    fs::create_dir(project.path("out/a.txt")).unwrap();
    extract(&["--force"]).ends(2).tells("unsafe-target");
    fs::remove_dir(project.path("out/a.txt")).unwrap();
    fs::remove_dir_all(project.path("out/b")).unwrap();
    project.write("out/b", "a file");
    extract(&["--force"]).ends(2).tells("unsafe-target");
}

#[cfg(unix)]
#[test]
fn no_link_in_the_folder_is_followed() {
    use std::os::unix::fs::symlink;
    let project = Project::new();
    fs::create_dir_all(project.path("elsewhere")).unwrap();
    fs::create_dir_all(project.path("out")).unwrap();
    project.write("elsewhere/a.txt", "old");
    symlink(project.path("elsewhere"), project.path("out/b")).unwrap();
    symlink(project.path("elsewhere/a.txt"), project.path("out/a.txt")).unwrap();
    symlink(project.path("elsewhere/none.txt"), project.path("out/d.txt")).unwrap();
    for name in ["b/c.txt", "a.txt", "d.txt"] {
        let extracted = extract(&crafted(&[(name, b"new")])).unwrap();
        for force in [false, true] {
            let refused = extracted.write_to(project.path("out"), force).unwrap_err();
            assert_eq!(refused.diagnostics()[0].code(), "unsafe-target", "{name}");
        }
    }
    assert_eq!(names_in(&project.path("elsewhere")), ["a.txt"]);
    assert_eq!(project.read("elsewhere/a.txt"), b"old");
}

#[test]
fn a_changed_file_is_told_and_nothing_written() {
    let project = Project::new();
    let mut pdf = Pdf::load_mem(&project.set().unwrap().pdf().unwrap()).unwrap();
    for object in pdf.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"text/plain")
        {
            stream.set_plain_content("换掉的正文。".as_bytes().to_vec());
        }
    }
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    let refused = extract(&bytes).unwrap_err();
    assert_eq!(refused.diagnostics()[0].code(), "source-changed");
    assert!(refused.to_string().contains("body.txt"));
}

#[test]
fn a_manifest_of_anybodys_is_not_believed() {
    let manifest = |data: &str, more: &str| {
        let sum = "9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0"; // aaa
        format!(
            r#"{{"gongwen-source":1,"made-with":{{"gongwen":"0","template":{{"name":"","version":"","sha256":""}},"fonts":[]}},
            "data":{{"path":{data:?},"sha256":"{sum}","input-format":"toml"}},"files":[{more}],
            "options":{{"bundled-fonts-only":true,"pdf-standard":[]}}}}"#
        )
    };
    let with = |text: &str| crafted(&[("a.txt", b"aaa"), ("gongwen.json", text.as_bytes())]);
    assert!(extract(&with(&manifest("data.toml", ""))).is_ok());
    assert_eq!(refusal(&with(&manifest("../data.toml", ""))), "unsafe-name");
    assert_eq!(refusal(&with(&manifest("gongwen.json", ""))), "name-twice");
    let more = r#"{"named":"a","path":"Data.toml","sha256":"9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0"}"#;
    assert_eq!(refusal(&with(&manifest("data.toml", more))), "name-twice");
    assert_eq!(refusal(&with("{\"gongwen-source\":2}")), "newer-manifest");
    for broken in ["", "[]", "{}", "{\"gongwen-source\":1}", &"[".repeat(100_000)] {
        assert_eq!(refusal(&with(broken)), "broken-manifest");
    }
    assert_eq!(refusal(&with(&manifest("data.toml", "").replace("9834", "0000"))), "source-changed");
    // What it says of formats is checked when it is used.
    let odd = extract(&with(&manifest("data.toml", "").replace("\"toml\"", "\"ini\""))).unwrap();
    assert_eq!(odd.document().unwrap_err().diagnostics()[0].code(), "broken-manifest");
}

#[test]
fn what_is_no_pdf_or_too_much_is_refused() {
    assert_eq!(refusal(b"hello"), "not-a-pdf");
    assert_eq!(refusal(b""), "not-a-pdf");
    assert_eq!(refusal(&crafted(&[])), "nothing-attached");
    let whole = crafted(&[("a.txt", &[b'a'; 5000])]);
    for cut in (1..whole.len()).step_by(50) {
        match extract(&whole[..cut]) {
            // The end of a file can be made up for when the files are there.
            Ok(extracted) => assert_eq!(bytes(&extracted, "a.txt"), [b'a'; 5000], "{cut}"),
            Err(failure) => {
                let code = failure.diagnostics()[0].code();
                assert!(["not-a-pdf", "pdf-broken", "nothing-attached"].contains(&code), "{cut}: {code}");
            }
        }
    }
    // 40 MiB of noughts in 40 KB.
    let bomb = vec![0; 40 * 1024 * 1024];
    assert_eq!(refusal(&crafted(&[("a.bin", &bomb)])), "pdf-too-large");
    let large = vec![0; 30 * 1024 * 1024];
    let many: Vec<(String, &[u8])> = (0..5).map(|n| (format!("{n}.bin"), &large[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    assert_eq!(refusal(&crafted(&many)), "pdf-too-large");
    let names: Vec<String> = (0..4_001).map(|n| format!("{n}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    assert_eq!(refusal(&crafted(&files)), "pdf-too-large");
    assert!(extract(&crafted(&files[..4_000])).is_ok());
}

#[test]
fn a_pdf_that_needs_a_password_and_one_without_end_are_refused() {
    use lopdf::encryption::{EncryptionState, EncryptionVersion, Permissions};
    let mut pdf = Pdf::load_mem(&crafted(&[("a.txt", b"a")])).unwrap();
    let id = Object::string_literal("0123456789abcdef");
    pdf.trailer.set("ID", vec![id.clone(), id]);
    let state = EncryptionState::try_from(EncryptionVersion::V2 {
        document: &pdf,
        owner_password: "owner",
        user_password: "user",
        key_length: 128,
        permissions: Permissions::all(),
    });
    pdf.encrypt(&state.unwrap()).unwrap();
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    assert_eq!(refusal(&bytes), "pdf-encrypted");

    let mut pdf = Pdf::load_mem(&crafted(&[("a.txt", b"a")])).unwrap();
    for _ in 0..1_000_000 {
        pdf.add_object(Object::Null);
    }
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    assert_eq!(refusal(&bytes), "pdf-too-large");
}

#[test]
fn a_name_tree_that_leads_back_into_itself_ends() {
    let mut pdf = Pdf::load_mem(&crafted(&[("a.txt", b"a")])).unwrap();
    let node = pdf.new_object_id();
    let root = pdf.catalog().unwrap().get(b"Names").unwrap().as_dict().unwrap().clone();
    let leaf = root.get(b"EmbeddedFiles").unwrap().clone();
    let kids: Vec<Object> = vec![node.into(), node.into(), leaf];
    pdf.objects.insert(node, dictionary! { "Kids" => kids }.into());
    pdf.catalog_mut().unwrap().set("Names", dictionary! { "EmbeddedFiles" => node });
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    assert_eq!(paths(&extract(&bytes).unwrap()), ["a.txt"]);
}

#[test]
fn a_font_by_its_path_stays_at_home_and_is_told() {
    let project = Project::new();
    fs::create_dir(project.path("fonts")).unwrap();
    let font = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/LiberationSerif-Regular.ttf");
    fs::copy(&font, project.path("fonts/times.ttf")).unwrap();
    project.write("data.toml", format!("{DATA}[fonts]\nlatin = \"fonts/times.ttf\"\n"));
    project.render(["data.toml", "-o", "a.pdf"]).ends(0);
    let extracted = extract(&project.read("a.pdf")).unwrap();
    assert_eq!(extracted.diagnostics()[0].code(), "font-not-inside");
    assert!(!paths(&extracted).iter().any(|path| path.ends_with(".ttf")));
    extracted.write_to(project.path("out"), false).unwrap();
    project.render(["out", "-o", "b.pdf"]).ends(1).tells("missing-file");
    fs::create_dir(project.path("out/fonts")).unwrap();
    fs::copy(&font, project.path("out/fonts/times.ttf")).unwrap();
    project.render(["out", "-o", "b.pdf"]).ends(0);
    assert!(project.read("a.pdf") == project.read("b.pdf"));
}
