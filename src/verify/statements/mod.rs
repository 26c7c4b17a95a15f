//! What pages state of tasks: elements that name one, and the facts inside them.

mod check;

pub(super) use check::{check, check_elsewhere};

use scraper::{ElementRef, Html, Selector};

use super::contract;
use super::html::{Finder, attribute};

/// An element that speaks of one task, without what stands inside another such element.
#[derive(Debug, Default)]
pub(super) struct Statement {
    /// The task's number.
    pub task: String,
    pub place: (usize, usize),
    /// What a list's filters go by, where the element has them: the attribute, and its words.
    pub filters: Vec<(&'static str, Vec<String>)>,
    /// The role of the list that it stands in.
    pub list: Option<String>,
    /// Whether it is an entry of a list by number and title alone.
    pub is_brief: bool,
    /// The words that it begins with: its number and title.
    pub label: String,
    /// Its heading of the first level; only a task's own page has one.
    pub title: Option<String>,
    /// The number that it goes by in the reader's own list, and what stands beside its box.
    pub picked: Option<Named>,
    pub domain: Option<Named>,
    pub due: Option<Named>,
    pub links: Vec<Link>,
    pub cells: Vec<Cell>,
    /// What stands in a row beside its cells, and in a head beside the facts.
    pub loose: Loose,
}

/// Words without a mark.
#[derive(Debug, Default)]
pub(super) struct Loose {
    /// In cells of facts, where no word stands alone.
    pub in_cells: String,
    /// Beside them, where the theme speaks.
    pub beside: String,
}

/// An element whose attribute names a fact that its text says.
#[derive(Debug)]
pub(super) struct Named {
    pub id: String,
    pub text: String,
}

/// A link, and the role of those that it is among.
#[derive(Debug)]
pub(super) struct Link {
    pub role: Option<String>,
    /// Whether it stands in source text.
    pub is_in_cell: bool,
    pub href: String,
    pub text: String,
}

/// Source text, and what its column is called.
#[derive(Debug)]
pub(super) struct Cell {
    pub column: Option<String>,
    /// As printed, without white space.
    pub text: String,
    /// The addresses that it links.
    pub links: Vec<String>,
}

/// Returns what a page states, in its order.
pub(super) fn read(html: &str, document: &Html) -> Vec<Statement> {
    // Pages of other kinds are many.
    if !html.contains(contract::TASK) {
        return Vec::new();
    }
    let Ok(named) = Selector::parse(&format!("[{}]", contract::TASK)) else { return Vec::new() };
    let mut places = Finder::new(html, contract::TASK);
    let all = document.select(&named).map(|element| (element, places.next()));
    all.filter(|(element, _)| is_of_task(*element)).map(|(element, place)| statement(element, place)).collect()
}

/// Checks whether an element names a task: what holds no number is a script's word.
fn is_of_task(element: ElementRef) -> bool {
    let number = attribute(element.value(), contract::TASK).unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn statement(element: ElementRef, place: (usize, usize)) -> Statement {
    let own = |name| attribute(element.value(), name).unwrap_or_default().to_owned();
    let words = |name: &'static str| {
        Some((name, attribute(element.value(), name)?.split_whitespace().map(str::to_owned).collect()))
    };
    let mut statement = Statement {
        task: own(contract::TASK),
        place,
        filters: contract::FILTERS.into_iter().filter_map(words).collect(),
        list: around(element, contract::ROLE),
        is_brief: element.value().name() == "li",
        ..Statement::default()
    };
    for inner in element.descendants().filter_map(ElementRef::wrap).filter(|inner| *inner != element) {
        if is_of_task(inner) || !is_own(inner, element) {
            continue;
        }
        let named = |name| Some(Named { id: attribute(inner.value(), name)?.to_owned(), text: text(inner) });
        statement.picked = statement.picked.or_else(|| {
            let beside = inner.parent().and_then(ElementRef::wrap).map(text);
            Some(Named { id: attribute(inner.value(), contract::PICK)?.to_owned(), text: beside.unwrap_or_default() })
        });
        statement.domain = statement.domain.or_else(|| named(contract::DOMAIN));
        // A date is what the document is read to say.
        let due = |id: &str| Named { id: id.to_owned(), text: text_without(inner, contract::PRINTED) };
        statement.due = statement.due.or_else(|| attribute(inner.value(), contract::DUE).map(due));
        if statement.label.is_empty() && matches!(inner.value().name(), "a" | "th") {
            statement.label = text(inner);
        }
        match inner.value().name() {
            "h1" => statement.title = statement.title.or_else(|| Some(text(inner))),
            // A mark of the site is none of the document's links.
            "a" if attribute(inner.value(), contract::OURS).is_none() => statement.links.push(Link {
                role: inside(inner, element, contract::ROLE),
                is_in_cell: inside(inner, element, contract::LINES).is_some(),
                href: attribute(inner.value(), "href").unwrap_or_default().to_owned(),
                // A corrected name is that of another.
                text: text_without(inner, contract::PRINTED),
            }),
            _ => {}
        }
        if attribute(inner.value(), contract::LINES).is_some() {
            let column = inside(inner, element, contract::COLUMN).or_else(|| term(inner, element));
            let links =
                inner.descendants().filter_map(ElementRef::wrap).filter_map(|link| attribute(link.value(), "href"));
            statement.cells.push(Cell { column, text: text(inner), links: links.map(str::to_owned).collect() });
        }
    }
    statement.loose = loose(element);
    statement
}

/// Reads the words of a statement that no mark is on: in cells of facts, and beside the title of a head.
fn loose(element: ElementRef) -> Loose {
    let mut loose = Loose::default();
    let name = element.value().name();
    // An entry of a link alone says nothing else.
    let is_link = name == "li" && element.children().filter_map(ElementRef::wrap).all(|it| it.value().name() == "a");
    for node in element.descendants() {
        let Some(text) = node.value().as_text().filter(|text| !text.trim().is_empty()) else { continue };
        let around = node.ancestors().filter_map(ElementRef::wrap).take_while(|around| *around != element);
        let around: Vec<ElementRef> = around.collect();
        if around.iter().any(|around| is_marked(*around)) {
            continue;
        }
        let is_in = |name: &str| around.iter().find(|around| around.value().name() == name);
        // What a role is called stands before its agencies where they share a cell.
        let is_small = around.first().is_some_and(|inner| inner.value().name() == "small");
        let is_beside_text = around.first().is_some_and(|inner| {
            inner.children().filter_map(ElementRef::wrap).any(|it| attribute(it.value(), contract::LINES).is_some())
        });
        let is_cell = match name {
            "tbody" => is_in("td").is_some(),
            _ => is_link || is_beside_text || is_in("dd").is_some_and(|cell| holds_facts(*cell)),
        };
        let is_head = around.last().is_none_or(|outer| match outer.value().name() {
            "section" | "details" | "nav" => false,
            "dl" => holds_facts(*outer),
            _ => true,
        });
        if is_cell && !is_small {
            loose.in_cells.push_str(text);
        } else if name == "tbody" || is_head {
            loose.beside.push_str(text);
            loose.beside.push(' ');
        }
    }
    loose
}

/// Checks whether an element holds agencies or a deadline that are proved.
fn holds_facts(element: ElementRef) -> bool {
    let mut inner = element.descendants().filter_map(ElementRef::wrap);
    inner.any(|it| attribute(it.value(), contract::ROLE).or_else(|| attribute(it.value(), contract::DUE)).is_some())
}

/// Checks whether what an element holds is proved elsewhere, or the reader's to press.
fn is_marked(element: ElementRef) -> bool {
    const MARKED: [&str; 9] = [
        contract::LINES,
        contract::OURS,
        contract::FACT,
        contract::COUNT,
        contract::NAMES,
        contract::DUE,
        contract::PASSED,
        contract::QUOTES,
        contract::TASK,
    ];
    matches!(element.value().name(), "a" | "th" | "label" | "h1")
        || element.value().attrs().any(|(name, _)| MARKED.contains(&name))
}

/// Checks whether no other statement stands around an element inside this one.
fn is_own(inner: ElementRef, element: ElementRef) -> bool {
    let nearest = ancestors(inner).find(|around| is_of_task(*around));
    nearest == Some(element)
}

fn ancestors(element: ElementRef) -> impl Iterator<Item = ElementRef> {
    element.ancestors().filter_map(ElementRef::wrap)
}

/// Returns an attribute of the nearest element around this one.
fn around(element: ElementRef, name: &str) -> Option<String> {
    ancestors(element).find_map(|around| attribute(around.value(), name)).map(str::to_owned)
}

/// Returns an attribute of the nearest element around this one, inside another.
fn inside(inner: ElementRef, element: ElementRef, name: &str) -> Option<String> {
    let mut between = std::iter::once(inner).chain(ancestors(inner)).take_while(|around| *around != element);
    between.find_map(|around| attribute(around.value(), name)).map(str::to_owned)
}

/// Returns what a list of terms inside an element calls the cell around a passage.
fn term(inner: ElementRef, element: ElementRef) -> Option<String> {
    let mut between = std::iter::once(inner).chain(ancestors(inner)).take_while(|around| *around != element);
    let cell = between.find(|around| around.value().name() == "dd")?;
    let before = cell.prev_siblings().filter_map(ElementRef::wrap);
    before.into_iter().find(|before| before.value().name() == "dt").map(text)
}

/// Returns an element's text as printed, without white space and what the site adds.
fn text(element: ElementRef) -> String {
    text_without(element, contract::READ)
}

/// Returns an element's text without one side of its corrections, white space and what the site adds.
fn text_without(element: ElementRef, side: &str) -> String {
    let is_kept = |around: ElementRef| {
        attribute(around.value(), contract::OURS).is_none() && attribute(around.value(), contract::SIDE) != Some(side)
    };
    let mut words = String::new();
    for node in element.descendants() {
        let Some(text) = node.value().as_text() else { continue };
        let mut between = node.ancestors().filter_map(ElementRef::wrap).take_while(|around| *around != element);
        if between.all(is_kept) {
            words.extend(text.chars().filter(|c| !c.is_whitespace()));
        }
    }
    words
}
