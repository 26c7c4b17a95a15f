//! How the tasks stand, as the office keeps it: `content/progress.csv` or `content/progress.xlsx`.

use super::KnownPlan;
use super::case::{plans_hint, tasks_hint, unknown_task};
use super::sheet::{Cell, Row, Sheet};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::inputs::files::SheetFile;
use crate::text::date::{Date, DateFault};
use crate::text::url;

/// The columns, in any order in the file.
const COLUMNS: [&str; 6] = ["计划", "任务", "状态", "日期", "来源", "说明"];
const PLAN: usize = 0;
const TASK: usize = 1;
const STATE: usize = 2;
const DATE: usize = 3;
const SOURCE: usize = 4;
const NOTE: usize = 5;

/// How a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nothing has been made public: shown as nothing.
    Unannounced,
    Underway,
    Done,
    Postponed,
}

impl State {
    /// Those that say something, in the order in which they are counted.
    pub const SHOWN: [State; 3] = [State::Done, State::Underway, State::Postponed];
    const ALL: [State; 4] = [State::Unannounced, State::Underway, State::Done, State::Postponed];

    /// As the spreadsheet has it.
    pub fn name(self) -> &'static str {
        match self {
            State::Unannounced => "未公布",
            State::Underway => "推进中",
            State::Done => "已完成",
            State::Postponed => "已延期",
        }
    }
}

/// How one task stands, with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub plan: String,
    pub task: u32,
    pub state: State,
    pub date: Date,
    /// Who says so; empty where only an address is given.
    pub source: String,
    pub source_url: Option<String>,
    pub note: String,
}

/// Reads the spreadsheet. Rows that say 未公布 are checked and left out.
pub fn read(file: &SheetFile, plans: &[KnownPlan], findings: &mut Vec<Diagnostic>) -> Vec<Progress> {
    let sheet = match Sheet::read(file) {
        Ok(sheet) => sheet,
        Err(faults) => {
            findings.extend(faults);
            return Vec::new();
        }
    };
    let Some((header, rows)) = sheet.rows.split_first() else {
        findings.push(Diagnostic::new(Code::MissingColumn, Place::file(&file.file), "表格是空的", header_hint()));
        return Vec::new();
    };
    let Some(columns) = columns(&sheet, header, findings) else { return Vec::new() };
    let mut reader = RowReader { sheet: &sheet, plans, columns, seen: Vec::new(), findings };
    rows.iter().filter_map(|row| reader.row(row)).collect()
}

fn header_hint() -> String {
    format!("第一行写这六个列名：{}", COLUMNS.join("、"))
}

/// Where each of the columns stands; `None` where one is missing, doubled or unknown.
fn columns(sheet: &Sheet, header: &Row, findings: &mut Vec<Diagnostic>) -> Option<[usize; 6]> {
    let before = findings.len();
    let mut places = [None; 6];
    for (index, cell) in header.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()) {
        let Some(column) = COLUMNS.iter().position(|name| *name == cell.text) else {
            let message = format!("不认识的列 `{}`", cell.text);
            findings.push(sheet.diagnostic(Code::UnknownColumn, cell, message, header_hint()));
            continue;
        };
        if places[column].replace(index).is_some() {
            let message = format!("列 `{}` 有两个", cell.text);
            findings.push(sheet.diagnostic(Code::RepeatedColumn, cell, message, "删去一列"));
        }
    }
    let missing: Vec<&str> =
        COLUMNS.iter().zip(places).filter(|(_, place)| place.is_none()).map(|(name, _)| *name).collect();
    if !missing.is_empty() {
        let cell = Cell { text: String::new(), ..header.cells.first().cloned().unwrap_or_default() };
        let message = format!("第 {} 行的列名缺少：{}", header.number, missing.join("、"));
        findings.push(sheet.diagnostic(Code::MissingColumn, &cell, message, header_hint()));
    }
    (findings.len() == before).then(|| places.map(Option::unwrap_or_default))
}

struct RowReader<'a> {
    sheet: &'a Sheet,
    plans: &'a [KnownPlan],
    columns: [usize; 6],
    /// Plan, task and row of what has been read.
    seen: Vec<(String, u32, usize)>,
    findings: &'a mut Vec<Diagnostic>,
}

