//! Everything that has an address, with its names and numbers, and the tasks that its page lists.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::text::numeral;
use crate::verify::contract;
use crate::verify::derived::{Data, list, text};
use crate::verify::edition::Base;
use crate::verify::labels::{Label, sources};
use crate::verify::numbers::{self, digits};
use crate::verify::own_words::OwnWords;
use crate::verify::second_reading::{folded, may_mean};
use crate::verify::written::Written;

/// What has an address of its own.
#[derive(Debug, Default)]
pub(in crate::verify) struct Entity {
    /// Folded, the longest first.
    pub names: Vec<String>,
    /// Numbers that may stand beside a name, or for it.
    pub numbers: Vec<String>,
    /// What alone may stand beside its name: a member's post. Absent where that is free.
    pub beside: Option<Vec<String>>,
    /// What is printed before it: `（二）` before a task.
    pub label: String,
    /// Words of which a part may stand for it.
    pub words: String,
    /// The numbers of its labels, from the part down; those that a domain may have.
    pub place: Vec<u32>,
}

/// All of them, by address from the site's root.
#[derive(Debug)]
pub(in crate::verify) struct Known<'a> {
    pub plans: Vec<&'a Data>,
    /// `cases.json`
    pub cases: &'a Value,
    /// All of `seeds/agencies.toml`.
    pub registry: &'a Value,
    /// What the portal words itself.
    pub words: &'a OwnWords,
    entities: BTreeMap<String, Entity>,
    /// The tasks that are listed under an address, or whatever else is counted there.
    sets: BTreeMap<String, BTreeSet<String>>,
    agencies: BTreeSet<String>,
    /// The addresses elsewhere that data and the portal's files name.
    elsewhere: BTreeSet<String>,
}

