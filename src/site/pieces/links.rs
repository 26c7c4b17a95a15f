//! Links to the agencies and domains of a plan.

use crate::inputs::registry::AgencyIndex;
use crate::read::DomainIndex;
use crate::site::context::{Link, PageContext};
use crate::site::plan_index::{AgencyRole, PlanIndex};
use crate::text::address;

/// The id of the first heading over tasks that are in no domain.
const OUTSIDE: &str = "outside";

impl PageContext<'_> {
    pub(crate) fn agency_link(&self, plan: &PlanIndex, role: &AgencyRole) -> Link {
        self.link(role.title.clone(), &address::agency(&plan.id, &role.agency.id))
    }

    pub(crate) fn agency_links(&self, plan: &PlanIndex, agencies: impl Iterator<Item = AgencyIndex>) -> Vec<Link> {
        agencies.filter_map(|index| plan.agency(index)).map(|role| self.agency_link(plan, role)).collect()
    }

    pub(crate) fn domain_link(&self, plan: &PlanIndex, domain: Option<DomainIndex>) -> Link {
        domain.map(|index| &plan.domains[index]).map_or_else(Link::default, |domain| {
            self.link(domain.name.clone(), &address::domain(&plan.id, &domain.slug))
        })
    }

    /// Returns how the tasks that are in no domain are called, and where their list begins; of a plan that has none all
    /// are, which needs no word.
    pub(crate) fn outside_domains(&self, plan: &PlanIndex) -> Option<Link> {
        let title = self.words.fill("outside_domains", &[("domain", &plan.labels.domains)]);
        let list = address::plan(&plan.id, &format!("tasks/#{OUTSIDE}"));
        (!plan.domains.is_empty()).then(|| self.link(title, &list))
    }
}
