//! Corrections of what is no text of its own: a label, a table's header, words over the end of a heading or a padded name.

use super::corrections::{Correction, Kind};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::{BlockKind, Document, Role};
use crate::text::source::{Source, Span};

/// Takes away the corrections that nothing that is read holds whole, and reports them.
pub(super) fn report(
    source: &Source,
    document: &Document,
    corrections: &mut Vec<Correction>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if !corrections.iter().any(|correction| correction.kind == Kind::Correction) {
        return;
    }
    let texts = texts(document);
    corrections.retain(|correction| {
        let Some(place) = correction.span.filter(|_| correction.kind == Kind::Correction) else { return true };
        let is_taken = texts.iter().any(|text| text.contains(place));
        if !is_taken {
            diagnostics.push(source.diagnostic(
                Code::EntryNotFound,
                place,
                format!("改正的 `{}` 不在一段可以改的文字里", correction.printed),
                "编号、表头不能改；标题和正文、姓名里隔开的字要分开写，一处写一条",
            ));
        }
        is_taken
    });
}

/// Returns the places of all that is read as text: headings without their labels, texts, cells, names and posts.
fn texts(document: &Document) -> Vec<Span> {
    let mut texts = Vec::new();
    for block in &document.blocks {
        match (&block.kind, block.node) {
            (BlockKind::Table(table), _) => {
                texts.extend(document.tables[*table].rows.iter().flat_map(|row| row.cells.iter().copied()));
            }
            (_, Some(node)) if matches!(block.role, Role::Part | Role::Clause | Role::Item) => {
                let node = &document.nodes[node];
                texts.push(node.heading);
                let own =
                    block.spans.iter().map(|span| Span::new(span.start.max(node.text_start).min(span.end), span.end));
                texts.extend(own);
            }
            _ => texts.extend(block.spans.iter().copied()),
        }
    }
    texts
}
