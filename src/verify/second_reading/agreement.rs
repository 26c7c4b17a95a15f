//! The open data against the second reading: no task is missed, none is invented, and each states what the source says.

use std::collections::BTreeSet;

use super::names::Names;
use super::{Part, Task, due, naming, read};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::text::role_class::{RoleClass, is_of_shares};
use crate::verify::edition::{DomainData, PartData, RoleData, TaskData};
use crate::verify::source::{occurrences, solid};
use crate::verify::tasks::same_role;
use crate::verify::{VerifiedPlan, contract};

/// What the open data state of a plan.
pub(in crate::verify) struct Published<'a> {
    /// The file of the tasks, for diagnostics.
    pub file: &'a str,
    pub tasks: &'a [TaskData],
    pub domains: &'a [DomainData],
    pub names: &'a Names,
}

/// Returns where the open data of a plan differ from what its source says.
pub(in crate::verify) fn check(plan: &VerifiedPlan, published: &Published) -> Vec<Diagnostic> {
    let told = read(&plan.source, &plan.listed);
    let comparison = Comparison { plan, published };
    let mut diagnostics = Vec::new();
    let mut left: Vec<(&TaskData, &PartData)> =
        published.tasks.iter().flat_map(|task| task.parts.iter().map(move |part| (task, part))).collect();
    for task in &told {
        let mut own: Vec<(&TaskData, &Part, &PartData)> = Vec::new();
        for part in &task.parts {
            match take(part, &mut left, &told) {
                Some((task, data)) => own.push((task, part, data)),
                None => diagnostics.push(comparison.missed(task, part)),
            }
        }
        if let [(data, ..), rest @ ..] = own.as_slice() {
            if let Some((other, ..)) = rest.iter().find(|(other, ..)| other.number != data.number) {
                diagnostics.push(comparison.fault(&other.url, "与前一处同属一项任务，却分成了两项"));
            }
            comparison.task(task, data, &mut diagnostics);
        }
        for (_, part, data) in own {
            comparison.part(part, data, &mut diagnostics);
        }
    }
    let invented = left.iter().filter(|(_, part)| !comparison.has_naming(part));
    diagnostics.extend(invented.map(|(_, part)| {
        Diagnostic::new(
            Code::InventedTask,
            Place::file(published.file).quoting(&part.id),
            format!("`{}` 所标的原文第 {}—{} 行里没有写明由谁办的这一处", part.id, part.lines[0], part.lines[1]),
            "重新生成网站：policy-portal build",
        )
    }));
    for task in published.tasks {
        comparison.whole(task, &mut diagnostics);
    }
    comparison.continued_cells(&mut diagnostics);
    diagnostics
}

struct Comparison<'a> {
    plan: &'a VerifiedPlan,
    published: &'a Published<'a>,
}

