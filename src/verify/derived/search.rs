//! The search's files: the documents are what the data say, the corpus is the documents with their texts, the index is
//! the corpus.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use scraper::{Html, Selector};
use serde_json::{Map, Value, json};

use super::shards::{self, Shards};
use super::{Data, Faults, corpus, index, list, text};
use crate::diagnostic::Diagnostic;
use crate::memory::{Memory, key_of, recall};
use crate::text::place;
use crate::verify::edition::{self, Base};
use crate::verify::html::too_deep;
use crate::verify::inventory::Inventory;
use crate::verify::numbers::{self, numbers};
use crate::verify::own_words::OwnWords;
use crate::verify::{contract, files};

/// Compares what the page of the search loads, if there is one.
pub(in crate::verify) fn check(
    site: &Utf8Path,
    base: &Base,
    present: &Inventory,
    cases: &Value,
    plans: &[&Data],
    words: &OwnWords,
    remembered: Option<&Memory<CheckedShard>>,
) -> anyhow::Result<Vec<Diagnostic>> {
    if !present.has(contract::SEARCH) {
        return Ok(Vec::new());
    }
    // What keeps it from being read is told of it as of any page.
    let Some(page) = files::text(site, contract::SEARCH)?.ok().filter(|page| !too_deep(page)) else {
        return Ok(Vec::new());
    };
    let page = Html::parse_document(&page);
    let named = |[selector, attribute]: [&str; 2]| {
        let element = page.select(&Selector::parse(selector).ok()?).next()?;
        let address = element.attr(attribute)?.strip_prefix(&base.path)?.trim_start_matches('/');
        present.has(address).then(|| address.to_owned())
    };
    let [Some(documents_file), Some(corpus_file), Some(index_file)] = contract::SEARCHED.map(named) else {
        let mut faults = Faults { file: contract::SEARCH, found: Vec::new() };
        // Other themes and templates may search otherwise.
        if words.has_templates || page.root_element().attr(contract::NAMED).is_none() {
            return Ok(faults.found);
        }
        for [selector, attribute] in contract::SEARCHED.into_iter().filter(|searched| named(*searched).is_none()) {
            faults.hold(
                false,
                attribute,
                &format!("检索页的 `{selector}` 没有写 `{attribute}`，或它写的文件不在网站里"),
            );
        }
        return Ok(faults.found);
    };
    let mut diagnostics = Vec::new();
    let mut read = Vec::new();
    for file in [&documents_file, &corpus_file, &index_file] {
        match edition::json::<Value>(site, file)? {
            Ok(value) => read.push(value),
            Err(fault) => diagnostics.push(fault),
        }
    }
    match edition::json::<Value>(site, contract::FURTHER)? {
        Ok(further) => {
            let mut faults = Faults { file: contract::FURTHER, found: Vec::new() };
            faults.expect("corpus", &further["corpus"], &json!(format!("{}/{corpus_file}", base.path)));
            diagnostics.append(&mut faults.found);
        }
        Err(fault) => diagnostics.push(fault),
    }
    let [all, texts, postings] = read.as_slice() else { return Ok(diagnostics) };
    if texts["groups"].is_null() {
        let folder = Utf8Path::new(&corpus_file).parent().unwrap_or(site);
        let files = Cut { site, present, folder, core: texts, manifest: postings, remembered };
        let mut faults = Faults { file: &documents_file, found: Vec::new() };
        documents(list(all), cases, plans, &mut faults);
        diagnostics.append(&mut faults.found);
        diagnostics.extend(files.check(list(all), plans, words, [&corpus_file, &index_file])?);
        return Ok(diagnostics);
    }
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

/// The files of an index that is cut.
struct Cut<'a> {
    site: &'a Utf8Path,
    present: &'a Inventory,
    /// Where its files lie, in the site.
    folder: &'a Utf8Path,
    core: &'a Value,
    manifest: &'a Value,
    remembered: Option<&'a Memory<CheckedShard>>,
}

/// The terms of a shard in their order; nothing where something is wrong with it.
pub(in crate::verify) type CheckedShard = Option<Arc<Vec<String>>>;

