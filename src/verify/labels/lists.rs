//! Lists: of what they list nothing is left out and nothing stands twice.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Node};
use serde_json::Value;

use super::{Fault, Known, Said, ancestors, below, topics, whole, words};
use crate::text::numeral;
use crate::text::role_class::RoleClass;
use crate::verify::contract;
use crate::verify::derived::{list, text};
use crate::verify::edition::Base;
use crate::verify::second_reading::folded;

/// What an element says that it lists, and what it links and names.
#[derive(Debug)]
pub(in crate::verify) struct List {
    pub of: String,
    pub entries: Vec<String>,
}

/// Returns a list; what editors wrote in it links as it will.
pub(super) fn read(element: ElementRef, of: &str) -> List {
    let is_ours = |entry: &ElementRef| {
        let mut between = ancestors(*entry).take_while(|around| *around != element);
        between.all(|around| around.attr(contract::WRITTEN).is_none())
    };
    let address = |entry: ElementRef| {
        let name = entry.attr(contract::NAMES);
        Some((name.or_else(|| entry.attr("href"))?.to_owned(), name.is_some()))
    };
    let own = below(element).filter(is_ours);
    let mut entries: Vec<_> = own.filter_map(|own| Some((entry_around(own), address(own)?))).collect();
    // An entry may name a thing beside the link to it.
    entries.dedup_by(|(entry, (own, is_name)), (before, (other, was_name))| {
        entry == before && own == other && is_name != was_name
    });
    List { of: of.to_owned(), entries: entries.into_iter().map(|(_, (address, _))| address).collect() }
}

/// Returns what an element says of one thing though the entry that it stands in leads to another of the kind. `of` is
/// its [`contract::FACT`] or [`contract::COUNT`].
pub(super) fn mixed(element: ElementRef, of: &str) -> Option<String> {
    let meant: Vec<String> = of.split_whitespace().filter_map(subject).collect();
    let entry = entry_around(element).filter(|_| !meant.is_empty())?;
    let own = below(entry).filter(|inner| entry_around(*inner) == Some(entry));
    let attributes = own.flat_map(|inner| inner.value().attrs());
    let led: Vec<&str> =
        attributes.filter(|(name, _)| ["href", contract::NAMES].contains(name)).map(|(_, href)| href).collect();
    let is_wrong = |meant: &&String| {
        let mut alike = led.iter().filter(|href| folder(href).ends_with(folder(meant))).peekable();
        alike.peek().is_some() && !alike.any(|href| href.ends_with(meant.as_str()))
    };
    meant.iter().find(is_wrong).cloned()
}

fn entry_around(element: ElementRef) -> Option<ElementRef> {
    std::iter::once(element).chain(ancestors(element)).find(|around| ["li", "tr"].contains(&around.value().name()))
}

/// Returns the header under which a cell of a row stands that says that it is of another column of the table.
pub(super) fn misheaded(row: ElementRef) -> Option<String> {
    let own = cells(row);
    let column = |cell: &ElementRef| folded(cell.attr(contract::COLUMN).unwrap_or_default());
    let is_named = own.iter().any(|cell| !column(cell).is_empty());
    let table = ancestors(row).find(|around| around.value().name() == "table" && is_named)?;
    let header = cells(below(table).find(|inner| inner.value().name() == "tr")?);
    // Cells that are wider, or reach down from a row above, shift the others; a header that is corrected has two names.
    let is_wide = |cell: &ElementRef| cell.attr("colspan").is_some();
    let is_high = |cell: &ElementRef| cell.attr("rowspan").is_some();
    let is_corrected = |cell: &ElementRef| below(*cell).any(|inner| inner.attr(contract::CORRECTION).is_some());
    let above = row.prev_siblings().filter_map(ElementRef::wrap).flat_map(cells);
    if header.len() != own.len()
        || header.iter().chain(&own).any(is_wide)
        || header.iter().any(is_corrected)
        || above.into_iter().any(|cell| is_high(&cell))
    {
        return None;
    }
    let called: Vec<String> = header.into_iter().map(|cell| folded(&words(cell))).collect();
    let columns: Vec<String> = own.iter().map(column).collect();
    // A column may hold several kinds, each by its own word; not where the word is of another column, or of a role.
    let is_wrong = |(header, column): &(&String, &String)| {
        let is_own = || RoleClass::of_header(header).is_some() || called.contains(column) || columns.contains(header);
        !column.is_empty() && header != column && is_own()
    };
    called.iter().zip(&columns).find(is_wrong).map(|(header, _)| header.clone())
}

