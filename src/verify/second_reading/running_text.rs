//! The tasks of running text: what stands under one label, or a paragraph, that names who does it.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{self, Label, Level, Paragraph};
use super::naming::{self, Naming};
use super::{Part, Task};
use crate::parse::vocabulary::{MOST_PARAGRAPHS, announces_more};

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
    /// Whether the last of these is a line.
    ends_in_line: bool,
}

/// Where the reader stands.
#[derive(Default)]
struct Place {
    /// How many labels were read.
    node: usize,
    path: Vec<Label>,
    headings: Vec<String>,
    nodes: Vec<usize>,
    last_item: u32,
    in_body: bool,
    /// The levels of 第一章, 第一条 and 行动一 that number something, whether 一、 stands above 第一条, and what above 行动一.
    ordinals: BTreeSet<Level>,
    /// The outermost level of the text, where it isn't 一、.
    outermost: Option<Level>,
    has_articles_in_parts: bool,
    above_named: Option<Level>,
    /// Whether whom a notice speaks to, or its day, stands above the first heading.
    follows_notice: bool,
}

impl Place {
    /// Returns the place before a text's first paragraph.
    fn before(paragraphs: &[Paragraph]) -> Place {
        let levels: Vec<(Option<Level>, bool)> = paragraphs
            .iter()
            .filter(|it| !lines::is_row(&it.text))
            .map(|it| (lines::label(&it.text).map(|label| label.level), lines::ends_the_body(&it.text)))
            .collect();
        let mut seen: BTreeMap<Level, usize> = BTreeMap::new();
        let (mut in_parts, mut first_article) = (false, None);
        let named = levels.iter().position(|(level, _)| *level == Some(Level::Named));
        let above_named = levels[..named.unwrap_or(0)].iter().filter_map(|(level, _)| *level).next_back();
        for (level, ends) in levels {
            in_parts = !ends && (in_parts || level == Some(Level::Part));
            if level == Some(Level::Article) && first_article.is_none() {
                first_article = Some(in_parts);
            }
            if let Some(level) = level {
                *seen.entry(level).or_default() += 1;
            }
        }
        let outermost = [Level::Part, Level::Clause, Level::Item].into_iter().find(|level| seen.contains_key(level));
        let ordinals = seen.into_iter().filter(|&(level, count)| level.needs_another() && count > 1);
        let ordinals: BTreeSet<Level> = ordinals.map(|(level, _)| level).collect();
        let has_articles_in_parts = ordinals.contains(&Level::Article) && first_article == Some(true);
        let is_heading = |it: &&Paragraph| {
            lines::is_row(&it.text) || lines::label(&it.text).is_some_and(|label| label.level < Level::Item)
        };
        let mut above = paragraphs.iter().take_while(|it| !is_heading(it));
        let follows_notice = above.any(|it| {
            let is_label = lines::label(&it.text).is_some() || it.text.contains(['。', '；']);
            is_day(it) || it.text.ends_with(['：', ':']) && !is_label
        });
        Place { ordinals, outermost, has_articles_in_parts, above_named, follows_notice, ..Place::default() }
    }

    /// Stands under no label any more.
    fn leave(&mut self) {
        self.path.clear();
        self.headings.clear();
        self.nodes.clear();
    }

    /// Returns how deep a level lies.
    fn depth(&self, level: Level) -> usize {
        match level {
            Level::Article if self.has_articles_in_parts => 2 * Level::Part as usize + 1,
            Level::Named => self.above_named.map_or(0, |above| self.depth(above) + 1),
            level => 2 * level as usize,
        }
    }

