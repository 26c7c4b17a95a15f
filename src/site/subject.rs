//! What a page is about. Its address, kind and place follow from it, and no other file names them.

use crate::content::{Case, Content, Reader, TextPage, Topic};
use crate::read::{DomainIndex, TaskIndex};
use crate::site::pagination;
use crate::site::plan_index::{PlanIndex, RoleIndex};
use crate::text::address;

/// What a page is about.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Subject<'a> {
    Home,
    Search,
    Data,
    /// What each edition changed.
    Changes,
    Sitemap,
    Cases,
    /// A further page of a list, from the second on.
    Further(List, usize),
    Case(&'a PlanIndex, &'a Case),
    Topics,
    Topic(&'a Topic),
    /// The questions that lead a reader to what concerns them.
    Readers,
    Reader(&'a Reader),
    /// The reader's own list of tasks, under what an editor wrote. It is there in any case: every page leads to it.
    My(Option<&'a TextPage>),
    Text(&'a TextPage),
    Of(&'a PlanIndex, PlanSubject),
}

/// A list of the portal that grows with it, and goes on at `…/page/2/` past its bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    Cases,
    Changes,
}

impl List {
    fn whole<'a>(self) -> Subject<'a> {
        match self {
            Self::Cases => Subject::Cases,
            Self::Changes => Subject::Changes,
        }
    }

    /// Returns the lists' further pages, of so many pages in all.
    fn further<'a>(self, pages: usize) -> impl Iterator<Item = Subject<'a>> {
        (2..=pages).map(move |page| Subject::Further(self, page))
    }

    /// Returns the address of one of its pages, the first being 1.
    pub(crate) fn address(self, page: usize) -> String {
        if page > 1 { Subject::Further(self, page).address() } else { self.whole().address() }
    }
}

/// What of a plan a page is about; tasks, domains, agencies and deadlines by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlanSubject {
    Plan,
    Policy,
    Tasks,
    Task(TaskIndex),
    Domains,
    Domain(DomainIndex),
    Agencies,
    Agency(RoleIndex),
    Deadlines,
    Deadline(usize),
    Organisation,
    Members,
    Errata,
}

impl<'a> Subject<'a> {
    /// Returns everything that has a page and belongs to no plan, the site map aside, which lists them.
    pub(crate) fn of_portal(plans: &'a [PlanIndex], content: &'a Content) -> Vec<Self> {
        let mut all = vec![Self::Home, Self::Search, Self::Data];
        all.extend(Self::texts(content));
        all.push(Self::my(content));
        all.push(Self::Cases);
        all.extend(List::Cases.further(pagination::of_cases(content).len()));
        all.extend(content.cases.iter().filter_map(|case| {
            let plan = plans.iter().find(|plan| plan.id == case.plan)?;
            Some(Self::Case(plan, case))
        }));
        all.push(Self::Topics);
        all.extend(content.topics.iter().map(Self::Topic));
        if !content.readers.is_empty() {
            all.push(Self::Readers);
        }
        all.extend(content.readers.iter().map(Self::Reader));
        all.extend(Self::changes(content));
        all.extend(List::Changes.further(pagination::of_editions(content).len()));
        all
    }

    /// Returns the sections of the portal: what there is, and lists with something in them.
    pub(crate) fn sections(content: &'a Content) -> Vec<Self> {
        let readers = (!content.readers.is_empty()).then_some(Self::Readers);
        let topics = (!content.topics.is_empty()).then_some(Self::Topics);
        let mut entries: Vec<Self> = [readers, topics, Self::evidence(content)].into_iter().flatten().collect();
        entries.extend([Self::my(content), Self::Data]);
        entries.extend(Self::texts(content));
        entries.extend(Self::changes(content));
        entries.push(Self::Sitemap);
        entries
    }

    /// Returns what tells of the site's own changes, where an edition has been recorded.
    fn changes(content: &Content) -> Option<Self> {
        (!content.editions.is_empty()).then_some(Self::Changes)
    }

    /// Returns what leads readers to the tasks that concern them.
    fn for_readers(content: &Content) -> Option<Self> {
        let topics = (!content.topics.is_empty()).then_some(Self::Topics);
        if content.readers.is_empty() { topics } else { Some(Self::Readers) }
    }

    /// Returns what tells of results.
    fn evidence(content: &Content) -> Option<Self> {
        (!content.cases.is_empty()).then_some(Self::Cases)
    }

    /// Returns what most readers come for: the tasks that concern them, those of a plan, its text and agencies, results.
    pub(crate) fn main(content: &'a Content, plan: Option<&'a PlanIndex>) -> Vec<Self> {
        let of_plan = plan.into_iter().flat_map(|plan| {
            let has = PlanSubject::sections(plan);
            let wanted = [PlanSubject::Tasks, PlanSubject::Policy, PlanSubject::Agencies].into_iter();
            wanted.filter(move |part| has.contains(part)).map(move |part| Self::Of(plan, part))
        });
        Self::for_readers(content).into_iter().chain(of_plan).chain(Self::evidence(content)).collect()
    }

    fn texts(content: &'a Content) -> impl Iterator<Item = Self> {
        content.pages.iter().filter(|text| text.name != address::MY).map(Self::Text)
    }

    fn my(content: &'a Content) -> Self {
        Self::My(content.pages.iter().find(|text| text.name == address::MY))
    }

    /// Returns the name of its template, which is the class of its page as well.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Search => "search",
            Self::Data => "data",
            Self::Changes => "changes",
            Self::Sitemap => "sitemap",
            Self::Cases => "cases",
            Self::Further(list, _) => list.whole().kind(),
            Self::Case(..) => "case",
            Self::Topics => "topics",
            Self::Topic(_) => "topic",
            Self::Readers => "for",
            Self::Reader(_) => "reader",
            Self::My(_) => "my",
            Self::Text(_) => "text",
            Self::Of(_, part) => part.kind(),
        }
    }

    /// Returns its address, from the site's root.
    pub(crate) fn address(&self) -> String {
        match self {
            Self::Home => "/".to_owned(),
            Self::Search => address::portal(address::SEARCH),
            Self::Data => address::portal(address::DATA),
            Self::Changes => address::portal(address::CHANGES),
            Self::Sitemap => address::portal(address::SITEMAP),
            Self::Cases => address::portal(address::CASES),
            Self::Further(list, page) => format!("{}page/{page}/", list.whole().address()),
            Self::Case(_, case) => address::case(&case.slug),
            Self::Topics => address::portal(address::TOPICS),
            Self::Topic(topic) => address::topic(&topic.slug),
            Self::Readers => address::portal(address::FOR),
            Self::Reader(reader) => address::reader(&reader.slug),
            Self::My(_) => address::portal(address::MY),
            Self::Text(text) => address::portal(&text.name),
            Self::Of(plan, part) => part.address(plan),
        }
    }

    /// Returns the plan that it belongs to.
    pub(crate) fn plan(&self) -> Option<&'a PlanIndex> {
        match self {
            Self::Of(plan, _) => Some(plan),
            _ => None,
        }
    }

    /// Returns what of its plan it is.
    pub(crate) fn part(&self) -> Option<PlanSubject> {
        match self {
            Self::Of(_, part) => Some(*part),
            _ => None,
        }
    }

    /// Returns the section that it stands in; a section is its own.
    pub(crate) fn section(self) -> Self {
        match self {
            Self::Case(..) => Self::Cases,
            Self::Further(list, _) => list.whole(),
            Self::Topic(_) => Self::Topics,
            Self::Reader(_) => Self::Readers,
            Self::Of(plan, part) => Self::Of(plan, part.section()),
            section => section,
        }
    }

    /// Returns what leads to it.
    pub(crate) fn parent(&self) -> Option<Self> {
        match *self {
            Self::Home => None,
            Self::Of(_, PlanSubject::Plan) => Some(Self::Home),
            Self::Of(plan, part) if part == part.section() => Some(Self::Of(plan, PlanSubject::Plan)),
            Self::Of(..) | Self::Case(..) | Self::Further(..) | Self::Topic(_) | Self::Reader(_) => {
                Some(self.section())
            }
            _ => Some(Self::Home),
        }
    }

    /// Checks whether its page is one text, and not a list of others.
    pub(crate) fn is_article(&self) -> bool {
        matches!(
            self,
            Self::Of(_, PlanSubject::Policy | PlanSubject::Task(_))
                | Self::Case(..)
                | Self::Topic(_)
                | Self::Reader(_)
                | Self::Text(_)
                | Self::My(_)
        )
    }
}

