//! The catalogue of interface words: nothing missing, nothing left over.

use std::collections::BTreeSet;

use policy_portal::inputs::catalogue::Words;

use crate::tidy::{root, texts};

fn words() -> Words {
    let text = fs_err::read_to_string(root().join("themes/portal/i18n/zh.toml")).unwrap();
    Words::read("zh.toml", &text).unwrap()
}

/// Every text between quotation marks in code that can ask for words.
fn literals() -> BTreeSet<String> {
    let sources = texts(&["src"], &["rs"]);
    let pieces = sources.iter().flat_map(|(_, text)| text.split('"').skip(1).step_by(2).map(str::to_owned));
    pieces.collect()
}

#[test]
fn every_word_that_the_generator_asks_for_is_there() {
    let words = words();
    let mut missing = Vec::new();
    for (path, text) in texts(&["src"], &["rs"]).into_iter().filter(|(path, _)| path != "src/inputs/catalogue.rs") {
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
    let unused: Vec<String> =
        words().site.into_keys().filter(|key| !key.starts_with("rule_") && !literals.contains(key)).collect();
    assert!(unused.is_empty(), "{unused:#?}");
    let templates: String =
        texts(&["themes/portal/templates"], &["html", "xml", "txt"]).into_iter().map(|(_, text)| text).collect();
    let unused: Vec<String> =
        words().theme.into_keys().filter(|key| !templates.contains(&format!("\"{key}\""))).collect();
    assert!(unused.is_empty(), "{unused:#?}");
}

#[test]
fn templates_hold_no_words_of_their_own() {
    let mut faults = Vec::new();
    for (path, text) in texts(&["themes/portal/templates"], &["html", "xml", "txt"]) {
        for line in text.lines().filter(|line| line.chars().any(policy_portal::parse::is_han)) {
            faults.push(format!("{path}: {line}"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
