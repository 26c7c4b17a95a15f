//! A link as somebody wrote it into an input.

use crate::diagnostic::Place;

/// A link that a page will have.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct WrittenLink {
    /// The address of the page whose text it is; `/` for a setting, which every page may show.
    pub page: String,
    /// Where it leads, as written.
    pub target: String,
    pub place: Place,
}

impl WrittenLink {
    /// Returns the link that a setting holds.
    pub(crate) fn of_setting(target: &str, place: Place) -> Self {
        Self { page: "/".to_owned(), target: target.to_owned(), place }
    }
}
