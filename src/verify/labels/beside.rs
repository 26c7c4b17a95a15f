//! Words beside what is proved, as a page has them: what a value or a role is called, how things stand, of which kind an
//! entry is, what only who listens hears, what is hidden.

use scraper::{ElementRef, Node};

use super::lists::cells;
use super::{Stated, ancestors, below, words};
use crate::text::role_class::RoleClass;
use crate::verify::contract;

/// What stands beside the facts of a page.
#[derive(Debug, Default)]
pub(in crate::verify) struct Beside {
    /// What values are called, by their paths.
    pub called: Vec<Stated>,
    /// What those are called who have a role, or how often; by the role.
    pub roles: Vec<Stated>,
    /// Of which kind an entry of the errata or a case is said to be, by the path of a value of it or by its mark.
    pub kinds: Vec<Stated>,
    /// What is said of deadlines that have passed, and what is said that this means.
    pub passed: Vec<String>,
    pub meanings: Vec<String>,
    /// Paragraphs with a day as of which the site speaks.
    pub days: Vec<String>,
    /// What is read out or shown of an element instead of its text, and may not be.
    pub voices: Vec<String>,
    /// Facts that are hidden.
    pub hidden: Vec<String>,
    /// Headings, labels and counts that say how something stands.
    pub states: Vec<Stated>,
    /// What stands at the foot of the page.
    pub footer: Option<String>,
    /// What tables of the full text are called.
    pub captions: Vec<String>,
    /// What stands between the passages of the full text, and is neither it nor a mark.
    pub between: Option<String>,
}

/// The class of what stands over a heading: on the page of a case, its kind.
pub(super) const EYEBROW: &str = "eyebrow";

/// The class of the site's own remarks.
const HINT: &str = "hint";

/// The roles of agencies, as attributes have them.
const ROLES: [&str; 4] = ["lead", "responsible", "supporting", "through"];

/// Attributes of elements that state facts.
const FACTS: [&str; 10] = [
    contract::TASK,
    contract::ROLE,
    contract::LINES,
    contract::FACT,
    contract::COUNT,
    contract::NAMES,
    contract::LISTS,
    contract::PASSED,
    contract::BY_DOMAIN,
    contract::QUOTES,
];

impl Beside {
    /// Takes up what an attribute says.
    pub(super) fn attribute(&mut self, element: ElementRef, name: &str, value: &str) {
        let stated = |of: &str, text: String| Stated { of: of.to_owned(), text };
        let tag = element.value().name();
        match name {
            contract::FACT => self.fact(element, value),
            contract::ROLE => {
                let caption = || below(element).find(|inner| inner.value().name() == "caption").map(words);
                let label = if tag == "table" { caption() } else { label(element) };
                self.roles.extend(label.map(|text| stated(value, text)));
            }
            contract::COUNT => {
                let anchors = value.split_whitespace().filter_map(|term| Some(term.split_once('#')?.1));
                let role = anchors.into_iter().find(|anchor| ROLES.contains(anchor));
                let said = role.and_then(|role| Some(stated(role, counted(element)?)));
                self.roles.extend(said);
                self.state(element, value);
            }
            contract::PASSED if element.attr("id").is_none() => self.passed.push(plain(element)),
            contract::LISTS => {
                let anchors = value.split_whitespace().filter_map(|of| of.strip_prefix('#'));
                let role = anchors.into_iter().find(|anchor| ROLES.contains(anchor));
                let before = element.prev_siblings().find_map(ElementRef::wrap);
                let heading = before.filter(|before| ["h2", "h3", "h4"].contains(&before.value().name()));
                self.roles.extend(role.zip(heading).map(|(role, heading)| stated(role, words(heading))));
            }
            "value" if tag == "option" && ROLES.contains(&value) => self.roles.push(stated(value, words(element))),
            "id" if value == "passed" => self.meanings.push(plain(element)),
            "id" if value == "policy" && tag == "article" => self.between = Some(between(element)),
            "hidden" | "inert" => self.hide(element),
            "aria-hidden" if value == "true" => self.hide(element),
            "title" if !["a", "link", "abbr"].contains(&tag) => self.voices.push(value.to_owned()),
            "aria-description" | "aria-roledescription" | "aria-valuetext" | "aria-braillelabel" => {
                self.voices.push(value.to_owned());
            }
            "aria-label" => self.voice(element, value),
            _ => {}
        }
    }

