//! What a file says that its plain text can't: generated entries of `plan.toml`.

use std::fmt::Write as _;

use crate::inputs::toml_syntax::quoted;
use crate::intake::{CellParagraph, Intake, MergedCell};
use crate::parse::{Column, Document, Row, Table};
use crate::read::rows::entry_column;
use crate::text::digest::sha256;

/// The fewest characters that say where a paragraph begins.
const FEWEST: usize = 8;

/// What stands in a draft, for the editor to look over.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// The text of `plan.toml`.
    pub text: String,
    /// What was filled in, in Chinese, one line each.
    pub placed: Vec<String>,
}

/// Returns the entry of the file that the text was taken from.
pub(super) fn original(name: &str, bytes: &[u8]) -> String {
    let (name, hash) = (quoted(name), sha256(bytes));
    format!("\n# 原件，原文是从它取出来的；它变了，检查时会提醒\n[original]\nfile = {name}\nsha256 = \"{hash}\"\n")
}

/// Returns the entries for the paragraphs of cells and for merged cells of the tables of tasks; `placed` tells what none
/// could be made for.
pub(super) fn layout(document: &Document, intake: &Intake) -> Draft {
    let mut recorded = Draft::default();
    // A header is one phrase, in however many lines.
    let is_header = |line: usize| {
        let tables = document.tables.iter().filter(|table| table.lists_tasks);
        let mut headers = tables.flat_map(|table| table.upper_header.iter().flatten().chain(&table.header));
        headers.any(|header| document.source.line_of(header.start) == line)
    };
    let of_cells = intake.paragraphs.iter().filter(|cell| !is_header(cell.line));
    let (begins, unclear): (Vec<_>, Vec<_>) =
        of_cells.map(|cell| (cell, beginning(document, cell))).partition(|(_, words)| words.is_some());
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

/// Returns the words that a paragraph begins with, with as many after it as it takes to stand once in the line.
fn beginning<'a>(document: &'a Document, cell: &CellParagraph) -> Option<&'a str> {
    let line = document.source.slice(document.source.line_span(cell.line));
    let rest = line.get(cell.at..)?;
    let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut beginnings = ends.map(|end| &rest[..end]).skip(FEWEST.min(cell.text.chars().count()).saturating_sub(1));
    beginnings.find(|words| !words.ends_with(char::is_whitespace) && line.matches(words).count() == 1)
}

/// Returns what says that rows share a cell above: they have its words, and a row without a number of its own may have a
/// deadline. Categories hold until the next one anyway, and so does the title of rows that share their number.
fn merged(document: &Document, cell: MergedCell) -> Vec<String> {
    let first_row = |table: &Table| table.rows.iter().position(|row| row.line == cell.first && !row.is_category());
    let place = document.tables.iter().find_map(|table| Some((table, first_row(table)?)));
    let Some((table, first)) = place else { return Vec::new() };
    let at = |column: Column| table.columns.iter().position(|of| *of == column);
    let prints =
        |row: &Row, at: Option<usize>| at.is_some_and(|at| row.cells.get(at).is_some_and(|own| !own.is_empty()));
    let below = || table.rows[first + 1..].iter().take_while(|row| row.line <= cell.last);
    let Some((column, header)) = table.headed_columns().nth(cell.column - 1) else { return Vec::new() };
    match column {
        Column::Number => {
            let with_own = below().filter(|row| prints(row, at(Column::Deadline)));
            return with_own.filter_map(|row| note(row, document)).collect();
        }
        Column::Title if !below().any(|row| prints(row, at(Column::Number))) => return Vec::new(),
        _ => {}
    }
    let words = table.rows[first].cells.get(cell.column - 1).map(|&words| document.source.slice(words));
    let (Some(key), Some(words)) = (entry_column(column), words.filter(|words| !words.is_empty())) else {
        return Vec::new();
    };
    let (lines, key, read) = ([cell.first + 1, cell.last], key.key(), quoted(words));
    let is_one_of_several = table.columns.iter().filter(|of| **of == column).count() > 1;
    let header = quoted(&document.source.folded(header));
    let header = if is_one_of_several { format!("header = {header}\n") } else { String::new() };
    vec![format!(
        "[[readings]]\nlines = {lines:?}\ncolumn = \"{key}\"\n{header}printed = \"\"\nread = {read}\nreason = \"原件这一格与上一行合并。\"\n"
    )]
}

/// Returns what says that a row with a deadline of its own goes on with the task above.
fn note(row: &Row, document: &Document) -> Option<String> {
    let whole = document.source.slice(row.span);
    let mut cells = row.cells.iter().map(|&cell| document.source.slice(cell));
    let words = cells.find(|words| !words.is_empty() && whole.matches(words).count() == 1)?;
    let (line, printed) = (row.line, quoted(words));
    Some(format!(
        "[[notes]]\nlines = [{line}, {line}]\nprinted = {printed}\nfault = \"missing-number\"\nreason = \"原件的序号一格与上一行合并。\"\n"
    ))
}
