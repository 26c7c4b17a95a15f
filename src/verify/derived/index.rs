//! The index that any program reads: every term of every document, counted again.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization as _;

use super::corpus;
use super::{Data, Faults, text};

/// By term: how often each document has it.
type Postings = BTreeMap<String, BTreeMap<String, u32>>;

pub(super) fn check(index: &Value, texts: &Value, plans: &[&Data], faults: &mut Faults) {
    faults.hold(index["fields"] == json!(["text", "lead"]), "fields", "索引的 fields 应是 text、lead");
    let entries = corpus::entries(texts);
    let (mut of_texts, mut of_leads) = (Postings::new(), Postings::new());
    let mut lengths = serde_json::Map::new();
    for (at, entry) in entries.iter().enumerate() {
        let task = plans.iter().flat_map(|data| data.tasks().iter().map(move |task| (data, task)));
        let own = task.into_iter().find(|(_, task)| entry.kind == "task" && text(&task["url"]) == entry.url);
        let lead = own.map(|(data, task)| data.first_agencies(task).join(" ")).unwrap_or_default();
        let words = match entry.text.contains(entry.title) {
            true => entry.text.to_owned(),
            false => format!("{}\n{}", entry.title, entry.text),
        };
        let counts = [(&words, &mut of_texts), (&lead, &mut of_leads)].map(|(words, postings)| {
            let terms = terms(words);
            for term in &terms {
                *postings.entry(term.clone()).or_default().entry(at.to_string()).or_default() += 1;
            }
            terms.len()
        });
        lengths.insert(at.to_string(), json!({"text": counts[0], "lead": counts[1]}));
    }
    for (field, mut expected) in [("text", of_texts), ("lead", of_leads)] {
        let mut path = String::new();
        walk(&index["index"][field]["root"], &mut path, &mut expected, field, faults);
        for term in expected.keys() {
            faults.hold(false, term, &format!("索引的 {field} 里漏了这个词"));
        }
    }
    let store = &index["documentStore"];
    faults.expect("documentStore.length", &store["length"], &json!(entries.len()));
    for (at, wanted) in &lengths {
        faults.expect(&format!("documentStore.docInfo.{at}"), &store["docInfo"][at], wanted);
        faults.hold(store["docs"][at].is_object(), at, "索引的 documentStore.docs 漏了这一个");
    }
}

/// Compares a node of the tree with what is expected of the letters that lead to it, and takes that out.
fn walk(node: &Value, path: &mut String, expected: &mut Postings, field: &str, faults: &mut Faults) {
    let wanted = expected.remove(path.as_str()).unwrap_or_default();
    let stated = node["docs"].as_object();
    let is_counted = stated.is_some_and(|stated| {
        stated.len() == wanted.len()
            && wanted.iter().all(|(at, count)| {
                let often = stated.get(at).and_then(|it| it["tf"].as_f64()).unwrap_or_default();
                (often - f64::from(*count).sqrt()).abs() < 1e-6
            })
    });
    faults.hold(is_counted && node["df"] == json!(wanted.len()), path, &format!("索引的 {field} 里这个词与文档不同"));
    for (letter, below) in node.as_object().into_iter().flatten().filter(|(key, _)| *key != "docs" && *key != "df") {
        path.push_str(letter);
        walk(below, path, expected, field, faults);
        path.truncate(path.len() - letter.len());
    }
}

/// Returns the characters in which texts are compared.
pub(super) fn normal(text: &str) -> Vec<char> {
    text.nfkc().collect::<String>().to_lowercase().chars().collect()
}

/// Checks whether a character is a Han one.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '々' | '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// How many characters a word has at most; longer ones are cut.
const LONGEST_WORD: usize = 64;

/// Returns the terms of a text: words, and of a run of Han characters its pairs and its last one.
pub(super) fn terms(text: &str) -> Vec<String> {
    let text = normal(text);
    let is_word = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase() || matches!(c, 'ß'..='ö' | 'ø'..='\u{24f}');
    let kind = |c: char| (is_han(c), is_word(c));
    let mut terms = Vec::new();
    for run in text.chunk_by(|a, b| kind(*a) == kind(*b)) {
        match kind(run[0]) {
            (true, _) => terms.extend((0..run.len()).map(|at| run[at..].iter().take(2).collect::<String>())),
            (_, true) => terms.extend(run.chunks(LONGEST_WORD).map(|word| word.iter().collect::<String>())),
            _ => {}
        }
    }
    terms
}
