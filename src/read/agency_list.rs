//! Lists of agencies, in cells and brackets alike: cut into names, and what stands beside them left out.
//!
//! ```text
//! 省政务办、财政厅、数据局等有关部门     省政务办, 省财政厅, 省数据局: what the first begins with is carried on
//! 省司法厅（省政府法制办）、各市、县     省司法厅, 各市、县: a bracket is a note; a group goes on over its units
//! ```

use std::cell::LazyCell;
use std::collections::BTreeSet;

use super::agency_group;
use super::agency_name::{self, Places};
use super::corrections::{Correction, as_read};
use super::mention::Mention;
use super::said_roles;
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::registry::{LocalRegistry, without_definition};
use crate::text::numeral;
use crate::text::source::{Source, Span};

/// A list of more names than this, which no people wrote, is none of agencies.
const MOST_NAMES: usize = 300;

/// Who may stand beside the agencies of a list, and is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beside {
    Nobody,
    /// 牵头单位及责任人: 市住建局 张三.
    Persons,
}

/// A list as it is cut: a separator, and what follows it.
#[derive(Debug, Clone, Copy)]
struct Piece {
    separator: Span,
    span: Span,
}

/// Returns the agencies of a list, given by its paragraphs. Separators are `、` `，` `,` `；` `;`, not those inside brackets,
/// words, strokes and white space between two names, and a paragraph's end.
pub(crate) fn mentions(
    source: &Source,
    list: &[Span],
    corrections: &[Correction],
    registry: LocalRegistry,
    beside: Beside,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    let Some(end) = list.last().map(|last| Span::new(last.end, last.end)) else { return mentions };
    let mut before = Span::new(list[0].start, list[0].start);
    let pieces = groups_joined(source, pieces_of(source, list));
    if pieces.len() > MOST_NAMES {
        diagnostics.push(source.diagnostic(
            Code::UnreadableAgency,
            list[0],
            format!("这里一连列了 {} 个名称，不像单位的名单", pieces.len()),
            "照原样发布，不列单位；请核对录入：是否粘贴了许多遍，或放错了内容",
        ));
        return mentions;
    }
    // 1.甲局、2.乙局 or （1）甲局；（2）乙局
    let number = |piece: &Piece| numeral::own(source.slice(piece.span));
    let are_numbered = pieces.first().and_then(number).is_some_and(|(number, _)| number == 1);
    let ends = pieces.iter().skip(1).map(|next| next.separator).chain([end]);
    for (&Piece { separator, span }, end) in pieces.iter().zip(ends) {
        if span.is_empty() {
            diagnostics.push(source.diagnostic(
                Code::EmptyAgency,
                separator.to(end),
                "分隔号的一边没有单位",
                "请核对录入：可能多了一个顿号或逗号，或漏了一个单位",
            ));
        }
        let number = numeral::own(source.slice(span)).filter(|_| are_numbered).map_or(0, |(_, length)| length);
        let start = span.start + number;
        let length = leading_length(&source.text()[start..span.end]);
        let leading = Span::new(span.start, start + length);
        let span = source.trim(Span::new(leading.end, span.end));
        before = if mentions.is_empty() { before.to(separator) } else { separator };
        let whole = span;
        let is_known = |name: Span| registry.find(&as_read(source, &[name], corrections)).is_some();
        let (leading, span) = match beside {
            Beside::Nobody => (leading, span),
            Beside::Persons => {
                let agency = agency_name::beside_person(source, span, is_known).unwrap_or(span);
                (leading.to(Span::new(agency.start, agency.start)), agency)
            }
        };
        let before = if leading.is_empty() { before } else { before.to(leading) };
        let name = name_in(source, span, is_known);
        let after = source.trim(Span::new(name.end, whole.end));
        let mark = said_roles::mark(source.slice(leading), source.slice(after));
        if !name.is_empty() {
            let form = as_read(source, &[name], corrections);
            let agency = registry.find(&form);
            let is_clear = beside == Beside::Nobody || agency.is_some() || agency_name::is_agency(&form);
            let known = Some(without_definition(&form)).filter(|form| is_clear && agency_name::is_name(form));
            let known = known.map(str::to_owned);
            mentions.push(Mention {
                before,
                span: name,
                after,
                name: known,
                form,
                is_carried: false,
                leads: false,
                sign: agency_name::sign(source.slice(leading)).or(agency_name::sign(source.slice(after))),
                mark,
                agency,
                is_alias: false,
            });
        } else if let Some(last) = mentions.last_mut() {
            // 、等单位: a tail of its own; so is a separator that nothing follows.
            last.after = if last.after.is_empty() { separator.to(span) } else { last.after.to(span) };
        }
    }
    carry(source, &mut mentions, registry);
    for mention in &mut mentions {
        match (mention.agency, &mention.name) {
            (Some(agency), _) => mention.resolve(agency, &registry.get(agency).name),
            (None, Some(_)) => {}
            (None, None) => diagnostics.push(source.diagnostic(
                Code::UnreadableAgency,
                mention.span,
                format!("`{}` 不像单位的名称", mention.form),
                "照原样发布，不列为单位；请核对录入：是否漏了顿号、错了一格，或多了别的话",
            )),
        }
    }
    if !are_numbered {
        // 1.甲局；2.甲局、乙局 says who does which of several things.
        repeated(source, &mentions, diagnostics);
    }
    mentions
}

