//! A document as printed: what `parse` gives.

use oxc_index::{IndexVec, define_index_type};

use crate::text::role_class::RoleClass;
use crate::text::source::{Source, Span};

define_index_type! {
    /// A block among a document's blocks.
    pub struct BlockIndex = u32;
}

define_index_type! {
    /// A part or clause among a document's nodes.
    pub struct NodeIndex = u32;
}

define_index_type! {
    /// An annex by its place in the document.
    pub struct AnnexIndex = u32;
}

define_index_type! {
    /// A table among a document's tables.
    pub struct TableIndex = u32;
}

/// A document of the genre, in order, nothing left out: every character of the source that isn't layout stands in a block.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Document {
    pub source: Source,
    pub blocks: IndexVec<BlockIndex, Block>,
    /// Parts, clauses and items in order; `parent` points backwards.
    pub nodes: IndexVec<NodeIndex, Node>,
    pub tables: IndexVec<TableIndex, Table>,
    /// Layout that is no part of the text, by rule.
    pub layout: Vec<Layout>,
}

impl Document {
    /// Returns the text of the first block with this role, without layout.
    pub(crate) fn text_of(&self, role: Role) -> Option<String> {
        let block = self.blocks.iter().find(|block| block.role == role)?;
        Some(self.source.join(&block.spans))
    }

    /// Returns who signs the document, the leading one first; one a line, or several parted by white space.
    pub(crate) fn issuers(&self) -> Vec<String> {
        let lines = self.blocks.iter().filter(|block| block.role == Role::Signature);
        lines.flat_map(|block| &block.spans).map(|&span| self.source.slice(span).to_owned()).collect()
    }

    pub(crate) fn block_of(&self, role: Role) -> Option<&Block> {
        self.blocks.iter().find(|block| block.role == role)
    }
}

/// What a block is in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Role {
    /// `…文件` at the head.
    IssuerHeading,
    DocumentNumber,
    /// The notice's title.
    Title,
    Addressees,
    NoticeParagraph,
    /// A line of issuers, each a span.
    Signature,
    Date,
    /// `（此件公开发布）`, `（本文有删减）`
    Remark,
    PlanTitle,
    /// A paragraph of the plan before its first part.
    Preamble,
    /// The heading of a part; its text, if it has one on the same line, included.
    Part,
    /// A paragraph under a part or a clause.
    Paragraph,
    /// The paragraph that begins with a clause's label.
    Clause,
    /// The paragraph that begins with an item's label.
    Item,
    /// `责任单位：…`, `完成时限：…` on a line of its own.
    Responsibility,
    /// An entry of the list of annexes.
    AnnexEntry,
    AnnexLabel,
    AnnexTitle,
    Member,
    /// `成员：` on a line of its own: what the members under it are.
    CommonPost,
    /// A heading inside a list of members.
    MembersHeading,
    /// A paragraph of an annex.
    AnnexParagraph,
    Table,
    Copies,
    ImprintIssuer,
    ImprintDate,
    /// Text that the grammar has no place for.
    Unplaced,
}

/// A paragraph, a heading, a member or a table.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Block {
    pub role: Role,
    /// Its text, layout left out: printed one after the other they are the block as printed. Empty for a table.
    pub spans: Vec<Span>,
    /// The part, clause or item that it belongs to.
    pub node: Option<NodeIndex>,
    /// The annex that it belongs to.
    pub annex: Option<AnnexIndex>,
    pub kind: BlockKind,
}

impl Block {
    pub(crate) fn is_table(&self) -> bool {
        matches!(self.kind, BlockKind::Table(_))
    }
}

/// How a block is read.
#[derive(Debug, Clone, Hash)]
pub(crate) enum BlockKind {
    Text,
    Member(MemberLine),
    Table(TableIndex),
}

/// A member's line, cut.
#[derive(Debug, Clone, Hash)]
pub(crate) struct MemberLine {
    /// Without the colon; absent where the line prints none.
    pub role: Option<Vec<Span>>,
    /// With the colon, as it is shown.
    pub printed_role: Option<Vec<Span>>,
    pub name: Vec<Span>,
    pub post: Span,
}

/// The levels of headings, the outermost first; where articles and `行动一：` stand, [`super::outline`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Level {
    /// `第一章`, `第一部分`
    Chapter,
    /// `第一节`
    Section,
    /// `第一条`
    Article,
    /// `一、`
    Part,
    /// `行动一：`, `任务1 `
    Named,
    /// `（一）`
    Clause,
    /// `1.`
    Item,
    /// `（1）` or `①`
    SubItem,
    /// `①` under `（1）`, or the other way round.
    Detail,
}

impl Level {
    pub(crate) const ALL: [Level; 9] = [
        Level::Chapter,
        Level::Section,
        Level::Article,
        Level::Part,
        Level::Named,
        Level::Clause,
        Level::Item,
        Level::SubItem,
        Level::Detail,
    ];
}

