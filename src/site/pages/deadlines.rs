//! The deadlines of a plan.

use serde::Serialize;

use crate::open_data;
use crate::site::context::PageContext;
use crate::site::filled::Filled;
use crate::site::href::Href;
use crate::site::pieces::{BadgeRow, DeadlineView, MilestoneView, heading};
use crate::site::plan_index::PlanIndex;

/// `/P/deadlines/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DeadlinesPage {
    pub as_of: String,
    pub deadlines: Vec<DeadlineView>,
    /// One row a deadline.
    pub rows: Vec<BadgeRow>,
    /// Tasks without a date, one row a wording; it leads nowhere.
    pub undated: Vec<BadgeRow>,
    pub milestones: Vec<MilestoneView>,
    /// The deadlines as a calendar file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar_href: Option<Href>,
}

pub(crate) fn page(context: &PageContext, plan: &PlanIndex) -> Filled<DeadlinesPage> {
    let rows = plan.deadlines.iter().map(|(deadline, tasks)| {
        let view = context.deadline(plan, *deadline);
        BadgeRow {
            label: String::new(),
            title: heading(&view.label),
            href: view.href,
            count: tasks.len(),
            badges: context.badges(plan, tasks, None),
        }
    });
    let undated = plan.undated.iter().map(|(words, tasks)| BadgeRow {
        label: String::new(),
        title: if words.is_empty() { heading(&context.word("no_deadline")) } else { heading(words) },
        href: Href::default(),
        count: tasks.len(),
        badges: context.badges(plan, tasks, None),
    });
    let view = DeadlinesPage {
        as_of: context.as_of(),
        deadlines: context.deadlines(plan),
        rows: rows.collect(),
        undated: undated.collect(),
        milestones: context.milestones(plan),
        calendar_href: (!plan.deadlines.is_empty()).then(|| context.href(&open_data::CALENDAR.address(&plan.id))),
    };
    Filled::new(context.fill_for(plan, "title_deadlines", &[]), context.fill_for(plan, "about_deadlines", &[]), view)
}
