//! How the tasks stand, as the office keeps it: `content/progress.csv` or `content/progress.xlsx`.

use std::collections::BTreeMap;

use super::KnownPlan;
use super::case::{plans_hint, tasks_hint, unknown_task};
use super::sheet::{Cell, Row, Sheet, Value};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::inputs::files::SheetFile;
use crate::inputs::link::WrittenLink;
use crate::text::date::{Date, DateFault, PLAUSIBLE_YEARS};
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum State {
    /// Nothing has been made public: shown as nothing.
    Unannounced,
    Underway,
    Done,
    Postponed,
}

impl State {
    /// Those that say something, in the order in which they are counted.
    pub(crate) const SHOWN: [State; 3] = [State::Done, State::Underway, State::Postponed];
    const ALL: [State; 4] = [State::Unannounced, State::Underway, State::Done, State::Postponed];

    /// Returns the state as the spreadsheet has it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            State::Unannounced => "未公布",
            State::Underway => "推进中",
            State::Done => "已完成",
            State::Postponed => "已延期",
        }
    }
}

/// How one task stands, with its source.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Progress {
    pub plan: String,
    pub task: u32,
    pub state: State,
    pub date: Date,
    /// Who says so; empty where only an address is given.
    pub source: String,
    pub source_url: Option<String>,
    pub note: String,
    /// Where the address of the source stands.
    pub source_link: Option<WrittenLink>,
}

/// Reads the spreadsheet, as of a day if there is one. Rows that say 未公布 are checked and left out.
pub(crate) fn read(
    file: &SheetFile,
    plans: &[KnownPlan],
    as_of: Option<Date>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Progress> {
    let mut sheet = match Sheet::read(file) {
        Ok(sheet) => sheet,
        Err(faults) => {
            diagnostics.extend(faults);
            return Vec::new();
        }
    };
    diagnostics.append(&mut sheet.left_out);
    let Some((header, rows)) = sheet.rows.split_first() else {
        diagnostics.push(Diagnostic::new(Code::MissingColumn, Place::file(&file.file), "表格是空的", header_hint()));
        return Vec::new();
    };
    let Some(columns) = columns(&sheet, header, diagnostics) else { return Vec::new() };
    let mut reader = RowReader { sheet: &sheet, plans, as_of, columns, seen: BTreeMap::new(), diagnostics };
    rows.iter().filter_map(|row| reader.row(row)).collect()
}

fn header_hint() -> String {
    format!("第一行写这六个列名：{}", COLUMNS.join("、"))
}

/// Returns where each of the columns stands; `None` where one is missing, doubled or unknown.
fn columns(sheet: &Sheet, header: &Row, diagnostics: &mut Vec<Diagnostic>) -> Option<[usize; 6]> {
    let before = diagnostics.len();
    let mut places = [None; 6];
    for (index, cell) in header.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()) {
        let Some(column) = COLUMNS.iter().position(|name| *name == cell.text) else {
            let message = format!("不认识的列 `{}`", cell.text);
            diagnostics.push(sheet.diagnostic(Code::UnknownColumn, cell, message, header_hint()));
            continue;
        };
        if places[column].replace(index).is_some() {
            let message = format!("列 `{}` 有两个", cell.text);
            diagnostics.push(sheet.diagnostic(Code::RepeatedColumn, cell, message, "删去一列"));
        }
    }
    let missing: Vec<&str> =
        COLUMNS.iter().zip(places).filter(|(_, place)| place.is_none()).map(|(name, _)| *name).collect();
    if !missing.is_empty() {
        let cell = Cell { text: String::new(), ..header.cells.first().cloned().unwrap_or_default() };
        let message = format!("第 {} 行的列名缺少：{}", header.number, missing.join("、"));
        diagnostics.push(sheet.diagnostic(Code::MissingColumn, &cell, message, header_hint()));
    }
    (diagnostics.len() == before).then(|| places.map(Option::unwrap_or_default))
}

