//! The archive form: PDF/A-3a and PDF/UA-1 by default, asserted on the file's structure.

use gongwen::PdfForm;
use gongwen::pdf::PdfStandard;
use lopdf::{Document as Pdf, Object};

use crate::measured::{data, with};
use crate::pdf_text::structure;
use crate::support::Project;
use serde_json::json;

fn open(bytes: &[u8]) -> Pdf {
    Pdf::load_mem(bytes).expect("a PDF")
}

/// The XMP packet.
fn xmp(pdf: &Pdf) -> String {
    let metadata = pdf.catalog().unwrap().get(b"Metadata").and_then(Object::as_reference).unwrap();
    let stream = pdf.get_object(metadata).and_then(Object::as_stream).unwrap();
    String::from_utf8(stream.get_plain_content().unwrap_or_else(|_| stream.content.clone())).unwrap()
}

#[test]
fn a_document_is_pdf_a_3a_and_pdf_ua_1_by_default() {
    for name in ["longke-2024-2.toml", "han.toml", "mingling.toml", "jiyao.toml", "tongzhi-banfa.toml"] {
        let pdf = open(&data(name).rendered.pdf().unwrap());
        let catalog = pdf.catalog().unwrap();
        assert!(catalog.has(b"OutputIntents") && catalog.has(b"StructTreeRoot"), "{name}");
        let marked = catalog.get(b"MarkInfo").and_then(|info| pdf.dereference(info)).unwrap().1;
        assert!(marked.as_dict().unwrap().get(b"Marked").unwrap().as_bool().unwrap());
        let lang = catalog.get(b"Lang").unwrap();
        assert_eq!(lopdf::decode_text_string(lang).unwrap(), "zh-CN");
        let xmp = xmp(&pdf);
        for wanted in ["<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"] {
            assert!(xmp.contains(wanted), "{name}: no {wanted}");
        }
    }
}

#[test]
fn the_file_says_who_issued_what_when() {
    let sheets = data("longke-2024-2.toml");
    let pdf = open(&sheets.rendered.pdf().unwrap());
    let info = pdf.trailer.get(b"Info").and_then(|info| pdf.dereference(info)).unwrap().1;
    let said = |key: &[u8]| lopdf::decode_text_string(info.as_dict().unwrap().get(key).unwrap()).unwrap();
    assert_eq!(said(b"Title"), "龙泉市科学技术局关于2023年度法治政府建设工作情况的报告");
    assert_eq!(said(b"Author"), "龙泉市科学技术局");
    assert_eq!(said(b"Subject"), "报告 龙科〔2024〕2号");
    assert_eq!(said(b"Keywords"), "龙科〔2024〕2号, 报告");
    assert!(said(b"CreationDate").starts_with("D:20240130"));
}

/// claims.md 2: two issuers are two authors, in a file that every reader still opens.
#[test]
fn each_issuer_is_an_author_of_its_own() {
    let issuers = ["甲市水利局", "甲市“财政”局 & 审计局", "甲市民政局"];
    let rendered = with(json!({ "issuers": issuers })).rendered;
    let bytes = rendered.pdf().unwrap();
    let pdf = open(&bytes);
    let entries: String =
        issuers.iter().map(|name| format!("<rdf:li>{}</rdf:li>", name.replace('&', "&amp;"))).collect();
    assert!(xmp(&pdf).contains(&format!("<dc:creator><rdf:Seq>{entries}</rdf:Seq>")), "{}", xmp(&pdf));
    assert!(xmp(&pdf).trim_end().ends_with("<?xpacket end=\"r\"?>"), "the length is right");
    // Every place of the table is that of its object.
    let start: usize = String::from_utf8_lossy(&bytes[bytes.len() - 20..])
        .split_whitespace()
        .nth(1)
        .map_or(0, |n| n.parse().unwrap());
    let table = String::from_utf8_lossy(&bytes[start..]).into_owned();
    let places: Vec<usize> = table
        .lines()
        .filter(|line| line.trim_end().ends_with(" n"))
        .map(|line| line[..10].parse().unwrap())
        .collect();
    assert!(places.len() > 20);
    for (at, place) in places.iter().enumerate() {
        assert!(bytes[*place..].starts_with(format!("{} 0 obj", at + 1).as_bytes()), "object {}", at + 1);
    }
    assert_eq!(gongwen::measure::measure(bytes).unwrap().report().pages, rendered.page_count());
    let first = xmp(&open(&rendered.pdf_as(&PdfForm::of([PdfStandard::A1b])).unwrap()));
    assert_eq!(first.matches("局</rdf:li>").count(), 1, "PDF/A-1 wants one");
}

