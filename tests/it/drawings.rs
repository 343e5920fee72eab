//! SVG drawings: their words are drawn or told, their colours are theirs, in whichever form they are written.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gongwen::{Failure, Rendered};

use crate::pdf_text::text_of;
use crate::sheet::codes;
use crate::support::{Project, pdf_of_pages};

const DATA: &str = "issuers = [\"甲市水利局\"]\ntitle = \"甲市水利局关于印发巡查方案的通知\"\ndate = 2025-03-04\nbody = [{ text = \"如图。\" }, { image = \"a.svg\", caption = \"示意图\" }]\n";

fn drawing(inside: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"300\" height=\"120\" viewBox=\"0 0 300 120\">{inside}</svg>"
    )
}

fn set(file: impl AsRef<[u8]>) -> Result<Rendered, Failure> {
    let project = Project::of(DATA, "");
    project.write("a.svg", file);
    project.set()
}

#[track_caller]
fn made(file: impl AsRef<[u8]>) -> Rendered {
    let rendered = set(file).unwrap_or_else(|failure| panic!("{failure}"));
    rendered.pdf().unwrap_or_else(|failure| panic!("{failure}"));
    rendered
}

fn told(rendered: &Rendered, code: &str) -> Vec<String> {
    let found = rendered.diagnostics().iter().filter(|found| found.code() == code);
    found.map(|found| found.message(gongwen::Lang::En)).collect()
}

/// The words that the file says.
fn said(rendered: &Rendered) -> String {
    let pdf = lopdf::Document::load_mem(&pdf_of_pages(rendered)).unwrap();
    let text: String = pdf.get_pages().values().map(|page| text_of(&pdf, *page)).collect();
    text.split_whitespace().collect()
}

/// The words of a drawing inside a drawing vanished, or its faces were mixed up with the outer one's
/// (`error[export]`, a malformed font).
#[test]
fn drawings_within_drawings_are_drawn() {
    let inner = drawing("<text x=\"10\" y=\"40\" font-size=\"20\" font-family=\"宋体\">内层的字</text>");
    let packed = format!("data:image/svg+xml;base64,{}", STANDARD.encode(&inner));
    let open =
        format!("data:image/svg+xml,{}", inner.replace('#', "%23").replace('<', "%3C").replace('"', "'"));
    for address in [packed, open] {
        let outer = drawing(&format!(
            "<image href=\"{address}\" width=\"300\" height=\"120\"/><text x=\"10\" y=\"100\" font-size=\"20\" font-family=\"楷体\">外层的字</text>"
        ));
        let rendered = made(&outer);
        assert!(said(&rendered).contains("外层的字"));
        let audit = rendered.audit();
        assert!(audit.characters.iter().any(|row| row.character == '内' && row.role == "songti"));
        // Both are on the page: there is ink where the inner words are.
        let ink = |file: &str| {
            let svg = made(file).svg(1).unwrap_or_default();
            svg.matches("<path").count() + svg.matches("<use").count()
        };
        let without =
            drawing("<text x=\"10\" y=\"100\" font-size=\"20\" font-family=\"楷体\">外层的字</text>");
        assert!(rendered.page_count() < 2 || ink(&outer) > ink(&without));
        // What is the matter with the inner one is told too.
        let wrong = inner.replace("宋体", "Nowhere Sans").replace("内层", "内\u{E123}");
        let outer = drawing(&format!(
            "<image href=\"data:image/svg+xml;base64,{}\" width=\"300\" height=\"120\"/>",
            STANDARD.encode(wrong)
        ));
        let failure = set(outer).expect_err("a character that no face has");
        assert!(codes(failure.diagnostics()).contains(&"missing-glyph"));
    }
}

