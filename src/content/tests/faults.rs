//! What editors may get wrong, one fixture a fault, and what they are told.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::content::{self, Content, KnownPlan};
use crate::diagnostic::render;
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::files::{ContentFiles, SheetFile, TextFile};
use crate::pipeline::{self, Reading};
use crate::text::date::Date;
use camino::Utf8PathBuf;

use crate::tests::support::repository;

/// Returns the clauses of plan `p`.
fn clauses() -> BTreeMap<String, String> {
    BTreeMap::from([
        ("s1".to_owned(), "总体要求\n".to_owned()),
        ("s1-1".to_owned(), "加强领导\n各单位要负起责任。".to_owned()),
    ])
}

/// Returns a plan `p` with three tasks.
fn plans() -> Vec<KnownPlan> {
    vec![KnownPlan {
        id: "p".to_owned(),
        tasks: BTreeSet::from([1, 2, 3]),
        clauses: clauses(),
        texts: BTreeMap::new(),
        dated: Date::of_day(2023, 8, 21),
    }]
}

fn fixtures(folder: &str) -> Vec<Utf8PathBuf> {
    let folder = repository().join("tests/fixtures").join(folder);
    let mut files: Vec<_> = folder.read_dir_utf8().unwrap().map(|entry| entry.unwrap().into_path()).collect();
    files.sort();
    files
}

fn text_file(path: &Utf8PathBuf) -> TextFile {
    TextFile { file: path.file_name().unwrap().to_owned(), text: fs_err::read_to_string(path).unwrap() }
}

fn read(files: &ContentFiles) -> (Content, Vec<Diagnostic>) {
    let (content, mut diagnostics) = content::read(files, &plans(), Date::of_day(2026, 1, 1));
    render::sort(&mut diagnostics);
    (content, diagnostics)
}

/// Returns what an editor reads, file by file.
fn told(outcomes: Vec<(&str, String, Vec<Diagnostic>)>) -> String {
    let mut text = String::new();
    for (name, content, diagnostics) in outcomes {
        writeln!(text, "──── {name}\n").unwrap();
        for told in render::humans(&diagnostics, false) {
            writeln!(text, "{told}\n").unwrap();
        }
        if diagnostics.is_empty() {
            writeln!(text, "{content}").unwrap();
        }
    }
    text
}

#[test]
fn faults_of_cases_are_told_where_they_stand() {
    let paths = fixtures("cases");
    let outcomes = paths.iter().map(|path| {
        let (content, diagnostics) = read(&ContentFiles { cases: vec![text_file(path)], ..ContentFiles::default() });
        (path.file_name().unwrap(), format!("{:#?}", content.cases), diagnostics)
    });
    insta::assert_snapshot!(told(outcomes.collect()));
}

#[test]
fn faults_of_topics_are_told_where_they_stand() {
    let paths = fixtures("topics");
    let outcomes = paths.iter().map(|path| {
        let (content, diagnostics) = read(&ContentFiles { topics: vec![text_file(path)], ..ContentFiles::default() });
        (path.file_name().unwrap(), format!("{:#?}", content.topics), diagnostics)
    });
    insta::assert_snapshot!(told(outcomes.collect()));
}

#[test]
fn faults_of_relations_are_told_where_they_stand() {
    let paths = fixtures("relations");
    let outcomes = paths.iter().map(|path| {
        // Each is the file of plan `p`, but one.
        let name = if path.file_stem() == Some("unknown-plan") { "x" } else { "p" };
        let file = TextFile { file: format!("content/relations/{name}.toml"), ..text_file(path) };
        let (content, diagnostics) = read(&ContentFiles { relations: vec![file], ..ContentFiles::default() });
        (path.file_name().unwrap(), format!("{:#?}", content.relations), diagnostics)
    });
    insta::assert_snapshot!(told(outcomes.collect()));
}

#[test]
fn faults_of_spreadsheets_are_told_where_they_stand() {
    let paths = fixtures("progress");
    let outcomes = paths.iter().map(|path| {
        let file = path.file_name().unwrap();
        let sheet = SheetFile { file: file.to_owned(), bytes: fs_err::read(path).unwrap() };
        let (content, diagnostics) = read(&ContentFiles { progress: Some(sheet), ..ContentFiles::default() });
        (file, format!("{:#?}", content.progress), diagnostics)
    });
    insta::assert_snapshot!(told(outcomes.collect()));
}

#[test]
fn one_run_tells_all_and_no_two_cases_share_a_slug() {
    let mut cases: Vec<TextFile> = fixtures("cases").iter().map(text_file).collect();
    // Not a fixture, for where file names have no case there can't be both.
    cases.insert(
        0,
        TextFile { file: "GOOD.md".to_owned(), ..text_file(&repository().join("tests/fixtures/cases/good.md")) },
    );
    let topics = fixtures("topics").iter().map(text_file).collect();
    let (content, diagnostics) = read(&ContentFiles { cases, topics, ..ContentFiles::default() });
    let codes: BTreeSet<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect();
    for code in ["repeated-slug", "bad-slug", "no-such-day", "raw-html", "bad-link", "not-filled-in", "unknown-task"] {
        assert!(codes.contains(code), "{code}: {codes:?}");
    }
    let repeated: Vec<_> = diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::RepeatedSlug).collect();
    assert_eq!(repeated.len(), 1);
    assert!(repeated[0].place.file == "good.md" && repeated[0].message.contains("`GOOD.md`"), "{repeated:?}");
    assert!(content.cases.iter().any(|case| case.slug == "windows" && case.body == "正文。\n"));
}

/// Every task of the plans that this portal publishes is reached by a topic.
#[test]
fn topics_reach_every_task() {
    let Reading { inputs, plans, content, .. } = pipeline::read(repository()).unwrap();
    let portal = inputs.portal.unwrap();
    assert!(content.topics.len() >= 9);
    for plan in plans.iter().filter(|plan| portal.plans.contains(&plan.id)) {
        let reached: BTreeSet<u32> = content
            .topics
            .iter()
            .flat_map(|topic| &topic.tasks)
            .filter(|task| task.plan == plan.id)
            .map(|task| task.number)
            .collect();
        let tasks: BTreeSet<u32> = plan.tasks.iter().map(|task| task.number).collect();
        assert_eq!(reached, tasks, "{}", plan.id);
    }
    assert!(content.progress.is_empty(), "the portal ships no progress of its own");
}
