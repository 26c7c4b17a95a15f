//! Agencies that the registry hasn't got: added to it as provisional, and told once each.

use std::collections::{BTreeMap, BTreeSet};

use super::agency_name;
use super::domains::Assignments;
use super::mention::Mention;
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::agency_kind::AgencyKind;
use crate::inputs::registry::{Agency, AgencyIndex, LocalRegistry, Registry};
use crate::text::source::{Source, Span};

/// So many are compared with all that are registered: nobody reads of more.
const MOST_COMPARED: usize = 1000;

/// Adds to the registry what a plan of some place names and it hasn't got, so that every mention that is a name has its
/// agency.
pub(super) fn settle(
    source: &Source,
    tables: &mut Assignments,
    registry: &mut Registry,
    place: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let is_registered = |registry: &Registry, agency: AgencyIndex| !registry.get(agency).provisional;
    complete(tables, registry, place);
    let mut names: BTreeMap<Span, String> = BTreeMap::new();
    for mention in mentions(tables) {
        if mention.agency.is_none_or(|agency| !is_registered(registry, agency)) {
            names.extend(mention.name.clone().map(|name| (mention.span, name)));
        }
    }
    let mut places: BTreeMap<AgencyIndex, BTreeSet<Span>> = BTreeMap::new();
    for (span, name) in names {
        places.entry(registry.find_or_add(&name, place)).or_default().insert(span);
    }
    let local = registry.of_place(place);
    for mention in mentions(tables).filter(|mention| mention.agency.is_none()) {
        if let Some(agency) = mention.name.as_deref().and_then(|name| local.find(name)) {
            mention.resolve(agency, &local.get(agency).name);
        }
    }
    for domain in &mut tables.domains {
        let lead = domain.cells.iter().flat_map(|cell| &cell.lead).filter_map(|mention| mention.agency);
        for agency in lead {
            if !domain.lead.contains(&agency) {
                domain.lead.push(agency);
            }
        }
    }
    if !registry.is_unreadable() {
        let told = places.iter().enumerate().filter_map(|(at, (agency, spans))| {
            let near = if at < MOST_COMPARED { local.nearest(&local.get(*agency).name) } else { Vec::new() };
            unknown(source, spans, *agency, &near, local)
        });
        diagnostics.extend(told);
    }
}

/// Completes bare names by their level where the plan names the same department whole: 财政厅 is 省财政厅, which stands
/// elsewhere.
fn complete(tables: &mut Assignments, registry: &Registry, place: Option<&str>) {
    let whole: BTreeSet<String> = mentions(tables).filter_map(|mention| mention.name.clone()).collect();
    let local = registry.of_place(place);
    for mention in mentions(tables).filter(|mention| mention.agency.is_none()) {
        let name = mention.name.as_deref().filter(|name| agency_name::is_bare_department(name));
        let named = name.into_iter().flat_map(|name| agency_name::LEVELS.map(|level| format!("{level}{name}")));
        let mut named = named.filter(|name| whole.contains(name));
        if let (Some(name), None) = (named.next(), named.next()) {
            mention.agency = local.find(&name);
            mention.name = Some(name);
            mention.is_carried = true;
        }
    }
}

fn mentions(tables: &mut Assignments) -> impl Iterator<Item = &mut Mention> {
    let parts = tables.tasks.iter_mut().flat_map(|task| &mut task.parts);
    let in_tasks = parts.flat_map(|part| &mut part.roles).flat_map(|role| &mut role.agencies.mentions);
    let cells = tables.domains.iter_mut().flat_map(|domain| &mut domain.cells);
    in_tasks.chain(cells.flat_map(|cell| &mut cell.lead))
}

/// One warning for all places that name an agency. A group that is like no registered one is nobody to be registered.
fn unknown(
    source: &Source,
    spans: &BTreeSet<Span>,
    agency: AgencyIndex,
    near: &[&str],
    registry: LocalRegistry,
) -> Option<Diagnostic> {
    let agency = registry.get(agency);
    let name = &agency.name;
    let is_group = |agency: &Agency| agency.kind == AgencyKind::Group;
    let is_registered = |name: &&str| registry.find(name).is_some_and(|near| is_group(registry.get(near)));
    if is_group(agency) && !near.iter().any(is_registered) {
        return None;
    }
    let lines: BTreeSet<usize> = spans.iter().map(|span| source.line_of(span.start)).collect();
    let lines = lines.iter().map(usize::to_string).collect::<Vec<_>>().join("、");
    let others = registry.elsewhere(name);
    let unplaced = others.iter().find(|other| other.place.is_none());
    let (code, message) = match (unplaced.and_then(|other| registry.place_of(other)), registry.place()) {
        (Some(home), Some(here)) => (
            Code::SharedAgency,
            format!(
                "名录里的 `{name}` 没有写明所在地，按{home}的读；这里是{here}的，暂按文件所印列为另一个单位（第{lines}行）"
            ),
        ),
        _ => (Code::UnknownAgency, format!("名录里没有单位 `{name}`，暂按文件所印列出（第{lines}行）")),
    };
    let first = spans.first().copied()?;
    Some(source.diagnostic(code, first, message, hint(agency, near, &others, registry)))
}

/// Cuts a name that is two known ones, one right after the other.
fn two_names<'n>(name: &'n str, registry: LocalRegistry) -> Option<(&'n str, &'n str)> {
    let mut cuts = name.char_indices().skip(2).map(|(at, _)| name.split_at(at));
    cuts.find(|(first, second)| registry.find(first).is_some() && registry.find(second).is_some())
}

fn hint(agency: &Agency, near: &[&str], others: &[&Agency], registry: LocalRegistry) -> String {
    let mut hint = String::new();
    if let Some((first, second)) = two_names(&agency.name, registry) {
        hint += &format!("像是 `{first}` 与 `{second}` 之间漏了顿号，请核对录入；");
    }
    if !near.is_empty() {
        let near: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
        hint += &format!("最接近的是 {}：是它的另一种写法，就加进它的 aliases；", near.join("、"));
    }
    let others: Vec<&str> = others.iter().filter_map(|other| registry.place_of(other)).collect();
    if registry.place().is_none() && !others.is_empty() {
        hint += &format!("名录里的是{}的：本方案是那里的，就在 plan.toml 里写 place；", others.join("、"));
    }
    format!("{hint}确是新单位，就把这一段贴在 seeds/agencies.toml 末尾：`{}`", agency.entry().trim_end())
}
