//! `Document` + `plan.toml` + agencies → [`Plan`]: what the document says, as read, every doubt reported.

mod acceptance;
mod agency_group;
pub(crate) mod agency_list;
mod agency_name;
mod cell_reader;
pub(crate) mod cells;
pub(crate) mod clauses;
mod conventions;
pub(crate) mod corrected;
mod corrections;
mod cross_check;
mod deadline;
pub(crate) mod domains;
mod index;
mod line_shift;
pub(crate) mod lineage;
mod lint;
pub(crate) mod member_tables;
mod members;
mod mention;
pub(crate) mod merged_cells;
mod named_units;
mod numbering;
mod numbers;
pub(crate) mod organisation;
mod owners;
mod paragraphs;
mod provisional;
mod readings;
pub(crate) mod rows;
mod running_text;
mod said_roles;
mod table_form;
mod table_headings;
mod tables;
pub(crate) mod task;
mod titles;
mod untaken;
mod words;

pub(crate) use clauses::Clause;
pub(crate) use corrections::{ColumnOf, Correction, Derived, Kind as CorrectionKind};
pub(crate) use domains::{Domain, Withheld};
pub(crate) use index::{DomainIndex, MemberIndex, TaskIndex};
pub(crate) use lineage::Forebear;
pub(crate) use members::Member;
pub(crate) use mention::RoleName;
pub(crate) use organisation::Organisation;
pub(crate) use task::{Part, PartPlace, RoleCell, Task};
pub(crate) use words::PlanWords;

use std::collections::BTreeSet;

use itertools::Itertools as _;
use oxc_index::IndexVec;

use self::paragraphs::Paragraphs;
use crate::diagnostic::Diagnostic;
use crate::inputs::plan_file::PlanFile;
use crate::inputs::registry::{AgencyIndex, Registry};
use crate::parse::{Block, BlockKind, Document, NodeIndex, Role, TableIndex};
use crate::text::date::Date;
use crate::text::place;
use crate::text::source::{Source, Span};

/// A plan as read.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Plan {
    pub id: String,
    /// The plan's title, without the line break that the notice's title prints in it.
    pub title: String,
    /// The title, cut where its line may be broken.
    pub title_parts: Vec<String>,
    /// Who issued it, by its signature, the leading one first; so are the next three by what the document prints.
    pub issuers: Vec<String>,
    /// Where it is in force, as plan.toml says.
    pub place: Option<String>,
    /// The place whose agencies it names.
    pub locality: Option<String>,
    pub document_number: Option<String>,
    pub signed: Option<Date>,
    /// The day of the imprint.
    pub printed: Option<Date>,
    /// What the issuer's own site says of the document, where plan.toml repeats it.
    pub index_number: Option<String>,
    pub subject: Option<String>,
    pub published: Option<Date>,
    pub validity: Option<String>,
    pub words: PlanWords,
    pub document: Document,
    /// The document's blocks, joined over page ends.
    pub blocks: Vec<Block>,
    /// One a node of the document.
    pub clauses: IndexVec<NodeIndex, Clause>,
    pub milestones: Vec<Milestone>,
    pub cases_goal: Option<CasesGoal>,
    pub organisation: Option<Organisation>,
    /// The plans that it follows or carries out.
    pub forebears: Vec<Forebear>,
    pub domains: IndexVec<DomainIndex, Domain>,
    pub tasks: IndexVec<TaskIndex, Task>,
    /// Numbers of tasks that the document leaves out.
    pub withheld: Vec<Withheld>,
    pub members: IndexVec<MemberIndex, Member>,
    pub corrections: Vec<Correction>,
    /// Where cells of tables begin new paragraphs.
    pub paragraphs: Paragraphs,
}

impl Plan {
    pub(crate) fn source(&self) -> &Source {
        &self.document.source
    }

    /// Returns the text as read.
    pub(crate) fn as_read(&self, spans: &[Span]) -> String {
        corrections::as_read(self.source(), spans, &self.corrections)
    }

