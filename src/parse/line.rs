//! What kind of line a line is, by its own form alone. See `GRAMMAR.md`.

use super::above::is_document_number;
use super::document::Level;
use super::imprint::{is_date, is_imprint_date};
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
    /// `（一）…`, `㈠…`
    Clause {
        number: u32,
        label: Span,
    },
    /// `1. …`, `1．…`, `1、…`, `⒈…`
    Item {
        number: u32,
        label: Span,
    },
    /// `11.365窗口项目`: an item if its number follows, a sentence that begins with a decimal otherwise.
    ItemOrDecimal {
        number: u32,
        label: Span,
    },
    /// `（1）…`, `⑴…`, `①…`
    SubItem {
        number: u32,
        label: Span,
    },
    /// `第一章`, `第二节`, `第三条`, `行动一：`
    Ordinal {
        level: Level,
        number: u32,
        label: Span,
    },
    /// `附件：…`
    AnnexList,
    /// `附件 1`, `附件1-2`, `附表2`
    AnnexLabel,
    /// `附件1：名单`: label and title, or an entry of a list that numbers so.
    TitledAnnex,
    /// `某政办〔2030〕8号`
    DocumentNumber,
    /// `2023年8月21日`, `二〇二三年八月二十一日`; a day that the calendar hasn't got, too.
    Date,
    /// `2023年8月23日印发`
    ImprintDate,
    /// `抄送：…`
    Copies,
    /// `（此件公开发布）`, `（本文有删减）`
    Remark,
    /// `目录`, `一、总体要求……1`: the table of contents.
    Contents,
    Text,
}

/// How the word of such a heading ends.
const NAMED: [&str; 8] = ["行动", "任务", "工程", "举措", "措施", "专项", "项目", PROBLEM];

/// What a list of faults to mend numbers; each is a sentence.
pub(crate) const PROBLEM: &str = "问题";

/// Of that word, in characters.
const LONGEST_WORD: usize = 6;

/// Of the whole heading, in characters, unless it says a fault.
const LONGEST_NAMED: usize = 40;

/// Of a heading in brackets, in characters.
const LONGEST_BRACKETED: usize = 15;

/// Of an annex's title that no colon announces, in characters.
const LONGEST_ANNEX_TITLE: usize = 40;

/// Of a note beside a table, in characters.
const LONGEST_NOTE: usize = 30;

/// Of a remark, in characters.
const LONGEST_REMARK: usize = 60;

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
    let mut lines: Vec<Line> = (1..=source.line_count()).map(|number| line(source, number)).collect();
    keep_rows(source, &mut lines);
    lines
}

/// Lets rows be rows that look like those of a table of contents, but stand among others: 第一季度, a tab and a number.
fn keep_rows(source: &Source, lines: &mut [Line]) {
    let is_row = |line: Option<&Line>| line.is_some_and(|line| line.form == Form::Row);
    let mut start = 0;
    while start < lines.len() {
        let is_other = |line: &Line| !matches!(line.form, Form::Contents | Form::Blank);
        let end = lines[start..].iter().position(is_other).map_or(lines.len(), |length| start + length);
        let (before, run) = lines[..end].split_at(start);
        let has_title = run.iter().any(|line| source.folded(line.span) == "目录");
        if !has_title && (is_row(before.last()) || is_row(lines.get(end))) {
            let has_tab = |line: &&mut Line| line.form == Form::Contents && source.slice(line.span).contains('\t');
            for line in lines[start..end].iter_mut().filter(has_tab) {
                *line = Line { form: Form::Row, span: source.line_span(line.number), ..*line };
            }
        }
        start = end + 1;
    }
}

