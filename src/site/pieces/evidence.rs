//! What is publicly known of tasks. It counts materials that have a source, and says nothing of results.

use serde::Serialize;

use crate::read::TaskIndex;
use crate::site::context::{Link, PageContext};
use crate::site::plan_index::PlanIndex;
use crate::text::address;
use crate::text::date::Date;

/// How many of some tasks are spoken of by public material.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Evidence {
    pub known: usize,
    /// Of these nothing has been collected.
    pub unknown: usize,
}

/// A public material of a plan.
#[derive(Debug, Clone)]
pub(super) struct Material {
    /// When it happened, or else was published.
    pub event: Date,
    pub published: Date,
    pub title: Link,
    /// Who published it and when.
    pub byline: String,
    /// The slug of a case; empty for what is known of a task's progress.
    pub case: String,
    /// Numbers of the tasks that it speaks of.
    pub tasks: Vec<u32>,
}

impl PageContext<'_> {
    /// Returns every material of a plan: its cases, then how its tasks stand.
    pub(super) fn materials_of(&self, plan: &PlanIndex) -> Vec<Material> {
        let cases = self.content.cases.iter().filter(|case| case.plan == plan.id).map(|case| Material {
            event: case.event_date.unwrap_or(case.published),
            published: case.published,
            title: self.link(case.title.clone(), &address::case(&case.slug)),
            byline: self.byline(case),
            case: case.slug.clone(),
            tasks: case.tasks.clone(),
        });
        let progress = self.content.progress.iter().filter(|row| row.plan == plan.id).map(|row| {
            let view = self.progress(row);
            let title = self.words.fill("progress_entry", &[("n", &row.task.to_string()), ("state", &view.state)]);
            Material {
                event: row.date,
                published: row.date,
                title: Link { title, href: view.source_href },
                byline: view.source,
                case: String::new(),
                tasks: vec![row.task],
            }
        });
        cases.chain(progress).collect()
    }

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
