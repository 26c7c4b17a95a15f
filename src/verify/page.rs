//! One page: everything about it that doesn't depend on other pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::Utf8Path;

use super::derived::CheckedShard;
use super::edition::Base;
use super::html::Reference;
use super::inventory::Inventory;
use super::labels::{self, Keys, Known, Label, Said};
use super::links::{self, Targets};
use super::own_words::OwnWords;
use super::pool::Pool;
use super::proof::{Proof, Proved};
use super::report;
use super::source::SourceText;
use super::{Budgets, anchors, budgets, contract, coverage, files, html, spans, statements};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::memory::{Memory, key_of, recall};

/// What every page is checked with.
pub(super) struct Audit<'a> {
    pub site: &'a Utf8Path,
    pub base: &'a Base,
    pub present: &'a Inventory,
    pub proofs: &'a BTreeMap<&'a str, Arc<Proof>>,
    pub styles: &'a BTreeMap<String, usize>,
    pub budgets: &'a Budgets,
    /// What the portal says otherwise than its theme.
    pub words: &'a OwnWords,
    /// Empty: the ids of other pages aren't known yet.
    pub no_ids: &'a BTreeMap<&'a str, &'a BTreeSet<String>>,
    /// What was seen in earlier audits, where this process makes many.
    pub remembered: Option<&'a Seen>,
}

/// What earlier audits of the same process have seen.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// By their files; what depends on other plans is held against these each time.
    pub(super) pages: Memory<Result<Arc<SeenPage>, Diagnostic>>,
    /// What is too heavy, by the pages' files.
    pub(super) weights: Memory<Vec<Diagnostic>>,
    /// What is wrong with what pages say, by their files.
    pub(super) said: Memory<Vec<Diagnostic>>,
    /// What is wrong with the addresses in pages, by their files.
    pub(super) links: Memory<Vec<Diagnostic>>,
    /// What pages are held against, and what is wrong with it, by the plans' ids.
    pub(super) plans: Memory<Proved>,
    pub(super) texts: Pool,
    /// What is wrong with the search's files.
    pub(super) search: Memory<Vec<Diagnostic>>,
    /// The shards of its index, by their numbers.
    pub(super) shards: Memory<CheckedShard>,
}

impl Seen {
    /// Forgets what is no longer there.
    pub(super) fn keep_only(&self, present: &Inventory, plans: &[&str]) {
        self.pages.keep_only(|file| present.has(file));
        self.weights.keep_only(|file| present.has(file));
        self.said.keep_only(|file| present.has(file));
        self.links.keep_only(|file| present.has(file));
        self.texts.sweep();
        self.plans.keep_only(|plan| plans.contains(&plan));
    }
}

/// What is left of a page once it has been held against its plan alone.
#[derive(Debug, Default)]
pub(super) struct SeenPage {
    pub diagnostics: Vec<Diagnostic>,
    /// Ids of plans that stand in its addresses and paths; of a page of a plan alone.
    pub plans: BTreeSet<String>,
    pub ids: BTreeSet<String>,
    pub references: Vec<Reference>,
    /// Whether one of them is to a file of the search; told where pages are remembered.
    pub names_search: bool,
    pub said: Said,
    pub passages: usize,
    pub shown: usize,
}

impl SeenPage {
    /// Returns its texts that are likely to stand on other pages, too.
    fn texts(&mut self) -> impl Iterator<Item = &mut Arc<str>> {
        let labels = self.said.links.iter_mut().chain(&mut self.said.names);
        let of_labels = labels.flat_map(|Label { href, text, title, voice, choice, .. }| {
            [href, text].into_iter().chain([title, voice, choice].into_iter().flatten())
        });
        self.references.iter_mut().flat_map(|Reference { value, what, .. }| [value, what]).chain(of_labels)
    }
}