impl Cut<'_> {
    /// Puts the corpus together from its pieces, compares it with the data, and everything else with it.
    fn check(
        &self,
        all: &[Value],
        plans: &[&Data],
        words: &OwnWords,
        [corpus_file, index_file]: [&str; 2],
    ) -> anyhow::Result<Vec<Diagnostic>> {
        let (mut found, mut groups, mut agencies, mut files) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut titles = told(self.core);
        let size = self.core["size"].as_u64().map_or(1, |size| size.max(1) as usize);
        let texts = (0..all.len().div_ceil(size)).into_par_iter().map(|number| self.read("texts", number));
        for (number, read) in texts.collect::<anyhow::Result<Vec<_>>>()?.into_iter().enumerate() {
            let mut value = or_null(read, &mut found);
            let named = list(&value["groups"]).iter().flat_map(|group| list(&group["plans"]));
            let right = told(&value) == self.left_out(plans, named)
                && list(&value["others"]).iter().all(|other| {
                    let own = other[0].as_u64().and_then(|at| all.get(at as usize));
                    own.is_some_and(|own| own["id"] == other[1] && own["title"] == other[2])
                });
            let mut faults = Faults { file: corpus_file, found: Vec::new() };
            faults.hold(right, &format!("texts/{number}"), "检索语料的 others、plans 与数据不同");
            found.append(&mut faults.found);
            groups.append(&mut taken(&mut value, "groups"));
        }
        for data in plans {
            let mut value = or_null(self.read("plans", text(&data.plan["id"]))?, &mut found);
            agencies.append(&mut taken(&mut value, "agencies"));
            titles.extend(told(&value));
            files.push(value);
        }
        agencies.sort_by_key(|named| named[0].as_u64());
        let parts = [
            ("groups", Value::Array(groups)),
            ("deadlines", self.core["deadlines"].clone()),
            ("plans", Value::Object(titles)),
            ("lexicon", json!({"agencies": agencies})),
        ];
        let whole = Value::Object(parts.map(|(key, value)| (key.to_owned(), value)).into_iter().collect());
        let mut faults = Faults { file: corpus_file, found: Vec::new() };
        corpus::check(&whole, all, plans, words, &mut faults);
        let entries = corpus::entries(&whole);
        let mut of_plans: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            for plan in list(entry.plans) {
                let own = of_plans.entry(text(plan)).or_default();
                if own.last() != Some(&at) {
                    own.push(at);
                }
            }
        }
        for (data, file) in plans.iter().zip(&files) {
            let id = text(&data.plan["id"]);
            check_plan(id, file, &entries, &of_plans.remove(id).unwrap_or_default(), &mut faults);
            let titles = self.left_out(plans, [&data.plan["id"]]);
            faults.hold(told(file) == titles, id, "检索语料里这个方案自己的文件的 plans 与数据不同");
        }
        let kinds: Value =
            entries.chunk_by(|a, b| a.kind == b.kind).map(|own| json!([own[0].kind, own.len()])).collect();
        faults.expect("kinds", &self.core["kinds"], &kinds);
        let has_more = told(self.core).len() < plans.len();
        faults.expect("has_more_plans", &self.core["has_more_plans"], &json!(has_more));
        let names: Vec<(usize, &str)> =
            agencies.iter().filter_map(|named| Some((named[0].as_u64()? as usize, named[1].as_str()?))).collect();
        let shards = Shards::new(&entries, list(&self.core["deadlines"]), &names, plans);
        found.append(&mut faults.found);
        found.append(&mut self.check_tables(&entries, &names, plans, corpus_file)?);
        faults = Faults { file: index_file, found: Vec::new() };
        let named = list(&self.manifest["shards"]);
        let checked =
            named.par_iter().enumerate().map(|(number, of)| self.check_shard(number, of, &shards, index_file));
        let mut terms = Vec::new();
        for (number, checked) in checked.collect::<anyhow::Result<Vec<_>>>()?.into_iter().enumerate() {
            terms.extend_from_slice(&checked.0);
            faults.found.extend(checked.1);
            faults.expect("index", &named[number]["index"], &json!(format!("/{}", self.file("index", number))));
        }
        if let Some(remembered) = self.remembered {
            remembered.keep_only(|number| number.parse().is_ok_and(|number: usize| number < named.len()));
        }
        shards.finish(&terms, &mut faults);
        found.append(&mut faults.found);
        Ok(found)
    }

    /// Compares a shard with the documents, and returns its terms in their order. One that was right is compared again where
    /// its bytes have changed, or what the documents say of its terms.
    fn check_shard(
        &self,
        number: usize,
        named: &Value,
        shards: &Shards,
        index_file: &str,
    ) -> anyhow::Result<(Arc<Vec<String>>, Vec<Diagnostic>)> {
        let file = self.file("index", number);
        let compare = || -> anyhow::Result<_> {
            let mut faults = Faults { file: index_file, found: Vec::new() };
            let shard = or_null(self.json(&file)?, &mut faults.found);
            let terms = Arc::new(shards.check(&shard, named, &mut faults));
            Ok((terms, faults.found))
        };
        let key = || {
            let terms = &named["terms"];
            let expected = shards.key(text(&terms[0]), text(&terms[1]));
            Some(key_of(&(self.present.digest(file.as_str())?, terms, expected)))
        };
        let right = recall(self.remembered, &number.to_string(), key, || {
            let (terms, found) = compare()?;
            anyhow::Ok(found.is_empty().then_some(terms))
        })?;
        right.map_or_else(compare, |terms| Ok((terms, Vec::new())))
    }

    /// Returns the titles of those of the named plans that the core leaves out, by their ids.
    fn left_out<'v>(&self, plans: &[&Data], named: impl IntoIterator<Item = &'v Value>) -> Map<String, Value> {
        let mut left_out = Map::new();
        for id in named.into_iter().filter(|id| self.core["plans"][text(id)].is_null()) {
            let data = plans.iter().find(|data| data.plan["id"] == *id);
            left_out.extend(data.map(|data| (text(id).to_owned(), data.plan["title"].clone())));
        }
        left_out
    }

    /// Checks that the tables say of each shard where it begins, of each name of an agency how, and of each place its plans.
    fn check_tables(
        &self,
        entries: &[corpus::Entry],
        names: &[(usize, &str)],
        plans: &[&Data],
        file: &str,
    ) -> anyhow::Result<Vec<Diagnostic>> {
        let mut faults = Faults { file, found: Vec::new() };
        let mut heads: BTreeSet<String> =
            shards::spoken(entries, names).into_values().flatten().map(|name| name.chars().take(2).collect()).collect();
        let normal = |text: &str| index::normal(text).into_iter().collect::<String>();
        let of_plans: BTreeMap<&str, String> = plans
            .iter()
            .filter_map(|data| Some((text(&data.plan["id"]), normal(shards::place_of(&data.plan)?))))
            .collect();
        let texts: Vec<String> =
            entries.iter().map(|entry| normal(&format!("{}\n{}", entry.title, entry.text))).collect();
        // What documents of elsewhere say, too, may be another word. Plans may share a place.
        let mut names: BTreeMap<String, bool> = BTreeMap::new();
        let is_said_there_alone = |short: &String| {
            entries.iter().zip(&texts).all(|(entry, said)| {
                let mut places = list(entry.plans).iter().filter_map(|plan| of_plans.get(text(plan)));
                !said.contains(short) || places.any(|place| place.contains(short))
            })
        };
        let mut places: BTreeMap<String, BTreeMap<String, BTreeSet<&str>>> = BTreeMap::new();
        for (plan, place) in &of_plans {
            let short = place::short(place).map(str::to_owned);
            let short = short.filter(|short| *names.entry(short.clone()).or_insert_with(|| is_said_there_alone(short)));
            for name in [place.clone()].into_iter().chain(short) {
                let of_head = places.entry(name.chars().take(2).collect()).or_default();
                of_head.entry(name).or_default().insert(*plan);
            }
        }
        let shards = list(&self.manifest["shards"]);
        let most = self.core["shards"].as_u64().map_or(1, |most| most.max(1) as usize);
        let mut firsts = Vec::new();
        for (number, shards) in shards.chunks(most).enumerate().rev() {
            // Of few shards the core has the one table itself.
            let (name, table) = match &self.core["table"] {
                Value::Null => (format!("tables/{number}"), or_null(self.read("tables", number)?, &mut faults.found)),
                table => ("table".to_owned(), table.clone()),
            };
            let first = text(&shards[0]["terms"][0]);
            let own = heads.split_off(if number == 0 { "" } else { first });
            let terms = shards.iter().map(|shard| &shard["terms"]);
            let named = terms.map(|terms| text(&terms[0]).to_owned() + if terms[0] == terms[1] { "." } else { "" });
            let heads: String = own.into_iter().collect();
            let mut wanted = json!({"firsts": named.collect::<Vec<_>>().join(" "), "heads": heads});
            let here: BTreeMap<_, _> =
                places.split_off(if number == 0 { "" } else { first }).into_values().flatten().collect();
            if !here.is_empty() {
                wanted["places"] = json!(here);
            }
            faults.expect(&name, &table, &wanted);
            firsts.push(first);
        }
        firsts.reverse();
        faults.expect("firsts", &self.core["firsts"], &json!(firsts.join(" ")));
        Ok(faults.found)
    }

    /// Reads a file of a folder that the core names; a diagnostic where it can't be.
    fn read(&self, folder: &str, name: impl Display) -> anyhow::Result<Result<Value, Diagnostic>> {
        self.json(&self.file(folder, name))
    }

    fn file(&self, folder: &str, name: impl Display) -> Utf8PathBuf {
        self.folder.join(text(&self.core["folders"][folder])).join(format!("{name}.json"))
    }

    fn json(&self, file: &Utf8Path) -> anyhow::Result<Result<Value, Diagnostic>> {
        if !self.present.has(file.as_str()) {
            return Ok(Err(edition::missing(file.as_str())));
        }
        edition::json(self.site, file.as_str())
    }
}