fn line(source: &Source, number: usize) -> Line {
    let whole = source.line_span(number);
    if is_contents(source.slice(whole).trim()) {
        return Line { number, span: source.trim(whole), form: Form::Contents, dash: None };
    }
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

/// Makes 附件： a label where the source begins with it, or where it stands again behind a list of annexes and a date: no
/// list of annexes begins there.
pub(super) fn label_bare(source: &Source, lines: &mut [Line]) {
    let (mut is_first, mut is_listed, mut is_dated) = (true, false, false);
    for line in lines.iter_mut().filter(|line| line.form != Form::Blank) {
        let is_bare =
            line.form == Form::AnnexList && annex(source.slice(line.span)).is_some_and(|annex| annex.title.is_empty());
        if is_bare && (is_first || is_dated) {
            line.form = Form::AnnexLabel;
            return;
        }
        is_first = false;
        is_listed |= matches!(line.form, Form::AnnexList | Form::TitledAnnex);
        is_dated |= is_listed && line.form == Form::Date;
    }
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
    if let Some((level, number, length)) = ordinal(text).or_else(|| named(text)) {
        return Form::Ordinal { level, number, label: label(length) };
    }
    if is_date(text) {
        return Form::Date;
    }
    if is_imprint_date(text) {
        return Form::ImprintDate;
    }
    if is_document_number(text) {
        return Form::DocumentNumber;
    }
    match annex(text) {
        Some(Annex { number: false, mark: Some('：' | ':'), .. }) => return Form::AnnexList,
        Some(Annex { title: "", .. }) => return Form::AnnexLabel,
        Some(annex) if annex.has_title() => return Form::TitledAnnex,
        _ => {}
    }
    if text.starts_with("抄送：") || text.starts_with("抄送:") {
        return Form::Copies;
    }
    if is_remark(text) || is_note_of_table(text) {
        return Form::Remark;
    }
    if let Some((number, length)) = numeral::circled(text).or_else(|| numeral::bracketed(text)) {
        return Form::SubItem { number, label: label(length) };
    }
    if let Some((number, length)) = numeral::pointed(text) {
        return Form::Item { number, label: label(length) };
    }
    let digits: String = text.chars().map_while(digit).collect();
    let length: usize = text.chars().take(digits.len()).map(char::len_utf8).sum();
    if (1..=3).contains(&digits.len())
        && let Some(mark @ ('.' | '．' | '、' | '）' | ')')) = text[length..].chars().next()
        && let Ok(number) = digits.parse()
    {
        let label = label(length + mark.len_utf8());
        // `1.5倍` is a number, `1. 名单` a label, and only its neighbours tell what `11.365窗口` is.
        let behind = &text[length + mark.len_utf8()..];
        let number_goes_on = behind.chars().next().is_some_and(|c| digit(c).is_some()) && !numeral::is_year(behind);
        return match mark {
            '）' | ')' => Form::SubItem { number, label },
            _ if number_goes_on => Form::ItemOrDecimal { number, label },
            _ => Form::Item { number, label },
        };
    }
    Form::Text
}

/// `单位：万元`, `填报单位：某局`: a note beside a table.
pub(super) fn is_note_of_table(text: &str) -> bool {
    let bare = text.trim_start_matches(['（', '(']);
    text.chars().count() <= LONGEST_NOTE
        && !text.contains(['。', '，', '；'])
        && bare.split_once(['：', ':']).is_some_and(|(word, _)| {
            let word: String = word.split_whitespace().collect();
            ["单位", "计量单位", "金额单位", "填报单位", "填报日期", "填报时间", "制表时间"].contains(&word.as_str())
        })
}

/// A remark under the date or the title: who may read the document, what was left out of it, who decided it and when.
fn is_remark(text: &str) -> bool {
    let in_brackets = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    let has_day = || ["年", "月", "日"].iter().all(|word| text.contains(word));
    let is_decided =
        || has_day() && ["通过", "公布", "发布", "印发", "施行", "修订"].iter().any(|it| text.contains(it));
    in_brackets
        && text.chars().count() <= LONGEST_REMARK
        && (["此件", "公开", "删减", "联系人", "联系电话"].iter().any(|word| text.contains(word)) || is_decided())
}

/// Returns an Arabic digit, narrow: `３` is 3.
fn digit(c: char) -> Option<char> {
    let value = u32::from(c).checked_sub(u32::from('０')).filter(|value| *value <= 9);
    c.is_ascii_digit().then_some(c).or_else(|| char::from_digit(value?, 10))
}

fn is_page_number(text: &str) -> bool {
    let inner = text.trim_matches(['-', '—', '–', '－', '·', ' ', '\u{3000}']);
    !inner.is_empty() && inner.len() <= 3 && inner.chars().all(|c| c.is_ascii_digit())
}

/// `三、`
pub(super) fn part(source: &Source, span: Span) -> Option<(u32, Span)> {
    let text = source.slice(span);
    let end = text.find(|c| !numeral::is_numeral(c))?;
    let number = numeral::value(&text[..end])?;
    let mark = text[end..].chars().next().filter(|c| "、.．".contains(*c))?;
    Some((number, Span::new(span.start, span.start + end + mark.len_utf8())))
}

/// `（三）`
pub(super) fn clause(source: &Source, span: Span) -> Option<(u32, Span)> {
    let (number, length) = numeral::bracketed_numeral(source.slice(span))?;
    Some((number, Span::new(span.start, span.start + length)))
}

/// Returns the label of a part or clause that a text begins with.
pub(crate) fn label(source: &Source, span: Span) -> Option<Span> {
    part(source, span).or_else(|| clause(source, span)).map(|(_, label)| label)
}

/// `第一章 总则`, `第三节`, `第五条【支持对象】` at the start: level, number and the label's length in bytes, its mark
/// included. `第三条规定` is half a sentence.
fn ordinal(text: &str) -> Option<(Level, u32, usize)> {
    let rest = text.strip_prefix('第')?;
    let end = rest.find(|c| !numeral::is_numeral(c) && !char::is_ascii_digit(&c))?;
    let number = numeral::value(&rest[..end]).or_else(|| rest[..end].parse().ok())?;
    let units = [("章", Level::Chapter), ("部分", Level::Chapter), ("节", Level::Section), ("条", Level::Article)];
    let (unit, level) = units.into_iter().find(|(unit, _)| rest[end..].starts_with(unit))?;
    let behind = &rest[end + unit.len()..];
    let mark = behind.chars().next().filter(|c| "：:、.．".contains(*c)).map_or(0, char::len_utf8);
    let is_apart = behind.chars().next().is_none_or(char::is_whitespace) || bracketed_heading(behind).is_some();
    let length = text.len() - behind.len() + mark;
    (mark > 0 || is_apart).then_some((level, number, length))
}

/// `行动一：便利开办`, `专项任务2 便利开办`: a heading whose label is a word and a number.
fn named(text: &str) -> Option<(Level, u32, usize)> {
    let says_fault = text.starts_with(PROBLEM);
    if text.chars().nth(LONGEST_NAMED).is_some() && !says_fault {
        return None;
    }
    let is_digit = |c: char| numeral::is_numeral(c) || c.is_ascii_digit();
    let start = text.find(is_digit)?;
    let length = text[start..].find(|c| !is_digit(c))?;
    let (word, digits, behind) = (&text[..start], &text[start..start + length], &text[start + length..]);
    let number = numeral::value(digits).or_else(|| digits.parse().ok())?;
    let is_word = NAMED.iter().any(|named| word.ends_with(named)) && word.chars().count() <= LONGEST_WORD;
    let mark = behind.chars().next().filter(|&c| c.is_whitespace() || "：:".contains(c))?;
    (is_word && (says_fault || !is_terminated(text))).then(|| {
        let mark = if mark.is_whitespace() { 0 } else { mark.len_utf8() };
        (Level::Named, number, start + length + mark)
    })
}

/// `【支持对象】`, `（支持对象）` at the start of an article: its length in bytes. `（一）` is a label.
pub(super) fn bracketed_heading(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(['【', '（', '(', '〔', '['])?;
    let close = inner.find(['】', '）', ')', '〕', ']'])?;
    let mark = inner[close..].chars().next()?;
    let words = &inner[..close];
    let is_number = words.chars().all(|c| numeral::is_numeral(c) || c.is_ascii_digit());
    let is_heading = !is_number && words.chars().count() <= LONGEST_BRACKETED && !words.contains(['：', '，', '、']);
    is_heading.then_some(text.len() - inner.len() + close + mark.len_utf8())
}

/// What a line says that begins with 附件, 附表 or 附录.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Annex<'a> {
    pub number: bool,
    /// What parts label and title, if it isn't white space alone.
    pub mark: Option<char>,
    /// Of the label with its number and mark, in bytes.
    pub length: usize,
    pub title: &'a str,
}

