//! The tables of tasks: rows → domains and tasks, in order, every doubt reported.

use std::collections::BTreeMap;

use oxc_index::IndexVec;

use super::cell_reader::CellReader;
use super::cells::is_dash;
use super::corrections::{ColumnOf, Correction, as_read};
use super::domains::{Assignments, Domains, Withheld};
use super::index::{DomainIndex, TaskIndex};
use super::mention::RoleName;
use super::numbering::{Numbering, numbering};
use super::paragraphs::Paragraphs;
use super::rows::{cells_by_column, is_category, shift_of};
use super::task::{Cell, ExtraCell, Part, PartPlace, RoleCell, RowPlace, Task};
use super::{acceptance, lint, table_form, table_headings, titles};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::plan_file::{EntryColumn, PlanFile};
use crate::inputs::registry::LocalRegistry;
use crate::parse::{Block, BlockKind, Column, Document, Row, RowKind, Table};
use crate::text::numeral;
use crate::text::source::{Lines, Source, Span};

/// Reads every table of the document that lists tasks.
pub(crate) fn tables(
    document: &Document,
    plan: &PlanFile,
    corrections: &[Correction],
    paragraphs: &Paragraphs,
    registry: LocalRegistry,
    diagnostics: &mut Vec<Diagnostic>,
) -> Assignments {
    let mut reader = TableReader {
        source: &document.source,
        corrections,
        cells: CellReader { source: &document.source, corrections, registry, paragraphs },
        domains: Domains::new(&document.source, plan, corrections, registry),
        section: None,
        numbering: numbering(document, corrections),
        is_unread: false,
        are_sentences: true,
        are_labels: false,
        tasks: IndexVec::new(),
        seen: Vec::new(),
        seen_before: 0,
        gaps: Vec::new(),
        withheld: Vec::new(),
        agencies_above: Vec::new(),
        padded: Vec::new(),
        diagnostics,
    };
    let headings = table_headings::headings(document);
    let of_table = |block: &Block| match block.kind {
        BlockKind::Table(table) => Some((table, block.annex?)),
        _ => None,
    };
    let annexes: BTreeMap<_, _> = document.blocks.iter().filter_map(of_table).collect();
    let mut annex = None;
    for (index, table) in document.tables.iter_enumerated().filter(|(_, table)| table.lists_tasks) {
        reader.section = None;
        reader.agencies_above.clear();
        reader.are_sentences = table_form::are_sentences(&document.source, table);
        reader.are_labels = table_form::are_labels(&document.source, table);
        table_form::unread_agencies(&document.source, table, reader.diagnostics);
        table_form::unread_deadlines(&document.source, table, reader.diagnostics);
        reader.restart();
        let own = annexes.get(&index).copied();
        let is_of_other_annex = annex.replace(own).is_some_and(|before| before != own);
        reader.domains.begin(is_of_other_annex, table.columns.contains(&Column::Category));
        if let Some(&heading) = headings.get(&index) {
            reader.category(heading, true);
        }
        for (row_index, row) in table.rows.iter().enumerate() {
            reader.row(table, row, RowPlace { table: index, row: row_index });
        }
    }
    reader.report_gaps();
    reader.report_padded();
    let TableReader { domains, mut tasks, withheld, diagnostics, .. } = reader;
    for task in &mut tasks {
        task.title = titles::title(&document.source, task, "", plan, corrections, diagnostics);
    }
    let printed = tasks.iter().flat_map(|task| &task.parts).filter(|part| !part.text_continues);
    let texts: Vec<Span> = printed.flat_map(Part::spans).collect();
    lint::repeats(&document.source, &texts, diagnostics);
    let domains = domains.finish(tasks.as_raw_slice(), diagnostics);
    Assignments { domains, tasks, withheld }
}

