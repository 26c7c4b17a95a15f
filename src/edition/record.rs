//! What is kept of an edition, so that the next one can be told from it: digests of what readers care about.

use std::collections::BTreeMap;

use anyhow::Result;
use camino::Utf8Path;
use itertools::Itertools as _;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::diff::{self, Field, Item, Things};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::text::digest::sha256;

/// The kinds that are told, with the fields of theirs that count: what follows from others, and places in the source,
/// don't.
const KINDS: [(&str, &[&str]); 5] = [
    ("plan", &["title", "document_number", "source"]),
    (TASK, &["title", "text", "lead", "responsible", "supporting", DEADLINE, "progress"]),
    ("correction", &["kind", "printed", "read", "reason"]),
    ("agency", &["name", "aliases", "members"]),
    (
        "case",
        &["title", "kind", "summary", "tasks", "event_date", "publisher", "published", "source_url", "reprinted_by"],
    ),
];

/// The kind of which it is told which fields changed.
const TASK: &str = "task";

/// The deadlines of a task's parts, kept where they differ: it then has none of its own. Readers know them as its
/// `deadline`.
const DEADLINE: &str = "deadline";
const OF_PARTS: &str = "deadlines";

/// What is kept of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record(Vec<Thing>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Thing {
    kind: String,
    plan: Option<String>,
    id: String,
    title: String,
    digests: BTreeMap<String, String>,
}

/// What is another since an earlier edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    pub kind: &'static str,
    /// `added`, `removed` or `changed`.
    pub how: &'static str,
    pub item: Item,
    /// Those of a changed task, as the open data calls them.
    pub fields: Vec<String>,
}

impl Record {
    /// Reads what is to be kept of a finished edition. A folder that is none is a diagnostic.
    ///
    /// # Errors
    /// Faults of the disk.
    pub(crate) fn of(folder: &Utf8Path) -> Result<Result<Self, Diagnostic>> {
        let edition = match diff::read(folder)? {
            Ok(edition) => edition,
            Err(diagnostic) => return Ok(Err(diagnostic)),
        };
        let all = [edition.plans, edition.tasks, edition.corrections, edition.agencies, edition.cases];
        let mut things = Vec::new();
        for ((kind, fields), of_kind) in KINDS.into_iter().zip(all) {
            things.extend(of_kind.into_iter().map(|((plan, id), (title, values))| Thing {
                kind: kind.to_owned(),
                plan,
                id,
                title,
                digests: digests(kind, fields, &values),
            }));
        }
        Ok(Ok(Self(things)))
    }

    /// Reads the record that a file holds.
    ///
    /// # Errors
    /// The file's diagnostic, where it holds none.
    pub(crate) fn read(file: &str, text: &str) -> Result<Self, Box<Diagnostic>> {
        serde_json::from_str(text).map_err(|_| {
            let message = format!("读不懂 `{file}`");
            let hint = "从版本库里取回它；取不回来就删去它，从这一期重新记起";
            Box::new(Diagnostic::new(Code::BrokenEdition, Place::file(file), message, hint))
        })
    }

    /// Returns it in JSON, a line a thing, so that versions of it can be compared.
    pub(crate) fn to_json(&self) -> Result<String> {
        let lines: Vec<String> = self.0.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
        Ok(format!("[\n{}\n]\n", lines.join(",\n")))
    }

    /// Returns what is another since `earlier`, by kind; of a plan that came or went only the plan itself.
    pub(crate) fn since(&self, earlier: &Self) -> Vec<Change> {
        let mut all = Vec::new();
        for (kind, _) in KINDS {
            // Older records say nothing of progress or the parts' deadlines, or only where these differ.
            let is_unsaid = |field: &Field| field.old.is_null() || field.new.is_null();
            let changes = diff::changes(earlier.things(kind), self.things(kind)).without(is_unsaid);
            let of = |how, item, fields| Change { kind, how, item, fields };
            all.extend(changes.added.into_iter().map(|item| of("added", item, Vec::new())));
            all.extend(changes.changed.into_iter().map(|changed| {
                let name = |field: Field| if field.name == OF_PARTS { DEADLINE.to_owned() } else { field.name };
                let fields = changed.fields.into_iter().map(name).unique();
                of("changed", changed.item, if kind == TASK { fields.collect() } else { Vec::new() })
            }));
            all.extend(changes.removed.into_iter().map(|item| of("removed", item, Vec::new())));
        }
        let is_plan = |change: &&Change| change.kind == "plan" && change.how != "changed";
        let whole: Vec<String> = all.iter().filter(is_plan).map(|change| change.item.id.clone()).collect();
        all.retain(|change| change.item.plan.as_ref().is_none_or(|plan| !whole.contains(plan)));
        all
    }

    fn things(&self, kind: &str) -> Things {
        let of_kind = self.0.iter().filter(|thing| thing.kind == kind).cloned();
        let fields = |digests: BTreeMap<String, String>| -> Map<String, Value> {
            digests.into_iter().map(|(name, digest)| (name, Value::String(digest))).collect()
        };
        of_kind.map(|thing| ((thing.plan, thing.id), (thing.title, fields(thing.digests)))).collect()
    }
}

/// Returns a digest a field of a task, and one of all fields together of anything else.
fn digests(kind: &str, fields: &[&str], values: &Map<String, Value>) -> BTreeMap<String, String> {
    let value = |name: &&str| values.get(*name).cloned().unwrap_or_default();
    let digest = |value: &Value| sha256(value.to_string())[..12].to_owned();
    if kind == TASK {
        let own = fields.iter().map(|name| ((*name).to_owned(), digest(&value(name))));
        let parts = values.get("parts").and_then(Value::as_array).into_iter().flatten();
        let deadlines: Vec<Value> = parts.map(|part| part[DEADLINE].clone()).collect();
        return own.chain([(OF_PARTS.to_owned(), digest(&deadlines.into()))]).collect();
    }
    let all = Value::Array(fields.iter().map(value).collect());
    BTreeMap::from([("all".to_owned(), digest(&all))])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a record of one task by what its own deadline is and its parts' are.
    fn record(deadline: Value, parts: [Value; 2]) -> Record {
        let parts = parts.map(|due| serde_json::json!({DEADLINE: due}));
        let values = Map::from_iter([(DEADLINE.to_owned(), deadline), ("parts".to_owned(), parts.to_vec().into())]);
        let digests = digests(TASK, &[DEADLINE], &values);
        let plan = Some("p".to_owned());
        Record(vec![Thing { kind: TASK.to_owned(), plan, id: "1".to_owned(), title: "甲".to_owned(), digests }])
    }

    #[test]
    fn a_deadline_of_a_part_is_one_that_changed() {
        let (none, year) = (Value::Null, Value::from("2031"));
        let records = [
            record(none.clone(), [none.clone(), none.clone()]),
            record(none.clone(), [year.clone(), none.clone()]),
            record(none.clone(), [none, year.clone()]),
            record(year.clone(), [year.clone(), year]),
        ];
        for (at, earlier) in records.iter().enumerate() {
            for (now, record) in records.iter().enumerate() {
                let fields: Vec<String> = record.since(earlier).into_iter().flat_map(|change| change.fields).collect();
                assert_eq!(fields, ["deadline"; 1][..usize::from(at != now)], "{at} {now}");
            }
        }
    }
}
