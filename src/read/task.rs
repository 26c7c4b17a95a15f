//! A task of the plan, as read.

use itertools::Itertools as _;

use super::agency_list::Mention;
use super::index::DomainIndex;
use crate::inputs::registry::AgencyIndex;
use crate::parse::TableIndex;
use crate::text::date::Deadline;
use crate::text::role_class::RoleClass;
use crate::text::source::Span;

/// A task: one row of the table, or several.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    pub number: u32,
    /// A short title: a run of its own words.
    pub title: String,
    pub domain: Option<DomainIndex>,
    pub parts: Vec<Part>,
}

impl Task {
    /// Returns the common deadline of its parts.
    pub(crate) fn due(&self) -> Option<Deadline> {
        let mut due = self.parts.iter().map(|part| part.due);
        let first = due.next().flatten()?;
        due.all(|other| other == Some(first)).then_some(first)
    }

    /// Returns the agencies that it names in a class, each once, in printed order.
    pub(crate) fn agencies_of(&self, class: RoleClass) -> impl Iterator<Item = AgencyIndex> {
        self.parts.iter().flat_map(move |part| part.agencies_of(class)).unique()
    }
}

/// One row of a task. Its cells are empty spans where nothing is printed.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// `43-1`
    pub id: String,
    pub row: RowPlace,
    pub line: usize,
    pub text: Cell,
    /// One a column of agencies, in the order of the columns.
    pub roles: Vec<RoleCell>,
    pub deadline: Cell,
    /// What the deadline cell names, continued cells included.
    pub due: Option<Deadline>,
}

/// A row's place among the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RowPlace {
    pub table: TableIndex,
    pub row: usize,
}

/// A cell as read.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    /// What is shown: the cell's own text, or that of the cell above which it continues.
    pub span: Span,
    /// The cell's own text, empty where it continues.
    pub own: Span,
}

impl Cell {
    pub(crate) fn continues(&self) -> bool {
        self.own.is_empty() && !self.span.is_empty()
    }
}

/// A role, and who has it.
#[derive(Debug, Clone)]
pub(crate) struct RoleCell {
    pub role: RoleName,
    pub agencies: AgencyCell,
}

/// How a document calls a role, and what that makes those who have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RoleName {
    pub class: RoleClass,
    /// The document's own word, white space left out.
    pub word: String,
}

impl Part {
    /// Returns the cells of a class, in the order of their columns.
    pub(crate) fn cells_of(&self, class: RoleClass) -> impl Iterator<Item = &AgencyCell> {
        self.roles.iter().filter(move |cell| cell.role.class == class).map(|cell| &cell.agencies)
    }

    /// Returns the agencies that it names in a class, each once, in printed order.
    pub(crate) fn agencies_of(&self, class: RoleClass) -> impl Iterator<Item = AgencyIndex> {
        self.cells_of(class).flat_map(|cell| &cell.mentions).filter_map(|mention| mention.agency).unique()
    }
}

/// A cell of agencies; a cell that is only `—` has none.
#[derive(Debug, Clone)]
pub(crate) struct AgencyCell {
    pub cell: Cell,
    pub mentions: Vec<Mention>,
}
