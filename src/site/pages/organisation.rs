//! The document's own frame for its work: whom it puts in charge, how often it wants to be told, what became public.

use serde::Serialize;

use crate::read::organisation::{Group, Tier};
use crate::site::context::{Link, PageContext};
use crate::site::filled::Filled;
use crate::site::pieces::{DotCell, Ledger, Marks, Passage, Quote, inline};
use crate::site::plan_index::PlanIndex;

/// `/P/organisation/`; only of a plan whose plan.toml records it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct OrganisationPage {
    /// What the document says of the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whole: Option<Quote>,
    /// From the top down.
    pub tiers: Vec<TierView>,
    /// How often it wants to be told; absent where it doesn't say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rhythm: Option<Quote>,
    pub ledger: Ledger,
    /// The day as of which the portal speaks; empty without one.
    pub as_of: String,
}

/// A body, or several of one rank.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TierView {
    pub name: String,
    pub quote: Quote,
    /// How many people the document lists as its members; 0 where it lists none.
    pub members: usize,
    /// The agencies that the quotation names.
    pub agencies: Vec<Link>,
    pub groups: Vec<GroupView>,
}

/// A group, and the domain that it works on.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct GroupView {
    /// `P/organisation/3/finance`: what `data-fact` calls it.
    pub fact: String,
    pub name: Passage,
    pub domain: Link,
    /// Who leads the domain, by the table.
    pub lead: Vec<Link>,
    pub tasks: DotCell,
}

pub(crate) fn page(context: &PageContext, plan: &PlanIndex) -> Filled<OrganisationPage> {
    let mut marks = context.linked();
    let mut quoted = |span, remark: &str| context.quote(plan, span, remark, &mut marks);
    let organisation = plan.organisation.as_ref();
    let whole = organisation.map(|organisation| quoted(organisation.whole, ""));
    let rhythm = organisation.and_then(|organisation| organisation.rhythm.as_ref());
    let rhythm = rhythm.map(|rhythm| quoted(rhythm.span, &rhythm.remark));
    let tiers = organisation.map_or(&[][..], |organisation| &organisation.tiers);
    let view = OrganisationPage {
        whole,
        rhythm,
        tiers: tiers
            .iter()
            .zip(1..)
            .map(|(tier, number)| self::tier(context, plan, (tier, number), &mut marks))
            .collect(),
        ledger: context.ledger(plan),
        as_of: context.as_of(),
    };
    let description = context.fill_for(plan, "about_organisation", &[("title", &plan.title)]);
    Filled::new(context.word("nav_organisation"), description, view)
}

fn tier(context: &PageContext, plan: &PlanIndex, (tier, number): (&Tier, u32), marks: &mut Marks) -> TierView {
    // The list of members calls the body as the text does.
    let has_list = plan.words.members.as_ref().is_some_and(|members| *members == tier.name);
    let printed = plan.as_read(&[tier.span]);
    let named = plan.agencies.iter().filter(|role| printed.contains(&role.agency.name));
    let agencies: Vec<_> = named.collect();
    // 商务局 stands in 市商务局, too: the longest name is meant.
    let is_meant =
        |name: &String| !agencies.iter().any(|other| other.agency.name != *name && other.agency.name.contains(name));
    TierView {
        name: tier.name.clone(),
        quote: context.quote(plan, tier.span, &tier.remark, marks),
        members: if has_list { plan.members.len() } else { 0 },
        agencies: agencies
            .iter()
            .filter(|role| is_meant(&role.agency.name))
            .map(|role| context.agency_link(plan, role))
            .collect(),
        groups: tier.groups.iter().map(|group| self::group(context, plan, (group, number), marks)).collect(),
    }
}

/// Returns a group of a tier, which is given by its number.
fn group(context: &PageContext, plan: &PlanIndex, (group, tier): (&Group, u32), marks: &mut Marks) -> GroupView {
    GroupView {
        fact: format!("{}/organisation/{tier}/{}", plan.id, plan.domains[group.domain].slug),
        name: inline::passage(plan, &[group.span], marks),
        domain: context.domain_link(plan, Some(group.domain)),
        lead: context.agency_links(plan, plan.domains[group.domain].lead.iter().copied()),
        tasks: context.dot_cell(plan, &plan.tasks_of_domain(group.domain)),
    }
}
