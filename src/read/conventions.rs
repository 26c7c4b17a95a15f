//! Conventions: what a document says once of all its lists of agencies, 列第一位者为牵头单位，下同.
//!
//! They are found by their words and proposed; those that `plan.toml` confirms hold from their line on, or everywhere
//! where no task stands further down. What a convention gives stands in a cell of its own that prints nothing.

use std::collections::BTreeSet;
use std::ops::Range;

use super::agency_list::{Beside, mentions};
use super::corrections::{Correction, Derived, find_once, lines};
use super::domains::Assignments;
use super::mention::{Mention, RoleName};
use super::said_roles;
use super::task::{AgencyCell, Cell, Part, RoleCell};
use super::{agency_group, agency_name};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::convention::Convention;
use crate::inputs::plan_file::{EntryColumn, PlanFile};
use crate::inputs::registry::LocalRegistry;
use crate::text::role_class::{AGENCY_NOUNS, RoleClass};
use crate::text::source::{Source, Span};

/// Words that say that the first of a list has the lead.
const FIRST: [&str; 8] = ["第一位", "首位", "第一个", "排第一", "列第一", "第一家", "排名第一", "逗号前"];

/// Words between which those stand who do something in every later task, and what they do.
const ALL_LATER: [&str; 5] = ["均需", "均须", "均由", "均应由", "都由"];
const DO: [&str; 7] = ["落实", "负责", "配合", "参与", "实施", "承办", "支持"];

/// Words between which those stand that end a list for good: 不再列出, 不再一一列出, 不再单独标注.
const NOT_AGAIN: &str = "不再";
const LISTED: [&str; 4] = ["列", "标注", "注明", "重复"];

/// Returns the conventions that a text seems to have, each where it is printed first.
fn found(source: &Source) -> Vec<(Span, Convention)> {
    let mut found: Vec<(Span, Convention)> = Vec::new();
    let mut said: BTreeSet<&str> = BTreeSet::new();
    for Range { start: at, end } in sentences(source.text()) {
        let sentence = &source.text()[at..end];
        let Some((from, convention)) = convention(sentence) else { continue };
        if said.insert(&sentence[from..]) {
            found.push((source.trim(Span::new(at + from, at + sentence.len())), convention));
        }
    }
    found
}

/// What a bracket says of which units a name means is no longer, in characters.
const LONGEST_UNITS: usize = 40;

/// Cuts a text into sentences; a bracket is one of its own, unless it only says another word for the one before it, or
/// which units a name means: 列第一位的单位（部门）为牵头单位, 各县（市、区）政府.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut skip_to) = (0, 0);
    for (at, c) in text.char_indices().filter(|(_, c)| "。；;（）()〔〕[]\t\r\n".contains(*c)) {
        if at < skip_to {
            continue;
        }
        let inside = &text[at + c.len_utf8()..];
        let mut near = inside.char_indices().take(LONGEST_UNITS).filter(|_| matches!(c, '（' | '('));
        let inner = near.find(|(_, c)| matches!(c, '）' | ')')).map(|(end, _)| &inside[..end]).unwrap_or_default();
        let is_of_name = AGENCY_NOUNS.contains(&inner) || agency_group::are_units(inner);
        if is_of_name {
            skip_to = at + c.len_utf8() + inner.len() + 1;
            continue;
        }
        found.push(start..at);
        start = at + c.len_utf8();
    }
    found.push(start..text.len());
    found
}

