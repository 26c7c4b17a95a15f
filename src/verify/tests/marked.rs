//! What the shipped theme prints of the document stands where it is proved: no number, agency, deadline or title of a task
//! stands outside.

use std::collections::BTreeSet;

use scraper::{ElementRef, Html, Node, Selector};

use crate::tests::support::{files, shipped};
use crate::verify::contract;

const ID: &str = "wuhan-2023";

/// Attributes of elements whose words are proved, or are none of the document's.
const PROVED: [&str; 9] = [
    contract::LINES,
    contract::OURS,
    contract::COUNT,
    contract::FACT,
    contract::NAMES,
    contract::BY_DOMAIN,
    contract::DUE,
    contract::DOMAIN,
    contract::WRITTEN,
];

/// What is proved with the row that it stands in, and what is said of other things than the document: materials and their
/// dates, how many of them there are, remarks of editors, choices.
const OTHERS: [&str; 23] = [
    "[data-task] .task-number",
    ".visually-hidden",
    ".hint",
    ".notice",
    ".legend",
    ".timeline",
    ".known-row",
    ".remark",
    ".byline",
    ".for-whom",
    ".cases",
    ".materials",
    ".quote",
    ".label-list",
    ".edition-notes",
    "[aria-labelledby=rhythm]",
    "[aria-labelledby=rules]",
    ".printed-row",
    ".links small",
    // Sentences under a heading, which a portal may word itself.
    "main > p:not([class])",
    ".tier small",
    "summary",
    "button, label",
];

/// Returns the pieces of text of a page that stand outside.
fn outside(html: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let main = Selector::parse("main").unwrap();
    let others = OTHERS.map(|selector| Selector::parse(selector).unwrap());
    let is_inside = |element: ElementRef| {
        PROVED.iter().any(|name| element.attr(name).is_some())
            || matches!(element.value().name(), "a" | "h1")
            || others.iter().any(|selector| selector.matches(&element))
    };
    let mut found = Vec::new();
    for node in document.select(&main).flat_map(|main| main.descendants()) {
        let Node::Text(text) = node.value() else { continue };
        if !text.trim().is_empty() && !node.ancestors().filter_map(ElementRef::wrap).any(is_inside) {
            found.push(text.trim().to_owned());
        }
    }
    found
}

#[test]
fn what_is_said_of_the_document_stands_where_it_is_proved() {
    let names: BTreeSet<String> = [("agencies", "agencies", "name"), ("tasks", "tasks", "title")]
        .into_iter()
        .flat_map(|(file, items, key)| {
            let data = shipped().json(&format!("{ID}/data/{file}.json"));
            data[items]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item[key].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        })
        .collect();
    let is_fact = |text: &String| {
        text.contains(|c: char| c.is_ascii_digit()) || names.iter().any(|name| text.contains(name.as_str()))
    };
    let pages = files(&shipped().path(&format!("public/{ID}")));
    let pages = pages.into_iter().filter(|(file, _)| file.as_str().ends_with(".html"));
    let mut found: BTreeSet<String> = BTreeSet::new();
    for (file, bytes) in pages {
        let folder = file.as_str().split('/').next().unwrap_or_default().to_owned();
        let html = String::from_utf8(bytes).unwrap();
        found.extend(outside(&html).into_iter().filter(is_fact).map(|text| format!("{folder}: {text}")));
    }
    assert!(found.is_empty(), "{found:#?}");
}
