//! Alterations of a finished site that change what it says of the document: the second reading reports each.

use serde_json::Value;

use super::fixture::SiteFixture;
use crate::tests::support::shipped;

/// Fields of `tasks.json` that state facts of the document.
const FACTS: [&str; 12] = [
    "number",
    "label",
    "title",
    "text",
    "domain",
    "lead",
    "responsible",
    "deadline",
    "id",
    "lines",
    "roles",
    "printed",
];

/// A value of a JSON file: the keys and places that lead to it.
type Path = Vec<String>;

/// Returns the paths of all values under a value, whole lists among them.
fn paths(value: &Value, path: &Path, found: &mut Vec<Path>) {
    let mut below = |key: String, value: &Value| {
        let path: Path = path.iter().cloned().chain([key]).collect();
        paths(value, &path, found);
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| below(key.clone(), value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, value)| below(at.to_string(), value)),
        _ => {}
    }
    if value.is_array() || !value.is_object() {
        found.push(path.clone());
    }
}

fn pointer(path: &Path) -> String {
    path.iter().map(|key| format!("/{key}")).collect()
}

/// Returns another value of the same kind: what another task says there, if that differs, or else something like it.
fn another(value: &Value, others: &[&Value]) -> Value {
    if let Some(other) = others.iter().find(|other| ***other != *value && !other.is_null()) {
        return (*other).clone();
    }
    match value {
        Value::Number(number) => Value::from(number.as_u64().unwrap_or(0) + 1),
        Value::String(text) => Value::from(format!("{text}甲")),
        Value::Array(items) if items.is_empty() => serde_json::json!(["finance"]),
        Value::Array(items) => Value::Array(items[1..].to_vec()),
        _ => Value::from("2025-12"),
    }
}

#[test]
fn every_fact_of_the_tasks_is_guarded() {
    let (id, root) = ("wuhan-2023", shipped().root());
    let mut site = SiteFixture::new();
    for file in ["source.txt", "plan.toml"] {
        let file = format!("seeds/{id}/{file}");
        site = site.write(&file, &fs_err::read(root.join(&file).as_std_path()).unwrap());
    }
    for name in ["plan", "tasks", "agencies"] {
        let file = format!("{id}/data/{name}.json");
        site = site.file(&file, &shipped().text(&format!("public/{file}")));
    }
    let found = |site: &SiteFixture| {
        let codes = [
            "wrong-fact",
            "missed-task",
            "invented-task",
            "row-without-task",
            "cell-mismatch",
            "bad-lines",
            "bad-data",
        ];
        site.diagnostics().into_iter().filter(|it| codes.iter().any(|code| it.starts_with(code))).count()
    };
    assert_eq!(found(&site), 0);
    let file = format!("{id}/data/tasks.json");
    let data = shipped().json(&file);
    let tasks = data["tasks"].as_array().unwrap();
    let mut altered = 0;
    let mut unnoticed = Vec::new();
    for (at, task) in tasks.iter().enumerate() {
        let mut all = Vec::new();
        paths(task, &Vec::new(), &mut all);
        all.retain(|path| {
            path.first().is_some_and(|field| {
                FACTS.contains(&field.as_str())
                    || (field == "parts" && path.len() > 2 && FACTS.contains(&path[2].as_str()))
            })
        });
        // Every field comes up with several tasks; all of them take minutes, which STEP=1 does.
        let step = std::env::var("STEP").ok().and_then(|step| step.parse().ok()).unwrap_or(41);
        for path in all.into_iter().skip(at % step).step_by(step) {
            let place = pointer(&path);
            let others: Vec<&Value> =
                tasks[at + 1..].iter().chain(&tasks[..at]).filter_map(|task| task.pointer(&place)).collect();
            let mut data = data.clone();
            let value = data["tasks"][at].pointer_mut(&place).unwrap();
            let now = another(value, &others);
            let told = format!("{}{place}: {value} → {now}", at + 1);
            *value = now;
            site = site.file(&file, &data.to_string());
            altered += 1;
            if found(&site) == 0 {
                unnoticed.push(told);
            }
        }
    }
    println!("{altered} alterations of tasks.json, {} unnoticed", unnoticed.len());
    assert!(unnoticed.is_empty(), "{}", unnoticed.join("\n"));
    assert!(altered > 50, "{altered}");
}
