//! `make bench`: what a build of 90, 1,980 and 14,040 tasks costs: processor time a page, step by step, and the peak
//! memory of the generator and of Zola; how long after a change of one file a preview shows it; beside it, Zola alone with
//! a theme that prints a page's text and nothing else. Medians over several runs; the portals are synthetic.
//!
//! `search DIR PLANS`, and `shipped` where the shipped plan is to stand among them, writes the files of a portal's search
//! into `DIR/public` alone: `tests/bench/shards.mjs` measures them.

mod measure;
mod preview;
mod synthetic;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use camino::Utf8Path;
use measure::{Costs, mebibytes, median, milliseconds, peak_memory, peak_of_zola};
use policy_portal::{BuildOptions, Severity, build, find_zola, write_search};
use preview::Preview;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many plans a portal has, and how often it is built.
const SIZES: [(usize, usize); 3] = [(1, 7), (22, 3), (156, 1)];

/// How many tasks a plan has.
const TASKS: usize = 90;

/// The steps that a build tells of, in their order. To render is to run Zola, which is counted by itself, to draw pictures
/// and to write the site.
const STEPS: [&str; 4] = ["inputs", "pages", "render", "verify"];

/// What an editor changes: the words of a file, and what they become.
const CHANGES: [(&str, &str, &str, &str); 2] = [
    ("a page", "content/pages/about.md", "方便查阅", "便于查阅"),
    ("a task", "seeds/plan-1/source.txt", "。\t", "等。\t"),
];

/// How often a change is made.
const TIMES: usize = 10;

/// Says that this process is to build the portal in this folder, so often: its memory is then nobody else's.
const ALONE: &str = "POLICY_PORTAL_BENCH_ROOT";
const RUNS: &str = "POLICY_PORTAL_BENCH_RUNS";

/// The largest portal that is built where this is set; a build of the largest takes minutes.
const MOST: &str = "POLICY_PORTAL_BENCH_PLANS";

fn main() {
    let set = |name| std::env::var(name).ok().and_then(|value| value.parse::<usize>().ok());
    if let Ok(root) = std::env::var(ALONE) {
        return generate(Utf8Path::new(&root), set(RUNS).unwrap_or(1));
    }
    // `cargo test --benches` wants no figures.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let repository = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    let arguments: Vec<String> = std::env::args().skip(1).skip_while(|argument| argument != "search").collect();
    if let [_, folder, plans, shipped @ ..] = arguments.as_slice()
        && let Ok(plans) = plans.parse()
    {
        let root = Utf8Path::new(folder);
        synthetic::portal(repository, root, plans, TASKS);
        synthetic::spread(root, plans);
        if shipped.first().is_some_and(|word| word == "shipped") {
            synthetic::add_shipped(repository, root);
        }
        let out = root.join("public");
        let _ = fs_err::remove_dir_all(out.as_std_path());
        let begin = Instant::now();
        write_search(root, &out).expect("a search");
        println!(
            "the search of {} tasks written in {:.1} s, with {}",
            plans * TASKS,
            begin.elapsed().as_secs_f64(),
            mebibytes(peak_memory("self"))
        );
        return;
    }
    let zola = find_zola(repository, None, &mut |message| eprintln!("{message}")).expect("Zola");
    println!("processor time and peak memory; Zola {}", zola.version());
    for (plans, runs) in SIZES.into_iter().filter(|(plans, _)| *plans <= set(MOST).unwrap_or(usize::MAX)) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = Utf8Path::from_path(folder.path()).expect("a UTF-8 path").to_owned();
        for run in 0..runs {
            synthetic::portal(repository, &root.join(run.to_string()), plans, TASKS);
        }
        println!("{} tasks in {plans} plans, {runs} runs", plans * TASKS);
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .env(ALONE, &root)
            .env(RUNS, runs.to_string())
            .env("ZOLA", zola.program())
            .spawn()
            .expect("a child process");
        let mut most = 0;
        while child.try_wait().expect("a child").is_none() {
            most = most.max(peak_of_zola(child.id()));
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(child.wait().expect("a child").success(), "the build fails");
        println!("  Zola's memory  {}", mebibytes(most));

        let pages = plain_site(&root.join("plain"), plans * TASKS);
        let before = Costs::so_far().zola;
        let done = Command::new(zola.program())
            .args(["--root", root.join("plain").as_str(), "build"])
            .stdout(Stdio::null())
            .status()
            .expect("Zola runs");
        assert!(done.success(), "Zola fails");
        println!("  a plain theme  {} a page", milliseconds(Costs::so_far().zola.saturating_sub(before) / pages));
    }
}

