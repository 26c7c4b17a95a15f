//! What pages call the things that they speak of: labels of links, counts, and what a page's head says of itself.

mod check;
mod head;
mod known;

pub(super) use check::check;
pub(super) use known::Known;

use scraper::{ElementRef, Html, Node};

use super::contract;

/// What a page says.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Whether the page calls everything by its name: others are free in their words, their counts aside.
    pub is_named: bool,
    pub links: Vec<Label>,
    pub counts: Vec<Count>,
    /// What stands inside source text and is none.
    pub marks: Vec<String>,
    pub head: Head,
}

/// A link and its words.
#[derive(Debug)]
pub(super) struct Label {
    pub href: String,
    /// Counts of their own left out.
    pub text: String,
    /// What shows when it is pointed at.
    pub title: Option<String>,
    /// Whether its words are source text.
    pub is_in_passage: bool,
}

/// A number, and the addresses whose tasks it counts.
#[derive(Debug)]
pub(super) struct Count {
    pub of: String,
    pub text: String,
}

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub title: String,
    /// Metadata by name or property.
    pub metadata: Vec<(String, String)>,
    /// The address that it says it has, and its card's.
    pub canonical: Option<String>,
    /// Linked data, as it stands.
    pub linked_data: Vec<String>,
    pub headings: Vec<String>,
    /// The way to the page: words and addresses, its own without one.
    pub way: Vec<(String, Option<String>)>,
}

impl Head {
    pub(super) fn of(&self, name: &str) -> Option<&str> {
        self.metadata.iter().find(|(own, _)| own == name).map(|(_, content)| content.as_str())
    }
}

/// Returns what a page says.
pub(super) fn read(document: &Html) -> Said {
    let is_named = document.root_element().attr(contract::NAMED).is_some();
    let mut said = Said { is_named, ..Said::default() };
    for element in document.root_element().descendants().filter_map(ElementRef::wrap) {
        let attribute = |name: &str| element.attr(name).map(str::to_owned);
        if let Some(of) = attribute(contract::COUNT) {
            said.counts.push(Count { of, text: element.text().collect() });
        }
        if element.attr(contract::OURS).is_some()
            && element.attr("popover").is_none()
            && is_within(element, contract::LINES)
            && !is_within(element, contract::OURS)
        {
            said.marks.push(element.text().collect());
        }
        match element.value().name() {
            "a" if element.attr(contract::OURS).is_none() => {
                let (mut is_written, mut is_in_passage) = (false, false);
                for around in element.ancestors().filter_map(ElementRef::wrap) {
                    is_written |= around.attr(contract::WRITTEN).is_some();
                    is_in_passage |= around.attr(contract::LINES).is_some();
                }
                if !is_written {
                    let (href, title) = (attribute("href").unwrap_or_default(), attribute("title"));
                    said.links.push(Label { href, text: words(element), title, is_in_passage });
                }
            }
            "h1" => said.head.headings.push(words(element)),
            "title" if said.head.title.is_empty() => said.head.title = element.text().collect(),
            "meta" => {
                let content = attribute("content").unwrap_or_default();
                let names = ["name", "property"].into_iter().filter_map(|key| element.attr(key));
                said.head.metadata.extend(names.map(|name| (name.to_owned(), content.clone())));
            }
            "link" if element.attr("rel") == Some("canonical") => said.head.canonical = attribute("href"),
            "script" if element.attr("type") == Some("application/ld+json") => {
                said.head.linked_data.push(element.text().collect());
            }
            "li" if element.attr("aria-current") == Some("page") => said.head.way = way(element),
            _ => {}
        }
    }
    said
}

/// Returns the steps of the list that ends with this one.
fn way(last: ElementRef) -> Vec<(String, Option<String>)> {
    let steps = last.parent().and_then(ElementRef::wrap);
    let steps = steps.into_iter().flat_map(|list| list.children().filter_map(ElementRef::wrap));
    let of = |step: ElementRef| {
        let link = step.descendants().filter_map(ElementRef::wrap).find_map(|link| link.attr("href"));
        (words(step), link.map(str::to_owned))
    };
    steps.map(of).collect()
}

fn is_within(element: ElementRef, name: &str) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).any(|around| around.attr(name).is_some())
}

/// Returns an element's words, counts and what the site adds left out; of a correction the side that is read.
fn words(element: ElementRef) -> String {
    let is_left_out = |around: &ElementRef| {
        [contract::COUNT, contract::OURS].iter().any(|name| around.attr(name).is_some())
            || around.attr(contract::SIDE) == Some(contract::PRINTED)
    };
    if let Some(only) =
        element.first_child().filter(|child| !child.has_siblings()).and_then(|child| child.value().as_text())
    {
        return only.to_string();
    }
    let mut words = String::new();
    for node in element.descendants() {
        let Node::Text(text) = node.value() else { continue };
        let mut around = node.ancestors().filter_map(ElementRef::wrap).take_while(|around| *around != element);
        if !around.any(|around| is_left_out(&around)) {
            words.push_str(text);
        }
    }
    words
}