impl Comparison<'_> {
    fn missed(&self, task: &Task, part: &Part) -> Diagnostic {
        let (code, what) = match task.headings.is_empty() {
            true => (Code::RowWithoutTask, "没有任务取自这一行"),
            false => (Code::MissedTask, "没有这一处写明由谁办的任务"),
        };
        let line = part.lines[1];
        let text = self.plan.source.lines().nth(line - 1).unwrap_or_default();
        let (before, words) = (text.len() - text.trim_start().len(), text.trim());
        let column = text[..before].chars().count() + 1;
        let end = column + words.chars().count();
        Diagnostic::new(
            code,
            Place::file(&self.plan.source_file).span((line, column), (line, end)).quoting(words),
            format!("`{}` 里{what}", self.published.file),
            "重新生成网站；还不行，就核对原文这一处的标题、括注或表头",
        )
    }

    /// Checks whether the lines of a published part hold the words that its roles are from, wherever they stand.
    fn has_naming(&self, part: &PartData) -> bool {
        let lines = (1..).zip(self.plan.source.lines());
        let lines = lines.filter(|(line, _)| (part.lines[0]..=part.lines[1]).contains(line));
        let lines: Vec<&str> = lines.map(|(_, text)| text.trim()).collect();
        if lines.iter().any(|line| line.contains('\t')) {
            return false;
        }
        let of_lines = lines.iter().filter_map(|line| naming::of_line(line));
        let in_paragraphs =
            lines.iter().copied().chain([lines.concat().as_str()]).flat_map(naming::of_paragraph).collect::<Vec<_>>();
        let all: Vec<_> = of_lines.chain(in_paragraphs).flat_map(|naming| naming.roles).collect();
        let mut printed = part.roles.iter().filter(|role| !role.printed.is_empty()).peekable();
        printed.peek().is_some()
            && printed.all(|role| {
                all.iter().any(|(word, names)| solid(word) == solid(&role.word) && solid(names) == solid(&role.printed))
            })
    }

    fn fault(&self, text: &str, message: &str) -> Diagnostic {
        Diagnostic::new(
            Code::WrongFact,
            Place::file(self.published.file).quoting(text),
            message.to_owned(),
            "重新生成网站：policy-portal build",
        )
    }

    /// Compares what a task says as a whole.
    fn task(&self, told: &Task, data: &TaskData, diagnostics: &mut Vec<Diagnostic>) {
        let listed = &self.plan.listed;
        let mut fault = |text: &str, what: String| {
            diagnostics.push(self.fault(text, &format!("任务 {} 的 {what}", data.number)));
        };
        if told.number != Some(data.number) {
            let number = told.number.unwrap_or_default();
            fault(&data.number.to_string(), format!("number 应是 {number}"));
        }
        let is_label = match (&told.label, &data.label) {
            (Some(told), Some(label)) => {
                label == told || (told.parse::<u32>().is_ok() && label.ends_with(told.as_str()))
            }
            (told, label) => told.is_none() && label.is_none(),
        };
        if !is_label {
            fault(data.label.as_deref().unwrap_or_default(), format!("label 原文印作 {:?}", told.label));
        }
        let words = std::iter::once(&told.title).chain(told.parts.iter().map(|part| &part.text));
        let title = solid(&data.title);
        let stands_in = |words: Vec<char>| title.is_empty() || !occurrences(&words, &title).is_empty();
        let corrected = words.clone().flat_map(|words| solid(&listed.corrected(words))).collect();
        // A correction may belong to other lines that print the same.
        if !stands_in(corrected) && !stands_in(words.flat_map(|words| solid(words)).collect()) {
            fault(&data.title, "title 不是任务原文里连续的一段".to_owned());
        }
        let domain = data.domain.as_ref().and_then(|id| self.published.domains.iter().find(|domain| domain.id == *id));
        let printed: Vec<&String> = told.category.iter().chain(&told.headings).collect();
        let is_printed = |domain: &DomainData| {
            let entry = listed.domains.iter().find(|entry| entry.slug == domain.id);
            printed.iter().any(|printed| {
                let is_form = domain.printed_names.iter().any(|name| solid(printed) == solid(name));
                let is_listed = || entry.is_some_and(|entry| entry.is_called(&listed.corrected(printed)));
                is_form && (listed.domains.is_empty() || is_listed())
            })
        };
        match (&data.domain, domain) {
            (Some(id), domain) if !domain.is_some_and(is_printed) => fault(id, "domain 不是这里印的类别".to_owned()),
            (None, _) if told.category.is_some() => fault("", "domain 漏了这里印的类别".to_owned()),
            _ => {}
        }
    }

    /// Compares what a part prints and what follows from that.
    fn part(&self, told: &Part, data: &PartData, diagnostics: &mut Vec<Diagnostic>) {
        let mut fault = |text: &str, what: &str| {
            diagnostics.push(self.fault(text, &format!("`{}` 的 {what}", data.id)));
        };
        let is_within = told.lines[0] <= data.lines[0] && data.lines[1] <= told.lines[1];
        if data.lines[0] > data.lines[1] || !is_within {
            fault(&format!("{}-{}", data.lines[0], data.lines[1]), "lines 不是原文的这一处");
        }
        if solid(&told.text) != solid(&data.printed.text) {
            fault(&data.printed.text, "printed.text 与原文这一处不同");
        }
        if let Some(text) = self.plan.listed.as_read(told.lines, &told.text).filter(|text| !text.is_empty())
            && solid(&text) != solid(&data.text)
        {
            fault(&data.text, "text 不是校读后的原文");
        }
        // A convention adds roles that nothing is printed of.
        let printed = data.roles.iter().filter(|role| !role.printed.is_empty());
        let printed: Vec<_> = printed.map(|role| (solid(&role.word), solid(&role.printed))).collect();
        let expected: Vec<_> = told.roles.iter().map(|(word, names)| (solid(word), solid(names))).collect();
        // An empty cell may go on with one above that says other roles than its header.
        let (empty, expected): (Vec<_>, Vec<_>) = expected.into_iter().partition(|(_, names)| names.is_empty());
        let is_empty =
            |word: &[char]| data.roles.iter().any(|role| role.printed.is_empty() && solid(&role.word) == word);
        let goes_on = || data.roles.iter().any(|role| role.printed.is_empty() && !role.agencies.is_empty());
        if printed != expected || !empty.iter().all(|(word, _)| is_empty(word) || goes_on()) {
            let words: Vec<String> = data.roles.iter().map(|role| format!("{}：{}", role.word, role.printed)).collect();
            fault(&words.join("；"), "roles 与原文这一处不同");
        }
        if solid(&told.deadline) != solid(&data.printed.deadline) {
            fault(&data.printed.deadline, "printed.deadline 与原文这一处不同");
        }
        let deadline = self.plan.listed.as_read(told.lines, &told.deadline).filter(|words| !words.is_empty());
        if deadline.is_some_and(|words| !due::allows(&words, data.deadline.as_deref())) {
            fault(data.deadline.as_deref().unwrap_or_default(), "deadline 不是原文写的完成时限");
        }
        for role in data.roles.iter().filter(|role| !role.printed.is_empty()) {
            let printed = self.plan.listed.as_read(told.lines, &role.printed);
            // What is corrected in the part's text may stand in a name as well: 开展宣传, 县委宣传部.
            let fault_of = |words: &str| self.published.names.fault(words, &role.agencies);
            let wrong = printed.and_then(|printed| fault_of(&printed)).filter(|_| fault_of(&role.printed).is_some());
            if let Some(wrong) = wrong {
                fault(&role.printed, &format!("{}：{wrong}", role.word));
            }
        }
        for (class, name, printed) in [
            (RoleClass::Lead, "printed.lead", &data.printed.lead),
            (RoleClass::Responsible, "printed.responsible", &data.printed.responsible),
        ] {
            let of_class = data.roles.iter().filter(|role| class_of(role) == Some(class));
            let cells: Vec<char> = of_class.flat_map(|role| solid(&role.printed)).collect();
            if cells != solid(printed) {
                fault(printed, &format!("{name} 与 roles 不同"));
            }
        }
    }

    /// Checks that a cell that prints nothing says what the one above says, or nothing.
    fn continued_cells(&self, diagnostics: &mut Vec<Diagnostic>) {
        if !self.plan.listed.conventions.is_empty() {
            return;
        }
        let mut above: Option<&PartData> = None;
        for part in self.published.tasks.iter().flat_map(|task| &task.parts) {
            let cells = part.roles.iter().enumerate().filter(|(_, role)| role.printed.is_empty());
            let differs = cells.filter(|(_, role)| !role.agencies.is_empty()).any(|(at, role)| {
                let word = |role: &RoleData| role.word.clone();
                let above = above.and_then(|above| same_role(&part.roles, at, &above.roles, word));
                above.is_none_or(|above| above.agencies != role.agencies)
            });
            let shares_text = part.printed.text.is_empty() && !part.text.is_empty();
            let differs = differs || (shares_text && above.is_none_or(|above| above.text != part.text));
            let due = part.deadline.as_ref().filter(|_| part.printed.deadline.is_empty());
            if differs || due.is_some_and(|due| above.is_none_or(|above| above.deadline.as_ref() != Some(due))) {
                diagnostics.push(self.fault(&part.id, &format!("`{}` 空着的一格与它承接的上一栏不同", part.id)));
            }
            above = Some(part);
        }
    }

    /// Checks what a task sums up of its parts.
    fn whole(&self, task: &TaskData, diagnostics: &mut Vec<Diagnostic>) {
        let mut fault = |text: &str, what: &str| {
            diagnostics.push(self.fault(text, &format!("任务 {} 的 {what} 与它的各栏不同", task.number)));
        };
        let text: Vec<char> = task.parts.iter().flat_map(|part| solid(&part.text)).collect();
        if solid(&task.text) != text {
            fault(&task.text, "text");
        }
        let first = task.parts.first().and_then(|part| part.deadline.as_ref());
        if task.deadline.as_ref() != first.filter(|day| task.parts.iter().all(|it| it.deadline.as_ref() == Some(day))) {
            fault(task.deadline.as_deref().unwrap_or_default(), "deadline");
        }
        let ids = (1..=task.parts.len()).map(|part| format!("{}-{part}", task.number));
        if !ids.eq(task.parts.iter().map(|part| part.id.clone())) {
            fault(&task.url, "number");
        }
        if task.url != format!("/{}/{}{}/", self.plan.id, contract::TASKS, task.number) {
            fault(&task.url, "url");
        }
        for (class, name, of_task) in task.agencies.lists() {
            let parts = task.parts.iter().map(|part| part.agencies.of(class));
            if unique(parts.flatten()) != unique(of_task.iter()) {
                fault(&of_task.join(" "), name);
            }
        }
        for part in &task.parts {
            // Who leads by a convention is in the lists without standing under a word of that class.
            let all = |ids: &mut dyn Iterator<Item = &String>| ids.cloned().collect::<BTreeSet<String>>();
            let in_roles = all(&mut part.roles.iter().flat_map(|role| &role.agencies));
            let in_lists = all(&mut part.agencies.lists().into_iter().flat_map(|(_, _, ids)| ids));
            let is_agreed = !self.plan.listed.conventions.is_empty();
            let differs = part.agencies.lists().into_iter().any(|(class, _, ids)| {
                let of_class = part.roles.iter().filter(|role| class_of(role) == Some(class));
                unique(of_class.flat_map(|role| &role.agencies)) != unique(ids.iter())
            });
            if in_roles != in_lists || (differs && !is_agreed) {
                diagnostics.push(self.fault(&part.id, &format!("`{}` 的各单位与它的 roles 不同", part.id)));
            }
        }
    }
}

