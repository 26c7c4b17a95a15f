//! Days, months and years as editors write them.

use std::fmt;

use crate::text::date::days_in;

/// A day, a month or a year that there is: `2024-09-18`, `2022-11`, `2022`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(String);

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFault {
    /// It isn't written like one.
    Unreadable,
    /// It is, and the calendar has no such day or month.
    NoSuchDay,
}

impl Date {
    /// Reads `2024-09-18`, `2024-9`, `2024/9/18`, `2024.9.18` and `2024年9月18日`.
    pub fn read(text: &str) -> Result<Date, DateFault> {
        let text = text.trim().trim_end_matches(['日', '月', '年']);
        let numbers = text.split(['-', '/', '.', '年', '月']).map(|part| {
            let is_number = (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| part.parse::<u16>().unwrap_or_default())
        });
        let numbers: Vec<u16> = numbers.collect::<Option<_>>().ok_or(DateFault::Unreadable)?;
        let year = *numbers.first().filter(|year| (1000..=9999).contains(*year)).ok_or(DateFault::Unreadable)?;
        let in_range = |number: &u16, last: u16| (1..=last).contains(number);
        match &numbers[1..] {
            [] => Ok(Date(format!("{year}"))),
            [month] if in_range(month, 12) => Ok(Date(format!("{year}-{month:02}"))),
            [month, day] if in_range(month, 12) && in_range(day, days_in(year, *month)) => {
                Ok(Date(format!("{year}-{month:02}-{day:02}")))
            }
            [_] | [_, _] => Err(DateFault::NoSuchDay),
            _ => Err(DateFault::Unreadable),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a day, and not just a month or a year.
    pub fn is_day(&self) -> bool {
        self.0.len() == 10
    }

    /// Whether all of it lies before `other`; where one says less than the other, as far as both speak.
    pub fn is_before(&self, other: &str) -> bool {
        let common = self.0.len().min(other.len());
        self.0[..common] < other[..common]
    }

    /// Whether all of it lies after `other`, in the same way.
    pub fn is_after(&self, other: &str) -> bool {
        let common = self.0.len().min(other.len());
        self.0[..common] > other[..common]
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_years_are_read() {
        for (text, date) in [
            ("2024-09-18", "2024-09-18"),
            ("2024/9/8", "2024-09-08"),
            ("2024.9.18", "2024-09-18"),
            (" 2024年9月18日 ", "2024-09-18"),
            ("2022-11", "2022-11"),
            ("2022年11月", "2022-11"),
            ("2022", "2022"),
            ("2022年", "2022"),
            ("2024-02-29", "2024-02-29"),
        ] {
            assert_eq!(Date::read(text).map(|date| date.to_string()), Ok(date.to_owned()), "{text}");
        }
    }

    #[test]
    fn days_that_there_are_not_are_known_as_such() {
        for text in ["2024-02-30", "2023-02-29", "1900-02-29", "2024-13", "2024-00-01", "2024-04-31"] {
            assert_eq!(Date::read(text), Err(DateFault::NoSuchDay), "{text}");
        }
        for text in ["", "昨天", "24-09-18", "2024-09-18-1", "20240918", "2024--1", "２０２４-09", "+2024"] {
            assert_eq!(Date::read(text), Err(DateFault::Unreadable), "{text}");
        }
    }

    #[test]
    fn dates_are_compared_as_far_as_they_speak() {
        let date = |text| Date::read(text).unwrap();
        assert!(date("2022-11").is_before("2023-08-21"));
        assert!(!date("2023-08").is_before("2023-08-21") && !date("2023-08").is_after("2023-08-21"));
        assert!(date("2024").is_after("2023-08-21"));
    }
}
