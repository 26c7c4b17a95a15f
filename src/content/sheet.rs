//! Spreadsheets, as their programs save them: CSV in UTF-8 or GBK, or XLSX. Cells with their places.

use crate::inputs::files::SheetFile;
use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::text::source::{Lines, Source, Span};

/// More cells than this are no table that people keep by hand.
const MOST_CELLS: usize = 100_000;

/// A row, its empty cells at the end left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// From 1, as the spreadsheet program counts.
    pub number: usize,
    pub cells: Vec<Cell>,
}

impl Row {
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.is_empty())
    }
}

/// A cell: its text without white space around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    /// Line and column from 1: of a CSV in characters, of a workbook its row and column.
    pub start: (usize, usize),
    pub end: (usize, usize),
}

/// A sheet: every row that isn't wholly empty.
#[derive(Debug)]
pub struct Sheet {
    file: String,
    /// Of a CSV: its text, in which people are shown a cell.
    source: Option<Source>,
    pub rows: Vec<Row>,
}

impl Sheet {
    /// Reads a CSV or the first sheet of a workbook. What is wrong with the file as a whole is an error.
    pub fn read(file: &SheetFile) -> Result<Sheet, Vec<Diagnostic>> {
        let (source, mut rows) = if file.file.ends_with(".xlsx") {
            (None, workbook(file)?)
        } else {
            csv(file).map(|(source, rows)| (Some(source), rows)).map_err(|fault| vec![*fault])?
        };
        rows.retain(|row| !row.is_empty());
        Ok(Sheet { file: file.file.clone(), source, rows })
    }

    /// Returns a diagnostic about a cell.
    pub fn diagnostic(&self, code: Code, cell: &Cell, message: String, hint: impl Into<String>) -> Diagnostic {
        let lines = Lines { first: cell.start.0, last: cell.end.0 };
        let lines = self.source.as_ref().map_or("", |source| source.slice(source.lines_span(lines)));
        let place = Place { lines: lines.to_owned(), ..place_of(&self.file, cell) };
        Diagnostic::new(code, place, message, hint)
    }
}

/// Returns where a cell stands, its line left out.
fn place_of(file: &str, cell: &Cell) -> Place {
    Place {
        line: cell.start.0,
        column: cell.start.1,
        end_line: cell.end.0,
        end_column: cell.end.1,
        text: cell.text.clone(),
        ..Place::file(file)
    }
}

/// The text of a CSV: with a byte order mark, plain UTF-8, or else GBK as Chinese spreadsheet programs write it.
fn decode(sheet: &SheetFile) -> Result<String, Box<Diagnostic>> {
    const HINT: &str = "在表格软件里另存为“CSV UTF-8（逗号分隔）”，或另存为 progress.xlsx";
    let bytes = sheet.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&sheet.bytes);
    if bytes.contains(&0) {
        let message = "这个文件不是 CSV 文本";
        return Err(Box::new(Diagnostic::new(Code::NotCsv, Place::file(&sheet.file), message, HINT)));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let (text, had_faults) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    if had_faults {
        let at = text.find('\u{fffd}').unwrap_or_default();
        let message = "文件的编码既不是 UTF-8，也不是 GBK";
        let source = Source::new(&sheet.file, text);
        return Err(Box::new(source.diagnostic(Code::UnknownEncoding, Span::new(at, at), message, HINT)));
    }
    Ok(text.into_owned())
}

