//! `tasks.csv`: the table of tasks for programs, and for spreadsheet programs that open it all the same.

use anyhow::Result;
use unicode_normalization::UnicodeNormalization as _;

use super::table;
use crate::site::{PlanIndex, Site};

/// What a formula begins with, and the apostrophe itself: whoever takes one away gets the cell.
const FIRST_OF_FORMULAS: [char; 6] = ['=', '+', '-', '−', '@', '\''];

/// Numbers of more digits are shown, and saved, as `1.23E+11`.
const MOST_DIGITS: usize = 11;

/// Beside digits and what ASCII has of marks, all that dates and times in Chinese consist of.
const OF_CHINESE_DATES: &str = "年月日号时点分秒上下午〇○零一二三四五六七八九十廿¥€£";
const UNITS_OF_TIME: [char; 5] = ['年', '月', '日', '时', '点'];

/// Words that make a date, a time or a truth of a cell; a month's name may be cut down to three letters.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const OTHER_WORDS: [&str; 6] = ["", "a", "p", "am", "pm", "e"];
const TRUTHS: [&str; 2] = ["true", "false"];

/// Returns the table with a BOM and CRLF, so that spreadsheet programs read it as UTF-8.
pub(super) fn tasks(whole: &Site, site: &PlanIndex) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(b"\xef\xbb\xbf".to_vec());
    writer.write_record(table::head(whole))?;
    for row in table::rows(whole, site) {
        writer.write_record(row.map(safe))?;
    }
    Ok(writer.into_inner()?)
}

/// Returns a cell that spreadsheet programs leave as it is: what one would run, or turn into a date or another number,
/// gets an apostrophe in front.
fn safe(cell: String) -> String {
    // Full-width digits and marks count there as the usual ones do.
    let usual: String = cell.nfkc().collect();
    let is_run = usual.trim_start().starts_with(FIRST_OF_FORMULAS) || cell.starts_with(['\t', '\r', '\n']);
    let is_whole = cell.bytes().all(|byte| byte.is_ascii_digit()) && cell.len() <= MOST_DIGITS;
    let is_kept = is_whole && (cell == "0" || !cell.starts_with('0'));
    if is_run || (!is_kept && is_converted(&usual.to_lowercase())) { format!("'{cell}") } else { cell }
}

/// Checks whether words may be taken for a date, a time, a number or a truth.
fn is_converted(words: &str) -> bool {
    if TRUTHS.contains(&words.trim()) {
        return true;
    }
    let is_month = |word: &str| word.len() >= 3 && MONTHS.iter().any(|month| month.starts_with(word));
    words.contains(|c: char| c.is_ascii_digit() || UNITS_OF_TIME.contains(&c))
        && words.chars().all(|c| c.is_ascii() || c.is_whitespace() || OF_CHINESE_DATES.contains(c))
        && words.split(|c: char| !c.is_ascii_alphabetic()).all(|word| OTHER_WORDS.contains(&word) || is_month(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_program_would_run_is_made_safe() {
        for cell in [
            "=1+1", "+1", "-1", "@a", " =1", "　=1", "\t=1", "\r一", "＝1+1", "＋甲", "－甲", "＠a", "﹣甲", "−1",
            "'甲",
        ] {
            assert_eq!(safe(cell.to_owned()), format!("'{cell}"));
        }
    }

    #[test]
    fn what_it_would_turn_into_something_else_is_made_safe() {
        for cell in [
            "1-1",
            "43-2",
            "12/31",
            "2023-12",
            "2023-12-31",
            "2024-36",
            "2031/2033",
            "2023.12",
            "2023年12月",
            "６月３０日",
            "二〇二三年十二月",
            "12月",
            "8:30",
            "下午3点",
            "1 1/2",
            "50%",
            "(1)",
            "1,000",
            "1e5",
            "007",
            "１２",
            " 12",
            "1.0",
            "123456789012",
            "may-2023",
            "Sept1",
            "3 pm",
            "TRUE",
            "false ",
            "¥5",
        ] {
            assert_eq!(safe(cell.to_owned()), format!("'{cell}"));
        }
    }

    #[test]
    fn what_it_leaves_alone_stays() {
        for cell in [
            "",
            "0",
            "7",
            "2023",
            "12345678901",
            "—",
            "市科技局",
            "/a/",
            "shi-2023",
            "长期",
            "2023年12月底前",
            "每年1次",
            "5G",
            "12个月",
            "march",
            "B-1",
        ] {
            assert_eq!(safe(cell.to_owned()), cell);
        }
    }
}
