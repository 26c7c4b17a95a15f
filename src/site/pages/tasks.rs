//! All tasks of a plan.

use serde::Serialize;

use crate::site::context::PageContext;
use crate::site::filled::Filled;
use crate::site::href::Href;
use crate::site::pieces::{DeadlineView, TaskRow};
use crate::site::plan_index::PlanIndex;
use crate::text::address;

/// `/P/tasks/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TasksPage {
    /// Which numbers the document leaves out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withheld: Option<String>,
    pub tasks: Vec<TaskRow>,
    pub domains: Vec<FacetOption>,
    pub agencies: Vec<FacetOption>,
    pub deadlines: Vec<DeadlineView>,
}

/// A choice of a filter; also a link to the page that lists the same tasks.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct FacetOption {
    pub id: String,
    pub title: String,
    pub href: Href,
    pub count: usize,
}

pub(crate) fn page(context: &PageContext, plan: &PlanIndex) -> Filled<TasksPage> {
    let option = |id: &str, title: &str, href: Href, count: usize| FacetOption {
        id: id.to_owned(),
        title: title.to_owned(),
        href,
        count,
    };
    let domains = plan.domains.iter().map(|domain| {
        option(&domain.slug, &domain.name, context.href(&address::domain(&plan.id, &domain.slug)), domain.tasks.len())
    });
    let agencies = plan.agencies.iter().filter(|role| role.is_named()).map(|role| {
        let agency = &role.agency;
        option(&agency.id, &role.title, context.href(&address::agency(&plan.id, &agency.id)), role.tasks().len())
    });
    // Those that are named most come first: one of fifty is found by its place, or by its name.
    let mut agencies: Vec<FacetOption> = agencies.collect();
    agencies.sort_by_key(|option| std::cmp::Reverse(option.count));
    let view = TasksPage {
        withheld: context.withheld(plan),
        tasks: context.filtered_rows(plan),
        domains: domains.collect(),
        agencies,
        deadlines: context.deadlines(plan),
    };
    let description = context.fill_for(plan, "about_tasks", &[("n", &plan.tasks.len().to_string())]);
    Filled::new(context.fill_for(plan, "title_tasks", &[]), description, view)
}
