//! The domains of a plan's table.

use serde::Serialize;

use crate::site::context::PageContext;
use crate::site::filled::Filled;
use crate::site::pieces::{DotRow, Evidence};
use crate::site::plan_index::PlanIndex;

/// `/P/domains/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DomainsPage {
    pub evidence: Evidence,
    pub domains: Vec<DotRow>,
}

pub(crate) fn page(context: &PageContext, plan: &PlanIndex) -> Filled<DomainsPage> {
    let view = DomainsPage { evidence: context.evidence_of_all(plan), domains: context.dot_rows(plan) };
    let description = context.fill_for(plan, "about_domains", &[("n", &plan.domains.len().to_string())]);
    Filled::new(context.fill_for(plan, "title_domains", &[]), description, view)
}
