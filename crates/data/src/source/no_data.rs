//! What a file is that was given as data and is none: the words of a document, a list, a page of a site.

use std::path::Path;

use serde::Serialize;

/// A file of daily work that is no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoData {
    /// The words of a document, as plain text or Markdown.
    Words,
    /// A list or a table: CSV, TSV.
    List,
    /// A page of a site, whatever its name says.
    Page,
    /// What an office program lays beside a file that is open.
    Lock,
    /// Nothing is in it.
    Empty,
}

/// Office programs lay such a file beside one that is open; this is its size in Word and in Excel.
const LOCK_SIZES: [usize; 3] = [54, 162, 165];

impl NoData {
    /// What bytes are before anybody asks how they are encoded, when their name ends as no data's does.
    pub(crate) fn of_bytes(name: &str, bytes: &[u8]) -> Option<NoData> {
        match () {
            () if is_lock(name, bytes) => Some(NoData::Lock),
            () if is_list_name(name) => Some(NoData::List),
            () if bytes.iter().all(u8::is_ascii_whitespace) && ending(name).is_some() => Some(NoData::Empty),
            () => None,
        }
    }

    /// What a text is that could not be read as TOML.
    pub(super) fn of_text(name: &str, text: &str) -> Option<NoData> {
        match () {
            () if is_page(text.as_bytes()) => Some(NoData::Page),
            () if is_list(text) => Some(NoData::List),
            () if is_words(name, text) => Some(NoData::Words),
            () => None,
        }
    }
}

/// The file that a program lays beside one that is open: `~$x.docx`, `.~x.docx`, `.~lock.x.docx#`.
pub fn is_lock(path: &str, bytes: &[u8]) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let named = name.starts_with("~$") || name.starts_with(".~");
    // A name's length, the name, blanks; then the name again in UTF-16.
    let length = usize::from(*bytes.first().unwrap_or(&0));
    let owner = LOCK_SIZES.contains(&bytes.len())
        && (1..=52).contains(&length)
        && bytes.get(1..=length).is_some_and(|owner| owner.iter().all(|byte| *byte >= 0x20))
        && bytes.iter().skip(length + 1).any(|byte| matches!(byte, 0 | 0x20));
    let small = bytes.len() <= 512 && !bytes.starts_with(b"PK");
    (named && small && !bytes.is_empty()) || (owner && bytes.contains(&0))
}

/// Whether a file is a list by its name.
pub fn is_list_name(path: &str) -> bool {
    matches!(ending(path).as_deref(), Some("csv" | "tsv"))
}

/// Lines with equally many commas, semicolons or tabs, none of which ends as a sentence does or is a key with its value: CSV, TSV.
pub fn is_list(text: &str) -> bool {
    if text.lines().map(str::trim).any(is_entry) {
        return false;
    }
    [',', ';', '\t'].into_iter().any(|separator| {
        let mut rows = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
        let Some(first) = rows.next() else { return false };
        let columns = parts(first, separator);
        let sentence =
            |line: &str| line.ends_with(['.', '。', ';', '；', ':', '：', '!', '！', '?', '？', ',', '，']);
        let mut more = 0;
        columns > 0
            && !sentence(first)
            && rows.all(|line| {
                more += 1;
                parts(line, separator) == columns && !sentence(line)
            })
            && more > 0
    })
}

/// How many separators part the cells of a row; those in quotes, as in "1,234", do not.
fn parts(row: &str, separator: char) -> usize {
    let mut quoted = false;
    row.chars()
        .filter(|c| {
            quoted ^= *c == '"';
            *c == separator && !quoted
        })
        .count()
}

fn ending(path: &str) -> Option<String> {
    Some(Path::new(path).extension()?.to_string_lossy().to_ascii_lowercase())
}

/// Whether bytes are a web page by their first words.
pub fn is_page(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).replace('\0', "").to_lowercase();
    let mut head = head.trim_start_matches('\u{FEFF}').trim_start_matches('\u{FFFD}').trim_start();
    // Comments and declarations may stand first.
    while let Some(rest) = head.strip_prefix("<?").and_then(|rest| rest.split_once("?>")) {
        head = rest.1.trim_start();
    }
    while let Some(rest) = head.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
        head = rest.1.trim_start();
    }
    [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<title",
        "<style",
        "<p>",
        "<p ",
        "<div",
        "<table",
        "<h1",
        "<span",
        "<br",
        "<ol",
        "<ul",
        "<dl",
        "<pre",
        "<h2",
        "<h3",
        "<center",
        "<section",
        "<article",
        "<ruby",
        "<blockquote",
    ]
    .iter()
    .any(|start| head.starts_with(start))
}

