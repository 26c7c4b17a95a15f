//! `deadlines.ics`: the deadlines as a calendar (RFC 5545), one whole day a task.
//!
//! An event keeps its UID when its day is corrected, and gets a higher SEQUENCE with each recorded edition that changed the
//! task, so that calendars replace it: editions are only added, while corrections come and go. Its UID is that of the
//! first part due then; only where a task's parts fall due at different times can a correction make it another's.
//! Nothing in it comes from a clock: it is stamped with the document's own date, or that of the newest of these editions.

use itertools::Itertools as _;

use crate::content::{Change, ChangeKind};
use crate::site::{PlanIndex, Site};
use crate::text::address;
use crate::text::date::{Date, Deadline};

/// The longest line, in octets, its end left out.
const LONGEST: usize = 75;

/// Returns the calendar of a plan. What is no day is due on its last one, and the entry says so.
pub(super) fn deadlines(site: &Site, plan: &PlanIndex) -> String {
    let own = &plan.plan;
    let mut lines = Lines::default();
    lines.add("BEGIN", "VCALENDAR");
    lines.add("VERSION", "2.0");
    lines.add("PRODID", &format!("-//policy-portal//{}//ZH", own.id));
    lines.add(
        "X-WR-CALNAME",
        &escaped(&format!("{}　{}", own.title, plan.labels.fill(&site.words, "title_deadlines", &[]))),
    );
    for task in &own.tasks {
        let number = task.number.to_string();
        let is_own = |change: &Change| {
            change.kind == ChangeKind::Task && change.plan.as_ref() == Some(&own.id) && change.id == number
        };
        let (editions, changed) = site.content.revisions(is_own);
        let stamp = own.dated().max(changed).map_or_else(|| "19700101".to_owned(), plain);
        let dated = task.parts.iter().filter_map(|part| Some((part, part.due?)));
        for (part, due) in dated.unique_by(|(_, due)| *due) {
            let summary = site.words.fill("calendar_event", &[("n", &number), ("title", &task.title)]);
            lines.add("BEGIN", "VEVENT");
            lines.add("UID", &format!("{}-{}@policy-portal", own.id, part.id));
            lines.add("SEQUENCE", &editions.to_string());
            lines.add("DTSTAMP", &format!("{stamp}T000000Z"));
            lines.add("LAST-MODIFIED", &format!("{stamp}T000000Z"));
            lines.add("DTSTART;VALUE=DATE", &plain(due.last_day()));
            lines.add("SUMMARY", &escaped(&summary));
            let lead = plan.agency_names(plan.first_agencies(task)).join("、");
            let values = [("lead", lead.as_str()), ("last_day", site.words.get(last_day(due)))];
            let note = plan.labels.fill(&site.words, "calendar_note", &values);
            lines.add("DESCRIPTION", &escaped(&format!("{}\n{note}", site.task_citation(plan, task))));
            if let Some(base) = &site.portal.base_url {
                lines.add("URL", &format!("{base}{}", address::task(&own.id, task.number)));
            }
            lines.add("TRANSP", "TRANSPARENT");
            lines.add("END", "VEVENT");
        }
    }
    lines.add("END", "VCALENDAR");
    lines.0
}

/// Returns the key of the words that say why an entry stands on that day.
fn last_day(due: Deadline) -> &'static str {
    match due {
        Deadline::By(date) if date.is_day() => "calendar_day",
        Deadline::By(date) if date.month().is_some() => "calendar_month",
        Deadline::By(_) => "calendar_year",
        Deadline::Quarter(..) => "calendar_quarter",
        Deadline::Years(..) => "calendar_years",
    }
}

/// Returns `20231231`.
fn plain(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// Returns the text with the marks that have a meaning in it made harmless.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    text.replace("\r\n", "\n").replace('\n', "\\n")
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    /// Adds a line, folded where it is too long, never inside a character.
    fn add(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for c in format!("{name}:{value}").chars() {
            if length + c.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut lines = Lines::default();
        lines.add("SUMMARY", &"开放，A".repeat(40));
        assert!(lines.0.split("\r\n").all(|line| line.len() <= LONGEST));
        assert_eq!(lines.0.replace("\r\n ", "").trim_end(), format!("SUMMARY:{}", "开放，A".repeat(40)));
    }

    #[test]
    fn marks_with_a_meaning_are_escaped() {
        assert_eq!(escaped("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne");
    }
}
