//! `Page` → [`StagedPage`]: its file in the staged site, and what else is to be known of it.

use std::sync::Arc;

use anyhow::{Context as _, Result};

use super::body::Bodies;
use super::front_matter::{SearchFiles, front_matter, names_search_files};
use crate::file_tree::FileBytes;
use crate::share::{Pictures, Words};
use crate::site::{Href, Outline, Page, PageMemory, Site};
use crate::text::address;

/// A page, made: its file, and what else is to be known of it.
#[derive(Debug)]
pub(crate) struct StagedPage {
    pub outline: Outline,
    /// What its picture says, where it has one.
    picture: Option<Words>,
    file: File,
}

#[derive(Debug)]
enum File {
    Made(FileBytes),
    /// It names the search's files, which aren't known yet; with its body.
    Unfinished(Box<(Page, String)>),
}

/// Makes all pages, sorted by address, and says what their pictures are to be. What was made of a plan's pages is
/// `remembered`.
///
/// # Errors
/// An introduction can't be rendered, the pictures' font not be read.
pub(crate) fn pages(
    site: &Site,
    remembered: Option<&PageMemory<Arc<StagedPage>>>,
) -> Result<(Vec<Arc<StagedPage>>, Pictures)> {
    let (bodies, mut pictures) = (Bodies::new(&site.words)?, Pictures::of(&site.portal)?);
    let pages = site.each_page(remembered, |page| {
        let failed = || format!("生成 `{}` 失败", page.address);
        let (outline, picture) = (page.outline(), pictures.words(&site.portal, &page));
        let body = bodies.render(site, &page).with_context(failed)?;
        let file = if names_search_files(&page) {
            File::Unfinished(Box::new((page, body)))
        } else {
            let text = text(site, &page, &body, picture.is_some(), None).with_context(failed)?;
            File::Made(text.into())
        };
        Ok(Arc::new(StagedPage { outline, picture, file }))
    })?;
    for page in &pages {
        if let Some(words) = &page.picture {
            pictures.add(page.outline.address.clone(), words.clone());
        }
    }
    Ok((pages, pictures))
}

impl StagedPage {
    /// Returns where Zola has the page: `/shi-2023/tasks/` is `content/shi-2023/tasks/_index.md`. Every page is a section to
    /// it, since with a page it hands the template the pages before and after.
    pub(super) fn path(&self) -> String {
        match self.outline.address.trim_matches('/') {
            "" => "content/_index.md".to_owned(),
            path => format!("content/{path}/_index.md"),
        }
    }

    /// Returns the page's file.
    ///
    /// # Errors
    /// Its front matter can't be written.
    pub(super) fn file(&self, site: &Site, search: &SearchFiles) -> Result<FileBytes> {
        match &self.file {
            File::Made(file) => Ok(file.clone()),
            File::Unfinished(made) => Ok(text(site, &made.0, &made.1, self.picture.is_some(), Some(search))?.into()),
        }
    }
}

fn text(site: &Site, page: &Page, body: &str, has_picture: bool, search: Option<&SearchFiles>) -> Result<String> {
    let address = format!("{}{}", site.portal.base_path(), address::picture(&page.address));
    let picture = has_picture.then(|| Href::new(address));
    Ok(format!("---\n{}\n---\n\n{body}", front_matter(page, picture, search)?))
}
