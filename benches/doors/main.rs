//! Every door of the library fed with what nobody wrote: examples of data/ and files of other programs, changed at random. The
//! end of each round is a result or a finding that says why; never a panic, an abort, or a minute of silence.
//!
//! `cargo bench --bench doors -- --rounds 100000` (`cargo test --bench doors` tries a few hundred with what is compiled
//! already). `--seed N` makes other rounds, `--from N` begins at a round, `--door NAME` feeds one door only. The rounds run in
//! this process, one after the other and the same each time: one that ends the process is found by the last line before, and
//! `--from` shows it again. `--trace` prints each round before it begins.

#![allow(clippy::disallowed_methods, reason = "a bench takes time and makes files of its own")]

mod doors;
mod nearly;
mod packed;
mod seeds;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use doors::{DOORS, End, House};
use gongwen_testing::Chance;
use seeds::Seeds;

/// No round of a few kilobytes takes so long on the slowest machine, whatever else it does: it hangs.
const LONGEST: Duration = Duration::from_secs(900);
/// Such a round is told.
const LONG: Duration = Duration::from_secs(10);
/// How often the program says where it is, in rounds.
const STEP: u64 = 1_000;

struct Asked {
    rounds: u64,
    from: u64,
    seed: u64,
    door: Option<String>,
    trace: bool,
}

fn asked() -> Asked {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    let number = |name: &str| after(name).and_then(|value| value.parse().ok());
    Asked {
        rounds: number("--rounds").unwrap_or(300),
        from: number("--from").unwrap_or(0),
        seed: number("--seed").unwrap_or(9704),
        door: after("--door"),
        trace: arguments.iter().any(|argument| argument == "--trace"),
    }
}

/// The round that runs, and the second it began in, for who watches.
static ROUND: AtomicU64 = AtomicU64::new(0);
static BEGAN: AtomicU64 = AtomicU64::new(u64::MAX);
/// What the last panic said.
static PANIC: Mutex<String> = Mutex::new(String::new());

fn main() -> ExitCode {
    let asked = asked();
    let start = Instant::now();
    std::panic::set_hook(Box::new(|panic| {
        *PANIC.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string();
    }));
    watch(start);
    let seeds = Seeds::read();
    let house = House::new(&seeds);
    let chosen = DOORS.iter().filter(|(name, ..)| asked.door.as_deref().is_none_or(|door| door == *name));
    // A door stands in the row as often as it weighs: the quick ones take most rounds.
    let doors: Vec<_> = chosen.flat_map(|door| vec![door; door.1]).collect();
    if doors.is_empty() {
        eprintln!("doors: {}", DOORS.map(|(name, ..)| name).join(", "));
        return ExitCode::from(2);
    }
    let mut ends: BTreeMap<(&str, bool), u64> = BTreeMap::new();
    let mut said: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    let mut spent: BTreeMap<&str, Duration> = BTreeMap::new();
    let mut faults = 0;
    for round in asked.from..asked.from + asked.rounds {
        let mut chance = Chance::new(asked.seed, round);
        let (name, _, door) = doors[chance.below(doors.len())];
        if asked.trace {
            println!("round {round}, {name}");
        }
        ROUND.store(round, Ordering::Relaxed);
        BEGAN.store(start.elapsed().as_secs(), Ordering::Relaxed);
        let began = Instant::now();
        let end = catch_unwind(AssertUnwindSafe(|| door(&house, &seeds, &mut chance)));
        let took = began.elapsed();
        BEGAN.store(u64::MAX, Ordering::Relaxed);
        let fault = match &end {
            Ok(End::Made) => None,
            Ok(End::Told(codes)) if codes.is_empty() => Some("an error without a finding".to_owned()),
            Ok(End::Told(codes)) if codes.contains(&"internal-error") => Some("internal-error".to_owned()),
            Ok(End::Told(_)) => None,
            Err(_) => Some("a panic that no guard saw".to_owned()),
        };
        *ends.entry((name, matches!(end, Ok(End::Made)))).or_default() += 1;
        *spent.entry(name).or_default() += took;
        if let Ok(End::Told(codes)) = &end {
            codes.iter().take(1).for_each(|code| *said.entry((name, code)).or_default() += 1);
        }
        if let Some(fault) = fault {
            faults += 1;
            let said = PANIC.lock().unwrap_or_else(PoisonError::into_inner).clone();
            println!("round {round}, {name}: {fault}: {said}");
        }
        if took > LONG {
            println!("round {round}, {name}: {:.0} s", took.as_secs_f64());
        }
        if (round + 1).is_multiple_of(STEP) {
            println!("{} rounds, {faults} faults, {:.0} s", round + 1, start.elapsed().as_secs_f64());
        }
    }
    for (name, ..) in DOORS {
        let of = |made| ends.get(&(name, made)).copied().unwrap_or(0);
        let (made, told) = (of(true), of(false));
        if made + told > 0 {
            let each =
                spent.get(name).copied().unwrap_or_default().as_secs_f64() * 1e3 / (made + told) as f64;
            println!("{name}: {made} made, {told} told, {each:.1} ms each; first {}", most(&said, name));
        }
    }
    println!("{} rounds with seed {}, {faults} faults", asked.rounds, asked.seed);
    ExitCode::from(u8::from(faults > 0))
}

/// What a door tells first most often.
fn most(said: &BTreeMap<(&str, &str), u64>, name: &str) -> String {
    let mut told: Vec<(u64, &str)> = said
        .iter()
        .filter(|((door, _), _)| *door == name)
        .map(|((_, code), times)| (*times, *code))
        .collect();
    told.sort_unstable_by_key(|(times, _)| std::cmp::Reverse(*times));
    let told: Vec<String> = told.iter().take(4).map(|(times, code)| format!("{code} {times}")).collect();
    told.join(", ")
}

/// Ends the program when a round does not end.
#[allow(clippy::disallowed_methods, reason = "a round that hangs cannot be ended otherwise")]
fn watch(start: Instant) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_secs(1));
            let began = BEGAN.load(Ordering::Relaxed);
            if start.elapsed().as_secs().saturating_sub(began) > LONGEST.as_secs() {
                println!("round {}: no end after {} s", ROUND.load(Ordering::Relaxed), LONGEST.as_secs());
                std::process::exit(3);
            }
        }
    });
}