/// Returns what was read; of what couldn't be, the fault is among what is `found`.
fn or_null(read: Result<Value, Diagnostic>, found: &mut Vec<Diagnostic>) -> Value {
    read.unwrap_or_else(|fault| {
        found.push(fault);
        Value::Null
    })
}

/// Takes a list out of a value; an empty one where it has none.
fn taken(value: &mut Value, key: &str) -> Vec<Value> {
    value.get_mut(key).and_then(Value::as_array_mut).map(std::mem::take).unwrap_or_default()
}

/// Compares a plan's own file with all documents: it has its `own`, as they are.
fn check_plan(plan: &str, file: &Value, entries: &[corpus::Entry], own: &[usize], faults: &mut Faults) {
    let refs: Vec<usize> = list(&file["refs"]).iter().filter_map(|at| Some(at.as_u64()? as usize)).collect();
    let theirs = corpus::entries(file);
    let alike = |(at, entry): (&usize, &corpus::Entry)| {
        let own = &entries[*at];
        let is_alike = [own.kind, own.id, own.title, own.text] == [entry.kind, entry.id, entry.title, entry.text];
        is_alike && (&own.url, own.facets, own.plans) == (&entry.url, entry.facets, entry.plans)
    };
    let is_right = refs == own && theirs.len() == refs.len() && refs.iter().zip(&theirs).all(alike);
    faults.hold(is_right, plan, "检索语料里这个方案自己的文件与文档不同");
}

