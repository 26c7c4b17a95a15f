//! What processes have cost so far, as Linux tells it; nothing elsewhere.

use std::time::Duration;

/// How often a second the kernel counts processor time.
const TICKS: u64 = 100;

/// What this process has cost so far.
pub(crate) struct Costs {
    /// Its own processor time.
    pub(crate) own: Duration,
    /// That of the processes that it waited for: of Zola.
    pub(crate) zola: Duration,
    /// The most memory that this process has had, in KiB.
    pub(crate) memory: u64,
}

impl Costs {
    pub(crate) fn so_far() -> Self {
        let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
        // The program's name may hold spaces; what follows its bracket does not.
        let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
        let ticks: Vec<u64> = fields.skip(11).take(4).map(|field| field.parse().unwrap_or(0)).collect();
        let time = |ticks: &[u64]| Duration::from_millis(ticks.iter().sum::<u64>() * 1000 / TICKS);
        let (own, zola) = ticks.split_at(ticks.len().min(2));
        Self { own: time(own), zola: time(zola), memory: peak_memory("self") }
    }
}

/// Returns the most memory that a process has had so far, in KiB.
pub(crate) fn peak_memory(process: &str) -> u64 {
    number(&status(process), "VmHWM:")
}

/// Returns the most memory that a running Zola, started by a process, has had so far, in KiB.
pub(crate) fn peak_of_zola(process: u32) -> u64 {
    let Ok(entries) = std::fs::read_dir("/proc") else { return 0 };
    let all = entries.flatten().map(|entry| status(&entry.file_name().to_string_lossy()));
    // Until it becomes Zola, a child has its parent's name and memory.
    let is_zola = |status: &String| status.lines().next().is_some_and(|line| line.contains("zola"));
    let children = all.filter(|status| number(status, "PPid:") == u64::from(process)).filter(is_zola);
    children.map(|status| number(&status, "VmHWM:")).max().unwrap_or(0)
}

fn status(process: &str) -> String {
    std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default()
}

/// Returns the number that a status has behind a key; 0 where it has none.
fn number(status: &str, key: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix(key));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

pub(crate) fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

pub(crate) fn mebibytes(kibibytes: u64) -> String {
    match kibibytes {
        0 => "memory unknown".to_owned(),
        _ => format!("{} MiB at most", kibibytes.div_ceil(1024)),
    }
}
