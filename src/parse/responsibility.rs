//! Who does what, as running text says it: brackets after a sentence, and lines with a label.
//!
//! ```text
//! （责任单位：甲、乙）  （牵头单位：甲；责任单位：乙；完成时限：2030年12月）  （甲、乙负责）  （由甲牵头，乙配合）
//! 责任单位：甲、乙        a line of its own, or the end of a paragraph
//! ```
//!
//! Only forms are read here: which agency a name means, [`crate::inputs::registry`] says.

use std::ops::Range;

use super::brackets::{inside, labelled_word, outer, pieces, skip_space, top_brackets, trim, trim_separators};
use super::line::is_terminated;
use super::spoken::{
    PLAIN_VERB, REMARK_BEGINNINGS, is_deadline, is_remark, is_verb, is_weak, named_alone, opening, spoken,
    with_leaders, without_adverb,
};
pub(crate) use super::spoken::{Responsibility, RoleNames};
use super::{bodies, columns};
use crate::text::role_class::{self, RoleClass};

/// Returns every place of a paragraph that says who does something, in order: brackets, and labels at its end.
pub(crate) fn in_paragraph(text: &str) -> Vec<Responsibility> {
    let mut found = Vec::new();
    for place in top_brackets(text, 0..text.len()) {
        let before = text[..place.start].chars().next_back();
        let after = text[place.end..].trim_start().chars().next();
        let ends_sentence = before.is_none_or(|c| "。；;！？”".contains(c));
        let ends_paragraph = after.is_none_or(|c| "。；;".contains(c));
        let Some(mut responsibility) = inner(text, inside(text, &place)) else { continue };
        let is_labelled = responsibility.roles.iter().any(|role| role.word.start < role.printed.start);
        if !is_labelled && speaks_of_things(text, &responsibility) {
            continue;
        }
        let says_no_role =
            !responsibility.roles.is_empty() && responsibility.roles.iter().all(|role| role.word.is_empty());
        let is_only_day = responsibility.roles.is_empty() && !is_labelled_day(text, &place);
        if is_only_day {
            // （甲局牵头）（2030年底前）
            let follows = |last: &Responsibility| text[last.place.end..place.start].trim().is_empty();
            if found.last().is_some_and(follows) {
                responsibility.place = place;
                found.push(responsibility);
            }
        } else if ends_sentence
            || !says_no_role && (ends_paragraph || is_labelled || ends_clause(text, &place, &responsibility))
        {
            responsibility.place = place;
            found.push(responsibility);
        }
    }
    if let Some(closing) = closing_labels(text) {
        // A bracket among the labels is theirs.
        found.retain(|bracket| bracket.place.end <= closing.place.start);
        found.push(closing);
    }
    if found.is_empty() {
        found.extend(closing_sentence(text));
    }
    found.into_iter().map(|said| said.with_leaders(text)).collect()
}

impl Responsibility {
    /// Gives those the lead of whom a bracket in a list of names says so.
    fn with_leaders(self, text: &str) -> Responsibility {
        let roles = self.roles.into_iter().flat_map(|role| with_leaders(text, &role)).collect();
        Responsibility { roles, ..self }
    }
}

/// Checks whether a bracket says what happens, and of nobody: （分步实施）, （社会资本参与）.
fn speaks_of_things(text: &str, said: &Responsibility) -> bool {
    let is_of_things = |role: &RoleNames| {
        let mut names = pieces(text, role.printed.clone());
        is_weak(&text[role.word.clone()]) && !names.any(|name| bodies::is_name(text[name].trim()))
    };
    !said.roles.is_empty() && said.roles.iter().all(is_of_things)
}

