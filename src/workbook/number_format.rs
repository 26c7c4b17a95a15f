//! What a cell's number format shows: of a date, and of a number.

use calamine::NumberFormat;

/// What is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Shown {
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
pub(crate) fn shown(format: &NumberFormat) -> Shown {
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

/// Spreadsheet programs take no longer code, in characters; here in bytes.
const LONGEST_CODE: usize = 4 * 255;

/// The marks of a format's code that stand for digits.
const DIGITS: [char; 3] = ['0', '#', '?'];

/// Returns a number as a format shows it: `95%`, `1,200`, `3.50`, `5项`; nothing where the format says nothing of it, or more
/// than digits and words around them.
pub(crate) fn number(code: &str, value: f64) -> Option<String> {
    if code == "General" || code.len() > LONGEST_CODE {
        return None;
    }
    let sections = sections(code);
    let (code, sign) = match sections[..] {
        [_, below, ..] if value < 0.0 => (below, ""),
        [_, _, zero, ..] if value == 0.0 => (zero, ""),
        _ => (sections[0], if value < 0.0 { "-" } else { "" }),
    };
    let (mut before, mut pattern, mut behind) = (String::new(), String::new(), String::new());
    let mut is_share = false;
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        let is_pattern = DIGITS.contains(&c) || (",.".contains(c) && !pattern.is_empty() && behind.is_empty());
        if is_pattern && !behind.is_empty() {
            // A second run of digits is of fractions, telephones and the like.
            return None;
        }
        let words = if pattern.is_empty() { &mut before } else { &mut behind };
        match c {
            _ if is_pattern => pattern.push(c),
            '"' => words.extend(chars.by_ref().take_while(|c| *c != '"')),
            '\\' => words.extend(chars.next()),
            // The room of a character, and one that fills the cell.
            '_' | '*' => drop(chars.next()),
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if inside.to_lowercase().starts_with("dbnum") {
                    return None;
                }
                // A currency and a language: [$￥-804].
                let sign = inside.strip_prefix('$').and_then(|sign| sign.split('-').next());
                words.push_str(sign.unwrap_or_default());
            }
            '%' => {
                is_share = true;
                words.push('%');
            }
            c if c.is_ascii_alphabetic() || c == '@' => return None,
            c => words.push(c),
        }
    }
    if pattern.is_empty() {
        return Some(before.trim().to_owned()).filter(|words| !words.is_empty());
    }
    let (whole, decimals) = pattern.split_once('.').unwrap_or((&pattern, ""));
    // A comma behind all digits divides by a thousand.
    if !whole.ends_with(DIGITS) || !decimals.chars().all(|c| DIGITS.contains(&c)) {
        return None;
    }
    let digits = rounded(if is_share { value.abs() * 100.0 } else { value.abs() }, decimals.len())?;
    let (shown, fraction) = digits.split_at(digits.len() - decimals.len());
    let least = whole.matches('0').count();
    let shown = format!("{shown:0>least$}");
    let shown = if whole.contains(',') { in_thousands(&shown) } else { shown };
    let least = decimals.rfind('0').map_or(0, |last| last + 1);
    let fraction = &fraction[..fraction.trim_end_matches('0').len().max(least)];
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{before}{shown}{point}{fraction}{behind}").trim().to_owned())
}

/// Cuts a format's code at the marks between what is of numbers above zero, below, of zero, and of text.
fn sections(code: &str) -> Vec<&str> {
    let (mut sections, mut start) = (Vec::new(), 0);
    let mut chars = code.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => drop(chars.by_ref().find(|(_, c)| *c == '"')),
            '[' => drop(chars.by_ref().find(|(_, c)| *c == ']')),
            '\\' | '_' | '*' => drop(chars.next()),
            ';' => {
                sections.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    sections.push(&code[start..]);
    sections
}

/// Returns the digits of a number with so many decimals, without its point. As spreadsheet programs do, of fifteen digits
/// halves are rounded up; nothing where the number has more.
fn rounded(value: f64, decimals: usize) -> Option<String> {
    let scaled = value * 10f64.powi(i32::try_from(decimals).ok()?);
    let scaled: f64 = format!("{scaled:.14e}").parse().ok()?;
    let digits = format!("{:0>least$.0}", scaled.round(), least = decimals + 1);
    (scaled < 1e15).then_some(digits)
}

/// Returns digits with a comma before each three from the right.
fn in_thousands(digits: &str) -> String {
    let parts = digits.char_indices().flat_map(|(at, c)| {
        let is_apart = at > 0 && (digits.len() - at).is_multiple_of(3);
        is_apart.then_some(',').into_iter().chain([c])
    });
    parts.collect()
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
    fn numbers_are_shown_as_people_see_them() {
        for (code, value, shown) in [
            ("0%", 0.95, Some("95%")),
            ("0.0%", 0.955, Some("95.5%")),
            ("0.00%", 1.0, Some("100.00%")),
            ("0.00", 3.5, Some("3.50")),
            ("0.##", 3.5, Some("3.5")),
            ("#,##0", 1_234_567.0, Some("1,234,567")),
            ("#,##0", 999.0, Some("999")),
            ("#,##0.00_);[Red](#,##0.00)", 1200.5, Some("1,200.50")),
            ("0\"项\"", 5.0, Some("5项")),
            ("\"第\"0\"项\"", 5.0, Some("第5项")),
            ("\\￥0", 5.0, Some("￥5")),
            ("000", 7.0, Some("007")),
            ("0", -3.0, Some("-3")),
            ("#,##0;(#,##0)", -1200.0, Some("(1,200)")),
            ("0.0%;[Red]-0.0%", -0.05, Some("-5.0%")),
            ("0\";\";\"负\"0", -2.0, Some("负2")),
            ("0.00;-0.00;\"-\"", 0.0, Some("-")),
            ("[$￥-804]#,##0", -1200.0, Some("-￥1,200")),
            ("0%", 0.125, Some("13%")),
            ("0%", 0.285, Some("29%")),
            ("0", 2.5, Some("3")),
            ("#,##0", 1234.5, Some("1,235")),
            ("0.00%", 1e307, None),
            ("0", f64::INFINITY, None),
            ("0.0", 0.04, Some("0.0")),
            ("[$￥-804]#,##0", 1200.0, Some("￥1,200")),
            ("0_ ", 12.0, Some("12")),
            ("0,", 12000.0, None),
            ("# ?/?", 0.5, None),
            ("0.00E+00", 12000.0, None),
            ("[DBNum1]0", 12.0, None),
            ("General", 0.95, None),
            ("@", 0.95, None),
            ("yyyy", 45000.0, None),
        ] {
            assert_eq!(number(code, value).as_deref(), shown, "{code}");
        }
    }

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
