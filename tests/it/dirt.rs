//! Files as they arrive: other encodings, other programs' files, and files made to exhaust the machine.

use std::fmt::Write as _;
use std::fs;

use gongwen::data::Encoding;
use gongwen::{Diagnostic, Document, DocumentReader, Failure, Lang};

use crate::spellings::{as_json, as_yaml};
use crate::support::{BODY, DATA, ENGINE, Project};

/// A text in an encoding, as files have it.
fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    let utf16 = || text.encode_utf16();
    match encoding {
        "gbk" => encoding_rs::GBK.encode(text).0.into_owned(),
        "gb18030" => encoding_rs::GB18030.encode(text).0.into_owned(),
        "utf-16le" => utf16().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => utf16().flat_map(u16::to_be_bytes).collect(),
        "utf-16le with mark" => [vec![0xFF, 0xFE], encoded(text, "utf-16le")].concat(),
        "utf-16be with mark" => [vec![0xFE, 0xFF], encoded(text, "utf-16be")].concat(),
        "utf-8" => text.as_bytes().to_vec(),
        "utf-8 with mark" => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        other => panic!("{other}"),
    }
}

fn one_code(failure: &Failure) -> (&'static str, &Diagnostic) {
    let [found] = failure.diagnostics() else { panic!("{failure}") };
    (found.code(), found)
}

#[test]
fn every_encoding_is_the_same_document_when_it_is_said() {
    let plain = Project::new();
    plain.render(["data.toml", "-o", "y.pdf", "--no-source"]).ends(0);
    let expected = plain.read("y.pdf");
    let yaml = as_yaml(&as_json(DATA), 0);
    let json = serde_json::to_string_pretty(&as_json(DATA)).unwrap();
    for (said, encodings) in [
        ("gbk", &["gbk", "gb18030", "utf-8", "utf-8 with mark"][..]),
        ("gb18030", &["gbk", "gb18030", "utf-8"]),
        ("utf-16", &["utf-16le", "utf-16be", "utf-16le with mark", "utf-16be with mark", "utf-8"]),
    ] {
        for data in encodings {
            for body in [encodings[0], encodings[encodings.len() - 1]] {
                for (name, text) in [("data.toml", DATA), ("data.yaml", &yaml), ("data.json", &json)] {
                    let project = Project::of("", encoded(BODY, body));
                    project.write(name, encoded(text, data));
                    let run =
                        project.render([name, "-o", "x.pdf", "--no-source", "--encoding", said]).ends(0);
                    assert!(run.status == 0 && project.read("x.pdf") == expected, "{name} {data} {body}");
                }
            }
        }
    }
}

#[test]
fn places_are_those_of_the_decoded_text() {
    let text = "# 说明文字，在前\r\ntitle = \"关于甲的通知\"\r\n\"主送机关\" = \"乙\"\r\n";
    for (encoding, said) in
        [("gbk", Encoding::Gbk), ("gb18030", Encoding::Gb18030), ("utf-16le with mark", Encoding::Utf16)]
    {
        let project = Project::of(encoded(text, encoding), "");
        let failure = Document::reader().encoding(said).read_path(project.path("data.toml")).unwrap_err();
        let found = failure.diagnostics().iter().find(|found| found.code() == "unknown-key").unwrap();
        let place = found.place().unwrap();
        assert_eq!(place.line_column(), (3, 1), "{encoding}");
        assert_eq!(&text[place.range()], "\"主送机关\"");
        // In a file that the data names.
        let project = Project::of(DATA, encoded("一、甲\r\n乙丙\u{7}丁\r\n", encoding));
        let failure = Document::reader().encoding(said).read_path(project.path("data.toml")).unwrap_err();
        let (code, found) = one_code(&failure);
        assert_eq!((code, found.place().unwrap().line_column()), ("control-character", (2, 3)));
        assert!(found.place().unwrap().file().ends_with("body.txt"));
    }
}

