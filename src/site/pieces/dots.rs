//! Tasks drawn as dots: filled for the plan's first deadline, a ring for its second, plain without one.

use itertools::Itertools as _;
use serde::Serialize;

use crate::read::TaskIndex;
use crate::site::context::PageContext;
use crate::site::href::Href;
use crate::site::plan_index::PlanIndex;
use crate::text::address;
use crate::text::numeral::numeral;

/// How many deadlines the shapes of dots can tell apart.
const MOST_DEADLINES: usize = 2;

/// The most dots that a line holds.
const LONGEST_ROW: usize = 40;

/// How many dots stand side by side in a cell, and how many rows it has at most.
const CELL: usize = 3;

/// Units of the drawing from one dot to the next, in rows and cells.
const PITCH: usize = 18;

/// A drawing of dots: what an `<svg>` says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Dots {
    /// `2.0625rem`
    pub width: String,
    /// `1.125rem`; absent where it follows from the width.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<String>,
    /// `0 0 54 18`
    pub view_box: String,
    pub paths: Vec<DotPath>,
}

/// Neighbouring dots of one shape. Round ends on dashes of length nought draw them: a row is a few lines, and prints
/// whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DotPath {
    /// Absent for filled dots, `hole` for the inside of rings, `plain`; `line` for a line across all rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<&'static str>,
    /// `M9 9h19`
    pub d: String,
}

/// A domain with its tasks as dots.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DotRow {
    /// `一`, or nothing.
    pub label: String,
    pub title: String,
    pub href: Href,
    pub count: usize,
    /// Absent where dots can't tell the deadlines apart, or a line can't hold them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dots: Option<Dots>,
    /// How many fall due when: `2023年12月 5 · 2024年12月 3`.
    pub due: String,
}

/// Where the dots of each shape end, counted from the first: filled ones, rings, plain ones.
pub(super) type Ends = [usize; 3];

