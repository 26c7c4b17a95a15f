//! The audit over small sites: what is right passes, and every kind of fault is found where it is.

use super::fixture::{SiteFixture, correction, plan};
use super::report::string;
use super::source::SourceText;
use super::{VerifiedPlan, coverage, html};
use crate::diagnostic::Diagnostic;

const SOURCE: &str = "市人民政府文件\n\n- 甲：各区政府\n关于车台谷的通知\n\n一、总则。推动服务业\n\n扩大开放。\n\n\
    类别\t序号\t任务\t牵头\t责任\t时限\n\
    一、科教\t1\t做好一事。\t市科技局\t—\t2023年12月\n\
    \t2\t办好二事。\t市科技局\t市科技局\t2024年12月\n\n\
    类 别\t序号\t任务\t牵头\t责任\t时限\n\
    一、科教\t3\t再做一事。\t市委\t市财政局、市委\t2024年12月\n\
    \t\t另做一事。\t市委\t\t\n\n\
    抄送：各部门。\n";

/// The full text of [`SOURCE`], as a theme might print it.
const POLICY: &str = r##"<h1 data-lines="1">市 人民政府文件</h1>
<ul><li data-lines="3">甲：各区政府<b data-ours>校1</b></li></ul>
<h2 data-lines="4">关于<span data-correction="c1"><ins data-as="read">车谷</ins><del data-as="printed">车台谷</del></span>的通知</h2>
<p data-lines="6-8"><strong>一、总则。</strong>推动服务业扩大开放。</p>
<table><thead><tr><th data-lines="10">类别</th><th data-lines="10">序号</th><th data-lines="10">任务</th>
<th data-lines="10">牵头</th><th data-lines="10">责任</th><th data-lines="10">时限</th></tr></thead>
<tr><td data-lines="11">一、科教</td><td data-lines="11">1</td><td data-lines="11">做好一事。</td><td data-lines="11">市科技局</td><td data-lines="11">—</td><td data-lines="11">2023年12月</td></tr>
<tr><td></td><td data-lines="12">2</td><td data-lines="12">办好二事。</td><td data-lines="12">市科技局</td><td data-lines="12">市科技局</td><td data-lines="12">2024年12月</td></tr>
<tr><td data-lines="15">一、科教</td><td data-lines="15">3</td><td data-lines="15">再做一事。</td><td data-lines="15">市委</td><td data-lines="15">市财政局、市委</td><td data-lines="15">2024年12月</td></tr>
<tr><td></td><td></td><td data-lines="16">另做一事。</td><td data-lines="16">市委</td><td></td><td></td></tr></table>
<p data-lines="18">抄送：各部门。</p>
"##;

fn sample() -> VerifiedPlan {
    plan(SOURCE, &[correction("c1", 4, "车台谷", "车谷")])
}

fn covered(body: &str) -> Vec<Diagnostic> {
    let (source, faults) = SourceText::new(&sample());
    assert_eq!(faults, []);
    let mut page = html::read(body);
    let structure = page
        .faults
        .drain(..)
        .map(|fault| super::report::error(fault.code, "p", fault.message));
    let mut found: Vec<Diagnostic> = structure.collect();
    found.extend(coverage::check("p/policy/index.html", &page, &source).0);
    found
}

/// The findings as `code line:column text`.
fn brief(found: &[Diagnostic]) -> Vec<String> {
    let brief = |d: &Diagnostic| format!("{} {}:{} {}", d.code, d.line, d.column, d.text);
    found.iter().map(brief).collect()
}

fn edited(from: &str, to: &str) -> Vec<String> {
    assert_eq!(POLICY.matches(from).count(), 1, "`{from}` stands once");
    brief(&covered(&POLICY.replacen(from, to, 1)))
}

fn site() -> SiteFixture {
    SiteFixture::new()
        .plan(&sample())
        .page("p/policy/", POLICY)
        .page("p/members/", "")
}

