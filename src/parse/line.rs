//! What kind of line a line is, by its own form alone. See `GRAMMAR.md`.

use crate::text::numeral;
use crate::text::source::{Source, Span};

/// The form of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Blank,
    /// Cells between tabs.
    Row,
    /// `— 3 —`: a page number that the transcript kept.
    PageNumber,
    /// `一、…`
    Part {
        number: u32,
        label: Span,
    },
    /// `（一）…`
    Clause {
        number: u32,
        label: Span,
    },
    /// `1. …`, `1．…`, `1、…`
    Item {
        number: u32,
        label: Span,
    },
    /// `11.365窗口项目`: an item if its number follows, a sentence that begins with a decimal otherwise.
    ItemOrDecimal {
        number: u32,
        label: Span,
    },
    /// `（1）…`, `①…`
    SubItem {
        number: u32,
        label: Span,
    },
    /// `第一章`, `第三条`: levels that this genre's plans don't use.
    OtherLevel {
        label: Span,
    },
    /// `附件：…`
    AnnexList,
    /// `附件 1`, `附件1-2`, `附表2`
    AnnexLabel,
    /// `附件1：名单`: label and title, or an entry of a list that numbers so.
    TitledAnnex,
    /// `武政办〔2023〕84号`
    DocumentNumber,
    /// `2023年8月21日`, `二〇二三年八月二十一日`; a day that the calendar hasn't got, too.
    Date,
    /// `2023年8月23日印发`
    ImprintDate,
    /// `抄送：…`
    Copies,
    /// `（此件公开发布）`, `（本文有删减）`
    Remark,
    Text,
}

/// Of a remark, in characters.
const LONGEST_REMARK: usize = 30;

/// A line, its text without layout around it, and its form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    pub number: usize,
    /// Without white space around and without a list dash; of a row, the whole line.
    pub span: Span,
    pub form: Form,
    /// The `- ` before it, which is layout.
    pub dash: Option<Span>,
}

/// Returns every line of the source.
pub(crate) fn lines(source: &Source) -> Vec<Line> {
    (1..=source.line_count()).map(|number| line(source, number)).collect()
}

fn line(source: &Source, number: usize) -> Line {
    let whole = source.line_span(number);
    if source.slice(whole).contains('\t') && !source.slice(whole).trim().is_empty() {
        return Line { number, span: whole, form: Form::Row, dash: None };
    }
    let mut span = source.trim(whole);
    let mut dash = None;
    if source.slice(span).starts_with("- ") {
        dash = Some(Span::new(span.start, span.start + 2));
        span = source.trim(Span::new(span.start + 2, span.end));
    }
    Line { number, span, form: form(source, span), dash }
}

fn form(source: &Source, span: Span) -> Form {
    let text = source.slice(span);
    let label = |length: usize| Span::new(span.start, span.start + length);
    if text.is_empty() {
        return Form::Blank;
    }
    if is_page_number(text) {
        return Form::PageNumber;
    }
    if let Some((number, label)) = part(source, span) {
        return Form::Part { number, label };
    }
    if let Some((number, label)) = clause(source, span) {
        return Form::Clause { number, label };
    }
    if let Some(length) = other_level(text) {
        return Form::OtherLevel { label: label(length) };
    }
    if is_date(text) {
        return Form::Date;
    }
    if text.strip_suffix("印发").is_some_and(|date| is_date(date.trim_end())) {
        return Form::ImprintDate;
    }
    if is_document_number(text) {
        return Form::DocumentNumber;
    }
    if let Some(rest) = annex_word(text) {
        if rest.starts_with(['：', ':']) {
            return Form::AnnexList;
        }
        let title = rest.trim_start_matches(is_of_annex_number).trim_start();
        if title.is_empty() {
            return Form::AnnexLabel;
        }
        if title.starts_with(['：', ':']) && title.chars().count() > 1 && !is_terminated(title) {
            return Form::TitledAnnex;
        }
    }
    if text.starts_with("抄送：") || text.starts_with("抄送:") {
        return Form::Copies;
    }
    if is_remark(text) {
        return Form::Remark;
    }
    if let Some((number, length)) = circled(text).or_else(|| bracketed_number(text)) {
        return Form::SubItem { number, label: label(length) };
    }
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if (1..=3).contains(&digits)
        && let Some(mark @ ('.' | '．' | '、')) = text[digits..].chars().next()
        && let Ok(number) = text[..digits].parse()
    {
        let label = label(digits + mark.len_utf8());
        // `1.5倍` is a number, `1. 名单` a label, and only its neighbours tell what `11.365窗口` is.
        let number_goes_on = text[digits..].chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        return if number_goes_on { Form::ItemOrDecimal { number, label } } else { Form::Item { number, label } };
    }
    Form::Text
}

