//! The pages, a file a kind: what its template gets, beside the function that fills it.

pub mod agencies;
pub mod agency;
pub mod case;
pub mod cases;
pub mod data;
pub mod deadline;
pub mod deadlines;
pub mod domain;
pub mod domains;
pub mod errata;
pub mod home;
pub mod members;
pub mod my;
pub mod plan;
pub mod policy;
pub mod search;
pub mod sitemap;
pub mod task;
pub mod tasks;
pub mod text;
pub mod topic;
pub mod topics;

use super::Page;
use super::context::PageContext;
use super::plan_index::{AgencyRole, PlanIndex};

/// Every page of a plan; pages that would be empty are left out.
pub fn of_plan(context: &PageContext, plan: &PlanIndex) -> Vec<Page> {
    let mut pages = vec![plan::page(context, plan), policy::page(context, plan), errata::page(context, plan)];
    if !plan.tasks.is_empty() {
        pages.push(tasks::page(context, plan));
        pages.extend(plan.tasks.indices().map(|task| task::page(context, plan, task)));
    }
    if !plan.domains.is_empty() {
        pages.push(domains::page(context, plan));
        pages.extend(plan.domains.indices().map(|domain| domain::page(context, plan, domain)));
    }
    if plan.agencies.iter().any(AgencyRole::is_named) {
        pages.push(agencies::page(context, plan));
        pages.extend(plan.agencies.iter().enumerate().map(|(at, role)| {
            let mut page = agency::page(context, plan, role);
            page.weight = at + 1;
            page
        }));
    }
    if !plan.deadlines.is_empty() {
        pages.push(deadlines::page(context, plan));
        pages.extend((0..plan.deadlines.len()).map(|deadline| deadline::page(context, plan, deadline)));
    }
    pages.extend(members::page(context, plan));
    pages
}

/// The portal's own pages.
pub fn of_portal(context: &PageContext, plans: &[PlanIndex]) -> Vec<Page> {
    let mut pages = vec![home::page(context, plans), search::page(context, plans), data::page(context, plans)];
    pages.extend(context.content.pages.iter().map(|text| text::page(context, plans, text)));
    pages.push(cases::page(context, plans));
    pages.extend(context.content.cases.iter().enumerate().filter_map(|(at, case)| {
        let mut page = case::page(context, plans, case)?;
        page.weight = at + 1;
        Some(page)
    }));
    pages.push(topics::page(context));
    pages.extend(context.content.topics.iter().enumerate().map(|(at, topic)| {
        let mut page = topic::page(context, plans, topic);
        page.weight = at + 1;
        page
    }));
    let sitemap = sitemap::page(context, plans, &pages);
    pages.push(sitemap);
    pages
}
