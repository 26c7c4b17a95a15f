//! A task.

use itertools::Itertools as _;
use serde::Serialize;

use crate::inputs::plan_file::EntryColumn;
use crate::open_data;
use crate::read::{ColumnOf, Task, TaskIndex};
use crate::site::context::{Link, PageContext};
use crate::site::filled::Filled;
use crate::site::href::Href;
use crate::site::labels::RoleLabel;
use crate::site::pages::agency::AgencyContacts;
use crate::site::pieces::inline::{self, quote};
use crate::site::pieces::{
    BadgeRow, CaseCard, DeadlineView, Inline, KinTasks, Mark, Marks, Neighbour, NoteView, PartView, Passage, Phrase,
    ProgressView, RelatedTask, TopicReason, clause_title, heading,
};
use crate::site::plan_index::PlanIndex;
use crate::site::relations::NearClause;
use crate::text::address;
use crate::text::role_class::RoleClass;
use crate::text::source::Lines;

/// Characters of a quotation before and after the shared words.
const CONTEXT: usize = 24;

/// The longest quotation, in characters.
const LONGEST_QUOTE: usize = 160;

/// `/P/tasks/N/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TaskPage {
    pub number: u32,
    /// `第43项`, `一（二）`
    pub label: String,
    /// The document's own title, or a run of the task's words.
    pub short_title: Vec<Phrase>,
    /// Whether the document prints it as a title.
    pub is_title_printed: bool,
    /// The marks of the reading by which it has the title of the row above.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub title_marks: Vec<Mark>,
    /// Whether the document numbers the task; where it doesn't, the number is the site's.
    pub is_numbered: bool,
    /// The category under the domain's, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<Passage>,
    pub domain_label: String,
    pub domain_id: String,
    pub domain: Link,
    /// As read, each once, under their canonical names; none where the cells of its only part say it: a convention that
    /// makes one of a cell's agencies lead is not printed there.
    pub roles: Vec<RoleLinks>,
    /// Whom to ask: the agencies of which an editor has found it with a source.
    pub contacts: Vec<AgencyContacts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DeadlineView>,
    /// `2023年12月`; where the parts have no common date, what they print, or nothing.
    pub deadline_words: String,
    /// The day as of which `passed` speaks: `2026年11月24日`; empty where portal.toml names none.
    pub as_of: String,
    pub parts: Vec<PartView>,
    pub notes: Vec<NoteView>,
    /// How it stands, where a source is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<ProgressView>,
    pub cases: Vec<CaseCard>,
    /// How many cases, facts and states of progress speak of it.
    pub materials: usize,
    /// Whom it concerns and why (ours); topics that say the same together.
    pub topics: Vec<TopicReason>,
    /// Clauses that belong to it (ours).
    pub clauses: Vec<ClauseQuote>,
    /// Tasks that belong to it (ours).
    pub related: Vec<RelatedTask>,
    /// Tasks of other plans that it answers, or that answer it (ours).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kin: Vec<KinTasks>,
    /// Whether the program suggests related tasks and clauses, and no editor has decided.
    pub is_suggested: bool,
    /// The domain's tasks around this one, and how many there are in all.
    pub same_domain: BadgeRow,
    pub citation: String,
    /// Where it stands, for who reports an error: `附件2《…》，录入文本第197—198行`
    pub source: String,
    pub source_href: Href,
    pub data_href: Href,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<Neighbour>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Neighbour>,
}

/// The agencies that a task names in a role.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct RoleLinks {
    /// `lead`, `responsible` or `supporting`.
    pub class: &'static str,
    /// The document's own word.
    pub word: String,
    pub agencies: Vec<Link>,
}

/// A clause quoted on a task's page: an excerpt (not `[data-lines]`); `strong` are the words that an editor chose, or
/// those that it shares with the task. Without any there is no quotation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ClauseQuote {
    /// `三（一）推动试点任务落地`
    pub title: String,
    pub href: Href,
    pub quote: Vec<Inline>,
}

