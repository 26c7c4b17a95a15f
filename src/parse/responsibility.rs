//! Who does what, as running text says it: brackets after a sentence, and lines with a label.
//!
//! ```text
//! （责任单位：甲、乙）  （牵头单位：甲；责任单位：乙；完成时限：2030年12月）  （甲、乙负责）  （由甲牵头，乙配合）
//! 责任单位：甲、乙        a line of its own, or the end of a paragraph
//! ```
//!
//! Only forms are read here: which agency a name means, [`crate::inputs::registry`] says.

use std::ops::Range;

use super::{bodies, columns};
use crate::text::role_class::RoleClass;

/// Who has a role; places are in bytes of the text that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RoleNames {
    pub class: RoleClass,
    /// The document's own word, as printed, without its colon.
    pub word: Range<usize>,
    /// All of it: names and what stands between and behind them.
    pub printed: Range<usize>,
}

/// A bracket or a line that says who does something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Responsibility {
    /// The whole bracket with its marks, or the line.
    pub place: Range<usize>,
    pub roles: Vec<RoleNames>,
    /// The words of a deadline: `2030年9月底前`.
    pub deadline: Option<Range<usize>>,
    /// What is neither: 适用范围：…, 下同, a convention.
    pub remarks: Vec<Range<usize>>,
}

/// Words that end a list of names and say what those named do, the longer first.
pub(crate) const VERBS: [&str; 13] =
    ["牵头负责", "负责落实", "负责", "牵头", "配合", "参与", "指导", "落实", "承办", "协办", "支持", "协助", "实施"];

/// Words of labels that name somebody, who is no agency.
pub(crate) const PERSONS: [&str; 6] = ["领导", "责任人", "负责人", "联系人", "联络员", "负责同志"];

/// What is said of a list of names, and is no part of it.
pub(crate) const REMARKS: [&str; 9] = ["为牵头", "下同", "以下", "不再", "除", "均为", "第一个", "排在", "列第"];

/// A label is a word, not half a sentence: in characters.
pub(crate) const LONGEST_LABEL: usize = 10;

/// A name is shorter than so many characters; a sentence may end in a role's verb, too.
pub(crate) const LONGEST_NAME: usize = 30;

pub(crate) const OPENING: [char; 6] = ['（', '(', '〔', '[', '［', '【'];
pub(crate) const CLOSING: [char; 6] = ['）', ')', '〕', ']', '］', '】'];

/// Returns every place of a paragraph that says who does something, in order: brackets, and labels at its end.
pub(crate) fn in_paragraph(text: &str) -> Vec<Responsibility> {
    let mut found = Vec::new();
    for place in top_brackets(text) {
        let before = text[..place.start].chars().next_back();
        let after = text[place.end..].trim_start().chars().next();
        let ends_sentence = before.is_none_or(|c| "。；;！？”".contains(c));
        let ends_paragraph = after.is_none_or(|c| "。；;".contains(c));
        let open = text[place.clone()].chars().next().map_or(0, char::len_utf8);
        let close = text[place.clone()].chars().next_back().map_or(0, char::len_utf8);
        let inside = place.start + open..place.end - close;
        let Some(mut responsibility) = inner(text, inside) else { continue };
        let is_labelled = responsibility.roles.iter().any(|role| role.word.start < role.printed.start);
        let says_no_role = responsibility.roles.iter().any(|role| role.word.is_empty());
        let is_only_day = responsibility.roles.is_empty() && !is_labelled_day(text, &place);
        if is_only_day {
            // （甲局牵头）（2030年底前）
            let follows = |last: &Responsibility| text[last.place.end..place.start].trim().is_empty();
            if found.last().is_some_and(follows) {
                responsibility.place = place;
                found.push(responsibility);
            }
        } else if ends_sentence || !says_no_role && (ends_paragraph || is_labelled) {
            responsibility.place = place;
            found.push(responsibility);
        }
    }
    if let Some(closing) = closing_labels(text) {
        // A bracket among the labels is theirs.
        found.retain(|bracket| bracket.place.end <= closing.place.start);
        found.push(closing);
    }
    found
}

