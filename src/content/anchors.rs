//! The ids of headings and notes in an editor's Markdown.
//!
//! A theme's ids are ASCII words. So an editor's that is one gets [`PREFIX`]: the two never meet, whatever a heading says.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::document::OPTIONS;

/// Stands before the id of a heading that might be a theme's.
pub(crate) const PREFIX: &str = "h-";

/// Stands before the ids of all notes.
pub(crate) const NOTE_PREFIX: &str = "fn-";

/// A heading.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    pub id: String,
    /// What follows its words in the line, the attributes that an editor wrote among it.
    pub rest: Range<usize>,
}

/// Returns the headings of a text, in order, each with an id of its own.
pub(crate) fn headings(text: &str) -> Vec<Heading> {
    let (mut taken, mut numbered) = (BTreeSet::new(), BTreeMap::new());
    let mut headings = Vec::new();
    // The id that was asked for, the words so far, and where they end.
    let mut open: Option<(Option<String>, String, usize)> = None;
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        match (event, &mut open) {
            (Event::Start(Tag::Heading { id, .. }), _) => {
                let marks = text[range.clone()].len() - text[range.clone()].trim_start_matches('#').len();
                open = Some((id.map(|id| id.to_string()), String::new(), range.start + marks));
            }
            (Event::End(TagEnd::Heading(_)), Some((asked, words, end))) => {
                let line_end = text[*end..].find('\n').map_or(text.len(), |at| *end + at);
                let id = free(heading_id(asked.as_deref().unwrap_or(words)), &taken, &mut numbered);
                taken.insert(id.clone());
                headings.push(Heading { id, rest: *end..line_end });
                open = None;
            }
            (event, Some((_, words, end))) => {
                if let Event::Text(piece) | Event::Code(piece) = event {
                    words.push_str(&piece);
                }
                *end = range.end.max(*end);
            }
            _ => {}
        }
    }
    headings
}

/// Returns the id of a heading, as long as no other has it.
fn heading_id(words: &str) -> String {
    let id = plain(words);
    if id.is_ascii() || id.starts_with(NOTE_PREFIX) { format!("{PREFIX}{id}") } else { id }
}

/// Returns the id of a note. Letter case makes no other note, but another id.
pub(crate) fn note_id(label: &str) -> String {
    format!("{NOTE_PREFIX}{}", plain(&label.to_lowercase()))
}

/// Returns words without what no address or attribute can hold.
fn plain(words: &str) -> String {
    let is_kept = |c: &char| !c.is_control() && !"[]{}\"'<>&#%`\\".contains(*c);
    words.trim().chars().map(|c| if c.is_whitespace() { '-' } else { c }).filter(is_kept).collect()
}

/// Returns where the labels of notes stand, those of references and of the notes themselves, in order.
pub(crate) fn note_labels(text: &str) -> Vec<Range<usize>> {
    let label = |(event, range): (Event, Range<usize>)| {
        let (Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_))) = event else { return None };
        let start = range.start + text[range.clone()].find("[^")? + "[^".len();
        Some(start..start + text[start..range.end].find(']')?)
    };
    let mut labels: Vec<_> = Parser::new_ext(text, OPTIONS).into_offset_iter().filter_map(label).collect();
    labels.sort_unstable_by_key(|range| range.start);
    labels
}

/// Returns an id, with a number behind it where it is taken; `numbered` keeps each id's last.
fn free(id: String, taken: &BTreeSet<String>, numbered: &mut BTreeMap<String, usize>) -> String {
    if !taken.contains(&id) {
        return id;
    }
    let last = numbered.entry(id.clone()).or_default();
    loop {
        *last += 1;
        let one = format!("{id}-{last}");
        if !taken.contains(&one) {
            return one;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_ids_that_no_theme_has() {
        for (text, ids) in [
            ("## 背景\n\n正文\n\n## 背景\n", &["背景", "背景-1"][..]),
            ("## progress\n\n### main\n## Progress {#progress}", &["h-progress", "h-main", "h-progress-1"]),
            ("## 小结 {#main}\n## 用 `large dark` 看 **Web 服务**", &["h-main", "用-large-dark-看-Web-服务"]),
            ("##\n\n标题 {.a #b}\n====\n> ## h-a \\\n\n## \"{x}\" ##", &["h-", "h-b", "h-h-a-", "h-x"]),
        ] {
            let found = headings(text);
            assert_eq!(found.iter().map(|heading| heading.id.as_str()).collect::<Vec<_>>(), ids, "{text}");
        }
        let text = "## 小结 {#main} \n正文";
        assert_eq!(&text[headings(text)[0].rest.clone()], " {#main} ");
    }

    #[test]
    fn notes_have_ids_that_no_heading_has() {
        let text = "见[^A b]与`[^c]`。\n\n## fn-甲\n\n[^a b]: 注\n";
        let labels: Vec<String> = note_labels(text).into_iter().map(|label| note_id(&text[label])).collect();
        assert_eq!(labels, ["fn-a-b", "fn-a-b"]);
        assert_eq!(headings(text)[0].id, "h-fn-甲");
    }
}
