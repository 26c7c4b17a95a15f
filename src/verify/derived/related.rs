//! `tasks.json`: where a task stands, and what else bears on it.

use std::collections::{BTreeMap, BTreeSet};

use itertools::Itertools as _;
use serde_json::{Value, json};

use super::{Data, Faults, lines, list, text};
use crate::verify::VerifiedPlan;
use crate::verify::own_words::OwnWords;
use crate::verify::second_reading::is_annex;
use crate::verify::source::{SourceText, occurrences, solid};

pub(super) fn check(plan: &VerifiedPlan, source: &SourceText, data: &Data, words: &OwnWords, faults: &mut Faults) {
    let rows: BTreeSet<usize> =
        (1..).zip(plan.source.lines()).filter(|(_, line)| line.contains('\t')).map(|(at, _)| at).collect();
    let is_row = |task: &Value| {
        let first = list(&task["parts"]).first().and_then(|part| lines(&part["lines"]));
        first.is_some_and(|[line, _]| rows.contains(&line))
    };
    let stated = &data.tasks["plan"];
    faults.hold(stated.is_null() || text(stated) == plan.id, text(stated), "plan 不是这个方案");
    for task in data.tasks() {
        let number = &task["number"];
        let mut hold = |key: &str, holds: bool| {
            faults.hold(holds, &task[key].to_string(), &format!("任务 {number} 的 {key} 与原文或数据不同"));
        };
        let parts = list(&task["parts"]);
        let all: Vec<[usize; 2]> = parts.iter().filter_map(|part| lines(&part["lines"])).collect();
        let whole = all.first().map(|first| json!([first[0], all.iter().map(|lines| lines[1]).max()]));
        hold("place", task["place"].is_null() || Some(&task["place"]["lines"]) == whole.as_ref());
        hold("place", task["place"].is_null() || (text(&task["place"]["kind"]) == "row") == is_row(task));
        let ids: Value = list(&data.plan["corrections"])
            .iter()
            .filter(|entry| list(&entry["tasks"]).contains(number))
            .map(|entry| entry["id"].clone())
            .collect();
        hold("corrections", task["corrections"].is_null() || task["corrections"] == ids);
        let is_clause = |id: &Value| list(&data.plan["clauses"]).iter().any(|clause| clause["id"] == *id);
        hold("clauses", list(&task["clauses"]).iter().all(is_clause));
        let is_other = |other: &Value| other != number && data.tasks().iter().any(|task| task["number"] == *other);
        hold("related", list(&task["related"]).iter().all(is_other));
        let section = solid(text(&task["section"]));
        hold("section", section.is_empty() || !occurrences(&source.chars, &section).is_empty());
        for part in parts {
            for cell in list(&part["extra"]) {
                let range = lines(&cell["lines"]).and_then(|[first, last]| source.range(first, last));
                let stands = |range| !source.occurrences(range, &solid(text(&cell["text"]))).is_empty();
                let is_headed = !occurrences(&source.chars, &solid(text(&cell["header"]))).is_empty();
                faults.hold(is_headed && range.is_some_and(stands), text(&cell["text"]), "extra 不是原文的一格");
            }
        }
    }
    if !words.replace("citation") {
        citations(plan, data, is_row, faults);
    }
}

/// Checks that tasks name the cases that name them.
pub(super) fn cases(data: &Data, cases: &Value, faults: &mut Faults) {
    for task in data.tasks() {
        let own = list(&cases["cases"])
            .iter()
            .filter(|case| case["plan"] == data.plan["id"] && list(&case["tasks"]).contains(&task["number"]));
        let wanted: Value = own.map(|case| case["slug"].clone()).collect();
        if !task["cases"].is_null() {
            faults.expect(&format!("任务 {} 的 cases", task["number"]), &task["cases"], &wanted);
        }
    }
}

/// The longest label of an annex, in characters, white space included.
const LONGEST_LABEL: usize = 20;

