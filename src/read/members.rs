//! The members of the working group.

use oxc_index::IndexVec;

use super::acceptance;
use super::corrections::{Correction, as_read};
use super::index::MemberIndex;
use super::member_tables::{self, MemberCells};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::plan_file::EntryColumn;
use crate::parse::{Block, BlockIndex, BlockKind, Document, Role, TableIndex, member};
use crate::text::source::{Lines, Span};

/// A member, as of the document's date.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Member {
    /// 组长, 副组长, 成员 …; taken over from the line above where none is printed.
    pub role: String,
    /// The heading that it stands under, inside the list or, if that names a group, of the text: `（一）部门成员`, `（一）综合组`.
    pub group: Option<String>,
    /// The role as printed, with its colon.
    pub printed_role: Option<Vec<Span>>,
    /// Without padding.
    pub name: String,
    pub name_spans: Vec<Span>,
    pub post: String,
    pub post_span: Span,
    pub lines: Lines,
    /// Its block in the document, or that of its table.
    pub block: BlockIndex,
}

/// Roles that one person holds, most often.
const SINGLE_ROLES: [&str; 3] = ["组长", "总召集人", "总指挥"];

/// Reads the lines and tables of members. A role is that of all below it up to the next; only one that a person holds alone needs an entry
/// that says so.
pub(crate) fn members(
    document: &Document,
    corrections: &[Correction],
    diagnostics: &mut Vec<Diagnostic>,
) -> IndexVec<MemberIndex, Member> {
    let source = &document.source;
    let role_of = |block: &Block| match &block.kind {
        BlockKind::Member(line) => line.role.as_ref().map(|role| as_read(source, role, corrections)),
        _ if block.role == Role::CommonPost => {
            Some(as_read(source, &block.spans, corrections).trim_end_matches(['：', ':']).to_owned())
        }
        _ => None,
    };
    let has_roles = document.blocks.iter().any(|block| role_of(block).is_some());
    // The role that a line above gives, and whether it stands alone there, for all under it.
    let mut above: (Option<String>, bool) = (None, false);
    // The heading above, and whether the roles under it are those of a body of its own.
    let mut group: Option<(String, bool)> = None;
    let mut members: IndexVec<MemberIndex, Member> = IndexVec::new();
    // Where this list begins: a body of its own has roles of its own.
    let mut begins = 0;
    for (index, block) in document.blocks.iter_enumerated() {
        if let BlockKind::Table(table) = block.kind {
            begins = members.len();
            members.extend(of_table(document, table, index, corrections));
        }
        let BlockKind::Member(line) = &block.kind else {
            match block.role {
                Role::CommonPost => {
                    above = (role_of(block), true);
                    group = group.filter(|(_, is_body)| *is_body);
                }
                Role::MembersHeading => {
                    let is_body = document.blocks.get(index + 1).and_then(role_of).is_some();
                    begins = if is_body { members.len() } else { begins };
                    group = Some((as_read(source, &block.spans, corrections), is_body));
                }
                Role::Unplaced => begins = members.len(),
                _ => {
                    let heading = block.node.map(|node| &document.nodes[node]);
                    let heading = heading.filter(|node| member::is_group(source.slice(node.heading)));
                    let heading = heading.map(|node| as_read(source, &[node.label.to(node.heading)], corrections));
                    (begins, group) = (members.len(), heading.map(|heading| (heading, true)));
                }
            }
            continue;
        };
        let whole = block.spans.iter().copied().reduce(Span::to).unwrap_or(line.post);
        let printed_role = role_of(block);
        let (inherited, is_for_all) = above.clone();
        let listed = corrections.iter().any(|c| {
            c.column == Some(EntryColumn::Role)
                && c.lines.first <= source.line_of(whole.start)
                && source.line_of(whole.start) <= c.lines.last
        });
        let is_single = inherited.as_deref().map_or(has_roles, |role| SINGLE_ROLES.contains(&role));
        if printed_role.is_none() && is_single && !is_for_all && !listed {
            let above = inherited.clone().unwrap_or_default();
            let message = format!("这一行没有印职责，接在 `{above}` 之后");
            let diagnostic = source.diagnostic(Code::RoleNotPrinted, whole, message, "请核对录入");
            let reason = "这一行没有印职责，承上一行。";
            let entry = acceptance::reading(source.line_of(whole.start), EntryColumn::Role, &above, reason);
            diagnostics.push(diagnostic.accepted_by(entry));
        }
        if printed_role.is_some() {
            above = (printed_role.clone(), false);
            group = group.filter(|(_, is_body)| *is_body);
        }
        let of_list = &members.as_raw_slice()[begins..];
        let is_repeated = printed_role.as_ref().is_some_and(|role| of_list.iter().any(|member| member.role == *role));
        let role = printed_role.or(inherited).unwrap_or_default();
        if SINGLE_ROLES.contains(&role.as_str()) && is_repeated {
            diagnostics.push(source.diagnostic(
                Code::RepeatedRole,
                whole,
                format!("`{role}` 有两位"),
                "请核对录入：是否漏了下一级职责",
            ));
        }
        let name = as_read(source, &line.name, corrections);
        // 办公室主任：王刚（兼）
        let is_both = source.slice(line.post).contains('兼');
        if let Some(other) = of_list.iter().find(|member| member.name == name && !is_both) {
            diagnostics.push(source.diagnostic(
                Code::RepeatedMember,
                whole,
                format!("`{name}` 在第 {} 行已经列过", other.lines.first),
                "请核对录入：是否重复了一行，或确是同名的两人",
            ));
        }
        members.push(Member {
            role,
            group: group.as_ref().map(|(heading, _)| heading.clone()),
            printed_role: line.printed_role.clone(),
            name,
            name_spans: line.name.clone(),
            post: without_marks(&as_read(source, &[line.post], corrections)).to_owned(),
            post_span: line.post,
            lines: source.lines(whole),
            block: index,
        });
    }
    members
}

/// Returns the members of a table. One whose row prints no role has that of the row above.
fn of_table(document: &Document, table: TableIndex, block: BlockIndex, corrections: &[Correction]) -> Vec<Member> {
    let source = &document.source;
    let words = |cell: Span| as_read(source, &[cell], corrections).split_whitespace().collect::<String>();
    let mut role = String::new();
    let member = |MemberCells { line, role: printed, name, post }: MemberCells| {
        if let Some(printed) = printed {
            role = words(printed);
        }
        Member {
            role: role.clone(),
            group: None,
            printed_role: printed.map(|printed| vec![printed]),
            name: words(name),
            name_spans: vec![name],
            post: as_read(source, &[post], corrections).replace('\t', ""),
            post_span: post,
            lines: Lines::of(line),
            block,
        }
    };
    member_tables::members(source, &document.tables[table]).into_iter().map(member).collect()
}

/// Returns a post without the brackets that it stands in, and the mark behind them.
fn without_marks(post: &str) -> &str {
    let bare = post.trim_end_matches(['、', '，', ',', '；', ';']);
    let bare = member::personal(bare).map_or(bare, |length| bare[length..].trim_start());
    let inner = bare.strip_prefix(['（', '(']).and_then(|inner| inner.strip_suffix(['）', ')']));
    // The first bracket has to close with the last.
    let mut depth = 0i32;
    let closes_within = |c: char| {
        depth += i32::from("（(".contains(c)) - i32::from("）)".contains(c));
        depth < 0
    };
    inner.filter(|inner| !inner.chars().any(closes_within)).map_or(bare, str::trim)
}
