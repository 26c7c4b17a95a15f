//! The search, and the complete task list for those who haven't asked yet.

use serde::Serialize;

use crate::site::context::PageContext;
use crate::site::filled::Filled;
use crate::site::pieces::{Phrase, RelatedTask, plan_heading};
use crate::site::plan_index::PlanIndex;

/// `/search/`: the complete task list by domain, for readers without JavaScript and those who haven't asked yet.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SearchPage {
    pub plans: Vec<SearchPlan>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SearchPlan {
    pub id: String,
    pub heading: Vec<Phrase>,
    pub domains: Vec<SearchDomain>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SearchDomain {
    pub anchor: String,
    pub title: String,
    pub tasks: Vec<RelatedTask>,
}

/// Returns the complete task list by domain: what the search page offers without JavaScript.
pub(crate) fn page(context: &PageContext) -> Filled<SearchPage> {
    let plan = |plan: &PlanIndex| SearchPlan {
        id: plan.id.clone(),
        heading: plan_heading(plan),
        domains: plan
            .plan
            .domains
            .iter()
            .map(|domain| SearchDomain {
                anchor: format!("{}-{}", plan.id, domain.slug),
                title: domain.name.clone(),
                tasks: domain
                    .tasks
                    .iter()
                    .filter_map(|&number| plan.task_at(number))
                    .map(|task| context.related(plan, task))
                    .collect(),
            })
            .collect(),
    };
    let view = SearchPage { plans: context.plans.iter().map(plan).collect() };
    Filled::new(context.word("nav_search"), context.word("about_search"), view)
}
