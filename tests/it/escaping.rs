//! Text that Markdown, Zola, Tera, HTML, XML, JSON or a spreadsheet program would read as something else, pushed through
//! every field that an editor or a document fills, with the real Zola: it comes out as the same characters.

use scraper::{ElementRef, Html, Selector};

use crate::support::{Portal, files, zolas};

const HOSTILE: [&str; 24] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title></textarea></style><svg onload=alert(1)>",
    "<!-- more -->",
    "{{ config.base_url }}",
    "{{ get_env(name='HOME') }}",
    "{% set a = 1 %}",
    "{# c #}",
    "+++",
    "---",
    "[x](javascript:alert(1))",
    "![x](data:text/html,y)",
    "*a* _b_ `c` ~~d~~",
    "# 一",
    "| a | b |",
    "&lt;b&gt; &amp; &#60; &quot;",
    "'甲' \" onmouseover=x",
    "]]>",
    "\\ \\n \\u0041",
    "$a$ :smile: ~x~ [^1]",
    "=1+1",
    "@SUM(A1)",
    "👩‍👩‍👧 🇨🇳 𠮷",
    "a\u{301} \u{200b}\u{2060}",
];

/// Returns every hostile text with words around it, in one line. What turns the text around is refused everywhere.
fn line() -> String {
    HOSTILE.map(|text| format!("甲{text}乙")).concat()
}

fn toml(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

fn portal() -> Portal {
    let printed = line();
    let quoted = toml(&printed);
    // In a cell of agencies and in a category commas part, so there are none in these.
    let agency = toml(AGENCY);
    Portal::small()
        .edit("seeds/p/source.txt", "方便群众，节约\n", &format!("{printed}方便群众，节约\n"))
        .edit("seeds/p/source.txt", "为做好社区", &format!("{printed}为做好社区"))
        .edit("seeds/p/source.txt", "市教育局局长", &format!("市教育局{printed}局长"))
        .edit("seeds/p/source.txt", "1.增加服务内容。", "+++。")
        .edit("seeds/p/source.txt", "2.延长服务时间。", "# <b>一</b>。")
        .edit("seeds/p/source.txt", "开办社区课堂", &format!("=1+1{printed}开办社区课堂"))
        .edit("seeds/p/source.txt", "市财政局、东区人民政府", &format!("{AGENCY}、东区人民政府"))
        .edit("seeds/p/source.txt", "抄送：市委办公室", &format!("抄送：{printed}"))
        .edit(
            "seeds/agencies.toml",
            "aliases = [\"财政局\"]",
            &format!(
                "aliases = [\"财政局\", \"{agency}\"]\nnote = \"{quoted}\"\n\
                 site = {{ value = \"{ADDRESS}\", source = \"{ADDRESS}\", date = 2031-01-01 }}"
            ),
        )
        .edit(
            "seeds/p/plan.toml",
            "[[repairs]]",
            &format!(
                "[[corrections]]\nlines = [32, 32]\nprinted = \"窗口\"\nread = \"{quoted}\"\nreason = \"{quoted}\"\n\n\
                 [[notes]]\nlines = [32, 32]\nprinted = \"经费\"\nreason = \"\"\"{quoted}\n+++\n\"\"\"\n\n[[repairs]]"
            ),
        )
        .edit("portal.toml", "title = \"试点方案\"", &format!("title = \"{quoted}\"\noperator = \"{quoted}\""))
        .edit("portal.toml", "as_of = 2026-01-01", "as_of = 2032-01-01")
        .edit(
            "portal.toml",
            "description = \"一份小方案。\"",
            &format!("description = \"{quoted}\"\ncontact = \"{quoted}\""),
        )
        .file(
            "content/pages/about.md",
            format!(
                "+++\ntitle = \"{quoted}\"\ndescription = \"{quoted}\"\n+++\n\n正文 {{{{ 1 }}}} {{% x %}} {{# y #}}。\n"
            ),
        )
        .file("content/progress.csv", format!("计划,任务,状态,日期,来源,说明\np,2,推进中,2031-05-01,{ADDRESS},\n"))
        .file(
            "content/cases/hostile.md",
            format!(
                "+++\ntitle = \"{quoted}\"\nkind = \"typical-case\"\nplan = \"p\"\ntasks = [2]\n\
                 publisher = \"{quoted}\"\npublished = 2031-04-30\nsource_url = \"{ADDRESS}\"\n\
                 reviewed = 2031-05-01\n+++\n\n正文。\n"
            ),
        )
}

/// The address of a web page, with all of HTML's characters that one may hold.
const ADDRESS: &str = "https://b.gov.cn/?c='1'&copy=2&lt;=3#'onclick='x";

const AGENCY: &str = "<marquee>市{{x}}{%y%}*局*</marquee>&lt \"";

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Returns what a reader sees of an element.
fn shown(element: ElementRef<'_>) -> String {
    squeezed(&element.text().collect::<String>())
}

#[test]
fn hostile_text_comes_out_as_the_same_characters() {
    let portal = portal();
    let diagnostics = portal.diagnostics();
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.starts_with("warning ")), "{diagnostics:?}");
    let printed = squeezed(&line());
    for zola in zolas() {
        let options = policy_portal::BuildOptions { zola: Some(zola.program().to_owned()), ..Default::default() };
        let built = portal.build_with(options);
        assert!(built.out.is_some(), "{:?}", built.diagnostics);

        // Where the words are read, whole.
        for (page, selector, words) in [
            ("p/policy", "[data-lines='17-17']", &printed),
            ("p/policy", "[data-lines='23-24']", &printed),
            ("p/policy", "[data-lines='54-54']", &printed),
            ("p/policy", "[data-as='read']", &printed),
            ("p/tasks/2", "[data-lines='54-54']", &printed),
            ("p/members", "[data-lines='43-43']", &printed),
            ("p/errata", "main", &printed),
            ("p/agencies/finance", "main", &printed),
            ("about", "title", &printed),
            ("about", "h1", &printed),
            ("about", "footer", &printed),
            ("", "title", &printed),
        ] {
            let file = format!("public/{page}/index.html").replace("//", "/");
            let html = Html::parse_document(&portal.text(&file));
            let selector_ = Selector::parse(selector).unwrap();
            let texts: Vec<String> = html.select(&selector_).map(shown).collect();
            assert!(texts.iter().any(|text| text.contains(words)), "{file} {selector}: {texts:?}");
        }
        let html = Html::parse_document(&portal.text("public/p/policy/index.html"));
        let text = shown(html.root_element());
        assert!(text.contains("+++。") && text.contains("#<b>一</b>。") && text.contains(&squeezed(AGENCY)));
        let html = Html::parse_document(&portal.text("public/about/index.html"));
        assert!(shown(html.root_element()).contains("正文{{1}}{%x%}{#y#}。"));
        let description = Selector::parse("meta[property='og:description']").unwrap();
        let description = html.select(&description).next().unwrap().attr("content").unwrap().to_owned();
        assert!(squeezed(&description).contains(&printed), "{description}");

        // Where links of editors lead.
        for page in ["cases/hostile", "p/agencies/finance", "p/tasks/2"] {
            let html = Html::parse_document(&portal.text(&format!("public/{page}/index.html")));
            let links = Selector::parse("a[rel='external']").unwrap();
            let targets: Vec<_> = html.select(&links).map(|link| link.attr("href").unwrap().to_owned()).collect();
            assert!(targets.iter().any(|target| target == ADDRESS), "{page}: {targets:?}");
        }

        // What other programs read.
        let tasks = portal.json("p/data/tasks.json");
        assert!(squeezed(tasks["tasks"][1]["text"].as_str().unwrap()).contains(&printed));
        assert_eq!(tasks["tasks"][1]["responsible"], serde_json::json!(["finance", "east"]));
        let plan = portal.json("p/data/plan.json");
        assert!(plan["corrections"].as_array().unwrap().iter().any(|entry| entry["reason"] == line()));
        let csv = portal.text("public/p/data/tasks.csv");
        let mut rows = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
        let row = rows.records().nth(1).unwrap().unwrap();
        let cell = row.iter().find(|cell| squeezed(cell).contains(&printed)).unwrap();
        assert!(cell.starts_with("'=1+1"), "{cell}");
        for xml in ["feed.xml", "sitemap.xml"] {
            let xml = portal.text(&format!("public/{xml}"));
            assert!(!xml.contains("<script") && !xml.contains("<img") && !xml.contains("<marquee>"), "{xml}");
        }
        let feed = portal.text("public/feed.xml");
        let title = feed.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
        let title = Html::parse_fragment(&format!("<p>{title}</p>"));
        assert!(shown(title.root_element()).contains(&printed));

        nothing_runs(&portal);
    }
}

