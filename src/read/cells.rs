//! What stands in a table's cells: agencies and categories.

use super::corrections::{Correction, as_read};
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::registry::{AgencyIndex, LocalRegistry};
use crate::parse::numeral;
use crate::text::source::{Source, Span};

/// An agency as a cell names it.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    /// The separator before it, as printed.
    pub before: Span,
    pub span: Span,
    /// As read, a defining bracket included.
    pub form: String,
    /// Its place in the registry; absent where it isn't known (an error).
    pub agency: Option<AgencyIndex>,
    /// Whether `form` is another form than the canonical name.
    pub is_alias: bool,
}

/// A category cell, cut: `四、优化…服务（牵头单位：市商务局）`.
#[derive(Debug, Clone)]
pub(crate) struct Category {
    pub number: Option<u32>,
    pub name: Span,
    /// What stands in the bracket after 牵头单位.
    pub lead: Option<Span>,
    /// `共5项`
    pub count: Option<(Span, usize)>,
}

/// Checks whether a cell says that there is nothing to say.
pub(crate) fn is_dash(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| "—－-–/".contains(c))
}

/// Returns the agencies of a cell. Separators are `、` `，` `,` `；` `;` and spaces, not those inside brackets.
pub(crate) fn mentions(
    source: &Source,
    cell: Span,
    corrections: &[Correction],
    registry: LocalRegistry,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut before = Span::new(cell.start, cell.start);
    let mut start = cell.start;
    let mut depth = 0usize;
    let text = source.slice(cell);
    let separators = text.char_indices().filter_map(|(at, c)| {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let separates = depth == 0 && matches!(c, '、' | '，' | ',' | '；' | ';');
        separates.then(|| Span::new(cell.start + at, cell.start + at + c.len_utf8()))
    });
    for separator in separators.chain(std::iter::once(Span::new(cell.end, cell.end))) {
        let span = source.trim(Span::new(start, separator.start));
        if span.is_empty() {
            findings.push(source.diagnostic(
                Code::EmptyAgency,
                separator.to(before),
                "分隔号的一边没有单位",
                "请核对录入：可能多了一个顿号或逗号，或漏了一个单位",
            ));
        } else {
            mentions.push(mention(source, before, span, corrections, registry, findings));
        }
        before = separator;
        start = separator.end;
    }
    repeated(source, &mentions, findings);
    mentions
}

fn mention(
    source: &Source,
    before: Span,
    span: Span,
    corrections: &[Correction],
    registry: LocalRegistry,
    findings: &mut Vec<Diagnostic>,
) -> Mention {
    let form = as_read(source, &[span], corrections);
    let agency = registry.find(&form);
    if agency.is_none() {
        let elsewhere = registry.elsewhere(&form);
        let hint = match registry.nearest(&form) {
            _ if !elsewhere.is_empty() => format!(
                "名录里的 `{form}` 是{}的。本方案是那里的，就在 plan.toml 里写 place；是别处的，就另添一个 [[agencies]]，并写 place",
                elsewhere.join("、")
            ),
            Some(name) => format!(
                "最接近的是 `{name}`。是它的另一种写法，就加进 seeds/agencies.toml 的 aliases；是新单位，就添一个 [[agencies]]"
            ),
            None => "请在 seeds/agencies.toml 里添一个 [[agencies]]，或核对录入".to_owned(),
        };
        findings.push(source.diagnostic(Code::UnknownAgency, span, format!("名录里没有单位 `{form}`"), hint));
    }
    let folded = |text: &str| crate::inputs::registry::folded(crate::inputs::registry::without_definition(text));
    let is_alias = agency.is_some_and(|agency| folded(&form) != folded(&registry.get(agency).name));
    Mention { before, span, form, agency, is_alias }
}

/// One form that stands twice in a cell is a slip; two forms of one agency are the document's business.
fn repeated(source: &Source, mentions: &[Mention], findings: &mut Vec<Diagnostic>) {
    for (index, mention) in mentions.iter().enumerate() {
        if mentions[..index].iter().any(|other| other.form == mention.form) {
            findings.push(source.diagnostic(
                Code::RepeatedAgency,
                mention.span,
                format!("`{}` 在这一格里写了两次", mention.form),
                "请核对录入；原文如此的，在 plan.toml 的 [[notes]] 里加一条，printed 写到第二个，fault = \"repeated-agency\"",
            ));
        }
    }
}

/// Cuts a category cell.
pub(crate) fn category(source: &Source, cell: Span) -> Category {
    let text = source.slice(cell);
    let count = text.chars().take_while(|&c| numeral::is_numeral(c)).count();
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    let labelled = count > 0 && text[end..].starts_with('、');
    let number = if labelled { numeral::value(&text[..end]) } else { None };
    let name_start = if labelled { cell.start + end + '、'.len_utf8() } else { cell.start };
    let rest = source.slice(Span::new(name_start, cell.end));
    let bracket = rest.rfind(['（', '(']).filter(|&at| {
        let inside = rest[at..].trim_start_matches(['（', '(']);
        inside.starts_with("牵头") || inside.starts_with("责任单位") || inside.starts_with('共')
    });
    let Some(open) = bracket else {
        return Category { number, name: source.trim(Span::new(name_start, cell.end)), lead: None, count: None };
    };
    let name = source.trim(Span::new(name_start, name_start + open));
    let opening = rest[open..].chars().next().map_or(1, char::len_utf8);
    let closing = rest.char_indices().next_back().filter(|(_, c)| matches!(c, ')' | '）'));
    let inside = Span::new(name_start + open + opening, closing.map_or(cell.end, |(at, _)| name_start + at));
    let words = source.slice(inside);
    let lead = words.find(['：', ':']).map(|at| {
        let after = words[at..].chars().next().map_or(1, char::len_utf8);
        source.trim(Span::new(inside.start + at + after, inside.end))
    });
    let count = words.strip_prefix('共').and_then(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok().map(|count| (inside, count))
    });
    Category { number, name, lead, count }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_cut() {
        let source = Source::new("s", "四、优化“车谷”功能（试点）（牵头单位：市商务局、市经信局）");
        let category = category(&source, source.line_span(1));
        assert_eq!(category.number, Some(4));
        assert_eq!(source.slice(category.name), "优化“车谷”功能（试点）");
        assert_eq!(source.slice(category.lead.unwrap()), "市商务局、市经信局");
        let source = Source::new("s", "一、知识产权保护方面（共5项）");
        assert_eq!(super::category(&source, source.line_span(1)).count.unwrap().1, 5);
    }
}
