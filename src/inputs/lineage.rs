//! `[[follows]]` and `[[carries_out]]` of `plan.toml`: the plans that this one takes up, with the words that say so.

use super::fields::{Fields, Form, Placed};
use super::link::WrittenLink;
use super::organisation::QuoteEntry;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::text::date::Date;

const FORM: Form = Form {
    keys: &["plan", "title", "lines", "printed", "source", "date"],
    example: "例如 plan = \"方案的编号\"（本站的方案）或 title = \"文件的全称\"（别处的文件），\
              再写 lines、printed（原文里说到它的字句），或 source、date（说到它的网页和日期）",
};

/// How a plan stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Lineage {
    /// It takes the other's place, or goes on where that ended.
    Follows,
    /// It does what the other, of a higher body, wants done.
    CarriesOut,
}

/// A plan that this one takes up.
#[derive(Debug, Clone)]
pub(crate) struct LineageEntry {
    pub lineage: Lineage,
    pub of: OtherPlan,
    /// Where plan.toml names it.
    pub place: Place,
    pub evidence: EvidenceEntry,
}

/// Which plan is meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum OtherPlan {
    /// One under `seeds/`, by its id.
    Here(String),
    /// A document elsewhere, by its title.
    Elsewhere(String),
}

/// What says so.
#[derive(Debug, Clone)]
pub(crate) enum EvidenceEntry {
    /// The document itself.
    Quote(QuoteEntry),
    /// A web page, and when it said so.
    Page { link: WrittenLink, date: Date },
}

impl LineageEntry {
    /// Returns the words of the document that say so.
    pub(super) fn quote(&mut self) -> Option<&mut QuoteEntry> {
        match &mut self.evidence {
            EvidenceEntry::Quote(quote) => Some(quote),
            EvidenceEntry::Page { .. } => None,
        }
    }
}

/// Reads every entry, those of `[[follows]]` first.
pub(super) fn entries(fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> Vec<LineageEntry> {
    let mut entries = Vec::new();
    for (key, lineage) in [("follows", Lineage::Follows), ("carries_out", Lineage::CarriesOut)] {
        for table in fields.tables(key, &FORM, diagnostics) {
            entries.extend(entry(&table, lineage, diagnostics));
        }
    }
    entries
}

fn entry(fields: &Fields, lineage: Lineage, diagnostics: &mut Vec<Diagnostic>) -> Option<LineageEntry> {
    let name = either(fields, ["plan", "title"], diagnostics)?;
    let named = fields.text(name, diagnostics);
    let evidence = match either(fields, ["printed", "source"], diagnostics)? {
        "printed" => {
            let (lines, printed) = (fields.pair("lines", diagnostics), fields.verbatim("printed", diagnostics));
            lines
                .zip(printed)
                .map(|(lines, printed)| EvidenceEntry::Quote(QuoteEntry { lines, printed: printed.value }))
        }
        _ => {
            let (url, date) = (fields.url("source", diagnostics), fields.day("date", diagnostics));
            url.zip(date).map(|(url, date)| {
                let link = WrittenLink::of_setting(&url.value, fields.source().place(url.span));
                EvidenceEntry::Page { link, date: date.value }
            })
        }
    };
    let Placed { value, span } = named?;
    let of = if name == "plan" { OtherPlan::Here(value) } else { OtherPlan::Elsewhere(value) };
    Some(LineageEntry { lineage, of, place: fields.source().place(span), evidence: evidence? })
}

/// Returns which of two keys is written: one of them has to be, and not both.
fn either<'k>(fields: &Fields, keys: [&'k str; 2], diagnostics: &mut Vec<Diagnostic>) -> Option<&'k str> {
    let [first, second] = keys;
    match keys.map(|key| fields.has(key)) {
        [true, false] => return Some(first),
        [false, true] => return Some(second),
        both => {
            let what = if both[0] { "只能写一个" } else { "要写一个" };
            let message = format!("`{first}` 和 `{second}` {what}");
            diagnostics.push(fields.source().diagnostic(Code::UnclearLineage, fields.place(), message, FORM.example));
        }
    }
    None
}
