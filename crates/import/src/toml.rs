//! Claims as a data file: keys in the standard's order, `#|` before what has no key.

mod decimal;
mod forms;
mod placed;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::blocks;
use super::claims::{Claims, Element, Slot, script_doubts};
use super::derived;
use super::doubt::Doubt;
use super::format;
use super::forms as papers;
use super::lines::squeezed;
use super::passed;
use super::signed;
use super::tabs;
use crate::document::Sheet;
use crate::patterns as p;
use crate::text::body::forced;
use crate::text::notes;
use crate::text::{Division, Unit};

/// What begins a comment that somebody should look at.
const CHECK: &str = "# 请核对";
/// Words beside a value that stand on its line; longer ones stand above it.
const SHORT: usize = 12;

/// Writes the data file; `body_file` names the file that takes the body's place.
pub(super) fn write(claims: &Claims, body_file: Option<&str>) -> String {
    written(claims, body_file).text
}

/// All that is to be checked in the data file.
pub(super) fn asked(claims: &Claims, body_file: Option<&str>) -> Vec<Asked> {
    written(claims, body_file).asked
}

fn written<'a>(claims: &'a Claims, body_file: Option<&str>) -> Writer<'a> {
    let mut w = Writer { claims, text: String::new(), told: BTreeSet::new(), asked: Vec::new() };
    w.header();
    w.shape();
    w.plain(Element::CopyNumber, "copy-number");
    w.plain(Element::Classification, "classification");
    w.plain(Element::Urgency, "urgency");
    w.strings(Element::Corner, "corner");
    w.issuers();
    w.plain(Element::Mark, "mark");
    w.plain(Element::Number, "number");
    w.list(Element::Signers, "signers");
    w.plain(Element::Sender, "sender");
    w.plain(Element::DispatchNumber, "dispatch-number");
    w.value(Element::Title, "title", &title(claims));
    w.plain(Element::Subtitle, "subtitle");
    w.strings(Element::Speaker, "speaker");
    w.recipients();
    w.body(body_file);
    w.issued();
    w.attachments();
    w.date();
    w.sign_off();
    w.sealing();
    w.signature();
    w.parties();
    w.note();
    w.postscript();
    w.attendance();
    w.cc();
    w.plain(Element::Printer, "printer");
    w.plain(Element::PrintDate, "print-date");
    w.plain(Element::Reprinter, "reprinter");
    w.plain(Element::ReprintDate, "reprint-date");
    w.copies();
    w.rest();
    w
}

/// The body's lines as body text.
pub(super) fn body_text(claims: &Claims) -> String {
    lines(&claims.of(Slot::Value(Element::Body)), claims)
}

/// Lines as body text: one that would be read as something else than itself is kept plain.
pub(super) fn lines(lines: &[(usize, &str)], claims: &Claims) -> String {
    let mut text = String::new();
    let mut in_table = false;
    let mut rest = lines;
    while let Some(((line, said), after)) = rest.split_first() {
        let rows = tabs::rows(rest, claims);
        if rows > 0 {
            text.push_str(&tabs::table(&rest[..rows]));
            rest = &rest[rows..];
            in_table = true;
            continue;
        }
        rest = after;
        let literal = claims.line(*line).literal;
        let row = p::is_row(said) && !literal;
        // Two tables stay two.
        if row && in_table && claims.line(*line).after_blank {
            text.push('\n');
        }
        in_table = row;
        let called = !claims.line(*line).notes.is_empty();
        if !called && is_marked(said) && (literal || !is_typed_mark(said)) {
            text.push('\\');
        } else if claims.articles.contains(line) {
            text.push_str(":-: # ");
        } else if let Some(sign) = placed::sign(claims, lines, lines.len() - rest.len() - 1) {
            text.push_str(sign);
        }
        let parted = claims.line(*line).parted;
        let _ = writeln!(text, "{}", if parted { (*said).into() } else { tabs::plain(said) });
    }
    for note in lines.iter().flat_map(|(line, _)| &claims.line(*line).notes) {
        let _ = writeln!(text, "{}: {}", note.call, note.words.join("　"));
    }
    text
}