/// Returns what a sentence agrees, and where in it that begins: after a list that it may end.
fn convention(sentence: &str) -> Option<(usize, Convention)> {
    let clause =
        |word: usize| sentence[..word].rfind(['，', ',']).map_or(0, |comma| comma + comma_length(sentence, comma));
    if let Some(at) = sentence.find("以下").filter(|at| names_and_verb(&sentence[*at..]).is_some()) {
        let says_no_more = |rest: &str| {
            let near = rest.char_indices().nth(6).map_or(rest, |(end, _)| &rest[..end]);
            LISTED.iter().any(|word| near.contains(word))
        };
        let is_agreed = sentence.split(NOT_AGAIN).skip(1).any(says_no_more);
        return is_agreed.then_some((clause(at), Convention::Also));
    }
    let names_leader =
        |text: &str| ["牵头单位", "牵头部门", "为牵头", "主要责任单位"].iter().any(|words| text.contains(words));
    if let Some(at) = sentence.find(agency_name::is_sign).filter(|_| names_leader(sentence)) {
        return Some((clause(at), Convention::MarkedLeads));
    }
    let at = FIRST.iter().filter_map(|words| sentence.find(words)).min()?;
    let rest = &sentence[at..];
    let before_comma = rest.starts_with("第一个逗号") && rest.contains("前") || rest.starts_with("逗号前");
    names_leader(rest)
        .then_some((clause(at), if before_comma { Convention::BeforeComma } else { Convention::FirstLeads }))
}