struct RowReader<'a> {
    sheet: &'a Sheet,
    plans: &'a [KnownPlan],
    as_of: Option<Date>,
    columns: [usize; 6],
    /// The rows that have been read, by plan and task.
    seen: BTreeMap<(&'a str, u32), usize>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> RowReader<'a> {
    fn row(&mut self, row: &Row) -> Option<Progress> {
        let cells = self.columns.map(|column| cell_at(row, column));
        let plan = self.plan(row, &cells[PLAN]);
        let task = self.task(row, &cells[TASK], plan);
        let state = self.state(row, &cells[STATE]);
        let is_shown = state.is_some_and(|state| state != State::Unannounced);
        let date = self.date(row, &cells[DATE], is_shown);
        let date = date.filter(|&date| !is_shown || self.is_in_time(row, &cells[DATE], date, plan));
        let source = self.source(row, &cells[SOURCE], is_shown);
        for cell in [&cells[SOURCE], &cells[NOTE]].into_iter().filter(|cell| cell.value != Value::Text) {
            // 95% is kept as 0.95, and a date as a number of days.
            let message = format!("这一格存的是 `{}`，不是文字，与表里看到的可能不同", cell.text);
            let hint = "来源和说明要写成文字：把这一格的格式设成“文本”，再照要印出的样子写一遍";
            self.error(row, cell, Code::UnreadableWorkbook, &message, hint);
        }
        if let Some(columns) = row.cells.get(self.columns.iter().max()? + 1..) {
            for cell in columns.iter().filter(|cell| !cell.text.is_empty()) {
                self.error(
                    row,
                    cell,
                    Code::UnknownColumn,
                    "多出一格",
                    "没有列名的格里不要写东西；文字里有逗号或分号的要加英文引号",
                );
            }
        }
        self.check_lines(row, &cells);
        let (plan, task) = (plan?, task?);
        if let Some(first) = self.seen.get(&(plan.id.as_str(), task)) {
            let message = format!("第 {task} 项在第 {first} 行已经写过");
            self.error(row, &cells[TASK], Code::RepeatedTask, &message, "每项任务只写一行，有新情况就改那一行");
            return None;
        }
        self.seen.insert((&plan.id, task), row.number);
        let (source, source_url) = source?;
        let note = cells[NOTE].text.clone();
        let source_link = source_url.as_ref().map(|url| WrittenLink::of_setting(url, self.sheet.place(&cells[SOURCE])));
        let plan = plan.id.clone();
        let progress = Progress { plan, task, state: state?, date: date?, source, source_url, note, source_link };
        is_shown.then_some(progress)
    }

    fn error(&mut self, row: &Row, cell: &Cell, code: Code, message: &str, hint: &str) {
        let message = format!("第 {} 行：{message}", row.number);
        self.diagnostics.push(self.sheet.diagnostic(code, cell, message, hint));
    }

    fn plan(&mut self, row: &Row, cell: &Cell) -> Option<&'a KnownPlan> {
        let plans = self.plans;
        let plan = plans.iter().find(|plan| plan.id == cell.text);
        if plan.is_none() {
            let message = match cell.text.as_str() {
                "" => "没有写计划".to_owned(),
                text => format!("没有编号为 `{text}` 的方案"),
            };
            let is_whole_row = cell.text.contains(['，', '；', ';', '\t', '|']);
            let separator = "各列之间用英文逗号 `,`；用表格软件打开，另存为“CSV UTF-8（逗号分隔）”最稳妥";
            let hint = if is_whole_row { separator.to_owned() } else { plans_hint(plans) };
            self.error(row, cell, Code::UnknownPlan, &message, &hint);
        }
        plan
    }

    fn task(&mut self, row: &Row, cell: &Cell, plan: Option<&KnownPlan>) -> Option<u32> {
        let Ok(number) = half_width(&cell.text).parse::<u32>() else {
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
        const HINT: &str = "写成 2024-09-18 或 2024-09；表格软件把它改了样子的，先把这一列的格式设为“文本”再写";
        if cell.text.is_empty() {
            if is_needed {
                self.error(row, cell, Code::MissingProgressDate, "没有写日期", HINT);
            }
            return None;
        }
        let text = half_width(&cell.text);
        let fault = match cell.value {
            Value::Date(date) => return Some(date),
            Value::DateWithoutYear => "这一格没有显示年份".to_owned(),
            Value::Time => format!("`{text}` 是时刻，不是日期"),
            // The number 2024.10 is kept as 2024.1.
            Value::Text if is_year_and_one(&text) => format!("`{text}` 看不出是 1 月还是 10 月"),
            Value::Number if text.len() != 4 => format!("`{text}` 是数字，不是日期"),
            Value::Number | Value::Text | Value::Other => match Date::read(&text) {
                Ok(date) if PLAUSIBLE_YEARS.contains(&date.year()) => return Some(date),
                Err(DateFault::NoSuchDay) => {
                    let message = format!("日历上没有 `{text}` 这一天");
                    self.error(row, cell, Code::NoSuchDay, &message, "请核对年、月、日");
                    return None;
                }
                Ok(date) => format!("`{text}` 的年份 {} 不对", date.year()),
                Err(DateFault::Unreadable) => format!("`{text}` 不是日期"),
            },
        };
        self.error(row, cell, Code::BadDate, &fault, HINT);
        None
    }

    /// Checks whether progress can be of this date: not later than the portal speaks; earlier than its plan it is odd.
    fn is_in_time(&mut self, row: &Row, cell: &Cell, date: Date, plan: Option<&KnownPlan>) -> bool {
        if let Some(as_of) = self.as_of.filter(|&as_of| date.is_after(as_of)) {
            let message = format!("日期 {date} 晚于本站所说的今天 {as_of}");
            let hint = "请核对日期；日期没有错，就把 portal.toml 的 as_of 改到这一天或以后";
            self.error(row, cell, Code::ProgressAfterAsOf, &message, hint);
            return false;
        }
        if let Some(dated) = plan.and_then(|plan| plan.dated).filter(|&dated| date.is_before(dated)) {
            let message = format!("日期 {date} 早于方案的日期 {dated}");
            self.error(row, cell, Code::ProgressBeforePlan, &message, "请核对年份；方案发布以前的事可以照登");
        }
        true
    }

    /// Reports a cell of several lines, one of which looks like a row: it has swallowed it.
    fn check_lines(&mut self, row: &Row, cells: &[Cell]) {
        let plans = self.plans;
        let is_plan = |cell: &str| plans.iter().any(|plan| plan.id == cell);
        let is_state = |cell: &str| State::ALL.iter().any(|state| state.name() == cell);
        let is_number = |cell: &str| cell.starts_with(|c: char| c.is_ascii_digit());
        // The mark that closes the cell may stand anywhere in the row: what is left of it has few cells, or many.
        let is_row = |line: &str| {
            [',', ';', '\t', '|'].iter().any(|&c| {
                let parts = || line.split(c).map(str::trim);
                let is_of_row = parts().any(is_plan) || parts().any(is_state) && parts().any(is_number);
                parts().count() >= COLUMNS.len() || line.contains(c) && is_of_row
            })
        };
        for cell in cells.iter().filter(|cell| cell.text.lines().skip(1).any(is_row)) {
            let hint = "检查这一格开头和末尾的英文引号：多半是引号没有成对，后面的行并进了这一格";
            self.error(row, cell, Code::UnclosedQuote, "一格里像是有好几行", hint);
        }
    }

    /// Returns who says so, and where: `某局 https://…`, either alone.
    fn source(&mut self, row: &Row, cell: &Cell, is_needed: bool) -> Option<(String, Option<String>)> {
        // — and 无 name nobody.
        let is_said =
            cell.text.chars().any(char::is_alphanumeric) && !["无", "没有", "待补"].contains(&cell.text.trim());
        if !is_said && is_needed {
            let hint = "写出处：单位名称、网址，或两者（用空格隔开）；没有来源就把状态写成未公布";
            self.error(row, cell, Code::MissingSource, "没有写来源，不能公布进展", hint);
            return None;
        }
        let mut words: Vec<&str> = cell.text.split_whitespace().collect();
        let is_address = |word: &str| word.contains("://") || word.to_lowercase().starts_with("www.");
        let url = words.pop_if(|word| is_address(word)).or(cell.link.as_deref());
        let fault = match url {
            _ if words.iter().any(|word| is_address(word)) => {
                Some("网址只能写一个，放在最后，前面用空格隔开".to_owned())
            }
            Some(url) if cell.link.as_ref().is_some_and(|link| !is_same_address(link, url)) => {
                Some(format!("写的网址和这一格的超链接（{}）不同", cell.link.as_deref().unwrap_or_default()))
            }
            Some(url) => url::why_not_web(url).map(|fault| format!("来源的网址不能用：{fault}")),
            None => None,
        };
        if let Some(fault) = fault {
            self.error(row, cell, Code::BadLink, &fault, "写 https:// 或 http:// 开头的完整网址，放在最后");
            return None;
        }
        // Without the address the words are the name, as they were written.
        let name = match url.and_then(|url| cell.text.strip_suffix(url)) {
            Some(name) => name.trim(),
            None => cell.text.as_str(),
        };
        Some((name.to_owned(), url.map(str::to_owned)))
    }
}

/// Checks whether a link leads where the text says; spreadsheet programs end a bare host with a slash.
fn is_same_address(link: &str, text: &str) -> bool {
    link.trim_end_matches('/') == text.trim_end_matches('/')
}

/// Checks whether a text is a year, a point and 1: the number 2024.10 loses its zero.
fn is_year_and_one(text: &str) -> bool {
    text.strip_suffix(".1").is_some_and(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns the text with full-width digits and marks as half-width ones.
fn half_width(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - '！' as u32 + '!' as u32).unwrap_or(c),
        _ => c,
    };
    text.chars().map(narrow).collect()
}

/// Returns a cell of a row; an empty one past its end.
fn cell_at(row: &Row, column: usize) -> Cell {
    row.cells.get(column).cloned().unwrap_or_else(|| {
        let end = row.cells.last().map_or((row.number, 1), |cell| cell.end);
        Cell { start: end, end, ..Cell::default() }
    })
}