/// A part, clause or item of the plan.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Node {
    /// `s3`, `s3-1`, `s3-1-2`; `s3-0-2` is item 2 right under part 3.
    pub id: String,
    pub level: Level,
    pub parent: Option<NodeIndex>,
    pub label: Span,
    pub number: u32,
    /// How many labels of annexes stand before it.
    pub annex: usize,
    /// Without its full stop; empty where the line is all text.
    pub heading: Span,
    /// Where the text begins on the heading's own line.
    pub text_start: usize,
}

/// A table, its header once, its rows in order over all its pages.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Table {
    /// Whether its columns say that it lists tasks; any other table is only shown.
    pub lists_tasks: bool,
    pub columns: Vec<Column>,
    /// The row above the header's last one, whose cells span several columns, where it has two.
    pub upper_header: Option<Vec<Span>>,
    pub header: Vec<Span>,
    pub rows: Vec<Row>,
    /// Lines of headers repeated at the top of a page.
    pub repeated_headers: Vec<Span>,
}

impl Table {
    /// Returns what each column holds, with its header: the upper row's cell where that goes on down to the rows.
    pub(crate) fn headed_columns(&self) -> impl Iterator<Item = (Column, Span)> {
        let upper = self.upper_header.iter().flatten().copied().map(Some).chain(std::iter::repeat(None));
        let headers = self.header.iter().copied().zip(upper).map(|(own, upper)| match upper {
            Some(upper) if own.is_empty() => upper,
            _ => own,
        });
        self.columns.iter().copied().zip(headers)
    }
}

/// What a column holds, found by its header's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Column {
    Category,
    Number,
    /// A title of its own beside the text.
    Title,
    Text,
    Agencies(RoleClass),
    Deadline,
    Other,
}

impl Column {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Column::Category => "category",
            Column::Number => "number",
            Column::Title => "title",
            Column::Text => "text",
            Column::Agencies(class) => class.name(),
            Column::Deadline => "deadline",
            Column::Other => "other",
        }
    }
}

/// A row as printed; a category that stands on a line of its own, or in the first cell of a row that says nothing else, is
/// a row of that kind.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Row {
    pub line: usize,
    pub span: Span,
    /// Trimmed.
    pub cells: Vec<Span>,
    /// How many of them, at the end, are empty ones that the line leaves out.
    pub padded: usize,
    /// Whether it is the first one of a page of the original (a repeated header stands above it).
    pub page_start: bool,
    pub kind: RowKind,
}

impl Row {
    /// Checks whether it is a category, of whatever level, and no task.
    pub(crate) fn is_category(&self) -> bool {
        matches!(self.kind, RowKind::Category | RowKind::SubCategory)
    }
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum RowKind {
    Listed,
    /// As wide as the table, or on a line of its own.
    Category,
    /// On a line of its own under another category.
    SubCategory,
    /// Sums up those above, 合计, or says something of them, 注：….
    Total,
}

/// Layout that a rule took away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Layout {
    pub rule: LayoutRule,
    pub span: Span,
}

/// The rules by which layout is told from text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum LayoutRule {
    /// `- ` before a line of a list.
    ListDash,
    /// A space between two Han characters of a title: the original broke the line there.
    TitleBreak,
    /// The space in `附件 1`.
    AnnexLabelSpace,
    /// The space after `1.` in the list of annexes.
    ListNumberSpace,
    /// Padding in a role: `组 长`.
    RolePadding,
    /// Padding in a name of two characters: `姚 晴`.
    NamePadding,
    /// The space between name and post.
    NameGap,
    /// The space between two issuers of one line.
    IssuerGap,
    /// A header repeated at the top of a page.
    RepeatedHeader,
    /// `— 3 —`, which is reported, too.
    PageNumber,
}

impl LayoutRule {
    pub(crate) const ALL: [LayoutRule; 10] = [
        LayoutRule::ListDash,
        LayoutRule::TitleBreak,
        LayoutRule::AnnexLabelSpace,
        LayoutRule::ListNumberSpace,
        LayoutRule::RolePadding,
        LayoutRule::NamePadding,
        LayoutRule::NameGap,
        LayoutRule::IssuerGap,
        LayoutRule::RepeatedHeader,
        LayoutRule::PageNumber,
    ];

    pub(crate) fn id(self) -> &'static str {
        match self {
            LayoutRule::ListDash => "list-dash",
            LayoutRule::TitleBreak => "title-break",
            LayoutRule::AnnexLabelSpace => "annex-label-space",
            LayoutRule::ListNumberSpace => "list-number-space",
            LayoutRule::RolePadding => "role-padding",
            LayoutRule::NamePadding => "name-padding",
            LayoutRule::NameGap => "name-gap",
            LayoutRule::IssuerGap => "issuer-gap",
            LayoutRule::RepeatedHeader => "repeated-header",
            LayoutRule::PageNumber => "page-number",
        }
    }
}
