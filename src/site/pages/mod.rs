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
use super::subject::{Part, Subject};

/// Fills every page.
pub fn pages(context: &PageContext) -> Vec<Page> {
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
