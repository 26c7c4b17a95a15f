//! What an edition changed: recorded from the finished site, told to readers and feeds.

use crate::support::Portal;

const CASE: &str = "+++\ntitle = \"一件事\"\nkind = \"published-fact\"\nplan = \"p\"\ntasks = [1]\npublisher = \"某报\"\n\
                    published = 2031-01-01\nsource_url = \"https://example.com\"\nreviewed = 2031-01-02\n+++\n正文。\n";

/// Runs `new edition`, and returns its exit status and what it said.
fn record(portal: &Portal, more: &[&str]) -> (Option<i32>, String) {
    let told = portal.run(&[&["new", "edition"], more].concat());
    let said = [told.stdout, told.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (told.status.code(), said)
}

#[test]
fn an_edition_tells_readers_what_it_changed() {
    let portal = Portal::small().built();
    let home = portal.text("public/index.html");
    assert!(!home.contains("/changes/") && !portal.path("public/changes").exists());

    // The first edition: there is none to compare it with.
    let (status, said) = record(&portal, &["--date", "2031-01-01"]);
    assert!(
        status == Some(0) && said.contains("content/changes/2031-01-01.toml") && said.contains("从这一期起"),
        "{said}"
    );
    let portal = portal.built();
    let page = portal.text("public/changes/index.html");
    assert!(page.contains("id=\"e2031-01-01\">2031年1月1日") && page.contains("从这一期起记录变化"), "{page}");
    assert!(portal.text("public/index.html").contains("<a href=\"/changes/\">网站更新</a>"));
    let (status, said) = record(&portal, &["--date", "2031-01-02"]);
    assert!(status == Some(0) && said.contains("没有变化"), "{said}");

    // A fact more, a slip of the text mended: what an editor did, and nothing that follows from it.
    let portal = portal.file("content/cases/one.md", CASE);
    let portal = portal.edit("seeds/p/source.txt", "开办社区课堂(晚间)。", "开办社区课堂(夜间)。").built();
    let (status, said) = record(&portal, &["--date", "2031-01-02"]);
    assert!(status == Some(0) && said.contains("3 处变化"), "{said}");
    let entry = portal.text("content/changes/2031-01-02.toml");
    assert_eq!(entry.matches("[[changes]]").count(), 3, "{entry}");
    let portal = portal.edit("content/changes/2031-01-02.toml", "# note = \"\"", "note = \"补收一件。\"").built();
    let page = portal.text("public/changes/index.html");
    let (newest, first) = page.split_once("id=\"e2031-01-01\"").unwrap();
    for told in [
        "补收一件。",
        "新增</small> <a href=\"/cases/one/\">一件事</a>",
        "<a href=\"/p/tasks/2/\">第2项",
        "<small>标题、内容</small>",
    ] {
        assert!(newest.contains(told) && !first.contains(told), "{told}: {page}");
    }
    let feed = portal.text("public/changes/feed.xml");
    assert!(feed.contains("<summary>补收一件。 方案1处，任务1处，案例与公开报道1处</summary>"), "{feed}");
    assert!(feed.contains("<updated>2031-01-02T00:00:00+08:00</updated>") && feed.contains("/changes/#e2031-01-02"));

    // A second one on a day has a name of its own; what is gone leads nowhere.
    std::fs::remove_file(portal.path("content/cases/one.md")).unwrap();
    let portal = portal.built();
    assert!(record(&portal, &["--date", "2031-01-02"]).1.contains("content/changes/2031-01-02-2.toml"));
    let portal = portal.built();
    let page = portal.text("public/changes/index.html");
    assert!(page.find("e2031-01-02-2").unwrap() < page.find("\"e2031-01-02\"").unwrap());
    assert!(page.contains("删去</small> 一件事") && !page.contains("href=\"/cases/one/\""), "{page}");

    // How a task stands is what readers wait for.
    let progress = "计划,任务,状态,日期,来源,说明\np,3,推进中,2031-01-02,某报 https://example.com/3,开放三所\n";
    let portal = portal.file("content/progress.csv", progress);
    let portal = portal.edit("portal.toml", "2026-01-01", "2031-01-03").built();
    let (status, said) = record(&portal, &["--date", "2031-01-03"]);
    assert!(status == Some(0) && said.contains("1 处变化"), "{said}");
    let portal = portal.built();
    let page = portal.text("public/changes/index.html");
    assert!(page.contains("<a href=\"/p/tasks/3/\">第3项") && page.contains("<small>进展</small>"), "{page}");

    // Of a plan that isn't published nothing is said.
    let entry = portal.text("content/changes/2031-01-02.toml").replacen("plan = \"p\"", "plan = \"hidden\"", 1);
    let portal = portal.file("content/changes/2031-01-02.toml", entry).built();
    let feed = portal.text("public/changes/feed.xml");
    assert!(!feed.contains("方案1处，任务1处，案例与公开报道1处"), "{feed}");
}

#[cfg(unix)]
#[test]
fn nothing_is_recorded_outside_the_portal() {
    let portal = Portal::small().built();
    let outside = portal.path("outside");
    std::fs::create_dir(&outside).unwrap();
    std::os::unix::fs::symlink(&outside, portal.path("content/changes")).unwrap();
    let (status, said) = record(&portal, &["--date", "2031-01-01"]);
    assert!(status == Some(1) && said.contains("`content/changes` 是符号链接"), "{said}");
    assert_eq!(std::fs::read_dir(&outside).unwrap().count(), 0);
}

#[test]
fn what_keeps_an_edition_from_being_recorded_is_told() {
    let portal = Portal::small().built();
    let seeds = portal.path("seeds");
    let (status, said) = record(&portal, &[seeds.as_str(), "--date", "2031-01-01"]);
    assert!(status == Some(1) && said.contains("not-an-edition"), "{said}");
    let portal = portal.file("content/changes/last-edition.json", "[{");
    let (status, said) = record(&portal, &["--date", "2031-01-01"]);
    assert!(status == Some(1) && said.contains("broken-edition"), "{said}");
    assert!(!portal.path("content/changes/2031-01-01.toml").exists());

    let faults = "date = 2031-01-01\n[[changes]]\nkind = \"tasks\"\nhow = \"new\"\nid = \"1\"\ntitle = \"\"\nfields = [\"cases\"]\n";
    let portal = portal.file("content/changes/2031-01-01.toml", faults).file("content/changes/readme.txt", "");
    let told: Vec<(&str, usize)> = policy_portal::check(portal.root())
        .unwrap()
        .diagnostics
        .iter()
        .filter(|found| found.place.file.starts_with("content/changes/"))
        .map(|found| (found.code.name(), found.place.line))
        .collect();
    assert_eq!(
        told,
        [("wrong-type", 3), ("wrong-type", 4), ("wrong-type", 7), ("broken-edition", 1), ("unread-file", 1)]
    );
}