#[test]
fn words_that_nobody_sees_are_told_at_the_picture() {
    for (inside, words) in [
        ("<flowRoot><flowPara>流式的文字</flowPara></flowRoot>", "流式的文字"),
        ("<text><textPath xlink:href=\"#no\">沿路径的字</textPath></text>", "沿路径的字"),
        (
            "<defs><path id=\"p\" d=\"M10 50 H40\"/></defs><text font-size=\"20\"><textPath xlink:href=\"#p\">路太短的字</textPath></text>",
            "路太短的字",
        ),
        ("<text x=\"10\" y=\"150\" font-size=\"20\">框外的字</text>", "框外的字"),
        ("<text x=\"250\" y=\"50\" font-size=\"20\">出去一半</text>", "出去一半"),
        ("<text y=\"50\" font-size=\"0\">零号字</text>", "零号字"),
        ("<text y=\"50\" font-size=\"16\">好字<tspan font-size=\"0\">没字</tspan></text>", "没字"),
        (
            "<clipPath id=\"c\"><rect width=\"60\" height=\"60\"/></clipPath><g clip-path=\"url(#c)\"><text x=\"100\" y=\"100\" font-size=\"20\">剪掉的字</text></g>",
            "剪掉的字",
        ),
        ("<text style=\"shape-inside:url(#r)\" font-size=\"20\">放在框里的字</text>", "放在框里的字"),
    ] {
        let rendered = made(drawing(&format!("<rect width=\"9\" height=\"9\"/>{inside}")));
        let found = told(&rendered, "picture-words-unseen");
        assert_eq!(found.len(), 1, "{inside}");
        assert!(found[0].ends_with(&format!(": {words}")), "{}", found[0]);
        let at = rendered.diagnostics().iter().find(|found| found.code() == "picture-words-unseen");
        assert_eq!(at.unwrap().place().unwrap().line_column().0, 4);
    }
    // What is hidden on purpose, or shown by reference, is not told.
    let rendered = made(drawing(
        "<style>.h { display: none } #i, rect.x { visibility: hidden; }</style><text class=\"h\">甲</text><text id=\"i\">乙</text>\
         <g display=\"none\"><text>丙</text></g><title>题</title><desc>说</desc><defs><text>丁</text></defs>\
         <text opacity=\"0\" y=\"9\">戊</text><symbol id=\"s\"><text y=\"50\" font-size=\"20\">己</text></symbol><use href=\"#s\"/>\
         <text x=\"50\" y=\"10\" font-size=\"20\" writing-mode=\"vertical-rl\">竖排的字</text>\
         <text x=\"90\" y=\"90\" font-size=\"9\"><tspan>一</tspan>\n<tspan x=\"90\" dy=\"9\">二</tspan></text>",
    ));
    assert_eq!(told(&rendered, "picture-words-unseen"), Vec::<String>::new());
}

/// Rules in `@media` were dropped without a word: what was hidden on paper was printed.
#[test]
fn styles_for_paper_are_used_and_those_for_screens_told() {
    let page = |style: &str| {
        made(drawing(&format!(
            "<style>{style}</style><text x=\"10\" y=\"50\" font-size=\"20\" class=\"h\">屏上的字</text>"
        )))
    };
    let rendered = page("@media print { text.h { display: none } }");
    assert!(!said(&rendered).contains("屏上的字"));
    assert!(!codes(rendered.diagnostics()).iter().any(|code| code.starts_with("picture-")));
    let rendered = page("@media (prefers-color-scheme: dark) { text.h { display: none } }");
    assert!(said(&rendered).contains("屏上的字"));
    assert_eq!(told(&rendered, "picture-styles").len(), 0);
    let rendered = page("@media screen { text.h { display: none } }");
    assert!(said(&rendered).contains("屏上的字"));
    assert_eq!(told(&rendered, "picture-styles").len(), 1);
}

/// A ligature was enough for the signs beside it to be told as missing.
#[test]
fn drawings_have_the_signs_that_the_text_has() {
    for family in ["宋体", "黑体", "仿宋", "Arial", "Times New Roman", "Nowhere"] {
        for weight in ["normal", "bold"] {
            let rendered = made(drawing(&format!(
                "<text x=\"10\" y=\"50\" font-size=\"12\" font-family=\"{family}\" font-weight=\"{weight}\">office &amp; ❶⸺☐₂⅓⇒→①㎡</text>"
            )));
            for sign in "❶⸺☐₂⅓⇒→①㎡&".chars() {
                assert!(
                    rendered.audit().characters.iter().any(|row| row.character == sign),
                    "{family} {sign}"
                );
            }
            assert!(said(&rendered).contains("❶"), "{family}");
        }
    }
}

#[test]
fn of_several_languages_the_chinese_part_is_shown() {
    let part = |language: &str, words: &str| {
        format!("<text systemLanguage=\"{language}\" x=\"10\" y=\"50\" font-size=\"20\">{words}</text>")
    };
    let other = "<text x=\"10\" y=\"50\" font-size=\"20\">其余</text>";
    for (parts, shown) in [
        (part("en", "English") + &part("zh-CN", "中文") + other, "中文"),
        (part("en", "English") + other, "其余"),
        (part("de", "Deutsch") + &part("fr", "Francais"), "Deutsch"),
    ] {
        let rendered = made(drawing(&format!("<switch>{parts}</switch>")));
        let text = said(&rendered);
        for words in ["English", "中文", "其余", "Deutsch", "Francais"] {
            assert_eq!(text.contains(words), words == shown, "{words}: {text}");
        }
        assert!(!codes(rendered.diagnostics()).contains(&"picture-words-unseen"));
    }
}

