//! Headings: what a label numbers, where it belongs, and where its text begins.

use super::Parser;
use super::brackets::outer;
use super::document::{Level, Node, NodeIndex, Role};
use super::line::{self, Line, is_terminated};
use crate::diagnostic::Code;
use crate::text::numeral;
use crate::text::source::{Source, Span};

/// A sentence that is longer, in characters, is no heading.
const LONGEST_HEADING: usize = 40;

/// Of an article's heading that text follows.
const LONGEST_BEFORE_TEXT: usize = 20;

impl Parser<'_> {
    pub(super) fn node_line(&mut self, line: Line, level: Level, number: u32, label: Span) {
        // The first heading is a part, whatever its label.
        let level = if self.nodes.is_empty() && self.outline.begins_with_parts { Level::Part } else { level };
        let parent = self.parent(level);
        let id = self.free_id(parent, level, number);
        let rest = self.source.trim(Span::new(label.end, line.span.end));
        let role = self.role_of(level);
        let (heading, text_start) = heading(self.source, rest, level, role == Role::Item);
        if let Some(second) = line::label(self.source, rest) {
            self.diagnostics.push(self.source.diagnostic(
                Code::RepeatedLabel,
                second,
                format!("编号 `{}` 后面又是一个编号", self.source.slice(label)),
                "请核对录入：是否重复了编号，或两条并成了一行",
            ));
        }
        if rest.is_empty() {
            self.diagnostics.push(self.source.diagnostic(Code::EmptyHeading, label, "标题没有文字", "请补上标题"));
        }
        let annex = self.annex_labels;
        self.node = Some(self.nodes.push(Node { id, level, parent, label, number, annex, heading, text_start }));
        self.annex = None;
        self.take(line, role);
    }

    /// Returns what a heading of this level is shown as: the outermost are parts, an article is a paragraph with a label.
    fn role_of(&self, level: Level) -> Role {
        let is_above = |outer: Level| self.outline.has(outer) && self.outline.depth(outer) < self.outline.depth(level);
        match level {
            Level::Item | Level::SubItem | Level::Detail => Role::Item,
            _ if is_above(Level::Article) => Role::Item,
            Level::Article => Role::Clause,
            _ if self.outline.depth(level) == 0 => Role::Part,
            _ => Role::Clause,
        }
    }

    /// Returns the last node of a level above, among those that the current one stands under; behind an annex's label
    /// articles begin anew.
    fn parent(&self, level: Level) -> Option<NodeIndex> {
        let last = self.nodes.len().checked_sub(1).map(NodeIndex::new);
        let mut above = if level < Level::Part || self.is_annex_body { self.node } else { last };
        let depth = self.outline.depth(level);
        while let Some(index) = above.filter(|&index| self.outline.depth(self.nodes[index].level) >= depth) {
            above = self.nodes[index].parent;
        }
        above
    }

    /// Returns `s3-1-2`; levels without a label of their own are 0, and where a label stands again its id ends in `-b`.
    fn free_id(&mut self, parent: Option<NodeIndex>, level: Level, number: u32) -> String {
        let id = match parent.map(|parent| &self.nodes[parent]) {
            None => format!("s{number}"),
            Some(parent) => {
                let skipped = self.outline.depth(level) - self.outline.depth(parent.level) - 1;
                format!("{}{}-{number}", parent.id, "-0".repeat(skipped))
            }
        };
        let mut count = self.ids.get(&id).copied().unwrap_or_default();
        loop {
            count += 1;
            let free = match u8::try_from(count) {
                Ok(1) => id.clone(),
                Ok(count @ ..=26) => format!("{id}-{}", char::from(b'a' + count - 1)),
                _ => format!("{id}-{count}"),
            };
            if !self.ids.contains_key(&free) {
                self.ids.insert(id, count);
                self.ids.entry(free.clone()).or_insert(1);
                return free;
            }
        }
    }

    /// Checks whether items are nodes here: they stand under a heading or are the first, or an annex lists tasks by them.
    pub(super) fn has_items(&self) -> bool {
        self.is_annex_body || self.annex.is_none() && (self.node.is_some() || self.nodes.is_empty())
    }

    /// Checks whether `11.365窗口` is an item: its number follows the last one's, or it is a heading.
    pub(super) fn is_next_item(&self, line: Line, number: u32) -> bool {
        let last = self.nodes.iter().rev().find(|node| node.level == Level::Item).map_or(0, |node| node.number);
        number == last + 1 || (number > last && !is_terminated(self.text(line)))
    }

    /// Checks whether a label stands under a sub-item of the other kind: ① under （1）.
    pub(super) fn is_in_sub_item(&self, label: Span) -> bool {
        let is_bracketed = |label: Span| numeral::is_bracketed(self.source.slice(label));
        let mut above = std::iter::successors(self.node, |&node| self.nodes[node].parent);
        above
            .find(|&node| self.nodes[node].level == Level::SubItem)
            .is_some_and(|node| is_bracketed(self.nodes[node].label) != is_bracketed(label))
    }

    /// Reports the parts and clauses without a heading, where most of their level have one.
    pub(super) fn check_headings(&mut self) {
        for level in [Level::Part, Level::Clause] {
            let of_level = || self.nodes.iter().filter(move |node| node.level == level);
            let without: Vec<Span> = of_level().filter(|node| node.heading.is_empty()).map(|node| node.label).collect();
            if without.len() * 2 >= of_level().count() {
                continue;
            }
            self.diagnostics.extend(without.into_iter().map(|label| {
                self.source.diagnostic(
                    Code::HeadingWithoutStop,
                    label,
                    format!("`{}` 没有标题：第一句太长，同级的都以句号把标题隔开", self.source.slice(label)),
                    "请核对录入：标题后面是否漏了句号。原文如此的不必管",
                )
            }));
        }
    }
}

