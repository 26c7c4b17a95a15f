//! Source text → [`Document`]: headings, paragraphs, lists, members, tables, each with its place.
//!
//! A reader of the genre, not of one file: it knows forms of lines and their order, no names, no agencies.
//!
#![doc = include_str!("GRAMMAR.md")]

mod annexes;
mod document;
pub(crate) mod line;
mod member;
pub(crate) mod numeral;
mod table;

pub(crate) use document::{
    AnnexIndex, Block, BlockIndex, BlockKind, Column, Document, Layout, LayoutRule, MemberLine, Node, NodeIndex, Role,
    Row, Table, TableIndex,
};
pub(crate) use member::is_han;

use oxc_index::IndexVec;

use crate::diagnostic::{Code, Diagnostic};
use crate::text::source::{Source, Span};
use line::{Form, Line, is_terminated};

/// Reads a source; what the grammar can't place is kept as `Role::Unplaced` and reported.
pub(crate) fn parse(source: Source) -> (Document, Vec<Diagnostic>) {
    let lines = line::lines(&source);
    let parser = Parser {
        source: &source,
        lines: &lines,
        at: 0,
        blocks: IndexVec::new(),
        nodes: IndexVec::new(),
        tables: IndexVec::new(),
        layout: Vec::new(),
        diagnostics: Vec::new(),
        node: None,
        annex: None,
        item: 0,
        item_may_restart: true,
    };
    let parsed = parser.document();
    let (blocks, nodes, tables, layout, diagnostics) =
        (parsed.blocks, parsed.nodes, parsed.tables, parsed.layout, parsed.diagnostics);
    (Document { source, blocks, nodes, tables, layout }, diagnostics)
}

struct Parser<'a> {
    source: &'a Source,
    lines: &'a [Line],
    at: usize,
    blocks: IndexVec<BlockIndex, Block>,
    nodes: IndexVec<NodeIndex, Node>,
    tables: IndexVec<TableIndex, Table>,
    layout: Vec<Layout>,
    diagnostics: Vec<Diagnostic>,
    /// The part or clause that a paragraph would now belong to.
    node: Option<NodeIndex>,
    /// The annex that we are in.
    annex: Option<AnnexIndex>,
    /// The number of the last numbered item.
    item: u32,
    item_may_restart: bool,
}

