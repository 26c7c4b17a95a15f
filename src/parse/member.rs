//! Lists of members: role, name and post on one line.

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
const BODY_ROLES: [&str; 12] =
    ["组长", "成员", "召集人", "主任", "委员", "总指挥", "指挥", "指挥长", "秘书长", "顾问", "会长", "组员"];

/// Checks whether a role is one that members of a body have, and not a label such as 联系人.
pub(super) fn is_of_body(source: &Source, role: Span) -> bool {
    let role: String = source.slice(role).chars().filter(|c| !c.is_whitespace()).collect();
    BODY_ROLES.iter().any(|word| role.ends_with(word))
}

/// Returns a line without the padding between its words.
pub(super) fn unpadded(source: &Source, span: Span, layout: &mut Vec<Layout>) -> Vec<Span> {
    without_spaces(source, span, LayoutRule::RolePadding, layout)
}

/// Returns a member's line that prints a role: `组 长：程用文 市委副书记`.
pub(super) fn with_role(source: &Source, span: Span, layout: &mut Vec<Layout>) -> Option<MemberLine> {
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
pub(super) fn without_role(source: &Source, span: Span, layout: &mut Vec<Layout>) -> Option<MemberLine> {
    let words = words(source, span);
    let (&first, rest) = words.split_first()?;
    let padded = rest.len() >= 2 && is_single(source, first) && is_single(source, rest[0]);
    let name = if padded { first.to(rest[0]) } else { first };
    let post_start = if padded { rest.get(1)?.start } else { rest.first()?.start };
    let letters: Vec<char> = source.slice(name).chars().filter(|c| !c.is_whitespace()).collect();
    let plausible = (2..=4).contains(&letters.len()) || letters.contains(&'·');
    if !plausible || !letters.iter().all(|&c| is_han(c) || c == '·') {
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
    fn padding_is_no_part_of_names() {
        let row = |role: Option<&str>, name: &str, post: &str| Some((role.map(String::from), name.into(), post.into()));
        assert_eq!(read("组 长：程用文 市委副书记、市长"), row(Some("组长"), "程用文", "市委副书记、市长"));
        assert_eq!(read("召 集 人：孙春兰  国务院副总理"), row(Some("召集人"), "孙春兰", "国务院副总理"));
        assert_eq!(read("成    员：孙 尧  教育部副部长"), row(Some("成员"), "孙尧", "教育部副部长"));
        assert_eq!(read("汤 涛  人力资源社会保障部副部长"), row(None, "汤涛", "人力资源社会保障部副部长"));
        assert_eq!(read("责任单位：各区"), None);
        // No role is that long, or in Latin letters.
        assert_eq!(read("联系人和电话：王明 某局局长"), None);
        assert_eq!(read("AB：王明 某局局长"), None);
        assert_eq!(read("工作专班办公室设在市商务局。"), None);
    }
}
