//! What a process that audits again and again keeps from one audit for the next: whatever was found once is found again
//! where nothing has changed of all that it follows from. That is told by digests of the files' bytes as they stand.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

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
    pub(super) fn sweep(&self) {
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

    pub(super) fn keep_only(&self, is_kept: impl Fn(&str) -> bool) {
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
