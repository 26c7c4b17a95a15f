//! Workbooks (.xlsx): the first sheet that shows something, as one table.

use std::collections::BTreeMap;

use calamine::{Data, DataRef, NumberFormat, Reader as _, SheetVisible};

use super::paper::{Cell, MOST_CELLS, Paper, Piece};
use super::{Format, Intake, LeftOut, Refusal, damaged};
use crate::workbook::number_format::{self, Shown};
use crate::workbook::{self, Bounds, Fault, HiddenLines, Workbook};

/// What a list of tasks, with whatever pictures stand beside it, unpacks to.
const BOUNDS: Bounds = Bounds { part: 32 * 1024 * 1024, whole: 64 * 1024 * 1024, tags: 1_000_000 };

/// A list that people read has fewer columns, and fewer cells joined with others.
const MOST_COLUMNS: u32 = 200;
const MOST_MERGED: usize = 2_000;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Intake, Refusal> {
    let mut workbook = workbook::open(bytes, BOUNDS).map_err(refusal)?;
    let sheets: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let mut paper = Paper::default();
    let mut is_read = false;
    for (place, (name, is_visible)) in sheets.into_iter().enumerate() {
        if is_visible && !is_read {
            let hidden = HiddenLines::of(bytes, place);
            if let Some(grid) = grid(&mut workbook, &name, &hidden, &mut paper)? {
                paper.pieces.push(Piece::Grid(grid));
                is_read = true;
            }
            continue;
        }
        paper.left_out.push(LeftOut::new(if is_visible { "另一张工作表" } else { "隐藏的工作表" }, name));
    }
    Ok(paper.into_intake(Format::Workbook))
}

fn refusal(fault: Fault) -> Refusal {
    match fault {
        Fault::Unreadable => damaged(),
        Fault::TooLarge => Refusal {
            message: "工作簿太大，不像一份任务清单".to_owned(),
            hint: "请检查是否放错了文件，或把清单复制到一个新的工作簿",
        },
    }
}

fn grid(
    workbook: &mut Workbook<'_>,
    name: &str,
    hidden: &HiddenLines,
    paper: &mut Paper,
) -> Result<Option<Vec<Vec<Cell>>>, Refusal> {
    let merged = workbook.merge_cells_by_sheet_name(name).map_err(|_| damaged())?;
    let mut cells: BTreeMap<u32, BTreeMap<u32, Vec<String>>> = BTreeMap::new();
    let mut count = 0;
    let mut width = 0;
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|_| damaged())?;
    let formats: Vec<_> = reader.styles().iter().map(|style| style.number_format.clone()).collect();
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|_| damaged())? {
        let (row, column) = cell.get_position();
        let text = text_of(cell.get_value(), formats.get(style).and_then(Option::as_ref));
        if text.trim().is_empty() {
            continue;
        }
        if matches!(cell.get_value(), DataRef::DateTime(_)) {
            paper.left_out.push(LeftOut::new("日期单元格的显示格式（请核对）", text.clone()));
        }
        count += 1;
        if count > MOST_CELLS || column > MOST_COLUMNS {
            return Err(refusal(Fault::TooLarge));
        }
        width = width.max(column + 1);
        cells.entry(row).or_default().insert(column, text.split('\n').map(str::to_owned).collect());
    }
    if cells.is_empty() {
        return Ok(None);
    }
    if merged.len() > MOST_MERGED || cells.len() * width as usize > MOST_CELLS {
        return Err(refusal(Fault::TooLarge));
    }
    let places = cells.iter().flat_map(|(&row, own)| own.keys().map(move |&column| (row, column)));
    if let Some(hidden) = hidden.named(&places) {
        paper.left_out.push(LeftOut::new("隐藏标记（里面的内容收进了，请核对）", hidden));
    }
    let mut rows = Vec::new();
    for (row, mut own) in cells {
        let mut line = Vec::new();
        let areas: Vec<_> = merged.iter().filter(|area| (area.start.0..=area.end.0).contains(&row)).collect();
        for column in 0..width {
            let area = areas.iter().find(|area| (area.start.1..=area.end.1).contains(&column));
            line.push(match area {
                Some(area) if (row, column) == area.start => Cell::Own(own.remove(&column).unwrap_or_default()),
                Some(area) if column == area.start.1 => Cell::Above,
                Some(_) => Cell::Left,
                None => Cell::Own(own.remove(&column).unwrap_or_default()),
            });
        }
        rows.push(line);
    }
    Ok(Some(rows))
}

/// Returns what a cell shows, near enough: numbers as their format has them (`95%`), dates as `2024-09-18`, or as
/// `2024-09` or `2024` where no more is shown.
fn text_of(value: &DataRef<'_>, format: Option<&NumberFormat>) -> String {
    let number = |value| format.and_then(|format| number_format::number(&format.format_code, value));
    let plain = || Data::from(value.clone()).to_string();
    match value {
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            match format.map(number_format::shown) {
                Some(Shown { year: true, month: false, .. }) => format!("{year}"),
                Some(Shown { year: true, day: false, .. }) => format!("{year}-{month:02}"),
                _ => format!("{year}-{month:02}-{day:02}"),
            }
        }
        DataRef::Float(value) => number(*value).unwrap_or_else(plain),
        DataRef::Int(value) => number(*value as f64).unwrap_or_else(plain),
        _ => plain(),
    }
}
