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
        if ends_sentence || !says_no_role && (ends_paragraph || is_labelled) {
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
        None => spoken(text, inside.clone()).or_else(|| named_alone(text, inside)),
    }
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
            responsibility.deadline = Some(piece.start..piece.start + day.len());
            start = next;
        } else if let Some(label) = label_at(text, piece.clone()).filter(|label| label.kind == LabelKind::Deadline) {
            responsibility.deadline = Some(trim(text, label.end..piece.end));
            start = next;
        } else if is_alone && is_deadline(words) {
            responsibility.deadline = Some(piece);
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
mod tests {
    use super::*;

    /// `牵头单位=甲|乙` for each role, then `@deadline` and `#remark`.
    fn told(text: &str, found: &Responsibility) -> String {
        let role = |role: &RoleNames| {
            let names: Vec<&str> = pieces(text, role.printed.clone()).map(|name| text[name].trim()).collect();
            format!("{:?}:{}={}", role.class, &text[role.word.clone()], names.join("|"))
        };
        let mut parts: Vec<String> = found.roles.iter().map(role).collect();
        parts.extend(found.deadline.clone().map(|place| format!("@{}", &text[place])));
        parts.extend(found.remarks.iter().map(|place| format!("#{}", &text[place.clone()])));
        parts.join(" ")
    }

    fn all(text: &str) -> Vec<String> {
        in_paragraph(text).iter().map(|found| told(text, found)).collect()
    }

    #[test]
    fn brackets_of_every_form_are_read() {
        for (text, expected) in [
            ("办好。（责任单位：市政务局、市财政局，各区政府）", "Responsible:责任单位=市政务局|市财政局|各区政府"),
            (
                "办好。（牵头单位：市政务局；责任单位：市数据局、市财政局，各区政府；完成时限：2030年12月）",
                "Lead:牵头单位=市政务局 Responsible:责任单位=市数据局|市财政局|各区政府 @2030年12月",
            ),
            (
                "办好。（市司法局牵头，市政务局、市档案局配合，2030年9月底前完成）",
                "Lead:牵头=市司法局 Supporting:配合=市政务局|市档案局 @2030年9月底前",
            ),
            (
                "办好。（市政务局、市财政局等负责。列第一位者为牵头单位，下同）",
                "Responsible:负责=市政务局|市财政局等 #列第一位者为牵头单位，下同",
            ),
            (
                "办好。（市数据局、市政务局，各区政府按职责分工负责）",
                "Responsible:负责=市数据局|市政务局|各区政府按职责分工",
            ),
            (
                "办好。（市数据局指导，各区政府落实。以下均需各区政府落实，不再列出）",
                "Supporting:指导=市数据局 Responsible:落实=各区政府 #以下均需各区政府落实，不再列出",
            ),
            ("办好。（国家发展改革委会同有关部门负责）", "Responsible:负责=国家发展改革委会同有关部门"),
            ("办好。（由甲局牵头，乙局参与）", "Lead:牵头=甲局 Supporting:参与=乙局"),
            ("办好。〔甲局负责〕", "Responsible:负责=甲局"),
            ("办好。[责任单位：甲局]", "Responsible:责任单位=甲局"),
            (
                "办好。（牵头单位：市委组织部（人才办），责任单位：市教育局、市科技局）",
                "Lead:牵头单位=市委组织部（人才办） Responsible:责任单位=市教育局|市科技局",
            ),
            (
                "办好。（负责部门：民航局，适用范围：河南自贸试验区）",
                "Responsible:负责部门=民航局 #适用范围：河南自贸试验区",
            ),
            (
                "办好。（责任单位：市数据局，各区人民政府〈含开发区管委会，下同〉）",
                "Responsible:责任单位=市数据局|各区人民政府〈含开发区管委会，下同〉",
            ),
            (
                "办好。（省发展改革委牵头负责，省工业和信息化厅、科技厅配合）",
                "Lead:牵头负责=省发展改革委 Supporting:配合=省工业和信息化厅|科技厅",
            ),
            (
                "办好（试点）。责任单位：甲局、各市（州）政府；完成时限：2030年底前。",
                "Responsible:责任单位=甲局|各市（州）政府 @2030年底前",
            ),
            (
                "【第一牵头单位：甲局；第二牵头单位：乙局；责任单位：丙局】",
                "Lead:第一牵头单位=甲局 Lead:第二牵头单位=乙局 Responsible:责任单位=丙局",
            ),
            ("办好。（责任领导：甲乙；责任单位：丙局、各镇）", "Responsible:责任单位=丙局|各镇 #责任领导：甲乙"),
            ("办好。（责任单位：甲局牵头，乙局、丙局配合）", "Lead:牵头=甲局 Supporting:配合=乙局|丙局"),
            ("办好。（责任单位：甲局、乙局分工负责）", "Responsible:责任单位=甲局|乙局分工负责"),
            (
                "办好。（牵头：甲局；配合：乙局；适用范围：全市；时限：长期）",
                "Lead:牵头=甲局 Supporting:配合=乙局 @长期 #适用范围：全市",
            ),
            ("办好。（市甲局、省乙厅，各县政府）", "Responsible:=市甲局|省乙厅|各县政府"),
            ("办好。（省乙厅，丙市、丁市政府）", "Responsible:=省乙厅|丙市|丁市政府"),
            ("办好。（市甲局，2030年底）", "Responsible:=市甲局 @2030年底"),
            ("办好。〔市甲局等部门。列首位的为牵头单位，下同〕", "Responsible:=市甲局等部门 #列首位的为牵头单位，下同"),
            ("办好。（甲局负责，年内完成）", "Responsible:负责=甲局 @年内"),
            ("办好。（甲局、乙局负责；完成时限：2030年12月）", "Responsible:负责=甲局|乙局 @2030年12月"),
            ("办好。责任单位：甲局（牵头单位：乙局）", "Responsible:责任单位=甲局（牵头单位：乙局）"),
            ("办好。（牵头（责任）单位：甲局）", "Lead:牵头（责任）单位=甲局"),
        ] {
            assert_eq!(all(text), [expected], "{text}");
        }
    }

    #[test]
    fn a_paragraph_may_have_several_brackets_and_others_that_say_nothing() {
        assert_eq!(all("（一）（责任单位：甲局）"), ["Responsible:责任单位=甲局"]);
        let text = "周末（含节假日）照常办理。（责任单位：市政务局）开通电话预约。（责任单位：市数据局）";
        assert_eq!(all(text), ["Responsible:责任单位=市政务局", "Responsible:责任单位=市数据局"]);
        for text in [
            "由街道（镇）负责办理。",
            "到2030年（第一年）办好。",
            "（此件公开发布）",
            "推动（试点）落实。",
            "（一）加强指导",
            "要抓好。实施范围：全市。支持对象：企业。",
            "要抓好。落实措施：由甲局统筹。",
            "（一）（二）责任单位",
            "交市财政局（原市国资局）办理。",
            "成立专班（以下简称专班办公室）。",
            "办好。（见附件）",
            "办好。（全市）",
            "（一",
        ] {
            assert_eq!(all(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn lines_with_a_label_are_read() {
        let told_line = |text: &str| label_line(text).map(|found| told(text, &found));
        assert_eq!(told_line("责任单位：市政务局、市财政局").unwrap(), "Responsible:责任单位=市政务局|市财政局");
        assert_eq!(told_line("完成时限：长期坚持").unwrap(), "@长期坚持");
        assert_eq!(told_line("配合单位: 市司法局 ").unwrap(), "Supporting:配合单位=市司法局");
        assert_eq!(told_line("时间安排：2030—2032年").unwrap(), "@2030—2032年");
        assert_eq!(told_line("责任领导：甲乙").unwrap(), "#责任领导：甲乙");
        assert_eq!(told_line("责 任 单 位：甲局").unwrap(), "Responsible:责 任 单 位=甲局");
        for text in
            ["周末照常办理。", "责任重大，使命光荣：要抓好。", "指导思想：坚持稳中求进。", "支持政策：给予补贴。"]
        {
            assert_eq!(told_line(text), None, "{text}");
        }
    }
}