/// Whether body text would read a line as something else than its words.
pub(super) fn is_marked(line: &str) -> bool {
    let placed = crate::text::placed::sign(line).is_some() || crate::text::placed::is_page_break(line);
    // One fence after another could be a fragment.
    let fence = crate::text::fences::opens(line).is_some();
    line.starts_with('\\') || line.starts_with("![") || placed || fence || is_typed_mark(line)
}

/// `# `, `|`-rows and `[^1]`: pasted ones are meant as headings, tables and notes.
fn is_typed_mark(line: &str) -> bool {
    p::is_row(line) || forced(line).is_some() || notes::calls(line).next().is_some()
}

/// The title as one line; between organs that a line's end parted stands a blank.
pub(super) fn title(claims: &Claims) -> String {
    let organs: Vec<String> =
        claims.of(Slot::Value(Element::Issuers)).iter().map(|(_, text)| squeezed(text)).collect();
    /// What is shorter may be the end of the name above: 办公室.
    const SHORTEST_ORGAN: usize = 5;
    let mut title = String::new();
    let mut above = "";
    for (_, text) in claims.of(Slot::Value(Element::Title)) {
        // Where nobody signs, two lines that are names are two organs.
        let whole = |text: &str| p::is_organ(text) && text.chars().count() >= SHORTEST_ORGAN;
        let unsigned = organs.is_empty() && whole(above) && whole(text);
        let between = unsigned
            || organs.iter().any(|organ| title.ends_with(organ))
                && organs.iter().any(|organ| text.starts_with(organ));
        if between {
            title.push('　');
        }
        title.push_str(text);
        above = text;
    }
    title
}

/// A doubt as it stands in the file.
pub(super) struct Asked {
    /// The key below it; none at the file's end.
    pub key: Option<String>,
    pub line: usize,
    pub doubt: Doubt,
}

struct Writer<'a> {
    claims: &'a Claims,
    text: String,
    /// The doubts that were written.
    told: BTreeSet<usize>,
    /// All that is to be checked, in order.
    asked: Vec<Asked>,
}

