//! What belongs to what: tasks and clauses, as an editor decided, or as rare words in common suggest. Ours, not the
//! document's.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::ops::Range;

use oxc_index::{IndexVec, index_vec};

use crate::content::{AnsweredTask, ChosenClause, PlanRelations, TaskRelations};
use crate::memory::{Memory, key_of, recall};
use crate::parse::{NodeIndex, is_han};
use crate::read::{Plan, Task, TaskIndex};

/// Two texts are suggested from this likeness on, which lies between 0 and about 1. Both were held against what an editor
/// decided of ninety tasks: he agrees with two in three tasks and three in four clauses above them, and with half of
/// those at half the likeness.
const TASK_THRESHOLD: f64 = 0.2;
const CLAUSE_THRESHOLD: f64 = 0.23;
const MOST_TASKS: usize = 5;
const MOST_CLAUSES: usize = 2;

/// A text's weight counts up to here: else a long clause would be like nothing.
const HEAVIEST: f64 = 400.0;

/// The shortest words in common that a quotation marks, in characters.
const SHORTEST_SHARED: usize = 3;

/// Two or three characters in a row, or a Latin word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Gram {
    Han([char; 3]),
    Word(String),
}

/// Relations of one plan.
#[derive(Debug, Clone, Default, Hash)]
pub(crate) struct Relations {
    /// Two texts that share these have nothing in common.
    stock_phrases: Vec<String>,
    pub of_task: IndexVec<TaskIndex, TaskNeighbours>,
    /// Tasks that answer some of other plans.
    pub answering: Vec<TaskIndex>,
    /// Of each clause, its tasks in order.
    pub tasks_of_clause: IndexVec<NodeIndex, Vec<TaskIndex>>,
}

/// What belongs to a task, the nearest first.
#[derive(Debug, Clone, Default, Hash)]
pub(crate) struct TaskNeighbours {
    pub tasks: Vec<TaskIndex>,
    pub clauses: Vec<NearClause>,
    /// Tasks of other plans that it answers.
    pub answers: Vec<AnsweredTask>,
    /// Whether the program suggests it, and no editor has decided.
    pub is_suggested: bool,
}

/// A clause that belongs to a task.
#[derive(Debug, Clone, Hash)]
pub(crate) struct NearClause {
    pub clause: NodeIndex,
    /// The words of the clause that an editor chose to show why.
    pub words: Option<String>,
}

impl Relations {
    /// Returns the words of `text` that stand in `other` too: byte ranges, in order, apart.
    pub(crate) fn shared(&self, text: &str, other: &str) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for run in word_runs(text, &self.stock_phrases) {
            let chars: Vec<usize> =
                text[run.clone()].char_indices().map(|(at, _)| run.start + at).chain([run.end]).collect();
            let mut first = 0;
            while first + SHORTEST_SHARED < chars.len() {
                let longest = (first + SHORTEST_SHARED..chars.len())
                    .rev()
                    .find(|&last| other.contains(&text[chars[first]..chars[last]]));
                match longest {
                    Some(last) => {
                        ranges.push(chars[first]..chars[last]);
                        first = last;
                    }
                    None => first += 1,
                }
            }
        }
        ranges
    }
}

/// What the program suggests of each task of a plan.
pub(crate) type Suggested = IndexVec<TaskIndex, TaskNeighbours>;

/// Returns what belongs together: what an editor decided, and for tasks of which nobody has decided what the program
/// suggests, which is `remembered`; `stock_phrases` are left out of the texts.
pub(crate) fn relations(
    plan: &Plan,
    chosen: Option<&PlanRelations>,
    stock_phrases: &[String],
    remembered: Option<&Memory<Suggested>>,
) -> Relations {
    let key = || Some(key_of(&(plan, stock_phrases)));
    let Ok(of_task) = recall(remembered, &plan.id, key, || Ok::<_, Infallible>(suggested(plan, stock_phrases)));
    let mut relations = Relations {
        stock_phrases: stock_phrases.to_vec(),
        of_task,
        answering: Vec::new(),
        tasks_of_clause: index_vec![Vec::new(); plan.clauses.len()],
    };
    for (task, of_task) in plan.tasks.iter().zip(&mut relations.of_task) {
        if let Some(chosen) = chosen.and_then(|chosen| chosen.tasks.get(&task.number)) {
            *of_task = decided(plan, chosen);
        }
    }
    for (task, of_task) in relations.of_task.iter_enumerated() {
        if !of_task.answers.is_empty() {
            relations.answering.push(task);
        }
        for near in &of_task.clauses {
            relations.tasks_of_clause[near.clause].push(task);
        }
    }
    relations
}

/// Returns what an editor decided of a task, as far as the plan has it.
fn decided(plan: &Plan, chosen: &TaskRelations) -> TaskNeighbours {
    let task = |number: &u32| plan.tasks.iter().position(|task| task.number == *number).map(TaskIndex::new);
    let clause = |chosen: &ChosenClause| {
        let clause = plan.clauses.iter().position(|clause| clause.id == chosen.id)?;
        Some(NearClause { clause: NodeIndex::new(clause), words: chosen.words.clone() })
    };
    TaskNeighbours {
        tasks: chosen.related.iter().filter_map(task).collect(),
        clauses: chosen.clauses.iter().filter_map(clause).collect(),
        answers: chosen.answers.clone(),
        is_suggested: false,
    }
}

