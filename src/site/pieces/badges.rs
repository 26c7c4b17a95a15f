//! Tasks by number and title, in rows, with how much is publicly known of each.

use std::num::NonZeroUsize;

use serde::Serialize;

use crate::read::{DomainIndex, TaskIndex};
use crate::site::context::PageContext;
use crate::site::href::Href;
use crate::site::pieces::{Phrase, heading};
use crate::site::plan_index::PlanIndex;
use crate::text::address;

/// How many tasks of its domain a task's page shows.
const NEIGHBOURS: usize = 20;

/// A task by number and title.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TaskBadge {
    pub number: u32,
    pub title: String,
    pub href: Href,
    /// How many public materials speak of it, if any do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub materials: Option<NonZeroUsize>,
    /// Whether it is the page's own.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub current: bool,
}

/// A row of badges with its label and count.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct BadgeRow {
    /// `一`, or nothing.
    pub label: String,
    pub title: Vec<Phrase>,
    pub href: Href,
    pub count: usize,
    pub badges: Vec<TaskBadge>,
}

impl PageContext<'_> {
    /// Returns a domain with some of its tasks.
    fn row_of_domain(
        &self,
        plan: &PlanIndex,
        index: DomainIndex,
        tasks: &[TaskIndex],
        current: Option<TaskIndex>,
    ) -> BadgeRow {
        let domain = &plan.domains[index];
        BadgeRow {
            label: domain.numeral(),
            title: heading(&domain.name),
            href: self.href(&address::domain(&plan.id, &domain.slug)),
            count: tasks.len(),
            badges: self.badges(plan, tasks, current),
        }
    }

    /// Returns the domain of a task, with the tasks around it: a task's page doesn't grow with the domain. It counts
    /// them all.
    pub(crate) fn neighbours(&self, plan: &PlanIndex, index: DomainIndex, task: TaskIndex) -> BadgeRow {
        let all = plan.tasks_of_domain(index);
        let at = all.iter().position(|&other| other == task).unwrap_or_default();
        let first = at.saturating_sub(NEIGHBOURS / 2).min(all.len().saturating_sub(NEIGHBOURS));
        let near = &all[first..all.len().min(first + NEIGHBOURS)];
        BadgeRow { count: all.len(), ..self.row_of_domain(plan, index, near, Some(task)) }
    }

    /// Returns the tasks grouped by domain, domains without one left out; tasks without a domain last, under no title
    /// where the plan has none.
    pub(crate) fn rows_by_domain(&self, plan: &PlanIndex, tasks: &[TaskIndex]) -> Vec<BadgeRow> {
        let rows = plan.domains.indices().map(|index| {
            let own = plan.of_domain(tasks, Some(index));
            self.row_of_domain(plan, index, &own, None)
        });
        let others = plan.of_domain(tasks, None);
        let outside = self.outside_domains(plan).map(|link| (heading(&link.title), link.href));
        let (title, href) = outside.unwrap_or_default();
        let badges = self.badges(plan, &others, None);
        let others = BadgeRow { title, href, count: others.len(), badges, ..BadgeRow::default() };
        rows.chain([others]).filter(|row| row.count > 0).collect()
    }

    pub(crate) fn badges(&self, plan: &PlanIndex, tasks: &[TaskIndex], current: Option<TaskIndex>) -> Vec<TaskBadge> {
        let badge = |&task: &TaskIndex| {
            let item = &plan.tasks[task];
            TaskBadge {
                number: item.number,
                title: item.title.clone(),
                href: self.href(&address::task(&plan.id, item.number)),
                materials: NonZeroUsize::new(self.materials(plan, task)),
                current: current == Some(task),
            }
        };
        tasks.iter().map(badge).collect()
    }
}
