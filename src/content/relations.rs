//! Which tasks and clauses of a plan belong together, as an editor decided: `content/relations/ID.toml`.

use std::collections::BTreeMap;

use super::case::{check_task, plans_hint};
use super::{KnownPlan, TextFile};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::inputs::fields::{Fields, Form, Placed};
use crate::text::source::Source;

/// What an editor decided of a plan.
#[derive(Debug, Clone, Default)]
pub(crate) struct PlanRelations {
    pub plan: String,
    /// By number; a task that isn't here is left to the program's suggestions.
    pub tasks: BTreeMap<u32, TaskRelations>,
}

/// What belongs to a task; nothing where the editor found nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TaskRelations {
    /// Numbers of other tasks, the nearest first.
    pub related: Vec<u32>,
    pub clauses: Vec<ChosenClause>,
}

/// A clause that belongs to a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChosenClause {
    pub id: String,
    /// The words of the clause that say so.
    pub words: Option<String>,
}

const EXAMPLE: &str =
    "每项任务一段：[[tasks]]，下面是 number、related = [8, 9]、clauses = [{ id = \"s3-1\", words = \"条文里的字\" }]";
const FORM: Form = Form { keys: &["tasks"], example: EXAMPLE };
const TASK: Form = Form { keys: &["number", "related", "clauses"], example: EXAMPLE };
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
        let clauses = clauses.iter().filter_map(|clause| self::clause(clause, plan, diagnostics)).collect();
        let Some(number) = number else { continue };
        check_task(&source, &number, plan, diagnostics);
        check_related(&source, number.value, &related, plan, diagnostics);
        let related = related.into_iter().map(|other| other.value).collect();
        if tasks.insert(number.value, TaskRelations { related, clauses }).is_some() {
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
