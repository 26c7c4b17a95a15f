//! Alterations of a finished site that change what it says of the document: the second reading reports each.

use std::ops::Range;

use serde_json::Value;

use super::fixture::SiteFixture;
use crate::open_data;
use crate::tests::one_in;
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

/// Returns the source and the open data of the shipped plan, with the registry.
pub(super) fn facts() -> SiteFixture {
    let id = "wuhan-2023";
    // Pages say which deadlines had passed on its day.
    let edition = serde_json::json!({"generator": "policy-portal", "as_of": shipped().json("edition.json")["as_of"]});
    let mut site = SiteFixture::new().file("edition.json", &edition.to_string());
    for file in [&format!("{id}/source.txt"), &format!("{id}/plan.toml"), "agencies.toml"] {
        let file = format!("seeds/{file}");
        site = site.write(&file, shipped().text(&file).as_bytes());
    }
    let of_plan = ["plan", "tasks", "agencies"].map(|name| format!("{id}/data/{name}.json"));
    for file in of_plan.iter().map(String::as_str).chain([open_data::CASES]) {
        site = site.file(file, &shipped().text(&format!("public/{file}")));
    }
    site
}

#[test]
fn every_fact_of_the_tasks_is_guarded() {
    let id = "wuhan-2023";
    let mut site = facts();
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
        // Every field comes up with several tasks; all of them take minutes.
        let step = one_in(67);
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

/// Pages that state facts of tasks, one of each kind.
const PAGES: [&str; 7] = [
    "index.html",
    "tasks/index.html",
    "tasks/43/index.html",
    "tasks/7/index.html",
    "domains/finance/index.html",
    "agencies/commerce/index.html",
    "deadlines/2024-12/index.html",
];

/// Returns where what stands between two words does, everywhere in a part of a page.
fn between(html: &str, within: Range<usize>, open: &str, close: &str) -> Vec<Range<usize>> {
    let starts = html[within.clone()].match_indices(open).map(|(at, _)| within.start + at + open.len());
    starts.filter_map(|start| Some(start..start + html[start..].find(close)?)).collect()
}

/// Returns alterations of a page: what each is, its place, and what stands there then.
fn alterations(html: &str) -> Vec<(&'static str, Range<usize>, String)> {
    let main = html.find("<main").unwrap()..html.find("</main>").unwrap();
    let mut found = Vec::new();
    let mut gone = Vec::new();
    let mut swap = |what, places: Vec<Range<usize>>| {
        for (at, place) in places.iter().enumerate() {
            let own = &html[place.clone()];
            let mut others = places[at..].iter().chain(&places[..at]).map(|place| &html[place.clone()]);
            let other = others.find(|other| *other != own).unwrap_or("9");
            found.push((what, place.clone(), other.to_owned()));
        }
    };
    for (what, open) in [
        ("task", "data-task=\""),
        ("domain", "data-domain=\""),
        ("deadlines of a row", "data-deadline=\""),
        ("leading of a row", "data-lead=\""),
        ("responsible of a row", "data-responsible=\""),
        ("deadline", "data-due=\""),
        ("role", "data-role=\""),
        ("box of a reader's list", "data-pick=\""),
    ] {
        swap(what, between(html, main.clone(), open, "\""));
    }
    swap("byline of a case", between(html, main.clone(), "/byline\">", "<"));
    swap("date of a case", between(html, main.clone(), "/date\">", "<"));
    swap("title", between(html, main.clone(), "<h1>", "<").into_iter().filter(|_| html.contains("<article")).collect());
    swap("number of a row", between(html, main.clone(), "<th class=\"task-number\" scope=\"rowgroup\">", "<"));
    for part in between(html, main.clone(), "<dl class=\"facts edition\"", "</dl>") {
        swap("agency of a head", between(html, part.clone(), "/agencies/", "/\""));
        swap("name of an agency", between(html, part.clone(), "/\">", "</a>"));
        swap("deadline of a head", between(html, part, "data-due=\"2", "</a>"));
    }
    for part in between(html, main.clone(), "<table class=\"tasks", "</table>") {
        swap("agency of a row", between(html, part.clone(), "/agencies/", "/\""));
        for row in between(html, part, "<tbody data-task", "</tbody>") {
            gone.push(("row gone", row.start - "<tbody data-task".len()..row.end + "</tbody>".len(), String::new()));
        }
    }
    if html.contains("title-group") {
        for entry in between(html, main, "<li data-task", "</li>") {
            gone.push(("entry gone", entry.start - "<li data-task".len()..entry.end + "</li>".len(), String::new()));
        }
    }
    found.extend(gone);
    found
}

#[test]
fn every_fact_that_pages_state_is_guarded() {
    let id = "wuhan-2023";
    let found = |site: &SiteFixture| site.diagnostics().iter().filter(|it| it.starts_with("wrong-fact")).count();
    let (mut altered, mut unnoticed) = (0, Vec::new());
    for page in PAGES {
        let file = format!("{id}/{page}");
        let html = shipped().text(&format!("public/{file}"));
        // The page alone: what is found does not hang on the others.
        let mut site = facts().file(&file, &html);
        assert_eq!(found(&site), 0);
        let all = alterations(&html);
        // At least one of each kind and page; all of them take minutes.
        let mut last = "";
        for (at, (what, place, now)) in all.into_iter().enumerate() {
            if what == last && at % one_in(97) != 0 {
                continue;
            }
            last = what;
            let told = format!("{page} {what}: {} → {now}", html[place.clone()].chars().take(40).collect::<String>());
            site = site.file(&file, &format!("{}{now}{}", &html[..place.start], &html[place.end..]));
            altered += 1;
            if found(&site) == 0 {
                unnoticed.push(told);
            }
        }
    }
    println!("{altered} alterations of pages, {} unnoticed", unnoticed.len());
    assert!(unnoticed.is_empty(), "{}", unnoticed.join("\n"));
    assert!(altered > 40, "{altered}");
}
