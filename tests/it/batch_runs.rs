//! What a run of a batch leaves behind, and what the next one makes of it.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use crate::limits::child_of;
use crate::support::{Project, Run, names_in, program};

const BASE: &str = "issuers = [\"南屏市档案局\"]\ntitle = \"关于举办{{班次}}的通知\"\nrecipients = [\"各县档案局\"]\n\
    body-file = \"body.txt\"\ndate = 2025-05-20\n";
const LIST: &str = "份号,班次\n1,培训班\n2,研讨班\n3,进修班\n";

fn project() -> Project {
    let project = Project::of(BASE, "请{{班次}}学员报名。\n");
    project.write("list.csv", LIST);
    project
}

impl Project {
    fn run_batch(&self, more: &[&str]) -> Run {
        let args = ["batch", "data.toml", "-l", "list.csv", "-o", "out"];
        let form: &[&str] = if more.contains(&"json") { &[] } else { &["--message-format", "short"] };
        let named = more.contains(&"--name");
        let name: &[&str] = if named { &[] } else { &["--name", "{份号}"] };
        Run::of(program().current_dir(self.folder()).args(args).args(form).args(name).args(more))
    }

    fn statuses(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("out/register.csv")).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        reader.records().map(|record| record.unwrap()[4].to_owned()).collect()
    }
}

/// claims.md §2: a row that fails after a run that made it; the old file stayed beside “failed”.
#[test]
fn a_file_that_is_out_of_date_is_set_aside() {
    for how in ["--resume", "--force"] {
        let project = project();
        project.run_batch(&["--fonts", "bundled"]).ends(0);
        // One cannot be set, one cannot be read.
        project.write("list.csv", LIST.replace("研讨班", "研讨班\u{2A6D6}").replace("进修班", ""));
        let run = project.run_batch(&["--fonts", "bundled", how]).ends(1).tells("file-outdated");
        assert!(
            run.stderr.contains("000002.pdf.old") && run.stderr.contains("000003.pdf.old"),
            "{}",
            run.stderr
        );
        assert_eq!(project.statuses(), ["made", "failed", "failed"]);
        let names = ["000001.pdf", "000002.pdf.old", "000003.pdf.old", "register.csv"];
        assert_eq!(names_in(&project.path("out")), names, "{how}");
    }
}

/// field.md E: files of an earlier run under other names stay, and that is told.
#[test]
fn files_of_another_pattern_are_told() {
    let project = project();
    project.run_batch(&["--fonts", "bundled"]).ends(0);
    let run = project.run_batch(&["--fonts", "bundled", "--force", "--name", "{班次}"]);
    let told = |run: Run| {
        let run = run.ends(0).tells("register-more");
        assert!(run.stderr.contains("no row: 3") && run.stderr.contains("000001.pdf"), "{}", run.stderr);
    };
    told(run);
    // A third run, whose register knows the second only, and one with another register.
    told(project.run_batch(&["--fonts", "bundled", "--force", "--name", "{班次}"]));
    told(project.run_batch(&["--fonts", "bundled", "--force", "--name", "{班次}", "--register", "r2.csv"]));
    // What is no register is somebody's.
    project.write("out/mine.csv", "甲,乙\n");
    project.run_batch(&["--force", "--register", "mine.csv"]).ends(2).tells("register-name");
    assert_eq!(project.read("out/mine.csv"), "甲,乙\n".as_bytes());
}

/// Whatever option changes the bytes, a run that goes on makes what a run from the start makes.
#[test]
fn a_run_that_goes_on_makes_what_its_options_ask() {
    const GBK: &[u8] = b"\xC7\xEB{{\xB0\xE0\xB4\xCE}}\xD1\xA7\xD4\xB1\xB1\xA8\xC3\xFB\xA1\xA3\n";
    let sets: [&[&str]; 9] = [
        &[],
        &["--fonts", "bundled"],
        &["--encoding", "gbk"],
        &["--layout", "house.toml"],
        &["--no-archive"],
        &["--pdf-standard", "a-2b"],
        &["--no-source"],
        &["--strict"],
        &["--timeout", "600"],
    ];
    let begun = |how: &[&str]| {
        let project = project();
        project.write("house.toml", "rule-thickness = 0.7\n");
        project.write("list.csv", "份号,班次\n1,培训班\n");
        project.run_batch(how).ends(0);
        project
    };
    // Each set of options meets the file of the one before.
    let plain = begun(sets[sets.len() - 1]);
    for set in sets {
        plain.run_batch(&[set, &["--resume"]].concat()).ends(0);
        assert!(plain.read("out/000001.pdf") == begun(set).read("out/000001.pdf"), "{set:?}");
    }
    // A text that --encoding is needed for, too.
    plain.write("body.txt", GBK);
    plain.run_batch(&["--resume"]).ends(1).tells("not-utf-8");
    plain.run_batch(&["--resume", "--encoding", "gbk"]).ends(0);
}

/// claims.md §2: a row that cannot be read, with --fail-fast: no register is named that is not there.
#[test]
fn a_register_is_named_only_when_it_is_there() {
    let project = project();
    project.write("list.csv", LIST.replace("研讨班", ""));
    let run = project.run_batch(&["--fail-fast"]).ends(1).tells("placeholder-blank");
    assert!(!run.stderr.contains("register") && !project.path("out").exists(), "{}", run.stderr);
    let run = project.run_batch(&["--fail-fast", "--message-format", "json"]).ends(1);
    assert!(run.stderr.contains("\"register\":null"), "{}", run.stderr);
}

