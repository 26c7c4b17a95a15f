//! The search's files: the documents are what the data say, the corpus is the documents with their texts, the index is
//! the corpus.

use std::collections::BTreeSet;

use camino::Utf8Path;
use serde_json::Value;

use super::{Data, Faults, corpus, index, list, text};
use crate::diagnostic::Diagnostic;
use crate::verify::edition::{self, Base};
use crate::verify::numbers::{numbers, place};
use crate::verify::own_words::OwnWords;
use crate::verify::{contract, files};

/// Compares what the page of the search loads, if there is one.
pub(in crate::verify) fn check(
    site: &Utf8Path,
    base: &Base,
    present: &BTreeSet<String>,
    cases: &Value,
    plans: &[&Data],
    words: &OwnWords,
) -> anyhow::Result<Vec<Diagnostic>> {
    if !present.contains(contract::SEARCH) {
        return Ok(Vec::new());
    }
    let Ok(page) = files::text(site, contract::SEARCH)? else { return Ok(Vec::new()) };
    let after = |words: &str| -> Option<String> {
        let (_, rest) = page.split_once(words)?;
        let (address, _) = rest.split_once('"')?;
        Some(address.strip_prefix(&base.path)?.trim_start_matches('/').to_owned())
    };
    let index_file = after("rel=\"search-index\" href=\"");
    let named = [after("data-documents=\""), after("data-corpus=\""), index_file];
    let [Some(documents_file), Some(corpus_file), Some(index_file)] = named else { return Ok(Vec::new()) };
    let mut diagnostics = Vec::new();
    let mut read = Vec::new();
    for file in [&documents_file, &corpus_file, &index_file] {
        match edition::json::<Value>(site, file)? {
            Ok(value) => read.push(value),
            Err(fault) => diagnostics.push(fault),
        }
    }
    let [all, texts, postings] = read.as_slice() else { return Ok(diagnostics) };
    let mut of_file = |file: &str, check: &dyn Fn(&mut Faults)| {
        let mut faults = Faults { file, found: Vec::new() };
        check(&mut faults);
        diagnostics.append(&mut faults.found);
    };
    of_file(&documents_file, &|faults| documents(list(all), cases, plans, faults));
    of_file(&corpus_file, &|faults| corpus::check(texts, list(all), plans, words, faults));
    of_file(&index_file, &|faults| index::check(postings, texts, plans, faults));
    Ok(diagnostics)
}

fn documents(all: &[Value], cases: &Value, plans: &[&Data], faults: &mut Faults) {
    let mut rest: Vec<(&Data, &str, &Value)> = Vec::new();
    for data in plans {
        let of = |kind, items| list(items).iter().map(move |item| (*data, kind, item));
        rest.extend(of("task", &data.tasks["tasks"]));
        rest.extend(of("agency", &data.agencies["agencies"]));
        rest.extend(of("domain", &data.plan["domains"]));
        rest.extend(of("member", &data.plan["members"]));
    }
    for document in all {
        let [kind, id, url, title] = ["kind", "id", "url", "title"].map(|key| text(&document[key]));
        let (plan, path) = url.trim_start_matches('/').split_once('/').unwrap_or_default();
        let data = plans.iter().find(|data| text(&data.plan["id"]) == plan);
        let expected = match kind {
            "task" => format!("tasks/{id}/"),
            "agency" | "case" => format!("{}/{id}/", if kind == "case" { "" } else { "agencies" }),
            "domain" => format!("domains/{id}/"),
            "member" => format!("members/#{id}"),
            "clause" => format!("policy/#{id}"),
            _ => format!("{id}/"),
        };
        let is_here = path.trim_start_matches('/') == expected.trim_start_matches('/');
        faults.hold(
            is_here && ["task", "agency", "domain", "member", "clause", "case", "topic"].contains(&kind),
            url,
            "检索文档的地址与它的种类、编号不同",
        );
        let key = if kind == "task" { "number" } else { "id" };
        let is_item = |item: &Value| match item[key].as_str() {
            Some(own) => own == id,
            None => item[key].as_u64() == id.parse().ok(),
        };
        if let Some(data) = data {
            let at = rest
                .iter()
                .position(|(own, own_kind, item)| std::ptr::eq(*own, *data) && *own_kind == kind && is_item(item));
            let item = at.map(|at| rest.remove(at).2);
            let name = item.map(|item| text(&item[if kind == "task" { "title" } else { "name" }]));
            let clause = list(&data.plan["clauses"]).iter().find(|clause| text(&clause["id"]) == id);
            let holds = match (kind, name, clause) {
                ("agency", Some(name), _) => title.starts_with(name),
                ("member", None, _) => id == "note",
                ("clause", _, Some(clause)) => is_title(title, clause),
                ("clause", _, None) => ["notice", "preamble", "annexes", "copies"].contains(&id),
                (_, name, _) => name == Some(title),
            };
            faults.hold(holds, title, &format!("检索文档 `{url}` 的标题与数据不同"));
        }
        if kind == "case" {
            let case = list(&cases["cases"]).iter().find(|case| text(&case["slug"]) == id);
            let holds = case.is_some_and(|case| text(&case["title"]) == title && text(&case["url"]) == url);
            faults.hold(holds, title, &format!("检索文档 `{url}` 与 cases.json 不同"));
        }
    }
    for (_, kind, item) in rest {
        faults.hold(false, &item["id"].to_string(), &format!("检索文档里漏了一个（{kind}）"));
    }
}

/// Checks whether a title is a clause's: its labels from the part down, and its heading.
fn is_title(title: &str, clause: &Value) -> bool {
    let heading = text(&clause["heading"]);
    let Some(labels) = title.strip_suffix(heading) else { return false };
    let (place, told) = (place(text(&clause["id"])), numbers(labels));
    labels.is_empty() || told.is_empty() || told == place || told.last() == place.last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_labels_of_a_title_are_those_of_its_place() {
        let clause = serde_json::json!({"id": "s2-1-0-1", "heading": "梳理清单"});
        assert!(is_title("二行动一1.梳理清单", &clause) && is_title("梳理清单", &clause));
        assert!(!is_title("二行动一3.梳理清单", &clause) && !is_title("二行动一1.梳理", &clause));
    }
}
