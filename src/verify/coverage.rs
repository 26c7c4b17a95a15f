//! The full text: its passages, one after the other, are the whole source in order, character for character.
//!
//! A cursor walks through the source; each passage has to begin where it stands. Only rows that repeat their table's
//! header may be stepped over. After a fault the cursor goes on from the passage's own lines, so that one run finds
//! every fault and none of them twice.

use std::collections::BTreeSet;
use std::ops::Range;

use super::html::{Page, Passage};
use super::marks;
use super::report::string;
use super::source::SourceText;
use super::spans;
use crate::diagnostic::{Code, Diagnostic, Place};

/// How many passages are looked at to tell a loss from a change of order.
const LOOK_AHEAD: usize = 40;

/// Longest change inside a passage that is still told apart from another text.
const LONGEST_CHANGE: usize = 120;

/// As many characters have to agree behind a change.
const AGREEMENT: usize = 6;

/// Proves that the page shows the whole source; returns what is wrong, and how many characters it showed in place.
pub(super) fn check(file: &str, page: &Page, source: &SourceText) -> (Vec<Diagnostic>, usize) {
    let mut walk = Walk {
        file,
        source,
        cursor: 0,
        lost: Vec::new(),
        elsewhere: Vec::new(),
        shown: 0,
        marked: BTreeSet::new(),
        diagnostics: Vec::new(),
    };
    for (_, mark) in &page.loose_marks {
        let faults = marks::check_loose(source, mark).into_iter();
        walk.diagnostics.extend(faults.map(|fault| spans::mark_diagnostic(file, mark.place, fault)));
    }
    let mut passages = Vec::new();
    for passage in &page.passages {
        if passage.hidden {
            walk.diagnostics.push(Diagnostic::new(
                Code::HiddenText,
                Place::file(file).at(passage.place).quoting(&string(&passage.printed)),
                "全文页上有看不见的原文",
                "去掉 hidden、aria-hidden、style、popover，以及删除线、反向书写等元素",
            ));
            continue;
        }
        match spans::structure(file, passage, source) {
            Ok(range) => passages.push((passage, range)),
            Err(diagnostic) => walk.diagnostics.push(*diagnostic),
        }
    }
    for (index, (passage, range)) in passages.iter().enumerate() {
        walk.step(passage, range, &passages[index + 1..]);
    }
    walk.lose(walk.cursor..source.chars.len());
    walk.finish()
}

struct Walk<'a> {
    file: &'a str,
    source: &'a SourceText,
    /// The next character that has to be shown.
    cursor: usize,
    lost: Vec<Range<usize>>,
    /// Shown, but not in their place.
    elsewhere: Vec<Range<usize>>,
    shown: usize,
    marked: BTreeSet<String>,
    diagnostics: Vec<Diagnostic>,
}