impl Known<'_> {
    pub(in crate::verify) fn new<'a>(plans: &[&'a Data], cases: &'a Value, written: &'a Written) -> Known<'a> {
        let Written { registry, words, .. } = written;
        let (plans, entities, sets, agencies) = (plans.to_vec(), BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        let of_plans = plans.iter().flat_map(|data| [&data.plan, &data.tasks, &data.written]);
        let elsewhere = sources::addresses(of_plans.chain([cases, registry, &words.portal]));
        let mut known = Known { plans, cases, registry, words, entities, sets, agencies, elsewhere };
        for data in known.plans.clone() {
            let root = format!("/{}/", text(&data.plan["id"]));
            known.tasks(&root, data);
            known.agencies_of(&root, data);
            known.domains(&root, data);
            known.members(&root, data);
            known.clauses(data);
            known.corrections(&root, data);
            known.spoken_of(&root, data);
            known.materials(&root, data);
            known.named(&root, data);
            known.domains_of(&root, data);
            known.groups(&root, data);
            known.kinds(&root, data);
        }
        for case in list(&cases["cases"]) {
            let numbers = bare(["published", "event_date"].map(|day| text(&case[day])));
            known.name(text(&case["url"]).to_owned(), &[&case["title"]], numbers);
        }
        known
    }

    fn name(&mut self, address: String, names: &[&Value], numbers: Vec<String>) -> &mut Entity {
        let mut names: Vec<String> =
            names.iter().map(|name| folded(text(name).trim_end_matches('…'))).filter(|name| !name.is_empty()).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let entity = self.entities.entry(address).or_default();
        *entity = Entity { names, numbers, ..Entity::default() };
        entity
    }

    /// Takes up what a page of no plan is called.
    pub(super) fn called(&mut self, address: String, headings: &[String]) {
        let headings: Vec<Value> = headings.iter().map(|heading| heading.as_str().into()).collect();
        self.name(address, &headings.iter().collect::<Vec<_>>(), Vec::new());
    }

    pub(super) fn put(&mut self, address: String, item: String) {
        self.sets.entry(address).or_default().insert(item);
    }

    /// Says that nothing stands under an address yet.
    pub(super) fn none(&mut self, address: String) {
        self.sets.entry(address).or_default();
    }

    pub(super) fn sets(&self) -> &BTreeMap<String, BTreeSet<String>> {
        &self.sets
    }

    fn tasks(&mut self, root: &str, data: &Data) {
        for task in list(&data.tasks["tasks"]) {
            let own = task["number"].to_string();
            let label = text(&task["label"]);
            let numbers = std::iter::once(own.clone()).chain(bare([label])).collect();
            let entity = self.name(format!("{root}{}{own}/", contract::TASKS), &[&task["title"]], numbers);
            entity.label = folded(label);
            self.put(format!("{root}{}", contract::TASKS), own.clone());
            self.put(group_of(root, task), own.clone());
            for date in list(&task["parts"]).iter().filter_map(|part| part["deadline"].as_str()) {
                let address = format!("{root}{}{}/", contract::DEADLINES, date.replace('/', "-to-"));
                self.name(address.clone(), &[], of_date(date));
                self.put(address, own.clone());
            }
        }
    }

    fn agencies_of(&mut self, root: &str, data: &Data) {
        let all = format!("{root}{}", contract::AGENCIES);
        for agency in list(&data.agencies["agencies"]) {
            let address = format!("{all}{}/", text(&agency["id"]));
            // One that shares its name with another is told apart by its place.
            let of_place = format!("{}（{}）", text(&agency["name"]), text(&agency["place"])).into();
            let names: Vec<&Value> = list(&agency["aliases"]).iter().chain([&agency["name"], &of_place]).collect();
            self.name(address.clone(), &names, Vec::new());
            self.agencies.insert(folded(text(&agency["name"])));
            for number in list(&agency["through_groups"]) {
                self.put(format!("{address}#through"), number.to_string());
            }
            for role in ["lead", "responsible", "supporting"] {
                for number in list(&agency[role]) {
                    self.put(format!("{address}#{role}"), number.to_string());
                    self.put(address.clone(), number.to_string());
                    self.put(all.clone(), address.clone());
                }
            }
        }
    }

    fn domains(&mut self, root: &str, data: &Data) {
        for domain in list(&data.plan["domains"]) {
            let forms = list(&domain["printed_names"]);
            let names: Vec<&Value> = forms.iter().chain([&domain["name"]]).collect();
            let address = format!("{root}{}{}/", contract::DOMAINS, text(&domain["id"]));
            let entity = self.name(address.clone(), &names, Vec::new());
            entity.place = forms.iter().filter_map(|form| label(text(form))).collect();
            entity.place.extend(domain["number"].as_u64().map(|number| number as u32));
            for agency in list(&domain["lead"]) {
                let all = format!("{root}{}", contract::AGENCIES);
                self.put(all.clone(), format!("{all}{}/", text(agency)));
            }
            self.none(address.clone());
            self.none(format!("{address}{}", contract::MATERIALS));
        }
    }

    fn members(&mut self, root: &str, data: &Data) {
        for member in list(&data.plan["members"]) {
            let address = format!("{root}{}#{}", contract::MEMBERS, text(&member["id"]));
            self.put(format!("{root}{}", contract::MEMBERS), address.clone());
            let numbers = bare(["post", "group"].map(|key| text(&member[key])));
            let entity = self.name(address, &[&member["name"]], numbers);
            entity.beside = Some(["post", "role", "group"].map(|key| folded(text(&member[key]))).to_vec());
        }
    }

    fn clauses(&mut self, data: &Data) {
        for clause in list(&data.plan["clauses"]) {
            let words = [&clause["label"], &clause["heading"], &clause["text"]].map(text).concat();
            let entity = self.name(text(&clause["url"]).to_owned(), &[&clause["heading"]], Vec::new());
            entity.words = folded(&words);
            entity.place = numbers::place(text(&clause["id"]));
        }
    }

    fn corrections(&mut self, root: &str, data: &Data) {
        for entry in list(&data.plan["corrections"]) {
            let address = format!("{root}{}#{}", contract::ERRATA, text(&entry["id"]));
            self.put(format!("{root}{}", contract::ERRATA), address.clone());
            if !entry["number"].is_null() {
                self.name(address, &[], vec![entry["number"].to_string()]);
            }
        }
    }

    /// Returns the names of all agencies, folded.
    pub(super) fn agencies(&self) -> &BTreeSet<String> {
        &self.agencies
    }

    /// Checks whether data or the portal's files name an address elsewhere; the one that its contact names may be asked with the
    /// page's title.
    pub(super) fn leads_to(&self, address: &str) -> bool {
        let asked = address.split_once("?subject=").map_or(address, |(asked, _)| asked);
        let is_of_contact = || text(&self.words.portal["contact"]).contains(asked);
        self.elsewhere.contains(address) || is_of_contact()
    }

    /// Checks whether it is the name of an agency.
    pub(super) fn is_agency(&self, name: &str) -> bool {
        self.agencies.contains(&folded(name))
    }

    /// Checks whether something stands at an address, or is counted there.
    pub(super) fn has(&self, href: &str, base: &Base) -> bool {
        base.path_of(href).is_none_or(|path| self.entities.contains_key(path) || self.sets.contains_key(path))
    }

    /// Returns what a list of a plan's agencies, deadlines or domains doesn't link though the plan has it.
    pub(super) fn left_out(&self, address: &str, links: &[Label], base: &Base) -> Option<(String, String)> {
        let folder = address.trim_start_matches('/').split_once('/').map(|(_, folder)| folder)?;
        if ![contract::AGENCIES, contract::DEADLINES, contract::DOMAINS].contains(&folder) {
            return None;
        }
        let linked: BTreeSet<&str> = links.iter().filter_map(|link| base.path_of(&link.href)).collect();
        let missing = self.listed(address)?.into_iter().find(|path| !linked.contains(path.as_str()))?;
        Some((missing, "这一页漏了它".to_owned()))
    }

    pub(super) fn entity(&self, address: &str) -> Option<&Entity> {
        self.entities.get(address)
    }

    /// Returns the domain whose count is wrong where words list all domains of the tasks under an address, each with its
    /// count behind its name.
    pub(super) fn wrong_domain(&self, address: &str, words: &str) -> Option<String> {
        let (plan, _) = address.trim_start_matches('/').split_once('/')?;
        let data = self.plans.iter().find(|data| text(&data.plan["id"]) == plan)?;
        let mut rest = folded(words);
        let mut domains: Vec<(String, String)> = Vec::new();
        for domain in list(&data.plan["domains"]) {
            let of = format!("/{plan}/{}{}/", contract::DOMAINS, text(&domain["id"]));
            domains.push((folded(text(&domain["name"])), of));
        }
        domains.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        for (name, of) in domains {
            let count = self.count(&[address.to_owned(), of]).to_string();
            let stated = |at: usize| (at, digits(&rest[at + name.len()..]).first().copied().unwrap_or("0"));
            // Two may be called alike.
            let all: Vec<(usize, &str)> = rest.match_indices(&name).map(|(at, _)| stated(at)).collect();
            match all.into_iter().find(|(_, found)| *found == count) {
                Some((at, found)) => {
                    let end = at + name.len() + rest[at + name.len()..].find(found)? + found.len();
                    rest.replace_range(at..end, "");
                }
                // Nothing is said of it, or a number that is left over in the end.
                None if count == "0" => {}
                None => return Some(name),
            }
        }
        (!digits(&rest).is_empty()).then_some(rest)
    }

    /// Returns how many there are under all of these addresses at once.
    pub(super) fn count(&self, addresses: &[String]) -> usize {
        let none = BTreeSet::new();
        let mut sets = addresses.iter().map(|address| self.sets.get(address).unwrap_or(&none));
        let Some(first) = sets.next() else { return 0 };
        let rest: Vec<_> = sets.collect();
        first.iter().filter(|item| rest.iter().all(|set| set.contains(*item))).count()
    }
}

