//! Roles that a list gives names in brackets beside them: `甲局（牵头）、乙局（配合）`, `（牵头）甲局、（配合）乙局`.
//!
//! A bracket speaks of the name beside it, and one that doesn't give the lead of all names between two commas. What none
//! speaks of has the role of its list.

use std::ops::Range;

use super::mention::{Mention, RoleMark, RoleName};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::brackets::{CLOSING, OPENING};
use crate::parse::is_remark;
use crate::text::role_class::RoleClass;
use crate::text::source::{Source, Span};

/// Words that a bracket beside a name hardly has unless it speaks of roles.
const OF_ROLES: [&str; 6] = ["牵头", "主办", "主责", "配合", "协办", "承办"];

/// Returns the bracket that a text begins with, marks included, if it names a role and nothing else.
pub(super) fn leading_mark(text: &str) -> Option<&str> {
    let (open, rest) = text.split_at_checked(text.chars().next()?.len_utf8())?;
    let inside = rest.find(CLOSING).map(|end| &rest[..end]).filter(|_| open.starts_with(OPENING))?;
    let close = rest[inside.len()..].chars().next()?.len_utf8();
    RoleClass::of_mark(inside).map(|_| &text[..open.len() + inside.len() + close])
}

/// A mark is shorter than so many characters.
const LONGEST_MARK: usize = 40;

/// Returns where the bracket opens that a text ends in, if it names a role and nothing else.
pub(super) fn last_mark(text: &str) -> Option<usize> {
    let words = text.strip_suffix(CLOSING)?;
    let (open, mark) = words.char_indices().rev().take(LONGEST_MARK).find(|(_, c)| OPENING.contains(c))?;
    RoleClass::of_mark(&words[open + mark.len_utf8()..]).map(|_| open)
}

/// Checks whether each name of a list has a bracket behind it that names its role.
pub(super) fn are_marked(list: &str) -> bool {
    list.split(['、', '，', ',', '；', ';']).all(|name| last_mark(name.trim()).is_some())
}

/// Returns what the words around a name say of its role: `before` it, and behind it.
pub(super) fn mark(before: &str, after: &str) -> Option<RoleMark> {
    let named = |text: &str, is_before| {
        let inside = brackets(text).into_iter().map(|place| &text[place]);
        inside
            .filter_map(move |words| match RoleClass::of_mark(words) {
                Some(class) => {
                    let word = words.chars().filter(|c| !c.is_whitespace()).collect();
                    Some(RoleMark::Role { role: RoleName { class, word }, is_before })
                }
                // 列第一位者为牵头单位 speaks of all lists: that is a convention.
                None if is_remark(words) => None,
                None => OF_ROLES.iter().any(|word| words.contains(word)).then_some(RoleMark::Unclear),
            })
            .collect::<Vec<_>>()
    };
    let mut found = [named(before, true), named(after, false)].concat();
    if found.len() > 1 { Some(RoleMark::Unclear) } else { found.pop() }
}

/// Returns what stands inside the brackets of a text, the outermost ones.
fn brackets(text: &str) -> Vec<Range<usize>> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        if OPENING.contains(&c) {
            open.push(at + c.len_utf8());
        } else if CLOSING.contains(&c)
            && let Some(start) = open.pop()
            && open.is_empty()
        {
            found.push(start..at);
        }
    }
    found
}

