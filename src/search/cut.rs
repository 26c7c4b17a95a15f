//! What our pages fetch where the index is cut: beside its shards, the texts in pieces, and one file that says where
//! everything lies.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use itertools::Itertools as _;
use serde::Serialize;

use super::columnar;
use super::documents::{Corpus, Document};
use super::lexicon_tables::Tables;
use super::postings::spoken;
use super::shards::Shard;

/// How many documents a file of texts holds.
const TEXTS: usize = 1;

/// The kinds of a plan's documents, in their order, and of those that follow all plans.
const OF_PLAN: [&str; 5] = ["task", "clause", "domain", "agency", "member"];
const OF_EDITORS: [&str; 2] = ["case", "topic"];

/// What a first question takes beside shards and texts.
#[derive(Debug, Serialize)]
pub(super) struct Core<'a> {
    pub lexicon: Tables,
    pub deadlines: Vec<(String, String)>,
    pub plans: BTreeMap<&'a str, &'a str>,
    /// How many documents of each kind a plan has; plans and kinds follow each other as documents do.
    counts: Vec<(&'a str, [usize; 5])>,
    rest: [usize; 2],
    /// The first two characters of every name of an agency, one after the other.
    heads: String,
    /// The first term of each shard, with spaces.
    firsts: String,
    /// Where shards, texts and the files of plans lie, from this file's folder.
    index: String,
    texts: String,
    by_plan: String,
    /// How many documents a file of texts holds.
    size: usize,
}

/// Texts that follow each other, with the agencies and domains that their documents name.
#[derive(Debug, Serialize)]
struct Texts<'a> {
    groups: Vec<columnar::Group<'a>>,
    /// Reference, id, title.
    others: Vec<(usize, &'a str, &'a str)>,
}

/// A plan by itself: where it alone is asked for, its texts are searched as they stand.
#[derive(Debug, Serialize)]
struct OfPlan<'a> {
    /// References of the documents: the plan's own, and of editors those that belong to it.
    refs: Vec<usize>,
    /// As [`Tables`] has them.
    agencies: Vec<(usize, String)>,
    groups: Vec<columnar::Group<'a>>,
}

/// What any program finds the shards by.
#[derive(Debug, Serialize)]
pub(super) struct Manifest<'a> {
    pub version: u32,
    pub shards: Vec<Named<'a>>,
}

/// A shard: its first term and its last, its address and that of the list of all documents.
#[derive(Debug, Serialize)]
pub(super) struct Named<'a> {
    pub terms: [&'a str; 2],
    pub index: String,
    pub documents: &'a str,
}

impl<'a> Core<'a> {
    /// The last are folders.
    pub(super) fn new(
        corpus: &'a Corpus,
        shards: &[Shard],
        (lexicon, deadlines): (Tables, Vec<(String, String)>),
        plans: BTreeMap<&'a str, &'a str>,
        [index, texts, by_plan]: [String; 3],
    ) -> Self {
        let of_kind =
            |documents: &[Document], kind: &&str| documents.iter().filter(|document| document.kind == *kind).count();
        let of_plans = corpus.documents.iter().filter(|document| OF_PLAN.contains(&document.kind)).count();
        let (in_plans, by_editors) = corpus.documents.split_at(of_plans);
        let counts = in_plans.chunk_by(|a, b| a.plans == b.plans).map(|documents| {
            let plan = documents[0].plans.first().map_or("", String::as_str);
            (plan, OF_PLAN.each_ref().map(|kind| of_kind(documents, kind)))
        });
        let heads: BTreeSet<String> =
            corpus.documents.iter().flat_map(spoken).map(|name| name.chars().take(2).collect()).collect();
        Self {
            lexicon,
            deadlines,
            plans,
            counts: counts.collect(),
            rest: OF_EDITORS.each_ref().map(|kind| of_kind(by_editors, kind)),
            heads: heads.into_iter().collect(),
            firsts: shards.iter().map(|shard| shard.first.as_str()).join(" "),
            index,
            texts,
            by_plan,
            size: TEXTS,
        }
    }
}

/// Returns the file of each plan, by its id; `agencies` are those of all plans.
pub(super) fn of_plans(corpus: &Corpus, agencies: &[(usize, String)]) -> Result<Vec<(String, String)>> {
    let mut plans: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, document) in corpus.documents.iter().enumerate() {
        for plan in &document.plans {
            plans.entry(plan).or_default().push(at);
        }
    }
    let mut agencies_of: BTreeMap<&str, Vec<(usize, String)>> = BTreeMap::new();
    for (at, names) in agencies {
        let plan = corpus.documents[*at].plans.first().map_or("", String::as_str);
        agencies_of.entry(plan).or_default().push((*at, names.clone()));
    }
    let file = |(plan, refs): (&str, Vec<usize>)| {
        let runs = refs.chunk_by(|a, b| a + 1 == *b).map(|run| &corpus.documents[run[0]..run[0] + run.len()]);
        let groups = runs.flat_map(columnar::groups).collect();
        let file = OfPlan { agencies: agencies_of.remove(plan).unwrap_or_default(), groups, refs };
        Ok((plan.to_owned(), serde_json::to_string(&file)?))
    };
    plans.into_iter().map(file).collect()
}

/// Returns the files of texts, in their order.
pub(super) fn texts(corpus: &Corpus) -> Result<Vec<String>> {
    let text = |documents: &[Document]| {
        let facets = documents.iter().map(|document| &document.facets);
        let named: BTreeSet<usize> =
            facets.flat_map(|facets| facets.domain.iter().chain(&facets.lead).chain(&facets.others)).copied().collect();
        let other = |at: usize| (at, corpus.documents[at].id.as_str(), corpus.documents[at].title.as_str());
        let texts = Texts { groups: columnar::groups(documents), others: named.into_iter().map(other).collect() };
        Ok(serde_json::to_string(&texts)?)
    };
    corpus.documents.chunks(TEXTS).map(text).collect()
}
