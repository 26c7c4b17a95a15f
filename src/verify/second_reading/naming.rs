//! Words that name who does something: brackets in a paragraph, and lines with a label.

use std::ops::Range;

use super::lines::is_sentence;
use super::phrases::{
    MARKS, STOPS, bare, inside, is_remark, label, marks, names, noun_role, pieces, spoken_role, top_brackets,
};
use super::said;
use crate::parse::vocabulary::{
    BEFORE_DAY, DAY_BEGINNINGS, LONGEST_ANNOUNCED, LONGEST_SHARES, PLAIN_VERB, REMARKS, VERBS, announced, are_bodies,
    are_named, is_body, is_deadline, is_name, is_verb, is_weak, without_adverb, without_manner,
};
use crate::text::role_class::{RoleClass, is_of_shares, names_persons};

/// Marks that a sentence ends with before its bracket.
const SENTENCE_ENDS: [char; 6] = ['。', '；', ';', '！', '？', '”'];

/// A bracket or line that names somebody, or says by when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Naming {
    /// Its bytes in the paragraph, marks included.
    pub place: Range<usize>,
    /// The document's word for each role, and the names as printed.
    pub roles: Vec<(String, String)>,
    pub deadline: Option<String>,
    /// Whether other names have another one.
    pub has_other_days: bool,
}

/// Returns what a line says that is nothing but labels; of a person (责任领导：…) it says nothing, and is such a line, too.
pub(super) fn of_line(line: &str) -> Option<Naming> {
    let (word, value) = label(line)?;
    let naming = labelled(line, false);
    let says_something = !naming.roles.is_empty() || naming.deadline.is_some();
    let is_of_kind = is_named(&word, value) || names_persons(&word);
    let is_person = !is_named(&word, value);
    (is_of_kind && (is_person || says_something)).then_some(Naming { place: 0..line.len(), ..naming }.by_mark())
}

/// Returns what a line of labels says under another: its first may be a companion's (成员单位：…).
pub(super) fn of_next_line(line: &str) -> Option<Naming> {
    let (word, _) = label(line)?;
    let is_companion = companion(&word).is_some();
    of_line(line).or_else(|| is_companion.then(|| Naming { place: 0..line.len(), ..labelled(line, true) }.by_mark()))
}

/// Returns the label of a line that says something else, and is no sentence: 建设地点：东城区.
pub(super) fn other_label(line: &str) -> Option<String> {
    let (word, value) = label(line)?;
    let value = value.trim();
    let is_known = is_named(&word, value) || names_persons(&word);
    let is_long = value.chars().count() > LONGEST_ANNOUNCED && !are_bodies(value);
    let goes_on = is_sentence(line) || value.contains(['。', '；', ';']);
    (!is_known && !is_long && !goes_on && !value.is_empty()).then_some(word)
}

/// Returns the class of a label's word behind another label: 成员单位, or a verb alone.
fn companion(word: &str) -> Option<RoleClass> {
    let of_verb = || RoleClass::of(word).filter(|_| is_verb(word));
    RoleClass::of_companion(word).or_else(of_verb)
}

