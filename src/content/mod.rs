//! What editors write beside the plans: cases, topics, progress. Everything that is wrong with it is told in one run.
//!
//! ```text
//! content/pages/*.md ──────▶ Document ─▶ Fields ────▶ TextPage ─┐
//! content/cases/*.md ──┐                                       │
//! content/topics/*.md ─┤                                       │
//! content/for/*.md ────┼─▶ Document ─▶ Fields ─┬─▶ Case, Topic, Reader
//! content/relations/*.toml ──────────▶ Fields ─┼─▶ Relations ────┤
//! content/changes/*.toml ────────────▶ Fields ─┼─▶ EditionChanges ┤
//! content/progress.* ──┴─▶ rows of cells ──────┴─▶ Progress ────┴─▶ Content
//! ```
//!
//! It comes as text and bytes, for only the reader of inputs touches the disk.

pub(crate) mod anchors;
pub(crate) mod case;
pub(crate) mod change;
pub(crate) mod document;
pub(crate) mod gloss;
mod leftovers;
mod lines;
pub(crate) mod links;
pub(crate) mod markdown;
pub(crate) mod page;
pub(crate) mod progress;
pub(crate) mod reader;
pub(crate) mod relations;
pub(crate) mod sheet;
#[cfg(test)]
mod tests;
pub(crate) mod topic;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use case::{Case, CaseKind};
pub(crate) use change::{Change, ChangeKind, EditionChanges, How, TaskField};
pub(crate) use gloss::Gloss;
pub(crate) use page::TextPage;
pub(crate) use progress::{Progress, State};
pub(crate) use reader::{Measure, Reader, Unsaid};
pub(crate) use relations::{AnsweredTask, ChosenClause, PlanRelations, TaskRelations};
pub(crate) use topic::{Topic, TopicTask};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::inputs::files::{ContentFiles, TextFile};
use crate::text::address::{self, is_slug};
use crate::text::date::Date;

/// What an editor can refer to.
#[derive(Debug, Clone)]
pub(crate) struct KnownPlan {
    pub id: String,
    pub tasks: BTreeSet<u32>,
    /// Ids of its clauses, with heading and text as read.
    pub clauses: BTreeMap<String, String>,
    /// Their texts as read.
    pub texts: BTreeMap<u32, String>,
    /// The day that the document is known by.
    pub dated: Option<Date>,
}

/// What the editors say.
#[derive(Debug, Clone, Default, Hash)]
pub(crate) struct Content {
    /// The portal's own pages, in the order of their names.
    pub pages: Vec<TextPage>,
    /// The newest first.
    pub cases: Vec<Case>,
    /// By their `order`, then by the first task that each leads to.
    pub topics: Vec<Topic>,
    /// By their `order`, then by name.
    pub readers: Vec<Reader>,
    /// In the order of their names.
    pub glosses: Vec<Gloss>,
    /// In the order of the spreadsheet; only what says something.
    pub progress: Vec<Progress>,
    pub relations: Vec<PlanRelations>,
    /// The newest first.
    pub editions: Vec<EditionChanges>,
}

impl Content {
    /// Returns the addresses of all pages that it makes.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = String> {
        let pages = self.pages.iter().map(|page| address::portal(&page.name));
        let cases = self.cases.iter().map(|case| address::case(&case.slug));
        let readers = self.readers.iter().map(|reader| address::reader(&reader.slug));
        pages.chain(cases).chain(self.topics.iter().map(|topic| address::topic(&topic.slug))).chain(readers)
    }

    /// Returns how many editions tell of a change that is meant, and the day of the newest of these.
    pub(crate) fn revisions(&self, is_meant: impl Fn(&Change) -> bool) -> (usize, Option<Date>) {
        let editions = self.editions.iter().filter(|edition| edition.changes.iter().any(&is_meant));
        let days: Vec<Date> = editions.map(|edition| edition.date).collect();
        (days.len(), days.into_iter().max())
    }

    /// Returns what is told on the pages of one plan, beside what is read of it.
    pub(crate) fn of_plan(&self, plan: &str) -> Self {
        let topics = self.topics.iter().filter_map(|topic| {
            let tasks: Vec<TopicTask> = topic.tasks.iter().filter(|task| task.plan == plan).cloned().collect();
            (!tasks.is_empty()).then(|| Topic { tasks, ..topic.clone() })
        });
        Self {
            cases: self.cases.iter().filter(|case| case.plan == plan).cloned().collect(),
            topics: topics.collect(),
            glosses: self
                .glosses
                .iter()
                .filter(|gloss| gloss.plan.as_deref().is_none_or(|of| of == plan))
                .cloned()
                .collect(),
            progress: self.progress.iter().filter(|progress| progress.plan == plan).cloned().collect(),
            ..Self::default()
        }
    }

    /// Keeps only what speaks of these plans. What then leads nowhere is left out.
    pub(crate) fn keep_plans(&mut self, is_kept: impl Fn(&str) -> bool) {
        self.cases.retain(|case| is_kept(&case.plan));
        self.glosses.retain(|gloss| gloss.plan.as_deref().is_none_or(&is_kept));
        self.progress.retain(|progress| is_kept(&progress.plan));
        self.relations.retain(|relations| is_kept(&relations.plan));
        for edition in &mut self.editions {
            edition.changes.retain(|change| change.plan.as_deref().is_none_or(&is_kept));
        }
        for topic in &mut self.topics {
            topic.tasks.retain(|task| is_kept(&task.plan));
        }
        self.topics.retain(|topic| !topic.tasks.is_empty());
        for reader in &mut self.readers {
            reader.measures.retain(|measure| is_kept(&measure.plan));
        }
        self.readers.retain(|reader| !reader.measures.is_empty());
    }
}

