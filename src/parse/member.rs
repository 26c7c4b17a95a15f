//! Lists of members: role, name and post on one line, the post behind white space or in brackets.

use super::bodies;
use super::brackets::{outer, trim};
use super::document::{Layout, LayoutRule, MemberLine};
use super::line::is_han;
use crate::text::source::{Source, Span};

/// The longest role in characters, padding left out.
const LONGEST_ROLE: usize = 5;

/// The same of one that ends as roles in a body do: 常务副总指挥长.
const LONGEST_BODY_ROLE: usize = 7;

/// Returns what stands before a colon, if it can be a role.
pub(super) fn role(source: &Source, span: Span) -> Option<Span> {
    let colon = source.slice(span).find(['：', ':'])?;
    let role = Span::new(span.start, span.start + colon);
    let letters: Vec<char> = source.slice(role).chars().filter(|c| !c.is_whitespace()).collect();
    let word: String = letters.iter().collect();
    // Padding sets short ones wide.
    let is_one_word = !source.slice(role).trim().contains(char::is_whitespace);
    let is_short = (2..=LONGEST_ROLE).contains(&letters.len()) || is_one_word && is_body_role(&word);
    (is_short && letters.iter().all(|&c| is_han(c))).then_some(role)
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
    word.chars().count() <= LONGEST_BODY_ROLE && BODY_ROLES.iter().any(|role| word.ends_with(role))
}

/// Checks whether a line begins with such a role and its colon.
pub(crate) fn begins_with_role(source: &Source, span: Span) -> bool {
    role(source, span).is_some_and(|role| is_of_body(source, role))
}

/// The longest name of a group inside a body, in characters: 综合协调组.
const LONGEST_GROUP: usize = 10;

/// Words that such names end with.
const GROUPS: [&str; 4] = ["组", "办公室", "指挥部", "队"];

/// Checks whether a line can be the name of a group inside a body; 领导小组 may end the title of a list.
pub(crate) fn is_group(line: &str) -> bool {
    let name = line.trim_end_matches(['：', ':']);
    name.chars().count() <= LONGEST_GROUP
        && name.chars().all(is_han)
        && !name.ends_with("领导小组")
        && GROUPS.iter().any(|end| name.ends_with(end))
}

/// Returns the members of a line, the first with the role that it prints: `副组长：王明（市统计局局长）、李华（市财政局局长）`.
pub(super) fn of_line(source: &Source, span: Span, layout: &mut Vec<Layout>) -> Vec<MemberLine> {
    let (mut members, mut found) = (Vec::new(), Vec::new());
    let parts = by_role(source, span);
    for &part in &parts {
        let own = of_one_role(source, part, &mut found);
        if own.is_empty() {
            return Vec::new();
        }
        members.extend(own);
    }
    let gaps = parts.windows(2).map(|pair| Span::new(pair[0].end, pair[1].start));
    layout.append(&mut found);
    layout.extend(gaps.map(|span| Layout { rule: LayoutRule::NameGap, span }));
    members
}

/// Cuts a line before each role of a body: `组长：张明　副组长：刘芳　赵刚`.
fn by_role(source: &Source, span: Span) -> Vec<Span> {
    let mut starts: Vec<usize> = words(source, span).into_iter().map(|word| word.start).skip(1).collect();
    let begins = |at: &usize| {
        role(source, Span::new(*at, span.end))
            .is_some_and(|role| is_of_body(source, role) && words(source, role).len() == 1)
    };
    starts.retain(begins);
    let ends = starts.clone().into_iter().chain([span.end]);
    let starts = std::iter::once(span.start).chain(starts);
    starts.zip(ends).map(|(start, end)| source.trim(Span::new(start, end))).collect()
}

