//! What there is to link to in a page.

use std::collections::BTreeSet;

use super::pages::{Page, View};

/// A page, as far as links have to know it.
#[derive(Debug, Clone)]
pub(crate) struct Outline {
    /// From the site's root.
    pub address: String,
    /// The ids that are kept for ever, as far as the site's data says them; a theme has others of its own.
    pub anchors: BTreeSet<String>,
    /// Whether a picture may stand beside it: see `share`.
    pub may_have_picture: bool,
}

impl Page {
    /// Returns what links have to know of it.
    pub(crate) fn outline(&self) -> Outline {
        let may_have_picture = matches!(self.view, View::Home(_) | View::Plan(_) | View::Task(_));
        Outline { address: self.address.clone(), anchors: self.anchors(), may_have_picture }
    }

    fn anchors(&self) -> BTreeSet<String> {
        let mut anchors = BTreeSet::new();
        match &self.view {
            View::Policy(view) => {
                anchors.extend(view.blocks.iter().filter_map(|block| block.anchor.clone()));
                let tables = view.blocks.iter().filter_map(|block| block.table.as_ref());
                anchors.extend(tables.flat_map(|table| &table.rows).filter_map(|row| row.anchor.clone()));
            }
            View::Members(view) => {
                anchors.extend(view.lists.iter().flat_map(|list| &list.members).map(|member| member.anchor.clone()));
                anchors.extend(view.lists.iter().any(|list| !list.note.is_empty()).then(|| "note".to_owned()));
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
