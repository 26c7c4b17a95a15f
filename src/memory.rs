//! What a process that does the same again and again keeps from one time for the next: whatever was found or made once is
//! taken again where nothing has changed of all that it follows from.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::sync::{Mutex, PoisonError};

/// Outcomes by names, each with a key: what it follows from.
#[derive(Debug)]
pub(crate) struct Memory<T>(Mutex<HashMap<String, (String, T)>>);

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

    pub(crate) fn keep_only(&self, is_kept: impl Fn(&str) -> bool) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|name, _| is_kept(name));
    }
}

/// Returns the key of what follows from these values alone.
pub(crate) fn key_of(values: &impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    values.hash(&mut hasher);
    format!("{:x}", hasher.finish())
}

/// Returns an outcome from memory, or makes it and keeps it there. Without a memory, or a key, it is made.
pub(crate) fn recall<T: Clone, E>(
    memory: Option<&Memory<T>>,
    name: &str,
    key: impl FnOnce() -> Option<String>,
    make: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let Some((memory, key)) = memory.and_then(|memory| Some((memory, key()?))) else { return make() };
    if let Some(outcome) = memory.get(name, &key) {
        return Ok(outcome);
    }
    let outcome = make()?;
    let mut outcomes = memory.0.lock().unwrap_or_else(PoisonError::into_inner);
    outcomes.insert(name.to_owned(), (key, outcome.clone()));
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    #[test]
    fn what_was_made_once_is_made_again_only_of_something_else() {
        let memory = Memory::default();
        let mut made = 0;
        let mut recall = |name: &str, of: &[&str]| {
            let make = || {
                made += 1;
                Ok::<_, Infallible>(made)
            };
            recall(Some(&memory), name, || Some(key_of(&of)), make).unwrap()
        };
        assert_eq!([recall("a", &["x", "y"]), recall("a", &["x", "y"])], [1, 1]);
        assert_eq!([recall("a", &["xy"]), recall("b", &["x", "y"])], [2, 3]);
        memory.keep_only(|name| name == "b");
        assert_eq!(memory.get("a", &key_of(&["xy"])), None);
        assert_eq!(memory.get("b", &key_of(&["x", "y"])), Some(3));
    }
}
