//! What pages say of themselves in a sentence, for lists of results and cards: it says what the data do.

use std::collections::BTreeSet;

use itertools::Itertools as _;
use serde_json::Value;

use super::Known;
use super::known::Entity;
use crate::verify::contract;
use crate::verify::derived::{Data, list, text};
use crate::verify::numbers::digits;
use crate::verify::second_reading::folded;

/// Returns why a page's description is wrong. `below` is the page's address below its plan's folder.
pub(super) fn of_plan(below: &str, description: &str, known: &Known, data: &Data) -> Option<&'static str> {
    let (folder, name) = below.trim_end_matches('/').split_once('/').unwrap_or_default();
    let tasks = list(&data.tasks["tasks"]);
    let task = tasks.iter().find(|task| folder == "tasks" && task["number"].as_u64() == name.parse().ok());
    if let Some(task) = task {
        return of_task(description, task, data);
    }
    let root = format!("/{}/", text(&data.plan["id"]));
    let counted: Vec<usize> = match below {
        "" | "policy/" => {
            let names = [&data.plan["title"], &data.plan["document_number"]].map(text);
            let is_named = names.iter().all(|name| description.contains(name));
            return (!is_named).then_some("说明里没有文件的标题和发文字号");
        }
        "tasks/" => vec![tasks.len()],
        contract::DOMAINS => vec![list(&data.plan["domains"]).len()],
        contract::MEMBERS => vec![list(&data.plan["members"]).len()],
        // Who heads a domain and has no task may be counted or not.
        contract::AGENCIES => {
            let address = format!("{root}{below}");
            vec![known.listed(&address).map_or(0, |listed| listed.len()), known.count(&[address])]
        }
        _ => return None,
    };
    let is_counted = digits(description).iter().any(|run| counted.iter().any(|count| count.to_string() == *run));
    (!is_counted).then_some("说明里没有这里的数目")
}

/// Returns why a task's description is wrong: it says its text, who leads, and by when.
fn of_task(description: &str, task: &Value, data: &Data) -> Option<&'static str> {
    let names = data.first_agencies(task).join("、");
    if !description.contains(&names) {
        return Some("说明里的单位与任务不同");
    }
    let mut rest = folded(description);
    // Rows that share a cell say it once.
    let lines: BTreeSet<String> = text(&task["text"]).lines().map(folded).collect();
    for line in lines.iter().sorted_by_key(|line| std::cmp::Reverse(line.len())) {
        if !rest.contains(line.as_str()) {
            return Some("说明里没有任务的文字");
        }
        rest = rest.replacen(line.as_str(), "", 1);
    }
    let rest = rest.replacen(&folded(&names), "", 1);
    let parts = list(&task["parts"]);
    let said = parts.iter().flat_map(|part| [&part["deadline"], &part["printed"]["deadline"]]);
    // A column may have a number in its header.
    let headers = parts.iter().flat_map(|part| list(&part["roles"])).map(|role| &role["word"]);
    let told: Vec<String> = said.chain(headers).map(|value| folded(text(value))).collect();
    let bare = |run: &str| run.trim_start_matches('0').to_owned();
    let is_told = |run: &&str| told.iter().flat_map(|words| digits(words)).any(|own| bare(own) == bare(run));
    if !digits(&rest).iter().all(is_told) {
        return Some("说明里的数与任务不同");
    }
    let others = list(&data.agencies["agencies"]).iter().map(|agency| folded(text(&agency["name"])));
    let is_more = others.filter(|name| name.chars().count() > 2).any(|name| rest.contains(&name));
    is_more.then_some("说明里多了一个单位")
}

/// Returns why the description of what has a name doesn't say of whom it is. `rest` is without the plan's own names.
pub(super) fn of_named(rest: &str, entity: &Entity, data: &Data) -> Option<&'static str> {
    let rest = folded(rest);
    let Some(own) = entity.names.iter().find(|name| rest.contains(name.as_str())) else {
        return (!entity.names.is_empty()).then_some("说明说的不是这一页所讲的");
    };
    let rest = rest.replace(own, "");
    let others = list(&data.agencies["agencies"]).iter().map(|agency| folded(text(&agency["name"])));
    let is_other = others.filter(|name| name.chars().count() > 2).any(|name| rest.contains(&name));
    is_other.then_some("说明里有另一个单位")
}

/// Returns why the description of a case's page is wrong: it is its summary or, without one, its title and publisher.
pub(super) fn of_case(address: &str, description: &str, known: &Known) -> Option<&'static str> {
    let case = list(&known.cases["cases"]).iter().find(|case| text(&case["url"]) == address)?;
    let is_right = match case["summary"].as_str() {
        Some(summary) => folded(summary) == folded(description),
        None => [&case["title"], &case["publisher"]].iter().all(|value| description.contains(text(value))),
    };
    (!is_right).then_some("说明与案例的数据不同")
}

/// Checks whether the description of a plan's data says how many tasks it has.
pub(super) fn is_of_data(item: &Value, known: &Known) -> bool {
    let of = |data: &&&Data| data.plan["title"] == item["name"];
    let description = text(&item["description"]);
    known.words.replace("about_dataset")
        || known.plans.iter().filter(of).any(|data| {
            let rest = description.replacen(text(&data.plan["title"]), "", 1);
            digits(&rest) == [list(&data.tasks["tasks"]).len().to_string()]
        })
}