impl Annex<'_> {
    /// Checks whether what stands behind the label is a title and no sentence.
    fn has_title(&self) -> bool {
        let is_short = || self.title.chars().count() <= LONGEST_ANNEX_TITLE && !self.title.contains(['，', '。', '；']);
        !self.title.is_empty() && !is_terminated(self.title) && (matches!(self.mark, Some('：' | ':')) || is_short())
    }
}

/// Checks whether a line is of a table of contents: its title, or a heading, dots or a tab, and a page.
fn is_contents(text: &str) -> bool {
    let heading = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let words = heading.trim_end_matches(|c: char| c.is_whitespace() || "….·．-—".contains(c));
    let gap = &heading[words.len()..];
    let is_led = gap.contains('\t') || gap.chars().filter(|c| "….·．".contains(*c)).count() > 1;
    let inside = words.trim_start_matches(['（', '(']);
    let is_label = inside.starts_with(numeral::is_numeral) || inside.starts_with(['第', '附']);
    text.split_whitespace().collect::<String>() == "目录"
        || (heading.len() < text.len() && is_led && is_label && !words.contains(['\t', '。']))
}

/// Cuts `附件1：名单`, `附件 1 名单`, `附件（1）`, `附录`, whatever the padding inside the word.
pub(crate) fn annex(text: &str) -> Option<Annex<'_>> {
    let behind = text.strip_prefix('附')?.trim_start().strip_prefix(['件', '表', '录'])?;
    let padded = behind.trim_start();
    let number = annex_number(padded);
    let cut = |length: usize, number: bool| {
        let rest = &text[length..];
        let mark = rest.trim_start().chars().next().filter(|c| "：:".contains(*c) || (number && "、.．".contains(*c)));
        let length = mark.map_or(length, |mark| text.len() - rest.trim_start().len() + mark.len_utf8());
        let is_apart = mark.is_some() || rest.is_empty() || rest.starts_with(char::is_whitespace);
        is_apart.then(|| Annex { number, mark, length, title: text[length..].trim_start() })
    };
    let with_number = (number > 0).then(|| cut(text.len() - padded.len() + number, true)).flatten();
    // `附件 三年任务表` has a title that begins with a number.
    with_number.or_else(|| cut(text.len() - behind.len(), false))
}

