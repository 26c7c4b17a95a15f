//! What matters to one kind of reader each.

use serde::Serialize;

use crate::site::context::PageContext;
use crate::site::page::{Page, View};
use crate::site::pieces::TopicCard;
use crate::site::subject::Subject;

/// `/topics/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TopicsPage {
    pub topics: Vec<TopicCard>,
}

pub(crate) fn page(context: &PageContext) -> Page {
    let view = TopicsPage { topics: context.content.topics.iter().map(|topic| context.topic_card(topic)).collect() };
    let (title, description) = (context.word("nav_topics"), context.word("about_topics"));
    context.page(Subject::Topics, title, description, View::Topics(view))
}
