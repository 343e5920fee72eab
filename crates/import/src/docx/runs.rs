//! What stands in a paragraph: runs, fields, signs, formulas, what hangs on it.

use super::fields::{self, Form, Shown};
use super::frames;
use super::math;
use super::said::{Said, Uncertain};
use super::styles::{Height, Look};
use super::symbols;
use super::text::{Reader, chosen, is_large};
use super::tree::Node;
use crate::WordFault;
use crate::doubt::{Doubt, PICTURE, RULE};
use crate::lines::Line;

/// A run this far off its line is raised or lowered, in half points; less only levels faces.
const OFF_LINE: i32 = 4;

/// Fields in fields deeper than this are no document.
const DEEPEST_FIELD: usize = 64;

pub(super) const HIDDEN: &str = "隐藏文字";
pub(super) const STRUCK: &str = "画了删除线的字";
const CONTENTS: &str = "目录";
const HINT: &str = "内容控件里的提示文字";
pub(super) const READING: &str = "拼音指南";
const FOOTNOTE: &str = "脚注";
const ENDNOTE: &str = "尾注";
const COMMENT: &str = "批注";
const INK: &str = "手写墨迹";

/// A field that is open.
#[derive(Debug, Default)]
pub(super) struct Field {
    code: String,
    /// The code is read; what comes is the result.
    in_result: bool,
    result: String,
    form: Option<Form>,
    /// It is a table of contents.
    contents: bool,
    /// The look of the run it began in.
    look: Look,
}

impl Field {
    /// What is to be said of a field that nothing ended.
    pub(super) fn unfinished(self, place: String) -> Option<Doubt> {
        let text = crate::lines::split(&self.code).into_iter().map(|line| line.text).collect::<Vec<_>>();
        (!self.in_result && !text.is_empty())
            .then_some(Doubt::LeftOut { what: "没有写完的域", text, place })
    }
}

impl Reader<'_, '_> {
    /// The content of a paragraph, or of what stands in one.
    pub(super) fn content(
        &mut self,
        node: Node<'_>,
        style: Option<&str>,
        said: &mut Said,
    ) -> Result<(), WordFault> {
        for child in node.children() {
            match child.name() {
                "w:r" => self.run(child, style, said)?,
                "w:ins" | "w:moveTo" => {
                    self.inserted += 1;
                    self.content(child, style, said)?;
                }
                "w:del" | "w:moveFrom" => self.deleted += 1,
                "w:sdt" => self.control(child, |reader, content| {
                    let before = said.text.len();
                    reader.content(content, style, said)?;
                    if said.text.len() == before {
                        reader.check_box(child, said)?;
                    }
                    Ok(())
                })?,
                "w:fldSimple" => {
                    let code = child.attribute("instr").unwrap_or_default().to_owned();
                    self.begin_field(Field { code, ..Field::default() })?;
                    self.in_result();
                    self.content(child, style, said)?;
                    self.end_field(said)?;
                }
                "m:oMath" | "m:oMathPara" => self.formula(child, said)?,
                "mc:AlternateContent" => {
                    if let Some(content) = chosen(child) {
                        self.content(content, style, said)?;
                    }
                }
                "w:subDoc" => said.doubt(Uncertain::Object("子文档")),
                name if name.is_empty() || name.ends_with("Pr") => {}
                _ => self.content(child, style, said)?,
            }
        }
        Ok(())
    }

    /// A check box whose content says nothing.
    fn check_box(&mut self, node: Node<'_>, said: &mut Said) -> Result<(), WordFault> {
        let Some(state) = node.at(&["w:sdtPr", "w14:checkbox"]) else { return Ok(()) };
        let checked = state.switch("w14:checked").unwrap_or(false);
        self.put(if checked { "☒" } else { "☐" }, &Look::default(), said)
    }

    fn run(&mut self, node: Node<'_>, style: Option<&str>, said: &mut Said) -> Result<(), WordFault> {
        let properties = node.child("w:rPr");
        let own = properties.and_then(|node| node.value_of("w:rStyle"));
        let look = self.styles.run(Look::read(properties), own, style);
        self.in_run(node, &look, style, said)
    }

