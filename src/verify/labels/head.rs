//! What a page's head says of it: titles, metadata, linked data, the way to it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::known::Entity;
use super::{Head, Known, descriptions};
use crate::verify::derived::{Data, list, text};
use crate::verify::edition::Base;
use crate::verify::numbers::digits;
use crate::verify::second_reading::folded;

/// Returns what is wrong: the words and why.
pub(super) fn faults(
    address: &str,
    head: &Head,
    known: &Known,
    base: &Base,
    own: Option<&Data>,
) -> Vec<(String, String)> {
    let mut faults = Vec::new();
    let mut hold = |holds: bool, words: &str, message: &str| {
        if !holds {
            faults.push((words.to_owned(), message.to_owned()));
        }
    };
    let card = head.of("og:title").unwrap_or_default();
    if let Some(entity) = known.entity(address) {
        let is_called = |words: &str| entity.is_called(words) || known.words.say(words);
        for heading in &head.headings {
            let is_right = entity.is_headed(heading) || known.words.say(heading);
            hold(is_right, heading, "h1 不是这一页所讲的");
        }
        hold(card.is_empty() || is_called(card), card, "og:title 不是这一页所讲的");
        if let Some((last, _)) = head.way.last() {
            hold(is_called(last), last, "所在位置的最后一步不是这一页所讲的");
        }
    }
    let site = head.of("og:site_name").unwrap_or_default();
    let last = head.way.last().map(|(words, _)| words.as_str()).unwrap_or_default();
    // The card of the full text is called by the document.
    let is_of_document = own.is_some_and(|data| card == text(&data.plan["title"]));
    let name = if is_of_document && !last.is_empty() { last } else { card };
    let rest = head.title.strip_prefix(name);
    let is_titled = card.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(site));
    hold(is_titled, &head.title, "title 与 og:title、所在位置都不同");
    let description = head.of("og:description");
    let portal = &known.words.portal;
    for (wanted, found) in
        [(&portal["title"], head.of("og:site_name")), (&portal["description"], description.filter(|_| address == "/"))]
    {
        let is_right = wanted.as_str().zip(found).is_none_or(|(wanted, found)| wanted.trim() == found.trim());
        hold(is_right, found.unwrap_or_default(), "与 portal.toml 的不同");
    }
    for (name, wanted) in [
        ("SiteName", Some(site)),
        ("ArticleTitle", Some(card)),
        ("description", description),
        ("Description", description),
        ("ColumnDescription", description),
    ] {
        let Some(found) = head.of(name) else { continue };
        hold(Some(found) == wanted, found, &format!("{name} 与 og 的不同"));
    }
    let numbers = told_of(head, own);
    for name in ["ColumnName", "ColumnKeywords", "Keywords"] {
        let Some(found) = head.of(name) else { continue };
        let is_right = digits(found).iter().all(|run| numbers.contains(*run));
        hold(is_right || known.words.say(found), found, &format!("{name} 里有别处没有的数"));
    }
    let url = format!("{}{address}", base.url.as_deref().unwrap_or_default());
    for (name, found) in [("canonical", head.canonical.as_deref()), ("og:url", head.of("og:url"))] {
        hold(found.is_none_or(|found| found == url), found.unwrap_or_default(), &format!("{name} 不是这一页的网址"));
    }
    for data in &head.linked_data {
        match serde_json::from_str::<Value>(data) {
            Ok(data) => linked_data(&data, &url, (head, known), base, (known.entity(address), own), &mut hold),
            Err(_) => hold(false, data, "JSON-LD 读不出"),
        }
    }
    let case = description.filter(|_| !known.words.replace("about_"));
    if let Some((words, fault)) = case.and_then(|words| Some((words, descriptions::of_case(address, words, known)?))) {
        hold(false, words, fault);
    }
    if let Some(data) = own {
        of_plan(address, head, known, data, &mut hold);
    }
    faults
}

/// Returns the numbers in the names that a page goes by, and in those of its plan.
fn told_of(head: &Head, own: Option<&Data>) -> BTreeSet<String> {
    let names = head.way.iter().map(|(words, _)| words).chain(&head.headings).chain([&head.title]).map(String::as_str);
    let of_plan = own.into_iter().flat_map(|data| {
        let domains = list(&data.plan["domains"]).iter().map(|domain| text(&domain["name"]));
        let agencies = list(&data.agencies["agencies"]).iter().map(|agency| text(&agency["name"]));
        domains.chain(agencies).chain([&data.plan["title"], &data.plan["document_number"]].map(text))
    });
    names.chain(head.of("og:title")).chain(of_plan).flat_map(digits).map(str::to_owned).collect()
}