/// Returns the members of a line, or of what one role of it has.
fn of_one_role(source: &Source, span: Span, layout: &mut Vec<Layout>) -> Vec<MemberLine> {
    let alone = names_alone(source, span, layout);
    if !alone.is_empty() {
        return alone;
    }
    let listed = listed(source, span, layout);
    if !listed.is_empty() {
        return listed;
    }
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

/// Returns the members of a role of which nothing but names is said: `副组长：刘　芳　赵　刚`, `委员：张志强、李建国`.
fn names_alone(source: &Source, span: Span, layout: &mut Vec<Layout>) -> Vec<MemberLine> {
    let Some(role) = role(source, span).filter(|role| is_of_body(source, *role)) else { return Vec::new() };
    let after = role.end + source.slice(Span::new(role.end, span.end)).chars().next().map_or(0, char::len_utf8);
    let mut found = Vec::new();
    let mut members = more_names(source, source.trim(Span::new(after, span.end)), &mut found);
    if let Some(first) = members.first_mut() {
        let role_spans = without_spaces(source, role, LayoutRule::RolePadding, &mut found);
        let mut printed = role_spans.clone();
        printed.push(Span::new(role.end, after));
        (first.role, first.printed_role) = (Some(role_spans), Some(printed));
        layout.append(&mut found);
    }
    members
}

/// Returns the members of a line that is nothing but names, as it goes on below such a role; none where it is something
/// else.
pub(super) fn more_names(source: &Source, span: Span, layout: &mut Vec<Layout>) -> Vec<MemberLine> {
    let text = source.slice(span);
    let is_mark = |c: char| "、，,；;".contains(c);
    // Each name's words, and where the mark behind it ends.
    let mut names: Vec<(Vec<Span>, usize)> = Vec::new();
    let mut goes_on = false;
    for word in text.split_inclusive(|c: char| is_mark(c) || c.is_whitespace()) {
        let start = span.start + (word.as_ptr() as usize - text.as_ptr() as usize);
        let own = word.trim_end_matches(|c: char| is_mark(c) || c.is_whitespace());
        let marked = start + word.trim_end().len();
        let own = Span::new(start, start + own.len());
        match names.last_mut() {
            Some((_, end)) if own.is_empty() => *end = (*end).max(marked),
            None if own.is_empty() => return Vec::new(),
            Some((above, end)) if goes_on && is_single(source, own) => {
                above.push(own);
                *end = marked;
                goes_on = false;
                continue;
            }
            _ => names.push((vec![own], marked)),
        }
        goes_on = !own.is_empty() && is_single(source, own) && !word.ends_with(is_mark) || goes_on && own.is_empty();
    }
    let is_one = |(words, _): &(Vec<Span>, usize)| {
        let name = words[0].to(words[words.len() - 1]);
        let folded = source.folded(name);
        is_name(source, name) && (!folded.ends_with(|c| ENDS_OF_POSTS.contains(c)) || is_given(&folded))
    };
    if names.is_empty() || !names.iter().all(is_one) {
        return Vec::new();
    }
    for pair in names.windows(2) {
        layout.push(Layout { rule: LayoutRule::NameGap, span: Span::new(pair[0].1, pair[1].0[0].start) });
    }
    let member = |(name, end): (Vec<Span>, usize)| {
        for pair in name.windows(2) {
            layout.push(Layout { rule: LayoutRule::NamePadding, span: Span::new(pair[0].end, pair[1].start) });
        }
        let post = Span::new(name[name.len() - 1].end, end);
        MemberLine { role: None, printed_role: None, name, post }
    };
    names.into_iter().map(member).collect()
}

/// Returns the members of a line that semicolons part, each with its post: `成员：王明　甲局局长；李华　乙局局长`; none where one of
/// them isn't readable.
fn listed(source: &Source, span: Span, layout: &mut Vec<Layout>) -> Vec<MemberLine> {
    let text = source.slice(span);
    let ends = outer(text, 0..text.len()).filter(|(_, c)| matches!(c, '；' | ';')).map(|(at, c)| at + c.len_utf8());
    let ends: Vec<usize> = ends.filter(|end| !text[*end..].trim().is_empty()).chain([text.len()]).collect();
    if ends.len() == 1 {
        return Vec::new();
    }
    let (mut found, mut start) = (Vec::new(), 0);
    let member = |end: usize| {
        let piece = trim(text, std::mem::replace(&mut start, end)..end);
        let bare = text[piece.clone()].trim_end_matches(['；', ';']).len();
        let own = Span::new(span.start + piece.start, span.start + piece.start + bare);
        let member = with_role(source, own, &mut found).or_else(|| without_role(source, own, &mut found))?;
        // The mark is printed with the post.
        Some(MemberLine { post: Span::new(member.post.start, span.start + piece.end), ..member })
    };
    let members: Option<Vec<MemberLine>> = ends.into_iter().map(member).collect();
    layout.extend(members.is_some().then_some(found).into_iter().flatten());
    members.unwrap_or_default()
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
    if !is_name(source, name) || TITLES.contains(&source.folded(name).as_str()) {
        return None;
    }
    let post = source.trim(Span::new(post_start, span.end));
    if super::line::is_terminated(source.slice(post)) || names_others(source, post) {
        return None;
    }
    let name_spans = without_spaces(source, name, LayoutRule::NamePadding, layout);
    layout.push(Layout { rule: LayoutRule::NameGap, span: Span::new(name.end, post.start) });
    Some(MemberLine { role: None, printed_role: None, name: name_spans, post })
}

/// What stands where a name does, and is a post: 组长：院长 张明.
const TITLES: [&str; 20] = [
    "院长",
    "副院长",
    "校长",
    "副校长",
    "省长",
    "副省长",
    "市长",
    "副市长",
    "县长",
    "副县长",
    "区长",
    "副区长",
    "镇长",
    "乡长",
    "局长",
    "副局长",
    "主任",
    "副主任",
    "书记",
    "副书记",
];

/// How words end that may be a post, or a body's name in the place of one.
const ENDS_OF_POSTS: &str = "长任记员席理师授士官事监人总委政领导志省市县区州盟旗镇乡局办部厅院会处科室社联行团队所站库校司企学家表问书干计谋编者生";

/// Names that most people have, whose given names may end as posts and bodies do: 马贤会, not 办公室 or 高级技师.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏\
    钟汪田姜范石姚谭廖邹熊陆郝孔白崔康毛邱秦史顾侯邵孟龙段钱汤尹黎易武乔贺赖龚";

/// Of those ends, what given names end in.
const ENDS_OF_NAMES: &str = "会生人士师团行学家文志连站所";

/// Checks whether words that end as a post does are a name all the same.
fn is_given(name: &str) -> bool {
    name.chars().count() == 3
        && name.starts_with(|c| SURNAMES.contains(c))
        && name.ends_with(|c| ENDS_OF_NAMES.contains(c))
}

/// Checks whether what stands behind a name is no post: other names, or another's role. 刘　芳　赵　刚, 副组长：刘芳
fn names_others(source: &Source, post: Span) -> bool {
    let role = source.slice(post).split_once(['：', ':']).map(|(role, _)| role.split_whitespace().collect::<String>());
    role.is_some_and(|role| is_body_role(role.rsplit('、').next().unwrap_or_default()))
        || !more_names(source, post, &mut Vec::new()).is_empty()
}

/// Checks whether a line says which posts belong to a body, and names nobody: 县公安局分管负责同志, 各乡镇乡镇长.
pub(crate) fn names_posts(line: &str) -> bool {
    ["同志", "负责人", "领导", "镇长", "乡长", "局长", "主任", "书记"].iter().any(|end| line.trim_end().ends_with(end))
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
        assert_eq!(read("成员：闫秀芹 朱正信 马贤会"), None);
        assert_eq!(read("成员：马贤 县人民医院 医师"), row(Some("成员"), "马贤", "县人民医院 医师"));
        // No role is that long, or in Latin letters.
        assert_eq!(read("联系人和电话：王明 某局局长"), None);
        assert_eq!(read("AB：王明 某局局长"), None);
        assert_eq!(read("工作专班办公室设在市商务局。"), None);
    }
}