/// Where the body's source text is: byte ranges of single characters that the proof has to see.
fn text_positions(body: &str) -> Vec<(usize, char)> {
    let mut positions = Vec::new();
    let (mut tag, mut ours, mut read) = (false, false, false);
    for (at, c) in body.char_indices() {
        match c {
            '<' => {
                tag = true;
                let rest = &body[at..];
                ours = rest.starts_with("<b data-ours") || (ours && !rest.starts_with("</b>"));
                read = rest.starts_with("<ins") || (read && !rest.starts_with("</ins>"));
            }
            '>' => tag = false,
            _ if !tag && !ours && !read && !c.is_whitespace() => positions.push((at, c)),
            _ => {}
        }
    }
    positions
}

#[test]
fn a_faithful_page_passes() {
    assert_eq!(brief(&covered(POLICY)), [""; 0]);
    assert_eq!(site().findings(), [""; 0]);
    let stats = site().report().stats;
    assert_eq!(
        stats.characters - stats.characters_shown,
        12,
        "all but the repeated header"
    );
}

#[test]
fn every_single_deletion_is_found_in_its_place() {
    let (source, _) = SourceText::new(&sample());
    let positions = text_positions(POLICY);
    // The repeated header is not on the page.
    assert_eq!(positions.len(), source.chars.len() - 12);
    for (at, c) in positions {
        let mut body = POLICY.to_owned();
        body.remove(at);
        let found = covered(&body);
        let lost: Vec<&Diagnostic> = found.iter().filter(|d| d.code == "text-lost").collect();
        assert_eq!(lost.len(), 1, "{at} {c}: {found:?}");
        assert_eq!(lost[0].text, c.to_string(), "{at}: {found:?}");
        let there = SOURCE
            .lines()
            .nth(lost[0].line - 1)
            .and_then(|line| line.chars().nth(lost[0].column - 1));
        assert_eq!(there, Some(c), "{at}: {found:?}");
        assert!(
            found.iter().all(|d| matches!(
                d.code,
                "text-lost" | "empty-passage" | "correction-differs" | "span-mismatch"
            )),
            "{found:?}"
        );
    }
}

#[test]
fn every_single_insertion_and_change_is_found() {
    for (at, c) in text_positions(POLICY) {
        for (what, new) in [
            ("insertion", format!("伪{c}")),
            ("change", "伪".to_owned()),
            ("doubling", format!("{c}{c}")),
        ] {
            let mut body = POLICY.to_owned();
            body.replace_range(at..at + c.len_utf8(), &new);
            let found = covered(&body);
            let invented = found.iter().filter(|d| d.code == "text-invented").count();
            assert_eq!(invented, 1, "{what} {at} {c}: {found:?}");
            assert!(found.len() <= 4, "{what} {at} {c}: {found:?}");
        }
    }
}

#[test]
fn every_lost_passage_is_found() {
    for (at, _) in POLICY.match_indices(" data-lines") {
        let mut body = POLICY.to_owned();
        body.replace_range(at..at + 11, " data-lost");
        let found = covered(&body);
        assert_eq!(
            found.iter().filter(|d| d.code == "text-lost").count(),
            1,
            "{at}: {found:?}"
        );
        assert!(found.len() <= 2, "{found:?}");
    }
}

#[test]
fn the_place_of_a_loss_is_exact() {
    assert_eq!(edited("推动服务业扩", "推动业扩"), ["text-lost 6:8 服务"]);
    assert_eq!(edited("服务业扩大", "服务业大"), ["text-lost 8:1 扩"]);
    assert_eq!(edited("办好二事。", "二事。"), ["text-lost 12:4 办好"]);
    assert_eq!(
        edited("抄送：各部门。", "抄送：各部门"),
        ["text-lost 18:7 。"]
    );
}

#[test]
fn several_faults_are_found_in_one_run() {
    let body = POLICY
        .replace("推动服务业", "推动业")
        .replace("再做一事", "再做二事")
        .replace("抄送：", "");
    assert_eq!(
        brief(&covered(&body)),
        [
            "text-invented 15:10 二",
            "text-lost 6:8 服务",
            "text-lost 15:10 一",
            "text-lost 18:1 抄送："
        ]
    );
    assert_eq!(
        covered("").len(),
        3,
        "all before and behind the repeated header, and the correction"
    );
}

