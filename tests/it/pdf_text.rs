//! What a PDF says to who copies from it or has it read aloud: glyphs by their fonts' ToUnicode maps, marked
//! content, and the structure tree over it.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document as Pdf, Object, ObjectId};

/// A stretch of a page's text between two marks.
pub struct Span {
    /// The structure's number for it; none for text that no element has.
    pub mcid: Option<i64>,
    /// Whether it is decoration: a page number, a rule.
    pub artifact: bool,
    pub text: String,
}

/// An element of the structure tree.
pub struct Element {
    pub role: String,
    /// What it says, with all that stands under it.
    pub text: String,
    /// What stands for a picture that cannot be seen.
    pub alt: Option<String>,
    /// How many columns and rows a cell takes (ColSpan, RowSpan).
    pub span: (i64, i64),
    pub kids: Vec<Element>,
}

impl Element {
    /// It and all under it, in reading order.
    pub fn all(&self) -> Vec<&Element> {
        std::iter::once(self).chain(self.kids.iter().flat_map(Element::all)).collect()
    }
}

pub fn follow<'a>(pdf: &'a Pdf, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let object = dictionary.get(key).ok()?;
    Some(pdf.dereference(object).ok()?.1)
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

/// Words of a page by the font that sets them.
pub struct Set {
    /// The font's name, without the mark of a subset.
    pub font: String,
    /// Whether the characters are filled and stroked: bold.
    pub stroked: bool,
    pub text: String,
}

/// A page's words by their fonts, in the order they are drawn.
pub fn by_font(pdf: &Pdf, page: ObjectId) -> Vec<Set> {
    let fonts = pdf.get_page_fonts(page).unwrap();
    let name_of = |name: &[u8]| {
        let base = fonts[name].get(b"BaseFont").unwrap().as_name().unwrap();
        let base = String::from_utf8_lossy(base).into_owned();
        base.split_once('+').map_or(base.clone(), |(_, name)| name.to_owned())
    };
    let content = lopdf::content::Content::decode(&pdf.get_page_content(page)).unwrap();
    let mut sets: Vec<Set> = Vec::new();
    let (mut font, mut map, mut stroked) = (String::new(), BTreeMap::new(), false);
    // The mode of drawing is of the graphics state.
    let mut kept = Vec::new();
    for operation in &content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "q" => kept.push(stroked),
            "Q" => stroked = kept.pop().unwrap(),
            "Tr" => stroked = operands[0].as_i64().unwrap() == 2,
            "Tf" => {
                let name = operands[0].as_name().unwrap();
                font = name_of(name);
                let words = follow(pdf, fonts[name], b"ToUnicode").unwrap().as_stream().unwrap();
                map = to_unicode(&String::from_utf8_lossy(&words.decompressed_content().unwrap()));
            }
            "Tj" | "TJ" => {
                let mut read = vec![Span { mcid: None, artifact: false, text: String::new() }];
                match &operands[0] {
                    Object::Array(parts) => parts.iter().for_each(|part| show(part, &map, &mut read)),
                    one => show(one, &map, &mut read),
                }
                let text = read.remove(0).text;
                match sets.last_mut().filter(|last| last.font == font && last.stroked == stroked) {
                    Some(last) => last.text += &text,
                    None => sets.push(Set { font: font.clone(), stroked, text }),
                }
            }
            _ => {}
        }
    }
    sets
}

/// A page's text in the order it is drawn, cut at its marks: glyphs by their fonts' ToUnicode maps, or the
/// words that stand for them.
pub fn spans(pdf: &Pdf, page: ObjectId) -> Vec<Span> {
    let maps: BTreeMap<Vec<u8>, BTreeMap<u16, String>> = pdf
        .get_page_fonts(page)
        .unwrap()
        .into_iter()
        .map(|(name, font)| {
            let map =
                follow(pdf, font, b"ToUnicode").unwrap().as_stream().unwrap().decompressed_content().unwrap();
            (name, to_unicode(&String::from_utf8_lossy(&map)))
        })
        .collect();
    let content = lopdf::content::Content::decode(&pdf.get_page_content(page)).unwrap();
    let mut font = None;
    let mut read = vec![Span { mcid: None, artifact: false, text: String::new() }];
    // The marks that are open, and whether each says in words what its glyphs stand for.
    let mut open: Vec<(Option<i64>, bool, bool)> = Vec::new();
    for operation in &content.operations {
        let operands = &operation.operands;
        let says = |open: &[(Option<i64>, bool, bool)]| open.iter().any(|(.., words)| *words);
        match operation.operator.as_str() {
            "BMC" | "BDC" => {
                let properties = operands.get(1).and_then(|given| given.as_dict().ok());
                let property = |key: &[u8]| properties.and_then(|given| given.get(key).ok());
                let words = property(b"ActualText").map(|words| lopdf::decode_text_string(words).unwrap());
                let mcid = property(b"MCID").map(|number| number.as_i64().unwrap());
                let artifact = operands[0].as_name().unwrap() == b"Artifact";
                open.push((mcid, artifact, words.is_some()));
                begin(&mut read, &open);
                read.last_mut().unwrap().text += &words.unwrap_or_default();
            }
            "EMC" => {
                assert!(open.pop().is_some());
                begin(&mut read, &open);
            }
            "Tf" => font = maps.get(operands[0].as_name().unwrap()),
            "Tj" | "TJ" if says(&open) => {}
            "Tj" => show(&operands[0], font.unwrap(), &mut read),
            "TJ" => {
                operands[0].as_array().unwrap().iter().for_each(|part| show(part, font.unwrap(), &mut read))
            }
            "'" | "\"" => panic!("an operator this test does not read: {operation:?}"),
            _ => {}
        }
    }
    assert!(open.is_empty(), "marks that do not end");
    read.retain(|span| !span.text.is_empty());
    read
}

