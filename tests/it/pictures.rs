//! Pictures from offices: pages of PDFs, printing inks, scans, files that are cut. Each is set in the default form
//! or told at its place.

use std::fmt::Write as _;

use gongwen::pdf::PdfStandard;
use gongwen::{Failure, Lang, PdfForm, Rendered};
use lopdf::Document as Pdf;

use crate::pdf_text::text_of;
use crate::sheet::codes;
use crate::support::Project;

const FRAME: &str = "issuers = [\"甲市水利局\"]\nnumber = \"甲水〔2025〕8号\"\ntitle = \"甲市水利局关于印发巡查方案的通知\"\ndate = 2025-03-04\n";

/// A PDF of these objects, the first the catalog; the pages are object 2.
pub fn pdf(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let table = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    places.iter().for_each(|place| {
        let _ = writeln!(file, "{place:010} 00000 n ");
    });
    let _ = write!(file, "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}

/// A file of pages, each with its box, what else its dictionary says and its instructions; `more` are objects from
/// the number after the pages and their instructions.
pub fn pages(catalog: &str, pages: &[(&str, &str)], more: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 3 + 2 * page)).collect();
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"),
        format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), pages.len()),
    ];
    for (page, (dictionary, content)) in pages.iter().enumerate() {
        objects.push(format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R{dictionary}>>", 4 + 2 * page));
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
    }
    objects.extend(more.iter().map(|object| (*object).to_owned()));
    pdf(&objects)
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<<{dictionary}/Length {}>>stream\n{content}\nendstream", content.len())
}

pub const HELVETICA: &str = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>";
/// 宋体 that is not inside, in the code of GB 2312's national encoding.
pub const SONG: &str = "/Font<</F1<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000>>]>>>>";

/// A document whose attachment is bound from a file.
fn bound(name: &str, bytes: &[u8]) -> Result<Rendered, Failure> {
    let data = format!(
        "{FRAME}body = \"现将方案印发给你们。\"\n[[attachments]]\ntitle = \"巡查方案\"\nbody-file = \"{name}\"\n"
    );
    let project = Project::of(data, "");
    project.write(name, bytes);
    project.set()
}

/// A document with one picture in its body.
fn pictured(name: &str, bytes: &[u8]) -> Result<Rendered, Failure> {
    let file = name.split('#').next().unwrap_or(name);
    let project =
        Project::of(format!("{FRAME}body = [{{ image = \"{name}\", caption = \"示意图\" }}]\n"), "");
    project.write(file, bytes);
    project.set()
}

fn set(result: Result<Rendered, Failure>) -> Rendered {
    result.unwrap_or_else(|failure| panic!("{failure}"))
}

#[track_caller]
fn fails(result: Result<Rendered, Failure>, code: &str) -> String {
    let failure = result.map(|rendered| rendered.page_count()).expect_err(code);
    let found = failure.diagnostics().iter().find(|found| found.code() == code);
    let found = found.unwrap_or_else(|| panic!("{code}: {failure}"));
    assert!(found.place().is_some(), "{code} stands nowhere: {failure}");
    found.message(Lang::Zh)
}

/// What the PDF says, page by page, without blanks.
fn words(rendered: &Rendered) -> Vec<String> {
    let file = Pdf::load_mem(&rendered.pdf().unwrap()).unwrap();
    let text = |page| text_of(&file, page).chars().filter(|c| !c.is_whitespace()).collect();
    file.page_iter().map(text).collect()
}

/// How many pixels of a page are near a colour.
fn painted(rendered: &Rendered, page: usize, colour: [u8; 3]) -> usize {
    let drawn = image::load_from_memory(&rendered.png(page, 72.0).unwrap()).unwrap().to_rgb8();
    let near = |pixel: &&image::Rgb<u8>| pixel.0.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 40);
    drawn.pixels().filter(near).count()
}

fn boxed(width: u32, height: u32, more: &str) -> String {
    format!("/MediaBox[0 0 {width} {height}]/Resources<<{HELVETICA}>>{more}")
}

