//! Headings that stand right above tables, as categories do: `一、党建引领类`, and a table of its own under each.

use std::collections::BTreeMap;

use crate::parse::{Block, BlockKind, Column, Document, Level, Role, Table, TableIndex};
use crate::text::source::Span;

/// Returns the headings right above tables that tell their tasks apart as categories do: several of them stand over rows.
pub(super) fn headings(document: &Document) -> BTreeMap<TableIndex, Span> {
    let heading = |block: &Block| {
        let node = &document.nodes[block.node?];
        let is_heading = matches!(node.level, Level::Part | Level::Clause) && block.role != Role::Paragraph;
        let is_all = block.spans.last().is_some_and(|span| span.end <= node.text_start);
        (is_heading && is_all).then(|| node.label.to(node.heading))
    };
    let above = document.blocks.as_raw_slice().windows(2).filter_map(|pair| match pair[1].kind {
        BlockKind::Table(index) => Some((index, heading(&pair[0])?)),
        _ => None,
    });
    let above: Vec<(TableIndex, Span)> = above.collect();
    let of_lines = |table: &Table| table.rows.iter().filter(|row| row.is_category() && row.cells.len() == 1).count();
    let lines: usize = document.tables.iter().map(of_lines).sum();
    let is_only = |index: TableIndex| {
        let table = &document.tables[index];
        !table.columns.contains(&Column::Category) && table.rows.first().is_some_and(|row| !row.is_category())
    };
    let several = above.len() + lines > 1;
    above.into_iter().filter(|(index, _)| several && is_only(*index)).collect()
}