impl Parser<'_> {
    fn document(mut self) -> Self {
        self.head();
        self.notice();
        self.plan();
        while let Some(line) = self.peek() {
            match line.form {
                Form::AnnexList => self.annex_list(),
                Form::AnnexLabel => self.annex(),
                Form::Copies => self.copies(),
                _ => self.body_line(line),
            }
        }
        self.check_order();
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
            line.form == Form::Text
                && self.text(*line).ends_with(['：', ':'])
                && !self.text(*line).contains(['。', '；'])
        });
        let body = self.lines.iter().position(|line| {
            matches!(
                line.form,
                Form::Part { .. } | Form::Clause { .. } | Form::Row | Form::AnnexList | Form::AnnexLabel
            )
        });
        let end = match (addressees, body) {
            (Some(addressees), Some(body)) if addressees < body => addressees,
            (Some(addressees), None) => addressees,
            (_, body) => body.unwrap_or(self.lines.len()),
        };
        let mut seen_title = false;
        while let Some(line) = self.peek() {
            if self.at >= end {
                break;
            }
            match line.form {
                Form::DocumentNumber => self.take(line, Role::DocumentNumber),
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

    /// The notice: paragraphs up to the signature and its date.
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
        while let Some(line) = self.peek() {
            match line.form {
                Form::Date => {
                    self.take(line, Role::Date);
                    if let Some(line) = self.peek()
                        && line.form == Form::Publicity
                    {
                        self.take(line, Role::Publicity);
                    }
                    return;
                }
                Form::Text
                    if !is_terminated(self.text(line))
                        && self.after(self.at).is_some_and(|line| line.form == Form::Date) =>
                {
                    self.take(line, Role::Signature);
                }
                Form::Text | Form::Item { .. } => self.take(line, Role::NoticeParagraph),
                Form::AnnexList => self.annex_list(),
                _ => return,
            }
        }
    }

    /// The plan's title and first paragraphs.
    fn plan(&mut self) {
        if let Some(line) = self.peek()
            && line.form == Form::AnnexLabel
            && self.lines[self.at..].iter().any(|line| matches!(line.form, Form::Part { .. }))
        {
            // The plan itself is the annex of the notice.
            self.take_annex_label(line);
        }
        while let Some(line) = self.peek() {
            if line.form != Form::Text {
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
            Form::Part { number, label } => self.node_line(line, number, label, true),
            Form::Clause { number, label } => self.node_line(line, number, label, false),
            Form::Row => self.table(),
            Form::Item { label } => {
                self.check_item(label);
                self.paragraph(line);
            }
            Form::OtherLevel { label } => {
                self.diagnostics.push(self.source.diagnostic(
                    Code::UnknownHeadingLevel,
                    label,
                    format!("不认识这一级标题 `{}`", self.source.slice(label)),
                    "本站只认“一、”“（一）”“1.”三级；请核对录入，或把这一行并入上一段",
                ));
                self.paragraph(line);
            }
            Form::Text if self.begins_members() => self.members_under_title(),
            _ => self.paragraph(line),
        }
    }

    /// A paragraph of the current part or clause, or one that has no place.
    fn paragraph(&mut self, line: Line) {
        if self.annex.is_some() {
            self.take(line, Role::AnnexParagraph);
        } else if self.node.is_some() {
            self.take(line, Role::Paragraph);
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

    fn node_line(&mut self, line: Line, number: u32, label: Span, is_part: bool) {
        let is_part = is_part || self.nodes.is_empty();
        let parent = if is_part { None } else { self.nodes.rposition(|node| node.parent.is_none()) };
        let id = match parent {
            None => format!("s{number}"),
            Some(part) => format!("{}-{number}", self.nodes[part].id),
        };
        let rest = self.source.trim(Span::new(label.end, line.span.end));
        let text = self.source.slice(rest);
        // `标题。正文…`: the heading ends at the first full stop; a line without one is all heading.
        let (heading, text_start) = match text.find('。') {
            Some(stop) => (Span::new(rest.start, rest.start + stop), rest.start + stop + '。'.len_utf8()),
            None => (rest, rest.end),
        };
        if let Some(second) = line::label(self.source, rest) {
            self.diagnostics.push(self.source.diagnostic(
                Code::RepeatedLabel,
                second,
                format!("编号 `{}` 后面又是一个编号", self.source.slice(label)),
                "请核对录入：是否重复了编号，或两条并成了一行",
            ));
        }
        if heading.is_empty() {
            self.diagnostics.push(self.source.diagnostic(Code::EmptyHeading, label, "标题没有文字", "请补上标题"));
        }
        self.node = Some(self.nodes.push(Node { id, parent, label, number, heading, text_start }));
        self.annex = None;
        self.item_may_restart = true;
        self.take(line, if is_part { Role::Part } else { Role::Clause });
    }

    fn table(&mut self) {
        let line = self.lines[self.at];
        let read = table::table(self.source, self.lines, self.at, &mut self.layout, &mut self.diagnostics);
        match read {
            Some((table, next)) => {
                let index = self.tables.push(table);
                self.push_kind(Role::Table, Vec::new(), BlockKind::Table(index));
                self.at = next;
            }
            None => {
                self.diagnostics.push(self.source.diagnostic(
                    Code::UnknownTable,
                    line.span,
                    "从这一行起有制表符，却不在认得的表里",
                    "表的第一行须是表头，至少有任务一列（如“重点任务”“主要内容”）和另一列认得的（如“序号”“牵头单位”“责任单位”“完成时限”）",
                ));
                // The rows under it are no more of a table than it is.
                loop {
                    let row = self.lines[self.at].span;
                    let cells = table::cells(self.source, row).into_iter().filter(|cell| !cell.is_empty()).collect();
                    self.push(Role::Unplaced, cells);
                    self.at += 1;
                    let next = self.lines.get(self.at);
                    if !next.is_some_and(|next| next.form == Form::Row && !table::is_header(self.source, next.span)) {
                        break;
                    }
                }
            }
        }
    }

    /// 抄送, and the imprint: issuer and date of printing.
    fn copies(&mut self) {
        self.node = None;
        self.annex = None;
        while let Some(line) = self.peek() {
            match line.form {
                Form::ImprintDate => self.take(line, Role::ImprintDate),
                Form::Copies => self.take(line, Role::Copies),
                Form::Text if self.after(self.at).is_some_and(|line| line.form == Form::ImprintDate) => {
                    self.take(line, Role::ImprintIssuer);
                }
                Form::Text if self.blocks.last().is_some_and(|block| block.role == Role::Copies) => {
                    self.take(line, Role::Copies);
                }
                _ => return,
            }
        }
    }

    /// Numbered items count up inside a clause, or through the whole plan.
    fn check_item(&mut self, label: Span) {
        let digits: String = self.source.slice(label).chars().filter(char::is_ascii_digit).collect();
        let Ok(number) = digits.parse::<u32>() else { return };
        // A clause may count its items anew, or go on where the last one ended.
        let begins = std::mem::take(&mut self.item_may_restart);
        if number != self.item + 1 && !(begins && number == 1) {
            self.diagnostics.push(self.source.diagnostic(
                Code::ItemOrder,
                label,
                format!("编号 `{number}` 接在 `{}` 之后，次序不对", self.item),
                "请核对录入：是否漏了、重复了或调换了一段",
            ));
        }
        self.item = number;
    }

    /// Parts count 一, 二, 三 …; clauses likewise inside their part.
    fn check_order(&mut self) {
        for (index, node) in self.nodes.iter_enumerated() {
            let before = self.nodes[..index].iter().rev().find(|other| other.parent == node.parent);
            let expected = before.map_or(1, |node| node.number + 1);
            if node.number == expected {
                continue;
            }
            let level = if node.parent.is_some() { "条" } else { "部分" };
            self.diagnostics.push(self.source.diagnostic(
                Code::HeadingOrder,
                node.label,
                format!(
                    "这一{level}编号是 `{}`，按次序应为 `{}`",
                    self.source.slice(node.label),
                    numeral::numeral(expected)
                ),
                "请核对录入：是否漏了、重复了或调换了一条",
            ));
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