fn begin(read: &mut Vec<Span>, open: &[(Option<i64>, bool, bool)]) {
    let mcid = open.iter().rev().find_map(|(mcid, ..)| *mcid);
    let artifact = open.iter().any(|(_, artifact, _)| *artifact);
    read.push(Span { mcid, artifact, text: String::new() });
}

fn show(part: &Object, map: &BTreeMap<u16, String>, read: &mut [Span]) {
    let Object::String(bytes, _) = part else { return };
    for pair in bytes.chunks_exact(2) {
        let code = u16::from_be_bytes([pair[0], pair[1]]);
        let said = map.get(&code).unwrap_or_else(|| panic!("glyph {code} says nothing"));
        read.last_mut().unwrap().text += said;
    }
}

/// What a page says.
pub fn text_of(pdf: &Pdf, page: ObjectId) -> String {
    spans(pdf, page).into_iter().map(|span| span.text).collect()
}

/// The structure tree, read as a screen reader or an archive's tool reads it.
pub fn structure(pdf: &Pdf) -> Element {
    let mut said: BTreeMap<(ObjectId, i64), String> = BTreeMap::new();
    for page in pdf.get_pages().into_values() {
        for span in spans(pdf, page) {
            if let Some(mcid) = span.mcid {
                *said.entry((page, mcid)).or_default() += &span.text;
            }
        }
    }
    let root = follow(pdf, pdf.catalog().unwrap(), b"StructTreeRoot").unwrap().as_dict().unwrap();
    let (role, text) = ("Root".to_owned(), String::new());
    let mut element = Element { role, text, alt: None, span: (1, 1), kids: Vec::new() };
    kids(pdf, root.get(b"K").unwrap(), None, &said, &mut element);
    element
}

/// A number among an element's attributes, one dictionary or several; 1 when it is not said.
fn attribute(pdf: &Pdf, element: &Dictionary, key: &[u8]) -> i64 {
    let Some(given) = follow(pdf, element, b"A") else { return 1 };
    let several = given.as_array().map_or_else(|_| vec![given], |all| all.iter().collect());
    let dictionaries = several.into_iter().filter_map(|one| pdf.dereference(one).ok()?.1.as_dict().ok());
    let mut said = dictionaries.filter_map(|one| one.get(key).ok()?.as_i64().ok());
    said.next().unwrap_or(1)
}

fn kids(
    pdf: &Pdf,
    kid: &Object,
    page: Option<ObjectId>,
    said: &BTreeMap<(ObjectId, i64), String>,
    parent: &mut Element,
) {
    match pdf.dereference(kid).unwrap().1 {
        Object::Array(all) => all.iter().for_each(|kid| kids(pdf, kid, page, said, parent)),
        Object::Integer(mcid) => {
            parent.text += said.get(&(page.unwrap(), *mcid)).map_or("", String::as_str);
        }
        Object::Dictionary(given) => {
            let page = given.get(b"Pg").ok().map(|page| page.as_reference().unwrap()).or(page);
            if let Ok(mcid) = given.get(b"MCID") {
                parent.text += said.get(&(page.unwrap(), mcid.as_i64().unwrap())).map_or("", String::as_str);
                return;
            }
            let Ok(role) = given.get(b"S").and_then(Object::as_name) else { return };
            let mut element = Element {
                role: String::from_utf8_lossy(role).into_owned(),
                text: String::new(),
                alt: given.get(b"Alt").ok().map(|alt| lopdf::decode_text_string(alt).unwrap()),
                span: (attribute(pdf, given, b"ColSpan"), attribute(pdf, given, b"RowSpan")),
                kids: Vec::new(),
            };
            if let Ok(inner) = given.get(b"K") {
                kids(pdf, inner, page, said, &mut element);
            }
            parent.text += &element.text;
            parent.kids.push(element);
        }
        other => panic!("no part of a structure: {other:?}"),
    }
}
