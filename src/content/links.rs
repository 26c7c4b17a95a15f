//! The links of editors' Markdown, read or not: what is wrong with the rest of a file hides none of them.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Parser, Tag};

use super::anchors;
use super::document::Document;
use super::document::OPTIONS;
use crate::inputs::files::{ContentFiles, TextFile};
use crate::inputs::link::WrittenLink;
use crate::text::address::{self, portal};
use crate::text::source::Span;
use crate::text::url;

/// What a file under `content/` says, as far as links have to do with it.
#[derive(Debug)]
pub(crate) struct LinkedText {
    /// The page that it is: `/cases/SLUG/`.
    pub address: String,
    /// The ids of its headings.
    pub anchors: BTreeSet<String>,
    pub links: Vec<WrittenLink>,
}

/// Returns every text with its links; those that are told to be no links at all are left out.
pub(crate) fn texts(files: &ContentFiles) -> Vec<LinkedText> {
    let pages = files.pages.iter().map(|file| text(file, &portal(slug(file))));
    let cases = files.cases.iter().map(|file| text(file, &address::case(slug(file))));
    let topics = files.topics.iter().map(|file| text(file, &address::topic(slug(file))));
    let readers = files.readers.iter().map(|file| text(file, &address::reader(slug(file))));
    pages.chain(cases).chain(topics).chain(readers).collect()
}

fn slug(file: &TextFile) -> &str {
    let name = file.file.rsplit('/').next().unwrap_or_default();
    name.strip_suffix(".md").unwrap_or(name)
}

fn text(file: &TextFile, address: &str) -> LinkedText {
    let mut text = LinkedText { address: address.to_owned(), anchors: BTreeSet::new(), links: Vec::new() };
    let Ok(document) = Document::split(&file.file, &file.text, "") else { return text };
    // As it is published: without the white space around it.
    let body = document.source.trim(document.body);
    let markdown = document.source.slice(body);
    text.anchors = anchors::headings(markdown).into_iter().map(|heading| heading.id).collect();
    for (event, range) in Parser::new_ext(markdown, OPTIONS).into_offset_iter() {
        if let Event::Start(Tag::Link { dest_url, .. }) = event
            && url::why_not_link(&dest_url).is_none()
        {
            let place = document.source.place(Span::new(body.start + range.start, body.start + range.end));
            text.links.push(WrittenLink { page: address.to_owned(), target: dest_url.to_string(), place });
        }
    }
    text
}
