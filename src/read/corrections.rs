//! Corrections, readings, repairs and notes: found in the source, and text as read.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::index::DomainIndex;
use crate::diagnostic::{Code, Diagnostic};
use crate::inputs::plan_file::{Entry, EntryColumn, PlanFile};
use crate::text::source::{Lines, Source, Span};

/// What an entry does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, Hash)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// Replaces `printed` by `read`: the only kind that does.
    Correction,
    /// A broken paragraph or a shifted row, put together again.
    Repair,
    /// Says how a place is understood.
    Reading,
    /// Says that a place is odd and stays.
    Note,
}

/// A reading that no editor wrote: another form of a name. Holds the canonical one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Derived {
    Agency(String),
    /// An agency whose form leaves out what only another name of its list prints.
    Carried(String),
    Domain(String),
    /// An agency that leads by a convention, which it holds as printed.
    Leads(String),
    /// Agencies that a convention adds where they aren't printed.
    Also {
        printed: String,
        added: String,
    },
}

/// A column of a table, as entries name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ColumnOf<'a> {
    pub column: EntryColumn,
    /// As printed, white space left out; absent where a table has only one such column.
    pub header: Option<&'a str>,
}

impl ColumnOf<'_> {
    /// Returns the only column of its kind.
    pub(crate) fn only(column: EntryColumn) -> Self {
        ColumnOf { column, header: None }
    }
}

/// An entry, found in the source.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Correction {
    /// Its permanent number; until entries are numbered, the one that `plan.toml` gives it.
    pub number: Option<NonZeroU32>,
    /// `l199`, or `l199-2` for the second one that begins on line 199.
    pub id: String,
    pub kind: Kind,
    pub lines: Lines,
    /// Where `printed` stands; absent where an empty cell or an unprinted role is meant.
    pub span: Option<Span>,
    pub printed: String,
    /// Absent for a note.
    pub read: Option<String>,
    pub reason: String,
    pub column: Option<EntryColumn>,
    /// The header of that column, white space left out, where the entry names it.
    pub header: Option<String>,
    /// Of a note: the code of the fault that it accepts.
    pub fault: Option<Code>,
    pub shift: Option<usize>,
    /// Of a reading that follows from a registry: then `read` and `reason` are filled in by the site, in its language.
    pub derived: Option<Derived>,
    /// Where it belongs, filled in as tasks, clauses and domains are read.
    pub tasks: Vec<u32>,
    pub clauses: Vec<String>,
    pub domains: Vec<DomainIndex>,
}

impl Correction {
    /// Returns a reading that no editor wrote; the site says it.
    pub(super) fn derived(source: &Source, span: Span, derived: Derived) -> Correction {
        Correction {
            number: None,
            id: String::new(),
            kind: Kind::Reading,
            lines: source.lines(span),
            span: Some(span),
            printed: source.slice(span).to_owned(),
            read: Some(String::new()),
            reason: String::new(),
            column: None,
            header: None,
            fault: None,
            shift: None,
            derived: Some(derived),
            tasks: Vec::new(),
            clauses: Vec::new(),
            domains: Vec::new(),
        }
    }

    /// Checks whether it says how an empty cell of a row is read.
    pub(crate) fn reads_empty(&self, cell: ColumnOf, line: usize) -> bool {
        self.kind == Kind::Reading
            && self.span.is_none()
            && self.column == Some(cell.column)
            && self.header.as_deref().is_none_or(|header| cell.header.is_none_or(|other| other == header))
            && (self.lines.first..=self.lines.last).contains(&line)
    }

    /// Returns its permanent number; 0 before it has one.
    pub(crate) fn number(&self) -> u32 {
        self.number.map_or(0, NonZeroU32::get)
    }

    /// Checks whether it only answers a diagnostic, and tells readers nothing.
    pub(crate) fn only_accepts(&self) -> bool {
        self.fault.is_some() && self.reason.is_empty()
    }

    /// Returns a repair that joins a paragraph over a page end.
    pub(crate) fn is_join(&self) -> bool {
        self.kind == Kind::Repair && self.shift.is_none() && self.printed.contains('\n')
    }
}

/// Finds every entry of `plan.toml` in the source. One that isn't found there is an error at its line of the source.
pub(crate) fn locate(source: &Source, plan: &PlanFile, diagnostics: &mut Vec<Diagnostic>) -> Vec<Correction> {
    let lists = [
        (Kind::Correction, "corrections", &plan.corrections),
        (Kind::Repair, "repairs", &plan.repairs),
        (Kind::Reading, "readings", &plan.readings),
        (Kind::Note, "notes", &plan.notes),
    ];
    let mut found = Vec::new();
    for (kind, list, entries) in lists {
        for (index, entry) in entries.iter().enumerate() {
            let name = format!("plan.toml 的第 {} 个 [[{list}]]", index + 1);
            found.extend(locate_entry(source, kind, entry, &name, diagnostics));
        }
    }
    found.retain(|entry| {
        let Some(place) = entry.span.filter(|_| entry.kind == Kind::Correction) else { return true };
        let Some(what) = parted(&entry.printed) else { return true };
        let message = format!("改正的 `{}` 不在一{what}里", entry.printed.escape_debug());
        let hint = format!("改正不能跨{what}：在 plan.toml 里一{what}写一条");
        diagnostics.push(source.diagnostic(Code::EntryNotFound, place, message, hint));
        false
    });
    let mut places: Vec<Span> = found.iter().filter(|c| c.kind == Kind::Correction).filter_map(|c| c.span).collect();
    places.sort();
    // The second of two that overlap is reported and not made.
    let mut seen = BTreeSet::new();
    found.retain(|correction| {
        let Some(place) = correction.span.filter(|_| correction.kind == Kind::Correction) else { return true };
        let is_second = !seen.insert(place);
        let overlapped = is_second || places.iter().any(|other| *other < place && other.overlaps(place));
        if overlapped {
            diagnostics.push(source.diagnostic(
                Code::OverlappingCorrections,
                place,
                format!("改正 `{}` 的一条与另一条重叠", correction.printed),
                "缩短 plan.toml 里的 printed，使两条互不相交，或并成一条",
            ));
        }
        !overlapped
    });
    found
}

