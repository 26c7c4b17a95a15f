//! What a file says that its plain text can't: generated entries of `plan.toml`.

use std::fmt::Write as _;

use super::draft::{Draft, quoted};
use crate::intake::{CellParagraph, Intake, MergedCell};
use crate::parse::{Column, Document, Row, Table};
use crate::text::digest::sha256;
use crate::text::role_class::RoleClass;

/// The fewest characters that say where a paragraph begins.
const FEWEST: usize = 8;

/// Returns the entry of the file that the text was taken from.
pub(super) fn original(name: &str, bytes: &[u8]) -> String {
    let (name, hash) = (quoted(name), sha256(bytes));
    format!("\n# 原件，原文是从它取出来的；它变了，检查时会提醒\n[original]\nfile = {name}\nsha256 = \"{hash}\"\n")
}

/// Returns the entries for the paragraphs of cells and for merged cells of the tables of tasks; `placed` tells what none
/// could be made for.
pub(super) fn layout(document: &Document, intake: &Intake) -> Draft {
    let mut recorded = Draft::default();
    let (begins, unclear): (Vec<_>, Vec<_>) =
        intake.paragraphs.iter().map(|cell| (cell, beginning(document, cell))).partition(|(_, words)| words.is_some());
    let begins = begins.into_iter().map(|(CellParagraph { line, .. }, words)| {
        let printed = quoted(words.unwrap_or_default());
        format!("[[paragraphs]]\nlines = [{line}, {line}]\nprinted = {printed}\n")
    });
    recorded.add("原件的一格里另起一段的地方", &begins.collect::<Vec<_>>());
    recorded.placed.extend(unclear.into_iter().map(|(CellParagraph { line, column, .. }, _)| {
        format!("第{line}行第{column}栏有一处分段记不进 plan.toml：那几个字在这一行里不止一处")
    }));
    let merged: Vec<String> = intake.merged.iter().flat_map(|cell| merged(document, *cell)).collect();
    recorded.add("原件里与上一行合并的格", &merged);
    recorded
}

impl Draft {
    /// Adds entries under a line that says what they are.
    fn add(&mut self, what: &str, entries: &[String]) {
        if !entries.is_empty() {
            let _ = write!(self.text, "\n# {what}\n{}", entries.join("\n"));
        }
    }
}

/// Returns the words that a paragraph begins with, enough of them to stand once in the line.
fn beginning<'a>(document: &'a Document, cell: &CellParagraph) -> Option<&'a str> {
    let line = document.source.slice(document.source.line_span(cell.line));
    let rest = line.get(cell.at..cell.at + cell.text.len())?;
    let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut beginnings = ends.map(|end| &rest[..end]).skip(FEWEST.min(rest.chars().count()).saturating_sub(1));
    beginnings.find(|words| !words.ends_with(char::is_whitespace) && line.matches(words).count() == 1)
}

/// Returns what says that rows share a cell above: cells of agencies and deadlines have its words, and a row without a
/// number of its own may have a deadline.
fn merged(document: &Document, cell: MergedCell) -> Vec<String> {
    let first_row = |table: &Table| table.rows.iter().position(|row| row.line == cell.first && !row.category_only);
    let place = document.tables.iter().find_map(|table| Some((table, first_row(table)?)));
    let Some((table, first)) = place else { return Vec::new() };
    let printed = |row: &Row, column: usize| row.cells.get(column).map(|&cell| document.source.slice(cell));
    let key = match table.columns.get(cell.column - 1) {
        Some(Column::Agencies(RoleClass::Lead)) => "lead",
        Some(Column::Agencies(RoleClass::Responsible)) => "responsible",
        Some(Column::Agencies(RoleClass::Supporting)) => "supporting",
        Some(Column::Deadline) => "deadline",
        Some(Column::Number) => {
            let at = |column: Column| table.columns.iter().position(|of| *of == column);
            let (Some(deadline), Some(text)) = (at(Column::Deadline), at(Column::Text)) else { return Vec::new() };
            let below = table.rows[first + 1..].iter().take_while(|row| row.line <= cell.last);
            let with_own = below.filter(|row| printed(row, deadline).is_some_and(|words| !words.is_empty()));
            return with_own.filter_map(|row| note(row, printed(row, text)?, document)).collect();
        }
        _ => return Vec::new(),
    };
    let Some(words) = printed(&table.rows[first], cell.column - 1).filter(|words| !words.is_empty()) else {
        return Vec::new();
    };
    let (lines, read) = ([cell.first + 1, cell.last], quoted(words));
    vec![format!(
        "[[readings]]\nlines = {lines:?}\ncolumn = \"{key}\"\nprinted = \"\"\nread = {read}\nreason = \"原件这一格与上一行合并。\"\n"
    )]
}

/// Returns what says that a row with a deadline of its own goes on with the task above.
fn note(row: &Row, text: &str, document: &Document) -> Option<String> {
    let is_plain = !text.is_empty() && document.source.slice(row.span).matches(text).count() == 1;
    let (line, printed) = (row.line, quoted(text));
    is_plain.then(|| {
        format!(
            "[[notes]]\nlines = [{line}, {line}]\nprinted = {printed}\nfault = \"missing-number\"\nreason = \"原件的序号一格与上一行合并。\"\n"
        )
    })
}
