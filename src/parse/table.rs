//! Tables: every run of rows, cells between tabs. What their columns hold, [`super::columns`] says.

use std::collections::BTreeSet;

use super::bodies;
use super::columns::{self, Header};
use super::document::{Column, Layout, LayoutRule, Row, RowKind, Table};
use super::line::{Form, Line};
use super::spoken;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::numeral;
use crate::text::source::{Source, Span};

/// With what a note begins, in a table or below it.
pub(crate) const NOTES: [&str; 7] = ["注：", "注:", "备注：", "备注:", "说明：", "说明:", "填表说明："];

/// What a row begins with that sums up those above.
pub(crate) const TOTALS: [&str; 4] = ["合计", "总计", "小计", "共计"];

/// Returns the table that begins at `lines[at]`, and the index after it.
pub(super) fn table(
    source: &Source,
    lines: &[Line],
    at: usize,
    layout: &mut Vec<Layout>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Table, usize) {
    let mut table = empty_table(source, lines, at);
    let lists_tasks = table.lists_tasks;
    let mut next = at + 1 + usize::from(table.upper_header.is_some());
    if !lists_tasks && table_has_no_header(source, &table.header) {
        diagnostics.push(source.diagnostic(
            Code::UnknownTable,
            lines[at].span,
            "这张表的第一行有序号，不像表头：看不出各栏是什么",
            "请核对录入：是否漏了表头一行。原文没有表头的，照原样印出，不列任务",
        ));
    }
    let folded_header = source.folded(lines[next - 1].span);
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
                let is_total =
                    lists_tasks && (is_total(source, &table.columns, &row.cells) || is_note(source, &row.cells));
                let category = only_category(source, &row.cells).filter(|_| lists_tasks && !is_total);
                has_category |= category.is_some();
                row.kind = match category {
                    Some(_) => RowKind::Category,
                    None if is_total => RowKind::Total,
                    None => RowKind::Listed,
                };
                table.rows.push(Row { span: category.unwrap_or(row.span), ..row });
                page_start = false;
            }
            // A heading over a table of other columns is one of the text.
            _ if is_category_line(lines, line) && heads_another(source, &table, &lines[next..]) => break,
            _ if is_category_line(lines, line) => {
                let is_sub_category = has_category && matches!(line.form, Form::Clause { .. });
                has_category |= matches!(line.form, Form::Part { .. });
                layout.extend(line.dash.map(|span| Layout { rule: LayoutRule::ListDash, span }));
                let category = row(line, vec![line.span], page_start);
                let kind = if is_sub_category { RowKind::SubCategory } else { RowKind::Category };
                table.rows.push(Row { kind, ..category });
                page_start = false;
            }
            _ => break,
        }
        next += 1;
    }
    settle_columns(source, &mut table);
    (table, next)
}

/// Decides, now that all rows are known, what columns hold whose header alone doesn't say it.
fn settle_columns(source: &Source, table: &mut Table) {
    if table.lists_tasks && is_form(source, table) {
        table.lists_tasks = false;
        table.columns.fill(Column::Other);
    }
    if table.lists_tasks && (numbers_categories(source, table) || numbers_nothing(table)) {
        // It is a column like any other then, and each row a task.
        for column in table.columns.iter_mut().filter(|column| **column == Column::Number) {
            *column = Column::Other;
        }
    }
    let recurs = table.lists_tasks && categories_recur(source, table);
    if table.lists_tasks && titles_are_categories(source, table) {
        for column in table.columns.iter_mut().filter(|column| **column == Column::Title) {
            *column = Column::Category;
        }
    }
    if recurs {
        // What kind each task is of says nothing of the lines between them.
        for column in table.columns.iter_mut().filter(|column| **column == Column::Category) {
            *column = Column::Other;
        }
        let rows = table.rows.iter_mut().take_while(|row| row.kind != RowKind::Category);
        rows.filter(|row| row.kind == RowKind::SubCategory).for_each(|row| row.kind = RowKind::Category);
    }
}

