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
    /// They begin with 1 again where a table or a category begins, or some of them do.
    Restarting,
    /// Numbers are printed twice, and accepted so: tasks are counted.
    Repeating,
}

/// Returns how the tables number their tasks: anew in each category, if they begin with 1 there and only there.
pub(super) fn numbering(document: &Document, corrections: &[Correction]) -> Numbering {
    let repeating = corrections.iter().any(|c| c.fault == Some(Code::RepeatedNumber));
    let otherwise = if repeating { Numbering::Repeating } else { Numbering::Printed };
    let (mut restarts, mut last) = (0, 0);
    // Whether tasks of a table without numbers were counted before.
    let mut are_counted = false;
    for table in document.tables.iter().filter(|table| table.lists_tasks) {
        let mut begins = true;
        if !table.columns.contains(&Column::Number) {
            are_counted = true;
            continue;
        }
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
            if number == 1 && begins && (last > 0 || are_counted) {
                restarts += 1;
            } else if number <= last {
                return otherwise;
            }
            (last, begins) = (number, false);
        }
    }
    if restarts > 0 { Numbering::Restarting } else { otherwise }
}