/// Every task is cited by the document's title and number, and alike, its own place and the annex of its rows aside.
fn citations(plan: &VerifiedPlan, data: &Data, is_row: impl Fn(&Value) -> bool, faults: &mut Faults) {
    let lines_of_source = (1..).zip(plan.source.lines().map(str::trim));
    let annexes: Vec<(usize, &str)> = lines_of_source.filter(|(_, line)| is_annex(line)).collect();
    let annex_of = |task: &Value| {
        let [first, _] = lines(&list(&task["parts"]).first()?["lines"])?;
        let above = annexes.partition_point(|(line, _)| *line < first).checked_sub(1)?;
        Some(annexes[above])
    };
    let annexes_of_rows = |task: &Value| (is_row(task), annex_of(task));
    let labels = || data.tasks().iter().filter(|task| !task["label"].is_null());
    let is_printed = |task: &Value| {
        let own = task["number"].to_string();
        text(&task["label"]) == own
    };
    let are_printed = labels().next().is_some() && labels().all(is_printed);
    let is_one_list = labels().next().is_none()
        && data.tasks().iter().map(annexes_of_rows).all_equal_value().is_ok_and(|(is_row, _)| is_row);
    // What the document prints of a task, or its title: 第7项, “…”.
    let place = |task: &Value| match is_one_list || (are_printed && !task["label"].is_null()) {
        true => (0, task["number"].to_string()),
        false => (1, text(&task["title"]).to_owned()),
    };
    // Its label in the text, or its annex as far as the citation names it.
    let label = |task: &Value, is_numbered: bool, before: &str| {
        if !is_row(task) {
            let own: String = text(&task["label"]).split_whitespace().collect();
            return if is_numbered || !before.ends_with(&own) { 0 } else { own.len() };
        }
        let annex = annex_of(task).map_or("", |(_, annex)| annex);
        let ends = annex.char_indices().take(LONGEST_LABEL).map(|(at, c)| at + c.len_utf8());
        let solid = |end: usize| annex[..end].split_whitespace().collect::<String>();
        let is_named =
            |&end: &usize| before.ends_with(&solid(end)) && !annex[end..].starts_with(|c: char| c.is_ascii_digit());
        ends.filter(is_named).last().map_or(0, |end| solid(end).len())
    };
    // As if it named nothing but its own place.
    let without_label = |task: &Value| {
        let (place, mut citation) = (place(task), text(&task["citation"]).to_owned());
        if let Some(at) = citation.rfind(&place.1) {
            let end = citation[..at].trim_end_matches(['第', '“']).len();
            let label = label(task, place.0 == 0, &citation[..end]);
            citation.replace_range(end - label..end, "");
        }
        (task["number"].to_string(), place, citation)
    };
    let cited = data.tasks().iter().filter(|task| !text(&task["citation"]).is_empty());
    let cited: Vec<(String, (usize, String), String)> = cited.map(without_label).collect();
    let names = [&data.plan["title"], &data.plan["document_number"]].map(text);
    // The number may stand in the document's, too: what most have around theirs is what stands around it.
    let mut forms: [BTreeMap<(&str, &str), usize>; 2] = Default::default();
    for (_, (kind, place), citation) in &cited {
        for (at, _) in citation.match_indices(place.as_str()) {
            *forms[*kind].entry((&citation[..at], &citation[at + place.len()..])).or_default() += 1;
        }
    }
    let forms = forms
        .map(|forms| forms.into_iter().max_by_key(|((before, _), count)| (*count, before.len())).map(|(form, _)| form));
    // Beside the document's names and the place it says nothing.
    let of_document = |(before, _): &(&str, &str)| before.trim_end_matches(['第', '“']).to_owned();
    let bare = |before: String| names.iter().fold(before, |rest, name| rest.replacen(name, "", 1));
    let before = forms.iter().flatten().map(of_document);
    let are_alike = before.clone().all_equal() && before.map(bare).all(|rest| !rest.contains(char::is_alphanumeric));
    for (number, (kind, place), citation) in &cited {
        let (before, after) = forms[*kind].unwrap_or_default();
        let is_right = are_alike
            && *citation == format!("{before}{place}{after}")
            && names.iter().all(|name| citation.contains(name));
        faults.hold(is_right, citation, &format!("任务 {number} 的 citation 与文件或别的任务不同"));
    }
}