/// Labels after a paragraph's last sentence: `…。责任单位：甲；完成时限：长期。`
fn closing_labels(text: &str) -> Option<Responsibility> {
    let stops = outer(text, 0..text.len()).filter(|(_, c)| "。；;！？".contains(*c));
    stops.into_iter().find_map(|(at, c)| {
        let start = skip_space(text, at + c.len_utf8(), text.len());
        let first = label_at(text, start..text.len())
            .filter(|label| matches!(label.kind, LabelKind::Role(_) | LabelKind::Deadline))?;
        Some(labelled(text, start..text.len(), first)).filter(|found| !found.roles.is_empty())
    })
}

/// Checks whether a line is nothing but labels, the first of them of a role, a deadline or a person.
pub(super) fn is_label_line(text: &str) -> bool {
    label_line(text).is_some()
}

/// Reads a line that is nothing but labels: `责任单位：市政务局、市财政局`, `完成时限：长期坚持`, `责任领导：甲乙`.
pub(crate) fn label_line(text: &str) -> Option<Responsibility> {
    let trimmed = trim(text, 0..text.len());
    let first = label_at(text, trimmed.clone()).filter(|label| label.kind != LabelKind::Other)?;
    let names_a_person = first.kind == LabelKind::Person;
    let found = labelled(text, trimmed.clone(), first);
    let says_something = names_a_person || !found.roles.is_empty() || found.deadline.is_some();
    says_something.then_some(found)
}

/// The outermost brackets of a text, marks included; one that is never closed is none.
fn top_brackets(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        if OPENING.contains(&c) {
            if depth == 0 {
                start = at;
            }
            depth += 1;
        } else if CLOSING.contains(&c) && depth > 0 {
            depth -= 1;
            if depth == 0 {
                found.push(start..at + c.len_utf8());
            }
        }
    }
    found
}

fn inner(text: &str, inside: Range<usize>) -> Option<Responsibility> {
    match label_at(text, inside.clone()) {
        Some(first) => {
            Some(labelled(text, inside, first)).filter(|found| !found.roles.is_empty() || found.deadline.is_some())
        }
        None => spoken(text, inside.clone())
            .or_else(|| named_alone(text, inside.clone()))
            .or_else(|| dated(text, trim(text, inside))),
    }
}

/// A bracket of nothing but a deadline: `2030年底前`.
fn dated(text: &str, day: Range<usize>) -> Option<Responsibility> {
    let words = text[day.clone()].trim_end_matches("完成");
    let deadline = Some(day.start..day.start + words.len());
    is_deadline(words).then(|| Responsibility { place: day, deadline, ..Responsibility::default() })
}

/// Checks whether a bracket begins with a label: `（完成时限：2030年）` stands alone.
fn is_labelled_day(text: &str, bracket: &Range<usize>) -> bool {
    text[bracket.clone()].contains(['：', ':'])
}

/// What stands behind a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LabelKind {
    Role(RoleClass),
    Deadline,
    /// 责任领导, 联系人: somebody, who is no agency.
    Person,
    /// 适用范围 and its like.
    Other,
}

/// A word and its colon.
#[derive(Debug)]
struct Label {
    kind: LabelKind,
    word: Range<usize>,
    /// The byte after the colon.
    end: usize,
}

/// The label that a range begins with.
fn label_at(text: &str, range: Range<usize>) -> Option<Label> {
    let (at, rest) = (range.start, &text[range]);
    let mut near = rest.char_indices().take(LONGEST_LABEL + 1);
    let (colon, mark) = near.find(|(_, c)| matches!(c, '：' | ':' | '，' | ',' | '、' | '；' | ';' | '。'))?;
    let word: String = rest[..colon].chars().filter(|c| !c.is_whitespace()).collect();
    // `牵头（责任）单位：` is a word, `（责任单位：` none.
    let has_open_bracket = word.matches(OPENING).count() != word.matches(CLOSING).count();
    if word.is_empty() || has_open_bracket || !matches!(mark, '：' | ':') {
        return None;
    }
    let kind = if let Some(class) = RoleClass::of_label(&word) {
        LabelKind::Role(class)
    } else if columns::is_deadline(&word) {
        LabelKind::Deadline
    } else if PERSONS.iter().any(|person| word.contains(person)) {
        LabelKind::Person
    } else {
        LabelKind::Other
    };
    Some(Label { kind, word: at..at + colon, end: at + colon + mark.len_utf8() })
}

