//! The JSON files, as their schemas explain them.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::content;
use crate::inputs::registry::AgencyKind;
use crate::open_data;
use crate::read::{CorrectionKind, Deadline, Part};
use crate::site::{PlanIndex, Site, address};
use crate::text::source::Lines;

#[derive(Serialize)]
pub struct Plan<'a> {
    id: &'a str,
    title: &'a str,
    document_number: Option<&'a str>,
    issuer: Option<&'a str>,
    signed: Option<&'a str>,
    printed: Option<&'a str>,
    source: SourceFile,
    clauses: Vec<Clause<'a>>,
    milestones: Vec<Milestone>,
    domains: Vec<Domain<'a>>,
    members: Vec<Member<'a>>,
    corrections: Vec<Correction<'a>>,
}

#[derive(Serialize)]
struct SourceFile {
    file: &'static str,
    sha256: String,
    bytes: usize,
    lines: usize,
}

#[derive(Serialize)]
struct Clause<'a> {
    id: &'a str,
    label: &'a str,
    heading: &'a str,
    text: &'a str,
    lines: [usize; 2],
    url: String,
    parent: Option<&'a str>,
}

#[derive(Serialize)]
struct Milestone {
    year: u16,
    share: u8,
    at_least: bool,
}

#[derive(Serialize)]
struct Domain<'a> {
    number: u32,
    id: &'a str,
    name: &'a str,
    printed_names: Vec<&'a str>,
    lead: Vec<&'a str>,
    tasks: &'a [u32],
}

#[derive(Serialize)]
struct Member<'a> {
    id: String,
    role: &'a str,
    name: &'a str,
    post: &'a str,
    lines: [usize; 2],
}

#[derive(Serialize)]
struct Correction<'a> {
    id: &'a str,
    kind: CorrectionKind,
    lines: [usize; 2],
    printed: &'a str,
    read: Option<&'a str>,
    reason: &'a str,
    tasks: &'a [u32],
    clauses: &'a [String],
}

#[derive(Serialize)]
pub struct Tasks<'a> {
    plan: &'a str,
    tasks: Vec<Task<'a>>,
}

#[derive(Serialize)]
struct Task<'a> {
    number: u32,
    title: &'a str,
    text: String,
    domain: Option<&'a str>,
    lead: Vec<&'a str>,
    responsible: Vec<&'a str>,
    deadline: Option<String>,
    parts: Vec<TaskPart<'a>>,
    corrections: Vec<&'a str>,
    clauses: Vec<&'a str>,
    related: Vec<u32>,
    cases: Vec<&'a str>,
    citation: String,
    url: String,
}

#[derive(Serialize)]
struct TaskPart<'a> {
    id: &'a str,
    text: String,
    lead: Vec<&'a str>,
    responsible: Vec<&'a str>,
    deadline: Option<String>,
    lines: [usize; 2],
    printed: Printed<'a>,
}

#[derive(Serialize)]
struct Printed<'a> {
    text: &'a str,
    lead: &'a str,
    responsible: &'a str,
    deadline: &'a str,
}

#[derive(Serialize)]
pub struct Agencies<'a> {
    plan: &'a str,
    agencies: Vec<Agency<'a>>,
}

#[derive(Serialize)]
struct Agency<'a> {
    id: &'a str,
    name: &'a str,
    kind: AgencyKind,
    aliases: &'a [String],
    members: Vec<&'a str>,
    lead: Vec<u32>,
    responsible: Vec<u32>,
    through_groups: Vec<u32>,
}

/// Typical cases and published facts.
#[derive(Serialize)]
pub struct Cases<'a> {
    cases: Vec<Case<'a>>,
}

#[derive(Serialize)]
struct Case<'a> {
    slug: &'a str,
    kind: &'static str,
    title: &'a str,
    summary: Option<&'a str>,
    plan: &'a str,
    tasks: &'a [u32],
    event_date: Option<&'a str>,
    publisher: &'a str,
    published: &'a str,
    source_url: &'a str,
    reprinted_by: Option<&'a str>,
    url: String,
}

pub fn plan(site: &PlanIndex) -> Plan<'_> {
    let plan = &site.plan;
    let source = plan.source();
    let clause_id = |index: usize| plan.clauses[index].id.as_str();
    Plan {
        id: &plan.id,
        title: &plan.title,
        document_number: plan.document_number.as_deref(),
        issuer: plan.issuer.as_deref(),
        signed: plan.signed.as_deref(),
        printed: plan.printed.as_deref(),
        source: SourceFile {
            file: open_data::SOURCE.name(),
            sha256: sha256(source.text()),
            bytes: source.text().len(),
            lines: source.line_count(),
        },
        clauses: plan
            .clauses
            .iter()
            .map(|clause| Clause {
                id: &clause.id,
                label: &clause.label,
                heading: &clause.heading,
                text: &clause.text,
                lines: pair(clause.lines),
                url: address::clause(&plan.id, &clause.id),
                parent: clause.parent.map(clause_id),
            })
            .collect(),
        milestones: plan
            .milestones
            .iter()
            .map(|m| Milestone { year: m.year, share: m.share, at_least: m.at_least })
            .collect(),
        domains: plan
            .domains
            .iter()
            .map(|domain| {
                let forms = domain.cells.iter().map(|cell| source.slice(cell.span));
                Domain {
                    number: domain.number,
                    id: &domain.slug,
                    name: &domain.name,
                    printed_names: crate::site::plan_index::distinct(forms),
                    lead: agency_ids(site, &domain.lead),
                    tasks: &domain.tasks,
                }
            })
            .collect(),
        members: plan
            .members
            .iter()
            .zip(1..)
            .map(|(member, number)| Member {
                id: format!("m{number}"),
                role: &member.role,
                name: &member.name,
                post: &member.post,
                lines: pair(member.lines),
            })
            .collect(),
        corrections: plan
            .corrections
            .iter()
            .map(|c| Correction {
                id: &c.id,
                kind: c.kind,
                lines: pair(c.lines),
                printed: &c.printed,
                read: c.read.as_deref(),
                reason: &c.reason,
                tasks: &c.tasks,
                clauses: &c.clauses,
            })
            .collect(),
    }
}

