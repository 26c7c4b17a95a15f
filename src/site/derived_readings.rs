//! Says in the site's words what follows from the registries and conventions.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use crate::inputs::catalogue::Catalogue;
use crate::read::{Correction, Derived, Plan};
use crate::text::difference::difference;

/// Fills in how each derived reading is read and why. What an editor gave as the reason stays; a form that is printed
/// again refers to its first place.
pub(super) fn put_into_words(plan: &mut Plan, words: &Catalogue) {
    let form = |entry: &Correction| Some((entry.printed.clone(), read(entry.derived.as_ref()?, words)));
    let mut places: BTreeMap<(String, String), Vec<Option<NonZeroU32>>> = BTreeMap::new();
    for entry in &plan.corrections {
        if let Some(form) = form(entry) {
            places.entry(form).or_default().push(entry.number);
        }
    }
    for entry in &mut plan.corrections {
        let Some(form) = form(entry) else { continue };
        let numbers = &places[&form];
        if let Some(first) = numbers.first().copied().flatten().filter(|first| Some(*first) != entry.number) {
            entry.reason = words.fill("same_as", &[("n", &first.to_string())]);
        } else {
            if let Some(derived) = entry.derived.as_ref().filter(|_| entry.reason.is_empty()) {
                entry.reason = reason(derived, &entry.printed, words);
            }
            if numbers.len() > 1 {
                entry.reason += words.get("same_below");
            }
        }
        entry.read = Some(form.1);
    }
}

fn read(derived: &Derived, words: &Catalogue) -> String {
    match derived {
        Derived::Agency(name) | Derived::Carried(name) | Derived::Domain(name) => {
            words.fill("alias_read", &[("name", &inside_quotes(name))])
        }
        Derived::Leads(printed) => words.fill("convention_leads", &[("printed", &inside_quotes(printed))]),
        Derived::Also { printed, added } => {
            words.fill("convention_also", &[("printed", &inside_quotes(printed)), ("added", added)])
        }
    }
}

fn reason(derived: &Derived, printed: &str, words: &Catalogue) -> String {
    let (Derived::Agency(name) | Derived::Domain(name)) = derived else {
        let key = if matches!(derived, Derived::Carried(_)) { "carried_agency" } else { "convention" };
        return words.get(key).to_owned();
    };
    match difference(printed, name) {
        (_, "", less, _) => words.fill("alias_less", &[("n", less)]),
        (_, more, "", _) => words.fill("alias_more", &[("n", more)]),
        _ => words.get("alias_other").to_owned(),
    }
}

/// Returns words as they stand between quotation marks: with single ones of their own.
fn inside_quotes(text: &str) -> String {
    text.replace('“', "‘").replace('”', "’")
}
