//! Dates and deadlines: their types, read and written as ISO 8601-2. What documents print is read by `read::deadline`, and
//! printed for readers by `site::pieces::wording`.

use std::cmp::Reverse;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use super::numeral;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The years that a document can speak of.
pub(crate) const PLAUSIBLE_YEARS: RangeInclusive<u16> = 1949..=2199;

/// A day, a month or a year that there is, as precisely as it is known: `2024-09-18`, `2024-09`, `2024`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: Option<u8>,
    /// Only beside a month.
    day: Option<u8>,
}

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFault {
    /// It isn't written like one.
    Unreadable,
    /// It is, and the calendar has no such day or month.
    NoSuchDay,
}

impl Date {
    /// Returns a year as a date.
    pub fn of_year(year: u16) -> Date {
        Date { year, month: None, day: None }
    }

    /// Returns a month; `None` where the year has no such month.
    pub fn of_month(year: u16, month: u16) -> Option<Date> {
        let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        Some(Date { year, month: Some(month), day: None })
    }

    /// Returns a day; `None` where the calendar has no such day.
    pub fn of_day(year: u16, month: u16, day: u16) -> Option<Date> {
        let date = Date::of_month(year, month)?;
        let day = u8::try_from(day).ok().filter(|day| (1..=days_in(year, month)).contains(day))?;
        Some(Date { day: Some(day), ..date })
    }

    /// Reads what editors write: `2024-09-18`, `2024-9`, `2024/9/18`, `2024.9.18` and `2024年9月18日`.
    ///
    /// # Errors
    ///
    /// The text is written otherwise, or there is no such day or month.
    pub fn read(text: &str) -> Result<Date, DateFault> {
        let text = text.trim().trim_end_matches(['日', '月', '年']);
        let numbers: Option<Vec<u16>> = text.split(['-', '/', '.', '年', '月']).map(number).collect();
        let numbers = numbers.ok_or(DateFault::Unreadable)?;
        let date = match numbers[..] {
            [year, ..] if !(1000..=9999).contains(&year) => return Err(DateFault::Unreadable),
            [year] => Some(Date::of_year(year)),
            [year, month] => Date::of_month(year, month),
            [year, month, day] => Date::of_day(year, month, day),
            _ => return Err(DateFault::Unreadable),
        };
        date.ok_or(DateFault::NoSuchDay)
    }

    /// Reads a day as documents print it: `2023年8月21日`, `二〇二三年八月二十一日`.
    pub fn read_printed(text: &str) -> Option<Date> {
        let text = text.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
        let (year, rest) = text.split_once('年')?;
        let (month, rest) = rest.split_once('月')?;
        let day = rest.strip_suffix('日')?;
        let date = Date::of_day(printed_number(year)?, printed_number(month)?, printed_number(day)?)?;
        PLAUSIBLE_YEARS.contains(&date.year).then_some(date)
    }

    /// Returns the day of a TOML value that is a day and has no time.
    pub fn of_toml(value: toml::value::Datetime) -> Option<Date> {
        let date = value.date.filter(|_| value.time.is_none())?;
        Date::of_day(date.year, date.month.into(), date.day.into())
    }

    /// Returns the year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Returns the month, from 1, where it is known.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// Returns the day of the month, from 1, where it is known.
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// Returns whether it is a day, and not just a month or a year.
    pub fn is_day(self) -> bool {
        self.day.is_some()
    }

    /// Returns whether all of it lies before `other`; where one is less precise than the other, as far as both speak.
    pub fn is_before(self, other: Date) -> bool {
        self.as_precise_as(other) < other.as_precise_as(self)
    }

    /// Returns whether all of it lies after `other`, in the same way.
    pub fn is_after(self, other: Date) -> bool {
        other.is_before(self)
    }

    fn as_precise_as(self, other: Date) -> Date {
        Date {
            month: self.month.filter(|_| other.month.is_some()),
            day: self.day.filter(|_| other.day.is_some()),
            ..self
        }
    }

    fn first_day(self) -> Date {
        Date { month: self.month.or(Some(1)), day: self.day.or(Some(1)), ..self }
    }

