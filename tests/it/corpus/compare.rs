//! A pasted text's import beside its right data, element by element, as tests/corpus/held/README.md says it is read.
//! Used by the tests and by `benches/import.rs`.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

/// What became of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Right,
    /// Right, but a right importer asks here.
    Unasked,
    /// Wrong, and the file says that it is to be checked.
    Doubted,
    /// Wrong without a word.
    Silent,
}

/// An element, what became of it, and what it is and should be.
#[derive(Debug)]
pub struct Found {
    pub element: String,
    pub verdict: Verdict,
    pub wanted: String,
    pub said: String,
}

/// A text's comparison.
#[derive(Debug, Default)]
pub struct Compared {
    pub elements: Vec<Found>,
    /// Paragraphs of the body: those wanted, and those of them that are there in their order.
    pub paragraphs: (usize, usize),
    /// Characters of words that the file lacks, and that the text lacks.
    pub lost: String,
    pub invented: String,
}

/// A data file's elements as they are compared: by key, each a text.
type Elements = BTreeMap<String, String>;

/// Compares the file that import made of `text` with the right one.
pub fn compare(text: &str, imported: &str, right: &str) -> Compared {
    let file = File::read(imported);
    let wanted = elements(&right.parse::<Table>().expect("right data"));
    let asked: BTreeSet<&str> = right.lines().filter_map(|line| line.strip_prefix("# doubt: ")).collect();
    let said = elements(&file.table);
    let (wanted, said) = same_shape(wanted, said, right, imported);
    let keys: BTreeSet<&str> =
        wanted.keys().chain(said.keys()).map(String::as_str).chain(asked.iter().copied()).collect();
    let mut compared = Compared::default();
    for key in keys {
        let (want, said) = (wanted.get(key), said.get(key));
        let same = want == said;
        let doubted = file.doubts(key) || (!same && file.shows(want.map_or("", String::as_str), said));
        let verdict = match (same, doubted) {
            // What the text leaves open and nobody asks for is gone without a word.
            (true, false) if asked.contains(key) && want.is_none() => Verdict::Silent,
            (true, false) if asked.contains(key) => Verdict::Unasked,
            (true, _) => Verdict::Right,
            (false, true) => Verdict::Doubted,
            (false, false) => Verdict::Silent,
        };
        let text = |text: Option<&String>| text.cloned().unwrap_or_default();
        let found = Found { element: key.to_owned(), verdict, wanted: text(want), said: text(said) };
        compared.elements.push(found);
    }
    let lines = |elements: &Elements| -> Vec<String> {
        elements.get("body").map(|body| body.lines().map(str::to_owned).collect()).unwrap_or_default()
    };
    let (want, said) = (lines(&wanted), lines(&elements(&file.table)));
    compared.paragraphs = (want.len(), common(&want, &said));
    (compared.lost, compared.invented) = file.off(&words(text));
    compared
}

/// Format and kind are compared by what the program makes of them, where one of both says them.
fn same_shape(mut wanted: Elements, mut said: Elements, right: &str, imported: &str) -> (Elements, Elements) {
    for key in ["format", "kind"] {
        if wanted.get(key) != said.get(key)
            && let (Some(want), Some(have)) = (shape(right, key), shape(imported, key))
        {
            wanted.insert(key.to_owned(), want);
            said.insert(key.to_owned(), have);
        }
    }
    (wanted, said)
}

/// The format or the kind that a data file has, though it lacks what a document needs.
fn shape(data: &str, key: &str) -> Option<String> {
    let mut table: Table = data.parse().ok()?;
    table.retain(|key: &str, _| ["format", "kind", "title", "mark", "issuers", "number"].contains(&key));
    // Minutes may have no title but their mark.
    let mark = table.get("mark").and_then(Value::as_str).filter(|mark| mark.ends_with("纪要"));
    let title = mark.unwrap_or("标题").to_owned();
    for (key, usual) in
        [("title", title.as_str()), ("issuers", "某局"), ("date", "2024年1月1日"), ("body", "文。")]
    {
        table.entry(key).or_insert_with(|| Value::String(usual.to_owned()));
    }
    let document = gongwen::Document::from_value(&table).ok()?;
    match key {
        "format" => Some(document.format().as_str().to_owned()),
        // An order without a title is of its kind, whether the file says so again or not.
        _ if document.kind().is_none() && document.format().as_str() == "order" => Some("命令".to_owned()),
        _ => document.kind().map(|kind| kind.name().to_owned()),
    }
}

