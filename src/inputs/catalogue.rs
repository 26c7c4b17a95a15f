//! The catalogue of interface words: one file a language, `themes/portal/i18n/*.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::Diagnostic;
use crate::inputs::toml_file;

/// A language's words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Words of the generator.
    pub site: BTreeMap<String, String>,
    /// Words of the theme's templates.
    #[serde(default)]
    pub theme: BTreeMap<String, String>,
    /// What stands at the head of a page, by its kind: Markdown, a `minijinja` template.
    #[serde(default)]
    pub introductions: BTreeMap<String, String>,
}

impl Words {
    /// Reads a catalogue; `file` is its path relative to the root.
    pub fn read(file: &str, text: &str) -> Result<Words, Vec<Diagnostic>> {
        toml_file::read(file, text).map_err(|diagnostic| vec![*diagnostic])
    }

    /// A word of the generator. A key that the catalogue lacks stands for itself, and a test finds it.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.site.get(key).map_or(key, String::as_str)
    }

    /// A word with its `{name}`s filled in.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_filled_in_once() {
        let words = Words::read("w", "[site]\na = \"第{n}项，{x}\"\n").unwrap();
        assert_eq!(words.fill("a", &[("n", "{x}"), ("x", "甲")]), "第{x}项，甲");
        assert_eq!(words.fill("b", &[]), "b");
    }
}
