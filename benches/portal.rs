//! `make bench`: how long a build and its steps take, at 90 and at 1,400 tasks, and Zola alone on the staged site, with
//! the peak memory of both. Medians over several runs; the site is synthetic, made of the shipped plan's rows.

use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use policy_portal::{BuildOptions, build, find_zola};

const RUNS: usize = 7;
const SIZES: [usize; 2] = [90, 1400];

/// The steps that a build tells of, in their order.
const STEPS: [&str; 4] = ["inputs", "pages", "Zola", "verify"];

/// Where a build leaves the site that Zola reads.
const STAGED_SITE: &str = "target/site";

/// Says that this process is to build the portal in this folder: its memory is then nobody else's.
const ALONE: &str = "POLICY_PORTAL_BENCH_ROOT";

/// How many tasks it must find there.
const TASKS: &str = "POLICY_PORTAL_BENCH_TASKS";

fn main() {
    if let Ok(root) = std::env::var(ALONE) {
        return generate(Utf8Path::new(&root));
    }
    // `cargo test --benches` wants no figures.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let repository = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    let zola = find_zola(repository, None, &mut |message| eprintln!("{message}")).expect("Zola");
    println!("medians of {RUNS} runs; Zola {}", zola.version());
    for size in SIZES {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = Utf8Path::from_path(folder.path()).expect("a UTF-8 path").to_owned();
        synthesise(repository, &root, size);

        let child = Command::new(std::env::current_exe().expect("this program"))
            .env(ALONE, &root)
            .env(TASKS, size.to_string())
            .env("ZOLA", zola.program())
            .stdout(Stdio::piped())
            .spawn()
            .and_then(std::process::Child::wait_with_output)
            .expect("a child process");
        assert!(child.status.success(), "the build fails");
        let told = String::from_utf8(child.stdout).expect("UTF-8");
        let (steps, memory) = told.trim_end().rsplit_once('\n').expect("two lines");

        let mut times = Vec::new();
        let mut most = 0;
        for run in 0..RUNS {
            let out = root.join(format!("out-{run}"));
            let start = Instant::now();
            let mut child = Command::new(zola.program())
                .args(["--root", root.join(STAGED_SITE).as_str(), "--config", "config.toml"])
                .args(["build", "--output-dir", out.as_str()])
                .stdout(Stdio::null())
                .spawn()
                .expect("Zola runs");
            let watched = child.id();
            while child.try_wait().expect("a child").is_none() {
                most = most.max(peak_memory(&watched.to_string()));
                std::thread::sleep(Duration::from_millis(1));
            }
            times.push(start.elapsed());
            assert!(child.wait().expect("a child").success(), "Zola fails");
            fs_err::remove_dir_all(out.as_std_path()).expect("an output folder");
        }
        println!("{size} tasks\n  build      {steps}, {memory}");
        println!("  Zola alone {}, {}", milliseconds(median(times)), mebibytes(most));
    }
}

/// Builds the portal in `root`, and prints the medians of its steps and its peak memory.
fn generate(root: &Utf8Path) {
    let mut times: [Vec<Duration>; STEPS.len()] = Default::default();
    let mut whole = Vec::new();
    for _ in 0..RUNS {
        let mut marks = Vec::new();
        let built = build(root, &BuildOptions::default(), &mut |_| marks.push(Instant::now())).expect("a build");
        marks.push(Instant::now());
        assert!(built.out.is_some(), "{:#?}", built.diagnostics);
        assert_eq!(marks.len(), STEPS.len() + 1, "every step is told");
        whole.push(marks[STEPS.len()] - marks[0]);
        for (times, pair) in times.iter_mut().zip(marks.windows(2)) {
            times.push(pair[1] - pair[0]);
        }
    }
    let tasks = fs_err::read_to_string(root.join("public/wuhan-2023/data/tasks.json").as_std_path()).expect("tasks");
    let tasks = tasks.matches("\"number\"").count();
    assert_eq!(tasks.to_string(), std::env::var(TASKS).unwrap_or_default(), "every task is there");
    let parts: Vec<String> =
        STEPS.iter().zip(times).map(|(step, times)| format!("{step} {}", milliseconds(median(times)))).collect();
    println!("{} ({})", milliseconds(median(whole)), parts.join(", "));
    println!("{}", mebibytes(peak_memory("self")));
}

