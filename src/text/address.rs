//! Permanent addresses, from the site's root, and the words in them that no plan may be called.

use url::form_urlencoded::byte_serialize;

use super::date::Deadline;

pub(crate) const SEARCH: &str = "search";
pub(crate) const DATA: &str = "data";
pub(crate) const SITEMAP: &str = "sitemap";
pub(crate) const CASES: &str = "cases";
pub(crate) const TOPICS: &str = "topics";
pub(crate) const MY: &str = "my";
pub(crate) const FOR: &str = "for";
pub(crate) const CHANGES: &str = "changes";

/// The feed of what editions changed.
pub(crate) const CHANGES_FEED: &str = "/changes/feed.xml";

/// Pages of the portal that are editors' text: `content/pages/NAME.md` is `/NAME/`.
pub(crate) const TEXT_PAGES: [&str; 4] = ["about", "accessibility", "privacy", MY];

/// Addresses of the portal that are no editors' text.
const OWN_PAGES: [&str; 7] = [SEARCH, DATA, SITEMAP, CASES, TOPICS, FOR, CHANGES];

/// Words that are kept free: for files, for other languages, and for pages to come.
const KEPT_FREE: [&str; 5] = ["404", "assets", "en", "feed", "zh-hant"];

/// Checks whether a text can be a segment of an address: `[a-z0-9-]`, not empty, not longer than 64.
pub(crate) fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 64
        && !text.starts_with('-')
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Checks whether a word begins addresses of the portal, or will: then it is no plan's id.
pub(crate) fn is_reserved(word: &str) -> bool {
    TEXT_PAGES.iter().chain(&OWN_PAGES).chain(&KEPT_FREE).any(|reserved| *reserved == word)
}

/// Returns a page of the portal itself: `portal("about")`.
pub(crate) fn portal(name: &str) -> String {
    format!("/{name}/")
}

/// Returns the search's answer to a question.
pub(crate) fn search(question: &str) -> String {
    let encoded: String = byte_serialize(question.as_bytes()).collect();
    format!("/{SEARCH}/?q={encoded}")
}

/// Returns a plan's page or file: `plan("shi-2023", "tasks/7/")`.
pub(crate) fn plan(id: &str, path: &str) -> String {
    format!("/{id}/{path}")
}

/// Returns where the picture of the page at `page` stands, which other sites show beside a link to that page.
pub(crate) fn picture(page: &str) -> String {
    format!("{page}share.png")
}

pub(crate) fn case(slug: &str) -> String {
    format!("/{CASES}/{slug}/")
}

pub(crate) fn topic(slug: &str) -> String {
    format!("/{TOPICS}/{slug}/")
}

/// Returns the id of an edition on the page of what they changed.
pub(crate) fn edition_anchor(name: &str) -> String {
    format!("e{name}")
}

/// Returns the page of a kind of reader.
pub(crate) fn reader(slug: &str) -> String {
    format!("/{FOR}/{slug}/")
}

pub(crate) fn task(plan: &str, number: u32) -> String {
    format!("/{plan}/tasks/{number}/")
}

pub(crate) fn domain(plan: &str, slug: &str) -> String {
    format!("/{plan}/domains/{slug}/")
}

pub(crate) fn agency(plan: &str, id: &str) -> String {
    format!("/{plan}/agencies/{id}/")
}

pub(crate) fn deadline(plan: &str, deadline: Deadline) -> String {
    format!("/{plan}/deadlines/{}/", deadline_id(deadline))
}

/// Returns a deadline as addresses have it: `2024-12`, `2025-to-2027`.
pub(crate) fn deadline_id(deadline: Deadline) -> String {
    deadline.to_string().replace('/', "-to-")
}

pub(crate) fn clause(plan: &str, id: &str) -> String {
    format!("/{plan}/policy/#{id}")
}

pub(crate) fn erratum(plan: &str, id: &str) -> String {
    format!("/{plan}/errata/#{id}")
}

pub(crate) fn member(plan: &str, number: usize) -> String {
    format!("/{plan}/members/#m{number}")
}

/// Returns the note under the working group.
pub(crate) fn member_note(plan: &str) -> String {
    format!("/{plan}/members/#note")
}
