//! Lists of members: role, name and post on one line, the post behind white space or in brackets.

use super::bodies;
use super::brackets::{outer, trim};
use super::document::{Layout, LayoutRule, MemberLine};
use super::line::is_han;
use crate::text::source::{Source, Span};

/// The longest role in characters, padding left out.
const LONGEST_ROLE: usize = 5;

/// Returns what stands before a colon, if it can be a role.
pub(super) fn role(source: &Source, span: Span) -> Option<Span> {
    let colon = source.slice(span).find(['：', ':'])?;
    let role = Span::new(span.start, span.start + colon);
    let letters: Vec<char> = source.slice(role).chars().filter(|c| !c.is_whitespace()).collect();
    let plausible = (2..=LONGEST_ROLE).contains(&letters.len()) && letters.iter().all(|&c| is_han(c));
    plausible.then_some(role)
}

/// Words that the roles in a body end with.
const BODY_ROLES: [&str; 13] =
    ["组长", "成员", "召集人", "主任", "委员", "总指挥", "指挥", "指挥长", "秘书长", "顾问", "会长", "组员", "政委"];

/// Checks whether a role is one that members of a body have, and not a label such as 联系人.
pub(super) fn is_of_body(source: &Source, role: Span) -> bool {
    is_body_role(&source.folded(role))
}

/// Checks whether a word, white space left out, is what a member is in a body.
pub(crate) fn is_body_role(word: &str) -> bool {
    word.chars().count() <= LONGEST_ROLE && BODY_ROLES.iter().any(|role| word.ends_with(role))
}

/// Checks whether a line begins with such a role and its colon.
pub(crate) fn begins_with_role(source: &Source, span: Span) -> bool {
    role(source, span).is_some_and(|role| is_of_body(source, role))
}

/// Returns the members of a line, the first with the role that it prints: `副组长：王明（市统计局局长）、李华（市财政局局长）`.
pub(super) fn of_line(source: &Source, span: Span, layout: &mut Vec<Layout>) -> Vec<MemberLine> {
    let mut pieces = pieces(source, span).into_iter();
    let of_first = |piece: Span, layout: &mut Vec<Layout>| {
        with_role(source, piece, layout).or_else(|| without_role(source, piece, layout))
    };
    if pieces.len() > 1 {
        let mut found = Vec::new();
        let first = pieces.next().and_then(|piece| of_first(piece, &mut found));
        let of_other = |piece: Span, found: &mut Vec<Layout>| {
            with_role(source, piece, found).or_else(|| in_brackets(source, piece, found))
        };
        let others: Option<Vec<MemberLine>> = pieces.map(|piece| of_other(piece, &mut found)).collect();
        let is_in_brackets = |member: &MemberLine| source.slice(member.post).starts_with(['（', '(']);
        match (first, others) {
            (Some(first), Some(others)) => {
                layout.append(&mut found);
                return std::iter::once(first).chain(others).collect();
            }
            // Those between the brackets are no part of a post.
            (Some(first), None) if is_in_brackets(&first) && personal(source.slice(first.post)).is_none() => {
                return Vec::new();
            }
            _ => {}
        }
    }
    of_first(span, layout).into_iter().collect()
}

/// Cuts a line behind the marks and the white space between members with brackets.
fn pieces(source: &Source, span: Span) -> Vec<Span> {
    let text = source.slice(span);
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, c) in outer(text, 0..text.len()) {
        let is_mark = "、，,；;".contains(c);
        if text[..at].ends_with(['）', ')']) && (is_mark || c.is_whitespace()) {
            let end = if is_mark { at + c.len_utf8() } else { at };
            pieces.push(start..end);
            start = end;
        }
    }
    pieces.push(start..text.len());
    let piece = |piece| {
        let piece = trim(text, piece);
        Span::new(span.start + piece.start, span.start + piece.end)
    };
    pieces.into_iter().map(piece).filter(|piece| !piece.is_empty()).collect()
}

