//! The pages that a list goes on at.

use serde::Serialize;

use crate::content::{Content, EditionChanges};
use crate::site::context::{Link, PageContext};
use crate::site::pagination;
use crate::site::subject::List;

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

/// Returns the address of the page that an edition stands on.
pub(crate) fn page_of(content: &Content, edition: &EditionChanges) -> String {
    let pages = pagination::of_editions(content);
    let at = pages.iter().position(|page| page.iter().any(|own| own.name == edition.name));
    List::Changes.address(at.unwrap_or_default() + 1)
}
