//! What is listed and counted under addresses beside the tasks of each: what is known of them, groups, entries of a kind.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Known;
use super::known::group_of;
use crate::verify::contract;
use crate::verify::derived::{Data, list, text};

impl Known<'_> {
    /// Counts the tasks of which public material speaks, and the materials of each; lists those that it is related to.
    pub(super) fn spoken_of(&mut self, root: &str, data: &Data) {
        for task in list(&data.tasks["tasks"]) {
            let number = task["number"].to_string();
            let own = list(&task["cases"]).iter().map(|slug| text(slug).to_owned());
            let materials: Vec<String> =
                own.chain((!task["progress"].is_null()).then(|| "progress".to_owned())).collect();
            let state = if materials.is_empty() { contract::UNKNOWN } else { contract::KNOWN };
            self.put(format!("{root}{}{state}", contract::TASKS), number.clone());
            if let Some(domain) = task["domain"].as_str() {
                self.put(format!("{root}{}{domain}/{state}", contract::DOMAINS), number.clone());
            }
            for other in list(&task["related"]) {
                let related = format!("{root}{}{number}/{}", contract::TASKS, contract::RELATED);
                self.put(related, format!("{root}{}{other}/", contract::TASKS));
            }
            for clause in list(&task["clauses"]) {
                let clause = format!("{root}{}#{}", contract::FULL_TEXT.trim_end_matches("index.html"), text(clause));
                self.put(clause, format!("{root}{}{number}/", contract::TASKS));
            }
            if list(&task["parts"]).iter().all(|part| part["deadline"].is_null()) {
                self.put(format!("{root}{}{}", contract::TASKS, contract::UNDATED), number.clone());
            }
            for material in materials {
                self.put(format!("{root}{}{number}/{}", contract::TASKS, contract::MATERIALS), material);
            }
        }
    }

    /// Counts the agencies that tasks name: others may lead a domain.
    pub(super) fn named(&mut self, root: &str, data: &Data) {
        let all = format!("{root}{}", contract::AGENCIES);
        let has_tasks =
            |agency: &&Value| ["lead", "responsible", "supporting"].iter().any(|role| !list(&agency[*role]).is_empty());
        for agency in list(&data.agencies["agencies"]).iter().filter(has_tasks) {
            self.put(format!("{all}{}", contract::NAMED_BY_TASKS), text(&agency["id"]).to_owned());
        }
    }

    /// Lists the tasks of each domain, and the domains of each agency; tasks of none are a group, too.
    pub(super) fn domains_of(&mut self, root: &str, data: &Data) {
        for task in list(&data.tasks["tasks"]) {
            let group = group_of(root, task);
            if !task["domain"].is_null() {
                self.put(format!("{group}{}", contract::TASKS_OF), text(&task["url"]).to_owned());
            }
            let has = |agency: &&Value| {
                let roles = ["lead", "responsible", "supporting", "through_groups"];
                roles.iter().any(|role| list(&agency[*role]).contains(&task["number"]))
            };
            for agency in list(&data.agencies["agencies"]).iter().filter(has) {
                let own = format!("{root}{}{}/{}", contract::AGENCIES, text(&agency["id"]), contract::DOMAINS_OF);
                self.put(own, group.clone());
            }
        }
    }

    /// Lists who leads each domain, and the domains of the groups of each tier.
    pub(super) fn groups(&mut self, root: &str, data: &Data) {
        for domain in list(&data.plan["domains"]) {
            let own = format!("{root}{}{}/#lead", contract::DOMAINS, text(&domain["id"]));
            self.none(own.clone());
            for agency in list(&domain["lead"]) {
                self.put(own.clone(), format!("{root}{}{}/", contract::AGENCIES, text(agency)));
            }
        }
        for (tier, number) in list(&data.written["organisation"]["tiers"]).iter().zip(1..) {
            for group in list(&tier["groups"]) {
                let domain = format!("{root}{}{}/", contract::DOMAINS, text(&group["domain"]));
                self.put(format!("{root}{}#tier-{number}", contract::ORGANISATION), domain);
            }
        }
    }

    /// Counts the entries of the errata by their kind.
    pub(super) fn kinds(&mut self, root: &str, data: &Data) {
        for entry in list(&data.plan["corrections"]) {
            let address = format!("{root}{}#{}", contract::ERRATA, text(&entry["kind"]));
            self.put(address, text(&entry["id"]).to_owned());
        }
    }

    /// Returns what a list of an address has to have; nothing where there is no such address.
    pub(super) fn listed(&self, address: &str) -> Option<BTreeSet<String>> {
        if address == "/" {
            return Some(self.plans.iter().map(|data| format!("/{}/", text(&data.plan["id"]))).collect());
        }
        if address.ends_with(contract::TOPICS_OF) {
            // A task may be in none.
            return Some(self.sets().get(address).cloned().unwrap_or_default());
        }
        if address.contains('#') {
            let is_address = |item: &&String| item.starts_with('/');
            return self.sets().get(address).map(|items| items.iter().filter(is_address).cloned().collect());
        }
        if [contract::TOPICS, contract::READERS].iter().any(|folder| address == format!("/{folder}")) {
            return Some(self.sets().get(address).cloned().unwrap_or_default());
        }
        let is_listed =
            |path: &&String| path.strip_prefix(address).is_some_and(|name| !name.is_empty() && !name.contains('#'));
        let folders = [contract::AGENCIES, contract::DEADLINES, contract::DOMAINS];
        let is_folder = folders.iter().any(|folder| address.ends_with(&format!("/{folder}")));
        is_folder.then(|| self.sets().keys().filter(is_listed).cloned().collect())
    }

    /// Returns what the page of a task doesn't link though the task has it: clauses, tasks and cases that bear on it.
    pub(super) fn unlinked(&self, address: &str, data: &Data, linked: &BTreeSet<&str>) -> Option<String> {
        let task = list(&data.tasks["tasks"]).iter().find(|task| text(&task["url"]) == address)?;
        let root = format!("/{}/", text(&data.plan["id"]));
        let clauses =
            list(&data.plan["clauses"]).iter().filter(|clause| list(&task["clauses"]).contains(&clause["id"]));
        let clauses = clauses.map(|clause| text(&clause["url"]).to_owned());
        let related = list(&task["related"]).iter().map(|number| format!("{root}{}{number}/", contract::TASKS));
        let cases = list(&self.cases["cases"]).iter().filter(|case| list(&task["cases"]).contains(&case["slug"]));
        let cases = cases.map(|case| text(&case["url"]).to_owned());
        clauses.chain(related).chain(cases).find(|address| !linked.contains(address.as_str()))
    }
}
