//! Reads cells of agencies and of deadlines, in tables and brackets alike.

use super::agency_list::mentions;
use super::cells::is_dash;
use super::corrections::{Correction, as_read};
use super::deadline::{UnreadableDeadline, deadline};
use super::lint;
use super::paragraphs::Paragraphs;
use super::task::{AgencyCell, Cell};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::registry::LocalRegistry;
use crate::text::date::Deadline;
use crate::text::source::Source;

/// What cells are read with.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellReader<'a> {
    pub source: &'a Source,
    pub corrections: &'a [Correction],
    pub registry: LocalRegistry<'a>,
    pub paragraphs: &'a Paragraphs,
}

impl CellReader<'_> {
    /// Reads a cell of agencies.
    pub(super) fn agencies(&self, cell: Cell, diagnostics: &mut Vec<Diagnostic>) -> AgencyCell {
        let text = self.source.slice(cell.span);
        if text.is_empty() || is_dash(text) {
            return AgencyCell { cell, mentions: Vec::new() };
        }
        // What a continued cell prints was looked at where it is printed.
        let mut unheard = Vec::new();
        let continues = cell.continues();
        let diagnostics = if continues { &mut unheard } else { &mut *diagnostics };
        let list = self.paragraphs.of(self.source, cell.span);
        let mentions = mentions(self.source, &list, self.corrections, self.registry, diagnostics);
        if !continues {
            lint::brackets(self.source, &[cell.span], diagnostics);
        }
        AgencyCell { cell, mentions }
    }

    /// Reads a deadline cell.
    pub(super) fn due(&self, cell: &Cell, diagnostics: &mut Vec<Diagnostic>) -> Option<Deadline> {
        if cell.span.is_empty() {
            return None;
        }
        let text = as_read(self.source, &[cell.span], self.corrections);
        deadline(&text).unwrap_or_else(|fault| {
            let (code, message, hint) = match fault {
                UnreadableDeadline::Impossible => (
                    Code::ImpossibleDeadline,
                    format!("日历里没有完成时限 `{text}`"),
                    "请核对录入；原文印错的，可在 plan.toml 的 [[corrections]] 里更正，或照原样发布，不归入任何时限",
                ),
                UnreadableDeadline::Other => (
                    Code::UnreadableDeadline,
                    format!("读不出完成时限 `{text}` 是什么日子"),
                    "照原样发布，不归入任何时限。请核对录入",
                ),
            };
            diagnostics.push(self.source.diagnostic(code, cell.span, message, hint));
            None
        })
    }
}
