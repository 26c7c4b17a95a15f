//! What people may have meant: pieces of the texts in which the commonest words stand. Slips and pinyin are looked for
//! in them where the texts themselves are too many to be fetched.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::documents::Corpus;
use super::language;

/// How many characters all pieces have together, and how many one has.
const ALL: usize = 3200;
const ONE: usize = 12;

/// Returns the pieces, a line each, the commonest first.
pub(super) fn vocabulary(corpus: &Corpus) -> String {
    let mut pairs: Vec<(&String, &Vec<usize>)> = corpus
        .terms
        .iter()
        .filter(|(term, _)| term.chars().count() == 2 && term.chars().all(language::is_han))
        .collect();
    pairs.sort_by_key(|(_, references)| Reverse(references.len()));
    let mut lines: Vec<String> = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut room = ALL;
    let mut texts: BTreeMap<usize, String> = BTreeMap::new();
    for (pair, references) in pairs {
        if known.contains(pair) {
            continue;
        }
        let Some(&at) = references.first() else { continue };
        let text = texts.entry(at).or_insert_with(|| language::normalize(&corpus.documents[at].fields().join("\n")));
        let Some(piece) = piece(text, pair) else { continue };
        let length = piece.chars().count();
        if length > room {
            break;
        }
        room -= length;
        known.extend(language::terms(&piece));
        lines.push(piece);
    }
    lines.join("\n")
}

/// Returns the piece of a text in which a pair stands: its run of Han characters, or what stands around it there.
fn piece(text: &str, pair: &str) -> Option<String> {
    let run = text.split(|c: char| !language::is_han(c)).find(|run| run.contains(pair))?;
    let before = run.split(pair).next()?.chars().count();
    Some(run.chars().skip(before.saturating_sub(ONE / 2)).take(ONE).collect())
}
