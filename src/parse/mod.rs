//! Source text → [`Document`]: headings, paragraphs, lists, members, tables, each with its place.
//!
//! A reader of the genre, not of one file: it knows forms of lines and their order, no names, no agencies.
//!
#![doc = include_str!("GRAMMAR.md")]

mod above;
mod annexes;
mod bodies;
pub(crate) mod brackets;
mod columns;
mod document;
mod headings;
mod imprint;
pub(crate) mod line;
pub(crate) mod member;
mod numbering;
mod outline;
pub(crate) mod responsibility;
mod signature;
mod spoken;
mod table;
mod table_blocks;
pub(crate) mod vocabulary;

pub(crate) use bodies::{are_bodies, begins_with_body, is_body, is_place};
pub(crate) use document::{
    AnnexIndex, Block, BlockIndex, BlockKind, Column, Document, Layout, LayoutRule, Level, Node, NodeIndex, Role, Row,
    RowKind, Table, TableIndex,
};
pub(crate) use line::is_han;
pub(crate) use spoken::{BEFORE_DAY, is_office, is_remark, name_length, without_manner};

use oxc_index::IndexVec;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::text::source::{Source, Span};
use line::{Form, Line, is_terminated};
use outline::Outline;

/// A title that the notice's own names has at least so many characters.
const SHORTEST_TITLE: usize = 6;

/// Reads a source; what the grammar can't place is kept as `Role::Unplaced` and reported.
pub(crate) fn parse(source: Source) -> (Document, Vec<Diagnostic>) {
    let mut lines = line::lines(&source);
    let outline = Outline::of(&lines);
    outline.plain(&mut lines);
    line::label_bare(&source, &mut lines);
    let parser = Parser {
        source: &source,
        lines: &lines,
        outline,
        at: 0,
        blocks: IndexVec::new(),
        nodes: IndexVec::new(),
        ids: BTreeMap::new(),
        tables: IndexVec::new(),
        layout: Vec::new(),
        diagnostics: Vec::new(),
        annex_labels: 0,
        node: None,
        annexes: 0,
        annex: None,
        is_annex_body: false,
    };
    let parsed = parser.document();
    let (blocks, nodes, tables, layout, diagnostics) =
        (parsed.blocks, parsed.nodes, parsed.tables, parsed.layout, parsed.diagnostics);
    (Document { source, blocks, nodes, tables, layout }, diagnostics)
}

struct Parser<'a> {
    source: &'a Source,
    lines: &'a [Line],
    outline: Outline,
    at: usize,
    blocks: IndexVec<BlockIndex, Block>,
    nodes: IndexVec<NodeIndex, Node>,
    /// By id: how often it was wanted, the first of those that it is given to included.
    ids: BTreeMap<String, u32>,
    tables: IndexVec<TableIndex, Table>,
    layout: Vec<Layout>,
    diagnostics: Vec<Diagnostic>,
    /// How many annexes' labels came so far.
    annex_labels: usize,
    /// The part, clause or item that a paragraph would now belong to.
    node: Option<NodeIndex>,
    /// How many annexes began so far.
    annexes: usize,
    /// The annex that we are in.
    annex: Option<AnnexIndex>,
    /// Whether it is the plan itself, a list of items.
    is_annex_body: bool,
}

