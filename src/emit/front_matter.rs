//! A page's front matter: a struct made TOML, never pasted text.
//!
//! Texts stand in one line each, as JSON writes them: over several lines, one that ends in `+++` would end the front matter.

use anyhow::Result;
use itertools::Itertools as _;
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
    #[cfg_attr(test, schemars(skip))]
    view: &'a View,
}

/// Returns the front matter of a page, without its `+++` lines.
pub(super) fn front_matter(page: &Page, picture_href: Option<Href>) -> Result<String> {
    let front = FrontMatter {
        title: &page.title,
        description: &page.description,
        template: format!("{}.html", page.frame.kind),
        extra: PageExtra { frame: &page.frame, picture_href, view: &page.view },
    };
    let Value::Object(keys) = serde_json::to_value(&front)? else { return Ok(String::new()) };
    Ok(keys.iter().map(|(key, value)| format!("{} = {}\n", text(key), inline(value))).collect())
}

/// Returns a value as TOML, in one line; what is absent is left out.
fn inline(value: &Value) -> String {
    match value {
        Value::Object(keys) => {
            let set = keys.iter().filter(|(_, value)| !value.is_null());
            format!("{{{}}}", set.map(|(key, value)| format!("{} = {}", text(key), inline(value))).join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(inline).join(", ")),
        Value::String(words) => text(words),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// Returns a text as JSON and TOML both read it.
fn text(words: &str) -> String {
    // The one control character that JSON leaves as it is.
    Value::from(words).to_string().replace('\u{7f}', "\\u007F")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_in_one_line_and_read_as_they_are() {
        let value = serde_json::json!({"甲 ": ["a\n+++\nb\"\\'", "\u{1}\u{7f}\u{202e}"], "b": {"c": true, "d": null}, "e": -7, "f": []});
        let written = inline(&value);
        assert!(!written.contains('\n'));
        let read: Value = toml::from_str(&format!("x = {written}")).unwrap();
        let expected = serde_json::json!({"x": {"甲 ": value["甲 "], "b": {"c": true}, "e": -7, "f": []}});
        assert_eq!(read, expected);
    }
}
