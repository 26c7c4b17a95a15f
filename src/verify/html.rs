//! Reading a page: what it shows of a source, its ids and links, and what no page may hold.
//!
//! The parser is the one that browsers' rules prescribe, so broken HTML reads here as a browser reads it.

use std::ops::Range;
use std::sync::Arc;

use itertools::Itertools as _;
use scraper::node::Element;
use scraper::{Html, Node};

use super::contract;
use super::labels::{self, Said};
use super::report::{behind, locate};
use super::statements::{self, Statement};
use crate::diagnostic::Code;

/// What the audit needs to know of a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// In document order.
    pub ids: Vec<String>,
    /// The same, with what they stand on.
    pub anchors: Vec<Anchor>,
    /// The paths that it names in `data-fact`.
    pub facts: Vec<String>,
    pub references: Vec<Reference>,
    pub passages: Vec<Passage>,
    /// Corrections marked outside passages, as in quotations.
    pub loose_marks: Vec<(Option<String>, Mark)>,
    pub faults: Vec<Fault>,
    /// What it states of tasks.
    pub statements: Vec<Statement>,
    /// What it calls what it speaks of, and what it counts.
    pub said: Said,
    /// Addresses of its stylesheets.
    pub stylesheets: Vec<String>,
}

/// An address that a page names.
#[derive(Debug)]
pub(super) struct Reference {
    pub kind: ReferenceKind,
    pub value: Arc<str>,
    /// Such as `a[href]`.
    pub what: Arc<str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReferenceKind {
    /// The reader may follow it.
    Link,
    /// The browser fetches it by itself.
    Load,
    /// It names ids of the same page.
    Ids,
    /// It says where this page or another form of it lives; other hosts are no fault.
    Metadata,
}

/// An element with an id.
#[derive(Debug, Default)]
pub(super) struct Anchor {
    pub id: String,
    /// Where a link leads that is the element.
    pub href: Option<String>,
    /// Which of the page's passages it holds, or stands in.
    pub passages: Range<usize>,
    /// Which of the paths that the page names in `data-fact` it holds.
    pub facts: Range<usize>,
}

/// An element with `data-lines`.
#[derive(Debug, Default)]
pub(super) struct Passage {
    /// The attribute as it stands.
    pub lines: String,
    /// The nearest `data-plan`.
    pub plan: Option<String>,
    /// As printed and as read, without white space.
    pub printed: Vec<char>,
    pub read: Vec<char>,
    pub marks: Vec<Mark>,
    /// Digits that white space parts: `2 0`.
    pub parted: Vec<String>,
    /// It or something around it is not shown.
    pub hidden: bool,
    pub place: (usize, usize),
}

/// An element with `data-correction`.
#[derive(Debug, Default, Clone)]
pub(super) struct Mark {
    pub id: String,
    /// Where it begins in the passage as printed.
    pub start: usize,
    pub printed: Vec<char>,
    pub read: Vec<char>,
    /// How many elements it holds for each side.
    pub printed_sides: usize,
    pub read_sides: usize,
    pub place: (usize, usize),
}

/// Something that no page may hold.
#[derive(Debug)]
pub(super) struct Fault {
    pub code: Code,
    pub message: &'static str,
    pub hint: &'static str,
    pub text: String,
    pub place: (usize, usize),
}

/// Tags may not stand deeper than this: nesting costs the parser quadratic time, and no honest page needs it.
const DEEPEST: usize = 1000;

/// Checks whether a page nests so deeply that reading it would take for ever.
pub(super) fn too_deep(html: &str) -> bool {
    // Elements that end by themselves say nothing about depth, nor do the shapes of a drawing.
    const SELF_ENDING: &[&str] = &[
        "area", "base", "br", "caption", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link",
        "meta", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr",
        "track", "wbr",
    ];
    const SHAPES: &[&str] =
        &["circle", "ellipse", "image", "line", "path", "polygon", "polyline", "rect", "stop", "use"];
    let mut depth = 0usize;
    for (at, _) in html.match_indices('<') {
        let rest = &html[at + 1..];
        let closes = rest.starts_with('/');
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let length = name.bytes().take(16).take_while(u8::is_ascii_alphanumeric).count();
        let is_among = |names: &[&str]| names.iter().any(|other| other.eq_ignore_ascii_case(&name[..length]));
        let ends = || rest.split('>').next().is_some_and(|tag| tag.ends_with('/'));
        if length == 0 || is_among(SELF_ENDING) || (is_among(SHAPES) && ends()) {
            continue;
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// Reads a page.
pub(super) fn read(html: &str) -> Page {
    let (mut page, unscripted) = read_once(html);
    // The parser reads like a browser with scripts on, to which <noscript> holds plain text.
    for text in unscripted {
        let (inner, _) = read_once(&text);
        page.references.extend(inner.references);
        page.faults.extend(inner.faults);
        page.stylesheets.extend(inner.stylesheets);
        page.loose_marks.extend(inner.loose_marks);
        // Most readers never see these.
        page.passages.extend(inner.passages.into_iter().map(|passage| Passage { hidden: true, ..passage }));
    }
    page
}

/// Returns a page, and the contents of its `<noscript>` elements.
fn read_once(html: &str) -> (Page, Vec<String>) {
    let document = Html::parse_document(html);
    let mut reader = PageReader {
        html,
        page: Page::default(),
        open: Vec::new(),
        state: State::default(),
        passage: None,
        mark: None,
        passages: Finder::new(html, contract::LINES),
        marks: Finder::new(html, contract::CORRECTION),
        unscripted: Vec::new(),
    };
    // By hand and without recursion: depth must not be able to exhaust the stack.
    let mut node = document.tree.root();
    loop {
        reader.enter(node.value());
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            reader.leave();
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => {
                    reader.page.statements = statements::read(html, &document);
                    reader.page.said = labels::read(&document);
                    return (reader.page, reader.unscripted);
                }
            }
        }
    }
}

/// Returns an attribute of an element. It has few: asking the parser for one by its name costs more than to look at all.
pub(super) fn attribute<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    element.attrs().find(|(own, _)| *own == name).map(|(_, value)| value)
}

/// Checks whether what an element holds is not shown, not read out, struck, raised, turned round, or shown by what its own
/// style says.
fn is_unseen(element: &Element) -> bool {
    const UNSEEN: [&str; 24] = [
        "audio", "bdo", "canvas", "datalist", "del", "desc", "dialog", "defs", "font", "iframe", "marquee", "meter",
        "object", "option", "progress", "rp", "rt", "s", "strike", "sub", "sup", "svg", "textarea", "video",
    ];
    let hides = |(name, value): (&str, &str)| match name {
        "hidden" | "style" | "inert" | "popover" => true,
        "aria-hidden" => value == "true",
        "dir" => !value.eq_ignore_ascii_case("ltr"),
        _ => false,
    };
    element.attrs().any(hides) || UNSEEN.contains(&element.name())
}

/// Returns the digits of a text that white space parts from others.
fn parted(text: &str) -> impl Iterator<Item = String> {
    let words = text.split_whitespace().tuple_windows();
    words.filter_map(|(before, after): (&str, &str)| {
        let (last, first) = (before.chars().next_back()?, after.chars().next()?);
        (last.is_ascii_digit() && first.is_ascii_digit()).then(|| format!("{last} {first}"))
    })
}

/// Where the reader stands: everything that an element changes for what it holds.
#[expect(clippy::struct_excessive_bools, reason = "each of them holds or doesn't, whatever the others do")]
#[derive(Debug, Default, Clone)]
struct State {
    ours: bool,
    /// Inside a script, style or template: its text is never shown.
    unshown: bool,
    unscripted: bool,
    hidden: bool,
    side: Option<Side>,
    plan: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Printed,
    Read,
}

/// What has to be undone when a node ends.
struct Open {
    before: Option<State>,
    /// Its place among the page's anchors.
    anchor: Option<usize>,
    ends_passage: bool,
    ends_mark: bool,
}

pub(super) struct PageReader<'a> {
    html: &'a str,
    pub(super) page: Page,
    open: Vec<Open>,
    state: State,
    passage: Option<Passage>,
    mark: Option<Mark>,
    passages: Finder<'a>,
    marks: Finder<'a>,
    unscripted: Vec<String>,
}

