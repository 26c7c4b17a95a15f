//! What an edition of the site changed: `content/changes/NAME.toml`, which `new edition` writes.

use super::TextFile;
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::fields::{Fields, Form, Placed};
use crate::text::date::Date;
use crate::text::source::Source;

/// What an edition changed since the one before.
#[derive(Debug, Clone, Hash)]
pub(crate) struct EditionChanges {
    /// As the file is called.
    pub name: String,
    pub date: Date,
    /// An editor's words on it.
    pub note: Option<String>,
    /// By kind.
    pub changes: Vec<Change>,
}

/// A thing that is another than before.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Change {
    pub kind: ChangeKind,
    pub how: How,
    /// Absent where it belongs to no plan.
    pub plan: Option<String>,
    /// As the open data has it.
    pub id: String,
    pub title: String,
    pub fields: Vec<TaskField>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum ChangeKind {
    Plan,
    Task,
    Correction,
    Agency,
    Case,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum How {
    Added,
    Removed,
    Changed,
}

/// A field of a task that changed, in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum TaskField {
    Title,
    Text,
    Lead,
    Responsible,
    Supporting,
    Deadline,
    Progress,
}

impl ChangeKind {
    /// All of them, in the order in which they are told.
    pub(crate) const ALL: [Self; 5] = [Self::Plan, Self::Task, Self::Case, Self::Agency, Self::Correction];
}

const EXAMPLE: &str =
    "date = 2024-05-01，下面每处变化一段：[[changes]]、kind = \"task\"、how = \"changed\"、plan、id、title";
const FORM: Form = Form { keys: &["date", "note", "changes"], example: EXAMPLE };
const CHANGE: Form = Form { keys: &["kind", "how", "plan", "id", "title", "fields"], example: EXAMPLE };

const KINDS: [(&str, &str, ChangeKind); 5] = [
    ("plan", "方案", ChangeKind::Plan),
    ("task", "任务", ChangeKind::Task),
    ("correction", "校勘", ChangeKind::Correction),
    ("agency", "单位", ChangeKind::Agency),
    ("case", "案例或公开报道", ChangeKind::Case),
];
const HOWS: [(&str, &str, How); 3] =
    [("added", "新增", How::Added), ("removed", "删去", How::Removed), ("changed", "改动", How::Changed)];
const FIELDS: [(&str, TaskField); 7] = [
    ("title", TaskField::Title),
    ("text", TaskField::Text),
    ("lead", TaskField::Lead),
    ("responsible", TaskField::Responsible),
    ("supporting", TaskField::Supporting),
    ("deadline", TaskField::Deadline),
    ("progress", TaskField::Progress),
];

/// Reads what an edition changed; nothing where its day isn't known.
pub(super) fn read(file: &TextFile, diagnostics: &mut Vec<Diagnostic>) -> Option<EditionChanges> {
    let source = Source::new(&file.file, &file.text);
    let fields = Fields::of_file(&source, &FORM, diagnostics);
    let name = file.file.rsplit('/').next().unwrap_or_default();
    let date = fields.day("date", diagnostics);
    let note = fields.text_if_set("note", diagnostics).map(|note| note.value);
    let changes = fields.tables("changes", &CHANGE, diagnostics);
    let changes = changes.iter().filter_map(|table| change(table, diagnostics)).collect();
    let name = name.strip_suffix(".toml").unwrap_or(name).to_owned();
    Some(EditionChanges { name, date: date?.value, note, changes })
}

fn change(table: &Fields, diagnostics: &mut Vec<Diagnostic>) -> Option<Change> {
    let kind = table.choice("kind", Code::WrongType, &KINDS, diagnostics);
    let how = table.choice("how", Code::WrongType, &HOWS, diagnostics);
    let plan = table.text_if_set("plan", diagnostics).map(|plan| plan.value);
    let (id, title) = (table.text("id", diagnostics), table.verbatim("title", diagnostics));
    let fields = table.optional("fields", diagnostics, Fields::texts).map_or(Vec::new(), |fields| fields.value);
    let fields = fields.iter().filter_map(|name| field(table, name, diagnostics)).collect();
    Some(Change { kind: kind?.value, how: how?.value, plan, id: id?.value, title: title?.value, fields })
}

fn field(table: &Fields, name: &Placed<String>, diagnostics: &mut Vec<Diagnostic>) -> Option<TaskField> {
    let found = FIELDS.iter().find(|(known, _)| *known == name.value);
    if found.is_none() {
        let message = format!("不认识的 fields `{}`", name.value);
        let hint = format!("可以写 {}", FIELDS.map(|(known, _)| format!("\"{known}\"")).join("、"));
        diagnostics.push(table.source().diagnostic(Code::WrongType, name.span, message, hint));
    }
    found.map(|(_, field)| *field)
}
