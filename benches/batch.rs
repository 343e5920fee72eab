//! Times a batch: 1,000 one-page notices by `render batch`, against `typst compile` of an equal page in a
//! loop on all cores; and where the time of one document goes.
//!
//! `benches/batch.sh` installs what is missing and runs this. Options after `--`: `--rows N` (1000),
//! `--loop N` how many times `typst compile` runs (100: its rate does not change with the number),
//! `--rounds N` (3). What counts is the ratio of the rates of one run.

#![allow(clippy::disallowed_methods, reason = "a bench takes time and makes files of its own")]

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use gongwen::batch::BatchReader;
use gongwen::{Document, Engine};
use serde_json::{Value, json};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Documents set one after another for the shares of the time.
const SHARED: usize = 200;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("batch: {error}");
            ExitCode::FAILURE
        }
    }
}

fn option(name: &str, usual: usize) -> Result<usize, Box<dyn Error>> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name).skip(1);
    Ok(arguments.next().map(|value| value.parse()).transpose()?.unwrap_or(usual))
}

fn run() -> Result<(), Box<dyn Error>> {
    let (rows, times, rounds) = (option("--rows", 1000)?, option("--loop", 100)?, option("--rounds", 3)?);
    let cores = std::thread::available_parallelism()?.get();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("batch");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("notice.toml"), NOTICE)?;
    fs::write(folder.join("list.csv"), list(rows)?)?;
    println!("{rows} one-page notices, {cores} cores, {rounds} rounds in turn\n");
    let typst = typst().map_err(|error| eprintln!("{error}; only `render batch` is timed")).ok();
    if typst.is_some() {
        equal_page(&folder)?;
    }
    println!("| | documents a second | peak memory |\n| --- | --- | --- |");
    let (mut ours, mut one, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        ours.push(batch(&folder, rows, cores)?);
        one.push(batch(&folder, rows, 1)?);
        if let Some(typst) = &typst {
            theirs.push((in_a_loop(typst, &folder, times, cores)?, 0.0));
        }
    }
    let (ours, one, theirs) = (median(&mut ours), median(&mut one), median(&mut theirs));
    println!("| render batch, {cores} jobs | {:.0} | {:.0} MB |", ours.0, ours.1);
    println!("| render batch, 1 job | {:.0} | {:.0} MB |", one.0, one.1);
    if typst.is_some() {
        println!("| typst compile in a loop, {cores} at a time | {:.1} | |", theirs.0);
        println!("\nratio to the loop: {:.1}", ours.0 / theirs.0);
    }
    println!("speed-up of {cores} jobs over 1: {:.2}\n", ours.0 / one.0);
    shares(&folder)
}

fn median(rates: &mut [(f64, f64)]) -> (f64, f64) {
    rates.sort_by(|a, b| a.0.total_cmp(&b.0));
    rates.get(rates.len() / 2).copied().unwrap_or_default()
}

/// A notice that a page holds, with what varies in placeholders.
const NOTICE: &str = r#"issuers = ["南屏市档案局"]
number = "南屏档〔2025〕17号"
title = "关于举办电子档案管理培训班的通知"
body = """
定于2025年6月16日至18日举办电子档案管理业务培训班。你单位名额{{名额}}人，补助{{补助}}元，请{{联络员}}同志于6月6日前报名。
"""
date = 2025-05-20
"#;

/// Rows of which no two are alike, in names of the usual characters.
fn list(rows: usize) -> Result<String, Box<dyn Error>> {
    let pick = |text: &str, at: usize| text.chars().nth(at % text.chars().count()).unwrap_or('某');
    let mut list = "份号,主送,名额,联络员,补助\n".to_owned();
    for row in 1..=rows {
        let place =
            [pick("东西南北中山河湖海林江溪云石金玉", row), pick("木水火土阳陵城州川口平安", row / 16)];
        let name = [
            pick("张王李赵刘陈杨黄周吴徐孙马朱胡郭何高罗郑", row),
            pick("伟芳娜敏静丽强磊军洋勇艳杰娟涛明", row / 20),
        ];
        let (place, name): (String, String) = (place.iter().collect(), name.iter().collect());
        writeln!(
            list,
            "{row},{place}县档案局,{},{name},\"{},{:03}\"",
            row % 9 + 1,
            row % 89 + 10,
            row % 1000
        )?;
    }
    Ok(list)
}

/// Documents a second of one run of the program, and its peak memory in MB.
fn batch(folder: &Path, rows: usize, jobs: usize) -> Result<(f64, f64), Box<dyn Error>> {
    let out = folder.join("out");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_render"));
    command.args([
        "batch",
        "notice.toml",
        "--list",
        "list.csv",
        "-o",
        "out",
        "--quiet",
        "--fonts",
        "bundled",
    ]);
    command
        .args(["--jobs", &jobs.to_string()])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    let start = Instant::now();
    let mut child = command.spawn()?;
    let mut peak = 0.0_f64;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        peak = peak.max(peak_of(child.id()));
        std::thread::sleep(std::time::Duration::from_millis(5));
    };
    let rate = rows as f64 / start.elapsed().as_secs_f64();
    if !status.success() {
        return Err(format!("render batch ended with {status}").into());
    }
    let made = fs::read_dir(&out)?
        .filter_map(Result::ok)
        .filter(|file| file.path().extension().is_some_and(|e| e == "pdf"));
    if made.count() != rows {
        return Err("not every document was made".into());
    }
    Ok((rate, peak))
}

/// The most memory a process had resident, in MB, where the kernel tells; else 0.
fn peak_of(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kb = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kb.unwrap_or_default() / 1024.0
}

