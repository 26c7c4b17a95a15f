//! The search: `Site` → an index that stock elasticlunr.js reads, and what understanding a question takes.
//!
//! Four files, each with a hash of its content in its name:
//!
//! | file | holds | fetched |
//! | --- | --- | --- |
//! | index | the postings, in elasticlunr's format | first |
//! | documents | what the index's references stand for: kind, id, address, title | first |
//! | lexicon | words, pinyin, agencies' names, facets: only what can find something here | first |
//! | texts | what excerpts are cut from | after the first answer |
//!
//! The theme's `scripts/search/` is the other half: it takes a question apart and ranks. Both halves cut text into
//! terms alike: [`language`] here, `text.js` there; tests hold the two together.

mod documents;
mod index;
pub mod language;
mod tables;

use anyhow::Result;
use sha2::{Digest, Sha256};

use crate::file_tree::FileTree;
use crate::lexicon::Lexicon;
use crate::site::Site;

/// The search's files, and where they lie: addresses from the site's root.
#[derive(Debug, Default)]
pub struct Published {
    pub files: FileTree,
    pub index: String,
    pub documents: String,
    pub lexicon: String,
    pub texts: String,
}

/// Every file of the search.
pub fn files(site: &Site, lexicon: &Lexicon) -> Result<Published> {
    let corpus = documents::corpus(site);
    let mut published = Published::default();
    published.index = published.insert("index", &index::index(&corpus))?;
    published.documents = published.insert("documents", &serde_json::to_string(&corpus.entries())?)?;
    published.lexicon = published.insert("lexicon", &serde_json::to_string(&tables::tables(&corpus, lexicon))?)?;
    published.texts = published.insert("texts", &serde_json::to_string(&corpus.texts())?)?;
    Ok(published)
}

impl Published {
    /// Adds a file and gives its address, which changes with its content so that browsers may keep it for ever.
    fn insert(&mut self, name: &str, text: &str) -> Result<String> {
        let hash: String = Sha256::digest(text.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let path = format!("assets/search/{name}.{hash}.json");
        self.files.insert(&path, text)?;
        Ok(format!("/{path}"))
    }
}
