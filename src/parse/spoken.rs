//! Words that say who does something without a label: `由甲牵头，乙、丙配合，2030年9月底前完成`, or names alone.
//!
//! Places are in bytes of the text that was read.

use std::ops::Range;

use super::brackets::{inside, labelled_word, outer, pieces, top_brackets, trim, trim_separators};
use super::{bodies, columns};
use crate::text::numeral;
use crate::text::role_class::RoleClass;

/// Who has a role; places are in bytes of the text that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RoleNames {
    pub class: RoleClass,
    /// The document's own word, as printed, without its colon.
    pub word: Range<usize>,
    /// All of it: names and what stands between and behind them.
    pub printed: Range<usize>,
    /// Whether another's word may be theirs, too.
    pub is_unclear: bool,
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
    /// Whether some have another day than others (甲负责，6月底前完成；乙配合，12月底前完成): none is that of all.
    pub days_differ: bool,
}

impl Responsibility {
    /// Takes a day that is said of other names than the one before.
    pub(super) fn take_day(&mut self, text: &str, day: Range<usize>) {
        self.days_differ |= self.deadline.as_ref().is_some_and(|first| text[first.clone()] != text[day.clone()]);
        self.deadline = self.deadline.take().or(Some(day));
    }
}

/// Words that end a list of names and say what those named do, the longer first.
pub(crate) const VERBS: [&str; 54] = [
    "牵头负责",
    "牵头落实",
    "牵头实施",
    "牵头督导",
    "牵头组织",
    "牵头推进",
    "牵头协调",
    "牵头抓总",
    "负责组织实施",
    "负责实施",
    "负责推进",
    "负责牵头",
    "负责落实",
    "结合实际抓好落实",
    "结合实际落实",
    "组织落实",
    "抓好落实",
    "贯彻落实",
    "推动落实",
    "推进落实",
    "具体负责",
    "具体落实",
    "具体实施",
    "配合落实",
    "配合实施",
    "协同配合",
    "共同配合",
    "参与配合",
    "督导落实",
    "督促指导",
    "监督指导",
    "予以指导",
    "给予指导",
    "予以支持",
    "给予支持",
    "组织实施",
    "总牵头",
    "负总责",
    "负责",
    "牵头",
    "主办",
    "主责",
    "配合",
    "参与",
    "参加",
    "协同",
    "指导",
    "落实",
    "承办",
    "协办",
    "支持",
    "协助",
    "实施",
    "督办",
];

/// Verbs that are as often said of things (接受监督): they end a list of bodies, and of nothing else.
const VERBS_OF_BODIES: [&str; 9] = ["统筹协调", "监督检查", "主抓", "抓总", "统筹", "督促", "督导", "监督", "保障"];

/// Offices whose names end as such a verb does.
const OFFICES: [&str; 2] = ["政协办", "科协办"];

/// Checks whether a word is such a verb, or any other that gives a role.
pub(crate) fn is_verb(word: &str) -> bool {
    VERBS.iter().chain(&VERBS_OF_BODIES).any(|verb| *verb == word)
}

/// Checks whether words end in the name of such an office: 县政协办.
pub(crate) fn is_office(words: &str) -> bool {
    OFFICES.iter().any(|office| words.ends_with(office))
}

/// What may stand between a list of names and its verb: 市甲局、市乙局分工负责.
const ADVERBS: [&str; 10] = ["按职责分工", "按职责", "分工", "分级", "分别", "共同", "联合", "协同", "统一", "各自"];

/// What may stand there behind a body's name, and may be how another name ends: 市甲局密切配合, 市乙局做好配合.
const MANNERS: [&str; 30] = [
    "按照职能职责",
    "按照职能分工",
    "按照职责",
    "按职能职责",
    "按职能分工",
    "依职能分工",
    "根据职责",
    "依职责",
    "依职能",
    "按职能",
    "按分工",
    "密切",
    "积极",
    "主动",
    "全力",
    "大力",
    "全面",
    "认真",
    "严格",
    "做好",
    "抓好",
    "加强",
    "强化",
    "切实",
    "具体",
    "第一",
    "抓",
    "双",
    "总",
    "要",
];