/// field.md F, 95-pdf-page/in.toml: what docs/data-format.md offers was `error[export]`.
#[test]
fn a_page_of_a_pdf_stands_in_every_form() {
    let file = pages("", &[(&boxed(300, 180, ""), "1 0 0 0 k 20 90 120 70 re f")], &[]);
    let rendered = set(pictured("press.pdf", &file));
    let standards = [
        vec![],
        vec![PdfStandard::A1b],
        vec![PdfStandard::A2a],
        vec![PdfStandard::A2u],
        vec![PdfStandard::A3a, PdfStandard::Ua1],
        vec![PdfStandard::A4],
        vec![PdfStandard::V20],
    ];
    for standards in standards {
        let form = PdfForm::of(standards.iter().copied());
        assert!(rendered.pdf_as(&form).is_ok(), "{standards:?}");
    }
    assert!(rendered.pdf().is_ok());
    // 120 × 70 pt of printing ink, as a screen shows it.
    let cyan = painted(&rendered, 0, [0, 174, 239]);
    assert!((8_000..8_800).contains(&cyan), "{cyan}");
    assert!(rendered.svg(0).unwrap().contains("<image"));
}

/// 95-pdf-page/attachment.toml: page by page, numbered on, words to be found, wide pages on their side.
#[test]
fn an_attachment_is_bound_page_by_page() {
    let text = |words: &str| format!("BT /F1 18 Tf 40 700 Td ({words}) Tj ET");
    let wide = "BT /F1 18 Tf 40 300 Td (Wide sheet) Tj ET";
    let file = pages(
        "",
        &[
            (&boxed(595, 842, ""), &text("First page")),
            (&boxed(842, 595, ""), wide),
            (&boxed(842, 595, "/Rotate 90"), "BT /F1 18 Tf 0 1 -1 0 100 100 Tm (Turned) Tj ET"),
        ],
        &[],
    );
    let rendered = set(bound("方案.pdf", &file));
    assert_eq!(rendered.page_count(), 4);
    let said = words(&rendered);
    assert!(
        said[1].contains("附件") && said[1].contains("巡查方案") && said[1].contains("Firstpage"),
        "{said:?}"
    );
    assert!(said[2].contains("Widesheet") && said[2].contains("—3—"), "{said:?}");
    assert!(said[3].contains("Turned") && said[3].contains("—4—"), "{said:?}");
    let on = |page: usize| {
        let pictures = &rendered.pages()[page].pictures;
        let [picture] = &pictures[..] else { panic!("page {page}: {pictures:?}") };
        (picture.rect.width(), picture.rect.height())
    };
    let (width, height) = on(1);
    assert!(height > width && height < 190.0, "the first stands under its title: {width} × {height}");
    let (width, height) = on(2);
    // A sheet on its side, turned upright with its head to the left.
    assert!((width / height - 595.0 / 842.0).abs() < 0.01 && height > 200.0, "{width} × {height}");
    let (width, height) = on(3);
    assert!(
        (width / height - 595.0 / 842.0).abs() < 0.01,
        "the reader's turn is in the page: {width} × {height}"
    );
    // What nobody sees is measured by nobody.
    assert!(!rendered.has(gongwen::Severity::Warning), "{:?}", codes(rendered.diagnostics()));
    assert!(rendered.pages().iter().flat_map(|page| &page.runs).all(|run| !run.text().contains("First")));
}

#[test]
fn words_under_a_page_stand_where_they_are_drawn() {
    let file = pages("", &[(&boxed(595, 842, ""), "BT /F1 18 Tf 40 700 Td (First page) Tj ET")], &[]);
    for standard in [PdfStandard::A1b, PdfStandard::A3a] {
        let rendered = set(bound("a.pdf", &file));
        let bytes = rendered.pdf_as(&PdfForm::of([standard])).unwrap();
        let read = Pdf::load_mem(&bytes).unwrap();
        let page = read.page_iter().nth(1).unwrap();
        assert!(text_of(&read, page).contains("First"), "{standard:?}");
    }
}