/// A remark under the date: who may read the document, and what was left out of it.
fn is_remark(text: &str) -> bool {
    let in_brackets = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    in_brackets
        && text.chars().count() <= LONGEST_REMARK
        && ["此件", "公开", "删减"].iter().any(|word| text.contains(word))
}

/// `③`: its value and length in bytes.
fn circled(text: &str) -> Option<(u32, usize)> {
    let c = text.chars().next()?;
    let value = u32::from(c).checked_sub(u32::from('①'))? + 1;
    (value <= 20).then_some((value, c.len_utf8()))
}

/// `（3）`: its value and length in bytes.
fn bracketed_number(text: &str) -> Option<(u32, usize)> {
    let inner = text.strip_prefix(['（', '('])?;
    let close = inner.find(|c: char| !c.is_ascii_digit()).filter(|digits| (1..=2).contains(digits))?;
    let mark = inner[close..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
    Some((inner[..close].parse().ok()?, text.len() - inner.len() + close + mark.len_utf8()))
}

fn is_page_number(text: &str) -> bool {
    let inner = text.trim_matches(['-', '—', '–', '－', '·', ' ', '\u{3000}']);
    !inner.is_empty() && inner.len() <= 3 && inner.chars().all(|c| c.is_ascii_digit())
}

/// `三、`
fn part(source: &Source, span: Span) -> Option<(u32, Span)> {
    let text = source.slice(span);
    let end = text.find(|c| !numeral::is_numeral(c))?;
    let number = numeral::value(&text[..end])?;
    let label = Span::new(span.start, span.start + end + '、'.len_utf8());
    text[end..].starts_with('、').then_some((number, label))
}

/// `（三）`
fn clause(source: &Source, span: Span) -> Option<(u32, Span)> {
    let (number, length) = bracketed_numeral(source.slice(span))?;
    Some((number, Span::new(span.start, span.start + length)))
}

/// Returns the label of a part or clause that a text begins with.
pub(crate) fn label(source: &Source, span: Span) -> Option<Span> {
    part(source, span).or_else(|| clause(source, span)).map(|(_, label)| label)
}

/// `（一）` or `(一)`: its value and length in bytes.
fn bracketed_numeral(text: &str) -> Option<(u32, usize)> {
    let inner = text.strip_prefix(['（', '('])?;
    let close = inner.find(['）', ')'])?;
    let number = numeral::value(inner[..close].trim())?;
    let opening = text.len() - inner.len();
    let closing = inner[close..].chars().next()?.len_utf8();
    Some((number, opening + close + closing))
}

/// `第一章`, `第三节`, `第五条` at the start: its length in bytes.
fn other_level(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('第')?;
    let end = rest.find(|c| !numeral::is_numeral(c) && !char::is_ascii_digit(&c))?;
    let unit = rest[end..].chars().next().filter(|c| "章节条".contains(*c))?;
    (end > 0).then_some('第'.len_utf8() + end + unit.len_utf8())
}

/// Checks whether a text has the form of a day, whether or not there is such a day.
fn is_date(text: &str) -> bool {
    let parts = text.strip_suffix('日').and_then(|text| text.split_once('年')).and_then(|(year, rest)| {
        let (month, day) = rest.split_once('月')?;
        Some([year, month, day].map(str::trim))
    });
    let is_number = |text: &str, longest: usize| {
        (1..=longest).contains(&text.chars().count()) && text.chars().all(|c| c.is_ascii_digit() || is_year_numeral(c))
    };
    parts.is_some_and(|[year, month, day]| is_number(year, 4) && is_number(month, 3) && is_number(day, 3))
}

/// Checks whether a character stands in the days that older documents print: `二〇一二年六月八日`.
fn is_year_numeral(c: char) -> bool {
    numeral::is_numeral(c) || "〇○零".contains(c)
}

fn is_document_number(text: &str) -> bool {
    let Some(open) = text.find(['〔', '[', '［']) else { return false };
    let rest = &text[open..];
    let Some(close) = rest.find(['〕', ']', '］']) else { return false };
    let year = rest[..close].trim_start_matches(['〔', '[', '［']);
    let tail = rest[close..].trim_start_matches(['〕', ']', '］']).trim();
    open > 0
        && text.chars().count() <= 30
        && year.len() == 4
        && year.chars().all(|c| c.is_ascii_digit())
        && tail.strip_suffix('号').is_some_and(|n| !n.is_empty() && n.trim().chars().all(|c| c.is_ascii_digit()))
}

/// Returns what follows the word 附件 or 附表, whatever the padding inside it.
fn annex_word(text: &str) -> Option<&str> {
    text.strip_prefix('附')?.trim_start().strip_prefix(['件', '表']).map(str::trim_start)
}

fn is_of_annex_number(c: char) -> bool {
    c.is_ascii_digit() || numeral::is_numeral(c) || "-－—".contains(c) || c.is_whitespace()
}

/// Checks whether a text ends as a sentence does, closing marks aside.
pub(crate) fn is_terminated(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '’', '）', ')', '」', '』', '》']);
    text.ends_with(['。', '！', '？', '!', '?', '；', ';', '：', ':', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form_of(text: &str) -> Form {
        lines(&Source::new("s", text))[0].form
    }

    #[test]
    fn forms() {
        assert!(matches!(form_of("三、重点工作"), Form::Part { number: 3, .. }));
        assert!(matches!(form_of("十一、附则"), Form::Part { number: 11, .. }));
        assert!(matches!(form_of("(七)统筹"), Form::Clause { number: 7, .. }));
        assert!(matches!(form_of("（十二）统筹"), Form::Clause { number: 12, .. }));
        assert!(matches!(form_of("1．打造"), Form::Item { .. }));
        assert!(matches!(form_of("1.5倍"), Form::ItemOrDecimal { number: 1, .. }));
        assert!(matches!(form_of("③载体建设"), Form::SubItem { number: 3, .. }));
        assert!(matches!(form_of("（12）载体建设"), Form::SubItem { number: 12, .. }));
        assert!(matches!(form_of("(3)载体建设"), Form::SubItem { number: 3, .. }));
        assert_eq!(form_of("（2030）载体建设"), Form::Text);
        assert_eq!(form_of("二〇一二年六月八日"), Form::Date);
        assert!(matches!(form_of("第三条 为"), Form::OtherLevel { .. }));
        for label in ["附件 1", "附件1-2", "附件2—1", "附表3", "附件二"] {
            assert_eq!(form_of(label), Form::AnnexLabel, "{label}");
        }
        assert_eq!(form_of("附表1反映进度"), Form::Text);
        assert_eq!(form_of("- 附件：1. 名单"), Form::AnnexList);
        assert_eq!(form_of("附件 1：名单"), Form::TitledAnnex);
        assert_eq!(form_of("附件1：所列任务由市政务局负责。"), Form::Text);
        assert_eq!(form_of("武政办〔2023〕84号"), Form::DocumentNumber);
        assert_eq!(form_of("2023年8月23日印发"), Form::ImprintDate);
        assert_eq!(form_of("2023年2月29日"), Form::Date);
        assert_eq!(form_of("2023年度工作要点"), Form::Text);
        assert_eq!(form_of("— 12 —"), Form::PageNumber);
        assert_eq!(form_of("（此件公开发布）"), Form::Remark);
        assert_eq!(form_of("（本文有删减）"), Form::Remark);
        assert_eq!(form_of("各区人民政府"), Form::Text);
        assert_eq!(form_of("\t1\t甲"), Form::Row);
    }
}
