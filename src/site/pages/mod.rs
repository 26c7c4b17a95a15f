//! The pages, a file a kind: what its template gets, beside the function that fills it.

pub(crate) mod agencies;
pub(crate) mod agency;
pub(crate) mod case;
pub(crate) mod cases;
pub(crate) mod data;
pub(crate) mod deadline;
pub(crate) mod deadlines;
pub(crate) mod domain;
pub(crate) mod domains;
pub(crate) mod errata;
pub(crate) mod home;
pub(crate) mod members;
pub(crate) mod my;
pub(crate) mod plan;
pub(crate) mod policy;
pub(crate) mod search;
pub(crate) mod sitemap;
pub(crate) mod task;
pub(crate) mod tasks;
pub(crate) mod text;
pub(crate) mod topic;
pub(crate) mod topics;

use super::context::PageContext;
use super::page::Page;
use super::subject::{Part, Subject};

/// Fills every page.
pub(crate) fn pages(context: &PageContext) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for subject in Subject::all(context.plans, context.content) {
        let page = match subject {
            Subject::Home => home::page(context),
            Subject::Search => search::page(context),
            Subject::Data => data::page(context),
            Subject::Sitemap => sitemap::page(context, &pages),
            Subject::Cases => cases::page(context),
            Subject::Case(plan, case) => case::page(context, plan, case),
            Subject::Topics => topics::page(context),
            Subject::Topic(topic) => topic::page(context, topic),
            Subject::My(text) => my::page(context, text),
            Subject::Text(text) => text::page(context, text),
            Subject::Of(plan, part) => match part {
                Part::Plan => plan::page(context, plan),
                Part::Policy => policy::page(context, plan),
                Part::Tasks => tasks::page(context, plan),
                Part::Task(task) => task::page(context, plan, task),
                Part::Domains => domains::page(context, plan),
                Part::Domain(domain) => domain::page(context, plan, domain),
                Part::Agencies => agencies::page(context, plan),
                Part::Agency(agency) => agency::page(context, plan, agency),
                Part::Deadlines => deadlines::page(context, plan),
                Part::Deadline(deadline) => deadline::page(context, plan, deadline),
                Part::Members => members::page(context, plan),
                Part::Errata => errata::page(context, plan),
            },
        };
        pages.push(page);
    }
    pages
}