/// pdf.js#14759, #18362: a face that every office's PDF leaves out.
#[test]
fn a_chinese_face_that_is_not_inside_is_set_and_told() {
    let page = format!("/MediaBox[0 0 300 200]/Resources<<{SONG}>>");
    let file = pages("", &[(&page, "BT /F1 40 Tf 20 100 Td <7532 4E59> Tj ET")], &[]);
    let rendered = set(bound("a.pdf", &file));
    let told = rendered.diagnostics().iter().find(|found| found.code() == "picture-face").expect("told");
    assert!(told.message(Lang::Zh).contains("STSong-Light") && told.message(Lang::Zh).contains("宋体"));
    assert!(told.place().is_some());
    assert!(words(&rendered)[1].contains("甲乙"), "{:?}", words(&rendered));
    let ink = |text: &str| {
        let file = pages("", &[(&page, text)], &[]);
        painted(&set(bound("a.pdf", &file)), 1, [0, 0, 0])
    };
    let (both, one) =
        (ink("BT /F1 40 Tf 20 100 Td <7532 4E59> Tj ET"), ink("BT /F1 40 Tf 20 100 Td <4E59> Tj ET"));
    assert!(both > one + 20, "{both} and {one} black pixels");
}

/// A seal in a signed PDF is the appearance of an annotation.
#[test]
fn annotations_are_seen_as_a_viewer_shows_them() {
    let looks = stream("/Type/XObject/Subtype/Form/BBox[0 0 10 10]", "0 0 1 rg 0 0 10 10 re f");
    let page = |flags: u32, looks: &str| {
        let note = format!("/Annots[<</Type/Annot/Subtype/Stamp/Rect[20 20 120 120]/F {flags}{looks}>>]");
        boxed(300, 200, &note)
    };
    let blue = |page: &str| {
        let file = pages("", &[(page, "0 g")], &[&looks]);
        painted(&set(pictured("a.pdf", &file)), 0, [0, 0, 255])
    };
    assert!(blue(&page(4, "/AP<</N 5 0 R>>")) > 8_000, "a stamp");
    assert!(blue(&page(4, "/AS/On/AP<</N<</On 5 0 R>>>>")) > 8_000, "the state that holds");
    assert_eq!(blue(&page(2, "/AP<</N 5 0 R>>")), 0, "hidden");
    assert_eq!(blue(&page(32, "/AP<</N 5 0 R>>")), 0, "not to be viewed");
}

#[test]
fn layers_crops_and_turns_are_as_a_viewer_shows_them() {
    let layered = "/OC /A BDC 0 0 1 rg 0 0 150 200 re f EMC 0 1 0 rg 150 0 150 200 re f";
    let page = "/MediaBox[0 0 300 200]/Resources<</Properties<</A 5 0 R>>>>";
    let catalog = "/OCProperties<</OCGs[5 0 R]/D<</OFF[5 0 R]>>>>";
    let file = pages(catalog, &[(page, layered)], &["<</Type/OCG/Name(A)>>"]);
    let rendered = set(pictured("a.pdf", &file));
    assert_eq!(painted(&rendered, 0, [0, 0, 255]), 0);
    assert!(painted(&rendered, 0, [0, 255, 0]) > 25_000);
    let cropped = boxed(300, 200, "/CropBox[0 0 100 200]/Rotate 270");
    let rendered = set(pictured("a.pdf", &pages("", &[(&cropped, "0 0 1 rg 0 0 300 200 re f")], &[])));
    let [picture] = &rendered.pages()[0].pictures[..] else { panic!("one picture") };
    assert!((picture.rect.width() / picture.rect.height() - 2.0).abs() < 0.01, "{:?}", picture.rect);
}

