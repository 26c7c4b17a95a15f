//! `feed.xml`: read back; an entry a case and a plan.

use roxmltree::{Document, Node};
use serde_json::Value;

use super::{Data, Faults, list, text};
use crate::diagnostic::Diagnostic;
use crate::text::digest::urn;
use crate::verify::edition::Base;
use crate::verify::written::Recorded;

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// Compares the entries with the data of cases and plans.
pub(in crate::verify) fn check(
    file: &str,
    xml: &str,
    base: &Base,
    cases: &Value,
    plans: &[&Data],
    recorded: &Recorded,
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
    let newest = expected.iter().map(|it| it[2].as_str()).max().unwrap_or_default();
    faults.hold(inner(feed, &["updated"]) == moment(newest), inner(feed, &["updated"]), "订阅的更新日期与各条不同");
    faults.hold(inner(feed, &["id"]) == named("", "/"), inner(feed, &["id"]), "订阅的编号不对");
    for entry in feed.children().filter(|node| node.has_tag_name((ATOM, "entry"))) {
        let [title, id, updated, summary] = ["title", "id", "updated", "summary"].map(|name| inner(entry, &[name]));
        let author = inner(entry, &["author", "name"]);
        let link = entry.children().find(|node| node.has_tag_name((ATOM, "link")));
        let href = link.and_then(|link| link.attribute("href")).unwrap_or_default();
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
