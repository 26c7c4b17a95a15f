//! Plans that follow one another or carry one out: said with what says so, on the pages of both.

use serde_json::json;

use crate::support::{Portal, tell};

const LINEAGE: &str = "
[[follows]]
plan = \"p\"
source = \"https://example.net/jiedu\"
date = 2030-04-02

[[carries_out]]
title = \"江南省社区服务规划\"
lines = [17, 17]
printed = \"社区服务试点工作\"
";

/// Returns a portal of two plans, of which the second takes up the first and another.
fn two_plans(published: &str) -> Portal {
    let portal = Portal::small();
    let (source, plan) = (portal.text("seeds/p/source.txt"), portal.text("seeds/p/plan.toml"));
    let plan = plan.replacen("id = \"p\"", "id = \"q\"", 1) + LINEAGE;
    portal
        .file("seeds/q/source.txt", source)
        .file("seeds/q/plan.toml", plan)
        .file("content/relations/q.toml", "[[tasks]]\nnumber = 1\nanswers = [{ plan = \"p\", tasks = [2, 3] }]\n")
        .edit("portal.toml", "plans = [\"p\"]", published)
}

#[test]
fn both_plans_show_how_they_stand_to_one_another() {
    let portal = two_plans("plans = [\"p\", \"q\"]").built();
    let kin = |page: &str| {
        let page = portal.text(&format!("public/{page}index.html"));
        page.split("id=\"kin\"").nth(1).and_then(|rest| rest.split("</section>").next()).map(str::to_owned)
    };
    let heir = kin("q/").unwrap();
    assert!(heir.contains("接续《<a href=\"/p/\">") && heir.contains("https://example.net/jiedu"), "{heir}");
    assert!(heir.contains("2030年4月2日") && heir.contains("贯彻《江南省社区服务规划》"), "{heir}");
    assert!(heir.contains("data-lines=\"17-17\"") && heir.contains("社区服务试点工作"), "{heir}");
    let forebear = kin("p/").unwrap();
    assert!(forebear.contains("由后来的方案接续《<a href=\"/q/\">"), "{forebear}");
    // Tasks link both ways.
    let answering = kin("q/tasks/1/").unwrap();
    assert!(answering.contains("/p/tasks/2/") && answering.contains("/p/tasks/3/"), "{answering}");
    assert!(kin("p/tasks/2/").unwrap().contains("/q/tasks/1/"));
    assert_eq!((kin("p/tasks/1/"), kin("q/tasks/2/")), (None, None));

    let data = portal.json("q/data/plan.json");
    let source = json!([{"plan": "p", "source": "https://example.net/jiedu", "date": "2030-04-02"}]);
    assert_eq!(data["follows"], source);
    assert_eq!(data["carries_out"], json!([{"title": "江南省社区服务规划", "printed": "社区服务试点工作"}]));
    let tasks = portal.json("q/data/tasks.json");
    assert_eq!(tasks["tasks"][0]["answers"], json!([{"plan": "p", "number": 2}, {"plan": "p", "number": 3}]));
    assert_eq!(portal.json("p/data/plan.json")["follows"], json!([]));
}

#[test]
fn of_a_plan_that_is_not_published_nothing_is_said() {
    let portal = two_plans("plans = [\"q\"]").built();
    let page = portal.text("public/q/index.html");
    assert!(!page.contains("接续《") && page.contains("贯彻《江南省社区服务规划》"), "{page}");
    assert!(!portal.text("public/q/tasks/1/index.html").contains("id=\"kin\""));
    assert_eq!(portal.json("q/data/plan.json")["follows"], json!([]));
    assert!(portal.json("q/data/tasks.json")["tasks"][0].get("answers").is_none());
}

#[test]
fn what_is_not_said_clearly_is_reported_where_it_stands() {
    let portal = two_plans("plans = [\"p\", \"q\"]");
    let plan = portal.text("seeds/q/plan.toml");
    let both = "\n[[carries_out]]\nplan = \"p\"\ntitle = \"甲\"\nlines = [17, 17]\nprinted = \"试点工作\"\n";
    let nothing = "\n[[carries_out]]\ntitle = \"乙\"\n";
    let more = "\n[[follows]]\nplan = \"r\"\nsource = \"https://example.net/\"\ndate = 2030-01-01\n\
        \n[[follows]]\nplan = \"q\"\nlines = [17, 17]\nprinted = \"试点工作\"\n\
        \n[[carries_out]]\ntitle = \"甲\"\nlines = [17, 17]\nprinted = \"没有的字\"\n";
    let portal = portal.file("seeds/q/plan.toml", plan + more + both + nothing).edit(
        "content/relations/q.toml",
        "[2, 3]",
        "[2, 33]",
    );
    let found: Vec<String> = portal.check().diagnostics.iter().map(tell).collect();
    let expected = [
        "unclear-lineage seeds/q/plan.toml:77:1 [[carries_out]]",
        "unclear-lineage seeds/q/plan.toml:83:1 [[carries_out]]",
    ];
    // What can't be read names no plan that could be looked for.
    assert_eq!(found, expected);

    let portal = portal.edit("seeds/q/plan.toml", both, "").edit("seeds/q/plan.toml", nothing, "");
    let found: Vec<String> = portal.check().diagnostics.iter().map(tell).collect();
    let expected = [
        "unknown-task content/relations/q.toml:3:38 33",
        "unknown-plan seeds/q/plan.toml:63:8 \\\"r\\\"",
        "unclear-lineage seeds/q/plan.toml:68:8 \\\"q\\\"",
        "entry-not-found seeds/q/source.txt:17:1 为做好社区服务试点工作，制订本方案。",
    ];
    assert_eq!(found, expected);
}