/// Returns the verb that says what those do whose names stand before it, which the words end with.
pub(crate) fn verb(words: &str) -> Option<&'static str> {
    let is_of_bodies = |verb: &str| {
        let names = without_adverb(words.strip_suffix(verb).unwrap_or_default());
        let is_said = ["接受", "受", "按", "向"].iter().any(|begin| names.starts_with(begin)) || names.contains('：');
        !is_said && bodies::are_bodies(names)
    };
    let ends = |verb: &&&str| words.ends_with(**verb);
    let any = VERBS.iter().find(ends).filter(|_| !is_office(words));
    any.or_else(|| VERBS_OF_BODIES.iter().find(ends).filter(|verb| is_of_bodies(verb))).copied()
}

/// Returns a name without what stands between it and its verb.
pub(crate) fn without_adverb(name: &str) -> &str {
    let name = name.trim();
    ADVERBS.iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name)
}

/// Returns a name of a list without that, and without how it is done; in a sentence 要加强指导 says what has to be done.
pub(crate) fn without_manner(name: &str) -> &str {
    let mut own = name.trim();
    let mut rest = own;
    // Several may stand there: 积极主动.
    while let Some(word) = ADVERBS.iter().chain(&MANNERS).find(|word| rest.ends_with(**word)) {
        let is_adverb = own == rest && ADVERBS.contains(word);
        rest = rest[..rest.len() - word.len()].trim_end();
        if is_adverb || bodies::is_name(rest) {
            own = rest;
        }
    }
    own
}

/// Returns how long a name is without what stands in its brackets, in characters.
pub(crate) fn name_length(name: &str) -> usize {
    outer(name, 0..name.len()).count()
}

/// The verb that may end any list of names, whatever role it gives them.
pub(crate) const PLAIN_VERB: &str = "负责";

/// Checks whether a verb is one of what happens, too: 分步实施, 社会资本参与. Alone it says a role only of what is called as bodies
/// and places are; who leads, answers or supports is a body whatever follows (牵头落实).
pub(crate) fn is_weak(verb: &str) -> bool {
    let ends = ["落实", "实施", "指导", "支持", "参与", "参加", "督办"].iter().any(|end| verb.ends_with(end));
    ends && !["牵头", "负责", "配合"].iter().any(|begin| verb.starts_with(begin))
}

/// What may stand before a date.
pub(crate) const BEFORE_DAY: [&str; 10] = ["截至", "截止", "力争", "原则上", "到", "至", "于", "在", "自", "从"];

/// With what a deadline begins that begins with no Arabic digit.
pub(crate) const DAY_BEGINNINGS: [&str; 19] = [
    "“", "贯穿", "每", "年", "全年", "长期", "长年", "持续", "常态", "常年", "立即", "立行", "即行", "即日", "即时",
    "二〇", "二○", "二零", "二０",
];

/// What is said of a list of names, and is no part of it.
pub(crate) const REMARKS: [&str; 9] = ["为牵头", "下同", "以下", "不再", "除", "均为", "第一个", "排在", "列第"];

/// With what a remark begins that a comma parts from a list of names: 甲局、乙局，排在首位的为牵头单位，下同.
pub(crate) const REMARK_BEGINNINGS: [&str; 9] =
    ["排在", "排名", "列第", "列在", "列首", "第一个", "首位", "以下", "下同"];

/// A name is shorter than so many characters; a sentence may end in a role's verb, too.
pub(crate) const LONGEST_NAME: usize = 30;

/// Names and the verb behind them, in bytes: longer, and it is no list.
const LONGEST_PIECE: usize = 6_000;

pub(crate) fn is_remark(text: &str) -> bool {
    REMARKS.iter().any(|word| text.contains(word))
}