fn linked_data(
    data: &Value,
    url: &str,
    (head, known): (&Head, &Known),
    base: &Base,
    (entity, own): (Option<&Entity>, Option<&Data>),
    hold: &mut impl FnMut(bool, &str, &str),
) {
    let absolute = |href: &str| match base.path_of(href) {
        Some(path) => format!("{}{path}", base.url.as_deref().unwrap_or(&base.path)),
        None => href.to_owned(),
    };
    let card = head.of("og:title").unwrap_or_default();
    for item in list(&data["@graph"]).iter().chain([data]) {
        match text(&item["@type"]) {
            "BreadcrumbList" => {
                let steps = list(&item["itemListElement"]);
                let mut is_right = steps.len() == head.way.len();
                for ((step, (words, href)), number) in steps.iter().zip(&head.way).zip(1u64..) {
                    let name = text(&step["name"]);
                    let is_last = number as usize == steps.len();
                    is_right &= step["position"].as_u64() == Some(number) && text(&step["@type"]) == "ListItem";
                    is_right &= name == words || (is_last && name == card);
                    let wanted = href.as_deref().map_or_else(|| url_of(url, base), absolute);
                    // The last step is the page itself, and need not say where.
                    is_right &= text(&step["item"]) == wanted || (is_last && step["item"].is_null());
                }
                hold(is_right, &item.to_string(), "JSON-LD 的所在位置与网页上的不同");
            }
            "Legislation" => {
                let Some(data) = own else { continue };
                let plan = &data.plan;
                let wanted = [
                    (&item["name"], &plan["title"]),
                    (&item["legislationIdentifier"], &plan["document_number"]),
                    (&item["legislationDate"], &plan["signed"]),
                    (&item["datePublished"], &data.published),
                    (&item["legislationPassedBy"]["name"], &plan["issuer"]),
                ];
                let is_list = |value: &Value| value.is_array();
                let is_right =
                    wanted.iter().all(|(found, wanted)| found.is_null() || is_list(found) || found == wanted);
                let ends = format!("/{}/policy/", text(&plan["id"]));
                hold(
                    is_right && text(&item["url"]).ends_with(&ends),
                    &item.to_string(),
                    "JSON-LD 的文件信息与数据不同",
                );
            }
            "Dataset" => hold(descriptions::is_of_data(item, known), &item.to_string(), "JSON-LD 的数据说明与数据不同"),
            // A body, on its own page.
            _ if item["@graph"].is_null() => {
                let Some(entity) = entity else { continue };
                let is_right = entity.is_called(text(&item["name"])) && text(&item["url"]) == url_of(url, base);
                hold(is_right, &item.to_string(), "JSON-LD 说的不是这一页所讲的");
            }
            _ => {}
        }
    }
}

/// Returns a page's address as linked data have it: with the base path where the site has no address yet.
fn url_of(url: &str, base: &Base) -> String {
    if base.url.is_some() { url.to_owned() } else { format!("{}{url}", base.path) }
}

/// Pages of a plan: where the words are from, and what they count.
fn of_plan(address: &str, head: &Head, known: &Known, data: &Data, hold: &mut impl FnMut(bool, &str, &str)) {
    let plan = &data.plan;
    let id = text(&plan["id"]);
    if let Some(source) = head.of("ContentSource") {
        hold(source == text(&plan["issuer"]), source, "ContentSource 不是发文机构");
    }
    if let Some(date) = head.of("PubDate") {
        let day = text(&data.published);
        let is_right = !day.is_empty() && date.starts_with(day);
        hold(is_right, date, "PubDate 不是文件的日期");
    }
    let Some(description) = head.of("og:description").filter(|_| !known.words.replace("about_")) else { return };
    if address == format!("/{id}/") {
        for heading in &head.headings {
            let is_right = folded(heading) == folded(text(&plan["title"])) || known.words.say(heading);
            hold(is_right, heading, "h1 不是方案的标题");
        }
    }
    let (_, below) = address.split_once(&format!("/{id}/")).unwrap_or_default();
    if let Some(fault) = descriptions::of_plan(below, description, known, data) {
        hold(false, description, fault);
    }
    let folder = below.split('/').next().unwrap_or_default();
    let mut rest = description.replace(text(&plan["title"]), "").replace(text(&plan["document_number"]), "");
    let is_one = below.trim_end_matches('/').contains('/');
    let named = known.entity(address).filter(|_| is_one && ["agencies", "domains"].contains(&folder));
    if let Some(fault) = named.and_then(|entity| descriptions::of_named(&rest, entity, data)) {
        hold(false, description, fault);
    }
    if let Some(entity) = known.entity(address) {
        for name in head.headings.iter().filter(|_| !entity.names.is_empty()) {
            rest = rest.replace(name.as_str(), "");
        }
    }
    let counts = ["#lead", "#responsible", "#supporting", "#through", ""]
        .map(|anchor| known.count(&[format!("{address}{anchor}")]).to_string());
    if is_one && ["agencies", "domains", "deadlines"].contains(&folder) {
        let own = known.entity(address).map(|entity| entity.numbers.clone()).unwrap_or_default();
        // In this order; what is nothing may be left out.
        let mut left = own.iter().map(String::as_str).chain(counts.iter().map(String::as_str));
        let is_right = digits(&rest).into_iter().all(|run| left.any(|known| known == run));
        hold(is_right, description, "说明里的数与数据不同");
    }
}
