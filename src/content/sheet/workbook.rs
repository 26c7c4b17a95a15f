//! The first visible sheet of a workbook.

use std::collections::BTreeMap;

use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Reader as _, SheetType, SheetVisible, XlsxError};

use super::{Cell, MOST_CELLS, MOST_COLUMNS, Row, Value, place_of, too_many_cells, too_many_columns};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::inputs::files::SheetFile;
use crate::text::date::{Date, PLAUSIBLE_YEARS};
use crate::workbook::number_format::{self, Shown};
use crate::workbook::{self, Bounds, Fault, HiddenLines, Workbook};

/// What so many cells of words unpack to, and some pictures.
const BOUNDS: Bounds = Bounds { part: 8 * 1024 * 1024, whole: 32 * 1024 * 1024, tags: 1_000_000 };

/// More sheets than this are no table that people keep by hand.
const MOST_SHEETS: usize = 30;

type Faults = Vec<Diagnostic>;

/// Reads the rows, and says which of them are hidden, and which other sheets hold something.
pub(super) fn read(sheet: &SheetFile) -> Result<(Vec<Row>, Vec<Diagnostic>), Faults> {
    let file = sheet.file.as_str();
    let mut workbook = workbook::open(&sheet.bytes, BOUNDS).map_err(|fault| match fault {
        Fault::Unreadable => unreadable(file),
        Fault::TooLarge => vec![too_many_cells(file)],
    })?;
    let sheets = workbook.sheets_metadata().to_vec();
    if sheets.len() > MOST_SHEETS {
        return Err(vec![too_many_cells(file)]);
    }
    let is_shown =
        |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet;
    let Some(first) = sheets.iter().find(is_shown) else {
        let message = "工作簿里没有看得见的工作表";
        let hint = "请检查是否放错了文件，或取消隐藏";
        return Err(vec![Diagnostic::new(Code::UnreadableWorkbook, Place::file(file), message, hint)]);
    };
    let rows = rows(&mut workbook, &first.name, file)?;
    let mut left_out: Vec<Diagnostic> = Vec::new();
    let place = sheets.iter().position(|sheet| sheet.name == first.name).unwrap_or_default();
    let full = |row: &Row| {
        let columns = row.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty());
        columns.map(|(column, _)| (row.number as u32 - 1, column as u32)).collect::<Vec<_>>()
    };
    let cells: Vec<(u32, u32)> = rows.iter().flat_map(full).collect();
    if let Some(hidden) = HiddenLines::of(&sheet.bytes, place).named(&cells.iter().copied()) {
        let message = format!("{hidden}是隐藏的，里面的内容也读了");
        let hint = "不要公布的，从表里删掉；要公布的，取消隐藏或筛选，免得漏看";
        left_out.push(Diagnostic::new(Code::HiddenRows, Place::file(file), message, hint));
    }
    for other in sheets.iter().filter(|other| other.name != first.name && other.typ == SheetType::WorkSheet) {
        if holds_something(&mut workbook, &other.name).map_err(|_| unreadable(file))? {
            let hidden = if other.visible == SheetVisible::Visible { "" } else { "隐藏的" };
            let message = format!("{hidden}工作表“{}”里的内容没有读，只读了“{}”", other.name, first.name);
            let hint = format!("要公布的行移到“{}”；别的可以不管", first.name);
            left_out.push(Diagnostic::new(Code::UnreadSheet, Place::file(file), message, hint));
        }
    }
    Ok((rows, left_out))
}

fn unreadable(file: &str) -> Faults {
    let hint = "用表格软件打开它，另存为“Excel 工作簿（.xlsx）”；设了密码的要先取消密码";
    vec![Diagnostic::new(Code::UnreadableWorkbook, Place::file(file), "读不懂这个工作簿", hint)]
}

