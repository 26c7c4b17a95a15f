//! The index where it is cut: every term of every document, counted again and compared with the shard that has it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use itertools::Itertools as _;
use rayon::prelude::*;
use serde_json::{Value, json};

use super::corpus::Entry;
use super::index::terms;
use super::{Data, Faults, list, text};
use crate::memory::key_of;
use crate::text::place;

/// By term: the documents that have it in their order, and how often by the fields' weights, in a document of average length.
type Postings = HashMap<String, Vec<(usize, f64)>>;

/// How many documents a term keeps at most: of a text's words, of a facet.
const MOST: [usize; 2] = [300, 1000];

/// So many documents are counted side by side.
const AT_ONCE: usize = 1000;

/// What the shards have to say.
pub(super) struct Shards {
    expected: Postings,
    /// The terms in their order.
    terms: Vec<String>,
    documents: usize,
}

impl Shards {
    /// Counts everything; `names` are what agencies go by beside their titles: references, names with commas.
    pub(super) fn new(entries: &[Entry], deadlines: &[Value], names: &[(usize, &str)], plans: &[&Data]) -> Self {
        let mut expected = Postings::new();
        let facet = |entry: &Entry, at: usize| -> Vec<usize> {
            list(&entry.facets[at]).iter().filter_map(|other| Some(other.as_u64()? as usize)).collect()
        };
        let size = |text: &str| super::index::normal(text).len() as f64;
        let lengths: Vec<f64> = entries
            .iter()
            .map(|entry| {
                let lead = facet(entry, 1).into_iter().filter_map(|at| entries.get(at)).map(|other| size(other.title));
                size(entry.title) + size(entry.text) + lead.sum::<f64>()
            })
            .collect();
        // In whole characters.
        let average = (lengths.iter().sum::<f64>() / lengths.len() as f64).round().max(1.0);
        let places: Vec<(&Value, &str)> =
            plans.iter().filter_map(|data| Some((&data.plan["id"], place_of(&data.plan)?))).collect();
        let counted = |at: usize| -> Vec<(String, f64)> {
            let entry = &entries[at];
            let mut counts: HashMap<String, f64> = HashMap::new();
            let lead = facet(entry, 1);
            let leaders = lead.iter().filter_map(|&at| entries.get(at)).map(|other| (other.title, 1.6));
            let own = places.iter().filter(|(id, _)| list(entry.plans).contains(id)).map(|(_, place)| (*place, 2.0));
            for (words, weight) in [(entry.title, 2.0), (entry.text, 1.0)].into_iter().chain(leaders).chain(own) {
                for term in terms(words) {
                    let first: String = term.chars().take(1).collect();
                    if term.as_str() > "\u{3000}" && term != first {
                        *counts.entry(first).or_default() += weight;
                    }
                    *counts.entry(term).or_default() += weight;
                }
            }
            let norm = 0.25 + 0.75 * lengths[at] / average;
            counts.into_iter().map(|(term, count)| (term, count / norm)).collect()
        };
        // Some at a time: together they are several times as large as what they make.
        for first in (0..entries.len()).step_by(AT_ONCE) {
            let last = entries.len().min(first + AT_ONCE);
            let counts: Vec<_> = (first..last).into_par_iter().map(counted).collect();
            for (at, counts) in (first..).zip(counts) {
                for (term, count) in counts {
                    expected.entry(term).or_default().push((at, count));
                }
            }
        }
        let mut facets: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let mut add = |name: &str, value: &str, at: usize| {
            facets.entry(format!("={name}={value}")).or_default().insert(at);
        };
        let spoken = spoken(entries, names);
        for (at, entry) in entries.iter().enumerate() {
            if ["task", "domain", "agency"].contains(&entry.kind) {
                add(entry.kind, entry.id, at);
            }
            for name in spoken.get(&at).into_iter().flatten() {
                add("name", name, at);
            }
            for domain in facet(entry, 0).into_iter().filter_map(|at| entries.get(at)) {
                add("domain", domain.id, at);
            }
            for (role, place) in [("lead", 1), ("role", 2)] {
                for agency in facet(entry, place) {
                    if let Some(agency) = entries.get(agency) {
                        add("agency", agency.id, at);
                    }
                    for name in spoken.get(&agency).into_iter().flatten() {
                        add(role, name, at);
                    }
                }
            }
            for due in facet(entry, 3).into_iter().filter_map(|at| deadlines.get(at)) {
                add("deadline", text(&due[0]), at);
            }
        }
        for (term, having) in facets {
            // What a facet names itself is never left out.
            let own = having.iter().copied().find(|&at| term.split('=').nth(1) == Some(entries[at].kind));
            let count = |at| if Some(at) == own { 2.0 } else { 1.0 };
            expected.insert(term, having.into_iter().map(|at| (at, count(at))).collect());
        }
        let mut terms: Vec<String> = expected.keys().cloned().collect();
        terms.par_sort_unstable();
        Self { expected, terms, documents: entries.len() }
    }