#[test]
fn drawings_are_read_packed_and_in_other_encodings() {
    let plain = drawing("<text x=\"10\" y=\"50\" font-size=\"20\">国标的字</text>");
    let declared = format!("<?xml version=\"1.0\" encoding=\"GBK\"?><!-- 中文说明 -->{plain}");
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let wide: Vec<u8> =
        std::iter::once(0xFEFF).chain(plain.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, plain.as_bytes()).unwrap();
    let late = format!("<?xml version=\"1.0\"?><!--{}-->{plain}", "x".repeat(5000));
    let prefixed = plain.replace("xmlns=", "xmlns:s=").replace("<svg", "<s:svg").replace("</svg", "</s:svg");
    let prefixed = prefixed.replace("<text", "<s:text").replace("</text", "</s:text");
    let files = [
        ("gbk", gbk(&declared)),
        ("gbk without a declaration", gbk(&plain)),
        ("utf-16", wide),
        ("svgz", packed.finish().unwrap()),
        ("a long head", late.into_bytes()),
        ("a prefix", prefixed.into_bytes()),
    ];
    for (name, file) in files {
        let rendered = set(file).unwrap_or_else(|failure| panic!("{name}: {failure}"));
        assert!(said(&rendered).contains("国标的字"), "{name}");
    }
    // What unpacks to more than is read.
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packed, plain.replace("<text", "<!--").as_bytes()).unwrap();
    for _ in 0..80 {
        std::io::Write::write_all(&mut packed, &vec![b' '; 1 << 20]).unwrap();
    }
    let failure = set(packed.finish().unwrap()).expect_err("too large");
    assert!(codes(failure.diagnostics()).contains(&"picture-too-large"), "{failure}");
}

/// draw.io and Figma write colours for two themes and for other screens; offices, printing inks. All became black.
#[test]
fn colours_of_drawings_are_theirs_or_told() {
    let page = |fill: &str| {
        let rendered = made(drawing(&format!(
            "<rect width=\"300\" height=\"120\" fill=\"#ffffff\" style=\"fill: {fill}\"/>"
        )));
        let codes: Vec<String> = codes(rendered.diagnostics()).into_iter().map(str::to_owned).collect();
        let drawn = (0..rendered.page_count()).map(|page| rendered.svg(page).unwrap()).collect::<String>();
        let address = "data:image/svg+xml;base64,";
        let inner = drawn.split(address).nth(1).map(|rest| rest.split('"').next().unwrap_or_default());
        let inner = inner.and_then(|inner| STANDARD.decode(inner).ok()).unwrap_or_default();
        (String::from_utf8(inner).unwrap(), codes)
    };
    for (fill, wanted, code) in [
        ("light-dark(#ffcccc, #121212)", "#ffcccc", None),
        ("device-cmyk(0 1 1 0)", "rgb(255, 0, 0)", Some("picture-colours")),
        ("#00ff00 icc-color(acme, 0.1, 0.2)", "#00ff00", None),
        ("var(--none, rgb(1, 2, 3))", "rgb(1, 2, 3)", None),
        ("oklch(0.6 0.2 30)", "oklch", Some("picture-colours-unread")),
    ] {
        let (drawn, codes) = page(fill);
        assert!(drawn.contains(&format!("fill: {wanted}")), "{fill}: {drawn}");
        let told: Vec<&String> = codes.iter().filter(|code| code.starts_with("picture-colours")).collect();
        assert_eq!(told.first().map(|code| code.as_str()), code, "{fill}");
    }
}

