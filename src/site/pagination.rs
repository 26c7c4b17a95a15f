//! Lists that grow with the portal, cut into pages.

use serde::Serialize;

use crate::content::{Case, CaseKind, Content, EditionChanges};
use crate::packing::packed;
use crate::site::context::{Link, PageContext};
use crate::site::subject::List;

/// The most entries of a page.
const MOST: usize = 100;

/// The pages of a list, where it has several.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Pagination {
    /// The page that is shown, from 1.
    pub current: usize,
    /// One each, in their order; none where there is only one.
    pub links: Vec<Link>,
}

impl PageContext<'_> {
    pub(crate) fn pagination(&self, list: List, current: usize, all: usize) -> Pagination {
        let links = (1..=all).filter(|_| all > 1).map(|page| self.link(page.to_string(), &list.address(page)));
        Pagination { current, links: links.collect() }
    }

    /// Returns what a list's page is called: from the second on its number is added.
    pub(crate) fn page_title(&self, key: &str, page: usize) -> String {
        let title = self.word(key);
        if page == 1 { title } else { self.words.fill("further_page", &[("title", &title), ("n", &page.to_string())]) }
    }
}

/// Returns the cases of each page: typical ones first, as the list shows them; an empty list is a page.
pub(crate) fn of_cases(content: &Content) -> Vec<Vec<&Case>> {
    let of = |kind| content.cases.iter().filter(move |case| case.kind == kind);
    let all: Vec<&Case> = of(CaseKind::Typical).chain(of(CaseKind::Fact)).collect();
    if all.is_empty() { vec![all] } else { all.chunks(MOST).map(<[_]>::to_vec).collect() }
}

/// Returns the address of the page that an edition stands on.
pub(crate) fn page_of(content: &Content, edition: &EditionChanges) -> String {
    let pages = of_editions(content);
    let at = pages.iter().position(|page| page.iter().any(|own| own.name == edition.name));
    List::Changes.address(at.unwrap_or_default() + 1)
}

/// Returns the editions of each page. One is never cut, however much it changed.
pub(crate) fn of_editions(content: &Content) -> Vec<Vec<&EditionChanges>> {
    packed(&content.editions, MOST, |edition| edition.changes.len() + 1)
}
