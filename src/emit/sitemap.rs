//! `sitemap.xml`: the addresses of all pages.

use std::fmt::Write as _;

use crate::site::Site;

/// Returns the sitemap. Without an address of its own the site has no absolute links, and the protocol knows no others.
pub(super) fn sitemap(site: &Site) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                    <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        .to_owned();
    if let Some(base_url) = &site.portal.base_url {
        for page in &site.pages {
            let _ = writeln!(text, "<url><loc>{}{}</loc></url>", base_url.as_str(), page.address);
        }
    }
    text + "</urlset>\n"
}
