//! What share of the tasks is to be done by when.

use serde::Serialize;

use crate::read::{self, Part, TaskIndex};
use crate::site::context::{Link, PageContext};
use crate::site::pieces::dots::{self, DotPath, Dots, Ends};
use crate::site::pieces::{clause_holding, clause_title};
use crate::site::plan_index::PlanIndex;
use crate::text::address;

/// The most tasks that a chart shows one by one.
const MOST_DOTS: usize = 240;

/// The most tasks that stand in a single row.
const LONGEST_ROW: usize = 44;

/// Units of the chart from one dot to the next.
const PITCH: usize = 20;

/// Height of a milestone's own line above the dots, in rem.
const STEP: f64 = 1.625;

/// The milestones of a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Milestones {
    /// Absent where dots can't tell the deadlines apart, or there are too many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chart: Option<MilestoneChart>,
    /// In the document's order.
    pub rows: Vec<MilestoneView>,
}

/// A milestone: what share is to be done by the end of a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct MilestoneView {
    pub year: u16,
    /// Percent of all tasks.
    pub share: u8,
    /// `40%以上`, or `全部`.
    pub label: String,
    /// How many of the plan's tasks make that share, rounded up.
    pub at_least: usize,
    /// How many tasks fall due by the end of that year, with all their parts.
    pub due: usize,
    /// The clause that says so.
    pub clause: Link,
}

/// All tasks as dots in order of their deadlines, with a line where each milestone wants the number to be.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct MilestoneChart {
    /// Height of the labels above the dots: `5.125rem`.
    pub height: String,
    /// One a milestone, in the same order.
    pub goals: Vec<GoalLine>,
    pub dots: Dots,
}

/// A milestone's line and label above the dots.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct GoalLine {
    /// From the left: `90%`.
    pub x: String,
    /// Where the line begins, from the top: `1.625rem`.
    pub line_y: String,
    /// Where the label's text stands: `2.75rem`.
    pub label_y: String,
    /// Whether the label stands left of its line, where there is more room.
    pub is_left: bool,
    pub year: u16,
    pub label: String,
}

impl PageContext<'_> {
    /// Returns the plan's milestones, if it has any.
    pub(crate) fn milestones(&self, plan: &PlanIndex) -> Option<Milestones> {
        let rows: Vec<MilestoneView> =
            plan.milestones.iter().map(|milestone| self.milestone(plan, milestone)).collect();
        let tasks: Vec<TaskIndex> = plan.tasks.indices().collect();
        let chart = dots::ends(plan, &tasks).filter(|_| !plan.deadlines.is_empty()).and_then(|ends| chart(ends, &rows));
        (!rows.is_empty()).then_some(Milestones { chart, rows })
    }

    fn milestone(&self, plan: &PlanIndex, milestone: &read::Milestone) -> MilestoneView {
        let clause = clause_holding(plan, milestone.span);
        let is_due = |part: &Part| part.due.is_some_and(|due| due.last_day().year() <= milestone.year);
        let due = plan.tasks.iter().filter(|task| task.parts.iter().all(is_due)).count();
        MilestoneView {
            year: milestone.year,
            share: milestone.share,
            label: if milestone.at_least {
                self.words.fill("milestone_at_least", &[("share", &milestone.share.to_string())])
            } else {
                self.word("milestone_all")
            },
            at_least: (plan.tasks.len() * usize::from(milestone.share)).div_ceil(100),
            due,
            clause: clause.map_or_else(Link::default, |clause| {
                self.link(clause_title(plan, clause), &address::clause(&plan.id, &clause.id))
            }),
        }
    }
}

/// Returns the chart of all tasks; none where there are too many. Tasks fill its columns from top to bottom, so that a
/// milestone's line cuts all rows at the same place.
fn chart(ends: Ends, milestones: &[MilestoneView]) -> Option<MilestoneChart> {
    let total = ends[2];
    if total == 0 || total > MOST_DOTS {
        return None;
    }
    let rows: usize = if total > LONGEST_ROW { 3 } else { 1 };
    let columns = total.div_ceil(rows);
    let dots = (0..rows).flat_map(|row| {
        let here = ends.map(|end| (end + rows - 1 - row) / rows);
        dots::row_paths(here, row * PITCH + PITCH / 2, PITCH)
    });
    let lines = milestones.iter().map(|milestone| {
        let x = rounded((milestone.at_least * PITCH) as f64 / rows as f64, 10.0);
        DotPath { class: Some("line"), d: format!("M{x} 0v{}", rows * PITCH) }
    });
    let goal = |(index, milestone): (usize, &MilestoneView)| {
        let x = (milestone.at_least * 100) as f64 / (columns * rows) as f64;
        let y = (milestones.len() - 1 - index) as f64 * STEP;
        GoalLine {
            x: format!("{}%", rounded(x, 100.0)),
            line_y: format!("{y}rem"),
            label_y: format!("{}rem", y + 1.125),
            is_left: x > 50.0,
            year: milestone.year,
            label: milestone.label.clone(),
        }
    };
    Some(MilestoneChart {
        height: format!("{}rem", milestones.len() as f64 * STEP + 0.25),
        goals: milestones.iter().enumerate().map(goal).collect(),
        dots: Dots {
            width: "100%".to_owned(),
            height: None,
            view_box: format!("0 0 {} {}", columns * PITCH, rows * PITCH),
            paths: dots.chain(lines).collect(),
        },
    })
}

fn rounded(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn milestone(year: u16, share: u8, at_least: usize) -> MilestoneView {
        let label = format!("{share}%");
        MilestoneView { year, share, label, at_least, due: 0, clause: Link::default() }
    }

    #[test]
    fn a_milestone_stands_where_its_number_of_tasks_ends() {
        let chart = chart([3, 4, 4], &[milestone(2031, 50, 2), milestone(2032, 100, 4)]).unwrap();
        assert_eq!((chart.height.as_str(), chart.dots.view_box.as_str()), ("3.5rem", "0 0 80 20"));
        let goals: Vec<_> =
            chart.goals.iter().map(|goal| (goal.x.as_str(), goal.line_y.as_str(), goal.is_left)).collect();
        assert_eq!(goals, [("50%", "1.625rem", false), ("100%", "0rem", true)]);
        assert_eq!(chart.goals[0].label_y, "2.75rem");
        let paths: Vec<&str> = chart.dots.paths.iter().map(|path| path.d.as_str()).collect();
        assert_eq!(paths, ["M10 10h41", "M70 10h1", "M70 10h1", "M40 0v20", "M80 0v20"]);
    }

    #[test]
    fn many_tasks_fill_columns_of_three_and_too_many_none() {
        let chart_of = |total| chart([0, 0, total], &[milestone(2031, 50, total / 2)]);
        let chart = chart_of(46).unwrap();
        assert_eq!(chart.dots.view_box, "0 0 320 60");
        let paths: Vec<&str> = chart.dots.paths.iter().map(|path| path.d.as_str()).collect();
        assert_eq!(paths, ["M10 10h301", "M10 30h281", "M10 50h281", "M153.3 0v60"]);
        assert_eq!(chart.goals[0].x, "47.92%");
        assert!(chart_of(240).is_some() && chart_of(241).is_none() && chart_of(0).is_none());
    }
}
