//! `feed.xml`: read back; an entry a case and a plan.

use roxmltree::{Document, Node};
use serde_json::Value;

use super::{Data, Faults, list, text};
use crate::diagnostic::Diagnostic;
use crate::verify::edition::Base;

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// Compares the entries with the data of cases and plans.
pub(in crate::verify) fn check(file: &str, xml: &str, base: &Base, cases: &Value, plans: &[&Data]) -> Vec<Diagnostic> {
    let mut faults = Faults { file, found: Vec::new() };
    let Ok(document) = Document::parse(xml) else {
        faults.hold(false, "feed", "订阅文件读不出");
        return faults.found;
    };
    let of_case = |case: &Value| {
        let summary = if case["summary"].is_null() { &case["title"] } else { &case["summary"] };
        let [title, url, day, author, summary] =
            [&case["title"], &case["url"], &case["published"], &case["publisher"], summary].map(text);
        [title.to_owned(), url.to_owned(), day.to_owned(), author.to_owned(), summary.to_owned()]
    };
    let of_plan = |data: &&Data| {
        let plan = &data.plan;
        let day = if plan["printed"].is_null() { &plan["signed"] } else { &plan["printed"] };
        let (title, number) = (text(&plan["title"]), text(&plan["document_number"]));
        let summary = if number.is_empty() { title.to_owned() } else { format!("{title}（{number}）") };
        let url = format!("/{}/", text(&plan["id"]));
        [title.to_owned(), url, text(day).to_owned(), text(&plan["issuer"]).to_owned(), summary]
    };
    let mut expected: Vec<[String; 5]> =
        list(&cases["cases"]).iter().map(of_case).chain(plans.iter().map(of_plan)).collect();
    let host = base.url.as_deref().unwrap_or_default();
    for entry in document.root_element().children().filter(|node| node.has_tag_name((ATOM, "entry"))) {
        let [title, id, updated, summary] = ["title", "id", "updated", "summary"].map(|name| inner(entry, &[name]));
        let author = inner(entry, &["author", "name"]);
        let link = entry.children().find(|node| node.has_tag_name((ATOM, "link")));
        let href = link.and_then(|link| link.attribute("href")).unwrap_or_default();
        let path = href.strip_prefix(host).unwrap_or(href);
        let day = updated.split('T').next().unwrap_or_default();
        let at = expected.iter().position(|it| it[1] == path);
        let holds = at.is_some_and(|at| {
            let wanted = expected.remove(at);
            let day = if wanted[2].is_empty() { "1970-01-01" } else { day };
            let day = if wanted[2].is_empty() { day } else { &wanted[2] }.to_owned();
            let is_id = match base.url {
                Some(_) => id == href,
                None => id == format!("urn:policy-portal:{}", path.trim_matches('/')),
            };
            is_id
                && updated == format!("{day}T00:00:00+08:00")
                && [title, author, summary] == [&wanted[0], &wanted[3], &wanted[4]]
        });
        faults.hold(holds, title, "订阅的这一条与数据不同");
    }
    for [title, ..] in expected {
        faults.hold(false, &title, "订阅里漏了这一条");
    }
    faults.found
}

/// Returns the text of the first element that these names lead to.
fn inner<'a>(node: Node<'a, '_>, path: &[&str]) -> &'a str {
    let below = |node: Node<'a, '_>, name: &&str| node.children().find(|it| it.has_tag_name((ATOM, *name)));
    path.iter().try_fold(node, below).and_then(|node| node.text()).unwrap_or_default()
}
