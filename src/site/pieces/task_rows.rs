//! Tasks in a list: by number and title, or with their own words in full.

use std::ops::Range;

use itertools::Itertools as _;
use serde::Serialize;

use crate::inputs::plan_file::EntryColumn;
use crate::read::task::{Cell, ExtraCell};
use crate::read::{self, Part, RoleCell, Task, TaskIndex};
use crate::site::context::{Link, PageContext};
use crate::site::href::Href;
use crate::site::labels::RoleLabel;
use crate::site::pieces::{Inline, Mark, Marks, inline};
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
    pub domain_id: String,
    pub domain: Link,
    /// Ids of deadlines and agencies, for the filters.
    pub deadline_ids: Vec<String>,
    pub lead_ids: Vec<String>,
    pub responsible_ids: Vec<String>,
    pub supporting_ids: Vec<String>,
    pub parts: Vec<PartView>,
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
    pub cell: TextCell,
}

/// A role's cell; without lines where this row's table has no such column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct RoleCellView {
    /// `lead`, `responsible` or `supporting`.
    pub class: &'static str,
    /// The document's own word.
    pub word: String,
    pub cell: AgencyCell,
}

/// A cell with running text.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TextCell {
    pub lines: String,
    pub runs: Vec<Inline>,
    pub shown_before: bool,
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
    pub dash: String,
    /// Its words are shown above already: in the row that it continues, whose lines `lines` names, or in the text, whose
    /// bracket it is.
    pub shown_before: bool,
    /// The marks of the readings that say that an empty cell continues the one above.
    pub marks: Vec<Mark>,
}

/// An agency as one cell names it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct AgencyMention {
    /// What stands before it in the cell: `、`, `，`, `,` or nothing.
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

/// Checks whether a cell's words are shown before it: in the row above, or in its part's own text.
fn is_shown_before(part: &Part, cell: &Cell) -> bool {
    cell.continues() || part.spans().any(|span| span.contains(cell.span))
}

impl ExtraCellView {
    fn new(plan: &PlanIndex, extra: ExtraCell, marks: &mut Marks) -> Self {
        let source = plan.source();
        let cell = TextCell {
            lines: source.lines(extra.cell).label(),
            runs: inline::inlines(plan, &[extra.cell], marks, &[]),
            ..TextCell::default()
        };
        Self { header: source.folded(extra.header), cell }
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
        let ids = |class| {
            item.agencies_of(class).filter_map(|index| plan.agency(index)).map(|role| role.agency.id.clone()).collect()
        };
        let mut marks = self.linked();
        TaskRow {
            number: item.number,
            title: item.title.clone(),
            href: self.href(&address::task(&plan.id, item.number)),
            domain_id: item.domain.map(|index| plan.domains[index].slug.clone()).unwrap_or_default(),
            domain: self.domain_link(plan, item.domain),
            deadline_ids: item.parts.iter().filter_map(|part| part.due).unique().map(address::deadline_id).collect(),
            lead_ids: ids(RoleClass::Lead),
            responsible_ids: ids(RoleClass::Responsible),
            supporting_ids: ids(RoleClass::Supporting),
            parts: item.parts.iter().map(|part| self.part(plan, item, part, &mut marks)).collect(),
        }
    }

    pub(crate) fn task_rows(&self, plan: &PlanIndex, tasks: &[TaskIndex]) -> Vec<TaskRow> {
        tasks.iter().map(|&task| self.task_row(plan, task)).collect()
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
            let row_marks = if is_first { marks.of_row(plan, part.lines) } else { Vec::new() };
            is_first = false;
            TextCell { lines, runs, shown_before: false, marks: row_marks }
        };
        let text = part.text.iter().map(&mut paragraph).collect();
        PartView {
            id: part.id.clone(),
            text,
            roles: self.roles(plan, part, marks),
            deadline: TextCell {
                lines: plan.source().lines(part.deadline.span).label(),
                runs: inline::inlines(plan, &[part.deadline.span], marks, &[]),
                shown_before: is_shown_before(part, &part.deadline),
                marks: marks.of_column(plan, part.lines, EntryColumn::Deadline),
            },
            extra: part.extra.iter().map(|extra| ExtraCellView::new(plan, *extra, marks)).collect(),
        }
    }

    /// Returns a part's cells of agencies, each under the plan's label for it.
    fn roles(&self, plan: &PlanIndex, part: &Part, marks: &mut Marks) -> Vec<RoleCellView> {
        let mut cells: Vec<&RoleCell> = part.roles.iter().collect();
        // A reading of an empty cell speaks of all empty ones of its class, and is marked once.
        let mut noted: Vec<RoleClass> = Vec::new();
        let view = |label: &RoleLabel| {
            let own =
                cells.iter().position(|cell| cell.role.class.name() == label.class && cell.role.word == label.word);
            let cell = own.map(|at| {
                let RoleCell { role, agencies } = cells.remove(at);
                let is_noted = agencies.cell.own.is_empty() && !noted.contains(&role.class);
                noted.extend(is_noted.then_some(role.class));
                let column = is_noted.then(|| EntryColumn::of_role(role.class));
                self.agency_cell(plan, part, agencies, column, marks)
            });
            RoleCellView { class: label.class, word: label.word.clone(), cell: cell.unwrap_or_default() }
        };
        plan.labels.roles.iter().map(view).collect()
    }

    fn agency_cell(
        &self,
        plan: &PlanIndex,
        part: &Part,
        cell: &read::AgencyCell,
        column: Option<EntryColumn>,
        marks: &mut Marks,
    ) -> AgencyCell {
        let source = plan.source();
        let marks_of =
            |marks: &mut Marks| column.map(|column| marks.of_column(plan, part.lines, column)).unwrap_or_default();
        if cell.cell.span.is_empty() {
            let added = self.agency_links(plan, cell.mentions.iter().filter_map(|mention| mention.agency));
            let marks = marks_of(marks);
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
            shown_before: is_shown_before(part, &cell.cell),
            marks: marks_of(marks),
        }
    }
}