/// Cuts what follows a label: the heading, and where the text begins. `标题。正文…`: the heading ends at the first full
/// stop, that of an item also at a colon; a line without one is all heading, if it is as short as headings are.
fn heading(source: &Source, rest: Span, level: Level, is_item: bool) -> (Span, usize) {
    let text = source.slice(rest);
    if level == Level::Article {
        let (end, text_start) = article_heading(text);
        return (Span::new(rest.start, rest.start + end), rest.start + text_start);
    }
    let ends: &[char] = if is_item { &['。', '：'] } else { &['。'] };
    // 标题（责任单位：甲）: a colon in a bracket ends none.
    let stop = outer(text, 0..text.len()).find(|(_, c)| ends.contains(c));
    let end = stop.map_or(text.len(), |(at, _)| at);
    let is_long = text[..end].chars().count() > LONGEST_HEADING;
    let has_text = end < text.len();
    let sentence_only = is_long || (is_item && !has_text && is_terminated(text));
    if sentence_only && (is_item || has_text) {
        return (Span::new(rest.start, rest.start), rest.start);
    }
    let stop = text[end..].chars().next().map_or(0, char::len_utf8);
    (Span::new(rest.start, rest.start + end), rest.start + end + stop)
}

/// Returns where an article's heading ends and its text begins, in bytes: `【支持对象】正文`, `支持开店。正文` or a line that is no
/// sentence. Most articles have none.
fn article_heading(text: &str) -> (usize, usize) {
    if let Some(end) = line::bracketed_heading(text) {
        return (end, end);
    }
    let end = text.find('。').unwrap_or(text.len());
    let words = &text[..end];
    let longest = if end < text.len() { LONGEST_BEFORE_TEXT } else { LONGEST_HEADING };
    let is_short = words.chars().count() <= longest && !words.contains(['，', '；', '：']) && !is_terminated(words);
    let stop = text[end..].chars().next().map_or(0, char::len_utf8);
    let is_sentence = end < text.len() && text[end + stop..].trim().is_empty();
    if is_short && !is_sentence { (end, end + stop) } else { (0, 0) }
}
