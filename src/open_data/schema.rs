//! The JSON Schemas of the open data, derived from its structs: published, and read for the field dictionary.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::{Map, Value};

use super::{AgencyList, CaseList, PlanRecord, TaskList};

/// What the description of a field begins with where the site adds it, so that it is no part of the document.
const OURS: &str = "【本站整理】";

/// The schema of one of the data files.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Schema {
    /// The file's name without its extension, such as `tasks`.
    pub name: &'static str,
    derive: fn() -> schemars::Schema,
}

/// Every schema, in the order of the data page.
pub(crate) const SCHEMAS: [Schema; 4] = [
    Schema { name: "plan", derive: derive::<PlanRecord> },
    Schema { name: "tasks", derive: derive::<TaskList> },
    Schema { name: "agencies", derive: derive::<AgencyList> },
    Schema { name: "cases", derive: derive::<CaseList> },
];

/// A field as a schema explains it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    /// From the top of the file: `tasks[].parts[].id`.
    pub path: String,
    /// JSON Schema's names of the types that it may have.
    pub types: Vec<String>,
    pub description: String,
    /// Whether the site adds it, so that it is no part of the document.
    pub is_ours: bool,
}

impl Schema {
    /// Returns the schema's address from the site's root.
    pub(crate) fn address(&self) -> String {
        format!("/data/schema/{}.schema.json", self.name)
    }

    /// Returns the schema as it is published on a site whose address is `base_url`, empty where it isn't known.
    pub(crate) fn json(&self, base_url: &str) -> Value {
        let derived = (self.derive)();
        let mut schema = Map::new();
        for name in ["$schema", "title", "description"] {
            schema.extend(derived.get(name).map(|value| (name.to_owned(), value.clone())));
        }
        schema.insert("$id".to_owned(), format!("{base_url}{}", self.address()).into());
        schema.extend(derived.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())));
        Value::Object(schema)
    }

    /// Returns the schema's title and its fields, each before those inside it.
    pub(crate) fn fields(&self) -> (String, Vec<Field>) {
        let root = self.json("");
        let mut fields = Vec::new();
        properties(&root, "", &mut fields);
        (root["title"].as_str().unwrap_or(self.name).to_owned(), fields)
    }
}

/// Derives a schema that refers to no other place.
fn derive<T: JsonSchema>() -> schemars::Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize().with(|settings| settings.inline_subschemas = true);
    settings.with_transform(RecursiveTransform(complete)).into_generator().into_root_schema_for::<T>()
}

/// Adds what holds for every schema: no other fields than those explained, and `x-ours` on the site's own.
fn complete(schema: &mut schemars::Schema) {
    if schema.get("properties").is_some() {
        schema.insert("additionalProperties".to_owned(), false.into());
    }
    if schema.get("description").and_then(Value::as_str).is_some_and(|text| text.starts_with(OURS)) {
        schema.insert("x-ours".to_owned(), true.into());
    }
    // The words of a list are explained by the field that takes them.
    if let Some(Value::Array(choices)) = schema.get("oneOf") {
        let one = choices.iter().filter_map(|choice| choice.get("const"));
        let several = choices.iter().filter_map(|choice| choice.get("enum")).filter_map(Value::as_array).flatten();
        let words: Vec<Value> = one.chain(several).cloned().collect();
        schema.remove("oneOf");
        schema.insert("type".to_owned(), "string".into());
        schema.insert("enum".to_owned(), words.into());
    }
    // How Rust stores a number is nothing to a reader.
    if schema.get("format").and_then(Value::as_str).is_some_and(|format| format.starts_with("uint")) {
        schema.remove("format");
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
            description: description.trim_start_matches(OURS).to_owned(),
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

    #[test]
    fn every_word_of_a_list_is_explained() {
        fn check(node: &Value) {
            for word in node.get("enum").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
                assert!(node["description"].as_str().is_some_and(|text| text.contains(word)), "{word}");
            }
            node.as_object().into_iter().flat_map(Map::values).for_each(check);
        }
        for schema in &SCHEMAS {
            check(&schema.json(""));
        }
    }

    #[test]
    fn readers_get_descriptions_in_chinese_alone() {
        fn check(node: &Value) {
            if let Some(text) = node.get("description").and_then(Value::as_str) {
                assert!(text.chars().any(|c| ('一'..='龥').contains(&c)), "{text}");
            }
            node.as_object().into_iter().flat_map(Map::values).for_each(check);
        }
        for schema in &SCHEMAS {
            check(&schema.json(""));
        }
    }

    #[test]
    fn schemas_explain_themselves_without_references() {
        for schema in &SCHEMAS {
            let text = schema.json("").to_string();
            assert!(!text.contains("$ref") && !text.contains("oneOf"), "{text}");
        }
    }
}
