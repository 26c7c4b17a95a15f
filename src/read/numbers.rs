//! The permanent numbers of corrections, readings, repairs and notes, and the ids that follow from them.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use super::corrections::Correction;
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::plan_file::{AliasEntry, PlanFile};
use crate::inputs::registry::Registry;
use crate::text::source::Source;

/// Puts entries in the order of the document and gives each its number and its id.
///
/// A number that `plan.toml` gives stays; entries without one take the next free ones, in the document's order. On one
/// line ids go by number, so that a later entry, wherever it stands, changes no id that was published.
pub(super) fn number(
    source: &Source,
    file: &PlanFile,
    registry: &Registry,
    corrections: &mut [Correction],
    diagnostics: &mut Vec<Diagnostic>,
) {
    corrections.sort_by_key(|c| {
        (c.lines.first, c.span.map_or(usize::MAX, |span| span.start), c.lines.last, c.kind, c.column.map(|c| c as u8))
    });
    for alias in &file.aliases {
        let count = give(alias, corrections);
        // Which forms are aliases, only the registry says.
        if !registry.is_unreadable() && (count < alias.numbers.len() || count == 0) {
            diagnostics.push(source.diagnostic(
                Code::EntryNotFound,
                source.line_span(1),
                format!("表里作为别称的 `{}` 有 {count} 处，编号有 {} 个", alias.printed, alias.numbers.len()),
                "请改 plan.toml 里这一条 [[aliases]]：printed 照表里所印，numbers 一处一个",
            ));
        }
    }
    let mut taken = BTreeSet::new();
    let mut free = corrections.iter().filter_map(|c| c.number).max().map_or(1, |highest| highest.get() + 1);
    let is_numbered = free > 1;
    for correction in corrections.iter_mut() {
        let place = correction.span.unwrap_or_else(|| source.lines_span(correction.lines));
        let (code, message) = match correction.number {
            Some(number) if taken.insert(number) => continue,
            Some(number) => (Code::RepeatedEntryNumber, format!("编号 {number} 已经给了另一条校勘")),
            None => (Code::UnnumberedEntry, "这一条校勘还没有固定的编号".to_owned()),
        };
        if is_numbered || code == Code::RepeatedEntryNumber {
            let hint = match &correction.derived {
                None => format!("在 plan.toml 的这一条里写 number = {free}"),
                Some(_) => format!("在 plan.toml 的 [[aliases]] 里，`{}` 的 numbers 加上 {free}", correction.printed),
            };
            diagnostics.push(source.diagnostic(code, place, message, hint));
        }
        correction.number = NonZeroU32::new(free);
        free += 1;
    }
    name(corrections);
}

/// Gives the readings of one form of a name their numbers, and the editor's reason. Returns how many there are.
fn give(alias: &AliasEntry, corrections: &mut [Correction]) -> usize {
    let places = corrections.iter_mut().filter(|c| c.derived.is_some() && c.printed == alias.printed);
    let mut count = 0;
    for (place, number) in places.zip(alias.numbers.iter().map(Some).chain(std::iter::repeat(None))) {
        place.number = number.copied();
        place.reason = alias.reason.clone().unwrap_or_default();
        count += 1;
    }
    count
}

/// Gives ids: `l199`, and `l199-2` for the second one that begins on line 199, by number.
fn name(corrections: &mut [Correction]) {
    for line in corrections.chunk_by_mut(|a, b| a.lines.first == b.lines.first) {
        let mut by_number: Vec<&mut Correction> = line.iter_mut().collect();
        by_number.sort_by_key(|correction| correction.number);
        for (at, correction) in by_number.into_iter().enumerate() {
            let first = correction.lines.first;
            correction.id = if at == 0 { format!("l{first}") } else { format!("l{first}-{}", at + 1) };
        }
    }
}
