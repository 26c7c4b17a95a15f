//! What the shipped plan is known to hold, told by the published data.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use crate::support::{Portal, repository, shipped};

fn plan() -> Value {
    shipped().json("wuhan-2023/data/plan.json")
}

fn tasks() -> Vec<Value> {
    shipped().json("wuhan-2023/data/tasks.json")["tasks"].as_array().unwrap().clone()
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().unwrap().clone()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

#[test]
fn a_line_put_into_the_source_is_one_finding() {
    let portal = Portal::shipped();
    let source = portal.text("seeds/wuhan-2023/source.txt");
    let before = portal.diagnostics();
    let mut found = portal.file("seeds/wuhan-2023/source.txt", format!("\n{source}")).diagnostics();
    found.retain(|one| !before.contains(one));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("shifted-lines "), "{found:?}");
}

#[test]
fn tasks_parts_and_deadlines() {
    let tasks = tasks();
    let numbers: Vec<u64> = tasks.iter().map(|task| task["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=90).collect::<Vec<_>>());
    let due = |month: &str| tasks.iter().filter(|task| task["deadline"] == month).count();
    assert_eq!((due("2023-12"), due("2024-12")), (55, 35));

    let parts: Vec<String> =
        tasks.iter().flat_map(|task| list(&task["parts"])).map(|part| text(&part["id"]).into()).collect();
    assert_eq!(parts.len(), 92);
    let double: Vec<&String> = parts.iter().filter(|id| id.ends_with("-2")).collect();
    assert_eq!(double, ["43-2", "45-2"]);
    for task in &tasks {
        let parts = list(&task["parts"]);
        let whole: Vec<&str> = parts.iter().map(|part| text(&part["text"])).collect();
        assert_eq!(text(&task["text"]), whole.join("\n"));
        assert_eq!(text(&task["url"]), format!("/wuhan-2023/tasks/{}/", task["number"]));
    }

    // An empty cell of a second row goes on with the one above, and prints nothing.
    let second = |number: usize| tasks[number - 1]["parts"][1].clone();
    assert_eq!(second(43)["responsible"], serde_json::json!(["municipal-departments", "all-districts"]));
    assert_eq!((text(&second(43)["deadline"]), text(&second(43)["printed"]["deadline"])), ("2023-12", ""));
    assert_eq!(text(&second(43)["printed"]["responsible"]), "");
    assert_eq!((text(&second(45)["deadline"]), text(&second(45)["printed"]["deadline"])), ("2024-12", ""));
    assert_eq!(text(&second(45)["printed"]["responsible"]), "市财政局、市政务服务大数据局");

    // Row 47 is one column too far to the left.
    let part = &tasks[46]["parts"][0];
    assert!(text(&part["text"]).contains("澳门特别行政区投资者"), "{part}");
    assert!(text(&part["printed"]["text"]).contains("澳门特别行政区域投资者"), "{part}");
    assert_eq!([&part["lead"][0], &part["responsible"][0]], ["culture-tourism", "commerce"]);
    assert_eq!((text(&part["deadline"]), text(&part["printed"]["deadline"])), ("2024-12", "2024年12月"));
    assert_eq!(text(&tasks[46]["domain"]), "trade");

    // Task 15 defines a group; task 36 stands where it is printed; task 69 names one agency twice.
    assert_eq!(tasks[14]["responsible"][2], "all-districts");
    assert!(
        text(&tasks[14]["parts"][0]["printed"]["responsible"])
            .contains("(含东湖高新区、武汉经开区、长江新区管委会,下同)")
    );
    assert_eq!(text(&tasks[35]["domain"]), "trade");
    assert_eq!(list(&tasks[68]["lead"]).len(), 2);
    // A dash alone is nobody, a dash in a text is text.
    assert_eq!(tasks[4]["responsible"], serde_json::json!([]));
    assert!(text(&tasks[34]["text"]).contains("环同济—协和"));
    // A citation says where it stands.
    assert_eq!(text(&tasks[6]["citation"]), "《武汉市服务业扩大开放综合试点实施方案》（武政办〔2023〕84号）附件2第7项");
}

#[test]
fn titles_are_runs_of_the_tasks_own_words() {
    for task in tasks() {
        let (title, whole) = (text(&task["title"]), text(&task["text"]));
        assert!(whole.contains(title) && !title.is_empty(), "{}: {title}", task["number"]);
    }
}

#[test]
fn members_clauses_and_domains() {
    let plan = plan();
    let members = list(&plan["members"]);
    let roles = |role: &str| members.iter().filter(|member| member["role"] == role).count();
    assert_eq!((roles("组长"), roles("副组长"), roles("成员"), members.len()), (1, 2, 54, 57));
    assert!(members.iter().all(|member| !text(&member["name"]).contains(char::is_whitespace)));
    assert_eq!((text(&members[7]["name"]), text(&members[56]["name"])), ("姚晴", "曹继刚"));
    assert_eq!(text(&members[56]["id"]), "m57");

    let clauses: Vec<String> = list(&plan["clauses"])
        .iter()
        .map(|c| {
            format!(
                "{} {} {} {}-{}",
                text(&c["id"]),
                text(&c["label"]),
                text(&c["heading"]),
                c["lines"][0],
                c["lines"][1]
            )
        })
        .collect();
    insta::assert_snapshot!("clauses", clauses.join("\n"));
    let clause = |id: &str| list(&plan["clauses"]).into_iter().find(|clause| clause["id"] == id).unwrap();
    for (id, joined) in [
        ("s3-3", "《区域全面经济伙伴关系协定》(RCEP)"),
        ("s3-5", "对标 RCEP 等国际经贸规则,引入专业化"),
        ("s3-7", "风险处置合作"),
        ("s5-2", "试点工作机制"),
    ] {
        assert!(text(&clause(id)["text"]).contains(joined), "{id}");
    }

    let domains = list(&plan["domains"]);
    let names: Vec<String> = domains
        .iter()
        .map(|d| format!("{} {} {} {}", d["number"], text(&d["id"]), text(&d["name"]), list(&d["tasks"]).len()))
        .collect();
    insta::assert_snapshot!("domains", names.join("\n"));
    let printed: BTreeSet<String> =
        domains.iter().flat_map(|d| list(&d["printed_names"])).map(|n| n.to_string()).collect();
    assert!(printed.iter().any(|name| name.contains("车台谷")), "as printed: {printed:?}");
    let shares: Vec<u64> = list(&plan["milestones"]).iter().map(|m| m["share"].as_u64().unwrap()).collect();
    assert_eq!(shares, [40, 90, 100]);
}

#[test]
fn fifty_agencies_are_named() {
    let agencies = list(&shipped().json("wuhan-2023/data/agencies.json")["agencies"]);
    let named =
        agencies.iter().filter(|agency| !list(&agency["lead"]).is_empty() || !list(&agency["responsible"]).is_empty());
    assert_eq!(named.count(), 50);
    let ids: BTreeSet<&str> = agencies.iter().map(|agency| text(&agency["id"])).collect();
    assert_eq!(ids.len(), agencies.len());
    // The group of task 15, named by others too.
    let districts = agencies.iter().find(|agency| agency["id"] == "all-districts").unwrap();
    assert_eq!(list(&districts["members"]).len(), 16);
}

/// An agency's id is part of addresses that are published: once given it neither changes nor goes. New ones are added
/// to the fixture.
#[test]
fn agency_ids_are_for_ever() {
    let registry = fs_err::read_to_string(repository().join("seeds/agencies.toml").as_std_path()).unwrap();
    let registry: toml::Table = toml::from_str(&registry).unwrap();
    let now: BTreeSet<&str> =
        registry["agencies"].as_array().unwrap().iter().filter_map(|a| a["id"].as_str()).collect();
    let given = fs_err::read_to_string(repository().join("tests/fixtures/agency-ids.txt").as_std_path()).unwrap();
    let given: BTreeSet<&str> = given.lines().collect();
    assert_eq!(given.difference(&now).collect::<Vec<_>>(), [""; 0].iter().collect::<Vec<_>>(), "these are gone");
    assert_eq!(
        now.difference(&given).collect::<Vec<_>>(),
        [""; 0].iter().collect::<Vec<_>>(),
        "add these to the fixture"
    );
}

/// Everything that an editor decides, to be read in one go when it changes.
#[test]
fn corrections_as_published() {
    let mut told = String::new();
    for entry in list(&plan()["corrections"]) {
        let (kind, lines) = (text(&entry["kind"]), &entry["lines"]);
        let _ = write!(told, "{} {kind} {}-{} ", text(&entry["id"]), lines[0], lines[1]);
        let printed: String = text(&entry["printed"]).chars().take(40).collect();
        let _ = writeln!(told, "{} → {}", printed.escape_debug(), text(&entry["read"]));
    }
    insta::assert_snapshot!("corrections", told);
}

#[test]
fn tasks_as_published() {
    let join = |value: &Value| list(value).iter().map(text).collect::<Vec<_>>().join(" ");
    let mut told = String::new();
    for task in tasks() {
        let _ = writeln!(
            told,
            "{} {} | {} | {} | {}",
            task["number"],
            text(&task["title"]),
            join(&task["lead"]),
            join(&task["responsible"]),
            text(&task["deadline"])
        );
    }
    insta::assert_snapshot!("tasks", told);
}
