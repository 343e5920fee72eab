//! Ten thousand documents, good and bad, in random order on all cores through one engine: every good one is
//! the file that it is alone, every bad one ends with the finding it ends with alone, and the process goes on.
//!
//! `cargo bench --bench stress`, options after `--`: `--renders N` (10000). Stops at the first difference.
//! How a batch stands being killed, a full disk and a closed pipe, `benches/faults.sh` shows.

#![allow(clippy::disallowed_methods, reason = "a bench takes time")]

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use gongwen::{Document, Engine, Failure};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Different good documents beside the examples of `data/`.
const NOTICES: usize = 120;

/// What one document ends in: the sum of its PDF, or the codes of what was found.
#[derive(PartialEq, Eq, Debug)]
enum End {
    Made(Vec<u8>),
    Refused(Vec<&'static str>),
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("stress: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--renders").skip(1);
    let renders = arguments.next().map(|value| value.parse()).transpose()?.unwrap_or(10_000_usize);
    let engine = Engine::builder().bundled_fonts_only(true).build();
    let makers = makers()?;
    let alone: Vec<End> = makers.iter().map(|maker| end(&engine, maker)).collect();
    let good = alone.iter().filter(|end| matches!(end, End::Made(_))).count();
    let (bad, cores) = (alone.len() - good, std::thread::available_parallelism()?.get());
    println!("{good} good and {bad} bad documents, {renders} renders in random order on {cores} cores");
    let (next, differing) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while differing.load(Ordering::Relaxed) == 0 {
                    let turn = next.fetch_add(1, Ordering::Relaxed);
                    if turn >= renders {
                        break;
                    }
                    let at = scattered(turn as u64) as usize % makers.len();
                    let found = end(&engine, &makers[at]);
                    if found != alone[at] {
                        differing.fetch_add(1, Ordering::Relaxed);
                        eprintln!("document {at} ended otherwise than alone: {found:?}, not {:?}", alone[at]);
                    }
                }
            });
        }
    });
    if differing.into_inner() > 0 {
        return Err("a document depends on its neighbours".into());
    }
    let took = start.elapsed().as_secs_f64();
    println!("every one ended as it does alone; {took:.0} s, {:.0} a second", renders as f64 / took);
    Ok(())
}

/// A number that looks like chance, the same each time.
fn scattered(turn: u64) -> u64 {
    let mut x = turn.wrapping_add(0x9E37_79B9_7F4A_7C15).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^= x >> 27;
    x = x.wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ x >> 31
}

/// How a document is read.
enum Maker {
    Path(std::path::PathBuf),
    Value(Value),
    Text(&'static str),
}

fn end(engine: &Engine, maker: &Maker) -> End {
    let made = || -> Result<Vec<u8>, Failure> {
        let document = match maker {
            Maker::Path(path) => Document::from_path(path)?,
            Maker::Value(value) => Document::from_value(value)?,
            Maker::Text(text) => Document::from_toml(text)?,
        };
        engine.render(&document)?.pdf()
    };
    match made() {
        Ok(pdf) => End::Made(Sha256::digest(pdf).to_vec()),
        Err(failure) => End::Refused(failure.diagnostics().iter().map(|found| found.code()).collect()),
    }
}

fn makers() -> Result<Vec<Maker>, Box<dyn Error>> {
    let mut makers = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    // The longest of them would take most of the time.
    paths.retain(|path| !path.ends_with("yijian-changpian.toml"));
    makers.extend(paths.into_iter().map(Maker::Path));
    let notice = |number: usize| {
        json!({
            "issuers": ["东江省水利厅"], "number": format!("东水〔2024〕{}号", number + 1),
            "title": format!("东江省水利厅关于第{number}次检查的通知"), "recipients": [format!("第{number}水利局")],
            "body": format!("请于第{number}日前报送有关情况。\n一、时间\n（一）要求。认真组织。"), "date": "2024-03-01",
        })
    };
    makers.extend((0..NOTICES).map(|number| Maker::Value(notice(number))));
    for (key, value) in [
        ("title", json!("")),
        ("date", json!("2024-02-30")),
        ("body", json!("\u{10FFFF}没有这个字")),
        ("issuers", json!([])),
        ("body", json!([{ "image": "../../etc/passwd" }])),
        ("body-format", json!("typst")),
        ("unknown", json!(1)),
        ("layout", json!({ "red": "magenta" })),
        ("body", json!("甲".repeat(20) + &"W".repeat(300))),
        ("fonts", json!({ "fangsong": "没有这种字体" })),
    ] {
        let mut bad = notice(999);
        bad[key] = value;
        if key == "body-format" {
            bad["body"] = json!("#panic(\"on purpose\")");
        }
        makers.push(Maker::Value(bad));
    }
    makers.push(Maker::Text("标题 = \"裸键\""));
    makers.push(Maker::Text("title = \"没有写完"));
    Ok(makers)
}
