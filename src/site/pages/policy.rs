//! The full text: every block of the document, in order.

use super::super::builder::{Builder, clause_title};
use super::super::marks::Marks;
use super::super::plan_site::PlanSite;
use super::super::runs;
use super::super::view::{Mark, Passage, PolicyBlock, PolicyCell, PolicyPage, PolicyTable, PolicyTableRow};
use super::super::{Page, View, address};
use super::members;
use crate::inputs::plan_file::EntryColumn;
use crate::parse::{Block, Column, Role, Table};
use crate::read::CorrectionKind;
use crate::read::tasks::{RowPlace, cells_by_column, shift_of};
use crate::text::source::{Lines, Span};

pub fn policy(builder: &Builder, site: &PlanSite) -> Page {
    let plan = &site.plan;
    let mut marks = builder.listed();
    let mut anchors = Anchors::default();
    let mut blocks = Vec::new();
    let mut member = 0;
    for block in &plan.blocks {
        let noted = marks.entries().len();
        let mut view = PolicyBlock {
            role: role_name(block.role),
            anchor: anchors.of(plan, block),
            passage: None,
            heading_runs: 0,
            citation: None,
            tasks: Vec::new(),
            notes: Vec::new(),
            member: None,
            table: None,
        };
        match (block.table, block.role) {
            (Some(table), _) => view.table = Some(self::table(builder, site, table, &mut marks)),
            (None, Role::Member) => {
                view.member =
                    plan.members.get(member).map(|person| members::row(builder, site, member, person, &mut marks));
                member += 1;
                view.notes = builder.notes(site, &marks, noted);
            }
            _ => {
                text(builder, site, block, &mut marks, &mut view);
                view.notes = builder.notes(site, &marks, noted);
            }
        }
        blocks.push(view);
    }
    let corrections = plan.corrections.iter().filter(|entry| entry.kind == CorrectionKind::Correction).count();
    let view = PolicyPage { contents: builder.contents(plan), blocks, notes: marks.entries().len(), corrections };
    let number = plan.document_number.clone().unwrap_or_default();
    let description = builder.words.fill("about_policy", &[("title", &plan.title), ("number", &number)]);
    builder.plan_page(site, "policy/", "policy", builder.word("title_policy"), description, View::Policy(view))
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::IssuerHeading => "issuer",
        Role::DocumentNumber => "document-number",
        Role::Title => "title",
        Role::Addressees => "addressees",
        Role::NoticeParagraph | Role::Preamble | Role::Paragraph | Role::AnnexParagraph => "paragraph",
        Role::Signature => "signature",
        Role::Date => "date",
        Role::Publicity => "publicity",
        Role::PlanTitle => "plan-title",
        Role::Part => "part",
        Role::Clause => "clause",
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

/// A block of text; a part or clause has its heading's runs counted and its tasks beside it.
fn text(builder: &Builder, site: &PlanSite, block: &Block, marks: &mut Marks, view: &mut PolicyBlock) {
    let plan = &site.plan;
    let heads = matches!(block.role, Role::Part | Role::Clause);
    let node = block.node.filter(|_| heads);
    let Some(node) = node else {
        view.passage = Some(runs::passage(plan, &block.spans, marks));
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
    let mut runs = runs::runs(plan, &heading, marks, &[]);
    view.heading_runs = runs.len();
    runs.extend(runs::runs(plan, &rest, marks, &[]));
    let lines = plan.source().lines_of(&block.spans).map_or_else(String::new, Lines::label);
    view.passage = Some(Passage { lines, runs });
    let clause = &plan.clauses[node];
    let place = clause_title(plan, clause);
    view.citation = Some(builder.citation(plan, &place));
    view.tasks = builder.stones(site, &site.relations.tasks_of_clause[node], None);
}

fn table(builder: &Builder, site: &PlanSite, index: usize, marks: &mut Marks) -> PolicyTable {
    let plan = &site.plan;
    let table = &plan.document.tables[index];
    let caption = site.table_annex.as_ref().map(|(label, title)| format!("{label}　{title}")).unwrap_or_default();
    let headers = table.header.iter().map(|&cell| runs::passage(plan, &[cell], marks)).collect();
    let rows = (0..table.rows.len())
        .map(|row| table_row(builder, site, table, RowPlace { table: index, row }, marks))
        .collect();
    PolicyTable { caption, headers, rows }
}

fn table_row(builder: &Builder, site: &PlanSite, table: &Table, place: RowPlace, marks: &mut Marks) -> PolicyTableRow {
    let plan = &site.plan;
    let source = plan.source();
    let row = &table.rows[place.row];
    let noted = marks.entries().len();
    let shift = shift_of(row, &plan.corrections);
    let owner = plan.tasks.iter().find(|task| task.parts.iter().any(|part| part.row == place));
    let first = owner.is_some_and(|task| task.parts.first().is_some_and(|part| part.row == place));
    let columns: Vec<(Column, Span)> = if row.category_only {
        vec![(Column::Category, row.span)]
    } else if row.cells.len() == table.columns.len() {
        cells_by_column(table, row, shift)
    } else {
        row.cells.iter().map(|&cell| (Column::Other, cell)).collect()
    };
    let header = |at: usize| table.header.get(at).map(|&cell| source.slice(cell).to_owned()).unwrap_or_default();
    let cells = columns
        .into_iter()
        .enumerate()
        .map(|(at, (column, span))| {
            let entry = match column {
                Column::Lead => Some(EntryColumn::Lead),
                Column::Responsible => Some(EntryColumn::Responsible),
                Column::Deadline => Some(EntryColumn::Deadline),
                _ => None,
            };
            let passage = (!span.is_empty()).then(|| runs::passage(plan, &[span], marks));
            let of_cell: Vec<Mark> = match (entry, column) {
                (Some(entry), _) => builder.column_marks(plan, row.line, entry, marks),
                (None, Column::Text) => builder.row_marks(plan, row.line, marks),
                _ => Vec::new(),
            };
            PolicyCell { column: column.name(), header: header(at), passage, marks: of_cell }
        })
        .collect();
    PolicyTableRow {
        anchor: owner.filter(|_| first).map(|task| format!("t{}", task.number)),
        href: owner.map(|task| builder.href(&address::task(&plan.id, task.number))),
        cells,
        page_start: row.page_start,
        notes: builder.notes(site, marks, noted),
    }
}

/// Hands out the ids of the contract, each once.
#[derive(Default)]
struct Anchors {
    given: Vec<&'static str>,
    annexes: usize,
    /// The node that paragraphs are being counted in, and how many there were.
    paragraphs: (Option<usize>, usize),
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
            Role::Part | Role::Clause => {
                self.paragraphs = (block.node, 0);
                block.node.map(|node| plan.document.nodes[node].id.clone())
            }
            Role::Paragraph => {
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
