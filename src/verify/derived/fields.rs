//! The open data's files as JSON: no field twice, none that the format doesn't have, and no entry twice.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Faults;

/// Lists in which entries may be alike: cells and rows as printed, and lines from and to.
const MAY_REPEAT: [&str; 5] = ["lines", "header", "rows", "roles", "extra"];

/// Checks a file that is written from records of this kind.
pub(super) fn check<Record: DeserializeOwned + Serialize>(file: &str, faults: &mut Faults) {
    if let Err(fault) = serde_json::from_str::<Single>(file) {
        faults.hold(false, &fault.to_string(), "JSON 里有一个键写了两次");
        return;
    }
    let Ok(stated) = serde_json::from_str::<Value>(file) else { return };
    twice("", &stated, faults);
    // A file of a few fields is none of ours.
    let record = serde_json::from_str::<Record>(file).and_then(serde_json::to_value);
    if let Ok(record) = record {
        unknown(&stated, &record, faults);
    }
}

/// Tells which entries of lists are alike.
fn twice(name: &str, value: &Value, faults: &mut Faults) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| twice(name, value, faults)),
        Value::Array(items) if !MAY_REPEAT.contains(&name) => {
            let mut seen = BTreeSet::new();
            for item in items {
                let entry = item.to_string();
                faults.hold(!seen.contains(&entry), &entry, &format!("`{name}` 里有两条相同的"));
                seen.insert(entry);
                twice("", item, faults);
            }
        }
        _ => {}
    }
}

/// Tells which fields the format doesn't have.
fn unknown(stated: &Value, known: &Value, faults: &mut Faults) {
    match (stated, known) {
        (Value::Object(stated), Value::Object(known)) => {
            for (name, value) in stated {
                match known.get(name) {
                    Some(known) => unknown(value, known, faults),
                    // A field of nothing may be left out.
                    None => faults.hold(value.is_null(), name, &format!("没有 `{name}` 这个字段")),
                }
            }
        }
        (Value::Array(stated), Value::Array(known)) => {
            stated.iter().zip(known).for_each(|(stated, known)| unknown(stated, known, faults));
        }
        _ => {}
    }
}

/// JSON that has each field once; programs differ in which of two they read.
struct Single;

impl<'de> Deserialize<'de> for Single {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SingleVisitor)
    }
}

struct SingleVisitor;

impl<'de> Visitor<'de> for SingleVisitor {
    type Value = Single;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Single, A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(name) = map.next_key::<String>()? {
            map.next_value::<Single>()?;
            if let Some(twice) = seen.replace(name) {
                return Err(A::Error::custom(twice));
            }
        }
        Ok(Single)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Single, A::Error> {
        while items.next_element::<Single>()?.is_some() {}
        Ok(Single)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Single, E> {
        Ok(Single)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Single, E> {
        Ok(Single)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Single, E> {
        Ok(Single)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Single, E> {
        Ok(Single)
    }

    fn visit_str<E>(self, _: &str) -> Result<Single, E> {
        Ok(Single)
    }

    fn visit_unit<E>(self) -> Result<Single, E> {
        Ok(Single)
    }
}
