//! How text becomes terms. `themes/portal/scripts/search/text.js` does the same.
//!
//! Text is brought to Unicode's form NFKC and to lower case. A run of Han characters becomes its pairs and, at its
//! end, its last character: so every character begins exactly one term, and one that is asked for alone is found by
//! what begins with it. Latin letters and digits become words, of which a long one is
//! cut: a letter is a step down in the index's tree. (The script leaves it whole, and cuts it where it asks an index.)
//! Everything else parts.

use elasticlunr::{Language, Pipeline};
use itertools::Itertools as _;
use unicode_normalization::UnicodeNormalization;

/// The language of the index.
#[derive(Debug)]
pub(crate) struct Bigrams;

impl Language for Bigrams {
    fn name(&self) -> String {
        "Chinese".to_owned()
    }

    fn code(&self) -> String {
        "zh".to_owned()
    }

    fn tokenize(&self, text: &str) -> Vec<String> {
        terms(text)
    }

    fn make_pipeline(&self) -> Pipeline {
        Pipeline { queue: Vec::new() }
    }
}

/// How many characters a word has at most.
const LONGEST_WORD: usize = 64;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Han,
    Word,
    Other,
}

/// Returns the form in which texts are compared.
pub(crate) fn normalize(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase()
}

/// Returns English in the form that it is compared in: words parted by one space, without the endings of plurals.
/// `themes/portal/scripts/search/lexicon.js` does the same.
pub(crate) fn english(text: &str) -> String {
    let text = normalize(text);
    let words = text.split(|c: char| !matches!(c, '0'..='9' | 'a'..='z')).filter(|word| !word.is_empty());
    let singular = |word: &str| match (word.strip_suffix("ies"), word.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (_, Some(stem)) if !stem.is_empty() && !stem.ends_with('s') => stem.to_owned(),
        _ => word.to_owned(),
    };
    words.map(singular).join(" ")
}

/// Returns the terms of a text, in its order, repeats included.
pub(crate) fn terms(text: &str) -> Vec<String> {
    let characters: Vec<char> = normalize(text).chars().collect();
    let mut terms = Vec::new();
    for run in characters.chunk_by(|&a, &b| class(a) == class(b)) {
        match class(run[0]) {
            Class::Han => terms.extend((0..run.len()).map(|at| run[at..run.len().min(at + 2)].iter().collect())),
            Class::Word => terms.extend(run.chunks(LONGEST_WORD).map(|word| word.iter().collect::<String>())),
            Class::Other => {}
        }
    }
    terms
}

/// Checks whether it is Han, rare characters beyond the basic plane among them.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

fn class(c: char) -> Class {
    match c {
        _ if is_han(c) => Class::Han,
        '0'..='9' | 'a'..='z' | '\u{df}'..='\u{f6}' | '\u{f8}'..='\u{24f}' => Class::Word,
        _ => Class::Other,
    }
}
