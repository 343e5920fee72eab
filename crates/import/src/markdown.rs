//! Marks of Markdown in pasted text, as assistants answer: taken away, and told.

use super::doubt::Doubt;
use super::lines::Line;
use super::patterns as p;
use crate::text::body::numbering;
use crate::text::chat::{is_closing, is_opening};
use crate::text::markup::{Link, is_address, links};

/// The lines without marks of Markdown, when the paste is Markdown, and what was taken away.
pub(super) fn plain(mut lines: Vec<Line>) -> (Vec<Line>, Vec<Doubt>) {
    let count = |is: fn(&str) -> bool| lines.iter().filter(|line| is(&line.text)).count();
    let quotes = count(|text| text.starts_with('>')) >= 3;
    let bold = count(|text| bold_marks(text).len() >= 2);
    let fences = count(|text| text.starts_with("```"));
    let tasks = count(|text| bullet(text).is_some_and(|end| task(text[end..].trim_start()).is_some()));
    // A body of this program has headings of its own; that of an answer begins with its title.
    let first = lines.iter().find_map(|line| Some(&line.text[heading(&line.text)?..]));
    let titled = first.is_some_and(|text| p::ends_as_title(text) || p::ends_as_other(text));
    if !(quotes || bold > 0 || titled || fences > 1 || tasks > 0) {
        return (lines, Vec::new());
    }
    let (mut marks, mut unnumbered) = (Vec::new(), Vec::new());
    let inside = text_lines(&lines);
    // The only # of an answer is its title, whatever it ends with.
    let sole = lines.iter().filter(|line| heading(&line.text) == Some(1)).count() == 1;
    for (at, line) in lines.iter_mut().enumerate() {
        let mut text = line.text.as_str();
        if text.starts_with("```") {
            // What it fences is words, whatever it is said to be.
            marks.push(text.to_owned());
            line.text.clear();
            continue;
        }
        if p::is_row(text) || p::is_page_number(text) || p::is_markdown_rule(text) {
            continue;
        }
        if quotes || inside.contains(&at) && text.starts_with("> ") && !is_hint(text) {
            let end = text.len() - text.trim_start_matches(['>', ' ']).len();
            take(&mut marks, &mut text, end);
        }
        if let Some(end) = heading(text) {
            take(&mut marks, &mut text, end);
            let words = bare(text, &mut Vec::new());
            let title = p::ends_as_title(&words) || p::ends_as_other(&words) || sole && end == 1;
            if numbering(&words).is_none() && !p::opens_numbered(&words) && !title {
                unnumbered.push(words);
            }
        } else if let Some(end) = bullet(text) {
            take(&mut marks, &mut text, end);
            if let Some(end) = task(text) {
                take(&mut marks, &mut text, end);
            }
        }
        line.text = bare(text, &mut marks);
    }
    lines.retain(|line| !line.text.is_empty());
    let mut doubts = vec![Doubt::Markdown([marks.join(" ")])];
    if !unnumbered.is_empty() {
        doubts.push(Doubt::MarkdownHeadings(unnumbered));
    }
    (lines, doubts)
}

/// The lines between the first sentence and the last line that is numbered, a heading or a day: a quotation there is of the text.
fn text_lines(lines: &[Line]) -> std::ops::Range<usize> {
    let first = lines.iter().position(|line| p::is_running(&line.text) && !is_opening(&line.text));
    let ends = |line: &Line| {
        heading(&line.text).is_some() || p::opens_numbered(&line.text) || p::date(&line.text).is_some()
    };
    first.unwrap_or(0)..lines.iter().rposition(ends).unwrap_or(0)
}

/// > 提示：…: what an answer's writer says to the reader.
fn is_hint(text: &str) -> bool {
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    is_closing(bare)
        || ["提示", "说明", "注", "备注", "小贴士", "建议", "温馨提示", "友情提示"].iter().any(|word| {
            bare.strip_prefix(word).is_some_and(|rest| rest.trim_start_matches('*').starts_with(['：', ':']))
        })
}

/// How many bytes the box of a task takes.
fn task(text: &str) -> Option<usize> {
    ["[ ] ", "[x] ", "[X] "].iter().any(|mark| text.starts_with(mark)).then_some(3)
}

/// Words without the addresses behind them and without the marks of code: [附件](http://…), `…`.
fn plain_words(text: &str, marks: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for Link { open, middle, close } in links(text) {
        if text[..open].ends_with('!') || !is_address(&text[middle + 2..close]) {
            continue;
        }
        out.push_str(&text[from..open]);
        out.push_str(&text[open + 1..middle]);
        marks.push(format!("[{}", &text[middle..=close]));
        from = close + 1;
    }
    out.push_str(&text[from..]);
    without_code(&out, marks)
}

