//! A page of the site: what its subject says of it, and what its kind shows.

use serde::Serialize;

use crate::site::context::PageContext;
use crate::site::frame::{Frame, Head, PlanFrame};
use crate::site::linked_data::linked_data;
use crate::site::meta::meta;
use crate::site::pages;
use crate::site::subject::Subject;

/// A page of the site.
#[derive(Debug)]
pub(crate) struct Page {
    /// From the site's root: `/shi-2023/tasks/7/`.
    pub address: String,
    pub title: String,
    pub description: String,
    pub frame: Frame,
    pub view: View,
    /// What the page's body says, beside its view.
    pub body: Body,
}

/// What the Markdown body of a page holds.
#[derive(Debug, Clone)]
pub(crate) enum Body {
    Empty,
    /// Written by an editor: `content/pages/NAME.md`, without its front matter.
    Markdown(String),
}

/// The page struct of its kind.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(crate) enum View {
    Home(pages::home::HomePage),
    Plan(pages::plan::PlanPage),
    Policy(pages::policy::PolicyPage),
    Tasks(pages::tasks::TasksPage),
    Task(Box<pages::task::TaskPage>),
    Domains(pages::domains::DomainsPage),
    Domain(pages::domain::DomainPage),
    Agencies(pages::agencies::AgenciesPage),
    Agency(pages::agency::AgencyPage),
    Deadlines(pages::deadlines::DeadlinesPage),
    Deadline(pages::deadline::DeadlinePage),
    Members(pages::members::MembersPage),
    Errata(pages::errata::ErrataPage),
    Data(pages::data::DataPage),
    Sitemap(pages::sitemap::SitemapPage),
    Search(pages::search::SearchPage),
    My(pages::my::MyPage),
    Cases(pages::cases::CasesPage),
    Case(Box<pages::case::CasePage>),
    Topics(pages::topics::TopicsPage),
    Topic(pages::topic::TopicPage),
    Text {},
}

impl PageContext<'_> {
    /// Makes the page of a subject: what else names or describes it follows from that.
    pub(crate) fn page(&self, subject: Subject, title: String, description: String, view: View) -> Page {
        let plan = subject.plan().map(|plan| PlanFrame {
            id: plan.id.clone(),
            title: plan.title.clone(),
            document_number: plan.document_number.clone().unwrap_or_default(),
            labels: plan.labels.clone(),
            navigation: self.plan_navigation(plan, subject.part()),
        });
        let address = subject.address();
        let crumbs = self.crumbs(subject);
        let head = Head { title: &title, description: &description, crumbs: &crumbs };
        let frame = Frame {
            kind: subject.kind(),
            meta: meta(self, subject, head),
            linked_data: linked_data(self, subject, head),
            crumbs,
            href: self.href(&address),
            plan,
        };
        Page { address, title, description, frame, view, body: Body::Empty }
    }
}
