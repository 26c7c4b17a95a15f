//! Topics in a list.

use serde::Serialize;

use crate::content::Topic;
use crate::site::context::{Link, PageContext};
use crate::site::href::Href;
use crate::site::plan_index::PlanIndex;
use crate::text::address;
use crate::text::language::{self, LangSpan};

/// A topic in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TopicCard {
    pub title: Vec<LangSpan>,
    pub href: Href,
    pub summary: Vec<LangSpan>,
    pub count: usize,
}

impl PageContext<'_> {
    pub(crate) fn topic_card(&self, topic: &Topic) -> TopicCard {
        TopicCard {
            title: language::split_by_language(&topic.title),
            href: self.href(&address::topic(&topic.slug)),
            summary: language::split_by_language(&topic.summary),
            count: topic.tasks.len(),
        }
    }

    /// Returns the topics that a task belongs to.
    pub(crate) fn topics_of(&self, plan: &PlanIndex, number: u32) -> Vec<Link> {
        let holds = |topic: &&Topic| topic.tasks.iter().any(|task| task.plan == plan.id && task.number == number);
        let topics = self.content.topics.iter().filter(holds);
        topics.map(|topic| self.link(topic.title.clone(), &address::topic(&topic.slug))).collect()
    }
}