/// Returns the namings of a paragraph: its brackets, and the labels after its last sentence.
pub(super) fn of_paragraph(paragraph: &str) -> Vec<Naming> {
    let mut found = Vec::new();
    for place in top_brackets(paragraph) {
        let words = inside(&paragraph[place.clone()]);
        let is_labelled = label(words).is_some();
        let naming = if is_labelled {
            Some(labelled(words, false)).filter(|it| !it.roles.is_empty() || it.deadline.is_some())
        } else {
            spoken(words).map(|(naming, _)| naming).or_else(|| alone(words)).or_else(|| dated(words))
        };
        let Some(naming) = naming.filter(|naming| is_labelled || !naming.is_of_things()) else { continue };
        let before = &paragraph[..place.start];
        if naming.roles.is_empty() && !is_labelled {
            // A day alone belongs to the bracket before it.
            let ends_above = |last: &Naming| paragraph[last.place.end..place.start].trim().is_empty();
            if found.last().is_some_and(ends_above) {
                found.push(Naming { place, ..naming });
            }
            continue;
        }
        let follows = before.is_empty() || before.ends_with(SENTENCE_ENDS);
        let rest = paragraph[place.end..].trim_start();
        let ends = rest.is_empty() || rest.starts_with(['。', '；', ';']);
        let has_word = naming.roles.is_empty() || naming.roles.iter().any(|(word, _)| !word.is_empty());
        if follows
            || (has_word && (ends || (is_labelled && !naming.roles.is_empty()) || naming.ends_clause(before, rest)))
        {
            found.push(Naming { place, ..naming });
        }
    }
    let closing = marks(paragraph, &['。', '；', ';', '！', '？']).into_iter().find_map(|stop| {
        let rest = paragraph[stop.end..].trim_start();
        label(rest).filter(|(word, value)| is_named(word, value))?;
        let place = paragraph.len() - rest.len()..paragraph.len();
        Some(Naming { place, ..labelled(rest, false) }).filter(|naming| !naming.roles.is_empty())
    });
    if let Some(closing) = closing {
        found.retain(|bracket| bracket.place.end <= closing.place.start);
        found.push(closing);
    }
    if found.is_empty() {
        found.extend(last_sentence(paragraph));
    }
    found.into_iter().map(Naming::by_mark).collect()
}

impl Naming {
    /// Takes another day, of other names.
    fn take_day(&mut self, day: &str) {
        self.has_other_days |= self.deadline.as_ref().is_some_and(|first| first != day);
        self.deadline.get_or_insert_with(|| day.to_owned());
    }

    /// Checks whether it says what happens, and of nobody: 分步实施.
    fn is_of_things(&self) -> bool {
        let is_weak = |(verb, names): &(String, String)| is_weak(verb) && !pieces(names).into_iter().any(is_name);
        !self.roles.is_empty() && self.roles.iter().all(is_weak)
    }

    /// Checks whether it says who does the words before it, another clause following: 推进改革（市甲局负责），…
    fn ends_clause(&self, before: &str, rest: &str) -> bool {
        let clause = before.rsplit(['，', ',', '、', '；', ';', '。']).next().unwrap_or_default().trim();
        let are_bodies = |(verb, names): &(String, String)| {
            !is_weak(verb) && pieces(names).into_iter().all(|name| is_body(without_adverb(name)))
        };
        let mut behind = rest;
        while let Some(next) = top_brackets(behind).into_iter().next().filter(|next| next.start == 0) {
            behind = behind[next.end..].trim_start();
        }
        behind.starts_with(['，', ','])
            && !is_name(clause)
            && !clause.starts_with('由')
            && self.roles.iter().all(are_bodies)
    }

    /// Gives names the roles that brackets beside them say.
    fn by_mark(self) -> Naming {
        let roles = self.roles.iter().flat_map(|(word, names)| said::by_mark(word, names)).collect();
        Naming { roles, ..self }
    }
}

/// `…增长7%。市商务局牵头，市统计局配合。`: a last sentence of nothing but bodies and what they do.
fn last_sentence(paragraph: &str) -> Option<Naming> {
    let whole = paragraph.trim_end().strip_suffix('。')?;
    let stop = marks(whole, &['。']).pop()?;
    let sentence = whole[stop.end..].trim();
    let start = paragraph[stop.end..].find(sentence)? + stop.end;
    let (naming, rest) = spoken(sentence)?;
    let is_own = |name: &&str| is_name(without_adverb(name));
    let are_names = naming.roles.iter().all(|(_, names)| pieces(names).iter().all(is_own));
    (rest.is_empty() && are_names).then_some(Naming { place: start..paragraph.len(), ..naming })
}

/// Checks whether a label's word is one of a role or a deadline; 责任分工 is one where its words say who.
fn is_named(word: &str, value: &str) -> bool {
    class_of(word, value).is_some() || is_deadline(word)
}

fn class_of(word: &str, value: &str) -> Option<RoleClass> {
    let value = &value[..value.char_indices().nth(LONGEST_SHARES).map_or(value.len(), |(at, _)| at)];
    let stop = marks(value, &['。']).first().map_or(value.len(), |stop| stop.start);
    let says_who = || spoken(value[..stop].trim()).is_some() || alone(value[..stop].trim()).is_some();
    let shares = || Some(RoleClass::Responsible).filter(|_| is_of_shares(word) && says_who());
    RoleClass::of_label(word).or_else(shares)
}

