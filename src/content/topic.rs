//! What matters to one kind of reader: `content/topics/SLUG.md`.

use super::case::{check_task, known_plan};
use super::document::Document;
use super::{KnownPlan, TextFile, lines, markdown};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::fields::{Fields, Form};

/// A choice of tasks for one kind of reader.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Topic {
    pub slug: String,
    pub title: String,
    pub summary: String,
    /// Where it stands among others: lower numbers first, then those without one.
    pub order: Option<u32>,
    /// In the editor's order.
    pub tasks: Vec<TopicTask>,
    /// Markdown; may be empty.
    pub body: String,
}

/// A task of a topic.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct TopicTask {
    pub plan: String,
    pub number: u32,
    /// One line on why it matters to this reader.
    pub why: String,
}

const EXAMPLE: &str = "`policy-portal new` 写出的骨架里有例子";
const FORM: Form = Form { keys: &["title", "summary", "order", "tasks"], example: EXAMPLE };
const TASK: Form = Form { keys: &["plan", "number", "why"], example: EXAMPLE };

/// Reads a topic; `None` where something is wrong with it.
pub(crate) fn read(
    file: &TextFile,
    slug: &str,
    plans: &[KnownPlan],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Topic> {
    let document = Document::split(&file.file, &file.text, "title、summary 和若干段 [[tasks]]")
        .map_err(|diagnostic| diagnostics.push(*diagnostic))
        .ok()?;
    let source = &document.source;
    let fields = Fields::read(source, document.head, &FORM, diagnostics);
    let title = fields.text("title", diagnostics);
    let summary = fields.text("summary", diagnostics);
    let order = fields.optional("order", diagnostics, Fields::number);
    let mut tasks: Vec<TopicTask> = Vec::new();
    let tables = fields.tables("tasks", &TASK, diagnostics);
    if tables.is_empty() && !fields.seems_to_have("tasks") {
        let hint = "每项任务写一段：[[tasks]]，下面是 plan、number、why";
        diagnostics.push(source.diagnostic(Code::MissingKey, fields.place(), "还没有选任务", hint));
    }
    for table in tables {
        let plan = known_plan(source, table.text("plan", diagnostics), plans, diagnostics);
        let number = table.number("number", diagnostics);
        let why = table.text("why", diagnostics);
        let (Some(plan), Some(number)) = (plan, number) else { continue };
        check_task(source, &number, plan, diagnostics);
        if tasks.iter().any(|task| task.plan == plan.id && task.number == number.value) {
            let message = format!("第 {} 项写了两次", number.value);
            diagnostics.push(source.diagnostic(Code::RepeatedTask, number.span, message, "删去一段"));
        }
        tasks.extend(why.map(|why| TopicTask { plan: plan.id.clone(), number: number.value, why: why.value }));
    }
    markdown::check(&document, diagnostics);
    Some(Topic {
        slug: slug.to_owned(),
        title: title?.value,
        summary: summary?.value,
        order: order.map(|order| order.value),
        tasks,
        body: lines::joined(document.text()) + "\n",
    })
}
