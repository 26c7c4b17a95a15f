//! The office at work: what an editor does from the first file to the published page.

use policy_portal::{Code, Diagnostic, Severity};

use crate::support::{Portal, files, tell};

/// Returns what a run of the program came to: its exit status and what it said.
fn run(portal: &Portal, arguments: &[&str]) -> (i32, String) {
    let output = portal.run(arguments);
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (output.status.code().unwrap(), said)
}

/// Returns a published page, its slashes as people write them.
/// Returns a page without the places where the lines of its headings may end.
fn page(portal: &Portal, path: &str) -> String {
    portal.text(&format!("public/{path}")).replace("<wbr aria-hidden=\"true\">", "")
}

fn codes(diagnostics: &[Diagnostic], file: &str) -> Vec<(&'static str, usize)> {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.place.file == file)
        .map(|diagnostic| (diagnostic.code.name(), diagnostic.place.line))
        .collect()
}

#[test]
fn a_case_goes_from_skeleton_to_page() {
    const FILE: &str = "content/cases/evening-class.md";
    let portal = Portal::small().built();
    let before = files(&portal.path("public"));

    // The skeleton: check reads it at once, and says what is to be filled in.
    let (status, said) = run(&portal, &["new", "case", "evening-class"]);
    assert!(status == 0 && said.contains(FILE), "{said}");
    let skeleton = portal.text(FILE);
    let (status, said) = run(&portal, &["check"]);
    assert_eq!(status, 1, "{said}");
    for key in ["title", "kind", "tasks", "publisher", "published", "source_url", "reviewed"] {
        assert!(said.contains(&format!("`{key}` 还没有填写")), "{key}: {said}");
    }
    assert!(said.contains("正文还没有写") && !said.contains("`plan` 还没有填写"), "{said}");

    // Never over a file.
    let (status, said) = run(&portal, &["new", "case", "evening-class"]);
    assert!(status == 1 && said.contains("already-there"), "{said}");
    assert_eq!(portal.text(FILE), skeleton);

    // Filled in, with mistakes: all of them in one run, and the published site stays.
    let filled = |tasks: &str, published: &str, body: &str| {
        let text = skeleton.replace("title = \"\"", "title = \"第一个“晚间课堂”Night School\"");
        let text = text.replace("kind = \"\"", "kind = \"typical-case\"").replace("tasks = []", tasks);
        let text = text.replace("publisher = \"\"", "publisher = \"江州日报\"").replace("published = \"\"", published);
        let text = text.replace("source_url = \"\"", "source_url = \"https://example.com/1?a=1&b=2\"");
        let text = text.replace("reviewed = \"\"", "reviewed = 2031-05-01");
        let text = text.replace("# event_date = \"\"", "event_date = \"2029-12\"");
        text.replace("# summary = \"\"", "summary = \"晚间<i>也</i>上课。\"") + "\n" + body
    };
    let faulty = filled("tasks = [2, 77]", "published = 2031-04-31", "<b>晚间</b>，见[这里](javascript:x)。\n");
    let portal = portal.file(FILE, faulty);
    let (of_settings, of_text) = (
        [("unknown-task", 12), ("no-such-day", 16), ("mark-left", 28)],
        [("raw-html", 33), ("raw-html", 33), ("bad-link", 33)],
    );
    let found = [of_settings, of_text].concat();
    let diagnostics = portal.check().diagnostics;
    assert_eq!(codes(&diagnostics, FILE), found, "{:#?}", diagnostics.iter().map(tell).collect::<Vec<_>>());
    let built = portal.build();
    assert!(built.out.is_none());
    assert_eq!(files(&portal.path("public")), before, "the last good site stays");

    // Put right: on its page, its task, its domain, in the list, the feed and the data.
    let fixed = filled("tasks = [2]", "published = 2031-04-30", "晚间 {{ now() }}，\n见[任务](/p/tasks/2/)。\n");
    let portal = portal.file(FILE, fixed).built();
    let own = page(&portal, "cases/evening-class/index.html");
    for words in [
        "<h1>第一个“晚间课堂”<span lang=\"en\">Night School</span></h1>",
        "典型案例",
        "2029年12月",
        "早于方案成文（2030年3月1日）",
        // No call of Zola's, but text, with an English word in it.
        "晚间 {{ <span lang=\"en\">now</span>() }}，见<a",
        "https://example.com/1?a=1&amp;b=2",
        "2031年4月30日",
    ] {
        assert!(own.contains(words), "{words}\n{own}");
    }
    let domain = portal.json("p/data/tasks.json")["tasks"][1]["domain"].as_str().unwrap().to_owned();
    let places =
        ["p/tasks/2/index.html", &format!("p/domains/{domain}/index.html"), "cases/index.html", "sitemap/index.html"];
    for place in places {
        let page = page(&portal, place);
        assert!(page.contains("第一个“晚间课堂”") && page.contains("\"/cases/evening-class/\""), "{place}");
        assert!(!page.contains("<i>也"), "{place}");
    }
    assert!(!page(&portal, "p/tasks/1/index.html").contains("晚间课堂”"));
    let feed = portal.text("public/feed.xml");
    assert!(
        feed.contains("<title>第一个“晚间课堂”Night School</title>")
            && feed.contains("<updated>2031-05-01T00:00:00+08:00")
    );
    let case = &portal.json("data/cases.json")["cases"][0];
    assert_eq!(case["slug"], "evening-class");
    assert_eq!(case["event_date"], "2029-12");
    assert_eq!(case["reprinted_by"], serde_json::Value::Null);
    assert_eq!(portal.json("p/data/tasks.json")["tasks"][1]["cases"], serde_json::json!(["evening-class"]));
    assert!(page(&portal, "index.html").contains("/cases/"), "the navigation leads to it");
    let search = files(&portal.path("public/assets/search"));
    let documents = search.into_iter().find(|(name, _)| name.as_str().starts_with("documents.")).unwrap().1;
    let documents: serde_json::Value = serde_json::from_slice(&documents).unwrap();
    let found = documents.as_array().unwrap().iter().find(|document| document["kind"] == "case").unwrap();
    assert_eq!(
        (found["title"].as_str(), found["url"].as_str()),
        (Some("第一个“晚间课堂”Night School"), Some("/cases/evening-class/"))
    );

    // And away again.
    let portal = portal.without(FILE).built();
    assert_eq!(files(&portal.path("public")), before);
}

