//! What all rows of a table together say of its form.

use crate::parse::line::is_terminated;
use crate::parse::{Column, Table};
use crate::text::source::{Source, Span};

/// Checks whether most tasks of a table end as sentences do; in the others it is no fault that one doesn't.
pub(super) fn are_sentences(source: &Source, table: &Table) -> bool {
    let Some(at) = table.columns.iter().position(|column| *column == Column::Text) else { return false };
    let texts = || table.rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.is_empty());
    let sentences = texts().filter(|&&cell| is_terminated(source.slice(cell))).count();
    sentences * 2 > texts().count()
}

/// Checks whether the column of numbers prints none that is Arabic, though it isn't empty: its words are labels.
pub(super) fn are_labels(source: &Source, table: &Table) -> bool {
    let Some(at) = table.columns.iter().position(|column| *column == Column::Number) else { return false };
    let rows = table.rows.iter().filter(|row| !row.category_only);
    let mut numbers = rows.filter_map(|row| row.cells.get(at)).filter(|cell| !cell.is_empty()).peekable();
    let is_label = |cell: &Span| source.slice(*cell).parse::<u32>().is_err();
    numbers.peek().is_some() && table.rows.len() > 1 && numbers.all(is_label)
}
