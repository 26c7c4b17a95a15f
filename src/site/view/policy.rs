//! What the full text shows.

use serde::Serialize;

use super::{ContentsEntry, Mark, NoteView, Passage, Stone};

/// `/P/policy/`: the whole document in order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PolicyPage {
    pub contents: Vec<ContentsEntry>,
    pub blocks: Vec<PolicyBlock>,
    pub notes: usize,
    pub corrections: usize,
}

/// A block of the document.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PolicyBlock {
    /// `issuer document-number title addressees paragraph signature date plan-title part clause annexes-intro
    /// annex-entry annex-label annex-title member note copies imprint table unplaced …`: a class of the theme.
    pub role: &'static str,
    /// The element's id, where the contract or the table of contents needs one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// The text, in one `[data-lines]` element; absent for members and tables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
    /// For a clause: how many runs of the passage are its label and heading, set bold.
    pub heading_runs: usize,
    /// For part and clause: its label as printed and what to cite it as.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub citation: Option<String>,
    /// Tasks that relate to it (ours).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Stone>,
    /// The notes whose marks stand in this block.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<NoteView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<PolicyTable>,
}

/// A member of the working group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MemberRow {
    /// `m1`
    pub anchor: String,
    /// 组长, 副组长, 成员, as read.
    pub role: String,
    /// The role as printed, in its own `[data-lines]` element; absent where none is printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed_role: Option<Passage>,
    pub name: Passage,
    pub post: Passage,
    pub marks: Vec<Mark>,
}

/// A table of the document, with its columns as printed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PolicyTable {
    pub caption: String,
    pub headers: Vec<Passage>,
    pub rows: Vec<PolicyTableRow>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PolicyTableRow {
    /// `t43`, on the first row of a task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// The task's page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    pub cells: Vec<PolicyCell>,
    /// Whether a page of the original begins with this row.
    pub page_start: bool,
    pub notes: Vec<NoteView>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PolicyCell {
    /// `category number text lead responsible deadline other`
    pub column: &'static str,
    /// The printed header, for cards on a phone.
    pub header: String,
    /// Absent for an empty cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
    pub marks: Vec<Mark>,
}
