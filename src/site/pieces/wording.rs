//! Days, months and lines in the catalogue's words.

use crate::content::Date;
use crate::read::Deadline;
use crate::site::context::PageContext;
use crate::text::source::Lines;

impl PageContext<'_> {
    /// `2023年12月`
    pub fn month(&self, deadline: Deadline) -> String {
        self.words.fill("month", &[("year", &deadline.year.to_string()), ("month", &deadline.month.to_string())])
    }

    /// `2023-08-21` as `2023年8月21日`.
    pub fn day(&self, date: &str) -> String {
        let mut parts = date.split('-').map(|part| part.trim_start_matches('0'));
        let (year, month, day) = (parts.next(), parts.next(), parts.next());
        match (year, month, day) {
            (Some(year), Some(month), Some(day)) => {
                self.words.fill("day", &[("year", year), ("month", month), ("day", day)])
            }
            _ => date.to_owned(),
        }
    }

    /// `2024-09-18` as `2024年9月18日`; a month or a year likewise.
    pub fn date(&self, date: &Date) -> String {
        match date.as_str().split('-').collect::<Vec<_>>()[..] {
            [year] => self.words.fill("only_year", &[("year", year)]),
            [year, month] => self.words.fill("month", &[("year", year), ("month", month.trim_start_matches('0'))]),
            _ => self.day(date.as_str()),
        }
    }

    pub fn as_of(&self) -> String {
        self.portal.as_of().map(|date| self.day(&date)).unwrap_or_default()
    }

    /// `第35—37行`
    pub fn line_label(&self, lines: Lines) -> String {
        let (first, last) = (lines.first.to_string(), lines.last.to_string());
        let key = if first == last { "line_one" } else { "line_many" };
        self.words.fill(key, &[("first", &first), ("last", &last)])
    }
}
