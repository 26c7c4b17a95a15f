//! The catalogue of interface words: the generator's own, the theme's, and what a deployment says otherwise.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::inputs::fields::{Fields, Form, Placed};
use crate::text::likeness;
use crate::text::source::{Source, Span};

/// The generator's own words, which every theme gets.
const OWN: &str = include_str!("words/zh.toml");
const OWN_FILE: &str = "src/inputs/words/zh.toml";

/// A language's words, by key; `{name}` in a word is filled in.
#[derive(Debug, Clone, Default, Hash)]
pub(crate) struct Catalogue {
    /// Words of the generator.
    pub site: BTreeMap<String, String>,
    /// Words of the theme's templates.
    pub theme: BTreeMap<String, String>,
    /// What stands at the head of a page, by its kind: Markdown, a `minijinja` template.
    pub introductions: BTreeMap<String, String>,
}

const FORM: Form =
    Form { keys: &["site", "introductions"], example: "[site] 下面每行一个词：home = \"首页\"" };
const THEME: Form = Form { keys: &["theme"], example: "[theme] 下面每行一个词：print = \"打印\"" };
const OVERRIDES: Form =
    Form { keys: &["site", "theme"], example: "[site] 或 [theme] 下面每行一个词：home = \"首页\"" };
/// A table of words: any keys.
const WORDS: Form = Form { keys: &[], example: "每行一个词：home = \"首页\"" };

/// The words of a table, each key and word with its place.
type PlacedWords = Vec<(Placed<String>, Placed<String>)>;

/// Reads a table of words; empty where there is none.
fn table(fields: &Fields, key: &str, diagnostics: &mut Vec<Diagnostic>) -> PlacedWords {
    fields.table(key, &WORDS, diagnostics).map_or(Vec::new(), |table| table.all_texts(diagnostics))
}

fn without_places(words: PlacedWords) -> BTreeMap<String, String> {
    words.into_iter().map(|(key, word)| (key.value, word.value)).collect()
}

/// A word is guessed at among all others, which takes long: of more unknown ones than this nothing is guessed.
const MOST_GUESSED: usize = 100;

impl Catalogue {
    /// Returns the generator's own words.
    pub(crate) fn own() -> Result<Catalogue, Vec<Diagnostic>> {
        Catalogue::read(OWN_FILE, OWN)
    }

