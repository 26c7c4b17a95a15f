//! What pages say beside the text: labels of links, counts, facts, drawings, and what a page's head says of itself.

mod beside;
mod check;
mod counted;
mod descriptions;
mod drawn;
mod facts;
mod head;
mod keys;
mod known;
mod lists;
mod materials;
mod passed;
mod ranked;
mod sources;
mod topics;
mod usual;

pub(super) use check::check;
pub(super) use keys::Keys;
pub(super) use known::Known;
pub(super) use lists::disagreeing;
pub(super) use topics::told;

use std::sync::Arc;

use beside::Beside;
use drawn::Drawing;
use lists::List;
use scraper::{ElementRef, Html, Node};

use super::contract;
use super::edition::Base;
use super::numbers::digits;

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
    pub lists: Vec<List>,
    /// Entries that stand twice in their list.
    pub doubled: Vec<String>,
    /// What is stated of one thing in an entry that leads to another, or stands under another header than it names.
    pub mixed: Vec<String>,
    /// What is read out of links with numbers that they don't print.
    pub misspoken: Vec<String>,
    /// Deadlines that are said to have passed.
    pub passed: Vec<String>,
    /// What is said to be written by editors where they don't write.
    pub misplaced: Vec<String>,
    /// The elements that are said to be.
    pub written: Vec<String>,
    /// What is copied as a citation.
    pub citations: Vec<String>,
    /// Words, and the address of the task that says them.
    pub quotes: Vec<Stated>,
    /// Headings of the organisation's tiers, by their ids.
    pub tiers: Vec<Stated>,
    /// What stands inside source text and is none, and where it leads.
    pub marks: Vec<Stated>,
    pub head: Head,
    pub beside: Beside,
}

/// Words for what stands at an address.
#[derive(Debug)]
pub(super) struct Label {
    pub href: Arc<str>,
    /// Counts of their own left out.
    pub text: Arc<str>,
    /// What shows when a link is pointed at.
    pub title: Option<Arc<str>>,
    /// What is read out in the words' place.
    pub voice: Option<Arc<str>>,
    /// What a choice before a name is called in addresses.
    pub choice: Option<Arc<str>>,
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

/// Words that are wrong, and why.
type Fault = (String, String);

/// Returns the address of a term: `#` stands for the page's own.
fn whole(term: &str, address: &str, base: &Base) -> String {
    match term.strip_prefix('#') {
        Some("") => address.to_owned(),
        Some(_) => format!("{address}{term}"),
        None => base.path_of(term).unwrap_or(term).to_owned(),
    }
}

/// Returns what a page says.
pub(super) fn read(document: &Html) -> Said {
    let mut said = Said::default();
    for element in below(document.root_element()) {
        // Asking for an attribute by its name costs more than looking at all of the few that there are.
        for (name, value) in element.value().attrs() {
            said.attribute(element, name, value);
            said.beside.attribute(element, name, value);
        }
        said.element(element);
        said.beside.element(element);
    }
    said
}

impl Said {
    fn attribute(&mut self, element: ElementRef, name: &str, value: &str) {
        let stated = || Stated { of: value.to_owned(), text: element.text().collect() };
        match name {
            contract::NAMED => self.is_named = true,
            contract::COUNT => {
                self.counts.push(stated());
                self.mixed.extend(lists::mixed(element, value));
            }
            contract::BY_DOMAIN => self.by_domain.push(stated()),
            contract::FACT => {
                self.facts.push(Stated { of: value.to_owned(), text: words(element) });
                self.mixed.extend(lists::mixed(element, value));
            }
            contract::LISTS => self.lists.extend(value.split_whitespace().map(|of| lists::read(element, of))),
            contract::PASSED => self.passed.push(value.to_owned()),
            contract::WRITTEN => {
                self.written.push(element.value().name().to_owned());
                self.misplaced.extend(misplaced(element));
            }
            contract::DRAWN => self.drawings.push(drawn::read(element)),
            contract::COPY | contract::CITATION if !value.is_empty() => self.citations.push(value.to_owned()),
            contract::NAMES => {
                let before = element.prev_siblings().filter_map(ElementRef::wrap);
                let choice = before.into_iter().find_map(|before| before.attr("value")).map(Arc::from);
                let (href, text) = (value.into(), words(element).into());
                self.names.push(Label { href, text, title: None, voice: None, choice, is_in_passage: false });
            }
            contract::QUOTES => self.quotes.push(stated()),
            contract::OURS if is_mark(element) => {
                // A name in brackets says who is meant by the link before it.
                let before = || {
                    let before = element.prev_siblings().find_map(ElementRef::wrap);
                    before.filter(|before| before.value().name() == "a")
                };
                let link = if element.value().name() == "a" { Some(element) } else { before() };
                let of = link.and_then(|link| link.attr("href")).unwrap_or_default().to_owned();
                self.marks.push(Stated { of, text: element.text().collect() });
            }
            _ => {}
        }
    }

