//! Conventions of a document are proposed, and hold when the editor has confirmed them.

use serde_json::json;

use crate::support::{Portal, repository, tell};

const SOURCE: &str = "甲市人民政府办公室关于印发甲市便民方案的通知\n\n各区：\n\n现印发给你们。\n\n甲市人民政府办公室\n\n2030年1月1日\n\n\
                      甲市便民方案\n\n为方便群众，制订本方案。\n\n一、要求\n\n方便群众。\n\n附件\n\n甲市任务表\n\n\
                      序号\t主要任务\t责任单位（列首位的为牵头单位）\n1\t周末照常办理。\t市教育局、市财政局\n\
                      2\t公布清单。（以下均由市档案局配合，不再列出）\t市财政局\n3\t修订清单。\t市财政局、市教育局\n";

const AGENCIES: &str = "[[agencies]]\nid = \"education\"\nname = \"市教育局\"\nkind = \"municipal\"\n\
                        [[agencies]]\nid = \"finance\"\nname = \"市财政局\"\nkind = \"municipal\"\n\
                        [[agencies]]\nid = \"archives\"\nname = \"市档案局\"\nkind = \"municipal\"\n";

const PLAN: &str = "id = \"a\"\ntitle = \"甲市便民方案\"\n";

fn portal(plan: &str) -> Portal {
    Portal::small()
        .without("seeds/p")
        .file("seeds/agencies.toml", AGENCIES)
        .file("seeds/a/source.txt", SOURCE)
        .file("seeds/a/plan.toml", plan)
        .edit("portal.toml", "[\"p\"]", "[\"a\"]")
}

/// Returns the entries that the hints about conventions offer.
fn proposed(portal: &Portal) -> Vec<String> {
    let found = portal.check().diagnostics;
    let proposals = found.iter().filter(|diagnostic| diagnostic.code.name() == "unconfirmed-convention");
    proposals.filter_map(|diagnostic| diagnostic.hint.split('`').nth(1)).map(str::to_owned).collect()
}

#[test]
fn a_confirmed_convention_holds_and_is_shown_as_a_reading() {
    let before = portal(PLAN);
    let entries = proposed(&before);
    assert_eq!(
        entries,
        [
            "[[conventions]]\nlines = [23, 23]\nprinted = \"列首位的为牵头单位\"\nreads = \"first-leads\"",
            "[[conventions]]\nlines = [25, 25]\nprinted = \"以下均由市档案局配合，不再列出\"\nreads = \"also\"",
        ]
    );
    let before = before.built();
    let task = |portal: &Portal, index: usize| portal.json("a/data/tasks.json")["tasks"][index].clone();
    assert_eq!(
        (&task(&before, 0)["lead"], &task(&before, 0)["responsible"]),
        (&json!([]), &json!(["education", "finance"]))
    );

    let portal = portal(&format!("{PLAN}{}\n{}\n", entries[0], entries[1]));
    assert_eq!(proposed(&portal), [""; 0]);
    let portal = portal.built();
    for (index, lead, responsible, supporting) in [
        (0, json!(["education"]), json!(["finance"]), json!([])),
        (1, json!(["finance"]), json!([]), json!([])),
        (2, json!(["finance"]), json!(["education"]), json!(["archives"])),
    ] {
        let task = task(&portal, index);
        assert_eq!(
            (&task["lead"], &task["responsible"], &task["supporting"]),
            (&lead, &responsible, &supporting),
            "{task}"
        );
    }
    // What is printed is still told as printed.
    let roles = task(&portal, 2)["parts"][0]["roles"].clone();
    assert_eq!(
        roles,
        json!([
            {"word": "牵头单位", "agencies": ["finance"], "printed": ""},
            {"word": "责任单位（列首位的为牵头单位）", "agencies": ["finance", "education"], "printed": "市财政局、市教育局"},
            {"word": "配合", "agencies": ["archives"], "printed": ""},
        ])
    );
    let corrections = portal.json("a/data/plan.json")["corrections"].clone();
    let readings: Vec<(&str, &str)> = corrections
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (entry["printed"].as_str().unwrap(), entry["read"].as_str().unwrap()))
        .collect();
    let leads = "照“列首位的为牵头单位”的约定，由它牵头。";
    let also = "照“以下均由市档案局配合，不再列出”的约定，还有市档案局。";
    assert_eq!(readings, [("市教育局", leads), ("市财政局", leads), ("市财政局", leads), ("", also)]);
    for page in ["tasks/3", "errata"] {
        let page = portal.text(&format!("public/a/{page}/index.html"));
        assert!(page.contains(leads) && page.contains(also), "{page}");
    }
    let agency = portal.text("public/a/agencies/archives/index.html");
    assert!(agency.contains("修订清单") && !agency.contains("公布清单"), "{agency}");
}

#[test]
fn a_convention_in_the_last_row_is_no_note_under_the_table() {
    let source =
        SOURCE.replace("（列首位的为牵头单位）", "").replace("修订清单。", "修订清单。（列首位的为牵头单位，下同）");
    let portal = portal(PLAN).file("seeds/a/source.txt", source);
    let entries = proposed(&portal);
    let own = entries.iter().find(|entry| entry.ends_with("reads = \"first-leads\"")).unwrap();
    let portal = portal.file("seeds/a/plan.toml", format!("{PLAN}{own}\n")).built();
    assert_eq!(roles(&portal), ["1 |education,finance|", "2 |finance|", "3 finance|education|"]);
}

