//! The ids of pages that are kept for ever, as far as the site's data says them; a theme has others of its own.

use std::collections::BTreeSet;

use super::pages::{Page, View};

impl Page {
    /// Returns its ids that people may link to.
    pub(crate) fn anchors(&self) -> BTreeSet<String> {
        let mut anchors = BTreeSet::new();
        match &self.view {
            View::Policy(view) => {
                anchors.extend(view.blocks.iter().filter_map(|block| block.anchor.clone()));
                let tables = view.blocks.iter().filter_map(|block| block.table.as_ref());
                anchors.extend(tables.flat_map(|table| &table.rows).filter_map(|row| row.anchor.clone()));
            }
            View::Members(view) => {
                anchors.extend(view.members.iter().map(|member| member.anchor.clone()));
                anchors.extend((!view.note.is_empty()).then(|| "note".to_owned()));
            }
            View::Task(view) => {
                anchors.extend(view.parts.iter().filter(|_| view.parts.len() > 1).map(|part| part.id.clone()));
                anchors.extend(view.progress.as_ref().map(|_| "progress".to_owned()));
            }
            View::Errata(view) => {
                let notes = view.groups.iter().flat_map(|group| &group.notes);
                anchors.extend(notes.map(|note| note.id.clone()));
            }
            View::Search(view) => {
                let domains = view.plans.iter().flat_map(|plan| &plan.domains);
                anchors.extend(domains.map(|domain| domain.anchor.clone()));
            }
            _ => {}
        }
        anchors
    }
}
