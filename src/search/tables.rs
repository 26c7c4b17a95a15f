//! What understanding a question takes, as the browser wants it: short, and only what can find something here.

use std::collections::{BTreeMap, BTreeSet};

use pinyin::ToPinyinMulti;
use serde::Serialize;

use super::documents::{Corpus, Facets};
use super::language;
use crate::lexicon::{Entry, Lexicon};

/// The lexicon as it is shipped. Lists of words are strings with commas between them: they are shorter so, and read as fast.
#[derive(Debug, Serialize)]
pub struct Tables {
    phrases: String,
    particles: String,
    english_stop: String,
    roles: String,
    /// Pairs of characters: typed, meant.
    fold: String,
    /// `syllable` and its characters, comma, the next.
    pinyin: String,
    /// `said,said=meant,meant`, an entry a line.
    glossary: String,
    synonyms: String,
    /// References of agencies, and every name that they go by beside their titles.
    agencies: Vec<(usize, String)>,
    deadlines: Vec<String>,
    /// By reference: domain, who leads, who is responsible, deadlines; 0 where there are none.
    facets: Vec<Row>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Row {
    None(u8),
    Some(Option<usize>, Vec<usize>, Vec<usize>, Vec<usize>),
}

pub fn tables(corpus: &Corpus, lexicon: &Lexicon) -> Tables {
    let stop = &lexicon.stopwords;
    let entries = |entries| entries_table(corpus, entries);
    let (glossary, synonyms) = (entries(&lexicon.glossary), entries(&lexicon.synonyms));
    let characters = corpus.characters();
    // What is folded has to be known, or said in the lexicon.
    let mut folded = characters.clone();
    folded.extend(synonyms.chars().chain(stop.phrases.iter().flat_map(|phrase| phrase.chars())));
    let mut agencies = Vec::new();
    for (reference, document) in corpus.documents.iter().enumerate().filter(|(_, document)| document.kind == "agency") {
        agencies.push((reference, list(document.names.iter().filter(|name| **name != document.title))));
    }
    Tables {
        phrases: list(&stop.phrases),
        particles: stop.particles.clone(),
        english_stop: list(&stop.english),
        roles: list(&stop.roles),
        fold: fold(&folded, &lexicon.traditional),
        pinyin: syllables(&characters),
        glossary,
        synonyms,
        agencies,
        deadlines: corpus.deadlines.clone(),
        facets: corpus.documents.iter().map(|document| row(&document.facets)).collect(),
    }
}

fn list<'a>(words: impl IntoIterator<Item = &'a String>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| language::normalize(word)).collect();
    words.join(",")
}

/// The entries whose meaning is known here.
fn entries_table(corpus: &Corpus, entries: &[Entry]) -> String {
    let mut lines = Vec::new();
    for entry in entries {
        let mean: Vec<&String> = entry.mean.iter().filter(|word| corpus.knows(word)).collect();
        if !mean.is_empty() {
            lines.push(format!("{}={}", list(&entry.say), list(mean)));
        }
    }
    lines.join("\n")
}

fn fold(characters: &BTreeSet<char>, traditional: &[String]) -> String {
    let mut pairs = String::new();
    for group in traditional {
        let mut forms = group.chars();
        let Some(simplified) = forms.next().filter(|c| characters.contains(c)) else { continue };
        // One that the documents hold themselves means itself.
        for other in forms.filter(|c| !characters.contains(c)) {
            pairs.extend([other, simplified]);
        }
    }
    pairs
}

fn syllables(characters: &BTreeSet<char>) -> String {
    let mut by_syllable: BTreeMap<String, String> = BTreeMap::new();
    for &c in characters {
        let syllables: BTreeSet<String> =
            c.to_pinyin_multi().into_iter().flatten().map(|pinyin| pinyin.plain().replace('ü', "v")).collect();
        for syllable in syllables {
            by_syllable.entry(syllable).or_default().push(c);
        }
    }
    by_syllable.into_iter().map(|(syllable, characters)| syllable + &characters).collect::<Vec<_>>().join(",")
}

fn row(facets: &Facets) -> Row {
    let Facets { domain, lead, responsible, deadlines } = facets;
    if domain.is_none() && lead.is_empty() && responsible.is_empty() && deadlines.is_empty() {
        return Row::None(0);
    }
    Row::Some(*domain, lead.clone(), responsible.clone(), deadlines.clone())
}