/// claims.md 3, library.md 1: told at once, in process, whoever draws.
#[test]
fn what_draws_itself_is_told_at_its_place() {
    let form = |content: &str| {
        stream("/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Resources<</XObject<</X 5 0 R>>>>", content)
    };
    let page = "/MediaBox[0 0 100 100]/Resources<</XObject<</X 5 0 R>>>>";
    let endless = pages("", &[(page, "/X Do")], &[&form("/X Do /X Do")]);
    let mut doubling: Vec<String> = (0..40)
        .map(|level| {
            let next = format!("/Resources<</XObject<</X {} 0 R>>>>", 6 + level);
            stream(&format!("/Type/XObject/Subtype/Form/BBox[0 0 100 100]{next}"), "/X Do /X Do")
        })
        .collect();
    doubling.push(stream("/Type/XObject/Subtype/Form/BBox[0 0 100 100]", "0 0 1 1 re f"));
    let doubling: Vec<&str> = doubling.iter().map(String::as_str).collect();
    let doubling = pages("", &[(page, "/X Do")], &doubling);
    for file in [&endless, &doubling] {
        let told = fails(pictured("a.pdf", file), "pdf-too-large");
        assert!(told.contains("a.pdf"), "{told}");
        fails(bound("a.pdf", file), "pdf-too-large");
        let failure = gongwen::measure::measure(file.clone()).map(|_| ()).unwrap_err();
        assert_eq!(failure.diagnostics()[0].code(), "pdf-too-large");
    }
    let drawn = stream("", "1000 0 0 0 750 750 d1 BT /F1 1 Tf (a) Tj ET");
    let face = "<</Type/Font/Subtype/Type3/FontBBox[0 0 750 750]/FontMatrix[0.001 0 0 0.001 0 0]/CharProcs<</a 6 0 R>>/Encoding<</Type/Encoding/Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[1000]/Resources<</Font<</F1 5 0 R>>>>>>";
    let page = "/MediaBox[0 0 100 100]/Resources<</Font<</F1 5 0 R>>>>";
    let itself = pages("", &[(page, "BT /F1 12 Tf (a) Tj ET")], &[face, &drawn]);
    fails(pictured("a.pdf", &itself), "pdf-too-large");
}

#[test]
fn files_that_cannot_be_drawn_are_told_at_their_place() {
    let locked =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/locked/user.pdf")).unwrap();
    fails(pictured("a.pdf", &locked), "pdf-encrypted");
    fails(bound("a.pdf", &locked), "pdf-encrypted");
    let whole = pages("", &[(&boxed(100, 100, ""), "0 g")], &[]);
    fails(bound("a.pdf", b"%PDF-1.7 and nothing more"), "broken-picture");
    fails(bound("a.pdf", b"a text that is called so"), "not-a-picture");
    fails(pictured("a.pdf#page=2", &whole), "no-such-page");
    // A picture inside that says more than anybody has room for.
    let page = "/MediaBox[0 0 100 100]/Resources<</XObject<</X 5 0 R>>>>";
    let vast = stream(
        "/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 8",
        "x",
    );
    fails(pictured("a.pdf", &pages("", &[(page, "/X Do")], &[&vast])), "pdf-too-large");
}

/// 96-cmyk-jpeg: `error[export]` without a place.
#[test]
fn printing_inks_become_colours_of_the_screen() {
    let press = include_bytes!("../fixtures/pictures/press.jpg");
    let rendered = set(pictured("press.jpg", press));
    let told: Vec<_> =
        rendered.diagnostics().iter().filter(|found| found.code() == "picture-colours").collect();
    assert_eq!(told.len(), 1, "told once");
    assert!(told[0].place().is_some());
    assert!(painted(&rendered, 0, [255, 0, 0]) > 1_000);
    assert!(rendered.pdf().is_ok());
    // In a drawing too.
    let packed = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, press);
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"60\"><image width=\"90\" height=\"60\" href=\"data:image/jpeg;base64,{packed}\"/></svg>"
    );
    let rendered = set(pictured("a.svg", svg.as_bytes()));
    assert!(codes(rendered.diagnostics()).contains(&"picture-colours"));
    assert!(painted(&rendered, 0, [255, 0, 0]) > 1_000);
    assert!(rendered.pdf().is_ok());
}

