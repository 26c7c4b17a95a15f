//! The meta elements that government sites carry: what the site, the column and the article are called, when and by whom.
//!
//! A value that nobody set or that isn't known is left out; it is never made up.

use super::context::PageContext;
use super::frame::Meta;
use super::pages::task::TaskPage;
use super::plan_index::distinct;
use super::{Page, PlanIndex, View};
use crate::text::date::Date;
use crate::text::url::BaseUrl;

/// What a page's head says of it.
pub fn meta(context: &PageContext, plans: &[PlanIndex], page: &Page) -> Vec<Meta> {
    let portal = context.portal;
    let mut list = List::default();
    list.add("SiteName", &portal.title);
    list.add("SiteDomain", portal.base_url.as_ref().map_or("", BaseUrl::authority));
    list.add("SiteIDCode", portal.site_code.as_deref().unwrap_or_default());
    if page.address == "/" {
        return list.0;
    }
    let plan = page.frame.plan.as_ref().and_then(|frame| plans.iter().find(|plan| plan.id == frame.id));
    let is_article = matches!(
        page.view,
        View::Policy(_) | View::Task(_) | View::Case(_) | View::Topic(_) | View::Text { .. } | View::My(_)
    );
    // An article stands in the column that leads to it; one that only the home page leads to is its own.
    let is_under_column = is_article && page.frame.crumbs.len() > 1;
    let column = if is_under_column { page.frame.crumbs.last().map(|link| link.title.as_str()) } else { None };
    list.add("ColumnName", column.unwrap_or(&page.title));
    if !is_article {
        list.add("ColumnDescription", &page.description);
        list.add("ColumnKeywords", &keywords([Some(page.title.as_str()), plan.map(|plan| plan.title.as_str())]));
    }
    let is_policy = matches!(page.view, View::Plan(_) | View::Policy(_) | View::Errata(_));
    list.add("ColumnType", context.words.get(if is_policy { "column_policy" } else { "column_information" }));
    if is_article {
        article(context, plan, page, &mut list);
    }
    list.0
}

fn article(context: &PageContext, plan: Option<&PlanIndex>, page: &Page, list: &mut List) {
    // What the page of the whole text holds is the document.
    let document = plan.filter(|_| matches!(page.view, View::Policy(_))).map(|plan| &plan.title);
    list.add("ArticleTitle", document.unwrap_or(&page.title));
    let case = page.address.strip_prefix("/cases/").map(|slug| slug.trim_end_matches('/'));
    let case = context.content.cases.iter().find(|other| Some(other.slug.as_str()) == case);
    match (&page.view, plan, case) {
        (View::Case(_), _, Some(case)) => {
            list.add("PubDate", &moment(case.published));
            list.add("ContentSource", &case.publisher);
            list.add("Keywords", &keywords([Some(context.case_label(case.kind).as_str()), Some(&case.title)]));
        }
        (view, Some(plan), _) => {
            let date = plan.published.or(plan.printed);
            list.add("PubDate", &date.map(moment).unwrap_or_default());
            list.add("ContentSource", plan.issuer.as_deref().unwrap_or_default());
            list.add(
                "Keywords",
                &match view {
                    View::Task(task) => of_task(task),
                    _ => keywords([Some(plan.title.as_str()), plan.document_number.as_deref()]),
                },
            );
        }
        _ => list.add("Keywords", &page.title),
    }
    list.add("Description", &page.description);
}

/// Domain, leading agencies and short title of a task.
fn of_task(task: &TaskPage) -> String {
    let names = task.lead.iter().map(|link| link.title.as_str());
    keywords([task.domain.title.as_str(), task.short_title.as_str()].into_iter().chain(names).map(Some))
}

/// `2023-08-23 00:00` where the day is known; a month or a year alone is no moment.
fn moment(date: Date) -> String {
    if date.is_day() { format!("{date} 00:00") } else { String::new() }
}

fn keywords<'a>(words: impl IntoIterator<Item = Option<&'a str>>) -> String {
    distinct(words.into_iter().flatten().filter(|word| !word.is_empty())).join(",")
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
