//! Keys by which it is remembered that what a page says is right: each changes with all that the page is held against.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Known;
use super::topics::Told;
use crate::memory::key_of;
use crate::open_data;
use crate::verify::derived::{Data, list, text};
use crate::verify::edition::Base;
use crate::verify::inventory::Inventory;
use crate::verify::proof::Proof;

/// What the pages of a site are held against.
pub(in crate::verify) struct Keys<'a> {
    /// What all pages are.
    common: String,
    /// The plans' digests, by their ids.
    plans: BTreeMap<&'a str, &'a str>,
    /// What pages of no plan are: both.
    all: String,
}

impl<'a> Keys<'a> {
    pub(in crate::verify) fn new(
        base: &Base,
        proofs: &'a BTreeMap<&'a str, Arc<Proof>>,
        present: &Inventory,
        known: &Known,
        told: &[Told],
    ) -> Keys<'a> {
        // Which plans there are, and how many tasks each has, is said anywhere; so are the names of agencies, and what
        // stands under the addresses of cases, which name no plan.
        let about = |data: &&Data| {
            let plan = &data.plan;
            (text(&plan["id"]).to_owned(), text(&plan["title"]).to_owned(), list(&data.tasks["tasks"]).len())
        };
        let of_plans: Vec<_> = known.plans.iter().map(about).collect();
        let is_of_case = |(address, _): &(&String, &BTreeSet<String>)| address.starts_with("/cases/");
        let of_cases: Vec<_> = known.sets().iter().filter(is_of_case).collect();
        let said = (of_plans, known.agencies(), of_cases, told, present.digest(open_data::CASES));
        let common = key_of(&(base, known.words, known.registry, said));
        let plans: BTreeMap<_, _> = proofs.iter().map(|(id, proof)| (*id, proof.digest.as_str())).collect();
        Keys { all: key_of(&(&common, &plans)), common, plans }
    }

    /// Returns the key of what is held against all plans.
    pub(in crate::verify) fn of_all(&self) -> &str {
        &self.all
    }

    /// Returns the key of a page of a plan that names these plans, its own among them.
    pub(in crate::verify) fn of_plans(&self, named: &BTreeSet<String>) -> String {
        let plans: Vec<_> = named.iter().map(|id| (id, self.plans.get(id.as_str()))).collect();
        key_of(&(&self.common, plans))
    }
}
