//! What share of the tasks is to be done by when.

use serde::Serialize;

use crate::read;
use crate::site::context::{Link, PageContext};
use crate::site::pieces::{clause_holding, clause_title};
use crate::site::plan_index::PlanIndex;
use crate::text::address;

/// A milestone: what share is to be done by the end of a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MilestoneView {
    pub year: u16,
    /// Percent of all tasks.
    pub share: u8,
    /// `40%以上`, or `全部`.
    pub label: String,
    /// How many of the plan's tasks make that share, rounded up.
    pub at_least: usize,
    /// How many tasks fall due by the end of that year.
    pub due: usize,
    /// The clause that says so.
    pub clause: Link,
}

impl PageContext<'_> {
    pub fn milestones(&self, plan: &PlanIndex) -> Vec<MilestoneView> {
        let total = plan.tasks.len();
        let view = |milestone: &read::Milestone| {
            let clause = clause_holding(plan, milestone.span);
            let due = plan
                .deadlines
                .iter()
                .filter(|(deadline, _)| deadline.last_day().year() <= milestone.year)
                .map(|(_, tasks)| tasks.len())
                .sum();
            MilestoneView {
                year: milestone.year,
                share: milestone.share,
                label: if milestone.at_least {
                    self.words.fill("milestone_at_least", &[("share", &milestone.share.to_string())])
                } else {
                    self.word("milestone_all")
                },
                at_least: (total * usize::from(milestone.share)).div_ceil(100),
                due,
                clause: clause.map_or_else(Link::default, |clause| {
                    self.link(clause_title(plan, clause), &address::clause(&plan.id, &clause.id))
                }),
            }
        };
        plan.milestones.iter().map(view).collect()
    }
}
