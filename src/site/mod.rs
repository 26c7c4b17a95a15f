//! Plans → [`Site`]: every page, its address, every link between pages.

pub mod address;
mod builder;
mod cards;
mod linked_data;
mod marks;
mod meta;
mod notes;
mod pages;
pub mod plan_site;
pub mod relations;
mod runs;
pub mod view;

pub use builder::clause_title;
pub use plan_site::{AgencyRole, PlanSite};

use crate::content::Content;
use crate::inputs::catalogue::Catalogue;
use crate::inputs::lexicon::Lexicon;
use crate::inputs::portal::Portal;
use crate::inputs::registry::Registry;
use crate::read::Plan;
use serde::Serialize;
use view::Frame;

/// The whole portal, before anything is written.
#[derive(Debug)]
pub struct Site {
    pub portal: Portal,
    pub words: Catalogue,
    /// In the order of `portal.toml`.
    pub plans: Vec<PlanSite>,
    /// What editors say of these plans.
    pub content: Content,
    /// Sorted by address.
    pub pages: Vec<Page>,
    /// The portal's navigation; entries without content are left out.
    pub navigation: Vec<view::Link>,
    /// The navigation of the plan, where there is only one: then every page has it.
    pub plan_navigation: Vec<view::NavigationEntry>,
}

impl Site {
    /// `《…》（武政办〔2023〕84号）附件2第7项`
    pub fn task_citation(&self, plan: &PlanSite, number: u32) -> String {
        builder::Builder::new(&self.portal, &self.words, &self.content).task_citation(plan, number)
    }
}

/// A page of the site.
#[derive(Debug)]
pub struct Page {
    /// From the site's root: `/wuhan-2023/tasks/7/`.
    pub address: String,
    pub title: String,
    pub description: String,
    /// Whether pages stand below it: then Zola calls it a section.
    pub is_section: bool,
    /// Its place among its neighbours.
    pub weight: usize,
    pub frame: Frame,
    pub view: View,
    /// What the page's body says, beside its view.
    pub body: Body,
}

/// What the Markdown body of a page holds.
#[derive(Debug, Clone)]
pub enum Body {
    Empty,
    /// Written by an editor: `content/pages/NAME.md`, without its front matter.
    Markdown(String),
}

/// The page struct of its kind.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum View {
    Home(view::HomePage),
    Plan(view::PlanPage),
    Policy(view::PolicyPage),
    Tasks(view::TasksPage),
    Task(Box<view::TaskPage>),
    Domains(view::DomainsPage),
    Domain(view::DomainPage),
    Agencies(view::AgenciesPage),
    Agency(view::AgencyPage),
    Deadlines(view::DeadlinesPage),
    Deadline(view::DeadlinePage),
    Members(view::MembersPage),
    Errata(view::ErrataPage),
    Data(view::DataPage),
    Sitemap(view::SitemapPage),
    Search(view::SearchPage),
    My(view::MyPage),
    Cases(view::CasesPage),
    Case(Box<view::CasePage>),
    Topics(view::TopicsPage),
    Topic(view::TopicPage),
    Text {},
}

/// Builds the site. `plans` are in the order in which they are published; of the lexicon it takes the stock phrases.
pub fn site(
    portal: Portal,
    words: Catalogue,
    plans: Vec<Plan>,
    registry: &Registry,
    lexicon: &Lexicon,
    mut content: Content,
) -> Site {
    content.keep_plans(|id| plans.iter().any(|plan| plan.id == id));
    let plans = plans.into_iter().map(|plan| PlanSite::new(plan, registry, &words, &lexicon.stock_phrases));
    let plans: Vec<PlanSite> = plans.collect();
    let mut pages = Vec::new();
    let (navigation, plan_navigation) = {
        let builder = builder::Builder::new(&portal, &words, &content);
        for plan in &plans {
            pages.extend(pages::of_plan(&builder, plan));
        }
        pages.extend(pages::of_portal(&builder, &plans));
        for page in &mut pages {
            page.frame.meta = meta::meta(&builder, &plans, page);
            page.frame.linked_data = linked_data::linked_data(&builder, &plans, page);
        }
        let only = if let [plan] = &plans[..] { builder.plan_navigation(plan, None) } else { Vec::new() };
        (builder.portal_navigation(), only)
    };
    pages.sort_by(|a, b| a.address.cmp(&b.address));
    Site { portal, words, plans, content, pages, navigation, plan_navigation }
}
