//! The published index.

use elasticlunr::IndexBuilder;

use super::documents::{Corpus, FIELDS};
use super::language::Bigrams;

/// Returns the index as JSON. References are the documents' positions: a reference such as `constructor` would mean
/// something to JavaScript.
pub(super) fn index(corpus: &Corpus) -> String {
    let mut index =
        IndexBuilder::with_language(Box::new(Bigrams)).add_fields(FIELDS).set_ref("ref").save_docs(false).build();
    for (reference, document) in corpus.documents.iter().enumerate() {
        index.add_doc(&reference.to_string(), document.fields());
    }
    index.to_json()
}
