//! The search's words and those that relate texts, which editors keep: `content/search/*.toml`.
//!
//! What visitors say stands beside what documents say. Nothing in it belongs to one plan; the search ships of it only
//! what can find something.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::fields::{Fields, Form, Placed};
use crate::text::source::Source;

/// Everything that `content/search/` says.
#[derive(Debug, Clone, Default, Hash)]
pub(crate) struct Lexicon {
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
#[derive(Debug, Clone, PartialEq, Hash)]
pub(crate) struct Entry {
    pub say: Vec<String>,
    pub mean: Vec<String>,
}

/// Words that ask without saying what for.
#[derive(Debug, Clone, Default, Hash)]
pub(crate) struct Stopwords {
    /// Left out wherever they stand.
    pub phrases: Vec<String>,
    /// Single characters, left out unless the text has them just so.
    pub particles: String,
    /// English.
    pub english: Vec<String>,
    /// What some of the English ones mean where nothing else is asked.
    pub alone: Vec<Entry>,
}

const ENTRIES: Form =
    Form { keys: &["entries"], example: "例如 entries = [{ say = [\"绿卡\"], mean = [\"永久居留\"] }]" };
const ENTRY: Form =
    Form { keys: &["say", "mean"], example: "例如 { say = [\"绿卡\"], mean = [\"永久居留\"] }" };
const STOPWORDS: Form =
    Form { keys: &["phrases", "particles", "english", "alone"], example: "例如 phrases = [\"什么时候\"]" };
const TRADITIONAL: Form = Form { keys: &["characters"], example: "例如 characters = [\"万萬\"]" };
const STOCK_PHRASES: Form = Form { keys: &["phrases"], example: "例如 phrases = [\"符合条件\"]" };

impl Lexicon {
    /// The files that a lexicon may have; each may be missing.
    pub(crate) const FILES: [&str; 6] =
        ["glossary.toml", "regional.toml", "stock_phrases.toml", "stopwords.toml", "synonyms.toml", "traditional.toml"];

