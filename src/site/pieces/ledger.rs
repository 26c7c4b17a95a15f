//! What became public of a plan's tasks, by quarter and year, and by domain. Where nothing did, it says so.

use itertools::Itertools as _;
use serde::Serialize;

use crate::read::DomainIndex;
use crate::site::context::{Link, PageContext};
use crate::site::pieces::RelatedTask;
use crate::site::pieces::evidence::Material;
use crate::site::plan_index::PlanIndex;
use crate::text::date::Date;
use crate::text::numeral::numeral;

/// A quarter: its year, and its number from 1.
type Quarter = (u16, u8);

/// What became public since the plan was signed.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Ledger {
    /// The newest first.
    pub years: Vec<LedgerYear>,
    /// One a domain, in their order.
    pub domains: Vec<LedgerDomain>,
    /// Materials that are older than the plan.
    pub before: Vec<MaterialView>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct LedgerYear {
    pub year: u16,
    pub count: usize,
    /// In order; empty ones, too.
    pub quarters: Vec<LedgerQuarter>,
    /// Materials of which only the year is known.
    pub undated: Vec<MaterialView>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct LedgerQuarter {
    /// From 1.
    pub number: u8,
    /// `第三季度`
    pub label: String,
    pub materials: Vec<MaterialView>,
}

/// How many materials speak of tasks of a domain: in each of the years, and in all.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct LedgerDomain {
    pub domain: Link,
    pub counts: Vec<usize>,
    pub total: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct MaterialView {
    pub title: Link,
    /// Who published it and when.
    pub byline: String,
    /// The slug of a case; empty for what is known of a task's progress.
    pub case: String,
    pub domains: Vec<Link>,
    pub tasks: Vec<RelatedTask>,
}

impl PageContext<'_> {
    /// Returns what became public from the plan's signature up to the day as of which the portal speaks, by the day of its
    /// publication.
    pub(crate) fn ledger(&self, plan: &PlanIndex) -> Ledger {
        let mut materials = self.materials_of(plan);
        materials.sort_by_key(|material| std::cmp::Reverse(material.published));
        let is_before = |material: &Material| plan.signed.is_some_and(|signed| material.published.is_before(signed));
        let (before, since): (Vec<Material>, Vec<Material>) = materials.into_iter().partition(is_before);
        let dates = || since.iter().map(|material| material.published);
        let first = plan.signed.or_else(|| dates().min());
        let last = self.portal.as_of.into_iter().chain(dates()).max();
        let quarters = first.zip(last).map_or_else(Vec::new, |(first, last)| quarters(first, last));
        let years: Vec<u16> = quarters.iter().rev().map(|&(year, _)| year).dedup().collect();
        Ledger {
            domains: self.ledger_domains(plan, &since, &years),
            years: years.iter().map(|&year| self.ledger_year(plan, &since, year, &quarters)).collect(),
            before: before.iter().map(|material| self.material(plan, material)).collect(),
        }
    }

    fn ledger_year(&self, plan: &PlanIndex, since: &[Material], year: u16, quarters: &[Quarter]) -> LedgerYear {
        let of = |quarter: Option<Quarter>| -> Vec<MaterialView> {
            let own = since
                .iter()
                .filter(|material| material.published.year() == year && quarter_of(material.published) == quarter);
            own.map(|material| self.material(plan, material)).collect()
        };
        let quarter = |&(_, number): &Quarter| LedgerQuarter {
            number,
            label: self.words.fill("quarter_alone", &[("quarter", &numeral(number.into()))]),
            materials: of(Some((year, number))),
        };
        LedgerYear {
            year,
            count: since.iter().filter(|material| material.published.year() == year).count(),
            quarters: quarters.iter().filter(|(of, _)| *of == year).map(quarter).collect(),
            undated: of(None),
        }
    }

    fn ledger_domains(&self, plan: &PlanIndex, since: &[Material], years: &[u16]) -> Vec<LedgerDomain> {
        let row = |index: DomainIndex| {
            let numbers = &plan.domains[index].tasks;
            let own = || since.iter().filter(|material| material.tasks.iter().any(|task| numbers.contains(task)));
            LedgerDomain {
                domain: self.domain_link(plan, Some(index)),
                counts: years.iter().map(|year| own().filter(|one| one.published.year() == *year).count()).collect(),
                total: own().count(),
            }
        };
        plan.domains.indices().map(row).collect()
    }

    fn material(&self, plan: &PlanIndex, material: &Material) -> MaterialView {
        let tasks = material.tasks.iter().filter_map(|&number| plan.task_at(number));
        let domains = tasks.filter_map(|task| plan.tasks[task].domain).unique();
        MaterialView {
            title: material.title.clone(),
            byline: material.byline.clone(),
            case: material.case.clone(),
            domains: domains.map(|domain| self.domain_link(plan, Some(domain))).collect(),
            tasks: self.tasks_by_number(plan, &material.tasks),
        }
    }
}

/// Returns the quarter of a date; `None` where only its year is known.
fn quarter_of(date: Date) -> Option<Quarter> {
    date.month().map(|month| (date.year(), (month - 1) / 3 + 1))
}

/// Returns all quarters from one date to another. A year alone counts from its first to its last.
fn quarters(first: Date, last: Date) -> Vec<Quarter> {
    let from = quarter_of(first).unwrap_or((first.year(), 1));
    let to = quarter_of(last).unwrap_or((last.year(), 4));
    let all = (from.0..=to.0).flat_map(|year| (1..=4).map(move |number| (year, number)));
    all.filter(|quarter| (from..=to).contains(quarter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_run_from_the_first_date_to_the_last() {
        let of = |first, last| quarters(Date::read(first).unwrap(), Date::read(last).unwrap());
        assert_eq!(of("2023-08-21", "2024-02"), [(2023, 3), (2023, 4), (2024, 1)]);
        assert_eq!(of("2023", "2023"), [(2023, 1), (2023, 2), (2023, 3), (2023, 4)]);
        assert_eq!(of("2024", "2023"), []);
    }
}