struct TableReader<'a> {
    source: &'a Source,
    corrections: &'a [Correction],
    cells: CellReader<'a>,
    domains: Domains<'a>,
    /// The category under the domain's, where the table has two levels.
    section: Option<Span>,
    tasks: IndexVec<TaskIndex, Task>,
    numbering: Numbering,
    /// Whether the last row that begins a task couldn't be read: nor can those that continue it.
    is_unread: bool,
    /// Whether the tasks of this table end as sentences do.
    are_sentences: bool,
    /// Whether what numbers the tasks of this table are no Arabic numbers: 一, A-01.
    are_labels: bool,
    /// Every number printed so far, readable rows or not; where they restart, since they did.
    seen: Vec<u32>,
    /// How many of them came before what the row is in: its table or category.
    seen_before: usize,
    gaps: Vec<Gap>,
    withheld: Vec<Withheld>,
    /// The cells of agencies of the row above, whole, by column.
    agencies_above: Vec<Span>,
    /// Rows that leave out cells at their end.
    padded: Vec<Span>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// The cells of a row that make a part, by meaning.
struct RowCells {
    text: Cell,
    roles: Vec<(RoleName, Span)>,
    deadline: Option<Span>,
    extra: Vec<ExtraCell>,
}

/// Numbers that weren't there when a higher one came.
struct Gap {
    after: u32,
    before: u32,
    place: Span,
    /// The domain that it is in; absent where it is between two.
    domain: Option<DomainIndex>,
}

