//! Fills the open data: `Site` → JSON, tables, the source and the calendar, as [`crate::open_data`] says.

mod csv;
mod ics;
mod json;
mod table;
mod xlsx;

use anyhow::Result;
use itertools::Itertools as _;
use rayon::prelude::*;
use serde::Serialize;

use crate::file_tree::FileTree;
use crate::memory::{Memory, recall};
use crate::open_data;
use crate::read::Part;
use crate::site::{PlanIndex, Site};
use crate::text::role_class::RoleClass;
use crate::text::source::Source;
use crate::text::url::BaseUrl;

/// Returns every file of the open data, by its path in the finished site. Those of a plan are `remembered`.
///
/// # Errors
/// Two files of one path.
pub(crate) fn files(site: &Site, remembered: Option<&Memory<FileTree>>) -> Result<FileTree> {
    let mut files = FileTree::new();
    let of_plan =
        |plan: &PlanIndex| recall(remembered, &plan.plan.id, || Some(site.key_of_plan(plan)), || of_plan(site, plan));
    let of_plans: Result<Vec<FileTree>> = site.plans.par_iter().map(of_plan).collect();
    if let Some(remembered) = remembered {
        remembered.keep_only(|id| site.plans.iter().any(|plan| plan.plan.id == id));
    }
    for (path, bytes) in of_plans?.into_iter().flatten() {
        files.insert(path, bytes)?;
    }
    files.insert(open_data::CASES, pretty(&json::cases(site))?)?;
    let base_url = site.portal.base_url.as_ref().map_or("", BaseUrl::as_str);
    for schema in &open_data::SCHEMAS {
        files.insert(schema.address().trim_start_matches('/'), pretty(&schema.json(base_url))?)?;
    }
    Ok(files)
}

fn of_plan(site: &Site, plan: &PlanIndex) -> Result<FileTree> {
    let (id, mut files) = (plan.plan.id.as_str(), FileTree::new());
    files.insert(open_data::PLAN.path(id), pretty(&json::plan(plan))?)?;
    files.insert(open_data::TASKS.path(id), pretty(&json::tasks(site, plan))?)?;
    files.insert(open_data::AGENCIES.path(id), pretty(&json::agencies(plan))?)?;
    files.insert(open_data::TASK_TABLE.path(id), csv::tasks(site, plan)?)?;
    files.insert(open_data::TASK_WORKBOOK.path(id), xlsx::tasks(site, plan)?)?;
    if !plan.deadlines.is_empty() {
        files.insert(open_data::CALENDAR.path(id), ics::deadlines(site, plan))?;
    }
    files.insert(open_data::SOURCE.path(id), plan.plan.source().text())?;
    Ok(files)
}

/// Returns what a part's cells of a class print, a line a cell.
fn printed(source: &Source, part: &Part, class: RoleClass) -> String {
    part.cells_of(class).map(|cell| source.slice(cell.cell.own)).join("\n")
}

fn pretty<T: Serialize>(value: &T) -> Result<String> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}