/// Returns a member whose post stands in brackets: `王明（市统计局局长）`.
fn in_brackets(source: &Source, span: Span, layout: &mut Vec<Layout>) -> Option<MemberLine> {
    let text = source.slice(span);
    let open = text.find(['（', '('])?;
    let closes = text.trim_end_matches(['、', '，', ',', '；', ';']).ends_with(['）', ')'])
        || personal(&text[open..]).is_some_and(|length| open + length < text.len());
    let name = source.trim(Span::new(span.start, span.start + open));
    // 副市长（兼）
    let is_post = ["长", "书记", "主任", "主席"].iter().any(|end| source.slice(name).ends_with(end));
    if !closes || is_post || !is_name(source, name) || bodies::is_body(source.slice(name)) {
        return None;
    }
    let post = Span::new(span.start + open, span.end);
    let gap = Span::new(name.end, post.start);
    let name = without_spaces(source, name, LayoutRule::NamePadding, layout);
    layout.extend((!gap.is_empty()).then_some(Layout { rule: LayoutRule::NameGap, span: gap }));
    Some(MemberLine { role: None, printed_role: None, name, post })
}

/// Returns the length of the bracket that a text begins with, if it says of a person what is no post: （女）, （女，回族）.
pub(crate) fn personal(text: &str) -> Option<usize> {
    let (inner, rest) = text.strip_prefix(['（', '('])?.split_once(['）', ')'])?;
    let is_personal =
        |word: &str| ["女", "男", "挂职"].contains(&word) || (word.ends_with('族') && word.chars().count() <= 6);
    inner.split(['，', ',', '、', ' ']).map(str::trim).all(is_personal).then_some(text.len() - rest.len())
}

/// Checks whether words can be a person's name, which may be padded.
fn is_name(source: &Source, name: Span) -> bool {
    let letters: Vec<char> = source.slice(name).chars().filter(|c| !c.is_whitespace()).collect();
    let plausible = (2..=4).contains(&letters.len()) || letters.contains(&'·');
    plausible && letters.iter().all(|&c| is_han(c) || c == '·')
}

/// Returns a line without the padding between its words.
pub(super) fn unpadded(source: &Source, span: Span, layout: &mut Vec<Layout>) -> Vec<Span> {
    without_spaces(source, span, LayoutRule::RolePadding, layout)
}

/// Returns a member's line that prints a role: `组 长：程用文 市委副书记`.
fn with_role(source: &Source, span: Span, layout: &mut Vec<Layout>) -> Option<MemberLine> {
    let role = role(source, span)?;
    let after = role.end + source.slice(Span::new(role.end, span.end)).chars().next()?.len_utf8();
    let mut found = Vec::new();
    let role_spans = without_spaces(source, role, LayoutRule::RolePadding, &mut found);
    let mut member = without_role(source, source.trim(Span::new(after, span.end)), &mut found)?;
    let mut printed = role_spans.clone();
    printed.push(Span::new(role.end, after));
    member.role = Some(role_spans);
    member.printed_role = Some(printed);
    layout.append(&mut found);
    Some(member)
}

/// Returns a member's line without a role: `姚 晴 市人民政府副秘书长`.
fn without_role(source: &Source, span: Span, layout: &mut Vec<Layout>) -> Option<MemberLine> {
    if let Some(member) = in_brackets(source, span, layout) {
        return Some(member);
    }
    let words = words(source, span);
    let (&first, rest) = words.split_first()?;
    let padded = rest.len() >= 2 && is_single(source, first) && is_single(source, rest[0]);
    let name = if padded { first.to(rest[0]) } else { first };
    let post_start = if padded { rest.get(1)?.start } else { rest.first()?.start };
    if !is_name(source, name) {
        return None;
    }
    let post = source.trim(Span::new(post_start, span.end));
    if super::line::is_terminated(source.slice(post)) {
        return None;
    }
    let name_spans = without_spaces(source, name, LayoutRule::NamePadding, layout);
    layout.push(Layout { rule: LayoutRule::NameGap, span: Span::new(name.end, post.start) });
    Some(MemberLine { role: None, printed_role: None, name: name_spans, post })
}

