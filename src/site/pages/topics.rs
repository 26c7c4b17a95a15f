//! What matters to one kind of reader each.

use serde::Serialize;

use crate::site::context::PageContext;
use crate::site::filled::Filled;
use crate::site::pieces::TopicCard;

/// `/topics/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TopicsPage {
    pub topics: Vec<TopicCard>,
}

pub(crate) fn page(context: &PageContext) -> Filled<TopicsPage> {
    let view = TopicsPage { topics: context.content.topics.iter().map(|topic| context.topic_card(topic)).collect() };
    let (title, description) = (context.word("nav_topics"), context.word("about_topics"));
    Filled::new(title, description, view)
}
