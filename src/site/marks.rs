//! Marks of corrections and notes: numbered by the page that lists them, or linked to the errata page.

use super::address;
use crate::read::{CorrectionKind, Plan};

/// Gives every entry that a page shows its number there, in order of appearance.
#[derive(Debug)]
pub struct Marks<'a> {
    base: &'a str,
    /// Positions in `plan.corrections`, in order; `None` where the page lists no notes.
    seen: Option<Vec<usize>>,
}

impl<'a> Marks<'a> {
    /// For a page that lists its notes.
    pub fn listed(base: &'a str) -> Self {
        Self { base, seen: Some(Vec::new()) }
    }

    /// For a page that only shows corrections and sends readers to the errata page.
    pub fn linked(base: &'a str) -> Self {
        Self { base, seen: None }
    }

    /// Whether entries of this kind are marked at all.
    pub fn shows(&self, kind: CorrectionKind) -> bool {
        self.seen.is_some() || kind == CorrectionKind::Correction
    }

    /// Id, number and note's address of an entry.
    pub fn mark(&mut self, plan: &Plan, index: usize) -> (String, usize, String) {
        let id = plan.corrections[index].id.clone();
        match &mut self.seen {
            None => {
                let href = format!("{}{}", self.base, address::erratum(&plan.id, &id));
                (id, 0, href)
            }
            Some(seen) => {
                let n = seen.iter().position(|other| *other == index).unwrap_or_else(|| {
                    seen.push(index);
                    seen.len() - 1
                });
                let href = format!("#note-{id}");
                (id, n + 1, href)
            }
        }
    }

    /// The entries shown, in the order of their numbers.
    pub fn entries(&self) -> &[usize] {
        self.seen.as_deref().unwrap_or_default()
    }
}
