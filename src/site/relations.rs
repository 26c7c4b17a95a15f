//! What is near to what: tasks and clauses that share words. Ours, not the document's.

use std::collections::{BTreeMap, BTreeSet};

use crate::parse::is_han;
use crate::read::Plan;

/// How many characters in a row two texts must share for the words to count.
const GRAM: usize = 4;
type Gram = [char; GRAM];
/// Two texts are related from this score on; a score is a sum of the shared grams' weights.
const CLAUSE_THRESHOLD: f64 = 9.0;
const TASK_THRESHOLD: f64 = 9.0;
const MOST_CLAUSES: usize = 3;
const MOST_TASKS: usize = 6;

/// Relations of one plan, by position in `plan.tasks` and `plan.clauses`.
#[derive(Debug, Clone, Default)]
pub struct Relations {
    /// Of each task, the clauses nearest first.
    pub clauses_of_task: Vec<Vec<usize>>,
    /// Of each clause, its tasks in order.
    pub tasks_of_clause: Vec<Vec<usize>>,
    /// Of each task, other tasks nearest first.
    pub tasks_of_task: Vec<Vec<usize>>,
}

/// Finds the relations of a plan.
pub fn relations(plan: &Plan) -> Relations {
    let tasks: Vec<BTreeSet<Gram>> = plan
        .tasks
        .iter()
        .map(|task| task.parts.iter().flat_map(|part| grams(&plan.as_read(&[part.text.span]))).collect())
        .collect();
    let clauses: Vec<BTreeSet<Gram>> = plan
        .clauses
        .iter()
        .map(|clause| grams(&format!("{}。{}", clause.heading, clause.text)).into_iter().collect())
        .collect();
    let texts: Vec<&BTreeSet<Gram>> = tasks.iter().chain(&clauses).collect();
    let mut holders: BTreeMap<Gram, Vec<usize>> = BTreeMap::new();
    for (index, grams) in texts.iter().enumerate() {
        for gram in *grams {
            holders.entry(*gram).or_default().push(index);
        }
    }
    // A phrase that stands in many texts says nothing about any two of them.
    let most = (texts.len() / 12).clamp(6, 40);
    let mut scores: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); tasks.len()];
    for holders in holders.values().filter(|holders| (2..=most).contains(&holders.len())) {
        let weight = (texts.len() as f64 / holders.len() as f64).ln();
        for (at, &one) in holders.iter().enumerate().filter(|(_, index)| **index < tasks.len()) {
            for &other in &holders[at + 1..] {
                *scores[one].entry(other).or_default() += weight;
                if other < tasks.len() {
                    *scores[other].entry(one).or_default() += weight;
                }
            }
        }
    }
    let mut relations = Relations { tasks_of_clause: vec![Vec::new(); clauses.len()], ..Relations::default() };
    for (task, scores) in scores.iter().enumerate() {
        let nearest = |wanted: &dyn Fn(usize) -> bool, threshold: f64, most: usize| {
            let mut near: Vec<(usize, f64)> =
                scores.iter().map(|(i, s)| (*i, *s)).filter(|(i, score)| wanted(*i) && *score >= threshold).collect();
            near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            near.truncate(most);
            near.into_iter().map(|(index, _)| index).collect::<Vec<usize>>()
        };
        let near_clauses: Vec<usize> = nearest(&|i| i >= tasks.len(), CLAUSE_THRESHOLD, MOST_CLAUSES)
            .into_iter()
            .map(|i| i - tasks.len())
            .collect();
        for &clause in &near_clauses {
            relations.tasks_of_clause[clause].push(task);
        }
        relations.clauses_of_task.push(near_clauses);
        relations.tasks_of_task.push(nearest(&|i| i < tasks.len(), TASK_THRESHOLD, MOST_TASKS));
    }
    relations
}

/// Runs of `GRAM` letters, punctuation and spaces ending a run.
fn grams(text: &str) -> Vec<Gram> {
    text.split(|c: char| !is_word(c))
        .flat_map(|run| {
            let chars: Vec<char> = run.chars().collect();
            chars.windows(GRAM).filter_map(|window| window.try_into().ok()).collect::<Vec<Gram>>()
        })
        .collect()
}

fn is_word(c: char) -> bool {
    is_han(c) || c.is_alphanumeric()
}

/// The parts of `text` that stand in `other` too, at least `GRAM` letters long: byte ranges, in order, apart.
pub fn shared(text: &str, other: &str) -> Vec<std::ops::Range<usize>> {
    let theirs: BTreeSet<Gram> = grams(other).into_iter().collect();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
    for window in chars.windows(GRAM) {
        let gram: Gram = std::array::from_fn(|at| window[at].1);
        let (last, c) = window[GRAM - 1];
        if !theirs.contains(&gram) {
            continue;
        }
        let range = window[0].0..last + c.len_utf8();
        match ranges.last_mut() {
            Some(before) if before.end >= range.start => before.end = range.end,
            _ => ranges.push(range),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_words_are_found_whole() {
        let text = "推进东湖科技保险创新示范区建设,深化改革";
        let ranges = shared(text, "支持东湖科技保险创新。深化改革");
        let words: Vec<&str> = ranges.into_iter().map(|range| &text[range]).collect();
        assert_eq!(words, ["东湖科技保险创新", "深化改革"]);
    }
}
