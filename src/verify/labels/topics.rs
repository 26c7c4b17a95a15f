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

impl Known<'_> {
    /// Takes up what the pages of topics and readers are called, and which tasks a topic lists.
    pub(in crate::verify) fn learn<'p>(&mut self, pages: impl Iterator<Item = (&'p str, &'p Said)>, base: &Base) {
        for (file, said) in pages.filter(|(_, said)| said.is_named) {
            for folder in [contract::TOPICS, contract::READERS] {
                let Some(name) = contract::name_in(folder, file).filter(|name| !name.contains('/')) else { continue };
                let address = format!("/{folder}{name}/");
                self.put(format!("/{folder}"), address.clone());
                self.called(address.clone(), &said.head.headings);
                let own = format!("{}{}", address, contract::TASKS_OF);
                for list in said.lists.iter().filter(|list| list.of == contract::TASKS_OF) {
                    for task in list.entries.iter().filter_map(|href| base.path_of(href)) {
                        self.put(own.clone(), task.to_owned());
                        self.put(format!("{task}{}", contract::TOPICS_OF), address.clone());
                    }
                }
            }
        }
    }
}