/// How many lines stand in both, in one order.
fn common(a: &[String], b: &[String]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for line in a {
        let mut last = 0;
        for (at, other) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if line == other { last + 1 } else { row[at + 1].max(row[at]) };
            last = above;
        }
    }
    row[b.len()]
}

/// A data file as import wrote it: values, and what its comments say.
struct File {
    table: Table,
    /// The doubts above each key, and behind the last one.
    asked: BTreeMap<String, Vec<String>>,
    /// What stands behind `#|`.
    beside: Vec<String>,
    /// The lines that import could give to no element, which it says.
    loose: Vec<String>,
    /// Words of doubts.
    told: String,
    /// Keys whose words stand elsewhere in the text too.
    again: BTreeSet<String>,
}

impl File {
    fn read(text: &str) -> File {
        let table = text.parse::<Table>().unwrap_or_else(|error| panic!("{error}\n{text}"));
        let mut file = File {
            table,
            asked: BTreeMap::new(),
            beside: Vec::new(),
            loose: Vec::new(),
            told: String::new(),
            again: BTreeSet::new(),
        };
        let (mut open, mut loose, mut long) = (Vec::new(), false, None);
        for line in text.lines() {
            let mut closed = false;
            if let Some(end) = long {
                closed = line.contains(end);
                long = long.filter(|_| !closed);
                if !closed {
                    continue;
                }
            }
            let behind = line.find("#|").filter(|at| !inside_string(&line[..*at]) && !line.starts_with("# "));
            if let Some(words) = behind.map(|at| &line[at + 2..]) {
                file.beside.push(words.to_owned());
                if loose && line.starts_with("#|") {
                    file.loose.push(words.to_owned());
                }
            } else if let Some(doubt) = line.strip_prefix("# 请核对：") {
                loose = doubt.starts_with("以下文字没有认出");
                file.told.push_str(doubt);
                open.push(doubt.to_owned());
                continue;
            } else {
                loose = false;
            }
            let key = line.trim_start_matches("# ").split_once(" = ").map(|(key, _)| key);
            if let Some(key) = key.filter(|key| key.chars().all(|c| c.is_ascii_lowercase() || c == '-')) {
                if open.iter().any(|doubt: &String| doubt.starts_with("原文没有单独写出")) {
                    file.again.insert(key.to_owned());
                }
                file.asked.entry(key.to_owned()).or_default().append(&mut open);
            }
            let opens = ["'''", "\"\"\""].into_iter().find(|mark| line.matches(mark).count() == 1);
            long = long.or(opens.filter(|_| !closed));
        }
        file.asked.entry(String::new()).or_default().append(&mut open);
        file
    }

    /// Whether a doubt stands with an element.
    fn doubts(&self, key: &str) -> bool {
        let keys: &[&str] = match key {
            "attachments" => &["attachments", "issued"],
            "kind" | "format" => &["kind", "format"],
            // Whether 文件 stands behind an organ's name is a question of both.
            "mark" => &["mark", "format"],
            key => &[key],
        };
        keys.iter().any(|key| self.asked.get(*key).is_some_and(|doubts| !doubts.is_empty()))
    }

