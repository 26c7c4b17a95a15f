//! What pages say beside the text: labels of links, counts, facts, drawings, and what a page's head says of itself.

mod check;
mod drawn;
mod facts;
mod head;
mod known;

pub(super) use check::check;
pub(super) use known::Known;

use drawn::Drawing;
use scraper::{ElementRef, Html, Node};

use super::contract;

/// What a page says.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Whether the page calls everything by its name: others are free in their words, their counts aside.
    pub is_named: bool,
    pub links: Vec<Label>,
    /// Names that are no links.
    pub names: Vec<Label>,
    /// Numbers, and the addresses whose tasks they count.
    pub counts: Vec<Stated>,
    /// Words with all domains in them, each with a number, and the address whose tasks are counted.
    pub by_domain: Vec<Stated>,
    /// Words, and the paths of the values that they state.
    pub facts: Vec<Stated>,
    pub drawings: Vec<Drawing>,
    /// What is copied as a citation.
    pub citations: Vec<String>,
    /// Words, and the address of the task that says them.
    pub quotes: Vec<Stated>,
    /// What stands inside source text and is none, and where it leads.
    pub marks: Vec<Stated>,
    pub head: Head,
}

/// Words for what stands at an address.
#[derive(Debug)]
pub(super) struct Label {
    pub href: String,
    /// Counts of their own left out.
    pub text: String,
    /// What shows when a link is pointed at.
    pub title: Option<String>,
    /// What a choice before a name is called in addresses.
    pub choice: Option<String>,
    /// Whether its words are source text.
    pub is_in_passage: bool,
}

/// Words, and what an attribute says they are of.
#[derive(Debug)]
pub(super) struct Stated {
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
    let mut said = Said::default();
    for element in below(document.root_element()) {
        // Asking for an attribute by its name costs more than looking at all of the few that there are.
        for (name, value) in element.value().attrs() {
            said.attribute(element, name, value);
        }
        said.element(element);
    }
    said
}

impl Said {
    fn attribute(&mut self, element: ElementRef, name: &str, value: &str) {
        let stated = || Stated { of: value.to_owned(), text: element.text().collect() };
        match name {
            contract::NAMED => self.is_named = true,
            contract::COUNT => self.counts.push(stated()),
            contract::BY_DOMAIN => self.by_domain.push(stated()),
            contract::FACT => self.facts.push(Stated { of: value.to_owned(), text: words(element) }),
            contract::DRAWN => self.drawings.push(drawn::read(element)),
            contract::COPY | contract::CITATION if !value.is_empty() => self.citations.push(value.to_owned()),
            contract::NAMES => {
                let before = element.prev_siblings().filter_map(ElementRef::wrap);
                let choice = before.into_iter().find_map(|before| before.attr("value")).map(str::to_owned);
                let (href, text) = (value.to_owned(), words(element));
                self.names.push(Label { href, text, title: None, choice, is_in_passage: false });
            }
            contract::QUOTES => self.quotes.push(stated()),
            contract::OURS if is_mark(element) => {
                let of = element.attr("href").unwrap_or_default().to_owned();
                self.marks.push(Stated { of, text: element.text().collect() });
            }
            _ => {}
        }
    }

    fn element(&mut self, element: ElementRef) {
        let attribute = |name: &str| element.attr(name).map(str::to_owned);
        match element.value().name() {
            "a" => self.links.extend(link(element)),
            "h1" => self.head.headings.push(words(element)),
            "title" if self.head.title.is_empty() => self.head.title = element.text().collect(),
            "meta" => {
                let content = attribute("content").unwrap_or_default();
                let names = ["name", "property"].into_iter().filter_map(attribute);
                self.head.metadata.extend(names.map(|name| (name, content.clone())));
            }
            "link" if element.attr("rel") == Some("canonical") => self.head.canonical = attribute("href"),
            "script" if element.attr("type") == Some("application/ld+json") => {
                self.head.linked_data.push(element.text().collect());
            }
            "li" if element.attr("aria-current") == Some("page") => self.head.way = way(element),
            _ => {}
        }
    }
}

/// Returns a link with its words; nothing for the site's own marks and what editors wrote.
fn link(element: ElementRef) -> Option<Label> {
    let mut is_in_passage = false;
    for (name, _) in ancestors(element).flat_map(|around| around.value().attrs()) {
        if name == contract::WRITTEN {
            return None;
        }
        is_in_passage |= name == contract::LINES;
    }
    let (mut href, mut title) = (String::new(), None);
    for (name, value) in element.value().attrs() {
        match name {
            contract::OURS => return None,
            "href" => value.clone_into(&mut href),
            "title" => title = Some(value.to_owned()),
            _ => {}
        }
    }
    Some(Label { href, text: words(element), title, choice: None, is_in_passage })
}

/// Checks whether what the site adds to source text stands alone there, in sight.
fn is_mark(element: ElementRef) -> bool {
    let is_around = |name: &str| ancestors(element).any(|around| around.attr(name).is_some());
    element.attr("popover").is_none() && is_around(contract::LINES) && !is_around(contract::OURS)
}

/// Returns the steps of the list that ends with this one.
fn way(last: ElementRef) -> Vec<(String, Option<String>)> {
    let steps = last.parent().and_then(ElementRef::wrap);
    let steps = steps.into_iter().flat_map(|list| list.children().filter_map(ElementRef::wrap));
    let of = |step: ElementRef| {
        let link = below(step).find_map(|link| link.attr("href"));
        (words(step), link.map(str::to_owned))
    };
    steps.map(of).collect()
}

fn below(element: ElementRef) -> impl Iterator<Item = ElementRef> {
    element.descendants().filter_map(ElementRef::wrap)
}

fn ancestors(element: ElementRef) -> impl Iterator<Item = ElementRef> {
    element.ancestors().filter_map(ElementRef::wrap)
}

/// Returns an element's words, counts and what the site adds left out; of a correction the side that is read.
fn words(element: ElementRef) -> String {
    let is_left_out = |around: ElementRef| {
        around.value().attrs().any(|(name, value)| {
            [contract::COUNT, contract::OURS].contains(&name) || (name == contract::SIDE && value == contract::PRINTED)
        })
    };
    let mut words = String::new();
    for node in element.descendants() {
        let Node::Text(text) = node.value() else { continue };
        let mut around = node.ancestors().filter_map(ElementRef::wrap).take_while(|around| *around != element);
        if !around.any(is_left_out) {
            words.push_str(text);
        }
    }
    words
}
