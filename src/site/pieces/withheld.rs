//! Tasks that the document numbers and doesn't print.

use itertools::Itertools as _;

use crate::read::{DomainIndex, Withheld};
use crate::site::context::PageContext;
use crate::site::plan_index::PlanIndex;

impl PageContext<'_> {
    /// Returns which numbers a plan leaves out: `原文没有印第15—20项。`
    pub(crate) fn withheld(&self, plan: &PlanIndex) -> Option<String> {
        let label = |gap: &Withheld| {
            let domain = gap.domain.filter(|_| gap.restarts).map(|index| plan.domains[index].name.as_str());
            format!("{}{}", domain.unwrap_or_default(), self.numbers(gap))
        };
        self.not_printed(plan.withheld.iter().map(label))
    }

    /// Returns which numbers a domain leaves out; of a domain that the document names and gives no task, that it is so.
    pub(crate) fn withheld_in(&self, plan: &PlanIndex, domain: DomainIndex) -> Option<String> {
        let gaps = plan.withheld.iter().filter(|gap| gap.domain == Some(domain));
        let is_empty = plan.domains[domain].tasks.is_empty() && !plan.domains[domain].cells.is_empty();
        if is_empty { Some(self.word("withheld_domain")) } else { self.not_printed(gaps.map(|gap| self.numbers(gap))) }
    }

    fn numbers(&self, gap: &Withheld) -> String {
        self.words.fill("task", &[("n", &gap.label())])
    }

    fn not_printed(&self, mut numbers: impl Iterator<Item = String>) -> Option<String> {
        let numbers = numbers.join(self.words.get("list_comma"));
        (!numbers.is_empty()).then(|| self.words.fill("withheld", &[("numbers", &numbers)]))
    }
}
