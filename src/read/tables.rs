//! The tables of tasks: rows → domains and tasks, in order, every doubt reported.

use oxc_index::IndexVec;

use super::agency_list::mentions;
use super::cells::is_dash;
use super::corrections::{Correction, Kind, as_read};
use super::deadline::{UnreadableDeadline, deadline};
use super::domains::{Domain, Domains};
use super::index::{DomainIndex, TaskIndex};
use super::lint;
use super::task::{AgencyCell, Cell, Part, RoleCell, RoleName, RowPlace, Task};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::plan_file::{EntryColumn, PlanFile};
use crate::inputs::registry::LocalRegistry;
use crate::parse::{Column, Document, Row, Table};
use crate::text::date::Deadline;
use crate::text::role_class::RoleClass;
use crate::text::source::{Lines, Source, Span};

/// What the tables give.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub domains: IndexVec<DomainIndex, Domain>,
    pub tasks: IndexVec<TaskIndex, Task>,
}

/// Returns a row's cells by meaning, after repairs.
pub(crate) fn cells_by_column(table: &Table, row: &Row, shift: usize) -> Vec<(Column, Span)> {
    let empty = Span::new(row.span.start, row.span.start);
    let cells = std::iter::repeat_n(empty, shift).chain(row.cells.iter().copied());
    table.columns.iter().copied().zip(cells).collect()
}

/// By how much a listed repair moves this row.
pub(crate) fn shift_of(row: &Row, corrections: &[Correction]) -> usize {
    let repair =
        corrections.iter().find(|c| c.kind == Kind::Repair && c.shift.is_some() && c.lines == Lines::of(row.line));
    repair.and_then(|repair| repair.shift).unwrap_or(0)
}

/// Reads every table of the document that numbers its tasks.
pub(crate) fn tables(
    document: &Document,
    plan: &PlanFile,
    corrections: &[Correction],
    registry: LocalRegistry,
    findings: &mut Vec<Diagnostic>,
) -> Tables {
    let mut reader = Reader {
        source: &document.source,
        corrections,
        registry,
        domains: Domains::new(&document.source, plan, corrections, registry),
        tasks: IndexVec::new(),
        seen: Vec::new(),
        gaps: Vec::new(),
        findings,
    };
    for (index, table) in document.tables.iter_enumerated() {
        for (row_index, row) in table.rows.iter().enumerate() {
            reader.row(table, row, RowPlace { table: index, row: row_index });
        }
    }
    reader.report_gaps();
    let Reader { domains, mut tasks, findings, .. } = reader;
    for task in &mut tasks {
        task.title = title(&document.source, task, plan, corrections, findings);
    }
    let texts: Vec<Span> = tasks.iter().flat_map(|task| &task.parts).map(|part| part.text.span).collect();
    lint::repeats(&document.source, &texts, findings);
    let domains = domains.finish(tasks.as_raw_slice(), findings);
    Tables { domains, tasks }
}

struct Reader<'a> {
    source: &'a Source,
    corrections: &'a [Correction],
    registry: LocalRegistry<'a>,
    domains: Domains<'a>,
    tasks: IndexVec<TaskIndex, Task>,
    /// Every number printed so far, readable rows or not.
    seen: Vec<u32>,
    gaps: Vec<Gap>,
    findings: &'a mut Vec<Diagnostic>,
}

/// The cells of a row that make a part, by meaning.
struct RowCells {
    text: Span,
    roles: Vec<(RoleName, Span)>,
    deadline: Option<Span>,
}

/// Numbers that weren't there when a higher one came.
struct Gap {
    after: u32,
    before: u32,
    place: Span,
}

