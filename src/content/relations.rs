//! Which tasks and clauses of a plan belong together, as an editor decided: `content/relations/ID.toml`.

use std::collections::BTreeMap;

use itertools::Itertools as _;

use super::case::{check_task, plans_hint};
use super::{KnownPlan, TextFile};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::inputs::fields::{Fields, Form, Placed};
use crate::text::source::Source;

/// What an editor decided of a plan.
#[derive(Debug, Clone, Default, Hash)]
pub(crate) struct PlanRelations {
    pub plan: String,
    /// By number; a task that isn't here is left to the program's suggestions.
    pub tasks: BTreeMap<u32, TaskRelations>,
}

/// What belongs to a task; nothing where the editor found nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct TaskRelations {
    /// Numbers of other tasks, the nearest first.
    pub related: Vec<u32>,
    pub clauses: Vec<ChosenClause>,
    /// Tasks of other plans that it answers.
    pub answers: Vec<AnsweredTask>,
}

/// A task of another plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct AnsweredTask {
    pub plan: String,
    pub number: u32,
}

/// A clause that belongs to a task.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct ChosenClause {
    pub id: String,
    /// The words of the clause that say so.
    pub words: Option<String>,
}

const EXAMPLE: &str = "每项任务一段：[[tasks]]，下面是 number、related = [8, 9]、clauses = [{ id = \"s3-1\", words = \"条文里的字\" }]、\
     answers = [{ plan = \"另一方案的编号\", tasks = [3] }]";
const FORM: Form = Form { keys: &["tasks"], example: EXAMPLE };
const TASK: Form = Form { keys: &["number", "related", "clauses", "answers"], example: EXAMPLE };
const ANSWER: Form = Form { keys: &["plan", "tasks"], example: EXAMPLE };
const CLAUSE: Form = Form { keys: &["id", "words"], example: EXAMPLE };

/// Reads the relations of a plan, which the file is named after; `None` where there is no such plan.
pub(super) fn read(file: &TextFile, plans: &[KnownPlan], diagnostics: &mut Vec<Diagnostic>) -> Option<PlanRelations> {
    let name = file.file.rsplit('/').next().unwrap_or_default();
    let id = name.strip_suffix(".toml").unwrap_or(name);
    let Some(plan) = plans.iter().find(|plan| plan.id == id) else {
        let message = format!("文件名 `{name}` 不是方案的编号");
        diagnostics.push(Diagnostic::new(Code::UnknownPlan, Place::file(&file.file), message, plans_hint(plans)));
        return None;
    };
    let source = Source::new(&file.file, &file.text);
    let fields = Fields::of_file(&source, &FORM, diagnostics);
    let mut tasks = BTreeMap::new();
    for table in fields.tables("tasks", &TASK, diagnostics) {
        let number = table.number("number", diagnostics);
        let related = if table.has("related") { table.numbers("related", diagnostics) } else { Vec::new() };
        let clauses = table.tables("clauses", &CLAUSE, diagnostics);
        let clauses: Vec<ChosenClause> =
            clauses.iter().filter_map(|clause| self::clause(clause, plan, diagnostics)).collect();
        if let Some(twice) = clauses.iter().map(|clause| &clause.id).duplicates().next() {
            let message = format!("条文 `{twice}` 写了两次");
            let hint = "一条条文只标出一处：删去一个";
            diagnostics.push(source.diagnostic(Code::RepeatedClause, table.place(), message, hint));
        }
        let answers = table.tables("answers", &ANSWER, diagnostics);
        let answers = answers.iter().flat_map(|answer| answered(answer, plan, plans, diagnostics)).collect();
        let Some(number) = number else { continue };
        check_task(&source, &number, plan, diagnostics);
        check_related(&source, number.value, &related, plan, diagnostics);
        let related = related.into_iter().map(|other| other.value).collect();
        if tasks.insert(number.value, TaskRelations { related, clauses, answers }).is_some() {
            let message = format!("第 {} 项写了两次", number.value);
            diagnostics.push(source.diagnostic(Code::RepeatedTask, number.span, message, "删去一段"));
        }
    }
    Some(PlanRelations { plan: plan.id.clone(), tasks })
}

fn check_related(
    source: &Source,
    number: u32,
    related: &[Placed<u32>],
    plan: &KnownPlan,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for other in related {
        check_task(source, other, plan, diagnostics);
        if other.value == number {
            let message = format!("第 {number} 项列为自己的相关任务");
            diagnostics.push(source.diagnostic(Code::RepeatedTask, other.span, message, "删去这个序号"));
        }
    }
}

/// Reads which tasks of another plan a task of `plan` answers.
fn answered(
    fields: &Fields,
    plan: &KnownPlan,
    plans: &[KnownPlan],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<AnsweredTask> {
    let (id, tasks) = (fields.text("plan", diagnostics), fields.numbers("tasks", diagnostics));
    let Some(id) = id else { return Vec::new() };
    let Some(other) = plans.iter().find(|other| other.id == id.value && other.id != plan.id) else {
        let is_own = id.value == plan.id;
        let message = match is_own {
            true => format!("`{}` 是这个方案自己", id.value),
            false => format!("没有编号为 `{}` 的另一方案", id.value),
        };
        let hint = if is_own { "同一方案的任务写在 related 里".to_owned() } else { plans_hint(plans) };
        diagnostics.push(fields.source().diagnostic(Code::UnknownPlan, id.span, message, hint));
        return Vec::new();
    };
    for task in &tasks {
        check_task(fields.source(), task, other, diagnostics);
    }
    tasks.iter().map(|task| AnsweredTask { plan: other.id.clone(), number: task.value }).collect()
}

fn clause(fields: &Fields, plan: &KnownPlan, diagnostics: &mut Vec<Diagnostic>) -> Option<ChosenClause> {
    let id = fields.text("id", diagnostics)?;
    let words = fields.optional("words", diagnostics, Fields::verbatim);
    let Some(text) = plan.clauses.get(&id.value) else {
        let ids = plan.clauses.keys().map(String::as_str).collect::<Vec<_>>().join("、");
        let message = format!("方案 `{}` 没有编号为 `{}` 的条文", plan.id, id.value);
        let hint = format!("写全文页里那一条的网址 # 后面的部分：{ids}");
        diagnostics.push(fields.source().diagnostic(Code::UnknownClause, id.span, message, hint));
        return None;
    };
    if let Some(words) = words.as_ref().filter(|words| !text.contains(&words.value)) {
        let message = format!("`{}` 不是条文 `{}` 里连续的一段", words.value, id.value);
        let hint = "照条文的字句写，标点也照原文；不写 words，就标出与任务相同的字";
        diagnostics.push(fields.source().diagnostic(Code::WordsNotInClause, words.span, message, hint));
    }
    Some(ChosenClause { id: id.value, words: words.map(|words| words.value) })
}
