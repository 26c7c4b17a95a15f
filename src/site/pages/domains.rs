//! The domains of the table.

use super::super::builder::Builder;
use super::super::plan_site::PlanSite;
use super::super::runs;
use super::super::view::{DomainPage, DomainsPage, Link, RelatedTask, TaskProgress};
use super::super::{Page, View, address};
use crate::parse::numeral::numeral;

pub fn pages(builder: &Builder, site: &PlanSite) -> Vec<Page> {
    let count = site.plan.domains.len();
    if count == 0 {
        return Vec::new();
    }
    let mut pages = vec![all(builder, site)];
    pages.extend((0..count).map(|index| one(builder, site, index)));
    pages
}

fn all(builder: &Builder, site: &PlanSite) -> Page {
    let view = DomainsPage { deadlines: builder.deadlines(site), domains: builder.domain_rows(site) };
    let description = builder.words.fill("about_domains", &[("n", &site.plan.domains.len().to_string())]);
    builder.plan_page(site, "domains/", "domains", builder.word("title_domains"), description, View::Domains(view))
}

fn one(builder: &Builder, site: &PlanSite, index: usize) -> Page {
    let plan = &site.plan;
    let domain = &plan.domains[index];
    let mut marks = builder.listed();
    let mut forms: Vec<&str> = Vec::new();
    let mut printed = Vec::new();
    for cell in &domain.cells {
        let form = plan.source().slice(cell.span);
        if !forms.contains(&form) {
            forms.push(form);
            printed.push(runs::passage(plan, &[cell.span], &mut marks));
        }
    }
    let neighbour = |index: Option<usize>| -> Option<Link> {
        let domain = plan.domains.get(index?)?;
        Some(builder.link(domain.name.clone(), &address::domain(&plan.id, &domain.slug)))
    };
    let tasks = site.tasks_of_domain(index);
    let view = DomainPage {
        label: numeral(domain.number),
        name: domain.name.clone(),
        lead: builder.agency_links(site, &domain.lead),
        printed,
        notes: builder.notes(site, &marks, 0),
        deadlines: builder.deadlines(site),
        stones: builder.domain_row(site, index),
        progress: progress(builder, site, &domain.tasks),
        cases: builder.cases_of(site, &domain.tasks),
        tasks: builder.task_rows(site, &tasks),
        previous: neighbour(index.checked_sub(1)),
        next: neighbour(Some(index + 1)),
    };
    let description = builder.words.fill("about_domain", &[("name", &domain.name), ("n", &tasks.len().to_string())]);
    let mut page = builder.plan_page(
        site,
        &format!("domains/{}/", domain.slug),
        "domain",
        domain.name.clone(),
        description,
        View::Domain(view),
    );
    page.weight = domain.number as usize;
    page
}

/// How the tasks of a domain stand, as far as anybody says so.
fn progress(builder: &Builder, site: &PlanSite, tasks: &[u32]) -> Vec<TaskProgress> {
    let progress =
        |task: RelatedTask| builder.progress_of(site, task.number).map(|progress| TaskProgress { task, progress });
    builder.tasks_by_number(site, tasks).into_iter().filter_map(progress).collect()
}
