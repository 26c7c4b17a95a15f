//! From files to a published site, with the real Zola; builds that are killed in earnest.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use crate::edition::publish::{Publication, Target, is_edition};
use crate::{file_digests::FileDigests, file_tree::FileTree, output};
use camino::{Utf8Path, Utf8PathBuf};

use super::support::{files, temporary, zolas};
use crate::zola::tests::tiny_site;

fn prepare(root: &Utf8Path, out: &Utf8Path) -> Publication {
    Publication::prepare(Target { root, out, inputs: &[], force: false }, None, &mut |_| {}).unwrap()
}

fn names(folder: &Utf8Path) -> Vec<String> {
    let mut names: Vec<_> =
        folder.read_dir_utf8().unwrap().map(|entry| entry.unwrap().file_name().to_owned()).collect();
    names.sort();
    names
}

#[test]
fn files_become_a_published_site() {
    let mut editions = Vec::new();
    for zola in zolas() {
        for name in ["one", "另一个 folder"] {
            let (_guard, folder) = temporary();
            let root = folder.join(name);
            fs_err::create_dir(&root).unwrap();
            let out = root.join("public");
            for _ in 0..2 {
                let publication = prepare(&root, &out);
                let site = output::stage(&tiny_site(), &root, &FileDigests::default()).unwrap();
                zola.build(&site, &publication.staged(), None).unwrap();
                publication.commit().unwrap().remove().unwrap();
                assert!(is_edition(&out));
                assert_eq!(names(&root), ["public", "target"]);
            }
            editions.push(files(&out));
        }
    }
    assert!(editions[0].contains_key(Utf8Path::new("p/one/index.html")));
    assert!(editions.iter().all(|edition| *edition == editions[0]), "editions differ between folders or Zolas");
}

#[test]
fn a_site_that_zola_rejects_leaves_the_published_one() {
    let (_guard, root) = temporary();
    let out = root.join("public");
    fs_err::create_dir(&out).unwrap();
    output::write(&edition("one"), &out).unwrap();
    let mut broken = tiny_site();
    broken.insert("templates/broken.html", "{% if %}").unwrap();
    for zola in zolas() {
        let publication = prepare(&root, &out);
        let site = output::stage(&broken, &root, &FileDigests::default()).unwrap();
        zola.build(&site, &publication.staged(), None).unwrap_err();
        drop(publication);
        assert_eq!(files(&out), edition_files("one"));
        assert_eq!(names(&root), ["public", "target"]);
    }
}

fn edition(text: &str) -> FileTree {
    let mut tree = FileTree::new();
    tree.insert("edition.json", r#"{"generator":"policy-portal"}"#).unwrap();
    tree.insert("index.html", text).unwrap();
    tree
}

fn edition_files(text: &str) -> BTreeMap<Utf8PathBuf, Vec<u8>> {
    edition(text).iter().map(|(path, bytes)| (path.to_owned(), bytes.to_owned())).collect()
}

/// Where a build that is to be killed does its work; set by [`a_killed_build_leaves_the_site_and_no_rubbish`] alone.
const DOOMED_ROOT: &str = "POLICY_PORTAL_TEST_DOOMED_ROOT";

#[test]
fn a_killed_build_leaves_the_site_and_no_rubbish() {
    if let Ok(root) = std::env::var(DOOMED_ROOT) {
        return build_until_killed(Utf8Path::new(&root));
    }
    let (_guard, root) = temporary();
    let out = root.join("public");
    output::write(&edition("one"), &out).unwrap();

    let this_test = "tests::publish::a_killed_build_leaves_the_site_and_no_rubbish";
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", this_test, "--nocapture"])
        .env(DOOMED_ROOT, &root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("half done")), "the build ended by itself");
    child.kill().unwrap();
    child.wait().unwrap();

    assert_eq!(files(&out), edition_files("one"));
    assert_eq!(names(&root).len(), 3, "{:?}", names(&root));
    let publication = prepare(&root, &out);
    output::write(&edition("two"), &publication.staged()).unwrap();
    publication.commit().unwrap().remove().unwrap();
    assert_eq!(files(&out), edition_files("two"));
    assert_eq!(names(&root), ["public", "target"]);
}

fn build_until_killed(root: &Utf8Path) {
    let publication = prepare(root, &root.join("public"));
    output::write(&edition("never seen"), &publication.staged()).unwrap();
    println!("half done");
    // Ends without being killed only where the test that started it is gone.
    std::io::stdin().lines().for_each(drop);
}
