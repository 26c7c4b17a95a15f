//! The units of the running text that name somebody: what stands under one label, or a paragraph that nothing numbers, up to
//! the bracket or the lines that say who does it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::owners;
use super::task::Unit;
use crate::parse::brackets::announces_more;
use crate::parse::responsibility::{self, MOST_PARAGRAPHS, Responsibility};
use crate::parse::{Block, Document, Level, NodeIndex, Role};
use crate::text::source::{Source, Span};

/// Returns how many tasks the running text names somebody for, and where the first begins.
pub(super) fn named(document: &Document, blocks: &[Block]) -> (usize, Option<Span>) {
    let found = found_by(document, blocks, responsibility::in_paragraph);
    let first = found.first().and_then(|found| blocks[found.blocks.start].spans.first().copied());
    (found.len(), first)
}

/// A task that was found.
pub(super) struct Found {
    pub unit: Unit,
    /// The part, clause or item that it is or stands in.
    pub node: NodeIndex,
    /// The headings that it stands under, the outermost first.
    pub above: Vec<NodeIndex>,
    /// Its blocks among the plan's, and who does what each says.
    pub blocks: Range<usize>,
    pub named: Vec<Named>,
}

/// A block that says who does something, or stands among the lines that do.
pub(super) struct Named {
    pub block: usize,
    pub text: Printed,
    /// Whether it is nothing but labels.
    is_line: bool,
    pub responsibilities: Vec<Responsibility>,
}

impl Named {
    fn names_somebody(&self) -> bool {
        self.responsibilities.iter().any(|said| !said.roles.is_empty())
    }

    /// Checks whether it says by when.
    fn is_due(&self) -> bool {
        self.responsibilities.iter().any(|said| said.deadline.is_some())
    }

    /// Checks whether the block says nothing before who does it.
    fn is_alone(&self) -> bool {
        self.responsibilities.first().is_some_and(|said| said.place.start == 0)
    }

    /// Checks whether the block says nothing but who does it.
    fn is_nothing_else(&self) -> bool {
        let end = self.responsibilities.last().map_or(0, |said| said.place.end);
        self.is_alone() && self.text.text[end..].trim_matches(['。', ' ']).is_empty()
    }

    /// Returns what each sentence says: brackets that follow one another speak of the same.
    pub(super) fn sentences(&self) -> impl Iterator<Item = &[Responsibility]> {
        self.responsibilities.chunk_by(|one, next| self.text.text[one.place.end..next.place.start].trim().is_empty())
    }
}

/// A block's text, and where each of its bytes stands in the source.
pub(super) struct Printed {
    pub text: String,
    spans: Vec<Span>,
}

impl Printed {
    fn of(source: &Source, block: &Block) -> Printed {
        Printed { text: source.join(&block.spans), spans: block.spans.clone() }
    }

    /// Returns where a range of the text stands, cut where the text was joined.
    pub(super) fn places(&self, range: &Range<usize>) -> Vec<Span> {
        let mut before = 0;
        let mut places = Vec::new();
        for span in &self.spans {
            let length = span.end - span.start;
            let from = range.start.clamp(before, before + length) - before;
            let to = range.end.clamp(before, before + length) - before;
            if from < to {
                places.push(Span::new(span.start + from, span.start + to));
            }
            before += length;
        }
        places
    }

    pub(super) fn place(&self, range: &Range<usize>) -> Span {
        let whole = self.places(range).into_iter().reduce(Span::to);
        whole.or(self.spans.first().map(|span| Span::new(span.start, span.start))).unwrap_or(Span::new(0, 0))
    }
}

/// Returns the tasks in document order: those that brackets or labels name somebody for; where a document has none, those
/// whose sentences do.
pub(super) fn found(document: &Document, blocks: &[Block]) -> Vec<Found> {
    let found = found_by(document, blocks, responsibility::in_paragraph);
    if !found.is_empty() {
        return found;
    }
    found_by(document, blocks, |text| responsibility::in_sentences(text).into_iter().collect())
}

fn found_by(document: &Document, blocks: &[Block], said: impl Fn(&str) -> Vec<Responsibility>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    // Where several tasks stand under one heading, headings of its level are what groups them.
    let mut grouping: BTreeSet<Level> = BTreeSet::new();
    let mut start = 0;
    let all = blocks;
    let owners = owners::owners(document, blocks);
    for of_node in owners.chunk_by(|one, next| one == next) {
        let own = &blocks[start..start + of_node.len()];
        if let Some(node) = of_node[0] {
            let mut tasks = tasks_of(&document.source, own, start, &said);
            if let [(blocks, named)] = tasks.as_mut_slice()
                && named.iter().rfind(|it| !it.responsibilities.is_empty()).is_some_and(|last| last.is_line)
            {
                let behind = own[blocks.end - start..].iter();
                let is_own = |block: &&Block| announces_more(&Printed::of(&document.source, block).text);
                blocks.end += behind.take_while(is_own).count();
            }
            if tasks.len() > 1 {
                grouping.insert(document.nodes[node].level);
            }
            let several = tasks.len() > 1;
            for (at, (mut blocks, named)) in tasks.into_iter().enumerate() {
                // What stands before several tasks introduces them all, but for the paragraph that a line of names is of.
                if several {
                    blocks.start = blocks.start.max(own_start(&document.source, all, &named[0]));
                }
                let unit = match document.nodes[node].level {
                    _ if at > 0 || blocks.start > start => Unit::Paragraph,
                    Level::Chapter | Level::Section | Level::Part => Unit::Part,
                    Level::Article | Level::Named | Level::Clause => Unit::Clause,
                    Level::Item | Level::SubItem | Level::Detail => Unit::Item,
                };
                found.push(Found { unit, node, above: path(document, node), blocks, named });
            }
        }
        start += own.len();
    }
    for found in &mut found {
        if !grouping.contains(&document.nodes[found.node].level) {
            found.above.pop();
        }
    }
    found
}

