//! What is publicly known of tasks. It counts materials that have a source, and says nothing of results.

use serde::Serialize;

use crate::read::TaskIndex;
use crate::site::context::PageContext;
use crate::site::plan_index::PlanIndex;

/// How many of some tasks are spoken of by public material.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Evidence {
    pub known: usize,
    /// Of these nothing has been collected.
    pub unknown: usize,
}

impl PageContext<'_> {
    /// Returns how many public materials speak of a task: cases, facts, and how it stands by whom.
    pub(crate) fn materials(&self, plan: &PlanIndex, task: TaskIndex) -> usize {
        let number = plan.tasks[task].number;
        let cases = self.content.cases.iter().filter(|case| case.plan == plan.id && case.tasks.contains(&number));
        let progress = self.content.progress.iter().filter(|row| row.plan == plan.id && row.task == number);
        cases.count() + progress.count()
    }

    pub(crate) fn evidence(&self, plan: &PlanIndex, tasks: &[TaskIndex]) -> Evidence {
        let known = tasks.iter().filter(|&&task| self.materials(plan, task) > 0).count();
        Evidence { known, unknown: tasks.len() - known }
    }

    /// Returns what is known of all of a plan's tasks.
    pub(crate) fn evidence_of_all(&self, plan: &PlanIndex) -> Evidence {
        self.evidence(plan, &plan.tasks.indices().collect::<Vec<_>>())
    }
}
