//! `sitemap.xml`: the addresses of all pages.

use std::fmt::Write as _;

use crate::text::url::BaseUrl;

/// Returns the sitemap of pages at these addresses, from the site's root. Without an address of its own the site has no
/// absolute links, and the protocol knows no others.
pub(super) fn sitemap<'p>(base_url: Option<&BaseUrl>, pages: impl Iterator<Item = &'p str>) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                    <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        .to_owned();
    if let Some(base_url) = base_url {
        for address in pages {
            let _ = writeln!(text, "<url><loc>{}{}</loc></url>", base_url.as_str(), address);
        }
    }
    text + "</urlset>\n"
}
