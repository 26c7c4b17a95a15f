//! Lines that were put into a source, or taken out, while `plan.toml` stayed as it was: one diagnostic, not dozens.

use std::collections::BTreeSet;

use super::corrections::lines;
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::plan_file::PlanFile;
use crate::text::source::Source;

/// The fewest entries that must agree on a shift: one entry may simply be wrong.
const FEWEST: usize = 2;

/// From this line of `plan.toml`'s counting on, everything stands `by` lines further down.
struct Shift {
    from: usize,
    by: isize,
}

/// Returns the file with the lines that its entries have now. Each common shift is reported once.
pub(super) fn follow(source: &Source, file: &PlanFile, diagnostics: &mut Vec<Diagnostic>) -> PlanFile {
    let mut file = file.clone();
    let written: Vec<[usize; 2]> = file.places().map(|(lines, _)| *lines).collect();
    let mut lost: Vec<([usize; 2], String)> = file
        .places()
        .filter(|(lines, printed)| !stands_at(source, **lines, printed))
        .map(|(lines, printed)| (*lines, printed.to_owned()))
        .collect();
    lost.sort();
    let mut shifts: Vec<Shift> = Vec::new();
    let mut rest = lost.as_slice();
    while let Some(([first, last], printed)) = rest.first() {
        let run =
            |by: isize| rest.iter().take_while(|(lines, text)| stands_at(source, moved(*lines, by), text)).count();
        let starts = source.text().match_indices(printed.as_str()).map(|(at, _)| source.line_of(at) as isize);
        // What is longer than the text, or says no words, can't be found elsewhere.
        let is_lost = printed.is_empty() || last.saturating_sub(*first) >= source.line_count();
        let starts = starts.filter(|_| !is_lost);
        let candidates: BTreeSet<isize> =
            starts.flat_map(|start| (*first..=*last).map(move |line| start - line as isize)).collect();
        let best = candidates.into_iter().map(|by| (run(by), by)).max_by_key(|(count, by)| (*count, -by.abs()));
        match best {
            Some((count, by)) if count >= FEWEST => {
                report(source, Shift { from: *first, by }, count, diagnostics);
                shifts.push(Shift { from: *first, by });
                rest = &rest[count..];
            }
            _ => rest = &rest[1..],
        }
    }
    for (lines, printed) in file.places() {
        let shift = shifts.iter().rev().find(|shift| shift.from <= lines[0]);
        if let Some(shift) = shift
            && stands_at(source, moved(*lines, shift.by), printed)
        {
            *lines = moved(*lines, shift.by);
        }
    }
    let gone = written.into_iter().zip(file.places()).filter(|(_, (now, _))| lines(source, **now).is_none());
    let gone: BTreeSet<[usize; 2]> = gone.map(|(written, _)| written).collect();
    diagnostics.extend(file.line_places.iter().filter(|(lines, _)| gone.contains(lines)).map(
        |([first, last], place)| {
            let message = format!("没有第 {first}—{last} 行：原文共 {} 行", source.line_count());
            Diagnostic::new(Code::LinesOutOfRange, place.clone(), message, "请改这里的 lines：起止两个行号，小的在前")
        },
    ));
    file
}

fn moved(lines: [usize; 2], by: isize) -> [usize; 2] {
    lines.map(|line| line.saturating_add_signed(by))
}

fn stands_at(source: &Source, [first, last]: [usize; 2], printed: &str) -> bool {
    lines(source, [first, last]).is_some_and(|lines| source.slice(source.lines_span(lines)).contains(printed))
}

fn report(source: &Source, Shift { from, by }: Shift, count: usize, diagnostics: &mut Vec<Diagnostic>) {
    let now = from.saturating_add_signed(by).min(source.line_count().max(1));
    let direction = if by > 0 { "多了" } else { "少了" };
    diagnostics.push(source.diagnostic(
        Code::ShiftedLines,
        source.line_span(now),
        format!("plan.toml 里第 {from} 行以后各条的 lines 都差 {by:+} 行（共 {count} 条）"),
        format!(
            "录入文本在这一行之前{direction} {} 行：请恢复原样，或把 plan.toml 里 {from} 以后的 lines 都改 {by:+}",
            by.abs()
        ),
    ));
}
