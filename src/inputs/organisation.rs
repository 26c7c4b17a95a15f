//! `[organisation]` of `plan.toml`: whom the document puts in charge, and how often it wants to be told.

use super::fields::{Fields, Form, IN_SKELETON};
use crate::diagnostic::Diagnostic;

const ORGANISATION: Form = Form { keys: &["lines", "printed", "tiers", "rhythm"], example: IN_SKELETON };
const TIER: Form = Form { keys: &["name", "lines", "printed", "remark", "groups"], example: IN_SKELETON };
const GROUP: Form = Form {
    keys: &["printed", "domain"],
    example: "例如 groups = [{ printed = \"…\", domain = \"领域的 slug\" }]",
};
const RHYTHM: Form = Form { keys: &["lines", "printed", "remark"], example: IN_SKELETON };

/// The document's own frame for its work.
#[derive(Debug, Clone)]
pub(crate) struct OrganisationEntry {
    /// What it says of the whole.
    pub whole: QuoteEntry,
    /// From the top down.
    pub tiers: Vec<TierEntry>,
    /// How often it wants to be told how the tasks stand.
    pub rhythm: Option<RhythmEntry>,
}

/// Words of the document.
#[derive(Debug, Clone)]
pub(crate) struct QuoteEntry {
    pub lines: [usize; 2],
    pub printed: String,
}

/// How often it wants to be told.
#[derive(Debug, Clone)]
pub(crate) struct RhythmEntry {
    pub quote: QuoteEntry,
    /// The editor's own word; may be empty.
    pub remark: String,
}

/// A body, or several of one rank.
#[derive(Debug, Clone)]
pub(crate) struct TierEntry {
    /// What it is called: a part of `quote`.
    pub name: String,
    pub quote: QuoteEntry,
    /// The editor's own word; may be empty.
    pub remark: String,
    pub groups: Vec<GroupEntry>,
}

/// A group of several, by the words that name it in the lines of its tier.
#[derive(Debug, Clone)]
pub(crate) struct GroupEntry {
    pub printed: String,
    /// The slug of the domain that it works on.
    pub domain: String,
}

impl OrganisationEntry {
    /// Returns everything that it quotes.
    pub(super) fn quotes(&mut self) -> impl Iterator<Item = &mut QuoteEntry> {
        let tiers = self.tiers.iter_mut().map(|tier| &mut tier.quote);
        std::iter::once(&mut self.whole).chain(tiers).chain(self.rhythm.iter_mut().map(|rhythm| &mut rhythm.quote))
    }
}

/// Reads `[organisation]`, if there is one.
pub(super) fn entry(fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> Option<OrganisationEntry> {
    let table = fields.table("organisation", &ORGANISATION, diagnostics)?;
    let whole = quote(&table, diagnostics);
    let tiers = table.tables("tiers", &TIER, diagnostics);
    let tiers = tiers.iter().filter_map(|fields| tier(fields, diagnostics)).collect();
    let rhythm = table.table("rhythm", &RHYTHM, diagnostics).and_then(|fields| {
        let remark = remark(&fields, diagnostics);
        Some(RhythmEntry { quote: quote(&fields, diagnostics)?, remark })
    });
    Some(OrganisationEntry { whole: whole?, tiers, rhythm })
}

fn quote(fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> Option<QuoteEntry> {
    let (lines, printed) = (fields.pair("lines", diagnostics), fields.verbatim("printed", diagnostics));
    Some(QuoteEntry { lines: lines?, printed: printed?.value })
}

fn remark(fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> String {
    fields.optional("remark", diagnostics, Fields::text).map(|remark| remark.value).unwrap_or_default()
}

fn tier(fields: &Fields, diagnostics: &mut Vec<Diagnostic>) -> Option<TierEntry> {
    let (name, quote) = (fields.text("name", diagnostics), quote(fields, diagnostics));
    let remark = remark(fields, diagnostics);
    let groups = fields.tables("groups", &GROUP, diagnostics);
    let groups = groups.iter().filter_map(|fields| {
        let (printed, domain) = (fields.verbatim("printed", diagnostics), fields.text("domain", diagnostics));
        Some(GroupEntry { printed: printed?.value, domain: domain?.value })
    });
    let groups = groups.collect();
    Some(TierEntry { name: name?.value, quote: quote?, remark, groups })
}
