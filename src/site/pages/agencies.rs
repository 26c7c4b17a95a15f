//! The agencies of a plan.

use super::super::builder::Builder;
use super::super::plan_site::{AgencyRole, PlanSite};
use super::super::view::{AgenciesPage, AgencyGroup, AgencyPage, AgencySummary, ContactView, DomainRoles};
use super::super::{Page, View, address};
use crate::inputs::registry::AgencyKind;
use crate::inputs::registry::Contact;
use crate::parse::numeral::numeral;

pub fn pages(builder: &Builder, site: &PlanSite) -> Vec<Page> {
    if !site.agencies.iter().any(AgencyRole::is_named) {
        return Vec::new();
    }
    let mut pages = vec![all(builder, site)];
    pages.extend(site.agencies.iter().enumerate().map(|(at, role)| {
        let mut page = one(builder, site, role);
        page.weight = at + 1;
        page
    }));
    pages
}

fn kind_word(kind: AgencyKind) -> &'static str {
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

fn all(builder: &Builder, site: &PlanSite) -> Page {
    let summary = |role: &AgencyRole| AgencySummary {
        name: role.agency.name.clone(),
        href: builder.href(&address::agency(&site.plan.id, &role.agency.id)),
        lead: role.lead.len(),
        responsible: role.responsible.len(),
        through_groups: role.through_groups.len(),
    };
    let groups = AgencyKind::ALL.into_iter().map(|kind| AgencyGroup {
        title: builder.word(kind_word(kind)),
        agencies: site.agencies.iter().filter(|role| role.agency.kind == kind).map(summary).collect(),
    });
    let view = AgenciesPage { groups: groups.filter(|group| !group.agencies.is_empty()).collect() };
    let named = site.agencies.iter().filter(|role| role.is_named()).count();
    let description = builder.words.fill("about_agencies", &[("n", &named.to_string())]);
    builder.plan_page(site, "agencies/", "agencies", builder.word("title_agencies"), description, View::Agencies(view))
}

/// What it does in each domain, domains without a task left out.
fn by_domain(builder: &Builder, site: &PlanSite, role: &AgencyRole) -> Vec<DomainRoles> {
    let rows = site.plan.domains.iter().enumerate().map(|(index, domain)| DomainRoles {
        label: numeral(domain.number),
        title: domain.name.clone(),
        href: builder.href(&address::domain(&site.plan.id, &domain.slug)),
        lead: builder.stones_of(site, &role.lead, Some(index)),
        responsible: builder.stones_of(site, &role.responsible, Some(index)),
        through_groups: builder.stones_of(site, &role.through_groups, Some(index)),
    });
    rows.filter(|row| !row.lead.is_empty() || !row.responsible.is_empty() || !row.through_groups.is_empty()).collect()
}

fn one(builder: &Builder, site: &PlanSite, role: &AgencyRole) -> Page {
    let plan = &site.plan;
    let links =
        |positions: &[usize]| positions.iter().map(|&at| builder.agency_link(site, &site.agencies[at])).collect();
    let people = role.people.iter().map(|&index| {
        let member = &plan.members[index];
        builder.link(format!("{}　{}", member.name, member.post), &address::member(&plan.id, index + 1))
    });
    let view = AgencyPage {
        name: role.agency.name.clone(),
        kind_title: builder.word(kind_word(role.agency.kind)),
        aliases: role.printed_forms.clone(),
        remark: role.agency.note.clone(),
        contacts: role.agency.contacts().map(|(key, contact)| self::contact(builder, key, contact)).collect(),
        members: links(&role.members),
        groups: links(&role.groups),
        deadlines: builder.deadlines(site),
        by_domain: by_domain(builder, site, role),
        lead: builder.task_rows(site, &role.lead),
        responsible: builder.task_rows(site, &role.responsible),
        through_groups: builder.task_rows(site, &role.through_groups),
        people: people.collect(),
    };
    let counts = (role.lead.len().to_string(), role.responsible.len().to_string());
    let values =
        [("name", role.agency.name.as_str()), ("plan", &plan.title), ("lead", &counts.0), ("responsible", &counts.1)];
    let description = builder.words.fill("about_agency", &values);
    builder.plan_page(
        site,
        &format!("agencies/{}/", role.agency.id),
        "agency",
        role.agency.name.clone(),
        description,
        View::Agency(view),
    )
}

fn contact(builder: &Builder, key: &str, contact: &Contact) -> ContactView {
    let value = contact.value.trim().to_owned();
    let (label, href) = match key {
        "site" => ("contact_site", value.clone()),
        "telephone" => ("contact_telephone", String::new()),
        _ => ("contact_address", String::new()),
    };
    ContactView {
        label: builder.word(label),
        value,
        href,
        source_href: contact.source.clone(),
        date: builder.day(&contact.date.to_string()),
    }
}
