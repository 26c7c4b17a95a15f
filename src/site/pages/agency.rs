//! An agency.

use serde::Serialize;

use crate::inputs::contact::Contact;
use crate::inputs::registry::Agency;
use crate::inputs::registry::AgencyIndex;
use crate::read::{DomainIndex, TaskIndex};
use crate::site::context::{Link, PageContext};
use crate::site::filled::Filled;
use crate::site::href::Href;
use crate::site::pieces::{DotCell, Phrase, TaskRow, heading};
use crate::site::plan_index::{AgencyRole, PlanIndex, RoleIndex};
use crate::text::address;
use crate::text::role_class::RoleClass;

/// `/P/agencies/ID/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct AgencyPage {
    pub name: Vec<Phrase>,
    pub kind_title: String,
    /// The place that it belongs to, where the registry says one.
    pub place: String,
    /// Whether the registry hasn't got it: then all that is known is what the document prints.
    pub provisional: bool,
    /// Other forms that the document prints for it.
    pub aliases: Vec<String>,
    /// What the registry says of it (ours).
    pub remark: String,
    /// Whom to ask, as far as an editor has found it with a source.
    pub contacts: Vec<ContactView>,
    /// For a group: its members; for an agency: the groups that it belongs to.
    pub members: Vec<Link>,
    pub groups: Vec<Link>,
    /// Domains in which it has a task.
    pub by_domain: Vec<DomainRoles>,
    pub lead: Vec<TaskRow>,
    pub responsible: Vec<TaskRow>,
    pub supporting: Vec<TaskRow>,
    /// Tasks that it answers for only as a member of a group.
    pub through_groups: Vec<TaskRow>,
    /// Its people in the working group.
    pub people: Vec<Link>,
}

/// What an agency does in a domain.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DomainRoles {
    pub label: String,
    pub title: String,
    pub href: Href,
    pub lead: DotCell,
    pub responsible: DotCell,
    pub supporting: DotCell,
    pub through_groups: DotCell,
}

/// A way to reach an agency.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ContactView {
    /// `agencies.toml/education/telephone`: where its value and date are written.
    pub fact: String,
    /// 网站 …
    pub label: String,
    pub value: String,
    /// Where it leads; empty for an address or a telephone.
    pub href: Href,
    pub source_href: Href,
    /// The day on which the source said so.
    pub date: String,
}

/// An agency, and how to reach it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct AgencyContacts {
    pub title: String,
    pub href: Href,
    pub contacts: Vec<ContactView>,
}

impl AgencyContacts {
    /// Returns how to reach agencies; those of which nothing is known are left out.
    pub(crate) fn of(
        context: &PageContext,
        plan: &PlanIndex,
        agencies: impl IntoIterator<Item = AgencyIndex>,
    ) -> Vec<Self> {
        let contacts = agencies.into_iter().filter_map(|agency| plan.agency(agency)).map(|role| {
            let Link { title, href } = context.agency_link(plan, role);
            Self { title, href, contacts: contacts(context, &role.agency) }
        });
        contacts.filter(|agency| !agency.contacts.is_empty()).collect()
    }
}

/// Returns what it does in each domain and in none, rows without a task left out.
fn by_domain(context: &PageContext, plan: &PlanIndex, role: &AgencyRole) -> Vec<DomainRoles> {
    let row = |label: String, Link { title, href }: Link, domain: Option<DomainIndex>| {
        let cell = |tasks: &[TaskIndex]| context.dot_cell(plan, &plan.of_domain(tasks, domain));
        DomainRoles {
            label,
            title,
            href,
            lead: cell(&role.lead),
            responsible: cell(&role.responsible),
            supporting: cell(&role.supporting),
            through_groups: cell(&role.through_groups),
        }
    };
    let domains = plan.domains.iter_enumerated().map(|(index, domain)| {
        let link = context.link(domain.name.clone(), &address::domain(&plan.id, &domain.slug));
        row(domain.numeral(), link, Some(index))
    });
    let outside = context.outside_domains(plan).map(|link| row(String::new(), link, None));
    let rows = domains.chain(outside);
    let has_any = |row: &DomainRoles| {
        [&row.lead, &row.responsible, &row.supporting, &row.through_groups].into_iter().any(|cell| cell.count > 0)
    };
    rows.filter(has_any).collect()
}

pub(crate) fn page(context: &PageContext, plan: &PlanIndex, index: RoleIndex) -> Filled<AgencyPage> {
    let role = &plan.agencies[index];
    let links =
        |roles: &[RoleIndex]| roles.iter().map(|&role| context.agency_link(plan, &plan.agencies[role])).collect();
    let people = role.people.iter().map(|&index| {
        let member = &plan.members[index];
        context.link(format!("{}　{}", member.name, member.post), &address::member(&plan.id, index.index() + 1))
    });
    let view = AgencyPage {
        name: heading(&role.agency.name),
        kind_title: context.word(super::agencies::kind_word(role.agency.kind)),
        place: role.agency.place.clone().unwrap_or_default(),
        provisional: role.agency.provisional,
        aliases: role.printed_forms.clone(),
        remark: role.agency.note.clone(),
        contacts: contacts(context, &role.agency),
        members: links(&role.members),
        groups: links(&role.groups),
        by_domain: by_domain(context, plan, role),
        lead: context.task_rows(plan, &role.lead),
        responsible: context.task_rows(plan, &role.responsible),
        supporting: context.task_rows(plan, &role.supporting),
        through_groups: context.task_rows(plan, &role.through_groups),
        people: people.collect(),
    };
    let counts: Vec<String> = RoleClass::ALL
        .into_iter()
        .filter(|&class| !plan.labels.of(class).is_empty())
        .map(|class| {
            let (key, tasks) = match class {
                RoleClass::Lead => ("about_agency_leads", &role.lead),
                RoleClass::Responsible => ("about_agency_in_role", &role.responsible),
                RoleClass::Supporting => ("about_agency_in_role", &role.supporting),
            };
            context.words.fill(key, &[("n", &tasks.len().to_string()), ("role", plan.labels.of(class))])
        })
        .collect();
    let counts = counts.join(&context.word("clause_comma"));
    let values = [("name", role.agency.name.as_str()), ("plan", &plan.title), ("counts", &counts)];
    let description = context.fill_for(plan, "about_agency", &values);
    Filled::new(role.title.clone(), description, view)
}

/// Returns what is known of the ways to reach an agency.
fn contacts(context: &PageContext, agency: &Agency) -> Vec<ContactView> {
    agency.contacts().map(|(key, contact)| self::contact(context, agency, key, contact)).collect()
}

fn contact(context: &PageContext, agency: &Agency, key: &str, contact: &Contact) -> ContactView {
    let value = contact.value.trim().to_owned();
    let (label, href) = match key {
        "site" => ("contact_site", Href::new(value.as_str())),
        "telephone" => ("contact_telephone", Href::default()),
        _ => ("contact_address", Href::default()),
    };
    ContactView {
        fact: format!("agencies.toml/{}/{key}", agency.id),
        label: context.word(label),
        value,
        href,
        source_href: Href::new(contact.source.as_str()),
        date: context.date(contact.date),
    }
}