/// Whether a text has nothing of data: no key with its value, no table, and its first line begins no key. A file whose name says
/// that it holds words is believed; of another, two lines of Chinese and no quotes are wanted.
fn is_words(name: &str, text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let told = matches!(ending(name).as_deref(), Some("txt" | "text" | "md" | "markdown"));
    if told {
        // In data # begins a comment, in Markdown a heading.
        let first = lines().find(|line| !line.starts_with('#'));
        return lines().next().is_some() && !first.is_some_and(begins_data) && !lines().any(is_entry);
    }
    // 标题 “甲” lacks its sign.
    let quoted =
        |rest: &str| rest.starts_with(['"', '\'', '“', '‘']) && rest.ends_with(['"', '\'', '”', '’']);
    let is_chinese = |line: &str| {
        line.starts_with(|c: char| c > '\u{2E80}' && !"［【｛“‘".contains(c))
            && !line.contains(['=', '＝'])
            && !key(line).is_some_and(quoted)
    };
    let mut said = lines().filter(|line| !line.starts_with('#'));
    let first = said.clone().next();
    said.clone().nth(1).is_some() && said.all(is_chinese) && !first.is_some_and(begins_data)
}

/// `title = …`, `"标题"＝…`, `[layout]`.
fn is_entry(line: &str) -> bool {
    let inner = line.strip_prefix(['[', '［']).and_then(|rest| rest.strip_suffix([']', '］']));
    // [此页无正文] is words.
    let table = inner.is_some_and(|inner| inner.is_ascii() || inner.contains(['"', '“', '[', '［']));
    table || key(line).is_some_and(|rest| rest.starts_with(['=', '＝']))
}

/// What may be data on a first line: an entry, or a key with a colon and a value that begins as data do.
fn begins_data(line: &str) -> bool {
    let valued = |rest: &str| {
        let value = rest.strip_prefix([':', '：']).map(str::trim_start);
        // 标题: 甲 is YAML.
        rest.starts_with(": ")
            || value.is_some_and(|value| value.starts_with(['"', '\'', '“', '‘', '[', '［']))
    };
    is_entry(line) || key(line).is_some_and(valued)
}

/// What stands behind the key that a line begins with.
fn key(line: &str) -> Option<&str> {
    const LONGEST: usize = 24;
    let rest = match line.chars().next()? {
        quote @ ('"' | '\'') => line[1..].split_once(quote)?.1,
        quote @ ('“' | '‘') => {
            let close = if quote == '“' { '”' } else { '’' };
            line.split_once(close)?.1
        }
        _ => line.trim_start_matches(|c: char| c.is_alphanumeric() || "-_.".contains(c)),
    };
    let said = &line[..line.len() - rest.len()];
    (!said.is_empty() && said.chars().count() <= LONGEST).then(|| rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_data_is_known_by_its_words() {
        let words = "关于印发预案的通知\n各县（区）人民政府：\n　　一、总则：坚持人民至上。\n联系人：张三，电话：6618203\n";
        for (name, text, kind) in [
            ("a.txt", words, Some(NoData::Words)),
            ("a", "甲市预案\n一、总则。\n", Some(NoData::Words)),
            ("a.md", "# 关于甲的通知\n\n各县：\n\n- [ ] 摸底\n\n```text\n甲\n```", Some(NoData::Words)),
            ("a.txt", "关于甲的通知\n乙。\n[此页无正文]\n", Some(NoData::Words)),
            ("a.txt", "收入＝税收＋非税", None),
            ("a.toml", "issuers = ['甲'， '乙', '丙']\ncc = ['甲', '乙']", None),
            ("a.toml", words, Some(NoData::Words)),
            ("a.txt", "姓名,金额\n张三,\"1,234\"\n", Some(NoData::List)),
            ("a", "姓名\t金额\n张三\t5\n", Some(NoData::List)),
            ("a.doc", "<html><body><p>甲：乙</p></body></html>", Some(NoData::Page)),
            ("a.txt", "<甲>乙", Some(NoData::Words)),
            ("-", "title = \"甲,乙\" # 说明,不改\nbody = '甲,乙.'\n", None),
            ("a.txt", "标题：“关于甲的通知”\n发文机关：“甲局”\n", None),
            ("a.txt", "# 注\n\"标题\" = '甲\n正文", None),
            ("a.txt", "title: 甲\nissuers:\n- 乙", None),
            ("a.txt", "甲\n[layout]\nfit = 是", None),
            ("a.toml", "标题 “甲”\n正文 “乙”", None),
        ] {
            assert_eq!(NoData::of_text(name, text), kind, "{name} {text}");
        }
    }

    #[test]
    fn what_is_no_data_is_known_by_its_name() {
        for (name, bytes, kind) in [
            ("甲/~$稿子.docx", &b"\x05admin\0\0"[..], Some(NoData::Lock)),
            ("名单.CSV", b"\xD0\xD5\xC3\xFB,\xBD\xF0", Some(NoData::List)),
            ("稿子.docx", b"", Some(NoData::Empty)),
            ("<stdin>", b"", None),
            ("稿子.txt", b"a", None),
        ] {
            assert_eq!(NoData::of_bytes(name, bytes), kind, "{name}");
        }
    }
}