/// claims.md §2: 99999 hung, then panicked.
/// Issue 13: a refused run left an empty part; a pipe as the register was waited for without an end; the merged
/// file took the place of the list.
#[test]
fn what_cannot_be_written_to_is_refused_before_anything_is() {
    let project = project();
    let run = |more: &[&str]| project.run_batch(more);
    fs::create_dir_all(project.path("out/register.csv")).unwrap();
    run(&["--force"]).ends(2).tells("register-name");
    assert_eq!(names_in(&project.path("out")), ["register.csv"]);
    fs::remove_dir(project.path("out/register.csv")).unwrap();
    project.write("out/register.csv", "我的,表\n");
    run(&["--force"]).ends(2).tells("register-name");
    run(&["--resume"]).ends(1).tells("register-broken");
    assert_eq!(names_in(&project.path("out")), ["register.csv"], "no part is left behind");
    let list = fs::read(project.path("list.csv")).unwrap();
    run(&["--force", "--merge", "list.csv"]).ends(2).tells("merge-name");
    assert_eq!(fs::read(project.path("list.csv")).unwrap(), list);
    run(&["--name", ""]).ends(1).tells("name-pattern");
    run(&["--name", ".pdf"]).ends(1).tells("name-pattern");
    let data = fs::read(project.path("data.toml")).unwrap();
    let mut command = program();
    command.current_dir(project.folder()).args([
        "batch",
        "data.toml",
        "--list",
        "list.csv",
        "-o",
        "data.toml",
    ]);
    Run::of(&mut command).ends(2).tells("not-a-folder");
    assert_eq!(fs::read(project.path("data.toml")).unwrap(), data);
}

#[test]
fn no_number_of_jobs_is_too_many() {
    let project = project();
    project.run_batch(&["--jobs", "99999"]).ends(0);
    project.run_batch(&["--jobs", &usize::MAX.to_string(), "--force"]).ends(0);
}

/// claims.md §2: what a run that was killed while merging left stayed in the merged file's folder.
#[test]
fn temporary_files_of_a_killed_run_are_cleared() {
    let project = project();
    fs::create_dir_all(project.path("print")).unwrap();
    project.run_batch(&["--merge", "print/all.pdf"]).ends(0);
    // Named as they are while they are written.
    let left = |name: &str| {
        use sha2::{Digest, Sha256};
        let hash: String = Sha256::digest(name.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("print/.render-merge-{}-77-abc.tmp", &hash[..12])
    };
    project.write(&left("all.pdf"), "half");
    project.write(&left("another.pdf"), "another run's");
    project.write("out/.render-batch-77-abc.tmp", "half");
    project.run_batch(&["--merge", "print/all.pdf", "--resume"]).ends(0);
    assert!(!project.path(&left("all.pdf")).exists() && project.path(&left("another.pdf")).exists());
    assert!(!project.path("out/.render-batch-77-abc.tmp").exists());
}

/// claims.md §2: --timeout promised that no file is left.
#[cfg(target_os = "linux")]
#[test]
fn a_batch_that_is_ended_says_what_stays() {
    let project = Project::of(BASE.replace("body.txt", "body.typ"), "");
    // The second row never ends.
    project.write("body.typ", "请{{班次}}报名。#if \"{{班次}}\" == \"甲\" { for a in range(10000) { for b in range(10000) { for c in range(1000) {} } } }");
    project.write("list.csv", "份号,班次\n1,乙\n2,甲\n");
    let args = ["batch", "data.toml", "-l", "list.csv", "-o", "out", "--jobs", "1", "--timeout", "600"];
    let mut command = program();
    command.current_dir(project.folder()).args(args).args(["--name", "{份号}", "--fonts", "bundled"]);
    let mut parent = command.stderr(Stdio::piped()).spawn().unwrap();
    // The end of its time is no other end than this one.
    let child = child_of(&mut parent);
    let mut told = BufReader::new(parent.stderr.take().unwrap());
    let mut line = String::new();
    while !line.ends_with("1/2\n") {
        line.clear();
        assert!(told.read_line(&mut line).unwrap() > 0, "the first row was made");
    }
    assert!(Command::new("kill").args(["-KILL", &child]).status().unwrap().success());
    let mut rest = String::new();
    told.read_to_string(&mut rest).unwrap();
    assert_eq!(parent.wait().unwrap().code(), Some(2), "{rest}");
    assert!(rest.contains("[batch-unfinished]") && rest.contains("1 documents"), "{rest}");
    assert!(rest.contains("register.csv.part") && rest.contains("--resume"), "{rest}");
    assert_eq!(names_in(&project.path("out")), ["000001.pdf", "register.csv.part"]);
}

/// claims.md §2: messages that named other things, or none.
#[test]
fn what_is_asked_wrongly_is_told_in_true_words() {
    let project = project();
    let run = |more: &[&str]| {
        let args = ["batch", "data.toml", "-o", "out", "--message-format", "short"];
        Run::of(program().current_dir(project.folder()).args(args).args(more))
    };
    project.write("a.dat", LIST);
    project.write("a.txt", LIST);
    run(&["-l", "a.dat"]).ends(2).tells("list-ending");
    run(&["-l", "none.dat"]).ends(2).tells("no-input");
    run(&["-l", "a.txt", "--sheet", "一"]).ends(2).tells("list-without-sheets");
    for (name, said) in
        [("", "it is empty"), ("a/b.csv", "it has a /"), ("CON", "Windows"), (".", "full stop")]
    {
        let run = run(&["-l", "list.csv", "--register", name]).ends(2).tells("register-name");
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    project.write("list.csv", LIST.replace("份号", "issuers.3"));
    let found = run(&["-l", "list.csv"]).ends(1).tells("column-path");
    assert!(found.stderr.contains("no item 3") && found.stderr.contains("have 1"), "{}", found.stderr);
    assert!(!project.path("out").exists());
    run(&["-l", "a.txt"]).ends(0);
}
