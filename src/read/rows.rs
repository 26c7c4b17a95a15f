//! How a row of a table of tasks is laid under its header.

use super::corrections::{ColumnOf, Correction, Kind};
use crate::inputs::plan_file::EntryColumn;
use crate::parse::{Column, Row, Table};
use crate::text::source::{Lines, Span};

/// Returns a row's cells by meaning, after repairs.
pub(crate) fn cells_by_column(table: &Table, row: &Row, shift: usize) -> Vec<(Column, Span)> {
    let empty = Span::new(row.span.start, row.span.start);
    let cells = std::iter::repeat_n(empty, shift).chain(row.cells.iter().copied());
    table.columns.iter().copied().zip(cells).collect()
}

/// Checks whether a row is a category as wide as the table: not where a reading speaks of its empty cells.
pub(crate) fn is_category(row: &Row, corrections: &[Correction]) -> bool {
    let is_of_cells = |column: EntryColumn| column != EntryColumn::Role && row.cells.len() > 1;
    let reads = |entry: &Correction| {
        entry.column.is_some_and(|column| is_of_cells(column) && entry.reads_empty(ColumnOf::only(column), row.line))
    };
    row.is_category() && !corrections.iter().any(reads)
}

/// Returns how entries of `plan.toml` name a column, where an empty cell of it can be read.
pub(crate) fn entry_column(column: Column) -> Option<EntryColumn> {
    match column {
        Column::Category | Column::Number => None,
        Column::Title => Some(EntryColumn::Title),
        Column::Text => Some(EntryColumn::Text),
        Column::Agencies(class) => Some(EntryColumn::of_role(class)),
        Column::Deadline => Some(EntryColumn::Deadline),
        Column::Other => Some(EntryColumn::Other),
    }
}

/// By how much a listed repair moves this row.
pub(crate) fn shift_of(row: &Row, corrections: &[Correction]) -> usize {
    let repair =
        corrections.iter().find(|c| c.kind == Kind::Repair && c.shift.is_some() && c.lines == Lines::of(row.line));
    repair.and_then(|repair| repair.shift).unwrap_or(0)
}