/// Returns the address of a task's domain, or of the tasks that are in none.
pub(super) fn group_of(root: &str, task: &Value) -> String {
    match task["domain"].as_str() {
        Some(domain) => format!("{root}{}{domain}/", contract::DOMAINS),
        None => format!("{root}{}{}", contract::TASKS, contract::OUTSIDE),
    }
}

impl Entity {
    /// Checks whether words may stand for it: its name with no number but its own, such a number, or a part of its text.
    pub(super) fn is_called(&self, words: &str) -> bool {
        let words = folded(words.trim_end_matches('…'));
        if !words.is_empty() && words == self.label {
            return true;
        }
        if let Some(name) = self.names.iter().find(|name| words.contains(name.as_str())) {
            let rest = words.replacen(name.as_str(), "", 1);
            if let Some(beside) = &self.beside {
                return rest.is_empty() || beside.contains(&rest);
            }
            return match self.words.is_empty() {
                true => self.has_numbers(&rest) && ordinal(&rest).is_none_or(|label| self.place.contains(&label)),
                false => self.is_at(&numbers::numbers(&rest)),
            };
        }
        let is_short = words.chars().filter(|c| !c.is_ascii_digit()).count() <= MOST_BESIDE_A_NUMBER;
        if is_short
            && is_label(&words)
            && self.place.last().is_some_and(|last| numbers::numbers(&words).last() == Some(last))
        {
            return true;
        }
        let is_numbered = words.contains(|c: char| c.is_ascii_digit()) && is_short && self.has_numbers(&words);
        (is_numbered && !self.numbers.is_empty())
            || (self.names.is_empty() && self.words.is_empty() && self.has_numbers(&words))
            || (!words.is_empty() && self.words.contains(&words))
    }

