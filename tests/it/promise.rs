//! What `check` passes, `build` publishes; what it offers to accept, it accepts.

use std::collections::BTreeSet;
use std::sync::Mutex;

use camino::Utf8Path;
use policy_portal::{Code, Diagnostic, Severity};

use crate::faults;
use crate::support::{Portal, tell};

/// Builds at a time.
const BUILDERS: usize = 2;

/// The most entries that are pasted for one fixture: one fault may hide another.
const MOST_ENTRIES: usize = 12;

/// Returns one of each `many` portals, or every one in a long run: `make soak`.
fn one_in(many: usize, portals: Vec<(String, Portal)>) -> Vec<(String, Portal)> {
    let step = if std::env::var_os("SOAK").is_some() { 1 } else { many };
    portals.into_iter().step_by(step).collect()
}

#[test]
fn what_check_passes_build_publishes() {
    let passed: Vec<(String, Portal)> =
        portals().filter(|(_, portal)| !has_errors(&portal.check().diagnostics)).collect();
    assert!(passed.len() > 20, "only {} fixtures have no error", passed.len());
    assert_published(one_in(2, passed));
}

#[test]
fn what_a_hint_offers_to_accept_is_accepted_and_published() {
    let mut accepted: BTreeSet<&str> = BTreeSet::new();
    let mut faults = Vec::new();
    let mut publishable = Vec::new();
    for (name, mut portal) in portals() {
        let mut found = portal.check().diagnostics;
        let (mut pasted, mut is_first) = (0, false);
        while let Some((code, entry)) = found.iter().find_map(offered) {
            let plan = format!("{}\n{entry}\n", portal.text(PLAN));
            portal = portal.file(PLAN, plan);
            let after = portal.check().diagnostics;
            pasted += 1;
            if tally(&after, code) >= tally(&found, code) || pasted > MOST_ENTRIES {
                let told: Vec<String> = after.iter().map(tell).collect();
                faults.push(format!("{name}:\n{entry}\n{}\n", told.join("\n")));
                break;
            }
            is_first |= accepted.insert(code.name());
            found = after;
        }
        // The first of every code is built; the others went the same way.
        if is_first && !has_errors(&found) {
            publishable.push((name, portal));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(accepted.into_iter().collect::<Vec<_>>(), ACCEPTABLE);
    // Every third goes all the way to pages, all of them in the long run that `make soak` is.
    assert_published(one_in(5, publishable));
}

#[test]
fn pages_say_which_tasks_are_not_printed_and_nothing_of_the_acceptance() {
    let (path, text) = faults::fixtures().into_iter().find(|(path, _)| path.ends_with("missing-task.txt")).unwrap();
    let mut portal = portal(&path, &text);
    while let Some((_, entry)) = portal.check().diagnostics.iter().find_map(offered) {
        let plan = format!("{}\n{entry}\n", portal.text(PLAN));
        portal = portal.file(PLAN, plan);
    }
    let plan = portal.text(PLAN).replace("tasks = [1, 3]\n", "").replace("tasks = [4, 5]\n", "");
    let portal = portal.file(PLAN, plan).built();
    assert!(portal.text("public/p/tasks/index.html").contains("原文没有印第"));
    let errata = portal.text("public/p/errata/index.html");
    assert!(!errata.contains("missing-task"), "{errata}");
    let corrections = portal.json("p/data/plan.json")["corrections"].clone();
    assert!(corrections.as_array().unwrap().iter().all(|entry| entry["kind"] != "note"), "{corrections}");
}

#[test]
fn what_editors_and_deployers_write_at_ease_is_published() {
    let portal = Portal::small();
    let correction =
        "\n[[corrections]]\nlines = [54, 54]\nprinted = \"市财政局\"\nread = \"市教育局\"\nreason = \"误字。\"\n";
    let plan =
        portal.text(PLAN).replace("document_number = \"江政办〔2030〕7号\"", "document_number = \"\"") + correction;
    let portal = portal.file(PLAN, plan);
    let registry = portal.text("seeds/agencies.toml").replace("\"财政局\"]", "\"财政局\", \"财政局\", \" \"]");
    let own_page = "<!doctype html><title>旧页</title><style>p{color:red}</style><p><a href=\"nope.html\">旧</a>";
    let gloss = "+++\nword = \"课堂\"\nsource = \"原文\"\ndate = 2030-03-01\nsource_url = \"/p/tasks/3/\"\n+++\n\n晚上开的课。\n";
    let portal = portal
        .file("seeds/agencies.toml", registry)
        .file("static/old.html", own_page)
        .file("static/.htaccess", "Options -Indexes\n")
        .edit("portal.toml", "as_of", "contact = \"热线12345，网址https://x.gov.cn/反馈（工作日）\"\nas_of")
        .file("content/glosses/class.md", gloss)
        .built();
    let tasks = portal.json("p/data/tasks.json");
    let part = &tasks["tasks"][1]["parts"][0];
    assert_eq!(part["responsible"][0], "education");
    assert!(part["printed"]["responsible"].as_str().unwrap().starts_with("市财政局"), "{part}");
    assert_eq!(portal.text("public/old.html"), own_page);
    assert!(portal.text("public/.htaccess").contains("Indexes"));
    assert!(portal.text("public/p/tasks/2/index.html").contains("href=\"/p/tasks/3/\">原文</a>"));
}

/// The plan of the small portal, and its text.
const PLAN: &str = "seeds/p/plan.toml";
const SOURCE: &str = "seeds/p/source.txt";

/// The codes that an entry accepts.
const ACCEPTABLE: &[&str] = &[
    "annex-mismatch",
    "changed-header",
    "deadline-without-month",
    "domain-order",
    "empty-agency",
    "empty-cell",
    "empty-heading",
    "empty-section",
    "heading-order",
    "impossible-deadline",
    "item-order",
    "metadata-not-found",
    "missing-addressees",
    "missing-category",
    "missing-first-number",
    "missing-notice-text",
    "missing-number",
    "missing-task",
    "missing-text",
    "missing-title",
    "no-such-day",
    "no-tasks",
    "number-out-of-order",
    "repeated-agency",
    "repeated-category",
    "repeated-label",
    "repeated-member",
    "repeated-number",
    "repeated-role",
    "repeated-text",
    "role-not-printed",
    "shifted-row",
    "short-row",
    "stray-text",
    "task-without-agency",
    "tasks-in-text",
    "title-mismatch",
    "total-mismatch",
    "unclear-role",
    "unclosed-bracket",
    "unconfirmed-convention",
    "unknown-heading-level",
    "unknown-table",
    "unopened-bracket",
    "unreadable-agency",
    "unreadable-deadline",
    "unreadable-member",
    "unreadable-number",
    "unterminated-cell",
    "unterminated-sentence",
    "wrong-cell-count",
];

/// Returns the first entry that a diagnostic of the plan's text offers, cut out of its advice as an editor would.
fn offered(diagnostic: &Diagnostic) -> Option<(Code, String)> {
    diagnostic.entry.as_ref().filter(|_| diagnostic.place.file == SOURCE)?;
    let advice = diagnostic.advice();
    let entry = advice.trim_end_matches('`').rsplit('`').next()?;
    Some((diagnostic.code, entry.to_owned()))
}

fn tally(diagnostics: &[Diagnostic], code: Code) -> usize {
    diagnostics.iter().filter(|diagnostic| diagnostic.code == code).count()
}

fn portals() -> impl Iterator<Item = (String, Portal)> {
    faults::fixtures().into_iter().map(|(path, text)| (path.to_string(), portal(&path, &text)))
}

fn portal(path: &Utf8Path, text: &str) -> Portal {
    faults::portal(path, text.split("=== expect\n").next().unwrap_or_default())
}

fn assert_published(portals: Vec<(String, Portal)>) {
    let queue = Mutex::new(portals);
    let broken = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..BUILDERS {
            scope.spawn(|| {
                while let Some((name, portal)) = next(&queue) {
                    let built = portal.build();
                    if built.out.is_none() {
                        broken.lock().unwrap().push((name, built.diagnostics.iter().map(tell).collect::<Vec<_>>()));
                    }
                }
            });
        }
    });
    let broken = broken.into_inner().unwrap();
    assert!(broken.is_empty(), "{broken:#?}");
}

/// Takes one of the portals that are still to be built.
fn next(queue: &Mutex<Vec<(String, Portal)>>) -> Option<(String, Portal)> {
    queue.lock().unwrap().pop()
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
}