    /// Takes up what an element says by its name.
    pub(super) fn element(&mut self, element: ElementRef) {
        let is_in = |names: &[&str]| ancestors(element).any(|around| names.contains(&around.value().name()));
        match element.value().name() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "caption" | "th" | "dt" | "summary" | "legend" => {
                self.state(element, "");
                if element.value().name() == "caption" && is_in(&["article"]) {
                    self.captions.push(words(element));
                }
            }
            "dd" if is_card(element) => self.state(element, ""),
            "a" if element.attr("href").is_some_and(|href| href.ends_with("/policy/")) => self.state(element, ""),
            "p" => {
                if element.attr("class") == Some(EYEBROW) {
                    self.kinds.push(Stated { of: EYEBROW.to_owned(), text: plain(element) });
                }
                if is_in(&["aside"]) {
                    self.state(element, "");
                }
                // The site's own remarks; what editors and documents say of days is theirs.
                if element.attr("class") == Some(HINT) || is_in(&["footer"]) {
                    self.days.push(plain(element));
                }
            }
            "footer" => self.footer.get_or_insert_default().push_str(&plain(element)),
            _ => {}
        }
    }

    fn fact(&mut self, element: ElementRef, path: &str) {
        let stated = |key: &str, text: String| Stated { of: format!("{path}{key}"), text };
        self.called.extend(label(element).map(|text| stated("", text)));
        let around = || element.parent().and_then(ElementRef::wrap);
        if path.contains("/members/") && path.ends_with("/role") && element.value().name() == "td" {
            let cells: Vec<ElementRef> = around().map(cells).unwrap_or_default();
            let of = |at: usize| cells.get(at).and_then(|cell| label(*cell)).unwrap_or_default();
            let path = path.trim_end_matches("role");
            self.called.push(Stated { of: format!("{path}role"), text: of(0) });
            self.called.push(Stated { of: format!("{path}name"), text: of(1) });
            self.called.push(Stated { of: format!("{path}post"), text: of(2) });
        }
        if path.contains("/corrections/") && path.ends_with("/number") {
            self.kinds.extend(around().map(|around| stated("", plain(around))));
        }
        if path.starts_with("cases/") && path.ends_with("/byline") {
            let before = element.prev_siblings().filter_map(ElementRef::wrap);
            let kind = before.into_iter().find(|before| before.value().name() == "b");
            self.kinds.extend(kind.map(|kind| stated("", plain(kind))));
        }
    }

    fn voice(&mut self, element: ElementRef, voice: &str) {
        const VOICED: [&str; 14] = [
            "a", "aside", "button", "fieldset", "form", "input", "nav", "ol", "search", "section", "select", "svg",
            "textarea", "ul",
        ];
        if !VOICED.contains(&element.value().name()) {
            self.voices.push(voice.to_owned());
        }
        if element.attr(contract::OURS).is_some() && element.value().name() == "a" {
            self.kinds.push(Stated { of: plain(element), text: voice.to_owned() });
        }
        self.states.extend(has_state(voice).then(|| Stated { of: String::new(), text: voice.to_owned() }));
    }

    /// Takes up words that say how something stands; `of` is what is counted.
    fn state(&mut self, element: ElementRef, of: &str) {
        let is_proved = |around: ElementRef| {
            let is_other = around != element && ["a", "dl"].contains(&around.value().name());
            is_other || around.value().attrs().any(|(name, _)| is_told(name))
        };
        if ancestors(element).any(|around| around.value().attrs().any(|(name, _)| is_told(name))) {
            return;
        }
        let text = text_without(element, is_proved);
        self.states.extend(has_state(&text).then(|| Stated { of: of.to_owned(), text }));
    }

    fn hide(&mut self, element: ElementRef) {
        let states =
            |inner: ElementRef| inner.value().attrs().any(|(name, value)| FACTS.contains(&name) && !value.is_empty());
        let is_in_list = || {
            let lists = [contract::TASK, contract::ROLE, contract::LISTS, contract::BY_DOMAIN];
            let is_list = |around: ElementRef| {
                around.value().attrs().any(|(name, value)| lists.contains(&name) && !value.is_empty())
            };
            ancestors(element).any(is_list)
        };
        let is_ours = element.attr(contract::OURS).is_some();
        let is_hidden = || below(element).any(states) || (!plain(element).is_empty() && is_in_list());
        if !is_ours && is_hidden() {
            self.hidden.push(plain(element));
        }
    }
}

/// Checks whether an attribute says that what is in the element is proved, or the editors' own.
fn is_told(name: &str) -> bool {
    [contract::LINES, contract::FACT, contract::NAMES, contract::WRITTEN, contract::QUOTES].contains(&name)
}

