//! How plans stand to one another, as their editors recorded it: which follows which, which carries out which.

use itertools::Itertools as _;
use serde::Serialize;

use super::{Marks, Quote, RelatedTask};
use crate::inputs::lineage::{Lineage, OtherPlan};
use crate::read::TaskIndex;
use crate::read::lineage::{Evidence, Forebear};
use crate::site::context::{Link, PageContext};
use crate::site::href::Href;
use crate::site::plan_index::PlanIndex;

/// Another plan, and how this one stands to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct KinPlan {
    /// `接续`, `由后来的方案接续` …
    pub label: String,
    /// Without an address where the portal hasn't got it.
    pub plan: Link,
    /// What the plan whose page it is says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
    /// The web page that says so, where the document doesn't.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_href: Option<Href>,
    /// When it said so.
    pub source_date: String,
}

/// Tasks of another plan that belong to a task, as an editor says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct KinTasks {
    pub plan: Link,
    pub tasks: Vec<RelatedTask>,
}

impl PageContext<'_> {
    /// Returns the plans that a plan takes up, then those that take it up.
    pub(crate) fn kin(&self, plan: &PlanIndex, marks: &mut Marks) -> Vec<KinPlan> {
        let mut kin: Vec<KinPlan> =
            plan.forebears.iter().filter_map(|forebear| self.forebear(plan, forebear, marks)).collect();
        for &heir in &self.plans {
            let names_it = |forebear: &&Forebear| matches!(&forebear.of, OtherPlan::Here(id) if *id == plan.id);
            kin.extend(heir.forebears.iter().filter(names_it).map(|forebear| KinPlan {
                label: self.word(match forebear.lineage {
                    Lineage::Follows => "kin_followed",
                    Lineage::CarriesOut => "kin_carried_out",
                }),
                plan: self.plan_link(heir),
                quote: None,
                source_href: None,
                source_date: String::new(),
            }));
        }
        kin
    }

    fn forebear(&self, plan: &PlanIndex, forebear: &Forebear, marks: &mut Marks) -> Option<KinPlan> {
        let label = match forebear.lineage {
            Lineage::Follows => "kin_follows",
            Lineage::CarriesOut => "kin_carries_out",
        };
        let named = match &forebear.of {
            OtherPlan::Here(id) => self.plan_link(self.plans.iter().copied().find(|other| other.id == *id)?),
            OtherPlan::Elsewhere(title) => Link { title: title.clone(), href: Href::default() },
        };
        let (quote, source_href, source_date) = match &forebear.evidence {
            Evidence::Quote(span) => (Some(self.quote(plan, *span, "", marks)), None, String::new()),
            Evidence::Page { link, date } => (None, Some(Href::new(link.target.clone())), self.date(*date)),
        };
        Some(KinPlan { label: self.word(label), plan: named, quote, source_href, source_date })
    }

    /// Returns the tasks of other plans that a task answers, then those that answer it; a plan's together.
    pub(crate) fn kin_tasks(&self, plan: &PlanIndex, task: TaskIndex) -> Vec<KinTasks> {
        let number = plan.tasks[task].number;
        let answered = plan.relations.of_task[task].answers.iter().map(|it| (it.plan.as_str(), it.number));
        let answering = self.plans.iter().copied().flat_map(|other| {
            let answers_it = |task: &&TaskIndex| {
                let answers = &other.relations.of_task[**task].answers;
                answers.iter().any(|answer| answer.plan == plan.id && answer.number == number)
            };
            let answering = other.relations.answering.iter().filter(answers_it);
            answering.map(|&task| (other.id.as_str(), other.tasks[task].number)).collect::<Vec<_>>()
        });
        let by_plan = answered.chain(answering).unique().into_group_map();
        let kin = self.plans.iter().copied().filter_map(|other| {
            let tasks = self.tasks_by_number(other, by_plan.get(other.id.as_str())?);
            Some(KinTasks { plan: self.plan_link(other), tasks })
        });
        kin.collect()
    }

    fn plan_link(&self, plan: &PlanIndex) -> Link {
        self.link(&plan.title, &plan.address(""))
    }
}