#[test]
fn names_before_the_first_comma_lead_where_a_list_has_one() {
    let source = SOURCE
        .replace("列首位的为牵头单位", "第一个逗号前为牵头单位")
        .replace("\t市教育局、市财政局\n", "\t市教育局、市财政局，市档案局\n");
    let portal = portal(PLAN).file("seeds/a/source.txt", source);
    let entries = proposed(&portal);
    assert!(entries[0].ends_with("reads = \"before-comma-leads\""), "{entries:?}");
    let portal = portal.file("seeds/a/plan.toml", format!("{PLAN}{}\n", entries[0])).built();
    assert_eq!(roles(&portal), ["1 education,finance|archives|", "2 |finance|", "3 |finance,education|"]);
}

#[test]
fn a_sign_beside_a_name_leads_where_a_confirmed_note_says_so() {
    let source =
        SOURCE.replace("（列首位的为牵头单位）", "").replace("\t市教育局、市财政局\n", "\t市教育局、市财政局*\n");
    let source = format!("{source}\n注：带*的为牵头单位。\n");
    let before = portal(PLAN).file("seeds/a/source.txt", source);
    let entries = proposed(&before);
    let entry = entries.last().unwrap();
    assert!(entry.ends_with("printed = \"注：带*的为牵头单位\"\nreads = \"marked-leads\""), "{entry}");
    let portal = before.file("seeds/a/plan.toml", format!("{PLAN}{entry}\n")).built();
    assert_eq!(roles(&portal), ["1 finance|education|", "2 |finance|", "3 |finance,education|"]);
}

#[test]
fn what_is_no_convention_is_said_to_be_none() {
    let note = |printed: &str, line: usize| {
        format!(
            "[[notes]]\nlines = [{line}, {line}]\nprinted = \"{printed}\"\nreason = \"不是约定\"\nfault = \"unconfirmed-convention\"\n"
        )
    };
    let plan = format!("{PLAN}{}{}", note("列首位的为牵头单位", 23), note("以下均由市档案局配合，不再列出", 25));
    assert_eq!(proposed(&portal(&plan)), [""; 0]);
    let odd = "[[conventions]]\nlines = [25, 25]\nprinted = \"公布清单\"\nreads = \"also\"\n";
    let found: Vec<String> = portal(&format!("{PLAN}{odd}")).check().diagnostics.iter().map(tell).collect();
    assert!(found.contains(&"unreadable-convention seeds/a/source.txt:25:3 公布清单".to_owned()), "{found:?}");
}

/// Returns a plan of the small kinds, read with what its hints about conventions offer.
fn confirmed(kind: &str) -> Portal {
    let source = fs_err::read_to_string(repository().join(format!("tests/fixtures/genre/{kind}.txt"))).unwrap();
    let plan = "id = \"a\"\ntitle = \"某市便民试点方案\"\n";
    let before = portal(plan).file("seeds/a/source.txt", &source);
    let entries = proposed(&before);
    assert_eq!(entries.len(), 1, "{kind}");
    before.file("seeds/a/plan.toml", format!("{plan}\n{}\n", entries[0])).built()
}

/// `1 牵头 | 责任 | 配合`, the ids of each joined by commas.
fn roles(portal: &Portal) -> Vec<String> {
    let tasks = portal.json("a/data/tasks.json")["tasks"].clone();
    let ids = |task: &serde_json::Value, role: &str| {
        let ids = task[role].as_array().unwrap().iter().map(|id| id.as_str().unwrap().replace("mou-shi-", ""));
        ids.collect::<Vec<_>>().join(",")
    };
    let told = |task: &serde_json::Value| {
        format!("{} {}|{}|{}", task["number"], ids(task, "lead"), ids(task, "responsible"), ids(task, "supporting"))
    };
    tasks.as_array().unwrap().iter().map(told).collect()
}

#[test]
fn conventions_in_brackets_hold_for_the_running_text() {
    assert_eq!(
        roles(&confirmed("04-text-clauses")),
        ["1 zheng-wu-ju|finance|", "2 shu-ju-ju|zheng-wu-ju,ge-qu-zheng-fu|", "3 si-fa-ju||"]
    );
    assert_eq!(
        roles(&confirmed("06-text-paragraphs")),
        ["1 zheng-wu-ju||finance", "2 |ge-qu-zheng-fu|shu-ju-ju", "3 |ge-qu-zheng-fu|si-fa-ju,archives"]
    );
}

#[test]
fn a_bracket_that_is_shown_twice_is_marked_once() {
    let source = SOURCE.replace("方便群众。\n\n附件", "（一）照常办理。周末照常办理。（市档案局、财政局负责）\n\n附件");
    let (text, _) = source.split_once("\n\n附件").unwrap();
    let portal = portal(PLAN).file("seeds/a/source.txt", text).built();
    assert_eq!(roles(&portal), ["1 |archives,finance|"]);
    let page = portal.text("public/a/tasks/1/index.html");
    assert_eq!(page.matches("id=\"mark-").count(), 1, "{page}");
}
