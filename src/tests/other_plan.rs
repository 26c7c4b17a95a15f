//! A quite different plan: a province's, with other columns' names, no milestones, no cases. What its portal says is its
//! own, and nothing of the plan that the repository ships.

use std::collections::BTreeSet;

use super::support::{Portal, files, repository};
use crate::{pipeline, verify};

/// What only the shipped plan may say, beside what is derived from it below.
const FOREIGN: [&str; 14] = [
    "武汉",
    "湖北",
    "武政",
    "光谷",
    "车谷",
    "服务业",
    "三年",
    "试点",
    "专班",
    "责任清单",
    "清单只",
    "wuhan",
    "hubei",
    "optics",
];

/// Returns the other plan's portal, built once: a province's plan, `forest-2031`.
fn province() -> &'static Portal {
    static PROVINCE: std::sync::OnceLock<Portal> = std::sync::OnceLock::new();
    PROVINCE.get_or_init(|| Portal::of("tests/fixtures/portals/province").built())
}

/// Names and words of the shipped plan that the other plan's own inputs don't hold.
fn words_of_the_shipped_plan() -> BTreeSet<String> {
    let reading = pipeline::read(repository()).unwrap();
    let [plan] = &reading.plans[..] else { panic!("the repository ships one plan") };
    let words = [&plan.words.task, &plan.words.table, &plan.words.members].into_iter().flatten().cloned();
    let names = plan.domains.iter().map(|domain| domain.name.clone());
    let people = plan.members.iter().filter(|member| member.name.chars().count() > 2).map(|member| member.name.clone());
    let texts = reading.content.cases.iter().map(|case| case.title.clone());
    let topics = reading.content.topics.iter().map(|topic| topic.title.clone());
    let all = words.chain(names).chain(people).chain(texts).chain(topics).chain(FOREIGN.map(str::to_owned));
    let own: String = files(&repository().join("tests/fixtures/portals/province"))
        .into_values()
        .map(|bytes| String::from_utf8(bytes).unwrap())
        .collect();
    all.filter(|word| !own.contains(word.as_str())).collect()
}

#[test]
fn another_plan_is_published_without_the_shipped_ones_words() {
    let words = words_of_the_shipped_plan();
    assert!(words.len() > FOREIGN.len() + 60, "{words:?}");
    assert!(FOREIGN.iter().all(|word| words.contains(*word)));
    let mut faults = Vec::new();
    for (path, bytes) in files(&province().path("public")) {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        for word in words.iter().filter(|word| text.contains(word.as_str()) || path.as_str().contains(word.as_str())) {
            faults.push(format!("{path}: {word}"));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults[..faults.len().min(60)].join("\n"));
}

#[test]
fn another_plan_is_called_by_its_own_words() {
    let page = |path: &str| province().text(&format!("public/forest-2031/{path}index.html"));
    for (path, own) in [
        ("", "重点工作"),
        ("tasks/", "scope=\"col\">责任部门</th>"),
        ("tasks/", "scope=\"col\">完成时间</th>"),
        ("tasks/1/", "<dt>牵头部门</dt>"),
        ("domains/", "板块"),
        ("members/", "领导小组成员"),
        ("agencies/", "重点工作分工表"),
    ] {
        assert!(page(path).contains(own), "{path} lacks {own}");
    }
    for (path, foreign) in
        [("", "milestones"), ("deadlines/", "milestones"), ("tasks/", "责任单位"), ("members/", "工作小组")]
    {
        assert!(!page(path).contains(foreign), "{path} has {foreign}");
    }
    assert!(!province().text("public/cases/index.html").contains("力争形成"));
}

#[test]
fn another_plan_is_proved_as_the_shipped_one_is() {
    let report = verify(province().root(), &province().path("public")).unwrap();
    assert_eq!(report.diagnostics, []);
}
