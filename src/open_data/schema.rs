//! The JSON Schemas of the open data: published as they are, and read for the field dictionary.

use serde_json::Value;

/// A schema file.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// `tasks`
    pub name: &'static str,
    text: &'static str,
}

/// Every schema, in the order of the data page.
pub const SCHEMAS: [Schema; 4] = [
    Schema { name: "plan", text: include_str!("schema/plan.schema.json") },
    Schema { name: "tasks", text: include_str!("schema/tasks.schema.json") },
    Schema { name: "agencies", text: include_str!("schema/agencies.schema.json") },
    Schema { name: "cases", text: include_str!("schema/cases.schema.json") },
];

/// A field as a schema explains it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// From the top of the file: `tasks[].parts[].id`.
    pub path: String,
    /// JSON Schema's names of the types that it may have; none where it is one of a list of words.
    pub types: Vec<String>,
    pub description: String,
    /// Whether the site adds it, so that it is no part of the document.
    pub is_ours: bool,
}

impl Schema {
    /// Returns the schema's address from the site's root.
    pub fn address(&self) -> String {
        format!("/data/schema/{}.schema.json", self.name)
    }

    /// Returns the schema as it is published.
    pub fn json(&self) -> Value {
        serde_json::from_str(self.text).unwrap_or_default()
    }

    /// Returns the schema's title and its fields, each before those inside it.
    pub fn fields(&self) -> (String, Vec<Field>) {
        let root = self.json();
        let mut fields = Vec::new();
        properties(&root, "", &mut fields);
        (root["title"].as_str().unwrap_or(self.name).to_owned(), fields)
    }
}

fn properties(node: &Value, path: &str, fields: &mut Vec<Field>) {
    for (name, field) in node["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}{name}{}", if field["items"].is_object() { "[]" } else { "" });
        let types = match &field["type"] {
            Value::Array(types) => types.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            Value::String(name) => vec![name.clone()],
            _ => Vec::new(),
        };
        let description = field["description"].as_str().unwrap_or_default();
        fields.push(Field {
            path: path.clone(),
            types,
            description: description.trim_start_matches("【本站整理】").to_owned(),
            is_ours: field["x-ours"].as_bool().unwrap_or(false),
        });
        properties(field, &format!("{path}."), fields);
        properties(&field["items"], &format!("{path}."), fields);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_explained() {
        for schema in &SCHEMAS {
            let (_, fields) = schema.fields();
            assert!(fields.len() > 8, "{}", schema.name);
            for field in fields {
                assert!(!field.description.is_empty(), "{} {}", schema.name, field.path);
            }
        }
    }
}