pub fn tasks<'a>(whole: &'a Site, site: &'a PlanIndex) -> Tasks<'a> {
    let plan = &site.plan;
    let task = |(index, task): (usize, &'a crate::read::Task)| {
        let texts: Vec<String> = task.parts.iter().map(|part| plan.as_read(&[part.text.span])).collect();
        let corrections = plan.corrections.iter().filter(|c| c.tasks.contains(&task.number)).map(|c| c.id.as_str());
        Task {
            number: task.number,
            title: &plan.titles[index],
            text: texts.join("\n"),
            domain: task.domain.map(|domain| plan.domains[domain].slug.as_str()),
            lead: agency_ids(site, &site.lead(task)),
            responsible: agency_ids(site, &site.responsible(task)),
            deadline: plan.due(task).map(Deadline::id),
            parts: task.parts.iter().map(|part| task_part(site, part)).collect(),
            corrections: corrections.collect(),
            clauses: site.relations.clauses_of_task[index]
                .iter()
                .map(|&clause| plan.clauses[clause].id.as_str())
                .collect(),
            related: site.relations.tasks_of_task[index].iter().map(|&other| plan.tasks[other].number).collect(),
            cases: cases_of(whole, plan, task.number),
            citation: whole.task_citation(site, task.number),
            url: address::task(&plan.id, task.number),
        }
    };
    Tasks { plan: &plan.id, tasks: plan.tasks.iter().enumerate().map(task).collect() }
}

fn cases_of<'a>(whole: &'a Site, plan: &crate::read::Plan, number: u32) -> Vec<&'a str> {
    let is_near = |case: &&content::Case| case.plan == plan.id && case.tasks.contains(&number);
    whole.content.cases.iter().filter(is_near).map(|case| case.slug.as_str()).collect()
}

pub fn cases(site: &Site) -> Cases<'_> {
    Cases { cases: site.content.cases.iter().map(case).collect() }
}

fn case(case: &content::Case) -> Case<'_> {
    Case {
        slug: &case.slug,
        kind: case.kind.id(),
        title: &case.title,
        summary: case.summary.as_deref(),
        plan: &case.plan,
        tasks: &case.tasks,
        event_date: case.event_date.as_ref().map(content::Date::as_str),
        publisher: &case.publisher,
        published: case.published.as_str(),
        source_url: &case.source_url,
        reprinted_by: case.reprinted_by.as_deref(),
        url: address::case(&case.slug),
    }
}

fn task_part<'a>(site: &'a PlanIndex, part: &'a Part) -> TaskPart<'a> {
    let plan = &site.plan;
    let source = plan.source();
    let ids = |cell: &'a crate::read::AgencyCell| {
        let agencies = cell.mentions.iter().filter_map(|mention| mention.agency);
        agency_ids(site, &crate::site::plan_index::distinct(agencies))
    };
    TaskPart {
        id: &part.id,
        text: plan.as_read(&[part.text.span]),
        lead: ids(&part.lead),
        responsible: ids(&part.responsible),
        deadline: part.due.map(Deadline::id),
        lines: [part.line, part.line],
        printed: Printed {
            text: source.slice(part.text.own),
            lead: source.slice(part.lead.cell.own),
            responsible: source.slice(part.responsible.cell.own),
            deadline: source.slice(part.deadline.own),
        },
    }
}

pub fn agencies(site: &PlanIndex) -> Agencies<'_> {
    let numbers = |tasks: &[usize]| tasks.iter().map(|&task| site.plan.tasks[task].number).collect();
    let (named, others): (Vec<_>, Vec<_>) = site.agencies.iter().partition(|role| role.is_named());
    let agencies = named
        .into_iter()
        .chain(others)
        .map(|role| Agency {
            id: &role.agency.id,
            name: &role.agency.name,
            kind: role.agency.kind,
            aliases: &role.agency.aliases,
            members: role.members.iter().map(|&member| site.agencies[member].agency.id.as_str()).collect(),
            lead: numbers(&role.lead),
            responsible: numbers(&role.responsible),
            through_groups: numbers(&role.through_groups),
        })
        .collect();
    Agencies { plan: &site.plan.id, agencies }
}

fn agency_ids<'a>(site: &'a PlanIndex, agencies: &[usize]) -> Vec<&'a str> {
    agencies.iter().filter_map(|&index| site.agency(index)).map(|role| role.agency.id.as_str()).collect()
}

fn pair(lines: Lines) -> [usize; 2] {
    [lines.first, lines.last]
}

/// SHA-256 in hexadecimal.
pub fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
