//! What a theme's templates get, as the authors of themes read it: `docs/theme.md`, made from the view structs.

use std::fmt::Write as _;

use itertools::Itertools as _;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use super::config;
use super::front_matter::PageExtra;
use crate::site::View;

/// Returns the reference: what all templates get, then each template's view, then what views are made of.
fn reference() -> String {
    let mut generator = SchemaSettings::default().for_serialize().into_generator();
    let views = generator.root_schema_for::<View>().to_value();
    generator.subschema_for::<PageExtra>();
    generator.subschema_for::<config::Extra>();
    let mut types = generator.take_definitions(true);
    let mut text = include_str!("theme_head.md").to_owned();
    section(&mut text, "config.extra", types.remove("Extra"));
    section(&mut text, "it.extra", types.remove("PageExtra"));
    types.remove("Frame");
    types.remove("View");
    for name in views["anyOf"].as_array().into_iter().flatten().filter_map(type_name) {
        let template = name.trim_end_matches("Page").to_lowercase();
        section(&mut text, &format!("{template}.html: `it.extra.view`"), types.remove(name));
    }
    let mut pieces: Vec<(String, Value)> = types.into_iter().collect();
    pieces.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, piece) in pieces {
        section(&mut text, &name, Some(piece));
    }
    text
}

/// Writes a type: its description and fields, or its variants with theirs.
fn section(text: &mut String, title: &str, schema: Option<Value>) {
    let schema = schema.unwrap_or_default();
    let _ = write!(text, "\n## {title}\n\n{}\n", description(&schema));
    fields(text, &schema);
    for variant in schema["oneOf"].as_array().into_iter().flatten() {
        let kind = variant["properties"]["kind"]["const"].as_str().unwrap_or_default();
        let _ = write!(text, "\n`kind` is `{kind}`: {}\n", description(variant));
        fields(text, variant);
    }
}

fn fields(text: &mut String, schema: &Value) {
    let none = Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&none);
    let shown: Vec<_> = properties.iter().filter(|(_, field)| field["const"].is_null()).collect();
    if shown.is_empty() {
        return;
    }
    text.push_str("\n| field | holds | meaning |\n| --- | --- | --- |\n");
    for (name, field) in shown {
        let is_required = schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == name));
        let may_be_null = |form: &Value| form == "null" || form["type"] == "null";
        let forms = [&field["anyOf"], &field["type"]].into_iter().filter_map(Value::as_array).flatten();
        let is_required = is_required && !forms.into_iter().any(may_be_null);
        let absent = if is_required { "" } else { ", may be absent" };
        let _ = writeln!(text, "| `{name}` | {}{absent} | {} |", holds(field), description(field));
    }
}

/// Returns what a field holds: `text`, `number`, `list of [Link](#link)`.
fn holds(field: &Value) -> String {
    if let Some(name) = type_name(field) {
        return format!("[{name}](#{})", name.to_lowercase());
    }
    // What may be absent is itself or null.
    let mut forms = field["anyOf"].as_array().into_iter().flatten();
    if let Some(form) = forms.find(|form| form["type"] != "null") {
        return holds(form);
    }
    let kind = match &field["type"] {
        Value::Array(kinds) => kinds.first().and_then(Value::as_str),
        kind => kind.as_str(),
    };
    match kind {
        Some("array") => format!("list of {}", holds(&field["items"])),
        Some("object") => format!("map to {}", holds(&field["additionalProperties"])),
        Some("string") => "text".to_owned(),
        Some("integer" | "number") => "number".to_owned(),
        Some("boolean") => "yes or no".to_owned(),
        kind => panic!("a view has a field of type {kind:?}: {field}"),
    }
}

fn type_name(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.strip_prefix("#/$defs/")
}

/// Returns a description on one line, fit for a cell of a table.
fn description(schema: &Value) -> String {
    let text = schema["description"].as_str().unwrap_or_default();
    text.split_whitespace().join(" ").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `FIXTURES=accept` writes it.
    #[test]
    fn the_reference_for_themes_is_printed() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/theme.md");
        if std::env::var("FIXTURES").is_ok_and(|value| value == "accept") {
            fs_err::write(path, reference()).unwrap();
        }
        assert_eq!(
            fs_err::read_to_string(path).unwrap_or_default(),
            reference(),
            "docs/theme.md is behind: FIXTURES=accept cargo test --lib the_reference_for_themes"
        );
    }
}