    fn in_run(
        &mut self,
        node: Node<'_>,
        look: &Look,
        style: Option<&str>,
        said: &mut Said,
    ) -> Result<(), WordFault> {
        for child in node.children() {
            match child.name() {
                "w:t" => {
                    let text = child.text();
                    let kept = child.attribute("space") == Some("preserve");
                    let text = if kept { &text } else { text.trim_matches([' ', '\t', '\n', '\r']) };
                    // Ends of lines in the file are blanks to Word.
                    self.put(&text.replace(['\r', '\n'], " "), look, said)?;
                }
                "w:instrText" => {
                    self.count(&child.text())?;
                    if let Some(field) = self.fields.last_mut().filter(|field| !field.in_result) {
                        field.code.push_str(&child.text());
                    }
                }
                "w:fldChar" => self.field_mark(child, look, said)?,
                "w:tab" | "w:ptab" => self.put("\t", look, said)?,
                "w:br" => {
                    let page = matches!(child.attribute("type"), Some("page" | "column"));
                    self.put(if page { "\u{C}" } else { "\n" }, look, said)?;
                }
                "w:cr" => self.put("\n", look, said)?,
                "w:noBreakHyphen" => self.put("-", look, said)?,
                "w:sym" => self.sign(child, look, said)?,
                "w:ruby" => {
                    let mut reading = Said::default();
                    if let Some(text) = child.child("w:rt") {
                        self.content(text, style, &mut reading)?;
                    }
                    if let Some(base) = child.child("w:rubyBase") {
                        self.content(base, style, said)?;
                    }
                    if !reading.is_empty() && self.fields.iter().all(|field| field.in_result) {
                        said.leave_out(READING, &reading.text);
                    }
                }
                "w:drawing" | "w:pict" | "w:object" => self.drawn_in(child, look, said)?,
                name @ ("w:footnoteReference" | "w:endnoteReference") => {
                    let what = if name == "w:footnoteReference" { FOOTNOTE } else { ENDNOTE };
                    self.note(child, what, said)?;
                    // Its mark stands in the run as words; numbers are no words, either.
                    let own_mark = child.attribute("customMarkFollows");
                    if own_mark.is_some_and(|on| matches!(on, "1" | "true" | "on")) {
                        return Ok(());
                    }
                }
                "w:commentReference" => self.note(child, COMMENT, said)?,
                "w:pgNum" | "w:dayShort" | "w:dayLong" | "w:monthShort" | "w:monthLong" | "w:yearShort"
                | "w:yearLong" => {
                    said.doubt(Uncertain::NoResult(child.name().trim_start_matches("w:").to_owned()));
                }
                "w:contentPart" => said.doubt(Uncertain::Object(INK)),
                "mc:AlternateContent" => {
                    if let Some(content) = chosen(child) {
                        self.in_run(content, look, style, said)?;
                    }
                }
                "m:oMath" => self.formula(child, said)?,
                "w:r" => self.run(child, style, said)?,
                name if name.is_empty() || name.ends_with("Pr") => {}
                _ => self.drawn_in(child, look, said)?,
            }
        }
        Ok(())
    }

    /// Words, to where they belong: a field's code, what is left out, or the live text.
    pub(super) fn put(&mut self, text: &str, look: &Look, said: &mut Said) -> Result<(), WordFault> {
        if text.is_empty() {
            return Ok(());
        }
        self.count(text)?;
        if let Some(field) = self.fields.iter_mut().rev().find(|field| !field.in_result) {
            field.code.push_str(text);
            return Ok(());
        }
        for field in &mut self.fields {
            // Enough of it to say what it is.
            if field.result.len() < 200 {
                field.result.push_str(text);
            }
        }
        if let Some(what) = self.left_out_as(look) {
            said.leave_out(what, text);
            return Ok(());
        }
        let height = height(look, text, said);
        match look.face.as_deref().filter(|face| symbols::is_symbol_face(face)) {
            Some(face) => self.signs(text, face, height, said),
            None if look.capitals == Some(true) || look.small_capitals == Some(true) => {
                self.plain(&text.to_uppercase(), height, said);
            }
            None => self.plain(text, height, said),
        }
        let printing = text.chars().filter(|c| !c.is_whitespace()).count();
        said.red += if is_red(look.colour.as_deref()) { printing } else { 0 };
        said.large += if is_large(look.size) { printing } else { 0 };
        Ok(())
    }