/// Returns what words stand in two of: cells, or lines, of which a paragraph that a repair joins has several.
fn parted(printed: &str) -> Option<&'static str> {
    [('\t', "格"), ('\n', "行")].into_iter().find_map(|(mark, what)| printed.contains(mark).then_some(what))
}

fn locate_entry(
    source: &Source,
    kind: Kind,
    entry: &Entry,
    name: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Correction> {
    let lines = lines(source, entry.lines)?;
    if kind == Kind::Correction && (entry.printed.is_empty() || entry.read.is_none()) {
        diagnostics.push(source.diagnostic(
            Code::IncompleteCorrection,
            source.lines_span(lines),
            "更正须写明原文（printed）和读作（read）",
            format!("见 {name}"),
        ));
        return None;
    }
    let span = match entry.printed.as_str() {
        "" => None,
        printed => Some(find_once(source, lines, printed, name, diagnostics)?),
    };
    Some(Correction {
        number: entry.number,
        id: String::new(),
        kind,
        lines,
        span,
        printed: entry.printed.clone(),
        read: if kind == Kind::Note { None } else { entry.read.clone().or(Some(String::new())) },
        reason: entry.reason.clone(),
        column: entry.column,
        header: entry.header.as_deref().map(|header| header.chars().filter(|c| !c.is_whitespace()).collect()),
        fault: entry.fault,
        shift: entry.shift,
        derived: None,
        tasks: Vec::new(),
        clauses: Vec::new(),
        domains: Vec::new(),
    })
}

/// Returns the lines, if there are such. Those that there aren't, [`super::line_shift`] reports.
pub(crate) fn lines(source: &Source, [first, last]: [usize; 2]) -> Option<Lines> {
    (first >= 1 && first <= last && last <= source.line_count()).then_some(Lines { first, last })
}

/// Returns the one place where `printed` stands in these lines; else a diagnostic that says where it stands instead.
pub(crate) fn find_once(
    source: &Source,
    lines: Lines,
    printed: &str,
    name: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Span> {
    let range = source.lines_span(lines);
    let mut places = source.slice(range).match_indices(printed);
    let first = places.next().map(|(at, _)| Span::new(range.start + at, range.start + at + printed.len()));
    match (first, places.next()) {
        (Some(span), None) => Some(span),
        (Some(_), Some(_)) => {
            diagnostics.push(source.diagnostic(
                Code::AmbiguousEntry,
                range,
                format!("`{printed}` 在这里不止一处"),
                format!("请在 {name} 的 printed 里多写几个字，使它只出现一次"),
            ));
            None
        }
        (None, _) => {
            let elsewhere: Vec<String> =
                source.text().match_indices(printed).take(3).map(|(at, _)| source.line_of(at).to_string()).collect();
            let hint = match elsewhere.as_slice() {
                [] => format!("全文都没有这几个字。请核对录入，或改 {name}"),
                lines => format!("这几个字在第 {} 行。请改 {name} 的 lines", lines.join("、")),
            };
            diagnostics.push(source.diagnostic(
                Code::EntryNotFound,
                range,
                format!("这里找不到 `{}`", printed.escape_debug()),
                hint,
            ));
            None
        }
    }
}

/// Returns the text as read: the spans' text with every correction inside them made.
pub(crate) fn as_read(source: &Source, spans: &[Span], corrections: &[Correction]) -> String {
    let mut text = String::new();
    for &span in spans {
        let mut at = span.start;
        for (place, correction) in replacements(corrections, span) {
            text.push_str(source.slice(Span::new(at, place.start)));
            text.push_str(correction.read.as_deref().unwrap_or_default());
            at = place.end;
        }
        text.push_str(source.slice(Span::new(at, span.end)));
    }
    text
}

/// Returns the corrections proper inside a span, in order.
pub(crate) fn replacements(corrections: &[Correction], span: Span) -> Vec<(Span, &Correction)> {
    let mut inside: Vec<(Span, &Correction)> = corrections
        .iter()
        .filter(|c| c.kind == Kind::Correction)
        .filter_map(|c| c.span.filter(|&place| span.contains(place)).map(|place| (place, c)))
        .collect();
    inside.sort_by_key(|(place, _)| *place);
    inside
}
