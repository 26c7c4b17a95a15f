//! Whether headings of a level follow one another: each level counts anew under its parent, or on through the document.

use std::collections::{BTreeMap, BTreeSet};

use oxc_index::IndexVec;

use super::document::{Level, Node, NodeIndex, Table, TableIndex};
use super::line;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::numeral::numeral;
use crate::text::source::{Source, Span};

/// A heading that doesn't follow the one before it.
struct Break {
    node: NodeIndex,
    expected: u32,
}

/// Nodes of a level, each with its number.
type Run = Vec<(NodeIndex, u32)>;

/// Reports the headings that break the order of their level, by the scheme that has the fewest breaks: through the
/// document, or in each part through the part or anew under each heading.
pub(super) fn check(
    source: &Source,
    nodes: &IndexVec<NodeIndex, Node>,
    tables: &IndexVec<TableIndex, Table>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let rows = tables.iter().flat_map(|table| &table.rows);
    // Without a cell of its own: 一、便民服务.
    let lines: Vec<Span> = rows.filter(|row| row.is_category() && row.cells.len() == 1).map(|row| row.span).collect();
    for level in Level::ALL {
        let of_level = nodes.iter_enumerated().filter(|(_, node)| node.level == level);
        let whole: Run = of_level.map(|(index, node)| (index, node.number)).collect();
        // Each annex may be a text of its own.
        let by_annex = runs(&whole, |index| nodes[index].annex).iter().flat_map(|run| in_text(nodes, run)).collect();
        for Break { node, expected } in fewest(fewest(in_text(nodes, &whole), by_annex), breaks(&whole)) {
            let printed = source.slice(nodes[node].label);
            let is_first = || expected == 1 && stands_in_line(source, nodes, node);
            if is_first() || stand_in_tables(source, nodes, &lines, node, expected) {
                continue;
            }
            let (code, what, expected) = match level {
                Level::Chapter => (Code::HeadingOrder, "章", numeral(expected)),
                Level::Section => (Code::HeadingOrder, "节", numeral(expected)),
                Level::Part => (Code::HeadingOrder, "部分", numeral(expected)),
                Level::Article | Level::Clause => (Code::HeadingOrder, "条", numeral(expected)),
                Level::Named => (Code::HeadingOrder, "项", numeral(expected)),
                Level::Item | Level::SubItem | Level::Detail => (Code::ItemOrder, "项", expected.to_string()),
            };
            diagnostics.push(source.diagnostic(
                code,
                nodes[node].label,
                format!("这一{what}编号是 `{printed}`，按次序应为 `{expected}`"),
                "请核对录入：是否漏了、重复了或调换了一条",
            ));
        }
    }
}

/// Checks whether the first of a run is its second, and the first stands in the text above: 主要举措：（1）…
fn stands_in_line(source: &Source, nodes: &IndexVec<NodeIndex, Node>, node: NodeIndex) -> bool {
    let Node { label, number, parent, .. } = &nodes[node];
    let above = parent.map_or(0, |parent| nodes[parent].label.end);
    let first = source.slice(*label).replace('2', "1").replace('②', "①").replace('⑵', "⑴");
    *number == 2 && source.text()[above..label.start].contains(&first)
}

/// Checks whether the headings that a heading should follow stand between the rows of a table above it, as categories do.
fn stand_in_tables(
    source: &Source,
    nodes: &IndexVec<NodeIndex, Node>,
    lines: &[Span],
    node: NodeIndex,
    expected: u32,
) -> bool {
    let Node { label, number, level, .. } = nodes[node];
    let label_of: fn(&Source, Span) -> Option<(u32, Span)> = match level {
        Level::Part => line::part,
        Level::Clause => line::clause,
        _ => return false,
    };
    let before = nodes.as_raw_slice()[..node.index()].iter().rev().find(|before| before.level == level);
    let place = |at: usize| lines.partition_point(|line| line.start < at);
    let between = place(before.map_or(0, |before| before.label.end))..place(label.start);
    let numbers: BTreeSet<u32> = lines[between].iter().filter_map(|line| Some(label_of(source, *line)?.0)).collect();
    expected < number && (expected..number).all(|missing| numbers.contains(&missing))
}

/// Returns the breaks of a run that counts in each part through the part or anew under each heading.
fn in_text(nodes: &IndexVec<NodeIndex, Node>, run: &Run) -> Vec<Break> {
    let by_part = runs(run, |index| part_of(nodes, index)).into_iter().flat_map(|part| {
        let anew = runs(&part, |index| nodes[index].parent).iter().flat_map(|run| breaks(run)).collect();
        fewest(anew, breaks(&part))
    });
    by_part.collect()
}

fn fewest(one: Vec<Break>, other: Vec<Break>) -> Vec<Break> {
    if other.len() < one.len() { other } else { one }
}

/// Parts a run by what its nodes stand under.
fn runs<K: Ord>(run: &Run, above: impl Fn(NodeIndex) -> K) -> Vec<Run> {
    let mut runs: BTreeMap<K, Run> = BTreeMap::new();
    for &(index, number) in run {
        runs.entry(above(index)).or_default().push((index, number));
    }
    runs.into_values().collect()
}

fn part_of(nodes: &IndexVec<NodeIndex, Node>, node: NodeIndex) -> Option<NodeIndex> {
    let mut part = nodes[node].parent?;
    while let Some(parent) = nodes[part].parent {
        part = parent;
    }
    Some(part)
}

/// Returns the breaks of a run that should count 1, 2, 3 …: where one number is misprinted the next ones still follow.
fn breaks(run: &[(NodeIndex, u32)]) -> Vec<Break> {
    let mut breaks = Vec::new();
    let mut expected = 1;
    for (at, &(node, number)) in run.iter().enumerate() {
        if number != expected {
            breaks.push(Break { node, expected });
            let goes_on = run.get(at + 1).is_some_and(|&(_, next)| next == expected + 1);
            if !goes_on {
                expected = number;
            }
        }
        expected += 1;
    }
    breaks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected(numbers: &[u32]) -> Vec<(u32, u32)> {
        let run: Vec<_> = numbers.iter().map(|&number| (NodeIndex::new(number as usize), number)).collect();
        breaks(&run).into_iter().map(|found| (found.node.raw(), found.expected)).collect()
    }

    #[test]
    fn a_misprint_is_one_break_and_so_is_a_gap() {
        assert_eq!(expected(&[1, 2, 3]), []);
        assert_eq!(expected(&[1, 2, 8, 4, 5]), [(8, 3)]);
        assert_eq!(expected(&[1, 2, 5, 6]), [(5, 3)]);
        assert_eq!(expected(&[1, 1, 2, 3]), [(1, 2)]);
    }
}