    /// Takes the label that a paragraph begins with, if it is one here.
    fn take(&mut self, text: &str) -> bool {
        let is_one = |label: &Label| !label.level.needs_another() || self.ordinals.contains(&label.level);
        let Some(label) = lines::label(text).filter(is_one) else { return false };
        let rest = &text[label.printed.len()..];
        let is_first = self.node == 0;
        // Items before any heading may be a notice's.
        let is_item = label.level >= Level::Item;
        let may_be_decimal = label.level == Level::Item && lines::goes_on_with_digits(rest);
        let follows =
            label.number == self.last_item + 1 || (label.number > self.last_item && !lines::is_sentence(text));
        // Where nothing lies above items, or no notice stands before them, they are headings.
        let is_outermost = self.ordinals.is_empty() && self.outermost == Some(label.level) || !self.follows_notice;
        if (is_item && !self.in_body && !(is_outermost && is_first)) || (may_be_decimal && !follows) {
            return false;
        }
        let is_part_first = self.ordinals.iter().all(|level| match level {
            Level::Named => self.above_named.is_some(),
            level => *level == Level::Article && self.has_articles_in_parts,
        });
        let sub_item = self.path.iter().find(|above| above.level == Level::SubItem);
        let is_detail =
            label.level == Level::SubItem && sub_item.is_some_and(|above| above.is_bracketed() != label.is_bracketed());
        let level = match label.level {
            _ if is_first && is_part_first && self.outermost == Some(Level::Part) => Level::Part,
            // ① under （1）, or the other way round.
            _ if is_detail => Level::Detail,
            level => level,
        };
        let label = Label { level, ..label };
        if level < Level::Part && !self.in_body {
            self.leave();
        }
        while self.path.last().is_some_and(|above| self.depth(above.level) >= self.depth(label.level)) {
            self.path.pop();
            self.headings.pop();
            self.nodes.pop();
        }
        if label.level == Level::Item {
            self.last_item = label.number;
        }
        let ends: &[char] = if is_item { &['。', '：'] } else { &['。'] };
        let heading = rest.trim().split(ends).next().unwrap_or_default();
        // Who does it may stand behind.
        let bracket = naming::of_paragraph(heading).into_iter().find(|naming| naming.place.end == heading.len());
        let heading = heading[..bracket.map_or(heading.len(), |naming| naming.place.start)].trim().to_owned();
        self.path.push(label);
        self.headings.push(heading);
        self.node += 1;
        self.nodes.push(self.node);
        self.in_body = true;
        true
    }
}

/// Returns the tasks in the document's order.
pub(super) fn tasks(paragraphs: &[Paragraph]) -> Vec<Task> {
    let mut found = found(paragraphs, naming::of_paragraph);
    if found.is_empty() {
        // Nothing but sentences says who does something.
        found = self::found(paragraphs, |text| naming::in_sentences(text).into_iter().collect());
    }
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
            _ => {
                let article = found.path.iter().position(|label| label.level == Level::Article).unwrap_or(0);
                found.path[article..].iter().map(|label| bare(&label.printed)).collect()
            }
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
    let says_more = |it: &&Paragraph| naming::other_label(&it.text).is_none();
    let above = found.paragraphs[..at].iter().rposition(says_more).filter(|_| namings[0].place.start == 0);
    above.unwrap_or(at)
}

/// `三、` → `三`, `(一)` → `（一）`
fn bare(label: &str) -> String {
    label.trim_end_matches(['、', '.', '．', '：', ':']).replace('(', "（").replace(')', "）")
}

/// A paragraph of the body, where it stands and what it says.
struct Seen<'a> {
    paragraph: &'a Paragraph,
    /// The labels and headings above it, and the place of each among all labels; its own last.
    path: Vec<Label>,
    headings: Vec<String>,
    nodes: Vec<usize>,
    is_labelled: bool,
    /// Whether it is a line of labels and nothing else.
    is_line: bool,
    namings: Vec<Naming>,
}

impl Seen<'_> {
    /// Returns its label, if it is a line that announces something else: 建设地点：东城区.
    fn other_label(&self) -> Option<String> {
        naming::other_label(&self.paragraph.text).filter(|_| !self.is_labelled && !self.is_line)
    }

    /// Checks whether it says who does something, and nothing else.
    fn says_only_who(&self) -> bool {
        !self.is_labelled && (self.is_line || self.namings.len() == 1 && is_whole(self.paragraph, &self.namings))
    }
}

/// Checks whether a paragraph is nothing but what its namings say.
fn is_whole(paragraph: &Paragraph, namings: &[Naming]) -> bool {
    let begins = namings.first().is_some_and(|naming| naming.place.start == 0);
    let end = namings.last().map_or(0, |naming| naming.place.end);
    begins && paragraph.text[end..].trim_matches(['。', ' ']).is_empty()
}

