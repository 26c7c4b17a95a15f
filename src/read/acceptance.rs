//! What `plan.toml` accepts of what was found wrong, and the entries that would accept the rest.

use serde::Serialize;

use super::corrections::{Correction, Kind};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::inputs::plan_file::EntryColumn;
use crate::text::source::{Source, Span};

/// The most characters that an offered entry quotes, if so many single out the place; beyond them so many are tried.
const LONGEST_QUOTE: usize = 16;
const MORE_TO_QUOTE: usize = 100;
/// So many entries are offered; whoever has accepted them all finds the next.
const MOST_ENTRIES: usize = 500;
/// A line longer than this many bytes, which no people wrote, is quoted by no entry.
const LONGEST_LINE: usize = 32 * 1024;

/// Returns the diagnostics of a source that `plan.toml` doesn't accept, each with the entry that would.
pub(super) fn open(source: &Source, corrections: &[Correction], diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let open = diagnostics.into_iter().filter(|diagnostic| !is_accepted(diagnostic, source, corrections));
    let mut left = MOST_ENTRIES;
    open.map(|diagnostic| match place(source, &diagnostic) {
        Some(place) if diagnostic.entry.is_none() && left > 0 => {
            left -= 1;
            let entry = note(source, place, diagnostic.code);
            diagnostic.accepted_by(entry)
        }
        _ => diagnostic,
    })
    .collect()
}

/// Checks whether plan.toml speaks of the very words that a diagnostic speaks of: a note accepts this fault, or a
/// correction or a join changes the words. What is wrong with a whole row no correction of a cell mends.
fn is_accepted(diagnostic: &Diagnostic, source: &Source, corrections: &[Correction]) -> bool {
    let Some(place) = place(source, diagnostic) else { return false };
    let is_row = source.slice(place).contains('\t');
    corrections.iter().any(|c| {
        let speaks = match c.kind {
            Kind::Correction => !is_row,
            Kind::Repair => c.is_join(),
            Kind::Note => c.fault == Some(diagnostic.code),
            Kind::Reading => false,
        };
        speaks && c.span.is_some_and(|span| span.overlaps(place))
    })
}

/// Returns where an acceptable diagnostic of the source stands: its words, or its line where it has none.
fn place(source: &Source, diagnostic: &Diagnostic) -> Option<Span> {
    if !diagnostic.code.is_acceptable() || diagnostic.place.file != source.file() {
        return None;
    }
    let Place { line, column, end_line, end_column, .. } = diagnostic.place;
    let words = Span::new(source.offset(line, column), source.offset(end_line, end_column));
    let place = if words.is_empty() { source.line_span(line) } else { words };
    (!place.is_empty()).then_some(place)
}

/// An entry as it is written.
#[derive(Debug, Default, Serialize)]
struct Entry<'a> {
    lines: [usize; 2],
    printed: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shift: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    read: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<&'a str>,
}

impl Entry<'_> {
    /// Returns the entry under the head of its list. Nothing where it holds a backtick, which would end it in a hint.
    fn written(&self, list: &str) -> Option<String> {
        let entry = toml::to_string(self).ok().filter(|entry| !entry.contains('`'))?;
        Some(format!("[[{list}]]\n{entry}"))
    }
}

/// Returns the note that accepts a fault at a place.
fn note(source: &Source, place: Span, code: Code) -> Option<String> {
    let line = source.line_of(place.start);
    let span = source.line_span(line);
    if source.slice(span).len() > LONGEST_LINE {
        return None;
    }
    let printed = quote(source, span, place);
    Entry { lines: [line, line], printed, fault: Some(code.name()), ..Entry::default() }.written("notes")
}

/// Returns the reading of a place where nothing is printed.
pub(super) fn reading(line: usize, column: EntryColumn, read: &str, reason: &str) -> Option<String> {
    let (read, reason) = (Some(read), Some(reason));
    Entry { lines: [line, line], column: Some(column.key()), read, reason, ..Entry::default() }.written("readings")
}

/// Returns the repair that moves the cells of a row to the right.
pub(super) fn repair(source: &Source, row: Span, shift: usize) -> Option<String> {
    let line = source.line_of(row.start);
    let (read, reason) = (Some("各格右移一格。"), Some("原文这一行少印了一格。"));
    Entry { lines: [line, line], printed: source.slice(row), shift: Some(shift), read, reason, ..Entry::default() }
        .written("repairs")
}

/// Returns words of a line that stand in it once and begin with those of a place.
fn quote(source: &Source, line: Span, place: Span) -> &str {
    let text = source.slice(line);
    let at = |offset: usize| offset.clamp(line.start, line.end) - line.start;
    let (start, longest) = (at(place.start), at(place.end));
    let shown = text[start..longest].char_indices().nth(LONGEST_QUOTE).map_or(longest, |(at, _)| start + at);
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).filter(|end| *end >= shown).take(MORE_TO_QUOTE);
    let to_the_right = ends.map(|end| &text[start..end]);
    let to_the_left = text[..start].char_indices().rev().take(MORE_TO_QUOTE).map(|(at, _)| &text[at..]);
    to_the_right.chain(to_the_left).find(|words| text.find(words) == text.rfind(words)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str, place: std::ops::Range<usize>) -> String {
        let source = Source::new("s", text);
        let at = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
        quote(&source, source.line_span(1), Span::new(at(place.start), at(place.end))).to_owned()
    }

    #[test]
    fn a_quotation_stands_once_in_its_line() {
        assert_eq!(quoted("甲、乙、甲。", 2..3), "乙");
        assert_eq!(quoted("甲、乙、甲。", 0..1), "甲、");
        assert_eq!(quoted("甲乙甲乙", 1..2), "乙甲");
        assert_eq!(quoted("甲、乙、甲", 4..5), "、甲");
        assert_eq!(quoted("甲甲甲", 2..3), "甲甲甲");
        assert_eq!(quoted("一二三四五六七八九十一二三四五六七八九十", 0..20), "一二三四五六七八九十一二三四五六");
    }

    #[test]
    fn an_entry_is_toml_whatever_it_quotes() {
        for text in ["“甲”\t\"乙\"", "甲'乙\"\\u丙\\", "'''\"\"\""] {
            let source = Source::new("s", text);
            let entry = note(&source, source.line_span(1), Code::RepeatedText).unwrap();
            let read: toml::Table = toml::from_str(&entry).unwrap();
            let note = &read["notes"][0];
            assert_eq!(note["printed"].as_str(), Some(text));
            assert_eq!(note["fault"].as_str(), Some("repeated-text"));
        }
    }
}