fn holds_something(workbook: &mut Workbook<'_>, name: &str) -> Result<bool, XlsxError> {
    let mut cells = workbook.worksheet_cells_reader(name)?;
    while let Some(cell) = cells.next_cell()? {
        if !text_of(cell.get_value()).trim().is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The cells that hold something, by row and column.
type Cells = BTreeMap<u32, BTreeMap<u32, Cell>>;

fn cells(workbook: &mut Workbook<'_>, name: &str, file: &str) -> Result<Cells, Faults> {
    // Cell by cell: a sheet with one cell in its last corner would fill the memory as a rectangle.
    let mut rows: Cells = BTreeMap::new();
    let mut count = 0;
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|_| unreadable(file))?;
    let formats = reader.styles().iter().map(|style| style.number_format.as_ref().map(number_format::shown));
    let formats: Vec<Shown> = formats.map(Option::unwrap_or_default).collect();
    let mut repeated = Vec::new();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|_| unreadable(file))? {
        count += 1;
        if count > MOST_CELLS {
            return Err(vec![too_many_cells(file)]);
        }
        let (row, column) = cell.get_position();
        let (text, value) = read_value(cell.get_value(), formats.get(style).copied().unwrap_or_default());
        if text.is_empty() {
            continue;
        }
        if column as usize >= MOST_COLUMNS {
            return Err(vec![too_many_columns(file)]);
        }
        let cell = Cell { text, value, ..empty_cell(row, column) };
        if let Some(first) = rows.entry(row).or_default().insert(column, cell) {
            let what = format!("{} 这一格在工作簿里有两份，不知道哪一份算数", cell_name((row, column)));
            repeated.push(unreadable_cell(file, &first, &what, "用表格软件打开它，核对这一格，再另存为新的工作簿"));
        }
    }
    if repeated.is_empty() { Ok(rows) } else { Err(repeated) }
}

/// Checks that the results of formulas are kept: programs that only write workbooks don't know them.
fn check_formulas(workbook: &mut Workbook<'_>, name: &str, file: &str) -> Result<(), Faults> {
    let mut unknown = Vec::new();
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|_| unreadable(file))?;
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(|_| unreadable(file))? {
        if cell.formula.is_some() && cell.value == DataRef::Empty {
            let what = format!("{} 这一格是公式，工作簿里没有存它的结果", cell_name(cell.pos));
            let hint = "用表格软件打开这个工作簿，保存一次；或把公式换成它的结果";
            unknown.push(unreadable_cell(file, &empty_cell(cell.pos.0, cell.pos.1), &what, hint));
        }
    }
    if unknown.is_empty() { Ok(()) } else { Err(unknown) }
}

fn unreadable_cell(file: &str, cell: &Cell, what: &str, hint: &str) -> Diagnostic {
    let message = format!("第 {} 行：{what}", cell.start.0);
    Diagnostic::new(Code::UnreadableWorkbook, place_of(file, cell), message, hint)
}

/// Returns an empty cell in its place.
fn empty_cell(row: u32, column: u32) -> Cell {
    let (row, column) = (row as usize + 1, column as usize + 1);
    Cell { start: (row, column), end: (row, column + 1), ..Cell::default() }
}

fn rows(workbook: &mut Workbook<'_>, name: &str, file: &str) -> Result<Vec<Row>, Faults> {
    let mut rows = cells(workbook, name, file)?;
    check_formulas(workbook, name, file)?;
    let mut linked = 0;
    let merged = workbook.merge_cells_by_sheet_name(name).map_err(|_| unreadable(file))?;
    if !merged.is_empty() {
        return Err(merged.iter().map(|area| merged_cells(file, area)).collect());
    }
    let links = workbook.hyperlinks_by_sheet_name(name).map_err(|_| unreadable(file))?;
    for link in links.into_iter().filter(|link| link.target.is_some()) {
        let area = link.range;
        for (_, cells) in rows.range_mut(area.start.0..=area.end.0.max(area.start.0)) {
            for (_, cell) in cells.range_mut(area.start.1..=area.end.1.max(area.start.1)) {
                cell.link.clone_from(&link.target);
                linked += 1;
            }
            if linked > MOST_CELLS {
                return Err(vec![too_many_cells(file)]);
            }
        }
    }
    let width = |cells: &BTreeMap<u32, Cell>| cells.keys().next_back().map_or(0, |&column| column as usize + 1);
    if rows.values().map(width).sum::<usize>() > MOST_CELLS {
        return Err(vec![too_many_cells(file)]);
    }
    Ok(rows.into_iter().map(|(row, cells)| dense(row, cells)).collect())
}

