//! Site → the pictures that other sites show beside a link to a page: its words, drawn.
//!
//! The home page, each plan and each task have one, beside the page as `share.png`. A page whose words the font can't
//! write has the theme's picture, as all others do.

mod font;
mod layout;
mod picture;

use std::collections::BTreeMap;

use anyhow::Result;
use rayon::prelude::*;

use crate::site::{Page, Phrase, Site, View};
use font::Font;

/// What a picture says.
#[derive(Debug, Clone, PartialEq)]
struct Words {
    /// Whose page it is: the portal's title.
    head: String,
    /// `第24项`
    label: String,
    /// In phrases between which a line may end.
    title: Vec<String>,
    /// What the page belongs to.
    foot: String,
}

/// Returns the PNG files by their pages' addresses; none for a site without an address of its own, since a link to a
/// picture needs the whole of it.
pub(crate) fn pictures<'a>(site: &'a Site) -> Result<BTreeMap<&'a str, Vec<u8>>> {
    if site.portal.base_url.is_none() {
        return Ok(BTreeMap::new());
    }
    let font = Font::load()?;
    let glyphs = font.glyphs()?;
    let draw = |page: &'a Page| {
        let words = words(site, page).filter(|words| words.all().all(|text| glyphs.write(text)))?;
        Some(picture::draw(&glyphs, &words).map(|png| (page.address.as_str(), png)))
    };
    site.pages.par_iter().filter_map(draw).collect()
}

/// Returns where the picture of the page at `page` stands, both from the site's root.
pub(crate) fn address(page: &str) -> String {
    format!("{page}share.png")
}

impl Words {
    fn all(&self) -> impl Iterator<Item = &str> {
        [&self.head, &self.label, &self.foot].into_iter().chain(&self.title).map(String::as_str)
    }
}

/// Returns what the picture of a page says; nothing for a page of which there is none.
fn words(site: &Site, page: &Page) -> Option<Words> {
    let (head, plan) = (site.portal.title.clone(), page.frame.plan.as_ref());
    match &page.view {
        View::Home(_) => Some(Words {
            head: String::new(),
            label: String::new(),
            title: heading(&page.frame.heading),
            foot: site.portal.description.clone(),
        }),
        View::Plan(_) => Some(Words {
            head,
            label: String::new(),
            title: heading(&page.frame.heading),
            foot: plan?.document_number.clone(),
        }),
        View::Task(task) => Some(Words {
            head,
            label: task.label.clone(),
            title: heading(&task.short_title),
            foot: plan?.title.clone(),
        }),
        _ => None,
    }
}

/// Returns a heading in pieces between which a line may end.
fn heading(phrases: &[Phrase]) -> Vec<String> {
    let pieces = phrases.split_inclusive(|phrase| phrase.breaks);
    pieces.map(|piece| piece.iter().map(|phrase| phrase.text.as_str()).collect()).collect()
}

#[cfg(test)]
mod tests;