/// Returns the cells of a row.
pub(super) fn cells(row: ElementRef) -> Vec<ElementRef> {
    row.children().filter_map(ElementRef::wrap).collect()
}

/// Returns the address of what a fact or a count is of, where it is a case, or something below a plan's folder.
fn subject(of: &str) -> Option<String> {
    let folders = [contract::TASKS, contract::DOMAINS, contract::AGENCIES, contract::DEADLINES, contract::TOPICS];
    let is_of_things = |folder: &str| folders.iter().any(|own| own.trim_end_matches('/') == folder);
    let steps: Vec<&str> = of.split('/').collect();
    match steps[..] {
        ["cases", slug, _] => Some(format!("/cases/{slug}/")),
        ["", .., folder, name, _] if is_of_things(folder) => Some(format!("/{folder}/{name}/")),
        [plan, "organisation", _, domain] => Some(format!("/{plan}/domains/{domain}/")),
        [plan, "tasks", number, _, ..] if !plan.is_empty() => Some(format!("/{plan}/tasks/{number}/")),
        _ => None,
    }
}

/// Returns the words of entries that stand twice in an element: alike in their words, addresses and lines.
pub(super) fn doubled(element: ElementRef) -> Vec<String> {
    let is_entry = |entry: &ElementRef| ["li", "tr", "tbody", "option"].contains(&entry.value().name());
    let mut seen = BTreeSet::new();
    let mut entries = element.children().filter_map(ElementRef::wrap).filter(is_entry).peekable();
    let mut twice = Vec::new();
    while let Some(entry) = entries.next() {
        let Some(mut own) = key(entry) else { continue };
        // One heading may stand over two groups; over none it stands once too often.
        if is_heading(entry) {
            match entries.peek().filter(|next| !is_heading(**next)).and_then(|next| key(*next)) {
                Some(next) => own.push_str(&next),
                None => twice.push(own.clone()),
            }
        }
        if !seen.insert(own.clone()) {
            twice.push(own);
        }
    }
    // Editors may say a thing twice.
    let is_written = || ancestors(element).any(|around| around.attr(contract::WRITTEN).is_some());
    if twice.is_empty() || is_written() { Vec::new() } else { twice }
}

/// Checks whether an entry heads those that follow it, in a table.
fn is_heading(entry: ElementRef) -> bool {
    entry.value().name() == "tbody" && below(entry).any(|inner| inner.value().name() == "h3")
}

/// Returns what an entry says and leads to; nothing of one that leads nowhere. A row is what its header leads to.
fn key(entry: ElementRef) -> Option<String> {
    let header = || below(entry).find(|cell| cell.value().name() == "th");
    let header = Some(entry).filter(|entry| entry.value().name() == "tr").and_then(|_| header());
    if let Some(href) = header.and_then(|header| below(header).find_map(|link| link.attr("href"))) {
        return Some(href.to_owned());
    }
    let (mut words, mut addresses) = (String::new(), String::new());
    for node in entry.descendants() {
        match node.value() {
            Node::Text(text) => words.extend(text.chars().filter(|c| !c.is_whitespace())),
            Node::Element(inner) => {
                let is_address = |name: &str| ["href", contract::LINES, contract::NAMES].contains(&name);
                for (_, value) in inner.attrs().filter(|(name, value)| is_address(name) && !value.contains('?')) {
                    addresses.push(' ');
                    addresses.push_str(value);
                }
            }
            _ => {}
        }
    }
    (!addresses.is_empty()).then(|| words + &addresses)
}

