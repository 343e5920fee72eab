//! Times whole processes: `render` against plain `typst compile` of an equal document with the same fonts.
//!
//! `benches/cold.sh` installs what is missing and runs this; so does `cargo bench --bench cold` where
//! the `typst` program is already in the tools folder. Options after `--`: `--runs N`.
//!
//! The contestants run in turn (A B C, A B C …), so that a slow spell of the machine hits all of them. What
//! counts is the ratio of the medians; milliseconds belong to one machine.

#![allow(clippy::disallowed_methods, reason = "a bench takes time and makes files of its own")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

/// Runs of each contestant that are counted.
const RUNS: usize = 25;
/// Runs before, for the disk cache and the processor's clock.
const WARM_UP: usize = 3;
/// Where the project is.
const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// The kernel's unit of processor time in /proc/PID/stat.
const TICKS_PER_SECOND: f64 = 100.0;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cold: {error}");
            ExitCode::FAILURE
        }
    }
}

/// One way to make the PDF.
struct Contestant {
    name: &'static str,
    program: PathBuf,
    arguments: Vec<String>,
    output: PathBuf,
}

/// One process, from start to end.
#[derive(Clone, Copy)]
struct Run {
    wall: f64,
    processor: f64,
}

fn run() -> Result<(), Box<dyn Error>> {
    let runs = option("--runs")?.unwrap_or(RUNS);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cold");
    let contestants = contestants(&folder)?;
    for contestant in &contestants {
        for _ in 0..WARM_UP {
            contestant.run()?;
        }
    }
    same_document(&contestants)?;
    let mut taken: Vec<Vec<Run>> = vec![Vec::new(); contestants.len()];
    for _ in 0..runs {
        for (contestant, taken) in contestants.iter().zip(&mut taken) {
            taken.push(contestant.run()?);
        }
    }
    report(&contestants, &taken);
    Ok(())
}

fn option(name: &str) -> Result<Option<usize>, Box<dyn Error>> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name).skip(1);
    Ok(arguments.next().map(|value| value.parse()).transpose()?)
}

/// The ways, with everything they read in place.
fn contestants(folder: &Path) -> Result<Vec<Contestant>, Box<dyn Error>> {
    let typst = typst()?;
    let template = folder.join("template");
    copy_template(&template)?;
    let fonts = format!("{ROOT}/fonts");
    let main = template.join("main.typ").display().to_string();
    let of_typst = |name, file: &str, more: &[&str]| {
        let output = folder.join(file);
        let mut arguments: Vec<String> =
            ["compile", "--pdf-standard", "a-3a,ua-1", "--font-path", &fonts, "--ignore-system-fonts"]
                .map(String::from)
                .to_vec();
        arguments.extend(more.iter().map(|&option| option.to_owned()));
        arguments.extend([main.clone(), output.display().to_string()]);
        Contestant { name, program: typst.clone(), arguments, output }
    };
    let render = |name, data: String, file: &str| {
        let output = folder.join(file);
        let arguments =
            [&data, "--fonts", "bundled", "-o", &output.display().to_string()].map(String::from).to_vec();
        Contestant { name, program: env!("CARGO_BIN_EXE_render").into(), arguments, output }
    };
    Ok(vec![
        render("render", format!("{ROOT}/data/longke-2024-2.toml"), "render.pdf"),
        render("render, `fit = false`", unfitted(folder)?, "unfitted.pdf"),
        of_typst("typst compile", "typst.pdf", &[]),
        of_typst("typst compile, without its own fonts", "typst-bare.pdf", &["--ignore-embedded-fonts"]),
    ])
}

/// The document with its fitting (7.3.5.5) switched off: set once, as `typst compile` does.
fn unfitted(folder: &Path) -> Result<String, Box<dyn Error>> {
    let data = fs::read_to_string(format!("{ROOT}/data/longke-2024-2.toml"))?;
    let path = folder.join("longke-2024-2.toml");
    fs::write(&path, data + "\n[layout]\nfit = false\n")?;
    fs::copy(format!("{ROOT}/data/longke-2024-2.txt"), folder.join("longke-2024-2.txt"))?;
    Ok(path.display().to_string())
}

