//! The pages, one file a group.

mod agencies;
mod cases;
mod deadlines;
mod domains;
mod errata;
mod members;
mod overview;
mod policy;
mod portal;
mod tasks;
mod topics;

use super::Page;
use super::builder::Builder;
use super::plan_site::PlanSite;

/// Every page of a plan.
pub fn of_plan(builder: &Builder, site: &PlanSite) -> Vec<Page> {
    let mut pages = vec![overview::plan(builder, site), policy::policy(builder, site), errata::errata(builder, site)];
    pages.extend(tasks::pages(builder, site));
    pages.extend(domains::pages(builder, site));
    pages.extend(agencies::pages(builder, site));
    pages.extend(deadlines::pages(builder, site));
    pages.extend(members::page(builder, site));
    pages
}

/// The portal's own pages.
pub fn of_portal(builder: &Builder, plans: &[PlanSite]) -> Vec<Page> {
    let mut pages = vec![overview::home(builder, plans), portal::search(builder, plans), portal::data(builder, plans)];
    pages.extend(builder.content.pages.iter().map(|text| portal::text(builder, plans, text)));
    pages.extend(cases::pages(builder, plans));
    pages.extend(topics::pages(builder, plans));
    let sitemap = portal::sitemap(builder, plans, &pages);
    pages.push(sitemap);
    pages
}
