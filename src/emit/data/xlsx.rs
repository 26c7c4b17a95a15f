//! `tasks.xlsx`: the table of tasks for people. Its cells are marked as text, so no spreadsheet program makes a date, a
//! formula or another number of one.

use anyhow::Result;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, IgnoreError, Workbook};

use super::table;
use crate::open_data::LONGEST_CELL;
use crate::site::{PlanIndex, Site};
use crate::text::date::Date;

/// How wide the columns are, in characters: those of the tasks' words, and all others.
const WIDE: f64 = 60.0;
const NARROW: f64 = 18.0;
const OF_WORDS: [u16; 2] = [5, 9];

/// Returns a workbook of one sheet. Nothing in it comes from a clock: it was made on the day of the document.
pub(super) fn tasks(whole: &Site, site: &PlanIndex) -> Result<Vec<u8>> {
    let made = day_made(site.plan.dated())?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_title(&site.plan.title).set_creation_datetime(&made));
    let cell = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    let (number, head) = (cell.clone().set_num_format("0"), cell.clone().set_bold());
    let sheet = workbook.add_worksheet();
    let (rows, columns) = (table::rows(whole, site), table::head(whole));
    let (last_row, last_column) = (rows.len() as u32, columns.len() as u16 - 1);
    for (column, name) in (0..).zip(&columns) {
        sheet.write_string_with_format(0, column, fitting(name), &head)?;
        sheet.set_column_width(column, if OF_WORDS.contains(&column) { WIDE } else { NARROW })?;
    }
    for (at, row) in (1..).zip(&rows) {
        for (column, text) in (0..).zip(row) {
            match text.parse::<u32>() {
                Ok(n) if usize::from(column) == table::NUMBER => {
                    sheet.write_number_with_format(at, column, n, &number)?
                }
                _ => sheet.write_string_with_format(at, column, fitting(text), &cell)?,
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last_row, last_column)?;
    // Without it a green corner stands at each deadline.
    sheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
    Ok(workbook.save_to_buffer()?)
}

/// Returns the document's day; the same for all where it has none, or one before the first that workbooks know.
fn day_made(day: Option<Date>) -> Result<ExcelDateTime> {
    let own = day.and_then(|day| ExcelDateTime::parse_from_str(&day.to_string()).ok());
    Ok(own.map_or_else(|| ExcelDateTime::from_ymd(1980, 1, 1), Ok)?)
}

/// Returns a text as long as a cell may be: what is cut ends in an ellipsis, and stands whole in the other files.
fn fitting(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST_CELL {
        return text.to_owned();
    }
    let mut left = LONGEST_CELL - 1;
    let fits = |c: &char| {
        let is_room = left >= c.len_utf16();
        left = left.saturating_sub(c.len_utf16());
        is_room
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_before_those_of_workbooks_ends_nothing() {
        for day in ["1000-01-01", "1890-08-23", "1900-01-01", "9999-12-31"] {
            let day = Date::read(day).unwrap();
            assert!(day_made(Some(day)).is_ok(), "{day}");
        }
    }

    #[test]
    fn what_no_cell_holds_is_cut_between_characters() {
        for text in ["字".repeat(LONGEST_CELL), "𬬭".repeat(16_383)] {
            assert_eq!(fitting(&text), text);
        }
        assert_eq!(fitting(&"字".repeat(LONGEST_CELL + 1)), "字".repeat(LONGEST_CELL - 1) + "…");
        assert_eq!(fitting(&"𬬭".repeat(16_384)), "𬬭".repeat(16_383) + "…");
    }
}
