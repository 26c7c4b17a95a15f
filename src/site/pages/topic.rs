//! What matters to one kind of reader.

use serde::Serialize;

use crate::content::{Topic, TopicTask};
use crate::site::context::{Link, PageContext};
use crate::site::filled::Filled;
use crate::site::href::Href;
use crate::site::pieces::{Phrase, heading};
use crate::text::address;
use crate::text::english::{self, LangSpan};

/// `/topics/SLUG/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TopicPage {
    pub title: Vec<Phrase>,
    pub summary: Vec<LangSpan>,
    pub tasks: Vec<TopicTaskView>,
    pub others: Vec<Link>,
}

/// A task of a topic.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TopicTaskView {
    /// Empty where the portal has one plan.
    pub plan: String,
    pub number: u32,
    pub title: String,
    pub href: Href,
    pub why: Vec<LangSpan>,
    /// `2023年12月`, `长期`, or empty.
    pub deadline: String,
    /// The plan's id, where its open data has the deadline as a date; else empty.
    pub of: String,
}

pub(crate) fn page(context: &PageContext, topic: &Topic) -> Filled<TopicPage> {
    let others = context.content.topics.iter().filter(|other| other.slug != topic.slug);
    let view = TopicPage {
        title: heading(&topic.title),
        summary: english::split_by_language(&topic.summary),
        tasks: topic.tasks.iter().filter_map(|task| row(context, task)).collect(),
        others: others.map(|other| context.link(other.title.clone(), &address::topic(&other.slug))).collect(),
    };
    let description = topic.summary.clone();
    Filled::new(topic.title.clone(), description, view).with_body(topic.body.clone())
}

fn row(context: &PageContext, task: &TopicTask) -> Option<TopicTaskView> {
    let plan = context.plans.iter().copied().find(|plan| plan.id == task.plan)?;
    let index = plan.task_at(task.number)?;
    let related = context.related(plan, index);
    Some(TopicTaskView {
        plan: if context.plans.len() > 1 { plan.title.clone() } else { String::new() },
        number: related.number,
        title: related.title,
        href: related.href,
        why: english::split_by_language(&task.why),
        deadline: context.due_or_words(plan, &plan.tasks[index]),
        of: plan.tasks[index].due().map(|_| plan.id.clone()).unwrap_or_default(),
    })
}
