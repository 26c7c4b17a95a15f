//! Typical cases and published facts: `content/cases/SLUG.md`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::document::Document;
use super::{KnownPlan, TextFile, lines, markdown};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::fields::{Fields, Form, Placed};
use crate::inputs::link::WrittenLink;
use crate::text::date::Date;
use crate::text::source::{Source, Span};

/// What kind of case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Hash)]
pub(crate) enum CaseKind {
    /// Named so by an authority that is cited.
    #[serde(rename = "typical-case")]
    Typical,
    /// A fact with its source.
    #[serde(rename = "published-fact")]
    Fact,
}

/// A typical case, or a published fact.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Case {
    pub slug: String,
    pub kind: CaseKind,
    pub title: String,
    pub summary: Option<String>,
    pub plan: String,
    /// Numbers of the tasks that it has to do with, sorted.
    pub tasks: Vec<u32>,
    /// When it happened: a day, a month or a year.
    pub event_date: Option<Date>,
    pub publisher: String,
    pub published: Date,
    pub source_url: String,
    pub reprinted_by: Option<String>,
    /// When an editor last held it against its source.
    pub reviewed: Date,
    /// Markdown.
    pub body: String,
    /// Where the address of the source stands.
    pub source_link: WrittenLink,
}

const FORM: Form = Form {
    keys: &[
        "title",
        "kind",
        "plan",
        "tasks",
        "publisher",
        "published",
        "source_url",
        "reviewed",
        "event_date",
        "reprinted_by",
        "summary",
    ],
    example: "`policy-portal new` 写出的骨架里有例子",
};

const KINDS: [(&str, &str, CaseKind); 2] = [
    ("typical-case", "由主管部门点名的典型案例", CaseKind::Typical),
    ("published-fact", "有来源的公开报道", CaseKind::Fact),
];

/// Reads a case; `None` where something is wrong with it.
pub(crate) fn read(
    file: &TextFile,
    slug: &str,
    plans: &[KnownPlan],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Case> {
    let keys = "title、kind、plan、tasks、publisher、published、source_url、reviewed";
    let document =
        Document::split(&file.file, &file.text, keys).map_err(|diagnostic| diagnostics.push(*diagnostic)).ok()?;
    let fields = Fields::read(&document.source, document.head, &FORM, diagnostics);
    let title = fields.text("title", diagnostics);
    let kind = fields.choice("kind", Code::UnknownKind, &KINDS, diagnostics);
    let plan = known_plan(&document.source, fields.text("plan", diagnostics), plans, diagnostics);
    let tasks = fields.numbers("tasks", diagnostics);
    if let Some(plan) = plan {
        for task in &tasks {
            check_task(&document.source, task, plan, diagnostics);
        }
    }
    let publisher = fields.text("publisher", diagnostics);
    let published = fields.day("published", diagnostics);
    let source_url = fields.url("source_url", diagnostics);
    let reviewed = fields.day("reviewed", diagnostics);
    let event_date = fields.optional("event_date", diagnostics, Fields::date);
    let reprinted_by = fields.optional("reprinted_by", diagnostics, Fields::text);
    let summary = fields.optional("summary", diagnostics, Fields::text);
    if let Some(published) = &published {
        check_order(&document.source, published, reviewed.as_ref(), event_date.as_ref(), diagnostics);
    }
    if document.text().is_empty() {
        diagnostics.push(document.source.diagnostic(
            Code::NotFilledIn,
            document.place(),
            "正文还没有写",
            "在第二行 +++ 下面用自己的话写清：谁、什么时候、做了什么、有什么数",
        ));
    }
    markdown::check(&document, diagnostics);
    let source_url = source_url?;
    let mut tasks: Vec<u32> = tasks.into_iter().map(|task| task.value).collect();
    tasks.sort_unstable();
    Some(Case {
        slug: slug.to_owned(),
        kind: kind?.value,
        title: title?.value,
        summary: summary.map(|summary| summary.value),
        plan: plan?.id.clone(),
        tasks,
        event_date: event_date.map(|date| date.value),
        publisher: publisher?.value,
        published: published?.value,
        source_link: WrittenLink::of_setting(&source_url.value, document.source.place(source_url.span)),
        source_url: source_url.value,
        reprinted_by: reprinted_by.map(|name| name.value),
        reviewed: reviewed?.value,
        body: lines::joined(document.text()) + "\n",
    })
}

/// Returns the plan that a file names.
pub(crate) fn known_plan<'p>(
    source: &Source,
    id: Option<Placed<String>>,
    plans: &'p [KnownPlan],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<&'p KnownPlan> {
    let Placed { value, span } = id?;
    let plan = plans.iter().find(|plan| plan.id == value);
    if plan.is_none() {
        diagnostics.push(source.diagnostic(
            Code::UnknownPlan,
            span,
            format!("没有编号为 `{value}` 的方案"),
            plans_hint(plans),
        ));
    }
    plan
}

/// `可以写：…`
pub(crate) fn plans_hint(plans: &[KnownPlan]) -> String {
    match plans {
        [] => "seeds/ 下还没有能读的方案".to_owned(),
        plans => {
            let ids: Vec<&str> = plans.iter().map(|plan| plan.id.as_str()).collect();
            format!("写 seeds/ 下某个 plan.toml 的 id：{}", ids.join("、"))
        }
    }
}

/// Reports a task that its plan hasn't got.
pub(crate) fn check_task(source: &Source, task: &Placed<u32>, plan: &KnownPlan, diagnostics: &mut Vec<Diagnostic>) {
    if !plan.tasks.contains(&task.value) {
        diagnostics.push(source.diagnostic(
            Code::UnknownTask,
            task.span,
            unknown_task(task.value, plan),
            tasks_hint(plan),
        ));
    }
}

/// `方案 … 没有第 … 项任务`
pub(crate) fn unknown_task(number: u32, plan: &KnownPlan) -> String {
    format!("方案 `{}` 没有第 {number} 项任务", plan.id)
}

/// Returns which numbers a plan's tasks have.
pub(crate) fn tasks_hint(plan: &KnownPlan) -> String {
    match (plan.tasks.first(), plan.tasks.last()) {
        (Some(first), Some(last)) => format!("这个方案的任务从第 {first} 项到第 {last} 项，请核对序号"),
        _ => "这个方案没有任务表".to_owned(),
    }
}

/// Checks that it happened, was published and was reviewed in that order.
fn check_order(
    source: &Source,
    published: &Placed<Date>,
    reviewed: Option<&Placed<Date>>,
    event: Option<&Placed<Date>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut error = |code, span: Span, message: String| {
        diagnostics.push(source.diagnostic(code, span, message, "请核对这两个日期"));
    };
    let day = published.value;
    if let Some(reviewed) = reviewed.filter(|reviewed| reviewed.value.is_before(day)) {
        let message = format!("核对日期 `{}` 早于发布日期 `{day}`", reviewed.value);
        error(Code::ReviewedBeforePublished, reviewed.span, message);
    }
    if let Some(event) = event.filter(|event| event.value.is_after(day)) {
        let message = format!("事情的日期 `{}` 晚于发布日期 `{day}`", event.value);
        error(Code::EventAfterPublished, event.span, message);
    }
}
