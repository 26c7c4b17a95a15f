//! The source read a second time, by other code: which texts name who does something, which rows a table has, and what
//! each says. Published facts have to agree with it.
//!
//! ```text
//!  source.txt ──▶ lines ──▶ table, or running_text + naming ──▶ Task ──┐
//!  plan.toml ───▶ listed ─────────────▲                                 ├─▶ agreement   the open data state the same
//!  tasks.json ──────────────────────────────────────────────────────────┘
//! ```
//!
//! It shares the grammar's words, not its reader, and is as simple as its answer allows. What it can't know it doesn't
//! speak of: items before the first heading, text behind an annex, words that a correction changes over a cell's end.

mod agreement;
mod cell;
pub(super) mod due;
mod lines;
pub(super) mod listed;
mod names;
mod naming;
mod phrases;
mod running_text;
mod said;
mod table;

pub(super) use agreement::{Published, check};
pub(super) use due::western;
pub(super) use lines::is_annex;
use listed::Listed;
pub(super) use names::{Names, folded, may_mean};

/// A task as the source prints it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Task {
    /// As printed where each number is printed once, else counted.
    number: Option<u32>,
    /// What numbers it in the text.
    label: Option<String>,
    /// The cell of titles.
    title: String,
    /// The category of its row.
    category: Option<String>,
    /// The headings above it, its own last.
    headings: Vec<String>,
    parts: Vec<Part>,
}

/// A row, or a sentence with its brackets, as printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Part {
    /// First and last line.
    lines: [usize; 2],
    text: String,
    /// The document's word for each role, and what it prints of those who have it.
    roles: Vec<(String, String)>,
    deadline: String,
}

/// Returns the tasks of a source: the rows of its tables, or else those of its running text.
pub(super) fn read(source: &str, listed: &Listed) -> Vec<Task> {
    let paragraphs = lines::paragraphs(source, &listed.joins().collect::<Vec<_>>());
    table::tasks(&paragraphs, listed).unwrap_or_else(|| running_text::tasks(&paragraphs))
}
