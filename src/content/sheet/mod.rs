//! Spreadsheets, as their programs save them: CSV or XLSX. Cells with their places.

mod csv;
mod workbook;

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::inputs::files::SheetFile;
use crate::inputs::oddities;
use crate::text::date::Date;
use crate::text::invisible::{code_point, is_invisible};
use crate::text::source::{Lines, Source};

/// More cells than this are no table that people keep by hand.
const MOST_CELLS: usize = 100_000;
/// In one row.
const MOST_COLUMNS: usize = 200;

/// Longer lines, in bytes, are shown to nobody.
const LONGEST_SHOWN: usize = 2_000;

/// A row; of a workbook without the empty cells at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// From 1, as the spreadsheet program counts.
    pub number: usize,
    pub cells: Vec<Cell>,
}

impl Row {
    pub(crate) fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.is_empty())
    }
}

/// A cell: its text without white space around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    pub text: String,
    pub value: Value,
    /// Where its hyperlink leads.
    pub link: Option<String>,
    /// Line and column from 1: of a CSV in characters, of a workbook its row and column.
    pub start: (usize, usize),
    pub end: (usize, usize),
}

/// What a cell is to the spreadsheet program. All cells of a CSV are text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Value {
    #[default]
    Text,
    Number,
    /// A date, as precisely as the cell shows it.
    Date(Date),
    /// A date of which the cell doesn't show the year.
    DateWithoutYear,
    /// A time of day.
    Time,
    /// Whether something is so, or what a formula failed by: `TRUE`, `#N/A`.
    Other,
}

/// A sheet: every row that isn't wholly empty.
#[derive(Debug)]
pub(crate) struct Sheet {
    file: String,
    /// Of a CSV: its text, in which people are shown a cell.
    source: Option<Source>,
    pub rows: Vec<Row>,
    /// What the file holds and `rows` doesn't.
    pub left_out: Vec<Diagnostic>,
}

impl Sheet {
    /// Reads a CSV or the first visible sheet of a workbook. What is wrong with the file as a whole is an error.
    pub(crate) fn read(file: &SheetFile) -> Result<Sheet, Vec<Diagnostic>> {
        let mut sheet = if file.file.ends_with(".xlsx") {
            let (rows, left_out) = workbook::read(file)?;
            Sheet { file: file.file.clone(), source: None, rows, left_out }
        } else {
            let (source, rows) = csv::read(file).map_err(|fault| vec![*fault])?;
            Sheet { file: file.file.clone(), source: Some(source), rows, left_out: Vec::new() }
        };
        sheet.tell_odd_characters();
        sheet.rows.retain(|row| !row.is_empty());
        Ok(sheet)
    }

    /// Returns a diagnostic about a cell.
    pub(crate) fn diagnostic(&self, code: Code, cell: &Cell, message: String, hint: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, self.place(cell), message, hint)
    }

    /// Returns where a cell stands.
    pub(crate) fn place(&self, cell: &Cell) -> Place {
        let lines = Lines { first: cell.start.0, last: cell.end.0 };
        let lines = self.source.as_ref().map(|source| source.excerpt(source.lines_span(lines)));
        let lines = lines.filter(|lines| lines.as_str().len() <= LONGEST_SHOWN).unwrap_or_default();
        Place { lines, ..place_of(&self.file, cell) }
    }

    /// Takes out what the editor can't see, and says so; says what else is odd.
    fn tell_odd_characters(&mut self) {
        let mut dropped: BTreeSet<char> = BTreeSet::new();
        let mut rows: BTreeSet<usize> = BTreeSet::new();
        for row in &mut self.rows {
            for cell in &mut row.cells {
                if cell.text.contains(is_unseen) {
                    dropped.extend(cell.text.chars().filter(|&c| is_unseen(c)));
                    rows.insert(row.number);
                    cell.text.retain(|c| !is_unseen(c));
                    cell.text = cell.text.trim().to_owned();
                }
                for odd in oddities::odd_characters(&cell.text) {
                    let message = format!("第 {} 行：{}", row.number, odd.message);
                    self.left_out.push(Diagnostic::new(odd.code, place_of(&self.file, cell), message, odd.hint));
                }
            }
        }
        let Some(first) = rows.first() else { return };
        let named = |words: Vec<String>| words.join("、");
        let numbers = named(rows.iter().take(10).map(usize::to_string).collect());
        let more = if rows.len() > 10 { "等" } else { "" };
        let characters = named(dropped.into_iter().map(code_point).collect());
        let place = Place { line: *first, end_line: *first, ..Place::file(&self.file) };
        self.left_out.push(Diagnostic::new(
            Code::InvisibleInCell,
            place,
            format!("第 {numbers} 行{more}的格里有看不见的字符（{characters}），读的时候略去了"),
            "不必管；要去掉，就把那几格重新打一遍",
        ));
    }
}

/// Checks whether nobody sees a character; line ends and tabs are white space. Variation selectors come with text from
/// messengers; in a cell they part what is one word.
fn is_unseen(c: char) -> bool {
    is_invisible(c) || matches!(c, '\u{fe00}'..='\u{fe0f}') || c.is_control() && !matches!(c, '\n' | '\r' | '\t')
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

fn too_many_cells(file: &str) -> Diagnostic {
    let message = format!("表格太大：超过 {MOST_CELLS} 格");
    Diagnostic::new(Code::SheetTooLarge, Place::file(file), message, "请检查是否放错了文件，或选中了整张空表")
}

fn too_many_columns(file: &str) -> Diagnostic {
    let message = format!("表格太宽：一行超过 {MOST_COLUMNS} 格");
    Diagnostic::new(Code::SheetTooLarge, Place::file(file), message, "请检查是否放错了文件，删去右边多余的格")
}
