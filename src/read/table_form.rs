//! What all rows of a table together say of its form.

use super::deadline::deadline;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::line::is_terminated;
use crate::parse::{Column, RowKind, Table, are_bodies};
use crate::text::numeral;
use crate::text::role_class::{AGENCY_NOUNS, RoleClass, names_persons};
use crate::text::source::{Source, Span};

/// Words of a column that says when something begins.
const BEGINNINGS: [&str; 4] = ["启动", "开始", "起始", "开工"];

/// Checks whether most tasks of a table end as sentences do; in the others it is no fault that one doesn't.
pub(super) fn are_sentences(source: &Source, table: &Table) -> bool {
    let Some(at) = table.columns.iter().position(|column| *column == Column::Text) else { return false };
    let texts = || table.rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.is_empty());
    let sentences = texts().filter(|&&cell| is_terminated(source.slice(cell))).count();
    sentences * 2 > texts().count()
}

/// Reports the columns of a table of tasks that seem to name agencies, though their header is no role's: by its own words, or
/// by what stands under it.
pub(super) fn unread_agencies(source: &Source, table: &Table, diagnostics: &mut Vec<Diagnostic>) {
    for (at, (_, header)) in table.headed_columns().enumerate().filter(|(_, (column, _))| *column == Column::Other) {
        let word = source.folded(header);
        let cells = table.rows.iter().filter_map(|row| row.cells.get(at)).map(|&cell| source.slice(cell));
        let words: Vec<&str> = cells.filter(|text| !text.is_empty()).collect();
        let name_bodies = |text: &&&str| text.split(char::is_whitespace).any(are_bodies);
        let are_agencies = words.iter().filter(name_bodies).count() * 2 > words.len();
        let speaks_of_roles = names_persons(&word) || RoleClass::of(&word).is_some();
        if are_agencies && (speaks_of_roles || AGENCY_NOUNS.iter().any(|noun| word.ends_with(noun))) {
            diagnostics.push(source.diagnostic(
                Code::UnreadAgencies,
                header,
                format!("`{word}` 一栏像是列着单位，表头没有说是牵头、责任还是配合"),
                "这一栏照印在任务页上，不列为单位。请核对录入：表头是否漏了字。原文如此的不必管",
            ));
        }
    }
}

/// Reports a table that lists no tasks, though a column of it names who has a role.
pub(super) fn unread_table(source: &Source, table: &Table, diagnostics: &mut Vec<Diagnostic>) {
    let is_of_role = |(at, header): &(usize, &Span)| {
        let cells = || table.rows.iter().filter_map(|row| row.cells.get(*at)).filter(|cell| !cell.is_empty());
        RoleClass::of_header(&source.folded(**header)).is_some()
            && cells().filter(|&&cell| are_bodies(source.slice(cell))).count() * 2 > cells().count()
    };
    if let Some((_, &header)) = table.header.iter().enumerate().find(is_of_role) {
        diagnostics.push(source.diagnostic(
            Code::UnreadAgencies,
            header,
            format!("这张表有 `{}` 一栏，却没有认得的任务一栏", source.folded(header)),
            "这张表照印在全文里，不列为任务。请核对录入：表头是否漏了字。原文如此的不必管",
        ));
    }
}

/// Reports the columns of a table of tasks under which deadlines seem to stand, though no header says so.
pub(super) fn unread_deadlines(source: &Source, table: &Table, diagnostics: &mut Vec<Diagnostic>) {
    if table.columns.contains(&Column::Deadline) {
        return;
    }
    for (at, (_, header)) in table.headed_columns().enumerate().filter(|(_, (column, _))| *column == Column::Other) {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(at)).map(|&cell| source.slice(cell));
        let words: Vec<&str> = cells.filter(|text| !text.is_empty()).collect();
        // 6月底前 has no year.
        let is_month = |text: &str| {
            text.split_once('月')
                .is_some_and(|(before, _)| before.ends_with(|c: char| c.is_ascii_digit() || numeral::is_numeral(c)))
        };
        let is_day = |text: &str| deadline(text).is_ok_and(|due| due.is_some() || is_month(text));
        let word = source.folded(header);
        let begins = BEGINNINGS.iter().any(|begin| word.contains(begin));
        if !begins && words.iter().filter(|text| is_day(text)).count() * 2 > words.len() {
            diagnostics.push(source.diagnostic(
                Code::UnreadDeadlines,
                header,
                format!("`{word}` 一栏像是写着完成时限，表头却不是认得的叫法"),
                "这一栏照印在任务页上，不归入任何时限。请核对录入：表头是否漏了字。原文如此的不必管",
            ));
        }
    }
}

/// Checks whether every row prints its category, as workbooks do that are filtered by it.
pub(super) fn repeats_categories(table: &Table) -> bool {
    let at = table.columns.iter().position(|column| *column == Column::Category);
    let mut rows = table.rows.iter().filter(|row| row.kind == RowKind::Listed);
    at.is_some_and(|at| rows.all(|row| row.cells.get(at).is_some_and(|cell| !cell.is_empty())))
}

/// Checks whether the column of numbers prints none that is Arabic, though it isn't empty: its words are labels.
pub(super) fn are_labels(source: &Source, table: &Table) -> bool {
    let Some(at) = table.columns.iter().position(|column| *column == Column::Number) else { return false };
    let rows = table.rows.iter().filter(|row| !row.is_category());
    let mut numbers = rows.filter_map(|row| row.cells.get(at)).filter(|cell| !cell.is_empty()).peekable();
    let is_label = |cell: &Span| numeral::without_mark(source.slice(*cell)).parse::<u32>().is_err();
    numbers.peek().is_some() && table.rows.len() > 1 && numbers.all(is_label)
}
