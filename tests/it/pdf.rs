//! The PDF file itself, read back by another library: what a printing shop or an archive opens.

use std::collections::BTreeSet;

use gongwen::Rendered;
use lopdf::{Dictionary, Document as Pdf, Object};

use crate::pdf_text::{follow, text_of};
use crate::support::{DATA, Project, data_with, long_body, words_on_pages};

fn set(project: &Project) -> (Rendered, Pdf) {
    let rendered = project.set().unwrap_or_else(|failure| panic!("{failure}"));
    let pdf = Pdf::load_mem(&rendered.pdf().unwrap()).unwrap();
    (rendered, pdf)
}

fn real_document() -> (Rendered, Pdf) {
    let data = include_str!("../../data/longke-2024-2.toml").replace("longke-2024-2.txt", "body.txt");
    set(&Project::of(data, include_str!("../../data/longke-2024-2.txt")))
}

/// Every object of a type.
fn of_type<'a>(pdf: &'a Pdf, wanted: &'a [u8]) -> impl Iterator<Item = &'a Dictionary> {
    let dictionaries = pdf.objects.values().filter_map(|object| match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    });
    dictionaries.filter(move |dictionary| dictionary.has_type(wanted))
}

#[test]
fn every_font_is_embedded_and_its_characters_can_be_read_back() {
    let (rendered, pdf) = real_document();
    let fonts: Vec<&Dictionary> =
        of_type(&pdf, b"Font").filter(|font| font.get(b"DescendantFonts").is_ok()).collect();
    for font in &fonts {
        assert_eq!(font.get(b"Subtype").unwrap().as_name().unwrap(), b"Type0");
        assert_eq!(font.get(b"Encoding").unwrap().as_name().unwrap(), b"Identity-H");
        let map = follow(&pdf, font, b"ToUnicode").expect("a font without ToUnicode").as_stream().unwrap();
        assert!(String::from_utf8_lossy(&map.decompressed_content().unwrap()).contains("begincmap"));
        let descendants = follow(&pdf, font, b"DescendantFonts").unwrap().as_array().unwrap();
        let descendant = pdf.dereference(&descendants[0]).unwrap().1.as_dict().unwrap();
        let descriptor = follow(&pdf, descendant, b"FontDescriptor").unwrap().as_dict().unwrap();
        let file =
            [b"FontFile2".as_slice(), b"FontFile3"].into_iter().find_map(|key| follow(&pdf, descriptor, key));
        let bytes =
            file.expect("a font that is not embedded").as_stream().unwrap().decompressed_content().unwrap();
        assert!(bytes.len() > 500);
        // A subset says so: six capitals and a plus.
        let name = descriptor.get(b"FontName").unwrap().as_name().unwrap();
        assert!(
            name[..6].iter().all(u8::is_ascii_uppercase) && name[6] == b'+',
            "{}",
            String::from_utf8_lossy(name)
        );
    }
    // As many as there are faces on the pages, and no font of another making.
    let pages = rendered.pages();
    let faces: BTreeSet<&str> =
        pages.iter().flat_map(|page| &page.runs).map(|run| run.face.as_str()).collect();
    assert_eq!(fonts.len(), faces.len(), "{faces:?}");
    assert_eq!(of_type(&pdf, b"Font").count(), 2 * fonts.len());
}

#[test]
fn every_page_is_a4_and_not_turned() {
    let (rendered, pdf) = real_document();
    let pages = pdf.get_pages();
    assert_eq!(pages.len(), rendered.page_count());
    for id in pages.values() {
        let page = pdf.get_dictionary(*id).unwrap();
        let sheet: Vec<f32> = page
            .get(b"MediaBox")
            .unwrap()
            .as_array()
            .unwrap()
            .iter()
            .map(|n| n.as_float().unwrap())
            .collect();
        // 210 mm × 297 mm in points of 1/72 inch.
        for (side, wanted) in sheet.iter().zip([0.0, 0.0, 210.0 / 25.4 * 72.0, 297.0 / 25.4 * 72.0]) {
            assert!((side - wanted).abs() < 0.01, "{sheet:?}");
        }
        assert!(page.get(b"Rotate").is_err() && page.get(b"UserUnit").is_err());
    }
}

fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn the_pdf_says_what_the_data_says_and_nothing_else() {
    let (rendered, pdf) = real_document();
    let pages = pdf.get_pages();
    let mut body = String::new();
    for (number, id) in pages {
        let page = dense(&text_of(&pdf, id));
        let footer = format!("—{number}—");
        assert_eq!(page.matches(&footer).count(), 1, "page {number}: {page}");
        body += &page.replace(&footer, "");
    }
    let mut expected = "龙泉市科学技术局文件龙科〔2024〕2号签发人：×××\
        龙泉市科学技术局关于2023年度法治政府建设工作情况的报告"
        .to_owned();
    expected += &dense(include_str!("../../data/longke-2024-2.txt"));
    expected += "龙泉市科学技术局2024年1月30日";
    assert_eq!(body, expected);
    // The measuring room reads the same.
    let mut measured = words_on_pages(&rendered);
    for number in 1..=rendered.page_count() {
        measured = measured.replace(&format!("—{number}—"), "");
    }
    assert_eq!(measured, expected);
}

#[test]
fn rare_and_compatible_characters_come_back_as_they_were_typed() {
    let typed = "镕㙍龍〇○一—…“”‘’·％％１2Ⅳ①㎡";
    let project = Project::of(DATA, typed);
    let (_, pdf) = set(&project);
    let page = text_of(&pdf, *pdf.get_pages().get(&1).unwrap());
    assert!(dense(&page).contains(typed), "{page}");
}

#[test]
fn the_files_facts_are_the_documents() {
    let (_, pdf) = real_document();
    let info = pdf.trailer.get(b"Info").and_then(|info| pdf.dereference(info)).unwrap().1.as_dict().unwrap();
    let fact = |key: &[u8]| lopdf::decode_text_string(info.get(key).unwrap()).unwrap();
    assert_eq!(fact(b"Title"), "龙泉市科学技术局关于2023年度法治政府建设工作情况的报告");
    assert_eq!(fact(b"Creator"), concat!("gongwen ", env!("CARGO_PKG_VERSION")));
    // The day the document bears, never today.
    assert!(info.get(b"CreationDate").is_err() || fact(b"CreationDate").starts_with("D:20240130000000"));
    let catalog = pdf.catalog().unwrap();
    assert!(catalog.get(b"Lang").unwrap().as_str().unwrap().starts_with(b"zh"));
    for key in [b"OpenAction".as_slice(), b"AA", b"AcroForm"] {
        assert!(catalog.get(key).is_err());
    }
}

#[test]
fn one_document_is_always_the_same_bytes_and_another_has_another_id() {
    let project = Project::of(DATA, long_body());
    let rendered = project.set().unwrap();
    let first = rendered.pdf().unwrap();
    assert!(first == rendered.pdf().unwrap(), "two exports differ");
    assert!(first == project.set().unwrap().pdf().unwrap(), "two settings differ");
    let id = |bytes: &[u8]| {
        let pdf = Pdf::load_mem(bytes).unwrap();
        pdf.trailer.get(b"ID").unwrap().as_array().unwrap()[0].as_str().unwrap().to_vec()
    };
    let other = Project::of(data_with(&[("number", "\"×科〔2024〕3号\"")]), "").set().unwrap().pdf().unwrap();
    assert_ne!(id(&first), id(&other));
    assert_eq!(id(&first), id(&rendered.pdf().unwrap()));
    // No path of this machine, no name of its user reached the file.
    let folder = project.folder().to_str().unwrap().as_bytes();
    assert!(!first.windows(folder.len()).any(|window| window == folder));
}
