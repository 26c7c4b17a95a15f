//! How tasks stand, by whom.

use serde::Serialize;

use crate::content::{Progress, State};
use crate::site::context::PageContext;
use crate::site::href::Href;
use crate::site::pieces::RelatedTask;
use crate::site::plan_index::PlanIndex;
use crate::text::url;

/// How a task stands, by whom.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ProgressView {
    /// `P/tasks/7/progress`: where the open data has it.
    pub fact: String,
    /// `已完成` …
    pub state: String,
    pub date: String,
    pub source: String,
    /// Whether the source is called by a name, and not by the host of its address.
    pub is_named: bool,
    /// Empty where none is given.
    pub source_href: Href,
    /// Whether the portal's operator says so itself.
    pub own_word: bool,
    pub note: String,
}

/// A task, and how it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TaskProgress {
    pub task: RelatedTask,
    pub progress: ProgressView,
}

/// How many of a plan's tasks stand so.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ProgressCount {
    pub state: String,
    pub count: usize,
}

impl PageContext<'_> {
    /// Returns how a task stands, if anybody says so.
    pub(crate) fn progress_of(&self, plan: &PlanIndex, number: u32) -> Option<ProgressView> {
        let own = |progress: &&Progress| progress.plan == plan.id && progress.task == number;
        self.content.progress.iter().find(own).map(|progress| self.progress(progress))
    }

    /// Returns how tasks stand, as far as anybody says so.
    pub(crate) fn progress_of_tasks(&self, plan: &PlanIndex, tasks: &[u32]) -> Vec<TaskProgress> {
        let standing =
            |task: RelatedTask| self.progress_of(plan, task.number).map(|progress| TaskProgress { task, progress });
        self.tasks_by_number(plan, tasks).into_iter().filter_map(standing).collect()
    }

    pub(crate) fn progress(&self, progress: &Progress) -> ProgressView {
        let address = progress.source_url.clone().unwrap_or_default();
        let is_named = !progress.source.is_empty();
        ProgressView {
            fact: format!("{}/tasks/{}/progress", progress.plan, progress.task),
            is_named,
            state: progress.state.name().to_owned(),
            date: self.date(progress.date),
            source: if is_named { progress.source.clone() } else { url::authority(&address).to_owned() },
            source_href: Href::new(address),
            own_word: is_named && self.portal.operator.as_deref() == Some(&progress.source),
            note: progress.note.clone(),
        }
    }

    /// Returns how many tasks of a plan stand how, as far as anybody says so.
    pub(crate) fn progress_counts(&self, plan: &PlanIndex) -> Vec<ProgressCount> {
        let count = |state: State| ProgressCount {
            state: state.name().to_owned(),
            count: self.content.progress.iter().filter(|p| p.plan == plan.id && p.state == state).count(),
        };
        State::SHOWN.into_iter().map(count).filter(|count| count.count > 0).collect()
    }
}
