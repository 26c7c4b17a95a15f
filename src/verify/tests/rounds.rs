//! Alterations of a finished site, and which of them an audit notices. One audit serves many: those that share no file,
//! and alter none from which others are derived.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;

use super::fixture::{SEEN, SiteFixture};
use crate::edition::MANIFEST;
use crate::file_digests::FileDigests;
use crate::verify::inventory::Inventory;
use crate::verify::written::Written;
use crate::verify::{Budgets, edition, examine, seal};

/// Some files of a site, otherwise.
pub(super) struct Alteration {
    /// What each file holds then; nothing where it is gone.
    pub files: BTreeMap<String, Option<String>>,
    /// Whether it changes what the site says of the document.
    pub is_fact: bool,
    /// What it is, for people.
    pub told: String,
}

/// Who notices an alteration.
pub(super) struct Noticed {
    pub by_seal: bool,
    pub by_proof: bool,
}

/// Files from which others are derived: what is altered in one of them is told of those.
const SOURCES: [&str; 4] =
    ["wuhan-2023/data/plan.json", "wuhan-2023/data/tasks.json", "wuhan-2023/data/agencies.json", "data/cases.json"];

impl Alteration {
    /// Checks whether only its own file can show it.
    fn is_plain(&self) -> bool {
        let is_plain = |(file, now): (&String, &Option<String>)| now.is_some() && !SOURCES.contains(&file.as_str());
        self.files.len() == 1 && self.files.iter().all(is_plain)
    }
}

/// Tries alterations of a site: as many as one audit serves, or in a long run all.
pub(super) fn notice(site: &SiteFixture, all: Vec<Alteration>, is_long: bool) -> Vec<(Alteration, Noticed)> {
    let mut rounds: Vec<Vec<Alteration>> = Vec::new();
    for alteration in all {
        let is_apart = |other: &Alteration| {
            other.is_plain() && other.files.keys().all(|file| !alteration.files.contains_key(file))
        };
        match rounds.iter_mut().find(|round| alteration.is_plain() && round.iter().all(is_apart)) {
            Some(round) => round.push(alteration),
            None => rounds.push(vec![alteration]),
        }
    }
    if !is_long {
        rounds.sort_by_key(|round| std::cmp::Reverse(round.len()));
        rounds.truncate(1);
    }
    let (noticed, escaped): (Vec<_>, Vec<_>) = rounds
        .into_iter()
        .flat_map(|round| audit(site, round))
        .partition(|(alteration, noticed)| noticed.by_proof || !alteration.is_fact);
    // Another file may show it: an anchor that is gone shows where it was linked.
    let alone = escaped.into_iter().flat_map(|(alteration, _)| audit(site, vec![alteration]));
    noticed.into_iter().chain(alone).collect()
}

/// Tries these at once.
fn audit(site: &SiteFixture, round: Vec<Alteration>) -> Vec<(Alteration, Noticed)> {
    let public = site.root().join("public");
    let path = |file: &str| public.join(file).into_std_path_buf();
    let mut before: BTreeMap<&String, Option<Vec<u8>>> = BTreeMap::new();
    site.sealed();
    for (file, now) in round.iter().flat_map(|alteration| &alteration.files) {
        before.insert(file, fs_err::read(path(file)).ok());
        match now {
            Some(now) => {
                fs_err::create_dir_all(path(file).parent().unwrap()).unwrap();
                fs_err::write(path(file), now).unwrap();
            }
            None => fs_err::remove_file(path(file)).unwrap(),
        }
    }
    let manifest = edition::json(&public, MANIFEST).unwrap().unwrap();
    let by_seal: BTreeSet<String> =
        seal::check(&public, &manifest, &Inventory::take(&public, &FileDigests::default()).unwrap().0)
            .unwrap()
            .into_iter()
            .map(|fault| fault.place.file)
            .collect();
    let by_proof = proof(&site.root(), &public);
    for (file, bytes) in before {
        match bytes {
            Some(bytes) => fs_err::write(path(file), bytes).unwrap(),
            None => fs_err::remove_file(path(file)).unwrap(),
        }
    }
    let is_alone = round.len() == 1;
    let noticed = |alteration: &Alteration| Noticed {
        by_seal: alteration.files.keys().all(|file| by_seal.contains(file)),
        by_proof: alteration.files.keys().any(|file| by_proof.contains(file)) || (is_alone && !by_proof.is_empty()),
    };
    let with = |alteration: Alteration| {
        let noticed = noticed(&alteration);
        (alteration, noticed)
    };
    round.into_iter().map(with).collect()
}

/// Returns the files in which the proof finds something. A report for people would leave out what repeats itself.
fn proof(root: &Utf8Path, public: &Utf8Path) -> BTreeSet<String> {
    let base = match edition::base(public).unwrap() {
        Ok(base) => base,
        Err(fault) => return BTreeSet::from([fault.place.file]),
    };
    let (plans, mut found) = edition::plans(root, public, base.plans.as_deref()).unwrap();
    let written = Written::read(root);
    let (present, odd) = Inventory::take(public, &FileDigests::default()).unwrap();
    found.extend(odd);
    let report = examine(public, &base, &plans, &written, &Budgets::default(), &present, Some(&SEEN)).unwrap();
    found.extend(report.diagnostics);
    found.retain(|fault| fault.code.name() != "over-budget");
    found.into_iter().map(|fault| fault.place.file).collect()
}

/// Prints both counts, and returns what escapes the seal, the facts that escape the proof, and the rest that does.
pub(super) fn count(name: &str, tried: &[(Alteration, Noticed)]) -> [Vec<String>; 3] {
    let told = |is_meant: &dyn Fn(&Alteration, &Noticed) -> bool| -> Vec<String> {
        tried.iter().filter(|(it, noticed)| is_meant(it, noticed)).map(|(it, _)| it.told.clone()).collect()
    };
    let unsealed = told(&|_, noticed| !noticed.by_seal);
    let facts = told(&|it, noticed| it.is_fact && !noticed.by_proof);
    let others = told(&|it, noticed| !it.is_fact && !noticed.by_proof);
    let all = tried.len();
    println!("{name}: of {all} alterations the seal notices {}, the proof {}", all - unsealed.len(), {
        all - facts.len() - others.len()
    });
    println!("unnoticed by the proof: {} of facts, {} of other words", facts.len(), others.len());
    [unsealed, facts, others]
}
