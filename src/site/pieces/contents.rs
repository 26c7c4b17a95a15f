//! The table of contents of a document.

use serde::Serialize;

use crate::parse::Role;
use crate::read::{self, Plan};
use crate::site::context::PageContext;
use crate::site::href::Href;
use crate::text::address;

/// A heading of the text, in order; `level` 1 is a part, 2 a clause.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ContentsEntry {
    pub level: u8,
    pub label: String,
    pub title: String,
    pub href: Href,
}

impl PageContext<'_> {
    /// Returns the headings of the text, and the annexes.
    pub(crate) fn contents(&self, plan: &Plan) -> Vec<ContentsEntry> {
        let entry = |clause: &read::Clause| ContentsEntry {
            level: if clause.parent.is_some() { 2 } else { 1 },
            label: clause.label.clone(),
            title: clause.heading.clone(),
            href: self.href(&address::clause(&plan.id, &clause.id)),
        };
        let text = |block: &crate::parse::Block| plan.as_read(&block.spans);
        let labels = plan.blocks.iter().enumerate().filter(|(_, block)| block.role == Role::AnnexLabel).zip(1..);
        let annexes = labels.map(|((at, label), number)| ContentsEntry {
            level: 1,
            label: text(label),
            title: plan.blocks[at + 1..].iter().take_while(|block| block.role == Role::AnnexTitle).map(text).collect(),
            href: self.href(&address::clause(&plan.id, &format!("annex-{number}"))),
        });
        plan.clauses.iter().map(entry).chain(annexes.filter(|annex| !annex.title.is_empty())).collect()
    }
}
