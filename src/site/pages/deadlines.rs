//! Tasks by deadline.

use super::super::builder::Builder;
use super::super::plan_site::PlanSite;
use super::super::view::{DeadlinePage, DeadlinesPage, StoneRow};
use super::super::{Page, View};

pub fn pages(builder: &Builder, site: &PlanSite) -> Vec<Page> {
    if site.deadlines.is_empty() {
        return Vec::new();
    }
    let mut pages = vec![all(builder, site)];
    pages.extend((0..site.deadlines.len()).map(|index| one(builder, site, index)));
    pages
}

fn all(builder: &Builder, site: &PlanSite) -> Page {
    let rows = site.deadlines.iter().map(|(deadline, tasks)| {
        let view = builder.deadline(site, *deadline);
        StoneRow {
            label: String::new(),
            title: view.label,
            href: view.href,
            count: tasks.len(),
            stones: builder.stones(site, tasks, None),
        }
    });
    let view = DeadlinesPage {
        as_of: builder.as_of(),
        deadlines: builder.deadlines(site),
        rows: rows.collect(),
        milestones: builder.milestones(site),
    };
    builder.plan_page(
        site,
        "deadlines/",
        "deadlines",
        builder.word("title_deadlines"),
        builder.word("about_deadlines"),
        View::Deadlines(view),
    )
}

fn one(builder: &Builder, site: &PlanSite, index: usize) -> Page {
    let (deadline, tasks) = &site.deadlines[index];
    let own = builder.deadline(site, *deadline);
    let others = builder.deadlines(site).into_iter().filter(|other| other.id != own.id).collect();
    let values = [("month", own.label.clone()), ("n", tasks.len().to_string())];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let title = builder.words.fill("title_deadline", &values);
    let description = builder.words.fill("about_deadline", &values);
    let path = format!("deadlines/{}/", own.id);
    let view =
        DeadlinePage { as_of: builder.as_of(), others, domains: builder.rows_by_domain(site, tasks), deadline: own };
    let mut page = builder.plan_page(site, &path, "deadline", title, description, View::Deadline(view));
    page.weight = index + 1;
    page
}
