//! What files say is read back: each value of each of them, exchanged for another, is noticed.

use super::altered::facts;
use crate::tests::support::shipped;

const ID: &str = "wuhan-2023";

/// Returns what an audit says is wrong after one edit of a file that alone is published beside the tasks.
fn after(file: &str, from: &str, to: &str) -> Vec<String> {
    let mut site = facts();
    for file in ["data/cases.json", file] {
        site = site.file(file, &shipped().text(&format!("public/{file}")));
    }
    let site = site.edit(file, |text| text.replacen(from, to, 1));
    let name = format!("wrong-fact public/{file}:");
    site.diagnostics().into_iter().filter(|told| told.starts_with(&name)).collect()
}

#[test]
fn a_value_of_a_file_is_compared_with_the_tasks() {
    let data = |name: &str| format!("{ID}/data/{name}");
    for (file, from, to) in [
        (data("agencies.json"), "\"name\": \"市科技局\"", "\"name\": \"市科技厅\""),
        (data("agencies.json"), "\"municipal\"", "\"party\""),
        (data("agencies.json"), "        84\n", "        85\n"),
        (data("plan.json"), "武政办〔2023〕84号", "武政办〔2023〕85号"),
        (data("plan.json"), "\"printed\": \"2023-08-23\"", "\"printed\": \"2023-08-24\""),
        (data("plan.json"), "\"share\": 40", "\"share\": 50"),
        (data("plan.json"), "推动试点任务落地", "推进试点任务落地"),
        (data("plan.json"), "\"name\": \"程用文\"", "\"name\": \"陈劲超\""),
        (data("plan.json"), "\"kind\": \"note\"", "\"kind\": \"reading\""),
        (data("plan.json"), "\"kind\": \"reading\"", "\"kind\": \"note\""),
        (data("tasks.json"), "附件2第1项", "附件2第2项"),
        (data("tasks.csv"), "市科技局", "市教育局"),
        (data("tasks.csv"), "2023-12", "2024-12"),
        (data("source.txt"), "90", "91"),
        (format!("{ID}/deadlines.ics"), "20231231", "20241231"),
        (format!("{ID}/deadlines.ics"), "市科技局", "市教育局"),
        (
            "feed.xml".to_owned(),
            "2025-08-22T00:00:00+08:00</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"/c",
            "2025-08-23T00:00:00+08:00</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"/c",
        ),
    ] {
        assert!(!after(&file, from, to).is_empty(), "{file}: {from} → {to}");
    }
}

#[test]
fn the_search_finds_what_the_tasks_say() {
    let names = crate::tests::support::files(&shipped().path("public/assets/search")).into_keys();
    let names: Vec<String> = names.map(|name| format!("assets/search/{name}")).collect();
    let file = |kind: &str| names.iter().find(|name| name.contains(kind)).unwrap().as_str();
    let (documents, corpus, index) = (file("documents."), file("corpus."), file("index."));
    for (altered, from, to) in [
        (documents, "创新科技项目组织方式", "创新科技项目"),
        (documents, "\"/wuhan-2023/tasks/7/\"", "\"/wuhan-2023/tasks/8/\""),
        (corpus, "[\"2023-12\",\"2023年12月\"]", "[\"2023-12\",\"2024年12月\"]"),
        (corpus, "“揭榜挂帅”等制度", "“揭榜”等制度"),
        (corpus, "\"facets\":[[[", "\"facets\":[[[1"),
        (index, "\"tf\":1.0", "\"tf\":2.0"),
        (index, "\"揭\":", "\"接\":"),
        (index, "\"length\":", "\"length\":1"),
    ] {
        let mut site = facts();
        for file in [documents, corpus, index, "data/cases.json", "search/index.html"] {
            site = site.file(file, &shipped().text(&format!("public/{file}")));
        }
        let told = site.edit(altered, |text| text.replacen(from, to, 1)).diagnostics();
        let is_told = told.iter().any(|told| told.starts_with("wrong-fact public/assets/search/"));
        assert!(is_told, "{altered}: {from} → {to}");
    }
}
