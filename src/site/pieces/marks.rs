//! Marks of corrections and notes: numbered by the page that lists them, or linked to the errata page.

use serde::Serialize;

use crate::inputs::plan_file::EntryColumn;
use crate::read::{CorrectionKind, Plan};
use crate::site::context::PageContext;
use crate::site::href::Href;
use crate::text::address;
use crate::text::source::Lines;

/// The mark of a note that stands at no particular words: 校n.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Mark {
    pub id: String,
    pub n: usize,
    pub href: Href,
}

/// Gives every entry that a page shows its number there, in order of appearance.
#[derive(Debug)]
pub(crate) struct Marks<'a> {
    base: &'a str,
    /// Positions in `plan.corrections`, in order; `None` where the page lists no notes.
    seen: Option<Vec<usize>>,
}

impl<'a> Marks<'a> {
    /// For a page that lists its notes.
    pub(crate) fn listed(base: &'a str) -> Self {
        Self { base, seen: Some(Vec::new()) }
    }

    /// For a page that only shows corrections and sends readers to the errata page.
    pub(crate) fn linked(base: &'a str) -> Self {
        Self { base, seen: None }
    }

    /// Checks whether entries of this kind are marked at all.
    pub(crate) fn shows(&self, kind: CorrectionKind) -> bool {
        self.seen.is_some() || kind == CorrectionKind::Correction
    }

    /// Id, number and note's address of an entry.
    pub(crate) fn mark(&mut self, plan: &Plan, index: usize) -> (String, usize, Href) {
        let id = plan.corrections[index].id.clone();
        match &mut self.seen {
            None => {
                let href = Href::new(format!("{}{}", self.base, address::erratum(&plan.id, &id)));
                (id, 0, href)
            }
            Some(seen) => {
                let n = seen.iter().position(|other| *other == index).unwrap_or_else(|| {
                    seen.push(index);
                    seen.len() - 1
                });
                let href = Href::new(format!("#note-{id}"));
                (id, n + 1, href)
            }
        }
    }

    /// Returns the entries shown, in the order of their numbers.
    pub(crate) fn entries(&self) -> &[usize] {
        self.seen.as_deref().unwrap_or_default()
    }
}

impl<'a> PageContext<'a> {
    /// Marks for a page that lists its notes.
    pub(crate) fn listed(&self) -> Marks<'a> {
        Marks::listed(self.base)
    }

    /// Marks for a page that doesn't.
    pub(crate) fn linked(&self) -> Marks<'a> {
        Marks::linked(self.base)
    }
}

impl PageContext<'_> {
    /// Marks of the readings that speak of an empty cell.
    pub(crate) fn column_marks(&self, plan: &Plan, line: usize, column: EntryColumn, marks: &mut Marks) -> Vec<Mark> {
        let entries = plan.corrections.iter().enumerate();
        let of_cell =
            entries.filter(|(_, c)| c.span.is_none() && c.column == Some(column) && c.lines == Lines::of(line));
        of_cell
            .filter(|(_, c)| marks.shows(c.kind))
            .map(|(index, _)| index)
            .collect::<Vec<usize>>()
            .into_iter()
            .map(|index| self.mark(plan, index, marks))
            .collect()
    }

    /// Marks of the repairs of a row, which stand at its text.
    pub(crate) fn row_marks(&self, plan: &Plan, line: usize, marks: &mut Marks) -> Vec<Mark> {
        let entries = plan.corrections.iter().enumerate();
        let of_row = entries.filter(|(_, c)| c.shift.is_some() && c.lines == Lines::of(line));
        let shown = of_row.filter(|(_, c)| marks.shows(c.kind)).map(|(index, _)| index).collect::<Vec<usize>>();
        shown.into_iter().map(|index| self.mark(plan, index, marks)).collect()
    }

    fn mark(&self, plan: &Plan, index: usize, marks: &mut Marks) -> Mark {
        let (id, n, href) = marks.mark(plan, index);
        Mark { id, n, href }
    }
}
