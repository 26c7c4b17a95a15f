//! Tables: every run of rows, cells between tabs. What their columns hold, [`super::columns`] says.

use super::bodies;
use super::columns::{self, Header};
use super::document::{Column, Layout, LayoutRule, Row, Table};
use super::line::{Form, Line};
use super::spoken;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::numeral;
use crate::text::source::{Source, Span};

/// Returns the table that begins at `lines[at]`, and the index after it.
pub(super) fn table(
    source: &Source,
    lines: &[Line],
    at: usize,
    layout: &mut Vec<Layout>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Table, usize) {
    let first = cells(source, lines[at].span);
    let second = lines.get(at + 1).filter(|line| line.form == Form::Row).map(|line| cells(source, line.span));
    let header = columns::header(source, &first, second.as_deref());
    let lists_tasks = header.is_some();
    let mut next = at + 1;
    let (columns, upper_header, header) = match header {
        Some(Header { columns, upper: true }) => {
            next += 1;
            (columns, Some(first), second.unwrap_or_default())
        }
        Some(Header { columns, upper: false }) => (columns, None, first),
        None => (vec![Column::Other; first.len()], None, first),
    };
    if !lists_tasks && table_has_no_header(source, &header) {
        diagnostics.push(source.diagnostic(
            Code::UnknownTable,
            lines[at].span,
            "这张表的第一行有序号，不像表头：看不出各栏是什么",
            "请核对录入：是否漏了表头一行。原文没有表头的，照原样印出，不列任务",
        ));
    }
    let folded_header = source.folded(lines[next - 1].span);
    let mut table =
        Table { lists_tasks, columns, upper_header, header, rows: Vec::new(), repeated_headers: Vec::new() };
    let mut page_start = true;
    let mut has_category = table.columns.contains(&Column::Category);
    while let Some(line) = lines.get(next) {
        match line.form {
            Form::Blank => {
                let blanks = lines[next..].iter().take_while(|line| line.form == Form::Blank).count();
                let more = lines.get(next + blanks);
                if !more.is_some_and(|line| line.form == Form::Row || is_category_line(lines, line)) {
                    break;
                }
                next += blanks;
                continue;
            }
            Form::PageNumber => super::page_number(source, line, layout, diagnostics),
            Form::Row if source.folded(line.span) == folded_header => {
                table.repeated_headers.push(line.span);
                layout.push(Layout { rule: LayoutRule::RepeatedHeader, span: line.span });
                page_start = true;
            }
            // The row after the upper header of a page is its lower one.
            Form::Row if is_upper_header(source, &table, line) => {
                table.repeated_headers.push(line.span);
                layout.push(Layout { rule: LayoutRule::RepeatedHeader, span: line.span });
            }
            Form::Row if is_header(source, line.span) => {
                // Another table begins, which may well be this one under a header that is printed otherwise.
                if table.lists_tasks {
                    diagnostics.push(source.diagnostic(
                        Code::ChangedHeader,
                        line.span,
                        "这一行像表头，却与上面的表头不一样：以下各行按这一行的各列读",
                        "请核对录入：同一张表各页的表头应一样",
                    ));
                }
                break;
            }
            Form::Row => {
                let mut row = row(line, cells(source, line.span), page_start);
                if lists_tasks && fits_without_its_end(source, &table.columns, &row.cells) {
                    row.padded = table.columns.len() - row.cells.len();
                    row.cells.resize(table.columns.len(), Span::new(row.span.end, row.span.end));
                }
                let category = only_category(source, &row.cells).filter(|_| lists_tasks);
                has_category |= category.is_some();
                let category_only = category.is_some();
                table.rows.push(Row { category_only, span: category.unwrap_or(row.span), ..row });
                page_start = false;
            }
            _ if is_category_line(lines, line) => {
                let is_sub_category = has_category && matches!(line.form, Form::Clause { .. });
                has_category |= matches!(line.form, Form::Part { .. });
                layout.extend(line.dash.map(|span| Layout { rule: LayoutRule::ListDash, span }));
                let category = row(line, vec![line.span], page_start);
                table.rows.push(Row { category_only: true, is_sub_category, ..category });
                page_start = false;
            }
            _ => break,
        }
        next += 1;
    }
    if table.lists_tasks && is_form(source, &table) {
        table.lists_tasks = false;
        table.columns.fill(Column::Other);
    }
    (table, next)
}

/// Checks whether a table is a form to be filled in: nothing stands under its header but numbers.
fn is_form(source: &Source, table: &Table) -> bool {
    let says_nothing = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '…');
    table.rows.iter().all(|row| row.cells.len() > 1 && row.cells.iter().all(|&cell| says_nothing(source.slice(cell))))
}

