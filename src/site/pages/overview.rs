//! The portal's home and a plan's first page.

use super::super::builder::Builder;
use super::super::plan_site::{AgencyRole, PlanSite};
use super::super::view::{HomePage, LeaderCell, LeaderRow, PlanCard, PlanPage};
use super::super::{Page, View};
use crate::parse::Role;
use crate::site::address;

/// How many leading agencies a plan's page shows at most.
const MOST_LEADERS: usize = 12;

pub fn home(builder: &Builder, plans: &[PlanSite]) -> Page {
    let cards = plans.iter().map(|site| card(builder, site)).collect();
    let portal = builder.portal;
    builder.portal_page(
        "/",
        "home",
        portal.title.clone(),
        portal.description.clone(),
        View::Home(HomePage {
            plans: cards,
            topics: builder.content.topics.iter().map(|topic| builder.topic_card(topic)).collect(),
        }),
    )
}

fn card(builder: &Builder, site: &PlanSite) -> PlanCard {
    let plan = &site.plan;
    PlanCard {
        id: plan.id.clone(),
        issuer_heading: plan.document.text_of(Role::IssuerHeading).unwrap_or_default(),
        title: plan.title.clone(),
        title_parts: plan.title_parts.clone(),
        href: builder.href(&site.address("")),
        card: builder.card(plan),
        tasks: plan.tasks.len(),
        deadlines: builder.deadlines(site),
        domains: builder.domain_rows(site),
        milestones: builder.milestones(site),
        progress: builder.progress_counts(site),
        links: builder.links_of_plan(site),
    }
}

pub fn plan(builder: &Builder, site: &PlanSite) -> Page {
    let plan = &site.plan;
    let number = plan.document_number.clone().unwrap_or_default();
    let leaders_least = leaders_least(site);
    let view = PlanPage {
        title_parts: plan.title_parts.clone(),
        card: builder.card(plan),
        contents: builder.contents(plan),
        tasks: plan.tasks.len(),
        agencies: site.agencies.iter().filter(|role| role.is_named()).count(),
        members: plan.members.len(),
        notes: plan.corrections.len(),
        deadlines: builder.deadlines(site),
        domains: builder.domain_rows(site),
        milestones: builder.milestones(site),
        leaders_least,
        leaders: leaders(builder, site, leaders_least),
        links: builder.links_of_plan(site),
    };
    let description = builder.words.fill("about_plan", &[("title", &plan.title), ("number", &number)]);
    builder.plan_page(site, "", "plan", plan.title.clone(), description, View::Plan(view))
}

/// How many tasks an agency has to lead to be listed: equals are listed together or not at all.
fn leaders_least(site: &PlanSite) -> usize {
    let mut counts: Vec<usize> = site.agencies.iter().map(|role| role.lead.len()).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    counts.get(MOST_LEADERS).map_or(1, |next| next + 1)
}

/// The agencies that lead most; equals in the registry's order.
fn leaders(builder: &Builder, site: &PlanSite, least: usize) -> Vec<LeaderRow> {
    let mut roles: Vec<&AgencyRole> = site.agencies.iter().filter(|role| role.lead.len() >= least).collect();
    roles.sort_by_key(|role| std::cmp::Reverse(role.lead.len()));
    let row = |role: &&AgencyRole| {
        let cell = |domain| LeaderCell {
            lead: builder.stones_of(site, &role.lead, Some(domain)),
            responsible: builder.stones_of(site, &role.responsible, Some(domain)).len(),
        };
        LeaderRow {
            title: role.agency.name.clone(),
            href: builder.href(&address::agency(&site.plan.id, &role.agency.id)),
            lead: role.lead.len(),
            responsible: role.responsible.len(),
            cells: (0..site.plan.domains.len()).map(cell).collect(),
        }
    };
    roles.iter().map(row).collect()
}
