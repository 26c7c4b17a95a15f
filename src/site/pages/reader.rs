//! The measures that concern one kind of reader, and what the document leaves open.

use itertools::Itertools as _;
use serde::Serialize;

use crate::content::{Measure, Reader, Unsaid};
use crate::site::context::{Link, PageContext};
use crate::site::filled::Filled;
use crate::site::pages::agency::AgencyContacts;
use crate::site::pieces::{Phrase, RelatedTask, heading};
use crate::text::address;

/// `/for/SLUG/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ReaderPage {
    /// By what the reader wants to do, in the editor's order.
    pub wants: Vec<WantView>,
    /// What the document doesn't say, whatever the reader wants.
    pub unsaid: Vec<String>,
    pub others: Vec<Link>,
}

/// What concerns a reader who wants one thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct WantView {
    pub title: String,
    pub measures: Vec<MeasureView>,
    /// What the document doesn't say of it.
    pub unsaid: Vec<String>,
}

/// A task that concerns the reader.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct MeasureView {
    /// Empty where the portal has one plan.
    pub plan: String,
    pub task: RelatedTask,
    /// The task's title.
    pub heading: Vec<Phrase>,
    /// Places that it is about; none where it names none.
    pub places: Vec<String>,
    /// The task's own words.
    pub says: String,
    /// Conditions in the task's own words.
    pub conditions: Vec<String>,
    /// Who answers for it first, and what the plan calls them.
    pub ask_label: String,
    /// `lead`, `responsible` or `supporting`
    pub ask_role: &'static str,
    pub ask: Vec<Link>,
    /// How to reach them, as far as it is known.
    pub contacts: Vec<AgencyContacts>,
    /// What the task doesn't say; may be empty.
    pub silent: String,
}

pub(crate) fn page(context: &PageContext, reader: &Reader) -> Filled<ReaderPage> {
    let unsaid = |want: &str| -> Vec<String> {
        let of_want = reader.unsaid.iter().filter(|unsaid: &&Unsaid| unsaid.want == want);
        of_want.map(|unsaid| unsaid.text.clone()).collect()
    };
    let titles = reader.measures.iter().map(|measure| &measure.want);
    let titles: Vec<&String> = titles.chain(reader.unsaid.iter().map(|unsaid| &unsaid.want)).unique().collect();
    let wants = titles.into_iter().filter(|title| !title.is_empty()).map(|title| WantView {
        title: title.clone(),
        measures: reader
            .measures
            .iter()
            .filter(|measure| measure.want == *title)
            .filter_map(|measure| row(context, measure))
            .collect(),
        unsaid: unsaid(title),
    });
    let others = context.content.readers.iter().filter(|other| other.slug != reader.slug);
    let view = ReaderPage {
        wants: wants.collect(),
        unsaid: unsaid(""),
        others: others.map(|other| context.link(other.title.clone(), &address::reader(&other.slug))).collect(),
    };
    let number = reader.measures.len().to_string();
    let description = context.words.fill("about_reader", &[("title", &reader.title), ("n", &number)]);
    Filled::new(reader.title.clone(), description, view).with_body(reader.body.clone())
}

fn row(context: &PageContext, measure: &Measure) -> Option<MeasureView> {
    let plan = context.plans.iter().copied().find(|plan| plan.id == measure.plan)?;
    let index = plan.task_at(measure.number)?;
    let task = &plan.tasks[index];
    Some(MeasureView {
        plan: if context.plans.len() > 1 { plan.title.clone() } else { String::new() },
        task: context.related(plan, index),
        heading: heading(&task.title),
        places: measure.places.clone(),
        says: measure.says.clone(),
        conditions: measure.conditions.clone(),
        ask_label: plan.labels.of(plan.labels.first_class()).to_owned(),
        ask_role: plan.labels.first_class().name(),
        ask: context.agency_links(plan, plan.first_agencies(task)),
        contacts: AgencyContacts::of(context, plan, plan.first_agencies(task)),
        silent: measure.silent.clone(),
    })
}