/// The `typst` program: `$GONGWEN_TOOLS/bin`, else `~/.cache/gongwen/tools/bin`.
fn typst() -> Result<PathBuf, Box<dyn Error>> {
    let tools = match (std::env::var_os("GONGWEN_TOOLS"), std::env::home_dir()) {
        (Some(tools), _) => PathBuf::from(tools),
        (None, Some(home)) => home.join(".cache/gongwen/tools"),
        (None, None) => return Err("neither GONGWEN_TOOLS nor a home folder is set".into()),
    };
    let path = tools.join("bin").join(format!("typst{}", std::env::consts::EXE_SUFFIX));
    let there = path.is_file();
    there
        .then_some(path.clone())
        .ok_or_else(|| format!("{} is missing; run benches/cold.sh", path.display()).into())
}

/// The project's template with its sample data.
fn copy_template(to: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(format!("{ROOT}/templates/gongwen"))? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

impl Contestant {
    fn run(&self) -> Result<Run, Box<dyn Error>> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let processor = processor_of_children();
        let start = Instant::now();
        let status = command.status()?;
        let wall = start.elapsed().as_secs_f64();
        if !status.success() {
            return Err(format!("{} ended with {status}: {command:?}", self.name).into());
        }
        Ok(Run { wall, processor: processor_of_children() - processor })
    }
}

/// Processor seconds of all children so far, where the kernel tells; else 0.
fn processor_of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Fields 16 and 17; the name in field 2 may contain blanks, so count from its bracket.
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = after_name.split_whitespace().skip(13).take(2).filter_map(|field| field.parse::<f64>().ok());
    ticks.sum::<f64>() / TICKS_PER_SECOND
}

/// A race is fair when all make the same pages.
fn same_document(contestants: &[Contestant]) -> Result<(), Box<dyn Error>> {
    let mut first: Option<(usize, Vec<char>)> = None;
    for contestant in contestants {
        let pdf = lopdf::Document::load(&contestant.output)?;
        let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
        // Pages of the unfitted document break elsewhere: the same characters count, not their order.
        let mut text: Vec<char> = pdf.extract_text(&pages)?.chars().filter(|c| !c.is_whitespace()).collect();
        text.sort_unstable();
        match &first {
            None => first = Some((pages.len(), text)),
            Some((count, _)) if *count != pages.len() => {
                return Err(format!("{}: {} pages, not {count}", contestant.name, pages.len()).into());
            }
            Some((_, known)) if *known != text => {
                return Err(format!(
                    "{}: another text; is templates/gongwen/data.json stale?",
                    contestant.name
                )
                .into());
            }
            Some(_) => {}
        }
    }
    let (pages, text) = first.unwrap_or_default();
    println!("{pages} pages and {} characters, the same from each", text.len());
    Ok(())
}

fn report(contestants: &[Contestant], taken: &[Vec<Run>]) {
    let median = |index: usize| {
        let mut walls: Vec<f64> = taken[index].iter().map(|run| run.wall).collect();
        walls.sort_by(f64::total_cmp);
        (walls[walls.len() / 2], walls[0])
    };
    let base = median(0).0;
    println!("{} runs each, in turn\n", taken[0].len());
    println!("| | median | fastest | processor, mean | median against render |");
    println!("| --- | --- | --- | --- | --- |");
    for (index, contestant) in contestants.iter().enumerate() {
        let (middle, least) = median(index);
        let processor = taken[index].iter().map(|run| run.processor).sum::<f64>() / taken[index].len() as f64;
        println!(
            "| {} | {:.1} ms | {:.1} ms | {:.1} ms | {:.2} |",
            contestant.name,
            middle * 1e3,
            least * 1e3,
            processor * 1e3,
            middle / base
        );
    }
}