/// Returns the length of `1`, `一`, `2-1` or `（1）` at the start, in bytes.
fn annex_number(text: &str) -> usize {
    let is_of_number = |c: char| c.is_ascii_digit() || numeral::is_numeral(c) || "-－—".contains(c);
    let inner = text.strip_prefix(['（', '(']);
    let digits = inner.unwrap_or(text);
    let length = digits.find(|c| !is_of_number(c)).unwrap_or(digits.len());
    let close = digits[length..].chars().next().filter(|c| inner.is_some() && matches!(c, '）' | ')'));
    match (inner, close) {
        (Some(_), Some(close)) if length > 0 => text.len() - digits.len() + length + close.len_utf8(),
        (Some(_), _) => 0,
        (None, _) => length,
    }
}

/// Checks whether words close a notice, without a full stop or with one.
pub(crate) fn closes_notice(text: &str) -> bool {
    ["特此通知", "此通知", "特此通告", "特此公告", "特此函告"].contains(&text.trim().trim_end_matches('。'))
}

/// Checks whether a text ends as a sentence does, closing marks aside.
pub(crate) fn is_terminated(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '’', '）', ')', '」', '』', '》']);
    let is_half_width = || text.strip_suffix('.').is_some_and(|text| text.ends_with(is_han));
    text.ends_with(['。', '！', '？', '!', '?', '；', ';', '：', ':', '…']) || is_half_width()
}

