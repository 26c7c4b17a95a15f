//! The working group.

use serde::Serialize;

use crate::parse::{AnnexIndex, Role};
use crate::read::{Member, MemberIndex};
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
    /// One an annex that lists members, and in it one a group that is named.
    pub lists: Vec<MemberList>,
    pub notes: Vec<NoteView>,
}

/// The members of a body.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct MemberList {
    /// The annex's label and title above the first, then the members in order, then the note under the last.
    pub title: Vec<Passage>,
    /// The heading of the group inside the body, as the members' data has it.
    pub group: Option<String>,
    pub members: Vec<MemberRow>,
    pub note: Vec<Passage>,
}

pub(crate) fn page(context: &PageContext, plan: &PlanIndex) -> Filled<MembersPage> {
    let mut marks = context.listed();
    let members: Vec<(MemberIndex, &Member)> = plan.members.iter_enumerated().collect();
    let annex_of = |(_, member): &(MemberIndex, &Member)| plan.document.blocks[member.block].annex;
    let lists = members.chunk_by(|one, next| annex_of(one) == annex_of(next));
    let lists = lists.flat_map(|members| lists_of(plan, annex_of(&members[0]), members, &mut marks)).collect();
    let as_of_document = match plan.printed {
        Some(date) => context.words.fill("members_as_of", &[("date", &context.date(date))]),
        None => context.word("members_as_of_undated"),
    };
    let notes = context.notes(plan, &marks, 0);
    let view = MembersPage { as_of_document, is_dated: plan.printed.is_some(), lists, notes };
    let (heading, about) = match plan.words.members {
        Some(_) => ("title_members", "about_members"),
        None => ("title_members_unnamed", "about_members_unnamed"),
    };
    let description = context.fill_for(plan, about, &[("n", &plan.members.len().to_string())]);
    Filled::new(context.fill_for(plan, heading, &[]), description, view)
}

/// Returns the members that stand in one annex, or in the text, by group.
fn lists_of(
    plan: &PlanIndex,
    annex: Option<AnnexIndex>,
    members: &[(MemberIndex, &Member)],
    marks: &mut Marks,
) -> Vec<MemberList> {
    let of_role = |role: Role, marks: &mut Marks| -> Vec<Passage> {
        let blocks = plan.blocks.iter().filter(|block| block.annex == annex && block.role == role);
        blocks.map(|block| inline::passage(plan, &block.spans, marks)).collect()
    };
    let mut title = of_role(Role::AnnexLabel, marks);
    title.extend(of_role(Role::AnnexTitle, marks).into_iter().map(|passage| {
        let runs = break_runs(passage.runs);
        Passage { runs, ..passage }
    }));
    let groups = members.chunk_by(|(_, one), (_, next)| one.group == next.group);
    let mut lists: Vec<MemberList> = groups
        .map(|members| {
            let group = members[0].1.group.clone();
            let members = members.iter().map(|(index, member)| MemberRow::new(plan, *index, member, marks)).collect();
            MemberList { title: std::mem::take(&mut title), group, members, note: Vec::new() }
        })
        .collect();
    if let Some(last) = lists.last_mut() {
        last.note = of_role(Role::AnnexParagraph, marks);
    }
    lists
}