/// Reads the paragraphs of the body.
fn seen(paragraphs: &[Paragraph], said: impl Fn(&str) -> Vec<Naming>) -> Vec<Seen<'_>> {
    let mut seen: Vec<Seen> = Vec::new();
    let notice = notice(paragraphs);
    let mut place = Place::before(&paragraphs[notice..]);
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let text = &paragraph.text;
        if at < notice || lines::is_row(text) || stands_in_table(paragraphs, at) {
            continue;
        }
        if lines::ends_the_body(text) {
            place.in_body = lines::is_annex(text) && lists_items(paragraphs, at);
            if place.in_body {
                place.leave();
            }
            continue;
        }
        let is_labelled = place.take(text);
        if !place.in_body {
            continue;
        }
        let goes_on = seen
            .last()
            .is_some_and(|above| above.is_line && std::ptr::eq(above.paragraph, &raw const paragraphs[at - 1]));
        let line = if goes_on { naming::of_next_line(text) } else { naming::of_line(text) }.filter(|_| !is_labelled);
        let is_line = line.is_some();
        let namings = line.map_or_else(|| said(text), |naming| vec![naming]);
        let (path, headings, nodes) = (place.path.clone(), place.headings.clone(), place.nodes.clone());
        seen.push(Seen { paragraph, path, headings, nodes, is_labelled, is_line, namings });
    }
    seen
}

/// Checks whether the annex whose label stands here lists tasks as items: 1. comes first, in one or under it stands who does
/// it, and nothing in the document is a row.
fn lists_items(paragraphs: &[Paragraph], annex: usize) -> bool {
    let mut own = paragraphs[annex + 1..].iter().take_while(|it| !lines::is_annex(&it.text));
    let says_who = |it: &Paragraph| match lines::label(&it.text) {
        Some(label) => label.level == Level::Item && !naming::of_paragraph(&it.text).is_empty(),
        None => naming::of_line(&it.text).is_some(),
    };
    let first = own.clone().find_map(|it| lines::label(&it.text));
    let begins = first.is_some_and(|label| label.level == Level::Item && label.number == 1);
    let is_list = paragraphs[annex].text.contains(['：', ':']);
    begins && !is_list && own.any(says_who) && !paragraphs.iter().any(|it| lines::is_row(&it.text))
}

/// Returns how many paragraphs a notice has that has a 一、 of its own: it ends with a day, and under that stands the title that
/// it names, over a first heading or a table.
fn notice(paragraphs: &[Paragraph]) -> usize {
    let level_of_first =
        |it: &Paragraph| lines::label(&it.text).filter(|label| label.number == 1).map(|label| label.level);
    let is_part = |it: &Paragraph| level_of_first(it) == Some(Level::Part);
    let is_first = |it: &Paragraph| {
        lines::is_row(&it.text) || matches!(level_of_first(it), Some(Level::Part | Level::Clause | Level::Item))
    };
    let Some(begins) = paragraphs.iter().position(is_part) else { return 0 };
    let above: String = paragraphs[..begins].iter().map(|it| solid(&it.text)).collect();
    let Some(day) = paragraphs[begins..].iter().position(is_day) else { return 0 };
    let end = begins + day + 1;
    let title = paragraphs[end..].iter().position(|it| !it.text.starts_with(['（', '(']));
    let Some(title) = title.map(|at| end + at) else { return 0 };
    let words = solid(&paragraphs[title].text);
    let is_named = words.chars().count() >= 6 && above.contains(&words);
    if is_named && paragraphs[title + 1..].iter().any(is_first) { title } else { 0 }
}

