//! Which lines of a file's settings can't be read.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::toml_tree::{Reading, Wrong};
use crate::inputs::toml_words::diagnostic;
use crate::text::source::{Lines, Source, Span};

/// Returns a text as a TOML string.
pub(crate) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// More broken lines than this help nobody; the rest is counted.
pub(super) const MOST_BROKEN: usize = 40;

/// The lines of a file's settings that matter beside their values.
#[derive(Debug)]
pub(super) struct SettingsLines {
    /// Those that nothing is read of. Their keys aren't missing, they have been reported.
    pub(super) broken: BTreeSet<usize>,
    /// Headings that have been reported; what stands below them is read.
    pub(super) told_headings: BTreeSet<usize>,
    /// Where headings in single brackets begin of which a list is read, as they stand there more than once.
    pub(super) repeated: BTreeSet<usize>,
    /// Those that begin a table.
    headers: Vec<usize>,
    /// Whether nothing was read from somewhere on: nobody knows then which keys are missing.
    pub(super) is_rest_lost: bool,
}

impl SettingsLines {
    /// Reports all that is wrong with the lines of `part`.
    pub(super) fn read(
        source: &Source,
        part: Span,
        reading: &Reading,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> SettingsLines {
        let is_header = |line: &usize| source.slice(source.line_span(*line)).trim_start().starts_with('[');
        let Lines { first, last } = source.lines(part);
        let headers = (first..=last).filter(is_header).collect();
        let mut lines = SettingsLines {
            broken: BTreeSet::new(),
            told_headings: BTreeSet::new(),
            repeated: reading.repeated.clone(),
            headers,
            is_rest_lost: reading.is_rest_lost,
        };
        let (mut reported, mut repeated) = (Vec::new(), BTreeSet::new());
        for trouble in &reading.troubles {
            let line = source.line_of(trouble.at.start);
            // What stands under a repeated header is repeated as well.
            let is_repeated = trouble.wrong == Wrong::Repeated;
            let follows = is_repeated && lines.header_above(line).is_some_and(|header| repeated.contains(&header));
            repeated.extend(is_repeated.then_some(line));
            // Where a line is broken, its comma may be as well.
            if trouble.wrong == Wrong::Comma && lines.is_broken_above(source, trouble.at) {
                continue;
            }
            // One fault often trips the parser more than once.
            let is_new = match trouble.lost {
                Some(Lines { first, last }) => {
                    let is_new = !lines.broken.contains(&line);
                    lines.broken.extend(first..=last);
                    is_new
                }
                None => lines.told_headings.insert(line),
            };
            if is_new && !follows {
                reported.push(trouble);
            }
        }
        let shown = reported.len().min(MOST_BROKEN);
        diagnostics.extend(reported[..shown].iter().map(|trouble| diagnostic(source, trouble)));
        if let Some(trouble) = reported.get(shown) {
            let message = format!("另有 {} 行读不懂，不再逐一列出", reported.len() - shown);
            let hint = "先改正前面的；这么多行读不懂，多半放错了文件";
            let line = source.line_span(source.line_of(trouble.at.start));
            diagnostics.push(source.diagnostic(Code::BadToml, line, message, hint));
        }
        lines
    }

    /// Returns the broken lines from one line on, as far as the table goes that stands there.
    pub(super) fn broken_below(&self, line: usize) -> impl Iterator<Item = usize> {
        let next = self.headers.get(self.headers.partition_point(|&header| header <= line));
        self.broken.range(line..next.copied().unwrap_or(usize::MAX)).copied()
    }

    /// Returns whether a line is broken behind which something stands first on its own.
    fn is_broken_above(&self, source: &Source, at: Span) -> bool {
        let line = source.line_of(at.start);
        let words = |line: usize| source.slice(source.line_span(line)).trim();
        let is_first = source.slice(Span::new(source.line_span(line).start, at.start)).trim().is_empty();
        let above = (1..line).rev().find(|&above| !words(above).is_empty() && !words(above).starts_with('#'));
        is_first && above.is_some_and(|above| self.broken.contains(&above))
    }

    fn header_above(&self, line: usize) -> Option<usize> {
        self.headers[..self.headers.partition_point(|&header| header < line)].last().copied()
    }
}