/// Words without the marks around code.
fn without_code(text: &str, marks: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, (inner, behind))) =
        rest.split_once('`').and_then(|(before, rest)| Some((before, rest.split_once('`')?)))
    {
        if inner.is_empty() {
            break;
        }
        out.push_str(before);
        out.push_str(inner);
        marks.extend(["`".to_owned(), "`".to_owned()]);
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Takes a mark from the start of a text.
fn take(marks: &mut Vec<String>, text: &mut &str, end: usize) {
    let mark = text[..end].trim();
    if !mark.is_empty() {
        marks.push(mark.to_owned());
    }
    *text = text[end..].trim_start();
}

/// How many bytes the mark of a heading takes.
fn heading(text: &str) -> Option<usize> {
    let marks = text.len() - text.trim_start_matches('#').len();
    ((1..=6).contains(&marks) && text[marks..].starts_with([' ', '\u{3000}'])).then_some(marks)
}

/// How many bytes the mark of an item takes.
fn bullet(text: &str) -> Option<usize> {
    ["- ", "* ", "+ "].iter().any(|mark| text.starts_with(mark)).then_some(1)
}

/// Where marks of bold stand; 139****6071 is a number with a part of it hidden.
fn bold_marks(text: &str) -> Vec<usize> {
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find("**").map(|next| at + next) {
        let run = text[next..].len() - text[next..].trim_start_matches('*').len();
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let hides = digit(text[..next].chars().next_back()) && digit(text[next + run..].chars().next());
        if run < 4 && !hides {
            marks.push(next);
        }
        at = next + run;
    }
    marks
}

/// A text without its pairs of `**`, without the marks around the whole of it, and without escapes.
fn bare(text: &str, marks: &mut Vec<String>) -> String {
    let mut bold = bold_marks(text);
    bold.truncate(bold.len() / 2 * 2);
    let mut out = String::new();
    let mut from = 0;
    for at in bold {
        out.push_str(&text[from..at]);
        marks.push("**".to_owned());
        from = at + 2;
    }
    out.push_str(&text[from..]);
    let out = plain_words(&unescaped(&out, marks), marks);
    let out = out.trim();
    // *（此件公开发布）*, `甲教〔2024〕5号`.
    let whole = ["*", "`", "__", "_"].into_iter().find_map(|mark| {
        let inner = out.strip_prefix(mark)?.strip_suffix(mark)?;
        let words = inner.chars().any(char::is_alphanumeric) && !inner.contains(mark);
        words.then_some((mark, inner))
    });
    let Some((mark, inner)) = whole else { return out.to_owned() };
    marks.extend([mark.to_owned(), mark.to_owned()]);
    inner.trim().to_owned()
}

/// \\_ and its like are the sign behind the backslash; &emsp; is a blank.
fn unescaped(text: &str, marks: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '&']) {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let blank = ["&emsp;", "&ensp;", "&nbsp;"].into_iter().find(|blank| found.starts_with(blank));
        let sign = found.strip_prefix('\\').and_then(|rest| rest.chars().next());
        rest = if let Some(blank) = blank {
            marks.push(blank.to_owned());
            out.push(' ');
            &found[blank.len()..]
        } else if let Some(sign) = sign.filter(char::is_ascii_punctuation) {
            marks.push("\\".to_owned());
            out.push(sign);
            &found[2..]
        } else {
            out.push_str(&found[..1]);
            &found[1..]
        };
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::split;

    #[test]
    fn a_number_with_a_part_hidden_is_not_bold() {
        assert_eq!(bare("联系人：战天 139****6071", &mut Vec::new()), "联系人：战天 139****6071");
        assert_eq!(bare("电话 138**12**34", &mut Vec::new()), "电话 138**12**34");
        assert_eq!(bare("突破**300亿元**。", &mut Vec::new()), "突破300亿元。");
    }

    #[test]
    fn marks_are_taken_from_markdown_only() {
        let said =
            |text: &str| -> Vec<String> { plain(split(text)).0.into_iter().map(|line| line.text).collect() };
        assert_eq!(
            said(
                "# 关于清淤的通知\n**各县：**\n## 一、任务\n突破**300亿元**。\n- 日间照料；\n1. **流动车。**一台车。"
            ),
            ["关于清淤的通知", "各县：", "一、任务", "突破300亿元。", "日间照料；", "1. 流动车。一台车。"]
        );
        assert_eq!(said("> 甲\n> 乙\n> 丙"), ["甲", "乙", "丙"]);
        for text in ["# 甲", "- 甲\n- 乙", "— 1 —\n- 2 -", "2*3*4", "# 甲\n## 乙"] {
            assert_eq!(
                said(text),
                split(text).into_iter().map(|line| line.text).collect::<Vec<_>>(),
                "{text}"
            );
        }
        assert_eq!(
            said("# 关于甲的通知\n甲〔2024〕\\_\\_号\n&emsp;&emsp;一段。\n*（此件公开）*"),
            ["关于甲的通知", "甲〔2024〕__号", "一段。", "（此件公开）"]
        );
        assert_eq!(
            said(
                "# 关于甲的通知\n甲如下。\n> 坚持安全第一。\n- [ ] 摸底\n```text\n请报送。\n```\n详见[附件](http://a.cn)、[方案](./方案.docx)，`代码`。\n一、乙\n> 提示：盖章。"
            ),
            [
                "关于甲的通知",
                "甲如下。",
                "坚持安全第一。",
                "摸底",
                "请报送。",
                "详见附件、方案，代码。",
                "一、乙",
                "> 提示：盖章。"
            ]
        );
        let (_, doubts) = plain(split("# 关于甲的通知\n## 甲\n## 一、乙"));
        assert_eq!(doubts.len(), 2, "{doubts:?}");
    }
}