/// Returns a table with the header of the one that begins at `lines[at]`, and no rows yet.
fn empty_table(source: &Source, lines: &[Line], at: usize) -> Table {
    let first = cells(source, lines[at].span);
    let second = lines.get(at + 1).filter(|line| line.form == Form::Row);
    // The lower row of a header, too, may leave out its end.
    let second = second.map(|line| padded(cells(source, line.span), first.len(), line.span.end));
    let found = columns::header(source, &first, second.as_deref());
    let lists_tasks = found.is_some();
    let other = || Header {
        columns: vec![Column::Other; first.len()],
        upper: second.as_deref().is_some_and(|lower| columns::cuts_wide_cells(source, &first, lower)),
    };
    let Header { columns, upper } = found.unwrap_or_else(other);
    let (upper_header, header) = if upper { (Some(first), second.unwrap_or_default()) } else { (None, first) };
    Table { lists_tasks, columns, upper_header, header, rows: Vec::new(), repeated_headers: Vec::new() }
}

/// Returns cells with as many empty ones at the end of their line as `width` needs.
fn padded(mut cells: Vec<Span>, width: usize, end: usize) -> Vec<Span> {
    cells.resize(width.max(cells.len()), Span::new(end, end));
    cells
}

/// Checks whether the column of numbers numbers the categories: something stands in both cells of a row or in none, and
/// it is no Arabic number, or each text has a number of its own.
fn numbers_categories(source: &Source, table: &Table) -> bool {
    let place = |column| table.columns.iter().position(|of| *of == column);
    let (Some(number), Some(category), Some(text)) =
        (place(Column::Number), place(Column::Category), place(Column::Text))
    else {
        return false;
    };
    let is_task = |row: &&Row| row.kind == RowKind::Listed && row.cells.len() == table.columns.len();
    let rows = || table.rows.iter().filter(is_task);
    let word = |row: &Row, at: usize| source.slice(row.cells[at]).to_owned();
    let is_numeral = |row: &Row| numeral::value(&word(row, number)).is_some();
    rows().any(|row| word(row, number).is_empty())
        && rows().all(|row| word(row, number).is_empty() == word(row, category).is_empty())
        && (rows().all(|row| word(row, number).is_empty() || is_numeral(row))
            || rows().all(|row| numeral::own(&word(row, text)).is_some()))
}

/// Checks whether the column of categories says of each task what kind it is of (新建, 续建, 新建): every row prints one without a
/// number, and some come again behind others.
fn categories_recur(source: &Source, table: &Table) -> bool {
    let Some(at) = table.columns.iter().position(|of| *of == Column::Category) else { return false };
    let rows = table.rows.iter().filter(|row| row.kind == RowKind::Listed && row.cells.len() == table.columns.len());
    let cells: Vec<Span> = rows.map(|row| row.cells[at]).collect();
    // 一、便民服务（牵头单位：甲） says more of those under it.
    let is_kind = |cell: &Span| {
        !cell.is_empty() && super::line::label(source, *cell).is_none() && !source.slice(*cell).contains(['：', ':'])
    };
    let are_kinds = cells.iter().all(is_kind);
    let mut kinds: Vec<String> = cells.into_iter().map(|cell| source.folded(cell)).collect();
    kinds.dedup();
    let several: BTreeSet<&String> = kinds.iter().collect();
    are_kinds && several.len() < kinds.len()
}

/// Checks whether titles stand over several rows each, whose texts number themselves from first to last: 1.…, 2.….
fn titles_are_categories(source: &Source, table: &Table) -> bool {
    let place = |column| table.columns.iter().position(|of| *of == column);
    let has_others = place(Column::Number).is_some() || place(Column::Category).is_some();
    let (Some(title), Some(text), false) = (place(Column::Title), place(Column::Text), has_others) else {
        return false;
    };
    let is_task = |row: &&Row| row.kind == RowKind::Listed && row.cells.len() == table.columns.len();
    let rows = || table.rows.iter().filter(is_task);
    let number = |row: &Row| numeral::own(source.slice(row.cells[text])).map(|(number, _)| number);
    rows().any(|row| row.cells[title].is_empty()) && rows().zip(1..).all(|(row, at)| number(row) == Some(at))
}

