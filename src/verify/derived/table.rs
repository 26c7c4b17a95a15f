//! `tasks.csv`: read back, one row a part.

use serde_json::Value;

use super::{Data, Faults, list, text};
use crate::verify::VerifiedPlan;
use crate::verify::edition::Base;

pub(super) fn check(plan: &VerifiedPlan, base: &Base, data: &Data, table: &str, faults: &mut Faults) {
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let Ok(rows) = reader.records().collect::<Result<Vec<_>, _>>() else {
        faults.hold(false, "tasks.csv", "表格读不出");
        return;
    };
    let parts = data.tasks().iter().flat_map(|task| list(&task["parts"]).iter().map(move |part| (task, part)));
    let expected: Vec<Vec<String>> = parts.map(|(task, part)| row(plan, base, data, task, part)).collect();
    faults.hold(rows.len() == expected.len(), &rows.len().to_string(), &format!("表格应有 {} 行", expected.len()));
    for (row, expected) in rows.iter().zip(&expected) {
        for (column, wanted) in expected.iter().enumerate() {
            let found = row.get(column).unwrap_or_default();
            let message = format!("`{}` 第 {} 栏应是“{wanted}”", expected[2], column + 1);
            faults.hold(unguarded(found) == wanted, found, &message);
        }
    }
}

fn row(plan: &VerifiedPlan, base: &Base, data: &Data, task: &Value, part: &Value) -> Vec<String> {
    let names = |class: &str| data.names(&part[class]).join("、");
    let printed = |key: &str| text(&part["printed"][key]).to_owned();
    let named = |role: &Value| match (text(&role["word"]), text(&role["printed"])) {
        ("", printed) => printed.to_owned(),
        (word, printed) => format!("{word}：{printed}"),
    };
    let roles = list(&part["roles"]).iter().filter(|role| !text(&role["printed"]).is_empty());
    vec![
        plan.id.clone(),
        task["number"].to_string(),
        text(&part["id"]).to_owned(),
        text(&data.domain(&task["domain"])["name"]).to_owned(),
        text(&task["title"]).to_owned(),
        text(&part["text"]).to_owned(),
        names("lead"),
        names("responsible"),
        text(&part["deadline"]).to_owned(),
        printed("text"),
        printed("lead"),
        printed("responsible"),
        printed("deadline"),
        format!("{}{}", base.url.as_deref().unwrap_or_default(), text(&task["url"])),
        names("supporting"),
        roles.map(named).collect::<Vec<_>>().join("；"),
    ]
}

/// Returns a cell without the apostrophe that keeps spreadsheet programs from running it.
fn unguarded(cell: &str) -> &str {
    let is_formula =
        |cell: &str| cell.trim_start().starts_with(['=', '+', '-', '@']) || cell.starts_with(['\t', '\r', '\n']);
    cell.strip_prefix('\'').filter(|cell| is_formula(cell)).unwrap_or(cell)
}
