//! What a process that audits again and again keeps from one audit for the next: whatever was found once is found again where
//! nothing has changed of all that it follows from. That is told by digests of the files' bytes as they stand.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::inventory::Inventory;
use super::page::SeenPage;
use crate::diagnostic::Diagnostic;

/// What earlier audits of the same process have seen.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// By their files; what depends on other plans is held against these each time.
    pub(super) pages: Memory<Result<Arc<SeenPage>, Diagnostic>>,
    /// What is wrong with what pages say, by their files.
    pub(super) said: Memory<Vec<Diagnostic>>,
    /// What is wrong with the files of plans, by their ids; behind a `/` what another part of the audit finds. What the files
    /// say is read again: kept, it would take more memory than all else.
    pub(super) plans: Memory<Vec<Diagnostic>>,
    pub(super) texts: Pool,
    /// What is wrong with the search's files.
    pub(super) search: Memory<Vec<Diagnostic>>,
}

impl Seen {
    /// Forgets what is no longer there.
    pub(super) fn keep_only(&self, present: &Inventory, plans: &[&str]) {
        self.pages.keep_only(|file| present.has(file));
        self.said.keep_only(|file| present.has(file));
        self.texts.sweep();
        self.plans.keep_only(|plan| plans.contains(&plan.trim_end_matches('/')));
    }
}

/// Texts, each once: pages link the same things by the same words.
#[derive(Debug, Default)]
pub(super) struct Pool(Mutex<HashSet<Arc<str>>>);

impl Pool {
    /// Takes these texts from the pool, or into it.
    pub(super) fn share<'t>(&self, texts: impl Iterator<Item = &'t mut Arc<str>>) {
        let mut pool = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for text in texts {
            match pool.get(text) {
                Some(known) => *text = Arc::clone(known),
                None => drop(pool.insert(Arc::clone(text))),
            }
        }
    }

    /// Forgets the texts that nothing else holds any more.
    fn sweep(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|text| Arc::strong_count(text) > 1);
    }
}

/// Outcomes by names, each with a key: what it follows from.
#[derive(Debug)]
pub(super) struct Memory<T>(Mutex<HashMap<String, (String, T)>>);

impl<T> Default for Memory<T> {
    fn default() -> Memory<T> {
        Memory(Mutex::default())
    }
}

impl<T: Clone> Memory<T> {
    fn get(&self, name: &str, key: &str) -> Option<T> {
        let outcomes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        outcomes.get(name).filter(|(known, _)| known == key).map(|(_, outcome)| outcome.clone())
    }

    fn keep_only(&self, is_kept: impl Fn(&str) -> bool) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|name, _| is_kept(name));
    }
}

/// Returns an outcome from memory, or makes it and keeps it there. Without a memory, or a key, it is made.
pub(super) fn recall<T: Clone>(
    memory: Option<&Memory<T>>,
    name: &str,
    key: impl FnOnce() -> Option<String>,
    make: impl FnOnce() -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let Some((memory, key)) = memory.and_then(|memory| Some((memory, key()?))) else { return make() };
    if let Some(outcome) = memory.get(name, &key) {
        return Ok(outcome);
    }
    let outcome = make()?;
    let mut outcomes = memory.0.lock().unwrap_or_else(PoisonError::into_inner);
    outcomes.insert(name.to_owned(), (key, outcome.clone()));
    Ok(outcome)
}
