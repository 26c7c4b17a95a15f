//! Deadlines that pages say have passed: those whose last day lies before the day as of which the site speaks.

use std::collections::BTreeSet;

use super::Fault;
use crate::text::date::{Date, Deadline};
use crate::verify::contract;
use crate::verify::derived::{Data, list, text};
use crate::verify::edition::Base;

/// Returns what is wrong with the marks of a page: a plan's list of deadlines, the page of one, that of a task.
pub(super) fn fault(address: &str, marked: &[String], base: &Base, data: &Data) -> Option<Fault> {
    let below = address.strip_prefix(&format!("/{}/", text(&data.plan["id"])))?;
    let day = base.as_of.as_deref().and_then(|day| Date::read(day).ok());
    let tasks = list(&data.tasks["tasks"]);
    let dates: BTreeSet<&str> = match below.strip_prefix(contract::DEADLINES) {
        Some(own) => tasks
            .iter()
            .flat_map(|task| list(&task["parts"]))
            .map(|part| text(&part["deadline"]))
            .filter(|date| own.is_empty() || own.trim_end_matches('/') == id(date))
            .collect(),
        None => {
            let task =
                below.starts_with(contract::TASKS).then(|| tasks.iter().find(|task| text(&task["url"]) == address));
            BTreeSet::from([text(&task??["deadline"])])
        }
    };
    let has_passed =
        |date: &&str| date.parse::<Deadline>().is_ok_and(|due| day.is_some_and(|day| day > due.last_day()));
    let wanted: BTreeSet<String> = dates.into_iter().filter(has_passed).map(id).collect();
    let marked: BTreeSet<String> = marked.iter().cloned().collect();
    let wrong = wanted.symmetric_difference(&marked).next()?;
    let message = if wanted.contains(wrong) {
        "这个时限已过，这里没有标明"
    } else {
        "这个时限没有过，这里标成已过"
    };
    Some((wrong.clone(), message.to_owned()))
}

/// Returns a date as addresses have it.
fn id(date: &str) -> String {
    date.replace('/', "-to-")
}
