//! PDFs of others at their edges: cropped beside the page, cut pictures, thousands of words, pages that are none.

use gongwen::{Failure, Lang, Rendered};

use crate::pdf_text::text_of;
use crate::pictures::{HELVETICA, pages};
use crate::sheet::codes;
use crate::support::Project;

const FRAME: &str =
    "issuers = [\"甲市水利局\"]\ntitle = \"甲市水利局关于印发巡查方案的通知\"\ndate = 2025-03-04\n";

fn bound(named: &str, bytes: &[u8]) -> Result<Rendered, Failure> {
    let data = format!(
        "{FRAME}body = \"现将方案印发。\"\n[[attachments]]\ntitle = \"方案\"\nbody-file = \"{named}\"\n"
    );
    let project = Project::of(data, "");
    project.write("a.pdf", bytes);
    project.set()
}

fn pictured(named: &str, bytes: &[u8]) -> Result<Rendered, Failure> {
    let project = Project::of(format!("{FRAME}body = [{{ image = \"{named}\", caption = \"图\" }}]\n"), "");
    project.write("a.pdf", bytes);
    project.set()
}

/// What the PDF says, without blanks.
fn said(rendered: &Rendered) -> String {
    let file = lopdf::Document::load_mem(&rendered.pdf().unwrap()).unwrap();
    let text: String = file.page_iter().map(|page| text_of(&file, page)).collect();
    text.split_whitespace().collect()
}

/// A CropBox beside the MediaBox left a blank page.
#[test]
fn what_is_cropped_is_a_part_of_the_page() {
    let content = "BT /F1 24 Tf 50 700 Td (Words) Tj ET";
    for crop in ["[1000 1000 1500 1700]", "[-100 400 700 1700]", "[595 842 0 600]", "[0 0 0 0]", "[1 2]"] {
        let page = format!("/MediaBox[0 0 595 842]/CropBox{crop}/Resources<<{HELVETICA}>>");
        let rendered = bound("a.pdf", &pages("", &[(&page, content)], &[]));
        let rendered = rendered.unwrap_or_else(|failure| panic!("{crop}: {failure}"));
        assert!(said(&rendered).contains("Words"), "{crop}");
    }
}

/// Half of a photograph was drawn, and nobody was told.
#[test]
fn a_picture_within_a_page_that_is_cut_is_told() {
    let pixel = |x: u32, y: u32| image::Rgb([(x * 7) as u8, (y * 5) as u8, (x * y) as u8]);
    let picture = image::DynamicImage::ImageRgb8(image::RgbImage::from_fn(100, 100, pixel));
    let mut file = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Jpeg).unwrap();
    let jpeg = file.into_inner();
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, picture.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let page = |filter: &str, bytes: &[u8]| {
        let object = [
            format!("<</Type/XObject/Subtype/Image/Width 100/Height 100/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/{filter}/Length {}>>stream\n", bytes.len()).into_bytes(),
            bytes.to_vec(),
            b"\nendstream".to_vec(),
        ]
        .concat();
        with_object(
            "/MediaBox[0 0 120 120]/Resources<</XObject<</I 5 0 R>>>>",
            "q 100 0 0 100 10 10 cm /I Do Q",
            &object,
        )
    };
    for (filter, bytes) in [("DCTDecode", &jpeg), ("FlateDecode", &packed)] {
        for (share, told) in [(1.0, 0), (0.5, 1)] {
            let part = &bytes[..(bytes.len() as f64 * share) as usize];
            let rendered =
                pictured("a.pdf", &page(filter, part)).unwrap_or_else(|failure| panic!("{failure}"));
            let found =
                codes(rendered.diagnostics()).iter().filter(|code| **code == "picture-inside").count();
            assert_eq!(found, told, "{filter} {share}");
        }
    }
}

/// A file of one page with one more object, of any bytes.
fn with_object(page: &str, content: &str, object: &[u8]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let content = format!("<</Length {}>>stream\n{content}\nendstream", content.len());
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R{page}>>").into_bytes(),
        content.into_bytes(),
        object.to_vec(),
    ];
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n", index + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let table = file.len();
    file.extend(b"xref\n0 6\n0000000000 65535 f \n");
    places.iter().for_each(|place| file.extend(format!("{place:010} 00000 n \n").bytes()));
    file.extend(format!("trailer<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    file
}

/// 6,000 words in columns took 20 seconds: each was a piece of its own under the page.
#[test]
fn thousands_of_words_on_a_page_are_rows() {
    let mut content = "BT /F1 4 Tf\n".to_owned();
    for word in 0..6000 {
        let (x, y) = (20 + 28 * (word % 20), 830 - 2 * (word / 20));
        content.push_str(&format!("1 0 0 1 {x} {y} Tm (w{word}) Tj\n"));
    }
    content.push_str("ET");
    let page = format!("/MediaBox[0 0 595 842]/Resources<<{HELVETICA}>>");
    let rendered = bound("a.pdf", &pages("", &[(&page, &content)], &[])).unwrap();
    let wanted: String = (0..6000).map(|word| format!("w{word}")).collect();
    assert!(said(&rendered).contains(&wanted));
}

/// A page of more characters than can be drawn was an error of the template without a place.
#[test]
fn a_page_of_too_many_characters_is_told_at_its_place() {
    let line = format!("({}) Tj\n", "m".repeat(1000));
    let content = format!("BT /F1 4 Tf\n{}ET", line.repeat(260));
    let page = format!("/MediaBox[0 0 595 842]/Resources<<{HELVETICA}>>");
    let failure = pictured("a.pdf", &pages("", &[(&page, &content)], &[])).expect_err("too many");
    let found = failure.diagnostics().iter().find(|found| found.code() == "pdf-too-large");
    assert!(found.unwrap_or_else(|| panic!("{failure}")).place().is_some());
}

/// Such a page was drawn to its end, or to the bound of another count, before it was refused.
#[test]
fn a_page_of_too_many_characters_is_refused_at_the_first_too_many() {
    let line = format!("({}) Tj\n", "m".repeat(1000));
    let content = format!("BT /F1 4 Tf\n{}ET", line.repeat(1000));
    let page = format!("/MediaBox[0 0 595 842]/Resources<<{HELVETICA}>>");
    let failure = pictured("a.pdf", &pages("", &[(&page, &content)], &[])).expect_err("too many");
    let found = failure.diagnostics().iter().find(|found| found.code() == "pdf-too-large").expect("told");
    assert!(found.message(gongwen::Lang::En).contains("250000"), "{failure}");
}

#[test]
fn a_page_that_is_no_number_is_told() {
    let page = format!("/MediaBox[0 0 595 842]/Resources<<{HELVETICA}>>");
    let file = pages("", &[(&page, "BT /F1 24 Tf 50 700 Td (Words) Tj ET")], &[]);
    let told = |result: Result<Rendered, Failure>, written: &str| {
        let failure = result.err().unwrap_or_else(|| panic!("{written}"));
        let found = failure.diagnostics().iter().find(|found| found.code() == "no-such-page");
        let found = found.unwrap_or_else(|| panic!("{failure}"));
        assert!(found.message(Lang::En).contains(&format!("`{written}`")) && found.place().is_some());
    };
    for written in ["0", "-1", "x", ""] {
        told(pictured(&format!("a.pdf#page={written}"), &file), written);
    }
    // An attachment's file is bound whole.
    told(bound("a.pdf#page=1", &file), "1");
}