/// Returns the words of a row that says nothing in any cell but its first, which is no number, or but a numeral and a name
/// beside it: a category as wide as the table.
fn only_category(source: &Source, cells: &[Span]) -> Option<Span> {
    let (&first, rest) = cells.split_first()?;
    let is_label = numeral::value(source.slice(first)).is_some() || super::line::label(source, first) == Some(first);
    if let ([name, empty @ ..], true) = (rest, is_label)
        && !name.is_empty()
        && !empty.is_empty()
        && empty.iter().all(|cell| cell.is_empty())
    {
        return Some(first.to(*name));
    }
    let is_number = source.slice(first).chars().all(|c| c.is_ascii_digit());
    (rest.len() >= 2 && !is_number && rest.iter().all(|cell| cell.is_empty())).then_some(first)
}

/// Checks whether a number stands where a table has its header.
fn table_has_no_header(source: &Source, first: &[Span]) -> bool {
    first
        .iter()
        .map(|&cell| source.slice(cell))
        .any(|cell| !cell.is_empty() && cell.chars().all(|c| c.is_ascii_digit()))
}

fn row(line: &Line, cells: Vec<Span>, page_start: bool) -> Row {
    let (number, span) = (line.number, line.span);
    Row { line: number, span, cells, padded: 0, page_start, category_only: false, is_sub_category: false }
}

/// Checks whether a row that is too short only leaves out empty cells at its end, as editors of text do: each of its own
/// stands under a column that it fits, and none would fit one of those left out better.
fn fits_without_its_end(source: &Source, columns: &[Column], cells: &[Span]) -> bool {
    let Some((own, left_out)) = columns.split_at_checked(cells.len()).filter(|(_, left_out)| !left_out.is_empty())
    else {
        return false;
    };
    let is_left_out = |is_meant: fn(&Column) -> bool| left_out.iter().any(is_meant);
    let fits = |(column, &cell): (&Column, &Span)| match (column, source.slice(cell)) {
        (_, "") => true,
        (Column::Number, text) => text.chars().all(|c| c.is_ascii_digit()),
        (Column::Agencies(_), text) => !is_date(text) && bodies::are_listed(text),
        (Column::Deadline, text) => is_date(text) || !bodies::is_body(text),
        (Column::Category | Column::Title | Column::Text | Column::Other, text) => {
            let are_bodies = text.split(bodies::SEPARATORS).all(|name| bodies::is_body(name.trim()));
            let is_due = is_date(text) && is_left_out(|column| *column == Column::Deadline);
            let is_agencies = are_bodies && is_left_out(|column| matches!(column, Column::Agencies(_)));
            !is_due && !is_agencies
        }
    };
    let is_category =
        cells.first().is_some_and(|first| !first.is_empty()) && cells[1..].iter().all(|cell| cell.is_empty());
    is_category || own.iter().zip(cells).all(fits)
}

/// Checks whether words can be a deadline.
fn is_date(text: &str) -> bool {
    let ends = ["季度", "年底", "月底", "月末", "年内", "期内"];
    spoken::is_deadline(text) || (text.chars().count() <= 20 && ends.iter().any(|words| text.contains(words)))
}

fn is_upper_header(source: &Source, table: &Table, line: &Line) -> bool {
    let upper = table.upper_header.iter().flatten();
    let words: Vec<String> = upper.map(|&cell| source.folded(cell)).collect();
    !words.is_empty() && cells(source, line.span).iter().map(|&cell| source.folded(cell)).eq(words)
}

/// Returns a category on a line of its own: `一、…` or `（一）…` with rows (or another category) after it.
fn is_category_line(lines: &[Line], line: &Line) -> bool {
    let is_heading = |line: &Line| matches!(line.form, Form::Part { .. } | Form::Clause { .. });
    let after = lines[line.number..].iter().find(|line| line.form != Form::Blank);
    is_heading(line)
        && after.is_some_and(|line| line.form == Form::Row || is_heading(line))
        && lines[line.number..]
            .iter()
            .find(|line| line.form != Form::Blank && !is_heading(line))
            .is_some_and(|line| line.form == Form::Row)
}

/// Returns the cells of a row, each trimmed.
pub(super) fn cells(source: &Source, row: Span) -> Vec<Span> {
    let text = source.slice(row);
    let mut start = row.start;
    text.split('\t')
        .map(|cell| {
            let span = Span::new(start, start + cell.len());
            start = span.end + 1;
            source.trim(span)
        })
        .collect()
}

/// Checks whether a table of tasks can begin with this row.
fn is_header(source: &Source, row: Span) -> bool {
    columns::header(source, &cells(source, row), None).is_some()
}

/// Checks whether these lines begin with the words of a header, each on a line of its own.
pub(super) fn is_header_of_lines(source: &Source, lines: impl Iterator<Item = Span>) -> bool {
    let words = lines.take_while(|&line| columns::is_header_word(source, line));
    let words: Vec<Span> = words.collect();
    words.len() >= 3 && columns::header(source, &words, None).is_some()
}
