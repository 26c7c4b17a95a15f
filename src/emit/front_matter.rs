//! A page's front matter: a struct made YAML, never pasted text.
//!
//! All of it stands in one line: over several, one that ends in `---` would end it.

use anyhow::Result;
use serde::Serialize;

use super::inline_yaml::inline;
use crate::site::{Frame, Href, Page, View};

/// What Zola knows of a page beside its body.
#[derive(Serialize)]
struct FrontMatter<'a> {
    title: &'a str,
    description: &'a str,
    template: String,
    extra: PageExtra<'a>,
}

/// What every page has beside its view.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct PageExtra<'a> {
    #[serde(flatten)]
    frame: &'a Frame,
    /// The picture that other sites show beside a link to the page, where it has one of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    picture_href: Option<Href>,
    /// On the pages of the search and of the open data.
    #[serde(skip_serializing_if = "Option::is_none")]
    search: Option<&'a SearchFiles>,
    #[cfg_attr(test, schemars(skip))]
    view: &'a View,
}

/// The search's files, whose names change with their content.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[expect(
    clippy::struct_field_names,
    reason = "templates print as they stand only addresses, and know them by that ending"
)]
pub(super) struct SearchFiles {
    pub index_href: Href,
    pub documents_href: Href,
    pub corpus_href: Href,
}

/// The kinds of the pages that name them: every other page stays the same when a text elsewhere changes.
const NAMING_SEARCH_FILES: [&str; 2] = ["search", "data"];

/// Checks whether a page names the search's files.
pub(super) fn names_search_files(page: &Page) -> bool {
    NAMING_SEARCH_FILES.contains(&page.frame.kind)
}

/// Returns the front matter of a page, without its `---` lines; `search` for one that names them.
pub(super) fn front_matter(page: &Page, picture_href: Option<Href>, search: Option<&SearchFiles>) -> Result<String> {
    let extra = PageExtra { frame: &page.frame, picture_href, search, view: &page.view };
    let (title, description) = (&page.title, &page.description);
    Ok(inline(&FrontMatter { title, description, template: format!("{}.html", page.frame.kind), extra })?)
}
