//! Cells of tables without tasks that are as high as several rows: the lower ones print nothing, and a reading says so.

use super::corrections::{ColumnOf, Correction};
use crate::inputs::plan_file::EntryColumn;
use crate::parse::Table;
use crate::text::source::Source;

/// Checks whether a cell is empty because the one above goes on: a reading of it reads what stands there.
pub(crate) fn goes_on(source: &Source, corrections: &[Correction], table: &Table, row: usize, column: usize) -> bool {
    let cell = |row: usize| table.rows.get(row).and_then(|row| row.cells.get(column));
    let header = table.headed_columns().nth(column).map(|(_, header)| source.folded(header));
    let of = ColumnOf { column: EntryColumn::Other, header: header.as_deref() };
    let reads = |words: &str| {
        let mut own = corrections.iter().filter(|entry| entry.reads_empty(of, table.rows[row].line));
        own.any(|entry| entry.read.as_deref() == Some(words))
    };
    let above = (0..row).rev().filter_map(cell).map(|&cell| source.slice(cell)).find(|words| !words.is_empty());
    let is_empty = cell(row).is_some_and(|cell| cell.is_empty());
    !table.lists_tasks && is_empty && above.is_some_and(reads)
}

/// Returns how many rows a cell is high: 1, and one for each below it that goes on with it.
pub(crate) fn height(source: &Source, corrections: &[Correction], table: &Table, row: usize, column: usize) -> usize {
    let below = row + 1..table.rows.len();
    1 + below.take_while(|&row| goes_on(source, corrections, table, row, column)).count()
}
