//! The meta elements that government sites carry: what the site, the column and the article are called, when and by whom.
//!
//! A value that nobody set or that isn't known is left out; it is never made up.

use itertools::Itertools as _;

use super::context::PageContext;
use super::frame::{Head, Meta};
use super::plan_index::PlanIndex;
use super::subject::{PlanSubject, Subject};
use crate::read::TaskIndex;
use crate::text::date::Date;
use crate::text::url::BaseUrl;

/// Returns what a page's head says of it.
pub(super) fn meta(context: &PageContext, subject: Subject, head: Head) -> Vec<Meta> {
    let portal = context.portal;
    let mut list = List::default();
    list.add("SiteName", &portal.title);
    list.add("SiteDomain", portal.base_url.as_ref().map_or("", BaseUrl::authority));
    list.add("SiteIDCode", portal.site_code.as_deref().unwrap_or_default());
    if matches!(subject, Subject::Home) {
        return list.0;
    }
    // An article stands in the column that leads to it; one that only the home page leads to is its own.
    let is_under_column = subject.is_article() && head.crumbs.len() > 1;
    let column = if is_under_column { head.crumbs.last().map(|link| link.title.as_str()) } else { None };
    list.add("ColumnName", column.unwrap_or(head.title));
    if !subject.is_article() {
        let plan = subject.plan().map(|plan| plan.title.as_str());
        list.add("ColumnDescription", head.description);
        list.add("ColumnKeywords", &keywords([Some(head.title), plan]));
    }
    let is_policy = matches!(subject.part(), Some(PlanSubject::Plan | PlanSubject::Policy | PlanSubject::Errata));
    list.add("ColumnType", context.words.get(if is_policy { "column_policy" } else { "column_information" }));
    if subject.is_article() {
        article(context, subject, head, &mut list);
    }
    list.0
}

fn article(context: &PageContext, subject: Subject, head: Head, list: &mut List) {
    // What the page of the whole text holds is the document.
    let title = match subject {
        Subject::Of(plan, PlanSubject::Policy) => &plan.title,
        _ => head.title,
    };
    list.add("ArticleTitle", title);
    match subject {
        Subject::Case(_, case) => {
            // The day of a reprint is not the day on which the publisher said it.
            if case.reprinted_by.is_none() {
                list.add("PubDate", &moment(case.published));
            }
            list.add("ContentSource", &case.publisher);
            list.add("Keywords", &keywords([Some(context.case_label(case.kind).as_str()), Some(&case.title)]));
        }
        Subject::Of(plan, part) => {
            let date = plan.published.or(plan.printed);
            list.add("PubDate", &date.map(moment).unwrap_or_default());
            list.add("ContentSource", plan.issuer().unwrap_or_default());
            let words = match part {
                PlanSubject::Task(task) => of_task(plan, task),
                _ => keywords([Some(plan.title.as_str()), plan.document_number.as_deref()]),
            };
            list.add("Keywords", &words);
        }
        _ => list.add("Keywords", head.title),
    }
    list.add("Description", head.description);
}

/// Returns domain, short title and leading agencies of a task.
fn of_task(plan: &PlanIndex, index: TaskIndex) -> String {
    let task = &plan.tasks[index];
    let domain = task.domain.map(|domain| plan.domains[domain].name.as_str());
    let names = plan.agency_names(plan.first_agencies(task));
    keywords([domain, Some(task.title.as_str())].into_iter().chain(names.into_iter().map(Some)))
}

/// Returns `2023-08-23 00:00` where the day is known; a month or a year alone is no moment.
fn moment(date: Date) -> String {
    if date.is_day() { format!("{date} 00:00") } else { String::new() }
}

fn keywords<'a>(words: impl IntoIterator<Item = Option<&'a str>>) -> String {
    words.into_iter().flatten().filter(|word| !word.is_empty()).unique().join(",")
}

#[derive(Default)]
struct List(Vec<Meta>);

impl List {
    fn add(&mut self, name: &'static str, content: &str) {
        if !content.is_empty() {
            self.0.push(Meta { name, content: content.to_owned() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_day_is_a_moment() {
        assert_eq!(moment(Date::read("2023-08-23").unwrap()), "2023-08-23 00:00");
        assert_eq!(moment(Date::read("2023-08").unwrap()), "");
        assert_eq!(keywords([Some("甲"), None, Some(""), Some("乙"), Some("甲")]), "甲,乙");
    }
}
