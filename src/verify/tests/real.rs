//! The sources that the portal really publishes, printed plainly: they pass, and no character can be taken away.

use std::fmt::Write;

use camino::Utf8Path;

use super::super::source::SourceText;
use super::super::{coverage, html};
use super::fixture::plan;
use crate::diagnostic::Code;
use crate::tests::one_in;

/// Returns a source as the plainest of pages: a paragraph a line, an element a cell, no header twice.
fn plain(source: &str) -> String {
    let mut page = String::new();
    let mut header = None;
    for (index, line) in source.lines().enumerate() {
        let line_number = index + 1;
        if line.contains('\t') {
            if header.is_some_and(|header| header == line) {
                continue;
            }
            header.get_or_insert(line);
            for cell in line.split('\t').filter(|cell| !cell.trim().is_empty()) {
                let _ = write!(page, "<b data-lines=\"{line_number}\">{}</b>", cell.replace('<', "&lt;"));
            }
        } else if !line.trim().is_empty() {
            let text = line.strip_prefix("- ").unwrap_or(line);
            let _ = write!(page, "<p data-lines=\"{line_number}\">{}</p>", text.replace('<', "&lt;"));
        }
        page.push('\n');
    }
    page
}

fn sources() -> Vec<String> {
    let seeds = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let folders = fs_err::read_dir(seeds.as_std_path()).expect("seeds are there");
    let read = |folder: std::io::Result<fs_err::DirEntry>| {
        fs_err::read_to_string(folder.expect("a readable folder").path().join("source.txt")).ok()
    };
    folders.filter_map(read).collect()
}

#[test]
fn the_published_sources_pass_when_printed_plainly() {
    let sources = sources();
    assert!(!sources.is_empty());
    for source in sources {
        let (text, _) = SourceText::new(&plan(&source, &[]));
        assert!(text.chars.len() > 100);
        let (found, _) = coverage::check("p/policy/index.html", &html::read(&plain(&source)), &text);
        assert_eq!(found, []);
    }
}

#[test]
fn no_character_of_the_published_sources_can_be_taken_away() {
    for source in sources() {
        let (text, _) = SourceText::new(&plan(&source, &[]));
        let page = plain(&source);
        let mut tag = false;
        let letters = page.char_indices().filter(|&(_, c)| {
            tag = c == '<' || (tag && c != '>');
            !tag && c != '>' && !c.is_whitespace()
        });
        let letters: Vec<(usize, char)> = letters.collect();
        // All of them take minutes.
        for &(at, c) in letters.iter().step_by(one_in(199)) {
            let mut page = page.clone();
            page.remove(at);
            let (found, _) = coverage::check("p/policy/index.html", &html::read(&page), &text);
            let lost: Vec<_> = found.iter().filter(|d| d.code == Code::TextLost).collect();
            assert_eq!(lost.len(), 1, "{at} {c}: {found:?}");
            assert_eq!(lost[0].place.text, c.to_string(), "{at}: {found:?}");
            assert!(found.len() <= 2, "{at} {c}: {found:?}");
        }
    }
}

#[test]
fn no_two_passages_can_change_places() {
    for source in sources() {
        let (text, _) = SourceText::new(&plan(&source, &[]));
        let page = plain(&source);
        let passages: Vec<&str> = page.split_inclusive("</p>").flat_map(|part| part.split_inclusive("</b>")).collect();
        let shown = |passage: &str| html::read(passage).passages.first().map(|passage| passage.printed.clone());
        for at in (1..passages.len()).step_by(13) {
            let mut swapped = passages.clone();
            swapped.swap(at - 1, at);
            let (found, _) = coverage::check("p/policy/index.html", &html::read(&swapped.concat()), &text);
            let same = shown(passages[at - 1]) == shown(passages[at]);
            assert!(same || (1..=2).contains(&found.len()), "{}: {found:?}", passages[at]);
            let doubled = [&passages[..at], &passages[at - 1..]].concat().concat();
            let (found, _) = coverage::check("p/policy/index.html", &html::read(&doubled), &text);
            assert!((1..=2).contains(&found.len()), "{}: {found:?}", passages[at]);
        }
    }
}
