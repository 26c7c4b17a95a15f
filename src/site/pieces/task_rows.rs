//! Tasks in a list: by number and title, or with their own words in full.

use std::ops::Range;

use itertools::Itertools as _;
use serde::Serialize;

use crate::inputs::plan_file::EntryColumn;
use crate::read::task::{Cell, ExtraCell};
use crate::read::{ColumnOf, DomainIndex, Part, RoleCell, Task, TaskIndex};
use crate::site::context::{Link, PageContext};
use crate::site::href::Href;
use crate::site::labels::RoleLabel;
use crate::site::pieces::inline::RunRange;
use crate::site::pieces::{Inline, Mark, Marks, Passage, Phrase, heading, inline};
use crate::site::plan_index::PlanIndex;
use crate::text::address;
use crate::text::role_class::RoleClass;
use crate::text::source::{Lines, Span};

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct RelatedTask {
    pub number: u32,
    pub title: String,
    pub href: Href,
}

/// A task in a list: its own words in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TaskRow {
    pub number: u32,
    pub title: String,
    pub href: Href,
    /// Whether the title stands in the words of a part, and need not be written above them.
    pub is_titled: bool,
    /// The domain that the list goes over to with this task, where the plan has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<GroupHeading>,
    /// What heads it where the list leaves the domains with this task, which has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside: Option<String>,
    /// Where the list has filters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filters: Option<FilterIds>,
    pub parts: Vec<PartView>,
}

/// What filters know a task by: ids of its domain, deadlines and agencies.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct FilterIds {
    pub domain: String,
    pub deadlines: Vec<String>,
    pub lead: Vec<String>,
    pub responsible: Vec<String>,
    pub supporting: Vec<String>,
}

impl FilterIds {
    fn of(plan: &PlanIndex, task: &Task) -> Self {
        let ids = |class| {
            task.agencies_of(class).filter_map(|index| plan.agency(index)).map(|role| role.agency.id.clone()).collect()
        };
        Self {
            domain: task.domain.map(|index| plan.domains[index].slug.clone()).unwrap_or_default(),
            deadlines: task.parts.iter().filter_map(|part| part.due).unique().map(address::deadline_id).collect(),
            lead: ids(RoleClass::Lead),
            responsible: ids(RoleClass::Responsible),
            supporting: ids(RoleClass::Supporting),
        }
    }
}

/// What the tasks that follow in a list have in common: their domain.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct GroupHeading {
    /// `一`, or nothing.
    pub label: String,
    pub title: Vec<Phrase>,
    pub href: Href,
    /// How many tasks follow under it; nothing where some of the list's follow under another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
}

/// One row of the table that belongs to a task.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PartView {
    /// `43-1`; the anchor on the task's page where a task has several.
    pub id: String,
    /// Its words, one a paragraph.
    pub text: Vec<TextCell>,
    /// One a role of the plan's labels, in their order.
    pub roles: Vec<RoleCellView>,
    pub deadline: TextCell,
    /// Cells of columns that have no meaning here, under their printed headers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extra: Vec<ExtraCellView>,
}

/// A cell under its printed header.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ExtraCellView {
    pub header: String,
    /// Its words, one a paragraph.
    pub text: Vec<TextCell>,
}

/// A role's cell; without lines where this row's table has no such column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct RoleCellView {
    /// `lead`, `responsible` or `supporting`.
    pub class: &'static str,
    /// The document's own word.
    pub word: String,
    #[serde(flatten)]
    pub cell: AgencyCell,
}

/// A cell with running text.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TextCell {
    pub lines: String,
    pub runs: Vec<Inline>,
    /// Those of the runs that are the task's short title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<RunRange>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

/// A cell of agencies. All of it, separators included, is one `[data-lines]` element.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct AgencyCell {
    pub lines: String,
    pub agencies: Vec<AgencyMention>,
    /// Who has the role by a convention that stands elsewhere (ours): nothing of it is printed here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<Link>,
    /// The cell prints `—`: `agencies` is empty, and `dash` is what stands there.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dash: String,
    /// The marks of the readings that say that an empty cell continues the one above.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

/// An agency as one cell names it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct AgencyMention {
    /// What stands before it in the cell: `、`, `，`, `,`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub before: String,
    pub runs: Vec<Inline>,
    /// What follows it and is no part of its name: 等有关部门, a note in brackets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<Inline>,
    pub href: Href,
    /// The agency's canonical name, where the form read here differs from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical: Option<String>,
}