#[test]
fn pictures_within_drawings_are_converted_or_told() {
    let scan = include_bytes!("../fixtures/pictures/scan.tif");
    let inside = |kind: &str, bytes: &[u8]| {
        drawing(&format!(
            "<image href=\"data:{kind};base64,{}\" width=\"90\" height=\"60\"/>",
            STANDARD.encode(bytes)
        ))
    };
    let rendered = made(inside("image/tiff", scan));
    assert_eq!(told(&rendered, "picture-inside"), Vec::<String>::new());
    let drawn = (0..rendered.page_count()).map(|page| rendered.svg(page).unwrap()).collect::<String>();
    let held = drawn.split("data:image/svg+xml;base64,").nth(1).and_then(|rest| rest.split('"').next());
    let held = String::from_utf8(STANDARD.decode(held.unwrap()).unwrap()).unwrap();
    assert!(held.contains("data:image/png;base64,"), "{held}");
    let rendered = made(inside("application/pdf", b"%PDF-1.7"));
    assert_eq!(told(&rendered, "picture-inside").len(), 1);
}

/// A drawing in a fragment itself failed in the export, without a place, or lost its words.
#[test]
fn drawings_in_a_fragment_are_told_at_its_line() {
    let fragment = |inside: &str| {
        let file = drawing(inside).replace('"', "\\\"");
        let head = DATA.split("body").next().unwrap_or_default();
        let data = format!(
            "{head}body-format = \"typst\"\nbody = '''\n前文。\n\n#image(bytes(\"{file}\"), alt: \"图\")\n'''\n"
        );
        Project::of(data, "").set()
    };
    for (inside, code) in [
        ("<text y=\"20\">甲\u{1F600}</text>", "missing-glyph"),
        ("<text y=\"20\" font-family=\"NoWhere Sans\">甲</text>", "face-replaced"),
        ("<text y=\"900\">框外的字</text>", "picture-words-unseen"),
        (
            "<foreignObject width=\"9\" height=\"9\"><p xmlns=\"http://www.w3.org/1999/xhtml\">网页</p></foreignObject>",
            "picture-words-lost",
        ),
    ] {
        let found = match fragment(inside) {
            Ok(rendered) => rendered.diagnostics().to_vec(),
            Err(failure) => failure.diagnostics().to_vec(),
        };
        let found: Vec<_> = found.iter().filter(|found| found.code() == code).collect();
        assert_eq!(found.len(), 1, "{code}");
        assert_eq!(found[0].place().unwrap().line_column().0, 8, "{code}");
        if code == "face-replaced" {
            assert!(found[0].message(gongwen::Lang::En).contains("NoWhere Sans"));
        }
    }
    let rendered = fragment("<text y=\"20\" font-family=\"SimSun\">甲❶</text>").unwrap();
    rendered.pdf().unwrap();
    assert!(said(&rendered).contains("甲❶"));
}

/// Typst knows a name of a face in small letters only.
#[test]
fn a_face_is_told_as_it_is_written() {
    let head = DATA.split("body").next().unwrap_or_default();
    let data = format!(
        "{head}body-format = \"typst\"\nbody = '''\n#text(font: (\"Foo Bar\", \"BAZ 字\"))[甲]\n'''\n"
    );
    let rendered = Project::of(data, "").set().unwrap();
    let said = told(&rendered, "face-replaced").join("\n");
    assert!(said.contains("`Foo Bar`") && said.contains("`BAZ 字`"), "{said}");
}

/// What a fragment holds between quotes is no file: its inks became black, drawings within it lost their words.
#[test]
fn drawings_in_the_words_of_a_fragment_are_made_ready() {
    let inner = drawing("<text y=\"20\">内层❶</text>");
    let inner = format!(
        "<image width=\"90\" height=\"60\" href=\"data:image/svg+xml;base64,{}\"/>",
        STANDARD.encode(inner)
    );
    let file =
        drawing(&format!("<rect y=\"60\" width=\"50\" height=\"50\" fill=\"device-cmyk(1 0 0 0)\"/>{inner}"));
    let head = DATA.split("body").next().unwrap_or_default();
    let file = file.replace('"', "\\\"");
    let data = format!(
        "{head}body-format = \"typst\"\nbody = '''\n前文。\n\n#image(bytes(\"{file}\"), alt: \"图\")\n'''\n"
    );
    let rendered = Project::of(data, "").set().unwrap();
    rendered.pdf().unwrap();
    assert_eq!(told(&rendered, "picture-colours").len(), 1, "{:?}", codes(rendered.diagnostics()));
    let pixels = image::load_from_memory(&rendered.png(0, 60.0).unwrap()).unwrap().to_rgb8();
    let cyan = pixels.pixels().filter(|pixel| pixel[0] < 90 && pixel[1] > 140 && pixel[2] > 180);
    assert!(cyan.count() > 100, "the inks are drawn");
}
