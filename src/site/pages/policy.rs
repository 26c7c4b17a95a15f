//! The full text: every block of the document, in order.

use serde::Serialize;

use crate::inputs::plan_file::EntryColumn;
use crate::parse::{Block, BlockKind, Column, NodeIndex, Role, Table, TableIndex};
use crate::read::rows::{cells_by_column, entry_column, is_category, shift_of};
use crate::read::task::{PartPlace, RowPlace};
use crate::read::{ColumnOf, CorrectionKind, Member, Task, merged_cells};
use crate::site::context::PageContext;
use crate::site::filled::Filled;
use crate::site::href::Href;
use crate::site::pieces::{
    ContentsEntry, Mark, Marks, MemberRow, NoteView, Passage, RelatedTask, TextCell, break_runs, clause_label,
    clause_title, inline, text_cells,
};
use crate::site::plan_index::PlanIndex;
use crate::text::address;
use crate::text::source::{Lines, Span};

/// `/P/policy/`: the whole document in order.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PolicyPage {
    pub contents: Vec<ContentsEntry>,
    pub blocks: Vec<PolicyBlock>,
    pub notes: usize,
    pub corrections: usize,
}

/// A block of the document.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PolicyBlock {
    /// `issuer document-number title addressees paragraph signature date plan-title part clause annexes-intro
    /// annex-entry annex-label annex-title member note copies imprint table unplaced …`: a class of the theme.
    pub role: &'static str,
    /// The element's id, where the contract or the table of contents needs one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// The text, in one `[data-lines]` element; absent for members and tables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
    /// For a clause: how many runs of the passage are its label and heading, set bold.
    pub heading_runs: usize,
    /// For part and clause: `三（一）`, and what to cite it as.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub citation: Option<String>,
    /// Tasks of the running text that begin here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub own_tasks: Vec<RelatedTask>,
    /// Tasks that belong to it (ours).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<RelatedTask>,
    /// Whether the program suggests some of them, and no editor has decided.
    pub is_suggested: bool,
    /// The notes whose marks stand in this block.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<NoteView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<PolicyTable>,
}

/// A table of the document, with its columns as printed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PolicyTable {
    pub caption: String,
    /// The cells of the row above the headers, where the header has two rows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub upper_headers: Vec<UpperHeader>,
    /// Those whose column has no header of two rows, each by its paragraphs.
    pub headers: Vec<Vec<TextCell>>,
    pub rows: Vec<PolicyTableRow>,
}

/// A header cell over others, or as high as two rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct UpperHeader {
    pub paragraphs: Vec<TextCell>,
    /// How many columns it is wide.
    pub columns: usize,
    /// How many rows of the header it is high, 1 or 2.
    pub rows: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PolicyTableRow {
    /// `t43`, on the first row of a task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// The task's page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<Href>,
    /// Whether the task's title stands in the row: then it is there that it links.
    pub is_titled: bool,
    pub cells: Vec<PolicyCell>,
    /// Whether a page of the original begins with this row.
    pub page_start: bool,
    /// By how many columns a repair moved its cells to the right.
    pub shift: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct PolicyCell {
    /// `category number text lead responsible supporting deadline other`
    pub column: &'static str,
    /// The printed header, for cards on a phone.
    pub header: String,
    /// Its words, one a paragraph; none for an empty cell.
    pub paragraphs: Vec<TextCell>,
    pub marks: Vec<Mark>,
    /// How many rows it is high.
    pub rows: usize,
    /// The notes whose marks stand in this cell.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<NoteView>,
    /// The header that it is printed under, where a repair moved it; absent too where a repair put in an empty cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed_header: Option<String>,
}

pub(crate) fn page(context: &PageContext, plan: &PlanIndex) -> Filled<PolicyPage> {
    let mut marks = context.listed();
    let mut anchors = Anchors::default();
    let mut blocks = Vec::new();
    let is_line = |member: &Member| matches!(plan.document.blocks[member.block].kind, BlockKind::Member(_));
    let mut members = plan.members.iter_enumerated().filter(|(_, member)| is_line(member));
    for (at, block) in plan.blocks.iter().enumerate() {
        let noted = marks.entries().len();
        let mut view = PolicyBlock {
            role: role_name(block.role),
            anchor: anchors.of(plan, block),
            passage: None,
            heading_runs: 0,
            label: None,
            citation: None,
            own_tasks: own_tasks(context, plan, at),
            tasks: Vec::new(),
            is_suggested: false,
            notes: Vec::new(),
            member: None,
            table: None,
        };
        match block.kind {
            BlockKind::Table(table) => view.table = Some(self::table(context, plan, table, &mut marks)),
            BlockKind::Member(_) => {
                view.member = members.next().map(|(at, member)| MemberRow::new(plan, at, member, &mut marks));
                view.notes = context.notes(plan, &marks, noted);
            }
            BlockKind::Text => {
                text(context, plan, block, &mut marks, &mut view);
                view.notes = context.notes(plan, &marks, noted);
            }
        }
        blocks.push(view);
    }
    let corrections = plan.corrections.iter().filter(|entry| entry.kind == CorrectionKind::Correction).count();
    let mut glosses = context.glosses(plan);
    for block in blocks.iter_mut().filter(|block| matches!(block.role, "paragraph" | "clause" | "item" | "preamble")) {
        let Some(passage) = &mut block.passage else { continue };
        // Not in a heading: it is a landmark.
        let mut text = passage.runs.split_off(block.heading_runs);
        glosses.mark(&mut text);
        passage.runs.extend(text);
    }
    let view = PolicyPage { contents: context.contents(plan), blocks, notes: marks.entries().len(), corrections };
    let number = plan.document_number.clone().unwrap_or_default();
    let description = context.words.fill("about_policy", &[("title", &plan.title), ("number", &number)]);
    Filled::new(context.word("title_policy"), description, view)
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::IssuerHeading => "issuer",
        Role::DocumentNumber => "document-number",
        Role::Title => "title",
        Role::Addressees => "addressees",
        Role::NoticeParagraph
        | Role::Preamble
        | Role::Paragraph
        | Role::Responsibility
        | Role::AnnexParagraph
        | Role::CommonPost
        | Role::MembersHeading => "paragraph",
        Role::Signature => "signature",
        Role::Date => "date",
        Role::Remark => "publicity",
        Role::PlanTitle => "plan-title",
        Role::Part => "part",
        Role::Clause => "clause",
        Role::Item => "item",
        Role::AnnexEntry => "annex-entry",
        Role::AnnexLabel => "annex-label",
        Role::AnnexTitle => "annex-title",
        Role::Member => "member",
        Role::Table => "table",
        Role::Copies => "copies",
        Role::ImprintIssuer => "imprint-issuer",
        Role::ImprintDate => "imprint-date",
        Role::Unplaced => "unplaced",
    }
}