fn has_state(text: &str) -> bool {
    contract::STATES.iter().any(|state| text.contains(state))
}

/// Checks whether a cell stands in the card of a document or in the head of a task.
fn is_card(cell: ElementRef) -> bool {
    let list = ancestors(cell).find(|around| around.value().name() == "dl");
    let is_value =
        |path: &str| ["/signed", "/printed", "/issuer", "/document_number"].iter().any(|key| path.ends_with(key));
    list.is_some_and(|list| {
        let mut attributes = below(list).flat_map(|inner| inner.value().attrs());
        attributes.any(|(name, value)| {
            [contract::ROLE, contract::DUE].contains(&name) || (name == contract::FACT && is_value(value))
        })
    })
}

/// Returns what a cell is called: the term before it, or the header of its column.
fn label(element: ElementRef) -> Option<String> {
    let is_note = |around: &ElementRef| around.attr("id").is_some_and(|id| id.starts_with("note-"));
    let mut around = std::iter::once(element).chain(ancestors(element)).take_while(|around| !is_note(around));
    let cell = around.find(|around| ["dd", "td", "th"].contains(&around.value().name()))?;
    if cell.value().name() == "dd" {
        let before = cell.prev_siblings().filter_map(ElementRef::wrap);
        return before.into_iter().find(|before| before.value().name() == "dt").map(words);
    }
    let row = cell.parent().and_then(ElementRef::wrap)?;
    let table = ancestors(row).find(|around| around.value().name() == "table")?;
    let header = cells(below(table).find(|inner| inner.value().name() == "tr").filter(|first| *first != row)?);
    let own = cells(row);
    // Cells that are wider, or reach down from a row above, shift the others.
    let is_wide = |cell: &ElementRef| cell.attr("colspan").is_some();
    let is_high = |cell: &ElementRef| cell.attr("rowspan").is_some();
    let mut above = row.prev_siblings().filter_map(ElementRef::wrap).flat_map(cells).chain(own.iter().copied());
    let is_shifted = header.len() != own.len()
        || header.iter().chain(&own).any(is_wide)
        || header.iter().any(is_high)
        || above.any(|cell| is_high(&cell));
    let at = own.iter().position(|other| *other == cell)?;
    (!is_shifted).then(|| words(header[at]))
}

/// Returns the words that say in which role something is counted: its own, its column's, or those before it.
fn counted(element: ElementRef) -> Option<String> {
    let own = plain(element);
    if RoleClass::of(&own).is_some() {
        return Some(own);
    }
    let before = || element.prev_siblings().find_map(|before| before.value().as_text().map(|text| text.to_string()));
    let is_cell = |around: ElementRef| ["td", "dd"].contains(&around.value().name());
    if is_cell(element) || ancestors(element).any(is_cell) { label(element) } else { before() }
}

/// Returns what stands between the passages of an article, from the first of them on.
fn between(article: ElementRef) -> String {
    const OURS: [&str; 6] = ["a", "button", "caption", "label", "summary", "thead"];
    let is_told = |around: ElementRef| {
        let is_note = |id: &str| id.starts_with("note-");
        OURS.contains(&around.value().name())
            || around.attr("id").is_some_and(is_note)
            || around.value().attrs().any(|(name, _)| {
                [contract::LINES, contract::OURS, contract::FACT, contract::COUNT, contract::TASK].contains(&name)
            })
    };
    let first = below(article).find(|inner| inner.attr(contract::LINES).is_some());
    let after = article.descendants().skip_while(|node| first.is_none_or(|first| first.id() != node.id()));
    let mut words = String::new();
    for node in after {
        let Node::Text(text) = node.value() else { continue };
        let mut around = node.ancestors().filter_map(ElementRef::wrap).take_while(|around| *around != article);
        if !text.trim().is_empty() && !around.any(is_told) {
            words.push_str(text);
        }
    }
    words
}

/// Returns all text of an element, without white space.
fn plain(element: ElementRef) -> String {
    text_without(element, |_| false)
}

/// Returns an element's text without white space and what stands in elements that are left out.
fn text_without(element: ElementRef, is_left_out: impl Fn(ElementRef) -> bool) -> String {
    let mut words = String::new();
    for node in element.descendants() {
        let Node::Text(text) = node.value() else { continue };
        let around = node.ancestors().filter_map(ElementRef::wrap).take_while(|around| *around != element);
        if !around.chain([element]).any(&is_left_out) {
            words.extend(text.chars().filter(|c| !c.is_whitespace()));
        }
    }
    words
}
