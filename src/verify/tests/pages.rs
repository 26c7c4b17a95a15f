//! Whole sites: other pages, links, safety, weight, and folders that are no sites.

use super::super::VerifiedPlan;
use super::super::verify;
use super::fixture::{SiteFixture, plan, sum};
use super::{POLICY, SOURCE, sample, site};
use crate::diagnostic::Code;

#[test]
fn passages_on_other_pages_say_what_their_lines_say() {
    let finds = |body: &str| {
        let found = site().page("p/x/", body).diagnostics();
        found.iter().map(|found| found.replace("public/p/x/index.html:", "")).collect::<Vec<_>>()
    };
    assert_eq!(finds(r#"<p data-lines="6-8">推动服务业扩大<b data-ours>#</b>开放</p>"#), [""; 0]);
    assert_eq!(finds(r#"<p data-lines="6">推动服务业扩大</p>"#), ["span-mismatch 3:10 推动服务业扩大"]);
    assert_eq!(finds(r#"<p data-lines="6-8">推动服务扩大</p>"#), ["span-mismatch 3:10 推动服务扩大"]);
    assert_eq!(finds(r#"<p data-lines="4">机台谷的通知</p>"#), ["correction-unmarked 3:10 机台谷"]);
    assert_eq!(finds(r#"<p data-lines="4">台谷的通知</p>"#), ["correction-unmarked 3:10 机台谷"]);
    // What a part of it has not changed, and what stands beside it, has nothing to mark.
    assert_eq!(finds(r#"<p data-lines="4">谷的通知</p>"#), [""; 0]);
    assert_eq!(finds(r#"<p data-lines="4">的通知</p>"#), [""; 0]);
    assert_eq!(finds(r#"<p data-lines="7">x</p>"#), ["span-mismatch 3:10 x"]);
    assert_eq!(finds(r#"<p data-lines="0">x</p>"#), ["bad-lines 3:10 0"]);
    assert_eq!(finds(r#"<p data-lines="3">- 甲</p>"#), ["span-mismatch 3:10 -甲"]);
    // A quotation marks its corrections too.
    let mark = |read: &str| {
        format!(
            r#"<q>关于<i data-ours><b data-correction="c1"><i data-as="printed">机台谷</i><i data-as="read">{read}</i></b></i></q>"#
        )
    };
    assert_eq!(finds(&mark("机谷")), [""; 0]);
    assert_eq!(finds(&mark("车古")), ["correction-differs 3:28 机台谷"]);
}

#[test]
fn a_page_outside_plans_names_its_plan_where_there_are_two() {
    let other =
        VerifiedPlan { id: "q".into(), source_file: "seeds/q/source.txt".into(), ..plan("另一份文件\n", &[]) };
    let two = |body: &str| {
        site()
            .plan(&other)
            .page("q/policy/", r#"<p data-lines="1">另一份文件</p>"#)
            .page("cases/a/", body)
            .diagnostics()
    };
    assert_eq!(two(r#"<div data-plan="q"><p data-lines="1">另一份</p></div>"#), [""; 0]);
    assert_eq!(two(r#"<p data-lines="1">另一份</p>"#), ["unknown-plan public/cases/a/index.html:3:10 1"]);
    assert_eq!(two(r#"<p data-plan="x" data-lines="1">另一份</p>"#).len(), 1);
    let one = site().page("cases/a/", r#"<p data-lines="1">市人民政府</p>"#);
    assert_eq!(one.diagnostics(), [""; 0]);
}

#[test]
fn rows_and_cells_stand_on_the_pages_of_tasks() {
    let part = |id: &str, line: usize, text: &str, responsible: &str, deadline: &str| {
        serde_json::json!({"id": id, "lines": [line, line],
            "printed": {"text": text, "lead": "市委", "responsible": responsible, "deadline": deadline}})
    };
    let task = |number: u32, parts: Vec<serde_json::Value>| serde_json::json!({"number": number, "url": format!("/p/tasks/{number}/"), "parts": parts});
    let third =
        vec![part("3-1", 15, "再做一事。", "市财政局、市委", "2024年12月"), part("3-2", 16, "另做一事。", "", "")];
    let page = r#"<div id="3-1"><p data-lines="15">再做一事。</p><p data-lines="15">市委</p><p data-lines="15">市财政局、市委</p><p data-lines="15">2024年12月</p></div>
        <div id="3-2"><p data-lines="16">另做一事。</p><p data-lines="16">市委</p></div>"#;
    let as_tasks = |text: &str| text.replace("做法", "任务");
    let site_with = |tasks: Vec<serde_json::Value>, page: &str| {
        let data = serde_json::json!({"tasks": tasks}).to_string();
        let site = SiteFixture::new().plan(&VerifiedPlan { source: as_tasks(SOURCE), ..sample() });
        let site = site.page("p/policy/", &as_tasks(POLICY)).page("p/members/", "");
        let found = site.file("p/data/tasks.json", &data).page("p/tasks/3/", page).diagnostics();
        found.into_iter().filter(|found| !found.starts_with("wrong-fact")).collect::<Vec<_>>()
    };
    let rows = site_with(vec![task(3, third.clone())], page);
    assert_eq!(
        rows,
        [
            "row-without-task seeds/p/source.txt:11:1 一、科教\t1\t做好一事。\t市科技局\t—\t2023年12月",
            "row-without-task seeds/p/source.txt:12:2 2\t办好二事。\t市科技局\t市科技局\t2024年12月",
        ]
    );
    let rows = site_with(vec![task(3, third[..1].to_vec())], page);
    assert!(rows.contains(&"row-without-task seeds/p/source.txt:16:3 另做一事。\t市委".to_owned()), "{rows:?}");
    let short = page.replace("、市委", "").replace("id=\"3-2\"", "");
    let cells = site_with(vec![task(3, third.clone())], &short);
    assert!(cells.contains(&"cell-not-shown public/p/tasks/3/index.html:1:1 市财政局、市委".to_owned()), "{cells:?}");
    assert!(cells.iter().any(|found| found.starts_with("broken-anchor public/p/tasks/3/")), "{cells:?}");
    let wrong = site_with(vec![task(3, vec![part("3-1", 15, "再做两事。", "", "")]), task(4, vec![])], page);
    assert!(wrong.contains(&"cell-mismatch public/p/data/tasks.json:1:1 再做两事。".to_owned()), "{wrong:?}");
    assert!(wrong.contains(&"missing-page public/p/tasks/4/index.html:1:1 ".to_owned()), "{wrong:?}");
}

#[test]
fn domain_pages_print_each_form_of_their_cell() {
    let data = |names: &str| {
        let (source, id) = (sum(SOURCE), "science");
        format!(
            r#"{{"source":{{"sha256":"{source}"}},"corrections":[{{"id":"c1","kind":"correction","lines":[4,4],"printed":"机台谷","read":"机谷"}}],
            "domains":[{{"id":"{id}","printed_names":{names}}}]}}"#
        )
    };
    let site_with = |names: &str| {
        site()
            .file("p/data/plan.json", &data(names))
            .page("p/domains/science/", r#"<p data-lines="11">一、科教</p>"#)
            .diagnostics()
    };
    assert_eq!(site_with(r#"["一、科教"]"#), [""; 0]);
    assert_eq!(
        site_with(r#"["一、科教","一、科"]"#),
        ["cell-not-shown public/p/domains/science/index.html:1:1 一、科"]
    );
}

#[test]
fn links_anchors_and_ids_resolve() {
    let finds = |body: &str| {
        let found = site().page("x/", body).diagnostics();
        found.iter().map(|found| found.replace("public/x/index.html:", "")).collect::<Vec<_>>()
    };
    assert_eq!(
        finds(
            r##"<a id="a" href="#a"></a><a href="/p/policy/?q=1"></a><a href="../404.html"></a><a href="https://example.org/"></a><a href="mailto:a@b"></a>"##
        ),
        [""; 0]
    );
    assert_eq!(finds(r##"<a href="#b"></a>"##), ["broken-anchor 3:15 #b"]);
    assert_eq!(finds("<p>\n<a href='/p/policy/#s1&amp;'></a>"), ["broken-anchor 4:10 /p/policy/#s1&"]);
    assert_eq!(finds(r#"<a href="/nowhere/"></a>"#), ["broken-link 3:15 /nowhere/"]);
    assert_eq!(finds(r#"<noscript><a href="/nowhere/"></a></noscript>"#), ["broken-link 3:25 /nowhere/"]);
    assert_eq!(finds(r#"<img src="a.png" srcset="/b.png 1x, ../404.html 2x">"#).len(), 2);
    assert_eq!(finds(r#"<form action="/nowhere/"><label for="q"></label></form>"#).len(), 2);
    assert_eq!(finds(r#"<i id="a"></i><i id="a"></i>"#), ["duplicate-id 3:24 a"]);
    assert_eq!(finds(r#"<i id="a b"></i>"#), ["bad-id 3:10 a b"]);
    let lost = site().file("404.html", r#"<a href="p/policy/"></a><a href="/p/policy/"></a>"#).diagnostics();
    assert_eq!(lost, ["broken-link public/404.html:1:9 p/policy/"]);
    let map = site().file("sitemap.xml", "<loc>/p/policy/</loc><loc>/gone/</loc>").diagnostics();
    assert_eq!(map, ["broken-link public/sitemap.xml:1:27 /gone/"]);
}

#[test]
fn data_for_machines_may_stand_in_a_page() {
    let data =
        |kind: &str| site().page("x/", &format!(r#"<script type="{kind}">{{"a":"/gone/"}}</script>"#)).diagnostics();
    assert_eq!(data("application/ld+json"), [""; 0]);
    for kind in ["", "module", "text/javascript", "application/json", "application/ld+json;x"] {
        assert_eq!(data(kind).len(), 1, "{kind}");
    }
}

#[test]
fn nothing_is_inline_and_nothing_foreign() {
    for (body, code) in [
        ("<script>x</script>", "inline-script"),
        ("<style>p{}</style>", "inline-style"),
        ("<p style=\"\">", "inline-style"),
        ("<svg><rect style=\"x\"/></svg>", "inline-style"),
        ("<p onclick=\"x\">", "inline-script"),
        ("<a href=\" java\nscript:x\">", "unsafe-link"),
        ("<svg><script>x</script></svg>", "inline-script"),
        ("<svg><a xlink:href=\"javascript:x\"><path d=\"\"/></a></svg>", "unsafe-link"),
        ("<template><p onclick=\"x\"></template>", "inline-script"),
        ("<template><a href=\"/gone/\"></a></template>", "broken-link"),
        ("<noscript><p data-lines=\"1\">伪</p></noscript>", "span-mismatch"),
        ("<base href=\"/\">", "base-element"),
        ("<iframe src=\"/404.html\"></iframe>", "foreign-load"),
        ("<img src=\"https://evil.example/a.png\">", "foreign-load"),
        ("<link rel=\"preconnect\" href=\"https://evil.example/\">", "foreign-load"),
        ("<svg><use href=\"https://evil.example/a.svg#b\"/></svg>", "foreign-load"),
        ("<noscript><img src=\"https://evil.example/a.png\"></noscript>", "foreign-load"),
        ("<form action=\"https://evil.example/\"></form>", "foreign-load"),
        ("<meta http-equiv=\"refresh\" content=\"0;url=https://evil.example/\">", "foreign-load"),
    ] {
        let found = site().page("x/", body).diagnostics();
        assert_eq!(found.len(), 1, "{body}: {found:?}");
        assert!(found[0].starts_with(code), "{body}: {found:?}");
    }
    let css = site().file("a.css", "a{background:url(\"https://evil.example/a.png\")}").diagnostics();
    assert_eq!(css, ["foreign-load public/a.css:1:18 https://evil.example/a.png"]);
}

#[test]
fn weight_stays_within_budgets() {
    // Numbers that no compression makes small.
    let noise = |seed: u64, count: usize| -> String {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            format!("{:x}", state >> 32)
        };
        (0..count).map(|_| next()).collect()
    };
    let found = site().page("x/", &noise(1, 6000)).diagnostics();
    assert_eq!(found, ["over-budget public/x/index.html:1:1 "]);
    assert_eq!(site().page("search/", &noise(1, 6000)).diagnostics(), [""; 0]);
    let css = format!("/*{}*/", noise(2, 4000));
    let found = site().file("a.css", &css).diagnostics();
    assert_eq!(found, ["over-budget public/a.css:1:1 "]);
    let found = site()
        .file("a.js", &noise(3, 1000))
        .file("b.js", &noise(4, 1000))
        .file("assets/search/c.json", &noise(5, 9000))
        .diagnostics();
    assert_eq!(found, [""; 0]);
    let found = site().file("a.js", &noise(3, 1000)).file("b.js", &noise(4, 6000)).diagnostics();
    assert_eq!(found, ["over-budget public/a.js:1:1 a.js b.js"]);
    let both = r#"<link rel="stylesheet" href="/a.css"><link rel="stylesheet" href="/b.css">"#;
    let found = site().file("a.css", "a{}").file("b.css", "b{}").page("x/", both).diagnostics();
    assert_eq!(found, ["too-many-styles public/x/index.html:1:1 "]);
}

#[test]
fn a_folder_that_is_no_edition_is_refused() {
    let site = SiteFixture::new();
    fs_err::remove_file(site.root().join("public/edition.json").as_std_path()).expect("it is there");
    let found = site.report().diagnostics;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, Code::NoEdition);
    for odd in ["[", "{}", r#"{"generator":"policy-portals 1"}"#] {
        let found = SiteFixture::new().file("edition.json", odd).report().diagnostics;
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code, Code::NoEdition, "{odd}");
    }
    assert!(SiteFixture::new().diagnostics()[0].starts_with("no-plan"));
}

#[test]
fn another_source_is_noticed() {
    let found = site().write("seeds/p/source.txt", SOURCE.replace("甲", "乙").as_bytes()).diagnostics();
    assert!(found.iter().any(|found| found.starts_with("source-changed public/p/data/plan.json")), "{found:?}");
    assert!(found.contains(&"text-lost seeds/p/source.txt:3:3 乙".to_owned()), "{found:?}");
    let gone = site();
    fs_err::remove_dir_all(gone.root().join("seeds").as_std_path()).expect("it is there");
    assert!(gone.diagnostics()[0].starts_with("no-source"));
}

#[test]
fn hostile_files_are_reported_and_never_stop_the_audit() {
    let deep = "<div>".repeat(100_000);
    let drawing = "<circle r=\"1\"/>".repeat(3000);
    // Outside drawings a `/` ends nothing; in them, what has none goes on.
    let (unended, open) = ("<div/>".repeat(3000), "<circle>".repeat(3000));
    let noscripts = "<noscript>".repeat(20_000);
    let odd = "<p data-lines=\"1\"><table><p data-lines=\"1\"></b></i><svg><foreignObject><template data-lines=1>\u{0}&#0;&#xD800;<!--";
    let site = site()
        .page("deep/", &deep)
        .page("drawing/", &drawing)
        .page("unended/", &unended)
        .page("open/", &open)
        .page("noscripts/", &noscripts)
        .page("odd/", odd)
        .page("marks/", r#"<b data-as="read"><i data-correction=""><i data-correction="c1"></i></i><p data-lines="1-" data-plan>市</p><p data-lines="99999999999999999999-3">"#)
        .file("empty.html", "")
        .write("public/latin.html", b"\xff\xfe<p>")
        .file("p/data/tasks.json", "{\"tasks\":[{}]}");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/", site.root().join("public/link").as_std_path()).expect("a link");
    let found = site.diagnostics().join("\n");
    for code in [
        "too-deep public/deep",
        "too-deep public/unended",
        "too-deep public/open",
        "not-utf8 public/latin.html",
        "bad-data public/p/data/tasks.json",
        "bad-lines public/p/marks",
    ] {
        let code = code.replace("public/p/marks", "public/marks");
        assert!(found.contains(&code), "{code} in {found}");
    }
    assert!(!found.contains("public/drawing"), "{found}");
    #[cfg(unix)]
    assert!(found.contains("odd-file public/link"), "{found}");
}

#[test]
fn a_fault_on_every_page_does_not_flood_the_report() {
    let links: String = (0..300).map(|number| format!("<a href=\"/gone/{number}/\"></a>")).collect();
    let found = site().page("x/", &links).report().diagnostics;
    assert_eq!(found.len(), 61);
    assert_eq!(found.iter().filter(|d| d.message == "同类问题另有 240 处，不再逐一列出").count(), 1);
}

#[test]
fn the_report_is_the_same_every_time() {
    let site = site().page("x/", r#"<a href="/1/"></a><a href="/2/"></a>"#).page("y/", r#"<a href="/3/"></a>"#);
    let first = site.report();
    assert_eq!(first.diagnostics.len(), 3);
    for _ in 0..10 {
        assert_eq!(site.report(), first);
    }
}

#[test]
fn a_sub_path_is_part_of_every_address() {
    let edition = r#"{"generator":"policy-portal","base_url":"https://example.org/portal/"}"#;
    let body = r#"<link rel="canonical" href="https://example.org/portal/x/"><a href="/portal/p/policy/"></a><a href="/p/policy/"></a><a href="https://example.org/portal/gone/"></a>"#;
    let found = site().file("edition.json", edition).page("x/", body).diagnostics();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|found| found.starts_with("broken-link public/x/")), "{found:?}");
}

#[test]
fn files_are_named_from_the_root_where_the_site_lies_below_it() {
    let site = site().page("x/", "<a href=\"/gone/\"></a>");
    let root = site.sealed().root();
    let winding = root.join("seeds/../public/.");
    let found = verify(&root.join("."), &winding).expect("a readable disk").diagnostics;
    assert_eq!(found[0].place.file, "public/x/index.html");
    let elsewhere = SiteFixture::new().plan(&plan(SOURCE, &[]));
    let found = verify(&elsewhere.root(), &root.join("public")).expect("a readable disk").diagnostics;
    assert_eq!(found[0].place.file, "x/index.html");
}

#[test]
fn a_copy_of_a_site_can_be_spoilt() {
    let original = site();
    let copy = SiteFixture::copy_of(&original.root(), &original.root().join("public"));
    assert_eq!(copy.diagnostics(), [""; 0]);
    let copy = copy.edit("p/policy/index.html", |html| html.replacen("扩大", "大", 1));
    assert_eq!(copy.diagnostics(), ["text-lost seeds/p/source.txt:8:1 扩"]);
    assert_eq!(original.diagnostics(), [""; 0]);
}

#[test]
fn addresses_in_the_open_data_resolve() {
    let cases = r#"{"cases":[{"url":"/p/policy/"},{"url":"/cases/gone/"}]}"#;
    assert_eq!(
        site().file("data/cases.json", cases).diagnostics(),
        ["broken-link public/data/cases.json:1:39 /cases/gone/"]
    );
    let tasks = r#"{"tasks":[{"number":1,"url":"/p/tasks/1/#x","parts":[]}]}"#;
    let found = site()
        .file("p/data/tasks.json", tasks)
        .page("p/tasks/1/", r#"<article data-task="1"><h1></h1></article>"#)
        .diagnostics();
    let wrong = "wrong-fact public/p/data/tasks.json:1:1 /p/tasks/1/#x";
    assert_eq!(found, [wrong, "broken-anchor public/p/data/tasks.json:1:29 /p/tasks/1/#x"]);
}

#[test]
fn a_plan_that_a_site_lists_is_looked_for_in_the_site_alone() {
    let lists = |plans: &str| {
        let listed = format!(r#"{{"generator":"policy-portal 0.1.0","plans":[{plans}]}}"#);
        site().file("edition.json", &listed).diagnostics()
    };
    assert_eq!(lists(r#""p""#), [""; 0]);
    assert_eq!(lists(r#""p","../p","p/data","","p.""#), [""; 0]);
    assert_eq!(lists(r#""p","gone""#), ["bad-data public/gone/data/plan.json:1:1 "]);
}
