//! Cells of tables without tasks that are as high as several rows: the lower ones print nothing, and a reading says so.

use super::corrections::{ColumnOf, Correction};
use crate::inputs::plan_file::EntryColumn;
use crate::parse::Table;
use crate::text::source::Source;

/// Checks whether a cell is empty because the one above goes on: a reading of it reads what stands there.
pub(crate) fn goes_on(source: &Source, corrections: &[Correction], table: &Table, row: usize, column: usize) -> bool {
    let cell = |row: usize| table.rows.get(row).and_then(|row| row.cells.get(column));
    if table.lists_tasks || !cell(row).is_some_and(|cell| cell.is_empty()) {
        return false;
    }
    let header = table.headed_columns().nth(column).map(|(_, header)| source.folded(header));
    let of = ColumnOf { column: EntryColumn::Other, header: header.as_deref() };
    let own = corrections.iter().filter(|entry| entry.reads_empty(of, table.rows[row].line));
    let mut read = own.filter_map(|entry| entry.read.as_deref()).peekable();
    // The rows above are looked through only where a reading asks for them: a column may be empty all the way up.
    read.peek().is_some() && {
        let mut above = (0..row).rev().filter_map(cell).map(|&cell| source.slice(cell));
        above.find(|words| !words.is_empty()).is_some_and(|words| read.any(|read| read == words))
    }
}

/// Returns how many rows a cell is high: 1, and one for each below it that goes on with it.
pub(crate) fn height(source: &Source, corrections: &[Correction], table: &Table, row: usize, column: usize) -> usize {
    let below = row + 1..table.rows.len();
    1 + below.take_while(|&row| goes_on(source, corrections, table, row, column)).count()
}
