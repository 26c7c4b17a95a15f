//! Cases in a list. Theirs who published them, never the document's.

use serde::Serialize;

use crate::content::{Case, CaseKind};
use crate::site::context::PageContext;
use crate::site::href::Href;
use crate::site::pieces::{Phrase, heading};
use crate::site::plan_index::PlanIndex;
use crate::text::address;
use crate::text::english::{self, LangSpan};

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct CaseCard {
    pub slug: String,
    pub title: Vec<Phrase>,
    pub href: Href,
    /// `典型案例`, `公开报道`
    pub label: String,
    /// Empty where the editor wrote none.
    pub summary: Vec<LangSpan>,
    /// `荆楚网，2024年9月19日`
    pub byline: String,
    /// Says that it happened before the plan was signed; else empty.
    pub earlier: String,
    /// The id of its plan.
    pub of: String,
}

impl PageContext<'_> {
    pub(crate) fn case_label(&self, kind: CaseKind) -> String {
        self.word(match kind {
            CaseKind::Typical => "case_typical",
            CaseKind::Fact => "case_fact",
        })
    }

    /// Says that what a case tells of is older than its plan; else nothing.
    pub(crate) fn case_earlier(&self, case: &Case, plan: Option<&PlanIndex>) -> String {
        let signed = plan.and_then(|plan| plan.signed);
        match signed.filter(|signed| case.event_date.is_some_and(|event| event.is_before(*signed))) {
            Some(signed) => self.words.fill("case_earlier", &[("date", &self.date(signed))]),
            None => String::new(),
        }
    }

    /// Returns who published it and when; the day of a reprint is the reprinter's.
    pub(crate) fn byline(&self, case: &Case) -> String {
        let date = self.date(case.published);
        match &case.reprinted_by {
            Some(reprinter) => self.words.fill(
                "case_byline_reprint",
                &[("publisher", &case.publisher), ("reprinter", reprinter), ("date", &date)],
            ),
            None => self.words.fill("case_byline", &[("publisher", &case.publisher), ("date", &date)]),
        }
    }

    pub(crate) fn case_card(&self, case: &Case) -> CaseCard {
        let plan = self.plans.iter().copied().find(|plan| plan.id == case.plan);
        CaseCard {
            slug: case.slug.clone(),
            title: heading(&case.title),
            href: self.href(&address::case(&case.slug)),
            label: self.case_label(case.kind),
            summary: english::split_by_language(case.summary.as_deref().unwrap_or_default()),
            byline: self.byline(case),
            earlier: self.case_earlier(case, plan),
            of: case.plan.clone(),
        }
    }

    /// Returns the cases that have to do with one of these tasks of a plan.
    pub(crate) fn cases_of(&self, plan: &PlanIndex, tasks: &[u32]) -> Vec<CaseCard> {
        let is_near = |case: &&Case| case.plan == plan.id && case.tasks.iter().any(|task| tasks.contains(task));
        self.content.cases.iter().filter(is_near).map(|case| self.case_card(case)).collect()
    }
}
