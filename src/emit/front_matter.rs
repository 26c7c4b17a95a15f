//! A page's front matter: a struct made TOML, never pasted text.
//!
//! Texts stand in one line each, as JSON writes them: over several lines, one that ends in `+++` would end the front matter.

use anyhow::Result;
use serde::Serialize;
use serde_json::Value;

use crate::site::{Frame, Href, Page, View};

#[derive(Serialize)]
struct FrontMatter<'a> {
    title: &'a str,
    description: &'a str,
    template: String,
    extra: PageExtra<'a>,
}

/// What every page has beside its view.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct PageExtra<'a> {
    #[serde(flatten)]
    frame: &'a Frame,
    /// The picture that other sites show beside a link to the page, where it has one of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    picture_href: Option<Href>,
    /// On the pages of the search and of the open data.
    #[serde(skip_serializing_if = "Option::is_none")]
    search: Option<&'a SearchFiles>,
    #[cfg_attr(test, schemars(skip))]
    view: &'a View,
}

/// The search's files, whose names change with their content.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[expect(
    clippy::struct_field_names,
    reason = "templates print as they stand only addresses, and know them by that ending"
)]
pub(super) struct SearchFiles {
    pub index_href: Href,
    pub documents_href: Href,
    pub corpus_href: Href,
}

/// The kinds of the pages that name them: every other page stays the same when a text elsewhere changes.
const NAMING_SEARCH_FILES: [&str; 2] = ["search", "data"];

/// Returns the front matter of a page, without its `+++` lines.
pub(super) fn front_matter(page: &Page, picture_href: Option<Href>, search: &SearchFiles) -> Result<String> {
    let front = FrontMatter {
        title: &page.title,
        description: &page.description,
        template: format!("{}.html", page.frame.kind),
        extra: PageExtra {
            frame: &page.frame,
            picture_href,
            search: NAMING_SEARCH_FILES.contains(&page.frame.kind).then_some(search),
            view: &page.view,
        },
    };
    let Value::Object(keys) = serde_json::to_value(&front)? else { return Ok(String::new()) };
    let mut toml = String::new();
    for (key, value) in &keys {
        text(key, &mut toml);
        toml.push_str(" = ");
        inline(value, &mut toml);
        toml.push('\n');
    }
    Ok(toml)
}

/// Writes a value as TOML, in one line; what is absent is left out.
fn inline(value: &Value, toml: &mut String) {
    match value {
        Value::Object(keys) => {
            toml.push('{');
            for (at, (key, value)) in keys.iter().filter(|(_, value)| !value.is_null()).enumerate() {
                toml.push_str(if at > 0 { ", " } else { "" });
                text(key, toml);
                toml.push_str(" = ");
                inline(value, toml);
            }
            toml.push('}');
        }
        Value::Array(items) => {
            toml.push('[');
            for (at, item) in items.iter().enumerate() {
                toml.push_str(if at > 0 { ", " } else { "" });
                inline(item, toml);
            }
            toml.push(']');
        }
        Value::String(words) => text(words, toml),
        Value::Null | Value::Bool(_) | Value::Number(_) => toml.push_str(&value.to_string()),
    }
}

/// Writes a text as JSON and TOML both read it: quoted, with escapes for what would end it or isn't seen.
fn text(words: &str, toml: &mut String) {
    toml.push('"');
    let mut plain = 0;
    for (at, c) in words.char_indices() {
        if c == '"' || c == '\\' || c.is_ascii_control() {
            toml.push_str(&words[plain..at]);
            plain = at + c.len_utf8();
            match c {
                '"' => toml.push_str("\\\""),
                '\\' => toml.push_str("\\\\"),
                '\n' => toml.push_str("\\n"),
                c => toml.push_str(&format!("\\u{:04X}", u32::from(c))),
            }
        }
    }
    toml.push_str(&words[plain..]);
    toml.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_in_one_line_and_read_as_they_are() {
        let value = serde_json::json!({"甲 ": ["a\n+++\nb\"\\'", "\u{1}\u{7f}\u{202e}"], "b": {"c": true, "d": null}, "e": -7, "f": []});
        let mut written = String::new();
        inline(&value, &mut written);
        assert!(!written.contains('\n'));
        let read: Value = toml::from_str(&format!("x = {written}")).unwrap();
        let expected = serde_json::json!({"x": {"甲 ": value["甲 "], "b": {"c": true}, "e": -7, "f": []}});
        assert_eq!(read, expected);
    }
}
