//! Values of the open data that pages state as they stand: `data-fact="P/signed"`, `P/milestones/0/share`,
//! `P/corrections/l154/printed`, `P/tasks/7/citation`.

use serde_json::Value;

use crate::text::date::Deadline;
use crate::verify::derived::{Data, list, text};
use crate::verify::numbers::digits;
use crate::verify::own_words::OwnWords;
use crate::verify::second_reading::{due, folded};

/// Returns the value that a path names; nothing where there is none. `least` and `due` of a milestone are counted: how
/// many tasks make its share, and how many fall due by the end of its year.
pub(super) fn value(plans: &[&Data], path: &str) -> Option<Value> {
    let mut names = path.split('/');
    let plan = names.next()?;
    let data = plans.iter().find(|data| text(&data.plan["id"]) == plan)?;
    let names: Vec<&str> = names.collect();
    if let ["milestones", at, key @ ("least" | "due")] = names[..] {
        let milestone = list(&data.plan["milestones"]).get(at.parse::<usize>().ok()?)?;
        return match key {
            "least" => Some(least(data, milestone)?.into()),
            _ => Some(due_by(data, milestone)?.into()),
        };
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

fn least(data: &Data, milestone: &Value) -> Option<usize> {
    let share = usize::try_from(milestone["share"].as_u64()?).ok()?;
    Some((list(&data.tasks["tasks"]).len() * share).div_ceil(100))
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

/// Checks whether words state these values: one text alone word for word, several in any words with no other number.
pub(super) fn are_stated(words: &str, values: &[Value], own: &OwnWords) -> bool {
    if let [Value::String(only)] = values
        && !is_day(only)
    {
        let (stated, only) = (folded(words), folded(only));
        // What is called a role stands before a colon.
        return stated.trim_end_matches(':') == only.trim_end_matches(':') || own.say(words);
    }
    let mut rest = folded(words);
    for value in values {
        match value {
            Value::String(day) if is_day(day) => {
                if !due::allows(words, Some(day)) && !own.say(words) {
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
    let is_whole = runs.is_empty() && numbers == ["100"];
    runs.iter().all(|run| numbers.iter().any(|own| own == run) || own.count(words, run))
        && (is_whole || numbers.iter().all(|number| runs.contains(&number.as_str())) || own.say(words))
}

fn is_day(text: &str) -> bool {
    text.len() == "2030-01-31".len() && text.parse::<Deadline>().is_ok()
}

fn numbers(value: &Value) -> Vec<String> {
    match value {
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        _ => Vec::new(),
    }
}
