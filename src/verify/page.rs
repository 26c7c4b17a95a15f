//! One page: everything about it that doesn't depend on other pages.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;

use super::edition::Base;
use super::labels::{self, Known};
use super::links::{self, Targets};
use super::report;
use super::source::SourceText;
use super::{Budgets, Proof, budgets, contract, coverage, files, html, spans, statements};
use crate::diagnostic::{Code, Diagnostic, Place};

/// What every page is checked with.
pub(super) struct Audit<'a> {
    pub site: &'a Utf8Path,
    pub base: &'a Base,
    pub files: &'a BTreeSet<String>,
    pub proofs: &'a BTreeMap<&'a str, Proof>,
    pub styles: &'a BTreeMap<String, usize>,
    pub budgets: &'a Budgets,
    pub known: &'a Known<'a>,
    /// Empty: the ids of other pages aren't known yet.
    pub no_ids: &'a BTreeMap<String, BTreeSet<String>>,
}

/// What is left of a page once it has been checked alone.
#[derive(Default)]
pub(super) struct SeenPage {
    pub diagnostics: Vec<Diagnostic>,
    pub ids: BTreeSet<String>,
    pub references: Vec<html::Reference>,
    pub passages: usize,
    pub shown: usize,
}

impl Audit<'_> {
    /// Returns everything about a page that doesn't depend on other pages.
    pub(super) fn page(&self, file: &str) -> anyhow::Result<SeenPage> {
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
            Err(fault) => {
                return Ok(SeenPage { diagnostics: vec![fault], ..SeenPage::default() });
            }
        };
        let page = html::read(&html);
        let mut seen = SeenPage { passages: page.passages.len(), ..SeenPage::default() };
        let proof = file.split_once('/').and_then(|(id, address)| Some((self.proofs.get(id)?, address)));
        seen.diagnostics.extend(match proof {
            Some((proof, _)) => statements::check(file, &page, &proof.source, &proof.cells),
            None => statements::check_elsewhere(file, &page, |plan| {
                self.proofs.get(plan).map(|proof| (&proof.source, &proof.cells))
            }),
        });
        let own = proof.map(|(proof, _)| &proof.data);
        seen.diagnostics.extend(labels::check(file, &page.said, self.known, self.base, own));
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
        seen.diagnostics.extend(budgets::check_page(self.budgets, file, address, &html, &stylesheets));
        for id in page.ids {
            let odd = id.is_empty() || id.contains(char::is_whitespace);
            if odd || seen.ids.contains(&id) {
                let (code, message) = if odd {
                    (Code::BadId, "id 为空或含空白")
                } else {
                    (Code::DuplicateId, "同一页里有两个相同的 id")
                };
                let place = report::locate(&html, &format!("id=\"{id}\""), usize::from(!odd));
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
        Ok(seen)
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