/// What a label announces.
pub(super) struct Labelled<'t> {
    /// As printed.
    pub word: &'t str,
    pub class: Option<RoleClass>,
    pub is_deadline: bool,
    /// All of it, the label included.
    pub whole: &'t str,
    pub value: &'t str,
}

/// Cuts words that begin with a label at every other one; they may go on with labels above.
pub(super) fn segments(words: &str, goes_on: bool) -> Vec<Labelled<'_>> {
    let words = words.trim();
    let after_marks = marks(words, &MARKS).into_iter().map(|mark| {
        let rest = &words[mark.end..];
        mark.end + (rest.len() - rest.trim_start().len())
    });
    let mut starts = vec![0];
    for at in after_marks.filter(|&at| label(&words[at..]).is_some()) {
        // Not inside a label that is set wide: 责 任 单 位.
        let end = |start: usize| announced(&words[start..]).map(str::len).or_else(|| words[start..].find(['：', ':']));
        let colon = starts.last().and_then(|&start| Some(start + end(start)?));
        if colon.is_some_and(|colon| colon < at) {
            starts.push(at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([words.len()]);
    let segment = |(start, end): (usize, usize)| {
        let (word, value) = label(&words[start..end])?;
        let as_companion = || companion(&word).filter(|_| start > 0 || goes_on);
        let is_person = names_persons(&word);
        Some(Labelled {
            class: class_of(&word, value).or_else(|| as_companion().filter(|_| !is_person)),
            is_deadline: is_deadline(&word),
            word: announced(&words[start..]).or(words[start..].split(['：', ':']).next()).unwrap_or_default(),
            whole: bare(&words[start..end]),
            value: bare(value),
        })
    };
    starts.iter().copied().zip(ends).filter_map(segment).collect()
}

/// `牵头单位：甲；责任单位：乙、丙；完成时限：2030年12月`
fn labelled(words: &str, goes_on: bool) -> Naming {
    let mut naming = Naming::default();
    for segment in segments(words, goes_on) {
        if segment.class.is_some() {
            let (names, day) = without_day(names(segment.value).0);
            let plain = || Naming { roles: vec![(segment.word.to_owned(), names.to_owned())], ..Naming::default() };
            let said = said_otherwise(segment.word, names).unwrap_or_else(plain);
            naming.has_other_days |= said.has_other_days;
            naming.roles.extend(said.roles);
            said.deadline.as_deref().into_iter().chain(day).for_each(|day| naming.take_day(day));
        } else if segment.is_deadline {
            naming.take_day(segment.value);
        }
    }
    naming
}

/// Cuts the day from a list of names that ends with one.
pub(super) fn without_day(names: &str) -> (&str, Option<&str>) {
    let Some(stop) = marks(names, &['、', '，', ',', '；', ';']).pop() else { return (names, None) };
    let last = names[stop.end..].trim();
    let day = last.strip_suffix("完成").unwrap_or(last);
    if is_day(day) { (bare(&names[..stop.start]), Some(day)) } else { (names, None) }
}

/// Returns the roles of names that say themselves who does what: 责任单位：甲牵头，乙配合. Those of whom they say nothing
/// have the list's word.
pub(super) fn said_otherwise(word: &str, names: &str) -> Option<Naming> {
    let (said, rest) = spoken(names)?;
    let says_more = said.roles.iter().any(|(verb, _)| !verb.is_empty() && verb != PLAIN_VERB);
    if !says_more {
        return None;
    }
    let rest = Some((String::new(), rest.to_owned())).filter(|_| !rest.is_empty() && !is_remark(rest));
    let own = |(verb, names): (String, String)| if verb.is_empty() { (word.to_owned(), names) } else { (verb, names) };
    Some(Naming { roles: said.roles.into_iter().chain(rest).map(own).collect(), ..said })
}

/// Names and the verb behind them, in bytes: longer, and it is no list.
const LONGEST_CLAUSE: usize = 6_000;

/// `由甲牵头，乙、丙配合，2030年9月底前完成`; names that no verb follows have no word. Also returns what is neither.
pub(super) fn spoken(words: &str) -> Option<(Naming, &str)> {
    let mut naming = Naming::default();
    let mut start = 0;
    // Where the first of several days begins: one for a part, another for the whole.
    let mut first_day: Option<usize> = None;
    let mut of_others = false;
    let ends = marks(words, &MARKS).into_iter().chain(std::iter::once(words.len()..words.len()));
    for stop in ends {
        if stop.start - start > LONGEST_CLAUSE {
            break;
        }
        let clause = words[start..stop.start].trim();
        let is_stop = stop.is_empty() || words[stop.clone()].contains(STOPS);
        let is_alone = is_stop && !clause.contains(['，', ',']);
        if is_alone && is_remark(clause) && noun_role(clause).is_none() {
            break;
        }
        if let Some((verb, names)) = spoken_role(clause) {
            // The next day is of these.
            first_day = None;
            of_others |= naming.deadline.is_some();
            let commas = marks(&names, &['，', ',', '；', ';']);
            let splits = naming.roles.is_empty() && is_stop && RoleClass::of(&verb) != Some(RoleClass::Responsible);
            let (before, own) = match commas.last().filter(|_| splits) {
                Some(comma) => (bare(&names[..comma.start]), bare(&names[comma.end..])),
                None => ("", names.as_str()),
            };
            naming.roles.extend(Some((String::new(), before.to_owned())).filter(|_| !before.is_empty()));
            naming.roles.push((verb, own.to_owned()));
        } else if let Some((_, day)) = label(clause).filter(|(word, _)| is_stop && is_deadline(word)) {
            naming.take_day(bare(day));
        } else if let Some(day) =
            clause.strip_suffix("完成").filter(|_| is_stop).or(is_alone.then_some(clause)).filter(|it| is_day(it))
        {
            let begins = first_day.get_or_insert(stop.start - words[start..stop.start].trim_start().len());
            let all = words[*begins..stop.start].trim();
            if of_others {
                naming.take_day(day);
            } else {
                naming.deadline = Some(if all == clause { day.to_owned() } else { all.to_owned() });
            }
        } else if !clause.is_empty() {
            // A comma inside a list: the clause goes on.
            continue;
        }
        start = stop.end;
    }
    if naming.roles.is_empty() {
        return None;
    }
    let rest = bare(words.get(start..).unwrap_or_default());
    let Some(unsaid) = alone(rest) else { return Some((naming, rest)) };
    naming.roles.extend(unsaid.roles);
    unsaid.deadline.iter().for_each(|day| naming.take_day(day));
    Some((naming, ""))
}

/// `市甲局、市乙局，2030年底`: bodies alone, and nothing else but a deadline or a remark.
fn alone(words: &str) -> Option<Naming> {
    let stop = marks(words, &['。', '；', ';']).into_iter().next().unwrap_or(words.len()..words.len());
    let (mut list, rest) = (bare(&words[..stop.start]), bare(&words[stop.end..]));
    let mut day = Some(rest).filter(|rest| is_day(rest));
    if let Some(last) = pieces(list).pop().filter(|last| is_day(last)) {
        day = Some(last);
        list = bare(list.strip_suffix(last)?);
    } else if let Some(first) = pieces(list).into_iter().next().filter(|first| is_day(first)) {
        day = Some(first);
        list = bare(list.strip_prefix(first)?);
    }
    let mut names = pieces(list);
    names.last_mut().into_iter().for_each(|last| *last = without_manner(last));
    let is_known = rest.is_empty() || is_day(rest) || REMARKS.iter().any(|words| rest.contains(words));
    (is_known && are_named(&names)).then(|| Naming {
        roles: vec![(String::new(), list.to_owned())],
        deadline: day.map(str::to_owned),
        ..Naming::default()
    })
}

/// `2030年底前`
fn dated(words: &str) -> Option<Naming> {
    let day = words.trim().trim_end_matches("完成");
    is_day(day).then(|| Naming { deadline: Some(day.to_owned()), ..Naming::default() })
}

/// Returns what a paragraph's sentences begin with that says who does them.
pub(super) fn in_sentences(paragraph: &str) -> Option<Naming> {
    let mut naming = Naming::default();
    let mut start = 0;
    for sentence in paragraph.split_inclusive('。') {
        let own = sentence.trim();
        let begins = start + (sentence.len() - sentence.trim_start().len());
        start += sentence.len();
        let mut from = 0;
        for stop in marks(own, &STOPS).into_iter().filter(|_| own.starts_with('由')) {
            let role = spoken_role(own[from..stop.start].trim());
            let are_names = |names: &str| pieces(names).iter().all(|name| is_name(name));
            let is_meant = |verb: &str, names: &str| VERBS.contains(&verb) && are_names(names);
            let Some(role) = role.filter(|(verb, names)| from > 0 || is_meant(verb, names)) else { break };
            if naming.roles.is_empty() {
                naming.place = begins..begins;
            }
            naming.place.end = begins + stop.start;
            naming.roles.push(role);
            from = stop.end;
        }
    }
    (!naming.roles.is_empty()).then_some(naming)
}

fn is_day(text: &str) -> bool {
    let mut day = text;
    while let Some(word) = BEFORE_DAY.iter().find(|word| day.starts_with(**word)) {
        day = &day[word.len()..];
    }
    (DAY_BEGINNINGS.iter().any(|word| day.starts_with(word))
        || day.starts_with(|c: char| c.is_ascii_digit() || "０１２３４５６７８９".contains(c)))
        && ["年", "月", "长期", "持续", "每", "立即", "立行", "即行", "常态"].iter().any(|word| text.contains(word))
        && text.chars().count() <= 20
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(namings: &[Naming]) -> String {
        let one = |naming: &Naming| {
            let roles = naming.roles.iter().map(|(word, names)| format!("{word}={names}"));
            roles.chain(naming.deadline.iter().map(|words| format!("@{words}"))).collect::<Vec<_>>().join(" ")
        };
        namings.iter().map(one).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn namings_are_found_by_their_form() {
        for (text, expected) in [
            (
                "办好。（牵头单位：甲（丙），责任单位：乙；完成时限：2030年12月）",
                "牵头单位=甲（丙） 责任单位=乙 @2030年12月",
            ),
            ("办好。（由甲牵头，乙、丙，丁配合，2030年9月底前完成）", "牵头=甲 配合=乙、丙，丁 @2030年9月底前"),
            ("办好（甲负责。列第一位者为牵头单位，下同）。", "负责=甲"),
            ("一事。（甲负责）二事。（责任单位：乙；适用范围：丙）", "负责=甲 | 责任单位=乙"),
            ("一事。责任单位：甲局牵头，乙局配合；时限：长期。", "牵头=甲局 配合=乙局 @长期"),
            ("办好。（市甲局、省乙厅，2030年底）", "=市甲局、省乙厅 @2030年底"),
            ("交市甲局（原市乙局）办好。（见附件）", ""),
            ("办好。（牵 头 单 位：甲；责　任　单　位：乙）", "牵 头 单 位=甲 责　任　单　位=乙"),
            ("增长7%。市甲局牵头，市乙局配合。", "牵头=市甲局 配合=市乙局"),
            ("由市政务局（甲负责）办好", ""),
            ("办好（试点）。", ""),
        ] {
            assert_eq!(told(&of_paragraph(text)), expected, "{text}");
        }
        let line = |text| told(of_line(text).as_slice());
        assert_eq!(line("责任单位：甲、乙"), "责任单位=甲、乙");
        assert_eq!(line("完成时限：长期坚持"), "@长期坚持");
        assert_eq!(line("联系人：甲"), "");
        assert_eq!(of_line("实施范围：甲"), None);
        let sentence = |text| told(in_sentences(text).as_slice());
        assert_eq!(sentence("由市甲局牵头，市乙局配合，办好。"), "牵头=市甲局 配合=市乙局");
        assert_eq!(sentence("由点到面牵头，市乙局配合，办好。"), "");
    }
}