/// Returns the length of what stands before the name that a piece begins with: a role in brackets, a sign, 会同.
fn leading_length(piece: &str) -> usize {
    let mark = said_roles::leading_mark(piece).map_or(0, str::len);
    let signs = mark + agency_name::leading_signs(&piece[mark..]);
    signs + agency_name::leading_joint(&piece[signs..])
}

/// Cuts a list at its separators outside brackets, and where a paragraph ends without one.
fn pieces_of(source: &Source, list: &[Span]) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for &paragraph in list {
        let mut own = pieces(source, paragraph);
        if own.len() > 1 && own[0].span.is_empty() && !all.is_empty() {
            own.remove(0);
        } else if let Some(trailing) = all.pop_if(|last| last.span.is_empty()) {
            own[0].separator = trailing.separator;
        }
        all.extend(own);
    }
    all
}

/// Cuts a paragraph of a list at its separators outside brackets; 会同, 及 and 和 are between two names.
fn pieces(source: &Source, list: Span) -> Vec<Piece> {
    let mut depth = 0usize;
    let mut found = Vec::new();
    let mut before = Span::new(list.start, list.start);
    let text = source.slice(list);
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        let own = text.get(before.end - list.start..at).unwrap_or_default();
        let (at, length) = match c {
            '(' | '（' | '〈' | '《' | '〔' | '[' | '［' | '【' | '“' => {
                depth += 1;
                continue;
            }
            ')' | '）' | '〉' | '》' | '〕' | ']' | '］' | '】' | '”' => {
                depth = depth.saturating_sub(1);
                let (start, end) = (before.end - list.start, at + c.len_utf8());
                let mark = said_roles::last_mark(text.get(start..end).unwrap_or_default()).filter(|_| depth == 0);
                if !mark.is_some_and(|mark| agency_name::is_joined(&text[start..start + mark], &text[end..])) {
                    continue;
                }
                (end, text[end..].len() - text[end..].trim_start().len())
            }
            '、' | '，' | ',' | '；' | ';' if depth == 0 => (at, c.len_utf8()),
            '会' if depth == 0 => match agency_name::joint(own, rest) {
                Some(length) => (at, length),
                None => continue,
            },
            '以' | '及' | '和' | '与' | '/' | '／' if depth == 0 => match agency_name::conjunction(own, rest) {
                Some(length) => (at, length),
                None => continue,
            },
            c if c.is_whitespace() && depth == 0 && agency_name::stand_apart(own, rest) => {
                (at, rest.len() - rest.trim_start().len())
            }
            _ => continue,
        };
        let separator = Span::new(list.start + at, list.start + at + length);
        found.push(Piece { separator: before, span: source.trim(Span::new(before.end, separator.start)) });
        before = separator;
    }
    found.push(Piece { separator: before, span: source.trim(Span::new(before.end, list.end)) });
    found
}

