//! What stands in a table's cells: categories.

use crate::parse::line;
use crate::text::numeral;
use crate::text::source::{Source, Span};

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
    !text.is_empty() && text.chars().all(|c| "—－-–/／".contains(c))
}

/// Cuts a category cell.
pub(crate) fn category(source: &Source, cell: Span) -> Category {
    let text = source.slice(cell);
    let count = text.chars().take_while(|&c| numeral::is_numeral(c)).count();
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    let labelled = count > 0 && text[end..].starts_with(['、', '\t']);
    let number = if labelled { numeral::value(&text[..end]) } else { None };
    // `（一）` counts anew under each part: it says no number.
    let is_in_cell_of_its_own = labelled && text[end..].starts_with('\t');
    let beside = if is_in_cell_of_its_own { cell.start + end } else { cell.start };
    let name_start = line::label(source, cell).map_or(beside, |label| label.end);
    let name_start = source.trim(Span::new(name_start, cell.end)).start;
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
        let source = Source::new("s", "四、优化“花园”功能（试点）（牵头单位：市商务局、市经信局）");
        let category = category(&source, source.line_span(1));
        assert_eq!(category.number, Some(4));
        assert_eq!(source.slice(category.name), "优化“花园”功能（试点）");
        assert_eq!(source.slice(category.lead.unwrap()), "市商务局、市经信局");
        let source = Source::new("s", "（二）培育主体（共2项）");
        let category = super::category(&source, source.line_span(1));
        assert_eq!((category.number, source.slice(category.name)), (None, "培育主体"));
        let source = Source::new("s", "一、知识产权保护方面（共5项）");
        assert_eq!(super::category(&source, source.line_span(1)).count.unwrap().1, 5);
    }
}
