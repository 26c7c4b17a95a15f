//! Slips over the whole shipped source: each is either reported near its place, or published as what the source with
//! the slip prints, which an independent and simple-minded reader ([`oracle`]) says. None is silently wrong.
//!
//! | slip | reported | by the editors' notes | published faithfully |
//! | --- | --- | --- | --- |
//! | agencies cut | 47 | 0 | 5 |
//! | agencies doubled | 21 | 0 | 5 |
//! | agencies emptied | 26 | 0 | 0 |
//! | agencies moved | 17 | 0 | 9 |
//! | agencies removed | 26 | 0 | 0 |
//! | agencies swapped | 0 | 1 | 18 |
//! | agency doubled | 17 | 0 | 0 |
//! | agency dropped | 0 | 0 | 19 |
//! | category cut | 15 | 1 | 0 |
//! | category doubled | 8 | 0 | 0 |
//! | category emptied | 8 | 0 | 0 |
//! | category moved | 8 | 0 | 0 |
//! | category removed | 8 | 0 | 0 |
//! | cells swapped between rows | 14 | 7 | 20 |
//! | deadline cut | 26 | 0 | 0 |
//! | deadline doubled | 13 | 0 | 0 |
//! | deadline emptied | 13 | 0 | 0 |
//! | deadline removed | 13 | 0 | 0 |
//! | head or tail line cut | 20 | 0 | 8 |
//! | heading cut | 0 | 2 | 11 |
//! | heading doubled | 18 | 0 | 0 |
//! | heading dropped | 15 | 1 | 2 |
//! | heading's stop dropped | 4 | 0 | 9 |
//! | headings swapped | 18 | 0 | 0 |
//! | label changed | 18 | 0 | 0 |
//! | label cut | 18 | 0 | 0 |
//! | label doubled | 18 | 0 | 0 |
//! | label dropped | 15 | 0 | 3 |
//! | line doubled | 28 | 0 | 1 |
//! | line dropped | 20 | 0 | 9 |
//! | lines swapped | 21 | 0 | 8 |
//! | member doubled | 19 | 0 | 0 |
//! | member dropped | 0 | 0 | 18 |
//! | members swapped | 1 | 0 | 16 |
//! | name and post run together | 13 | 0 | 0 |
//! | name and post swapped | 13 | 0 | 0 |
//! | name dropped | 14 | 0 | 0 |
//! | number changed | 42 | 0 | 0 |
//! | number cut | 52 | 0 | 0 |
//! | number doubled | 26 | 0 | 0 |
//! | number emptied | 26 | 0 | 0 |
//! | number moved | 26 | 0 | 0 |
//! | number removed | 26 | 0 | 0 |
//! | paragraph cut | 42 | 0 | 0 |
//! | post cut | 0 | 0 | 18 |
//! | post dropped | 14 | 0 | 0 |
//! | role cut | 3 | 0 | 0 |
//! | role dropped | 2 | 1 | 0 |
//! | row doubled | 29 | 0 | 0 |
//! | row dropped | 29 | 0 | 2 |
//! | rows swapped | 30 | 0 | 2 |
//! | sentence doubled | 19 | 1 | 1 |
//! | sentence dropped | 5 | 6 | 15 |
//! | sentences swapped | 1 | 0 | 8 |
//! | source cut | 28 | 0 | 0 |
//! | table header doubled | 0 | 0 | 13 |
//! | table header dropped | 9 | 0 | 4 |
//! | table header moved | 13 | 0 | 0 |
//! | text cut | 28 | 0 | 0 |
//! | text doubled | 14 | 0 | 0 |
//! | text emptied | 14 | 0 | 0 |
//! | text moved | 14 | 0 | 0 |
//! | text removed | 14 | 0 | 0 |
//!
//! “By the editors' notes” means that the words which `plan.toml` quotes there are gone (`entry-not-found` and the like,
//! at the very line; its `lines` are moved along with every line that a slip adds or takes away). Faithful are slips
//! that leave a document that could have been meant: a member less, two agencies the other way round, a whole sentence
//! gone, a clause's label gone so that its text goes on under the clause before.
//!
//! The table is that of a long run, `make soak`. `SHOW="row dropped" cargo test mutants -- --nocapture` tells each slip
//! of a class, `SHOW=all` every one.

