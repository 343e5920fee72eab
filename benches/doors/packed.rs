//! Files of other programs, changed inside: what is a package or a PDF stays one.

use std::io::{Cursor, Read as _, Write as _};

use gongwen_testing::Chance;
use sha2::{Digest as _, Sha256};

use super::nearly;
use super::seeds::Seeds;

/// The files of a package.
pub fn unpacked(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
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
pub fn document() -> Vec<(String, Vec<u8>)> {
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

/// A workbook of one sheet; `first` names its first column.
pub fn book(first: &str) -> Vec<(String, Vec<u8>)> {
    const S: &str = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'";
    const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let sheet = format!(
        "<worksheet {S}><cols><col min='1' max='2' width='9'/></cols><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>{first}</t></is></c>\
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
    let shared = format!("<sst {S}><si><t>名称</t></si></sst>");
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

/// A PDF of ours, a file in it changed, and what the manifest says of that file with it.
pub fn repacked(chance: &mut Chance, seeds: &Seeds, bytes: &[u8]) -> Vec<u8> {
    let Ok(mut file) = lopdf::Document::load_mem(bytes) else { return bytes.to_vec() };
    let attached = file.objects.iter().filter_map(|(id, object)| {
        let stream = object.as_stream().ok()?;
        let kind = stream.dict.get(b"Type").ok()?.as_name().ok()?;
        (kind == b"EmbeddedFile").then(|| (*id, stream.get_plain_content().unwrap_or_default()))
    });
    let mut attached: Vec<(lopdf::ObjectId, Vec<u8>)> = attached.collect();
    let Some(manifest) =
        attached.iter().position(|(_, bytes)| String::from_utf8_lossy(bytes).contains("gongwen-source"))
    else {
        return bytes.to_vec();
    };
    let at = chance.below(attached.len());
    let sum =
        |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    if at == manifest {
        if let Ok(mut value) = serde_json::from_slice(&attached[at].1) {
            nearly::node(chance, &mut value, &seeds.prose);
            attached[at].1 = value.to_string().into_bytes();
        }
    } else if chance.one_in(4) {
        attached[at].1 = chance.bytes(&attached[at].1);
    } else {
        let old = attached[at].1.clone();
        let new = match String::from_utf8(old.clone()) {
            Ok(text) if chance.one_in(3) => chance.text(&text, &text).into_bytes(),
            Ok(text) => chance.slightly(&text, &text).into_bytes(),
            Err(_) => chance.bytes(&old),
        };
        let said = String::from_utf8_lossy(&attached[manifest].1).replace(&sum(&old), &sum(&new));
        attached[manifest].1 = said.into_bytes();
        attached[at].1 = new;
    }
    for (id, bytes) in attached {
        if let Some(lopdf::Object::Stream(stream)) = file.objects.get_mut(&id) {
            stream.set_plain_content(bytes);
        }
    }
    let mut made = Vec::new();
    if file.save_to(&mut made).is_err() { bytes.to_vec() } else { made }
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
