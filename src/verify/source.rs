//! The official text as the proof sees it: its characters without white space and list dashes, each with its place.

use std::ops::Range;

use super::report::string;
use super::{ListedCorrection, VerifiedPlan};
use crate::diagnostic::{self, Code, Diagnostic, Place};

/// A source, ready to be compared with pages.
#[derive(Debug)]
pub(super) struct SourceText {
    /// File name for diagnostics.
    pub file: String,
    /// Every character that a page has to show, in order.
    pub chars: Vec<char>,
    /// Line and column of each, from 1.
    places: Vec<(usize, usize)>,
    /// Where each line begins in `chars`; one more entry closes the last.
    starts: Vec<usize>,
    /// By line: it repeats the header of its table, so a page may leave it out.
    repeats: Vec<bool>,
    /// The corrections with their places, in order.
    pub corrections: Vec<PlacedCorrection>,
}

/// A correction and the characters that it replaces.
#[derive(Debug)]
pub(super) struct PlacedCorrection {
    pub id: String,
    pub range: Range<usize>,
    pub read: Vec<char>,
    /// The part of `range` that really changes: without what `printed` and `read` share at both ends.
    pub core: Range<usize>,
}

impl SourceText {
    /// Reads the source and finds the place of every correction; what is wrong with the list comes along.
    pub(super) fn new(plan: &VerifiedPlan) -> (SourceText, Vec<Diagnostic>) {
        let mut text = SourceText {
            file: plan.source_file.clone(),
            chars: Vec::new(),
            places: Vec::new(),
            starts: vec![0],
            repeats: Vec::new(),
            corrections: Vec::new(),
        };
        // A byte order mark is no text.
        let source = plan.source.strip_prefix('\u{feff}').unwrap_or(&plan.source);
        let mut tables = Tables::default();
        for (index, line) in source.lines().enumerate() {
            // The dash of a list line is layout; whatever follows it is text.
            let is_listed = !line.contains('\t') && line.trim_start().starts_with("- ");
            let from = if is_listed { line.chars().take_while(|c| c.is_whitespace()).count() + 1 } else { 0 };
            for (column, c) in line.chars().enumerate().skip(from) {
                if !c.is_whitespace() {
                    text.chars.push(c);
                    text.places.push((index + 1, column + 1));
                }
            }
            text.starts.push(text.chars.len());
            text.repeats.push(tables.repeats_header(line));
        }
        let diagnostics = text.place_corrections(plan);
        (text, diagnostics)
    }

    /// Returns the number of lines.
    pub(super) fn lines(&self) -> usize {
        self.starts.len() - 1
    }

    /// Returns the characters of lines `first` to `last`; `None` where there are no such lines.
    pub(super) fn range(&self, first: usize, last: usize) -> Option<Range<usize>> {
        (first >= 1 && first <= last && last <= self.lines()).then(|| self.starts[first - 1]..self.starts[last])
    }

    /// Returns line and column of a character; of the end, one behind the last.
    pub(super) fn place(&self, at: usize) -> (usize, usize) {
        match self.places.get(at) {
            Some(&place) => place,
            None => self.places.last().map_or((1, 1), |&(line, column)| (line, column + 1)),
        }
    }

    /// Returns where a range begins and ends.
    pub(super) fn span(&self, range: &Range<usize>) -> ((usize, usize), (usize, usize)) {
        let begin = self.place(range.start);
        if range.is_empty() {
            return (begin, begin);
        }
        let (line, column) = self.place(range.end - 1);
        (begin, (line, column + 1))
    }

    /// Returns where the repeated header ends that begins at `at`, if one does.
    pub(super) fn after_repeat(&self, at: usize) -> Option<usize> {
        // Empty lines share their start with the next line, so look at the last one that begins here.
        let line = self.starts.partition_point(|&start| start <= at).checked_sub(1)?;
        (line < self.lines() && self.starts[line] == at && self.repeats[line]).then(|| self.starts[line + 1])
    }

    /// Returns all places in `within` where `text` stands.
    pub(super) fn occurrences(&self, within: Range<usize>, text: &[char]) -> Vec<usize> {
        occurrences(&self.chars[within.clone()], text).into_iter().map(|at| at + within.start).collect()
    }

