//! What an audit remembers of earlier ones: whatever changes elsewhere, pages that it makes wrong are told.

use super::fixture::{SiteFixture, plan};
use crate::file_digests::FileDigests;
use crate::verify::{Seen, VerifiedPlan, verify_remembering};

const SOURCE: &str = "测试方案\n\n甲。\n";

/// Returns a site of two plans, of which a page of the first names a domain of the second.
fn site() -> SiteFixture {
    let of = |id: &str| VerifiedPlan {
        id: id.to_owned(),
        source_file: format!("seeds/{id}/source.txt"),
        ..plan(SOURCE, &[])
    };
    SiteFixture::new()
        .plan(&of("p"))
        .plan(&of("q"))
        .edit("q/data/plan.json", |data| {
            data.replacen('{', "{\"id\":\"q\",\"domains\":[{\"id\":\"d\",\"name\":\"金融\"}],", 1)
        })
        .file("edition.json", r#"{"generator":"policy-portal 0.1.0","plans":["p","q"]}"#)
        .page("q/domains/d/", "<h1 data-named>金融</h1><p id=\"x\"></p>")
        .page("p/x/", "<p data-named><a href=\"/q/domains/d/\">金融</a><a href=\"/q/domains/d/#x\">金融</a></p>")
}

/// Returns the codes of what is told of the first plan's page.
fn told(site: &SiteFixture, seen: &Seen) -> Vec<String> {
    let root = site.sealed().root();
    let report = verify_remembering(&root, &root.join("public"), Some(seen), &FileDigests::default()).unwrap();
    let own = report.diagnostics.iter().filter(|told| told.place.file == "public/p/x/index.html");
    own.map(|told| told.code.to_string()).collect()
}

#[test]
fn pages_are_looked_at_again_when_what_they_name_has_changed() {
    let (site, seen, none) = (site(), Seen::default(), [""; 0]);
    assert_eq!(told(&site, &seen), none);
    let site = site.edit("q/data/plan.json", |data| data.replace("金融", "医疗"));
    assert_eq!(told(&site, &seen), ["wrong-fact"]);
    let site = site.edit("q/data/plan.json", |data| data.replace("医疗", "金融"));
    assert_eq!(told(&site, &seen), none);
    let site = site.page("q/domains/d/", "<h1 data-named>金融</h1>");
    assert_eq!(told(&site, &seen), ["broken-anchor"]);
    fs_err::remove_file(site.root().join("public/q/domains/d/index.html").as_std_path()).unwrap();
    assert_eq!(told(&site, &seen), ["broken-link", "broken-link"]);
}
