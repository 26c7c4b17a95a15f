//! Who does what, as running text says it: brackets after a sentence, and lines with a label.
//!
//! ```text
//! （责任单位：甲、乙）  （牵头单位：甲；责任单位：乙；完成时限：2030年12月）  （甲、乙负责）  （由甲牵头，乙配合）
//! 责任单位：甲、乙        a line of its own
//! ```
//!
//! Only forms are read here: which agency a name means, [`crate::inputs::registry`] says.

use std::ops::Range;

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
const VERBS: [&str; 13] =
    ["牵头负责", "负责落实", "负责", "牵头", "配合", "参与", "指导", "落实", "承办", "协办", "支持", "协助", "实施"];

/// Begins of a label's word, before its colon.
const LABELS: [&str; 18] = [
    "牵头",
    "责任",
    "负责",
    "主办",
    "主责",
    "主要责任",
    "承办",
    "配合",
    "协办",
    "协同",
    "参与",
    "参加",
    "指导",
    "支持",
    "落实",
    "实施",
    "完成",
    "时限",
];

/// A label is a word, not half a sentence.
const LONGEST_LABEL: usize = 10;

/// A name is shorter than so many characters; a sentence may end in a role's verb, too.
const LONGEST_NAME: usize = 30;

const OPENING: [char; 6] = ['（', '(', '〔', '[', '［', '【'];
const CLOSING: [char; 6] = ['）', ')', '〕', ']', '］', '】'];

/// Returns every bracket of a paragraph that says who does something, in order.
pub(crate) fn brackets(text: &str) -> Vec<Responsibility> {
    let mut found = Vec::new();
    for place in top_brackets(text) {
        let before = text[..place.start].chars().next_back();
        let after = text[place.end..].trim_start().chars().next();
        let ends_sentence = before.is_some_and(|c| "。；;！？”".contains(c));
        let ends_paragraph = after.is_none_or(|c| "。；;".contains(c));
        let open = text[place.clone()].chars().next().map_or(0, char::len_utf8);
        let close = text[place.clone()].chars().next_back().map_or(0, char::len_utf8);
        let inside = place.start + open..place.end - close;
        let Some(mut responsibility) = inner(text, inside) else { continue };
        let is_labelled = responsibility.roles.iter().any(|role| role.word.start < role.printed.start);
        if ends_sentence || ends_paragraph || is_labelled {
            responsibility.place = place;
            found.push(responsibility);
        }
    }
    found
}

/// Checks whether a line is nothing but labels, the first of them of a role or a deadline.
pub(super) fn is_label_line(text: &str) -> bool {
    label_line(text).is_some()
}

/// Reads a line that is nothing but labels: `责任单位：市政务局、市财政局`, `完成时限：长期坚持`.
pub(crate) fn label_line(text: &str) -> Option<Responsibility> {
    let trimmed = trim(text, 0..text.len());
    let first = label_at(text, trimmed.start)?;
    let responsibility = labelled(text, trimmed.clone(), first)?;
    Some(Responsibility { place: trimmed, ..responsibility })
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
    match label_at(text, inside.start) {
        Some(first) => labelled(text, inside, first),
        None => spoken(text, inside),
    }
}

/// The label that begins at a place: its word and the byte after its colon.
fn label_at(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let rest = &text[at..];
    let (colon, mark) = rest.char_indices().take(LONGEST_LABEL + 1).find(|(_, c)| matches!(c, '：' | ':'))?;
    let word = &rest[..colon];
    let is_word = word.chars().all(|c| !"，,、；;。（(".contains(c));
    (is_word && LABELS.iter().any(|label| word.starts_with(label)))
        .then_some((at..at + colon, at + colon + mark.len_utf8()))
}

/// `牵头单位：…；责任单位：…；完成时限：…`
fn labelled(text: &str, inside: Range<usize>, first: (Range<usize>, usize)) -> Option<Responsibility> {
    let mut responsibility = Responsibility { place: inside.clone(), ..Responsibility::default() };
    let mut label = Some(first);
    while let Some((word, start)) = label {
        // Up to the next label, which follows a separator.
        let separators = outer(text, start..inside.end).filter(|(_, c)| "，,；;。、 ".contains(*c));
        let next = separators.filter_map(|(at, c)| {
            let after = skip_space(text, at + c.len_utf8(), inside.end);
            let is_other = || other_label_at(text, after, inside.end);
            label_at(text, after)
                .filter(|(word, _)| word.end < inside.end)
                .map(|label| (at, Some(label)))
                .or_else(|| is_other().then_some((at, None)))
        });
        let (end, following) = next.into_iter().next().unwrap_or((inside.end, None));
        let value = trim_separators(text, start..end);
        let is_deadline = ["完成", "时限"].iter().any(|begin| text[word.clone()].starts_with(begin));
        if is_deadline {
            responsibility.deadline = Some(value);
        } else if let Some(class) = RoleClass::of(&text[word.clone()]) {
            let remark = sentence_break(text, &value);
            let names_end = remark.unwrap_or(value.end);
            if let Some(at) = remark {
                let rest = trim_separators(text, at..value.end);
                responsibility.remarks.extend((!rest.is_empty()).then_some(rest));
            }
            let printed = trim_separators(text, value.start..names_end);
            responsibility.roles.push(RoleNames { class, word, printed });
        }
        if following.is_none() && end < inside.end {
            responsibility.remarks.push(trim_separators(text, end..inside.end));
        }
        label = following;
    }
    (!responsibility.roles.is_empty() || responsibility.deadline.is_some()).then_some(responsibility)
}

/// A label of another kind, such as 适用范围： — what follows it is no list of names.
fn other_label_at(text: &str, at: usize, end: usize) -> bool {
    let colon = text[at..end].char_indices().take(LONGEST_LABEL + 1).find(|(_, c)| matches!(c, '：' | ':'));
    colon.is_some_and(|(colon, _)| colon > 0 && text[at..at + colon].chars().all(|c| !"，,、；;。（(".contains(c)))
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
    ["为牵头", "下同", "以下", "不再", "除", "均为", "第一个", "排在", "列第"].iter().any(|word| text.contains(word))
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

fn is_deadline(text: &str) -> bool {
    let begins = text.starts_with(|c: char| c.is_ascii_digit() || "每长持".contains(c));
    begins && ["年", "月", "长期", "持续", "每"].iter().any(|word| text.contains(word)) && text.chars().count() <= 20
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
        brackets(text).iter().map(|found| told(text, found)).collect()
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
        ] {
            assert_eq!(all(text), [expected], "{text}");
        }
    }

    #[test]
    fn a_paragraph_may_have_several_brackets_and_others_that_say_nothing() {
        let text = "周末（含节假日）照常办理。（责任单位：市政务局）开通电话预约。（责任单位：市数据局）";
        assert_eq!(all(text), ["Responsible:责任单位=市政务局", "Responsible:责任单位=市数据局"]);
        for text in [
            "由街道（镇）负责办理。",
            "到2030年（第一年）办好。",
            "（此件公开发布）",
            "推动（试点）落实。",
            "（一）加强指导",
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
        assert_eq!(told_line("周末照常办理。"), None);
        assert_eq!(told_line("责任重大，使命光荣：要抓好。"), None);
    }
}