    /// Returns every agency that its tasks and domains name, in the registry's order.
    pub(crate) fn agencies(&self) -> BTreeSet<AgencyIndex> {
        let parts = self.tasks.iter().flat_map(|task| &task.parts);
        let mentions = parts.flat_map(|part| &part.roles).flat_map(|role| &role.agencies.mentions);
        let of_domains = self.domains.iter().flat_map(|domain| domain.lead.iter().copied());
        mentions.filter_map(|mention| mention.agency).chain(of_domains).collect()
    }

    /// Returns the leading issuer.
    pub(crate) fn issuer(&self) -> Option<&str> {
        self.issuers.first().map(String::as_str)
    }

    /// Returns label and title of the annex that a table stands in.
    pub(crate) fn annex_of_table(&self, table: TableIndex) -> Option<(String, String)> {
        let is_it = |block: &&Block| matches!(block.kind, BlockKind::Table(index) if index == table);
        let annex = self.blocks.iter().find(is_it)?.annex?;
        let text = |role| {
            let blocks = self.blocks.iter().filter(|block| block.annex == Some(annex) && block.role == role);
            blocks.map(|block| self.as_read(&block.spans)).collect::<String>()
        };
        Some((text(Role::AnnexLabel).trim_end_matches(['：', ':']).to_owned(), text(Role::AnnexTitle)))
    }

    /// Returns the headings that a task of the running text is or stands under, the innermost first.
    pub(crate) fn headings_of(&self, task: &Task) -> impl Iterator<Item = NodeIndex> {
        let node = task.parts.first().and_then(|part| match part.place {
            PartPlace::Text(place) => self.blocks[place.block].node,
            PartPlace::Row(_) => None,
        });
        std::iter::successors(node, |&node| self.document.nodes[node].parent)
    }

    /// Returns what stands above a table and says what it is; else the title of its annex, or nothing.
    pub(crate) fn caption_of_table(&self, table: TableIndex) -> String {
        let is_it = |block: &Block| matches!(block.kind, BlockKind::Table(index) if index == table);
        let above = self.blocks.iter().position(is_it).and_then(|at| self.blocks.get(at.checked_sub(1)?));
        let own = above.filter(|above| clauses::is_caption(self.source(), above));
        let of_annex = || self.annex_of_table(table).map(|(_, title)| title);
        own.map(|own| self.as_read(&own.spans)).or_else(of_annex).unwrap_or_default()
    }

    /// Returns a part's words as read, paragraphs parted by a line feed.
    pub(crate) fn text_of(&self, part: &Part) -> String {
        let paragraphs: Vec<String> = part.text.iter().map(|spans| self.as_read(spans)).collect();
        paragraphs.join("\n")
    }

    /// Returns a task's words as read, a cell that several of its rows share once.
    pub(crate) fn words_of(&self, task: &Task) -> String {
        task.parts.iter().dedup_by(|above, part| above.text == part.text).map(|part| self.text_of(part)).join("\n")
    }

    /// Returns a part's words as printed, paragraphs parted by a line feed; nothing where its row prints none.
    pub(crate) fn printed_text_of(&self, part: &Part) -> String {
        if part.text_continues {
            return String::new();
        }
        let paragraphs: Vec<String> = part.text.iter().map(|spans| self.source().join(spans)).collect();
        paragraphs.join("\n")
    }

    /// Returns the day that the document is known by: of its imprint, or else of its signature.
    pub(crate) fn dated(&self) -> Option<Date> {
        self.printed.or(self.signed)
    }
}

/// What share of the tasks is to be done by the end of a year.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Milestone {
    pub year: u16,
    /// Percent.
    pub share: u8,
    /// Whether the text says 以上.
    pub at_least: bool,
    pub span: Span,
}

/// That the text wants typical cases, and by when.
#[derive(Debug, Clone, Hash)]
pub(crate) struct CasesGoal {
    /// By its end.
    pub year: u16,
    pub span: Span,
}

/// Returns the place whose agencies a plan names: plan.toml's, or that which its issuer and its title say.
pub(crate) fn locality(document: &Document, file: &PlanFile) -> Option<String> {
    let issuer = file.issuer.clone().or_else(|| document.issuers().into_iter().next());
    let said = || place::of_document(issuer.as_deref(), &file.title).map(str::to_owned);
    file.place.clone().or_else(said)
}