fn is_single(source: &Source, span: Span) -> bool {
    source.slice(span).chars().count() == 1
}

fn words(source: &Source, span: Span) -> Vec<Span> {
    let text = source.slice(span);
    text.split_whitespace()
        .map(|word| {
            // The word is a slice of `text`, so its offset in it is the distance of their starts.
            let start = span.start + (word.as_ptr() as usize - text.as_ptr() as usize);
            Span::new(start, start + word.len())
        })
        .collect()
}

/// Returns the words of a span, the white space between them recorded as layout.
fn without_spaces(source: &Source, span: Span, rule: LayoutRule, layout: &mut Vec<Layout>) -> Vec<Span> {
    let words = words(source, span);
    for pair in words.windows(2) {
        layout.push(Layout { rule, span: Span::new(pair[0].end, pair[1].start) });
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Option<String>, String, String)> {
        let source = Source::new("s", text);
        let span = source.line_span(1);
        let mut layout = Vec::new();
        let member = with_role(&source, span, &mut layout).or_else(|| without_role(&source, span, &mut layout))?;
        let role = member.role.map(|role| source.join(&role));
        Some((role, source.join(&member.name), source.slice(member.post).to_owned()))
    }

    #[test]
    fn a_line_may_hold_several() {
        let names = |text: &str| {
            let source = Source::new("s", text);
            let members = of_line(&source, source.line_span(1), &mut Vec::new());
            let told = members.iter().map(|member| source.join(&member.name) + source.slice(member.post));
            told.collect::<Vec<_>>().join("|")
        };
        assert_eq!(
            names("成员：王明（甲局、乙局局长）、李 华（丙局局长）"),
            "王明（甲局、乙局局长）、|李华（丙局局长）"
        );
        assert_eq!(names("组长：王明（女）　副市长（兼）"), "王明（女）　副市长（兼）");
        assert_eq!(names("王明（甲局局长）　李华（乙局局长）"), "王明（甲局局长）|李华（乙局局长）");
        assert_eq!(names("成员：王明 甲局（乙局）局长、组长"), "王明甲局（乙局）局长、组长");
    }

    #[test]
    fn padding_is_no_part_of_names() {
        let row = |role: Option<&str>, name: &str, post: &str| Some((role.map(String::from), name.into(), post.into()));
        assert_eq!(read("组 长：程用文 市委副书记、市长"), row(Some("组长"), "程用文", "市委副书记、市长"));
        assert_eq!(read("召 集 人：孙春兰  国务院副总理"), row(Some("召集人"), "孙春兰", "国务院副总理"));
        assert_eq!(read("成    员：孙 尧  教育部副部长"), row(Some("成员"), "孙尧", "教育部副部长"));
        assert_eq!(read("汤 涛  人力资源社会保障部副部长"), row(None, "汤涛", "人力资源社会保障部副部长"));
        assert_eq!(read("组长：王明（市统计局局长）"), row(Some("组长"), "王明", "（市统计局局长）"));
        assert_eq!(read("王 明 （市统计局局长）、"), row(None, "王明", "（市统计局局长）、"));
        assert_eq!(read("市甲局（牵头单位）"), None);
        assert_eq!(read("王明（女）　市统计局局长"), row(None, "王明", "（女）　市统计局局长"));
        assert_eq!(read("组长：王 明（女，回族）"), row(Some("组长"), "王明", "（女，回族）"));
        assert_eq!(read("责任单位：各区"), None);
        // No role is that long, or in Latin letters.
        assert_eq!(read("联系人和电话：王明 某局局长"), None);
        assert_eq!(read("AB：王明 某局局长"), None);
        assert_eq!(read("工作专班办公室设在市商务局。"), None);
    }
}