/// Cuts a list where its names' roles change; `own` is the list's. What can't be told is reported, and is of the list's.
pub(super) fn by_role(
    source: &Source,
    mentions: Vec<Mention>,
    own: &RoleName,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(RoleName, Vec<Mention>)> {
    let said = Said::of(source, &mentions);
    if let (Some(first), Some(last)) = (said.unclear.first(), said.unclear.last()) {
        let place = mentions[*first].span.to(whole(&mentions[*last]));
        diagnostics.push(unclear(source, place, &own.word));
    }
    let mut lists: Vec<(RoleName, Vec<Mention>)> = Vec::new();
    for (mention, role) in mentions.into_iter().zip(said.roles) {
        let role = role.unwrap_or_else(|| own.clone());
        match lists.last_mut() {
            Some((above, list)) if *above == role => list.push(mention),
            _ => lists.push((role, vec![mention])),
        }
    }
    if lists.len() > 1 || lists.iter().any(|(role, _)| role != own) {
        for first in lists.iter_mut().filter_map(|(_, list)| list.first_mut()) {
            first.before = Span::new(first.span.start, first.span.start);
        }
    }
    lists
}

/// Says that it can't be told of some names whether another's role is theirs.
pub(super) fn unclear(source: &Source, place: Span, word: &str) -> Diagnostic {
    let word = if word.is_empty() { "责任单位" } else { word };
    source.diagnostic(
        Code::UnclearRole,
        place,
        format!("这里没有说清谁牵头、谁配合：没有说清的照“{word}”列出"),
        "请核对录入：括注紧跟在各单位后面，或用分号把牵头的与配合的隔开，就读得出。原文如此的不必管",
    )
}

/// Returns where a mention stands, with what follows it.
pub(super) fn whole(mention: &Mention) -> Span {
    if mention.after.is_empty() { mention.span } else { mention.span.to(mention.after) }
}

/// What is said of each name of a list.
struct Said {
    roles: Vec<Option<RoleName>>,
    /// Names of which it can't be told.
    unclear: Vec<usize>,
}

impl Said {
    fn of(source: &Source, mentions: &[Mention]) -> Said {
        let mut said = Said { roles: vec![None; mentions.len()], unclear: Vec::new() };
        for (at, mention) in mentions.iter().enumerate() {
            match &mention.mark {
                Some(RoleMark::Role { role, .. }) => said.roles[at] = Some(role.clone()),
                Some(RoleMark::Unclear) => said.unclear.push(at),
                None => {}
            }
        }
        let parts = |marks: &[char]| mentions.iter().skip(1).any(|it| source.slice(it.before).starts_with(marks));
        // What stands between the weakest marks of a list belongs together.
        let stronger: &[char] = match (parts(&['、']), parts(&['，', ','])) {
            (true, _) => &['，', ',', '；', ';'],
            (false, true) => &['；', ';'],
            (false, false) => &[],
        };
        let runs_on = |mention: &Mention| !source.slice(mention.before).starts_with(stronger);
        said.after_marks(mentions, runs_on);
        let starts: Vec<usize> = (0..mentions.len()).filter(|&at| at == 0 || !runs_on(&mentions[at])).collect();
        let ends = starts.iter().skip(1).copied().chain([mentions.len()]);
        for (start, end) in starts.iter().copied().zip(ends) {
            said.before_marks(mentions, start..end, starts.len() > 1);
        }
        said.unclear.sort_unstable();
        said
    }

    /// Names behind a bracket that stands before one.
    fn after_marks(&mut self, mentions: &[Mention], runs_on: impl Fn(&Mention) -> bool) {
        let is_before = |mention: &Mention| matches!(mention.mark, Some(RoleMark::Role { is_before: true, .. }));
        let are_labels = mentions.iter().filter(|mention| is_before(mention)).count() > 1;
        let mut role: Option<RoleName> = None;
        for (at, mention) in mentions.iter().enumerate() {
            if mention.mark.is_some() {
                role = self.roles[at].clone().filter(|_| is_before(mention));
                continue;
            }
            role = role.filter(|_| are_labels || runs_on(mention));
            match &role {
                Some(role) if are_labels || RoleClass::mark_is_of_several(&role.word) => {
                    self.roles[at] = Some(role.clone());
                }
                Some(_) => self.unclear.push(at),
                None => {}
            }
        }
    }

    /// Names before a bracket that stands behind one, between two commas.
    fn before_marks(&mut self, mentions: &[Mention], group: Range<usize>, has_commas: bool) {
        let mut start = group.start;
        for at in group.clone() {
            let Some(RoleMark::Role { role, is_before: false }) = &mentions[at].mark else { continue };
            let open: Vec<usize> =
                (start..at).filter(|&at| self.roles[at].is_none() && mentions[at].mark.is_none()).collect();
            let is_of_all =
                has_commas && start == group.start && at + 1 == group.end && RoleClass::mark_is_of_several(&role.word);
            if is_of_all {
                for at in open {
                    self.roles[at] = Some(role.clone());
                }
            } else {
                self.unclear.extend(open);
            }
            start = at + 1;
        }
    }
}
