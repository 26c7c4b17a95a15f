//! What matters to one kind of reader.

use super::super::builder::Builder;
use super::super::plan_site::PlanSite;
use super::super::view::{TopicPage, TopicTaskView, TopicsPage};
use super::super::{Body, Page, View, address};
use crate::content::{Topic, TopicTask};
use crate::text::language;

pub fn pages(builder: &Builder, plans: &[PlanSite]) -> Vec<Page> {
    let mut pages = vec![all(builder)];
    pages.extend(builder.content.topics.iter().enumerate().map(|(at, topic)| {
        let mut page = one(builder, plans, topic);
        page.weight = at + 1;
        page
    }));
    pages
}

fn all(builder: &Builder) -> Page {
    let view = TopicsPage { topics: builder.content.topics.iter().map(|topic| builder.topic_card(topic)).collect() };
    let (title, description) = (builder.word("nav_topics"), builder.word("about_topics"));
    let mut page = builder.portal_page("/topics/", "topics", title, description, View::Topics(view));
    page.is_section = true;
    page
}

fn one(builder: &Builder, plans: &[PlanSite], topic: &Topic) -> Page {
    let others = builder.content.topics.iter().filter(|other| other.slug != topic.slug);
    let view = TopicPage {
        title: language::pieces(&topic.title),
        summary: language::pieces(&topic.summary),
        tasks: topic.tasks.iter().filter_map(|task| row(builder, plans, task)).collect(),
        others: others.map(|other| builder.link(other.title.clone(), &address::topic(&other.slug))).collect(),
    };
    let address = address::topic(&topic.slug);
    let description = topic.summary.clone();
    let mut page = builder.portal_page(&address, "topic", topic.title.clone(), description, View::Topic(view));
    page.frame.crumbs.push(builder.link(builder.word("nav_topics"), "/topics/"));
    page.body = Body::Markdown(topic.body.clone());
    page
}

fn row(builder: &Builder, plans: &[PlanSite], task: &TopicTask) -> Option<TopicTaskView> {
    let site = plans.iter().find(|site| site.plan.id == task.plan)?;
    let index = site.task_at(task.number)?;
    let related = builder.related(site, index);
    Some(TopicTaskView {
        plan: if plans.len() > 1 { site.plan.title.clone() } else { String::new() },
        number: related.number,
        title: related.title,
        href: related.href,
        why: language::pieces(&task.why),
        deadline: site.plan.due(&site.plan.tasks[index]).map(|due| builder.month(due)).unwrap_or_default(),
    })
}
