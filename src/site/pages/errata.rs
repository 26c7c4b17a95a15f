//! Every correction, reading, repair and note, as printed beside as read.

use std::collections::BTreeSet;

use super::super::builder::Builder;
use super::super::plan_site::PlanSite;
use super::super::view::{ErrataGroup, ErrataPage, LayoutRule};
use super::super::{Page, View};
use crate::parse::LayoutRule as Rule;
use crate::read::CorrectionKind;

pub fn errata(builder: &Builder, site: &PlanSite) -> Page {
    let kinds = [
        (CorrectionKind::Correction, "correction", "group_correction"),
        (CorrectionKind::Repair, "repair", "group_repair"),
        (CorrectionKind::Reading, "reading", "group_reading"),
        (CorrectionKind::Note, "note", "group_note"),
    ];
    let mut n = 0;
    let mut groups = Vec::new();
    for (kind, name, title) in kinds {
        let mut notes = Vec::new();
        for entry in site.plan.corrections.iter().filter(|entry| entry.kind == kind) {
            n += 1;
            notes.push(builder.note(site, entry, n));
        }
        if !notes.is_empty() {
            groups.push(ErrataGroup { kind: name, title: builder.word(title), notes });
        }
    }
    let view = ErrataPage { groups, rules: rules(builder, site) };
    builder.plan_page(
        site,
        "errata/",
        "errata",
        builder.word("title_errata"),
        builder.word("about_errata"),
        View::Errata(view),
    )
}

fn rules(builder: &Builder, site: &PlanSite) -> Vec<LayoutRule> {
    let plan = &site.plan;
    let rule = |rule: Rule| {
        let places = plan.document.layout.iter().filter(|layout| layout.rule == rule);
        let lines: Vec<usize> = places.map(|layout| plan.source().line_of(layout.span.start)).collect();
        let key = format!("rule_{}", rule.id().replace('-', "_"));
        LayoutRule {
            id: rule.id(),
            title: builder.word(&key),
            count: lines.len(),
            places: builder.words.fill("lines_list", &[("lines", &ranges(&lines.iter().copied().collect()))]),
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
    let labels =
        ranges.iter().map(|(first, last)| if first == last { first.to_string() } else { format!("{first}—{last}") });
    labels.collect::<Vec<_>>().join("、")
}