impl PlanSubject {
    /// The parts that a plan's navigation lists, in its order.
    const SECTIONS: [Self; 9] = [
        Self::Plan,
        Self::Policy,
        Self::Tasks,
        Self::Domains,
        Self::Agencies,
        Self::Deadlines,
        Self::Organisation,
        Self::Members,
        Self::Errata,
    ];

    /// Returns the sections that a plan has.
    pub(crate) fn sections(plan: &PlanIndex) -> Vec<Self> {
        let has = |section: &Self| match section {
            Self::Tasks => !plan.tasks.is_empty(),
            Self::Domains => !plan.domains.is_empty(),
            Self::Agencies => !plan.agencies.is_empty(),
            Self::Deadlines => plan.has_deadlines(),
            Self::Organisation => plan.organisation.is_some(),
            Self::Members => !plan.members.is_empty(),
            _ => true,
        };
        Self::SECTIONS.into_iter().filter(has).collect()
    }

    /// Returns everything of a plan that has a page.
    pub(crate) fn all(plan: &PlanIndex) -> Vec<Self> {
        let with_items = |section: Self| {
            let items: Vec<Self> = match section {
                Self::Tasks => plan.tasks.indices().map(Self::Task).collect(),
                Self::Domains => plan.domains.indices().map(Self::Domain).collect(),
                Self::Agencies => plan.agencies.indices().map(Self::Agency).collect(),
                Self::Deadlines => (0..plan.deadlines.len()).map(Self::Deadline).collect(),
                _ => Vec::new(),
            };
            std::iter::once(section).chain(items)
        };
        Self::sections(plan).into_iter().flat_map(with_items).collect()
    }