impl Reader<'_> {
    /// Gaps that no later row filled.
    fn report_gaps(&mut self) {
        for Gap { after, before, place } in std::mem::take(&mut self.gaps) {
            let missing: Vec<u32> = (after + 1..before).filter(|number| !self.seen.contains(number)).collect();
            let (Some(first), Some(last)) = (missing.first(), missing.last()) else { continue };
            let missing = if first == last { first.to_string() } else { format!("{first}—{last}") };
            self.findings.push(self.source.diagnostic(
                Code::MissingTask,
                place,
                format!("缺第 {missing} 项：序号从 `{after}` 跳到 `{before}`"),
                "请核对录入：是否漏了一行，或序号写错",
            ));
        }
    }

    fn row(&mut self, table: &Table, row: &Row, place: RowPlace) {
        if row.category_only {
            self.domains.category(row.span, row.page_start, self.findings);
            return;
        }
        let shift = shift_of(row, self.corrections);
        let trailing = row.cells.iter().rev().take(shift).all(|cell| cell.is_empty());
        let count = if shift > 0 && trailing { row.cells.len() } else { row.cells.len() + shift };
        if count != table.columns.len() {
            self.findings.push(self.source.diagnostic(Code::WrongCellCount, row.span, format!("这一行有 {} 格，表头有 {} 格", row.cells.len(), table.columns.len()), "请核对录入里的制表符；原文确实少格或错格的，在 plan.toml 的 [[repairs]] 里写明（printed 写整行，shift 写右移几格）"));
            self.seen.extend(row.cells.iter().take(2).filter_map(|&cell| self.source.slice(cell).parse::<u32>().ok()));
            return;
        }
        let cells = cells_by_column(table, row, shift);
        let cell = |column: Column| cells.iter().find(|(c, _)| *c == column).map(|(_, span)| *span);
        if shift == 0 && self.looks_shifted(&cells, row) {
            return;
        }
        let category = cell(Column::Category);
        match category {
            Some(category) if !category.is_empty() => self.domains.category(category, row.page_start, self.findings),
            Some(_) if row.page_start && shift == 0 => self.findings.push(self.source.diagnostic(
                Code::MissingCategory,
                row.span,
                "每页表格的第一行都印有类别，这一行却没有",
                "请核对录入：是否漏了类别一格",
            )),
            _ => {}
        }
        let Some(text) = cell(Column::Text) else { return };
        let number = match cell(Column::Number) {
            Some(number) => number,
            None => Span::new(row.span.start, row.span.start),
        };
        let continues = number.is_empty();
        if continues && self.tasks.is_empty() {
            self.findings.push(self.source.diagnostic(
                Code::MissingFirstNumber,
                row.span,
                "表格第一行没有序号",
                "请核对录入：序号一格不能空",
            ));
            return;
        }
        if !continues && !self.begin_task(number) {
            return;
        }
        let roles =
            table.columns.iter().zip(&table.header).zip(&cells).filter_map(|((column, &header), &(_, span))| {
                let &Column::Agencies(class) = column else { return None };
                Some((RoleName { class, word: self.source.folded(header) }, span))
            });
        let roles = roles.collect();
        self.part(place, row, continues, RowCells { text, roles, deadline: cell(Column::Deadline) });
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
        self.findings.push(self.source.diagnostic(
            Code::ShiftedRow,
            row.span,
            "这一行各格像是向左错了一格：类别一格是数字，序号一格不是",
            "请核对录入；原文确实错格的，在 plan.toml 的 [[repairs]] 里写明（printed 写整行，shift = 1）",
        ));
        true
    }

    /// Returns a new task, if its number can be read.
    fn begin_task(&mut self, number: Span) -> bool {
        let text = as_read(self.source, &[number], self.corrections);
        let Some(value) = text.parse::<u32>().ok().filter(|value| *value > 0 && text.len() <= 5) else {
            self.findings.push(self.source.diagnostic(
                Code::UnreadableNumber,
                number,
                format!("序号 `{text}` 不是数字"),
                "请核对录入：序号一格只写阿拉伯数字",
            ));
            return false;
        };
        let last = self.seen.iter().copied().max().unwrap_or(0);
        if self.seen.contains(&value) {
            self.findings.push(self.source.diagnostic(
                Code::RepeatedNumber,
                number,
                format!("序号 `{value}` 出现了两次"),
                "请核对录入：是否重复了一行，或序号写错",
            ));
            return false;
        }
        if value < last {
            self.findings.push(self.source.diagnostic(
                Code::NumberOutOfOrder,
                number,
                format!("序号 `{value}` 排在 `{last}` 之后"),
                "请核对录入：是否调换了两行",
            ));
        } else if value > last + 1 {
            self.gaps.push(Gap { after: last, before: value, place: number });
        }
        self.seen.push(value);
        let domain = self.domains.current();
        self.tasks.push(Task { number: value, title: String::new(), domain, parts: Vec::new() });
        true
    }

    fn part(&mut self, place: RowPlace, row: &Row, continues: bool, cells: RowCells) {
        let RowCells { text, roles, deadline } = cells;
        let at_end = Span::new(row.span.end, row.span.end);
        if text.is_empty() || is_dash(self.source.slice(text)) {
            self.findings.push(self.source.diagnostic(
                Code::MissingText,
                row.span,
                "这一行没有任务内容",
                "请核对录入：任务一格不能空",
            ));
        } else {
            lint::brackets(self.source, &[text], self.findings);
            lint::sentence_end(self.source, &[text], self.findings);
        }
        let above = self.tasks.last().and_then(|task| task.parts.last()).filter(|_| continues).cloned();
        let roles = roles.into_iter().enumerate().map(|(at, (role, own))| {
            let above = above.as_ref().and_then(|part| part.roles.get(at)).filter(|above| above.role == role);
            let cell = match role.class {
                RoleClass::Supporting if own.is_empty() && !continues => Cell { span: own, own },
                class => self.cell(
                    own,
                    above.map(|above| above.agencies.cell.span),
                    EntryColumn::of_role(class),
                    &role.word,
                    row,
                ),
            };
            RoleCell { role, agencies: self.agencies(cell) }
        });
        let roles: Vec<RoleCell> = roles.collect();
        let deadline = match deadline {
            Some(own) => self.cell(own, above.map(|part| part.deadline.span), EntryColumn::Deadline, "完成时限", row),
            None => Cell { span: at_end, own: at_end },
        };
        let due = self.due(&deadline);
        if continues && !deadline.own.is_empty() {
            self.findings.push(self.source.diagnostic(
                Code::MissingNumber,
                row.span,
                "这一行没有序号，却有自己的完成时限：按上一项的又一行读",
                "请核对录入：是否漏了序号；原文如此的，在 plan.toml 的 [[notes]] 里加一条，fault = \"missing-number\"",
            ));
        }
        let Some(task) = self.tasks.last_mut() else { return };
        let id = format!("{}-{}", task.number, task.parts.len() + 1);
        let text = Cell { span: text, own: text };
        task.parts.push(Part { id, row: place, line: row.line, text, roles, deadline, due });
    }

    /// Returns a cell; an empty one is as a reading says: it continues the cell above, or there is nothing.
    fn cell(&mut self, own: Span, above: Option<Span>, column: EntryColumn, name: &str, row: &Row) -> Cell {
        if !own.is_empty() {
            return Cell { span: own, own };
        }
        let listed = self.corrections.iter().any(|c| {
            c.kind == Kind::Reading
                && c.column == Some(column)
                && c.span.is_none()
                && c.lines.first <= row.line
                && row.line <= c.lines.last
        });
        if listed {
            return Cell { span: above.unwrap_or(own), own };
        }
        let key = match column {
            EntryColumn::Lead => "lead",
            EntryColumn::Responsible => "responsible",
            EntryColumn::Supporting => "supporting",
            EntryColumn::Deadline | EntryColumn::Role => "deadline",
        };
        self.findings.push(self.source.diagnostic(Code::EmptyCell, row.span, format!("这一行的{name}一格是空的"), if above.is_some() {
                format!("请核对录入；原文承接上一行的，在 plan.toml 的 [[readings]] 里写明（printed = \"\"，column = \"{key}\"）")
            } else {
                format!("请核对录入；原文这一格就是空的，在 plan.toml 的 [[readings]] 里写明（printed = \"\"，column = \"{key}\"）")
            }));
        Cell { span: own, own }
    }

    fn agencies(&mut self, cell: Cell) -> AgencyCell {
        let text = self.source.slice(cell.span);
        if text.is_empty() || is_dash(text) {
            return AgencyCell { cell, mentions: Vec::new() };
        }
        // What a continued cell prints was looked at where it is printed.
        let mut unheard = Vec::new();
        let continues = cell.continues();
        let findings = if continues { &mut unheard } else { &mut *self.findings };
        let mentions = mentions(self.source, cell.span, self.corrections, self.registry, findings);
        if !continues {
            lint::brackets(self.source, &[cell.span], findings);
        }
        AgencyCell { cell, mentions }
    }

    fn due(&mut self, cell: &Cell) -> Option<Deadline> {
        if cell.span.is_empty() {
            return None;
        }
        let text = as_read(self.source, &[cell.span], self.corrections);
        deadline(&text).unwrap_or_else(|fault| {
            let (code, message, hint) = match fault {
                UnreadableDeadline::Impossible => (
                    Code::ImpossibleDeadline,
                    format!("日历里没有完成时限 `{text}`"),
                    "请核对录入；原文印错的，在 plan.toml 的 [[corrections]] 里更正，或在 [[notes]] 里加一条，fault = \"impossible-deadline\"，照原样发布",
                ),
                UnreadableDeadline::Other => (
                    Code::UnreadableDeadline,
                    format!("读不出完成时限 `{text}` 是什么日子"),
                    "照原样发布，不归入任何时限。请核对录入；原文如此的，在 plan.toml 的 [[notes]] 里加一条，fault = \"unreadable-deadline\"",
                ),
            };
            self.findings.push(self.source.diagnostic(code, cell.span, message, hint));
            None
        })
    }
}

/// Returns the task's short title: the run of its own words that plan.toml chooses, or their beginning.
fn title(
    source: &Source,
    task: &Task,
    plan: &PlanFile,
    corrections: &[Correction],
    findings: &mut Vec<Diagnostic>,
) -> String {
    let texts: Vec<String> = task.parts.iter().map(|part| as_read(source, &[part.text.span], corrections)).collect();
    if let Some(chosen) = plan.titles.get(&task.number.to_string()) {
        if texts.iter().any(|text| text.contains(chosen.as_str())) {
            return chosen.clone();
        }
        let span = task.parts.first().map_or(Span::new(0, 0), |part| part.text.span);
        findings.push(source.diagnostic(
            Code::TitleNotInText,
            span,
            format!("短题 `{chosen}` 不是第 {} 项原文里连续的一段", task.number),
            format!("请改 plan.toml 的 [titles] 里的 {}，只从原文摘取", task.number),
        ));
    }
    let first = texts.first().map(String::as_str).unwrap_or_default();
    first.split(['，', ',', '。', '；', ';', '：', ':']).next().unwrap_or(first).to_owned()
}
