//! Where the index is cut: what it is made of. Every term with the documents that say it, and how much they do.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::documents::{AT_ONCE, Corpus, Document, Facets};
use super::language;
use crate::text::address;

/// How much a field counts for: a document's title, who leads it, its text. The theme's `scripts/search/corpus.js` has the
/// same where it reads the texts themselves, and the same [`B`]. Who else has to do with a task counts little there; here
/// it would make an index twice as large, and is known by [`facets`].
const TITLE: f64 = 2.0;
/// The place of its plan: who names one among many plans asks for what belongs to it, though its words rarely say so.
const PLACE: f64 = 2.0;
const LEAD: f64 = 1.6;
const TEXT: f64 = 1.0;

/// How much a document's length counts for.
const B: f64 = 0.75;

/// The documents that have a term, by reference, with how often: by the fields' weights, and as if each document were of
/// average length.
pub(super) type Posting = Vec<(usize, f64)>;

/// By term. What documents have beside their words are terms, too, each with the name of the facet before it: `=name=`
/// and a name that an agency goes by, `=lead=` and the same name for what it leads, `=role=` for what else it has to do
/// with; `=task=` and a number; `=agency=`, `=domain=` and `=deadline=` with what addresses of the search hold.
pub(super) type Postings = BTreeMap<String, Posting>;

/// What stands before a facet and its value; no word of a text has it, or begins as a facet does.
pub(super) const IS: char = '=';

/// Returns all terms of all documents, in the order of their characters.
pub(super) fn postings(corpus: &Corpus) -> Postings {
    let documents = &corpus.documents;
    let size = |text: &str| language::normalize(text).chars().count() as f64;
    let titles: Vec<f64> = documents.par_iter().map(|document| size(&document.title)).collect();
    let length = |(at, document): (usize, &Document)| {
        let names = document.facets.lead.iter().map(|&name| titles[name]);
        titles[at] + size(&document.text) + names.sum::<f64>()
    };
    let lengths: Vec<f64> = documents.par_iter().enumerate().map(length).collect();
    // In whole characters: an edit of one document leaves the shards alone that don't have its words.
    let average = (lengths.iter().sum::<f64>() / lengths.len() as f64).round().max(1.0);
    let count = |(at, document): (usize, &Document)| {
        let mut counts: BTreeMap<String, f64> = BTreeMap::new();
        let mut add = |text: &str, weight: f64| {
            for term in all_terms(text) {
                *counts.entry(term).or_default() += weight;
            }
        };
        add(&document.title, TITLE);
        add(&document.text, TEXT);
        for place in document.plans.iter().filter_map(|plan| corpus.places.get(plan)) {
            add(place, PLACE);
        }
        for &name in &document.facets.lead {
            add(&documents[name].title, LEAD);
        }
        let length = 1.0 - B + B * lengths[at] / average;
        for count in counts.values_mut() {
            *count /= length;
        }
        counts
    };
    let mut found: HashMap<String, Posting> = HashMap::new();
    for first in (0..documents.len()).step_by(AT_ONCE) {
        let some = documents.par_iter().enumerate().skip(first).take(AT_ONCE);
        for (at, counts) in (first..).zip(some.map(count).collect::<Vec<_>>()) {
            for (term, count) in counts {
                found.entry(term).or_default().push((at, count));
            }
        }
    }
    let mut postings: Postings = found.into_iter().collect();
    for (term, references) in facets(corpus) {
        // The document that a facet names stands first: it says what all others have.
        let facet = term.split(IS).nth(1);
        let own = references.iter().copied().find(|&at| Some(documents[at].kind) == facet);
        let count = |at| if Some(at) == own { 2.0 } else { 1.0 };
        postings.insert(term, references.into_iter().map(|at| (at, count(at))).collect());
    }
    postings
}

/// Returns the terms of a text, and every Han character by itself: each begins exactly one term.
fn all_terms(text: &str) -> Vec<String> {
    let mut terms = language::terms(text);
    let single = |term: &String| {
        let mut characters = term.chars();
        let first = characters.next().filter(|&c| language::is_han(c))?;
        characters.next().map(|_| first.to_string())
    };
    let singles: Vec<String> = terms.iter().filter_map(single).collect();
    terms.extend(singles);
    terms
}

/// Returns what documents have beside their words, as terms.
fn facets(corpus: &Corpus) -> BTreeMap<String, BTreeSet<usize>> {
    let mut found: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut add = |facet: &str, value: &str, at: usize| {
        found.entry(format!("{IS}{facet}{IS}{value}")).or_default().insert(at);
    };
    for (at, document) in corpus.documents.iter().enumerate() {
        let Document { kind, id, facets: Facets { domain, lead, others, deadlines }, .. } = document;
        match *kind {
            "task" => add("task", id, at),
            "domain" => add("domain", id, at),
            "agency" => {
                add("agency", id, at);
                spoken(document).for_each(|name| add("name", &name, at));
            }
            _ => {}
        }
        if let Some(name) = *domain {
            add("domain", &corpus.documents[name].id, at);
        }
        for (facet, agencies) in [("lead", lead), ("role", others)] {
            for &agency in agencies {
                add("agency", &corpus.documents[agency].id, at);
                spoken(&corpus.documents[agency]).for_each(|name| add(facet, &name, at));
            }
        }
        for &deadline in deadlines {
            add("deadline", &address::deadline_id(corpus.deadlines[deadline]), at);
        }
    }
    found
}

/// Returns the names by which questions name an agency: those in Han characters, of which a question has runs.
pub(super) fn spoken(Document { kind, title, names, .. }: &Document) -> impl Iterator<Item = String> {
    let all = names.iter().chain([title]).filter(|_| *kind == "agency").map(|name| language::normalize(name));
    all.filter(|name| name.chars().count() > 1 && name.chars().all(language::is_han))
}
