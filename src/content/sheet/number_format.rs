//! What a cell's number format shows of a date.

use calamine::NumberFormat;

/// What is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shown {
    pub year: bool,
    pub month: bool,
    pub day: bool,
}

/// The formats that Chinese spreadsheet programs have by number alone (ECMA-376, 18.8.30, zh-cn): the year and month,
/// the month and day, the day and time.
const YEAR_AND_MONTH: [u32; 5] = [27, 36, 50, 52, 57];
const MONTH_AND_DAY: [u32; 6] = [28, 29, 51, 53, 54, 58];
const WHOLE: [u32; 2] = [30, 31];

/// Returns what a format shows.
pub(super) fn shown(format: &NumberFormat) -> Shown {
    // Of a format that the workbook doesn't spell out only the number is known.
    if format.format_code != "General" {
        return shown_by(&format.format_code);
    }
    match format.format_id {
        Some(id) if YEAR_AND_MONTH.contains(&id) => Shown { year: true, month: true, day: false },
        Some(id) if MONTH_AND_DAY.contains(&id) => Shown { year: false, month: true, day: true },
        Some(id) if WHOLE.contains(&id) => Shown { year: true, month: true, day: true },
        _ => Shown::default(),
    }
}

/// Returns what a format's code shows: `yyyy"年"m"月"` the year and the month.
fn shown_by(code: &str) -> Shown {
    let mut shown = Shown::default();
    let letters = letters(code);
    for (index, run) in letters.iter().enumerate() {
        let is =
            |at: Option<usize>, letter| at.and_then(|at| letters.get(at)).is_some_and(|run| run.starts_with(letter));
        match run.as_bytes() {
            [b'y' | b'e', ..] => shown.year = true,
            // Behind hours or before seconds they are minutes.
            [b'm'] | [b'm', b'm'] if is(index.checked_sub(1), 'h') || is(Some(index + 1), 's') => {}
            [b'm', ..] => shown.month = true,
            // Three and four are the day of the week.
            [b'd'] | [b'd', b'd'] => shown.day = true,
            _ => {}
        }
    }
    shown
}

/// Returns the runs of equal letters that stand for something: of `yyyy"年"m"月";@` they are `yyyy` and `m`.
fn letters(code: &str) -> Vec<String> {
    let code = code.to_lowercase();
    let mut runs: Vec<String> = Vec::new();
    let mut rest = code.as_str();
    let mut is_run = false;
    while let Some(c) = rest.chars().next() {
        let is_letter = c.is_ascii_lowercase();
        let length = match c {
            '"' => rest[1..].find('"').map_or(rest.len(), |at| at + 2),
            // Colours, conditions, languages, and hours beyond a day.
            '[' => rest.find(']').map_or(rest.len(), |at| at + 1),
            '\\' | '_' | '*' => c.len_utf8() + rest[1..].chars().next().map_or(0, char::len_utf8),
            ';' => break,
            _ if rest.starts_with("am/pm") => "am/pm".len(),
            _ if rest.starts_with("a/p") => "a/p".len(),
            _ => c.len_utf8(),
        };
        if is_letter && length == 1 {
            match runs.last_mut().filter(|run| is_run && run.starts_with(c)) {
                Some(run) => run.push(c),
                None => runs.push(c.to_string()),
            }
        }
        is_run = is_letter && length == 1;
        rest = &rest[length..];
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_show_what_people_see() {
        for (code, shown) in [
            ("yyyy-mm-dd", "ymd"),
            ("mm-dd-yy", "ymd"),
            ("d-mmm-yy", "ymd"),
            ("mmm-yy", "ym"),
            ("d-mmm", "md"),
            ("yyyy", "y"),
            ("yyyy\"年\"m\"月\"", "ym"),
            ("yyyy\"年\"m\"月\"d\"日\";@", "ymd"),
            ("[$-804]yyyy\"年\"m\"月\";@", "ym"),
            ("[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", "ymd"),
            ("[$-404]e\"年\"m\"月\"", "ym"),
            ("yy\\年m\\月d\\日", "ymd"),
            ("yyyy年m月", "ym"),
            ("m\"月\"d\"日\"", "md"),
            ("yyyy-mm-dd hh:mm:ss", "ymd"),
            ("m/d/yy h:mm", "ymd"),
            ("h:mm AM/PM", ""),
            ("mm:ss", ""),
            ("[h]:mm:ss", ""),
            ("h\"时\"mm\"分\"", ""),
            ("yyyy-mm dddd", "ym"),
        ] {
            let of = shown_by(code);
            let parts = [(of.year, 'y'), (of.month, 'm'), (of.day, 'd')];
            let told: String = parts.into_iter().filter(|(is, _)| *is).map(|(_, letter)| letter).collect();
            assert_eq!(told, shown, "{code}");
        }
    }
}
