//! Fills the JSON files of the open data.

use itertools::Itertools as _;

use crate::content::{self, AnsweredTask};
use crate::inputs::lineage::{Lineage, OtherPlan};
use crate::inputs::registry::AgencyIndex;
use crate::open_data::{
    self, AgencyList, AgencyRecord, AnswerRecord, CaseList, CaseRecord, ClauseRecord, CorrectionRecord, DomainRecord,
    ExtraRecord, ForebearRecord, MemberRecord, MilestoneRecord, PartRecord, PlaceKind, PlaceRecord, PlanRecord,
    PrintedCells, ProgressRecord, RoleRecord, SourceRecord, TableRecord, TaskList, TaskRecord, WordsRecord,
};
use crate::read::lineage::{Evidence, Forebear};
use crate::read::task::{ExtraCell, PartPlace, Unit};
use crate::read::{Part, Plan, RoleCell, Task, TaskIndex};
use crate::site::{PlanIndex, Site};
use crate::text::address;
use crate::text::digest::sha256;
use crate::text::role_class::RoleClass;
use crate::text::source::{Lines, Span};

pub(super) fn plan(site: &PlanIndex) -> PlanRecord {
    let plan = &site.plan;
    let source = plan.source();
    let clauses = plan.clauses.iter().map(|clause| ClauseRecord {
        id: clause.id.clone(),
        label: clause.label.clone(),
        heading: clause.heading.clone(),
        text: clause.text.clone(),
        lines: pair(clause.lines),
        url: address::clause(&plan.id, &clause.id),
        parent: clause.parent.map(|parent| plan.clauses[parent].id.clone()),
    });
    let milestones =
        plan.milestones.iter().map(|m| MilestoneRecord { year: m.year, share: m.share, at_least: m.at_least });
    let domains = plan.domains.iter().map(|domain| DomainRecord {
        number: domain.number,
        id: domain.slug.clone(),
        name: domain.name.clone(),
        printed_names: owned(domain.cells.iter().map(|cell| source.slice(cell.span)).unique()),
        lead: agency_ids(site, domain.lead.iter().copied()),
        tasks: domain.tasks.clone(),
    });
    let members = plan.members.iter().zip(1..).map(|(member, number)| MemberRecord {
        id: format!("m{number}"),
        role: member.role.clone(),
        group: member.group.clone(),
        name: member.name.clone(),
        post: member.post.clone(),
        lines: pair(member.lines),
    });
    let corrections = plan.corrections.iter().map(|correction| CorrectionRecord {
        id: correction.id.clone(),
        number: correction.number(),
        kind: correction.kind,
        lines: pair(correction.lines),
        printed: correction.printed.clone(),
        read: correction.read.clone(),
        reason: correction.reason.clone(),
        tasks: correction.tasks.clone(),
        clauses: correction.clauses.clone(),
    });
    PlanRecord {
        id: plan.id.clone(),
        title: plan.title.clone(),
        document_number: plan.document_number.clone(),
        issuer: plan.issuer().map(str::to_owned),
        issuers: plan.issuers.clone(),
        place: plan.place.clone(),
        signed: plan.signed.map(|day| day.to_string()),
        printed: plan.printed.map(|day| day.to_string()),
        source: SourceRecord {
            file: open_data::SOURCE.name().to_owned(),
            sha256: sha256(source.text()),
            bytes: source.text().len(),
            lines: source.line_count(),
        },
        words: WordsRecord {
            task: plan.words.task.clone(),
            table: plan.words.table.clone(),
            members: plan.words.members.clone(),
            domain: plan.words.domain.clone(),
            platform: plan.words.platform.clone(),
        },
        follows: forebears(plan, Lineage::Follows),
        carries_out: forebears(plan, Lineage::CarriesOut),
        tables: tables(plan),
        clauses: clauses.collect(),
        milestones: milestones.collect(),
        domains: domains.collect(),
        members: members.collect(),
        corrections: corrections.collect(),
    }
}

