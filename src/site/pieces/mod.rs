//! What several kinds of page show: each piece beside the methods that fill it.
//!
//! Pages and pieces are what the theme's templates print. They hold text and addresses only: no HTML, no Markdown.
//! Every `href` is ready to print (it starts with the base path of the deployment, such as `/portal`, and comes to the
//! templates as HTML: see [`super::Href`]); `lines` is `"35-37"`, ready for `data-lines`.

mod case_cards;
mod citations;
mod contents;
mod document_card;
mod dots;
mod due_dates;
pub mod inline;
mod links;
mod marks;
mod member_rows;
mod milestones;
mod notes;
mod standing;
mod stones;
mod task_rows;
mod topic_cards;
mod wording;

pub use case_cards::CaseCard;
pub use citations::{clause_holding, clause_title};
pub use contents::ContentsEntry;
pub use document_card::CardField;
pub use dots::{DotRow, Dots};
pub use due_dates::DeadlineView;
pub use inline::{Inline, Passage};
pub use marks::{Mark, Marks};
pub use member_rows::MemberRow;
pub use milestones::Milestones;
pub use notes::NoteView;
pub use standing::{ProgressCount, ProgressView};
pub use stones::{Stone, StoneRow};
pub use task_rows::{PartView, RelatedTask, TaskRow};
pub use topic_cards::TopicCard;
