//! `tasks.json`: where a task stands, and what else bears on it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Data, Faults, lines, list, text};
use crate::verify::VerifiedPlan;
use crate::verify::own_words::OwnWords;
use crate::verify::second_reading::is_annex;
use crate::verify::source::{SourceText, occurrences, solid};

pub(super) fn check(plan: &VerifiedPlan, source: &SourceText, data: &Data, words: &OwnWords, faults: &mut Faults) {
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
        let is_row = all.first().and_then(|[line, _]| plan.source.lines().nth(line.wrapping_sub(1)));
        let is_row = is_row.is_some_and(|line| line.contains('\t'));
        hold("place", task["place"].is_null() || (text(&task["place"]["kind"]) == "row") == is_row);
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
        citations(plan, data, faults);
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

/// Every task is cited by the document's title and number, and alike, its own number and the annex of its rows aside.
fn citations(plan: &VerifiedPlan, data: &Data, faults: &mut Faults) {
    let annexes: Vec<(usize, String)> = (1..)
        .zip(plan.source.lines())
        .filter(|(_, line)| is_annex(line.trim()))
        .map(|(number, line)| (number, line.split_whitespace().collect()))
        .collect();
    let annex_of = |task: &Value| {
        let [first, _] = lines(&list(&task["parts"]).first()?["lines"])?;
        let above = annexes.partition_point(|(line, _)| *line < first).checked_sub(1)?;
        Some(annexes[above].1.as_str())
    };
    // As if it named no annex, where it names its own.
    let without_annex = |task: &Value| {
        let (number, citation) = (task["number"].to_string(), text(&task["citation"]));
        let named = citation.rfind(&format!("第{number}项")).and_then(|end| {
            let named = &citation[citation[..end].rfind("附件")?..end];
            let rest = annex_of(task)?.strip_prefix(named.split_whitespace().collect::<String>().as_str())?;
            (!rest.starts_with(|c: char| c.is_ascii_digit())).then_some(end - named.len()..end)
        });
        let cut =
            named.map_or(citation.to_owned(), |named| citation[..named.start].to_owned() + &citation[named.end..]);
        (number, cut)
    };
    let cited = data.tasks().iter().filter(|task| !text(&task["citation"]).is_empty());
    let cited: Vec<(String, String)> = cited.map(without_annex).collect();
    // The number may stand in the document's, too: what most have around theirs is what stands around it.
    let mut forms: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (number, citation) in &cited {
        for (at, _) in citation.match_indices(number.as_str()) {
            *forms.entry((&citation[..at], &citation[at + number.len()..])).or_default() += 1;
        }
    }
    let (before, after) = forms.into_iter().max_by_key(|(_, count)| *count).map(|(form, _)| form).unwrap_or_default();
    let names = [&data.plan["title"], &data.plan["document_number"]].map(text);
    for (number, citation) in &cited {
        let is_right =
            *citation == format!("{before}{number}{after}") && names.iter().all(|name| citation.contains(name));
        faults.hold(is_right, citation, &format!("任务 {number} 的 citation 与文件或别的任务不同"));
    }
}
