//! Ids that people link to: each stands on what it is of.

use std::ops::Range;

use serde_json::Value;

use super::contract;
use super::derived::{Data, list, text};
use super::html::{Anchor, Page, Passage};
use super::report::string;
use super::second_reading::folded;
use super::spans;
use crate::diagnostic::{Code, Diagnostic, Place};

/// Checks the ids of a page of a plan; `address` is its path below the plan's folder. A page that promises to call
/// everything by its name says in an entry what it is of, `is_named`.
pub(super) fn check(file: &str, address: &str, page: &Page, data: &Data, is_named: bool) -> Vec<Diagnostic> {
    let ids = Ids { page, data, address, is_named };
    let wrong = page.anchors.iter().filter_map(|anchor| Some((anchor, ids.fault(anchor)?)));
    let mut faults: Vec<(&str, &str)> = wrong.map(|(anchor, fault)| (anchor.id.as_str(), fault)).collect();
    faults.extend(ids.out_of_order());
    let told = faults.into_iter().map(|(id, message)| {
        let place = Place::file(file).quoting(id);
        Diagnostic::new(Code::WrongFact, place, message, "重新生成网站：policy-portal build")
    });
    told.collect()
}

struct Ids<'a> {
    page: &'a Page,
    data: &'a Data,
    address: &'a str,
    is_named: bool,
}