pub(crate) fn page(context: &PageContext, plan: &PlanIndex, index: TaskIndex) -> Filled<TaskPage> {
    let task = &plan.tasks[index];
    let number = task.number.to_string();
    let mut marks = context.listed();
    let title_marks = title_marks(plan, task, &mut marks);
    let mut parts: Vec<PartView> = task.parts.iter().map(|part| context.part(plan, task, part, &mut marks)).collect();
    let mut glosses = context.glosses(plan);
    parts.iter_mut().flat_map(|part| &mut part.text).for_each(|cell| glosses.mark(&mut cell.runs));
    let due = task.due();
    let due_words = context.due_or_words(plan, task);
    let lines = Lines {
        first: task.parts.first().map_or(1, |part| part.lines.first),
        last: task.parts.last().map_or(1, |part| part.lines.last),
    };
    let numbered = context.words.fill("task", &[("n", &number)]);
    let label = task.label.clone().filter(|label| *label != number).unwrap_or(numbered);
    let (annex, title) = plan.annex_of(task).cloned().unwrap_or_default();
    let neighbour = |index: Option<TaskIndex>| {
        let task = plan.tasks.get(index?)?;
        let href = context.href(&address::task(&plan.id, task.number));
        Some(Neighbour { number: task.number, title: heading(&task.title), href })
    };
    let text = plan.words_of(task).replace('\n', "");
    let near = &plan.relations.of_task[index];
    let clauses = near.clauses.iter().map(|near| clause_quote(context, plan, near, &text));
    let (progress, cases) = (context.progress_of(plan, task.number), context.cases_of(plan, &[task.number]));
    let named = RoleClass::ALL.into_iter().flat_map(|class| task.agencies_of(class)).unique();
    let view = TaskPage {
        number: task.number,
        label: label.clone(),
        short_title: heading(&task.title),
        is_title_printed: task.title_span.is_some_and(|span| plan.as_read(&[span]).starts_with(&task.title)),
        title_marks,
        is_numbered: task.label.is_some(),
        section: task.section.map(|section| inline::passage(plan, &[section], &mut marks)),
        domain_label: domain_label(plan, task),
        domain_id: task.domain.map(|domain| plan.domains[domain].slug.clone()).unwrap_or_default(),
        domain: context.domain_link(plan, task.domain),
        roles: if are_cells_plain(task) { Vec::new() } else { roles(context, plan, task) },
        contacts: AgencyContacts::of(context, plan, named),
        deadline: due.map(|due| context.deadline(plan, due)),
        deadline_words: due_words.clone(),
        as_of: context.as_of(),
        parts,
        notes: context.notes(plan, &marks, 0),
        clauses: clauses.collect(),
        materials: cases.len() + usize::from(progress.is_some()),
        progress,
        cases,
        topics: context.topics_of(plan, task.number, &text),
        related: near.tasks.iter().map(|&other| context.related(plan, other)).collect(),
        kin: context.kin_tasks(plan, index),
        is_suggested: near.is_suggested,
        same_domain: task.domain.map(|domain| context.neighbours(plan, domain, index)).unwrap_or_default(),
        citation: context.task_citation(plan, task),
        source: if annex.is_empty() {
            context.line_label(lines)
        } else {
            let lines = context.line_label(lines);
            context.words.fill("source_table", &[("annex", &annex), ("title", &title), ("lines", &lines)])
        },
        source_href: context.href(&address::clause(&plan.id, &format!("t{number}"))),
        data_href: context.href(&open_data::TASKS.address(&plan.id)),
        previous: neighbour(index.index().checked_sub(1).map(TaskIndex::new)),
        next: neighbour(Some(index + 1)),
    };
    let names = plan.agency_names(plan.first_agencies(task));
    let lead = if names.is_empty() { context.word("none") } else { names.join("、") };
    let deadline = Some(due_words).filter(|words| !words.is_empty()).unwrap_or_else(|| context.word("none"));
    let description =
        context.fill_for(plan, "about_task", &[("text", &text), ("lead", &lead), ("deadline", &deadline)]);
    let title = context.words.fill("title_task", &[("n", &number), ("title", &task.title)]);
    Filled::new(title, description, view)
}

fn title_marks(plan: &PlanIndex, task: &Task, marks: &mut Marks) -> Vec<Mark> {
    let (Some(title), Some(first)) = (task.title_span, task.parts.first()) else { return Vec::new() };
    let line = first.lines.first;
    // A title that stands in its own row needs no reading.
    if plan.source().line_of(title.start) == line {
        return Vec::new();
    }
    marks.of_cell(plan, line, ColumnOf::only(EntryColumn::Title))
}

/// Returns the number of a task's domain, if the document prints one.
fn domain_label(plan: &PlanIndex, task: &Task) -> String {
    task.domain.map(|domain| plan.domains[domain].numeral()).unwrap_or_default()
}

/// Checks whether a task of one part has its agencies in the roles that their cells print.
fn are_cells_plain(task: &Task) -> bool {
    let [part] = &task.parts[..] else { return false };
    part.roles.iter().flat_map(|cell| &cell.agencies.mentions).all(|mention| !mention.leads)
}

/// Returns who has each role, roles that nobody has left out.
fn roles(context: &PageContext, plan: &PlanIndex, task: &Task) -> Vec<RoleLinks> {
    let in_role = |label: &RoleLabel| {
        let cells = task.parts.iter().flat_map(|part| &part.roles);
        let cells = cells.filter(|cell| label.is_of(&cell.role));
        let mentions = cells.flat_map(|cell| &cell.agencies.mentions).filter(|mention| !mention.leads);
        let agencies = mentions.filter_map(|mention| mention.agency).unique();
        RoleLinks { class: label.class, word: label.word.clone(), agencies: context.agency_links(plan, agencies) }
    };
    let roles = plan.labels.roles.iter().unique().map(in_role);
    roles.filter(|role| !role.agencies.is_empty()).collect()
}

/// Returns the sentences of a clause around the words that show why it belongs to a task.
fn clause_quote(context: &PageContext, plan: &PlanIndex, near: &NearClause, task_text: &str) -> ClauseQuote {
    let clause = &plan.clauses[near.clause];
    let (title, href) = (clause_title(plan, clause), context.href(&address::clause(&plan.id, &clause.id)));
    let text = if clause.text.is_empty() { &clause.heading } else { &clause.text };
    let chosen = near.words.as_ref().and_then(|words| text.find(words.as_str()).map(|at| at..at + words.len()));
    let ranges = chosen.map_or_else(|| plan.relations.shared(text, task_text), |chosen| vec![chosen]);
    if ranges.is_empty() {
        return ClauseQuote { title, href, quote: Vec::new() };
    }
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
    ClauseQuote { title, href, quote: quote(&shown, &strong) }
}
