//! What is said to programs obeys its JSON Schema, and each schema says neither more nor less: the real program over all
//! examples and many wrong inputs; every key and word of a schema is seen, and what is broken in any place is refused.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use gongwen::coverage::{Embedding, Source, Substitute};
use gongwen::data::Encoding;
use gongwen::output::OutputSchema;
use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use crate::arguments::unlisted;
use crate::body_content::workbook;
use crate::support::{ENGINE, Project, Run, data_with, long_body, names_in, program};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema(of: OutputSchema) -> Value {
    serde_json::from_str(of.text()).unwrap()
}

pub fn validator(of: OutputSchema) -> Validator {
    jsonschema::options().with_draft(Draft::Draft202012).build(&schema(of)).unwrap()
}

/// Breaks the value under a key.
type Breaking = dyn Fn(&mut Map<String, Value>, &str);

#[test]
fn the_schemas_in_docs_are_what_the_program_prints() {
    let folder = root().join("docs/schemas");
    let mut there = names_in(&folder);
    for of in OutputSchema::ALL {
        let name = format!("{}.schema.json", of.name());
        let printed = Run::of(program().args(["schema", of.name()])).ends(0);
        assert!(printed.text() == fs::read_to_string(folder.join(&name)).unwrap(), "{name}");
        assert!(jsonschema::draft202012::meta::is_valid(&schema(of)), "{name}");
        there.retain(|known| *known != name);
    }
    assert!(there.is_empty(), "no command prints {there:?}");
    let data = Run::of(program().args(["schema", "data"])).ends(0);
    assert_eq!(data.text(), gongwen::data::schema());
    let unknown = Run::of(program().args(["schema", "finding"])).ends(2);
    assert!(unknown.stderr.contains("findings"), "{}", unknown.stderr);
}

/// A line of a check is a row of a report.
#[test]
fn a_row_is_the_same_in_a_report_and_alone() {
    let mut alone = schema(OutputSchema::Requirement);
    alone.as_object_mut().unwrap().remove("$schema");
    assert_eq!(schema(OutputSchema::Report)["$defs"]["requirement"], alone);
}

/// What was said, with where, by the schema that it is to obey.
#[derive(Default)]
struct Heard {
    said: Mutex<BTreeMap<&'static str, Vec<(String, Value)>>>,
    faults: Mutex<Vec<String>>,
}

impl Heard {
    fn take(&self, of: OutputSchema, at: &str, value: Value) {
        self.said.lock().unwrap().entry(of.name()).or_default().push((at.to_owned(), value));
    }

    /// Each line is an object of its own.
    fn lines(&self, of: OutputSchema, at: &str, text: &str) {
        for line in text.lines() {
            match serde_json::from_str(line) {
                Ok(value) => self.take(of, at, value),
                Err(_) => self.faults.lock().unwrap().push(format!("{at}: no JSON: {line}")),
            }
        }
    }

    fn whole(&self, of: OutputSchema, at: &str, text: &str) {
        self.take(of, at, serde_json::from_str(text).unwrap_or_else(|error| panic!("{at}: {error}: {text}")));
    }

    /// Runs the program for programs, in a folder; all that it says of itself is findings.
    fn run(&self, folder: &Path, args: &[&str]) -> Run {
        let mut command = program();
        let run = Run::of(command.current_dir(folder).args(args).args(["--message-format", "json"]));
        self.lines(OutputSchema::Findings, &args.join(" "), &run.stderr);
        run
    }

    fn check(&self, folder: &Path, name: &str) {
        let run = self.run(folder, &["check", name, "--fonts", "bundled"]);
        self.lines(OutputSchema::Requirement, name, run.text());
    }

    /// Makes the PDF and reads what it carries.
    fn carried(&self, project: &Project, args: &[&str]) {
        let name = args[0];
        self.run(project.folder(), &[args, &["-o", "x.pdf", "--fonts", "bundled"]].concat()).ends(0);
        self.run(project.folder(), &["extract", "x.pdf", "-o", "carried"]).ends(0);
        self.whole(
            OutputSchema::Report,
            name,
            &fs::read_to_string(project.path("carried/report.json")).unwrap(),
        );
        let manifest = fs::read_to_string(project.path("carried/gongwen.json")).unwrap();
        self.whole(OutputSchema::Manifest, name, &manifest);
        fs::remove_dir_all(project.path("carried")).unwrap();
    }