/// Returns what a list leaves out, or has twice, or has though it isn't there.
pub(super) fn fault(list: &List, of: &str, known: &Known, base: &Base) -> Option<Fault> {
    let linked = || list.entries.iter().filter_map(|href| base.path_of(href));
    if known.words.has_templates && topics::are_told_by_pages(of) {
        return None;
    }
    if let Some(ranks) = known.ranked(of) {
        return known.fault_of_ranked(&linked().collect::<Vec<_>>(), &ranks, of);
    }
    let is_contents = of.ends_with(&format!("/{}", folder_of(contract::FULL_TEXT)));
    let wanted = if is_contents { Some(contents(known, of, &linked().collect())) } else { known.listed(of) };
    let Some(wanted) = wanted else { return Some((of.to_owned(), "没有这样的地址".to_owned())) };
    let mut kinds: BTreeSet<&str> = wanted.iter().map(|address| folder(address)).collect();
    let topics = format!("/{}", contract::TOPICS);
    if of.ends_with(contract::TOPICS_OF) && known.sets().contains_key(&topics) {
        kinds.insert(&topics);
    }
    // The portal's own pages stand beside its plans.
    let is_kind = |path: &str| kinds.contains(folder(path)) && (of != "/" || wanted.contains(path));
    let mut seen = BTreeSet::new();
    for path in linked().filter(|path| is_kind(path)) {
        let is_one = wanted.contains(path) || is_contents;
        if !is_one || !seen.insert(path) {
            let message = if is_one { "这里列了两次" } else { "这里不该列它" };
            return Some((path.to_owned(), format!("{message}：`{of}`")));
        }
    }
    let missing = wanted.iter().find(|address| !seen.contains(address.as_str()))?;
    Some((missing.clone(), format!("这里漏了它：`{of}`")))
}

/// Returns a list that a page has to have and hasn't: choices, the domains of a plan, groups, plans.
pub(super) fn missing(address: &str, lists: &[List], known: &Known, base: &Base) -> Option<String> {
    let below = address.trim_start_matches('/').split_once('/').map_or("", |(_, below)| below);
    let root = &address[..address.len() - below.len()];
    let in_plan = |folders: &[&str]| folders.iter().map(|folder| format!("{root}{folder}")).collect();
    let wanted: Vec<String> = match below {
        _ if address == "/" && known.plans.len() > 1 => vec![address.to_owned()],
        "" if known.plans.iter().any(|data| root == format!("/{}/", text(&data.plan["id"]))) => {
            in_plan(&[contract::DOMAINS])
        }
        _ if below == folder_of(contract::TASK_LIST) => {
            in_plan(&[contract::DOMAINS, contract::DEADLINES, contract::AGENCIES])
        }
        contract::ORGANISATION => {
            // Tiers are due; quarters are where one of them stands.
            let is_quarter = |of: &str| of.starts_with(|c: char| c.is_ascii_digit()) && of.contains('-');
            let has_quarters = lists.iter().any(|list| list.of.strip_prefix('#').is_some_and(is_quarter));
            let is_due = |path: &&String| {
                let anchor = path.strip_prefix(address).and_then(|path| path.strip_prefix('#'));
                anchor.is_some_and(|anchor| anchor.starts_with("tier-") || (has_quarters && is_quarter(anchor)))
            };
            known.sets().keys().filter(is_due).cloned().collect()
        }
        _ => Vec::new(),
    };
    // What stands twice, for readers with and without scripts, does so for all kinds.
    let count = |of: &String| lists.iter().filter(|list| whole(&list.of, address, base) == *of).count();
    let most = wanted.iter().map(count).max().unwrap_or_default().max(1);
    let is_empty = |of: &String| known.listed(of).is_none_or(|listed| listed.is_empty());
    wanted.into_iter().find(|of| count(of) < most && !is_empty(of))
}

