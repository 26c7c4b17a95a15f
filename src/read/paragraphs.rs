//! Paragraphs inside a cell of a table: a row is one line, so plan.toml says where one begins.

use super::corrections;
use crate::diagnostic::Diagnostic;
use crate::inputs::plan_file::PlanFile;
use crate::text::source::{Source, Span};

/// Where cells begin new paragraphs, in order.
#[derive(Debug, Default)]
pub(super) struct Paragraphs(Vec<usize>);

impl Paragraphs {
    /// Finds every `[[paragraphs]]` in the source. One that isn't found there is an error at its line.
    pub(super) fn locate(source: &Source, plan: &PlanFile, diagnostics: &mut Vec<Diagnostic>) -> Paragraphs {
        let mut begins = Vec::new();
        for (index, entry) in plan.paragraphs.iter().enumerate() {
            let name = format!("plan.toml 的第 {} 个 [[paragraphs]]", index + 1);
            let Some(lines) = corrections::lines(source, entry.lines, &name, diagnostics) else { continue };
            let found = corrections::find_once(source, lines, &entry.printed, &name, diagnostics);
            begins.extend(found.map(|span| span.start));
        }
        begins.sort_unstable();
        begins.dedup();
        Paragraphs(begins)
    }

    /// Cuts a cell into its paragraphs: itself, where it is one.
    pub(super) fn of(&self, source: &Source, cell: Span) -> Vec<Span> {
        let inside = self.0.iter().copied().filter(|at| cell.start < *at && *at < cell.end);
        let mut start = cell.start;
        let ends = inside.chain([cell.end]).map(|end| source.trim(Span::new(std::mem::replace(&mut start, end), end)));
        ends.collect()
    }
}
