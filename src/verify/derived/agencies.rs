//! `agencies.json`: who has which tasks; and what `agencies.toml` says of them.

use serde_json::{Value, json};

use super::{Data, Faults, are_unique, list, numbers, text};
use crate::verify::VerifiedPlan;
use crate::verify::second_reading::folded;

const CLASSES: [&str; 3] = ["lead", "responsible", "supporting"];

pub(super) fn check(plan: &VerifiedPlan, data: &Data, registry: &Value, faults: &mut Faults) {
    let stated = &data.agencies["plan"];
    faults.hold(stated.is_null() || text(stated) == plan.id, text(stated), "plan 不是这个方案");
    let all = data.agencies();
    faults.hold(are_unique(all.iter().map(|agency| text(&agency["id"]))), "id", "单位的 id 有重复");
    let has = |task: &Value, class: &str, id: &Value| list(&task[class]).contains(id);
    let names = |task: &Value, id: &Value| CLASSES.iter().any(|class| has(task, class, id));
    for agency in all {
        let id = &agency["id"];
        let mut expect = |key: &str, wanted: &Value| {
            faults.expect(&format!("单位 {id} 的 {key}"), &agency[key], wanted);
        };
        for class in CLASSES {
            expect(class, &numbers(data.tasks(), |task| has(task, class, id)));
        }
        let groups: Vec<&Value> = all.iter().filter(|group| list(&group["members"]).contains(id)).collect();
        let through = |task: &Value| !names(task, id) && groups.iter().any(|group| names(task, &group["id"]));
        expect("through_groups", &numbers(data.tasks(), through));
        let Some(entry) = list(&registry["agencies"]).iter().find(|entry| entry["id"] == *id) else {
            expect("provisional", &json!(true));
            let name = text(&agency["name"]);
            let is_printed = data.source.contains(&folded(name));
            faults.hold(is_printed || is_shortened(&data.source, name), name, "原文里没有这个单位的名称");
            continue;
        };
        expect("provisional", &json!(false));
        expect("name", &entry["name"]);
        expect("kind", &entry["kind"]);
        let or_none = |value: &Value| if value.is_null() { json!([]) } else { value.clone() };
        expect("aliases", &or_none(&entry["aliases"]));
        let is_listed = |id: &Value| all.iter().any(|other| other["id"] == *id);
        expect("members", &list(&entry["members"]).iter().filter(|id| is_listed(id)).cloned().collect());
        let place = &agency["place"];
        let places = [&entry["place"], &registry["place"], &Value::Null];
        let is_known =
            places.iter().take_while(|known| place.is_null() || !known.is_null() || entry["place"].is_null());
        let is_known = is_known.into_iter().any(|known| *known == place);
        faults.hold(is_known, text(place), &format!("单位 {id} 的 place 与 agencies.toml 不同"));
    }
}

/// Checks whether a name stands in a text in pieces, as 乙市政府 does in 甲、乙市政府.
fn is_shortened(text: &str, name: &str) -> bool {
    let name = folded(name);
    let cuts = name.char_indices().map(|(at, _)| name.split_at(at)).skip(1);
    cuts.into_iter().any(|(head, tail)| text.contains(head) && text.contains(tail))
}
