//! The order and limits of a report, and places in the site's files.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::bound::bounded;

/// More diagnostics of one code than this help nobody; the rest is counted.
const MOST_OF_ONE_CODE: usize = 60;

/// Returns a JSON path, an id or an address, as a message names it.
pub(super) fn string(chars: &[char]) -> String {
    chars.iter().collect()
}

/// Returns where `needle` stands in `text` for the `nth` time (from 0): line and column from 1; the beginning if
/// nowhere.
pub(super) fn locate(text: &str, needle: &str, nth: usize) -> (usize, usize) {
    let Some((at, _)) = text.match_indices(needle).nth(nth) else {
        return (1, 1);
    };
    behind(&text[..at])
}

/// Returns the place behind a text: line and column from 1.
pub(super) fn behind(text: &str) -> (usize, usize) {
    let start = text.rfind('\n').map_or(0, |newline| newline + 1);
    (text.matches('\n').count() + 1, text[start..].chars().count() + 1)
}

/// Sorts by place, drops repeats, and keeps a flood of one kind readable.
pub(super) fn settle(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|a, b| {
        let key = |d: &'_ Diagnostic| (d.place.file.clone(), d.place.line, d.place.column, d.code.name());
        key(a).cmp(&key(b)).then_with(|| (&a.place.text, &a.message).cmp(&(&b.place.text, &b.message)))
    });
    diagnostics.dedup();
    bounded(diagnostics, MOST_OF_ONE_CODE, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Place};

    #[test]
    fn places_count_characters() {
        assert_eq!(locate("一\n二三四x\nx", "x", 0), (2, 4));
        assert_eq!(locate("一\n二三四x\nx", "x", 1), (3, 1));
        assert_eq!(locate("一", "x", 0), (1, 1));
    }

    #[test]
    fn a_flood_is_counted_not_listed() {
        let at = |code, place| Diagnostic::new(code, place, "坏", "");
        let many = (0..100).map(|n| at(Code::BrokenLink, Place::file("a.html").at((n + 1, 1))));
        let settled = settle(many.chain([at(Code::BadId, Place::file("b.html"))]).collect());
        assert_eq!(settled.len(), MOST_OF_ONE_CODE + 2);
        assert!(settled.iter().any(|d| d.message.contains("另有 40 处")));
    }
}
