//! Values of the open data that pages state as they stand: `data-fact="P/signed"`, `P/milestones/0/share`,
//! `P/corrections/l154/printed`, `P/tasks/7/citation`, and of cases: `cases/SLUG/published`, `cases/SLUG/byline`,
//! `cases/SLUG/date`. What a group is called stands in `plan.toml`: `P/organisation/3/finance`; how an agency is reached in
//! `agencies.toml/ID/telephone/value`.

use itertools::Itertools as _;
use serde_json::Value;

use crate::text::date::Deadline;
use crate::verify::derived::{Data, list, text};
use crate::verify::labels::Known;
use crate::verify::numbers::{digits, numbers as in_words};
use crate::verify::own_words::OwnWords;
use crate::verify::second_reading::{due, folded};

/// A share of all, in percent.
const WHOLE: u64 = 100;

/// What paths into the list of agencies begin with: a plan's id has no point.
const REGISTRY: &str = "agencies.toml/";

/// Returns the values that a path names; nothing where there are none.
pub(super) fn values(known: &Known, path: &str) -> Vec<Value> {
    if let Some(contact) = path.strip_prefix(REGISTRY) {
        return contact_of(known.registry, contact).into_iter().collect();
    }
    match path.strip_prefix("cases/").and_then(|path| path.split_once('/')) {
        Some((slug, key)) => of_case(known, slug, key),
        None => match path.strip_suffix("/groups").and_then(|plan| plan_of(&known.plans, plan)) {
            Some(data) => groups(data),
            None => of_plan(&known.plans, path).into_iter().collect(),
        },
    }
}

/// Returns a value of how an agency is reached: `ID/telephone/value`.
fn contact_of(registry: &Value, path: &str) -> Option<Value> {
    let [id, kind, key] = path.split('/').collect::<Vec<_>>()[..] else { return None };
    let value = list(&registry["agencies"]).iter().find(|agency| agency["id"] == id)?.get(kind)?.get(key)?;
    Some(value.as_str().map_or_else(|| value.clone(), |value| value.trim().into()))
}

fn plan_of<'a>(plans: &[&'a Data], id: &str) -> Option<&'a Data> {
    plans.iter().find(|data| text(&data.plan["id"]) == id).copied()
}

/// Returns how many domains of each kind a plan has, in the words of `plan.toml` where it tells them apart, and how many
/// tasks.
fn groups(data: &Data) -> Vec<Value> {
    let written = list(&data.written["domains"]);
    let kind = |domain: &Value| {
        let entry = written.iter().find(|entry| entry["slug"] == domain["id"]);
        let own = entry.map_or("", |entry| text(&entry["group"]));
        (if own.is_empty() { text(&data.plan["words"]["domain"]) } else { own }).to_owned()
    };
    let counts = list(&data.plan["domains"]).iter().map(kind).counts();
    let said = counts.into_iter().map(|(kind, count)| match kind.as_str() {
        "" => Value::from(count),
        kind => format!("{count}个{kind}").into(),
    });
    said.chain([list(&data.tasks["tasks"]).len().into()]).collect()
}

/// Checks whether the open data has what a path names.
pub(super) fn is_known(known: &Known, path: &str) -> bool {
    if let Some(contact) = path.strip_prefix(REGISTRY) {
        return contact_of(known.registry, contact).is_some();
    }
    match path.strip_prefix("cases/").and_then(|path| path.split_once('/')) {
        Some((slug, _)) => list(&known.cases["cases"]).iter().any(|case| text(&case["slug"]) == slug),
        None => {
            let plan = path.strip_suffix("/groups");
            plan.is_some_and(|plan| plan_of(&known.plans, plan).is_some()) || of_plan(&known.plans, path).is_some()
        }
    }
}

/// Returns what a case's byline states: who published it, who reprinted it, and when; or its date, which is that of the event
/// where it is known.
fn of_case(known: &Known, slug: &str, key: &str) -> Vec<Value> {
    let cases = list(&known.cases["cases"]);
    let Some(case) = cases.iter().find(|case| text(&case["slug"]) == slug) else { return Vec::new() };
    let value = |key: &str| case.get(key).filter(|value| value.is_string()).cloned();
    match key {
        "byline" => ["publisher", "reprinted_by", "published"].into_iter().filter_map(value).collect(),
        "date" => value("event_date").or_else(|| value("published")).map(year).into_iter().collect(),
        key => value(key).map(year).into_iter().collect(),
    }
}

/// Returns a date that is but a year as the number that it is.
fn year(date: Value) -> Value {
    text(&date).parse::<u16>().map_or(date, Value::from)
}