    /// As what words of this look are left out, if they are.
    fn left_out_as(&self, look: &Look) -> Option<&'static str> {
        let contents = self.contents > 0 || self.fields.iter().any(|field| field.contents);
        match () {
            () if contents => Some(CONTENTS),
            () if look.hidden == Some(true) || self.hidden > 0 => Some(HIDDEN),
            () if look.struck == Some(true) || look.doubly_struck == Some(true) => Some(STRUCK),
            () if self.placeholder > 0 => Some(HINT),
            () => None,
        }
    }

    /// Words of a face of letters; codes of the private area are signs of a face that is not named.
    fn plain(&mut self, text: &str, height: Height, said: &mut Said) {
        let is_sign = |c: char| ('\u{F020}'..='\u{F0FF}').contains(&c);
        for piece in text.split_inclusive(is_sign) {
            match piece.chars().next_back().filter(|c| is_sign(*c)) {
                Some(c) => {
                    said.push(&piece[..piece.len() - c.len_utf8()], height);
                    said.doubt(Uncertain::Sign(format!("U+{:04X}", c as u32)));
                }
                None => said.push(piece, height),
            }
        }
    }

    /// Words of a face of signs: Latin codes are its signs, hanzi are set in another face.
    fn signs(&mut self, text: &str, face: &str, height: Height, said: &mut Said) {
        for c in text.chars() {
            let code = c as u32;
            if c.is_whitespace() || !(code < 0x100 || (0xF000..=0xF0FF).contains(&code)) {
                said.push(c.encode_utf8(&mut [0; 4]), height);
                continue;
            }
            match symbols::sign(face, code) {
                Some(sign) => said.push(sign.encode_utf8(&mut [0; 4]), height),
                None => said.doubt(Uncertain::Sign(format!("{face} {:02X}", code & 0xFF))),
            }
        }
    }

    /// `w:sym`: a code of a face.
    fn sign(&mut self, node: Node<'_>, look: &Look, said: &mut Said) -> Result<(), WordFault> {
        let face = node.attribute("font").unwrap_or_default();
        let written = node.attribute("char").unwrap_or_default();
        let code = u32::from_str_radix(written, 16).ok();
        let plain = |code: u32| {
            let private = (0xE000..=0xF8FF).contains(&code);
            char::from_u32(code).filter(|c| !private && !c.is_control())
        };
        let found = code.and_then(|code| {
            if symbols::is_symbol_face(face) { symbols::sign(face, code) } else { plain(code) }
        });
        let look = Look { face: None, ..look.clone() };
        match found {
            Some(c) => self.put(c.encode_utf8(&mut [0; 4]), &look, said),
            None => {
                if self.left_out_as(&look).is_none() {
                    said.doubt(Uncertain::Sign(format!("{face} {written}")));
                }
                Ok(())
            }
        }
    }

    /// Begin, middle and end of a field.
    fn field_mark(&mut self, node: Node<'_>, look: &Look, said: &mut Said) -> Result<(), WordFault> {
        match node.attribute("fldCharType") {
            Some("begin") => {
                let form = Form::read(node.child("w:ffData"));
                self.begin_field(Field { form, look: look.clone(), ..Field::default() })
            }
            Some("separate") => {
                self.in_result();
                Ok(())
            }
            Some("end") => self.end_field(said),
            _ => Ok(()),
        }
    }

    fn begin_field(&mut self, field: Field) -> Result<(), WordFault> {
        if self.fields.len() >= DEEPEST_FIELD {
            return Err(WordFault::Broken { reason: "fields nested too deeply".to_owned() });
        }
        self.fields.push(field);
        Ok(())
    }

    /// What comes is the innermost field's result.
    fn in_result(&mut self) {
        if let Some(field) = self.fields.last_mut() {
            field.in_result = true;
            field.contents = fields::kind(&field.code) == "TOC";
        }
    }

    /// Ends the innermost field: without a result it says what Word computes.
    fn end_field(&mut self, said: &mut Said) -> Result<(), WordFault> {
        let Some(mut field) = self.fields.pop() else { return Ok(()) };
        let look = std::mem::take(&mut field.look);
        let code = field.code.trim().to_owned();
        let kind = fields::kind(&code);
        if !field.result.trim().is_empty() {
            let result = field.result.trim().to_owned();
            let changes = fields::changes(&kind);
            if self.left_out_as(&look).is_none() && self.fields.iter().all(|field| field.in_result) {
                match kind.as_str() {
                    "MERGEFIELD" if result.starts_with('«') => said.doubt(Uncertain::Unmerged(result)),
                    _ if changes => said.doubt(Uncertain::Changing(kind, result)),
                    _ => {}
                }
            }
            return Ok(());
        }
        match fields::shown(&code, field.form.as_ref()) {
            Shown::Nothing => Ok(()),
            Shown::Text(text) => self.put(&text, &look, said),
            Shown::Linear(text, what) => {
                self.put(&text, &look, said)?;
                if self.left_out_as(&look).is_none() {
                    said.doubt(Uncertain::Linear(what, text, code));
                }
                Ok(())
            }
            Shown::Unknown => {
                if self.left_out_as(&look).is_none() && self.fields.iter().all(|field| field.in_result) {
                    said.doubt(Uncertain::NoResult(code));
                }
                Ok(())
            }
        }
    }

    /// A formula, in one line.
    pub(super) fn formula(&mut self, node: Node<'_>, said: &mut Said) -> Result<(), WordFault> {
        let formula = math::linear(node);
        self.put(&formula.text, &Look::default(), said)?;
        if !formula.plain {
            said.doubt(Uncertain::Linear("公式", formula.text, "公式".to_owned()));
        }
        Ok(())
    }

    /// Drawings: their text boxes as lines, their pictures as doubts.
    fn drawn_in(&mut self, node: Node<'_>, look: &Look, said: &mut Said) -> Result<(), WordFault> {
        let mut boxes = Vec::new();
        let mut objects = Vec::new();
        self.drawn(node, &mut boxes, &mut objects)?;
        if let Some(what) = self.left_out_as(look) {
            let text: Vec<&str> = boxes.iter().map(|line| line.text.as_str()).collect();
            said.leave_out(what, &text.join("\n"));
            return Ok(());
        }
        frames::mark(&mut boxes, frames::BOX, false);
        said.boxes.extend(boxes);
        objects.into_iter().for_each(|what| said.doubt(Uncertain::Object(what)));
        Ok(())
    }

    fn drawn(
        &mut self,
        node: Node<'_>,
        boxes: &mut Vec<Line>,
        objects: &mut Vec<&'static str>,
    ) -> Result<(), WordFault> {
        match node.name() {
            "w:txbxContent" => {
                boxes.extend(self.inner_story(node)?);
                return Ok(());
            }
            "mc:AlternateContent" => {
                if let Some(content) = chosen(node) {
                    self.drawn(content, boxes, objects)?;
                }
                return Ok(());
            }
            // The object's own picture says the same.
            "w:object" => {
                let program =
                    node.all("o:OLEObject").first().and_then(|node| node.attribute("ProgID")).unwrap_or("");
                objects.push(if program.starts_with("Equation") {
                    "公式（Equation）"
                } else {
                    "嵌入对象"
                });
                return Ok(());
            }
            "pic:pic" | "v:imagedata" => objects.push(PICTURE),
            "c:chart" | "cx:chart" => objects.push("图表"),
            "dgm:relIds" => objects.push("SmartArt 图示"),
            "am3d:model3d" => objects.push("三维模型"),
            "w:control" => objects.push("控件"),
            name if name.ends_with(":contentPart") => {
                objects.push(INK);
                return Ok(());
            }
            name if is_shape(name) => objects.extend(shape(node)),
            "o:OLEObject" => objects.push("嵌入对象"),
            // WordArt of old, and words of shapes that are no text boxes of Word's.
            "v:textpath" => {
                let text = node.attribute("string").unwrap_or_default().to_owned();
                self.count(&text)?;
                boxes.extend(crate::lines::split(&text));
            }
            "a:p" => {
                let text: String = node.all("a:t").into_iter().map(Node::text).collect();
                self.count(&text)?;
                boxes.extend(crate::lines::split(&text));
                return Ok(());
            }
            _ => {}
        }
        node.children().try_for_each(|child| self.drawn(child, boxes, objects))
    }

    /// What a note or a comment says: words beside the document.
    fn note(&mut self, node: Node<'_>, what: &'static str, said: &mut Said) -> Result<(), WordFault> {
        let notes = match what {
            FOOTNOTE => &self.footnotes,
            ENDNOTE => &self.endnotes,
            _ => &self.comments,
        };
        let notes = notes.clone();
        let found = node.attribute("id").and_then(|id| notes.find(id));
        let Some(note) = found.filter(|_| !self.in_note) else {
            said.doubt(Uncertain::Object(what));
            return Ok(());
        };
        self.in_note = true;
        let lines = self.inner_story(note);
        self.in_note = false;
        let text: Vec<String> = lines?.into_iter().map(|line| line.text).collect();
        text.iter().try_for_each(|line| self.count(line))?;
        if !text.is_empty() && what != COMMENT && self.fields.is_empty() {
            said.note(what, &text.join("\n"));
        } else if !text.is_empty() {
            said.leave_out(what, &text.join("\n"));
        }
        Ok(())
    }
}

