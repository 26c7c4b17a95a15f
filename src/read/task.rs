//! A task of the plan, as read.

use oxc_index::define_index_type;

use super::cells::Mention;
use super::domains::DomainIndex;
use crate::parse::TableIndex;
use crate::text::date::Deadline;
use crate::text::source::Span;

define_index_type! {
    /// A task among a plan's tasks.
    pub struct TaskIndex = u32;
}

/// A task: one row of the table, or several.
#[derive(Debug, Clone)]
pub struct Task {
    pub number: u32,
    /// A short title: a run of its own words.
    pub title: String,
    pub domain: Option<DomainIndex>,
    pub parts: Vec<Part>,
}

/// One row of a task. Its cells are empty spans where nothing is printed.
#[derive(Debug, Clone)]
pub struct Part {
    /// `43-1`
    pub id: String,
    pub row: RowPlace,
    pub line: usize,
    pub text: Cell,
    pub lead: AgencyCell,
    pub responsible: AgencyCell,
    pub deadline: Cell,
    /// What the deadline cell names, continued cells included.
    pub due: Option<Deadline>,
}

/// A row's place among the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowPlace {
    pub table: TableIndex,
    pub row: usize,
}

/// A cell as read.
#[derive(Debug, Clone)]
pub struct Cell {
    /// What is shown: the cell's own text, or that of the cell above which it continues.
    pub span: Span,
    /// The cell's own text, empty where it continues.
    pub own: Span,
}

impl Cell {
    pub fn continues(&self) -> bool {
        self.own.is_empty() && !self.span.is_empty()
    }
}

/// A cell of agencies; a cell that is only `—` has none.
#[derive(Debug, Clone)]
pub struct AgencyCell {
    pub cell: Cell,
    pub mentions: Vec<Mention>,
}
