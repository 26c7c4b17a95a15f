//! Members of a body in a table: 姓名, 单位及职务, and what each is in the body.

use itertools::Itertools as _;

use crate::parse::{Row, RowKind, Table, member};
use crate::text::source::{Source, Span};

/// Where a table has what is said of a member.
struct Columns {
    role: usize,
    name: usize,
    /// The first and the last column of the post: 单位 and 职务 may stand beside one another.
    post: (usize, usize),
}

/// A member's cells.
pub(super) struct MemberCells {
    pub line: usize,
    /// Absent where the row prints none: it is that of the row above.
    pub role: Option<Span>,
    pub name: Span,
    /// With the tab between 单位 and 职务.
    pub post: Span,
}

/// Returns the members that a table lists; none where no column says what they are in the body.
pub(super) fn members(source: &Source, table: &Table) -> Vec<MemberCells> {
    let Some(columns) = columns(source, table) else { return Vec::new() };
    let cells = |row: &Row| MemberCells {
        line: row.line,
        role: Some(cell(row, columns.role)).filter(|role| !role.is_empty()),
        name: cell(row, columns.name),
        post: source.trim(cell(row, columns.post.0).to(cell(row, columns.post.1))),
    };
    rows(table).map(cells).collect()
}

fn rows(table: &Table) -> impl Iterator<Item = &Row> {
    table.rows.iter().filter(|row| row.kind == RowKind::Listed)
}

/// Returns a cell; those that a row leaves out at its end are empty.
fn cell(row: &Row, at: usize) -> Span {
    row.cells.get(at).copied().unwrap_or(Span::new(row.span.end, row.span.end))
}

fn columns(source: &Source, table: &Table) -> Option<Columns> {
    let headers: Vec<String> = table.header.iter().map(|&header| source.folded(header)).collect();
    // Two members may stand side by side in a row: which cell is whose, nobody says.
    let mut names = headers.iter().positions(|header| header == "姓名");
    let (Some(name), None, false) = (names.next(), names.next(), table.lists_tasks) else { return None };
    let words = |row: &Row, at: usize| source.folded(cell(row, at));
    let is_role = |at: &usize| {
        let own = || rows(table).map(|row| words(row, *at)).filter(|word| !word.is_empty());
        own().next().is_some() && own().all(|word| member::is_body_role(&word))
    };
    // 职务 may say of all that they are 主任.
    let is_post_alone = |at: &usize| headers[*at].contains("职务") && !headers[*at].contains(['组', '班', '内']);
    let roles = (0..headers.len()).filter(|at| *at != name).filter(is_role);
    let role = roles.min_by_key(is_post_alone)?;
    let is_post =
        |at: &usize| *at != role && *at != name && ["职务", "单位"].iter().any(|it| headers[*at].contains(it));
    let mut posts = (0..headers.len()).filter(is_post);
    let first = posts.next()?;
    let last = posts.next().filter(|next| *next == first + 1).unwrap_or(first);
    let has_all = |row: &Row| {
        let is_said = !cell(row, first).is_empty() || !cell(row, last).is_empty();
        is_said && !cell(row, name).is_empty() && (role + 1..=headers.len()).contains(&row.cells.len())
    };
    rows(table).all(has_all).then_some(Columns { role, name, post: (first, last) })
}
