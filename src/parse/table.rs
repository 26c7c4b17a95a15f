//! Tables: columns by their header words, cells between tabs.

use super::document::{Column, Layout, LayoutRule, Row, Table};
use super::line::{Form, Line};
use crate::diagnostic::{Code, Diagnostic};
use crate::text::role_class::RoleClass;
use crate::text::source::{Source, Span};

/// Header words of each column, the best first; white space inside a header doesn't count.
const HEADERS: [(Column, &[&str]); 4] = [
    (Column::Category, &["类别", "领域", "重点领域", "分类", "板块", "类型", "一级指标"]),
    (Column::Number, &["序号", "编号", "项号", "任务序号", "任务编号"]),
    (
        Column::Text,
        &[
            "试点任务",
            "任务内容",
            "工作任务",
            "重点任务",
            "主要任务",
            "任务",
            "主要内容",
            "工作内容",
            "具体内容",
            "任务举措",
            "主要举措",
            "具体举措",
            "工作举措",
            "试点举措",
            "改革举措",
            "改革事项",
            "试点事项",
            "重点工作",
            "内容",
            "举措",
            "事项",
        ],
    ),
    (
        Column::Deadline,
        &["完成时限", "完成时间", "完成期限", "时限", "时间节点", "时限要求", "时间进度", "进度安排", "完成时间节点"],
    ),
];

/// Returns a table that begins at `lines[at]`, and the index after it. `None` where its first row is no header.
pub(super) fn table(
    source: &Source,
    lines: &[Line],
    at: usize,
    layout: &mut Vec<Layout>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Table, usize)> {
    let header = cells(source, lines[at].span);
    let columns = columns(source, &header)?;
    let folded_header = source.folded(lines[at].span);
    let mut table = Table { columns, header, rows: Vec::new(), repeated_headers: Vec::new() };
    let mut next = at + 1;
    let mut page_start = true;
    // All pages may differ from the first in the same way: one finding.
    let mut other_header = None;
    while let Some(line) = lines.get(next) {
        match line.form {
            Form::Blank => {
                let more = lines[next..].iter().find(|line| line.form != Form::Blank);
                if !more.is_some_and(|line| line.form == Form::Row || is_category_line(lines, line)) {
                    break;
                }
            }
            Form::PageNumber => super::page_number(source, line, layout, diagnostics),
            Form::Row if source.folded(line.span) == folded_header => {
                table.repeated_headers.push(line.span);
                layout.push(Layout { rule: LayoutRule::RepeatedHeader, span: line.span });
                page_start = true;
            }
            Form::Row if is_header(source, line.span) => {
                if other_header.replace(source.folded(line.span)) != Some(source.folded(line.span)) {
                    diagnostics.push(source.diagnostic(
                        Code::ChangedHeader,
                        line.span,
                        "这一行像表头，却与本表第一行表头不一样",
                        "把各页表头统一成第一行的写法；若是另一张表，请在两张表之间加上表题",
                    ));
                }
                table.repeated_headers.push(line.span);
                layout.push(Layout { rule: LayoutRule::RepeatedHeader, span: line.span });
                page_start = true;
            }
            Form::Row => {
                let cells = cells(source, line.span);
                table.rows.push(Row { line: line.number, span: line.span, cells, page_start, category_only: false });
                page_start = false;
            }
            _ if is_category_line(lines, line) => {
                table.rows.push(Row {
                    line: line.number,
                    span: line.span,
                    cells: vec![line.span],
                    page_start,
                    category_only: true,
                });
                page_start = false;
            }
            _ => break,
        }
        next += 1;
    }
    Some((table, next))
}

/// Returns a category on a line of its own: `一、…` with rows (or another category) after it.
fn is_category_line(lines: &[Line], line: &Line) -> bool {
    if !matches!(line.form, Form::Part { .. }) {
        return false;
    }
    let after = lines[line.number..].iter().find(|line| line.form != Form::Blank);
    after.is_some_and(|line| matches!(line.form, Form::Row | Form::Part { .. }))
}

/// Returns the cells of a row, each trimmed.
pub(super) fn cells(source: &Source, row: Span) -> Vec<Span> {
    let text = source.slice(row);
    let mut start = row.start;
    text.split('\t')
        .map(|cell| {
            let span = Span::new(start, start + cell.len());
            start = span.end + 1;
            source.trim(span)
        })
        .collect()
}

/// Checks whether a table can begin with this row.
pub(super) fn is_header(source: &Source, row: Span) -> bool {
    columns(source, &cells(source, row)).is_some()
}

/// Returns what each column holds, if this row is a header: it names a text column and at least one other.
fn columns(source: &Source, header: &[Span]) -> Option<Vec<Column>> {
    let words: Vec<String> = header.iter().map(|&cell| source.folded(cell)).collect();
    let mut columns = vec![Column::Other; header.len()];
    for (column, names) in HEADERS {
        let best = names.iter().find_map(|name| words.iter().position(|word| word == name));
        if let Some(at) = best {
            columns[at] = column;
        }
    }
    // Every column of agencies counts, each by its own word alone.
    for (column, word) in columns.iter_mut().zip(&words).filter(|(column, _)| **column == Column::Other) {
        if let Some(class) = RoleClass::of_header(word) {
            *column = Column::Agencies(class);
        }
    }
    let known = columns.iter().filter(|&&column| column != Column::Other).count();
    (columns.contains(&Column::Text) && known >= 2).then_some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::role_class::{AGENCY_NOUNS, BARE_ROLES, ROLE_WORDS};

    #[test]
    fn the_grammar_lists_the_header_words_of_each_column() {
        let grammar = include_str!("GRAMMAR.md");
        let (_, list) = grammar.split_once("| column | header words |\n| --- | --- |\n").unwrap();
        let listed: Vec<&str> = list.lines().take_while(|line| line.starts_with('|')).collect();
        let known = HEADERS
            .map(|(column, words)| format!("| {} | {} |", format!("{column:?}").to_lowercase(), words.join(" ")));
        assert_eq!(listed, known);
        let (_, list) = grammar.split_once("| role | words |\n| --- | --- |\n").unwrap();
        let listed: Vec<&str> = list.lines().take_while(|line| line.starts_with('|')).collect();
        let known = ROLE_WORDS.map(|(class, words)| format!("| {} | {} |", class.name(), words.join(" ")));
        assert_eq!(listed, known);
        for words in [&AGENCY_NOUNS[..], &BARE_ROLES] {
            assert!(grammar.contains(&words.join(" ")), "{words:?}");
        }
    }
}
