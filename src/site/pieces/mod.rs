//! What several kinds of page show: each piece beside the methods that fill it.
//!
//! Pages and pieces are what the theme's templates print. They hold text and addresses only: no HTML, no Markdown.
//! Every `href` is ready to print (it starts with the base path of the deployment, such as `/portal`, and comes to the
//! templates as HTML: see [`super::Href`]); `lines` is `"35-37"`, ready for `data-lines`.

mod badges;
mod case_cards;
mod citations;
mod contents;
mod document_card;
mod dots;
mod due_dates;
mod evidence;
mod further_pages;
mod glosses;
mod headings;
pub(crate) mod inline;
mod ledger;
mod lineage;
mod links;
mod marks;
mod member_rows;
mod milestones;
mod notes;
mod quotes;
mod standing;
mod task_rows;
mod timeline;
mod topic_cards;
mod withheld;
mod wording;

pub(crate) use badges::{BadgeRow, TaskBadge};
pub(crate) use case_cards::CaseCard;
pub(crate) use citations::{clause_holding, clause_label, clause_title};
pub(crate) use contents::ContentsEntry;
pub(crate) use document_card::CardField;
pub(crate) use dots::{DotCell, DotRow};
pub(crate) use due_dates::DeadlineView;
pub(crate) use evidence::Evidence;
pub(crate) use further_pages::{Pagination, page_of};
pub(crate) use headings::{Neighbour, Phrase, break_runs, heading, plan_heading};
pub(crate) use inline::{Inline, Passage};
pub(crate) use ledger::Ledger;
pub(crate) use lineage::{KinPlan, KinTasks};
pub(crate) use marks::{Mark, Marks};
pub(crate) use member_rows::MemberRow;
pub(crate) use milestones::MilestoneView;
pub(crate) use notes::NoteView;
pub(crate) use quotes::Quote;
pub(crate) use standing::{ProgressCount, ProgressView, TaskProgress};
pub(crate) use task_rows::{PartView, RelatedTask, TaskRow, TextCell, text_cells};
pub(crate) use timeline::TimelineEntry;
pub(crate) use topic_cards::{TopicCard, TopicReason};
pub(crate) use wording::deadline_in_words;
