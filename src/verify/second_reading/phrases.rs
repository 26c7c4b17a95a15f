//! Pieces of a text that names who does something: brackets, labels, lists of names, verbs.

use std::ops::Range;

use super::lines::{self, Level};
use crate::parse::vocabulary::{
    CLOSING, LONGEST_LABEL, LONGEST_MATTER, LONGEST_NAME, MATTERS, OPENING, REMARK_BEGINNINGS, REMARKS, announced,
    is_body, is_name, name_length, verb,
};
use crate::text::role_class::RoleClass;

/// Marks between the words of a bracket.
pub(super) const MARKS: [char; 8] = ['，', ',', '；', ';', '。', '、', ' ', '\u{3000}'];

/// Marks that end a clause of a bracket.
pub(super) const STOPS: [char; 5] = ['，', ',', '；', ';', '。'];

/// Returns what stands between the two marks of a bracket.
pub(super) fn inside(bracket: &str) -> &str {
    let mut chars = bracket.chars();
    let _ = (chars.next(), chars.next_back());
    chars.as_str()
}

/// Returns the outermost brackets that are closed.
pub(super) fn top_brackets(text: &str) -> Vec<Range<usize>> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        if OPENING.contains(&c) {
            open.push(at);
        } else if CLOSING.contains(&c)
            && let Some(start) = open.pop()
            && open.is_empty()
        {
            found.push(start..at + c.len_utf8());
        }
    }
    found
}

/// Returns the places of these marks outside brackets and quotations.
pub(super) fn marks(text: &str, of: &[char]) -> Vec<Range<usize>> {
    let mut depth = 0i32;
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        if OPENING.contains(&c) || "〈《“".contains(c) {
            depth += 1;
        } else if CLOSING.contains(&c) || "〉》”".contains(c) {
            depth = (depth - 1).max(0);
        } else if depth == 0 && of.contains(&c) {
            found.push(at..at + c.len_utf8());
        }
    }
    found
}

/// Returns the word before the colon that a text begins with, white space left out, and what follows.
pub(super) fn label(text: &str) -> Option<(String, &str)> {
    if let Some(word) = announced(text) {
        let names = text[word.len()..].trim_start_matches('为').trim_start_matches(['：', ':']);
        return Some((word.split_whitespace().collect(), names));
    }
    let (colon, mark) = text.char_indices().take(LONGEST_LABEL + 1).find(|(_, c)| "：:，,、；;。".contains(*c))?;
    let word: String = text[..colon].split_whitespace().collect();
    // A name before a gap is none of the label's.
    let is_behind_name = text[..colon].trim_end().rsplit_once(char::is_whitespace).is_some_and(|(name, _)| {
        let name = name.split_whitespace().collect::<String>();
        is_body(&name) && RoleClass::of_label(&name).is_none()
    });
    let is_balanced = word.matches(OPENING).count() == word.matches(CLOSING).count();
    let is_label = "：:".contains(mark) && is_balanced && !is_behind_name && !word.is_empty();
    is_label.then_some((word, &text[colon + mark.len_utf8()..]))
}

/// Checks whether words say something of a list, and name nobody.
pub(super) fn is_remark(words: &str) -> bool {
    REMARKS.iter().any(|remark| words.contains(remark))
}

/// Returns the list of names that a text begins with, and the sentence of another kind after it.
pub(super) fn names(value: &str) -> (&str, &str) {
    let value = bare(value);
    let end = marks(value, &STOPS).into_iter().find(|mark| match &value[mark.clone()] {
        "。" => true,
        "；" | ";" => is_remark(&value[mark.end..]),
        "，" | "," => REMARK_BEGINNINGS.iter().any(|words| value[mark.end..].trim_start().starts_with(words)),
        _ => false,
    });
    end.map_or((value, ""), |mark| (bare(&value[..mark.start]), bare(&value[mark.end..])))
}

/// Cuts a list of names at its marks.
pub(super) fn pieces(list: &str) -> Vec<&str> {
    let marks = marks(list, &['、', '，', ',', '；', ';']);
    let starts = std::iter::once(0).chain(marks.iter().map(|mark| mark.end));
    let ends = marks.iter().map(|mark| mark.start).chain([list.len()]);
    starts.zip(ends).map(|(start, end)| list[start..end].trim()).collect()
}

/// Returns the verb that a clause ends with, and the names before it: `由甲、乙牵头`.
pub(super) fn spoken_role(clause: &str) -> Option<(String, String)> {
    let clause = lines::label(clause)
        .filter(|label| label.level >= Level::Item)
        .map_or(clause, |label| clause[label.printed.len()..].trim());
    let Some(verb) = verb(clause) else { return noun_role(clause) };
    let names = clause.strip_suffix(verb)?;
    // 此项工作由市甲局牵头
    let of_work = names.split_once('由').filter(|(work, _)| {
        let is_work = MATTERS.iter().any(|noun| work.ends_with(noun));
        is_work && work.chars().count() <= LONGEST_MATTER && !work.contains(['、', '，', ',', '；', ';'])
    });
    let names = of_work.map_or(names, |(_, names)| names);
    let names = names.strip_prefix('由').unwrap_or(names);
    let names = names.strip_prefix('请').unwrap_or(names).trim().trim_end_matches(['：', ':']).trim();
    let are_names = pieces(names).iter().all(|name| name_length(name) <= LONGEST_NAME);
    (!names.is_empty() && are_names).then(|| (verb.to_owned(), names.to_owned()))
}

/// Returns the role after 为, and the names before it: `甲、乙为牵头单位`.
pub(super) fn noun_role(clause: &str) -> Option<(String, String)> {
    let (names, noun) = clause.rsplit_once('为')?;
    let are_names = pieces(names).iter().all(|name| is_name(name)) && !names.contains('的');
    (are_names && RoleClass::of_label(noun).is_some()).then(|| (noun.to_owned(), names.trim().to_owned()))
}

/// Returns the names in a bracket that says who leads: `由乙牵头`.
pub(super) fn leader(bracket: &str) -> Option<(String, &str)> {
    let words = inside(bracket).trim();
    let (verb, names) = spoken_role(words)?;
    let are_bodies = pieces(&names).iter().all(|name| is_body(name));
    let at = words.find(names.as_str())?;
    let names = &words[at..at + names.len()];
    (are_bodies && RoleClass::of(&verb) == Some(RoleClass::Lead)).then_some((verb, names))
}

/// Returns a text without the marks around it.
pub(super) fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || MARKS.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_short() {
        let longest = "甲".repeat(LONGEST_LABEL);
        assert_eq!(label(&format!("{longest}：乙")), Some((longest.clone(), "乙")));
        assert_eq!(label(&format!("{longest}甲：乙")), None);
    }
}