/// Returns a block of text; a part or clause has its heading's runs counted and its tasks beside it.
fn text(context: &PageContext, plan: &PlanIndex, block: &Block, marks: &mut Marks, view: &mut PolicyBlock) {
    let heads = matches!(block.role, Role::Part | Role::Clause | Role::Item);
    let node = block.node.filter(|_| heads);
    let Some(node) = node else {
        let mut passage = inline::passage(plan, &block.spans, marks);
        if matches!(block.role, Role::Title | Role::PlanTitle | Role::AnnexTitle) {
            passage.runs = break_runs(passage.runs);
        }
        view.passage = Some(passage);
        return;
    };
    let heading_end = plan.document.nodes[node].heading.end;
    let mut heading = Vec::new();
    let mut rest = Vec::new();
    for &span in &block.spans {
        if span.contains(Span::new(heading_end, heading_end)) && rest.is_empty() {
            heading.push(Span::new(span.start, heading_end));
            rest.push(Span::new(heading_end, span.end));
        } else {
            rest.push(span);
        }
    }
    rest.retain(|span| !span.is_empty());
    let mut runs = break_runs(inline::inlines(plan, &heading, marks, &[]));
    view.heading_runs = runs.len();
    runs.extend(inline::inlines(plan, &rest, marks, &[]));
    let lines = plan.source().lines_of(&block.spans).map_or_else(String::new, Lines::label);
    view.passage = Some(Passage { lines, runs });
    let clause = &plan.clauses[node];
    let place = clause_title(plan, clause);
    view.label = Some(clause_label(plan, clause));
    view.citation = Some(context.citation(plan, &place));
    let tasks = &plan.relations.tasks_of_clause[node];
    view.tasks = tasks.iter().map(|&task| context.related(plan, task)).collect();
    view.is_suggested = tasks.iter().any(|&task| plan.relations.of_task[task].is_suggested);
}

/// Returns the tasks of the running text whose words begin with a block.
fn own_tasks(context: &PageContext, plan: &PlanIndex, block: usize) -> Vec<RelatedTask> {
    let begins = |task: &Task| {
        task.parts.first().is_some_and(|part| matches!(part.place, PartPlace::Text(place) if place.block == block))
    };
    let tasks = plan.tasks.iter_enumerated().filter(|(_, task)| begins(task));
    tasks.map(|(index, _)| context.related(plan, index)).collect()
}

fn table(context: &PageContext, plan: &PlanIndex, index: TableIndex, marks: &mut Marks) -> PolicyTable {
    let table = &plan.document.tables[index];
    let caption = plan.annex_of_table(index).map(|(label, title)| format!("{label}　{title}")).unwrap_or_default();
    let mut upper_headers: Vec<UpperHeader> = Vec::new();
    for (&upper, lower) in table.upper_header.iter().flatten().zip(&table.header) {
        match upper_headers.last_mut() {
            // What stands under no cell of its own stands under the wide one at its left.
            Some(wide) if upper.is_empty() && wide.rows == 1 => wide.columns += 1,
            _ => {
                let rows = if lower.is_empty() { 2 } else { 1 };
                upper_headers.push(UpperHeader { paragraphs: text_cells(plan, upper, marks), columns: 1, rows });
            }
        }
    }
    let is_own = |(at, lower): &(usize, &Span)| {
        !lower.is_empty()
            || table.upper_header.as_ref().is_none_or(|upper| upper.get(*at).is_none_or(|cell| cell.is_empty()))
    };
    let own = table.header.iter().enumerate().filter(is_own);
    let headers = own.map(|(_, &cell)| text_cells(plan, cell, marks)).collect();
    let rows = (0..table.rows.len())
        .map(|row| table_row(context, plan, table, RowPlace { table: index, row }, marks))
        .collect();
    PolicyTable { caption, upper_headers, headers, rows }
}