    /// Reads the generator's part of a catalogue; `file` is its path relative to the root.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub(crate) fn read(file: &str, text: &str) -> Result<Catalogue, Vec<Diagnostic>> {
        let source = Source::new(file, text);
        let mut diagnostics = Vec::new();
        let fields = Fields::of_file(&source, &FORM, &mut diagnostics);
        let mut words = |key| without_places(table(&fields, key, &mut diagnostics));
        let catalogue =
            Catalogue { site: words("site"), introductions: words("introductions"), theme: BTreeMap::new() };
        if diagnostics.is_empty() { Ok(catalogue) } else { Err(diagnostics) }
    }

    /// Takes the theme's words from its file, and compares them with those that its templates ask for.
    pub(crate) fn add_theme(&mut self, file: &str, text: &str, asked: &AskedWords) -> Vec<Diagnostic> {
        let source = Source::new(file, text);
        let mut diagnostics = Vec::new();
        let fields = Fields::of_file(&source, &THEME, &mut diagnostics);
        let words = table(&fields, "theme", &mut diagnostics);
        if !diagnostics.is_empty() {
            return diagnostics;
        }
        for (key, _) in words.iter().filter(|(key, _)| !asked.literals.contains(&key.value)) {
            let message = format!("`{file}` 里的 `{}` 没有模板用到", key.value);
            let hint = "多余就删去；键名写错就改正";
            diagnostics.push(source.diagnostic(Code::UnusedWord, key.span, message, hint));
        }
        self.theme = without_places(words);
        for (key, template) in asked.keys.iter().filter(|(key, _)| !self.theme.contains_key(*key)) {
            let message = format!("`{file}` 的 [theme] 里没有 `{key}`，模板 `{template}` 要用它");
            let hint = format!("补上一行：{key} = \"……\"");
            diagnostics.push(Diagnostic::new(Code::MissingWord, Place::file(file), message, hint));
        }
        diagnostics
    }

    /// Puts a deployment's words in the place of the shipped ones.
    pub(crate) fn override_words(&mut self, file: &str, text: &str) -> Vec<Diagnostic> {
        let source = Source::new(file, text);
        let mut diagnostics = Vec::new();
        let fields = Fields::of_file(&source, &OVERRIDES, &mut diagnostics);
        for (name, words) in [("site", &mut self.site), ("theme", &mut self.theme)] {
            for (key, word) in table(&fields, name, &mut diagnostics) {
                let Some(shipped) = words.get_mut(&key.value) else {
                    let message = format!("[{name}] 没有 `{}` 这个词", key.value);
                    let known = words.keys().filter(|_| diagnostics.len() < MOST_GUESSED);
                    let nearest = likeness::nearest(&key.value, known.map(|key| (key.clone(), key.as_str())));
                    let guess = nearest.map(|key| format!("是不是 `{key}`？")).unwrap_or_default();
                    let hint = format!("{guess}键名照生成器和主题的词表写，这里不能加新词");
                    diagnostics.push(source.diagnostic(Code::UnknownWord, key.span, message, hint));
                    continue;
                };
                let known: BTreeSet<&str> = placeholders(shipped).collect();
                if let Some(placeholder) = placeholders(&word.value).find(|name| !known.contains(name)) {
                    let message = format!("`{}` 里没有 `{{{placeholder}}}` 可填", key.value);
                    let hint = format!("原来的词是“{shipped}”，花括号里只能用它有的名称");
                    let span = inside(&source, word.span, placeholder);
                    diagnostics.push(source.diagnostic(Code::UnknownPlaceholder, span, message, hint));
                    continue;
                }
                let own: BTreeSet<&str> = placeholders(&word.value).collect();
                let lost: Vec<String> = known.difference(&own).map(|name| format!("`{{{name}}}`")).collect();
                if !lost.is_empty() {
                    let message = format!("`{}` 里少了 {}", key.value, lost.join("、"));
                    let hint = format!("原来的词是“{shipped}”，花括号里的名称都要用上，否则页面上少了事实");
                    diagnostics.push(source.diagnostic(Code::UnknownPlaceholder, word.span, message, hint));
                    continue;
                }
                *shipped = word.value;
            }
        }
        diagnostics
    }

    /// Returns a word of the generator. A key that the catalogue lacks stands for itself; in unit tests it is a panic, so
    /// that whatever they fill finds it, however its key was come by.
    pub(crate) fn get<'a>(&'a self, key: &'a str) -> &'a str {
        #[cfg(test)]
        assert!(self.site.contains_key(key), "zh.toml has no word `{key}`");
        self.site.get(key).map_or(key, String::as_str)
    }

    /// Returns a word with its `{name}`s filled in.
    pub(crate) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let template = self.get(key);
        let mut text = String::with_capacity(template.len());
        let mut rest = template;
        while let Some(open) = rest.find('{') {
            text.push_str(&rest[..open]);
            let close = rest[open..].find('}').map_or(rest.len(), |at| open + at);
            let name = &rest[open + 1..close];
            match values.iter().find(|(key, _)| *key == name) {
                Some((_, value)) => text.push_str(value),
                None => text.push_str(&rest[open..(close + 1).min(rest.len())]),
            }
            rest = rest.get(close + 1..).unwrap_or_default();
        }
        text.push_str(rest);
        text
    }
}

/// The words that templates ask for.
#[derive(Debug, Default)]
pub(crate) struct AskedWords {
    /// Keys that a template asks for in so many words (`key="…"`), each with one such template.
    keys: BTreeMap<String, String>,
    /// Every text between quotation marks: one of them may reach a macro that asks for it.
    literals: BTreeSet<String>,
}

impl AskedWords {
    /// Adds what one template asks for; `file` is its path relative to the root.
    pub(crate) fn add(&mut self, file: &str, template: &str) {
        for key in template.split("key=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            self.keys.entry(key.to_owned()).or_insert_with(|| file.to_owned());
        }
        self.know(template);
    }

    /// Adds the words of a template that another one stands in for: they are the theme's all the same.
    pub(crate) fn know(&mut self, template: &str) {
        self.literals.extend(template.split('"').map(str::to_owned));
    }
}

/// Returns where a placeholder's name stands in a word.
fn inside(source: &Source, word: Span, placeholder: &str) -> Span {
    let at = source.slice(word).find(&format!("{{{placeholder}}}"));
    at.map_or(word, |at| Span::new(word.start + at + 1, word.start + at + 1 + placeholder.len()))
}

/// Returns the names that stand between braces.
fn placeholders(word: &str) -> impl Iterator<Item = &str> {
    word.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_filled_in_once() {
        let words = Catalogue::read("w", "[site]\na = \"第{n}项，{x}\"\n").unwrap();
        assert_eq!(words.fill("a", &[("n", "{x}"), ("x", "甲")]), "第{x}项，甲");
    }

    #[test]
    fn templates_ask_in_so_many_words_or_through_a_macro() {
        let mut asked = AskedWords::default();
        asked
            .add("t.html", "<p class=\"a\">{{ trans(key=\"b\") }}{{ m::count(key=\"c\", n=1) }}{{ m::x(word=\"d\") }}");
        assert_eq!(asked.keys.keys().collect::<Vec<_>>(), ["b", "c"]);
        assert!(asked.literals.contains("d"));
    }

    #[test]
    fn the_own_words_are_read() {
        let own = Catalogue::own().unwrap();
        assert!(own.theme.is_empty() && own.site.contains_key("home") && own.introductions.contains_key("tasks"));
    }
}
