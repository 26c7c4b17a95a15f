//! A case.

use itertools::Itertools as _;
use serde::Serialize;

use crate::content::{Case, CaseKind};
use crate::site::context::{Link, PageContext};
use crate::site::filled::Filled;
use crate::site::href::Href;
use crate::site::pieces::{Phrase, RelatedTask, heading};
use crate::site::plan_index::PlanIndex;

/// `/cases/SLUG/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct CasePage {
    pub slug: String,
    pub title: Vec<Phrase>,
    pub label: String,
    /// What its kind means.
    pub meaning: String,
    /// When it happened; empty where nobody says.
    pub event: String,
    pub earlier: String,
    /// The id of its plan.
    pub of: String,
    pub publisher: String,
    pub published: String,
    /// Empty where the publisher's own page is cited.
    pub reprinted_by: String,
    pub source_href: Href,
    pub reviewed: String,
    pub plan: Link,
    pub tasks: Vec<RelatedTask>,
    pub domains: Vec<Link>,
}

pub(crate) fn page(context: &PageContext, plan: &PlanIndex, case: &Case) -> Filled<CasePage> {
    let tasks = case.tasks.iter().filter_map(|&number| plan.task_at(number));
    let domains = tasks.filter_map(|task| plan.tasks[task].domain).unique();
    let view = CasePage {
        slug: case.slug.clone(),
        title: heading(&case.title),
        label: context.case_label(case.kind),
        meaning: context.word(match case.kind {
            CaseKind::Typical => "case_typical_means",
            CaseKind::Fact => "case_fact_means",
        }),
        event: case.event_date.map(|date| context.date(date)).unwrap_or_default(),
        earlier: context.case_earlier(case, Some(plan)),
        of: plan.id.clone(),
        publisher: case.publisher.clone(),
        published: context.date(case.published),
        reprinted_by: case.reprinted_by.clone().unwrap_or_default(),
        source_href: Href::new(case.source_url.as_str()),
        reviewed: context.date(case.reviewed),
        plan: context.link(plan.title.clone(), &plan.address("")),
        tasks: context.tasks_by_number(plan, &case.tasks),
        domains: domains.map(|domain| context.domain_link(plan, Some(domain))).collect(),
    };
    let description = match &case.summary {
        Some(summary) => summary.clone(),
        None => {
            let values = [("title", case.title.as_str()), ("publisher", &case.publisher)];
            context.words.fill("about_case", &values)
        }
    };
    Filled::new(case.title.clone(), description, view).with_body(case.body.clone())
}
