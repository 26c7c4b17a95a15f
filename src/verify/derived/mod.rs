//! Files that follow from the tasks, which the second reading proves, and from the source: each value in them is read
//! back and compared.
//!
//! ```text
//!  tasks.json ──┬─▶ agencies   the lists of agencies.json, by agencies.toml
//!  source.txt ──┼─▶ document   plan.json: metadata, domains, members, corrections, by plan.toml; clauses by the text
//!  plan.toml  ──┤   related    tasks.json: corrections, citations, places
//!               ├─▶ table      tasks.csv, .xlsx  calendar   deadlines.ics
//!               ├─▶ feed       feed.xml, by cases.json
//!               └─▶ search     documents, corpus, index: each by the one before
//! ```

mod agencies;
mod calendar;
mod clauses;
mod corpus;
mod document;
mod feed;
mod fields;
mod index;
mod related;
mod search;
mod shards;
mod table;

use std::collections::BTreeSet;

use camino::Utf8Path;
use serde_json::Value;

use super::VerifiedPlan;
use super::edition::{self, Base};
use super::files;
use super::second_reading::folded;
use super::source::SourceText;
use super::written::Written;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::open_data;
use crate::text::date::Date;

pub(super) use feed::{check as check_feed, check_changes};
pub(super) use search::{CheckedShard, check as check_search};

/// The open data of a plan, as anybody reads it.
#[derive(Debug, Default)]
pub(super) struct Data {
    pub plan: Value,
    pub tasks: Value,
    pub agencies: Value,
    /// The day on which the plan was published, as `plan.toml` says, or else printed.
    pub published: Value,
    /// All of `plan.toml`.
    pub written: Value,
    /// The source as it is printed and as it is corrected, folded.
    pub source: String,
}

impl Data {
    /// Reads what there is; what there isn't is told elsewhere.
    pub(super) fn read(site: &Utf8Path, plan: &VerifiedPlan) -> anyhow::Result<Data> {
        let json = |file: String| anyhow::Ok(edition::json(site, &file)?.unwrap_or_default());
        let data: Value = json(open_data::PLAN.path(&plan.id))?;
        // An editor may write a day in any of the ways that `check` reads.
        let written = plan.written["published"].as_str().and_then(|day| Date::read(day).ok());
        let published = written.map_or_else(|| data["printed"].clone(), |day| day.to_string().into());
        Ok(Data {
            published,
            written: plan.written.clone(),
            source: [folded(&plan.source), folded(&plan.listed.corrected(&plan.source))].join("\n"),
            plan: data,
            tasks: json(open_data::TASKS.path(&plan.id))?,
            agencies: json(open_data::AGENCIES.path(&plan.id))?,
        })
    }

    fn tasks(&self) -> &[Value] {
        list(&self.tasks["tasks"])
    }

    fn agencies(&self) -> &[Value] {
        list(&self.agencies["agencies"])
    }

    fn agency(&self, id: &Value) -> &Value {
        self.agencies().iter().find(|agency| agency["id"] == *id).unwrap_or(&Value::Null)
    }

    fn domain(&self, id: &Value) -> &Value {
        list(&self.plan["domains"]).iter().find(|domain| domain["id"] == *id).unwrap_or(&Value::Null)
    }

    /// Returns the names of agencies by their ids.
    fn names(&self, ids: &Value) -> Vec<&str> {
        list(ids).iter().map(|id| text(&self.agency(id)["name"])).collect()
    }

    /// Returns those who answer for a task in the first place: who leads or, where no task has any of these, who is
    /// responsible or supports.
    pub(super) fn first_agencies(&self, task: &Value) -> Vec<&str> {
        let classes = ["lead", "responsible", "supporting"];
        let class = classes.iter().find(|class| self.tasks().iter().any(|task| !list(&task[**class]).is_empty()));
        class.map(|class| self.names(&task[*class])).unwrap_or_default()
    }
}

