//! The documents of the genre, each with one slip in many places: what they are read as then stays what it was.
//!
//! What a text with a slip should be read as nobody has decided. But who changes the reader has to know which texts it
//! reads otherwise now, those too that nobody thought of. `SLIPS=folder cargo test slips` writes every reading there: done
//! before a change and after it, `diff -r` shows what changed; `INSTA_UPDATE=always` takes it over.

use std::fmt::Write as _;

use camino::Utf8PathBuf;
use rayon::prelude::*;

use crate::cli::draft::draft;
use crate::cli::new;
use crate::file_tree::fingerprint;
use crate::inputs::plan_file::plan_file;
use crate::inputs::registry::Registry;
use crate::intake;
use crate::verify::tests::fixture::tasks_of_second_reading;

use super::corpus::{documents, read, told};
use super::support::tell;

/// What stands in a text, and what stands there instead, in one place of all.
const EXCHANGED: [(&str, &str); 48] = [
    ("，", ""),
    ("，", "，由"),
    ("。", ""),
    ("。", "，"),
    ("。", "。\n"),
    ("；", "，"),
    ("：", ""),
    ("：", ":"),
    ("、", ""),
    ("、", "，"),
    ("、", "和"),
    ("（", ""),
    ("（", "("),
    ("）", ""),
    ("）", "）。"),
    ("(", "（"),
    ("“", ""),
    ("《", ""),
    ("》", "》等"),
    ("—", "-"),
    ("\t", " "),
    ("\t", "\t\t"),
    ("\n", ""),
    ("\n", "\n\n"),
    ("\n", "\n　　"),
    ("\n", " \n"),
    (" ", ""),
    ("年", ""),
    ("月", ""),
    ("日", ""),
    ("前", ""),
    ("底前", "前"),
    ("1", "2"),
    ("2", "12"),
    ("3", ""),
    ("0", "1"),
    ("一", "二"),
    ("二", "十"),
    ("附件", "附"),
    ("牵头", ""),
    ("负责", "牵头"),
    ("配合", ""),
    ("责任", ""),
    ("单位", "部门"),
    ("等", ""),
    ("各", ""),
    ("由", ""),
    ("市", "省"),
];

/// So many characters are read of each document, about.
const CHARACTERS: usize = 24_000;
/// So many slips of each document are tried, at least and at most.
const LEAST: usize = 5;
const MOST: usize = 80;

/// Returns a text with each slip that can be made in it.
fn slips(text: &str) -> Vec<String> {
    let exchanged = EXCHANGED.iter().flat_map(|(from, to)| {
        text.match_indices(from).map(move |(at, _)| [&text[..at], to, &text[at + from.len()..]].concat())
    });
    let lines: Vec<&str> = text.lines().collect();
    let without = |line: &str, front: bool| {
        let mut characters = line.chars();
        if front {
            characters.next()
        } else {
            characters.next_back()
        };
        characters.as_str().to_owned()
    };
    let of_line = |at: usize| {
        let line = lines[at];
        let next = lines.get(at + 1).copied().unwrap_or_default();
        let instead = [
            String::new(),
            format!("{line}\n{line}"),
            without(line, true),
            without(line, false),
            format!("由{line}"),
            format!("{line}。"),
            format!("{next}\n{line}"),
        ];
        let lines = &lines;
        instead.into_iter().map(move |line| [&lines[..at], &[line.as_str()], &lines[at + 1..]].concat().join("\n"))
    };
    exchanged.chain((0..lines.len()).flat_map(of_line)).collect()
}

/// Returns what a text is read as, by both readers.
fn reading(source: &str, plan: &str) -> String {
    let file = plan_file("plan.toml", plan).unwrap();
    let (plan_read, diagnostics) = read(source, &file, &mut Registry::default());
    let mut text = told(&plan_read, &diagnostics);
    for diagnostic in &diagnostics {
        let _ = writeln!(text, "{}", tell(diagnostic));
    }
    for block in &plan_read.blocks {
        let _ = writeln!(text, "{:?} {}", block.role, plan_read.as_read(&block.spans));
    }
    for correction in &plan_read.corrections {
        let read = correction.read.as_deref().unwrap_or_default();
        let _ = writeln!(text, "{} {} → {read}", correction.id, correction.printed);
    }
    for task in tasks_of_second_reading(source, plan) {
        let _ = writeln!(text, "{task:?}");
    }
    text
}

/// Returns how many slips of a document were tried of how many, and what was read.
fn readings(source: &str) -> (String, String) {
    let plan = draft(new::PLAN, "p", &intake::read(source.as_bytes()).unwrap(), None).text;
    let slips = slips(source);
    let count = (CHARACTERS / source.chars().count()).clamp(LEAST, MOST).min(slips.len());
    let tried = (0..count).map(|at| format!("== {at}\n{}", reading(&slips[at * slips.len() / count], &plan)));
    (format!("{count} of {}", slips.len()), tried.collect())
}

#[test]
fn what_is_read_of_texts_with_a_slip_stays() {
    let folder = std::env::var_os("SLIPS").map(|folder| Utf8PathBuf::from_path_buf(folder.into()).unwrap());
    let documents: Vec<(String, String)> = ["corpus", "genre"].into_iter().flat_map(documents).collect();
    let of_document = |(name, source): &(String, String)| {
        let (count, readings) = readings(source);
        if let Some(folder) = &folder {
            fs_err::create_dir_all(folder).unwrap();
            fs_err::write(folder.join(format!("{name}.txt")), &readings).unwrap();
        }
        format!("{name}: {count} slips, {}\n", fingerprint(&readings))
    };
    let all: String = documents.par_iter().map(of_document).collect();
    insta::assert_snapshot!(all);
}
