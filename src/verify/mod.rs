//! The audit of a finished site: nothing of the source is lost, nothing invented, every link resolves.
//!
//! It is a second opinion and must not share the generator's mistakes. So it knows neither the document's model nor the
//! theme, but only what people wrote (`source.txt`, `plan.toml`, `agencies.toml`, `portal.toml`, the changes, words of the
//! portal's own) and the finished files. What it relies on in these is listed in `contract`, and explained in
//! `docs/verify.md`.
//!
//! ```text
//!  source.txt ──┐
//!  plan.json ───┼─▶ SourceText ──┬─▶ coverage   the full text is the source, character for character
//!  (corrections)┘                ├─▶ spans      every [data-lines] element says what its lines say
//!  *.html ───────▶ Page ─────────┤   marks      every correction is shown as printed and as read
//!                                ├─▶ tasks      every cell stands on its task's page
//!                                ├─▶ links      every address and anchor resolves, nothing is foreign
//!                                └─▶ budgets    what a reader downloads
//!
//!  source.txt, plan.toml ──▶ second_reading ──▶ tasks.json has every task of the source, and what it says of each
//!                            tasks.json ───────▶ statements   pages state the same of their tasks, and lists list all
//! ```
//!
//! White space is no text anywhere; nor is the dash of a list line. Text that a page adds stands in `[data-ours]`. What
//! the full text may leave out is one thing only: a row that repeats the header of its table.

mod anchors;
mod assets;
mod budgets;
mod contract;
mod coverage;
mod derived;
mod edition;
mod files;
mod html;
mod inventory;
mod labels;
mod links;
mod marks;
mod numbers;
mod own_words;
mod page;
mod pool;
mod proof;
mod references;
mod report;
mod seal;
mod second_reading;
mod source;
mod spans;
mod statements;
mod tasks;
#[cfg(test)]
pub(crate) mod tests;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::Utf8Path;
use rayon::prelude::*;
use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::edition::MANIFEST;
use crate::file_digests::FileDigests;
use crate::memory::{key_of, recall};
use crate::open_data;
use edition::{Base, CasesData};
use html::ReferenceKind;
use inventory::Inventory;
use links::Targets;
pub(crate) use page::Seen;
use page::{Audit, SeenPage};
use proof::Proof;
use second_reading::listed::Listed;
use written::Written;

/// A plan whose text the site has to show.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct VerifiedPlan {
    /// Its id: the first segment of its addresses.
    pub id: String,
    /// The official text.
    pub source: String,
    /// The name of the text's file in diagnostics.
    pub source_file: String,
    /// What the site says it reads otherwise than printed.
    pub corrections: Vec<ListedCorrection>,
    /// What its `plan.toml` lists.
    pub listed: Listed,
    /// All of `plan.toml`.
    pub written: Value,
}

/// An entry of the list of corrections, as the site's open data has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct ListedCorrection {
    /// What `data-correction` names it by.
    pub id: String,
    /// Only `correction` replaces text; the others have to stand where they say.
    pub kind: String,
    /// First and last line of the source.
    pub lines: (usize, usize),
    /// What stands there; for a correction it stands exactly once in its lines.
    pub printed: String,
    /// What a correction puts in its place; it may be empty.
    pub read: String,
}

/// How many bytes, compressed with brotli, a reader may have to download.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Budgets {
    /// A page that lists things, with its stylesheet.
    pub list: usize,
    /// Any other page, with its stylesheet.
    pub page: usize,
    /// The stylesheet.
    pub style: usize,
    /// All scripts together.
    pub scripts: usize,
    /// What they may weigh beside that where the search's index is cut.
    pub shards: usize,
}

impl Default for Budgets {
    fn default() -> Budgets {
        Budgets { list: 40 * 1024, page: 14 * 1024, style: 17 * 512, scripts: 25 * 512, shards: 3 * 1024 }
    }
}

/// What an audit found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// Sorted by place. The site is right if none is an error.
    pub diagnostics: Vec<Diagnostic>,
    /// How much was looked at.
    pub stats: VerifyStats,
}

