//! The search: `Site` → an index that stock elasticlunr.js reads, and what understanding a question takes.
//!
//! Four files, each with a hash of its content in its name:
//!
//! | file | holds | for |
//! | --- | --- | --- |
//! | index | postings, in elasticlunr's format | any program |
//! | documents | what the index's references stand for: kind, id, address, title | any program |
//! | corpus | the same documents with their texts, and the lexicon: only what can find something here | our pages |
//! | further | the part of the lexicon that few questions take: English, pinyin, traditional characters and regional words | our pages, after the first answer |
//!
//! Texts are smaller than an index of them, and know what stands next to what; so our pages fetch the one file that
//! holds them and search it as it stands. The theme's `scripts/search/` does it, takes a question apart
//! and ranks. Both sides cut text into terms alike: [`language`] here, `text.js` there; tests hold the two together.

mod columnar;
mod documents;
mod index;
pub(crate) mod language;
mod lexicon_tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;

use crate::file_tree::{FileTree, fingerprint};
use crate::inputs::lexicon::Lexicon;
use crate::site::{Site, deadline_in_words};
use crate::text::address;

/// The search's files, and where they lie: addresses from the site's root.
#[derive(Debug, Default)]
pub(crate) struct Published {
    pub files: FileTree,
    pub index: String,
    pub documents: String,
    pub corpus: String,
    pub further: String,
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

/// Returns every file of the search.
pub(crate) fn files(site: &Site, lexicon: &Lexicon) -> Result<Published> {
    let corpus = documents::corpus(site);
    let mut published = Published::default();
    published.index = published.insert("index", &index::index(&corpus))?;
    published.documents = published.insert("documents", &serde_json::to_string(&corpus.entries())?)?;
    let (tables, further) = lexicon_tables::tables(&corpus, lexicon);
    let ours = OurCorpus {
        lexicon: tables,
        deadlines: corpus
            .deadlines
            .iter()
            .map(|&deadline| (address::deadline_id(deadline), deadline_in_words(&site.words, deadline)))
            .collect(),
        plans: site.plans.iter().map(|plan| (plan.plan.id.as_str(), plan.plan.title.as_str())).collect(),
        bodies: &corpus.bodies,
        groups: columnar::groups(&corpus.documents),
    };
    published.corpus = published.insert("corpus", &serde_json::to_string(&ours)?)?;
    published.further = published.insert("further", &serde_json::to_string(&further)?)?;
    Ok(published)
}

impl Published {
    /// Returns the addresses of its files.
    pub(crate) fn addresses(&self) -> [&str; 4] {
        [&self.index, &self.documents, &self.corpus, &self.further]
    }

    /// Adds a file and gives its address, which changes with its content so that browsers may keep it for ever.
    fn insert(&mut self, name: &str, text: &str) -> Result<String> {
        let path = format!("assets/search/{name}.{}.json", fingerprint(text));
        self.files.insert(&path, text)?;
        Ok(format!("/{path}"))
    }
}
