//! Alterations that trials of earlier editions made by hand: `tests/fixtures/alterations.toml` lists them, and
//! `alterations-by-hand.toml` those of single files.

use std::collections::BTreeMap;

use super::fixture::SiteFixture;
use super::rounds::{self, Alteration};
use crate::tests::support::{files, shipped};

const LISTS: [&str; 2] = [
    include_str!("../../../tests/fixtures/alterations.toml"),
    include_str!("../../../tests/fixtures/alterations-by-hand.toml"),
];

/// Returns a file's path on the site: `P` is the plan, a folder its page, `*` any text.
fn file(site: &SiteFixture, short: &str) -> String {
    let path = short.strip_prefix("P/").map_or(short.to_owned(), |rest| format!("wuhan-2023/{rest}"));
    let path = if path.ends_with('/') { format!("{path}index.html") } else { path };
    let Some((head, tail)) = path.split_once('*') else { return path };
    let all = files(&site.root().join("public")).into_keys().map(camino::Utf8PathBuf::into_string);
    all.into_iter().find(|file| file.starts_with(head) && file.ends_with(tail)).expect("a file of that name")
}

/// Returns what an entry of the list says.
fn alteration(site: &SiteFixture, entry: &toml::Value, is_fact: bool) -> Alteration {
    let (what, edits) = entry.as_array().and_then(|entry| entry.split_first()).unwrap();
    let told = format!("{} {edits:?}", what.as_str().unwrap());
    let mut changed = BTreeMap::new();
    for edit in edits {
        let edit: Vec<&str> = edit.as_array().unwrap().iter().filter_map(toml::Value::as_str).collect();
        let file = file(site, edit[0]);
        let read = || fs_err::read_to_string(site.root().join("public").join(&file).as_std_path()).unwrap();
        // An edit goes on from those before it.
        let before = changed.get(&file).cloned().flatten();
        let text = || before.clone().unwrap_or_else(read);
        let now = match edit[1..] {
            [] => None,
            [whole] => Some(whole.to_owned()),
            [from, to] => Some(text().replacen(from, to, 1)),
            [from, to, _] => Some(text().replace(from, to)),
            _ => panic!("{told}: an edit of too many words"),
        };
        if edit.len() > 2 {
            assert_ne!(now.as_deref(), Some(text().as_str()), "{told}: changes nothing");
        }
        changed.insert(file, now);
    }
    Alteration { files: changed, is_fact, told }
}

/// By groups, proved and sealed.
type List = BTreeMap<String, BTreeMap<String, Vec<toml::Value>>>;

#[test]
fn alterations_that_were_reported_are_noticed() {
    let site = SiteFixture::copy_of(shipped().root(), &shipped().path("public"));
    let lists: Vec<List> = LISTS.iter().map(|list| toml::from_str(list).unwrap()).collect();
    let mut all = Vec::new();
    for (kind, is_fact) in [("proved", true), ("sealed", false)] {
        let entries = lists.iter().flat_map(BTreeMap::values).flat_map(|group| &group[kind]);
        all.extend(entries.map(|entry| alteration(&site, entry, is_fact)));
    }
    let tried = rounds::notice(&site, all, true);
    let [unsealed, facts, others] = rounds::count("reported", &tried);
    println!("{}", others.join("\n"));
    assert!(unsealed.is_empty(), "{}", unsealed.join("\n"));
    assert!(facts.is_empty(), "{}", facts.join("\n"));
}