/// How much an audit looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VerifyStats {
    /// Plans whose sources were compared.
    pub plans: usize,
    /// All files of the site.
    pub files: usize,
    /// HTML files.
    pub pages: usize,
    /// Elements with `data-lines`, on all pages.
    pub passages: usize,
    /// Addresses in pages.
    pub links: usize,
    /// Characters of the sources, white space left out.
    pub characters: usize,
    /// Those of them that the full texts show in their place.
    pub characters_shown: usize,
}

/// Audits the site in `site`, whose sources stand under `root/seeds`.
///
/// Files are named relative to the root where the site lies below it, else relative to the site.
///
/// # Errors
/// Where the disk can't be read. Whatever is wrong with the site itself is a diagnostic.
pub fn verify(root: &Utf8Path, site: &Utf8Path) -> anyhow::Result<VerifyReport> {
    verify_remembering(root, site, None, &FileDigests::default())
}

/// Audits as [`verify`] does, for a process that does so again and again: a page that it has seen is not read again, nor
/// a file whose digest it has.
pub(crate) fn verify_remembering(
    root: &Utf8Path,
    site: &Utf8Path,
    remembered: Option<&Seen>,
    digests: &FileDigests,
) -> anyhow::Result<VerifyReport> {
    let base = match edition::base(site)? {
        Ok(base) => base,
        Err(fault) => return Ok(VerifyReport { diagnostics: vec![fault], ..VerifyReport::default() }),
    };
    let plans = || edition::plans(root, site, base.plans.as_deref());
    let (plans, present) = rayon::join(plans, || Inventory::take(site, digests));
    let ((plans, mut diagnostics), (present, odd)) = (plans?, present?);
    diagnostics.extend(odd);
    let report = examine(site, &base, &plans, &Written::read(root), &Budgets::default(), &present, remembered)?;
    let sources: BTreeSet<&str> = plans.iter().map(|plan| plan.source_file.as_str()).collect();
    diagnostics.extend(report.diagnostics);
    if let Ok(manifest) = edition::json(site, MANIFEST)? {
        diagnostics.extend(seal::check(site, &manifest, &present)?);
    }
    let (root, site) = (root.canonicalize_utf8()?, site.canonicalize_utf8()?);
    if let Ok(prefix) = site.strip_prefix(&root) {
        for diagnostic in &mut diagnostics {
            if !sources.contains(diagnostic.place.file.as_str()) {
                diagnostic.place.file = prefix.join(&diagnostic.place.file).into_string();
            }
        }
    }
    Ok(VerifyReport { diagnostics: report::settle(diagnostics), stats: report.stats })
}

