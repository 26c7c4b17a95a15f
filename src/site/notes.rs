//! Notes of corrections, readings, repairs: their words, sides and places.

use super::address;
use super::builder::{Builder, clause_title};
use super::marks::Marks;
use super::plan_site::PlanSite;
use super::runs::difference;
use super::view::{Difference, Link, Mark, NoteView, RepairedCell};
use crate::inputs::plan_file::EntryColumn;
use crate::read::{Correction, CorrectionKind, Plan};
use crate::text::language;
use crate::text::source::{Lines, Span};

impl Builder<'_> {
    /// Marks of the readings that speak of an empty cell.
    pub fn column_marks(&self, plan: &Plan, line: usize, column: EntryColumn, marks: &mut Marks) -> Vec<Mark> {
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
    pub fn row_marks(&self, plan: &Plan, line: usize, marks: &mut Marks) -> Vec<Mark> {
        let entries = plan.corrections.iter().enumerate();
        let of_row = entries.filter(|(_, c)| c.shift.is_some() && c.lines == Lines::of(line));
        let shown = of_row.filter(|(_, c)| marks.shows(c.kind)).map(|(index, _)| index).collect::<Vec<usize>>();
        shown.into_iter().map(|index| self.mark(plan, index, marks)).collect()
    }

    fn mark(&self, plan: &Plan, index: usize, marks: &mut Marks) -> Mark {
        let (id, n, href) = marks.mark(plan, index);
        Mark { id, n, href }
    }

    /// The notes of the entries from number `from` on.
    pub fn notes(&self, site: &PlanSite, marks: &Marks, from: usize) -> Vec<NoteView> {
        let entries = marks.entries().iter().enumerate().skip(from);
        entries.map(|(n, &index)| self.note(site, &site.plan.corrections[index], n + 1)).collect()
    }

    pub fn note(&self, site: &PlanSite, entry: &Correction, n: usize) -> NoteView {
        let plan = &site.plan;
        let (kind, key) = match entry.kind {
            CorrectionKind::Correction => ("correction", "kind_correction"),
            CorrectionKind::Reading => ("reading", "kind_reading"),
            CorrectionKind::Repair if entry.is_join() => ("repair", "kind_join"),
            CorrectionKind::Repair => ("repair", "kind_repair"),
            CorrectionKind::Note => ("note", "kind_note"),
        };
        let (printed, read) = self.sides(entry);
        let row = match (entry.shift, entry.span) {
            (Some(_), Some(span)) => repaired_row(plan, span),
            _ => Vec::new(),
        };
        NoteView {
            id: entry.id.clone(),
            n,
            kind,
            label: self.word(key),
            printed,
            read,
            reason: language::pieces(&entry.reason),
            row,
            href: self.href(&address::erratum(&plan.id, &entry.id)),
            line_label: self.line_label(entry.lines),
            places: self.places(site, entry),
        }
    }

    fn sides(&self, entry: &Correction) -> (Vec<Difference>, Option<Vec<Difference>>) {
        let part = |text: &str, differs| Difference { text: text.to_owned(), differs, lang: language::lang(text) };
        let same = |text: &str| part(text, false);
        let whole = |text: &str| if text.is_empty() { Vec::new() } else { vec![same(text)] };
        if entry.kind != CorrectionKind::Correction {
            return (whole(&entry.printed), entry.read.as_deref().map(whole));
        }
        let read = entry.read.as_deref().unwrap_or_default();
        let (before, printed_part, read_part, after) = difference(&entry.printed, read);
        let side = |text: &str, own: &str| {
            let pieces = [same(&text[..before]), part(own, true), same(&text[text.len() - after..])];
            pieces.into_iter().filter(|piece| !piece.text.is_empty()).collect::<Vec<_>>()
        };
        (side(&entry.printed, printed_part), Some(side(read, read_part)))
    }

    fn places(&self, site: &PlanSite, entry: &Correction) -> Vec<Link> {
        let plan = &site.plan;
        let tasks = entry.tasks.iter().map(|&number| {
            self.link(self.words.fill("task", &[("n", &number.to_string())]), &address::task(&plan.id, number))
        });
        let clauses = plan.clauses.iter().filter(|clause| entry.clauses.contains(&clause.id));
        let clauses =
            clauses.map(|clause| self.link(clause_title(plan, clause), &address::clause(&plan.id, &clause.id)));
        let domains = entry.domains.iter().map(|&index| self.domain_link(site, Some(index)));
        tasks.chain(clauses).chain(domains).collect()
    }
}

/// The cells of a repaired row under the headers that they are printed under.
fn repaired_row(plan: &Plan, span: Span) -> Vec<RepairedCell> {
    let source = plan.source();
    let table = plan.document.tables.iter().find(|table| table.rows.iter().any(|row| row.span == span));
    let Some((table, row)) =
        table.and_then(|table| table.rows.iter().find(|row| row.span == span).map(|row| (table, row)))
    else {
        return Vec::new();
    };
    let cells = table.header.iter().zip(row.cells.iter().map(Some).chain(std::iter::repeat(None)));
    cells
        .map(|(header, cell)| RepairedCell {
            header: source.slice(*header).to_owned(),
            text: cell.map(|cell| source.slice(*cell).to_owned()).unwrap_or_default(),
        })
        .collect()
}
