//! The tasks of running text: what stands under one label, or a paragraph, that names who does it.

use std::collections::BTreeSet;

use super::lines::{self, Label, Level, Paragraph};
use super::naming::{self, Naming};
use super::{Part, Task};

/// A task before it is known what else stands under its label.
struct Found<'a> {
    /// The heading that it stands under, by its place among the labelled paragraphs.
    node: usize,
    path: Vec<Label>,
    headings: Vec<String>,
    /// Whether its first paragraph is the labelled one.
    is_labelled: bool,
    /// Its paragraphs, and those of them that name somebody.
    paragraphs: Vec<&'a Paragraph>,
    named: Vec<(&'a Paragraph, Vec<Naming>)>,
}

/// Where the reader stands.
#[derive(Default)]
struct Place {
    /// How many labels were read.
    node: usize,
    path: Vec<Label>,
    headings: Vec<String>,
    last_item: u32,
    in_body: bool,
}

impl Place {
    /// Takes the label that a paragraph begins with, if it is one here.
    fn take(&mut self, text: &str) -> bool {
        let Some(label) = lines::label(text) else { return false };
        let rest = &text[label.printed.len()..];
        let is_first = self.node == 0;
        // Items before any heading may be a notice's.
        let is_item = label.level >= Level::Item;
        let may_be_decimal = label.level == Level::Item && rest.starts_with(|c: char| c.is_ascii_digit());
        let follows =
            label.number == self.last_item + 1 || (label.number > self.last_item && !lines::is_sentence(text));
        if (is_item && !self.in_body) || (may_be_decimal && !follows) {
            return false;
        }
        let sub_item = self.path.iter().find(|above| above.level == Level::SubItem);
        let is_detail =
            label.level == Level::SubItem && sub_item.is_some_and(|above| above.is_bracketed() != label.is_bracketed());
        let level = match label.level {
            _ if is_first => Level::Part,
            // ① under （1）, or the other way round.
            _ if is_detail => Level::Detail,
            level => level,
        };
        let label = Label { level, ..label };
        while self.path.last().is_some_and(|above| above.level >= label.level) {
            self.path.pop();
            self.headings.pop();
        }
        if label.level == Level::Item {
            self.last_item = label.number;
        }
        let ends: &[char] = if is_item { &['。', '：'] } else { &['。'] };
        let heading = rest.trim().split(ends).next().unwrap_or_default().to_owned();
        self.path.push(label);
        self.headings.push(heading);
        self.node += 1;
        self.in_body = true;
        true
    }
}

/// Returns the tasks in the document's order.
pub(super) fn tasks(paragraphs: &[Paragraph]) -> Vec<Task> {
    let found = found(paragraphs);
    let several: BTreeSet<usize> =
        found.windows(2).filter(|it| it[0].node == it[1].node).map(|it| it[0].node).collect();
    // What stands before several tasks under one label introduces them all.
    let has_label = |it: &Found| it.is_labelled && !(several.contains(&it.node) && own_start(it) > 0);
    let level = |it: &Found| it.path.last().filter(|_| has_label(it)).map(|label| label.level.min(Level::Item));
    // Labels that stand once each, all of one level, are the numbers.
    let printed: Vec<u32> = found.iter().map(|it| it.path.last().map_or(0, |label| label.number)).collect();
    let are_numbers =
        found.windows(2).all(|it| level(&it[0]) == level(&it[1])) && printed.windows(2).all(|it| it[0] < it[1]);
    let task = |(at, found): (usize, &Found)| {
        let own = found.path.last().filter(|_| has_label(found));
        let label = own.map(|own| match own.level {
            Level::Item | Level::SubItem | Level::Detail if are_numbers => own.number.to_string(),
            _ => found.path.iter().map(|label| bare(&label.printed)).collect(),
        });
        let number = if are_numbers { printed[at] } else { at as u32 + 1 };
        let parts = parts(found, several.contains(&found.node));
        Task { number: Some(number), label, headings: found.headings.clone(), parts, ..Task::default() }
    };
    found.iter().enumerate().map(task).collect()
}

/// Returns where a task begins that is one of several under a label: with the paragraph that names somebody, or the one
/// above if that says nothing else.
fn own_start(found: &Found) -> usize {
    let (named, namings) = &found.named[0];
    let at = found.paragraphs.iter().position(|it| std::ptr::eq(*it, *named)).unwrap_or(0);
    at.saturating_sub(usize::from(namings[0].place.start == 0))
}