/// Returns all diagnostics, in the order that they were made in. Pages are named relative to the site, sources by their
/// [`VerifiedPlan::source_file`].
fn examine(
    site: &Utf8Path,
    base: &Base,
    plans: &[VerifiedPlan],
    written: &Written,
    budgets: &Budgets,
    present: &Inventory,
    remembered: Option<&Seen>,
) -> anyhow::Result<VerifyReport> {
    let files = &present.files;
    let mut diagnostics = Vec::new();
    let proved = remembered.map(|seen| &seen.plans);
    let prove = |plan: &VerifiedPlan| Proof::of(site, base, plan, present, written, proved);
    let proved: anyhow::Result<Vec<_>> = plans.par_iter().map(prove).collect();
    let mut proofs = BTreeMap::new();
    for (plan, (proof, found)) in plans.iter().zip(proved?) {
        diagnostics.extend(found);
        proofs.insert(plan.id.as_str(), proof);
    }
    let assets = assets(site, files, &mut diagnostics)?;
    let (styles, over) = budgets::check_assets(budgets, &assets);
    diagnostics.extend(over);

    let cases_file = open_data::CASES;
    let cases: Value =
        if files.contains(cases_file) { edition::json(site, cases_file)?.unwrap_or_default() } else { Value::Null };
    let data: Vec<&derived::Data> = proofs.values().map(|proof| &proof.data).collect();
    let no_ids = BTreeMap::new();
    let audit = Audit {
        site,
        base,
        present,
        proofs: &proofs,
        styles: &styles,
        budgets,
        words: &written.words,
        no_ids: &no_ids,
        remembered,
    };
    let pages: Vec<&String> =
        files.iter().filter(|file| file.ends_with(".html") && !written.own_files.contains(*file)).collect();
    let search_key = || {
        let is_loaded = |file: &str| !file.ends_with(".html") && file != MANIFEST;
        let loaded = present.digest_of(|file| is_loaded(file) || file == contract::SEARCH);
        let plans: Vec<&str> = proofs.values().map(|proof| proof.digest.as_str()).collect();
        Some(key_of(&(base, plans, &written.words, loaded)))
    };
    let check_search = || {
        recall(remembered.map(|seen| &seen.search), contract::SEARCH, search_key, || {
            let shards = remembered.map(|seen| &seen.shards);
            derived::check_search(site, base, present, &cases, &data, &written.words, shards)
        })
    };
    let look = || pages.par_iter().map(|file| audit.page(file)).collect::<Vec<_>>();
    let know = || labels::Known::new(&data, &cases, written);
    let (read, (found, mut known)) = rayon::join(look, || rayon::join(check_search, know));
    diagnostics.extend(found?);
    let mut seen = Vec::new();
    for (file, read) in pages.iter().zip(read) {
        match read? {
            Ok(page) => seen.push((file.as_str(), page)),
            Err(fault) => diagnostics.push(fault),
        }
    }
    let told = labels::told(seen.iter().map(|(file, page)| (*file, &page.said)), base);
    known.learn(&told);
    let keys = labels::Keys::new(base, &proofs, present, &known, &told);
    let said = |(file, page): &(&str, Arc<SeenPage>)| audit.said(file, page, &known, &keys);
    diagnostics.extend(seen.par_iter().map(said).collect::<anyhow::Result<Vec<_>>>()?.into_iter().flatten());
    if let Some(remembered) = remembered {
        remembered.keep_only(present, &proofs.keys().copied().collect::<Vec<_>>());
    }
    let mut stats = VerifyStats {
        plans: plans.len(),
        files: files.len(),
        pages: pages.len(),
        characters: proofs.values().map(|proof| proof.source.chars.len()).sum(),
        ..VerifyStats::default()
    };
    let mut ids = BTreeMap::new();
    for (file, page) in &seen {
        stats.passages += page.passages;
        stats.links += page.references.len();
        stats.characters_shown += page.shown;
        diagnostics.extend_from_slice(&page.diagnostics);
        ids.insert(*file, &page.ids);
    }

    let targets = Targets { site, base, files, ids: &ids };
    diagnostics.extend(check_links(&seen, &targets, present, remembered)?);
    let said = seen.iter().map(|(file, page)| (*file, &page.said));
    diagnostics.extend(labels::disagreeing(said, written.words.has_templates).into_iter().map(|file| {
        let message = "这一页没有目录，或与别处的目录不同";
        Diagnostic::new(Code::WrongFact, Place::file(file), message, "重新生成网站：policy-portal build")
    }));
    for proof in proofs.values() {
        diagnostics.extend(check_data(&proof.addresses, &targets));
    }
    if !cases.is_null() {
        diagnostics.extend(data.iter().flat_map(|data| derived::check_cases(data, &cases)));
    }
    diagnostics.extend(check_case_data(&targets)?);
    for (file, content) in &assets {
        if budgets::is_style(file) {
            diagnostics.extend(assets::check_style(file, &String::from_utf8_lossy(content), &targets));
        }
    }
    diagnostics.extend(check_feeds(&targets, &cases, &data, written)?);
    // Where nobody remembers them, to let go of them takes longer than most of what is above.
    proofs.into_values().par_bridge().for_each(drop);
    Ok(VerifyReport { diagnostics, stats })
}

