//! Statements against the open data, which the second reading proves.

use std::collections::BTreeSet;

use super::super::contract;
use super::super::edition::TaskData;
use super::super::html::Page;
use super::super::numbers::digits;
use super::super::own_words::OwnWords;
use super::super::second_reading::due;
use super::super::source::{SourceText, occurrences, solid};
use super::super::tasks::{Cells, ShownRole};
use super::{Cell, Loose, Statement};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::text::role_class::RoleClass;

/// Checks every statement of a page of a plan, and whether a list of tasks lists all of its own. A page that promises to
/// call everything by its name comes with the words that the portal has of its own.
pub(in crate::verify) fn check(
    file: &str,
    page: &Page,
    source: &SourceText,
    data: &Cells,
    promised: Option<&OwnWords>,
) -> Vec<Diagnostic> {
    let (plan, address) = file.split_once('/').unwrap_or_default();
    let mut diagnostics = Vec::new();
    let mut fault = |place, text: &str, message: String| {
        let place = Place::file(file).at(place).quoting(text);
        diagnostics.push(Diagnostic::new(Code::WrongFact, place, message, "重新生成网站：policy-portal build"));
    };
    for statement in &page.statements {
        match data.task(&statement.task) {
            Some(task) => {
                let states = States { plan, statement, task, source, data, promised };
                for (text, message) in states.faults() {
                    fault(statement.place, &text, message);
                }
            }
            None => fault(statement.place, &statement.task, format!("没有任务 {}", statement.task)),
        }
    }
    let is_domain_list = address == contract::DOMAIN_LIST;
    // Tasks stand there by domain.
    let is_by_domain = is_domain_list || contract::name_in(contract::DEADLINES, address).is_some();
    for (role, mut expected) in data.lists(address) {
        let role = role.map(RoleClass::name);
        let of_list = |it: &&Statement| it.list.as_deref() == role && it.title.is_none() && it.is_brief == is_by_domain;
        let mut listed: Vec<&str> = page.statements.iter().filter(of_list).map(|it| it.task.as_str()).collect();
        if is_by_domain {
            expected.sort_unstable();
            listed.sort_unstable();
        }
        let may_lack_all = is_domain_list && listed.is_empty();
        if listed != expected && !may_lack_all {
            let missing: Vec<&str> = expected.iter().copied().filter(|number| !listed.contains(number)).collect();
            let message = format!("这一页应依次列出 {} 项任务，实际 {} 项", expected.len(), listed.len());
            fault((1, 1), &missing.join(" "), message);
        }
    }
    if let Some(number) = contract::name_in(contract::TASKS, address)
        && !page.statements.iter().any(|it| it.task == number && it.title.is_some())
    {
        fault((1, 1), number, "任务页没有写明任务的元素".to_owned());
    }
    diagnostics
}

/// Checks the statements of a page of no plan: each links its task, and says of it what the task's plan does.
pub(in crate::verify) fn check_elsewhere<'p>(
    file: &str,
    page: &Page,
    promised: Option<&OwnWords>,
    of_plan: impl Fn(&str) -> Option<(&'p SourceText, &'p Cells)>,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for statement in &page.statements {
        let plans = statement.links.iter().filter_map(|link| {
            let (before, name) = link.href.strip_suffix('/')?.rsplit_once(&format!("/{}", contract::TASKS))?;
            (name == statement.task).then(|| before.rsplit('/').next())?
        });
        let meant = plans.filter_map(|plan| {
            let (source, data) = of_plan(plan)?;
            Some(States { plan, statement, task: data.task(&statement.task)?, source, data, promised })
        });
        let faults = match meant.take(1).next() {
            Some(states) => states.faults(),
            None => vec![(statement.label.clone(), "没有通向它的任务页的链接".to_owned())],
        };
        diagnostics.extend(faults.into_iter().map(|(text, message)| {
            let place = Place::file(file).at(statement.place).quoting(&text);
            Diagnostic::new(Code::WrongFact, place, message, "重新生成网站：policy-portal build")
        }));
    }
    diagnostics
}

/// A statement and the task that it speaks of.
struct States<'a> {
    plan: &'a str,
    statement: &'a Statement,
    task: &'a TaskData,
    source: &'a SourceText,
    data: &'a Cells,
    /// Absent where the page promises nothing.
    promised: Option<&'a OwnWords>,
}

