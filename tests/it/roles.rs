//! Columns of agencies keep the document's own words, and none takes another's place.

use serde_json::{Value, json};

use crate::support::Portal;

const HEADER: &str = "类别\t序号\t试点任务\t牵头单位\t责任单位\t完成时限\n";

/// Returns the small plan's table with other columns in the place of 牵头单位 and 责任单位.
fn portal_with(columns: &str) -> Portal {
    let header = format!("类别\t序号\t试点任务\t{columns}\t完成时限\n");
    let portal = Portal::small();
    let source = portal.text("seeds/p/source.txt").replace(HEADER, &header);
    portal.file("seeds/p/source.txt", source)
}

fn first_part(portal: &Portal) -> Value {
    portal.json("p/data/tasks.json")["tasks"][0]["parts"][0].clone()
}

#[test]
fn no_column_takes_the_place_of_another_that_is_missing() {
    let portal = portal_with("责任单位\t配合单位").edit(
        "seeds/p/plan.toml",
        "column = \"responsible\"",
        "column = \"supporting\"",
    );
    let portal = portal.built();
    let part = first_part(&portal);
    assert_eq!(part["lead"], json!([]));
    assert_eq!(part["responsible"], json!(["education"]));
    assert_eq!(part["supporting"], json!(["districts"]));
    assert_eq!(part["printed"]["lead"], "");
    assert_eq!(part["printed"]["responsible"], "市教育局");
    assert_eq!(
        part["roles"],
        json!([
            {"word": "责任单位", "agencies": ["education"], "printed": "市教育局"},
            {"word": "配合单位", "agencies": ["districts"], "printed": "各区人民政府(含东区、西区,下同)"},
        ])
    );
    let agencies = portal.json("p/data/agencies.json");
    let districts = agencies["agencies"].as_array().unwrap().iter().find(|agency| agency["id"] == "districts").unwrap();
    assert_eq!(districts["supporting"], json!([1, 4]));
    assert_eq!(districts["lead"], json!([]));

    let task = portal.text("public/p/tasks/1/index.html");
    assert!(task.contains("<dt>责任单位</dt>") && task.contains("<dt>配合单位</dt>"), "{task}");
    assert!(!task.contains("<dt>牵头单位</dt>"));
    let list = portal.text("public/p/tasks/index.html");
    for part in [
        "<option value=\"\">责任单位或配合单位</option>",
        "<option value=\"supporting\">配合单位</option>",
        "data-supporting=\"districts\"",
        "scope=\"col\">配合单位</th>",
    ] {
        assert!(list.contains(part), "{part}");
    }
    assert!(!list.contains("牵头"));
    let agency = portal.text("public/p/agencies/districts/index.html");
    assert!(agency.contains("列为配合单位的2项任务"));
    let table = portal.text("public/p/data/tasks.csv");
    assert!(table.contains("责任单位：市教育局；配合单位：各区人民政府(含东区、西区,下同)"));
}

#[test]
fn several_columns_of_one_class_all_stay() {
    let portal = portal_with("指导部门\t配合单位").edit(
        "seeds/p/plan.toml",
        "column = \"responsible\"",
        "column = \"supporting\"",
    );
    let portal = portal.built();
    let part = first_part(&portal);
    assert_eq!(part["supporting"], json!(["education", "districts"]));
    assert_eq!([&part["lead"], &part["responsible"]], [&json!([]), &json!([])]);
    assert_eq!(part["roles"][0]["word"], "指导部门");
    let task = portal.text("public/p/tasks/1/index.html");
    assert!(task.contains("<dt>指导部门</dt>") && task.contains("<dt>配合单位</dt>"), "{task}");
}

#[test]
fn a_list_has_its_titles_and_no_column_without_words() {
    let portal = Portal::small();
    // A column of titles stands before the words; the deadlines go.
    let row = |line: &str| match line.split('\t').collect::<Vec<_>>()[..] {
        [domain, "序号", _, lead, responsible, _] => {
            [domain, "序号", "改革举措", "主要内容", lead, responsible].join("\t")
        }
        [domain, number, words, lead, responsible, _] => {
            [domain, number, &format!("举措{number}"), words, lead, responsible].join("\t")
        }
        _ => line.to_owned(),
    };
    let source: Vec<String> = portal.text("seeds/p/source.txt").lines().map(row).collect();
    let reading = "[[readings]]\nlines = [58, 58]\nprinted = \"\"\ncolumn = \"deadline\"\nread = \"2030年12月\"\nreason = \"承上一行。\"\n";
    let portal =
        portal.file("seeds/p/source.txt", source.join("\n") + "\n").edit("seeds/p/plan.toml", reading, "").built();
    let list = portal.text("public/p/tasks/index.html");
    assert!(list.contains("<a class=\"task-title\" href=\"/p/tasks/1/\"><b>举措1</b></a>"), "{list}");
    assert!(!list.contains("task-deadline"), "{list}");
}
