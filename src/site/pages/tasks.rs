//! All tasks, and a page for each.

use super::super::builder::{Builder, clause_title};
use super::super::plan_site::{AgencyRole, PlanSite};
use super::super::runs::quote;
use super::super::view::{ClauseQuote, FacetOption, TaskPage, TasksPage};
use super::super::{Page, View, address};
use crate::open_data;
use crate::parse::numeral::numeral;
use crate::text::source::Lines;

/// Characters of a quotation before and after the shared words.
const CONTEXT: usize = 24;
/// The longest quotation, in characters.
const LONGEST_QUOTE: usize = 160;

pub fn pages(builder: &Builder, site: &PlanSite) -> Vec<Page> {
    if site.plan.tasks.is_empty() {
        return Vec::new();
    }
    let mut pages = vec![all(builder, site)];
    pages.extend((0..site.plan.tasks.len()).map(|task| one(builder, site, task)));
    pages
}

fn all(builder: &Builder, site: &PlanSite) -> Page {
    let plan = &site.plan;
    let tasks: Vec<usize> = (0..plan.tasks.len()).collect();
    let option = |id: &str, title: &str, href: String, count: usize| FacetOption {
        id: id.to_owned(),
        title: title.to_owned(),
        href,
        count,
    };
    let domains = plan.domains.iter().map(|domain| {
        option(&domain.slug, &domain.name, builder.href(&address::domain(&plan.id, &domain.slug)), domain.tasks.len())
    });
    let agencies = site.agencies.iter().filter(|role| role.is_named()).map(|role| {
        let agency = &role.agency;
        option(&agency.id, &agency.name, builder.href(&address::agency(&plan.id, &agency.id)), count(role))
    });
    // Those that are named most come first: one of fifty is found by its place, or by its name.
    let mut agencies: Vec<FacetOption> = agencies.collect();
    agencies.sort_by_key(|option| std::cmp::Reverse(option.count));
    let view = TasksPage {
        tasks: builder.task_rows(site, &tasks),
        domains: domains.collect(),
        agencies,
        deadlines: builder.deadlines(site),
    };
    let description = builder.words.fill("about_tasks", &[("n", &tasks.len().to_string())]);
    builder.plan_page(site, "tasks/", "tasks", builder.word("title_tasks"), description, View::Tasks(view))
}

/// How many tasks name an agency, in either role.
fn count(role: &AgencyRole) -> usize {
    role.lead.len() + role.responsible.iter().filter(|task| !role.lead.contains(task)).count()
}

fn one(builder: &Builder, site: &PlanSite, index: usize) -> Page {
    let plan = &site.plan;
    let task = &plan.tasks[index];
    let number = task.number.to_string();
    let mut marks = builder.listed();
    let parts = task.parts.iter().map(|part| builder.part(site, index, part, &mut marks)).collect();
    let due = plan.due(task);
    let lead = builder.agency_links(site, &site.lead(task));
    let lines = Lines {
        first: task.parts.first().map_or(1, |part| part.line),
        last: task.parts.last().map_or(1, |part| part.line),
    };
    let label = builder.words.fill("task", &[("n", &number)]);
    let (annex, title) = site.table_annex.clone().unwrap_or_default();
    let neighbour = |index: Option<usize>| {
        index.filter(|&index| index < plan.tasks.len()).map(|index| builder.related(site, index))
    };
    let text = task.parts.iter().map(|part| plan.as_read(&[part.text.span])).collect::<String>();
    let clauses =
        site.relations.clauses_of_task[index].iter().map(|&clause| clause_quote(builder, site, clause, &text));
    let view = TaskPage {
        number: task.number,
        label: label.clone(),
        short_title: plan.titles[index].clone(),
        domain_label: task.domain.map(|domain| numeral(plan.domains[domain].number)).unwrap_or_default(),
        domain: builder.domain_link(site, task.domain),
        responsible: builder.agency_links(site, &site.responsible(task)),
        deadline: due.map(|due| builder.deadline(site, due)),
        as_of: builder.as_of(),
        parts,
        notes: builder.notes(site, &marks, 0),
        clauses: clauses.collect(),
        progress: builder.progress_of(site, task.number),
        cases: builder.cases_of(site, &[task.number]),
        topics: builder.topics_of(site, task.number),
        related: site.relations.tasks_of_task[index].iter().map(|&other| builder.related(site, other)).collect(),
        same_domain: task.domain.map(|domain| builder.neighbours(site, domain, index)).unwrap_or_default(),
        citation: builder.task_citation(site, task.number),
        source: if annex.is_empty() {
            builder.line_label(lines)
        } else {
            let lines = builder.line_label(lines);
            builder.words.fill("source_table", &[("annex", &annex), ("title", &title), ("lines", &lines)])
        },
        source_href: builder.href(&address::clause(&plan.id, &format!("t{number}"))),
        data_href: builder.href(&open_data::TASKS.address(&site.plan.id)),
        previous: neighbour(index.checked_sub(1)),
        next: neighbour(Some(index + 1)),
        lead: lead.clone(),
    };
    let names: Vec<&str> = lead.iter().map(|link| link.title.as_str()).collect();
    let lead = if names.is_empty() { builder.word("none") } else { names.join("、") };
    let deadline = due.map_or_else(|| builder.word("none"), |due| builder.month(due));
    let description = builder.words.fill("about_task", &[("text", &text), ("lead", &lead), ("deadline", &deadline)]);
    let title = builder.words.fill("title_task", &[("n", &number), ("title", &plan.titles[index])]);
    let mut page =
        builder.plan_page(site, &format!("tasks/{number}/"), "task", title, description, View::Task(Box::new(view)));
    page.weight = task.number as usize;
    page
}

/// The sentences of a clause around the words that it shares with a task.
fn clause_quote(builder: &Builder, site: &PlanSite, clause: usize, task_text: &str) -> ClauseQuote {
    let plan = &site.plan;
    let clause = &plan.clauses[clause];
    let text = if clause.text.is_empty() { &clause.heading } else { &clause.text };
    let ranges = site.relations.shared(text, task_text);
    let char_at: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let position = |byte: usize| char_at.partition_point(|&at| at < byte);
    let first = ranges.first().map_or(0, |range| position(range.start));
    let last = ranges.last().map_or(0, |range| position(range.end));
    let from = first.saturating_sub(CONTEXT);
    let to = (last + CONTEXT).min(from + LONGEST_QUOTE).min(char_at.len() - 1);
    let (start, end) = (char_at[from], char_at[to.max(from)]);
    let excerpt = &text[start..end];
    let before = if start > 0 { "……" } else { "" };
    let after = if end < text.len() { "……" } else { "" };
    let shown = format!("{before}{excerpt}{after}");
    let strong: Vec<std::ops::Range<usize>> = ranges
        .iter()
        .filter(|range| range.start >= start && range.end <= end)
        .map(|range| range.start - start + before.len()..range.end - start + before.len())
        .collect();
    ClauseQuote {
        title: clause_title(plan, clause),
        href: builder.href(&address::clause(&plan.id, &clause.id)),
        quote: quote(&shown, &strong),
    }
}
