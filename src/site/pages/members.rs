//! The working group.

use serde::Serialize;

use crate::parse::Role;
use crate::site::context::PageContext;
use crate::site::filled::Filled;
use crate::site::pieces::{Marks, MemberRow, NoteView, Passage, break_runs, inline};
use crate::site::plan_index::PlanIndex;

/// `/P/members/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct MembersPage {
    /// 名单以…为准
    pub as_of_document: String,
    /// Whether that names the day on which the document was printed.
    pub is_dated: bool,
    /// The annex's label and title, then the members in order, then the note under them.
    pub title: Vec<Passage>,
    pub members: Vec<MemberRow>,
    pub note: Vec<Passage>,
    pub notes: Vec<NoteView>,
}

pub(crate) fn page(context: &PageContext, plan: &PlanIndex) -> Filled<MembersPage> {
    let annex = plan.members.first().and_then(|first| plan.document.blocks[first.block].annex);
    let mut marks = context.listed();
    let of_role = |role: Role, marks: &mut Marks| -> Vec<Passage> {
        let blocks = plan.blocks.iter().filter(|block| block.annex == annex && block.role == role);
        blocks.map(|block| inline::passage(plan, &block.spans, marks)).collect()
    };
    let mut title = of_role(Role::AnnexLabel, &mut marks);
    title.extend(of_role(Role::AnnexTitle, &mut marks).into_iter().map(|passage| {
        let runs = break_runs(passage.runs);
        Passage { runs, ..passage }
    }));
    let members =
        plan.members.iter_enumerated().map(|(index, member)| MemberRow::new(plan, index, member, &mut marks)).collect();
    let note = of_role(Role::AnnexParagraph, &mut marks);
    let as_of_document = match plan.printed {
        Some(date) => context.words.fill("members_as_of", &[("date", &context.date(date))]),
        None => context.word("members_as_of_undated"),
    };
    let notes = context.notes(plan, &marks, 0);
    let view = MembersPage { as_of_document, is_dated: plan.printed.is_some(), title, members, note, notes };
    let (heading, about) = match plan.words.members {
        Some(_) => ("title_members", "about_members"),
        None => ("title_members_unnamed", "about_members_unnamed"),
    };
    let description = context.fill_for(plan, about, &[("n", &plan.members.len().to_string())]);
    Filled::new(context.fill_for(plan, heading, &[]), description, view)
}