/// Checks whether a character is a Han character of the Basic Multilingual Plane or its extensions.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
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
        assert!(matches!(form_of("1．2030年6月底前出台"), Form::Item { number: 1, .. }));
        assert!(matches!(form_of("1．2030个"), Form::ItemOrDecimal { number: 1, .. }));
        assert_eq!(form_of("— 12 —"), Form::PageNumber);
        assert_eq!((form_of("———"), form_of("— 1234 —")), (Form::Text, Form::Text));
        assert!(matches!(form_of("③载体建设"), Form::SubItem { number: 3, .. }));
        assert!(matches!(form_of("（12）载体建设"), Form::SubItem { number: 12, .. }));
        assert!(matches!(form_of("(3)载体建设"), Form::SubItem { number: 3, .. }));
        assert!(matches!(form_of("１２．打造"), Form::Item { number: 12, .. }));
        assert!(matches!(form_of("3）打造"), Form::SubItem { number: 3, .. }));
        assert!(matches!(form_of("三．打造"), Form::Part { number: 3, .. }));
        for line in ["目　录", "一、总体要求\t1", "（二）打造……12", "第一章 总则 ...... 3"] {
            assert_eq!(form_of(line), Form::Contents, "{line}");
        }
        assert_eq!(form_of("（2030）载体建设"), Form::Text);
        assert_eq!(form_of("二〇一二年六月八日"), Form::Date);
        for (text, level, number) in [
            ("第三条 为", Level::Article, 3),
            ("第十二条", Level::Article, 12),
            ("第4条：为", Level::Article, 4),
            ("第五条【支持对象】为", Level::Article, 5),
            ("第五条（支持对象）为", Level::Article, 5),
            ("第二章　总则", Level::Chapter, 2),
            ("第一部分 总体要求", Level::Chapter, 1),
            ("第二节 目标", Level::Section, 2),
            ("行动一：便利开办", Level::Named, 1),
            ("重点任务2 便利开办", Level::Named, 2),
        ] {
            let is_so = matches!(form_of(text), Form::Ordinal { level: l, number: n, .. } if (l, n) == (level, number));
            assert!(is_so, "{text}");
        }
        for text in [
            "任务1由市政务局负责。",
            "行动一：便利开办。",
            "第三条规定的事项",
            "第三条（一）项规定的事项",
            "第一章程",
            "第条 甲",
            "第一 甲",
        ] {
            assert_eq!(form_of(text), Form::Text, "{text}");
        }
        for label in ["附件 1", "附件1-2", "附件2—1", "附表3", "附件二", "附件（1）", "附录", "附件1："]
        {
            assert_eq!(form_of(label), Form::AnnexLabel, "{label}");
        }
        assert_eq!(form_of("附表1反映进度"), Form::Text);
        assert_eq!(form_of("- 附件：1. 名单"), Form::AnnexList);
        for line in [
            "附件 1：名单",
            "附件1 名单",
            "附件（1）　名单",
            "附表1.名单",
            "附件 三年任务表",
            "附件一、名单",
            "附录 名单",
        ] {
            assert_eq!(form_of(line), Form::TitledAnnex, "{line}");
        }
        for line in ["附件1：所列任务由市政务局负责。", "附件1 所列任务，由市政务局负责", "附件一览表"]
        {
            assert_eq!(form_of(line), Form::Text, "{line}");
        }
        assert_eq!(form_of("武政办〔2023〕84号"), Form::DocumentNumber);
        assert_eq!(form_of("2023年8月23日印发"), Form::ImprintDate);
        assert_eq!(form_of("2023年2月29日"), Form::Date);
        assert_eq!(form_of("（2023年2月9日）"), Form::Date);
        assert_eq!(form_of("（2030年2月9日省政府第3次常务会议通过）"), Form::Remark);
        assert_eq!(form_of("（2030—2032年）"), Form::Text);
        assert_eq!(form_of("2023年度工作要点"), Form::Text);
        assert_eq!(form_of("— 12 —"), Form::PageNumber);
        assert_eq!(form_of("（此件公开发布）"), Form::Remark);
        assert_eq!(form_of("（本文有删减）"), Form::Remark);
        assert_eq!(form_of("各区人民政府"), Form::Text);
        assert_eq!(form_of("\t1\t甲"), Form::Row);
    }
}
