//! The PDF file itself, read back by another library: what a printing shop or an archive opens.

use std::collections::{BTreeMap, BTreeSet};

use gongwen::Rendered;
use lopdf::{Dictionary, Document as Pdf, Object};

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

fn follow<'a>(pdf: &'a Pdf, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let object = dictionary.get(key).ok()?;
    Some(pdf.dereference(object).ok()?.1)
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

/// Glyph codes to text, from a font's ToUnicode map.
fn to_unicode(map: &str) -> BTreeMap<u16, String> {
    let code = |hex: &str| u16::from_str_radix(hex, 16).unwrap();
    let text = |hex: &str| {
        let units: Vec<u16> = (0..hex.len() / 4).map(|i| code(&hex[4 * i..4 * i + 4])).collect();
        String::from_utf16(&units).unwrap()
    };
    let mut read = BTreeMap::new();
    let sections = |from: &'static str, to: &'static str| {
        map.split(from).skip(1).map(move |rest| rest.split(to).next().unwrap())
    };
    let words = |section: &str| -> Vec<String> {
        section.split(['<', '>']).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    for section in sections("beginbfchar", "endbfchar") {
        read.extend(words(section).chunks_exact(2).map(|pair| (code(&pair[0]), text(&pair[1]))));
    }
    for section in sections("beginbfrange", "endbfrange") {
        for range in words(section).chunks_exact(3) {
            assert_eq!(range[2].len(), 4, "a range this test does not read: {range:?}");
            read.extend(
                (code(&range[0])..=code(&range[1]))
                    .zip(code(&range[2])..)
                    .map(|(glyph, unit)| (glyph, text(&format!("{unit:04x}")))),
            );
        }
    }
    read
}

/// What a page says to who copies from it: its glyphs by their fonts' ToUnicode maps, or the words
/// that stand for them.
fn text_of(pdf: &Pdf, id: lopdf::ObjectId) -> String {
    let maps: BTreeMap<Vec<u8>, BTreeMap<u16, String>> = pdf
        .get_page_fonts(id)
        .unwrap()
        .into_iter()
        .map(|(name, font)| {
            let map =
                follow(pdf, font, b"ToUnicode").unwrap().as_stream().unwrap().decompressed_content().unwrap();
            (name, to_unicode(&String::from_utf8_lossy(&map)))
        })
        .collect();
    let content = lopdf::content::Content::decode(&pdf.get_page_content(id)).unwrap();
    let mut font = None;
    let mut read = String::new();
    // The marked spans that are open, and whether each says in words what its glyphs stand for.
    let mut spans: Vec<bool> = Vec::new();
    for operation in &content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BMC" => spans.push(false),
            "BDC" => {
                let words =
                    operands[1].as_dict().ok().and_then(|properties| properties.get(b"ActualText").ok());
                read.extend(words.map(|words| lopdf::decode_text_string(words).unwrap()));
                spans.push(words.is_some());
            }
            "EMC" => assert!(spans.pop().is_some()),
            "Tf" => font = maps.get(operands[0].as_name().unwrap()),
            "Tj" | "TJ" if spans.contains(&true) => {}
            "Tj" => show(&operands[0], font.unwrap(), &mut read),
            "TJ" => {
                for part in operands[0].as_array().unwrap() {
                    show(part, font.unwrap(), &mut read);
                }
            }
            "'" | "\"" => panic!("an operator this test does not read: {operation:?}"),
            _ => {}
        }
    }
    read
}

fn show(part: &Object, map: &BTreeMap<u16, String>, read: &mut String) {
    let Object::String(bytes, _) = part else { return };
    for pair in bytes.chunks_exact(2) {
        let code = u16::from_be_bytes([pair[0], pair[1]]);
        read.push_str(map.get(&code).unwrap_or_else(|| panic!("glyph {code} says nothing")));
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
    let typed = "镕㙍龍〇○⼀一—…“”‘’·％％１2Ⅳ①㎡";
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
