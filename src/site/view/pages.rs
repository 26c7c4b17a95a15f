//! What each kind of page shows, the full text aside.

use serde::Serialize;

use crate::text::language::Piece;

use super::{
    CardField, CaseCard, DeadlineView, Link, MemberRow, MilestoneView, NoteView, PartView, Passage, ProgressCount,
    ProgressView, Run, Stone, StoneRow, TaskProgress, TaskRow, TopicCard,
};

/// `/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HomePage {
    pub plans: Vec<PlanCard>,
    /// Ours.
    pub topics: Vec<TopicCard>,
}

/// A plan on the portal's home.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanCard {
    pub id: String,
    pub issuer_heading: String,
    pub title: String,
    /// The title, cut where its line may be broken.
    pub title_parts: Vec<String>,
    pub href: String,
    pub card: Vec<CardField>,
    pub tasks: usize,
    pub deadlines: Vec<DeadlineView>,
    pub domains: Vec<StoneRow>,
    pub milestones: Vec<MilestoneView>,
    /// How many tasks stand how, as far as the office says so with a source.
    pub progress: Vec<ProgressCount>,
    pub links: Vec<Link>,
}

/// `/P/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanPage {
    /// The title, cut where its line may be broken.
    pub title_parts: Vec<String>,
    pub card: Vec<CardField>,
    pub contents: Vec<ContentsEntry>,
    pub tasks: usize,
    pub agencies: usize,
    pub members: usize,
    pub notes: usize,
    pub deadlines: Vec<DeadlineView>,
    pub domains: Vec<StoneRow>,
    pub milestones: Vec<MilestoneView>,
    /// How many tasks the listed agencies lead at least.
    pub leaders_least: usize,
    /// Agencies that lead most, with their stones by domain.
    pub leaders: Vec<LeaderRow>,
    pub links: Vec<Link>,
}

/// What an agency leads and shares in, by domain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeaderRow {
    pub title: String,
    pub href: String,
    pub lead: usize,
    pub responsible: usize,
    /// One a domain, in their order.
    pub cells: Vec<LeaderCell>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeaderCell {
    /// What it leads, the earliest deadline first.
    pub lead: Vec<Stone>,
    /// How many it is responsible for.
    pub responsible: usize,
}

/// What an agency does in a domain; stones with the earliest deadline first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DomainRoles {
    pub label: String,
    pub title: String,
    pub href: String,
    pub lead: Vec<Stone>,
    pub responsible: Vec<Stone>,
    pub through_groups: Vec<Stone>,
}

/// A heading of the text, in order; `level` 1 is a part, 2 a clause.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContentsEntry {
    pub level: u8,
    pub label: String,
    pub title: String,
    pub href: String,
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
    /// How it stands, where a source is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<ProgressView>,
    pub cases: Vec<CaseCard>,
    /// Topics that it belongs to (ours).
    pub topics: Vec<Link>,
    pub clauses: Vec<ClauseQuote>,
    /// Tasks whose words are close to this one's (ours).
    pub related: Vec<RelatedTask>,
    /// The domain's tasks around this one, and how many there are in all.
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
    pub progress: Vec<TaskProgress>,
    pub cases: Vec<CaseCard>,
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
    /// Whom to ask, as far as an editor has found it with a source.
    pub contacts: Vec<ContactView>,
    /// For a group: its members; for an agency: the groups that it belongs to.
    pub members: Vec<Link>,
    pub groups: Vec<Link>,
    pub deadlines: Vec<DeadlineView>,
    /// Domains in which it has a task.
    pub by_domain: Vec<DomainRoles>,
    pub lead: Vec<TaskRow>,
    pub responsible: Vec<TaskRow>,
    /// Tasks that it answers for only as a member of a group.
    pub through_groups: Vec<TaskRow>,
    /// Its people in the working group.
    pub people: Vec<Link>,
}

/// A way to reach an agency.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContactView {
    /// 网站 …
    pub label: String,
    pub value: String,
    /// Where it leads; empty for an address or a telephone.
    pub href: String,
    pub source_href: String,
    /// The day on which the source said so.
    pub date: String,
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
    pub description: Vec<Piece>,
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
    pub description: Vec<Piece>,
    /// Whether the field is the portal's and not the document's.
    pub ours: bool,
}

/// `/my/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MyPage {
    pub plans: Vec<MyPlan>,
}

/// A plan whose tasks the reader may choose.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MyPlan {
    pub id: String,
    pub title: String,
    pub document_number: String,
    /// Its list of tasks.
    pub href: String,
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

/// `/search/`: the complete task list by domain, for readers without JavaScript and those who haven't asked yet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchPage {
    pub plans: Vec<SearchPlan>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchPlan {
    pub id: String,
    pub title: String,
    pub domains: Vec<SearchDomain>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchDomain {
    pub anchor: String,
    pub title: String,
    pub tasks: Vec<RelatedTask>,
}
