//! Pages that tell of one thing do not grow with the plan, and those of the portal not with all plans' tasks.

use std::fmt::Write as _;

use crate::site::View;
use crate::site::pieces::BadgeRow;

use super::support::Portal;

/// Returns the small plan, with tasks up to number `last` in its second domain.
fn grown(last: u32) -> Portal {
    let row = |number| format!("\t{number}\t落实试点经费。\t财政局\t市教育局\t2031年6月");
    let rows = (5..=last).fold(String::new(), |mut rows, number| {
        let _ = writeln!(rows, "{}", row(number));
        rows
    });
    Portal::small().edit("seeds/p/source.txt", &(row(5) + "\n"), &rows).edit(
        "seeds/p/plan.toml",
        "tasks = [4, 5]",
        &format!("tasks = [4, {last}]"),
    )
}

/// Returns the tasks of its domain that a task's page shows.
fn same_domain(portal: &Portal, task: u32) -> BadgeRow {
    let address = format!("/p/tasks/{task}/");
    let page = portal.site().pages().into_iter().find(|page| page.address == address).unwrap();
    let View::Task(view) = page.view else { panic!("{address}") };
    view.same_domain
}

#[test]
fn a_task_shows_those_around_it_and_says_how_many_there_are() {
    let numbers = |row: &BadgeRow| row.badges.iter().map(|badge| badge.number).collect::<Vec<_>>();
    // As many as a page shows: all.
    let portal = grown(23);
    assert_eq!(numbers(&same_domain(&portal, 4)), (4..=23).collect::<Vec<_>>());
    // More: those around it, as many at the ends as in the middle.
    let portal = grown(103);
    for (task, first) in [(4, 4), (9, 4), (14, 4), (15, 5), (50, 40), (93, 83), (94, 84), (103, 84)] {
        let row = same_domain(&portal, task);
        assert_eq!(numbers(&row), (first..first + 20).collect::<Vec<_>>(), "{task}");
        assert_eq!(row.count, 100);
        assert_eq!(
            row.badges.iter().filter(|badge| badge.current).map(|badge| badge.number).collect::<Vec<_>>(),
            [task]
        );
    }
}

#[test]
fn the_portals_own_lists_leave_many_tasks_to_the_plans() {
    // In the sitemap all that has a page of the plan's; on the search page its tasks.
    let listed = |last| {
        let site = grown(last).site();
        let (mut links, mut tasks, mut domains) = (Vec::new(), 0, Vec::new());
        for page in site.pages() {
            match &page.view {
                View::Sitemap(view) => links.extend(view.groups.iter().flat_map(|group| group.links.clone())),
                View::Search(view) => {
                    let all = || view.plans.iter().flat_map(|plan| &plan.domains);
                    tasks = all().map(|domain| domain.tasks.len()).sum();
                    domains = all().map(|domain| domain.href.as_str().to_owned()).collect();
                }
                _ => {}
            }
        }
        let leads_to = move |address: &str| links.iter().any(|link| link.href.as_str() == address);
        (leads_to("/p/tasks/4/"), leads_to("/p/tasks/"), tasks, domains)
    };
    let domains = vec!["/p/domains/service/".to_owned(), "/p/domains/support/".to_owned()];
    assert_eq!(listed(300), (true, true, 300, domains.clone()));
    assert_eq!(listed(301), (false, true, 0, domains));
}
