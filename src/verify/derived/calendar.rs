//! `deadlines.ics`: read back, one event a task and date.

use serde_json::Value;

use super::{Data, Faults, list, text};
use crate::text::date::Deadline;
use crate::verify::VerifiedPlan;
use crate::verify::edition::Base;
use crate::verify::numbers::digits;
use crate::verify::written::Written;

/// Names and values, in their order, without the calendar's own.
type Event = Vec<(String, String)>;

pub(super) fn check(
    plan: &VerifiedPlan,
    base: &Base,
    data: &Data,
    written: &Written,
    calendar: &str,
    faults: &mut Faults,
) {
    let words = &written.words;
    let Some(events) = events(text(&data.plan["title"]), calendar) else {
        faults.hold(false, "VCALENDAR", "日历读不出");
        return;
    };
    let dated = [&data.plan["printed"], &data.plan["signed"]].map(text);
    let dated = dated.into_iter().find(|day| !day.is_empty()).unwrap_or_default();
    let mut events = events.iter();
    let is_usual = !words.replace("calendar");
    for task in data.tasks() {
        let (number, title, url) = (task["number"].to_string(), text(&task["title"]), text(&task["url"]));
        let is_own = |change: &Value| {
            change["kind"] == "task" && text(&change["plan"]) == plan.id && text(&change["id"]) == number
        };
        let (editions, day) = written.recorded.of(dated, is_own);
        let day = if day.is_empty() { "1970-01-01" } else { &day };
        let stamp = format!("{}T000000Z", day.replace('-', ""));
        let sequence = editions.to_string();
        // The first part of each date gives the event its name.
        let mut dates: Vec<(&str, &str)> = Vec::new();
        for part in list(&task["parts"]) {
            let (id, date) = (text(&part["id"]), text(&part["deadline"]));
            if !date.is_empty() && dates.iter().all(|(_, other)| *other != date) {
                dates.push((id, date));
            }
        }
        for (part, date) in dates {
            let event = events.next();
            let value = |name: &str| -> Option<&str> {
                event?.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
            };
            let mut hold = |name: &str, holds: bool| {
                let message = format!("任务 {number} 的时限 {date}：{name} 与任务不同");
                faults.hold(holds, value(name).unwrap_or_default(), &message);
            };
            let uid = format!("{}-{part}@policy-portal", plan.id);
            for (name, wanted) in
                [("UID", &uid), ("SEQUENCE", &sequence), ("DTSTAMP", &stamp), ("LAST-MODIFIED", &stamp)]
            {
                hold(name, value(name) == Some(wanted));
            }
            let day = date.parse::<Deadline>().map(|due| due.last_day().to_string().replace('-', ""));
            hold("DTSTART;VALUE=DATE", value("DTSTART;VALUE=DATE") == day.ok().as_deref());
            let summary = value("SUMMARY").unwrap_or_default();
            let around = summary.strip_suffix(title);
            hold("SUMMARY", !is_usual || around.is_some_and(|words| digits(words) == [number.as_str()]));
            // What stands before the names is what their column is called.
            let words = value("DESCRIPTION").and_then(|words| words.strip_prefix(text(&task["citation"])));
            let rest = words.and_then(|words| words.split_once(&data.first_agencies(task).join("、")));
            hold("DESCRIPTION", !is_usual || rest.is_some_and(|(_, rest)| digits(rest).is_empty()));
            let url = base.url.as_ref().map(|base| format!("{base}{url}"));
            hold("URL", value("URL") == url.as_deref());
            let known = [
                "UID",
                "SEQUENCE",
                "DTSTAMP",
                "LAST-MODIFIED",
                "DTSTART;VALUE=DATE",
                "SUMMARY",
                "DESCRIPTION",
                "URL",
                "TRANSP",
            ];
            let is_known = |(name, _): &(String, String)| known.contains(&name.as_str());
            hold(
                "VEVENT",
                event.is_some_and(|event| {
                    event.len() == known.len() - usize::from(url.is_none()) && event.iter().all(is_known)
                }),
            );
        }
    }
    faults.hold(events.next().is_none(), "VEVENT", "日历里有任务没有的时限");
}

/// Returns the events of a calendar of this title; nothing where it isn't one.
fn events(title: &str, calendar: &str) -> Option<Vec<Event>> {
    let calendar = calendar.replace("\r\n ", "");
    let mut lines = calendar.lines();
    let name = |line: &str| line.strip_prefix("X-WR-CALNAME:").is_some_and(|name| unescaped(name).starts_with(title));
    let is_head = lines.next()? == "BEGIN:VCALENDAR"
        && lines.next()? == "VERSION:2.0"
        && lines.next()?.starts_with("PRODID:")
        && name(lines.next()?);
    let (mut events, mut open) = (Vec::new(), None);
    while let Some(line) = lines.next().filter(|_| is_head) {
        match line {
            "BEGIN:VEVENT" if open.is_none() => open = Some(Event::new()),
            "END:VEVENT" => events.push(open.take()?),
            "END:VCALENDAR" if open.is_none() => return lines.next().is_none().then_some(events),
            line => {
                let (name, value) = line.split_once(':')?;
                open.as_mut()?.push((name.to_owned(), unescaped(value)));
            }
        }
    }
    None
}

fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut rest = value.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => text.extend(rest.next().map(|c| if c == 'n' { '\n' } else { c })),
            c => text.push(c),
        }
    }
    text
}
