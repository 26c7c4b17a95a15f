//! What our pages fetch where the index is cut: beside its shards, the texts in pieces, and one file that says where
//! everything lies.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use itertools::Itertools as _;
use serde::Serialize;

use super::columnar;
use super::documents::{Corpus, Document};
use super::language;
use super::lexicon_tables::Tables;
use super::postings::spoken;
use super::shards::Shard;
use crate::text::place;

/// How many documents a file of texts holds.
const TEXTS: usize = 1;

/// How many shards a table names.
const SHARDS: usize = 32;

/// What stands behind a term that has a shard by itself; no term has it.
const ALONE: &str = ".";

/// How many plans everybody is told the titles of; of others, with their documents.
const PLANS: usize = 50;

/// What a first question takes beside tables, shards and texts. What grows with the portal is not in it, but for its
/// [`Directory`], which is bounded, or has a term of each table.
#[derive(Debug, Serialize)]
pub(super) struct Core<'a> {
    pub lexicon: Tables,
    pub deadlines: Vec<(String, String)>,
    /// The titles of the first plans, by their ids.
    plans: Titles<'a>,
    /// Whether there are more.
    has_more_plans: bool,
    /// How many documents of each kind there are: those of a kind follow each other.
    kinds: Vec<(&'static str, usize)>,
    #[serde(flatten)]
    directory: Directory<'a>,
    /// Where everything else lies, from this file's folder.
    folders: Folders,
    /// How many documents a file of texts holds.
    size: usize,
}

/// Where the shards lie: tables say it, in files of their own; of few shards the core has the one table itself.
#[derive(Debug, Serialize)]
pub(super) struct Directory<'a> {
    /// The first term of each table, with spaces.
    firsts: String,
    /// How many shards a table names.
    shards: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<Table<'a>>,
    #[serde(skip)]
    tables: Vec<Table<'a>>,
}

/// The folders of what is cut.
#[derive(Debug, Serialize)]
pub(super) struct Folders {
    pub tables: String,
    pub index: String,
    pub texts: String,
    pub plans: String,
}

/// The titles of plans, by their ids.
pub(super) type Titles<'a> = BTreeMap<&'a str, &'a str>;

/// What stands where among terms that follow each other.
#[derive(Debug, Serialize)]
struct Table<'a> {
    /// The first term of each shard, with spaces; with [`ALONE`] behind one that is its shard's only term.
    firsts: String,
    /// The first two characters of every name of an agency, one after the other.
    heads: String,
    /// Names of places that begin there, each with the plans that are in force in it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    places: BTreeMap<String, BTreeSet<&'a str>>,
}

/// Texts that follow each other, with the agencies and domains that their documents name.
#[derive(Debug, Serialize)]
struct Texts<'a> {
    groups: Vec<columnar::Group<'a>>,
    /// Reference, id, title.
    others: Vec<(usize, &'a str, &'a str)>,
    /// Those that the core leaves out.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    plans: Titles<'a>,
}

/// A plan by itself: where it alone is asked for, its texts are searched as they stand.
#[derive(Debug, Serialize)]
struct OfPlan<'a> {
    /// References of the documents: the plan's own, and of editors those that belong to it.
    refs: Vec<usize>,
    /// As [`Tables`] has them.
    agencies: Vec<(usize, String)>,
    groups: Vec<columnar::Group<'a>>,
    /// Those that the core leaves out.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    plans: Titles<'a>,
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
    pub(super) fn new(
        corpus: &'a Corpus,
        directory: Directory<'a>,
        (lexicon, deadlines): (Tables, Vec<(String, String)>),
        plans: &[(&'a str, &'a str)],
        folders: Folders,
    ) -> Self {
        let kinds = corpus.documents.chunk_by(|a, b| a.kind == b.kind);
        Self {
            lexicon,
            deadlines,
            plans: plans.iter().take(PLANS).copied().collect(),
            has_more_plans: plans.len() > PLANS,
            kinds: kinds.map(|documents| (documents[0].kind, documents.len())).collect(),
            directory,
            folders,
            size: TEXTS,
        }
    }
}

impl<'a> Directory<'a> {
    /// Makes it; up to so many shards are told `at_once`, by the core.
    pub(super) fn new(corpus: &'a Corpus, shards: &[Shard], at_once: usize) -> Self {
        let is_told = shards.len() <= at_once;
        let of_table = if is_told { at_once.max(1) } else { SHARDS };
        let mut tables = tables(corpus, shards, of_table);
        Self {
            firsts: shards.chunks(of_table).map(|shards| shards[0].first.as_str()).join(" "),
            shards: of_table,
            table: if is_told { tables.pop() } else { None },
            tables,
        }
    }

    /// Returns the files of tables, in their order.
    pub(super) fn files(&self) -> Result<Vec<String>> {
        Ok(self.tables.iter().map(serde_json::to_string).try_collect()?)
    }
}