    fn element(&mut self, element: ElementRef) {
        let attribute = |name: &str| element.attr(name).map(str::to_owned);
        match element.value().name() {
            "a" => {
                self.links.extend(link(element));
                self.misspoken.extend(misspoken(element));
            }
            "ul" | "ol" | "table" | "tbody" | "select" => self.doubled.extend(lists::doubled(element)),
            "tr" => self.mixed.extend(lists::misheaded(element)),
            "h1" => self.head.headings.push(words(element)),
            "h2" | "h3" if element.attr("id").is_some_and(|id| id.starts_with(contract::TIER)) => {
                let of = attribute("id").unwrap_or_default();
                self.tiers.push(Stated { of, text: words(element) });
            }
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
    // What a word means is said, and where that comes from, by editors.
    let is_note = |around: ElementRef| around.attr("popover").is_some() && around.attr(contract::OURS).is_some();
    if ancestors(element).any(is_note) {
        return None;
    }
    for (name, _) in ancestors(element).flat_map(|around| around.value().attrs()) {
        if name == contract::WRITTEN {
            return None;
        }
        is_in_passage |= name == contract::LINES;
    }
    let (mut href, mut title, mut voice) = ("", None, None);
    for (name, value) in element.value().attrs() {
        match name {
            contract::OURS => return None,
            "href" => href = value,
            "title" => title = Some(value.into()),
            "aria-label" => voice = Some(value.into()),
            _ => {}
        }
    }
    Some(Label { href: href.into(), text: words(element).into(), title, voice, choice: None, is_in_passage })
}

/// Returns what is read out of a link where that has a number, and the link prints others.
fn misspoken(link: ElementRef) -> Option<String> {
    let voice = link.attr("aria-label")?;
    let printed: String = link.text().collect();
    let printed = digits(&printed);
    let is_right = printed.is_empty() || digits(voice).iter().all(|number| printed.contains(number));
    (!is_right).then(|| voice.to_owned())
}

/// Returns the words of what can't be editors' text: it stands elsewhere than in pages of text, or holds what the site says.
fn misplaced(written: ElementRef) -> Option<String> {
    const AROUND: [&str; 6] = ["html", "body", "main", "article", "section", "div"];
    const INSIDE: [&str; 4] = ["header", "nav", "main", "footer"];
    let is_block =
        |element: ElementRef| AROUND.contains(&element.value().name()) && element.attr(contract::TASK).is_none();
    let is_site = |inner: ElementRef| {
        let facts =
            [contract::TASK, contract::LINES, contract::FACT, contract::COUNT, contract::NAMES, contract::LISTS];
        INSIDE.contains(&inner.value().name()) || inner.value().attrs().any(|(name, _)| facts.contains(&name))
    };
    let is_right = ["section", "div"].contains(&written.value().name())
        && ancestors(written).all(is_block)
        && !below(written).any(is_site);
    (!is_right).then(|| written.text().collect())
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
            [contract::COUNT, contract::OURS, contract::PASSED].contains(&name)
                || (name == contract::SIDE && value == contract::PRINTED)
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
