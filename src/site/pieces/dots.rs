//! Tasks drawn as dots: filled where public material speaks of them, rings where none has been collected.

use serde::Serialize;

use crate::read::{DomainIndex, TaskIndex};
use crate::site::context::PageContext;
use crate::site::href::Href;
use crate::site::pieces::{Evidence, Phrase, TaskBadge, heading};
use crate::site::plan_index::PlanIndex;
use crate::text::address;

/// The most dots that a line holds.
const LONGEST_ROW: usize = 40;

/// Units of the drawing from one dot to the next.
const PITCH: usize = 18;

/// A drawing of dots: what an `<svg>` says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Dots {
    /// `2.0625rem`
    pub width: String,
    /// `1.125rem`
    pub height: String,
    /// `0 0 54 18`
    pub view_box: String,
    pub paths: Vec<DotPath>,
}

/// Neighbouring dots of one shape. Round ends on dashes of length nought draw them: a row is three lines, and prints
/// whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DotPath {
    /// Absent for filled dots, `hole` for the inside of rings.
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
    pub title: Vec<Phrase>,
    pub href: Href,
    pub count: usize,
    /// Absent where a line can't hold them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dots: Option<Dots>,
    /// `3项有公开材料`, or that nothing has been collected.
    pub known: String,
    /// The tasks by name, in order.
    pub badges: Vec<TaskBadge>,
}

/// Some tasks in a cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct DotCell {
    pub count: usize,
    /// Absent where there are none, or a line can't hold them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dots: Option<Dots>,
    /// `3项有公开材料`, or that nothing has been collected.
    pub known: String,
}

/// Returns one line of dots, the filled ones first, where it can hold them.
fn row(Evidence { known, unknown }: Evidence) -> Option<Dots> {
    let count = known + unknown;
    let line = |first: usize, end: usize, class| DotPath {
        class,
        d: format!("M{} {}h{}", first * PITCH + PITCH / 2, PITCH / 2, (end - first) * PITCH - PITCH + 1),
    };
    let filled = (known > 0).then(|| line(0, known, None));
    let rings = (unknown > 0).then(|| [line(known, count, None), line(known, count, Some("hole"))]);
    (count <= LONGEST_ROW).then(|| Dots {
        width: format!("{}rem", rem(count * PITCH)),
        height: format!("{}rem", rem(PITCH)),
        view_box: format!("0 0 {} {PITCH}", count * PITCH),
        paths: filled.into_iter().chain(rings.into_iter().flatten()).collect(),
    })
}

/// Returns a length in `rem`, of which a unit of the drawing is a sixteenth.
fn rem(units: usize) -> f64 {
    units as f64 / 16.0
}

impl PageContext<'_> {
    /// Returns the domains with their tasks as dots and by name.
    pub(crate) fn dot_rows(&self, plan: &PlanIndex) -> Vec<DotRow> {
        plan.domains.indices().map(|domain| self.dot_row(plan, domain)).collect()
    }

    pub(crate) fn dot_row(&self, plan: &PlanIndex, index: DomainIndex) -> DotRow {
        let domain = &plan.domains[index];
        let tasks = plan.tasks_of_domain(index);
        let evidence = self.evidence(plan, &tasks);
        DotRow {
            label: domain.numeral(),
            title: heading(&domain.name),
            href: self.href(&address::domain(&plan.id, &domain.slug)),
            count: tasks.len(),
            dots: row(evidence),
            known: self.known_in_words(evidence),
            badges: self.badges(plan, &tasks, None),
        }
    }

    pub(crate) fn dot_cell(&self, plan: &PlanIndex, tasks: &[TaskIndex]) -> DotCell {
        let evidence = self.evidence(plan, tasks);
        let dots = row(evidence).filter(|_| !tasks.is_empty());
        DotCell { count: tasks.len(), dots, known: self.known_in_words(evidence) }
    }

    fn known_in_words(&self, evidence: Evidence) -> String {
        match evidence.known {
            0 => self.word("none_collected"),
            known => self.words.fill("tasks_known", &[("n", &known.to_string())]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_filled_dots_then_rings() {
        let drawn = |known, unknown| {
            let dots = row(Evidence { known, unknown })?;
            let paths = dots.paths.iter().map(|path| format!("{} {}", path.class.unwrap_or("-"), path.d));
            Some((dots.width, dots.height, dots.view_box, paths.collect::<Vec<_>>()))
        };
        let (width, height, view_box, paths) = drawn(3, 2).unwrap();
        assert_eq!((width.as_str(), height.as_str(), view_box.as_str()), ("5.625rem", "1.125rem", "0 0 90 18"));
        assert_eq!(paths, ["- M9 9h37", "- M63 9h19", "hole M63 9h19"]);
        assert_eq!(drawn(0, 1).unwrap().3, ["- M9 9h1", "hole M9 9h1"]);
        assert_eq!(drawn(40, 0).unwrap().3, ["- M9 9h703"]);
        assert_eq!(drawn(0, 41), None);
    }
}
