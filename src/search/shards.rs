//! The index cut by term: shards, each an elasticlunr index of its own, of much the same size.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use elasticlunr::IndexBuilder;
use rayon::prelude::*;
use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};
use serde_json::{Map, Value, json};

use super::language::Bigrams;
use super::postings::{IS, Posting, Postings};
use crate::packing::packed;

/// The one field of a shard.
const FIELD: &str = "text";

/// How many documents a term keeps: those that say it most. How many have it stands beside them.
const MOST: usize = 300;

/// How many documents a facet keeps: what it names itself, and the first that have it.
const MOST_OF_FACET: usize = 1000;

/// How many documents the terms of a shard name together, unless it has but one term.
const SIZE: usize = 300;

/// Terms that follow each other.
#[derive(Debug)]
pub(super) struct Shard {
    pub first: String,
    pub last: String,
    /// The index, as JSON.
    pub text: String,
}

/// A term, how many documents have it, and those that it keeps, the one that says it most first.
type Term = (String, usize, Posting);

/// A node of elasticlunr's tree, which has a letter of a term at each step. It is written here: documents that say a term
/// as much stand together so, which makes a shard smaller by a tenth.
#[derive(Debug, Default)]
struct Node<'a> {
    documents: &'a [(usize, f64)],
    /// How many documents have the term.
    all: usize,
    below: BTreeMap<char, Node<'a>>,
}

/// A shard as it is published: what elasticlunr writes of an index without documents, and the tree of its one field.
#[derive(Debug, Serialize)]
struct Written<'a> {
    #[serde(flatten)]
    frame: &'a Map<String, Value>,
    index: BTreeMap<&'static str, BTreeMap<&'static str, Node<'a>>>,
}

/// The documents of a node.
struct Documents<'a>(&'a [(usize, f64)]);

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("docs", &Documents(self.documents))?;
        map.serialize_entry("df", &self.all)?;
        for (letter, node) in &self.below {
            map.serialize_entry(letter, node)?;
        }
        map.end()
    }
}

impl Serialize for Documents<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(at, count)| (at, BTreeMap::from([("tf", rounded(*count))]))))
    }
}

/// Returns the index of so many documents in shards.
pub(super) fn shards(postings: Postings, documents: usize) -> Result<Vec<Shard>> {
    let index = IndexBuilder::with_language(Box::new(Bigrams)).add_field(FIELD).set_ref("ref").save_docs(false).build();
    let mut frame = serde_json::to_value(index)?;
    frame["documentStore"]["length"] = json!(documents);
    let frame = frame.as_object_mut().context("an index that is no object")?;
    frame.remove("index");
    let frame = &*frame;
    let terms: Vec<Term> = postings.into_par_iter().map(bounded).collect();
    let groups = packed(terms, SIZE, |(_, _, posting)| posting.len() + 5);
    groups.par_iter().map(|terms| shard(terms, frame)).collect()
}

fn bounded((term, mut posting): (String, Posting)) -> Term {
    let all = posting.len();
    let most = if term.starts_with(IS) { MOST_OF_FACET } else { MOST };
    posting.sort_by(|(at, count), (other_at, other)| other.total_cmp(count).then(at.cmp(other_at)));
    posting.truncate(most);
    posting
        .sort_by(|(at, count), (other_at, other)| rounded(*other).total_cmp(&rounded(*count)).then(at.cmp(other_at)));
    (term, all, posting)
}

fn shard(terms: &[Term], frame: &Map<String, Value>) -> Result<Shard> {
    let mut root = Node::default();
    for (term, all, posting) in terms {
        let node = term.chars().fold(&mut root, |node, letter| node.below.entry(letter).or_default());
        (node.documents, node.all) = (posting, *all);
    }
    let text = serde_json::to_string(&Written { frame, index: [(FIELD, [("root", root)].into())].into() })?;
    let name = |term: Option<&Term>| term.map(|(name, ..)| name.clone()).context("a shard without terms");
    Ok(Shard { first: name(terms.first())?, last: name(terms.last())?, text })
}

/// Returns one of few values, each larger than the one before by the root of two: what documents say more than that of a term
/// weighs more than it tells.
fn rounded(count: f64) -> f64 {
    let step = 2f64.powf((count.log2() * 2.0).round() / 2.0);
    (step * 10.0).round().max(1.0) / 10.0
}
