//! The search, and the complete task list for those who haven't asked yet.

use itertools::Itertools as _;
use serde::Serialize;

use crate::content::Reader;
use crate::read::TaskIndex;
use crate::site::context::{Link, PageContext};
use crate::site::filled::Filled;
use crate::site::href::Href;
use crate::site::pieces::{Phrase, RelatedTask, plan_heading};
use crate::site::plan_index::PlanIndex;
use crate::text::address;
use crate::text::role_class::RoleClass;

/// `/search/`: the complete task list by domain, for readers without JavaScript and those who haven't asked yet.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SearchPage {
    pub plans: Vec<SearchPlan>,
    /// Kinds of readers, whose pages are offered where a question is theirs.
    pub readers: Vec<SearchReader>,
    /// Whether anything is known of how to reach an agency.
    pub has_contacts: bool,
    /// What the plans call those who don't lead: 责任单位、配合单位; empty where they all do.
    pub other_roles: String,
}

/// A kind of reader, and what tells that a question is theirs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SearchReader {
    pub link: Link,
    /// What they want to do, in the editors' words.
    pub wants: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SearchPlan {
    pub id: String,
    pub heading: Vec<Phrase>,
    pub domains: Vec<SearchDomain>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct SearchDomain {
    /// Its id on this page.
    pub anchor: String,
    pub title: String,
    pub href: Href,
    /// None where the portal has more tasks than a page lists: then another page lists them.
    pub tasks: Vec<RelatedTask>,
}

/// Returns what the search page offers without JavaScript: the complete task list by domain, or the way to it.
pub(crate) fn page(context: &PageContext) -> Filled<SearchPage> {
    let plan = |plan: &PlanIndex| SearchPlan {
        id: plan.id.clone(),
        heading: plan_heading(plan),
        domains: domains(context, plan),
    };
    let reader = |reader: &Reader| SearchReader {
        link: context.link(reader.title.clone(), &address::reader(&reader.slug)),
        wants: reader.measures.iter().map(|measure| &measure.want).unique().join(context.words.get("list_semicolon")),
    };
    let others = |plan: &PlanIndex| {
        let classes = plan.labels.classes.iter().filter(|label| label.class != RoleClass::Lead.name());
        classes.map(|label| &label.word).join(context.words.get("list_comma"))
    };
    let others: Vec<String> = context.plans.iter().copied().map(others).unique().collect();
    let mut agencies = context.plans.iter().copied().flat_map(|plan| &plan.agencies);
    let view = SearchPage {
        plans: context.plans.iter().copied().map(plan).collect(),
        readers: context.content.readers.iter().map(reader).collect(),
        has_contacts: agencies.any(|role| role.agency.contacts().next().is_some()),
        other_roles: match &others[..] {
            [others] => others.clone(),
            _ => context.word("other_roles"),
        },
    };
    Filled::new(context.word("nav_search"), context.word("about_search"), view)
}

/// Returns the domains of a plan with their tasks, those that are in none last.
fn domains(context: &PageContext, plan: &PlanIndex) -> Vec<SearchDomain> {
    let group = |slug: &str, Link { title, href }: Link, tasks: &[TaskIndex]| SearchDomain {
        anchor: format!("{}-{slug}", plan.id),
        title,
        href,
        tasks: match context.lists_all_tasks() {
            true => tasks.iter().map(|&task| context.related(plan, task)).collect(),
            false => Vec::new(),
        },
    };
    let own = plan.domains.iter_enumerated().map(|(index, domain)| {
        group(&domain.slug, context.domain_link(plan, Some(index)), &plan.tasks_of_domain(index))
    });
    let outside = plan.of_domain(&plan.tasks.indices().collect::<Vec<_>>(), None);
    let all = || context.link(plan.labels.task.as_str(), &address::plan(&plan.id, "tasks/"));
    let outside = (!outside.is_empty()).then(|| {
        // No slug begins with a stroke.
        group("-outside", context.outside_domains(plan).unwrap_or_else(all), &outside)
    });
    own.chain(outside).collect()
}
