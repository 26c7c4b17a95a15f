//! The table of a plan's tasks as spreadsheet programs get it: one row a part.

use itertools::Itertools as _;

use crate::read::{Part, RoleCell, Task};
use crate::site::{PlanIndex, Site};
use crate::text::address;
use crate::text::role_class::RoleClass;
use crate::text::url::BaseUrl;

/// The columns, by their keys in the catalogue.
const COLUMNS: [&str; 16] = [
    "csv_plan",
    "csv_task",
    "csv_part",
    "csv_domain",
    "csv_title",
    "csv_text",
    "csv_lead",
    "csv_responsible",
    "csv_deadline",
    "csv_printed_text",
    "csv_printed_lead",
    "csv_printed_responsible",
    "csv_printed_deadline",
    "csv_url",
    "csv_supporting",
    "csv_roles",
];

/// The column of the tasks' numbers, the only one that holds no text.
pub(super) const NUMBER: usize = 1;

/// A row, cell by cell.
pub(super) type Row = [String; COLUMNS.len()];

/// Returns what the columns are called.
pub(super) fn head(whole: &Site) -> Row {
    COLUMNS.map(|column| whole.words.get(column).to_owned())
}

/// Returns the rows of a plan, in the order of its tasks.
pub(super) fn rows(whole: &Site, site: &PlanIndex) -> Vec<Row> {
    let plan = &site.plan;
    let source = plan.source();
    let base = whole.portal.base_url.as_ref().map_or("", BaseUrl::as_str);
    let parts = plan.tasks.iter().flat_map(|task| task.parts.iter().map(move |part| (task, part)));
    let row = |(task, part): (&Task, &Part)| {
        let names = |class| site.agency_names(part.agencies_of(class)).join("、");
        let printed = |class| super::printed(source, part, class);
        let roles = part.roles.iter().filter(|cell| !cell.agencies.cell.own.is_empty());
        let named = |cell: &RoleCell| {
            let word = Some(cell.role.word.as_str()).filter(|word| !word.is_empty());
            word.into_iter().chain([source.slice(cell.agencies.cell.own)]).join("：")
        };
        [
            plan.id.clone(),
            task.number.to_string(),
            part.id.clone(),
            task.domain.map(|domain| plan.domains[domain].name.clone()).unwrap_or_default(),
            task.title.clone(),
            plan.text_of(part),
            names(RoleClass::Lead),
            names(RoleClass::Responsible),
            part.due.map(|due| due.to_string()).unwrap_or_default(),
            plan.printed_text_of(part),
            printed(RoleClass::Lead),
            printed(RoleClass::Responsible),
            source.slice(part.deadline.own).to_owned(),
            format!("{base}{}", address::task(&plan.id, task.number)),
            names(RoleClass::Supporting),
            roles.map(named).join("；"),
        ]
    };
    parts.map(row).collect()
}
