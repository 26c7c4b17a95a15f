//! What each edition of the site changed.

use itertools::Itertools as _;
use serde::Serialize;

use crate::content::{Change, ChangeKind, EditionChanges, How, TaskField};
use crate::inputs::catalogue::Catalogue;
use crate::read::Correction;
use crate::site::context::{Link, PageContext};
use crate::site::filled::Filled;
use crate::site::href::Href;
use crate::site::pagination;
use crate::site::pieces::Pagination;
use crate::site::plan_index::PlanIndex;
use crate::site::subject::List;
use crate::text::address;

/// `/changes/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ChangesPage {
    pub pagination: Pagination,
    /// The newest first.
    pub editions: Vec<EditionView>,
    pub feed_href: Href,
}

/// What an edition changed since the one before.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct EditionView {
    /// The element's id.
    pub anchor: String,
    pub date: String,
    /// An editor's words on it; may be empty.
    pub note: String,
    /// None for the first edition, which no other can be compared with.
    pub kinds: Vec<ChangedKind>,
}

/// What an edition changed of one kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ChangedKind {
    pub title: String,
    pub changes: Vec<ChangeView>,
}

/// A thing that is another than before.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ChangeView {
    /// `新增`, `改动` or `删去`.
    pub how: String,
    /// Without an address where the thing is no longer there.
    pub item: Link,
    /// The fields that changed, where it is told.
    pub fields: Vec<String>,
}

/// Returns a page of the list, from 1.
pub(crate) fn page(context: &PageContext, page: usize) -> Filled<ChangesPage> {
    let edition = |edition: &EditionChanges| EditionView {
        anchor: address::edition_anchor(&edition.name),
        date: context.date(edition.date),
        note: edition.note.clone().unwrap_or_default(),
        kinds: ChangeKind::ALL.into_iter().filter_map(|kind| of_kind(context, edition, kind)).collect(),
    };
    let all = pagination::of_editions(context.content);
    let view = ChangesPage {
        pagination: context.pagination(List::Changes, page, all.len()),
        editions: all.get(page - 1).into_iter().flatten().map(|own| edition(own)).collect(),
        feed_href: context.href(address::CHANGES_FEED),
    };
    Filled::new(context.page_title("nav_changes", page), context.word("about_changes"), view)
}

/// Returns what an edition changed in a sentence: `任务2处，案例与公开报道1处`.
pub(crate) fn summary(words: &Catalogue, edition: &EditionChanges) -> String {
    let counted = ChangeKind::ALL.into_iter().filter_map(|kind| {
        let count = edition.changes.iter().filter(|change| change.kind == kind).count();
        let values = [("kind", words.get(kind_key(kind))), ("n", &count.to_string())];
        (count > 0).then(|| words.fill("changes_count", &values))
    });
    let counted: Vec<String> = counted.collect();
    if counted.is_empty() { words.get("changes_first").to_owned() } else { counted.join(words.get("clause_comma")) }
}

fn of_kind(context: &PageContext, edition: &EditionChanges, kind: ChangeKind) -> Option<ChangedKind> {
    let changes = edition.changes.iter().filter(|change| change.kind == kind);
    let changes: Vec<ChangeView> = changes.map(|change| view(context, change)).collect();
    (!changes.is_empty()).then(|| ChangedKind { title: context.word(kind_key(kind)), changes })
}

fn view(context: &PageContext, change: &Change) -> ChangeView {
    let plan = change.plan.as_ref().and_then(|id| context.plans.iter().copied().find(|plan| plan.id == *id));
    let printed = shortened(&change.title);
    let numbered = |key: &str, number: u32| context.words.fill(key, &[("n", &number.to_string()), ("title", &printed)]);
    let title = match (change.kind, change.id.parse()) {
        (ChangeKind::Task, Ok(number)) => numbered("title_task", number),
        (ChangeKind::Correction, _) => match plan.and_then(|plan| number_of(plan, &change.id)) {
            Some(number) => numbered("changed_entry", number),
            None => printed,
        },
        _ => change.title.clone(),
    };
    let address = address_of(context, plan, change);
    ChangeView {
        how: context.word(match change.how {
            How::Added => "change_added",
            How::Removed => "change_removed",
            How::Changed => "change_changed",
        }),
        item: Link { title, href: address.map_or_else(Href::default, |address| context.href(&address)) },
        fields: change.fields.iter().sorted().map(|&field| context.word(field_key(field))).collect(),
    }
}

/// Returns words as printed, cut to what a line shows: an entry of the errata may be of a whole row.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    let line = text.split_whitespace().join(" ");
    if line.chars().count() <= LONGEST { line } else { line.chars().take(LONGEST).chain(['…']).collect() }
}

/// Returns the permanent number of an entry of the errata.
fn number_of(plan: &PlanIndex, id: &str) -> Option<u32> {
    plan.corrections.iter().find(|entry| entry.id == id).map(Correction::number)
}

/// Returns where a thing stands, as long as it is there.
fn address_of(context: &PageContext, plan: Option<&PlanIndex>, change: &Change) -> Option<String> {
    let id = change.id.as_str();
    match change.kind {
        ChangeKind::Plan => context.plans.iter().copied().find(|plan| plan.id == id).map(|plan| plan.address("")),
        ChangeKind::Case => {
            context.content.cases.iter().find(|case| case.slug == id).map(|case| address::case(&case.slug))
        }
        ChangeKind::Task => {
            let (plan, number) = plan.zip(id.parse().ok())?;
            plan.task_at(number).map(|_| address::task(&plan.id, number))
        }
        ChangeKind::Correction => {
            plan.filter(|plan| number_of(plan, id).is_some()).map(|plan| address::erratum(&plan.id, id))
        }
        ChangeKind::Agency => {
            let plan = plan?;
            plan.agencies.iter().find(|role| role.agency.id == id).map(|_| address::agency(&plan.id, id))
        }
    }
}

fn kind_key(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Plan => "changed_plans",
        ChangeKind::Task => "changed_tasks",
        ChangeKind::Correction => "changed_corrections",
        ChangeKind::Agency => "changed_agencies",
        ChangeKind::Case => "changed_cases",
    }
}

fn field_key(field: TaskField) -> &'static str {
    match field {
        TaskField::Title => "field_title",
        TaskField::Text => "field_text",
        TaskField::Lead => "field_lead",
        TaskField::Responsible => "field_responsible",
        TaskField::Supporting => "field_supporting",
        TaskField::Deadline => "field_deadline",
        TaskField::Progress => "field_progress",
    }
}
