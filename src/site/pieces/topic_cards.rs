//! Topics in a list.

use serde::Serialize;

use crate::content::Topic;
use crate::site::context::{Link, PageContext};
use crate::site::href::Href;
use crate::site::plan_index::PlanIndex;
use crate::text::address;
use crate::text::english::{self, LangSpan};

/// A topic in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TopicCard {
    pub title: Vec<LangSpan>,
    pub href: Href,
    pub summary: Vec<LangSpan>,
    pub count: usize,
}

/// Why a task matters to some readers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TopicReason {
    /// The topics that say so.
    pub topics: Vec<Link>,
    /// One line; empty where it is the task's own words over again.
    pub why: Vec<LangSpan>,
}

impl PageContext<'_> {
    pub(crate) fn topic_card(&self, topic: &Topic) -> TopicCard {
        TopicCard {
            title: english::split_by_language(&topic.title),
            href: self.href(&address::topic(&topic.slug)),
            summary: english::split_by_language(&topic.summary),
            count: topic.tasks.len(),
        }
    }

    /// Returns the topics that a task belongs to, `text` being its words: those that give one reason together.
    pub(crate) fn topics_of(&self, plan: &PlanIndex, number: u32, text: &str) -> Vec<TopicReason> {
        let mut reasons: Vec<(&str, Vec<Link>)> = Vec::new();
        for topic in &self.content.topics {
            let entry = topic.tasks.iter().find(|task| task.plan == plan.id && task.number == number);
            let Some(why) = entry.map(|task| task.why.as_str()) else { continue };
            let link = self.link(topic.title.clone(), &address::topic(&topic.slug));
            match reasons.iter_mut().find(|(other, _)| *other == why) {
                Some((_, links)) => links.push(link),
                None => reasons.push((why, vec![link])),
            }
        }
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let own = letters(text);
        let reason = |(why, topics): (&str, Vec<Link>)| TopicReason {
            topics,
            why: english::split_by_language(if letters(why) == own { "" } else { why }),
        };
        reasons.into_iter().map(reason).collect()
    }
}