impl Writer<'_> {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{line}");
        // A doubt stands above the key that it is of.
        let key = line.trim_start_matches("# ").split_once(" = ").map(|(key, _)| key);
        if let Some(key) = key.filter(|key| key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')) {
            self.asked.iter_mut().rev().take_while(|asked| asked.key.is_none()).for_each(|asked| {
                asked.key = Some(key.to_owned());
            });
        }
    }

    fn header(&mut self) {
        self.line("# 由 render import 从粘贴的文字认出。“# 请核对”是没有把握的地方；");
        self.line("# “#|”后面是原文里有、键值里没有的字，看过可以删去。");
    }

    /// What is doubtful of an element, above its line.
    fn doubts(&mut self, element: Element) {
        self.doubts_of(|of| of == Some(element));
    }

    fn doubts_of(&mut self, wanted: impl Fn(Option<Element>) -> bool) {
        let claims = self.claims;
        for (at, (of, doubt)) in claims.doubts.iter().enumerate() {
            if wanted(*of) && self.told.insert(at) {
                self.doubt(doubt);
            }
        }
    }

    /// A doubt, and the words that stand nowhere else.
    fn doubt(&mut self, doubt: &Doubt) {
        let words: String = doubt.words().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let line = self.text.matches('\n').count() + 1;
        self.asked.push(Asked { key: None, line, doubt: doubt.clone() });
        self.line(&format!("{CHECK}：{words}"));
        for words in doubt.left_out() {
            self.line(&format!("#| {words}"));
        }
    }

    /// The words beside an element's value; long ones are written above it, short ones given back.
    fn beside(&mut self, element: Element) -> String {
        let beside: Vec<&str> = self.claims.of(Slot::Beside(element)).iter().map(|(_, text)| *text).collect();
        if beside.iter().map(|text| text.chars().count()).sum::<usize>() <= SHORT {
            let words = beside.join(" ");
            return if words.is_empty() { words } else { format!("  #| {words}") };
        }
        for text in beside {
            self.line(&format!("#| {text}"));
        }
        String::new()
    }

    fn joined(&self, element: Element) -> String {
        self.claims.of(Slot::Value(element)).iter().map(|(_, text)| *text).collect()
    }

    fn plain(&mut self, element: Element, key: &str) {
        let value = self.joined(element);
        self.value(element, key, &value);
    }

    /// A key with a string; without a value it is left out, or stands as a comment when it is needed.
    fn value(&mut self, element: Element, key: &str, value: &str) {
        self.doubts(element);
        let beside = self.beside(element);
        let needed = self.is_missing(element);
        if !value.is_empty() {
            self.line(&format!("{key} = {}{beside}", quoted(value)));
            return;
        }
        self.alone(&beside);
        if needed {
            self.line(&format!("# {key} = \"\""));
        }
    }

    /// Words beside a value that is not there stand on a line of their own.
    fn alone(&mut self, beside: &str) {
        if !beside.is_empty() {
            self.line(beside.trim_start());
        }
    }

    /// Names on lines of their own that somebody typed in Word are parted by nothing but the lines.
    fn recipients(&mut self) {
        let mut value = String::new();
        let mut parted = false;
        for (line, text) in self.claims.of(Slot::Value(Element::Recipients)) {
            let name = value.rsplit(['，', '、', ',']).next().unwrap_or_default();
            if self.claims.line(line).literal && p::is_organ(name) {
                value.push('，');
                parted = true;
            }
            value.push_str(text);
        }
        if parted {
            self.doubt(&Doubt::RecipientLines);
        }
        self.value(Element::Recipients, "recipients", &value);
    }

    /// Names, a name of three characters and more without the blanks that set it apart (赵 立 新).
    fn list(&mut self, element: Element, key: &str) {
        let name = |text: &str| {
            let bare = squeezed(text);
            quoted(if bare.chars().count() > 2 { &bare } else { text })
        };
        let items: Vec<String> =
            self.claims.of(Slot::Value(element)).iter().map(|(_, text)| name(text)).collect();
        self.doubts(element);
        let beside = self.beside(element);
        if !items.is_empty() {
            self.line(&format!("{key} = [{}]{beside}", items.join(", ")));
        } else {
            self.alone(&beside);
            if self.is_missing(element) {
                self.line(&format!("# {key} = [\"\"]"));
            }
        }
    }

    /// Whether an element that the text should give is not there.
    fn is_missing(&self, element: Element) -> bool {
        let missing = |(of, doubt): &(Option<Element>, Doubt)| *of == Some(element) && doubt.wants_key();
        self.claims.doubts.iter().any(missing)
    }

    fn shape(&mut self) {
        let shape = format::shape(self.claims);
        if let Some(from) = shape.doubtful {
            self.doubt(&Doubt::FormatFrom(from));
        }
        if format::has_plain_mark(self.claims) && shape.format.is_none() {
            self.doubt(&Doubt::PlainMark);
            self.line("# format = \"letter\"");
        }
        if papers::is_plain(self.claims) == Some(false) && shape.format.is_none() {
            self.doubt(&Doubt::Plain);
            self.line("# format = \"plain\"");
        }
        if let Some(format) = shape.format {
            self.line(&format!("format = \"{}\"", format.as_str()));
        }
        if let Some(kind) = shape.kind {
            self.line(&format!("kind = \"{kind}\""));
        }
    }

    fn issuers(&mut self) {
        let signed = self.claims.of(Slot::Value(Element::Issuers));
        let issuer = |(item, (_, name)): (usize, &(usize, &str))| -> String {
            let mark: String =
                self.claims.of(Slot::MarkName(item)).iter().map(|(_, text)| squeezed(text)).collect();
            let name = if name.split_whitespace().count() > 2 { squeezed(name) } else { (*name).to_owned() };
            match mark.as_str() {
                "" => quoted(&name),
                mark => format!("{{ name = {}, signature = {} }}", quoted(mark), quoted(&name)),
            }
        };
        let issuers: Vec<String> = signed.iter().enumerate().map(issuer).collect();
        self.doubts(Element::Issuers);
        let beside = self.beside(Element::Issuers);
        if issuers.is_empty() {
            self.alone(&beside);
            self.issuers_from_elsewhere();
        } else {
            self.line(&format!("issuers = [{}]{beside}", issuers.join(", ")));
        }
        if self.claims.host_only {
            self.line("mark-issuers = \"host\"");
        }
    }

    /// The issuers are not signed: another element may tell them.
    fn issuers_from_elsewhere(&mut self) {
        let plain = papers::format(self.claims) == Some(crate::document::Format::Plain);
        if plain && papers::is_unsigned(self.claims) {
            return;
        }
        let Some((names, from)) = derived::issuers(self.claims, &title(self.claims)) else {
            self.doubt(&Doubt::Missing("发文机关"));
            return self.line("# issuers = [\"\"]");
        };
        let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        self.doubt(&Doubt::TakenFrom(from));
        self.line(&format!("issuers = [{}]", names.join(", ")));
    }

    fn body(&mut self, body_file: Option<&str>) {
        let lines = self.claims.of(Slot::Value(Element::Body));
        self.doubts(Element::Body);
        match body_file {
            _ if lines.is_empty() => self.line("# body = \"\""),
            Some(file) => {
                // A text file has no raised and lowered words.
                for doubt in lines.iter().flat_map(|(line, _)| script_doubts(self.claims.line(*line))) {
                    self.doubt(&doubt);
                }
                if decimal::is_decimal(&lines) {
                    self.line("numbering = \"decimal\"");
                }
                self.line(&format!("body-file = {}", quoted(file)));
            }
            None => {
                if decimal::is_decimal(&lines) {
                    self.line("numbering = \"decimal\"");
                }
                self.line(&format!("body = {}", blocks::text(&lines, self.claims)));
            }
        }
    }

    fn issued(&mut self) {
        let count = self.claims.issued_count();
        if count == 0 {
            return;
        }
        self.doubts(Element::Issued);
        self.line("issued = [");
        for item in 0..count {
            let title: String =
                self.claims.of(Slot::IssuedTitle(item)).iter().map(|(_, text)| *text).collect();
            let text = self.claims.of(Slot::IssuedText(item));
            let contents = self.claims.of(Slot::Contents(item));
            let deepest =
                if contents.iter().any(|(_, text)| is_section(text)) { "section" } else { "chapter" };
            let asked =
                if contents.is_empty() { String::new() } else { format!(", contents = {}", quoted(deepest)) };
            let title = quoted(&title);
            if text.is_empty() {
                // Nothing is set without a text.
                self.line(&format!("  # {{ title = {title}, body = \"\" }},"));
            } else {
                let body = blocks::text(&text, self.claims);
                let numbered = numbering(&text);
                let sheet = sheet(&text, self.claims);
                self.line(&format!("  {{ title = {title}{asked}{sheet}{numbered}, body = {body} }},"));
            }
        }
        self.line("]");
        // The program makes them again.
        for item in 0..count {
            let contents: Vec<String> =
                self.claims.of(Slot::Contents(item)).iter().map(|(_, text)| format!("#| {text}")).collect();
            contents.iter().for_each(|line| self.line(line));
        }
    }

    fn attachments(&mut self) {
        let count = self.claims.attachment_count();
        if count == 0 {
            return self.list(Element::Attachments, "attachments");
        }
        self.doubts(Element::Attachments);
        let beside = self.beside(Element::Attachments);
        self.line("attachments = [");
        for item in 0..count {
            let name: String =
                self.claims.of(Slot::AttachmentName(item)).iter().map(|(_, text)| *text).collect();
            let text = self.claims.of(Slot::AttachmentText(item));
            if name.is_empty() {
                self.doubt(&Doubt::TakenFrom("次序"));
                self.asked.iter_mut().next_back().into_iter().for_each(|asked| {
                    asked.key = Some("attachments".to_owned());
                });
            }
            let name = if name.is_empty() { "附件" } else { &name };
            if text.is_empty() {
                self.line(&format!("  {},", quoted(name)));
            } else {
                self.line(&format!(
                    "  {{ title = {}{}{}, body = {} }},",
                    quoted(name),
                    sheet(&text, self.claims),
                    numbering(&text),
                    blocks::text(&text, self.claims)
                ));
            }
        }
        self.line(&format!("]{beside}"));
    }

    /// Where nobody signs, a 题注 says the day, and of minutes when they met.
    fn date(&mut self) {
        let passed = passed::day(self.claims).filter(|_| !self.claims.has(Slot::Value(Element::Date)));
        if let Some((_, from)) = passed {
            self.doubt(&Doubt::TakenFrom(from));
        }
        let value = passed.map_or_else(|| self.joined(Element::Date), |(day, _)| day);
        self.value(Element::Date, "date", &value);
    }

    fn sealing(&mut self) {
        if !self.claims.has(Slot::Value(Element::Signature)) && !papers::is_unsigned(self.claims) {
            self.line("# sealing = \"seal\"  # 用印：加盖印章时去掉行首的 #，印章图片写在 issuers 里");
        }
    }

    fn signature(&mut self) {
        let posts = self.claims.of(Slot::Post);
        let names = self.claims.of(Slot::Value(Element::Signature));
        let signatures: Vec<String> = posts
            .iter()
            .zip(&names)
            .map(|((_, post), (_, name))| format!("{{ title = {}, name = {} }}", quoted(post), quoted(name)))
            .collect();
        self.doubts(Element::Signature);
        let beside = self.beside(Element::Signature);
        match &signatures[..] {
            [] => {
                self.alone(&beside);
                if self.is_missing(Element::Signature) {
                    self.line("# signature = { title = \"\", name = \"\" }");
                }
            }
            [one] => self.line(&format!("signature = {one}{beside}")),
            many => self.line(&format!("signature = [{}]{beside}", many.join(", "))),
        }
    }

    /// A note over rows; a blank parts rows that say who can be reached.
    fn note(&mut self) {
        let mut value = String::new();
        for (_, row) in self.claims.of(Slot::Value(Element::Note)) {
            // A bracket that is still open holds one text.
            let open = value.matches(['（', '(']).count() > value.matches(['）', ')']).count();
            if !value.is_empty() && !open && signed::is_contact(row) {
                value.push('　');
            }
            value.push_str(row);
        }
        self.value(Element::Note, "note", &value);
    }

    fn postscript(&mut self) {
        let rows = self.claims.of(Slot::Value(Element::Postscript));
        self.doubts(Element::Postscript);
        if !rows.is_empty() {
            self.line(&format!("postscript = {}", blocks::text(&rows, self.claims)));
        }
    }

    fn copies(&mut self) {
        let value = self.joined(Element::Copies);
        if !value.is_empty() {
            let beside = self.beside(Element::Copies);
            self.doubts(Element::Copies);
            self.line(&format!("copies = {value}{beside}"));
        }
    }

    /// What is no element, and what was not recognised.
    fn rest(&mut self) {
        for (slot, doubt) in [(Slot::Loose, Some(Doubt::Loose)), (Slot::NoElement, None)] {
            let lines: Vec<String> =
                self.claims.of(slot).iter().map(|(_, text)| format!("#| {text}")).collect();
            if let Some(doubt) = doubt.filter(|_| !lines.is_empty()) {
                self.doubt(&doubt);
            }
            lines.iter().for_each(|line| self.line(line));
        }
        // Of no element, or of one that has no line of its own.
        self.doubts_of(|_| true);
    }
}

