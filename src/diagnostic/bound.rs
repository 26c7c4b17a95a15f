//! How many diagnostics are told: a file that is wrong throughout is told so, and not a hundred thousand times.

use std::collections::BTreeMap;

use super::{Code, Diagnostic};

/// Leaves out of a list what is more of a kind than `most`; one diagnostic at the place of the first that is left out says
/// how many there are, with a hint.
pub(crate) fn bounded(diagnostics: Vec<Diagnostic>, most: usize, hint: &str) -> Vec<Diagnostic> {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for diagnostic in &diagnostics {
        *counts.entry(diagnostic.code).or_default() += 1;
    }
    let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
    let told = diagnostics.into_iter().filter_map(|diagnostic| {
        let seen = seen.entry(diagnostic.code).or_default();
        *seen += 1;
        match seen.checked_sub(most) {
            None | Some(0) => Some(diagnostic),
            Some(1) => Some(others(&diagnostic, counts[&diagnostic.code] - most, hint)),
            Some(_) => None,
        }
    });
    told.collect()
}

/// Returns what is said of `count` diagnostics of which this is the first.
fn others(first: &Diagnostic, count: usize, hint: &str) -> Diagnostic {
    let message = format!("同类问题另有 {count} 处，不再逐一列出");
    Diagnostic { stands_for: count, ..Diagnostic::new(first.code, first.place.clone(), message, hint) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, render};
    use crate::tests::support::Portal;

    const MOST: usize = 500;

    #[test]
    fn a_hundred_thousand_of_a_kind_are_told_as_so_many() {
        let many =
            |code| (1..=100_000).map(move |line| Diagnostic::new(code, Place::file("a").at((line, 1)), "甲", "乙"));
        let all = many(Code::RawHtml).chain(many(Code::UnknownAgency)).chain(many(Code::BadLink).take(MOST));
        let told = bounded(all.collect(), MOST, "");
        assert_eq!(told.len(), 3 * MOST + 2);
        assert!(told[MOST].message.contains("另有 99500 处") && told[MOST].place.line == MOST + 1, "{:?}", told[MOST]);
        let counts = render::count(&told);
        assert_eq!((counts.errors, counts.warnings), (100_000 + MOST, 100_000));
    }

    #[test]
    fn faults_of_one_long_line_take_no_more_memory_than_others() {
        let body = "<b>".repeat(20_000);
        let portal = Portal::with_linked_theme();
        let text = portal.text("content/pages/about.md") + &body;
        let told = portal.file("content/pages/about.md", text).check().diagnostics;
        let of_html: Vec<&Diagnostic> = told.iter().filter(|one| one.code == Code::RawHtml).collect();
        assert_eq!(of_html.iter().map(|one| one.stands_for).sum::<usize>(), 20_000);
        assert!(of_html.len() < 1000, "{}", of_html.len());
        // Each would be as long as the line.
        assert!(std::ptr::eq(of_html[0].place.lines.as_str(), of_html[1].place.lines.as_str()));
    }
}
