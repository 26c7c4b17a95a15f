//! The document's own dates and what became public of its tasks, side by side.

use serde::Serialize;

use crate::site::context::{Link, PageContext};
use crate::site::pieces::RelatedTask;
use crate::site::pieces::evidence::Material;
use crate::site::plan_index::PlanIndex;
use crate::text::address;
use crate::text::date::Date;

/// The most materials that a timeline shows: the newest. All stand on the list of cases.
const MOST_MATERIALS: usize = 30;

/// Something with a date.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct TimelineEntry {
    /// As precise as it is known: `2024年9月18日`, `2024年`.
    pub date: String,
    /// Without an address where nothing more is to be seen.
    pub title: Link,
    /// Who published it and when; empty for what the document says itself.
    pub byline: String,
    /// The slug of a case; empty for what is none.
    pub case: String,
    /// What `data-fact` calls the date; empty for what the open data doesn't have.
    pub fact: String,
    /// What `data-fact` calls what its title says of a task; empty where that is proved otherwise.
    pub title_fact: String,
    /// Whether it is public material, and not the document's own word.
    pub is_material: bool,
    /// Whether its title says how many tasks are due: those that its address lists.
    pub is_count: bool,
    /// The tasks that a material speaks of.
    pub tasks: Vec<RelatedTask>,
}

impl PageContext<'_> {
    /// Returns the document's dates and the materials, the earliest first; nothing where there is no material.
    pub(crate) fn timeline(&self, plan: &PlanIndex) -> Vec<TimelineEntry> {
        let mut materials = self.materials_of(plan);
        if materials.is_empty() {
            return Vec::new();
        }
        materials.sort_by_key(|material| std::cmp::Reverse(material.event));
        materials.truncate(MOST_MATERIALS);
        let entry = |material: Material| {
            let of_progress = progress(plan, &material);
            let day = match &*material.case {
                "" => of_progress.as_ref().map(|task| format!("{task}/progress/date")),
                case => Some(format!("cases/{case}/date")),
            };
            let entry = TimelineEntry {
                fact: day.unwrap_or_default(),
                title_fact: of_progress.map(|task| format!("{task}/number {task}/progress/state")).unwrap_or_default(),
                date: self.date(material.event),
                title: material.title,
                byline: material.byline,
                case: material.case,
                is_material: true,
                is_count: false,
                tasks: self.tasks_by_number(plan, &material.tasks),
            };
            (material.event, entry)
        };
        let mut entries: Vec<(Date, TimelineEntry)> = materials.into_iter().map(entry).collect();
        entries.extend(self.dates_of_document(plan));
        // A month or a year stands before its days, and the document's word before others' of the same day.
        entries.sort_by_key(|(date, entry)| (*date, entry.is_material));
        entries.into_iter().map(|(_, entry)| entry).collect()
    }

    /// Returns when it was signed and by when its tasks are due.
    fn dates_of_document(&self, plan: &PlanIndex) -> Vec<(Date, TimelineEntry)> {
        let entry = |date: String, title: String, address: &str| TimelineEntry {
            date,
            title: Link { title, href: self.href(address) },
            byline: String::new(),
            case: String::new(),
            fact: String::new(),
            title_fact: String::new(),
            is_material: false,
            is_count: false,
            tasks: Vec::new(),
        };
        let signed = plan.signed.map(|day| {
            let signed = entry(self.date(day), self.word("timeline_signed"), &plan.address("policy/"));
            (day, TimelineEntry { fact: format!("{}/signed", plan.id), ..signed })
        });
        let due = plan.deadlines.iter().map(|(deadline, tasks)| {
            let title = self.fill_for(plan, "timeline_due", &[("n", &tasks.len().to_string())]);
            let address = address::deadline(&plan.id, *deadline);
            let due = entry(self.deadline_in_words(*deadline), title, &address);
            (deadline.last_day(), TimelineEntry { is_count: true, ..due })
        });
        signed.into_iter().chain(due).collect()
    }
}

/// Returns what `data-fact` calls the task whose progress a material tells.
fn progress(plan: &PlanIndex, material: &Material) -> Option<String> {
    let task = material.tasks.first().filter(|_| material.case.is_empty())?;
    Some(format!("{}/tasks/{task}", plan.id))
}