#[test]
fn an_encoding_is_named_when_it_is_found_and_refused_when_it_is_wrong() {
    let rare = "一、甲\n㐀㐁是罕用字。".to_owned() + BODY;
    for (bytes, code, says) in [
        (encoded(BODY, "gbk"), "not-utf-8", "--encoding gbk"),
        (encoded(&rare, "gb18030"), "not-utf-8", "--encoding gb18030"),
        (encoded(BODY, "utf-16le with mark"), "not-utf-8", "--encoding utf-16"),
        (encoded(BODY, "utf-16le"), "not-utf-8", "--encoding utf-16"),
        (encoded(BODY, "utf-16be"), "not-utf-8", "--encoding utf-16"),
        (b"PK\x03\x04\x14\x00".to_vec(), "not-text", "docx"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00\x00".to_vec(), "not-text", "WPS"),
        (b"%PDF-1.7\n%\xE2\xE3".to_vec(), "not-text", "PDF"),
        (b"{\\rtf1\\ansi".to_vec(), "not-text", "RTF"),
        (vec![0, 1, 2, 0xFF, 0xFE, 0xFD, 0], "not-text", "纯文本"),
        ((0..=255).collect(), "not-text", "纯文本"),
    ] {
        let project = Project::of(DATA, &bytes);
        let body = project.document().unwrap_err();
        project.write("data.toml", &bytes);
        let data = project.document().unwrap_err();
        for failure in [body, data] {
            let (found, diagnostic) = one_code(&failure);
            let words = diagnostic.message(Lang::Zh) + &diagnostic.help(Lang::Zh).unwrap();
            assert!(found == code && words.contains(says), "{words}");
        }
    }
    let with = |said, bytes: &[u8]| {
        let project = Project::of(DATA, bytes);
        let failure = Document::reader().encoding(said).read_path(project.path("data.toml")).unwrap_err();
        one_code(&failure).0
    };
    assert_eq!(with(Encoding::Gbk, b"\xC8\xCB\xC8\xFF\xFF\n"), "wrong-encoding");
    assert_eq!(with(Encoding::Gbk, &encoded(BODY, "utf-16le with mark")), "not-utf-8");
    assert_eq!(with(Encoding::Utf16, b"\x00\xD8\x41\x00\xFF"), "wrong-encoding");
    assert_eq!(with(Encoding::Utf16, b"PK\x03\x04"), "not-text");
}

#[test]
fn a_nought_in_a_text_is_told_at_its_place() {
    let project = Project::of(DATA, "一、甲\n乙\0丙\n");
    let failure = project.document().unwrap_err();
    let (code, found) = one_code(&failure);
    assert_eq!((code, found.place().unwrap().line_column()), ("control-character", (2, 2)));
    for (text, code) in
        [("title = \"甲\0乙\"\n", "control-character"), ("title = \"甲\"\n\0\n", "control-character")]
    {
        assert_eq!(Document::from_toml(text).unwrap_err().diagnostics()[0].code(), code);
    }
    assert_eq!(one_code(&Document::from_json("{ \"title\": \"甲\0\" }\0").unwrap_err()).0, "json-syntax");
    assert_eq!(
        one_code(&Document::from_yaml("title: 甲\0乙\nnumber: 甲\n").unwrap_err()).0,
        "control-character"
    );
}

/// What a text that asks for too much is refused with, in each spelling.
#[test]
fn what_would_exhaust_the_machine_is_refused() {
    let deep = 100_000;
    let many = 600_000;
    let lines = |line: &dyn Fn(usize) -> String| -> String {
        (0..many).fold(String::new(), |mut text, n| {
            let _ = writeln!(text, "{}", line(n));
            text
        })
    };
    let toml = |text: &str| Document::from_toml(text);
    let yaml = |text: &str| Document::from_yaml(text);
    let json = |text: &str| Document::from_json(text);
    type Read<'a> = &'a dyn Fn(&str) -> Result<Document, Failure>;
    let cases: [(Read<'_>, String, &str); 17] = [
        (&toml, "a = ".to_owned() + &"[".repeat(deep) + &"]".repeat(deep), "too-deep"),
        (&toml, "a = ".to_owned() + &"{a=".repeat(deep) + "1" + &"}".repeat(deep), "too-deep"),
        (&toml, "a.".repeat(deep) + "a = 1\n", "too-deep"),
        (&toml, format!("[{}a]\nb = 1\n", "a.".repeat(deep)), "too-deep"),
        (&toml, format!("a = [{}]", "1,".repeat(many)), "too-many-values"),
        (&toml, lines(&|n| format!("k{n} = 1")), "too-many-values"),
        (&json, "[".repeat(deep), "too-deep"),
        (&json, "{\"a\":".repeat(deep), "too-deep"),
        (&json, format!("{{\"a\": [{}1]}}", "1,".repeat(many)), "too-many-values"),
        (&yaml, "a: ".to_owned() + &"[".repeat(deep), "too-deep"),
        (&yaml, "a: ".to_owned() + &"{a: ".repeat(deep), "too-deep"),
        (&yaml, "a:\n".to_owned() + &"- ".repeat(deep) + "a", "too-deep"),
        (&yaml, (0..2000).map(|n| format!("{}a:\n", " ".repeat(n))).collect(), "too-deep"),
        (&yaml, "? ".repeat(deep), "too-deep"),
        (&yaml, format!("a: [{}1]", "1,".repeat(many)), "too-many-values"),
        (&yaml, lines(&|n| format!("k{n}: 1")), "too-many-values"),
        (&yaml, lines(&|_| "- 1".to_owned()), "too-many-values"),
    ];
    for (read, text, code) in cases {
        let failure = read(&text).unwrap_err();
        let (found, diagnostic) = one_code(&failure);
        assert_eq!(found, code, "{:.80}", text);
        assert!(diagnostic.place().is_some());
    }
    // Strings and comments are no values.
    let marks = "= , [ { : ".repeat(many);
    let text = format!(
        "# {marks}\ntitle = \"甲\" # {marks}\nissuers = ['''{marks}''']\nbody = \"\"\"\\\"{marks}\"\"\"\n"
    );
    let roomy = Document::reader().limits(gongwen::Limits::default().data_bytes(64 << 20));
    assert_eq!(one_code(&roomy.read_toml("data.toml", &text).unwrap_err()).0, "too-long");
    let text = format!("{{\"title\": \"甲\", \"issuers\": \"甲\", \"body\": \"乙。\\\"{marks}\"}}");
    assert!(Document::from_json(&text).is_ok());
}

#[test]
fn a_million_headings_are_refused_and_twenty_thousand_are_not() {
    let data = |headings: usize| {
        let body = "一、甲\n".repeat(headings);
        format!("issuers = [\"甲局\"]\ntitle = \"关于乙的通知\"\nbody = \"\"\"\n{body}\"\"\"\n")
    };
    let failure = ENGINE.render(&Document::from_toml(&data(1_000_000)).unwrap()).err().unwrap();
    let found = failure.diagnostics().iter().find(|found| found.code() == "too-long").unwrap();
    assert!(found.message(Lang::En).contains("1000000") && found.data_path() == Some("body"));
    let rendered = ENGINE.render(&Document::from_toml(&data(20_000)).unwrap()).unwrap();
    assert!(rendered.page_count() > 900);
}

#[test]
fn elements_have_a_longest_length() {
    let long = "关于做好工作的通知".repeat(1_000);
    let many = |n: usize| (0..n).map(|n| format!("\"机关{n}\"")).collect::<Vec<_>>().join(", ");
    let small = "title = \"甲\"\nissuers = [\"甲\"]\nbody = \"乙\"\n";
    for text in [
        small.replace("title = \"甲\"", &format!("title = \"{long}\"")),
        small.replace("[\"甲\"]", &format!("[\"{long}\"]")),
        small.replace("[\"甲\"]", &format!("[{}]", many(100_000))),
        format!("{small}attachments = [{}]\n", many(1_000)),
        format!("{small}recipients = \"{}\"\n", "甲局，".repeat(10_000)),
        format!("{small}cc = [{}]\n", many(100_000)),
    ] {
        let failure = Document::from_toml(&text).unwrap_err();
        assert_eq!(one_code(&failure).0, "too-long");
    }
    // No misspelt word is that long: the nearest is not even sought.
    for text in [format!("{small}\"{long}{long}\" = 1\n"), format!("{small}format = \"{long}{long}\"\n")] {
        assert!(Document::from_toml(&text).is_err());
    }
}

#[test]
fn findings_end_after_a_thousand() {
    let text: String = (0..50_000).fold(String::new(), |mut text, n| {
        let _ = writeln!(text, "k{n} = 1");
        text
    });
    let failure = Document::from_toml(&text).unwrap_err();
    assert_eq!(failure.diagnostics().len(), 1001);
    let last = failure.diagnostics().last().unwrap();
    assert_eq!(last.code(), "more-findings");
    // 50,000 keys, and three that are missing.
    assert!(last.message(Lang::En).starts_with("49003 "), "{}", last.message(Lang::En));
}

#[test]
fn a_file_of_100_mb_is_refused_by_its_limit_in_every_spelling() {
    for name in ["data.toml", "data.yaml", "data.json", "data"] {
        let project = Project::new();
        fs::File::create(project.path(name)).unwrap().set_len(100 << 20).unwrap();
        let run = project.render([name]).ends(2).tells("file-too-large");
        assert!(run.stderr.contains("16 MiB"), "{}", run.stderr);
    }
    // A stream has no length before it is read.
    let failure = DocumentReader::default().read_stream("甲", std::io::repeat(b' ')).unwrap_err();
    assert_eq!(one_code(&failure).0, "file-too-large");
}
