//! The tasks of a plan, as read: rows of its tables, or units of its running text.

use itertools::Itertools as _;

use super::index::DomainIndex;
use super::mention::{Mention, RoleName};
use crate::inputs::registry::AgencyIndex;
use crate::parse::TableIndex;
use crate::text::date::Deadline;
use crate::text::role_class::RoleClass;
use crate::text::source::{Lines, Span};

/// A task: one part or several.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Task {
    /// As printed where the document prints each number once, else counted from 1.
    pub number: u32,
    /// What is printed: `43`, `一（二）`, `窗口2`; absent where nothing numbers it.
    pub label: Option<String>,
    /// A short title: the document's own, or a run of the task's words.
    pub title: String,
    /// Where the document prints it as a title.
    pub title_span: Option<Span>,
    pub domain: Option<DomainIndex>,
    /// The category under its domain's, as printed.
    pub section: Option<Span>,
    pub parts: Vec<Part>,
}

/// A row of a task, or a sentence with those who do it. Its cells are empty spans where nothing is printed.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Part {
    /// `43-1`
    pub id: String,
    pub place: PartPlace,
    pub lines: Lines,
    /// Its words, by paragraph: each one after the other as printed.
    pub text: Vec<Vec<Span>>,
    /// Whether they are printed in the row above, whose cell goes on.
    pub text_continues: bool,
    /// One a column of agencies, in the order of the columns, or one a role of a bracket.
    pub roles: Vec<RoleCell>,
    pub deadline: Cell,
    /// What the deadline cell names, continued cells included.
    pub due: Option<Deadline>,
    /// Cells of columns that have no meaning here, those that say something.
    pub extra: Vec<ExtraCell>,
}

/// Where a part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum PartPlace {
    Row(RowPlace),
    Text(TextPlace),
}

/// A row's place among the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RowPlace {
    pub table: TableIndex,
    pub row: usize,
}

/// The place of a part of the running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct TextPlace {
    pub unit: Unit,
    /// The first of its blocks, among the plan's.
    pub block: usize,
}

/// What a task of the running text is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Unit {
    Part,
    Clause,
    Item,
    /// A paragraph that nothing numbers.
    Paragraph,
}

/// A cell as read.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Cell {
    /// What is shown: the cell's own text, or that of the cell above which it continues.
    pub span: Span,
    /// The cell's own text, empty where it continues.
    pub own: Span,
}

impl Cell {
    /// Returns a cell that says what it says by itself.
    pub(crate) fn own(span: Span) -> Cell {
        Cell { span, own: span }
    }

    /// Returns a part of it: it continues the part of the cell above where it does.
    pub(crate) fn part(&self, span: Span) -> Cell {
        Cell { span, own: if self.continues() { self.own } else { span } }
    }

    pub(crate) fn continues(&self) -> bool {
        self.own.is_empty() && !self.span.is_empty()
    }
}

/// A cell of a column without a meaning of its own, under its printed header.
#[derive(Debug, Clone, Hash)]
pub(crate) struct ExtraCell {
    pub header: Span,
    pub cell: Cell,
}

/// A role, and who has it.
#[derive(Debug, Clone, Hash)]
pub(crate) struct RoleCell {
    pub role: RoleName,
    /// What the header or label says over it: another role where the words of the cell say otherwise.
    pub column: RoleName,
    pub agencies: AgencyCell,
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

    /// Returns where its first part stands, from the beginning of its words.
    pub(crate) fn start(&self) -> Span {
        self.parts.iter().flat_map(Part::spans).next().unwrap_or(Span::new(0, 0))
    }
}

impl Part {
    /// Returns where its words stand.
    pub(crate) fn spans(&self) -> impl Iterator<Item = Span> {
        self.text.iter().flatten().copied()
    }

    /// Returns from where to where its words stand.
    pub(crate) fn text_span(&self) -> Option<Span> {
        let (first, last) = (self.spans().next()?, self.spans().last()?);
        Some(Span::new(first.start, last.end))
    }

    /// Returns the cells of a class, in the order of their columns.
    pub(crate) fn cells_of(&self, class: RoleClass) -> impl Iterator<Item = &AgencyCell> {
        self.roles.iter().filter(move |cell| cell.role.class == class).map(|cell| &cell.agencies)
    }

    /// Returns the agencies that it names in a class, each once, in printed order.
    pub(crate) fn agencies_of(&self, class: RoleClass) -> impl Iterator<Item = AgencyIndex> {
        let mentions = self.cells_of(class).flat_map(|cell| &cell.mentions);
        mentions.filter(|mention| !mention.leads).filter_map(|mention| mention.agency).unique()
    }
}

/// A cell of agencies; a cell that is only `—` has none.
#[derive(Debug, Clone, Hash)]
pub(crate) struct AgencyCell {
    pub cell: Cell,
    pub mentions: Vec<Mention>,
}
