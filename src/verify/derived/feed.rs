//! `feed.xml`: read back; an entry a case and a plan. `changes/feed.xml`: an entry an edition.

use roxmltree::{Document, Node};
use serde_json::Value;

use super::{Data, Faults, list, text};
use crate::diagnostic::Diagnostic;
use crate::text::date::Date;
use crate::text::digest::urn;
use crate::verify::contract;
use crate::verify::edition::Base;
use crate::verify::numbers::digits;
use crate::verify::second_reading::due;
use crate::verify::written::{Recorded, Written};

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// Compares the entries with the data of cases and plans.
pub(in crate::verify) fn check(
    file: &str,
    xml: &str,
    base: &Base,
    cases: &Value,
    plans: &[&Data],
    Written { recorded, words, .. }: &Written,
) -> Vec<Diagnostic> {
    let mut faults = Faults { file, found: Vec::new() };
    let Ok(document) = Document::parse(xml) else {
        faults.hold(false, "feed", "订阅文件读不出");
        return faults.found;
    };
    let of_case = |case: &Value| {
        let summary = if case["summary"].is_null() { &case["title"] } else { &case["summary"] };
        let [title, url, published, reviewed, author, summary] =
            [&case["title"], &case["url"], &case["published"], &case["reviewed"], &case["publisher"], summary]
                .map(text);
        let is_own = |change: &Value| change["kind"] == "case" && change["id"] == case["slug"];
        let (_, day) = recorded.of(published.max(reviewed), is_own);
        let plan = text(&case["plan"]);
        [title, url, &day, author, summary, plan].map(str::to_owned)
    };
    let of_plan = |data: &&Data| {
        let plan = &data.plan;
        let id = &plan["id"];
        let is_own = |change: &Value| change["plan"] == *id || (change["kind"] == "plan" && change["id"] == *id);
        let (_, day) = recorded.of(dated(plan), is_own);
        let (title, number) = (text(&plan["title"]), text(&plan["document_number"]));
        let summary = if number.is_empty() { title.to_owned() } else { format!("{title}（{number}）") };
        let url = format!("/{}/", text(id));
        [title, &url, &day, text(&plan["issuer"]), &summary, text(id)].map(str::to_owned)
    };
    let mut expected: Vec<[String; 6]> =
        list(&cases["cases"]).iter().map(of_case).chain(plans.iter().map(of_plan)).collect();
    let host = base.url.as_deref().unwrap_or_default();
    let feed = document.root_element();
    let named = |plan: &str, path: &str| match &base.url {
        Some(host) => format!("{host}{path}"),
        None => urn(&format!("{}\n{plan}\n{path}", inner(feed, &["title"]))),
    };
    let portal = &words.portal["title"];
    faults.hold(
        portal.as_str().is_none_or(|title| title.trim() == inner(feed, &["title"])),
        inner(feed, &["title"]),
        "订阅的名称不是网站的",
    );
    let newest = expected.iter().map(|it| it[2].as_str()).max().unwrap_or_default();
    faults.hold(inner(feed, &["updated"]) == moment(newest), inner(feed, &["updated"]), "订阅的更新日期与各条不同");
    faults.hold(inner(feed, &["id"]) == named("", "/"), inner(feed, &["id"]), "订阅的编号不对");
    form(feed, "/", &format!("/{}", contract::FEED), host, &mut faults);
    for entry in entries(feed) {
        let [title, id, updated, summary] = ["title", "id", "updated", "summary"].map(|name| inner(entry, &[name]));
        let author = inner(entry, &["author", "name"]);
        let href = href(entry);
        let path = href.strip_prefix(host).unwrap_or(href);
        let at = expected.iter().position(|it| it[1] == path);
        let holds = at.is_some_and(|at| {
            let wanted = expected.remove(at);
            id == named(&wanted[5], path)
                && updated == moment(&wanted[2])
                && [title, author, summary] == [&wanted[0], &wanted[3], &wanted[4]]
        });
        faults.hold(holds, title, "订阅的这一条与数据不同");
    }
    for [title, ..] in expected {
        faults.hold(false, &title, "订阅里漏了这一条");
    }
    faults.found
}

