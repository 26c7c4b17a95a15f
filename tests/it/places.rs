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
    for (plan, place) in [("a", "甲市"), ("b", "乙市")] {
        for page in ["agencies", "tasks"] {
            let page = portal.text(&format!("public/{plan}/{page}/index.html"));
            assert!(page.contains(&format!("市财政局（{place}）")), "{page}");
        }
    }
    let sitemap = portal.text("public/sitemap/index.html");
    assert!(sitemap.contains("市财政局（甲市）") && sitemap.contains("市财政局（乙市）"));
    let search = files(&portal.path("public/assets/search"));
    for title in ["市财政局（甲市）", "市财政局（乙市）"] {
        assert!(search.values().any(|file| String::from_utf8_lossy(file).contains(title)), "{title}");
    }
}

fn told(portal: &Portal) -> Vec<String> {
    let agencies = ["unknown-agency", "shared-agency"];
    let found = portal.check().diagnostics;
    found.iter().filter(|diagnostic| agencies.contains(&diagnostic.code.name())).map(tell).collect()
}

#[test]
fn an_agency_of_no_place_is_that_of_the_first_city() {
    let one = "[[agencies]]\nid = \"finance\"\nname = \"市财政局\"\nkind = \"municipal\"\n\
               telephone = { value = \"111\", source = \"https://a.gov.cn/\", date = 2030-01-01 }\n";
    let portal = two_cities(one, "");
    assert_eq!(told(&portal), ["warning shared-agency seeds/b/source.txt:24:11 市财政局"]);
    let portal = portal.built();
    let other = portal.json("b/data/agencies.json");
    assert_eq!(
        (&other["agencies"][0]["id"], &other["agencies"][0]["provisional"]),
        (&json!("yi-shi-cai-zheng-ju"), &json!(true))
    );
    let page = portal.text("public/b/agencies/yi-shi-cai-zheng-ju/index.html");
    assert!(page.contains("名录里还没有这个单位") && !page.contains("111"), "{page}");
    assert!(portal.text("public/a/agencies/finance/index.html").contains("111"));
    // agencies.toml may say whose they are.
    let portal = two_cities(&format!("place = \"乙市\"\n{one}"), "");
    assert_eq!(told(&portal), ["warning shared-agency seeds/a/source.txt:24:11 市财政局"]);
}

#[test]
fn the_issuer_says_the_place_where_the_plan_does_not() {
    let portal = two_cities(AGENCIES, "");
    assert_eq!(told(&portal), [""; 0]);
    let portal = portal.built();
    for (plan, id) in [("a", "a-finance"), ("b", "b-finance")] {
        assert_eq!(portal.json(&format!("{plan}/data/tasks.json"))["tasks"][0]["responsible"], json!([id]));
    }
}

#[test]
fn agencies_that_nobody_registered_are_two_cities_two() {
    let portal = two_cities("agencies = []\n", "place");
    let found = portal.check().diagnostics;
    let unknown: Vec<_> = found.iter().filter(|diagnostic| diagnostic.code.name() == "unknown-agency").collect();
    assert_eq!(unknown.len(), 2, "{found:?}");
    // What the hint offers registers it, under the same id.
    let entries: Vec<&str> = unknown.iter().filter_map(|diagnostic| diagnostic.hint.split('`').nth(1)).collect();
    let portal = portal.file("seeds/agencies.toml", entries.join("\n\n")).built();
    assert_eq!(told(&portal), [""; 0]);
    for (plan, id) in [("a", "jia-shi-cai-zheng-ju"), ("b", "yi-shi-cai-zheng-ju")] {
        let agencies = portal.json(&format!("{plan}/data/agencies.json"));
        let agency = &agencies["agencies"][0];
        assert_eq!((&agency["id"], &agency["provisional"]), (&json!(id), &json!(false)));
    }
}

#[test]
fn a_name_inside_a_longer_one_names_nobody() {
    let agency = |id: &str, name: &str, kind: &str| {
        format!("[[agencies]]\nid = \"{id}\"\nname = \"{name}\"\nkind = \"{kind}\"\n")
    };
    let agencies = agency("state", "国资委", "central") + &agency("city", "市国资委", "municipal");
    let portal =
        two_cities(&agencies, "place").edit("seeds/a/source.txt", "方便群众。\n\n附件", "由市国资委统筹。\n\n附件");
    let agencies = portal.built().json("a/data/agencies.json")["agencies"].clone();
    let ids: Vec<&str> = agencies.as_array().unwrap().iter().filter_map(|agency| agency["id"].as_str()).collect();
    assert_eq!(ids, ["jia-shi-cai-zheng-ju", "city"]);
}