/// `三、` → `三`, `(一)` → `（一）`
fn bare(label: &str) -> String {
    label.trim_end_matches(['、', '.', '．']).replace('(', "（").replace(')', "）")
}

fn found(paragraphs: &[Paragraph]) -> Vec<Found<'_>> {
    let mut place = Place::default();
    let mut found: Vec<Found> = Vec::new();
    // What stands under the label, or since the last task.
    let mut before: Vec<&Paragraph> = Vec::new();
    let mut begins_at_label = false;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let text = &paragraph.text;
        if lines::is_row(text) || stands_in_table(paragraphs, at) {
            continue;
        }
        if lines::ends_the_body(text) {
            place.in_body = false;
            continue;
        }
        let is_labelled = place.take(text);
        if !place.in_body {
            continue;
        }
        if is_labelled {
            before.clear();
            begins_at_label = true;
        }
        before.push(paragraph);
        let line = naming::of_line(text).filter(|_| !is_labelled);
        let is_line = line.is_some();
        let namings = line.map_or_else(|| naming::of_paragraph(text), |naming| vec![naming]);
        if namings.is_empty() {
            continue;
        }
        let goes_on = |last: &&mut Found| is_line && last.node == place.node && before.len() == 1;
        if let Some(last) = found.last_mut().filter(goes_on) {
            last.paragraphs.push(paragraph);
            last.named.push((paragraph, namings));
        } else {
            found.push(Found {
                node: place.node,
                path: place.path.clone(),
                headings: place.headings.clone(),
                is_labelled: begins_at_label,
                paragraphs: before.clone(),
                named: vec![(paragraph, namings)],
            });
        }
        before.clear();
        begins_at_label = false;
    }
    found.retain(|found| found.named.iter().flat_map(|(_, namings)| namings).any(|naming| !naming.roles.is_empty()));
    found
}

/// Checks whether a heading stands between the rows of a table.
fn stands_in_table(paragraphs: &[Paragraph], at: usize) -> bool {
    let is_heading = |it: &&Paragraph| lines::label(&it.text).is_some_and(|label| label.level <= Level::Clause);
    let is_row = |it: Option<&Paragraph>| it.is_some_and(|it| lines::is_row(&it.text));
    is_row(paragraphs[..at].iter().rev().find(|it| !is_heading(it)))
        && is_row(paragraphs[at..].iter().find(|it| !is_heading(it)))
}

/// Returns a part for each bracket of the only paragraph that names somebody, or one for all lines.
fn parts(found: &Found, is_one_of_several: bool) -> Vec<Part> {
    let named = &found.named;
    let own = if is_one_of_several { &found.paragraphs[own_start(found)..] } else { &found.paragraphs[..] };
    let lines = [own[0].lines[0], own.last().map_or(0, |it| it.lines[1])];
    let [(paragraph, namings)] = named.as_slice() else {
        let text = own.iter().map(|it| it.text.as_str()).collect();
        return vec![part(lines, text, named.iter().flat_map(|(_, namings)| namings))];
    };
    let mut start = 0;
    let mut parts = Vec::new();
    let before: String = own[..own.len() - 1].iter().map(|it| it.text.as_str()).collect();
    let mut sentences =
        namings.chunk_by(|one, next| paragraph.text[one.place.end..next.place.start].trim().is_empty()).peekable();
    while let Some(sentence) = sentences.next() {
        let end = match (sentences.peek(), sentence.last()) {
            (Some(_), Some(last)) => {
                let rest = &paragraph.text[last.place.end..];
                paragraph.text.len() - rest.strip_prefix(['。', '；', ';']).unwrap_or(rest).len()
            }
            _ => paragraph.text.len(),
        };
        let before = if start == 0 { before.as_str() } else { "" };
        let text = format!("{before}{}", &paragraph.text[start..end]);
        parts.push(part(if start == 0 { lines } else { paragraph.lines }, text, sentence));
        start = end;
    }
    parts
}

fn part<'a>(lines: [usize; 2], text: String, namings: impl IntoIterator<Item = &'a Naming>) -> Part {
    let mut part = Part { lines, text, ..Part::default() };
    for naming in namings {
        part.roles.extend(naming.roles.iter().cloned());
        if part.deadline.is_empty() {
            part.deadline = naming.deadline.clone().unwrap_or_default();
        }
    }
    part
}
