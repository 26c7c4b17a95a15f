//! Which plans this one follows or carries out, with the words that say so found where `plan.toml` says.

use super::corrections::{find_once, lines};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::inputs::lineage::{EvidenceEntry, Lineage, LineageEntry, OtherPlan};
use crate::inputs::link::WrittenLink;
use crate::inputs::plan_file::PlanFile;
use crate::text::date::Date;
use crate::text::source::{Source, Span};

/// A plan that this one takes up.
#[derive(Debug, Clone, Hash)]
pub(crate) struct Forebear {
    pub lineage: Lineage,
    pub of: OtherPlan,
    /// Where plan.toml names it.
    pub place: Place,
    pub evidence: Evidence,
}

/// What says so.
#[derive(Debug, Clone, Hash)]
pub(crate) enum Evidence {
    Quote(Span),
    Page { link: WrittenLink, date: Date },
}

/// Returns the plans that it takes up.
pub(super) fn forebears(source: &Source, file: &PlanFile, diagnostics: &mut Vec<Diagnostic>) -> Vec<Forebear> {
    let mut forebear = |LineageEntry { lineage, of, place, evidence }: &LineageEntry| {
        let evidence = match evidence {
            EvidenceEntry::Page { link, date } => Evidence::Page { link: link.clone(), date: *date },
            EvidenceEntry::Quote(quote) => {
                let name = match lineage {
                    Lineage::Follows => "plan.toml 的 [[follows]]",
                    Lineage::CarriesOut => "plan.toml 的 [[carries_out]]",
                };
                let lines = lines(source, quote.lines)?;
                Evidence::Quote(find_once(source, lines, &quote.printed, name, diagnostics)?)
            }
        };
        Some(Forebear { lineage: *lineage, of: of.clone(), place: place.clone(), evidence })
    };
    file.lineage.iter().filter_map(&mut forebear).collect()
}

/// Returns what is wrong with the plans that one names, `ids` being those there are.
pub(crate) fn check(id: &str, forebears: &[Forebear], ids: &[&str]) -> Vec<Diagnostic> {
    let fault = |forebear: &Forebear| {
        let OtherPlan::Here(other) = &forebear.of else { return None };
        let at = |code, message: String, hint: String| Diagnostic::new(code, forebear.place.clone(), message, hint);
        if other == id {
            let hint = "写另一份方案的编号".to_owned();
            return Some(at(Code::UnclearLineage, "方案接续、贯彻的是它自己".to_owned(), hint));
        }
        (!ids.contains(&other.as_str())).then(|| {
            let hint = format!("写 seeds/ 下某个 plan.toml 的 id：{}；别处的文件写 title", ids.join("、"));
            at(Code::UnknownPlan, format!("没有编号为 `{other}` 的方案"), hint)
        })
    };
    forebears.iter().filter_map(fault).collect()
}
