//! The deadlines of a plan, as lists and legends show them.

use serde::Serialize;

use crate::read::Task;
use crate::site::context::PageContext;
use crate::site::href::Href;
use crate::site::plan_index::PlanIndex;
use crate::text::address;
use crate::text::date::Deadline;

/// One deadline of the plan, with its number of tasks.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DeadlineView {
    /// As addresses have it: `2023-12`, `2025-to-2027`.
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
        let count = plan.deadline_index(deadline).map_or(0, |index| plan.deadlines[index].1.len());
        // It has passed once the day lies after its last one.
        let passed = self.portal.as_of.is_some_and(|day| day > deadline.last_day());
        DeadlineView {
            id: address::deadline_id(deadline),
            label: self.deadline_in_words(deadline),
            href: self.href(&address::deadline(&plan.id, deadline)),
            count,
            passed,
        }
    }

    /// Returns by when a task is due: the common deadline of its parts, or else what they print.
    pub(crate) fn due_or_words(&self, plan: &PlanIndex, task: &Task) -> String {
        match task.due() {
            Some(due) => self.deadline_in_words(due),
            None => plan.deadline_words(task).join(self.words.get("list_semicolon")),
        }
    }

    pub(crate) fn deadlines(&self, plan: &PlanIndex) -> Vec<DeadlineView> {
        plan.deadlines.iter().map(|(deadline, _)| self.deadline(plan, *deadline)).collect()
    }
}