#[test]
fn other_forms_are_made_when_asked_for() {
    let rendered = with(json!({})).rendered;
    let plain = open(&rendered.pdf_as(&PdfForm::plain()).unwrap());
    assert!(!xmp(&plain).contains("pdfaid"));
    assert!(plain.catalog().unwrap().has(b"StructTreeRoot"), "tagged all the same");
    let lean = open(&rendered.pdf_as(&PdfForm::of([PdfStandard::A2b])).unwrap());
    assert!(xmp(&lean).contains("<pdfaid:part>2<") && xmp(&lean).contains("<pdfaid:conformance>B<"));
    let both = rendered.pdf_as(&PdfForm::of([PdfStandard::A4, PdfStandard::Ua1])).unwrap_err();
    assert_eq!(both.diagnostics()[0].code(), "export");
}

/// A PDF/A needs a date; a draft without one is a plain PDF, and the note says so.
#[test]
fn a_document_without_a_date_is_plain_and_told() {
    let sheets = with(json!({ "date": null }));
    assert!(sheets.codes.contains(&"not-archived"));
    assert!(!xmp(&open(&sheets.rendered.pdf().unwrap())).contains("pdfaid"));
    let printed = with(json!({ "date": null, "printer": "办公室", "print-date": "2024-03-02" }));
    assert!(!printed.codes.contains(&"not-archived"));
    assert!(xmp(&open(&printed.rendered.pdf().unwrap())).contains("pdfaid"));
}

#[test]
fn the_program_takes_the_form_by_name() {
    let project = Project::new();
    project.render(["data.toml", "-o", "a.pdf"]).ends(0);
    project.render(["data.toml", "-o", "b.pdf", "--no-archive"]).ends(0);
    project.render(["data.toml", "-o", "c.pdf", "--pdf-standard", "a-2u"]).ends(0);
    assert!(xmp(&open(&project.read("a.pdf"))).contains("<pdfaid:part>3<"));
    assert!(!xmp(&open(&project.read("b.pdf"))).contains("pdfaid"));
    assert!(xmp(&open(&project.read("c.pdf"))).contains("<pdfaid:conformance>U<"));
    project.render(["data.toml", "-o", "d.pdf", "--pdf-standard", "a-9"]).ends(2);
    project.render(["data.toml", "-o", "d.pdf", "--pdf-standard", "a-4,ua-1"]).ends(1).tells("export");
    assert!(!project.files().contains(&"d.pdf".to_owned()));
}

/// Typst gives no CMYK profile, so a document for the press cannot be a PDF/A too.
#[test]
fn red_in_printing_ink_is_plain_and_told() {
    let sheets = with(json!({ "layout": { "red": "cmyk" } }));
    assert!(sheets.codes.contains(&"not-archived"));
    assert!(!xmp(&open(&sheets.rendered.pdf().unwrap())).contains("pdfaid"));
}

/// PDF/UA skips no level: a text may begin with （一）, or go from 一、 to 1.
#[test]
fn title_and_headings_are_elements_and_no_level_is_skipped() {
    for (body, wanted) in [
        ("一、甲\n（一）乙。丙丙丙。\n1.丁\n二、戊\n己。", ["H1", "H2", "H3", "H1"]),
        ("（一）甲\n乙。\n1.丙\n一、丁\n（1）戊\n己。", ["H1", "H2", "H1", "H2"]),
    ] {
        let pdf = open(&with(json!({ "body": body })).rendered.pdf().unwrap());
        let tree = structure(&pdf);
        let roles: Vec<&String> = tree.all().into_iter().map(|element| &element.role).collect();
        assert_eq!(roles.iter().filter(|role| **role == "Title").count(), 1, "{roles:?}");
        let headings: Vec<&str> =
            roles.iter().filter(|role| role.starts_with('H')).map(|role| role.as_str()).collect();
        assert_eq!(headings, wanted, "{body}");
        let title = roles.iter().position(|role| *role == "Title").unwrap();
        assert!(title < roles.iter().position(|role| *role == "H1").unwrap());
    }
}

#[test]
fn bookmarks_are_the_headings_and_the_attachments() {
    let sheets = with(json!({
        "body": "一、甲项\n（一）乙项。丙丙丙。\n二、丁项\n戊。",
        "attachments": [{ "title": "实施方案", "body": "一、己项\n庚。" }],
    }));
    let pdf = open(&sheets.rendered.pdf().unwrap());
    let mut titles: Vec<String> = Vec::new();
    for object in pdf.objects.values() {
        let Ok(entry) = object.as_dict() else { continue };
        if entry.has(b"Dest") && entry.has(b"Parent") {
            titles.push(lopdf::decode_text_string(entry.get(b"Title").unwrap()).unwrap());
        }
    }
    titles.sort();
    let mut wanted = ["一、甲项", "（一）乙项。", "二、丁项", "实施方案", "一、己项"];
    wanted.sort_unstable();
    assert_eq!(titles, wanted);
}
