//! Paragraphs inside a cell of a table: a row is one line, so plan.toml says where one begins.

use super::corrections::{self, Correction, Kind};
use crate::diagnostic::Diagnostic;
use crate::inputs::plan_file::PlanFile;
use crate::text::source::{Source, Span};

/// Where cells begin new paragraphs, in order.
#[derive(Debug, Clone, Default, Hash)]
pub(crate) struct Paragraphs(Vec<usize>);

impl Paragraphs {
    /// Finds every `[[paragraphs]]` in the source. One that isn't found there is an error at its line; one inside the words
    /// that a correction replaces is none.
    pub(super) fn locate(
        source: &Source,
        plan: &PlanFile,
        corrections: &[Correction],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Paragraphs {
        let mut begins = Vec::new();
        for (index, entry) in plan.paragraphs.iter().enumerate() {
            let name = format!("plan.toml 的第 {} 个 [[paragraphs]]", index + 1);
            let Some(lines) = corrections::lines(source, entry.lines) else { continue };
            let found = corrections::find_once(source, lines, &entry.printed, &name, diagnostics);
            begins.extend(found.map(|span| span.start));
        }
        let replaced = corrections.iter().filter(|entry| entry.kind == Kind::Correction).filter_map(|entry| entry.span);
        begins.retain(|&at| !replaced.clone().any(|span| span.start < at && at < span.end));
        begins.sort_unstable();
        begins.dedup();
        Paragraphs(begins)
    }

    /// Cuts a cell into its paragraphs: itself, where it is one.
    pub(crate) fn of(&self, source: &Source, cell: Span) -> Vec<Span> {
        let inside = self.0.iter().copied().filter(|at| cell.start < *at && *at < cell.end);
        let mut start = cell.start;
        let ends = inside.chain([cell.end]).map(|end| source.trim(Span::new(std::mem::replace(&mut start, end), end)));
        ends.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::plan_file::plan_file;

    #[test]
    fn a_correction_over_the_beginning_of_a_paragraph_joins_it_to_the_one_before() {
        let source = Source::new("source.txt", "甲。乙，丙。丁\n");
        let entries = "id = \"p\"\ntitle = \"甲\"\n\
            [[paragraphs]]\nlines = [1, 1]\nprinted = \"乙\"\n\
            [[paragraphs]]\nlines = [1, 1]\nprinted = \"丙\"\n\
            [[corrections]]\nlines = [1, 1]\nprinted = \"，丙\"\nread = \"丙\"\nreason = \"多一个逗号。\"\n";
        let plan = plan_file("plan.toml", entries).unwrap();
        let mut diagnostics = Vec::new();
        let corrections = corrections::locate(&source, &plan, &mut diagnostics);
        let paragraphs = Paragraphs::locate(&source, &plan, &corrections, &mut diagnostics);
        let cell = paragraphs.of(&source, source.line_span(1));
        let words: Vec<&str> = cell.into_iter().map(|span| source.slice(span)).collect();
        assert_eq!(words, ["甲。", "乙，丙。丁"]);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
    }
}
