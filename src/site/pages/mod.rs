//! The pages, a file a kind: what its template gets, beside the function that fills it.

pub(crate) mod agencies;
pub(crate) mod agency;
pub(crate) mod case;
pub(crate) mod cases;
pub(crate) mod changes;
pub(crate) mod data;
pub(crate) mod deadline;
pub(crate) mod deadlines;
pub(crate) mod domain;
pub(crate) mod domains;
pub(crate) mod errata;
pub(crate) mod home;
pub(crate) mod members;
pub(crate) mod my;
pub(crate) mod organisation;
pub(crate) mod plan;
pub(crate) mod policy;
pub(crate) mod reader;
pub(crate) mod readers;
pub(crate) mod search;
pub(crate) mod sitemap;
pub(crate) mod task;
pub(crate) mod tasks;
pub(crate) mod text;
pub(crate) mod topic;
pub(crate) mod topics;

use anyhow::Result;
use rayon::prelude::*;
use serde::Serialize;

use super::context::PageContext;
use super::filled::Filled;
use super::frame::{Frame, Head, PlanFrame};
use super::linked_data::linked_data;
use super::meta::meta;
use super::pieces::heading;
use super::plan_index::PlanIndex;
use super::subject::{List, PlanSubject, Subject};
use crate::memory::{Memory, recall};

/// A page of the site: what its file fills, and what follows from its subject.
#[derive(Debug)]
pub(crate) struct Page {
    /// From the site's root: `/shi-2023/tasks/7/`.
    pub address: String,
    pub title: String,
    pub description: String,
    pub frame: Frame,
    pub view: View,
    /// What an editor wrote for it: `content/pages/NAME.md`, without its front matter.
    pub body: Option<String>,
}

/// The page struct of its kind.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(crate) enum View {
    Home(home::HomePage),
    Plan(plan::PlanPage),
    Policy(policy::PolicyPage),
    Tasks(tasks::TasksPage),
    Task(Box<task::TaskPage>),
    Domains(domains::DomainsPage),
    Domain(Box<domain::DomainPage>),
    Agencies(agencies::AgenciesPage),
    Agency(agency::AgencyPage),
    Deadlines(deadlines::DeadlinesPage),
    Deadline(deadline::DeadlinePage),
    Organisation(organisation::OrganisationPage),
    Members(members::MembersPage),
    Errata(errata::ErrataPage),
    Data(data::DataPage),
    Changes(changes::ChangesPage),
    Sitemap(sitemap::SitemapPage),
    Search(search::SearchPage),
    My(my::MyPage),
    Cases(cases::CasesPage),
    Case(Box<case::CasePage>),
    Topics(topics::TopicsPage),
    Topic(topic::TopicPage),
    For(readers::ForPage),
    Reader(reader::ReaderPage),
    Text {},
}

/// What was made of each plan's pages, with their addresses.
pub(crate) type PageMemory<T> = Memory<Vec<(String, T)>>;

/// Fills every page, and makes of each what is wanted: see [`crate::site::Site::each_page`].
pub(super) fn each<T: Clone + Send + Sync>(
    context: &PageContext,
    plans: &[PlanIndex],
    remembered: Option<&PageMemory<T>>,
    make: &(impl Fn(Page) -> Result<T> + Sync),
) -> Result<Vec<T>> {
    let make = |page: Page| Ok((page.address.clone(), make(page)?));
    let mut own: Vec<Page> =
        Subject::of_portal(plans, context.content).par_iter().map(|&subject| page(context, subject, &[])).collect();
    own.push(page(context, Subject::Sitemap, &own));
    let own = own.into_par_iter().map(make);
    let of_plan = |plan: &PlanIndex| {
        let content = context.content.of_plan(&plan.id);
        let context = context.of_plan(plan, &content);
        let pages = || {
            let parts = PlanSubject::all(plan).into_par_iter();
            parts.map(|part| make(page(&context, Subject::Of(plan, part), &[]))).collect()
        };
        recall(remembered, &plan.id, || Some(context.key()), pages)
    };
    let mut all: Vec<(String, T)> = own.collect::<Result<_>>()?;
    let of_plans: Vec<Vec<(String, T)>> = plans.par_iter().map(of_plan).collect::<Result<_>>()?;
    all.extend(of_plans.into_iter().flatten());
    if let Some(remembered) = remembered {
        remembered.keep_only(|id| plans.iter().any(|plan| plan.id == id));
    }
    all.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(all.into_iter().map(|(_, made)| made).collect())
}