/// Checks whether a bracket says who does what a clause says: `推进改革（市甲局负责），保障经费（市乙局负责）。` Behind a body's name it
/// speaks of that.
fn ends_clause(text: &str, place: &Range<usize>, said: &Responsibility) -> bool {
    let clause = text[..place.start].rsplit(['，', ',', '、', '；', ';', '。']).next().unwrap_or_default();
    let are_bodies = |role: &RoleNames| {
        !is_weak(&text[role.word.clone()])
            && pieces(text, role.printed.clone()).all(|name| bodies::is_body(without_adverb(&text[name])))
    };
    // Brackets that follow one another say it together.
    let mut behind = text[place.end..].trim_start();
    while let Some(next) = top_brackets(behind, 0..behind.len()).into_iter().next().filter(|next| next.start == 0) {
        behind = behind[next.end..].trim_start();
    }
    behind.starts_with(['，', ','])
        && !bodies::is_name(clause.trim())
        && !clause.trim_start().starts_with('由')
        && said.roles.iter().all(are_bodies)
}

/// A last sentence that says nothing but who does it: `…增长7%。市商务局牵头，市统计局等部门配合。`
fn closing_sentence(text: &str) -> Option<Responsibility> {
    let end = text.trim_end().strip_suffix('。')?.len();
    let (at, stop) = outer(text, 0..end).filter(|(_, c)| *c == '。').last()?;
    let sentence = trim(text, at + stop.len_utf8()..end);
    let said = spoken(text, sentence.clone()).filter(|said| said.remarks.is_empty())?;
    let are_names =
        |role: &RoleNames| pieces(text, role.printed.clone()).all(|name| bodies::is_name(without_adverb(&text[name])));
    said.roles.iter().all(are_names).then_some(Responsibility { place: sentence.start..text.len(), ..said })
}

