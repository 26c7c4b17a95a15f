//! A domain of the table.

use itertools::Itertools as _;
use serde::Serialize;

use crate::read::DomainIndex;
use crate::site::context::{Link, PageContext};
use crate::site::filled::Filled;
use crate::site::pieces::{
    CaseCard, DotRow, Neighbour, NoteView, Passage, Phrase, TaskProgress, TaskRow, heading, inline,
};
use crate::site::plan_index::PlanIndex;
use crate::text::address;

/// `/P/domains/SLUG/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DomainPage {
    /// As addresses have it.
    pub id: String,
    /// `四`, or nothing where the document prints none.
    pub label: String,
    /// `领域`, or what the document tells apart from it: `平台`.
    pub group: String,
    pub name: String,
    pub heading: Vec<Phrase>,
    pub lead: Vec<Link>,
    /// Each form of its category cell, whole, as printed.
    pub printed: Vec<Passage>,
    /// What tasks the document leaves out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withheld: Option<String>,
    pub notes: Vec<NoteView>,
    pub board: DotRow,
    pub progress: Vec<TaskProgress>,
    pub cases: Vec<CaseCard>,
    pub tasks: Vec<TaskRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<Neighbour>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Neighbour>,
}

pub(crate) fn page(context: &PageContext, plan: &PlanIndex, index: DomainIndex) -> Filled<DomainPage> {
    let domain = &plan.domains[index];
    let mut marks = context.listed();
    let forms = domain.cells.iter().map(|cell| cell.span).unique_by(|span| plan.source().slice(*span));
    let printed = forms.map(|form| inline::passage(plan, &[form], &mut marks)).collect();
    let neighbour = |index: Option<DomainIndex>| {
        let domain = plan.domains.get(index?)?;
        let href = context.href(&address::domain(&plan.id, &domain.slug));
        Some(Neighbour { number: domain.number, title: heading(&domain.name), href })
    };
    let tasks = plan.tasks_of_domain(index);
    let view = DomainPage {
        id: domain.slug.clone(),
        label: domain.numeral(),
        group: plan.group_of(domain).to_owned(),
        name: domain.name.clone(),
        heading: heading(&domain.name),
        lead: context.agency_links(plan, domain.lead.iter().copied()),
        printed,
        withheld: context.withheld_in(plan, index),
        notes: context.notes(plan, &marks, 0),
        board: context.dot_row(plan, index),
        progress: context.progress_of_tasks(plan, &domain.tasks),
        cases: context.cases_of(plan, &domain.tasks),
        tasks: context.task_rows(plan, &tasks),
        previous: neighbour(index.index().checked_sub(1).map(DomainIndex::new)),
        next: neighbour(Some(index + 1)),
    };
    let description =
        context.fill_for(plan, "about_domain", &[("name", &domain.name), ("n", &tasks.len().to_string())]);
    Filled::new(domain.name.clone(), description, view)
}
