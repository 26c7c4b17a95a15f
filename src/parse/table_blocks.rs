//! Tables among the blocks of a document: what stands below and between them, and those that have lost their tabs.

use super::document::{Block, BlockIndex, BlockKind, Role};
use super::line::{Form, Line, is_terminated};
use super::{Parser, table};
use crate::diagnostic::Code;
use crate::text::source::Span;

impl Parser<'_> {
    /// Checks whether a line is a note below a table that no heading stands over: 注：…, and what follows that; or stands between
    /// two tables.
    pub(super) fn is_note_below_table(&self, line: Line) -> bool {
        let is_note = |text: &str| table::NOTES.iter().any(|word| text.starts_with(word));
        let last = self.blocks.last();
        let follows = last.is_some_and(|block| block.role == Role::Remark)
            && self.blocks.iter().rev().find(|block| block.role != Role::Remark).is_some_and(Block::is_table);
        let heads_table =
            || self.after(self.at).is_some_and(|next| next.form == Form::Row) && !is_terminated(self.text(line));
        follows || (last.is_some_and(Block::is_table) && (is_note(self.text(line)) || heads_table()))
    }

    /// Checks whether a number goes on with those of a note below a table: 注：1.…
    pub(super) fn goes_on_note(&self, number: u32) -> bool {
        let Some(last) = self.blocks.last().filter(|last| !last.is_table()) else { return false };
        let mut note = self.blocks.iter().rev().take_while(|block| block.role == last.role && !block.is_table());
        let count = note.by_ref().count();
        let first = self.blocks.len() - count;
        let text = |at: usize| self.source.join(&self.blocks[BlockIndex::new(at)].spans);
        first > 0
            && self.blocks[BlockIndex::new(first - 1)].is_table()
            && table::NOTES.iter().any(|word| text(first).starts_with(word))
            && ["、", ".", "．"]
                .iter()
                .any(|mark| text(self.blocks.len() - 1).contains(&format!("{}{mark}", number - 1)))
    }

    pub(super) fn table(&mut self) {
        let (table, next) = table::table(self.source, self.lines, self.at, &mut self.layout, &mut self.diagnostics);
        let index = self.tables.push(table);
        self.push_kind(Role::Table, Vec::new(), BlockKind::Table(index));
        self.at = next;
    }

    /// Checks whether the header of a table of tasks begins here that has lost its tabs: each of its cells stands on a line
    /// of its own, or white space parts them.
    pub(super) fn begins_pasted_cells(&self) -> bool {
        let lines = self.lines[self.at..].iter().filter(|line| line.form != Form::Blank).map(|line| line.span);
        let mut ahead = lines.clone();
        ahead.next().is_some_and(|line| table::is_header_of_spaces(self.source, line))
            || table::is_header_of_lines(self.source, lines)
    }

    /// A table that has lost its tabs: no line says where a row or a cell ends, so nothing of it is read.
    pub(super) fn pasted_cells(&mut self) {
        let mut span: Option<Span> = None;
        // A number on a line of its own is a cell here, no page's.
        while let Some(&line) = self.lines.get(self.at) {
            if line.form == Form::Blank {
                self.at += 1;
                continue;
            }
            let ends =
                matches!(line.form, Form::AnnexLabel | Form::AnnexList | Form::TitledAnnex | Form::Copies | Form::Row);
            if ends || self.begins_signature() {
                break;
            }
            span = Some(span.map_or(line.span, |span| span.to(line.span)));
            self.take(line, Role::Unplaced);
        }
        if let Some(span) = span {
            self.diagnostics.push(self.source.diagnostic(
                Code::UnknownTable,
                span,
                "从这一行起像是一张表，各格之间却没有制表符（一行一格，或用空格隔开），看不出哪里换行换格",
                "请从 Word 或网页原件取表：policy-portal new plan 编号 --from 原件.docx（或 .html、.xlsx）；或从表格软件整张复制，各格之间便是制表符",
            ));
        }
    }
}
