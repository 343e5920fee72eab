//! What is changed: files of data/ and of the tests' own, small ones, for a round is to take milliseconds.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::PathBuf;

use gongwen_testing::Chance;

/// Examples by the doors they go through.
pub struct Seeds {
    pub toml: Vec<String>,
    pub json: Vec<String>,
    pub prose: Vec<String>,
    pub web: Vec<String>,
    pub fragments: Vec<String>,
    pub tables: Vec<String>,
    pub drawings: Vec<String>,
    pub pictures: Vec<(String, Vec<u8>)>,
    pub pdfs: Vec<Vec<u8>>,
    pub words: Vec<Vec<(String, Vec<u8>)>>,
    pub books: Vec<Vec<(String, Vec<u8>)>>,
    pub template: String,
}

/// The longest text that is taken whole, in bytes; of a longer one the beginning.
const LONGEST: usize = 3_000;

const FRAGMENTS: [&str; 5] = [
    "= 总体要求\n文。*要点*\n\n- 甲\n- 乙\n\n$ sum_(i=1)^n x_i / 2 $",
    "#table(columns: 2, [甲], [乙], table.cell(colspan: 2)[丙])\n#figure(rect(width: 2cm), caption: [图])",
    "#let rows = (1, 2, 3)\n#for row in rows [第#row;项。]\n#text(font: \"SimHei\", 12pt)[黑体]",
    "#set par(leading: 1em)\n#grid(columns: (1fr, 2fr), [甲], [乙]) #footnote[注] @none <a>",
    "#show strong: it => text(red, it)\n#v(3cm) #place(top + right)[角] #columns(2)[一二三 #colbreak() 四]",
];

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
        let json = toml
            .iter()
            .filter_map(|text| serde_json::to_string_pretty(&text.parse::<toml::Table>().ok()?).ok());
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
        let drawings = texts("data", "svg").into_iter().filter(|text| text.trim_end().ends_with("</svg>"));
        Seeds {
            json: json.collect(),
            toml,
            prose,
            web: vec![WEB.to_owned()],
            fragments: FRAGMENTS.map(str::to_owned).into_iter().chain(texts("data", "typ")).collect(),
            tables: texts("data", "csv").into_iter().chain(texts("data/batch", "csv")).collect(),
            drawings: drawings.chain([DRAWING.to_owned()]).collect(),
            pictures,
            pdfs,
            words,
            books: vec![book()],
            template: fs::read_to_string(root().join("data/gongzuo-baogao.json")).unwrap_or_default(),
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
}

/// The files of a package.
fn unpacked(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut files = Vec::new();
    for at in 0..package.len() {
        let mut file = package.by_index(at).ok()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        files.push((file.name().ok()?.into_owned(), bytes));
    }
    Some(files)
}

/// A package with one of its files changed, or with bytes of its own changed.
pub fn package(chance: &mut Chance, files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut made = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let changed = chance.below(files.len());
    for (at, (name, bytes)) in files.iter().enumerate() {
        let bytes = match std::str::from_utf8(bytes) {
            Ok(text) if at == changed => chance.text(text, text).into_bytes(),
            _ => bytes.clone(),
        };
        let options = zip::write::SimpleFileOptions::default();
        if made.start_file(name.as_str(), options).is_err() || made.write_all(&bytes).is_err() {
            return Vec::new();
        }
    }
    let bytes = made.finish().map(Cursor::into_inner).unwrap_or_default();
    if chance.one_in(10) { chance.bytes(&bytes) } else { bytes }
}

fn parts(parts: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    parts.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
}

const TYPES: &str = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>\
    <Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>\
    <Default Extension='xml' ContentType='application/xml'/></Types>";

/// A Word file with what readers have to do with: styles, tables, fields, changes, notes.
fn document() -> Vec<(String, Vec<u8>)> {
    const W: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";
    let text = format!(
        "<w:document {W}><w:body><w:p><w:pPr><w:jc w:val='center'/></w:pPr><w:r><w:t>关于甲的通知</w:t></w:r></w:p>\
         <w:p><w:r><w:t>各科室：</w:t></w:r></w:p><w:p><w:ins w:id='1'><w:r><w:t>一、总体要求</w:t></w:r></w:ins>\
         <w:del w:id='2'><w:r><w:delText>旧</w:delText></w:r></w:del></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>\
         <w:p><w:r><w:t>表</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/>\
         </w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText>\
         <w:fldChar w:fldCharType='end'/></w:r></w:p><w:p><w:r><w:t>甲局</w:t></w:r></w:p><w:p><w:r><w:t>2024年1月2日</w:t></w:r></w:p>\
         </w:body></w:document>"
    );
    let relations = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='a' \
        Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>";
    parts(&[("[Content_Types].xml", TYPES), ("_rels/.rels", relations), ("word/document.xml", &text)])
}

