//! What an audit remembers of earlier ones: whatever changes elsewhere, pages that it makes wrong are told.

use super::fixture::{SiteFixture, plan};
use crate::file_digests::FileDigests;
use crate::verify::{Seen, VerifiedPlan, verify_remembering};

const SOURCE: &str = "测试方案\n\n甲。\n";

/// What a page of the first plan says of everything else.
const PAGE: &str = "<div data-named><a href=\"/q/domains/d/\">金融</a><a href=\"/q/domains/d/#x\">金融</a>\
    <a href=\"/topics/t/\">科创</a><a href=\"/cases/c/\">先行</a><a href=\"/map.svg#north\">图</a></div>";

/// Another one, which says nothing of where the second plan stands.
const PASSAGE: &str = "<p data-named data-lines=\"3\">甲。<span data-ours>（教育局）</span></p>";

/// Returns a site of two plans.
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
        .file("q/data/agencies.json", r#"{"agencies":[{"id":"a","name":"教育局"}]}"#)
        .file("data/cases.json", r#"{"cases":[{"slug":"c","url":"/cases/c/","title":"先行"}]}"#)
        .file("edition.json", r#"{"generator":"policy-portal 0.1.0","plans":["p","q"]}"#)
        .file("map.svg", "<svg id=\"north\"/>")
        .page("q/domains/d/", "<h1 data-named>金融</h1><p id=\"x\"></p>")
        .page("topics/t/", "<h1 data-named>科创</h1>")
        .page("cases/c/", "")
        .page("p/x/", PAGE)
        .page("p/y/", PASSAGE)
}

/// Returns the codes of what is told of the first plan's pages.
fn told(site: &SiteFixture, seen: &Seen) -> Vec<String> {
    let root = site.sealed().root();
    let report = verify_remembering(&root, &root.join("public"), Some(seen), &FileDigests::default()).unwrap();
    let own = report
        .diagnostics
        .iter()
        .filter(|told| ["x", "y"].iter().any(|page| told.place.file == format!("public/p/{page}/index.html")));
    own.map(|told| told.code.to_string()).collect()
}

#[test]
fn pages_are_looked_at_again_when_what_they_name_has_changed() {
    let (mut site, seen, none) = (site(), Seen::default(), [""; 0]);
    assert_eq!(told(&site, &seen), none);
    for (file, before, after, code) in [
        ("q/data/plan.json", "金融", "医疗", "wrong-fact"),
        ("q/data/agencies.json", "教育局", "商务局", "wrong-fact"),
        ("topics/t/index.html", "科创", "创新", "wrong-fact"),
        ("data/cases.json", "先行", "先试", "wrong-fact"),
        ("q/domains/d/index.html", "<p id=\"x\">", "<p>", "broken-anchor"),
        ("map.svg", "north", "south", "broken-anchor"),
    ] {
        site = site.edit(file, |text| text.replace(before, after));
        assert_eq!(told(&site, &seen), [code], "{file}");
        site = site.edit(file, |text| text.replace(after, before));
        assert_eq!(told(&site, &seen), none, "{file}");
    }
    fs_err::remove_file(site.root().join("public/q/domains/d/index.html").as_std_path()).unwrap();
    assert_eq!(told(&site, &seen), ["broken-link", "broken-link"]);
}

#[test]
fn a_calendar_is_read_again_when_it_has_changed() {
    let calendar = |text: &str| site().file("p/deadlines.ics", text);
    let (seen, site) =
        (Seen::default(), calendar("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nX-WR-CALNAME:\r\nEND:VCALENDAR\r\n"));
    let told = |site: &SiteFixture| {
        let root = site.sealed().root();
        let report = verify_remembering(&root, &root.join("public"), Some(&seen), &FileDigests::default()).unwrap();
        let own = report.diagnostics.into_iter().filter(|told| told.place.file.ends_with("deadlines.ics"));
        own.map(|told| told.message).collect::<Vec<_>>()
    };
    let before = told(&site);
    let site = site.file("p/deadlines.ics", "none");
    assert_ne!(told(&site), before);
}