    fn register(&self, project: &Project, at: &str) {
        let text = fs::read_to_string(project.path("out/register.csv")).unwrap();
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
        for row in reader.deserialize::<BTreeMap<String, String>>() {
            self.take(OutputSchema::Register, at, serde_json::to_value(row.unwrap()).unwrap());
        }
    }
}

/// Every example as the program checks it; report and audit of every third.
fn examples(heard: &Heard) {
    let folder = root().join("data");
    let names: Vec<String> = names_in(&folder).into_iter().filter(|name| name.ends_with(".toml")).collect();
    assert!(names.len() > 40);
    let next = Mutex::new(names.iter().enumerate());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let Some((index, name)) = next.lock().unwrap().next() else { break };
                    heard.check(&folder, name);
                    // One that was set closer is among them.
                    if index % 3 > 0 && name != "han-fuhan.toml" {
                        continue;
                    }
                    let rendered =
                        ENGINE.render(&gongwen::Document::from_path(folder.join(name)).unwrap()).unwrap();
                    heard.whole(OutputSchema::Report, name, &rendered.report().to_json());
                    heard.whole(OutputSchema::Audit, name, &rendered.audit().to_json());
                }
            });
        }
    });
}

/// What a data file says wrongly: lines added to a small one, or replaced.
const WRONG: [(&str, &str); 24] = [
    ("titel", "\"甲\""),
    ("title", "7"),
    ("title", "\"\""),
    ("date", "\"2024年2月30日\""),
    ("date", "\"昨天\""),
    ("classification", "\"机密☆1年\""),
    ("kind", "\"通知书\""),
    ("number", "\"×科[2024]2号\""),
    ("copies", "0"),
    ("issuers", "[]"),
    ("issuers", "[{ name = \"甲局\", seal = \"没有.svg\" }]"),
    ("issuers", "[{ name = \"甲局\", seal = \"../外.svg\" }]"),
    ("signature", "{ title = \"市长\" }"),
    ("layout", "{ red = \"red\" }"),
    ("layout", "{ page-number = \"centre\", binding = \"left\", red = \"#C00000\" }"),
    ("body", "\"\\u0007一、甲\\n（三）乙,丙二○二四年。\""),
    ("body", "\"第\\U000E0101\\U0010FFFF字。\""),
    ("body", "[{ text = \"甲\" }, { table = \"没有.csv\" }, { image = \"坏.png\" }, { bild = 1 }]"),
    ("body", "\"**重点**\\n- 甲\\n👍\""),
    ("body-file", "\"没有.txt\""),
    ("attachments", "[{ title = \"乙\" }]"),
    ("cc", "[\"甲局\", \"××市科学技术局\"]"),
    ("sealing", "\"盖章\""),
    ("recipients", "[\"甲局、乙局：\"]"),
];

/// Files that are none.
const BROKEN: [(&str, &[u8]); 12] = [
    ("slip.toml", "title = “甲”\n".as_bytes()),
    ("lines.toml", "body = \"一\n二\"\n".as_bytes()),
    ("twice.toml", "title = \"甲\"\ntitle = \"乙\"\n".as_bytes()),
    ("empty.toml", b""),
    ("gbk.toml", b"title = \"\xB9\xAB\xCE\xC4\"\n"),
    ("pdf.toml", b"%PDF-1.7\n"),
    ("word.toml", b"PK\x03\x04word/document.xml"),
    ("bad.yaml", "title: [甲\nbody: *x\n".as_bytes()),
    ("bad.json", "{\"title\": \"甲\", // 标题\n}".as_bytes()),
    ("list.json", "[1, 2]".as_bytes()),
    ("text.toml", "关于做好工作的通知\n各科室：\n".as_bytes()),
    ("deep.json", b"{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]"),
];