    /// Whether what is wanted and not said stands among the lines that are to be looked at.
    fn shows(&self, wanted: &str, said: Option<&String>) -> bool {
        let said = said.map_or("", String::as_str);
        let shown: String = self.loose.iter().map(|line| plain(line)).collect();
        let missing: Vec<&str> =
            wanted.lines().filter(|line| !said.lines().any(|known| known == *line)).collect();
        let kept = said.lines().all(|line| wanted.lines().any(|known| known == line));
        kept && !missing.is_empty() && missing.iter().all(|line| shown.contains(&plain(line)))
    }

    /// What of a text's words it lacks, and what the text lacks. A value that says again what stands elsewhere adds no
    /// word, one that took it from there does: each is looked at by itself.
    fn off(&self, text: &str) -> (String, String) {
        let count = |off: &(String, String)| off.0.chars().count() + off.1.chars().count();
        let mut left_out = BTreeSet::new();
        let mut off = differing(text, &self.words(&left_out));
        for key in &self.again {
            left_out.insert(key);
            let without = differing(text, &self.words(&left_out));
            if count(&without) < count(&off) {
                off = without;
            } else {
                left_out.remove(key);
            }
        }
        off
    }

    /// All its words but those of some keys.
    fn words(&self, left_out: &BTreeSet<&String>) -> String {
        let mut words = String::new();
        for (key, value) in &self.table {
            let setting = ["format", "kind", "mark-issuers", "numbering"].contains(&key.as_str());
            if !setting && !left_out.contains(key) {
                gather(value, &mut words);
            }
        }
        words.extend(self.beside.iter().map(String::as_str));
        self::words(&words)
    }
}

/// Whether a line's end stands in a string that the line opens.
fn inside_string(before: &str) -> bool {
    before.replace("\\\\", "").replace("\\\"", "").matches('"').count() % 2 == 1
}

fn gather(value: &Value, words: &mut String) {
    match value {
        Value::String(text) => words.push_str(text),
        Value::Integer(number) => words.push_str(&number.to_string()),
        Value::Array(items) => items.iter().for_each(|item| gather(item, words)),
        Value::Table(table) => {
            let said = table.iter().filter(|(key, _)| !["contents", "numbering"].contains(&key.as_str()));
            said.for_each(|(_, item)| gather(item, words));
        }
        _ => {}
    }
}

/// The letters and figures of a text; marks of Markdown are no words, nor are rules and blanks.
fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What of the first the second lacks, and the other way round.
fn differing(text: &str, file: &str) -> (String, String) {
    let mut counts: BTreeMap<char, i64> = BTreeMap::new();
    text.chars().for_each(|c| *counts.entry(c).or_default() += 1);
    file.chars().for_each(|c| *counts.entry(c).or_default() -= 1);
    let of = |sign: i64| -> String {
        counts
            .iter()
            .flat_map(|(c, count)| std::iter::repeat_n(*c, usize::try_from(count * sign).unwrap_or(0)))
            .collect()
    };
    (of(1), of(-1))
}

/// Without blanks.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Names: blanks that part them stay, what closes the list goes.
fn names(text: &str) -> String {
    let closed = text.trim().trim_end_matches(['：', ':', '。']);
    let tokens: Vec<&str> = closed.split_whitespace().collect();
    let mut joined = String::new();
    for token in tokens {
        let parted = joined.is_empty() || joined.ends_with(['，', '、', '；', ',', '：', ':']);
        joined.push_str(if parted { "" } else { " " });
        joined.push_str(token);
    }
    joined
}

