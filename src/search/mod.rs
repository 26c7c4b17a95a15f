//! The search: `Site` → an index that stock elasticlunr.js reads, and what understanding a question takes.
//!
//! Four files; all but the last have a hash of their content in their names, so that browsers keep them for ever:
//!
//! | file | holds | for |
//! | --- | --- | --- |
//! | index | postings, in elasticlunr's format | any program |
//! | documents | what the index's references stand for: kind, id, address, title | any program |
//! | corpus | the same documents with their texts, and the lexicon: only what can find something here | our pages |
//! | further | where the corpus lies, and the part of the lexicon that few questions take: English, pinyin, traditional characters and regional words | our pages: on that of the search after the first answer, on others first |
//!
//! Other pages than the search's name the last alone, which keeps its address: so they stay the same when texts change.
//!
//! Up to some number of documents ([`LIMITS`]) texts are smaller than an index of them, and know what stands next to what;
//! so our pages fetch the one file that holds them and search it as it stands. The theme's `scripts/search/` does it, takes
//! a question apart and ranks. Both sides cut text into terms alike: [`language`] here, `text.js` there; tests hold the two
//! together.
//!
//! Beyond that they are too many to be fetched for a question, and the index is cut by term:
//!
//! | file | holds | for |
//! | --- | --- | --- |
//! | index | where the shards lie, and the terms of each | any program |
//! | index/N | a shard: postings of terms that follow each other, in elasticlunr's format | everybody |
//! | documents | as before | any program |
//! | corpus | the core, what every question takes beside them: the lexicon, and the way to tables and texts | our pages |
//! | tables/N | where the shards of terms that follow each other lie, and how names of agencies begin there; of few shards the core has it all | our pages |
//! | plans/ID | a plan's documents with their texts | our pages, where that plan alone is asked for |
//! | texts/N | the documents with their texts, one in each file | our pages, for the results that they show |
//! | further | as before, and pieces of the texts in which slips and pinyin are looked for | our pages, where a question takes it |

mod columnar;
mod cut;
mod documents;
mod index;
pub(crate) mod language;
mod lexicon_tables;
mod postings;
mod shards;
#[cfg(test)]
mod tests;
mod vocabulary;

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;

use crate::content::{Case, Topic};
use crate::file_tree::{FileTree, fingerprint};
use crate::inputs::catalogue::Catalogue;
use crate::inputs::lexicon::Lexicon;
use crate::memory::{Memory, key_of, recall};
use crate::site::{PlanIndex, Site, deadline_in_words};
use crate::text::address;
use crate::text::date::Deadline;

/// Up to what size the search is one file, and then one file says where all shards lie.
#[derive(Debug, Clone, Copy, Hash)]
pub(crate) struct Limits {
    /// How many documents are searched as they stand.
    pub documents: usize,
    /// Of how many shards the core says where they lie.
    pub shards: usize,
}

/// Twice as many documents would cost a first question on a slow phone half a second. With all that is said of so many
/// shards the core is some 5 KB larger, and a first question is answered one or two rounds earlier.
pub(crate) const LIMITS: Limits = Limits { documents: 1000, shards: 2000 };

/// The scripts that search the texts as they stand, and an index that is cut: a site needs one of them.
pub(crate) const SCRIPTS: [&str; 2] = ["search.js", "shards.js"];

/// The search's files, and where they lie: addresses from the site's root.
#[derive(Debug, Clone, Default)]
pub(crate) struct Published {
    pub files: FileTree,
    pub index: String,
    pub documents: String,
    pub corpus: String,
    /// Whether the index is cut.
    pub is_cut: bool,
}

/// Together in one file, texts, titles and lexicon say most words once: it is a tenth smaller than they were apart, and
/// smaller still with the lexicon first.
#[derive(Serialize)]
struct OurCorpus<'a> {
    lexicon: lexicon_tables::Tables,
    /// As addresses have them, and in words.
    deadlines: Vec<(String, String)>,
    /// The titles of the plans, by id.
    plans: BTreeMap<&'a str, &'a str>,
    /// Agencies that are groups of others, with their members: references.
    bodies: &'a [(usize, Vec<usize>)],
    groups: Vec<columnar::Group<'a>>,
}

/// What few questions take, and where the rest lies.
#[derive(Serialize)]
struct Further<'a> {
    /// From the server's root.
    corpus: String,
    #[serde(flatten)]
    lexicon: &'a lexicon_tables::ExtendedLexicon,
}

/// All that the search is made of.
#[derive(Debug, Clone, Copy, Hash)]
struct Searched<'a> {
    plans: &'a [PlanIndex],
    cases: &'a [Case],
    topics: &'a [Topic],
    words: &'a Catalogue,
    base_path: &'a str,
    lexicon: &'a Lexicon,
    limits: Limits,
}

impl<'a> Searched<'a> {
    fn of(site: &'a Site, lexicon: &'a Lexicon, limits: Limits) -> Self {
        let Site { portal, words, plans, content, .. } = site;
        let (cases, topics, base_path) = (&content.cases, &content.topics, portal.base_path());
        Self { plans, cases, topics, words, base_path, lexicon, limits }
    }
}

