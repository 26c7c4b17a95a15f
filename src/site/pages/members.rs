//! The working group.

use super::super::builder::Builder;
use super::super::marks::Marks;
use super::super::plan_site::PlanSite;
use super::super::runs;
use super::super::view::{MemberRow, MembersPage, Passage};
use super::super::{Page, View};
use crate::inputs::plan_file::EntryColumn;
use crate::parse::Role;
use crate::read::Member;

pub fn page(builder: &Builder, site: &PlanSite) -> Option<Page> {
    let plan = &site.plan;
    let first = plan.members.first()?;
    let annex = plan.document.blocks[first.block].annex;
    let mut marks = builder.listed();
    let of_role = |role: Role, marks: &mut Marks| -> Vec<Passage> {
        let blocks = plan.blocks.iter().filter(|block| block.annex == annex && block.role == role);
        blocks.map(|block| runs::passage(plan, &block.spans, marks)).collect()
    };
    let mut title = of_role(Role::AnnexLabel, &mut marks);
    title.extend(of_role(Role::AnnexTitle, &mut marks));
    let members =
        plan.members.iter().enumerate().map(|(index, member)| row(builder, site, index, member, &mut marks)).collect();
    let note = of_role(Role::AnnexParagraph, &mut marks);
    let as_of_document = match &plan.printed {
        Some(date) => builder.words.fill("members_as_of", &[("date", &builder.day(date))]),
        None => builder.word("members_as_of_undated"),
    };
    let notes = builder.notes(site, &marks, 0);
    let view = MembersPage { as_of_document, title, members, note, notes };
    let description = builder.words.fill("about_members", &[("n", &plan.members.len().to_string())]);
    Some(builder.plan_page(
        site,
        "members/",
        "members",
        builder.word("title_members"),
        description,
        View::Members(view),
    ))
}

/// A member with marks; the anchor counts members from 1.
pub fn row(builder: &Builder, site: &PlanSite, index: usize, member: &Member, marks: &mut Marks) -> MemberRow {
    let plan = &site.plan;
    let printed_role = member.printed_role.as_ref().map(|spans| runs::passage(plan, spans, marks));
    let role_marks = builder.column_marks(plan, member.lines.first, EntryColumn::Role, marks);
    MemberRow {
        anchor: format!("m{}", index + 1),
        role: member.role.clone(),
        printed_role,
        name: runs::passage(plan, &member.name_spans, marks),
        post: runs::passage(plan, &[member.post_span], marks),
        marks: role_marks,
    }
}
