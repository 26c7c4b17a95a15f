//! Marks of corrections and notes: each leads to its note on the page, or on the errata page.

use serde::Serialize;

use crate::inputs::catalogue::Catalogue;
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
    /// Its permanent number.
    pub n: u32,
    /// `correction`, `reading`, `repair` or `note`.
    pub note: &'static str,
    /// 改错字, 怎样理解, 错格, 接换页 or 存疑.
    pub label: String,
    /// Its note: on this page, or on the errata page.
    pub href: Href,
    /// Whether it is the page's first mark that leads to a note of the page: the note leads back to it by its id.
    pub first: bool,
}

/// Remembers every entry that a page shows, in order of appearance.
#[derive(Debug)]
pub(crate) struct Marks<'a> {
    base: &'a str,
    words: &'a Catalogue,
    /// Positions in `plan.corrections`, in order; `None` where the page lists no notes.
    seen: Option<Vec<usize>>,
}

impl Marks<'_> {
    /// Checks whether entries of this kind are marked at all.
    pub(crate) fn shows(&self, kind: CorrectionKind) -> bool {
        self.seen.is_some() || kind == CorrectionKind::Correction
    }

    /// Returns the mark of an entry.
    pub(crate) fn mark(&mut self, plan: &Plan, index: usize) -> Mark {
        let entry = &plan.corrections[index];
        let (note, label) = kind_of(entry);
        let mut first = false;
        let href = match &mut self.seen {
            None => format!("{}{}", self.base, address::erratum(&plan.id, &entry.id)),
            Some(seen) => {
                first = !seen.contains(&index);
                if first {
                    seen.push(index);
                }
                format!("#note-{}", entry.id)
            }
        };
        Mark {
            id: entry.id.clone(),
            n: entry.number(),
            note,
            label: self.words.get(label).to_owned(),
            href: Href::new(href),
            first,
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

    /// Returns the entries shown, in the order of their appearance.
    pub(crate) fn entries(&self) -> &[usize] {
        self.seen.as_deref().unwrap_or_default()
    }
}

impl<'a> PageContext<'a> {
    /// Returns the marks of a page that lists its notes.
    pub(crate) fn listed(&self) -> Marks<'a> {
        Marks { base: self.base, words: self.words, seen: Some(Vec::new()) }
    }

    /// Returns the marks of a page that only shows corrections and sends readers to the errata page.
    pub(crate) fn linked(&self) -> Marks<'a> {
        Marks { base: self.base, words: self.words, seen: None }
    }
}

/// Returns the name of an entry's kind and the key of its word.
pub(crate) fn kind_of(entry: &Correction) -> (&'static str, &'static str) {
    match entry.kind {
        CorrectionKind::Correction => ("correction", "kind_correction"),
        CorrectionKind::Reading => ("reading", "kind_reading"),
        CorrectionKind::Repair if entry.is_join() => ("repair", "kind_join"),
        CorrectionKind::Repair => ("repair", "kind_repair"),
        CorrectionKind::Note => ("note", "kind_note"),
    }
}
