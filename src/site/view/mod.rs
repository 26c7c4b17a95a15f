//! What a page shows: one struct a kind of page.
//!
//! `site` fills these from the plans; `emit` writes them as a page's `[extra]`; the theme's templates print them.
//! They hold text and addresses only: no HTML, no Markdown. Every `href` is ready to print (it starts with the
//! base path of the deployment, such as `/portal`); `lines` is `"35-37"`, ready for `data-lines`.

mod content;
mod pages;
mod policy;

pub use content::*;
pub use pages::*;
pub use policy::*;
use serde::Serialize;

use crate::text::language::Piece;

/// A piece of source text, cut where something is marked.
///
/// Printed in order, the pieces' `text` (and for a correction `read` or `printed`) is the passage as read or as printed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Run {
    /// Plain text; `strong` where it is the phrase that serves as the short title, or a phrase shared with the page's task.
    Text {
        text: String,
        #[serde(skip_serializing_if = "is_false")]
        strong: bool,
        /// `en`, where it isn't Chinese.
        #[serde(skip_serializing_if = "Option::is_none")]
        lang: Option<&'static str>,
    },
    /// A half-width punctuation mark together with the character that it must not be parted from.
    Half {
        text: String,
        /// `comma` (air after), `open` (air before) or `close` (air after).
        side: &'static str,
        #[serde(skip_serializing_if = "is_false")]
        strong: bool,
    },
    /// A place that is read otherwise than printed; either may be empty.
    Correction {
        id: String,
        /// Its number on this page; 0 on pages that list no notes.
        n: usize,
        /// Its note: on this page, or on the errata page.
        href: String,
        read: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        read_lang: Option<&'static str>,
        printed: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        printed_lang: Option<&'static str>,
    },
    /// Words that a reading or a note speaks of; they stand as printed. May be empty: then only the mark is shown.
    Noted { id: String, n: usize, href: String, text: String },
    /// A place where the original broke a title's line: a good place to break it again.
    Break {},
    /// A page end inside a paragraph that was joined.
    Join { id: String, n: usize, href: String },
}

fn is_false(value: &bool) -> bool {
    !value
}

/// Source text that is shown whole: goes into one `[data-lines]` element.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Passage {
    pub lines: String,
    pub runs: Vec<Run>,
}

/// A link with its text.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Link {
    pub title: String,
    pub href: String,
}

/// An agency as one cell names it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgencyMention {
    /// What stands before it in the cell: `、`, `，`, `,` or nothing.
    pub before: String,
    pub runs: Vec<Run>,
    pub href: String,
    /// The agency's canonical name, where the form read here differs from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical: Option<String>,
}

/// A cell of agencies. All of it, separators included, is one `[data-lines]` element.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct AgencyCell {
    pub lines: String,
    pub agencies: Vec<AgencyMention>,
    /// The cell prints `—`: `agencies` is empty, and `dash` is what stands there.
    pub dash: String,
    /// The cell of this row is empty and continues the one above, whose lines `lines` names.
    pub continued: bool,
    /// The marks of the readings that say so.
    pub marks: Vec<Mark>,
}

/// A cell with running text.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TextCell {
    pub lines: String,
    pub runs: Vec<Run>,
    pub continued: bool,
    pub marks: Vec<Mark>,
}

/// The mark of a note that stands at no particular words: 校n.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mark {
    pub id: String,
    pub n: usize,
    pub href: String,
}

/// An editorial note at the foot or in the margin of a page, or an entry of the errata page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NoteView {
    /// Its id in the open data and its anchor on the errata page.
    pub id: String,
    /// Its number on this page.
    pub n: usize,
    /// `correction`, `reading`, `repair` or `note`.
    pub kind: &'static str,
    /// 更正, 读法, 复位, 接排 or 说明.
    pub label: String,
    pub printed: Vec<Difference>,
    /// Absent for a note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<Vec<Difference>>,
    pub reason: Vec<Piece>,
    /// The row as printed under the printed headers: for a row that was repaired.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub row: Vec<RepairedCell>,
    /// The entry on the errata page.
    pub href: String,
    /// `35—37` for people.
    pub line_label: String,
    /// The places that it stands at: tasks, clauses, domains.
    pub places: Vec<Link>,
}

/// Text of a comparison; `differs` where it stands on one side only.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    pub text: String,
    pub differs: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<&'static str>,
}

/// A cell of a repaired row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RepairedCell {
    pub header: String,
    pub text: String,
}

/// A task as a dot in a chart or list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stone {
    pub number: u32,
    pub title: String,
    pub href: String,
    /// Position of its deadline among the plan's deadlines, from 0; absent for a task without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<usize>,
    pub current: bool,
}

/// A row of stones with its label and count.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct StoneRow {
    /// `一`, or nothing.
    pub label: String,
    pub title: String,
    pub href: String,
    pub count: usize,
    pub stones: Vec<Stone>,
}

/// One deadline of the plan, with its number of tasks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeadlineView {
    /// `2023-12`
    pub id: String,
    /// `2023年12月`
    pub label: String,
    pub href: String,
    pub count: usize,
    /// Whether it lies before the `as_of` day.
    pub passed: bool,
}

/// A task in a list: its own words in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TaskRow {
    pub number: u32,
    pub title: String,
    pub href: String,
    pub domain_id: String,
    pub domain: Link,
    /// Ids of deadlines and agencies, for the filters.
    pub deadline_id: String,
    pub lead_ids: Vec<String>,
    pub responsible_ids: Vec<String>,
    pub parts: Vec<PartView>,
}

/// One row of the table that belongs to a task.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartView {
    /// `43-1`; the anchor on the task's page where a task has several.
    pub id: String,
    pub text: TextCell,
    pub lead: AgencyCell,
    pub responsible: AgencyCell,
    pub deadline: TextCell,
}

/// `[extra]` of every page, beside what its kind adds.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Frame {
    /// `home`, `plan`, `policy` …: names the template and the page's class.
    pub kind: &'static str,
    /// The way here, from the portal's home; the page itself is not in it.
    pub crumbs: Vec<Link>,
    /// The address from the site's root, without the base path.
    pub address: String,
    /// The plan that the page belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanFrame>,
    /// The meta elements of government sites.
    pub meta: Vec<Meta>,
    /// JSON-LD, in which no `<` stands; empty where there is nothing to say.
    pub linked_data: String,
}

/// A meta element of the page's head.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Meta {
    /// `SiteName` …
    pub name: &'static str,
    pub content: String,
}

/// What the header and footer say of the plan on its pages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanFrame {
    pub id: String,
    pub title: String,
    pub document_number: String,
    /// The plan's navigation; `current` marks the entry that the page belongs to.
    pub navigation: Vec<NavigationEntry>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NavigationEntry {
    pub title: String,
    pub href: String,
    pub current: bool,
}

/// A field of the document card: 发文机构 …; fields that the source lacks are left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CardField {
    pub label: String,
    pub value: String,
}

/// A milestone: what share is to be done by the end of a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MilestoneView {
    pub year: u16,
    /// Percent of all tasks.
    pub share: u8,
    /// `40%以上`, or `全部`.
    pub label: String,
    /// How many of the plan's tasks make that share, rounded up.
    pub at_least: usize,
    /// How many tasks fall due by the end of that year.
    pub due: usize,
    /// The clause that says so.
    pub clause: Link,
}