/// Returns the headings from the part down to a node, itself included.
pub(super) fn path(document: &Document, node: NodeIndex) -> Vec<NodeIndex> {
    let mut path: Vec<NodeIndex> = std::iter::successors(Some(node), |&node| document.nodes[node].parent).collect();
    path.reverse();
    path
}

/// Cuts what stands under one label into tasks: each ends with the paragraph, or the lines, that say who does it.
/// `first` is the place of the first block among the plan's; `said` reads a paragraph.
fn tasks_of(
    source: &Source,
    own: &[Block],
    first: usize,
    said: impl Fn(&str) -> Vec<Responsibility>,
) -> Vec<(Range<usize>, Vec<Named>)> {
    let mut tasks: Vec<(Range<usize>, Vec<Named>)> = Vec::new();
    let mut start = first;
    for (block, at) in own.iter().zip(first..) {
        let text = Printed::of(source, block);
        let is_line = block.role == Role::Responsibility;
        if let Some((blocks, lines)) = tasks.last_mut().filter(|(blocks, lines)| {
            let last = lines.last().filter(|last| last.is_line || last.responsibilities.is_empty());
            let above = &own[blocks.start - first..at - first];
            let is_next = blocks.end == at && last.is_some() && above.len() < MOST_PARAGRAPHS;
            is_next && goes_with(source, above, block)
        }) {
            blocks.end = at + 1;
            lines.push(Named { block: at, text, is_line, responsibilities: Vec::new() });
            start = at + 1;
            continue;
        }
        let responsibilities = if is_line { of_line(&text.text).into_iter().collect() } else { said(&text.text) };
        if responsibilities.is_empty() {
            continue;
        }
        let named = Named { block: at, text, is_line, responsibilities };
        // One says who, the other by when.
        let completes = |above: &[Named]| {
            let (are_named, are_due) = (above.iter().any(Named::names_somebody), above.iter().any(Named::is_due));
            let is_other = (named.names_somebody(), named.is_due()) == (are_due, are_named);
            // A day above a line of names is that line's.
            let below = own.get(at + 1 - first).filter(|below| below.role == Role::Responsibility);
            let is_below = || below.is_some_and(|below| names_somebody(&Printed::of(source, below).text));
            are_named != are_due && is_other && (named.names_somebody() || !is_below())
        };
        let is_under = |above: &[Named]| named.is_nothing_else() && above.last().is_some_and(Named::is_nothing_else);
        match tasks.last_mut() {
            // （牵头单位：甲） and （配合单位：乙） on lines of their own.
            Some((blocks, lines)) if blocks.end == at && is_under(lines) => {
                blocks.end = at + 1;
                lines.push(named);
            }
            // Several lines under one text: 责任单位, then 完成时限, with 工作措施 between them.
            Some((blocks, lines)) if is_line && (blocks.end == at || completes(lines)) => {
                blocks.end = at + 1;
                lines.push(named);
            }
            _ => tasks.push((start..at + 1, vec![named])),
        }
        start = at + 1;
    }
    tasks.retain(|(_, named)| named.iter().any(Named::names_somebody));
    tasks
}

/// Checks whether a line of another label belongs to the lines above it, which have none like it: 建设地点：东城区.
fn goes_with(source: &Source, above: &[Block], block: &Block) -> bool {
    let label = other_label(source, block);
    label.is_some() && above.iter().all(|above| other_label(source, above) != label)
}

/// Returns the label of a line that says something else than who does it, or by when.
fn other_label(source: &Source, block: &Block) -> Option<String> {
    let text = source.join(&block.spans);
    responsibility::other_label(&text).filter(|_| block.role == Role::Paragraph).map(str::to_owned)
}

/// Returns where a task begins that is one of several under a heading: with the paragraph above the lines that say who does
/// it, or with the block that does.
fn own_start(source: &Source, blocks: &[Block], named: &Named) -> usize {
    if !named.is_alone() {
        return named.block;
    }
    let is_text = |block: &Block| other_label(source, block).is_none();
    blocks[..named.block].iter().rposition(is_text).unwrap_or(named.block)
}

/// Checks whether a line of labels names somebody.
fn names_somebody(line: &str) -> bool {
    of_line(line).is_some_and(|said| !said.roles.is_empty())
}

/// Reads a line of labels, the first of which may go on with those of the line above.
fn of_line(line: &str) -> Option<Responsibility> {
    responsibility::label_line(line).or_else(|| responsibility::companion_line(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_cut_where_the_text_was_joined() {
        let printed = Printed {
            text: "甲乙丙丁戊".to_owned(),
            spans: vec![Span::new(10, 16), Span::new(30, 36), Span::new(50, 53)],
        };
        assert_eq!(printed.places(&(3..9)), [Span::new(13, 16), Span::new(30, 33)]);
        assert_eq!(printed.places(&(6..12)), [Span::new(30, 36)]);
        assert_eq!(printed.places(&(9..15)), [Span::new(33, 36), Span::new(50, 53)]);
    }
}