fn forebears(plan: &Plan, lineage: Lineage) -> Vec<ForebearRecord> {
    let record = |forebear: &Forebear| {
        let (plan_id, title) = match &forebear.of {
            OtherPlan::Here(id) => (Some(id.clone()), None),
            OtherPlan::Elsewhere(title) => (None, Some(title.clone())),
        };
        let (printed, page) = match &forebear.evidence {
            Evidence::Quote(span) => (Some(plan.source().slice(*span).to_owned()), None),
            Evidence::Page { link, date } => (None, Some((link.target.clone(), date.to_string()))),
        };
        let (source, date) = page.unzip();
        ForebearRecord { plan: plan_id, title, printed, source, date }
    };
    plan.forebears.iter().filter(|forebear| forebear.lineage == lineage).map(record).collect()
}

pub(super) fn tasks(whole: &Site, site: &PlanIndex) -> TaskList {
    let plan = &site.plan;
    let is_published = |answer: &&AnsweredTask| whole.plans.iter().any(|other| other.plan.id == answer.plan);
    let answer = |answer: &AnsweredTask| AnswerRecord { plan: answer.plan.clone(), number: answer.number };
    let task = |(index, task): (TaskIndex, &Task)| {
        let texts: Vec<String> = task.parts.iter().map(|part| plan.text_of(part)).collect();
        let corrections = plan.corrections.iter().filter(|c| c.tasks.contains(&task.number)).map(|c| c.id.clone());
        let near = &site.relations.of_task[index];
        let clauses = near.clauses.iter().map(|near| plan.clauses[near.clause].id.clone());
        TaskRecord {
            number: task.number,
            label: task.label.clone(),
            title: task.title.clone(),
            text: texts.join("\n"),
            domain: task.domain.map(|domain| plan.domains[domain].slug.clone()),
            section: task.section.map(|section| plan.source().slice(section).to_owned()),
            place: task.parts.first().map(|first| PlaceRecord {
                kind: place_kind(first),
                lines: [first.lines.first, task.parts.iter().map(|part| part.lines.last).max().unwrap_or_default()],
            }),
            lead: agency_ids(site, task.agencies_of(RoleClass::Lead)),
            responsible: agency_ids(site, task.agencies_of(RoleClass::Responsible)),
            supporting: agency_ids(site, task.agencies_of(RoleClass::Supporting)),
            deadline: task.due().map(|due| due.to_string()),
            parts: task.parts.iter().map(|part| task_part(site, part)).collect(),
            corrections: corrections.collect(),
            clauses: clauses.collect(),
            related: near.tasks.iter().map(|&other| plan.tasks[other].number).collect(),
            answers: near.answers.iter().filter(is_published).map(answer).collect(),
            cases: cases_of(whole, plan, task.number),
            progress: progress_of(whole, plan, task.number),
            citation: whole.task_citation(site, task),
            url: address::task(&plan.id, task.number),
        }
    };
    TaskList { plan: plan.id.clone(), tasks: plan.tasks.iter_enumerated().map(task).collect() }
}

/// Returns what is known of a task's progress, as its page says.
fn progress_of(whole: &Site, plan: &Plan, number: u32) -> Option<ProgressRecord> {
    let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let own = whole.content.progress.iter().find(|progress| progress.plan == plan.id && progress.task == number)?;
    Some(ProgressRecord {
        state: own.state.name().to_owned(),
        date: own.date.to_string(),
        source: said(&own.source),
        source_url: own.source_url.clone(),
        note: said(&own.note),
    })
}

fn task_part(site: &PlanIndex, part: &Part) -> PartRecord {
    let plan = &site.plan;
    let source = plan.source();
    let ids = |class| agency_ids(site, part.agencies_of(class));
    let extra = |extra: &ExtraCell| ExtraRecord {
        header: source.slice(extra.header).to_owned(),
        text: source.slice(extra.cell.span).to_owned(),
        lines: pair(source.lines(extra.cell.span)),
    };
    let role = |RoleCell { role, agencies, .. }: &RoleCell| RoleRecord {
        word: role.word.clone(),
        agencies: agency_ids(site, agencies.mentions.iter().filter_map(|mention| mention.agency).unique()),
        printed: source.slice(agencies.cell.own).to_owned(),
    };
    PartRecord {
        id: part.id.clone(),
        text: plan.text_of(part),
        lead: ids(RoleClass::Lead),
        responsible: ids(RoleClass::Responsible),
        supporting: ids(RoleClass::Supporting),
        roles: part.roles.iter().map(role).collect(),
        deadline: part.due.map(|due| due.to_string()),
        lines: pair(part.lines),
        printed: PrintedCells {
            text: plan.printed_text_of(part),
            lead: super::printed(source, part, RoleClass::Lead),
            responsible: super::printed(source, part, RoleClass::Responsible),
            deadline: source.slice(part.deadline.own).to_owned(),
        },
        extra: part.extra.iter().map(extra).collect(),
    }
}