/// The page of the first row as plain Typst can set it: the template beside the data that `render` would
/// hand to it, as in `benches/cold.rs`.
fn equal_page(folder: &Path) -> Result<(), Box<dyn Error>> {
    let template = folder.join("template");
    fs::create_dir_all(&template)?;
    for entry in fs::read_dir(format!("{ROOT}/templates/gongwen"))? {
        let entry = entry?;
        fs::copy(entry.path(), template.join(entry.file_name()))?;
    }
    let data = template.join("data.json");
    let mut sample: Value = serde_json::from_str(&fs::read_to_string(&data)?)?;
    let paragraph = sample["body"].as_array().and_then(|blocks| {
        blocks.iter().find(|block| block["kind"] == "paragraph" && block["outline"].is_null())
    });
    let mut paragraph = paragraph.cloned().ok_or("the sample has no paragraph")?;
    let mut run = paragraph["runs"][0].clone();
    run["text"] = "定于2025年6月16日至18日举办电子档案管理业务培训班。你单位名额2人，补助11,001元，请王伟同志于6月6日前报名。".into();
    paragraph["runs"] = json!([run]);
    sample["body"] = json!([paragraph]);
    sample["title"] = json!(["关于举办电子档案管理培训班的通知"]);
    sample["recipients"] = "西木县档案局：".into();
    sample["adjustment"]["spacing"] = json!({});
    sample["number"] = "南屏档〔2025〕17号".into();
    sample["copy-number"] = "000001".into();
    for list in ["signers", "attachments", "attendance"] {
        sample[list] = json!([]);
    }
    for part in ["cc", "recipients", "printer", "print-date", "copies"] {
        sample["colophon"][part] = Value::Null;
    }
    sample["fallback"] = false.into();
    fs::write(&data, sample.to_string())?;
    Ok(())
}

/// The `typst` program: `$GONGWEN_TOOLS/bin`, else `~/.cache/gongwen/tools/bin`.
fn typst() -> Result<PathBuf, String> {
    let tools = match (std::env::var_os("GONGWEN_TOOLS"), std::env::home_dir()) {
        (Some(tools), _) => PathBuf::from(tools),
        (None, Some(home)) => home.join(".cache/gongwen/tools"),
        (None, None) => return Err("neither GONGWEN_TOOLS nor a home folder is set".to_owned()),
    };
    let path = tools.join("bin").join(format!("typst{}", std::env::consts::EXE_SUFFIX));
    path.is_file()
        .then_some(path.clone())
        .ok_or_else(|| format!("{} is missing; run benches/batch.sh", path.display()))
}

/// Documents a second of `typst compile`, one process a document, as many at a time as there are cores.
fn in_a_loop(typst: &Path, folder: &Path, times: usize, cores: usize) -> Result<f64, Box<dyn Error>> {
    let (next, failed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= times {
                        break;
                    }
                    let mut command = Command::new(typst);
                    command.args(["compile", "--pdf-standard", "a-3a,ua-1", "--ignore-system-fonts"]);
                    command.args(["--ignore-embedded-fonts", "--font-path", &format!("{ROOT}/fonts")]);
                    command
                        .arg(folder.join("template/main.typ"))
                        .arg(folder.join(format!("loop-{number}.pdf")));
                    let status =
                        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
                    failed.fetch_add(
                        usize::from(!status.is_ok_and(|status| status.success())),
                        Ordering::Relaxed,
                    );
                }
            });
        }
    });
    let rate = times as f64 / start.elapsed().as_secs_f64();
    if failed.into_inner() > 0 {
        return Err("typst compile failed".into());
    }
    // A race is fair when both make as many pages.
    let pages = |path: &Path| lopdf::Document::load(path).map(|pdf| pdf.get_pages().len());
    let ours = fs::read_dir(folder.join("out"))?.filter_map(Result::ok).map(|file| file.path());
    let ours = ours.filter(|path| path.extension().is_some_and(|ending| ending == "pdf")).min();
    let (ours, theirs) = (pages(&ours.ok_or("no file of render's")?)?, pages(&folder.join("loop-0.pdf"))?);
    if (ours, theirs) != (1, 1) {
        return Err(format!("a notice is one page; typst compile makes {theirs}, render {ours}").into());
    }
    Ok(rate)
}

/// Where the time of one document goes, on one thread with warm caches.
fn shares(folder: &Path) -> Result<(), Box<dyn Error>> {
    let engine = Engine::builder().bundled_fonts_only(true).build();
    let batch = BatchReader::new(Document::reader())
        .read_paths(folder.join("notice.toml"), folder.join("list.csv"))?;
    let rows = batch.len().min(SHARED);
    let mut spent = [0.0_f64; 4];
    let file = folder.join("share.pdf");
    let single = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    single
        .install(|| -> Result<(), Box<dyn Error + Send + Sync>> {
            for row in 1..=rows {
                let mut clock = Instant::now();
                let mut lap = |spent: &mut f64| {
                    *spent += clock.elapsed().as_secs_f64();
                    clock = Instant::now();
                };
                let document = batch.document(row)?;
                black_box(document.check());
                lap(&mut spent[0]);
                let rendered = engine.render(&document)?;
                lap(&mut spent[1]);
                let pdf = rendered.pdf()?;
                lap(&mut spent[2]);
                fs::write(&file, &pdf)?;
                lap(&mut spent[3]);
            }
            Ok(())
        })
        .map_err(|error| error.to_string())?;
    let all: f64 = spent.iter().sum();
    println!("| share | of {rows} documents on one thread |\n| --- | --- |");
    let names = [
        "reading the row's data, and its rules",
        "setting the page",
        "the PDF: tags, subsets of faces, deflate",
        "writing the file",
    ];
    for (name, spent) in names.iter().zip(spent) {
        println!("| {:.0} % | {name}, {:.2} ms |", spent / all * 100.0, spent / rows as f64 * 1e3);
    }
    Ok(())
}
