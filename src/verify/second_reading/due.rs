//! What the words of a deadline allow its date to be.

use std::ops::RangeInclusive;

use crate::text::date::Date;

/// What may follow a plain date and says no more than it.
const TAILS: [&str; 9] = ["", "底", "末", "前", "底前", "末前", "之前", "以前", "内"];

/// Checks whether printed words can mean a date of the open data: `2024-12`, `2025/2027`, nothing. Plain words mean one
/// date; of others only the numbers are known.
pub(in crate::verify) fn allows(printed: &str, date: Option<&str>) -> bool {
    let words: String = printed.chars().filter(|c| !c.is_whitespace() && !"“”\"".contains(*c)).map(western).collect();
    match (plain(&words), date) {
        (Some(plain), date) => date == Some(plain.as_str()),
        (None, None) => true,
        (None, Some(date)) => {
            date.split('/').all(|date| numbers(date).is_some_and(|numbers| are_printed(&words, &numbers)))
        }
    }
}

/// Returns the date of words that are nothing else: `2030年`, `2030年第四季度`, `2030年12月底前`, `2030年12月31日前`.
fn plain(words: &str) -> Option<String> {
    let (year, rest) = number(words, 1949..=2199)?;
    let rest = rest.strip_prefix('年')?;
    let (date, rest) = match number(rest.strip_prefix('第').unwrap_or(rest), 1..=31) {
        None => (year.to_string(), rest),
        Some((quarter @ 1..=4, rest)) if rest.starts_with("季度") => {
            (format!("{year}-{}", 32 + quarter), rest.strip_prefix("季度")?)
        }
        Some((month @ 1..=12, rest)) => {
            let rest = rest.strip_prefix('月')?;
            match number(rest, 1..=31) {
                // A day that the calendar hasn't got is printed as it is, and no date.
                Some((day, rest)) => (Date::of_day(year, month, day)?.to_string(), rest.strip_prefix('日')?),
                None => (format!("{year}-{month:02}"), rest),
            }
        }
        Some(_) => return None,
    };
    TAILS.contains(&rest).then_some(date)
}

/// Reads the number that a text begins with, if it is one of these.
fn number(text: &str, range: RangeInclusive<u16>) -> Option<(u16, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..digits].parse().ok().filter(|number| range.contains(number))?;
    Some((number, &text[digits..]))
}

/// Returns the numbers of a date; those of a quarter as documents print them.
fn numbers(date: &str) -> Option<Vec<u16>> {
    let numbers = date.split('-').map(|part| part.parse::<u16>().ok());
    numbers.map(|number| number.map(|number| if (33..=36).contains(&number) { number - 32 } else { number })).collect()
}

/// Checks whether numbers stand in words, in Arabic digits or as numerals.
fn are_printed(words: &str, numbers: &[u16]) -> bool {
    let mut printed: Vec<u16> = words
        .split(|c: char| !c.is_ascii_digit() && c != '十')
        .filter_map(|run| match run.split_once('十') {
            None => run.parse().ok(),
            Some((tens, ones)) => {
                let or = |digits: &str, empty| if digits.is_empty() { Some(empty) } else { digits.parse::<u16>().ok() };
                Some(or(tens, 1)? * 10 + or(ones, 0)?)
            }
        })
        .collect();
    // A day in the month of its number needs it twice.
    numbers
        .iter()
        .all(|number| printed.iter().position(|own| own == number).map(|at| printed.swap_remove(at)).is_some())
}

/// Returns Arabic digits for Chinese and full-width ones; 十 remains.
pub(in crate::verify) fn western(c: char) -> char {
    let digit = "〇一二三四五六七八九".chars().position(|it| it == c);
    let full_width = || "０１２３４５６７８９".chars().position(|it| it == c);
    let digit = digit.or_else(full_width).or("○零".contains(c).then_some(0));
    digit.and_then(|digit| char::from_digit(digit as u32, 10)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_allow_what_they_print() {
        for (words, date) in [
            ("2030年12月底前", Some("2030-12")),
            ("2030年", Some("2030")),
            ("2030年第四季度", Some("2030-36")),
            ("2030年12月31日前", Some("2030-12-31")),
            ("2025—2027年", Some("2025/2027")),
            ("二〇三〇年十二月", Some("2030-12")),
            ("2030.12", Some("2030-12")),
            ("名单以2030年3月3日为准", Some("2030-03-03")),
            ("长期", None),
            ("6月底前", None),
            ("2030年6月31日前", None),
        ] {
            assert!(allows(words, date), "{words}");
        }
        for (words, date) in [
            ("2030年12月底前", Some("2030-11")),
            ("2030年12月", None),
            ("2030年", Some("2031")),
            ("2030年第四季度", Some("2030-35")),
            ("长期", Some("2030")),
            ("名单以2030年4月3日为准", Some("2030-03-03")),
            ("2025—2027年", Some("2025/2028")),
        ] {
            assert!(!allows(words, date), "{words}");
        }
    }
}