fn wrong(heard: &Heard) {
    for (key, value) in WRONG {
        let project = Project::of(data_with(&[(key, value)]), "正文。");
        project.write("坏.png", "no picture");
        heard.check(project.folder(), "data.toml");
        heard.run(project.folder(), &["data.toml", "-o", "x.pdf", "--fonts", "bundled", "--strict"]);
        heard.run(project.folder(), &["fmt", "data.toml", "--check"]);
    }
    let project = Project::new();
    for (name, bytes) in BROKEN {
        project.write(name, bytes);
        heard.check(project.folder(), name);
        heard.run(project.folder(), &["fmt", name, "--check"]);
        heard.run(project.folder(), &["measure", name]);
        heard.run(project.folder(), &["import", name, "-o", "imported.toml", "--force"]);
    }
    // Calls that are off, and folders that are not there.
    for args in [
        "chekc data.toml",
        "data.toml data.toml",
        "data.toml --ppi 5",
        "data.toml --nosuch",
        "check",
        "schema nosuch",
        "new 申请书",
        "new 通知 -o data.toml",
        "nowhere.toml",
        "data.toml -o nowhere/x.pdf",
        "data.toml -o x.docx",
        "keys 用印章",
        "fonts nowhere.toml",
        "extract nowhere.pdf",
        "extract data.toml",
        "data.toml --pdf-standard a-9",
        "data.toml --template nowhere",
        "template check nowhere",
        "batch data.toml --list nowhere.csv -o out",
        "data.toml -o x.pdf --timeout 0",
    ] {
        let run = heard.run(project.folder(), &args.split(' ').collect::<Vec<_>>());
        assert!(run.status > 0 && !run.stderr.is_empty(), "{args}");
    }
    // More than anybody reads.
    project
        .write("many.toml", data_with(&[]) + &(0..1200).map(|n| format!("k{n} = 1\n")).collect::<String>());
    heard.check(project.folder(), "many.toml");
}

fn files(heard: &Heard) {
    let seal = "{ name = \"××市科学技术局\", seal = \"章.svg\" }";
    let data = data_with(&[("issuers", &format!("[{seal}]")), ("body-file", "\"body.txt\"")])
        .replace("body = \"正文。\"\n", "");
    let project = Project::of(&data, long_body());
    fs::copy(root().join("data/yangzhang.svg"), project.path("章.svg")).unwrap();
    project.write("office.toml", "page-number = \"centre\"\n");
    heard.carried(&project, &["data.toml", "--layout", "office.toml"]);
    let fangsong = root().join("fonts/gkai00mp.ttf");
    fs::copy(fangsong, project.path("楷.ttf")).unwrap();
    project.write("font.toml", data_with(&[("fonts", "{ fangsong = \"楷.ttf\", biaosong = \"楷.ttf\" }")]));
    heard.carried(&project, &["font.toml", "--no-archive"]);
    heard.check(project.folder(), "font.toml");
    // The mark gives way to text on page 1; more characters on a line.
    let organs = "[\"东江省教育厅\", \"东江省公安厅\", \"东江省财政厅\", \"东江省民政厅\", \"东江省水利厅\", \"东江省司法厅\"]";
    let signers = "[\"张三\", \"李四五\", \"王六\", \"赵七八\", \"钱九\", \"孙十一\"]";
    let title = "\"东江省教育厅等部门关于校园安全管理工作情况的报告\"";
    let house = "{ heading-bold = true, red = \"#C00000\" }";
    project.write(
        "joint.toml",
        data_with(&[("issuers", organs), ("signers", signers), ("title", title), ("layout", house)]),
    );
    heard.carried(&project, &["joint.toml"]);
    let audit = heard.run(project.folder(), &["fonts", "font.toml", "--fonts", "bundled"]).ends(0);
    heard.whole(OutputSchema::Audit, "font.toml", audit.text());
    project.write("data.yaml", "title: 关于甲的通知\nissuers: [甲局]\nbody: 乙。\ndate: 2024-01-30\n");
    heard.carried(&project, &["data.yaml"]);
    let (gbk, ..) = encoding_rs::GBK.encode("{\"title\": \"关于甲的通知\", \"issuers\": [\"甲局\"], \"body\": \"乙。\", \"date\": \"2024-01-30\"}");
    project.write("gbk.json", gbk);
    heard.carried(&project, &["gbk.json", "--encoding", "gbk"]);
    let classified = data_with(&[("classification", "\"机密★1年\""), ("copy-number", "1")]);
    project.write("secret.toml", classified);
    heard.run(project.folder(), &["secret.toml", "-o", "x.pdf", "--fonts", "bundled"]).ends(0);
    // PDFs of anybody.
    let measured = heard.run(project.folder(), &["measure", "x.pdf"]).ends(0);
    heard.lines(OutputSchema::Requirement, "measure x.pdf", measured.text());
    // Rare characters, marks that stand together, characters of memory alone.
    project.write("rare.toml", data_with(&[("body", "\"Ѫ㙓𬱖，①☑〇e\\u0301。\"")]));
    fs::create_dir(project.path("rare")).unwrap();
    // The Latin face, which stands in no chain of 仿宋 for such letters; a byte more makes it another file.
    let mut letters = fs::read(root().join("fonts/LiberationSerif-Regular.ttf")).unwrap();
    letters.push(0);
    project.write("rare/letters.ttf", letters);
    let audit =
        heard.run(project.folder(), &["fonts", "rare.toml", "--fonts", "bundled", "--rare-fonts", "rare"]);
    heard.whole(OutputSchema::Audit, "rare.toml", audit.ends(0).text());
    let value: BTreeMap<&str, &str> =
        [("title", "关于甲的通知"), ("issuers", "甲局"), ("body", "乙。")].into();
    let rendered = ENGINE.render(&gongwen::Document::from_value(&value).unwrap()).unwrap();
    heard.whole(OutputSchema::Audit, "a value", &rendered.audit().to_json());
    let template = gongwen::template::Template::builtin("gongzuo-baogao").unwrap();
    let rendered = ENGINE.render_template(&template, &template.sample().unwrap()).unwrap();
    heard.whole(OutputSchema::Audit, "a template", &rendered.audit().to_json());
    heard.whole(OutputSchema::Report, "a template", &rendered.report().to_json());
}

