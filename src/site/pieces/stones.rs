//! Tasks as dots, in rows.

use serde::Serialize;

use crate::parse::numeral::numeral;
use crate::read::{DomainIndex, TaskIndex};
use crate::site::context::PageContext;
use crate::site::href::Href;
use crate::site::pieces::dots;
use crate::site::plan_index::PlanIndex;
use crate::text::address;

/// How many tasks of its domain a task's page shows.
const NEIGHBOURS: usize = 20;

/// A task as a dot in a chart or list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Stone {
    pub number: u32,
    pub title: String,
    pub href: Href,
    /// Position of its deadline among the plan's deadlines, from 0; absent for a task without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<usize>,
    pub current: bool,
}

/// A row of stones with its label and count.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct StoneRow {
    /// `一`, or nothing.
    pub label: String,
    pub title: String,
    pub href: Href,
    pub count: usize,
    pub stones: Vec<Stone>,
}

impl PageContext<'_> {
    /// Label, title and stones of a domain.
    pub(crate) fn domain_row(&self, plan: &PlanIndex, index: DomainIndex) -> StoneRow {
        self.row_of_domain(plan, index, &plan.tasks_of_domain(index), None)
    }

    /// A domain with some of its tasks.
    fn row_of_domain(
        &self,
        plan: &PlanIndex,
        index: DomainIndex,
        tasks: &[TaskIndex],
        current: Option<TaskIndex>,
    ) -> StoneRow {
        let domain = &plan.domains[index];
        StoneRow {
            label: numeral(domain.number),
            title: domain.name.clone(),
            href: self.href(&address::domain(&plan.id, &domain.slug)),
            count: tasks.len(),
            stones: self.stones(plan, tasks, current),
        }
    }

    pub(crate) fn domain_rows(&self, plan: &PlanIndex) -> Vec<StoneRow> {
        plan.domains.indices().map(|index| self.domain_row(plan, index)).collect()
    }

    /// The domain of a task, with the tasks around it: a task's page doesn't grow with the domain. It counts them all.
    pub(crate) fn neighbours(&self, plan: &PlanIndex, index: DomainIndex, task: TaskIndex) -> StoneRow {
        let all = plan.tasks_of_domain(index);
        let at = all.iter().position(|&other| other == task).unwrap_or_default();
        let first = at.saturating_sub(NEIGHBOURS / 2).min(all.len().saturating_sub(NEIGHBOURS));
        let near = &all[first..all.len().min(first + NEIGHBOURS)];
        StoneRow { count: all.len(), ..self.row_of_domain(plan, index, near, Some(task)) }
    }

    /// Tasks grouped by domain, domains without one left out.
    pub(crate) fn rows_by_domain(&self, plan: &PlanIndex, tasks: &[TaskIndex]) -> Vec<StoneRow> {
        let rows = plan.domains.indices().map(|index| {
            let own = plan.of_domain(tasks, Some(index));
            self.row_of_domain(plan, index, &own, None)
        });
        rows.filter(|row| row.count > 0).collect()
    }

    pub(crate) fn stones(&self, plan: &PlanIndex, tasks: &[TaskIndex], current: Option<TaskIndex>) -> Vec<Stone> {
        let stone = |&task: &TaskIndex| {
            let item = &plan.tasks[task];
            Stone {
                number: item.number,
                title: item.title.clone(),
                href: self.href(&address::task(&plan.id, item.number)),
                deadline: dots::deadline_of(plan, task),
                current: current == Some(task),
            }
        };
        tasks.iter().map(stone).collect()
    }

    /// The stones of tasks of one domain (`None`: of no domain), the earliest deadline first.
    pub(crate) fn stones_of(&self, plan: &PlanIndex, tasks: &[TaskIndex], domain: Option<DomainIndex>) -> Vec<Stone> {
        let own = plan.of_domain(tasks, domain);
        let mut stones = self.stones(plan, &own, None);
        stones.sort_by_key(|stone| stone.deadline.unwrap_or(usize::MAX));
        stones
    }
}
