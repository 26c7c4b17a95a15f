//! Readings that follow from the registries, and where every entry belongs.

use std::collections::BTreeMap;

use oxc_index::IndexSlice;

use super::clauses::Clause;
use super::corrections::{Correction, Derived, Kind};
use super::domains::Assignments;
use super::index::DomainIndex;
use super::mention::Mention;
use super::merged_cells;
use super::task::{Part, RoleCell};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::plan_file::EntryColumn;
use crate::inputs::registry::Registry;
use crate::parse::{BlockKind, Document, NodeIndex, Table};
use crate::text::role_class::RoleClass;
use crate::text::source::{Source, Span};

/// Returns one reading for every place where a cell names an agency or a domain by another form than the canonical one.
pub(super) fn aliases(source: &Source, registry: &Registry, tables: &Assignments) -> Vec<Correction> {
    let reading = |span, derived| Correction::derived(source, span, derived);
    let agency = |mention: &Mention| {
        let name = registry.get(mention.agency.filter(|_| mention.is_alias)?).name.clone();
        Some(reading(mention.span, if mention.is_carried { Derived::Carried(name) } else { Derived::Agency(name) }))
    };
    let mut readings = Vec::new();
    for part in tables.tasks.iter().flat_map(|task| &task.parts) {
        for RoleCell { agencies, .. } in part.roles.iter().filter(|role| !role.agencies.cell.own.is_empty()) {
            readings.extend(agencies.mentions.iter().filter_map(agency));
        }
    }
    for domain in &tables.domains {
        for cell in &domain.cells {
            if cell.is_form {
                readings.push(reading(cell.name, Derived::Domain(domain.name.clone())));
            }
            readings.extend(cell.lead.iter().filter_map(agency));
        }
    }
    readings
}

/// Fills in the tasks, clauses and domains that each entry speaks of, by its place.
pub(super) fn attribute(
    corrections: &mut [Correction],
    source: &Source,
    tables: &Assignments,
    clauses: &IndexSlice<NodeIndex, [Clause]>,
    document: &Document,
) {
    let mut task_of_line: BTreeMap<usize, u32> = BTreeMap::new();
    for task in &tables.tasks {
        for part in &task.parts {
            task_of_line.extend((part.lines.first..=part.lines.last).map(|line| (line, task.number)));
        }
    }
    for correction in corrections {
        let inside_category = |span: Span| {
            let domains = tables.domains.iter_enumerated();
            domains
                .filter(move |(_, domain)| domain.cells.iter().any(|cell| cell.span.contains(span)))
                .map(|(index, _)| index)
        };
        let domains: Vec<DomainIndex> = correction.span.map(|span| inside_category(span).collect()).unwrap_or_default();
        if domains.is_empty() {
            let lines = correction.lines.first..=correction.lines.last;
            correction.tasks = task_of_line.range(lines).map(|(_, number)| *number).collect();
            correction.tasks.dedup();
        }
        correction.domains = domains;
        let place = correction.span.unwrap_or(source.lines_span(correction.lines));
        let nodes = clauses.iter().zip(&document.nodes);
        correction.clauses = nodes
            .filter(|(clause, node)| {
                place.overlaps(node.label)
                    || place.overlaps(node.heading)
                    || clause.text_spans.iter().any(|span| place.overlaps(*span))
            })
            .map(|(clause, _)| clause.id.clone())
            .collect();
        // An entry without words speaks of what stands in these lines.
        if correction.column == Some(EntryColumn::Role) {
            correction.clauses.clear();
        }
    }
}

/// A reading of an empty cell, or of a role that isn't printed, must have one to speak of.
pub(super) fn check_used(
    document: &Document,
    corrections: &[Correction],
    tables: &Assignments,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let source = &document.source;
    let of_deadline = |c: &&Correction| c.kind == Kind::Reading && c.column == Some(EntryColumn::Deadline);
    for span in corrections.iter().filter(of_deadline).filter_map(|reading| reading.span) {
        diagnostics.push(source.diagnostic(
            Code::UnusedReading,
            span,
            "这一格印着字，读法改不了它的完成时限",
            "原文印错的，改写为 [[corrections]]；照原文不归入任何时限的，改写为 [[notes]]",
        ));
    }
    let parts: Vec<&Part> = tables.tasks.iter().flat_map(|task| &task.parts).collect();
    for reading in corrections.iter().filter(|c| c.kind == Kind::Reading && c.span.is_none()) {
        let Some(column) = reading.column else { continue };
        let inside = |line: usize| (reading.lines.first..=reading.lines.last).contains(&line);
        let has_empty = |class| {
            let mut here = parts.iter().filter(|part| inside(part.lines.first));
            let is_of = |cell: &RoleCell| cell.column.class == class && cell.agencies.cell.own.is_empty();
            here.any(|part| part.roles.iter().any(is_of))
        };
        let used = match column {
            EntryColumn::Role => document.blocks.iter().any(|block| {
                let unprinted = matches!(&block.kind, BlockKind::Member(line) if line.role.is_none());
                unprinted && block.spans.first().is_some_and(|span| inside(source.line_of(span.start)))
            }),
            EntryColumn::Title => tables.tasks.iter().any(|task| {
                let row = task.parts.first().map(|part| part.lines.first).filter(|&line| inside(line));
                row.zip(task.title_span).is_some_and(|(row, title)| source.line_of(title.start) != row)
            }),
            EntryColumn::Text => parts.iter().any(|part| inside(part.lines.first) && part.text_continues),
            EntryColumn::Other => {
                let mut extra = parts.iter().filter(|part| inside(part.lines.first)).flat_map(|part| &part.extra);
                let of_other_table = |table: &Table| {
                    let rows = (0..table.rows.len()).filter(|&row| inside(table.rows[row].line));
                    let cells = rows.flat_map(|row| (0..table.columns.len()).map(move |column| (row, column)));
                    let mut cells = cells.filter(|&(_, column)| {
                        let header = table.headed_columns().nth(column).map(|(_, header)| source.folded(header));
                        reading.header.as_ref().is_none_or(|own| header.as_ref() == Some(own))
                    });
                    cells.any(|(row, column)| merged_cells::goes_on(source, corrections, table, row, column))
                };
                extra.any(|extra| extra.cell.continues()) || document.tables.iter().any(of_other_table)
            }
            EntryColumn::Lead => has_empty(RoleClass::Lead),
            EntryColumn::Responsible => has_empty(RoleClass::Responsible),
            EntryColumn::Supporting => has_empty(RoleClass::Supporting),
            EntryColumn::Deadline => parts.iter().any(|part| inside(part.lines.first) && part.deadline.own.is_empty()),
        };
        if !used {
            diagnostics.push(source.diagnostic(
                Code::UnusedReading,
                source.lines_span(reading.lines),
                "plan.toml 里有一条读法说这里的一格（或职责）是空的、承上一行，这里却不是",
                "请核对录入，或改 plan.toml 里 lines 指着这里、printed 为空的 [[readings]]",
            ));
        }
    }
}