/// Checks whether the column of numbers is empty from top to bottom, as where Word counts by itself.
fn numbers_nothing(table: &Table) -> bool {
    let number = table.columns.iter().position(|column| *column == Column::Number);
    let rows = || table.rows.iter().filter(|row| row.kind == RowKind::Listed);
    let is_empty = |at: usize| rows().all(|row| row.cells.get(at).is_none_or(|cell| cell.is_empty()));
    number.is_some_and(is_empty) && rows().count() > 1
}

/// Checks whether a row sums up the rows above: 合计, and no number.
fn is_total(source: &Source, columns: &[Column], cells: &[Span]) -> bool {
    let number = columns.iter().position(|column| *column == Column::Number).and_then(|at| cells.get(at));
    let is_numbered = number.is_some_and(|&cell| source.slice(cell).chars().any(|c| c.is_ascii_digit()));
    let first = cells.iter().map(|&cell| source.folded(cell)).find(|word| !word.is_empty());
    !is_numbered && first.is_some_and(|word| TOTALS.contains(&word.as_str()))
}

/// Checks whether a row is a note on others: 注：…, and nothing beside it.
fn is_note(source: &Source, cells: &[Span]) -> bool {
    let mut said = cells.iter().map(|&cell| source.slice(cell)).filter(|cell| !cell.is_empty());
    said.next().is_some_and(|first| NOTES.iter().any(|note| first.starts_with(note))) && said.next().is_none()
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
    if let ([name, empty @ ..], true) = (rest, is_label(source, first))
        && !name.is_empty()
        && !empty.is_empty()
        && empty.iter().all(|cell| cell.is_empty())
    {
        return Some(first.to(*name));
    }
    let is_number = source.slice(first).chars().all(|c| c.is_ascii_digit());
    (rest.len() >= 2 && !is_number && rest.iter().all(|cell| cell.is_empty())).then_some(first)
}

/// Checks whether a cell is nothing but a numeral, or the label of a heading: `一`, `（一）`.
fn is_label(source: &Source, cell: Span) -> bool {
    numeral::value(source.slice(cell)).is_some() || super::line::label(source, cell) == Some(cell)
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
    Row { line: number, span, cells, padded: 0, page_start, kind: RowKind::Listed }
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
    let is_category = match cells {
        [label, name] if is_label(source, *label) => !name.is_empty(),
        [first, rest @ ..] => !first.is_empty() && rest.iter().all(|cell| cell.is_empty()),
        [] => false,
    };
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

/// Checks whether the first row of these lines is the header of another table than this one.
fn heads_another(source: &Source, table: &Table, lines: &[Line]) -> bool {
    let Some(row) = lines.iter().find(|line| line.form == Form::Row) else { return false };
    let words = |cells: &[Span]| cells.iter().map(|&cell| source.folded(cell)).collect::<Vec<_>>();
    let own = cells(source, row.span);
    let is_known = words(&own) == words(&table.header) || is_upper_header(source, table, row);
    !is_known
        && (is_header(source, row.span) || own.first().is_some_and(|&cell| columns::is_number(&source.folded(cell))))
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

/// Checks whether a line is the header of a table of tasks whose columns are parted by white space alone.
pub(super) fn is_header_of_spaces(source: &Source, line: Span) -> bool {
    let text = source.slice(line);
    let mut words = Vec::new();
    let mut start = line.start;
    for word in text.split(char::is_whitespace) {
        words.push(Span::new(start, start + word.len()));
        start += word.len();
        start += source.text()[start..line.end].chars().next().map_or(0, char::len_utf8);
    }
    words.retain(|word| !word.is_empty());
    words.len() >= 3
        && words.iter().all(|&word| columns::is_header_word(source, word))
        && columns::header(source, &words, None).is_some()
}

/// Checks whether these lines begin with the words of a header, each on a line of its own.
pub(super) fn is_header_of_lines(source: &Source, lines: impl Iterator<Item = Span>) -> bool {
    let words = lines.take_while(|&line| columns::is_header_word(source, line));
    let words: Vec<Span> = words.collect();
    words.len() >= 3 && columns::header(source, &words, None).is_some()
}
