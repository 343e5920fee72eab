//! A written data file in lines: what they set, and how each spelling of the data writes them.

use crate::source::{InputFormat, Node, SourceText, Table, Value};

/// A line of a data file that `write.rs` or a form made.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Line {
    Blank,
    /// A comment without its mark.
    Remark(String),
    /// `[[path]]`, an item of a list, or `[path]`, a table.
    Table {
        path: Vec<String>,
        item: bool,
    },
    /// A key in one line.
    Set(Set),
    /// A key whose value is a text of lines.
    Text {
        key: String,
        lines: Vec<String>,
    },
}

/// `key = value  # remark`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Set {
    /// Whether a # keeps it out.
    pub off: bool,
    pub key: String,
    /// As TOML spells it.
    pub value: String,
    pub remark: Option<String>,
}

/// The lines of a TOML file of ours.
pub(super) fn read(toml: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut lines_left = toml.lines();
    while let Some(line) = lines_left.next() {
        let (off, words) = line.strip_prefix("# ").map_or((false, line), |rest| (true, rest));
        let set = words.split_once(" = ").filter(|(key, _)| is_key(key));
        lines.push(match set {
            Some((key, "'''")) => {
                let lines =
                    lines_left.by_ref().take_while(|line| *line != "'''").map(str::to_owned).collect();
                Line::Text { key: key.to_owned(), lines }
            }
            Some((key, rest)) => {
                let (value, remark) = match remark_at(rest) {
                    Some(at) => (rest[..at].trim_end(), Some(rest[at + 2..].to_owned())),
                    None => (rest, None),
                };
                let mut value = value.to_owned();
                // A list of rows, one a line.
                if value == "[" {
                    for line in lines_left.by_ref() {
                        value += &format!("\n{line}");
                        if line == "]" {
                            break;
                        }
                    }
                }
                Line::Set(Set { off, key: key.to_owned(), value, remark })
            }
            None if line.is_empty() => Line::Blank,
            None if off => Line::Remark(words.to_owned()),
            None => {
                let path = line.trim_matches(['[', ']']).split('.').map(str::to_owned).collect();
                Line::Table { path, item: line.starts_with("[[") }
            }
        });
    }
    lines
}

