//! Every `[data-lines]` element, wherever it stands, says what its lines say.

use std::ops::Range;

use super::html::{Mark, Page, Passage};
use super::marks::{self, MarkFault};
use super::report::string;
use super::source::{SourceText, occurrences};
use crate::diagnostic::{Code, Diagnostic, Place};

/// Checks the passages of a page that are not checked by their order; and the marks outside passages.
///
/// `source_of` finds a passage's plan by its `data-plan`.
pub(super) fn check<'a>(
    file: &str,
    page: &Page,
    source_of: impl Fn(Option<&str>) -> Option<&'a SourceText>,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for passage in &page.passages {
        match source_of(passage.plan.as_deref()) {
            Some(source) => diagnostics.extend(check_passage(file, passage, source)),
            None => diagnostics.push(planless(file, passage.plan.as_deref(), passage.place, &passage.lines)),
        }
    }
    for (plan, mark) in &page.loose_marks {
        match source_of(plan.as_deref()) {
            Some(source) => diagnostics.extend(
                marks::check_loose(source, mark).into_iter().map(|fault| mark_diagnostic(file, mark.place, fault)),
            ),
            None => diagnostics.push(planless(file, plan.as_deref(), mark.place, &mark.id)),
        }
    }
    diagnostics
}

/// Returns what can be wrong with a passage whatever it says: its lines and that it is there at all.
pub(super) fn structure(file: &str, passage: &Passage, source: &SourceText) -> Result<Range<usize>, Box<Diagnostic>> {
    let fault = |code, message: String, hint| {
        let place = Place::file(file).at(passage.place).quoting(&passage.lines);
        Err(Box::new(Diagnostic::new(code, place, message, hint)))
    };
    let Some(range) = lines(&passage.lines).and_then(|(first, last)| source.range(first, last)) else {
        let message = format!("data-lines=\"{}\" 不是原文里的行号（共 {} 行）", passage.lines, source.lines());
        return fault(Code::BadLines, message, "写作 \"35\" 或 \"35-37\"");
    };
    if passage.printed.is_empty() {
        let message = format!("标着原文第 {} 行的元素里没有原文", passage.lines);
        return fault(Code::EmptyPassage, message, "空的单元格不标 data-lines");
    }
    if let Some(digits) = passage.parted.iter().find(|digits| !source.parts(range.clone(), digits)) {
        let message = format!("原文第 {} 行没有把数字隔开：`{digits}`", passage.lines);
        return fault(Code::SpanMismatch, message, "数字之间不加空白");
    }
    Ok(range)
}

/// `35-37` or `35`.
pub(super) fn lines(text: &str) -> Option<(usize, usize)> {
    let number =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<usize>().ok()).flatten();
    match text.split_once('-') {
        Some((first, last)) => Some((number(first)?, number(last)?)),
        None => number(text).map(|line| (line, line)),
    }
}

/// Checks whether the passage as read stands in its lines as read; asked last, when all its marks are right.
pub(super) fn check_read(
    file: &str,
    passage: &Passage,
    range: Range<usize>,
    source: &SourceText,
) -> Option<Diagnostic> {
    let whole = source.read(range);
    let stands = passage.read.is_empty() || !occurrences(&whole, &passage.read).is_empty();
    (!stands).then(|| {
        Diagnostic::new(
            Code::SpanMismatch,
            Place::file(file).at(passage.place).quoting(&string(&passage.read)),
            format!("这一段的校读文字不在原文第 {} 行的校读文字里", passage.lines),
            "这一段只放所标各行的原文；标出其中的每处更正",
        )
    })
}

pub(super) fn mark_diagnostic(file: &str, place: (usize, usize), fault: MarkFault) -> Diagnostic {
    Diagnostic::new(
        fault.code,
        Place::file(file).at(place).quoting(&fault.text),
        fault.message,
        "每处更正用 data-correction 标出，原文与校读两边都写进页面",
    )
}

/// Returns a passage or mark whose plan cannot be known.
fn planless(file: &str, plan: Option<&str>, place: (usize, usize), text: &str) -> Diagnostic {
    let message = match plan {
        Some(plan) => format!("data-plan=\"{plan}\" 不是已发布的方案"),
        None => "看不出这段原文属于哪一个方案".to_owned(),
    };
    Diagnostic::new(
        Code::UnknownPlan,
        Place::file(file).at(place).quoting(text),
        message,
        "在它或外层元素上写 data-plan",
    )
}

fn check_passage(file: &str, passage: &Passage, source: &SourceText) -> Vec<Diagnostic> {
    let range = match structure(file, passage, source) {
        Ok(range) => range,
        Err(diagnostic) => return vec![*diagnostic],
    };
    // The same words may stand twice in a line (an agency that leads and heads its domain): one place has to fit.
    let mut first_faults = None;
    for start in source.occurrences(range.clone(), &passage.printed) {
        let faults = marks::check(source, passage, start);
        if faults.is_empty() {
            return check_read(file, passage, range, source).into_iter().collect();
        }
        first_faults.get_or_insert(faults);
    }
    match first_faults {
        Some(faults) => faults.into_iter().map(|fault| mark_diagnostic(file, passage.place, fault)).collect(),
        None => vec![mismatch(file, passage, range, source)],
    }
}

/// Says where a passage leaves its lines.
fn mismatch(file: &str, passage: &Passage, range: Range<usize>, source: &SourceText) -> Diagnostic {
    let common =
        |start: usize| source.chars[start..range.end].iter().zip(&passage.printed).take_while(|(a, b)| a == b).count();
    // The earliest of the best places.
    let (start, agreed) = range
        .clone()
        .map(|start| (start, common(start)))
        .rev()
        .max_by_key(|&(_, agreed)| agreed)
        .unwrap_or((range.start, 0));
    let (line, column) = source.place((start + agreed).min(range.end));
    let shown = string(&passage.printed[agreed..passage.printed.len().min(agreed + 12)]);
    let there = string(&source.chars[(start + agreed).min(range.end)..range.end.min(start + agreed + 12)]);
    Diagnostic::new(
        Code::SpanMismatch,
        Place::file(file).at(passage.place).quoting(&string(&passage.printed)),
        format!(
            "这一段与所标的原文第 {} 行不符：{}:{line}:{column} 处原文是“{there}”，页面是“{shown}”",
            passage.lines, source.file
        ),
        "data-lines 元素只放所标各行的原文；本站添加的内容放进 data-ours",
    )
}

impl Passage {
    /// Returns its marks, by their ids.
    pub(super) fn marked(&self) -> impl Iterator<Item = &str> {
        self.marks.iter().map(|mark: &Mark| mark.id.as_str())
    }
}
