//! Notes of corrections, readings, repairs: their words, sides and places.

use serde::Serialize;

use crate::read::{Correction, CorrectionKind, Plan};
use crate::site::context::{Link, PageContext};
use crate::site::href::Href;
use crate::site::pieces::marks::kind_of;
use crate::site::pieces::{Marks, clause_title};
use crate::site::plan_index::PlanIndex;
use crate::text::address;
use crate::text::difference::difference;
use crate::text::english::{self, LangSpan};
use crate::text::source::Span;

/// An editorial note at the foot or in the margin of a page, or an entry of the errata page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct NoteView {
    /// Its id in the open data and its anchor on the errata page.
    pub id: String,
    /// The plan's id.
    pub plan: String,
    /// Its permanent number.
    pub n: u32,
    /// `correction`, `reading`, `repair` or `note`.
    pub kind: &'static str,
    /// 改错字, 怎样理解, 错格, 接换页 or 存疑.
    pub label: String,
    pub printed: Vec<Difference>,
    /// Absent for a note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<Vec<Difference>>,
    pub reason: Vec<LangSpan>,
    /// The row as printed under the printed headers: for a row that was repaired.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub row: Vec<RepairedCell>,
    /// The entry on the errata page.
    pub href: Href,
    /// `35—37` for people.
    pub line_label: String,
    /// The places that it stands at: tasks, clauses, domains.
    pub places: Vec<Link>,
}

/// Text of a comparison; `differs` where it stands on one side only.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Difference {
    pub text: String,
    pub differs: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<&'static str>,
}

/// A cell of a repaired row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct RepairedCell {
    pub header: String,
    pub text: String,
}

impl PageContext<'_> {
    /// Returns the notes of the entries shown, but for the first `from`.
    pub(crate) fn notes(&self, plan: &PlanIndex, marks: &Marks, from: usize) -> Vec<NoteView> {
        marks.entries().iter().skip(from).map(|&index| self.note(plan, &plan.corrections[index])).collect()
    }

    pub(crate) fn note(&self, plan: &PlanIndex, entry: &Correction) -> NoteView {
        let (kind, key) = kind_of(entry);
        let (printed, read) = sides(entry);
        let row = match (entry.shift, entry.span) {
            (Some(_), Some(span)) => repaired_row(plan, span),
            _ => Vec::new(),
        };
        NoteView {
            id: entry.id.clone(),
            plan: plan.id.clone(),
            n: entry.number(),
            kind,
            label: self.word(key),
            printed,
            read,
            reason: english::split_by_language(&entry.reason),
            row,
            href: self.href(&address::erratum(&plan.id, &entry.id)),
            line_label: self.line_label(entry.lines),
            places: self.places(plan, entry),
        }
    }

    fn places(&self, plan: &PlanIndex, entry: &Correction) -> Vec<Link> {
        let tasks = entry.tasks.iter().map(|&number| {
            self.link(self.words.fill("task", &[("n", &number.to_string())]), &address::task(&plan.id, number))
        });
        let clauses = plan.clauses.iter().filter(|clause| entry.clauses.contains(&clause.id));
        let clauses =
            clauses.map(|clause| self.link(clause_title(plan, clause), &address::clause(&plan.id, &clause.id)));
        let domains = entry.domains.iter().map(|&index| self.domain_link(plan, Some(index)));
        tasks.chain(clauses).chain(domains).collect()
    }
}

/// Returns what is printed and what is read there, each in pieces that differ or don't.
fn sides(entry: &Correction) -> (Vec<Difference>, Option<Vec<Difference>>) {
    let part = |text: &str, differs| Difference { text: text.to_owned(), differs, lang: english::lang(text) };
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

/// Returns the cells of a repaired row under the headers that they are printed under.
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
