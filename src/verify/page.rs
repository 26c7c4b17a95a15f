//! One page: everything about it that doesn't depend on other pages.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use camino::Utf8Path;

use super::edition::Base;
use super::labels::{self, Known, Said};
use super::links::{self, Targets};
use super::report;
use super::source::SourceText;
use super::{Budgets, Proof, budgets, contract, coverage, files, html, spans, statements};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::text::digest::sha256;

/// What every page is checked with.
pub(super) struct Audit<'a> {
    pub site: &'a Utf8Path,
    pub base: &'a Base,
    pub files: &'a BTreeSet<String>,
    pub proofs: &'a BTreeMap<&'a str, Proof>,
    pub styles: &'a BTreeMap<String, usize>,
    pub budgets: &'a Budgets,
    /// Whether the portal has templates of its own.
    pub has_templates: bool,
    /// Empty: the ids of other pages aren't known yet.
    pub no_ids: &'a BTreeMap<&'a str, &'a BTreeSet<String>>,
    /// What was seen in earlier audits, where this process makes many.
    pub remembered: Option<&'a SeenPages>,
}

/// Pages as they were seen in an earlier audit of the same process. One is looked at again where its bytes have changed, or
/// anything that it is held against; what depends on other plans is held against these each time.
#[derive(Debug, Default)]
pub(crate) struct SeenPages(Mutex<HashMap<String, (String, Arc<SeenPage>)>>);

impl SeenPages {
    fn get(&self, file: &str, key: &str) -> Option<Arc<SeenPage>> {
        let pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.get(file).filter(|(known, _)| known == key).map(|(_, page)| Arc::clone(page))
    }

    fn keep(&self, file: &str, key: String, page: &Arc<SeenPage>) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.insert(file.to_owned(), (key, Arc::clone(page)));
    }

    /// Forgets the pages that are no longer there.
    pub(super) fn keep_only(&self, files: &BTreeSet<String>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|file, _| files.contains(file));
    }
}

/// What is left of a page once it has been held against its plan alone.
#[derive(Debug, Default)]
pub(super) struct SeenPage {
    pub diagnostics: Vec<Diagnostic>,
    pub ids: BTreeSet<String>,
    pub references: Vec<html::Reference>,
    pub said: Said,
    pub passages: usize,
    pub shown: usize,
}

impl Audit<'_> {
    /// Returns what is left of a page, and the fault that keeps it from being read.
    pub(super) fn page(&self, file: &str) -> anyhow::Result<Result<Arc<SeenPage>, Diagnostic>> {
        let html = match files::text(self.site, file)? {
            Ok(html) if html::too_deep(&html) => Err(Diagnostic::new(
                Code::TooDeep,
                Place::file(file),
                "元素嵌套过深，无法核验",
                "减少模板里一层套一层的元素",
            )),
            read => read,
        };
        let html = match html {
            Ok(html) => html,
            Err(fault) => return Ok(Err(fault)),
        };
        let proof = self.proof_of(file).map(|(proof, _)| proof);
        Ok(Ok(match self.remembered {
            None => Arc::new(self.look(file, &html)),
            Some(remembered) => {
                let against: String = match proof {
                    Some(proof) => proof.digest.clone(),
                    None => self.proofs.values().map(|proof| proof.digest.as_str()).collect(),
                };
                let has_templates = self.has_templates;
                let key = sha256(format!("{against}\0{:?}\0{:?}\0{has_templates}\0{html}", self.base, self.styles));
                remembered.get(file, &key).unwrap_or_else(|| {
                    let seen = Arc::new(self.look(file, &html));
                    remembered.keep(file, key, &seen);
                    seen
                })
            }
        }))
    }

    /// Returns what is wrong with what a page says of any plan, and of what is `known` of other pages.
    pub(super) fn said(&self, file: &str, said: &Said, known: &Known) -> Vec<Diagnostic> {
        labels::check(file, said, known, self.base, self.proof_of(file).map(|(proof, _)| &proof.data))
    }

    /// Returns the plan whose page a file is, and its address below the plan.
    fn proof_of<'f>(&self, file: &'f str) -> Option<(&Proof, &'f str)> {
        let (id, address) = file.split_once('/')?;
        Some((self.proofs.get(id)?, address))
    }

    /// Returns everything about a page that doesn't depend on other pages. Whatever it asks for beside the page must be in
    /// the key by which the page is remembered.
    fn look(&self, file: &str, html: &str) -> SeenPage {
        let page = html::read(html);
        let mut seen = SeenPage { passages: page.passages.len(), ..SeenPage::default() };
        let proof = self.proof_of(file);
        let is_named = page.said.is_named && !self.has_templates;
        seen.diagnostics.extend(match proof {
            Some((proof, _)) => statements::check(file, &page, &proof.source, &proof.cells, is_named),
            None => statements::check_elsewhere(file, &page, is_named, |plan| {
                self.proofs.get(plan).map(|proof| (&proof.source, &proof.cells))
            }),
        });
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
        let address = proof.map(|(_, address)| address);
        seen.diagnostics.extend(budgets::check_page(self.budgets, file, address, html, &stylesheets));
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
        seen.references = page.references;
        seen.said = page.said;
        seen
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
        Targets { site: self.site, base: self.base, files: self.files, ids: self.no_ids }
    }
}