/// Returns what the program suggests of each task: what shares rare words with it.
pub(crate) fn suggested(plan: &Plan, stock_phrases: &[String]) -> Suggested {
    let tasks = plan.tasks.iter().map(|task| grams(&plan.words_of(task), stock_phrases));
    let clauses =
        plan.clauses.iter().map(|clause| grams(&format!("{}\n{}", clause.heading, clause.text), stock_phrases));
    let texts: Vec<BTreeSet<Gram>> = tasks.chain(clauses).collect();
    let count = plan.tasks.len();
    let of_tasks: BTreeSet<NodeIndex> = plan.tasks.iter().filter_map(|task| plan.headings_of(task).next()).collect();
    let of_task = |(task, scores): (&Task, BTreeMap<usize, f64>)| {
        let nearest = |range: Range<usize>, threshold: f64, most: usize| -> Vec<usize> {
            let mut near: Vec<(usize, f64)> =
                scores.range(range).map(|(i, s)| (*i, *s)).filter(|(_, score)| *score >= threshold).collect();
            near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            near.into_iter().take(most).map(|(index, _)| index).collect()
        };
        // A task of the running text is like the headings that it stands under, and says nothing by that; other tasks
        // are not clauses beside it.
        let own: Vec<NodeIndex> = plan.headings_of(task).collect();
        let clauses = nearest(count..texts.len(), CLAUSE_THRESHOLD, MOST_CLAUSES);
        let clauses = clauses.into_iter().map(|text| NodeIndex::new(text - count));
        let clauses = clauses.filter(|clause| !own.contains(clause) && !of_tasks.contains(clause));
        TaskNeighbours {
            tasks: nearest(0..count, TASK_THRESHOLD, MOST_TASKS).into_iter().map(TaskIndex::new).collect(),
            clauses: clauses.map(|clause| NearClause { clause, words: None }).collect(),
            answers: Vec::new(),
            is_suggested: true,
        }
    };
    plan.tasks.iter().zip(likenesses(&texts, count)).map(of_task).collect()
}

/// Returns how like each of the first `count` texts is to every other: shared grams weighted by their rarity, over the
/// weights of both texts.
fn likenesses(texts: &[BTreeSet<Gram>], count: usize) -> Vec<BTreeMap<usize, f64>> {
    let mut holders: BTreeMap<&Gram, Vec<usize>> = BTreeMap::new();
    for (index, grams) in texts.iter().enumerate() {
        for gram in grams {
            holders.entry(gram).or_default().push(index);
        }
    }
    let weight_of = |holders: &[usize]| (texts.len() as f64 / holders.len() as f64).ln().powi(2);
    let mut weights = vec![0.0; texts.len()];
    let mut scores: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); count];
    // Words that stand in many texts say nothing about any two of them.
    let most = (texts.len() / 12).clamp(4, 24);
    for holders in holders.values() {
        let weight = weight_of(holders);
        for &holder in holders {
            weights[holder] += weight;
        }
        if holders.len() > most {
            continue;
        }
        for (at, &one) in holders.iter().enumerate().take_while(|(_, index)| **index < count) {
            for &other in &holders[at + 1..] {
                *scores[one].entry(other).or_default() += weight;
                if other < count {
                    *scores[other].entry(one).or_default() += weight;
                }
            }
        }
    }
    for (one, scores) in scores.iter_mut().enumerate() {
        for (&other, score) in scores.iter_mut() {
            *score /= (weights[one].min(HEAVIEST) * weights[other].min(HEAVIEST)).sqrt();
        }
    }
    scores
}

fn grams(text: &str, stock_phrases: &[String]) -> BTreeSet<Gram> {
    let mut grams = BTreeSet::new();
    for range in word_runs(text, stock_phrases) {
        let run = &text[range];
        if run.starts_with(is_han) {
            let chars: Vec<char> = run.chars().collect();
            grams.extend(chars.windows(2).map(|pair| Gram::Han([pair[0], pair[1], '\0'])));
            grams.extend(chars.windows(3).map(|three| Gram::Han([three[0], three[1], three[2]])));
        } else {
            grams.insert(Gram::Word(run.to_lowercase()));
        }
    }
    grams
}

/// Runs of Han characters, or of letters and digits, between punctuation and stock phrases.
fn word_runs(text: &str, stock_phrases: &[String]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut kind = None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let stock = stock_phrases.iter().filter(|phrase| text[at..].starts_with(phrase.as_str()));
        if let Some(phrase) = stock.max_by_key(|phrase| phrase.len()) {
            kind = None;
            at += phrase.len();
            continue;
        }
        let next = at + c.len_utf8();
        let own = if is_han(c) {
            Some(true)
        } else if c.is_alphanumeric() {
            Some(false)
        } else {
            None
        };
        match (own, runs.last_mut()) {
            (Some(_), Some(run)) if own == kind => run.end = next,
            (Some(_), _) => runs.push(at..next),
            (None, _) => {}
        }
        kind = own;
        at = next;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(phrases: &[&str]) -> Vec<String> {
        phrases.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn shared_words_are_found_whole() {
        let text = "推进东湖科技保险创新示范区建设,深化科技保险改革";
        let relations = Relations { stock_phrases: phrases(&["推进", "深化"]), ..Relations::default() };
        let ranges = relations.shared(text, "支持东湖科技保险创新。深化医疗改革");
        let words: Vec<&str> = ranges.into_iter().map(|range| &text[range]).collect();
        assert_eq!(words, ["东湖科技保险创新", "科技保险"]);
    }

    #[test]
    fn stock_phrases_are_no_words() {
        let text = "支持符合条件的企业RCEP,推动发展";
        let stock = phrases(&["支持", "符合", "符合条件", "推动", "发展"]);
        let words: Vec<&str> = word_runs(text, &stock).into_iter().map(|range| &text[range]).collect();
        assert_eq!(words, ["的企业", "RCEP"]);
    }
}
