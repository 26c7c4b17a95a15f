//! The clauses of `plan.json`: each is its lines, as read, and stands under the one that it says.

use serde_json::{Value, json};

use super::{Data, Faults, are_unique, lines, list, text};
use crate::text::numeral;
use crate::verify::source::{SourceText, occurrences, solid};
use crate::verify::{VerifiedPlan, contract};

pub(super) fn check(plan: &VerifiedPlan, source: &SourceText, data: &Data, faults: &mut Faults) {
    let all = list(&data.plan["clauses"]);
    faults.hold(are_unique(all.iter().map(|clause| text(&clause["id"]))), "id", "条文的 id 有重复");
    let body = |clause: &Value| ["label", "heading", "text", "lines"].map(|key| clause[key].to_string()).concat();
    faults.hold(
        are_unique(all.iter().map(body).collect::<Vec<_>>().iter().map(String::as_str)),
        "clauses",
        "有一条条文列了两次",
    );
    let mut last = 0;
    for clause in all {
        if clause["id"].is_null() {
            continue;
        }
        let id = text(&clause["id"]);
        let mut hold = |key: &str, holds: bool| {
            faults.hold(holds, &clause[key].to_string(), &format!("条文 `{id}` 的 {key} 与原文不同"));
        };
        let address = format!("/{}/{}#{id}", plan.id, contract::FULL_TEXT.trim_end_matches("index.html"));
        hold("url", clause["url"] == json!(address));
        let parent = text(&clause["parent"]);
        let is_parent = parent.is_empty() || all.iter().any(|other| text(&other["id"]) == parent);
        hold(
            "parent",
            is_parent
                && (parent.is_empty() || id.starts_with(&format!("{parent}-")))
                && (!parent.is_empty() || !id.contains('-') || id.ends_with(|c: char| c.is_ascii_lowercase())),
        );
        let label = text(&clause["label"]);
        hold("label", number_of(label).is_none_or(|number| own_number(id) == Some(number)));
        let range = lines(&clause["lines"]).and_then(|[first, last]| source.range(first, last));
        let Some(range) = range else {
            hold("lines", false);
            continue;
        };
        hold("lines", range.start >= last);
        last = range.start;
        let read = source.read(range);
        let (label, heading, own) = (solid(label), solid(text(&clause["heading"])), solid(text(&clause["text"])));
        let begins = read.starts_with(&[&label[..], &heading[..]].concat());
        hold("heading", begins);
        let rest = read.get(label.len() + heading.len()..).unwrap_or_default();
        let rest = rest.strip_prefix(&['。']).filter(|_| !own.starts_with(&['。'])).unwrap_or(rest);
        hold("text", rest == own || is_in_order(rest, text(&clause["text"])));
    }
}

/// Checks whether the paragraphs of a text stand in words one after the other: items of their own may stand between.
fn is_in_order(words: &[char], text: &str) -> bool {
    let mut rest = words;
    text.lines().map(solid).filter(|line| !line.is_empty()).all(|line| {
        let at = occurrences(rest, &line).first().copied();
        rest = at.map_or(&[], |at| &rest[at + line.len()..]);
        at.is_some()
    })
}

/// Returns the number that a label prints: 三、 （三） 3. ③
fn number_of(label: &str) -> Option<u32> {
    let bare = label.trim_matches(|c: char| "、.．（）()： 第条章节项部分".contains(c) || c.is_whitespace());
    bare.parse().ok().or_else(|| numeral::value(bare))
}

/// Returns the number that an id ends with, `-b` and the like left out.
fn own_number(id: &str) -> Option<u32> {
    let mut parts = id.rsplit('-');
    let last = parts.next()?;
    let last = if last.bytes().all(|byte| byte.is_ascii_lowercase()) { parts.next()? } else { last };
    last.trim_start_matches(|c: char| c.is_ascii_lowercase()).parse().ok()
}
