//! The generator's words: nothing missing, nothing left over. What is wrong with a theme's is a diagnostic.

use std::collections::BTreeSet;

use crate::inputs::catalogue::Catalogue;

use super::support::{Portal, sources, texts};

/// Returns every text between quotation marks in code that can ask for words.
fn literals() -> BTreeSet<String> {
    let sources = sources();
    let pieces = sources.iter().flat_map(|(_, text)| text.split('"').skip(1).step_by(2).map(str::to_owned));
    pieces.collect()
}

#[test]
fn every_word_that_the_generator_asks_for_is_there() {
    let words = Catalogue::own().unwrap();
    let mut missing = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| path != "src/inputs/catalogue.rs") {
        for call in ["word(\"", "words.get(\"", "words.fill(\""] {
            for rest in text.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                if !words.site.contains_key(key) {
                    missing.push(format!("{path}: `{key}`"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn no_word_is_left_over() {
    let literals = literals();
    let words = Catalogue::own().unwrap().site.into_keys();
    let unused: Vec<String> = words.filter(|key| !key.starts_with("rule_") && !literals.contains(key)).collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn templates_hold_no_words_of_their_own() {
    let mut faults = Vec::new();
    for (path, text) in texts(&["themes/portal/templates"], &["html", "xml", "txt"]) {
        for line in text.lines().filter(|line| line.chars().any(crate::parse::is_han)) {
            faults.push(format!("{path}: {line}"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_deployment_says_single_words_otherwise() {
    let words = "[site]\nnav_search = \"找一找\"\n[theme]\nskip = \"直接看正文\"\n";
    let portal = Portal::small().file("content/words.toml", words);
    assert_eq!(portal.diagnostics(), [""; 0]);
    let site = portal.site();
    assert_eq!((site.words.get("nav_search"), &site.words.theme["skip"][..]), ("找一找", "直接看正文"));
    assert_eq!(site.words.get("nav_data"), "开放数据");
}
