//! What is changed: files of data/ and of the tests' own, small ones, for a round is to take milliseconds.

use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use gongwen::Document;
use gongwen_testing::Chance;
use serde_json::Value;

use super::packed::{book, document, unpacked};

/// Examples by the doors they go through.
pub struct Seeds {
    pub toml: Vec<String>,
    pub json: Vec<String>,
    /// Data that are right and name no file.
    pub values: Vec<Value>,
    pub prose: Vec<String>,
    pub web: Vec<String>,
    pub fragments: Vec<String>,
    pub tables: Vec<String>,
    pub drawings: Vec<String>,
    pub pictures: Vec<(String, Vec<u8>)>,
    pub pdfs: Vec<Vec<u8>>,
    pub words: Vec<Vec<(String, Vec<u8>)>>,
    pub books: Vec<Vec<(String, Vec<u8>)>>,
    /// Workbooks that are lists.
    pub lists: Vec<Vec<(String, Vec<u8>)>>,
    /// Data of a template inside the program, and the files of the one that it writes.
    pub template: Value,
    pub template_files: Vec<(String, String)>,
}

/// The longest text that is taken whole, in bytes; of a longer one the beginning.
const LONGEST: usize = 3_000;

/// A page of the report inside the program, with each kind of block.
const REPORT: &str = r#"{
  "title": "工作报告", "subtitle": "一网通办", "period": "2025年度", "organ": "青岚市数据局", "date": "2026-01-20",
  "figures": [{ "label": "办件量", "value": 486.3, "unit": "万件", "change": "增长 11.6%" }],
  "summary": ["全年办件486.3万件。"],
  "chapters": [{ "title": "运行情况", "blocks": [
    "网上办理占86.7%。", { "section": "渠道" },
    { "chart": { "kind": "stacked", "title": "办件量", "labels": ["2024年", "2025年"], "unit": "万件", "decimals": 1, "height": 56,
      "series": [{ "name": "网上", "values": [356.5, 421.7] }, { "name": "窗口", "values": [79.3, 64.6] }] } }
  ] }]
}"#;

const WEB: &str = "<html><body><h1>通知</h1><ol type=a start=3><li>甲<li value=7>乙</ol><table><tr><td rowspan=2>一<td>二\
                   <tr><td>三</table><p style='text-align:center'>某局<br>2024年1月2日</p><ruby>字<rt>zi</rt></ruby></body></html>";

const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30' viewBox='0 0 40 30'><style>.a{fill:red}</style>\
    <defs><linearGradient id='g'><stop offset='0' stop-color='#f00'/></linearGradient><pattern id='p' width='4' height='4' \
    patternUnits='userSpaceOnUse'><circle r='1'/></pattern><clipPath id='c'><rect width='9' height='9'/></clipPath>\
    <filter id='f'><feGaussianBlur stdDeviation='1'/></filter><g id='u'><rect class='a' width='5' height='5'/></g></defs>\
    <use href='#u' x='3'/><path d='M0 0L10 10C1 2 3 4 5 6z' stroke='url(#g)' stroke-dasharray='1 2' transform='rotate(9)'/>\
    <text x='1' y='9' font-family='宋体' font-size='4'>图一<tspan dy='2'>二</tspan></text><g clip-path='url(#c)' filter='url(#f)'>\
    <rect width='9' height='9' fill='url(#p)' opacity='.5'/></g></svg>";

/// A PDF whose instructions lie open, with a form, a Type 3 face, a pattern, a mask, a shading and a picture.
const PDF: &str = include_str!("open.pdf.txt");

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a folder with this ending, in the order of their names.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).into_iter().flatten().filter_map(Result::ok);
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == ending));
    paths.sort();
    paths
}

fn texts(folder: &str, ending: &str) -> Vec<String> {
    let read = files(folder, ending).into_iter().filter_map(|path| fs::read_to_string(path).ok());
    read.map(|text| text[..text.floor_char_boundary(LONGEST)].to_owned()).collect()
}

impl Seeds {
    pub fn read() -> Seeds {
        let toml: Vec<String> =
            texts("data", "toml").into_iter().chain(texts("tests/corpus/open", "toml")).collect();
        let parsed = |text: &String| serde_json::to_value(text.parse::<toml::Table>().ok()?).ok();
        let json = toml.iter().filter_map(|text| serde_json::to_string_pretty(&parsed(text)?).ok());
        let values = toml.iter().filter_map(parsed).filter(|value| Document::from_value(value).is_ok());
        let prose = [texts("data", "txt"), texts("data", "md"), texts("tests/corpus/open", "txt")].concat();
        let mut pictures = Vec::new();
        for ending in ["jpg", "bmp", "gif", "tif"] {
            for path in files("tests/fixtures/pictures", ending) {
                pictures.push((format!("x.{ending}"), fs::read(path).unwrap_or_default()));
            }
        }
        for format in [image::ImageFormat::Png, image::ImageFormat::WebP] {
            let mut bytes = Cursor::new(Vec::new());
            let picture = image::DynamicImage::new_rgb8(9, 7);
            if picture.write_to(&mut bytes, format).is_ok() {
                pictures.push((format!("x.{}", format.extensions_str()[0]), bytes.into_inner()));
            }
        }
        let mut pdfs: Vec<Vec<u8>> = vec![PDF.as_bytes().to_vec()];
        let named =
            ["foreign/reportlab.pdf", "hostile/form-twice.pdf", "hostile/form-bomb.pdf", "locked/owner.pdf"];
        pdfs.extend(named.iter().filter_map(|name| fs::read(root().join("tests/fixtures").join(name)).ok()));
        let words = fs::read(root().join("tests/fixtures/numbering/lists.docx")).ok();
        let words = words.iter().filter_map(|bytes| unpacked(bytes)).chain([document()]).collect();
        let template_files =
            ["toml", "json", "typ"].into_iter().flat_map(|ending| files("templates/new", ending));
        let template_files = template_files.filter_map(|path| {
            let name = path.file_name()?.to_string_lossy().into_owned();
            Some((name, fs::read_to_string(path).ok()?))
        });
        let mut template_files: Vec<(String, String)> = template_files.collect();
        // The manifest comes first.
        template_files.sort_by_key(|(name, _)| name != "template.toml");
        let drawings = texts("data", "svg").into_iter().filter(|text| text.trim_end().ends_with("</svg>"));
        Seeds {
            json: json.collect(),
            values: values.collect(),
            toml,
            prose,
            web: vec![WEB.to_owned()],
            fragments: texts("data", "typ"),
            tables: texts("data", "csv").into_iter().chain(texts("data/batch", "csv")).collect(),
            drawings: drawings.chain([DRAWING.to_owned()]).collect(),
            pictures,
            pdfs,
            words,
            books: vec![book("名称")],
            lists: vec![book("事项")],
            template: serde_json::from_str(REPORT).expect("it is JSON"),
            template_files,
        }
    }

    /// A text changed, with pieces of another of its kind.
    pub fn changed(chance: &mut Chance, texts: &[String]) -> String {
        let (one, other) = (chance.below(texts.len()), chance.below(texts.len()));
        match texts.get(one) {
            Some(text) => chance.text(text, &texts[other]),
            None => chance.text("", ""),
        }
    }

    /// A text changed at one place, by what may stand in such texts.
    pub fn slightly(chance: &mut Chance, texts: &[String]) -> String {
        let (one, other) = (chance.below(texts.len()), chance.below(texts.len()));
        texts.get(one).map(|text| chance.slightly(text, &texts[other])).unwrap_or_default()
    }
}