/// Returns the clauses that a contents list has to have: all that are numbered like one that it has.
fn contents(known: &Known, of: &str, linked: &BTreeSet<&str>) -> BTreeSet<String> {
    let all = known.plans.iter().flat_map(|data| list(&data.plan["clauses"]));
    let own: Vec<_> = all.filter(|clause| folder(text(&clause["url"])) == of).collect();
    // What is numbered alike and stands as deep is of one level.
    let level = |clause: &Value| (form(text(&clause["label"])), text(&clause["id"]).matches('-').count());
    let is_linked = |clause: &&&Value| linked.contains(text(&clause["url"]));
    let levels: BTreeSet<_> = own.iter().filter(is_linked).map(|clause| level(clause)).collect();
    let wanted = own.iter().filter(|clause| !text(&clause["label"]).is_empty() && levels.contains(&level(clause)));
    wanted.map(|clause| text(&clause["url"]).to_owned()).collect()
}

/// Returns a label without its number: `（〇）` of `（十二）`, `（0）` of `（12）`.
fn form(label: &str) -> String {
    let mut form = String::new();
    for c in label.chars().filter(|c| !c.is_whitespace()) {
        let now = match c {
            _ if c.is_ascii_digit() => '0',
            _ if numeral::is_numeral(c) => '〇',
            '(' => '（',
            ')' => '）',
            c => c,
        };
        if !("0〇".contains(now) && form.ends_with(now)) {
            form.push(now);
        }
    }
    form
}

/// Returns the address under which another stands: `/p/domains/` of `/p/domains/a/`, `/p/policy/` of `/p/policy/#s1`.
pub(super) fn folder(address: &str) -> &str {
    let inner = address.strip_suffix('/').unwrap_or(address);
    inner.rfind(['/', '#']).map_or("", |at| if inner[at..].starts_with('#') { &inner[..at] } else { &inner[..=at] })
}

fn folder_of(file: &str) -> &str {
    file.trim_end_matches("index.html")
}

/// Returns contents that differ or are missing, by their pages: what a page's own data can't tell shows in another. Where
/// one page of a plan has them, its first page and its full text do; a portal with templates of its own may do without.
pub(in crate::verify) fn disagreeing<'a>(
    pages: impl Iterator<Item = (&'a str, &'a Said)>,
    has_templates: bool,
) -> Vec<String> {
    let is_contents = |list: &&List| list.of.ends_with(&format!("/{}", folder_of(contract::FULL_TEXT)));
    let mut first: BTreeMap<&str, &[String]> = BTreeMap::new();
    let (mut due, mut bare, mut differing) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (file, said) in pages.filter(|(_, said)| said.is_named) {
        let (plan, below) = file.split_once('/').unwrap_or_default();
        let contents: Vec<&List> = said.lists.iter().filter(is_contents).collect();
        if contents.is_empty() && !has_templates && ["index.html", contract::FULL_TEXT].contains(&below) {
            bare.insert(file);
        }
        for list in contents {
            due.insert(plan);
            if **first.entry(&list.of).or_insert(&list.entries) != *list.entries {
                differing.push(file.to_owned());
            }
        }
    }
    let is_due = |file: &&&str| file.split_once('/').is_some_and(|(plan, _)| due.contains(plan));
    differing.extend(bare.iter().filter(is_due).map(|file| (*file).to_owned()));
    differing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stands_under_another() {
        assert_eq!(folder("/p/domains/a/"), "/p/domains/");
        assert_eq!(folder("/p/policy/#s1-2"), "/p/policy/");
        assert_eq!((folder("/p/"), folder("/")), ("/", ""));
    }

    #[test]
    fn labels_are_of_a_form() {
        assert_eq!(form("（十二）"), form("(三)"));
        assert_ne!(form("（一）"), form("（1）"));
    }
}
