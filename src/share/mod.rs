//! Site → the pictures that other sites show beside a link to a page: its words, drawn.
//!
//! The home page, each plan and each task have one, beside the page as `share.png`. A page whose words the font can't
//! write has the theme's picture, as all others do.

mod font;
mod layout;
mod picture;

use std::collections::BTreeMap;

use anyhow::Result;

use crate::inputs::portal::Portal;
use crate::site::{Page, Phrase, View};
use crate::text::digest::sha256;
use font::{Font, Glyphs};

/// What a picture says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Words {
    /// Whose page it is: the portal's title.
    head: String,
    /// `第24项`
    label: String,
    /// In phrases between which a line may end.
    title: Vec<String>,
    /// What the page belongs to.
    foot: String,
}

/// The pictures of a site, not drawn yet: drawing takes longer than anything else that is made for a page.
#[derive(Debug)]
pub(crate) struct Pictures {
    glyphs: Option<Glyphs<'static>>,
    /// By their pages' addresses.
    words: BTreeMap<String, Words>,
}

impl Pictures {
    /// Returns a portal's pictures, none yet. One without an address of its own has none at all, since a link to a picture
    /// needs the whole of it.
    ///
    /// # Errors
    /// The font can't be read.
    pub(crate) fn of(portal: &Portal) -> Result<Self> {
        let glyphs = portal.base_url.as_ref().map(|_| Font::load()?.glyphs()).transpose()?;
        Ok(Self { glyphs, words: BTreeMap::new() })
    }

    /// Returns what the picture of a page says; nothing for a page that has none.
    pub(crate) fn words(&self, portal: &Portal, page: &Page) -> Option<Words> {
        let glyphs = self.glyphs.as_ref()?;
        words(portal, page).filter(|words| words.all().all(|text| glyphs.write(text)))
    }

    /// Adds the picture of a page.
    pub(crate) fn add(&mut self, page: String, words: Words) {
        self.words.insert(page, words);
    }

    /// Returns the addresses of the pages that have one.
    pub(crate) fn pages(&self) -> Vec<&str> {
        self.words.keys().map(String::as_str).collect()
    }

    /// Returns what changes with the picture of a page: with its words, and with the way they are drawn.
    pub(crate) fn key(&self, page: &str) -> String {
        sha256(format!("{}{:?}", picture::SAMPLE, self.words.get(page)))
    }

    /// Draws the picture of a page as a PNG file; nothing for a page without one.
    ///
    /// # Errors
    /// What the crates that draw it say.
    pub(crate) fn draw(&self, page: &str) -> Result<Option<Vec<u8>>> {
        let (Some(glyphs), Some(words)) = (&self.glyphs, self.words.get(page)) else { return Ok(None) };
        picture::draw(glyphs, words).map(Some)
    }
}

impl Words {
    fn all(&self) -> impl Iterator<Item = &str> {
        [&self.head, &self.label, &self.foot].into_iter().chain(&self.title).map(String::as_str)
    }
}

/// Returns what the picture of a page says; nothing for a page of which there is none.
fn words(portal: &Portal, page: &Page) -> Option<Words> {
    let (head, plan) = (portal.title.clone(), page.frame.plan.as_ref());
    match &page.view {
        View::Home(_) => Some(Words {
            head: String::new(),
            label: String::new(),
            title: heading(&page.frame.heading),
            foot: portal.description.clone(),
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