/// Checks whether a paragraph is a day and nothing else.
fn is_day(paragraph: &Paragraph) -> bool {
    let day = solid(&paragraph.text);
    day.ends_with('日') && day.contains('年') && day.chars().count() <= 12
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Gives a line that says who does several items, and ends them, to the heading above these.
fn sum_up(seen: &mut [Seen]) {
    let mut summed: Vec<(Vec<usize>, Level)> = Vec::new();
    for at in 0..seen.len() {
        if !seen[at].says_only_who() {
            continue;
        }
        let depths = (0..seen[at].nodes.len().saturating_sub(1)).rev();
        let Some(depth) = depths.take_while(|&depth| sums_up(seen, at, depth, 2)).last() else { continue };
        summed.push((seen[at].nodes[..depth].to_vec(), seen[at].path[depth].level));
        raise(seen, at, depth);
    }
    // One item is enough where the lines of the headings beside are theirs.
    for at in 0..seen.len() {
        let Some(depth) = seen[at].nodes.len().checked_sub(2).filter(|_| seen[at].says_only_who()) else { continue };
        let place = (seen[at].nodes[..depth].to_vec(), seen[at].path[depth].level);
        if summed.contains(&place) && sums_up(seen, at, depth, 1) {
            raise(seen, at, depth);
        }
    }
}

/// Checks whether a line ends what stands under the heading above it of this depth, which names nobody before.
fn sums_up(seen: &[Seen], at: usize, depth: usize, fewest: usize) -> bool {
    let heading = seen[at].nodes[depth];
    let is_own = |it: &&Seen| it.nodes.get(depth) == Some(&heading);
    let mut items = seen.iter().filter(is_own).filter(|it| it.is_labelled && it.nodes.len() == depth + 2).peekable();
    // The first may stand in the heading's own text.
    let in_text = items.peek().and_then(|it| it.path.last()).is_some_and(|label| label.number == 2);
    let items = items.count() + usize::from(in_text);
    let before = seen[..at].iter().filter(is_own).all(|it| it.namings.is_empty());
    let says_no_more = |it: &Seen| it.says_only_who() || it.other_label().is_some();
    items >= fewest && before && seen[at..].iter().filter(is_own).all(says_no_more)
}

/// Gives all that stands under a heading to it.
fn raise(seen: &mut [Seen], at: usize, depth: usize) {
    let heading = seen[at].nodes[depth];
    for it in seen.iter_mut().filter(|it| it.nodes.get(depth) == Some(&heading)) {
        it.is_labelled &= it.nodes.len() == depth + 1;
        it.nodes.truncate(depth + 1);
        it.path.truncate(depth + 1);
        it.headings.truncate(depth + 1);
    }
}

fn found(paragraphs: &[Paragraph], said: impl Fn(&str) -> Vec<Naming>) -> Vec<Found<'_>> {
    let mut seen = seen(paragraphs, said);
    sum_up(&mut seen);
    let mut found: Vec<Found> = Vec::new();
    // What stands under the label, or since the last task.
    let mut before: Vec<&Paragraph> = Vec::new();
    let mut begins_at_label = false;
    // Whether a line of names follows right below: a day above it is its own.
    let names = |it: &Seen| it.is_line && it.namings.iter().any(|naming| !naming.roles.is_empty());
    let below: Vec<bool> = (0..seen.len())
        .map(|at| seen.get(at + 1).is_some_and(|next| names(next) && next.nodes.last() == seen[at].nodes.last()))
        .collect();
    for (it, is_below) in seen.into_iter().zip(below) {
        let other_label = it.other_label();
        let Seen { paragraph, path, headings, nodes, is_labelled, is_line, namings } = it;
        if is_labelled {
            if !begins_at_label {
                take_announced(&mut found, &before);
            }
            before.clear();
            begins_at_label = true;
        }
        before.push(paragraph);
        let node = nodes.last().copied().unwrap_or_default();
        if namings.is_empty() {
            // 建设地点：东城区 goes with the lines above, which have no such label.
            let goes_with = |last: &&mut Found| {
                let is_new = |above: &&Paragraph| naming::other_label(&above.text) != other_label;
                let is_next = last.node == node && last.ends_in_line && before.len() == 1;
                is_next && last.paragraphs.len() < MOST_PARAGRAPHS && last.paragraphs.iter().all(is_new)
            };
            if let Some(last) = found.last_mut().filter(goes_with).filter(|_| other_label.is_some()) {
                last.paragraphs.append(&mut before);
                last.named.push((paragraph, namings));
            }
            continue;
        }
        let has_roles = |namings: &[Naming]| namings.iter().any(|naming| !naming.roles.is_empty());
        let is_due = |namings: &[Naming]| namings.iter().any(|naming| naming.deadline.is_some());
        // One line says who, another by when, whatever stands between them.
        let completes = |last: &Found| {
            let above = || last.named.iter().map(|(_, above)| above.as_slice());
            let (are_named, are_due) = (above().any(has_roles), above().any(is_due));
            let is_other = (has_roles(&namings), is_due(&namings)) == (are_due, are_named);
            are_named != are_due && is_other && (has_roles(&namings) || !is_below)
        };
        // （牵头单位：甲） and （配合单位：乙） on lines of their own.
        let is_under = |last: &Found| {
            is_whole(paragraph, &namings) && last.named.last().is_some_and(|(above, said)| is_whole(above, said))
        };
        let goes_on = |last: &&mut Found| {
            let is_next = before.len() == 1 && (is_line || is_under(last));
            last.node == node && (is_next || is_line && completes(last))
        };
        if let Some(last) = found.last_mut().filter(goes_on) {
            last.paragraphs.append(&mut before);
            last.named.push((paragraph, namings));
            last.ends_in_line = is_line;
        } else {
            // A line of other labels, 联系人：…, ends what the task above it says.
            if !begins_at_label && !has_roles(&namings) {
                take_announced(&mut found, &before);
            }
            let (paragraphs, named) = (before.clone(), vec![(paragraph, namings)]);
            let is_labelled = begins_at_label;
            found.push(Found { node, path, headings, is_labelled, paragraphs, named, ends_in_line: is_line });
        }
        before.clear();
        begins_at_label = false;
    }
    if !begins_at_label {
        take_announced(&mut found, &before);
    }
    found.retain(|found| found.named.iter().flat_map(|(_, namings)| namings).any(|naming| !naming.roles.is_empty()));
    found
}