fn imports(heard: &Heard) {
    let project = Project::new();
    let folder = root().join("tests/corpus/open");
    let texts: Vec<String> = names_in(&folder).into_iter().filter(|name| name.ends_with(".txt")).collect();
    assert!(texts.len() > 100);
    for name in texts.iter().step_by(5) {
        let imported = gongwen::import::import(name, fs::read(folder.join(name)).unwrap()).unwrap();
        heard.whole(OutputSchema::Import, name, &imported.report());
    }
    project.write("a.txt", "关于做好防汛工作的通知\n各科室：\n请抓好落实。\n×××局（盖章）\n2025年　月　日\n");
    let run = heard.run(project.folder(), &["import", "a.txt", "-o", "a.toml", "--report", "-"]).ends(0);
    heard.whole(OutputSchema::Import, "a.txt", run.text());
}

fn batches(heard: &Heard) {
    let base = "issuers = [\"南屏市档案局\"]\ntitle = \"关于举办{{班次}}的通知\"\nbody = \"请{{班次}}学员，准时参加。\"\ndate = 2025-05-20\n";
    let project = Project::of(base, "");
    let batch = |list: &str, bytes: &[u8], more: &[&str]| {
        project.write(list, bytes);
        let args = ["batch", "data.toml", "--list", list, "-o", "out", "--fonts", "bundled"];
        heard.run(project.folder(), &[&args, more].concat())
    };
    let list = "份号,主送,班次\n1,甲局,培训班\n2,乙局,\n3,丙局,\u{E000}班\n4,丁局,{{班}}\n";
    batch("l.csv", list.as_bytes(), &[]).ends(1);
    heard.register(&project, "l.csv");
    batch("l.csv", list.replace("2,乙局,", "2,乙局,进修班").as_bytes(), &["--resume", "--strict"]).ends(1);
    heard.register(&project, "l.csv again");
    batch("l.csv", list.as_bytes(), &[]).ends(2);
    batch("l.csv", list.as_bytes(), &["--force", "--fail-fast", "-j", "1"]);
    batch("b.csv", "份号,备住,班次\n1,甲,\"乙\n".as_bytes(), &[]).ends(1);
    batch("c.csv", "份号,班次,主送\n\n甲,乙\n".as_bytes(), &[]).ends(1);
    batch("l.jsonl", "{\"班次\": \"甲班\", \"主送\": 1}\n{\"班次\": }\n".as_bytes(), &[]).ends(1);
    batch("l.xlsx", &workbook(), &[]);
}