    /// Returns what changes with all that is expected of the terms from `first` to `last`.
    pub(super) fn key(&self, first: &str, last: &str) -> String {
        let from = self.terms.partition_point(|term| term.as_str() < first);
        let terms = self.terms[from..].iter().take_while(|term| term.as_str() <= last);
        let counts = |term: &String| -> Vec<(usize, u64)> {
            self.expected.get(term).into_iter().flatten().map(|(at, count)| (*at, count.to_bits())).collect()
        };
        let all: Vec<_> = terms.map(|term| (term, counts(term))).collect();
        key_of(&(self.documents, all))
    }

    /// Compares a shard, of which the manifest says what terms it has, and returns these in their order.
    pub(super) fn check(&self, shard: &Value, named: &Value, faults: &mut Faults) -> Vec<String> {
        faults.expect("fields", &shard["fields"], &json!(["text"]));
        faults.expect("documentStore.length", &shard["documentStore"]["length"], &json!(self.documents));
        let mut found = Vec::new();
        self.walk(&shard["index"]["text"]["root"], &mut String::new(), &mut found, faults);
        found.sort();
        faults.expect("terms", &named["terms"], &json!([found.first(), found.last()]));
        found
    }

    /// Compares a node of the tree with what is expected of the letters that lead to it.
    fn walk(&self, node: &Value, path: &mut String, found: &mut Vec<String>, faults: &mut Faults) {
        if node["df"] != json!(0) {
            let wanted = self.expected.get(path.as_str()).map_or(&[][..], Vec::as_slice);
            faults.hold(
                is_posting(node, wanted, MOST[usize::from(path.contains('='))]),
                path,
                "索引里这个词与文档不同",
            );
            found.push(path.clone());
        }
        for (letter, below) in node.as_object().into_iter().flatten().filter(|(key, _)| *key != "docs" && *key != "df")
        {
            path.push_str(letter);
            self.walk(below, path, found, faults);
            path.truncate(path.len() - letter.len());
        }
    }

    /// Tells what no shard has of all terms that were `found`, and which of them is out of order, or there twice.
    pub(super) fn finish(mut self, found: &[String], faults: &mut Faults) {
        for (before, term) in found.iter().tuple_windows() {
            faults.hold(before < term, term, "索引里这个词不在它的次序上，或不止一份里有");
        }
        for term in found {
            self.expected.remove(term);
        }
        for term in self.expected.keys().sorted() {
            faults.hold(false, term, "索引里漏了这个词");
        }
    }
}

/// Returns where a plan is in force: where it says so, or what its issuer governs.
pub(super) fn place_of(plan: &Value) -> Option<&str> {
    plan["place"].as_str().or_else(|| place::of_document(plan["issuer"].as_str(), text(&plan["title"])))
}

/// Returns the names that a question may have a run of, by the agency that goes by them.
pub(super) fn spoken(entries: &[Entry], names: &[(usize, &str)]) -> BTreeMap<usize, Vec<String>> {
    let of = |(at, names): &(usize, &str)| {
        let title = entries.get(*at)?.title;
        let all = names.split(',').chain([title]).map(|name| super::index::normal(name).into_iter().collect());
        let is_run = |name: &String| name.chars().count() > 1 && name.chars().all(super::index::is_han);
        Some((*at, all.filter(is_run).collect()))
    };
    names.iter().filter_map(of).collect()
}

/// Checks whether a node has those documents that say its term most, about as much as they do.
fn is_posting(node: &Value, wanted: &[(usize, f64)], most: usize) -> bool {
    let Some(stated) = node["docs"].as_object() else { return false };
    let kept = |at: &usize| stated.get(&at.to_string()).and_then(|it| it["tf"].as_f64());
    let is_near = |(at, count): &(usize, f64)| kept(at).is_none_or(|tf| (tf - count).abs() < count * 0.2 + 0.051);
    let (there, left): (Vec<_>, Vec<_>) = wanted.iter().partition(|(at, _)| kept(at).is_some());
    let least = there.iter().map(|(_, count)| *count).fold(f64::INFINITY, f64::min);
    node["df"] == json!(wanted.len())
        && stated.len() == wanted.len().min(most)
        && there.len() == stated.len()
        && wanted.iter().all(is_near)
        && left.iter().all(|(_, count)| *count <= least + 1e-9)
}