    fn last_day(self) -> Date {
        let month = self.month.unwrap_or(12);
        let day = self.day.unwrap_or_else(|| days_in(self.year, month.into()));
        Date { month: Some(month), day: Some(day), ..self }
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Date").field(&self.to_string()).finish()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

impl<'de> Deserialize<'de> for Date {
    /// Reads a day of a TOML file.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let value = toml::value::Datetime::deserialize(deserializer)?;
        Date::of_toml(value).ok_or_else(|| D::Error::custom("要写一天，不带时刻"))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// By when something is due, written in EDTF (ISO 8601-2): `2024`, `2024-12`, `2024-12-31`, `2024-36` for the last of the
/// quarters 33 to 36, `2025/2027`. Ordered by the last day, then the shorter first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Deadline {
    By(Date),
    /// A quarter from 1 to 4.
    Quarter(u16, u8),
    /// From the first of these years to the last.
    Years(u16, u16),
}

/// What EDTF adds to a quarter to tell it from a month.
const QUARTERS: u8 = 32;

impl Deadline {
    pub(crate) fn first_day(self) -> Date {
        match self {
            Deadline::By(date) => date.first_day(),
            Deadline::Quarter(year, quarter) => Date { year, month: Some(quarter * 3 - 2), day: Some(1) },
            Deadline::Years(first, _) => Date::of_year(first).first_day(),
        }
    }

    pub(crate) fn last_day(self) -> Date {
        match self {
            Deadline::By(date) => date.last_day(),
            Deadline::Quarter(year, quarter) => Date { year, month: Some(quarter * 3), day: None }.last_day(),
            Deadline::Years(_, last) => Date::of_year(last).last_day(),
        }
    }
}

impl Ord for Deadline {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |deadline: &Deadline| (deadline.last_day(), Reverse(deadline.first_day()));
        key(self).cmp(&key(other)).then_with(|| self.to_string().cmp(&other.to_string()))
    }
}

impl PartialOrd for Deadline {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Deadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Deadline::By(date) => date.fmt(f),
            Deadline::Quarter(year, quarter) => write!(f, "{year:04}-{}", QUARTERS + quarter),
            Deadline::Years(first, last) => write!(f, "{first:04}/{last:04}"),
        }
    }
}

impl FromStr for Deadline {
    type Err = DateFault;

    /// Reads what `Display` writes, and nothing else.
    fn from_str(text: &str) -> Result<Deadline, DateFault> {
        let deadline = if let Some((first, last)) = text.split_once('/') {
            let years = number(first).zip(number(last)).filter(|(first, last)| first < last);
            years.map(|(first, last)| Deadline::Years(first, last))
        } else {
            let quarter = text.split_once('-').and_then(|(year, quarter)| number(year).zip(number(quarter)));
            let quarter =
                quarter.and_then(|(year, quarter)| Some((year, u8::try_from(quarter).ok()?.checked_sub(QUARTERS)?)));
            match quarter {
                Some((year, quarter @ 1..=4)) => Some(Deadline::Quarter(year, quarter)),
                _ => Some(Deadline::By(Date::read(text)?)),
            }
        };
        deadline.filter(|deadline| deadline.to_string() == text).ok_or(DateFault::Unreadable)
    }
}

/// Reads a number of one to four ASCII digits.
fn number(text: &str) -> Option<u16> {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

/// Reads digits, a numeral (`二十一`) or numerals in place of digits (`二〇二三`).
fn printed_number(text: &str) -> Option<u16> {
    let text = text.trim();
    let digit = |c| "〇一二三四五六七八九".chars().position(|numeral| numeral == c || (c == '○' && numeral == '〇'));
    let in_place = || -> Option<String> { text.chars().map(|c| digit(c).map(|digit| digit.to_string())).collect() };
    number(text).or_else(|| numeral::value(text).map(|value| value as u16)).or_else(|| number(&in_place()?))
}

/// Returns the days of a month from 1 to 12; 0 where there is no such month.
fn days_in(year: u16, month: u16) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leap_years_count() {
        assert_eq!([2023, 2024, 1900, 2000].map(|year| days_in(year, 2)), [28, 29, 28, 29]);
        assert_eq!([0, 1, 4, 12, 13].map(|month| days_in(2023, month)), [0, 31, 30, 31, 0]);
    }

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
        assert_eq!(Date::read_printed("2023年8月21日"), Date::of_day(2023, 8, 21));
        assert_eq!(Date::read_printed("二〇一二年十月二十一日"), Date::of_day(2012, 10, 21));
        for text in ["2023年2月29日", "1023年8月21日", "2023年8月", "2023年8月21", "2023-08-21", "年月日"]
        {
            assert_eq!(Date::read_printed(text), None, "{text}");
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
        assert!(date("2022-11").is_before(date("2023-08-21")));
        assert!(!date("2023-08").is_before(date("2023-08-21")) && !date("2023-08").is_after(date("2023-08-21")));
        assert!(date("2024").is_after(date("2023-08-21")));
    }

    #[test]
    fn deadlines_are_written_as_they_are_read_and_stand_in_order() {
        let texts = ["2023-12", "2024-02", "2024-33", "2024-12-31", "2024-12", "2024-36", "2024", "2025", "2025/2027"];
        let deadlines = texts.map(|text| text.parse::<Deadline>().unwrap());
        assert_eq!(deadlines.map(|deadline| deadline.to_string()), texts);
        assert!(deadlines.is_sorted());
        let days = deadlines.map(|deadline| deadline.last_day().to_string());
        assert_eq!((days[1].as_str(), days[2].as_str(), days[8].as_str()), ("2024-02-29", "2024-03-31", "2027-12-31"));
        assert_eq!(deadlines[5].first_day().to_string(), "2024-10-01");
        for text in ["", "2024-37", "2024-32", "2024-1", "2024/12", "2027/2025", "2024-36-01", "长期"] {
            assert!(text.parse::<Deadline>().is_err(), "{text}");
        }
    }
}
