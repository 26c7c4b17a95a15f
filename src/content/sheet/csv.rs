//! CSV: in UTF-8, UTF-16 or GBK, its cells parted by commas, semicolons, tabs or bars. Stricter than the usual readers,
//! which let a quotation mark that is never closed swallow the rows below it.

use super::{Cell, MOST_CELLS, MOST_COLUMNS, Row, Value, too_many_cells, too_many_columns};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::inputs::files::SheetFile;
use crate::text::source::{Source, Span};

const SAVE_AGAIN: &str = "在表格软件里另存为“CSV UTF-8（逗号分隔）”，或另存为 progress.xlsx";

/// Reads the rows of a CSV.
pub(super) fn read(sheet: &SheetFile) -> Result<(Source, Vec<Row>), Box<Diagnostic>> {
    let mut text = decode(sheet)?;
    if !text.contains('\n') {
        // Line ends of old programs for the Macintosh.
        text = text.replace('\r', "\n");
    }
    let source = Source::new(&sheet.file, text);
    let (separator, start) = separator(&source)?;
    let mut reader = RowReader { source: &source, separator, at: start, place: source.position(start) };
    let (mut rows, mut count) = (Vec::new(), 0);
    while reader.at < source.text().len() {
        let row = reader.row()?;
        count += row.cells.len();
        if count > MOST_CELLS {
            return Err(Box::new(too_many_cells(&sheet.file)));
        }
        rows.push(row);
    }
    Ok((source, rows))
}

/// Returns the text: with a byte order mark, plain UTF-8, or else GBK as Chinese spreadsheet programs write it.
fn decode(sheet: &SheetFile) -> Result<String, Box<Diagnostic>> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&sheet.bytes) {
        let (text, had_faults) = encoding.decode_without_bom_handling(&sheet.bytes[mark..]);
        if !had_faults {
            return Ok(text.into_owned());
        }
    }
    if sheet.bytes.contains(&0) {
        let message = "这个文件不是 CSV 文本";
        return Err(Box::new(Diagnostic::new(Code::NotCsv, Place::file(&sheet.file), message, SAVE_AGAIN)));
    }
    if let Ok(text) = std::str::from_utf8(&sheet.bytes) {
        return Ok(text.to_owned());
    }
    let (text, had_faults) = encoding_rs::GB18030.decode_without_bom_handling(&sheet.bytes);
    if had_faults {
        let at = text.find('\u{fffd}').unwrap_or_default();
        let message = "文件的编码既不是 UTF-8，也不是 GBK";
        let source = Source::new(&sheet.file, text);
        return Err(Box::new(source.diagnostic(Code::UnknownEncoding, Span::new(at, at), message, SAVE_AGAIN)));
    }
    Ok(text.into_owned())
}

/// Returns what parts the cells, and where the first row begins: Excel's own line `sep=;` says it, or else the header
/// shows it.
fn separator(source: &Source) -> Result<(char, usize), Box<Diagnostic>> {
    let text = source.text();
    let start = text.len() - text.trim_start_matches(['\n', '\r']).len();
    let line = text[start..].lines().next().unwrap_or_default();
    if let Some(said) = line.trim_matches('"').to_lowercase().strip_prefix("sep=") {
        let next = (start + line.len() + 1).min(text.len());
        return Ok((said.chars().next().filter(|c| ",;\t|".contains(*c)).unwrap_or(','), next));
    }
    // A name may hold a mark or two; what parts six names is there more often.
    let parts = |c: char| !line.contains('"') && line.matches(c).count() >= 3;
    if line.contains(',') {
        return Ok((',', start));
    }
    if let Some(found) = [';', '\t', '|'].into_iter().find(|&c| parts(c)) {
        return Ok((found, start));
    }
    let full_width = ['，', '；', '、'].into_iter().find(|&c| parts(c));
    match full_width.and_then(|c| Some((line.find(c)?, c))) {
        Some((at, c)) => {
            let span = Span::new(start + at, start + at + c.len_utf8());
            let message = format!("各列之间写的是 `{c}`，不是英文逗号");
            let hint = "各列之间用英文逗号 `,`；用表格软件打开，另存为“CSV UTF-8（逗号分隔）”最稳妥";
            Err(Box::new(source.diagnostic(Code::WrongSeparator, span, message, hint)))
        }
        None => Ok((',', start)),
    }
}

struct RowReader<'s> {
    source: &'s Source,
    separator: char,
    at: usize,
    /// Line and column of `at`: asked of the source, they would cost a long line's length each time.
    place: (usize, usize),
}

impl<'s> RowReader<'s> {
    fn rest(&self) -> &'s str {
        &self.source.text()[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn pass(&mut self, c: char) {
        self.at += c.len_utf8();
        self.place = if c == '\n' { (self.place.0 + 1, 1) } else { (self.place.0, self.place.1 + 1) };
    }

    fn pass_while(&mut self, is_passed: impl Fn(char) -> bool) {
        while let Some(c) = self.peek().filter(|&c| is_passed(c)) {
            self.pass(c);
        }
    }

    fn row(&mut self) -> Result<Row, Box<Diagnostic>> {
        let number = self.place.0;
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell()?);
            match self.peek() {
                Some(c) if c == self.separator => self.pass(c),
                Some(c) => {
                    self.pass(c);
                    break;
                }
                None => break,
            }
            if cells.len() == MOST_COLUMNS {
                return Err(Box::new(too_many_columns(self.source.file())));
            }
        }
        Ok(Row { number, cells })
    }

    /// Reads a cell and stops before the separator or line end that follows it.
    fn cell(&mut self) -> Result<Cell, Box<Diagnostic>> {
        let separator = self.separator;
        self.pass_while(|c| c.is_whitespace() && c != separator && c != '\n');
        if self.peek() == Some('"') {
            return self.quoted();
        }
        let (start, at) = (self.place, self.at);
        let (mut end, mut end_at) = (start, at);
        while let Some(c) = self.peek().filter(|&c| c != separator && c != '\n') {
            self.pass(c);
            if !c.is_whitespace() {
                (end, end_at) = (self.place, self.at);
            }
        }
        Ok(Cell { text: self.source.text()[at..end_at].to_owned(), value: Value::Text, link: None, start, end })
    }

    fn quoted(&mut self) -> Result<Cell, Box<Diagnostic>> {
        let mark = self.at;
        self.pass('"');
        let start = self.place;
        let mut text = String::new();
        while let Some(c) = self.peek() {
            let end = self.place;
            self.pass(c);
            if c != '"' {
                text.push(c);
            } else if self.peek() == Some('"') {
                self.pass('"');
                text.push('"');
            } else {
                let separator = self.separator;
                self.pass_while(|c| c.is_whitespace() && c != separator && c != '\n');
                if self.peek().is_none_or(|c| c == separator || c == '\n') {
                    return Ok(Cell { text: text.trim().to_owned(), value: Value::Text, link: None, start, end });
                }
                break;
            }
        }
        let message = "引号 `\"` 没有成对，它后面的格和行会被当成一格";
        let hint = "补上或删去这个引号；文字里的引号请用中文引号“”";
        Err(Box::new(self.source.diagnostic(Code::UnclosedQuote, Span::new(mark, mark + 1), message, hint)))
    }
}