/// Reads a plan; agencies that only it names join the registry as provisional. A plan comes back even when there are
/// errors, so that all of them show in one run.
///
/// `diagnostics` are those of parsing; what `plan.toml` accepts of all doesn't come back.
pub(crate) fn read(
    document: Document,
    mut diagnostics: Vec<Diagnostic>,
    file: &PlanFile,
    registry: &mut Registry,
) -> (Plan, Vec<Diagnostic>) {
    let locality = locality(&document, file);
    let before = (!file.corrections.is_empty()).then(|| registry.clone());
    let source = &document.source;
    let file = &line_shift::follow(source, file, &mut diagnostics);
    let mut corrections = corrections::locate(source, file, &mut diagnostics);
    untaken::report(source, &document, &mut corrections, &mut diagnostics);
    let paragraphs = Paragraphs::locate(source, file, &corrections, &mut diagnostics);
    let blocks = clauses::join_blocks(&document, &corrections);
    let clauses = clauses::clauses(&document, &blocks, &corrections);
    clauses::lint(source, &document, &blocks, &mut diagnostics);
    let here = registry.of_place(locality.as_deref());
    let mut tables = if document.tables.iter().any(|table| table.lists_tasks) {
        tables::tables(&document, file, &corrections, &paragraphs, here, &mut diagnostics)
    } else {
        running_text::tasks(&document, &blocks, file, &corrections, here, &mut diagnostics)
    };
    let agreed = conventions::apply(source, file, &corrections, here, &mut tables, &mut diagnostics);
    provisional::settle(source, &mut tables, registry, locality.as_deref(), &mut diagnostics);
    deadline::check_lone_year(source, tables.tasks.as_raw_slice(), &mut diagnostics);
    let members = members::members(&document, &corrections, &mut diagnostics);
    let milestones = cross_check::milestones(source, file, &mut diagnostics);
    let cases_goal = cross_check::cases_goal(source, file, &mut diagnostics);
    let organisation = organisation::organisation(source, file, &tables.domains, &mut diagnostics);
    let forebears = lineage::forebears(source, file, &mut diagnostics);
    cross_check::totals(source, file, &tables, members.len(), &mut diagnostics);
    cross_check::metadata(&document, file, &mut diagnostics);
    cross_check::published(&document, file, &mut diagnostics);
    titles::check_numbers(file, tables.tasks.as_raw_slice(), &mut diagnostics);
    readings::check_used(&document, &corrections, &tables, &mut diagnostics);
    cross_check::parts_of_notice(&document, &mut diagnostics);
    cross_check::tasks_in_text(&document, &blocks, &tables, &mut diagnostics);
    for table in document.tables.iter().filter(|table| !table.lists_tasks) {
        table_form::unread_table(source, table, &mut diagnostics);
    }

    corrections.extend(agreed);
    corrections.extend(readings::aliases(source, registry, &tables));
    readings::attribute(&mut corrections, source, &tables, &clauses, &document);
    let mut diagnostics = acceptance::open(source, &corrections, diagnostics);
    corrections.retain(|correction| !correction.only_accepts());
    numbers::number(source, file, registry, &mut corrections, &mut diagnostics);

    let plan = Plan {
        id: file.id.clone(),
        title: file.title.clone(),
        title_parts: if file.title_parts.is_empty() { vec![file.title.clone()] } else { file.title_parts.clone() },
        issuers: document.issuers(),
        place: file.place.clone(),
        locality,
        document_number: document.text_of(Role::DocumentNumber),
        signed: cross_check::printed_date(&document, Role::Date),
        printed: cross_check::printed_date(&document, Role::ImprintDate),
        index_number: file.index_number.clone(),
        subject: file.subject.clone(),
        published: file.published,
        validity: file.validity.clone(),
        words: words::words(&document, file, &corrections, tables.tasks.as_raw_slice()),
        blocks,
        clauses,
        milestones,
        cases_goal,
        organisation,
        forebears,
        domains: tables.domains,
        tasks: tables.tasks,
        withheld: tables.withheld,
        members,
        corrections,
        paragraphs,
        document,
    };
    if let Some(before) = before {
        corrected::check(&plan, file, before, registry, &mut diagnostics);
    }
    (plan, diagnostics)
}
