//! Marks of corrections and notes: numbered by the page that lists them, or linked to the errata page.

use serde::Serialize;

use crate::read::{ColumnOf, Correction, CorrectionKind, Plan};
use crate::site::context::PageContext;
use crate::site::href::Href;
use crate::text::address;
use crate::text::source::Lines;

/// The mark of a note: 校n.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Mark {
    pub id: String,
    pub n: usize,
    pub href: Href,
    /// Whether the page has it already, as in a cell that goes on with the one above: an id stands once.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
}

/// Gives every entry that a page shows its number there, in order of appearance.
#[derive(Debug)]
pub(crate) struct Marks<'a> {
    base: &'a str,
    /// Positions in `plan.corrections`, in order; `None` where the page lists no notes.
    seen: Option<Vec<usize>>,
}

impl<'a> Marks<'a> {
    /// Starts the marks of a page that lists its notes.
    pub(crate) fn listed(base: &'a str) -> Self {
        Self { base, seen: Some(Vec::new()) }
    }

    /// Starts the marks of a page that only shows corrections and sends readers to the errata page.
    pub(crate) fn linked(base: &'a str) -> Self {
        Self { base, seen: None }
    }

    /// Checks whether entries of this kind are marked at all.
    pub(crate) fn shows(&self, kind: CorrectionKind) -> bool {
        self.seen.is_some() || kind == CorrectionKind::Correction
    }

    /// Returns the mark of an entry.
    pub(crate) fn mark(&mut self, plan: &Plan, index: usize) -> Mark {
        let id = plan.corrections[index].id.clone();
        match &mut self.seen {
            None => {
                let href = Href::new(format!("{}{}", self.base, address::erratum(&plan.id, &id)));
                Mark { id, n: 0, href, again: false }
            }
            Some(seen) => {
                let found = seen.iter().position(|other| *other == index);
                let n = found.unwrap_or_else(|| {
                    seen.push(index);
                    seen.len() - 1
                });
                let href = Href::new(format!("#note-{id}"));
                Mark { id, n: n + 1, href, again: found.is_some() }
            }
        }
    }

    /// Returns the marks of the readings that speak of an empty cell of a row.
    pub(crate) fn of_cell(&mut self, plan: &Plan, line: usize, column: ColumnOf) -> Vec<Mark> {
        self.of(plan, |entry| entry.reads_empty(column, line))
    }

    /// Returns the marks of the repairs of a row, which stand at its text.
    pub(crate) fn of_row(&mut self, plan: &Plan, lines: Lines) -> Vec<Mark> {
        self.of(plan, |entry| entry.shift.is_some() && entry.lines == lines)
    }

    fn of(&mut self, plan: &Plan, is_meant: impl Fn(&Correction) -> bool) -> Vec<Mark> {
        let mut marks = Vec::new();
        for (index, entry) in plan.corrections.iter().enumerate() {
            if self.shows(entry.kind) && is_meant(entry) {
                marks.push(self.mark(plan, index));
            }
        }
        marks
    }

    /// Returns the entries shown, in the order of their numbers.
    pub(crate) fn entries(&self) -> &[usize] {
        self.seen.as_deref().unwrap_or_default()
    }
}

impl<'a> PageContext<'a> {
    /// Returns the marks of a page that lists its notes.
    pub(crate) fn listed(&self) -> Marks<'a> {
        Marks::listed(self.base)
    }

    /// Returns the marks of a page that doesn't.
    pub(crate) fn linked(&self) -> Marks<'a> {
        Marks::linked(self.base)
    }
}
