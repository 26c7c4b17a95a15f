//! What share of the tasks is to be done by when.

use serde::Serialize;

use crate::read::{self, Part};
use crate::site::context::{Link, PageContext};
use crate::site::pieces::{clause_holding, clause_title};
use crate::site::plan_index::PlanIndex;
use crate::text::address;

/// A milestone: what share is to be done by the end of a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct MilestoneView {
    pub year: u16,
    /// Percent of all tasks.
    pub share: u8,
    /// `40%以上`, or `全部`.
    pub label: String,
    /// How many of the plan's tasks make that share, rounded up.
    pub at_least: usize,
    /// How many tasks fall due by the end of that year, with all their parts.
    pub due: usize,
    /// The clause that says so.
    pub clause: Link,
    /// Where the open data say it: `P/milestones/0`.
    pub fact: String,
}

impl PageContext<'_> {
    /// Returns the plan's milestones, in the document's order.
    pub(crate) fn milestones(&self, plan: &PlanIndex) -> Vec<MilestoneView> {
        plan.milestones.iter().enumerate().map(|(at, milestone)| self.milestone(plan, at, milestone)).collect()
    }

    fn milestone(&self, plan: &PlanIndex, at: usize, milestone: &read::Milestone) -> MilestoneView {
        let clause = clause_holding(plan, milestone.span);
        let is_due = |part: &Part| part.due.is_some_and(|due| due.last_day().year() <= milestone.year);
        let due = plan.tasks.iter().filter(|task| task.parts.iter().all(is_due)).count();
        MilestoneView {
            year: milestone.year,
            share: milestone.share,
            label: if milestone.at_least {
                self.words.fill("milestone_at_least", &[("share", &milestone.share.to_string())])
            } else {
                self.word("milestone_all")
            },
            at_least: (plan.tasks.len() * usize::from(milestone.share)).div_ceil(100),
            due,
            fact: format!("{}/milestones/{at}", plan.id),
            clause: clause.map_or_else(Link::default, |clause| {
                self.link(clause_title(plan, clause), &address::clause(&plan.id, &clause.id))
            }),
        }
    }
}