/// Takes the published part that a part of the source is: the one of the same words, or else one in its lines that
/// no other has the words of.
fn take<'t>(
    part: &Part,
    left: &mut Vec<(&'t TaskData, &'t PartData)>,
    told: &[Task],
) -> Option<(&'t TaskData, &'t PartData)> {
    let touches = |data: &PartData| data.lines[0] <= part.lines[1] && part.lines[0] <= data.lines[1];
    let is_same = |part: &Part, data: &PartData| solid(&part.text) == solid(&data.printed.text);
    let is_another = |data: &PartData| {
        let others = told.iter().flat_map(|task| &task.parts);
        others.filter(|other| *other != part).any(|other| is_same(other, data))
    };
    let exact = left.iter().position(|(_, data)| touches(data) && is_same(part, data));
    let near = || left.iter().position(|(_, data)| touches(data) && !is_another(data));
    exact.or_else(near).map(|at| left.remove(at))
}

/// Returns what a role's word makes agencies, be it a column's header, a label or a verb; without one they answer.
fn class_of(role: &RoleData) -> Option<RoleClass> {
    if role.word.is_empty() {
        return Some(RoleClass::Responsible);
    }
    // 责 任 单 位 is set wide.
    let word: String = role.word.split_whitespace().collect();
    let of_label = RoleClass::of_label(&word).or_else(|| RoleClass::of_companion(&word));
    of_label.or_else(|| RoleClass::of(&word)).or_else(|| Some(RoleClass::Responsible).filter(|_| is_of_shares(&word)))
}

/// Returns each once, in order.
fn unique<'a>(ids: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    let mut seen = Vec::new();
    for id in ids {
        if !seen.contains(&id.as_str()) {
            seen.push(id.as_str());
        }
    }
    seen
}
