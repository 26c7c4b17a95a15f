//! The seal of an edition, and the files of a deployment beside it.

use std::io::Write as _;

use policy_portal::{BuildOptions, build, verify};

use crate::support::{Portal, tell, zola};

/// Returns what an audit of the built site finds, weights left out.
fn audit(portal: &Portal) -> Vec<String> {
    let report = verify(portal.root(), &portal.path("public")).unwrap();
    report.diagnostics.iter().map(tell).filter(|told| !told.starts_with("warning ")).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &brotli::enc::BrotliEncoderParams::default()).unwrap();
    packed
}

#[test]
fn every_change_since_the_build_is_seen() {
    let portal = Portal::small().file("static/CNAME", "portal.example\n").file("static/.well-known/a.txt", "甲");
    let portal = portal.file("static/.DS_Store", "x").built();
    let files = portal.json("edition.json")["files"].as_object().unwrap().clone();
    assert_eq!(files["CNAME"]["bytes"], 15);
    assert_eq!(files["CNAME"]["sha256"], "3894b3b2a13d42a920fecefb2067e8914aca594912e3c9de72e97e80137e1e16");
    assert!(files.contains_key(".well-known/a.txt") && !files.contains_key("edition.json"));
    assert!(files.keys().is_sorted() && !files.contains_key(".DS_Store"));
    assert_eq!(audit(&portal), [""; 0]);

    // What a server keeps beside the files is no finding, as long as it is the same.
    let page = portal.text("public/index.html");
    let portal = portal.file("public/index.html.br", brotli(page.as_bytes()));
    let portal = portal.file("public/index.html.gz", gzip(page.as_bytes()));
    assert_eq!(audit(&portal), [""; 0]);

    let longer = gzip(format!("{page} ").as_bytes());
    let robots = portal.text("public/robots.txt");
    let portal = portal
        .file("public/index.html.gz", longer)
        .file("public/robots.txt", robots.replace("User-agent", "User-Agent"))
        .file("public/new.txt", "")
        .file("public/CNAME.br", "no brotli");
    fs_err::remove_file(portal.path("public/404.html").as_std_path()).unwrap();
    let found = audit(&portal);
    for expected in [
        "added-file public/CNAME.br:1:1",
        "added-file public/index.html.gz:1:1",
        "added-file public/new.txt:1:1",
        "changed-file public/robots.txt:1:1",
        "gone-file public/404.html:1:1",
    ] {
        assert!(found.iter().any(|told| told == expected), "{expected}: {found:?}");
    }
    let manifest = portal.json("edition.json")["generator"].to_string();
    let portal = portal.file("public/edition.json", format!("{{\"generator\":{manifest},\"plans\":[\"p\"]}}"));
    assert!(audit(&portal).contains(&"no-seal public/edition.json:1:1".to_owned()));
}

#[test]
fn files_of_the_site_are_not_replaced_by_a_deployments() {
    let portal = Portal::small()
        .file("static/index.html", "x")
        .file("static/about", "x")
        .file("static/feed.xml/a", "x")
        .file("static/assets/a.css", "x")
        .file("static/p/data/tasks.json", "x")
        .file("static/p/tasks/1/share.png", "x")
        .file("static/privacy/share.png", "x")
        .file("static/search/further.json", "x")
        .file("static/changes/feed.xml", "x")
        .file("static/verify-1.txt", "x")
        .file("content/pages/about.md", "+++\ntitle = \"页\"\ndescription = \"页\"\n+++\n\n[甲](/verify-1.txt)\n");
    let names = [
        "about",
        "assets/a.css",
        "feed.xml/a",
        "index.html",
        "p/data/tasks.json",
        "p/tasks/1/share.png",
        "search/further.json",
    ];
    assert_eq!(portal.diagnostics(), names.map(|name| format!("taken-address static/{name}:1:1")));
    // The second feed is there once an edition was recorded.
    let portal = Portal::small()
        .file("static/changes/feed.xml", "x")
        .file("content/changes/2031-01-01.toml", "date = 2031-01-01\n");
    assert!(portal.diagnostics().contains(&"taken-address static/changes/feed.xml:1:1".to_owned()));
}

#[test]
fn a_build_deletes_no_file_that_it_did_not_write() {
    let portal = Portal::small().built();
    let portal = portal.file("public/CNAME", "a").file("public/.git/HEAD", "b").file("public/robots.txt.gz", "c");
    let portal = portal.file("public/edition.json.br", "d");
    let options = BuildOptions { zola: Some(zola().program().to_owned()), ..BuildOptions::default() };
    let error = build(portal.root(), &options, &mut |_| {}).unwrap_err().to_string();
    assert!(
        error.contains("`.git/HEAD`、`CNAME`")
            && error.contains("static/")
            && !error.contains("robots")
            && !error.contains("edition"),
        "{error}"
    );
    assert_eq!(portal.text("public/CNAME"), "a");
    let built = portal.build_with(BuildOptions { force: true, ..options });
    assert!(built.out.is_some() && !portal.path("public/CNAME").exists());
}
