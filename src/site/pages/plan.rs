//! A plan's first page.

use serde::Serialize;

use crate::site::context::{Link, PageContext};
use crate::site::filled::Filled;
use crate::site::href::Href;
use crate::site::pieces::{BadgeRow, CardField, ContentsEntry, DeadlineView, Dots, Milestones, dot_cell};
use crate::site::plan_index::{AgencyRole, PlanIndex};
use crate::text::address;

/// `/P/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PlanPage {
    /// The title, cut where its line may be broken.
    pub title_parts: Vec<String>,
    pub card: Vec<CardField>,
    pub contents: Vec<ContentsEntry>,
    pub tasks: usize,
    pub agencies: usize,
    pub members: usize,
    pub notes: usize,
    pub deadlines: Vec<DeadlineView>,
    /// How many tasks of the plan have no date.
    pub undated: usize,
    pub domains: Vec<BadgeRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub milestones: Option<Milestones>,
    /// How many tasks the listed agencies lead at least.
    pub leaders_least: usize,
    /// Agencies that lead most, with their dots by domain.
    pub leaders: Vec<LeaderRow>,
    pub links: Vec<Link>,
}

/// What an agency leads and shares in, by domain.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct LeaderRow {
    pub title: String,
    pub href: Href,
    pub lead: usize,
    pub responsible: usize,
    /// One a domain, in their order.
    pub cells: Vec<LeaderCell>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct LeaderCell {
    /// How many it leads.
    pub lead: usize,
    /// The same as dots; absent where there are none, or too many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dots: Option<Dots>,
    /// How many it is responsible for.
    pub responsible: usize,
}

/// How many leading agencies a plan's page shows at most.
const MOST_LEADERS: usize = 12;

pub(crate) fn page(context: &PageContext, plan: &PlanIndex) -> Filled<PlanPage> {
    let number = plan.document_number.clone().unwrap_or_default();
    let leaders_least = leaders_least(plan);
    let view = PlanPage {
        title_parts: plan.title_parts.clone(),
        card: context.card(plan),
        contents: context.contents(plan),
        tasks: plan.tasks.len(),
        agencies: plan.agencies.iter().filter(|role| role.is_named()).count(),
        members: plan.members.len(),
        notes: plan.corrections.len(),
        deadlines: context.deadlines(plan),
        undated: plan.undated_tasks().count(),
        domains: context.domain_rows(plan),
        milestones: context.milestones(plan),
        leaders_least,
        leaders: leaders(context, plan, leaders_least),
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
    let row = |role: &&AgencyRole| {
        let cell = |domain| {
            let lead = plan.of_domain(&role.lead, Some(domain));
            LeaderCell {
                lead: lead.len(),
                dots: dot_cell(plan, &lead),
                responsible: plan.of_domain(&role.responsible, Some(domain)).len(),
            }
        };
        LeaderRow {
            title: role.title.clone(),
            href: context.href(&address::agency(&plan.id, &role.agency.id)),
            lead: role.lead.len(),
            responsible: role.responsible.len(),
            cells: plan.domains.indices().map(cell).collect(),
        }
    };
    roles.iter().map(row).collect()
}
