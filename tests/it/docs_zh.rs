//! The Chinese docs do what they say: what docs/zh/*.md and README.zh-CN.md tell a reader to type is typed, in order,
//! in a folder that has `data/` and what the document itself gives.
//!
//! - A fenced block whose first line is `# 文件：名单.csv` is a file: its other lines are written under that name, at
//!   the block's place in the document, so that a later block may change what an earlier one wrote.
//! - Of a ```` ```sh ```` block the lines that begin with `render ` are run, in a Chinese locale, with the bundled
//!   faces. Words in '…' or "…" are one; `> 名` and `< 名` are understood, anything else of a shell is not.
//! - A line ends with status 0, unless `# 状态 1` stands at its end or on a line of its own above it, in the block.
//! - A ```` ```text ```` block is what the `sh` block before it said: each line of it, white space apart, is a part of
//!   a line that was said. `……` stands for whatever is left out. Without a run before it, it is only shown.
//! - A picture `![…](x-1.png)` that those lines make is the one in docs/zh;
//!   `GONGWEN_WRITE_FIGURES=1 cargo test --test it docs_zh` writes it.
//!
//! Other blocks (` ```toml `, ` ```ini ` without a name) are only shown.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tempfile::TempDir;

use crate::support::{Run, program};

const FILE: &str = "# 文件：";
const STATUS: &str = "# 状态 ";
const LEFT_OUT: &str = "……";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A fenced block: the line it begins in, its language, its lines.
struct Block<'a> {
    line: usize,
    language: &'a str,
    lines: Vec<&'a str>,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut fence: Option<&str> = None;
    for (index, line) in text.lines().enumerate() {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match fence {
            None if ticks.len() >= 3 => {
                fence = Some(ticks);
                blocks.push(Block {
                    line: index + 1,
                    language: line[ticks.len()..].trim(),
                    lines: Vec::new(),
                });
            }
            Some(open) if line.trim_end() == open => fence = None,
            Some(_) => blocks.last_mut().expect("a fence is open").lines.push(line),
            None => {}
        }
    }
    assert!(fence.is_none(), "a fence is not closed");
    blocks
}

/// The words of a line as a shell parts them, as far as these docs need it.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => word.get_or_insert_default().push(c),
            None if c == '\'' || c == '"' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_ascii_whitespace() => words.extend(word.take()),
            None if c == '#' && word.is_none() => break,
            None => {
                assert!(!"|&;$`*\\".contains(c), "only a shell understands {c} in: {line}");
                word.get_or_insert_default().push(c);
            }
        }
    }
    assert!(quote.is_none(), "a quote is not closed in: {line}");
    words.extend(word);
    words
}

/// The status that a comment of this line names.
fn status(line: &str) -> Option<i32> {
    let (_, named) = line.split_once(STATUS)?;
    let digits = named.split(|c: char| !c.is_ascii_digit()).next()?;
    Some(digits.parse().unwrap_or_else(|_| panic!("no status in: {line}")))
}

/// Runs a line in the folder; the machine's own fonts are never asked.
fn run(folder: &Path, line: &str) -> Run {
    let mut args = words(line);
    args.remove(0);
    let mut command = program();
    command.env("LC_ALL", "zh_CN.UTF-8").current_dir(folder);
    let mut place = |mark: &str| {
        let at = args.iter().position(|word| word == mark)?;
        let name = args.remove(at + 1);
        args.remove(at);
        Some(folder.join(name))
    };
    let (from, to) = (place("<"), place(">"));
    if let Some(from) = from {
        command.stdin(Stdio::from(File::open(from).unwrap()));
    }
    if !args.iter().any(|word| word == "--fonts") && takes_fonts(&args) {
        args.extend(["--fonts", "bundled"].map(str::to_owned));
    }
    let run = Run::of(command.args(args));
    if let Some(to) = to {
        fs::write(to, &run.stdout).unwrap();
    }
    run
}

fn takes_fonts(args: &[String]) -> bool {
    let known = |word: &String| {
        let names =
            "completions extract fmt schema keys import help man measure new template -h --help -V --version";
        names.split(' ').any(|name| name == word)
    };
    args.first().is_some_and(|first| !known(first))
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether one of the lines that were said has the parts of this one, in order.
fn was_said(shown: &str, said: &[String]) -> bool {
    let parts: Vec<String> = shown.split(LEFT_OUT).map(bare).collect();
    said.iter().any(|line| {
        let mut rest = line.as_str();
        parts.iter().all(|part| {
            rest.find(part.as_str()).is_some_and(|at| {
                rest = &rest[at + part.len()..];
                true
            })
        })
    })
}

/// Does what a document says; `faults` is what it says wrongly. The folder is as it was left.
fn follow(text: &str, faults: &mut String) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&root().join("data"), &folder.path().join("data"));
    let mut said: Vec<String> = Vec::new();
    for block in blocks(text) {
        if let Some(name) = block.lines.first().and_then(|first| first.strip_prefix(FILE)) {
            let path = folder.path().join(name.trim());
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, block.lines[1..].join("\n") + "\n").unwrap();
        } else if block.language == "sh" {
            said.clear();
            let mut expected = 0;
            for (index, line) in block.lines.iter().enumerate() {
                if line.trim_start().starts_with('#') {
                    expected = status(line).unwrap_or(expected);
                }
                if !line.starts_with("render ") {
                    continue;
                }
                let run = run(folder.path(), line);
                if run.status != status(line).unwrap_or(expected) {
                    let number = block.line + index + 1;
                    let _ = writeln!(faults, "{number}: `{line}` ends with {}\n{}", run.status, run.stderr);
                }
                let output = String::from_utf8_lossy(&run.stdout);
                said.extend(run.stderr.lines().chain(output.lines()).map(bare));
                expected = 0;
            }
        } else if block.language == "text" && !said.is_empty() {
            for (index, line) in block.lines.iter().enumerate() {
                if !was_said(line, &said) {
                    let number = block.line + index + 1;
                    let _ = writeln!(faults, "{number}: nothing says `{line}` but\n{}", said.join("\n"));
                }
            }
        }
    }
    folder
}

