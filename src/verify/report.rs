//! How findings are written down: small steps that build a [`Diagnostic`], and the order and limits of a report.

use crate::diagnostic::{Code, Diagnostic, Place};

/// More findings of one code than this help nobody; the rest is counted.
const MOST_OF_ONE_CODE: usize = 60;

/// Longest text quoted in a finding, in characters.
const LONGEST_QUOTE: usize = 80;

/// An error about `file`; the place is its beginning until [`Finding::at`] says otherwise.
pub(super) fn error(code: Code, file: &str, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, Place::file(file), message, "")
}

/// The steps that complete a finding.
pub(super) trait Finding: Sized {
    /// Where it begins and ends (the end exclusive).
    fn span(self, begin: (usize, usize), end: (usize, usize)) -> Self;
    /// The offending text, shortened where it is long.
    fn quoting(self, text: &str) -> Self;
    /// What to do about it.
    fn hinting(self, hint: &str) -> Self;

    /// Where it stands, when only its beginning is known.
    fn at(self, place: (usize, usize)) -> Self {
        self.span(place, place)
    }
}

impl Finding for Diagnostic {
    fn span(mut self, begin: (usize, usize), end: (usize, usize)) -> Self {
        (self.place.line, self.place.column) = begin;
        (self.place.end_line, self.place.end_column) = end;
        self
    }

    fn quoting(mut self, text: &str) -> Self {
        self.place.text = shorten(text);
        self
    }

    fn hinting(mut self, hint: &str) -> Self {
        self.hint = hint.to_owned();
        self
    }
}

/// `text`, cut in the middle where it is long.
pub(super) fn shorten(text: &str) -> String {
    let count = text.chars().count();
    if count <= LONGEST_QUOTE {
        return text.to_owned();
    }
    let head: String = text.chars().take(LONGEST_QUOTE - 20).collect();
    let tail: String = text.chars().skip(count - 19).collect();
    format!("{head}…{tail}")
}

/// A JSON path, an id or an address, as a message names it.
pub(super) fn string(chars: &[char]) -> String {
    chars.iter().collect()
}

/// Where `needle` stands in `text` for the `nth` time (from 0): line and column from 1; the beginning if nowhere.
pub(super) fn locate(text: &str, needle: &str, nth: usize) -> (usize, usize) {
    let Some((at, _)) = text.match_indices(needle).nth(nth) else {
        return (1, 1);
    };
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

/// Sorts by place, drops repeats, and keeps a flood of one kind readable.
pub(super) fn settle(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|a, b| {
        let key = |d: &'_ Diagnostic| (d.place.file.clone(), d.place.line, d.place.column, d.code.name());
        key(a).cmp(&key(b)).then_with(|| (&a.place.text, &a.message).cmp(&(&b.place.text, &b.message)))
    });
    diagnostics.dedup();
    let mut counts = std::collections::BTreeMap::<Code, usize>::new();
    for diagnostic in &diagnostics {
        *counts.entry(diagnostic.code).or_default() += 1;
    }
    let mut seen = std::collections::BTreeMap::<Code, usize>::new();
    let mut kept = Vec::new();
    for diagnostic in diagnostics {
        let seen = seen.entry(diagnostic.code).or_default();
        *seen += 1;
        if *seen <= MOST_OF_ONE_CODE {
            kept.push(diagnostic);
        } else if *seen == MOST_OF_ONE_CODE + 1 {
            let rest = counts[&diagnostic.code] - MOST_OF_ONE_CODE;
            let last = error(diagnostic.code, &diagnostic.place.file, format!("同类问题另有 {rest} 处，不再逐一列出"));
            kept.push(last.at((diagnostic.place.line, diagnostic.place.column)));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters() {
        assert_eq!(locate("一\n二三四x\nx", "x", 0), (2, 4));
        assert_eq!(locate("一\n二三四x\nx", "x", 1), (3, 1));
        assert_eq!(locate("一", "x", 0), (1, 1));
    }

    #[test]
    fn a_flood_is_counted_not_listed() {
        let many = (0..100).map(|n| error(Code::BrokenLink, "a.html", "坏").at((n + 1, 1)));
        let settled = settle(many.chain([error(Code::BadId, "b.html", "坏")]).collect());
        assert_eq!(settled.len(), MOST_OF_ONE_CODE + 2);
        assert!(settled.iter().any(|d| d.message.contains("另有 40 处")));
    }
}
