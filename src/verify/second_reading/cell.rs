//! Roles that the words of a cell say.

use super::naming::{self, Labelled, Naming};
use super::phrases::{self, is_remark, label};
use super::said::{BREAK, by_mark};
use crate::text::role_class::names_persons;

/// Returns the roles of a cell, given by its paragraphs: `word`, or what it says itself.
pub(super) fn of_cell(word: &str, paragraphs: &[&str]) -> Vec<(String, String)> {
    let mut lines: Vec<String> = Vec::new();
    let is_mark = |c: char| "、，,；;".contains(c);
    for paragraph in paragraphs {
        match lines.last_mut() {
            Some(above) if above.ends_with(is_mark) || paragraph.starts_with(is_mark) => {
                above.push_str(BREAK);
                above.push_str(paragraph);
            }
            _ => lines.push((*paragraph).to_owned()),
        }
    }
    let mut roles: Vec<(String, String)> = Vec::new();
    let (mut says_more, mut goes_on) = (false, false);
    for line in &lines {
        let own =
            |words: &str| Some((word.to_owned(), words.to_owned())).filter(|_| !words.is_empty() && !is_remark(words));
        let segments = label(line).map(|_| naming::segments(line, false)).unwrap_or_default();
        let is_person = |it: &Labelled| names_persons(it.word);
        if segments.first().is_some_and(|first| first.class.is_some() || (!first.is_deadline && is_person(first))) {
            for segment in segments {
                let (names, rest) = phrases::names(segment.value);
                if segment.class.is_some() {
                    let (names, day) = naming::without_day(names);
                    let plain =
                        || Naming { roles: vec![(segment.word.to_owned(), names.to_owned())], ..Naming::default() };
                    let said = naming::said_otherwise(segment.word, names).unwrap_or_else(plain);
                    roles.extend(said.roles);
                    roles.extend(said.deadline.as_deref().or(day).and_then(own));
                    roles.extend(own(rest));
                } else {
                    roles.extend(own(if segment.is_deadline { segment.value } else { segment.whole }));
                }
            }
            (says_more, goes_on) = (true, true);
        } else if let Some(said) = naming::said_otherwise(word, line) {
            roles.extend(said.roles);
            roles.extend(said.deadline.as_deref().and_then(own));
            (says_more, goes_on) = (true, false);
        } else if let Some((_, names)) = roles.last_mut().filter(|_| goes_on) {
            names.push_str(BREAK);
            names.push_str(line);
        } else {
            roles.push((word.to_owned(), line.clone()));
            goes_on = true;
        }
    }
    let roles = if says_more { roles } else { vec![(word.to_owned(), paragraphs.join(BREAK))] };
    roles.iter().flat_map(|(word, names)| by_mark(word, names)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(roles: &[(String, String)]) -> String {
        roles.iter().map(|(word, names)| format!("{word}={names}")).collect::<Vec<_>>().join(" ").replace(BREAK, "⏎")
    }

    #[test]
    fn cells_say_roles() {
        for (cell, expected) in [
            (&["甲局、乙局按职责分工负责"][..], "责任=甲局、乙局按职责分工负责"),
            (&["甲局牵头，乙局、丙局"], "牵头=甲局 责任=乙局、丙局"),
            (&["牵头：甲局；配合：乙局"], "牵头=甲局 配合=乙局"),
            (&["牵头单位：甲局", "配合单位：乙局、", "丙局"], "牵头单位=甲局 配合单位=乙局、⏎丙局"),
            (&["甲局（牵头）", "乙局"], "牵头=甲局（牵头） 责任=乙局"),
            (&["甲局，乙局牵头"], "责任=甲局 牵头=乙局"),
        ] {
            assert_eq!(told(&of_cell("责任", cell)), expected, "{cell:?}");
        }
    }
}