    /// Checks whether white space parts two digits (`2 0`) somewhere in a range.
    pub(super) fn parts(&self, range: Range<usize>, digits: &str) -> bool {
        let digits: Vec<char> = digits.chars().filter(|c| !c.is_whitespace()).collect();
        range.clone().zip(range.skip(1)).any(|(at, next)| {
            let (line, column) = self.places[at];
            digits == self.chars[at..=next] && self.places[next] != (line, column + 1)
        })
    }

    /// Checks whether a correction changes words of these lines.
    pub(super) fn is_corrected(&self, [first, last]: [usize; 2]) -> bool {
        let lines = self.range(first, last).unwrap_or_default();
        self.corrections.iter().any(|it| it.range.start < lines.end && lines.start < it.range.end)
    }

    /// Returns a range as read: every correction inside it made.
    pub(super) fn read(&self, range: Range<usize>) -> Vec<char> {
        let mut result = Vec::with_capacity(range.len());
        let mut at = range.start;
        for correction in &self.corrections {
            if correction.range.start >= at && correction.range.end <= range.end {
                result.extend_from_slice(&self.chars[at..correction.range.start]);
                result.extend_from_slice(&correction.read);
                at = correction.range.end;
            }
        }
        result.extend_from_slice(&self.chars[at..range.end]);
        result
    }

