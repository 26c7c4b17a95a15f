//! The search's words and those that relate texts, which editors keep: `content/search/*.toml`.
//!
//! What visitors say stands beside what documents say. Nothing in it belongs to one plan; the search ships of it only
//! what can find something.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::toml_file;

/// Everything that `content/search/` says.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// English, and abbreviations in Latin letters.
    pub glossary: Vec<Entry>,
    pub synonyms: Vec<Entry>,
    /// How Hong Kong, Macao and Taiwan say it; one meaning each.
    pub regional: Vec<Entry>,
    pub stopwords: Stopwords,
    /// A simplified character each, followed by the other forms that people type.
    pub traditional: Vec<String>,
    /// What documents of the genre say everywhere: no part of what relates two texts.
    pub stock_phrases: Vec<String>,
}

/// What is said, and what is then searched for too.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub say: Vec<String>,
    pub mean: Vec<String>,
}

/// Words that ask without saying what for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stopwords {
    /// Left out wherever they stand.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Single characters, left out unless the text has them just so.
    #[serde(default)]
    pub particles: String,
    /// English.
    #[serde(default)]
    pub english: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntriesFile {
    #[serde(default)]
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TraditionalFile {
    #[serde(default)]
    characters: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StockPhrasesFile {
    #[serde(default)]
    phrases: Vec<String>,
}

impl Lexicon {
    /// The files that a lexicon may have; each may be missing.
    pub const FILES: [&str; 6] =
        ["glossary.toml", "regional.toml", "stock_phrases.toml", "stopwords.toml", "synonyms.toml", "traditional.toml"];

    /// Adds one of [`Self::FILES`]; `file` is its path relative to the root, `name` its name.
    pub fn add(&mut self, name: &str, file: &str, text: &str) -> Vec<Diagnostic> {
        let read = match name {
            "glossary.toml" => entries(file, text).map(|entries| self.glossary = entries),
            "regional.toml" => regional(file, text).map(|entries| self.regional = entries),
            "stock_phrases.toml" => stock_phrases(file, text).map(|phrases| self.stock_phrases = phrases),
            "synonyms.toml" => entries(file, text).map(|entries| self.synonyms = entries),
            "stopwords.toml" => {
                toml_file::read(file, text).map_err(|finding| vec![*finding]).map(|words| self.stopwords = words)
            }
            _ => characters(file, text).map(|characters| self.traditional = characters),
        };
        read.err().unwrap_or_default()
    }
}

/// Nothing in an entry is empty, and a file says each thing once.
fn entries(file: &str, text: &str) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    let parsed: EntriesFile = toml_file::read(file, text).map_err(|finding| vec![*finding])?;
    let mut findings = Vec::new();
    let mut said = BTreeSet::new();
    for entry in &parsed.entries {
        let words = || entry.say.iter().chain(&entry.mean);
        if entry.say.is_empty() || entry.mean.is_empty() || words().any(|word| word.trim().is_empty()) {
            let value = words().find(|word| !word.is_empty()).map_or("", String::as_str);
            let hint = "say 写访客的说法，mean 写文件里的说法，各至少一个";
            findings.push(toml_file::error(file, text, Code::EmptySearchEntry, value, "这一条有空着的一边", hint));
        }
        // What tables part words with.
        for word in words().filter(|word| word.contains([',', '=', '\n'])) {
            let message = format!("`{word}` 里不能有逗号、等号和换行");
            findings.push(toml_file::error(file, text, Code::BadSearchWord, word, message, "几个说法要分开写成几个"));
        }
        for word in entry.say.iter().filter(|word| !said.insert(word.to_lowercase())) {
            let message = format!("`{word}` 在这个文件里说了两次");
            let hint = "并成一条，意思都写在它的 mean 里";
            findings.push(toml_file::error_at_last(file, text, Code::RepeatedSearchWord, word, message, hint));
        }
    }
    if findings.is_empty() { Ok(parsed.entries) } else { Err(findings) }
}

/// Entries that mean one thing each: what is said takes its place.
fn regional(file: &str, text: &str) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    let entries = entries(file, text)?;
    let several = |entry: &&Entry| entry.mean.len() > 1;
    let finding = |entry: &Entry| {
        let message = format!("`{}` 有几个意思", entry.say[0]);
        toml_file::error(
            file,
            text,
            Code::SeveralMeanings,
            &entry.say[0],
            message,
            "只留一个；意思不止一个的，写进 synonyms.toml",
        )
    };
    let findings: Vec<Diagnostic> = entries.iter().filter(several).map(finding).collect();
    if findings.is_empty() { Ok(entries) } else { Err(findings) }
}

fn characters(file: &str, text: &str) -> Result<Vec<String>, Vec<Diagnostic>> {
    let parsed: TraditionalFile = toml_file::read(file, text).map_err(|finding| vec![*finding])?;
    let Some(bad) = parsed.characters.iter().find(|group| group.chars().count() < 2) else {
        return Ok(parsed.characters);
    };
    let hint = "每组先写简体字，再写它的其他写法";
    Err(vec![toml_file::error(file, text, Code::BadCharacter, bad, format!("`{bad}` 不成一组"), hint)])
}

/// Phrases of two characters at least, each once: a single one would cut words apart.
fn stock_phrases(file: &str, text: &str) -> Result<Vec<String>, Vec<Diagnostic>> {
    let parsed: StockPhrasesFile = toml_file::read(file, text).map_err(|finding| vec![*finding])?;
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    for phrase in &parsed.phrases {
        if phrase.trim().chars().count() < 2 {
            let (message, hint) = (format!("`{phrase}` 太短，不成一句套话"), "至少写两个字，否则会把词切开");
            findings.push(toml_file::error(file, text, Code::BadStockPhrase, phrase, message, hint));
        } else if !seen.insert(phrase) {
            let (message, hint) = (format!("`{phrase}` 写了两次"), "留下一处");
            findings.push(toml_file::error_at_last(file, text, Code::RepeatedStockPhrase, phrase, message, hint));
        }
    }
    if findings.is_empty() { Ok(parsed.phrases) } else { Err(findings) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(name: &str, text: &str) -> Vec<Code> {
        Lexicon::default().add(name, name, text).into_iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn editors_hear_what_is_wrong() {
        let entry = |entry: &str| format!("entries = [\n{entry}\n]\n");
        assert_eq!(codes("synonyms.toml", &entry("{ say = [\"绿卡\"], mean = [\"永久居留\"] },")), []);
        assert_eq!(codes("synonyms.toml", &entry("{ say = [], mean = [\"永久居留\"] },")), [Code::EmptySearchEntry]);
        assert_eq!(codes("synonyms.toml", &entry("{ say = [\"a=b\"], mean = [\"甲\"] },")), [Code::BadSearchWord]);
        assert_eq!(
            codes("glossary.toml", &entry("{ say = [\"A\", \"a\"], mean = [\"甲\"] },")),
            [Code::RepeatedSearchWord]
        );
        assert_eq!(codes("traditional.toml", "characters = [\"绿\"]\n"), [Code::BadCharacter]);
        assert_eq!(codes("stopwords.toml", "phrase = []\n"), [Code::BadToml]);
    }
}
