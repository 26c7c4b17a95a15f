//! The index cut by term: shards, each an elasticlunr index of its own, of much the same size.

use anyhow::{Context as _, Result};
use elasticlunr::IndexBuilder;
use elasticlunr::inverted_index::InvertedIndex;
use rayon::prelude::*;
use serde_json::{Value, json};

use super::language::Bigrams;
use super::postings::{IS, Posting, Postings};

/// The one field of a shard.
const FIELD: &str = "text";

/// How many documents a term keeps: those that say it most. How many have it stands beside them.
const MOST: usize = 300;

/// How many documents a facet keeps: the first.
const MOST_OF_FACET: usize = 4000;

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

/// A term, how many documents have it, and those that it keeps, in their order.
type Term = (String, usize, Posting);

/// Returns the index of so many documents in shards.
pub(super) fn shards(postings: Postings, documents: usize) -> Result<Vec<Shard>> {
    let mut groups: Vec<Vec<Term>> = Vec::new();
    let mut room = 0;
    for term in postings.into_iter().map(bounded) {
        let weight = term.2.len() + 5;
        match groups.last_mut().filter(|_| weight <= room) {
            Some(group) => group.push(term),
            None => {
                groups.push(vec![term]);
                room = SIZE;
            }
        }
        room = room.saturating_sub(weight);
    }
    groups.par_iter().map(|terms| shard(terms, documents)).collect()
}

fn bounded((term, mut posting): (String, Posting)) -> Term {
    let all = posting.len();
    let most = if term.contains(IS) { MOST_OF_FACET } else { MOST };
    if all > most {
        posting.sort_by(|(at, count), (other_at, other)| other.total_cmp(count).then(at.cmp(other_at)));
        posting.truncate(most);
        posting.sort_by_key(|(at, _)| *at);
    }
    (term, all, posting)
}

fn shard(terms: &[Term], documents: usize) -> Result<Shard> {
    let index = IndexBuilder::with_language(Box::new(Bigrams)).add_field(FIELD).set_ref("ref").save_docs(false).build();
    let mut inverted = InvertedIndex::new();
    for (term, _, posting) in terms {
        for (at, count) in posting {
            inverted.add_token(&at.to_string(), term, rounded(*count));
        }
    }
    let mut value = serde_json::to_value(index)?;
    value["index"][FIELD] = serde_json::to_value(inverted)?;
    value["documentStore"]["length"] = json!(documents);
    for (term, all, _) in terms {
        let mut node = &mut value["index"][FIELD]["root"];
        let mut buffer = [0; 4];
        for character in term.chars() {
            node = &mut node[&*character.encode_utf8(&mut buffer)];
        }
        node["df"] = json!(all);
    }
    let name = |term: Option<&Term>| term.map(|(name, ..)| name.clone()).context("a shard without terms");
    Ok(Shard { first: name(terms.first())?, last: name(terms.last())?, text: Value::to_string(&value) })
}

/// Returns one of few values, each larger than the one before by the root of two: what documents say more than that of a term
/// weighs more than it tells.
fn rounded(count: f64) -> f64 {
    let step = 2f64.powf((count.log2() * 2.0).round() / 2.0);
    (step * 10.0).round().max(1.0) / 10.0
}
