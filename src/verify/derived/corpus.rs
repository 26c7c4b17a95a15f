//! The corpus that pages search: the documents in groups, with their texts and what filters go by.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Data, Faults, list, text};
use crate::verify::own_words::OwnWords;
use crate::verify::second_reading::due;
use crate::verify::source::solid;

/// A document of the corpus.
pub(super) struct Entry<'a> {
    pub kind: &'a str,
    pub id: &'a str,
    pub url: String,
    pub title: &'a str,
    pub text: &'a str,
    pub facets: &'a Value,
    pub plans: &'a Value,
}

/// Returns the documents in their order.
pub(super) fn entries(corpus: &Value) -> Vec<Entry<'_>> {
    let of_group = |group: &'_ Value| -> Vec<usize> { (0..list(&group["ids"]).len()).collect() };
    let all = list(&corpus["groups"]).iter().flat_map(|group| {
        of_group(group).into_iter().map(move |at| {
            let id = text(&group["ids"][at]);
            Entry {
                kind: text(&group["kind"]),
                id,
                url: text(&group["address"]).replacen("{}", id, 1),
                title: text(&group["titles"][at]),
                text: text(&group["texts"][at]),
                facets: &group["facets"][at],
                plans: &group["plans"],
            }
        })
    });
    all.collect()
}