/// Puts a group together that goes on over its units: 各市、县（市、区）人民政府 is one.
fn groups_joined(source: &Source, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        let words = source.slice(agency_name::without_tails(source, piece.span));
        let whole = source.slice(piece.span);
        match joined.last_mut() {
            Some(group)
                if source.slice(piece.separator) == "、"
                    && (agency_group::is_open_group(source.slice(group.span)) && agency_group::is_of_units(words)
                        || agency_name::are_both_of_one_place(source.slice(group.span), words)
                        || agency_name::is_open_whose(source.slice(group.span), words)
                        || agency_name::is_open_tail(source.slice(group.span), whole)) =>
            {
                group.span = group.span.to(piece.span);
            }
            _ => joined.push(piece),
        }
    }
    joined
}

/// Returns the name that a piece begins with, without tails and notes; empty where it is nothing else.
fn name_in(source: &Source, piece: Span, is_known: impl Fn(Span) -> bool) -> Span {
    let mut name = piece;
    while !is_known(name) {
        let tailless = agency_name::without_tails(source, name);
        let shorter = if tailless == name { agency_name::without_note(source, name) } else { tailless };
        let shorter = agency_name::without_signs(source, shorter);
        if shorter == name {
            break;
        }
        name = shorter;
    }
    name
}

/// Completes names that leave out what another of the list prints: 省政务办、财政厅; 甲、乙市政府.
fn carry(source: &Source, mentions: &mut [Mention], registry: LocalRegistry) {
    let places = LazyCell::new(|| Places::of(source.text()));
    let runs_on = |mention: &Mention| source.slice(mention.before) == "、";
    let unknown = |mention: &Mention| mention.name.clone().filter(|_| mention.agency.is_none());
    // 县教育局、财政局: another level's 财政局 isn't meant, though the register calls that so.
    let of_other = |mention: &Mention, prefix: &str| {
        let name = mention.agency.map(|agency| &registry.get(agency).name);
        name.is_some_and(|name| {
            agency_name::is_bare_department(&mention.form) && agency_name::is_of_other_level(name, prefix)
        })
    };
    let mut prefix: Option<String> = None;
    for mention in mentions.iter_mut() {
        prefix = prefix.filter(|_| runs_on(mention));
        if let Some(own) = agency_name::prefix(&mention.form, registry.place()) {
            prefix = Some(own.to_owned());
        } else if let (Some(prefix), Some(name)) = (&prefix, mention.name.clone())
            && (mention.agency.is_none() || of_other(mention, prefix))
            && let Some(whole) = agency_name::with_prefix(prefix, &name, registry.place(), &places)
        {
            mention.agency = registry.find(&whole);
            mention.name = Some(whole);
            mention.is_carried = true;
        }
    }
    let mut suffix: Option<String> = None;
    for mention in mentions.iter_mut().rev() {
        if let Some(own) = agency_name::suffix(&mention.form) {
            suffix = Some(own.to_owned());
        } else if let (Some(suffix), Some(name)) = (&suffix, unknown(mention))
            && agency_name::is_bare_place(&name)
        {
            let whole = name + suffix;
            mention.agency = registry.find(&whole);
            mention.name = Some(whole);
            mention.is_carried = true;
        } else {
            suffix = None;
        }
        suffix = suffix.filter(|_| runs_on(mention));
    }
}