    fn place_corrections(&mut self, plan: &VerifiedPlan) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for listed in &plan.corrections {
            match self.place_correction(listed) {
                Ok(Some(placed)) => self.corrections.push(placed),
                Ok(None) => {}
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
        self.corrections.sort_by_key(|placed| (placed.range.start, placed.range.end));
        for pair in self.corrections.windows(2) {
            if pair[0].range.end > pair[1].range.start {
                let (begin, end) = self.span(&pair[1].range);
                diagnostics.push(Diagnostic::new(
                    Code::CorrectionOverlap,
                    Place::file(&self.file).span(begin, end).quoting(&string(&self.chars[pair[1].range.clone()])),
                    format!("更正 `{}` 与更正 `{}` 的位置重叠", pair[1].id, pair[0].id),
                    "把两条更正合成一条，或缩短各自的 printed",
                ));
            }
        }
        diagnostics
    }

    /// Returns the place of a correction; nothing for the other kinds, which only have to stand where they say.
    fn place_correction(&self, listed: &ListedCorrection) -> Result<Option<PlacedCorrection>, Box<Diagnostic>> {
        let (first, last) = listed.lines;
        let fault = |code, message: String| {
            Box::new(Diagnostic::new(
                code,
                Place::file(&self.file).at((first.max(1), 1)).quoting(&listed.printed),
                message,
                "改 plan.toml 里的这一条，再重新生成网站",
            ))
        };
        let Some(within) = self.range(first, last) else {
            return Err(fault(
                Code::CorrectionLines,
                format!("校注 `{}` 的行号 {first}—{last} 不在原文之内（共 {} 行）", listed.id, self.lines()),
            ));
        };
        let printed = solid(&listed.printed);
        if listed.kind != "correction" {
            let lists_dash = solid(listed.printed.strip_prefix("- ").unwrap_or(&listed.printed));
            let stands = printed.is_empty()
                || !self.occurrences(within.clone(), &printed).is_empty()
                || !self.occurrences(within, &lists_dash).is_empty();
            return if stands {
                Ok(None)
            } else {
                Err(fault(Code::CorrectionNotFound, format!("校注 `{}` 所引的原文不在第 {first}—{last} 行", listed.id)))
            };
        }
        let found = if printed.is_empty() { Vec::new() } else { self.occurrences(within, &printed) };
        let &[start] = found.as_slice() else {
            return Err(fault(
                Code::CorrectionNotFound,
                format!(
                    "更正 `{}` 的原文应在第 {first}—{last} 行恰好出现一次，实际 {} 次：{}",
                    listed.id,
                    found.len(),
                    diagnostic::shorten(&listed.printed)
                ),
            ));
        };
        let read = solid(&listed.read);
        let head = printed.iter().zip(&read).take_while(|(a, b)| a == b).count();
        let tail = printed[head..].iter().rev().zip(read[head..].iter().rev()).take_while(|(a, b)| a == b).count();
        Ok(Some(PlacedCorrection {
            id: listed.id.clone(),
            range: start..start + printed.len(),
            core: start + head..start + printed.len() - tail,
            read,
        }))
    }
}

/// Returns a text without its white space.
pub(super) fn solid(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Returns all places where `part` stands in `whole`, overlapping ones too.
pub(super) fn occurrences(whole: &[char], part: &[char]) -> Vec<usize> {
    if part.is_empty() || part.len() > whole.len() {
        return Vec::new();
    }
    whole.windows(part.len()).enumerate().filter(|(_, window)| *window == part).map(|(at, _)| at).collect()
}

/// Follows the tables of a source line by line.
#[derive(Default)]
struct Tables {
    /// Header lines of the present table.
    headers: Vec<Vec<String>>,
    /// Lines with text, but without tabs, since its last row. One may be a heading inside the table.
    between: usize,
    /// The line above was a row.
    in_block: bool,
}

impl Tables {
    /// Takes a line; returns whether it repeats its table's header.
    fn repeats_header(&mut self, line: &str) -> bool {
        if !line.contains('\t') {
            self.in_block = false;
            self.between += usize::from(!line.trim().is_empty());
            return false;
        }
        if self.between > 1 {
            self.headers.clear();
        }
        self.between = 0;
        let cells: Vec<String> = line.split('\t').map(|cell| solid(cell).into_iter().collect()).collect();
        let repeats = self.headers.contains(&cells);
        // It could be a header: it begins a block of rows, every cell is filled and none is a number.
        if !self.in_block && !repeats && cells.iter().all(|cell| !cell.is_empty() && !is_number(cell)) {
            self.headers.push(cells);
        }
        self.in_block = true;
        repeats
    }
}

/// Checks whether a cell is nothing but a number.
fn is_number(cell: &str) -> bool {
    !cell.is_empty() && cell.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::tests::fixture::{correction, plan};
    use super::*;

    #[test]
    fn white_space_and_list_dashes_are_no_text() {
        let (text, faults) = SourceText::new(&plan("\u{feff}- 组\u{3000}长：甲\n\n二-- 三\u{a0}\n", &[]));
        assert!(faults.is_empty());
        assert_eq!(string(&text.chars), "组长：甲二--三");
        assert_eq!(text.place(1), (1, 5));
        assert_eq!(text.place(4), (3, 1));
        assert_eq!(text.range(3, 3), Some(4..8));
        assert_eq!(text.range(3, 4), None);
    }

    #[test]
    fn only_a_repeated_header_may_be_left_out() {
        let source = "类别\t序号\n甲\t1\n\n类 别\t序号\n乙\t2\n\n乙\t2\n附件二\n名单\n类别\t序号\n";
        let (text, _) = SourceText::new(&plan(source, &[]));
        let repeats: Vec<usize> = (1..=text.lines()).filter(|line| text.repeats[line - 1]).collect();
        assert_eq!(repeats, [4], "not the row printed twice, not the header of the next table");
    }

    #[test]
    fn a_correction_stands_exactly_once_and_alone() {
        let source = "花台园，花台园\n职业资格资格\n";
        let codes = |list: &[ListedCorrection]| -> Vec<Code> {
            let (_, faults) = SourceText::new(&plan(source, list));
            faults.iter().map(|fault| fault.code).collect()
        };
        assert!(codes(&[correction("a", 2, "资格资格", "资格")]).is_empty());
        assert_eq!(codes(&[correction("a", 1, "花台园", "花园")]), [Code::CorrectionNotFound]);
        assert_eq!(codes(&[correction("a", 2, "花园", "花园")]), [Code::CorrectionNotFound]);
        assert_eq!(codes(&[correction("a", 3, "花园", "花园")]), [Code::CorrectionLines]);
        assert_eq!(
            codes(&[correction("a", 2, "资格资格", "资格"), correction("b", 2, "业资格资", "业资")]),
            [Code::CorrectionOverlap]
        );
    }

    #[test]
    fn reads_with_corrections_made() {
        let (text, _) = SourceText::new(&plan("甲花台园乙\n", &[correction("a", 1, "花台园", "花园")]));
        assert_eq!(string(&text.read(0..5)), "甲花园乙");
        assert_eq!(string(&text.read(0..2)), "甲花");
        assert_eq!(text.corrections[0].core, 2..3);
    }
}