/// Finds one place after the other of a word in a page.
pub(super) struct Finder<'a> {
    rest: &'a str,
    word: &'static str,
    place: (usize, usize),
}

impl<'a> Finder<'a> {
    pub(super) fn new(html: &'a str, word: &'static str) -> Finder<'a> {
        Finder { rest: html, word, place: (1, 1) }
    }

    /// Returns the next place; the last one again where there is none (the attribute was written in an unusual way).
    pub(super) fn next(&mut self) -> (usize, usize) {
        let Some(at) = self.rest.find(self.word) else {
            return self.place;
        };
        let (line, column) = behind(&self.rest[..at]);
        let place =
            if line == 1 { (self.place.0, self.place.1 + column - 1) } else { (self.place.0 + line - 1, column) };
        // Stay behind the first letter, so that the same place is not found again.
        self.rest = &self.rest[at + 1..];
        self.place = (place.0, place.1 + 1);
        place
    }
}

impl PageReader<'_> {
    fn enter(&mut self, node: &Node) {
        let mut open = Open { before: None, anchor: None, ends_passage: false, ends_mark: false };
        match node {
            Node::Text(text) => self.text(text),
            Node::Element(element) => {
                let before = self.state.clone();
                self.element(element, &mut open);
                open.before = Some(before);
            }
            _ => {}
        }
        self.open.push(open);
    }

    fn leave(&mut self) {
        let Some(open) = self.open.pop() else { return };
        if let Some(before) = open.before {
            self.state = before;
        }
        if open.ends_mark
            && let Some(mark) = self.mark.take()
        {
            match &mut self.passage {
                Some(passage) => passage.marks.push(mark),
                None => self.page.loose_marks.push((self.state.plan.clone(), mark)),
            }
        }
        if open.ends_passage
            && let Some(passage) = self.passage.take()
        {
            self.page.passages.push(passage);
        }
        if let Some(anchor) = open.anchor.and_then(|at| self.page.anchors.get_mut(at)) {
            anchor.passages.end = self.page.passages.len() + usize::from(self.passage.is_some());
            anchor.facts.end = self.page.facts.len();
        }
    }

    fn text(&mut self, text: &str) {
        if self.state.unscripted {
            self.unscripted.push(text.to_owned());
        }
        if self.state.ours || self.state.unshown {
            return;
        }
        let solid = || text.chars().filter(|c| !c.is_whitespace());
        let (printed, read) = match self.state.side {
            None => (true, true),
            Some(Side::Printed) => (true, false),
            Some(Side::Read) => (false, true),
        };
        if let Some(passage) = &mut self.passage {
            passage.hidden |= self.state.hidden && self.mark.is_none() && solid().next().is_some();
            if self.mark.is_none() {
                passage.parted.extend(parted(text));
            }
            if printed {
                passage.printed.extend(solid());
            }
            if read {
                passage.read.extend(solid());
            }
        }
        if let Some(mark) = &mut self.mark {
            if printed {
                mark.printed.extend(solid());
            }
            if read {
                mark.read.extend(solid());
            }
        }
    }

    fn element(&mut self, element: &Element, open: &mut Open) {
        let name = element.name();
        self.attributes(element);
        self.anchor(element, open);
        if let Some(plan) = attribute(element, contract::PLAN) {
            self.state.plan = Some(plan.to_owned());
        }
        self.state.unshown |= matches!(name, "script" | "style" | "template" | "noscript");
        self.state.unscripted |= name == "noscript";
        // Either side of a correction may be hidden; the passage as a whole may not.
        if is_unseen(element) && self.mark.is_none() {
            self.state.hidden = true;
        }
        if let Some(lines) = attribute(element, contract::LINES) {
            let place = self.passages.next();
            if self.passage.is_some() {
                self.fault(
                    Code::NestedPassage,
                    "data-lines 元素套在另一个 data-lines 元素之内",
                    "一段原文只用一个元素标行号",
                    lines,
                    place,
                );
            } else {
                self.passage = Some(Passage {
                    lines: lines.to_owned(),
                    plan: self.state.plan.clone(),
                    hidden: self.state.hidden || self.state.unshown,
                    place,
                    ..Passage::default()
                });
                // What stands around a passage says nothing about its text.
                self.state.ours = false;
                self.state.side = None;
                open.ends_passage = true;
            }
        }
        if attribute(element, contract::OURS).is_some() && !open.ends_passage {
            self.state.ours = true;
        }
        if let Some(id) = attribute(element, contract::CORRECTION) {
            self.correction(id, open);
        }
        if let Some(side) = attribute(element, contract::SIDE) {
            self.side(side);
        }
    }

    fn anchor(&mut self, element: &Element, open: &mut Open) {
        if let Some(id) = attribute(element, "id") {
            let (passages, facts) = (self.page.passages.len(), self.page.facts.len());
            let href = attribute(element, "href").map(str::to_owned);
            open.anchor = Some(self.page.anchors.len());
            let anchor = Anchor { id: id.to_owned(), href, passages: passages..passages, facts: facts..facts };
            self.page.anchors.push(anchor);
        }
        let paths = attribute(element, contract::FACT).unwrap_or_default().split_whitespace();
        self.page.facts.extend(paths.map(str::to_owned));
    }

    fn correction(&mut self, id: &str, open: &mut Open) {
        let place = self.marks.next();
        if self.state.ours && self.passage.is_some() {
            return;
        }
        if self.mark.is_some() {
            self.fault(Code::NestedCorrection, "更正标记套在另一个更正标记之内", "每处更正各用一个元素", id, place);
            return;
        }
        if self.passage.is_none() {
            self.state.ours = false;
            self.state.side = None;
        }
        self.mark = Some(Mark {
            id: id.to_owned(),
            start: self.passage.as_ref().map_or(0, |passage| passage.printed.len()),
            place,
            ..Mark::default()
        });
        open.ends_mark = true;
    }

    fn side(&mut self, side: &str) {
        if self.state.ours && self.passage.is_some() {
            return;
        }
        let side = match side {
            contract::PRINTED => Side::Printed,
            contract::READ => Side::Read,
            _ => {
                let place = locate(self.html, contract::SIDE, 0);
                self.fault(Code::StraySide, "data-as 只能是 printed 或 read", "", side, place);
                return;
            }
        };
        match &mut self.mark {
            Some(mark) if self.state.side.is_none() => match side {
                Side::Printed => mark.printed_sides += 1,
                Side::Read => mark.read_sides += 1,
            },
            _ if self.passage.is_some() => {
                let place = self.passage.as_ref().map_or((1, 1), |passage| passage.place);
                self.fault(
                    Code::StraySide,
                    "data-as 不在更正标记之内，或套在另一个 data-as 之内",
                    "只在 data-correction 元素里直接使用",
                    "",
                    place,
                );
            }
            _ => {}
        }
        self.state.side = Some(side);
    }

    pub(super) fn fault_at(&mut self, code: Code, message: &'static str, hint: &'static str, text: &str, needle: &str) {
        let place = locate(self.html, needle, 0);
        self.fault(code, message, hint, text, place);
    }

    fn fault(&mut self, code: Code, message: &'static str, hint: &'static str, text: &str, place: (usize, usize)) {
        self.page.faults.push(Fault { code, message, hint, text: text.to_owned(), place });
    }
}
