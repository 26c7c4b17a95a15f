//! `_headers`: what a static host sends with the files, in the notation that common hosts read.

use crate::open_data;
use crate::site::Site;

/// What pages may load: only from here, and no script or style but files.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Returns the rules. No header stands in two rules that meet: some hosts join the values, others take one of them.
pub(crate) fn headers(site: &Site) -> String {
    let base = site.portal.base_path();
    let mut text = format!(
        "{base}/*\n  Content-Security-Policy: {CONTENT_SECURITY_POLICY}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n{base}/assets/*\n  \
         Cache-Control: public, max-age=31536000, immutable\n"
    );
    let of_plans = site.plans.iter().map(|plan| open_data::folder(&plan.plan.id));
    let open = [open_data::FOLDER.to_owned(), "assets/search".to_owned()];
    for folder in open.into_iter().chain(of_plans) {
        text.push_str(&format!("{base}/{folder}/*\n  Access-Control-Allow-Origin: *\n"));
    }
    text
}
