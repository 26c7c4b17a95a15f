//! Lists that grow with the portal, cut into pages.

use crate::content::{Case, CaseKind, Content, EditionChanges};
use crate::packing::packed;

/// The most entries of a page.
const MOST: usize = 100;

/// Returns the cases of each page: typical ones first, as the list shows them; an empty list is a page.
pub(crate) fn of_cases(content: &Content) -> Vec<Vec<&Case>> {
    let of = |kind| content.cases.iter().filter(move |case| case.kind == kind);
    let all: Vec<&Case> = of(CaseKind::Typical).chain(of(CaseKind::Fact)).collect();
    if all.is_empty() { vec![all] } else { all.chunks(MOST).map(<[_]>::to_vec).collect() }
}

/// Returns the editions of each page. One is never cut, however much it changed.
pub(crate) fn of_editions(content: &Content) -> Vec<Vec<&EditionChanges>> {
    packed(&content.editions, MOST, |edition| edition.changes.len() + 1)
}
