//! The navigation of the portal and of a plan, and the way to a page: only what there is.

use crate::site::context::{Link, PageContext};
use crate::site::frame::{Navigation, NavigationEntry};
use crate::site::plan_index::PlanIndex;
use crate::site::subject::{List, PlanSubject, Subject};

impl PageContext<'_> {
    /// Returns the ways from the page of a subject, or from one outside all of them.
    pub(crate) fn navigation(&self, subject: Option<Subject>) -> Navigation {
        let only = if let [plan] = self.plans[..] { Some(plan) } else { None };
        let plan = subject.and_then(|subject| subject.plan()).or(only);
        let section = subject.map(|subject| subject.section().address());
        let entry = |of: Subject| {
            let address = of.address();
            let title = match of {
                Subject::Of(plan, part) => self.fill_for(plan, section_key(part), &[]),
                portal => self.title(portal),
            };
            NavigationEntry { title, href: self.href(&address), current: section.as_ref() == Some(&address) }
        };
        let sections = |plan| PlanSubject::sections(plan).into_iter().map(move |part| Subject::Of(plan, part));
        Navigation {
            main: Subject::main(self.ways, plan).into_iter().map(entry).collect(),
            plan: plan.into_iter().flat_map(sections).map(entry).collect(),
            portal: Subject::sections(self.ways).into_iter().map(entry).collect(),
        }
    }

    /// Returns links to the sections of a plan, its first page aside.
    pub(crate) fn links_of_plan(&self, plan: &PlanIndex) -> Vec<Link> {
        let sections = PlanSubject::sections(plan).into_iter().filter(|section| *section != PlanSubject::Plan);
        sections.map(|section| self.link_to(Subject::Of(plan, section))).collect()
    }

    /// Returns the way to a page from the portal's home; the page itself is not in it.
    pub(crate) fn crumbs(&self, subject: Subject) -> Vec<Link> {
        let parents = std::iter::successors(subject.parent(), Subject::parent);
        let mut crumbs: Vec<Link> = parents.map(|parent| self.link_to(parent)).collect();
        crumbs.reverse();
        crumbs
    }

    fn link_to(&self, subject: Subject) -> Link {
        self.link(self.title(subject), &subject.address())
    }

    /// Returns what links call a page.
    fn title(&self, subject: Subject) -> String {
        match subject {
            Subject::Home => self.word("home"),
            Subject::Search => self.word("nav_search"),
            Subject::Data => self.word("nav_data"),
            Subject::Changes => self.word("nav_changes"),
            Subject::Sitemap => self.word("nav_sitemap"),
            Subject::Cases => self.word("nav_cases"),
            Subject::Further(List::Cases, page) => self.page_title("nav_cases", page),
            Subject::Further(List::Changes, page) => self.page_title("nav_changes", page),
            Subject::Topics => self.word("nav_topics"),
            Subject::Case(_, case) => case.title.clone(),
            Subject::Topic(topic) => topic.title.clone(),
            Subject::Readers => self.word("nav_for"),
            Subject::Reader(reader) => reader.title.clone(),
            Subject::My(_) => self.word("nav_my"),
            Subject::Text(text) => text.title.clone(),
            Subject::Of(plan, PlanSubject::Plan) => plan.title.clone(),
            Subject::Of(plan, part) => self.fill_for(plan, section_key(part), &[]),
        }
    }
}

/// Returns the word of the section that a part stands in.
fn section_key(part: PlanSubject) -> &'static str {
    match part {
        PlanSubject::Plan => "nav_plan",
        PlanSubject::Policy => "nav_policy",
        PlanSubject::Tasks | PlanSubject::Task(_) => "nav_tasks",
        PlanSubject::Domains | PlanSubject::Domain(_) => "nav_domains",
        PlanSubject::Agencies | PlanSubject::Agency(_) => "nav_agencies",
        PlanSubject::Deadlines | PlanSubject::Deadline(_) => "nav_deadlines",
        PlanSubject::Organisation => "nav_organisation",
        PlanSubject::Members => "nav_members",
        PlanSubject::Errata => "nav_errata",
    }
}
