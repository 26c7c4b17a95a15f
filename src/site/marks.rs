//! Marks of corrections and notes, numbered by the page that lists them.

use crate::read::{CorrectionKind, Plan};

/// Gives every entry that a page shows its number there, in order of appearance.
#[derive(Debug, Default)]
pub struct Marks {
    /// Positions in `plan.corrections`, in order; `None` where the page lists no notes.
    seen: Option<Vec<usize>>,
}

impl Marks {
    /// For a page that lists its notes.
    pub fn listed() -> Self {
        Self { seen: Some(Vec::new()) }
    }

    /// For a page that only shows corrections and sends readers to the errata page.
    pub fn linked() -> Self {
        Self { seen: None }
    }

    /// Whether entries of this kind are marked at all.
    pub fn shows(&self, kind: CorrectionKind) -> bool {
        self.seen.is_some() || kind == CorrectionKind::Correction
    }

    /// Id and number of an entry; 0 where the page lists none.
    pub fn mark(&mut self, plan: &Plan, index: usize) -> (String, usize) {
        let id = plan.corrections[index].id.clone();
        let Some(seen) = &mut self.seen else { return (id, 0) };
        let n = seen.iter().position(|other| *other == index).unwrap_or_else(|| {
            seen.push(index);
            seen.len() - 1
        });
        (id, n + 1)
    }

    /// The entries shown, in the order of their numbers.
    pub fn entries(&self) -> &[usize] {
        self.seen.as_deref().unwrap_or_default()
    }
}