    /// Checks whether words may be the heading of its page: its name and nothing else.
    pub(super) fn is_headed(&self, words: &str) -> bool {
        if self.names.is_empty() {
            self.is_called(words)
        } else {
            self.names.contains(&folded(words.trim_end_matches('…')))
        }
    }

    /// Checks whether source text may name it.
    pub(super) fn is_meant(&self, words: &str) -> bool {
        let words = folded(words);
        self.is_called(&words) || self.names.iter().any(|name| may_mean(&words, name))
    }

    /// Checks whether numbers are those of its place, some of them left out: articles count on through chapters.
    fn is_at(&self, told: &[u32]) -> bool {
        let mut place = self.place.iter();
        told.is_empty() || told.last() == self.place.last() && told.iter().all(|number| place.any(|own| own == number))
    }

    fn has_numbers(&self, words: &str) -> bool {
        let runs = words.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
        runs.into_iter().all(|run| self.numbers.iter().any(|own| own == run.trim_start_matches('0')))
    }
}

/// Returns the numbers that stand in texts, as [`Entity::numbers`] are written.
fn bare<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.into_iter().flat_map(digits).map(|run| run.trim_start_matches('0').to_owned()).collect()
}

/// Returns the numbers by which a date may be called: a quarter (`2024-36`) by its own, too.
fn of_date(date: &str) -> Vec<String> {
    let mut numbers = bare([date]);
    let quarters = numbers.iter().filter_map(|number| number.parse::<u32>().ok()).filter(|n| (33..=36).contains(n));
    let quarters: Vec<String> = quarters.map(|quarter| (quarter - 32).to_string()).collect();
    numbers.extend(quarters);
    numbers
}

/// Returns the numeral before the first mark, or that words are.
fn ordinal(words: &str) -> Option<u32> {
    label(words).or_else(|| numeral::value(words))
}

/// Returns the numeral before the first mark: 三、
fn label(words: &str) -> Option<u32> {
    let (label, _) = words.split_once('、')?;
    label.parse().ok().or_else(|| numeral::value(label))
}

/// Checks whether behind their first number words are numbers, marks, and what they number: 第三条, 方案附件2第三（一）.
fn is_label(words: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || numeral::is_numeral(c) || numeral::of_one_character(c).is_some();
    let is_part = |c: char| is_number(c) || !c.is_alphanumeric() || UNITS.contains(c);
    words.trim_start_matches(|c| !is_number(c)).chars().all(is_part)
}

/// What clauses and domains are called by number.
const UNITS: &str = "第章节条款部分项类篇附件";

/// More characters beside a number than this are no word for it: 第7项, 方案第7项, 2030年第四季度.
const MOST_BESIDE_A_NUMBER: usize = 8;
