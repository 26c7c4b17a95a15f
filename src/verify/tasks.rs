//! The table on other pages: the pages of tasks and domains print its cells.

use std::collections::BTreeMap;

use super::contract;
use super::edition::{DomainData, PartData, PlanData, TasksData};
use super::html::Page;
use super::report::string;
use super::source::{SourceText, solid};
use super::spans;
use crate::diagnostic::{Code, Diagnostic, Place};

/// The open data of a plan, looked up by page.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// By task number: its parts.
    tasks: BTreeMap<String, Vec<PartData>>,
    /// By domain id: the forms of its category cell.
    domains: BTreeMap<String, DomainData>,
}

impl Cells {
    pub(super) fn new(plan: PlanData, tasks: TasksData) -> Cells {
        Cells {
            tasks: tasks.tasks.into_iter().map(|task| (task.number.to_string(), task.parts)).collect(),
            domains: plan.domains.into_iter().map(|domain| (domain.id.clone(), domain)).collect(),
        }
    }

    /// Returns the pages that have to exist, relative to the plan's folder.
    pub(super) fn pages(&self) -> impl Iterator<Item = String> {
        let tasks = self.tasks.keys().map(|number| contract::page_in(contract::TASKS, number));
        let domains = self.domains.keys().map(|id| contract::page_in(contract::DOMAINS, id));
        tasks.chain(domains)
    }

    /// Checks the open data against the source: printed cells stand in their lines.
    pub(super) fn check(&self, file: &str, source: &SourceText) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for part in self.tasks.values().flatten() {
            let [first, last] = part.lines;
            let Some(range) = source.range(first, last) else {
                diagnostics.push(Diagnostic::new(
                    Code::BadLines,
                    Place::file(file).quoting(&part.id),
                    format!("`{}` 的行号 {first}—{last} 不在原文之内", part.id),
                    "重新生成网站：policy-portal build",
                ));
                continue;
            };
            for (name, cell) in cells(part) {
                let cell = solid(cell);
                if !cell.is_empty() && source.occurrences(range.clone(), &cell).is_empty() {
                    diagnostics.push(Diagnostic::new(
                        Code::CellMismatch,
                        Place::file(file).quoting(&string(&cell)),
                        format!("`{}` 的 printed.{name} 不是原文第 {first}—{last} 行的一部分", part.id),
                        "重新生成网站：policy-portal build",
                    ));
                }
            }
        }
        diagnostics
    }

    /// Checks the page of a task or domain, if `address` (below the plan's folder) is one.
    pub(super) fn check_page(&self, file: &str, address: &str, page: &Page) -> Vec<Diagnostic> {
        let shown = |text: &str, lines: Option<[usize; 2]>| {
            let text = solid(text);
            text.is_empty()
                || page.passages.iter().any(|passage| {
                    !passage.hidden
                        && passage.printed == text
                        && lines.is_none_or(|lines| touches(&passage.lines, lines))
                })
        };
        let mut diagnostics = Vec::new();
        if let Some(number) = contract::name_in(contract::TASKS, address) {
            let parts = self.tasks.get(number).map_or(&[][..], Vec::as_slice);
            for part in parts {
                for (name, cell) in cells(part) {
                    if !shown(cell, Some(part.lines)) {
                        diagnostics.push(Diagnostic::new(
                            Code::CellNotShown,
                            Place::file(file).quoting(cell),
                            format!("任务页没有完整印出 `{}` 的 {name}（原文第 {} 行）", part.id, part.lines[0]),
                            "每格一个 data-lines 元素，照印全文",
                        ));
                    }
                }
                if parts.len() > 1 && !page.ids.contains(&part.id) {
                    diagnostics.push(Diagnostic::new(
                        Code::BrokenAnchor,
                        Place::file(file),
                        format!("页面里没有 id `{}`", part.id),
                        "模板里给任务的每一部分写上它的 id",
                    ));
                }
            }
        }
        if let Some(domain) = contract::name_in(contract::DOMAINS, address).and_then(|id| self.domains.get(id)) {
            for name in &domain.printed_names {
                if !shown(name, None) {
                    diagnostics.push(Diagnostic::new(
                        Code::CellNotShown,
                        Place::file(file).quoting(name),
                        "领域页没有完整印出类别栏的这一种写法",
                        "每种写法一个 data-lines 元素，照印全文",
                    ));
                }
            }
        }
        diagnostics
    }
}

/// Returns the cells that a part prints, each by what the open data call it; several cells of one meaning stand in
/// lines.
fn cells(part: &PartData) -> impl Iterator<Item = (&str, &str)> {
    let printed = [
        ("text", &part.printed.text),
        ("lead", &part.printed.lead),
        ("responsible", &part.printed.responsible),
        ("deadline", &part.printed.deadline),
    ];
    let by_meaning = printed.into_iter().flat_map(|(name, cells)| cells.split('\n').map(move |cell| (name, cell)));
    by_meaning.chain(part.roles.iter().map(|role| (role.word.as_str(), role.printed.as_str())))
}

fn touches(lines: &str, [first, last]: [usize; 2]) -> bool {
    spans::lines(lines).is_some_and(|(begin, end)| begin <= last && first <= end)
}