fn templates(heard: &Heard) {
    let project = Project::new();
    for name in ["gongwen", "gongzuo-baogao"] {
        let run = heard.run(project.folder(), &["template", "check", name, "--fonts", "bundled"]).ends(0);
        heard.lines(OutputSchema::Proof, name, run.text());
    }
    heard.run(project.folder(), &["template", "new", "own"]).ends(0);
    let sample = names_in(&project.path("own")).into_iter().find(|name| name.starts_with("sample")).unwrap();
    let whole = project.read(&format!("own/{sample}"));
    let mut said: Value = serde_json::from_slice(&whole).unwrap();
    said.as_object_mut().unwrap().insert("nosuch".to_owned(), json!(1));
    project.write(&format!("own/{sample}"), said.to_string());
    let run = heard.run(project.folder(), &["template", "check", "own", "--fonts", "bundled"]).ends(1);
    heard.lines(OutputSchema::Proof, "own", run.text());
    // A face that a template brings has no role.
    let mut manifest = fs::read_to_string(project.path("own/template.toml")).unwrap();
    manifest.push_str("\n[own-fonts]\nmine = \"mine.ttf\"\n");
    project.write("own/template.toml", manifest);
    let mut face = fs::read(root().join("fonts/gkai00mp.ttf")).unwrap();
    face.push(0);
    project.write("own/mine.ttf", face);
    project.write(
        "own/main.typ",
        "#set document(title: \"甲\")\n#set text(font: json(\"fonts.json\").mine.map(face => face.name), fallback: false)\n甲乙",
    );
    project.write(&format!("own/{sample}"), whole);
    let template = gongwen::template::Template::from_folder(project.path("own")).unwrap();
    let rendered = ENGINE.render_template(&template, &template.sample().unwrap()).unwrap();
    heard.whole(OutputSchema::Audit, "a template's own face", &rendered.audit().to_json());
}

/// What a schema says of the value at a path, `*` for items and for keys of a pattern.
#[derive(Default)]
struct Said {
    /// Whether it may be left out.
    optional: bool,
    words: BTreeSet<String>,
}

