//! The catalogue of interface words: the generator's own, the theme's, and what a deployment says otherwise.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::inputs::toml_file;

/// The generator's own words, which every theme gets.
const OWN: &str = include_str!("words/zh.toml");
const OWN_FILE: &str = "src/inputs/words/zh.toml";

/// A language's words, by key; `{name}` in a word is filled in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// Words of the generator.
    #[serde(default)]
    pub site: BTreeMap<String, String>,
    /// Words of the theme's templates.
    #[serde(default)]
    pub theme: BTreeMap<String, String>,
    /// What stands at the head of a page, by its kind: Markdown, a `minijinja` template.
    #[serde(default)]
    pub introductions: BTreeMap<String, String>,
}

/// The only table that a theme's words have.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeWords {
    theme: BTreeMap<String, String>,
}

/// The words that a deployment may say otherwise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Overrides {
    #[serde(default)]
    site: BTreeMap<String, String>,
    #[serde(default)]
    theme: BTreeMap<String, String>,
}

impl Catalogue {
    /// Returns the generator's own words.
    pub fn own() -> Result<Catalogue, Vec<Diagnostic>> {
        Catalogue::read(OWN_FILE, OWN)
    }

    /// Reads a catalogue; `file` is its path relative to the root.
    pub fn read(file: &str, text: &str) -> Result<Catalogue, Vec<Diagnostic>> {
        toml_file::read(file, text).map_err(|diagnostic| vec![*diagnostic])
    }

    /// Takes the theme's words from its file, and compares them with those that its templates ask for.
    pub fn add_theme(&mut self, file: &str, text: &str, asked: &AskedWords) -> Vec<Diagnostic> {
        let words: ThemeWords = match toml_file::read(file, text) {
            Ok(words) => words,
            Err(diagnostic) => return vec![*diagnostic],
        };
        let mut findings = Vec::new();
        for (key, template) in asked.keys.iter().filter(|(key, _)| !words.theme.contains_key(*key)) {
            let message = format!("`{file}` 的 [theme] 里没有 `{key}`，模板 `{template}` 要用它");
            findings.push(Diagnostic::new(
                Code::MissingWord,
                Place::file(file),
                message,
                format!("补上一行：{key} = \"……\""),
            ));
        }
        for key in words.theme.keys().filter(|key| !asked.literals.contains(*key)) {
            let message = format!("`{file}` 里的 `{key}` 没有模板用到");
            let hint = "多余就删去；键名写错就改正";
            findings.push(toml_file::error(file, text, Code::UnusedWord, key, message, hint));
        }
        self.theme = words.theme;
        findings
    }

    /// Puts a deployment's words in the place of the shipped ones.
    pub fn override_words(&mut self, file: &str, text: &str) -> Vec<Diagnostic> {
        let overrides: Overrides = match toml_file::read(file, text) {
            Ok(overrides) => overrides,
            Err(diagnostic) => return vec![*diagnostic],
        };
        let mut findings = Vec::new();
        let tables = [("site", &mut self.site, overrides.site), ("theme", &mut self.theme, overrides.theme)];
        for (table, words, overrides) in tables {
            for (key, word) in overrides {
                let Some(shipped) = words.get_mut(&key) else {
                    let message = format!("[{table}] 没有 `{key}` 这个词");
                    let hint = "键名照生成器和主题的词表写，这里不能加新词";
                    findings.push(toml_file::error(file, text, Code::UnknownWord, &key, message, hint));
                    continue;
                };
                let known: BTreeSet<&str> = placeholders(shipped).collect();
                if let Some(name) = placeholders(&word).find(|name| !known.contains(name)) {
                    let message = format!("`{key}` 里没有 `{{{name}}}` 可填");
                    let hint = format!("原来的词是“{shipped}”，花括号里只能用它有的名称");
                    findings.push(toml_file::error(file, text, Code::UnknownPlaceholder, name, message, hint));
                    continue;
                }
                *shipped = word;
            }
        }
        findings
    }

    /// Returns a word of the generator. A key that the catalogue lacks stands for itself, and a test finds it.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.site.get(key).map_or(key, String::as_str)
    }

    /// Returns a word with its `{name}`s filled in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
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
pub struct AskedWords {
    /// Keys that a template asks for in so many words (`key="…"`), each with one such template.
    keys: BTreeMap<String, String>,
    /// Every text between quotation marks: one of them may reach a macro that asks for it.
    literals: BTreeSet<String>,
}

impl AskedWords {
    /// Adds what one template asks for; `file` is its path relative to the root.
    pub fn add(&mut self, file: &str, template: &str) {
        for key in template.split("key=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            self.keys.entry(key.to_owned()).or_insert_with(|| file.to_owned());
        }
        self.know(template);
    }

    /// Adds the words of a template that another one stands in for: they are the theme's all the same.
    pub fn know(&mut self, template: &str) {
        self.literals.extend(template.split('"').map(str::to_owned));
    }
}

/// The names that stand between braces.
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
        assert_eq!(words.fill("b", &[]), "b");
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
