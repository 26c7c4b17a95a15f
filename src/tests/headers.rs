//! The headers that hosts are to send.

use crate::emit::headers::CONTENT_SECURITY_POLICY;
use crate::{BaseUrl, BuildOptions, SiteAddress};

use super::support::{Portal, repository};

#[test]
fn every_host_is_told_the_same() {
    let portal = Portal::small();
    let address = SiteAddress::At(BaseUrl::parse("https://example.com/a").unwrap());
    assert!(portal.build_with(BuildOptions { address, ..Default::default() }).out.is_some());
    let headers = portal.text("public/_headers");
    let policy = CONTENT_SECURITY_POLICY;
    assert!(headers.starts_with(&format!("/a/*\n  Content-Security-Policy: {policy}\n")), "{headers}");
    assert!(headers.contains("/a/p/data/*\n  Access-Control-Allow-Origin: *\n"), "{headers}");
    let nginx = fs_err::read_to_string(repository().join("deploy/nginx.conf")).unwrap();
    assert!(nginx.contains(&format!("add_header Content-Security-Policy \"{policy}\" always;")));
    for header in ["X-Content-Type-Options: nosniff", "Referrer-Policy: strict-origin-when-cross-origin"] {
        assert!(headers.contains(header) && nginx.contains(&header.replace(": ", " ")), "{header}");
    }
}