fn is_shape(name: &str) -> bool {
    [
        "wps:wsp",
        "v:line",
        "v:shape",
        "v:rect",
        "v:oval",
        "v:roundrect",
        "v:polyline",
        "v:arc",
        "v:curve",
        "a:sp",
    ]
    .contains(&name)
}

/// What a shape without words and pictures is.
fn shape(node: Node<'_>) -> Option<&'static str> {
    const FILLED: [&str; 8] = [
        "wps:txbx",
        "wps:linkedTxbx",
        "v:textbox",
        "v:imagedata",
        "v:textpath",
        "a:txBody",
        "w:txbxContent",
        "o:OLEObject",
    ];
    if node.children().any(|child| FILLED.contains(&child.name())) {
        return None;
    }
    let preset = node.all("a:prstGeom").first().and_then(|node| node.attribute("prst")).unwrap_or_default();
    // `_x0000_t32` is Word's own name of the straight connector.
    let drawn = node.attribute("type").unwrap_or_default();
    let rule = node.name() == "v:line"
        || preset == "line"
        || preset.starts_with("straightConnector")
        || drawn.ends_with("_t32")
        || node.attribute("hr") == Some("t");
    Some(if rule { RULE } else { "图形" })
}

/// Whether a run stands above or below its line: by its own word, or far enough off it beside others.
fn height(look: &Look, text: &str, said: &Said) -> Height {
    // Hanzi that are moved level faces of two kinds.
    let moved = || text.is_ascii() && !said.is_empty();
    match (look.raised, look.position) {
        (Some(height), _) if height != Height::Line => height,
        (_, Some(up)) if up >= OFF_LINE && moved() => Height::Raised,
        (_, Some(up)) if up <= -OFF_LINE && moved() => Height::Lowered,
        _ => Height::Line,
    }
}

/// Red as a mark is, in any of the reds that offices take.
fn is_red(colour: Option<&str>) -> bool {
    let channel = |at: usize| colour.and_then(|colour| u8::from_str_radix(colour.get(at..at + 2)?, 16).ok());
    matches!((channel(0), channel(2), channel(4)), (Some(red), Some(green), Some(blue)) if red >= 0xB0 && green < 0x50 && blue < 0x50)
}
