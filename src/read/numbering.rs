//! How the tables of a document number their tasks.

use super::corrections::Correction;
use crate::diagnostic::Code;
use crate::parse::{Column, Document};
use crate::text::numeral;

/// How a document numbers the tasks of its tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbering {
    /// Each number is printed once, or there are none.
    Printed,
    /// Every category counts from 1.
    Restarting,
    /// Every table does, and goes on counting where a category begins.
    RestartingInTables,
    /// Numbers are printed twice, and accepted so: tasks are counted.
    Repeating,
}

impl Numbering {
    /// Checks whether numbers begin anew anywhere.
    pub(super) fn restarts(self) -> bool {
        matches!(self, Numbering::Restarting | Numbering::RestartingInTables)
    }
}

/// Returns how the tables number their tasks: anew in each category or each table, if they begin with 1 there and only
/// there.
pub(super) fn numbering(document: &Document, corrections: &[Correction]) -> Numbering {
    let repeating = corrections.iter().any(|c| c.fault == Some(Code::RepeatedNumber));
    let otherwise = if repeating { Numbering::Repeating } else { Numbering::Printed };
    let (mut restarts, mut last, mut goes_on, mut is_in_tables) = (0, 0, false, true);
    for table in document.tables.iter().filter(|table| table.lists_tasks) {
        let (mut begins, mut is_first) = (true, true);
        for row in &table.rows {
            let printed = |column| {
                let at = table.columns.iter().position(|of| *of == column)?;
                Some(document.source.slice(*row.cells.get(at)?)).filter(|text| !text.is_empty())
            };
            begins |= row.is_category() || printed(Column::Category).is_some();
            let Some(number) = printed(Column::Number).and_then(|text| numeral::without_mark(text).parse::<u32>().ok())
            else {
                continue;
            };
            if number == 1 && begins && last > 0 {
                (restarts, is_in_tables) = (restarts + 1, is_in_tables && is_first);
            } else if number <= last {
                return otherwise;
            } else {
                goes_on |= begins && !is_first;
            }
            (last, begins, is_first) = (number, false, false);
        }
    }
    match restarts {
        0 => otherwise,
        _ if goes_on && is_in_tables => Numbering::RestartingInTables,
        _ => Numbering::Restarting,
    }
}