impl Parser<'_> {
    fn document(mut self) -> Self {
        self.head();
        self.notice();
        self.plan();
        while let Some(line) = self.peek() {
            match line.form {
                Form::AnnexList | Form::TitledAnnex if self.begins_titled_annex() => self.annex(),
                Form::AnnexList | Form::TitledAnnex => self.annex_list(),
                Form::AnnexLabel => self.annex(),
                Form::Copies => self.copies(),
                Form::Text | Form::ImprintDate if self.is_last_imprint(line) => self.copies(),
                Form::Contents => self.take(line, Role::Remark),
                _ if self.begins_signature() => self.signature(),
                _ => self.body_line(line),
            }
        }
        numbering::check(self.source, &self.nodes, &self.tables, &mut self.diagnostics);
        self.check_headings();
        self
    }

    /// Returns the next line that isn't blank; page numbers are reported and passed over.
    fn peek(&mut self) -> Option<Line> {
        while let Some(&line) = self.lines.get(self.at) {
            match line.form {
                Form::Blank => self.at += 1,
                Form::PageNumber => {
                    page_number(self.source, &line, &mut self.layout, &mut self.diagnostics);
                    self.at += 1;
                }
                _ => return Some(line),
            }
        }
        None
    }

    /// Returns the first line after `at` that isn't blank.
    fn after(&self, at: usize) -> Option<Line> {
        self.lines.get(at + 1..)?.iter().find(|line| line.form != Form::Blank).copied()
    }

    fn text(&self, line: Line) -> &str {
        self.source.slice(line.span)
    }

    fn push(&mut self, role: Role, spans: Vec<Span>) {
        self.push_kind(role, spans, BlockKind::Text);
    }

    fn push_kind(&mut self, role: Role, spans: Vec<Span>, kind: BlockKind) {
        self.annex_labels += usize::from(role == Role::AnnexLabel);
        self.blocks.push(Block { role, spans, node: self.node, annex: self.annex, kind });
    }

    /// Takes the line as one block.
    fn take(&mut self, line: Line, role: Role) {
        self.note_dash(line);
        self.push(role, vec![line.span]);
        self.at += 1;
    }

    /// Takes the line as one block, the spaces between its Han characters being line breaks of the original.
    fn take_title(&mut self, line: Line, role: Role) {
        self.note_dash(line);
        let spans = self.without_breaks(line.span, LayoutRule::TitleBreak);
        self.push(role, spans);
        self.at += 1;
    }

    fn note_dash(&mut self, line: Line) {
        if let Some(span) = line.dash {
            self.layout.push(Layout { rule: LayoutRule::ListDash, span });
        }
    }

    /// Cuts a span at the spaces that have a Han character on both sides.
    fn without_breaks(&mut self, span: Span, rule: LayoutRule) -> Vec<Span> {
        let text = self.source.slice(span);
        let mut spans = Vec::new();
        let mut start = span.start;
        let mut before = None;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if !c.is_whitespace() {
                before = Some(c);
                continue;
            }
            while chars.peek().is_some_and(|(_, c)| c.is_whitespace()) {
                chars.next();
            }
            let after = chars.peek().copied();
            if let (Some(b), Some((end, a))) = (before, after)
                && is_han(b)
                && is_han(a)
            {
                spans.push(Span::new(start, span.start + at));
                let gap = Span::new(span.start + at, span.start + end);
                self.layout.push(Layout { rule, span: gap });
                start = gap.end;
            }
        }
        spans.push(Span::new(start, span.end));
        spans
    }

    /// Issuer, number and title: everything before the addressees, if there are any.
    fn head(&mut self) {
        let addressees = self.lines.iter().position(|line| {
            let text = self.text(*line);
            line.form == Form::Text
                && text.ends_with(['：', ':'])
                && !text.contains(['。', '；'])
                && !above::stands_above(text)
                && !["如下", "以下", "提出", "制定"].iter().any(|word| text.contains(word))
        });
        let body = self.lines.iter().position(|line| {
            let is_item = self.outline.begins_with_items && matches!(line.form, Form::Item { .. });
            is_item
                || matches!(
                    line.form,
                    Form::Part { .. }
                        | Form::Clause { .. }
                        | Form::Ordinal { .. }
                        | Form::Row
                        | Form::AnnexList
                        | Form::AnnexLabel
                        | Form::TitledAnnex
                )
        });
        // A line that ends in a colon behind the first heading names no addressees: 整改措施：.
        let addressees = addressees.filter(|addressees| body.is_none_or(|body| *addressees < body));
        let end = addressees.or(body).unwrap_or(self.lines.len());
        let mut seen_title = false;
        while let Some(line) = self.peek() {
            if self.at >= end {
                break;
            }
            match line.form {
                Form::DocumentNumber | Form::Text if self.takes_head_line(line) => {}
                Form::DocumentNumber => self.take(line, Role::DocumentNumber),
                Form::Remark | Form::Contents => self.take(line, Role::Remark),
                // Who speaks, and when, may stand under the title.
                Form::Text if self.begins_pasted_cells() => break,
                Form::Text if responsibility::is_label_line(self.text(line)) => self.take(line, Role::Remark),
                Form::Text if seen_title && self.signs_from(self.at) && self.names_bodies(line) => self.signature(),
                Form::Date if self.after(self.at).is_some() => {
                    self.check_day(line);
                    self.take(line, Role::Date);
                }
                Form::Text if !seen_title && self.text(line).ends_with("文件") => {
                    self.take_title(line, Role::IssuerHeading);
                }
                Form::Text if !is_terminated(self.text(line)) => {
                    seen_title = true;
                    self.take_title(line, Role::Title);
                }
                Form::Text if addressees.is_none() => break,
                _ => self.body_line(line),
            }
        }
        if addressees == Some(self.at)
            && let Some(line) = self.peek()
        {
            self.take(line, Role::Addressees);
        }
    }

    /// Takes a line that says more of the document than its number or its title, or something else of it.
    fn takes_head_line(&mut self, line: Line) -> bool {
        let text = self.text(line);
        let at = |place: Range<usize>| {
            self.source.trim(Span::new(line.span.start + place.start, line.span.start + place.end))
        };
        let (own, role) = if let Some(number) = above::number_above(text).filter(|number| number.len() < text.len()) {
            (number, Role::DocumentNumber)
        } else if let Some(title) = above::title_above(text) {
            (title..text.len(), Role::Title)
        } else if above::stands_above(text) {
            (0..text.len(), Role::Remark)
        } else {
            return false;
        };
        let parts =
            [(at(0..own.start), Role::Remark), (at(own.clone()), role), (at(own.end..text.len()), Role::Remark)];
        for (span, role) in parts.into_iter().filter(|(span, _)| !span.is_empty()) {
            self.push(role, vec![span]);
        }
        self.at += 1;
        true
    }

    /// The notice: paragraphs, and members of a group, up to the signature and its date.
    fn notice(&mut self) {
        if self.blocks.last().is_none_or(|block| block.role != Role::Addressees) {
            let ahead = self.lines[self.at..].iter();
            let mut notice = ahead.take_while(|line| matches!(line.form, Form::Blank | Form::Text | Form::Date));
            let is_notice = !self.blocks.is_empty() && notice.any(|line| line.form == Form::Date);
            let Some(line) = self.peek().filter(|_| is_notice) else { return };
            self.diagnostics.push(self.source.diagnostic(
                Code::MissingAddressees,
                line.span,
                "通知没有主送机关一行",
                "原文没有就不必管；有的话请核对录入：应独占一行，以冒号结尾",
            ));
        }
        let end = self.end_of_notice();
        if let Some(end) = end {
            // The plan's own headings count, not the notice's.
            self.outline = Outline::of(&self.lines[end + 1..]);
        }
        while let Some(line) = self.peek() {
            match line.form {
                _ if self.begins_signature() => return self.signature(),
                Form::Text if self.begins_group() => self.members(),
                Form::Text if self.is_announced_title(line) => return,
                Form::Part { .. } | Form::Clause { .. } | Form::Ordinal { .. } | Form::Item { .. }
                    if end.is_some_and(|end| self.at < end) =>
                {
                    self.take(line, Role::NoticeParagraph);
                }
                Form::Item { .. } if self.outline.begins_with_items => return,
                Form::Text | Form::Item { .. } | Form::ItemOrDecimal { .. } | Form::SubItem { .. } => {
                    self.take(line, Role::NoticeParagraph);
                }
                Form::AnnexList | Form::TitledAnnex if !self.begins_titled_annex() => self.annex_list(),
                _ => return,
            }
        }
    }

    /// Checks whether the title that the notice's own names stands here, though nobody signed before it.
    fn is_announced_title(&self, line: Line) -> bool {
        self.blocks.last().is_some_and(|block| block.role == Role::NoticeParagraph)
            && self.is_named_by_notice(line, &[])
    }

    /// Checks whether a line is a title that the notice's own names, or these lines under it.
    fn is_named_by_notice(&self, line: Line, under: &[Line]) -> bool {
        let folded = |span: Span| self.source.folded(span);
        let title = self.blocks.iter().filter(|block| block.role == Role::Title);
        let own = title.flat_map(|block| block.spans.iter().copied());
        let named: String = own.chain(under.iter().map(|line| line.span)).map(folded).collect();
        let words = folded(line.span);
        !is_terminated(self.text(line)) && words.chars().count() >= SHORTEST_TITLE && named.contains(&words)
    }

    /// Returns the line of the date that ends a notice with clauses of its own: the plan's title and a first heading, or a table,
    /// follow it.
    fn end_of_notice(&self) -> Option<usize> {
        let is_part = |line: &Line| matches!(line.form, Form::Part { number: 1, .. });
        let is_first = |line: &Line| {
            is_part(line)
                || matches!(line.form, Form::Clause { number: 1, .. } | Form::Item { number: 1, .. } | Form::Row)
        };
        let begins = self.at + self.lines[self.at..].iter().position(is_part)?;
        let end = begins + self.lines[begins..].iter().position(|line| line.form == Form::Date)?;
        let mut behind = self.lines[end + 1..].iter().filter(|line| !matches!(line.form, Form::Blank | Form::Remark));
        let notice = &self.lines[self.at..begins];
        let is_title =
            behind.next().is_some_and(|line| line.form == Form::Text && self.is_named_by_notice(*line, notice));
        (is_title && behind.any(is_first)).then_some(end)
    }

    /// The plan's title and first paragraphs.
    fn plan(&mut self) {
        if let Some(line) = self.peek()
            && self.lines[self.at..].iter().any(|line| matches!(line.form, Form::Part { .. } | Form::Ordinal { .. }))
        {
            // The plan itself is the annex of the notice.
            match line.form {
                Form::AnnexLabel => self.take_annex_label(line),
                Form::AnnexList | Form::TitledAnnex if self.begins_titled_annex() => {
                    self.take_titled_annex(line, Role::PlanTitle);
                }
                _ => {}
            }
        }
        while let Some(line) = self.peek() {
            if line.form == Form::Contents
                || (line.form == Form::Text && responsibility::is_label_line(self.text(line)))
            {
                self.take(line, Role::Remark);
                continue;
            }
            if line.form != Form::Text || self.begins_pasted_cells() {
                return;
            }
            let role = if is_terminated(self.text(line)) {
                Role::Preamble
            } else if self.blocks.last().is_some_and(|block| block.role == Role::Preamble) {
                // A paragraph that a page end broke, most likely; `read` joins it or reports it.
                Role::Preamble
            } else {
                Role::PlanTitle
            };
            match role {
                Role::PlanTitle => self.take_title(line, role),
                _ => self.take(line, role),
            }
        }
    }

    /// A line of the plan's text, or of what stands where nothing is expected.
    fn body_line(&mut self, line: Line) {
        match line.form {
            Form::Item { number, .. } if self.goes_on_note(number) => {
                let role = self.blocks.last().map_or(Role::Remark, |note| note.role);
                self.take(line, role);
            }
            Form::Part { number, label } => self.node_line(line, Level::Part, number, label),
            Form::Clause { number, label } => self.node_line(line, Level::Clause, number, label),
            Form::Item { number, label } if self.has_items() => self.node_line(line, Level::Item, number, label),
            Form::ItemOrDecimal { number, label } if self.has_items() && self.is_next_item(line, number) => {
                self.node_line(line, Level::Item, number, label);
            }
            Form::SubItem { number, label } if self.has_items() => {
                let level = if self.is_in_sub_item(label) { Level::Detail } else { Level::SubItem };
                self.node_line(line, level, number, label);
            }
            Form::Row => self.table(),
            Form::Ordinal { level, number, label } if self.outline.has(level) => {
                self.node_line(line, level, number, label);
            }
            Form::Ordinal { label, .. } => {
                self.diagnostics.push(self.source.diagnostic(
                    Code::UnknownHeadingLevel,
                    label,
                    format!("不认识这一级标题 `{}`", self.source.slice(label)),
                    "“第一条”一类的标题全文至少有两个才算一级；请核对录入，或把这一行并入上一段",
                ));
                self.paragraph(line);
            }
            Form::Text if self.begins_group() || self.begins_members() => self.members_under_title(),
            Form::Text if (self.annex.is_none() || self.is_annex_body) && self.begins_list_below(line) => {
                let names = self.after(self.at).map(|names| names.span);
                self.push(Role::Responsibility, std::iter::once(line.span).chain(names).collect());
                self.at += 1;
                // Past blank lines.
                self.peek();
                self.at += 1;
            }
            Form::Text
                if (self.annex.is_none() || self.is_annex_body)
                    && (responsibility::is_label_line(self.text(line)) || self.is_companion(line)) =>
            {
                self.take(line, Role::Responsibility);
            }
            Form::Remark if line::is_note_of_table(self.text(line)) => self.take(line, Role::Remark),
            Form::Text if self.begins_pasted_cells() => self.pasted_cells(),
            _ => self.paragraph(line),
        }
    }

    /// Checks whether a line is a role's label alone, and the next the names that it announces.
    fn begins_list_below(&self, line: Line) -> bool {
        let names = self.after(self.at).filter(|names| names.form == Form::Text).map(|names| self.text(names));
        responsibility::is_label_alone(self.text(line)) && names.is_some_and(are_bodies)
    }

    /// Checks whether a line goes on with the labels above it: 成员单位： under 牵头单位：.
    fn is_companion(&self, line: Line) -> bool {
        self.blocks.last().is_some_and(|above| above.role == Role::Responsibility)
            && responsibility::companion_line(self.text(line)).is_some()
    }

    /// A paragraph of the current part or clause, or one that has no place.
    fn paragraph(&mut self, line: Line) {
        if self.annex.is_some() {
            self.take(line, Role::AnnexParagraph);
        } else if self.node.is_some() {
            self.take(line, Role::Paragraph);
        } else if self.is_note_below_table(line) {
            self.take(line, Role::Remark);
        } else {
            self.diagnostics.push(self.source.diagnostic(
                Code::StrayText,
                line.span,
                "这一行不属于任何部分",
                "请核对录入：是否漏了标题或主送机关；确属正文的，移到所属部分之下",
            ));
            self.take(line, Role::Unplaced);
        }
    }
}

/// Takes a page number for layout, and reports it: it may be a line of the text after all.
fn page_number(source: &Source, line: &Line, layout: &mut Vec<Layout>, diagnostics: &mut Vec<Diagnostic>) {
    layout.push(Layout { rule: LayoutRule::PageNumber, span: line.span });
    diagnostics.push(source.diagnostic(
        Code::PageNumber,
        line.span,
        format!("正文里留着页码 `{}`", source.slice(line.span)),
        "页码不是公文内容，请从录入文本中删去这一行",
    ));
}
