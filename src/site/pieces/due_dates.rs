//! The deadlines of a plan, as lists and legends show them.

use serde::Serialize;

use crate::site::context::PageContext;
use crate::site::href::Href;
use crate::site::plan_index::PlanIndex;
use crate::text::address;
use crate::text::date::Deadline;

/// One deadline of the plan, with its number of tasks.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DeadlineView {
    /// `2023-12`
    pub id: String,
    /// `2023年12月`
    pub label: String,
    pub href: Href,
    pub count: usize,
    /// Whether it lies before the `as_of` day.
    pub passed: bool,
}

impl PageContext<'_> {
    pub(crate) fn deadline(&self, plan: &PlanIndex, deadline: Deadline) -> DeadlineView {
        let id = deadline.to_string();
        let count = plan.deadline_index(deadline).map_or(0, |index| plan.deadlines[index].1.len());
        // A month has passed once the day lies in a later one.
        let passed = self.portal.as_of.is_some_and(|day| day > deadline.last_day());
        DeadlineView {
            label: self.deadline_in_words(deadline),
            href: self.href(&address::deadline(&plan.id, &id)),
            count,
            passed,
            id,
        }
    }

    pub(crate) fn deadlines(&self, plan: &PlanIndex) -> Vec<DeadlineView> {
        plan.deadlines.iter().map(|(deadline, _)| self.deadline(plan, *deadline)).collect()
    }
}
