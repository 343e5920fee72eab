//! For tests: a document written out as people paste it, in the orders that pastes come in.

use crate::document::{Document, Labelled, mark, without_end_mark};

/// Where a paste comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The printed document, page numbers and all.
    Printed,
    /// A site's page with title and number above the text.
    Web,
    /// A site's page with the text only; the PDF's name says number and title.
    WebFile,
    /// Everything flush, no blank lines, organs in a row, half-width brackets, a Chinese date.
    Flat,
}

pub(super) const FORMS: [Form; 4] = [Form::Printed, Form::Web, Form::WebFile, Form::Flat];

/// The document as pasted text.
pub(super) fn paste(document: &Document, form: Form) -> String {
    let mut lines: Vec<String> = Vec::new();
    match form {
        Form::Printed => {
            head(document, &mut lines);
            main(document, form, &mut lines);
            colophon(document, &mut lines);
            return with_page_numbers(&lines).join("\n");
        }
        Form::Web => {
            lines.push("首页 > 政务公开 > 政策文件".to_owned());
            lines.push("发布时间：2024-12-31 08:30　来源：某某网".to_owned());
            lines.extend(title_lines(document));
            lines.extend(document.number.iter().map(|number| number.text.clone()));
            lines.push(String::new());
            main(document, form, &mut lines);
        }
        Form::WebFile => {
            lines.push("> 政务公开 | > 部门 | > 法治政府建设年度报告 |".to_owned());
            main(document, form, &mut lines);
            let number = document.number.as_ref().map(|number| number.text.as_str()).unwrap_or_default();
            lines.push(format!("{number}{}.pdf", document.title()));
        }
        Form::Flat => {
            let mut top = Vec::new();
            head(document, &mut top);
            main(document, form, &mut top);
            colophon(document, &mut top);
            lines =
                top.into_iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
            let number = document.number.as_ref().map(|number| number.text.clone()).unwrap_or_default();
            let typed = number.replace('〔', "[").replace('〕', "]");
            lines.iter_mut().take(12).for_each(|line| *line = line.replace(&number, &typed));
        }
    }
    lines.join("\n")
}

fn head(document: &Document, lines: &mut Vec<String>) {
    let element = |words: &Option<crate::document::Words>| words.as_ref().map(|words| words.text.clone());
    lines.extend(element(&document.copy_number));
    lines.extend(element(&document.classification));
    lines.extend(element(&document.urgency));
    let mark = mark(document);
    let last = mark.names.len().saturating_sub(1);
    for (at, name) in mark.names.iter().enumerate() {
        let word = mark.word.filter(|_| at == last / 2).unwrap_or_default();
        lines.push(format!("{name}{word}"));
    }
    lines.push(String::new());
    let number = element(&document.number).unwrap_or_default();
    let signers: Vec<&str> = document.signers.iter().map(|signer| signer.text.as_str()).collect();
    match &signers[..] {
        [] => lines.push(number),
        [first] => lines.push(format!("　{number}　　　　签发人：{first}")),
        [first, second] => lines.push(format!("　{number}　　　　签发人：{first}　{second}")),
        // The number shares the row of the last signer.
        [first, second, rest @ ..] => {
            lines.push(format!("　　　　　　　签发人：{first}　{second}"));
            lines.push(format!("　{number}　　　　　　　{}", rest.join("　")));
        }
    }
    lines.push(String::new());
    lines.extend(title_lines(document));
    lines.push(String::new());
}

/// The title as it may stand: broken where the writer broke it, or before 关于, or in the middle.
fn title_lines(document: &Document) -> Vec<String> {
    let title = &document.title.text;
    if title.contains('\n') {
        return title.lines().map(str::to_owned).collect();
    }
    match title.find("关于") {
        _ if title.is_empty() => Vec::new(),
        Some(at) if at > 0 && title.chars().count() > 24 => {
            vec![title[..at].to_owned(), title[at..].to_owned()]
        }
        _ => vec![title.clone()],
    }
}

fn main(document: &Document, form: Form, lines: &mut Vec<String>) {
    if let Some(recipients) = &document.recipients {
        lines.push(format!("{}：", without_end_mark(&recipients.text)));
    }
    let body = document.body.words.text.lines().map(plain).filter(|line| !line.is_empty());
    lines.extend(body.map(|line| format!("　　{line}")));
    lines.push(String::new());
    match &document.attachments[..] {
        [] => {}
        [one] => lines.push(format!("　　附件：{}", one.title.text)),
        many => {
            for (at, attachment) in many.iter().enumerate() {
                let label = if at == 0 { "附件：" } else { "　　　" };
                lines.push(format!("　　{label}{}.{}", at + 1, attachment.title.text));
            }
        }
    }
    lines.push(String::new());
    for signature in &document.signatures {
        lines.push(format!("　　　　{}　{}", signature.title.text, signature.name.text));
    }
    if document.signatures.is_empty() {
        let organs: Vec<&str> =
            document.issuers.iter().map(|issuer| issuer.signature.text.as_str()).collect();
        match form {
            Form::Flat => lines.push(organs.join("　　")),
            _ => lines.extend(organs.iter().map(|organ| format!("　　　　　　{organ}"))),
        }
    }
    lines.extend(document.date.iter().map(|(date, _)| format!("　　　　　　{date}")));
    lines.extend(document.note.iter().map(|note| format!("　　{}", note.text)));
    lines.extend(document.attendance.iter().map(|row| format!("　　{}：{}", row.label.text, row.names.text)));
    for issued in &document.issued {
        lines.extend([String::new(), issued.title.text.clone(), String::new()]);
        let body = issued.body.iter().flat_map(|body| body.words.text.lines());
        lines.extend(body.map(plain).filter(|line| !line.is_empty()));
    }
    let several = document.attachments.len() > 1;
    for (at, attachment) in document.attachments.iter().enumerate() {
        let Some(body) = &attachment.body else { continue };
        let number = if several { (at + 1).to_string() } else { String::new() };
        lines.extend([
            String::new(),
            format!("附件{number}"),
            String::new(),
            attachment.title.text.clone(),
            String::new(),
        ]);
        lines.extend(body.words.text.lines().map(plain).filter(|line| !line.is_empty()));
    }
    lines.push(String::new());
}

/// A line of body text as it stands on paper.
fn plain(line: &str) -> String {
    line.trim().trim_start_matches('\\').trim_start().to_owned()
}

fn colophon(document: &Document, lines: &mut Vec<String>) {
    let row = |row: &Labelled| format!("　{}：{}。", row.label.text, without_end_mark(&row.names.text));
    lines.extend(document.cc.iter().map(row));
    if let (Some(printer), Some((date, _))) = (&document.printer, &document.print_date) {
        lines.push(format!("　{}　　　　　　{date}印发", printer.text));
    }
    lines.extend(document.copies.map(|copies| format!("　共印{copies}份")));
}

fn with_page_numbers(lines: &[String]) -> Vec<String> {
    let mut out = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        out.push(line.clone());
        if at % 18 == 17 {
            out.push(format!("— {} —", at / 18 + 1));
        }
    }
    out
}
