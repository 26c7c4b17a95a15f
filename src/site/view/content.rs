//! What editors add: cases, topics, progress. Ours or the cited publishers', never the document's.

use serde::Serialize;

use super::{Link, RelatedTask};
use crate::text::language::Piece;

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CaseCard {
    pub title: Vec<Piece>,
    pub href: String,
    /// `典型案例`, `公开事实`
    pub label: String,
    /// Empty where the editor wrote none.
    pub summary: Vec<Piece>,
    /// `荆楚网，2024年9月19日`
    pub byline: String,
    /// Says that it happened before the plan was signed; else empty.
    pub earlier: String,
}

/// `/cases/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CasesPage {
    /// One a plan that has one.
    pub goals: Vec<CasesGoalView>,
    pub typical: Vec<CaseCard>,
    pub facts: Vec<CaseCard>,
}

/// How many typical cases a plan wants, and how many there are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CasesGoalView {
    pub plan: Link,
    /// `0/10—15`
    pub share: String,
    /// The document's own words.
    pub printed: String,
    /// `2025年`
    pub year: String,
    /// The clause that says so.
    pub clause: Link,
}

/// `/cases/SLUG/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CasePage {
    pub title: Vec<Piece>,
    pub label: String,
    /// What its kind means.
    pub meaning: String,
    /// When it happened; empty where nobody says.
    pub event: String,
    pub earlier: String,
    pub publisher: String,
    pub published: String,
    /// Empty where the publisher's own page is cited.
    pub reprinted_by: String,
    pub source_url: String,
    pub reviewed: String,
    pub plan: Link,
    pub tasks: Vec<RelatedTask>,
    pub domains: Vec<Link>,
}

/// A topic in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicCard {
    pub title: Vec<Piece>,
    pub href: String,
    pub summary: Vec<Piece>,
    pub count: usize,
}

/// `/topics/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicsPage {
    pub topics: Vec<TopicCard>,
}

/// `/topics/SLUG/`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicPage {
    pub title: Vec<Piece>,
    pub summary: Vec<Piece>,
    pub tasks: Vec<TopicTaskView>,
    pub others: Vec<Link>,
}

/// A task of a topic.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicTaskView {
    /// Empty where the portal has one plan.
    pub plan: String,
    pub number: u32,
    pub title: String,
    pub href: String,
    pub why: Vec<Piece>,
    /// `2023年12月`, or empty.
    pub deadline: String,
}

/// How a task stands, by whom.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProgressView {
    /// `已完成` …
    pub state: String,
    pub date: String,
    pub source: String,
    /// Empty where none is given.
    pub source_href: String,
    /// Whether the portal's operator says so itself.
    pub own_word: bool,
    pub note: String,
}

/// How a task of a domain stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TaskProgress {
    pub task: RelatedTask,
    pub progress: ProgressView,
}

/// How many of a plan's tasks stand so.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProgressCount {
    pub state: String,
    pub count: usize,
}
