//! The tasks of a deadline.

use serde::Serialize;

use crate::site::context::PageContext;
use crate::site::filled::Filled;
use crate::site::pieces::{BadgeRow, DeadlineView};
use crate::site::plan_index::PlanIndex;

/// `/P/deadlines/2023-12/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DeadlinePage {
    pub as_of: String,
    pub deadline: DeadlineView,
    pub others: Vec<DeadlineView>,
    pub domains: Vec<BadgeRow>,
}

pub(crate) fn page(context: &PageContext, plan: &PlanIndex, index: usize) -> Filled<DeadlinePage> {
    let (deadline, tasks) = &plan.deadlines[index];
    let own = context.deadline(plan, *deadline);
    let others = context.deadlines(plan).into_iter().filter(|other| other.id != own.id).collect();
    let values = [("deadline", own.label.clone()), ("n", tasks.len().to_string())];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let title = context.words.fill("title_deadline", &values);
    let description = context.words.fill("about_deadline", &values);
    let view =
        DeadlinePage { as_of: context.as_of(), others, domains: context.rows_by_domain(plan, tasks), deadline: own };
    Filled::new(title, description, view)
}
