//! Links as people write them: `check` finds what the finished site would lack, and what it lets pass is there.

use scraper::{Html, Selector};

use super::support::{Portal, shipped};
use crate::content::links::texts;
use crate::{emit, open_data};

const CASE: &str = "content/cases/a.md";

/// Returns the small portal with a case of this text, whose first line is the thirteenth.
fn portal(text: &str) -> Portal {
    let head = "+++\ntitle = \"甲\"\nkind = \"published-fact\"\nplan = \"p\"\ntasks = [1]\npublisher = \"江州日报\"\n\
                published = 2031-01-02\nsource_url = \"https://example.org/\"\nreviewed = 2031-01-03\nsummary = \"乙\"\n+++\n\n";
    Portal::small().file(CASE, format!("{head}{text}"))
}

/// Returns what stands in the small portal's about page after its own text.
fn about(text: &str) -> String {
    Portal::small().text("content/pages/about.md") + "\n" + text
}

#[test]
fn every_broken_link_is_told_where_it_stands_in_one_run() {
    let portal =
        portal("[甲](/p/tasks/155/) [乙](#x) [丙](/p/policy/#s99)。[丁][]、[壬](#:~:text=甲)\n\n[丁]: /dat/\n")
            .file("content/pages/about.md", about("[戊](/p/nope) [己](/about/#main)\n"))
            .file("content/topics/b.md", "+++\ntitle = \"乙\"\n+++\n[庚](/cases/)[辛](/cases/nope/)\n")
            .file(
                "content/progress.csv",
                "计划,任务,状态,日期,来源,说明\np,1,推进中,2031-01,https://example.org/nope/,\n",
            )
            .edit("portal.toml", "as_of = 2026-01-01", "as_of = 2032-01-01\ncontact = \"https://example.org/x\"");
    assert_eq!(
        portal.diagnostics(),
        [
            "broken-link content/cases/a.md:13:1 [甲](/p/tasks/155/)",
            "broken-anchor content/cases/a.md:13:20 [乙](#x)",
            "broken-anchor content/cases/a.md:13:28 [丙](/p/policy/#s99)",
            "broken-link content/cases/a.md:13:48 [丁]",
            "broken-anchor content/cases/a.md:13:54 [壬](#:~:text=甲)",
            "broken-link content/pages/about.md:8:1 [戊](/p/nope)",
            "broken-anchor content/pages/about.md:8:14 [己](/about/#main)",
            "broken-link content/progress.csv:2:17 https://example.org/nope/",
            "missing-key content/topics/b.md:1:1 +++",
            "missing-key content/topics/b.md:1:1 +++",
            "broken-link content/topics/b.md:4:13 [辛](/cases/nope/)",
            "broken-link portal.toml:6:11 \\\"https://example.org/x\\\"",
        ]
    );
}

#[test]
fn whatever_headings_say_the_page_is_published_with_links_to_them() {
    let text = "[一](#progress) [二](#h-main) [三](#重复-1) [四](#关于-Web) [五](#main) <https://a.cn/> [六](/p)[七](/feed.xml) \
                [八](/p/data/tasks.json) [九](?x) [十](/cases/a/#小结) [十一](#%E5%B0%8F%E7%BB%93)\n\n## progress\n\n## 名单 {#main}\n\n## 重复\n## 重复\n\n\
                ## 关于 Web\n\n##\n\n### tasks\n## source\n## 小结\n\n注[^tasks]，注[^小结]，注[^A b]。\n\n\
                [^tasks]: 甲\n\n[^小结]: 乙\n\n[^a B]: 丙\n";
    let portal = portal(&text.replace("[九](?x) ", "")).built();
    let page = Html::parse_document(&portal.text("public/cases/a/index.html"));
    let prose = Selector::parse(".prose h2, .prose h3").unwrap();
    let ids: Vec<&str> = page.select(&prose).filter_map(|heading| heading.attr("id")).collect();
    assert_eq!(ids, ["h-progress", "h-main", "重复", "重复-1", "关于-Web", "h-", "h-tasks", "h-source", "小结"]);
    let links = Selector::parse(".prose p > a[href*='#']").unwrap();
    let ends: Vec<&str> = page.select(&links).filter_map(|link| link.attr("href")?.split('#').nth(1)).collect();
    assert_eq!(ends[..2], ["h-progress", "h-main"]);
    assert_eq!(ends[4], "h-main", "a heading that bears the theme's name is meant, not the theme's element");
}

#[test]
fn every_id_that_may_be_linked_is_in_its_page() {
    let portal = shipped();
    let site = portal.site();
    let mut texts = texts(&portal.read().inputs.content);
    let mut count = 0;
    for page in site.pages() {
        let html = portal.text(&format!("public{}index.html", page.address));
        let html = Html::parse_document(&html);
        let written = texts.iter_mut().find(|text| text.address == page.address);
        let written = written.map(|text| std::mem::take(&mut text.anchors)).unwrap_or_default();
        for id in page.outline().anchors.into_iter().chain(written) {
            let selector = Selector::parse(&format!("[id='{id}']")).unwrap();
            assert_eq!(html.select(&selector).count(), 1, "{}#{id}", page.address);
            count += 1;
        }
    }
    assert!(count > 250, "{count}");
}

#[test]
fn every_data_file_may_be_linked() {
    let site = shipped().site();
    let plans = site.plans.iter().flat_map(|plan| open_data::paths(&plan.id, !plan.deadlines.is_empty()));
    let mut known: Vec<String> = plans.collect();
    known.push(open_data::CASES.to_owned());
    known.extend(open_data::SCHEMAS.iter().map(|schema| schema.address().trim_start_matches('/').to_owned()));
    known.sort();
    let files = emit::data::files(&site, None).unwrap();
    assert_eq!(known, files.iter().map(|(path, _)| path.to_string()).collect::<Vec<_>>());
}

#[test]
fn the_sites_own_files_can_be_linked() {
    let told = |portal: &Portal| {
        let all = portal.diagnostics().into_iter();
        all.filter(|told| told.starts_with("broken-link")).collect::<Vec<_>>()
    };
    let portal = portal("[检索](/search/further.json)[订阅](/changes/feed.xml)\n");
    assert_eq!(told(&portal), ["broken-link content/cases/a.md:13:27 [订阅](/changes/feed.xml)"]);
    let portal = portal.file("content/changes/2031-01-01.toml", "date = 2031-01-01\n");
    assert_eq!(told(&portal), [""; 0]);
}
