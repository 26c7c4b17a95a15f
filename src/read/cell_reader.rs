//! Reads cells of agencies and of deadlines, in tables and brackets alike.

use std::ops::Range;

use super::agency_list::{Beside, mentions};
use super::cells::is_dash;
use super::corrections::{Correction, as_read};
use super::deadline::{UnreadableDeadline, deadline};
use super::lint;
use super::mention::{Mention, RoleName};
use super::paragraphs::Paragraphs;
use super::said_roles;
use super::task::{AgencyCell, Cell, RoleCell};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::registry::LocalRegistry;
use crate::parse::responsibility::{self, RoleNames};
use crate::text::date::Deadline;
use crate::text::role_class::names_persons;
use crate::text::source::{Source, Span};

/// What cells are read with.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellReader<'a> {
    pub source: &'a Source,
    pub corrections: &'a [Correction],
    pub registry: LocalRegistry<'a>,
    pub paragraphs: &'a Paragraphs,
}

impl CellReader<'_> {
    /// Reads a cell of agencies: one role, or several where its words say so. `column` is the role that its header says.
    pub(super) fn roles(&self, column: &RoleName, cell: Cell, diagnostics: &mut Vec<Diagnostic>) -> Vec<RoleCell> {
        let text = self.source.slice(cell.span);
        let of_cell = |span: Span| span.start - cell.span.start..span.end - cell.span.start;
        let paragraphs: Vec<Range<usize>> =
            self.paragraphs.of(self.source, cell.span).into_iter().map(of_cell).collect();
        let Some(said) = responsibility::in_cell(text, &paragraphs, column.class) else {
            return self.by_role(column, column, cell, diagnostics);
        };
        let roles = said.into_iter().flat_map(|RoleNames { class, word, printed, is_unclear }| {
            let word = &text[word];
            let role = if word.is_empty() { column.clone() } else { RoleName { class, word: folded(word) } };
            let place = Span::new(cell.span.start + printed.start, cell.span.start + printed.end);
            if is_unclear && !cell.continues() {
                diagnostics.push(said_roles::unclear(self.source, place, &role.word));
            }
            self.by_role(&role, column, cell.part(place), diagnostics)
        });
        roles.collect()
    }

    /// Reads names that have a role, unless a bracket beside one says otherwise.
    pub(super) fn by_role(
        &self,
        role: &RoleName,
        column: &RoleName,
        cell: Cell,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<RoleCell> {
        // What a continued cell prints was looked at where it is printed.
        let mut unheard = Vec::new();
        let diagnostics = if cell.continues() { &mut unheard } else { diagnostics };
        let beside = if names_persons(&column.word) { Beside::Persons } else { Beside::Nobody };
        let lists = said_roles::by_role(self.source, self.mentions(&cell, beside, diagnostics), role, diagnostics);
        let of =
            |role, cell, mentions| RoleCell { role, column: column.clone(), agencies: AgencyCell { cell, mentions } };
        match &lists[..] {
            [] => vec![of(role.clone(), cell, Vec::new())],
            [(only, _)] if only == role => {
                lists.into_iter().map(|(role, mentions)| of(role, cell.clone(), mentions)).collect()
            }
            _ => {
                let part = |(role, mentions): (RoleName, Vec<Mention>)| {
                    let place = mentions.iter().map(said_roles::whole).reduce(Span::to);
                    of(role, place.map_or_else(|| cell.clone(), |place| cell.part(place)), mentions)
                };
                lists.into_iter().map(part).collect()
            }
        }
    }

    fn mentions(&self, cell: &Cell, beside: Beside, diagnostics: &mut Vec<Diagnostic>) -> Vec<Mention> {
        let text = self.source.slice(cell.span);
        if text.is_empty() || is_dash(text) {
            return Vec::new();
        }
        let list = self.paragraphs.of(self.source, cell.span);
        let mentions = mentions(self.source, &list, self.corrections, self.registry, beside, diagnostics);
        lint::brackets(self.source, &[cell.span], diagnostics);
        mentions
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

fn folded(word: &str) -> String {
    word.chars().filter(|c| !c.is_whitespace()).collect()
}