/// `牵头单位：…；责任单位：…；完成时限：…`
fn labelled(text: &str, inside: Range<usize>, first: Label) -> Responsibility {
    let mut responsibility = Responsibility { place: inside.clone(), ..Responsibility::default() };
    let mut label = Some(first);
    while let Some(Label { kind, word, end: start }) = label {
        // Up to the next label, which follows a separator.
        let mut separators = outer(text, start..inside.end).filter(|(_, c)| "，,；;。、 ".contains(*c));
        let next = separators.find_map(|(at, c)| {
            let after = skip_space(text, at + c.len_utf8(), inside.end);
            label_at(text, after..inside.end).map(|label| (at, label))
        });
        let (end, following) = next.map_or((inside.end, None), |(at, label)| (at, Some(label)));
        let value = trim_separators(text, start..end);
        match kind {
            LabelKind::Deadline => responsibility.deadline = Some(value),
            LabelKind::Person | LabelKind::Other => responsibility.remarks.push(word.start..value.end),
            LabelKind::Role(class) => {
                let names_end = sentence_break(text, &value).unwrap_or(value.end);
                let rest = trim_separators(text, names_end..value.end);
                responsibility.remarks.extend((!rest.is_empty()).then_some(rest));
                let printed = trim_separators(text, value.start..names_end);
                let own = RoleNames { class, word, printed: printed.clone() };
                responsibility.roles.extend(said_otherwise(text, printed, class).unwrap_or_else(|| vec![own]));
            }
        }
        label = following;
    }
    responsibility
}

/// The roles of a label's value that says itself who has another: `责任单位：甲牵头，乙配合`.
fn said_otherwise(text: &str, value: Range<usize>, class: RoleClass) -> Option<Vec<RoleNames>> {
    let said = spoken(text, value)?;
    let differs = said.roles.iter().any(|role| role.class != class);
    (differs && said.remarks.is_empty() && said.deadline.is_none()).then_some(said.roles)
}

/// Where a list of names ends because a sentence goes on: after `；` or `。`, outside brackets.
fn sentence_break(text: &str, value: &Range<usize>) -> Option<usize> {
    outer(text, value.clone())
        .find(|(at, c)| {
            let rest = &text[at + c.len_utf8()..value.end];
            // Lists, too, may be cut by semicolons; a sentence has a verb and no list mark.
            matches!(c, '。') || matches!(c, '；' | ';') && !rest.is_empty() && is_remark(rest)
        })
        .map(|(at, _)| at)
}

fn is_remark(text: &str) -> bool {
    REMARKS.iter().any(|word| text.contains(word))
}

/// `甲牵头，乙、丙配合，2030年9月底前完成`
fn spoken(text: &str, inside: Range<usize>) -> Option<Responsibility> {
    let mut responsibility = Responsibility { place: inside.clone(), ..Responsibility::default() };
    let mut start = inside.start;
    let ends: Vec<(usize, usize)> = outer(text, inside.clone())
        .filter(|(_, c)| "，,；;。".contains(*c))
        .map(|(at, c)| (at, at + c.len_utf8()))
        .chain([(inside.end, inside.end)])
        .collect();
    for (end, next) in ends {
        let piece = trim(text, start..end);
        let words = &text[piece.clone()];
        if words.is_empty() {
            start = next;
            continue;
        }
        let is_alone = !text[start..end].contains(['，', ',']);
        if is_alone && is_remark(words) {
            // A remark is the bracket's last sentence.
            break;
        }
        if let Some(role) = spoken_role(text, piece.clone()) {
            responsibility.roles.push(role);
            start = next;
        } else if let Some(day) = words.strip_suffix("完成").filter(|day| is_deadline(day)) {
            let end = piece.start + day.len();
            // One day for a part of it, another for the whole.
            let first = responsibility.deadline.take().map(|first| first.start..piece.end);
            responsibility.deadline = Some(first.unwrap_or(piece.start..end));
            start = next;
        } else if let Some(label) = label_at(text, piece.clone()).filter(|label| label.kind == LabelKind::Deadline) {
            responsibility.deadline = Some(trim(text, label.end..piece.end));
            start = next;
        } else if is_alone && is_deadline(words) {
            let first = responsibility.deadline.take().map_or(piece.start, |first| first.start);
            responsibility.deadline = Some(first..piece.end);
            start = next;
        }
        // Otherwise a comma inside a list: the piece goes on.
    }
    if start < inside.end && !responsibility.roles.is_empty() {
        let rest = trim_separators(text, start..inside.end);
        responsibility.remarks.extend((!rest.is_empty()).then_some(rest));
    }
    (!responsibility.roles.is_empty()).then_some(responsibility)
}

