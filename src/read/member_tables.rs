//! Members of a body in a table: 姓名, 单位及职务, and what each is in the body.

use super::corrections::{Correction, as_read};
use super::members::Member;
use crate::parse::{BlockIndex, Row, RowKind, Table, is_body_role};
use crate::text::source::{Lines, Source, Span};

/// Where a table has what is said of a member.
struct Columns {
    role: usize,
    name: usize,
    /// The first and the last column of the post: 单位 and 职务 may stand beside one another.
    post: (usize, usize),
}

/// Returns the members that a table lists; none where no column says what they are in the body. An empty role is that of
/// the row above.
pub(super) fn members(source: &Source, table: &Table, block: BlockIndex, corrections: &[Correction]) -> Vec<Member> {
    let Some(columns) = columns(source, table) else { return Vec::new() };
    let mut found: Vec<Member> = Vec::new();
    for row in rows(table) {
        let cell = |at: usize| row.cells[at];
        let words = |span: Span| as_read(source, &[span], corrections).split_whitespace().collect::<String>();
        let role = Some(cell(columns.role)).filter(|role| !role.is_empty());
        let post = source.trim(cell(columns.post.0).to(cell(columns.post.1)));
        let above = || found.last().map(|member| member.role.clone()).unwrap_or_default();
        found.push(Member {
            role: role.map_or_else(above, words),
            group: None,
            printed_role: role.map(|role| vec![role]),
            name: words(cell(columns.name)),
            name_spans: vec![cell(columns.name)],
            post: as_read(source, &[post], corrections).replace('\t', ""),
            post_span: post,
            lines: Lines::of(row.line),
            block,
        });
    }
    found
}

fn rows(table: &Table) -> impl Iterator<Item = &Row> {
    table.rows.iter().filter(|row| row.kind == RowKind::Listed && row.cells.len() == table.header.len())
}

fn columns(source: &Source, table: &Table) -> Option<Columns> {
    let headers: Vec<String> = table.header.iter().map(|&header| source.folded(header)).collect();
    let name = headers.iter().position(|header| header == "姓名").filter(|_| !table.lists_tasks)?;
    let words = |row: &Row, at: usize| source.folded(row.cells[at]);
    let is_role = |at: &usize| {
        let own = || rows(table).map(|row| words(row, *at)).filter(|word| !word.is_empty());
        own().next().is_some() && own().all(|word| is_body_role(&word))
    };
    let role = (0..headers.len()).filter(|at| *at != name).find(is_role)?;
    let is_post =
        |at: &usize| *at != role && *at != name && ["职务", "单位"].iter().any(|it| headers[*at].contains(it));
    let mut posts = (0..headers.len()).filter(is_post);
    let first = posts.next()?;
    let last = posts.next().filter(|next| *next == first + 1).unwrap_or(first);
    let has_all = |row: &Row| !row.cells[name].is_empty();
    rows(table).all(has_all).then_some(Columns { role, name, post: (first, last) })
}