/// A workbook of one sheet.
fn book() -> Vec<(String, Vec<u8>)> {
    const S: &str = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'";
    const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let sheet = format!(
        "<worksheet {S}><cols><col min='1' max='2' width='9'/></cols><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>名称</t></is></c>\
         <c r='B1' t='s'><v>0</v></c></row><row r='2'><c r='A2' s='1'><v>45000.5</v></c><c r='B2'><f>A2</f><v>1.25</v></c></row></sheetData>\
         <mergeCells><mergeCell ref='A1:B1'/></mergeCells></worksheet>"
    );
    let styles = format!(
        "<styleSheet {S}><numFmts><numFmt numFmtId='170' formatCode='[$-804]yyyy\"年\"m\"月\"d\"日\";@'/></numFmts><cellXfs><xf numFmtId='0'/>\
         <xf numFmtId='170'/></cellXfs></styleSheet>"
    );
    let workbook = format!(
        "<workbook {S} xmlns:r='{R}'><sheets><sheet name='表一' sheetId='1' r:id='a'/></sheets></workbook>"
    );
    let relations = |rows: &str| {
        format!(
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{rows}</Relationships>"
        )
    };
    let of_file =
        relations(&format!("<Relationship Id='a' Type='{R}/officeDocument' Target='xl/workbook.xml'/>"));
    let of_book = relations(&format!(
        "<Relationship Id='a' Type='{R}/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='b' Type='{R}/styles' \
         Target='styles.xml'/><Relationship Id='c' Type='{R}/sharedStrings' Target='sharedStrings.xml'/>"
    ));
    let shared = format!("<sst {S}><si><t>数量</t></si></sst>");
    parts(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", &of_file),
        ("xl/workbook.xml", &workbook),
        ("xl/_rels/workbook.xml.rels", &of_book),
        ("xl/worksheets/sheet1.xml", &sheet),
        ("xl/styles.xml", &styles),
        ("xl/sharedStrings.xml", &shared),
    ])
}

/// A PDF changed: bytes in their places, or its objects.
pub fn pdf(chance: &mut Chance, bytes: &[u8]) -> Vec<u8> {
    if chance.one_in(3) {
        return chance.bytes(bytes);
    }
    let Ok(mut file) = lopdf::Document::load_mem(bytes) else { return chance.bytes(bytes) };
    let ids: Vec<lopdf::ObjectId> = file.objects.keys().copied().collect();
    for _ in 0..1 + chance.below(4) {
        if ids.is_empty() {
            break;
        }
        let id = *chance.of(&ids);
        let value = object(chance, &ids);
        match file.objects.get_mut(&id) {
            Some(lopdf::Object::Stream(stream)) if chance.one_in(2) => {
                let plain = stream.get_plain_content().unwrap_or_default();
                let content = match String::from_utf8(plain) {
                    Ok(text) => chance.text(&text, &text).into_bytes(),
                    Err(error) => chance.bytes(error.as_bytes()),
                };
                stream.set_plain_content(content);
            }
            Some(lopdf::Object::Stream(stream)) => put(chance, &mut stream.dict, value),
            Some(lopdf::Object::Dictionary(dict)) => put(chance, dict, value),
            Some(other) => *other = value,
            None => {}
        }
    }
    let mut made = Vec::new();
    if file.save_to(&mut made).is_err() { chance.bytes(bytes) } else { made }
}

fn put(chance: &mut Chance, dict: &mut lopdf::Dictionary, value: lopdf::Object) {
    const KEYS: [&str; 16] = [
        "Resources",
        "Contents",
        "Kids",
        "Parent",
        "MediaBox",
        "Matrix",
        "BBox",
        "XObject",
        "Font",
        "CharProcs",
        "Width",
        "Filter",
        "ColorSpace",
        "SMask",
        "Length",
        "Encoding",
    ];
    let known: Vec<Vec<u8>> = dict.iter().map(|(key, _)| key.clone()).collect();
    let key = if known.is_empty() || chance.one_in(3) {
        chance.of(&KEYS).as_bytes().to_vec()
    } else {
        chance.of(&known).clone()
    };
    dict.set(key, value);
}

fn object(chance: &mut Chance, ids: &[lopdf::ObjectId]) -> lopdf::Object {
    use lopdf::Object;
    match chance.below(8) {
        0 => Object::Null,
        1 => Object::Integer(*chance.of(&[0, -1, 1, 255, 65_536, i64::MAX, i64::MIN])),
        2 => Object::Real(*chance.of(&[0.0, -1.0, 1e30, 1e-30, f32::MAX])),
        3 => Object::Name(
            chance
                .of(&["DeviceRGB", "Type3", "Pattern", "FlateDecode", "DCTDecode", "Form", "Identity-H"])
                .as_bytes()
                .to_vec(),
        ),
        4 => Object::string_literal(chance.text("文", "()<>\\")),
        5 => {
            Object::Array((0..chance.below(6)).map(|_| Object::Integer(chance.below(1_000) as i64)).collect())
        }
        _ => Object::Reference(*chance.of(ids)),
    }
}