mod mutations;
mod oracle;

use std::collections::BTreeMap;

use crate::content::{self, Content};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::plan_file::plan_file;
use crate::inputs::registry::Registry;
use crate::inputs::{self, Inputs};
use crate::read::{Plan, read};
use crate::text::source::Source;
use crate::{emit, parse, site};

use super::corpus::lost;
use super::one_in;
use super::support::{Portal, tell};
use mutations::{Mutant, mutants};
use oracle::{Facts, Notes};

/// The shipped plan's folder.
const SEED: &str = "seeds/wuhan-2023";

/// Codes that an editor's own notes give, whose words aren't there any more: they say that something changed, and where.
const OF_NOTES: [Code; 4] = [Code::EntryNotFound, Code::TitleNotInText, Code::UnusedReading, Code::AmbiguousEntry];

/// How far from a slip a diagnostic may stand.
const NEAR: usize = 3;

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
enum Outcome {
    Reported,
    ReportedByNotes,
    Faithful,
    FarAway,
    SilentlyWrong,
}

struct Bench {
    inputs: Inputs,
    agencies: String,
}

impl Bench {
    /// The registry, what only the mutant names added.
    fn read(&self, mutant: &Mutant) -> (Plan, Registry, Vec<Diagnostic>) {
        let file = plan_file("plan.toml", &mutant.plan).unwrap();
        let (document, diagnostics) = parse::parse(Source::new("source.txt", mutant.source.as_str()));
        let mut registry = self.inputs.registry.clone().unwrap();
        let (plan, diagnostics) = read(document, diagnostics, &file, &mut registry);
        (plan, registry, diagnostics)
    }

    fn published(&self, plan: Plan, registry: &Registry) -> Facts {
        let Inputs { portal, words, content, lexicon, .. } = &self.inputs;
        let (portal, words) = (portal.clone().unwrap(), words.clone().unwrap());
        let content = Content { pages: content::read_pages(content, &mut Vec::new()), ..Content::default() };
        let site = site::site(portal, words, vec![plan], registry, lexicon, content, None);
        let files = emit::data::files(&site, None).unwrap();
        let json =
            |name: &str| serde_json::from_slice(files.get(format!("wuhan-2023/data/{name}.json")).unwrap()).unwrap();
        oracle::published(&json("plan"), &json("tasks"))
    }

    /// `whole`: by the open data, which takes ten times as long as by the model that it is made from.
    fn judge(&self, mutant: &Mutant, whole: bool) -> (Outcome, Vec<String>) {
        let (plan, registry, diagnostics) = self.read(mutant);
        let lost = lost(&plan.document);
        if !lost.is_empty() {
            return (Outcome::SilentlyWrong, vec![format!("lost: {lost}")]);
        }
        if diagnostics.is_empty() {
            let expected = oracle::printed(&mutant.source, &Notes::read(&mutant.plan, &self.agencies));
            let found = if whole { self.published(plan, &registry) } else { oracle::read(&plan, &registry) };
            return match found == expected {
                true => (Outcome::Faithful, Vec::new()),
                false => (Outcome::SilentlyWrong, differences(&expected, &found)),
            };
        }
        let near = |diagnostic: &&Diagnostic| {
            let [first, last] = mutant.near;
            diagnostic.place.line + NEAR >= first && diagnostic.place.line <= last + NEAR
        };
        let near: Vec<&Diagnostic> = diagnostics.iter().filter(near).collect();
        let told = diagnostics.iter().map(tell).collect();
        match near.iter().any(|diagnostic| !OF_NOTES.contains(&diagnostic.code)) {
            true => (Outcome::Reported, told),
            false if near.is_empty() => (Outcome::FarAway, told),
            false => (Outcome::ReportedByNotes, told),
        }
    }
}