/// Gives the lines of labels behind the line that says who does the only task under a label to that task.
fn take_announced<'p>(found: &mut [Found<'p>], behind: &[&'p Paragraph]) {
    let names_somebody = |it: &Found| it.named.iter().flat_map(|(_, namings)| namings).any(|it| !it.roles.is_empty());
    let nodes: Vec<usize> = found.iter().rev().filter(|it| names_somebody(it)).take(2).map(|it| it.node).collect();
    let is_only = nodes.len() == 1 || nodes.len() == 2 && nodes[0] != nodes[1];
    let Some(last) = found.last_mut().filter(|last| is_only && names_somebody(last)) else { return };
    if last.ends_in_line {
        last.paragraphs.extend(behind.iter().take_while(|it| announces_more(&it.text)));
    }
}

/// Checks whether a heading stands between the rows of a table.
fn stands_in_table(paragraphs: &[Paragraph], at: usize) -> bool {
    let is_heading = |it: &&Paragraph| {
        lines::label(&it.text).is_some_and(|label| matches!(label.level, Level::Part | Level::Clause))
    };
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
    let named = own.iter().position(|it| std::ptr::eq(*it, *paragraph)).unwrap_or(0);
    let before: String = own[..named].iter().map(|it| it.text.as_str()).collect();
    let behind: String = own[named + 1..].iter().map(|it| it.text.as_str()).collect();
    let mut sentences =
        namings.chunk_by(|one, next| paragraph.text[one.place.end..next.place.start].trim().is_empty()).peekable();
    while let Some(sentence) = sentences.next() {
        let end = match (sentences.peek(), sentence.last()) {
            (Some(_), Some(last)) => {
                let rest = &paragraph.text[last.place.end..];
                let behind = rest.trim_start().strip_prefix(['。', '；', ';', '，', ',']).unwrap_or(rest);
                paragraph.text.len() - behind.len()
            }
            _ => paragraph.text.len(),
        };
        let before = if start == 0 { before.as_str() } else { "" };
        let behind = if sentences.peek().is_none() { behind.as_str() } else { "" };
        let text = format!("{before}{}{behind}", &paragraph.text[start..end]);
        parts.push(part(if start == 0 { lines } else { paragraph.lines }, text, sentence));
        start = end;
    }
    parts
}

fn part<'a>(lines: [usize; 2], text: String, namings: impl IntoIterator<Item = &'a Naming>) -> Part {
    let mut part = Part { lines, text, ..Part::default() };
    let mut days: BTreeSet<&str> = BTreeSet::new();
    let mut differ = false;
    for naming in namings {
        part.roles.extend(naming.roles.iter().cloned());
        days.extend(naming.deadline.as_deref());
        differ |= naming.has_other_days;
    }
    // Of several days none is that of all.
    if let (false, 1, Some(day)) = (differ, days.len(), days.first()) {
        (*day).clone_into(&mut part.deadline);
    }
    part
}