impl Walk<'_> {
    fn step(&mut self, passage: &Passage, range: &Range<usize>, following: &[(&Passage, Range<usize>)]) {
        self.marked.extend(passage.marked().map(str::to_owned));
        if let Some(start) = self.fits(self.cursor, &passage.printed) {
            self.consume(passage, range, start);
            return;
        }
        let places = self.source.occurrences(range.clone(), &passage.printed);
        if let Some(&ahead) = places.iter().find(|&&place| place >= self.cursor) {
            // Either the text between is lost, or this passage stands too early: whichever explains the next ones better.
            let length = passage.printed.len();
            let lost = ahead - self.cursor + self.cost(ahead + length, following);
            if length + self.cost(self.cursor, following) < lost {
                self.misplaced(passage, ahead);
            } else {
                self.lose(self.cursor..ahead);
                self.consume(passage, range, ahead);
            }
        } else if let Some(&behind) = places.last() {
            self.misplaced(passage, behind);
        } else {
            self.changed(passage, range);
        }
    }

    /// Returns where a passage begins: at `at`, or behind repeated headers that begin there.
    fn fits(&self, mut at: usize, text: &[char]) -> Option<usize> {
        loop {
            if self.source.chars[at..].starts_with(text) {
                return Some(at);
            }
            at = self.source.after_repeat(at).filter(|&next| next > at)?;
        }
    }

    /// Returns what it costs to go on from `cursor`: characters that the following passages skip or show out of place.
    fn cost(&self, mut cursor: usize, following: &[(&Passage, Range<usize>)]) -> usize {
        let mut cost = 0;
        for (next, range) in following.iter().take(LOOK_AHEAD) {
            let length = next.printed.len();
            let places = || self.source.occurrences(range.clone(), &next.printed);
            if let Some(start) = self.fits(cursor, &next.printed) {
                cursor = start + length;
            } else if let Some(ahead) = places().into_iter().find(|&place| place >= cursor) {
                cost += ahead - cursor;
                cursor = ahead + length;
            } else {
                cost += length;
            }
        }
        cost
    }

    /// Takes a passage that stands in its place.
    fn consume(&mut self, passage: &Passage, range: &Range<usize>, start: usize) {
        let end = start + passage.printed.len();
        self.shown += passage.printed.len();
        self.cursor = end;
        if start < range.start || end > range.end {
            let (line, _) = self.source.place(start);
            self.diagnostics.push(Diagnostic::new(
                Code::WrongLines,
                Place::file(self.file).at(passage.place).quoting(&string(&passage.printed)),
                format!("这一段在原文第 {line} 行起，却标着 data-lines=\"{}\"", passage.lines),
                "data-lines 写这一段所在的行号",
            ));
            return;
        }
        let faults = marks::check(self.source, passage, start);
        if faults.is_empty() {
            self.diagnostics.extend(spans::check_read(self.file, passage, range.clone(), self.source));
        }
        for fault in faults {
            self.diagnostics.push(spans::mark_diagnostic(self.file, passage.place, fault));
        }
    }

    /// Reports a passage that is right, but stands too early or again.
    fn misplaced(&mut self, passage: &Passage, start: usize) {
        let range = start..start + passage.printed.len();
        let (begin, end) = self.source.span(&range);
        let missing = self.lost.iter().any(|lost| lost.start < range.end && range.start < lost.end);
        let message = if start >= self.cursor || missing {
            format!("`{}` 第 {} 行：这段原文的次序与原文不符", self.file, passage.place.0)
        } else {
            format!("`{}` 第 {} 行：这段原文重复出现", self.file, passage.place.0)
        };
        self.diagnostics.push(Diagnostic::new(
            Code::TextMisplaced,
            Place::file(&self.source.file).span(begin, end).quoting(&string(&passage.printed)),
            message,
            "全文页按原文次序把每个字各印一次",
        ));
        self.elsewhere.push(range);
    }

    /// Reports a passage that is nowhere in its lines: compares it with what should stand here.
    fn changed(&mut self, passage: &Passage, range: &Range<usize>) {
        let text = &passage.printed[..];
        let Some(mut at) = self.alignment(text, range) else {
            self.invented(passage, text, self.cursor.max(range.start));
            return;
        };
        self.lose(self.cursor..at);
        let mut rest = text;
        loop {
            let same = agreeing(&self.source.chars[at..range.end], rest);
            at += same;
            rest = &rest[same..];
            self.shown += same;
            self.cursor = at;
            if rest.is_empty() {
                return;
            }
            let Some((invented, lost)) = resume(&self.source.chars[at..range.end], rest) else {
                self.invented(passage, rest, at);
                return;
            };
            if invented > 0 {
                self.invented(passage, &rest[..invented], at);
            }
            self.lose(at..at + lost);
            at += lost;
            rest = &rest[invented..];
        }
    }

    /// Returns where in its lines, from the cursor on, a changed passage most probably begins.
    fn alignment(&self, text: &[char], range: &Range<usize>) -> Option<usize> {
        let here = self.fits(self.cursor, &text[..1]).filter(|at| range.contains(at));
        let from = self.cursor.max(range.start);
        let first = |window: &[char]| self.source.occurrences(from..range.end.max(from), window).first().copied();
        let window = (text.len() / 2).clamp(1, AGREEMENT);
        here.or_else(|| first(&text[..window])).or_else(|| {
            // Its beginning is what changed: take it by the first words that stand in its lines.
            (1..=text.len().saturating_sub(window))
                .take(LONGEST_CHANGE)
                .find_map(|skip| first(&text[skip..skip + window]).map(|at| at.saturating_sub(skip).max(from)))
        })
    }

    fn invented(&mut self, passage: &Passage, text: &[char], at: usize) {
        let (line, column) = self.source.place(at);
        self.diagnostics.push(Diagnostic::new(
            Code::TextInvented,
            Place::file(&self.source.file).at((line, column)).quoting(&string(text)),
            format!(
                "`{}` 第 {} 行：页面多出原文此处（第 {line} 行第 {column} 字）没有的文字",
                self.file, passage.place.0
            ),
            "本站添加的内容放进 data-ours",
        ));
    }

    fn lose(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.lost.push(range);
        }
    }

    fn finish(mut self) -> (Vec<Diagnostic>, usize) {
        let lost = std::mem::take(&mut self.lost);
        let lost: Vec<Range<usize>> = lost.into_iter().flat_map(|range| self.really_lost(range)).collect();
        for range in lost {
            let (begin, end) = self.source.span(&range);
            self.diagnostics.push(Diagnostic::new(
                Code::TextLost,
                Place::file(&self.source.file).span(begin, end).quoting(&string(&self.source.chars[range.clone()])),
                format!("`{}` 缺少原文的 {} 个字", self.file, range.len()),
                "全文页按原文次序把每个字各印一次",
            ));
        }
        for correction in &self.source.corrections {
            if !self.marked.contains(&correction.id) {
                let (begin, end) = self.source.span(&correction.range);
                self.diagnostics.push(Diagnostic::new(
                    Code::CorrectionNotShown,
                    Place::file(&self.source.file)
                        .span(begin, end)
                        .quoting(&string(&self.source.chars[correction.range.clone()])),
                    format!("全文页 `{}` 没有标出更正 `{}`", self.file, correction.id),
                    "在这一处加 data-correction 标记，原文与校读两边都写进页面",
                ));
            }
        }
        (self.diagnostics, self.shown)
    }

    /// Returns what of a range neither may be left out nor stands somewhere else.
    fn really_lost(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut result: Vec<Range<usize>> = Vec::new();
        let mut at = range.start;
        while at < range.end {
            if let Some(next) = self.source.after_repeat(at).filter(|&next| next > at && next <= range.end) {
                at = next;
                continue;
            }
            if let Some(shown) = self.elsewhere.iter().find(|shown| shown.contains(&at)) {
                at = shown.end;
                continue;
            }
            match result.last_mut() {
                Some(last) if last.end == at => last.end = at + 1,
                _ => result.push(at..at + 1),
            }
            at += 1;
        }
        result
    }
}

fn agreeing(source: &[char], text: &[char]) -> usize {
    source.iter().zip(text).take_while(|(a, b)| a == b).count()
}

/// Returns the smallest change behind which source and text agree again: characters invented and lost.
fn resume(source: &[char], text: &[char]) -> Option<(usize, usize)> {
    for size in 1..=LONGEST_CHANGE {
        for invented in 0..=size.min(text.len().saturating_sub(1)) {
            let lost = size - invented;
            if lost > source.len() {
                continue;
            }
            let rest = &text[invented..];
            let needed = rest.len().min(AGREEMENT);
            // A few characters agree by chance further on.
            if needed < AGREEMENT && size > 2 * needed {
                continue;
            }
            if agreeing(&source[lost..], rest) >= needed {
                return Some((invented, lost));
            }
        }
    }
    None
}