#[test]
fn a_topic_and_a_plan_begin_as_skeletons() {
    let portal = Portal::small();
    for (arguments, file) in [
        (&["new", "topic", "readers"][..], "content/topics/readers.md"),
        (&["new", "plan", "q-2031"], "seeds/q-2031/plan.toml"),
    ] {
        let (status, said) = run(&portal, arguments);
        assert!(status == 0 && said.contains(file), "{said}");
        let diagnostics = portal.check().diagnostics;
        let found = codes(&diagnostics, file);
        assert!(found.iter().any(|(code, _)| *code == "not-filled-in"), "{found:?}");
        assert!(found.iter().all(|(code, _)| *code == "not-filled-in"), "{found:?}");
    }
    assert!(codes(&portal.check().diagnostics, "seeds/q-2031/source.txt").contains(&("empty-source", 1)));

    // From a text, whatever its encoding: what it says of itself is filled in.
    let text = portal.text("seeds/p/source.txt");
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let portal = portal.file("text.txt", &text).file("text16.txt", utf16);
    for (id, file) in [("r", "text.txt"), ("t", "text16.txt")] {
        let from = portal.path(file);
        let (status, said) = run(&portal, &["new", "plan", id, "--from", from.as_str()]);
        assert!(status == 0 && said.contains("标题："), "{said}");
        assert_eq!(portal.text(&format!("seeds/{id}/source.txt")), text);
        let found = portal.check().diagnostics;
        assert!(!found.iter().any(|diagnostic| diagnostic.place.file == format!("seeds/{id}/plan.toml")), "{found:#?}");
    }
    assert!(portal.path("seeds/t/original.txt").exists() && !portal.path("seeds/r/original.txt").exists());
    // The original is held to: another file in its place is told, and so is none.
    let portal = portal.file("seeds/t/original.txt", &text);
    assert!(
        codes(&portal.check().diagnostics, "seeds/t/plan.toml").iter().any(|(code, _)| *code == "changed-original")
    );
    for name in ["r", "p", "cases", "R", "../x", ""] {
        let (status, said) = run(&portal, &["new", "plan", name]);
        assert_eq!(status, 1, "{name}: {said}");
    }
    let (status, said) = run(&portal, &["new", "plan", "s", "--from", "no-such-file"]);
    assert!(status == 1 && said.contains("bad-source-file") && said.contains("没有文件 `no-such-file`"), "{said}");
    assert!(!portal.path("seeds/s").exists());
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    let portal = Portal::small();
    for name in ["../../x", "a/b", "A", "a b", "中文", ".a", ""] {
        let (status, said) = run(&portal, &["new", "case", name]);
        assert!(status == 1 && said.contains("不能用作网址"), "{name}: {said}");
    }
    let elsewhere = Portal::small();
    fs_err::remove_file(elsewhere.path("portal.toml")).unwrap();
    fs_err::remove_dir_all(elsewhere.path("seeds")).unwrap();
    let (status, said) = run(&elsewhere, &["new", "case", "a"]);
    assert!(status == 1 && said.contains("portal.toml"), "{said}");
    assert!(!elsewhere.path("content/cases/a.md").exists());
    #[cfg(unix)]
    {
        fs_err::create_dir(portal.path("elsewhere")).unwrap();
        std::os::unix::fs::symlink("../elsewhere", portal.path("content/cases")).unwrap();
        let (status, said) = run(&portal, &["new", "case", "a"]);
        assert!(status == 1 && said.contains("符号链接"), "{said}");
        assert!(portal.path("elsewhere").read_dir_utf8().unwrap().next().is_none());
    }
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_utf8_is_a_finding() {
    use std::os::unix::ffi::OsStrExt as _;

    let portal = Portal::small();
    let name = std::ffi::OsStr::from_bytes(b"\xb0\xb8\xc0\xfd.md");
    for folder in ["content", "content/cases"] {
        fs_err::create_dir_all(portal.path(folder)).unwrap();
        fs_err::write(portal.path(folder).as_std_path().join(name), "+++\n+++\n").unwrap();
    }
    let found: Vec<(Code, String)> = portal.check().diagnostics.into_iter().map(|d| (d.code, d.place.file)).collect();
    let lossy = name.to_string_lossy();
    let expected = ["content/cases", "content"].map(|folder| (Code::NotUtf8, format!("{folder}/{lossy}")));
    assert_eq!(found, expected);
}

#[test]
fn progress_is_shown_where_a_source_is_given() {
    let table = "计划,任务,状态,日期,来源,说明\np,1,已完成,2031-05,江州市商务局,办了两件\n\
                 p,2,推进中,2031-06-01,江州日报 https://example.com/2,\np,3,未公布,,,不显示的话\n";
    let portal = Portal::small().file("content/progress.csv", table);
    let portal = portal
        .edit("portal.toml", "plans = ", "operator = \"江州市商务局\"\nplans = ")
        .edit("portal.toml", "as_of = 2026-01-01", "as_of = 2032-01-01")
        .built();
    let page = |path: &str| page(&portal, &format!("{path}index.html"));
    let own = page("p/tasks/1/");
    assert!(own.contains("已完成") && own.contains("2031年5月") && own.contains("办了两件"), "{own}");
    assert!(own.contains("主办单位自述"), "{own}");
    let cited = page("p/tasks/2/");
    assert!(cited.contains("推进中") && cited.contains("江州日报") && !cited.contains("主办单位自述"), "{cited}");
    let unannounced = page("p/tasks/3/");
    assert!(!unannounced.contains("未公布") && !unannounced.contains("不显示的话"));
    let tasks = &portal.json("p/data/tasks.json")["tasks"];
    let domain = tasks[0]["domain"].as_str().unwrap();
    assert!(page(&format!("p/domains/{domain}/")).contains("办了两件"));
    let told = |state, date, source, url: Option<&str>, note: Option<&str>| serde_json::json!({ "state": state, "date": date, "source": source, "source_url": url, "note": note });
    assert_eq!(tasks[0]["progress"], told("已完成", "2031-05", "江州市商务局", None, Some("办了两件")));
    let url = Some("https://example.com/2");
    assert_eq!(tasks[1]["progress"], told("推进中", "2031-06-01", "江州日报", url, None));
    assert_eq!(tasks[2].get("progress"), None);
    assert!(page("").contains("推进中 <b>1项</b>"), "{}", page(""));

    // The same in GBK, as old spreadsheet programs save it.
    let (gbk, _, _) = encoding_rs::GBK.encode(table);
    let before = files(&portal.path("public"));
    let portal = portal.file("content/progress.csv", gbk).built();
    assert_eq!(files(&portal.path("public")), before);

    // Without a source nothing is published.
    let portal = portal.file("content/progress.csv", "计划,任务,状态,日期,来源,说明\np,1,已完成,2031-05,,\n");
    assert_eq!(portal.diagnostics(), ["missing-source content/progress.csv:2:17"]);
    assert!(portal.build().out.is_none());
    assert_eq!(files(&portal.path("public")), before);
}

#[test]
fn without_cases_and_topics_the_pages_say_so_and_nothing_leads_to_them() {
    let portal = Portal::small().built();
    let home = page(&portal, "index.html");
    assert!(!home.contains("href=\"/cases/\"") && !home.contains("href=\"/topics/\""));
    assert!(page(&portal, "cases/index.html").contains("没有主管部门公布的"));
    assert!(page(&portal, "topics/index.html").contains("还没有编好"));
}

#[test]
fn two_editions_are_compared() {
    let portal = Portal::small().edit("portal.toml", "as_of = 2026-01-01", "as_of = 2032-01-01").built();
    let old = portal.path("old");
    crate::support::copy(&portal.path("public"), &old);
    let public = portal.path("public");
    let compare = |format: &str| run(&portal, &["diff", old.as_str(), public.as_str(), "--format", format]);
    assert_eq!(compare("human"), (0, "没有变化\n".to_owned()));

    let case = "+++\ntitle = \"一件事\"\nkind = \"published-fact\"\nplan = \"p\"\ntasks = [1]\npublisher = \"某报\"\n\
                published = 2031-01-01\nsource_url = \"https://example.com\"\nreviewed = 2031-01-02\n+++\n正文。\n";
    let portal = portal.file("content/cases/one.md", case);
    let portal = portal.edit("seeds/p/source.txt", "开办社区课堂(晚间)。", "开办社区课堂(夜间)。").built();
    let (status, said) = run(&portal, &["diff", old.as_str(), public.as_str()]);
    assert_eq!(status, 0);
    for line in ["案例与事实：新增 1", "  + one 一件事", "  ~ p 2 ", "      标题：", "晚间", "夜间", "  + /cases/one/"]
    {
        assert!(said.contains(line), "{line}\n{said}");
    }
    // Progress is told of as what it is.
    crate::support::copy(&public, &portal.path("without"));
    let table = "计划,任务,状态,日期,来源,说明\np,2,推进中,2031-06-01,江州日报 https://example.com/2,办了一半\n";
    let portal = portal.file("content/progress.csv", table).built();
    let (_, told) = run(&portal, &["diff", portal.path("without").as_str(), public.as_str()]);
    let line = "  ~ p 2 开办社区课堂(夜间)\n      进展：（无） → 推进中，2031-06-01，江州日报，https://example.com/2，办了一半\n";
    assert!(told.contains(line), "{told}");
    // An edition of before the day of a case's review was published says nothing of it.
    let cases = portal.text("without/data/cases.json");
    let older = cases.replace("      \"reviewed\": \"2031-01-02\",\n", "");
    assert_ne!(older, cases);
    let portal = portal.file("without/data/cases.json", older);
    assert_eq!(run(&portal, &["diff", portal.path("without").as_str(), public.as_str()]).1, told);
    let (_, said) = run(&portal, &["diff", public.as_str(), old.as_str(), "--format", "json"]);
    assert_eq!(said.lines().count(), 1);
    let difference: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(difference["cases"]["removed"][0]["id"], "one");
    assert_eq!(difference["tasks"]["changed"][0]["plan"], "p");
    assert!(difference["agencies"]["changed"].as_array().unwrap().is_empty());

    // What is no edition.
    let seeds = portal.path("seeds");
    let (status, said) = run(&portal, &["diff", seeds.as_str(), "no-such-folder"]);
    assert!(status == 1 && said.matches("not-an-edition").count() == 2, "{said}");
    let output = portal.run(&["diff", seeds.as_str(), "no-such-folder", "--format", "json"]);
    assert!(output.status.code() == Some(1) && output.stdout.is_empty());
    let told = String::from_utf8(output.stderr).unwrap();
    let codes = told.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["code"].clone());
    assert_eq!(codes.collect::<Vec<_>>(), ["not-an-edition"; 2]);
    let portal = portal
        .file("old/data/cases.json", "{")
        .file("old/edition.json", r#"{"generator":"policy-portal","plans":["../.."]}"#);
    let (status, said) = run(&portal, &["diff", old.as_str(), public.as_str()]);
    assert!(status == 1 && said.contains("broken-edition"), "{said}");
}

#[test]
fn contacts_are_shown_where_they_are_set() {
    let portal = Portal::small();
    let contact = "name = \"市教育局\"\ntelephone = { value = \"020-1234 5678\", source = \"https://example.com/t\", \
                   date = 2031-01-02 }\nsite = { value = \"https://example.com/\", source = \"https://example.com/s\", \
                   date = 2031-01-02 }";
    let portal = portal.edit("seeds/agencies.toml", "name = \"市教育局\"", contact).built();
    let own = page(&portal, "p/agencies/education/index.html");
    for words in ["电话", "020-1234 5678", "2031年1月2日", "https://example.com/t", "网站"] {
        assert!(own.contains(words), "{words}");
    }
    let other = page(&portal, "p/agencies/finance/index.html");
    assert!(!other.contains("电话") && !other.contains("网站</dt>"), "{other}");
}

#[test]
fn contacts_of_those_who_lead_what_readers_are_told_of_are_published_and_proved() {
    let contact = |id: &str, key: &str, value: &str| {
        let entry = format!("{key} = {{ value = \"{value}\", source = \"https://example.com/t\", date = 2024-10-01 }}");
        (format!("id = \"{id}\"\n"), format!("id = \"{id}\"\n{entry}\n"))
    };
    let contacts = [
        contact("science-technology", "telephone", "020-12345678"),
        contact("commerce", "address", "某某路100号"),
        contact("education", "site", "https://example.com/jyj"),
    ];
    let portal =
        contacts.iter().fold(Portal::shipped(), |portal, (id, more)| portal.edit("seeds/agencies.toml", id, more));
    let portal = portal.built();
    let pages: Vec<(String, String)> = files(&portal.path("public/for"))
        .into_iter()
        .map(|(path, bytes)| (format!("public/for/{path}"), String::from_utf8(bytes).unwrap()))
        .collect();
    for (from, to) in [
        ("020-12345678", "020-12345679"),
        ("2024年10月1日", "2024年10月2日"),
        ("某某路100号", "某某路10号"),
        ("jyj</a>", "jy</a>"),
    ] {
        let (path, page) = pages.iter().find(|(_, page)| page.contains(from)).unwrap_or_else(|| panic!("{from}"));
        fs_err::write(portal.path(path).as_std_path(), page.replacen(from, to, 1)).unwrap();
        let told = String::from_utf8(portal.run(&["verify"]).stderr).unwrap();
        assert!(told.contains("wrong-fact") && told.contains("agencies.toml/"), "{to}: {told}");
        fs_err::write(portal.path(path).as_std_path(), page).unwrap();
    }
}

#[test]
fn what_editors_say_of_days_is_theirs() {
    let until = "本站内容截至2025年底，以后的变化请看文件原文。";
    let about = Portal::small().text("content/pages/about.md") + "\n" + until + "\n\n收录截至2025年12月的公开材料。\n";
    let case = "+++\ntitle = \"一件事\"\nkind = \"published-fact\"\nplan = \"p\"\ntasks = [1]\npublisher = \"某报\"\n\
                published = 2031-01-01\nsource_url = \"https://example.com\"\nreviewed = 2031-01-02\n\
                summary = \"收录截至2025年12月的三件事。\"\n+++\n收录截至2025年12月的三件事。\n";
    let note = "计划,任务,状态,日期,来源,说明\np,2,推进中,2031-06-01,江州日报,\"一季度,已完成\n二季度,推进中\"\n";
    let portal = Portal::small()
        .file("content/pages/about.md", about)
        .file("content/cases/one.md", case)
        .file("content/progress.csv", note)
        .file("static/20240918/a.txt", "a")
        .edit("portal.toml", "as_of = 2026-01-01", "as_of = 2032-01-01")
        .built();
    assert!(page(&portal, "about/index.html").contains(until));
    assert_eq!(page(&portal, "20240918/a.txt"), "a");
}

#[test]
fn nothing_is_begun_outside_a_portal() {
    let (_guard, elsewhere) = crate::support::temporary();
    for command in [
        &["new", "case", "a"][..],
        &["new", "topic", "a"],
        &["new", "plan", "a-2030"],
        &["new", "agencies", "a-2030"],
        &["new", "relations", "a-2030"],
        &["new", "edition"],
    ] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_policy-portal"))
            .args(command)
            .args(["--root", elsewhere.as_str()])
            .output()
            .unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{command:?}: {told}");
        assert!(told.contains("missing-file") && told.contains("换到网站的文件夹里"), "{command:?}: {told}");
    }
    assert!(files(&elsewhere).is_empty());
}

#[test]
fn what_a_deployer_writes_is_never_refused_for_its_bytes() {
    // Characters that no compression makes small, as a long footer and a long case would be.
    let text: String = (0..9000u32).filter_map(|n| char::from_u32(0x4e00 + n.wrapping_mul(7919) % 0x5000)).collect();
    let contact = format!("plans = [\"p\"]\ncontact = \"{text}\"");
    let portal = Portal::small().edit("portal.toml", "plans = [\"p\"]", &contact);
    let built = portal.build();
    assert!(built.out.is_some(), "{:#?}", built.diagnostics.iter().map(tell).collect::<Vec<_>>());
    let heavy: Vec<_> = built.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::OverBudget).collect();
    assert!(!heavy.is_empty());
    for diagnostic in heavy {
        assert_eq!(diagnostic.severity(), Severity::Warning);
        assert!(diagnostic.place.file.starts_with("public/"), "{}", diagnostic.place.file);
        assert!(diagnostic.hint.contains("portal.toml"), "{}", diagnostic.hint);
    }
    assert!(portal.run(&["verify"]).status.success());
}
