//! The portal's home.

use std::cmp::Reverse;

use itertools::Itertools as _;
use serde::Serialize;

use crate::parse::Role;
use crate::site::context::{Link, PageContext};
use crate::site::filled::Filled;
use crate::site::href::Href;
use crate::site::labels::PlanLabels;
use crate::site::pieces::{
    CardField, CaseCard, DeadlineView, DotRow, Evidence, MilestoneView, Phrase, ProgressCount, TopicCard, plan_heading,
};
use crate::site::plan_index::PlanIndex;
use crate::site::subject::PlanSubject;
use crate::text::address;

/// `/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct HomePage {
    /// A card for each plan; none where there are more than three.
    pub plans: Vec<PlanCard>,
    /// Where there are more plans than cards: the newest, by the day of the document.
    pub newest: Vec<PlanRow>,
    /// Where there are more plans than cards: all of them.
    pub places: Vec<PlaceOfPlans>,
    /// What readers may ask the search for, with its answers.
    pub questions: Vec<Link>,
    /// What matters to one kind of reader each (ours).
    pub topics: Vec<TopicCard>,
    /// The questions that lead to what concerns a reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finder_href: Option<Href>,
    /// The newest cases and facts.
    pub latest: Vec<CaseCard>,
}

/// How many of the newest cases and facts the home page shows.
const LATEST: usize = 3;

/// How many plans have a card.
const CARDS: usize = 3;

/// How many of the newest plans stand before all of them.
const NEWEST: usize = 3;

/// The plans of one place, the newest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PlaceOfPlans {
    /// As `plan.toml` or the issuer says; what has no place, as central documents have none, stands under a name of ours.
    pub place: String,
    pub plans: Vec<PlanRow>,
}

/// A plan in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PlanRow {
    pub heading: Vec<Phrase>,
    pub href: Href,
    pub card: Vec<CardField>,
    /// The list of its tasks; absent where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tasks_href: Option<Href>,
    pub tasks: usize,
    /// What it calls its tasks: `试点任务`.
    pub word: String,
}

/// A plan on the portal's home.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PlanCard {
    pub id: String,
    pub issuer_heading: String,
    pub heading: Vec<Phrase>,
    pub href: Href,
    pub card: Vec<CardField>,
    pub labels: PlanLabels,
    pub tasks: usize,
    /// What the tasks are grouped in, as the document tells them apart: `7个领域、2个平台`.
    pub groups: String,
    pub deadlines: Vec<DeadlineView>,
    /// How many tasks of the plan have no date.
    pub undated: usize,
    pub evidence: Evidence,
    pub domains: Vec<DotRow>,
    pub milestones: Vec<MilestoneView>,
    /// How many tasks stand how, as far as the office says so with a source.
    pub progress: Vec<ProgressCount>,
    pub links: Vec<Link>,
}

pub(crate) fn page(context: &PageContext) -> Filled<HomePage> {
    let has_cards = context.plans.len() <= CARDS;
    let mut listed: Vec<&PlanIndex> = if has_cards { Vec::new() } else { context.plans.clone() };
    // The editor's order stays among those of one day.
    listed.sort_by_key(|plan| Reverse(plan.signed.or(plan.printed)));
    let view = HomePage {
        plans: context.plans.iter().copied().filter(|_| has_cards).map(|plan| card(context, plan)).collect(),
        newest: listed.iter().take(NEWEST).map(|plan| row(context, plan)).collect(),
        places: places(context, &listed),
        questions: context.portal.questions.iter().map(|text| context.link(text, &address::search(text))).collect(),
        topics: context.content.topics.iter().map(|topic| context.topic_card(topic)).collect(),
        finder_href: (!context.content.readers.is_empty()).then(|| context.href(&address::portal(address::FOR))),
        latest: context.content.cases.iter().take(LATEST).map(|case| context.case_card(case)).collect(),
    };
    Filled::new(context.portal.title.clone(), context.portal.description.clone(), view)
}

/// Groups plans by their place, in the order of `plans` in `portal.toml`; those without one stand first.
fn places(context: &PageContext, newest_first: &[&PlanIndex]) -> Vec<PlaceOfPlans> {
    let of = |place: Option<&str>| {
        let own = newest_first.iter().filter(|plan| plan.locality.as_deref() == place);
        PlaceOfPlans {
            place: place.map_or_else(|| context.word("place_unnamed"), str::to_owned),
            plans: own.map(|plan| row(context, plan)).collect(),
        }
    };
    let named = context.plans.iter().copied().filter_map(|plan| plan.locality.as_deref()).unique();
    let places = std::iter::once(None).chain(named.map(Some)).map(of);
    places.filter(|place| !place.plans.is_empty()).collect()
}

fn row(context: &PageContext, plan: &PlanIndex) -> PlanRow {
    PlanRow {
        heading: plan_heading(plan),
        href: context.href(&plan.address("")),
        card: context.short_card(plan),
        tasks_href: (!plan.tasks.is_empty()).then(|| context.href(&PlanSubject::Tasks.address(plan))),
        tasks: plan.tasks.len(),
        word: plan.labels.task.clone(),
    }
}

fn card(context: &PageContext, plan: &PlanIndex) -> PlanCard {
    PlanCard {
        id: plan.id.clone(),
        issuer_heading: plan.document.text_of(Role::IssuerHeading).unwrap_or_default(),
        heading: plan_heading(plan),
        href: context.href(&plan.address("")),
        card: context.card(plan),
        labels: plan.labels.clone(),
        tasks: plan.tasks.len(),
        groups: groups(context, plan),
        deadlines: context.deadlines(plan),
        undated: plan.undated_tasks().count(),
        evidence: context.evidence_of_all(plan),
        domains: context.dot_rows(plan),
        milestones: context.milestones(plan),
        progress: context.progress_counts(plan),
        links: context.links_of_plan(plan),
    }
}

/// Returns the kinds of domains that the document tells apart, each with its number, in their order.
fn groups(context: &PageContext, plan: &PlanIndex) -> String {
    let phrase = |(group, count): (String, usize)| {
        context.words.fill("group_count", &[("n", &count.to_string()), ("group", &group)])
    };
    plan.groups().into_iter().map(phrase).join(context.words.get("list_comma"))
}
