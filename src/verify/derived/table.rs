//! `tasks.csv` and `tasks.xlsx`: read back, one row a part.

use calamine::{Data as Cell, Reader as _};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;

use super::{Data, Faults, list, text};
use crate::open_data::LONGEST_CELL;
use crate::verify::VerifiedPlan;
use crate::verify::edition::Base;
use crate::verify::files::LARGEST;
use crate::verify::own_words::OwnWords;
use crate::workbook::{self, Bounds};

/// The column of the tasks' numbers.
const NUMBER: usize = 1;

/// What the columns are called, each with the key by which a portal words it otherwise.
const HEADINGS: [(&str, &str); 16] = [
    ("csv_plan", "方案"),
    ("csv_task", "任务"),
    ("csv_part", "分项"),
    ("csv_domain", "领域"),
    ("csv_title", "短题（本站整理）"),
    ("csv_text", "任务内容（校读）"),
    ("csv_lead", "牵头单位"),
    ("csv_responsible", "责任单位"),
    ("csv_deadline", "完成时限"),
    ("csv_printed_text", "任务内容（原文）"),
    ("csv_printed_lead", "牵头单位（原文）"),
    ("csv_printed_responsible", "责任单位（原文）"),
    ("csv_printed_deadline", "完成时限（原文）"),
    ("csv_url", "网址"),
    ("csv_supporting", "配合等单位"),
    ("csv_roles", "各栏单位（原文）"),
];

/// More than a row of the workbook takes.
const TAGS_OF_ROW: usize = 256;

pub(super) fn check(plan: &VerifiedPlan, base: &Base, data: &Data, words: &OwnWords, table: &str, faults: &mut Faults) {
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    // The reader refuses rows that are longer or shorter than the head.
    let head: Vec<String> = reader.headers().into_iter().flatten().map(str::to_owned).collect();
    let Ok(rows) = reader.records().collect::<Result<Vec<_>, _>>() else {
        faults.hold(false, "tasks.csv", "表格读不出");
        return;
    };
    let expected = expected(plan, base, data);
    is_headed(&head, words, faults);
    compare(&rows, &expected, faults, |row, column, wanted| {
        let found = row.get(column).unwrap_or_default();
        // An apostrophe keeps spreadsheet programs from making something else of a cell.
        let own = found.strip_prefix('\'').unwrap_or(found);
        (own == wanted && !(is_run(wanted) && own == found), found.to_owned())
    });
}

/// Checks whether spreadsheet programs may run a cell; full-width marks, and other forms of theirs, count as well.
fn is_run(cell: &str) -> bool {
    let usual: String = cell.nfkc().collect();
    usual.trim_start().starts_with(['=', '+', '-', '−', '@']) || cell.starts_with(['\t', '\r', '\n'])
}

/// Compares the workbook: one sheet of texts, but for the tasks' numbers, and no formula.
pub(super) fn check_workbook(
    plan: &VerifiedPlan,
    base: &Base,
    data: &Data,
    words: &OwnWords,
    bytes: &[u8],
    faults: &mut Faults,
) {
    let expected = expected(plan, base, data);
    let bounds = Bounds { part: LARGEST, whole: 2 * LARGEST, tags: 10_000 + TAGS_OF_ROW * (expected.len() + 1) };
    let sheet = workbook::open(bytes, bounds).ok().and_then(|mut book| {
        let names = book.sheet_names();
        let [name] = names.as_slice() else { return None };
        let has_formulas = !book.worksheet_formula(name).ok()?.is_empty();
        book.worksheet_range(name).ok().filter(|_| !has_formulas)
    });
    let Some(sheet) = sheet else {
        faults.hold(false, "tasks.xlsx", "工作簿读不出，或不是只有一张没有公式的表");
        return;
    };
    if let Some(hidden) = workbook::hidden(bytes) {
        faults.hold(false, &hidden, "工作簿里有隐藏的表、行或栏");
    }
    let head: Vec<String> = sheet.rows().next().into_iter().flatten().map(ToString::to_string).collect();
    is_headed(&head, words, faults);
    let rows: Vec<&[Cell]> = sheet.rows().skip(1).collect();
    compare(&rows, &expected, faults, |row, column, wanted| match row.get(column) {
        None | Some(Cell::Empty) => (wanted.is_empty(), String::new()),
        Some(Cell::String(found)) if column != NUMBER => {
            let is_cut = wanted.encode_utf16().count() > LONGEST_CELL;
            let head = found.strip_suffix('…').filter(|head| is_cut && !head.is_empty());
            (found == wanted || head.is_some_and(|head| wanted.starts_with(head)), found.clone())
        }
        Some(Cell::Float(found)) => (column == NUMBER && found.to_string() == wanted, found.to_string()),
        Some(found) => (false, found.to_string()),
    });
}

/// Insists on the columns that are known, in their order, each by its name.
fn is_headed(head: &[String], words: &OwnWords, faults: &mut Faults) {
    let wanted: Vec<&str> = HEADINGS.iter().map(|(key, usual)| words.word(key).unwrap_or(usual)).collect();
    faults.hold(head == wanted, &head.join("、"), &format!("表头应是：{}", wanted.join("、")));
}

/// Insists on each cell of each row: `read` says whether one is as wanted, and what stands there.
fn compare<R>(
    rows: &[R],
    expected: &[Vec<String>],
    faults: &mut Faults,
    read: impl Fn(&R, usize, &str) -> (bool, String),
) {
    faults.hold(rows.len() == expected.len(), &rows.len().to_string(), &format!("表格应有 {} 行", expected.len()));
    for (row, expected) in rows.iter().zip(expected) {
        for (column, wanted) in expected.iter().enumerate() {
            let (holds, found) = read(row, column, wanted);
            faults.hold(holds, &found, &format!("`{}` 第 {} 栏应是“{wanted}”", expected[2], column + 1));
        }
    }
}

fn expected(plan: &VerifiedPlan, base: &Base, data: &Data) -> Vec<Vec<String>> {
    let parts = data.tasks().iter().flat_map(|task| list(&task["parts"]).iter().map(move |part| (task, part)));
    parts.map(|(task, part)| row(plan, base, data, task, part)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_formulas_mark_counts() {
        for cell in ["=1", "　＝1", "＋1", "﹣1", "−1", "﹫a", "\ta", "\ra"] {
            assert!(is_run(cell), "{cell}");
        }
        assert!(!is_run("一=1"));
    }
}
