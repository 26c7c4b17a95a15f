//! Topics and kinds of readers, as their own pages tell of them: what others say of them is the same.

use super::{Known, Said};
use crate::verify::contract;
use crate::verify::edition::Base;

/// Checks whether what stands at an address is told by the pages of topics and readers alone: those of a portal's own
/// templates may not tell it.
pub(super) fn are_told_by_pages(address: &str) -> bool {
    let folders = [contract::TOPICS, contract::READERS];
    address.ends_with(contract::TOPICS_OF) || folders.iter().any(|folder| address.starts_with(&format!("/{folder}")))
}

/// A page of a topic or of a kind of readers, by which others are checked.
#[derive(Debug, Hash)]
pub(in crate::verify) struct Told<'a> {
    folder: &'static str,
    address: String,
    headings: &'a [String],
    /// The tasks that it lists, by their addresses.
    tasks: Vec<&'a str>,
}

/// Returns what the pages of topics and readers are called, and which tasks a topic lists.
pub(in crate::verify) fn told<'a>(pages: impl Iterator<Item = (&'a str, &'a Said)>, base: &'a Base) -> Vec<Told<'a>> {
    let mut all = Vec::new();
    for (file, said) in pages.filter(|(_, said)| said.is_named) {
        for folder in [contract::TOPICS, contract::READERS] {
            let Some(name) = contract::name_in(folder, file).filter(|name| !name.contains('/')) else { continue };
            let lists = said.lists.iter().filter(|list| list.of == contract::TASKS_OF);
            let tasks = lists.flat_map(|list| list.entries.iter().filter_map(|href| base.path_of(href))).collect();
            all.push(Told { folder, address: format!("/{folder}{name}/"), headings: &said.head.headings, tasks });
        }
    }
    all
}

impl Known<'_> {
    /// Takes up what the pages of topics and readers tell.
    pub(in crate::verify) fn learn(&mut self, told: &[Told]) {
        for Told { folder, address, headings, tasks } in told {
            self.put(format!("/{folder}"), address.clone());
            self.called(address.clone(), headings);
            for task in tasks {
                self.put(format!("{address}{}", contract::TASKS_OF), (*task).to_owned());
                self.put(format!("{task}{}", contract::TOPICS_OF), address.clone());
            }
        }
    }
}