/// Returns the marks of the readings of a cell that prints nothing.
fn marks_of(plan: &PlanIndex, part: &Part, cell: &Cell, column: ColumnOf, marks: &mut Marks) -> Vec<Mark> {
    if cell.own.is_empty() { marks.of_cell(plan, part.lines.first, column) } else { Vec::new() }
}

/// Returns the words of a cell, one a paragraph; none where it is empty.
pub(crate) fn text_cells(plan: &PlanIndex, cell: Span, marks: &mut Marks) -> Vec<TextCell> {
    let paragraphs = plan.paragraphs.of(plan.source(), cell).into_iter().filter(|paragraph| !paragraph.is_empty());
    let text = |paragraph| {
        let Passage { lines, runs } = inline::passage(plan, &[paragraph], marks);
        TextCell { lines, runs, ..TextCell::default() }
    };
    paragraphs.map(text).collect()
}

impl ExtraCellView {
    fn new(plan: &PlanIndex, part: &Part, extra: &ExtraCell, marks: &mut Marks) -> Self {
        let source = plan.source();
        let header = source.folded(extra.header);
        let column = ColumnOf { column: EntryColumn::Other, header: Some(&header) };
        let mut text = text_cells(plan, extra.cell.span, marks);
        if let Some(last) = text.last_mut() {
            last.marks = marks_of(plan, part, &extra.cell, column, marks);
        }
        Self { header, text }
    }
}

