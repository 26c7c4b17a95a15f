//! What a plan's pages are compared with: its source, and its open data, which the source proves.

use std::sync::Arc;

use camino::Utf8Path;

use super::contract;
use super::derived;
use super::edition::{self, Addressed, AgenciesData, Base, PlanData, TasksData};
use super::inventory::Inventory;
use super::second_reading::{self, Names, Published};
use super::source::SourceText;
use super::tasks::Cells;
use super::written::Written;
use super::{VerifiedPlan, or_default, report};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::memory::{Memory, key_of, recall};
use crate::open_data;

/// Everything that a plan's pages are compared with.
#[derive(Debug)]
pub(super) struct Proof {
    pub source: SourceText,
    pub cells: Cells,
    /// Addresses that the open data names, with the file that does.
    pub addresses: Vec<(String, String)>,
    pub data: derived::Data,
    /// Changes with all that the plan's pages are held against.
    pub digest: String,
}

/// A proof, and what is wrong with the plan's open data.
pub(super) type Proved = (Arc<Proof>, Vec<Diagnostic>);

impl Proof {
    /// Returns what changes with all that [`Proof::read`] reads.
    fn key(base: &Base, plan: &VerifiedPlan, present: &Inventory, written: &Written) -> String {
        let (folder, data) = (format!("{}/", plan.id), format!("{}/data/", plan.id));
        let below = || present.files.range(folder.clone()..).take_while(|file| file.starts_with(&folder));
        let names: Vec<&String> = below().collect();
        let calendar = open_data::CALENDAR.path(&plan.id);
        let is_read = |file: &&String| file.starts_with(&data) || **file == calendar;
        let files: Vec<_> = below().filter(is_read).map(|file| present.digest(file)).collect();
        key_of(&(base, plan, written, names, files))
    }

    /// Returns the proof of a plan, and what is wrong with its open data. It is read again where any of that has changed.
    pub(super) fn of(
        site: &Utf8Path,
        base: &Base,
        plan: &VerifiedPlan,
        present: &Inventory,
        written: &Written,
        remembered: Option<&Memory<Proved>>,
    ) -> anyhow::Result<Proved> {
        let key = || Some(Self::key(base, plan, present, written));
        recall(remembered, &plan.id, key, || Self::read(site, base, plan, present, written))
    }

    fn read(
        site: &Utf8Path,
        base: &Base,
        plan: &VerifiedPlan,
        present: &Inventory,
        written: &Written,
    ) -> anyhow::Result<Proved> {
        let mut diagnostics = Vec::new();
        let (source, faults) = SourceText::new(plan);
        diagnostics.extend(faults);
        let plan_file = open_data::PLAN.path(&plan.id);
        let tasks_file = open_data::TASKS.path(&plan.id);
        let plan_data: PlanData = or_default(edition::json(site, &plan_file)?, &mut diagnostics);
        let tasks_data: TasksData = or_default(edition::json(site, &tasks_file)?, &mut diagnostics);
        let address = |file: &str, item: &Addressed| (file.to_owned(), item.url.clone());
        let mut addresses: Vec<(String, String)> =
            plan_data.clauses.iter().map(|clause| address(&plan_file, clause)).collect();
        addresses.extend(tasks_data.tasks.iter().map(|task| (tasks_file.clone(), task.url.clone())));
        addresses.extend(plan_data.members.iter().map(|member| {
            let address = format!("/{}/{}#{}", plan.id, contract::MEMBERS, member.id);
            (plan_file.clone(), address)
        }));
        let agencies: AgenciesData =
            or_default(edition::json(site, &open_data::AGENCIES.path(&plan.id))?, &mut diagnostics);
        let names = Names::new(agencies.agencies.iter().map(|agency| {
            let names = std::iter::once(&agency.name).chain(&agency.aliases).cloned().collect();
            (agency.id.clone(), names)
        }));
        let published =
            Published { file: &tasks_file, tasks: &tasks_data.tasks, domains: &plan_data.domains, names: &names };
        diagnostics.extend(second_reading::check(plan, &published));
        let files = [&plan_file, &tasks_file, &open_data::AGENCIES.path(&plan.id)];
        let digest = key_of(&(plan, files.map(|file| present.digest(file))));
        let (cells, data) = (Cells::new(plan_data, tasks_data, agencies), derived::Data::read(site, plan)?);
        diagnostics.extend(cells.check(&tasks_file, &source));
        diagnostics.extend(missing(plan, &source, &cells, present));
        diagnostics.extend(derived::check(site, base, plan, &source, written, &data)?);
        Ok((Arc::new(Proof { source, cells, addresses, data, digest }), diagnostics))
    }
}

/// Returns the pages that a plan has to have and hasn't.
fn missing(plan: &VerifiedPlan, source: &SourceText, cells: &Cells, present: &Inventory) -> Vec<Diagnostic> {
    const REBUILD: &str = "重新生成网站：policy-portal build";
    let mut found = Vec::new();
    let pages = cells.pages().chain([contract::FULL_TEXT.to_owned()]);
    for page in pages.map(|page| format!("{}/{page}", plan.id)).filter(|page| !present.has(page)) {
        found.push(Diagnostic::new(Code::MissingPage, Place::file(&page), "缺少这一页", REBUILD));
    }
    if !present.has(&format!("{}/{}", plan.id, contract::FULL_TEXT)) {
        let (begin, end) = source.span(&(0..source.chars.len()));
        let place = Place::file(&source.file).span(begin, end).quoting(&report::string(&source.chars));
        found.push(Diagnostic::new(Code::TextLost, place, "没有全文页，原文全部缺失", REBUILD));
    }
    found
}