/// A portal with one plan of `size` tasks, each a row of the shipped table under a number of its own.
fn synthesise(repository: &Utf8Path, root: &Utf8Path, size: usize) {
    copy(&repository.join("themes"), &root.join("themes"));
    for folder in ["content/pages", "content/search"] {
        copy(&repository.join(folder), &root.join(folder));
    }
    let seeds = repository.join("seeds");
    let source = fs_err::read_to_string(seeds.join("wuhan-2023/source.txt").as_std_path()).expect("a source");
    let plan = fs_err::read_to_string(seeds.join("wuhan-2023/plan.toml").as_std_path()).expect("a plan");
    let plan: toml::Table = toml::from_str(&plan).expect("a plan");
    let names: Vec<&str> =
        plan["domains"].as_array().expect("domains").iter().filter_map(|domain| domain["name"].as_str()).collect();

    // The rows that begin a task, by domain; the row that is one column too short gets its column.
    let mut rows: Vec<Vec<Vec<&str>>> = vec![Vec::new(); names.len()];
    let mut domain = 0;
    let lines: Vec<&str> = source.lines().collect();
    let is_row = |line: &&str| line.contains('\t');
    let first = lines.iter().position(is_row).expect("a table");
    let last = lines.iter().rposition(is_row).expect("a table");
    for line in &lines[first + 1..=last] {
        let mut cells: Vec<&str> = line.split('\t').collect();
        if cells[0].chars().all(|c| c.is_ascii_digit()) && !cells[0].is_empty() {
            cells.insert(0, "");
        }
        if let Some(number) = "一二三四五六七八九".chars().position(|c| cells[0].starts_with(c)) {
            domain = number;
        }
        if cells.len() >= 6 && cells[1].parse::<u32>().is_ok() {
            rows[domain].push(cells);
        }
    }

    let mut text = lines[..first].join("\n") + "\n";
    let mut number = 0;
    for (domain, rows) in rows.iter().enumerate() {
        let _ = writeln!(text, "{}", lines[first]);
        let until = size * (domain + 1) / names.len();
        let mut turn = 0;
        while number < until {
            number += 1;
            let row = &rows[turn % rows.len()];
            let label = "一二三四五六七八九".chars().nth(domain).expect("nine domains");
            let category = if turn == 0 { format!("{label}、{}", names[domain]) } else { String::new() };
            let task = row[2].trim_end_matches('。');
            let _ = writeln!(text, "{category}\t{number}\t{task},第{number}项。\t{}\t{}\t{}", row[3], row[4], row[5]);
            turn += 1;
        }
    }
    text += &lines[last + 1..].join("\n");

    let mut short = toml::Table::new();
    for key in ["id", "title", "issuer", "document_number"] {
        short.insert(key.to_owned(), plan[key].clone());
    }
    let domains = plan["domains"].as_array().expect("domains").iter().map(|domain| {
        let keys = ["slug", "name"].map(|key| (key.to_owned(), domain[key].clone()));
        toml::Value::Table(keys.into_iter().collect())
    });
    short.insert("domains".to_owned(), toml::Value::Array(domains.collect()));
    let write = |name: &str, text: &str| {
        let path = root.join(name);
        fs_err::create_dir_all(path.parent().expect("a folder").as_std_path()).expect("a folder");
        fs_err::write(path.as_std_path(), text).expect("a file");
    };
    write("seeds/wuhan-2023/source.txt", &text);
    write("seeds/wuhan-2023/plan.toml", &toml::to_string(&short).expect("TOML"));
    for name in ["portal.toml", "seeds/agencies.toml"] {
        write(name, &fs_err::read_to_string(repository.join(name).as_std_path()).expect("an input"));
    }
}

fn copy(from: &Utf8Path, to: &Utf8Path) {
    fs_err::create_dir_all(to.as_std_path()).expect("a folder");
    for entry in from.read_dir_utf8().expect("a folder") {
        let entry = entry.expect("an entry");
        let to: Utf8PathBuf = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(entry.path(), &to),
            false => drop(fs_err::copy(entry.path().as_std_path(), to.as_std_path()).expect("a file")),
        }
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// Returns the most memory that a process has had so far, in KiB, as Linux tells it; 0 elsewhere.
fn peak_memory(process: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

fn mebibytes(kibibytes: u64) -> String {
    match kibibytes {
        0 => "memory unknown".to_owned(),
        _ => format!("{} MiB at most", kibibytes.div_ceil(1024)),
    }
}
