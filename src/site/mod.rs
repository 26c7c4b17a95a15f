//! Plans → [`Site`]: every page, its address, every link between pages.

mod context;
mod derived_readings;
mod filled;
mod frame;
pub(crate) mod gov_metadata;
mod href;
mod labels;
mod linked_data;
mod meta;
mod navigation;
mod outline;
pub(crate) mod pages;
mod pagination;
pub(crate) mod pieces;
pub(crate) mod plan_index;
pub(crate) mod relations;
mod subject;

use context::PageContext;
pub(crate) use frame::{Frame, Navigation};
pub(crate) use href::Href;
pub(crate) use outline::Outline;
pub(crate) use pages::changes::summary as changes_summary;
pub(crate) use pages::{Page, PageMemory, View};
pub(crate) use pieces::{Phrase, clause_title, deadline_in_words, page_of};
pub(crate) use plan_index::{AgencyRole, PlanIndex};
pub(crate) use relations::Suggested;

use anyhow::Result;
use rayon::prelude::*;

use crate::content::Content;
use crate::inputs::catalogue::Catalogue;
use crate::inputs::lexicon::Lexicon;
use crate::inputs::portal::Portal;
use crate::inputs::registry::Registry;
use crate::memory::Memory;
use crate::read::{Plan, Task};

/// The whole portal, before anything is written.
#[derive(Debug)]
pub(crate) struct Site {
    pub portal: Portal,
    pub words: Catalogue,
    /// In the order of `portal.toml`.
    pub plans: Vec<PlanIndex>,
    /// What editors say of these plans.
    pub content: Content,
    /// The day as of which it speaks, in words; empty where none is set.
    pub as_of: String,
    /// The navigation of a page that is none of these.
    pub navigation: Navigation,
}

impl Site {
    /// Makes every page, and of each what is wanted: the pages themselves take ten times as much memory as everything else.
    /// What is made of a plan's pages is `remembered`, and made again where something changed that they are made of. Sorted
    /// by address.
    ///
    /// # Errors
    /// Those of `make`.
    pub(crate) fn each_page<T: Clone + Send + Sync>(
        &self,
        remembered: Option<&PageMemory<T>>,
        make: impl Fn(Page) -> Result<T> + Sync,
    ) -> Result<Vec<T>> {
        pages::each(&self.context(), &self.plans, remembered, &make)
    }

    /// Returns all pages, sorted by address.
    #[cfg(test)]
    pub(crate) fn pages(&self) -> Vec<Page> {
        let pages = self.each_page(None, |page| Ok(std::sync::Arc::new(page))).unwrap();
        pages.into_iter().map(|page| std::sync::Arc::into_inner(page).unwrap()).collect()
    }

    /// Returns what links have to know of all pages, sorted by address.
    pub(crate) fn outlines(&self) -> Vec<Outline> {
        self.each_page(None, |page| Ok(page.outline())).unwrap_or_default()
    }

    /// `《…》（某政办〔2030〕8号）附件2第7项`
    pub(crate) fn task_citation(&self, plan: &PlanIndex, task: &Task) -> String {
        self.context().task_citation(plan, task)
    }

    /// Returns what changes with all that files of a plan are made of.
    pub(crate) fn key_of_plan(&self, plan: &PlanIndex) -> String {
        self.context().of_plan(plan, &self.content).key()
    }

    fn context(&self) -> PageContext<'_> {
        PageContext::new(&self.portal, &self.words, &self.content, &self.plans)
    }
}

/// Builds the site, still without pages. `plans` are in the order in which they are published; of the lexicon it takes the
/// stock phrases. What the program suggests of a plan's tasks is `remembered`.
pub(crate) fn site(
    portal: Portal,
    words: Catalogue,
    plans: Vec<Plan>,
    registry: &Registry,
    lexicon: &Lexicon,
    mut content: Content,
    remembered: Option<&Memory<Suggested>>,
) -> Site {
    content.keep_plans(|id| plans.iter().any(|plan| plan.id == id));
    let plans = plans.into_par_iter().map(|plan| {
        let chosen = content.relations.iter().find(|relations| relations.plan == plan.id);
        PlanIndex::new(plan, registry, &words, chosen, &lexicon.stock_phrases, remembered)
    });
    let mut plans: Vec<PlanIndex> = plans.collect();
    if let Some(remembered) = remembered {
        remembered.keep_only(|id| plans.iter().any(|plan| plan.id == id));
    }
    plan_index::tell_apart(&mut plans, &words);
    let context = PageContext::new(&portal, &words, &content, &plans);
    let (as_of, navigation) = (context.as_of(), context.navigation(None));
    Site { portal, words, plans, content, as_of, navigation }
}