/// `甲牵头，乙、丙配合，2030年9月底前完成`; names that no verb follows answer, without a word.
pub(super) fn spoken(text: &str, inside: Range<usize>) -> Option<Responsibility> {
    let mut responsibility = Responsibility { place: inside.clone(), ..Responsibility::default() };
    let mut start = inside.start;
    // Whether a role stands behind the last day: the next is another's.
    let mut of_others = false;
    let ends: Vec<(usize, usize)> = outer(text, inside.clone())
        .filter(|(_, c)| "，,；;。、".contains(*c) || c.is_whitespace())
        .map(|(at, c)| (at, at + c.len_utf8()))
        .chain([(inside.end, inside.end)])
        .collect();
    for (end, next) in ends {
        if end - start > LONGEST_PIECE {
            break;
        }
        let piece = trim(text, start..end);
        let words = &text[piece.clone()];
        if words.is_empty() {
            start = next;
            continue;
        }
        let is_of_list = text[end..].starts_with(|c: char| c == '、' || c.is_whitespace());
        if is_of_list {
            // 甲牵头、乙配合; otherwise the piece goes on.
            if let Some(role) = spoken_role(text, piece) {
                of_others = responsibility.deadline.is_some();
                responsibility.roles.push(role);
                start = next;
            }
            continue;
        }
        let is_alone = !text[start..end].contains(['，', ',']);
        if is_alone && is_remark(words) && noun_role(text, piece.clone()).is_none() {
            // A remark is the bracket's last sentence.
            break;
        }
        if let Some(role) = spoken_role(text, piece.clone()) {
            of_others = responsibility.deadline.is_some();
            let before = names_before(text, &role).filter(|_| responsibility.roles.is_empty());
            let after = before.as_ref().map_or(role.printed.start, |before| before.printed.end);
            let printed = trim_separators(text, after..role.printed.end);
            responsibility.roles.extend(before);
            responsibility.roles.push(RoleNames { printed, ..role });
            start = next;
        } else if let Some(day) = words.strip_suffix("完成").filter(|day| is_deadline(day)) {
            let end = piece.start + day.len();
            if of_others {
                responsibility.take_day(text, piece.start..end);
            } else {
                // One day for a part of it, another for the whole.
                let first = responsibility.deadline.take().map(|first| first.start..piece.end);
                responsibility.deadline = Some(first.unwrap_or(piece.start..end));
            }
            start = next;
        } else if let Some(behind) = deadline_label(text, piece.clone()) {
            responsibility.take_day(text, trim(text, behind..piece.end));
            start = next;
        } else if is_alone && is_deadline(words) {
            if of_others {
                responsibility.take_day(text, piece);
            } else {
                let first = responsibility.deadline.take().map_or(piece.start, |first| first.start);
                responsibility.deadline = Some(first..piece.end);
            }
            start = next;
        }
        // Otherwise a comma inside a list: the piece goes on.
    }
    if start < inside.end && !responsibility.roles.is_empty() {
        let rest = trim_separators(text, start..inside.end);
        if let Some(unsaid) = named_alone(text, rest.clone()) {
            responsibility.roles.extend(unsaid.roles);
            if let Some(day) = unsaid.deadline {
                responsibility.take_day(text, day);
            }
            responsibility.remarks.extend(unsaid.remarks);
        } else {
            responsibility.remarks.extend((!rest.is_empty()).then_some(rest));
        }
    }
    (!responsibility.roles.is_empty()).then_some(responsibility)
}

/// What a sentence says of who does it before it says what: its first words are 由, bodies and a verb.
pub(super) fn opening(text: &str, sentence: Range<usize>) -> Option<Responsibility> {
    let mut responsibility = Responsibility { place: sentence.start..sentence.start, ..Responsibility::default() };
    if !text[sentence.clone()].starts_with('由') {
        return None;
    }
    let mut start = sentence.start;
    for (at, c) in outer(text, sentence.clone()).filter(|(_, c)| "，,；;。".contains(*c)) {
        let is_name = |name: Range<usize>| bodies::is_name(text[name].trim());
        let role = spoken_role(text, trim(text, start..at));
        // The first says that the sentence is of this kind.
        let is_meant = |role: &RoleNames| {
            let says_role = VERBS.contains(&&text[role.word.clone()]);
            start > sentence.start || says_role && pieces(text, role.printed.clone()).all(is_name)
        };
        let Some(role) = role.filter(is_meant) else { break };
        responsibility.place.end = at;
        responsibility.roles.push(role);
        start = at + c.len_utf8();
    }
    (!responsibility.roles.is_empty()).then_some(responsibility)
}

