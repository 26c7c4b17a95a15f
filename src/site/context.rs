//! What every page is made with: the settings, the words, what editors wrote.

use serde::Serialize;

use crate::content::Content;
use crate::inputs::catalogue::Catalogue;
use crate::inputs::portal::Portal;
use crate::memory::key_of;
use crate::site::href::Href;
use crate::site::plan_index::PlanIndex;

/// A link with its text.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Link {
    pub title: String,
    pub href: Href,
}

/// How many tasks one page of the portal lists: with their agencies and domains they take some 80 kB of HTML.
const MOST_LISTED: usize = 300;

/// What every page is built with.
#[derive(Debug)]
pub(crate) struct PageContext<'a> {
    pub portal: &'a Portal,
    pub words: &'a Catalogue,
    /// What the pages tell of what editors wrote.
    pub content: &'a Content,
    /// All that editors wrote: the ways from a page lead to it.
    pub(super) ways: &'a Content,
    /// The plans that the pages tell of.
    pub plans: Vec<&'a PlanIndex>,
    pub base: &'a str,
}

impl<'a> PageContext<'a> {
    pub(crate) fn new(portal: &'a Portal, words: &'a Catalogue, content: &'a Content, plans: &'a [PlanIndex]) -> Self {
        Self { portal, words, content, ways: content, plans: plans.iter().collect(), base: portal.base_path() }
    }

    /// Returns what the pages of one plan are built with, `content` being what is told on them: of other plans there are only
    /// those that it has to do with.
    pub(crate) fn of_plan(&self, plan: &PlanIndex, content: &'a Content) -> Self {
        let plans = self.plans.iter().copied().filter(|other| other.id == plan.id || other.is_kin(plan));
        Self { content, plans: plans.collect(), ..*self }
    }

    /// Returns what changes with all that pages are built with.
    pub(crate) fn key(&self) -> String {
        key_of(&(self.portal, self.words, self.content, &self.plans, self.navigation(None)))
    }

    /// Checks whether one page can list the tasks of all plans; else the plans' own pages do.
    pub(crate) fn lists_all_tasks(&self) -> bool {
        self.plans.iter().map(|plan| plan.tasks.len()).sum::<usize>() <= MOST_LISTED
    }

    pub(crate) fn href(&self, address: &str) -> Href {
        Href::new(format!("{}{address}", self.base))
    }

    pub(crate) fn link(&self, title: impl Into<String>, address: &str) -> Link {
        Link { title: title.into(), href: self.href(address) }
    }

    pub(crate) fn word(&self, key: &str) -> String {
        self.words.get(key).to_owned()
    }

    /// Returns a word with a plan's own labels and `values` filled in.
    pub(crate) fn fill_for(&self, plan: &PlanIndex, key: &str, values: &[(&str, &str)]) -> String {
        plan.labels.fill(self.words, key, values)
    }
}