pub(super) fn check(corpus: &Value, documents: &[Value], plans: &[&Data], words: &OwnWords, faults: &mut Faults) {
    let entries = entries(corpus);
    let deadlines = list(&corpus["deadlines"]);
    faults.hold(entries.len() == documents.len(), "groups", "检索语料与文档表的条数不同");
    for (entry, document) in entries.iter().zip(documents) {
        let told = json!({"kind": entry.kind, "id": entry.id, "url": entry.url, "title": entry.title});
        faults.hold(told == *document, entry.title, &format!("检索语料与文档表不同：`{}`", entry.url));
    }
    for group in list(&corpus["groups"]) {
        let counts = ["ids", "titles", "texts", "facets"].map(|key| list(&group[key]).len());
        faults.hold(counts.iter().all(|count| *count == counts[0]), text(&group["kind"]), "检索语料的一组各栏长短不同");
        let is_plan = |id: &Value| plans.iter().any(|data| data.plan["id"] == *id);
        faults.hold(list(&group["plans"]).iter().all(is_plan), text(&group["kind"]), "检索语料的 plans 有没有的方案");
    }
    let titles: serde_json::Map<String, Value> =
        plans.iter().map(|data| (text(&data.plan["id"]).to_owned(), data.plan["title"].clone())).collect();
    faults.expect("plans", &corpus["plans"], &Value::Object(titles));
    for deadline in deadlines {
        let (id, label) = (text(&deadline[0]), text(&deadline[1]));
        let is_right = due::allows(label, Some(&id.replace("-to-", "/"))) || words.say(label);
        faults.hold(is_right, label, "检索语料的 deadlines 与日期不同");
    }
    let positions: BTreeMap<&str, usize> =
        entries.iter().enumerate().rev().map(|(at, entry)| (entry.url.as_str(), at)).collect();
    let reference =
        |plan: &str, folder: &str, id: &str| json!(positions.get(format!("/{plan}/{folder}/{id}/").as_str()));
    for data in plans {
        let plan = text(&data.plan["id"]);
        let agencies =
            |ids: &[&Value]| -> Value { ids.iter().map(|id| reference(plan, "agencies", text(id))).collect() };
        for task in data.tasks() {
            let number = task["number"].to_string();
            let at = positions.get(text(&task["url"])).copied();
            let Some(entry) = at.map(|at| &entries[at]).filter(|entry| entry.kind == "task") else { continue };
            // A cell that several rows share is said once; what is printed twice, twice.
            let mut parts: Vec<&Value> = list(&task["parts"]).iter().collect();
            parts.dedup_by(|part, above| text(&part["printed"]["text"]).is_empty() && part["text"] == above["text"]);
            let words: Vec<&str> = parts.into_iter().map(|part| text(&part["text"])).collect();
            faults.hold(
                solid(entry.text) == solid(&words.concat()),
                entry.text,
                &format!("检索语料里任务 {number} 的内容不同"),
            );
            let domain: Value = list(&json!([task["domain"]]))
                .iter()
                .filter(|id| !id.is_null())
                .map(|id| reference(plan, "domains", text(id)))
                .collect();
            let lead: Vec<&Value> = list(&task["lead"]).iter().collect();
            let mut others: Vec<&Value> = Vec::new();
            for id in list(&task["responsible"]).iter().chain(list(&task["supporting"])) {
                if !others.contains(&id) {
                    others.push(id);
                }
            }
            let dates: Vec<&str> = list(&task["parts"]).iter().map(|part| text(&part["deadline"])).collect();
            let is_due = |at: &usize| dates.contains(&text(&deadlines[*at][0]).replace("-to-", "/").as_str());
            let due: Vec<usize> = (0..deadlines.len()).filter(is_due).collect();
            let wanted = json!([domain, agencies(&lead), agencies(&others), due]);
            faults.expect(&format!("检索语料里任务 {number} 的 facets"), entry.facets, &wanted);
        }
        let root = format!("/{plan}/");
        let own = |entry: &&Entry| entry.url.starts_with(&root);
        for entry in entries.iter().filter(own).filter(|entry| entry.kind != "task") {
            let of = |items: &'static str| list(&data.plan[items]).iter().find(|item| text(&item["id"]) == entry.id);
            let holds = match entry.kind {
                "clause" => of("clauses").is_none_or(|clause| clause["text"] == *entry.text),
                "member" => of("members")
                    .is_none_or(|member| entry.text == format!("{}　{}", text(&member["role"]), text(&member["post"]))),
                _ => entry.text.is_empty(),
            };
            faults.hold(holds, entry.text, &format!("检索语料里 `{}` 的内容与数据不同", entry.url));
            // Those whose name stands in a member's post.
            let named = list(&entry.facets[2]).iter().all(|at| {
                let other = at.as_u64().and_then(|at| entries.get(at as usize));
                let agency = other.map(|other| data.agency(&json!(other.id)));
                let mut names = agency.into_iter().flat_map(|it| list(&it["aliases"]).iter().chain([&it["name"]]));
                names.any(|name| entry.text.contains(text(name)))
            });
            let others = [0, 1, 3].iter().all(|at| list(&entry.facets[*at]).is_empty());
            faults.hold(
                named && others,
                &entry.facets.to_string(),
                &format!("检索语料里 `{}` 的 facets 与数据不同", entry.url),
            );
        }
        // Where the index is cut, nothing is said of them.
        let bodies = data.agencies().iter().filter(|_| !corpus["bodies"].is_null());
        for (agency, members) in bodies.map(|agency| (agency, list(&agency["members"]))) {
            let group = reference(plan, "agencies", text(&agency["id"]));
            let stated = list(&corpus["bodies"]).iter().find(|body| body[0] == group).map(|body| &body[1]);
            let wanted = agencies(&members.iter().collect::<Vec<_>>());
            faults.expect("bodies", stated.unwrap_or(&json!([])), &wanted);
        }
    }
    let groups = plans.iter().flat_map(|data| data.agencies()).filter(|agency| !list(&agency["members"]).is_empty());
    let is_whole = corpus["bodies"].is_null() || list(&corpus["bodies"]).len() == groups.count();
    faults.hold(is_whole, "bodies", "检索语料的 bodies 与单位的组不同");
    let references: Value =
        entries.iter().enumerate().filter(|(_, entry)| entry.kind == "agency").map(|(at, _)| json!(at)).collect();
    let stated: Value = list(&corpus["lexicon"]["agencies"]).iter().map(|named| named[0].clone()).collect();
    faults.hold(stated == references, "agencies", "检索语料的 agencies 不是各单位的文档");
}