fn comma_length(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// Returns the list of those who do something in every later task, and the word for what they do.
fn names_and_verb(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let start = ALL_LATER.iter().find_map(|words| text.find(words).map(|at| at + words.len()))?;
    let end = DO.iter().filter_map(|word| text[start..].find(word).map(|at| (start + at, word.len()))).min()?;
    Some((start..end.0, end.0..end.0 + end.1))
}

/// Applies the conventions that plan.toml confirms, and returns the readings that say so; the others are told, with the
/// entry that confirms each.
pub(super) fn apply(
    source: &Source,
    file: &PlanFile,
    corrections: &[Correction],
    registry: LocalRegistry,
    tables: &mut Assignments,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Correction> {
    let mut readings = Vec::new();
    let mut confirmed: Vec<Span> = Vec::new();
    // Signs beside names of which it is said what they mean.
    let mut signs: Vec<char> = Vec::new();
    for (index, entry) in file.conventions.iter().enumerate() {
        let name = format!("plan.toml 的第 {} 个 [[conventions]]", index + 1);
        let Some(lines) = lines(source, entry.lines) else { continue };
        let Some(span) = find_once(source, lines, &entry.printed, &name, diagnostics) else { continue };
        confirmed.push(span);
        let agreed = Agreed { source, span, printed: &entry.printed };
        match entry.reads {
            Convention::FirstLeads => agreed.lead(tables, |place, _, _| place == 0, &mut readings),
            Convention::BeforeComma => {
                agreed.lead(tables, |place, _, commas| is_before_comma(place, commas), &mut readings);
            }
            Convention::MarkedLeads => {
                let Some(sign) = agency_name::sign(&entry.printed) else {
                    let hint = "printed 要照原文写全，连同记号，如 `带*的为牵头单位`";
                    diagnostics.push(source.diagnostic(
                        Code::UnreadableConvention,
                        span,
                        "这几个字里没有单位旁边的记号",
                        hint,
                    ));
                    continue;
                };
                signs.push(sign);
                agreed.lead(tables, |_, mention, _| mention.sign == Some(sign), &mut readings);
            }
            Convention::Also => {
                let Some((names, verb)) = names_and_verb(&entry.printed) else {
                    let hint = "printed 要照原文写全，如 `以下均需各区政府落实，不再列出`";
                    let message = "这几个字里读不出哪些单位做什么";
                    diagnostics.push(source.diagnostic(Code::UnreadableConvention, span, message, hint));
                    continue;
                };
                let names = source.trim(Span::new(span.start + names.start, span.start + names.end));
                let mentions = mentions(source, &[names], corrections, registry, Beside::Nobody, diagnostics);
                agreed.add(tables, &mentions, &entry.printed[verb], &mut readings);
            }
        }
    }
    for (span, convention) in found(source) {
        if !tables.tasks.is_empty() && !confirmed.iter().any(|other| other.overlaps(span)) {
            signs.extend(agency_name::sign(source.slice(span)));
            diagnostics.push(proposal(source, span, convention));
        }
    }
    diagnostics.extend(unexplained(source, tables, &signs));
    readings
}

/// Reports the signs beside names of which nothing says what they mean.
fn unexplained(source: &Source, tables: &Assignments, signs: &[char]) -> Option<Diagnostic> {
    let roles = tables.tasks.iter().flat_map(|task| &task.parts).flat_map(|part| &part.roles);
    let mentions = roles.flat_map(|role| &role.agencies.mentions);
    let unknown = mentions.filter(|mention| mention.sign.is_some_and(|sign| !signs.contains(&sign)));
    let places: BTreeSet<Span> = unknown.map(said_roles::whole).collect();
    let first = places.first().copied()?;
    let lines: BTreeSet<usize> = places.iter().map(|place| source.line_of(place.start)).collect();
    let lines = lines.iter().map(usize::to_string).collect::<Vec<_>>().join("、");
    Some(source.diagnostic(
        Code::UnclearRole,
        first,
        format!("单位旁边标着记号，文中没有说是什么意思（第{lines}行）：没有照它读"),
        "请核对录入：表前、表后、表头或附注里是否漏了说明记号的一句，如 `带*的为牵头单位`。原文没有的不必管",
    ))
}

/// A convention that holds.
struct Agreed<'a> {
    source: &'a Source,
    span: Span,
    printed: &'a str,
}

impl Agreed<'_> {
    /// Returns the parts that a convention speaks of: from its line on, or all where it stands under the last of them.
    fn parts<'t>(&self, tables: &'t mut Assignments) -> impl Iterator<Item = &'t mut Part> {
        let line = self.source.line_of(self.span.start);
        let last = tables.tasks.iter().flat_map(|task| &task.parts).map(|part| part.lines.last).max();
        let is_note = last.is_some_and(|last| last < line);
        let parts = tables.tasks.iter_mut().flat_map(|task| &mut task.parts);
        parts.filter(move |part| is_note || part.lines.last >= line)
    }

    /// Gives the lead to some of those who answer, in parts where nobody is said to have it.
    fn lead(
        &self,
        tables: &mut Assignments,
        is_meant: impl Fn(usize, &Mention, &[bool]) -> bool,
        readings: &mut Vec<Correction>,
    ) {
        let word = ["牵头单位", "牵头部门", "主要责任单位"]
            .into_iter()
            .find(|word| self.printed.contains(word))
            .unwrap_or("牵头");
        for part in self.parts(tables) {
            if part.roles.iter().any(|role| role.role.class == RoleClass::Lead) {
                continue;
            }
            let end = Span::new(part.deadline.span.end, part.deadline.span.end);
            let Some(cell) = part.roles.iter_mut().find(|role| role.role.class == RoleClass::Responsible) else {
                continue;
            };
            let commas: Vec<bool> = cell
                .agencies
                .mentions
                .iter()
                .map(|mention| matches!(self.source.slice(mention.before), "，" | ","))
                .collect();
            let mut leading = Vec::new();
            for (place, mention) in cell.agencies.mentions.iter_mut().enumerate() {
                if is_meant(place, mention, &commas) {
                    leading.push(mention.clone());
                    mention.leads = true;
                }
            }
            if leading.is_empty() {
                continue;
            }
            if !cell.agencies.cell.continues() {
                let reading = |mention: &Mention| {
                    let derived = Derived::Leads(self.printed.to_owned());
                    Correction::derived(self.source, mention.span, derived)
                };
                readings.extend(leading.iter().map(reading));
            }
            part.roles.insert(0, unprinted(RoleClass::Lead, word, end, leading));
        }
    }

    /// Adds those who do something in every later task, except where the task names them itself.
    fn add(&self, tables: &mut Assignments, mentions: &[Mention], word: &str, readings: &mut Vec<Correction>) {
        let Some(class) = RoleClass::of(word) else { return };
        let line = self.source.line_of(self.span.start);
        for part in self.parts(tables).filter(|part| !(part.lines.first..=part.lines.last).contains(&line)) {
            let named = part.roles.iter().flat_map(|role| &role.agencies.mentions);
            let names: BTreeSet<&str> = named.filter_map(|mention| mention.name.as_deref()).collect();
            let new: Vec<Mention> = mentions
                .iter()
                .filter(|mention| !mention.name.as_deref().is_some_and(|name| names.contains(name)))
                .cloned()
                .collect();
            if new.is_empty() {
                continue;
            }
            let end = Span::new(part.deadline.span.end, part.deadline.span.end);
            let added = new.iter().map(|mention| mention.form.as_str()).collect::<Vec<_>>().join("、");
            let derived = Derived::Also { printed: self.printed.to_owned(), added };
            let place = part.lines;
            readings.push(Correction {
                lines: place,
                span: None,
                printed: String::new(),
                column: Some(EntryColumn::of_role(class)),
                header: Some(word.to_owned()),
                ..Correction::derived(self.source, end, derived)
            });
            part.roles.push(unprinted(class, word, end, new));
        }
    }
}

