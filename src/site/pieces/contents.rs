//! The table of contents of a document.

use serde::Serialize;

use crate::parse::{Level, Role};
use crate::read::{self, Plan};
use crate::site::context::PageContext;
use crate::site::href::Href;
use crate::text::address;

/// Characters of a text that stand in for its heading.
const LONGEST_BEGINNING: usize = 24;

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
            title: if clause.heading.is_empty() { beginning(&clause.text) } else { clause.heading.clone() },
            href: self.href(&address::clause(&plan.id, &clause.id)),
        };
        let text = |block: &crate::parse::Block| plan.as_read(&block.spans);
        let labels = plan.blocks.iter().enumerate().filter(|(_, block)| block.role == Role::AnnexLabel).zip(1..);
        let annexes = labels.map(|((at, label), number)| ContentsEntry {
            level: 1,
            // Its mark was all that parted it from the title.
            label: format!("{} ", text(label).trim_end_matches(['：', ':'])),
            title: plan.blocks[at + 1..].iter().take_while(|block| block.role == Role::AnnexTitle).map(text).collect(),
            href: self.href(&address::clause(&plan.id, &format!("annex-{number}"))),
        });
        let headings = plan.clauses.iter().zip(&plan.document.nodes).filter(|(_, node)| node.level < Level::Item);
        headings.map(|(clause, _)| entry(clause)).chain(annexes.filter(|annex| !annex.title.is_empty())).collect()
    }
}

/// Returns how a text without a heading begins.
fn beginning(text: &str) -> String {
    let first = text.split(['，', '。', '；', '、']).next().unwrap_or_default();
    let short: String = first.chars().take(LONGEST_BEGINNING).collect();
    format!("{short}……")
}
