//! That nothing is rendered twice, and that nobody can tell.

use camino::{Utf8Path, Utf8PathBuf};
use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, TestRunner};

use crate::diagnostic::Code;
use crate::file_digests::FileDigests;
use crate::pipeline::{BuildOptions, Kept, build_and_retire};
use crate::rendering::record::RECORDS;
use crate::tests::one_in;
use crate::tests::support::{Portal, copy, files, shipped, temporary, zola, zolas};
use crate::text::digest::sha256;

const TOPIC: &str = "\
+++
title = \"居民\"
summary = \"给居民的任务。\"

[[tasks]]
plan = \"p\"
number = 1
why = \"去操场。\"
+++
";

/// What may happen between two builds: each is there, or it isn't.
const STATES: [fn(&Utf8Path, bool); 11] = [
    |root, is| swap(root, "seeds/p/source.txt", "方便居民锻炼", "方便居民健身", is),
    |root, is| swap(root, "seeds/p/source.txt", "落实试点经费", "落实试点工作经费", is),
    |root, is| swap(root, "portal.toml", "as_of = 2026-01-01", "as_of = 2032-01-01", is),
    |root, is| swap(root, "portal.toml", "title = \"试点方案\"", "title = \"方案试点\"", is),
    |root, is| swap(root, "themes/portal/templates/text.html", "{% block main %}", "{% block main %}<hr>", is),
    |root, is| put(root, "content/topics/residents.md", is.then_some(TOPIC)),
    |root, is| put(root, "static/CNAME", is.then_some("example.org\n")),
    // What isn't as the last build left it is no reason for anything.
    |root, is| put(root, "public/p/index.html", is.then_some("altered")),
    |root, is| put(root, "public/p/tasks/1/share.png", is.then_some("altered")),
    |root, is| put(root, &format!("{RECORDS}/public.json"), is.then_some("{}")),
    |root, is| {
        if is {
            spoil_spare(root);
        }
    },
];

/// Alters what is kept of the edition before the last one.
fn spoil_spare(root: &Utf8Path) {
    let folders = root.read_dir_utf8().unwrap().map(|entry| entry.unwrap().into_path());
    for site in folders.map(|folder| folder.join("site")).filter(|site| site.join("p/index.html").exists()) {
        put(&site, "p/index.html", Some("altered"));
        put(&site, "p/tasks/1/more", Some("added"));
        fs_err::remove_dir_all(site.join("p/policy")).unwrap();
        put(&site, "p/policy", Some("a file for a folder"));
        fs_err::remove_file(site.join("feed.xml")).unwrap();
        put(&site, "feed.xml/inner", Some("a folder for a file"));
    }
}

/// Makes a file say the one thing or the other.
fn swap(root: &Utf8Path, file: &str, one: &str, other: &str, is_other: bool) {
    let text = fs_err::read_to_string(root.join(file)).unwrap();
    let (from, to) = if is_other { (one, other) } else { (other, one) };
    fs_err::write(root.join(file), text.replace(from, to)).unwrap();
}

fn put(root: &Utf8Path, file: &str, text: Option<&str>) {
    match text {
        Some(text) => {
            fs_err::create_dir_all(root.join(file).parent().unwrap()).unwrap();
            fs_err::write(root.join(file), text).unwrap();
        }
        None => drop(fs_err::remove_file(root.join(file))),
    }
}

#[test]
fn any_chain_of_builds_comes_to_what_a_build_from_nothing_does() {
    let changes = prop::collection::vec((0..STATES.len(), any::<bool>()), 1..4);
    let chains = prop::collection::vec((changes, any::<bool>()), 1..5);
    let config = ProptestConfig {
        cases: 24 / u32::try_from(one_in(8)).unwrap(),
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    };
    let options = BuildOptions { zola: Some(zola().program().to_owned()), ..BuildOptions::default() };
    let tried = TestRunner::new(config).run(&chains, |chain| {
        let portal = Portal::small().built();
        let mut kept = Kept { digests: FileDigests::at_once(), ..Kept::default() };
        for (changes, is_kept) in chain {
            for (state, is) in changes {
                STATES[state](portal.root(), is);
            }
            let (built, before) = build_and_retire(portal.root(), &options, Some(&mut kept), &mut |_| {}).unwrap();
            prop_assert!(built.out.is_some(), "{:#?}", built.diagnostics);
            // A preview builds on the edition before the last one.
            kept.spare = before.filter(|_| is_kept).map(|before| before.keep().unwrap());
        }
        let fresh = Portal::small();
        for inputs in ["content", "portal.toml", "seeds", "static", "themes"] {
            if portal.path(inputs).exists() {
                copy(&portal.path(inputs), &fresh.path(inputs));
            }
        }
        let fresh = fresh.built();
        prop_assert_eq!(files(&portal.path("public")), files(&fresh.path("public")));
        Ok(())
    });
    tried.unwrap();
}