/// Returns every file of the search; `limits` are [`LIMITS`], or less to see a small index cut. They are `remembered`, and
/// made again where something changed that they are made of.
pub(crate) fn files(
    site: &Site,
    lexicon: &Lexicon,
    limits: Limits,
    remembered: Option<&Memory<Published>>,
) -> Result<Published> {
    let searched = Searched::of(site, lexicon, limits);
    recall(remembered, FOLDER, || Some(key_of(&searched)), || published(searched))
}

fn published(searched: Searched) -> Result<Published> {
    let Searched { plans, words, base_path, lexicon, limits, .. } = searched;
    let mut corpus = documents::corpus(searched);
    let mut published = Published { is_cut: corpus.documents.len() > limits.documents, ..Published::default() };
    if published.is_cut {
        corpus.sort_by_kind();
    }
    published.documents = published.insert("documents", &serde_json::to_string(&corpus.entries())?)?;
    let (mut tables, mut further) = lexicon_tables::tables(&corpus, lexicon);
    let deadline = |&deadline: &Deadline| (address::deadline_id(deadline), deadline_in_words(words, deadline));
    let deadlines = corpus.deadlines.iter().map(deadline).collect();
    let titles: Vec<(&str, &str)> =
        plans.iter().map(|plan| (plan.plan.id.as_str(), plan.plan.title.as_str())).collect();
    if published.is_cut {
        let agencies = std::mem::take(&mut tables.agencies);
        let (shards, (texts, (plans, words))) = rayon::join(
            || shards::shards(postings::postings(&corpus), corpus.documents.len()),
            || {
                let plans = || cut::of_plans(&corpus, &agencies, &titles);
                let others = || rayon::join(plans, || vocabulary::vocabulary(&corpus));
                rayon::join(|| cut::texts(&corpus, &titles), others)
            },
        );
        let shards = shards?;
        further.vocabulary = Some(words);
        let directory = cut::Directory::new(&corpus, &shards, limits.shards);
        let folders = cut::Folders {
            tables: published.insert_all("tables", numbered(directory.files()?))?,
            index: published.insert_all("index", numbered(shards.iter().map(|shard| shard.text.clone())))?,
            texts: published.insert_all("texts", numbered(texts?))?,
            plans: published.insert_all("plans", plans?)?,
        };
        let named = shards.iter().enumerate().map(|(at, shard)| cut::Named {
            terms: [&shard.first, &shard.last],
            index: format!("/{FOLDER}/{}/{at}.json", folders.index),
            documents: &published.documents,
        });
        let manifest = serde_json::to_string(&cut::Manifest { version: 1, shards: named.collect() })?;
        published.index = published.insert("index", &manifest)?;
        let core = cut::Core::new(&corpus, directory, (tables, deadlines), &titles, folders);
        published.corpus = published.insert("corpus", &serde_json::to_string(&core)?)?;
    } else {
        published.index = published.insert("index", &index::index(&corpus))?;
        let ours = OurCorpus {
            lexicon: tables,
            deadlines,
            plans: titles.into_iter().collect(),
            bodies: &corpus.bodies,
            groups: columnar::groups(&corpus.documents),
        };
        published.corpus = published.insert("corpus", &serde_json::to_string(&ours)?)?;
    }
    let corpus = format!("{base_path}{}", published.corpus);
    published.files.insert(FURTHER, serde_json::to_string(&Further { corpus, lexicon: &further })?)?;
    Ok(published)
}

/// Names texts by their numbers.
fn numbered(texts: impl IntoIterator<Item = String>) -> Vec<(String, String)> {
    texts.into_iter().enumerate().map(|(number, text)| (number.to_string(), text)).collect()
}

/// Where what few questions take lies: no name in [`FOLDER`], whose files never change.
pub(crate) const FURTHER: &str = "search/further.json";

/// Where the search's files lie.
const FOLDER: &str = "assets/search";

impl Published {
    /// Returns the one of [`SCRIPTS`] that reads these files.
    pub(crate) fn script(&self) -> &'static str {
        SCRIPTS[usize::from(self.is_cut)]
    }

    /// Adds a file and gives its address, which changes with its content so that browsers may keep it for ever.
    fn insert(&mut self, name: &str, text: &str) -> Result<String> {
        let path = format!("{FOLDER}/{name}.{}.json", fingerprint(text));
        self.files.insert(&path, text)?;
        Ok(format!("/{path}"))
    }

    /// Adds files by their names, and gives their folder, which changes with any of them.
    fn insert_all(&mut self, name: &str, texts: Vec<(String, String)>) -> Result<String> {
        let each = texts.iter().map(|(_, text)| fingerprint(text));
        let folder = format!("{name}.{}", fingerprint(each.collect::<String>()));
        for (name, text) in texts {
            self.files.insert(format!("{FOLDER}/{folder}/{name}.json"), text)?;
        }
        Ok(folder)
    }
}