fn is_key(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

/// Where the remark behind a value begins.
fn remark_at(value: &str) -> Option<usize> {
    outside_quotes(value).find(|at| value[*at..].starts_with("# "))
}

/// The places in a value that do not stand in a text.
pub(super) fn outside_quotes(value: &str) -> impl Iterator<Item = usize> {
    let mut quote = None;
    value.char_indices().filter_map(move |(at, c)| match quote {
        Some(open) => {
            quote = (open != c).then_some(open);
            None
        }
        None => {
            quote = matches!(c, '"' | '\'').then_some(c);
            Some(at)
        }
    })
}

/// The file in a spelling.
pub(super) fn written(lines: &[Line], spelling: InputFormat) -> String {
    match spelling {
        InputFormat::Toml => toml(lines),
        InputFormat::Yaml => yaml(lines),
        InputFormat::Json => json(lines),
    }
}

fn toml(lines: &[Line]) -> String {
    // Only letters of ASCII make a key that needs no quotes.
    let key = |key: &str| if is_key(key) { key.to_owned() } else { format!("\"{key}\"") };
    let mut text = String::new();
    for line in lines {
        text += &match line {
            Line::Blank => String::new(),
            Line::Remark(words) => format!("# {words}"),
            Line::Table { path, item } => {
                let path = path.iter().map(|name| key(name)).collect::<Vec<_>>().join(".");
                if *item { format!("[[{path}]]") } else { format!("[{path}]") }
            }
            Line::Set(set) => {
                let off = if set.off { "# " } else { "" };
                format!("{off}{} = {}{}", key(&set.key), set.value, behind(set))
            }
            Line::Text { key: name, lines } => {
                format!(
                    "{} = '''\n{}'''",
                    key(name),
                    lines.iter().map(|line| format!("{line}\n")).collect::<String>()
                )
            }
        };
        text.push('\n');
    }
    text
}

fn behind(set: &Set) -> String {
    set.remark.as_ref().map(|remark| format!("  # {remark}")).unwrap_or_default()
}

/// What a remark says of TOML, as the same stands in YAML.
fn of_yaml(remark: &str) -> String {
    remark
        .replace("，但要加引号：\"标题\"", "：标题")
        .replace(" = \"……\"", ": ……")
        .replace("\"目录\" = ", "目录: ")
        .replace(" = ", ": ")
}

/// Tables inside each other while they are written in YAML, each further to the right.
#[derive(Default)]
struct Open {
    text: String,
    /// Name, whether it is a list, and where what is in it stands.
    tables: Vec<(String, bool, usize)>,
    /// Where the dash of an item stands that nothing is written of yet.
    item: Option<usize>,
}

impl Open {
    fn indent(&self) -> usize {
        self.tables.last().map_or(0, |(.., indent)| *indent)
    }

    fn line(&mut self, words: &str) {
        let lead = match self.item.take() {
            Some(at) => format!("{}- ", " ".repeat(at)),
            None => " ".repeat(self.indent()),
        };
        self.text += &format!("{lead}{words}\n");
    }

    fn remark(&mut self, words: &str) {
        self.text += &format!("{}# {words}\n", " ".repeat(self.indent()));
    }

    /// Opens a table; another item of the list that is open goes on in it.
    fn table(&mut self, path: &[String], item: bool) {
        let Some((name, parents)) = path.split_last() else { return };
        let goes_on =
            item && self.tables.get(parents.len()).is_some_and(|(open, list, _)| *list && open == name);
        self.tables.truncate(parents.len());
        let outside = self.indent();
        if !goes_on {
            self.line(&format!("{name}:"));
        }
        self.tables.push((name.clone(), item, outside + if item { 4 } else { 2 }));
        self.item = item.then_some(outside + 2);
    }
}

fn yaml(lines: &[Line]) -> String {
    let mut open = Open::default();
    for line in lines {
        match line {
            Line::Blank => open.text.push('\n'),
            Line::Remark(words) => open.remark(&of_yaml(words)),
            Line::Table { path, item } => open.table(path, *item),
            Line::Set(set) if set.off => {
                open.remark(&format!("{}: {}{}", set.key, of_value(&set.value), of_yaml(&behind(set))));
            }
            Line::Set(set) => {
                // The rows of a list stand to the right of their key.
                let value =
                    of_value(&set.value).replace('\n', &format!("\n{}", " ".repeat(open.indent() + 2)));
                open.line(&format!("{}: {value}{}", set.key, of_yaml(&behind(set))));
            }
            Line::Text { key, lines } => {
                open.line(&format!("{key}: |"));
                let lead = " ".repeat(open.indent() + 2);
                for line in lines {
                    open.text += &if line.is_empty() { "\n".to_owned() } else { format!("{lead}{line}\n") };
                }
            }
        }
    }
    open.text
}

/// A value of TOML in YAML, which writes `:` in its tables.
fn of_value(value: &str) -> String {
    let signs: Vec<usize> = outside_quotes(value).filter(|at| value[*at..].starts_with(" = ")).collect();
    let mut text = String::new();
    let mut from = 0;
    for at in signs {
        text += &value[from..at];
        text += ": ";
        from = at + 3;
    }
    text + &value[from..]
}

/// JSON has no comments: what is explained or kept out is left out.
fn json(lines: &[Line]) -> String {
    let source = SourceText::new("new.toml", toml(lines));
    let table = InputFormat::Toml.read(&source, &mut crate::diagnostic::Sink::default()).unwrap_or_default();
    let mut text = String::new();
    json_table(&table, 0, &mut text);
    text + "\n"
}

fn json_table(table: &Table, depth: usize, text: &mut String) {
    let lead = "  ".repeat(depth + 1);
    text.push_str("{\n");
    for (at, entry) in table.entries.iter().enumerate() {
        *text += &format!("{lead}{}: ", json_text(&entry.key));
        json_value(&entry.node, depth + 1, text);
        text.push_str(if at + 1 < table.entries.len() { ",\n" } else { "\n" });
    }
    *text += &format!("{}}}", "  ".repeat(depth));
}

fn json_value(node: &Node, depth: usize, text: &mut String) {
    match &node.value {
        Value::Null | Value::Told => text.push_str("null"),
        Value::Bool(value) => *text += &value.to_string(),
        Value::Integer(value) => *text += &value.to_string(),
        Value::Float(value) => *text += &value.to_string(),
        Value::String(words) => *text += &json_text(words),
        Value::Date { year, month, day } => *text += &format!("\"{year:04}-{month:02}-{day:02}\""),
        Value::Table(table) => json_table(table, depth, text),
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                text.push_str(if at > 0 { ", " } else { "" });
                json_value(item, depth, text);
            }
            text.push(']');
        }
    }
}

fn json_text(words: &str) -> String {
    serde_json::to_string(words).unwrap_or_default()
}