/// The addresses of the pictures that a document shows.
fn pictures(text: &str) -> impl Iterator<Item = &str> {
    // `![…]` in a sentence is no picture: what one shows has no bracket and no second line.
    text.split("![").skip(1).filter_map(|rest| {
        let (shown, address) = rest.split_once("](")?;
        address.split(')').next().filter(|_| !shown.contains([']', '\n']))
    })
}

fn hold_pictures(path: &Path, text: &str, folder: &Path, faults: &mut String) {
    let writes = std::env::var_os("GONGWEN_WRITE_FIGURES").is_some();
    for name in pictures(text).filter(|name| !name.contains("://")) {
        let shown = path.parent().unwrap().join(name);
        match fs::read(folder.join(name)) {
            Ok(drawn) if writes => fs::write(&shown, drawn).unwrap(),
            // Another processor may round a pixel otherwise.
            Ok(drawn) if cfg!(target_arch = "x86_64") && fs::read(&shown).ok().as_ref() != Some(&drawn) => {
                let _ = writeln!(faults, "{name} is old; GONGWEN_WRITE_FIGURES=1 draws it anew");
            }
            _ if !shown.exists() => {
                let _ = writeln!(faults, "{name} is not there");
            }
            _ => {}
        }
    }
}

fn documents() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = match fs::read_dir(root().join("docs/zh")) {
        Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
        Err(_) => Vec::new(),
    };
    found.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    found.push(root().join("README.zh-CN.md"));
    found.sort();
    found
}

#[test]
fn the_chinese_docs_do_what_they_say() {
    let told: Vec<String> = std::thread::scope(|scope| {
        let runs: Vec<_> = documents()
            .into_iter()
            .map(|path| {
                scope.spawn(move || {
                    let text = fs::read_to_string(&path).unwrap();
                    let mut faults = String::new();
                    let folder = follow(&text, &mut faults);
                    hold_pictures(&path, &text, folder.path(), &mut faults);
                    if faults.is_empty() { faults } else { format!("{}\n{faults}", path.display()) }
                })
            })
            .collect();
        runs.into_iter().map(|run| run.join().unwrap()).filter(|faults| !faults.is_empty()).collect()
    });
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// What the test above would not see must not pass for right.
#[test]
fn a_document_that_says_it_wrongly_is_found() {
    let faults_of = |text: &str| {
        let mut faults = String::new();
        follow(text, &mut faults);
        faults
    };
    let file = "```toml\n# 文件：甲/一.toml\n\"标题\" = \"甲\"\n```\n";
    let wrong = format!("{file}```sh\nrender check 甲/一.toml --words-only\n```\n");
    assert!(faults_of(&wrong).contains("6: `render check 甲/一.toml --words-only` ends with 1"));
    let right = wrong.replace("only\n", "only   # 状态 1\n") + "```text\n错误[missing-body]……正文\n```\n";
    assert_eq!(faults_of(&right), "");
    let above = wrong.replace("render", "# 状态 1\nrender");
    assert_eq!(faults_of(&above), "");
    let untrue = right.replace("missing-body", "body-twice");
    assert!(faults_of(&untrue).contains("9: nothing says"), "{}", faults_of(&untrue));
}

#[test]
fn words_are_parted_as_a_shell_does_it() {
    assert_eq!(words("render a.toml -o \"甲 乙.pdf\" # 状态 1"), ["render", "a.toml", "-o", "甲 乙.pdf"]);
    assert_eq!(words("render '{份号}'.pdf > 甲"), ["render", "{份号}.pdf", ">", "甲"]);
    assert_eq!(pictures("甲![乙](丙.png)丁").collect::<Vec<_>>(), ["丙.png"]);
}

/// `render new` knows the papers by the names that the table of the data format has, each by itself.
#[test]
fn render_new_knows_the_papers_of_the_table() {
    let text = fs::read_to_string(root().join("docs/zh/数据格式.md")).unwrap();
    let mut known = 0;
    for row in text.lines().filter(|line| line.starts_with("| ") && line.contains("`render new ")) {
        let papers = row.split('|').nth(1).unwrap().trim();
        let papers = papers.split('（').next().unwrap();
        // Names, no descriptions.
        let is_name = |name: &&str| name.chars().count() <= 6 && !name.contains(['的', '等', '给']);
        for name in
            papers.split(['、', '，']).filter(is_name).filter(|name| !["建议", "规划", "司法"].contains(name))
        {
            // 印发办法 is what is done, 办法 the paper.
            let name = name.strip_prefix("印发").filter(|name| *name == "办法").unwrap_or(name);
            assert!(gongwen::data::skeleton(name, None).is_ok(), "{name}: {row}");
            known += 1;
        }
    }
    assert!(known > 40, "{known}");
}