impl States<'_> {
    /// Returns what is wrong: the words and why.
    fn faults(&self) -> Vec<(String, String)> {
        let mut faults = self.filters();
        if let Some(picked) = &self.statement.picked {
            let own = &self.statement.task;
            let is_said = digits(&picked.text).iter().all(|number| number == own);
            if picked.id != *own || !is_said {
                faults.push((format!("{} {}", picked.id, picked.text), "选取框记的是另一项".to_owned()));
            }
        }
        faults.extend(self.promised.and_then(|words| self.loose(words)));
        if self.statement.title.is_some() {
            faults.extend(self.head());
        } else {
            faults.extend(self.row());
        }
        let number = self.task.number;
        faults.into_iter().map(|(text, what)| (text, format!("任务 {number} 的{what}"))).collect()
    }

    /// The attributes that filters go by.
    fn filters(&self) -> Vec<(String, String)> {
        let expected = |name: &str| -> Vec<String> {
            match name {
                contract::DOMAIN => self.task.domain.iter().cloned().collect(),
                contract::DEADLINE => self.deadlines(),
                contract::LEAD => self.task.agencies.of(RoleClass::Lead).to_vec(),
                contract::RESPONSIBLE => self.task.agencies.of(RoleClass::Responsible).to_vec(),
                _ => self.task.agencies.of(RoleClass::Supporting).to_vec(),
            }
        };
        // Filters ask what is among the words, in no order.
        let differs = |name: &str, words: &[String]| {
            let all: BTreeSet<&String> = words.iter().collect();
            all.len() != words.len() || all != expected(name).iter().collect()
        };
        let filters = self.statement.filters.iter().filter(|(name, words)| differs(name, words));
        let mut faults: Vec<(String, String)> =
            filters.map(|(name, words)| (words.join(" "), format!(" {name} 与数据不同"))).collect();
        let has = |name: &str| self.statement.filters.iter().any(|(other, _)| *other == name);
        if has(contract::LEAD) && !has(contract::SUPPORTING) && !expected(contract::SUPPORTING).is_empty() {
            faults.push((String::new(), format!("行缺 {}", contract::SUPPORTING)));
        }
        faults
    }

    /// Ids of the deadlines of its parts, each once.
    fn deadlines(&self) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for due in self.task.parts.iter().filter_map(|part| part.deadline.as_ref()) {
            let id = due.replace('/', "-to-");
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// Returns words without a mark: those in a cell, and beside it those that name a number or an agency.
    fn loose(&self, words: &OwnWords) -> Option<(String, String)> {
        let Loose { in_cells, beside } = &self.statement.loose;
        let is_word = |c: char| c.is_alphanumeric();
        let beside = words.without(beside);
        let agency = || self.data.agency_in(&beside);
        // What the document numbers it by may hold no number of ours.
        let label = digits(self.task.label.as_deref().unwrap_or_default());
        let has_number = digits(&beside).iter().any(|run| !label.contains(run));
        // Editors say in lists of their own why a task matters.
        let is_head = self.statement.title.is_some();
        let has_state = is_head && words.unsaid(&contract::STATES).iter().any(|state| beside.contains(state));
        (in_cells.contains(is_word) || has_number || has_state || agency().is_some())
            .then(|| (format!("{in_cells}{beside}").trim().to_owned(), "这几个字没有标明出自哪里".to_owned()))
    }

    /// The facts under the title of a task's page.
    fn head(&self) -> Vec<(String, String)> {
        let Statement { title, domain, due, .. } = self.statement;
        let mut faults = Vec::new();
        let shown = title.clone().unwrap_or_default();
        if solid(&shown) != solid(&self.task.title) {
            faults.push((shown, "标题不是它的短题".to_owned()));
        }
        let said = domain.as_ref().map(|domain| domain.id.as_str());
        let name = self.task.domain.as_ref().map(|id| self.data.domain_name(id)).unwrap_or_default();
        let text = domain.as_ref().map_or("", |domain| domain.text.as_str());
        if said != self.task.domain.as_deref() || !solid(text).ends_with(&solid(name)) {
            faults.push((text.to_owned(), "领域与数据不同".to_owned()));
        }
        let said = due.as_ref().map(|due| due.id.as_str()).filter(|id| !id.is_empty());
        let text = due.as_ref().map_or("", |due| due.text.as_str());
        let is_said = self.task.deadline.as_deref().map(|due| due.replace('/', "-to-")).as_deref() == said;
        let is_shown = match &self.task.deadline {
            Some(date) => due::allows(text, Some(date)),
            // What the parts print, as read.
            None => self.task.parts.iter().all(|part| {
                let words = Some(solid(&part.printed.deadline)).filter(|words| !is_dash(words));
                words.is_none_or(|words| !occurrences(&solid(text), &words).is_empty())
                    || self.source.is_corrected(part.lines)
            }),
        };
        if !is_said || !is_shown {
            faults.push((text.to_owned(), "完成时限与数据不同".to_owned()));
        }
        for (class, name, ids) in self.task.agencies.lists() {
            let links = self.statement.links.iter().filter(|link| link.role.as_deref() == Some(class.name()));
            let (mut shown, mut texts): (BTreeSet<&str>, Vec<&str>) = (BTreeSet::new(), Vec::new());
            let mut is_named = true;
            for link in links {
                let id = self.agency(&link.href);
                // The words of a cell are the document's own, and proved below.
                let names = |id| solid(&link.text).starts_with(&solid(self.data.agency_name(id)));
                is_named &= link.is_in_cell || id.is_some_and(names);
                shown.extend(id);
                texts.push(&link.text);
            }
            if !is_named || shown != ids.iter().map(String::as_str).collect() {
                faults.push((texts.join("、"), format!("单位（{name}）与数据不同")));
            }
        }
        let names_agencies = |cell: &&Cell| cell.links.iter().any(|href| self.agency(href).is_some());
        for cell in self.statement.cells.iter().filter(names_agencies).filter(|cell| !self.is_shown(cell)) {
            faults.push((cell.text.clone(), "一格单位不是它的".to_owned()));
        }
        faults
    }

    /// A row of a list: its number, its cells, its agencies.
    fn row(&self) -> Vec<(String, String)> {
        let Statement { links, cells, .. } = self.statement;
        let mut faults = Vec::new();
        let number = self.task.number.to_string();
        let address = format!("/{}/{}{number}/", self.plan, contract::TASKS);
        let title = self.statement.label.strip_prefix(&number).map(solid);
        let is_titled = title.is_some_and(|title| title.is_empty() || title == solid(&self.task.title));
        if !is_titled || !links.iter().any(|link| link.href.ends_with(&address)) {
            faults.push((self.statement.label.clone(), "行没有写着序号、通向任务页的链接".to_owned()));
        }
        for (class, name, ids) in self.task.agencies.lists() {
            let of_role: Vec<_> = links.iter().filter(|link| link.role.as_deref() == Some(class.name())).collect();
            let named: BTreeSet<&str> = of_role.iter().filter_map(|link| self.agency(&link.href)).collect();
            if !of_role.is_empty() && named != ids.iter().map(String::as_str).collect() {
                let texts = of_role.iter().map(|link| link.text.as_str()).collect::<Vec<_>>().join("、");
                faults.push((texts, format!("单位（{name}）与数据不同")));
            }
        }
        if cells.is_empty() {
            return faults;
        }
        let shown: Vec<char> = cells.iter().flat_map(|cell| solid(&cell.text)).collect();
        for cell in cells {
            if !self.is_shown(cell) {
                faults.push((cell.text.clone(), "行印的一格不是它的".to_owned()));
            }
        }
        let printed = self.task.parts.iter().flat_map(|part| {
            let roles = part.roles.iter().map(|role| &role.printed);
            [&part.printed.text, &part.printed.deadline].into_iter().chain(roles)
        });
        for printed in printed {
            let words = solid(printed);
            if !words.is_empty() && occurrences(&shown, &words).is_empty() {
                faults.push((printed.clone(), "行漏印了一格".to_owned()));
            }
        }
        let agencies: BTreeSet<&str> = links.iter().filter_map(|link| self.agency(&link.href)).collect();
        let expected = self.task.agencies.lists().into_iter().flat_map(|(_, _, ids)| ids);
        if agencies != expected.map(String::as_str).collect() {
            faults.push((agencies.into_iter().collect::<Vec<_>>().join(" "), "行的单位链接与数据不同".to_owned()));
        }
        for link in links.iter().filter(|link| link.is_in_cell) {
            // 财政局 after 县教育局 is the county's, though the register calls another so.
            let is_end = |id: &str| solid(self.data.agency_name(id)).ends_with(&solid(&link.text));
            let is_other = |id| self.data.is_other_agency(id, &solid(&link.text)) && !is_end(id);
            if self.agency(&link.href).is_some_and(is_other) {
                faults.push((link.text.clone(), "单位的名称通向另一个单位".to_owned()));
            }
        }
        faults
    }

    /// Checks whether a cell is one of the task's: under the word of a role, that role's.
    fn is_shown(&self, cell: &Cell) -> bool {
        let Some(shown) = self.data.shown(&self.statement.task) else { return false };
        let text = solid(&cell.text);
        let column: String = solid(cell.column.as_deref().unwrap_or_default()).into_iter().collect();
        let mut agencies: Vec<&str> = Vec::new();
        for id in cell.links.iter().filter_map(|href| self.agency(href)) {
            if !agencies.contains(&id) {
                agencies.push(id);
            }
        }
        let is_of = |role: &&ShownRole| role.names == text && role.agencies == agencies;
        if !column.is_empty() && shown.roles.iter().any(|role| role.word == column) {
            // What has no word of its own stands under one of the site's.
            return shown.roles.iter().filter(is_of).any(|role| role.word == column || role.word.is_empty());
        }
        // A paragraph of a text stands alone.
        let has_text = || shown.others.iter().any(|other| !occurrences(other, &text).is_empty());
        let is_own = |id: &&str| shown.roles.iter().any(|role| role.agencies.iter().any(|own| own == id));
        (agencies.iter().all(is_own) && has_text()) || shown.roles.iter().any(|role| is_of(&role))
    }

    /// Returns the id of the agency whose page an address is.
    fn agency<'l>(&self, href: &'l str) -> Option<&'l str> {
        let (_, rest) = href.split_once(&format!("/{}/{}", self.plan, contract::AGENCIES))?;
        rest.strip_suffix('/').filter(|id| !id.is_empty())
    }
}

/// Checks whether a cell says nothing.
fn is_dash(words: &[char]) -> bool {
    words.iter().all(|&c| "—－-–/／".contains(c))
}
