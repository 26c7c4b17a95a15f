//! Lists that may be cut, of things in an order: who leads most, what is newest.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fault, Known};
use crate::verify::contract;
use crate::verify::derived::{list, text};

/// Addresses, each with what it is ordered by.
pub(super) type Ranks = BTreeMap<String, String>;

impl Known<'_> {
    /// Returns the ranks of all that an address of such lists has; nothing for other addresses.
    pub(super) fn ranked(&self, of: &str) -> Option<Ranks> {
        let cases = || list(&self.cases["cases"]).iter();
        let day = |case: &serde_json::Value, key: &str| text(&case[key]).to_owned();
        if let Some(before) = of.strip_suffix(contract::NEWEST) {
            if before == "/cases/" {
                return Some(cases().map(|case| (text(&case["url"]).to_owned(), day(case, "published"))).collect());
            }
            let plan = self.plans.iter().find(|data| before == format!("/{}/", text(&data.plan["id"])))?;
            let own = cases().filter(|case| case["plan"] == plan.plan["id"]);
            let known = |case: &serde_json::Value| match day(case, "event_date") {
                day if !day.is_empty() => day,
                _ => day(case, "published"),
            };
            return Some(own.map(|case| (text(&case["url"]).to_owned(), known(case))).collect());
        }
        let agencies = of.strip_suffix(contract::LEADERS)?;
        let root = agencies.strip_suffix(contract::AGENCIES)?;
        let plan = self.plans.iter().find(|data| root == format!("/{}/", text(&data.plan["id"])))?;
        let led = list(&plan.agencies["agencies"]).iter().map(|agency| {
            let count = list(&agency["lead"]).len();
            (format!("{agencies}{}/", text(&agency["id"])), format!("{count:08}"))
        });
        let none = format!("{:08}", 0);
        Some(led.filter(|(_, rank)| *rank != none).collect())
    }

    /// Checks whether a list of a plan's newest has to have all cases: all its materials are no more than such a list holds.
    fn has_few(&self, of: &str) -> bool {
        let Some(root) = of.strip_suffix(contract::NEWEST) else { return false };
        let since = format!("{root}{}", contract::ORGANISATION);
        let all = [contract::SINCE, contract::BEFORE].map(|anchor| self.count(&[format!("{since}{anchor}")]));
        root != "/cases/" && all.iter().sum::<usize>() <= contract::MOST_NEWEST
    }

    /// Returns what a cut list has out of order or twice, has though it isn't of its kind, or leaves out though it ranks
    /// before what it has.
    pub(super) fn fault_of_ranked(&self, linked: &[&str], ranks: &Ranks, of: &str) -> Option<Fault> {
        let kinds: BTreeSet<&str> = ranks.keys().map(|address| super::lists::folder(address)).collect();
        let listed: Vec<&str> =
            linked.iter().copied().filter(|path| kinds.contains(super::lists::folder(path))).collect();
        let told = |path: &str, message: &str| Some((path.to_owned(), format!("{message}：`{of}`")));
        let mut seen = BTreeSet::new();
        for path in &listed {
            if !ranks.contains_key(*path) {
                return told(path, "这里不该列它");
            }
            if !seen.insert(*path) {
                return told(path, "这里列了两次");
            }
        }
        let order: Vec<&String> = listed.iter().map(|path| &ranks[*path]).collect();
        if !order.is_sorted() && !order.iter().rev().is_sorted() {
            return told(listed[0], "这里的次序与数据不同");
        }
        let (last, few) = (order.iter().min(), self.has_few(of));
        // Among a plan's newest materials there may be no case.
        let may_be_none = of.ends_with(contract::NEWEST) && !of.starts_with("/cases/");
        let is_before = |rank: &String| last.map_or(!may_be_none, |last| rank > *last);
        let is_missing = |(path, rank): &(&String, &String)| !seen.contains(path.as_str()) && (few || is_before(rank));
        ranks.iter().find(is_missing).and_then(|(path, _)| told(path, "这里漏了它"))
    }
}
