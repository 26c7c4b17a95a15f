//! One fixture a fault: `tests/fixtures/faults/*.txt` says what is changed in the small portal of `tests/fixtures/base`,
//! and exactly what `check` must then say. A fixture that expects nothing shows what is no fault.
//!
//! ```text
//! 一句话：这是什么毛病。
//! === edit seeds/p/source.txt      lines to find (once), each with `-` in front, and what stands there instead (`+`)
//! === file PATH                    the whole file
//! === escaped PATH                 the whole file, with Rust's escapes and \x for bytes
//! === remove PATH
//! === link PATH TARGET             a symbolic link
//! === fill PATH BYTES              a file of so many bytes
//! === expect                       `code file:line:column text`, `warning` in front of what isn't an error
//! ```
//!
//! `FIXTURES=accept cargo test faults` writes what was found into the fixtures; read the difference before committing.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use policy_portal::Code;

use crate::support::{Portal, link, repository, tell};

#[test]
fn every_fixture_yields_exactly_what_it_expects() {
    let accept = std::env::var("FIXTURES").is_ok_and(|value| value == "accept");
    let mut faults = Vec::new();
    for (path, text) in fixtures() {
        let (changes, expected) = text.split_once("=== expect\n").unwrap_or_else(|| panic!("{path}: no === expect"));
        let found = diagnostics(&path, changes);
        if found == expected {
            continue;
        }
        match accept {
            true => fs_err::write(path.as_std_path(), format!("{changes}=== expect\n{found}")).unwrap(),
            false => faults.push(format!("{path}\nexpected:\n{expected}found:\n{found}")),
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_code_has_a_fixture() {
    let mut shown: BTreeSet<String> = fixtures()
        .into_values()
        .flat_map(|text| {
            let expected = text.split_once("=== expect\n").map(|(_, expected)| expected.to_owned());
            expected.unwrap_or_default().lines().filter_map(code_of).map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    // Those of what editors write have fixtures of their own: the room `content` shows them.
    let snapshots = crate::support::files(&repository().join("src/content/tests/snapshots")).into_values();
    let snapshots: Vec<String> = snapshots.map(|bytes| String::from_utf8(bytes).unwrap()).collect();
    let heads = ["错误[", "提醒[", "说明["];
    let told = heads.iter().flat_map(|head| snapshots.iter().flat_map(|text| text.split(*head).skip(1)));
    let told = told.filter_map(|rest| rest.split(']').next());
    shown.extend(told.map(str::to_owned));
    let strange: Vec<&String> = shown.iter().filter(|name| Code::of_name(name).is_none()).collect();
    assert!(strange.is_empty(), "{strange:?} are no codes");

    let others: Vec<String> =
        ELSEWHERE.iter().map(|file| fs_err::read_to_string(repository().join(file).as_std_path()).unwrap()).collect();
    let is_shown = |code: &Code| {
        let (name, variant) = (code.name(), format!("Code::{code:?}"));
        let names = |text: &String| text.split(|c: char| !c.is_ascii_lowercase() && c != '-').any(|word| word == name);
        shown.contains(name) || others.iter().any(|text| text.contains(&variant) || names(text))
    };
    let missing: Vec<&str> = Code::ALL.iter().filter(|code| !is_shown(code)).map(|code| code.name()).collect();
    assert!(missing.is_empty(), "no fixture for {missing:?}");
}

/// Tests that show codes without a fixture here: of files that editors write, of commands, and of the finished site.
const ELSEWHERE: [&str; 14] = [
    "src/verify/tests/altered.rs",
    "tests/it/build.rs",
    "src/content/tests/faults.rs",
    "tests/it/editor_workflow.rs",
    "tests/it/seal.rs",
    "src/content/tests/sheets.rs",
    "src/zola/tests.rs",
    "src/inputs/lexicon.rs",
    "src/verify/links.rs",
    "src/verify/source.rs",
    "src/verify/tests/mod.rs",
    "src/verify/tests/pages.rs",
    "src/verify/tests/real.rs",
    "src/verify/tests/text.rs",
];

/// `code` of `code file:1:1 text` and `warning code …`.
fn code_of(line: &str) -> Option<&str> {
    line.trim_start_matches("warning ").trim_start_matches("note ").split(' ').next()
}

/// Returns the fixtures, by path.
pub(crate) fn fixtures() -> BTreeMap<Utf8PathBuf, String> {
    let folder = repository().join("tests/fixtures/faults");
    let files = crate::support::files(&folder).into_iter();
    files.map(|(name, bytes)| (folder.join(name), String::from_utf8(bytes).unwrap())).collect()
}

/// Returns what `check` makes of the small portal with these changes.
fn diagnostics(path: &Utf8Path, changes: &str) -> String {
    portal(path, changes).check().diagnostics.iter().map(|diagnostic| tell(diagnostic) + "\n").collect()
}

/// Returns the small portal with the changes of a fixture.
pub(crate) fn portal(path: &Utf8Path, changes: &str) -> Portal {
    let mut portal = if changes.contains("themes/") { Portal::small() } else { Portal::with_linked_theme() };
    let mut sections = changes.split("=== ");
    assert!(!sections.next().unwrap_or_default().trim().is_empty(), "{path}: say what it shows");
    for section in sections {
        let (head, body) = section.split_once('\n').unwrap_or((section, ""));
        // A name may hold spaces; no target does.
        let words: Vec<&str> = match head.split_once(' ') {
            Some((word @ ("file" | "escaped"), file)) => vec![word, file],
            _ => head.split(' ').collect(),
        };
        portal = match words[..] {
            ["edit", file] => edit(path, portal, file, body),
            ["file", file] => portal.file(file, body),
            ["escaped", file] => portal.file(file, unescaped(body.trim_end())),
            ["remove", file] => portal.without(file),
            ["fill", file, bytes] => portal.file(file, vec![b'a'; bytes.parse().unwrap()]),
            ["link", file, target] => {
                link(target, &portal.path(file));
                portal
            }
            _ => panic!("{path}: `{head}`"),
        };
    }
    portal
}

/// Returns each run of `-` lines stands once in the file, and the `+` lines after it take its place.
fn edit(path: &Utf8Path, portal: Portal, file: &str, body: &str) -> Portal {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for line in body.lines() {
        let (mark, rest) = line.split_at_checked(1).unwrap_or_else(|| panic!("{path}: an empty line"));
        let begins = pairs.last().is_none_or(|(_, to)| !to.is_empty());
        match mark {
            "-" if begins => pairs.push((format!("\n{rest}\n"), String::new())),
            "-" => pairs.last_mut().unwrap().0 += &format!("{rest}\n"),
            "+" => pairs.last_mut().unwrap().1 += &format!("{rest}\n"),
            _ => panic!("{path}: `{line}`"),
        }
    }
    let mut text = format!("\n{}", portal.text(file));
    for (from, to) in pairs {
        assert_eq!(text.matches(&from).count(), 1, "{path}: {from}");
        text = text.replacen(&from, &format!("\n{to}"), 1);
    }
    portal.file(file, &text[1..])
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend(before.as_bytes());
        rest = match after.as_bytes() {
            [b'n', ..] => {
                bytes.push(b'\n');
                &after[1..]
            }
            [b't', ..] => {
                bytes.push(b'\t');
                &after[1..]
            }
            [b'x', ..] => {
                bytes.push(u8::from_str_radix(&after[1..3], 16).unwrap());
                &after[3..]
            }
            _ => panic!("`\\{after}`"),
        };
    }
    bytes.extend(rest.as_bytes());
    bytes
}