/// The names before the last comma of those of a verb: 甲，乙配合. Those who answer may be a list with commas; whether
/// the others lead or support together, no one can tell.
fn names_before(text: &str, role: &RoleNames) -> Option<RoleNames> {
    let commas = outer(text, role.printed.clone()).filter(|(_, c)| "，,；;".contains(*c));
    let (at, comma) = commas.last().filter(|_| role.class != RoleClass::Responsible)?;
    let printed = trim_separators(text, role.printed.start..at);
    let word = printed.start..printed.start;
    let is_unclear = matches!(comma, '，' | ',');
    (!printed.is_empty()).then_some(RoleNames { class: RoleClass::Responsible, word, printed, is_unclear })
}

/// Bodies alone, without a word for what they do: `甲局、乙局`, `甲局，2030年底`. They are responsible.
pub(super) fn named_alone(text: &str, inside: Range<usize>) -> Option<Responsibility> {
    let stop = outer(text, inside.clone()).find(|(_, c)| "。；;".contains(*c)).map_or(inside.end, |(at, _)| at);
    let mut list = trim_separators(text, inside.start..stop);
    let mut responsibility = Responsibility { place: inside.clone(), ..Responsibility::default() };
    let rest = trim_separators(text, stop..inside.end);
    let first = pieces(text, list.clone()).next().map(|first| trim(text, first))?;
    let last = pieces(text, list.clone()).last().map(|last| trim(text, last))?;
    if is_deadline(&text[last.clone()]) {
        list = trim_separators(text, list.start..last.start);
        responsibility.deadline = Some(last);
    } else if is_deadline(&text[first.clone()]) {
        list = trim_separators(text, first.end..list.end);
        responsibility.deadline = Some(first);
    }
    match &text[rest.clone()] {
        "" => {}
        words if is_remark(words) => responsibility.remarks.push(rest),
        words if is_deadline(words) => responsibility.deadline = Some(rest),
        _ => return None,
    }
    let mut names: Vec<&str> = pieces(text, list.clone()).map(|name| text[name].trim()).collect();
    // 甲局、乙局按职责分工
    names.last_mut().into_iter().for_each(|last| *last = without_manner(last));
    if !bodies::are_named(&names) {
        return None;
    }
    let word = list.start..list.start;
    responsibility.roles.push(RoleNames { class: RoleClass::Responsible, word, printed: list, is_unclear: false });
    Some(responsibility)
}

/// Returns where the words behind the label of a deadline begin, if a range begins with one.
fn deadline_label(text: &str, range: Range<usize>) -> Option<usize> {
    let (word, end) = labelled_word(text, range)?;
    let word: String = text[word].chars().filter(|c| !c.is_whitespace()).collect();
    (columns::is_deadline(&word) && RoleClass::of_label(&word).is_none()).then_some(end)
}

/// Checks whether words are a deadline.
pub(super) fn is_deadline(text: &str) -> bool {
    let mut day = text;
    while let Some(rest) = BEFORE_DAY.iter().find_map(|word| day.strip_prefix(word)) {
        day = rest;
    }
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let begins = day.starts_with(is_digit) || DAY_BEGINNINGS.iter().any(|word| day.starts_with(word));
    let words = ["年", "月", "长期", "持续", "每", "立即", "立行", "即行", "常态"];
    begins && words.iter().any(|word| text.contains(word)) && text.chars().count() <= 20
}

