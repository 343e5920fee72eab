//! Times one engine in one process, as an office tool has it: warm documents against a cold process, memory
//! over ten thousand documents, and long bodies.
//!
//! `cargo bench --bench engine`, options after `--`: `--renders N` (10000) how many documents the memory is
//! watched over, `--rounds N` (5). Each line is a ratio of one run; milliseconds belong to one machine.

#![allow(clippy::disallowed_methods, reason = "a bench takes time and makes files of its own")]

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use gongwen::{Document, Engine};
use serde_json::json;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Documents whose time is taken, warm.
const WARM: usize = 40;
/// Resident memory is taken after so many documents, and at the end.
const EARLY: usize = 1_000;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("engine: {error}");
            ExitCode::FAILURE
        }
    }
}

fn option(name: &str, usual: usize) -> Result<usize, Box<dyn Error>> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name).skip(1);
    Ok(arguments.next().map(|value| value.parse()).transpose()?.unwrap_or(usual))
}

fn run() -> Result<(), Box<dyn Error>> {
    let (renders, rounds) = (option("--renders", 10_000)?, option("--rounds", 5)?);
    let engine = Engine::builder().bundled_fonts_only(true).build();
    warm(&engine, rounds)?;
    // Before the long bodies: what the allocator took for those it does not give back.
    memory(&engine, renders)?;
    long(&engine, rounds)
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// One document to the bytes of its PDF, in seconds.
fn timed(engine: &Engine, document: &Document) -> Result<(f64, usize), Box<dyn Error>> {
    let start = Instant::now();
    let rendered = engine.render(document)?;
    black_box(rendered.pdf()?);
    Ok((start.elapsed().as_secs_f64(), rendered.page_count()))
}

/// The real document with other words in it each time, against a process that starts cold.
fn warm(engine: &Engine, rounds: usize) -> Result<(), Box<dyn Error>> {
    let data = fs::read_to_string(format!("{ROOT}/data/longke-2024-2.toml"))?;
    let body = fs::read_to_string(format!("{ROOT}/data/longke-2024-2.txt"))?;
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("engine");
    fs::create_dir_all(&folder)?;
    let output = folder.join("cold.pdf");
    let (mut hot, mut cold) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        for turn in 0..WARM {
            let number = round * WARM + turn;
            let text = body.replace("2023年", &format!("{}年", 2023 + number % 60))
                + &format!("本文第{number}次。\n");
            let changed =
                data.replace("body-file = \"longke-2024-2.txt\"", &format!("body = {}", json!(text)));
            let changed = changed.replace("2号", &format!("{number}号"));
            let start = Instant::now();
            timed(engine, &Document::from_toml(&changed)?)?;
            hot.push(start.elapsed().as_secs_f64());
        }
        let start = Instant::now();
        let status = Command::new(env!("CARGO_BIN_EXE_render"))
            .args([&format!("{ROOT}/data/longke-2024-2.toml"), "--fonts", "bundled", "-o"])
            .arg(&output)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        if !status.success() {
            return Err(format!("render ended with {status}").into());
        }
        cold.push(start.elapsed().as_secs_f64());
    }
    let (hot, cold) = (median(hot), median(cold));
    println!(
        "warm, data changed: {:.1} ms; cold process: {:.1} ms; ratio {:.2}",
        hot * 1e3,
        cold * 1e3,
        hot / cold
    );
    Ok(())
}

/// Paragraphs of which no two are alike, as a real body has them.
fn body(paragraphs: usize) -> String {
    let sentence =
        "各地要充分认识防汛抗旱工作面临的严峻形势，把保障人民群众生命财产安全放在第一位，压实责任，细化措施";
    let turned = |at: usize| -> String {
        let all: Vec<char> = sentence.chars().collect();
        all.iter().cycle().skip(at % all.len()).take(all.len()).collect()
    };
    (0..paragraphs).map(|at| format!("第{at}项，{}；{}。\n", turned(at * 7), turned(at * 11 + 3))).collect()
}

/// Time for a page of a long body against that of a shorter one.
fn long(engine: &Engine, rounds: usize) -> Result<(), Box<dyn Error>> {
    let document = |paragraphs: usize| {
        Document::from_value(&json!({
            "issuers": ["东江省水利厅"], "number": "东水〔2024〕2号", "title": "东江省水利厅关于防汛抗旱工作的报告",
            "signers": ["张三"], "body": body(paragraphs), "date": "2024-03-01",
        }))
    };
    // Five paragraphs of four lines and a half are a page.
    let (some, many) = (document(250)?, document(2_500)?);
    let (mut few, mut lot) = (Vec::new(), Vec::new());
    let mut pages = (0, 0);
    for _ in 0..rounds {
        let (time, count) = timed(engine, &some)?;
        few.push(time / count as f64);
        pages.0 = count;
        let (time, count) = timed(engine, &many)?;
        lot.push(time / count as f64);
        pages.1 = count;
    }
    let (few, lot) = (median(few), median(lot));
    println!(
        "{} pages: {:.2} ms a page; {} pages: {:.2} ms a page; ratio {:.2}",
        pages.0,
        few * 1e3,
        pages.1,
        lot * 1e3,
        lot / few
    );
    Ok(())
}

/// Resident memory over many one-page documents.
fn memory(engine: &Engine, renders: usize) -> Result<(), Box<dyn Error>> {
    let mut early = 0.0;
    for number in 1..=renders {
        let document = Document::from_value(&json!({
            "issuers": ["东江省水利厅"], "number": format!("东水〔2024〕{number}号"),
            "title": format!("东江省水利厅关于做好第{number}次检查的通知"), "recipients": [format!("第{number}水利局")],
            "body": format!("请于第{number}日前报送有关情况。\n{}", body(2 + number % 3)), "date": "2024-03-01",
        }))?;
        black_box(timed(engine, &document)?);
        if number == EARLY {
            early = resident();
        }
    }
    let late = resident();
    println!(
        "resident after {EARLY}: {early:.0} MB; after {renders}: {late:.0} MB; ratio {:.2}",
        late / early
    );
    Ok(())
}

/// Resident memory of this process in MB, where the kernel tells; else 0.
fn resident() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kb = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kb.unwrap_or_default() / 1024.0
}