/// Returns the tables of shards, in their order, each of so many.
fn tables<'a>(corpus: &'a Corpus, shards: &[Shard], of_table: usize) -> Vec<Table<'a>> {
    let mut heads: BTreeSet<String> =
        corpus.documents.iter().flat_map(spoken).map(|name| name.chars().take(2).collect()).collect();
    let mut places = places(corpus);
    let mut tables: Vec<Table> = Vec::new();
    // From the last on: each has what the tables before it have not.
    for (at, shards) in shards.chunks(of_table).enumerate().rev() {
        let from = if at == 0 { "" } else { &shards[0].first };
        let heads = heads.split_off(from).into_iter().collect();
        let places = places.split_off(from).into_values().flatten().collect();
        let alone = |shard: &Shard| if shard.first == shard.last { ALONE } else { "" };
        let firsts = shards.iter().map(|shard| format!("{}{}", shard.first, alone(shard))).join(" ");
        tables.push(Table { firsts, heads, places });
    }
    tables.reverse();
    tables
}

/// Returns the plans of each place by its names, by the first two characters of these. Without its level a name counts only
/// where no document of another place says it: 公安 is the name of a county, and a word that other plans have.
fn places(corpus: &Corpus) -> BTreeMap<String, BTreeMap<String, BTreeSet<&str>>> {
    let text = |Document { title, text, .. }: &Document| language::normalize(&format!("{title}\n{text}"));
    let texts: Vec<String> = corpus.documents.iter().map(text).collect();
    let is_there = |document: &Document, short: &String| {
        let mut places = document.plans.iter().filter_map(|plan| corpus.places.get(plan));
        places.any(|place| language::normalize(place).contains(short))
    };
    let is_said_there_alone = |short: &String| {
        let mut documents = corpus.documents.iter().zip(&texts);
        documents.all(|(document, text)| !text.contains(short) || is_there(document, short))
    };
    let mut places: BTreeMap<String, BTreeMap<String, BTreeSet<&str>>> = BTreeMap::new();
    // Plans may share a place.
    let mut names: BTreeMap<String, bool> = BTreeMap::new();
    for (plan, place) in &corpus.places {
        let short = place::short(place).map(language::normalize);
        let short = short.filter(|short| *names.entry(short.clone()).or_insert_with(|| is_said_there_alone(short)));
        for name in [language::normalize(place)].into_iter().chain(short) {
            let of_head = places.entry(name.chars().take(2).collect()).or_default();
            of_head.entry(name).or_default().insert(plan);
        }
    }
    places
}

/// Returns the file of each plan, by its id; `agencies` are those of all plans.
pub(super) fn of_plans(
    corpus: &Corpus,
    agencies: &[(usize, String)],
    titles: &[(&str, &str)],
) -> Result<Vec<(String, String)>> {
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
    let left_out = left_out(titles);
    let file = |(plan, refs): (&str, Vec<usize>)| {
        let runs = refs.chunk_by(|a, b| a + 1 == *b).map(|run| &corpus.documents[run[0]..run[0] + run.len()]);
        let groups = runs.flat_map(columnar::groups).collect();
        let agencies = agencies_of.remove(plan).unwrap_or_default();
        let plans = left_out.get_key_value(plan).into_iter().map(|(id, title)| (*id, *title)).collect();
        Ok((plan.to_owned(), serde_json::to_string(&OfPlan { refs, agencies, groups, plans })?))
    };
    plans.into_iter().map(file).collect()
}

/// Returns the files of texts, in their order.
pub(super) fn texts(corpus: &Corpus, titles: &[(&str, &str)]) -> Result<Vec<String>> {
    let left_out = left_out(titles);
    let text = |documents: &[Document]| {
        let facets = documents.iter().map(|document| &document.facets);
        let named: BTreeSet<usize> =
            facets.flat_map(|facets| facets.domain.iter().chain(&facets.lead).chain(&facets.others)).copied().collect();
        let other = |at: usize| (at, corpus.documents[at].id.as_str(), corpus.documents[at].title.as_str());
        let plans = documents.iter().flat_map(|document| &document.plans);
        let plans = plans.filter_map(|plan| left_out.get_key_value(plan.as_str())).map(|(id, title)| (*id, *title));
        let texts = Texts {
            groups: columnar::groups(documents),
            others: named.into_iter().map(other).collect(),
            plans: plans.collect(),
        };
        Ok(serde_json::to_string(&texts)?)
    };
    corpus.documents.chunks(TEXTS).map(text).collect()
}

/// Returns the titles that the core has no room for.
fn left_out<'a>(titles: &[(&'a str, &'a str)]) -> Titles<'a> {
    titles.iter().skip(PLANS).copied().collect()
}
