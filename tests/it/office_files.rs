//! The files that offices have, from the first command to the page.

use serde_json::json;

use crate::program::program;
use crate::support::{Portal, repository};

/// Returns a portal that publishes a plan of a file, and what `new plan` said.
fn published(file: &str, bytes: Vec<u8>) -> (Portal, String) {
    let portal = Portal::small().file(file, bytes);
    let mut command = program();
    command.args(["new", "plan", "office", "--from", portal.path(file).as_str(), "--root", portal.root().as_str()]);
    let said = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let plans = portal.text("portal.toml").replace("plans = [\"p\"]", "plans = [\"p\", \"office\"]");
    (portal.file("portal.toml", plans).built(), said)
}

#[test]
fn a_word_table_keeps_its_paragraphs_and_merged_cells() {
    let file = repository().join("tests/fixtures/genre/28-docx.docx");
    let (portal, _) = published("28.docx", fs_err::read(file.as_std_path()).unwrap());
    let tasks = portal.json("office/data/tasks.json");
    let parts = tasks["tasks"][0]["parts"].as_array().unwrap();
    let read: Vec<_> =
        parts.iter().map(|part| json!([part["text"], part["roles"][0]["printed"], part["deadline"]])).collect();
    assert_eq!(
        read,
        [
            json!(["周末照常办理。\n节假日轮值。", "市政务局", "2030-12"]),
            json!(["街道窗口同步延长。", "各区政府", "2031-06"])
        ]
    );
    assert_eq!(tasks["tasks"].as_array().unwrap().len(), 2);
    assert_eq!(portal.json("office/data/plan.json")["domains"][0]["name"], "窗口");
    let page = portal.text("public/office/tasks/1/index.html");
    let paragraphs = ["周末照常办理</b>。</span></p>", ">节假日轮值。</span></p>"];
    assert!(paragraphs.iter().all(|paragraph| page.contains(paragraph)), "{page}");
    let doubts = portal.check().diagnostics;
    let doubts: Vec<_> = doubts.iter().filter(|doubt| doubt.place.file.starts_with("seeds/office/")).collect();
    assert!(doubts.iter().all(|doubt| doubt.code.name() == "unknown-agency"), "{doubts:#?}");
}

#[test]
fn tasks_share_the_cells_that_were_merged_over_them() {
    let cell = |down: usize, text: &str| format!("<td rowspan=\"{down}\">{text}</td>");
    let rows = [
        ["序号", "主要任务", "牵头单位", "配合单位", "完成时限"].map(|word| cell(1, word)).concat(),
        [
            cell(1, "1"),
            cell(1, "延长时间。"),
            cell(3, "<p>市教育局</p><p>市财政局</p>"),
            cell(2, "东区人民政府"),
            cell(3, "2030年12月"),
        ]
        .concat(),
        [cell(1, "2"), cell(1, "<p>公布清单。</p><p>公布清单，每季更新。</p>")].concat(),
        [cell(1, "3"), cell(1, "设立热线。"), cell(1, "")].concat(),
    ];
    let rows: String = rows.iter().map(|row| format!("<tr>{row}</tr>")).collect();
    let page = format!(
        "<!DOCTYPE html><html><body><h1>某市方案</h1><p>方便群众。</p><p>附件</p><p>任务表</p><table>{rows}</table></body></html>"
    );
    let (portal, said) = published("page.html", page.into_bytes());
    let tasks = portal.json("office/data/tasks.json");
    let tasks = tasks["tasks"].as_array().unwrap();
    let counts = |key: &str| tasks.iter().map(|task| task[key].as_array().unwrap().len()).collect::<Vec<_>>();
    assert_eq!((counts("lead"), counts("supporting")), (vec![2, 2, 2], vec![1, 1, 0]), "{said}");
    assert!(tasks.iter().all(|task| task["deadline"] == "2030-12"), "{tasks:#?}");
    // What is printed is where it is printed.
    assert_eq!(tasks[1]["parts"][0]["printed"]["lead"], "");
    assert_eq!(tasks[1]["text"], "公布清单。\n公布清单，每季更新。");
}