fn table_row(
    context: &PageContext,
    plan: &PlanIndex,
    table: &Table,
    place: RowPlace,
    marks: &mut Marks,
) -> PolicyTableRow {
    let source = plan.source();
    let row = &table.rows[place.row];
    let shift = shift_of(row, &plan.corrections);
    let owner = plan.tasks.iter().find(|task| task.parts.iter().any(|part| part.place == PartPlace::Row(place)));
    let first = owner.is_some_and(|task| task.parts.first().is_some_and(|part| part.place == PartPlace::Row(place)));
    let columns: Vec<(Column, Span)> = if is_category(row, &plan.corrections) {
        vec![(Column::Category, row.span)]
    } else if row.cells.len() == table.columns.len() {
        cells_by_column(table, row, shift)
    } else {
        row.cells.iter().map(|&cell| (Column::Other, cell)).collect()
    };
    let headers: Vec<Span> = table.headed_columns().map(|(_, header)| header).collect();
    let cells: Vec<PolicyCell> = columns
        .into_iter()
        .enumerate()
        .filter(|(at, _)| !merged_cells::goes_on(source, &plan.corrections, table, place.row, *at))
        .map(|(at, (column, span))| {
            let header = |at: usize| headers.get(at).map(|&header| source.slice(header).to_owned()).unwrap_or_default();
            let folded = headers.get(at).map(|&header| source.folded(header));
            let noted = marks.entries().len();
            let mut paragraphs = text_cells(plan, span, marks);
            let mut own_marks = Vec::new();
            if column == Column::Text {
                own_marks.extend(marks.of_row(plan, Lines::of(row.line)));
            }
            if let Some(column) = entry_column(column).filter(|_| span.is_empty()) {
                own_marks.extend(marks.of_cell(plan, row.line, ColumnOf { column, header: folded.as_deref() }));
            }
            let rows = merged_cells::height(source, &plan.corrections, table, place.row, at);
            for below in &table.rows[place.row + 1..place.row + rows] {
                let of = ColumnOf { column: EntryColumn::Other, header: folded.as_deref() };
                own_marks.extend(marks.of_cell(plan, below.line, of));
            }
            if let (Some(task), Column::Text) = (owner, column) {
                for text in &mut paragraphs {
                    text.title = inline::runs_of(&text.runs, &task.title);
                }
            }
            PolicyCell {
                column: column.name(),
                rows,
                header: header(at),
                paragraphs,
                marks: own_marks,
                notes: context.notes(plan, marks, noted),
                printed_header: at.checked_sub(shift).filter(|_| shift > 0).map(header),
            }
        })
        .collect();
    PolicyTableRow {
        anchor: owner.filter(|_| first).map(|task| format!("t{}", task.number)),
        href: owner.map(|task| context.href(&address::task(&plan.id, task.number))),
        is_titled: cells.iter().flat_map(|cell| &cell.paragraphs).any(|text| text.title.is_some()),
        cells,
        page_start: row.page_start,
        shift,
    }
}

/// Hands out the ids of the contract, each once.
#[derive(Default)]
struct Anchors {
    given: Vec<&'static str>,
    annexes: usize,
    /// The node that paragraphs are being counted in, and how many there were.
    paragraphs: (Option<NodeIndex>, usize),
}

impl Anchors {
    fn of(&mut self, plan: &crate::read::Plan, block: &Block) -> Option<String> {
        let once = match block.role {
            Role::Title => Some("notice"),
            Role::Preamble => Some("preamble"),
            Role::AnnexEntry => Some("annexes"),
            Role::Copies => Some("copies"),
            Role::ImprintIssuer | Role::ImprintDate => Some("imprint"),
            _ => None,
        };
        if let Some(id) = once {
            return (!self.given.contains(&id)).then(|| {
                self.given.push(id);
                id.to_owned()
            });
        }
        match block.role {
            Role::Part | Role::Clause | Role::Item => {
                self.paragraphs = (block.node, 0);
                block.node.map(|node| plan.document.nodes[node].id.clone())
            }
            Role::Paragraph | Role::Responsibility => {
                self.paragraphs.1 += 1;
                let node = block.node.filter(|_| self.paragraphs.0 == block.node)?;
                Some(format!("{}-p{}", plan.document.nodes[node].id, self.paragraphs.1))
            }
            Role::AnnexLabel => {
                self.annexes += 1;
                Some(format!("annex-{}", self.annexes))
            }
            _ => None,
        }
    }
}
