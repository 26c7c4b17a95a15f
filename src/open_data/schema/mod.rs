//! The JSON Schemas of the open data: published as they are, and read for the field dictionary.

use serde_json::Value;

use crate::inputs::catalogue::Words;
use crate::site::view::{Dictionary, DictionaryField};
use crate::text::language;

/// A schema file.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// `tasks`
    pub name: &'static str,
    pub text: &'static str,
}

impl Schema {
    /// From the site's root.
    pub fn address(&self) -> String {
        format!("/data/schema/{}.schema.json", self.name)
    }
}

pub const ALL: [Schema; 4] = [
    Schema { name: "plan", text: include_str!("plan.schema.json") },
    Schema { name: "tasks", text: include_str!("tasks.schema.json") },
    Schema { name: "agencies", text: include_str!("agencies.schema.json") },
    Schema { name: "cases", text: include_str!("cases.schema.json") },
];

/// The schema's fields, in its order, told in words.
pub fn dictionary(schema: &Schema, schema_href: &str, words: &Words) -> Dictionary {
    let root: Value = serde_json::from_str(schema.text).unwrap_or_default();
    let mut fields = Vec::new();
    properties(&root, "", words, &mut fields);
    let title = root["title"].as_str().unwrap_or(schema.name).to_owned();
    Dictionary { title, schema_href: schema_href.to_owned(), fields }
}

fn properties(node: &Value, path: &str, words: &Words, fields: &mut Vec<DictionaryField>) {
    let Some(properties) = node["properties"].as_object() else { return };
    for (name, field) in properties {
        let is_array = field["items"].is_object();
        let path = format!("{path}{name}{}", if is_array { "[]" } else { "" });
        let ours = field["x-ours"].as_bool().unwrap_or(false);
        let description = field["description"].as_str().unwrap_or_default();
        fields.push(DictionaryField {
            type_label: type_label(field, words),
            description: language::pieces(description.trim_start_matches("【本站整理】")),
            ours,
            path: path.clone(),
        });
        self::properties(field, &format!("{path}."), words, fields);
        self::properties(&field["items"], &format!("{path}."), words, fields);
    }
}

fn type_label(field: &Value, words: &Words) -> String {
    let label = |name: &str| {
        words.get(match name {
            "integer" | "number" => "type_number",
            "boolean" => "type_boolean",
            "array" => "type_array",
            "object" => "type_object",
            "null" => "type_null",
            _ => "type_string",
        })
    };
    match &field["type"] {
        Value::Array(types) => {
            let labels: Vec<&str> = types.iter().filter_map(Value::as_str).map(label).collect();
            labels.join("或")
        }
        Value::String(name) => label(name).to_owned(),
        _ => label("string").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_explained() {
        let words = Words::default();
        for schema in &ALL {
            let dictionary = dictionary(schema, "", &words);
            assert!(dictionary.fields.len() > 8, "{}", schema.name);
            for field in dictionary.fields {
                assert!(!field.description.is_empty(), "{} {}", schema.name, field.path);
            }
        }
    }
}
