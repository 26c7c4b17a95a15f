//! Every correction, reading, repair and note, as printed beside as read.

use std::collections::BTreeSet;

use itertools::Itertools as _;
use serde::Serialize;

use crate::parse::LayoutRule as Rule;
use crate::read::CorrectionKind;
use crate::site::context::PageContext;
use crate::site::filled::Filled;
use crate::site::pieces::NoteView;
use crate::site::plan_index::PlanIndex;

/// `/P/errata/`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ErrataPage {
    pub groups: Vec<ErrataGroup>,
    pub rules: Vec<LayoutRule>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ErrataGroup {
    /// `correction`, `repair`, `reading`, `note`
    pub kind: &'static str,
    /// 改错字 …
    pub title: String,
    pub notes: Vec<NoteView>,
}

/// Layout that is taken away by rule, listed once with its places.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct LayoutRule {
    pub id: &'static str,
    /// What is taken away, in the words of the catalogue.
    pub title: String,
    pub count: usize,
    /// `第77、79、83行`
    pub places: String,
}

pub(crate) fn page(context: &PageContext, plan: &PlanIndex) -> Filled<ErrataPage> {
    let kinds = [
        (CorrectionKind::Correction, "correction", "group_correction"),
        (CorrectionKind::Repair, "repair", "group_repair"),
        (CorrectionKind::Reading, "reading", "group_reading"),
        (CorrectionKind::Note, "note", "group_note"),
    ];
    let mut groups = Vec::new();
    for (kind, name, title) in kinds {
        let entries = plan.corrections.iter().filter(|entry| entry.kind == kind);
        let notes: Vec<NoteView> = entries.map(|entry| context.note(plan, entry)).collect();
        if !notes.is_empty() {
            groups.push(ErrataGroup { kind: name, title: context.word(title), notes });
        }
    }
    let view = ErrataPage { groups, rules: rules(context, plan) };
    Filled::new(context.word("title_errata"), context.word("about_errata"), view)
}

fn rules(context: &PageContext, plan: &PlanIndex) -> Vec<LayoutRule> {
    let rule = |rule: Rule| {
        let places = plan.document.layout.iter().filter(|layout| layout.rule == rule);
        let lines: Vec<usize> = places.map(|layout| plan.source().line_of(layout.span.start)).collect();
        let key = format!("rule_{}", rule.id().replace('-', "_"));
        LayoutRule {
            id: rule.id(),
            title: context.word(&key),
            count: lines.len(),
            places: context.words.fill("lines_list", &[("lines", &ranges(&lines.iter().copied().collect()))]),
        }
    };
    Rule::ALL.into_iter().map(rule).filter(|rule| rule.count > 0).collect()
}

/// `69、76—93、138`
fn ranges(lines: &BTreeSet<usize>) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for &line in lines {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == line => *last = line,
            _ => ranges.push((line, line)),
        }
    }
    let label =
        |(first, last): (usize, usize)| if first == last { first.to_string() } else { format!("{first}—{last}") };
    ranges.into_iter().map(label).join("、")
}
