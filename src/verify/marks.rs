//! Corrections in a passage: each one listed for its place is marked, both sides exactly right, and no other.

use super::html::{Mark, Passage};
use super::report::string;
use super::source::{PlacedCorrection, SourceText};
use crate::diagnostic::Code;

/// What is wrong with a mark, or with one that is missing.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct MarkFault {
    pub code: Code,
    pub message: String,
    pub text: String,
}

/// Checks the marks of a passage that begins at `start` of the source.
pub(super) fn check(source: &SourceText, passage: &Passage, start: usize) -> Vec<MarkFault> {
    let end = start + passage.printed.len();
    let mut faults = Vec::new();
    let mut known = vec![false; passage.marks.len()];
    for correction in &source.corrections {
        if correction.range.end < start || correction.range.start > end {
            continue;
        }
        let mut marked = 0;
        for (mark, known) in passage.marks.iter().zip(&mut known) {
            if mark.id != correction.id {
                continue;
            }
            *known = true;
            marked += 1;
            faults.extend(check_mark(source, correction, mark, start + mark.start));
        }
        if marked > 1 {
            faults.push(fault(
                Code::CorrectionMark,
                format!("更正 `{}` 在这一段里标记了 {marked} 次", correction.id),
                &string(&source.chars[correction.range.clone()]),
            ));
        }
        if marked == 0 && must_be_marked(correction, start, end) {
            faults.push(fault(
                Code::CorrectionUnmarked,
                format!("这一段含有更正 `{}`，页面没有标记", correction.id),
                &string(&source.chars[correction.range.clone()]),
            ));
        }
    }
    for (mark, known) in passage.marks.iter().zip(known) {
        if !known {
            faults.push(unknown(source, mark));
        }
    }
    faults
}

/// Checks a mark outside passages, whose place in the source is not known.
pub(super) fn check_loose(source: &SourceText, mark: &Mark) -> Vec<MarkFault> {
    let Some(correction) = source.corrections.iter().find(|c| c.id == mark.id) else {
        return vec![unknown(source, mark)];
    };
    let last = correction.range.end.saturating_sub(mark.printed.len());
    let mut faults = Vec::new();
    for at in correction.range.start..=last.max(correction.range.start) {
        faults = check_mark(source, correction, mark, at);
        if faults.is_empty() {
            break;
        }
    }
    faults
}

/// Returns a mark may leave out what both sides share at their ends; with that put back it is exactly what the list
/// says.
fn check_mark(source: &SourceText, correction: &PlacedCorrection, mark: &Mark, begin: usize) -> Vec<MarkFault> {
    let mut faults = Vec::new();
    if mark.printed_sides != 1 || mark.read_sides != 1 {
        faults.push(fault(
            Code::CorrectionOneSided,
            format!(
                "更正 `{}` 的标记应各有一个 data-as=\"printed\" 和 data-as=\"read\"，实际有 {} 个和 {} 个",
                mark.id, mark.printed_sides, mark.read_sides
            ),
            &string(&mark.printed),
        ));
    }
    let range = &correction.range;
    let end = begin + mark.printed.len();
    let right = range.start <= begin && end <= range.end && source.chars[begin..end] == mark.printed[..] && {
        let mut whole = source.chars[range.start..begin].to_vec();
        whole.extend_from_slice(&mark.read);
        whole.extend_from_slice(&source.chars[end..range.end]);
        whole == correction.read
    };
    if !right {
        faults.push(fault(
            Code::CorrectionDiffers,
            format!(
                "更正 `{}` 应为“{}”改读“{}”，页面标为“{}”改读“{}”",
                mark.id,
                string(&source.chars[range.clone()]),
                string(&correction.read),
                string(&mark.printed),
                string(&mark.read)
            ),
            &string(&mark.printed),
        ));
    }
    faults
}

/// Returns a correction belongs to a passage that holds all of it, or a part that really changes.
fn must_be_marked(correction: &PlacedCorrection, start: usize, end: usize) -> bool {
    let whole = start <= correction.range.start && correction.range.end <= end;
    let core = &correction.core;
    let changed =
        if core.is_empty() { start < core.start && core.start < end } else { core.start < end && core.end > start };
    whole || changed
}

fn unknown(source: &SourceText, mark: &Mark) -> MarkFault {
    let message = if source.corrections.iter().any(|c| c.id == mark.id) {
        format!("更正 `{}` 标在别处：它的位置不在这一段", mark.id)
    } else {
        format!("页面标记了清单里没有的更正 `{}`", mark.id)
    };
    fault(Code::CorrectionUnlisted, message, &string(&mark.printed))
}

fn fault(code: Code, message: String, text: &str) -> MarkFault {
    MarkFault { code, message, text: text.to_owned() }
}