impl PageContext<'_> {
    pub(crate) fn related(&self, plan: &PlanIndex, task: TaskIndex) -> RelatedTask {
        let task = &plan.tasks[task];
        RelatedTask {
            number: task.number,
            title: task.title.clone(),
            href: self.href(&address::task(&plan.id, task.number)),
        }
    }

    /// Returns the tasks of a plan by number.
    pub(crate) fn tasks_by_number(&self, plan: &PlanIndex, numbers: &[u32]) -> Vec<RelatedTask> {
        numbers.iter().filter_map(|&number| plan.task_at(number)).map(|task| self.related(plan, task)).collect()
    }

    /// Returns a task in a list, its own words in full.
    pub(crate) fn task_row(&self, plan: &PlanIndex, task: TaskIndex) -> TaskRow {
        let item = &plan.tasks[task];
        let mut marks = self.linked();
        let parts: Vec<PartView> = item.parts.iter().map(|part| self.part(plan, item, part, &mut marks)).collect();
        TaskRow {
            number: item.number,
            title: item.title.clone(),
            href: self.href(&address::task(&plan.id, item.number)),
            is_titled: parts.iter().flat_map(|part| &part.text).any(|text| text.title.is_some()),
            heading: None,
            outside: None,
            filters: None,
            parts,
        }
    }

    /// Returns all tasks of a plan in a list with filters.
    pub(crate) fn filtered_rows(&self, plan: &PlanIndex) -> Vec<TaskRow> {
        let tasks: Vec<TaskIndex> = plan.tasks.indices().collect();
        let mut rows = self.task_rows(plan, &tasks);
        for (row, task) in rows.iter_mut().zip(&plan.tasks) {
            row.filters = Some(FilterIds::of(plan, task));
        }
        rows
    }

    /// Returns tasks in a list, their domains as headings over them.
    pub(crate) fn task_rows(&self, plan: &PlanIndex, tasks: &[TaskIndex]) -> Vec<TaskRow> {
        let domain_of = |task: &TaskIndex| plan.tasks[*task].domain;
        let is_grouped = plan.domains.len() > 1 || plan.tasks.iter().any(|task| task.domain.is_none());
        let all = tasks.iter().copied().counts_by(|task| domain_of(&task));
        let mut rows = Vec::new();
        for tasks in tasks.chunk_by(|one, next| domain_of(one) == domain_of(next)) {
            let domain = tasks.first().and_then(domain_of).filter(|_| is_grouped);
            let count = Some(tasks.len()).filter(|count| all.get(&domain) == Some(count));
            let heading = domain.map(|domain| self.group_heading(plan, domain, count));
            let first = rows.len();
            rows.extend(tasks.iter().map(|&task| self.task_row(plan, task)));
            if tasks.first().and_then(domain_of).is_none() {
                rows[first].outside = self.outside_domains(plan).map(|link| link.title);
            }
            rows[first].heading = heading;
        }
        rows
    }

    fn group_heading(&self, plan: &PlanIndex, domain: DomainIndex, count: Option<usize>) -> GroupHeading {
        let Link { title, href } = self.domain_link(plan, Some(domain));
        let domain = &plan.domains[domain];
        GroupHeading { label: domain.numeral(), title: heading(&title), href, count }
    }

    pub(crate) fn part(&self, plan: &PlanIndex, task: &Task, part: &Part, marks: &mut Marks) -> PartView {
        let title = &task.title;
        let mut is_first = true;
        let mut paragraph = |spans: &Vec<Span>| {
            let text = plan.as_read(spans);
            let strong = text.find(title.as_str()).map(|at| at..at + title.len());
            let strong: Vec<Range<usize>> = strong.into_iter().collect();
            let lines = plan.source().lines_of(spans).map(Lines::label).unwrap_or_default();
            let runs = inline::inlines(plan, spans, marks, &strong);
            let mut own_marks = Vec::new();
            if std::mem::take(&mut is_first) {
                own_marks.extend(marks.of_row(plan, part.lines));
                if part.text_continues {
                    own_marks.extend(marks.of_cell(plan, part.lines.first, ColumnOf::only(EntryColumn::Text)));
                }
            }
            let title = inline::runs_of(&runs, title);
            TextCell { lines, runs, title, marks: own_marks }
        };
        let text = part.text.iter().map(&mut paragraph).collect();
        PartView {
            id: part.id.clone(),
            text,
            roles: self.roles(plan, part, marks),
            deadline: TextCell {
                lines: plan.source().lines(part.deadline.span).label(),
                runs: inline::inlines(plan, &[part.deadline.span], marks, &[]),
                title: None,
                marks: marks_of(plan, part, &part.deadline, ColumnOf::only(EntryColumn::Deadline), marks),
            },
            extra: part.extra.iter().map(|extra| ExtraCellView::new(plan, part, extra, marks)).collect(),
        }
    }

    /// Returns a part's cells of agencies, each under the plan's label for it.
    fn roles(&self, plan: &PlanIndex, part: &Part, marks: &mut Marks) -> Vec<RoleCellView> {
        let mut cells: Vec<&RoleCell> = part.roles.iter().collect();
        let view = |label: &RoleLabel| {
            let own = cells.iter().position(|cell| label.is_of(&cell.role));
            let cell = own.map(|at| self.agency_cell(plan, part, cells.remove(at), marks));
            RoleCellView { class: label.class, word: label.word.clone(), cell: cell.unwrap_or_default() }
        };
        plan.labels.roles.iter().map(view).collect()
    }

    fn agency_cell(
        &self,
        plan: &PlanIndex,
        part: &Part,
        RoleCell { column, agencies: cell, .. }: &RoleCell,
        marks: &mut Marks,
    ) -> AgencyCell {
        let source = plan.source();
        let column = ColumnOf { column: EntryColumn::of_role(column.class), header: Some(&column.word) };
        if cell.cell.span.is_empty() {
            let added = self.agency_links(plan, cell.mentions.iter().filter_map(|mention| mention.agency));
            let marks = marks_of(plan, part, &cell.cell, column, marks);
            return AgencyCell { lines: source.lines(cell.cell.span).label(), added, marks, ..AgencyCell::default() };
        }
        let agencies = cell
            .mentions
            .iter()
            .enumerate()
            .map(|(at, mention)| {
                let role = mention.agency.and_then(|agency| plan.agency(agency));
                AgencyMention {
                    // Where a paragraph of the cell ends, nothing is printed.
                    before: match source.slice(mention.before) {
                        "" if at > 0 => "\n".to_owned(),
                        separator => separator.to_owned(),
                    },
                    runs: inline::inlines(plan, &[mention.span], marks, &[]),
                    after: inline::inlines(plan, &[mention.after], marks, &[]),
                    href: role.map(|role| self.agency_link(plan, role).href).unwrap_or_default(),
                    canonical: role.filter(|_| mention.is_alias).map(|role| role.agency.name.clone()),
                }
            })
            .collect();
        AgencyCell {
            lines: source.lines(cell.cell.span).label(),
            agencies,
            added: Vec::new(),
            dash: if cell.mentions.is_empty() { source.slice(cell.cell.span).to_owned() } else { String::new() },
            marks: marks_of(plan, part, &cell.cell, column, marks),
        }
    }
}
