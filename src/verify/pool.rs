//! Texts that an audit remembers, each once.

use std::collections::HashSet;
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