/// What a part says of its numbers.
fn numbering(lines: &[(usize, &str)]) -> &'static str {
    if decimal::is_decimal(lines) { ", numbering = \"decimal\"" } else { "" }
}

/// On what sheets a part stands, where its file says that of all of it.
fn sheet(lines: &[(usize, &str)], claims: &Claims) -> &'static str {
    let mut sheets = lines.iter().map(|(line, _)| claims.line(*line).sheet);
    let first = sheets.next().unwrap_or_default();
    match first {
        _ if sheets.any(|sheet| sheet != first) => "",
        Sheet::Upright => "",
        Sheet::Landscape => ", landscape = true",
        Sheet::A3 => ", paper = \"a3\"",
    }
}

/// 第一节 in contents.
fn is_section(text: &str) -> bool {
    let unit = crate::text::regulation::heading(text.trim()).map(|mark| mark.unit);
    unit == Some(Unit::Division(Division::Section))
}

/// A basic string on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\t' => quoted.push_str("\\t"),
            '\n' => quoted.push_str("\\n"),
            _ => quoted.push(c),
        }
    }
    quoted + "\""
}

/// Lines as a string over lines: literal, so that it reads as it was pasted, where that can be.
pub(super) fn long(text: &str) -> String {
    if text.contains("'''") || text.trim_end_matches('\n').ends_with('\'') {
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
        return format!("\"\"\"\n{escaped}\"\"\"");
    }
    format!("'''\n{text}'''")
}
