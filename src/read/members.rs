//! The members of the working group.

use oxc_index::IndexVec;

use super::corrections::{Correction, as_read};
use super::index::MemberIndex;
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::plan_file::EntryColumn;
use crate::parse::{BlockIndex, BlockKind, Document, MemberLine};
use crate::text::source::{Lines, Span};

/// A member, as of the document's date.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    /// 组长, 副组长, 成员 …; taken over from the line above where none is printed.
    pub role: String,
    /// The role as printed, with its colon.
    pub printed_role: Option<Vec<Span>>,
    /// Without padding.
    pub name: String,
    pub name_spans: Vec<Span>,
    pub post: String,
    pub post_span: Span,
    pub lines: Lines,
    /// Its block in the document.
    pub block: BlockIndex,
}

/// Roles that one person holds.
const SINGLE_ROLES: [&str; 4] = ["组长", "召集人", "总召集人", "总指挥"];

/// Reads the member lines; a list's last role is the one that many share, so only there a missing role needs no entry.
pub(crate) fn members(
    document: &Document,
    corrections: &[Correction],
    findings: &mut Vec<Diagnostic>,
) -> IndexVec<MemberIndex, Member> {
    let source = &document.source;
    let lines: Vec<(BlockIndex, &MemberLine)> = document
        .blocks
        .iter_enumerated()
        .filter_map(|(index, block)| match &block.kind {
            BlockKind::Member(line) => Some((index, line)),
            _ => None,
        })
        .collect();
    let last_role =
        lines.iter().rev().find_map(|(_, line)| line.role.as_ref()).map(|role| as_read(source, role, corrections));
    let mut members: IndexVec<MemberIndex, Member> = IndexVec::new();
    for (block, line) in lines {
        let whole = document.blocks[block].spans.iter().copied().reduce(Span::to).unwrap_or(line.post);
        let printed_role = line.role.as_ref().map(|role| as_read(source, role, corrections));
        let inherited = members.last().map(|member| member.role.clone());
        let listed = corrections.iter().any(|c| {
            c.column == Some(EntryColumn::Role)
                && c.lines.first <= source.line_of(whole.start)
                && source.line_of(whole.start) <= c.lines.last
        });
        if printed_role.is_none() && inherited != last_role && !listed {
            findings.push(source.diagnostic(
                Code::RoleNotPrinted,
                whole,
                format!("这一行没有印职责，接在 `{}` 之后", inherited.clone().unwrap_or_default()),
                "请核对录入；原文确实没有的，在 plan.toml 的 [[readings]] 里写明读法（printed = \"\"，column = \"role\"）",
            ));
        }
        let role = printed_role.or(inherited).unwrap_or_default();
        if SINGLE_ROLES.contains(&role.as_str()) && members.iter().any(|member| member.role == role) {
            findings.push(source.diagnostic(
                Code::RepeatedRole,
                whole,
                format!("`{role}` 有两位"),
                "请核对录入：是否漏了下一级职责",
            ));
        }
        let name = as_read(source, &line.name, corrections);
        if let Some(other) = members.iter().find(|member| member.name == name) {
            findings.push(source.diagnostic(
                Code::RepeatedMember,
                whole,
                format!("`{name}` 在第 {} 行已经列过", other.lines.first),
                "请核对录入：是否重复了一行；确是同名的两人，请核对职务后在 plan.toml 的 [[notes]] 里加一条，fault = \"repeated-member\"",
            ));
        }
        members.push(Member {
            role,
            printed_role: line.printed_role.clone(),
            name,
            name_spans: line.name.clone(),
            post: as_read(source, &[line.post], corrections),
            post_span: line.post,
            lines: source.lines(whole),
            block,
        });
    }
    members
}