fn spoken_role(text: &str, piece: Range<usize>) -> Option<RoleNames> {
    let number = numeral::own(&text[piece.clone()]).map_or(0, |(_, length)| length);
    let piece = trim(text, piece.start + number..piece.end);
    let words = &text[piece.clone()];
    let Some(verb) = verb(words) else { return noun_role(text, piece) };
    let word = piece.end - verb.len()..piece.end;
    let mut printed = piece.start + matter_before(words)..word.start;
    for prefix in ["由", "请"] {
        if let Some(rest) = text[printed.clone()].strip_prefix(prefix) {
            printed.start = printed.end - rest.len();
        }
    }
    let printed = trim(text, printed);
    // 甲局：牵头
    let names = text[printed.clone()].trim_end_matches(['：', ':']).len();
    let printed = trim(text, printed.start..printed.start + names);
    let mut names = pieces(text, printed.clone());
    let plausible = !printed.is_empty() && names.all(|name| name_length(&text[name]) <= LONGEST_NAME);
    let class = RoleClass::of(verb)?;
    plausible.then_some(RoleNames { class, word, printed, is_unclear: false })
}

/// Returns the length of what a clause says of the work before 由: 此项工作由市甲局牵头.
fn matter_before(words: &str) -> usize {
    let Some((matter, rest)) = words.split_once('由') else { return 0 };
    let is_matter = MATTERS.iter().any(|noun| matter.ends_with(noun));
    let is_short = matter.chars().count() <= LONGEST_MATTER && !matter.contains(bodies::SEPARATORS);
    if is_matter && is_short { words.len() - rest.len() } else { 0 }
}

/// How what is said of the work before 由 ends: 此项由市甲局负责.
pub(crate) const MATTERS: [&str; 8] = ["工作", "任务", "事项", "项目", "措施", "项", "以上", "上述"];

/// What is said of the work before 由, in characters.
pub(crate) const LONGEST_MATTER: usize = 8;

/// Of the label's word that bodies are called, in characters.
const LONGEST_NOUN: usize = 16;

/// `甲、乙为牵头单位`: bodies, and the label's word that they are called.
fn noun_role(text: &str, piece: Range<usize>) -> Option<RoleNames> {
    let words = &text[piece.clone()];
    let end = words.char_indices().nth_back(LONGEST_NOUN).map_or(words, |(at, _)| &words[at..]);
    let (_, noun) = end.rsplit_once('为')?;
    let class = RoleClass::of_label(noun)?;
    let word = piece.end - noun.len()..piece.end;
    let printed = trim(text, piece.start..word.start - '为'.len_utf8());
    // 排在第一位的部门为牵头部门 names nobody.
    let is_name = |name: &str| !name.contains('的') && bodies::is_name(name);
    let are_names = pieces(text, printed.clone()).all(|name| is_name(text[name].trim()));
    are_names.then_some(RoleNames { class, word, printed, is_unclear: false })
}

/// The roles of a list of names where a bracket in it says who leads: `甲（由乙牵头）、丙` is 甲, 乙 who leads, and 丙.
pub(super) fn with_leaders(text: &str, own: &RoleNames) -> Vec<RoleNames> {
    let leader = |place: &Range<usize>| {
        let role = spoken_role(text, trim(text, inside(text, place))).filter(|role| role.class == RoleClass::Lead)?;
        let is_name = |name: Range<usize>| bodies::is_body(text[name].trim());
        pieces(text, role.printed.clone()).all(is_name).then_some(role)
    };
    let part = |printed: Range<usize>| RoleNames { printed: trim_separators(text, printed), ..own.clone() };
    let mut roles = Vec::new();
    let mut rest = own.clone();
    for place in top_brackets(text, own.printed.clone()) {
        let Some(leader) = leader(&place) else { continue };
        if place.start <= rest.printed.start {
            break;
        }
        roles.extend([part(rest.printed.start..place.start), leader]);
        rest = part(place.end..rest.printed.end);
    }
    roles.extend((roles.is_empty() || !rest.printed.is_empty()).then_some(rest));
    roles
}
