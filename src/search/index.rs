//! The published index, in the format of elasticlunr.js 0.9.5.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;

use super::documents::{Corpus, FIELDS};
use super::language;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Index {
    fields: [&'static str; 2],
    /// What a program does to terms before it looks them up: nothing.
    pipeline: [&'static str; 0],
    #[serde(rename = "ref")]
    reference: &'static str,
    version: &'static str,
    /// By field.
    index: BTreeMap<&'static str, Terms>,
    document_store: DocumentStore,
    lang: &'static str,
}

#[derive(Default, Serialize)]
struct Terms {
    root: Node,
}

/// A node of a tree that spells terms, a character an edge.
#[derive(Default, Serialize)]
struct Node {
    /// The documents that hold the term that ends here, by reference.
    docs: BTreeMap<String, Frequency>,
    /// How many they are.
    df: usize,
    #[serde(flatten)]
    children: BTreeMap<char, Node>,
}

/// The square root of how often a document holds a term.
#[derive(Serialize)]
struct Frequency {
    tf: f64,
}

/// What elasticlunr knows of the documents: their lengths, since the texts are published elsewhere.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct DocumentStore {
    save: bool,
    docs: BTreeMap<String, BTreeMap<String, String>>,
    /// How many terms each field has, by reference and field.
    doc_info: BTreeMap<String, BTreeMap<&'static str, usize>>,
    length: usize,
}

/// Returns the index as JSON. References are the documents' positions: a reference such as `constructor` would mean
/// something to JavaScript.
pub fn index(corpus: &Corpus) -> Result<String> {
    let mut index: BTreeMap<&str, Terms> = FIELDS.map(|field| (field, Terms::default())).into();
    let mut store = DocumentStore { length: corpus.documents.len(), ..DocumentStore::default() };
    for (position, document) in corpus.documents.iter().enumerate() {
        let reference = position.to_string();
        let lengths = store.doc_info.entry(reference.clone()).or_default();
        for (field, text) in FIELDS.into_iter().zip(document.fields()) {
            let terms = language::terms(&text);
            lengths.insert(field, terms.len());
            index.entry(field).or_default().root.insert(&reference, &terms);
        }
        store.docs.insert(reference, BTreeMap::new());
    }
    Ok(serde_json::to_string(&Index {
        fields: FIELDS,
        pipeline: [],
        reference: "ref",
        version: "0.9.5",
        index,
        document_store: store,
        lang: "Chinese",
    })?)
}

impl Node {
    /// Adds the terms of a document's field.
    fn insert(&mut self, reference: &str, terms: &[String]) {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for term in terms {
            *counts.entry(term).or_default() += 1;
        }
        for (term, count) in counts {
            let node = term.chars().fold(&mut *self, |node, c| node.children.entry(c).or_default());
            node.docs.insert(reference.to_owned(), Frequency { tf: f64::from(count).sqrt() });
            node.df = node.docs.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_spelled_a_character_an_edge() {
        let mut root = Node::default();
        root.insert("0", &["甲乙", "甲乙", "甲"].map(str::to_owned));
        root.insert("1", &["甲".to_owned()]);
        let expected = concat!(
            r#"{"docs":{},"df":0,"甲":{"docs":{"0":{"tf":1.0},"1":{"tf":1.0}},"df":2,"#,
            r#""乙":{"docs":{"0":{"tf":1.4142135623730951}},"df":1}}}"#
        );
        assert_eq!(serde_json::to_string(&root).unwrap(), expected);
    }
}