    /// Adds one of [`Self::FILES`]; `file` is its path relative to the root, `name` its name. A file with something
    /// wrong in it adds nothing.
    pub(crate) fn add(&mut self, name: &str, file: &str, text: &str) -> Vec<Diagnostic> {
        let source = Source::new(file, text);
        let mut found = Vec::new();
        match name {
            "glossary.toml" => keep(&mut self.glossary, lexicon(&source, Meanings::Any, &mut found), &found),
            "regional.toml" => keep(&mut self.regional, lexicon(&source, Meanings::One, &mut found), &found),
            "stock_phrases.toml" => keep(&mut self.stock_phrases, stock_phrases(&source, &mut found), &found),
            "stopwords.toml" => keep(&mut self.stopwords, stopwords(&source, &mut found), &found),
            "synonyms.toml" => keep(&mut self.synonyms, lexicon(&source, Meanings::Any, &mut found), &found),
            _ => keep(&mut self.traditional, characters(&source, &mut found), &found),
        }
        found
    }
}

/// Takes what was read, if nothing is wrong with it.
fn keep<T>(place: &mut T, read: T, diagnostics: &[Diagnostic]) {
    if diagnostics.is_empty() {
        *place = read;
    }
}

/// Reads a list of texts that may be left out.
fn texts(fields: &Fields, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Placed<String>> {
    fields.optional(key, diagnostics, Fields::texts).map_or(Vec::new(), |texts| texts.value)
}

fn without_places(texts: Vec<Placed<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

/// How many meanings what is said may have.
#[derive(Clone, Copy, PartialEq)]
enum Meanings {
    Any,
    /// What is said takes its place.
    One,
}

fn lexicon(source: &Source, meanings: Meanings, diagnostics: &mut Vec<Diagnostic>) -> Vec<Entry> {
    entries(source, &Fields::of_file(source, &ENTRIES, diagnostics), "entries", meanings, diagnostics)
}

/// Reads a list of entries: nothing in one is empty, and the list says each thing once.
fn entries(
    source: &Source,
    fields: &Fields,
    key: &str,
    meanings: Meanings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut said = BTreeSet::new();
    for entry in fields.tables(key, &ENTRY, diagnostics) {
        let (say, mean) = (entry.texts("say", diagnostics), entry.texts("mean", diagnostics));
        let (Some(say), Some(mean)) = (say, mean) else { continue };
        for side in [&say, &mean] {
            let empty = side.value.iter().find(|word| word.value.trim().is_empty()).map(|word| word.span);
            if let Some(span) = empty.or(side.value.is_empty().then_some(side.span)) {
                let hint = "say 写访客的说法，mean 写文件里的说法，各至少一个";
                diagnostics.push(source.diagnostic(Code::EmptySearchEntry, span, "这一条有空着的一边", hint));
            }
        }
        if meanings == Meanings::One && mean.value.len() > 1 {
            let message = format!("`{}` 有几个意思", without_places(say.value.clone()).join("、"));
            let hint = "只留一个；意思不止一个的，写进 synonyms.toml";
            diagnostics.push(source.diagnostic(Code::SeveralMeanings, mean.span, message, hint));
        }
        // What tables part words with.
        let words = say.value.iter().chain(&mean.value);
        for Placed { value, span } in words.filter(|word| word.value.contains([',', '=', '\n'])) {
            let message = format!("`{value}` 里不能有逗号、等号和换行");
            diagnostics.push(source.diagnostic(Code::BadSearchWord, *span, message, "几个说法要分开写成几个"));
        }
        for Placed { value, span } in say.value.iter().filter(|word| !said.insert(word.value.to_lowercase())) {
            let message = format!("`{value}` 在这个文件里说了两次");
            let hint = "并成一条，意思都写在它的 mean 里";
            diagnostics.push(source.diagnostic(Code::RepeatedSearchWord, *span, message, hint));
        }
        entries.push(Entry { say: without_places(say.value), mean: without_places(mean.value) });
    }
    entries
}

fn stopwords(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Stopwords {
    let fields = Fields::of_file(source, &STOPWORDS, diagnostics);
    Stopwords {
        phrases: without_places(texts(&fields, "phrases", diagnostics)),
        particles: fields.optional("particles", diagnostics, Fields::verbatim).map_or(String::new(), |text| text.value),
        english: without_places(texts(&fields, "english", diagnostics)),
        alone: entries(source, &fields, "alone", Meanings::Any, diagnostics),
    }
}

fn characters(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Vec<String> {
    let fields = Fields::of_file(source, &TRADITIONAL, diagnostics);
    let groups = texts(&fields, "characters", diagnostics);
    for Placed { value, span } in groups.iter().filter(|group| group.value.chars().count() < 2) {
        let hint = "每组先写简体字，再写它的其他写法";
        diagnostics.push(source.diagnostic(Code::BadCharacter, *span, format!("`{value}` 不成一组"), hint));
    }
    without_places(groups)
}

/// Reads phrases of two characters at least, each once: a single one would cut words apart.
fn stock_phrases(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Vec<String> {
    let fields = Fields::of_file(source, &STOCK_PHRASES, diagnostics);
    let phrases = texts(&fields, "phrases", diagnostics);
    let mut seen = BTreeSet::new();
    for Placed { value, span } in &phrases {
        if value.trim().chars().count() < 2 {
            let (message, hint) = (format!("`{value}` 太短，不成一句套话"), "至少写两个字，否则会把词切开");
            diagnostics.push(source.diagnostic(Code::BadStockPhrase, *span, message, hint));
        } else if !seen.insert(value) {
            let (message, hint) = (format!("`{value}` 写了两次"), "留下一处");
            diagnostics.push(source.diagnostic(Code::RepeatedStockPhrase, *span, message, hint));
        }
    }
    without_places(phrases)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(name: &str, text: &str) -> Vec<Code> {
        Lexicon::default().add(name, name, text).into_iter().map(|diagnostic| diagnostic.code).collect()
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
        assert_eq!(codes("stopwords.toml", "phrase = []\n"), [Code::UnknownKey]);
    }
}
