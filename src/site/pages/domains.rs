//! The domains of a plan's table.

use serde::Serialize;

use crate::site::context::PageContext;
use crate::site::filled::Filled;
use crate::site::pieces::{BadgeRow, DeadlineView};
use crate::site::plan_index::PlanIndex;

/// `/P/domains/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DomainsPage {
    pub deadlines: Vec<DeadlineView>,
    /// How many tasks of the plan have no date.
    pub undated: usize,
    pub domains: Vec<BadgeRow>,
}

pub(crate) fn page(context: &PageContext, plan: &PlanIndex) -> Filled<DomainsPage> {
    let view = DomainsPage {
        deadlines: context.deadlines(plan),
        undated: plan.undated_tasks().count(),
        domains: context.domain_rows(plan),
    };
    let description = context.fill_for(plan, "about_domains", &[("n", &plan.domains.len().to_string())]);
    Filled::new(context.fill_for(plan, "title_domains", &[]), description, view)
}