/// Returns the titles of plans that a file tells, by their ids.
fn told(file: &Value) -> Map<String, Value> {
    file["plans"].as_object().cloned().unwrap_or_default()
}

fn documents(all: &[Value], cases: &Value, plans: &[&Data], faults: &mut Faults) {
    // By plan, kind and id.
    let mut rest: BTreeMap<(&str, &str, String), Vec<&Value>> = BTreeMap::new();
    let by_id: BTreeMap<&str, &Data> = plans.iter().map(|data| (text(&data.plan["id"]), *data)).collect();
    for (plan, data) in &by_id {
        for (kind, items) in [
            ("task", &data.tasks["tasks"]),
            ("agency", &data.agencies["agencies"]),
            ("domain", &data.plan["domains"]),
            ("member", &data.plan["members"]),
        ] {
            for item in list(items) {
                let id = &item[if kind == "task" { "number" } else { "id" }];
                let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
                rest.entry((*plan, kind, id)).or_default().push(item);
            }
        }
    }
    for document in all {
        let [kind, id, url, title] = ["kind", "id", "url", "title"].map(|key| text(&document[key]));
        let (plan, path) = url.trim_start_matches('/').split_once('/').unwrap_or_default();
        let data = by_id.get(plan);
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
        if let Some(data) = data {
            let item = rest.get_mut(&(plan, kind, id.to_owned())).and_then(Vec::pop);
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
    for ((_, kind, id), items) in rest {
        for _ in items {
            faults.hold(false, &id, &format!("检索文档里漏了一个（{kind}）"));
        }
    }
}

/// Checks whether a title is a clause's: its labels from the part down, and its heading.
fn is_title(title: &str, clause: &Value) -> bool {
    let heading = text(&clause["heading"]);
    let Some(labels) = title.strip_suffix(heading) else { return false };
    let (place, told) = (numbers::place(text(&clause["id"])), numbers(labels));
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