fn paths(schema: &Value, part: &Value, path: &str, optional: bool, found: &mut BTreeMap<String, Said>) {
    let part = match part.get("$ref").and_then(Value::as_str) {
        Some(name) => schema.pointer(name.trim_start_matches('#')).unwrap(),
        None => part,
    };
    let said = found.entry(path.to_owned()).or_default();
    said.optional |= optional;
    let words = part.get("enum").and_then(Value::as_array).into_iter().flatten();
    said.words.extend(words.chain(part.get("const")).map(Value::to_string));
    for branch in ["oneOf", "anyOf"] {
        for part in part.get(branch).and_then(Value::as_array).into_iter().flatten() {
            paths(schema, part, path, optional, found);
        }
    }
    if let Some(items) = part.get("items") {
        paths(schema, items, &format!("{path}/*"), true, found);
    }
    for part in part.get("patternProperties").and_then(Value::as_object).into_iter().flatten() {
        paths(schema, part.1, &format!("{path}/*"), true, found);
    }
    let Some(properties) = part.get("properties").and_then(Value::as_object) else { return };
    assert_eq!(part.get("additionalProperties"), Some(&json!(false)), "{path} is open");
    let needed: Vec<&str> =
        part["required"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
    for (key, part) in properties {
        let optional = !needed.contains(&key.as_str());
        paths(schema, part, &format!("{path}/{key}"), optional, found);
    }
}

/// The places of a value, with the words that stand there.
fn places<'v>(
    value: &'v Value,
    known: &BTreeMap<String, Said>,
    path: &str,
    found: &mut Vec<(String, &'v Value)>,
) {
    found.push((path.to_owned(), value));
    match value {
        Value::Array(items) => items.iter().for_each(|item| places(item, known, &format!("{path}/*"), found)),
        Value::Object(map) => {
            for (key, value) in map {
                let own = format!("{path}/{key}");
                let path = if known.contains_key(&own) { own } else { format!("{path}/*") };
                places(value, known, &path, found);
            }
        }
        _ => {}
    }
}

/// Does to each place of a value that has this path, once, what `change` does with the object and the key that hold it.
fn broken(
    value: &Value,
    known: &BTreeMap<String, Said>,
    at: &str,
    change: &dyn Fn(&mut Map<String, Value>, &str),
) -> Option<Value> {
    fn first(
        value: &mut Value,
        known: &BTreeMap<String, Said>,
        path: &str,
        at: &str,
        change: &dyn Fn(&mut Map<String, Value>, &str),
    ) -> bool {
        match value {
            Value::Array(items) => {
                items.iter_mut().any(|item| first(item, known, &format!("{path}/*"), at, change))
            }
            Value::Object(map) => {
                for key in map.keys().cloned().collect::<Vec<_>>() {
                    let own = format!("{path}/{key}");
                    let own = if known.contains_key(&own) { own } else { format!("{path}/*") };
                    if own == at {
                        change(map, &key);
                        return true;
                    }
                    if first(map.get_mut(&key).unwrap(), known, &own, at, change) {
                        return true;
                    }
                }
                false
            }
            _ => false,
        }
    }
    let mut other = value.clone();
    first(&mut other, known, "", at, change).then_some(other)
}

/// Choices of which no example has every word: just those of the source.
fn choices() -> Vec<(OutputSchema, &'static str, BTreeSet<String>)> {
    fn words<T: serde::Serialize>(all: impl IntoIterator<Item = T>) -> BTreeSet<String> {
        all.into_iter().map(|it| serde_json::to_value(it).unwrap().to_string()).collect()
    }
    let mut substitutes = words(Substitute::ALL);
    substitutes.insert("null".to_owned());
    let embeddings = words(Embedding::ALL);
    let encodings =
        [Encoding::Gbk, Encoding::Gb18030, Encoding::Utf16].map(|it| json!(it.to_string()).to_string());
    vec![
        (OutputSchema::Audit, "/characters/*/substitute", substitutes),
        (OutputSchema::Audit, "/fonts/*/embedding", embeddings),
        // GB 18030-2022 has three levels; no bundled face has a hanzi of the third.
        (OutputSchema::Audit, "/characters/*/gb18030", ["1", "2", "3", "null"].map(str::to_owned).into()),
        (OutputSchema::Audit, "/fonts/*/source", words(Source::ALL)),
        (OutputSchema::Manifest, "/data/encoding", encodings.into()),
    ]
}

#[test]
fn what_is_said_to_programs_obeys_its_schema() {
    let heard = Heard::default();
    let all = &heard;
    std::thread::scope(|scope| {
        for part in [examples, wrong, files, imports, batches, templates] {
            scope.spawn(move || part(all));
        }
    });
    let mut faults = heard.faults.into_inner().unwrap();
    let said = heard.said.into_inner().unwrap();
    for of in OutputSchema::ALL {
        let (validator, name) = (validator(of), of.name());
        let all = said.get(name).unwrap_or_else(|| panic!("nothing was said that is {name}"));
        for (at, value) in all {
            for error in validator.iter_errors(value).take(3) {
                faults.push(format!("{name}, {at}: {error} at {}", error.instance_path()));
            }
            faults.extend(unlisted(value).map(|unlisted| format!("{name}, {at}: {unlisted}")));
        }
        // What the schema says is seen, each key and each word.
        let root = schema(of);
        let mut known = BTreeMap::new();
        paths(&root, &root, "", false, &mut known);
        let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut samples: BTreeMap<String, &Value> = BTreeMap::new();
        for (_, value) in all {
            let mut found = Vec::new();
            places(value, &known, "", &mut found);
            for (path, inner) in found {
                samples.entry(path.clone()).or_insert(value);
                seen.entry(path).or_default().insert(inner.to_string());
            }
        }
        for (path, said) in &known {
            let Some(words) = seen.get(path) else {
                faults.push(format!("{name}: nothing has {path}"));
                continue;
            };
            // Codes are held to the page of codes.
            let of_source = choices().into_iter().find(|(choice, at, _)| *choice == of && at == path);
            match of_source {
                Some((.., own)) => assert_eq!(said.words, own, "{name}: {path}"),
                None if path == "/code" => {}
                None => {
                    let unseen = said.words.difference(words);
                    faults.extend(unseen.map(|word| format!("{name}: no {path} is {word}")));
                }
            }
        }
        // What is broken in one place is refused.
        let mut tried = 0;
        for (path, said) in known.iter().filter(|(path, _)| !path.is_empty() && !path.ends_with("/*")) {
            let Some(sample) = samples.get(path) else { continue };
            let mut breaks: Vec<(&str, &Breaking)> = vec![
                ("renamed", &|map, key| {
                    let value = map.remove(key).unwrap();
                    map.insert(format!("{key}-x"), value);
                }),
                ("of another type", &|map, key| drop(map.insert(key.to_owned(), json!({ "x": [1.5] })))),
            ];
            if !said.optional {
                breaks.push(("left out", &|map, key| drop(map.remove(key))));
            }
            for (how, change) in breaks {
                let other = broken(sample, &known, path, change).unwrap_or_else(|| panic!("{name}: {path}"));
                tried += 1;
                if validator.is_valid(&other) {
                    faults.push(format!("{name}: {path} {how} passes: {other}"));
                }
            }
        }
        assert!(tried >= 6, "{name}");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