fn csv(sheet: &SheetFile) -> Result<(Source, Vec<Row>), Box<Diagnostic>> {
    let source = Source::new(&sheet.file, decode(sheet)?);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(source.text().as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut cells = 0;
    while reader.read_record(&mut record).unwrap_or_default() {
        // Where the reader says that a record begins, empty lines may come first.
        let begin = record.position().map_or(0, |position| position.byte() as usize);
        let end = reader.position().byte() as usize;
        let begin = begin + source.text()[begin..end].bytes().take_while(|byte| b"\r\n".contains(byte)).count();
        cells += record.len();
        if cells > MOST_CELLS {
            return Err(Box::new(too_many(&sheet.file)));
        }
        rows.push(Row { number: source.line_of(begin), cells: cells_of(&source, begin, end, &record) });
    }
    Ok((source, rows))
}

fn too_many(file: &str) -> Diagnostic {
    let message = format!("表格太大：超过 {MOST_CELLS} 格");
    Diagnostic::new(Code::SheetTooLarge, Place::file(file), &message, "请检查是否放错了文件，或选中了整张空表")
}

/// The fields of a record with their places; one that can't be found word for word (it has doubled quotes) stands for
/// where the search had come.
fn cells_of(source: &Source, begin: usize, end: usize, record: &csv::StringRecord) -> Vec<Cell> {
    let mut from = begin;
    let place = |field: &str, from: &mut usize| {
        let text = field.trim();
        let at = source.text()[*from..end].find(text).map_or(*from, |at| *from + at);
        let after = if source.text()[at..end].starts_with(text) { at + text.len() } else { at };
        let span = Span::new(at, after);
        // On to the next field: past the separator, if one follows.
        let rest = &source.text()[after..end];
        *from = rest.find(',').map_or(after, |comma| after + comma + 1);
        Cell { text: text.to_owned(), start: source.position(span.start), end: source.position(span.end) }
    };
    record.iter().map(|field| place(field, &mut from)).collect()
}

fn workbook(sheet: &SheetFile) -> Result<Vec<Row>, Vec<Diagnostic>> {
    let unreadable = |_| {
        let hint = "用表格软件打开它，另存为“Excel 工作簿（.xlsx）”；设了密码的要先取消密码";
        vec![Diagnostic::new(Code::UnreadableWorkbook, Place::file(&sheet.file), "读不懂这个工作簿", hint)]
    };
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&sheet.bytes)).map_err(unreadable)?;
    let Some(name) = workbook.sheet_names().first().cloned() else {
        return Err(vec![Diagnostic::new(
            Code::UnreadableWorkbook,
            Place::file(&sheet.file),
            "工作簿里没有工作表",
            "请检查是否放错了文件",
        )]);
    };
    let merged = workbook.merge_cells_by_sheet_name(&name).map_err(unreadable)?;
    if !merged.is_empty() {
        let fault = |area: &calamine::Dimensions| {
            let place = |(row, column): (u32, u32)| (row as usize + 1, column as usize + 1);
            let cell = Cell { text: String::new(), start: place(area.start), end: place(area.end) };
            let message = format!("第 {} 行有合并的单元格（{}）", area.start.0 + 1, area_name(area));
            Diagnostic::new(Code::MergedCells, place_of(&sheet.file, &cell), message, "取消合并，每一行都把内容写全")
        };
        return Err(merged.iter().map(fault).collect());
    }
    // Cell by cell: a sheet with one cell in its last corner would fill the memory as a rectangle.
    let mut cells: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    let mut count = 0;
    let mut reader = workbook.worksheet_cells_reader(&name).map_err(unreadable)?;
    while let Some(cell) = reader.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        let text = text_of(cell.get_value());
        if text.is_empty() {
            continue;
        }
        count += 1;
        if count > MOST_CELLS || column as usize > MOST_CELLS / 100 {
            return Err(vec![too_many(&sheet.file)]);
        }
        cells.entry(row).or_default().insert(column, text);
    }
    Ok(cells.into_iter().map(|(row, cells)| row_of(row as usize + 1, &cells)).collect())
}

fn row_of(number: usize, cells: &BTreeMap<u32, String>) -> Row {
    let last = cells.keys().next_back().copied().unwrap_or_default();
    let cell = |column: u32| {
        let place = (number, column as usize + 1);
        Cell { text: cells.get(&column).cloned().unwrap_or_default(), start: place, end: (number, place.1 + 1) }
    };
    Row { number, cells: (0..=last).map(cell).collect() }
}

/// What a cell shows, near enough: whole numbers without a point, dates as `2024-09-18`.
fn text_of(value: &DataRef) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// `B2:C4`
fn area_name(area: &calamine::Dimensions) -> String {
    let name = |(row, column): (u32, u32)| {
        let mut letters = String::new();
        let mut rest = column + 1;
        while rest > 0 {
            letters.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
            rest = (rest - 1) / 26;
        }
        format!("{letters}{}", row + 1)
    };
    format!("{}:{}", name(area.start), name(area.end))
}