/// Reads the portal's own pages.
pub(crate) fn read_pages(files: &ContentFiles, diagnostics: &mut Vec<Diagnostic>) -> Vec<TextPage> {
    files.pages.iter().filter_map(|file| page::read(file, diagnostics)).collect()
}

/// Reads what the editors wrote about `plans`, as of a day if there is one.
pub(crate) fn read(files: &ContentFiles, plans: &[KnownPlan], as_of: Option<Date>) -> (Content, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut content = Content { pages: read_pages(files, &mut diagnostics), ..Content::default() };
    for (file, slug) in named(&files.cases, &mut diagnostics) {
        content.cases.extend(case::read(file, slug, plans, &mut diagnostics));
    }
    for (file, slug) in named(&files.topics, &mut diagnostics) {
        content.topics.extend(topic::read(file, slug, plans, &mut diagnostics));
    }
    for file in &files.relations {
        content.relations.extend(relations::read(file, plans, &mut diagnostics));
    }
    for (file, slug) in named(&files.readers, &mut diagnostics) {
        content.readers.extend(reader::read(file, slug, plans, &mut diagnostics));
    }
    content.readers.sort_by_key(|reader| (reader.order.is_none(), reader.order, reader.slug.clone()));
    for (file, slug) in named(&files.glosses, &mut diagnostics) {
        content.glosses.extend(gloss::read(file, slug, plans, &mut diagnostics));
    }
    content.editions = files.editions.iter().filter_map(|file| change::read(file, &mut diagnostics)).collect();
    content.editions.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| by_length(&b.name, &a.name)));
    if let Some(sheet) = &files.progress {
        content.progress = progress::read(sheet, plans, as_of, &mut diagnostics);
    }
    content.cases.sort_by(|a, b| b.published.cmp(&a.published).then_with(|| a.slug.cmp(&b.slug)));
    let place = |topic: &Topic| {
        let first = topic.tasks.iter().filter_map(|task| {
            let plan = plans.iter().position(|plan| plan.id == task.plan)?;
            Some((plan, task.number))
        });
        (topic.order.is_none(), topic.order, first.min())
    };
    content.topics.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.slug.cmp(&b.slug)));
    (content, diagnostics)
}

/// Compares names of one day: `2024-05-01`, `2024-05-01-2`, … `2024-05-01-10`.
fn by_length(a: &str, b: &str) -> std::cmp::Ordering {
    (a.len(), a).cmp(&(b.len(), b))
}

/// Returns the files with the slugs that their names give them.
fn named<'f>(files: &'f [TextFile], diagnostics: &mut Vec<Diagnostic>) -> Vec<(&'f TextFile, &'f str)> {
    let mut seen: Vec<(String, &str)> = Vec::new();
    let mut named = Vec::new();
    for file in files {
        let mut error = |code, message: String, hint: &str| {
            diagnostics.push(Diagnostic::new(code, Place::file(&file.file), message, hint));
        };
        let name = file.file.rsplit('/').next().unwrap_or_default();
        let slug = name.strip_suffix(".md").unwrap_or(name);
        if !is_slug(slug) {
            let hint = "文件名就是网址：只用小写字母、数字和连字符，如 kexie-2024.md";
            error(Code::BadSlug, format!("文件名 `{name}` 不能用作网址"), hint);
        }
        let folded = slug.to_lowercase();
        if let Some((_, other)) = seen.iter().find(|(other, _)| *other == folded) {
            let message = format!("与 `{other}` 的网址相同（不分大小写）");
            error(Code::RepeatedSlug, message, "给其中一个文件改名");
        }
        seen.push((folded, &file.file));
        named.push((file, slug));
    }
    named
}
