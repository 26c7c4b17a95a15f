//! The navigation of the portal and of a plan: only what there is.

use crate::site::context::{Link, PageContext};
use crate::site::frame::NavigationEntry;
use crate::site::plan_index::{AgencyRole, PlanIndex};

impl PageContext<'_> {
    pub fn portal_navigation(&self) -> Vec<Link> {
        let entries = [
            ("nav_topics", "/topics/", !self.content.topics.is_empty()),
            ("nav_cases", "/cases/", !self.content.cases.is_empty()),
            ("nav_my", "/my/", true),
            ("nav_data", "/data/", true),
            ("nav_about", "/about/", true),
            ("nav_accessibility", "/accessibility/", true),
            ("nav_privacy", "/privacy/", true),
            ("nav_sitemap", "/sitemap/", true),
        ];
        entries.iter().filter(|(_, _, has)| *has).map(|(key, address, _)| self.link(self.word(key), address)).collect()
    }

    /// The navigation of a plan, for a page in one of its sections or elsewhere.
    pub fn plan_navigation(&self, plan: &PlanIndex, section: Option<&str>) -> Vec<NavigationEntry> {
        let entry = |(key, path): (&str, &str)| NavigationEntry {
            title: self.word(key),
            href: self.href(&plan.address(path)),
            current: Some(path.trim_end_matches('/')) == section,
        };
        self.navigation_entries(plan).into_iter().map(entry).collect()
    }

    /// A plan's navigation: word and path; what the plan hasn't got is left out.
    pub fn navigation_entries(&self, plan: &PlanIndex) -> Vec<(&'static str, &'static str)> {
        let entries = [
            ("nav_plan", "", true),
            ("nav_policy", "policy/", true),
            ("nav_tasks", "tasks/", !plan.tasks.is_empty()),
            ("nav_domains", "domains/", !plan.domains.is_empty()),
            ("nav_agencies", "agencies/", plan.agencies.iter().any(AgencyRole::is_named)),
            ("nav_deadlines", "deadlines/", !plan.deadlines.is_empty()),
            ("nav_members", "members/", !plan.members.is_empty()),
            ("nav_errata", "errata/", true),
        ];
        entries.into_iter().filter(|(_, _, has)| *has).map(|(key, path, _)| (key, path)).collect()
    }

    pub fn links_of_plan(&self, plan: &PlanIndex) -> Vec<Link> {
        let entries = self.navigation_entries(plan).into_iter().skip(1);
        entries.map(|(key, path)| self.link(self.word(key), &plan.address(path))).collect()
    }
}
