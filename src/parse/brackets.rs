//! Brackets, separators and colons: where a text of names and roles may be cut. Places are in bytes of the text.

use std::ops::Range;

use super::bodies;
use crate::text::role_class::{AGENCY_NOUNS, RoleClass};

/// A label is a word, not half a sentence: in characters.
pub(crate) const LONGEST_LABEL: usize = 10;

pub(crate) const OPENING: [char; 6] = ['（', '(', '〔', '[', '［', '【'];
pub(crate) const CLOSING: [char; 6] = ['）', ')', '〕', ']', '］', '】'];

/// What labels speak of that are the document's own, and not a task's.
const OF_DOCUMENT: [&str; 6] = ["联系", "电话", "邮箱", "附件", "抄送", "要求"];

/// Checks whether a line says more of a task behind a label, below the lines of who does it: 整改措施：….
pub(crate) fn announces_more(line: &str) -> bool {
    let label = line.split_once(['：', ':']).map_or("", |(label, _)| label.trim());
    (2..=LONGEST_LABEL).contains(&label.chars().count())
        && label.chars().all(char::is_alphanumeric)
        && !OF_DOCUMENT.iter().any(|word| label.contains(word))
}

/// Returns what stands between a bracket's marks.
pub(super) fn inside(text: &str, bracket: &Range<usize>) -> Range<usize> {
    let mut chars = text[bracket.clone()].chars();
    let (open, close) = (chars.next().map_or(0, char::len_utf8), chars.next_back().map_or(0, char::len_utf8));
    bracket.start + open..bracket.end - close
}

/// Returns the outermost brackets of a range, marks included; one that is never closed is none.
pub(super) fn top_brackets(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    for (at, c) in text[range.clone()].char_indices() {
        if OPENING.contains(&c) {
            if depth == 0 {
                start = range.start + at;
            }
            depth += 1;
        } else if CLOSING.contains(&c) && depth > 0 {
            depth -= 1;
            if depth == 0 {
                found.push(start..range.start + at + c.len_utf8());
            }
        }
    }
    found
}

/// Cuts a list of names at its separators outside brackets.
pub(super) fn pieces(text: &str, list: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut start = list.start;
    let separators: Vec<(usize, char)> = outer(text, list.clone()).filter(|(_, c)| "、，,；;".contains(*c)).collect();
    let ends = separators.into_iter().map(|(at, c)| (at, at + c.len_utf8())).chain([(list.end, list.end)]);
    ends.map(move |(end, next)| std::mem::replace(&mut start, next)..end)
}

/// Returns the characters of a range that stand outside brackets, with their places.
pub(super) fn outer(text: &str, range: Range<usize>) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut depth = 0usize;
    text[range.clone()].char_indices().filter_map(move |(at, c)| {
        let is_open = OPENING.contains(&c) || matches!(c, '〈' | '《' | '“');
        let is_close = CLOSING.contains(&c) || matches!(c, '〉' | '》' | '”');
        if is_open {
            depth += 1;
        } else if is_close {
            depth = depth.saturating_sub(1);
        }
        (depth == 0 && !is_close).then_some((range.start + at, c))
    })
}

/// Returns a range without the white space around it.
pub(super) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

/// Returns a range without the separators around it.
pub(super) fn trim_separators(text: &str, range: Range<usize>) -> Range<usize> {
    let is_mark = |c: char| c.is_whitespace() || "，,；;。、".contains(c);
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start_matches(is_mark).len());
    start..start + words.trim_matches(is_mark).len()
}

/// Returns the place after the white space at `at`.
pub(super) fn skip_space(text: &str, at: usize, end: usize) -> usize {
    end - text[at..end].trim_start().len()
}

/// Returns the word before the colon that a range begins with, and the place after the colon.
pub(super) fn labelled_word(text: &str, range: Range<usize>) -> Option<(Range<usize>, usize)> {
    let (at, rest) = (range.start, &text[range]);
    let mut near = rest.char_indices().take(LONGEST_LABEL + 1);
    let mark = near.find(|(_, c)| matches!(c, '：' | ':' | '，' | ',' | '、' | '；' | ';' | '。'));
    // 牵头单位为甲局
    let announced = announced(rest).filter(|word| mark.is_none_or(|(at, _)| word.len() < at));
    let (word, mark_length) = match (announced, mark) {
        (Some(word), _) => (word, '为'.len_utf8() + "：".len() * usize::from(rest[word.len()..].starts_with("为："))),
        (None, Some((at, mark))) if matches!(mark, '：' | ':') => (&rest[..at], mark.len_utf8()),
        (None, _) => return None,
    };
    // `牵头（责任）单位：` is a word, `（责任单位：` none.
    let has_open_bracket = word.matches(OPENING).count() != word.matches(CLOSING).count();
    // 甲局 配合单位： is a name and a label; 责 任 单 位： is a label.
    let begins_with_name = word.trim_end().rsplit_once(char::is_whitespace).is_some_and(|(name, _)| {
        let name: String = name.split_whitespace().collect();
        bodies::is_body(&name) && RoleClass::of_label(&name).is_none()
    });
    if word.trim().is_empty() || has_open_bracket || begins_with_name {
        return None;
    }
    Some((at..at + word.len(), at + word.len() + mark_length))
}

/// Returns the label of a role that a text begins with, where 为 and a body's name follow it: 牵头单位为市甲局.
pub(crate) fn announced(text: &str) -> Option<&str> {
    let (label, names) = text.split_once('为')?;
    if label.chars().nth(LONGEST_LABEL).is_some() || label.contains(bodies::SEPARATORS) {
        return None;
    }
    let word: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    let is_label = AGENCY_NOUNS.iter().any(|noun| word.ends_with(noun)) && RoleClass::of_label(&word).is_some();
    let first = names.trim_start_matches(['：', ':']).split(bodies::SEPARATORS).next()?;
    (is_label && bodies::is_name(first.trim_end_matches('。').trim())).then_some(label)
}