/// One form that stands twice in a list is a slip; two forms of one agency are the document's business.
fn repeated(source: &Source, mentions: &[Mention], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeSet<(&String, Option<&String>)> = BTreeSet::new();
    for mention in mentions {
        // 县教育局、财政局，市教育局、财政局 are four.
        if !seen.insert((&mention.form, mention.name.as_ref().filter(|_| mention.is_carried))) {
            diagnostics.push(source.diagnostic(
                Code::RepeatedAgency,
                mention.span,
                format!("`{}` 在这一格里写了两次", mention.form),
                "请核对录入",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::registry::Registry;

    const REGISTRY: &str = "[[agencies]]\nid = \"a\"\nname = \"省政务办\"\nkind = \"provincial\"\n\
                            [[agencies]]\nid = \"b\"\nname = \"市委（组织部）\"\nkind = \"party\"\n";

    /// Every name, `+` before a carried one, `?` before what is none; what stands beside it in square brackets.
    fn told(text: &str) -> String {
        let source = Source::new("s", text);
        let registry = Registry::read("a", REGISTRY).unwrap();
        let found = mentions(
            &source,
            &[source.line_span(1)],
            &[],
            registry.of_place(Some("丙省")),
            Beside::Nobody,
            &mut Vec::new(),
        );
        let printed: String = found.iter().flat_map(|m| [m.before, m.span, m.after]).map(|s| source.slice(s)).collect();
        let whole = found.is_empty() || printed == text;
        assert!(whole, "{text} is shown as {printed}");
        let one = |mention: &Mention| {
            let name = mention.name.clone().unwrap_or_else(|| format!("?{}", mention.form));
            let after = source.slice(mention.after);
            let after = if after.is_empty() { String::new() } else { format!("[{after}]") };
            format!("{}{name}{after}", if mention.is_carried { "+" } else { "" })
        };
        found.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn lists_are_cut_into_names() {
        for (text, expected) in [
            ("市教育局、市财政局；市科技局", "市教育局 市财政局 市科技局"),
            ("省政务办、财政厅、数据局等有关部门", "省政务办 +省财政厅 +省数据局[等有关部门]"),
            (
                "省司法厅（省政府法制办）、各市（州）政府按职责分工负责",
                "省司法厅[（省政府法制办）] 各市（州）政府[按职责分工负责]",
            ),
            ("省直有关部门，各市、县", "省直有关部门 各市、县"),
            ("各市、县（市、区）人民政府，省教育厅", "各市、县（市、区）人民政府 省教育厅"),
            ("各区、县级市", "各区、县级市"),
            ("各区、各部门", "各区 各部门"),
            ("各区政府、街道办事处", "各区政府 街道办事处"),
            ("市委（组织部）、市委（宣传部）", "市委（组织部） 市委[（宣传部）]"),
            ("县甲乙局 县丙丁局　 县戊己中心", "县甲乙局 县丙丁局 县戊己中心"),
            ("市 教育局、中国 银行", "市 教育局 中国 银行"),
            ("甲局等、乙局", "甲局[等] 乙局"),
            ("甲局、乙局等12个部门", "甲局 乙局[等12个部门]"),
            ("甲局等有关市直部门和单位", "甲局[等有关市直部门和单位]"),
            ("省高等法院、甲等级评定中心", "省高等法院 甲等级评定中心"),
            ("甲局、等单位", "甲局[、等单位]"),
            ("甲局、、乙局、", "甲局[、] 乙局[、]"),
            ("按职责分工负责", ""),
            ("甲乙局等部门及各县（市、区）政府", "甲乙局[等部门] 各县（市、区）政府"),
            ("市工商联及各有关单位、市甲乙局和市丙丁局", "市工商联 各有关单位 市甲乙局 市丙丁局"),
            ("市人力资源和社会保障局、市规划和自然资源局", "市人力资源和社会保障局 市规划和自然资源局"),
            ("各区人民政府〈含开发区管委会，下同〉", "各区人民政府"),
            ("甲部会同有关部门", "甲部[会同有关部门]"),
            ("甲部会同乙部、丙局等单位", "甲部 乙部 丙局[等单位]"),
            ("甲市会同县人民政府", "甲市会同县人民政府"),
            ("省教育厅，科技厅", "省教育厅 科技厅"),
            ("市委组织部、宣传部、财政局、编办", "市委组织部 +市委宣传部 +市财政局 编办"),
            ("省教育厅、市场监管局、丙海关、丙证监局、团省委", "省教育厅 +省市场监管局 丙海关 丙证监局 团省委"),
            ("丙省教育厅、财政厅", "丙省教育厅 +丙省财政厅"),
            ("甲乙、丁州、丁戊市政府", "+甲乙市政府 +丁州市政府 丁戊市政府"),
            ("各州、丁戊市政府、己庚州，辛壬市人民政府", "各州 丁戊市政府 己庚州 辛壬市人民政府"),
            ("甲局（牵头）、各区政府（配合）", "甲局[（牵头）] 各区政府[（配合）]"),
            ("（牵头）甲局、（配合）乙局", "甲局 乙局"),
            ("甲局（牵头）乙局（配合）", "甲局[（牵头）] 乙局[（配合）]"),
            ("甲局（牵头）等有关部门", "甲局[（牵头）等有关部门]"),
            ("甲局*、★乙局", "甲局[*] 乙局"),
            ("会同甲局、会同县政府", "甲局 会同县政府"),
            ("各项目牵头单位、甲局牵头办理", "各项目牵头单位 ?甲局牵头办理"),
            ("牵头甲局、1.乙局、丙局为主", "?牵头甲局 ?1.乙局 ?丙局为主"),
            ("（1）市甲局；（2）市乙局", "市甲局 市乙局"),
            ("1.市甲局 2.市乙局", "市甲局 市乙局"),
            ("丁县党委、政府，市甲局", "丁县党委、政府 市甲局"),
            ("市委员会　市甲局 各县（区）政府", "市委员会 市甲局 各县（区）政府"),
            ("省教育厅、民航丙监管局", "省教育厅 民航丙监管局"),
            ("各街道办事处具体负责", "各街道办事处[具体负责]"),
            ("市教育局。", "市教育局[。]"),
            ("2030年12月", "?2030年12月"),
            ("甲局；完成时限2030年12月", "甲局 ?完成时限2030年12月"),
            ("第7工程局", "第7工程局"),
            ("市甲局、市乙局等市有关部门", "市甲局 市乙局[等市有关部门]"),
            ("甲厅、水利厅等省级有关行业主管部门", "甲厅 水利厅[等省级有关行业主管部门]"),
            ("甲乙部等国务院相关部门及各地区", "甲乙部[等国务院相关部门] 各地区"),
            ("市甲监会及各区政府", "市甲监会 各区政府"),
            ("市妇联等和各区政府", "市妇联[等] 各区政府"),
            ("市残联等相关单位及各区政府", "市残联[等相关单位] 各区政府"),
            ("甲市、乙等市", "甲市 乙等市"),
            ("市甲局、（各区）", "市甲局[、（各区）]"),
            ("市甲局等省、市有关部门，市乙局", "市甲局[等省、市有关部门] 市乙局"),
            ("甲州、乙州等市、丙丁区", "甲州 乙州等市 丙丁区"),
            ("各县、区人民政府（管委会），市甲局", "各县、区人民政府（管委会） 市甲局"),
            ("市甲局、市乙局，下同", "市甲局 市乙局[，下同]"),
            ("经开区 高新园（邹区镇） 各街道 市甲公司", "经开区 高新园[（邹区镇）] 各街道 市甲公司"),
            ("甲乙街道 丙丁街道 戊己街道", "甲乙街道 丙丁街道 戊己街道"),
            ("甲乙街道 办事处", "甲乙街道 办事处"),
            ("长期坚持", "?长期坚持"),
            ("甲局牵头", "?甲局牵头"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_as_long_as_a_sentence_is_no_name() {
        let long = "局".repeat(40);
        assert_eq!(told(&long), format!("?{long}"));
        assert_eq!(told(&long[3..]), long[3..]);
    }

    #[test]
    fn a_paragraph_ends_a_name() {
        for (text, breaks) in
            [("甲局乙局、丙局", &[6][..]), ("甲局、乙局丙局", &[9, 15]), ("甲局、乙局、丙局", &[6, 9])]
        {
            let source = Source::new("s", text);
            let ends = breaks.iter().copied().chain([text.len()]);
            let starts = [0].into_iter().chain(breaks.iter().copied());
            let list: Vec<Span> = starts.zip(ends).map(|(start, end)| Span::new(start, end)).collect();
            let mut diagnostics = Vec::new();
            let found =
                mentions(&source, &list, &[], Registry::default().of_place(None), Beside::Nobody, &mut diagnostics);
            let names: Vec<&str> = found.iter().map(|mention| mention.form.as_str()).collect();
            assert_eq!(names, ["甲局", "乙局", "丙局"], "{text}");
            let printed: String = found.iter().flat_map(|m| [m.before, m.span]).map(|s| source.slice(s)).collect();
            assert_eq!((printed.as_str(), diagnostics.len()), (text, 0));
        }
    }

    #[test]
    fn a_place_that_the_text_names_begins_names_of_its_own() {
        let source = Source::new("s", "省教育厅、甲乙证监局、丙丁局\n甲乙市办好，丙丁市场繁荣。");
        let registry = Registry::default();
        let found =
            mentions(&source, &[source.line_span(1)], &[], registry.of_place(None), Beside::Nobody, &mut Vec::new());
        let names: Vec<&str> = found.iter().filter_map(|mention| mention.name.as_deref()).collect();
        assert_eq!(names, ["省教育厅", "甲乙证监局", "省丙丁局"]);
    }
}