/// No page has an element or attribute that hostile text could have made.
fn nothing_runs(portal: &Portal) {
    let every = Selector::parse("*").unwrap();
    for (path, bytes) in files(&portal.path("public")) {
        if path.extension() != Some("html") {
            continue;
        }
        let html = Html::parse_document(std::str::from_utf8(&bytes).unwrap());
        assert!(html.errors.iter().all(|error| !error.contains("attribute")), "{path}: {:?}", html.errors);
        for element in html.select(&every) {
            let name = element.value().name();
            assert!(!["iframe", "object", "embed", "base", "marquee", "textarea"].contains(&name), "{path}: <{name}>");
            let script = element.text().collect::<String>();
            if name == "script" && element.attr("type") == Some("application/ld+json") {
                // Data about the page, whole: it wasn't ended from within.
                serde_json::from_str::<serde_json::Value>(&script).unwrap_or_else(|fault| panic!("{path}: {fault}"));
            } else {
                assert!(name != "script" || !script.contains("alert"), "{path}: a script");
            }
            for (attribute, value) in element.value().attrs() {
                let target = value.trim_start().to_lowercase();
                let runs =
                    attribute.starts_with("on") || target.starts_with("javascript:") || target.starts_with("data:text");
                assert!(!runs, "{path}: {attribute}=\"{value}\"");
                assert!(name != "img" || attribute != "src" || value != "x", "{path}: an image");
            }
        }
    }
}

/// Editors' Markdown is theirs, but for what runs.
#[test]
fn a_link_that_runs_is_refused() {
    for link in ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x"] {
        let page = format!("+++\ntitle = \"甲\"\ndescription = \"乙\"\n+++\n\n[看]({link})\n");
        let diagnostics = Portal::small().file("content/pages/about.md", page).diagnostics();
        assert_eq!(diagnostics.len(), 1, "{link}: {diagnostics:?}");
        assert!(diagnostics[0].contains("content/pages/about.md:6:"), "{diagnostics:?}");
    }
}