/// A cell that prints nothing, of those whom a convention gives a role.
fn unprinted(class: RoleClass, word: &str, end: Span, mentions: Vec<Mention>) -> RoleCell {
    let role = RoleName { class, word: word.to_owned() };
    RoleCell { column: role.clone(), role, agencies: AgencyCell { cell: Cell { span: end, own: end }, mentions } }
}

/// Checks whether a name stands before the first comma of a list that has one.
fn is_before_comma(place: usize, commas: &[bool]) -> bool {
    commas.iter().position(|comma| *comma).is_some_and(|first| place < first)
}

fn proposal(source: &Source, span: Span, convention: Convention) -> Diagnostic {
    let line = source.line_of(span.start);
    let printed = toml::Value::String(source.slice(span).to_owned());
    let entry =
        format!("[[conventions]]\nlines = [{line}, {line}]\nprinted = {printed}\nreads = \"{}\"", convention.name());
    let hint = format!("照约定读的，把这一段贴在 plan.toml 末尾：`{entry}`");
    let message = format!("这里像是对其后各项的约定（{}），还没有照它读", convention.meaning());
    source.diagnostic(Code::UnconfirmedConvention, span, message, hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conventions_are_found_by_their_words() {
        for (text, expected) in [
            (
                "（甲局、乙局等负责。列第一位者为牵头单位，下同）",
                Some(("列第一位者为牵头单位，下同", Convention::FirstLeads)),
            ),
            (
                "（甲部、乙部负责，排在第一位的部门为牵头部门，下同）",
                Some(("排在第一位的部门为牵头部门，下同", Convention::FirstLeads)),
            ),
            ("序号\t责任单位（列首位的为牵头单位）", Some(("列首位的为牵头单位", Convention::FirstLeads))),
            (
                "（责任单位：甲局，乙局；第一个逗号前为牵头单位，多个牵头部门的按照职责分工负责，下同）",
                Some(("第一个逗号前为牵头单位，多个牵头部门的按照职责分工负责，下同", Convention::BeforeComma)),
            ),
            (
                "（甲局指导，各区政府落实。以下均需各区政府落实，不再列出）",
                Some(("以下均需各区政府落实，不再列出", Convention::Also)),
            ),
            ("注：责任单位中，带*的为牵头单位", Some(("带*的为牵头单位", Convention::MarkedLeads))),
            ("序号\t责任单位（★为牵头部门）", Some(("★为牵头部门", Convention::MarkedLeads))),
            (
                "注：列第一位的单位（部门）为牵头单位",
                Some(("注：列第一位的单位（部门）为牵头单位", Convention::FirstLeads)),
            ),
            ("〔甲厅，各市。逗号前为牵头单位，下同〕", Some(("逗号前为牵头单位，下同", Convention::BeforeComma))),
            ("甲局（排名第一的为牵头单位，下同）", Some(("排名第一的为牵头单位，下同", Convention::FirstLeads))),
            ("各区人民政府（含甲、乙，下同）", None),
            ("总量排在全国第一位。", None),
            ("以下除标注外，适用范围均为所有区", None),
        ] {
            let source = Source::new("s", text);
            let found = found(&source);
            let told: Vec<(&str, Convention)> =
                found.iter().map(|(span, convention)| (source.slice(*span), *convention)).collect();
            assert_eq!(told, expected.into_iter().collect::<Vec<_>>(), "{text}");
        }
    }

    #[test]
    fn what_is_said_twice_is_one_convention() {
        let source = Source::new("s", "甲\t责任单位（首位为牵头单位）\n乙\t责任单位（首位为牵头单位）\n");
        assert_eq!(found(&source).len(), 1);
    }
}
