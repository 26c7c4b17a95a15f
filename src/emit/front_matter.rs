//! A page's front matter: a struct made TOML, never pasted text.

use anyhow::Result;
use serde::Serialize;

use super::Place;
use crate::site::{Frame, Page, View};

#[derive(Serialize)]
struct FrontMatter<'a> {
    title: &'a str,
    description: &'a str,
    template: String,
    weight: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    sort_by: Option<&'static str>,
    extra: Extra<'a>,
}

#[derive(Serialize)]
struct Extra<'a> {
    #[serde(flatten)]
    frame: &'a Frame,
    view: &'a View,
}

/// Returns the front matter of a page, without its `+++` lines.
pub(super) fn front_matter(page: &Page, place: Place) -> Result<String> {
    let front = FrontMatter {
        title: &page.title,
        description: &page.description,
        template: format!("{}.html", page.frame.kind),
        weight: place.weight,
        // Without an order Zola lists a section's pages anyhow.
        sort_by: place.is_section.then_some("weight"),
        extra: Extra { frame: &page.frame, view: &page.view },
    };
    Ok(toml::to_string(&front)?)
}