/// Returns a row with its empty cells.
fn dense(row: u32, mut cells: BTreeMap<u32, Cell>) -> Row {
    let last = cells.keys().next_back().copied().unwrap_or_default();
    let cell = |column: u32| cells.remove(&column).unwrap_or_else(|| empty_cell(row, column));
    Row { number: row as usize + 1, cells: (0..=last).map(cell).collect() }
}

fn merged_cells(file: &str, area: &Dimensions) -> Diagnostic {
    let place = |(row, column): (u32, u32)| (row as usize + 1, column as usize + 1);
    let cell = Cell { start: place(area.start), end: place(area.end), ..Cell::default() };
    let message = format!("第 {} 行有合并的单元格（{}）", area.start.0 + 1, area_name(area));
    Diagnostic::new(Code::MergedCells, place_of(file, &cell), message, "取消合并，每一行都把内容写全")
}

/// Returns what a cell shows and what it is, by what its format shows of a date.
fn read_value(value: &DataRef, shown: Shown) -> (String, Value) {
    let kind = match value {
        DataRef::Int(_) | DataRef::Float(_) => Value::Number,
        DataRef::DateTime(serial) => date_value(*serial, shown),
        DataRef::DateTimeIso(text) => match Date::read(text.split('T').next().unwrap_or_default()) {
            Ok(date) => shown_of(date, if shown == Shown::default() { WHOLE_DAY } else { shown }),
            Err(_) => Value::Time,
        },
        DataRef::DurationIso(_) => Value::Time,
        DataRef::Bool(_) | DataRef::Error(_) => Value::Other,
        DataRef::Empty | DataRef::String(_) | DataRef::SharedString(_) => Value::Text,
    };
    let text = match kind {
        Value::Date(date) => date.to_string(),
        _ => text_of(value).trim().to_owned(),
    };
    (text, kind)
}

const WHOLE_DAY: Shown = Shown { year: true, month: true, day: true };

/// Returns what a number shown as a date is: below one it is a time of day, and far off it was never meant as a date.
fn date_value(serial: ExcelDateTime, shown: Shown) -> Value {
    if serial.is_duration() || (0.0..1.0).contains(&serial.as_f64()) {
        return Value::Time;
    }
    let (year, month, day, ..) = serial.to_ymd_hms_milli();
    match Date::of_day(year, month.into(), day.into()) {
        Some(date) if serial.as_f64().is_finite() && PLAUSIBLE_YEARS.contains(&year) => shown_of(date, shown),
        _ => Value::Number,
    }
}

/// Returns as much of a date as is shown.
fn shown_of(date: Date, shown: Shown) -> Value {
    let month = date.month().unwrap_or_default().into();
    match shown {
        Shown { year: true, month: true, day: true } => Value::Date(date),
        Shown { year: true, month: true, day: false } => {
            Date::of_month(date.year(), month).map_or(Value::Number, Value::Date)
        }
        Shown { year: true, month: false, .. } => Value::Date(Date::of_year(date.year())),
        Shown { year: false, month: false, day: false } => Value::Time,
        Shown { year: false, .. } => Value::DateWithoutYear,
    }
}

/// Returns the text of a cell, near enough to what it shows: whole numbers without a point, times as `03:04:00`.
fn text_of(value: &DataRef) -> String {
    match value {
        DataRef::Float(number) => number_text(*number),
        DataRef::DateTime(serial) if (0.0..1.0).contains(&serial.as_f64()) => {
            let (.., hours, minutes, seconds, _) = serial.to_ymd_hms_milli();
            format!("{hours:02}:{minutes:02}:{seconds:02}")
        }
        DataRef::DateTime(serial) => number_text(serial.as_f64()),
        value => Data::from(value.clone()).to_string(),
    }
}

fn number_text(number: f64) -> String {
    if number.abs() < 1e15 { number.to_string() } else { format!("{number:e}") }
}

/// Returns `B2:C4`.
fn area_name(area: &Dimensions) -> String {
    format!("{}:{}", cell_name(area.start), cell_name(area.end))
}

/// Returns `B2`.
fn cell_name((row, column): (u32, u32)) -> String {
    format!("{}{}", workbook::letters(column), row + 1)
}