/// Bodies alone, without a word for what they do: `甲局、乙局`, `甲局，2030年底`. They are responsible.
fn named_alone(text: &str, inside: Range<usize>) -> Option<Responsibility> {
    let stop = outer(text, inside.clone()).find(|(_, c)| "。；;".contains(*c)).map_or(inside.end, |(at, _)| at);
    let mut list = trim_separators(text, inside.start..stop);
    let mut responsibility = Responsibility { place: inside.clone(), ..Responsibility::default() };
    let rest = trim_separators(text, stop..inside.end);
    let last = pieces(text, list.clone()).last().map(|last| trim(text, last))?;
    if is_deadline(&text[last.clone()]) {
        list = trim_separators(text, list.start..last.start);
        responsibility.deadline = Some(last);
    }
    match &text[rest.clone()] {
        "" => {}
        words if is_remark(words) => responsibility.remarks.push(rest),
        words if is_deadline(words) => responsibility.deadline = Some(rest),
        _ => return None,
    }
    let names: Vec<&str> = pieces(text, list.clone()).map(|name| text[name].trim()).collect();
    let are_names = names.iter().all(|name| bodies::is_body(name) || bodies::is_place(name));
    if !are_names || !names.into_iter().any(bodies::is_body) {
        return None;
    }
    let word = list.start..list.start;
    responsibility.roles.push(RoleNames { class: RoleClass::Responsible, word, printed: list });
    Some(responsibility)
}

fn is_deadline(text: &str) -> bool {
    let begins = text.starts_with(|c: char| c.is_ascii_digit() || "每长持年全立即常“".contains(c));
    let words = ["年", "月", "长期", "持续", "每", "立即", "立行", "即行", "常态"];
    begins && words.iter().any(|word| text.contains(word)) && text.chars().count() <= 20
}

fn spoken_role(text: &str, piece: Range<usize>) -> Option<RoleNames> {
    let words = &text[piece.clone()];
    let verb = VERBS.iter().find(|verb| words.ends_with(**verb))?;
    let word = piece.end - verb.len()..piece.end;
    let mut printed = piece.start..word.start;
    for prefix in ["由", "请"] {
        if let Some(rest) = text[printed.clone()].strip_prefix(prefix) {
            printed.start = printed.end - rest.len();
        }
    }
    let printed = trim(text, printed);
    let mut names = pieces(text, printed.clone());
    let plausible = !printed.is_empty() && names.all(|name| text[name].chars().count() <= LONGEST_NAME);
    let class = RoleClass::of(verb)?;
    plausible.then_some(RoleNames { class, word, printed })
}

/// Cuts a list of names at its separators outside brackets.
fn pieces(text: &str, list: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut start = list.start;
    let separators: Vec<(usize, char)> = outer(text, list.clone()).filter(|(_, c)| "、，,；;".contains(*c)).collect();
    let ends = separators.into_iter().map(|(at, c)| (at, at + c.len_utf8())).chain([(list.end, list.end)]);
    ends.map(move |(end, next)| std::mem::replace(&mut start, next)..end)
}

/// The characters of a range that stand outside brackets, with their places.
fn outer(text: &str, range: Range<usize>) -> impl Iterator<Item = (usize, char)> + '_ {
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

fn skip_space(text: &str, at: usize, end: usize) -> usize {
    end - text[at..end].trim_start().len()
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

fn trim_separators(text: &str, range: Range<usize>) -> Range<usize> {
    let is_mark = |c: char| c.is_whitespace() || "，,；;。、".contains(c);
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start_matches(is_mark).len());
    start..start + words.trim_matches(is_mark).len()
}

#[cfg(test)]
mod tests;