/// Returns where the files of a plan differ from its source and its tasks.
pub(super) fn check(
    site: &Utf8Path,
    base: &Base,
    plan: &VerifiedPlan,
    source: &SourceText,
    written: &Written,
    data: &Data,
) -> anyhow::Result<Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    let mut of_file = |file: String, check: &dyn Fn(&mut Faults)| {
        let mut faults = Faults { file: &file, found: Vec::new() };
        check(&mut faults);
        diagnostics.append(&mut faults.found);
    };
    of_file(open_data::AGENCIES.path(&plan.id), &|faults| agencies::check(plan, data, &written.registry, faults));
    of_file(open_data::PLAN.path(&plan.id), &|faults| {
        document::check(plan, source, data, faults);
        clauses::check(plan, source, data, faults);
    });
    of_file(open_data::TASKS.path(&plan.id), &|faults| related::check(plan, source, data, &written.words, faults));
    let mut of_text = |file: open_data::PlanDataFile, check: &dyn Fn(&str, &mut Faults)| -> anyhow::Result<()> {
        let file = file.path(&plan.id);
        if site.join(&file).as_std_path().is_file() {
            match files::text(site, &file)? {
                Ok(text) => of_file(file, &|faults| check(&text, faults)),
                Err(fault) => of_file(file, &|faults| faults.found.push(fault.clone())),
            }
        }
        Ok(())
    };
    of_text(open_data::PLAN, &|text, faults| fields::check::<open_data::PlanRecord>(text, faults))?;
    of_text(open_data::TASKS, &|text, faults| fields::check::<open_data::TaskList>(text, faults))?;
    of_text(open_data::AGENCIES, &|text, faults| fields::check::<open_data::AgencyList>(text, faults))?;
    of_text(open_data::TASK_TABLE, &|text, faults| table::check(plan, base, data, &written.words, text, faults))?;
    of_text(open_data::CALENDAR, &|text, faults| calendar::check(plan, base, data, written, text, faults))?;
    of_text(open_data::SOURCE, &|text, faults| {
        faults.hold(text == plan.source, "source.txt", "与 seeds/ 下的原文不同");
    })?;
    let workbook = open_data::TASK_WORKBOOK.path(&plan.id);
    if site.join(&workbook).as_std_path().is_file() {
        let bytes = files::bytes(site, &workbook)?;
        of_file(workbook, &|faults| match &bytes {
            Ok(bytes) => table::check_workbook(plan, base, data, &written.words, bytes, faults),
            Err(fault) => faults.found.push(fault.clone()),
        });
    }
    Ok(diagnostics)
}

/// Returns where the cases that tasks name are not those of `cases.json`.
pub(super) fn check_cases(data: &Data, cases: &Value) -> Vec<Diagnostic> {
    let file = open_data::TASKS.path(text(&data.plan["id"]));
    let mut faults = Faults { file: &file, found: Vec::new() };
    related::cases(data, cases, &mut faults);
    faults.found
}

/// Returns what is wrong with `cases.json` as a file.
pub(super) fn check_case_file(text: &str) -> Vec<Diagnostic> {
    let mut faults = Faults { file: open_data::CASES, found: Vec::new() };
    fields::check::<open_data::CaseList>(text, &mut faults);
    faults.found
}

/// What is wrong with a file.
struct Faults<'a> {
    file: &'a str,
    found: Vec<Diagnostic>,
}

impl Faults<'_> {
    /// Insists that a value is another one.
    fn expect(&mut self, what: &str, found: &Value, wanted: &Value) {
        if found != wanted {
            self.add(&found.to_string(), format!("{what} 应是 {wanted}"));
        }
    }

    /// Insists that something holds of words.
    fn hold(&mut self, holds: bool, text: &str, message: &str) {
        if !holds {
            self.add(text, message.to_owned());
        }
    }

    fn add(&mut self, text: &str, message: String) {
        let place = Place::file(self.file).quoting(text);
        self.found.push(Diagnostic::new(Code::WrongFact, place, message, "重新生成网站：policy-portal build"));
    }
}

/// Returns the items of a list; none of what is none.
pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Returns a text; an empty one of what is none.
pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Returns a range of lines.
fn lines(value: &Value) -> Option<[usize; 2]> {
    let line = |at: usize| value[at].as_u64().map(|line| line as usize);
    Some([line(0)?, line(1)?])
}

/// Returns the numbers of the tasks of which something holds.
fn numbers<'a>(tasks: impl IntoIterator<Item = &'a Value>, is_meant: impl Fn(&Value) -> bool) -> Value {
    tasks.into_iter().filter(|task| is_meant(task)).map(|task| task["number"].clone()).collect()
}

/// Checks whether no id is another's, too.
fn are_unique<'a>(ids: impl IntoIterator<Item = &'a str>) -> bool {
    let mut seen = BTreeSet::new();
    ids.into_iter().all(|id| seen.insert(id))
}