/// Builds each of the portals in `root`, and prints the medians of their steps and the peak memory. Each is built once,
/// from nothing: some disks take a minute to forget files that were deleted, and make others slowly until then.
fn generate(root: &Utf8Path, runs: usize) {
    let mut costs: [Vec<Duration>; STEPS.len()] = Default::default();
    let (mut zola, mut whole) = (Vec::new(), Vec::new());
    let mut pages = 1;
    for run in 0..runs {
        let root = root.join(run.to_string());
        let mut marks = Vec::new();
        let begin = Instant::now();
        let built = build(&root, &BuildOptions::default(), &mut |_| marks.push(Costs::so_far())).expect("a build");
        marks.push(Costs::so_far());
        whole.push(begin.elapsed());
        let errors = built.diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error);
        assert!(built.out.is_some(), "{:#?}", errors.collect::<Vec<_>>());
        assert_eq!(marks.len(), STEPS.len() + 1, "every step is told");
        pages = u32::try_from(built.stats.pages).expect("a number of pages");
        for (costs, pair) in costs.iter_mut().zip(marks.windows(2)) {
            costs.push(pair[1].own.saturating_sub(pair[0].own));
        }
        zola.push(marks[STEPS.len()].zola.saturating_sub(marks[0].zola));
        if whole.len() == 1 {
            for (step, mark) in STEPS.iter().zip(&marks[1..]) {
                println!("  after {step:<8} {}", mebibytes(mark.memory));
            }
        }
    }
    println!("  {pages} pages in {}", milliseconds(median(whole)));
    for (step, times) in STEPS.iter().zip(costs) {
        println!("  {step:<14} {} a page", milliseconds(median(times) / pages));
    }
    println!("  Zola           {} a page", milliseconds(median(zola) / pages));
    println!("  memory         {}", mebibytes(peak_memory("self")));
    let root = root.join("0");
    let mut preview = Preview::of(&root);
    for (what, file, from, to) in CHANGES {
        let path = root.join(file);
        let text = fs_err::read_to_string(path.as_std_path()).expect("a text");
        let mut change = |time: usize| {
            let text = if time.is_multiple_of(2) { text.replacen(from, to, 1) } else { text.clone() };
            let begin = Instant::now();
            fs_err::write(path.as_std_path(), text).expect("a file");
            preview.wait();
            begin.elapsed()
        };
        println!("  {what} changed, seen after {}", milliseconds(median((0..TIMES).map(&mut change).collect())));
    }
    println!("  the preview    {}", mebibytes(peak_memory(&preview.process().to_string())));
}

/// Writes a Zola site of so many pages, and returns how many files Zola makes of it.
fn plain_site(root: &Utf8Path, pages: usize) -> u32 {
    let write = |name: &str, text: &str| {
        let path = root.join(name);
        fs_err::create_dir_all(path.parent().expect("a folder").as_std_path()).expect("a folder");
        fs_err::write(path.as_std_path(), text).expect("a file");
    };
    write("config.toml", "base_url = \"/\"\n");
    write("templates/index.html", "{{ section.content | safe }}");
    write(
        "templates/page.html",
        "<!doctype html><title>{{ page.title }}</title><h1>{{ page.title }}</h1>{{ page.content | safe }}",
    );
    for page in 1..=pages {
        let text = "推进项目经费使用“负面清单”改革试点，赋予科研人员更大技术路线决策权。\n\n".repeat(5);
        write(&format!("content/{page}.md"), &format!("+++\ntitle = \"第{page}项\"\n+++\n{text}"));
    }
    u32::try_from(pages).expect("a number of pages")
}