/// Returns what a paragraph's sentences begin with that says who does them: `…。由甲牵头，乙配合，6月底前完成排查。`
pub(crate) fn in_sentences(text: &str) -> Option<Responsibility> {
    let mut start = 0;
    let mut found: Option<Responsibility> = None;
    for sentence in text.split_inclusive('。') {
        let range = start..start + sentence.len();
        start = range.end;
        let Some(said) = opening(text, trim(text, range)) else { continue };
        match &mut found {
            Some(above) => {
                above.place.end = said.place.end;
                above.roles.extend(said.roles);
            }
            None => found = Some(said),
        }
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
    says_something.then(|| found.with_leaders(text))
}

/// Checks whether a line is a role's label and nothing else: `责任单位：`
pub(crate) fn is_label_alone(line: &str) -> bool {
    let label = label_at(line, trim(line, 0..line.len())).filter(|label| matches!(label.kind, LabelKind::Role(_)));
    label.is_some_and(|label| line[label.end..].trim().is_empty())
}

/// Reads a line under one of labels that begins with a companion's: `成员单位：市财政局`.
pub(crate) fn companion_line(text: &str) -> Option<Responsibility> {
    let trimmed = trim(text, 0..text.len());
    let first = label_at(text, trimmed.clone())?.or_companion(text);
    matches!(first.kind, LabelKind::Role(_)).then(|| labelled(text, trimmed, first).with_leaders(text))
}

/// What a label of another kind announces is no longer, in characters, unless it is a list of bodies.
pub(crate) const LONGEST_ANNOUNCED: usize = 40;

/// A task that has more paragraphs than this takes no further line of a label of another kind.
pub(crate) const MOST_PARAGRAPHS: usize = 40;

/// Returns the word of a line that is a label of another kind, and no sentence: `建设地点：东城区`.
pub(crate) fn other_label(line: &str) -> Option<&str> {
    let label = label_at(line, trim(line, 0..line.len())).filter(|label| label.kind == LabelKind::Other)?;
    let value = line[label.end..].trim();
    let is_short = value.chars().count() <= LONGEST_ANNOUNCED || bodies::are_bodies(value);
    let is_sentence = is_terminated(line) || value.contains(['。', '；', ';']);
    (is_short && !is_sentence && !value.is_empty()).then_some(&line[label.word])
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

/// What 责任分工 says is read no further than so many characters: who does it is said before.
pub(crate) const LONGEST_SHARES: usize = 1_000;

/// A word and its colon.
#[derive(Debug)]
struct Label {
    kind: LabelKind,
    word: Range<usize>,
    /// The byte after the colon.
    end: usize,
}

impl Label {
    /// After another label a verb alone is a role's, too, and so are a companion's words: 牵头：甲；指导：乙.
    fn or_companion(self, text: &str) -> Label {
        let word: String = text[self.word.clone()].chars().filter(|c| !c.is_whitespace()).collect();
        let of_verb = || is_verb(&word).then(|| RoleClass::of(&word)).flatten();
        let class = RoleClass::of_companion(&word).or_else(of_verb);
        let kind = class.filter(|_| self.kind == LabelKind::Other).map_or(self.kind, LabelKind::Role);
        Label { kind, ..self }
    }
}

/// The label that a range begins with.
fn label_at(text: &str, range: Range<usize>) -> Option<Label> {
    let (place, end) = labelled_word(text, range.clone())?;
    let range_end = range.end;
    let word: String = text[place.clone()].chars().filter(|c| !c.is_whitespace()).collect();
    let says_who = || {
        let near = text[end..range_end].char_indices().nth(LONGEST_SHARES).map_or(range_end, |(at, _)| end + at);
        let stop = outer(text, end..near).find(|(_, c)| "。".contains(*c)).map_or(near, |(at, _)| at);
        let value = trim(text, end..stop);
        spoken(text, value.clone()).or_else(|| named_alone(text, value)).is_some()
    };
    let kind = if let Some(class) = RoleClass::of_label(&word) {
        LabelKind::Role(class)
    } else if role_class::is_of_shares(&word) && says_who() {
        // 责任分工：甲牵头，乙配合
        LabelKind::Role(RoleClass::Responsible)
    } else if columns::is_deadline(&word) {
        LabelKind::Deadline
    } else if role_class::names_persons(&word) {
        LabelKind::Person
    } else {
        LabelKind::Other
    };
    Some(Label { kind, word: place, end })
}

/// `牵头单位：…；责任单位：…；完成时限：…`
fn labelled(text: &str, inside: Range<usize>, first: Label) -> Responsibility {
    let mut responsibility = Responsibility { place: inside.clone(), ..Responsibility::default() };
    let mut label = Some(first);
    while let Some(Label { kind, word, end: start }) = label {
        // Up to the next label, which follows a separator.
        let is_separator = |c: char| "，,；;。、".contains(c) || c.is_whitespace();
        let mut separators = outer(text, start..inside.end).filter(|(_, c)| is_separator(*c));
        let next = separators.find_map(|(at, c)| {
            let after = skip_space(text, at + c.len_utf8(), inside.end);
            label_at(text, after..inside.end).map(|label| (at, label.or_companion(text)))
        });
        let (end, following) = next.map_or((inside.end, None), |(at, label)| (at, Some(label)));
        let value = trim_separators(text, start..end);
        match kind {
            LabelKind::Deadline => responsibility.take_day(text, value),
            LabelKind::Person | LabelKind::Other => responsibility.remarks.push(word.start..value.end),
            LabelKind::Role(class) => {
                let names_end = sentence_break(text, &value).unwrap_or(value.end);
                let rest = trim_separators(text, names_end..value.end);
                responsibility.remarks.extend((!rest.is_empty()).then_some(rest));
                let (printed, day) = without_day(text, trim_separators(text, value.start..names_end));
                let own = RoleNames { class, word, printed, is_unclear: false };
                let said = said_otherwise(text, &own);
                let said = said.unwrap_or_else(|| Responsibility { roles: vec![own], ..Responsibility::default() });
                responsibility.roles.extend(said.roles);
                responsibility.days_differ |= said.days_differ;
                [said.deadline, day].into_iter().flatten().for_each(|day| responsibility.take_day(text, day));
            }
        }
        label = following;
    }
    responsibility
}

/// Cuts a deadline from the end of a list of names: `甲局、乙局，2030年底前完成`.
fn without_day(text: &str, names: Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
    let last = pieces(text, names.clone()).last().map_or(names.clone(), |last| trim(text, last));
    let day = last.start..last.start + text[last.clone()].trim_end_matches("完成").len();
    if last.start > names.start && is_deadline(&text[day.clone()]) {
        (trim_separators(text, names.start..last.start), Some(day))
    } else {
        (names, None)
    }
}

/// The roles of a label's or column's names that say themselves who has another: `责任单位：甲牵头，乙配合`. What they say
/// of nobody is the label's; a deadline may stand among them. Nothing where all that they say is 负责.
fn said_otherwise(text: &str, own: &RoleNames) -> Option<Responsibility> {
    let said = spoken(text, own.printed.clone())?;
    let says_more = said.roles.iter().any(|role| !["", PLAIN_VERB].contains(&&text[role.word.clone()]));
    if !says_more {
        return None;
    }
    let rest = said.remarks.iter().filter(|rest| !is_remark(&text[(*rest).clone()])).cloned();
    let rest = rest.map(|printed| RoleNames { printed, ..own.clone() });
    let of_own = |role: RoleNames| RoleNames { class: own.class, word: own.word.clone(), ..role };
    let roles = said.roles.into_iter().map(|role| if role.word.is_empty() { of_own(role) } else { role });
    Some(Responsibility { roles: roles.chain(rest).collect(), remarks: Vec::new(), ..said })
}

/// Reads a cell of agencies, given by its paragraphs, that says itself who has which role: `甲牵头，乙配合`,
/// `牵头：甲；配合：乙`. What it says of nobody is its column's, and has no word; so has what is no name (时限：…).
/// Nothing where it only lists names.
pub(crate) fn in_cell(text: &str, paragraphs: &[Range<usize>], class: RoleClass) -> Option<Vec<RoleNames>> {
    let mut roles: Vec<RoleNames> = Vec::new();
    let mut says_more = false;
    // Whether names that stand alone go on with those above.
    let mut goes_on = false;
    for paragraph in unbroken(text, paragraphs) {
        let (word, printed) = (paragraph.start..paragraph.start, paragraph.clone());
        let own = RoleNames { class, word, printed, is_unclear: false };
        let label = label_at(text, paragraph.clone());
        if let Some(first) = label.filter(|it| matches!(it.kind, LabelKind::Role(_) | LabelKind::Person)) {
            let found = labelled(text, paragraph, first);
            let others =
                found.remarks.into_iter().filter(|words| !is_remark(&text[words.clone()])).chain(found.deadline);
            let others = others.map(|printed| RoleNames { printed, ..own.clone() });
            let mut all: Vec<RoleNames> = found.roles.into_iter().chain(others).collect();
            all.sort_by_key(|role| role.printed.start);
            roles.extend(all);
            (says_more, goes_on) = (true, true);
        } else if let Some(said) = said_otherwise(text, &own) {
            roles.extend(said.roles);
            roles.extend(said.deadline.map(|printed| RoleNames { printed, ..own }));
            (says_more, goes_on) = (true, false);
        } else if let Some(above) = roles.last_mut().filter(|_| goes_on) {
            above.printed.end = paragraph.end;
        } else {
            roles.push(own);
            goes_on = true;
        }
    }
    let count = roles.len();
    let roles: Vec<RoleNames> = roles.into_iter().flat_map(|role| with_leaders(text, &role)).collect();
    (says_more || roles.len() > count).then_some(roles)
}

/// Puts paragraphs together that a list of names goes on over: a mark between two stands at the end of one.
fn unbroken(text: &str, paragraphs: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for paragraph in paragraphs {
        let is_mark = |c: char| "、，,；;".contains(c);
        match joined.last_mut() {
            Some(above) if text[above.clone()].ends_with(is_mark) || text[paragraph.clone()].starts_with(is_mark) => {
                above.end = paragraph.end;
            }
            _ => joined.push(paragraph.clone()),
        }
    }
    joined
}

/// Where a list of names ends because a sentence goes on: after `；` or `。`, outside brackets.
fn sentence_break(text: &str, value: &Range<usize>) -> Option<usize> {
    outer(text, value.clone())
        .find(|(at, c)| {
            let rest = &text[at + c.len_utf8()..value.end];
            // Lists, too, may be cut by semicolons; a sentence has a verb and no list mark.
            matches!(c, '。')
                || matches!(c, '；' | ';') && !rest.is_empty() && is_remark(rest)
                || matches!(c, '，' | ',') && REMARK_BEGINNINGS.iter().any(|words| rest.trim_start().starts_with(words))
        })
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests;
