//! Days, months and lines in the catalogue's words.

use crate::inputs::catalogue::Catalogue;
use crate::site::context::PageContext;
use crate::text::date::{Date, Deadline};
use crate::text::numeral::numeral;
use crate::text::source::Lines;

/// Returns a deadline in words: `2023年12月`, `2024年第四季度`, `2025—2027年`.
pub(crate) fn deadline_in_words(words: &Catalogue, deadline: Deadline) -> String {
    match deadline {
        Deadline::By(date) => date_in_words(words, date),
        Deadline::Quarter(year, quarter) => {
            words.fill("quarter", &[("year", &year.to_string()), ("quarter", &numeral(quarter.into()))])
        }
        Deadline::Years(first, last) => {
            words.fill("years", &[("first", &first.to_string()), ("last", &last.to_string())])
        }
    }
}

/// Returns a date in words, as precise as it is: `2023年8月21日`.
fn date_in_words(words: &Catalogue, date: Date) -> String {
    let key = match (date.month(), date.day()) {
        (None, _) => "only_year",
        (_, None) => "month",
        _ => "day",
    };
    let text = |number: Option<u8>| number.map(|number| number.to_string()).unwrap_or_default();
    let (year, month, day) = (date.year().to_string(), text(date.month()), text(date.day()));
    words.fill(key, &[("year", &year), ("month", &month), ("day", &day)])
}

impl PageContext<'_> {
    pub(crate) fn deadline_in_words(&self, deadline: Deadline) -> String {
        deadline_in_words(self.words, deadline)
    }

    pub(crate) fn date(&self, date: Date) -> String {
        date_in_words(self.words, date)
    }

    pub(crate) fn as_of(&self) -> String {
        self.portal.as_of.map(|day| self.date(day)).unwrap_or_default()
    }

    /// `第35—37行`
    pub(crate) fn line_label(&self, lines: Lines) -> String {
        let (first, last) = (lines.first.to_string(), lines.last.to_string());
        let key = if first == last { "line_one" } else { "line_many" };
        self.words.fill(key, &[("first", &first), ("last", &last)])
    }
}