fn place_kind(part: &Part) -> PlaceKind {
    match part.place {
        PartPlace::Row(_) => PlaceKind::Row,
        PartPlace::Text(place) => match place.unit {
            Unit::Part => PlaceKind::Part,
            Unit::Clause => PlaceKind::Clause,
            Unit::Item => PlaceKind::Item,
            Unit::Paragraph => PlaceKind::Paragraph,
        },
    }
}

/// Returns the tables that list no tasks.
fn tables(plan: &Plan) -> Vec<TableRecord> {
    let source = plan.source();
    let cells = |row: &[Span]| row.iter().map(|&cell| source.slice(cell).to_owned()).collect::<Vec<_>>();
    let others = plan.document.tables.iter_enumerated().filter(|(_, table)| !table.lists_tasks);
    let records = others.zip(1..).map(|((index, table), number): (_, usize)| {
        let spans = table.header.iter().copied().chain(table.rows.iter().map(|row| row.span)).collect::<Vec<_>>();
        TableRecord {
            id: number.to_string(),
            caption: plan.caption_of_table(index),
            header: cells(&table.headed_columns().map(|(_, header)| header).collect::<Vec<_>>()),
            rows: table.rows.iter().map(|row| cells(&row.cells)).collect(),
            lines: source.lines_of(&spans).map(pair).unwrap_or_default(),
        }
    });
    records.collect()
}

fn cases_of(whole: &Site, plan: &Plan, number: u32) -> Vec<String> {
    let is_near = |case: &&content::Case| case.plan == plan.id && case.tasks.contains(&number);
    whole.content.cases.iter().filter(is_near).map(|case| case.slug.clone()).collect()
}

pub(super) fn agencies(site: &PlanIndex) -> AgencyList {
    let numbers = |tasks: &[TaskIndex]| tasks.iter().map(|&task| site.plan.tasks[task].number).collect();
    let (named, others): (Vec<_>, Vec<_>) = site.agencies.iter().partition(|role| role.is_named());
    let agencies = named.into_iter().chain(others).map(|role| AgencyRecord {
        id: role.agency.id.clone(),
        name: role.agency.name.clone(),
        kind: role.agency.kind,
        place: role.agency.place.clone(),
        provisional: role.agency.provisional,
        aliases: role.agency.aliases.clone(),
        members: role.members.iter().map(|&member| site.agencies[member].agency.id.clone()).collect(),
        lead: numbers(&role.lead),
        responsible: numbers(&role.responsible),
        supporting: numbers(&role.supporting),
        through_groups: numbers(&role.through_groups),
    });
    AgencyList { plan: site.plan.id.clone(), agencies: agencies.collect() }
}

pub(super) fn cases(site: &Site) -> CaseList {
    let case = |case: &content::Case| CaseRecord {
        slug: case.slug.clone(),
        kind: case.kind,
        title: case.title.clone(),
        summary: case.summary.clone(),
        plan: case.plan.clone(),
        tasks: case.tasks.clone(),
        event_date: case.event_date.map(|date| date.to_string()),
        publisher: case.publisher.clone(),
        published: case.published.to_string(),
        reviewed: Some(case.reviewed.to_string()),
        source_url: case.source_url.clone(),
        reprinted_by: case.reprinted_by.clone(),
        url: address::case(&case.slug),
    };
    CaseList { cases: site.content.cases.iter().map(case).collect() }
}

fn agency_ids(site: &PlanIndex, agencies: impl Iterator<Item = AgencyIndex>) -> Vec<String> {
    agencies.filter_map(|index| site.agency(index)).map(|role| role.agency.id.clone()).collect()
}

fn owned<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    texts.into_iter().map(str::to_owned).collect()
}

fn pair(lines: Lines) -> [usize; 2] {
    [lines.first, lines.last]
}
