//! Plans → [`Site`]: every page, its address, every link between pages.

mod anchors;
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
pub(crate) mod pages;
mod pagination;
pub(crate) mod pieces;
pub(crate) mod plan_index;
pub(crate) mod relations;
mod subject;

pub(crate) use frame::{Frame, Navigation};
pub(crate) use href::Href;
pub(crate) use pages::changes::summary as changes_summary;
pub(crate) use pages::{Page, View};
pub(crate) use pieces::{Phrase, clause_title, deadline_in_words, page_of};
pub(crate) use plan_index::{AgencyRole, PlanIndex};

use rayon::prelude::*;

use crate::content::Content;
use crate::inputs::catalogue::Catalogue;
use crate::inputs::lexicon::Lexicon;
use crate::inputs::portal::Portal;
use crate::inputs::registry::Registry;
use crate::read::Plan;

/// The whole portal, before anything is written.
#[derive(Debug)]
pub(crate) struct Site {
    pub portal: Portal,
    pub words: Catalogue,
    /// In the order of `portal.toml`.
    pub plans: Vec<PlanIndex>,
    /// What editors say of these plans.
    pub content: Content,
    /// Sorted by address.
    pub pages: Vec<Page>,
    /// The day as of which it speaks, in words; empty where none is set.
    pub as_of: String,
    /// The navigation of a page that is none of these.
    pub navigation: Navigation,
}

impl Site {
    /// Makes all pages. They take ten times as much memory as everything else.
    pub(crate) fn with_pages(mut self) -> Self {
        let context = context::PageContext::new(&self.portal, &self.words, &self.content, &self.plans);
        let mut pages = pages::pages(&context);
        pages.sort_by(|a, b| a.address.cmp(&b.address));
        self.pages = pages;
        self
    }

    /// `《…》（某政办〔2030〕8号）附件2第7项`
    pub(crate) fn task_citation(&self, plan: &PlanIndex, number: u32) -> String {
        context::PageContext::new(&self.portal, &self.words, &self.content, &self.plans).task_citation(plan, number)
    }
}

/// Builds the site, still without pages. `plans` are in the order in which they are published; of the lexicon it takes the
/// stock phrases.
pub(crate) fn site(
    portal: Portal,
    words: Catalogue,
    plans: Vec<Plan>,
    registry: &Registry,
    lexicon: &Lexicon,
    mut content: Content,
) -> Site {
    content.keep_plans(|id| plans.iter().any(|plan| plan.id == id));
    let plans = plans.into_par_iter().map(|plan| {
        let chosen = content.relations.iter().find(|relations| relations.plan == plan.id);
        PlanIndex::new(plan, registry, &words, chosen, &lexicon.stock_phrases)
    });
    let mut plans: Vec<PlanIndex> = plans.collect();
    plan_index::tell_apart(&mut plans, &words);
    let context = context::PageContext::new(&portal, &words, &content, &plans);
    let (as_of, navigation) = (context.as_of(), context.navigation(None));
    Site { portal, words, plans, content, pages: Vec::new(), as_of, navigation }
}
