//! A plan's first page.

use serde::Serialize;

use crate::read::TaskIndex;
use crate::site::context::{Link, PageContext};
use crate::site::filled::Filled;
use crate::site::href::Href;
use crate::site::pieces::{
    CardField, ContentsEntry, DeadlineView, DotRow, Evidence, KinPlan, MilestoneView, Phrase, TimelineEntry,
    plan_heading,
};
use crate::site::plan_index::{AgencyRole, PlanIndex};
use crate::text::address;

/// `/P/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PlanPage {
    pub heading: Vec<Phrase>,
    pub card: Vec<CardField>,
    pub contents: Vec<ContentsEntry>,
    /// The plans that it follows or carries out, and those that do so with it.
    pub kin: Vec<KinPlan>,
    pub tasks: usize,
    pub agencies: usize,
    pub members: usize,
    /// Whether there is a page of how its work is organised.
    pub has_organisation: bool,
    pub notes: usize,
    pub deadlines: Vec<DeadlineView>,
    /// How many tasks of the plan have no date.
    pub undated: usize,
    pub evidence: Evidence,
    pub domains: Vec<DotRow>,
    /// The document's dates and what became public of it, the earliest first.
    pub timeline: Vec<TimelineEntry>,
    pub milestones: Vec<MilestoneView>,
    /// How many tasks the listed agencies lead at least.
    pub leaders_least: usize,
    /// Agencies that lead most.
    pub leaders: Vec<LeaderRow>,
    /// The day as of which the portal speaks; empty without one.
    pub as_of: String,
    pub links: Vec<Link>,
}

/// What an agency leads and shares in.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct LeaderRow {
    pub title: String,
    pub href: Href,
    pub lead: usize,
    pub responsible: usize,
    pub bar: Bar,
    /// Where it leads, most first.
    pub domains: Vec<LeaderDomain>,
}

/// Lengths on a scale that ends with the busiest agency: what it leads, then what it is responsible for besides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Bar {
    /// `62%`
    pub lead: String,
    pub responsible: String,
}

/// How many tasks of a domain an agency leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct LeaderDomain {
    pub title: String,
    pub count: usize,
}

/// How many leading agencies a plan's page shows at most.
const MOST_LEADERS: usize = 12;

pub(crate) fn page(context: &PageContext, plan: &PlanIndex) -> Filled<PlanPage> {
    let number = plan.document_number.clone().unwrap_or_default();
    let leaders_least = leaders_least(plan);
    let view = PlanPage {
        heading: plan_heading(plan),
        card: context.card(plan),
        contents: context.contents(plan),
        kin: context.kin(plan, &mut context.linked()),
        tasks: plan.tasks.len(),
        agencies: plan.agencies.iter().filter(|role| role.is_named()).count(),
        members: plan.members.len(),
        has_organisation: plan.organisation.is_some(),
        notes: plan.corrections.len(),
        deadlines: context.deadlines(plan),
        undated: plan.undated_tasks().count(),
        evidence: context.evidence_of_all(plan),
        domains: context.dot_rows(plan),
        timeline: context.timeline(plan),
        milestones: context.milestones(plan),
        leaders_least,
        leaders: leaders(context, plan, leaders_least),
        as_of: context.as_of(),
        links: context.links_of_plan(plan),
    };
    let about = if plan.milestones.is_empty() { "about_plan" } else { "about_plan_milestones" };
    let description = context.fill_for(plan, about, &[("title", &plan.title), ("number", &number)]);
    Filled::new(plan.title.clone(), description, view)
}

/// Returns how many tasks an agency has to lead to be listed: equals are listed together or not at all.
fn leaders_least(plan: &PlanIndex) -> usize {
    let mut counts: Vec<usize> = plan.agencies.iter().map(|role| role.lead.len()).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    counts.get(MOST_LEADERS).map_or(1, |next| next + 1)
}

/// Returns the agencies that lead most; equals in the registry's order.
fn leaders(context: &PageContext, plan: &PlanIndex, least: usize) -> Vec<LeaderRow> {
    let mut roles: Vec<&AgencyRole> = plan.agencies.iter().filter(|role| role.lead.len() >= least).collect();
    roles.sort_by_key(|role| std::cmp::Reverse(role.lead.len()));
    let longest = roles.iter().map(|role| role.lead.len() + role.responsible.len()).max().unwrap_or_default();
    let row = |role: &&AgencyRole| LeaderRow {
        title: role.title.clone(),
        href: context.href(&address::agency(&plan.id, &role.agency.id)),
        lead: role.lead.len(),
        responsible: role.responsible.len(),
        bar: Bar { lead: percent(role.lead.len(), longest), responsible: percent(role.responsible.len(), longest) },
        domains: led_domains(plan, &role.lead),
    };
    roles.iter().map(row).collect()
}

/// Returns the domains of the tasks that an agency leads, most first; equals in the document's order.
fn led_domains(plan: &PlanIndex, lead: &[TaskIndex]) -> Vec<LeaderDomain> {
    let domains = plan.domains.iter_enumerated().map(|(index, domain)| LeaderDomain {
        title: domain.name.clone(),
        count: plan.of_domain(lead, Some(index)).len(),
    });
    let mut domains: Vec<LeaderDomain> = domains.filter(|domain| domain.count > 0).collect();
    domains.sort_by_key(|domain| std::cmp::Reverse(domain.count));
    domains
}

/// Returns what share of `whole` a part is, in tenths of a percent.
fn percent(part: usize, whole: usize) -> String {
    format!("{}%", (part as f64 * 1000.0 / whole.max(1) as f64).round() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_shares_of_the_longest() {
        assert_eq!((percent(18, 29), percent(29, 29), percent(0, 0)), ("62.1%".into(), "100%".into(), "0%".into()));
    }
}
