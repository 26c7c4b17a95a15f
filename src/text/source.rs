//! The official text, byte for byte, and places in it.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

/// A range of bytes of a source; the end is exclusive. Always on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    pub(crate) fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub(crate) fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Checks whether the two share a character.
    pub(crate) fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns the smallest span that holds both.
    pub(crate) fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// First and last line, from 1, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Lines {
    pub first: usize,
    pub last: usize,
}

impl Lines {
    pub(crate) fn of(line: usize) -> Self {
        Self { first: line, last: line }
    }

    /// `35-37`, as `data-lines` holds it.
    pub(crate) fn label(self) -> String {
        format!("{}-{}", self.first, self.last)
    }
}

/// A part of a text, which it shares: thousands of faults may stand in one long line.
#[derive(Clone, Default)]
pub struct Excerpt {
    whole: Arc<str>,
    part: Range<usize>,
}

impl Excerpt {
    /// Returns the words.
    pub fn as_str(&self) -> &str {
        &self.whole[self.part.clone()]
    }
}

impl std::fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_str().fmt(f)
    }
}

impl PartialEq for Excerpt {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Excerpt {}

impl Hash for Excerpt {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

/// After how many bytes characters are counted anew: a line may be as long as the file.
const COUNTED: usize = 256;

/// A text with its line starts.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Source {
    /// Path relative to the portal's root, for diagnostics.
    file: String,
    text: Arc<str>,
    line_starts: Vec<usize>,
    /// How many characters begin before each [`COUNTED`] bytes.
    characters: Vec<usize>,
}

impl Source {
    pub(crate) fn new(file: impl Into<String>, text: impl Into<String>) -> Self {
        let text: Arc<str> = text.into().into();
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut count = 0;
        let counted = text.as_bytes().chunks(COUNTED).map(|bytes| {
            count += characters(bytes);
            count
        });
        let characters = std::iter::once(0).chain(counted).collect();
        Self { file: file.into(), text, line_starts, characters }
    }

    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn slice(&self, span: Span) -> &str {
        &self.text[span.start..span.end]
    }

    /// Returns a span's text to keep, which takes no more memory.
    pub(crate) fn excerpt(&self, span: Span) -> Excerpt {
        Excerpt { whole: Arc::clone(&self.text), part: span.start..span.end }
    }

    /// Returns a span's text without its white space.
    pub(crate) fn folded(&self, span: Span) -> String {
        self.slice(span).chars().filter(|c| !c.is_whitespace()).collect()
    }

    /// Returns the spans' text, one after the other.
    pub(crate) fn join(&self, spans: &[Span]) -> String {
        spans.iter().map(|&span| self.slice(span)).collect()
    }

    /// Returns the number of lines; a final line feed ends the last one and begins none.
    pub(crate) fn line_count(&self) -> usize {
        self.line_starts.len() - usize::from(self.text.ends_with('\n') || self.text.is_empty())
    }

    /// Returns a line without its end (`\n` or `\r\n`); empty past the last line.
    pub(crate) fn line_span(&self, line: usize) -> Span {
        let Some(&start) = line.checked_sub(1).and_then(|index| self.line_starts.get(index)) else {
            return Span::new(self.text.len(), self.text.len());
        };
        let end = self.line_starts.get(line).map_or(self.text.len(), |&next| next - 1);
        let end = if self.text[start..end].ends_with('\r') { end - 1 } else { end };
        Span::new(start, end)
    }

    /// Returns all that stands from the first line's start to the last one's end.
    pub(crate) fn lines_span(&self, lines: Lines) -> Span {
        let (first, last) = (self.line_span(lines.first), self.line_span(lines.last));
        Span::new(first.start, last.end.max(first.start))
    }

    pub(crate) fn line_of(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= offset).max(1)
    }

    /// Returns the lines that a span touches.
    pub(crate) fn lines(&self, span: Span) -> Lines {
        Lines { first: self.line_of(span.start), last: self.line_of(span.end.saturating_sub(1).max(span.start)) }
    }

    /// Returns the lines from the first span's to the last one's.
    pub(crate) fn lines_of(&self, spans: &[Span]) -> Option<Lines> {
        let whole = spans.iter().copied().reduce(Span::to)?;
        Some(self.lines(whole))
    }

    /// Returns line and column, both from 1, the column in characters.
    pub(crate) fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.line_of(offset);
        let start = self.line_starts[line - 1];
        (line, self.characters_before(offset) - self.characters_before(start) + 1)
    }

    /// Returns where a line and column lie, both from 1; the line's end if it has fewer columns.
    pub(crate) fn offset(&self, line: usize, column: usize) -> usize {
        let span = self.line_span(line);
        let wanted = self.characters_before(span.start) + column - 1;
        let counted = self.characters.partition_point(|&count| count <= wanted) - 1;
        let (start, more) = (counted * COUNTED, wanted - self.characters[counted]);
        let mut beginning = (start..self.text.len()).filter(|&at| self.text.is_char_boundary(at));
        beginning.nth(more).unwrap_or(span.end).clamp(span.start, span.end)
    }

    /// Returns how many characters begin before an offset.
    fn characters_before(&self, offset: usize) -> usize {
        let counted = offset / COUNTED;
        self.characters[counted] + characters(&self.text.as_bytes()[counted * COUNTED..offset])
    }

    /// Returns the part of a span that stays when white space at both its ends goes.
    pub(crate) fn trim(&self, span: Span) -> Span {
        let text = self.slice(span);
        let start = span.start + (text.len() - text.trim_start().len());
        let end = start + text.trim().len();
        Span::new(start, end)
    }
}

/// Returns how many characters begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_again() {
        for text in ["", "甲", "甲乙\n\r\n丙丁\n", &"a甲👩".repeat(COUNTED), &"甲\n乙".repeat(COUNTED)] {
            let source = Source::new("s", text);
            for (at, _) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let (line, column) = source.position(at);
                assert_eq!(column, text[source.line_span(line).start..at].chars().count() + 1);
                assert_eq!(source.offset(line, column), at);
            }
            assert_eq!(source.offset(1, 100_000), source.line_span(1).end);
        }
    }

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let source = Source::new("s", "甲乙\n\r\n丙丁\n");
        assert_eq!(source.line_count(), 3);
        assert_eq!(source.slice(source.line_span(1)), "甲乙");
        assert_eq!(source.slice(source.line_span(2)), "");
        assert_eq!(source.slice(source.line_span(9)), "");
        let offset = source.text().find('丁').unwrap();
        assert_eq!(source.position(offset), (3, 2));
        assert_eq!(source.lines(Span::new(0, offset)), Lines { first: 1, last: 3 });
    }
}