fn elements(table: &Table) -> Elements {
    let mut found = Elements::new();
    let issuers: Vec<(String, String)> = list(table.get("issuers")).into_iter().map(issuer).collect();
    let mut own: Vec<String> = Vec::new();
    for (key, value) in table {
        let text = match key.as_str() {
            "sealing" | "issued" | "attachments" => continue,
            "issuers" => {
                let shown = |(mark, sign): &(String, String)| {
                    if mark == sign { sign.clone() } else { format!("{mark}={sign}") }
                };
                issuers.iter().map(shown).collect::<Vec<_>>().join(" ")
            }
            "mark" => {
                let mark = plain(value.as_str().unwrap_or_default());
                let usual = issuers.first().is_some_and(|(name, _)| {
                    ["", "文件", "令"].iter().any(|word| mark == format!("{name}{word}"))
                });
                if usual {
                    continue;
                }
                mark
            }
            "signers" => list(Some(value))
                .into_iter()
                .map(|name| plain(name.as_str().unwrap_or_default()))
                .collect::<Vec<_>>()
                .join(" "),
            "signature" => list(Some(value)).into_iter().map(signature).collect::<Vec<_>>().join(" "),
            "cc" | "attendance" if value.is_array() => {
                list(Some(value)).into_iter().map(row).collect::<Vec<_>>().join("\n")
            }
            "recipients" | "attendees" | "absentees" | "observers" | "cc" => {
                names(value.as_str().unwrap_or_default())
            }
            "corner" | "speaker" => list(Some(value))
                .into_iter()
                .map(|line| plain(line.as_str().unwrap_or_default()))
                .collect::<Vec<_>>()
                .join("\n"),
            "parties" => list(Some(value)).into_iter().map(party).collect::<Vec<_>>().join("\n"),
            "body" => body(value),
            _ => match value {
                Value::String(text) => plain(text),
                other => other.to_string(),
            },
        };
        found.insert(key.clone(), text);
    }
    for key in ["issued", "attachments"] {
        own.extend(list(table.get(key)).into_iter().map(attachment));
    }
    if !own.is_empty() {
        found.insert("attachments".to_owned(), own.join("\n"));
    }
    found
}

fn list(value: Option<&Value>) -> Vec<&Value> {
    match value {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    }
}

/// What is printed in the mark, and under the text.
fn issuer(value: &Value) -> (String, String) {
    let of = |key: &str| value.get(key).and_then(Value::as_str).map(plain);
    let name = value.as_str().map(plain).or_else(|| of("name")).unwrap_or_default();
    (of("mark-name").unwrap_or_else(|| name.clone()), of("signature").unwrap_or(name))
}

fn signature(value: &Value) -> String {
    let of = |key: &str| value.get(key).and_then(Value::as_str).map(plain).unwrap_or_default();
    format!("{}={}", of("title"), of("name"))
}

/// 报：甲，乙: a row with a label of its own.
fn row(value: &Value) -> String {
    let of = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
    format!("{}：{}", plain(of("label")), names(of("names")))
}

/// What one of several parties signs.
fn party(value: &Value) -> String {
    let of = |key: &str| value.get(key).and_then(Value::as_str).map(plain).unwrap_or_default();
    ["role", "name", "representative", "date"].map(of).join(" ")
}

fn attachment(value: &Value) -> String {
    if let Some(title) = value.as_str() {
        return plain(title);
    }
    let title = value.get("title").and_then(Value::as_str).map(plain).unwrap_or_default();
    // A document that stands in another says its elements around its text.
    let of = |key: &str| value.get(key).and_then(Value::as_str).map(plain).unwrap_or_default();
    let addressed = value.get("recipients").and_then(Value::as_str).map(|names| plain(names) + "：");
    let signed = list(value.get("issuers")).into_iter().map(|organ| issuer(organ).1);
    let signed = signed.collect::<Vec<_>>().join("\n");
    let text = value.get("body").map(body).unwrap_or_default();
    let lines = [title, of("number"), addressed.unwrap_or_default(), text, signed, of("date")];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The line under a table's header, however long and whatever side it says.
fn is_rule(line: &str) -> bool {
    line.starts_with('|') && line.contains('-') && line.chars().all(|c| "|-:".contains(c))
}

/// A body's paragraphs, one a line; the backslash that keeps a line plain is no word.
fn body(value: &Value) -> String {
    let mut text = String::new();
    gather(value, &mut text);
    let lines = text.lines().map(|line| plain(line.trim().strip_prefix('\\').unwrap_or(line)));
    let lines =
        lines.map(|line| if is_rule(&line) { "|---".repeat(line.matches('|').count() - 1) } else { line });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
