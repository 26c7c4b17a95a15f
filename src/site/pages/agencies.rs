//! The agencies of a plan.

use std::cmp::Reverse;

use serde::Serialize;

use crate::inputs::agency_kind::AgencyKind;
use crate::site::context::PageContext;
use crate::site::filled::Filled;
use crate::site::href::Href;
use crate::site::plan_index::{AgencyRole, PlanIndex};
use crate::text::address;

/// `/P/agencies/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct AgenciesPage {
    /// By kind, who leads most first.
    pub groups: Vec<AgencyGroup>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct AgencyGroup {
    /// 市级部门 …
    pub title: String,
    /// Whether any of them has to do with a task through a group.
    pub has_through_groups: bool,
    pub agencies: Vec<AgencySummary>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct AgencySummary {
    pub name: String,
    pub href: Href,
    pub lead: usize,
    pub responsible: usize,
    pub supporting: usize,
    pub through_groups: usize,
}

pub(crate) fn page(context: &PageContext, plan: &PlanIndex) -> Filled<AgenciesPage> {
    let summary = |role: &AgencyRole| AgencySummary {
        name: role.title.clone(),
        href: context.href(&address::agency(&plan.id, &role.agency.id)),
        lead: role.lead.len(),
        responsible: role.responsible.len(),
        supporting: role.supporting.len(),
        through_groups: role.through_groups.len(),
    };
    let groups = AgencyKind::ALL.into_iter().map(|kind| {
        let mut agencies: Vec<_> = plan.agencies.iter().filter(|role| role.agency.kind == kind).map(summary).collect();
        // Stable: equals stay in the order of the registry.
        agencies.sort_by_key(|agency| Reverse((agency.lead, agency.responsible, agency.supporting)));
        let has_through_groups = agencies.iter().any(|agency| agency.through_groups > 0);
        AgencyGroup { title: context.word(kind_word(kind)), has_through_groups, agencies }
    });
    let view = AgenciesPage { groups: groups.filter(|group| !group.agencies.is_empty()).collect() };
    let named = plan.agencies.iter().filter(|role| role.is_named()).count();
    let description = context.fill_for(plan, "about_agencies", &[("n", &named.to_string())]);
    Filled::new(context.fill_for(plan, "title_agencies", &[]), description, view)
}

pub(crate) fn kind_word(kind: AgencyKind) -> &'static str {
    match kind {
        AgencyKind::Municipal => "agency_municipal",
        AgencyKind::Party => "agency_party",
        AgencyKind::Zone => "agency_zone",
        AgencyKind::District => "agency_district",
        AgencyKind::City => "agency_city",
        AgencyKind::County => "agency_county",
        AgencyKind::Township => "agency_township",
        AgencyKind::Provincial => "agency_provincial",
        AgencyKind::Central => "agency_central",
        AgencyKind::Judicial => "agency_judicial",
        AgencyKind::Institution => "agency_institution",
        AgencyKind::Enterprise => "agency_enterprise",
        AgencyKind::University => "agency_university",
        AgencyKind::Association => "agency_association",
        AgencyKind::Group => "agency_group",
    }
}
