//! Short glosses at the first place of a page where a word stands.

use std::collections::BTreeSet;

use crate::content::Gloss;
use crate::site::context::PageContext;
use crate::site::href::Href;
use crate::site::pieces::Inline;
use crate::site::pieces::inline::{gloss_place, split_at};
use crate::site::plan_index::PlanIndex;

/// The glosses of a plan's words, and which of them the page has shown.
pub(crate) struct Glosses<'a> {
    context: &'a PageContext<'a>,
    all: Vec<&'a Gloss>,
    shown: BTreeSet<&'a str>,
}

impl<'a> PageContext<'a> {
    /// Starts the glosses of a page.
    pub(crate) fn glosses(&'a self, plan: &PlanIndex) -> Glosses<'a> {
        let is_own = |gloss: &&Gloss| gloss.plan.as_ref().is_none_or(|id| *id == plan.id);
        Glosses { context: self, all: self.content.glosses.iter().filter(is_own).collect(), shown: BTreeSet::new() }
    }
}

impl Glosses<'_> {
    /// Puts the glosses that the page hasn't shown yet behind their words, at the first place where one stands.
    pub(crate) fn mark(&mut self, runs: &mut Vec<Inline>) {
        for &gloss in &self.all {
            if self.shown.contains(gloss.slug.as_str()) {
                continue;
            }
            let Some(end) = gloss_place(runs, &gloss.word) else { continue };
            self.shown.insert(&gloss.slug);
            let at = split_at(runs, end);
            let source_href = if gloss.source_url.starts_with('/') {
                self.context.href(&gloss.source_url)
            } else {
                Href::new(gloss.source_url.as_str())
            };
            runs.insert(
                at,
                Inline::Gloss {
                    slug: gloss.slug.clone(),
                    word: gloss.word.clone(),
                    means: gloss.text.clone(),
                    source: gloss.source.clone(),
                    date: self.context.date(gloss.date),
                    source_href,
                },
            );
        }
    }
}
