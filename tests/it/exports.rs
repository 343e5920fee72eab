//! Whatever `check` lets pass, `render` makes in its default form, PDF/A-3a and PDF/UA-1: one document for every kind
//! of picture, block, fragment and value of `layout`. With GONGWEN_WRITE_EXPORTS naming a folder the files are
//! written there, for veraPDF (.ci/run).

use std::path::PathBuf;

use image::{DynamicImage, ImageFormat};

use crate::pictures::{HELVETICA, SONG, pages};
use crate::support::Project;

const FRAME: &str = "issuers = [\"甲市水利局\"]\nnumber = \"甲水〔2025〕8号\"\ntitle = \"甲市水利局关于印发巡查方案的通知\"\nrecipients = [\"各县（区）水利局\"]\ndate = 2025-03-04\n";
const TEXT: &str = "body = \"现将方案印发给你们，请认真执行。\"\n";

/// A document under the name of its case, with the files that it names.
struct Case {
    name: String,
    data: String,
    files: Vec<(String, Vec<u8>)>,
}

impl Case {
    fn of(name: impl Into<String>, data: impl Into<String>) -> Case {
        Case { name: name.into(), data: data.into(), files: Vec::new() }
    }

    fn with(mut self, file: &str, bytes: Vec<u8>) -> Case {
        self.files.push((file.to_owned(), bytes));
        self
    }
}