#[test]
fn order_matters() {
    let (first, second) = (
        r#"<h1 data-lines="1">市 人民政府文件</h1>"#,
        r#"<ul><li data-lines="3">甲：各区政府<b data-ours>校1</b></li></ul>"#,
    );
    let swapped = POLICY
        .replace(first, "")
        .replace(second, &format!("{second}{first}"));
    assert_eq!(
        brief(&covered(&swapped)),
        ["text-misplaced 3:3 甲：各区政府"]
    );
    let last = r#"<p data-lines="18">抄送：各部门。</p>"#;
    let moved = format!("{last}{}", POLICY.replace(last, ""));
    assert_eq!(
        brief(&covered(&moved)),
        ["text-misplaced 18:1 抄送：各部门。"]
    );
    let twice = format!("{POLICY}{last}");
    assert_eq!(
        brief(&covered(&twice)),
        ["text-misplaced 18:1 抄送：各部门。"]
    );
}

#[test]
fn headers_may_repeat_but_the_first_is_shown() {
    let header = "<tr><th data-lines=\"14\">类别</th><th data-lines=\"14\">序号</th><th data-lines=\"14\">任务</th>\
        <th data-lines=\"14\">牵头</th><th data-lines=\"14\">责任</th><th data-lines=\"14\">时限</th></tr>";
    let before = r#"<tr><td data-lines="15">一、科教"#;
    assert_eq!(edited(before, &format!("{header}{before}")), [""; 0]);
    let half = header.replace("<th data-lines=\"14\">时限</th>", "");
    assert_eq!(
        edited(before, &format!("{half}{before}")),
        ["text-lost 14:17 时限"]
    );
    let start = POLICY.find("<thead>").expect("a header");
    let end = POLICY.find("</thead>").expect("a header");
    let found = covered(&format!("{}{}", &POLICY[..start], &POLICY[end..]));
    assert_eq!(brief(&found), ["text-lost 10:1 类别序号任务牵头责任时限"]);
}

