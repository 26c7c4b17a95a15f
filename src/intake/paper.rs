//! A file as paper shows it: paragraphs and grids of cells, in order; and that as lines of text.

use super::{Format, Intake, LeftOut};

/// Larger tables are nothing that an office writes by hand.
pub(super) const MOST_CELLS: usize = 200_000;

/// What the labels of categories begin with: 一、 and （一）.
const LABELS: [char; 12] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '（', '('];

/// The content of a file, in order.
#[derive(Debug, Default)]
pub(super) struct Paper {
    pub pieces: Vec<Piece>,
    pub left_out: Vec<LeftOut>,
}

#[derive(Debug)]
pub(super) enum Piece {
    /// One line, or several where the original breaks them.
    Paragraph(String),
    Grid(Vec<Vec<Cell>>),
}

/// A cell of the grid that a table lies on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// Begins here: its paragraphs.
    Own(Vec<String>),
    /// Part of the cell above.
    Above,
    /// Part of the cell at its left.
    Left,
}

/// A cell that the original joined with the one above: in the text it is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MergedCell {
    /// First line of the joined cell, from 1: the one that holds its words.
    pub first: usize,
    /// Last line that it reaches.
    pub last: usize,
    /// From 1.
    pub column: usize,
}

/// A place inside a cell where a new paragraph begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CellParagraph {
    /// From 1.
    pub line: usize,
    /// From 1.
    pub column: usize,
    /// Where in the line, in bytes.
    pub at: usize,
    /// The paragraph that begins there.
    pub text: String,
}

impl Paper {
    /// Adds a paragraph, if it says anything.
    pub(super) fn paragraph(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.pieces.push(Piece::Paragraph(text.to_owned()));
        }
    }

    /// Writes the paper as lines.
    pub(super) fn into_intake(self, format: Format) -> Intake {
        let mut intake = Intake { format, left_out: self.left_out, ..Intake::default() };
        let mut lines: Vec<String> = Vec::new();
        for piece in self.pieces {
            match piece {
                Piece::Paragraph(text) => {
                    let own = text.split('\n').map(clean).filter(|line| !line.is_empty());
                    lines.extend(own);
                }
                Piece::Grid(rows) => grid(&rows, &mut lines, &mut intake),
            }
        }
        intake.text = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
        intake
    }
}

fn grid(rows: &[Vec<Cell>], lines: &mut Vec<String>, intake: &mut Intake) {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    // By column: the line where the cell begins that may still go on.
    let mut begins: Vec<usize> = vec![0; width];
    for (at, row) in rows.iter().enumerate() {
        // A cell that begins in a row without words has none for those below.
        row.iter().zip(&mut begins).filter(|(cell, _)| matches!(cell, Cell::Own(_))).for_each(|(_, begin)| *begin = 0);
        let number = lines.len() + 1;
        let is_band =
            matches!(row.split_first(), Some((Cell::Own(_), rest)) if rest.iter().all(|cell| *cell == Cell::Left));
        let words: Vec<Vec<String>> = row.iter().map(words).collect();
        if words.iter().all(Vec::is_empty) {
            continue;
        }
        // A cell as wide as the table is a line of its own, a caption or a remark; between rows it is a category, and
        // where no label says so its tabs do.
        let has_label = words.iter().flatten().next().is_some_and(|text| text.starts_with(LABELS));
        let is_between = at > 0 && at + 1 < rows.len() && !has_label;
        if width == 1 || (is_band && !is_between) {
            lines.extend(words.into_iter().flatten());
            continue;
        }
        let mut line = String::new();
        for (at, (cell, words)) in row.iter().zip(&words).enumerate() {
            if at > 0 {
                line.push('\t');
            }
            match cell {
                Cell::Own(_) => begins[at] = number,
                Cell::Above if begins[at] > 0 => merged(intake, begins[at], number, at + 1),
                Cell::Above | Cell::Left => {}
            }
            for (index, text) in words.iter().enumerate() {
                if index > 0 {
                    let paragraph = CellParagraph { line: number, column: at + 1, at: line.len(), text: text.clone() };
                    intake.paragraphs.push(paragraph);
                }
                line.push_str(text);
            }
        }
        line.extend(std::iter::repeat_n('\t', width - row.len()));
        lines.push(line);
    }
}

fn words(cell: &Cell) -> Vec<String> {
    match cell {
        Cell::Own(paragraphs) => {
            let lines = paragraphs.iter().flat_map(|text| text.split('\n')).map(clean);
            lines.filter(|line| !line.is_empty()).collect()
        }
        Cell::Above | Cell::Left => Vec::new(),
    }
}

fn merged(intake: &mut Intake, first: usize, last: usize, column: usize) {
    match intake.merged.iter_mut().find(|cell| cell.first == first && cell.column == column) {
        Some(cell) => cell.last = last,
        None => intake.merged.push(MergedCell { first, last, column }),
    }
}

/// Returns a line without white space around it; a tab inside would make cells of it.
fn clean(line: &str) -> String {
    line.trim().replace('\t', " ")
}
