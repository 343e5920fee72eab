//! What the tests share: one engine, projects in temporary folders, runs of the real program.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use gongwen::pdf::SourceMode;
use gongwen::{Document, Engine, Failure, Rendered};
use tempfile::TempDir;

/// Built once a process, as an embedder would.
pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builder().bundled_fonts_only(true).build());

/// A small document that sets without a word of complaint but for the substitute faces.
pub const DATA: &str = r#"issuers = ["××市科学技术局"]
number = "×科〔2024〕2号"
title = "××市科学技术局关于2023年度工作情况的报告"
signers = ["×××"]
date = 2024-01-30
body-file = "body.txt"
"#;

/// The body of [`DATA`].
pub const BODY: &str = "2023年，我局认真履行职责，现将有关情况报告如下：\n\
    一、主要工作\n\
    （一）加强领导。各科室抓好落实。\n\
    二、下步打算\n";

/// The name that a document without `-o` gets.
pub const NAMED: &str = "×科〔2024〕2号××市科学技术局关于2023年度工作情况的报告.pdf";

/// A body that fills more than one page.
pub fn long_body() -> String {
    "各单位要高度重视，认真组织实施，确保各项工作落到实处，取得实效。\n".repeat(12)
}

/// [`DATA`] with its file's words in place and lines added or replaced by key.
pub fn data_with(lines: &[(&str, &str)]) -> String {
    let mut data: Vec<String> =
        DATA.replace("body-file = \"body.txt\"", "body = \"正文。\"").lines().map(str::to_owned).collect();
    for (key, value) in lines {
        let line = format!("{key} = {value}");
        match data.iter_mut().find(|known| known.split(" = ").next() == Some(key)) {
            Some(known) => *known = line,
            None => data.push(line),
        }
    }
    data.join("\n") + "\n"
}

/// A folder with a data file and a body, gone when dropped.
pub struct Project {
    folder: TempDir,
}

impl Project {
    /// The small document.
    pub fn new() -> Project {
        Project::of(DATA, BODY)
    }

    /// A data file of these words beside a `body.txt` of those.
    pub fn of(data: impl AsRef<[u8]>, body: impl AsRef<[u8]>) -> Project {
        let project = Project { folder: tempfile::tempdir().unwrap() };
        project.write("data.toml", data);
        project.write("body.txt", body);
        project
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name))
            .unwrap_or_else(|error| panic!("{name}: {error}; there are {:?}", self.files()))
    }

    /// The names in the folder, sorted; a temporary file left behind would show here.
    pub fn files(&self) -> Vec<String> {
        names_in(self.folder())
    }

    /// What the project has beyond its data file and body.
    pub fn made(&self) -> Vec<String> {
        self.files().into_iter().filter(|name| name != "data.toml" && name != "body.txt").collect()
    }

    /// Runs `render` in the folder with the bundled faces.
    pub fn render<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Run {
        Run::of(self.command().args(args))
    }

    /// The command that [`render`](Project::render) runs, for more to be said.
    pub fn command(&self) -> Command {
        let mut command = program();
        command.current_dir(self.folder()).args(["--fonts", "bundled"]);
        command
    }

    pub fn document(&self) -> Result<Document, Failure> {
        Document::from_path(self.path("data.toml"))
    }

    /// Sets the project through the library.
    pub fn set(&self) -> Result<Rendered, Failure> {
        ENGINE.render(&self.document()?)
    }
}

pub fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The built program, in the C locale whatever the machine's is.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_render"));
    for name in ["LANGUAGE", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C").stdin(Stdio::null());
    command
}

/// How a run of the program ended.
pub struct Run {
    pub status: i32,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Run {
    pub fn of(command: &mut Command) -> Run {
        let output = command.output().unwrap();
        Run {
            status: output.status.code().unwrap_or_else(|| panic!("ended by a signal: {output:?}")),
            stdout: output.stdout,
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Asserts the exit status, showing what was said when it is another.
    #[track_caller]
    pub fn ends(self, status: i32) -> Run {
        assert_eq!(self.status, status, "{}", self.stderr);
        self
    }

    /// Asserts that a finding of this code was told.
    #[track_caller]
    pub fn tells(self, code: &str) -> Run {
        assert!(self.stderr.contains(&format!("[{code}]")), "no {code} in: {}", self.stderr);
        self
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).unwrap()
    }
}

/// How many columns a terminal gives a text: hanzi, kana and full-width forms two.
pub fn columns(text: &str) -> usize {
    text.chars()
        .map(|c| match c as u32 {
            0x1100..=0x115F | 0x2E80..=0x303E | 0x3041..=0xA4CF | 0xAC00..=0xD7A3 => 2,
            0xF900..=0xFAFF | 0xFE30..=0xFE6F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x20000..=0x3FFFD => 2,
            _ => 1,
        })
        .sum()
}

/// The PDF of the pages alone: with its source inside, the same document in another spelling is another file.
pub fn pdf_of_pages(rendered: &Rendered) -> Vec<u8> {
    rendered.pdf_as(&rendered.form().source(SourceMode::Never)).unwrap()
}

/// All that the pages say, page by page, blanks left out.
pub fn words_on_pages(rendered: &Rendered) -> String {
    let pages = rendered.pages();
    let runs = pages.iter().flat_map(|page| &page.runs);
    runs.flat_map(|run| run.text().chars().collect::<Vec<_>>()).filter(|c| !c.is_whitespace()).collect()
}
