//! Everything that reads what others wrote, given inputs by the million: real ones with faults put in. No input panics,
//! none takes a second or 300 MB, and whatever is found wrong with it can be told.
//!
//! `make test` tries a few thousand. `make fuzz` tries as many as `FUZZ` says and prints how many, the slowest and the
//! peak of memory of each reader; `FUZZ=3000000..8500000` those that three million haven't tried; `FUZZ=csv:1234` tries one
//! input alone, and prints it.

mod mutator;
mod targets;

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use targets::{Target, targets};

/// How many inputs `make test` tries.
const FEW: usize = 3000;

/// What an input may take.
const LONGEST: Duration = Duration::from_secs(1);
const MOST_MEMORY: usize = 300 * 1024;

/// An input that takes this long never ends.
const HANGS: Duration = Duration::from_secs(30);

/// What is tried.
enum Round {
    Inputs(Range<usize>),
    One(String, u64),
}

fn round() -> Round {
    let Ok(said) = std::env::var("FUZZ") else { return Round::Inputs(0..FEW) };
    if let Some((name, number)) = said.split_once(':') {
        return Round::One(name.to_owned(), number.parse().unwrap());
    }
    let (from, to) = said.split_once("..").unwrap_or(("0", &said));
    Round::Inputs(from.parse().unwrap()..to.parse().unwrap())
}

/// Returns the most memory in use since the last call, in KiB; nothing where the system doesn't say.
fn peak_memory() -> Option<usize> {
    let status = fs_err::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim_end_matches("kB").trim().parse();
    fs_err::write("/proc/self/clear_refs", "5").ok()?;
    peak.ok()
}

/// The input that is being read, from 1; between two of them 0.
static READING: AtomicU64 = AtomicU64::new(0);

/// Ends the program when an input is read for ever: nothing else could.
fn watch_for_hangs() {
    std::thread::spawn(|| {
        let mut last = 0;
        loop {
            std::thread::sleep(HANGS);
            let now = READING.load(Ordering::Relaxed);
            if now > 0 && now == last {
                eprintln!("input {} is read for ever", now - 1);
                std::process::abort();
            }
            last = now;
        }
    });
}

/// Reads an input; returns what went wrong, and how long it took.
fn read(target: &Target, number: u64) -> (Option<String>, Duration) {
    let (name, input) = target.input(number);
    READING.store(number + 1, Ordering::Relaxed);
    let attempt = || {
        let begun = Instant::now();
        let caught = catch_unwind(AssertUnwindSafe(|| (target.read)(name, &input)));
        (caught.err().map(|_| "panics".to_owned()), begun.elapsed())
    };
    let (mut fault, mut time) = attempt();
    if fault.is_none() && time > LONGEST {
        // The machine may have been busy.
        time = time.min(attempt().1);
        fault = (time > LONGEST).then(|| format!("takes {time:?}"));
    }
    READING.store(0, Ordering::Relaxed);
    (fault, time)
}

/// How much of a piece is put into an input, in bytes. What grows with the square of it takes sixteen times as long for
/// the second.
const REPEATED: [usize; 2] = [8 * 1024, 32 * 1024];
const GROWTH: f64 = 9.0;

/// Below this a time says nothing.
const SHORTEST: Duration = Duration::from_millis(100);

/// Reads each piece of a language over and over; returns those that take ever longer.
fn growth(target: &Target) -> Vec<String> {
    let mut faults = Vec::new();
    for number in 0..target.repeats() {
        let time = |length: usize| {
            let (name, input) = target.repeated(number, length);
            let begun = Instant::now();
            (target.read)(name, &input);
            begun.elapsed()
        };
        let grows = || {
            let long = time(REPEATED[1]);
            long > SHORTEST && long.as_secs_f64() > GROWTH * time(REPEATED[0]).as_secs_f64()
        };
        if grows() && grows() {
            let (name, _) = target.repeated(number, 0);
            faults.push(format!("{} takes ever longer for {:?} in {name}", target.name, target.piece(number)));
        }
    }
    faults
}

#[test]
fn no_input_does_harm() {
    watch_for_hangs();
    let (inputs, is_long) = match round() {
        Round::Inputs(inputs) => (inputs.clone(), inputs.end > FEW),
        Round::One(name, number) => {
            let target = targets().into_iter().find(|target| target.name == name).unwrap();
            let (name, input) = target.input(number);
            println!("{name}\n{}", String::from_utf8_lossy(&input));
            return (target.read)(name, &input);
        }
    };
    let mut faults = Vec::new();
    for target in targets() {
        let (begun, mut slowest) = (Instant::now(), (Duration::ZERO, 0));
        peak_memory();
        let of_target = |number: usize| (number * target.share / 100) as u64;
        let numbers = of_target(inputs.start)..of_target(inputs.end);
        for number in numbers.clone() {
            let (fault, time) = read(&target, number);
            slowest = slowest.max((time, number));
            // Of a busy machine `make test` says nothing.
            if let Some(fault) = fault.filter(|fault| is_long || fault == "panics") {
                faults.push(format!("FUZZ={}:{number} {fault}", target.name));
            }
            if faults.len() > 20 {
                break;
            }
        }
        let peak = peak_memory();
        if is_long {
            let (time, number) = slowest;
            println!(
                "{}: {} inputs in {:?}, the slowest {number} in {time:?}, peak {} MB",
                target.name,
                numbers.end - numbers.start,
                begun.elapsed(),
                peak.unwrap_or_default() / 1024
            );
            if peak.is_some_and(|peak| peak > MOST_MEMORY) {
                faults.push(format!("{} takes {peak:?} KiB", target.name));
            }
            faults.extend(growth(&target));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