/// Returns the paths of a row: `y` is its middle, `pitch` the way from one dot to the next.
pub(super) fn row_paths([filled, rings, plain]: Ends, y: usize, pitch: usize) -> Vec<DotPath> {
    let mut paths = Vec::new();
    let shapes: [(usize, usize, &[Option<&'static str>]); 3] =
        [(0, filled, &[None]), (filled, rings, &[None, Some("hole")]), (rings, plain, &[Some("plain")])];
    for (first, end, classes) in shapes {
        if first < end {
            let d = format!("M{} {y}h{}", first * pitch + pitch / 2, (end - first) * pitch - pitch + 1);
            paths.extend(classes.iter().map(|&class| DotPath { class, d: d.clone() }));
        }
    }
    paths
}

/// Returns one line of dots, where it can hold them.
fn row(ends: Ends) -> Option<Dots> {
    let count = ends[2];
    (count <= LONGEST_ROW).then(|| Dots {
        width: format!("{}rem", rem(count * PITCH)),
        height: Some(format!("{}rem", rem(PITCH))),
        view_box: format!("0 0 {} {PITCH}", count * PITCH),
        paths: row_paths(ends, PITCH / 2, PITCH),
    })
}

/// Returns up to nine dots in rows of three; none where there are more.
fn cell(ends: Ends) -> Option<Dots> {
    let rows = ends[2].div_ceil(CELL);
    // Dots of a cell are smaller than those of a row: 33 pixels for three.
    let small = |dots: usize| dots as f64 * 0.6875;
    (1..=CELL).contains(&rows).then(|| Dots {
        width: format!("{}rem", small(CELL)),
        height: Some(format!("{}rem", small(rows))),
        view_box: format!("0 0 {} {}", CELL * PITCH, rows * PITCH),
        paths: (0..rows)
            .flat_map(|row| {
                let here = ends.map(|end| end.saturating_sub(row * CELL).min(CELL));
                row_paths(here, row * PITCH + PITCH / 2, PITCH)
            })
            .collect(),
    })
}

/// Returns a length in `rem`, of which a unit of the drawing is a sixteenth.
fn rem(units: usize) -> f64 {
    units as f64 / 16.0
}

/// Returns where the dots of some tasks end, if dots can tell the plan's deadlines apart.
pub(super) fn ends(plan: &PlanIndex, tasks: &[TaskIndex]) -> Option<Ends> {
    let due = |deadline: usize| {
        let is_due = |task: &&TaskIndex| deadline_of(plan, **task) == Some(deadline);
        tasks.iter().filter(is_due).count()
    };
    let filled = due(0);
    (plan.deadlines.len() <= MOST_DEADLINES).then(|| [filled, filled + due(1), tasks.len()])
}

/// Returns the position of a task's deadline among the plan's: the last of its parts'.
pub(super) fn deadline_of(plan: &PlanIndex, task: TaskIndex) -> Option<usize> {
    let last = plan.tasks[task].parts.iter().filter_map(|part| part.due).max()?;
    plan.deadline_index(last)
}

/// Returns tasks as dots in a small cell, if it can hold them.
pub(crate) fn dot_cell(plan: &PlanIndex, tasks: &[TaskIndex]) -> Option<Dots> {
    ends(plan, tasks).and_then(cell)
}

impl PageContext<'_> {
    /// Returns the domains with their tasks as dots.
    pub(crate) fn dot_rows(&self, plan: &PlanIndex) -> Vec<DotRow> {
        let row = |(index, domain): (_, &crate::read::Domain)| {
            let tasks = plan.tasks_of_domain(index);
            DotRow {
                label: numeral(domain.number),
                title: domain.name.clone(),
                href: self.href(&address::domain(&plan.id, &domain.slug)),
                count: tasks.len(),
                dots: ends(plan, &tasks).and_then(row),
                due: self.due_in_words(plan, &tasks),
            }
        };
        plan.domains.iter_enumerated().map(row).collect()
    }

    /// Returns how many tasks fall due when, and how many have no date.
    fn due_in_words(&self, plan: &PlanIndex, tasks: &[TaskIndex]) -> String {
        let count = |of: &[TaskIndex]| tasks.iter().filter(|task| of.contains(task)).count();
        let dated = plan.deadlines.iter().map(|(due, of)| (self.deadline_in_words(*due), count(of)));
        let undated = plan.undated_tasks().filter(|task| tasks.contains(task)).count();
        let counts = dated.chain([(self.word("no_date"), undated)]).filter(|(_, count)| *count > 0);
        counts.map(|(due, count)| format!("{due} {count}")).join(" · ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(dots: &Dots) -> Vec<String> {
        dots.paths.iter().map(|path| format!("{} {}", path.class.unwrap_or("-"), path.d)).collect()
    }

    #[test]
    fn a_row_is_filled_dots_then_rings_then_plain_ones() {
        let dots = row([3, 4, 6]).unwrap();
        assert_eq!((dots.width.as_str(), dots.height.as_deref()), ("6.75rem", Some("1.125rem")));
        assert_eq!(dots.view_box, "0 0 108 18");
        assert_eq!(drawn(&dots), ["- M9 9h37", "- M63 9h1", "hole M63 9h1", "plain M81 9h19"]);
        assert_eq!(drawn(&row([0, 0, 1]).unwrap()), ["plain M9 9h1"]);
        assert_eq!(row([0, 40, 40]).unwrap().width, "45rem");
        assert_eq!(row([0, 0, 41]), None);
    }

    #[test]
    fn a_cell_has_rows_of_three() {
        let dots = cell([2, 5, 7]).unwrap();
        assert_eq!((dots.width.as_str(), dots.height.as_deref()), ("2.0625rem", Some("2.0625rem")));
        assert_eq!(dots.view_box, "0 0 54 54");
        let paths = [
            "- M9 9h19",
            "- M45 9h1",
            "hole M45 9h1",
            "- M9 27h19",
            "hole M9 27h19",
            "plain M45 27h1",
            "plain M9 45h1",
        ];
        assert_eq!(drawn(&dots), paths);
        assert_eq!(drawn(&cell([9, 9, 9]).unwrap()), ["- M9 9h37", "- M9 27h37", "- M9 45h37"]);
        assert_eq!((cell([0, 0, 0]), cell([0, 0, 10])), (None, None));
    }
}