/// Checks the addresses in pages. They are looked at again where the page has changed, or the files or ids that there are.
fn check_links(
    seen: &[(&str, Arc<SeenPage>)],
    targets: &Targets,
    present: &Inventory,
    remembered: Option<&Seen>,
) -> anyhow::Result<Vec<Diagnostic>> {
    // The search's files are named by what they hold: who refers to one of them is looked at each time.
    let is_lasting = |file: &&String| !file.starts_with(contract::SEARCH_FILES);
    let lasting: Vec<&String> = targets.files.iter().filter(is_lasting).collect();
    let drawings = || present.digest_of(links::has_ids_of_its_own);
    let there = remembered.map(|_| key_of(&(targets.base, lasting, targets.ids, drawings())));
    let check = |(file, page): &(&str, Arc<SeenPage>)| {
        let key = || {
            let there = there.as_deref().filter(|_| !page.names_search)?;
            Some(key_of(&(there, present.digest(file)?)))
        };
        let check = || Ok(links::check(file, &page.references, targets));
        recall(remembered.map(|seen| &seen.links), file, key, check)
    };
    let found: Vec<_> = seen.par_iter().map(check).collect::<anyhow::Result<_>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// Checks `cases.json` as a file, where there is one.
fn check_case_data(targets: &Targets) -> anyhow::Result<Vec<Diagnostic>> {
    let (site, file) = (targets.site, open_data::CASES);
    let mut diagnostics = Vec::new();
    if targets.files.contains(file) {
        if let Ok(text) = files::text(site, file)? {
            diagnostics.extend(derived::check_case_file(&text));
        }
        let data: CasesData = or_default(edition::json(site, file)?, &mut diagnostics);
        let addresses: Vec<_> = data.cases.into_iter().map(|case| (file.to_owned(), case.url)).collect();
        diagnostics.extend(check_data(&addresses, targets));
    }
    Ok(diagnostics)
}

/// Checks the site map and the feeds, where there are any.
fn check_feeds(
    targets: &Targets,
    cases: &Value,
    data: &[&derived::Data],
    written: &Written,
) -> anyhow::Result<Vec<Diagnostic>> {
    let Targets { site, base, files, .. } = *targets;
    let mut diagnostics = Vec::new();
    for file in contract::XML_FILES.into_iter().filter(|&file| files.contains(file)) {
        match files::text(site, file)? {
            Ok(xml) => {
                diagnostics.extend(assets::check_xml(file, &xml, targets));
                if file == contract::SITE_MAP {
                    diagnostics.extend(assets::check_site_map(&xml, targets));
                }
                if file == contract::FEED {
                    diagnostics.extend(derived::check_feed(file, &xml, base, cases, data, written));
                }
                if file == contract::CHANGES_FEED {
                    diagnostics.extend(derived::check_changes(file, &xml, base, written));
                }
            }
            Err(fault) => diagnostics.push(fault),
        }
    }
    Ok(diagnostics)
}

/// Returns the stylesheets and scripts of a site.
fn assets(
    site: &Utf8Path,
    files: &BTreeSet<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut assets = Vec::new();
    for file in files {
        if budgets::is_style(file) || budgets::is_script(file) {
            match files::bytes(site, file)? {
                Ok(content) => assets.push((file.clone(), content)),
                Err(fault) => diagnostics.push(fault),
            }
        }
    }
    Ok(assets)
}

/// Checks the addresses that the open data names. They are written from the site's root, without the base path.
fn check_data(addresses: &[(String, String)], targets: &Targets) -> Vec<Diagnostic> {
    let root = Base::default();
    let targets = Targets { base: &root, ..*targets };
    let check = |(file, address): &(String, String)| links::check_address(file, ReferenceKind::Link, address, &targets);
    addresses.iter().flat_map(check).collect()
}

fn or_default<T: Default>(read: Result<T, Diagnostic>, diagnostics: &mut Vec<Diagnostic>) -> T {
    read.unwrap_or_else(|fault| {
        diagnostics.push(fault);
        T::default()
    })
}
