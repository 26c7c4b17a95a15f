//! The tasks that a reader has chosen.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::content::TextPage;
use crate::open_data;
use crate::site::context::PageContext;
use crate::site::filled::Filled;
use crate::site::href::Href;
use crate::site::labels::PlanLabels;
use crate::site::pieces::{Phrase, plan_heading};
use crate::site::subject::PlanSubject;
use crate::text::role_class::RoleClass;

/// `/my/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct MyPage {
    pub plans: Vec<MyPlan>,
    /// The classes of roles that any of them has: `lead`, `responsible`, `supporting`.
    pub classes: Vec<&'static str>,
}

/// A plan whose tasks the reader may choose.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct MyPlan {
    pub id: String,
    pub title: String,
    pub heading: Vec<Phrase>,
    pub document_number: String,
    pub labels: PlanLabels,
    /// Its list of tasks.
    pub href: Href,
    /// Its deadlines as the open data has them, in words.
    pub deadline_words: BTreeMap<String, String>,
    /// Its open data, which a script makes the reader's list of.
    pub tasks_href: Href,
    pub agencies_href: Href,
    pub task_table_href: Href,
}

pub(crate) fn page(context: &PageContext, text: Option<&TextPage>) -> Filled<MyPage> {
    let plans = context.plans.iter().copied().filter(|plan| !plan.tasks.is_empty()).map(|plan| MyPlan {
        id: plan.id.clone(),
        title: plan.title.clone(),
        heading: plan_heading(plan),
        document_number: plan.document_number.clone().unwrap_or_default(),
        labels: plan.labels.clone(),
        href: context.href(&PlanSubject::Tasks.address(plan)),
        deadline_words: plan
            .deadlines
            .iter()
            .map(|(deadline, _)| (deadline.to_string(), context.deadline_in_words(*deadline)))
            .collect(),
        tasks_href: context.href(&open_data::TASKS.address(&plan.id)),
        agencies_href: context.href(&open_data::AGENCIES.address(&plan.id)),
        task_table_href: context.href(&open_data::TASK_TABLE.address(&plan.id)),
    });
    let plans: Vec<MyPlan> = plans.collect();
    let has = |class: &&str| plans.iter().any(|plan| plan.labels.classes.iter().any(|label| label.class == *class));
    let classes = RoleClass::ALL.map(RoleClass::name).into_iter().filter(has).collect();
    let view = MyPage { plans, classes };
    let title = text.map_or_else(|| context.word("nav_my"), |text| text.title.clone());
    let description = text.map(|text| text.description.clone()).unwrap_or_default();
    Filled { body: text.map(|text| text.body.clone()), ..Filled::new(title, description, view) }
}
