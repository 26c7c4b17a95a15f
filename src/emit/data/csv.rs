//! `tasks.csv`: one row a part, for spreadsheet programs.

use anyhow::Result;
use itertools::Itertools as _;

use crate::read::RoleCell;
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

/// Returns the table with a BOM and CRLF, so that spreadsheet programs read it as UTF-8.
pub(super) fn tasks(whole: &Site, site: &PlanIndex) -> Result<Vec<u8>> {
    let plan = &site.plan;
    let source = plan.source();
    let base = whole.portal.base_url.as_ref().map_or("", BaseUrl::as_str);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(b"\xef\xbb\xbf".to_vec());
    writer.write_record(COLUMNS.map(|column| whole.words.get(column)))?;
    for task in &plan.tasks {
        for part in &task.parts {
            let names = |class| site.agency_names(part.agencies_of(class)).join("、");
            let printed = |class| super::printed(source, part, class);
            let roles = part.roles.iter().filter(|cell| !cell.agencies.cell.own.is_empty());
            let named = |cell: &RoleCell| {
                let word = Some(cell.role.word.as_str()).filter(|word| !word.is_empty());
                word.into_iter().chain([source.slice(cell.agencies.cell.own)]).join("：")
            };
            let record = [
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
            ];
            writer.write_record(record.map(safe))?;
        }
    }
    Ok(writer.into_inner()?)
}

/// Returns a cell that a spreadsheet program would run as a formula gets an apostrophe in front.
fn safe(cell: String) -> String {
    let is_formula = cell.trim_start().starts_with(['=', '+', '-', '@']) || cell.starts_with(['\t', '\r', '\n']);
    if is_formula { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_safe() {
        for cell in ["=1+1", "+1", "-1", "@a", " =1", "\t=1"] {
            assert_eq!(safe(cell.to_owned()), format!("'{cell}"));
        }
        for cell in ["—", "市科技局", "1-1", "/a/"] {
            assert_eq!(safe(cell.to_owned()), cell);
        }
    }
}