impl TableReader<'_> {
    /// Gaps that no later row filled.
    fn report_gaps(&mut self) {
        for Gap { after, before, place, domain } in std::mem::take(&mut self.gaps) {
            let missing: Vec<u32> = (after + 1..before).filter(|number| !self.seen.contains(number)).collect();
            let (Some(first), Some(last)) = (missing.first(), missing.last()) else { continue };
            let restarts = self.numbering == Numbering::Restarting;
            let gap = Withheld { first: *first, last: *last, domain, restarts };
            let missing = gap.label();
            self.withheld.push(gap);
            self.diagnostics.push(self.source.diagnostic(
                Code::MissingTask,
                place,
                format!("缺第 {missing} 项：序号从 `{after}` 跳到 `{before}`"),
                "请核对录入：是否漏了一行，或序号写错",
            ));
        }
    }

    /// Rows whose line ends before their last cells.
    fn report_padded(&mut self) {
        let Some(&first) = self.padded.first() else { return };
        let lines: Vec<String> = self.padded.iter().map(|row| self.source.line_of(row.start).to_string()).collect();
        self.diagnostics.push(self.source.diagnostic(
            Code::ShortRow,
            first,
            format!("这些行比表头少了末尾的格，少的按空格读（第{}行）", lines.join("、")),
            "请核对录入：粘贴时常丢掉行末的制表符，确是空格的不必管；中间漏了一格的请补上；一格里换了行的，从 Word 原件（.docx）取，或把这一行接好。哪一行不该这样读，写一条 [[notes]]，fault 写 `wrong-cell-count`，它就只照印在全文里",
        ));
    }

    /// Checks whether an editor says that a row is in the full text only.
    fn is_left_unread(&self, row: &Row) -> bool {
        let mut notes = self.corrections.iter().filter(|entry| entry.fault == Some(Code::WrongCellCount));
        notes.any(|entry| entry.span.is_some_and(|span| span.overlaps(row.span)))
    }

    /// Checks whether a row can't be laid under the header's columns, and reports it.
    fn has_wrong_count(&mut self, table: &Table, row: &Row, shift: usize) -> bool {
        let trailing = row.cells.iter().rev().take(shift).all(|cell| cell.is_empty());
        let count = if shift > 0 && trailing { row.cells.len() } else { row.cells.len() + shift };
        let is_wrong = count != table.columns.len() || (row.padded > 0 && self.is_left_unread(row));
        if is_wrong {
            self.diagnostics.push(self.source.diagnostic(
                Code::WrongCellCount,
                row.span,
                format!("这一行有 {} 格，表头有 {} 格", row.cells.len() - row.padded, table.columns.len()),
                "请核对录入里的制表符；一格里换了行的，从 Word 原件（.docx）取，或把这一行接好；原文错了格的，在 plan.toml 的 [[repairs]] 里写明（printed 写整行，shift 写右移几格）。不改的，这一行只照印在全文里，不列为任务",
            ));
        }
        is_wrong
    }

    fn row(&mut self, table: &Table, row: &Row, place: RowPlace) {
        if row.kind == RowKind::Total {
            return;
        }
        if row.kind == RowKind::SubCategory {
            self.section = Some(row.span);
            self.restart();
            return;
        }
        if is_category(row, self.corrections) {
            self.category(row.span, row.page_start);
            return;
        }
        let shift = shift_of(row, self.corrections);
        if self.has_wrong_count(table, row, shift) {
            self.is_unread = true;
            self.seen.extend(row.cells.iter().take(2).filter_map(|&cell| self.source.slice(cell).parse::<u32>().ok()));
            return;
        }
        let cells = cells_by_column(table, row, shift);
        let cell = |column: Column| cells.iter().find(|(c, _)| *c == column).map(|(_, span)| *span);
        if shift == 0 && self.looks_shifted(&cells, row) {
            self.is_unread = true;
            return;
        }
        if row.padded > 0 && shift == 0 {
            self.padded.push(row.span);
        }
        let category = cell(Column::Category);
        match category {
            Some(category) if !category.is_empty() => {
                self.category(category, row.page_start || table_form::repeats_categories(table));
                self.domains.is_said_by_column();
            }
            Some(_) if row.page_start && shift == 0 => self.diagnostics.push(self.source.diagnostic(
                Code::MissingCategory,
                row.span,
                "每页表格的第一行都印有类别，这一行却没有",
                "请核对录入：是否漏了类别一格",
            )),
            _ => {}
        }
        let above = self.part_above(place).cloned();
        let own_title = cell(Column::Title).filter(|title| !title.is_empty());
        let own_text = cell(Column::Text).filter(|text| !text.is_empty());
        let text = own_text.map(Cell::own).or_else(|| {
            let words = above.as_ref()?.text_span()?;
            self.shared(words, ColumnOf::only(EntryColumn::Text), row)
        });
        let at_start = Span::new(row.span.start, row.span.start);
        let text = text.unwrap_or(Cell::own(own_title.unwrap_or(at_start)));
        let number = cell(Column::Number);
        // Without numbers each row is a task, or each title; rows that share a cell of what counts are one.
        let continues = match number {
            Some(number) => number.is_empty(),
            None if table.columns.contains(&Column::Title) => own_title.is_none(),
            None => text.continues(),
        };
        if continues && self.is_unread {
            return;
        }
        if continues && self.tasks.is_empty() {
            self.is_unread = true;
            self.diagnostics.push(self.source.diagnostic(
                Code::MissingFirstNumber,
                row.span,
                "表格第一行没有序号",
                "请核对录入：序号一格不能空",
            ));
            return;
        }
        if !continues {
            let found = self.number(number);
            self.is_unread = found.is_none();
            let Some((number, label)) = found else { return };
            let title_span = own_title.or_else(|| {
                let words = above.as_ref().and(self.tasks.last()?.title_span)?;
                self.shared(words, ColumnOf::only(EntryColumn::Title), row).map(|cell| cell.span)
            });
            let (domain, section) = (self.domains.current(), self.section);
            let task = Task { number, label, title: String::new(), title_span, domain, section, parts: Vec::new() };
            self.tasks.push(task);
        }
        let headed = || table.headed_columns().zip(&cells).map(|((column, header), &(_, cell))| (column, header, cell));
        let roles = headed().filter_map(|(column, header, cell)| {
            let Column::Agencies(class) = column else { return None };
            Some((RoleName { class, word: self.source.folded(header) }, cell))
        });
        let roles = roles.collect();
        let others = headed().filter(|(column, ..)| *column == Column::Other);
        let extra = others.filter_map(|(_, header, own)| self.extra(header, own, above.as_ref(), row)).collect();
        let deadline = cell(Column::Deadline);
        if continues && number.is_some() && deadline.is_some_and(|own| !own.is_empty()) {
            self.diagnostics.push(self.source.diagnostic(
                Code::MissingNumber,
                row.span,
                "这一行没有序号，却有自己的完成时限：按上一项的又一行读",
                "请核对录入：是否漏了序号",
            ));
        }
        self.part(place, row, continues, RowCells { text, roles, deadline, extra });
    }

    /// Returns the last part, if a row of the same table has it.
    fn part_above(&self, place: RowPlace) -> Option<&Part> {
        let part = self.tasks.iter().rev().find_map(|task| task.parts.last());
        part.filter(|part| matches!(part.place, PartPlace::Row(above) if above.table == place.table))
    }

    /// Returns the reading of an empty cell.
    fn reading(&self, column: ColumnOf, row: &Row) -> Option<&Correction> {
        self.corrections.iter().find(|entry| entry.reads_empty(column, row.line))
    }

    /// Returns an empty cell that goes on with the one above: a reading reads what stands there.
    fn shared(&self, above: Span, column: ColumnOf, row: &Row) -> Option<Cell> {
        let read = self.reading(column, row)?.read.as_deref()?;
        let is_read = read == self.source.slice(above) || read == as_read(self.source, &[above], self.corrections);
        is_read.then_some(Cell { span: above, own: Span::new(row.span.start, row.span.start) })
    }

    /// Returns a cell of a column that nobody knows, if it says something.
    fn extra(&self, header: Span, own: Span, above: Option<&Part>, row: &Row) -> Option<ExtraCell> {
        if !own.is_empty() {
            return Some(ExtraCell { header, cell: Cell::own(own) });
        }
        let above = above?.extra.iter().find(|extra| extra.header == header)?;
        let word = self.source.folded(header);
        let column = ColumnOf { column: EntryColumn::Other, header: Some(&word) };
        Some(ExtraCell { header, cell: self.shared(above.cell.span, column, row)? })
    }

    /// Takes a category of the first level.
    fn category(&mut self, cell: Span, page_start: bool) {
        let before = self.domains.current();
        self.domains.category(cell, page_start, self.diagnostics);
        if self.domains.current() != before {
            self.section = None;
            self.restart();
        }
    }

    /// Lets numbers begin anew with the next one, where those of this document do.
    fn restart(&mut self) {
        self.seen_before = self.seen.len();
    }

    /// Returns a number where the category should be, and text where the number should be: the row lost its first cell.
    fn looks_shifted(&mut self, cells: &[(Column, Span)], row: &Row) -> bool {
        let text = |column: Column| cells.iter().find(|(c, _)| *c == column).map(|(_, span)| self.source.slice(*span));
        let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        let (Some(category), Some(number)) = (text(Column::Category), text(Column::Number)) else { return false };
        if !digits(category) || digits(number) {
            return false;
        }
        self.seen.extend(category.parse::<u32>().ok());
        let message = "这一行各格像是向左错了一格：类别一格是数字，序号一格不是";
        let diagnostic = self.source.diagnostic(Code::ShiftedRow, row.span, message, "请核对录入");
        self.diagnostics.push(diagnostic.accepted_by(acceptance::repair(self.source, row.span, 1)));
        true
    }

    /// Returns the number of the task that a row begins, and what is printed of it; nothing where it can't be read.
    fn number(&mut self, number: Option<Span>) -> Option<(u32, Option<String>)> {
        // Behind a gap there are fewer tasks than numbers.
        let next = self.tasks.iter().map(|task| task.number).max().unwrap_or(0) + 1;
        let Some(number) = number else {
            self.seen.push(next);
            return Some((next, None));
        };
        if self.are_labels {
            return Some((next, Some(as_read(self.source, &[number], self.corrections))));
        }
        let printed = self.printed_number(number)?;
        match self.numbering {
            Numbering::Printed => Some((printed, Some(printed.to_string()))),
            Numbering::Repeating => Some((next, Some(printed.to_string()))),
            Numbering::Restarting => {
                let domain = self.domains.current_name().unwrap_or_default();
                Some((next, Some(format!("{domain}{printed}"))))
            }
        }
    }

    /// Reads a number, which must follow those above.
    fn printed_number(&mut self, number: Span) -> Option<u32> {
        let text = as_read(self.source, &[number], self.corrections);
        let value = numeral::without_mark(&text).parse::<u32>().ok();
        let Some(value) = value.filter(|value| *value > 0 && text.len() <= 5) else {
            let (message, hint) = (format!("序号 `{text}` 不是数字"), "请核对录入：序号一格只写阿拉伯数字");
            self.diagnostics.push(self.source.diagnostic(Code::UnreadableNumber, number, message, hint));
            return None;
        };
        if value == 1 && self.numbering == Numbering::Restarting && self.seen.len() == self.seen_before {
            self.report_gaps();
            self.seen.clear();
            self.seen_before = 0;
        }
        let last = self.seen.iter().copied().max().unwrap_or(0);
        if self.seen.contains(&value) {
            self.diagnostics.push(self.source.diagnostic(
                Code::RepeatedNumber,
                number,
                format!("序号 `{value}` 出现了两次"),
                "请核对录入：是否重复了一行，或序号写错",
            ));
            return (self.numbering == Numbering::Repeating).then_some(value);
        }
        if value < last {
            self.diagnostics.push(self.source.diagnostic(
                Code::NumberOutOfOrder,
                number,
                format!("序号 `{value}` 排在 `{last}` 之后"),
                "请核对录入：是否调换了两行",
            ));
        } else if value > last + 1 {
            let (current, above) = (self.domains.current(), self.tasks.last());
            let domain = current.filter(|_| above.is_none_or(|task| task.domain == current));
            self.gaps.push(Gap { after: last, before: value, place: number, domain });
        }
        self.seen.push(value);
        Some(value)
    }

    fn part(&mut self, place: RowPlace, row: &Row, continues: bool, cells: RowCells) {
        let RowCells { text, roles, deadline, extra } = cells;
        let at_end = Span::new(row.span.end, row.span.end);
        if text.span.is_empty() || is_dash(self.source.slice(text.span)) {
            self.diagnostics.push(self.source.diagnostic(
                Code::MissingText,
                row.span,
                "这一行没有任务内容",
                "请核对录入：任务一格不能空；原文与上一行合为一格的，用 [[readings]] 写明：column = \"text\"，read 照上一行写",
            ));
        } else if !text.continues() {
            lint::brackets(self.source, &[text.span], self.diagnostics);
            if self.are_sentences {
                lint::cell_end(self.source, text.span, self.diagnostics);
            }
        }
        let above = self.part_above(place).cloned();
        let agencies_above = std::mem::take(&mut self.agencies_above);
        let roles = roles.into_iter().enumerate().flat_map(|(at, (role, own))| {
            let above = agencies_above.get(at).copied();
            let column = ColumnOf { column: EntryColumn::of_role(role.class), header: Some(&role.word) };
            let cell = self.cell(own, above, column, continues, row);
            self.agencies_above.push(cell.span);
            self.cells.roles(&role, cell, self.diagnostics)
        });
        let roles: Vec<RoleCell> = roles.collect();
        let deadline = match deadline {
            Some(own) => {
                let above = above.map(|part| part.deadline.span);
                self.cell(own, above, ColumnOf::only(EntryColumn::Deadline), continues, row)
            }
            None => Cell::own(at_end),
        };
        let due = self.cells.due(&deadline, self.diagnostics);
        let Some(task) = self.tasks.last_mut() else { return };
        let id = format!("{}-{}", task.number, task.parts.len() + 1);
        let (place, lines) = (PartPlace::Row(place), Lines::of(row.line));
        let text_continues = text.continues();
        let paragraphs = self.cells.paragraphs.of(self.source, text.span);
        let text = paragraphs.into_iter().map(|paragraph| vec![paragraph]).collect();
        task.parts.push(Part { id, place, lines, text, text_continues, roles, deadline, due, extra });
    }

    /// Returns a cell; an empty one is as a reading says: it continues the cell above, or there is nothing. In a row that
    /// begins a task it continues only what the reading reads.
    fn cell(&mut self, own: Span, above: Option<Span>, of: ColumnOf, continues: bool, row: &Row) -> Cell {
        if !own.is_empty() {
            return Cell::own(own);
        }
        if self.reading(of, row).is_some() {
            let shared = above.filter(|&above| continues || self.shared(above, of, row).is_some());
            return Cell { span: shared.unwrap_or(own), own };
        }
        let ColumnOf { column, header } = of;
        let name = header.unwrap_or("完成时限");
        if column == EntryColumn::Supporting && !continues {
            return Cell::own(own);
        }
        let (read, hint) = if continues {
            ("承上一行。".to_owned(), "请核对录入")
        } else {
            (format!("没有{name}。"), "请核对录入；与上一行合为一格的，贴下面一段，read 照上一行写")
        };
        let diagnostic = self.source.diagnostic(Code::EmptyCell, row.span, format!("这一行的{name}一格是空的"), hint);
        self.diagnostics.push(diagnostic.accepted_by(acceptance::reading(row.line, column, &read, "这一格没有印字。")));
        Cell { span: own, own }
    }
}