/// Returns a value of a plan. `least` and `due` of a milestone are counted: how many tasks make its share, and how many fall
/// due by the end of its year.
fn of_plan(plans: &[&Data], path: &str) -> Option<Value> {
    let mut names = path.split('/');
    let plan = names.next()?;
    let data = plan_of(plans, plan)?;
    let names: Vec<&str> = names.collect();
    if let ["milestones", at, key @ ("least" | "due")] = names[..] {
        let milestone = list(&data.plan["milestones"]).get(at.parse::<usize>().ok()?)?;
        return match key {
            "least" => Some(least(data, milestone)?.into()),
            _ => Some(due_by(data, milestone)?.into()),
        };
    }
    if let ["organisation", tier, domain] = names[..] {
        return group(data, tier.parse().ok()?, domain);
    }
    let from = match names.first()? {
        &"tasks" => &data.tasks,
        _ => &data.plan,
    };
    let found = names.iter().try_fold(from, |value, name| match value {
        Value::Array(items) => items
            .iter()
            .find(|item| item["id"] == **name || item["number"].as_u64().is_some_and(|n| n.to_string() == **name))
            .or_else(|| items.get(name.parse::<usize>().ok()?)),
        value => value.get(name),
    });
    found.cloned()
}

/// Returns what the document calls the group of a domain in a tier, numbered from 1; nothing known of a name that may be
/// corrected.
fn group(data: &Data, tier: usize, domain: &str) -> Option<Value> {
    let tier = list(&data.written["organisation"]["tiers"]).get(tier.checked_sub(1)?)?;
    let group = list(&tier["groups"]).iter().find(|group| text(&group["domain"]) == domain)?;
    let name = text(&group["printed"]);
    let mut corrections = list(&data.plan["corrections"]).iter().filter(|entry| entry["kind"] == "correction");
    let is_corrected = corrections.any(|entry| name.contains(text(&entry["printed"])));
    Some(if is_corrected { Value::Null } else { name.into() })
}

fn least(data: &Data, milestone: &Value) -> Option<usize> {
    let share = usize::try_from(milestone["share"].as_u64()?).ok()?;
    Some(list(&data.tasks["tasks"]).len().checked_mul(share)?.div_ceil(100))
}

fn due_by(data: &Data, milestone: &Value) -> Option<usize> {
    let year = milestone["year"].as_u64()?;
    let is_due = |part: &Value| {
        let due = text(&part["deadline"]).parse::<Deadline>();
        due.is_ok_and(|due| u64::from(due.last_day().year()) <= year)
    };
    let all_due = |task: &&Value| list(&task["parts"]).iter().all(is_due);
    Some(list(&data.tasks["tasks"]).iter().filter(all_due).count())
}

/// Checks whether words state these values: one text alone word for word, several, or one with a number in it, in any words
/// with no other number.
pub(super) fn are_stated(words: &str, values: &[Value], own: &OwnWords) -> bool {
    if let [Value::String(only)] = values
        && !is_date(only)
        && (digits(only).is_empty() || folded(words) == folded(only))
    {
        let (stated, only) = (folded(words), folded(only));
        // What is called a role stands before a colon.
        return stated.trim_end_matches(':') == only.trim_end_matches(':') || own.say(words);
    }
    if let [Value::Number(number)] = values
        && *number != WHOLE.into()
        && digits(words).is_empty()
    {
        // An ordinal in words: 第二类.
        let told = in_words(words).first().is_some_and(|told| number.as_u64() == Some(u64::from(*told)));
        return told || own.say(words);
    }
    let mut rest = folded(words);
    // Dates behind texts, and a longer text before one that is a part of it.
    let order = |value: &&Value| (text(value).parse::<Deadline>().is_ok(), std::cmp::Reverse(text(value).len()));
    for value in values.iter().sorted_by_key(order) {
        match value {
            Value::String(date) if is_date(date) => {
                if !due::allows(words, Some(date)) && !own.say(words) {
                    return false;
                }
                rest.clear();
            }
            Value::String(text) => match rest.split_once(&folded(text)) {
                Some((before, after)) => rest = [before, after].join(" "),
                None => return own.say(words),
            },
            _ => {}
        }
    }
    let numbers: Vec<String> = values.iter().flat_map(numbers).collect();
    let runs = digits(&rest);
    // A whole may be said in words.
    let is_whole = runs.is_empty() && numbers == [WHOLE.to_string()];
    runs.iter().all(|run| numbers.iter().any(|own| own == run) || own.count(words, run))
        && (is_whole || numbers.iter().all(|number| runs.contains(&number.as_str())) || own.say(words))
}

/// Checks whether a value is a day or a month, which pages say in words.
fn is_date(text: &str) -> bool {
    text.contains('-') && text.parse::<Deadline>().is_ok()
}

fn numbers(value: &Value) -> Vec<String> {
    match value {
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        _ => Vec::new(),
    }
}