#[test]
fn a_group_renders_pages_as_the_whole_site_does() {
    let (_guard, folder) = temporary();
    for zola in zolas() {
        let out = folder.join(zola.version().to_string());
        zola.build(&shipped().path("target/site"), &out, None).unwrap();
        let pages = |folder: &Utf8Path| {
            let mut pages = files(folder);
            pages.retain(|path, _| path.extension() == Some("html"));
            pages
        };
        assert_eq!(pages(&out), pages(&shipped().path("public")));
    }
}

/// Writes a stand-in for Zola: a shell script.
#[cfg(unix)]
fn stand_in(portal: &Portal, script: &str) -> Utf8PathBuf {
    use std::os::unix::fs::PermissionsExt as _;

    let program = portal.path("zola.sh");
    fs_err::write(&program, script).unwrap();
    fs_err::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    program
}

#[cfg(unix)]
#[test]
fn a_page_that_has_not_changed_is_not_rendered_again() {
    let portal = Portal::small().built();
    // It says what it is given, and passes it on.
    let log = portal.path("log");
    let script = format!(
        "#!/bin/sh\n[ \"$1\" = --root ] && find \"$2/content\" -type f >>'{log}'\nexec '{}' \"$@\"\n",
        zola().program()
    );
    let program = stand_in(&portal, &script);
    let rendered = || {
        let _ = fs_err::remove_file(&log);
        let built = portal.build_with(BuildOptions { zola: Some(program.clone()), ..BuildOptions::default() });
        assert!(built.out.is_some(), "{:#?}", built.diagnostics);
        let log = fs_err::read_to_string(&log).unwrap_or_default();
        let mut pages: Vec<String> =
            log.lines().filter_map(|line| Some(line.split_once("/content/")?.1.to_owned())).collect();
        pages.sort();
        pages
    };
    assert_eq!(rendered(), [""; 0]);
    let page = || fs_err::read(portal.path("public/privacy/index.html")).unwrap();
    let before = page();
    // The search's files have other addresses now, which only its page and that of the data name.
    STATES[1](portal.root(), true);
    let pages = rendered();
    assert!(before == page(), "a page stays the same when a text elsewhere changes");
    for naming in ["search/_index.md", "data/_index.md"] {
        assert!(pages.contains(&naming.to_owned()), "{pages:?}");
    }
    assert!(pages.contains(&"p/tasks/5/_index.md".to_owned()), "{pages:?}");
    assert!(!pages.contains(&"privacy/_index.md".to_owned()), "{pages:?}");
    assert_eq!(rendered(), [""; 0]);
    STATES[4](portal.root(), true);
    assert!(rendered().contains(&"privacy/_index.md".to_owned()), "a page of another theme is another page");
    fs_err::write(portal.path("public/privacy/index.html"), "altered").unwrap();
    assert_eq!(rendered(), ["_index.md", "privacy/_index.md"]);
}

#[cfg(unix)]
#[test]
fn a_page_that_zola_leaves_out_is_named() {
    let portal = Portal::small();
    let script = format!(
        "#!/bin/sh\n'{}' \"$@\"\nfor last; do :; done\n[ \"$1\" != --root ] || rm \"$last/p/members/index.html\"\n",
        zola().program()
    );
    let program = stand_in(&portal, &script);
    let built = portal.build_with(BuildOptions { zola: Some(program), ..BuildOptions::default() });
    assert!(built.out.is_none());
    let told: Vec<_> = built.diagnostics.iter().map(|found| (found.code, found.message.as_str())).collect();
    let [(Code::ZolaRejected, message)] = told[..] else { panic!("{told:?}") };
    assert!(message.contains("Zola 没有写出 `/p/members/`") && !message.contains("groups"), "{message}");
}

#[test]
fn a_picture_of_the_same_words_is_not_drawn_again() {
    let (portal, picture, record) = (Portal::small().built(), "p/tasks/1/share.png", format!("{RECORDS}/public.json"));
    let known =
        || -> serde_json::Value { serde_json::from_slice(&fs_err::read(portal.path(&record)).unwrap()).unwrap() };
    // Bytes that nobody draws are known by the record as those of the last build.
    let mut altered = known();
    altered["pictures"][picture]["bytes"] = sha256("drawn before").into();
    fs_err::write(portal.path(&record), altered.to_string()).unwrap();
    fs_err::write(portal.path("public").join(picture), "drawn before").unwrap();
    assert!(portal.build().out.is_some());
    assert_eq!(fs_err::read(portal.path("public").join(picture)).unwrap(), b"drawn before");
    // Other words are another picture.
    STATES[3](portal.root(), true);
    assert!(portal.build().out.is_some());
    assert!(fs_err::read(portal.path("public").join(picture)).unwrap().starts_with(b"\x89PNG"));
}
