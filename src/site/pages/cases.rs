//! Typical cases and published facts.

use serde::Serialize;

use crate::content::{Case, CaseKind};
use crate::site::context::{Link, PageContext};
use crate::site::filled::Filled;
use crate::site::pagination;
use crate::site::pieces::Pagination;
use crate::site::pieces::{CaseCard, ProgressCount, TaskProgress, clause_holding, clause_title};
use crate::site::plan_index::PlanIndex;
use crate::site::subject::List;
use crate::text::address;

/// `/cases/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct CasesPage {
    pub pagination: Pagination,
    /// One a plan that has one; on the first page alone, as `progress` is.
    pub goals: Vec<CasesGoalView>,
    pub typical: Vec<CaseCard>,
    pub facts: Vec<CaseCard>,
    /// One a plan of whose tasks anybody says how they stand.
    pub progress: Vec<PlanProgress>,
}

/// How the tasks of a plan stand, where a source is given.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PlanProgress {
    pub plan: Link,
    pub counts: Vec<ProgressCount>,
    /// None where the portal has more tasks than a page lists: then they stand with their domains.
    pub tasks: Vec<TaskProgress>,
}

/// How many typical cases a plan wants, and how many there are.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct CasesGoalView {
    pub plan: Link,
    /// How many of them the portal holds: `0项`. What the document wants may be met by other things, too, so that no
    /// share of it is counted.
    pub collected: String,
    /// The document's own words.
    pub printed: String,
    /// `2025年`
    pub year: String,
    /// The clause that says so.
    pub clause: Link,
}

/// Returns a page of the list, from 1.
pub(crate) fn page(context: &PageContext, page: usize) -> Filled<CasesPage> {
    let all = pagination::of_cases(context.content);
    let cards = |kind: CaseKind| -> Vec<CaseCard> {
        let cases = all.get(page - 1).into_iter().flatten().filter(|case| case.kind == kind);
        cases.map(|case| context.case_card(case)).collect()
    };
    let plans = || context.plans.iter().copied().filter(|_| page == 1);
    let view = CasesPage {
        pagination: context.pagination(List::Cases, page, all.len()),
        goals: plans().filter_map(|plan| goal(context, plan)).collect(),
        typical: cards(CaseKind::Typical),
        facts: cards(CaseKind::Fact),
        progress: plans().map(|plan| progress(context, plan)).filter(|of| !of.counts.is_empty()).collect(),
    };
    let (title, description) = (context.page_title("nav_cases", page), context.word("about_cases"));
    Filled::new(title, description, view)
}

fn progress(context: &PageContext, plan: &PlanIndex) -> PlanProgress {
    let numbers: Vec<u32> = plan.tasks.iter().map(|task| task.number).collect();
    PlanProgress {
        plan: context.link(plan.title.clone(), &plan.address("")),
        counts: context.progress_counts(plan),
        tasks: if context.lists_all_tasks() { context.progress_of_tasks(plan, &numbers) } else { Vec::new() },
    }
}

fn goal(context: &PageContext, plan: &PlanIndex) -> Option<CasesGoalView> {
    let goal = plan.cases_goal.as_ref()?;
    let is_counted = |case: &&Case| case.plan == plan.id && case.kind == CaseKind::Typical;
    let found = context.content.cases.iter().filter(is_counted).count();
    Some(CasesGoalView {
        plan: context.link(plan.title.clone(), &plan.address("")),
        collected: context.words.fill("cases_collected", &[("n", &found.to_string())]),
        printed: plan.as_read(&[goal.span]),
        year: context.words.fill("only_year", &[("year", &goal.year.to_string())]),
        clause: clause_holding(plan, goal.span).map_or_else(Link::default, |clause| {
            context.link(clause_title(plan, clause), &address::clause(&plan.id, &clause.id))
        }),
    })
}
