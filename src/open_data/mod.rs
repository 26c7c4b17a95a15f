//! The open data: `Site` → JSON, CSV and the source, under `/P/data/` and `/data/`; the deadlines as a calendar.

mod calendar;
mod csv;
mod json;
pub mod schema;

use anyhow::Result;
use serde::Serialize;

use crate::file_tree::FileTree;
use crate::site::Site;

/// Every file of the open data, by its path in the finished site.
pub fn files(site: &Site) -> Result<FileTree> {
    let mut files = FileTree::new();
    for plan in &site.plans {
        let folder = format!("{}/data", plan.plan.id);
        files.insert(format!("{folder}/plan.json"), pretty(&json::plan(plan))?)?;
        files.insert(format!("{folder}/tasks.json"), pretty(&json::tasks(site, plan))?)?;
        files.insert(format!("{folder}/agencies.json"), pretty(&json::agencies(plan))?)?;
        files.insert(format!("{folder}/tasks.csv"), csv::tasks(site, plan)?)?;
        if !plan.deadlines.is_empty() {
            files.insert(format!("{}/deadlines.ics", plan.plan.id), calendar::deadlines(site, plan))?;
        }
        files.insert(format!("{folder}/source.txt"), plan.plan.source().text())?;
    }
    files.insert("data/cases.json", pretty(&json::cases(site))?)?;
    for schema in &schema::ALL {
        files.insert(schema.address().trim_start_matches('/'), schema.text)?;
    }
    Ok(files)
}

fn pretty<T: Serialize>(value: &T) -> Result<String> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}