impl Ids<'_> {
    fn fault(&self, anchor: &Anchor) -> Option<&'static str> {
        let id = anchor.id.as_str();
        let is_full_text = self.address == contract::FULL_TEXT;
        if is_full_text && let Some(clause) = self.find("clauses", id) {
            let first = clause["lines"][0].as_u64();
            let begins = |passage: &Passage| spans::lines(&passage.lines).map(|(begin, _)| begin as u64) == first;
            return (!self.nearest(anchor).any(begins)).then_some("这个 id 不在它的条文上");
        }
        if (is_full_text || self.address == page_of(contract::MEMBERS))
            && let Some(member) = self.find("members", id)
        {
            return (!self.names(anchor, member)).then_some("这个 id 不在它的成员上");
        }
        if is_full_text && let Some(task) = id.strip_prefix(contract::TASK_ANCHOR).and_then(|id| self.task(id)) {
            let parts = || list(&task["parts"]).iter().chain([&task["place"]]);
            let is_of = |passage: &Passage| parts().any(|part| touches(passage, part));
            return (!self.nearest(anchor).any(is_of)).then_some("这个 id 不在它的任务上");
        }
        if let Some(task) = contract::name_in(contract::TASKS, self.address).and_then(|number| self.task(number))
            && let Some(part) = list(&task["parts"]).iter().find(|part| text(&part["id"]) == id)
        {
            // The first cell may be one of the row above, which the part shares.
            let own = &self.page.passages[anchor.passages.clone()];
            let is_right = own.iter().chain(self.nearest(anchor)).any(|passage| touches(passage, part));
            return (!is_right).then_some("这个 id 不在它的一行上");
        }
        let is_errata = self.address == page_of(contract::ERRATA);
        let note = id.strip_prefix("note-").or_else(|| is_errata.then_some(id));
        if let Some(note) = note.filter(|note| self.find("corrections", note).is_some()) {
            return (!self.tells_of(anchor, note)).then_some("这个 id 不在它的校注上");
        }
        let mark = id.strip_prefix("mark-").filter(|mark| self.find("corrections", mark).is_some());
        let leads = |href: &str| mark.is_some_and(|mark| is_behind(href, mark));
        let is_wrong = mark.is_some() && anchor.href.as_deref().is_some_and(|href| !leads(href));
        is_wrong.then_some("这个记号不通向它的校注")
    }

    /// Returns the entry of a list of `plan.json` that an id is of.
    fn find(&self, key: &str, id: &str) -> Option<&Value> {
        list(&self.data.plan[key]).iter().find(|entry| text(&entry["id"]) == id)
    }

    fn task(&self, number: &str) -> Option<&Value> {
        list(&self.data.tasks["tasks"])
            .iter()
            .find(|task| task["number"].as_u64().is_some_and(|own| own.to_string() == number))
    }

    /// Returns the first passage of an element; of one that holds none those before and behind it.
    fn nearest(&self, anchor: &Anchor) -> impl Iterator<Item = &Passage> {
        let Range { start, end } = anchor.passages;
        let range = if start == end { start.saturating_sub(1)..start + 1 } else { start..start + 1 };
        self.page.passages.iter().take(range.end).skip(range.start)
    }

    /// Checks whether an element prints a member: the name, and behind it the post.
    fn names(&self, anchor: &Anchor, member: &Value) -> bool {
        let Range { start, end } = anchor.passages;
        if start == end || !self.is_named {
            // What only marks a place says nothing; templates of a portal's own say it in their order.
            let nearest = self.nearest(anchor).any(|passage| touches(passage, member));
            return nearest || self.page.passages[start..end].iter().any(|passage| touches(passage, member));
        }
        let [name, post] = ["name", "post"].map(|key| folded(text(&member[key])));
        let told = |side: fn(&Passage) -> &[char]| -> bool {
            let own = self.page.passages.iter().take(end).skip(start);
            let words = folded(&own.map(|passage| string(side(passage))).collect::<String>());
            words.split_once(&name).is_some_and(|(_, rest)| rest.contains(&post))
        };
        told(|passage| &passage.printed) || told(|passage| &passage.read)
    }

    /// Checks whether an element tells of one entry of the errata and of no other.
    fn tells_of(&self, anchor: &Anchor, note: &str) -> bool {
        let facts = &self.page.facts[anchor.facts.clone()];
        let mut notes = facts.iter().filter_map(|path| path.split_once("/corrections/")).peekable();
        let is_told = notes.peek().is_some() || !self.is_named;
        is_told && notes.all(|(_, rest)| rest.split('/').next() == Some(note))
    }

    /// Returns ids of a series that stand behind a later one of it, and entries of the errata under another kind.
    fn out_of_order(&self) -> Vec<(&str, &'static str)> {
        let mut faults = Vec::new();
        let mut last: Vec<(&str, u32)> = Vec::new();
        let is_errata = self.address == page_of(contract::ERRATA);
        let kinds = ["correction", "repair", "reading", "note"];
        let mut under = None;
        let mut before = 0;
        for id in self.page.anchors.iter().map(|anchor| anchor.id.as_str()) {
            if let Some((series, number)) = self.series(id) {
                match last.iter_mut().find(|(other, _)| *other == series) {
                    Some((_, last)) if *last >= number => faults.push((id, "这个 id 的次序不对")),
                    Some((_, last)) => *last = number,
                    None => last.push((series, number)),
                }
            }
            if !is_errata || !self.is_named {
                continue;
            }
            if kinds.contains(&id) {
                (under, before) = (Some(id), 0);
            }
            let entries = list(&self.data.plan["corrections"]).iter();
            let Some((at, entry)) = (1..).zip(entries).find(|(_, entry)| text(&entry["id"]) == id) else { continue };
            if under.is_some_and(|kind| text(&entry["kind"]) != kind) {
                faults.push((id, "这一条校注不属于这一类"));
            }
            if under.is_some() && at < before {
                faults.push((id, "这一条校注的次序不对"));
            }
            before = at;
        }
        faults
    }

    /// Returns the series that an id counts on, and its number in it.
    fn series<'i>(&self, id: &'i str) -> Option<(&'i str, u32)> {
        let (series, number) = id.split_at(id.trim_end_matches(|c: char| c.is_ascii_digit()).len());
        let is_counted = match series {
            "annex-" => self.address == contract::FULL_TEXT,
            "m" => [contract::FULL_TEXT, &page_of(contract::MEMBERS)].contains(&self.address),
            contract::TIER => self.address == page_of(contract::ORGANISATION),
            _ => self.address == contract::FULL_TEXT && series.ends_with("-p"),
        };
        number.parse().ok().filter(|_| is_counted).map(|number| (series, number))
    }
}

/// Returns the page of a folder.
fn page_of(folder: &str) -> String {
    format!("{folder}index.html")
}

/// Checks whether an address leads to a note, on the page or in the errata.
fn is_behind(href: &str, note: &str) -> bool {
    href.ends_with(&format!("-{note}")) || href.ends_with(&format!("#{note}"))
}

/// Checks whether a passage and an entry with lines have one in common.
fn touches(passage: &Passage, entry: &Value) -> bool {
    let lines = [0, 1].map(|at| entry["lines"][at].as_u64().map(|line| line as usize));
    let [Some(first), Some(last)] = lines else { return false };
    spans::lines(&passage.lines).is_some_and(|(begin, end)| begin <= last && first <= end)
}
