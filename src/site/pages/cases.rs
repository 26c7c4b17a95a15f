//! Typical cases and published facts.

use super::super::builder::{Builder, clause_holding, clause_title};
use super::super::plan_site::{PlanSite, distinct};
use super::super::view::{CaseCard, CasePage, CasesGoalView, CasesPage, Link};
use super::super::{Body, Page, View, address};
use crate::content::{Case, CaseKind};
use crate::text::language;

pub fn pages(builder: &Builder, plans: &[PlanSite]) -> Vec<Page> {
    let mut pages = vec![all(builder, plans)];
    pages.extend(builder.content.cases.iter().enumerate().filter_map(|(at, case)| {
        let mut page = one(builder, plans, case)?;
        page.weight = at + 1;
        Some(page)
    }));
    pages
}

fn all(builder: &Builder, plans: &[PlanSite]) -> Page {
    let cards = |kind: CaseKind| -> Vec<CaseCard> {
        let cases = builder.content.cases.iter().filter(|case| case.kind == kind);
        cases.map(|case| builder.case_card(case, plan_of(plans, case))).collect()
    };
    let view = CasesPage {
        goals: plans.iter().filter_map(|site| goal(builder, site)).collect(),
        typical: cards(CaseKind::Typical),
        facts: cards(CaseKind::Fact),
    };
    let (title, description) = (builder.word("nav_cases"), builder.word("about_cases"));
    let mut page = builder.portal_page("/cases/", "cases", title, description, View::Cases(view));
    page.is_section = true;
    page
}

fn plan_of<'p>(plans: &'p [PlanSite], case: &Case) -> Option<&'p PlanSite> {
    plans.iter().find(|site| site.plan.id == case.plan)
}

fn goal(builder: &Builder, site: &PlanSite) -> Option<CasesGoalView> {
    let plan = &site.plan;
    let goal = plan.cases_goal.as_ref()?;
    let is_counted = |case: &&Case| case.plan == plan.id && case.kind == CaseKind::Typical;
    let found = builder.content.cases.iter().filter(is_counted).count();
    let [found, first, last] = [found as u32, goal.at_least, goal.at_most].map(|number| number.to_string());
    let values = [("n", found.as_str()), ("first", &first), ("last", &last)];
    Some(CasesGoalView {
        plan: builder.link(plan.title.clone(), &site.address("")),
        share: builder.words.fill("cases_share", &values),
        printed: plan.as_read(&[goal.span]),
        year: builder.words.fill("only_year", &[("year", &goal.year.to_string())]),
        clause: clause_holding(plan, goal.span).map_or_else(Link::default, |clause| {
            builder.link(clause_title(plan, clause), &address::clause(&plan.id, &clause.id))
        }),
    })
}

fn one(builder: &Builder, plans: &[PlanSite], case: &Case) -> Option<Page> {
    let site = plan_of(plans, case)?;
    let plan = &site.plan;
    let tasks: Vec<usize> = case.tasks.iter().filter_map(|&number| site.task_at(number)).collect();
    let domains = distinct(tasks.iter().filter_map(|&task| plan.tasks[task].domain));
    let view = CasePage {
        title: language::pieces(&case.title),
        label: builder.case_label(case.kind),
        meaning: builder.word(match case.kind {
            CaseKind::Typical => "case_typical_means",
            CaseKind::Fact => "case_fact_means",
        }),
        event: case.event_date.as_ref().map(|date| builder.date(date)).unwrap_or_default(),
        earlier: builder.case_earlier(case, Some(site)),
        publisher: case.publisher.clone(),
        published: builder.date(&case.published),
        reprinted_by: case.reprinted_by.clone().unwrap_or_default(),
        source_url: case.source_url.clone(),
        reviewed: builder.date(&case.reviewed),
        plan: builder.link(plan.title.clone(), &site.address("")),
        tasks: builder.tasks_by_number(site, &case.tasks),
        domains: domains.into_iter().map(|domain| builder.domain_link(site, Some(domain))).collect(),
    };
    let description = match &case.summary {
        Some(summary) => summary.clone(),
        None => {
            let values = [("title", case.title.as_str()), ("publisher", &case.publisher)];
            builder.words.fill("about_case", &values)
        }
    };
    let address = address::case(&case.slug);
    let mut page = builder.portal_page(&address, "case", case.title.clone(), description, View::Case(Box::new(view)));
    page.frame.crumbs.push(builder.link(builder.word("nav_cases"), "/cases/"));
    page.body = Body::Markdown(case.body.clone());
    Some(page)
}
