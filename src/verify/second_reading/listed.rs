//! `plan.toml`, as far as it changes what the source is read as.

use serde::Deserialize;

use super::lines;
use super::names::folded;
use crate::diagnostic::Code;

/// What an editor lists of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(default)]
pub(crate) struct Listed {
    pub id: String,
    pub domains: Vec<ListedDomain>,
    pub corrections: Vec<Entry>,
    pub repairs: Vec<Entry>,
    pub readings: Vec<Entry>,
    pub notes: Vec<Entry>,
    pub conventions: Vec<Entry>,
    pub paragraphs: Vec<Entry>,
}

/// A domain and every name that the text may give it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(default)]
pub(crate) struct ListedDomain {
    pub slug: String,
    name: String,
    forms: Vec<String>,
}

/// A correction, repair or note.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(default)]
pub(crate) struct Entry {
    pub lines: [usize; 2],
    pub printed: String,
    read: Option<String>,
    column: Option<String>,
    fault: Option<String>,
    shift: Option<usize>,
}

impl Listed {
    /// Returns the lines of each repair that joins a paragraph which a page end broke.
    pub(super) fn joins(&self) -> impl Iterator<Item = [usize; 2]> {
        self.repairs.iter().filter(|repair| repair.shift.is_none() && repair.printed.contains('\n')).map(|it| it.lines)
    }

    /// Returns by how many columns the cells of a row move to the right.
    pub(super) fn shift(&self, line: usize) -> usize {
        let repair = self.repairs.iter().find(|repair| repair.shift.is_some() && repair.lines == [line, line]);
        repair.and_then(|repair| repair.shift).unwrap_or(0)
    }

    /// Checks whether a reading says how an empty cell of a row is read: of this column, or of any.
    pub(super) fn reads_empty(&self, line: usize, column: Option<&str>) -> bool {
        self.readings.iter().any(|it| {
            let is_column =
                it.column.as_deref().is_some_and(|own| column.map_or(own != "role", |column| own == column));
            is_column && it.printed.is_empty() && (it.lines[0]..=it.lines[1]).contains(&line)
        })
    }

    /// Cuts a cell of a line where new paragraphs begin in it.
    pub(super) fn paragraphs_of<'c>(&self, line: usize, cell: &'c str) -> Vec<&'c str> {
        let begins =
            self.paragraphs.iter().filter(|it| it.lines == [line, line]).filter_map(|it| cell.find(&it.printed));
        let mut ends: Vec<usize> = begins.filter(|at| *at > 0).chain([cell.len()]).collect();
        ends.sort_unstable();
        ends.dedup();
        let mut start = 0;
        ends.into_iter().map(|end| cell[std::mem::replace(&mut start, end)..end].trim()).collect()
    }

    /// Checks whether an editor accepts that a row is in the full text only.
    pub(super) fn leaves_unread(&self, line: usize) -> bool {
        self.accepts(line, Code::leaves_row_unread)
    }

    /// Checks whether a note on a line accepts a fault of this kind.
    fn accepts(&self, line: usize, is_meant: impl Fn(Code) -> bool) -> bool {
        let faults = self.notes.iter().filter(|note| (note.lines[0]..=note.lines[1]).contains(&line));
        faults.filter_map(|note| Code::of_name(note.fault.as_deref()?)).any(is_meant)
    }

    /// Returns a text of these lines with its corrections made; nothing where one reaches over its ends.
    pub(super) fn as_read(&self, [first, last]: [usize; 2], printed: &str) -> Option<String> {
        let mut text = printed.to_owned();
        for correction in self.corrections.iter().filter(|it| it.lines[0] <= last && first <= it.lines[1]) {
            let within = first <= correction.lines[0] && correction.lines[1] <= last;
            match printed.matches(&correction.printed).count() {
                0 if within && !shares_an_end(printed, &correction.printed) => {}
                1 if within => text = text.replacen(&correction.printed, correction.read.as_deref()?, 1),
                _ => return None,
            }
        }
        Some(text)
    }
}

impl Listed {
    /// Returns words with every correction made that stands in them, wherever they stand.
    pub(in crate::verify) fn corrected(&self, words: &str) -> String {
        let of = |words: String, it: &Entry| words.replace(&it.printed, it.read.as_deref().unwrap_or_default());
        self.corrections.iter().filter(|it| !it.printed.is_empty()).fold(words.to_owned(), of)
    }
}

/// Checks whether words may reach over the beginning or the end of a text.
fn shares_an_end(text: &str, words: &str) -> bool {
    let cuts = || words.char_indices().map(|(at, _)| words.split_at(at)).skip(1);
    cuts().any(|(head, tail)| text.ends_with(head) || text.starts_with(tail))
}

impl ListedDomain {
    /// Checks whether printed words are one of its names, label and bracket aside.
    pub(super) fn is_called(&self, printed: &str) -> bool {
        // A label may stand in a cell of its own.
        let bare = printed.split_once('\t').map_or(printed, |(_, name)| name);
        let printed = folded(lines::label(bare).map_or(bare, |label| &bare[label.printed.len()..]));
        let mut names = std::iter::once(&self.name).chain(&self.forms);
        names.any(|name| {
            printed.strip_prefix(&folded(name)).is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_is_made_where_it_stands_once_and_within_the_text() {
        for (lines, printed, read) in [
            ([3, 3], "乙", Some("甲丙")),
            // Elsewhere in the lines, or in other lines.
            ([3, 3], "丁", Some("甲乙")),
            ([5, 6], "乙", Some("甲乙")),
            // It may reach over an end of the text.
            ([3, 3], "乙丁", None),
            ([4, 5], "丁", None),
            ([1, 2], "乙", None),
            ([2, 4], "甲|乙", Some("甲乙")),
        ] {
            let entry = Entry { lines, printed: printed.to_owned(), read: Some("丙".to_owned()), ..Entry::default() };
            let listed = Listed { corrections: vec![entry], ..Listed::default() };
            assert_eq!(listed.as_read([2, 4], "甲乙").as_deref(), read, "{lines:?} {printed}");
        }
        let twice =
            Entry { lines: [3, 3], printed: "乙".to_owned(), read: Some("丙".to_owned()), ..Entry::default() };
        let listed = Listed { corrections: vec![twice], ..Listed::default() };
        assert_eq!(listed.as_read([2, 4], "乙乙"), None);
    }
}
