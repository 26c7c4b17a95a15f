//! What understanding a question takes, as the browser wants it: short, and only what can find something here.

use std::collections::{BTreeMap, BTreeSet};

use itertools::Itertools as _;
use pinyin::{ToPinyin as _, ToPinyinMulti as _};
use serde::Serialize;

use super::documents::{Corpus, Document};
use super::language;
use crate::inputs::characters::radicals;
use crate::inputs::lexicon::{Entry, Lexicon};

/// The lexicon as it is shipped. Lists of words are strings with commas between them: they are shorter so, and read as fast.
#[derive(Debug, Serialize)]
pub(super) struct Tables {
    /// `said,said=meant,meant`, an entry a line; what means nothing only asks.
    words: String,
    particles: String,
    /// References of agencies, and every name that they go by beside their titles; none where the index is cut, which
    /// has the names as terms.
    pub agencies: Vec<(usize, String)>,
}

/// The part of it that few questions take, those in Latin letters, in traditional characters, with a slip: a file of its
/// own, which may follow the first answer.
#[derive(Debug, Serialize)]
pub(super) struct ExtendedLexicon {
    /// English.
    words: String,
    /// `syllable` and its characters, comma, the next.
    pinyin: String,
    /// Pairs of characters: typed, meant.
    fold: String,
    /// `said=meant`, the next: what takes the place of what is said, in folded characters.
    regional: String,
    /// Pieces of the texts, where the index is cut.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vocabulary: Option<String>,
}

/// Returns the lexicon, and the part of it that may follow.
pub(super) fn tables(corpus: &Corpus, lexicon: &Lexicon) -> (Tables, ExtendedLexicon) {
    let words = lines(corpus, &lexicon.stopwords.phrases, &lexicon.synonyms, "=", language::normalize);
    let characters = corpus.characters();
    let regional = regional(corpus, lexicon);
    // What is folded has to be known, or said in the lexicon.
    let folded = characters.iter().copied().chain(words.chars()).chain(regional.chars()).collect();
    let english = lines(corpus, &lexicon.stopwords.english, &lexicon.glossary, "=", language::english);
    let alone = lines(corpus, &[], &lexicon.stopwords.alone, ALONE, language::english);
    let further = ExtendedLexicon {
        words: [english, alone].iter().filter(|lines| !lines.is_empty()).join("\n"),
        pinyin: syllables(&characters, &corpus.names()),
        fold: fold(&folded, &lexicon.traditional),
        regional,
        vocabulary: None,
    };
    let agencies = corpus.documents.iter().enumerate().filter(|(_, document)| document.kind == "agency");
    let names = |document: &Document| list(document.names.iter().filter(|name| **name != document.title));
    let tables = Tables {
        words,
        particles: lexicon.stopwords.particles.clone(),
        agencies: agencies.map(|(reference, document)| (reference, names(document))).collect(),
    };
    (tables, further)
}

/// What parts a word that only asks from what it means where nothing else is asked.
const ALONE: &str = "=?";

/// Returns one entry a line: words that only ask, then those whose meaning is known here.
fn lines(corpus: &Corpus, asking: &[String], entries: &[Entry], means: &str, form: fn(&str) -> String) -> String {
    let mut lines = if asking.is_empty() { Vec::new() } else { vec![list(asking)] };
    for entry in entries {
        let known: Vec<&String> = entry.mean.iter().filter(|word| corpus.knows(word)).collect();
        if !known.is_empty() {
            let said: Vec<String> = entry.say.iter().map(|word| form(word)).collect();
            lines.push(format!("{}{means}{}", said.join(","), list(known)));
        }
    }
    lines.join("\n")
}

fn list<'a>(words: impl IntoIterator<Item = &'a String>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| language::normalize(word)).collect();
    words.join(",")
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
    pairs.extend(
        radicals().filter(|(_, usual)| characters.contains(usual)).flat_map(|(radical, usual)| [radical, usual]),
    );
    pairs
}

fn regional(corpus: &Corpus, lexicon: &Lexicon) -> String {
    let simplified: BTreeMap<char, char> = lexicon
        .traditional
        .iter()
        .filter_map(|group| Some((group.chars().next()?, group)))
        .flat_map(|(first, group)| group.chars().map(move |other| (other, first)))
        .collect();
    let fold = |word: &String| -> String {
        language::normalize(word).chars().map(|c| simplified.get(&c).copied().unwrap_or(c)).collect()
    };
    let known = lexicon.regional.iter().filter(|entry| corpus.knows(&entry.mean[0]));
    // The longer first: it may hold a shorter one.
    let mut pairs: Vec<(String, &String)> =
        known.flat_map(|entry| entry.say.iter().map(|said| (fold(said), &entry.mean[0]))).collect();
    pairs.sort_by_key(|(said, _)| std::cmp::Reverse(said.chars().count()));
    pairs.into_iter().map(|(said, meant)| format!("{said}={meant}")).join(",")
}

/// Characters that people do read in more than one way, names aside. All others have one reading; dictionaries know more.
const POLYPHONES: &str = "长行重会都调参传差称单朝率降省数血系便强给解曾藏没量模校还绿度得地的着了厦识什提拓色载择折属转盛乘\
                          查盖区任乐处宿露角间更将相几空冲当倒分干观冠号好华结禁卷看累切曲散舍石说似为吓鲜兴应涨只种中";

/// Returns how the characters are pronounced; in names of people and places in any way that a dictionary knows.
fn syllables(characters: &BTreeSet<char>, in_names: &BTreeSet<char>) -> String {
    let mut by_syllable: BTreeMap<String, String> = BTreeMap::new();
    for &c in characters {
        let most = if POLYPHONES.contains(c) || in_names.contains(&c) { usize::MAX } else { 1 };
        let usual = c.to_pinyin();
        let all = c.to_pinyin_multi().into_iter().flatten();
        let readings: BTreeSet<String> =
            usual.into_iter().chain(all).take(most).map(|pinyin| pinyin.plain().replace('ü', "v")).collect();
        for syllable in readings {
            by_syllable.entry(syllable).or_default().push(c);
        }
    }
    by_syllable.into_iter().map(|(syllable, characters)| syllable + &characters).join(",")
}