/// Sets and exports every case, and writes what is asked for.
#[track_caller]
fn exported(cases: Vec<Case>) {
    let folder = std::env::var_os("GONGWEN_WRITE_EXPORTS").map(PathBuf::from);
    for Case { name, data, files } in cases {
        let project = Project::of(&data, "");
        files.iter().for_each(|(file, bytes)| project.write(file, bytes));
        let rendered = project.set().unwrap_or_else(|failure| panic!("{name}: {failure}\n{data}"));
        let told = rendered.diagnostics().iter().any(|found| found.code() == "not-archived");
        let bytes = rendered.pdf().unwrap_or_else(|failure| panic!("{name}: {failure}\n{data}"));
        let archive = String::from_utf8_lossy(&bytes).contains("<pdfaid:part>3</pdfaid:part>");
        assert_ne!(archive, told, "{name}: an archive file, or told that it is none");
        if let Some(folder) = folder.as_ref().filter(|_| archive) {
            std::fs::create_dir_all(folder).unwrap();
            std::fs::write(folder.join(format!("{name}.pdf")), bytes).unwrap();
        }
    }
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// A field of colours that differ.
fn colours() -> DynamicImage {
    let pixel =
        |x: u32, y: u32| image::Rgba([(x * 3) as u8, (y * 5) as u8, 90, if x < 20 { 80 } else { 255 }]);
    DynamicImage::ImageRgba8(image::RgbaImage::from_fn(60, 40, pixel))
}

fn files() -> Vec<(&'static str, Vec<u8>)> {
    let rgba = colours();
    let rgb = DynamicImage::ImageRgb8(rgba.to_rgb8());
    let grey = DynamicImage::ImageLuma8(rgba.to_luma8());
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"60\"><defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"red\"/><stop offset=\"1\" stop-color=\"blue\" stop-opacity=\"0.4\"/></linearGradient></defs><rect width=\"90\" height=\"60\" fill=\"url(#g)\"/><circle cx=\"30\" cy=\"30\" r=\"20\" opacity=\"0.5\"/></svg>";
    vec![
        ("rgb.png", encoded(&rgb, ImageFormat::Png)),
        ("rgba.png", encoded(&rgba, ImageFormat::Png)),
        ("grey.png", encoded(&grey, ImageFormat::Png)),
        ("grey-alpha.png", encoded(&DynamicImage::ImageLumaA8(rgba.to_luma_alpha8()), ImageFormat::Png)),
        ("rgb16.png", encoded(&DynamicImage::ImageRgb16(rgba.to_rgb16()), ImageFormat::Png)),
        ("grey16.png", encoded(&DynamicImage::ImageLuma16(rgba.to_luma16()), ImageFormat::Png)),
        ("rgb.jpg", encoded(&rgb, ImageFormat::Jpeg)),
        ("grey.jpg", encoded(&grey, ImageFormat::Jpeg)),
        ("inks.jpg", include_bytes!("../fixtures/pictures/press.jpg").to_vec()),
        ("rgb.webp", encoded(&rgb, ImageFormat::WebP)),
        ("rgba.webp", encoded(&rgba, ImageFormat::WebP)),
        ("scan.gif", include_bytes!("../fixtures/pictures/scan.gif").to_vec()),
        ("scan.bmp", include_bytes!("../fixtures/pictures/scan.bmp").to_vec()),
        ("scan.tif", include_bytes!("../fixtures/pictures/scan.tif").to_vec()),
        ("drawing.svg", svg.as_bytes().to_vec()),
        ("page.pdf", page()),
    ]
}

/// A page with all that a page has: inks, a spot colour, faces that are not inside, a shading, tiles, a picture in
/// inks, transparency, a mask, a stamp.
fn page() -> Vec<u8> {
    let stream = |dictionary: &str, content: &str| {
        format!("<<{dictionary}/Length {}>>stream\n{content}\nendstream", content.len())
    };
    let resources = format!(
        "/ColorSpace<</CS[/Separation/Spot/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 1 1 0]/N 1>>]>>\
         /Shading<</S1<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 300 0]/Function<</FunctionType 2/Domain[0 1]/C0[1 0 0]/C1[0 0 1]/N 1>>/Extend[true true]>>>>\
         /Pattern<</P1 6 0 R>>/XObject<</I1 7 0 R/G1 8 0 R>>\
         /ExtGState<</T1<</ca 0.5/BM/Multiply>>/M1<</SMask<</Type/Mask/S/Luminosity/G 9 0 R>>>>>>{HELVETICA}"
    );
    let page = format!(
        "/MediaBox[0 0 300 400]/Resources<<{resources}>>/Annots[<</Type/Annot/Subtype/Stamp/Rect[200 20 280 100]/F 4/AP<</N 5 0 R>>>>]"
    );
    let content = "0 1 1 0 k 20 300 60 60 re f /CS cs 1 scn 100 300 60 60 re f BT /F1 20 Tf 0 g 20 260 Td (Section A-A) Tj ET \
        q 20 180 100 60 re W n /S1 sh Q /Pattern cs /P1 scn 140 180 100 60 re f \
        q 60 0 0 60 20 100 cm /I1 Do Q q /T1 gs 1 0 0 rg 30 110 60 60 re f Q q /M1 gs 0 0 1 rg 100 100 80 60 re f Q /G1 Do";
    let more = [
        stream("/Type/XObject/Subtype/Form/BBox[0 0 10 10]", "1 0 0 RG 5 5 m 9 5 l S 0 0 10 10 re S"),
        stream(
            "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 10 10]/XStep 12/YStep 12/Resources<<>>",
            "0 0.5 0 rg 0 0 6 6 re f",
        ),
        stream(
            "/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceCMYK/BitsPerComponent 8/Filter/ASCIIHexDecode",
            "00ffff00 ff000000 00ff0000 0000ff00>",
        ),
        stream(
            "/Type/XObject/Subtype/Form/BBox[0 0 300 400]/Group<</S/Transparency/CS/DeviceRGB/I true>>",
            "0.5 g 220 300 40 40 re f",
        ),
        stream(
            "/Type/XObject/Subtype/Form/BBox[0 0 300 400]/Group<</S/Transparency/CS/DeviceGray>>",
            "0.5 g 100 100 40 60 re f",
        ),
    ];
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    pages("", &[(&page, content)], &more)
}

#[test]
fn every_kind_of_picture_is_exported() {
    let cases = files().into_iter().map(|(file, bytes)| {
        let block =
            format!("body = [{{ text = \"如图。\" }}, {{ image = \"{file}\", caption = \"示意图\" }}]\n");
        Case::of(format!("picture-{file}"), format!("{FRAME}{block}")).with(file, bytes)
    });
    exported(cases.collect());
}

#[test]
fn every_kind_of_picture_is_exported_as_an_attachment_a_seal_and_a_stamp() {
    let mut cases = Vec::new();
    for (file, bytes) in files() {
        let bound = format!("{FRAME}{TEXT}[[attachments]]\ntitle = \"方案\"\nbody-file = \"{file}\"\n");
        cases.push(Case::of(format!("bound-{file}"), bound).with(file, bytes.clone()));
        let sealed =
            FRAME.replace("[\"甲市水利局\"]", &format!("[{{ name = \"甲市水利局\", seal = \"{file}\" }}]"));
        cases.push(Case::of(format!("seal-{file}"), format!("{sealed}{TEXT}")).with(file, bytes.clone()));
        let signed =
            format!("{FRAME}{TEXT}signature = {{ title = \"局长\", name = \"王明\", image = \"{file}\" }}\n");
        cases.push(Case::of(format!("stamp-{file}"), signed).with(file, bytes));
    }
    let song = format!("/MediaBox[0 0 595 842]/Resources<<{SONG}>>");
    let wide = format!("/MediaBox[0 0 842 595]/Resources<<{HELVETICA}>>");
    let two = pages(
        "",
        &[
            (&song, "BT /F1 40 Tf 50 500 Td <7532 4E59> Tj ET"),
            (&wide, "BT /F1 20 Tf 50 300 Td (Wide sheet, two words) Tj ET"),
        ],
        &[],
    );
    let data = format!(
        "{FRAME}{TEXT}[[attachments]]\ntitle = \"方案\"\nbody-file = \"two.pdf\"\n[[attachments]]\ntitle = \"名单\"\nbody = \"甲、乙。\"\n"
    );
    cases.push(Case::of("bound-two-pages", data).with("two.pdf", two));
    exported(cases);
}

#[test]
fn every_block_is_exported() {
    let bodies = [
        (
            "headings",
            "[{ heading = \"一级\", level = 1 }, { text = \"文。\" }, { heading = \"二级\", level = 2 }, { heading = \"三级\", level = 3 }, { heading = \"四级\", level = 4 }, { text = \"文。\" }]",
        ),
        (
            "heading-deep-first",
            "[{ heading = \"四级\", level = 4 }, { text = \"文。\" }, { heading = \"一级\", level = 1 }, { text = \"文。\" }]",
        ),
        ("bold", "[{ text = [\"前\", { bold = \"重\" }, \"后。\"] }]"),
        ("raised", "[{ text = [\"面积5km\", { raised = \"2\" }, \"，CO\", { lowered = \"2\" }, \"。\"] }]"),
        (
            "table",
            "[{ table = { caption = \"表\", header = [\"项\", \"数\"], rows = [[\"甲\", 1], [\"乙\", 22.5]] } }]",
        ),
        ("table-no-header", "[{ table = { rows = [[\"甲\", 1], [\"乙\", 2]] } }]"),
        (
            "table-merged",
            "[{ table = { header = [{ text = \"项目\", colspan = 2 }, \"数\"], rows = [[{ text = \"甲\", rowspan = 2 }, \"子\", 1], [\"丑\", 2]] } }]",
        ),
        ("table-bold", "[{ table = { header = [\"项\"], rows = [[[\"前\", { bold = \"重\" }]]] } }]"),
    ];
    let mut cases: Vec<Case> = bodies
        .iter()
        .map(|(name, body)| Case::of(format!("block-{name}"), format!("{FRAME}body = {body}\n")))
        .collect();
    let long: String = (0..60).map(|row| format!("[\"第{row}项\", {row}], ")).collect();
    cases.push(Case::of(
        "block-table-long",
        format!("{FRAME}body = [{{ table = {{ header = [\"项\", \"数\"], rows = [{long}] }} }}]\n"),
    ));
    let wide: Vec<String> = (0..14).map(|column| format!("\"第{column}列的名称\"")).collect();
    let wide = wide.join(", ");
    cases.push(Case::of(
        "block-table-landscape",
        format!("{FRAME}{TEXT}[[attachments]]\ntitle = \"表\"\nlandscape = true\nbody = [{{ table = {{ header = [{wide}], rows = [[{wide}]] }} }}]\n"),
    ));
    cases.push(Case::of(
        "attachment-a3",
        format!("{FRAME}{TEXT}[[attachments]]\ntitle = \"表\"\npaper = \"a3\"\nbody = [{{ table = {{ header = [{wide}], rows = [[{wide}]] }} }}]\n\n[[attachments]]\ntitle = \"文\"\nbody = \"文。\"\n"),
    ));
    cases.push(Case::of("block-markdown", format!("{FRAME}body-format = \"markdown\"\nbody = '''\n# 一级\n\n文，**重点**。\n\n## 二级\n\n- 甲\n- 乙\n\n| 项 | 数 |\n|---|--:|\n| 甲 | 1 |\n'''\n")));
    cases.push(Case::of("block-text", format!("{FRAME}body = '''\n一、总体情况\n（一）基本情况。文字。\n1．一项。\n（1）小项。\n| 项 | 数 |\n|---|---|\n| 甲 | 1 |\n'''\n")));
    exported(cases);
}

#[test]
fn every_fragment_is_exported() {
    let fragments = [
        ("text", "文字，*重点*，_强调_。"),
        ("list", "文。\n\n- 甲\n- 乙\n\n+ 一\n+ 二"),
        ("terms", "/ 甲: 一种。"),
        ("table", "#table(columns: 2, table.header[项][数], [甲], [1])"),
        ("grid", "#grid(columns: 2, [甲], [乙])"),
        ("rect", "#rect(fill: rgb(\"#eeeeee\"), stroke: red)[文]"),
        ("gradient", "#rect(width: 100%, height: 1cm, fill: gradient.linear(red, blue))"),
        ("link", "#link(\"https://example.com\")[网址]"),
        ("footnote", "文#footnote[注。]。"),
        ("quote", "#quote(block: true)[引文。]"),
        ("raw", "`code 1`"),
        ("columns", "#columns(2)[左#colbreak()右]"),
        ("box", "#box(stroke: 1pt, inset: 2pt)[框]"),
        ("line", "#line(length: 100%)"),
        ("align", "#align(center)[居中]"),
        ("place", "#place(right)[右]文。"),
        ("break", "上。#pagebreak()下。"),
        ("super", "m#super[2]，CO#sub[2]"),
        ("underline", "#underline[下划线]#strike[删]#highlight[亮]"),
        ("inks", "#text(fill: cmyk(0%, 100%, 100%, 0%))[红]"),
        ("gradient-inks", "#rect(fill: gradient.linear(cmyk(0%, 100%, 100%, 0%), black))"),
        ("transparent", "#text(fill: rgb(0, 0, 0, 50%))[淡]"),
        ("scale", "#scale(50%)[小]文。"),
        ("hide", "#hide[藏]文"),
    ];
    let case = |(name, fragment): &(&str, &str)| {
        Case::of(
            format!("fragment-{name}"),
            format!("{FRAME}body-format = \"typst\"\nbody = '''\n{fragment}\n'''\n"),
        )
    };
    exported(fragments.iter().map(case).collect());
}

#[test]
fn every_value_of_layout_is_exported() {
    let values = [
        "punctuation = \"grid\"",
        "digits = \"fangsong\"",
        "fit = false",
        "colophon-page = \"last\"",
        "colophon-page = \"multiple-of-4\"",
        "binding = \"mirrored\"",
        "red = \"cmyk\"",
        "red = \"#C00000\"",
        "mark-size = 18",
        "rule-thickness = 0.5",
        "margins = { top = 30, bottom = 30, left = 25, right = 25 }",
        "lines-per-page = 20",
        "characters-per-line = 26",
        "heading-bold = true",
        "page-number = \"centre\"",
        "page-number = \"none\"",
    ];
    let formats = ["document", "letter", "order", "minutes"];
    let mut cases = Vec::new();
    for (index, value) in values.iter().enumerate() {
        let key: String = value.chars().take_while(|c| *c != ' ').collect();
        let data = format!(
            "{FRAME}body = '''\n一、总体情况\n现将方案印发给你们，请认真执行。\n'''\n[layout]\n{value}\n"
        );
        cases.push(Case::of(format!("layout-{index:02}-{key}"), data));
    }
    for format in formats {
        let mark = if format == "minutes" { "mark = \"甲市水利局会议纪要\"\n" } else { "" };
        let data = format!("format = \"{format}\"\n{mark}{FRAME}{TEXT}")
            .replace("recipients = [\"各县（区）水利局\"]\n", "");
        cases.push(Case::of(format!("format-{format}"), data));
    }
    exported(cases);
}
