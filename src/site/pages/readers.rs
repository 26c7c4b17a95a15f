//! Three questions that lead readers to the measures that concern them.

use serde::Serialize;

use crate::content::Reader;
use crate::site::context::{Link, PageContext};
use crate::site::filled::Filled;
use crate::text::address;

/// `/for/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ForPage {
    /// Kinds of readers, each with its page.
    pub readers: Vec<ReaderChoice>,
}

/// A kind of reader to choose.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ReaderChoice {
    /// As addresses name it.
    pub slug: String,
    pub link: Link,
}

pub(crate) fn page(context: &PageContext) -> Filled<ForPage> {
    let choice = |reader: &Reader| ReaderChoice {
        slug: reader.slug.clone(),
        link: context.link(reader.title.clone(), &address::reader(&reader.slug)),
    };
    let view = ForPage { readers: context.content.readers.iter().map(choice).collect() };
    Filled::new(context.word("nav_for"), context.word("about_for"), view)
}