fn differences(expected: &Facts, found: &Facts) -> Vec<String> {
    let mut told = Vec::new();
    let mut compare = |what: &str, a: Vec<String>, b: Vec<String>| {
        if a.len() != b.len() {
            told.push(format!("{} {what} printed, {} published", a.len(), b.len()));
        }
        if let Some((a, b)) = a.iter().zip(&b).find(|(a, b)| a != b) {
            told.push(format!("printed {a}\npublished {b}"));
        }
    };
    let debug = |list: &[[String; 3]]| list.iter().map(|item| format!("{item:?}")).collect::<Vec<_>>();
    compare("clauses", debug(&expected.clauses), debug(&found.clauses));
    compare("members", debug(&expected.members), debug(&found.members));
    let tasks = |facts: &Facts| facts.tasks.iter().map(|task| format!("{task:?}")).collect::<Vec<_>>();
    compare("tasks", tasks(expected), tasks(found));
    told
}

#[test]
fn no_slip_is_silently_wrong() {
    let portal = Portal::shipped();
    let [source, plan, agencies] = ["wuhan-2023/source.txt", "wuhan-2023/plan.toml", "agencies.toml"]
        .map(|name| portal.text(&format!("seeds/{name}")));
    let bench = Bench { inputs: inputs::read(portal.root()).unwrap(), agencies };

    let mut mutants = mutants(&source, &plan);
    let all = mutants.len();
    // Some of every class.
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    mutants.retain(|mutant| {
        let count = seen.entry(mutant.class).or_default();
        *count += 1;
        *count % one_in(6) == 1 % one_in(6)
    });
    let (mutants, bench) = (&mutants, &bench);
    let half = |turn: usize| {
        let mutants = mutants.iter().enumerate().skip(turn).step_by(2);
        mutants.map(move |(index, mutant)| (mutant, bench.judge(mutant, index % 16 == turn)))
    };
    let judged: Vec<_> = std::thread::scope(|scope| {
        let other = scope.spawn(|| half(1).collect::<Vec<_>>());
        let this: Vec<_> = half(0).collect();
        this.into_iter().chain(other.join().unwrap()).collect()
    });

    let show = std::env::var("SHOW").unwrap_or_default();
    let mut table: BTreeMap<&str, [usize; 5]> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (mutant, (outcome, told)) in judged {
        table.entry(mutant.class).or_default()[outcome as usize] += 1;
        let line = format!("{} ({}) {outcome:?}\n    {}", mutant.name, mutant.class, told.join("\n    "));
        if show == mutant.class || show == "all" {
            println!("{line}");
        }
        if matches!(outcome, Outcome::SilentlyWrong | Outcome::FarAway) {
            wrong.push(line);
        }
    }
    println!("{} of {all} mutants", mutants.len());
    for (class, [reported, by_notes, faithful, ..]) in table {
        println!("//! | {class} | {reported} | {by_notes} | {faithful} |");
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(all >= 1000, "{all} mutants");
}

/// Slips of every sort that the reader publishes faithfully go the whole way, through Zola and the audit.
#[test]
fn faithful_slips_are_published_and_verified() {
    let portal = Portal::shipped();
    let [source, plan, agencies] = ["wuhan-2023/source.txt", "wuhan-2023/plan.toml", "agencies.toml"]
        .map(|name| portal.text(&format!("seeds/{name}")));
    let bench = Bench { inputs: inputs::read(portal.root()).unwrap(), agencies };
    // What editors quote there a slip makes untrue, which is an error of its own.
    fs_err::remove_dir_all(portal.path("content/for").as_std_path()).unwrap();
    let enough = 12 / one_in(3);
    let mut classes: Vec<&str> = Vec::new();
    let mut portal = portal;
    for mutant in mutants(&source, &plan) {
        // One of each class that has one.
        if classes.len() == enough {
            break;
        }
        if classes.contains(&mutant.class) || bench.judge(&mutant, false).0 != Outcome::Faithful {
            continue;
        }
        classes.push(mutant.class);
        portal = portal
            .file(&format!("{SEED}/source.txt"), &mutant.source)
            .file(&format!("{SEED}/plan.toml"), &mutant.plan)
            .built();
        let expected = oracle::printed(&mutant.source, &Notes::read(&mutant.plan, &bench.agencies));
        let found = oracle::published_in(&portal.path("public/wuhan-2023/data"));
        assert_eq!(differences(&expected, &found), [""; 0], "{}", mutant.name);
    }
    assert_eq!(classes.len(), enough, "{classes:?}");
}