#[test]
fn inks_in_a_fragment_and_in_red_are_told_and_make_a_plain_pdf() {
    for fragment in ["#text(fill: cmyk(0%, 100%, 100%, 0%))[红]", "#rect(stroke: cmyk(0%, 100%, 100%, 0%))"]
    {
        let project =
            Project::of(format!("{FRAME}body-format = \"typst\"\nbody = '''\n文。{fragment}\n'''\n"), "");
        let rendered = set(project.set());
        let told =
            rendered.diagnostics().iter().find(|found| found.code() == "not-archived").expect(fragment);
        assert_eq!(told.place().expect(fragment).line_column().0, 7, "{fragment}");
        let bytes = rendered.pdf().unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("pdfaid"), "{fragment}");
    }
    let rendered = set(Project::of(format!("{FRAME}body = \"文。\"\n[layout]\nred = \"cmyk\"\n"), "").set());
    let told = rendered.diagnostics().iter().find(|found| found.code() == "not-archived").unwrap();
    assert_eq!(told.place().unwrap().line_column().0, 7);
    assert!(rendered.pdf().is_ok());
}

/// 99-scans, and several pages of one.
#[test]
fn scans_are_read() {
    let scans: [(&str, &[u8]); 3] = [
        ("scan.bmp", include_bytes!("../fixtures/pictures/scan.bmp")),
        ("scan.gif", include_bytes!("../fixtures/pictures/scan.gif")),
        ("scan.tif", include_bytes!("../fixtures/pictures/scan.tif")),
    ];
    for (name, bytes) in scans {
        let rendered = set(pictured(name, bytes));
        assert_eq!(rendered.pages()[0].pictures.len(), 1, "{name}");
        assert!(rendered.pdf().is_ok(), "{name}");
        assert!(painted(&rendered, 0, [0, 0, 0]) > 0, "{name}");
        fails(pictured(name, &bytes[..bytes.len() / 3]), "broken-picture");
        fails(pictured(&format!("{name}#page=7"), bytes), "no-such-page");
    }
}

/// A TIFF of these pages, grey, each of one value.
fn tiff(values: &[u8]) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    let mut encoder = tiff::encoder::TiffEncoder::new(&mut file).unwrap();
    for value in values {
        let pixels = vec![*value; 60 * 80];
        encoder.write_image::<tiff::encoder::colortype::Gray8>(60, 80, &pixels).unwrap();
    }
    file.into_inner()
}

#[test]
fn the_pages_of_a_scan_are_bound_one_by_one() {
    let rendered = set(bound("扫描.tif", &tiff(&[10, 120, 240])));
    assert_eq!(rendered.page_count(), 4);
    let silent = codes(rendered.diagnostics()).iter().filter(|code| **code == "sheet-without-words").count();
    assert_eq!(silent, 0, "a scan of pixels alone is what it is");
    for (page, grey) in [(1, 10), (2, 120), (3, 240)] {
        assert!(painted(&rendered, page, [grey; 3]) > 4_000, "page {page}");
    }
    assert!(rendered.pdf().is_ok());
    let second = set(pictured("扫描.tif#page=2", &tiff(&[10, 120, 240])));
    assert!(painted(&second, 0, [120; 3]) > 4_000);
    // A photograph of a sheet is one page.
    assert_eq!(set(bound("照片.jpg", include_bytes!("../fixtures/pictures/press.jpg"))).page_count(), 2);
}

#[test]
fn a_picture_is_read_to_its_end_and_has_the_pages_it_has() {
    let press = include_bytes!("../fixtures/pictures/press.jpg");
    for share in [3, 5, 9] {
        let told = fails(pictured("a.jpg", &press[..press.len() * share / 10]), "broken-picture");
        assert!(told.contains("不完整"), "{told}");
    }
    let project =
        Project::of(format!("{FRAME}body = [{{ image = \"a.jpg\", caption = \"图\", page = 7 }}]\n"), "");
    project.write("a.jpg", press);
    fails(project.set(), "no-such-page");
}
