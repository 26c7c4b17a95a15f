//! What belongs together: the editor's word before the program's, and each said to be what it is.

use serde_json::json;

use crate::support::Portal;

const CHOSEN: &str = "[[tasks]]\nnumber = 1\nrelated = [3]\nclauses = [{ id = \"s1-1\" }]\n";

#[test]
fn what_an_editor_decided_is_published_as_ours() {
    let portal = Portal::small().file("content/relations/p.toml", CHOSEN).built();
    let tasks = portal.json("p/data/tasks.json");
    assert_eq!(tasks["tasks"][0]["related"], json!([3]));
    assert_eq!(tasks["tasks"][0]["clauses"], json!(["s1-1"]));
    let page = portal.text("public/p/tasks/1/index.html");
    let section = page.split("id=\"related\"").nth(1).unwrap();
    assert!(section.contains("/p/tasks/3/") && !page.contains("程序推荐"), "{page}");
    let policy = portal.text("public/p/policy/index.html");
    let folded = policy.split("<details class=\"clause-tasks\">").nth(1).unwrap();
    assert!(folded.contains("本站整理") && folded.contains("/p/tasks/1/"), "{folded}");
}

#[test]
fn what_the_program_suggests_can_be_taken_over() {
    let portal = Portal::small().file("content/relations/p.toml", CHOSEN);
    let told = portal.run(&["new", "relations", "p"]);
    assert!(told.status.success());
    let written = portal.text("content/relations/p.toml");
    // What stands there stays, and nothing is decided twice.
    assert!(written.starts_with(CHOSEN), "{written}");
    assert_eq!(written.matches("number = 1 ").count() + written.matches("number = 1\n").count(), 1, "{written}");
    assert!(written.contains("\nnumber = 2  # "), "{written}");
    assert!(portal.run(&["check"]).status.success());
    let again = portal.run(&["new", "relations", "p"]);
    assert!(String::from_utf8_lossy(&again.stdout).contains("没有要写的"));
    assert_eq!(portal.text("content/relations/p.toml"), written);
}

#[test]
fn a_file_with_a_fault_is_not_added_to() {
    let fault = "[[tasks]]\nnumber = 99\n";
    let portal = Portal::small().file("content/relations/p.toml", fault);
    let told = portal.run(&["new", "relations", "p"]);
    assert_eq!(told.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&told.stderr).contains("unknown-task"));
    assert_eq!(portal.text("content/relations/p.toml"), fault);
}