/// Compares the entries with what editions changed.
pub(in crate::verify) fn check_changes(file: &str, xml: &str, base: &Base, written: &Written) -> Vec<Diagnostic> {
    let mut faults = Faults { file, found: Vec::new() };
    let Ok(document) = Document::parse(xml) else {
        faults.hold(false, "feed", "订阅文件读不出");
        return faults.found;
    };
    let feed = document.root_element();
    let page = format!("/{}", file.trim_end_matches("feed.xml"));
    let host = base.url.as_deref().unwrap_or_default();
    form(feed, &page, &format!("/{file}"), host, &mut faults);
    // The portal's own title stands before what the feed is called.
    let title = inner(feed, &["title"]);
    let is_named = |id: &str, path: &str| match &base.url {
        Some(host) => *id == format!("{host}{path}"),
        None => title.match_indices(' ').any(|(at, _)| id == urn(&format!("{}\n\n{path}", &title[..at]))),
    };
    faults.hold(is_named(inner(feed, &["id"]), &page), inner(feed, &["id"]), "订阅的编号不对");
    let Recorded(editions) = &written.recorded;
    let day_of = |edition: &Value| Date::read(text(&edition["date"])).map_or(String::new(), |day| day.to_string());
    let newest = editions.iter().map(|(_, edition)| day_of(edition)).max().unwrap_or_default();
    faults.hold(inner(feed, &["updated"]) == moment(&newest), inner(feed, &["updated"]), "订阅的更新日期与各条不同");
    let mut left: Vec<&(String, Value)> = editions.iter().collect();
    for entry in entries(feed) {
        let [title, id, updated, summary] = ["title", "id", "updated", "summary"].map(|name| inner(entry, &[name]));
        let href = href(entry);
        let path = href.strip_prefix(host).unwrap_or(href);
        let at = left.iter().position(|(name, _)| path.starts_with(&page) && path.ends_with(&format!("#e{name}")));
        let holds = at.is_some_and(|at| {
            let (name, edition) = left.remove(at);
            let day = day_of(edition);
            let is_id = is_named(id, &format!("{page}{name}"));
            let is_said = due::allows(title, Some(&day)) || written.words.say(title);
            is_id
                && is_said
                && updated == moment(&day)
                && (sums(summary, edition, base) || written.words.replace("changes_"))
        });
        faults.hold(holds, title, "订阅的这一条与 content/changes/ 不同");
    }
    for (name, _) in left {
        faults.hold(false, name, "订阅里漏了这一期");
    }
    faults.found
}

/// Checks whether words say how many things of each kind an edition changed, behind an editor's own word.
fn sums(words: &str, edition: &Value, base: &Base) -> bool {
    let note = text(&edition["note"]).trim();
    let Some(rest) = words.strip_prefix(note) else { return false };
    let kinds = ["plan", "task", "case", "agency", "correction"];
    // Of a plan that isn't published nothing is said.
    let is_shown = |change: &&Value| {
        let plan = change["plan"].as_str();
        plan.is_none_or(|plan| base.plans.as_ref().is_none_or(|plans| plans.iter().any(|shown| shown == plan)))
    };
    let count =
        |kind: &str| list(&edition["changes"]).iter().filter(is_shown).filter(|change| change["kind"] == kind).count();
    let counts = kinds.into_iter().map(count).filter(|count| *count > 0).map(|count| count.to_string());
    digits(rest) == counts.collect::<Vec<_>>()
}

fn entries<'a>(feed: Node<'a, 'a>) -> impl Iterator<Item = Node<'a, 'a>> {
    feed.children().filter(|node| node.has_tag_name((ATOM, "entry")))
}

fn href<'a>(node: Node<'a, 'a>) -> &'a str {
    let link = node.children().find(|node| node.has_tag_name((ATOM, "link")));
    link.and_then(|link| link.attribute("href")).unwrap_or_default()
}

/// Insists on the elements of a feed: each once, where it leads, and nothing else.
fn form(feed: Node, page: &str, own: &str, host: &str, faults: &mut Faults) {
    let names = |node: Node| -> Vec<String> {
        let inner = node.children().filter(Node::is_element);
        inner.map(|it| it.tag_name().name().to_owned()).filter(|name| name != "entry").collect()
    };
    let head = ["title", "id", "updated", "author", "link", "link"];
    faults.hold(names(feed) == head, "feed", "订阅开头的各项不对");
    let links = feed.children().filter(|node| node.has_tag_name((ATOM, "link")));
    let links: Vec<&str> = links.filter_map(|link| link.attribute("href")).collect();
    let wanted = [page, own].map(|path| format!("{host}{path}"));
    let is_right = links.len() == 2 && links.iter().zip(&wanted).all(|(link, wanted)| link.ends_with(wanted));
    faults.hold(is_right, &links.join(" "), "订阅开头的链接不对");
    for entry in entries(feed) {
        let mut own = names(entry);
        own.retain(|name| name != "author");
        let authors = entry.children().filter(|node| node.has_tag_name((ATOM, "author"))).count();
        let is_right = own == ["title", "id", "updated", "link", "summary"] && authors < 2;
        faults.hold(is_right, inner(entry, &["title"]), "订阅的一条各项不对");
    }
}

/// Returns the day that a document is known by; empty where there is none.
fn dated(plan: &Value) -> &str {
    text(if plan["printed"].is_null() { &plan["signed"] } else { &plan["printed"] })
}

/// Returns the beginning of a day in China.
fn moment(day: &str) -> String {
    format!("{}T00:00:00+08:00", if day.is_empty() { "1970-01-01" } else { day })
}

/// Returns the text of the first element that these names lead to.
fn inner<'a>(node: Node<'a, '_>, path: &[&str]) -> &'a str {
    let below = |node: Node<'a, '_>, name: &&str| node.children().find(|it| it.has_tag_name((ATOM, *name)));
    path.iter().try_fold(node, below).and_then(|node| node.text()).unwrap_or_default()
}