#[test]
fn corrections_are_shown_both_ways() {
    let read = r#"<ins data-as="read">车谷</ins>"#;
    let printed = r#"<del data-as="printed">车台谷</del>"#;
    let codes = |from: &str, to: &str| -> Vec<String> {
        let found = edited(from, to);
        found
            .iter()
            .map(|found| found.split(' ').next().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(
        codes(read, ""),
        ["correction-one-sided", "correction-differs"]
    );
    assert!(codes(printed, "").contains(&"text-lost".to_owned()));
    assert_eq!(
        codes(read, r#"<ins data-as="read">车大谷</ins>"#),
        ["correction-differs"]
    );
    assert_eq!(
        codes(read, r#"<ins data-as="read"></ins>"#),
        ["correction-differs"]
    );
    assert_eq!(
        codes("data-correction=\"c1\"", "data-correction=\"c2\""),
        [
            "correction-unmarked",
            "correction-unlisted",
            "correction-not-shown"
        ]
    );
    assert_eq!(
        codes(
            r#"<span data-correction="c1"><ins data-as="read">车谷</ins><del data-as="printed">车台谷</del></span>"#,
            "车台谷"
        ),
        ["correction-unmarked", "correction-not-shown"]
    );
    // What both sides share may stand outside the mark.
    assert_eq!(
        codes(
            r#"<span data-correction="c1"><ins data-as="read">车谷</ins><del data-as="printed">车台谷</del></span>"#,
            r#"车<span data-correction="c1"><ins data-as="read"></ins><del data-as="printed">台</del></span>谷"#
        ),
        [""; 0]
    );
    assert_eq!(
        codes(
            r#"推动服务业"#,
            r#"推<span data-correction="c9"><ins data-as="read"></ins><del data-as="printed">动</del></span>服务业"#
        ),
        ["correction-unlisted", "span-mismatch"][..1]
    );
    assert_eq!(
        codes("推动服务业", r#"推<i data-as="printed">动</i>服务业"#),
        ["stray-side", "span-mismatch"]
    );
}

#[test]
fn passages_are_never_nested_empty_hidden_or_out_of_range() {
    assert_eq!(
        edited("<strong>", r#"<strong data-lines="6">"#)[0],
        "nested-passage 1:1 "
    );
    assert_eq!(
        edited(
            "<td></td><td></td><td data-lines",
            r#"<td data-lines="16"></td><td></td><td data-lines"#
        ),
        ["empty-passage 10:9 16"]
    );
    assert_eq!(
        edited(r#"<p data-lines="18""#, r#"<p data-lines="18-99""#)[0],
        "bad-lines 11:4 18-99"
    );
    assert_eq!(
        edited(r#"<p data-lines="18""#, r#"<p data-lines="17""#)[0],
        "wrong-lines 11:4 抄送：各部门。"
    );
    assert_eq!(
        edited(r#"<p data-lines="18""#, r#"<p hidden data-lines="18""#)[0],
        "hidden-text 11:11 抄送：各部门。"
    );
    assert_eq!(
        edited("各部门", "各<i hidden>部</i>门")[0],
        "hidden-text 11:4 抄送：各部门。"
    );
    assert_eq!(
        edited("各部门", "各<script>部</script>门"),
        ["inline-script 1:1 ", "text-lost 18:5 部"]
    );
}

#[test]
fn passages_on_other_pages_say_what_their_lines_say() {
    let finds = |body: &str| {
        let found = site().page("p/x/", body).findings();
        found
            .iter()
            .map(|found| found.replace("public/p/x/index.html:", ""))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        finds(r#"<p data-lines="6-8">推动服务业扩大<b data-ours>#</b>开放</p>"#),
        [""; 0]
    );
    assert_eq!(
        finds(r#"<p data-lines="6">推动服务业扩大</p>"#),
        ["span-mismatch 3:10 推动服务业扩大"]
    );
    assert_eq!(
        finds(r#"<p data-lines="6-8">推动服务扩大</p>"#),
        ["span-mismatch 3:10 推动服务扩大"]
    );
    assert_eq!(
        finds(r#"<p data-lines="4">车台谷的通知</p>"#),
        ["correction-unmarked 3:10 车台谷"]
    );
    assert_eq!(finds(r#"<p data-lines="4">的通知</p>"#), [""; 0]);
    assert_eq!(
        finds(r#"<p data-lines="7">x</p>"#),
        ["span-mismatch 3:10 x"]
    );
    assert_eq!(finds(r#"<p data-lines="0">x</p>"#), ["bad-lines 3:10 0"]);
    assert_eq!(
        finds(r#"<p data-lines="3">- 甲</p>"#),
        ["span-mismatch 3:10 -甲"]
    );
    // A quotation marks its corrections too.
    let mark = |read: &str| {
        format!(
            r#"<q>关于<i data-ours><b data-correction="c1"><i data-as="printed">车台谷</i><i data-as="read">{read}</i></b></i></q>"#
        )
    };
    assert_eq!(finds(&mark("车谷")), [""; 0]);
    assert_eq!(finds(&mark("车古")), ["correction-differs 3:28 车台谷"]);
}

#[test]
fn a_page_outside_plans_names_its_plan_where_there_are_two() {
    let other = VerifiedPlan {
        id: "q".into(),
        source_file: "seeds/q/source.txt".into(),
        ..plan("另一份文件\n", &[])
    };
    let two = |body: &str| {
        site()
            .plan(&other)
            .page("q/policy/", r#"<p data-lines="1">另一份文件</p>"#)
            .page("cases/a/", body)
            .findings()
    };
    assert_eq!(
        two(r#"<div data-plan="q"><p data-lines="1">另一份</p></div>"#),
        [""; 0]
    );
    assert_eq!(
        two(r#"<p data-lines="1">另一份</p>"#),
        ["unknown-plan public/cases/a/index.html:3:10 1"]
    );
    assert_eq!(
        two(r#"<p data-plan="x" data-lines="1">另一份</p>"#).len(),
        1
    );
    let one = site().page("cases/a/", r#"<p data-lines="1">市人民政府</p>"#);
    assert_eq!(one.findings(), [""; 0]);
}

#[test]
fn rows_and_cells_stand_on_the_pages_of_tasks() {
    let part = |id: &str, line: usize, text: &str, responsible: &str, deadline: &str| {
        serde_json::json!({"id": id, "lines": [line, line],
            "printed": {"text": text, "lead": "市委", "responsible": responsible, "deadline": deadline}})
    };
    let task = |number: u32, parts: Vec<serde_json::Value>| serde_json::json!({"number": number, "url": format!("/p/tasks/{number}/"), "parts": parts});
    let third = vec![
        part("3-1", 15, "再做一事。", "市财政局、市委", "2024年12月"),
        part("3-2", 16, "另做一事。", "", ""),
    ];
    let page = r#"<div id="3-1"><p data-lines="15">再做一事。</p><p data-lines="15">市委</p><p data-lines="15">市财政局、市委</p><p data-lines="15">2024年12月</p></div>
        <div id="3-2"><p data-lines="16">另做一事。</p><p data-lines="16">市委</p></div>"#;
    let site_with = |tasks: Vec<serde_json::Value>, page: &str| {
        let data = serde_json::json!({"tasks": tasks}).to_string();
        site()
            .file("p/data/tasks.json", &data)
            .page("p/tasks/3/", page)
            .findings()
    };
    let rows = site_with(vec![task(3, third.clone())], page);
    assert_eq!(
        rows,
        [
            "row-without-task seeds/p/source.txt:11:1 一、科教1做好一事。市科技局—2023年12月",
            "row-without-task seeds/p/source.txt:12:2 2办好二事。市科技局市科技局2024年12月",
        ]
    );
    let rows = site_with(vec![task(3, third[..1].to_vec())], page);
    assert!(
        rows.contains(&"row-without-task seeds/p/source.txt:16:3 另做一事。市委".to_owned()),
        "{rows:?}"
    );
    let short = page.replace("、市委", "").replace("id=\"3-2\"", "");
    let cells = site_with(vec![task(3, third.clone())], &short);
    assert!(
        cells.contains(&"cell-not-shown public/p/tasks/3/index.html:1:1 市财政局、市委".to_owned()),
        "{cells:?}"
    );
    assert!(
        cells
            .iter()
            .any(|found| found.starts_with("broken-anchor public/p/tasks/3/")),
        "{cells:?}"
    );
    let wrong = site_with(
        vec![
            task(3, vec![part("3-1", 15, "再做两事。", "", "")]),
            task(4, vec![]),
        ],
        page,
    );
    assert!(
        wrong.contains(&"cell-mismatch public/p/data/tasks.json:1:1 再做两事。".to_owned()),
        "{wrong:?}"
    );
    assert!(
        wrong.contains(&"missing-page public/p/tasks/4/index.html:1:1 ".to_owned()),
        "{wrong:?}"
    );
}

#[test]
fn domain_pages_print_each_form_of_their_cell() {
    let data = |names: &str| {
        let (source, id) = (super::edition::sha256(SOURCE.as_bytes()), "science");
        format!(
            r#"{{"source":{{"sha256":"{source}"}},"corrections":[{{"id":"c1","kind":"correction","lines":[4,4],"printed":"车台谷","read":"车谷"}}],
            "domains":[{{"id":"{id}","printed_names":{names}}}]}}"#
        )
    };
    let site_with = |names: &str| {
        site()
            .file("p/data/plan.json", &data(names))
            .page("p/domains/science/", r#"<p data-lines="11">一、科教</p>"#)
            .findings()
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
        let found = site().page("x/", body).findings();
        found
            .iter()
            .map(|found| found.replace("public/x/index.html:", ""))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        finds(
            r##"<a id="a" href="#a"></a><a href="/p/policy/?q=1"></a><a href="../404.html"></a><a href="https://example.org/"></a><a href="mailto:a@b"></a>"##
        ),
        [""; 0]
    );
    assert_eq!(finds(r##"<a href="#b"></a>"##), ["broken-anchor 3:15 #b"]);
    assert_eq!(
        finds("<p>\n<a href='/p/policy/#s1&amp;'></a>"),
        ["broken-anchor 4:10 /p/policy/#s1&"]
    );
    assert_eq!(
        finds(r#"<a href="/nowhere/"></a>"#),
        ["broken-link 3:15 /nowhere/"]
    );
    assert_eq!(
        finds(r#"<noscript><a href="/nowhere/"></a></noscript>"#),
        ["broken-link 3:25 /nowhere/"]
    );
    assert_eq!(
        finds(r#"<img src="a.png" srcset="/b.png 1x, ../404.html 2x">"#).len(),
        2
    );
    assert_eq!(
        finds(r#"<form action="/nowhere/"><label for="q"></label></form>"#).len(),
        2
    );
    assert_eq!(
        finds(r#"<i id="a"></i><i id="a"></i>"#),
        ["duplicate-id 3:24 a"]
    );
    let lost = site()
        .file(
            "404.html",
            r#"<a href="p/policy/"></a><a href="/p/policy/"></a>"#,
        )
        .findings();
    assert_eq!(lost, ["broken-link public/404.html:1:9 p/policy/"]);
    let map = site()
        .file("sitemap.xml", "<loc>/p/policy/</loc><loc>/gone/</loc>")
        .findings();
    assert_eq!(map, ["broken-link public/sitemap.xml:1:27 /gone/"]);
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
        ("<base href=\"/\">", "base-element"),
        ("<iframe src=\"/404.html\"></iframe>", "foreign-load"),
        ("<img src=\"https://evil.example/a.png\">", "foreign-load"),
        (
            "<link rel=\"preconnect\" href=\"https://evil.example/\">",
            "foreign-load",
        ),
        (
            "<svg><use href=\"https://evil.example/a.svg#b\"/></svg>",
            "foreign-load",
        ),
        (
            "<noscript><img src=\"https://evil.example/a.png\"></noscript>",
            "foreign-load",
        ),
    ] {
        let found = site().page("x/", body).findings();
        assert_eq!(found.len(), 1, "{body}: {found:?}");
        assert!(found[0].starts_with(code), "{body}: {found:?}");
    }
    let css = site()
        .file("a.css", "a{background:url(\"https://evil.example/a.png\")}")
        .findings();
    assert_eq!(
        css,
        ["foreign-load public/a.css:1:18 https://evil.example/a.png"]
    );
}

#[test]
fn weight_stays_within_budgets() {
    // Numbers that no compression makes small.
    let noise = |seed: u64, count: usize| -> String {
        let mut state = seed;
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            format!("{:x}", state >> 32)
        };
        (0..count).map(|_| next()).collect()
    };
    let found = site().page("x/", &noise(1, 6000)).findings();
    assert_eq!(found, ["over-budget public/x/index.html:1:1 "]);
    assert_eq!(site().page("search/", &noise(1, 6000)).findings(), [""; 0]);
    let css = format!("/*{}*/", noise(2, 4000));
    let found = site().file("a.css", &css).findings();
    assert_eq!(found, ["over-budget public/a.css:1:1 "]);
    let found = site()
        .file("a.js", &noise(3, 1000))
        .file("b.js", &noise(4, 1000))
        .file("search-data/c.js", &noise(5, 9000))
        .findings();
    assert_eq!(found, [""; 0]);
    let found = site()
        .file("a.js", &noise(3, 1000))
        .file("b.js", &noise(4, 4000))
        .findings();
    assert_eq!(found, ["over-budget public/a.js:1:1 a.js b.js"]);
    let both = r#"<link rel="stylesheet" href="/a.css"><link rel="stylesheet" href="/b.css">"#;
    let found = site()
        .file("a.css", "a{}")
        .file("b.css", "b{}")
        .page("x/", both)
        .findings();
    assert_eq!(found, ["too-many-styles public/x/index.html:1:1 "]);
}

#[test]
fn a_folder_that_is_no_edition_is_refused() {
    let site = SiteFixture::new();
    fs_err::remove_file(site.root().join("public/edition.json").as_std_path())
        .expect("it is there");
    let found = site.report().diagnostics;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, "no-edition");
    let odd = SiteFixture::new()
        .file("edition.json", "[")
        .report()
        .diagnostics;
    assert_eq!(odd[0].code, "no-edition");
    assert!(SiteFixture::new().findings()[0].starts_with("no-plan"));
}

#[test]
fn another_source_is_noticed() {
    let found = site()
        .write("seeds/p/source.txt", SOURCE.replace("甲", "乙").as_bytes())
        .findings();
    assert!(
        found
            .iter()
            .any(|found| found.starts_with("source-changed public/p/data/plan.json")),
        "{found:?}"
    );
    assert!(
        found.contains(&"text-lost seeds/p/source.txt:3:3 乙".to_owned()),
        "{found:?}"
    );
    let gone = site();
    fs_err::remove_dir_all(gone.root().join("seeds").as_std_path()).expect("it is there");
    assert!(gone.findings()[0].starts_with("no-source"));
}

#[test]
fn hostile_files_are_reported_and_never_stop_the_audit() {
    let deep = "<div>".repeat(100_000);
    let noscripts = "<noscript>".repeat(20_000);
    let odd = "<p data-lines=\"1\"><table><p data-lines=\"1\"></b></i><svg><foreignObject><template data-lines=1>\u{0}&#0;&#xD800;<!--";
    let site = site()
        .page("deep/", &deep)
        .page("noscripts/", &noscripts)
        .page("odd/", odd)
        .page("marks/", r#"<b data-as="read"><i data-correction=""><i data-correction="c1"></i></i><p data-lines="1-" data-plan>市</p><p data-lines="99999999999999999999-3">"#)
        .file("empty.html", "")
        .write("public/latin.html", b"\xff\xfe<p>")
        .file("p/data/tasks.json", "{\"tasks\":[{}]}");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/", site.root().join("public/link").as_std_path()).expect("a link");
    let found = site.findings().join("\n");
    for code in [
        "too-deep public/deep",
        "not-utf8 public/latin.html",
        "bad-data public/p/data/tasks.json",
        "bad-lines public/p/marks",
    ] {
        let code = code.replace("public/p/marks", "public/marks");
        assert!(found.contains(&code), "{code} in {found}");
    }
    #[cfg(unix)]
    assert!(found.contains("odd-file public/link"), "{found}");
}

#[test]
fn the_report_is_the_same_every_time() {
    let site = site()
        .page("x/", r#"<a href="/1/"></a><a href="/2/"></a>"#)
        .page("y/", r#"<a href="/3/"></a>"#);
    let first = site.report();
    assert_eq!(first.diagnostics.len(), 3);
    for _ in 0..10 {
        assert_eq!(site.report(), first);
    }
}

#[test]
fn a_sub_path_is_part_of_every_address() {
    let edition = r#"{"base_url":"https://example.org/portal/"}"#;
    let body = r#"<link rel="canonical" href="https://example.org/portal/x/"><a href="/portal/p/policy/"></a><a href="/p/policy/"></a><a href="https://example.org/portal/gone/"></a>"#;
    let found = site()
        .file("edition.json", edition)
        .page("x/", body)
        .findings();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found
            .iter()
            .all(|found| found.starts_with("broken-link public/x/")),
        "{found:?}"
    );
}

#[test]
fn white_space_never_matters() {
    let spaced: String = POLICY.replace("扩大开放", "扩\u{3000}大\u{a0}\n 开<br>放");
    assert_eq!(brief(&covered(&spaced)), [""; 0]);
    assert_eq!(
        string(&super::source::solid(" 一\u{2003}二\u{feff}")),
        "一二\u{feff}"
    );
}