impl Audit<'_> {
    /// Returns what is left of a page, and the fault that keeps it from being read. One that was seen before is looked at
    /// again where its bytes have changed, or anything that it is held against.
    pub(super) fn page(&self, file: &str) -> anyhow::Result<Result<Arc<SeenPage>, Diagnostic>> {
        let key = || {
            let against: Vec<&str> = match self.proof_of(file) {
                Some((proof, _)) => vec![&proof.digest],
                None => self.proofs.values().map(|proof| proof.digest.as_str()).collect(),
            };
            let plans: Vec<&&str> = self.proofs.keys().collect();
            let own = (self.base, self.words, self.styles, plans);
            Some(key_of(&(against, own, self.present.digest(file)?)))
        };
        let look = || {
            let html = match self.html(file)? {
                Ok(html) => html,
                Err(fault) => return Ok(Err(fault)),
            };
            let mut seen = self.look(file, &html)?;
            if let Some(remembered) = self.remembered {
                remembered.texts.share(seen.texts());
            }
            Ok(Ok(Arc::new(seen)))
        };
        recall(self.remembered.map(|seen| &seen.pages), file, key, look)
    }

    fn html(&self, file: &str) -> anyhow::Result<Result<String, Diagnostic>> {
        Ok(match files::text(self.site, file)? {
            Ok(html) if html::too_deep(&html) => Err(Diagnostic::new(
                Code::TooDeep,
                Place::file(file),
                "元素嵌套过深，无法核对",
                "减少模板里一层套一层的元素",
            )),
            read => read,
        })
    }

    /// Returns what is wrong with what a page says of any plan, and of what is `known` of other pages. Those of no plan
    /// speak of all, with or without their ids; those of a plan of its own and of those that they name.
    pub(super) fn said(
        &self,
        file: &str,
        page: &SeenPage,
        known: &Known,
        keys: &Keys,
    ) -> anyhow::Result<Vec<Diagnostic>> {
        let proof = self.proof_of(file).map(|(proof, _)| proof);
        let key = || {
            let against = proof.map_or_else(|| keys.of_all().to_owned(), |_| keys.of_plans(&page.plans));
            Some(key_of(&(against, self.present.digest(file)?)))
        };
        recall(self.remembered.map(|seen| &seen.said), file, key, || {
            Ok(labels::check(file, &page.said, known, self.base, proof.map(|proof| &proof.data)))
        })
    }

    /// Returns the plan whose page a file is, and its address below the plan.
    fn proof_of<'f>(&self, file: &'f str) -> Option<(&Proof, &'f str)> {
        let (id, address) = file.split_once('/')?;
        Some((self.proofs.get(id)?, address))
    }

    /// Returns everything about a page that doesn't depend on other pages. Whatever it asks for beside the page must be in
    /// the key by which the page is remembered.
    fn look(&self, file: &str, html: &str) -> anyhow::Result<SeenPage> {
        let page = html::read(html);
        let mut seen = SeenPage { passages: page.passages.len(), ..SeenPage::default() };
        let proof = self.proof_of(file);
        if proof.is_some() && self.remembered.is_some() {
            seen.plans = self.plans_in(file, html);
        }
        let promised = (page.said.is_named && !self.words.has_templates).then_some(self.words);
        seen.diagnostics.extend(match proof {
            Some((proof, _)) => statements::check(file, &page, &proof.source, &proof.cells, promised),
            None => statements::check_elsewhere(file, &page, promised, |plan| {
                self.proofs.get(plan).map(|proof| (&proof.source, &proof.cells))
            }),
        });
        if let Some((proof, address)) = proof {
            seen.diagnostics.extend(anchors::check(file, address, &page, &proof.data, promised.is_some()));
        }
        seen.diagnostics.extend(page.faults.iter().map(|fault| {
            Diagnostic::new(
                fault.code,
                Place::file(file).at(fault.place).quoting(&fault.text),
                fault.message,
                fault.hint,
            )
        }));
        match proof {
            Some((proof, contract::FULL_TEXT)) => {
                let (faults, shown) = coverage::check(file, &page, &proof.source);
                seen.diagnostics.extend(faults);
                seen.shown = shown;
            }
            Some((proof, address)) => {
                seen.diagnostics.extend(spans::check(file, &page, |_| Some(&proof.source)));
                seen.diagnostics.extend(proof.cells.check_page(file, address, &page));
            }
            None => seen.diagnostics.extend(spans::check(file, &page, |plan| self.source_of(plan))),
        }
        let stylesheets: Vec<Option<usize>> = page
            .stylesheets
            .iter()
            .map(|address| self.styles.get(&links::file_of(file, address, &self.targets())?).copied())
            .collect();
        seen.diagnostics.extend(self.weight(file, html, &stylesheets)?);
        for id in page.ids {
            let odd = id.is_empty() || id.contains(char::is_whitespace);
            if odd || seen.ids.contains(&id) {
                let (code, message) = if odd {
                    (Code::BadId, "id 为空或含空白")
                } else {
                    (Code::DuplicateId, "同一页里有两个相同的 id")
                };
                let place = report::locate(html, &format!("id=\"{id}\""), usize::from(!odd));
                seen.diagnostics.push(Diagnostic::new(
                    code,
                    Place::file(file).at(place).quoting(&id),
                    message,
                    "同一页里每个 id 只用一次，不含空白",
                ));
            }
            seen.ids.insert(id);
        }
        let is_to_search = |reference: &Reference| {
            let path = links::path_of(file, &reference.value, self.base);
            path.is_some_and(|path| path.starts_with(contract::SEARCH_FILES))
        };
        seen.names_search = self.remembered.is_some() && page.references.iter().any(is_to_search);
        seen.references = page.references;
        seen.said = page.said;
        Ok(seen)
    }

    /// Returns whether a page is too heavy with its stylesheets. It is weighed again where its own bytes have changed, not
    /// where those are that it is held against.
    fn weight(&self, file: &str, html: &str, stylesheets: &[Option<usize>]) -> anyhow::Result<Vec<Diagnostic>> {
        let address = self.proof_of(file).map(|(_, address)| address);
        let key = || Some(key_of(&(address, stylesheets, self.present.digest(file)?)));
        let weigh = || Ok(budgets::check_page(self.budgets, file, address, html, stylesheets));
        recall(self.remembered.map(|seen| &seen.weights), file, key, weigh)
    }

    /// Returns the ids of plans that stand in a page beside a `/`, as in addresses and paths; and that of its own plan.
    /// Letters of ids are never written as references.
    fn plans_in(&self, file: &str, html: &str) -> BTreeSet<String> {
        let is_other = |c: char| !(c.is_ascii_alphanumeric() || c == '-');
        // In attributes the `/` may be one: `&#x2F;`.
        let pieces = html.split(['/', '&', ';']);
        let ends = pieces.flat_map(|piece| [piece.split(is_other).next(), piece.rsplit(is_other).next()]);
        let ids = ends.chain([file.split('/').next()]).flatten();
        ids.filter(|id| self.proofs.contains_key(id)).map(str::to_owned).collect()
    }

    /// Returns the plan that `data-plan` names, or the only one.
    fn source_of(&self, plan: Option<&str>) -> Option<&SourceText> {
        match plan {
            Some(id) => self.proofs.get(id),
            None if self.proofs.len() == 1 => self.proofs.values().next(),
            None => None,
        }
        .map(|proof| &proof.source)
    }

    /// Returns targets that find files only: the ids of other pages aren't known yet.
    fn targets(&self) -> Targets<'_> {
        Targets { site: self.site, base: self.base, files: &self.present.files, ids: self.no_ids }
    }
}
