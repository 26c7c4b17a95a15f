//! Two cities' agencies of one name are two agencies.

use serde_json::json;

use crate::support::{Portal, files, tell};

const AGENCIES: &str = r#"
[[agencies]]
id = "a-finance"
name = "市财政局"
kind = "municipal"
place = "甲市"
telephone = { value = "111", source = "https://a.gov.cn/", date = 2030-01-01 }

[[agencies]]
id = "b-finance"
name = "市财政局"
kind = "municipal"
place = "乙市"
telephone = { value = "222", source = "https://b.gov.cn/", date = 2030-01-01 }
"#;

fn source(city: &str) -> String {
    format!(
        "{city}人民政府办公室关于印发{city}便民方案的通知\n\n各区：\n\n现印发给你们。\n\n{city}人民政府办公室\n\n\
         2030年1月1日\n\n{city}便民方案\n\n为方便群众，制订本方案。\n\n一、要求\n\n方便群众。\n\n附件\n\n{city}任务表\n\n\
         序号\t主要任务\t责任单位\n1\t周末照常办理。\t市财政局\n"
    )
}

fn two_cities(agencies: &str, place: &str) -> Portal {
    let plan = |id: &str, city: &str| {
        let own = if place.is_empty() { String::new() } else { format!("{place} = \"{city}\"\n") };
        format!("id = \"{id}\"\ntitle = \"{city}便民方案\"\n{own}")
    };
    Portal::small()
        .without("seeds/p")
        .file("seeds/agencies.toml", agencies)
        .file("seeds/a/source.txt", source("甲市"))
        .file("seeds/a/plan.toml", plan("a", "甲市"))
        .file("seeds/b/source.txt", source("乙市"))
        .file("seeds/b/plan.toml", plan("b", "乙市"))
        .edit("portal.toml", "[\"p\"]", "[\"a\", \"b\"]")
}

#[test]
fn each_plan_names_its_own_places_agency() {
    let portal = two_cities(AGENCIES, "place").built();
    for (plan, id, place, own, other) in
        [("a", "a-finance", "甲市", "111", "222"), ("b", "b-finance", "乙市", "222", "111")]
    {
        let tasks = portal.json(&format!("{plan}/data/tasks.json"));
        assert_eq!(tasks["tasks"][0]["responsible"], json!([id]));
        assert_eq!(portal.json(&format!("{plan}/data/plan.json"))["place"], place);
        let agencies = portal.json(&format!("{plan}/data/agencies.json"));
        assert_eq!((&agencies["agencies"][0]["place"], agencies["agencies"][1].is_null()), (&json!(place), true));
        let page = portal.text(&format!("public/{plan}/agencies/{id}/index.html"));
        assert!(page.contains(own) && page.contains(place) && !page.contains(other), "{page}");
    }
    let search = files(&portal.path("public/assets/search"));
    for title in ["市财政局（甲市）", "市财政局（乙市）"] {
        assert!(search.values().any(|file| String::from_utf8_lossy(file).contains(title)), "{title}");
    }
}

#[test]
fn one_agency_of_two_cities_is_reported() {
    let one = "[[agencies]]\nid = \"finance\"\nname = \"市财政局\"\nkind = \"municipal\"\n";
    let found: Vec<String> = two_cities(one, "").check().diagnostics.iter().map(tell).collect();
    assert!(
        found.iter().any(|diagnostic| diagnostic.starts_with("warning shared-agency seeds/b/source.txt")),
        "{found:?}"
    );
    let found: Vec<String> = two_cities(AGENCIES, "").check().diagnostics.iter().map(tell).collect();
    assert_eq!(found.iter().filter(|diagnostic| diagnostic.contains("unknown-agency")).count(), 2, "{found:?}");
}
