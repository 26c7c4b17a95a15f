//! Pieces of what editors add, as many pages show them.

use super::address;
use super::builder::Builder;
use super::plan_site::PlanSite;
use super::view::{CaseCard, Link, ProgressCount, ProgressView, RelatedTask, TopicCard};
use crate::content::{Case, CaseKind, Date, Progress, State, Topic};
use crate::text::{language, url};

impl Builder<'_> {
    /// `2024-09-18` as `2024年9月18日`; a month or a year likewise.
    pub fn date(&self, date: &Date) -> String {
        match date.as_str().split('-').collect::<Vec<_>>()[..] {
            [year] => self.words.fill("only_year", &[("year", year)]),
            [year, month] => self.words.fill("month", &[("year", year), ("month", month.trim_start_matches('0'))]),
            _ => self.day(date.as_str()),
        }
    }

    pub fn case_label(&self, kind: CaseKind) -> String {
        self.word(match kind {
            CaseKind::Typical => "case_typical",
            CaseKind::Fact => "case_fact",
        })
    }

    /// Says that what a case tells of is older than its plan; else nothing.
    pub fn case_earlier(&self, case: &Case, plan: Option<&PlanSite>) -> String {
        let signed = plan.and_then(|site| site.plan.signed.as_deref());
        match signed.filter(|signed| case.event_date.as_ref().is_some_and(|event| event.is_before(signed))) {
            Some(signed) => self.words.fill("case_earlier", &[("date", &self.day(signed))]),
            None => String::new(),
        }
    }

    pub fn case_card(&self, case: &Case, plan: Option<&PlanSite>) -> CaseCard {
        CaseCard {
            title: language::pieces(&case.title),
            href: self.href(&address::case(&case.slug)),
            label: self.case_label(case.kind),
            summary: language::pieces(case.summary.as_deref().unwrap_or_default()),
            byline: self
                .words
                .fill("case_byline", &[("publisher", &case.publisher), ("date", &self.date(&case.published))]),
            earlier: self.case_earlier(case, plan),
        }
    }

    /// The cases that have to do with one of these tasks of a plan.
    pub fn cases_of(&self, site: &PlanSite, tasks: &[u32]) -> Vec<CaseCard> {
        let is_near = |case: &&Case| case.plan == site.plan.id && case.tasks.iter().any(|task| tasks.contains(task));
        self.content.cases.iter().filter(is_near).map(|case| self.case_card(case, Some(site))).collect()
    }

    pub fn topic_card(&self, topic: &Topic) -> TopicCard {
        TopicCard {
            title: language::pieces(&topic.title),
            href: self.href(&address::topic(&topic.slug)),
            summary: language::pieces(&topic.summary),
            count: topic.tasks.len(),
        }
    }

    /// The topics that a task belongs to.
    pub fn topics_of(&self, site: &PlanSite, number: u32) -> Vec<Link> {
        let holds = |topic: &&Topic| topic.tasks.iter().any(|task| task.plan == site.plan.id && task.number == number);
        let topics = self.content.topics.iter().filter(holds);
        topics.map(|topic| self.link(topic.title.clone(), &address::topic(&topic.slug))).collect()
    }

    /// How a task stands, if anybody says so.
    pub fn progress_of(&self, site: &PlanSite, number: u32) -> Option<ProgressView> {
        let own = |progress: &&Progress| progress.plan == site.plan.id && progress.task == number;
        self.content.progress.iter().find(own).map(|progress| self.progress(progress))
    }

    fn progress(&self, progress: &Progress) -> ProgressView {
        let href = progress.source_url.clone().unwrap_or_default();
        let is_named = !progress.source.is_empty();
        ProgressView {
            state: progress.state.name().to_owned(),
            date: self.date(&progress.date),
            source: if is_named { progress.source.clone() } else { url::authority(&href).to_owned() },
            source_href: href,
            own_word: is_named && self.portal.operator.as_deref() == Some(&progress.source),
            note: progress.note.clone(),
        }
    }

    /// How many tasks of a plan stand how, as far as anybody says so.
    pub fn progress_counts(&self, site: &PlanSite) -> Vec<ProgressCount> {
        let count = |state: State| ProgressCount {
            state: state.name().to_owned(),
            count: self.content.progress.iter().filter(|p| p.plan == site.plan.id && p.state == state).count(),
        };
        State::SHOWN.into_iter().map(count).filter(|count| count.count > 0).collect()
    }

    /// Tasks of a plan by number.
    pub fn tasks_by_number(&self, site: &PlanSite, numbers: &[u32]) -> Vec<RelatedTask> {
        numbers.iter().filter_map(|&number| site.task_at(number)).map(|task| self.related(site, task)).collect()
    }
}