fn filled(context: &PageContext, subject: Subject, before: &[Page]) -> Filled<View> {
    match subject {
        Subject::Home => home::page(context).map(View::Home),
        Subject::Search => search::page(context).map(View::Search),
        Subject::Data => data::page(context).map(View::Data),
        Subject::Changes => changes::page(context, 1).map(View::Changes),
        Subject::Sitemap => sitemap::page(context, before).map(View::Sitemap),
        Subject::Cases => cases::page(context, 1).map(View::Cases),
        Subject::Further(List::Cases, page) => cases::page(context, page).map(View::Cases),
        Subject::Further(List::Changes, page) => changes::page(context, page).map(View::Changes),
        Subject::Case(plan, case) => case::page(context, plan, case).map(Box::new).map(View::Case),
        Subject::Topics => topics::page(context).map(View::Topics),
        Subject::Topic(topic) => topic::page(context, topic).map(View::Topic),
        Subject::Readers => readers::page(context).map(View::For),
        Subject::Reader(reader) => reader::page(context, reader).map(View::Reader),
        Subject::My(text) => my::page(context, text).map(View::My),
        Subject::Text(text) => text::page(text).map(|()| View::Text {}),
        Subject::Of(plan, part) => match part {
            PlanSubject::Plan => plan::page(context, plan).map(View::Plan),
            PlanSubject::Policy => policy::page(context, plan).map(View::Policy),
            PlanSubject::Tasks => tasks::page(context, plan).map(View::Tasks),
            PlanSubject::Task(task) => task::page(context, plan, task).map(Box::new).map(View::Task),
            PlanSubject::Domains => domains::page(context, plan).map(View::Domains),
            PlanSubject::Domain(domain) => domain::page(context, plan, domain).map(Box::new).map(View::Domain),
            PlanSubject::Agencies => agencies::page(context, plan).map(View::Agencies),
            PlanSubject::Agency(agency) => agency::page(context, plan, agency).map(View::Agency),
            PlanSubject::Deadlines => deadlines::page(context, plan).map(View::Deadlines),
            PlanSubject::Deadline(deadline) => deadline::page(context, plan, deadline).map(View::Deadline),
            PlanSubject::Organisation => organisation::page(context, plan).map(View::Organisation),
            PlanSubject::Members => members::page(context, plan).map(View::Members),
            PlanSubject::Errata => errata::page(context, plan).map(View::Errata),
        },
    }
}

/// Makes the page of a subject: what else names or describes it follows from that. Of the pages `before` it only the
/// site map tells.
fn page(context: &PageContext, subject: Subject, before: &[Page]) -> Page {
    let Filled { title, description, view, body } = filled(context, subject, before);
    let plan = subject.plan().map(|plan| PlanFrame {
        id: plan.id.clone(),
        title: plan.title.clone(),
        document_number: plan.document_number.clone().unwrap_or_default(),
        labels: plan.labels.clone(),
    });
    let address = subject.address();
    let crumbs = context.crumbs(subject);
    let head = Head { title: &title, description: &description, crumbs: &crumbs };
    let frame = Frame {
        kind: subject.kind(),
        heading: heading(&title),
        meta: meta(context, subject, head),
        linked_data: linked_data(context, subject, head),
        crumbs,
        href: context.href(&address),
        navigation: context.navigation(Some(subject)),
        plan,
    };
    Page { address, title, description, frame, view, body }
}
