//! The table on other pages: the pages of tasks and domains print its cells.

use std::collections::BTreeMap;

use super::contract;
use super::edition::{AgenciesData, DomainData, PartData, PlanData, TaskData, TasksData};
use super::html::Page;
use super::report::string;
use super::source::{SourceText, solid};
use super::spans;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::text::role_class::RoleClass;

/// The open data of a plan, looked up by page.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// By task number.
    tasks: BTreeMap<String, TaskData>,
    /// The numbers as the data have them.
    numbers: Vec<String>,
    /// By task number: what its rows show.
    shown: BTreeMap<String, Shown>,
    /// By domain id.
    domains: BTreeMap<String, DomainData>,
    /// By agency id: its names, what pages call it first.
    agencies: BTreeMap<String, Vec<String>>,
}

/// What the rows of a task show, cells that continue the one above included; without white space.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub roles: Vec<ShownRole>,
    /// Texts and deadlines.
    pub others: Vec<Vec<char>>,
}

/// A cell of agencies.
#[derive(Debug)]
pub(super) struct ShownRole {
    /// The document's word for the role.
    pub word: String,
    pub names: Vec<char>,
    /// Their ids.
    pub agencies: Vec<String>,
}

impl Cells {
    pub(super) fn new(plan: PlanData, tasks: TasksData, agencies: AgenciesData) -> Cells {
        Cells {
            numbers: tasks.tasks.iter().map(|task| task.number.to_string()).collect(),
            shown: shown(&tasks.tasks),
            tasks: tasks.tasks.into_iter().map(|task| (task.number.to_string(), task)).collect(),
            domains: plan.domains.into_iter().map(|domain| (domain.id.clone(), domain)).collect(),
            agencies: agencies.agencies.into_iter().map(|it| (it.id, [vec![it.name], it.aliases].concat())).collect(),
        }
    }

    pub(super) fn task(&self, number: &str) -> Option<&TaskData> {
        self.tasks.get(number)
    }

    /// Returns what the rows of a task show.
    pub(super) fn shown(&self, number: &str) -> Option<&Shown> {
        self.shown.get(number)
    }

    pub(super) fn domain_name(&self, id: &str) -> &str {
        self.domains.get(id).map_or("", |domain| &domain.name)
    }

    pub(super) fn agency_name(&self, id: &str) -> &str {
        self.agencies.get(id).map_or("", |names| &names[0])
    }

    /// Returns an agency that words name.
    pub(super) fn agency_in(&self, words: &str) -> Option<&str> {
        let is_named = |name: &&String| name.chars().count() > 2 && words.contains(name.as_str());
        self.agencies.values().flatten().find(is_named).map(String::as_str)
    }

    /// Checks whether words are a name of another agency, and none of this one.
    pub(super) fn is_other_agency(&self, id: &str, words: &[char]) -> bool {
        let is_named = |names: &[String]| names.iter().any(|name| solid(name) == words);
        self.agencies.values().any(|names| is_named(names))
            && !self.agencies.get(id).is_some_and(|names| is_named(names))
    }

    /// Returns the lists of tasks that a page has to have: the role of those who have a list, and its tasks.
    pub(super) fn lists(&self, address: &str) -> Vec<(Option<RoleClass>, Vec<&str>)> {
        let those = |is_meant: &dyn Fn(&TaskData) -> bool| -> Vec<&str> {
            self.numbers.iter().map(String::as_str).filter(|number| self.task(number).is_some_and(is_meant)).collect()
        };
        if address == contract::TASK_LIST {
            vec![(None, those(&|_| true))]
        } else if address == contract::DOMAIN_LIST {
            vec![(None, those(&|task| task.domain.is_some()))]
        } else if let Some(id) = contract::name_in(contract::DOMAINS, address) {
            vec![(None, those(&|task| task.domain.as_deref() == Some(id)))]
        } else if let Some(id) = contract::name_in(contract::DEADLINES, address) {
            let is_due = |part: &PartData| part.deadline.as_ref().is_some_and(|due| due.replace('/', "-to-") == id);
            vec![(None, those(&|task| task.parts.iter().any(is_due)))]
        } else if let Some(id) = contract::name_in(contract::AGENCIES, address) {
            let in_role = |class| those(&|task| task.agencies.of(class).iter().any(|agency| agency == id));
            RoleClass::ALL.map(|class| (Some(class), in_role(class))).into()
        } else {
            Vec::new()
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
        for part in self.tasks.values().flat_map(|task| &task.parts) {
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
            let parts = self.tasks.get(number).map_or(&[][..], |task| &task.parts);
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

/// Returns by task number what its rows show.
fn shown(tasks: &[TaskData]) -> BTreeMap<String, Shown> {
    let mut shown = BTreeMap::new();
    // The cells of the row above, each with its role's word; and its text and deadline.
    let mut above: Vec<(String, Vec<char>)> = Vec::new();
    let mut above_others: [Vec<char>; 2] = Default::default();
    for task in tasks {
        let of_task: &mut Shown = shown.entry(task.number.to_string()).or_default();
        for part in &task.parts {
            let goes_on = |own: &str, above: Option<&Vec<char>>| match solid(own) {
                own if own.is_empty() => above.cloned().unwrap_or_default(),
                own => own,
            };
            let own: Vec<(String, Vec<char>)> =
                part.roles.iter().map(|role| (role.word.clone(), solid(&role.printed))).collect();
            let roles = part.roles.iter().enumerate().map(|(at, role)| {
                let above = same_role(&own, at, &above, |(word, _)| word.clone()).map(|(_, names)| names);
                (role.word.clone(), goes_on(&role.printed, above))
            });
            above = roles.collect();
            above_others = [
                goes_on(&part.printed.text, above_others.first()),
                goes_on(&part.printed.deadline, above_others.last()),
            ];
            of_task.roles.extend(part.roles.iter().zip(&above).map(|(role, (_, names))| ShownRole {
                word: solid(&role.word).into_iter().collect(),
                names: names.clone(),
                agencies: role.agencies.clone(),
            }));
            of_task.others.extend(above_others.iter().cloned());
        }
    }
    shown
}

/// Returns which role of the row above a role goes on with: that of its word, the second with the second.
pub(super) fn same_role<'a, T>(roles: &[T], at: usize, above: &'a [T], word: impl Fn(&T) -> String) -> Option<&'a T> {
    let own = word(&roles[at]);
    let before = roles[..at].iter().filter(|role| word(role) == own).count();
    above.iter().filter(|role| word(role) == own).nth(before)
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