    /// Returns the section that it stands in; a section is its own.
    pub(crate) fn section(self) -> Self {
        match self {
            Self::Task(_) => Self::Tasks,
            Self::Domain(_) => Self::Domains,
            Self::Agency(_) => Self::Agencies,
            Self::Deadline(_) => Self::Deadlines,
            section => section,
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Policy => "policy",
            Self::Tasks => "tasks",
            Self::Task(_) => "task",
            Self::Domains => "domains",
            Self::Domain(_) => "domain",
            Self::Agencies => "agencies",
            Self::Agency(_) => "agency",
            Self::Deadlines => "deadlines",
            Self::Deadline(_) => "deadline",
            Self::Organisation => "organisation",
            Self::Members => "members",
            Self::Errata => "errata",
        }
    }

    /// Returns its address in a plan, from the site's root.
    pub(crate) fn address(self, plan: &PlanIndex) -> String {
        match self {
            Self::Plan => address::plan(&plan.id, ""),
            Self::Task(task) => address::task(&plan.id, plan.tasks[task].number),
            Self::Domain(domain) => address::domain(&plan.id, &plan.domains[domain].slug),
            Self::Agency(agency) => address::agency(&plan.id, &plan.agencies[agency].agency.id),
            Self::Deadline(deadline) => address::deadline(&plan.id, plan.deadlines[deadline].0),
            section => address::plan(&plan.id, &format!("{}/", section.kind())),
        }
    }
}
