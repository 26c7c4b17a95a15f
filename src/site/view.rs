//! What a page shows: one struct a kind of page.
//!
//! `site` fills these from the plans; `emit` writes them as a page's `[extra]`; the theme's templates print them.
//! They hold text and addresses only: no HTML, no Markdown. Every `href` is ready to print (it starts with the
//! base path of the deployment, such as `/portal`); `lines` is `"35-37"`, ready for `data-lines`.

use serde::Serialize;

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
        printed: String,
    },
    /// Words that a reading or a note speaks of; they stand as printed. May be empty: then only the mark is shown.
    Noted { id: String, n: usize, href: String, text: String },
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
    pub reason: String,
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
#[derive(Debug, Clone, PartialEq, Serialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize)]
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

/// `/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HomePage {
    pub plans: Vec<PlanCard>,
}

/// A plan on the portal's home.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanCard {
    pub id: String,
    pub issuer_heading: String,
    pub title: String,
    pub href: String,
    pub card: Vec<CardField>,
    pub tasks: usize,
    pub deadlines: Vec<DeadlineView>,
    pub domains: Vec<StoneRow>,
    pub milestones: Vec<MilestoneView>,
    pub links: Vec<Link>,
}

/// `/P/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanPage {
    pub card: Vec<CardField>,
    pub contents: Vec<ContentsEntry>,
    pub tasks: usize,
    pub agencies: usize,
    pub members: usize,
    pub notes: usize,
    pub deadlines: Vec<DeadlineView>,
    pub domains: Vec<StoneRow>,
    pub milestones: Vec<MilestoneView>,
    /// Agencies that lead most, with their stones.
    pub leaders: Vec<StoneRow>,
    pub links: Vec<Link>,
}

/// A heading of the text, in order; `level` 1 is a part, 2 a clause.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContentsEntry {
    pub level: u8,
    pub label: String,
    pub title: String,
    pub href: String,
}

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

/// `/P/tasks/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TasksPage {
    pub tasks: Vec<TaskRow>,
    pub domains: Vec<FacetOption>,
    pub agencies: Vec<FacetOption>,
    pub deadlines: Vec<DeadlineView>,
}

/// A choice of a filter; also a link to the page that lists the same tasks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FacetOption {
    pub id: String,
    pub title: String,
    pub href: String,
    pub count: usize,
}

/// `/P/tasks/N/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TaskPage {
    pub number: u32,
    /// `第43项`
    pub label: String,
    /// A run of the task's own words.
    pub short_title: String,
    pub domain_label: String,
    pub domain: Link,
    /// As read, each once, under their canonical names.
    pub lead: Vec<Link>,
    pub responsible: Vec<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DeadlineView>,
    /// The day as of which `passed` speaks: `2026年11月24日`; empty where portal.toml names none.
    pub as_of: String,
    pub parts: Vec<PartView>,
    pub notes: Vec<NoteView>,
    pub clauses: Vec<ClauseQuote>,
    /// Tasks whose words are close to this one's (ours).
    pub related: Vec<RelatedTask>,
    pub same_domain: StoneRow,
    pub citation: String,
    /// `附件2《…》，录入文本第197—198行`
    pub source: String,
    pub source_href: String,
    pub data_href: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<RelatedTask>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<RelatedTask>,
}

/// A clause quoted on a task's page: an excerpt (not `[data-lines]`), shared words `strong`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClauseQuote {
    /// `三（一）推动试点任务落地`
    pub title: String,
    pub href: String,
    pub quote: Vec<Run>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RelatedTask {
    pub number: u32,
    pub title: String,
    pub href: String,
}

/// `/P/domains/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DomainsPage {
    pub deadlines: Vec<DeadlineView>,
    pub domains: Vec<StoneRow>,
}

/// `/P/domains/SLUG/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DomainPage {
    /// `四`
    pub label: String,
    pub name: String,
    pub lead: Vec<Link>,
    /// Each form of its category cell, whole, as printed.
    pub printed: Vec<Passage>,
    pub notes: Vec<NoteView>,
    pub deadlines: Vec<DeadlineView>,
    pub stones: StoneRow,
    pub tasks: Vec<TaskRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Link>,
}

