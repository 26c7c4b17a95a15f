//! Members of the working group.

use serde::Serialize;

use crate::inputs::plan_file::EntryColumn;
use crate::read::{ColumnOf, Member, MemberIndex};
use crate::site::pieces::{Mark, Marks, Passage, inline};
use crate::site::plan_index::PlanIndex;

/// A member of the working group.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct MemberRow {
    /// `m1`
    pub anchor: String,
    /// 组长, 副组长, 成员, as read.
    pub role: String,
    /// The role as printed, in its own `[data-lines]` element; absent where none is printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed_role: Option<Passage>,
    pub name: Passage,
    /// Absent where nothing but the name is printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<Passage>,
    pub marks: Vec<Mark>,
}

impl MemberRow {
    /// Returns a member with marks; the anchor counts members from 1.
    pub(crate) fn new(plan: &PlanIndex, index: MemberIndex, member: &Member, marks: &mut Marks) -> Self {
        let printed_role = member.printed_role.as_ref().map(|spans| inline::passage(plan, spans, marks));
        let role_marks = if printed_role.is_none() {
            marks.of_cell(plan, member.lines.first, ColumnOf::only(EntryColumn::Role))
        } else {
            Vec::new()
        };
        Self {
            anchor: format!("m{}", index.index() + 1),
            role: member.role.clone(),
            printed_role,
            name: inline::passage(plan, &member.name_spans, marks),
            post: (!member.post_span.is_empty()).then(|| inline::passage(plan, &[member.post_span], marks)),
            marks: role_marks,
        }
    }
}
