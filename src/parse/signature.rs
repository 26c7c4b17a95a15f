//! Who signs a document, and when: lines of issuers, the date under them, remarks such as （此件公开发布）, and the imprint.

use std::ops::Range;

use super::brackets::announces_more;
use super::document::{Block, BlockIndex, Layout, LayoutRule, Role};
use super::imprint::{Imprint, imprint};
use super::line::{Form, Line, closes_notice, is_terminated};
use super::{Parser, bodies, member, responsibility};
use crate::diagnostic::Code;
use crate::text::date::Date;
use crate::text::source::Span;

/// The most lines that issuers take; joint documents have a dozen.
const MOST_LINES: usize = 16;

/// The longest line of issuers, in characters.
const LONGEST_LINE: usize = 60;

/// A word of fewer characters is part of a name that is set wide, not an issuer.
const SHORTEST_ISSUER: usize = 4;

impl Parser<'_> {
    /// Checks whether lines of issuers and a date follow, or a date alone where none was read yet.
    pub(super) fn begins_signature(&self) -> bool {
        self.signs_from(self.at)
    }

    /// Checks the same of the lines from a later one on.
    pub(super) fn signs_from(&self, at: usize) -> bool {
        let ahead = self.lines[at..].iter().filter(|line| line.form != Form::Blank);
        let mut issuers = 0;
        for line in ahead.take(MOST_LINES + 1) {
            match line.form {
                Form::Date => return issuers > 0 || self.blocks.iter().all(|block| block.role != Role::Date),
                Form::Text if self.can_sign(*line) => issuers += 1,
                _ => return false,
            }
        }
        false
    }

    fn can_sign(&self, line: Line) -> bool {
        let text = self.text(line);
        !is_terminated(text)
            && !closes_notice(text)
            && !member::names_posts(text)
            && text.chars().count() <= LONGEST_LINE
            && !text.contains(['，', '。', '；', '：', ':'])
    }

    /// Checks whether a line is nothing but names of bodies: 中共某市委　某市人民政府.
    pub(super) fn names_bodies(&self, line: Line) -> bool {
        let is_name = |word: &str| word.starts_with("中共") || bodies::is_body(word);
        self.text(line).split_whitespace().all(is_name)
    }

    /// Checks whether a line names bodies, or one that is set wide: 商　务　部.
    pub(super) fn is_issuer(&self, line: Line) -> bool {
        let is_wide = self.text(line).split_whitespace().all(|word| word.chars().nth(1).is_none());
        self.names_bodies(line) || (is_wide && bodies::is_body(&self.source.folded(line.span)))
    }

    /// Takes the issuers, the date and the remarks under it.
    pub(super) fn signature(&mut self) {
        self.close_last_task();
        self.node = None;
        while let Some(line) = self.peek().filter(|line| line.form == Form::Text) {
            if self.text(line).starts_with(['（', '(']) {
                // （市甲局代章）
                self.take(line, Role::Remark);
                continue;
            }
            let spans = self.issuers(line.span);
            self.note_dash(line);
            self.push(Role::Signature, spans);
            self.at += 1;
        }
        if let Some(line) = self.peek().filter(|line| line.form == Form::Date) {
            self.check_day(line);
            self.take(line, Role::Date);
        }
        while let Some(line) = self.peek().filter(|line| line.form == Form::Remark) {
            self.take(line, Role::Remark);
        }
    }

    /// Gives the paragraphs after the last task back to its part: 各地要结合实际抓好落实 is no word of the task.
    fn close_last_task(&mut self) {
        let Some(node) = self.node else { return };
        let own = self.blocks.iter().rev().take_while(|block| block.node == Some(node));
        let closing = own.take_while(|block| block.role == Role::Paragraph && !self.names_somebody(block)).count();
        let first = self.blocks.len() - closing;
        let before = first.checked_sub(1).map(|at| &self.blocks[BlockIndex::new(at)]);
        if before.is_some_and(|block| block.node == Some(node) && self.names_somebody(block)) {
            // 整改措施：… is the task's.
            let is_own = |block: &&Block| announces_more(&self.source.join(&block.spans));
            let first = first + self.blocks.as_raw_slice()[first..].iter().take_while(is_own).count();
            let part = std::iter::successors(Some(node), |&node| self.nodes[node].parent).last();
            for at in first..self.blocks.len() {
                self.blocks[BlockIndex::new(at)].node = part;
            }
        }
    }

    fn names_somebody(&self, block: &Block) -> bool {
        block.role == Role::Responsibility || !responsibility::in_paragraph(&self.source.join(&block.spans)).is_empty()
    }

    /// Reports a line whose day the calendar hasn't got.
    pub(super) fn check_day(&mut self, line: Line) {
        let day = self.text(line).trim_end_matches(['印', '发']).trim_end();
        if Date::read_printed(day).is_none() {
            let message = format!("日历上没有 `{day}` 这一天");
            self.diagnostics.push(self.source.diagnostic(Code::NoSuchDay, line.span, message, "请核对录入"));
        }
    }

    /// Checks whether the document ends with this line, and it is an imprint that no 抄送 stands above.
    pub(super) fn is_last_imprint(&self, line: Line) -> bool {
        self.after(self.at).is_none() && imprint(self.text(line)).is_some()
    }

    /// Takes issuer and date of printing, and how many copies, if they stand on one line.
    fn takes_imprint(&mut self, line: Line) -> bool {
        let Some(Imprint { issuer, day, copies }) = imprint(self.text(line)) else { return false };
        self.note_dash(line);
        let place = |part: Range<usize>| Span::new(line.span.start + part.start, line.span.start + part.end);
        let gap = |one: &Range<usize>, next: &Range<usize>| place(one.end..next.start);
        let gaps = [gap(&issuer, &day), gap(&day, &copies)].into_iter().filter(|gap| !gap.is_empty());
        self.layout.extend(gaps.map(|span| Layout { rule: LayoutRule::IssuerGap, span }));
        for (role, part) in [(Role::ImprintIssuer, issuer), (Role::ImprintDate, day), (Role::Remark, copies)] {
            if !part.is_empty() {
                self.push(role, vec![place(part)]);
            }
        }
        self.at += 1;
        true
    }

    /// 抄送, and the imprint: issuer and date of printing.
    pub(super) fn copies(&mut self) {
        self.node = None;
        self.annex = None;
        while let Some(line) = self.peek() {
            match line.form {
                Form::ImprintDate => {
                    self.check_day(line);
                    if !self.takes_imprint(line) {
                        self.take(line, Role::ImprintDate);
                    }
                }
                Form::Copies => self.take(line, Role::Copies),
                Form::Text if self.takes_imprint(line) => {}
                Form::Text if self.after(self.at).is_some_and(|line| line.form == Form::ImprintDate) => {
                    self.take(line, Role::ImprintIssuer);
                }
                Form::Text if self.blocks.last().is_some_and(|block| block.role == Role::Copies) => {
                    self.take(line, Role::Copies);
                }
                _ => return,
            }
        }
    }

    /// Cuts a line of issuers where white space parts two names.
    fn issuers(&mut self, line: Span) -> Vec<Span> {
        let text = self.source.slice(line);
        let mut cuts = Vec::new();
        let mut gap: Option<usize> = None;
        for (at, c) in text.char_indices() {
            match (c.is_whitespace(), gap) {
                (true, None) => gap = Some(at),
                (false, Some(start)) => {
                    cuts.push(Span::new(line.start + start, line.start + at));
                    gap = None;
                }
                _ => {}
            }
        }
        let is_long = |span: Span| {
            let text = self.source.slice(span);
            let name = text.split_whitespace().next().unwrap_or_default();
            text.chars().filter(|c| !c.is_whitespace()).count() >= SHORTEST_ISSUER || bodies::is_body(name)
        };
        let mut spans = Vec::new();
        let mut start = line.start;
        for gap in cuts {
            let before = Span::new(start, gap.start);
            if is_long(before) && is_long(Span::new(gap.end, line.end)) {
                spans.push(before);
                self.layout.push(Layout { rule: LayoutRule::IssuerGap, span: gap });
                start = gap.end;
            }
        }
        spans.push(Span::new(start, line.end));
        spans
    }
}

#[cfg(test)]
mod tests {
    use crate::parse::{Role, parse};
    use crate::text::source::Source;

    #[test]
    fn white_space_parts_issuers_but_no_name_that_is_set_wide() {
        for issuers in [
            "某市人民政府|某市商务局",
            // Short, but known by their ends; long, but of no known end.
            "市商委|市科委",
            "某市税务局|某市海关",
            "商　务　部",
        ] {
            let text = format!(
                "关于试点的通知\n\n各区：\n\n现将方案印发给你们。\n\n{}\n2024年3月5日\n",
                issuers.replace('|', "　")
            );
            let (document, _) = parse(Source::new("f", &text));
            let signature = document.blocks.iter().find(|block| block.role == Role::Signature);
            let spans = signature.map_or(&[][..], |block| &block.spans);
            let read: Vec<&str> = spans.iter().map(|&span| document.source.slice(span)).collect();
            assert_eq!(read.join("|"), issuers);
        }
    }
}