/// `/P/agencies/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgenciesPage {
    /// By kind, in the order of the registry.
    pub groups: Vec<AgencyGroup>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgencyGroup {
    /// 市级部门 …
    pub title: String,
    pub agencies: Vec<AgencySummary>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgencySummary {
    pub name: String,
    pub href: String,
    pub lead: usize,
    pub responsible: usize,
    pub through_groups: usize,
}

/// `/P/agencies/ID/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgencyPage {
    pub name: String,
    pub kind_title: String,
    /// Other forms that the document prints for it.
    pub aliases: Vec<String>,
    /// What the registry says of it (ours).
    pub remark: String,
    /// For a group: its members; for an agency: the groups that it belongs to.
    pub members: Vec<Link>,
    pub groups: Vec<Link>,
    pub deadlines: Vec<DeadlineView>,
    /// By domain, leading first.
    pub lead: Vec<TaskRow>,
    pub responsible: Vec<TaskRow>,
    /// Tasks that it answers for only as a member of a group.
    pub through_groups: Vec<TaskRow>,
    /// Its people in the working group.
    pub people: Vec<Link>,
}

/// `/P/deadlines/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeadlinesPage {
    pub as_of: String,
    pub deadlines: Vec<DeadlineView>,
    /// One row a deadline.
    pub rows: Vec<StoneRow>,
    pub milestones: Vec<MilestoneView>,
}

/// `/P/deadlines/2023-12/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeadlinePage {
    pub as_of: String,
    pub deadline: DeadlineView,
    pub others: Vec<DeadlineView>,
    pub domains: Vec<StoneRow>,
    pub tasks: Vec<TaskRow>,
}

/// `/P/members/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MembersPage {
    /// 名单以…为准
    pub as_of_document: String,
    /// The annex's label and title, then the members in order, then the note under them.
    pub title: Vec<Passage>,
    pub members: Vec<MemberRow>,
    pub note: Vec<Passage>,
    pub notes: Vec<NoteView>,
}

/// `/P/errata/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ErrataPage {
    pub groups: Vec<ErrataGroup>,
    pub rules: Vec<LayoutRule>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ErrataGroup {
    /// `correction`, `repair`, `reading`, `note`
    pub kind: &'static str,
    /// 更正 …
    pub title: String,
    pub notes: Vec<NoteView>,
}

/// Layout that is taken away by rule, listed once with its places.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LayoutRule {
    pub id: &'static str,
    /// What is taken away, in the words of the catalogue.
    pub title: String,
    pub count: usize,
    /// `第77、79、83行`
    pub places: String,
}

/// `/data/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DataPage {
    pub plans: Vec<DataOfPlan>,
    /// Files of the whole portal.
    pub files: Vec<DataFile>,
    /// The field dictionary: one table a schema.
    pub dictionaries: Vec<Dictionary>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DataOfPlan {
    pub title: String,
    pub files: Vec<DataFile>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DataFile {
    pub name: String,
    pub href: String,
    pub description: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dictionary {
    pub title: String,
    pub schema_href: String,
    pub fields: Vec<DictionaryField>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DictionaryField {
    /// `tasks[].parts[].printed.text`
    pub path: String,
    pub type_label: String,
    pub description: String,
    /// Whether the field is the portal's and not the document's.
    pub ours: bool,
}

/// `/sitemap/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SitemapPage {
    pub groups: Vec<SitemapGroup>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SitemapGroup {
    pub title: String,
    pub links: Vec<Link>,
}

/// `/search/` until there is one: the complete task list by domain, for readers without JavaScript.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchPage {
    pub plans: Vec<SearchPlan>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchPlan {
    pub title: String,
    pub domains: Vec<SearchDomain>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchDomain {
    pub anchor: String,
    pub title: String,
    pub tasks: Vec<RelatedTask>,
}