impl<'a> RowReader<'a> {
    fn row(&mut self, row: &Row) -> Option<Progress> {
        let cells = self.columns.map(|column| cell_at(row, column));
        let plan = self.plan(row, &cells[PLAN]);
        let task = self.task(row, &cells[TASK], plan);
        let state = self.state(row, &cells[STATE]);
        let is_shown = state.is_some_and(|state| state != State::Unannounced);
        let date = self.date(row, &cells[DATE], is_shown);
        let source = self.source(row, &cells[SOURCE], is_shown);
        if let Some(columns) = row.cells.get(self.columns.iter().max()? + 1..) {
            for cell in columns.iter().filter(|cell| !cell.text.is_empty()) {
                self.error(
                    row,
                    cell,
                    Code::UnknownColumn,
                    "多出一格",
                    "没有列名的格里不要写东西；文字里有逗号的要加英文引号",
                );
            }
        }
        let (plan, task) = (plan?, task?);
        if let Some((_, _, first)) = self.seen.iter().find(|(id, number, _)| *id == plan.id && *number == task) {
            let message = format!("第 {task} 项在第 {first} 行已经写过");
            self.error(row, &cells[TASK], Code::RepeatedTask, &message, "每项任务只写一行，有新情况就改那一行");
            return None;
        }
        self.seen.push((plan.id.clone(), task, row.number));
        let (source, source_url) = source?;
        let note = cells[NOTE].text.clone();
        let progress = Progress { plan: plan.id.clone(), task, state: state?, date: date?, source, source_url, note };
        is_shown.then_some(progress)
    }

    fn error(&mut self, row: &Row, cell: &Cell, code: Code, message: &str, hint: &str) {
        let message = format!("第 {} 行：{message}", row.number);
        self.findings.push(self.sheet.diagnostic(code, cell, message, hint));
    }

    fn plan(&mut self, row: &Row, cell: &Cell) -> Option<&'a KnownPlan> {
        let plans = self.plans;
        let plan = plans.iter().find(|plan| plan.id == cell.text);
        if plan.is_none() {
            let message = match cell.text.as_str() {
                "" => "没有写计划".to_owned(),
                text => format!("没有编号为 `{text}` 的方案"),
            };
            self.error(row, cell, Code::UnknownPlan, &message, &plans_hint(plans));
        }
        plan
    }

    fn task(&mut self, row: &Row, cell: &Cell, plan: Option<&KnownPlan>) -> Option<u32> {
        let Ok(number) = cell.text.parse::<u32>() else {
            let message = match cell.text.as_str() {
                "" => "没有写任务".to_owned(),
                text => format!("`{text}` 不是任务序号"),
            };
            self.error(row, cell, Code::UnknownTask, &message, "只写数字，如 7");
            return None;
        };
        let plan = plan?;
        if plan.tasks.contains(&number) {
            return Some(number);
        }
        self.error(row, cell, Code::UnknownTask, &unknown_task(number, plan), &tasks_hint(plan));
        None
    }

    fn state(&mut self, row: &Row, cell: &Cell) -> Option<State> {
        let state = State::ALL.into_iter().find(|state| state.name() == cell.text);
        if state.is_none() {
            let message = match cell.text.as_str() {
                "" => "没有写状态".to_owned(),
                text => format!("不认识的状态 `{text}`"),
            };
            let names = State::ALL.map(State::name).join("、");
            self.error(row, cell, Code::UnknownState, &message, &format!("只能写：{names}"));
        }
        state
    }

    fn date(&mut self, row: &Row, cell: &Cell, is_needed: bool) -> Option<Date> {
        const HINT: &str = "写成 2024-09-18 或 2024-09";
        if cell.text.is_empty() {
            if is_needed {
                self.error(row, cell, Code::MissingProgressDate, "没有写日期", HINT);
            }
            return None;
        }
        match Date::read(&cell.text) {
            Ok(date) => return Some(date),
            Err(DateFault::Unreadable) => {
                self.error(row, cell, Code::BadDate, &format!("`{}` 不是日期", cell.text), HINT);
            }
            Err(DateFault::NoSuchDay) => {
                let message = format!("日历上没有 `{}` 这一天", cell.text);
                self.error(row, cell, Code::NoSuchDay, &message, "请核对年、月、日");
            }
        }
        None
    }

    /// Who says so, and where: `某局 https://…`, either alone.
    fn source(&mut self, row: &Row, cell: &Cell, is_needed: bool) -> Option<(String, Option<String>)> {
        if cell.text.is_empty() && is_needed {
            let hint = "写出处：单位名称、网址，或两者（用空格隔开）；没有来源就把状态写成未公布";
            self.error(row, cell, Code::MissingSource, "没有写来源，不能公布进展", hint);
            return None;
        }
        let (name, url) = match cell.text.split_whitespace().next_back().filter(|last| last.contains("://")) {
            Some(url) => (cell.text[..cell.text.len() - url.len()].trim(), Some(url)),
            None => (cell.text.as_str(), None),
        };
        if let Some(fault) = url.and_then(url::why_not_web) {
            let message = format!("来源的网址不能用：{fault}");
            self.error(row, cell, Code::BadLink, &message, "写 https:// 或 http:// 开头的完整网址，放在最后");
            return None;
        }
        Some((name.to_owned(), url.map(str::to_owned)))
    }
}

/// A cell of a row; an empty one past its end.
fn cell_at(row: &Row, column: usize) -> Cell {
    row.cells.get(column).cloned().unwrap_or_else(|| {
        let end = row.cells.last().map_or((row.number, 1), |cell| cell.end);
        Cell { text: String::new(), start: end, end }
    })
}
